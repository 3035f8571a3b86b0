"""Typed words are understood or refused: phrases held back, new ones, and what they hold."""

import sys
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.content.procedure.phrase_file import LoadedPhrases, phrase_book
from simulator.core.statements import STATEMENTS, Weighs, follows
from simulator.core.terms import Intent, Role, Sign, Topic
from simulator.language.phrasebook import PhraseBook, PurposeWords
from simulator.language.typed import matcher
from simulator.language.typed.matcher import SpokenSign, signs_of, understand
from simulator.language.utterance import Sureness, Utterance, read_utterance
from tests.builders import yaml_of
from tests.daily import first_a_day
from tests.session.calls import LIBRARY

ROLES = (Role.OPERATOR, Role.CALL_HANDLER, Role.CALLER)
TOGETHER = dict.fromkeys(("indoors", "on_foot", "in_a_vehicle"), "indoors_or_out") | dict.fromkeys(
    ("followed", "behind_you"), "followed"
)
TOGETHER |= dict.fromkeys(("anybody_with_you", "other_person_present", "same_room"), "person_there")
"""Topics that the practice sheet, section 5.2, has in one row, or that the same words ask for."""
UNSEEN, FRESH = (yaml_of(Path(__file__).parent / f"{name}.yaml") for name in ("unseen", "fresh"))


@cache
def book(role: Role) -> PhraseBook:
    return LIBRARY.phrase_book(role)


def heard(
    words: str, role: Role = Role.CALL_HANDLER, phrases: PhraseBook | None = None
) -> Utterance:
    return read_utterance(words, role, phrases or book(role), LIBRARY.reader())


def without_every_fourth(files: Sequence[LoadedPhrases]) -> tuple[list[Any], list[Any]]:
    """The files without every fourth phrase of a purpose, and what was taken out."""
    kept: list[Any] = []
    held: list[Any] = []
    for loaded in files:
        own = {}
        for purpose, words in (loaded.file.phrases or {}).items():
            stay = tuple(each for index, each in enumerate(words.words) if index % 4 != 3)
            own[purpose] = words.model_copy(update={"words": stay})
            held += [(loaded.file.said_by, purpose, each) for each in words.words[3::4]]
        file = loaded.file.model_copy(update={"phrases": own or None})
        kept.append(type(loaded)(file, loaded.path, loaded.document))
    return kept, held


_BY_STATEMENT = {
    Intent.DANGER_NOW: {Weighs.DANGER},
    Intent.GIVES_PLACE: {Weighs.PLACE},
    Intent.CANNOT_TALK: {Weighs.DANGER, Weighs.TALK},
}
"""What a caller may state instead of it: "I'm in the wardrobe" gives no place that has a door."""


def outcome(found: Utterance, purpose: str) -> str:
    """Whether words were understood, refused, or taken for another purpose or for one more."""
    stated = {STATEMENTS[topic].weighs for topic, _ in found.means}
    if not found.purposes:
        by_statement = not stated.isdisjoint(
            _BY_STATEMENT.get(Intent(purpose), ()) if purpose in [*Intent] else ()
        )
        return "understood" if by_statement else "refused"
    same = {TOGETHER.get(each.name, each.name) for each in found.purposes}
    # A caller's words may be for more, with what counts most first.
    known = purpose in same if stated else same == {TOGETHER.get(purpose, purpose)}
    return "understood" if known else "wrong"


def figures(name: str, outcomes: Counter[str]) -> dict[str, float]:
    """The three shares in percent, printed."""
    total = outcomes.total()
    shares = {each: 100 * outcomes[each] / total for each in ("understood", "wrong", "refused")}
    shown = ", ".join(f"{each} {share:.1f} %" for each, share in shares.items())
    sys.stdout.write(f"{name}, {total} phrases: {shown}\n")
    return shares


# Figures ------------------------------------------------------------------------------------------


def test_phrases_that_were_held_back_are_understood_or_refused() -> None:
    kept, held = without_every_fourth(LIBRARY.phrase_files())
    books = {role: phrase_book(kept, role) for role in ROLES}
    found = Counter(
        outcome(heard(words, role, books[role]), purpose)
        for roles, purpose, words in held
        for role in set(roles) & set(ROLES)
    )
    shares = figures("held back", found)
    assert found.total() > 300
    assert shares["understood"] >= 85
    assert shares["wrong"] <= 3


@pytest.mark.parametrize(
    ("said", "least", "most_wrong"), [(UNSEEN, 200, 4), (FRESH, 300, 3)], ids=["unseen", "fresh"]
)
def test_phrasings_that_are_in_no_file_are_understood_or_refused(
    said: dict[str, Any], least: int, most_wrong: int
) -> None:
    found = Counter(
        outcome(heard(words, Role(role)), purpose)
        for role in said.keys() - {"nothing"}
        for purpose, phrases in said[role].items()
        for words in phrases
    )
    shares = figures("in no file", found)
    assert found.total() >= least
    assert shares["understood"] >= 85
    assert shares["wrong"] <= most_wrong


def test_nearly_all_words_about_nothing_in_a_call_are_refused() -> None:
    said = [*UNSEEN["nothing"].items(), *FRESH["nothing"].items()]
    off = [(words, Role(role)) for role, phrases in said for words in phrases]
    taken = [words for words, role in off if heard(words, role).purposes]
    assert len(off) >= 15
    assert len(taken) <= len(off) / 15, taken


@pytest.mark.parametrize("one_in", first_a_day([12, 1]))
@pytest.mark.parametrize("role", ROLES)
def test_every_phrase_of_a_purpose_is_understood_as_that_purpose(role: Role, one_in: int) -> None:
    """Few may be refused, and none may be taken for another purpose."""
    phrases = [
        (purpose, phrase)
        for loaded in LIBRARY.phrase_files()
        if role in loaded.file.said_by
        for purpose, words in (loaded.file.phrases or {}).items()
        for phrase in words.words
    ]
    found = {each: outcome(heard(each[1], role), each[0]) for each in phrases[::one_in]}
    assert [each for each, result in found.items() if result == "wrong"] == []
    assert figures(role, Counter(found.values()))["understood"] >= 97


# What a sentence is -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "purposes"),
    [
        ("Can anyone hear you?", ["alone_to_talk"]),
        ("Can you hear me?", ["can_hear"]),
        ("are the police outside", ["confirm_met"]),
        ("are they outside", ["in_the_house"]),
        ("officers are not on their way yet", ["no_unit_yet"]),
        ("don't tap the phone", []),
        ("he has a knife", []),
        ("can you tell me if he has a weapon", ["weapon"]),
        ("ok love, is there a wepon", ["weapon"]),
        ("OK. Are you hurt?", ["injured"]),
        ("thank you, stay on the line", ["thank", "stay_on_line"]),
        ("are you hurt or in danger", ["injured", "in_danger"]),
        ("Are you hurt? Is there a weapon?", ["injured", "weapon"]),
        ("they will be there in five minutes", ["eta"]),
        ("a car will be with you in about a quarter of an hour", ["eta"]),
        ("officers are on their way, about eight minutes", ["officers_sent", "eta"]),
        ("an ambulance will be there in five minutes", ["ambulance_sent"]),
        ("...?!", []),
    ],
)
def test_what_a_call_handler_types(words: str, purposes: list[str]) -> None:
    found = heard(words)
    assert [each.name for each in found.purposes] == purposes


def test_pasted_text_costs_no_more_readings_than_a_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reading = Mock(wraps=matcher._read)
    monkeypatch.setattr(matcher, "_read", reading)
    heard("a word and another, " * 1_200)
    assert reading.call_count < 20


def test_a_situation_decides_between_purposes_that_are_as_near_and_creates_none() -> None:
    followed = PurposeWords(("is he near",), fits=frozenset({"followed"}))
    inside = PurposeWords(("is she near",), fits=frozenset({"partner"}))
    tied = PhraseBook(
        {"followed": followed, "in_the_house": inside}, {"they": ["he", "she", "him"]}
    )
    assert understand("is him near", tied).purposes == ()
    for situation, purpose in (("followed", "followed"), ("partner", "in_the_house")):
        (found,) = understand("is him near", tied, {situation}).purposes
        assert found.purpose == purpose
        assert understand("the moon is full", tied, {situation}).purposes == ()


@given(st.text(max_size=60), st.sampled_from(ROLES))
def test_any_text_is_read_and_the_same_text_alike(words: str, role: Role) -> None:
    found = heard(words, role)
    assert found == heard(words, role)
    assert found.words == words
    assert found.purposes or found.statements or found.sureness is Sureness.NOT_UNDERSTOOD


# What it holds ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "signs"),
    [
        ("one tap for yes, two for no", [(Sign.TAP, 1, "yes"), (Sign.TAP, 2, "no")]),
        ("tap for yes, do nothing for no", [(Sign.TAP, 1, "yes"), (Sign.SILENCE, 0, "no")]),
        ("cough or tap", [(Sign.COUGH, 1, ""), (Sign.TAP, 1, "")]),
        ("are you hurt", []),
    ],
)
def test_a_code_is_read_out(words: str, signs: list[tuple[Sign, int, str]]) -> None:
    assert signs_of(words) == tuple(SpokenSign(*each) for each in signs)


YES, NO = True, False


@pytest.mark.parametrize(
    ("words", "facts"),
    [
        (
            "He's got a knife and he's in the kitchen with my kids",
            {Topic.WEAPON: YES, Topic.OTHER_PERSON_PRESENT: YES, Topic.CHILDREN: YES},
        ),
        (
            "police please, there are two men downstairs",
            {Topic.OTHER_PERSON_PRESENT: YES, Topic.MORE_THAN_ONE: YES},
        ),
        (
            "I need an ambulance for my mum, she won't wake up",
            {Topic.NEEDS_AMBULANCE: YES, Topic.AWAKE: NO},
        ),
        ("I'm hiding in the wardrobe, he can hear me", {Topic.ALONE_TO_TALK: NO}),
        ("I'm walking home and a man is following me", {Topic.ON_FOOT: YES, Topic.FOLLOWED: YES}),
        ("I'm not hurt", {Topic.INJURED: NO}),
        ("I can't talk", {Topic.ALONE_TO_TALK: NO}),
        ("is he armed?", {}),
    ],
)
def test_a_caller_states_several_facts_at_once(words: str, facts: dict[Topic, bool]) -> None:
    said = dict(follows(heard(words, Role.CALLER).means))
    assert facts.items() <= said.items()
    assert bool(said) == bool(facts)
