"""The command line as a function, and a scenario that is short enough to compare word by word."""

import io
from pathlib import Path
from typing import NamedTuple

from simulator.cli.main import main

PUT_DOWN = """\
format: 1
id: put-down
title: Put down at once
kind: accidental
line: mobile
level: 1
seats: [operator]
about: 1m
content_note: []
objectives: [know what becomes of a call that ends before anybody answers]
outcome: abandoned
caller:
  - when: {dialled: true}
    after: 1s
    do: hang_up
expect:
  - never: {stage: with_operator}
sources: [P15]
review_by: 2027-11
"""
"""A call that ends while it rings: no standing person has a part in it."""


class Said(NamedTuple):
    """What a command said."""

    code: int
    out: str
    err: str


class Terminal(io.StringIO):
    """A stream that says that it is a terminal."""

    def isatty(self) -> bool:
        return True


def silent999(*words: str | Path) -> Said:
    """Run a command whose output goes to a file or a pipe."""
    return on(io.StringIO(), io.StringIO(), *words)


def on(out: io.StringIO, err: io.StringIO, *words: str | Path) -> Said:
    """Run a command with these streams."""
    code = main([str(word) for word in words], out, err)
    return Said(code, out.getvalue(), err.getvalue())


def write(folder: Path, text: str = PUT_DOWN, name: str = "put-down") -> Path:
    """Write a scenario, under the id that its file name asks for."""
    path = folder / f"{name}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text.replace("id: put-down", f"id: {path.stem}"), encoding="utf-8")
    return path
