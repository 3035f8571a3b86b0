"""How loud a clip is, and a decoder that is not ours."""

import re
import subprocess

import numpy as np

from simulator.audio import synthesis
from simulator.audio.synthesis import Clip, heard

DECODER = "multimon-ng"
"""A decoder that is not ours."""
_DECODER_RATE = 22_050


def digits(line: Clip) -> str:
    """The keys that the decoder finds."""
    at = np.linspace(0, line.size - 1, round(line.size * _DECODER_RATE / synthesis.RATE))
    samples = np.interp(at, np.arange(line.size), line)
    done = subprocess.run(
        [DECODER, "-q", "-t", "raw", "-a", "DTMF", "-"],
        input=(samples * 32_767).round().astype("<i2").tobytes(),
        capture_output=True,
        check=True,
        timeout=120,
    )
    return "".join(re.findall(r"DTMF: (\S)", done.stdout.decode()))


def loudness(clip: Clip) -> float:
    """The level of what is not silence, in decibels below full scale."""
    return float(20 * np.log10(np.sqrt(np.mean(clip[heard(clip)] ** 2))))
