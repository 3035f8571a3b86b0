"""What callers say of where they are, who hears and how the phone is; places word for word."""

from functools import cache
from pathlib import Path

import pytest

from simulator.language.reader import Reader
from tests.builders import yaml_of
from tests.session.calls import LIBRARY

LISTS = [
    yaml_of(Path(__file__).with_name(name)) for name in ("said_place.yaml", "said_place_later.yaml")
]
NOTHING = [words for each in LISTS for words in each["nothing"]]
TOPICS = LISTS[0].keys() - {"nothing"}
SAFER_TOO = {
    ("alone", True): TOPICS,
    ("can_talk_now", True): TOPICS,
    ("nobody_hears", True): TOPICS,
    ("somebody_hears", False): {"nobody_hears"},
}
"""What lowers danger and is rightly read beside which topics: "I'm on my own"."""
PHRASINGS = [
    (topic, way == "yes", words)
    for said in LISTS
    for topic in sorted(TOPICS)
    for way, phrases in said[topic].items()
    for words in phrases
]


@cache
def reader() -> Reader:
    return LIBRARY.reader()


def stated(words: str) -> set[tuple[str, bool]]:
    return {(each.topic.name, each.value) for each in reader().read(words) if each.sure}


def places(words: str) -> list[tuple[str, str]]:
    """The places that words name, each with exactly the words it is taken from."""
    return [
        (each.topic.name, words[slice(*each.span)])
        for each in reader().read(words)
        if each.topic.name in ("address", "landmark", "floor", "on_bus_or_train", "number_plate")
    ]


def test_what_callers_say_of_places_and_the_phone_is_understood() -> None:
    """The bound is what was reached; a new frame may only raise it."""
    missed = [each for each in PHRASINGS if (each[0], each[1]) not in stated(each[2])]
    assert len(missed) <= 6, missed


def test_nothing_said_of_places_and_the_phone_is_turned() -> None:
    """Of two values in one breath the dangerous one stays, so only those that lower count."""
    weighs = {str(each.name): each.weighs for each in reader()._topics.values()}
    turned = [
        words
        for topic, value, words in PHRASINGS
        if value is not weighs[topic].lowers and (topic, not value) in stated(words)
    ]
    assert turned == []


def test_nothing_said_of_places_and_the_phone_lowers_danger_falsely() -> None:
    weighs = {str(each.name): each.weighs for each in reader()._topics.values()}
    false = [
        (words, *each)
        for topic, value, words in PHRASINGS
        for each in stated(words) - {(topic, value)}
        if each[0] in TOPICS and weighs[each[0]].lowers is each[1]
        if topic not in SAFER_TOO.get(each, ())
    ]
    assert false == []


@pytest.mark.parametrize("words", NOTHING)
def test_nothing_is_made_of_what_says_nothing_of_them(words: str) -> None:
    assert {topic for topic, _ in stated(words)}.isdisjoint(TOPICS)


ADDRESSES = {
    "I'm at forty-one Ferry Road, he's in the kitchen": "forty-one Ferry Road",
    "it's number 4, Coopers Yard, behind the market": "number 4, Coopers Yard",
    "im at 12a mill lane and he wont leave": "12a mill lane",
    "Flat 3, Oak House, Station Road, Hull. Please hurry": "Flat 3, Oak House, Station Road, Hull",
    "It's a hundred and twelve Old Kent Road": "a hundred and twelve Old Kent Road",
    "Thirty two b, Harold Road, top floor": "Thirty two b, Harold Road",
    "my postcode is B14 7QH": "B14 7QH",
    "the postcode's B for Bravo, one four, seven Q H": "B for Bravo, one four, seven Q H",
    "Bravo one four, seven quebec hotel": "Bravo one four, seven quebec hotel",
    "we live at Rose Cottage, Church Lane": "Rose Cottage, Church Lane",
    "number six, the flats": "number six, the flats",
    "it's the old post office": "the old post office",
    "Room 214 at the Premier Inn, be quick": "Room 214 at the Premier Inn",
    "14 The Crescent, Leeds": "14 The Crescent, Leeds",
    "I live at 7 Duke of York Street with my mum": "7 Duke of York Street",
    "i think its ferry road": "ferry road",
    "it's DE twenty two, three B Q": "DE twenty two, three B Q",
    "41 Ferry Road, Rotherham, S60": "41 Ferry Road, Rotherham, S60",
    "a house called The Willows": "The Willows",
    "The Willows, Hall Lane": "The Willows, Hall Lane",
    "Room 12 at the Travelodge, quick": "Room 12 at the Travelodge",
    "we're in Preston": "Preston",
    "9 The Paddocks, it's up a track": "9 The Paddocks",
    "number thirty on the Fold": "number thirty on the Fold",
    "plot 7 Sunnyside caravan park": "plot 7 Sunnyside caravan park",
}


@pytest.mark.parametrize(("words", "address"), ADDRESSES.items())
def test_an_address_is_exactly_the_words_that_name_it(words: str, address: str) -> None:
    """Never the whole sentence: these words go to officers (practice2 ST-46)."""
    assert ("address", address) in places(words)


LANDMARKS = {
    "we were in the old mill by the weir and the floor gave way": "the old mill by the weir",
    "it's number 4, Coopers Yard, behind the market": "behind the market",
    "I'm opposite the Red Lion, he's inside": "opposite the Red Lion",
    "I'm between the church and the pub": "between the church and the pub",
    "round the back of the chippy on Station Road": "round the back of the chippy on Station Road",
    "on the A38 by the Shell garage": "by the Shell garage",
    "we're on the M6 just past junction 8": "past junction 8",
    "I can see the big Tesco": "the big Tesco",
    "he dragged me down the alley behind the bookies": "behind the bookies",
    "corner of Mill Lane and High Street": "corner of Mill Lane and High Street",
    "I'm at the Royal Oak, he's outside": "the Royal Oak",
    "Tesco car park": "Tesco car park",
    "somewhere near Preston": "near Preston",
    "we're at junction 8 of the M6": "junction 8 of the M6",
    "I'm next to 14 Elm Road": "next to 14 Elm Road",
    "it's between 12 and 14 Elm Road": "between 12 and 14 Elm Road",
    "just outside St John's Church": "outside St John's Church",
}


@pytest.mark.parametrize(("words", "landmark"), LANDMARKS.items())
def test_a_landmark_is_exactly_the_words_that_name_it(words: str, landmark: str) -> None:
    assert ("landmark", landmark) in places(words)


@pytest.mark.parametrize(
    ("words", "topic", "exactly"),
    [
        ("I'm on the top deck of the 36 going into town", "on_bus_or_train", "top deck of the 36"),
        ("I'm on the number 8 bus", "on_bus_or_train", "the number 8 bus"),
        ("I'm on the second floor, flat 2B, Tower Court", "floor", "second floor"),
        ("press buzzer 12, quick", "floor", "buzzer 12"),
        ("it's KX19 RFO, a white van", "number_plate", "KX19 RFO"),
        ("the reg is kilo x-ray one nine romeo foxtrot oscar", "number_plate",
         "kilo x-ray one nine romeo foxtrot oscar"),
    ],
)  # fmt: skip
def test_a_bus_a_floor_and_a_plate_are_exactly_their_words(
    words: str, topic: str, exactly: str
) -> None:
    assert (topic, exactly) in places(words)


@pytest.mark.parametrize(
    "words",
    [
        "we're not at 12 Mill Road any more",
        "two of them went down the road",
        "he's got three hundred quid off me in the street",
        "two lads came out of the house",
        "I've been here 20 minutes, down the road",
        "it's a long road",
        "he's 42 and lives in the flats",
        "He lives at 12 Gun Lane",
        "it's opposite 14 Elm Road",
        "his name's Dave Lane",
        "Mrs Hill heard us",
        "flat a pancake",
        "number one, he lies, number two, he cheats",
        "there's a party at the property of theirs",
        "what if he comes to 12 Mill Road?",
    ],
)
def test_no_address_is_made_of_other_numbers_roads_and_denials(words: str) -> None:
    assert [each for each in places(words) if each[0] == "address"] == []


@pytest.mark.parametrize(
    "words",
    ["I had a letter from the bank", "it's the school's fault", "it's the hospital appointment"],
)
def test_no_landmark_is_made_of_what_is_only_named(words: str) -> None:
    assert places(words) == []


def test_the_words_of_an_address_mean_nothing_else() -> None:
    assert {topic for topic, _ in stated("I'm at Gun Cottage, 12 Knife Lane")} == {"address"}


def test_two_addresses_in_one_sentence_are_both_kept() -> None:
    """Nothing is overwritten (BF-4)."""
    assert places("I'm at 41 Ferry Road or 43 Ferry Road") == [
        ("address", "41 Ferry Road"),
        ("address", "43 Ferry Road"),
    ]


def test_a_word_that_counts_only_in_one_form_counts_in_no_other() -> None:
    """On the drive is outside; in the driving seat is not."""
    assert ("person_outside", True) in stated("he's in the drive")
    assert ("person_outside", True) not in stated("he's in the driving seat")


@pytest.mark.parametrize(
    "words",
    [
        "nobody can hear me scream in this house",
        "make sure nobody can hear you",
        "he couldn't hear me before but he can now",
        "he can hear you not me",
        "he pretends he can't hear",
        "I can talk when he's gone",
        "I can speak three languages",
        "I can get out of bed",
        "I can get out when he's asleep",
        "he's trying to get in the house",
        "what if he can't hear me?",
    ],
)
def test_what_sounds_safe_and_is_not_lowers_nothing(words: str) -> None:
    weighs = {str(each.name): each.weighs for each in reader()._topics.values()}
    lowers = [each for each in stated(words) if weighs[each[0]].lowers is each[1]]
    assert lowers == []


def test_to_ask_for_a_stop_is_not_to_have_stopped() -> None:
    assert ("vehicle_stopped", True) not in stated("Please stop the car. I want to get out.")
    assert ("vehicle_stopped", True) in stated("the car's stopped")


def test_a_complaint_that_nobody_listens_makes_it_safe_for_nobody() -> None:
    assert ("nobody_hears", True) not in stated("nobody listens to me")
    assert ("nobody_hears", True) not in stated("I don't think anyone can hear")
    assert ("nobody_hears", True) in stated("nobody can hear me")


def test_a_denial_ends_where_another_clause_begins_without_a_comma() -> None:
    """Typed in haste: he is next to me, and that is why I can't speak."""
    assert ("person_here", False) not in stated("cant speak hes next to me")


def test_a_sign_for_per_cent_is_read_as_its_words() -> None:
    assert ("battery_low", True) in stated("it's on 2%")
