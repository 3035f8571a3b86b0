"""What a rule can say about one entry, and about how things stand: plain data.

A `Match` is a conjunction of criteria over an entry; a `While` is one over the state of the call
just before an entry. Every criterion that takes words is met by any of them; ``ANY`` is met by
whatever the entry has there. Which kinds of entry a criterion speaks of is said once, in `FIELDS`.
What the criteria mean for an entry is in `compiling`.
More than 300 lines, since each criterion has a line of its own in three tables.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from types import MappingProxyType
from typing import Any, Final, Literal, NamedTuple, get_args

from simulator.core import acts as do
from simulator.core import log as out
from simulator.core.profile import Force, Profile
from simulator.core.terms import (
    Evidence,
    Heading,
    IncidentStage,
    Intent,
    LineKind,
    LineStage,
    LocationSource,
    LossCause,
    Manner,
    Marker,
    NoteKind,
    Outcome,
    Reason,
    Recognised,
    Reported,
    Role,
    Service,
    Sign,
    Sound,
    Term,
    Timer,
    Topic,
    Trace,
)

ANY: Final[tuple[Any, ...]] = ("any",)
"""Words that are met by whatever stands there."""


class Question(Term):
    """What kind of question is asked."""

    CLOSED = "closed", "answered by yes or no"
    OPEN = "open", "answered only by words"
    DOUBLE = "double", "about more than one fact at once"


class Feature(Term):
    """What an entry can have in common with ``it``, the entry that the rule is about."""

    TOPIC = "topic", "about the same topic"
    SPEAKER = "speaker", "the same voice or hand"
    KEY = "key", "the same key of the phone"


class GradeWord(Term):
    """Grades that are named by what they are for, since each force has its own names."""

    EMERGENCY = "force.emergency", "the force's grade for emergencies"
    UNANSWERED = "force.unanswered_grade", "the force's grade for an unanswered call"
    MARKER = "marker_grade", "the grade that the force sets for a marker of it"
    LOWER = "lower", "less urgent than the grade that it set"


@dataclass(frozen=True, slots=True)
class Context:
    """What a rule may compare with, besides the log."""

    facts: Mapping[Topic, str] = field(default_factory=lambda: MappingProxyType({}))
    """The scenario's facts, each yes, no or unknown; a topic without one is unknown."""
    force: Force | None = None
    profile: Profile | None = None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Match:
    """Criteria that one entry meets all at once.

    Raises:
        ValueError: no entry could meet them.
    """

    anything: bool = False
    act: tuple[str, ...] | None = None
    by: tuple[Role, ...] | None = None
    said: tuple[Intent, ...] | None = None
    finished: tuple[Intent, ...] | None = None
    manner: tuple[Manner, ...] | None = None
    asks_for_sign: bool = False
    prompts_tried: bool = False
    asked: tuple[Topic, ...] | None = None
    question: tuple[Question, ...] | None = None
    topic: tuple[Topic, ...] | None = None
    truly: tuple[str, ...] | None = None
    signal: tuple[Sign, ...] | None = None
    key: tuple[str, ...] | None = None
    sound: tuple[Sound | Evidence, ...] | None = None
    ways: tuple[Sign, ...] | None = None
    ways_at_least: int | None = None
    reported: tuple[Reported, ...] | None = None
    noted: tuple[NoteKind, ...] | None = None
    about: Literal["it"] | None = None
    same: Feature | None = None
    thrive: tuple[Heading, ...] | None = None
    grade: tuple[str, ...] | None = None
    marker: tuple[Marker, ...] | None = None
    with_marker_grade: bool = False
    service: tuple[Service, ...] | None = None
    trace: tuple[Trace, ...] | None = None
    location: tuple[LocationSource, ...] | None = None
    withheld: tuple[Intent, ...] | None = None
    lost: tuple[LossCause, ...] | None = None
    reason: tuple[Reason, ...] | None = None
    stage: tuple[LineStage, ...] | None = None
    incident: tuple[IncidentStage, ...] | None = None
    outcome: tuple[Outcome, ...] | None = None
    recognised: tuple[Recognised, ...] | None = None
    timer: tuple[Timer, ...] | None = None
    no_effect: bool = False
    call: tuple[int, ...] | None = None
    line: tuple[LineKind, ...] | None = None
    row: tuple[str, ...] | None = None
    facts: tuple[tuple[Topic, str], ...] | None = None
    profile: tuple[str, ...] | None = None
    force: tuple[str, ...] | None = None
    any_of: tuple[Match, ...] | None = None
    through: Match | None = None
    but_not: Match | None = None
    # Worked out once: whoever compiles a rule asks for both again and again.
    _given: tuple[str, ...] = field(init=False, compare=False, default=())
    _kinds: frozenset[str] | None = field(init=False, compare=False, default=None)

    def __post_init__(self) -> None:
        """Refuse what no entry could meet."""
        given = tuple(name for name, unset in _UNSET.items() if getattr(self, name) != unset)
        object.__setattr__(self, "_given", given)
        if not given:
            raise ValueError("say what should match; `anything: true` matches every entry")
        if self.finished is not None:
            if self.said is not None:
                raise ValueError("`said` is where an utterance begins, `finished` where it ends")
            if uses(self):
                raise ValueError("the end of an utterance cannot be compared with `it`")
        if self.through is not None and uses(self.through):
            raise ValueError("the act or timer behind an outcome cannot be compared with `it`")
        object.__setattr__(self, "_kinds", self._narrowed())
        if self._kinds == frozenset():
            names = " and ".join(f"`{name}`" for name in self.criteria())
            raise ValueError(f"no entry of a log can have {names} at once")

    def __repr__(self) -> str:
        """The match without the criteria that are not set."""
        return f"Match({', '.join(f'{name}={getattr(self, name)!r}' for name in self.criteria())})"

    def criteria(self) -> tuple[str, ...]:
        """The names of the criteria that are set."""
        return self._given

    def kinds(self) -> frozenset[str] | None:
        """The kinds of entry that can match; None when any kind can."""
        return self._kinds

    def _narrowed(self) -> frozenset[str] | None:
        if self.finished is not None:
            ends = replace(self, finished=None, said=self.finished).kinds()
            return FINISH if ends else frozenset()
        found = [kinds_of_criterion(self, name) for name in self.criteria()]
        narrowed = [some for some in found if some is not None]
        return frozenset.intersection(*narrowed) if narrowed else None


_UNSET = {part.name: part.default for part in fields(Match) if part.init}


@dataclass(frozen=True, slots=True, kw_only=True)
class While:
    """How things stand just before an entry; all that are given must hold at once.

    Raises:
        ValueError: nothing is given.
    """

    stage: tuple[LineStage, ...] | None = None
    incident: tuple[IncidentStage, ...] | None = None
    speaking: tuple[Role, ...] | None = None
    """Somebody of these is in the middle of an utterance."""
    code_set: bool | None = None
    phone_with: Literal[Role.CALLER, Role.OTHER_PERSON] | None = None
    line: tuple[LineKind, ...] | None = None
    call: tuple[int, ...] | None = None
    over: bool | None = None
    """The call has ended (and the next has not begun)."""

    def __post_init__(self) -> None:
        """Refuse a state without a criterion."""
        if not self.criteria():
            raise ValueError("say how things should stand, as in `while: {stage: recording}`")

    def criteria(self) -> list[str]:
        """The names of the criteria that are set."""
        return [name for name in _STATES if getattr(self, name) is not None]


_STATES = tuple(part.name for part in fields(While))


class Reads(NamedTuple):
    """Where a criterion looks: which kinds of entry, and which field of their bodies."""

    kinds: frozenset[str]
    attribute: str
    several: bool = False
    """The field holds several words; one of them is enough."""


def kinds(*types: type) -> frozenset[str]:
    """The kinds of body that classes of `actions` and `outcomes` have."""
    parts = [part for each in types for part in fields(each) if part.name == "kind"]
    return frozenset(part.default for part in parts if isinstance(part.default, str))


UTTERANCES = kinds(*get_args(do.Speech), out.Played)
"""What takes time to say, and ends with a `Finish` of the same speaker."""
FINISH = kinds(do.Finish)
ACTS = tuple(kind for each in get_args(do.Action) for kind in kinds(each) if kind not in FINISH)
"""What somebody can do. That an utterance is over is no act."""
CONTEXTUAL = frozenset({"facts", "profile", "force"})
"""Criteria that look at the context only, and so hold for all entries or for none."""
CAUSES = frozenset(ACTS) | FINISH | kinds(out.TimerFired)
"""Entries from which outcomes follow: whatever the flow answers to."""
_REASONED = kinds(
    *(each for each in get_args(do.Action) if any(part.name == "reason" for part in fields(each)))
)
_TOPICAL = frozenset(kind for kind, row in do.ROWS.items() if row.topics)
_SIGNALS = frozenset(kind for kind, row in do.ROWS.items() if row.sign or row.evidence)
_MARKED = kinds(do.GiveResult, do.BriefOfficers)

FIELDS: dict[str, Reads] = {
    "said": Reads(kinds(do.Say, out.Played), "intent"),
    "manner": Reads(kinds(do.Say), "manner"),
    "asked": Reads(kinds(do.Ask), "about", several=True),
    "key": Reads(kinds(do.Press), "key"),
    "ways": Reads(kinds(do.OfferWays), "ways", several=True),
    "reported": Reads(kinds(do.HandOver, do.PassDetails, do.BriefOfficers), "heard", several=True),
    "noted": Reads(kinds(do.Note), "note"),
    "thrive": Reads(kinds(do.Thrive), "heading"),
    "marker": Reads(_MARKED, "markers", several=True),
    "service": Reads(kinds(do.Connect, do.BringIn), "service"),
    "trace": Reads(kinds(do.StartTrace), "trace"),
    "location": Reads(kinds(do.DeliverLocation, do.ReadLocation), "source"),
    "withheld": Reads(kinds(do.Withhold), "intent"),
    "lost": Reads(kinds(do.LoseLine), "cause"),
    "reason": Reads(_REASONED, "reason"),
    "stage": Reads(kinds(out.StageEntered), "stage"),
    "incident": Reads(kinds(out.IncidentMoved), "stage"),
    "outcome": Reads(kinds(out.CallEnded), "outcome"),
    "recognised": Reads(kinds(out.SignalRecognised), "signal"),
    "timer": Reads(kinds(out.TimerFired), "timer"),
    "call": Reads(kinds(out.CallBegan), "number"),
    "line": Reads(kinds(out.CallBegan), "line"),
}
"""Criteria that compare one field of a body with words."""

_KINDS: dict[str, frozenset[str]] = {
    **{name: reads.kinds for name, reads in FIELDS.items()},
    "asks_for_sign": kinds(do.Ask, do.Say, out.Played),
    "question": kinds(do.Ask),
    "topic": _TOPICAL,
    "truly": _TOPICAL,
    "signal": _SIGNALS,
    "sound": kinds(do.Make),
    "ways_at_least": kinds(do.OfferWays),
    "about": kinds(do.Note),
    "grade": kinds(do.SetGrade),
    "with_marker_grade": _MARKED,
    "no_effect": kinds(out.NoEffect),
    "through": kinds(*(each for each in get_args(out.Decided) if each is not out.CallBegan)),
}


def kinds_of_criterion(match: Match, name: str) -> frozenset[str] | None:
    """The kinds of entry that can meet one criterion of `match`; None when any kind can."""
    if name == "act":
        return frozenset(ACTS if match.act is None or match.act == ANY else match.act)
    if name == "said" and match.said == ANY:
        return UTTERANCES
    if name == "any_of":
        found = [part.kinds() for part in match.any_of or ()]
        narrowed = [some for some in found if some is not None]
        return frozenset().union(*narrowed) if len(narrowed) == len(found) else None
    return _KINDS.get(name)


def uses(match: Match) -> frozenset[str]:
    """Which features of ``it``, the bound entry, the match compares with."""
    found = {"seq"} if match.about else set()
    if match.same is not None:
        found.add({Feature.TOPIC: "topics"}.get(match.same, match.same.value))
    grades = match.grade or ()
    found |= {"markers"} if GradeWord.MARKER in grades else set()
    found |= {"grade"} if GradeWord.LOWER in grades else set()
    inner = (*(match.any_of or ()), *((match.but_not,) if match.but_not else ()))
    return frozenset(found).union(*map(uses, inner))
