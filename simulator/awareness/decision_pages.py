"""The pages on which a room decides: the call up to a moment, what could be done, what would come.

A room is told beforehand of what may be hard and was not in the note on the call: once for the
lists of what would come, and for each way that it looks at. Its part ends on a way that ends well;
how the written call goes on is there to be asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from simulator.awareness.continuations import (
    Continuation,
    PlayedScenario,
    ReachedDecision,
    continuations,
    points,
)
from simulator.awareness.help_pages import EndPages
from simulator.awareness.page_context import PageContext
from simulator.awareness.pages import (
    ContentNotePage,
    DecidingPage,
    EndingsPage,
    Page,
    ReadingPage,
    ShowingPage,
    SlidePage,
)
from simulator.awareness.story.narration import NarrationLine, in_brief, in_short, tell
from simulator.awareness.story.what_changed import ends_well, hard, overheard, why
from simulator.content.awareness.plan import DecideStep
from simulator.core.instant import Millis


class WayPages:
    """Ways on which a call can go on."""

    def __init__(
        self, desk: PageContext, ends: EndPages, step: DecideStep, played: PlayedScenario
    ) -> None:
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
        track: Sequence[NarrationLine],
        *,
        since: Millis,
        until: Millis | None = None,
        remark: str = "",
    ) -> ShowingPage:
        """A stretch of the call."""
        return ShowingPage(
            heading,
            self._notes,
            tracks=(track,),
            speed=self._speed,
            since=since,
            until=until,
            remark=remark,
        )

    def played_on(
        self, found: Continuation, at: Millis, heading: str
    ) -> tuple[ShowingPage, SlidePage]:
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
        reading = ReadingPage(heading, self._notes, [m for m in told if m.at > at])
        note = ContentNotePage(
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


@dataclass
class _Decision:
    """A point at which the room decides, and what would come of each way."""

    point: ReachedDecision
    ways: Sequence[Continuation]
    looked_at: set[int] = field(default_factory=set)
    """The places of the ways that were looked at."""


class DecidePages:
    """A call that stops at its decision points."""

    def __init__(
        self, desk: PageContext, ends: EndPages, step: DecideStep, played: PlayedScenario
    ) -> None:
        """The pages of `step`, in which `played` is decided on."""
        self._desk = desk
        self._ends = ends
        self._played = played
        self._notes = ends.about(played.scenario)
        self._ways = WayPages(desk, ends, step, played)
        self._decisions = [_Decision(p, continuations(played, p)) for p in points(played)]
        self._warned = False
        """Whether the room chose to see a list after the note on what is in the lists."""

    def pages(self) -> list[Page]:
        """The call up to its first decision, and what could be done there; none without one.

        What comes after a note or after the last list is known when the room gets there.
        """
        return self._from(0) if self._decisions else []

    def _from(self, place: int) -> list[Page]:
        """The call from the decision before that of `place` to that, and all that follows."""
        decision = self._decisions[place]
        title, track = self._played.scenario.title, self._desk.told(self._played)
        seen = self._decisions[place - 1].point.at if place else -1
        remark = self._desk.say("written-not-chosen") if place else ""
        deciding = self._deciding(decision)
        endings = self._endings(decision, deciding)
        if place + 1 == len(self._decisions) and not self._written_well:
            endings.then = self._end_well
        return [
            self._ways.showing(title, track, since=seen, until=decision.point.at, remark=remark),
            deciding,
            *self._with_note(endings, place),
        ]

    def _after(self, place: int) -> list[Page]:
        """What follows a decision, as far as it does not hang on what was looked at."""
        if place + 1 < len(self._decisions):
            return self._from(place + 1)
        return self._as_written(self._decisions[place].point.at) if self._written_well else []

    @property
    def _written_well(self) -> bool:
        """Whether the call as it stands in its scenario ends well."""
        return ends_well(self._played.outcome, self._played.scenario)

    def _with_note(self, endings: EndingsPage, place: int) -> list[Page]:
        """A list and what follows; before the first a note, where a list names what may be hard."""
        say = self._desk.say
        every = [
            name for each in self._decisions for way in each.ways for name in self._ways.new(way)
        ]
        if self._warned or not every:
            return [endings, *self._after(place)]

        def see() -> list[Page]:
            self._warned = True
            return [endings, *self._after(place)]

        contains = "; ".join(say(f"hard-{name}") for name in dict.fromkeys(every))
        note = ContentNotePage(
            endings.heading,
            self._notes,
            sentences=(say("all-note"), say("note-in-it", content=contains)),
            choices=(say("note-go"), say("note-skip")),
            go_on=see,
            past=lambda: self._after(place) or self._end_well(),
        )
        return [note]

    # --- a decision -------------------------------------------------------------------------------

    def _deciding(self, decision: _Decision) -> DecidingPage:
        """The question."""
        say, played, point = self._desk.say, self._played, decision.point
        return DecidingPage(
            played.scenario.title,
            self._notes,
            who=say(f"decide-who-{point.point.who}"),
            ask=point.point.ask,
            last=_last_line(self._desk.told(played), point),
            ways=tuple(self._ways.name(each) for each in decision.ways),
            follows=lambda place: self._look_at(decision, place),
        )

    def _endings(self, decision: _Decision, deciding: DecidingPage) -> EndingsPage:
        """What would come of every answer."""
        say = self._desk.say
        return EndingsPage(
            say("all-heading"),
            self._notes,
            deciding,
            outcomes=tuple(self._ways.in_short(each) for each in decision.ways),
            whys=tuple(" ".join(self._ways.why(each)) for each in decision.ways),
            marked=self._ways.best(decision.ways) or 0,
            small=(say("all-model"),),
        )

    # --- a way ------------------------------------------------------------------------------------

    def _look_at(self, decision: _Decision, place: int) -> list[Page]:
        """A way played on; before it a note, where it holds what the written call does not."""
        found = decision.ways[place]
        decision.looked_at.add(place)
        heading = self._desk.say("branch-heading", way=self._ways.name(found))
        at = decision.point.at
        return self._ways.noted(found, at, [*self._ways.played_on(found, at, heading)])

    # --- the end of the part ----------------------------------------------------------------------

    def _end_well(self) -> list[Page]:
        """The end after the last decision: on a way that ends well, unless one was looked at."""
        good = self._good()
        if good is None:
            return self._end_calmly()
        decision, place = good
        found = decision.ways[place]
        at, heading = decision.point.at, self._well_heading(found)
        showing, ended = self._ways.played_on(found, at, heading)
        self._offer_the_rest(ended)
        asked = self._ends.to_talk_over(self._played.scenario, found.outcome)
        if place in decision.looked_at:
            return [ended, *asked]
        pages = [showing, ended, *asked]
        return self._ways.noted(found, at, pages, past=self._end_calmly)

    def _end_calmly(self) -> list[Page]:
        """The end of the part where no way is shown that ends well."""
        calm = self._ends.calm(self._notes)
        self._offer_the_rest(calm)
        return [calm, *self._ends.to_talk_over(self._played.scenario, self._played.outcome)]

    def to_read(self) -> list[Page]:
        """A way that ends well, to be read after the written call; none where that ends well."""
        good = None if self._written_well else self._good()
        if good is None:
            return []
        decision, place = good
        found = decision.ways[place]
        at, heading = decision.point.at, self._well_heading(found)
        showing, ended = self._ways.played_on(found, at, heading)
        lines = [moment for moment in showing.tracks[0] if moment.at > at]
        asked = self._ends.to_talk_over(self._played.scenario, found.outcome)
        return self._ways.noted(
            found, at, [ReadingPage(heading, self._notes, lines), ended, *asked]
        )

    def _good(self) -> tuple[_Decision, int] | None:
        """The last decision with a way that ends well, and the place of that; none without one."""
        for decision in reversed(self._decisions):
            place = self._ways.best(decision.ways)
            if place is not None:
                return decision, place
        return None

    def _well_heading(self, found: Continuation) -> str:
        return self._desk.say("well-heading", way=self._ways.name(found))

    def _offer_the_rest(self, page: SlidePage) -> None:
        page.watch = self._rest
        page.watch_says = self._desk.say("watch-written")

    def _rest(self) -> list[Page]:
        """How the written call goes on, with its note first."""
        say, scenario = self._desk.say, self._played.scenario
        pages = self._as_written(self._decisions[-1].point.at)[:2]
        track = [m for m in self._desk.told(self._played) if m.at > self._decisions[-1].point.at]
        heading = say("as-written")
        return [
            ContentNotePage(
                heading,
                self._notes,
                sentences=(self._ends.contains(scenario),),
                choices=(say("note-go"), say("note-read"), say("note-skip")),
                go_on=lambda: pages,
                read=lambda: [ReadingPage(heading, self._notes, track), pages[-1]],
            )
        ]

    def _as_written(self, since: Millis) -> list[Page]:
        """The call to its end as it stands in its scenario."""
        say = self._desk.say
        rest = self._ways.showing(
            say("as-written"),
            self._desk.told(self._played),
            since=since,
            remark=say("written-not-chosen"),
        )
        return [rest, *self._ends.after(self._played, self._played.outcome, self._played.log)]


def _last_line(moments: Sequence[NarrationLine], point: ReachedDecision) -> NarrationLine | None:
    """What was told last before a decision."""
    lines = [m for m in moments if m.seq <= point.seq and not m.news]
    return lines[-1] if lines else None
