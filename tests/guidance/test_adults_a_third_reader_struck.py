"""What a third fresh reader struck from calls of grown-ups, as sentences that hold for more."""

import re
from functools import cache
from itertools import pairwise

import pytest

from simulator.content.scenario.meant import read
from simulator.core import acts as do
from simulator.core.statements import Speaker, StatementTopic
from simulator.core.terms import Intent, Role, Topic, UnitStatus
from simulator.knowledge.facts import KnownFacts
from simulator.knowledge.judgements.table import has_gone_said
from simulator.session.people.simulated_handler import _ago
from tests.daily import a_share_of_cases
from tests.guidance.stories import HANDLER, Known, acts_with_facts
from tests.guidance.test_adults_who_are_threatened import said_in
from tests.guidance.test_what_a_reader_struck import shipped
from tests.session.calls import LIBRARY

SEEDS = (11, 14, 16, 18)
ADULTS = (
    *("in-the-stockroom", "footsteps-on-the-landing", "while-he-sleeps", "the-same-grey-car"),
    *("twice-the-size-of-her", "through-the-wall", "my-voice-keeps-going"),
)
"""Shipped calls of grown-ups who speak while a person threatens them, or another."""
_S = StatementTopic


@cache
def _known(name: str, seed: int) -> tuple[Known, ...]:
    return tuple(acts_with_facts(shipped(name, seed)))


def _lines(purpose: str) -> list[str]:
    return [each.words for each in LIBRARY.line_book(HANDLER)[purpose]]


def _asks(body: object, *topics: Topic) -> bool:
    return isinstance(body, do.Ask) and not set(topics).isdisjoint(body.about)


@pytest.mark.parametrize("name", ADULTS)
@pytest.mark.parametrize("seed", SEEDS)
@a_share_of_cases(2)
def test_nobody_opens_a_door_with_the_person_who_threatens_between(name: str, seed: int) -> None:
    """ "Could you get to the front door?" past a knife at the till, or past who sleeps (DR-35)."""
    between = (_S.ROBBERY, _S.LOCKED_OWN_DOOR, _S.HIDING, _S.ASLEEP, _S.BROKEN_IN)
    wrong = [
        each.entry.body
        for each in _known(name, seed)
        if _asks(each.entry.body, Topic.CAN_OPEN_DOOR)
        and any(each.facts.ledger.says(topic) for topic in between)
        and not (has_gone_said.holds(each.facts) or each.facts.is_yes(Topic.HAS_LEFT))
    ]
    assert wrong == []


@pytest.mark.parametrize("name", ADULTS)
@pytest.mark.parametrize("seed", SEEDS)
@a_share_of_cases(2)
def test_a_way_in_that_was_given_is_not_asked_for(name: str, seed: int) -> None:
    """The spare key is under the blue pot: nobody asks whether the door can be opened (2.4)."""
    assert not [
        each.entry.body
        for each in _known(name, seed)
        if _asks(each.entry.body, Topic.CAN_OPEN_DOOR) and each.facts.ledger.says(_S.WAY_IN)
    ]


@pytest.mark.parametrize("seed", SEEDS)
def test_nobody_is_kept_beside_a_hurt_person_whom_they_cannot_see(seed: int) -> None:
    """A freezer against the door, the manager at the till: nobody stays with him (SIT-26)."""
    wrong = [
        each.entry.body
        for each in _known("in-the-stockroom", seed)
        if isinstance(each.entry.body, do.Say)
        and each.entry.body.intent in (Intent.AMBULANCE_WAIT, Intent.CHECK_IN)
        and each.facts.ledger.says(_S.OTHER_HURT)
    ]
    assert wrong == []


@pytest.mark.parametrize("seed", SEEDS)
def test_of_one_who_sleeps_nothing_is_asked_of_hands_or_of_leaving(seed: int) -> None:
    """ "He's flat out": his hands, his leaving and who is in the room are known (2.4)."""
    topics = (Topic.WEAPON, Topic.WEAPON_IN_HAND, Topic.HAS_LEFT, Topic.SAME_ROOM)
    wrong = [
        each.entry.body
        for each in _known("while-he-sleeps", seed)
        if _asks(each.entry.body, *topics) and each.facts.ledger.says(_S.ASLEEP)
    ]
    assert wrong == []


def test_how_long_is_never_answered_by_a_receipt() -> None:
    """ "How long?", "I've got that here": it is no answer (4.5, ST-90)."""
    every = LIBRARY.line_book(HANDLER)
    words = [line.words for lines in every.values() for line in lines if "how_long" in line.after]
    assert not [each for each in words if re.search(r"got that|have that", each)]


def test_officers_who_are_there_are_named() -> None:
    """ "They're at the front" means the burglars to who hides from two of them (CH-78)."""
    for purpose in (Intent.OFFICERS_THERE, Intent.OFFICERS_SENT, Intent.ETA):
        named = re.compile(r"police|officer|\bcar\b|uniform|sent|^Still on the way", re.IGNORECASE)
        lines = LIBRARY.line_book(HANDLER)[purpose]
        first = [line.words for line in lines if "how_long" not in line.after]
        assert [each for each in first if not named.search(each)] == []


def test_nobody_who_hides_is_invited_to_speak() -> None:
    """ "Break in any time" to one who fears a break-in; "go on" to who asks if we are there."""
    every = LIBRARY.line_book(HANDLER)
    words = [line.words for lines in every.values() for line in lines]
    never = (
        r"[Bb]reak in any|here, go on|in a hurry\. I am on it|out of harm's way|[Nn]ever mind that"
    )
    assert not [each for each in words if re.search(never, each)]


def test_a_weapon_is_asked_of_a_person_and_of_a_hand() -> None:
    """Any phone or cup is a yes to "anybody", "anything", "their hands" (DR-15)."""
    asked = [each for each in _lines(Topic.WEAPON) if "hands" in each or "nybody" in each]
    assert asked == []


@pytest.mark.parametrize(
    ("minutes", "words"), [(1, "a minute"), (6, "six minutes"), (9, "nine minutes")]
)
def test_an_old_time_says_how_old_it_is(minutes: int, words: str) -> None:
    """ "14 minutes, they said some minutes ago" helps nobody: six minutes ago does (4.5)."""
    assert _ago(minutes * 60_000) == words


@pytest.mark.parametrize("name", ADULTS)
@pytest.mark.parametrize("seed", SEEDS)
@a_share_of_cases(2)
def test_who_talks_unheard_is_taught_no_taps(name: str, seed: int) -> None:
    """Three taps are for who cannot speak: who whispers unheard just says it (4.2)."""
    wrong = [
        each.entry.body
        for each in _known(name, seed)
        if isinstance(each.entry.body, do.Say)
        and each.entry.body.intent is Intent.GO_QUIET
        and each.facts.speaks
        and each.facts.hear.name == "SAFE"
        and not each.facts.ledger.says(_S.COMING_CLOSER)
        and re.search(r"\btap\b", each.entry.body.words)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    "words",
    ["I think I blacked out.", "I think I passed out for a bit.", "I reckon I blacked out."],
)
def test_who_thinks_they_blacked_out_has_said_it(words: str) -> None:
    """Of one's own body "I think" is a report: it is not asked again (2.4)."""
    stated = read(words, Speaker.CALLER)[0]
    assert (_S.HEAD_OR_PASSED_OUT, True) in stated


@pytest.mark.parametrize("name", ADULTS)
@pytest.mark.parametrize("seed", SEEDS)
@a_share_of_cases(2)
def test_no_word_goes_into_a_silence_of_one_who_can_be_asked(name: str, seed: int) -> None:
    """ "Still quiet": who speaks unheard is asked what goes on instead (WT-03, WT-12)."""
    wrong = [
        each.entry.body
        for each in _known(name, seed)
        if isinstance(each.entry.body, do.Say)
        and each.entry.body.intent is Intent.STILL_WITH_YOU
        and re.search(r"[Ss]till quiet|keeping quiet", each.entry.body.words)
        and each.facts.speaks
        and _may_ask(each.facts)
    ]
    assert wrong == []


def _may_ask(facts: KnownFacts) -> bool:
    return facts.hear.name in ("SAFE", "UNKNOWN") and not facts.ledger.says(_S.HIDING)


@pytest.mark.parametrize("name", ["the-same-grey-car", "footsteps-on-the-landing"])
@pytest.mark.parametrize("seed", SEEDS)
def test_who_asks_if_we_are_there_hears_of_officers_first(name: str, seed: int) -> None:
    """Officers at the house for a minute: "Are you there?" is answered with that (WT-04)."""
    told = False
    for each in _known(name, seed):
        body = each.entry.body
        told = told or (isinstance(body, do.Say) and body.intent is Intent.OFFICERS_THERE)
        asks = any(news.topic is _S.ARE_YOU_THERE for news in each.facts.news)
        arrived = each.facts.arrived and not each.facts.found
        plain = isinstance(body, do.Say) and body.intent is Intent.STILL_WITH_YOU
        if asks and arrived and plain and each.facts.hear.name == "SAFE":
            assert told, (each.entry.at, body)


@pytest.mark.parametrize("name", [each for each in ADULTS if each != "through-the-wall"])
@pytest.mark.parametrize("seed", SEEDS)
@a_share_of_cases(2)
def test_of_a_man_it_is_not_asked_what_they_have(name: str, seed: int) -> None:
    """ "Is it in their hand?", ten seconds after "he's got a knife": he, his (2.1, DR-15)."""
    topics = (Topic.WEAPON, Topic.WEAPON_IN_HAND, Topic.WEAPON_USED, Topic.HAS_LEFT)
    call, he = shipped(name, seed), False
    several = any(each.facts.ledger.says(_S.SEVERAL_PEOPLE) for each in _known(name, seed))
    for entry in call.log:
        body = entry.body
        if entry.actor is Role.CALLER and isinstance(body, do.Say):
            he = he or bool(re.search(r"\b(?:he|he's|him)\b", body.words, re.IGNORECASE))
            he = he and not re.search(r"\b(?:they|they'll|lads)\b", body.words, re.IGNORECASE)
        if entry.actor is HANDLER and isinstance(body, do.Ask) and _asks(body, *topics) and he:
            question = body.words.rpartition(",")[2]
            assert several or not re.search(r"\b(?:they|their|them)\b", question), question


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_said_into_a_silence_gets_a_word(seed: int) -> None:
    """ "He said he'd tell my dad": a word comes, though no question follows from it (WT-02)."""
    call = shipped("while-he-sleeps", seed)
    for each in call.all(do.Say, Role.CALLER):
        if not re.search(r"scrap|tell my dad|bank card", each.body.words):  # type: ignore[union-attr]
            continue
        later = (e.at for e in call.after(each).log if isinstance(e.body, (do.Say, do.Ask)))
        assert min(at for at in later if at > each.at) < each.at + 25_000


@pytest.mark.parametrize("seed", SEEDS)
def test_who_sleeps_is_not_asked_for_where_the_caller_has_named_him(seed: int) -> None:
    """ "It's my husband", "he's asleep": nobody asks who sleeps (2.4, ST-31)."""
    asked = [each.words for each in shipped("while-he-sleeps", seed).bodies(do.Ask, HANDLER)]
    assert not [words for words in asked if re.search(r"asleep\?|who hurt you", words)]


@pytest.mark.parametrize("seed", SEEDS)
def test_of_a_person_outside_it_is_asked_what_he_does(seed: int) -> None:
    """ "He's got out of the car": two minutes on, somebody asks where he is (WT-10, BF-6)."""
    known = _known("the-same-grey-car", seed)
    quiet = [
        each.entry.body
        for each in known
        if isinstance(each.entry.body, do.Say)
        and re.search(r"[Ss]till quiet|keeping quiet", each.entry.body.words)
    ]
    assert quiet == []


@pytest.mark.parametrize("name", ADULTS)
@pytest.mark.parametrize("seed", [*SEEDS, 20])
@a_share_of_cases(2)
def test_a_door_is_asked_about_only_when_officers_are_near(name: str, seed: int) -> None:
    """ "I think my ribs have gone", "Could anybody there open up?": not at minute one (DR-35)."""
    wrong = [
        said_in(each.entry)
        for each in _known(name, seed)
        if _asks(each.entry.body, Topic.CAN_OPEN_DOOR)
        and not (each.facts.arrived or each.facts.unit_status is UnitStatus.TWO_MINUTES)
        and not (has_gone_said.holds(each.facts) or each.facts.is_yes(Topic.HAS_LEFT))
        and name != "through-the-wall"
    ]
    assert wrong == []


@pytest.mark.parametrize("seed", SEEDS)
def test_who_is_not_found_is_not_asked_where_they_work(seed: int) -> None:
    """ "No reply, all dark": what is next to the caller, and not the place once more (EN-04)."""
    asked = [each.words for each in shipped("in-the-stockroom", seed).bodies(do.Ask, HANDLER)]
    assert not [words for words in asked if "Where do you work" in words]


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_heard_next_door_is_not_asked_by_a_clock(seed: int) -> None:
    """ "No, nothing" three times: then it is asked seldom (WT-09, LP-19)."""
    call = shipped("through-the-wall", seed)
    openly = [
        each.at
        for each in call.all(do.Ask, HANDLER)
        if each.body.about == (Topic.WHAT_HAPPENED,)  # type: ignore[union-attr]
    ]
    assert all(later - first > 200_000 for first, later in pairwise(openly[5:]))


@pytest.mark.parametrize("seed", [*SEEDS, 22])
def test_about_the_same_gets_no_word_by_itself(seed: int) -> None:
    """ "Much the same", to "How is it now?": "I hear you. One second." answers nothing (H16)."""
    call = shipped("while-he-sleeps", seed)
    words = [e.body.words for e in call.log if isinstance(e.body, (do.Say, do.Ask))]
    pairs = list(pairwise(words))
    empty = r"I hear you|[Gg]o on\b|One second|I'm on it|I'm with you"
    same = r"[Aa]bout the same|[Mm]uch the same|[Nn]o different|[Nn]o worse"
    assert not [two for one, two in pairs if re.search(same, one) and re.search(empty, two)]
