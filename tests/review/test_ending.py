"""How a call ended, and which row decided."""

from __future__ import annotations

import pytest

from simulator.core.flow import UK
from simulator.core.log import CallBegan, CallEnded, IncidentMoved, StageEntered
from simulator.core.terms import IncidentStage, LineKind, LineStage, Outcome, Role
from simulator.review.ending import codes_of, endings, rule_of
from tests.builders import CallLog
from tests.session.sitting import SHIPPED, Played, setup

NETWORK, SYSTEMS = Role.NETWORK, Role.SYSTEMS


@pytest.mark.parametrize("name", sorted(SHIPPED))
def test_every_scenario_ends_by_a_row_that_leads_to_its_outcome(name: str) -> None:
    log = Played(setup(name)).play([])
    ended = [entry.body.outcome for entry in log if isinstance(entry.body, CallEnded)]
    found = endings(log)
    assert [ending.outcome for ending in found] == ended
    for ending in found:
        rule = rule_of(ending.row)
        assert rule is not None
        assert (ending.says, ending.because) == (rule.says, rule.because)
        body = log[ending.seq].body
        assert isinstance(body, StageEntered | IncidentMoved)
        assert body.row == ending.row


def test_sending_officers_decides_and_not_the_paperwork() -> None:
    call = CallLog()
    call.add("1:00", SYSTEMS, IncidentMoved(IncidentStage.DEPLOYED, "I-11"))
    call.add("9:00", SYSTEMS, IncidentMoved(IncidentStage.CLOSED_AFTER_DEPLOYMENT, "I-14"))
    call.add("9:00", SYSTEMS, CallEnded(Outcome.DEPLOYED))
    (ending,) = endings(call.entries)
    assert (ending.row, ending.seq) == ("I-11", 1)


def test_each_call_has_its_own_ending_and_an_unfinished_one_none() -> None:
    call = CallLog()
    call.add("0:10", NETWORK, StageEntered(LineStage.ABANDONED, "D-4"))
    call.add("0:10", SYSTEMS, CallEnded(Outcome.ABANDONED))
    call.add("5:00", NETWORK, CallBegan(2, LineKind.MOBILE))
    assert [ending.row for ending in endings(call.entries)] == ["D-4"]


def test_a_log_of_rows_that_are_no_more_is_still_told() -> None:
    call = CallLog()
    call.add("0:10", NETWORK, StageEntered(LineStage.ABANDONED, "Z-99"))
    call.add("0:10", SYSTEMS, CallEnded(Outcome.ABANDONED))
    (ending,) = endings(call.entries)
    assert (ending.row, ending.says) == ("Z-99", "")


def test_codes_are_codes_and_assumptions_are_none() -> None:
    assert codes_of("P15 P16 O1; assumption Q15") == ("P15", "P16", "O1")
    assert codes_of("assumption: Q7") == ()
    reasons = [row.because for row in UK.line.rows] + [row.because for row in UK.incident.rows]
    for because in reasons:
        assert all(code.isalnum() for code in codes_of(because)), because
