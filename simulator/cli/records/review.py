"""`silent999 review`: rate, comment on, override and sign a recorded call."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from simulator import BANNER
from simulator.cli.arguments import RECORD, Parser, UsageError, did_you_mean, store_of
from simulator.cli.open_app import has_screens, run_app
from simulator.cli.output import Console
from simulator.debrief.learning.rater_agreement import Rating
from simulator.debrief.learning.review_file import Entry
from simulator.debrief.learning.review_session import (
    PRIVATE,
    Rateable,
    ReviewSession,
    document,
    kept,
    notes,
    progress,
)
from simulator.errors import ReviewError
from simulator.session.clock import utc_now

RATINGS = {rating.value.replace("_", "-"): rating for rating in Rating}
"""Ratings by their name on the command line."""
_WRITES = ("pin", "note", "rate", "override", "because")


def arguments(parser: Parser) -> None:
    more: dict[str, Any] = {"action": "append", "default": [], "read": str}
    parser.takes("what", "RECORD", RECORD)
    parser.takes("--as", "CODE", "reviewer: a code, never a name", dest="code")
    parser.flag("--blind", "hide findings and other reviews until you have signed")
    parser.takes("--pin", ("NUMBER", "COMMENT"), "comment on one line of the call", nargs=2, **more)
    parser.takes("--note", "TEXT", "comment on the whole call", **more)
    about = "rate criteria: seen, not-seen or not-applicable"
    parser.takes("--rate", "CRITERION=RATING,...", about, **more)
    about = "replace a finding of the program; both stay visible"
    parser.takes("--override", ("CRITERION", "RATING"), about, nargs=2, **more)
    parser.takes("--because", "REASON", "reason of an override, one for each, in order", **more)
    parser.flag("--sign", "sign your ratings")
    parser.flag("--plain", "print the record, findings and reviews in lines")
    parser.add_theme()
    parser.add_records()
    parser.explain(
        "Without options the review opens on a screen; with --plain or in a pipe it is printed. "
        "Reviews are kept in a file beside the record. They can be added to, never deleted. A "
        "signature means neither pass nor fail."
    )


def run(options: Namespace, console: Console, now: Callable[[], datetime] = utc_now) -> int:
    """Add what the options say to the review; without any, show the record and its reviews."""
    if options.code is None:
        raise UsageError("a review needs a reviewer", "add --as CODE; a code, never a name")
    record = store_of(options).read(options.what)
    try:
        session = ReviewSession(record, options.code, now, blind=options.blind)
        if options.sign or any(getattr(options, word) for word in _WRITES):
            _write(session, options, console)
        elif not options.plain and has_screens(console):
            return _on_a_screen(options, session, console)
        else:
            console.say_lines(_printed(session))
    except ReviewError as error:
        raise UsageError(error.message, error.hint) from error
    return 0


def _write(session: ReviewSession, options: Namespace, console: Console) -> None:
    """Write what the options ask for, once all of it is checked, and print what was added."""
    entries = _entries(session, options)
    if options.sign:
        entries.append(session.sign(entries))
    for note in notes(session):
        console.complain(note)
    session.keep(*entries)
    console.say_lines(kept(entry, session) for entry in entries)
    if session.blind:
        console.say(progress(session))
    console.say(PRIVATE)


def _printed(session: ReviewSession) -> Iterator[str]:
    """Yield everything that the reviewer may see, and the options for writing."""
    yield BANNER
    for row in document(session):
        yield from ("", row.text) if row.section else (row.text,)
    writes = ["--pin NUMBER COMMENT", "--note TEXT", "--rate CRITERION=RATING,...", "--sign"]
    if session.in_sight:
        writes.insert(2, "--override CRITERION RATING --because REASON")
    yield from ("", f"To write: {', '.join(writes)}. RATING: {', '.join(RATINGS)}.")


def _on_a_screen(options: Namespace, session: ReviewSession, console: Console) -> int:
    # The screens take 0.2 s to load. A review by options does not need them.
    from simulator.content.library.library import Library
    from simulator.session.clock import WallClock
    from simulator.tui.app import TrainerApp

    return run_app(TrainerApp(WallClock(), Library(), desk=session), console, options.theme)


def _entries(session: ReviewSession, options: Namespace) -> list[Entry]:
    """Return the entries that the options ask for, checked. Write nothing yet."""
    found: list[Entry] = [session.pin(*words) for words in options.pin]
    found += [session.note(text) for text in options.note]
    words = [part.strip() for each in options.rate for part in each.split(",") if part.strip()]
    if options.rate and not words:
        raise UsageError("--rate is empty", "--rate CRITERION=seen,...")
    for word in words:
        criterion, equals, rating = word.partition("=")
        if not equals:
            raise UsageError(f"{word} is not a rating", "CRITERION=seen, or not-seen")
        found.append(session.rate(_criterion(session, criterion.strip()), _rating(rating)))
    if len(options.because) != len(options.override):
        counted = f"{len(options.override)} to override, {len(options.because)} with a reason"
        raise UsageError(f"each override needs a reason: {counted}", "add --because REASON")
    for (name, rating), because in zip(options.override, options.because, strict=True):
        found.append(session.override(_criterion(session, name), _rating(rating), because))
    return found


def _rating(word: str) -> Rating:
    plain = word.strip().lower().replace("_", "-")
    if plain not in RATINGS:
        known = ", ".join(RATINGS)
        raise UsageError(f"unknown rating {word}{did_you_mean(plain, RATINGS)}", f"one of: {known}")
    return RATINGS[plain]


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
        raise UsageError("no criterion applies to this record", "use --pin or --note")
    reason = f"this record has no criterion {word}{did_you_mean(word, by_name)}"
    raise UsageError(reason, "to list them: review --plain")
