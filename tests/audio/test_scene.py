"""What one party hears of a call, for how long, and its captions."""

from hypothesis import given
from hypothesis import strategies as st

from simulator.audio import scene
from simulator.audio.mixer import webvtt
from simulator.audio.scene import KEY_PAUSE, HeardSound, Scene, SpokenText
from simulator.audio.synthesis import SILENT
from simulator.core import acts as do
from simulator.core.terms import Manner, Role, Sound
from simulator.session.run.headless_run import procedure, run
from tests.audio.heard import heard_in, played
from tests.daily import examples
from tests.session.calls import DEFAULT, GENERIC, LIBRARY, scenario

SHIPPED = sorted(entry.id for entry in LIBRARY.scenarios())


def test_the_operator_hears_the_recording_and_nothing_after_leaving() -> None:
    result = played("partner-in-the-room")
    left = next(entry.at for entry in result.log if isinstance(entry.body, do.Leave))
    cues = heard_in(result, Role.OPERATOR).cues
    voices = {cue.what.voice for cue in cues if isinstance(cue.what, SpokenText)}
    assert Role.RECORDING in voices
    assert max(cue.at for cue in cues) <= left


def test_the_call_handler_hears_nothing_before_they_answer() -> None:
    result = played("partner-in-the-room")
    answered = next(e.at for e in result.log if e.actor is Role.CALL_HANDLER)
    assert min(cue.at for cue in heard_in(result, Role.CALL_HANDLER).cues) >= answered


def test_a_line_lasts_from_its_entry_to_its_finish() -> None:
    result = played("partner-in-the-room")
    cues = {cue.seq: cue for cue in heard_in(result, Role.CALLER).cues}
    said = [entry for entry in result.log if isinstance(entry.body, do.Say)]
    assert said
    for entry in said:
        end = next(e.at for e in result.log if e.body.kind == "finish" and e.cause == entry.seq)
        assert cues[entry.seq].length == end - entry.at


def test_the_recording_falls_silent_when_55_is_taken() -> None:
    """Its line has no end in the log then: what is heard ends with the stage."""
    told = scenario("""
caller:
  - when: {heard: recording_asks_for_55, from: start}
    after: 1s
    do: {press: "55"}
""")
    log = run(told, DEFAULT, GENERIC).log
    asks = next(e for e in log if getattr(e.body, "intent", None) == "recording_asks_for_55")
    accepted = next(e for e in log if getattr(e.body, "stage", None) == "accepted")
    assert not any(e.cause == asks.seq and e.body.kind == "finish" for e in log)
    flow = procedure(DEFAULT.switches, DEFAULT.timings)
    cue = next(c for c in scene.scene(log, 1, Role.CALLER, flow, DEFAULT).cues if c.seq == asks.seq)
    assert cue.length == accepted.at - asks.at


def test_a_faint_voice_has_no_words_and_is_heard_all_the_same() -> None:
    result = played("in-a-car-boot")
    faint = {
        entry.seq
        for entry in result.log
        if isinstance(entry.body, do.Say) and entry.body.manner is Manner.FAINT
    }
    assert faint
    heard = [cue for cue in heard_in(result, Role.OPERATOR).cues if cue.seq in faint]
    assert heard
    for cue in heard:
        assert isinstance(cue.what, SpokenText)
        assert cue.what.words == ""
        assert cue.length


def test_a_key_sounds_as_it_is_although_the_caption_cannot_tell_which() -> None:
    result = played("partner-in-the-room")
    keys = [cue for cue in heard_in(result, Role.OPERATOR).cues if isinstance(cue.what, do.Press)]
    assert [cue.what for cue in keys] == [do.Press("5"), do.Press("5")]
    assert all("5" not in cue.caption for cue in keys)


@examples(10)
@given(
    st.sampled_from(SHIPPED),
    st.sampled_from([Role.CALLER, Role.OPERATOR, Role.CALL_HANDLER]),
    st.integers(0, 50),
)
def test_whoever_listens_every_cue_lies_within_the_scene(
    name: str, listener: Role, seed: int
) -> None:
    result = played(name, seed)
    heard = heard_in(result, listener)
    assert [cue.at for cue in heard.cues] == sorted(cue.at for cue in heard.cues)
    for cue in heard.cues:
        assert cue.at + (cue.length or 0) <= heard.length
        assert cue.length is None or cue.length >= 0
        if isinstance(cue.what, SpokenText):
            assert cue.length is not None
            assert cue.length <= max(cue.what.whole, 1)
        if isinstance(cue.what, do.Press):
            assert cue.length is not None
            assert KEY_PAUSE <= cue.length <= scene.KEY_LENGTH


def test_each_cue_has_a_block_with_its_time_and_speaker() -> None:
    speech = SpokenText(Role.OPERATOR, "Emergency, which service?", Manner.ALOUD, 2_000)
    heard = Scene(
        (HeardSound(3_661_001, 2_000, speech, '"Emergency, which service?"', 4),), 3_664_001
    )
    assert webvtt(heard) == (
        "WEBVTT\n\n"
        "00:00:00.000 --> 00:00:04.000\nTraining recording. This is not a real call.\n\n"
        '01:01:05.001 --> 01:01:07.001\nOperator: "Emergency, which service?"\n'
    )


def test_marks_of_the_format_cannot_come_from_what_is_said() -> None:
    speech = SpokenText(Role.CALLER, "a", Manner.ALOUD, 600)
    written = webvtt(Scene((HeardSound(0, 600, speech, '"<b> & --> "', 0),), 600))
    assert "&lt;b&gt; &amp; --&gt;" in written


def test_what_is_never_rendered_stands_in_the_captions() -> None:
    heard = heard_in(played("row-in-the-kitchen"), Role.OPERATOR)
    silent = [cue.what for cue in heard.cues if isinstance(cue.what, Sound) and cue.what in SILENT]
    assert silent
    written = webvtt(heard)
    for sound in silent:
        assert f"[{sound.label}]" in written
