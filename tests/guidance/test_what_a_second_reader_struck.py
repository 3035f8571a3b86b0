"""What a second fresh reader struck from shipped calls, as sentences that hold for more of them."""

import re

import pytest

from simulator.core import acts as do
from simulator.core.statements import StatementTopic
from simulator.core.terms import Intent, Role, Topic, UnitStatus
from simulator.knowledge.facts import Hearers, Stamp
from simulator.knowledge.judgements.table import hidden
from simulator.knowledge.uptake import takes_up
from simulator.session.people.spoken_sentences import SpokenWords
from simulator.session.random_stream import RandomStream
from tests.guidance.stories import HANDLER, acts_with_facts
from tests.guidance.test_what_a_reader_struck import SEEDS, said, shipped
from tests.session.calls import LIBRARY


def patient_after(*words: str) -> str:
    """What a child's own words make the call handler call the one who is ill."""
    spoken = SpokenWords(LIBRARY.line_book(HANDLER), RandomStream(0, "words"))
    for each in words:
        spoken.hear(each)
    return spoken.patient


@pytest.mark.parametrize(
    ("heard", "patient"),
    [
        (("My dad's on the floor and he's shaking.", "Mum's on nights at the hospital."), "Dad"),
        (("My dad's shaking.", "Mum's at work and she isn't picking up. He's sweating."), "Dad"),
        (("Mum's at work.", "Daddy fell down and he won't wake up."), "Daddy"),
        (("Mummy's gone to the shop, and Nan's not waking up.",), "Nan"),
        (("I rang Mum.", "My grandad collapsed.", "Mum said ring you."), "Grandad"),
        (("Mum's at nan's.", "My dad's here.", "He's breathing funny."), "Dad"),
        (("Mummy won't wake up.", "Daddy's at work."), "Mummy"),
        (("Mum's out.", "He's collapsed, he's on the floor."), ""),
        (("My mum's here. She won't wake up.",), "Mum"),
        (("Mummy's on the floor.",), "Mummy"),
    ],
)
def test_who_is_ill_is_who_was_said_to_be_ill_and_never_who_was_named_last(
    heard: tuple[str, ...], patient: str
) -> None:
    """A mother who is at work has no tummy to look at (SIT-09, BF-4)."""
    assert patient_after(*heard) == patient


@pytest.mark.parametrize("seed", range(6))
def test_a_child_whose_father_is_ill_is_given_nothing_to_do_for_its_mother(seed: int) -> None:
    """ "Mum's on nights": Dad lies there, and all that is asked is of Dad (SIT-09)."""
    words = said(shipped("dad-is-shaking", seed))
    assert [each for each in words if "Dad" in each]
    assert not [each for each in words if "Mum" in each]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", ["dad-is-shaking", "small-voice"])
def test_nobody_looks_for_a_word_inside_a_thing_to_do(name: str, seed: int) -> None:
    """ "Put your hand on er Mum's tummy": a command is said in one go (speech.md F10)."""
    words = said(shipped(name, seed))
    assert not [
        each for each in words if re.search(r"\b(?:on|by|at|to|give|of) (?:er|erm|um) ", each)
    ]


ADULTS = (
    *("twice-the-size-of-her", "an-empty-packet", "the-same-grey-car", "footsteps-on-the-landing"),
    *("through-the-wall", "no-need-for-a-fuss"),
)
"""Shipped calls of grown-ups who speak."""
_PUTS_OFF = re.compile(r"\bbear with me\b", re.IGNORECASE)


@pytest.mark.parametrize("name", ADULTS)
@pytest.mark.parametrize("seed", SEEDS)
def test_how_long_is_never_put_off_before_it_was_asked_who_hears(name: str, seed: int) -> None:
    """With a time on the desk, "Bear with me" is for who is known to be overheard (4.5, CH-20)."""
    call, wrong = shipped(name, seed), []
    for entry, facts, knowledge in acts_with_facts(call):
        puts_off = isinstance(entry.body, do.Say) and _PUTS_OFF.search(entry.body.words)
        asked = knowledge.since(Stamp.ASKED, entry.at, Topic.ALONE_TO_TALK)
        lately = asked is not None and asked < 60_000
        how_long = any(each.topic is StatementTopic.HOW_LONG for each in facts.news)
        if puts_off and how_long and facts.eta is not None and not lately:
            wrong.append((entry.at, entry.body))
    assert wrong == []


@pytest.mark.parametrize("name", ADULTS)
@pytest.mark.parametrize("seed", SEEDS)
def test_who_does_not_hide_hears_that_officers_are_two_minutes_away(name: str, seed: int) -> None:
    """ "Nobody hears" lapses: it is asked again in time, and the news is given (CH-20, WT-04).

    Who hides is asked nothing for it (practice2 4.4).
    """
    call = shipped(name, seed)
    near = call.first(do.UnitReport, status=UnitStatus.TWO_MINUTES).at
    heard, free = [], False
    for entry, facts, knowledge in acts_with_facts(call):
        if not near < entry.at < near + 90_000:
            continue
        heard.append(entry.body)
        hears = knowledge.hear(entry.at)
        free = free or not (hidden.holds(facts) or facts.silence or hears is Hearers.UNSAFE)
    told = (Intent.ETA, Intent.OFFICERS_THERE)
    given = any(isinstance(each, do.Say) and each.intent in told for each in heard)
    asked = any(isinstance(each, do.Ask) and Topic.ALONE_TO_TALK in each.about for each in heard)
    assert given or asked or not free


@pytest.mark.parametrize("seed", range(6))
def test_who_has_taken_something_is_never_told_to_rest_or_to_put_the_phone_down(seed: int) -> None:
    """Their answers are what is watched; and nobody says "don't fall asleep" (4.4, SIT-13)."""
    never = r"\b[Rr]est\b|[Nn]o need to answer|phone lie|have to talk|[Nn]othing for you to do"
    words = said(shipped("an-empty-packet", seed))
    assert not [w for w in words if re.search(never + r"|go to sleep|fall asleep|[Ss]tay awake", w)]


@pytest.mark.parametrize("seed", range(6))
def test_nobody_is_sent_to_a_door_past_the_person_whom_they_fear(seed: int) -> None:
    """He hides in the garage from her, so no door is left on the latch (ST-51, DR-35)."""
    words = said(shipped("twice-the-size-of-her", seed))
    assert not [each for each in words if "latch" in each]


@pytest.mark.parametrize("name", ["the-same-grey-car", "small-voice", "an-empty-packet"])
@pytest.mark.parametrize("seed", range(6))
def test_officers_who_have_the_wrong_door_are_not_said_to_be_there(name: str, seed: int) -> None:
    """ "Wrong flat", and the caller hears that they look, not that they have got there (CH-81)."""
    wrong = [
        entry.body
        for entry, facts, _ in acts_with_facts(shipped(name, seed))
        if facts.unit_status is UnitStatus.NOT_FOUND
        and isinstance(entry.body, do.Say)
        and entry.body.intent is Intent.OFFICERS_THERE
        and re.search(r"got there|outside|they're there|at (?:the|your) door", entry.body.words)
    ]
    assert wrong == []


@pytest.mark.parametrize("seed", range(6))
def test_who_gets_sleepier_after_tablets_gets_no_chat_but_is_taken_up(seed: int) -> None:
    """ "A bit more, yeah" is the gravest thing in the call (4.4, WT-02)."""
    call = shipped("an-empty-packet", seed)
    for each in call.all(do.Say, Role.CALLER):
        if not re.search(r"\bbit more\b|\bHeavy\b", each.body.words):  # type: ignore[union-attr]
            continue
        later = (e.body for e in call.after(each).log if e.actor is HANDLER)
        answer = next(body for body in later if isinstance(body, do.Say | do.Ask))
        assert takes_up(answer, (StatementTopic.ILL, True)), answer
