"""How a call ended, and the row of the flow that decided it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.core import acts as do
from simulator.core.describe import plain
from simulator.core.flow import UK
from simulator.core.log import CallBegan, CallEnded, Entry, IncidentMoved, Played, StageEntered
from simulator.core.terms import Intent, Outcome, Reason, Role, Service
from simulator.review.ending import Ending, endings
from simulator.session.run.headless import run
from tests.daily import one_a_day
from tests.seat.walking import log_of
from tests.session.calls import PROFILES, scenario
from tests.session.sitting import SHIPPED, PersonsAct, persons_acts, setup
from tests.session.sitting import Played as Sat

ROWS = {rule.id: rule for table in (UK.line, UK.incident) for rule in table.rows}
CALLER, OPERATOR, HANDLER = Role.CALLER, Role.OPERATOR, Role.CALL_HANDLER
EVERYBODY = (CALLER, OPERATOR, HANDLER)
ALONE = scenario()
NO_NETWORK = scenario("coverage: none")
Acts = Sequence[tuple[Role, do.Action]]


def holds_together(log: Sequence[Entry], found: tuple[Ending, ...]) -> None:
    """Each ending names its outcome, and a row that is in the tables and in the log."""
    ended = [entry.body.outcome for entry in log if isinstance(entry.body, CallEnded)]
    assert [ending.outcome for ending in found] == ended
    for ending in found:
        decided = log[ending.seq].body
        assert isinstance(decided, StageEntered | IncidentMoved)
        assert decided.row == ending.row
        assert (ending.says, ending.because) == (ROWS[ending.row].says, ROWS[ending.row].because)
        assert plain(ending.outcome) in ending.sentence
        assert "[" not in ending.sentence


@pytest.mark.parametrize("profile", one_a_day(["iopc_2019", "wmp_old"]))
@pytest.mark.parametrize("name", sorted(SHIPPED))
def test_every_shipped_scenario_has_an_ending_for_each_of_its_calls(
    name: str, profile: str
) -> None:
    of, log = log_of(name, profile)
    found = endings(log)
    holds_together(log, found)
    outcomes = run(of.scenario, of.profile, of.force).outcomes
    assert tuple(ending.outcome for ending in found) == outcomes
    assert len(found) == len(of.scenario.calls_in_order)
    began = [entry.seq for entry in log if isinstance(entry.body, CallBegan)]
    for start, ending, end in zip(began, found, [*began[1:], len(log)], strict=True):
        assert start < ending.seq < end


@given(st.data())
def test_whatever_people_do_an_ending_can_be_told(data: st.DataObject) -> None:
    of = setup(ALONE, *EVERYBODY)
    played = Sat(of)
    log = played.play(data.draw(persons_acts(of, 20)))
    holds_together(log, endings(log))


TO_OPERATOR: Acts = [(CALLER, do.Dial()), (OPERATOR, do.Answer())]
TO_POLICE: Acts = [
    *TO_OPERATOR,
    (OPERATOR, do.Connect(Service.POLICE, Reason.DOUBT)),
    (HANDLER, do.Answer()),
]
SENT: Acts = [*TO_POLICE, (HANDLER, do.SetGrade("emergency", Reason.DOUBT)),
              (HANDLER, do.Deploy(Reason.DOUBT))]  # fmt: skip
CLOSE, CLEAR = do.Close(Reason.JUDGEMENT), do.EndCall(Reason.JUDGEMENT)


@pytest.mark.parametrize(
    ("acts", "outcome", "decided"),
    [
        ([*TO_OPERATOR, (CALLER, do.HangUp()), (OPERATOR, do.EndCall(Reason.NO_RESPONSE))],
         Outcome.ABANDONED, None),
        ([*TO_OPERATOR, (OPERATOR, do.EndCall(Reason.JUDGEMENT))], Outcome.ENDED_BY_OPERATOR,
         None),
        ([*TO_OPERATOR, (OPERATOR, do.EndCall(Reason.MISTAKE_CONFIRMED))],
         Outcome.CONFIRMED_MISTAKE, "O-21"),
        ([*TO_OPERATOR, (OPERATOR, do.SendToRecording())], Outcome.NO_RESPONSE_TO_RECORDING, None),
        ([*TO_OPERATOR, (OPERATOR, do.Connect(Service.FIRE))], Outcome.CONNECTED_TO_OTHER_SERVICE,
         None),
        ([*TO_POLICE, (HANDLER, CLOSE), (HANDLER, CLEAR)], Outcome.CLOSED_WITHOUT_DEPLOYMENT,
         None),
        ([*SENT, (HANDLER, CLOSE), (HANDLER, CLEAR)], Outcome.DEPLOYED, None),
        ([*TO_POLICE, (HANDLER, do.OfferIncident("northern_keys"))],
         Outcome.HANDED_TO_OTHER_FORCE, "I-16"),
    ],
)  # fmt: skip
def test_each_way_to_end(acts: Acts, outcome: Outcome, decided: str | None) -> None:
    played = Sat(setup(ALONE, *EVERYBODY))
    log = played.play(
        [PersonsAct(at * 1_000, role, action) for at, (role, action) in enumerate(acts, 1)]
    )
    if played.live.outcome is None:
        played.live.act(HANDLER, CLEAR)
        log = list(played.live.log)
    found = endings(log)
    holds_together(log, found)
    assert [ending.outcome for ending in found] == [outcome]
    assert decided in (None, found[0].row)


def test_a_call_that_reached_no_network() -> None:
    log = Sat(setup(NO_NETWORK)).play([])
    found = endings(log)
    holds_together(log, found)
    assert [ending.outcome for ending in found] == [Outcome.NOT_CONNECTED]


def test_the_first_handler_who_does_not_pass_a_call_on() -> None:
    silent = setup(ALONE, CALLER, profile=PROFILES["surrey_2019"])
    dial = PersonsAct(1_000, CALLER, do.Dial())
    asked = next(
        entry.at
        for entry in Sat(silent).play([dial])
        if isinstance(entry.body, Played) and entry.body.intent is Intent.RECORDING_ASKS_FOR_55
    )
    presses = [PersonsAct(asked + n, CALLER, do.Press("5")) for n in (500, 900)]
    log = Sat(silent).play([dial, *presses])
    found = endings(log)
    holds_together(log, found)
    assert [ending.outcome for ending in found] == [Outcome.ENDED_BY_FIRST_HANDLER]


def test_sending_officers_decides_and_not_the_paperwork_after_it() -> None:
    played = Sat(setup(ALONE, *EVERYBODY))
    acts = [*SENT, (HANDLER, CLOSE), (HANDLER, CLEAR)]
    log = played.play([PersonsAct(n * 1_000, *act) for n, act in enumerate(acts, 1)])
    (ending,) = endings(log)
    sent = next(entry for entry in log if isinstance(entry.body, do.Deploy))
    assert log[ending.seq].cause == sent.seq


def test_a_call_that_goes_on_has_no_ending_yet() -> None:
    played = Sat(setup("quiet-throughout"))
    played.to(5_000)
    assert endings(played.live.log) == ()
