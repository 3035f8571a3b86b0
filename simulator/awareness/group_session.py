"""The state of a group session: current step and page, and the time left. It is never saved."""

from __future__ import annotations

from dataclasses import dataclass, field

from simulator.awareness.page_builder import PageBuilder
from simulator.awareness.pages import Page
from simulator.core.instant import Millis
from simulator.session.clock import Clock, Pace

MINUTE: Millis = 60_000


@dataclass
class PageSequence:
    """Pages in order, with the current one."""

    pages: list[Page]
    at: int = 0
    seen_aside: dict[int, PageSequence] = field(default_factory=dict)
    """The last aside that was seen to its end from each page, by the page's index."""


class GroupSession:
    """The position of a session in its plan."""

    def __init__(self, parts: PageBuilder, clock: Clock) -> None:
        self.plan = parts.plan
        self.at = 0
        """Index of the step, from 0."""
        self.covered = False
        """Whether the cover hides the session."""
        self.parts = parts
        self.clock = clock
        self._pace = Pace(clock)
        self._runs = [PageSequence(parts.of_step(0))]
        self._left: list[tuple[int, PageSequence]] = []
        """Earlier steps with their pages, the last one last."""

    @property
    def page(self) -> Page:
        """The current page."""
        run = self._runs[-1]
        return run.pages[run.at]

    @property
    def aside(self) -> bool:
        """Whether pages outside the step are shown: a continuation, a myth's call, help."""
        return len(self._runs) > 1

    @property
    def at_the_end(self) -> bool:
        """Whether this is the last page."""
        run = self._runs[-1]
        last = run.at + 1 == len(run.pages) and self.at + 1 == len(self.plan.steps)
        return last and not self.aside and self.page.then is None

    def forward(self) -> bool:
        """Show the next page of this step or the next; False at the end, or before a choice."""
        run, page = self._runs[-1], self.page
        if page.then is not None:
            self.replace_rest(page.then())
        elif page.must_choose:
            return False
        elif run.at + 1 < len(run.pages):
            run.at += 1
        elif self.aside:
            self._runs.pop()
            under = self._runs[-1]
            under.seen_aside[under.at] = run
        elif self.at + 1 < len(self.plan.steps):
            self.go_to(self.at + 1)
        else:
            return False
        return True

    def back(self) -> bool:
        """Show the page that was shown before this one; return False at the beginning.

        From the first page of a step, that is the page from which the step was reached, also by
        skip or jump. From a page whose aside was seen to its end, it is the aside's last page.
        """
        run = self._runs[-1]
        if run.at in run.seen_aside:
            self._runs.append(run.seen_aside.pop(run.at))
        elif run.at > 0:
            run.at -= 1
        elif self.aside:
            self._runs.pop()
        elif self._left:
            self.at, run = self._left.pop()
            self._runs = [run]
        else:
            return False
        return True

    def skip(self) -> bool:
        """Skip what this page announces, else the aside, else the step; False in the last step."""
        if self.choose("skip"):
            return True
        if self.aside:
            self._runs.pop()
            return True
        if self.at + 1 == len(self.plan.steps):
            return False
        self.go_to(self.at + 1)
        return True

    def go_to(self, place: int) -> None:
        """Show the first page of another step, or raise IndexError."""
        if not 0 <= place < len(self.plan.steps):
            raise IndexError(place)
        self._left.append((self.at, self._runs[0]))
        self.at = place
        self._runs = [PageSequence(self.parts.of_step(place))]

    def choose(self, name: str) -> bool:
        """Go on to the pages of a choice; False if the page doesn't have it."""
        choice = self.page.choice(name)
        if choice is None or choice.pages is None:
            return False
        (self.open if choice.aside else self.replace_rest)(choice.pages())
        return True

    def follow(self, option: int) -> bool:
        """Show aside what might follow an option; False if nothing does."""
        page = self.page
        if page.follows is None or not 0 <= option < len(page.options):
            return False
        self.open(page.follows(option))
        return True

    def show_help(self) -> None:
        """Show the help lines as an aside; if they are shown, go back to where it was."""
        if not self.parts.shows_help(self.page):
            self.open(self.parts.help())
        elif self.aside:
            self._runs.pop()

    def replace_rest(self, pages: list[Page]) -> None:
        """Replace all pages after the current one by `pages`, and show the first of them."""
        run = self._runs[-1]
        run.pages[run.at + 1 :] = pages
        run.seen_aside = {at: aside for at, aside in run.seen_aside.items() if at <= run.at}
        run.at += 1

    def open(self, pages: list[Page]) -> None:
        """Show pages as an aside; after it the session is where it was."""
        self._runs.append(PageSequence(pages))

    @property
    def time_left(self) -> Millis:
        """The session time that is left, in ms; 0 once it is over."""
        return max(0, self.plan.minutes * MINUTE - self._pace.now())

    @property
    def minutes_left(self) -> int:
        """Minutes left, rounded up."""
        return -(-self.time_left // MINUTE)

    def cover(self) -> None:
        """Cover the session and pause its clock."""
        self.covered = True
        self._pace.pause()

    def uncover(self) -> None:
        """Remove the cover and resume the clock."""
        self.covered = False
        self._pace.resume()

    def until_next_minute(self) -> Millis | None:
        """Return the real time in ms until `minutes_left` changes; None while paused."""
        if not self.clock.runs or self._pace.paused or self.time_left == 0:
            return None
        return self._pace.until(self._pace.now() + ((self.time_left - 1) % MINUTE) + 1)
