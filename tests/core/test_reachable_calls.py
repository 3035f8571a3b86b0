"""Every reachable call of every profile: how many there are, and what holds for all of them."""

from collections.abc import Callable

import pytest

from simulator.core.flow import INCIDENT, LINE, UK
from simulator.core.log import CallEnded
from simulator.core.terms import Coverage, IncidentStage, LineKind, LineStage, Outcome, Route
from tests.core.explored import EVERY_ROW, MIXED, PROFILES, explored
from tests.core.machine import PROPERTIES
from tests.daily import one_a_day, these_a_day

COUNTS = {
    "iopc_2019": (872, 23_531),
    "pecs_2008": (872, 23_531),
    "wmp": (872, 23_531),
    "wmp_old": (872, 23_531),
    "surrey_2019": (884, 23_663),
    "herts_old": (880, 23_711),
    "early55_relay": (888, 23_923),
    "npcc_2017": (880, 23_679),
    "repeat_calls": (872, 23_531),
    "tvp": (888, 23_923),
    "passed_on_2023": (872, 23_531),
    "home_office_2001": (880, 23_711),
    "iopc_listening": (904, 24_171),
}
"""How many calls are reachable under each profile, and how many moves there are between them."""

ALL = {**PROFILES, **MIXED}
every_profile = pytest.mark.parametrize("profile", one_a_day(PROFILES))
every_switching = pytest.mark.parametrize("name", these_a_day(ALL, "told_and_noisy"))


@every_profile
def test_every_reachable_call_is_visited(
    profile: str, record_property: Callable[[str, object], None]
) -> None:
    """Every line, coverage and end are reached."""
    calls = explored(PROFILES[profile])
    found = len(calls.nodes), len(calls.edges)
    record_property("count", f"{profile}: {found[0]} reachable calls, {found[1]} moves")
    assert found == COUNTS[profile]
    states = [node[0] for node in calls.nodes if node[0].line is LineStage.WITH_OPERATOR]
    covered = set(Coverage) - {Coverage.NONE}
    assert {(each.kind, each.coverage) for each in states} == {
        (kind, coverage) for kind in LineKind for coverage in covered
    }
    asks_first = PROFILES[profile].route is Route.FIRST_HANDLER
    unreached = set() if asks_first else {Outcome.ENDED_BY_FIRST_HANDLER}
    assert {calls.outcome(node) for node in calls.ended()} == set(Outcome) - unreached


@every_switching
def test_machine_properties(name: str) -> None:
    for check in PROPERTIES:
        counterexamples = list(check(explored(ALL[name])))
        assert not counterexamples, f"{check.__doc__}\n" + "\n".join(counterexamples[:10])


@every_switching
def test_a_call_ends_with_its_name_and_once(name: str) -> None:
    calls = explored(ALL[name])
    for edge in calls.edges:
        ended = [o.outcome for o in edge.step.decided if isinstance(o, CallEnded)]
        outcome = calls.outcome(edge.after)
        assert ended == ([outcome] if outcome else [])


def test_every_row_fires_and_every_stage_is_entered() -> None:
    edges = [edge for switches in EVERY_ROW.values() for edge in explored(switches).edges]
    fired = {row for edge in edges for row in edge.step.rows}
    assert fired == {row.id for row in LINE.rows} | {row.id for row in INCIDENT.rows}
    assert {edge.after[0].line for edge in edges} | {LineStage.IDLE} == set(LineStage)
    assert {edge.after[0].incident for edge in edges} == set(IncidentStage)


def test_every_impossibility_is_met() -> None:
    """Each reason for ruling an act out is given at some reachable call, but for two.

    Those two stand because each table is complete by itself: the other table is asked first.
    """
    causes = LINE.alphabet | INCIDENT.alphabet
    given: set[str] = set()
    for switches in EVERY_ROW.values():
        calls = explored(switches)
        for state in {node[0] for node in calls.nodes}:
            steps = (calls.procedure.step(state, cause) for cause in causes)
            given |= {step for step in steps if isinstance(step, str)}
    tables = (LINE.impossible, UK.physics, INCIDENT.impossible)
    assert {ruled_out.why for table in tables for ruled_out in table} - given == {
        "the force has the call already",
        "the line is down and the incident closed",
    }
