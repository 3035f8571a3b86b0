"""A scenario with people in it, against a clock: the same calls as without, however it is cut."""

from collections.abc import Sequence
from itertools import cycle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.core import acts as do
from simulator.core.hearing import STAFF
from simulator.core.instant import Millis
from simulator.core.log import Body, CallBegan, CallEnded, Entry, TimerFired, TimerStarted
from simulator.core.possible_acts import REPERTOIRE, why_ruled_out
from simulator.core.terms import NoteKind, Reason, Role, Timer
from simulator.errors import NotPossible
from simulator.session.clock import ManualClock
from simulator.session.log_json import entry_from_json, json_line
from simulator.session.records.replay import replay
from simulator.session.run.headless_run import run
from simulator.session.run.live_run import LiveRun, RunSetup
from tests.builders import CallLog
from tests.daily import a_share_of_cases, examples, some_a_day
from tests.session.calls import PROFILES, Story, flow, scenario
from tests.session.sitting import (
    FAR,
    SEATS,
    SHIPPED,
    PersonsAct,
    Played,
    perceived,
    persons_acts,
    setup,
)
from tests.strategies import cuts

ODD: tuple[Millis, ...] = (1, 7, 333, 1_000, 4_999, 0, 12, 60_001, 250)
"""How long between two looks, in turn."""
TWICE = "two-short-calls"
"""A shipped scenario in which the number calls twice."""
ALONE = scenario()
"""A caller in a room where nothing happens."""
PLAYED = ("partner-in-the-room", "handset-lifted", TWICE, "somebody-picks-up", "low-battery")
sittings = st.builds(
    lambda name, seats, profile: setup(name, *seats, profile=PROFILES[profile]),
    st.sampled_from(PLAYED),
    st.sampled_from(SEATS),
    st.sampled_from(["iopc_2019", "wmp", "surrey_2019", "npcc_2017"]),
)
"""Some shipped scenarios, people in one seat or two."""


def same_as_headless(of: RunSetup, live: LiveRun) -> None:
    """A demonstration is a headless run."""
    result = run(of.scenario, of.profile, of.force, of.seed)
    assert list(live.log) == list(result.log)
    assert live.over
    assert live.outcome is result.outcome


@pytest.mark.parametrize("name", some_a_day(sorted(SHIPPED), 8))
@a_share_of_cases(4)
def test_a_demonstration_in_odd_steps_is_a_headless_run(name: str) -> None:
    of = setup(name)
    clock = ManualClock()
    live = LiveRun(of, clock)
    told: list[Entry] = []
    for step in cycle(ODD):
        told += live.poll()
        if live.next_call_after is not None:
            live.go_on()
        elif live.over:
            break
        clock.tick(step)
    assert told == list(live.log)
    assert live.number == len(of.scenario.calls_in_order)
    same_as_headless(of, live)


@pytest.mark.parametrize("speed", [0.3, 7.7])
def test_whoever_waits_as_long_as_told_comes_to_the_end(speed: float) -> None:
    """Each wait lets something happen, so it takes no more looks than there are entries."""
    of = setup("quiet-throughout", speed=speed)
    clock = ManualClock()
    live = LiveRun(of, clock)
    looks = 0
    while not live.over:
        live.poll()
        if live.next_call_after is not None:
            live.go_on()
        wait = live.wait()
        clock.tick(wait or 0)
        looks += 1
        assert looks <= len(live.log) + 1
    assert live.wait() is None
    same_as_headless(of, live)


def test_a_call_that_is_over_stands_still() -> None:
    """However late it is noticed: so the next one begins as long after it as the scenario says."""
    played = Played(setup(TWICE))
    live = played.live
    played.clock.tick(FAR)
    live.poll()
    first, gap = live.log[-1].at, live.next_call_after
    assert gap == SHIPPED[TWICE].calls[0].gap
    assert (live.now, live.over, live.wait()) == (first, False, None)
    script = live.script
    live.go_on()
    assert (live.now, live.number, live.next_call_after) == (first + gap, 2, None)
    assert live.script is not script
    assert live.log[-1].body == CallBegan(2, SHIPPED[TWICE].line)
    with pytest.raises(ValueError, match="no call follows now"):
        live.go_on()


@examples(12)
@given(st.data())
def test_a_seat_hears_what_can_be_heard_there(data: st.DataObject) -> None:
    """As `hearing` says of each entry, and as the log alone tells afterwards; people act alone."""
    name, seats = data.draw(st.sampled_from(sorted(SHIPPED))), data.draw(st.sampled_from(SEATS))
    of = setup(name, *seats, profile=data.draw(st.sampled_from(list(PROFILES.values()))))
    acts = data.draw(persons_acts(of))
    played = Played(of)
    log = played.play(acts)
    for role in seats:
        assert tuple(played.live.heard(role)) == perceived(of, log, role)
        done = [entry.body for entry in log if entry.actor is role]
        assert own(of, done) == own(of, [act.action for act in acts if act.role is role])


def own(of: RunSetup, done: list[Body]) -> list[Body]:
    """What somebody did themselves.

    A third voice also says who they are, in the caller's name; and the message with which 999 was
    written to comes to police as a text.
    """
    message = of.scenario.calls_in_order[0].message
    brought = {message.words} if message else set()
    brought |= {each.message for each in done if isinstance(each, do.Dial)}
    return [
        each
        for each in done
        if not (isinstance(each, do.Finish) or do.is_third_voice(each))
        and not (isinstance(each, do.SendText) and each.words in brought)
    ]


def test_who_wrote_to_999_hears_nothing_that_staff_say_to_each_other() -> None:
    """Neither while it goes on nor in what is judged afterwards."""
    of = setup("a-message-to-999", Role.CALLER)
    message = of.scenario.calls_in_order[0].message
    assert message is not None
    played = Played(of)
    log = played.play([PersonsAct(1_000, Role.CALLER, do.Dial(message=message.words))])
    said = [e for e in log if e.body.kind in do.VOICE and e.actor in STAFF]
    assert said, "nobody speaks in this call"
    heard = perceived(of, log, Role.CALLER)
    assert tuple(played.live.heard(Role.CALLER)) == heard
    assert not {e.seq for e in said} & {e.seq for e in heard}


def test_a_log_that_the_flow_rules_out_is_refused() -> None:
    call = CallLog()
    call.add("0:01", Role.CALLER, do.Tap())
    with pytest.raises(NotPossible):
        perceived(setup(ALONE), call.entries, Role.OPERATOR)
    entry = Entry(1, 0, Role.CALLER, Role.CALLER, do.Note(NoteKind.HEARD))
    with pytest.raises(ValueError, match="caller never does note"):
        perceived(setup(ALONE), [call.entries[0], entry], Role.OPERATOR)


@pytest.mark.parametrize("seat", [Role.CALLER, Role.OPERATOR, Role.CALL_HANDLER])
def test_nobody_else_has_ears_for_sale(seat: Role) -> None:
    """Only the seats that people have can be listened in, or acted from."""
    live = Played(setup("quiet-throughout", seat)).live
    for role in set(Role) - {seat}:
        with pytest.raises(KeyError):
            live.heard(role)
        with pytest.raises(KeyError):
            live.act(role, do.Answer())
    assert len(live.log) == 1


@examples(12)
@given(st.data(), cuts(120_000))
def test_a_persons_acts_give_the_same_log_however_often_it_is_polled(
    data: st.DataObject, stops: list[Millis]
) -> None:
    of = data.draw(sittings)
    acts = data.draw(persons_acts(of))
    whole = Played(of).play(acts)
    assert Played(of).play(acts, stops) == whole


@given(st.data())
def test_whatever_people_do_the_log_keeps_its_promises(data: st.DataObject) -> None:
    """In order, written and read again alike, and folded again; a timer runs its very length."""
    of = data.draw(sittings)
    log = Played(of).play(data.draw(persons_acts(of, 20)))
    assert [entry.seq for entry in log] == [*range(len(log))]
    assert [entry.at for entry in log] == sorted(entry.at for entry in log)
    assert all(entry.cause is None or entry.cause < entry.seq for entry in log)
    assert [entry_from_json(json_line(entry)) for entry in log] == log
    assert replay(log, flow(of.profile), of.scenario.coverage) is None
    finished = [entry.cause for entry in log if isinstance(entry.body, do.Finish)]
    assert len(finished) == len(set(finished)), "an utterance ended twice"
    for call in Story(log).calls:
        assert [entry.seq for entry in call.all(CallEnded)] in ([], [call.log[-1].seq])
        due: dict[Timer, Millis] = {}
        for entry in call.log:
            match entry.body:
                case TimerStarted(timer=timer, length=length):
                    due[timer] = entry.at + length
                case TimerFired(timer=timer):
                    assert due.pop(timer, None) == entry.at


def test_people_can_act_while_time_stands_still() -> None:
    """It happens at that instant, and what it leads to waits for time to go on."""
    played = Played(setup(ALONE, Role.CALLER))
    live, clock = played.live, played.clock
    clock.tick(400)
    live.pace.pause()
    clock.tick(10_000)
    assert live.act(Role.CALLER, do.Dial()).at == 400
    before = live.poll()
    assert [entry.at for entry in before] == [0, 400, 400, *[400] * (len(before) - 3)]
    clock.tick(10_000)
    assert (live.poll(), live.now, live.wait(), live.pace.paused) == ([], 400, None, True)
    live.pace.resume()
    wait = live.wait()
    assert wait is not None
    clock.tick(wait)
    assert do.Answer() in [entry.body for entry in live.poll()]


@examples(12)
@given(st.data())
def test_what_is_not_possible_changes_nothing(data: st.DataObject) -> None:
    """Every act of a seat that is ruled out is refused, and nobody could tell that it was tried."""
    of = data.draw(sittings)
    acts = data.draw(persons_acts(of, 6))
    played, untouched = Played(of), Played(of)
    for act in acts:
        for each in (played, untouched):
            each.to(act.at)
            each.live.act(act.role, act.action)
    live = played.live
    before = (live.call, live.now, list(live.log), live.wait(), live.outcome)
    for role in of.seats:
        for choice in REPERTOIRE[role].values():
            if why_ruled_out(live.call, role, choice.sample()) is not None:
                with pytest.raises(NotPossible):
                    live.act(role, choice.sample())
    assert (live.call, live.now, list(live.log), live.wait(), live.outcome) == before
    assert played.play([]) == untouched.play([])
    assert list(live.again_from(live.now + 1).log) == list(live.log)


@pytest.mark.parametrize("seat", [Role.CALLER, Role.OPERATOR, Role.CALL_HANDLER])
def test_an_hour_in_which_a_person_does_nothing_fills_nothing(seat: Role) -> None:
    """Nothing is planned on and on: after the first minutes there is never more on the agenda."""
    of = setup(ALONE, seat)
    played = Played(of)
    if seat is Role.CALLER:
        played.live.act(Role.CALLER, do.Dial())
    agenda = played.live._session._agenda
    planned, written = [], []
    for minute in range(60):
        played.to(minute * 60_000)
        planned.append(len(agenda))
        written.append(len(played.live.log))
    assert max(planned[10:], default=0) <= max(planned[:10])
    assert planned[-1] <= 3
    assert written[-1] < 2_000


def before(log: Sequence[Entry], at: Millis) -> list[Entry]:
    """What had happened before `at`; a call always has begun."""
    return [entry for entry in log if entry.at < at or entry.seq == 0]


@examples(12)
@given(st.data())
def test_once_more_from_an_earlier_moment(data: st.DataObject) -> None:
    """All that happened before it has happened again; the same acts then give the same log."""
    of = data.draw(sittings)
    acts = data.draw(persons_acts(of))
    first = Played(of)
    whole = first.play(acts)
    last = whole[-1].at
    at = data.draw(
        st.integers(0, last)
        | st.sampled_from(whole).map(lambda entry: min(entry.at, last))
        | st.sampled_from(whole).map(lambda entry: min(entry.at + 1, last))
    )
    again = first.live.again_from(at)
    assert list(again.log) == before(whole, at)
    assert again.pace.paused
    assert again.now == max(0, at - 1) or again.outcome is not None
    for role in of.seats:
        assert tuple(again.heard(role)) == perceived(of, again.log, role)
    assert list(first.live.log) == whole
    again.pace.resume()
    rest = [act for act in acts if act.at >= at]
    assert Played(again, first.clock).play(rest) == whole


def test_an_act_at_the_instant_of_a_timer_is_done_again_on_its_side_of_it() -> None:
    """Who acts at a timer's instant comes before it; who tries again just after it, after it."""
    of = setup(ALONE, Role.CALLER)
    dial = PersonsAct(0, Role.CALLER, do.Dial())
    whole = Played(of).play([dial])
    fired = next(entry for entry in whole if isinstance(entry.body, TimerFired))
    tap = PersonsAct(fired.at, Role.CALLER, do.Tap())

    early = Played(of)
    log = early.play([dial, tap])
    taps, timers = (
        [entry.seq for entry in log if isinstance(entry.body, kind) and entry.at == fired.at]
        for kind in (do.Tap, TimerFired)
    )
    assert taps < timers
    assert list(early.live.again_from(fired.at + 1).log) == before(log, fired.at + 1)

    late = Played(of)
    late.play([dial])
    again = late.live.again_from(fired.at + 1)
    assert again.act(Role.CALLER, do.Tap()).at == fired.at
    assert list(again.log)[: fired.seq + 1] == whole[: fired.seq + 1]
    assert list(again.again_from(fired.at + 1).log) == list(again.log)


def test_once_more_in_a_second_call() -> None:
    """The call before is played again, and the gap kept."""
    of = setup(TWICE, Role.OPERATOR)
    played = Played(of)
    dialled = next(e.at for e in played.live.again_from(60_000).log if e.body == do.Dial())
    first = [
        PersonsAct(dialled + 2_000, Role.OPERATOR, do.Answer()),
        PersonsAct(dialled + 60_000, Role.OPERATOR, do.EndCall(Reason.NO_RESPONSE)),
    ]
    whole = played.play(first)
    begun = [entry for entry in whole if isinstance(entry.body, CallBegan)]
    assert len(begun) == 2
    again = played.live.again_from(begun[1].at + 1)
    assert (again.number, list(again.log)) == (2, before(whole, begun[1].at + 1))
    again = played.live.again_from(begun[1].at)
    assert (again.number, again.outcome is None) == (1, False)
    again.go_on()
    assert list(again.log) == before(whole, begun[1].at + 1)
