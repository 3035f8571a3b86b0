"""Pacing of turns: the clock is paused at each question, then advances to the next thing heard."""

from simulator.core import acts as do
from simulator.core.instant import Millis, minutes
from simulator.core.log import CallBegan, Entry, LinePlayed, StageEntered
from simulator.core.terms import Role
from simulator.plain.call.printed_lines import duration_text, transcript_lines
from simulator.plain.conversation import Conversation
from simulator.seat.seat_frame import SeatFrames
from simulator.seat.view.line_status import ANSWERED, LAST_SOUND
from simulator.session.clock import ManualClock, WallClock

A_WHILE: Millis = 5_000
"""Longest advance for an empty line while an act is possible, in ms (assumption)."""
AN_ACT: Millis = 1_000
"""Duration of an act without speech, in ms (assumption)."""
BETWEEN_KEYS: Millis = 400
"""Interval between two keys pressed in a row, in ms (assumption)."""
UNTIL_A_TURN: Millis = 10 * 60_000
"""Longest advance while no act is possible, in ms (assumption)."""
_LONGEST_UTTERANCE: Millis = 60_000

_SPOKEN = do.Speech | LinePlayed


class Pacing:
    """Advances a run by a manual clock and prints its news."""

    def __init__(
        self, frames: SeatFrames, clock: ManualClock | WallClock, talk: Conversation
    ) -> None:
        """Start at the view's instant, with nothing printed yet."""
        self.frames, self.view = frames, frames.view
        self._clock = clock
        self._talk = talk
        self._last_line = ""
        self._near: tuple[str, ...] | None = None

    def skip_news(self) -> None:
        """Skip the news up to now: after going back, the user has read them before."""
        self.view.catch_up()
        if self._caller_sits:
            self._near, self._last_line = self._around()

    def print_news(self) -> bool:
        """Print the news; return whether anything was heard besides the trainee's own acts."""
        news = self.view.catch_up()
        self._talk.say(*transcript_lines({role: new.captions for role, new in news.items()}))
        for new in news.values():
            # Of a long wait only the newest: one hint at a time.
            self._talk.say(*(f"Coach: {hint.text}" for hint in new.hints[-1:]))
        if self._caller_sits:
            self._print_caller_hints()
        if self.view.recorder is not None:
            self._talk.say(*filter(None, [self.view.recorder.news()]))
        return any(not caption.own for new in news.values() for caption in new.captions)

    def go_on(self, limit: Millis, *, strictly: bool = False) -> bool:
        """Advance until something is heard to its end, or by `limit` ms; return whether it was.

        With `strictly`, stop at the limit even within an utterance.
        """
        controls = self.view.controls
        end = controls.now + limit
        last = end if strictly else end + _LONGEST_UTTERANCE
        heard = self.print_news()
        while not controls.ended:
            due = controls.wait()
            # If nothing is due, the end of the utterance was cancelled.
            goes_on = due is not None and self.speaking and controls.now < last
            if not goes_on and (heard or controls.now >= end):
                break
            room = max(0, (last if goes_on else end) - controls.now)
            assert isinstance(self._clock, ManualClock)
            self._clock.tick(room if due is None else min(due, room))
            heard |= self.print_news()
        return heard

    @property
    def speaking(self) -> bool:
        """Whether an utterance that is heard in a seat is in progress."""
        for role in () if self.view.controls.ended else self.view.roles:
            finished: set[int | None] = set()
            for entry in reversed(self.view.heard(role)):
                if isinstance(entry.body, StageEntered | CallBegan):
                    break
                if isinstance(entry.body, do.Finish):
                    finished.add(entry.cause)
                elif isinstance(entry.body, _SPOKEN) and entry.seq not in finished:
                    return True
        return False

    def until_a_turn(self) -> None:
        """Advance to the next thing heard while the seats have no possible act."""
        if not self.go_on(UNTIL_A_TURN):
            self._talk.say(f"{minutes(self.view.controls.now)} Nothing more is heard here.")

    def after_act(self, entry: Entry) -> None:
        """Advance by the duration of an act: to the end of its utterance, or by `AN_ACT`."""
        # Print immediate effects first, or `go_on` would stop at them.
        self.print_news()
        self.go_on(0 if isinstance(entry.body, _SPOKEN) else AN_ACT)

    def print_silence(self, before: Millis) -> None:
        """Print that nothing was heard, and the times since the answer and the last sound."""
        now = self.view.controls.now
        parts = [f"{minutes(now)} Nothing was heard for {duration_text(now - before)}."]
        counted = [dict(self.frames.of(role).clocks) for role in self.view.roles]
        for clock, choose, what in (
            (ANSWERED, max, "the answer"),
            (LAST_SOUND, min, "the last sound"),
        ):
            if found := [each[clock] for each in counted if clock in each]:
                parts.append(f"{duration_text(choose(found))} since {what}.")
        self._talk.say(" ".join(parts))

    @property
    def _caller_sits(self) -> bool:
        return Role.CALLER in self.view.seats

    def _around(self) -> tuple[tuple[str, ...], str]:
        """Return who may overhear the caller, and what counts now."""
        frame = self.frames.of(Role.CALLER)
        return frame.near, frame.counts

    def _print_caller_hints(self) -> None:
        around, line = self._around()
        if around != self._near:
            if around or self._near:
                self._talk.say(f"Near you: {', '.join(around) or 'nobody'}.")
            self._near = around
        if line != self._last_line:
            self._last_line = line
            if line:
                self._talk.say(f"Now: {line}")
