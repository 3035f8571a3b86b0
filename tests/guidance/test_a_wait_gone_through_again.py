"""What was left of a wait that goes by a list: findings of F17 that were gone through again."""

import re

import pytest

from simulator.content.fields.content_model import Fact
from simulator.core import acts as do
from simulator.core.log import Entry
from simulator.core.terms import Intent, Role, Topic
from tests.guidance.test_what_a_reader_struck import SEEDS
from tests.guidance.test_what_a_reader_struck import shipped as played
from tests.session.calls import LIBRARY, Play

HANDLER = Role.CALL_HANDLER
HURT_CALLS = ("round-at-a-mates", "gone-down-the-pub", "twice-the-size-of-her", "while-he-sleeps")
UNWELL = re.compile(r"\bwoolly\b|\bsort of\b|\bnot very\b", re.IGNORECASE)


def asked_how(call: Play) -> list[tuple[str, Entry | None]]:
    """Each question how somebody is, with the caller's answer to it."""
    found = []
    for place, entry in enumerate(call.log):
        if entry.actor is not HANDLER or not isinstance(entry.body, do.Say):
            continue
        if entry.body.intent is Intent.CHECK_IN and "?" in entry.body.words:
            said = (e for e in call.log[place + 1 :] if isinstance(e.body, (do.Say, do.Ask)))
            after = next(said, None)
            answer = after if after is not None and after.actor is Role.CALLER else None
            found.append((entry.body.words, answer))
    return found


@pytest.mark.parametrize("name", HURT_CALLS)
def test_a_head_is_not_clear_only_where_it_was_hit(name: str) -> None:
    """An answer that carries a fact is given where the fact holds, and says so (issue L, 3)."""
    hit = LIBRARY.scenario(name).scenario.facts.get(Topic.PASSED_OUT) is Fact.YES
    for seed in SEEDS:
        for question, answer in asked_how(played(name, seed)):
            if "head clear" in question and answer is not None:
                unwell = bool(UNWELL.search(getattr(answer.body, "words", "")))
                assert not unwell or (hit and bool(getattr(answer.body, "means", None))), (
                    seed,
                    answer,
                )


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", ["slurred-sounds", "car-by-itself"])
def test_only_a_first_question_is_called_the_first(name: str, seed: int) -> None:
    """ "First one, to try it" came after minutes, when it was asked again (CH-12, WT-10)."""
    asked = [
        e.body.words
        for e in played(name, seed).log
        if e.actor is HANDLER and isinstance(e.body, do.Ask) and Topic.CAN_HEAR in e.body.about
    ]
    assert not [words for words in asked[1:] if re.search(r"first one|try it", words.lower())]


@pytest.mark.parametrize("seed", SEEDS)
def test_who_is_hurt_is_asked_about_that_first(seed: int) -> None:
    """ "A dig in the ribs": not whether the head is clear, then faint, then weaker (F17-1)."""
    asked = [question for question, _ in asked_how(played("round-at-a-mates", seed))]
    assert asked
    assert re.search(r"where you're hurt|more sore|ribs now|hurt most", asked[0].lower()), asked
    assert not [question for question in asked if "head" in question]


def answer_to_how_long(call: Play) -> Entry | None:
    """The first time that is said within 20 seconds of "How long?" or "Are they coming?"."""
    asked = next(
        e.at
        for e in call.log
        if e.actor is Role.CALLER and re.search(r"how long|they coming", words(e).lower())
    )
    soon = (e for e in call.log if e.actor is HANDLER and asked < e.at <= asked + 20_000)
    return next((e for e in soon if "minutes" in words(e) or "are there" in words(e)), None)


def words(entry: Entry) -> str:
    return str(getattr(entry.body, "words", ""))


@pytest.mark.parametrize(
    ("name", "seed"), [("its-me-again", 0), ("its-me-again", 1), ("our-lad-in-the-yard", 2)]
)
def test_how_long_is_not_left_at_bear_with_me(name: str, seed: int) -> None:
    """4.5, WT-02: where it is only not known who hears, that is asked, and the time is said."""
    assert answer_to_how_long(played(name, seed)) is not None


@pytest.mark.parametrize("seed", SEEDS)
def test_a_text_from_one_who_pretends_aloud_is_answered_in_writing(seed: int) -> None:
    """CH-63: "bus, top deck" is answered, and not gone on past as if it had not come (F17-5).

    40 seconds are an assumption: 30 are for who only writes (4.4), and here the voice comes first.
    """
    log = played("on-the-bus", seed).log
    wrote = next(e for e in log if e.actor is Role.CALLER and isinstance(e.body, do.SendText))
    replies = [
        e for e in log if e.actor is HANDLER and isinstance(e.body, do.SendText) and e.at > wrote.at
    ]
    assert replies
    assert replies[0].at <= wrote.at + 40_000
    assert not [e for e in replies if re.search(r"\?|\b(police|officers?|999)\b", words(e))]
