"""Coverage reports: text and JSON."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Sequence
from math import floor
from pathlib import Path
from typing import Any

from simulator import BANNER
from simulator.cli.reports.layout import counted, json_text, table
from simulator.proof.coverage import GUIDANCE, PARTS, ROWS, CoverageReport, row_lines
from simulator.proof.scenario_steps import FirstOccurrence

WIDTH = 100
FLOW_FILE = "simulator/core/flow.py"
_SINGULAR = {
    "rows": "row",
    "stages": "stage",
    "deadlines": "deadline",
    "prompts": "prompt",
    "guidance": "row of guidance",
}


def text(coverage: CoverageReport) -> str:
    """Return the counts, then everything that no scenario exercises."""
    return "\n".join(_text(coverage)) + "\n"


def as_json(coverage: CoverageReport) -> str:
    """Return the whole report as one JSON object."""
    return json_text(_plain(coverage))


FORMS: dict[str, Callable[..., str]] = {"text": text, "json": as_json}
"""Report functions by `--format`."""


def _text(coverage: CoverageReport) -> Iterator[str]:
    rows = (spot for held in coverage.profiles.values() for spot in held.found["rows"].values())
    scenarios = len({*(step.scenario for step in coverage.steps), *(row.scenario for row in rows)})
    yield BANNER
    yield ""
    yield f"{counted(scenarios, 'scenario')} under {counted(len(coverage.profiles), 'profile')}"
    yield ""
    yield from _counts(coverage)
    yield ""
    for part in PARTS:
        for name in coverage.over_all(part)[1]:
            yield from _missing(part, name, "")
    for part in PARTS:
        for name in coverage.over_all(part)[0]:
            under = coverage.missing_under(part, name)
            if under:
                yield from _missing(part, name, f" under {', '.join(under)}")
    for step in coverage.idle_steps():
        yield f"no run reaches the {step.key} step at {_shown(step.path)}:{step.line}"
    yield from _excused(coverage)
    yield ""
    yield f"{percent_text(coverage)} in 100 of the rows that can fire are exercised"


def percent_text(coverage: CoverageReport) -> str:
    """Return the percentage of exercised rows, rounded down to a tenth."""
    return f"{floor(10 * coverage.percent) / 10:.1f}"


def _counts(coverage: CoverageReport) -> Iterator[str]:
    heads = ["", *PARTS, "steps"]
    rows = [
        [held.profile]
        + [_of(len(held.covered(part)), len(held.reachable.names[part])) for part in PARTS]
        + [_of(sum(held.profile in by for by in coverage.steps.values()), len(coverage.steps))]
        for held in coverage.profiles.values()
    ]
    if len(coverage.profiles) > 1:
        parts = [tuple(map(len, coverage.over_all(part))) for part in PARTS]
        stepped = len(coverage.steps) - len(coverage.idle_steps())
        total = [_of(found, found + missed) for found, missed in parts]
        rows.append(["at least one", *total, _of(stepped, len(coverage.steps))])
    yield from table([heads, *rows], right=range(1, len(heads)))


def _missing(part: str, name: str, under: str) -> Iterator[str]:
    line = f"no scenario exercises {_SINGULAR[part]} {name}{under}"
    if part == "rows":
        line += f" ({FLOW_FILE}:{row_lines()[name]}): {ROWS[name].says}"
    if part == "guidance":
        line += f": it needs a call in which {GUIDANCE[name].when.name}"
    yield from textwrap.wrap(line, WIDTH, subsequent_indent="    ", break_on_hyphens=False)


def _excused(coverage: CoverageReport) -> Iterator[str]:
    excuses = coverage.excuses()
    if not excuses:
        return
    yield ""
    alike: dict[tuple[str, str], list[str]] = {}
    for row, reasons in excuses.items():
        under = _profiles(list(reasons), coverage)
        alike.setdefault((under, next(iter(reasons.values()))), []).append(row)
    for (under, why), rows in alike.items():
        noun = "row" if len(rows) == 1 else "rows"
        line = f"{noun} {', '.join(rows)} cannot fire under {under}: {why}"
        yield from textwrap.wrap(line, WIDTH, subsequent_indent="    ", break_on_hyphens=False)


def _profiles(profiles: Sequence[str], coverage: CoverageReport) -> str:
    """Return the profiles in words: by name, "any of these" or "all but"."""
    others = [each for each in coverage.profiles if each not in profiles]
    if len(coverage.profiles) > 1 and len(others) < len(profiles):
        return f"all but {', '.join(others)}" if others else "any of these profiles"
    return ", ".join(profiles)


def _shown(path: Path) -> str:
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def _of(found: int, every: int) -> str:
    return f"{found} of {every}"


def _plain(coverage: CoverageReport) -> dict[str, Any]:
    excuses = coverage.excuses()
    return {
        "percent": floor(100 * coverage.percent) / 100,
        "profiles": {
            held.profile: {
                "runs": held.runs,
                **{
                    part: {
                        "covered": {
                            name: _plain_spot(held.found[part][name]) for name in held.covered(part)
                        },
                        "missed": held.missed(part),
                    }
                    for part in PARTS
                },
                "cannot_be_reached": held.reachable.excuses,
            }
            for held in coverage.profiles.values()
        },
        "over_all": {
            part: dict(zip(("covered", "missed"), coverage.over_all(part), strict=True))
            for part in PARTS
        },
        "rows": {
            row: {
                "says": ROWS[row].says,
                "file": FLOW_FILE,
                "line": line,
                "standing": coverage.standing(row),
                "missed_under": coverage.missing_under("rows", row),
                "cannot_be_reached_under": excuses.get(row, {}),
            }
            for row, line in row_lines().items()
        },
        "steps": [
            {**step._asdict(), "path": _shown(step.path), "profiles": sorted(profiles)}
            for step, profiles in coverage.steps.items()
        ],
    }


def _plain_spot(spot: FirstOccurrence) -> dict[str, Any]:
    where = {"scenario": spot.scenario, "path": _shown(spot.path)}
    return {**where, "line": spot.line, "at_ms": spot.at}
