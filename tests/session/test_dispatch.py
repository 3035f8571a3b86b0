"""Dispatch: units, times, the radio, what officers find, and what the call handler does with it."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.log import Entry
from simulator.core.profile import Area, Force
from simulator.core.terms import (
    Intent,
    LocationSource,
    Marker,
    OfficersFind,
    Reason,
    Role,
    Topic,
    UnitReadiness,
    UnitStatus,
)
from simulator.session.people.dispatch import Dispatch, DispatchStory
from simulator.session.people.systems import OtherForce, Systems
from simulator.session.random_stream import RandomStream
from tests.session.calls import (
    FORCES,
    GENERIC,
    LIBRARY,
    Play,
    Reacts,
    Story,
    play,
    session,
    with_handler,
)

HANDLER, OFFICERS = Role.CALL_HANDLER, Role.OFFICERS
EMERGENCY, PRIORITY = (do.SetGrade(name, Reason.DOUBT) for name in ("emergency", "priority"))
SENT = do.Deploy(Reason.DOUBT)
LINES = LIBRARY.line_book(OFFICERS)
BRIEFED = do.BriefOfficers((Topic.IN_DANGER,), location=(LocationSource.AML,))
Timed = Sequence[tuple[Millis, do.Action]]


def dispatched(
    *acts: tuple[Millis, do.Action],
    seed: int = 0,
    force: Force = GENERIC,
    story: DispatchStory | None = None,
    until: Millis = 4 * 3_600_000,
) -> Story:
    """A call in which a call handler does this, so long after answering, and nobody else acts."""
    dispatch = Dispatch(force, RandomStream(seed, "dispatch"), story, LINES)
    call = session(*(Reacts(role) for role in (Role.CALLER, Role.OPERATOR, HANDLER)), dispatch)
    with_handler(call)
    for after, action in acts:
        call.advance(after)
        call.submit(HANDLER, action)
    call.advance(until)
    return Story(call.log)


def statuses(call: Story) -> list[UnitStatus]:
    return [e.body.status for e in call.log if isinstance(e.body, do.UnitReport)]


def radio(call: Story) -> list[Entry]:
    return [entry for entry in call.log if entry.actor is OFFICERS]


def free(*metres: int, find: OfficersFind = OfficersFind.FOUND) -> DispatchStory:
    """Units that are free, so many metres away."""
    return DispatchStory(find, tuple((each, UnitReadiness.FREE) for each in metres))


SURE = replace(GENERIC.dispatch, delayed_percent=0, asks_percent=0) if GENERIC.dispatch else None
PROMPT = replace(GENERIC, dispatch=SURE)
"""Generic, without delays and questions."""


# --- one journey ---------------------------------------------------------------------------------


def test_a_unit_is_assigned_sets_off_comes_near_arrives_and_finds_the_caller() -> None:
    call = dispatched((0, EMERGENCY), (5_000, SENT), force=PROMPT, story=free(9_000))
    assert statuses(call) == [
        UnitStatus.ASSIGNED,
        UnitStatus.EN_ROUTE,
        UnitStatus.TWO_MINUTES,
        UnitStatus.FOUND,
        UnitStatus.REPORTED,
        UnitStatus.RESUMED,
    ]
    going = call.first(do.UnitReport, status=UnitStatus.EN_ROUTE)
    near = call.first(do.UnitReport, status=UnitStatus.TWO_MINUTES)
    arrives = call.first(do.Arrive)
    assert isinstance(going.body, do.UnitReport)
    assert going.body.minutes is not None
    assert arrives.at - going.at <= going.body.minutes * 60_000 < arrives.at - going.at + 60_000
    assert arrives.at - near.at == 120_000
    assert str(going.body.minutes) in going.body.radio
    assert call.first(do.UnitReport, status=UnitStatus.FOUND).at > arrives.at


def test_the_units_within_reach_are_listed_when_the_incident_is_graded() -> None:
    call = dispatched((0, EMERGENCY), (60_000, SENT), story=free(4_000, 9_000))
    listed = call.first(do.ListUnits)
    assert listed.at == 1_000
    assert [unit.metres for unit in call.act(do.ListUnits).units] == [4_000, 9_000]
    assert len(call.all(do.ListUnits)) == 1


def test_the_nearest_free_unit_goes() -> None:
    units = (
        (2_000, UnitReadiness.COMMITTED),
        (3_000, UnitReadiness.FREE_SOON),
        (9_000, UnitReadiness.FREE),
        (7_000, UnitReadiness.FREE),
    )
    call = dispatched((0, EMERGENCY), (0, SENT), story=DispatchStory(units=units))
    assigned = call.first(do.UnitReport, status=UnitStatus.ASSIGNED).body
    listed = call.act(do.ListUnits).units
    assert isinstance(assigned, do.UnitReport)
    assert assigned.unit == listed[3].call_sign


@pytest.mark.parametrize(("grade", "waits"), [(EMERGENCY, False), (PRIORITY, True)])
def test_a_single_crewed_unit_goes_alone_only_where_life_is_at_stake(
    grade: do.SetGrade, waits: bool
) -> None:
    story = DispatchStory(units=((5_000, UnitReadiness.SINGLE_CREWED),))
    call = dispatched((0, grade), (0, SENT), story=story)
    assert (UnitStatus.NO_UNIT in statuses(call)) == waits
    assert call.any(do.Arrive)


def test_without_a_free_unit_dispatch_says_so_within_a_minute_and_one_comes_later() -> None:
    story = DispatchStory(units=((5_000, UnitReadiness.COMMITTED),))
    call = dispatched((0, EMERGENCY), (0, SENT), force=PROMPT, story=story)
    said = call.first(do.UnitReport, status=UnitStatus.NO_UNIT)
    assert said.at <= 60_000
    assigned = call.first(do.UnitReport, status=UnitStatus.ASSIGNED).at
    assert 120_000 <= assigned <= 480_000 + 12_000


def test_a_higher_grade_hurries_a_unit_that_has_not_set_off() -> None:
    slow = dispatched((0, PRIORITY), (0, SENT), force=PROMPT, story=free(5_000))
    fast = dispatched(
        (0, PRIORITY), (0, SENT), (30_000, EMERGENCY), force=PROMPT, story=free(5_000)
    )
    assert fast.first(do.Arrive).at < slow.first(do.Arrive).at
    assert len(fast.all(do.Arrive)) == 1


@pytest.mark.parametrize(
    "second",
    [
        SENT,
        do.BriefOfficers((Topic.WEAPON,)),
        do.BriefOfficers((), markers=(Marker.DOMESTIC_ABUSE,)),
    ],
)
def test_a_second_unit_goes_where_one_is_not_enough(second: do.Action) -> None:
    call = dispatched(
        (0, EMERGENCY), (0, SENT), (20_000, second), force=PROMPT, story=free(6_000, 9_000)
    )
    going = [
        e.body.unit
        for e in call.all(do.UnitReport, status=UnitStatus.EN_ROUTE)
        if isinstance(e.body, do.UnitReport)
    ]
    assert len(set(going)) == 2
    assert len(call.all(do.Arrive)) == 1


def test_a_delay_is_told_with_the_new_time() -> None:
    late = replace(GENERIC, dispatch=replace(SURE, delayed_percent=100)) if SURE else GENERIC
    call = dispatched((0, EMERGENCY), (0, SENT), force=late, story=free(9_000))
    told = call.first(do.UnitReport, status=UnitStatus.DELAYED)
    left = call.first(do.Arrive).at - told.at
    assert isinstance(told.body, do.UnitReport)
    assert told.body.minutes is not None
    assert left <= told.body.minutes * 60_000 < left + 60_000
    order = statuses(call)
    assert order.index(UnitStatus.DELAYED) < order.index(UnitStatus.TWO_MINUTES)


# --- what is found -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("find", "first"),
    [
        (OfficersFind.THIRD_PARTY_FIRST, UnitStatus.THIRD_PARTY_ONLY),
        (OfficersFind.NOT_FOUND_FIRST, UnitStatus.NOT_FOUND),
    ],
)
def test_a_new_clue_brings_officers_to_the_caller_sooner(
    find: OfficersFind, first: UnitStatus
) -> None:
    acts = ((0, EMERGENCY), (0, SENT))
    alone = dispatched(*acts, force=PROMPT, story=free(6_000, find=find))
    met = alone.first(do.UnitReport, status=first).at
    helped = dispatched(*acts, (met + 5_000, BRIEFED), force=PROMPT, story=free(6_000, find=find))
    found, sooner = (c.first(do.UnitReport, status=UnitStatus.FOUND).at for c in (alone, helped))
    assert met < sooner < found


def test_officers_who_find_nobody_never_say_that_they_found_the_caller() -> None:
    story = free(6_000, find=OfficersFind.NOT_FOUND)
    call = dispatched((0, EMERGENCY), (0, SENT), (900_000, BRIEFED), force=PROMPT, story=story)
    assert UnitStatus.NOT_FOUND in statuses(call)
    assert UnitStatus.FOUND not in statuses(call)


def test_a_force_that_only_says_when_officers_arrive_has_them_arrive_then() -> None:
    old = replace(GENERIC, arrives_after=480_000, dispatch=None)
    call = dispatched((0, EMERGENCY), (10_000, SENT), force=old)
    assert call.first(do.Arrive).at == call.first(do.Deploy).at + 480_000
    assert not call.any(do.ListUnits)


# --- for every call ------------------------------------------------------------------------------


@given(
    st.integers(0, 10_000),
    st.sampled_from(sorted(FORCES)),
    st.sampled_from([EMERGENCY, PRIORITY]),
    st.sampled_from(list(OfficersFind)),
    st.integers(0, 600_000),
)
def test_nothing_comes_before_it_can_and_times_are_within_the_data(
    seed: int, force_id: str, grade: do.SetGrade, find: OfficersFind, sent_at: Millis
) -> None:
    force = FORCES[force_id]
    pacing = force.dispatch
    assert pacing is not None
    emergency = grade is EMERGENCY
    name = force.emergency.id if emergency else force.unanswered_grade
    acts = ((0, do.SetGrade(name, Reason.DOUBT)), (sent_at, SENT))
    call = dispatched(*acts, seed=seed, force=force, story=DispatchStory(find))
    acted = [e for e in radio(call) if not isinstance(e.body, do.ListUnits)]
    assert all(entry.at > sent_at for entry in acted)
    going = call.first(do.UnitReport, status=UnitStatus.EN_ROUTE).at
    arrives = call.first(do.Arrive).at
    free_in, sets_off = pacing.free_in, pacing.sets_off if emergency else pacing.sets_off_later
    assert sent_at + min(sets_off[0], 4_000) <= going
    assert going <= sent_at + free_in[1] + 60_000 + sets_off[1]
    road = pacing.travel[force.area]
    if emergency:
        least, most = road.emergency_takes
        assert least <= arrives - going <= most + pacing.delay[1]
    states = statuses(call)
    assert states.index(UnitStatus.ASSIGNED) < states.index(UnitStatus.EN_ROUTE)
    for found in (UnitStatus.FOUND, UnitStatus.NOT_FOUND, UnitStatus.THIRD_PARTY_ONLY):
        assert all(e.at > arrives for e in call.all(do.UnitReport, status=found))
    asked = call.all(do.OfficersAsk)
    assert all(later.at - one.at >= 60_000 for one, later in pairwise(asked))
    assert all(going < question.at < arrives for question in asked)
    units = call.act(do.ListUnits).units
    assert pacing.units[0] <= len(units) <= pacing.units[1]
    assert all(road.metres[0] <= unit.metres <= road.metres[1] for unit in units)
    assert call.log == dispatched(*acts, seed=seed, force=force, story=DispatchStory(find)).log


@given(st.integers(0, 10_000), st.sets(st.sampled_from([*Topic])))
def test_what_was_briefed_is_not_asked(seed: int, topics: set[Topic]) -> None:
    asks = replace(GENERIC, dispatch=replace(SURE, asks_percent=100)) if SURE else GENERIC
    briefed = do.BriefOfficers((), unknown=tuple(sorted(topics)))
    call = dispatched((0, EMERGENCY), (0, SENT), (1_000, briefed), seed=seed, force=asks)
    asked = {e.body.about for e in call.log if isinstance(e.body, do.OfficersAsk)}
    assert asked.isdisjoint(topics)


def test_a_rural_force_takes_longer() -> None:
    towns = [dispatched((0, EMERGENCY), (0, SENT), seed=seed) for seed in range(12)]
    country = replace(GENERIC, area=Area.RURAL)
    fields = [dispatched((0, EMERGENCY), (0, SENT), seed=s, force=country) for s in range(12)]
    assert sum(c.first(do.Arrive).at for c in fields) > 1.3 * sum(
        c.first(do.Arrive).at for c in towns
    )
    assert len({c.first(do.Arrive).at for c in towns}) == 12


# --- the simulated call handler ------------------------------------------------------------------

HIDES = """
facts: {can_hear: yes, needs_police: yes, in_danger: yes, injured: no, alone_to_talk: %s,
  other_person_present: %s, knows_person: no, in_the_house: yes, children: no}
answers: {by: [tap], after: 1s}
caller: [{when: {heard: make_a_sound}, after: 1s, do: tap}]
location: {aml: {place: the old bakery, radius: 20}}
officers: {find: %s, units: [{distance: 9000}]}
"""


def played(alone: str = "no", find: str = "found", seed: int = 0) -> Play:
    assert SURE is not None
    asking = replace(GENERIC, dispatch=replace(SURE, asks_percent=100))
    other = "no" if alone == "yes" else "yes"
    return play(HIDES % (alone, other, find), force=asking, seed=seed)


def questions(call: Play) -> list[Entry]:
    return call.all(do.OfficersAsk)


def test_officers_ask_in_some_of_these_calls() -> None:
    assert sum(len(questions(played(each, seed=s))) for each in ("yes", "no") for s in range(6)) > 6


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("alone", ["yes", "no"])
def test_each_question_of_officers_is_answered_or_said_not_to_be_known(
    alone: str, seed: int
) -> None:
    call = played(alone, seed=seed)
    for question in questions(call):
        assert isinstance(question.body, do.OfficersAsk)
        about = question.body.about
        answers = [
            entry.at
            for entry in call.after(question).all(do.BriefOfficers, HANDLER)
            if isinstance(entry.body, do.BriefOfficers)
            and about in (*entry.body.topics, *entry.body.ruled_out, *entry.body.unknown)
        ]
        assert answers, (about, str(call))
        assert answers[0] - question.at <= 60_000, about


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("find", ["found", "third_party_first", "not_found_first", "not_found"])
def test_nothing_is_closed_before_the_caller_was_found(find: str, seed: int) -> None:
    call = played(find=find, seed=seed)
    closed = call.first(do.Close, HANDLER)
    found = call.all(do.UnitReport, status=UnitStatus.FOUND)
    if find == "not_found":
        gone = call.first(do.UnitReport, status=UnitStatus.NOT_FOUND)
        assert not found
        assert closed.at - gone.at >= 600_000
        assert isinstance(closed.body, do.Close)
        assert closed.body.reason is Reason.OFFICERS_DEALING
    else:
        assert closed.at - found[0].at >= 20_000
    if find != "found":
        door = next(
            s for s in (UnitStatus.THIRD_PARTY_ONLY, UnitStatus.NOT_FOUND) if s in statuses(call)
        )
        met = call.first(do.UnitReport, status=door)
        told = call.after(met).first(do.BriefOfficers, HANDLER)
        assert told.at - met.at <= 30_000


@pytest.mark.parametrize("seed", range(6))
def test_a_time_is_said_only_as_the_unit_gave_it_and_where_nobody_else_hears(seed: int) -> None:
    overheard, alone = played("no", seed=seed), played("yes", seed=seed)
    assert not overheard.any(do.Say, HANDLER, intent=Intent.ETA)
    assert not overheard.any(do.Say, HANDLER, intent=Intent.OFFICERS_SENT)
    going = alone.first(do.UnitReport, status=UnitStatus.EN_ROUTE)
    for said in alone.all(do.Say, HANDLER, intent=Intent.ETA):
        assert said.at > going.at
        given = [
            e.body.minutes
            for e in alone.log
            if isinstance(e.body, do.UnitReport) and e.at < said.at and e.body.minutes
        ]
        assert isinstance(said.body, do.Say)
        assert str(given[-1]) in said.body.words
    assigned = alone.first(do.UnitReport, status=UnitStatus.ASSIGNED)
    for said in alone.all(do.Say, HANDLER, intent=Intent.OFFICERS_SENT):
        assert said.at > assigned.at


def test_the_caller_is_told_a_time_in_some_call() -> None:
    assert any(played("yes", seed=s).any(do.Say, HANDLER, intent=Intent.ETA) for s in range(6))


def test_the_caller_never_hears_the_radio() -> None:
    caller = Reacts(Role.CALLER)
    call = session(
        caller,
        Reacts(Role.OPERATOR),
        Reacts(HANDLER),
        Systems(),
        OtherForce(),
        Dispatch(PROMPT, RandomStream(0, "dispatch"), free(5_000), LINES),
    )
    with_handler(call)
    call.submit(HANDLER, EMERGENCY)
    call.submit(HANDLER, SENT)
    call.advance(3_600_000)
    assert any(entry.actor is OFFICERS for entry in call.log)
    assert not any(entry.actor is OFFICERS for entry in caller.heard)
