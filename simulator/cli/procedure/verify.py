"""`silent999 verify`: check every property in every possible call.

The report has a line for each property, and a counterexample for each that fails.
"""

import json
import shlex
from argparse import Namespace
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from simulator.cli.arguments import Parser, UsageError, did_you_mean, number
from simulator.cli.layout import WIDTH, rendered
from simulator.cli.output import Console
from simulator.cli.run_selection import library_of, profiles_for
from simulator.content.library.library import Library
from simulator.errors import LibraryError
from simulator.proof.verify import decide_properties as deciding
from simulator.proof.verify.counterexample import Counterexample, counterexample
from simulator.proof.verify.decide_properties import Decision, PieceResult, Setting, Status
from simulator.proof.verify.flow_defects import Health
from simulator.proof.verify.worker_processes import cores
from simulator.review.transcript import render_text, transcript
from simulator.rules.properties import Property, PropertyKind
from simulator.session.clock import WallClock, utc_now
from simulator.session.log_json import entry_as_json

_PROCESSES = number(1, 256, whole=True, expected="from 1 to 256 processes")


def arguments(parser: Parser) -> None:
    parser.add_profiles()
    about = "check only this property; may be repeated"
    parser.takes("--property", "ID", about, action="append", default=[])
    about = "check only properties of the machines, or of the simulated roles (procedure)"
    parser.choice("--kind", "kind", tuple(PropertyKind), about)
    parser.flag("--list", "list the properties, and exit")
    about = "number of processes; the output is the same (default: one for each processor)"
    parser.takes("-j --jobs", "N", about, read=_PROCESSES, default=0)
    about = "write the call that breaks a property into this folder, as a scenario act by act"
    parser.takes("--write", "FOLDER", about)
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
    library = library_of(options)
    if options.list:
        _list(_properties(library, options), options, console)
        return 0
    if options.write and Path(options.write).exists() and not Path(options.write).is_dir():
        raise UsageError(f"{options.write} is a file, not a folder", "--write names a folder")
    clock = WallClock()
    began = clock.read()
    profiles = profiles_for(options.profile or [options.usual_profile], library)
    forces = [loaded.force for loaded in library.forces()]
    found = deciding.settings_for(profiles, library.force().force, forces, library.questions())
    settings = {setting.profile.id: setting for setting in found}
    work = deciding.work_for(profiles, _properties(library, options))
    if options.property:
        work = [piece for piece in work if piece.properties]
    done: list[PieceResult] = []
    pieces = deciding.verify(found, work, options.jobs or cores())
    as_text = options.format == "text"
    given = None if options.write else _given(options)
    with console.progress(pieces, len(work), "checking", 1, printing=as_text) as steps:
        for piece in steps:
            if as_text:
                _print_piece(piece, settings, console, heading=not done, given=given)
                console.out.flush()
            done.append(piece)
    decisions = [each for piece in done for each in piece.decisions]
    if options.write:
        _write(options, decisions, settings, console)
    healths = [piece.health for piece in done if piece.health is not None]
    counts = {status: sum(each.status is status for each in decisions) for status in Status}
    totals = {
        name: sum(getattr(each, name) for each in (*decisions, *healths))
        for name in ("states", "moves")
    }
    took = clock.read() - began
    if options.format == "json":
        reports = (_plain(setting, done) for setting in settings.values())
        shown = [each for each in reports if "flow" in each or each["properties"]]
        whole = {"profiles": shown, "counts": counts, **totals, "took_ms": took}
        console.say(json.dumps(whole, indent=2, ensure_ascii=False))
    else:
        of = {"counts": counts, "decided": len(decisions), "took": took / 1000}
        console.write(rendered("verified.txt", **of, **totals))
    return int(counts[Status.FAILS] > 0 or not all(health.sound for health in healths))


def _given(options: Namespace) -> str:
    """Return the profiles and folders of the command line, for a command that checks the same."""
    words = [("--profile", each) for each in options.profile]
    words += [("--folder", str(each)) for each in options.folder]
    return "".join(f" {option} {shlex.quote(value)}" for option, value in words)


def _write(
    options: Namespace,
    decisions: Sequence[Decision],
    settings: Mapping[str, Setting],
    console: Console,
) -> None:
    """Write each counterexample into the folder that was named."""
    # It takes what writes records, which no other check needs.
    from simulator.cli.procedure.written_counterexamples import write_counterexample

    library, folder = library_of(options), Path(options.write)
    for decision in decisions:
        setting = settings[decision.profile]
        if example := counterexample(decision, setting):
            write_counterexample(
                folder, library, decision, setting, example, console, utc_now().date()
            )


def _list(properties: Sequence[Property], options: Namespace, console: Console) -> None:
    if options.format == "json":
        listed = [{"id": prop.id, "kind": prop.kind, "says": prop.says} for prop in properties]
        console.say(json.dumps(listed, indent=2, ensure_ascii=False))
        return
    width = max(len(prop.id) for prop in properties)
    console.say_lines(f"{prop.id:<{width}}  {prop.says}" for prop in properties)


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


def _idle(health: Health, setting: Setting) -> dict[str, str]:
    """Return the rows that fire in no call, each with the reason if the switches are one."""
    excuses = Library().row_needs().excuses(setting.profile.switches)
    return {row: excuses.get(row, "") for row in health.idle_rows}


def _print_piece(
    piece: PieceResult,
    settings: Mapping[str, Setting],
    console: Console,
    *,
    heading: bool,
    given: str | None,
) -> None:
    paint = console.paint
    if piece.health is not None:
        name, health = piece.piece.profile, piece.health
        idle = _idle(health, settings[name])
        about = rendered("flow_health.txt", paint=paint, profile=name, health=health, idle=idle)
        console.write(about)
    for place, decision in enumerate(piece.decisions):
        setting, shown = settings[decision.profile], ""
        example = counterexample(decision, setting)
        if example is not None:
            told = transcript(example.log, profile=setting.profile, detailed=True)
            shown = render_text(told, width=WIDTH)
        procedure = decision.prop.kind is PropertyKind.PROCEDURE
        about = rendered(
            "property.txt",
            paint=paint,
            decision=decision,
            heading=heading and place == 0,
            where=decision.where if procedure and place == 0 else "",
            example=example,
            transcript=shown,
            given=given,
        )
        console.write(about)


def _plain(setting: Setting, done: Sequence[PieceResult]) -> dict[str, Any]:
    report: dict[str, Any] = {"profile": setting.profile.id, "properties": []}
    for piece in done:
        if piece.health is not None and piece.piece.profile == setting.profile.id:
            idle = _idle(piece.health, setting)
            report["flow"] = {**piece.health._asdict(), "idle_rows": idle}
        report["properties"] += [
            _plain_decision(each, counterexample(each, setting))
            for each in piece.decisions
            if each.profile == setting.profile.id
        ]
    return report


def _plain_decision(decision: Decision, example: Counterexample | None) -> dict[str, Any]:
    prop = decision.prop
    report: dict[str, Any] = {
        **{key: getattr(prop, key) for key in ("id", "says", "kind", "modality", "timed")},
        **{key: getattr(decision, key) for key in ("status", "states", "moves", "where")},
        "complete": decision.status is not Status.UNBROKEN,
        "sources": prop.sources,
    }
    if decision.status is Status.FAILS:
        report["counterexample"] = example and {
            "line": example.kind,
            "coverage": example.coverage,
            "outcome": example.outcome,
            "verdict": example.verdict.kind,
            "because": example.verdict.because,
            "log": [entry_as_json(entry) for entry in example.log],
        }
    return report
