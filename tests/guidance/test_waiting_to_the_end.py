"""Repeats, waiting, endings, children and other people: what three strict readers struck, by kind.

Each is a sentence that holds for more calls than the one in which it was struck.
"""

import re
from functools import cache
from itertools import pairwise

import pytest

from simulator.core import acts as do
from simulator.core.log import CallBegan, Entry
from simulator.core.terms import HowItEnds, Intent, Reported, Role, Sound, Topic, UnitStatus
from simulator.language.handover_sentence import sounds_named
from simulator.language.speaking.thoughts import thought_of
from tests.guidance.test_what_a_reader_struck import SEEDS
from tests.guidance.test_what_a_reader_struck import shipped as played
from tests.session.calls import Play

HANDLER = Role.CALL_HANDLER
SAYS = (do.Say, do.Ask)


@cache
def shipped(name: str, seed: int) -> Play:
    """Play a shipped call once for all the sentences that are about it."""
    return played(name, seed)


def lines(call: Play, who: Role = HANDLER) -> list[Entry]:
    return [e for e in call.log if e.actor is who and isinstance(e.body, SAYS) and e.body.words]


def words_of(call: Play, who: Role = HANDLER) -> list[str]:
    return [getattr(e.body, "words", "") for e in lines(call, who)]


def thoughts(call: Play) -> list[str]:
    """What the call handler has said, without the small words that came before it."""
    small = r"^(?:(?:okay|right|all right|yeah|mm|erm?|and)[,. ]+)+"
    plain = (re.sub(small, "", each, flags=re.IGNORECASE) for each in words_of(call))
    return [thought_of(re.sub(r",? (?:okay|all right)\?$", ".", each)) for each in plain]


# --- a second wording is the same thought ---------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Don't try to get up.", "Stay as you are. They'll come to you."),
        ("How are you doing now?", "And how are you now?"),
        ("Do you feel any worse than you did?", "Are you any weaker than you were?"),
        ("What's going on there now?", "What do you need me to know?"),
        ("What can you hear now?", "What can you see or hear now?"),
        ("Still quiet my end, still listening.", "I'm keeping quiet, and I'm still listening."),
        ("I'm here, and I'm not going.", "Still with you."),
        ("I'm staying on till they say I can go.", "I'm on the phone too, till the officer says."),
    ],
)
def test_a_second_wording_of_a_thought_is_the_same_thought(one: str, other: str) -> None:
    """They share one count, whatever their purpose (WT-08, WT-12)."""
    assert thought_of(one) == thought_of(other)


def test_what_says_something_of_its_own_is_a_thought_of_its_own() -> None:
    own = ["Is there a dog?", "Are you warm enough there?", "Can you lift that arm at all now?"]
    assert [thought_of(each) for each in own] == own


@pytest.mark.parametrize("seed", [*SEEDS, 101, 104])
@pytest.mark.parametrize("name", ["slurred-sounds", "my-arm-wont", "the-box-on-the-wall"])
def test_advice_is_not_given_again_and_again_in_other_words(name: str, seed: int) -> None:
    """ "Don't try to get up", four times in ten minutes, is a list and no help (WT-08)."""
    said = thoughts(shipped(name, seed))
    assert max(said.count("keep still"), said.count("a sound for worse")) <= 3


@pytest.mark.parametrize("seed", [*SEEDS, 101, 102])
@pytest.mark.parametrize("name", ["my-arm-wont", "while-she-is-at-the-shop", "the-box-on-the-wall"])
def test_who_is_ill_is_asked_of_what_they_said_and_not_how_they_are(name: str, seed: int) -> None:
    """A stroke is checked by arm, words and face, and not with "how are you now?" (4.4)."""
    said = thoughts(shipped(name, seed))
    assert max(map(said.count, ("how they are", "any worse", "faint"))) <= 2


@pytest.mark.parametrize("seed", [*SEEDS, 100, 101, 102])
@pytest.mark.parametrize("name", ["smoke-on-the-landing", "under-the-letter-box"])
def test_who_is_in_a_fire_is_asked_of_smoke_air_and_heat(name: str, seed: int) -> None:
    """ "What's it like there now?" six times gets "still the same"; smoke and air get an answer."""
    said = thoughts(shipped(name, seed))
    assert said.count("what goes on") + said.count("what they hear") <= 2
    assert said.count("how they are") == 0


# --- silence, and what ends it --------------------------------------------------------------------


@pytest.mark.parametrize("seed", [*SEEDS, 105])
@pytest.mark.parametrize("name", ["fifty-five-for-a-sound", "a-cough-and-a-code"])
def test_that_a_silence_goes_on_is_said_once(name: str, seed: int) -> None:
    """Eight times "still quiet" in forty minutes says nothing; said once is the rule (WT-12)."""
    assert thoughts(shipped(name, seed)).count("it is quiet") <= 2


@pytest.mark.parametrize("seed", [*SEEDS, 111])
@pytest.mark.parametrize("name", ["slurred-sounds", "car-by-itself"])
def test_who_is_ill_and_alone_is_not_left_in_a_silence_for_hiding(name: str, seed: int) -> None:
    """ "So nobody hears me" is a reason of those who hide: nobody else was ever heard (4.2)."""
    assert not [each for each in words_of(shipped(name, seed)) if "nobody hears" in each]


@pytest.mark.parametrize("seed", [*SEEDS, 100, 101])
def test_a_text_is_read_before_it_is_asked_whether_they_ride(seed: int) -> None:
    """A text and a question within a second are two at once: neither is answered (B05)."""
    call = shipped("on-the-bus", seed)
    acts = [e for e in call.log if e.actor is HANDLER and isinstance(e.body, (do.SendText, *SAYS))]
    for one, then in pairwise(acts):
        if isinstance(one.body, do.SendText) and isinstance(then.body, do.Ask):
            assert then.at - one.at > 5_000 or then.body.about != (Topic.IN_A_VEHICLE,)


@pytest.mark.parametrize("seed", [*SEEDS, 112])
def test_who_answers_by_signs_is_asked_nothing_open(seed: int) -> None:
    """ "How are you feeling now?" has no answer in knocks (CH-11)."""
    words = words_of(shipped("somebody-knocks", seed))
    assert not [each for each in words if re.match(r"(?:And )?[Hh]ow (?:are|do) you", each)]


# --- children -------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", [*SEEDS, 110])
@pytest.mark.parametrize("name", ["dad-is-shaking", "nanny-on-the-floor"])
def test_a_child_alone_with_the_ill_has_words_every_10_to_20_seconds(name: str, seed: int) -> None:
    """Also after many errands: what is left to do or to look at comes as often (4.4)."""
    call = shipped(name, seed)
    found = next(e.at for e in call.log if getattr(e.body, "status", None) is UnitStatus.FOUND)
    at = [e.at for e in lines(call) if e.at < found]
    waits = sorted(then - one for one, then in pairwise(at[6:]))
    assert waits[len(waits) // 2] <= 16_000
    assert waits[len(waits) * 9 // 10] <= 24_000


# --- callers who wait -----------------------------------------------------------------------------

FRIGHTENED = ("smoke-on-the-landing", "the-same-grey-car", "my-arm-wont", "while-he-sleeps")


@pytest.mark.parametrize("seed", [*SEEDS, 100, 102])
@pytest.mark.parametrize("name", FRIGHTENED)
def test_that_nothing_has_changed_is_said_seldom_in_whatever_words(name: str, seed: int) -> None:
    """ "About the same", "No change", "No different": a stock answer of nobody in particular."""
    same = r"\bthe same\b|no different|no change|nothing's changed|no worse|^(?:no, )?not really"
    words = words_of(shipped(name, seed), Role.CALLER)
    assert len([each for each in words if re.search(same, each, re.IGNORECASE)]) <= 2


@pytest.mark.parametrize("seed", [*SEEDS, 100])
@pytest.mark.parametrize("name", [*FRIGHTENED, "the-box-on-the-wall", "through-the-wall"])
def test_whether_we_are_there_is_asked_once(name: str, seed: int) -> None:
    """Not by a clock: answered once, it is not asked again (ST-91)."""
    words = words_of(shipped(name, seed), Role.CALLER)
    assert len([e for e in words if re.search(r"[Yy]ou (?:still )?(?:there|on)\?", e)]) <= 1


# --- with the officer -----------------------------------------------------------------------------


@pytest.mark.parametrize("seed", [*SEEDS, 100, 101, 102, 104])
@pytest.mark.parametrize("name", ["my-arm-wont", "slurred-sounds", "no-need-for-a-fuss"])
def test_an_officer_who_fetches_something_is_not_said_to_be_there(name: str, seed: int) -> None:
    """ "I'm fetching the bag" and "They're there with you now" can't both be so (0.1 rule 2)."""
    away = False
    for entry in shipped(name, seed).log:
        words = getattr(entry.body, "words", "")
        if entry.actor is Role.OFFICERS and isinstance(entry.body, do.Say):
            away = bool(re.search(r"fetch|the kit|be back", words))
        elif away and entry.actor is HANDLER and isinstance(entry.body, do.Say):
            assert not re.search(r"right there|there with you|hands full", words)


@pytest.mark.parametrize("seed", [100, 103, 104, 105, 106])
def test_a_false_alarm_is_closed_as_one(seed: int) -> None:
    """ "You did really well" is for a caller, and no word for a phone in a bag (EN-05, WT-11)."""
    call = shipped("fifty-five-for-a-sound", seed)
    ends = [e.body.finds for e in call.log if isinstance(e.body, do.UnitReport)]
    bye = [e.body for e in call.log if getattr(e.body, "intent", 0) is Intent.CLOSE_WITH_OFFICER]
    if HowItEnds.FALSE_ALARM in ends:
        assert not [each for each in bye if "well" in getattr(each, "words", "")]


# --- what the operator heard is known -------------------------------------------------------------


@pytest.mark.parametrize("seed", [*SEEDS, 18, 27])
def test_an_engine_that_the_operator_names_is_known_to_the_call_handler(seed: int) -> None:
    """ "I heard an engine": whether the caller rides is asked, also if it is not heard again."""
    call = shipped("on-the-bus", seed)
    handed = call.first(do.HandOver).body
    assert isinstance(handed, do.HandOver)
    assert Sound.ENGINE in handed.sounds
    asked = [each.about for each in call.bodies(do.Ask, Role.CALL_HANDLER)]
    assert (Topic.IN_A_VEHICLE,) in asked


def test_a_hand_over_names_sounds_by_a_persons_own_words_as_well() -> None:
    """A trainee's "there's an engine" says as much as the simulated operator's."""
    assert sounds_named("Police, mobile. There's an engine and a TV, I mean a television.") == (
        Sound.TELEVISION,
        Sound.ENGINE,
    )
    assert sounds_named("Police, mobile. Nobody spoke.") == ()


# --- the other person -----------------------------------------------------------------------------


@pytest.mark.parametrize("seed", [*SEEDS, 100, 101])
@pytest.mark.parametrize("name", ["a-cab-for-nine", "the-blue-dress", "just-my-sister"])
def test_once_officers_have_found_the_caller_nobody_threatens_on(name: str, seed: int) -> None:
    """The caller is apart with an officer: no "Look at me when I'm talking" comes after it."""
    call = shipped(name, seed)
    found = [e.at for e in call.log if getattr(e.body, "status", None) is UnitStatus.FOUND]
    after = [e for e in call.log if found and e.actor is Role.ROOM and e.at > found[0]]
    assert not [e.body for e in after if isinstance(e.body, do.Say)]


@pytest.mark.parametrize("seed", [40, 50, 0, 30])
def test_a_voice_and_a_cut_line_go_to_the_force(seed: int) -> None:
    """followed-on-foot: a whisper and then a cut line are passed on; steps alone never are."""
    call = shipped("followed-on-foot", seed)
    begins = [e.at for e in call.log if isinstance(e.body, CallBegan)]
    first = [e for e in call.log if e.at < begins[1]]
    voice = any(e.actor is Role.ROOM and isinstance(e.body, do.Say) for e in first)
    passed = [e.body for e in call.log if isinstance(e.body, do.PassDetails)]
    assert bool(passed) is voice
    assert all(Reported.WHISPER in each.heard for each in passed)


@pytest.mark.parametrize("seed", [106, 124, 140])
def test_a_ring_back_is_agreed_also_where_other_words_come_between(seed: int) -> None:
    """For hours nobody comes: the line goes once it is agreed, and not two hours later (EN-12)."""
    call = shipped("lock-cut-in-the-night", seed)
    assert lines(call)[-1].at < 300_000


@pytest.mark.parametrize("seed", [0, 1, 121])
def test_who_has_the_phone_back_is_spoken_to_as_themselves(seed: int) -> None:
    """ "You who rang" is for a phone in other hands: he has said that it was he (SIT-17)."""
    back = False
    for entry in shipped("he-gets-muddled", seed).log:
        words = getattr(entry.body, "words", "")
        if entry.actor is Role.CALLER and "me that rang" in words:
            back = True
        elif back and entry.actor is HANDLER and isinstance(entry.body, do.Ask):
            assert "you who rang" not in words
            return
