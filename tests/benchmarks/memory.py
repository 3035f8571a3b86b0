"""What a call of an hour leaves in memory: the app itself, by a clock that is moved by hand."""

from __future__ import annotations

import gc
import tracemalloc

from simulator.session.clock import ManualClock
from simulator.tui.call.call import CallScreen
from tests.tui.program import in_a_call

KEPT_CALL = "an hour's call"
_SECONDS = 3_600
_WARM = 600
_EVERY = 20
_STEP = 5
_REASSURE = "3"


async def growth(*, acts: bool) -> float:
    """KiB that are kept from the tenth minute to the end of the hour; with acts, for each of them.

    The call is with a police call handler who keeps the line open.
    """
    clock = ManualClock()
    app = in_a_call("call_handler", "partner-in-the-room", clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, CallScreen)
        held = 0
        tracemalloc.start()
        for second in range(0, _SECONDS, _STEP):
            clock.tick(_STEP * 1_000)
            screen.wake()
            if second == 90:
                screen.action_act("a")
            if acts and second >= _WARM and second % _EVERY == 0:
                screen.action_act(_REASSURE)
            await pilot.pause()
            if second == _WARM:
                held = _held()
        grown = (_held() - held) / 1024
        tracemalloc.stop()
        assert screen.sitting.live.outcome is None, "the call ended before the hour did"
    return grown / ((_SECONDS - _WARM) / _EVERY) if acts else grown


def _held() -> int:
    gc.collect()
    return tracemalloc.get_traced_memory()[0]
