"""What was perceived, from the log alone, is what a seat kept while the call went on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.core import acts as do
from simulator.core.log import Entry
from simulator.core.terms import Coverage, NoteKind, Role
from simulator.errors import NotPossible
from simulator.session.clock import ManualClock
from simulator.session.run.headless import procedure
from simulator.session.run.live import Live
from simulator.session.run.perceived import perceived, retold
from tests.builders import CallLog
from tests.session.calls import DEFAULT, PROFILES
from tests.session.sitting import SEATS, SHIPPED, Played, persons_acts, setup

FLOW = procedure(DEFAULT.switches, DEFAULT.timings)
ALL = (Role.CALLER, Role.OPERATOR, Role.CALL_HANDLER)

sittings = st.builds(
    lambda name, seats, profile: setup(name, *seats, profile=PROFILES[profile]),
    st.sampled_from(sorted(SHIPPED)),
    st.sampled_from(SEATS),
    st.sampled_from(sorted(PROFILES)),
)


@given(st.data())
def test_what_was_perceived_is_what_the_seat_kept(data: st.DataObject) -> None:
    of = data.draw(sittings)
    played = Played(of)
    log = played.play(data.draw(persons_acts(of)))
    flow = procedure(of.profile.switches, of.profile.timings)
    for role in of.seats:
        found = perceived(log, flow, of.scenario.coverage, role)
        assert list(found) == list(played.live.heard(role))


@pytest.mark.parametrize("name", sorted(SHIPPED))
def test_of_every_scenario_the_call_before_an_entry_is_the_one_that_was(name: str) -> None:
    """Entry by entry, as the session had it when it wrote them."""
    of = setup(name)
    live = Live(of, ManualClock())
    whole = Played(of).play([])
    flow = procedure(of.profile.switches, of.profile.timings)
    told = list(retold(whole, flow, of.scenario.coverage))
    assert [each.entry for each in told] == whole
    assert told[0].before == live.call
    last = {each.entry.seq: each.before for each in told}[len(whole) - 1]
    assert last.outcome is not None


def test_a_log_that_the_flow_rules_out_is_refused() -> None:
    call = CallLog()
    call.add("0:01", Role.CALLER, do.Tap())
    with pytest.raises(NotPossible):
        perceived(call.entries, FLOW, Coverage.HOME, Role.OPERATOR)
    entry = Entry(1, 0, Role.CALLER, Role.CALLER, do.Note(NoteKind.HEARD))
    with pytest.raises(ValueError, match="caller never does note"):
        perceived([call.entries[0], entry], FLOW, Coverage.HOME, Role.OPERATOR)
