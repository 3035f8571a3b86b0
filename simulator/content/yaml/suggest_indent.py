"""Lines as they were meant, in the column of what stands around them; tried by `yaml_mending`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from simulator.content.yaml.document import Try
from simulator.content.yaml.schema_keys import key_words
from simulator.errors import Problem

ABOVE = 6
"""So many lines with content are looked at, the wrong one among them."""

_MIXED = "mixed-list-and-keys"
_AMONG_KEYS = "a list entry among keys"
_DASHES = re.compile(r"\s*(?:-\s+)*")
_DASHED = re.compile(r"\s*-\s")
_KEY = re.compile(r"(\w[\w-]*):(?:\s|$)")


def columns(problem: Problem, lines: Sequence[str]) -> Iterator[Try]:
    """The line, or the one above it, in the column of what stands around it."""
    filled = [at for at in range(1, problem.line + 1) if is_content(lines[at - 1])][-ABOVE:]
    if len(filled) < 2 or filled[-1] != problem.line:
        return
    *_, above, here = filled
    yield from _to_the_first(here, above, lines)
    yield from _lost_dashes(here, lines)
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


def _lost_dashes(here: int, lines: Sequence[str]) -> Iterator[Try]:
    """An entry of a list without its dash: the first of several, or one whose key comes again."""
    indent, dashed = _indent(lines[here - 1]), _DASHED.match(lines[here - 1])
    above = _block_above(here, lines)
    if not above:
        yield from _lost_above(here, lines)
        return
    first, head = lines[above[0] - 1], _DASHED.match(lines[above[0] - 1])
    if dashed and not head and _KEY.match(first.lstrip()):
        inner = [at for at in above if _indent(lines[at - 1]) <= _indent(first)]
        if any(map(_DASHED.match, (lines[at - 1] for at in inner))):
            return
        holder, words = _holder(above[0], lines), key_words()
        again = _key_of(first) == _key_of(lines[here - 1])
        if holder in words.holding_lists or again:
            yield _with_dash(above, indent, lines)
        elif holder in words.holding_keys:
            text = " " * _indent(first) + lines[here - 1].lstrip()[1:].lstrip()
            yield Try(here, text, "take the dash away", _MIXED, _AMONG_KEYS)
    elif not dashed:
        heads = [
            at for at in above if _DASHED.match(lines[at - 1]) and _indent(lines[at - 1]) <= indent
        ]
        if heads and _key_of(lines[heads[-1] - 1]) == _key_of(lines[here - 1]) != "":
            yield _with_dash(_block_below(here, lines), _indent(lines[heads[-1] - 1]), lines)


def _lost_above(here: int, lines: Sequence[str]) -> Iterator[Try]:
    """A dash before the key above, where the next key stands as far in as if there were one."""
    at = next((at for at in range(here - 1, 0, -1) if is_content(lines[at - 1])), here)
    indent = _indent(lines[at - 1])
    keys = _KEY.match(lines[at - 1].lstrip()) and _KEY.match(lines[here - 1].lstrip())
    listed = _holder(at, lines) in key_words().holding_lists
    if keys and listed and _indent(lines[here - 1]) == indent + len("- "):
        yield _with_dash([at], indent, lines)


def _with_dash(entry: Sequence[int], indent: int, lines: Sequence[str]) -> Try:
    """The lines of an entry of a list, with a dash before the first, in the column of the list."""
    first, *others = entry
    behind = indent + len("- ")
    further = behind - _indent(lines[first - 1])
    if others and min(_indent(lines[at - 1]) for at in others) == behind:
        further = 0
    mend = "put a dash before it"
    if further and others:
        side = "right" if further > 0 else "left"
        mend += f", and move the lines under it {abs(further)} columns to the {side}"
    text = " " * indent + "- " + lines[first - 1].lstrip()
    along = tuple((at, _shifted(lines[at - 1], further)) for at in others)
    return Try(first, text, mend, _MIXED, "an entry of a list without its dash", along=along)


def _dashes(filled: Sequence[int], lines: Sequence[str]) -> Iterator[Try]:
    """Keys in the column of the dash above them: it has too many, or they are not far enough in."""
    *_, above, here = filled
    dashed = lines[above - 1]
    indent = _indent(dashed)
    if not _DASHED.match(dashed) or _indent(lines[here - 1]) != indent:
        return
    block = _block_below(here, lines)
    keys = [at for at in block if _indent(lines[at - 1]) == indent]
    holder, words = _holder(above, lines), key_words()
    first = len(filled) < 3 or _indent(lines[filled[-3] - 1]) <= indent
    if not all(_KEY.match(lines[at - 1].lstrip()) for at in keys):
        return
    if holder in words.holding_lists:
        column = indent + len("- ") + 1
        along = tuple((at, _shifted(lines[at - 1], len("- "))) for at in block[1:])
        moved = _moved(here, _shifted(lines[here - 1], len("- ")), lines)
        further = ", and with it the lines that belong to it" if along else ""
        yield moved._replace(mend=f"begin it in column {column}{further}", along=along)
    elif first and (holder in words.holding_keys or len(keys) > 1):
        text = dashed.lstrip()[1:].lstrip()
        if _KEY.match(text):
            yield Try(above, " " * indent + text, "take the dash away", _MIXED, _AMONG_KEYS)
        elif word := re.fullmatch(r"([\w-]+)\s*(?:#.*)?", text):
            mend = f'take the dash away, and write "{word[1]}: ..."'
            text = f"{' ' * indent}{word[1]}:"
            yield Try(above, text, mend, _MIXED, _AMONG_KEYS, told=False)


def _block_above(here: int, lines: Sequence[str]) -> list[int]:
    """The lines above one that lie under the same key, as their columns have it."""
    block: list[int] = []
    for at in range(here - 1, 0, -1):
        if is_content(lines[at - 1]):
            if _indent(lines[at - 1]) < _indent(lines[here - 1]):
                break
            block.insert(0, at)
    return block


def _block_below(here: int, lines: Sequence[str]) -> list[int]:
    """A line and those below it that are no entry of a list and stand no further left."""
    indent, block = _indent(lines[here - 1]), [here]
    for at in range(here + 1, len(lines) + 1):
        line = lines[at - 1]
        if is_content(line):
            if _indent(line) < indent or (_indent(line) == indent and _DASHED.match(line)):
                break
            block.append(at)
    return block


def _holder(at: int, lines: Sequence[str]) -> str:
    """The key under which a line stands; none where the line above the block has another form."""
    for above in range(at - 1, 0, -1):
        line = lines[above - 1]
        if is_content(line) and _indent(line) <= _indent(lines[at - 1]):
            if _indent(line) == _indent(lines[at - 1]) and _DASHED.match(line):
                continue
            found = re.fullmatch(r"\s*(?:- +)*([\w-]+):\s*(?:#.*)?", line)
            return found[1] if found else ""
    return ""


def _key_of(line: str) -> str:
    found = _KEY.match(_DASHES.sub("", line, count=1))
    return found[1] if found else ""


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _shifted(line: str, further: int) -> str:
    return " " * max(_indent(line) + further, 0) + line.lstrip()


def _tight_dashes(filled: Sequence[int], lines: Sequence[str]) -> Iterator[Try]:
    """A dash with its entry right behind it, which makes a key or a text of both."""
    for at in reversed(filled):
        if tight := re.match(r"\s*-(?=[A-Za-z\"'{\[])", lines[at - 1]):
            text = f"{tight[0]} {lines[at - 1][tight.end() :]}"
            found = "a dash without a space behind it"
            yield Try(at, text, "put a space after the dash", _MIXED, found)


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
