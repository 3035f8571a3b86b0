"""`silent999 progress`: what one code's records tell, in words and simple signs."""

import csv
import io
import re
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import html5lib
import pytest

from simulator.content.library.library import Library
from simulator.content.library.library import ScenarioHeader as Listed
from simulator.core import acts as do
from simulator.core.log import Entry
from simulator.core.terms import Reason, Role
from simulator.session.records.recorder import RecordOptions
from simulator.session.records.store import Store
from simulator.session.run.headless_run import run
from simulator.session.run.live_run import RunSetup
from tests.cli.command import Said, silent999
from tests.session.calls import LIBRARY
from tests.session.recorded import BEGAN
from tests.session.sitting import PersonsAct, Played, setup

FEW = ("another-voice", "coughs-when-asked", "cut-after-55", "evening-in-the-office",
       "partner-in-the-room", "small-voice")  # fmt: skip


@pytest.fixture(autouse=True)
def _few_candidates(monkeypatch: pytest.MonkeyPatch) -> None:
    """To know what a call is good for it is played: of the shipped ones only a few are, here."""
    whole = Library.scenarios

    def few(library: Library) -> tuple[Listed, ...]:
        return tuple(each for each in whole(library) if each.id in FEW)

    monkeypatch.setattr(Library, "scenarios", few)


def recorded(folder: Path, log: Sequence[Entry], of: RunSetup, day: int, code: str = "wren") -> str:
    recording = RecordOptions(
        Store(folder), code, lambda: BEGAN + timedelta(days=day), with_text=True
    )
    recorder = recording.recorder(of, LIBRARY)
    recorder.take(log)
    recorder.close()
    return recorder.id


def well(folder: Path, scenario: str, day: int, *seats: Role, code: str = "wren") -> str:
    of = setup(scenario, *(seats or (Role.CALL_HANDLER,)))
    return recorded(folder, run(of.scenario, of.profile, of.force).log, of, day, code)


def asked(folder: Path, *words: str) -> Said:
    return silent999("progress", "--code", "wren", "--records", folder, *words)


def of_a_class(folder: Path, *words: str) -> Said:
    return silent999("progress", "--records", folder, *words)


def test_a_class_is_one_table_by_code_and_call_and_nobody_is_ranked(tmp_path: Path) -> None:
    """Records and results; what is missed most comes first; an override stays beside a finding."""
    for code in ("wren", "amber-1"):
        well(tmp_path, "coughs-when-asked", 2, Role.OPERATOR, code=code)
    of = setup("partner-in-the-room", Role.CALL_HANDLER)
    early = [
        PersonsAct(60_000, Role.CALL_HANDLER, do.Answer()),
        PersonsAct(90_000, Role.CALL_HANDLER, do.EndCall(Reason.NO_RESPONSE)),
        PersonsAct(91_000, Role.CALL_HANDLER, do.Close(Reason.POLICY)),
    ]
    bad = recorded(tmp_path, Played(of).play(early), of, 3, "robin")
    result = silent999("debrief", "pizza-please", "--records", tmp_path, "--format", "json").out
    (tmp_path / "zoe.pizza.json").write_text(result, encoding="utf-8")
    (tmp_path / "other.json").write_text("[1]", encoding="utf-8")
    written = ("--override", "number-searched", "seen", "--because", "=It was on paper")
    review = silent999("review", bad, "--as", "tutor-2", "--records", tmp_path, *written)
    assert review.code == 0

    told = of_a_class(tmp_path)
    assert (told.code, told.err) == (0, "")
    lines = told.out.splitlines()
    assert lines[0] == "4 codes, 4 calls"
    heads = next(line for line in lines if "amber-1" in line)
    assert heads.split() == ["amber-1", "robin", "wren", "zoe"]
    row = next(line for line in lines if line.startswith("number-searched (call handler)"))
    assert row.split()[-4:] == [".", "-/+", ".", "+"]
    assert "tutor-2: seen, because: =It was on paper" in " ".join(told.out.split())
    assert "Missed most:\n  1 of " in told.out
    assert not re.search(r"\d ?%|score|rank|best|worst", told.out)

    words = " ".join(of_a_class(tmp_path, "--plain").out.split())
    assert "amber-1: did not come up robin: not seen, overridden: seen wren: did not" in words
    assert "Each sign" not in words

    rows = list(csv.DictReader(io.StringIO(of_a_class(tmp_path, "--format", "csv").out)))
    (overridden,) = [row for row in rows if row["override"]]
    found = [overridden[name] for name in ("code", "finding", "override", "because")]
    assert found == ["robin", "missed", "seen", "'=It was on paper"]
    assert {row["code"] for row in rows} == {"amber-1", "robin", "wren", "zoe"}

    page = of_a_class(tmp_path, "--format", "html").out
    html5lib.HTMLParser(strict=True).parse(page)
    assert page.count('<th scope="colgroup"') == 4
    assert "<td>-/+</td>" in page


def test_a_file_of_a_class_that_cannot_be_read_is_named_and_the_others_count(
    tmp_path: Path,
) -> None:
    well(tmp_path, "coughs-when-asked", 2, Role.OPERATOR)
    (tmp_path / "zoe.json").write_text('{"kind": "debrief"}', encoding="utf-8")
    told = of_a_class(tmp_path)
    assert (told.code, told.out.splitlines()[0]) == (2, "1 code, 1 call")
    assert "zoe.json" in told.err
    assert "the progress of one code is text only" in asked(tmp_path, "--format", "csv").err


def test_without_records_it_says_how_to_begin(tmp_path: Path) -> None:
    told = asked(tmp_path / "none")
    assert (told.code, told.err) == (0, "")
    assert told.out.startswith("wren: 0 calls, 0 moments tried again\n")
    assert "silent999 play evening-in-the-office --seat call_handler --record" in told.out
    assert not (tmp_path / "none").exists()


def test_it_tells_calls_behaviours_and_what_comes_next(tmp_path: Path) -> None:
    for day, scenario in enumerate(("coughs-when-asked", "evening-in-the-office")):
        well(tmp_path, scenario, day)
    well(tmp_path, "partner-in-the-room", 2, Role.CALLER)
    well(tmp_path, "partner-in-the-room", 2, code="robin")
    told = asked(tmp_path)
    assert (told.code, told.err) == (0, "")
    out = told.out
    assert out.startswith("wren: 3 calls")
    assert "not marks. Nobody is compared" in " ".join(out.split())
    assert "Calls as caller:\n  level 1  # 1" in out
    assert "Calls as call handler:\n  level 1  ## 2\n  level 2  0" in out
    assert "        ++  2 of 2 seen\n" in out
    plain = " ".join(asked(tmp_path, "--plain").out.split())
    assert "level 1: 2 level 2: 0" in plain
    assert "seen; seen 2 of 2 seen" in plain
    assert "As operator" not in out
    assert "As caller" not in out
    assert "Choose any new call: silent999 list" in out
    assert "robin" not in out
