"""The standing call handler leaves each question its time, whatever comes up at the desk."""

from __future__ import annotations

import pytest

from simulator.core import acts as do
from simulator.core.log import Entry
from simulator.core.terms import (
    Heading,
    Intent,
    LocationSource,
    Marker,
    NoteKind,
    Reason,
    Role,
    Service,
)
from simulator.errors import NotPossible
from simulator.session.people.machines import Officers, OtherForce, Systems
from simulator.session.people.simulated_handler import StandingHandler
from simulator.session.run.headless import question_bank
from simulator.session.run.live import Seat
from simulator.session.session import Session
from tests.session.calls import DEFAULT, GENERIC, session

HANDLER = Role.CALL_HANDLER
SPEAKS = do.Say | do.Ask | do.SetCode | do.OfferWays
AT_THE_DESK: tuple[tuple[Role, do.Action], ...] = (
    (HANDLER, do.OfferIncident("the next county")),
    (HANDLER, do.SetGrade("emergency", Reason.DOUBT)),
    (HANDLER, do.SetGrade(GENERIC.unanswered_grade, Reason.DOUBT)),
    (HANDLER, do.Deploy(Reason.DOUBT)),
    (HANDLER, do.BringIn(Service.AMBULANCE)),
    (HANDLER, do.Search()),
    (HANDLER, do.ReadLocation(LocationSource.EISEC)),
    (HANDLER, do.Withhold(Intent.OFFICERS_SENT, Reason.NOT_SAFE_TO_SAY)),
    (HANDLER, do.Note(NoteKind.HEARD, text="a television")),
    (HANDLER, do.Note(NoteKind.RATIONALE, text="waited")),
    (HANDLER, do.Thrive(Heading.RISK)),
    (Role.NETWORK, do.DeliverLocation(LocationSource.EISEC, "a cell area", 800)),
    (Role.NETWORK, do.DeliverLocation(LocationSource.AML, "a house", 12)),
    (Role.SYSTEMS, do.GiveResult((Marker.STALKING,), (), "the flat over the old bakery")),
)
"""What can come up while an answer is waited for, and is no sign: some of it done by another."""


def at_question(number: int) -> tuple[Session, Entry] | None:
    """A call of a silent caller at the end of the standing call handler's nth question, if any."""
    handler = StandingHandler(DEFAULT, GENERIC, question_bank())
    others = (Systems(), Officers(600_000), OtherForce())
    call = session(Seat(Role.CALLER), Seat(Role.OPERATOR), handler, *others)
    call.submit(Role.CALLER, do.Dial())
    call.submit(Role.OPERATOR, do.Answer())
    call.submit(Role.OPERATOR, do.Connect(Service.POLICE, Reason.DOUBT))
    while call.next_due() is not None:
        call.step()
        over = call.log[-1]
        if isinstance(over.body, do.Finish) and over.cause is not None:
            number -= isinstance(call.log[over.cause].body, do.Ask)
            if number == 0:
                return call, over
    return None


@pytest.mark.parametrize(
    ("role", "action"), AT_THE_DESK, ids=lambda of: getattr(of, "kind", str(of))
)
def test_nothing_at_the_desk_cuts_short_the_wait_for_a_sign(role: Role, action: do.Action) -> None:
    tried, number = 0, 1
    while found := at_question(number):
        (call, over), number = found, number + 1
        call.advance(over.at + 1_700)
        try:
            call.submit(role, action)
        except NotPossible:
            continue
        call.advance(over.at + DEFAULT.handler.wait - 1)
        later = call.log[over.seq + 1 :]
        assert not any(isinstance(entry.body, SPEAKS) for entry in later), number
        tried += 1
    assert tried > 0
