"""Adults who speak freely of a person who threatens: what they are asked, and what not."""

from __future__ import annotations

import json
import re
from itertools import pairwise, starmap

import pytest

from simulator.core import acts as do
from simulator.core.log import Entry
from simulator.core.terms import Intent, Role, Topic
from tests.guidance.stories import PLACE, spoken
from tests.session.calls import Play, play

CALLER = Role.CALLER
ASKS = (
    "caller:\n  - {when: {heard: which_service}, after: 1s, "
    "do: {say: {intent: wants_police, words: 'Police, please.', means: {wants_police: yes}}}}\n"
)
KNOWN = {
    **dict.fromkeys(("can_hear", "can_speak", "alone_to_talk", "needs_police", "in_danger"), "yes"),
    **dict.fromkeys(("mistake", "injured", "weapon", "children", "more_than_one"), "no"),
    **dict.fromkeys(("same_room", "in_the_house", "other_person_present"), "no"),
    **dict.fromkeys(("knows_person", "at_home", "at_known_address", "indoors"), "yes"),
}
"""What is so of a caller who is threatened, and free to talk."""
SEEDS = range(4)


def calls(*story: tuple[str, str], seed: int = 0, gap: int = 18, **facts: str) -> Play:
    """Play the call of an adult who speaks aloud: sentences, each with what it means."""
    known = ", ".join(f"{topic}: {value}" for topic, value in {**KNOWN, **facts}.items())
    return play(
        f"age: 40\nspeech: {{speaks_of: he, volunteers: {gap}s}}\n"
        f"answers: {{by: [spoken], after: 1s, manner: aloud}}\n{PLACE}{ASKS}"
        f"facts: {{{known}}}\nstory:\n" + "".join(starmap(_part, story)),
        seed=seed,
    )


def _part(sentence: str, means: str) -> str:
    stated = ", ".join(f"{topic}: yes" for topic in means.split())
    return f"  - {{words: {json.dumps(sentence)}, means: {{{stated}}}}}\n"


def said_in(entry: Entry) -> str:
    """The words of an entry; "" for none."""
    return str(getattr(entry.body, "words", ""))


def words(call: Play) -> list[str]:
    """What the call handler said, in order."""
    return [said_in(entry) for entry in spoken(call)]


def asks(call: Play, *topics: Topic) -> list[str]:
    """The questions about one of these topics, in the call handler's words."""
    return [
        entry.body.words
        for entry in spoken(call)
        if isinstance(entry.body, do.Ask) and not set(topics).isdisjoint(entry.body.about)
    ]


def after(call: Play, part: str) -> Entry:
    """The first words of the call handler's after a sentence of the caller's."""
    told = next(e for e in call.log if e.actor is CALLER and part in getattr(e.body, "words", ""))
    return next(e for e in spoken(call) if e.at > told.at)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_first_words_to_police_are_not_said_again_before_anything_was_answered(
    seed: int,
) -> None:
    """A report is said again only if it is passed over (CL-12), not two seconds after its end."""
    call = calls(
        ("He's smashed the window with a spade.", "violence other_weapon"),
        ("He's been drinking since dinner.", "other_drank"),
        seed=seed,
        gap=14,
    )
    told = [
        e for e in call.log if e.actor is CALLER and "the window" in getattr(e.body, "words", "")
    ]
    first = next(e for e in spoken(call) if e.at > told[0].at)
    assert [e for e in told if e.at < first.at] == told[:1]


THREAT = (
    ("He's sat outside in his car, and he's not allowed near me.", "person_outside court_order"),
    ("He's sent me forty messages since dinner.", "stalked"),
    ("I split up with him at Easter.", "separation ex_partner"),
    ("He told my mother he'd burn my things.", ""),
    ("I had the locks changed.", ""),
    ("He works for his brother, roofing.", ""),
    ("I've a bag packed by the door.", ""),
    ("He's looking up at the window.", "person_outside"),
)


@pytest.mark.parametrize("seed", SEEDS)
def test_who_talks_freely_is_taught_no_taps_and_hears_once_that_it_is_quiet(seed: int) -> None:
    """ "Talk any time" holds: no tap is asked of who speaks (CH-17), nor quiet announced again."""
    call = calls(*THREAT, seed=seed, gap=40)
    assert not [each for each in words(call) if re.search(r"\btaps?\b", each)]
    quiet = [e for e in spoken(call) if getattr(e.body, "intent", None) is Intent.GO_QUIET]
    assert len(quiet) <= 1


NEXT_DOOR = (
    ("He's killing her next door, I can hear it through the wall.", "violence of_others"),
    ("I was holding the phone up so you could hear.", "explains_sound"),
    ("It's the end one, with the green door.", "landmark"),
    ("She keeps screaming and then it stops.", "violence"),
    ("There's a baby in there.", "children"),
    ("It was the same last month.", "done_before"),
)
OF_ONE_ATTACKED = (
    *(Topic.ALONE_TO_TALK, Topic.IN_DANGER, Topic.SAME_ROOM, Topic.OTHER_PERSON_PRESENT),
    *(Topic.DOOR_LOCKED, Topic.WEAPON, Topic.MORE_THAN_ONE, Topic.HAS_LEFT, Topic.IN_THE_HOUSE),
)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_neighbour_is_asked_which_house_and_never_what_one_who_is_attacked_could_answer(
    seed: int,
) -> None:
    """Who hears it through a wall sees no hand and is in nobody's room (0.1 rule 4, LP-22)."""
    call = calls(*NEXT_DOOR, seed=seed, in_danger="unknown", children="yes", injured="unknown")
    assert asks(call, *OF_ONE_ATTACKED) == []
    first = next(e.body for e in spoken(call) if isinstance(e.body, do.Ask))
    assert Topic.LOCATION in first.about


@pytest.mark.parametrize("seed", SEEDS)
def test_a_neighbour_hears_that_officers_are_sent_there_and_is_not_told_to_hide(seed: int) -> None:
    """The address of the violence is not the caller's, and nobody looks for them (pattern 5)."""
    call = calls(*NEXT_DOOR, seed=seed, in_danger="unknown", children="yes", injured="unknown")
    said = words(call)
    assert [each for each in said if re.search(r"(officers there|sent to them)", each)]
    assert not [
        each for each in said if re.search(r"[Dd]on't come out|[Ss]tay hidden|to you\b", each)
    ]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_colleague_who_was_hit_is_asked_about_and_not_the_caller(seed: int) -> None:
    """ "They've hit Amir on the arm": his breathing, and where he is hurt; no list of symptoms."""
    call = calls(
        ("We've been robbed, and they've gone.", "robbery has_gone several_people other_weapon"),
        ("They ran to a blue van.", "way_gone vehicle_looks"),
        ("They've hit Amir on the arm, I think it's broken.", "other_hurt"),
        ("He's gone very pale.", "other_hurt"),
        seed=seed, injured="yes", needs_ambulance="yes", at_home="no", has_left="yes",
    )  # fmt: skip
    of_the_caller = r"\b(you hurt|your (head|breathing|feet|hands)|you breath|up to you|you pass)"
    assert not [each for each in words(call) if re.search(of_the_caller, each)]
    assert asks(call, Topic.SAME_ROOM, Topic.IN_THE_HOUSE, Topic.AT_HOME) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_nobody_is_told_to_leave_for_a_fire_that_is_threatened_by_phone(seed: int) -> None:
    """ "He rang and said he'd burn us out": where is he now, and not out of the house (ST-87)."""
    call = calls(
        (
            "He's been on the phone saying he'll burn us out.",
            "threat_to_kill fire_or_petrol by_phone",
        ),
        ("He's rung nine times since tea.", "stalked"),
        ("What am I supposed to do?", "asks_advice"),
        seed=seed,
    )
    intents = [getattr(e.body, "intent", None) for e in spoken(call)]
    assert Intent.GET_OUT not in intents
    assert asks(call, Topic.CAN_GET_OUT, Topic.SAME_ROOM, Topic.IN_THE_HOUSE) == []
    assert getattr(after(call, "supposed").body, "intent", None) is not Intent.GOT_IT


@pytest.mark.parametrize("seed", SEEDS)
def test_of_one_who_has_gone_it_is_not_asked_what_is_in_his_hand(seed: int) -> None:
    """Also where that word lowers nothing: it is no question for who has said it (B05)."""
    call = calls(
        ("He's gone, he slammed out and took the car.", "has_gone way_gone"),
        ("He had me by the throat.", "strangled"),
        ("My voice has gone all croaky.", "strangled"),
        seed=seed, injured="yes", strangled="yes", has_left="yes", needs_ambulance="yes",
    )  # fmt: skip
    assert asks(call, Topic.WEAPON, Topic.IN_THE_HOUSE, Topic.SAME_ROOM, Topic.CAN_MOVE) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_of_an_ex_who_sits_outside_it_is_asked_neither_danger_nor_how_many(seed: int) -> None:
    """He is there, and it is one man: both were said (CH-24, 2.4)."""
    call = calls(*THREAT, seed=seed, gap=30)
    assert asks(call, Topic.IN_DANGER, Topic.MORE_THAN_ONE, Topic.BEHIND_YOU) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_an_order_is_taken_up_before_what_the_car_looks_like(seed: int) -> None:
    """ "He's not allowed near me. It's a grey car": the first is the reason to arrest (ST-59)."""
    call = calls(
        ("He's outside in his car, my ex.", "person_outside ex_partner"),
        ("I've locked both doors.", "locked_own_door"),
        ("The court has told him to keep off. It's a grey hatchback.", "court_order vehicle_looks"),
        seed=seed,
    )
    taken = said_in(after(call, "hatchback"))
    assert "side?" not in taken, taken  # "Any writing on the side?"


@pytest.mark.parametrize("seed", SEEDS)
def test_a_word_of_who_hears_is_not_taken_up_as_news(seed: int) -> None:
    """ "Nobody can hear me" answers a question: not "I'm giving them that", nor the same again."""
    call = calls(
        ("He's trying to get in my room with a chain.", "coming_closer other_weapon violence"),
        ("I've got the wardrobe against the door.", "locked_own_door"),
        seed=seed,
    )
    again = [e.at for e in spoken(call) if re.search(r"\bhear us\b", said_in(e))]
    assert all(b - a > 60_000 for a, b in pairwise(again))
    assert asks(call, Topic.SAME_ROOM) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_how_long_is_answered_also_where_the_second_question_of_hearing_got_lost(seed: int) -> None:
    """ "Is somebody coming?" gets the time after one short question, not "Bear with me"."""
    call = calls(*THREAT, seed=seed, gap=25)
    asked_us = [e for e in call.log if e.actor is CALLER and "asks_how_long" in str(e.body)]
    for each in asked_us:
        answer = next(e for e in spoken(call) if e.at > each.at)
        assert "Bear with me" not in said_in(answer)
