"""Every reachable call under every combination of switches and routes that a profile may mix."""

import pytest

from simulator.content.library.library import Library
from simulator.core.log import CallEnded
from simulator.core.profile import Switches
from simulator.core.terms import IncidentStage, LineStage, Outcome, Route
from simulator.review.ending import ROWS
from tests.core.explored import EVERY_SWITCHING, Explored, explore_under
from tests.core.machine import PROPERTIES

pytestmark = pytest.mark.thorough


@pytest.mark.parametrize("route", Route)
def test_every_machine_property_holds_and_every_end_is_reached(route: Route) -> None:
    """Whatever a profile mixes, no reachable call breaks a property, and all that it names is met.

    No exploration finds the tables broken, and every stage and end is reached but those that the
    switches rule out.
    """
    for switches in (each for each in EVERY_SWITCHING if each.route is route):
        calls = explore_under(switches)
        broken = {
            check.__name__: counterexamples[:3]
            for check in PROPERTIES
            if (counterexamples := list(check(calls)))
        }
        assert not broken, switches
        assert outcomes_of(calls) == expected_outcomes(switches), switches
        assert {node[0].line for node in calls.nodes} == expected_stages(switches)
        assert {node[0].incident for node in calls.nodes} == set(IncidentStage)
        fires = {row for edge in calls.edges for row in edge.step.rows}
        assert set(Library().row_needs().excuses(switches)) == set(ROWS) - fires


def outcomes_of(calls: Explored) -> set[Outcome]:
    return {o.outcome for e in calls.edges for o in e.step.decided if isinstance(o, CallEnded)}


def expected_outcomes(switches: Switches) -> set[Outcome]:
    outcomes = set(Outcome)
    if switches.route is not Route.FIRST_HANDLER:
        outcomes -= {Outcome.ENDED_BY_FIRST_HANDLER}
    if switches.force_is_told:
        outcomes -= {Outcome.NO_RESPONSE_TO_RECORDING}
    return outcomes


def expected_stages(switches: Switches) -> set[LineStage]:
    stages = set(LineStage)
    if switches.route is not Route.FIRST_HANDLER:
        stages -= {LineStage.WITH_FIRST_HANDLER, LineStage.ENDED_BY_FIRST_HANDLER}
    if switches.route is not Route.OPERATOR:
        stages -= {LineStage.BACK_WITH_OPERATOR}
    if not switches.sound_prompt_first:
        stages -= {LineStage.SOUND_PROMPT}
    if switches.force_is_told:
        stages -= {LineStage.NO_RESPONSE_TO_RECORDING}
    return stages
