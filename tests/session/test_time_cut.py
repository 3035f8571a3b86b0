"""How time is cut is invisible: any steps give the same log, byte for byte."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.content.scenario.scenario import Scenario
from simulator.core.instant import Millis
from simulator.core.log import EventLog
from simulator.core.profile import Profile
from simulator.session.log_json import json_line
from simulator.session.run.headless_run import Cast, sessions
from simulator.session.session import Session
from tests.session.calls import FORCES, PROFILES
from tests.strategies import cuts, scenarios

FAR: Millis = 3 * 3_600_000
"""Further than any call of these tests goes."""

Walk = Callable[[Session, Millis], None]
"""A way of letting time pass in a session, up to an instant."""


def leap(call: Session, until: Millis) -> None:
    """In one leap."""
    call.advance(until)


def by(step: Millis) -> Walk:
    """In steps of one length."""

    def walk(call: Session, until: Millis) -> None:
        for to in range(call.now, until, step):
            call.advance(to)
        call.advance(until)

    return walk


def at(moments: Iterable[Millis]) -> Walk:
    """With stops at these moments after the call began."""
    stops = list(moments)

    def walk(call: Session, until: Millis) -> None:
        start = call.now
        for stop in stops:
            if call.now <= start + stop <= until:
                call.advance(start + stop)
        call.advance(until)

    return walk


def one_thing_at_a_time(call: Session, until: Millis) -> None:
    """As a headless run does it."""
    while (due := call.next_due()) is not None and due < until:
        call.step()
    call.advance(until)


def log_of(
    scenario: Scenario,
    profile: Profile,
    force: str,
    seed: int,
    walk: Walk,
    until: Millis = FAR,
) -> list[str]:
    """The log of a scenario, as lines of JSON; each of its calls is left at `until`."""
    log = EventLog()
    for call in sessions(Cast(scenario, profile, FORCES[force], seed), log):
        walk(call, call.now + until)
        if call.outcome is None:
            break
    return [json_line(entry) for entry in log]


profiles = st.sampled_from(sorted(PROFILES)).map(PROFILES.__getitem__)
forces = st.sampled_from(sorted(FORCES))


@pytest.mark.parametrize(
    ("walks", "until"),
    [
        pytest.param(cuts(600_000).map(at), FAR, id="any stops"),
        pytest.param(st.just(one_thing_at_a_time), FAR, id="one thing at a time"),
        pytest.param(st.sampled_from([7, 100]).map(by), 60_000, id="steps of a screen"),
    ],
)
@given(st.data(), scenarios, profiles, forces, st.integers(0, 9))
def test_however_time_is_cut_the_log_is_that_of_one_leap(
    walks: st.SearchStrategy[Walk],
    until: Millis,
    data: st.DataObject,
    scenario: Scenario,
    profile: Profile,
    force: str,
    seed: int,
) -> None:
    """Whatever the scripts are; also of a call that goes on. `test_live` has people in seats."""
    whole = log_of(scenario, profile, force, seed, leap, until)
    assert log_of(scenario, profile, force, seed, data.draw(walks), until) == whole
