"""Calls as somebody hears them, a voice without a voice box, and a decoder that is not ours."""

import re
import subprocess

import numpy as np
from numpy.typing import NDArray

from simulator.audio import synthesis
from simulator.audio.mixer import LEAD, as_pcm
from simulator.audio.scene import Scene, scene
from simulator.audio.synthesis import Clip, heard, samples
from simulator.core.instant import Millis
from simulator.core.terms import Manner, Role
from simulator.session.run.headless_run import HeadlessResult, procedure, run
from tests.session.calls import DEFAULT, GENERIC, LIBRARY

DECODER = "multimon-ng"
"""A decoder that is not ours."""
_DECODER_RATE = 22_050


def hum(_who: Role, _words: str, _manner: Manner, length: Millis) -> Clip | None:
    """Speak every line as one steady hum of the right length."""
    seconds = np.arange(samples(length)) / synthesis.RATE
    return 0.1 * np.sin(2 * np.pi * 500.0 * seconds)


def played(name: str, seed: int = 0) -> HeadlessResult:
    """A shipped scenario, played with nobody in a seat."""
    return run(LIBRARY.scenario(name).scenario, DEFAULT, GENERIC, seed)


def heard_in(result: HeadlessResult, listener: Role, number: int = 1) -> Scene:
    """What somebody hears of a call under the default profile."""
    flow = procedure(DEFAULT.switches, DEFAULT.timings)
    coverage = LIBRARY.scenario(result.scenario).scenario.coverage
    return scene(result.log, number, listener, flow, DEFAULT, coverage)


def digits(line: Clip) -> str:
    """The keys that the decoder finds in a rendered call."""
    done = subprocess.run(
        [DECODER, "-q", "-t", "raw", "-a", "DTMF", "-"],
        input=_at_the_decoders_rate(line).tobytes(),
        capture_output=True,
        check=True,
        timeout=120,
    )
    return "".join(re.findall(r"DTMF: (\S)", done.stdout.decode()))


def _at_the_decoders_rate(line: Clip) -> NDArray[np.int16]:
    count = round(line.size * _DECODER_RATE / synthesis.RATE)
    at = np.linspace(0, line.size - 1, count)
    return as_pcm(np.interp(at, np.arange(line.size), line))


def loudness(clip: Clip) -> float:
    """The level of what is not silence, in decibels below full scale."""
    return float(20 * np.log10(np.sqrt(np.mean(clip[heard(clip)] ** 2))))


def begins(line: Clip, after: Millis = LEAD - 100) -> Millis:
    """When the first sound after the opening begins, in milliseconds since the call began."""
    loud = np.flatnonzero(np.abs(line[samples(after) :]) > np.max(np.abs(line)) / 10)
    return int(loud[0]) * 1_000 // synthesis.RATE + after - LEAD


def ends(line: Clip) -> Millis:
    """When the last sound ends, in milliseconds since the call began."""
    loud = np.flatnonzero(np.abs(line) > np.max(np.abs(line)) / 10)
    return int(loud[-1]) * 1_000 // synthesis.RATE - LEAD
