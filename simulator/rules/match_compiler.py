"""Compile matches and states to functions of one entry and of a rule's memory.

The memory has one small value a `Register`: the stage, who is speaking, whose current utterance
fits a match. For an entry, its value is the one just *before* the entry, so that the entry that
ends a state still belongs to it. Registers have no times and no positions in the log, or the search
over all calls would never meet a state twice. The one exception is what a seat knows, which only
rubrics ask for: `Property` refuses it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple, get_args

from simulator.core import log as out
from simulator.core.log import Entry
from simulator.core.terms import IncidentStage, Intent, LineStage, Role
from simulator.knowledge.knowledge import Knowledge
from simulator.rules.known import Known
from simulator.rules.match_criteria import (
    ACTS,
    CAUSES,
    CRITERIA,
    FINISH,
    UTTERANCES,
    Context,
    Match,
    StateCondition,
    kinds,
)
from simulator.rules.predicates import FREE, Binding, Memory, Test, criterion_test

Change = Callable[[Any, Any, Memory], Any]
"""The next value of a register, from its value, an entry, and the memory before the entry."""


class Register(NamedTuple):
    """One stored value: the first one, and its change for each kind of entry."""

    start: bool | frozenset[Role] | _Fold
    changes: Mapping[str, Change]


class Compiled(NamedTuple):
    """A match, compiled."""

    kinds: frozenset[str] | None
    test: Test


class Compiler:
    """The compiler of one rule in one context; holds the registers of its matches."""

    def __init__(self, context: Context) -> None:
        """Start without registers."""
        self.registers: list[Register] = []
        self.knowledge_at: int | None = None
        """The index of the register of what the seat knows."""
        self._context = context
        self._known: dict[object, int] = {}
        self._changes: dict[str, tuple[tuple[int, Change], ...]] = {}

    def first(self) -> Memory:
        """Return the memory before the first entry."""
        return tuple(register.start for register in self.registers)

    def after(self, memory: Memory, entry: Entry) -> Memory:
        """Return the memory after `entry`; the same one if it changes nothing."""
        kind = entry.body.kind
        changes = self._changes.get(kind)
        if changes is None:
            registers = enumerate(self.registers)
            changes = tuple(
                (n, each.changes[kind]) for n, each in registers if kind in each.changes
            )
            self._changes[kind] = changes
        if not changes:
            return memory
        values = list(memory)
        for place, change in changes:
            values[place] = change(memory[place], entry, memory)
        return tuple(values)

    def match(self, match: Match) -> Compiled:
        """Compile a match.

        Raises:
            ValueError: it compares with a force or a profile, and the context has none.
        """
        kinds = match.kinds()
        if match.finished is not None:
            return Compiled(kinds, _joined(kinds, [self._ends(match)]))
        asked = (self._test(match, name) for name in match.criteria())
        return Compiled(kinds, _joined(kinds, [test for test in asked if test is not None]))

    def state(self, state: StateCondition | None) -> Callable[[Memory], bool]:
        """Compile a state condition to a test of the memory; None holds always."""
        asked = {name: getattr(state, name) for name in state.criteria()} if state else {}
        places = [
            self._remember((name, words), _of_state(name, words)) for name, words in asked.items()
        ]
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
        begun = self.match(replace(match, finished=None, said=match.finished)).test

        def begins(value: frozenset[Role], entry: Entry, memory: Memory) -> frozenset[Role]:
            fits = begun(entry, memory, FREE)
            return value | {entry.speaker} if fits else value - {entry.speaker}

        place = self._remember(match, _speakers(begins))
        return lambda entry, memory, _: entry.speaker in memory[place]

    def _test(self, match: Match, name: str) -> Test | None:
        """Compile one criterion; the test may assume an entry of its kinds."""
        words: Any = getattr(match, name)
        if name == "any_of":
            tests = [self.match(part).test for part in words]
            return lambda entry, memory, it: any(test(entry, memory, it) for test in tests)
        if name == "but_not":
            unwanted = self.match(words).test
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
        kinds, test = self.match(match)

        def looks(_value: bool, entry: Entry, memory: Memory) -> bool:
            return test(entry, memory, FREE)

        changes = {kind: looks if kinds is None or kind in kinds else _to(False) for kind in CAUSES}
        place = self._remember(("through", match), Register(False, changes))
        return lambda _, memory, _it: memory[place] is True

    def _knows(self, words: tuple[Known, ...], *, learned: bool) -> Test:
        """Whether the seat knows one of these, or learns it from the entry."""
        seat, force = self._context.seat, self._context.force
        if seat is None:
            raise ValueError("this rule asks what a seat knows, and the log is of no seat")
        emergency = force.emergency.id if force else ""
        place = self.knowledge_at = self._remember("knowledge", _knowledge(seat))

        def holds(word: Known, known: Knowledge, entry: Entry) -> bool:
            return bool(word.test(known.facts, known, entry, emergency))

        def learns(entry: Entry, memory: Memory, _it: Binding) -> bool:
            before: _Fold = memory[place]
            known, after = before.now, before.after(entry).now
            return any(holds(w, after, entry) and not holds(w, known, entry) for w in words)

        if learned:
            return learns
        return lambda entry, memory, _: any(holds(w, memory[place].now, entry) for w in words)

    def _prompts_tried(self) -> Test:
        """Whether the operator has begun each of the profile's prompts in the current call."""
        if self._context.profile is None:
            raise ValueError("this rule asks for the profile's prompts, and no profile is given")
        prompts = [prompt.intent for prompt in self._context.profile.operator.prompts]
        places = [self._remember(("prompt", intent), _operator_said(intent)) for intent in prompts]
        return lambda _, memory, _it: all(memory[place] for place in places)


def _joined(kinds: frozenset[str] | None, tests: list[Test]) -> Test:
    """Return the conjunction, with the cheap test of the kind first."""
    if kinds is None:
        return lambda entry, memory, it: all(test(entry, memory, it) for test in tests)
    if not tests:
        return lambda entry, *_: entry.body.kind in kinds
    if len(tests) == 1:
        only = tests[0]
        return lambda entry, memory, it: entry.body.kind in kinds and only(entry, memory, it)
    return lambda entry, memory, it: (
        entry.body.kind in kinds and all(test(entry, memory, it) for test in tests)
    )


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


class _Fold:
    """What a seat knows at one entry. It keeps the value after the next entry.

    All rules on a seat share the first value, so a log is folded once and not for each rule.
    """

    __slots__ = ("_after", "_entry", "now")

    def __init__(self, now: Knowledge) -> None:
        self.now = now
        self._entry: Entry | None = None
        self._after: _Fold = self

    def after(self, entry: Entry) -> _Fold:
        """Return the value after `entry`."""
        if entry is not self._entry:
            self._entry, self._after = entry, _Fold(self.now.after(entry))
        return self._after


@cache
def _knowledge(seat: Role) -> Register:
    """Return the register of what a seat knows; of all kinds of entry, since any can teach it."""
    taught: dict[str, Change] = dict.fromkeys(_KINDS, lambda fold, entry, _: fold.after(entry))
    return Register(_Fold(Knowledge(seat)), taught)


_KINDS = (*ACTS, *FINISH, *kinds(*get_args(out.FlowEvent), out.TimerFired, out.NoEffect))


def _operator_said(intent: Intent) -> Register:
    def says(value: bool, entry: Any, _memory: Memory) -> bool:
        return value or (entry.speaker is Role.OPERATOR and entry.body.intent is intent)

    return Register(False, {"say": says, "call_began": _to(False)})


_FIRST = {"stage": LineStage.IDLE, "incident": IncidentStage.NONE}


def _of_state(name: str, words: Any) -> Register:
    """Return the register behind one criterion of a state. Each call of a run starts afresh."""
    match name:
        case "stage" | "incident":
            first = _FIRST[name] in words
            reached = _read("stage", words)
            return Register(first, {name: reached, "call_began": _to(first)})
        case "speaking":
            return _speakers(
                lambda value, entry, _: (
                    value | ({entry.speaker} if entry.speaker in words else set())
                )
            )
        case "code_set":
            return Register(not words, {"set_code": _to(words), "call_began": _to(not words)})
        case "over":
            return Register(not words, {"call_ended": _to(words), "call_began": _to(not words)})
        case "phone_with":
            return _phone_with(words is Role.CALLER)
        case _:
            return Register(False, {"call_began": _read(CRITERIA[name].attribute, words)})


def _phone_with(caller: bool) -> Register:
    """Return the register of whether the caller, or else another person, has the phone."""

    def answered(value: bool, entry: Entry, _memory: Memory) -> bool:
        """Whose hand picked up; a desk's answer changes nothing."""
        return (entry.actor is Role.CALLER) is caller if entry.actor in _AT_PHONE else value

    fixed = {"take_phone": not caller, "give_back": caller, "call_began": caller}
    changes = {kind: _to(value) for kind, value in fixed.items()}
    return Register(caller, {**changes, "answer": answered})


_AT_PHONE = (Role.CALLER, Role.ROOM)
