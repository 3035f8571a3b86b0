"""The band above the work: the state of the line, what now, and the last seconds as sounds."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.timer import Timer

from simulator.core.instant import Millis
from simulator.seat.view.desk_cards import DeskHead
from simulator.seat.view.line_status import Tone
from simulator.seat.view.sound_cards import LATELY, SHOUT, SoundSpan, Voice
from simulator.tui.base.rows import meter
from simulator.tui.call.text_block import TextBlock

_PULSES_S = 0.6
"""How long each half of a pulse lasts; nothing else on a screen moves (our choice)."""
_BARS = " \N{LOWER ONE EIGHTH BLOCK}\u2582\u2583\u2584\u2585\u2586\u2587\u2588"
_LINE = "\N{LOWER ONE EIGHTH BLOCK}"
_HEIGHTS = (0, 3, 5, 8, 12, 16)
"""The height of each weight, of 16."""
_WAVE = (0, 3, 1, 4, 2, 5, 1, 3, 0, 2, 4, 1)
"""What a drawn voice is lower in each column, of 16: so that it looks like a voice."""
_METER = 14
"""Columns of the bar of the time that is left."""


def colour_of(voice: Voice, weight: int = 0) -> str:
    """Return the token of a voice, in the styles of drawn text."""
    if weight == SHOUT:
        return "$shout"
    return "$quiet" if voice in (Voice.ROOM, Voice.ACT, Voice.NEWS) else f"${voice.value}"


class SoundStrip(TextBlock):
    """The last seconds of the line: height is how loud, colour and the word below are who."""

    ALLOW_SELECT = False

    def follow(self, spans: Sequence[SoundSpan], now: Millis) -> None:
        """Show the sounds up to `now` (ms)."""
        width, height = self.size
        if width < 2 or not height:
            return
        bars = max(1, height - 1)
        rows = [self._row(spans, now, width, row, bars) for row in range(bars - 1, -1, -1)]
        if height > 1:
            rows.append(_names(spans, now, width))
        self.show(Content("\n").join(rows))

    def _row(
        self, spans: Sequence[SoundSpan], now: Millis, width: int, row: int, bars: int
    ) -> Content:
        cells: list[tuple[str, str]] = []
        for column in range(width):
            begin = now - LATELY + column * LATELY // width
            held = [s for s in spans if s.begin < begin + LATELY // width and s.end >= begin]
            loud = max(held, key=lambda each: each.weight, default=None)
            high = 0 if loud is None else _HEIGHTS[loud.weight] - _WAVE[column % len(_WAVE)]
            eighths = max(1 if loud is not None else 0, high) * bars * 8 // 16 - row * 8
            if eighths >= 1 and loud is not None:
                cells.append((_BARS[min(8, eighths)], colour_of(loud.voice, loud.weight)))
            else:
                cells.append((" ", "") if row else (_LINE, "$edge"))
        return Content.assemble(*cells)


def _names(spans: Sequence[SoundSpan], now: Millis, width: int) -> Content:
    """Return who was heard, each word where its sound begins, as far as they have room."""
    parts: list[tuple[str, str]] = []
    at = 0
    last = ""
    for span in spans:
        column = max(0, (span.begin - now + LATELY) * width // LATELY)
        word = span.name[: width - column]
        if span.name == last or column < at or len(word) < len(span.name):
            continue
        parts += [(" " * (column - at), ""), (word, colour_of(span.voice, span.weight)), (" ", "")]
        at, last = column + len(word) + 1, span.name
    if width - at >= 3:
        parts += [(" " * (width - 3 - at), ""), ("now", "$quiet")]
    return Content.assemble(*parts)


class StatusBar(Horizontal):
    """One state in a block of colour, the only loud thing; beside it what now, and the sounds."""

    _tone = ""
    pulse: Timer | None = None
    """None if motion is reduced."""
    pulses = False
    """Whether the state pulses."""

    def compose(self) -> ComposeResult:
        """Yield the block, the lines beside it, and the strip."""
        yield TextBlock(id="state")
        with Vertical(id="now"):
            yield TextBlock(id="turn")
        yield SoundStrip(id="strip")

    def on_mount(self) -> None:
        if not self.app.calm:  # type: ignore[attr-defined]
            self.pulse = self.set_interval(_PULSES_S, self.beat, pause=True)

    def follow(self, head: DeskHead, seat: str, spans: Sequence[SoundSpan], now: Millis) -> None:
        """Show a state; `seat` and times are what every call has beside it."""
        high = self.size.height >= 3
        state = self.query_one("#state", TextBlock)
        if head.tone != self._tone:
            self._tone = head.tone
            state.set_classes(f"-{head.tone}")
            self._set_pulse(head.tone == Tone.CALLING)
        between = "  " if high else "\n"
        state.show(f"{head.block}{between}{head.clock}".rstrip())
        self.query_one("#turn", TextBlock).show(self._lines(head, seat, high=high))
        self.query_one("#strip", SoundStrip).follow(spans, now)

    def _lines(self, head: DeskHead, seat: str, *, high: bool) -> Content:
        bold = "bold $shout" if head.shout else "bold $ink"
        first = Content.assemble((head.now, bold))
        if head.left is not None:
            colour = "$ring" if head.tone == Tone.CALLING else "$live"
            first = Content.assemble(first, "  ", meter(head.left, _METER, colour))
        in_use, last = head.beside
        if not high:
            said = in_use or last
            return Content.assemble(first, "   ", (said, "$quiet"), "  ", (seat, "$quiet"))
        second = (in_use or last, "$ink")
        third = (last if in_use else seat, "$quiet")
        return Content("\n").join([first, Content.assemble(second), Content.assemble(third)])

    def _set_pulse(self, pulses: bool) -> None:
        self.query_one("#state").remove_class("-low")
        if self.pulse is not None:
            self.pulses = pulses
            (self.pulse.resume if pulses else self.pulse.pause)()

    def beat(self) -> None:
        """Go on to the other half of the pulse."""
        self.query_one("#state").toggle_class("-low")
