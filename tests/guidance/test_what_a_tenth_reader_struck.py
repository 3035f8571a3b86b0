"""What a tenth reader struck from calls by other channels, as sentences that hold for more."""

import re
from functools import cache
from itertools import pairwise

import pytest

from simulator.core import acts as do
from simulator.core.log import Entry
from simulator.core.terms import Intent, Role, Topic, UnitStatus
from tests.guidance.stories import HANDLER, acts_with_facts, intents, spoken
from tests.guidance.test_what_a_reader_struck import shipped
from tests.session.calls import LIBRARY, Story

WRITES = ("deaf-please-text", "not-registered")
SEED = 153


@cache
def played(name: str) -> Story:
    """A shipped call, played once for all that is asked of it."""
    return shipped(name, SEED)


def texts(call: Story) -> list[Entry]:
    return [e for e in call.log if e.actor is HANDLER and isinstance(e.body, do.SendText)]


def words(entry: Entry) -> str:
    return str(getattr(entry.body, "words", ""))


@pytest.mark.parametrize("name", WRITES)
def test_what_came_by_radio_is_written_after_a_time_to_type_it(name: str) -> None:
    """Speech.md 5: never 1.0 s; a line on officers is written in 8 s at the soonest."""
    call = played(name)
    radio = [e.at for e in call.log if isinstance(e.body, do.UnitReport | do.OfficersAsk)]
    for text in texts(call):
        assert not [at for at in radio if 0 <= text.at - at < 8_000], words(text)


@pytest.mark.parametrize("name", WRITES)
def test_who_was_promised_a_word_when_they_are_near_has_it(name: str) -> None:
    """WT-03: "I will write when it is near" is a debt, and comes before any question."""
    call = played(name)
    reports = [e for e in call.log if isinstance(e.body, do.UnitReport)]
    near = next(e for e in reports if e.body.status is UnitStatus.TWO_MINUTES)  # type: ignore[union-attr]
    after = [e for e in texts(call) if near.at < e.at < near.at + 60_000]
    assert after
    assert getattr(after[0].body, "news", None) is Intent.ETA


def test_a_danger_that_is_written_is_answered_first_and_soon() -> None:
    """CH-63: "kicking it" has no "Can you see them?" in answer: it goes on, and keep away."""
    book = LIBRARY.line_book(HANDLER)
    danger = {"coming_closer", "broken_in", "person_outside", "person_here"}
    lines = [e.words for e in book["text_check"] if e.after & danger]
    assert lines
    assert all(re.search(r"I have that|I see that", each) for each in lines)
    assert not [e for e in lines if re.search(r"\bget out|\bcan you see\b", e, re.IGNORECASE)]
    call = played("deaf-please-text")
    wrote = next(e for e in call.log if e.actor is Role.CALLER and "court" in words(e))
    answer = next(e for e in texts(call) if e.at > wrote.at)
    assert re.match(r"I have that|I see that", words(answer)), words(answer)


def test_no_word_is_of_a_light_that_nobody_asked_for() -> None:
    """0.1 rule 2: that officers are there is written without what is not known of how."""
    there = LIBRARY.line_book(HANDLER)["text_there"]
    assert not [e.words for e in there if re.search(r"torch|light|your door", e.words)]


def test_a_machine_is_taught_no_code_and_no_sign_for_worse() -> None:
    """CH-46, SIT-24: a person is called to now and then, who may be lying there."""
    call = played("alarm-speaks")
    assert not call.all(do.SetCode)
    quiet = [words(e) for e in spoken(call) if getattr(e.body, "intent", 0) is Intent.GO_QUIET]
    assert not [each for each in quiet if re.search(r"\btap|\bkey|worse", each)]
    waits = [e.at for e in spoken(call)]
    assert max(b - a for a, b in pairwise(waits)) < 340_000


def test_who_needs_an_interpreter_has_one_and_hears_that_police_come() -> None:
    """SIT-21: danger is asked once in a noun, then the interpreter is asked what is happening."""
    call = played("another-language")
    asked = [e.body.about for e in spoken(call) if isinstance(e.body, do.Ask)]
    assert asked.count((Topic.IN_DANGER,)) == 1
    came = next(e for e in call.log if getattr(e.body, "via", None) is not None)
    first = next(e for e in spoken(call) if e.at > came.at)
    assert getattr(first.body, "about", None) == (Topic.WHAT_HAPPENED,)
    assert Intent.OFFICERS_SENT in intents(call)


def test_no_first_account_through_an_interpreter_is_met_with_a_silence() -> None:
    """4.2: "I've stopped talking" is no answer to "he'll break the door down"."""
    call = played("until-an-interpreter-comes")
    for act in acts_with_facts(call):
        quiet = getattr(act.entry.body, "intent", None) is Intent.GO_QUIET
        assert not quiet or Intent.OFFICERS_SENT in act.facts.said


@pytest.mark.parametrize("name", ["read-out-by-relay", "signed-to-an-interpreter"])
def test_who_types_or_signs_is_not_spoken_to_as_one_who_hears(name: str) -> None:
    """SIT-20: no phone at the ear, and nothing "said to you", to a caller who is deaf."""
    said = [words(e) for e in spoken(played(name))]
    unfit = r"at your ear|being heard|said to you|right to talk|still talk"
    assert not [each for each in said if re.search(unfit, each)]


def test_who_means_to_go_and_look_is_kept_from_it() -> None:
    """SIT-07: "I've got to go and look": "don't go and look", and no word of opening a door."""
    said = [words(e) for e in spoken(shipped("still-on-the-way", SEED))]
    assert [each for each in said if "don't go and look" in each]
