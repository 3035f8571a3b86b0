"""What a fresh reader struck from shipped calls, as sentences that hold for other seeds too."""

import re
from itertools import pairwise

import pytest

from simulator.core import acts as do
from simulator.core.terms import Intent, Topic, UnitStatus
from tests.guidance.stories import HANDLER
from tests.session.calls import Play
from tests.session.calls import shipped as shipped

SEEDS = (0, 1, 2)
_SAYS = (do.Say, do.Ask, do.SetCode, do.OfferWays)


def said(call: Play, after: int = 0) -> list[str]:
    """Return all that the call handler says to the caller, from an instant on."""
    return [
        entry.body.words
        for entry in call.log
        if entry.actor is HANDLER and isinstance(entry.body, _SAYS) and entry.at >= after
    ]


@pytest.mark.parametrize("seed", SEEDS)
def test_breathing_that_is_not_known_is_asked_lower_and_then_the_ambulance_has_it(
    seed: int,
) -> None:
    """Three rungs for a child; nobody says "still" of what was never known (ST-29, DR-08)."""
    call = shipped("small-voice", seed)
    asked = [each for each in call.bodies(do.Ask, HANDLER) if Topic.BREATHING_WELL in each.about]
    assert 1 <= len(asked) <= 3
    assert len({each.words for each in asked}) == len(asked)
    assert not [w for w in said(call) if re.search(r"\bstill (?:breathing|going)|if it stops", w)]
    told = [each.text for each in call.bodies(do.BringIn, HANDLER)]
    assert any("Breathing asked about" in each for each in told), told


@pytest.mark.parametrize("seed", SEEDS)
def test_a_child_beside_an_ill_grown_up_hears_no_line_of_company_over_and_over(seed: int) -> None:
    """One thing to do or to tell; no same sentence comes a third time."""
    words = said(shipped("small-voice", seed))
    assert max(words.count(each) for each in words) <= 2
    assert any("Mummy" in each for each in words)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_child_who_is_not_found_is_asked_to_be_heard(seed: int) -> None:
    """ "It's empty", while the child is on our line: knock, shout, which door (EN-04)."""
    call = shipped("small-voice", seed)
    missed = [
        e.at
        for e in call.log
        if isinstance(e.body, do.UnitReport) and e.body.status is UnitStatus.NOT_FOUND
    ]
    for at in missed[:1]:
        words = " ".join(said(call, at))
        assert re.search(r"knock|door|window|[Ss]hout", words), words


@pytest.mark.parametrize("seed", SEEDS)
def test_who_is_deaf_is_let_go_in_writing(seed: int) -> None:
    """Nothing is spoken to one who reads, at the end least of all."""
    call = shipped("hears-nothing", seed)
    texted = [e for e in call.log if isinstance(e.body, do.SendText) and e.actor is not HANDLER]
    assert texted
    assert said(call, texted[0].at) == []
    bye = call.bodies(do.SendText, HANDLER)[-1]
    assert bye.news is Intent.CLOSE_WITH_OFFICER


@pytest.mark.parametrize("name", ["late-shift", "is-that-karen", "nearly-home"])
@pytest.mark.parametrize("seed", SEEDS)
def test_nobody_promises_to_stay_once_the_caller_is_found(name: str, seed: int) -> None:
    """In cover nothing but goodbye comes after *found*, and no word of police."""
    call = shipped(name, seed)
    found = [
        e.at
        for e in call.log
        if isinstance(e.body, do.UnitReport) and e.body.status is UnitStatus.FOUND
    ]
    for each in said(call, found[0]) if found else ():
        assert not re.search(r"stay on|going anywhere|police|hold", each), each


@pytest.mark.parametrize("name", ["hears-nothing", "small-voice", "slurred-sounds", "long-story"])
@pytest.mark.parametrize("seed", SEEDS)
def test_nobody_is_on_the_way_before_a_unit_has_left(name: str, seed: int) -> None:
    """A unit that is assigned has not left (practice2 2.2, rule 2)."""
    call = shipped(name, seed)
    leaves = min(
        (
            e.at
            for e in call.log
            if isinstance(e.body, do.UnitReport) and e.body.status is UnitStatus.EN_ROUTE
        ),
        default=0,
    )
    early = [
        e.body.words
        for e in call.log
        if e.actor is HANDLER and e.at < leaves and isinstance(e.body, do.Say | do.SendText)
    ]
    assert not [each for each in early if re.search(r"on (?:the|their) way|set off", each)], early


@pytest.mark.parametrize("seed", SEEDS)
def test_an_aunt_who_is_sorry_is_let_go_kindly(seed: int) -> None:
    """No question of another story, the child is greeted, and the last word is goodbye.

    Asked is what an accident needs: are you safe, and who else is there (CH-42), and the child
    whether anybody is hurt (SIT-10). That it was a mistake she has said: it is not asked again.
    """
    call = shipped("child-with-a-phone", seed)
    answered = [e.at for e in call.log if isinstance(e.body, do.CallBack)]
    later = [e for e in call.log if isinstance(e.body, do.Ask) and e.at > answered[0]]
    about = {e.body.about[0] for e in later if isinstance(e.body, do.Ask)}
    assert about == {Topic.INJURED, Topic.IN_DANGER, Topic.ALONE_TO_TALK}
    assert re.search(r"\bBye\b", said(call)[-1]), said(call)[-1]


@pytest.mark.parametrize("seed", SEEDS)
def test_who_rings_for_one_who_fell_is_asked_about_that_one(seed: int) -> None:
    """His leg is stuck: not the caller's own pain, feet, or door; and which mill (SIT-11)."""
    call = shipped("long-story", seed)
    words = said(call)
    # The place is said back in the caller's own words, and those have a door in them.
    rest = [each.replace("the side with the green door", "") for each in words]
    assert not [w for w in rest if re.search(r"\bdoor\b|your (?:hands|feet|breathing)", w)], words
    assert call.any(do.Ask, HANDLER, about=(Topic.LOCATION,))
    assert any(re.search(r"\b(?:he|him)\b", each) for each in words), words


@pytest.mark.parametrize("seed", SEEDS)
def test_beside_his_voice_a_code_waits_and_is_not_tried_again_and_again(seed: int) -> None:
    """A blow or a voice in the hand-over: no key tones, one test (CH-03, 8.2)."""
    call = shipped("row-in-the-kitchen", seed)
    assert sum(Topic.CAN_HEAR in each.about for each in call.bodies(do.Ask, HANDLER)) <= 1
    assert not [w for w in said(call) if re.search(r"press any key (?:once|twice)", w)]


@pytest.mark.parametrize("seed", SEEDS)
def test_who_waits_for_an_interpreter_is_not_left_in_silence(seed: int) -> None:
    """A voice in plain nouns, and no announcement that would not be understood."""
    call = shipped("another-language", seed)
    assert not [e for e in call.bodies(do.Say, HANDLER) if e.intent is Intent.GO_QUIET]
    ends = [e.at for e in call.log if isinstance(e.body, do.Arrive)] or [call.log[-1].at]
    times = [
        e.at
        for e in call.log
        if e.actor is HANDLER and isinstance(e.body, do.Say | do.Ask) and e.at < ends[0]
    ]
    assert max(b - a for a, b in pairwise(times)) <= 100_000
