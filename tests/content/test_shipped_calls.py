"""What holds of the shipped scenarios together: nothing is left out, and nobody is left alone."""

from collections import Counter

import pytest

from simulator.content.library.library import Library
from simulator.content.scenario.scenario import Scenario
from simulator.core.terms import Outcome, Role

LIBRARY = Library()
SHIPPED: dict[str, Scenario] = {
    entry.id: LIBRARY.scenario(entry.path).scenario for entry in LIBRARY.scenarios()
}
FOR_PEOPLE = [name for name, told in SHIPPED.items() if told.kind != "flow"]
"""Those that are made for a group; the others play out rules of the flow."""
JUDGED = (Role.OPERATOR, Role.CALL_HANDLER)


def implies_abuse(scenario: Scenario) -> bool:
    return any("domestic abuse" in note for note in scenario.content_note)


def test_every_situation_of_the_fact_sheet_is_played() -> None:
    played = {situation for told in SHIPPED.values() for situation in told.basis}
    assert played == {f"SC-{number:02}" for number in range(1, 44)}


def test_there_is_something_for_everybody() -> None:
    """Every level, and every seat at the first and at a later one."""
    levels = Counter(SHIPPED[name].level for name in FOR_PEOPLE)
    assert min(levels[level] for level in (1, 2, 3, 4)) >= 4
    for role in (Role.CALLER, *JUDGED):
        taken = {SHIPPED[name].level for name in FOR_PEOPLE if role in SHIPPED[name].seats}
        assert {1, 3} <= taken


@pytest.mark.parametrize("name", FOR_PEOPLE)
def test_a_group_can_talk_about_it(name: str) -> None:
    """Questions, a note for whoever leads, a moment to decide where anything can be decided."""
    told = SHIPPED[name]
    assert told.debrief is not None
    assert len(told.debrief.ask) >= 3
    assert told.debrief.facilitator
    assert told.decision_points or told.outcome is Outcome.NOT_CONNECTED
    assert not set(told.seats) & set(JUDGED) or told.rubric
    assert all(rule.why for rule in told.expect)


@pytest.mark.parametrize("name", [name for name, told in SHIPPED.items() if told.milder])
def test_a_milder_one_is_milder(name: str) -> None:
    """It is no harder, and from one to the next there is an end without domestic abuse."""
    told = SHIPPED[name]
    milder = SHIPPED[told.milder or ""]
    assert milder.level <= told.level
    while implies_abuse(milder):
        assert milder.milder, f"{milder.id} implies domestic abuse and has nothing milder"
        milder = SHIPPED[milder.milder]


@pytest.mark.parametrize("name", [name for name, told in SHIPPED.items() if implies_abuse(told)])
def test_what_implies_domestic_abuse_has_something_milder(name: str) -> None:
    assert SHIPPED[name].milder
