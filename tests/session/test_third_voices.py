"""Relay, 999 BSL and interpreters: the caller's words through a third voice, at its times."""

from __future__ import annotations

import re
from functools import cache
from statistics import median

import pytest

from simulator.content.diagnostics.validate import validated
from simulator.content.scenario.scenario import Scenario
from simulator.content.yaml.reader import read_text
from simulator.core import acts as do
from simulator.core.log import Entry
from simulator.core.terms import Intent, NoteKind, Role, Topic, Via
from simulator.errors import ContentError
from simulator.review.transcript import transcript
from simulator.session.people.channels.third_voice import TURN
from simulator.session.run.headless_run import run
from tests.builders import header
from tests.session.calls import DEFAULT, GENERIC, LIBRARY

RELAY, SIGNS, LANGUAGE = (
    "read-out-by-relay",
    "signed-to-an-interpreter",
    "until-an-interpreter-comes",
)
SEEDS = range(3)


@cache
def log_of(name: str, seed: int) -> tuple[Entry, ...]:
    scenario = LIBRARY.scenario(name).scenario
    return tuple(run(scenario, DEFAULT, GENERIC, seed=seed).log)


def police(name: str, seed: int) -> int:
    return next(
        e.at
        for e in log_of(name, seed)
        if isinstance(e.body, do.Answer) and e.actor is Role.CALL_HANDLER
    )


def by_third(name: str, seed: int) -> list[Entry]:
    return [e for e in log_of(name, seed) if isinstance(e.body, do.Say) and e.body.via]


def ours(name: str, seed: int) -> list[Entry]:
    return [
        e
        for e in log_of(name, seed)
        if e.actor is Role.CALL_HANDLER and isinstance(e.body, do.SPOKEN)
    ]


@pytest.mark.parametrize(("name", "via"), [(RELAY, Via.RELAY), (SIGNS, Via.SIGNS)])
@pytest.mark.parametrize("seed", SEEDS)
def test_a_third_voice_says_who_it_is_and_brings_all_the_callers_words(
    name: str, via: Via, seed: int
) -> None:
    """The first words to police are theirs; after them nothing is said by the caller alone."""
    after = [e for e in by_third(name, seed) if e.at > police(name, seed)]
    first = after[0].body
    assert isinstance(first, do.Say)
    assert do.is_third_voice(first)
    assert not first.means
    spoken = [e for e in log_of(name, seed) if e.actor is Role.CALLER
        and isinstance(e.body, do.Say)]  # fmt: skip
    assert all(e.body.via is via for e in spoken if isinstance(e.body, do.Say))


@pytest.mark.parametrize(
    ("name", "via"), [(RELAY, Via.RELAY), (SIGNS, Via.SIGNS), (LANGUAGE, Via.INTERPRETER)]
)
def test_a_turn_takes_as_long_as_a_third_voice_takes(name: str, via: Via) -> None:
    """practice2 8.1: 20 to 40 s a turn by relay, 3 to 6 s by BSL, 8 to 20 s by an interpreter."""
    least, most = TURN[via]
    found = []
    for seed in SEEDS:
        ended = [
            e.at
            for e in log_of(name, seed)
            if e.actor is Role.CALL_HANDLER and isinstance(e.body, do.Finish)
        ]
        for each in by_third(name, seed):
            assert isinstance(each.body, do.Say)
            if each.body.intent in (Intent.SAYS_YES, Intent.SAYS_NO):
                before = [at for at in ended if at <= each.at]
                found.append(each.at - before[-1])
    assert found
    assert least * 0.6 <= median(found) <= most * 1.2


@pytest.mark.parametrize("name", [RELAY, SIGNS])
@pytest.mark.parametrize("seed", SEEDS)
def test_who_types_or_signs_is_not_asked_to_listen(name: str, seed: int) -> None:
    """SIT-20: no "can you hear me", no code of taps, no "listen" to one who does not hear."""
    for each in ours(name, seed):
        assert not isinstance(each.body, do.SetCode | do.OfferWays)
        assert Topic.CAN_HEAR not in getattr(each.body, "about", ())
        words = str(getattr(each.body, "words", ""))
        assert not re.search(r"\blisten|\bwhisper|can you hear me|what can you hear", words, re.I)


@pytest.mark.parametrize("seed", SEEDS)
def test_an_interpreter_comes_a_while_after_one_was_asked_for(seed: int) -> None:
    """They join 30 to 90 s later, say who they are, and then whole sentences are asked and said."""
    log = log_of(LANGUAGE, seed)
    asked = next(e.at for e in log if isinstance(e.body, do.Note)
        and e.body.note is NoteKind.PERSON)  # fmt: skip
    announced = next(e.at for e in log if getattr(e.body, "intent", None)
        is Intent.GETS_INTERPRETER)  # fmt: skip
    joined = by_third(LANGUAGE, seed)[0]
    assert asked < announced < joined.at
    assert 30_000 <= joined.at - asked <= 90_000
    assert do.is_third_voice(joined.body)
    assert "Romanian" in str(getattr(joined.body, "words", ""))
    later = [str(getattr(e.body, "words", "")) for e in ours(LANGUAGE, seed) if e.at > joined.at]
    assert not [each for each in later if each.endswith("? Yes?")]
    brought = [e.body for e in by_third(LANGUAGE, seed)[1:]]
    assert any(len(str(getattr(each, "words", "")).split()) > 6 for each in brought)


def test_the_joining_times_are_drawn() -> None:
    """No two runs have an interpreter after the same time."""
    joined = {by_third(LANGUAGE, seed)[0].at for seed in SEEDS}
    assert len(joined) == len(SEEDS)


def test_a_transcript_names_the_voice() -> None:
    """The reader of a transcript sees who speaks: the interpreter, and not the caller."""
    names = {line.who for line in transcript(log_of(LANGUAGE, 0))}
    assert {"Caller", "Interpreter"} <= names
    assert "Relay assistant" in {line.who for line in transcript(log_of(RELAY, 0))}


@pytest.mark.parametrize("seed", SEEDS)
def test_what_a_third_voice_says_of_itself_is_passed_to_nobody(seed: int) -> None:
    """ "This is a relay assistant" is no word of the caller's, and stands in no briefing."""
    for name in (RELAY, SIGNS, LANGUAGE):
        briefed = " ".join(
            str(getattr(e.body, "text", ""))
            for e in log_of(name, seed)
            if isinstance(e.body, do.BriefOfficers)
        )
        assert "assistant" not in briefed
        assert "interpreter. " not in briefed


def _scenario(lines: str) -> Scenario:
    head = "\n".join(
        e for e in header(id="third", title="Third").splitlines() if not e.startswith("seats:")
    )
    text = f"{head}\nseats: [call_handler]\n{lines}\n"
    return validated(read_text(text, "third.yaml"), Scenario)


WORDS = "speech: {plays_down: 0}\nanswers: {by: [spoken], after: 1s, manner: aloud}\n"


@pytest.mark.parametrize(
    "lines",
    [
        WORDS + "through: {voice: interpreter}",
        WORDS + "through: {voice: relay, language: Polish}",
        "through: {voice: relay}",
        "answers: {by: [tap], after: 1s}\nthrough: {voice: signs}",
    ],
    ids=["no language", "relay with one", "a pocket call", "taps"],
)
def test_a_third_voice_that_cannot_be_gets_one_message(lines: str) -> None:
    """An interpreter for no language, or a relay on a call without words, is refused clearly."""
    with pytest.raises(ContentError) as caught:
        _scenario(lines)
    assert "through" in str(caught.value)


def test_a_third_voice_with_words_is_read() -> None:
    """The same file with a language is a scenario."""
    found = _scenario(WORDS + "through: {voice: interpreter, language: Polish}")
    assert found.through is not None
    assert found.through.language == "Polish"
