"""Records for tests: a small sitting, written down somewhere."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from simulator.core import acts as do
from simulator.core.log import CallBegan, Entry
from simulator.core.terms import Heading, Intent, LineKind, Manner, NoteKind, Role
from simulator.session.records.record_file import unwritten_field
from simulator.session.records.record_header import Header
from simulator.session.records.recorder import RecordOptions
from simulator.session.records.store import Store
from simulator.session.run.headless_run import run
from simulator.session.run.live_run import RunSetup
from tests.session.calls import DEFAULT, GENERIC, LIBRARY, scenario
from tests.session.sitting import setup

BEGAN = datetime(2026, 11, 24, 20, 30, 5, tzinfo=UTC)
SECRET = "a word that nobody should find"
SMALL = RunSetup(scenario(), DEFAULT, GENERIC, 7, (Role.CALL_HANDLER, Role.CALLER), True, 2.0)
"""Without rubrics: a header of a few thousand bytes."""
CALL = setup("partner-in-the-room", Role.CALL_HANDLER)
WHOLE = tuple(run(CALL.scenario, CALL.profile, CALL.force).log)
"""That call as simulated people play it, in every seat."""


def of(seq: int, role: Role, body: object, **more: object) -> Entry:
    """An entry, a second after the one before."""
    return Entry(seq, seq * 1_000, role, role, body)._replace(**more)  # type: ignore[arg-type]


LOG = (
    of(0, Role.NETWORK, CallBegan(1, LineKind.MOBILE)),
    of(1, Role.CALLER, do.Dial(), rows=("D-1",)),
    of(2, Role.CALLER, do.Say(Intent.OWN_WORDS, SECRET, Manner.WHISPERED)),
    of(3, Role.CALL_HANDLER, do.Note(NoteKind.HEARD, 2, None, SECRET), cause=2),
    of(4, Role.CALL_HANDLER, do.Thrive(Heading.THREAT, SECRET)),
    of(5, Role.CALLER, do.SendText(SECRET)),
)
"""A few entries with text of all kinds. No call goes like this; a file does not mind."""


def recording(folder: Path, code: str = "kestrel-4", *, with_text: bool = False) -> RecordOptions:
    """A wish for records in `folder`, always at the same time of day."""
    return RecordOptions(Store(folder), code, lambda: BEGAN, with_text)


def written(
    folder: Path,
    log: Sequence[Entry] = LOG,
    setup: RunSetup = SMALL,
    code: str = "kestrel-4",
    *,
    with_text: bool = False,
) -> Path:
    """The file of a record of `log`."""
    recorder = recording(folder, code, with_text=with_text).recorder(setup, LIBRARY)
    recorder.take(log)
    recorder.close()
    assert not recorder.trouble
    return folder / f"{recorder.id}.jsonl"


def without_text(entry: Entry, header: Header) -> Entry:
    """An entry as it is read from a record whose text was not asked for."""
    field = unwritten_field(entry, replace(header, with_text=False))
    body: Any = entry.body
    if isinstance(body, do.Dial) and body.message and Role.CALLER in header.setup.seats:
        # With which 999 was written to: the file's words, if it has any.
        scripts = header.setup.scenario.calls_in_order
        return entry._replace(
            body=replace(body, message=next((e.message.words for e in scripts if e.message), ""))
        )
    words = {name: "" for name in (field, "place_words") if hasattr(body, name)}
    return entry._replace(body=replace(body, **words)) if field else entry
