"""The two lines above a call: who one is and where the call is; and how long since what."""

from __future__ import annotations

from simulator.core.instant import Millis, clock
from simulator.core.terms import Role
from simulator.seat.sitting import Sitting
from simulator.seat.view.stage_names import stage_words

_SECOND: Millis = 1_000


def who(sitting: Sitting, role: Role | None) -> str:
    """Whose seat it is, and at which stage the call is as far as can be told there."""
    seat = f"You are the {role.replace('_', ' ')}" if role else "A demonstration"
    return f"{seat}. The call: {stage_words(sitting.knowledge[role].stage, role)}"


def when(sitting: Sitting, role: Role | None) -> str:
    """The time, each span with what it is counted from, and how the call is played."""
    knowledge, live = sitting.knowledge[role], sitting.live
    parts = [_clock(live.now)]
    for name, since in (
        ("since answer", knowledge.answered_at),
        ("since last sound", knowledge.last_sound_at),
    ):
        if since is not None:
            parts.append(f"{name} {_clock(live.now - since)}")
    parts.append("PAUSED" if live.paused else f"speed {live.speed:g}x")
    if role is not None:
        parts.append("coached" if live.setup.coached else "assessed")
    if sitting.recorder is not None:
        parts.append("NOT RECORDED" if sitting.recorder.trouble else "recorded")
    return "  ".join(parts)


def _clock(span: Millis) -> str:
    return clock(span // _SECOND * _SECOND)
