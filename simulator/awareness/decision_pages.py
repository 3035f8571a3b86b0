"""Pages of decision points: the call so far, the options, and their continuations.

A content note comes before anything hard that the note on the call did not name: once before the
lists of outcomes, and before each continuation. The step ends on a continuation that ends well; the
written call can be watched on request.
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
from simulator.awareness.story.narration import NarrationLine, in_brief, narrate, outcome_in_short
from simulator.awareness.story.what_changed import ends_well, hard, overheard, why
from simulator.content.awareness.plan import DecideStep
from simulator.core.instant import Millis


class ContinuationPages:
    """Texts and pages of continuations."""

    def __init__(
        self, context: PageContext, ends: EndPages, step: DecideStep, played: PlayedScenario
    ) -> None:
        self._context = context
        self._ends = ends
        self._played = played
        self._speed = step.speed
        self._notes = ends.about(played.scenario)
        self._written = hard(played.log, played.outcome, played.scenario)

    # --- texts ------------------------------------------------------------------------------------

    def name(self, found: Continuation) -> str:
        """Return the text of the chosen option."""
        return self._context.say(f"way-{found.option.name}")

    def in_short_line(self, found: Continuation) -> str:
        """Return the outcome in a few words, after what someone nearby did, if anything."""
        say = self._context.say
        noticed = [say(f"noticed-{name}") for name in overheard(found.log[found.since :])]
        return "; ".join((*noticed, outcome_in_short(found.outcome, say)))

    def why(self, found: Continuation) -> tuple[str, ...]:
        """Return sentences on what someone nearby did, and on the reasons for the outcome."""
        say = self._context.say
        noticed = [
            say(f"overheard-{name}", what=found.option.name)
            for name in overheard(found.log[found.since :])
        ]
        return (*noticed, *why(found.log, self._played.profile, say))

    def new(self, found: Continuation) -> tuple[str, ...]:
        """Return the hard content that the written call doesn't have."""
        return tuple(name for name in self._hard(found) if name not in self._written)

    def _hard(self, found: Continuation) -> tuple[str, ...]:
        return hard(found.log[found.since :], found.outcome, self._played.scenario)

    # --- pages ------------------------------------------------------------------------------------

    def showing(
        self,
        heading: str,
        track: Sequence[NarrationLine],
        *,
        since: Millis,
        until: Millis | None = None,
        remark: str = "",
    ) -> ShowingPage:
        """Return the page that shows a part of the call."""
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
        """Return the call from the instant `at` to its end, shortened, and the page of its end."""
        lines = narrate(found.log, self._played.profile, self._context.say)
        after = [moment for moment in lines if moment.at > at]
        brief = in_brief(after, found.log, self._context.say)
        before = [moment for moment in lines if moment.at <= at]
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
        """Return the pages of a continuation, with a content note first if it needs one."""
        say, content, heading = self._context.say, self.new(found), pages[0].heading
        if not content:
            return pages
        lines = narrate(found.log, self._played.profile, say)
        contains = "; ".join(say(f"hard-{name}") for name in content)
        reading = ReadingPage(heading, self._notes, [m for m in lines if m.at > at])
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
        """Return the index of the one that ends well with the least hard content, or None."""
        well = [
            (len(self._hard(found)), place)
            for place, found in enumerate(ways)
            if ends_well(found.outcome, self._played.scenario)
        ]
        return min(well, default=(0, None))[1]


@dataclass
class _Decision:
    """A decision point with its continuations."""

    point: ReachedDecision
    options: Sequence[Continuation]
    looked_at: set[int] = field(default_factory=set)
    """Indexes of the continuations that the group has watched."""


class DecidePages:
    """Pages of a call that stops at its decision points."""

    def __init__(
        self, context: PageContext, ends: EndPages, step: DecideStep, played: PlayedScenario
    ) -> None:
        self._context = context
        self._ends = ends
        self._played = played
        self._notes = ends.about(played.scenario)
        self._branches = ContinuationPages(context, ends, step, played)
        self._decisions = [_Decision(p, continuations(played, p)) for p in points(played)]
        self._warned = False
        """Whether the group has accepted the content note of the lists."""

    def pages(self) -> list[Page]:
        """Return the pages up to the first list; empty if the call has no decision point.

        Later pages depend on the group's choices, so they are created when it gets there.
        """
        return self._from(0) if self._decisions else []

    def _from(self, place: int) -> list[Page]:
        """Return the pages from the decision before `place` onwards."""
        decision = self._decisions[place]
        title, track = self._played.scenario.title, self._context.narration(self._played)
        seen = self._decisions[place - 1].point.at if place else -1
        remark = self._context.say("written-not-chosen") if place else ""
        deciding = self._deciding(decision)
        endings = self._endings(decision, deciding)
        if place + 1 == len(self._decisions) and not self._written_well:
            endings.then = self._end_well
        return [
            self._branches.showing(
                title, track, since=seen, until=decision.point.at, remark=remark
            ),
            deciding,
            *self._with_note(endings, place),
        ]

    def _after(self, place: int) -> list[Page]:
        """Return the pages after a decision that don't depend on the group's choices."""
        if place + 1 < len(self._decisions):
            return self._from(place + 1)
        return self._as_written(self._decisions[place].point.at) if self._written_well else []

    @property
    def _written_well(self) -> bool:
        """Whether the call of the scenario ends well."""
        return ends_well(self._played.outcome, self._played.scenario)

    def _with_note(self, endings: EndingsPage, place: int) -> list[Page]:
        """Return a list and the pages after it; before the first one a content note, if needed."""
        say = self._context.say
        every = [
            name
            for each in self._decisions
            for branch in each.options
            for name in self._branches.new(branch)
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
        """Return the page with the question."""
        say, played, point = self._context.say, self._played, decision.point
        return DecidingPage(
            played.scenario.title,
            self._notes,
            who=say(f"decide-who-{point.point.who}"),
            ask=point.point.ask,
            last=_last_line(self._context.narration(played), point),
            options=tuple(self._branches.name(each) for each in decision.options),
            follows=lambda place: self._look_at(decision, place),
        )

    def _endings(self, decision: _Decision, deciding: DecidingPage) -> EndingsPage:
        """Return the list of outcomes."""
        say = self._context.say
        return EndingsPage(
            say("all-heading"),
            self._notes,
            deciding,
            outcomes=tuple(self._branches.in_short_line(each) for each in decision.options),
            whys=tuple(" ".join(self._branches.why(each)) for each in decision.options),
            marked=self._branches.best(decision.options) or 0,
            small=(say("all-model"),),
        )

    # --- a continuation ---------------------------------------------------------------------------

    def _look_at(self, decision: _Decision, place: int) -> list[Page]:
        """Return the pages of a continuation."""
        found = decision.options[place]
        decision.looked_at.add(place)
        heading = self._context.say("branch-heading", way=self._branches.name(found))
        at = decision.point.at
        return self._branches.noted(found, at, [*self._branches.played_on(found, at, heading)])

    # --- the end of the step ----------------------------------------------------------------------

    def _end_well(self) -> list[Page]:
        """Return the last pages: a continuation that ends well, or its end if it was watched."""
        good = self._good()
        if good is None:
            return self._end_calmly()
        decision, place = good
        found = decision.options[place]
        at, heading = decision.point.at, self._well_heading(found)
        showing, ended = self._branches.played_on(found, at, heading)
        self._offer_the_rest(ended)
        asked = self._ends.to_talk_over(self._played.scenario, found.outcome)
        if place in decision.looked_at:
            return [ended, *asked]
        pages = [showing, ended, *asked]
        return self._branches.noted(found, at, pages, past=self._end_calmly)

    def _end_calmly(self) -> list[Page]:
        """Return the last pages if no continuation ends well."""
        calm = self._ends.calm(self._notes)
        self._offer_the_rest(calm)
        return [calm, *self._ends.to_talk_over(self._played.scenario, self._played.outcome)]

    def to_read(self) -> list[Page]:
        """Return a continuation that ends well, to read; empty if the written call ends well."""
        good = None if self._written_well else self._good()
        if good is None:
            return []
        decision, place = good
        found = decision.options[place]
        at, heading = decision.point.at, self._well_heading(found)
        showing, ended = self._branches.played_on(found, at, heading)
        lines = [moment for moment in showing.tracks[0] if moment.at > at]
        asked = self._ends.to_talk_over(self._played.scenario, found.outcome)
        return self._branches.noted(
            found, at, [ReadingPage(heading, self._notes, lines), ended, *asked]
        )

    def _good(self) -> tuple[_Decision, int] | None:
        """Return the last decision with a good continuation, and its index, or None."""
        for decision in reversed(self._decisions):
            place = self._branches.best(decision.options)
            if place is not None:
                return decision, place
        return None

    def _well_heading(self, found: Continuation) -> str:
        return self._context.say("well-heading", way=self._branches.name(found))

    def _offer_the_rest(self, page: SlidePage) -> None:
        page.watch = self._rest
        page.watch_says = self._context.say("watch-written")

    def _rest(self) -> list[Page]:
        """Return the rest of the written call, with its content note first."""
        say, scenario = self._context.say, self._played.scenario
        pages = self._as_written(self._decisions[-1].point.at)[:2]
        track = [
            m for m in self._context.narration(self._played) if m.at > self._decisions[-1].point.at
        ]
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
        """Return the written call from the instant `since` to its end."""
        say = self._context.say
        rest = self._branches.showing(
            say("as-written"),
            self._context.narration(self._played),
            since=since,
            remark=say("written-not-chosen"),
        )
        return [rest, *self._ends.after(self._played, self._played.outcome, self._played.log)]


def _last_line(moments: Sequence[NarrationLine], point: ReachedDecision) -> NarrationLine | None:
    """Return the last line before a decision."""
    lines = [m for m in moments if m.seq <= point.seq and not m.news]
    return lines[-1] if lines else None
