"""Check a text that isn't saved yet, and apply the literal fixes of its problems.

A fix is only applied if it is sure: the lines that it touches have no problem afterwards that they
did not have before. A text that can't be read hides its other problems, so there the same holds
of the shape of the whole top-level key, and nothing is changed unless the result can be read.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from simulator.content.checks.content_warnings import check
from simulator.content.checks.unknown_ids import KnownReferences
from simulator.content.files.file_kinds import MODELINE, SCHEMAS
from simulator.content.library.library import Library
from simulator.content.yaml.positions import LINE_END, TOP
from simulator.content.yaml.reader import read_text
from simulator.errors import ContentError, Edit, Problem

MOST_FIXES = 200
"""Most fixes of one file. Our choice; no source."""
_MOST_IN_A_ROW = 40
"""Most fixes of the same lines, one after the other. Our choice; no source."""
_MOST_KINDS = 2
"""Most kinds of mistake in a row: each is a guess, and three guesses are not sure. Our choice."""
_OF_SHAPE = frozenset({"missing-key", "unknown-key", "wrong-type", "no-pattern", "wait"})
"""Codes of problems that a line in the wrong place may cause in other lines."""
_OURS = re.compile(rf"^(?:format: *['\"]?[0-9]|{MODELINE}\S*{SCHEMAS.name}/)", re.MULTILINE)
_KEYS = re.compile(r"^(\w+) *:", re.MULTILINE)
_USUAL = frozenset({"id", "title", "kind", "seats", "outcome", "about", "sources", "caller"})
"""Keys by which a file is one of ours that lacks its format."""

ProblemsOf = Callable[[str], Sequence[Problem]]
"""Returns every problem of a text."""


def is_ours(text: str) -> bool:
    """Whether a text, which need not be right, is a file of ours, and not any YAML file."""
    usual = _USUAL.intersection(_KEYS.findall(text))
    return len(usual) > 3 or _OURS.search(text) is not None


def problems_of(
    library: Library, path: Path, text: str, known: KnownReferences | None = None
) -> list[Problem]:
    """Return every problem of a file that has this text."""
    return check(library.edited(path, text), [path], known)


class Fixing(NamedTuple):
    """What came of the literal fixes of a file."""

    text: str
    """The text with every fix that is sure."""
    left: Sequence[Problem]
    """The problems that it still has."""
    stopped: Mapping[Problem, Problem | None]
    """The fixes that weren't made, each with the new problem that it would lead to, if any."""

    def made(self, problem: Problem) -> bool:
        """Whether the text no longer has a problem that it had."""
        return _what(problem) not in {_what(each) for each in self.left}


def fixing(text: str, name: str, find: ProblemsOf) -> Fixing:
    """Apply every literal fix of the file `name` that is sure.

    Comments and layout stay, and a second call changes nothing.
    """
    original, before = text, find(text)
    problems, stopped = before, dict[Problem, Problem | None]()
    for _ in range(MOST_FIXES):
        literal = (each for each in problems if each.edits and each not in stopped)
        problem = next((each for each in literal if each.file == name), None)
        if problem is None:
            break
        changed, after, new = _settled(text, problem, problems, find)
        if new is None and changed != text:
            text, problems = changed, after
        else:
            stopped[problem] = new
    if not _readable(text, name):
        why = next(filter(None, stopped.values()), next(iter(problems), None))
        unmade = [each for each in before if each.edits]
        return Fixing(original, before, {each: stopped.get(each) or why for each in unmade})
    return Fixing(text, problems, stopped)


def fixed_one(
    text: str, problem: Problem, problems: Sequence[Problem], find: ProblemsOf
) -> tuple[Edit, ...]:
    """Return the edits of a literal fix, counted from the first line, if it is sure; else none.

    `problems` are all of the text. Edits that follow from the first are among them.
    """
    changed, _, new = _settled(text, problem, problems, find)
    if new is not None or changed == text:
        return ()
    return problem.edits if changed == applied(text, problem.edits) else _difference(text, changed)


def _difference(text: str, changed: str) -> tuple[Edit, ...]:
    """Return edits of whole lines that make one text of another with as many lines."""
    both = [LINE_END.split(each.removeprefix("\ufeff")) for each in (text, changed)]
    if len(both[0]) != len(both[1]):
        return ()
    lines = enumerate(zip(*both, strict=True), 1)
    return tuple(Edit(new, at, 1, len(old)) for at, (old, new) in lines if old != new)


def fixed(text: str, name: str, find: ProblemsOf) -> str:
    """Return the text of the file `name` with every literal fix that is sure."""
    return fixing(text, name, find).text


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
) -> tuple[str, Sequence[Problem], Problem | None]:
    """Return the text with the fix, and with the fixes that this one leads to in the same lines.

    Also its problems, and the new one that is left there, if any: then the fix isn't sure.
    """
    known = {_what(each) for each in before if each is not problem}
    touched, around, kinds = set[int](), set[int](), {problem.code}
    for _ in range(_MOST_IN_A_ROW):
        changed = applied(text, problem.edits)
        if changed == text:
            return text, before, problem if touched else None
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
            and each.line in (touched | around if _of_shape(each) else touched)
        ]
        if not new:
            return text, after, None
        literal = next((each for each in new if each.edits), None)
        if literal is None or literal.file != problem.file:
            return text, after, new[0]
        problem = literal
        kinds.add(problem.code)
        if len(kinds) > _MOST_KINDS:
            break
    return text, before, problem


def _of_shape(problem: Problem) -> bool:
    """Whether a line in the wrong place may cause the problem in another line.

    Not if it is a number, or a text that is in its own line as it was found.
    """
    alone = re.match(r'found (?:the number|the text "(.*)")', problem.found)
    if problem.code == "wrong-type" and alone and (alone[1] or "") in problem.source:
        return False
    return problem.code in _OF_SHAPE


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
    tops = [at for at, line in enumerate(lines, 1) if TOP.match(line)] + [len(lines) + 1]
    begin = max((at for at in tops if at <= number), default=1)
    yield from range(begin, next((at for at in tops if at > begin), number + 1))
