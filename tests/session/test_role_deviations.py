"""An operator or a call handler who departs from what they usually do, as a scenario writes it."""

import pytest

from simulator.core import acts as do
from simulator.core import terms
from simulator.core.log import Entry
from simulator.core.terms import Intent, LocationSource, Outcome, Reason, Role, Service, Sign, Topic
from simulator.errors import NotPossible
from simulator.session.officers.simulated_dispatch import Dispatch
from simulator.session.people.guided_person import SETTLES
from simulator.session.people.network_and_force_systems import OtherForce, Systems
from simulator.session.people.simulated_handler import SimulatedHandler
from simulator.session.random_stream import RandomStream
from simulator.session.run.call_people import question_bank
from simulator.session.run.live_run import Seat
from simulator.session.session import Session
from tests.daily import one_a_day
from tests.session.calls import DEFAULT, GENERIC, PROFILES, Story, play, session

TAPS = "caller: [{when: {heard: which_service}, after: 2s, do: tap}]\n"
PLACE = "location: {aml: {place: the mill house, radius: 20}}\n"
LATE_TAP = "caller: [{when: {heard: which_service}, after: 5s, do: tap}, %s]\n"
AMBULANCE = (
    TAPS + "operator: [{when: {did: tap}, after: 100ms, do: {connect: ambulance, reason: doubt}}]"
)


@pytest.mark.parametrize("profile", one_a_day(PROFILES))
def test_a_mistake_that_comes_first_is_made(profile: str) -> None:
    """They would have connected police half a second after the tap; not so without the step."""
    call = play(AMBULANCE, profile)
    (connected,) = call.all(do.Connect)
    assert connected.body == do.Connect(Service.AMBULANCE, Reason.DOUBT)
    assert call.outcome is Outcome.CONNECTED_TO_OTHER_SERVICE
    later = AMBULANCE.replace("did: tap", "did: cough")
    assert play(later, profile).log[:] == play(TAPS, profile).log[:]
    seats = {Role.OPERATOR: Seat(Role.OPERATOR)}
    assert not play(AMBULANCE, profile, seats=seats).any(do.Connect)


def test_they_go_on_by_themselves_from_what_came_of_it() -> None:
    """Sent to the recording at once, the call is heard out there by the simulated operator."""
    call = play(
        "operator: [{when: {answered: operator}, after: 1s, do: {send_to_recording: no_response}}]"
    )
    assert terms.LineStage.RECORDING in call.stages
    assert not call.any(do.Say, Role.OPERATOR, intent=Intent.WHICH_OF_THREE)
    assert call.outcome is Outcome.NO_RESPONSE_TO_RECORDING


def test_a_cue_of_a_stage_counts_how_often_it_was_entered() -> None:
    lifts = "{when: {answered: operator}, after: 1s, do: [hang_up, {pause: 5s}, lift]}"
    ends = "{when: {stage: with_operator, nth: 2}, do: {end_call: mistake_confirmed}}"
    call = play(f"line: landline\ncaller: [{lifts}]\noperator: [{ends}]")
    assert call.outcome is Outcome.CONFIRMED_MISTAKE
    assert call.first(do.EndCall).at == call.first(do.Lift).at + 1


def test_what_was_meant_to_be_done_is_still_done() -> None:
    """They would have said who they are; a question comes first, and it is asked only once."""
    asks = "{ask: in_danger, words: Are you in danger?}"
    first = f"call_handler: [{{when: {{stage: with_call_handler}}, do: {asks}}}]\n"
    call = play(TAPS + first)
    asked = call.first(do.Ask, about=(Topic.IN_DANGER,))
    assert call.all(do.Ask, about=(Topic.IN_DANGER,)) == [asked]
    assert call.after(asked).any(do.Say, intent=Intent.THROUGH_TO_POLICE)
    assert call.after(asked).any(do.Search)
    assert call.outcome is not None


def test_a_connection_that_was_ended_too_soon_is_a_lost_line() -> None:
    """CH-66, CH-71: how the caller is is not known: graded, rung once, and officers go to look."""
    ends = "call_handler: [{when: {incident: open}, after: 2s, do: {end_call: no_response}}]\n"
    call = play(PLACE + TAPS + ends)
    later = call.after(call.first(do.EndCall))
    order = (later.first(do.SetGrade), later.first(do.CallBack), later.first(do.Deploy))
    assert [entry.seq for entry in order] == sorted(entry.seq for entry in order)
    assert call.outcome is Outcome.DEPLOYED


def answered(can_hear: str, topic: str, answer: str) -> str:
    """A caller who taps when asked whether they can hear, and about one thing more."""
    hears = f"{{when: {{asked: can_hear}}, after: {can_hear}, do: tap}}"
    return LATE_TAP % f"{hears}, {{when: {{asked: {topic}}}, after: {answer}, do: tap}}"


def test_an_injury_that_is_said_while_another_force_accepts_stalls_nothing() -> None:
    """The grade that was about to be set is no longer theirs to set: they hand the caller on."""
    offers = "{when: {asked: can_hear}, after: 9500ms, do: {offer_incident: the next county}}"
    in_the_last_second = 0
    # Whenever the answer comes: how long the question takes is no part of the story.
    for answer in range(2_000, 7_000, 500):
        call = play(answered("1s", "injured", f"{answer}ms") + f"call_handler: [{offers}]")
        accepted = call.first(do.AcceptIncident)
        assert call.outcome is Outcome.HANDED_TO_OTHER_FORCE
        assert not call.after(accepted).any(do.SetGrade)
        in_the_last_second += 0 < accepted.at - call.all(do.Tap)[-1].at < SETTLES
    assert in_the_last_second


def test_what_is_done_at_the_desk_leaves_the_question_open() -> None:
    """Voices are heard while the caller may answer: graded at once, and the answer counts."""
    voices = "{when: {asked: in_danger, from: start}, after: 1s, do: {sound: voices}}"
    call = play(PLACE + answered("500ms", "in_danger", "4s") + f"room: [{voices}]")
    asked = call.first(do.Ask, about=(Topic.IN_DANGER,))
    over, tapped = call.end_of(asked), call.all(do.Tap)[-1]
    between = Story(call.log[over.seq + 1 : tapped.seq])
    assert between.any(do.SetGrade)
    assert not any(between.any(kind) for kind in (do.Say, do.Ask, do.SetCode))
    assert any(Topic.IN_DANGER in briefing.topics for briefing in call.bodies(do.BriefOfficers))


CODED = """
facts: {can_hear: yes, in_danger: yes, injured: no}
answers: {by: [tap, cough], after: 1s}
operator: [{when: {answered: operator}, after: 1s, do: {connect: police, reason: doubt}}]
call_handler:
  - when: {stage: with_call_handler}
    after: 6s
    do: {set_code: {yes: {cough: 1}, no: {cough: 2}}, words: "Cough once for yes, twice for no."}
"""
COUGHS = do.Code(do.AnswerSign(Sign.COUGH, 1), do.AnswerSign(Sign.COUGH, 2))


def test_a_code_that_a_step_states_holds_for_both() -> None:
    """The force's own is one tap and two taps; the caller coughs, and is understood."""
    call = play(CODED)
    stated = call.first(do.SetCode)
    assert len(call.all(do.SetCode)) == 1
    assert stated.body == do.SetCode(COUGHS, "Cough once for yes, twice for no.")
    coughs = [entry.body for entry in call.after(stated).all(do.Cough)]
    assert coughs[0] == do.Cough(1)
    assert do.Cough(2) in coughs
    assert not call.after(stated).any(do.Tap)
    assert call.any(do.Deploy, reason=Reason.DANGER_ESTABLISHED)


@pytest.mark.parametrize(
    ("cue", "comes"), [("", "end"), (", from: start", "start"), (", nth: 9", "")]
)
def test_a_step_can_wait_for_the_code(cue: str, comes: str) -> None:
    sobs = f"caller: [{{when: {{code_set: true{cue}}}, after: 2s, do: {{sound: sob}}}}]"
    call = play(f"{sobs}\n{CODED}")
    stated = call.first(do.SetCode)
    instants = {"start": [stated.at], "end": [call.end_of(stated).at], "": []}[comes]
    assert [entry.at - 2_000 for entry in call.all(do.Make)] == instants


HANDLER = Role.CALL_HANDLER
SPEAKS = do.Say | do.Ask | do.SetCode | do.OfferWays
AT_THE_DESK: tuple[tuple[Role, do.Action], ...] = (
    (HANDLER, do.OfferIncident("the next county")),
    (HANDLER, do.SetGrade("emergency", Reason.DOUBT)),
    (HANDLER, do.Deploy(Reason.DOUBT)),
    (HANDLER, do.Search()),
    (HANDLER, do.Withhold(Intent.OFFICERS_SENT, Reason.NOT_SAFE_TO_SAY)),
    (HANDLER, do.Note(terms.NoteKind.HEARD, text="a television")),
    (HANDLER, do.Thrive(terms.Heading.RISK)),
    (Role.NETWORK, do.DeliverLocation(LocationSource.AML, "a house", 12)),
    (Role.SYSTEMS, do.GiveResult((terms.Marker.STALKING,), (), "the flat over the old bakery")),
)
"""What can come up while an answer is waited for, and is no sign: some of it done by another."""


def at_question(number: int) -> tuple[Session, Entry] | None:
    """A call of a silent caller at the end of the simulated call handler's nth question, if any."""
    handler = SimulatedHandler(DEFAULT, GENERIC, question_bank())
    others = (Systems(), Dispatch(GENERIC, RandomStream(0, "dispatch")), OtherForce())
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
