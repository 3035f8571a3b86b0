"""All exceptions that a user may see, and the printing of problems in files.

::

    SimulatorError      message, hint; the request or a file is wrong            exit code 2
    ├── ContentError    one or more problems in a file of an author              exit code 2
    ├── LibraryError    unknown scenario, profile or force; the hint has similar ids       2
    ├── RecordError     a record that can't be read (2), or whose replay diverged          1
    └── NotPossible     an act that equipment or physics rules out                         2

An exception never leaves a call half-changed: the values of ``core`` are immutable. This module is
below every floor and imports only the standard library.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal, NamedTuple, Self

Level = Literal["error", "warning"]
"""A file with an error can't be used; a file with warnings can."""

WIDTH = 100
"""Most characters of a quoted source line, line number included."""

MOST_PROBLEMS = 100
"""Maximum number of problems reported for one file."""

_CUT = "..."


class SimulatorError(Exception):
    """Base class of errors that the user can fix; ``hint`` says how."""

    exit_code: int = 2

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}\nhint: {self.hint}" if self.hint else self.message


class Edit(NamedTuple):
    """Text in the place of a part of one line.

    In a `FixText`, lines count from the problem's own, and column 0 is what the problem underlines.
    """

    text: str
    line: int = 0
    column: int = 0
    width: int = 0


class FixText(str):
    """A fix in words, with the edits that make it, which go together.

    Only a literal fix has edits. A fix without words has those of its code.
    """

    edits: tuple[Edit, ...]

    def __new__(cls, words: str, *edits: Edit) -> Self:
        """Return the words, with edits."""
        fix = str.__new__(cls, words)
        fix.edits = edits
        return fix

    def __reduce__(self) -> tuple[type[Self], tuple[str | Edit, ...]]:
        """Return how to make a copy."""
        return type(self), (str(self), *self.edits)


@dataclass(frozen=True, slots=True)
class Problem:
    """One error or warning in a file. Lines and columns count from 1; line 0 is the whole file."""

    file: str
    line: int
    column: int
    code: str
    """The broken rule, in kebab-case: ``unknown-key``. Stable, so that tools may rely on it."""
    found: str
    """What is wrong."""
    expected: str = ""
    fix: str = ""
    """What to do about it, as an instruction; empty if unknown. The JSON key is `mend`."""
    source: str = ""
    """The text of the line."""
    width: int = 1
    """How many characters the caret underlines."""
    path: str = ""
    """The key path: ``caller[2].do``."""
    level: Level = "error"

    @property
    def edits(self) -> tuple[Edit, ...]:
        """The edits that make the fix, with lines of the file; empty if it isn't literal."""
        here = Edit("", self.line, self.column, self.width)
        return tuple(
            each._replace(line=self.line + each.line)
            if each.column
            else here._replace(text=each.text)
            for each in getattr(self.fix, "edits", ())
        )


def first_problems(problems: Iterable[Problem]) -> list[Problem]:
    """Return at most `MOST_PROBLEMS` problems; the last one says if there are more."""
    first = list(islice(problems, MOST_PROBLEMS + 1))
    if len(first) > MOST_PROBLEMS:
        found = f"there are more problems than these {MOST_PROBLEMS}"
        first[-1] = Problem(first[0].file, 0, 0, "more-problems", found, "", "fix these first")
    return first


def by_place(problem: Problem) -> tuple[bool, int, int]:
    """Sort key of a problem: by position, with the note on more problems last."""
    return problem.code == "more-problems", problem.line, problem.column


class ContentError(SimulatorError):
    """An author's file has problems, at least one; ``str()`` shows each with its line."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        if not problems:
            raise ValueError("a ContentError needs at least one problem")
        self.problems = tuple(problems)
        super().__init__(render_all(self.problems))
        self.args = (self.problems,)  # what pickle and copy hand to __init__


class LibraryError(SimulatorError):
    """Unknown scenario, persona, profile, force or rubric; the hint has similar ids."""


class RecordError(SimulatorError):
    """A record has another format, or its replay diverged at entry ``diverged_at``."""

    def __init__(
        self,
        message: str,
        hint: str = "",
        file: str = "",
        line: int = 0,
        diverged_at: int | None = None,
    ) -> None:
        super().__init__(message, hint)
        self.file = file
        self.line = line
        self.diverged_at = diverged_at
        # A divergence is the result of a valid command (1); a bad file is not (2).
        self.exit_code = 2 if diverged_at is None else 1
        self.args = (message, hint, file, line, diverged_at)

    def __str__(self) -> str:
        place = ":".join([self.file] + [str(self.line)] * (self.line > 0)) if self.file else ""
        return f"{place}: {super().__str__()}" if place else super().__str__()


class NotPossible(SimulatorError):
    """An act that equipment or physics rules out; the call is unchanged."""

    def __init__(self, role: str, action: str, stage: str, why: str) -> None:
        super().__init__(f"{role} cannot {action} in stage {stage}: {why}")
        self.role = role
        self.action = action
        self.stage = stage
        self.why = why
        self.args = (role, action, stage, why)


def render_all(problems: Sequence[Problem]) -> str:
    """Return problems one below the other, with their count in the last line."""
    return "\n\n".join([*map(render, problems), total(problems)])


def total(problems: Sequence[Problem]) -> str:
    """Return the number of problems and files; warnings are counted separately."""
    files = len({problem.file for problem in problems})
    warnings = sum(problem.level == "warning" for problem in problems)
    counts = ((len(problems) - warnings, "problem"), (warnings, "warning"))
    parts = " and ".join(_counted(number, noun) for number, noun in counts if number)
    return f"{parts} in {_counted(files, 'file')}"


def render(problem: Problem) -> str:
    """Return a problem as compilers print it: position, message, line with a caret, fix.

    Control and formatting characters are escaped, in the quoted line and in the messages: a file
    could move the terminal's cursor otherwise.
    """
    place = problem.file
    if problem.line:
        place += f":{problem.line}:{problem.column}"
    where = f" in {problem.path}" if problem.path else ""
    rows = [shown(f"{place}: {problem.level}[{problem.code}]{where}: {problem.found}")]
    if problem.source:
        rows += _quoted_line(problem)
    rows += [
        f"   {label}: {shown(text)}"
        for label, text in (("expected", problem.expected), ("fix", problem.fix))
        if text
    ]
    return "\n".join(rows)


def message_of(problem: Problem) -> str:
    """Return a problem without its position, for a report or an editor that shows that."""
    where = f"in {problem.path}: " if problem.path else ""
    labelled = {"expected": problem.expected, "fix": problem.fix}
    lines = [where + problem.found, *(f"{key}: {text}" for key, text in labelled.items() if text)]
    return "\n".join(map(shown, lines))


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _quoted_line(problem: Problem) -> list[str]:
    """Return the source line and the caret line; of a long line, the part around the caret."""
    number, source = f"{problem.line:>5} | ", problem.source
    room = WIDTH - len(number) - 2 * len(_CUT)
    first = min(problem.column - 1, len(source))
    begin = max(0, min(first - room // 2, len(source) - room))
    end = begin + room
    head, tail = _CUT * (begin > 0), _CUT * (end < len(source))
    before = _cells(head + shown(source[begin:first]))
    caret = "^" * max(1, _cells(shown(source[first : min(first + max(problem.width, 1), end)])))
    return [
        (number + head + shown(source[begin:end]) + tail).rstrip(),
        " " * (len(number) - 2) + "| " + " " * before + caret,
    ]


def shown(text: str) -> str:
    """Return the text with every character escaped that isn't visible or a plain space."""
    if text.isprintable():
        return text
    escaped = (c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)
    return "".join(escaped)


def _cells(text: str) -> int:
    """Return the number of terminal columns of a text."""
    seen = [c for c in text if unicodedata.category(c) not in ("Mn", "Me")]
    return len(seen) + sum(unicodedata.east_asian_width(c) in "WF" for c in seen)
