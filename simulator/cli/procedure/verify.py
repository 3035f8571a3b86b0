"""`silent999 verify`: check every property in every possible call."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentTypeError, Namespace
from pathlib import Path

from simulator.cli.arguments import Parser, did_you_mean, path_named, whole_from
from simulator.cli.output import Console
from simulator.cli.reports.verify_reports import VerifyJsonReport, VerifyTextReport
from simulator.cli.run_selection import profiles_for
from simulator.content.library.library import Library
from simulator.errors import LibraryError
from simulator.proof.verify.verify_profiles import settings_for, verify, work_for
from simulator.proof.verify.worker_processes import cores
from simulator.rules.properties import Property, PropertyKind
from simulator.session.clock import WallClock

_PROCESSES = whole_from(1, sys.maxsize, "at least 1 process")


def arguments(parser: Parser) -> None:
    parser.add_profiles()
    about = "check only this property; may be repeated"
    parser.takes("--property", "ID", about, action="append", default=[])
    about = "check only properties of the machines, or of the simulated roles (procedure)"
    parser.choice("--kind", "kind", tuple(PropertyKind), about)
    parser.flag("--list", "list the properties, and exit")
    about = "write a shortest counterexample of each failed property as a scenario file"
    parser.takes("--write", "FOLDER", about, read=_output_folder)
    about = "number of processes; the output is the same (default: one for each processor)"
    parser.takes("-j --jobs", "N", about, read=_PROCESSES, default=0)
    parser.add_format("text", "json")
    parser.add_folders()
    parser.explain(
        "Machine properties are checked in every call that any act can lead to. The simulated "
        "operator and call handler are tried in thousands of random and adversarial calls; a "
        "property whose rule never applied fails. Exit codes: 0 no property fails, 1 a property "
        "fails or the flow is broken, 2 invalid command or file."
    )


def run(options: Namespace, console: Console) -> int:
    """Check the properties that the options name."""
    if options.list:
        return _list(options, console)
    clock = WallClock()
    began = clock.read()
    library = Library(options.folder)
    force, questions = library.force().force, library.questions()
    profiles = profiles_for(options.profile or [options.usual_profile], library)
    forces = [loaded.force for loaded in library.forces()]
    settings = settings_for(profiles, force, forces, questions)
    work = work_for(profiles, _properties(library, options))
    if options.property:
        work = [piece for piece in work if piece.properties]
    processes = options.jobs or cores()
    report = (VerifyJsonReport if options.format == "json" else VerifyTextReport)(
        console, library, settings, options.write
    )
    pieces = verify(settings, work, processes)
    with console.progress(pieces, len(work), "checking", fewest=1) as steps:
        for done in steps:
            report.add(done)
            console.out.flush()
        report.end(clock.read() - began)
    return 1 if report.failed else 0


def _list(options: Namespace, console: Console) -> int:
    """List the properties."""
    properties = _properties(Library(options.folder), options)
    if options.format == "json":
        listed = [{"id": prop.id, "kind": prop.kind, "says": prop.says} for prop in properties]
        console.say(json.dumps(listed, indent=2, ensure_ascii=False))
        return 0
    width = max(len(prop.id) for prop in properties)
    for prop in properties:
        console.say(f"{prop.id:<{width}}  {prop.says}")
    return 0


def _properties(library: Library, options: Namespace) -> list[Property]:
    """Return the properties that the options name, or all."""
    properties = {prop.id: prop for each in library.properties() for prop in each.file.built}
    for each in options.property:
        if each not in properties:
            near = did_you_mean(each, properties)
            hint = "to list them: silent999 verify --list"
            raise LibraryError(f"there is no property {each}{near}", hint)
    chosen = [properties[each] for each in options.property] or list(properties.values())
    return [prop for prop in chosen if options.kind in (None, prop.kind)]


def _output_folder(word: str) -> Path:
    path = path_named(word)
    if path.exists() and not path.is_dir():
        raise ArgumentTypeError(f"{word} is not a folder")
    return path
