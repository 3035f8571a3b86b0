"""Tests of one entry, one for each criterion of a `Match`.

A test may assume that the entry is of a kind that `match` gives for its criterion.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any, NamedTuple

from simulator.core import acts as do
from simulator.core.log import Entry
from simulator.core.profile import Force
from simulator.core.terms import (
    SOUNDS,
    Intent,
    Marker,
    QuestionForm,
    Role,
    Sign,
    Sound,
    SoundClass,
    Topic,
)
from simulator.rules.match import (
    ANY,
    CONTEXTUAL,
    CRITERIA,
    AskedForm,
    Context,
    Feature,
    GradeWord,
)
from simulator.rules.monitor_memory import Memory


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


FREE = Binding()
"""The binding where no entry is bound."""

Test = Callable[[Entry, Memory, Binding], bool]


def bind(entry: Entry, keep: frozenset[str]) -> Binding:
    """The binding to an entry, with the features named in `keep`."""
    if not keep:
        return FREE
    body = _body(entry)
    whole = Binding(
        entry.seq,
        entry.speaker,
        do.topics_of(entry.body),
        getattr(body, "key", None),
        getattr(body, "grade", None),
        frozenset(getattr(body, "markers", ())),
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
            return lambda entry, _memory, _it: entry.speaker in words
        case "asks_for_sign":
            return lambda entry, _memory, _it: (
                entry.body.kind == "ask" or _body(entry).intent in do.ASKS_FOR_SIGN
            )
        case "question":
            return lambda entry, _memory, _it: any(kind in words for kind in _questions(entry))
        case "topic":
            return _topic_test(frozenset(Topic) if words == ANY else frozenset(words))
        case "truly":
            facts = {topic: context.facts.get(topic, "unknown") for topic in Topic}
            return _topic_test(frozenset(topic for topic in Topic if facts[topic] in words))
        case "signal":
            return lambda entry, _memory, _it: (
                entry.speaker is Role.CALLER and gives_sign(_body(entry), words)
            )
        case "sound":
            sounds = frozenset(Sound) if words == ANY else _sounds(words)
            return lambda entry, _memory, _it: _body(entry).sound in sounds
        case "ways_at_least":
            return lambda entry, _memory, _it: len(_body(entry).ways) >= words
        case "about":
            return lambda entry, _memory, it: it.seq is not None and _body(entry).about == it.seq
        case "same":
            return _same_test(words)
        case "grade":
            return None if words == ANY else _grade_test(words, context)
        case "with_marker_grade":
            graded = frozenset(_force(context).marker_grades)
            return lambda entry, _memory, _it: not graded.isdisjoint(_body(entry).markers)
        case "row":
            return lambda entry, _memory, _it: (
                getattr(entry.body, "row", None) in words or any(row in words for row in entry.rows)
            )
        case _ if name in CONTEXTUAL:
            holds = context_holds(name, words, context)
            return lambda _entry, _memory, _it: holds
        case _:  # act, anything, no_effect: the kind says it all
            return None


def gives_sign(body: Any, words: tuple[Sign, ...]) -> bool:
    """Whether what a caller does is one of the signs; for any, a sound made in answer counts too.

    Silence is a sign only where it is named.
    """
    if body.kind == "make":
        return words == ANY and SOUNDS[body.sound][0] is SoundClass.ANSWER
    sign = do.SIGNS.get(body.kind)
    if sign is None or (sign is Sign.SPOKEN and body.intent is Intent.NOT_TO_CALL):
        return False
    return sign is not Sign.SILENCE if words == ANY else sign in words


def _body(entry: Entry) -> Any:
    """The body, where the kind has been looked at already."""
    return entry.body


def _field_test(name: str, words: Any) -> Test | None:
    """Whether the field that the criterion reads has one of the words."""
    read = attrgetter(f"body.{CRITERIA[name].attribute}")
    if words == ANY:
        return (lambda entry, _memory, _it: bool(read(entry))) if CRITERIA[name].several else None
    wanted = frozenset(words)
    if CRITERIA[name].several:
        return lambda entry, _memory, _it: not wanted.isdisjoint(read(entry))
    return lambda entry, _memory, _it: read(entry) in wanted


def _topic_test(topics: frozenset[Topic]) -> Test:
    return lambda entry, _memory, _it: not topics.isdisjoint(do.topics_of(entry.body))


def _questions(entry: Entry) -> tuple[AskedForm, ...]:
    body = _body(entry)
    form = AskedForm.CLOSED if body.form is QuestionForm.CLOSED else AskedForm.OPEN
    return (form, AskedForm.DOUBLE) if len(body.about) > 1 else (form,)


def _sounds(words: tuple[Sound | SoundClass, ...]) -> frozenset[Sound]:
    return frozenset(sound for sound in Sound if sound in words or SOUNDS[sound][0] in words)


def _same_test(feature: Feature) -> Test:
    match feature:
        case Feature.TOPIC:
            return lambda entry, _memory, it: not it.topics.isdisjoint(do.topics_of(entry.body))
        case Feature.SPEAKER:
            return lambda entry, _memory, it: entry.speaker is it.speaker
        case Feature.KEY:
            return lambda entry, _memory, it: (
                it.key is not None and getattr(entry.body, "key", None) == it.key
            )


def _force(context: Context) -> Force:
    if context.force is None:
        raise ValueError("this rule compares with a force's values, and no force is given")
    return context.force


def _grade_test(words: tuple[str, ...], context: Context) -> Test:
    """Grades by name, by what they are for, or compared with ``it``."""
    named = set(words) - set(GradeWord)
    if GradeWord.EMERGENCY in words:
        named.add(_force(context).emergency.id)
    if GradeWord.UNANSWERED in words:
        named.add(_force(context).unanswered_grade)
    tests: list[Test] = [lambda entry, _memory, _it: _body(entry).grade in named]
    if GradeWord.MARKER in words or GradeWord.LOWER in words:
        force = _force(context)
        order = {grade.id: place for place, grade in enumerate(force.grades)}

        def urgency(grade: str) -> int:
            return order.get(grade, len(order))

        def asked_by_marker(entry: Entry, _memory: Memory, it: Binding) -> bool:
            wanted = {force.marker_grades[m] for m in it.markers if m in force.marker_grades}
            return bool(wanted) and _body(entry).grade == min(wanted, key=urgency)

        def lower(entry: Entry, _memory: Memory, it: Binding) -> bool:
            grade = _body(entry).grade
            return it.grade in order and grade in order and order[grade] > order[it.grade]

        tests += [asked_by_marker] * (GradeWord.MARKER in words)
        tests += [lower] * (GradeWord.LOWER in words)
    return lambda entry, memory, it: any(test(entry, memory, it) for test in tests)


def context_holds(name: str, words: Any, context: Context) -> bool:
    """Whether a criterion of `CONTEXTUAL` holds.

    Raises:
        ValueError: it asks for a force or a profile, and the context has none.
    """
    if name == "facts":
        return all(context.facts.get(topic, "unknown") == fact for topic, fact in words)
    if name == "force":
        return _force(context).id in words
    if context.profile is None:
        raise ValueError("this rule asks which profile is in force, and none is given")
    return context.profile.id in words
