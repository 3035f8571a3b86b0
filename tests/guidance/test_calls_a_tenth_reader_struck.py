"""What two tenth readers struck from thirty calls, by kind, as sentences that hold for more."""

import re
from functools import cache

import pytest

from simulator.core import acts as do
from simulator.core.log import Entry
from simulator.core.terms import Intent, Manner, Role, Topic
from simulator.knowledge.facts import Hearers
from simulator.language.telling.answer_words import in_all
from tests.guidance.stories import HANDLER, Known, acts_with_facts
from tests.guidance.test_what_a_reader_struck import said, shipped
from tests.session.calls import LIBRARY


@cache
def acts(name: str, seed: int) -> tuple[Known, ...]:
    """What the call handler did in a shipped call, with what was known before."""
    return tuple(acts_with_facts(shipped(name, seed)))


@cache
def words(name: str, seed: int) -> str:
    """All that the call handler said in a shipped call."""
    return "\n".join(said(shipped(name, seed)))


def every_line(*purposes: str) -> list[str]:
    """The sentences that the files have for purposes of the call handler; none named: all."""
    book = LIBRARY.line_book(HANDLER)
    return [line.words for each in purposes or book for line in book[each]]


# --- an overheard caller is not spoken to as if free ----------------------------------------------


@pytest.mark.parametrize("seed", [152, 170])
def test_to_one_who_took_it_back_in_a_hearing_nothing_of_a_silence_is_added(seed: int) -> None:
    """ "Still here. Still quiet.": he hears it, and nobody ever announced a silence (SIT-18)."""
    assert not re.search(
        r"[Ss]till (?:here|quiet|listening)", words("say-it-was-an-accident", seed)
    )


@pytest.mark.parametrize("seed", [152, 171])
def test_no_address_is_said_just_after_a_voice_asked_whose_phone_that_is(seed: int) -> None:
    """ "Is that your phone?" - "It's only my sister.": no place is said for a while (CH-52)."""
    call = shipped("the-blue-dress", seed)
    voices = [e.at for e in call.log if e.actor is Role.ROOM and _clear(e)]
    places = [e.at for e in call.log if _asks(e, Topic.AT_KNOWN_ADDRESS)]
    assert voices
    assert not [at for at in places if any(0 < at - v < 20_000 for v in voices)]


def _clear(entry: Entry) -> bool:
    return isinstance(entry.body, do.Say) and entry.body.manner is not Manner.FAINT


def _asks(entry: Entry, topic: Topic) -> bool:
    return entry.actor is HANDLER and isinstance(entry.body, do.Ask) and topic in entry.body.about


# --- silence with a reason that is so, and not for the hurt ---------------------------------------


@pytest.mark.parametrize(
    ("name", "seed"), [("twice-the-size-of-her", 151), ("twice-the-size-of-her", 152)]
)
def test_who_is_free_and_hurt_hears_of_no_silence(name: str, seed: int) -> None:
    """ "I'll stop talking so nobody hears me": nobody is there, and he bleeds (WT-11, 4.4)."""
    silences = [e for e, f, _ in acts(name, seed) if _is(e, Intent.GO_QUIET) and not f.found]
    assert silences == []


def _is(entry: Entry, intent: Intent) -> bool:
    return isinstance(entry.body, do.Say) and entry.body.intent is intent


@pytest.mark.parametrize("name", ["the-same-grey-car", "off-the-night-bus", "noise-downstairs"])
def test_that_one_could_be_heard_is_said_only_where_one_may_be(name: str) -> None:
    """The reason for a silence is so, or is not given (practice2 4.2, rule 2)."""
    for entry, facts, _ in acts(name, 151):
        if _is(entry, Intent.GO_QUIET) and re.search(r"hears me|I'm heard|heard\.", _said(entry)):
            assert facts.hear is not Hearers.SAFE
            assert facts.hear is Hearers.UNSAFE or facts.heard


def _said(entry: Entry) -> str:
    return entry.body.words if isinstance(entry.body, do.Say | do.Ask) else ""


# --- no receipt of what did not come --------------------------------------------------------------


@pytest.mark.parametrize("seed", [151, 152])
def test_nothing_is_got_where_silence_is_the_answer(seed: int) -> None:
    """Silence is no in her code: "I've got that. Quiet again" to it says that she chokes."""
    for entry, facts, _ in acts("somebody-knocks", seed):
        if re.search(r"\b[Gg]ot that\b|I have that", _said(entry)):
            assert facts.signs, _said(entry)
    assert "I've got that. Quiet again." not in every_line("quiet_again")


@pytest.mark.parametrize("seed", [151, 152])
def test_breath_is_not_asked_about_again_and_again_where_silence_is_no(seed: int) -> None:
    """Seven times in twenty minutes, and no answer that could be used (CH-16)."""
    asked = [e for e, _, _ in acts("somebody-knocks", seed) if _asks(e, Topic.BREATHING_WELL)]
    assert len(asked) <= 2


# --- nothing that puts a person at risk, and nothing that nobody reported -------------------------


def test_no_line_sends_a_person_to_a_fall_a_door_or_into_heat() -> None:
    """A floor gave way, an adult does not wake, a handle was hot: nobody is sent there."""
    risks = r"go near \{him\} if|Bang on your front door|heat coming off|Get your coat"
    assert not [each for each in every_line() if re.search(risks, each)]


def test_nobody_is_said_to_push_on_a_chest_who_has_not_said_so() -> None:
    """He has come out on the stairs: "Keep the pushing going" presumes what he never said."""
    presumes = r"^(?:Keep pushing|Don't stop pushing)|Keep the pushing|Count the pushes"
    assert not [each for each in every_line("check_in") if re.search(presumes, each)]


def test_what_an_officer_does_is_said_only_as_the_officer_said_it() -> None:
    """ "I'll be back in a minute" is no bag and no kit; and nobody cries who was not heard to."""
    made_up = r"\b(?:kit|bag)\b(?!.*\?)|hands full|seen you\.|all right to cry|did all you could"
    named = every_line("still_with_you", "close_with_officer")
    assert not [each for each in named if re.search(made_up, each)]
    assert "no need to break in" not in " ".join(every_line())


# --- the right question ---------------------------------------------------------------------------


@pytest.mark.parametrize("seed", [152, 174])
def test_of_the_one_who_got_off_a_bus_it_is_not_asked_how_many_there_are(seed: int) -> None:
    """One man, and he is gone: no answer changes anything (DR-13, questions-fit)."""
    asked = [e for e, _, _ in acts("off-the-night-bus", seed) if _asks(e, Topic.MORE_THAN_ONE)]
    assert asked == []


def test_how_many_a_dress_is_for_is_not_asked() -> None:
    """ "Is it for more than one, love?" is for a shop: a word that nobody agreed (SIT-19)."""
    book = LIBRARY.line_book(HANDLER)[str(Topic.MORE_THAN_ONE)]
    assert not [each for each in book if "as_sister" in each.when]


def test_whether_he_has_gone_is_not_asked_before_a_door_was_heard() -> None:
    """ "Has she gone?", of one who throws things in the kitchen (DR-10)."""
    assert not [each for each in every_line(str(Topic.HAS_LEFT)) if re.search(r"\{he\} gone", each)]


@pytest.mark.parametrize("seed", [152, 171])
def test_a_wound_is_asked_about_and_not_the_breath_of_one_who_breathes_well(seed: int) -> None:
    """The ear that won't stop is what may get worse (practice2 4.4, ST-22)."""
    later = [_said(e) for e, _, _ in acts("twice-the-size-of-her", seed) if e.at > 180_000]
    assert not [each for each in later if re.search(r"breath", each)]


@pytest.mark.parametrize("seed", [151, 152])
def test_a_child_beside_an_ill_grown_up_is_asked_what_helps_and_no_sentence_in_turns(
    seed: int,
) -> None:
    """Upstairs, the view and the cooker help nobody; the same question five times either."""
    spoken = said(shipped("small-voice", seed))
    assert max(spoken.count(each) for each in spoken) <= 2
    assert not [e for e in spoken if re.search(r"have upstairs|out of your window|cooker|cat\b", e)]


def test_no_check_in_is_vague() -> None:
    """ "What's it like there now?" is "Has anything changed?" in other words (WT-10)."""
    assert not [
        each for each in every_line() if re.search(r"like there now|Has anything chang", each)
    ]


# --- a time as people say it ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("minutes", "spoken"),
    [
        (0, ""),
        (45, "about 45 minutes"),
        (90, "about 90 minutes"),
        (91, "about two hours"),
        (112, "about two hours"),
        (121, "about two and a half hours"),
        (240, "about four hours"),
    ],
)
def test_a_long_time_is_said_in_hours_and_rounded_up(minutes: int, spoken: str) -> None:
    """Nobody says 112 minutes; and no time is given that is shorter than the unit's (4.5)."""
    assert in_all(minutes) == spoken


def test_a_caller_who_waits_for_hours_hears_hours() -> None:
    """The lock is cut, and nobody is free: "about two hours", from officers and to her."""
    assert re.search(
        r"about (?:two|two and a half|three) hours", words("lock-cut-in-the-night", 152)
    )
