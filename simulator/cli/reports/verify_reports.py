"""Reports of `verify`: a line for each property, and a counterexample for each that fails."""

from __future__ import annotations

import json
import textwrap
from abc import abstractmethod
from collections.abc import Iterator, Sequence
from itertools import chain, count
from pathlib import Path
from typing import Any

from simulator.cli.output import Console
from simulator.content.library.library import Library
from simulator.content.rules.row_switches import row_needs
from simulator.core.instant import Millis
from simulator.proof.verify.counterexample import Counterexample, counterexample, scenario_text
from simulator.proof.verify.decide_properties import Decision, Setting, Status
from simulator.proof.verify.flow_defects import Health
from simulator.proof.verify.verify_profiles import PieceResult
from simulator.review.transcript import render_text, transcript
from simulator.rules.properties import PropertyKind
from simulator.session.log_json import entry_as_json

WIDTH = 80


class VerifyReport:
    """Base class: counts results, and writes counterexamples to files."""

    def __init__(
        self, console: Console, library: Library, settings: Sequence[Setting], folder: Path | None
    ) -> None:
        """Report to `console`; write scenario files of counterexamples to `folder`, if given."""
        self._console = console
        self._rules = {
            text["id"]: text["rule"]
            for loaded in library.properties()
            for text in loaded.document.value["properties"]
        }
        self._settings = {setting.profile.id: setting for setting in settings}
        self._folder = folder
        self.written_to: Path | None = None
        """File of the last counterexample; None if no files are written."""
        self.failed = 0
        self.counts = dict.fromkeys(Status, 0)
        self.states = 0
        self.moves = 0

    def add(self, done: PieceResult) -> None:
        """Report the result of a piece of work."""
        if done.health is not None:
            self.failed += not done.health.sound
            self.states += done.health.states
            self.moves += done.health.moves
            self.report_flow(done.piece.profile, done.health)
        for decision in done.decisions:
            self.counts[decision.status] += 1
            self.failed += decision.status is Status.FAILS
            self.states += decision.states
            self.moves += decision.moves
            self.report_property(decision)

    @abstractmethod
    def report_flow(self, profile: str, health: Health) -> None:
        """Report the flow under one profile."""

    @abstractmethod
    def report_property(self, decision: Decision) -> None:
        """Report one property."""

    @abstractmethod
    def end(self, took: Millis) -> None:
        """Report the totals; `took` is in milliseconds."""

    def shown(self, decision: Decision) -> Counterexample | None:
        """Return the counterexample of a failed property, and write it to the folder, if any."""
        found = counterexample(decision, self._settings[decision.profile])
        if found is not None and self._folder is not None:
            self._folder.mkdir(parents=True, exist_ok=True)
            self.written_to = self._written(found, self._folder)
        return found

    def _written(self, found: Counterexample, folder: Path) -> Path:
        """Write the scenario file of a call, unless the same file exists. Return its path."""
        names = chain([found.name], (f"{found.name}-{number}" for number in count(2)))
        for name in names:
            path = folder / f"{name}.yaml"
            text = scenario_text(found, self._rules[found.decision.prop.id], name)
            try:
                with path.open("x", encoding="utf-8") as stream:
                    stream.write(text)
                break
            except FileExistsError:
                if path.is_file() and path.read_bytes() == text.encode():
                    break
        return path

    def idle(self, profile: str, health: Health) -> Iterator[tuple[str, str]]:
        """Yield the dead rows, each with its known reason or an empty string."""
        excuses = row_needs().excuses(self._settings[profile].profile.switches)
        return ((row, excuses.get(row, "")) for row in health.idle_rows)


class VerifyTextReport(VerifyReport):
    """Text report."""

    _headed = False
    _where = ""

    def report_flow(self, profile: str, health: Health) -> None:
        say = self._console.say
        say(self._console.paint(profile, "strong"))
        say(f"  {health.states:,} states with clocks, {health.moves:,} moves")
        for problem, found in (
            ("no row, or more than one, fires", health.broken),
            ("deadlock", health.deadlocks),
            ("cannot end", health.livelocks),
            ("timer that never fires", health.lost_deadlines),
        ):
            for each in found[:10]:
                self._wrapped(f"{problem}: {each}", "bad")
        without = [row for row, why in self.idle(profile, health) if not why]
        if health.idle_rows:
            excused = len(health.idle_rows) - len(without)
            self._wrapped(f"{excused} rows cannot fire with this profile's switches")
        if without:
            self._wrapped(f"dead rows: {', '.join(without)}", "bad")
        say("")
        self._head()

    def _head(self) -> None:
        self._headed = True
        self._console.say(f"  {'':<20}{'property':<42}{'states':>7}{'moves':>10}")

    def report_property(self, decision: Decision) -> None:
        prop = decision.prop
        if not self._headed:
            self._head()
        if prop.kind is PropertyKind.PROCEDURE and decision.where != self._where:
            self._where = decision.where
            self._wrapped(f"{decision.where}:")
        colour = "bad" if decision.status is Status.FAILS else "good"
        status = self._console.paint(f"{decision.status:<9}", colour)
        counted = f"{decision.states:>7,}{decision.moves:>10,}"
        self._console.say(f"  {status}{prop.modality:<11}{prop.id:<42.42}{counted}")
        if decision.status is not Status.FAILS:
            return
        self._wrapped(prop.says)
        if prop.kind is PropertyKind.PROCEDURE and not decision.moves:
            self._wrapped("The rule applied in no call, so nothing was tested.")
        found = self.shown(decision)
        if found is None:
            self._wrapped(
                "There is no counterexample: it must happen in some call, and happens in none."
            )
            return
        self._wrapped(f"A shortest counterexample, under {decision.profile}:")
        self._console.say("")
        profile = self._settings[decision.profile].profile
        lines = render_text(transcript(found.log, profile=profile, detailed=True), width=WIDTH)
        self._console.say(lines)
        if found.verdict.because:
            self._wrapped(found.verdict.because)
        if self.written_to is not None:
            self._console.say(f"  written to {self.written_to}")
        self._console.say("")

    def end(self, took: Millis) -> None:
        say = self._console.say
        decided = sum(self.counts.values())
        parts = [f"{status} {self.counts[status]}" for status in Status if self.counts[status]]
        say("")
        say(f"properties: {decided} ({', '.join(parts)})")
        say(f"{self.states:,} states, {self.moves:,} moves, {took / 1000:.1f} s")
        if self.counts[Status.UNBROKEN]:
            self._wrapped("unbroken: no call that was tried broke it; not all calls were tried.")
        if self.counts[Status.HOLDS]:
            self._wrapped("holds: every possible call was checked.")

    def _wrapped(self, text: str, colour: str = "") -> None:
        wrapped = textwrap.fill(
            text, WIDTH, initial_indent="  ", subsequent_indent="  ", break_long_words=False
        )
        self._console.say(self._console.paint(wrapped, colour) if colour else wrapped)


class VerifyJsonReport(VerifyReport):
    """JSON report: one object, written at the end."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self._profiles: dict[str, dict[str, Any]] = {}

    def report_flow(self, profile: str, health: Health) -> None:
        report = {**health._asdict(), "idle_rows": dict(self.idle(profile, health))}
        self._of(profile)["flow"] = {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in report.items()
        }

    def report_property(self, decision: Decision) -> None:
        prop = decision.prop
        report: dict[str, Any] = {
            **{key: getattr(prop, key) for key in ("id", "says", "kind", "modality", "timed")},
            **{key: getattr(decision, key) for key in ("status", "states", "moves", "where")},
            "complete": decision.status is not Status.UNBROKEN,
            "sources": prop.sources,
        }
        if decision.status is Status.FAILS:
            found = self.shown(decision)
            report["counterexample"] = found and {
                "line": found.kind,
                "coverage": found.coverage,
                "outcome": found.outcome,
                "verdict": found.verdict.kind,
                "because": found.verdict.because,
                "log": [entry_as_json(entry) for entry in found.log],
            }
        self._of(decision.profile)["properties"].append(report)

    def end(self, took: Millis) -> None:
        report = {
            "profiles": list(self._profiles.values()),
            "counts": self.counts,
            "states": self.states,
            "moves": self.moves,
            "took_ms": took,
        }
        self._console.say(json.dumps(report, indent=2, ensure_ascii=False))

    def _of(self, profile: str) -> dict[str, Any]:
        return self._profiles.setdefault(profile, {"profile": profile, "properties": []})
