"""Every exception that a user may see, and how a problem in a file is shown.

::

    SimulatorError      message, hint; the request or a file is wrong            exit code 2
    ├── ContentError    one Problem or several in the files that people write    exit code 2
    ├── LibraryError    no such scenario, profile or force; the hint names near ones       2
    ├── RecordError     a record that cannot be read (2), or whose replay diverged         1
    ├── ReviewError     a reviewer asked for what a review cannot take                     2
    └── NotPossible     asked for what the equipment or physics rules out                  2

An exception never leaves a call half-changed: the values of ``core`` are immutable. This module
lies under every floor and imports only the standard library.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Literal

Level = Literal["error", "warning"]
"""How much hangs on a problem: an error stops a file from being used, a warning does not."""

WIDTH = 100
"""The widest that a quoted source line may become, line number included."""

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


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in one file. Lines and columns count from 1; line 0 means the file as a whole."""

    file: str
    line: int
    column: int
    code: str
    """The broken rule, in kebab-case: ``unknown-key``. Stable, so that tools may rely on it."""
    found: str
    """The message: what was found there."""
    expected: str = ""
    fix: str = ""
    """What to do about it, as an instruction; empty if unknown. The JSON key is `mend`."""
    source: str = ""
    """The line itself."""
    width: int = 1
    """How many characters the caret underlines."""
    path: str = ""
    """Where in the file, in words: ``caller[2].do``."""
    level: Level = "error"
    fixed_line: str = ""
    """The corrected line; empty if unknown. The JSON key is `mended`."""


def first_problems(problems: Iterable[Problem]) -> list[Problem]:
    """Return the first of a file's problems, and a last one that says that there are more."""
    first = list(islice(problems, MOST_PROBLEMS + 1))
    if len(first) > MOST_PROBLEMS:
        found = f"there are more problems than these {MOST_PROBLEMS}"
        first[-1] = Problem(first[0].file, 0, 0, "more-problems", found, "", "fix these first")
    return first


def by_place(problem: Problem) -> tuple[bool, int, int]:
    """The order of a file's problems: of the file, and that there are more of them last."""
    return problem.code == "more-problems", problem.line, problem.column


class ContentError(SimulatorError):
    """A file that people write is wrong; ``str()`` shows every problem with its line.

    Raises:
        ValueError: there is no problem to report.
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        if not problems:
            raise ValueError("a ContentError needs at least one problem")
        self.problems = tuple(problems)
        super().__init__(render_all(self.problems))
        self.args = (self.problems,)  # what pickle and copy hand to __init__


class LibraryError(SimulatorError):
    """No such scenario, persona, profile, force or rubric; the hint carries the nearest ids."""


class RecordError(SimulatorError):
    """A record is in the wrong format, or its replay went another way at entry ``diverged_at``."""

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
        # A divergence is a result of a run that was asked for correctly; a bad file is not.
        self.exit_code = 2 if diverged_at is None else 1
        self.args = (message, hint, file, line, diverged_at)

    def __str__(self) -> str:
        place = ":".join([self.file] + [str(self.line)] * (self.line > 0)) if self.file else ""
        return f"{place}: {super().__str__()}" if place else super().__str__()


class ReviewError(SimulatorError):
    """A request that a review cannot take; nothing was written."""


class NotPossible(SimulatorError):
    """An act that the equipment or physics rules out; the call is as it was."""

    def __init__(self, role: str, action: str, stage: str, why: str) -> None:
        super().__init__(f"{role} cannot {action} in stage {stage}: {why}")
        self.role = role
        self.action = action
        self.stage = stage
        self.why = why
        self.args = (role, action, stage, why)


def render_all(problems: Sequence[Problem]) -> str:
    """Show problems one below the other, and count them in the last line."""
    return "\n\n".join([*map(render, problems), total(problems)])


def total(problems: Sequence[Problem]) -> str:
    """How many problems there are in how many files, warnings counted apart."""
    files = len({problem.file for problem in problems})
    warnings = sum(problem.level == "warning" for problem in problems)
    counts = ((len(problems) - warnings, "problem"), (warnings, "warning"))
    parts = " and ".join(_counted(number, noun) for number, noun in counts if number)
    return f"{parts} in {_counted(files, 'file')}"


def render(problem: Problem) -> str:
    """Show a problem as compilers do: place, message, the line with a caret below, and the fix.

    Nothing in it can move a terminal's cursor: control and formatting characters are written as
    escapes, in the quoted line as in the messages.
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
    if problem.fixed_line:
        rows.append(_quoted_line(replace(problem, source=problem.fixed_line))[0])
    return "\n".join(rows)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _quoted_line(problem: Problem) -> list[str]:
    """The source line and the caret line, cut to ``WIDTH`` around the caret if need be."""
    number = f"{problem.line:>5} | "
    near = max(0, problem.column - 2 * WIDTH)  # a line may be as long as a file
    far = near + 4 * WIDTH
    seen = [shown(character) for character in problem.source[near:far]]
    first = min(problem.column - 1 - near, len(seen))
    last = min(first + max(problem.width, 1), len(seen))
    begin, end = _window([_cells(text) for text in seen], first, WIDTH - len(number))
    head = _CUT * (begin > 0 or near > 0)
    tail = _CUT * (end < len(seen) or far < len(problem.source))
    before = _cells(head + "".join(seen[begin:first]))
    caret = "^" * max(1, _cells("".join(seen[first : min(last, end)])))
    return [
        (number + head + "".join(seen[begin:end]) + tail).rstrip(),
        " " * (len(number) - 2) + "| " + " " * before + caret,
    ]


def _window(widths: Sequence[int], first: int, room: int) -> tuple[int, int]:
    """Which characters to show: all if they fit, else those around the one at ``first``."""
    if sum(widths) + (first == len(widths)) <= room:
        return 0, len(widths)
    room -= 2 * len(_CUT) + 1  # the caret may stand one past the end of the line
    begin, used = first, 0
    while begin > 0 and used + widths[begin - 1] <= room // 2:
        begin -= 1
        used += widths[begin]
    end = first
    while end < len(widths) and used + widths[end] <= room:
        used += widths[end]
        end += 1
    while begin > 0 and used + widths[begin - 1] <= room:
        begin -= 1
        used += widths[begin]
    return begin, end


def shown(text: str) -> str:
    """The text with every character that is no visible letter, mark or plain space escaped."""
    return text if text.isprintable() else "".join(map(_escaped, text))


def _escaped(character: str) -> str:
    if character.isprintable():
        return character
    return character.encode("unicode_escape").decode("ascii")


def _cells(text: str) -> int:
    """How many columns of a terminal the text takes."""
    if text.isascii():
        return len(text)
    return sum(map(_character_cells, text))


def _character_cells(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
