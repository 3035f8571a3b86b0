"""The call to take next, and why: another try at what was missed, or the next one of the menu."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import NamedTuple

from simulator.content.library.library import Library, ScenarioHeader
from simulator.core.terms import Role
from simulator.debrief.assess.findings import assess
from simulator.debrief.learning.progress import (
    Candidate,
    Practice,
    candidates,
    progress,
    suggestions,
)
from simulator.errors import SimulatorError
from simulator.rules.match_criteria import Context
from simulator.rules.rubric import LOOKED_AT
from simulator.seat.run_choices import in_order
from simulator.seat.seat_view import SeatView

MOST_TRIED = 6
"""Most calls that are looked at: each is run once, in 100 ms or so (our choice)."""
_NOW = datetime(2000, 1, 1, tzinfo=UTC)
"""Any instant: there is one practice."""


class NextCall(NamedTuple):
    """A call to take next."""

    entry: ScenarioHeader
    why: str
    """What it gives, as the end of a sentence."""


def next_call(view: SeatView, library: Library) -> NextCall | None:
    """Return the call to take after a run, in the same seat; None if no other call has it."""
    return [None, *looked_for(view, library)][-1]


def looked_for(view: SeatView, library: Library) -> Iterator[NextCall | None]:
    """Yield after each call that was looked at, so that a screen can do other things; then it."""
    wanted = [role for role in LOOKED_AT if role in view.roles]
    following: list[ScenarioHeader] = []
    offered: list[Candidate] = []
    for entry in islice(_following(view, library), MOST_TRIED):
        following.append(entry)
        offered += candidates(library, wanted, [entry])
        yield None
    found = suggestions(progress([_practice(view, library)]), offered, most=1)
    for each in found:
        entry = next(entry for entry in following if entry.id == each.candidate.scenario)
        yield NextCall(entry, f"another try at this: {each.aims[0].says}")
    if following and not found:
        yield NextCall(following[0], "the next one in the menu for this seat")


def _following(view: SeatView, library: Library) -> Iterator[ScenarioHeader]:
    """Yield the calls after this one in the menu that have its seats, no more than a level up."""
    setup = view.live.setup
    order = in_order(library.survey()[0])
    here = next((n for n, each in enumerate(order) if each.id == setup.scenario.id), -1)
    for entry in (*order[here + 1 :], *order[: max(here, 0)]):
        if entry.level > setup.scenario.level + 1 or entry.kind == "flow":
            continue
        try:
            if set(setup.seats) <= set(library.scenario(entry.path).scenario.seats):
                yield entry
        except SimulatorError:
            continue  # `check` says what is wrong with it.


def _practice(view: SeatView, library: Library) -> Practice:
    setup = view.live.setup
    context = Context(force=setup.force, profile=setup.profile)
    rubrics = (library.rubric(name).file.rubric for name in setup.scenario.rubric)
    found = tuple(
        (rubric.role, finding)
        for rubric in rubrics
        if rubric.role in setup.seats
        for finding in assess(view.heard(Role(rubric.role)), rubric, context)
    )
    about = setup.scenario
    return Practice("", _NOW, about.id, about.level, setup.seats, True, False, found)
