"""How far the recording has got, and the moment from which 55 counts."""

from __future__ import annotations

from textual.widgets import Static

from simulator.core.instant import Millis
from simulator.core.profile import Profile
from simulator.knowledge.knowledge import Knowledge
from simulator.seat.view.caller_hint import counts

_CELLS = 16
"""The bar and its seconds fit beside a seat in 80 columns."""


class RecordingBar(Static):
    """Two lines, shown while the recording plays."""

    DEFAULT_CSS = """
    RecordingBar {
        height: 2;
        display: none;
        text-style: bold;
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        """Begin hidden."""
        super().__init__("", id=id, markup=False)
        self._shown = ""

    def follow(self, knowledge: Knowledge, profile: Profile, now: Millis) -> None:
        """Show where the recording is at `now`; hide when none plays."""
        playing = knowledge.recording_plays
        if self.display != playing:
            self.display = playing
        if not playing or knowledge.recording_at is None:
            return
        length = profile.timings.end
        gone = min(now - knowledge.recording_at, length)
        cells = gone * _CELLS // length
        bar = "#" * cells + "." * (_CELLS - cells)
        say = "55 COUNTS NOW" if counts(knowledge, profile) else "55 does not count yet"
        left = f"{gone // 1000} of {length // 1000} s"
        if gone == length:
            left, say = "over", f"{say}; a moment is left"
        text = f"Recording [{bar}] {left}\n{say}"
        if text != self._shown:
            self._shown = text
            self.update(text, layout=False)
