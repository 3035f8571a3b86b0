"""The room in the caller's place: the call waits where something is asked, and for nothing else."""

import pytest

from simulator.awareness.running_calls import TakenCall
from simulator.core.acts import Press
from simulator.core.terms import Outcome, Role
from simulator.session.clock import ManualClock
from tests.awareness.rooms import played


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
