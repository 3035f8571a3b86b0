"""The memory of a rule between entries: small values, one a `Register`.

A register stores one thing: the stage, who is speaking, whose current utterance fits a match. For
an entry, its value is the one just *before* the entry, so that the entry that ends a state still
belongs to it. Registers have no times and no positions in the log, or the search over all calls
would never meet a state twice.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter
from typing import Any, NamedTuple

from simulator.core.log import Entry
from simulator.core.terms import IncidentStage, Intent, LineStage, Role
from simulator.rules.match import CAUSES, CRITERIA, UTTERANCES, StateCondition

Value = bool | frozenset[Role]
Memory = tuple[Value, ...]
Change = Callable[[Value, Entry, Memory], Value]

_FIRST_STAGE = LineStage.IDLE
_FIRST_INCIDENT = IncidentStage.NONE


class Register(NamedTuple):
    """One stored value: the first one, and its change for each kind of entry."""

    start: Value
    changes: Mapping[str, Change]


def first_memory(registers: Sequence[Register]) -> Memory:
    """Return the memory before the first entry."""
    return tuple(register.start for register in registers)


def next_memory(registers: Sequence[Register], memory: Memory, entry: Entry) -> Memory:
    """Return the memory after `entry`."""
    kind = entry.body.kind
    for register in registers:
        if kind in register.changes:
            break
    else:
        return memory
    return tuple(
        register.changes[kind](value, entry, memory) if kind in register.changes else value
        for register, value in zip(registers, memory, strict=True)
    )


def whose_utterance(fits: Callable[[Entry, Memory], bool]) -> Register:
    """Return the register of speakers whose current utterance fits."""

    def begins(value: Value, entry: Entry, memory: Memory) -> Value:
        change = _with if fits(entry, memory) else _without
        return change(value, entry.speaker)

    return Register(frozenset(), _speech_changes(begins))


def _speech_changes(begins: Change) -> Mapping[str, Change]:
    """Return how utterances change a register of speakers.

    If the line is gone, or the call leaves the recording, the log has no `Finish`: the utterance
    ends there. A new call starts without speakers.
    """
    return {
        **dict.fromkeys(UTTERANCES, begins),
        **dict.fromkeys(("finish", "hang_up"), _speaker_stops),
        "stage": lambda value, _entry, _memory: _without(value, Role.RECORDING),
        "lose_line": lambda value, _entry, _memory: _without(value, Role.CALLER, Role.OTHER_PERSON),
        "call_began": lambda _value, _entry, _memory: frozenset(),
    }


def _speaker_stops(value: Value, entry: Entry, _memory: Memory) -> Value:
    return _without(value, entry.speaker)


def _with(value: Value, speaker: Role) -> Value:
    return value | {speaker} if isinstance(value, frozenset) else value


def _without(value: Value, *speakers: Role) -> Value:
    return value.difference(speakers) if isinstance(value, frozenset) else value


def latest(kinds: frozenset[str] | None, fits: Callable[[Entry, Memory], bool]) -> Register:
    """Whether the latest act or timer was one that fits; `kinds` are those that can."""
    able = CAUSES if kinds is None else kinds

    def looks(_value: Value, entry: Entry, memory: Memory) -> Value:
        return fits(entry, memory)

    def forgets(_value: Value, _entry: Entry, _memory: Memory) -> Value:
        return False

    return Register(False, {kind: looks if kind in able else forgets for kind in CAUSES})


def said_in_call(speaker: Role, intent: Intent) -> Register:
    """Return the register of whether `speaker` has started this utterance in the current call."""

    def says(value: Value, entry: Entry, _memory: Memory) -> Value:
        body: Any = entry.body
        return value or (entry.speaker is speaker and body.intent is intent)

    return Register(False, {"say": says, "call_began": lambda _value, _entry, _memory: False})


def of_state(state: StateCondition, name: str) -> Register:
    """The register behind one criterion of a state."""
    words: Any = getattr(state, name)
    match name:
        case "stage":
            return _staged("stage", _FIRST_STAGE in words, words)
        case "incident":
            return _staged("incident", _FIRST_INCIDENT in words, words)
        case "speaking":
            return Register(
                frozenset(),
                _speech_changes(
                    lambda value, entry, _memory: (
                        _with(value, entry.speaker) if entry.speaker in words else value
                    )
                ),
            )
        case "code_set":
            return _switch(False is words, set_code=words, call_began=not words)
        case "phone_with":
            caller = words is Role.CALLER
            with_it = Role.CALLER if caller else Role.ROOM
            return _switch(
                caller,
                {"answer": lambda value, entry, _: _picked_up(value, entry, with_it)},
                take_phone=not caller,
                give_back=caller,
                call_began=caller,
            )
        case "over":
            return _switch(not words, call_ended=words, call_began=not words)
        case "line" | "call":
            read = attrgetter(f"body.{CRITERIA[name].attribute}")
            return Register(
                False, {"call_began": lambda _value, entry, _memory: read(entry) in words}
            )
        case _:
            raise TypeError(f"no such criterion of a state: {name}")


def _staged(kind: str, first: bool, words: tuple[object, ...]) -> Register:
    """Return the register of a stage; each call of a run starts at the first one."""
    read = attrgetter("body.stage")
    return Register(
        first,
        {
            kind: lambda _value, entry, _memory: read(entry) in words,
            "call_began": lambda _value, _entry, _memory: first,
        },
    )


def _picked_up(value: Value, entry: Entry, wanted: Role) -> Value:
    """Whether `wanted` has the phone after an answer; a desk's answer changes nothing."""
    return entry.actor is wanted if entry.actor in (Role.CALLER, Role.ROOM) else value


def _switch(start: bool, changes: Mapping[str, Change] | None = None, **by_kind: bool) -> Register:
    """A register that entries of some kinds set to a fixed value, or change otherwise."""

    def fixed(to: bool) -> Change:
        return lambda _value, _entry, _memory: to

    return Register(start, {**{kind: fixed(to) for kind, to in by_kind.items()}, **(changes or {})})
