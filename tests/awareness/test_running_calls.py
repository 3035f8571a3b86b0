"""A call on the screen: the same however time is cut, and waiting where something is asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.awareness.narration import NarrationLine
from simulator.awareness.running_calls import CUT, FIRST, LONGEST, Playback, TakenCall
from simulator.core.acts import Press
from simulator.core.terms import LineStage, Outcome, Role
from simulator.session.clock import ManualClock
from tests.awareness.rooms import played


def moment(at: int, text: str = "x") -> NarrationLine:
    return NarrationLine(at, at, LineStage.RECORDING, "Caller", text)


TRACK = [moment(0), moment(2_000), moment(2_000, "y"), moment(5_000), moment(600_000)]


def test_lines_are_shown_when_they_are_due_and_not_before() -> None:
    clock = ManualClock()
    reel = Playback(TRACK, clock)
    reel.poll()
    assert reel.shown(TRACK) == ()
    clock.tick(FIRST)
    assert reel.poll()
    assert [each.at for each in reel.shown(TRACK)] == [0]
    clock.tick(1_999)
    assert not reel.poll()
    clock.tick(1)
    assert reel.poll()
    assert len(reel.shown(TRACK)) == 3, "what happens at one instant is shown together"


def test_a_long_wait_is_cut_short_and_said() -> None:
    clock = ManualClock()
    reel = Playback(TRACK, clock)
    clock.tick(FIRST + 5_000 + CUT)
    reel.poll()
    assert reel.over
    assert reel.waited() == 595_000 > LONGEST
    reel.back()
    assert reel.waited() == 0


def test_going_back_stands_still_and_going_on_does_not_wait() -> None:
    clock = ManualClock()
    reel = Playback(TRACK, clock)
    assert not reel.back()
    assert reel.forward()
    assert reel.forward()
    assert reel.back()
    assert reel.paused
    clock.tick(60_000)
    assert not reel.poll()
    reel.resume()
    clock.tick(2_000)
    assert reel.poll()
    while reel.forward():
        pass
    assert reel.over
    assert reel.wait() is None


@given(
    st.lists(st.integers(0, 60_000), min_size=1, max_size=8),
    st.lists(st.integers(0, 9_000), max_size=20),
)
def test_how_time_is_cut_makes_no_difference(instants: list[int], cuts: list[int]) -> None:
    track = [moment(at) for at in sorted(instants)]
    clock = ManualClock()
    cut = Playback(track, clock)
    for span in cuts:
        clock.tick(span)
        cut.poll()
    whole_clock = ManualClock()
    whole = Playback(track, whole_clock)
    whole_clock.tick(sum(cuts))
    whole.poll()
    cut.poll()
    assert cut.shown(track) == whole.shown(track)


class Room:
    def __init__(self, name: str, speed: float = 1.0) -> None:
        self.clock = ManualClock()
        self.taking = TakenCall(played(name), self.clock, speed)

    def until_it_waits(self, step: int = 300) -> None:
        for _ in range(4_000):
            self.clock.tick(step)
            self.taking.poll()
            if self.taking.waiting or self.taking.over:
                return
        raise AssertionError("it neither waits nor ends")

    def do(self, name: str) -> None:
        way = next(way for way in self.taking.options() if way.name == name)
        self.taking.do(way)


def test_it_dials_by_itself_and_waits_where_something_is_asked() -> None:
    room = Room("fifty-five-for-a-sound")
    room.until_it_waits()
    assert room.taking.heard[-1].body.kind == "finish"
    assert room.taking.heard[-1].actor is Role.OPERATOR
    before = room.taking.heard
    room.clock.tick(3_600_000)
    assert not room.taking.poll()
    assert room.taking.heard == before, "it waits as long as the room likes"


def test_keys_when_the_recording_asks_bring_the_room_to_the_police() -> None:
    room = Room("fifty-five-for-a-sound")
    for _ in range(30):
        room.until_it_waits()
        said = [e.body for e in room.taking.heard if e.body.kind == "played"]
        if any(getattr(body, "intent", "") == "recording_asks_for_55" for body in said):
            break
        room.taking.resume()
    room.do("press-55")
    keys = [e for e in room.taking.live.log if isinstance(e.body, Press)]
    assert [e.at for e in keys] == [keys[0].at, keys[0].at + 400]
    for _ in range(60):
        room.until_it_waits()
        if room.taking.over:
            break
        room.do("tap")
    assert room.taking.live.outcome is Outcome.DEPLOYED


def test_doing_nothing_is_an_answer_too() -> None:
    room = Room("quiet-throughout")
    for _ in range(20):
        room.until_it_waits()
        if room.taking.over:
            break
        room.taking.resume()
    assert room.taking.live.outcome is Outcome.NO_RESPONSE_TO_RECORDING
    assert not room.taking.waiting
    assert room.taking.wait() is None


@pytest.mark.parametrize("step", [7, 500, 60_000])
def test_it_waits_at_the_same_instant_however_time_is_cut(step: int) -> None:
    room = Room("fifty-five-for-a-sound", speed=2)
    room.until_it_waits(step)
    assert room.taking.live.log[-1].at == first_wait()


def first_wait() -> int:
    room = Room("fifty-five-for-a-sound")
    room.until_it_waits(100)
    return room.taking.live.log[-1].at


def test_ways_that_are_not_possible_are_not_offered() -> None:
    room = Room("fifty-five-for-a-sound")
    room.until_it_waits()
    names = {way.name for way in room.taking.options()}
    assert {"tap", "cough", "press-55", "hang-up"} <= names
    assert not names & {"answer", "lift"}
    assert len(room.taking.options()) <= 9


def test_hanging_up_ends_it() -> None:
    room = Room("fifty-five-for-a-sound")
    room.until_it_waits()
    room.do("hang-up")
    room.until_it_waits()
    assert room.taking.live.outcome is Outcome.ABANDONED
    assert room.taking.over


def test_who_overhears_a_call_that_is_taken_is_drawn_each_time() -> None:
    clock = ManualClock()
    drawn = set()
    for _ in range(8):
        clock.tick(1_000)
        overheard = TakenCall(played("fifty-five-for-a-sound"), clock).live.script.overheard
        drawn.add(overheard and overheard.at_least)
    assert None in drawn, "nobody may hear a thing"
    assert len(drawn) > 2
