"""The sounds themselves: every word of the vocabulary, what is never rendered, levels and bands."""

from __future__ import annotations

import numpy as np
import pytest

from simulator.audio import clips, levels
from simulator.core.terms import KEYS, Sound
from tests.audio.heard import loudness


def noise() -> clips.Noise:
    return np.random.default_rng(7)


@pytest.mark.parametrize("key", KEYS)
def test_a_key_is_its_two_tones_and_no_other(key: str) -> None:
    clip = clips.key(key, 100)
    assert clip.size == clips.samples(100)
    spectrum = np.abs(np.fft.rfft(clip, levels.RATE))  # a bin a hertz
    strongest = np.argsort(spectrum)[::-1]
    low = next(int(f) for f in strongest if f < 1_050)
    high = next(int(f) for f in strongest if f >= 1_050)
    assert abs(low - clips.DTMF[key][0]) <= 5
    assert abs(high - clips.DTMF[key][1]) <= 5


def test_every_key_has_tones_of_its_own() -> None:
    assert set(clips.DTMF) == set(KEYS)
    assert len(set(clips.DTMF.values())) == len(KEYS)


@pytest.mark.parametrize("sound", Sound)
def test_every_sound_is_rendered_or_is_a_caption_only(sound: Sound) -> None:
    clip = clips.around(sound, noise())
    assert (clip.size == 0) == (sound in clips.SILENT)
    if clip.size:
        assert loudness(clip) == pytest.approx(levels.ROOM_DB, abs=0.5)
        assert np.max(np.abs(clip)) < 1


def test_nobody_in_distress_is_ever_rendered() -> None:
    assert {
        Sound.SOB,
        Sound.SHOUTING,
        Sound.ARGUMENT,
        Sound.SCUFFLE,
        Sound.BREAKING,
    } <= clips.SILENT


@pytest.mark.parametrize("times", [1, 2, 3])
def test_taps_and_coughs_can_be_counted(times: int) -> None:
    for clip in (clips.taps(times), clips.coughs(times, noise())):
        parts = np.split(np.abs(clip), times)
        assert all(np.max(part) == pytest.approx(np.max(np.abs(clip))) for part in parts)


def test_the_same_seed_gives_the_same_noise() -> None:
    assert np.array_equal(clips.coughs(1, noise()), clips.coughs(1, noise()))


def test_a_murmur_is_fainter_than_a_voice() -> None:
    assert loudness(clips.murmur(1_000, noise())) < levels.WHISPER_DB


def test_ringing_is_cut_where_somebody_answers() -> None:
    for ring in (clips.ringing_tone(1_700), clips.bell(1_700)):
        assert ring.size == clips.samples(1_700)
        pause = ring[clips.samples(1_100) : clips.samples(1_600)]
        assert np.max(np.abs(pause)) == 0
