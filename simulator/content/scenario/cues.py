"""The cues that a scenario's steps wait for: exactly one a step.

A cue is something that the person could notice: what is said to them, what they themselves did, a
ringing phone, the time. So a step never hangs on a second of the clock unless its author means it.
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
"""The caller's acts that somebody else can wait for."""

Nth = Annotated[int, Field(ge=1, le=99)]
Edge = Literal["start", "end"]


class At(Content):
    """A time after the operator's answer."""

    kind: ClassVar[str] = "at"

    at: Duration
    """How long after the operator answered this call."""


class Heard(Content):
    """Somebody on the line says something."""

    kind: ClassVar[str] = "heard"

    heard: Word[Intent]
    """What it is for: `make_a_sound`, `recording_asks_for_55`, `through_to_police` ..."""
    nth: Nth = 1
    """At which time it is heard in this call; 1 is the first."""
    edge: Edge = Field(default="end", alias="from")
    """Whether the pause runs from the end of the utterance or from its start."""


class Asked(Content):
    """The call handler asks about something, by a closed or an open question."""

    kind: ClassVar[str] = "asked"

    asked: Annotated[
        Annotated[Literal["any"], Tag("any")] | Annotated[Word[Topic], Tag("topic")],
        Discriminator(lambda topic: "any" if topic == "any" else "topic"),
    ]
    """About which topic; `any` for every question."""
    nth: Nth = 1
    """At which time it is asked in this call."""
    edge: Edge = Field(default="end", alias="from")
    """Whether the pause runs from the end of the question or from its start."""


class CodeSet(Content):
    """The call handler states what means yes and what means no."""

    kind: ClassVar[str] = "code_set"

    code_set: Literal[True]
    """Always `true`."""
    nth: Nth = 1
    """At which time in this call; it may be stated again."""
    edge: Edge = Field(default="end", alias="from")
    """Whether the pause runs from the end of the sentence or from its start."""


class Did(Content):
    """The caller did something."""

    kind: ClassVar[str] = "did"

    did: CallerActKind
    """Which kind of act; every key of `press` counts as one, a row of taps counts as one."""
    nth: Nth = 1
    """At which time in this call."""


class Rings(Content):
    """The phone rings: police call back."""

    kind: ClassVar[str] = "rings"

    rings: Literal[True]
    """Always `true`."""
    nth: Nth = 1
    """At which callback."""


class Texted(Content):
    """A text message from the call handler arrives."""

    kind: ClassVar[str] = "texted"

    texted: Literal[True]
    """Always `true`."""
    nth: Nth = 1
    """At which message in this call."""


class Answered(Content):
    """Somebody answers."""

    kind: ClassVar[str] = "answered"

    answered: Annotated[Role, MemberSubset(Role.OPERATOR, Role.FIRST_HANDLER, Role.CALL_HANDLER)]
    """Who: operator, first_handler (in one profile) or call_handler."""
    nth: Nth = 1
    """At which time in this call."""


class Dialled(Content):
    """The caller has dialled; the operator's phone rings."""

    kind: ClassVar[str] = "dialled"

    dialled: Literal[True]
    """Always `true`."""


class Overheard(Content):
    """Somebody near overhears the caller, as `overheard:` describes it."""

    kind: ClassVar[str] = "overheard"

    overheard: Literal[True]
    """Always `true`."""
    nth: Nth = 1
    """At which time in this call."""


# --- what an operator or a call handler waits for -------------------------------------------------


class AtStage(Content):
    """The line comes to a stage, as whoever waits for it learns."""

    kind: ClassVar[str] = "stage"

    stage: Word[LineStage]
    """Which stage: `recording`, `held`, `ringing_back` ..."""
    nth: Nth = 1
    """At which time in this call."""


class AtIncident(Content):
    """What the police have comes to a stage; only the call handler learns of it."""

    kind: ClassVar[str] = "incident"

    incident: Word[IncidentStage]
    """Which stage: `open`, `graded`, `closed_without_deployment` ..."""
    nth: Nth = 1
    """At which time in this call."""


# --- what a step waits for ------------------------------------------------------------------------

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
"""What a step of the caller, of somebody near them, or of an operator or a call handler waits for;
for these two, `heard` is also what they say themselves."""
