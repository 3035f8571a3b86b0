"""Questions in many wordings of each topic: understood, and never the wrong way round."""

import sys
from collections import Counter
from pathlib import Path

import pytest

from simulator.core.terms import Role, Topic, YesMeans
from simulator.language.asking.asked_statements import asked_as_stated
from simulator.language.lexicon import KeySlips
from tests.builders import yaml_of
from tests.daily import a_share_of_cases, first_a_day
from tests.language.stranger_batches import batches, measure
from tests.language.test_fresh_questions import asked
from tests.session.calls import LIBRARY

WIDELY = yaml_of(Path(__file__).parent / "questions_widely.yaml")
STRANGER = yaml_of(Path(__file__).parent / "strangers" / "questions1.yaml")
SECOND_STRANGER = yaml_of(Path(__file__).parent / "strangers" / "questions2.yaml")
WHOSE = ("many wordings", "a stranger's", "a second stranger's")
CASES = (
    *((WIDELY[::6], 119, 4), (STRANGER[::4], 46, 1), (SECOND_STRANGER[::4], 46, 1)),
    *((WIDELY, 730, 28), (STRANGER, 187, 2), (SECOND_STRANGER, 186, 4)),
)
"""Questions, the fewest understood, and the most taken for another; first those of a day."""


@pytest.mark.parametrize(
    ("written", "least", "most_other"),
    first_a_day(CASES, 3, rows=True),
    ids=[f"{share}{who}" for share in ("some of ", "") for who in WHOSE],
)
@a_share_of_cases(3)
def test_questions_in_many_wordings_are_understood_the_way_round_that_they_are(
    written: list[dict[str, str]], least: int, most_other: int
) -> None:
    """At first contact: of a stranger's 200 there were 115 right, 4 the wrong way round; of a
    second one's, 168 and 2.
    """
    found: Counter[str] = Counter()
    turned = []
    for each in written:
        ways = asked(each["words"])
        way = ways.get(Topic(each["topic"]))
        if way not in (None, each["way"], "open"):
            turned.append((each["words"], way))
        found["understood" if way == each["way"] else "another" if ways else "refused"] += 1
    sys.stdout.write(f"questions: {dict(found)}\n")
    assert turned == []
    assert found["understood"] >= least
    assert found["another"] <= most_other


@pytest.mark.parametrize(
    ("words", "ways"),
    [
        ("can you speak", {Topic.CAN_SPEAK: YesMeans.SO}),
        ("do you need police", {Topic.NEEDS_POLICE: YesMeans.SO}),
        ("Is he breathing normally?", {Topic.BREATHING_WELL: YesMeans.SO}),
        ("is the door locked", {Topic.DOOR_LOCKED: YesMeans.SO}),
        ("just you there, nobody else?", {Topic.OTHER_PERSON_PRESENT: YesMeans.NOT_SO}),
        ("Are you by yourself?", {Topic.OTHER_PERSON_PRESENT: YesMeans.NOT_SO}),
        ("is anyone hutr", {Topic.INJURED: YesMeans.SO}),
        ("So there's no weapon there?", {Topic.WEAPON: YesMeans.NOT_SO}),
        (
            "Are you safe, is there somebody with you?",
            {Topic.IN_DANGER: YesMeans.NOT_SO, Topic.OTHER_PERSON_PRESENT: YesMeans.SO},
        ),
        (
            "Has he still got hold of it, has he used it?",
            {Topic.WEAPON_IN_HAND: YesMeans.SO, Topic.WEAPON_USED: YesMeans.SO},
        ),
        ("a blade or owt?", {Topic.WEAPON: YesMeans.SO}),
    ],
)
def test_a_plain_question_asks_what_it_says(words: str, ways: dict[Topic, YesMeans]) -> None:
    assert asked(words) == ways


@pytest.mark.parametrize(
    "words", ["Officers are with you.", "he has a knife", "If you need us again, dial 999.", "OK."]
)
def test_what_states_or_orders_asks_nothing(words: str) -> None:
    assert asked(words) == {}


def test_a_slip_is_corrected_and_a_known_word_is_not() -> None:
    """No word that is known becomes another, and none a denial by two slips."""
    slips = KeySlips({"hurt", "weapon", "weapons", "nobody", "without", "unconscious", "nothing"})
    right = {
        "hutr": "hurt",
        "weapns": "weapons",
        "wihtout": "without",
        "uncosncious": "unconscious",
    }
    assert {word: slips.corrected(word) for word in right} == right
    same = ("hut", "nob", "somebody", "anybody", "nothings", "noothxngs")
    assert [slips.corrected(each) for each in same] == list(same)


@pytest.mark.parametrize(
    ("words", "topic", "way"),
    [
        ("Is she breathing normally?", Topic.BREATHING_WELL, YesMeans.SO),
        ("Has he tried to strangle you?", Topic.STRANGLED, YesMeans.SO),
        ("Are you on your own?", Topic.OTHER_PERSON_PRESENT, YesMeans.NOT_SO),
        ("Have you swallowed all the tablets?", Topic.TABLETS_TAKEN, YesMeans.SO),
    ],
)
def test_what_states_something_also_asks_it(words: str, topic: Topic, way: YesMeans) -> None:
    """The reader's own words ask where no frame of a question has them."""
    book = LIBRARY.phrase_book(Role.CALL_HANDLER)
    found = asked_as_stated(words, book.respelling, LIBRARY.reader())
    assert [(each.purpose, each.yes_means) for each in found] == [(topic, way)]


@pytest.mark.parametrize("words", ["Is he off the drink?", "Did the kids dial it?", "Who is hurt?"])
def test_what_may_be_turned_or_is_only_named_is_not_asked_as_stated(words: str) -> None:
    book = LIBRARY.phrase_book(Role.CALL_HANDLER)
    assert asked_as_stated(words, book.respelling, LIBRARY.reader()) == ()


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("has he packed in following you", Topic.FOLLOWED),
        ("have they given over following you?", Topic.FOLLOWED),
        ("has he left off following you?", Topic.FOLLOWED),
        ("has she backed off following you?", Topic.FOLLOWED),
        ("did she keep her hands off your throat?", Topic.STRANGLED),
        ("did they keep away from your neck?", Topic.STRANGLED),
        ("has he been kept out of the house?", Topic.IN_THE_HOUSE),
        ("have you kept them outside the flat?", Topic.IN_THE_HOUSE),
        ("has he jacked in drinking?", Topic.DRINK_OR_DRUGS),
        ("has he kept off the beer?", Topic.DRINK_OR_DRUGS),
    ],
)
def test_a_verb_that_ends_or_keeps_off_what_follows_never_asks_forward(
    words: str, topic: Topic
) -> None:
    """A yes to "has he packed in following you?" says that nobody follows."""
    assert asked(words).get(topic) in (None, "open", YesMeans.NOT_SO)


@pytest.mark.parametrize(
    ("words", "ways"),
    [
        ("nobody listening in, is that right pet", {Topic.ALONE_TO_TALK: YesMeans.SO}),
        ("no kids in the house then is that right", {Topic.CHILDREN: YesMeans.NOT_SO}),
        ("no children there, am I right love", {Topic.CHILDREN: YesMeans.NOT_SO}),
        ("are you in the toon pet", {Topic.IN_A_TOWN: YesMeans.SO}),
        ("Did ye snib the door, hen?", {Topic.DOOR_LOCKED: YesMeans.SO}),
        ("is the door aff the snib", {Topic.DOOR_LOCKED: YesMeans.NOT_SO}),
        ("Did ye see him wi anything in his hauns?", {Topic.WEAPON: YesMeans.SEEN}),
        ("has he broke your arm do you think", {Topic.INJURED: YesMeans.SO}),
        ("shall i cancel the officers", {Topic.NEEDS_POLICE: YesMeans.NOT_SO}),
    ],
)
def test_tags_dialect_and_callings_off_are_questions(
    words: str, ways: dict[Topic, YesMeans]
) -> None:
    assert asked(words) == ways


@pytest.mark.parametrize(
    ("words", "ways"),
    [
        ("You're not hurt, are you?", {Topic.INJURED: YesMeans.NOT_SO}),
        ("he hasnt gone has he", {Topic.HAS_LEFT: YesMeans.NOT_SO}),
        ("Isn't he there?", {}),
        ("And the little ones, are they all safe?", {Topic.CHILD_HURT: YesMeans.NOT_SO}),
        ("what about tablets, did you take any", {Topic.TABLETS_TAKEN: YesMeans.SO}),
        ("Is the man who hurt you still there?", {Topic.OTHER_PERSON_PRESENT: YesMeans.SO}),
        ("half cut is he", {Topic.DRINK_OR_DRUGS: YesMeans.SO}),
        ("Has he got anything that could hurt you?", {Topic.WEAPON: YesMeans.SO}),
        ("Did he leave after he hit you?", {Topic.HAS_LEFT: YesMeans.SO}),
        ("What's the address there, mate?", {Topic.LOCATION: "open"}),
        ("do you need ambulance or police", {}),
    ],
)
def test_what_is_put_about_a_question_leaves_it_what_it_asks(
    words: str, ways: dict[Topic, YesMeans]
) -> None:
    """A tag, a thing named apart, a clause of when or of whom: a yes to "isn't he?" is open."""
    found = asked(words)
    assert (found if ways else {t: w for t, w in found.items() if w != "open"}) == ways


OWN_ROUNDS = ((1, 166), (2, 160), (3, 160), (4, 154), (5, 61))
"""Rounds of questions by the author of the words, and the fewest understood of each: at first they
were 130 of 189, 136 of 188, 144 of 178, 144 of 168 and 51 of 72."""


@pytest.mark.parametrize(("number", "least"), first_a_day(OWN_ROUNDS, 1, rows=True))
def test_rounds_of_questions_in_other_wordings_stay_understood(number: int, least: int) -> None:
    """Written before each was read; used for mending afterwards, by kinds of questions."""
    (figures,) = (measure(entries) for name, entries in batches() if name == f"ownq{number}")
    assert figures.asked >= least
    assert figures.wrong_way <= 4


@pytest.mark.parametrize(
    "words",
    [
        "And your date of birth?",
        "There's a unit on its way to you now, okay?",
        "An ambulance is on its way, all right?",
        "Connecting you to the police now, caller.",
        "We'll get someone out to you, all right?",
        "It's been chucking it down all day here, hasn't it?",
        "Bit nippy out tonight, isn't it?",
        "I'm just going to put you through, is that okay?",
        "You do know this is an emergency line?",
        "How am I supposed to help if you won't talk?",
        "Do you follow the football at all?",
        "What colour's the car?",
        "Did you watch it last night?",
        "Whereabouts did you grow up?",
    ],
)
def test_what_staff_say_beside_it_asks_nothing_of_the_list(words: str) -> None:
    """Help on its way, the call put through, details, the weather, small talk, and blame."""
    assert asked(words) == {}


def test_a_fire_service_is_no_shot() -> None:
    assert Topic.WEAPON_USED not in asked("Emergency, do you need fire, police or ambulance?")
    assert asked("Has it been fired?") == {Topic.WEAPON_USED: "so"}


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("Are you aware of any bail conditions he's on?", Topic.ORDERS),
        ("Do you know of any weapons in the house?", Topic.WEAPON),
    ],
)
def test_a_no_to_what_one_is_aware_of_says_nothing(words: str, topic: Topic) -> None:
    """Not to know of an order is not to know that there is none."""
    assert asked(words) == {topic: "seen"}


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("There's a car on its way, is he still there?", Topic.OTHER_PERSON_PRESENT),
        ("Right, there's a unit on its way to you now. Are you hurt?", Topic.INJURED),
        ("Are you outside in that rain?", Topic.INDOORS),
        ("And your postcode?", Topic.LOCATION),
    ],
)
def test_a_question_beside_such_words_is_asked(words: str, topic: Topic) -> None:
    assert topic in asked(words)
