"""A call that can be heard: what the screen hands on, and when it is silent."""

import numpy as np

from simulator.audio.live import LiveSound, Mixer
from simulator.audio.synthesis import Clip
from simulator.core.terms import LineStage, Role
from tests.audio.heard import hum
from tests.tui.apps import playing, setup


class Noting(Mixer):
    """A mixer that notes what it was given."""

    def __init__(self) -> None:
        super().__init__()
        self.laid: list[int] = []
        self.held = False

    def lay(self, token: int, clip: Clip) -> None:
        self.laid.append(token)
        super().lay(token, clip)

    def hold(self, held: bool) -> None:
        self.held = held
        super().hold(held)


async def test_what_the_caller_hears_sounds_and_pausing_and_leaving_are_silence() -> None:
    mixer = Noting()
    of = setup("partner-in-the-room", Role.CALLER)
    async with playing(of, sound=LiveSound(hum, mixer, lambda work: work())) as person:
        app = person.app
        await person.dial()
        assert mixer.laid  # it rings
        await person.until_stage(LineStage.RECORDING)
        heard = {entry.seq for entry in person.sitting.live.heard(Role.CALLER)}
        said = {entry.seq for entry in person.log if entry.body.kind in ("say", "played")}
        assert said & heard <= set(mixer.laid) <= heard
        for key, held in (("f5", True), ("f5", False), ("f7", True)):
            await person.press(key)
            assert mixer.held is held  # at another speed there is no sound
        await person.press("f6", "f2")
    assert app.left_quickly
    assert not np.any(mixer.fill(8_000))
