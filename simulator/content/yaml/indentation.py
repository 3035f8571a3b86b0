"""Lines in the wrong column, and dashes that are missing: the lines that were perhaps meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

from simulator.content.yaml.document import Mistake, Place, Source

_COLUMNS = ("indentation", "mixed-list-and-keys")
_DASHES = re.compile(r"\s*(?:-\s+)*")


def text_column(source: Source, number: int) -> int:
    """The column in which a line's text begins, list dashes left out."""
    dashes = _DASHES.match(source.line(number))
    return (dashes.end() if dashes else 0) + 1


def misaligned(source: Source, here: Place) -> Mistake:
    """Explain a line that belongs in another column, by the columns of the lines around it."""
    if tight := tight_dash(source, *source.filled(here.line)[-2:]):
        return tight
    place = Place(here.line, source.indent(here.line) + 1)
    above = source.filled(here.line - 1)[-1:]
    columns = {column for at in above for column in _columns(source, at)} - {place.column}
    choice = " or ".join(map(str, sorted(columns, reverse=True)))
    found = f"this line begins in column {place.column}, where nothing above it does"
    fix = f"begin it in column {choice or 1}, like a line above"
    return Mistake(place, "indentation", found, fix, tuple(_moves(source, here.line)))


def as_moved(mistake: Mistake, line: str, fixed: str) -> Mistake:
    """The mistake about a line in the wrong column, in the words of the line that was meant."""
    old, new = line.lstrip(), fixed.lstrip()
    if mistake.code not in _COLUMNS or (old != new and old.startswith("-")):
        return mistake
    if old == new:
        column, meant = (len(each) - len(each.lstrip()) + 1 for each in (line, fixed))
        found = f"this line begins in column {column}, which does not fit the lines around it"
        fix = f"begin it in column {meant}"
        return mistake._replace(code="indentation", found=found, fix=fix)
    found, fix = "an entry of a list without its dash", "put a dash before it"
    return mistake._replace(code="mixed-list-and-keys", found=found, fix=fix)


def dash_in_text(source: Source, number: int, above: int) -> Mistake:
    """Explain a list entry further in than the one above, which YAML reads as part of its text."""
    if tight := tight_dash(source, above):
        return tight
    column = source.indent(above) + 1
    found = "this line goes on with the text above, although it begins with a dash"
    place = Place(number, source.indent(number) + 1)
    tries = ((number, " " * (column - 1) + source.line(number).lstrip()),)
    return Mistake(place, "indentation", found, f"begin it in column {column}", tries)


def tight_dash(source: Source, *numbers: int) -> Mistake | None:
    for number in numbers:
        line = source.line(number)
        if tight := re.match(r" *-(?=[^ -])", line):
            tries = ((number, f"{tight[0]} {line[tight.end() :]}"),)
            found, fix = "a dash without a space behind it", "put a space after the dash"
            place = Place(number, tight.end())
            return Mistake(place, "mixed-list-and-keys", found, fix, tries)
    return None


def _columns(source: Source, number: int) -> list[int]:
    """Where a line begins, and where its text does behind dashes."""
    return list(dict.fromkeys([source.indent(number) + 1, text_column(source, number)]))


def _moves(source: Source, here: int) -> Iterator[tuple[int, str]]:
    """The line and the one above it in the columns of the lines around, then with a dash."""
    filled = source.filled(here)
    if len(filled) < 2 or filled[-1] != here:
        return
    both = [here, filled[-2]]
    if len(filled) > 2 and source.indent(here) + 1 in _columns(source, filled[-3]):
        both.reverse()  # the line fits those before the one above, which is probably wrong
    for at in both:
        around = [each for each in reversed(filled) if each != at]
        for column in dict.fromkeys(each for other in around for each in _columns(source, other)):
            moved = " " * (column - 1) + source.line(at).lstrip()
            if moved != source.line(at):
                yield at, moved
    yield from _dashes(source, here)


def _dashes(source: Source, here: int) -> Iterator[tuple[int, str]]:
    """The line, or one above it, with the dash or the space that was left out."""
    indent, filled = source.indent(here), source.filled(here)
    outer = [at for at in filled[:-1] if source.indent(at) < indent]
    first = next((at for at in filled if at > max(outer, default=0)), here)
    for at in dict.fromkeys((here, first, *filled[-2:-1])):
        text = source.line(at).lstrip()
        if not text.startswith("-"):
            yield at, " " * indent + "- " + text


def mixed(source: Source, here: Place) -> Mistake:
    """Explain an entry of a list among keys, or a key among the entries of a list."""
    fix = "begin every entry of a list with a dash, and no key"
    indent, text = source.indent(here.line), source.line(here.line).lstrip()
    if text.startswith("- "):  # which of the two was meant, nobody can say
        return Mistake(here, "mixed-list-and-keys", "a list entry among keys", fix)
    tries: list[tuple[int, str]] = []
    for at in source.filled(here.line - 1)[-1:]:
        inwards = text_column(source, at) - 1
        fix = f"begin it in column {inwards + 1}, and with it the lines that belong to it"
        tries.append((here.line, " " * inwards + text))
        dashes = (line for line in source.lines[here.line :] if line.lstrip().startswith("- "))
        if next(dashes, "").startswith(" " * (indent - 2) + "- "):  # the dash above is too far in
            tries.append((at, " " * (indent - 2) + source.line(at).lstrip()))
    tries += _dashes(source, here.line)
    return Mistake(here, "mixed-list-and-keys", "a key among list entries", fix, tuple(tries))


def below_others(source: Source, here: int, text: str) -> Iterator[tuple[int, str]]:
    """A line's text in the columns in which it may begin below the lines above."""
    near = source.filled(here - 1)[-2:]
    columns = [column for at in near for column in _columns(source, at)]
    if near and re.search(r":\s*(?:#.*)?$", source.line(near[-1])):  # its value is still to come
        columns.append(text_column(source, near[-1]) + 2)
    for column in dict.fromkeys(reversed(columns)):
        yield here, " " * (column - 1) + text.lstrip()
