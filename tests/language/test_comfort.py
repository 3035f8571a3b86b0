"""What lowers danger is only believed where nothing around it speaks against it."""

from pathlib import Path

import pytest

from simulator.core.statements import Speaker, StatementTopic, lowers
from tests.builders import yaml_of
from tests.language.stranger_batches import batches, labelled_in, measure
from tests.language.test_reader import reader
from tests.language.test_said_by_strangers import sure

_HERE = Path(__file__).parent
T = StatementTopic
_SPEAKERS = {"child": Speaker.CHILD, "other": Speaker.OTHER}
_OPEN = frozenset({"Nothing's broken that I can feel, but I can't feel much."})
"""What is still taken for a comfort: that nothing is broken, as far as it goes."""


def _comforts(words: str, by: str) -> set[tuple[StatementTopic, bool]]:
    read = reader().read(words, _SPEAKERS.get(by, Speaker.CALLER))
    return {(each.topic.name, each.value) for each in read if each.sure and each.lowers}


def test_what_sounds_like_a_comfort_is_none() -> None:
    """Chatty openers, irony, babies, dogs, the past, hearsay, hopes, and covers for who listens."""
    wrong = []
    for entry in yaml_of(_HERE / "false_comforts.yaml"):
        may = {(T(topic), bool(value)) for topic, value in entry.get("lowers", {}).items()}
        if _comforts(entry["says"], entry["by"]) - may and entry["says"] not in _OPEN:
            wrong.append(entry["says"])
    assert wrong == []


def test_a_comfort_that_is_said_plainly_is_believed() -> None:
    missed = []
    for entry in yaml_of(_HERE / "plain_comforts.yaml"):
        states = {(T(topic), bool(value)) for topic, value in entry["states"].items()}
        if not states <= _comforts(entry["says"], entry["by"]):
            missed.append(entry["says"])
    assert missed == []


@pytest.mark.parametrize("batch", [f"batch{n}" for n in range(7, 12)])
def test_no_sentence_of_a_stranger_is_taken_for_a_comfort_that_it_is_not(batch: str) -> None:
    """False comfort is nought of every batch, and of no batch may it come back."""
    entries = next(each for name, each in batches() if name == batch)
    assert measure(entries, labelled_in(batch)).comfort == 0


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("bby is ok not a mark on her, im in the loo with bolt acros", T.NOT_HURT),
        ("It's fine, he's got a gun to my head", T.SAYS_FINE),
        ("I was on my own until he broke in", T.ALONE),
        ("He's only gone to the loo", T.HAS_GONE),
        ("He doesn't want the police here", T.REFUSES_POLICE),
        ("It was a mistake, he wants me to say", T.MISTAKE),
    ],
)
def test_a_comfort_needs_its_own_person_its_own_time_and_nothing_that_turns_it(
    words: str, topic: StatementTopic
) -> None:
    assert lowers(topic, True)
    assert (topic, True) not in sure(words)


def test_a_just_between_a_denial_and_a_weapon_ends_the_denial() -> None:
    """Typed without a comma: "not a gun just a metal bar" has a bar in it."""
    told = sure("no its not a gun jst a metal bar, he hit my mate wiht it on the hed")
    assert (T.OTHER_WEAPON, False) not in told
    assert (T.GUN, False) in told


def test_nobody_but_me_now_says_the_same_twice() -> None:
    assert (T.ALONE, True) in sure("There's nobody here but me now.")
