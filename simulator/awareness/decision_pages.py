"""Pages of decision points: the call so far, a few options, and what might happen next.

No page lists options beside their outcomes: that would read as what the caller should have done.
What follows an option is shown on request, with other continuations of the same option beside it.
The step ends on one way in which the call could have reached help.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import chain

from simulator.awareness import narration
from simulator.awareness.common_pages import CommonPages
from simulator.awareness.continuations import Branch, Continuation, PlayedScenario, ReachedDecision
from simulator.awareness.narration import NarrationLine
from simulator.awareness.pages import Choice, Page, PlaybackPage, Point
from simulator.content.awareness.plan import PlayingStep

SHOWN = 3
"""Most continuations of an option on a page (assumption: few enough to read)."""


class DecidePages:
    """Pages of a call that stops at its decision points."""

    def __init__(self, common: CommonPages, step: PlayingStep, played: PlayedScenario) -> None:
        self._common = common
        self._say = common.say
        self._played = played
        self._step = step
        self._notes = common.facilitator_notes(played.scenario)
        self._track = common.narration(played)

    def pages(self) -> list[Page]:
        """Return the pages of the step; empty if the call has no decision."""
        pages: list[Page] = []
        seen, small = -1, tuple[str, ...]()
        for point, options in self._played.decisions:
            title = self._common.title_of(self._played.scenario)
            shown = self._playback(title, self._track, seen)
            pages.append(replace(shown, until=point.at, small=small))
            pages.append(self._deciding(point, options))
            seen, small = point.at, (self._say("written-not-chosen"),)
        end = self._as_written if self._ends_well else self._end_well
        return [*pages, *end()] if pages else []

    @property
    def _ends_well(self) -> bool:
        return narration.ends_well(self._played.outcome, self._played.scenario)

    def to_read(self) -> list[Page]:
        """Return one way in which the call could have reached help; empty if it did."""
        return [] if self._ends_well else self._end_well()

    def _deciding(self, point: ReachedDecision, options: Sequence[Branch]) -> Page:
        before = (m for m in self._track if m.seq <= point.seq)
        scenario = self._played.scenario
        asked = self._common.texts(scenario, "decide", [p.ask for p in scenario.decision_points])
        ask = asked[scenario.decision_points.index(point.point)]
        return Page(
            self._common.title_of(scenario),
            self._notes,
            big=self._say("decide-caveat"),
            lines=[moment for moment in before if not moment.news][-2:],
            sentences=(ask,),
            ask=self._say(f"decide-who-{point.point.who}"),
            options=tuple(map(self._name, options)),
            follows=lambda place: self._look_at(options[place]),
        )

    def _look_at(self, branch: Branch) -> list[Page]:
        """Return one continuation of an option, and then others of the same option in words."""
        say = self._say
        heading = say("next-heading", way=self._name(branch))
        first, *others = list(dict.fromkeys(map(self._course, branch.draws)))[:SHOWN]
        harmed = any(narration.overheard(draw.after) for draw in branch.draws)
        # Read before what happened.
        blame = (say("responsible"),) if harmed else ()
        words = Page(heading, self._notes, big=say("decide-caveat"), sentences=blame)
        points = tuple(filter(None, (self._otherwise(first, other) for other in others)))
        return [
            self._played_on(heading, branch, branch.draws[0]),
            replace(words, sentences=(*blame, say("next-now", how=" ".join(first)))),
            *([replace(words, points=points)] if points else []),
        ]

    def _name(self, branch: Branch) -> str:
        return self._say(f"way-{branch.name}")

    def _course(self, found: Continuation) -> tuple[str, ...]:
        """Return what was out of the caller's hands, the decisions, their reasons, and the end."""
        names = [*(["late"] if found.late else []), *narration.overheard(found.after)]
        unknown = [self._say(f"overheard-{name}") for name in names]
        course = narration.course(found.log, found.outcome, self._played.profile, self._say)
        return (*unknown, *course)

    def _otherwise(self, first: Sequence[str], other: Sequence[str]) -> Point | None:
        """Return in what another continuation differs from the first one; None if in nothing."""
        differs = [each for each in other if each not in first]
        if not differs:
            return None
        same = [self._say("next-same")] if first[-1] == other[-1] else []
        return Point(self._say("next-other", how=" ".join([*differs, *same])))

    def _playback(self, heading: str, track: Sequence[NarrationLine], since: int) -> PlaybackPage:
        return PlaybackPage(heading, self._notes, track, speed=self._step.speed, since=since)

    def _played_on(self, heading: str, branch: Branch, found: Continuation) -> PlaybackPage:
        """Return a continuation of an option to its end, shortened."""
        lines, at = narration.narrate(found.log, self._played.profile, self._say), branch.point.at
        before = [moment for moment in lines if moment.at <= at]
        brief = narration.in_brief([m for m in lines if m.at > at], found.log, self._say)
        return self._playback(heading, (*before, *brief), at)

    def _as_written(self) -> list[Page]:
        """Return the written call after the last decision."""
        since = self._played.decisions[-1][0].at
        rest = self._playback(self._say("as-written"), self._track, since)
        small = (self._say("written-not-chosen"),)
        return [replace(rest, small=small), *self._common.after(self._played)]

    def _end_well(self) -> list[Page]:
        """Return the last pages: one way that reaches help, if any, and calm words."""
        common, say, scenario = self._common, self._say, self._played.scenario
        written = Choice("written", say("watch-written"), self._as_written, aside=True)
        if (good := self._good()) is None:
            calm = common.ended(say("over-heading"), self._notes, scenario)
            calm.choices = (written,)
            return [calm, *common.to_talk_over(scenario, self._played.outcome)]
        branch, found = good
        heading = say("well-heading")
        how = (say("well-way", way=self._name(branch)), *self._course(found))
        ended = common.ended(heading, self._notes, scenario, how)
        show = partial(self._played_on, heading, branch, found)
        ended.choices = (Choice("watch", say("watch-well"), lambda: [show()], True), written)
        return [ended, *common.to_talk_over(scenario, found.outcome)]

    def _good(self) -> tuple[Branch, Continuation] | None:
        """Return a continuation that reaches help: the first that nobody overhears, if any."""
        found: list[tuple[Branch, Continuation]] = []
        for branch in chain(*(options for _, options in self._played.decisions)):
            for draw in branch.draws:
                if narration.ends_well(draw.outcome, self._played.scenario):
                    found.append((branch, draw))
                    if not narration.overheard(draw.after):
                        return branch, draw
        return found[0] if found else None
