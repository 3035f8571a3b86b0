"""Pages of a group session as values, complete for a terminal, a projector or a phone to show.

A renderer shows the parts of a page in the order of their fields here and leaves out empty ones;
texts are translated and plain. With `must_choose`, no key or button goes on but a choice. A
renderer may count votes on `options`; it never shows who voted. A `PlaybackPage` also plays a
finished call: its lines come as they are due.

Around each page a renderer shows, always: the safety line, a way to leave at once, the help key.
`notes` are for the facilitator alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from simulator.awareness.narration import NarrationLine
from simulator.awareness.playback import LONGEST, Playback
from simulator.core.instant import Millis
from simulator.session.clock import Clock

Pages: TypeAlias = "Callable[[], list[Page]]"
"""Creates pages when they are needed."""


class Point(NamedTuple):
    """A point of a list."""

    text: str
    more: str = ""
    """What is said below it, less prominently."""
    number: str = ""
    """Of a help line: its number, or another way to reach it. `text` has it, too."""
    name: str = ""
    """Of a help line: its name alone."""


AGAIN = "again"
"""The name of the choice that draws other made-up endings, as often as it is taken."""


class Choice(NamedTuple):
    """A button of a page."""

    name: str
    """What it does, for a renderer that gives it a key: `go_on`, `milder`, `read`, `skip`, `watch`,
    `written` or `again`."""
    label: str
    pages: Pages | None
    """Creates the pages that follow; None leaves the step."""
    aside: bool = False
    """Whether the session is back on this page after those pages."""


@dataclass
class Page:
    """Texts under a heading, and what the group can choose."""

    heading: str
    notes: tuple[str, ...] = ()
    """Notes for the facilitator, besides those of the step."""
    big: str = field(default="", kw_only=True)
    """What is read first, in the largest letters after the heading."""
    sentences: tuple[str, ...] = field(default=(), kw_only=True)
    lines: Sequence[NarrationLine] = field(default=(), kw_only=True)
    """Lines of a call, to read."""
    points: tuple[Point, ...] = field(default=(), kw_only=True)
    ask: str = field(default="", kw_only=True)
    """A question to the group."""
    options: tuple[str, ...] = field(default=(), kw_only=True)
    """Its answers, at most four (of made-up endings five), which can be voted for."""
    follows: Callable[[int], list[Page]] | None = field(default=None, kw_only=True)
    """Creates pages, shown aside, of what might follow an option; None if nothing does."""
    choices: tuple[Choice, ...] = field(default=(), kw_only=True)
    must_choose: bool = field(default=False, kw_only=True)
    """Whether only a choice goes on."""
    goes_on: bool = field(default=False, kw_only=True)
    """Whether, shown aside, it answers the questions that it was opened from, and goes on after."""
    small: tuple[str, ...] = field(default=(), kw_only=True)
    """Small print: sources and further notes."""

    def choice(self, name: str) -> Choice | None:
        """Return the choice of that name, or None."""
        return next((each for each in self.choices if each.name == name), None)


class TimeColumn(NamedTuple):
    """One made-up ending of an option, as a column of a picture and as a sentence."""

    title: str
    ends: str
    """How it ends, in a few words."""
    reached: tuple[str, ...]
    """The stations that the call reached (`courses.STATIONS`)."""
    overheard: bool
    """Whether a person near heard the caller."""
    no_moment: bool
    """Whether there was no safe moment for what was chosen."""


@dataclass
class TimesPage(Page):
    """Made-up endings of one option, side by side; the room picks the one to follow.

    Its `points` say the same for a renderer without columns. Nothing counts them.
    """

    times: tuple[TimeColumn, ...] = ()


@dataclass
class PlaybackPage(Page):
    """One call played back."""

    track: Sequence[NarrationLine] = ()
    """Its lines; a line has the instant at which it is shown, in ms."""
    speed: float = 1.0
    longest: Millis = LONGEST
    """The longest gap without a new line, in ms; longer ones are shortened."""
    since: Millis = -1
    """Lines up to this instant are shown at once."""
    until: Millis | None = None
    """The instant at which it stops for a decision; None for the end of the call."""

    @property
    def first(self) -> int:
        """Number of instants that are shown at once."""
        return len({line.at for line in self.track if line.at <= self.since})

    call: Playback | None = None
    """The playback as it was left; None before the first visit."""

    def started(self, clock: Clock) -> Playback:
        """Return the playback as it was left, or begin it."""
        until = self.until
        track = [line for line in self.track if until is None or line.at <= until]
        self.call = self.call or Playback(
            track, clock, speed=self.speed, seen=self.first, longest=self.longest
        )
        return self.call
