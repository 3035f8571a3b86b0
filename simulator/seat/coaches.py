"""What the library has for a seat: its coach, by the scenario's rubrics, and its materials."""

from __future__ import annotations

from simulator.content.library.library import Library
from simulator.core.terms import Role
from simulator.debrief.assess.coaching import Coach
from simulator.rules.matching import Context
from simulator.seat.drama_number import number_of
from simulator.seat.view.materials import Materials
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


def materials(library: Library, setup: Setup) -> Materials:
    """What a person has at hand in that setup.

    Raises:
        ContentError: the file of a force, of the questions or of the numbers is wrong.
    """
    others = {
        loaded.force.id: loaded.force.title
        for loaded in library.forces()
        if loaded.force.id != setup.force.id
    }
    number = number_of(setup.scenario, library.drama_numbers())
    return Materials(setup.profile, setup.force, library.questions(), others, number)
