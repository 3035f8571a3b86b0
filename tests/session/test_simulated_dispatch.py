"""Dispatch: units, times, the radio, what officers find, and what the call handler does with it."""

from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.profile import Force
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
from simulator.session.officers.simulated_dispatch import Dispatch, DispatchStory
from simulator.session.people.network_and_force_systems import OtherForce, Systems
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
GRADED_AND_SENT = ((0, EMERGENCY), (0, SENT))


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


def reports(call: Story, *of: UnitStatus) -> list[tuple[Millis, do.UnitReport]]:
    """What units report, with the instants: all of it, or that they are so."""
    found = ((e.at, e.body) for e in call.log if isinstance(e.body, do.UnitReport))
    return [(at, body) for at, body in found if not of or body.status in of]


def at(call: Story, status: UnitStatus) -> Millis:
    """When a unit first reports that."""
    return reports(call, status)[0][0]


def statuses(call: Story) -> list[UnitStatus]:
    return [body.status for _, body in reports(call)]


def free(*metres: int, find: OfficersFind = OfficersFind.FOUND) -> DispatchStory:
    """Units that are free, so many metres away."""
    return DispatchStory(find, tuple((each, UnitReadiness.FREE) for each in metres))


def generic(**pacing: int) -> Force:
    """The generic force, without delays and questions unless they are asked for."""
    assert GENERIC.dispatch is not None
    always = {"delayed_percent": 0, "asks_percent": 0, **pacing}
    return replace(GENERIC, dispatch=replace(GENERIC.dispatch, **always))  # type: ignore[arg-type]


PROMPT = generic()


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
    ((going, report),) = reports(call, UnitStatus.EN_ROUTE)
    arrives = call.first(do.Arrive).at
    assert report.minutes is not None
    assert arrives - going <= report.minutes * 60_000 < arrives - going + 60_000
    assert arrives - at(call, UnitStatus.TWO_MINUTES) == 120_000
    assert str(report.minutes) in report.radio
    assert at(call, UnitStatus.FOUND) > arrives


@pytest.mark.parametrize("later", [500, 2_000, 6_000])
@pytest.mark.parametrize("seed", range(3))
def test_a_grade_that_is_raised_keeps_the_unit_that_was_called_out(seed: int, later: int) -> None:
    """It is assigned once, no later than without the new grade, and sets off no later."""
    plain: list[tuple[Millis, do.Action]] = [(0, PRIORITY), (0, SENT)]
    calls = [
        dispatched(*acts, force=PROMPT, story=free(9_000), seed=seed)
        for acts in (plain, [*plain, (later, EMERGENCY)])
    ]
    kept, raised = calls
    assert statuses(raised).count(UnitStatus.ASSIGNED) == 1
    for status in (UnitStatus.ASSIGNED, UnitStatus.EN_ROUTE):
        assert at(raised, status) <= at(kept, status)


def test_the_nearest_free_unit_goes() -> None:
    units = (
        (2_000, UnitReadiness.COMMITTED),
        (3_000, UnitReadiness.FREE_SOON),
        (9_000, UnitReadiness.FREE),
        (7_000, UnitReadiness.FREE),
    )
    call = dispatched(*GRADED_AND_SENT, story=DispatchStory(units=units))
    (_, assigned), *_ = reports(call, UnitStatus.ASSIGNED)
    assert assigned.unit == call.act(do.ListUnits).units[3].call_sign


def test_the_unit_that_was_asked_for_goes_if_it_is_free() -> None:
    """Any other goes where dispatch says; so for the second one."""
    units = (
        (2_000, UnitReadiness.COMMITTED),
        (3_000, UnitReadiness.FREE),
        (9_000, UnitReadiness.FREE),
        (12_000, UnitReadiness.FREE),
    )
    story = DispatchStory(units=units)
    listed = dispatched(*GRADED_AND_SENT, force=PROMPT, story=story).act(do.ListUnits)
    sign = [each.call_sign for each in listed.units]
    for wanted, goes in ((sign[2], sign[2]), (sign[0], sign[1]), ("Tango 99", sign[1])):
        sent = do.Deploy(Reason.DOUBT, wanted)
        again = do.Deploy(Reason.DOUBT, sign[3])
        call = dispatched((0, EMERGENCY), (0, sent), (20_000, again), force=PROMPT, story=story)
        (_, assigned), *_ = reports(call, UnitStatus.ASSIGNED)
        assert assigned.unit == goes, wanted
        on_the_way = {report.unit for _, report in reports(call, UnitStatus.EN_ROUTE)}
        assert on_the_way == {goes, sign[3]}


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
    call = dispatched(*GRADED_AND_SENT, force=PROMPT, story=story)
    assert at(call, UnitStatus.NO_UNIT) <= 60_000
    assert 120_000 <= at(call, UnitStatus.ASSIGNED) <= 480_000 + 12_000


@pytest.mark.parametrize(
    "second",
    [
        SENT,
        do.BriefOfficers((Topic.WEAPON,)),
        do.BriefOfficers((), markers=(Marker.DOMESTIC_ABUSE,)),
    ],
)
def test_a_second_unit_goes_where_one_is_not_enough(second: do.Action) -> None:
    acts = (*GRADED_AND_SENT, (20_000, second))
    call = dispatched(*acts, force=PROMPT, story=free(6_000, 9_000))
    assert len({report.unit for _, report in reports(call, UnitStatus.EN_ROUTE)}) == 2
    assert len(call.all(do.Arrive)) == 1


def test_a_delay_is_told_with_the_new_time() -> None:
    late = generic(delayed_percent=100)
    call = dispatched(*GRADED_AND_SENT, force=late, story=free(9_000))
    told, report = reports(call, UnitStatus.DELAYED)[0]
    left = call.first(do.Arrive).at - told
    assert report.minutes is not None
    assert left <= report.minutes * 60_000 < left + 60_000
    assert told < at(call, UnitStatus.TWO_MINUTES)


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
    story = free(6_000, find=find)
    alone = dispatched(*GRADED_AND_SENT, force=PROMPT, story=story)
    met = at(alone, first)
    helped = dispatched(*GRADED_AND_SENT, (met + 5_000, BRIEFED), force=PROMPT, story=story)
    assert met < at(helped, UnitStatus.FOUND) < at(alone, UnitStatus.FOUND)


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
    radio = [entry for entry in call.log if entry.actor is OFFICERS]
    assert all(e.at > sent_at for e in radio if not isinstance(e.body, do.ListUnits))
    going = at(call, UnitStatus.EN_ROUTE)
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
    ends = (UnitStatus.FOUND, UnitStatus.NOT_FOUND, UnitStatus.THIRD_PARTY_ONLY)
    assert all(found > arrives for found, _ in reports(call, *ends))
    asked = call.all(do.OfficersAsk)
    assert all(later.at - one.at >= 60_000 for one, later in pairwise(asked))
    assert all(going < question.at < arrives for question in asked)
    units = call.act(do.ListUnits).units
    assert pacing.units[0] <= len(units) <= pacing.units[1]
    assert all(road.metres[0] <= unit.metres <= road.metres[1] for unit in units)
    assert call.log == dispatched(*acts, seed=seed, force=force, story=DispatchStory(find)).log


@given(st.integers(0, 10_000), st.sets(st.sampled_from([*Topic])))
def test_what_was_briefed_is_not_asked(seed: int, topics: set[Topic]) -> None:
    briefed = do.BriefOfficers((), unknown=tuple(sorted(topics)))
    acts = (*GRADED_AND_SENT, (1_000, briefed))
    call = dispatched(*acts, seed=seed, force=generic(asks_percent=100))
    assert topics.isdisjoint(question.about for question in call.bodies(do.OfficersAsk))


# --- the simulated call handler ------------------------------------------------------------------

HIDES = """
facts: {can_hear: yes, needs_police: yes, in_danger: yes, injured: no, alone_to_talk: %s,
  other_person_present: %s, knows_person: no, in_the_house: yes, children: no}
answers: {by: [tap], after: 1s}
caller: [{when: {heard: make_a_sound}, after: 1s, do: tap}]
location: {aml: {place: the old bakery, radius: 20}}
officers: {find: %s, units: [{distance: 9000}]}
"""


@cache
def played(alone: str = "no", find: str = "found", seed: int = 0) -> Play:
    """A call to a force whose officers always ask."""
    other = "no" if alone == "yes" else "yes"
    return play(HIDES % (alone, other, find), force=generic(asks_percent=100), seed=seed)


SEEDS = range(6)


@pytest.mark.parametrize("alone", ["yes", "no"])
def test_each_question_of_officers_is_answered_or_said_not_to_be_known(alone: str) -> None:
    """Within a minute; and they do ask in most of these calls."""
    calls = [played(alone, seed=seed) for seed in SEEDS]
    questions = [(call, question) for call in calls for question in call.all(do.OfficersAsk)]
    assert len(questions) > 3
    for call, question in questions:
        assert isinstance(question.body, do.OfficersAsk)
        about = question.body.about
        answered = next(
            entry.at
            for entry in call.after(question).all(do.BriefOfficers, HANDLER)
            if isinstance(entry.body, do.BriefOfficers)
            and about in (*entry.body.topics, *entry.body.ruled_out, *entry.body.unknown)
        )
        assert answered - question.at <= 60_000, about


@pytest.mark.parametrize("find", ["found", "third_party_first", "not_found_first", "not_found"])
def test_nothing_is_closed_before_the_caller_was_found(find: str) -> None:
    """On the officer's word, into the phone or on the air; and never where nobody is found."""
    call = played(find=find)
    if find == "not_found":
        assert not reports(call, UnitStatus.FOUND)
        left = call.first(do.LeaveOpen, HANDLER)
        assert left.at - at(call, UnitStatus.NOT_FOUND) >= 600_000
        assert not call.any(do.Close)
    else:
        closed = call.first(do.Close, HANDLER)
        spoken = [e.at for e in call.all(do.Say, OFFICERS)]
        reported = [when for when, _ in reports(call, UnitStatus.REPORTED)]
        heard = [when for when in (*spoken, *reported) if when > at(call, UnitStatus.FOUND)]
        assert heard
        assert min(heard) < closed.at
    if find != "found":
        met, _ = reports(call, UnitStatus.THIRD_PARTY_ONLY, UnitStatus.NOT_FOUND)[0]
        told = next(e for e in call.all(do.BriefOfficers, HANDLER) if e.at >= met)
        assert told.at - met <= 30_000


def test_a_time_is_said_only_as_the_unit_gave_it_and_where_nobody_else_hears() -> None:
    """In some call one is said."""
    said = 0
    for seed in SEEDS:
        overheard, alone = played("no", seed=seed), played("yes", seed=seed)
        for intent in (Intent.ETA, Intent.OFFICERS_SENT):
            assert not overheard.any(do.Say, HANDLER, intent=intent)
        sent = alone.all(do.Say, HANDLER, intent=Intent.OFFICERS_SENT)
        assert all(each.at > at(alone, UnitStatus.ASSIGNED) for each in sent)
        for time in alone.all(do.Say, HANDLER, intent=Intent.ETA):
            given = [report.minutes for when, report in reports(alone) if when < time.at]
            assert isinstance(time.body, do.Say)
            assert str([each for each in given if each][-1]) in time.body.words
            assert time.at > at(alone, UnitStatus.EN_ROUTE)
            said += 1
    assert said


def test_the_caller_never_hears_the_radio() -> None:
    caller = Reacts(Role.CALLER)
    dispatch = Dispatch(PROMPT, RandomStream(0, "dispatch"), free(5_000), LINES)
    staff = (Reacts(Role.OPERATOR), Reacts(HANDLER), Systems(), OtherForce(), dispatch)
    call = with_handler(session(caller, *staff))
    call.submit(HANDLER, EMERGENCY)
    call.submit(HANDLER, SENT)
    call.advance(3_600_000)
    assert any(entry.actor is OFFICERS for entry in call.log)
    assert not any(entry.actor is OFFICERS for entry in caller.heard)
