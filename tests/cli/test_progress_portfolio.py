"""`silent999 progress --portfolio`: one page and CSV of what was practised, and who observed it."""

import csv
import io
import re
from datetime import timedelta
from pathlib import Path

import html5lib
import pytest

from simulator import BANNER
from simulator.core.terms import Role
from simulator.session.records.recorder import RecordOptions
from simulator.session.records.store import Store
from simulator.session.run.headless_run import run
from tests.cli.command import Said, silent999
from tests.cli.test_progress import well
from tests.cli.test_progress_over_time import SEARCHED, badly, settled
from tests.session.calls import LIBRARY
from tests.session.recorded import BEGAN
from tests.session.sitting import setup

RECORDS = Path(__file__).parents[1] / "records"


def asked(folder: Path, *words: str) -> Said:
    return silent999("progress", "--code", "wren", "--records", folder, "--portfolio", *words)


def rows(folder: Path) -> list[dict[str, str]]:
    found = asked(folder, "--format", "csv")
    assert (found.code, found.err) == (0, "")
    return list(csv.DictReader(io.StringIO(found.out)))


def page(folder: Path) -> str:
    found = asked(folder)
    assert (found.code, found.err) == (0, "")
    html5lib.HTMLParser(strict=True).parse(found.out)
    return " ".join(re.sub(r"<style>.*?</style>|<[^>]+>", " ", found.out, flags=re.S).split())


def test_a_page_says_what_was_observed_when_and_in_which_call_with_no_score(tmp_path: Path) -> None:
    """The safety line is on it, and the point of the standard that a criterion touches."""
    well(tmp_path, "evening-in-the-office", 1)
    well(tmp_path, "coughs-when-asked", 2, Role.OPERATOR)
    whole = page(tmp_path)
    assert BANNER in whole
    assert "Practice under wren" in whole
    assert "2026-11-25 evening-in-the-office, call handler" in whole
    assert "2026-11-26 coughs-when-asked, operator, by the program" in whole
    assert "Test each code with your next question. (3)" in whole
    assert "SFJCD202, Assess, prioritise and manage emergency service calls (H14: https" in whole
    assert "It is not an assessment of the unit" in whole
    assert "has no score" in whole
    assert not re.search(r"\d ?%|\d of \d|rank|best|worst", whole)


def test_what_a_person_settled_is_under_that_persons_code(tmp_path: Path) -> None:
    """The program's finding stays in the CSV; the reason is private, and in neither."""
    record = badly(tmp_path, 0)
    settled(tmp_path, record, "--settle", SEARCHED, "seen", "--because", "It was on paper.")
    (row,) = [each for each in rows(tmp_path) if each["criterion"] == SEARCHED]
    assert (row["observed"], row["by"], row["program"]) == ("seen", "tutor-2", "missed")
    assert (row["day"], row["call"], row["unit"], row["points"]) == (
        "2026-11-24", record, "SFJCD202", "1",
    )  # fmt: skip
    whole = page(tmp_path)
    assert "2026-11-24 partner-in-the-room, call handler, by tutor-2 Search the number" in whole
    assert "Keep the line" in whole.partition("Practised, and not yet seen")[2]
    for text in (whole, str(rows(tmp_path))):
        assert "on paper" not in text


def test_the_ending_of_the_file_says_which_form_it_has(tmp_path: Path) -> None:
    well(tmp_path, "evening-in-the-office", 1)
    for name, begins in (("a.csv", "code,day,call"), ("a.html", "<!DOCTYPE html>")):
        assert asked(tmp_path, "-o", str(tmp_path / name)).code == 0
        assert (tmp_path / name).read_text("utf-8").startswith(begins)


def test_records_without_words_cut_off_and_of_earlier_versions_are_read_or_named(
    tmp_path: Path,
) -> None:
    """One message for each that can't be read; the others are on the page."""
    of = setup("evening-in-the-office", Role.CALL_HANDLER)
    plain = RecordOptions(Store(tmp_path), "wren", lambda: BEGAN + timedelta(days=1))
    recorder = plain.recorder(of, LIBRARY)
    recorder.take(run(of.scenario, of.profile, of.force).log)
    recorder.close()
    cut = tmp_path / f"{well(tmp_path, 'small-voice', 2)}.jsonl"
    cut.write_bytes(cut.read_bytes()[:3_000])
    found = asked(tmp_path)
    assert found.code == 2
    assert "2026-11-25 evening-in-the-office" in found.out
    assert found.err.count("silent999: ") == 1
    assert cut.name in found.err
    for old in RECORDS.glob("*.jsonl"):
        (tmp_path / old.name).write_bytes(old.read_bytes())
    again = asked(tmp_path)
    assert "Traceback" not in again.err
    assert "2026-11-25 evening-in-the-office" in again.out


def test_a_code_without_records_has_a_page_that_says_so(tmp_path: Path) -> None:
    whole = page(tmp_path / "none")
    assert "No call is recorded under this code." in whole
    assert "Nothing yet." in whole


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--portfolio",), "a portfolio is of one person"),
        (("--portfolio", "--code", "wren", "--format", "json"), "a portfolio is a page or CSV"),
        (("--code", "wren", "--format", "html"), "add --portfolio"),
    ],
)
def test_what_makes_no_sense_is_refused(
    words: tuple[str, ...], message: str, tmp_path: Path
) -> None:
    found = silent999("progress", "--records", tmp_path, *words)
    assert (found.code, found.out) == (2, "")
    assert message in found.err


def test_the_map_names_criteria_of_the_rubric_and_one_that_is_none_is_refused(
    tmp_path: Path,
) -> None:
    held = LIBRARY.competencies()
    rubric = {each.id for each in LIBRARY.rubric("call_handler").file.rubric.criteria}
    assert {
        name for unit in held.units for point in unit.points for name in point.shown_by
    } <= rubric
    path = tmp_path / "competencies.yaml"
    path.write_text(
        "format: 1\nabout: A map.\nunits:\n  - id: one\n    title: One\n    seat: operator\n"
        "    source: [H14]\n    points: [{number: 1, says: Do it., shown_by: [code-tested]}]\n",
        encoding="utf-8",
    )
    found = silent999("check", path)
    assert found.code == 2
    assert "competencies.yaml:8:51: error[unknown-criterion]" in found.err
