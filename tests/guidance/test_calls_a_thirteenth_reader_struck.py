"""What two strict readers struck in December, as sentences that hold for more than their calls."""

import re
from functools import cache
from itertools import pairwise

import pytest

from simulator.core import acts as do
from simulator.core.log import Entry
from simulator.core.terms import Intent, Manner, Role, Sound
from simulator.language.telling.heard import last_sign
from tests.guidance.stories import HANDLER
from tests.guidance.test_what_a_reader_struck import shipped
from tests.language.telling.told import says, sound, teller, voice
from tests.session.calls import Play

SEEDS = range(4)
WAITED = (
    *("about-the-dog", "just-my-sister", "in-the-stockroom", "its-me-again", "past-the-turning"),
    *("nothing-happened", "flow-incident"),
)
"""Calls that go on long after officers were sent."""


@cache
def played(name: str, seed: int) -> Play:
    """A shipped call, played once for all that is asked of it."""
    return shipped(name, seed)


def briefed(call: Play) -> list[tuple[Entry, str]]:
    """What officers were told, burst by burst."""
    return [
        (entry, entry.body.text)
        for entry in call.log
        if entry.actor is HANDLER and isinstance(entry.body, do.BriefOfficers)
    ]


# --- the line that is listened to in silence -----------------------------------------------------

LISTENING = re.compile(r"Line open at [\d:]+, listening: no word or sign [^.]*\.")


@pytest.mark.parametrize("name", WAITED)
@pytest.mark.parametrize("seed", SEEDS)
def test_what_was_heard_is_said_once_in_a_breath(name: str, seed: int) -> None:
    """No "steps at 2:47 ... steps at 2:47", and the last sign not twice (practice2 6)."""
    for _, text in briefed(played(name, seed)):
        heard = re.findall(r"(?:steps|breathing|a door|shouting|crying|a bang) at [\d:]+\d", text)
        assert len(heard) == len(set(heard)), text
        assert not ("Line open at" in text and "Last sign from" in text), text


@pytest.mark.parametrize("name", WAITED)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_silence_is_reported_each_two_minutes_and_not_with_each_step(
    name: str, seed: int
) -> None:
    """ "Quiet since 3:10" to officers each two minutes (practice2 4.2)."""
    at = [entry.at for entry, text in briefed(played(name, seed)) if LISTENING.search(text)]
    assert all(later - before >= 100_000 for before, later in pairwise(at)), at


@pytest.mark.parametrize("name", WAITED)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_silence_is_none_right_after_a_word_of_the_callers(name: str, seed: int) -> None:
    """What waited for a second burst is not said of a caller who has spoken since."""
    call = played(name, seed)
    own = [
        e.at
        for e in call.log
        if e.actor is Role.CALLER
        and (isinstance(e.body, do.Tap | do.Cough) or (
            isinstance(e.body, do.Say) and e.body.manner is not Manner.FAINT))
    ]  # fmt: skip
    for entry, text in briefed(call):
        if LISTENING.search(text):
            assert not [at for at in own if 6_000 <= entry.at - at <= 20_000], (entry.at, text)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_voice_that_cannot_be_made_out_is_told_as_a_voice(seed: int) -> None:
    """What set the report off is in it: somebody else is there (practice2 6, CH-73)."""
    call = played("about-the-dog", seed)
    sent = next(iter(call.all(do.BriefOfficers))).at
    end = call.log[-1].at - 30_000
    faint = [
        e.at
        for e in call.log
        if e.actor is Role.ROOM
        and isinstance(e.body, do.Say)
        and e.body.manner is Manner.FAINT
        and sent + 90_000 < e.at < end
    ]
    told = [(entry.at, text) for entry, text in briefed(call)]
    assert faint
    for at in faint:
        within = [text for when, text in told if at <= when <= at + 25_000]
        assert not within or any("voice" in text for text in within), (at, within)


def test_the_last_thing_heard_may_be_a_voice() -> None:
    """Old steps are not the last thing heard where somebody has spoken since."""
    heard = teller(
        says(5, "There's somebody in the house with me."),
        sound(30, Sound.FOOTSTEPS),
        voice(40, "Come here a minute."),
    )
    (sign,) = last_sign(heard, 0)
    assert sign.text == (
        "Last sign from the caller at 0:05; last heard: another voice,"
        ' "Come here a minute" at 0:40.'
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_officers_before_a_dark_house_hear_of_the_last_voice(seed: int) -> None:
    """ "No reply, all dark": when the last sign was, and the voice since (EN-04)."""
    call = played("about-the-dog", seed)
    voices = [
        e.at
        for e in call.log
        if e.actor is Role.ROOM
        and isinstance(e.body, do.Say)
        and e.body.intent is Intent.NOT_TO_CALL
    ]
    own = [e.at for e in call.log if e.actor is Role.CALLER and isinstance(e.body, do.Say)]
    for entry, text in briefed(call):
        newest = max((at for at in voices if at < entry.at - 8_000), default=0)
        steps = [
            e.at
            for e in call.log
            if isinstance(e.body, do.Make)
            and e.body.sound in (Sound.FOOTSTEPS, Sound.DOOR, Sound.BREATHING)
            and newest < e.at < entry.at
        ]
        if "Please look again" in text and newest > max(own, default=0) and not steps:
            assert "voice" in text, text
