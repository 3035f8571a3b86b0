"""Ratings in words, and the forms that raters fill in: CSV, one criterion a line."""

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path

from simulator.cli.arguments import UsageError, did_you_mean
from simulator.cli.layout import csv_text
from simulator.debrief.learning.trainer_reviews import Rating
from simulator.errors import RecordError
from simulator.open_file import FileRefused, content_of

RATINGS = {rating.value.replace("_", "-"): rating for rating in Rating}
"""Ratings by their name on the command line."""
RATING_WORDS = ", ".join(RATINGS)
_COLUMNS = ("criterion", "says", "rating")
_MOST_BYTES = 200_000


def rating_of(word: str) -> Rating:
    """Return the rating of a word, however it is written; UsageError if there is none."""
    rating = word.strip().lower().replace("_", "-").replace(" ", "-").replace("'", "")
    if rating not in RATINGS:
        near = did_you_mean(rating, RATINGS)
        raise UsageError(f"unknown rating {word}{near}", f"one of: {RATING_WORDS}")
    return RATINGS[rating]


def blank_form(of: str, call: str, rows: Iterable[tuple[str, str]]) -> bytes:
    """Return a form to fill in for a call: criterion and wording a line, the last column empty.

    `of` is the name of the first column: what kind of call it is.
    """
    return csv_text((of, *_COLUMNS), ((call, *row, "") for row in rows)).encode()


def filled_in(path: Path, of: str, call: str, writes: str) -> Iterator[tuple[str, str]]:
    """Yield the criteria of a form that have a rating, and the rating's word.

    `writes` is the command that writes such a form. An earlier version wrote no call in it.

    Raises RecordError if the file is another one, or the form of another call, with the line.
    """
    try:
        text = content_of(path, _MOST_BYTES).decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text)))
    except (FileRefused, UnicodeDecodeError, csv.Error) as error:
        raise RecordError(f"the form can't be read: {error}", writes, str(path)) from error
    head = tuple(rows[0]) if rows else ()
    if head not in ((of, *_COLUMNS), _COLUMNS):
        found = f"not a form of ratings: its first line is not {','.join((of, *_COLUMNS))}"
        raise RecordError(found, writes, str(path), 1)
    for line, row in enumerate(rows[1:], 2):
        if row and len(row) != len(head):
            found = f"{len(row)} columns, and a form has {len(head)}"
            raise RecordError(found, 'put text with a comma in "..."', str(path), line)
        if row and len(head) > len(_COLUMNS) and row[0].strip() != call:
            found = f"these are ratings of the {of} {row[0].strip()}, not of {call}"
            raise RecordError(found, writes, str(path), line)
        if row and row[-1].strip():
            yield row[-3].strip(), row[-1]
