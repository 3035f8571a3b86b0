"""Writes the golden logs anew: ``python -m tests.golden.write``. Read the difference first."""

from __future__ import annotations

from pathlib import Path

from simulator.content.library.library import Library
from simulator.session.run.cases import log_text
from simulator.session.run.headless import run

FOLDER = Path(__file__).parent


def golden(library: Library, scenario_id: str) -> str:
    """The log of a scenario under the default profile and its own force, one entry a line."""
    scenario = library.scenario(scenario_id).scenario
    force = library.force(scenario.force or "generic").force
    result = run(scenario, library.profile().profile, force)
    return log_text(result)


def main() -> None:
    """Write a file for every shipped scenario, and remove those of scenarios that are gone."""
    library = Library()
    ids = {entry.id for entry in library.scenarios()}
    for path in FOLDER.glob("*.jsonl"):
        if path.stem not in ids:
            path.unlink()
    for scenario_id in sorted(ids):
        text = golden(library, scenario_id)
        (FOLDER / f"{scenario_id}.jsonl").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
