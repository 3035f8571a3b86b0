"""Where the text of a command goes: to a file (`--output`), a pager, or standard output."""

import io
import os
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager

from simulator.cli.output import Console
from simulator.cli.write_files import free, write_whole


@contextmanager
def destination(options: Namespace, console: Console) -> Iterator[Console]:
    """Yield where a command writes. What it wrote goes on at its end, also if it failed."""
    # A command without formats writes its file itself, if it has one; vectors are a folder.
    path = options.output if getattr(options, "format", "vectors") != "vectors" else None
    pager = _pager() if console.out is sys.stdout and not getattr(options, "no_pager", True) else []
    if path is None and not pager:
        yield console
        return
    if path is not None:
        free(path, replace=options.replace)
    text = io.StringIO()
    shown = Console(text, console.err)
    shown.coloured = console.coloured and path is None
    try:
        yield shown
    finally:
        written = text.getvalue()
        if path is None:
            _show(written, pager, console)
        elif written:
            parts = [written.encode(errors="backslashreplace")]
            mode = getattr(options, "output_mode", 0o666)
            write_whole(path, parts, replace=options.replace, mode=mode)


def _pager() -> list[str]:
    """Return the command of the user's pager; empty for none: no terminal, or PAGER is empty."""
    if not sys.stdout.isatty() or os.environ.get("TERM") == "dumb":
        return []
    # These take 10 ms to load, and only a terminal has a pager.
    import shlex
    import shutil

    words = shlex.split(os.environ.get("PAGER", "less"))
    return words if words and shutil.which(words[0]) else []


def _show(text: str, pager: list[str], console: Console) -> None:
    """Show a text that is longer than the terminal in a pager; leaving it clears the screen."""
    import shutil
    import subprocess

    if text.count("\n") < shutil.get_terminal_size().lines:
        console.out.write(text)
        return
    console.out.flush()
    env = {"LESS": "R", **os.environ}
    subprocess.run(pager, input=text, text=True, errors="backslashreplace", env=env, check=False)
