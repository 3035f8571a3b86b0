"""A call in lines in real time: who cannot see a screen has the clock that all others have."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable
from typing import Any, cast

from simulator.core import acts as do
from simulator.core.terms import Role
from simulator.plain.call.live_turns import LiveLoop
from simulator.plain.conversation import Conversation, UserLeft
from simulator.seat.seat_view import seat_view
from simulator.session.clock import ManualClock
from tests.plain.lines import setup
from tests.session.calls import LIBRARY

PARTNER = "partner-in-the-room"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Typing:
    """What a person types, each line after so many seconds; the clock goes on meanwhile."""

    meanwhile: Callable[[], int] | None = None

    def __init__(self, clock: ManualClock, lines: list[tuple[int, str]]) -> None:
        self._clock, self._lines = clock, iter(lines)

    def isatty(self) -> bool:
        return False

    def readline(self, _size: int) -> str:
        seconds, line = next(self._lines, (0, "q"))
        left = seconds * 1_000
        while left > 0:
            assert self.meanwhile is not None
            step = max(1, min(left, self.meanwhile()))
            self._clock.tick(step)
            left -= step
        return f"{line}\n"


def played(
    role: str, lines: list[tuple[int, str]], *, coached: bool = False
) -> tuple[str, LiveLoop]:
    clock, out = ManualClock(), Terminal()
    typing = cast(Any, Typing(clock, lines))
    view = seat_view(LIBRARY, setup(PARTNER, role, coached=coached), clock)
    loop = LiveLoop(Conversation(typing, out), view, clock, typing)
    with contextlib.suppress(UserLeft):
        loop.play()
    return out.getvalue(), loop


def test_time_goes_on_by_itself_and_a_bell_says_that_the_phone_rings() -> None:
    told, loop = played("call_handler", [(60, "k a"), (4, ""), (10, "you're through to the police"),
                                         (1, "")])  # fmt: skip
    assert "\a" in told
    assert "ringing police" in told.lower()
    (answer,) = (e for e in loop.view.live.log if isinstance(e.body, do.Answer)
                 and e.actor is Role.CALL_HANDLER)  # fmt: skip
    assert answer.at == 60_000, "the moment at which it was typed"
    said = [e for e in loop.view.live.log if e.actor is Role.CALL_HANDLER
            and isinstance(e.body, do.Say)]  # fmt: skip
    assert [each.at for each in said] == [75_000], "and not when it was read"
    assert "Understood as: says to caller, introduces the police. Enter." in told
    assert "1:04 LIVE." in told, "an empty line says how the line is"


def test_a_pause_holds_an_assessed_call_and_takes_no_act() -> None:
    told, loop = played("call_handler", [(60, "k a"), (5, "pause"), (50, "k f"), (5, "pause"),
                                         (1, "k f")])  # fmt: skip
    assert "Not possible: the call is paused" in told
    searched = [e.at for e in loop.view.live.log if isinstance(e.body, do.Search)]
    assert searched == [66_000]
    (held,) = loop.view.live.pace.pauses
    assert held.lasted == 55_000
