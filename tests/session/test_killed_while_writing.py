"""A program that writes records is killed at any moment; the thorough tests do it 200 times."""

import os
import select
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.session.random_stream import RandomStream
from simulator.session.records.record_file import read_record
from simulator.session.records.store import Store, StoredRecord
from tests.session.recorded import without_text
from tests.session.writing import log

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 120
"""The longest that a program is let go on after its first entry, in milliseconds: a few records."""


def killed(folder: Path, times: int, seed: int = 0) -> Counter[str]:
    """Kill a writing process so many times, and check every file; how many were how."""
    chance = RandomStream(seed, "kill")
    found: Counter[str] = Counter()
    words = [sys.executable, "-m", "tests.session.writing", str(folder / "warm")]
    pipe = subprocess.PIPE
    with subprocess.Popen(words, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) as program:
        assert program.stdin is not None
        assert program.stdout is not None
        for number in range(times):
            place = folder / str(number)
            program.stdin.write(f"{place}\n")
            program.stdin.flush()
            child = int(program.stdout.readline())
            assert program.stdout.readline() == "first entry\n"
            ended, _, _ = select.select([program.stdout], [], [], chance.between(0, LONGEST) / 1e3)
            assert not ended, "it writes until it is killed"
            os.kill(child, signal.SIGKILL)
            assert int(program.stdout.readline()) == -signal.SIGKILL
            found += looked_at(place)
        program.stdin.close()
    return found


def looked_at(folder: Path) -> Counter[str]:
    """Every file opens and holds a beginning of the log; only the last may be unfinished."""
    found: Counter[str] = Counter(killed=1)
    listed = Store(folder).listed()
    last = max(map(_number, listed), default=0)
    for each in listed:
        record = read_record(each.path)
        bare = [without_text(entry, record.header) for entry in log()[: len(record.entries)]]
        assert list(record.entries) == bare
        whole = len(record.entries) == len(log())
        assert whole or _number(each) == last
        found["whole" if whole else "unfinished"] += 1
        found["torn"] += bool(record.note)
    found["only begun"] += len(list(folder.glob("*.begun")))
    return found


def _number(each: StoredRecord) -> int:
    """Which record of that second it is."""
    _, _, number = each.id.partition("-203005")
    return int(number.removeprefix("-") or 1)


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is POSIX's")
def test_every_record_opens_when_the_program_was_killed(tmp_path: Path) -> None:
    """Every file holds a beginning of the whole log, and all but the last hold all of it."""
    found = killed(tmp_path, 10)
    assert found["killed"] == 10
    assert found["unfinished"], "some kills come in the middle of a record"


@pytest.mark.thorough
@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is POSIX's")
def test_every_record_opens_whenever_the_program_is_killed(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    found = killed(tmp_path, 200)
    record_property("count", f"records after kill -9: {dict(found)}")
    assert found["killed"] == 200
    assert found["unfinished"] > 50, "the kills came in the middle of something"
