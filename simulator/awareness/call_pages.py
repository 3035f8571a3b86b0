"""Pages of a call: content note, then tour, playback, decisions or reading."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.awareness.common_pages import CommonPages
from simulator.awareness.continuations import PlayedScenario
from simulator.awareness.decision_pages import DecidePages
from simulator.awareness.narration import by_stage
from simulator.awareness.pages import (
    Choice,
    ContentNotePage,
    Page,
    ReadingPage,
    ShowingPage,
    SlidePage,
    TakingPage,
)
from simulator.awareness.what_changed import why
from simulator.content.awareness.plan import (
    ComparedCall,
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
            case CompareStep(left=left, right=right):
                return self.facilitator_notes(*map(self.scenario, (left.scenario, right.scenario)))
            case PlayingStep():
                return self.facilitator_notes(self.scenario(step.scenario))
        return ()

    def call_note(self, step: PlayingStep, scenario: Scenario) -> ContentNotePage:
        """Return the content note of a call, which creates the pages of each choice."""
        say, played, milder = self.say, self.played(scenario, step.profile), None
        if found := self._milder(scenario):
            label = say("note-milder", title=found.title)
            milder = Choice(label, lambda: [self.call_note(step, found)])
        return self.note(
            say("note-heading"),
            self.facilitator_notes(scenario),
            (
                say("note-call", title=scenario.title),
                self.contains(scenario.content_note),
                *([say("note-ways")] if isinstance(step, DecideStep) else []),
            ),
            go_on=lambda: self._play(step, played),
            milder=milder,
            read=lambda: self._read(step, played),
        )

    def _milder(self, scenario: Scenario) -> Scenario | None:
        try:
            return self.scenario(scenario.milder) if scenario.milder else None
        except SimulatorError:
            return None  # A user's own file may name a missing one.

    def _read(self, step: PlayingStep, played: PlayedScenario) -> list[Page]:
        """Return the call to read; for a decision step, with a continuation that ends well."""
        pages = self._reading(played)
        if not isinstance(step, DecideStep):
            return pages
        well = DecidePages(self, step, played).to_read()
        return [*pages[:2], *well] if well else pages

    def _reading(self, played: PlayedScenario) -> list[Page]:
        heading = self.say("read-heading", title=played.scenario.title)
        notes = self.facilitator_notes(played.scenario)
        reading = ReadingPage(heading, notes, self.narration(played))
        return [reading, *self.after(played, played.outcome, played.log)]

    def _play(self, step: PlayingStep, played: PlayedScenario) -> list[Page]:
        title, notes = played.scenario.title, self.facilitator_notes(played.scenario)
        if isinstance(step, TourStep):
            return self._tour(played)
        if isinstance(step, DecideStep) and (pages := DecidePages(self, step, played).pages()):
            return pages
        if isinstance(step, TakeStep) and Role.CALLER in played.scenario.seats:
            page = TakingPage(title, notes, played=played, speed=step.speed)

            def ended() -> list[Page]:
                assert page.taking is not None
                return self.after(played, page.taking.live.outcome, page.taking.live.log)

            page.then = ended
            return [page]
        tracks = (self.narration(played),)
        showing = ShowingPage(title, notes, tracks=tracks, speed=step.speed)
        return [showing, *self.after(played, played.outcome, played.log)]

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
            first, rest = tuple(lines[:FIRST_LINES]), lines[FIRST_LINES:]
            pages.append(SlidePage(heading, notes, (say(f"tour-{stage}"),), first))
            for start in range(0, len(rest), LINES):
                pages.append(SlidePage(heading, notes, points=tuple(rest[start : start + LINES])))
        return [*pages, *self.after(played, played.outcome, played.log)]

    def compare_note(self, step: CompareStep, place: int) -> ContentNotePage:
        """Return the content note of two compared calls."""
        say = self.say
        left, right = both = [self._side(side) for side in (step.left, step.right)]
        scenarios = [each.scenario for each in both]
        if left.scenario.id == right.scenario.id:
            called = say("note-call", title=f"{left.scenario.title} ({say('compare-both')})")
        else:
            called = say("note-compare", left=left.scenario.title, right=right.scenario.title)
        return self.note(
            say("note-heading"),
            self.facilitator_notes(*scenarios),
            (called, self.contains(part for each in scenarios for part in each.content_note)),
            go_on=lambda: self._side_by_side(step, place, both),
            read=lambda: [page for each in both for page in self._reading(each)],
        )

    def _side(self, side: ComparedCall) -> PlayedScenario:
        return self.played(self.scenario(side.scenario), side.profile)

    def _side_by_side(
        self, step: CompareStep, place: int, both: Sequence[PlayedScenario]
    ) -> list[Page]:
        say, titles = self.say, self._labels(step, place, both)
        reasons = (why(each.log, each.profile, say) for each in both)
        ends = tuple(
            f"{title}: {self.ending_text(each.scenario, each.outcome, because)}"
            for title, each, because in zip(titles, both, reasons, strict=True)
        )
        lines = say("help-short", lines="; ".join(self.help_lines()))
        tracks = tuple(map(self.narration, both))
        pages: list[Page] = [
            ShowingPage(say("step-compare"), tracks=tracks, titles=titles, speed=step.speed),
            SlidePage(
                say("ended-heading"), points=ends, small=(say("calm"), lines, say("help-key"))
            ),
        ]
        if step.ask:
            # The plan's texts are numbered: the question first, then its own labels.
            own = self.own(place, "text-1", step.ask)
            pages.append(SlidePage(say("after-heading"), sentences=(own,)))
        return pages

    def _labels(
        self, step: CompareStep, place: int, both: Sequence[PlayedScenario]
    ) -> tuple[str, ...]:
        number = int(bool(step.ask))
        found: list[str] = []
        same = both[0].scenario.id == both[1].scenario.id
        for side, each in zip((step.left, step.right), both, strict=True):
            if side.label:
                number += 1
                found.append(self.own(place, f"text-{number}", side.label))
            else:
                found.append(each.profile.title if same else each.scenario.title)
        return tuple(found)
