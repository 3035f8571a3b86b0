"""Each seat to its end, and the program itself driven through a pipe."""

import io
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from simulator.core.terms import Outcome
from simulator.review.ending import _FOUND as FOUND
from simulator.review.ending import endings
from simulator.session.run.headless_run import run
from tests.cli.command import refused, silent999
from tests.plain.lines import BANNER, ON, played, setup

PARTNER = "partner-in-the-room"
ROOT = Path(__file__).resolve().parent.parent.parent


def piped(words: Sequence[str], lines: Sequence[str]) -> list[str]:
    """What the program tells, with these lines on its standard input."""
    done = subprocess.run(
        [sys.executable, "-m", "simulator", "play", *words, "--plain"],
        input="".join(f"{line}\n" for line in lines),
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1"},
        check=False,
        timeout=120,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.isascii() or done.stdout.replace("\n", "").isprintable()
    assert "\x1b" not in done.stdout
    assert "> " not in done.stdout
    return done.stdout.splitlines()


CALLS = [
    ("caller", ["1", "1", "2", *[ON] * 40], "A recorded message "),
    ("operator", ["1", ON, "k a", "k e", "1", "end"], "The 999 operator ended "),
    (
        "call_handler",
        ["1", *[ON] * 4, "k a", "k g", "4", "9", "k z", "4", "close", "k e", "5", "end"],
        "Police ",
    ),
]
WATCHED = ["1", "a"]
"""Seats, what is typed there, and how the call ends."""


@pytest.mark.parametrize(("seat", "lines", "ended"), CALLS)
def test_each_seat_comes_to_an_end(seat: str, lines: list[str], ended: str) -> None:
    told = played(setup(PARTNER, seat), lines)
    assert told[0] == BANNER
    over = told.index("The call is over.")
    assert told[over + 1].startswith(ended)
    assert "6. Leave" in told


def test_a_call_that_is_watched_ends_with_the_sentence_of_its_ending() -> None:
    """What officers found, in one of several ways: the same as the log of that call has it."""
    of = setup(PARTNER, "none")
    told = played(of, WATCHED)
    over = told.index("The call is over.")
    (ended,) = endings(run(of.scenario, of.profile, of.force, of.seed).log)
    assert ended.outcome is Outcome.DEPLOYED
    assert told[over + 1] == ended.sentence
    said = {each.partition("{at}")[0] for each in FOUND.values()}
    assert any(ended.sentence.startswith(each) for each in said)
    assert "6. Leave" in told


def test_a_call_is_played_through_a_pipe_and_the_end_of_the_input_ends_it_quietly() -> None:
    seat, lines, _ = CALLS[1]
    told = piped([PARTNER, "--seat", seat, "--assessed"], lines)
    assert told == played(setup(PARTNER, seat), lines)


def test_the_lesson_is_the_same_in_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    """From the first line on; each step is named once it is due."""
    lines = ["1", "k a", "k 1", ON, "/read aml", ON, "/search", ON, "/name key word tap", ON, "q"]
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n".join([*lines, ""])))
    told = silent999("play", "--lesson", "--plain").out.splitlines()
    steps = [line for line in told if line.startswith("Step ")]
    first = "The phone waits while you read. Type words as you say them; an action begins with /."
    assert steps[0] == f"Step 1 of 29. {first} Answer: k a."
    assert steps[1] == 'Step 2 of 29. Say at once who you are: "Police here.", Enter. Or: k 1.'
    assert [step.split(".")[0] for step in steps] == [f"Step {n} of 29" for n in range(1, 7)]


@pytest.mark.parametrize("words", [["--lesson", PARTNER], ["--lesson", "--seat", "caller"]])
def test_the_lesson_has_its_own_call_and_seat(words: list[str]) -> None:
    assert "the lesson has its own call and seat" in refused("play", *words)


def test_a_terminal_without_screens_gets_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setattr(sys, "stdin", io.StringIO("q\n"))
    said = silent999("play", PARTNER, "--seat", "caller")
    assert said.err == "This terminal (TERM=dumb) shows no screens: the call is in lines.\n"
    assert said.out.startswith(BANNER)
