"""Lines: enough of them, natural in length, never the same twice running, and nothing untrue."""

import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.core.acts import SAYS, DeliverLocation
from simulator.core.terms import Intent, LocationSource, Role, Topic
from simulator.knowledge.facts import FrozenMap, Hearers, KnownFacts
from simulator.language.lines import LINE_CONDITIONS, LineSlot, LineVariant, choose
from simulator.language.purposes import NEVER_SAID, FurtherPurpose, all_purposes, meaning_of
from simulator.session.people.spoken_sentences import SpokenWords
from simulator.session.random_stream import RandomStream
from tests.session.calls import LIBRARY

BOOKS = {
    role: LIBRARY.line_book(role)
    for role in (Role.OPERATOR, Role.CALL_HANDLER, Role.CALLER, Role.ROOM, Role.OFFICERS)
}
ALL = [(role, purpose) for role, lines in BOOKS.items() for purpose in lines]
CALLERS = (Role.CALLER, Role.ROOM)
WORDY = ("supervisor_note", "make_a_sound", "number_dialled")
"""Not to a caller, or as published."""
PUBLISHED = ("which_service", "which_of_three", "make_a_sound")


class Draws:
    """A stream that draws what a test says."""

    def __init__(self, draws: Sequence[int]) -> None:
        self._draws = list(draws)

    def between(self, least: int, most: int) -> int:
        drawn = self._draws.pop(0) if self._draws else 0
        return least + drawn % (most - least + 1)


def test_a_purpose_has_four_short_variants_for_any_situation() -> None:
    for role, purpose in ALL:
        lines = BOOKS[role][purpose]
        assert len({line.words for line in lines}) == len(lines), purpose
        # Which of those that a caller adds to an answer fits, what is so decides.
        if purpose not in PUBLISHED and not (role in CALLERS and purpose in set(Topic)):
            usual = [line for line in lines if not line.when and not line.after]
            assert len(usual) >= 4, purpose
        longest = max(len(line.words.split()) for line in lines)
        assert longest <= 18 or purpose in WORDY, purpose


def test_operator_and_call_handler_have_lines_for_all_that_they_say() -> None:
    """But for what has no words of its own, and the open words of a person."""
    handler = {*SAYS[Role.CALL_HANDLER], *Topic} - {Intent.OWN_WORDS}
    assert {str(each) for each in handler} - BOOKS[Role.CALL_HANDLER].keys() == set()
    operator = {*SAYS[Role.OPERATOR]} - {Intent.OWN_WORDS}
    assert {str(each) for each in operator} - BOOKS[Role.OPERATOR].keys() == set()
    said = set().union(*BOOKS.values())
    unsaid = {str(each) for each in FurtherPurpose} - said
    assert unsaid == {*NEVER_SAID, "reasoning"}, "never said; and written for each call alone"


def test_published_prompts_are_those_of_the_default_profile() -> None:
    profile = LIBRARY.profile().profile
    for purpose in PUBLISHED:
        [line] = BOOKS[Role.OPERATOR][purpose]
        assert line.words == profile.lines[Intent(purpose)].words


def test_no_line_says_what_is_never_said() -> None:
    """Section 2.4 of the practice sheet."""
    never = re.compile(
        r"you're safe now|be all right\b(?!\?)|nothing will happen|help is coming"
        r"|know where you are|speak up|calm down|stop crying|have to speak|why didn't"
        r"|marker|incident|THRIVE|grade\b"
        r"|don't ring again",
        re.IGNORECASE,
    )
    said = [line.words for book in BOOKS.values() for lines in book.values() for line in lines]
    assert [words for words in said if never.search(words)] == []


@pytest.mark.parametrize(
    "topic", [Topic.ALONE_TO_TALK, Topic.OTHER_PERSON_PRESENT, Topic.SAME_ROOM, Topic.IN_DANGER]
)
def test_nobody_is_called_they_before_somebody_was_spoken_of(topic: Topic) -> None:
    """CH-19, CH-31: these are asked first, so a pronoun would give away what is suspected."""
    asked_first = [line for line in BOOKS[Role.CALL_HANDLER][topic] if not line.after]
    words = {word for line in asked_first for word in line.words.lower().split()}
    assert words.isdisjoint({"they", "them", "their", "he", "she", "him", "her"})
    assert not [line for line in BOOKS[Role.CALL_HANDLER][topic] if "that person" in line.words]


def test_whatever_is_said_of_an_interpreter_says_who_this_is() -> None:
    """It can be the first words of a call: a property of the call handler counts on it."""
    variants = BOOKS[Role.CALL_HANDLER][Intent.GETS_INTERPRETER]
    assert [each.words for each in variants if "police" not in each.words.lower()] == []


@pytest.mark.parametrize("purpose", ["calls_back", "keep_talking", "ask_for_caller", "hide_reason"])
def test_what_another_person_may_hear_does_not_name_police(purpose: str) -> None:
    for line in BOOKS[Role.CALL_HANDLER][purpose]:
        assert not re.search(r"police|officer|999|\b55\b", line.words, re.IGNORECASE)


VALUES = {slot.value: f"<{slot}>" for slot in LineSlot}


COVERS = frozenset(each for each in LINE_CONDITIONS if each.startswith("as_"))


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.CALL_HANDLER])
def test_every_situation_has_two_wordings_of_what_is_said_in_it(role: Role) -> None:
    """With one, the second time would say the same again, or what fits other people."""
    situations = [frozenset({each}) for each in LINE_CONDITIONS]
    situations += [frozenset({each, "disguised"}) for each in COVERS]
    left: set[str] = set()
    for purpose, lines in BOOKS[role].items():
        for situation in situations:
            first = choose(lines, situation, Draws([0]), (), VALUES)
            if first is not None and purpose not in PUBLISHED:
                again = choose(lines, situation, Draws([0]), (first.words,), VALUES)
                left |= {f"{purpose}: {first.words}"} if again is None else set()
    assert not left


@given(
    st.sampled_from(ALL),
    st.frozensets(st.sampled_from(LINE_CONDITIONS), max_size=2),
    st.lists(st.integers(0, 99), min_size=12, max_size=12),
)
def test_no_sentence_is_said_twice_running_and_the_least_used_come_first(
    which: tuple[Role, str], situation: frozenset[str], draws: list[int]
) -> None:
    role, purpose = which
    stream = Draws(draws)
    said: list[str] = []
    for _ in range(12):
        line = choose(BOOKS[role][purpose], situation, stream, said, VALUES)
        if line is None:
            assert purpose in PUBLISHED
            return
        assert line.words not in said[-1:]
        assert line.slots <= VALUES.keys()
        assert not line.when or line.when & situation
        assert "{" not in line.filled(VALUES)
        said.append(line.words)
    counts = [said.count(words) for words in set(said)]
    assert max(counts) - min(counts) <= 1


def test_a_line_whose_slot_is_empty_is_left_out() -> None:
    lines = (LineVariant("About {minutes} minutes."), LineVariant("I haven't got a time yet."))
    for values in ({}, {"minutes": ""}):
        assert choose(lines, (), Draws([0, 1]), (), values) == lines[1]
    assert choose(lines[:1], (), Draws([]), (), {}) is None
    assert lines[0].filled({"minutes": "nine"}) == "About nine minutes."
    code = LineVariant("{sign_once} for yes.")
    assert code.filled({"sign_once": "tap once"}) == "Tap once for yes."


def test_each_of_the_situations_own_lines_comes_once_before_the_others() -> None:
    lines = tuple(LineVariant(each) for each in "ab")
    own = tuple(LineVariant(each, frozenset({"ill"})) for each in "cd")
    for draw in range(4):
        first = choose((*lines, *own), {"ill"}, Draws([draw]))
        assert first in own
        assert choose((*lines, *own), {"ill"}, Draws([draw]), said=[first.words]) in own
        assert choose((*lines, *own), {"ill"}, Draws([draw]), said=["c", "d"]) in lines
        assert choose((*lines, *own), {"hidden"}, Draws([draw])) in lines


def test_a_child_hears_only_sentences_for_a_child() -> None:
    lines = tuple(LineVariant(each) for each in "ab")
    own = tuple(LineVariant(each, frozenset({"child"})) for each in "cd")
    for draw in range(4):
        assert choose((*lines, *own), {"child"}, Draws([draw]), said=["c", "d"]) == own[0]


def test_every_purpose_has_one_meaning() -> None:
    names = all_purposes()
    assert len(set(names)) == len(names)
    for role in Role:
        for name in names:
            assert str(meaning_of(name, role)) in (name, "mistake")
    assert meaning_of("check_mistake", Role.CALL_HANDLER) is Topic.MISTAKE
    assert meaning_of("check_mistake", Role.OPERATOR) is Intent.CHECK_MISTAKE
    with pytest.raises(ValueError, match="hand_in"):
        meaning_of("hand_in", Role.OPERATOR)


def test_of_two_addresses_the_same_one_is_said_however_they_came() -> None:
    """Equal facts may be exchanged for each other, so no order of their parts may be heard."""
    data = {
        source: DeliverLocation(source, place)
        for source, place in ((LocationSource.TRACE, "1 Kiln Lane"), (LocationSource.EISEC, "mill"))
    }
    line = LineVariant("Are you at {address}?")
    book = {"asks": (line,)}
    for order in (list(data), list(reversed(data))):
        facts = KnownFacts(location=FrozenMap({source: data[source] for source in order}))
        said = SpokenWords(book, RandomStream(0, "words")).words("asks", facts, {})
        assert said == "Are you at mill?"


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("The old mill. Behind the Co-op.", "the old mill, behind the Co-op"),
        ("Tanner's Quay. The boat shed. Upstairs.", "Tanner's Quay, the boat shed, upstairs"),
        ("Inn on the Green", "Inn on the Green"),
    ],
)
def test_a_place_of_several_sentences_is_said_as_part_of_one(named: str, said: str) -> None:
    """Only a name keeps its capital there."""
    book = {"sent": (LineVariant("I've sent officers to {words}."),)}
    words = SpokenWords(book, RandomStream(0, "words"))
    facts = KnownFacts(place_given=True, place_words=named, hear=Hearers.SAFE)
    assert words.words("sent", facts, {}) == f"I've sent officers to {said}."
