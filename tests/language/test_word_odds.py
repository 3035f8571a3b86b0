"""What one frame finds is doubted where the words around it speak of something else."""

import pytest

from simulator.core.statements import StatementTopic, lowers
from tests.language.frame_precision import sentences
from tests.language.test_reader import reader
from tests.language.write_word_odds import FILE, odds_text

T = StatementTopic


def sure(words: str) -> set[tuple[StatementTopic, bool]]:
    return {(each.topic.name, each.value) for each in reader().read(words) if each.sure}


def test_the_odds_are_those_of_the_lists_that_are_kept() -> None:
    """After a list has changed: `python -m tests.language.write_word_odds`."""
    assert FILE.read_text(encoding="utf-8") == odds_text(sentences())


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        (
            "It's a yellow flatbed with a mixer on, Leeds plate, that's all I caught",
            T.TRAPPED_OR_FALLEN,
        ),
        ("He's sloshed something over the carpet and it stinks of garages", T.OTHER_DRANK),
        ("I said no, I said get off, and he had sex with me anyway", T.PHONE_GOES_AWAY),
        ("It was like a belt going tight round me chest", T.HIT),
    ],
)
def test_a_word_that_fits_is_no_statement_in_a_sentence_of_something_else(
    words: str, topic: StatementTopic
) -> None:
    assert topic not in {each for each, _ in sure(words)}


@pytest.mark.parametrize(
    ("words", "topic", "value"),
    [
        ("Control, we're backing off from the lawn, he has a machete", T.COMING_CLOSER, False),
        ("Daddy shouts and me and my brother got in the airing cupboard", T.PERSON_OUTSIDE, False),
        ("I've shook him and shook him and he'll not come round", T.COMING_BACK, False),
    ],
)
def test_comfort_that_one_frame_finds_needs_more_words_for_it(
    words: str, topic: StatementTopic, value: bool
) -> None:
    """It is left open, not kept as unsure: nobody may act on it before it was asked."""
    assert lowers(topic, value)
    assert (topic, value) not in {(each.topic.name, each.value) for each in reader().read(words)}


@pytest.mark.parametrize(
    ("words", "topic", "value"),
    [
        ("Police.", T.WANTS_POLICE, True),
        ("I have to be quiet.", T.SOMEBODY_HEARS, True),
        ("He's not in the building", T.PERSON_HERE, False),
        ("I don't want to go home.", T.CALLER_OUTSIDE, True),
        ("He's coming to kill us all.", T.THREAT_TO_KILL, True),
    ],
)
def test_a_short_plain_answer_is_never_doubted(
    words: str, topic: StatementTopic, value: bool
) -> None:
    """There is nothing else in it that could speak of something else."""
    assert (topic, value) in sure(words)


def test_an_address_is_known_by_its_form_whatever_else_is_said() -> None:
    words = "He's locked me in the shed at 4 Mill Lane and he's got a knife"
    assert (T.ADDRESS, True) in sure(words)


def test_a_word_that_no_list_has_is_not_held_against_a_statement() -> None:
    """A frame that an author wrote for a word of their own counts as it did."""
    odds = reader()._odds
    assert odds is not None
    assert odds().knows(["knife"])
    assert not odds().knows(["knife", "flibbertigib"])


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("He's in the front room hoovering so he won't hear me, but be quick.", T.PERSON_OUTSIDE),
        ("dnt ring back he chcks my calls evry nite", T.SCREEN_SEEN),
        ("I can't natter, he's only sat the other end of the sofa.", T.IN_ANOTHER_ROOM),
    ],
)
def test_one_frame_whose_words_are_far_apart_needs_more_words_for_it(
    words: str, topic: StatementTopic
) -> None:
    assert topic not in {each for each, _ in sure(words)}


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("He breeds rabbits, so there's always an air rifle in the porch", T.PERSON_OUTSIDE),
        ("Grandad always kept a cosh under the counter in his shop days", T.RELATIVE),
        ("Mummy's on the bathroom floor and there's lots of red coming out", T.CANNOT_MOVE),
    ],
)
def test_what_two_frames_find_needs_a_little_beside_it(words: str, topic: StatementTopic) -> None:
    """Of what two found, one in ten was wrong; of what three found, one in thirty."""
    assert topic not in {each for each, _ in sure(words)}
