"""What a rule has to remember between entries: small values that entries change.

A `Register` knows one thing: whether the call is in one of some stages, who is speaking, whose
current utterance fits a match. What a register says of an entry is how things stood just *before*
it, so that what ends a state still happens in it. Registers hold no times and no places in the log.
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
    """A memory: its first value, and how an entry of a kind changes it."""

    start: Value
    changes: Mapping[str, Change]


def first_memory(registers: Sequence[Register]) -> Memory:
    """What is remembered before the first entry."""
    return tuple(register.start for register in registers)


def next_memory(registers: Sequence[Register], memory: Memory, entry: Entry) -> Memory:
    """What is remembered after `entry`."""
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
    """Who is in the middle of an utterance that fitted when it began."""

    def begins(value: Value, entry: Entry, memory: Memory) -> Value:
        change = _with if fits(entry, memory) else _without
        return change(value, entry.speaker)

    return Register(frozenset(), _speech_changes(begins))


def _speech_changes(begins: Change) -> Mapping[str, Change]:
    """What utterances do to a register of speakers.

    Nobody finishes a sentence on a line that is gone, and the recording stops where the call leaves
    it; the log has no `Finish` then. A new call finds everybody silent.
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
    """Whether `speaker` has begun to say this in the call that goes on."""

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
    """A register of a stage; each call of a sitting starts again at the first one."""
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
