"""Stages in words: labels for each seat, and the caller's hint on what counts."""

from typing import NamedTuple

from simulator.core.flow import DEAD, IN_RECORDED_SERVICE, LINE_ENDS, ON_HOOK
from simulator.core.instant import Millis
from simulator.core.profile import Profile
from simulator.core.terms import Intent, LineStage, Role
from simulator.knowledge.facts import Stamp, takes_55
from simulator.knowledge.knowledge import Knowledge

_FOR_A_CALLER: dict[LineStage, str] = {
    LineStage.IDLE: "nothing has been dialled",
    LineStage.DIALLED: "it rings",
    LineStage.WITH_OPERATOR: "connected to the 999 operator",
    LineStage.SOUND_PROMPT: "a recording asks for a sound",
    LineStage.RECORDING: "a recording plays",
    LineStage.ACCEPTED: "the signal was recognised",
    LineStage.BACK_WITH_OPERATOR: "back with the 999 operator",
    LineStage.WITH_FIRST_HANDLER: "connected to a police operator who asks first",
    LineStage.CONNECTING_POLICE: "the police are being rung",
    LineStage.WITH_CALL_HANDLER: "connected to the police call handler",
    **dict.fromkeys(ON_HOOK, "the handset is down"),
    **dict.fromkeys((*DEAD, LineStage.ABANDONED), "the line has gone"),
    LineStage.RINGING_BACK: "the phone rings",
    LineStage.NOT_CONNECTED: "the phone reached no network",
    LineStage.ENDED_BY_OPERATOR: "the operator ended the call",
    LineStage.CONFIRMED_MISTAKE: "the operator ended the call",
    LineStage.NO_RESPONSE_TO_RECORDING: "the recording ended the call",
    LineStage.ENDED_BY_FIRST_HANDLER: "the call was ended",
    LineStage.WITH_OTHER_SERVICE: "connected to another service",
}


_WITH_YOU = {Role.OPERATOR: LineStage.WITH_OPERATOR, Role.CALL_HANDLER: LineStage.WITH_CALL_HANDLER}


def stage_label(stage: LineStage, seat: Role | None) -> str:
    """Return the label of a stage in a seat; without a seat, the general label."""
    if seat is Role.CALLER:
        return _FOR_A_CALLER[stage]
    if seat is not None and stage is LineStage.IDLE:
        # A desk knows of no call; a caller may have dialled.
        return "no call yet"
    with_you = seat is not None and _WITH_YOU[seat] is stage
    return "you are on the line" if with_you else stage.label


class LineMark(NamedTuple):
    """Where a call is, drawn as four points: caller, 999 operator, recording, police."""

    at: int
    """The point at which the call is."""
    reached: int
    """The furthest point that is connected; 0 if nobody hears the caller."""
    words: str
    """Who can hear whom: the drawing can be left out."""


_NOBODY = LineMark(0, 0, "Nobody can hear you.")
_GONE = LineMark(0, 0, "The line is gone: nobody can hear.")
_DOWN = LineMark(0, 0, "The handset is down: nobody can hear.")
_NO_CALL = LineMark(0, 0, "Nobody is on the line yet.")
_OVER = LineMark(0, 0, "The call has ended.")
_RINGS = LineMark(0, 0, "It rings: you can't hear the caller yet.")
_ANY_SEAT = {
    **dict.fromkeys(LINE_ENDS, _OVER),
    **dict.fromkeys(DEAD, _GONE),
    **dict.fromkeys(ON_HOOK, _DOWN),
}
_MARKS: dict[Role, dict[LineStage, LineMark]] = {
    Role.CALLER: {
        **_ANY_SEAT,
        LineStage.DIALLED: LineMark(0, 0, "It rings: nobody can hear you yet."),
        LineStage.WITH_OPERATOR: LineMark(1, 1, "The operator can hear you."),
        **dict.fromkeys(
            (*IN_RECORDED_SERVICE, LineStage.ACCEPTED), LineMark(2, 2, "The operator can hear you.")
        ),
        LineStage.BACK_WITH_OPERATOR: LineMark(1, 1, "The operator can hear you."),
        LineStage.CONNECTING_POLICE: LineMark(
            2, 2, "The operator can hear you. The police can't yet."
        ),
        LineStage.WITH_FIRST_HANDLER: LineMark(3, 3, "A police operator can hear you."),
        LineStage.WITH_CALL_HANDLER: LineMark(3, 3, "The police can hear you."),
        LineStage.WITH_OTHER_SERVICE: LineMark(1, 1, "Another service can hear you."),
        LineStage.RINGING_BACK: LineMark(0, 0, "Your phone rings. It can be heard."),
    },
    Role.OPERATOR: {
        **_ANY_SEAT,
        LineStage.DIALLED: _RINGS,
        LineStage.WITH_OPERATOR: LineMark(1, 1, "You can hear the caller."),
        **dict.fromkeys(
            (*IN_RECORDED_SERVICE, LineStage.ACCEPTED),
            LineMark(2, 2, "You can hear the caller, who hears the recording."),
        ),
        LineStage.BACK_WITH_OPERATOR: LineMark(1, 1, "You can hear the caller."),
        LineStage.CONNECTING_POLICE: LineMark(
            2, 2, "You can hear the caller. The police can't yet."
        ),
        LineStage.WITH_FIRST_HANDLER: LineMark(3, 3, "The police can hear the caller."),
        LineStage.WITH_CALL_HANDLER: LineMark(3, 3, "The police can hear the caller."),
        LineStage.WITH_OTHER_SERVICE: LineMark(1, 1, "Another service has the call."),
    },
    Role.CALL_HANDLER: {
        **_ANY_SEAT,
        LineStage.CONNECTING_POLICE: _RINGS,
        LineStage.WITH_CALL_HANDLER: LineMark(3, 3, "You can hear the caller."),
        LineStage.RINGING_BACK: LineMark(0, 0, "You ring back: you can't hear the caller yet."),
    },
}


def line_point(stage: LineStage) -> LineMark:
    """Return where a call is, for who sees all of it; the words are the caller's."""
    return _MARKS[Role.CALLER].get(stage, _NOBODY)


def line_mark(knowledge: Knowledge, *, rings: bool) -> LineMark:
    """Return where the call is as a seat knows it; `rings`: its phone waits to be answered."""
    role, facts = knowledge.role, knowledge.facts
    if rings and role is not Role.CALLER:
        return _RINGS
    if role is Role.CALLER and facts.phone_taken:
        return LineMark(0, 0, "Someone else has your phone.")
    before = _NO_CALL if role is not Role.CALLER else _NOBODY
    if role is Role.CALL_HANDLER and not facts.answered:
        # A desk learns of no stage before its own.
        return before
    return _MARKS[role].get(facts.stage, before)


_LINES: dict[LineStage, str] = {
    LineStage.IDLE: "Nothing has been dialled. Dial when you are ready.",
    LineStage.DIALLED: "It rings. An operator will answer and ask which service.",
    LineStage.WITH_OPERATOR: "The operator listens: a word, a whisper, a cough or a tap counts.",
    LineStage.SOUND_PROMPT: "A recording asks for a sound: a cough or a tap counts now.",
    LineStage.ACCEPTED: "It was recognised. The call is on its way.",
    LineStage.BACK_WITH_OPERATOR: "Back with the operator, who connects the call.",
    LineStage.WITH_FIRST_HANDLER: "A police operator asks first: any answer counts.",
    LineStage.CONNECTING_POLICE: "The police are being rung. Stay on the line.",
    LineStage.WITH_CALL_HANDLER: "The police are on the line. Answer as they say.",
    **dict.fromkeys(ON_HOOK, "The handset is down. Lifted again in time, the line is still there."),
    LineStage.RINGING_BACK: "The phone rings. It may be the police. It can be heard.",
    LineStage.WITH_OTHER_SERVICE: "Another service has the call.",
}
"""The signals that count at each stage that a caller can notice [P1 P2 P4 N1 N5 N9 G1]."""


def what_counts(knowledge: Knowledge, profile: Profile, now: Millis | None = None) -> str:
    """Return one line on the signals that count for the caller; at `now` (ms), also a second 5."""
    if knowledge.facts.stage is not LineStage.RECORDING:
        return _LINES.get(knowledge.facts.stage, "")
    noise = " A cough or a tap counts as well." if profile.switches.noise_passes else ""
    if takes_55(knowledge.facts, profile.switches):
        if now is not None and expects_second_5(knowledge, profile, now):
            gap = profile.timings.interdigit // 1_000
            return f"One 5 was heard: press 5 once more, within {gap} seconds.{noise}"
        ends = " If nothing counts until the recording ends, so does the call."
        return f"Press 5 twice now.{noise}{ends}{_unpublished(knowledge, profile)}"
    waits = "A recording plays. Listen: it will ask for 55, and 55 works from then on."
    return f"{waits}{noise}{_unpublished(knowledge, profile)}"


def _unpublished(knowledge: Knowledge, profile: Profile) -> str:
    """Say that the seconds before the request are unknown, where the profile leaves them open."""
    opening = profile.length(Intent.RECORDING_OPENS, profile.words(Intent.RECORDING_OPENS))
    filled = profile.timings.request - opening <= _LONGEST_PAUSE
    if filled or knowledge.facts.asked_for_55:
        return ""
    return " What it says until it asks is not published."


_LONGEST_PAUSE: Millis = 5_000
"""Longest pause of the recording, in ms; a longer gap is of unknown content (assumption)."""


def expects_second_5(knowledge: Knowledge, profile: Profile, now: Millis) -> bool:
    """Whether one 5 of the two has been pressed, and the second is still in time."""
    age = knowledge.since(Stamp.KEY, now)
    in_time = age is not None and age <= profile.timings.interdigit
    facts = knowledge.facts
    return in_time and facts.last_key == "5" and takes_55(facts, profile.switches)
