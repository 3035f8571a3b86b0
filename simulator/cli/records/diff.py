"""`silent999 diff`: compare two runs entry by entry: records, scenarios, profiles or seeds."""

from argparse import Namespace
from collections.abc import Sequence
from textwrap import indent
from typing import Any, NamedTuple, TypeVar

from simulator.cli.arguments import Parser, UsageError, asked_for, store_of, whole_number
from simulator.cli.layout import WIDTH, json_text, rendered
from simulator.cli.output import Console
from simulator.content.library.library import DEFAULT_FORCE, Library
from simulator.core.instant import amount, clock
from simulator.core.log import Entry
from simulator.core.profile import Profile
from simulator.errors import LibraryError
from simulator.review.transcript import render_text, transcript
from simulator.seat.available_acts import ready_words
from simulator.session.log_json import entry_as_json
from simulator.session.records.record_file import Record, without_text
from simulator.session.run.headless_run import run as play
from simulator.session.run.log_diff import Comparison, DifferenceKind, EntryDifference, compared

T = TypeVar("T")


class _Run(NamedTuple):
    """One of the two runs."""

    title: str
    log: Sequence[Entry]
    profile: Profile


def arguments(parser: Parser) -> None:
    about = "two records or scenarios, by id or file; A alone is compared with itself"
    parser.takes("what", "A [B]", about, nargs="+")
    parser.usage = f"{parser.prog} A [B] [options]"
    twice: dict[str, Any] = {"action": "append", "default": []}
    about = "variant of the procedure; given twice, that of A and that of B"
    parser.takes("--profile", "ID|FILE", about, **twice)
    about = "random seed; given twice, that of A and that of B"
    parser.takes("--seed", "N", about, read=whole_number, **twice)
    parser.add_format("text", "json")
    parser.add_folders()
    parser.add_records()
    parser.explain(
        "A scenario is run with the profile, force and seed of the record beside it. Exit code 1 "
        "means that the runs differ."
    )


def run(options: Namespace, console: Console) -> int:
    """Compare two runs, and print the differences."""
    if len(options.what) > 2 or any(len(each) > 2 for each in (options.profile, options.seed)):
        raise UsageError("more than two runs", "name A and B")
    first, second = _sides(options)
    found = compared(first.log, second.log)
    if options.format == "json":
        console.write(json_text(_as_object(first, second, found)))
    else:
        console.write(_text(first, second, found))
    return 1 if found.differences else 0


def _sides(options: Namespace) -> list[_Run]:
    """Return both runs. A scenario uses the setup of a record beside it."""
    library = Library(options.folder)
    requests = (options.what * 2)[:2]
    records = [_record(request, library, options) for request in requests]
    like = next((record for record in records if record is not None), None)
    sides = [
        _recorded(record) if record else _played(request, place, library, options, like)
        for place, (request, record) in enumerate(zip(requests, records, strict=True))
    ]
    if like is None:
        return sides
    # A record leaves out free text. Leave it out on both sides, or every such line would differ.
    ready = ready_words(library.questions())
    return [
        side._replace(log=[without_text(entry, like.header, ready) for entry in side.log])
        for side in sides
    ]


def _record(request: str, library: Library, options: Namespace) -> Record | None:
    """Return the record that a request names; None if it names a scenario."""
    store = store_of(options)
    is_file = request.endswith(".jsonl")
    try:
        library.files(request)
    except LibraryError as error:
        if is_file or store.matching(request):
            return store.read(request)
        raise LibraryError(f'there is no scenario and no record "{request}"', error.hint) from error
    return store.read(request) if is_file else None


def _recorded(record: Record) -> _Run:
    profile = record.header.setup.profile
    return _Run(f"record {record.path.stem} (profile {profile.id})", record.entries, profile)


def _played(
    request: str, place: int, library: Library, options: Namespace, like: Record | None
) -> _Run:
    scenario = asked_for(library.scenario, request, "list").scenario
    setup = like.header.setup if like else None
    if asked := _at(options.profile, place):
        profile = asked_for(library.profile, asked, "profiles").profile
    else:
        profile = setup.profile if setup else library.profile().profile
    force = setup.force if setup else library.force(scenario.force or DEFAULT_FORCE).force
    seed = _at(options.seed, place)
    if seed is None:
        seed = setup.seed if setup else 0
    result = play(scenario, profile, force, seed)
    return _Run(f"{scenario.id} (profile {profile.id}, seed {seed})", result.log, profile)


def _at(given: Sequence[T], place: int) -> T | None:
    """Return the option for A or B: one that is given once is for both."""
    return given[min(place, len(given) - 1)] if given else None


def _text(first: _Run, second: _Run, found: Comparison) -> str:
    def shown(each: EntryDifference) -> str:
        side, mark, entry = first, "-", each.first
        if entry is None:
            side, mark, entry = second, "+", each.second
        lines = transcript([entry] if entry else [], profile=side.profile, detailed=True)
        return indent(render_text(lines, width=WIDTH - 2), f"{mark} ", lambda _: True)

    values = {"first": first, "second": second, "found": found, "sorts": list(DifferenceKind)}
    return rendered("diff.txt", **values, shown=shown, clock=clock, amount=amount)


def _as_object(first: _Run, second: _Run, found: Comparison) -> dict[str, Any]:
    return {
        "first": first.title,
        "second": second.title,
        "same": found.same,
        **{sort.value: found.count(sort) for sort in DifferenceKind},
        "differences": [
            {
                "sort": each.sort,
                "first": entry_as_json(each.first) if each.first else None,
                "second": entry_as_json(each.second) if each.second else None,
                "shift_ms": each.shift,
            }
            for each in found.differences
        ],
    }
