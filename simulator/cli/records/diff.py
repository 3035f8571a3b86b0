"""`silent999 diff`: say where and why two runs part: scenarios, records, profiles, handlers."""

from argparse import Namespace
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from simulator.clean_text import for_line
from simulator.cli.arguments import Parser, UsageError, number, store_of
from simulator.cli.layout import WIDTH, json_text, rendered
from simulator.cli.output import Console
from simulator.cli.run_selection import library_of, single_run
from simulator.cli.scenarios.from_run import kept_run
from simulator.content.library.library import Library
from simulator.core.describe import name_of
from simulator.core.instant import amount, clock
from simulator.core.log import Entry
from simulator.core.profile import Profile
from simulator.errors import LibraryError
from simulator.review.transcript import render_text, transcript
from simulator.seat.available_acts import ready_words
from simulator.session.log_json import entry_as_json, entry_from_json
from simulator.session.records.record_file import Record, entry_line
from simulator.session.run.log_diff import Comparison, DifferenceKind, EntryDifference, compared

_TWICE = ("profile", "seed", "handler", "operator")
"""The options that may be given for A and for B."""


class _Side(NamedTuple):
    """One of the two runs."""

    title: str
    log: Sequence[Entry]
    profile: Profile


def arguments(parser: Parser) -> None:
    about = "two scenarios (ID, ID@SEED or file), records, or files that run --format json printed"
    parser.takes("what", "A [B]", f"{about}; A alone is compared with itself", nargs="+")
    parser.usage = f"{parser.prog} A [B] [options]"
    twice: dict[str, Any] = {"action": "append", "default": []}
    parser.takes("--profile", "ID|FILE", "variant; given twice, that of A and that of B", **twice)
    about = "random seed; given twice, that of A and that of B"
    parser.takes("--seed", "N", about, read=number(whole=True), **twice)
    about = "how the call handler handles it; given twice, in A and in B"
    parser.takes("--handler", "PERSON", about, **twice)
    parser.takes("--operator", "PERSON", "the same of the operator", **twice)
    parser.takes("--force", "ID|FILE", "police force of both")
    parser.add_format("text", "html", "json")
    parser.add_folders()
    parser.add_records()
    parser.explain(
        "Times count from the dialling. A scenario beside a record is run as the record was. "
        "Exit code 0 means that nothing differs, 1 that the runs differ."
    )


def run(options: Namespace, console: Console) -> int:
    """Compare two runs, and print where they part; nothing, as text, if they are equal."""
    given = [options.what, *(getattr(options, name) for name in _TWICE)]
    if any(len(each) > 2 for each in given):
        raise UsageError("more than two runs", "name A and B")
    first, second = _sides(options)
    found = compared(first.log, second.log)
    if options.format == "json":
        console.write(json_text(_as_object(first, second, found)))
    elif options.format == "html":
        # A page declares UTF-8, so the encoding of the terminal must not be used.
        console.write_utf8(_laid_out("diff.html", first, second, found))
    elif found.differences:
        console.write(_laid_out("diff.txt", first, second, found))
    return 1 if found.differences else 0


# --- the two runs ---------------------------------------------------------------------------------


def _sides(options: Namespace) -> tuple[_Side, _Side]:
    """Return both runs. A scenario is played as the record beside it was."""
    library = library_of(options)
    requests = (options.what * 2)[:2]
    records = [_record(request, library, options) for request in requests]
    like = next((record for record in records if record is not None), None)
    first, second = (
        _recorded(record) if record else _side(request, place, options, library, like)
        for place, (request, record) in enumerate(zip(requests, records, strict=True))
    )
    return first, second


def _record(request: str, library: Library, options: Namespace) -> Record | None:
    """Return the record that a request names; None if it names something else."""
    if request.endswith(".jsonl"):
        return store_of(options).read(request)
    if request.endswith(".json") or Path(request).is_file():
        return None
    try:
        library.files(request.partition("@")[0])
    except LibraryError as error:
        store = store_of(options)
        if store.matching(request):
            return store.read(request)
        reason = f'there is no scenario and no record "{request}"'
        raise LibraryError(reason, error.hint or "silent999 list shows the scenarios") from error
    return None


def _recorded(record: Record) -> _Side:
    profile = record.header.setup.profile
    return _Side(f"record {record.path.stem} (profile {profile.id})", record.entries, profile)


def _side(
    request: str, place: int, options: Namespace, library: Library, like: Record | None
) -> _Side:
    if request.endswith(".json"):
        return _kept(Path(request), library)
    asked = {name: _at(getattr(options, name), place) for name in _TWICE}
    request, seed = _with_seed(request)
    asked["seed"] = asked["seed"] if seed is None else seed
    setup = like.header.setup if like else None
    for name in ("seed", "handler", "operator") if setup else ():
        asked[name] = getattr(setup, name) if asked[name] is None else asked[name]
    job = single_run(request, Namespace(**asked, force=options.force), library)
    if setup is not None:
        profile = job.profile if asked["profile"] else setup.profile
        job = replace(job, profile=profile, force=job.force if options.force else setup.force)
    log: Sequence[Entry] = job.run().log
    if like is not None:
        # A record leaves out own words and notes. Left in here, every such line would differ.
        ready = ready_words(library.questions())
        log = [entry_from_json(entry_line(each, like.header, ready)) for each in log]
    how = [f"profile {job.profile.id}", f"seed {job.seed}"]
    how += [f"{name} {asked[name]}" for name in ("handler", "operator") if asked[name]]
    return _Side(f"{job.loaded.scenario.id} ({', '.join(how)})", log, job.profile)


def _with_seed(request: str) -> tuple[str, int | None]:
    """Return what `ID@SEED` names, and its seed; None if it has none."""
    named, at, seed = request.rpartition("@")
    if not at or Path(request).exists():
        return request, None
    try:
        return named, int(seed)
    except ValueError:
        raise UsageError(f'"{seed}" is not a seed', f"such as {named}@3") from None


def _at(given: Sequence[Any], place: int) -> Any:
    """Return the option for A or B: one that is given once is for both."""
    return given[min(place, len(given) - 1)] if given else None


def _kept(path: Path, library: Library) -> _Side:
    kept = kept_run(path)
    title = for_line(f"{path.name}: {kept.scenario} (profile {kept.profile})")
    try:
        return _Side(title, kept.log, library.profile(kept.profile).profile)
    except LibraryError:  # One's own; the words of the recorded lines then read as their purpose.
        return _Side(title, kept.log, library.profile().profile)


# --- the report -----------------------------------------------------------------------------------


def _laid_out(template: str, first: _Side, second: _Side, found: Comparison) -> str:
    values = {"first": first, "second": second, "found": found, "kinds": list(DifferenceKind)}
    parting = _parting(first, second, found)

    def shown(each: EntryDifference) -> str:
        return _shown(each, first, second)

    return rendered(template, **values, parting=parting, shown=shown, clock=clock, amount=amount)


def _shown(each: EntryDifference, first: _Side, second: _Side) -> str:
    side, entry = (first, each.first) if each.first else (second, each.second)
    mark = {DifferenceKind.MISSING: "-", DifferenceKind.ADDED: "+"}.get(each.kind, "~")
    lines = transcript([entry] if entry else [], profile=side.profile, detailed=True)
    text = render_text(lines, width=WIDTH - 2)
    return "\n".join(f"{mark} {line}" for line in text.splitlines())


def _parting(first: _Side, second: _Side, found: Comparison) -> str:
    """Return in one sentence where the runs part, and what led to it; empty if they don't."""
    if not found.differences:
        return ""
    each = found.differences[0]
    side, entry = (first, each.first) if each.first else (second, each.second)
    if entry is None:
        return ""
    (line,) = transcript([entry], profile=side.profile, detailed=True)
    if each.kind is DifferenceKind.SHIFTED:
        how = f"it comes {amount(abs(each.shift))} {'later' if each.shift > 0 else 'earlier'} in B"
    else:
        how = "only in A" if each.kind is DifferenceKind.MISSING else "only in B"
    who = f"{line.who}: " if line.who else ""
    because = _because(entry, side)
    return f"They part at {clock(entry.at)}, {how}: {who}{line.text}{because}"


def _because(entry: Entry, side: _Side) -> str:
    """Return what led to an entry, as its log has it."""
    if entry.cause is None or not 0 < entry.cause < len(side.log):
        return ""
    led = side.log[entry.cause]
    (line,) = transcript([led], profile=side.profile, detailed=True)
    return f" (after {name_of(led.speaker).lower()} at {clock(led.at)}: {line.text})"


def _as_object(first: _Side, second: _Side, found: Comparison) -> dict[str, Any]:
    return {
        "first": first.title,
        "second": second.title,
        "parting": _parting(first, second, found),
        "same": found.same,
        **{kind.value: found.count(kind) for kind in DifferenceKind},
        "differences": [
            {
                "kind": each.kind,
                "first": entry_as_json(each.first) if each.first else None,
                "second": entry_as_json(each.second) if each.second else None,
                "shift_ms": each.shift,
            }
            for each in found.differences
        ],
    }
