"""Check a text that isn't saved yet, and apply the literal fixes of its problems.

A fix is only applied if it is sure: the lines that it touches have no problem afterwards that they
did not have before. A text that can't be read hides its other problems, so there the same holds
of the shape of the whole top-level key, and nothing is changed unless the result can be read.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from simulator.content.checks.content_warnings import check
from simulator.content.checks.unknown_ids import KnownReferences
from simulator.content.library.library import Library
from simulator.content.yaml.positions import LINE_END
from simulator.content.yaml.reader import read_text
from simulator.errors import ContentError, Edit, Problem

MOST_FIXES = 200
"""Most fixes of one file. Our choice; no source."""
_MOST_IN_A_ROW = 40
"""Most fixes of the same lines, one after the other. Our choice; no source."""
_OF_SHAPE = frozenset({"missing-key", "unknown-key", "wrong-type", "no-pattern", "wait"})
"""Codes of problems that a line in the wrong place may cause in other lines."""
_TOP = re.compile(r"[^\s#\-]")
"""The start of a line with a top-level key."""

ProblemsOf = Callable[[str], Sequence[Problem]]
"""Returns every problem of a text."""


def problems_of(
    library: Library, path: Path, text: str, known: KnownReferences | None = None
) -> list[Problem]:
    """Return every problem of a file that has this text."""
    return check(library.edited(path, text), [path], known)


def fixed(text: str, name: str, find: ProblemsOf) -> str:
    """Return the text of the file `name` with every literal fix that is sure.

    Comments and layout stay, and a second call changes nothing.
    """
    original, problems, refused = text, find(text), set[Problem]()
    for _ in range(MOST_FIXES):
        literal = (each for each in problems if each.edits and each not in refused)
        problem = next((each for each in literal if each.file == name), None)
        if problem is None:
            break
        if result := _settled(text, problem, problems, find):
            text, problems = result
        else:
            refused.add(problem)
    return text if _readable(text, name) else original


def applied(text: str, edits: Sequence[Edit]) -> str:
    """Return the text with the edits; as it is if they would lose a comment."""
    mark = "\ufeff" * text.startswith("\ufeff")
    parts = re.split(f"({LINE_END.pattern})", text.removeprefix(mark))
    newline = parts[1] if len(parts) > 1 else "\n"
    for edit in sorted(edits, key=lambda each: (each.line, each.column), reverse=True):
        place = 2 * (edit.line - 1)
        line, begin = parts[place], edit.column - 1
        old = line[begin : begin + edit.width]
        if "#" in old and old[old.index("#") :] not in edit.text:
            return text
        new = edit.text.replace("\n", newline)
        parts[place] = line[:begin] + new + line[begin + edit.width :]
    return mark + "".join(parts)


def _settled(
    text: str, problem: Problem, before: Sequence[Problem], find: ProblemsOf
) -> tuple[str, Sequence[Problem]] | None:
    """Return the text with the fix, and with the fixes that this one leads to in the same lines.

    None if a new problem is left there.
    """
    known = {_what(each) for each in before if each is not problem}
    touched, around = set[int](), set[int]()
    for _ in range(_MOST_IN_A_ROW):
        changed = applied(text, problem.edits)
        if changed == text:
            return None
        hidden = not _readable(text, problem.file)
        text = changed
        for edit in problem.edits:
            touched.add(edit.line)
            around |= set(_block(text, edit.line)) if hidden else set()
        after = find(text)
        new = [
            each
            for each in after
            if _what(each) not in known
            and each.line in (touched if each.code not in _OF_SHAPE else touched | around)
        ]
        if not new:
            return text, after
        literal = next((each for each in new if each.edits), None)
        if literal is None or literal.file != problem.file:
            return None
        problem = literal
    return None


def _what(problem: Problem) -> tuple[str, str, str]:
    return problem.code, problem.path, problem.found


def _readable(text: str, name: str) -> bool:
    try:
        read_text(text, name)
    except ContentError:
        return False
    return True


def _block(text: str, number: int) -> Iterator[int]:
    """Yield the numbers of the lines that belong to the same top-level key as this one."""
    lines = LINE_END.split(text)
    tops = [at for at, line in enumerate(lines, 1) if _TOP.match(line)] + [len(lines) + 1]
    begin = max((at for at in tops if at <= number), default=1)
    yield from range(begin, next((at for at in tops if at > begin), number + 1))
