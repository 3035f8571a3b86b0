"""The state of a group session: current step and page, and the time left. It is never saved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from simulator.awareness.page_builder import PageBuilder
from simulator.awareness.pages import Page
from simulator.core.instant import Millis
from simulator.session.clock import Clock, Pace

MINUTE: Millis = 60_000


class Place(NamedTuple):
    """Where a session is: the step, by its index, and the pages left of it, the current one first.

    Pages shown aside are runs of their own after it.
    """

    step: int
    runs: tuple[tuple[Page, ...], ...]


class GroupSession:
    """The position of a session in its plan."""

    def __init__(self, parts: PageBuilder, clock: Clock) -> None:
        self.plan = parts.plan
        self.parts = parts
        self.clock = clock
        self.covered = False
        """Whether the cover hides the session."""
        self._pace = Pace(clock)
        self._spent = [0] * len(self.plan.steps)
        """How long each step was shown since it was last begun, in ms, until it was last left."""
        self._came: Millis = 0
        """When the session came to the step that it is in."""
        self._places: list[Place] = []
        """Where it was, page by page, and is now."""
        self.go_to(0)

    @property
    def at(self) -> int:
        """Index of the step, from 0."""
        return self._places[-1].step

    @property
    def page(self) -> Page:
        """The current page."""
        return self._places[-1].runs[-1][0]

    @property
    def aside(self) -> bool:
        """Whether pages outside the step are shown: a continuation, a myth's call, help."""
        return len(self._places[-1].runs) > 1

    @property
    def at_the_end(self) -> bool:
        """Whether this is the last page."""
        steps_left = len(self.plan.steps) - self.at - 1
        return not (steps_left or self.aside or self._places[-1].runs[0][1:])

    def forward(self) -> bool:
        """Show the next page of this step or the next; False at the end, or before a choice."""
        *under, (page, *left) = self._places[-1].runs
        if page.must_choose or self.at_the_end:
            return False
        if left:
            self._show(*under, left)
        elif under and (rest := _answered(under) if page.goes_on else under):
            self._show(*rest)
        elif self.at + 1 < len(self.plan.steps):
            self.go_to(self.at + 1)
        else:
            self._show(*under)
        return True

    def _show(self, *runs: Sequence[Page]) -> None:
        self._places.append(Place(self.at, tuple(map(tuple, runs))))

    def back(self) -> bool:
        """Show the page that was shown before this one; return False at the beginning."""
        if len(self._places) == 1:
            return False
        self._spent[self.at] = self._shown_for
        self._places.pop()
        self._came = self._pace.now()
        return True

    def skip(self) -> bool:
        """Skip what this page announces, else the aside, else the step; False in the last step."""
        if self.aside:
            self._close()
        elif self.at + 1 < len(self.plan.steps):
            self.go_to(self.at + 1)
        else:
            return False
        return True

    def _close(self) -> None:
        """Go back to the page from which the aside was opened."""
        inner = len(self._places[-1].runs)
        while len(self._places[-1].runs) >= inner:
            self._places.pop()

    def go_to(self, step: int) -> None:
        """Show the first page of another step: its minutes begin."""
        if self._places:
            self._spent[self.at] = self._shown_for
        self._spent[step], self._came = 0, self._pace.now()
        self._places.append(Place(step, (tuple(self.parts.of_step(step)),)))

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
            self._close()

    def replace_rest(self, pages: Sequence[Page]) -> None:
        """Replace all pages after the current one by `pages`, and show the first of them."""
        self._show(*self._places[-1].runs[:-1], pages)

    def open(self, pages: Sequence[Page]) -> None:
        """Show pages as an aside; after it the session is where it was."""
        self._show(*self._places[-1].runs, pages)

    @property
    def _shown_for(self) -> Millis:
        """How long the step has been shown since it was last begun, in ms."""
        return self._spent[self.at] + self._pace.now() - self._came

    @property
    def _of_this_step(self) -> Millis:
        """What is left of the minutes of the step, in ms; 0 once they are over."""
        return max(0, self.plan.steps[self.at].minutes * MINUTE - self._shown_for)

    @property
    def _time_left(self) -> Millis:
        """What is left of this step and of those after it, in ms.

        A leader who goes to a part, or comes back to one, has its minutes, and not what is left of
        those since the session was opened.
        """
        later = sum(step.minutes for step in self.plan.steps[self.at + 1 :])
        return self._of_this_step + later * MINUTE

    @property
    def minutes_left(self) -> int:
        """Minutes left, rounded up."""
        return -(-self._time_left // MINUTE)

    def cover(self, *, covered: bool) -> None:
        """Cover the session and pause its clock, or go on."""
        self.covered = covered
        (self._pace.pause if covered else self._pace.resume)()

    def until_next_minute(self) -> Millis | None:
        """Return the real time in ms until `minutes_left` changes; None while paused."""
        if not self.clock.runs or self._pace.paused or self._of_this_step == 0:
            return None
        return self._pace.until(self._pace.now() + ((self._of_this_step - 1) % MINUTE) + 1)


def _answered(runs: Sequence[Sequence[Page]]) -> list[Sequence[Page]]:
    """Return runs of pages without the questions that have been answered.

    Shown again, they looked like a loop to a leader, and to a group like a step back.
    """
    left = [run[1:] if run[0].follows else run for run in runs]
    return [run for run in left if run]
