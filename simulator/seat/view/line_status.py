"""What a desk shows first: the state of the line, the clocks that matter, and whose turn it is."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from simulator.core import acts as do
from simulator.core.call import Call
from simulator.core.instant import Millis, minutes
from simulator.core.possible_acts import why_ruled_out
from simulator.core.profile import Profile
from simulator.core.terms import LineStage, Role
from simulator.knowledge.facts import Stamp, takes_55
from simulator.knowledge.knowledge import Knowledge


class Tone(StrEnum):
    """How a state of the line is drawn. No state is shown by it alone."""

    WAITING = "waiting"
    """Nothing can be done yet."""
    CALLING = "calling"
    """It waits for you now."""
    LIVE = "live"
    """You are on the line."""
    LOST = "lost"
    """The line is held, lost or over."""


class LineStatus(NamedTuple):
    """The state of the line in one seat."""

    words: str
    """One to three words in capitals, such as ``RINGING`` or ``HELD 0:31``."""
    tone: Tone
    clocks: tuple[tuple[str, Millis], ...]
    """What is counted, and its milliseconds so far."""
    turn: str
    """Whose turn it is; empty if it is nobody's."""


_LOST = {
    LineStage.CUT_OFF: "CUT OFF",
    LineStage.DOWN: "LINE LOST",
    LineStage.NOT_CONNECTED: "NO NETWORK",
    LineStage.ABANDONED: "LINE LOST",
    LineStage.ENDED_BY_OPERATOR: "ENDED",
    LineStage.CONFIRMED_MISTAKE: "ENDED",
    LineStage.NO_RESPONSE_TO_RECORDING: "ENDED",
    LineStage.ENDED_BY_FIRST_HANDLER: "ENDED",
    LineStage.WITH_OTHER_SERVICE: "HANDED ON",
}
_HELD = (LineStage.HELD, LineStage.HELD_CONNECTING, LineStage.HELD_WITH_CALL_HANDLER)
_POLICE = (LineStage.WITH_CALL_HANDLER, LineStage.WITH_FIRST_HANDLER)
_RECORDED = (LineStage.RECORDING, LineStage.SOUND_PROMPT)


def line_status(
    knowledge: Knowledge, call: Call, profile: Profile, now: Millis, *, spoken: bool
) -> LineStatus:
    """Return the state of the line at `now` (ms); `spoken`: whether words are being said."""
    words, tone = _state(knowledge, call, profile, now)
    lost = tone is Tone.LOST and knowledge.facts.stage not in _HELD
    turn = "" if lost else _turn(knowledge, tone, profile, now, spoken=spoken)
    return LineStatus(words, tone, _clocks(knowledge, now), turn)


def _state(knowledge: Knowledge, call: Call, profile: Profile, now: Millis) -> tuple[str, Tone]:
    role, stage = knowledge.role, knowledge.facts.stage
    if why_ruled_out(call, role, do.Answer()) is None:
        return "RINGING", Tone.CALLING
    if stage in _HELD:
        left = max(0, profile.timings.hold - (knowledge.since(Stamp.STAGE, now) or 0))
        return f"HELD {minutes(left)}", Tone.LOST
    if stage in _LOST:
        return _LOST[stage], Tone.LOST
    if stage is LineStage.IDLE:
        return ("READY TO DIAL" if role is Role.CALLER else "NO CALL YET"), Tone.WAITING
    if stage in _RECORDED and role is Role.CALLER:
        counts = stage is LineStage.RECORDING and takes_55(knowledge.facts, profile.switches)
        return ("55 COUNTS", Tone.CALLING) if counts else ("RECORDING", Tone.LIVE)
    if role is Role.CALL_HANDLER:
        return ("LIVE", Tone.LIVE) if stage in _POLICE else ("NO CALL YET", Tone.WAITING)
    if role is Role.OPERATOR and stage not in (LineStage.WITH_OPERATOR, *_POLICE):
        return _OF_OPERATOR.get(stage, "CONNECTING"), Tone.WAITING
    if stage in _RINGS:
        return _RINGS[stage], Tone.WAITING
    return "LIVE", Tone.LIVE


_OF_OPERATOR = {
    LineStage.RECORDING: "RECORDING",
    LineStage.SOUND_PROMPT: "RECORDING",
    LineStage.BACK_WITH_OPERATOR: "LIVE",
    LineStage.ACCEPTED: "55 HEARD",
}
_RINGS = {
    LineStage.DIALLED: "RINGING",
    LineStage.RINGING_BACK: "RINGING",
    LineStage.CONNECTING_POLICE: "CONNECTING",
    LineStage.ACCEPTED: "55 HEARD",
}


def _clocks(knowledge: Knowledge, now: Millis) -> tuple[tuple[str, Millis], ...]:
    named = (("since answer", Stamp.ANSWERED), ("since last sound", Stamp.SOUND))
    found = ((name, knowledge.since(stamp, now)) for name, stamp in named)
    return tuple((name, since) for name, since in found if since is not None)


def _turn(knowledge: Knowledge, tone: Tone, profile: Profile, now: Millis, *, spoken: bool) -> str:
    caller = knowledge.role is Role.CALLER
    if tone is Tone.CALLING:
        return "Your turn" if caller else "Your turn: answer"
    if tone is not Tone.LIVE:
        return "Wait"
    if spoken:
        return "Words are being said"
    left = 0 if caller else _answer_due(knowledge, profile) - now
    return f"The caller's turn: {-(-left // 1_000)} s to answer" if left > 0 else "Your turn"


def _answer_due(knowledge: Knowledge, profile: Profile) -> Millis:
    """Return until when a caller has had a fair time to answer this seat's last words; or 0."""
    ended, sound = knowledge.at(Stamp.WORDS), knowledge.at(Stamp.SOUND)
    if ended is None or (sound is not None and sound > ended):
        return 0
    waits = {prompt.intent: prompt.wait for prompt in profile.operator.prompts}
    prompt = knowledge.facts.last_said if knowledge.role is Role.OPERATOR else None
    return ended + (waits.get(prompt, ANSWERS) if prompt else ANSWERS)


ANSWERS: Millis = 4_000
"""Least time to answer a question, before more is said [R1]."""
