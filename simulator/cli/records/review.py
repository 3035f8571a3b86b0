"""`silent999 review`: override findings of a recorded call with a reason."""

from argparse import Namespace
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from simulator import BANNER
from simulator.cli.arguments import RECORD, Parser, UsageError, did_you_mean, store_of
from simulator.cli.output import Console
from simulator.debrief.learning import trainer_reviews as reviews
from simulator.session.clock import utc_now
from simulator.session.records.record_header import STAMP
from simulator.session.records.store import checked_code

RATINGS = {rating.value.replace("_", "-"): rating for rating in reviews.Rating}
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
        "With --as alone the record, its findings and its reviews are printed. Reviews are "
        "kept in a file beside the record. They can be added to, never deleted."
    )


def run(options: Namespace, console: Console, now: Callable[[], datetime] = utc_now) -> int:
    """Add the overrides to the review; without one, show the record and its reviews."""
    if options.code is None:
        raise UsageError("a review needs a reviewer", "add --as CODE; a code, never a name")
    code, record = checked_code(options.code), store_of(options).read(options.what)
    named = reviews.rateable(record)
    at = now().astimezone(UTC).strftime(STAMP)
    if entries := _overrides(named, options, code, at):
        reviews.add(record.path, entries)
        kept = (
            f"Kept: {each.rubric}/{each.criterion}: the machine: {each.said}" for each in entries
        )
        console.say_lines((*kept, reviews.PRIVATE))
    else:
        console.say_lines((BANNER, *reviews.document(record, code, named)))
        console.say_lines(("", f"RATING of --override: {', '.join(RATINGS)}."))
    return 0


def _overrides(
    named: Mapping[str, reviews.Rateable], options: Namespace, code: str, at: str
) -> list[reviews.Override]:
    """Return the entries that the options ask for, checked. Write nothing yet."""
    found: list[reviews.Override] = []
    if len(options.because) != len(options.override):
        counted = f"{len(options.override)} to override, {len(options.because)} with a reason"
        raise UsageError(f"each override needs a reason: {counted}", "add --because REASON")
    for (name, word), because in zip(options.override, options.because, strict=True):
        rating = word.strip().lower().replace("_", "-")
        if rating not in RATINGS:
            near = did_you_mean(rating, RATINGS)
            raise UsageError(f"unknown rating {word}{near}", f"one of: {', '.join(RATINGS)}")
        each = _criterion(named, name)
        if each.finding is None:
            raise UsageError(f"there is no finding of {name} to override", "")
        try:
            why = reviews.text_checked(because)
        except ValueError as error:
            hint = "write a reason of a sentence or two"
            raise UsageError(f"invalid reason: {error}", hint) from None
        machine, person = each.finding.judgement, RATINGS[rating]
        found.append(
            reviews.Override(code, at, each.rubric, each.criterion.id, machine, person, why)
        )
    return found


def _criterion(named: Mapping[str, reviews.Rateable], word: str) -> reviews.Rateable:
    """Return the criterion of a name, with or without its rubric."""
    by_name = {f"{each.rubric}/{each.criterion.id}": each for each in named.values()} | {**named}
    if word in by_name:
        return by_name[word]
    if not named:
        raise UsageError("no criterion applies to this record", "no seat was rated")
    reason = f"this record has no criterion {word}{did_you_mean(word, by_name)}"
    raise UsageError(reason, "without options, review lists them")
