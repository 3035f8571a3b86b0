"""A program that records one call after another until it is killed.

For each folder that it reads from its input it starts a process that writes there, and prints its
number. That process prints a line when the first entry is written; a last line gives its exit code.
Python starts once, and not for each.
"""

import os
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path

from simulator.content.library.library import Library
from simulator.core.log import Entry
from simulator.session.records.recorder import RecordOptions
from simulator.session.records.store import Store
from simulator.session.run.headless_run import run
from simulator.session.run.live_run import RunSetup

BEGAN = datetime(2026, 11, 24, 20, 30, 5, tzinfo=UTC)
LIBRARY = Library()  # this alone and not tests.session.calls, which reads every file there is
OF = RunSetup(
    LIBRARY.scenario("partner-in-the-room").scenario,
    LIBRARY.profile().profile,
    LIBRARY.force().force,
)


@cache
def log() -> Sequence[Entry]:
    """What is recorded, again and again."""
    return run(OF.scenario, OF.profile, OF.force).log


def write(folder: Path, times: int, after_first: Callable[[], None]) -> None:
    """Record the call so many times, entry by entry; call `after_first` after the first entry."""
    recording = RecordOptions(Store(folder), "kestrel-4", lambda: BEGAN)
    for number in range(times):
        recorder = recording.recorder(OF, LIBRARY)
        for length in range(1, len(log()) + 1):
            recorder.take(log()[:length])
            if number == 0 and length == 1:
                after_first()
            # As in a call, most of the time goes by between two entries.
            sum(range(5_000))
        recorder.close()


def main(warm: Path) -> None:
    """Start a writing process for each folder on the input."""
    write(warm, 1, lambda: None)
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            write(Path(line.rstrip("\n")), 10_000, partial(_tell, "first entry"))
            os._exit(1)
        _tell(str(child))
        _, status = os.waitpid(child, 0)
        _tell(str(os.waitstatus_to_exitcode(status)))


def _tell(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
