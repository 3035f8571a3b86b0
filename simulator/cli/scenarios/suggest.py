"""`silent999 suggest`: scenario files for the rows that no scenario exercises."""

from __future__ import annotations

import textwrap
from argparse import ArgumentTypeError, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.cli.arguments import Parser, UsageError, path_named
from simulator.cli.console import Console

if TYPE_CHECKING:
    from simulator.proof.coverage.coverage import Coverage
    from simulator.proof.coverage.suggest import Pair, Suggested

WIDTH = 100


def arguments(parser: Parser) -> None:
    """Add what the command takes."""
    parser.add_runs("count as exercised already", profile="all")
    parser.add_argument(
        "--row", action="append", type=_row, default=[], metavar="ID",
        help="only for this row of the flow, such as K-3; may be repeated",
    )  # fmt: skip
    parser.add_argument(
        "--into", type=path_named, metavar="FOLDER",
        help="write the files there; without it they are only named",
    )  # fmt: skip
    parser.add_pack("counts")
    parser.add_folders()
    parser.explain(
        "Looks at what the scenarios exercise, as coverage does, and for each row that is missing "
        "plays calls until one comes to it. What nobody does by themselves becomes a step: of the "
        "caller, the room, the network, and where nothing else helps of the operator or the call "
        "handler. If no such call is found, every call that can happen is looked through for a "
        "shortest one, and the file says exactly what everybody does. Exit code 1: for some row "
        "there is no file, and it says why. A folder without scenarios is a place to begin: "
        "nothing is exercised there yet."
    )


def run(options: Namespace, console: Console) -> int:
    """Suggest files for what is missing."""
    from simulator.cli.requests import jobs, library_for, profiles_for
    from simulator.content.files.paths import stem_of
    from simulator.content.library.library import DEFAULT_FORCE
    from simulator.proof.coverage.coverage import Coverage
    from simulator.proof.coverage.suggest import missing, suggest
    from simulator.session.run import headless

    if options.into is not None:
        there = next(each for each in (options.into, *options.into.parents) if each.exists())
        if not there.is_dir():
            raise UsageError(f"{there} is no folder", "name one, or one that can be made")
    library = library_for(options)
    planned, wrong = jobs(options, library, or_none=True)
    if wrong:
        return console.fail(wrong)
    looked_at = profiles_for(options.profile or [options.usual_profile], library)
    coverage = Coverage(looked_at)
    for job in planned:
        result = headless.run(job.loaded.scenario, job.profile, job.force, options.seed)
        coverage.add(job.loaded, job.profile, result)
    pairs = missing(coverage, options.row)
    ruled_out = _ruled_out(coverage, options.row)
    for line in ruled_out.values():
        console.say(line)
    if not pairs:
        if not options.row or set(options.row) - set(ruled_out):
            console.say("every row that a call can come to is exercised already")
        return 1 if ruled_out else 0
    taken = {stem_of(path) for path in library.scenario_paths()}
    if options.into is not None and options.into.is_dir():
        taken |= {stem_of(path) for path in options.into.iterdir()}
    profiles = {each.profile.id: each.profile for each in library.profiles()}
    profiles |= {each.id: each for each in looked_at}
    force = library.force(options.force or DEFAULT_FORCE).force
    found = suggest(pairs, profiles, force, library.sources().keys(), taken)
    if options.into is not None:
        options.into.mkdir(parents=True, exist_ok=True)
        for each in found.files:
            (options.into / f"{each.id}.yaml").write_text(each.text, encoding="utf-8")
    _tell(found, pairs, options.into, console)
    return 1 if found.left or ruled_out else 0


def _ruled_out(coverage: Coverage, rows: Sequence[str]) -> dict[str, str]:
    """Of `rows`, those that no call can come to under any of the profiles, each with the reason."""
    from simulator.proof.coverage.status import Standing

    excuses = coverage.excuses()
    told: dict[str, str] = {}
    for row in dict.fromkeys(rows):
        if coverage.standing(row) is Standing.RULED_OUT:
            profile, why = next(iter(excuses[row].items()))
            under = profile if len(excuses[row]) == 1 else "any of these profiles"
            line = f"row {row} under {under}: no call can come to it: {why}"
            told[row] = textwrap.fill(line, WIDTH, subsequent_indent="    ")
    return told


def _tell(found: Suggested, pairs: set[Pair], into: Path | None, console: Console) -> None:
    for each in found.files:
        rows = ", ".join(dict.fromkeys(row for _, row in sorted(each.covers)))
        name = str(into / f"{each.id}.yaml") if into else each.id
        for line in textwrap.wrap(f"{name}: {rows}", WIDTH, subsequent_indent="    "):
            console.say(line)
    for (profile, row), why in found.left.items():
        told = f"row {row} under {profile}: {why}"
        console.say(textwrap.fill(told, WIDTH, subsequent_indent="    "))
    covered = len(pairs) - len(found.left)
    noun = "file" if len(found.files) == 1 else "files"
    how = "no fewer of them would do" if found.exact else "chosen greedily, perhaps not the fewest"
    console.say(
        f"{len(found.files)} {noun} for {covered} of {len(pairs)} missing pairs of row and profile "
        f"({found.considered} were found; {how})"
    )
    if found.files and into is None:
        console.say("--into FOLDER writes them")


def _row(word: str) -> str:
    from simulator.cli.arguments import meant
    from simulator.proof.coverage.reachable import ROWS

    if word.upper() not in ROWS:
        raise ArgumentTypeError(f"the flow has no row {word}{meant(word.upper(), ROWS)}")
    return word.upper()
