"""`silent999 review`: a person looks at a record, comments, differs with a reason, and signs."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from simulator import BANNER
from simulator.cli.arguments import Parser, UsageError, meant, name
from simulator.cli.open_app import add_theme, has_screens, run_app
from simulator.cli.output import Console
from simulator.cli.recording_options import add_records_folder, store_of
from simulator.debrief.learning.rater_agreement import Rating
from simulator.debrief.learning.review_file import Entry
from simulator.debrief.learning.review_lines import PRIVATE, document, kept, notes, progress
from simulator.debrief.learning.review_session import Rateable, ReviewSession
from simulator.errors import ReviewError
from simulator.session.clock import utc_now

RATINGS = {rating.value.replace("_", "-"): rating for rating in Rating}
"""The words for ratings on a command line."""


def arguments(parser: Parser) -> None:
    """Add what the command takes."""
    parser.add_argument("what", type=name, metavar="RECORD", help="an id, or the path of a file")
    parser.add_argument(
        "--as", dest="code", type=name, metavar="CODE", help="who reviews; a code, never a name"
    )
    parser.add_argument(
        "--blind",
        action="store_true",
        help="rate without sight of findings and of other reviews, until signed",
    )
    parser.add_argument(
        "--pin",
        nargs=2,
        action="append",
        default=[],
        metavar=("NUMBER", "COMMENT"),
        help="a comment on the moment of that number",
    )
    parser.add_argument(
        "--note", action="append", default=[], metavar="TEXT", help="a comment on the whole call"
    )
    parser.add_argument(
        "--rate",
        action="append",
        default=[],
        metavar="CRITERION=RATING,...",
        help="ratings: seen, not-seen, not-applicable",
    )
    parser.add_argument(
        "--override",
        nargs=2,
        action="append",
        default=[],
        metavar=("CRITERION", "RATING"),
        help="another finding than the machine's; both stay visible",
    )
    parser.add_argument(
        "--because", action="append", default=[], metavar="REASON", help="of each override, in turn"
    )
    parser.add_argument("--sign", action="store_true", help="sign your ratings")
    parser.add_argument(
        "--plain", action="store_true", help="print the record, its findings and reviews in lines"
    )
    add_theme(parser)
    add_records_folder(parser)
    parser.explain(
        "Without options the review opens on a screen; with --plain, and where there is no screen "
        "(a pipe), it is printed in lines, and the options write. Everything is kept in a file "
        "beside the record, never in it, and nothing is taken back. A signature is neither a "
        "pass nor a fail."
    )


def run(options: Namespace, console: Console, now: Callable[[], datetime] = utc_now) -> int:
    """Write what the options say; without any, show the record and its reviews."""
    if options.code is None:
        raise UsageError("a review has a reviewer", "add --as CODE; a code, never a name")
    try:
        return _review(options, console, now)
    except ReviewError as error:
        raise UsageError(error.message, error.hint) from error


def _review(options: Namespace, console: Console, now: Callable[[], datetime]) -> int:
    record = store_of(options).read(options.what)
    session = ReviewSession(record, options.code, now, blind=options.blind)
    words = (options.pin, options.note, options.rate, options.override, options.because)
    if not (any(words) or options.sign):
        if not options.plain and has_screens(console):
            return _on_a_screen(options, session, console)
        lines = _printed(session)
    else:
        entries = _entries(session, options)
        if options.sign:
            entries.append(session.sign(entries))
        for note in notes(session):
            console.complain(note)
        session.keep(*entries)
        lines = _written(session, entries)
    for line in lines:
        console.say(line)
    return 0


def _written(session: ReviewSession, entries: Sequence[Entry]) -> Iterator[str]:
    """Yield what was kept."""
    yield from (kept(entry, session) for entry in entries)
    if session.blind:
        yield progress(session)
    yield PRIVATE


def _printed(session: ReviewSession) -> Iterator[str]:
    """Yield everything that the reviewer may see, and how to write."""
    yield BANNER
    for row in document(session):
        yield from ("", row.text) if row.section else (row.text,)
    writes = ["--pin NUMBER COMMENT", "--note TEXT", "--rate CRITERION=RATING,...", "--sign"]
    if session.in_sight:
        writes.insert(2, "--override CRITERION RATING --because REASON")
    yield from ("", f"To write: {', '.join(writes)}. RATING: {', '.join(RATINGS)}.")


def _on_a_screen(options: Namespace, session: ReviewSession, console: Console) -> int:
    # The screens take 0.2 s to load, which a review in options would pay for nothing.
    from simulator.content.library.library import Library
    from simulator.session.clock import WallClock
    from simulator.tui.app import TrainerApp

    app = TrainerApp(WallClock(), Library(), theme=options.theme, desk=session)
    return run_app(app, console)


def _entries(session: ReviewSession, options: Namespace) -> list[Entry]:
    """Make the entries that the options ask for, checked; nothing is written yet."""
    found: list[Entry] = [session.pin(*words) for words in options.pin]
    found += [session.note(text) for text in options.note]
    words = [part.strip() for each in options.rate for part in each.split(",") if part.strip()]
    if options.rate and not words:
        raise UsageError("there is no rating", "--rate CRITERION=seen,...")
    for word in words:
        criterion, equals, rating = word.partition("=")
        if not equals:
            raise UsageError(f"{word} is no rating", "CRITERION=seen, or not-seen")
        found.append(session.rate(_criterion(session, criterion.strip()), _rating(rating)))
    if len(options.because) != len(options.override):
        counted = f"{len(options.override)} to override, {len(options.because)} with a reason"
        raise UsageError(f"each override needs a reason: {counted}", "add --because REASON")
    for (name_, rating), because in zip(options.override, options.because, strict=True):
        found.append(session.override(_criterion(session, name_), _rating(rating), because))
    return found


def _rating(word: str) -> Rating:
    plain = word.strip().lower().replace("_", "-")
    if plain not in RATINGS:
        known = ", ".join(RATINGS)
        raise UsageError(f"no rating {word}{meant(plain, RATINGS)}", f"one of: {known}")
    return RATINGS[plain]


def _criterion(session: ReviewSession, word: str) -> Rateable:
    """Return the criterion of that name.

    Raises:
        UsageError: there is none, or there are several.
    """
    by_name = {session.name_of(each): each for each in session.rateable}
    by_name |= {"/".join(each.key): each for each in session.rateable}
    if word in by_name:
        return by_name[word]
    same = [name for name in by_name if name.endswith(f"/{word}")]
    if same:
        raise UsageError(f"two rubrics have {word}", f"one of: {', '.join(same)}")
    if not session.rateable:
        raise UsageError("no criterion applies to this record", "pins and notes do")
    reason = f"this record has no criterion {word}{meant(word, by_name)}"
    raise UsageError(reason, "review --plain names them all")
