"""A session in a room: which step it is at, and how much time is left.

Nothing of it is kept: when the program ends, it is gone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from simulator.awareness.page_builder import PageBuilder
from simulator.awareness.pages import Page
from simulator.content.awareness.plan import Plan, Step
from simulator.core.instant import Millis
from simulator.session.clock import Clock, Pace

MINUTE: Millis = 60_000


@dataclass
class PageSequence:
    """Pages one after the other, and which of them is shown."""

    pages: list[Page]
    at: int = 0
    seen_aside: dict[int, PageSequence] = field(default_factory=dict)
    """What was seen to its end aside of a page, the last of each, by the page's place."""


class RoomSession:
    """Where a session is in its plan."""

    def __init__(self, plan: Plan, parts: PageBuilder, clock: Clock) -> None:
        """Begin at the first step; the time of the session begins, too."""
        self.plan = plan
        self.at = 0
        """The place of the step, from 0."""
        self.covered = False
        """Whether the room sees the cover."""
        self._parts = parts
        self._clock = clock
        self._pace = Pace(clock)
        self._runs = [PageSequence(parts.of_step(0))]
        self._left: list[tuple[int, PageSequence]] = []
        """The steps that were left, in that order, with their pages and the one that was shown."""

    @property
    def steps(self) -> Sequence[Step]:
        """The steps of the plan."""
        return self.plan.steps

    @property
    def page(self) -> Page:
        """What is shown."""
        run = self._runs[-1]
        return run.pages[run.at]

    @property
    def aside(self) -> bool:
        """Whether something else than the step is shown: a branch, the call of a myth, help."""
        return len(self._runs) > 1

    @property
    def at_the_end(self) -> bool:
        """Whether nothing comes after what is shown."""
        run = self._runs[-1]
        last = run.at + 1 == len(run.pages) and self.at + 1 == len(self.steps)
        return last and not self.aside

    # --- going on, and back -----------------------------------------------------------------------

    def forward(self) -> bool:
        """Show the next page, of this step or the next; false at the very end."""
        run = self._runs[-1]
        if run.at + 1 < len(run.pages):
            run.at += 1
        elif self.aside:
            self._runs.pop()
            under = self._runs[-1]
            under.seen_aside[under.at] = run
        elif self.at + 1 < len(self.steps):
            self.go_to(self.at + 1)
        else:
            return False
        return True

    def back(self) -> bool:
        """Show the page that was shown before this one; false at the beginning.

        Before the first page of a step that is the one from which that step was come to, whether by
        going on, by skipping or by a jump. Before a page on which something aside came to its end,
        that is its last page.
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
        """Leave what is shown aside, or else the step; false in the last one."""
        if self.aside:
            self._runs.pop()
            return True
        if self.at + 1 == len(self.steps):
            return False
        self.go_to(self.at + 1)
        return True

    def go_to(self, place: int) -> None:
        """Be at the beginning of another step.

        Raises:
            IndexError: there is none.
        """
        if not 0 <= place < len(self.steps):
            raise IndexError(place)
        self._left.append((self.at, self._runs[0]))
        self.at = place
        self._runs = [PageSequence(self._parts.of_step(place))]

    def choose(self, pages: list[Page]) -> None:
        """Go on with these pages after the one that is shown; what came after it is dropped."""
        run = self._runs[-1]
        run.pages[run.at + 1 :] = pages
        run.seen_aside = {at: aside for at, aside in run.seen_aside.items() if at <= run.at}
        run.at += 1

    def open(self, pages: list[Page]) -> None:
        """Show these pages aside; afterwards the session is where it was."""
        self._runs.append(PageSequence(pages))

    # --- time ------------------------------------------------------------------------------------

    @property
    def left(self) -> Millis:
        """Milliseconds that are left of the whole session; 0 when time is up."""
        return max(0, self.plan.minutes * MINUTE - self._pace.now())

    @property
    def minutes_left(self) -> int:
        """Minutes that are left, a begun one counted as one."""
        return -(-self.left // MINUTE)

    @property
    def waits(self) -> bool:
        """Whether the session's time stands still."""
        return self._pace.paused

    def cover(self) -> None:
        """Show the room nothing; time stands still."""
        self.covered = True
        self._pace.pause()

    def uncover(self) -> None:
        """Go on where it was."""
        self.covered = False
        self._pace.resume()

    def until_next_minute(self) -> Millis | None:
        """Real milliseconds until another number of minutes is left; none while time stands."""
        if not self._clock.runs or self._pace.paused or self.left == 0:
            return None
        return self._pace.until(self._pace.now() + ((self.left - 1) % MINUTE) + 1)
