"""The options that ask for a record of a sitting, and what comes of them."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.cli.arguments import Parser, UsageError, name

if TYPE_CHECKING:
    from simulator.session.records.recorder import Recording
    from simulator.session.records.store import Store

USUAL_CODE = "mine"
"""The code under which records are kept when none was chosen."""


def add_records_folder(parser: Parser) -> None:
    """Add the option that says where records are."""
    parser.add_argument(
        "--records",
        type=name,
        metavar="FOLDER",
        help="where records are kept (default: the platform's folder for data)",
    )


def add_recording(parser: Parser) -> None:
    """Add what `play` takes for a record. Without it nothing is recorded."""
    parser.add_argument(
        "--record", action="store_true", help="write the call down, on this machine only"
    )
    parser.add_argument(
        "--code",
        type=name,
        metavar="C",
        help=f"the code to keep it under, never a name (default: {USUAL_CODE})",
    )
    parser.add_argument(
        "--with-text",
        action="store_true",
        help="also write down notes and your own words, which are left out otherwise",
    )
    add_records_folder(parser)


def store_of(options: Namespace) -> Store:
    """The records that the options mean. Nothing is made."""
    from simulator.session.records.store import Store

    return Store(Path(options.records).expanduser() if options.records else None)


def recording_of(options: Namespace) -> Recording | None:
    """What `add_recording` was asked for; none when no record is wanted.

    Raises:
        UsageError: an option needs `--record`.
        RecordError: the code is none, or records cannot be kept there.
    """
    if not options.record:
        for word, given in (
            ("--code", options.code),
            ("--with-text", options.with_text),
            ("--records", options.records),
        ):
            if given:
                raise UsageError(f"{word} is for a call that is recorded", "add --record")
        return None
    from simulator.seat.parameters import CALLER_WORDS
    from simulator.session.clock import utc_now
    from simulator.session.records.recorder import Recording
    from simulator.session.records.store import checked_code

    store = store_of(options)
    store.check()
    code = checked_code(options.code or USUAL_CODE)
    ready = frozenset(CALLER_WORDS.values())
    return Recording(store, code, utc_now, options.with_text, ready)
