"""The sounds of every word of the vocabulary, what is never rendered, and the voice here."""

import io
import wave

import numpy as np
import pytest

from simulator.audio import synthesis, voice
from simulator.audio.entry_sound import SpokenText, clip_of, wav
from simulator.audio.synthesis import samples
from simulator.audio.voice import PROGRAM, speak
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
    clip = clip_of(sound)
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
    clip = clip_of(sign(times))
    assert clip is not None
    parts = np.split(np.abs(clip), times)
    assert all(np.max(part) == pytest.approx(np.max(np.abs(clip))) for part in parts)


def test_a_murmur_is_fainter_than_a_voice() -> None:
    unheard = SpokenText(Role.CALLER, "", Manner.FAINT, 1_000)
    clip = clip_of(unheard)
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
@pytest.mark.parametrize("length", [900, 3_000])
def test_a_line_takes_about_as_long_as_it_is_told(length: int) -> None:
    clip = speak(Role.OPERATOR, "Emergency, which service do you need?", Manner.ALOUD, length)
    assert clip is not None
    assert clip.size == pytest.approx(samples(length), rel=0.4)


@with_voice
def test_a_whisper_is_fainter() -> None:
    aloud = speak(Role.CALLER, "Behind the old bakery.", Manner.ALOUD, 2_000)
    whispered = speak(Role.CALLER, "Behind the old bakery.", Manner.WHISPERED, 2_000)
    assert aloud is not None
    assert whispered is not None
    assert loudness(aloud) == pytest.approx(synthesis.VOICE_DB, abs=1)
    assert loudness(whispered) < loudness(aloud) - 6


@with_voice
def test_words_that_look_like_an_option_are_spoken() -> None:
    assert speak(Role.CALLER, "--help me, please", Manner.ALOUD, 2_000) is not None


@pytest.mark.parametrize("program", ["/nowhere/espeak-ng", "true"])
def test_a_voice_that_is_not_there_or_is_no_voice_says_nothing(
    program: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(voice, "PROGRAM", program)
    assert speak(Role.CALLER, f"Hello {program}.", Manner.ALOUD, 900) is None
