"""What words state: each phrasing of the practice sheet, and what must not be made of words."""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.content.procedure.reading_file import repeated_concepts, unknown_concepts
from simulator.language.clauses import Subject, clauses
from simulator.language.frames import Concepts, fit, frame_of
from simulator.language.reader import Reader
from tests.builders import yaml_of
from tests.session.calls import LIBRARY

SHEET = yaml_of(Path(__file__).with_name("sheet_statements.yaml"))


@cache
def reader() -> Reader:
    return LIBRARY.reader()


def stated(words: str) -> dict[str, bool]:
    """What words state for sure, by topic."""
    return {each.topic.name: each.value for each in reader().read(words) if each.sure}


def phrasings() -> Iterator[tuple[str, bool, str]]:
    for topic, ways in SHEET.items():
        for way, phrases in ways.items():
            yield from ((topic, way == "yes", words) for words in phrases)


def test_every_list_that_a_frame_names_is_there() -> None:
    assert unknown_concepts(LIBRARY.reading_files()) == set()


def test_no_two_files_give_a_list_the_same_name() -> None:
    assert repeated_concepts(LIBRARY.reading_files()) == set()


def test_no_list_is_in_two_files() -> None:
    """The later one would take the place of the other."""
    names = Counter(name for each in LIBRARY.reading_files() for name in each.file.concepts)
    assert [name for name, times in names.items() if times > 1] == []


def test_most_phrasings_of_the_sheet_state_what_they_state() -> None:
    """The bound is what was reached; a new frame may only raise it."""
    found = Counter(stated(words).get(topic) for topic, _, words in phrasings())
    right = sum(stated(words).get(topic) is value for topic, value, words in phrasings())
    total = sum(1 for _ in phrasings())
    assert right / total > 0.58, (right, total, found)


def test_no_phrasing_that_raises_danger_is_taken_for_its_opposite() -> None:
    """A missed statement costs a question; a turned one may cost a life (BF-3)."""
    weighs = {str(each.name): each.weighs for each in reader()._topics.values()}
    turned = [
        words
        for topic, value, words in phrasings()
        if value is not weighs[topic].lowers and stated(words).get(topic) is (not value)
    ]
    assert turned == []


@pytest.mark.parametrize(
    ("words", "topic", "value"),
    [
        ("He's got a bat.", "other_weapon", True),
        ("I've taken all my tablets", "tablets_taken", True),
        ("He hasn't got a knife", "knife", False),
        ("He hasn't put the knife down", "knife", True),
        ("The floor gave way. His leg is stuck.", "trapped_or_fallen", True),
        ("My ex is in the garden. He's not meant to come near me.", "court_order", True),
        ("I'm not on my own", "alone", None),
        ("He's never not drunk", "other_drank", None),
        ("There's no problem here", "alone", None),
        ("I saw a film where he had a knife", "knife", None),
        ("What if he's got a knife?", "knife", None),
        ("Don't hurt Mummy!", "hit", None),
        ("Please don't hit me again", "hit", None),
        ("dont have a knife", "knife", False),
    ],
)
def test_words_state_what_they_say_and_no_more(words: str, topic: str, value: bool | None) -> None:
    """Each of these was read wrongly once (practice2 2.3)."""
    found = stated(words).get(topic)
    assert found is value or (value is None and found is not True)


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("He's got a bat. Please hurry.", "afraid"),
        ("He's outside. Can you send the police", "wants_police"),
        ("I think he's asleep. I'm so frightened of him", "afraid"),
        ("My husband hit me. My leg won't go", "cannot_move"),
    ],
)
def test_what_is_said_to_us_is_not_about_the_person_named_before(words: str, topic: str) -> None:
    assert stated(words).get(topic) is True


def test_a_clause_is_about_the_person_it_names_not_about_who_thinks_so() -> None:
    about = [each.subject for each in clauses("I think he's here. My arm hurts. Hit me twice")]
    assert about == [Subject.OTHER, Subject.CALLER, Subject.CALLER]


def test_what_is_said_to_us_leaves_the_subject_to_the_next_clause() -> None:
    about = [each.subject for each in clauses("He's got a bat, please hurry, keeps hitting it")]
    assert about == [Subject.OTHER, Subject.NOT_SAID, Subject.OTHER]


@pytest.mark.parametrize(
    ("words", "fits"), [("a hammer", True), ("with the hammer", True), ("hammer drill bits", False)]
)
def test_an_answer_of_one_word_has_nothing_else_but_small_words(words: str, fits: bool) -> None:
    (clause,) = clauses(words)
    frame = frame_of("only hammer")
    assert (fit(frame, clause, Concepts({}).marked(clause.words)) is not None) is fits


@pytest.mark.parametrize(
    ("words", "listed"),
    [("he's in", True), ("he is in the army", False), ("he's gone off", True), ("go off", False)],
)
def test_a_list_can_ask_for_the_very_form_and_for_the_end_of_a_clause(
    words: str, listed: bool
) -> None:
    lists = Concepts({"AT_HOME": ["in."], "LEFT": ["gone off="]})
    (clause,) = clauses(words)
    assert bool({"AT_HOME", "LEFT"}.intersection(lists.marked(clause.words).at)) is listed


def test_not_the_first_time_denies_nothing_of_what_was_done() -> None:
    assert stated("This isn't the first time he's hit me").get("hit") is True


def test_never_before_leaves_open_what_is_so_now() -> None:
    """Whoever says that he never hit her before says that he has now."""
    assert stated("He's never hit me before").get("hit") is not False


def test_what_the_caller_does_not_think_is_not_sure() -> None:
    assert stated("I don't think he's coming back") == {}


def test_a_statement_says_from_which_words_it_was_taken() -> None:
    words = "I'm in the cupboard, and he's got a knife."
    found = {str(each.topic.name): words[slice(*each.span)] for each in reader().read(words)}
    assert found["hiding"] == "in the cupboard"
    assert "knife" in found["knife"]


def test_what_is_not_sure_lowers_no_danger() -> None:
    assert stated("I think he's gone") == {}
    assert "has_gone" not in {each.topic.name for each in reader().read("I think he's gone")}


@given(st.text(max_size=200))
def test_any_text_is_read(words: str) -> None:
    for each in reader().read(words):
        start, end = each.span
        assert 0 <= start < end <= len(words)


def test_a_very_long_text_is_read() -> None:
    assert reader().read("he has a knife " * 1_600)


@pytest.mark.parametrize("words", ["I can't do my shift tomorrow", "I can't do my shift"])
def test_who_cannot_work_is_not_trapped(words: str) -> None:
    """Who pretended to ring their work was put through to ambulance."""
    found = {each.topic.name.value for each in reader().read(words)}
    assert "trapped_or_fallen" not in found
