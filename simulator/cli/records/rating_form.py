"""Ratings in words, and the forms that raters fill in: CSV, one criterion a line."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from simulator.cli.arguments import UsageError, did_you_mean
from simulator.cli.layout import csv_text
from simulator.debrief.learning.trainer_reviews import Rating
from simulator.errors import RecordError
from simulator.open_file import FileRefused, content_of

RATINGS = {rating.value.replace("_", "-"): rating for rating in Rating}
"""Ratings by their name on the command line."""
RATING_WORDS = ", ".join(RATINGS)
_MOST_BYTES = 200_000


def rating_of(word: str) -> Rating:
    """Return the rating of a word, however it is written; UsageError if there is none."""
    rating = word.strip().lower().replace("_", "-").replace(" ", "-").replace("'", "")
    if rating not in RATINGS:
        near = did_you_mean(rating, RATINGS)
        raise UsageError(f"unknown rating {word}{near}", f"one of: {RATING_WORDS}")
    return RATINGS[rating]


def blank_form(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a form to fill in: the last column is empty."""
    return csv_text(columns, ((*row, "") for row in rows)).encode()


def filled_in(path: Path, columns: Sequence[str], writes: str) -> Iterator[tuple[str, ...]]:
    """Yield the lines of a form that have a rating in their last column.

    `writes` is the command that writes such a form. Raises RecordError if the file is another one,
    with the line.
    """
    try:
        text = content_of(path, _MOST_BYTES).decode("utf-8-sig")
    except (FileRefused, UnicodeDecodeError) as error:
        raise RecordError(f"the form can't be read: {error}", writes, str(path)) from error
    rows = csv.reader(io.StringIO(text))
    head = next(rows, [])
    if tuple(head) != tuple(columns):
        found = f"not a form of ratings: its first line is not {','.join(columns)}"
        raise RecordError(found, writes, str(path), 1)
    for row in rows:
        if row and len(row) != len(columns):
            found = f"{len(row)} columns, and a form has {len(columns)}"
            raise RecordError(found, 'put text with a comma in "..."', str(path), rows.line_num)
        if row and row[-1].strip():
            yield tuple(cell.strip() for cell in row)
