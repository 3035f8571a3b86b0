"""The machines at the edge: location data, the force's systems, officers, another force."""

from __future__ import annotations

from simulator.core import acts as do
from simulator.core.log import Body, Entry, StageEntered
from simulator.core.terms import (
    LineStage,
    LocationSource,
    Marker,
    Outcome,
    Reason,
    Role,
    Service,
    Trace,
)
from simulator.session.participant import Participant, Planned
from simulator.session.people.machines import (
    ACCEPTANCE_TAKES,
    SEARCH_TAKES,
    TRACE_TAKES,
    Network,
    Officers,
    OtherForce,
    Systems,
)
from tests.session.calls import DEFAULT, GENERIC, play


def hears(machine: Participant, body: Body, who: Role = Role.CALL_HANDLER) -> list[Planned]:
    """What a machine plans on perceiving something."""
    return list(machine.on_heard(Entry(0, 0, who, who, body), 0).plans)


WITH_OPERATOR = StageEntered(LineStage.WITH_OPERATOR, "D-3")
AML = do.DeliverLocation(LocationSource.AML, "the old bakery", 20)


def test_location_data_comes_after_the_operators_answer_and_once() -> None:
    """The network delivers each fix so long after the operator answered, and does not repeat it."""
    network = Network([(18_000, AML)])
    assert hears(network, StageEntered(LineStage.DIALLED, "D-1"), Role.NETWORK) == []
    assert hears(network, WITH_OPERATOR, Role.NETWORK) == [Planned(18_000, AML, keeps=True)]
    assert hears(network, WITH_OPERATOR, Role.NETWORK) == []


def test_location_data_arrives_as_the_profile_says() -> None:
    """A source without a time of its own arrives as the profile says; an own time comes first."""
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


def test_no_data_comes_from_a_source_that_sends_none() -> None:
    """What a scenario leaves out is not sent."""
    assert not play().any(do.DeliverLocation)


def test_a_search_finds_what_is_held_on_the_number() -> None:
    """Markers, earlier calls and an address come back after a while."""
    earlier = (do.EarlierCall(5_000, Outcome.ABANDONED),)
    systems = Systems((Marker.STALKING,), earlier, "the flat over the old bakery")
    found = do.GiveResult((Marker.STALKING,), earlier, "the flat over the old bakery")
    assert hears(systems, do.Search()) == [Planned(SEARCH_TAKES, found, keeps=True)]


def test_a_search_that_finds_nothing_says_so() -> None:
    """A number without history comes back as not found."""
    assert hears(Systems(), do.Search()) == [
        Planned(SEARCH_TAKES, do.GiveResult(found=False), keeps=True)
    ]


def test_a_trace_finds_what_the_scenario_gives_for_it() -> None:
    """A trace takes longer than a search, and finds a place or nothing."""
    systems = Systems(traces={Trace.PHONE: "the old bakery"})
    phone = do.StartTrace(Trace.PHONE, Reason.NO_ANSWER)
    address = do.StartTrace(Trace.ADDRESS, Reason.NO_ANSWER)
    assert hears(systems, phone) == [
        Planned(TRACE_TAKES, do.GiveResult(address="the old bakery"), keeps=True)
    ]
    assert hears(systems, address) == [Planned(TRACE_TAKES, do.GiveResult(found=False), keeps=True)]
    assert TRACE_TAKES > SEARCH_TAKES


def test_systems_answer_to_nothing_else() -> None:
    """Only a search or a trace is answered."""
    assert hears(Systems(), do.Deploy(Reason.DOUBT)) == []


def test_officers_arrive_once() -> None:
    """Officers set out when they are sent; more sent does not make them arrive twice."""
    officers = Officers(480_000)
    assert hears(officers, do.BringIn(Service.AMBULANCE)) == []
    assert hears(officers, do.Deploy(Reason.DOUBT)) == [Planned(480_000, do.Arrive(), keeps=True)]
    assert hears(officers, do.Deploy(Reason.DOUBT)) == []


def test_officers_take_as_long_as_the_force_says() -> None:
    """In a whole call the officers arrive after the force's time from being sent."""
    call = play(
        """
        facts: {in_danger: yes}
        answers: {by: [tap], after: 1s}
        caller: [{when: {heard: make_a_sound}, after: 1s, do: tap}]
        """
    )
    assert call.first(do.Arrive).at == call.first(do.Deploy).at + GENERIC.arrives_after


def test_another_force_accepts_what_it_is_offered() -> None:
    """Another force's control room accepts an offered incident after a while."""
    assert hears(OtherForce(), do.OfferIncident("northern_keys")) == [
        Planned(ACCEPTANCE_TAKES, do.AcceptIncident(), keeps=True)
    ]
    assert hears(OtherForce(), do.Search()) == []
