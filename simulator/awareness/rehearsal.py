"""A plan read aloud by the clock: how long its steps take, how many pages it has and presses.

A leader reads each page at 150 words a minute, waits where people think or talk, and lets calls
play by themselves. At each decision the room opens one answer and follows one made-up ending of it.
So the minutes of a plan are what came out, and not what was hoped.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from simulator.awareness.page_builder import PageBuilder
from simulator.awareness.pages import Page, PlaybackPage, TimesPage
from simulator.core.instant import Millis
from simulator.session.clock import ManualClock

WORDS_A_MINUTE = 150
"""How fast a leader reads aloud (assumption)."""
TURNS: Millis = 3_000
"""A pause at each page (assumption)."""
WELCOME: Millis = 45_000
"""Until the first page has been read: who is here, the door (assumption)."""
CHOOSES: Millis = 20_000
"""A group chooses what to do before a call (assumption)."""
DECIDES: Millis = 75_000
"""A group talks over a decision (assumption)."""
PICKS: Millis = 30_000
"""A group looks at five times and picks one (assumption)."""
GUESSES: Millis = 15_000
"""A group guesses whether a sentence is true (assumption)."""
COPIES: Millis = 45_000
"""How long a page of help lines is shown at the least: a person copies a number (assumption)."""
ENDS: Millis = 20_000
"""A silence after a call, before anyone speaks (assumption)."""
TALKS: Millis = 75_000
"""A question to talk over (assumption)."""
OPENS, FOLLOWS = 1, 0
"""The answer that is opened, and the made-up ending that is followed."""


class Rehearsed(NamedTuple):
    """What came out of reading a step, or a plan, aloud."""

    takes: Millis
    pages: int
    """Pages that differ in their heading: what is turned over on one counts once."""
    presses: int
    """How often a leader presses something."""

    @property
    def minutes(self) -> int:
        """Minutes, rounded up."""
        return -(-self.takes // 60_000)


def path(pages: Sequence[Page]) -> Iterator[Page]:
    """Yield the pages of a step as a leader would show them."""
    for page in pages:
        yield page
        if page.must_choose and (go := page.choice("go_on")) and go.pages:
            yield from path(go.pages())
        elif page.follows and page.options:
            place = FOLLOWS if isinstance(page, TimesPage) else OPENS
            yield from path(page.follows(min(place, len(page.options) - 1)))


def read_aloud(page: Page) -> Millis:
    """Return how long it takes to read a page aloud; what plays is heard, and not read."""
    points = (f"{point.text} {point.more}" for point in page.points)
    lines = (line.text for line in page.lines)
    said = " ".join((page.heading, page.big, *page.sentences, *lines, *points, page.ask,
                     *page.options))  # fmt: skip
    return len(said.split()) * 60_000 // WORDS_A_MINUTE


def takes(page: Page, do: str) -> Millis:
    """Return how long a page is shown in a step of that kind."""
    spent = TURNS + read_aloud(page)
    if isinstance(page, PlaybackPage):
        return spent + _plays(page)
    if page.must_choose:
        return spent + CHOOSES
    if isinstance(page, TimesPage):
        return spent + PICKS
    if page.options:
        return spent + (GUESSES if do == "myths" else DECIDES)
    if do in ("tour", "watch", "decide") and page.points:
        return spent + ENDS
    if any(point.number for point in page.points):
        return max(spent, COPIES)
    return spent + (TALKS if do == "talk" else 0)


def _plays(page: PlaybackPage) -> Millis:
    """Return how long the call of a page plays, its long silences shortened as they are."""
    left = page.started(ManualClock()).left()
    page.call = None
    return left


def rehearsed(parts: PageBuilder, place: int) -> Rehearsed:
    """Return what comes out of a step."""
    step = parts.plan.steps[place]
    shown = [*path(parts.of_step(place))]
    spent = sum(takes(page, step.do) for page in shown) + (WELCOME if step.do == "welcome" else 0)
    if step.do == "break":
        spent = step.minutes * 60_000
    return Rehearsed(spent, sum(1 for _ in groupby(page.heading for page in shown)), len(shown))


def whole(parts: PageBuilder) -> Rehearsed:
    """Return what comes out of a plan."""
    steps = [rehearsed(parts, place) for place in range(len(parts.plan.steps))]
    return Rehearsed(*map(sum, zip(*steps, strict=True)))
