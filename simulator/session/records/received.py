"""Records that come as files from other people: written whole, and checked against what was set.

A call that is set is a few words after the `#` of an address, which no browser sends: which call,
seat, seed, profile and force, and whether it is coached. What comes back is a record. It is
replayed: what is in it could happen so in today's flow. That does not prove who did it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import UTC
from urllib.parse import parse_qsl, urlencode
from zlib import crc32

from simulator.content.library.library import DEFAULT_PROFILE
from simulator.core import acts as do
from simulator.core.describe import describe_entry, name_of
from simulator.core.instant import clock, minutes
from simulator.core.log import CallBegan, Entry
from simulator.core.terms import Role
from simulator.errors import RecordError
from simulator.session.records.record_file import Record, entry_line
from simulator.session.records.record_header import Header, header_line
from simulator.session.records.replay import replay
from simulator.session.records.store import ENDING, WHEN
from simulator.session.run.call_people import procedure

_MOST_SEED = 2**32


@dataclass(frozen=True)
class SetCall:
    """A call as a trainer set it; what is empty may be chosen."""

    call: str
    """The id of a call, or its `number_of`; or several, with commas between."""
    seat: str = ""
    seed: int | None = None
    profile: str = ""
    force: str = ""
    coached: str = ""
    """``yes``, ``no``, or empty."""

    @property
    def link(self) -> str:
        """The words after the `#`, with it."""
        held = {each.name: getattr(self, each.name) for each in fields(self)}
        return "#" + urlencode(
            {name: each for name, each in held.items() if each not in ("", None)}
        )

    def differences(self, header: Header) -> Iterator[str]:
        """Yield in which way a record is of another call than the one that was set."""
        setup = header.setup
        found: Mapping[str, object] = {
            "call": setup.scenario.id,
            "seat": "+".join(setup.seats),
            "seed": setup.seed,
            "profile": setup.profile.id,
            "force": setup.force.id,
            "coached": "yes" if setup.coached else "no",
        }
        for name, held in found.items():
            wanted = getattr(self, name)
            if name == "call" and {setup.scenario.id, number_of(setup.scenario.id)} & {
                *self.call.split(",")
            }:
                continue
            if wanted not in ("", None, held):
                yield f"{name} {held}, and {wanted} was set"


def number_of(call: str) -> str:
    """Return a number for a call: the browser's list of addresses must not have its name."""
    return f"{crc32(call.encode()):08x}"


SET_BY_LINK = frozenset(each.name for each in fields(SetCall)) - {"call"}
"""What a link may say beside the call."""


def set_call(link: str) -> SetCall:
    """Return the call that a link sets, whole or from its `#` on; RecordError if it sets none."""
    words = dict(parse_qsl(link.strip().rpartition("#")[2], keep_blank_values=True))
    known = [each.name for each in fields(SetCall)]
    if unknown := [name for name in words if name not in known]:
        raise _not_set(f"{unknown[0]} is not one of {', '.join(known)}")
    if not words.get("call"):
        raise _not_set("it names no call")
    seats = [role.value for role in (Role.CALLER, Role.OPERATOR, Role.CALL_HANDLER)]
    if words.get("seat", "") not in ("", *seats):
        raise _not_set(f"seat is {words['seat']}, and may be {', '.join(seats)}")
    if words.get("coached", "") not in ("", "yes", "no"):
        raise _not_set(f"coached is {words['coached']}, and may be yes or no")
    seed = words.pop("seed", "")
    if seed and not (seed.isascii() and seed.isdecimal() and int(seed) < _MOST_SEED):
        raise _not_set(f"seed is {seed}, and is a whole number")
    return SetCall(**words, seed=int(seed) if seed else None)


def _not_set(why: str) -> RecordError:
    fix = "a link ends as #call=partner-in-the-room&seat=call_handler&seed=3&coached=no"
    return RecordError(f"this link sets no call: {why}", fix)


def whole_record(
    header: Header, log: Iterable[Entry], ready: frozenset[str] = frozenset()
) -> tuple[str, str]:
    """Return the name of a record and all of its text, as `Recorder` would write it."""
    said: dict[Role, str] = {}
    lines = [header_line(header)]
    for entry in log:
        before = said.get(entry.speaker, "")
        lines.append(entry_line(entry, header, ready, before).decode().rstrip("\n"))
        if isinstance(entry.body, do.SPOKEN):
            said[entry.speaker] = getattr(entry.body, "words", "")
    return file_name(header), "\n".join([*lines, ""])


def file_name(header: Header) -> str:
    """Return the name of a record's file."""
    return f"{header.code}-{header.started_at.astimezone(UTC).strftime(WHEN)}{ENDING}"


def parts_of(lines: Iterable[bytes]) -> Iterator[tuple[int, list[bytes]]]:
    """Yield each record of a file that may have several, with the number of its first line."""
    held: list[bytes] = []
    first = 1
    for number, line in enumerate(lines, 1):
        if held and line.startswith(_BEGINS):
            yield first, held
            first, held = number, []
        held.append(line)
    if held:
        yield first, held


_BEGINS = b'{"record":'
"""What the first line of a record begins with, and no other line of it."""


def refuse_impossible(record: Record) -> None:
    """Raise RecordError unless a record begins with a call, and could happen so today."""
    if not isinstance(record.entries[0].body if record.entries else None, CallBegan):
        hint = "silent999 replay RECORD shows what it has"
        raise RecordError("the record has no beginning of a call", hint, str(record.path))
    if (changed := divergence(record)) is not None:
        raise changed


def divergence(record: Record) -> RecordError | None:
    """Return the first entry that today's flow would not write; None if there is none."""
    setup = record.header.setup
    flow = procedure(setup.profile.switches, setup.profile.timings)
    found = replay(record.entries, flow, setup.scenario.coverage)
    # A record whose last step is cut off (the program was killed) is not a divergence.
    if found is None or found.recorded is None:
        return None
    today = [f"today: {describe_entry(found.got)}"] if found.got is not None else []
    return RecordError(
        f"today's flow differs from this record from {clock(found.recorded.at)} on",
        "; ".join([f"recorded: {describe_entry(found.recorded.body)}", *today, found.why]),
        str(record.path),
        record.first + found.seq + 1,
        diverged_at=found.seq,
    )


def summary(record: Record) -> str:
    """Return in a line whose call a record is, in which seat, and how it was set.

    In words for a trainee: what is as usual is left out, and no id is in it.
    """
    setup = record.header.setup
    seats = " and ".join(name_of(role).lower() for role in setup.seats) or "looked on"
    how = "with hints" if setup.coached else "no hints"
    if setup.seed:
        how += f", played the way of seed {setup.seed}"
    if setup.profile.id != DEFAULT_PROFILE:
        how += f", procedure: {setup.profile.title}"
    if (again := record.header.again) is not None:
        how += f", tried again from {minutes(again.at)}"
    return f"{record.header.code}: {setup.scenario.title}, {seats}; {how}"


def same_call(record: Record) -> tuple[object, ...]:
    """Return what two files of one call have in common, with its words or without them.

    A log has milliseconds: nobody takes a call twice at the very same ones.
    """
    setup = record.header.setup
    log = ((each.seq, each.at, each.actor, type(each.body)) for each in record.entries)
    return (record.header.code, setup.scenario.id, setup.seed, setup.seats, *log)
