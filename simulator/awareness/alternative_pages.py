"""The pages of one way: a call played on from a decision, and its end.

What may be hard in it, and was not in the note on the call, is said in a note of its own before it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from simulator.awareness.alternatives import Continuation, Played
from simulator.awareness.context import Desk
from simulator.awareness.end_pages import EndPages
from simulator.awareness.pages import Note, Page, Reading, Showing, Slide
from simulator.awareness.story.narration import Moment, in_short, tell
from simulator.awareness.story.shortening import in_brief
from simulator.awareness.story.what_changed import ends_well, hard, overheard, why
from simulator.content.awareness.plan import Decide
from simulator.core.instant import Millis


class WayPages:
    """Ways on which a call can go on."""

    def __init__(self, desk: Desk, ends: EndPages, step: Decide, played: Played) -> None:
        """Ways of `played`, which is decided on in `step`."""
        self._desk = desk
        self._ends = ends
        self._played = played
        self._speed = step.speed
        self._notes = ends.about(played.scenario)
        self._written = hard(played.log, played.outcome, played.scenario)

    # --- in words ---------------------------------------------------------------------------------

    def name(self, found: Continuation) -> str:
        """What is done."""
        return self._desk.say(f"way-{found.way.name}")

    def in_short(self, found: Continuation) -> str:
        """In a few words: what somebody near did about it, if anything, and how it ends."""
        say = self._desk.say
        noticed = [say(f"noticed-{name}") for name in overheard(found.log[found.since :])]
        return "; ".join((*noticed, in_short(found.outcome, say)))

    def why(self, found: Continuation) -> tuple[str, ...]:
        """What somebody near did about it, and why it ended so."""
        say = self._desk.say
        noticed = [
            say(f"overheard-{name}", what=found.way.name)
            for name in overheard(found.log[found.since :])
        ]
        return (*noticed, *why(found.log, self._played.profile, say))

    def new(self, found: Continuation) -> tuple[str, ...]:
        """What may be hard in it and is not in the written call."""
        return tuple(name for name in self._hard(found) if name not in self._written)

    def _hard(self, found: Continuation) -> tuple[str, ...]:
        return hard(found.log[found.since :], found.outcome, self._played.scenario)

    # --- its pages --------------------------------------------------------------------------------

    def showing(
        self,
        heading: str,
        track: Sequence[Moment],
        *,
        since: Millis,
        until: Millis | None = None,
        remark: str = "",
    ) -> Showing:
        """A stretch of the call."""
        return Showing(
            heading,
            self._notes,
            tracks=(track,),
            speed=self._speed,
            since=since,
            until=until,
            remark=remark,
        )

    def played_on(self, found: Continuation, at: Millis, heading: str) -> tuple[Showing, Slide]:
        """The call from a decision at that instant to its end, in a few presses, and the end."""
        told = tell(found.log, self._played.profile, self._desk.say)
        after = [moment for moment in told if moment.at > at]
        brief = in_brief(after, found.log, self._desk.say)
        before = [moment for moment in told if moment.at <= at]
        return (
            self.showing(heading, (*before, *brief), since=at),
            self._ends.ended(self._played.scenario, found.outcome, self._notes, self.why(found)),
        )

    def noted(
        self,
        found: Continuation,
        at: Millis,
        pages: list[Page],
        past: Callable[[], list[Page]] | None = None,
    ) -> list[Page]:
        """Its pages; before them a note, where it holds what the written call does not."""
        say, content, heading = self._desk.say, self.new(found), pages[0].heading
        if not content:
            return pages
        told = tell(found.log, self._played.profile, say)
        contains = "; ".join(say(f"hard-{name}") for name in content)
        reading = Reading(heading, self._notes, [m for m in told if m.at > at])
        note = Note(
            heading,
            self._notes,
            sentences=(say("note-in-it", content=contains),),
            choices=(say("note-go"), say("note-read"), say("note-skip")),
            go_on=lambda: pages,
            read=lambda: [reading, *pages[1:]],
            past=past,
        )
        return [note]

    def best(self, ways: Sequence[Continuation]) -> int | None:
        """The place of the one that ends well with the least that is hard; none without one."""
        well = [
            (len(self._hard(found)), place)
            for place, found in enumerate(ways)
            if ends_well(found.outcome, self._played.scenario)
        ]
        return min(well, default=(0, None))[1]
