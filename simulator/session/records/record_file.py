"""Record files: JSON Lines, a header and then one entry a line.

Each line is appended when its entry happens. If the program is killed, only the line being written
is lost; readers drop an incomplete last line, with a note. Any other damage is a `RecordError` with
the line and a fix.
"""

import json
import textwrap
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from simulator.clean_text import for_terminal, utf8
from simulator.core import acts as do
from simulator.core.describe import name_of, quoted
from simulator.core.instant import clock
from simulator.core.log import Body, Entry, FlowEvent, TimerFired
from simulator.core.terms import Intent, LeftOut, Role
from simulator.errors import RecordError
from simulator.knowledge.judgements.cover import Cover
from simulator.language.handover_sentence import handover_words
from simulator.open_file import FileRefused, lines_of
from simulator.session.clock import PaceHeld, in_pauses
from simulator.session.log_json import entry_from_json, json_line
from simulator.session.records.record_header import Header, header_from

MOST_BYTES = 4_000_000
"""The largest file that is read. A call of some hundred entries has about 100,000 bytes."""
LONGEST_LINE = 2_000_000
"""The longest line that is read: a header with the largest scenario and rubrics is shorter."""


@dataclass(frozen=True, slots=True)
class Record:
    """A record, read and parsed."""

    path: Path
    header: Header
    entries: tuple[Entry, ...]
    """The log. Text that was not recorded is empty."""
    note: str = ""
    """A note on an incomplete last line that was dropped; else empty."""
    held: tuple[PaceHeld, ...] = ()
    """When the call was paused, and for how long."""
    first: int = 1
    """The number of its first line, in a file that has several records."""


def heading(record: Record) -> Iterator[str]:
    """Yield the setup of the run in lines of at most 80 columns."""
    header = record.header
    setup = header.setup
    seats = " and ".join(name_of(role).lower() for role in setup.seats)
    yield f"{setup.scenario.title} ({setup.scenario.id})"
    yield f"recorded {header.started_at:%Y-%m-%d %H:%M} UTC under {header.code}"
    yield f"seat: {seats or 'none, looked on'}; {'coached' if setup.coached else 'assessed'}"
    yield f"profile {setup.profile.id}, force {setup.force.id}, seed {setup.seed}"
    if header.again is not None:
        of = header.again.record or "a call that was not kept"
        yield f"begun again from {clock(header.again.at)} of {of}"
    yield from in_pauses(record.held)
    yield f"notes and own words: {'recorded' if header.with_text else 'not recorded'}"
    note = "; ".join(setup.scenario.content_note) or "nothing that needs a warning"
    yield from textwrap.wrap(f"content note: {note}", 80)
    if record.note:
        yield f"note: {record.note}"


def unwritten_field(entry: Entry, header: Header, ready: frozenset[str] = frozenset()) -> str:
    """Return the field of an entry whose text is not recorded, or an empty string.

    Unless the header says that text is recorded, notes and a trainee's own words are left out.
    Words of the profile and those in `ready` count as ready-made, not as own words.
    """
    if header.with_text:
        return ""
    kind = entry.body.kind
    if kind in do.PRIVATE:
        return do.PRIVATE[kind]
    given = {"", *ready, *(line.words for line in header.setup.profile.lines.values())}
    if Role.CALLER in header.setup.seats and _quotes(entry.body, given):
        return "words"
    if kind not in do.OWN_WORDS or entry.actor not in header.setup.seats:
        return ""
    words = getattr(entry.body, do.OWN_WORDS[kind])
    if isinstance(entry.body, do.HandOver):
        given |= {handover_words(entry.body.heard, whom=each) for each in ("", *_COVERS)}
    return "" if words in given or _unplaced(words, header) in given else do.OWN_WORDS[kind]


_COVERS = tuple(each.label for each in Cover)


def _unplaced(words: str, header: Header) -> str:
    """Return the words with `{address}` for each place of the scenario, which nobody invented."""
    number, location = header.setup.scenario.number, header.setup.scenario.location
    fixes = (getattr(location, name) for name in type(location).model_fields)
    found = (*number.traces.values(), *fixes)
    places = {number.address, *(getattr(each, "place", "") for each in found)}
    for place in sorted(filter(None, places), key=len, reverse=True):
        words = words.replace(place, "{address}")
    return words


_REPEATS = frozenset({Intent.REPEAT_BACK, Intent.NOT_UNDERSTOOD})
"""What a simulated call handler says with the caller's own words in it."""
_PLACED = ("turned since ", "sent officers to ", "for an ambulance to ")
"""What comes before a place that the caller may have named."""


def _quotes(body: Body, given: Collection[str]) -> bool:
    """Whether a simulated person repeats what a trainee in the caller's seat said."""
    if isinstance(body, do.HandOver):
        quote = quoted(body.words).rstrip(".")
        return not any(quote in each for each in given)
    if not isinstance(body, do.Say) or body.words in given:
        return False
    return body.intent in _REPEATS or any(each in body.words for each in _PLACED)


def _of_the_file(header: Header) -> str:
    """Return the message to 999 that the scenario has itself, in place of a trainee's words."""
    scripts = header.setup.scenario.calls_in_order
    return next((each.message.words for each in scripts if each.message is not None), "")


def _without_place(entry: Entry, header: Header) -> Entry:
    """Return an entry without what a trainee has typed as caller beside own words.

    It is the place in details that are passed, and the message with which 999 is written to.
    """
    typed = not header.with_text and Role.CALLER in header.setup.seats
    if typed and isinstance(entry.body, do.Dial) and entry.body.message:
        return entry._replace(body=replace(entry.body, message=_of_the_file(header)))
    if not (typed and isinstance(entry.body, do.PassDetails) and entry.body.place_words):
        return entry
    return entry._replace(body=replace(entry.body, place_words=""))


def entry_line(
    entry: Entry, header: Header, ready: frozenset[str] = frozenset(), before: str = ""
) -> bytes:
    """Return the line of an entry, with its newline; `before`: what its speaker said last."""
    entry = _without_place(entry, header)
    field, left_out = unwritten_field(entry, header, ready), None
    if entry.actor in header.setup.seats and field and field not in do.PRIVATE.values():
        again = getattr(entry.body, field) == before
        left_out = LeftOut.SAME_WORDS if again else LeftOut.WORDS
    return utf8(f"{json_line(entry, field, left_out)}\n")


def read_record(path: Path) -> Record:
    """Read and parse a record, or raise RecordError with the file, the line and a fix."""
    return record_from(path, record_lines(path))


def record_from(path: Path, lines: Iterator[bytes], first: int = 1) -> Record:
    """Parse the lines of a record, or raise RecordError; `path` is named in errors.

    `first` is the number of its first line in a file that has several.
    """
    header = header_from(next(lines, b""), str(path))
    entries: list[Entry] = []
    note = ""
    held: list[PaceHeld] = []
    for number, line in enumerate(lines, first + 1):
        try:
            if line.startswith(_HELD):
                held.append(_pause(line))
                continue
            entries.append(_entry(line, len(entries), entries[-1] if entries else None))
        except ValueError as error:
            if line.endswith(b"\n"):
                raise damaged(path, number, str(error)) from error
            note = f"line {number} is incomplete and was dropped"
    return Record(path, header, tuple(entries), note, tuple(held), first)


def record_lines(path: Path) -> Iterator[bytes]:
    """Yield the lines of a record, at least one; RecordError if there is none to read."""
    lines = bounded_lines(path, MOST_BYTES, LONGEST_LINE)
    first = next(lines, b"")
    if not first:
        raise RecordError("the file is empty", "it contains nothing; you can remove it", str(path))
    yield first
    yield from lines


_HINTS = {
    "no-such-file": "silent999 records list names the records there are",
    "is-a-folder": "name a file, or move the folder away",
    "file-too-large": "use a copy of the file, or move it away",
}
"""What to do about a record that can't be read, by the code of its problem."""


def bounded_lines(path: Path, most_bytes: int, longest_line: int) -> Iterator[bytes]:
    """Yield the lines of a file; RecordError if it can't be read, or it or a line is too large."""
    try:
        yield from lines_of(path, most_bytes, longest_line)
    except FileRefused as error:
        if error.line:
            raise damaged(path, error.line, error.message) from error
        hint = _HINTS.get(error.code, error.hint)
        raise RecordError(error.message, hint, str(path)) from error


_HELD = b'{"held":'


def held_line(held: PaceHeld) -> bytes:
    """Return the line of a pause, with its newline: its instant and its length, both in ms."""
    return utf8(f"{json.dumps({'held': held._asdict()}, separators=(',', ':'))}\n")


def _pause(line: bytes) -> PaceHeld:
    """Parse the line of a pause, or raise ValueError."""
    try:
        held = json.loads(line)["held"]
        found = PaceHeld(held["at"], held["lasted"])
    except (ValueError, KeyError, TypeError, RecursionError):
        raise ValueError("this isn't a pause of a record") from None
    if not all(type(each) is int and 0 <= each <= _FAR for each in found):
        raise ValueError("a pause has an instant and a length in milliseconds")
    return found


_FAR = 10**12
"""The largest number of milliseconds of a pause that is read (assumption)."""


def _entry(line: bytes, place: int, before: Entry | None) -> Entry:
    """Parse the entry at index `place` of the log, after `before`, or raise ValueError."""
    try:
        entry = entry_from_json(_shown(line))
    except (ValueError, RecursionError):
        raise ValueError("this isn't an entry of a record") from None
    if entry.seq != place:
        raise ValueError(f"the entry has the number {entry.seq}, expected {place}")
    if before is not None and entry.at < before.at:
        raise ValueError(f"time goes back from {before.at} to {entry.at}")
    if entry.cause is not None and entry.cause >= place:
        raise ValueError(f"the cause of the entry is {entry.cause}, which comes later")
    body = entry.body
    if not isinstance(body, FlowEvent | TimerFired) and do.stimulus_of(entry.actor, body) is None:
        raise ValueError(f"{name_of(entry.actor).lower()} never does {body.kind}")
    return entry


def _shown(line: bytes) -> bytes:
    """Return a line of JSON with the invisible characters in its texts as visible escapes."""
    if line.isascii() and b"\\" not in line and b"\x7f" not in line:
        return line
    return json.dumps(_cleaned(json.loads(line.decode()))).encode()


def _cleaned(plain: Any) -> Any:
    match plain:
        case str():
            return for_terminal(plain)
        case list():
            return [_cleaned(each) for each in plain]
        case dict():
            return {key: _cleaned(value) for key, value in plain.items()}
    return plain


def damaged(path: Path, number: int, why: str, hint: str = "") -> RecordError:
    """Return the error for a damaged line, with a fix that keeps the lines before it."""
    hint = hint or "use a copy of the file, or move it away"
    if number > 1:
        hint += f"; the lines before {number} are sound: head -n {number - 1} FILE > NEW"
    return RecordError(why, hint, str(path), number)
