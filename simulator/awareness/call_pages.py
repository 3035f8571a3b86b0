"""Pages of a call: content note, then tour, playback, decisions or reading."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.awareness.caller_choice_pages import CallerChoicePages
from simulator.awareness.continuations import PlayedScenario
from simulator.awareness.decision_pages import DecidePages
from simulator.awareness.help_pages import EndPages, HelpPages
from simulator.awareness.page_context import PageContext
from simulator.awareness.pages import (
    ContentNotePage,
    Page,
    ReadingPage,
    ShowingPage,
    SlidePage,
    TakingPage,
)
from simulator.awareness.story.narration import NarrationLine, by_stage
from simulator.awareness.story.what_changed import why
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


class CallPages:
    """Builder of a call's pages."""

    def __init__(self, context: PageContext, helping: HelpPages) -> None:
        self._context = context
        self._help = helping
        self._ends = EndPages(context, helping)

    def notes(self, step: Step) -> tuple[str, ...]:
        """Return the facilitator's notes on the calls of a step."""
        if isinstance(step, CompareStep):
            return self._of_each([self._side(step.left), self._side(step.right)])
        if isinstance(step, PlayingStep):
            return self._ends.about(self._context.scenario(step.scenario))
        return ()

    def _of_each(self, calls: Sequence[PlayedScenario]) -> tuple[str, ...]:
        return tuple(
            dict.fromkeys(note for each in calls for note in self._ends.about(each.scenario))
        )

    # --- before a call ----------------------------------------------------------------------------

    def note(self, step: PlayingStep, scenario: Scenario) -> ContentNotePage:
        """Return the content note of a call, which creates the pages of each choice."""
        say = self._context.say
        played = self._context.played(scenario, step.profile)
        milder = self._milder(scenario)
        choices = [say("note-go")]
        if milder is not None:
            choices.append(say("note-milder", title=milder.title))
        choices += [say("note-read"), say("note-skip")]
        return ContentNotePage(
            say("note-heading"),
            notes=self._ends.about(scenario),
            sentences=(
                say("note-call", title=scenario.title),
                self._ends.contains(scenario),
                *([say("note-ways")] if isinstance(step, DecideStep) else []),
            ),
            choices=tuple(choices),
            go_on=lambda: self._play(step, played),
            read=lambda: self._read(step, played),
            milder=(lambda: [self.note(step, milder)]) if milder is not None else None,
        )

    def _milder(self, scenario: Scenario) -> Scenario | None:
        try:
            return self._context.scenario(scenario.milder) if scenario.milder else None
        except SimulatorError:
            return None  # A user's own file may name a missing one.

    def _read(self, step: PlayingStep, played: PlayedScenario) -> list[Page]:
        """Return the call to read; for a decision step, with a continuation that ends well."""
        pages = self._reading(played)
        if not isinstance(step, DecideStep):
            return pages
        well = DecidePages(self._context, self._ends, step, played).to_read()
        return [*pages[:2], *well] if well else pages

    def _reading(self, played: PlayedScenario) -> list[Page]:
        heading = self._context.say("read-heading", title=played.scenario.title)
        notes = self._ends.about(played.scenario)
        return [
            ReadingPage(heading, notes, self._context.narration(played)),
            *self._ends.after(played, played.outcome, played.log),
        ]

    # --- playing a call ---------------------------------------------------------------------------

    def _play(self, step: PlayingStep, played: PlayedScenario) -> list[Page]:
        if isinstance(step, TourStep):
            return self._tour(played)
        if isinstance(step, DecideStep):
            pages = DecidePages(self._context, self._ends, step, played).pages()
            if pages:
                return pages
        title, notes = played.scenario.title, self._ends.about(played.scenario)
        if isinstance(step, TakeStep) and Role.CALLER in played.scenario.seats:

            def ended(taking: CallerChoicePages) -> list[Page]:
                return self._ends.after(played, taking.live.outcome, taking.live.log)

            return [TakingPage(title, notes, played=played, speed=step.speed, ended=ended)]
        tracks = (self._context.narration(played),)
        showing = ShowingPage(title, notes, tracks=tracks, speed=step.speed)
        return [showing, *self._ends.after(played, played.outcome, played.log)]

    def _tour(self, played: PlayedScenario) -> list[Page]:
        """Return the meaning of each stage with its lines, a few lines on each page."""
        say, pages = self._context.say, list[Page]()
        notes = self._ends.about(played.scenario)
        for part in by_stage(self._context.narration(played)):
            heading = say(f"stage-{part.stage}")
            lines = [_line(moment, self._context) for moment in part.moments]
            if len(lines) > HANDLED:
                lines[HANDLED:] = [say("tour-and-so-on")]
            first, rest = lines[:FIRST_LINES], lines[FIRST_LINES:]
            meaning = (say(f"tour-{part.stage}"),)
            pages.append(SlidePage(heading, notes, sentences=meaning, points=tuple(first)))
            for start in range(0, len(rest), LINES):
                group = tuple(rest[start : start + LINES])
                pages.append(SlidePage(heading, notes, points=group))
        return [*pages, *self._ends.after(played, played.outcome, played.log)]

    # --- two calls --------------------------------------------------------------------------------

    def compare_note(self, step: CompareStep, place: int) -> ContentNotePage:
        """Return the content note of two compared calls."""
        say = self._context.say
        sides = (step.left, step.right)
        both = [self._side(side) for side in sides]
        titles = self._labels(step, place, both)
        scenarios = [each.scenario for each in both]
        one = scenarios[0].id == scenarios[1].id
        called = (
            say("note-call", title=f"{scenarios[0].title} ({say('compare-both')})")
            if one
            else say("note-compare", left=scenarios[0].title, right=scenarios[1].title)
        )
        return ContentNotePage(
            say("note-heading"),
            notes=self._of_each(both),
            sentences=(called, self._ends.contains(*scenarios)),
            choices=(say("note-go"), say("note-read"), say("note-skip")),
            go_on=lambda: self._side_by_side(step, place, both, titles),
            read=lambda: [*self._reading(both[0]), *self._reading(both[1])],
        )

    def _side(self, side: ComparedCall) -> PlayedScenario:
        return self._context.played(self._context.scenario(side.scenario), side.profile)

    def _side_by_side(
        self, step: CompareStep, place: int, both: Sequence[PlayedScenario], titles: tuple[str, str]
    ) -> list[Page]:
        say = self._context.say
        reasons = (why(each.log, each.profile, say) for each in both)
        ends = tuple(
            f"{title}: {self._ends.ending_text(each.scenario, each.outcome, because)}"
            for title, each, because in zip(titles, both, reasons, strict=True)
        )
        small = (say("calm"), self._help.short(), say("help-key"))
        tracks = tuple(self._context.narration(each) for each in both)
        pages: list[Page] = [
            ShowingPage(say("step-compare"), tracks=tracks, titles=titles, speed=step.speed),
            SlidePage(say("ended-heading"), points=ends, small=small),
        ]
        if step.ask:
            # The plan's texts are numbered: the question first, then its own labels.
            own = self._context.own(place, "text-1", step.ask)
            pages.append(SlidePage(say("after-heading"), sentences=(own,)))
        return pages

    def _labels(
        self, step: CompareStep, place: int, both: Sequence[PlayedScenario]
    ) -> tuple[str, str]:
        first = 1 + bool(step.ask)
        found: list[str] = []
        same = both[0].scenario.id == both[1].scenario.id
        for side, each in zip((step.left, step.right), both, strict=True):
            if side.label:
                found.append(self._context.own(place, f"text-{first}", side.label))
                first += 1
            else:
                found.append(each.profile.title if same else each.scenario.title)
        return found[0], found[1]


def _line(moment: NarrationLine, context: PageContext) -> str:
    who = f"{context.say('line-who', who=moment.who)} " if moment.who else ""
    return f"{who}{moment.text}"
