"""An operator and a call handler who handle calls badly at times: good ones, with lapses."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.content.procedure.reference_data import QuestionBank
from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.log import Entry
from simulator.core.profile import Force
from simulator.guidance.looks import Options
from simulator.guidance.rows import Hand
from simulator.knowledge.facts import KnownFacts
from simulator.session.participant import Reaction
from simulator.session.people.guided_person import GuidedPerson, HandPlan, with_words
from simulator.session.people.lapses.drawn_lapses import DrawnLapses
from simulator.session.people.lapses.lapse import lapse_in
from simulator.session.people.simulated_handler import SimulatedHandler
from simulator.session.people.simulated_operator import SimulatedOperator


class LapsingPerson(GuidedPerson):
    """A person who follows guidance, but for the lapses that the seed draws for them."""

    lapses: DrawnLapses
    bank: QuestionBank

    @property
    def facts(self) -> KnownFacts:
        """What they know."""
        return self.knowledge.facts

    @property
    def _asks(self) -> bool:
        """Whether an answer is waited for."""
        facts = self.knowledge.facts
        return facts.asking is not None or facts.last_said in self.asks_for_sign

    @property
    def force(self) -> Force | None:
        """The force that they work for; None of an operator."""
        return self.lapses.force

    def drawn_words(self, lapse: str) -> str:
        """Return some of the words of a lapse."""
        return self.lapses.drawn_words(lapse)

    def options(self, at: Millis) -> Options:
        """Return what they do, of what good practice does and of their own."""
        return self.lapses.shaped(super().options(at), self.knowledge, at)

    def free(self, hand: Hand, at: Millis) -> Sequence[Millis | None]:
        """Return from when a hand is free; the voice perhaps sooner or later than it should be."""
        free = super().free(hand, at)
        if hand is Hand.DESK:
            return free
        return self.lapses.freed(free, self.knowledge, at, self._asks)

    def once_lapsed(self, plan: HandPlan | None, at: Millis) -> HandPlan | None:  # noqa: ARG002
        """Say it all the same: these people do not ask themselves how old an answer is."""
        return plan

    def first_words(self, action: do.Action) -> do.Action:
        """Return an act that is being done with words, those of a lapse among them."""
        for field in ("words", "text"):
            if lapse := lapse_in(getattr(action, field, "")):
                return with_words(action, self.drawn_words(lapse), field)
        return super().first_words(action)

    def in_words(self, action: do.Action) -> do.Action | Reaction:
        """Return an act as it is done, or what is planned if nothing is left to say."""
        compose = getattr(super(), "in_words", None)
        made = action if compose is None else compose(action)
        if isinstance(made, Reaction):
            return made
        plans = (plan for plan in (self.voice_plan, self.desk_plan) if plan is not None)
        row = next((plan.row for plan in plans if plan.action is action), None)
        return self.lapses.done_as(made, row, self)

    def on_heard(self, entry: Entry, at: Millis) -> Reaction:
        """Note which lapse an act of theirs was; then go on."""
        if entry.actor is self.role and not isinstance(entry.body, do.Finish):
            self.lapses.take(entry, self.knowledge)
        return super().on_heard(entry, at)


def give(person: LapsingPerson, lapses: DrawnLapses, bank: QuestionBank) -> None:
    """Give a person the lapses that the seed draws for them."""
    person.lapses, person.bank = lapses, bank


class LapsingHandler(LapsingPerson, SimulatedHandler):
    """A call handler with lapses."""


class LapsingOperator(LapsingPerson, SimulatedOperator):
    """An operator with lapses."""
