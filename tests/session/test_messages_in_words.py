"""Callers who read and write: messages in words, at a person's times, each taking up the other."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from statistics import median
from typing import NamedTuple

import pytest

from simulator.core import acts as do
from simulator.core.log import Entry
from simulator.core.statements import follows
from simulator.core.terms import Intent, Role, Topic, YesMeans
from simulator.session.people.channels.written_questions import written_question
from simulator.session.people.whereabouts import WHERE_THEY_ARE
from simulator.session.run.headless_run import run
from tests.session.calls import DEFAULT, GENERIC, LIBRARY

SHIPPED = ("deaf-please-text", "hears-nothing")
MOVES = {*WHERE_THEY_ARE, Topic.OTHER_PERSON_PRESENT}
"""What differs from the file's facts while another person moves about."""
CHATS = [(name, seed) for name in SHIPPED for seed in range(10)]


class Message(NamedTuple):
    """One message of a chat."""

    at: int
    ours: bool
    text: do.SendText


@cache
def log_of(name: str, seed: int) -> tuple[Entry, ...]:
    scenario = LIBRARY.scenario(name).scenario
    return tuple(run(scenario, DEFAULT, GENERIC, seed=seed).log)


def chat(name: str, seed: int) -> list[Message]:
    return [
        Message(entry.at, entry.actor is Role.CALL_HANDLER, entry.body)
        for entry in log_of(name, seed)
        if isinstance(entry.body, do.SendText)
    ]


def replies(messages: list[Message], *, ours: bool) -> Iterator[int]:
    """Yield how long each first message of one took after the last of the other."""
    for before, after in pairwise(messages):
        if before.ours is not ours and after.ours is ours:
            yield after.at - before.at


def test_a_message_is_answered_at_the_times_of_people() -> None:
    """Ours come 20 to 150 s after theirs, in the middle after some 45, and never at one pace."""
    found = [gap for each in CHATS for gap in replies(chat(*each), ours=True)]
    long = [gap for gap in found if gap > 90_000]
    assert all(gap >= 20_000 for gap in found)
    assert 25_000 <= median(found) <= 60_000
    assert len(long) * 100 <= 25 * len(found)
    assert len(set(found)) > len(found) * 0.9


def test_a_caller_writes_at_the_times_of_people() -> None:
    """What a caller writes to a question takes 20 to 150 s as well."""
    found = []
    for each in CHATS:
        messages = chat(*each)
        for place, message in enumerate(messages):
            if message.ours and message.text.about and place + 1 < len(messages):
                after = messages[place + 1]
                found += [] if after.ours else [after.at - message.at]
    assert found
    assert all(20_000 <= gap <= 150_000 for gap in found)
    assert 30_000 <= median(found) <= 60_000


def test_messages_are_as_long_as_messages_are() -> None:
    """A caller writes two to nine words as a rule, and we never more than two short sentences."""
    theirs = [len(m.text.words.split()) for each in CHATS for m in chat(*each) if not m.ours]
    ours = [len(m.text.words.split()) for each in CHATS for m in chat(*each) if m.ours]
    assert 1 <= median(theirs) <= 9
    assert max(theirs) <= 14
    assert max(ours) <= 24


def test_half_of_the_messages_have_a_slip_and_some_are_mended() -> None:
    """Thumbs slip, and a caller may write the word again after a star."""
    words = [m.text.words for each in CHATS for m in chat(*each) if not m.ours]
    assert any(each.startswith("*") for each in words)
    assert all(each == each.lower() or len(each) <= 3 or each[0] == "I" for each in words)


def _is_answer(text: do.SendText, topic: Topic) -> bool:
    stated = topic in dict(follows(text.means))
    return stated or do.texted_yes(text.words) is not None


@pytest.mark.parametrize("name", SHIPPED)
def test_a_yes_or_no_in_writing_is_true_to_the_words_that_were_asked(name: str) -> None:
    """Asked whether only they see it, or whether others do, the caller answers those words."""
    facts = LIBRARY.scenario(name).scenario.facts
    asked = 0
    for seed in range(10):
        messages = chat(name, seed)
        for before, after in pairwise(messages):
            if not before.ours or after.ours or len(before.text.about) != 1:
                continue
            (topic,) = before.text.about
            yes = do.texted_yes(after.text.words)
            if (
                yes is None
                or topic not in facts
                or topic in MOVES
                or topic in dict(follows(after.text.means))
            ):
                continue
            turned = before.text.direction(topic) is YesMeans.NOT_SO
            assert (yes is not turned) is (facts[topic] == "yes"), (before, after)
            asked += 1
    assert asked


@pytest.mark.parametrize(("name", "seed"), CHATS[::3])
def test_no_question_in_writing_is_left_without_what_answers_it(name: str, seed: int) -> None:
    """What we ask gets an answer to it, unless officers or another question came first."""
    messages = chat(name, seed)
    for place, message in enumerate(messages[:-2]):
        if not message.ours or len(message.text.about) != 1:
            continue
        rest = messages[place + 1 :]
        until = next(
            (n for n, e in enumerate(rest) if e.ours and (e.text.about or written_question(
                e.text.words))), len(rest)
        )  # fmt: skip
        between = [each for each in rest[:until] if not each.ours]
        known = message.text.about[0] in LIBRARY.scenario(name).scenario.facts
        late = message.at > messages[-1].at - 150_000
        assert late or until == 0 or not known or any(
            _is_answer(each.text, message.text.about[0]) or " " in each.text.words
            for each in between
        ), (message, between)  # fmt: skip


def test_nothing_is_said_aloud_to_a_caller_who_has_said_that_they_are_deaf() -> None:
    """No greeting, no code and no "can you hear me": only the operator gets a word."""
    for seed in range(4):
        log = log_of("deaf-please-text", seed)
        aloud = [e for e in log if e.actor is Role.CALL_HANDLER and isinstance(e.body, do.SPOKEN)]
        others = [e for e in aloud if getattr(e.body, "intent", None) is not Intent.CONFIRMS_TAKEN]
        assert not others, others[0]


def test_who_asks_to_be_written_to_is_asked_first_who_else_reads() -> None:
    """The first message names no police, and asks whether only they see the screen."""
    for seed in range(4):
        first = next(each for each in chat("deaf-please-text", seed) if each.ours)
        assert first.text.about == (Topic.SCREEN_SEEN,)
        assert first.text.direction(Topic.SCREEN_SEEN) is YesMeans.NOT_SO
        assert "police" not in first.text.words.lower()


def test_officers_are_named_in_writing_only_once_the_screen_is_known_to_be_safe() -> None:
    """Police are not named before the answer that nobody else reads it."""
    for each in CHATS[::3]:
        safe = False
        for message in chat(*each):
            if message.ours and "police" in message.text.words.lower():
                assert safe, message
            safe = safe or (not message.ours and do.texted_yes(message.text.words) is True)


@pytest.mark.parametrize(
    ("words", "yes"),
    [
        ("Y", True),
        ("yes all locked", True),
        ("yep", True),
        ("no. outside", False),
        ("no kids tonight", None),
        ("n. not hurt", False),
        ("no idea", None),
        ("nobody", None),
        ("12 mill road", None),
        ("1", True),
        ("dont know", None),
    ],
)
def test_a_yes_with_words_behind_it_is_a_yes(words: str, *, yes: bool | None) -> None:
    """ "yes all locked" answers the question as "Y" does; "no idea" answers nothing."""
    assert do.texted_yes(words) is yes
