"""A scenario file: calls, cues, acts, expectations, and questions for the debrief.

`Scenario` is the file. `CallScript` is one call of it; a scenario has one, or several from the same
number (`calls`). `calls_in_order` gives them complete.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Annotated, Any, Literal

from simulator.content.fields import content_model, text_fields
from simulator.content.fields.alternatives import OneOrMany, distinct
from simulator.content.fields.content_model import Content, FileContent, Many, Word, only, refuse
from simulator.content.fields.schema_parts import Bounds, checks, field
from simulator.content.fields.text_fields import Id, Name, Percent, SourceCode, Text, YesNo
from simulator.content.files.scenario_header import MOST_CASES
from simulator.content.rules.rule_forms import LogRule
from simulator.content.scenario import act_forms as acts
from simulator.content.scenario import environment as around
from simulator.content.scenario.act_forms import ExactAct, StepText
from simulator.content.scenario.cues import Cue, RoomCue
from simulator.content.scenario.environment import CallerTraits
from simulator.content.scenario.other_person import OtherPersonText, contradictions
from simulator.content.yaml.positions import KeyPath
from simulator.core.acts import COUNTED_SIGNS, ROWS, LoseLine
from simulator.core.terms import (
    Coverage,
    HowItEnds,
    LineKind,
    LossCause,
    Manner,
    Outcome,
    Role,
    Sign,
    Topic,
)

Kind = Literal["silent", "sounds", "spoken", "disguised", "accidental", "landline", "flow"]


class ScriptStep(StepText):
    """A step of the caller; steps do not depend on each other."""

    when: Cue
    do: Annotated[Many[acts.CallerAct], Bounds(min_length=1), OneOrMany()]


class RoomStep(StepText):
    """A step of a person near the caller."""

    when: RoomCue
    """The cue; also `overheard`."""
    do: Annotated[Many[acts.RoomAct], Bounds(min_length=1), OneOrMany()]


class NetworkStep(StepText):
    """A step of the network: the line is lost."""

    when: Cue
    do: Annotated[Many[acts.NetworkAct], Bounds(min_length=1), OneOrMany()]
    """`{lose_line: battery}`, or network, or power."""


AnswerSigns = Annotated[
    Many[Annotated[Sign, only(*COUNTED_SIGNS, Sign.SPOKEN)]], Bounds(min_length=1)
]


class Answers(Content):
    """How the caller answers closed questions: from `facts`, in the stated code."""

    by: AnswerSigns
    """The signs that the caller can give. A code that needs another sign gets silence."""
    after: content_model.WaitField
    """The delay between a question and the answer."""
    manner: Word[Manner] = Manner.WHISPERED
    """How a spoken answer sounds."""


class CallSurroundings(Content):
    """Events around the caller, in a call or in a part that scenarios share."""

    background: Many[around.Background] = ()
    """Sounds around the caller, by the time since the operator's answer."""
    room: Many[RoomStep] = ()
    """Steps of people near the caller."""
    network: Many[NetworkStep] = ()
    """Steps of the network: when the line is lost."""
    near: Many[around.Near] = ()
    """People near enough to overhear, and when."""
    overheard: around.Overhearing | None = None
    """What they do when they overhear the caller."""
    other: OtherPersonText | None = None
    """Another person there who acts by what they want: moves, talks, listens, asks who it is."""


class MessageTo999(around.CallerLine):
    """A text message to 999, in place of a voice call (emergencySMS)."""

    registered: YesNo = True
    """Whether the phone was registered beforehand; if not, nobody hears of the message."""


class CallScript(CallSurroundings):
    """The script of one call."""

    dials: Literal["999", "112"] = "999"
    """What the caller dials; the same service answers both."""
    message: MessageTo999 | None = None
    """The message, if 999 is written to and not rung: `{words: ..., means: ...}`. Then nobody hears
    anything, and the operator's desk passes on what is written."""
    caller: Many[ScriptStep] = ()
    """Steps of the caller. Dialling comes first, without a step."""
    operator: Many[acts.OperatorScriptStep] = ()
    """Deviations of the simulated operator: an error, or a test of the flow. Without effect if a
    trainee takes that seat."""
    call_handler: Many[acts.HandlerScriptStep] = ()
    """Deviations of the simulated call handler."""
    exactly: Many[ExactAct] = ()
    """All acts of the call at exact times, instead of steps and simulated roles."""
    answers: Answers | None = None
    """How the caller answers closed questions; left out: never."""
    location: around.Location = around.Location()
    """The location data that arrives."""

    @property
    def losses(self) -> frozenset[LossCause]:
        """Why the line goes dead in this call, where the file makes it do so."""
        acts = (act for step in self.network for each in step.do for act in each.actions())
        return frozenset(act.cause for act in acts if isinstance(act, LoseLine))


_CIRCUMSTANCES = ("dials", "near", "overheard", "other", "answers", "location")
"""Keys that a later call takes from the call before, unless it has them."""


class LaterCall(CallScript):
    """A later call from the same number.

    Who is near, how the caller answers and what the location data says stay as in the call before,
    unless written again; steps, background and network never carry over.
    """

    gap: content_model.Duration
    """The time from the end of the line of the call before to this one. If its incident is still
    open then, this call begins beside it."""


class AfterOutcome(Content):
    """Questions after one outcome."""

    ask: Annotated[Many[Text], Bounds(min_length=1)]
    """Questions to the group, before the general ones."""
    facilitator: Text | None = None
    """A note to the facilitator, before the general one."""


class GroupQuestions(Content):
    """Questions for a group after the call."""

    ask: Annotated[Many[Text], Bounds(min_length=1)]
    """Questions to the group after any outcome."""
    facilitator: Text | None = None
    """A note to the facilitator; never shown to the group."""
    by_outcome: Mapping[Word[Outcome], AfterOutcome] = {}
    """More questions, by the outcome of the last call; a trainee may change the outcome."""

    def asked_after(self, outcome: Outcome | None) -> tuple[str, ...]:
        """Return the questions after an outcome; None: the call was left before its end."""
        own = self.by_outcome.get(outcome) if outcome else None
        return (*(own.ask if own else ()), *self.ask)

    def notes_after(self, outcome: Outcome | None) -> tuple[str, ...]:
        """Return the notes to the facilitator after an outcome, in reading order."""
        own = self.by_outcome.get(outcome) if outcome else None
        return tuple(filter(None, (own.facilitator if own else None, self.facilitator)))


class DecisionPoint(Content):
    """A point of the call at which a group may stop and choose."""

    when: Cue
    """The cue at which the call is paused."""
    ask: Text
    """The question to the group."""
    who: Annotated[Word[Role], only(Role.CALLER, Role.OPERATOR, Role.CALL_HANDLER)] = Role.CALLER
    """Whose decision it is; left out: the caller's."""


class TableCase(Content):
    """One case of a table: a scenario of its own from the same file."""

    id: Id
    """The last part of the scenario's id: `one` in the file `taps` is `taps-one`."""
    title: Text
    """The title for readers."""
    values: Mapping[Name, Any] = {}
    """Values for the placeholders of the file, by name: `wait: 2s` for `{case: wait}`."""
    overrides: Mapping[str, Any] = field(default={}, alias="set")
    """Keys of the file with another value in this case, such as `outcome`. `facts` are merged; any
    other key is replaced."""

    @checks
    def _keeps_to_itself(self) -> TableCase:
        for key in ("format", "id", "title", "cases", "extends"):
            if key in self.overrides:
                found = f"a case cannot change {key}"
                refuse("fixed-key", found, "any other key", at=("set",), key=key)
        return self


class Extending(Content):
    """The key `extends`, shared by models of scenario files."""

    extends: Annotated[Many[Text], Bounds(min_length=1), OneOrMany()] = ()
    """Personas and fragments to include: ids, or paths from this file's folder."""


class Tabled(Content):
    """The key `cases`, shared by models of scenario files."""

    cases: Annotated[
        Many[TableCase], Bounds(min_length=1, max_length=MOST_CASES), distinct("cases")
    ] = ()
    """A table: each case is a scenario, with its values in the placeholders of this file."""


class VariedKeys(CallerTraits):
    """What a variation may set: how the caller behaves, noises, and optional steps."""

    answers_by: AnswerSigns | None = None
    """Other signs that the caller can give."""
    answers_after: content_model.WaitField | None = None
    """Another delay of the caller's answers; `pace` says the same in more detail."""
    background: Many[around.Background] = ()
    """More sounds around the caller."""
    caller: Many[ScriptStep] = ()
    """More steps of the caller; none that ends or leaves the call."""
    room: Many[RoomStep] = ()
    """More steps of people near; none that ends the call or takes the phone."""

    @checks
    def _has_a_harmless_noise(self) -> VariedKeys:
        return self  # The scenario's own noises go on beside those of a variation.

    @checks
    def _lets_the_call_go_on(self) -> VariedKeys:
        for key in ("caller", "room"):
            for index, step in enumerate(getattr(self, key)):
                if ends := [act for act in step.do if act.kind in _ENDING_ACTS]:
                    found = f"a variation cannot have {ends[0].kind}: it may change the outcome"
                    fix = f"remove {ends[0].kind}, or write another scenario"
                    refuse("varied-fact", found, _MAY_VARY, fix, at=(key, index, "do"))
        return self


_MAY_VARY = "traits of the caller, noises, or steps that leave the outcome as it is"
_ENDING_ACTS = frozenset(kind for kind, row in ROWS.items() if row.moves_phone)


class Variation(Content):
    """One way in which a scenario may differ from run to run."""

    name: Id
    """The name, for reports."""
    chance: Percent | None = None
    """The chance in 100; left out: an equal share with the call as written."""
    sets: VariedKeys = field(alias="set")
    """What it sets or adds."""


class Varying(Content):
    """The key `variations`."""

    variations: Many[Variation] = ()
    """Variations, of which the seed picks at most one in a run."""

    @checks
    def _leaves_a_chance(self) -> Varying:
        total = sum(each.chance or 0 for each in self.variations)
        if total > 100:
            found = f"the chances of the variations add up to {total}"
            refuse("varied-chance", found, "at most 100 together", at=("variations",))
        return self


_AGREES = "another person who agrees with the facts, and with themselves"


class Scenario(FileContent, CallScript, CallerTraits, Varying, Extending, Tabled):
    """One scenario file."""

    id: Id
    """The id; the file has the same name."""
    title: Text
    """The title for readers; it does not reveal the outcome."""
    listed_as: Text | None = None
    """The title where a trainee chooses a call, if the full one names what is found out in it; left
    out: the title."""
    basis: Many[text_fields.Situation] = ()
    """The situations of the fact sheet (SC-01) that it is based on, and those of the practice sheet
    (SIT-01) that it shows; `list --situation` finds it by them."""
    kind: Kind
    """What the caller does; the folder has the same name."""
    line: Word[LineKind] = LineKind.MOBILE
    """What kind of line the call is made from."""
    coverage: Word[Coverage] = Coverage.HOME
    """What the phone can reach."""
    level: Annotated[int, Bounds(ge=1, le=4)] = field(examples=[1])
    """How demanding it is, 1 to 4; `scenarios/README.md` explains the levels."""
    seats: Annotated[
        Many[Annotated[Role, only(Role.CALLER, Role.OPERATOR, Role.CALL_HANDLER)]],
        Bounds(min_length=1),
    ]
    """The seats that a trainee may take."""
    about: content_model.Duration = field(examples=["2m"])
    """Roughly how long it takes."""
    content_note: Many[Text]
    """What to know before the call begins; an empty list if nothing upsetting happens."""
    objectives: Annotated[Many[Text], Bounds(min_length=1)]
    """What it teaches."""
    invented: Many[Text] = ()
    """Invented names of people and places in its texts."""
    outcome: Word[Outcome]
    """The outcome under the default profile, with no seat taken."""
    outcomes: Mapping[Name, Word[Outcome]] = {}
    """The outcome under other profiles, if it differs."""
    not_under: Mapping[Name, Text] = {}
    """Profiles under which it makes no sense, each with the reason: where every scenario is run, it
    is left out."""
    force: Name | None = None
    """The force whose grades and policies apply; left out: the generic one."""
    cast: around.CastText | None = None
    """Who is at the desks, and how soon they answer; left out: good people, by the profile."""
    facts: Mapping[Word[Topic], content_model.FactWord] = {}
    """The facts, yes, no or unknown; the caller answers from them."""
    number: around.NumberRecords = around.NumberRecords()
    """The force's records of the number."""
    officers: around.OfficersText = around.OfficersText()
    """What officers find, and which units are within reach."""
    ending: Annotated[Many[Word[HowItEnds]], OneOrMany()] = ()
    """How it may end: one ending, or several of which the seed draws one; left out: any that fits
    the facts and what officers find. The outcome stays as it is stated."""
    calls: Many[LaterCall] = ()
    """Later calls from the same number."""
    expect: Many[LogRule] = ()
    """What must hold under every profile, in the rule language."""
    expect_by_profile: Mapping[Name, Many[LogRule]] = {}
    """What must also hold, under one profile."""
    debrief: GroupQuestions | None = None
    """Questions for a group after the call."""
    rubric: Many[Name] = ()
    """The rubrics that assess a trainee's call."""
    decision_points: Many[DecisionPoint] = ()
    """The points at which a group may stop and choose."""
    milder: Id | None = None
    """The id of a milder variant, if there is one."""
    tags: Many[Id] = ()
    """Words to find it by."""
    sources: Annotated[Many[SourceCode], Bounds(min_length=1)]
    """The public sources of its facts."""
    review_by: text_fields.Month = field(examples=["2028-06"])
    """The month in which its facts are due for review."""

    @checks
    def _other_person_fits(self) -> Scenario:
        for where, part in self.parts():
            if part.other is None:
                continue
            near, overhears = tuple(each.who for each in part.near), part.overheard is not None
            for each in contradictions(part.other, self.facts, near, overhears=overhears):
                at = (*where, "other", each.key)
                refuse("other-contradicts", each.found, _AGREES, each.fix, at=at)
            if part.exactly:
                found = "exactly has every act of the call, so another person can do nothing"
                fix = "remove other, or exactly"
                refuse("other-contradicts", found, _AGREES, fix, at=(*where, "other"))
        return self

    @checks
    def _hears_nothing_of_a_message(self) -> Scenario:
        """Refuse sounds and a seat at the operator's desk in a call that is a message."""
        for where, part in self.parts():
            if getattr(part, "message", None) is None:
                continue
            heard = ("background", "room", "near", "overheard", "other", "answers", "operator")
            for key in heard:
                if getattr(part, key):
                    refuse("message-heard", key, at=(*where, key))
            if self.line is not LineKind.MOBILE:
                refuse("message-heard", f"line: {self.line}", at=("line",))
            for key in ("noises", "speech") if self.message is not None else ():
                if getattr(self, key):
                    refuse("message-heard", key, at=(key,))
            if Role.OPERATOR in self.seats:
                refuse("message-heard", "a seat of the operator", at=("seats",))
        return self

    @checks
    def _has_words_for_a_third_voice(self) -> Scenario:
        if self.through is None:
            return self
        if self.speech is None or self.answers is None or Sign.SPOKEN not in self.answers.by:
            refuse("through-without-words", at=("through",))
        return self

    @checks
    def _has_speech_for_its_story(self) -> Scenario:
        if self.story and self.speech is None and self.writes is None:
            refuse("story-without-speech", at=("story",))
        return self

    @property
    def listed(self) -> str:
        """The title where a trainee chooses a call."""
        return self.listed_as or self.title

    @cached_property
    def calls_in_order(self) -> tuple[CallScript, ...]:
        """Every call of the scenario, complete; the first one is the top level of the file."""
        kept = {name: getattr(self, name) for name in CallScript.model_fields}
        scripts = [CallScript(**kept)]
        for call in self.calls:
            circumstances = {
                name: getattr(scripts[-1], name)
                for name in _CIRCUMSTANCES
                if name not in call.model_fields_set
            }
            own = {name: getattr(call, name) for name in CallScript.model_fields}
            scripts.append(CallScript(**{**own, **circumstances}))
        return tuple(scripts)

    def parts(self) -> Iterator[tuple[KeyPath, CallScript]]:
        """Yield every call as written, with its key path."""
        yield (), self
        for index, call in enumerate(self.calls):
            yield ("calls", index), call

    @property
    def gaps(self) -> tuple[int, ...]:
        """Milliseconds before each of `calls_in_order`, from the end of the line before it."""
        return (0, *(call.gap for call in self.calls))

    def outcome_under(self, profile: str) -> Outcome:
        """Return the expected outcome under a profile, with no seat taken."""
        return self.outcomes.get(profile, self.outcome)


class PackFile(FileContent):
    """One pack."""

    id: Id
    """The id."""
    title: Text
    """The title for readers."""
    about: Text
    """The audience, and what the calls have in common."""
    scenarios: Annotated[Many[Text], Bounds(min_length=1)]
    """The scenarios in their order: ids, or paths of files from this file's folder."""
    notes: Text | None = None
    """Notes for a facilitator."""
    tags: Many[Id] = ()
    """Words to find it by."""
    sources: Many[SourceCode] = ()
    """The public sources for the choice, in addition to those of the scenarios."""
    review_by: text_fields.Month | None = None
    """The month in which the choice is due for review."""
