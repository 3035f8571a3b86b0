"""What lowers danger is only believed where nothing around it speaks against it."""

from pathlib import Path

import pytest

from simulator.core.statements import Speaker, StatementTopic, lowers
from tests.builders import yaml_of
from tests.daily import a_share_of_cases
from tests.language.stranger_batches import batches, labelled_in, measure
from tests.language.test_reader import reader
from tests.language.test_said_by_strangers import sure

_HERE = Path(__file__).parent
T = StatementTopic
_SPEAKERS = {"child": Speaker.CHILD, "other": Speaker.OTHER, "officer": Speaker.OFFICER}
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


@pytest.mark.parametrize("batch", [f"batch{n}" for n in range(7, 19)])
@a_share_of_cases(2)
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


@pytest.mark.parametrize(
    ("kind", "words", "topic", "value"),
    [
        ("a question", "He's gone, hasn't he? I can't hear him.", T.HAS_GONE, True),
        ("a guess", "I've lost him, I think.", T.FOLLOWED, False),
        ("a wish", "Pray God he's gone.", T.HAS_GONE, True),
        ("an order", "Say it was a wrong number.", T.MISTAKE, True),
        ("what is to come", "He'll be asleep soon, ring me then.", T.ASLEEP, True),
        ("for a time", "He hasn't hit me since I rang you.", T.HIT, False),
        ("a condition", "I can breathe if I sit dead still.", T.BREATHING_WELL, True),
        ("a habit", "He always drives off before your lot get here.", T.HAS_GONE, True),
        ("one of them", "One of the kids is fine.", T.CHILD_HURT, False),
        ("another one", "His mate's not got a knife, he has.", T.KNIFE, False),
        ("a part", "I can move my arms but not my legs.", T.CANNOT_MOVE, False),
        ("a manner", "He didn't hit me with his fist, he used the pan.", T.HIT, False),
        ("a measure", "Nobody hurt bad.", T.NOT_HURT, True),
        ("another deed", "He didn't rape me, he made his mates do it.", T.SEXUAL_ASSAULT, False),
        ("a near word", "There's no fire escape.", T.FIRE_OR_PETROL, False),
        ("words for an officer", "Informant states nobody's injured.", T.NOT_HURT, True),
    ],
)
def test_a_comfort_that_is_limited_is_none(
    kind: str, words: str, topic: StatementTopic, value: bool
) -> None:
    """To a time, a condition, a part, a manner, another person, or a guess."""
    assert lowers(topic, value), kind
    assert (topic, value) not in sure(words), kind


def test_a_denial_ends_at_a_just_though_no_comma_is_typed() -> None:
    """It was read as being hurt: the denial was taken for one of "just"."""
    told = sure("im not hurt jst scared")
    assert {(T.NOT_HURT, True), (T.AFRAID, True)} <= told


def test_a_just_between_a_denial_and_a_weapon_ends_the_denial() -> None:
    """Typed without a comma: "not a gun just a metal bar" has a bar in it."""
    told = sure("no its not a gun jst a metal bar, he hit my mate wiht it on the hed")
    assert (T.OTHER_WEAPON, False) not in told
    assert (T.GUN, False) in told


def test_nobody_but_me_now_says_the_same_twice() -> None:
    assert (T.ALONE, True) in sure("There's nobody here but me now.")


@pytest.mark.parametrize("words", ["I'm with the lady now.", "We're with her friend."])
def test_an_officer_who_is_there_is_no_bystander_who_helps(words: str) -> None:
    """What a caller's "I'm with my neighbour" says is not what an officer's says."""
    assert (T.HELPER_THERE, True) not in _comforts(words, "officer")
    assert _comforts("A neighbour is looking after her.", "officer")
