"""Warning that `about` of a scenario is not the time that playing it takes."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.content.diagnostics.validate import Found
from simulator.content.library.library import DEFAULT_FORCE, Library
from simulator.content.scenario.scenario import Scenario
from simulator.core.instant import Millis, amount
from simulator.core.log import CallBegan, CallEnded
from simulator.session.run import headless_run

MINUTE: Millis = 60_000


def wrong_about(scenario: Scenario, library: Library) -> Iterator[Found]:
    """Yield a warning if `about` is under half, or over one and a half times, the time measured.

    Seed 0 under the default profile; the pauses between calls are skipped, so they don't count.
    """
    force = library.force(scenario.force or DEFAULT_FORCE).force
    result = headless_run.run(scenario, library.profile().profile, force)
    taken = begun = 0
    for entry in result.log:
        if isinstance(entry.body, CallBegan):
            begun = entry.at
        elif isinstance(entry.body, CallEnded):
            taken += entry.at - begun
    if not taken or taken / 2 <= scenario.about <= max(taken * 3 / 2, MINUTE):
        return
    minutes = max(MINUTE, -(-taken // MINUTE) * MINUTE)
    measured = amount(minutes)
    found = f"playing it takes about {measured}, not {amount(scenario.about)}"
    yield ("about",), "playing-time", found, measured, f"about: {measured}"
