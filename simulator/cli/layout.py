"""Layout of text, JSON and CSV: tables, wrapped lines, counts."""

from __future__ import annotations

import csv
import json
import textwrap
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cache
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from simulator import BANNER
from simulator.clean_text import for_csv

if TYPE_CHECKING:
    from jinja2 import Environment

WIDTH = 80
"""Default width of text in columns."""


def table(rows: Sequence[Sequence[str]], right: Collection[int] = ()) -> Iterator[str]:
    """Yield rows as lines in columns; the columns numbered in `right` are aligned right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for cells in rows:
        padded = (
            cell.rjust(width) if number in right else cell.ljust(width)
            for number, (cell, width) in enumerate(zip(cells, widths, strict=True))
        )
        yield "  ".join(padded).rstrip()


def wrapped(
    text: str, head: str = "", *, width: int = WIDTH, indent: int | None = None
) -> list[str]:
    """Wrap a text behind its head. Later lines align with the text, or with column `indent`."""
    return textwrap.wrap(
        text,
        width,
        initial_indent=head,
        subsequent_indent=" " * (len(head) if indent is None else indent),
        break_long_words=False,
        break_on_hyphens=False,
    )


def underlined(title: str, line: str = "-") -> tuple[str, str]:
    """Return a title and the line under it."""
    return title, line * len(title)


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: ``1 record``, ``3 records``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def rendered(template: str, **values: object) -> str:
    """Return a report that a file in `templates` lays out; in HTML and XML every text is escaped.

    In it, the functions of this module are filters.
    """
    return _templates().get_template(template).render(values, banner=BANNER)


@cache
def _templates() -> Environment:
    # It takes 40 ms to load, and most commands don't need it.
    from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

    found = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        undefined=StrictUndefined,
        autoescape=select_autoescape(("html", "xml", "scxml")),
        finalize=_printed,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    found.filters["counted"] = counted
    for each in (wrapped, underlined, table):
        found.filters[each.__name__] = _in_one(each)
    return found


def _in_one(lines: Callable[..., Iterable[str]]) -> Callable[..., str]:
    """Return a function that joins what another one yields."""
    return lambda *given, **options: "\n".join(lines(*given, **options))


def _printed(value: object) -> object:
    """Return a value without its last newline: the line of the template has one."""
    return value.removesuffix("\n") if isinstance(value, str) else value


def json_text(value: object) -> str:
    """Return a value as a JSON document, in ASCII so that it is valid in any output encoding."""
    return json.dumps(value, indent=1, allow_nan=False) + "\n"


def csv_text(columns: Sequence[str], rows: Iterable[Iterable[object]]) -> str:
    """Return a CSV table whose cells a spreadsheet shows as text."""
    text = StringIO()
    csv.writer(text).writerows([columns, *(map(for_csv, row) for row in rows)])
    return text.getvalue()
