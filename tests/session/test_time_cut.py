"""How time is cut is invisible: any steps give the same log, byte for byte."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from itertools import cycle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.content.scenario.scenario import Scenario
from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.log import EventLog
from simulator.core.profile import Profile
from simulator.core.terms import Intent, Manner, Role
from simulator.errors import NotPossible
from simulator.session.log_json import json_line
from simulator.session.participant import Human
from simulator.session.run.headless import Cast, begin, sessions
from simulator.session.session import Session
from tests.session.calls import FORCES, GENERIC, LIBRARY, PROFILES
from tests.session.calls import scenario as scenario_of
from tests.strategies import cuts, instants, scenarios

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


@given(scenarios, profiles, forces, st.integers(0, 9), cuts(600_000))
def test_any_cuts_give_the_same_log(
    scenario: Scenario, profile: Profile, force: str, seed: int, moments: list[Millis]
) -> None:
    """Whatever anybody's script is, stops at any moments change nothing."""
    whole = log_of(scenario, profile, force, seed, leap)
    assert log_of(scenario, profile, force, seed, at(moments)) == whole


@given(scenarios, profiles, forces, st.integers(0, 9))
def test_headless_steps_and_one_leap_give_the_same_log(
    scenario: Scenario, profile: Profile, force: str, seed: int
) -> None:
    """A run that takes one thing after the other writes what one leap writes."""
    whole = log_of(scenario, profile, force, seed, leap)
    assert log_of(scenario, profile, force, seed, one_thing_at_a_time) == whole


@given(scenarios, profiles, st.sampled_from([7, 100]))
def test_steps_of_a_screen_give_the_same_log(
    scenario: Scenario, profile: Profile, step: Millis
) -> None:
    """Steps of 7 ms or of 100 ms give the log of one leap, also of a call that goes on."""
    whole = log_of(scenario, profile, "generic", 1, leap, 60_000)
    assert log_of(scenario, profile, "generic", 1, by(step), 60_000) == whole


@pytest.mark.parametrize("step", [7, 100])
def test_shipped_scenarios_do_not_depend_on_the_steps(step: Millis) -> None:
    """Every shipped scenario, under one profile or another, gives the same log in small steps."""
    for path, profile in zip(LIBRARY.scenario_paths(), cycle(PROFILES.values()), strict=False):
        scenario = LIBRARY.scenario(path).scenario
        force = scenario.force or GENERIC.id
        whole = log_of(scenario, profile, force, 3, leap, 60_000)
        assert log_of(scenario, profile, force, 3, by(step), 60_000) == whole, path.stem


# --- with a person in a seat ---------------------------------------------------------------------

PERSONS: tuple[do.Action, ...] = (
    do.Press("5"),
    do.Tap(),
    do.Cough(),
    do.Say(Intent.SPEAKS, "Hello?", Manner.WHISPERED),
    do.StaySilent(),
    do.HangUp(),
)
ALONE = scenario_of()
"""A caller in a room where nothing happens."""


def persons_log(
    acts: list[tuple[Millis | None, do.Action]], moments: list[Millis], profile: Profile
) -> list[str]:
    """The log of a call whose caller is a person, with stops at `moments`.

    Each act comes after so many milliseconds, or at the very instant at which something is due.
    """
    seats = {Role.CALLER: Human(Role.CALLER)}
    log = EventLog()
    call = begin(Cast(ALONE, profile, GENERIC, 0, seats), log, 0, [])
    call.submit(Role.CALLER, do.Dial())
    for wait, action in acts:
        until = call.next_due() if wait is None else call.now + wait
        if until is None:
            break
        for moment in moments:
            if call.now <= moment <= until:
                call.advance(moment)
        call.advance(until)
        with suppress(NotPossible):
            call.submit(Role.CALLER, action)
    call.advance(FAR)
    return [json_line(entry) for entry in log]


@given(
    st.lists(st.tuples(st.none() | instants(20_000), st.sampled_from(PERSONS)), max_size=10),
    cuts(120_000),
    profiles,
)
def test_a_persons_acts_do_not_depend_on_the_steps(
    acts: list[tuple[Millis | None, do.Action]], moments: list[Millis], profile: Profile
) -> None:
    """A person who acts at given instants, also at those of deadlines, gives the same log."""
    assert persons_log(acts, moments, profile) == persons_log(acts, [], profile)
