"""`silent999 verify`: whether what is claimed of every call holds."""

from __future__ import annotations

import json
from argparse import ArgumentTypeError, Namespace
from pathlib import Path

from simulator.cli.arguments import Parser, meant, name, path_named, whole_number
from simulator.cli.output import Console
from simulator.cli.reports.verify_reports import VerifyJsonReport, VerifyTextReport
from simulator.cli.run_selection import profiles_for
from simulator.content.library.library import Library
from simulator.errors import LibraryError
from simulator.proof.verify.verification import settings_for, verify, work_for
from simulator.proof.verify.worker_processes import cores
from simulator.rules.properties import Property, PropertyKind
from simulator.session.clock import WallClock


def arguments(parser: Parser) -> None:
    """Add what the command takes."""
    parser.add_profiles()
    parser.add_argument(
        "--property",
        type=name,
        action="append",
        default=[],
        metavar="ID",
        help="decide only this property; may be repeated",
    )
    parser.add_argument(
        "--kind",
        choices=[*PropertyKind],
        help="decide only the properties of the machines, or of the simulated roles (procedure)",
    )
    parser.add_argument(
        "--list", action="store_true", help="instead: name the properties, and what each says"
    )
    parser.add_argument(
        "--write",
        type=_folder_to_be,
        metavar="FOLDER",
        help="write a scenario file for each property that fails: a shortest call that shows it",
    )
    parser.add_argument(
        "-j",
        "--jobs",
        type=_processes,
        default=0,
        metavar="N",
        help="so many processes; the output is the same (default: one for each processor)",
    )
    parser.add_format("text", "json")
    parser.add_folders()
    parser.explain(
        "Visits every call that can happen: with anybody in the seats for machine properties, with "
        "the simulated operator for its procedure. The simulated call handler is tried in random "
        "and adversarial calls. Exit codes: 0 no property fails, 1 one fails or the flow is "
        "broken, 2 the command or a file is invalid."
    )


def run(options: Namespace, console: Console) -> int:
    """Decide what was asked for."""
    if options.list:
        return _list(options, console)
    clock = WallClock()
    began = clock.read()
    library = Library(options.folder)
    force, questions = library.force().force, library.questions()
    profiles = profiles_for(options.profile or [options.usual_profile], library)
    forces = [loaded.force for loaded in library.forces()]
    settings = settings_for(profiles, force, forces, questions)
    work = work_for(profiles, _claims(library, options))
    if options.property:
        work = [piece for piece in work if piece.claims]
    processes = options.jobs or cores()
    report = (VerifyJsonReport if options.format == "json" else VerifyTextReport)(
        console, library, settings, options.write
    )
    pieces = verify(settings, work, processes)
    with console.progress(pieces, len(work), "visiting calls", fewest=1) as steps:
        for done in steps:
            report.add(done)
            console.out.flush()
        report.end(clock.read() - began)
    return 1 if report.failed else 0


def _list(options: Namespace, console: Console) -> int:
    """Name the properties, without deciding any."""
    claims = _claims(Library(options.folder), options)
    if options.format == "json":
        told = [{"id": claim.id, "kind": claim.kind, "says": claim.says} for claim in claims]
        console.say(json.dumps(told, indent=2, ensure_ascii=False))
        return 0
    width = max(len(claim.id) for claim in claims)
    for claim in claims:
        console.say(f"{claim.id:<{width}}  {claim.says}")
    return 0


def _claims(library: Library, options: Namespace) -> list[Property]:
    """The claims asked for, or all.

    Raises:
        LibraryError: there is no such property.
    """
    claims = {claim.id: claim for each in library.properties() for claim in each.claims}
    for each in options.property:
        if each not in claims:
            near = meant(each, claims)
            hint = "silent999 verify --list names them all"
            raise LibraryError(f"there is no property {each}{near}", hint)
    chosen = [claims[each] for each in options.property] or list(claims.values())
    return [claim for claim in chosen if options.kind in (None, claim.kind)]


def _processes(word: str) -> int:
    number = whole_number(word)
    if number < 1:
        raise ArgumentTypeError(f"at least one process is needed, not {number}")
    return number


def _folder_to_be(word: str) -> Path:
    path = path_named(word)
    if path.exists() and not path.is_dir():
        raise ArgumentTypeError(f"{word} is no folder")
    return path
