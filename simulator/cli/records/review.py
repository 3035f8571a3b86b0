"""`silent999 review`: a person looks at a record, comments, differs with a reason, and signs."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable
from datetime import datetime
from typing import TextIO

from simulator import BANNER
from simulator.cli.arguments import Parser, UsageError, meant, name
from simulator.cli.console import Console
from simulator.cli.open_app import add_theme, has_screens, run_app
from simulator.cli.recording_options import add_records_folder, store_of
from simulator.cli.records.formats import heading
from simulator.debrief.assess.agreement import Rating
from simulator.debrief.learning.ratings import Rateable
from simulator.debrief.learning.review_desk import Desk
from simulator.debrief.learning.review_entries import Entry
from simulator.errors import ReviewError
from simulator.seat.review_words import PRIVATE, changed, progress, reviews, told
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
        "--every",
        action="store_true",
        help="with --blind: ask for every criterion, also where the machine saw no occasion",
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
    parser.add_argument("--sign", action="store_true", help="sign what stands written")
    parser.add_argument("--show", action="store_true", help="all reviews of the record")
    parser.add_argument(
        "--plain", action="store_true", help="in questions and answers, line by line"
    )
    add_theme(parser)
    add_records_folder(parser)
    parser.explain(
        "Without options the review opens on a screen, and in questions and answers where there is "
        "none (a pipe) or with --plain. Everything is kept in a file beside the record, never in "
        "it, and nothing is taken back. "
        "A signature is no pass and no fail."
    )


def run(
    options: Namespace,
    console: Console,
    lines: TextIO | None = None,
    now: Callable[[], datetime] = utc_now,
) -> int:
    """Do what the options say; without any, ask. `lines` answers the questions."""
    if options.code is None:
        raise UsageError("a review has a reviewer", "add --as CODE; a code, never a name")
    if options.every and not options.blind:
        raise UsageError("--every is for a blind rater", "add --blind")
    try:
        return _review(options, console, lines, now)
    except ReviewError as error:
        raise UsageError(error.message, error.hint) from error


def _review(
    options: Namespace, console: Console, lines: TextIO | None, now: Callable[[], datetime]
) -> int:
    record = store_of(options).read(options.what)
    desk = Desk(record, options.code, now, blind=options.blind, every=options.every)
    said = (options.pin, options.note, options.rate, options.override, options.because)
    if not (any(said) or options.sign or options.show):
        # What asks needs more of the program than what is told.
        if lines is None and not options.plain and has_screens(console):
            return _on_a_screen(options, desk, console)
        from simulator.cli.records.review_dialogue import review

        return review(desk, console, sys.stdin if lines is None else lines)
    entries = _entries(desk, options)
    if options.sign:
        entries.append(desk.sign(entries))
    if options.show and options.blind and not options.sign:
        raise UsageError("a blind rater sees reviews only after signing", "leave out --show")
    if desk.reviews.changed:
        console.complain(changed(record))
    desk.keep(*entries)
    for entry in entries:
        console.say(told(entry, desk))
    if desk.blind and entries:
        console.say(progress(desk))
    if entries and not options.show:
        console.say(PRIVATE)
    if options.show:
        for line in (BANNER, "", *heading(record), "", *reviews(desk)):
            console.say(line)
    return 0


def _on_a_screen(options: Namespace, desk: Desk, console: Console) -> int:
    from simulator.content.library.library import Library
    from simulator.session.clock import WallClock
    from simulator.tui.app import TrainerApp

    app = TrainerApp(
        WallClock(),
        Library(),
        theme=options.theme,
        records=store_of(options),
        desk=desk,
    )
    return run_app(app, console)


def _entries(desk: Desk, options: Namespace) -> list[Entry]:
    """What the options say, checked; nothing is written yet."""
    found: list[Entry] = [desk.pin(*words) for words in options.pin]
    found += [desk.note(text) for text in options.note]
    for words in options.rate:
        for word in filter(None, (part.strip() for part in words.split(","))):
            criterion, equals, rating = word.partition("=")
            if not equals:
                raise UsageError(f"{word} is no rating", "CRITERION=seen, or not-seen")
            found.append(desk.rate(_criterion(desk, criterion.strip()), _rating(rating)))
    if options.rate and not any(each.kind == "rate" for each in found):
        raise UsageError("there is no rating", "--rate CRITERION=seen,...")
    if len(options.because) != len(options.override):
        counted = f"{len(options.override)} to override, {len(options.because)} with a reason"
        raise UsageError(f"each override needs a reason: {counted}", "add --because REASON")
    for (criterion, rating), because in zip(options.override, options.because, strict=True):
        found.append(desk.override(_criterion(desk, criterion), _rating(rating), because))
    return found


def _rating(word: str) -> Rating:
    plain = word.strip().lower().replace("_", "-")
    if plain not in RATINGS:
        known = ", ".join(RATINGS)
        raise UsageError(f"no rating {word}{meant(plain, RATINGS)}", f"one of: {known}")
    return RATINGS[plain]


def _criterion(desk: Desk, word: str) -> Rateable:
    """The criterion of that name.

    Raises:
        UsageError: there is none, or there are several.
    """
    by_name = {desk.name_of(each): each for each in desk.rateable}
    by_name |= {"/".join(each.key): each for each in desk.rateable}
    if word in by_name:
        return by_name[word]
    same = [name for name in by_name if name.endswith(f"/{word}")]
    if same:
        raise UsageError(f"two rubrics have {word}", f"one of: {', '.join(same)}")
    if not desk.rateable:
        raise UsageError("no criterion applies to this record", "pins and notes do")
    reason = f"this record has no criterion {word}{meant(word, by_name)}"
    raise UsageError(reason, "the review without options names them all")
