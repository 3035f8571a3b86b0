"""`silent999 verify`: check every property in every possible call.

The report has a line for each property, and a counterexample for each that fails.
"""

import json
from argparse import Namespace
from collections import Counter
from collections.abc import Sequence
from typing import Any

from simulator.cli.arguments import Parser, did_you_mean, number
from simulator.cli.layout import WIDTH, rendered
from simulator.cli.output import Console
from simulator.cli.run_selection import profiles_for
from simulator.content.library.library import Library
from simulator.content.rules.property_file import row_needs
from simulator.core.instant import Millis
from simulator.errors import LibraryError
from simulator.proof.verify.counterexample import Counterexample, counterexample
from simulator.proof.verify.decide_properties import (
    Decision,
    PieceResult,
    Setting,
    Status,
    settings_for,
    verify,
    work_for,
)
from simulator.proof.verify.worker_processes import cores
from simulator.review.transcript import render_text, transcript
from simulator.rules.properties import Property, PropertyKind
from simulator.session.clock import WallClock
from simulator.session.log_json import entry_as_json

_PROCESSES = number(1, whole=True, expected="at least 1 process")


def arguments(parser: Parser) -> None:
    parser.add_profiles()
    about = "check only this property; may be repeated"
    parser.takes("--property", "ID", about, action="append", default=[])
    about = "check only properties of the machines, or of the simulated roles (procedure)"
    parser.choice("--kind", "kind", tuple(PropertyKind), about)
    parser.flag("--list", "list the properties, and exit")
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
    library = Library(options.folder)
    if options.list:
        _list(_properties(library, options), options, console)
        return 0
    clock = WallClock()
    began = clock.read()
    profiles = profiles_for(options.profile or [options.usual_profile], library)
    forces = [loaded.force for loaded in library.forces()]
    settings = settings_for(profiles, library.force().force, forces, library.questions())
    work = work_for(profiles, _properties(library, options))
    if options.property:
        work = [piece for piece in work if piece.properties]
    report = _Report(console, settings, as_json=options.format == "json")
    pieces = verify(settings, work, options.jobs or cores())
    with console.progress(pieces, len(work), "checking", fewest=1) as steps:
        for done in steps:
            report.add(done)
            console.out.flush()
        report.end(clock.read() - began)
    return 1 if report.failed else 0


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


class _Report:
    """Counts results and prints text; or JSON at the end."""

    def __init__(self, console: Console, settings: Sequence[Setting], *, as_json: bool) -> None:
        self._console = console
        self._settings = {setting.profile.id: setting for setting in settings}
        self._as_json = as_json
        self._profiles: dict[str, dict[str, Any]] = {}
        self._heading = True
        self._where = ""
        self._counts = dict.fromkeys(Status, 0)
        self._totals = Counter(states=0, moves=0)
        self.failed = 0

    def add(self, done: PieceResult) -> None:
        """Report the result of a piece of work."""
        if done.health is not None:
            self.failed += not done.health.sound
            self._totals.update(states=done.health.states, moves=done.health.moves)
            excuses = row_needs().excuses(self._settings[done.piece.profile].profile.switches)
            idle = {row: excuses.get(row, "") for row in done.health.idle_rows}
            if self._as_json:
                found = {**done.health._asdict(), "idle_rows": idle}
                self._of(done.piece.profile)["flow"] = found
            else:
                excused = [row for row, why in idle.items() if why]
                values = {"health": done.health, "idle": list(idle), "excused": excused}
                self._print("flow_health.txt", profile=done.piece.profile, **values)
                self._heading = False
        for decision in done.decisions:
            self._counts[decision.status] += 1
            self._totals.update(states=decision.states, moves=decision.moves)
            example = None
            if decision.status is Status.FAILS:
                self.failed += 1
                example = counterexample(decision, self._settings[decision.profile])
            if self._as_json:
                self._of(decision.profile)["properties"].append(_plain(decision, example))
            else:
                self._print_property(decision, example)

    def end(self, took: Millis) -> None:
        """Report the totals."""
        if self._as_json:
            profiles = list(self._profiles.values())
            whole = {"profiles": profiles, "counts": self._counts, **self._totals, "took_ms": took}
            self._console.say(json.dumps(whole, indent=2, ensure_ascii=False))
            return
        decided = sum(self._counts.values())
        parts = [f"{status} {number}" for status, number in self._counts.items() if number]
        totals = f"{self._totals['states']:,} states, {self._totals['moves']:,} moves"
        self._console.say_lines(("", f"properties: {decided} ({', '.join(parts)})"))
        self._console.say(f"{totals}, {took / 1000:.1f} s")
        if self._counts[Status.UNBROKEN]:
            self._console.say(
                "  unbroken: no call that was tried broke it; not all calls were tried."
            )
        if self._counts[Status.HOLDS]:
            self._console.say("  holds: every possible call was checked.")

    def _of(self, profile: str) -> dict[str, Any]:
        return self._profiles.setdefault(profile, {"profile": profile, "properties": []})

    def _print_property(self, decision: Decision, example: Counterexample | None) -> None:
        where = ""
        if decision.prop.kind is PropertyKind.PROCEDURE and decision.where != self._where:
            where = self._where = decision.where
        shown = ""
        if example is not None:
            profile = self._settings[decision.profile].profile
            shown = render_text(
                transcript(example.log, profile=profile, detailed=True), width=WIDTH
            )
        self._print(
            "property.txt",
            decision=decision,
            heading=self._heading,
            where=where,
            example=example,
            transcript=shown,
        )
        self._heading = False

    def _print(self, template: str, **values: object) -> None:
        self._console.write(rendered(template, paint=self._console.paint, **values))


def _plain(decision: Decision, example: Counterexample | None) -> dict[str, Any]:
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
