"""`--watch`: repeat a command whenever a file is saved, until Ctrl-C.

Files are polled twice a second. Notifications of the system would need a package and don't work on
network disks.
"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path

from simulator.cli.arguments import Parser, UsageError
from simulator.cli.output import Console
from simulator.cli.reports.layout import counted
from simulator.content.files.find_files import file_of, home_of, is_pack, is_path, parts_beside
from simulator.content.library.library import Library, forget_shipped
from simulator.content.yaml.reader import read_file
from simulator.core.instant import Millis
from simulator.errors import ContentError, SimulatorError
from simulator.session.clock import WaitingClock, WallClock

EVERY: Millis = 500
"""Polling interval in milliseconds."""

Stamps = dict[Path, tuple[int, int]]


def add_watch(parser: Parser) -> None:
    """Add `--watch`."""
    parser.flag("--watch", "repeat whenever a file is saved, until Ctrl-C")


def at_every_save(
    options: Namespace, console: Console, work: Callable[[], int], clock: WaitingClock | None = None
) -> int:
    """Do `work`; with `--watch`, repeat it whenever a file that it may read has changed.

    Returns the result of the last `work`. An invalid file doesn't end the watch.
    """
    if not options.watch:
        return work()
    if options.format != "text":
        raise UsageError("--watch needs --format text", "leave one of the two out")
    clock = clock or WallClock()
    code = _one_round(work, console)
    try:
        while True:
            before = _stamps(options)
            console.complain(f"Watching {counted(len(before), 'file')}; Ctrl-C ends.")
            changed = _next_change(options, before, clock)
            more = f" and {len(changed) - 1} more" if len(changed) > 1 else ""
            console.complain(f"\n--- {changed[0]}{more} changed ---\n")
            code = _one_round(work, console)
    except KeyboardInterrupt:
        console.complain("stopped.")
        return code


def _one_round(work: Callable[[], int], console: Console) -> int:
    forget_shipped()  # The shipped files may have changed too.
    try:
        code = work()
    except SimulatorError as error:
        code = console.fail([error])
    console.out.flush()
    return code


def _next_change(options: Namespace, before: Stamps, clock: WaitingClock) -> list[Path]:
    """Wait until files differ from `before` and no longer change. Return the changed ones."""
    now = before
    while True:
        clock.wait(EVERY)
        last, now = now, _stamps(options)
        if now == last != before:
            return sorted({path for path, _ in now.items() ^ before.items()})


def _stamps(options: Namespace) -> Stamps:
    """Return modification time and size of each file that the command may read."""
    found: Stamps = {}
    for path in chain(_named(options), Library().paths()):
        try:
            status = path.stat()
        except OSError:
            continue  # Just removed: a change as well.
        found[path] = (status.st_mtime_ns, status.st_size)
    return found


def _named(options: Namespace) -> Iterator[Path]:
    """Yield the files named, those they use, and those in the folders named."""
    named: Sequence[Path] = [file_of(Path(request)) for request in options.what]
    named = [*named, *options.folder]
    for key in ("pack", "profile", "force"):
        request = getattr(options, key, None)
        named += [Path(request)] if request else []
    for path in filter(Path.is_file, named):
        yield from (path, *_used_by(path))
    for folder in (path for path in named if path.is_dir()):
        yield from folder.rglob("*.y*ml")


def _used_by(path: Path) -> Iterator[Path]:
    """Yield what a file may use, also if still missing: its parts and base, a pack's folder."""
    yield from parts_beside(path)
    if is_pack(path):
        yield from home_of(path).rglob("*.y*ml")
    with suppress(ContentError):
        value = read_file(path).value
        for key in ("extends", "based_on") if isinstance(value, dict) else ():
            named = value.get(key)
            for name in named if isinstance(named, list) else [named]:
                if isinstance(name, str) and is_path(name):
                    yield path.parent / name
