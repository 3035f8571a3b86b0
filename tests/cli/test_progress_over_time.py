"""`silent999 progress`: critical findings over time, what people settled, and what comes next."""

import json
import re
from pathlib import Path

import html5lib
import pytest

from simulator.content.library.library import Library
from simulator.content.library.library import ScenarioHeader as Listed
from simulator.core import acts as do
from simulator.core.terms import Reason, Role
from tests.cli.command import Said, silent999
from tests.cli.test_progress import FEW, recorded, well
from tests.session.sitting import PersonsAct, Played, setup

SEARCHED = "number-searched"


@pytest.fixture(autouse=True)
def _few_candidates(monkeypatch: pytest.MonkeyPatch) -> None:
    """To know what a call is good for it is played: of the shipped ones only a few are, here."""
    whole = Library.scenarios

    def few(library: Library) -> tuple[Listed, ...]:
        return tuple(each for each in whole(library) if each.id in FEW)

    monkeypatch.setattr(Library, "scenarios", few)


def badly(folder: Path, day: int, code: str = "wren") -> str:
    """A call that is ended and closed with nothing searched."""
    of = setup("partner-in-the-room", Role.CALL_HANDLER)
    early = [
        PersonsAct(60_000, Role.CALL_HANDLER, do.Answer()),
        PersonsAct(90_000, Role.CALL_HANDLER, do.EndCall(Reason.NO_RESPONSE)),
        PersonsAct(91_000, Role.CALL_HANDLER, do.Close(Reason.POLICY)),
    ]
    return recorded(folder, Played(of).play(early), of, day, code)


def progress(folder: Path, *words: str) -> Said:
    return silent999("progress", "--records", folder, *words)


def in_words(folder: Path, *words: str) -> str:
    found = progress(folder, *words)
    assert (found.code, found.err) == (0, "")
    return " ".join(found.out.split())


def about_the_search(page: str) -> str:
    """The sentences of the critical finding about the search."""
    found = re.search(
        r"and before you close\. \(call handler\) (Not seen .*? It .*? since\.)", page
    )
    assert found, page
    return found[1]


def settled(folder: Path, record: str, *words: str) -> None:
    done = silent999("review", record, "--records", folder, "--as", "tutor-2", *words)
    assert done.code == 0, done.err


def test_a_critical_finding_that_comes_again_is_said_to_recur(tmp_path: Path) -> None:
    """With the day and the call of each time."""
    first, second = badly(tmp_path, 0), badly(tmp_path, 3)
    page = in_words(tmp_path, "--code", "wren")
    assert "Critical findings, and whether they recur:" in page
    assert about_the_search(page) == (
        f"Not seen in 2 of 2 calls: 2026-11-24 partner-in-the-room ({first}); "
        f"2026-11-27 partner-in-the-room ({second}). It recurs; it has not come up since."
    )


def test_one_that_was_seen_since_has_not_recurred(tmp_path: Path) -> None:
    badly(tmp_path, 0)
    for day in (1, 2):
        well(tmp_path, "evening-in-the-office", day)
    said = about_the_search(in_words(tmp_path, "--code", "wren"))
    assert said.startswith("Not seen in 1 of 3 calls: 2026-11-24")
    assert said.endswith("It has not recurred; seen in 2 since.")


def test_without_a_critical_fault_there_is_no_such_heading(tmp_path: Path) -> None:
    well(tmp_path, "evening-in-the-office", 1)
    assert "Critical findings" not in in_words(tmp_path, "--code", "wren")


@pytest.mark.parametrize("how", ["--settle", "--override"])
def test_what_people_put_in_place_of_a_finding_counts(how: str, tmp_path: Path) -> None:
    """Over time and in the class; the program's finding stays beside it, and the page says so."""
    first, _ = badly(tmp_path, 0), badly(tmp_path, 3)
    settled(tmp_path, first, how, SEARCHED, "seen", "--because", "It was on paper.")
    page = in_words(tmp_path, "--code", "wren")
    assert about_the_search(page).startswith("Not seen in 1 of 2 calls: 2026-11-27")
    assert "What a person settled or overrode counts in place of the program's finding." in page
    whole = in_words(tmp_path)
    assert "number-searched (call handler) -/+ -" in whole
    assert "because: It was on paper." in whole
    rows = json.loads(progress(tmp_path, "--format", "json").out)["findings"]
    (row,) = [each for each in rows if each["override"]]
    assert (row["finding"], row["override"], row["stands"]) == ("missed", "seen", "met")


def test_what_was_settled_counts_before_what_one_reviewer_overrode(tmp_path: Path) -> None:
    record = badly(tmp_path, 0)
    settled(tmp_path, record, "--settle", SEARCHED, "seen", "--because", "We agreed.")
    settled(tmp_path, record, "--override", SEARCHED, "cant-say", "--because", "I am not sure.")
    assert "number-searched (call handler) -/+" in in_words(tmp_path)


def test_a_criterion_of_two_seats_is_overridden_in_one(tmp_path: Path) -> None:
    """The operator's four seconds are not the call handler's."""
    both = (Role.OPERATOR, Role.CALL_HANDLER)
    name = well(tmp_path, "evening-in-the-office", 1, *both)
    word = "operator/four-seconds-left"
    settled(tmp_path, name, "--override", word, "not-seen", "--because", "Too soon.")
    rows = json.loads(progress(tmp_path, "--format", "json").out)["findings"]
    about = {each["seat"]: each for each in rows if each["criterion"] == "four-seconds-left"}
    assert about["operator"]["override"] == "not_seen"
    assert about["call_handler"]["override"] == ""


def test_a_class_has_the_critical_findings_and_the_next_calls_of_each_code(tmp_path: Path) -> None:
    """In the order of the codes; nothing is ranked, and a result has no next call."""
    badly(tmp_path, 0, "wren")
    badly(tmp_path, 2, "wren")
    well(tmp_path, "evening-in-the-office", 1, code="amber")
    page = silent999("debrief", "pizza-please", "--records", tmp_path, "--format", "json").out
    (tmp_path / "zoe.pizza.json").write_text(page, encoding="utf-8")
    whole = in_words(tmp_path)
    assert "amber: none wren: Act" in whole or "amber: none wren: " in whole
    assert re.search(r"wren: Search the number .* Not seen in 2 of 2 calls: .* It recurs;", whole)
    assert "amber: any new call wren: " in whole
    assert re.search(r"wren: [\w-]+ \(as call handler, level \d\), for: [\w, -]+", whole)
    assert "zoe: no calls are suggested" in whole
    assert not re.search(r"\d ?%|score|rank|best|worst", whole)
    held = json.loads(progress(tmp_path, "--format", "json").out)
    assert {each["code"] for each in held["critical"]} == {"wren"}
    assert all(each["recurs"] for each in held["critical"])
    assert {each["code"] for each in held["next"]} == {"wren"}
    written = progress(tmp_path, "--format", "html").out
    html5lib.HTMLParser(strict=True).parse(written)
    assert "<h2>Critical findings, and whether they recur</h2>" in written
    assert "<li>amber: none.</li>" in written


def test_a_debrief_as_json_counts_as_it_stands(tmp_path: Path) -> None:
    """A file of a debrief says what was settled; without a date it names its call."""
    record = badly(tmp_path, 0)
    words = ("debrief", record, "--records", tmp_path, "--format", "json")
    before = silent999(*words).out
    settled(tmp_path, record, "--settle", SEARCHED, "seen", "--because", "We agreed.")
    results = tmp_path / "results"
    results.mkdir()
    (results / "robin.1.json").write_text(silent999(*words).out, encoding="utf-8")
    (results / "robin.2.json").write_text(before, encoding="utf-8")
    said = about_the_search(in_words(results))
    assert said.startswith("Not seen in 1 of 2 calls: partner-in-the-room (robin.2).")


def test_reviews_that_are_damaged_are_named_and_the_other_calls_count(tmp_path: Path) -> None:
    badly(tmp_path, 0)
    record = badly(tmp_path, 3)
    (tmp_path / f"{record}.reviews.jsonl").write_text('{"reviews": 1}\n', encoding="utf-8")
    found = progress(tmp_path, "--code", "wren")
    assert found.code == 2
    assert "Not seen in 1 of 1 call:" in " ".join(found.out.split())
    assert found.err.count("silent999: ") == 1
    assert f"{record}.reviews.jsonl" in found.err
