"""`silent999 review`: what people make of the findings of a recorded call."""

from argparse import Namespace
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from simulator import BANNER
from simulator.cli.arguments import RECORD, Parser, UsageError, did_you_mean, store_of
from simulator.cli.output import Console
from simulator.cli.records.rating_form import RATING_WORDS, blank_form, filled_in, rating_of
from simulator.cli.write_files import write_whole
from simulator.debrief.learning import trainer_reviews as reviews
from simulator.debrief.learning.trainer_reviews import Rateable, Rating, ReviewEntry
from simulator.session.clock import utc_now
from simulator.session.records.record_header import STAMP
from simulator.session.records.store import checked_code, record_id

_REASONED = ("override", "settle", "answer")
"""Options that each need a reason."""


def arguments(parser: Parser) -> None:
    more: dict[str, Any] = {"action": "append", "default": [], "read": str}
    which = ("CRITERION", "RATING")
    parser.takes("what", "RECORD", RECORD)
    parser.takes("--as", "CODE", "who reviews: a code, never a name", dest="code")
    parser.flag("--blind", "show the criteria to rate, and nothing that was found or rated")
    parser.takes("--rate", which, "rate a criterion; may be repeated", nargs=2, **more)
    parser.takes("--form", "FILE", "write the criteria to rate as CSV, to fill in", read=Path)
    parser.takes("--ratings", "FILE", "read the ratings of such a form", read=Path)
    about = "the result that counts, agreed after rating, with a reason"
    parser.takes("--settle", which, about, nargs=2, **more)
    about = "put your own in place of a finding, with a reason; both stay visible"
    parser.takes("--override", which, about, nargs=2, **more)
    about = "a trainee's answer to a finding; the answer is its --because"
    parser.takes("--answer", "CRITERION", about, **more)
    about = "reason of --settle, --override or --answer, one for each, in order"
    parser.takes("--because", "REASON", about, **more)
    parser.takes("--note", "TEXT", "a comment on the call", **more)
    parser.add_records()
    parser.explain(
        "With --as alone the record, its findings and its reviews are printed. Two people rate "
        "best before they look: each with --blind, then silent999 agreement compares them, and "
        "--settle keeps what they agree on; a debrief shows what was settled. Reviews are kept in "
        "a file beside the record. They can be added to, never deleted."
    )


def run(options: Namespace, console: Console, now: Callable[[], datetime] = utc_now) -> int:
    """Add what the options say to the review; without any, show the record and its reviews."""
    if options.code is None:
        raise UsageError("a review needs a reviewer", "add --as CODE; a code, never a name")
    code, record = checked_code(options.code), store_of(options).read(options.what)
    named = reviews.rateable(record)
    at = now().astimezone(UTC).strftime(STAMP)
    if options.form is not None:
        # Nothing in the form says what was found.
        rows = ((name, each.criterion.says) for name, each in named.items())
        write_whole(options.form, [blank_form("record", record_id(record.path), rows)])
        console.say_lines((f"Written: {options.form}. Fill in the last column: {RATING_WORDS}.",))
        return 0
    if entries := _entries(named, options, code, at, record_id(record.path)):
        reviews.add(record.path, entries)
        console.say_lines((*(f"Kept: {_kept(each)}" for each in entries), reviews.PRIVATE))
    elif options.blind:
        console.say_lines((BANNER, *reviews.to_rate(record, code, named)))
        console.say_lines(("", f"RATING of --rate: {RATING_WORDS}."))
    else:
        console.say_lines((BANNER, *reviews.document(record, code, named)))
        console.say_lines(("", f"RATING of --settle and --override: {RATING_WORDS}."))
    return 0


def _kept(entry: ReviewEntry) -> str:
    if isinstance(entry, reviews.Comment):
        return f"a comment by {entry.by}"
    about = f"{entry.rubric}/{entry.criterion}: "
    match entry:
        case reviews.Override():
            return f"{about}the machine: {entry.said}"
        case reviews.TraineesAnswer():
            return f"{about}an answer by {entry.by}"
        case reviews.Settled():
            return f"{about}settled by {entry.by}: {entry.person.meaning}"
    return f"{about}{entry.by}: {entry.rating.meaning}"


def _entries(
    named: Mapping[str, Rateable], options: Namespace, code: str, at: str, record: str
) -> list[ReviewEntry]:
    """Return the entries that the options ask for, checked. Write nothing yet."""
    reasoned = [name for name in _REASONED if getattr(options, name)]
    if len(reasoned) > 1:
        said = " and ".join(f"--{name}" for name in reasoned)
        raise UsageError(f"{said} at once: which reason is whose?", "one of them at a time")
    asked = getattr(options, reasoned[0]) if reasoned else []
    if options.because and not reasoned:
        takes = ", ".join(f"--{name}" for name in _REASONED)
        raise UsageError("there is nothing that --because is the reason of", f"add one of: {takes}")
    if len(options.because) != len(asked):
        counted = f"{len(asked)} to {reasoned[0]}, {len(options.because)} with a reason"
        raise UsageError(f"each {reasoned[0]} needs a reason: {counted}", "add --because REASON")
    reasons = [_reason(each) for each in options.because]
    made: list[ReviewEntry] = []
    for name, because in zip(asked, reasons, strict=True):
        made.append(_with_reason(reasoned[0], named, name, because, (code, at)))
    rates = [*options.rate]
    if options.ratings:
        rates += filled_in(options.ratings, "record", record, _FORM)
    for name, word in rates:
        each = _criterion(named, name)
        about = code, at, each.rubric, each.criterion.id
        made.append(reviews.Rated(*about, rating_of(word), options.blind))
    made += [reviews.Comment(code, at, _reason(text)) for text in options.note]
    return made


def _with_reason(
    kind: str, named: Mapping[str, Rateable], asked: Any, because: str, who: tuple[str, str]
) -> ReviewEntry:
    name, word = (asked, "") if kind == "answer" else asked
    rating = rating_of(word) if word else Rating.CANT_SAY
    each = _criterion(named, name)
    about = *who, each.rubric, each.criterion.id
    if kind == "answer":
        return reviews.TraineesAnswer(*about, because)
    if kind == "settle":
        return reviews.Settled(*about, rating, because)
    if each.finding is None:
        raise UsageError(f"there is no finding of {name} to override", "--settle needs none")
    return reviews.Override(*about, each.finding.judgement, rating, because)


def _reason(text: str) -> str:
    try:
        return reviews.text_checked(text)
    except ValueError as error:
        raise UsageError(f"invalid reason: {error}", "write a sentence or two") from None


_FORM = "silent999 review RECORD --as CODE --form FILE writes one"


def _criterion(named: Mapping[str, Rateable], word: str) -> Rateable:
    """Return the criterion of a name, with or without its rubric."""
    by_name = {f"{each.rubric}/{each.criterion.id}": each for each in named.values()} | {**named}
    if word in by_name:
        return by_name[word]
    if not named:
        raise UsageError("no criterion applies to this record", "no seat was rated")
    reason = f"this record has no criterion {word}{did_you_mean(word, by_name)}"
    raise UsageError(reason, "without options, review lists them")
