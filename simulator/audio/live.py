"""Live sound of a running call, on this machine's sound device.

The device pulls samples from a `Mixer` in its own thread. Sound plays at speed 1 only, and is
silent while paused.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from threading import Lock

import numpy as np

from simulator.audio import synthesis
from simulator.audio.mixer import clip_of
from simulator.audio.scene import KEY_LENGTH, HeardSound, SpokenText, What, ringing_at, sounding
from simulator.audio.synthesis import Clip
from simulator.audio.voice import Voice
from simulator.core import acts as do
from simulator.core.flow import IN_RECORDED_SERVICE, LINE_UP
from simulator.core.instant import Millis
from simulator.core.log import CallEnded, Entry, StageEntered
from simulator.core.profile import Profile
from simulator.core.terms import Role

LONGEST_RING: Millis = 60_000
"""Length of a ringing clip in ms; an answer removes it earlier."""


class NoSound(Exception):
    """Sound isn't available on this machine; the message has the reason."""


class Mixer:
    """The clips that play now. The device calls `fill` from its own thread."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._laid: dict[int, Clip] = {}
        self._held = False

    def lay(self, token: int, clip: Clip) -> None:
        """Start a clip, beside those that play."""
        with self._lock:
            self._laid[token] = clip

    def lift(self, token: int) -> None:
        """Stop a clip."""
        with self._lock:
            self._laid.pop(token, None)

    def clear(self) -> None:
        """Stop all clips."""
        with self._lock:
            self._laid.clear()

    def hold(self, held: bool) -> None:
        """Pause all clips, or resume them."""
        self._held = held

    def fill(self, count: int) -> Clip:
        """Return the next `count` samples."""
        out = np.zeros(count)
        if self._held:
            return out
        with self._lock:
            for clip in self._laid.values():
                out[: min(count, clip.size)] += clip[:count]
            left = self._laid.items()
            self._laid = {token: clip[count:] for token, clip in left if clip.size > count}
        peak = synthesis.gain(synthesis.PEAK_DB)
        return np.clip(out, -peak, peak)


Later = Callable[[Callable[[], None]], object]
"""Runs work in the background: a thread pool; in tests at once."""


class LiveSound:
    """The sounds of one seat's perceived log."""

    def __init__(self, voice: Voice, mixer: Mixer, later: Later) -> None:
        # `later` creates the clips: a voice is slow, and the screen must not wait.
        self._voice = voice
        self._mixer = mixer
        self._later = later
        self._ring: int | None = None
        self._played: set[int] = set()
        self._over: set[int] = set()

    def hear(
        self, new: Sequence[tuple[Entry, Entry]], listener: Role | None, profile: Profile
    ) -> None:
        """Play new entries, each given as it was and as the listener perceived it.

        A demo has no listener and rings as for the caller.
        """
        for entry, heard in new:
            self._hear(entry, heard, listener or Role.CALLER, profile)

    def follow(self, *, audible: bool) -> None:
        """Pause or resume all sound."""
        self._mixer.hold(not audible)

    def silence(self) -> None:
        """Stop all sound and clear the state of the call."""
        self._ring = None
        self._played.clear()
        self._over.clear()
        self._mixer.clear()

    def _hear(self, entry: Entry, heard: Entry, listener: Role, profile: Profile) -> None:
        match entry.body:
            case StageEntered(stage):
                self._answered()
                if stage not in LINE_UP:
                    self._mixer.clear()
                if stage not in IN_RECORDED_SERVICE:
                    self._stop(self._played)
                if how := ringing_at(listener, stage):
                    self._ring = entry.seq
                    self._lay(HeardSound(entry.at, LONGEST_RING, how, "", entry.seq))
            case CallEnded():
                self._mixer.clear()
            case do.Finish():
                if entry.cause is not None:
                    self._stop({entry.cause})
            case _:
                what = sounding(entry, heard, profile)
                if what is not None:
                    if entry.actor is Role.RECORDING:
                        self._played.add(entry.seq)
                    self._lay(HeardSound(entry.at, _length(what), what, "", entry.seq))

    def _answered(self) -> None:
        if self._ring is not None:
            self._stop({self._ring})
            self._ring = None

    def _stop(self, tokens: set[int]) -> None:
        """Stop clips, including those that are still being created."""
        self._over |= tokens
        for token in tokens:
            self._mixer.lift(token)

    def _lay(self, cue: HeardSound) -> None:
        def make() -> None:
            clip = clip_of(cue, self._voice)
            if clip is not None and cue.seq not in self._over:
                self._mixer.lay(cue.seq, clip)

        self._later(make)


def device(mixer: Mixer) -> AbstractContextManager[object]:
    """Return this machine's sound device, which plays a mixer while entered, or raise NoSound."""
    try:
        import sounddevice
    except (ImportError, OSError) as error:  # OSError: the library under it is missing
        raise NoSound(f"the package sounddevice cannot be used: {error}") from error

    def emptied(out: Clip, count: int, *_: object) -> None:
        out[:, 0] = mixer.fill(count)

    try:
        stream: AbstractContextManager[object] = sounddevice.OutputStream(
            samplerate=synthesis.RATE, channels=1, dtype="float32", callback=emptied
        )
    except sounddevice.PortAudioError as error:
        raise NoSound(f"there is no sound device: {error}") from error
    return stream


def _length(what: What) -> Millis | None:
    if isinstance(what, SpokenText):
        return what.whole
    return KEY_LENGTH if isinstance(what, do.Press) else None
