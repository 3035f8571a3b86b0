"""A call on the screen: the same however time is cut."""

from hypothesis import given
from hypothesis import strategies as st

from simulator.awareness.drawn_line import LASTS, drawn
from simulator.awareness.narration import NarrationLine
from simulator.awareness.playback import CUT, FIRST, LONGEST, Playback
from simulator.content.library.library import Library
from simulator.content.library.translations import load
from simulator.core.terms import LineStage
from simulator.session.clock import ManualClock


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
    assert reel.cuts() == {600_000: 595_000}
    assert reel.cuts()[600_000] > LONGEST
    reel.back()
    assert reel.cuts() == {}


def test_a_silence_on_the_wall_is_as_long_as_it_is_felt() -> None:
    """The wall said 3081 seconds half a minute after the page was opened."""
    clock = ManualClock()
    reel = Playback(TRACK, clock)
    for felt, waits in ((5_000, False), (7_000, False), (5_000 + CUT, True), (5_000 + CUT, True)):
        clock.tick(FIRST + felt - clock.read() if not waits else CUT + 60_000)
        reel.poll()
        line = drawn(reel.shown(TRACK), load(Library()), reel)
        assert line is not None
        assert line.silent == felt, "while the call waits for the group, nobody is too slow"


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


def test_the_bar_says_who_waits_and_for_how_long() -> None:
    """A room that reads “up to about 30 seconds” asks: until what?"""
    say = load(Library())
    words = {
        stage: say(f"silence-lasts-{stage}", seconds=ms // 1_000) for stage, ms in LASTS.items()
    }
    assert words == {
        "operator": "the operator waits about 30 seconds",
        "recording": "the recording lasts about 20 seconds",
    }
