"""A word typed without its apostrophe is read as what was meant, where nothing else can be meant.

Each word has both of its readings here: a frightened caller writes "hell kill me", and somebody
else says that "it was hell".
"""

import pytest

from simulator.core.statements import StatementTopic as T
from simulator.language.normalise import words_of
from simulator.language.unmarked import ROWS, marked
from tests.language.test_reader import reader

MEANT: dict[str, list[tuple[str, str]]] = {
    "hell": [
        ("hell kill me", "he will kill me"),
        ("dont say anything hell hear you", "do not say anything he will hear you"),
        ("if you ring back hell know", "if you ring back he will know"),
        ("hes gone out but hell be back", "he is gone out but he will be back"),
    ],
    "shell": [
        ("shell kill me", "she will kill me"),
        ("be quiet or shell hear", "be quiet or she will hear"),
    ],
    "ill": [
        ("ill call you back", "i will call you back"),
        ("no ill text you", "no i will text you"),
        ("ok ill stay on the line", "ok i will stay on the line"),
    ],
    "well": [
        ("well be there in five minutes", "we will be there in five minutes"),
        ("well both be dead", "we will both be dead"),
    ],
    "were": [
        ("were in the attic", "we are in the attic"),
        ("were hiding upstairs", "we are hiding upstairs"),
    ],
    "mums": [
        ("mums on the floor", "mum is on the floor"),
        ("please come mums not breathing", "please come mum is not breathing"),
        ("my mums got a knife", "my mum is got a knife"),
    ],
    "dads": [
        ("my dads hitting her", "my dad is hitting her"),
    ],
    "boyfriends": [("my boyfriends in the kitchen", "my boyfriend is in the kitchen")],
    "mams": [("me mams on the floor", "me mum is on the floor")],
}  # fmt: skip
AS_IT_IS = {
    "hell": [
        "it was hell", "what the hell", "it was hell be quick", "bloody hell come quick",
        "hell yes", "hell on earth", "like hell", "a living hell get me out",
    ],
    "shell": [
        "im at the shell come quick", "the shell garage on mill road", "a shell hit the roof",
        "opposite the shell find me", "she is a shell of herself",
    ],
    "ill": [
        "shes ill", "she is ill get someone", "my mum ill call ambulance", "hes so ill be quick",
        "he is very ill stay on", "shes cold and ill get help", "my husband is ill leave him",
    ],
    "well": [
        "well done", "well send someone then", "well be quick", "well get off the phone",
        "hes not very well be there soon", "well no", "very well", "well stay there",
    ],
    "were": [
        "were you hurt", "where were you", "they were in the attic", "we were hiding upstairs",
        "were they in the house", "you were not breathing",
    ],
    "mums": [
        "the mums meet on monday", "im at my mums on mill road", "round my mums in leeds",
        "my mums house", "my mums back hurts", "at mums in the kitchen", "other mums in the group",
        "two mums on the corner", "my mums sitting room", "my mums living room",
        "i left my mums in a hurry",
    ],
    "dads": ["my dads house", "at my dads in hull", "dads army", "the dads having a fight"],
    "boyfriends": ["her boyfriends house", "at my boyfriends on mill lane"],
    "mams": ["at me mams in hull"],
}  # fmt: skip


@pytest.mark.parametrize(("words", "full"), [each for rows in MEANT.values() for each in rows])
def test_what_can_only_be_a_short_form_is_read_in_full(words: str, full: str) -> None:
    assert words_of(words) == tuple(full.split())


@pytest.mark.parametrize(
    ("word", "words"), [(word, each) for word, rows in AS_IT_IS.items() for each in rows]
)
def test_a_word_that_may_be_itself_stays_as_it_is(word: str, words: str) -> None:
    """A sentence that is not understood is asked back; one that is read wrongly is not."""
    kept = "mum" if word == "mam" else word
    assert kept in words_of(words)


def test_every_word_that_changes_has_a_story_of_both_kinds() -> None:
    """Kin share one row: those that are written most stand for them."""
    kin = {word for word, row in ROWS.items() if row.full.endswith(" is")}
    assert {*ROWS} - kin | {"mums", "dads", "mams", "boyfriends"} == {*MEANT} == {*AS_IT_IS}


def found(words: str) -> set[tuple[T, bool]]:
    return {(each.topic.name, each.value) for each in reader().read(words) if each.sure}


@pytest.mark.parametrize(
    ("typed", "marked"),
    [
        ("hell kill me", "he'll kill me"),
        ("shell kill me", "she'll kill me"),
        ("mums on the floor", "mum's on the floor"),
        ("mums not breathing", "mum's not breathing"),
        ("my dads hitting her", "my dad's hitting her"),
        ("my boyfriends in the kitchen", "my boyfriend's in the kitchen"),
        ("dont hang up", "don't hang up"),
        ("its ok hes gone", "it's ok, he's gone"),
        ("were hiding upstairs", "we're hiding upstairs"),
        ("please hurry hell be back", "please hurry he'll be back"),
        ("my nans not breathing", "my nan's not breathing"),
    ],
)
def test_words_typed_without_marks_say_what_they_say_with_them(typed: str, marked: str) -> None:
    assert found(typed) == found(marked)
    assert found(marked) or "hang up" in marked


def test_a_pattern_of_whole_sentences_reads_marks_where_none_were_typed() -> None:
    """What may be another word stays: "well", "were", "its"."""
    typed = "Dont hang up, theyre coming, its well and we were fine"
    assert marked(typed) == "don't hang up, they're coming, its well and we were fine"


@pytest.mark.parametrize(
    "words",
    ["it was hell", "what the hell", "the mums meet on monday", "well done", "my mums house"],
)
def test_words_that_are_themselves_say_nothing_of_a_danger(words: str) -> None:
    names = {name for name, _ in found(words)}
    assert not names & {T.THREAT_TO_KILL, T.CANNOT_MOVE, T.PERSON_HERE}
