"""The words in which a simulated person would do an act of good practice."""

from __future__ import annotations

from simulator.core import acts as do
from simulator.core.profile import Force, Profile
from simulator.core.terms import Role
from simulator.debrief.turning_points.comparison import Worded
from simulator.knowledge.knowledge import Knowledge
from simulator.session.people.simulated_handler import SimulatedHandler
from simulator.session.people.simulated_operator import SimulatedOperator
from simulator.session.people.wording import SpokenWords
from simulator.session.random_stream import RandomStream
from simulator.session.run.headless_run import line_book, question_bank


def lines_of(role: Role, profile: Profile, force: Force) -> Worded:
    """Return how `role` words an act; the same words each time."""

    def words(knowledge: Knowledge, action: do.Action) -> str:
        if not isinstance(action, do.Speech | do.SendText):
            return ""
        chance = RandomStream(0, "debrief")
        spoken = SpokenWords(line_book(role), chance)
        person = (
            SimulatedOperator(profile, chance, spoken=spoken)
            if role is Role.OPERATOR
            else SimulatedHandler(profile, force, question_bank(), spoken)
        )
        person.knowledge = knowledge
        worded = person.worded(action)
        assert isinstance(worded, do.Speech | do.SendText)
        return worded.words

    return words
