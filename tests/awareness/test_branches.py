"""What could be done at a decision point, and what would come of it."""

import pytest

from simulator.awareness.continuations import continuations, points, possible_options
from simulator.core.acts import stimulus_of
from simulator.core.call import Transition
from simulator.core.log import FlowEvent
from simulator.core.stimuli import Stimulus
from simulator.core.terms import Outcome, Role
from simulator.errors import NotPossible
from simulator.session.run.headless_run import run
from tests.awareness.rooms import decisions, played
from tests.daily import some_a_day
from tests.session.calls import LIBRARY
from tests.session.sitting import SHIPPED

WITH_POINTS = [name for name, scenario in SHIPPED.items() if scenario.decision_points]
of_some_calls = pytest.mark.parametrize("name", some_a_day(WITH_POINTS, 12))
OUTCOMES = {
    ("quiet-throughout", 0): {
        "stay-silent": Outcome.NO_RESPONSE_TO_RECORDING,
        "tap": Outcome.DEPLOYED,
        "cough": Outcome.DEPLOYED,
        "press-55": Outcome.DEPLOYED,
        "breathe": Outcome.NO_RESPONSE_TO_RECORDING,
        "hang-up": Outcome.ABANDONED,
    },
    ("quiet-throughout", 1): {
        "stay-silent": Outcome.NO_RESPONSE_TO_RECORDING,
        "press-55": Outcome.DEPLOYED,
        "press-5": Outcome.NO_RESPONSE_TO_RECORDING,
        "tap": Outcome.NO_RESPONSE_TO_RECORDING,
        "hang-up": Outcome.ABANDONED,
    },
}


@pytest.mark.parametrize("name", some_a_day(sorted(SHIPPED), 12))
def test_a_call_is_played_as_in_a_run(name: str) -> None:
    """Nothing about a room changes what happens."""
    of = played(name)
    assert list(of.log) == list(run(of.scenario, of.profile, of.force).log)


@of_some_calls
def test_up_to_the_decision_every_way_is_the_call_that_the_room_saw(name: str) -> None:
    of = played(name)
    for point, ways in decisions(name):
        for found in ways:
            assert list(found.log[: found.since]) == list(of.log[: found.since])
            assert found.since > point.seq
            assert all(entry.at >= point.at for entry in found.log[found.since :])


@of_some_calls
def test_every_way_comes_to_an_end(name: str) -> None:
    """Whoever does otherwise than usual leaves nothing open: everybody goes on from it."""
    for point, found in decisions(name):
        assert found, f"nothing can be done at {point.point.when}"
        for each in found:
            assert each.outcome is not None, each.option.name


@of_some_calls
def test_a_caller_has_a_way_for_everything_that_the_flow_allows(name: str) -> None:
    of = played(name)
    for point in points(of):
        if point.point.who is not Role.CALLER:
            continue
        session, _ = of.until(point.seq + 1)
        allowed = {
            cause
            for cause in Stimulus
            if cause.name.startswith("CALLER")
            and isinstance(session.call.transitions[cause], Transition)
        }
        offered = {
            stimulus_of(Role.CALLER, way.actions[0])
            for way in possible_options(session, Role.CALLER)
        }
        assert allowed <= offered


@of_some_calls
def test_nothing_is_offered_that_the_flow_rules_out(name: str) -> None:
    of = played(name)
    for point in points(of):
        session, _ = of.until(point.seq + 1)
        for way in possible_options(session, point.point.who):
            if way.actions:
                again, _ = of.until(point.seq + 1)
                try:
                    again.submit(point.point.who, way.actions[0])
                except NotPossible as error:  # pragma: no cover - the message is the test's
                    raise AssertionError(way.name) from error


@pytest.mark.parametrize(("name", "number"), OUTCOMES)
def test_what_comes_of_it_is_what_the_flow_makes_of_it(name: str, number: int) -> None:
    found = {c.option.name: c.outcome for c in decisions(name)[number][1]}
    wanted = OUTCOMES[name, number]
    assert {way: found[way] for way in wanted} == wanted


def test_who_leaves_their_script_does_not_do_what_stood_in_it() -> None:
    """The caller of this call presses 55 when asked; the room says that they make no sound."""
    of = played("evening-in-the-office")
    point = next(p for p in points(of) if str(p.point.when).find("recording_asks") >= 0)
    silent = next(c for c in continuations(of, point) if c.option.name == "stay-silent")
    after = [entry for entry in silent.log[silent.since :] if entry.actor is Role.CALLER]
    assert [entry.body.kind for entry in after] == ["stay_silent"]
    pressed = next(c for c in continuations(of, point) if c.option.name == "press-55")
    answers = [e for e in pressed.log[pressed.since :] if e.actor is Role.CALLER]
    assert len(answers) > 3, "they press twice, and answer questions as they would have"


def test_going_on_as_usual_is_the_call_as_it_was_written() -> None:
    of = played("pocket-dial-walking")
    for point in points(of):
        usual = next(c for c in continuations(of, point) if c.option.name == "go-on")
        assert list(usual.log) == list(of.log)


def test_decision_points_are_met_where_their_cue_is_heard() -> None:
    for name in WITH_POINTS:
        of = played(name)
        for point in points(of):
            entry = of.log[point.seq]
            assert entry.at == point.at
            assert not isinstance(entry.body, FlowEvent) or entry.body.kind == "stage"
    assert len(points(played("quiet-throughout"))) == 2


def test_a_shipped_decision_point_names_a_seat_that_its_scenario_has() -> None:
    for name in WITH_POINTS:
        scenario = LIBRARY.scenario(name).scenario
        for point in scenario.decision_points:
            assert point.who in scenario.seats, name
