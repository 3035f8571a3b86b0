"""The command line as a function, and a scenario that is short enough to compare word by word."""

import io
from pathlib import Path
from typing import Any, NamedTuple

from simulator.cli.main import main


class Said(NamedTuple):
    """Exit code and output of a command."""

    code: int
    out: str
    err: str


class Terminal(io.StringIO):
    """A text stream with `isatty`: shows colours, questions and progress bars."""

    def isatty(self) -> bool:
        return True


def silent999(
    *words: str | Path,
    out: io.StringIO | None = None,
    err: io.StringIO | None = None,
    **given: object,
) -> Said:
    """Run a command in process; the default streams act like a pipe.

    `given` replaces what the command's `run` reads otherwise, such as the clock or standard input.
    """
    out, err = out or io.StringIO(), err or io.StringIO()
    code = main([str(word) for word in words], out, err, **given)
    return Said(code, out.getvalue(), err.getvalue())


def refused(*words: str | Path, **given: Any) -> str:
    ran = silent999(*words, **given)
    assert (ran.code, ran.out) == (2, "")
    return ran.err


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


def write(folder: Path, text: str = PUT_DOWN, name: str = "put-down") -> Path:
    """Write a scenario, under the id that its file name asks for."""
    path = folder / f"{name}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text.replace("id: put-down", f"id: {path.stem}"), encoding="utf-8")
    return path


def compare(name: str, text: str) -> None:
    """Compare an output with its file in `expected`; a file that was deleted is written again."""
    path = Path(__file__).with_name("expected") / name
    if not path.exists():
        path.write_text(text, encoding="utf-8")
        raise AssertionError(f"{path} is new: read it, and run again")
    assert text == path.read_text(encoding="utf-8")
