"""A caller rings again while the incident of the call before is open: one story, one incident."""

from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.core import acts as do
from simulator.core import flow as tables
from simulator.core.call import new_call, rung_again
from simulator.core.log import CallBegan, CallEnded, IncidentMoved, StageEntered
from simulator.core.terms import (
    IncidentStage,
    Intent,
    LineKind,
    LineStage,
    NoteKind,
    Outcome,
    Reason,
    Role,
    Topic,
    UnitStatus,
)
from simulator.knowledge.knowledge import Knowledge
from simulator.proof.explore.clocks import TimedClocks
from simulator.proof.explore.graph import FlowTable, Graph
from simulator.proof.verify.decide_properties import Status
from simulator.proof.verify.flow_defects import examine
from simulator.session.clock import ManualClock
from simulator.session.log_json import json_line
from simulator.session.records.as_scenario import as_scenario
from simulator.session.records.replay import replay
from simulator.session.run.live_run import LiveRun, RunSetup
from simulator.session.run.perceived_log import perceived
from tests.daily import examples
from tests.proof.broken import decided
from tests.session.calls import DEFAULT, LIBRARY, Play, flow, play, scenario

HOME = """
line: mobile
facts:
  {can_hear: yes, can_speak: yes, alone_to_talk: yes, needs_police: yes, mistake: no,
   in_danger: yes, injured: no, needs_ambulance: no, other_person_present: yes,
   knows_person: yes, weapon: unknown, at_home: yes, door_locked: yes}
officers: {find: found, units: [{distance: 5200}, {distance: 7100}]}
number: {address: 40 Furnace Street}
location:
  eisec: {place: "a cell around the furnaces", radius: 500}
  aml: {place: "40 Furnace Street", radius: 12, after: 18s}
answers: {by: [spoken], after: {between: [1s, 2s]}}
caller:
  - when: {heard: which_service}
    after: 1s
    do: {say: {intent: wants_police, words: "Police. He's at the door.",
      means: {wants_police: yes, ex_partner: yes, person_outside: yes}}}
"""
HANGS_UP = "  - {when: {asked: injured}, after: 30s, do: hang_up}\n"
AGAIN = """
    caller:
      - when: {heard: which_service}
        after: 500ms
        do: {whisper: {intent: wants_police, words: "Me again. He's in.",
          means: {wants_police: yes, rang_before: yes, person_here: yes}}}
      - when: {heard: through_to_police}
        after: 2s
        do: {whisper: {intent: danger_now, words: "He's got a knife.", means: {knife: yes}}}
"""
PAIR = f"{HOME}{HANGS_UP}calls:\n  - gap: 70s{AGAIN}"


@cache
def pair(seed: int = 0) -> Play:
    """She rings back while the car is on its way."""
    return play(PAIR, seed=seed)


def assigned(call: Play) -> list[str]:
    """The units that took the job, each as often as it said so."""
    said = call.bodies(do.UnitReport)
    return [each.unit for each in said if each.status is UnitStatus.ASSIGNED]


def line_ends(call: Play) -> int:
    """When the line of the first call ended."""
    return next(e.at for e in call.log if e.body == StageEntered(LineStage.DOWN, "X-5"))


def test_the_gap_counts_from_the_end_of_the_line_and_not_of_the_incident() -> None:
    """The second call is dialled 70 s after she put the phone down; officers are on their way."""
    call = pair()
    second = call.first(CallBegan, number=2)
    assert second.at == line_ends(call) + 70_000
    assert second.body == CallBegan(2, LineKind.MOBILE, during=1)
    assert not call.any(CallEnded) or call.first(CallEnded).at > second.at
    assert call.first(do.Arrive).at > second.at


def test_both_calls_end_with_the_incident() -> None:
    """There is one incident, so one end, and it is that of each call."""
    call = pair()
    assert call.result.outcomes == (Outcome.DEPLOYED, Outcome.DEPLOYED)
    assert len(call.all(CallEnded)) == 1


def test_the_second_call_finds_the_open_incident_and_is_linked_to_it() -> None:
    """Another call handler finds it by the number, or by her own words, and says by which."""
    call = pair().calls[1]
    (link,) = call.all(do.Note, note=NoteKind.SAME_INCIDENT)
    assert link.at < call.first(do.Answer, Role.CALL_HANDLER).at + 10_000
    assert "call 1" in getattr(link.body, "text", "")
    assert [each.is_open for each in call.act(do.GiveResult).earlier] == [True]


@pytest.mark.parametrize("seed", range(3))
def test_its_news_goes_to_the_officers_on_their_way(seed: int) -> None:
    """The knife reaches the officers who were sent in the first call, before they are there."""
    call = pair(seed)
    knife = next(e for e in call.log if "knife" in getattr(e.body, "words", ""))
    told = next(
        e
        for e in call.log
        if e.at > knife.at and isinstance(e.body, do.BriefOfficers) and "knife" in e.body.text
    )
    assert told.at - knife.at < 30_000
    assert told.at < call.first(do.Arrive).at


@pytest.mark.parametrize("seed", range(3))
def test_no_unit_is_sent_twice(seed: int) -> None:
    """The unit on its way is not assigned again; a second one goes for the knife, if at all."""
    call = pair(seed)
    assert len(assigned(call)) == len(set(assigned(call)))
    again = call.calls[1].all(do.Deploy)
    knife = next((e.at for e in call.log if "knife" in getattr(e.body, "words", "")), 0)
    assert len(again) <= 1
    assert all(each.at > knife for each in again)


def test_the_first_call_handler_works_on_until_the_second_call_is_answered() -> None:
    """And nothing that officers had planned is lost."""
    call = pair()
    second = call.first(CallBegan, number=2).at
    answered = call.calls[1].first(do.Answer, Role.CALL_HANDLER).at
    between = [e for e in call.log if second < e.at < answered]
    assert not [e for e in between if isinstance(e.body, do.Ask)]
    said = {each.status for each in call.bodies(do.UnitReport)}
    assert {UnitStatus.EN_ROUTE, UnitStatus.FOUND} <= said


def test_what_a_desk_knows_of_the_incident_comes_with_the_link() -> None:
    """Until then the new call is a call like any; what officers say meanwhile isn't lost."""
    call = pair()
    heard = perceived(call.log, flow(), scenario(PAIR).coverage, Role.CALL_HANDLER)
    link = call.first(do.Note, note=NoteKind.SAME_INCIDENT)
    before = Knowledge.of(Role.CALL_HANDLER, [e for e in heard if e.seq < link.seq]).facts
    after = Knowledge.of(Role.CALL_HANDLER, [e for e in heard if e.seq <= link.seq]).facts
    assert (before.joins, before.sent, before.call) == (1, False, 2)
    assert (after.joins, after.sent, after.incident) == (None, True, IncidentStage.DEPLOYED)
    assert after.unit


def test_a_line_that_ends_without_police_leaves_the_incident_as_it_was() -> None:
    """She hangs up on the operator: the car comes all the same."""
    steps = "caller: [{when: {heard: which_service}, after: 300ms, do: hang_up}]"
    call = play(f"{HOME}{HANGS_UP}calls: [{{gap: 40s, {steps}}}]")
    assert call.result.outcomes == (Outcome.DEPLOYED, Outcome.DEPLOYED)
    assert call.any(do.Arrive)
    assert not call.calls[1].any(do.Answer, Role.CALL_HANDLER)


def test_a_gap_beyond_the_incident_gives_two_calls_as_before() -> None:
    """A file whose second call comes after the incident plays as it did."""
    call = play(f"{HOME}{HANGS_UP}calls:\n  - gap: 2h{AGAIN}")
    second = call.first(CallBegan, number=2)
    assert call.bodies(CallBegan)[1].during is None
    assert second.at == line_ends(call) + 7_200_000
    assert len(call.all(CallEnded)) == 2
    assert not call.any(do.Note, note=NoteKind.SAME_INCIDENT)


def test_it_replays_and_becomes_a_scenario_that_gives_the_same_log() -> None:
    """Records and files read both calls."""
    call = pair()
    assert replay(call.log, flow()) is None
    force = LIBRARY.force("generic").force
    found = as_scenario(RunSetup(scenario(PAIR), DEFAULT, force, 0), call.log, "as-it-went")
    assert found.same, found.parts_at


def test_a_live_run_gives_the_same_log() -> None:
    """Time goes on through the second call: nobody has to ask for it."""
    force, clock = LIBRARY.force("generic").force, ManualClock()
    live = LiveRun(RunSetup(scenario(PAIR), DEFAULT, force), clock)
    while (wait := live.wait()) is not None:
        clock.tick(wait)
        live.poll()
    assert [*map(json_line, live.log)] == [*map(json_line, pair().log)]
    assert (live.number, live.over) == (2, True)


def test_a_trainee_at_the_desk_keeps_the_incident_until_the_call_rings() -> None:
    """Then it is a new call, and the incident is found and linked as by anybody."""
    force, clock = LIBRARY.force("generic").force, ManualClock()
    live = LiveRun(RunSetup(scenario(PAIR), DEFAULT, force, 0, (Role.CALL_HANDLER,)), clock)
    acts: dict[int, do.Action] = {
        8_500: do.Answer(),
        12_000: do.SetGrade("emergency", Reason.DANGER_ESTABLISHED),
    }
    acts |= {13_000: do.Deploy(Reason.DANGER_ESTABLISHED), 20_000: do.Ask((Topic.INJURED,))}
    for at, act in acts.items():
        clock.tick(at - clock.read())
        live.poll()
        live.act(Role.CALL_HANDLER, act)
    while live.number == 1 and (wait := live.wait()) is not None:
        clock.tick(wait)
        live.poll()
    facts = Knowledge.of(Role.CALL_HANDLER, live.heard(Role.CALL_HANDLER)).facts
    assert (live.number, facts.sent, facts.call) == (2, True, 1)


def test_a_trainee_who_is_the_caller_may_ring_again_and_need_not() -> None:
    """From then on the phone is theirs to dial; the incident comes to its end all the same."""
    force, clock = LIBRARY.force("generic").force, ManualClock()
    live = LiveRun(RunSetup(scenario(PAIR), DEFAULT, force, 0, (Role.CALLER,)), clock)
    live.act(Role.CALLER, do.Dial())
    for wait, act in (
        (4_000, do.Say(Intent.WANTS_POLICE, "Police, he's at the door.")),
        (90_000, do.HangUp()),
    ):
        clock.tick(wait)
        live.poll()
        live.act(Role.CALLER, act)
    clock.tick(71_000)
    live.poll()
    assert (live.number, live.call.state.line) == (2, LineStage.IDLE)
    assert live.call.state.incident is IncidentStage.DEPLOYED
    clock.tick(3_600_000)
    live.poll()
    assert live.over


def test_only_a_caller_whose_line_is_down_can_ring_again() -> None:
    """The phone is in use until then."""
    with pytest.raises(ValueError, match="can't ring again"):
        rung_again(new_call(flow()))


@examples(12, 2)
@given(gap=st.integers(5, 400), away=st.integers(1, 60), seed=st.integers(0, 50))
def test_whenever_they_ring_again_nothing_is_lost(gap: int, away: int, seed: int) -> None:
    """Time never goes back, every call is told of, officers come once, and it replays."""
    hangs_up = f"  - {{when: {{asked: injured}}, after: {away}s, do: hang_up}}\n"
    call = play(f"{HOME}{hangs_up}calls:\n  - gap: {gap}s{AGAIN}", seed=seed)
    log = call.log
    assert all(one.at <= other.at for one, other in pairwise(log))
    assert len(call.all(CallBegan)) == len(call.result.outcomes) == 2
    assert call.result.stopped == ""
    assert replay(log, flow()) is None
    if call.bodies(CallBegan)[1].during is not None:
        assert len(assigned(call)) == len(set(assigned(call)))
        moved = [each.stage for each in call.bodies(IncidentMoved)]
        assert moved.count(IncidentStage.OPEN) == 1


NOTHING = "outcome: no_response_to_recording\ncalls: [{gap: 2m}, {gap: 2m}, {gap: 2m}]"


def test_a_repeat_silent_call_is_not_handled_as_the_first() -> None:
    """S36: from the second call on a sound is asked for at once, and not after two questions."""
    calls = play(NOTHING).calls
    asked = [[each.intent for each in call.bodies(do.Say, Role.OPERATOR)][:4] for call in calls]
    first, *again = asked
    assert first.index(Intent.MAKE_A_SOUND) == 3
    assert [each.index(Intent.MAKE_A_SOUND) for each in again] == [1, 1, 1]


def test_a_further_call_has_a_row_for_everything_and_always_comes_to_an_end() -> None:
    """What `verify` shows of a first call holds of a call that begins while an incident is open:
    no gap and no overlap of the tables, no deadlock, no lost deadline, and an end from anywhere."""
    table = FlowTable(flow().again)
    health = examine(Graph(table, TimedClocks(table.changes, DEFAULT.timings)))
    assert health.sound
    assert {"I-28", "D-6"}.isdisjoint(health.idle_rows)


HOLD = (
    "every-call-can-end",
    "it-ends-once",
    "nothing-after-the-end",
    "police-have-it-police-end-it",
    "a-dead-phone-is-not-rung",
    "an-accepted-55-is-no-no-response",
)
"""Properties of every call that hold of a further call as well."""
OTHERWISE = {
    "no-police-end-without-police": "the force has the incident already, of the call before",
    "unheard-before-the-answer": "a call that nobody answered abandons no incident",
}
"""Those that are of a first call alone, and why."""


@pytest.mark.thorough
@pytest.mark.parametrize("name", [*HOLD, *OTHERWISE])
def test_the_properties_of_every_call_are_decided_of_a_further_call(name: str) -> None:
    """With every state of the open incident to begin from, in every call that can follow."""
    every = {each.id: each for file in LIBRARY.properties() for each in file.file.built}
    found = decided(every[name], flow=tables.AGAIN).status
    assert (found is Status.HOLDS) is (name in HOLD), OTHERWISE.get(name, found)
