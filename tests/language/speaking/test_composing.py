"""Answers are composed from the question, and state exactly what they carry."""

from collections.abc import Iterator

import pytest

from simulator.core.statements import Stated
from simulator.core.terms import Role, Topic
from simulator.language.lines import LineVariant
from simulator.language.speaking.composing import (
    AnswerParts,
    ComposedWords,
    answer_words,
    asks_for_words,
    of_person,
    tag_of,
)
from simulator.language.speaking.disfluency import roughened
from simulator.language.speaking.styles import (
    InPassing,
    PersonalHabit,
    SpeakerKind,
    SpokenForm,
    kind_of_age,
    roughness,
)
from simulator.session.random_stream import RandomStream
from simulator.session.run.call_people import line_book, speaking_table
from tests.session.calls import LIBRARY

READER, TABLE = LIBRARY.reader(), speaking_table()
TOPICS = frozenset(Topic)


def read(words: str) -> Stated:
    """What the reader is sure of, in a fixed order."""
    return tuple(sorted((e.topic.name, e.value) for e in READER.read(words) if e.sure))


def what_is_so() -> Iterator[tuple[str, LineVariant]]:
    """Every sentence that may follow a yes or a no, with its topic."""
    for topic, lines in line_book(Role.CALLER).items():
        if topic in TOPICS:
            yield from ((topic, line) for line in lines if "{" not in line.words)


def forms() -> Iterator[SpokenForm]:
    """Every sentence of the table that states something, or may seem to."""
    every = (
        *(TABLE.plays_down, TABLE.openings, TABLE.angry, TABLE.forget_it, TABLE.pleas),
        *(TABLE.what, TABLE.greets, TABLE.kept_waiting),
    )
    yield from (each for forms in every for each in forms)
    yield from (each.form for each in TABLE.asks_back)


@pytest.mark.parametrize("kind", list(SpeakerKind))
def test_a_yes_a_no_and_a_dont_know_of_any_speaker_state_nothing(kind: SpeakerKind) -> None:
    """They answer what was asked, and the reader finds no more in them."""
    style = TABLE.style([kind])
    own = (*style.yes, *style.no, *style.unsure)
    for words in (*own, *TABLE.here, *TABLE.same, *TABLE.obeys, *TABLE.confirms):
        assert read(words) == (), words


@pytest.mark.parametrize("row", TABLE.in_passing, ids=lambda row: row.asks[0])
def test_an_answer_in_passing_states_no_more_than_its_row_says(row: InPassing) -> None:
    """A child's "Alex." states a name, "Yeah, on one side." nothing, and no "no" does."""
    for words in row.yes:
        assert set(read(words)) <= set(row.means), words
    for words in row.no:
        assert read(words) == (), words


def test_what_callers_ask_and_beg_for_states_what_the_table_says() -> None:
    wrong = {f.words: read(f.words) for f in forms() if read(f.words) != tuple(sorted(f.means))}
    assert wrong == {}


@pytest.mark.parametrize("pronoun", ["he", "she", "they"])
def test_what_is_so_states_the_same_of_him_her_and_them(pronoun: str) -> None:
    """ "They've gone" of one man is "He's gone", with the same statements."""
    wrong = {}
    for _, line in what_is_so():
        words = of_person(line.words, pronoun)
        if read(words) != tuple(sorted(line.means)):
            wrong[words] = read(words)
    assert wrong == {}


@pytest.mark.parametrize("kind", list(SpeakerKind))
def test_the_reader_finds_the_same_however_a_speaker_says_it(kind: SpeakerKind) -> None:
    """Over all forms and speakers: the drunk, the breathless and the child of four."""
    style, habit = TABLE.style([kind]), PersonalHabit(200, 200)
    for n, (_, line) in enumerate(what_is_so()):
        draws = RandomStream(n, kind)
        parts = AnswerParts(n % 2 == 0, "", ComposedWords(line.words, line.means), grave=True)
        said = answer_words(parts, style, draws)
        words = roughened(said.words, roughness(style, habit), draws)
        assert read(words) == tuple(sorted(said.means)), words


def test_an_answer_in_the_words_of_any_shipped_question_states_nothing() -> None:
    """ "Yeah, he is" and "No, I haven't": over every question that a call handler has."""
    for purpose, lines in line_book(Role.CALL_HANDLER).items():
        if purpose not in TOPICS:
            continue
        for line in lines:
            question = line.words.replace("{he}", "he").replace("{you}", "you")
            for yes in (True, False):
                if tag := tag_of(question, yes=yes):
                    assert read(f"{'Yeah' if yes else 'No'}, {tag}.") == (), question


@pytest.mark.parametrize(
    ("question", "yes", "no"),
    [
        ("Is Mummy awake?", "she is", "she isn't"),
        ("Has he gone?", "he has", "he hasn't"),
        ("Are you hurt?", "I am", "I'm not"),
        ("First one: can you hear me?", "I can", "I can't"),
        ("Is the door locked?", "it is", "it isn't"),
        ("Is it a knife or a gun?", "", ""),
        ("Hurt? Yes?", "", ""),
        ("Isn't he there?", "", ""),
    ],
)
def test_an_answer_takes_up_the_words_of_the_question(question: str, yes: str, no: str) -> None:
    assert (tag_of(question, yes=True), tag_of(question, yes=False)) == (yes, no)


@pytest.mark.parametrize(
    ("question", "for_words"),
    [
        ("Who is with you?", True),
        ("What's happened?", True),
        ("Okay, where are you?", True),
        ("How many are there?", True),
        ("Is he the one who hit you?", False),
        ("Do you know where he is?", False),
        ("Are you alone, where nobody can hear you?", False),
        ("Is it safe, when he comes back?", False),
        ("Are you safe, and where are you?", True),
        ("Tell me what you can see.", False),
    ],
)
def test_who_and_where_are_no_questions_for_yes(question: str, for_words: bool) -> None:
    """ "Who is with you?" is never answered by "Yes, I do." """
    assert asks_for_words(question) is for_words


@pytest.mark.parametrize(
    ("age", "kind"),
    [
        (3, SpeakerKind.CHILD_3),
        (4, SpeakerKind.CHILD_5),
        (7, SpeakerKind.CHILD_8),
        (12, SpeakerKind.CHILD_12),
        (13, SpeakerKind.TEENAGER),
        (40, SpeakerKind.ADULT),
        (81, SpeakerKind.OLD),
    ],
)
def test_an_age_says_how_a_caller_speaks(age: int, kind: SpeakerKind) -> None:
    assert kind_of_age(age) is kind


def test_no_word_for_yes_is_worn_out() -> None:
    """The same one never comes twice running, and none is more than half of them (F17)."""
    style, said = TABLE.style([]), list[str]()
    for seed in range(200):
        answer = answer_words(AnswerParts(True), style, RandomStream(seed, "yes"), said)
        assert not said or answer.words != said[-1]
        said.append(answer.words)
    assert max(said.count(each) for each in set(said)) < 100
