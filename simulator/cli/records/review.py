"""`silent999 review`: override findings of a recorded call with a reason."""

from argparse import Namespace
from collections.abc import Callable
from datetime import datetime
from typing import Any

from simulator import BANNER
from simulator.cli.arguments import RECORD, Parser, UsageError, did_you_mean, store_of
from simulator.cli.output import Console
from simulator.debrief.learning.trainer_overrides import Override, Rating, add
from simulator.debrief.learning.trainer_review import (
    PRIVATE,
    Rateable,
    ReviewSession,
    document,
    kept,
    notes,
)
from simulator.errors import ReviewError
from simulator.session.clock import utc_now

RATINGS = {rating.value.replace("_", "-"): rating for rating in Rating}
"""Ratings by their name on the command line."""


def arguments(parser: Parser) -> None:
    more: dict[str, Any] = {"action": "append", "default": [], "read": str}
    parser.takes("what", "RECORD", RECORD)
    parser.takes("--as", "CODE", "reviewer: a code, never a name", dest="code")
    about = "replace a finding by seen, not-seen or not-applicable; both stay visible"
    parser.takes("--override", ("CRITERION", "RATING"), about, nargs=2, **more)
    parser.takes("--because", "REASON", "reason of an override, one for each, in order", **more)
    parser.add_records()
    parser.explain(
        "Without options the record and its findings are printed. Reviews are kept "
        "in a file beside the record. They can be added to, never deleted."
    )


def run(options: Namespace, console: Console, now: Callable[[], datetime] = utc_now) -> int:
    """Add what the options say to the review; without any, show the record and its reviews."""
    if options.code is None:
        raise UsageError("a review needs a reviewer", "add --as CODE; a code, never a name")
    record = store_of(options).read(options.what)
    try:
        session = ReviewSession(record, options.code, now)
        if entries := _overrides(session, options):
            for note in notes(session):
                console.complain(note)
            add(record.path, entries)
            console.say_lines((*map(kept, entries), PRIVATE))
        else:
            console.say_lines((BANNER, *document(session)))
            console.say_lines(("", f"RATING of --override: {', '.join(RATINGS)}."))
    except ReviewError as error:
        raise UsageError(error.message, error.hint) from error
    return 0


def _overrides(session: ReviewSession, options: Namespace) -> list[Override]:
    """Return the entries that the options ask for, checked. Write nothing yet."""
    found: list[Override] = []
    if len(options.because) != len(options.override):
        counted = f"{len(options.override)} to override, {len(options.because)} with a reason"
        raise UsageError(f"each override needs a reason: {counted}", "add --because REASON")
    for (name, word), because in zip(options.override, options.because, strict=True):
        rating = word.strip().lower().replace("_", "-")
        if rating not in RATINGS:
            near = did_you_mean(rating, RATINGS)
            raise UsageError(f"unknown rating {word}{near}", f"one of: {', '.join(RATINGS)}")
        found.append(session.override(_criterion(session, name), RATINGS[rating], because))
    return found


def _criterion(session: ReviewSession, word: str) -> Rateable:
    """Return the criterion of a name, with or without its rubric."""
    by_name = {session.name_of(each): each for each in session.rateable}
    by_name |= {"/".join(each.key): each for each in session.rateable}
    if word in by_name:
        return by_name[word]
    same = [name for name in by_name if name.endswith(f"/{word}")]
    if same:
        raise UsageError(f"two rubrics have {word}", f"one of: {', '.join(same)}")
    if not session.rateable:
        raise UsageError("no criterion applies to this record", "no seat was rated")
    reason = f"this record has no criterion {word}{did_you_mean(word, by_name)}"
    raise UsageError(reason, "without options, review lists them")
