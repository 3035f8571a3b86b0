"""The supervisor answers (practice2 4.3): a person decides, and what follows is done by it."""

from __future__ import annotations

import pytest

from simulator.core import acts as do
from simulator.core.describe import describe_entry
from simulator.core.terms import IncidentStage, Role, SupervisorDecision, UnitStatus
from simulator.knowledge.knowledge import Knowledge
from simulator.review.transcript import transcript
from simulator.seat.view.handler_cards import _desk
from simulator.session.officers.supervisor import (
    BECAUSE,
    DECIDES_AT_ONCE,
    DECIDES_IN,
    WITHOUT_A_SIGN,
    Supervisor,
)
from simulator.session.random_stream import RandomStream
from simulator.session.run.call_people import line_book
from simulator.session.run.headless_run import run
from tests.debrief.short_logs import log
from tests.guidance.stories import HANDLER, PLACE, facts, heard_by_handler, on, steps
from tests.session.calls import DEFAULT, GENERIC, LIBRARY, Play, Story, play

SILENT = facts(in_danger="yes", injured="unknown", alone_to_talk="no", at_home="yes")
SHOUTS = "background: [{at: 14s, sound: shouting}]\n"


def shipped(name: str, seed: int) -> Story:
    return Play(run(LIBRARY.scenario(name).scenario, DEFAULT, GENERIC, seed, None))


def decisions(call: Story) -> list[SupervisorDecision]:
    return [each.decision for each in call.bodies(do.Decide)]


@pytest.mark.parametrize("seed", range(4))
def test_a_call_brought_to_the_supervisor_gets_a_persons_decision_with_words(seed: int) -> None:
    """It comes back as an entry, by whom, within the time, and reads as what they said."""
    call = shipped("row-in-the-kitchen", seed)
    asked = next(e for e in call.all(do.Note) if "supervisor" in e.body.text.lower())  # type: ignore[union-attr]
    decided = call.first(do.Decide)
    assert decided.actor is Role.SUPERVISOR
    assert DECIDES_IN[0] <= decided.at - asked.at <= DECIDES_IN[1]
    assert decided.body.text  # type: ignore[union-attr]
    assert describe_entry(decided.body).startswith("decides: ")


def test_each_decision_has_its_reason_in_the_incident() -> None:
    """What was decided can be read with why, in the log and in the transcript."""
    assert set(BECAUSE) == set(SupervisorDecision)
    decided = shipped("row-in-the-kitchen", 0).first(do.Decide).body
    assert isinstance(decided, do.Decide)
    assert decided.because == BECAUSE[decided.decision]
    assert describe_entry(decided).endswith(f"(because {decided.because})")


@pytest.mark.parametrize(
    ("heard", "decision"),
    [
        ("5 ot say speaks; 30 ne stage down", SupervisorDecision.NOT_TO_RING),
        ("5 sy result markers=stalking; 30 ne stage down", SupervisorDecision.NOT_TO_RING),
        ("5 ca tap; 30 ne stage down", SupervisorDecision.RING_THE_NUMBER),
    ],
)
def test_asked_whether_to_ring_the_supervisor_says_so_with_a_reason(
    heard: str, decision: SupervisorDecision
) -> None:
    """4.3: whether to ring is a supervisor's to decide, by who may have the phone."""
    supervisor = Supervisor("emergency", line_book(Role.SUPERVISOR), RandomStream(0, "test"))
    text = f'{heard}; 40 ch note rationale "Supervisor, shall I ring her back?"'
    for each in log(text, HANDLER):
        reaction = supervisor.on_heard(each, each.at)
    said = supervisor.in_words(reaction.plans[0].action)
    assert isinstance(said, do.Decide)
    assert said.decision is decision
    assert said.text
    assert said.because


def test_a_gun_is_with_firearms_command_within_half_a_minute() -> None:
    """4.3: firearm at once."""
    words = "{say: {intent: speaks, words: He has got a gun., means: {gun: yes}}}"
    gun = on("{heard: through_to_police}", words)
    call = play(PLACE + facts(in_danger="yes", can_speak="yes") + steps(gun))
    asked = next(e for e in call.all(do.Note) if "supervisor" in e.body.text.lower())  # type: ignore[union-attr]
    decided = call.first(do.Decide)
    assert decided.body.decision is SupervisorDecision.FIREARMS  # type: ignore[union-attr]
    assert decided.at - asked.at <= DECIDES_AT_ONCE[1]


def test_a_second_unit_that_the_supervisor_wants_is_sent_by_the_call_handler() -> None:
    """A decision is carried out, not only written down."""
    for seed in range(12):
        call = play(PLACE + SILENT + SHOUTS + steps(), seed=seed)
        if SupervisorDecision.MORE_UNITS in decisions(call):
            wanted = call.first(do.Decide, decision=SupervisorDecision.MORE_UNITS)
            again = call.after(wanted).first(do.Deploy)
            assert again.actor is HANDLER
            assert again.at - wanted.at <= 15_000
            return
    pytest.fail("no seed had one unit on its way to an emergency that was brought up")


def test_a_unit_that_is_taken_off_another_job_comes_sooner() -> None:
    """4.3: nobody is free; the supervisor decides who is pulled off what, and a unit goes."""
    busy = "officers: {units: [{distance: 4000, readiness: free_soon}]}\n"
    for seed in range(12):
        call = play(PLACE + SILENT + SHOUTS + busy + steps(), seed=seed)
        freed = call.all(do.Decide, decision=SupervisorDecision.FREE_A_UNIT)
        if freed:
            assigned = call.first(do.UnitReport, status=UnitStatus.ASSIGNED)
            assert 0 < assigned.at - freed[0].at <= 12_000
            return
    pytest.fail("no seed had an emergency for which no unit was free")


@pytest.mark.parametrize("seed", range(4))
def test_a_line_without_a_sign_ends_only_by_two_names_and_the_incident_stays(seed: int) -> None:
    """4.3: ten minutes after officers looked, and never before the supervisor has signed."""
    walks = facts(in_danger="yes", on_foot="yes", needs_police="yes")
    text = PLACE + walks + SHOUTS + steps() + "outcome: deployed\nending: no_trace\n"
    call = play(text, seed=seed)
    left = call.first(do.LeaveOpen)
    signed = call.first(do.Decide, decision=SupervisorDecision.LINE_MAY_GO)
    assert signed.at < left.at
    looked = call.first(do.UnitReport, status=UnitStatus.NOT_FOUND)
    assert signed.at - looked.at >= WITHOUT_A_SIGN
    assert any(getattr(e.body, "stage", None) is IncidentStage.LEFT_OPEN for e in call.log)


def test_officers_stay_at_a_door_and_look_again_when_the_supervisor_says_so() -> None:
    """4.3, EN-03: nobody leaves on another person's word; what they find comes sooner."""
    text = PLACE + SILENT + SHOUTS + steps() + "officers: {find: third_party_first}\n"
    for seed in range(12):
        call = play(text, seed=seed)
        stay = call.all(do.Decide, decision=SupervisorDecision.STAY_AT_DOOR)
        if stay:
            later = [
                e for e in call.after(stay[0]).all(do.UnitReport)
                if isinstance(e.body, do.UnitReport)
                and e.body.status in (UnitStatus.FOUND, UnitStatus.NOT_ALONE)
            ]  # fmt: skip
            assert later[0].at - stay[0].at <= 180_000
            return
    pytest.fail("no seed had officers at a door")


def test_nothing_is_decided_once_the_caller_is_found() -> None:
    """What is over needs no decision."""
    for seed in range(6):
        call = shipped("partner-in-the-room", seed)
        found = [e.at for e in call.all(do.UnitReport, status=UnitStatus.FOUND)]
        late = [e.at for e in call.all(do.Decide) if found and e.at > found[0]]
        assert not late


def test_the_desk_and_the_transcript_show_the_decision_as_the_supervisors() -> None:
    """A trainee in the seat reads it beside the radio, with its time and who decided."""
    call = shipped("row-in-the-kitchen", 3)
    decided = call.all(do.Decide)[-1]
    known = Knowledge.of(HANDLER, heard_by_handler(call))
    lines = [f"{line.label} {line.text}" for line in _desk(known)]
    shown = [line for line in lines if "Supervisor" in line]
    assert shown
    assert decided.body.text in shown[-1]  # type: ignore[union-attr]
    words = [text for text in transcript_words(call) if text.startswith("Supervisor")]
    assert words


def transcript_words(call: Story) -> list[str]:
    return [f"{line.who} {line.text}" for line in transcript(call.log)]
