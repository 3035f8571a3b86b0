"""Write the golden logs: ``python -m tests.golden.write``; then read ``git diff tests/golden``."""

from collections.abc import Iterable
from pathlib import Path

from simulator.content.library.library import Library
from simulator.core.log import Entry
from simulator.session.log_json import json_line
from simulator.session.run.headless_run import run

FOLDER = Path(__file__).parent


def golden(library: Library, scenario_id: str) -> str:
    """Return the log of a scenario under the default profile and its own force, an entry a line."""
    scenario = library.scenario(scenario_id).scenario
    force = library.force(scenario.force or "generic").force
    return lines(run(scenario, library.profile().profile, force).log)


def lines(log: Iterable[Entry]) -> str:
    """Return a log with an entry a line."""
    return "".join(f"{json_line(entry)}\n" for entry in log)


def main() -> None:
    """Write a file for each shipped scenario, and remove those of scenarios that are gone."""
    library = Library()
    for path in FOLDER.glob("*.jsonl"):
        path.unlink()
    for entry in library.scenarios():
        (FOLDER / f"{entry.id}.jsonl").write_text(golden(library, entry.id), encoding="utf-8")


if __name__ == "__main__":
    main()
