"""A call in which nobody harms: ill, fallen, trapped, in a fire, or about another person who is."""

import itertools
import re

import pytest

from simulator.content.scenario.endings import possible_endings
from simulator.core import acts as do
from simulator.core.terms import HowItEnds, Intent, Topic
from simulator.session.run.headless_run import run
from tests.guidance.stories import ALOUD, HANDLER, PLACE, did, facts, says, steps
from tests.session.calls import DEFAULT, GENERIC, LIBRARY, Play, Story, play

SEEDS = range(3)
NOWHERE = "location: {eisec: {place: the moor, radius: 3000}}\n"
FELL = "I've come off the path in the fog and I can't put any weight on my ankle."


def told(words: str, place: str = PLACE, seed: int = 0, **known: str) -> Story:
    """Play a caller who says that to police, aloud and alone."""
    said = says("speaks", words=f'"{words}"')
    known = {"can_hear": "yes", "can_speak": "yes", **known}
    return play(place + facts(**known) + ALOUD + steps(said), seed=seed)


def words_of(call: Story) -> list[str]:
    """Return all that the call handler says to the caller."""
    return [
        e.body.words
        for e in call.log
        if e.actor is HANDLER and isinstance(e.body, (do.Say, do.Ask))
    ]


def asked(call: Story) -> set[Topic]:
    """Return what the call handler asks about."""
    return {topic for each in call.bodies(do.Ask, HANDLER) for topic in each.about}


def checks(call: Story) -> list[str]:
    """Return how the call handler asks what changes."""
    return [e.words for e in call.bodies(do.Say, HANDLER) if e.intent is Intent.CHECK_IN]


@pytest.mark.parametrize("seed", SEEDS)
def test_who_is_ill_is_asked_what_changes_and_no_stock_symptoms(seed: int) -> None:
    """ "Any trouble swallowing?" of a chest pain has no reason (4.1, 4.4 hurt or ill)."""
    call = told("I've a tight band round my chest, I can't get my breath.", seed=seed)
    stock = r"swallow|fingers and toes|shivering|hands and feet|any colder|numbness, anything"
    assert checks(call)
    assert not [each for each in checks(call) if re.search(stock, each)]


@pytest.mark.parametrize("seed", SEEDS)
def test_of_a_lone_fall_nobody_asks_who_hears_and_no_silence_is_announced(seed: int) -> None:
    """How the body is comes before who listens; a free caller needs no silence (SIT-11, 4.2)."""
    call = told(FELL, seed=seed, alone_to_talk="yes", other_person_present="no", injured="yes")
    assert Topic.ALONE_TO_TALK not in asked(call)
    assert not [act for act in did(call) if act.startswith("say go_quiet")]
    assert not [each for each in words_of(call) if re.search(r"tap three times", each)]


@pytest.mark.parametrize("seed", SEEDS)
def test_who_can_say_where_they_are_is_not_taken_through_yes_and_no(seed: int) -> None:
    """A man in the fog is asked what he sees, not whether houses are all around (CH-17)."""
    call = told(FELL, NOWHERE, seed=seed, injured="yes", at_home="no", indoors="no")
    halves = {Topic.AT_HOME, Topic.INDOORS, Topic.IN_A_VEHICLE, Topic.ON_FOOT, Topic.IN_A_TOWN}
    assert halves.isdisjoint(asked(call))
    places = [e for e in call.bodies(do.Ask, HANDLER) if e.about == (Topic.LOCATION,)]
    assert len(places) >= 2
    assert not re.search(r"which one", places[0].words, re.IGNORECASE), "no place was named"


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    "words",
    [
        "My mate's collapsed, he's gone a funny colour and he's wheezing.",
        "There's a lady fallen off her bike, she's bleeding from her head.",
    ],
)
def test_who_rings_for_another_is_asked_about_that_one(words: str, seed: int) -> None:
    """Their breathing first; nothing of the caller's own body, and no "is anybody there?"."""
    call = told(words, seed=seed, other_person_present="yes", injured="yes")
    asks = list(call.bodies(do.Ask, HANDLER))
    assert Topic.BREATHING_WELL in asks[0].about or Topic.INJURED in asks[0].about
    assert {Topic.OTHER_PERSON_PRESENT, Topic.ALONE_TO_TALK, Topic.CAN_MOVE}.isdisjoint(asked(call))
    assert not [each for each in checks(call) if re.search(r"\byou (?:feel|doing|managing)", each)]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_one_who_is_ill_is_nobody_to_hide_officers_from(seed: int) -> None:
    """ "She's here" is said of the patient: officers, their time and their arrival are told."""
    call = told("My sister's having a fit, she won't wake up.", seed=seed,
        other_person_present="yes", needs_ambulance="yes", alone_to_talk="no")  # fmt: skip
    said = {e.intent for e in call.bodies(do.Say, HANDLER)}
    assert Intent.OFFICERS_SENT in said
    assert not [act for act in did(call) if act.startswith("withhold officers_sent")]


@pytest.mark.parametrize("seed", SEEDS)
def test_tablets_of_another_person_are_asked_about_as_theirs(seed: int) -> None:
    """ "How many did you take?" is of the wrong person; nor is the friend kept talking (SIT-13)."""
    call = told("My flatmate's taken a load of tablets, she's on the floor, she won't wake up.",
        seed=seed, other_person_present="yes", tablets_taken="yes")  # fmt: skip
    wrong = r"\bdid you take\b|\byou done anything\b|stay talking|what today's been"
    assert not [each for each in words_of(call) if re.search(wrong, each, re.IGNORECASE)]


@pytest.mark.parametrize("seed", SEEDS)
def test_in_a_fire_the_caller_hears_of_the_fire_service_and_is_asked_to_no_door(seed: int) -> None:
    """What was asked for is said as it is; a door may be what keeps smoke out (SIT-27)."""
    call = told("There's smoke coming under my door, I can't get out.", seed=seed,
        in_danger="yes", other_person_present="no", can_get_out="no", can_open_door="no",
    )  # fmt: skip
    assert Topic.CAN_OPEN_DOOR not in asked(call)
    told_of = [e.words for e in call.bodies(do.Say, HANDLER) if e.intent is Intent.AMBULANCE_SENT]
    assert told_of
    assert "fire service" in told_of[0] or "ire " in told_of[0]
    assert all(re.search(r"[Ff]ire|[Aa]mbulance|[Pp]aramedics", each) for each in told_of)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    "words", ["Should I move her?", "What do I do?", "Can I give her a drink?"]
)
def test_a_caller_who_asks_what_to_do_has_an_answer(words: str, seed: int) -> None:
    """CL-11: in the next line, that nothing is done yet and who is asked."""
    call = told(f"My sister's having a fit. {words}", seed=seed, needs_ambulance="yes")
    found = [e.words for e in call.bodies(do.Say, HANDLER) if e.intent is Intent.REASSURE]
    assert any("asking the ambulance" in each or "ask the ambulance" in each for each in found)


def test_one_breath_gets_one_receipt() -> None:
    """ "The gate's open. Please hurry." is not answered by two receipts and a time."""
    call = told("I've fallen and I can't get up. The back gate's open. Please hurry.",
        injured="yes", other_person_present="no")  # fmt: skip
    short = [e.intent in (Intent.GOT_IT, Intent.REASSURE) for e in call.bodies(do.Say, HANDLER)]
    assert (True, True) not in list(itertools.pairwise(short))


def test_who_says_where_and_stays_on_the_line_is_found() -> None:
    """A search without a trace, while the caller says where, is no story."""
    for name in ("long-story", "an-empty-packet"):
        found = possible_endings(LIBRARY.scenario(name).scenario)
        assert HowItEnds.NO_TRACE not in [each.ending for each in found.first]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_sob_before_tablets_is_no_fight(seed: int) -> None:
    """Who cries to the operator, and then says what they took, is asked of no attacker (SIT-13)."""
    call = Play(run(LIBRARY.scenario("an-empty-packet").scenario, DEFAULT, GENERIC, seed))
    threat = {Topic.WEAPON, Topic.IN_DANGER, Topic.AWAKE, Topic.CHILDREN, Topic.ALONE_TO_TALK}
    assert threat.isdisjoint(asked(call))
    assert not [e.text for e in call.bodies(do.BringIn, HANDLER) if "violent" in e.text]
    much = [e for e in call.bodies(do.Ask, HANDLER) if Topic.TABLETS_TAKEN in e.about]
    assert len(much) <= 2
