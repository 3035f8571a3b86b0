"""`silent999 review`: what it writes, what it refuses, and what it prints."""

import json
from pathlib import Path

import pytest

from simulator.core.terms import Role
from simulator.debrief.learning.trainer_reviews import Override, read_overrides, reviews_path
from tests.cli.command import Said, silent999
from tests.session.recorded import BEGAN, CALL, WHOLE, written
from tests.session.sitting import setup

BOTH = setup("partner-in-the-room", Role.OPERATOR, Role.CALL_HANDLER)
FIRST = "says-it-is-police"
OVER = ("--override", FIRST, "not-seen", "--because", "It came late.")


@pytest.fixture
def record(tmp_path: Path) -> Path:
    return written(tmp_path, WHOLE, CALL)


def asked(record: Path, *words: str, code: str = "robin") -> Said:
    where = (record.stem, "--records", record.parent, "--as", code)
    return silent999("review", *where, *words, now=lambda: BEGAN)


def entries(record: Path) -> tuple[Override, ...]:
    return read_overrides(record)


def test_an_override_is_written_and_the_record_stays_as_it_was(record: Path) -> None:
    before = record.read_bytes()
    told = asked(record, *OVER)
    assert (told.code, told.err) == (0, "")
    (override,) = entries(record)
    assert (override.by, override.at) == ("robin", "2026-11-24T20:30:05Z")
    assert (override.machine, override.person) == ("met", "not_seen")
    assert "is private" in told.out
    assert record.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--override", FIRST, "not-seen"), "each override needs a reason"),
        (("--override", FIRST, "not-seen", "--because", " "), "invalid reason"),
        (("--override", "says-it-is-polic", "seen", "--because", "x"), f"did you mean {FIRST}?"),
        (("--override", "writes-it-down", "seen", "--because", "x"), "has no criterion"),
        (("--override", FIRST, "seen", "--because", "x" * 3_000), "up to 2,000 are kept"),
        (("--override", FIRST, "nice", "--because", "x"), "unknown rating nice"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_written(
    words: tuple[str, ...], message: str, record: Path
) -> None:
    """Not even the part of it that makes sense."""
    told = asked(record, *OVER, *words)
    assert (told.code, told.out) == (2, "")
    assert message in told.err
    assert not reviews_path(record).exists()


def test_an_override_stays_beside_the_finding_in_a_debrief(record: Path) -> None:
    """Its reason is private text, and shown when that is asked for."""
    asked(record, *OVER)
    words = ("debrief", record, "--records", record.parent, "--full")
    debrief = silent999(*words).out
    assert "Overridden: robin: not seen\n" in debrief
    assert "It came late." not in debrief
    private = silent999(*words, "--with-text").out
    assert "Overridden: robin: not seen, because: It came late." in private
    found = json.loads(silent999(*words, "--format", "json").out)["parts"][0]["findings"]
    overridden = [each for each in found if each["overrides"]]
    assert [(each["criterion"], each["judgement"], each["overrides"]) for each in overridden] == [
        (FIRST, "met", ["robin: not seen"])
    ]


def test_a_criterion_that_two_rubrics_have_needs_its_rubric(tmp_path: Path) -> None:
    record = written(tmp_path, WHOLE, BOTH)
    told = asked(record, "--override", "four-seconds-left", "seen", "--because", "x")
    assert "did you mean" in told.err
    assert "/four-seconds-left" in told.err
    word = "operator/four-seconds-left"
    assert asked(record, "--override", word, "seen", "--because", "x").code == 0
    (override,) = entries(record)
    assert override.rubric == "operator"


def test_the_caller_is_never_rated(tmp_path: Path) -> None:
    record = written(tmp_path, WHOLE, setup("partner-in-the-room", Role.CALLER))
    told = asked(record, "--override", "x", "seen", "--because", "x")
    assert "no criterion applies" in told.err
