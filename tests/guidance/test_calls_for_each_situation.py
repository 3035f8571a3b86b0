"""What the calls written for each situation showed of the people who are simulated in them."""

import pytest

from simulator.core import acts as do
from simulator.core.log import Entry
from simulator.core.terms import Role, Topic
from simulator.session.run.headless_run import run
from tests.session.sitting import setup


def log_of(scenario_id: str, seed: int) -> list[Entry]:
    of = setup(scenario_id)
    return list(run(of.scenario, of.profile, of.force, seed).log)


def said_by(role: Role, log: list[Entry]) -> list[str]:
    spoken = (each.body for each in log if each.actor is role)
    return [e.words for e in spoken if isinstance(e, do.Say | do.Ask | do.HandOver) and e.words]


def test_an_address_that_was_not_followed_is_said_again_with_the_question() -> None:
    """ "Is that right?" alone, after "Sorry, what?", asks nothing."""
    asked = [
        each.body.words
        for each in log_of("nobody-need-come", 0)
        if isinstance(each.body, do.Ask) and Topic.AT_KNOWN_ADDRESS in each.body.about
    ]
    assert len(asked) == 2
    assert all("Weavers Court" in words for words in asked)


def test_no_help_is_said_to_come_to_the_cell_of_a_network() -> None:
    """BR-07: it is a search, and no place."""
    said = said_by(Role.CALL_HANDLER, log_of("hes-my-friend", 1))
    assert not [words for words in said if "a cell" in words]


def test_words_that_were_for_another_person_were_spoken_all_the_same() -> None:
    """The operator quotes them, and does not add that nobody spoke."""
    handed = said_by(Role.OPERATOR, log_of("past-the-turning", 0))
    assert any("You've missed the turning" in words for words in handed)
    assert not [words for words in handed if "nobody spoke" in words]


@pytest.mark.parametrize("seed", [0, 1])
def test_who_wants_to_die_is_asked_once_whether_anything_hurts(seed: int) -> None:
    """Nobody laid hands on them: no second question about head and neck."""
    said = said_by(Role.CALL_HANDLER, log_of("a-long-night", seed))
    assert not [words for words in said if "your neck" in words.casefold()]


def test_a_caller_at_home_is_not_sent_among_people() -> None:
    """ "Stay close to people" is for the street."""
    said = said_by(Role.CALL_HANDLER, log_of("gone-down-the-pub", 1))
    assert not [words for words in said if "to people" in words or "near people" in words]


def test_nobody_opens_the_door_of_a_shop() -> None:
    """Staff are there, and see to it."""
    said = said_by(Role.CALL_HANDLER, log_of("off-the-night-bus", 0))
    assert not [words for words in said if "knock" in words or "open up" in words]


@pytest.mark.parametrize("seed", [0, 1])
def test_nobody_asks_for_a_weapon_in_a_fire(seed: int) -> None:
    """Who is afraid of smoke need have nobody else to be afraid of (SIT-27)."""
    asked = [each.body for each in log_of("smoke-on-the-landing", seed)]
    assert not [e for e in asked if isinstance(e, do.Ask) and Topic.WEAPON in e.about]


@pytest.mark.parametrize("seed", [0, 1])
def test_who_is_in_a_fire_hears_that_the_fire_service_was_asked_for(seed: int) -> None:
    """It is the smoke that they fear: nobody there has to be hidden from."""
    said = said_by(Role.CALL_HANDLER, log_of("smoke-on-the-landing", seed))
    assert [words for words in said if "fire service" in words]
    assert [words for words in said if "officers" in words.casefold()]
