"""Compile matches and states to functions of one entry and of a rule's memory.

The memory has one small value a `Register`: the stage, who is speaking, whose current utterance
fits a match. For an entry, its value is the one just *before* the entry, so that the entry that
ends a state still belongs to it. Registers have no times and no positions in the log, or the search
over all calls would never meet a state twice. The one exception is what a seat knows, the last
value of a memory, which only rubrics ask for: `Property` refuses it.

The test of a criterion may assume that the entry is of a kind that `match` gives for its criterion,
so to a test the body has any field.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from operator import attrgetter, itemgetter
from typing import Any, NamedTuple

from simulator.core import acts as do
from simulator.core import terms
from simulator.core.log import Entry
from simulator.core.profile import Force
from simulator.core.terms import Intent, Role, Sign, Topic
from simulator.knowledge.judgements.judgement import DatedJudgement, FactJudgement, Policy
from simulator.knowledge.knowledge import Knowledge
from simulator.rules.known_words import Known
from simulator.rules.match_criteria import (
    ANY,
    CAUSES,
    CONTEXTUAL,
    CRITERIA,
    UTTERANCES,
    AskedForm,
    Context,
    Feature,
    GradeWord,
    Match,
    StateCondition,
)

Memory = tuple[Any, ...]
"""What a rule remembers between entries (see `Register`)."""


class Binding(NamedTuple):
    """The features of ``it``, the entry that a rule is about, which its matches compare with.

    Without a `seq`, there are finitely many.
    """

    seq: int | None = None
    speaker: Role | None = None
    topics: frozenset[Topic] = frozenset()
    key: str | None = None
    grade: str | None = None
    markers: frozenset[terms.Marker] = frozenset()
    words: str = ""


FREE = Binding()
"""The binding where no entry is bound."""

Test = Callable[[Any, Memory, Binding], bool]
"""Whether an entry fits. The entry is of any type, since its kind has been looked at already."""


_FEATURES: Mapping[str, Callable[[Any], Any]] = {
    "seq": attrgetter("seq"),
    "speaker": attrgetter("speaker"),
    "topics": lambda entry: do.topics_of(entry.body),
    "key": lambda entry: getattr(entry.body, "key", None),
    "grade": lambda entry: getattr(entry.body, "grade", None),
    "markers": lambda entry: frozenset(getattr(entry.body, "markers", ())),
    "words": lambda entry: str(getattr(entry.body, "words", "")),
}


def bind(entry: Entry, keep: frozenset[str]) -> Binding:
    """Return the binding to an entry, with the features named in `keep`."""
    return Binding(**{name: _FEATURES[name](entry) for name in keep}) if keep else FREE


Change = Callable[[Any, Any, Memory], Any]
"""The next value of a register, from its value, an entry, and the memory before the entry."""


class Register(NamedTuple):
    """One stored value: the first one, and its change for each kind of entry."""

    start: bool | frozenset[Role]
    changes: Mapping[str, Change]


class Compiler:
    """The compiler of one rule in one context; holds the registers of its matches."""

    def __init__(self, context: Context) -> None:
        """Start without registers."""
        self.registers: list[Register] = []
        self.knows = False
        """Whether a match asks what the seat knows, so that memories end with that."""
        self._context = context
        self._known: dict[object, int] = {}
        self._changes: dict[str, tuple[tuple[int, Change], ...]] = {}

    def first(self) -> Memory:
        """Return the memory before the first entry."""
        seat = self._context.seat
        known = (known_at_first(seat, self._context.policy),) if self.knows and seat else ()
        return (*(register.start for register in self.registers), *known)

    def after(self, memory: Memory, entry: Entry) -> Memory:
        """Return the memory after `entry`, less what the seat learns; the same if unchanged."""
        if not self.registers:
            return memory
        kind = entry.body.kind
        if kind not in self._changes:
            self._changes[kind] = tuple(
                (n, register.changes[kind])
                for n, register in enumerate(self.registers)
                if kind in register.changes
            )
        changes = self._changes[kind]
        if not changes:
            return memory
        values = list(memory)
        for place, change in changes:
            values[place] = change(memory[place], entry, memory)
        after = tuple(values)
        return memory if after == memory else after

    def learned(self, memory: Memory, entry: Entry) -> Memory:
        """Return the memory with what the seat knows after `entry`."""
        return (*memory[:-1], memory[-1].after(entry)) if self.knows and memory else memory

    def match(self, match: Match) -> Test:
        """Compile a match.

        Raises:
            ValueError: it compares with a force or a profile, and the context has none.
        """
        if match.finished is not None:
            tests = [self._ends(match)]
        else:
            asked = (self._test(match, name) for name in match.criteria())
            tests = [test for test in asked if test is not None]
        return _joined(match.kinds(), tests)

    def state(self, state: StateCondition | None) -> Callable[[Memory], bool]:
        """Compile a state condition to a test of the memory; None holds always."""
        asked = {name: getattr(state, name) for name in state.criteria()} if state else {}
        places = [
            self._remember((name, words), _of_state(name, words)) for name, words in asked.items()
        ]
        if not places:
            return lambda _: True
        first, *more = places
        if not more:
            return itemgetter(first)
        return lambda memory: all(memory[place] for place in places)

    def _remember(self, key: object, register: Register) -> int:
        """Return the index of a register. Equal criteria share one."""
        if key not in self._known:
            self._changes.clear()
            self._known[key] = len(self.registers)
            self.registers.append(register)
        return self._known[key]

    def _ends(self, match: Match) -> Test:
        """Whether an entry ends an utterance that matched when it began."""
        begun = self.match(replace(match, finished=None, said=match.finished))

        def begins(value: frozenset[Role], entry: Entry, memory: Memory) -> frozenset[Role]:
            fits = begun(entry, memory, FREE)
            return value | {entry.speaker} if fits else value - {entry.speaker}

        place = self._remember(match, _speakers(begins))
        return lambda entry, memory, _: entry.speaker in memory[place]

    def _test(self, match: Match, name: str) -> Test | None:
        """Compile one criterion; the test may assume an entry of its kinds."""
        words: Any = getattr(match, name)
        if name == "any_of":
            return _any([self.match(part) for part in words])
        if name == "but_not":
            unwanted = self.match(words)
            return lambda entry, memory, it: not unwanted(entry, memory, it)
        if name == "through":
            return self._through(words)
        if name == "prompts_tried":
            return self._prompts_tried()
        if name in ("known", "learned"):
            return self._knows(words, learned=name == "learned")
        return criterion_test(name, words, self._context)

    def _through(self, match: Match) -> Test:
        """Whether the last act or timer, from which an outcome follows, matches."""
        kinds, test = match.kinds(), self.match(match)

        def looks(_value: bool, entry: Entry, memory: Memory) -> bool:
            return test(entry, memory, FREE)

        changes = {kind: looks if kinds is None or kind in kinds else _to(False) for kind in CAUSES}
        place = self._remember(("through", match), Register(False, changes))
        return lambda _, memory, _it: memory[place] is True

    def _knows(self, words: tuple[Known, ...], *, learned: bool) -> Test:
        """Whether the seat knows one of these, or learns it from the entry."""
        if self._context.seat is None:
            raise ValueError("this rule asks what a seat knows, and the log is of no seat")
        self.knows = True

        if len(words) == 1 and not learned:
            return lambda entry, memory, _: memory[-1].holds(words[0], entry)

        def holds(known: KnownSoFar, word: Known, entry: Entry) -> bool:
            if not learned:
                return known.holds(word, entry)
            return known.after(entry).holds(word, entry) and not known.holds(word, entry)

        return lambda entry, memory, _: any(holds(memory[-1], word, entry) for word in words)

    def _prompts_tried(self) -> Test:
        """Whether the operator has begun each of the profile's prompts in the current call."""
        if self._context.profile is None:
            raise ValueError("this rule asks for the profile's prompts, and no profile is given")

        def said(intent: Intent) -> Register:
            return _per_call(
                False,
                say=lambda value, entry, _: (
                    value or (entry.speaker is Role.OPERATOR and entry.body.intent is intent)
                ),
            )

        prompts = [prompt.intent for prompt in self._context.profile.operator.prompts]
        places = [self._remember(("prompt", intent), said(intent)) for intent in prompts]
        return lambda _, memory, _it: all(memory[place] for place in places)


def _joined(kinds: frozenset[str] | None, tests: list[Test]) -> Test:
    """Return the conjunction, with the cheap test of the kind first."""
    fits = _all(tests)
    if kinds is None:
        return fits
    return lambda entry, memory, it: entry.body.kind in kinds and fits(entry, memory, it)


def _all(tests: list[Test]) -> Test:
    """Return the conjunction; a log asks each of a hundred rules, so two tests have no loop."""
    match tests:
        case [one]:
            return one
        case [one, other]:
            return lambda entry, memory, it: one(entry, memory, it) and other(entry, memory, it)
    return lambda entry, memory, it: all(test(entry, memory, it) for test in tests)


def _any(tests: list[Test]) -> Test:
    return lambda entry, memory, it: any(test(entry, memory, it) for test in tests)


# --- registers -----------------------------------------------------------------------------------


def _to(value: object) -> Change:
    """Return the change to a fixed value."""
    return lambda *_: value


def _read(name: str, words: tuple[object, ...]) -> Change:
    """Return the change to whether a field of the body is one of these words."""
    read = attrgetter(f"body.{name}")
    return lambda _, entry, _memory: read(entry) in words


def _speakers(begins: Change) -> Register:
    """Return a register of speakers; `begins` is its change when an utterance begins.

    If the line is gone, or the call leaves the recording, the log has no `Finish`: the utterance
    ends there. A new call starts without speakers.
    """
    changes: dict[str, Change] = dict.fromkeys(UTTERANCES, begins)
    changes |= dict.fromkeys(("finish", "hang_up"), lambda value, entry, _: value - {entry.speaker})
    changes["stage"] = lambda value, *_: value - {Role.RECORDING}
    changes["lose_line"] = lambda value, *_: value - {Role.CALLER, Role.OTHER_PERSON}
    changes["call_began"] = _to(frozenset())
    return Register(frozenset(), changes)


class KnownSoFar:
    """What a seat knows at one entry. It keeps the value after the next entry.

    All rules on a seat share the first value, so a log is folded once and not for each rule, and a
    judgement is made once.
    """

    __slots__ = ("_held", "_next", "_policy", "now")

    def __init__(self, now: Knowledge, policy: Policy) -> None:
        self.now = now
        self._policy = policy
        self._held: dict[FactJudgement, bool] = {}
        self._next: tuple[Entry | None, KnownSoFar] = (None, self)

    def after(self, entry: Entry) -> KnownSoFar:
        """Return the value after `entry`."""
        # Read and replaced as one value: a server judges calls in several threads.
        kept, after = self._next
        if kept is not entry:
            now = self.now.after(entry)
            after = self if now is self.now else KnownSoFar(now, self._policy)
            self._next = (entry, after)
        return after

    def holds(self, word: Known, entry: Entry) -> bool:
        """Return whether this is known; some words look at `entry`, or at its instant, as well."""
        match word.row:
            case FactJudgement() as row:
                held = self._held.get(row)
                if held is None:
                    held = self._held[row] = bool(row.holds(self.now.facts, self._policy))
                return held
            case DatedJudgement() as dated:
                return bool(dated.test(self.now, entry.at))
            case of_entry:
                return bool(of_entry.test(self.now, entry))


# Those of some users' own forces are let go.
@lru_cache(maxsize=64)
def known_at_first(seat: Role, policy: Policy) -> KnownSoFar:
    """Return what a seat knows before a log."""
    return KnownSoFar(Knowledge(seat), policy)


def _per_call(first: bool, **changes: Change) -> Register:
    """Return a register that each call of a run starts afresh."""
    return Register(first, {**changes, "call_began": _to(first)})


_FIRST = {"stage": terms.LineStage.IDLE, "incident": terms.IncidentStage.NONE}
_AT_PHONE = (Role.CALLER, Role.ROOM)


def _of_state(name: str, words: Any) -> Register:
    """Return the register behind one criterion of a state."""
    match name:
        case "stage" | "incident":
            return _per_call(_FIRST[name] in words, **{name: _read("stage", words)})
        case "speaking":
            return _speakers(lambda value, entry, _: value | ({entry.speaker} & set(words)))
        case "code_set":
            return _per_call(not words, set_code=_to(words))
        case "over":
            return _per_call(not words, call_ended=_to(words))
        case "phone_with":
            caller = words is Role.CALLER
            # Whose hand picked up; a desk's answer changes nothing.
            return _per_call(
                caller,
                take_phone=_to(not caller),
                give_back=_to(caller),
                answer=lambda value, entry, _: (
                    (entry.actor is Role.CALLER) is caller if entry.actor in _AT_PHONE else value
                ),
            )
        case _:
            return Register(False, {"call_began": _read(CRITERIA[name].attribute, words)})


# --- criteria ------------------------------------------------------------------------------------


def criterion_test(name: str, words: Any, context: Context) -> Test | None:
    """What the criterion `name` asks for with `words`; None: nothing besides its kinds.

    Raises:
        ValueError: it compares with a force or a profile, and the context has none.
    """
    if CRITERIA[name].attribute:
        return _field_test(name, words)
    if name in CONTEXTUAL:
        holds = context_holds(name, words, context)
        return lambda *_: holds
    return _TESTS[name](words, context) if name in _TESTS else None


def gives_sign(body: Any, words: tuple[Sign, ...]) -> bool:
    """Whether what a caller does is one of the signs; for any, a sound made in answer counts too.

    Silence is a sign only where it is named.
    """
    sign = do.sign_of(body)
    if body.kind == "make" and words == ANY:
        return bool(body.sound.suggests is terms.SoundClass.ANSWER)
    if sign is None or (sign is Sign.SPOKEN and body.intent is Intent.NOT_TO_CALL):
        return False
    return sign is not Sign.SILENCE if words == ANY else sign in words


def _field_test(name: str, words: Any) -> Test | None:
    """Whether the field that the criterion reads has one of the words."""
    attribute, wanted = CRITERIA[name].attribute, frozenset(words)
    if words == ANY:
        return lambda entry, *_: getattr(entry.body, attribute, None) != ()

    def has(entry: Any, _memory: Memory, _it: Binding) -> bool:
        value = getattr(entry.body, attribute)
        return not wanted.isdisjoint(value) if isinstance(value, tuple) else value in wanted

    return has


def _topic_test(topics: Iterable[Topic]) -> Test:
    wanted = frozenset(topics)
    return lambda entry, *_: not wanted.isdisjoint(do.topics_of(entry.body))


def _forms(asked: do.Ask) -> set[AskedForm]:
    double = {AskedForm.DOUBLE} if len(asked.about) > 1 else set()
    return double | {AskedForm(asked.form.value)}


def _same_words(body: Any, it: Binding) -> bool:
    """Whether words are the same; of those that a record leaves out, it says so."""
    if getattr(body, "left_out", None) is terms.LeftOut.SAME_WORDS:
        return True
    return "" != it.words == getattr(body, "words", None)


_SAME: Mapping[Feature, Test] = {
    Feature.TOPIC: lambda entry, _, it: not it.topics.isdisjoint(do.topics_of(entry.body)),
    Feature.SPEAKER: lambda entry, _, it: entry.speaker is it.speaker,
    Feature.KEY: lambda entry, _, it: None is not it.key == getattr(entry.body, "key", None),
    Feature.WORDS: lambda entry, _, it: _same_words(entry.body, it),
}


def _force(context: Context) -> Force:
    if context.force is None:
        raise ValueError("this rule compares with a force's values, and no force is given")
    return context.force


# Criteria of which more is asked than their kinds, and not just a field; a table, not code.
# fmt: off
_TESTS: Mapping[str, Callable[[Any, Context], Test | None]] = {
    "by": lambda words, _: lambda entry, *_: entry.speaker in words,
    "asks_for_sign": lambda *_: lambda entry, *_: (
        entry.body.kind == "ask" or entry.body.intent in do.ASKS_FOR_SIGN),
    "question": lambda words, _: lambda entry, *_: not _forms(entry.body).isdisjoint(words),
    "topic": lambda words, _: _topic_test(Topic if words == ANY else words),
    "truly": lambda words, context: _topic_test(t for t in Topic if context.fact(t) in words),
    "signal": lambda words, _: lambda entry, *_: (
        entry.speaker is Role.CALLER and gives_sign(entry.body, words)),
    "sound": lambda words, _: lambda entry, *_: (
        not {"any", entry.body.sound, entry.body.sound.suggests}.isdisjoint(words)),
    "ways_at_least": lambda words, _: lambda entry, *_: len(entry.body.ways) >= words,
    "about": lambda *_: lambda entry, _, it: it.seq is not None and entry.body.about == it.seq,
    "same": lambda words, _: _SAME[words],
    "grade": lambda words, context: None if words == ANY else _grade_test(words, context),
    "with_marker_grade": lambda _, context: _marker_test(_force(context).marker_grades),
    "row": lambda words, _: lambda entry, *_: (
        getattr(entry.body, "row", None) in words or any(row in words for row in entry.rows)),
}
# fmt: on


def _marker_test(graded: Iterable[terms.Marker]) -> Test:
    wanted = frozenset(graded)
    return lambda entry, *_: not wanted.isdisjoint(entry.body.markers)


def _grade_test(words: tuple[str, ...], context: Context) -> Test:
    """Grades by name, by what they are for, or compared with ``it``."""
    if set(GradeWord).isdisjoint(words):
        return lambda entry, *_: entry.body.grade in words
    force = _force(context)
    if GradeWord.EMERGENCY in words:
        words = (*words, force.emergency.id)
    if GradeWord.UNANSWERED in words:
        words = (*words, force.unanswered_grade)
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
        return all(context.fact(topic) == fact for topic, fact in words)
    if name == "force":
        return _force(context).id in words
    if context.profile is None:
        raise ValueError("this rule asks which profile is in force, and none is given")
    return context.profile.id in words
