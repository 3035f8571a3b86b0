"""Those who serve take in what was said, make sure of being heard, and change no meaning by it."""

import re
from functools import cache
from itertools import pairwise

import pytest

from simulator.core.terms import Role, Topic
from simulator.language.lines import LineVariant
from simulator.language.speaking.composing import asks_for_words, tag_of
from simulator.language.speaking.serving import CameBefore, ServedSentence, ServingMouth
from simulator.language.typed.matcher import understand
from simulator.session.people.simulated_handler import TAKES_NOTHING_IN
from simulator.session.random_stream import RandomStream
from simulator.session.run.call_people import serving_table
from tests.daily import a_share, one_in
from tests.language.test_fresh_questions import asked
from tests.language.test_own_lines import lines
from tests.session.calls import LIBRARY

TABLE, BOOK = serving_table(), LIBRARY.phrase_book(Role.CALL_HANDLER)
SAYS = "They've set off from the station now."
BEFORE = (CameBefore.ANSWER, CameBefore.REPORT, CameBefore.UNSURE, CameBefore.ANGRY)
RECEIPT = re.compile(r"(?:okay|right|all right|yeah|mm)\b", re.IGNORECASE)


def mouth(seed: int = 0) -> ServingMouth:
    return ServingMouth(TABLE, RandomStream(seed, "mouth"))


def purposes(words: str) -> list[str]:
    """What a trainee who types these words is taken to say."""
    return [each.purpose for each in understand(words, BOOK).purposes]


@cache
def composed() -> tuple[tuple[str, LineVariant, str, str], ...]:
    """Every line of the call handler, as it is written and in one of the ways it is said."""
    found = []
    for number, (purpose, line, words) in enumerate(lines(Role.CALL_HANDLER)):
        about = Topic(purpose) if purpose in set(Topic) else None
        if purpose in TAKES_NOTHING_IN or purpose == "supervisor_note":
            continue
        for seed, before in enumerate(BEFORE[number % 4 :: 4]):
            sentence = ServedSentence(
                words, before, asks=about, reasoned=True, instructs=about is None
            )
            found.append((purpose, line, words, mouth(number * 3 + seed).says(sentence)))
    return tuple(found)


@one_in(10)
def test_what_is_typed_with_small_words_means_what_it_means_without(one_in: int) -> None:
    """ "All right. Are you hurt?" asks one thing, as "Are you hurt?" does; over all lines."""
    changed, wrong = 0, {}
    for _, _, plain, said in a_share(composed(), one_in):
        changed += said != plain
        if (meant := purposes(plain)) and purposes(said) != meant:
            wrong[said] = (meant, purposes(said))
    assert wrong == {}
    assert changed > 600 // one_in


@one_in(8)
def test_a_question_with_small_words_keeps_its_direction(one_in: int) -> None:
    wrong = {}
    for purpose, line, plain, said in a_share(composed()[::3], one_in):
        if purpose in set(Topic) and said != plain:
            ways = asked(said).get(Topic(purpose), str(line.yes_means))
            if ways not in (str(line.yes_means), "open"):
                wrong[said] = ways
    assert wrong == {}


def test_the_caller_answers_a_question_as_it_would_without_them() -> None:
    """Yes or no to the same words: "Okay, and is he in there?" - "Yeah, he is."."""
    for purpose, _, plain, said in composed():
        if purpose in set(Topic):
            assert asks_for_words(said) == asks_for_words(plain), said
            for yes in (True, False):
                assert tag_of(said, yes=yes) == tag_of(plain, yes=yes), said


@pytest.mark.parametrize(
    "words", ["All right?", "Are you all right?", "You okay?", "Is that right?", "Okay?"]
)
def test_who_asks_whether_all_is_right_still_asks_it(words: str) -> None:
    assert purposes(f"{words}") == purposes(words)
    assert "check_in" in purposes("All right?")


def test_nothing_is_taken_in_where_nothing_was_said() -> None:
    """Not after silence, and not before a sentence that takes in by itself (F16)."""
    for seed in range(40):
        assert not RECEIPT.match(mouth(seed).says(ServedSentence(SAYS)))
        good = "Good. Stay as you are, and keep well back."
        assert mouth(seed).says(ServedSentence(good, CameBefore.ANSWER)) == good


def test_no_receipt_comes_twice_running_and_none_stands_alone() -> None:
    speaks = mouth(3)
    heads = []
    for _ in range(300):
        said = speaks.says(ServedSentence(SAYS, CameBefore.ANSWER))
        assert len(said.split()) > 3
        heads.append(found[0].lower() if (found := RECEIPT.match(said)) else "")
    received = [each for each in heads if each]
    assert 240 < len(received) < 300
    assert all(a != b for a, b in pairwise(received))
    assert len(set(received)) >= 4


def test_only_a_fact_just_given_is_said_back() -> None:
    known = (Topic.INJURED, False)
    found = {mouth(seed).says(ServedSentence(SAYS, CameBefore.ANSWER, known)) for seed in range(60)}
    assert any("hurt" in each for each in found)
    without = {mouth(seed).says(ServedSentence(SAYS, CameBefore.ANSWER)) for seed in range(60)}
    assert not any("hurt" in each for each in without)


def test_that_it_is_passed_on_is_said_once() -> None:
    speaks = mouth()
    said = [
        speaks.says(ServedSentence("Are you hurt?", CameBefore.ANSWER, passes_on=True))
        for _ in range(5)
    ]
    assert sum("officers" in each or "holding" in each for each in said) == 1


def test_a_yeah_answers_a_question_only() -> None:
    """ "Yeah, they think about two minutes." to "How long?"; never "Right." to it."""
    for seed in range(60):
        said = mouth(seed).says(ServedSentence(SAYS, CameBefore.QUESTION))
        assert said == SAYS or re.match(r"(?:Yeah|Mm, yeah), they", said), said


def test_a_sentence_that_begins_with_the_callers_word_says_it_back_once() -> None:
    """ "A crowbar. Has it been used?" has no "a weapon" before it (F30)."""
    words = "A crowbar. Has it been used on anybody?"
    known = ServedSentence(words, CameBefore.ANSWER, known=(Topic.WEAPON, True))
    assert not [n for n in range(40) if "weapon" in mouth(n).says(known)]
