"""Pages of decision points: the call so far, the options, and their continuations.

A content note comes before anything hard that the note on the call did not name: once before the
lists of outcomes, and before each continuation. The step ends on a continuation that ends well; the
written call can be watched on request.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from simulator.awareness.common_pages import CommonPages
from simulator.awareness.continuations import (
    Continuation,
    PlayedScenario,
    ReachedDecision,
    continuations,
    points,
)
from simulator.awareness.narration import NarrationLine, in_brief, narrate, outcome_in_short
from simulator.awareness.pages import (
    Choice,
    DecidingPage,
    EndingsPage,
    Page,
    Pages,
    ReadingPage,
    ShowingPage,
    SlidePage,
)
from simulator.awareness.what_changed import ends_well, hard, overheard, why
from simulator.content.awareness.plan import DecideStep
from simulator.core.instant import Millis


@dataclass
class _Decision:
    """A decision point with its continuations."""

    point: ReachedDecision
    options: Sequence[Continuation]
    looked_at: set[int] = field(default_factory=set)
    """Indexes of the continuations that the group has watched."""


class DecidePages:
    """Pages of a call that stops at its decision points."""

    def __init__(self, common: CommonPages, step: DecideStep, played: PlayedScenario) -> None:
        self._common = common
        self._say = common.say
        self._played = played
        self._speed = step.speed
        self._notes = common.facilitator_notes(played.scenario)
        self._written = hard(played.log, played.outcome, played.scenario)
        self._decisions = [_Decision(p, continuations(played, p)) for p in points(played)]
        self._warned = False
        """Whether the group has accepted the content note of the lists."""

    def pages(self) -> list[Page]:
        """Return the pages up to the first list; empty if the call has no decision point.

        Later pages depend on the group's choices, so they are created when it gets there.
        """
        return self._from(0) if self._decisions else []

    def to_read(self) -> list[Page]:
        """Return a continuation that ends well, to read; empty if the written call ends well."""
        good = None if self._written_well else self._good()
        if good is None:
            return []
        decision, place = good
        found, at = decision.options[place], decision.point.at
        showing, *after = self._well(found, at)
        lines = [moment for moment in showing.tracks[0] if moment.at > at]
        return self._noted(found, at, [ReadingPage(showing.heading, self._notes, lines), *after])

    # --- decisions and lists ----------------------------------------------------------------------

    def _from(self, place: int) -> list[Page]:
        """Return the pages from the decision before `place` onwards."""
        decision = self._decisions[place]
        seen = self._decisions[place - 1].point.at if place else -1
        remark = self._say("written-not-chosen") if place else ""
        deciding = self._deciding(decision)
        endings = self._endings(decision, deciding)
        if place + 1 == len(self._decisions) and not self._written_well:
            endings.then = self._end_well
        title, track = self._played.scenario.title, self._common.narration(self._played)
        return [
            self._showing(title, track, since=seen, until=decision.point.at, remark=remark),
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
        return ends_well(self._played.outcome, self._played.scenario)

    def _with_note(self, endings: EndingsPage, place: int) -> list[Page]:
        """Return a list and the pages after it; before the first one a content note, if needed."""
        branches = (branch for each in self._decisions for branch in each.options)
        every = [name for branch in branches for name in self._new(branch)]

        def see() -> list[Page]:
            self._warned = True
            return [endings, *self._after(place)]

        if self._warned or not every:
            return [endings, *self._after(place)]
        sentences = (self._say("all-note"), self._contains(every))
        return [
            self._common.note(
                endings.heading,
                self._notes,
                sentences,
                go_on=see,
                past=lambda: self._after(place) or self._end_well(),
            )
        ]

    def _deciding(self, decision: _Decision) -> DecidingPage:
        point = decision.point
        before = (m for m in self._common.narration(self._played) if m.seq <= point.seq)
        lines = [moment for moment in before if not moment.news]
        return DecidingPage(
            self._played.scenario.title,
            self._notes,
            options=tuple(map(self._name, decision.options)),
            follows=lambda place: self._look_at(decision, place),
            who=self._say(f"decide-who-{point.point.who}"),
            ask=point.point.ask,
            last=lines[-1] if lines else None,
        )

    def _endings(self, decision: _Decision, deciding: DecidingPage) -> EndingsPage:
        return EndingsPage(
            self._say("all-heading"),
            self._notes,
            options=deciding.options,
            follows=deciding.follows,
            marked=self._best(decision.options) or 0,
            outcomes=tuple(map(self._in_short, decision.options)),
            whys=tuple(" ".join(self._why(each)) for each in decision.options),
            small=(self._say("all-model"),),
        )

    # --- texts of a continuation ------------------------------------------------------------------

    def _name(self, found: Continuation) -> str:
        return self._say(f"way-{found.option.name}")

    def _in_short(self, found: Continuation) -> str:
        """Return the outcome in a few words, after what someone nearby did, if anything."""
        noticed = [self._say(f"noticed-{name}") for name in overheard(found.after)]
        return "; ".join((*noticed, outcome_in_short(found.outcome, self._say)))

    def _why(self, found: Continuation) -> tuple[str, ...]:
        """Return sentences on what someone nearby did, and on the reasons for the outcome."""
        names, what = overheard(found.after), found.option.name
        noticed = [self._say(f"overheard-{name}", what=what) for name in names]
        return (*noticed, *why(found.log, self._played.profile, self._say))

    def _new(self, found: Continuation) -> list[str]:
        """Return the hard content that the written call doesn't have."""
        return [name for name in self._hard(found) if name not in self._written]

    def _hard(self, found: Continuation) -> tuple[str, ...]:
        return hard(found.after, found.outcome, self._played.scenario)

    def _contains(self, names: Sequence[str]) -> str:
        return self._common.contains(self._say(f"hard-{name}") for name in names)

    # --- pages of a continuation ------------------------------------------------------------------

    def _showing(
        self,
        heading: str,
        track: Sequence[NarrationLine],
        *,
        since: Millis,
        until: Millis | None = None,
        remark: str = "",
    ) -> ShowingPage:
        return ShowingPage(
            heading, self._notes, (track,), speed=self._speed, since=since, until=until,
            remark=remark,
        )  # fmt: skip

    def _played_on(
        self, found: Continuation, at: Millis, heading: str
    ) -> tuple[ShowingPage, SlidePage]:
        """Return the call from the instant `at` to its end, shortened, and the page of its end."""
        lines = narrate(found.log, self._played.profile, self._say)
        before = [moment for moment in lines if moment.at <= at]
        brief = in_brief([moment for moment in lines if moment.at > at], found.log, self._say)
        scenario = self._played.scenario
        return (
            self._showing(heading, (*before, *brief), since=at),
            self._common.ended(scenario, found.outcome, self._notes, self._why(found)),
        )

    def _noted(
        self, found: Continuation, at: Millis, pages: list[Page], past: Pages | None = None
    ) -> list[Page]:
        """Return the pages of a continuation, with a content note first if it needs one."""
        content, heading = self._new(found), pages[0].heading
        if not content:
            return pages
        lines = narrate(found.log, self._played.profile, self._say)
        reading = ReadingPage(heading, self._notes, [m for m in lines if m.at > at])
        return [
            self._common.note(
                heading,
                self._notes,
                (self._contains(content),),
                go_on=lambda: pages,
                read=lambda: [reading, *pages[1:]],
                past=past,
            )
        ]

    def _best(self, ways: Sequence[Continuation]) -> int | None:
        """Return the index of the one that ends well with the least hard content, or None."""
        well = [
            (len(self._hard(found)), place)
            for place, found in enumerate(ways)
            if ends_well(found.outcome, self._played.scenario)
        ]
        return min(well, default=(0, None))[1]

    def _look_at(self, decision: _Decision, place: int) -> list[Page]:
        found, at = decision.options[place], decision.point.at
        decision.looked_at.add(place)
        heading = self._say("branch-heading", way=self._name(found))
        return self._noted(found, at, [*self._played_on(found, at, heading)])

    # --- the end of the step ----------------------------------------------------------------------

    def _end_well(self) -> list[Page]:
        """Return the last pages: a continuation that ends well, or its end if it was watched."""
        good = self._good()
        if good is None:
            return self._end_calmly()
        decision, place = good
        found, at = decision.options[place], decision.point.at
        showing, ended, *asked = self._well(found, at)
        self._offer_the_rest(ended)
        if place in decision.looked_at:
            return [ended, *asked]
        return self._noted(found, at, [showing, ended, *asked], past=self._end_calmly)

    def _end_calmly(self) -> list[Page]:
        calm = self._common.calm(self._notes)
        self._offer_the_rest(calm)
        return [calm, *self._common.to_talk_over(self._played.scenario, self._played.outcome)]

    def _good(self) -> tuple[_Decision, int] | None:
        """Return the last decision with a good continuation, and its index, or None."""
        for decision in reversed(self._decisions):
            place = self._best(decision.options)
            if place is not None:
                return decision, place
        return None

    def _well(
        self, found: Continuation, at: Millis
    ) -> tuple[ShowingPage, SlidePage, *tuple[Page, ...]]:
        """Return a good continuation from the instant `at`, its end, and questions."""
        heading = self._say("well-heading", way=self._name(found))
        asked = self._common.to_talk_over(self._played.scenario, found.outcome)
        showing, ended = self._played_on(found, at, heading)
        return showing, ended, *asked

    def _offer_the_rest(self, page: SlidePage) -> None:
        page.watch = Choice(self._say("watch-written"), self._rest)

    def _rest(self) -> list[Page]:
        """Return the rest of the written call, with its content note first."""
        since, heading = self._decisions[-1].point.at, self._say("as-written")
        pages = self._as_written(since)[:2]
        track = [m for m in self._common.narration(self._played) if m.at > since]
        return [
            self._common.note(
                heading,
                self._notes,
                (self._common.contains(self._played.scenario.content_note),),
                go_on=lambda: pages,
                read=lambda: [ReadingPage(heading, self._notes, track), pages[-1]],
            )
        ]

    def _as_written(self, since: Millis) -> list[Page]:
        """Return the written call from the instant `since` to its end."""
        rest = self._showing(
            self._say("as-written"),
            self._common.narration(self._played),
            since=since,
            remark=self._say("written-not-chosen"),
        )
        return [rest, *self._common.after(self._played, self._played.outcome, self._played.log)]
