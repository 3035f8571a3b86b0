"""Cues of a scenario's steps; each step has one.

A cue is something that the role perceives: an utterance, its own act, a ringing phone, or the time.
So a step depends on the clock only if its author chooses `at`.
"""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Discriminator, Field, Tag

from simulator.content.fields.alternatives import ByKey
from simulator.content.fields.content_model import Content, Duration, MemberSubset, Word
from simulator.core import acts as do
from simulator.core.terms import IncidentStage, Intent, LineStage, Role, Topic

if TYPE_CHECKING:
    CallerActKind = str
else:
    CallerActKind = Literal[
        tuple(form.key for row in do.ROWS.values() for form in row.written_by(Role.CALLER))
    ]
"""The kinds of the caller's acts that a step can wait for."""

Nth = Annotated[int, Field(ge=1, le=99)]
Edge = Literal["start", "end"]


class At(Content):
    """A time after the operator's answer."""

    kind: ClassVar[str] = "at"

    at: Duration
    """The time after the operator's answer in this call."""


class Heard(Content):
    """An utterance on the line."""

    kind: ClassVar[str] = "heard"

    heard: Word[Intent]
    """Its purpose: `make_a_sound`, `recording_asks_for_55`, `through_to_police` ..."""
    nth: Nth = 1
    """Which occurrence in this call, counted from 1."""
    edge: Edge = Field(default="end", alias="from")
    """Whether the delay starts at the end of the utterance or at its start."""


class Asked(Content):
    """A question of the call handler, closed or open."""

    kind: ClassVar[str] = "asked"

    asked: Annotated[
        Annotated[Literal["any"], Tag("any")] | Annotated[Word[Topic], Tag("topic")],
        Discriminator(lambda topic: "any" if topic == "any" else "topic"),
    ]
    """The topic; `any` for every question."""
    nth: Nth = 1
    """Which occurrence in this call, counted from 1."""
    edge: Edge = Field(default="end", alias="from")
    """Whether the delay starts at the end of the question or at its start."""


class CodeSet(Content):
    """The call handler states a yes/no code."""

    kind: ClassVar[str] = "code_set"

    code_set: Literal[True]
    """Always `true`."""
    nth: Nth = 1
    """Which occurrence in this call, counted from 1."""
    edge: Edge = Field(default="end", alias="from")
    """Whether the delay starts at the end of the sentence or at its start."""


class Did(Content):
    """An act of the caller."""

    kind: ClassVar[str] = "did"

    did: CallerActKind
    """The kind of act. Each key of `press` counts as one; a row of taps counts as one."""
    nth: Nth = 1
    """Which occurrence in this call, counted from 1."""


class Rings(Content):
    """A callback: the caller's phone rings."""

    kind: ClassVar[str] = "rings"

    rings: Literal[True]
    """Always `true`."""
    nth: Nth = 1
    """Which callback, counted from 1."""


class Texted(Content):
    """A text message from the call handler arrives."""

    kind: ClassVar[str] = "texted"

    texted: Literal[True]
    """Always `true`."""
    nth: Nth = 1
    """Which message in this call, counted from 1."""


class Answered(Content):
    """The operator or a handler answers."""

    kind: ClassVar[str] = "answered"

    answered: Annotated[Role, MemberSubset(Role.OPERATOR, Role.FIRST_HANDLER, Role.CALL_HANDLER)]
    """The role: operator, first_handler (in one profile) or call_handler."""
    nth: Nth = 1
    """Which occurrence in this call, counted from 1."""


class Dialled(Content):
    """The caller has dialled; the operator's phone rings."""

    kind: ClassVar[str] = "dialled"

    dialled: Literal[True]
    """Always `true`."""


class Overheard(Content):
    """A person nearby overhears the caller, as `overheard:` describes."""

    kind: ClassVar[str] = "overheard"

    overheard: Literal[True]
    """Always `true`."""
    nth: Nth = 1
    """Which occurrence in this call, counted from 1."""


# --- cues of the operator and the call handler ----------------------------------------------------


class AtStage(Content):
    """The line enters a stage, as the role perceives it."""

    kind: ClassVar[str] = "stage"

    stage: Word[LineStage]
    """The stage: `recording`, `held`, `ringing_back` ..."""
    nth: Nth = 1
    """Which occurrence in this call, counted from 1."""


class AtIncident(Content):
    """The incident enters a stage; only the call handler perceives it."""

    kind: ClassVar[str] = "incident"

    incident: Word[IncidentStage]
    """The stage: `open`, `graded`, `closed_without_deployment` ..."""
    nth: Nth = 1
    """Which occurrence in this call, counted from 1."""


# --- unions of cues -------------------------------------------------------------------------------

if TYPE_CHECKING:
    Cue = At | Heard | Asked | CodeSet | Did | Rings | Texted | Answered | Dialled
    RoomCue = Cue | Overheard
    StaffCue = (
        At | Heard | Asked | CodeSet | Did | Rings | Answered | Dialled | AtStage | AtIncident
    )
else:

    def _one_of(*cues):
        union = reduce(or_, (Annotated[each, Tag(each.kind)] for each in cues))
        kinds = (each.kind for each in cues)
        return Annotated[union, ByKey("cue", *kinds, beside=("nth", "from"))]

    _CALL = (At, Heard, Asked, CodeSet, Did, Rings)
    Cue = _one_of(*_CALL, Texted, Answered, Dialled)
    RoomCue = _one_of(*_CALL, Texted, Answered, Dialled, Overheard)
    StaffCue = _one_of(*_CALL, Answered, Dialled, AtStage, AtIncident)
"""The cues of the caller, of people nearby, and of the operator and the call handler; for these
two, `heard` includes their own utterances."""
