"""Tests of one entry, one for each criterion of a `Match`.

A test may assume that the entry is of a kind that `match` gives for its criterion, so to a test the
body has any field.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from operator import attrgetter
from typing import Any, NamedTuple

from simulator.core import acts as do
from simulator.core.log import Entry
from simulator.core.profile import Force
from simulator.core.terms import Intent, Marker, Role, Sign, Sound, SoundClass, Topic
from simulator.rules.match_criteria import (
    ANY,
    CONTEXTUAL,
    CRITERIA,
    AskedForm,
    Context,
    Feature,
    GradeWord,
)

Memory = tuple[Any, ...]
"""What a rule remembers between entries (see `compiler`)."""


class Binding(NamedTuple):
    """The features of ``it``, the entry that a rule is about, which its matches compare with.

    Without a `seq`, there are finitely many.
    """

    seq: int | None = None
    speaker: Role | None = None
    topics: frozenset[Topic] = frozenset()
    key: str | None = None
    grade: str | None = None
    markers: frozenset[Marker] = frozenset()
    words: str = ""


FREE = Binding()
"""The binding where no entry is bound."""

Test = Callable[[Any, Memory, Binding], bool]
"""Whether an entry fits. The entry is of any type, since its kind has been looked at already."""


def bind(entry: Entry, keep: frozenset[str]) -> Binding:
    """The binding to an entry, with the features named in `keep`."""
    if not keep:
        return FREE
    body: Any = entry.body
    whole = Binding(
        entry.seq,
        entry.speaker,
        do.topics_of(body),
        getattr(body, "key", None),
        getattr(body, "grade", None),
        frozenset(getattr(body, "markers", ())),
        str(getattr(body, "words", "")),
    )
    return Binding(**{name: value for name, value in whole._asdict().items() if name in keep})


# One case a criterion, most of them a line: a table of functions would only be longer.
def criterion_test(name: str, words: Any, context: Context) -> Test | None:
    """What the criterion `name` asks for with `words`; None: nothing besides its kinds.

    Raises:
        ValueError: it compares with a force or a profile, and the context has none.
    """
    if CRITERIA[name].attribute:
        return _field_test(name, words)
    match name:
        case "by":
            return lambda entry, *_: entry.speaker in words
        case "asks_for_sign":
            return lambda entry, *_: (
                entry.body.kind == "ask" or entry.body.intent in do.ASKS_FOR_SIGN
            )
        case "question":
            return lambda entry, *_: not _forms(entry.body).isdisjoint(words)
        case "topic":
            return _topic_test(Topic if words == ANY else words)
        case "truly":
            return _topic_test(each for each in Topic if _fact(context, each) in words)
        case "signal":
            return lambda entry, *_: entry.speaker is Role.CALLER and gives_sign(entry.body, words)
        case "sound":
            wanted = {each for each in Sound if not {"any", each, each.suggests}.isdisjoint(words)}
            return lambda entry, *_: entry.body.sound in wanted
        case "ways_at_least":
            return lambda entry, *_: len(entry.body.ways) >= words
        case "about":
            return lambda entry, _, it: it.seq is not None and entry.body.about == it.seq
        case "same":
            return _SAME[words]
        case "grade":
            return None if words == ANY else _grade_test(words, context)
        case "with_marker_grade":
            graded = frozenset(_force(context).marker_grades)
            return lambda entry, *_: not graded.isdisjoint(entry.body.markers)
        case "row":
            return lambda entry, *_: (
                getattr(entry.body, "row", None) in words or any(row in words for row in entry.rows)
            )
        case _ if name in CONTEXTUAL:
            holds = context_holds(name, words, context)
            return lambda *_: holds
        case _:  # act, anything, no_effect: the kind says it all
            return None


def gives_sign(body: Any, words: tuple[Sign, ...]) -> bool:
    """Whether what a caller does is one of the signs; for any, a sound made in answer counts too.

    Silence is a sign only where it is named.
    """
    if body.kind == "make":
        return words == ANY and body.sound.suggests is SoundClass.ANSWER
    sign = do.SIGNS.get(body.kind)
    if sign is None or (sign is Sign.SPOKEN and body.intent is Intent.NOT_TO_CALL):
        return False
    return sign is not Sign.SILENCE if words == ANY else sign in words


def _field_test(name: str, words: Any) -> Test | None:
    """Whether the field that the criterion reads has one of the words."""
    read = attrgetter(f"body.{CRITERIA[name].attribute}")
    if words == ANY:
        return (lambda entry, *_: bool(read(entry))) if CRITERIA[name].several else None
    wanted = frozenset(words)
    if CRITERIA[name].several:
        return lambda entry, *_: not wanted.isdisjoint(read(entry))
    return lambda entry, *_: read(entry) in wanted


def _topic_test(topics: Iterable[Topic]) -> Test:
    wanted = frozenset(topics)
    return lambda entry, *_: not wanted.isdisjoint(do.topics_of(entry.body))


def _forms(asked: do.Ask) -> set[AskedForm]:
    double = {AskedForm.DOUBLE} if len(asked.about) > 1 else set()
    return double | {AskedForm(asked.form.value)}


_SAME: Mapping[Feature, Test] = {
    Feature.TOPIC: lambda entry, _, it: not it.topics.isdisjoint(do.topics_of(entry.body)),
    Feature.SPEAKER: lambda entry, _, it: entry.speaker is it.speaker,
    Feature.KEY: lambda entry, _, it: None is not it.key == getattr(entry.body, "key", None),
    Feature.WORDS: lambda entry, _, it: "" != it.words == getattr(entry.body, "words", None),
}


def _force(context: Context) -> Force:
    if context.force is None:
        raise ValueError("this rule compares with a force's values, and no force is given")
    return context.force


def _grade_test(words: tuple[str, ...], context: Context) -> Test:
    """Grades by name, by what they are for, or compared with ``it``."""
    if GradeWord.EMERGENCY in words:
        words = (*words, _force(context).emergency.id)
    if GradeWord.UNANSWERED in words:
        words = (*words, _force(context).unanswered_grade)
    if GradeWord.MARKER not in words and GradeWord.LOWER not in words:
        return lambda entry, *_: entry.body.grade in words
    force = _force(context)
    order = {grade.id: place for place, grade in enumerate(force.grades)}

    def compared(entry: Any, _memory: Memory, it: Binding) -> bool:
        grade = entry.body.grade
        asked = {force.marker_grades[each] for each in it.markers if each in force.marker_grades}
        by_marker = min(asked, key=lambda each: order.get(each, len(order)), default=None)
        urgency = order.get(grade, -1)
        return (
            grade in words
            or (GradeWord.MARKER in words and grade == by_marker)
            or (GradeWord.LOWER in words and it.grade in order and urgency > order[it.grade])
        )

    return compared


def context_holds(name: str, words: Any, context: Context) -> bool:
    """Whether a criterion of `CONTEXTUAL` holds.

    Raises:
        ValueError: it asks for a force or a profile, and the context has none.
    """
    if name == "facts":
        return all(_fact(context, topic) == fact for topic, fact in words)
    if name == "force":
        return _force(context).id in words
    if context.profile is None:
        raise ValueError("this rule asks which profile is in force, and none is given")
    return context.profile.id in words


def _fact(context: Context, topic: Topic) -> str:
    return context.facts.get(topic, "unknown")
