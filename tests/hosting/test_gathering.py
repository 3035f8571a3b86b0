"""A group that takes a call: what it answered, and what a covered screen leaves as it was."""

import pytest

from simulator.awareness.running_calls import Playback, TakenCall
from simulator.hosting.gathering import Gathering
from simulator.session.clock import ManualClock
from tests.awareness.rooms import one_step, parts


class Taking:
    """A group at the first question of a call that it takes."""

    def __init__(self) -> None:
        self.clock = ManualClock()
        plan = one_step("take", "fifty-five-for-a-sound")
        self.session = Gathering(parts(plan), self.clock, "", "")
        self.session.do("jump", 1)
        self.session.do("go_on")
        assert isinstance(self.session.call, TakenCall)
        self.call = self.session.call
        self.until_it_waits()

    def until_it_waits(self) -> None:
        while not self.call.waiting:
            self.clock.tick(500)
            self.session.catch_up()


def test_votes_go_with_the_question_that_they_answered() -> None:
    taking = Taking()
    for token in "abc":
        taking.session.vote(token, 1)
    taking.session.do("reveal")
    assert taking.session.frame().counts[1] == 3
    taking.session.do("act", 1)
    assert taking.session.frame().answered == 0
    taking.until_it_waits()
    assert set(taking.session.frame().counts) == {0}


def test_a_covered_screen_answers_no_question() -> None:
    taking = Taking()
    heard = taking.call.heard
    for _ in range(2):
        taking.session.do("cover")
        taking.clock.tick(60_000)
        taking.session.catch_up()
    assert taking.call.waiting
    assert taking.call.heard == heard


@pytest.mark.parametrize("paused", [True, False])
def test_a_call_that_is_shown_is_paused_again_or_runs_again(*, paused: bool) -> None:
    session = Gathering(parts(one_step("watch", "quiet-throughout")), ManualClock(), "", "")
    session.do("jump", 1)
    session.do("go_on")
    assert session.call is not None
    if paused:
        session.do("pause")
    session.do("cover")
    assert session.call.paused
    session.do("cover")
    assert session.call.paused is paused


def test_a_silence_that_is_cut_is_told_before_the_line_that_ends_it() -> None:
    session = Gathering(parts(one_step("watch", "evening-in-the-office")), ManualClock(), "", "")
    session.do("jump", 1)
    session.do("go_on")
    assert isinstance(session.call, Playback)
    while not session.call.waited():
        session.do("forward")
    *_, cut, newest = session.frame().lines
    assert cut.text.startswith("About ")
    assert cut.text.endswith(" later:")
    assert cut.at == newest.at
