"""A recorded call in lines says that it is recorded, when that fails, and whether it was kept."""

import io
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from simulator.plain.whole_run import begin
from simulator.seat.run_choices import MenuDefaults
from tests.plain.lines import ON, typed
from tests.session.calls import LIBRARY
from tests.session.recorded import recording

ENDED = ["1", *[ON] * 8]
"""Go on after the note, and let the time go by in which a caller who does nothing is given up."""


def sit(folder: Path, lines: Iterable[str], seat: str = "caller") -> tuple[int, list[str]]:
    """Play a recorded call; the exit code, and the lines."""
    out = io.StringIO()
    what = "partner-in-the-room"
    code = begin(MenuDefaults(what, seat), LIBRARY, typed(lines, out), out, recording(folder))
    return code, out.getvalue().splitlines()


def test_it_is_said_at_the_start_and_at_the_end(tmp_path: Path) -> None:
    """Also if the call is left in the middle: what was played so far is kept."""
    code, told = sit(tmp_path, [*ENDED, "q"])
    record = next(tmp_path.glob("*.jsonl"))
    assert code == 0
    assert f"This call is recorded under the code kestrel-4, in {tmp_path}." in told
    assert told[-1] == f"Kept: the record {record.stem}, in {tmp_path}."
    assert not any("not saved" in line or "NOT" in line for line in told)


def test_each_try_is_a_record_of_its_own_and_each_is_named(tmp_path: Path) -> None:
    _, told = sit(tmp_path, ["1", "1", "1", "b", "1", "q"])
    kept = [line for line in told if line.startswith("Kept: ")]
    assert len(kept) == len(list(tmp_path.glob("*.jsonl"))) == 2


def test_a_folder_that_goes_away_is_reported_at_once_and_at_the_end(tmp_path: Path) -> None:
    folder = tmp_path / "records"

    def lines() -> Iterator[str]:
        yield from ("1", "1", "1")
        shutil.rmtree(folder)
        yield from (ON, ON, "q")

    code, told = sit(folder, lines())
    failed = next(n for n, line in enumerate(told) if line.startswith("NOT RECORDED: "))
    assert "its file was removed" in told[failed]
    assert failed < len(told) - 1
    assert told[-1] == "NOT KEPT: its file was removed; there is no record of this call."
    assert code == 1
    assert not folder.exists()


def test_a_call_that_nobody_took_is_no_loss(tmp_path: Path) -> None:
    """Left at the note, or a demo: nothing was to be recorded."""
    for lines, seat in ((["4"], "caller"), (["1", "q"], "none")):
        code, told = sit(tmp_path, lines, seat)
        assert code == 0
        assert not any("KEPT" in line for line in told)
    assert not list(tmp_path.iterdir())
