"""What a third fresh reader struck: children, officers at the door, codes and the desk."""

import re
from collections import Counter

import pytest

from simulator.core import acts as do
from simulator.core.terms import Intent, Sign, Topic
from simulator.knowledge.facts import Hearers
from simulator.knowledge.sounds_taken import means_worse
from tests.guidance.stories import HANDLER, acts_with_facts
from tests.guidance.test_what_a_reader_struck import said, shipped

ILL = ("dad-is-shaking", "small-voice", "nanny-on-the-floor")
"""Shipped calls of a child beside a grown-up who is ill."""


@pytest.mark.parametrize("seed", [15, 16, 21, 30])
def test_who_explains_what_a_child_did_is_asked_whether_all_are_safe_and_let_go(seed: int) -> None:
    """The child was heard: all are safe, thanks, and the line goes in minutes (CH-42, EN-13)."""
    call = shipped("child-with-a-phone", seed)
    assert any(Topic.IN_DANGER in each.about for each in call.bodies(do.Ask, HANDLER))
    assert [each for each in call.bodies(do.Say, HANDLER) if each.intent is Intent.THANK]
    assert call.log[-1].at < 10 * 60_000


@pytest.mark.parametrize("name", ILL)
@pytest.mark.parametrize("seed", [15, 20, 21])
def test_what_a_child_was_given_to_do_does_not_come_round_again(name: str, seed: int) -> None:
    """No wheel of errands: each thing to do or to tell once (WT-08, 4.4, 8.4)."""
    call = shipped(name, seed)
    things = Counter(
        re.sub(r"^[^.?!]*?(?:okay|right|all right|er|erm|mm)[.,] ", "", each.words.lower())
        for each in call.bodies(do.Say, HANDLER)
        if each.intent is Intent.CHILD_DO and "I'm" not in each.words
    )
    company = (
        "on the phone",
        "nothing wrong",
        "doing",
        "helping",
        "ringing us",
        "you see",
        "know",
        "right people",
        "stay with",
        "has you",
        "listening",
        "clever",
        "hear everything",
    )
    again = [w for w, n in things.items() if n > 1 and not any(each in w for each in company)]
    assert again == []


@pytest.mark.parametrize("name", ILL)
@pytest.mark.parametrize("seed", [15, 20, 21])
def test_a_child_beside_the_ill_is_asked_its_name_once(name: str, seed: int) -> None:
    """A child is called by its name by nobody who has not asked for it (SIT-09)."""
    asked = [
        each for each in said(shipped(name, seed)) if re.search(r"your name|Who are you", each)
    ]
    assert len(asked) == 1


@pytest.mark.parametrize("name", ILL)
@pytest.mark.parametrize("seed", [15, 16, 20, 21])
def test_nothing_is_laid_over_the_ill_and_nobody_is_on_their_own_back(name: str, seed: int) -> None:
    """A man soaked in sweat gets no blanket; "Dad on Dad's back" is no English."""
    words = " ".join(said(shipped(name, seed)))
    assert not re.search(r"blanket|(\w+) on \1's|toys|cheek", words)


@pytest.mark.parametrize("seed", [15, 16, 17, 18])
def test_a_child_who_can_open_is_sent_to_let_officers_in_once_they_are_there(seed: int) -> None:
    """ "Open when I say": it is said, once, and not before they are at scene (4.4, DR-35)."""
    call = shipped("dad-is-shaking", seed)
    at_scene = call.first(do.Arrive).at
    sent = [
        e.at
        for e in call.log
        if e.actor is HANDLER and isinstance(e.body, do.Say) and "let the police in" in e.body.words
    ]
    assert len(sent) == 1
    assert sent[0] > at_scene


@pytest.mark.parametrize("name", ILL)
@pytest.mark.parametrize("seed", [15, 20, 22])
def test_at_scene_is_not_said_to_a_child_as_at_the_door(name: str, seed: int) -> None:
    """They may be at another door: what is known is that they are in the street (0.1, EN-04)."""
    call = shipped(name, seed)
    assert not [e for e in said(call) if re.search(r"at (?:the|your) (?:front )?door\. That", e)]


@pytest.mark.parametrize("seed", [15, 18, 20, 24])
def test_each_sign_of_an_illness_reaches_the_ambulance(seed: int) -> None:
    """With sugar, that he sweats is what ambulance control needs (CH-61, B10, BF-8)."""
    call = shipped("dad-is-shaking", seed)
    heard = {
        each
        for each in ("diabetic", "sweating")
        for e in call.log
        if isinstance(e.body, do.Say) and e.actor is not HANDLER and each in e.body.words
    }
    told = " ".join(each.text for each in call.bodies(do.BringIn, HANDLER))
    assert [each for each in heard if each not in told] == []


@pytest.mark.parametrize("name", ["small-voice", "an-empty-packet", "behind-the-car-wash"])
@pytest.mark.parametrize("seed", range(4))
def test_no_work_on_the_radio_is_named_that_nobody_does(name: str, seed: int) -> None:
    """ "I'm on the radio for you now" would have to be so (LP-08)."""
    assert not [each for each in said(shipped(name, seed)) if "on the radio" in each.lower()]


@pytest.mark.parametrize("seed", [15, 16, 17])
def test_an_officers_question_is_put_in_cover_where_it_has_words_for_it(seed: int) -> None:
    """ "One, or more than one?": a shop could ask it, so it is not answered "not known" (CH-74)."""
    call = shipped("pizza-please", seed)
    asked_for = [
        e.at
        for e in call.log
        if isinstance(e.body, do.OfficersAsk) and e.body.about is Topic.MORE_THAN_ONE
    ]
    put = [
        e.at
        for e in call.log
        if e.actor is HANDLER and isinstance(e.body, do.Ask) and Topic.MORE_THAN_ONE in e.body.about
    ]
    assert all(put for _ in asked_for)


@pytest.mark.parametrize("seed", [15, 16, 17])
def test_an_address_denied_by_one_at_home_is_asked_about_again(seed: int) -> None:
    """Not at the number's address, and at home: what does not fit is cleared up (CH-53, BF-4)."""
    call = shipped("handset-lifted", seed)
    denied, again = False, 0
    for _, facts, _ in acts_with_facts(call):
        denied = denied or (facts.is_no(Topic.AT_KNOWN_ADDRESS) and facts.is_yes(Topic.AT_HOME))
        again = max(again, facts.of(Topic.AT_KNOWN_ADDRESS).asked)
    assert not denied or again > 1


@pytest.mark.parametrize("seed", range(14, 20))
def test_the_code_is_not_said_over_an_answer_that_was_asked_for(seed: int) -> None:
    """A count that does not fit is said, and that the code comes again: no "once more" (CH-14)."""
    says = shipped("handset-lifted", seed).bodies(do.Say, HANDLER)
    unclear = [each.words for each in says if each.intent is Intent.CODE_UNCLEAR]
    assert not [each for each in unclear if "nce more" in each or "slowly" in each]


@pytest.mark.parametrize("name", ["row-in-the-kitchen", "noise-downstairs", "hill-path"])
@pytest.mark.parametrize("seed", [16, 17, 18])
def test_nobody_radios_that_nothing_is_known(name: str, seed: int) -> None:
    """After shouting, glass and crying, "nothing is known yet" is not so (section 6, BF-4)."""
    briefed = shipped(name, seed).bodies(do.BriefOfficers, HANDLER)
    assert [each for each in briefed if not (each.text or each.topics or each.unknown)] == []


@pytest.mark.parametrize("seed", [14, 16, 22])
def test_who_reads_is_sent_to_no_door_while_the_one_they_fear_is_at_it(seed: int) -> None:
    """Officers ask on the way who opens: before they are there, it would send her to him (SIT-03).

    They hear that it was not asked, and not that it is not known (CH-74, WT-05).
    """
    call = shipped("hears-nothing", seed)
    wanted = next(
        e.at
        for e in call.log
        if isinstance(e.body, do.OfficersAsk) and e.body.about is Topic.CAN_OPEN_DOOR
    )
    there = call.first(do.Arrive).at
    meanwhile = [e.body for e in call.log if e.actor is HANDLER and wanted < e.at < there]
    texts = [body.words for body in meanwhile if isinstance(body, do.SendText)]
    assert not [each for each in texts if re.search(r"\bdoor\b|\blet somebody in\b", each)]
    said = [body.text for body in meanwhile if isinstance(body, do.BriefOfficers)]
    assert [each for each in said if "Not asked: who opens the door." in each]


@pytest.mark.parametrize("seed", range(15, 21))
def test_the_sign_for_worse_is_one_of_the_code_in_use(seed: int) -> None:
    """Who answers by keys is told a key (LP-16, CH-14); with another near no tone (4.2, CL-16)."""
    call = shipped("partner-in-the-room", seed)
    for entry, facts, _ in acts_with_facts(call):
        code = facts.code_signs
        if code is None or code.yes.sign is not Sign.KEY or not isinstance(entry.body, do.Say):
            continue
        if facts.hear not in (Hearers.UNSAFE, Hearers.EXPOSED):
            assert "tap three times" not in entry.body.words
        else:
            assert "press any key" not in entry.body.words


def test_a_key_in_an_announced_silence_is_the_sign_for_worse_of_who_answers_by_keys() -> None:
    """Any key is enough: what was agreed is what is understood (4.2, WT-07)."""
    held = [facts for _, facts, _ in acts_with_facts(shipped("partner-in-the-room", 16))]
    keys = [f for f in held if f.code_signs is not None and f.code_signs.yes.sign is Sign.KEY]
    open_now = [each for each in keys if each.asking is None]
    assert open_now
    assert all(means_worse(each, do.Press("1")) for each in open_now)
    assert not any(means_worse(each, do.Press("1")) for each in keys if each.asking is not None)
