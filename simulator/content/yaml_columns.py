"""Lines as they were meant, in the column of what stands around them; tried by `yaml_mending`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from simulator.content.key_words import key_words
from simulator.content.yaml_text import Try
from simulator.errors import Problem

ABOVE = 6
"""So many lines with content are looked at, the wrong one among them."""

_AMONG_KEYS = "a list entry among keys"
_DASHES = re.compile(r"\s*(?:-\s+)*")


def columns(problem: Problem, lines: Sequence[str]) -> Iterator[Try]:
    """The line, or the one above it, in the column of what stands around it."""
    filled = [at for at in range(1, problem.line + 1) if is_content(lines[at - 1])][-ABOVE:]
    if len(filled) < 2 or filled[-1] != problem.line:
        return
    *_, above, here = filled
    yield from _to_the_first(here, above, lines)
    yield from _dashes(filled, lines)
    yield from _tight_dashes(filled, lines)
    around = [column for at in reversed(filled[:-1]) for column in _columns_of(lines[at - 1])]
    first_fits = len(filled) > 2 and _columns_of(lines[here - 1])[0] in _columns_of(
        lines[filled[-3] - 1]
    )
    both = (above, here) if first_fits else (here, above)
    for at in both:
        others = around if at == here else [*_columns_of(lines[here - 1]), *around]
        for column in dict.fromkeys(others):
            text = " " * (column - 1) + lines[at - 1].lstrip()
            if text != lines[at - 1]:
                yield _moved(at, text, lines)


def _to_the_first(here: int, above: int, lines: Sequence[str]) -> Iterator[Try]:
    """A key of the file itself, left of the text above or right below such a key."""
    key = re.match(r" +([a-z_]+):(?:\s|$)", lines[here - 1])
    outside = _columns_of(lines[here - 1])[0] < _columns_of(lines[above - 1])[-1]
    if key and key[1] in key_words().first and (outside or not lines[above - 1].startswith(" ")):
        yield _moved(here, lines[here - 1].lstrip(), lines)


def _dashes(filled: Sequence[int], lines: Sequence[str]) -> Iterator[Try]:
    """The first of several keys in one column without its dash, which no other has."""
    *_, above, here = filled
    dashed, *others = lines[above - 1], lines[here - 1], *lines[here : here + 1]
    indent = len(dashed) - len(dashed.lstrip())
    if not dashed.lstrip().startswith("- ") or len(others) < 2:
        return
    key = re.compile(rf" {{{indent}}}[\w-]+:(?:\s|$)")
    first = len(filled) < 3 or not lines[filled[-3] - 1].startswith(" " * (indent + 1))
    if first and all(map(key.match, others)):
        text = " " * indent + dashed.lstrip()[1:].lstrip()
        yield Try(above, text, "take the dash away", "mixed-list-and-keys", _AMONG_KEYS)


def _tight_dashes(filled: Sequence[int], lines: Sequence[str]) -> Iterator[Try]:
    """A dash with its entry right behind it, which makes a key or a text of both."""
    for at in reversed(filled):
        if tight := re.match(r"\s*-(?=[A-Za-z\"'{\[])", lines[at - 1]):
            text = f"{tight[0]} {lines[at - 1][tight.end() :]}"
            found = "a dash without a space behind it"
            yield Try(at, text, "put a space after the dash", "mixed-list-and-keys", found)


def _moved(at: int, text: str, lines: Sequence[str]) -> Try:
    was, column = _columns_of(lines[at - 1])[0], _columns_of(text)[0]
    found = f"this line begins in column {was}, which does not fit the lines around it"
    return Try(at, text, f"begin it in column {column}", "indentation", found)


def is_content(line: str) -> bool:
    """Whether a line has more than a comment."""
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _columns_of(line: str) -> list[int]:
    """Where a line begins, and where its text does behind dashes."""
    dashes = _DASHES.match(line)
    begin = len(line) - len(line.lstrip()) + 1
    return list(dict.fromkeys([begin, (dashes.end() if dashes else 0) + 1]))


def spaces(problem: Problem, lines: Sequence[str]) -> Iterator[Try]:
    """Spaces in the place of tabs: within a line one for each, before it as around it."""
    line = lines[problem.line - 1]
    spaced = line.replace("\t", " ")
    text = spaced.lstrip()
    if line[: len(line) - len(line.lstrip())].count("\t") == 0:
        yield Try(problem.line, spaced)
        return
    filled = [at for at in range(1, problem.line) if is_content(lines[at - 1])][-ABOVE:]
    columns = [column for at in reversed(filled) for column in _columns_of(lines[at - 1])[::-1]]
    if filled and re.search(r":\s*(?:#.*)?$", lines[filled[-1] - 1]):
        columns.insert(0, columns[0] + 2)
    for column in dict.fromkeys(columns):
        yield Try(problem.line, " " * (column - 1) + text)
