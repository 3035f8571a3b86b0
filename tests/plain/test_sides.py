"""What each party perceived, worked out from a log: the same as was perceived while it went on."""

from __future__ import annotations

import pytest

from simulator.core.terms import Role
from simulator.plain.sides import perceived
from simulator.session.headless import procedure
from tests.plain.lines import ON, sit
from tests.plain.lines import setup as set_up

PLAYED = {
    "caller": ["1", "1", *[ON] * 5, "p 55", *[ON] * 4, "k c", *[ON] * 4],
    "operator": [ON, "k a", "k 1", "k r", "1", *[ON] * 5, "17", "7", *[ON] * 6, "k l", *[ON] * 5],
    "call_handler": [*[ON] * 4, "k a", *[ON] * 3, "k g", "1", "1", "k z", "4", "k e", "1"],
}


@pytest.mark.parametrize("seat", PLAYED)
@pytest.mark.parametrize(
    "call", ["partner-in-the-room", "somebody-picks-up", "handset-lifted", "two-short-calls"]
)
def test_a_side_is_what_that_seat_perceived(call: str, seat: str) -> None:
    what = set_up(call, seat)
    live = sit(what, PLAYED[seat]).live
    flow = procedure(what.profile.switches, what.profile.timings)
    for role in what.seats:
        assert list(perceived(live.log, role, flow, what.scenario.coverage)) == list(
            live.heard(role)
        )


def test_nobody_perceives_a_log_that_is_empty() -> None:
    what = set_up("partner-in-the-room", "caller")
    flow = procedure(what.profile.switches, what.profile.timings)
    assert perceived((), Role.CALLER, flow, what.scenario.coverage) == ()
