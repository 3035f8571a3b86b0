"""A scenario file: who does what on which cue, what must come of it, and what to talk about after.

`Scenario` is the file. `CallScript` is what happens in one call of it; a scenario has one, or
several from the same number (`calls`), and `calls_in_order` gives them complete.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from simulator.content.fields.alternatives import OneOrMany, refuse_repeated
from simulator.content.fields.content_model import (
    NO_WAIT,
    Content,
    Duration,
    FactWord,
    FileContent,
    Many,
    MemberSubset,
    WaitField,
    Word,
    refuse,
)
from simulator.content.fields.text_fields import (
    Id,
    Month,
    Name,
    Percent,
    Situation,
    SourceCode,
    Text,
)
from simulator.content.rules.rule_text import RuleText
from simulator.content.scenario.act_forms import (
    CallerAct,
    HandlerScriptStep,
    NetworkAct,
    OperatorScriptStep,
    RoomAct,
)
from simulator.content.scenario.acts_at_times import ExactAct
from simulator.content.scenario.cues import Cue, RoomCue
from simulator.content.scenario.environment import (
    Background,
    Location,
    Near,
    NumberRecords,
    OfficersText,
    Overhearing,
)
from simulator.content.yaml.positions import KeyPath
from simulator.core.acts import LoseLine
from simulator.core.terms import (
    Coverage,
    LineKind,
    LossCause,
    Manner,
    Outcome,
    Role,
    Sign,
    Topic,
)

Kind = Literal["silent", "sounds", "spoken", "disguised", "accidental", "landline", "flow"]


class ScriptStep(Content):
    """Cue, pause, act. A step fires once; steps do not depend on each other."""

    when: Cue
    """The cue."""
    after: WaitField = NO_WAIT
    """The pause between the cue and the first act; fixed, or drawn from the run's seed."""
    chance: Percent = 100
    """The chance in 100 that it happens at all, drawn from the run's seed."""
    do: Annotated[Many[CallerAct], Field(min_length=1), OneOrMany()]
    """One act, or a list of acts with `pause` between them."""


class RoomStep(Content):
    """Cue, pause, act of somebody near the caller."""

    when: RoomCue
    """The cue; also `overheard`."""
    after: WaitField = NO_WAIT
    """The pause between the cue and the first act."""
    chance: Percent = 100
    """The chance in 100 that it happens at all."""
    do: Annotated[Many[RoomAct], Field(min_length=1), OneOrMany()]
    """One act, or a list of acts with `pause` between them."""


class NetworkStep(Content):
    """Cue, pause, what the network does."""

    when: Cue
    """The cue."""
    after: WaitField = NO_WAIT
    """The pause between the cue and the act."""
    chance: Percent = 100
    """The chance in 100 that it happens at all."""
    do: Annotated[Many[NetworkAct], Field(min_length=1), OneOrMany()]
    """`{lose_line: battery}`, or network, or power."""


class Answers(Content):
    """How the caller answers closed questions: from `facts`, in whatever code was set."""

    by: Annotated[
        Many[Annotated[Sign, MemberSubset(Sign.TAP, Sign.COUGH, Sign.KEY, Sign.SPOKEN)]],
        Field(min_length=1),
    ]
    """The signs that they can give. A code that needs another sign gets silence."""
    after: WaitField
    """The pause between a question and the answer."""
    manner: Word[Manner] = Manner.WHISPERED
    """How a spoken answer sounds."""


class CallScript(Content):
    """What happens in one call."""

    dials: Literal["999", "112"] = "999"
    """What the caller dials; the same service answers both."""
    caller: Many[ScriptStep] = ()
    """What the caller does. Dialling comes first by itself."""
    background: Many[Background] = ()
    """What is heard around the caller, by the time since the operator's answer."""
    room: Many[RoomStep] = ()
    """What somebody near does on a cue."""
    network: Many[NetworkStep] = ()
    """When the line is lost."""
    operator: Many[OperatorScriptStep] = ()
    """What the operator does besides what they usually do: a mistake, or a test of the flow. A
    person in that seat does without it."""
    call_handler: Many[HandlerScriptStep] = ()
    """What the call handler does besides what they usually do."""
    exactly: Many[ExactAct] = ()
    """Everybody's acts, one by one: then nobody does anything else, and nobody reacts."""
    near: Many[Near] = ()
    """Who is near enough to overhear, and when."""
    overheard: Overhearing | None = None
    """What they do when they overhear the caller."""
    answers: Answers | None = None
    """How the caller answers closed questions; left out: never."""
    location: Location = Location()
    """The location data that arrives."""

    @property
    def losses(self) -> frozenset[LossCause]:
        """Why the line goes dead in this call, where the file makes it do so."""
        acts = (act for step in self.network for each in step.do for act in each.actions())
        return frozenset(act.cause for act in acts if isinstance(act, LoseLine))


_CIRCUMSTANCES = ("dials", "near", "overheard", "answers", "location")
"""What a later call has in common with the one before, unless it says otherwise."""


class LaterCall(CallScript):
    """A later call from the same number.

    Who is near, how the caller answers and what the location data says stay as in the call before,
    unless written again; steps, background and network never carry over.
    """

    gap: Duration
    """The time between the end of the call before and this one."""


class AfterOutcome(Content):
    """What to talk about besides, when a call has ended in one way."""

    ask: Annotated[Many[Text], Field(min_length=1)]
    """Questions to the group; they come before the others."""
    facilitator: Text | None = None
    """A note to whoever leads the group; it comes before the other one."""


class GroupQuestions(Content):
    """What a group talks about afterwards."""

    ask: Annotated[Many[Text], Field(min_length=1)]
    """Questions to the group, however the call ended."""
    facilitator: Text | None = None
    """A note to whoever leads the group; never shown to it."""
    by_outcome: Mapping[Word[Outcome], AfterOutcome] = {}
    """What to talk about besides, by how the last call ended: a person may lead it elsewhere."""

    def asked_after(self, outcome: Outcome | None) -> tuple[str, ...]:
        """The questions after a call that ended so; none: it was left before its end."""
        own = self.by_outcome.get(outcome) if outcome else None
        return (*(own.ask if own else ()), *self.ask)

    def notes_after(self, outcome: Outcome | None) -> tuple[str, ...]:
        """The notes to a facilitator after a call that ended so, in the order to read them."""
        own = self.by_outcome.get(outcome) if outcome else None
        return tuple(filter(None, (own.facilitator if own else None, self.facilitator)))


class DecisionPoint(Content):
    """A moment at which a group may stop and choose."""

    when: Cue
    """The cue at which the call is paused."""
    ask: Text
    """What the group is asked."""
    who: Annotated[Word[Role], MemberSubset(Role.CALLER, Role.OPERATOR, Role.CALL_HANDLER)] = (
        Role.CALLER
    )
    """Whose decision it is; left out: the caller's."""


class TableCase(Content):
    """One row of a table: a scenario of its own, made of the same file."""

    id: Id
    """What comes after the file's id: the scenario is called `taps-one` for `one` in `taps`."""
    title: Text
    """The name that people read."""
    values: Mapping[Name, Any] = {}
    """What stands in the holes of the file, by their names: `wait: 2s` for `{case: wait}`."""
    overrides: Mapping[str, Any] = Field(default={}, alias="set")
    """Keys of the file that are different in this case, such as `outcome`. Of `facts` only those
    that stand here are; of any other key all that the file has under it is replaced."""

    @model_validator(mode="after")
    def _keeps_to_itself(self) -> TableCase:
        for key in ("format", "id", "title", "cases", "extends"):
            if key in self.overrides:
                found = f"{key} cannot be different in a case"
                refuse("fixed-key", found, "any other key", at=("set",), key=key)
        return self


class Extending(Content):
    """What a file takes up."""

    extends: Annotated[Many[Text], Field(min_length=1), OneOrMany()] = ()
    """Personas and fragments that are taken up: ids, or paths from this file's folder."""


class Tabled(Content):
    """The table of a file."""

    cases: Annotated[Many[TableCase], Field(min_length=1)] = ()
    """Cases: each row is a scenario of its own, with its values in the holes of this file."""

    @model_validator(mode="after")
    def _one_of_each(self) -> Tabled:
        refuse_repeated("cases", "cases", (each.id for each in self.cases))
        return self


class Scenario(FileContent, CallScript, Extending, Tabled):
    """One scenario file."""

    id: Id
    """The name to run it by; the file has the same name."""
    title: Text
    """The name that people read; it does not give the ending away."""
    basis: Many[Situation] = ()
    """The situations of the fact sheet that it is built from."""
    kind: Kind
    """What the caller does; the folder has the same name."""
    line: Word[LineKind] = LineKind.MOBILE
    """What kind of line the call is made from."""
    coverage: Word[Coverage] = Coverage.HOME
    """What the phone can reach."""
    level: int = Field(ge=1, le=4, examples=[1])
    """How demanding it is, 1 to 4; `scenarios/README.md` says what each means."""
    seats: Annotated[
        Many[Annotated[Role, MemberSubset(Role.CALLER, Role.OPERATOR, Role.CALL_HANDLER)]],
        Field(min_length=1),
    ]
    """The parts that a person may take."""
    about: Duration = Field(examples=["2m"])
    """Roughly how long it takes."""
    content_note: Many[Text]
    """What a person should know before they begin; an empty list says that there is nothing."""
    objectives: Annotated[Many[Text], Field(min_length=1)]
    """What it teaches."""
    invented: Many[Text] = ()
    """Names of people and places in its words: listing them says that they were made up."""
    outcome: Word[Outcome]
    """How it ends under the default profile when nobody sits in a seat."""
    outcomes: Mapping[Name, Word[Outcome]] = {}
    """How it ends under another profile, where that differs."""
    not_under: Mapping[Name, Text] = {}
    """Profiles under which it makes no sense, each with the reason: where every scenario is run, it
    is left out."""
    force: Name | None = None
    """The force whose grades and policies hold; left out: the generic one."""
    facts: Mapping[Word[Topic], FactWord] = {}
    """What is true: yes, no or unknown; the caller answers from it."""
    number: NumberRecords = NumberRecords()
    """What the force's systems hold on the number."""
    officers: OfficersText = OfficersText()
    """What officers find, and which units are within reach."""
    calls: Many[LaterCall] = ()
    """Later calls from the same number."""
    expect: Many[RuleText] = ()
    """What must hold under every profile, in the rule language."""
    expect_by_profile: Mapping[Name, Many[RuleText]] = {}
    """What must hold besides, under one profile."""
    debrief: GroupQuestions | None = None
    """What to talk about afterwards."""
    rubric: Many[Name] = ()
    """The rubrics by which a person's call is looked at."""
    decision_points: Many[DecisionPoint] = ()
    """Where a group may stop and choose."""
    milder: Id | None = None
    """The id of a milder variant, if there is one."""
    tags: Many[Id] = ()
    """Words to find it by."""
    sources: Annotated[Many[SourceCode], Field(min_length=1)]
    """The public sources that it rests on."""
    review_by: Month = Field(examples=["2028-06"])
    """When its facts should be checked again."""

    @cached_property
    def calls_in_order(self) -> tuple[CallScript, ...]:
        """Every call of the scenario, complete; the first one is what stands at the top."""
        kept = {name: getattr(self, name) for name in CallScript.model_fields}
        scripts = [CallScript.model_construct(**kept)]
        for call in self.calls:
            circumstances = {
                name: getattr(scripts[-1], name)
                for name in _CIRCUMSTANCES
                if name not in call.model_fields_set
            }
            own = {name: getattr(call, name) for name in CallScript.model_fields}
            scripts.append(CallScript.model_construct(**{**own, **circumstances}))
        return tuple(scripts)

    def parts(self) -> Iterator[tuple[KeyPath, CallScript]]:
        """Every call as it is written, with its place in the file."""
        yield (), self
        for index, call in enumerate(self.calls):
            yield ("calls", index), call

    @property
    def gaps(self) -> tuple[int, ...]:
        """Milliseconds before each of `calls_in_order`, counted from the end of the one before."""
        return (0, *(call.gap for call in self.calls))

    def outcome_under(self, profile: str) -> Outcome:
        """How it ends under the profile of that id."""
        return self.outcomes.get(profile, self.outcome)
