"""The pages around a call: what is in it, said beforehand, and its calm end."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.awareness.alternatives import Played
from simulator.awareness.context import Desk
from simulator.awareness.help_pages import HelpPages
from simulator.awareness.pages import Page, Slide
from simulator.awareness.story.narration import how_it_ended
from simulator.awareness.story.what_changed import nobody_needed_help, why
from simulator.content.scenario.scenario import Scenario
from simulator.core.log import Entry
from simulator.core.terms import Outcome


class EndPages:
    """What a room is told before a call, and after it."""

    def __init__(self, desk: Desk, helping: HelpPages) -> None:
        """Texts from what lies on `desk`; every end shows `helping`."""
        self._desk = desk
        self._help = helping

    def about(self, scenario: Scenario) -> tuple[str, ...]:
        """The scenario's own notes to whoever leads."""
        told = scenario.debrief
        return (told.facilitator,) if told and told.facilitator else ()

    def contains(self, *scenarios: Scenario) -> str:
        """What is in these calls, in a sentence."""
        found = dict.fromkeys(part for each in scenarios for part in each.content_note)
        if not found:
            return self._desk.say("note-nothing")
        return self._desk.say("note-in-it", content="; ".join(found))

    def after(self, played: Played, outcome: Outcome | None, log: Sequence[Entry]) -> list[Page]:
        """How it ended and why, with where to find help; then what to talk over."""
        say, scenario = self._desk.say, played.scenario
        notes = (say("lead-after"), *self.about(scenario))
        because = why(log, played.profile, say)
        return [
            self.ended(scenario, outcome, notes, because),
            *self.to_talk_over(scenario, outcome),
        ]

    def to_talk_over(self, scenario: Scenario, outcome: Outcome | None) -> list[Page]:
        """The scenario's questions: those after this outcome, where it has some of their own."""
        told = scenario.debrief
        if told is None:
            return []
        own = told.by_outcome.get(outcome) if outcome else None
        notes = (self._desk.say("lead-after"), *told.notes_after(outcome))
        return [Slide(self._desk.say("after-heading"), notes, points=own.ask if own else told.ask)]

    def ended(
        self,
        scenario: Scenario,
        outcome: Outcome | None,
        notes: tuple[str, ...],
        because: tuple[str, ...],
    ) -> Slide:
        """How it ended and what decided it, that it is over, and where to find help."""
        return self._slide("ended-heading", notes, (self.told(scenario, outcome, because),))

    def told(self, scenario: Scenario, outcome: Outcome | None, because: tuple[str, ...]) -> str:
        """How it ended, what decided it, and whether nobody needed help, in sentences."""
        say = self._desk.say
        unharmed = (say("nobody-needed-help"),) if nobody_needed_help(scenario) else ()
        return " ".join((how_it_ended(outcome, say), *because, *unharmed))

    def calm(self, notes: tuple[str, ...]) -> Slide:
        """That it is over, and where to find help."""
        return self._slide("over-heading", notes, ())

    def _slide(self, heading: str, notes: tuple[str, ...], told: tuple[str, ...]) -> Slide:
        say = self._desk.say
        return Slide(
            say(heading),
            notes,
            sentences=(*told, say("calm"), say("help-close")),
            points=self._help.lines(),
            small=(say("help-key"),),
        )
