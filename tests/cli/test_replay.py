"""`silent999 replay`: the call once more, and what has changed since."""

from pathlib import Path

from simulator import BANNER
from simulator.core.log import Entry
from simulator.session.run.live_run import RunSetup
from tests.cli.command import Said, silent999
from tests.session.recorded import CALL, WHOLE, written


def replayed(folder: Path, log: tuple[Entry, ...] = WHOLE, of: RunSetup = CALL) -> Said:
    """What `replay` says of a record of that log, to a pipe."""
    return silent999("replay", written(folder, log, of).stem, "--records", folder)


def test_a_recorded_call_is_told(tmp_path: Path) -> None:
    """With what was played above it, also if it broke off in the middle of a step."""
    told = replayed(tmp_path)
    assert (told.code, told.err) == (0, "")
    assert told.out.startswith(f"{BANNER}\n\n{CALL.scenario.title}")
    assert '"Emergency, which service?"' in told.out
    assert told.out.rstrip().endswith("the call is over: officers sent")
    broken_off = replayed(tmp_path, log=WHOLE[:30])
    assert (broken_off.code, broken_off.err) == (0, "")


def test_the_first_divergence_is_named_and_the_call_still_told(tmp_path: Path) -> None:
    """Exit code 1: the request was right. The line is the one in the file."""
    place = next(e.seq for e in WHOLE if e.body.kind == "stage" and e.seq > 30)
    later = [e._replace(at=e.at + 1) if e.seq >= place else e for e in WHOLE]
    told = replayed(tmp_path, log=tuple(later))
    assert told.code == 1
    assert f".jsonl:{place + 2}: today's flow differs from this record" in told.err
    assert "hint: recorded: " in told.err
    assert "the call is over" in told.out
