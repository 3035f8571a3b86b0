"""Why a run did not go as expected: the rule, its line, and the entries that show it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import NamedTuple

from simulator.content.library.library import LoadedScenario
from simulator.content.yaml.document import Trail
from simulator.core.describe import name_of
from simulator.core.instant import clock
from simulator.core.profile import Profile
from simulator.review.transcript import render_text, transcript
from simulator.session.run.expectations import Checked
from simulator.session.run.headless import Result

WIDTH = 80
MOST_EVIDENCE = 8
"""So many entries are shown for a rule that failed."""


class Failure(NamedTuple):
    """One reason why a run failed."""

    what: str
    """The rule in words, or what else went wrong."""
    file: str
    """The file that asked for it: the scenario's, or a part that it takes up."""
    line: int
    """The line there."""
    shown: tuple[str, ...]
    """All of it in lines for people, `what` and `why` among them."""
    why: str = ""
    """The reason for the rule, as its file gives it; empty where it gives none."""


def failures(loaded: LoadedScenario, profile: Profile, result: Result) -> list[Failure]:
    """Everything that went wrong in a run."""
    found: list[Failure] = []
    if result.stopped:
        told = f"stopped: {result.stopped}"
        found.append(Failure(told, *_home(loaded, ()), (told,)))
    for checked, trail in zip(result.expectations, _trails(loaded, profile), strict=True):
        if not checked.met:
            home = _home(loaded, trail)
            shown = tuple(_told(checked, profile, result))
            found.append(Failure(checked.rule, *home, shown, checked.why))
    return found


def _home(loaded: LoadedScenario, trail: Trail) -> tuple[str, int]:
    """The file and line that something was written in."""
    return loaded.document.home(loaded.document.place(trail).line)


def not_possible(result: Result) -> Iterator[str]:
    """The acts that were planned and turned out to be impossible; by themselves no failure."""
    for skipped in result.skipped:
        act = f"{name_of(skipped.role)}: {skipped.action.kind}"
        yield f"not possible: {clock(skipped.at)} {act}: {skipped.why}"


def _trails(loaded: LoadedScenario, profile: Profile) -> Iterator[Trail]:
    """Where each expectation stands in the file, in the order in which they are looked at."""
    scenario = loaded.scenario
    own = ("outcomes", profile.id)
    yield own if profile.id in scenario.outcomes else ("outcome",)
    for place in range(len(scenario.expect)):
        yield "expect", place
    for place in range(len(scenario.expect_by_profile.get(profile.id, ()))):
        yield "expect_by_profile", profile.id, place


def _told(checked: Checked, profile: Profile, result: Result) -> Iterator[str]:
    yield from _wrapped("failed: ", checked.rule)
    if checked.because:
        yield from _wrapped("  ", checked.because)
    if checked.why:
        yield from _wrapped("  why: ", checked.why)
    shown = [result.log[seq] for seq in checked.evidence[:MOST_EVIDENCE]]
    column = max((len(clock(entry.at)) for entry in shown), default=0)
    for line in transcript(shown, profile=profile, detailed=True):
        head = f"  #{line.seq:<4} " + " " * (column - len(clock(line.at)))
        first, *rest = render_text([line], width=WIDTH - len(head)).splitlines()
        yield head + first
        yield from (" " * len(head) + row for row in rest)
    if len(checked.evidence) > MOST_EVIDENCE:
        yield f"  and {len(checked.evidence) - MOST_EVIDENCE} more"


def _wrapped(head: str, text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=head, subsequent_indent=" " * len(head))
