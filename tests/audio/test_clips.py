"""The sounds of every word of the vocabulary, what is never rendered, and the voice here."""

import io
import shutil
import wave

import numpy as np
import pytest

from simulator.audio import synthesis
from simulator.audio.entry_sound import SpokenText, clip_of, wav
from simulator.audio.synthesis import heard, samples
from simulator.audio.voice import PROGRAM, espeak, installed, no_voice
from simulator.core import acts as do
from simulator.core.terms import KEYS, Manner, Role, Sound
from tests.audio.heard import DECODER, digits, loudness
from tests.tools import needs_tool


@pytest.mark.parametrize("key", KEYS)
def test_a_key_is_its_two_tones_and_no_other(key: str) -> None:
    assert list(synthesis.DTMF.values()).count(synthesis.DTMF[key]) == 1, "they are its own"
    clip = synthesis.key(key, 100)
    assert clip.size == synthesis.samples(100)
    spectrum = np.abs(np.fft.rfft(clip, synthesis.RATE))  # a bin a hertz
    strongest = np.argsort(spectrum)[::-1]
    low = next(int(f) for f in strongest if f < 1_050)
    high = next(int(f) for f in strongest if f >= 1_050)
    assert abs(low - synthesis.DTMF[key][0]) <= 5
    assert abs(high - synthesis.DTMF[key][1]) <= 5


@pytest.mark.parametrize("sound", Sound)
def test_every_sound_has_a_file_or_is_a_caption_only(sound: Sound) -> None:
    clip = clip_of(sound, no_voice)
    assert (clip is None) == (sound in synthesis.SILENT)
    if clip is not None:
        assert loudness(clip) < synthesis.VOICE_DB - 10, "it is at some distance from the phone"


def test_nobody_in_distress_is_ever_rendered() -> None:
    assert {
        Sound.SOB,
        Sound.SHOUTING,
        Sound.ARGUMENT,
        Sound.SCUFFLE,
        Sound.BREAKING,
    } <= synthesis.SILENT


@pytest.mark.parametrize("times", [1, 3])
@pytest.mark.parametrize("sign", [do.Tap, do.Cough])
def test_taps_and_coughs_can_be_counted(sign: type[do.Tap | do.Cough], times: int) -> None:
    clip = clip_of(sign(times), no_voice)
    assert clip is not None
    parts = np.split(np.abs(clip), times)
    assert all(np.max(part) == pytest.approx(np.max(np.abs(clip))) for part in parts)


def test_a_murmur_is_fainter_than_a_voice() -> None:
    unheard = SpokenText(Role.CALLER, "", Manner.FAINT, 1_000)
    clip = clip_of(unheard, no_voice)
    assert clip is not None
    assert loudness(clip) < synthesis.WHISPER_DB


@needs_tool(DECODER)
def test_another_decoder_reads_every_key() -> None:
    silence = np.zeros(samples(200))
    keys = [np.concatenate([synthesis.key(key, 100), silence]) for key in KEYS]
    assert digits(np.concatenate(keys)) == "".join(KEYS)


def test_a_file_is_what_players_expect() -> None:
    with wave.open(io.BytesIO(wav(synthesis.key("5", 100)))) as sound:
        assert (sound.getnchannels(), sound.getsampwidth()) == (1, 2)
        assert (sound.getframerate(), sound.getnframes()) == (synthesis.RATE, samples(100))


with_voice = needs_tool(PROGRAM)


@with_voice
@pytest.mark.parametrize("length", [900, 6_000])
def test_a_line_takes_as_long_as_it_is_told(length: int) -> None:
    clip = installed()(Role.OPERATOR, "Emergency, which service?", Manner.ALOUD, length)
    assert clip is not None
    assert clip.size == samples(length)
    loud = np.flatnonzero(heard(clip))
    assert loud[0] <= samples(20)
    assert loud[-1] >= samples(length - 20)


@with_voice
def test_a_whisper_is_fainter() -> None:
    voice = installed()
    aloud = voice(Role.CALLER, "Behind the old bakery.", Manner.ALOUD, 2_000)
    whispered = voice(Role.CALLER, "Behind the old bakery.", Manner.WHISPERED, 2_000)
    assert aloud is not None
    assert whispered is not None
    assert loudness(aloud) == pytest.approx(synthesis.VOICE_DB, abs=1)
    assert loudness(whispered) < loudness(aloud) - 6


@with_voice
def test_words_that_look_like_an_option_are_spoken() -> None:
    assert installed()(Role.CALLER, "--help me, please", Manner.ALOUD, 2_000) is not None


def test_a_voice_that_is_not_there_says_nothing() -> None:
    assert espeak("/nowhere/espeak-ng", Role.CALLER, "Hello.", Manner.ALOUD, 900) is None
    assert no_voice(Role.CALLER, "Hello.", Manner.ALOUD, 900) is None


def test_a_program_that_is_no_voice_says_nothing() -> None:
    program = shutil.which("true") or shutil.which("cmd")
    assert program is not None
    assert espeak(program, Role.CALLER, "Hello.", Manner.ALOUD, 901) is None
