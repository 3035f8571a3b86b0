"""`silent999 review`: what it writes, what it refuses, and what it prints."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from simulator import BANNER
from simulator.core import acts as do
from simulator.core.instant import clock
from simulator.core.terms import Role
from simulator.debrief.learning import review_file
from simulator.debrief.learning.review_file import read_reviews, reviews_path
from tests.cli.command import Said, silent999
from tests.session.recorded import BEGAN, CALL, LOG, SMALL, WHOLE, written
from tests.session.sitting import setup

BOTH = setup("partner-in-the-room", Role.OPERATOR, Role.CALL_HANDLER)
FIRST = "says-it-is-police"
PRESSED = next(entry for entry in WHOLE if isinstance(entry.body, do.Press))
PIN = str(PRESSED.seq)
MOMENT = f"{PIN}. {clock(PRESSED.at)} Caller: [presses 5]"


@pytest.fixture
def record(tmp_path: Path) -> Path:
    return written(tmp_path, WHOLE, CALL)


def asked(record: Path, *words: str, code: str = "robin") -> Said:
    where = (record.stem, "--records", record.parent, "--as", code)
    return silent999("review", *where, *words, now=lambda: BEGAN)


def entries(record: Path) -> tuple[Any, ...]:
    return read_reviews(record).entries


def test_everything_in_one_go(record: Path) -> None:
    """A pin, a note and an override; the record stays as it was."""
    before = record.read_bytes()
    told = asked(
        record,
        *("--pin", PIN, "They waited here."),
        *("--note", "Calm."),
        *("--override", FIRST, "not-seen", "--because", "It came late."),
    )
    assert (told.code, told.err) == (0, "")
    pin, note, override = entries(record)
    when = "2026-11-24T20:30:05Z"
    assert (pin.by, pin.at, pin.seq, pin.text) == ("robin", when, PRESSED.seq, "They waited here.")
    assert isinstance(note, review_file.CallComment)
    assert (override.machine, override.person) == ("met", "not_seen")
    assert "is private" in told.out
    assert record.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--pin", "9999", "x"), "this record has no entry 9999"),
        (("--pin", "²", "x"), "no entry"),
        (("--pin", "3", "  "), "invalid comment"),
        (("--override", FIRST, "not-seen"), "each override needs a reason"),
        (("--override", FIRST, "not-seen", "--because", " "), "invalid reason"),
        (("--override", "says-it-is-polic", "seen", "--because", "x"), f"did you mean {FIRST}?"),
        (("--override", "writes-it-down", "seen", "--because", "x"), "has no criterion"),
        (("--note", "x" * 3_000), "up to 2,000 are kept"),
        (("--override", FIRST, "nice", "--because", "x"), "unknown rating nice"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_written(
    words: tuple[str, ...], message: str, record: Path
) -> None:
    """Not even the part of it that makes sense."""
    told = asked(record, "--note", "All well.", *words)
    assert (told.code, told.out) == (2, "")
    assert message in told.err
    assert not reviews_path(record).exists()


def test_an_override_stays_beside_the_finding_in_a_debrief(record: Path) -> None:
    """Its reason is private text, and shown when that is asked for."""
    asked(record, "--override", FIRST, "not-seen", "--because", "It came late.")
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
    assert "two rubrics have four-seconds-left" in told.err
    word = "operator/four-seconds-left"
    assert asked(record, "--override", word, "seen", "--because", "x").code == 0
    (override,) = entries(record)
    assert override.rubric == "operator"


def test_the_caller_is_never_rated(tmp_path: Path) -> None:
    """Comments are welcome; there is no criterion."""
    record = written(tmp_path, WHOLE, setup("partner-in-the-room", Role.CALLER))
    assert asked(record, "--pin", PIN, "Well waited.").code == 0
    told = asked(record, "--override", "x", "seen", "--because", "x")
    assert "no criterion applies" in told.err


def test_a_changed_record_is_said(record: Path) -> None:
    asked(record, "--note", "x")
    lines = record.read_bytes().splitlines(keepends=True)
    record.write_bytes(b"".join(lines[:-1]))
    told = asked(record, "--note", "y")
    assert (told.code, "has changed since its first review" in told.err) == (0, True)
    assert "has changed since" in asked(record).out


def test_what_the_flow_cannot_follow_can_still_be_commented_on(tmp_path: Path) -> None:
    """A log that no flow makes: pins and notes, but no findings."""
    rubrics = replace(SMALL, scenario=CALL.scenario, seats=(Role.CALL_HANDLER,))
    record = written(tmp_path, LOG, rubrics)
    assert "Without a finding: today's flow cannot replay this call" in asked(record).out
    assert asked(record, "--pin", "1", "Dialled.").code == 0
    override = asked(record, "--override", FIRST, "seen", "--because", "x")
    assert "there is no finding of" in override.err


def test_a_record_is_printed_with_its_findings_and_reviews_and_how_to_write(record: Path) -> None:
    """Each moment has the number for `--pin`, each criterion the name for `--override`."""
    asked(record, "--pin", PIN, "Good.", code="wren")
    asked(record, "--override", FIRST, "not-seen", "--because", "It came late.")
    before = reviews_path(record).read_bytes()
    told = asked(record, code="tern")
    assert (told.code, told.err) == (0, "")
    assert told.out.startswith(BANNER)
    for expected in (
        "Findings:\n",
        f"{MOMENT}\n      wren: Good.\n",
        f" ({FIRST})\n",
        "  the machine: seen; robin: not seen, because: It came late.\n",
        "All reviews:\nwren, 2026-11-24: pinned to",
        f"pinned to {MOMENT} Comment: Good.",
        f"call_handler/{FIRST}: the machine: seen; robin: not seen",
        "is private",
        "RATING of --override: seen, not-seen, not-applicable.",
    ):
        assert expected in told.out
    assert reviews_path(record).read_bytes() == before
