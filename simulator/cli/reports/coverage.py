"""Coverage as text and as JSON."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Callable, Iterator, Sequence
from math import floor
from pathlib import Path
from typing import Any

from simulator import BANNER
from simulator.core.instant import clock
from simulator.proof.coverage.coverage import Coverage
from simulator.proof.coverage.reachable import PARTS, ROWS, row_lines
from simulator.proof.coverage.steps import Spot

WIDTH = 100
FLOW_FILE = "simulator/core/flow.py"
_SINGULAR = {"rows": "row", "stages": "stage", "deadlines": "deadline", "prompts": "prompt"}


def text(coverage: Coverage, *, detail: bool = False) -> str:
    """For people: counts, then by name whatever no scenario exercises."""
    return "\n".join(_text(coverage, detail)) + "\n"


def as_json(coverage: Coverage, *, detail: bool = False) -> str:  # noqa: ARG001
    """For programs: all of it, whether `detail` was asked for or not; ASCII."""
    return json.dumps(_plain(coverage), indent=1) + "\n"


FORMS: dict[str, Callable[..., str]] = {"text": text, "json": as_json}
"""Each form of the report by its name."""


def _text(coverage: Coverage, detail: bool) -> Iterator[str]:
    scenarios = len({step.scenario for step in coverage.steps} | _scenarios(coverage))
    yield BANNER
    yield ""
    yield f"{_many(scenarios, 'scenario')} under {_many(len(coverage.profiles), 'profile')}"
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
                yield from _missing(part, name, f" under {_listed(under)}")
    for step in coverage.idle_steps():
        yield f"no run comes to the {step.key} step at {_shown(step.path)}:{step.line}"
    if detail:
        yield from _found(coverage)
    yield from _excused(coverage)
    yield ""
    yield f"{percent_told(coverage)} in 100 of the rows that each profile can come to are reached"


def percent_told(coverage: Coverage) -> str:
    """How many rows in 100 are exercised, to a tenth; never more than there are."""
    return f"{floor(10 * coverage.percent) / 10:.1f}"


def _scenarios(coverage: Coverage) -> set[str]:
    return {
        spot.scenario for held in coverage.profiles.values() for spot in held.found["rows"].values()
    }


def _counts(coverage: Coverage) -> Iterator[str]:
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
    widths = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]
    for row in [heads, *rows]:
        first, *rest = (cell.rjust(width) for cell, width in zip(row, widths, strict=True))
        yield "  ".join([first.strip().ljust(widths[0]), *rest])


def _missing(part: str, name: str, under: str) -> Iterator[str]:
    line = f"no scenario exercises {_SINGULAR[part]} {name}{under}"
    if part == "rows":
        line += f" ({FLOW_FILE}:{row_lines()[name]}): {ROWS[name].says}"
    yield from textwrap.wrap(line, WIDTH, subsequent_indent="    ", break_on_hyphens=False)


def _found(coverage: Coverage) -> Iterator[str]:
    yield ""
    for part in PARTS:
        for held in coverage.profiles.values():
            for name in held.covered(part):
                spot = held.found[part][name]
                what = f"{_SINGULAR[part]} {name}"
                yield f"{held.profile}: {what} by {_spot(spot)} at {clock(spot.at)}"


def _excused(coverage: Coverage) -> Iterator[str]:
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
        line = f"{noun} {_listed(rows)} cannot be reached under {under}: {why}"
        yield from textwrap.wrap(line, WIDTH, subsequent_indent="    ", break_on_hyphens=False)


def _profiles(profiles: Sequence[str], coverage: Coverage) -> str:
    """The profiles by their names, or that it is all of them, or all but a few."""
    others = [each for each in coverage.profiles if each not in profiles]
    if len(coverage.profiles) > 1 and len(others) < len(profiles):
        return f"all but {_listed(others)}" if others else "any of these profiles"
    return _listed(profiles)


def _spot(spot: Spot) -> str:
    return f"{_shown(spot.path)}:{spot.line}" if spot.line else _shown(spot.path)


def _shown(path: Path) -> str:
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def _of(found: int, every: int) -> str:
    return f"{found} of {every}"


def _many(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names)


def _plain(coverage: Coverage) -> dict[str, Any]:
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


def _plain_spot(spot: Spot) -> dict[str, Any]:
    return {
        "scenario": spot.scenario,
        "path": _shown(spot.path),
        "line": spot.line,
        "at_ms": spot.at,
    }
