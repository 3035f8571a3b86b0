"""A call that can be heard: what the screen hands on, and when it is silent."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from simulator.audio.clips import Clip
from simulator.audio.live import LiveSound, Mixer
from simulator.core.terms import LineStage, Role
from tests.audio.heard import Hum
from tests.tui.apps import InACall, playing, setup


class Noting(Mixer):
    """A mixer that notes what it was given."""

    def __init__(self) -> None:
        """Nothing yet."""
        super().__init__()
        self.laid: list[int] = []
        self.held = False

    def lay(self, token: int, clip: Clip) -> None:
        """Note the entry."""
        self.laid.append(token)
        super().lay(token, clip)

    def hold(self, held: bool) -> None:
        """Note whether time stands still."""
        self.held = held
        super().hold(held)


def at_once(work: Callable[[], None]) -> None:
    work()


async def test_what_the_caller_hears_sounds_and_pausing_is_silence() -> None:
    mixer = Noting()
    of = setup("partner-in-the-room", Role.CALLER)
    async with playing(of, sound=LiveSound(Hum(), mixer, at_once)) as person:
        await person.press("d")
        await person.choose("999")
        await person.until_stage(LineStage.RECORDING)
        heard = {entry.seq for entry in person.sitting.live.heard(Role.CALLER)}
        said = {entry.seq for entry in person.log if entry.body.kind in ("say", "played")}
        assert said & heard <= set(mixer.laid) <= heard
        await person.press("f5")
        assert mixer.held
        await person.press("f5")
        assert not mixer.held
        await person.press("f7")
        assert mixer.held  # at another speed there is no sound


async def test_leaving_is_silence() -> None:
    mixer = Noting()
    of = setup("partner-in-the-room", Role.CALLER)
    app: InACall
    async with playing(of, sound=LiveSound(Hum(), mixer, at_once)) as person:
        app = person.app
        await person.press("d")
        await person.choose("999")
        assert mixer.laid  # it rings
        await person.press("f2")
    assert app.left_quickly
    assert not np.any(mixer.fill(8_000))
