"""The coach of each seat, by the rubrics that a scenario names."""

from __future__ import annotations

from simulator.content.library.library import Library
from simulator.core.terms import Role
from simulator.debrief.assess.coaching import Coach
from simulator.rules.matching import Context
from simulator.session.run.live import Setup


def coaches(library: Library, setup: Setup) -> dict[Role, Coach]:
    """A coach for each seat that a rubric of the scenario is about; a caller never has one.

    Raises:
        ContentError: a rubric's file is wrong.
        LibraryError: there is no such rubric.
    """
    context = Context(force=setup.force, profile=setup.profile)
    found: dict[Role, Coach] = {}
    for name in setup.scenario.rubric:
        rubric = library.rubric(name).rubric
        if rubric.role in setup.seats:
            found[rubric.role] = Coach(rubric, context)
    return found
