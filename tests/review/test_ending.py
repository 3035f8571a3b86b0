"""How a call ended, and which row decided."""

import re
from collections.abc import Callable, Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.core import acts as do
from simulator.core.flow import UK
from simulator.core.instant import minutes
from simulator.core.log import CallBegan, CallEnded, Entry, IncidentMoved, StageEntered
from simulator.core.terms import Outcome, Reason, Role, Service, UnitStatus
from simulator.review.ending import ROWS, Ending, codes_of, endings
from tests.daily import first_a_day
from tests.debrief.short_logs import written
from tests.seat.walking import log_of
from tests.session.calls import scenario
from tests.session.sitting import SHIPPED, PersonsAct, Played, persons_acts, setup

NETWORK, SYSTEMS = Role.NETWORK, Role.SYSTEMS
CALLER, OPERATOR, HANDLER = Role.CALLER, Role.OPERATOR, Role.CALL_HANDLER
ALONE = scenario()
Call = Sequence[Entry]


def no_police(call: Call) -> bool:
    """No police call handler had the call."""
    return not any(e.actor is HANDLER and isinstance(e.body, do.Answer) for e in call)


def operator_ended(call: Call) -> bool:
    return any(e.actor is OPERATOR and isinstance(e.body, do.EndCall) for e in call)


def accepted(call: Call) -> bool:
    return any(isinstance(e.body, do.AcceptIncident) for e in call)


def sent(call: Call) -> bool:
    return any(isinstance(e.body, do.Deploy) for e in call)


MEANS: Mapping[Outcome, tuple[str, Callable[[Call], bool]]] = {
    Outcome.NOT_CONNECTED: ("reached no network", no_police),
    Outcome.ABANDONED: ("line went dead", no_police),
    Outcome.ENDED_BY_OPERATOR: ("999 operator ended the call", operator_ended),
    Outcome.CONFIRMED_MISTAKE: ("taken for a mistake", operator_ended),
    Outcome.NO_RESPONSE_TO_RECORDING: ("recorded message", no_police),
    Outcome.ENDED_BY_FIRST_HANDLER: ("not pass it on", lambda call: not sent(call)),
    Outcome.CONNECTED_TO_OTHER_SERVICE: ("put through to the", lambda call: not sent(call)),
    Outcome.DEPLOYED: ("Officers", sent),
    Outcome.CLOSED_WITHOUT_DEPLOYMENT: ("sent nobody", lambda call: not sent(call)),
    Outcome.HANDED_TO_OTHER_FORCE: ("Another police force", accepted),
}
"""What the sentence of an ending says at least, and that it is so."""


def is_plain_and_so(ending: Ending, call: Call) -> None:
    """The sentence is for a reader who knows no procedure, and the log bears it out."""
    words, is_so = MEANS[ending.outcome]
    assert words in ending.sentence
    assert is_so(call)
    assert not re.search(r"[\[_]|\b[A-Z]{1,2}-?\d", ending.sentence), "no ids and no codes"
    assert len(ending.sentence.split()) <= 25
    at = {minutes(entry.at) for entry in call}
    assert set(re.findall(r"\d+(?::\d\d)+", ending.sentence)) <= at


def told(log: Sequence[Entry]) -> tuple[Ending, ...]:
    """The endings of a log: each says its outcome, and a row that is in the tables and the log."""
    found = endings(log)
    ended = [entry.body.outcome for entry in log if isinstance(entry.body, CallEnded)]
    assert [ending.outcome for ending in found] == ended
    began = [entry.seq for entry in log if isinstance(entry.body, CallBegan)]
    for ending, start, end in zip(found, began, [*began[1:], len(log)], strict=False):
        is_plain_and_so(ending, log[start:end])
        rule = ROWS[ending.row]
        assert (ending.says, ending.because) == (rule.says, rule.because)
        body = log[ending.seq].body
        assert isinstance(body, StageEntered | IncidentMoved)
        assert body.row == ending.row
    return found


@pytest.mark.parametrize("one_in", first_a_day([10, 1]))
def test_every_scenario_ends_by_a_row_that_leads_to_its_outcome(one_in: int) -> None:
    """Once for each of its calls, and within it."""
    for name in sorted(SHIPPED)[::one_in]:
        of, log = log_of(name)
        began = [entry.seq for entry in log if isinstance(entry.body, CallBegan)]
        assert len(began) == len(of.scenario.calls_in_order)
        for start, ending, end in zip(began, told(log), [*began[1:], len(log)], strict=True):
            assert start < ending.seq < end


@given(st.data())
def test_whatever_people_do_an_ending_can_be_told(data: st.DataObject) -> None:
    of = setup(ALONE, CALLER, OPERATOR, HANDLER)
    told(Played(of).play(data.draw(persons_acts(of, 20))))


Acts = Sequence[tuple[Role, do.Action]]
TO_OPERATOR: Acts = [(CALLER, do.Dial()), (OPERATOR, do.Answer())]
TO_POLICE: Acts = [
    *TO_OPERATOR,
    (OPERATOR, do.Connect(Service.POLICE, Reason.DOUBT)),
    (HANDLER, do.Answer()),
]
DEPLOY = do.Deploy(Reason.DOUBT)
SENT: Acts = [*TO_POLICE, (HANDLER, do.SetGrade("emergency", Reason.DOUBT)), (HANDLER, DEPLOY)]
CLOSE, CLEAR = do.Close(Reason.JUDGEMENT), do.EndCall(Reason.JUDGEMENT)
OVER: Acts = [(HANDLER, CLOSE), (HANDLER, CLEAR)]


@pytest.mark.parametrize(
    ("acts", "outcome", "decided"),
    [
        ([*TO_OPERATOR, (CALLER, do.HangUp()), (OPERATOR, do.EndCall(Reason.NO_RESPONSE))],
         Outcome.ABANDONED, None),
        ([*TO_OPERATOR, (OPERATOR, do.EndCall(Reason.MISTAKE_CONFIRMED))],
         Outcome.CONFIRMED_MISTAKE, "O-21"),
        ([*TO_OPERATOR, (OPERATOR, do.SendToRecording())], Outcome.NO_RESPONSE_TO_RECORDING, None),
        ([*TO_OPERATOR, (OPERATOR, do.Connect(Service.FIRE))], Outcome.CONNECTED_TO_OTHER_SERVICE,
         None),
        ([*TO_POLICE, *OVER], Outcome.CLOSED_WITHOUT_DEPLOYMENT, None),
        ([*SENT, *OVER], Outcome.DEPLOYED, "I-11"),
        ([*TO_POLICE, (HANDLER, do.OfferIncident("northern_keys"))],
         Outcome.HANDED_TO_OTHER_FORCE, "I-16"),
    ],
)  # fmt: skip
def test_each_way_to_end(acts: Acts, outcome: Outcome, decided: str | None) -> None:
    """Sending officers decides, and not the paperwork after it."""
    played = Played(setup(ALONE, CALLER, OPERATOR, HANDLER))
    played.play([PersonsAct(at * 1_000, *act) for at, act in enumerate(acts, 1)])
    if played.live.outcome is None:
        played.live.act(HANDLER, CLEAR)
    (ending,) = told(played.live.log)
    assert ending.outcome is outcome
    assert decided in (None, ending.row)


@pytest.mark.parametrize(
    ("reports", "says"),
    [
        ((), "before they arrived"),
        ((UnitStatus.NOT_FOUND,), "did not find"),
        ((UnitStatus.NOT_FOUND, UnitStatus.FOUND), "found the caller at 0:02"),
    ],
)  # fmt: skip
def test_how_far_officers_came_is_said(reports: Sequence[UnitStatus], says: str) -> None:
    reported = "".join(f"2 of unit {status};" for status in reports)
    sent = "1 ch deploy; 1 sy incident deployed I-11"
    (ending,) = told(written(f"{sent}; {reported} 3 sy ended deployed"))
    assert says in ending.sentence


def test_each_call_has_its_own_ending_and_an_unfinished_one_none() -> None:
    ended = "10 ne stage abandoned D-4; 10 sy ended abandoned"
    log = written(f"{ended}; 300 ne began 2 mobile")
    assert [ending.row for ending in endings(log)] == ["D-4"]


def test_a_log_of_rows_that_are_no_more_is_still_told() -> None:
    (ending,) = endings(written("10 ne stage abandoned Z-99; 10 sy ended abandoned"))
    assert (ending.row, ending.says) == ("Z-99", "")


def test_codes_are_codes_and_assumptions_are_none() -> None:
    assert codes_of("P15 P16 O1; assumption Q15") == ("P15", "P16", "O1")
    assert codes_of("assumption: Q7") == ()
    reasons = [row.because for row in UK.line.rows] + [row.because for row in UK.incident.rows]
    for because in reasons:
        assert all(code.isalnum() for code in codes_of(because)), because
