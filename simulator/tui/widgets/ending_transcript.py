"""A log told from every side, wrapped to the width that there is."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text
from textual import events
from textual.widgets import Static

from simulator.core.log import Entry
from simulator.core.profile import Profile
from simulator.review.transcript import render_text, transcript


class Transcript(Static):
    """The transcript of a log; it wraps anew when the window changes."""

    DEFAULT_CSS = """
    Transcript {
        height: auto;
        width: 1fr;
    }
    """

    def __init__(self, log: Sequence[Entry], profile: Profile) -> None:
        """Tell `log`; `profile` has the words of the recording."""
        super().__init__(id="transcript", markup=False)
        self._profile = profile
        self._width = 0
        self._lines = transcript(log, profile=profile)

    def tell(self, log: Sequence[Entry]) -> None:
        """Tell another log in its place."""
        self._lines = transcript(log, profile=self._profile)
        self._wrap(self._width)

    def on_resize(self, event: events.Resize) -> None:
        """Wrap anew."""
        if event.size.width != self._width:
            self._wrap(event.size.width)

    def _wrap(self, width: int) -> None:
        self._width = width
        self.update(Text(render_text(self._lines, width=width)))
