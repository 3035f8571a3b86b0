"""The machines at the edge: location data, the force's systems, officers, another force."""

import pytest

from simulator.core import acts as do
from simulator.core import terms
from simulator.core.instant import Millis
from simulator.core.log import Body, Entry, StageEntered
from simulator.core.terms import LineStage, LocationSource, Marker, Outcome, Reason, Role, Trace
from simulator.session.participant import Participant, PlannedAct
from simulator.session.people.systems import (
    ACCEPTANCE_TAKES,
    SEARCH_TAKES,
    TRACE_TAKES,
    Network,
    Officers,
    OtherForce,
    Systems,
)
from tests.session.calls import DEFAULT, GENERIC, play


def hears(machine: Participant, body: Body, who: Role = Role.CALL_HANDLER) -> list[PlannedAct]:
    """What a machine plans on perceiving something."""
    return list(machine.on_heard(Entry(0, 0, who, who, body), 0).plans)


WITH_OPERATOR = StageEntered(LineStage.WITH_OPERATOR, "D-3")
AML = do.DeliverLocation(LocationSource.AML, "the old bakery", 20)
EARLIER = (do.EarlierCall(5_000, Outcome.ABANDONED),)
FLAT = "the flat over the old bakery"
TRACES = Systems(traces={Trace.PHONE: "the old bakery"})


@pytest.mark.parametrize(
    ("machine", "heard", "after", "done"),
    [
        (Systems((Marker.STALKING,), EARLIER, FLAT), do.Search(), SEARCH_TAKES,
         do.GiveResult((Marker.STALKING,), EARLIER, FLAT)),
        (Systems(), do.Search(), SEARCH_TAKES, do.GiveResult(found=False)),
        (TRACES, do.StartTrace(Trace.PHONE, Reason.NO_ANSWER), TRACE_TAKES,
         do.GiveResult(address="the old bakery")),
        (TRACES, do.StartTrace(Trace.ADDRESS, Reason.NO_ANSWER), TRACE_TAKES,
         do.GiveResult(found=False)),
        (OtherForce(), do.OfferIncident("northern_keys"), ACCEPTANCE_TAKES, do.AcceptIncident()),
        (Systems(), do.Deploy(Reason.DOUBT), 0, None),
        (OtherForce(), do.Search(), 0, None),
        (Officers(480_000), do.BringIn(terms.Service.AMBULANCE), 0, None),
    ],
)  # fmt: skip
def test_a_machine_answers_to_what_is_meant_for_it(
    machine: Participant, heard: do.Action, after: Millis, done: do.Action | None
) -> None:
    planned = [] if done is None else [PlannedAct(after, done, keeps=True)]
    assert hears(machine, heard) == planned


def test_a_trace_takes_longer_than_a_search() -> None:
    assert TRACE_TAKES > SEARCH_TAKES


def test_location_data_and_officers_come_once() -> None:
    network, officers = Network([(18_000, AML)]), Officers(480_000)
    assert hears(network, StageEntered(LineStage.DIALLED, "D-1"), Role.NETWORK) == []
    assert hears(network, WITH_OPERATOR, Role.NETWORK) == [PlannedAct(18_000, AML, keeps=True)]
    assert hears(network, WITH_OPERATOR, Role.NETWORK) == []
    assert hears(officers, do.Deploy(Reason.DOUBT)) == [
        PlannedAct(480_000, do.Arrive(), keeps=True)
    ]
    assert hears(officers, do.Deploy(Reason.DOUBT)) == []


def test_location_data_arrives_as_the_profile_says() -> None:
    call = play(
        """
        location:
          eisec: {place: a cell area, radius: 900}
          aml: {place: the old bakery, radius: 20}
          spoken: {place: the river, radius: 50, after: 12s}
        """
    )
    answered = call.first(StageEntered, stage=LineStage.WITH_OPERATOR).at
    arrived = {e.body: e.at - answered for e in call.all(do.DeliverLocation)}
    pacing = DEFAULT.network
    assert arrived == {
        do.DeliverLocation(LocationSource.EISEC, "a cell area", 900): pacing.eisec_after,
        AML: pacing.aml_after,
        do.DeliverLocation(LocationSource.SPOKEN, "the river", 50): 12_000,
    }
    assert not play().any(do.DeliverLocation), "what a scenario leaves out is not sent"


def test_officers_take_as_long_as_the_force_says() -> None:
    call = play(
        """
        facts: {in_danger: yes}
        answers: {by: [tap], after: 1s}
        caller: [{when: {heard: make_a_sound}, after: 1s, do: tap}]
        """
    )
    assert call.first(do.Arrive).at == call.first(do.Deploy).at + GENERIC.arrives_after
