"""Pages of a call: content note, then tour, playback, decisions or reading."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.awareness.common_pages import CommonPages
from simulator.awareness.continuations import PlayedScenario
from simulator.awareness.decision_pages import DecidePages
from simulator.awareness.narration import by_stage
from simulator.awareness.pages import Choice, Page, PlaybackPage, Point, TakingPage
from simulator.awareness.what_changed import course
from simulator.content.awareness.plan import (
    CompareStep,
    DecideStep,
    PlayingStep,
    Step,
    TakeStep,
    TourStep,
)
from simulator.content.scenario.scenario import Scenario
from simulator.core.terms import Role
from simulator.errors import SimulatorError

FIRST_LINES = 2
"""Most lines below the meaning of a stage (assumption: readable at a glance)."""
LINES = 5
"""Most lines on a page of lines only (assumption)."""
HANDLED = 16
"""Most lines of one stage in the tour; more are repetitive (assumption)."""


class CallPages(CommonPages):
    """Builder of a call's pages."""

    def notes_on(self, step: Step) -> tuple[str, ...]:
        """Return the facilitator's notes on the calls of a step."""
        match step:
            case CompareStep(sides=sides):
                return self.facilitator_notes(*(self.scenario(side.scenario) for side in sides))
            case PlayingStep():
                return self.facilitator_notes(self.scenario(step.scenario))
        return ()

    def call_note(self, step: PlayingStep, scenario: Scenario) -> Page:
        """Return the content note of a call: all that its step may show, and the choices."""
        say, played, milder = self.say, self.played(scenario, step.profile), None
        decide = DecidePages(self, step, played) if isinstance(step, DecideStep) else None
        if found := self._milder(scenario):
            label = say("note-milder", title=self.title_of(found))
            milder = Choice("milder", label, lambda: [self.call_note(step, found)])
        varies = decide.content() if decide else ""
        called = say("note-call", title=self.title_of(scenario))
        return self.note(
            self.facilitator_notes(scenario),
            (called, self.contains(scenario), *filter(None, [varies])),
            go_on=lambda: (decide and decide.pages()) or self._play(step, played),
            read=lambda: self._read(played, decide),
            milder=milder,
        )

    def _milder(self, scenario: Scenario) -> Scenario | None:
        try:
            return self.scenario(scenario.milder) if scenario.milder else None
        except SimulatorError:
            return None  # A user's own file may name a missing one.

    def _read(self, played: PlayedScenario, decide: DecidePages | None) -> list[Page]:
        """Return the call to read; for a decision step, with a way that could have reached help."""
        read, ended, *rest = self.reading(played)
        return [read, ended, *((decide and decide.to_read()) or rest)]

    def reading(self, played: PlayedScenario) -> list[Page]:
        """Return a call to read, and the pages after it."""
        heading = self.say("read-heading", title=self.title_of(played.scenario))
        notes = self.facilitator_notes(played.scenario)
        reading = Page(heading, notes, lines=self.narration(played))
        return [reading, *self.after(played, played.outcome, played.log)]

    def _play(self, step: PlayingStep, played: PlayedScenario) -> list[Page]:
        if isinstance(step, TourStep):
            return self._tour(played)
        title, notes = self.title_of(played.scenario), self.facilitator_notes(played.scenario)
        if isinstance(step, TakeStep) and Role.CALLER in played.scenario.seats:
            page = TakingPage(title, notes, played=played, speed=step.speed)

            def ended() -> list[Page]:
                assert page.taking is not None
                return self.after(played, page.taking.live.outcome, page.taking.live.log)

            page.then = ended
            return [page]
        return self.watching(played, step.speed)

    def watching(self, played: PlayedScenario, speed: float = 1.0) -> list[Page]:
        """Return a call played back, and the pages after it."""
        title, notes = self.title_of(played.scenario), self.facilitator_notes(played.scenario)
        playback = PlaybackPage(title, notes, tracks=(self.narration(played),), speed=speed)
        return [playback, *self.after(played, played.outcome, played.log)]

    def _tour(self, played: PlayedScenario) -> list[Page]:
        """Return the meaning of each stage with its lines, a few lines on each page."""
        say, pages = self.say, list[Page]()
        notes = self.facilitator_notes(played.scenario)
        for stage, moments in by_stage(self.narration(played)):
            heading = say(f"stage-{stage}")
            lines = [
                f"{say('line-who', who=moment.who)} {moment.text}" if moment.who else moment.text
                for moment in moments
            ]
            if len(lines) > HANDLED:
                lines[HANDLED:] = [say("tour-and-so-on")]
            points = tuple(map(Point, lines))
            first, rest = points[:FIRST_LINES], points[FIRST_LINES:]
            pages.append(Page(heading, notes, sentences=(say(f"tour-{stage}"),), points=first))
            for start in range(0, len(rest), LINES):
                pages.append(Page(heading, notes, points=rest[start : start + LINES]))
        return [*pages, *self.after(played, played.outcome, played.log)]

    def compare_note(self, step: CompareStep, place: int) -> Page:
        """Return the content note of two compared calls."""
        say = self.say
        both = [self.played(self.scenario(side.scenario), side.profile) for side in step.sides]
        scenarios = [each.scenario for each in both]
        left, right = map(self.title_of, scenarios)
        if scenarios[0].id == scenarios[1].id:
            called = say("note-call", title=f"{left} ({say('compare-both')})")
        else:
            called = say("note-compare", left=left, right=right)
        return self.note(
            self.facilitator_notes(*scenarios),
            (called, self.contains(*scenarios)),
            go_on=lambda: self._side_by_side(step, place, both),
            read=lambda: [page for each in both for page in self.reading(each)],
        )

    def _side_by_side(
        self, step: CompareStep, place: int, both: Sequence[PlayedScenario]
    ) -> list[Page]:
        say, titles = self.say, self._labels(step, place, both)
        ends = tuple(
            Point(title, " ".join(course(each.log, each.outcome, each.profile, say)))
            for title, each in zip(titles, both, strict=True)
        )
        tracks = tuple(map(self.narration, both))
        help_lines = "; ".join(point.text for point in self.help_lines())
        small = (self.calm(both[0].scenario), f"{say('help-close')} {help_lines}")
        pages: list[Page] = [
            PlaybackPage(say("step-compare"), tracks=tracks, titles=titles, speed=step.speed),
            Page(say("ended-heading"), points=ends, small=small),
        ]
        if step.ask:
            # The plan's texts are numbered: the question first, then its own labels.
            own = self.own(place, "text-1", step.ask)
            pages.append(Page(say("after-heading"), sentences=(own,)))
        return pages

    def _labels(
        self, step: CompareStep, place: int, both: Sequence[PlayedScenario]
    ) -> tuple[str, ...]:
        number = int(bool(step.ask))
        found: list[str] = []
        same = both[0].scenario.id == both[1].scenario.id
        for side, each in zip(step.sides, both, strict=True):
            if side.label:
                number += 1
                found.append(self.own(place, f"text-{number}", side.label))
            else:
                found.append(each.profile.title if same else self.title_of(each.scenario))
        return tuple(found)
