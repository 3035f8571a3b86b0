"""Criteria of one entry and of the state of a call, as plain data.

A `Match` is a conjunction of criteria over an entry; a `StateCondition` is one over the state of
the call just before an entry. Each criterion is one field here: its words, what it means, how it
reads in a sentence, and which entries and fields of a body it looks at. The file form
(`content.rules.forms`), the wording and the compiled tests are all derived from these fields.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from types import MappingProxyType
from typing import Any, Final, Literal, NamedTuple, TypeVar, get_args

from simulator.core import acts as do
from simulator.core import log as out
from simulator.core import terms
from simulator.core.profile import Force, Profile
from simulator.core.terms import Intent, LineKind, LineStage, Role, Sign, Sound, SoundClass, Topic
from simulator.knowledge.judgements.judgement import Policy, policy_of
from simulator.rules.known_words import Known

T = TypeVar("T")
Words = tuple[T, ...] | None
"""The words of a criterion, any of which meets it; None if it is not set."""
ANY: Final[tuple[Any, ...]] = ("any",)
"""The word that any value meets."""


class AskedForm(terms.NamedTerm):
    """The kind of a question."""

    CLOSED = "answered by yes or no"
    OPEN = "answered only by words"
    DOUBLE = "about more than one fact at once"


class Feature(terms.NamedTerm):
    """What an entry can have in common with ``it``, the entry that the rule is about."""

    TOPIC = "about the same topic"
    SPEAKER = "the same voice or hand"
    KEY = "the same key of the phone"
    WORDS = "the same words"


class GradeWord(terms.Term):
    """Names of grades by purpose, since each force has its own grades."""

    EMERGENCY = "force.emergency", "the force's grade for emergencies"
    UNANSWERED = "force.unanswered_grade", "the force's grade for an unanswered call"
    MARKER = "marker_grade", "the grade that the force sets for a marker of it"
    LOWER = "lower", "less urgent than the grade that it set"


@dataclass(frozen=True, slots=True)
class Context:
    """The values that a rule may compare with, besides the log."""

    facts: Mapping[Topic, str] = field(default_factory=lambda: MappingProxyType({}))
    """The scenario's facts, each yes, no or unknown; a topic without one is unknown."""
    force: Force | None = None
    profile: Profile | None = None
    seat: Role | None = None
    """The seat whose perceived log it is, for `known` and `learned`; None for a whole log."""

    @property
    def policy(self) -> Policy:
        """What judgements read of the profile and the force."""
        return policy_of(self.profile, self.force)

    def fact(self, topic: Topic) -> str:
        """Return what the scenario says of a topic."""
        return self.facts.get(topic, "unknown")


def kinds(*types: type) -> frozenset[str]:
    """Return the kinds of body that acts and other bodies of a log have."""
    parts = [part for each in types for part in fields(each) if part.name == "kind"]
    return frozenset(part.default for part in parts if isinstance(part.default, str))


UTTERANCES = kinds(*get_args(do.Speech), out.LinePlayed)
"""Kinds with a spoken length, which end with a `Finish` of the same speaker."""
FINISH = kinds(do.Finish)
ACTS = tuple(kind for each in get_args(do.Action) for kind in kinds(each) if kind not in FINISH)
"""Kinds of acts. The end of an utterance isn't one."""
CAUSES = frozenset(ACTS) | FINISH | kinds(out.TimerFired)
"""Entries from which flow events follow: every input of the flow."""
_REASONED = frozenset(kind for kind, row in do.ROWS.items() if "reason" in row.make.__slots__)
_TOPICAL = frozenset(kind for kind, row in do.ROWS.items() if row.topics)
_SIGNALS = frozenset(kind for kind, row in do.ROWS.items() if row.sign or row.evidence)
_DECIDED = kinds(*(each for each in get_args(out.FlowEvent) if each is not out.CallBegan))


class Reads(NamedTuple):
    """What a criterion looks at, and how it reads in a sentence."""

    phrase: str
    """With a place for its words."""
    any_phrase: str = ""
    """For `any`; empty if `any` reads like another word."""
    attribute: str = ""
    """The field of a body that is compared with the words, or of whose words one is enough; empty
    if it takes more than that."""
    kinds: frozenset[str] | None = None
    """The kinds of entry that can meet it; None if any kind can."""
    takes_any: bool = True
    """Whether `any` may be written for its words."""
    perceived: bool = True
    """Whether an operator or a call handler perceives it."""


def _reads(phrase: str, any_: str = "", attribute: str = "", *types: type, **more: Any) -> Any:
    """Return a field of `Match` with what it reads: of bodies of these types, or of any."""
    default, of = more.pop("default", None), more | ({"kinds": kinds(*types)} if types else {})
    return field(default=default, metadata={"reads": Reads(phrase, any_, attribute, **of)})


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Match:
    """Criteria that one entry of the log meets all at once.

    The order of the fields is their order in a sentence. Criteria that take words are met by any of
    them.

    Raises:
        ValueError: no entry could meet them.
    """

    # One criterion a line or two, with what it means; a table, not code.
    # fmt: off
    anything: bool = _reads("anything", default=False)
    """Every entry matches."""
    act: Words[str] = _reads("{}", "anything that is done")
    """An act, by its kind."""
    said: Words[Intent] = _reads("saying “{}”", "saying something", "intent", do.Say,
        out.LinePlayed)
    """An utterance begins, for this purpose; `any` for all that is spoken, questions included."""
    finished: Words[Intent] = _reads("the end of saying “{}”", "the end of an utterance")
    """An utterance ends; all other criteria look at how it began."""
    asked: Words[Topic] = _reads("a question about {}", "a question", "about", do.Ask)
    """A question about this."""
    noted: Words[terms.NoteKind] = _reads("a note of {}", "a note", "note", do.Note)
    """A note in the incident log, by what it is about."""
    thrive: Words[terms.Heading] = _reads("THRIVE's heading {}", "a heading of THRIVE", "heading",
        do.Thrive)
    """A heading of THRIVE is recorded."""
    grade: Words[str] = _reads("the grade {}", "a grade", "", do.SetGrade)
    """A response grade is set: a force's own name, or what it is for (force.emergency ...)."""
    marker: Words[terms.Marker] = _reads("a marker ({})", "a marker", "markers", do.GiveResult,
        do.BriefOfficers)
    """A marker that a search finds, or that officers are briefed on."""
    ways: Words[Sign] = _reads("naming a way to answer ({})", "", "ways", do.OfferWays)
    """A way to answer that the call handler names."""
    ways_at_least: int | None = _reads("naming {} or more ways to answer", "", "", do.OfferWays)
    """At least so many ways to answer are named at once."""
    reported: Words[terms.Reported] = _reads("passing on what was heard ({})", "", "heard",
        do.HandOver, do.PassDetails, do.BriefOfficers)
    """What was heard and is passed on: by the operator to police, or to the officers."""
    signal: Words[Sign] = _reads("a sign from the caller ({})", "a sign from the caller",
        kinds=_SIGNALS)
    """The caller gives a sign: a tap, a cough, a key, speech; `any` also for a sound in answer."""
    sound: Words[Sound | SoundClass] = _reads("a sound ({})", "a sound", "", do.Make)
    """A sound other than speech, taps and coughs; by its name or its sound class."""
    service: Words[terms.Service] = _reads("the service {}", "", "service", do.Connect, do.BringIn)
    """The service that the call goes to, or that is asked in."""
    trace: Words[terms.Trace] = _reads("a trace of {}", "", "trace", do.StartTrace)
    """What is traced."""
    location: Words[terms.LocationSource] = _reads("a location from {}", "", "source",
        do.DeliverLocation, do.ReadLocation)
    """Location data arrives, or is read, from this source."""
    withheld: Words[Intent] = _reads("leaving “{}” unsaid, with a reason", "", "intent",
        do.Withhold)
    """What is deliberately left unsaid, with a reason."""
    lost: Words[terms.LossCause] = _reads("the line lost by {}", "", "cause", do.LoseLine,
        perceived=False)
    """Why the line is lost without a hang-up."""
    unit: Words[terms.UnitStatus] = _reads("“{}” over the radio", "a unit's report", "status",
        do.UnitReport)
    """What a unit says of itself over the radio."""
    stage: Words[LineStage] = _reads("the stage {}", "", "stage", out.StageEntered)
    """The line reaches this stage."""
    incident: Words[terms.IncidentStage] = _reads("the incident {}", "", "stage", out.IncidentMoved)
    """The incident reaches this stage."""
    outcome: Words[terms.Outcome] = _reads("the outcome {}", "the end of the call", "outcome",
        out.CallEnded, perceived=False)
    """A call ends, with this name."""
    recognised: Words[terms.Recognised] = _reads("{} recognised", "a recognised signal", "signal",
        out.SignalRecognised)
    """A machine recognises this signal."""
    timer: Words[terms.Timer] = _reads("the timer {}", "", "timer", out.TimerFired, perceived=False)
    """A machine's timer runs out."""
    no_effect: bool = _reads("something without effect", "", "", out.NoEffect, default=False,
        perceived=False)
    """An act has no effect in this stage."""
    call: Words[int] = _reads("call {} beginning", "a call beginning", "number", out.CallBegan)
    """A call begins: the first, the second ... of the run."""
    line: Words[LineKind] = _reads("a call from {}", "a call beginning", "line", out.CallBegan)
    """A call begins, from this kind of line."""
    row: Words[str] = _reads("row {}", takes_any=False, perceived=False)
    """The row of the flow that fired."""
    asks_for_sign: bool = _reads("asking for a sign", "", "", do.Ask, do.Say, out.LinePlayed,
        default=False)
    """It is a question, or asks for a sound, a key or a whisper."""
    prompts_tried: bool = _reads("after each of the profile's prompts", default=False)
    """By then the operator has begun each of the profile's prompts in this call."""
    question: Words[AskedForm] = _reads("a question that is {}", "", "", do.Ask, takes_any=False)
    """What kind of question it is: closed, open, or double (several facts at once)."""
    topic: Words[Topic] = _reads("about {}", "about some topic", kinds=_TOPICAL)
    """The topic of a question, a note or a briefing."""
    truly: Words[str] = _reads("where the true answer is {}", takes_any=False, perceived=False,
        kinds=_TOPICAL)
    """What the scenario's facts say about its topic."""
    manner: Words[terms.Manner] = _reads("{}", "", "manner", do.Say)
    """How it is said."""
    key: Words[str] = _reads("key {}", "a key", "key", do.Press, perceived=False)
    """The key that is pressed."""
    about: Literal["it"] | None = _reads("about that very entry", "", "", do.Note)
    """A note about the very entry that the rule is about."""
    same: Feature | None = _reads("with the same {}")
    """What it has in common with the entry that the rule is about: topic, speaker or key."""
    with_marker_grade: bool = _reads("a marker with a grade of its own", "", "", do.GiveResult,
        do.BriefOfficers, default=False)
    """The force has a grade for one of its markers."""
    reason: Words[terms.Reason] = _reads("for the reason {}", "for a reason", "reason",
        kinds=_REASONED)
    """The reason given for a decision."""
    known: Words[Known] = _reads("when {}", takes_any=False)
    """What the seat knew just before the entry, or what the act itself is: any of these."""
    learned: Words[Known] = _reads("at which {}", takes_any=False)
    """What the seat knows from this entry on, and did not know before it."""
    any_of: Words[Match] = _reads("{}")
    """One of these matches is enough."""
    by: Words[Role] = _reads("by the {}", takes_any=False)
    """Whose voice or hand it is."""
    facts: Words[tuple[Topic, str]] = _reads("given {}", perceived=False)
    """Values that the scenario's facts must have; the same for every entry."""
    profile: Words[str] = _reads("under the profile {}", takes_any=False)
    """Profile that must be in use; the same for every entry."""
    force: Words[str] = _reads("in the force {}", takes_any=False)
    """Force that must be chosen; the same for every entry."""
    through: Match | None = _reads("by way of {}", perceived=False, kinds=_DECIDED)
    """What the flow decides, directly from such an act or timer."""
    but_not: Match | None = _reads("but not {}")
    """Entries that match this do not count."""
    # fmt: on
    # Computed once: compiling a rule asks for both again and again.
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
        """Return the names of the criteria that are set."""
        return self._given

    def kinds(self) -> frozenset[str] | None:
        """Return the kinds of entry that can match; None if any kind can."""
        return self._kinds

    def parts(self) -> Iterator[Match]:
        """Yield the match and every match within it."""
        yield self
        for part in (*(self.any_of or ()), self.but_not, self.through):
            if part is not None:
                yield from part.parts()

    def _narrowed(self) -> frozenset[str] | None:
        if self.finished is not None:
            ends = replace(self, finished=None, said=self.finished).kinds()
            return FINISH if ends else frozenset()
        found = [kinds_of_criterion(self, name) for name in self.criteria()]
        narrowed = [some for some in found if some is not None]
        return frozenset.intersection(*narrowed) if narrowed else None


CRITERIA: Mapping[str, Reads] = {
    part.name: part.metadata["reads"] for part in fields(Match) if part.init
}
"""What each criterion of a match reads, in the order of a sentence."""
CONTEXTUAL = frozenset({"facts", "profile", "force"})
"""Criteria that look at the context only, and so hold for all entries or for none."""

_UNSET = {part.name: part.default for part in fields(Match) if part.init}


@dataclass(frozen=True, slots=True, kw_only=True)
class StateCondition:
    """The state of the call just before an entry; all that is given must hold at once.

    Raises:
        ValueError: nothing is given.
    """

    # Of what is so or not, the second sentence says that it is not.
    stage: Words[LineStage] = _reads("at stage {}", takes_any=False)
    """The stage that the line is at."""
    incident: Words[terms.IncidentStage] = _reads("with the incident {}", takes_any=False)
    """The stage that the incident is at."""
    speaking: Words[Role] = _reads("{} is speaking", takes_any=False)
    """Who is in the middle of an utterance."""
    code_set: bool | None = _reads("a yes/no code is set", "no yes/no code is set")
    """Whether the call handler has stated a yes/no code in this call."""
    phone_with: Literal[Role.CALLER, Role.OTHER_PERSON] | None = _reads("the {} has the phone")
    """Who has the caller's phone."""
    line: Words[LineKind] = _reads("on {}", takes_any=False)
    """What kind of line the call is made from."""
    call: Words[int] = _reads("in call {}", takes_any=False)
    """The number of the call in the run."""
    over: bool | None = _reads("the call is over", "the call goes on")
    """Whether the call has ended."""

    def __post_init__(self) -> None:
        """Refuse a state without a criterion."""
        if not self.criteria():
            raise ValueError("empty state: add a field, as in `while: {stage: recording}`")

    def criteria(self) -> list[str]:
        """Return the names of the criteria that are set."""
        return [part.name for part in fields(self) if getattr(self, part.name) is not None]


def kinds_of_criterion(match: Match, name: str) -> frozenset[str] | None:
    """Return the kinds of entry that can meet one criterion of `match`; None if any kind can."""
    if name == "act":
        return frozenset(ACTS if match.act is None or match.act == ANY else match.act)
    if name == "said" and match.said == ANY:
        return UTTERANCES
    if name == "any_of":
        found = [part.kinds() for part in match.any_of or ()]
        return None if None in found else frozenset().union(*(each or () for each in found))
    return CRITERIA[name].kinds


def uses(match: Match) -> frozenset[str]:
    """Return which features of ``it``, the bound entry, the match compares with."""
    found: set[str] = set()
    for part in match.parts():
        found |= {"seq"} if part.about else set()
        if part.same is not None:
            found.add({Feature.TOPIC: "topics"}.get(part.same, part.same.value))
        found |= {_COMPARED[word] for word in part.grade or () if word in _COMPARED}
    return frozenset(found)


_COMPARED: Mapping[str, str] = {GradeWord.MARKER: "markers", GradeWord.LOWER: "grade"}
"""The feature of ``it`` that a grade is compared with."""
