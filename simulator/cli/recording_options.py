"""Options for recording a run, and for the records folder."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.cli.arguments import Parser, UsageError

# The store loads pydantic: 400 ms of processor time. `play` paints its first screen before that.
if TYPE_CHECKING:
    from simulator.session.records.recorder import RecordOptions
    from simulator.session.records.store import Store

USUAL_CODE = "mine"
"""Default code of records."""


def add_records_folder(parser: Parser) -> None:
    """Add `--records`."""
    about = "records folder (default: in the user's data folder; see silent999 doctor)"
    parser.takes("--records", "FOLDER", about)


def add_recording(parser: Parser) -> None:
    """Add the recording options of `play`. Without `--record` nothing is recorded."""
    parser.flag("--record", "record the call in a file on this machine")
    about = f"code for the record, never a name (default: {USUAL_CODE})"
    parser.takes("--code", "C", about)
    parser.flag("--with-text", "also record your notes and typed words")
    add_records_folder(parser)


def store_of(options: Namespace) -> Store:
    """Return the store that the options name. Create no folder."""
    from simulator.session.records.store import Store

    return Store(Path(options.records).expanduser() if options.records else None)


def recording_of(options: Namespace) -> RecordOptions | None:
    """Return the options for the recorder; None without `--record`, which the others need."""
    if not options.record:
        for word, given in (
            ("--code", options.code),
            ("--with-text", options.with_text),
            ("--records", options.records),
        ):
            if given:
                raise UsageError(f"{word} needs --record", "add --record")
        return None
    from simulator.content.library.library import Library
    from simulator.seat.available_acts import ready_words
    from simulator.session.clock import utc_now
    from simulator.session.records.recorder import RecordOptions
    from simulator.session.records.store import checked_code

    store = store_of(options)
    store.check()
    code = checked_code(options.code or USUAL_CODE)
    ready = ready_words(Library().questions())
    return RecordOptions(store, code, utc_now, options.with_text, ready)
