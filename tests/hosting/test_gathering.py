"""A group session on several devices: votes, and what a covered screen leaves as it was."""

import pytest

from simulator.hosting.gathering import Gathering
from simulator.hosting.hosted_call import NotTaken
from simulator.session.clock import ManualClock
from tests.awareness.rooms import one_step, parts


def begun(do: str, scenario: str) -> Gathering:
    """A session at the beginning of a call."""
    session = Gathering(parts(one_step(do, scenario)), ManualClock(), "", "")
    session.do("jump", 1)
    session.do("go_on")
    return session


def test_votes_go_with_the_question_that_they_answered() -> None:
    session = begun("decide", "quiet-throughout")
    while not session.session.page.options:
        session.do("forward")
    for token in "abc":
        session.vote(token, 1, f"device {token}")
    session.do("reveal")
    assert session.frame().counts[1] == 3
    session.do("follow", 1)
    session.do("skip")
    assert session.frame().answered == 0


def test_an_answer_that_comes_alone_is_not_shown_when_it_comes() -> None:
    """A neighbour who sees a phone touched would see which number grows."""
    session = begun("decide", "quiet-throughout")
    while not session.session.page.options:
        session.do("forward")
    for phone in "abc":
        session.vote(phone, 0, phone)
    session.do("reveal")
    for phone in "de":
        session.vote(phone, 1, phone)
        session.vote(f"{phone} again", 1, phone)
        assert session.frame().counts[:2] == [3, 0]
        assert not session.can_reveal
        with pytest.raises(NotTaken, match="not possible"):
            session.do("reveal")
    session.vote("c", 0, "c")
    session.do("reveal")
    assert session.frame().counts[:2] == [2, 4]


@pytest.mark.parametrize("paused", [True, False])
def test_a_call_that_was_covered_is_paused_again_or_runs_again(*, paused: bool) -> None:
    session = begun("watch", "quiet-throughout")
    assert session.call is not None
    if paused:
        session.do("pause")
    session.do("cover")
    assert session.call.paused
    session.do("cover")
    assert session.call.paused is paused


def test_a_silence_that_is_cut_is_told_before_the_line_that_ends_it() -> None:
    session = begun("watch", "evening-in-the-office")
    assert session.call is not None
    while not session.call.cuts():
        session.do("forward")
    *_, cut, newest = session.frame().lines
    assert cut.text.startswith("About ")
    assert cut.text.endswith(" later:")
    assert cut.at == newest.at
