"""What is at stake where a criterion is missed: named for each grave one, and for no other name."""

from simulator.debrief.render import first_page
from simulator.guidance import stakes
from simulator.guidance.stakes import Stake, stake_of_fault
from simulator.rules.rubric import Weight
from tests.session.calls import LIBRARY

CRITERIA = {each.id: each for held in LIBRARY.rubrics() for each in held.file.rubric.criteria}


def test_every_name_is_one_of_a_shipped_criterion() -> None:
    """A criterion that is renamed would else lose its place on the page without a word."""
    faults = {name for names in stakes._FAULTS.values() for name in names}
    follows = {name for pair in stakes._FOLLOWS.items() for name in (pair[0], *pair[1])}
    listed = first_page._ROUTINE | first_page._KEPT_BY_DOING_NOTHING
    assert (faults | follows | listed) - CRITERIA.keys() == set()


def test_what_is_critical_costs_more_than_care() -> None:
    """The page puts the gravest first, and the coach warns by it."""
    grave = {n for n, each in CRITERIA.items() if each.rule and each.weight is Weight.CRITICAL}
    assert {name for name in grave if stake_of_fault(name) is Stake.CARE} == set()


def test_nothing_is_its_own_cause() -> None:
    """A fault is told with its cause: two that were each other's would both be left out."""
    for name in stakes._FOLLOWS:
        seen, cause = {name}, name
        while cause := stakes.follows_from(cause, CRITERIA):
            assert cause not in seen, name
            seen.add(cause)
