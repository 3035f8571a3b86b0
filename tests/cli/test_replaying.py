"""`silent999 replay`: the call once more, in its own time, and what has changed since."""

from dataclasses import replace
from itertools import pairwise
from math import ceil
from pathlib import Path

import pytest

from simulator import BANNER
from simulator.core.instant import Millis
from simulator.core.log import CallBegan, Entry
from simulator.session.clock import ManualClock
from simulator.session.run.headless_run import run
from simulator.session.run.live_run import RunSetup
from tests.cli.command import Said, Terminal, silent999
from tests.daily import first_a_day
from tests.session.calls import play
from tests.session.recorded import CALL, SMALL, WHOLE, written
from tests.session.sitting import setup


class Timed(Terminal):
    """A terminal that knows when each text was written to it."""

    def __init__(self, clock: ManualClock) -> None:
        super().__init__()
        self._clock = clock
        self.written: list[tuple[Millis, str]] = []

    def write(self, text: str) -> int:
        self.written.append((self._clock.read(), text))
        return super().write(text)

    def when(self, words: str) -> Millis:
        """When the first text with these words was written."""
        return next(at for at, text in self.written if words in text)


def replayed(folder: Path, log: tuple[Entry, ...] = WHOLE, of: RunSetup = CALL) -> Said:
    """What `replay` says of a record of that log, to a pipe."""
    return silent999("replay", written(folder, log, of).stem, "--records", folder)


def test_in_a_pipe_it_is_told_at_once(tmp_path: Path) -> None:
    """With what was played above it, also if it broke off in the middle of a step."""
    told = replayed(tmp_path)
    assert (told.code, told.err) == (0, "")
    assert told.out.startswith(f"{BANNER}\n\n{CALL.scenario.title}")
    assert '"Emergency, which service?"' in told.out
    assert told.out.rstrip().endswith("the call is over: officers sent")
    broken_off = replayed(tmp_path, log=WHOLE[:30])
    assert (broken_off.code, broken_off.err) == (0, "")


@pytest.mark.parametrize(("speed", "slower"), first_a_day([(4, 0.25), (0.5, 2)], rows=True))
@pytest.mark.parametrize("how", [(), ("--plain",)])
def test_in_a_terminal_each_line_comes_when_it_did(
    speed: float, slower: float, how: tuple[str, ...], tmp_path: Path
) -> None:
    """At the speed that was asked for, to the millisecond."""
    path = written(tmp_path, WHOLE, CALL)
    clock = ManualClock(5)
    out = Timed(clock)
    words = (path.stem, "--records", str(tmp_path), "--speed", str(speed), *how)
    assert silent999("replay", *words, out=out, by=clock).code == 0
    asked = next(entry.at for entry in WHOLE if entry.body.kind == "say")
    assert out.when("which service") == 5 + ceil(asked * slower)
    ended = WHOLE[-1].at
    assert out.when("is over") == 5 + ceil(ended * slower)
    assert all(one <= other for (one, _), (other, _) in pairwise(out.written))


def test_the_time_between_two_calls_is_left_out(tmp_path: Path) -> None:
    log = play("calls: [{gap: 2h}]\ncaller: [{when: {at: 5s}, do: hang_up}]").log
    path = written(tmp_path, log, SMALL)
    clock = ManualClock()
    out = Timed(clock)
    assert silent999("replay", path, "--records", tmp_path, out=out, by=clock).code == 0
    assert log[-1].at > 7_200_000 > clock.read() > 0
    starts = [entry.at for entry in log if isinstance(entry.body, CallBegan)]
    ends = [entry.at for entry in log if entry.body.kind == "call_ended"]
    spent = sum(end - start for start, end in zip(starts, ends, strict=True))
    assert clock.read() == spent


def test_the_first_divergence_is_named_and_the_call_still_told(tmp_path: Path) -> None:
    """Exit code 1: the request was right. The line is the one in the file."""
    place = next(e.seq for e in WHOLE if e.body.kind == "stage" and e.seq > 30)
    later = [e._replace(at=e.at + 1) if e.seq >= place else e for e in WHOLE]
    told = replayed(tmp_path, log=tuple(later))
    assert told.code == 1
    assert f".jsonl:{place + 2}: today's flow differs from this record" in told.err
    assert "hint: recorded: " in told.err
    assert "the call is over" in told.out


def test_another_flow_is_told_of(tmp_path: Path) -> None:
    """A shorter recording in the profile stands for a flow that has changed since."""
    timings = replace(CALL.profile.timings, request=9_000)
    of = replace(setup("fifty-five-at-once"), profile=replace(CALL.profile, timings=timings))
    told = replayed(tmp_path, tuple(run(of.scenario, CALL.profile, of.force).log), of)
    assert told.code == 1
    assert "today: " in told.err
    assert "the flow makes timer_started here" in told.err
