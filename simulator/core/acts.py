"""What somebody can do: one frozen dataclass per kind of act.

What the flow makes of an act is in `outcomes`. An act carries only what it is; who did it and when
stands in the log entry around it. ``kind`` is the act's name in files, logs and on screens.
Fields named in `PRIVATE` are for people only: no rule reads them and records leave them out.
More than 300 lines, since every kind of act stands here once and nothing else does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from simulator.core.instant import Millis
from simulator.core.terms import (
    Form,
    Heading,
    Intent,
    LocationSource,
    LossCause,
    Manner,
    Marker,
    NoteKind,
    Outcome,
    Reason,
    Reported,
    Service,
    Sign,
    Sound,
    Topic,
    Trace,
)


@dataclass(frozen=True, slots=True)
class AnswerSign:
    """A sign and how often it is given: two taps, one cough, silence."""

    sign: Sign
    times: int = 1


@dataclass(frozen=True, slots=True)
class Code:
    """What stands for yes and for no, as a call handler has stated it in this call."""

    yes: AnswerSign
    no: AnswerSign


# --- anybody on the line -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Say:
    """Say something; it takes time, and a `Finish` of the same speaker follows."""

    intent: Intent
    words: str = ""
    manner: Manner = Manner.ALOUD
    kind: Literal["say"] = "say"


@dataclass(frozen=True, slots=True)
class Finish:
    """An utterance is over (or was cut short by the speaker's next one)."""

    intent: Intent | None = None
    kind: Literal["finish"] = "finish"


@dataclass(frozen=True, slots=True)
class HangUp:
    """Put the phone down."""

    kind: Literal["hang_up"] = "hang_up"


@dataclass(frozen=True, slots=True)
class Answer:
    """Pick up a ringing phone: the operator, the force, or whoever is called back."""

    kind: Literal["answer"] = "answer"


# --- the caller ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Dial:
    """Dial 999 or 112: the same service and operators [G1]."""

    number: Literal["999", "112"] = "999"
    kind: Literal["dial"] = "dial"


@dataclass(frozen=True, slots=True)
class Press:
    """Press one key of the phone."""

    key: str
    kind: Literal["press"] = "press"


@dataclass(frozen=True, slots=True)
class Tap:
    """Tap on the handset or the screen."""

    times: int = 1
    kind: Literal["tap"] = "tap"


@dataclass(frozen=True, slots=True)
class Cough:
    """Cough."""

    times: int = 1
    kind: Literal["cough"] = "cough"


@dataclass(frozen=True, slots=True)
class Make:
    """Make, or be the source of, another sound."""

    sound: Sound
    kind: Literal["make"] = "make"


@dataclass(frozen=True, slots=True)
class StaySilent:
    """Choose to stay silent. Nobody hears anything; the log shows that it was a choice."""

    kind: Literal["stay_silent"] = "stay_silent"


@dataclass(frozen=True, slots=True)
class Lift:
    """Lift a landline's handset again."""

    kind: Literal["lift"] = "lift"


@dataclass(frozen=True, slots=True)
class SendText:
    """Send a text message: the call handler's [K4], or the caller's reply."""

    words: str = ""
    kind: Literal["send_text"] = "send_text"


# --- the room ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TakePhone:
    """Somebody else takes the phone."""

    kind: Literal["take_phone"] = "take_phone"


@dataclass(frozen=True, slots=True)
class GiveBack:
    """The caller has the phone again."""

    kind: Literal["give_back"] = "give_back"


# --- the operator and the Met's first handler ----------------------------------------------------


@dataclass(frozen=True, slots=True)
class Connect:
    """Connect the caller to an emergency authority."""

    service: Service
    reason: Reason = Reason.JUDGEMENT
    kind: Literal["connect"] = "connect"


@dataclass(frozen=True, slots=True)
class SendToRecording:
    """Send a mobile call to the Silent Solution recording."""

    reason: Reason = Reason.NO_RESPONSE
    kind: Literal["send_to_recording"] = "send_to_recording"


@dataclass(frozen=True, slots=True)
class EndCall:
    """End the call: release the line, with a reason."""

    reason: Reason
    kind: Literal["end_call"] = "end_call"


@dataclass(frozen=True, slots=True)
class HandOver:
    """Tell the police call handler what was heard so far [P5]."""

    heard: tuple[Reported, ...]
    words: str = ""
    kind: Literal["hand_over"] = "hand_over"


@dataclass(frozen=True, slots=True)
class PassDetails:
    """After the line has gone: pass the number, data and what was heard to the force."""

    heard: tuple[Reported, ...]
    reason: Reason
    kind: Literal["pass_details"] = "pass_details"


@dataclass(frozen=True, slots=True)
class Leave:
    """The operator leaves the call to the police."""

    kind: Literal["leave"] = "leave"


@dataclass(frozen=True, slots=True)
class PassOn:
    """The Met's first handler passes the call to the local force [P7]."""

    reason: Reason
    kind: Literal["pass_on"] = "pass_on"


# --- the police call handler ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OfferWays:
    """Name the ways in which the caller can answer [P1]."""

    ways: tuple[Sign, ...]
    words: str = ""
    kind: Literal["offer_ways"] = "offer_ways"


@dataclass(frozen=True, slots=True)
class SetCode:
    """State what stands for yes and what for no. No national code exists (Q16)."""

    code: Code
    words: str = ""
    kind: Literal["set_code"] = "set_code"


@dataclass(frozen=True, slots=True)
class Ask:
    """Ask a question about one fact (or, as a mistake that can be made, about several)."""

    about: tuple[Topic, ...]
    form: Form = Form.CLOSED
    words: str = ""
    kind: Literal["ask"] = "ask"


@dataclass(frozen=True, slots=True)
class Note:
    """Write into the incident log: about which entry, or which fact."""

    note: NoteKind
    about: int | None = None
    topic: Topic | None = None
    text: str = ""
    kind: Literal["note"] = "note"


@dataclass(frozen=True, slots=True)
class Thrive:
    """Record one heading of a THRIVE assessment [H5 H8]."""

    heading: Heading
    text: str = ""
    kind: Literal["thrive"] = "thrive"


@dataclass(frozen=True, slots=True)
class ReadLocation:
    """Read the location data that has arrived: which source, and so how sure it is."""

    source: LocationSource
    kind: Literal["read_location"] = "read_location"


@dataclass(frozen=True, slots=True)
class Search:
    """Search the number's history, people, addresses and markers [N17 P2 I3]."""

    kind: Literal["search"] = "search"


@dataclass(frozen=True, slots=True)
class SetGrade:
    """Set the response grade, by the force's own name for it; or set it again."""

    grade: str
    reason: Reason
    kind: Literal["grade"] = "grade"


@dataclass(frozen=True, slots=True)
class Deploy:
    """Send officers."""

    reason: Reason
    kind: Literal["deploy"] = "deploy"


@dataclass(frozen=True, slots=True)
class BringIn:
    """Ask another service in; the police keep the call [K1]."""

    service: Service
    kind: Literal["bring_in"] = "bring_in"


@dataclass(frozen=True, slots=True)
class Withhold:
    """Decide not to tell the caller something aloud, with a reason (B26)."""

    intent: Intent
    reason: Reason
    kind: Literal["withhold"] = "withhold"


@dataclass(frozen=True, slots=True)
class CallBack:
    """Ring the caller's number, with the reason why that seems right (B17)."""

    reason: Reason
    kind: Literal["call_back"] = "call_back"


@dataclass(frozen=True, slots=True)
class DecideAgainstCallback:
    """Decide not to ring back, with the reason (B17)."""

    reason: Reason
    kind: Literal["decide_against_callback"] = "decide_against_callback"


@dataclass(frozen=True, slots=True)
class StartTrace:
    """Have the phone, the subscriber or linked addresses traced (B18)."""

    trace: Trace
    reason: Reason
    kind: Literal["trace"] = "trace"


@dataclass(frozen=True, slots=True)
class BriefOfficers:
    """Tell officers what affects risk, and what was first heard (B27)."""

    topics: tuple[Topic, ...]
    """What the caller answered with yes."""
    ruled_out: tuple[Topic, ...] = ()
    """What the caller answered with no."""
    markers: tuple[Marker, ...] = ()
    heard: tuple[Reported, ...] = ()
    """What was first heard."""
    location: tuple[LocationSource, ...] = ()
    """Which location data there is."""
    text: str = ""
    kind: Literal["brief_officers"] = "brief_officers"


@dataclass(frozen=True, slots=True)
class OfferIncident:
    """Offer the incident to another force, and keep the caller until it accepts (B34)."""

    force: str
    reason: Reason = Reason.OTHER_AREA
    kind: Literal["offer_incident"] = "offer_incident"


@dataclass(frozen=True, slots=True)
class Close:
    """Close the incident, with a reason."""

    reason: Reason
    kind: Literal["close"] = "close"


# --- machines and others -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DeliverLocation:
    """Location data arrives. `radius` in metres, none for an address."""

    source: LocationSource
    place: str = ""
    radius: int | None = None
    area: str = ""
    """The other force in whose area the place lies; empty for this force's own."""
    kind: Literal["deliver_location"] = "deliver_location"


@dataclass(frozen=True, slots=True)
class LoseLine:
    """The line goes dead without anybody hanging up."""

    cause: LossCause
    kind: Literal["lose_line"] = "lose_line"


@dataclass(frozen=True, slots=True)
class EarlierCall:
    """An earlier call from the number: how long ago, and how it ended."""

    ago: Millis
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class GiveResult:
    """The force's systems answer a search or a trace."""

    markers: tuple[Marker, ...] = ()
    earlier: tuple[EarlierCall, ...] = ()
    address: str = ""
    found: bool = True
    kind: Literal["result"] = "result"


@dataclass(frozen=True, slots=True)
class Arrive:
    """The officers are there."""

    kind: Literal["arrive"] = "arrive"


@dataclass(frozen=True, slots=True)
class AcceptIncident:
    """The other force accepts the incident."""

    kind: Literal["accept_incident"] = "accept_incident"


Speech = Say | OfferWays | SetCode | Ask | HandOver
"""Acts that are spoken: they have words, take time, and end with a `Finish`."""

Action = (
    Say
    | Finish
    | HangUp
    | Answer
    | Dial
    | Press
    | Tap
    | Cough
    | Make
    | StaySilent
    | Lift
    | SendText
    | TakePhone
    | GiveBack
    | Connect
    | SendToRecording
    | EndCall
    | HandOver
    | PassDetails
    | Leave
    | PassOn
    | OfferWays
    | SetCode
    | Ask
    | Note
    | Thrive
    | ReadLocation
    | Search
    | SetGrade
    | Deploy
    | BringIn
    | Withhold
    | CallBack
    | DecideAgainstCallback
    | StartTrace
    | BriefOfficers
    | OfferIncident
    | Close
    | DeliverLocation
    | LoseLine
    | GiveResult
    | Arrive
    | AcceptIncident
)
"""Any act."""

PRIVATE: dict[str, str] = {"note": "text", "thrive": "text", "brief_officers": "text"}
"""The field of an act's kind that is private text."""
