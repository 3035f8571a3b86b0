"""The state of the line, large enough to be seen from a metre away, and readable without colour."""

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal

from simulator.core.instant import minutes
from simulator.seat.view.line_status import LineStatus
from simulator.tui.call.text_block import TextBlock


class StatusBar(Horizontal):
    """One state in a block of colour; beside it whose turn it is, the clocks, and the seat."""

    def compose(self) -> ComposeResult:
        """Yield the block and the lines beside it."""
        yield TextBlock(id="state")
        yield TextBlock(id="turn")

    def follow(self, status: LineStatus, seat: str, times: str) -> None:
        """Show a state; `seat` and `times` are what every call has beside it."""
        large = self.size.height >= 3
        state = self.query_one("#state", TextBlock)
        state.set_classes(f"-{status.tone}")
        spaced = " ".join(status.words) if large else status.words
        block = f"\n  {spaced}  \n" if large else f" {spaced} "
        if block != state.shown:
            state.show(block)
            state.refresh(layout=True)
        clocks = (f"{name} {minutes(since)} ago" for name, since in status.clocks)
        now = Text.assemble(
            (status.turn.upper(), "bold"), "   " if status.turn else "", "   ".join(clocks)
        )
        rest = (seat, times) if large else (f"{times}   {seat}",)
        self.query_one("#turn", TextBlock).show(Text("\n").join((now, *map(Text, rest))))
