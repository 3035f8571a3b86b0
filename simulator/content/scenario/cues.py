"""Cues of a scenario's steps; each step has one.

A cue is something that the role perceives: an utterance, its own act, a ringing phone, or the time.
So a step depends on the clock only if its author chooses `at`.
"""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from simulator.content.fields.alternatives import by_key
from simulator.content.fields.content_model import Content, Duration, Word, only
from simulator.content.fields.schema_parts import Bounds, Described, OneOf, Tag, field
from simulator.core import acts as do
from simulator.core.terms import IncidentStage, Intent, LineStage, Role, Topic

if TYPE_CHECKING:
    CallerActKind = str
else:
    CallerActKind = Literal[
        tuple(form.key for row in do.ROWS.values() for form in row.written_by(Role.CALLER))
    ]
"""The kinds of the caller's acts that a step can wait for."""

Nth = Annotated[
    int, Bounds(ge=1, le=99), Described("Which occurrence in this call, counted from 1.")
]
Edge = Literal["start", "end"]
Always = Annotated[Literal[True], Described("Always `true`.")]


class CueForm(Content):
    """The base of cues. The first key of each is its kind."""

    kind: ClassVar[str]

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.kind = next(iter(cls.__annotations__))


class At(CueForm):
    """A time after the operator's answer."""

    at: Duration
    """The time after the operator's answer in this call."""


class Heard(CueForm):
    """An utterance on the line."""

    heard: Word[Intent]
    """Its purpose: `make_a_sound`, `recording_asks_for_55`, `through_to_police` ..."""
    nth: Nth = 1
    edge: Edge = field(default="end", alias="from")
    """Whether the delay starts at the end of the utterance or at its start."""


class Asked(CueForm):
    """A question of the call handler, closed or open."""

    asked: Annotated[
        Annotated[Literal["any"], Tag("any")] | Annotated[Word[Topic], Tag("topic")],
        OneOf(lambda topic: "any" if topic == "any" else "topic"),
    ]
    """The topic; `any` for every question."""
    nth: Nth = 1
    edge: Edge = field(default="end", alias="from")
    """Whether the delay starts at the end of the question or at its start."""


class CodeSet(CueForm):
    """The call handler states a yes/no code."""

    code_set: Always
    nth: Nth = 1
    edge: Edge = field(default="end", alias="from")
    """Whether the delay starts at the end of the sentence or at its start."""


class Did(CueForm):
    """An act of the caller."""

    did: CallerActKind
    """The kind of act. Each key of `press` counts as one; a row of taps counts as one."""
    nth: Nth = 1


class Rings(CueForm):
    """A callback: the caller's phone rings."""

    rings: Always
    nth: Nth = 1
    """Which callback, counted from 1."""


class Texted(CueForm):
    """A text message from the call handler arrives."""

    texted: Annotated[
        Annotated[Always, Tag("any")] | Annotated[Word[Topic], Tag("topic")],
        OneOf(lambda texted: "any" if isinstance(texted, bool) or texted == "yes" else "topic"),
    ]
    """`yes` for every message; a topic: one that asks about it."""
    nth: Nth = 1
    """Which message of these in this call, counted from 1."""


class Answered(CueForm):
    """The operator or a handler answers."""

    answered: Annotated[Role, only(Role.OPERATOR, Role.FIRST_HANDLER, Role.CALL_HANDLER)]
    """The role: operator, first_handler (in one profile) or call_handler."""
    nth: Nth = 1


class Dialled(CueForm):
    """The caller has dialled; the operator's phone rings."""

    dialled: Always


class Overheard(CueForm):
    """A person nearby overhears the caller, as `overheard:` describes."""

    overheard: Always
    nth: Nth = 1


class AtStage(CueForm):
    """The line enters a stage, as the role perceives it."""

    stage: Word[LineStage]
    """The stage: `recording`, `held`, `ringing_back` ..."""
    nth: Nth = 1


class AtIncident(CueForm):
    """The incident enters a stage; only the call handler perceives it."""

    incident: Word[IncidentStage]
    """The stage: `open`, `graded`, `closed_without_deployment` ..."""
    nth: Nth = 1


if TYPE_CHECKING:
    Cue = CueForm
    RoomCue = CueForm
    StaffCue = CueForm
else:

    def _one_of(*cues):
        union = reduce(or_, (Annotated[each, Tag(each.kind)] for each in cues))
        kinds = (each.kind for each in cues)
        return Annotated[union, by_key(*kinds, beside=("nth", "from"))]

    _CALL = (At, Heard, Asked, CodeSet, Did, Rings)
    Cue = _one_of(*_CALL, Texted, Answered, Dialled)
    RoomCue = _one_of(*_CALL, Texted, Answered, Dialled, Overheard)
    StaffCue = _one_of(*_CALL, Answered, Dialled, AtStage, AtIncident)
"""The cues of the caller, of people nearby, and of the operator and the call handler; for these
two, `heard` includes their own utterances."""
