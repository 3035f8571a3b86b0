"""`--watch`: again at every save; the time is a clock's that is moved by hand."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from simulator.cli.watch_files import EVERY
from simulator.session.clock import ManualClock
from tests.cli.command import PUT_DOWN, silent999, write

Change = Callable[[], object]
BAD = PUT_DOWN.replace("outcome: abandoned", "outcome: abandonned")
FAILS = PUT_DOWN.replace("- never: {stage: with_operator}", "- eventually: {stage: with_operator}")


def nothing() -> None:
    """A look at the files that finds nothing new."""


class Hand(ManualClock):
    """A clock during each of whose waits somebody does something; after the last, Ctrl-C."""

    def __init__(self, changes: Sequence[Change]) -> None:
        super().__init__()
        self._changes = list(changes)

    def wait(self, span: int) -> None:
        assert span == EVERY
        super().wait(span)
        if not self._changes:
            raise KeyboardInterrupt
        self._changes.pop(0)()


def test_a_file_is_checked_again_when_it_is_saved(tmp_path: Path) -> None:
    path = write(tmp_path, BAD)
    clock = Hand([nothing, lambda: write(tmp_path), nothing])
    told = silent999("check", path, "--watch", clock=clock)
    assert told.code == 0
    assert told.out == "1 file, no problems\n"
    first, _, second = told.err.partition(f"--- {path} changed ---")
    assert "did you mean" in first
    assert "did you mean" not in second
    assert second.endswith("stopped.\n")
    assert "files; Ctrl-C ends." in first
    assert clock.read() == 4 * EVERY


def test_a_call_is_played_again_when_its_file_is_saved(tmp_path: Path) -> None:
    path = write(tmp_path)
    changes = [lambda: write(tmp_path, FAILS), nothing, nothing]
    told = silent999("run", path, "--watch", clock=Hand(changes))
    assert told.code == 1
    assert [line for line in told.out.splitlines() if line.startswith("1 run")] == [
        "1 run: 1 passed, 0 failed",
        "1 run: 0 passed, 1 failed",
    ]


def test_nothing_is_done_while_a_file_is_still_being_written(tmp_path: Path) -> None:
    path = write(tmp_path)
    texts = [PUT_DOWN[:40], PUT_DOWN[:90], f"{PUT_DOWN}tags: [a]\n"]

    def saved(text: str) -> Change:
        return lambda: path.write_text(text, encoding="utf-8")

    told = silent999("check", path, "--watch", clock=Hand([*map(saved, texts), nothing]))
    assert told.out == "1 file, no problems\n" * 2
    assert "error" not in told.err


PERSONA = """\
format: 1
id: taps
title: Taps
about: Answers by taps.
answers: {by: [tap], after: 1s}
"""


def test_new_and_removed_files_of_a_folder_count(tmp_path: Path) -> None:
    first = write(tmp_path)
    other = tmp_path / "more" / "other.yaml"
    changes = [lambda: write(tmp_path, name="more/other"), nothing, first.unlink, nothing]
    told = silent999("run", tmp_path, "--watch", clock=Hand(changes))
    totals = [line for line in told.out.splitlines() if " passed, " in line]
    assert [line.split()[0] for line in totals] == ["1", "2", "1"]
    assert f"--- {other} changed ---" in told.err
    assert f"--- {first} changed ---" in told.err


@pytest.mark.parametrize(
    ("extends", "part"),
    [("taps", "personas/taps"), ("../shared/personas/taps.yaml", "../shared/personas/taps")],
)
@pytest.mark.parametrize("command", ["check", "run"])
def test_what_a_named_file_takes_up_counts(
    command: str, extends: str, part: str, tmp_path: Path
) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    path = write(folder, f"{PUT_DOWN}extends: {extends}\n")
    taps = folder / f"{part}.yaml"
    taps.parent.mkdir(parents=True)
    taps.write_text(PERSONA.replace("by: [tap]", "by: [tpa]"), encoding="utf-8")
    changes = [nothing, lambda: taps.write_text(PERSONA, encoding="utf-8"), nothing]
    told = silent999(command, path, "--watch", clock=Hand(changes))
    first, mark, second = told.err.partition(f"--- {taps} changed ---")
    assert mark
    assert "taps.yaml:5:16: error[unknown-word]" in first
    assert "error" not in second
    assert told.code == 0


def test_the_files_of_a_named_pack_and_of_a_named_case_count(tmp_path: Path) -> None:
    path = write(tmp_path)
    pack = tmp_path / "pack.yaml"
    pack.write_text("format: 1\nid: ours\ntitle: Ours\nabout: A test.\nscenarios: [put-down]\n")
    case = PUT_DOWN.replace("caller:", "cases: [{id: one, title: One}]\ncaller:")
    changes = [lambda: write(tmp_path, case), nothing]
    for named in (pack, f"{path}#one"):
        write(tmp_path)
        told = silent999("run", named, "--watch", clock=Hand(changes))
        assert f"--- {path} changed ---" in told.err, named
        assert told.code == 0


def test_a_file_that_is_gone_is_told_and_waited_for(tmp_path: Path) -> None:
    path = write(tmp_path)
    changes = [path.unlink, nothing, lambda: write(tmp_path), nothing]
    told = silent999("check", path, "--watch", clock=Hand(changes))
    assert told.code == 0
    assert "error[no-such-file]" in told.err
    assert told.out == "1 file, no problems\n" * 2


def test_ctrl_c_leaves_with_what_the_last_round_came_to(tmp_path: Path) -> None:
    assert silent999("check", write(tmp_path, BAD), "--watch", clock=Hand([])).code == 2
    assert silent999("run", write(tmp_path, FAILS), "--watch", clock=Hand([])).code == 1
    assert silent999("run", write(tmp_path), "--watch", clock=Hand([])).code == 0


@pytest.mark.parametrize("command", ["check", "run"])
def test_it_is_for_people(command: str, tmp_path: Path) -> None:
    told = silent999(command, write(tmp_path), "--watch", "--format", "json")
    assert (told.code, told.out) == (2, "")
    assert "--watch needs --format text" in told.err
