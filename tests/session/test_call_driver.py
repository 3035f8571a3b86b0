"""A call played from Python: seats, time and acts, in the words of a scenario's file."""

from collections.abc import Callable

import pytest

from simulator.core.terms import Outcome
from simulator.errors import NotPossible
from simulator.session.run.call_driver import DrivenCall
from simulator.session.run.headless_run import run
from tests.session.calls import DEFAULT, GENERIC, LIBRARY


def call(scenario: str, *seats: str) -> DrivenCall:
    return DrivenCall(LIBRARY.scenario(scenario), DEFAULT, GENERIC, 0, seats)


def test_with_nobody_in_a_seat_it_goes_as_in_any_run() -> None:
    driven = call("two-short-calls").finish()
    result = run(LIBRARY.scenario("two-short-calls").scenario, DEFAULT, GENERIC)
    assert list(driven.log) == list(result.log)
    assert driven.outcome is result.outcome


def test_a_caller_has_dialled_and_acts_when_told_to() -> None:
    driven = call("coughs-when-asked", "caller").wait_for(heard="make_a_sound").wait("2s")
    driven.do("caller", {"tap": 2})
    assert "O-7" in driven.rows()
    assert driven.wait_for(stage="with_call_handler").stage == "with_call_handler"
    assert "[taps 2 times]" in driven.transcript() or "[taps twice]" in driven.transcript()


def test_both_handlers_can_be_driven() -> None:
    driven = call("coughs-when-asked", "operator", "call_handler").wait_for(stage="dialled")
    driven.do("operator", "answer").do("operator", {"connect": "police", "reason": "doubt"})
    driven.wait("2s").do("call_handler", "answer")
    driven.do("call_handler", {"ask": "in_danger", "words": "Are you in danger?"})
    driven.do("call_handler", {"deploy": "doubt"}).do("call_handler", {"end_call": "doubt"})
    driven.do("call_handler", {"close": "officers_dealing"})
    assert driven.outcome is Outcome.DEPLOYED


def test_an_unfinished_call_breaks_only_what_is_settled() -> None:
    driven = call("coughs-when-asked").wait_for(stage="with_operator")
    driven.expect({"eventually": {"stage": "with_call_handler"}})
    driven.finish().expect({"eventually": {"stage": "with_call_handler"}})
    with pytest.raises(AssertionError, match=r"Expected never: .* with.*operator"):
        driven.expect({"never": {"stage": "with_operator"}})


Step = Callable[[DrivenCall], object]


@pytest.mark.parametrize(
    ("seats", "wrong", "error", "message"),
    [
        (["callr"], lambda _: None, ValueError, "no seat callr; seats: caller, operator"),
        ([], lambda of: of.do("operator", "answer"), ValueError, "without the seat"),
        (["caller"], lambda of: of.do("caller", "lift"), NotPossible, "on hold"),
        ([], lambda of: of.wait_for(), ValueError, "either stage or heard"),
        ([], lambda of: of.wait("2"), ValueError, "2"),
        ([], lambda of: of.wait_for(stage="held"), AssertionError, "timed out waiting for held"),
        ([], lambda of: of.wait_for(stage="dialed"), ValueError,
         "'dialed' is not a valid LineStage"),
        (["operator"], lambda of: of.finish(), AssertionError, "doesn't end"),
        (["caller"], lambda of: of.do("caller", "tapp"), ValueError, 'did you mean "tap"'),
        (["caller"], lambda of: of.do("caller", {"press": 5}), ValueError, 'quote it: "5"'),
        ([], lambda of: of.expect({"evntually": {}}), ValueError, 'did you mean "eventually"'),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said(
    seats: list[str], wrong: Step, error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        wrong(call("coughs-when-asked", *seats))
