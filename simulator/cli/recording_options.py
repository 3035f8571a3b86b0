"""The options for recording a run, and for the folder of records."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.cli.arguments import Parser, UsageError

# What keeps records reads scenarios, profiles and forces with pydantic: 400 ms of processor time.
# `play` adds the options for it, and has its first screen painted before any of it is needed.
if TYPE_CHECKING:
    from simulator.session.records.recorder import RecordOptions
    from simulator.session.records.store import Store

USUAL_CODE = "mine"
"""The code under which records are kept unless another is chosen."""


def add_records_folder(parser: Parser) -> None:
    """Add the option that says where records are."""
    about = "where records are kept (default: the platform's folder for data)"
    parser.takes("--records", "FOLDER", about)


def add_recording(parser: Parser) -> None:
    """Add the options of `play`. Without `--record` nothing is recorded."""
    parser.flag("--record", "record the call in a file on this machine")
    about = f"the code to keep it under, never a name (default: {USUAL_CODE})"
    parser.takes("--code", "C", about)
    parser.flag("--with-text", "also record notes and your own words, which are left out otherwise")
    add_records_folder(parser)


def store_of(options: Namespace) -> Store:
    """Return the store that the options name. No folder is made."""
    from simulator.session.records.store import Store

    return Store(Path(options.records).expanduser() if options.records else None)


def recording_of(options: Namespace) -> RecordOptions | None:
    """Return what `add_recording` was asked for; None if no record is wanted.

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
    from simulator.seat.act_parameters import CALLER_WORDS
    from simulator.session.clock import utc_now
    from simulator.session.records.recorder import RecordOptions
    from simulator.session.records.store import checked_code

    store = store_of(options)
    store.check()
    code = checked_code(options.code or USUAL_CODE)
    ready = frozenset(CALLER_WORDS.values())
    return RecordOptions(store, code, utc_now, options.with_text, ready)
