"""What a scenario lets an operator or a call handler do besides what they usually do.

A standing operator and a standing call handler play by the procedure. Whoever tests the flow, or
shows a group what a mistake leads to, needs one who departs from it. Every decision that ends,
sends or withholds states its reason, as a person in that seat would have to. More than 300 lines,
because each act is a small model with its example.
"""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field, Tag

from simulator.content.fields.base import NO_WAIT, Among, Content, Many, WaitField, Word
from simulator.content.fields.strings import Name, Percent, Text
from simulator.content.fields.unions import ByKey, CodeText, OneOrMany
from simulator.content.scenario.act_places import WHERE
from simulator.content.scenario.caller_acts import SPOKEN, Act, Answer, Pause
from simulator.content.scenario.cues import (
    Answered,
    Asked,
    At,
    CodeSet,
    Dialled,
    Did,
    Heard,
    Nth,
    Rings,
)
from simulator.core import acts as core
from simulator.core.terms import (
    IncidentStage,
    Intent,
    LineStage,
    Reason,
    Reported,
    Service,
    Topic,
)

OPERATOR_SAYS = (
    Intent.WHICH_SERVICE,
    Intent.WHICH_OF_THREE,
    Intent.NUMBER_DIALLED,
    Intent.MAKE_A_SOUND,
    Intent.ASK_AGAIN,
    Intent.CHECK_MISTAKE,
    Intent.CONNECTING,
    Intent.THANK,
    Intent.OWN_WORDS,
)
"""What an operator can mean by what they say."""

_NOT_POLICE = {*SPOKEN, *OPERATOR_SAYS} - {Intent.THANK, Intent.OWN_WORDS}
HANDLER_SAYS = tuple(
    intent
    for intent in Intent
    if intent not in _NOT_POLICE and not intent.value.startswith("recording_")
)
"""What a call handler can mean by what they say: all that nobody else does."""


# --- cues ----------------------------------------------------------------------------------------


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


StaffCue = Annotated[
    Annotated[At, Tag("at")]
    | Annotated[Heard, Tag("heard")]
    | Annotated[Asked, Tag("asked")]
    | Annotated[CodeSet, Tag("code_set")]
    | Annotated[Did, Tag("did")]
    | Annotated[Rings, Tag("rings")]
    | Annotated[Answered, Tag("answered")]
    | Annotated[Dialled, Tag("dialled")]
    | Annotated[AtStage, Tag("stage")]
    | Annotated[AtIncident, Tag("incident")],
    ByKey(
        "cue",
        *("at", "heard", "asked", "code_set", "did", "rings", "answered", "dialled"),
        *("stage", "incident"),
        beside=("nth", "from"),
    ),
]
"""What a step of an operator or a call handler waits for; `heard` is also what they say."""


# --- what both can do ----------------------------------------------------------------------------


class OperatorSpeech(Content):
    """What an operator says."""

    intent: Annotated[Intent, Among(*OPERATOR_SAYS)]
    """What it is for: `make_a_sound`, `ask_again` ... Rules judge this."""
    words: Text
    """The words, for reading."""


class HandlerSpeech(Content):
    """What a call handler says."""

    intent: Annotated[Intent, Among(*HANDLER_SAYS)]
    """What it is for: `reassure`, `stay_on_line` ... Rules judge this."""
    words: Text
    """The words, for reading."""


class EndCall(Act):
    """End the call, or the ringing."""

    kind: ClassVar[str] = "end_call"
    example: ClassVar[str] = "{end_call: no_response}"

    end_call: Word[Reason]
    """Why: `mistake_confirmed`, `no_response` ..."""

    def actions(self) -> tuple[core.Action, ...]:
        """The end."""
        return (core.EndCall(self.end_call),)


# --- the operator --------------------------------------------------------------------------------


class OperatorSays(Act):
    """Say something."""

    kind: ClassVar[str] = "say"
    example: ClassVar[str] = '{say: {intent: ask_again, words: "..."}}'

    say: OperatorSpeech
    """What is said."""

    def actions(self) -> tuple[core.Action, ...]:
        """The utterance."""
        return (core.Say(self.say.intent, self.say.words),)


class Connect(Act):
    """Connect the caller to a service."""

    kind: ClassVar[str] = "connect"
    example: ClassVar[str] = "{connect: ambulance, reason: doubt}"

    connect: Word[Service]
    """Which: police, ambulance, fire or coastguard."""
    reason: Word[Reason]
    """Why."""

    def actions(self) -> tuple[core.Action, ...]:
        """The transfer."""
        return (core.Connect(self.connect, self.reason),)


class SendToRecording(Act):
    """Send the call to Silent Solution."""

    kind: ClassVar[str] = "send_to_recording"
    example: ClassVar[str] = "{send_to_recording: no_response}"

    send_to_recording: Word[Reason]
    """Why."""

    def actions(self) -> tuple[core.Action, ...]:
        """The transfer."""
        return (core.SendToRecording(self.send_to_recording),)


class HandOver(Act):
    """Tell police what was heard so far."""

    kind: ClassVar[str] = "hand_over"
    example: ClassVar[str] = "{hand_over: [nothing]}"

    hand_over: Annotated[Many[Word[Reported]], Field(min_length=1)]
    """What is told: `tap`, `whisper`, `nothing` ..."""

    def actions(self) -> tuple[core.Action, ...]:
        """The report."""
        words = ", ".join(each.meaning.partition(" [")[0] for each in self.hand_over)
        return (core.HandOver(self.hand_over, f"Operator to police: {words}."),)


class PassDetails(Act):
    """Pass a lost call's number and data to the force."""

    kind: ClassVar[str] = "pass_details"
    example: ClassVar[str] = "{pass_details: [nothing], reason: line_cut}"

    pass_details: Annotated[Many[Word[Reported]], Field(min_length=1)]
    """What is told to have been heard."""
    reason: Word[Reason]
    """Why."""

    def actions(self) -> tuple[core.Action, ...]:
        """The report."""
        return (core.PassDetails(self.pass_details, self.reason),)


class Leave(Act):
    """Leave the call to police."""

    kind: ClassVar[str] = "leave"
    example: ClassVar[str] = "leave"
    bare: ClassVar[bool] = True

    def actions(self) -> tuple[core.Action, ...]:
        """The operator goes."""
        return (core.Leave(),)


OperatorAct = Annotated[
    Annotated[Answer, Tag("answer")]
    | Annotated[OperatorSays, Tag("say")]
    | Annotated[Connect, Tag("connect")]
    | Annotated[SendToRecording, Tag("send_to_recording")]
    | Annotated[EndCall, Tag("end_call")]
    | Annotated[HandOver, Tag("hand_over")]
    | Annotated[PassDetails, Tag("pass_details")]
    | Annotated[Leave, Tag("leave")]
    | Annotated[Pause, Tag("pause")],
    ByKey(
        "act",
        *("answer", "say", "connect", "send_to_recording", "end_call", "hand_over", "pass_details"),
        *("leave", "pause"),
        beside=("reason",),
        elsewhere=WHERE,
    ),
]
"""What a step of the operator can do."""


# --- the call handler ----------------------------------------------------------------------------


class HandlerSays(Act):
    """Say something."""

    kind: ClassVar[str] = "say"
    example: ClassVar[str] = '{say: {intent: reassure, words: "..."}}'

    say: HandlerSpeech
    """What is said."""

    def actions(self) -> tuple[core.Action, ...]:
        """The utterance."""
        return (core.Say(self.say.intent, self.say.words),)


class AskQuestion(Act):
    """Ask a question that yes or no can answer."""

    kind: ClassVar[str] = "ask"
    example: ClassVar[str] = '{ask: weapon, words: "..."}'

    ask: Word[Topic]
    """About which topic."""
    words: Text
    """The words, for reading."""

    def actions(self) -> tuple[core.Action, ...]:
        """The question."""
        return (core.Ask((self.ask,), words=self.words),)


class StateCode(Act):
    """State what means yes and what means no, other than the force's own code or sooner."""

    kind: ClassVar[str] = "set_code"
    example: ClassVar[str] = '{set_code: {yes: {tap: 2}, no: {tap: 1}}, words: "..."}'

    set_code: CodeText
    """The sign for yes, and the sign for no."""
    words: Text
    """The words, for reading."""

    def actions(self) -> tuple[core.Action, ...]:
        """The sentence."""
        return (core.SetCode(self.set_code.code(), self.words),)


class Grade(Act):
    """Set a response grade."""

    kind: ClassVar[str] = "grade"
    example: ClassVar[str] = "{grade: emergency, reason: danger_established}"

    grade: Name
    """The grade, by its id in the force's file."""
    reason: Word[Reason]
    """Why."""

    def actions(self) -> tuple[core.Action, ...]:
        """The grade."""
        return (core.SetGrade(self.grade, self.reason),)


class Deploy(Act):
    """Send officers."""

    kind: ClassVar[str] = "deploy"
    example: ClassVar[str] = "{deploy: danger_established}"

    deploy: Word[Reason]
    """Why."""

    def actions(self) -> tuple[core.Action, ...]:
        """Officers set out."""
        return (core.Deploy(self.deploy),)


class CloseIncident(Act):
    """Close the incident."""

    kind: ClassVar[str] = "close"
    example: ClassVar[str] = "{close: no_concern}"

    close: Word[Reason]
    """Why."""

    def actions(self) -> tuple[core.Action, ...]:
        """The incident is closed."""
        return (core.Close(self.close),)


class OfferIncident(Act):
    """Offer the incident to another force."""

    kind: ClassVar[str] = "offer_incident"
    example: ClassVar[str] = "{offer_incident: the next county}"

    offer_incident: Text
    """To which force, in words; invented."""

    def actions(self) -> tuple[core.Action, ...]:
        """The offer."""
        return (core.OfferIncident(self.offer_incident),)


class CallBack(Act):
    """Ring the number of a lost call."""

    kind: ClassVar[str] = "call_back"
    example: ClassVar[str] = "{call_back: caller_may_be_alone}"

    call_back: Word[Reason]
    """Why."""

    def actions(self) -> tuple[core.Action, ...]:
        """It rings."""
        return (core.CallBack(self.call_back),)


class BriefOfficers(Act):
    """Tell officers on their way what was established."""

    kind: ClassVar[str] = "brief_officers"
    example: ClassVar[str] = "{brief_officers: [weapon]}"

    brief_officers: Annotated[Many[Word[Topic]], Field(min_length=1)]
    """About which topics."""

    def actions(self) -> tuple[core.Action, ...]:
        """The briefing."""
        return (core.BriefOfficers(self.brief_officers),)


HandlerAct = Annotated[
    Annotated[Answer, Tag("answer")]
    | Annotated[HandlerSays, Tag("say")]
    | Annotated[StateCode, Tag("set_code")]
    | Annotated[AskQuestion, Tag("ask")]
    | Annotated[EndCall, Tag("end_call")]
    | Annotated[Grade, Tag("grade")]
    | Annotated[Deploy, Tag("deploy")]
    | Annotated[CloseIncident, Tag("close")]
    | Annotated[OfferIncident, Tag("offer_incident")]
    | Annotated[CallBack, Tag("call_back")]
    | Annotated[BriefOfficers, Tag("brief_officers")]
    | Annotated[Pause, Tag("pause")],
    ByKey(
        "act",
        *(
            "answer",
            "say",
            "set_code",
            "ask",
            "end_call",
            "grade",
            "deploy",
            "close",
            "offer_incident",
            "call_back",
        ),
        *("brief_officers", "pause"),
        beside=("reason", "words"),
        elsewhere=WHERE,
    ),
]
"""What a step of the call handler can do."""


# --- steps ---------------------------------------------------------------------------------------


class OperatorStep(Content):
    """Cue, pause, act of the operator, besides what they usually do."""

    when: StaffCue
    """The cue; also `stage`."""
    after: WaitField = NO_WAIT
    """The pause between the cue and the first act."""
    chance: Percent = 100
    """The chance in 100 that it happens at all."""
    do: Annotated[Many[OperatorAct], Field(min_length=1), OneOrMany()]
    """One act, or a list of acts with `pause` between them."""


class HandlerStep(Content):
    """Cue, pause, act of the call handler, besides what they usually do."""

    when: StaffCue
    """The cue; also `stage` and `incident`."""
    after: WaitField = NO_WAIT
    """The pause between the cue and the first act."""
    chance: Percent = 100
    """The chance in 100 that it happens at all."""
    do: Annotated[Many[HandlerAct], Field(min_length=1), OneOrMany()]
    """One act, or a list of acts with `pause` between them."""
