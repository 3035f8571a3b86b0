"""Write the golden logs: ``python -m tests.golden.write [--yes]``.

It prints what would change, scenario by scenario, and asks before it writes.
"""

import argparse
import sys
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

from simulator.content.library.library import Library
from simulator.session.run.checked_runs import log_text
from simulator.session.run.headless_run import run

FOLDER = Path(__file__).parent


def golden(library: Library, scenario_id: str) -> str:
    """Return the log of a scenario under the default profile and its own force, an entry a line."""
    scenario = library.scenario(scenario_id).scenario
    force = library.force(scenario.force or "generic").force
    result = run(scenario, library.profile().profile, force)
    return log_text(result)


def differences(before: str, after: str) -> list[str]:
    """Return what differs in one log: counts, and the first entry before and after."""
    old, new = before.splitlines(), after.splitlines()
    if old == new:
        return []
    parts = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    changes = [part for part in parts if part[0] != "equal"]
    gone = sum(end - start for _, start, end, _, _ in changes)
    come = sum(end - start for _, _, _, start, end in changes)
    _, at, _, new_at, _ = changes[0]
    first = [f"  - {old[at]}"] if at < len(old) else []
    first += [f"  + {new[new_at]}"] if new_at < len(new) else []
    return [f"  entries: {gone} out, {come} in; the first at entry {at}:", *first]


def summary(before: dict[str, str], after: dict[str, str]) -> Iterator[str]:
    """Yield what would change, by scenario."""
    for scenario in sorted(before.keys() | after.keys()):
        if scenario not in after:
            yield f"{scenario}: goes, since there is no such scenario"
        elif scenario not in before:
            yield f"{scenario}: new, {after[scenario].count(chr(10))} entries"
        elif lines := differences(before[scenario], after[scenario]):
            yield f"{scenario}:"
            yield from lines


def main() -> int:
    """Write a file for each shipped scenario, and remove those of scenarios that are gone."""
    parser = argparse.ArgumentParser(prog="python -m tests.golden.write")
    parser.add_argument("--yes", action="store_true", help="write without a question")
    options = parser.parse_args()
    library = Library()
    before = {path.stem: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.jsonl")}
    after = {entry.id: golden(library, entry.id) for entry in library.scenarios()}
    lines = list(summary(before, after))
    sys.stdout.write("".join(f"{line}\n" for line in lines or ["nothing changes"]))
    if not lines:
        return 0
    if not options.yes and input("write these logs? [y/N] ").strip().lower() != "y":
        return 1
    for scenario in before.keys() - after.keys():
        (FOLDER / f"{scenario}.jsonl").unlink()
    for scenario, text in after.items():
        (FOLDER / f"{scenario}.jsonl").write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
