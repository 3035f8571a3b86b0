"""The state of the line, large enough to be seen from a metre away, and readable without colour."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal

from simulator.core.instant import minutes
from simulator.seat.view.line_status import LineStatus, Tone
from simulator.tui.widgets.live_text import TextBlock

_TONES = [f"-{tone}" for tone in Tone]


class StatusBar(Horizontal):
    """One state in a block of colour; beside it whose turn it is, the clocks, and the seat."""

    def compose(self) -> ComposeResult:
        """Yield the block and the lines beside it."""
        yield TextBlock(id="state")
        yield TextBlock(id="turn")

    def follow(self, status: LineStatus, seat: str, times: str) -> None:
        """Show a state; `seat` and `times` are the two lines that every call has."""
        state = self.query_one("#state", TextBlock)
        state.remove_class(*_TONES)
        state.add_class(f"-{status.tone}")
        large = self.has_class("-large")
        state.show(f"\n  {' '.join(status.words)}  \n" if large else f" {status.words} ")
        clocks = "   ".join(f"{name} {minutes(since)}" for name, since in status.clocks)
        now = "   ".join(filter(None, (status.turn.upper(), clocks)))
        self.query_one("#turn", TextBlock).show("\n".join((now, seat, times)[: 3 if large else 2]))
