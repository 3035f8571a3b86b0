"""What a sixth fresh reader struck from shipped calls, as sentences that hold for more of them."""

import re

import pytest

from simulator.content.scenario.endings import possible_endings
from simulator.core import acts as do
from simulator.core.statements import StatementTopic
from simulator.core.terms import HowItEnds, Intent, Topic, UnitStatus
from simulator.knowledge.judgements.table import hidden
from tests.guidance.stories import HANDLER, acts_with_facts
from tests.guidance.test_what_a_reader_struck import SEEDS, said, shipped
from tests.session.calls import LIBRARY


@pytest.mark.parametrize("seed", [*SEEDS, 4, 38])
@pytest.mark.parametrize("name", ["in-a-car-boot", "voices-in-a-moving-car"])
def test_whether_it_moves_is_never_asked_by_a_clock(name: str, seed: int) -> None:
    """ "Is it moving?" by a clock for an hour finds no car: three times are enough (WT-10)."""
    asks = shipped(name, seed).bodies(do.Ask, HANDLER)
    assert sum(Topic.MOVING in each.about for each in asks) <= 3


@pytest.mark.parametrize("seed", range(4))
def test_who_is_shut_in_and_hears_no_more_questions_is_kept_company(seed: int) -> None:
    """She whispers from a boot: no five minutes go by without a word, and few have one (4.2)."""
    call = shipped("in-a-car-boot", seed)
    words = [e.at for e in call.log if e.actor is HANDLER and isinstance(e.body, do.SPOKEN)]
    found = call.first(do.UnitReport, status=UnitStatus.FOUND).at
    waits = [b - a for a, b in zip(words, [*words[1:], found], strict=True) if a < found]
    assert max(waits) <= 240_000


def test_who_whispers_where_they_are_and_stays_on_the_line_is_found() -> None:
    """The line is live and she has named a lane: that is no search without a trace (EN-14)."""
    ends = possible_endings(LIBRARY.scenario("in-a-car-boot").scenario)
    assert HowItEnds.NO_TRACE not in [each.ending for each in (*ends.first, *ends.caller)]


@pytest.mark.parametrize("seed", [*SEEDS, 4, 37, 38])
def test_who_sits_in_a_car_with_him_is_asked_nothing_of_a_boot(seed: int) -> None:
    """Air, and "before you were shut in": no word for a passenger (SIT-05 against SIT-06)."""
    words = said(shipped("voices-in-a-moving-car", seed))
    assert not [each for each in words if re.search(r"\bair\b|shut in|breathe", each)]


@pytest.mark.parametrize("seed", [*SEEDS, 37, 38])
@pytest.mark.parametrize("name", ["voices-in-a-moving-car", "row-in-the-kitchen"])
def test_no_key_tone_is_asked_for_and_no_police_named_beside_him(name: str, seed: int) -> None:
    """Steps or voices are near: a key beeps, and "Police" is heard across a car (SIT-05, 8.2)."""
    call, wrong = shipped(name, seed), []
    for entry, facts, _ in acts_with_facts(call):
        if not isinstance(entry.body, do.Say) or facts.found or not facts.other_voice:
            continue
        if re.search(r"Police|\bkey\b", entry.body.words):
            wrong.append(entry.body.words)
    assert wrong == []


QUIET_CALLS = ("footsteps-on-the-landing", "behind-the-car-wash")


@pytest.mark.parametrize("seed", [*SEEDS, 38, 40, 42])
@pytest.mark.parametrize("name", QUIET_CALLS)
def test_who_hides_is_never_asked_to_talk_at_any_time(name: str, seed: int) -> None:
    """ "Talk any time", "tell me the second anybody comes": that gives her away (4.4 hidden)."""
    words = said(shipped(name, seed))
    loud = r"talk any time|just say\b|[Jj]ust say if|the second anybody comes"
    assert not [each for each in words if re.search(loud, each)]


@pytest.mark.parametrize("seed", [*SEEDS, 41])
def test_who_bleeds_is_not_put_off_by_typing(seed: int) -> None:
    """Typing is for those who are safe; he bleeds and she throws things (4.4)."""
    words = said(shipped("twice-the-size-of-her", seed))
    assert not [each for each in words if "typ" in each]


@pytest.mark.parametrize("seed", [*SEEDS, 42])
def test_who_is_locked_in_from_outside_is_not_ordered_to_stay_in(seed: int) -> None:
    """A chain is on the door: "Don't come out yet" is no advice; that they get in is (ST-52)."""
    words = said(shipped("behind-the-car-wash", seed))
    assert not [each for each in words if re.search(r"come out|door shut|Stay put", each)]


@pytest.mark.parametrize("seed", [*SEEDS, 40])
@pytest.mark.parametrize("name", ["my-voice-keeps-going"])
def test_who_put_the_bolt_on_and_is_alone_may_open_to_the_police(name: str, seed: int) -> None:
    """He has gone: the door that she holds is opened to officers (DR-35, CH-78)."""
    words = said(shipped(name, seed))
    assert not [each for each in words if re.search(r"door shut|[Dd]on't come out", each)]


@pytest.mark.parametrize("seed", [*SEEDS, 39])
def test_who_gets_weaker_after_tablets_is_sent_to_no_door(seed: int) -> None:
    """ "I can hardly hold the phone": nobody sends her to the door (ST-34, DR-35)."""
    words = said(shipped("an-empty-packet", seed))
    assert not [each for each in words if re.search(r"open up|open it|no hurry|Let me hear", each)]


@pytest.mark.parametrize("seed", [*SEEDS, 41])
def test_that_officers_are_kept_out_comes_with_that_they_stay(seed: int) -> None:
    """ "Turned away at the door" frightens, and is not so: they stay (0.1 rule 2, EN-03)."""
    words = said(shipped("twice-the-size-of-her", seed))
    assert not [each for each in words if "turned away" in each]


@pytest.mark.parametrize("seed", [*SEEDS, 37])
def test_a_snore_of_one_who_does_not_wake_gets_more_than_a_receipt(seed: int) -> None:
    """Not waking and snoring is not normal breathing: what is to be done (ST-28, DR-08)."""
    call = shipped("out-on-the-stairs", seed)
    log = list(acts_with_facts(call))
    for entry, facts, _ in log:
        bad = any(each.topic is StatementTopic.BREATHING_BADLY for each in facts.news)
        if isinstance(entry.body, do.Say) and entry.body.intent is Intent.GOT_IT and bad:
            assert re.search(r"CPR|on (?:his|her|their) back|normal", entry.body.words)


def test_hidden_is_a_judgement_of_these_stories() -> None:
    """The boot is no hiding place: nobody looks for her there, and she is asked how she is."""
    known = list(acts_with_facts(shipped("in-a-car-boot", 38)))
    assert not any(hidden.holds(each.facts) for each in known)
