"""A call heard while it goes on: what begins, what ends it, and what a device is given."""

from collections.abc import Callable, Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.audio import synthesis
from simulator.audio.live import LiveSound, Mixer
from simulator.audio.synthesis import Clip, samples
from simulator.core.log import Entry
from simulator.core.terms import Role
from simulator.session.run.headless_run import HeadlessResult, procedure
from simulator.session.run.perceived_log import perceived
from tests.audio.heard import heard_in, hum, played
from tests.session.calls import DEFAULT, LIBRARY


def at_once(work: Callable[[], None]) -> None:
    work()


def listened(result: HeadlessResult, role: Role, until: Callable[[Entry], bool]) -> Mixer:
    """The mixer of somebody who has heard a call up to an entry, that one included."""
    mixer = Mixer()
    sound = LiveSound(hum, mixer, at_once)
    flow = procedure(DEFAULT.switches, DEFAULT.timings)
    coverage = LIBRARY.scenario(result.scenario).scenario.coverage
    heard = perceived(result.log, flow, coverage, role)
    for entry in heard:
        sound.hear([(result.log[entry.seq], entry)], role, DEFAULT)
        if until(entry):
            return mixer
    raise AssertionError("it never came to that")


def sounds(mixer: Mixer) -> bool:
    return bool(np.any(mixer.fill(samples(700))))


def stage(name: str) -> Callable[[Entry], bool]:
    return lambda entry: getattr(entry.body, "stage", None) == name


def test_it_rings_until_somebody_answers() -> None:
    result = played("partner-in-the-room")
    assert sounds(listened(result, Role.CALLER, stage("dialled")))
    assert not sounds(listened(result, Role.CALLER, stage("with_operator")))


def test_a_line_sounds_until_its_finish() -> None:
    result = played("partner-in-the-room")
    assert sounds(listened(result, Role.CALLER, lambda entry: entry.body.kind == "say"))
    assert not sounds(listened(result, Role.CALLER, lambda entry: entry.body.kind == "finish"))


def test_the_recording_stops_when_its_stage_ends() -> None:
    """A line that the call has left has no end in the log."""
    log = played("partner-in-the-room").log
    asks = next(e for e in log if getattr(e.body, "intent", None) == "recording_asks_for_55")
    accepted = next(entry for entry in log if stage("accepted")(entry))
    mixer = Mixer()
    sound = LiveSound(hum, mixer, at_once)
    sound.hear([(asks, asks)], Role.CALLER, DEFAULT)
    assert sounds(mixer)
    sound.hear([(accepted, accepted)], Role.CALLER, DEFAULT)
    assert not sounds(mixer)


def test_a_line_that_is_ready_too_late_does_not_begin() -> None:
    """A voice takes its time: what is over meanwhile stays silent."""
    result = played("partner-in-the-room")
    waiting: list[Callable[[], None]] = []
    mixer = Mixer()
    sound = LiveSound(hum, mixer, waiting.append)
    said = next(entry for entry in result.log if entry.body.kind == "say")
    finished = next(entry for entry in result.log if entry.cause == said.seq)
    for entry in (said, finished):
        sound.hear([(entry, entry)], Role.CALLER, DEFAULT)
    for work in waiting:
        work()
    assert not sounds(mixer)


def test_nothing_sounds_while_time_stands_still_and_it_goes_on_where_it_was() -> None:
    mixer = Mixer()
    mixer.lay(1, np.arange(1, 9) / 100)
    sound = LiveSound(hum, mixer, at_once)
    assert mixer.fill(2).tolist() == [0.01, 0.02]
    sound.follow(audible=False)
    assert mixer.fill(2).tolist() == [0, 0]
    sound.follow(audible=True)
    assert mixer.fill(2).tolist() == [0.03, 0.04]


@given(
    st.lists(st.lists(st.floats(-2, 2), max_size=30), max_size=4),
    st.lists(st.integers(1, 12), min_size=1, max_size=8),
)
def test_however_a_device_asks_it_gets_the_sum_within_the_limit(
    clips: Sequence[Sequence[float]], asks: Sequence[int]
) -> None:
    mixer = Mixer()
    whole: Clip = np.zeros(200)
    for token, clip in enumerate(clips):
        mixer.lay(token, np.array(clip, dtype=float))
        whole[: len(clip)] += clip
    limit = synthesis.gain(synthesis.PEAK_DB)
    got = np.concatenate([mixer.fill(count) for count in asks])
    assert got == pytest.approx(np.clip(whole, -limit, limit)[: got.size])


@pytest.mark.parametrize("role", [Role.CALLER, Role.OPERATOR, Role.CALL_HANDLER])
def test_what_is_heard_live_is_what_is_in_the_file(role: Role) -> None:
    """The same entries sound, whoever listens."""
    result = played("partner-in-the-room")
    laid: list[int] = []

    class Noted(Mixer):
        def lay(self, token: int, clip: Clip) -> None:
            laid.append(token)
            super().lay(token, clip)

    sound = LiveSound(hum, Noted(), at_once)
    flow = procedure(DEFAULT.switches, DEFAULT.timings)
    coverage = LIBRARY.scenario(result.scenario).scenario.coverage
    for entry in perceived(result.log, flow, coverage, role):
        sound.hear([(result.log[entry.seq], entry)], role, DEFAULT)
    assert laid == [cue.seq for cue in heard_in(result, role).cues]
