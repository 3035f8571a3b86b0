"""A run as a scenario file: every act at its instant, which gives the same log again."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from simulator.content.scenario.act_forms import written
from simulator.content.scenario.scenario import Scenario
from simulator.core import acts as do
from simulator.core.flow import RINGS_AGAIN_AT
from simulator.core.instant import Millis
from simulator.core.log import CallBegan, Entry, FlowEvent, StageEntered, TimerFired, outcomes_of
from simulator.session.log_json import json_line
from simulator.session.records.record_header import plain_content
from simulator.session.run.headless_run import run
from simulator.session.run.live_run import RunSetup

_OF_PEOPLE = (
    "format", "title", "kind", "line", "coverage", "level", "seats", "about", "content_note",
    "objectives", "invented", "facts", "number", "location", "cast", "tags", "sources",
    "review_by", "basis", "language", "recording",
)  # fmt: skip
"""What a scenario says that its acts do not."""


class ExactScenario(NamedTuple):
    """A scenario that a run was written as."""

    plain: dict[str, Any]
    """What its file has."""
    same: bool
    """Whether it gives the log of the run, byte for byte."""
    parts_at: int
    """The number of the first entry that differs; of the end, if none does."""


def as_scenario(setup: RunSetup, log: Sequence[Entry], name: str) -> ExactScenario:
    """Return a run as a scenario with the id `name`; ValueError if a call of it did not end."""
    starts = [entry.seq for entry in log if isinstance(entry.body, CallBegan)]
    ends = [outcome for outcome in outcomes_of(log) if outcome is not None]
    if not starts or len(ends) < len(starts):
        raise ValueError("it stops before the call ended")
    held = plain_content("scenario", setup.scenario)
    plain = {key: held[key] for key in _OF_PEOPLE if key in held}
    plain |= {"id": name, "title": f"{setup.scenario.title}, as it went", "force": setup.force.id}
    plain["outcome"] = ends[-1].value
    calls = [log[start:end] for start, end in pairwise([*starts, len(log)])]
    gaps = gaps_between(calls)
    on_the_line = sum(call[-1].at - call[0].at for call in calls)
    plain["about"] = f"{max(1, round(on_the_line / 60_000))}m"
    found = _played(setup, log, plain | _acts(calls, gaps, ends=False))
    # An end is written only where it must be: where a voice breaks off, or acts of one instant
    # come in another order without it.
    return found if found.same else _played(setup, log, plain | _acts(calls, gaps, ends=True))


def _acts(
    calls: Sequence[Sequence[Entry]], gaps: Sequence[Millis], *, ends: bool
) -> dict[str, Any]:
    later = [
        {"gap": f"{gap}ms", "exactly": list(_exactly(call, ends=ends))}
        for call, gap in zip(calls[1:], gaps, strict=True)
    ]
    found = {"exactly": list(_exactly(calls[0], ends=ends))}
    return {**found, "calls": later} if later else found


def gaps_between(calls: Sequence[Sequence[Entry]]) -> list[Millis]:
    """Return the time from the end of each call's line to the next call (ms)."""
    found: list[Millis] = []
    for call, then in pairwise(calls):
        ended, down = call[-1].at, False
        for entry in call:
            if isinstance(entry.body, StageEntered):
                was, down = down, entry.body.stage in RINGS_AGAIN_AT
                ended = entry.at if down and not was else ended if down else call[-1].at
        found.append(then[0].at - ended)
    return found


def _played(setup: RunSetup, log: Sequence[Entry], plain: dict[str, Any]) -> ExactScenario:
    again = run(Scenario.model_validate(plain), setup.profile, setup.force, setup.seed).log
    mine, other = [*map(json_line, log)], [*map(json_line, again)]
    pairs = enumerate(zip(mine, other, strict=False))
    first = next((place for place, (one, two) in pairs if one != two), min(len(mine), len(other)))
    return ExactScenario(plain, mine == other, first)


def _exactly(call: Sequence[Entry], *, ends: bool) -> Iterator[dict[str, Any]]:
    for entry in call:
        is_end = isinstance(entry.body, do.Finish)
        if isinstance(entry.body, FlowEvent | TimerFired) or (is_end and not ends):
            continue
        at = f"{entry.at - call[0].at}ms"
        because: dict[str, Any] = {"because": entry.cause}
        if entry.cause is None:
            because = {"person": True}
        elif entry.cause == call[0].seq:
            because = {}
        yield {"at": at, "by": entry.actor.value, "act": written(entry.body), **because}
