"""What a desk shows first: the state of the line, the clocks that matter, and whose turn it is."""

from enum import StrEnum
from typing import NamedTuple

from simulator.core import acts as do
from simulator.core.call import Call
from simulator.core.flow import IN_RECORDED_SERVICE, LINE_ENDS, ON_HOOK
from simulator.core.instant import Millis, minutes
from simulator.core.possible_acts import why_ruled_out
from simulator.core.profile import Force, Profile
from simulator.core.terms import LineStage, Role, Timer
from simulator.knowledge.facts import Stamp, takes_55
from simulator.knowledge.knowledge import Knowledge
from simulator.seat.view.stage_texts import expects_second_5


class Tone(StrEnum):
    """How a state of the line is drawn. No state is shown by it alone."""

    WAITING = "waiting"
    """Nothing can be done yet."""
    CALLING = "calling"
    """It rings, or counts what you do, now."""
    READY = "ready"
    """There is no call yet, and you begin it."""
    LIVE = "live"
    """You are on the line."""
    LOST = "lost"
    """The line is held, lost or over."""


ANSWERED, LAST_SOUND = "answered", "last sound"
"""The names of what is counted."""


class LineStatus(NamedTuple):
    """The state of the line in one seat."""

    words: str
    """One to three words in capitals, such as ``RINGING`` or ``HELD 0:31``."""
    tone: Tone
    clocks: tuple[tuple[str, Millis], ...]
    """What is counted, and its milliseconds so far."""
    turn: str
    """Whose turn it is; empty if it is nobody's."""


_RINGS = ("RINGING", Tone.WAITING)
_NO_CALL = ("NO CALL YET", Tone.WAITING)
_LIVE = ("LIVE", Tone.LIVE)
_HELD = ("HELD", Tone.LOST)
_ENDED = ("ENDED", Tone.LOST)
_LOST = ("LINE LOST", Tone.LOST)
_ANY_SEAT = {
    **dict.fromkeys(LINE_ENDS, _ENDED),
    **dict.fromkeys(ON_HOOK, _HELD),
    **dict.fromkeys((LineStage.DOWN, LineStage.ABANDONED), _LOST),
    LineStage.ACCEPTED: ("SIGNAL COUNTED", Tone.WAITING),
    LineStage.CUT_OFF: ("CUT OFF", Tone.LOST),
    LineStage.RINGING_BACK: _RINGS,
    LineStage.NOT_CONNECTED: ("NO NETWORK", Tone.LOST),
    LineStage.WITH_OTHER_SERVICE: ("HANDED ON", Tone.LOST),
    LineStage.WITH_CALL_HANDLER: _LIVE,
}
_CALLER = {
    LineStage.IDLE: ("READY TO DIAL", Tone.READY),
    LineStage.DIALLED: _RINGS,
    LineStage.WITH_OPERATOR: _LIVE,
    **dict.fromkeys(IN_RECORDED_SERVICE, ("RECORDING", Tone.LIVE)),
    LineStage.BACK_WITH_OPERATOR: _LIVE,
    LineStage.WITH_FIRST_HANDLER: _LIVE,
    LineStage.CONNECTING_POLICE: ("CONNECTING", Tone.WAITING),
}
_OPERATOR = {
    **_CALLER,
    LineStage.IDLE: _NO_CALL,
    **dict.fromkeys(IN_RECORDED_SERVICE, ("RECORDING", Tone.WAITING)),
    LineStage.WITH_FIRST_HANDLER: ("HANDED ON", Tone.WAITING),
}
_STATES = {
    Role.CALLER: {**_ANY_SEAT, **_CALLER},
    Role.OPERATOR: {**_ANY_SEAT, **_OPERATOR},
    Role.CALL_HANDLER: {**_ANY_SEAT, **dict.fromkeys(_CALLER, _NO_CALL)},
}
"""The word for each stage in each seat, and how it is drawn."""
_ENDS = {
    LineStage.RECORDING: ("call ends", (Timer.END, Timer.GRACE)),
    LineStage.RINGING_BACK: ("it stops ringing", (Timer.RINGS_OUT,)),
}
"""What comes of a stage in which nobody acts, and the timers to it."""


def line_status(
    knowledge: Knowledge, call: Call, profile: Profile, force: Force, now: Millis, speaks: str
) -> LineStatus:
    """Return the state of the line at `now` (ms); `speaks`: who is speaking, or empty."""
    words, tone = _state(knowledge, call, profile, now)
    over = tone is Tone.LOST and not words.startswith("HELD")
    turn = "" if over else _turn(knowledge, tone, profile, now, speaks)
    if ends := _unless_somebody_acts(knowledge, profile, now):
        turn = f"{turn}: {ends}".removeprefix(": ")
    if knowledge.facts.grade == force.emergency.id and not knowledge.facts.sent:
        turn = f"No officers sent. {turn}".rstrip()
    return LineStatus(words, tone, _clocks(knowledge, now), turn)


def _state(knowledge: Knowledge, call: Call, profile: Profile, now: Millis) -> tuple[str, Tone]:
    role, facts = knowledge.role, knowledge.facts
    if why_ruled_out(call, role, do.Answer()) is None:
        return "RINGING", Tone.CALLING
    if facts.left:
        return "WITH POLICE", Tone.WAITING
    if role is Role.CALLER and facts.phone_taken:
        return "PHONE TAKEN", Tone.LOST
    words, tone = _STATES[role][facts.stage]
    if (words, tone) == _LOST and facts.ended:
        return _ENDED
    if (words, tone) == _HELD:
        left = max(0, profile.timings.hold - (knowledge.since(Stamp.STAGE, now) or 0))
        return f"HELD {minutes(left)}", tone
    if role is Role.CALLER and facts.recording_plays and takes_55(facts, profile.switches):
        second = expects_second_5(knowledge, profile, now)
        return "PRESS 5 ONCE MORE" if second else "PRESS 55 NOW", Tone.CALLING
    return words, tone


def _unless_somebody_acts(knowledge: Knowledge, profile: Profile, now: Millis) -> str:
    """Return what a timer of the flow does next, as ``call ends in 0:06``; empty if none runs."""
    ends, timers = _ENDS.get(knowledge.facts.stage, ("", ()))
    left = sum(map(profile.timings.of, timers)) - (knowledge.since(Stamp.STAGE, now) or 0)
    return f"{ends} in {minutes(max(0, left))}" if ends else ""


def _clocks(knowledge: Knowledge, now: Millis) -> tuple[tuple[str, Millis], ...]:
    named = ((ANSWERED, Stamp.ANSWERED), (LAST_SOUND, Stamp.SOUND))
    found = ((name, knowledge.since(stamp, now)) for name, stamp in named)
    return tuple((name, since) for name, since in found if since is not None)


def _turn(knowledge: Knowledge, tone: Tone, profile: Profile, now: Millis, speaks: str) -> str:
    caller = knowledge.role is Role.CALLER
    if tone in (Tone.CALLING, Tone.READY):
        return "Your turn" if caller else "Your turn: answer"
    if tone is not Tone.LIVE:
        return "Wait"
    if speaks:
        return speaks
    left = 0 if caller else answer_due(knowledge, profile) - now
    seconds = -(-left // 1_000)
    return f"Caller's turn: {seconds} second{'s'[: seconds > 1]}" if left > 0 else "Your turn"


def answer_due(knowledge: Knowledge, profile: Profile) -> Millis:
    """Return until when a caller has had a fair time to answer this seat's last words; or 0."""
    ended, sound = knowledge.at(Stamp.WORDS), knowledge.at(Stamp.SOUND)
    to_police = knowledge.role is Role.OPERATOR and knowledge.facts.handed_over
    if ended is None or (sound is not None and sound > ended) or to_police:
        return 0
    waits = {prompt.intent: prompt.wait for prompt in profile.operator.prompts}
    prompt = knowledge.facts.last_said if knowledge.role is Role.OPERATOR else None
    return ended + (waits.get(prompt, ANSWERS) if prompt else ANSWERS)


ANSWERS: Millis = 4_000
"""Least time to answer a question, before more is said [R1]."""
