"""What strict readers struck from calls of a tenth reading, and a look at the same calls after it.

Each is a sentence that holds for more than the call it was found in.
"""

import re
from functools import cache
from itertools import pairwise

import pytest

from simulator.core import acts as do
from simulator.core.log import Entry
from simulator.core.terms import Intent, Role, Topic
from simulator.rules.monitor import evaluate
from simulator.rules.patterns import VerdictKind
from tests.guidance.stories import HANDLER, Known, acts_with_facts, spoken
from tests.guidance.test_what_a_reader_struck import shipped
from tests.session.calls import LIBRARY
from tests.session.test_simulated_by_rubric import call


@cache
def acts(name: str, seed: int) -> tuple[Known, ...]:
    """What the call handler did in a shipped call, with what was known before."""
    return tuple(acts_with_facts(shipped(name, seed)))


def words(entry: Entry) -> str:
    return str(getattr(entry.body, "words", ""))


def _is(entry: Entry, *intents: Intent) -> bool:
    return isinstance(entry.body, do.Say) and entry.body.intent in intents


@pytest.mark.parametrize(
    ("name", "criterion"),
    [
        ("in-the-stockroom", "words-answered"),
        ("in-the-stockroom", "checks-in-by-asking"),
        ("read-out-by-relay", "no-dead-air"),
        ("read-out-by-relay", "checks-in-by-asking"),
    ],
)
def test_who_hides_and_talks_and_who_types_are_not_left_without_a_word(
    name: str, criterion: str
) -> None:
    """WT-02, WT-11: an answer gets a word, and a minute without one is announced."""
    log, context = call(name, "iopc_2019", Role.CALL_HANDLER)
    (rule,) = (
        each.rule
        for loaded in LIBRARY.rubrics()
        for each in loaded.file.rubric.criteria
        if each.id == criterion and loaded.file.rubric.role is Role.CALL_HANDLER
    )
    assert rule is not None
    assert evaluate(rule, log, context).kind is not VerdictKind.BROKEN


def test_where_they_are_said_once_more_to_officers_who_look_gets_a_word() -> None:
    """EN-04: "I'm in the stockroom", known or not, is taken and goes on to who is looking."""
    log = shipped("in-the-stockroom", 0).log
    told = [e for e in log if e.actor is Role.CALLER and _is(e, Intent.GIVES_PLACE)][-1]
    after = next(e for e in spoken(shipped("in-the-stockroom", 0)) if e.at > told.at)
    assert after.at - told.at < 12_000
    assert "them" in words(after)


def test_what_is_typed_or_signed_to_a_caller_gives_nobody_away() -> None:
    """E4, E5: through a relay no word is aloud in the room, so no question waits on that."""
    held = [f for _, f, _ in acts("read-out-by-relay", 0) if f.via is not None and f.briefed]
    assert held
    asked = [e.body.about[0] for e, f, _ in acts("read-out-by-relay", 0)
        if isinstance(e.body, do.Ask) and f.briefed]  # fmt: skip
    assert Topic.DRINK_OR_DRUGS in asked, "what was said through the relay is taken up"


def test_who_hides_from_a_robber_and_has_said_all_hears_that_we_listen() -> None:
    """4.4: of a hurt person beyond the door there is nothing to ask; a silence is announced."""
    quiet = [e for e in spoken(shipped("in-the-stockroom", 0)) if _is(e, Intent.GO_QUIET)]
    assert len(quiet) == 1
    assert re.search(r"listen", words(quiet[0]))
    assert all(e.actor is HANDLER for e in quiet)


# --- signs ----------------------------------------------------------------------------------------


def test_a_count_that_is_no_answer_is_said_and_the_same_is_asked_again() -> None:
    """CH-14: three presses to "can anybody hear you?" are not passed over for the address."""
    call = shipped("partner-in-the-room", 187)
    questions = [e for e in spoken(call) if isinstance(e.body, do.Ask)]
    again = [e for e in questions if re.match(r"I (?:heard|made|got)|That came", words(e))]
    assert again
    for each in again:
        before = questions[questions.index(each) - 1]
        assert _topic(before) is _topic(each), words(each)
        assert "three" in words(each)


def _topic(entry: Entry) -> Topic | None:
    return entry.body.about[0] if isinstance(entry.body, do.Ask) else None


def test_no_key_tone_is_asked_for_where_another_is_near() -> None:
    """4.2, CL-16: he hears the tone, so the sign for worse is another, and no proof is asked."""
    for entry, facts, _ in acts("partner-in-the-room", 151):
        if facts.hear.name == "UNSAFE" and facts.briefed:
            assert not re.search(r"press any key", words(entry)), words(entry)


@pytest.mark.parametrize("seed", [151, 0])
def test_who_is_ill_and_answers_by_signs_is_not_asked_for_one_by_the_clock(seed: int) -> None:
    """Issue L 1: between two proofs of life there are words of company, advice, what changes."""
    said = [e for e in spoken(shipped("somebody-knocks", seed)) if e.at > 180_000]
    proofs = [e for e in said if _topic(e) is Topic.CAN_HEAR]
    assert len(proofs) < len(said) / 2
    assert not any(_is(e, Intent.GO_QUIET) for e in said), "nobody leaves who is ill (4.4)"


def test_who_may_be_followed_and_gives_no_answer_is_asked_once_more_and_kept_company() -> None:
    """CH-77, BF-7: "Is somebody behind you?" to which nothing came is no “no”."""
    said = spoken(shipped("nearly-home", 151))
    assert len([e for e in said if _topic(e) is Topic.FOLLOWED]) == 2
    gaps = [b.at - a.at for a, b in pairwise(said)]
    assert max(gaps) < 90_000


# --- bodies ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", [0, 2, 151])
def test_breath_is_asked_about_before_a_chest_is_pushed_and_then_the_place(seed: int) -> None:
    """ST-29, DR-08: blue lips are looked at again first; then CPR, and where they are."""
    said = spoken(shipped("out-on-the-stairs", seed))
    push = next(i for i, e in enumerate(said) if re.search(r"chest", words(e)) and not _topic(e))
    asked = [_topic(e) for e in said]
    assert Topic.BREATHING_WELL in asked[:push]
    assert Topic.LOCATION in asked[push : push + 3]
    assert not [e for e in said if re.search(r"Keep pushing|Sit him up", words(e))]


def test_sleepier_after_tablets_goes_to_the_ambulance_and_is_said() -> None:
    """4.4: to "I can hardly hold the phone" no stock line is said."""
    call = shipped("an-empty-packet", 151)
    tired = next(e for e in call.log if e.actor is Role.CALLER and "that tired" in words(e))
    after = next(e for e in spoken(call) if e.at > tired.at)
    assert "ambulance" in words(after)


def test_company_in_a_long_call_is_not_said_word_for_word_again() -> None:
    """LP-19: forty wordings are more than one thought, and none comes twice in ten minutes."""
    said = [words(e) for e in spoken(shipped("an-empty-packet", 151)) if e.at < 900_000]
    assert len(said) - len(set(said)) <= 3  # a receipt of what was told again may come again


def test_a_child_beside_an_ill_grown_up_looks_again_when_the_shaking_stops() -> None:
    """ST-33: "He's stopped shaking, he's just lying there" is looked at, and not only noted."""
    call = shipped("dad-is-shaking", 151)
    said = next(e for e in call.log if e.actor is Role.CALLER and "stopped shaking" in words(e))
    assert _topic(next(e for e in spoken(call) if e.at > said.at)) is Topic.BREATHING_WELL


# --- what was just said ---------------------------------------------------------------------------


def test_a_danger_that_comes_nearer_is_taken_up_before_a_question_not_followed() -> None:
    """WT-02: "he's come out in the yard" is not answered by the breathing question again."""
    call = shipped("our-lad-in-the-yard", 151)
    told = next(e for e in call.log if e.actor is Role.CALLER and "in the yard" in words(e))
    assert _topic(next(e for e in spoken(call) if e.at > told.at)) is not Topic.BREATHING_WELL


def test_who_has_said_that_they_have_gone_is_not_asked_what_has_happened() -> None:
    """CH-59: nor for an address a third time that they have confirmed."""
    said = spoken(shipped("lock-cut-in-the-night", 152))
    assert Topic.WHAT_HAPPENED not in [_topic(e) for e in said if e.at < 120_000]
    assert not [e for e in said if _is(e, Intent.REPEAT_BACK)]


def test_a_window_that_is_put_through_is_said_back() -> None:
    """BF-5: "He's just put something through the front window"."""
    call = shipped("through-the-wall", 152)
    told = next(e for e in call.log if e.actor is Role.CALLER and "front window" in words(e))
    assert "window" in words(next(e for e in spoken(call) if e.at > told.at))


def test_whether_it_was_the_head_is_not_asked_a_third_time_of_an_arm() -> None:
    """0.1 rule 4: "My arm hurts where he did it" after the head was asked about, and not heard."""
    said = [words(e) for e in spoken(shipped("hes-my-friend", 173))]
    assert len([each for each in said if "head he caught" in each or "your head?" in each]) <= 2


def test_a_silence_that_our_own_code_has_ended_is_announced_again() -> None:
    """4.2, B07: a code that nobody answers is not followed by eleven minutes of nothing."""
    said = spoken(shipped("glass-in-the-shop", 1))
    assert len([e for e in said if _is(e, Intent.GO_QUIET)]) == 2


def test_a_short_sentence_that_answers_nothing_is_heard() -> None:
    """WT-02: "My eyes are stinging." gets a word."""
    call = shipped("smoke-on-the-landing", 176)
    told = next(e for e in call.log if e.actor is Role.CALLER and "stinging" in words(e))
    assert next(e for e in spoken(call) if e.at > told.at).at - told.at < 15_000


def questions(name: str, profile: str) -> list[Topic]:
    """What the call handler asks in a shipped call, in order."""
    log, _ = call(name, profile, Role.CALL_HANDLER)
    mine = (e.body for e in log if e.actor is HANDLER and isinstance(e.body, do.Ask))
    return [topic for body in mine for topic in body.about]


def test_an_address_that_nothing_bears_out_is_asked_about_beside_one_who_hears() -> None:
    """CH-52: it may be an old one, and officers would go there; danger and injury come first."""
    asked = questions("one-five-only", "wmp")
    danger, injured = asked.index(Topic.IN_DANGER), asked.index(Topic.INJURED)
    assert danger < injured < asked.index(Topic.AT_KNOWN_ADDRESS)


def test_no_silence_is_announced_between_a_yes_to_danger_and_who_is_hurt() -> None:
    """WT-00r goes on after an answer once injury was asked about, and not before."""
    log, _ = call("one-five-only", "home_office_2001", Role.CALL_HANDLER)
    mine = (e.body for e in log if e.actor is HANDLER)
    said = (body for body in mine if isinstance(body, do.Ask | do.Say))
    kinds = [body.about[0] if isinstance(body, do.Ask) else body.intent for body in said]
    assert kinds[kinds.index(Topic.IN_DANGER) + 1] is Topic.INJURED
