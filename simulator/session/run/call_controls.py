"""What a front end may do to a run besides the acts of a role: hold and move its time.

Screens, lines and pages show a frame (`seat/seat_frame.py`) and need nothing else of a run, which
has all that no seat perceives.
"""

from simulator.core.instant import Millis
from simulator.session.run.live_run import LiveRun

SPEEDS = (0.5, 1.0, 2.0, 4.0, 8.0)
"""Simulated seconds per real second."""


class CallControls:
    """The time of a run, and the next call in it."""

    def __init__(self, live: LiveRun) -> None:
        """Control a run."""
        self._live = live

    @property
    def now(self) -> Millis:
        """The instant of the call (ms)."""
        return self._live.now

    @property
    def ended(self) -> bool:
        """Whether the call that is shown has ended; another may follow."""
        return self._live.outcome is not None

    @property
    def over(self) -> bool:
        """Whether the last call has ended."""
        return self._live.over

    @property
    def paused(self) -> bool:
        """Whether no time passes."""
        return self._live.pace.paused

    def wait(self) -> Millis | None:
        """Return real milliseconds until something is due, or None if nothing is."""
        return self._live.wait()

    def until_shown(self, step: Millis) -> Millis | None:
        """Return real milliseconds until there may be something new to show, or None.

        `step`: how often clocks go on (ms of the call). None while no time passes.
        """
        live = self._live
        if not live.runs:
            return None
        due = (live.wait(), live.pace.until(live.now // step * step + step))
        return min((each for each in due if each is not None), default=None)

    def pause(self) -> None:
        """Let no time pass."""
        self._live.pace.pause()

    def resume(self) -> None:
        """Let time pass again."""
        self._live.pace.resume()

    def set_speed(self, speed: float) -> None:
        """Let time pass so many times as fast."""
        self._live.pace.set_speed(speed)

    def change_speed(self, steps: int) -> None:
        """Take the speed so many places up the list of them, or down."""
        pace = self._live.pace
        nearest = min(range(len(SPEEDS)), key=lambda place: abs(SPEEDS[place] - pace.speed))
        pace.set_speed(SPEEDS[max(0, min(len(SPEEDS) - 1, nearest + steps))])

    def leap(self, span: Millis) -> None:
        """Let so much time of the call (ms) have passed at once."""
        self._live.pace.leap(self._live.now + span)

    def next_call(self) -> None:
        """Start the next call from the same number at once; ValueError if none follows now."""
        self._live.go_on()
