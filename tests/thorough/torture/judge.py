"""What should not have happened in a sitting: its claims held against what is left of it."""

import json
import signal
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from simulator.errors import RecordError
from simulator.session.records.record_file import read_record
from tests.thorough.torture.plan import FULL, Plan

QUICK = 2_000
"""Milliseconds within which a program should have ended, on a machine with nothing else to do."""
SIGNALS = {
    "kill": signal.SIGKILL,
    "term": signal.SIGTERM,
    "hup": signal.SIGHUP,
    "int": signal.SIGINT,
    "quit": signal.SIGQUIT,
}
ORDERLY = ("quit key", "end of input")


class Remains(NamedTuple):
    """What is left of a sitting."""

    plan: Plan
    folder: Path
    code: int | None
    """The exit code; None if it had to be killed."""
    took: int
    """How long the end took (ms)."""
    written: bytes
    claimed: bytes
    claimed_before_the_end: bytes
    removed: bool
    """Whether the folder of records was removed on the way."""
    changed: list[str]
    """What is left changed in the terminal."""


class Result(NamedTuple):
    """What came of a sitting."""

    seed: int
    how: str
    faults: tuple[str, ...]
    """What should not have happened; empty if it survived."""
    lost: int
    """Bytes that were called recorded and are not in their file."""
    entries: int
    """Entries in the records that are left."""
    slow: bool


def judged(left: Remains) -> Result:
    """Return the result of a sitting."""
    plan = left.plan
    lost, entries = _lost(left), 0
    faults = [*_of_the_end(left), *["lost"] * (lost > 0), *_of_the_exit_code(left)]
    for path in sorted(left.folder.glob("*.jsonl")):
        try:
            entries += len(read_record(path).entries)
        except RecordError as error:
            faults.append(f"unreadable: {error.message}")
        could_cut = plan.end != "kill" and (not plan.error or plan.error in FULL)
        if could_cut and not path.read_bytes().endswith(b"\n"):
            faults.append("half a line")
    how = f"{'screens' if plan.screens else 'lines'}, {plan.end}"
    return Result(plan.seed, how, tuple(faults), lost, entries, left.took > QUICK)


def _of_the_end(left: Remains) -> Iterator[str]:
    ended = SIGNALS.get(left.plan.end)
    # In lines Ctrl+\, which sends SIGQUIT, leaves as Ctrl+C does.
    by_signal = () if ended is None else (-ended, 128 + ended, 130)
    if left.code is None:
        yield "stuck"
    elif left.code not in (0, 1, 141, *by_signal):
        yield f"exit code {left.code}"
    if b"Traceback" in left.written:
        yield "traceback"
    yield from (f"the terminal is changed: {what}" for what in left.changed)


def _lost(left: Remains) -> int:
    """Return how many bytes are missing of what was called recorded, or kept."""
    lost = 0
    kept = {each["recorder"] for each in _claims(left.claimed) if _says_kept(each)}
    for recorder, claim in _last(left.claimed).items():
        path = left.folder / f"{claim['id']}.jsonl"
        if claim["trouble"] or (left.removed and not path.exists()):
            continue
        held = path.read_bytes() if path.exists() else b""
        differs = zlib.crc32(held[: claim["size"]]) != claim["sum"]
        if differs or (recorder in kept and len(held) != claim["size"]):
            lost += max(1, claim["size"] - len(held))
    return lost


def _of_the_exit_code(left: Remains) -> Iterator[str]:
    """Whether exit code and last lines say what became of the records."""
    plan, last = left.plan, _last(left.claimed)
    if plan.end not in ORDERLY or left.code not in (0, 1) or plan.closed is not None:
        return
    troubled = _troubled(last)
    # On the screens the exit does not wait for a write that fails at that instant.
    must = _troubled(_last(left.claimed_before_the_end)) if plan.screens else troubled
    if left.code < must or left.code > troubled:
        yield f"exit code {left.code} although {troubled=}"
    if not plan.screens and last and b"Kept: " not in left.written and not troubled:
        yield "nothing said at the end"
    if not plan.screens and troubled and b"NOT KEPT: " not in left.written:
        yield "the loss was not said at the end"


def _claims(lines: bytes) -> list[dict[str, Any]]:
    """Return all that was claimed in whole lines."""
    return [json.loads(line) for line in lines.splitlines(True) if line.endswith(b"\n")]


def _last(lines: bytes) -> dict[int, dict[str, Any]]:
    """Return the last claim of each recorder on its file."""
    return {claim["recorder"]: claim for claim in _claims(lines) if "size" in claim}


def _says_kept(claim: dict[str, Any]) -> bool:
    return str(claim.get("said", "")).startswith("Kept: ")


def _troubled(last: dict[int, dict[str, Any]]) -> bool:
    return any(claim["trouble"] for claim in last.values())
