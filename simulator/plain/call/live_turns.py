"""A call in lines in real time: news come while nothing is typed, with a bell for what needs one.

A trainee who cannot see a screen is trained and assessed by the same clock as all others.
"""

from simulator.core.instant import Millis, minutes
from simulator.plain.call.pacing import Pacing
from simulator.plain.call.turns import TurnLoop
from simulator.plain.conversation import Conversation
from simulator.plain.typed_ahead import TypedAhead
from simulator.seat.seat_frame import EnterDoes
from simulator.seat.seat_view import SeatView
from simulator.seat.view.caption_lines import Side
from simulator.session.clock import ManualClock, WallClock

PAUSE = "pause"
"""A line with only this word holds time, or lets it go on."""
MANUAL = (
    "Time goes on without waiting for you, and news are printed as they come. A bell says that "
    "your phone rings, or that there was a sound or a voice. An empty line says how the line is "
    "and whose turn it is.",
    "pause holds the time, and pause again lets it go on; in an assessed call no act counts while "
    "it is held, and the record names it.",
)
_LONGEST: Millis = 1_000


class _LivePacing(Pacing):
    """Prints the news; time needs nobody to move it."""

    needs: bool = False
    """Whether something came since the last look that needs the person."""

    def print_news(self) -> bool:
        before = {role: len(held) for role, held in self.view.captions.items()}
        heard = super().print_news()
        new = (each for role, held in self.view.captions.items() for each in held[before[role] :])
        self.needs = self.needs or any(not each.own and each.side is not Side.NEWS for each in new)
        return heard

    def go_on(self, limit: Millis, *, strictly: bool = False) -> bool:
        del limit, strictly
        return self.print_news()

    def until_a_turn(self) -> None:
        self.print_news()


class LiveLoop(TurnLoop):
    """Plays a run to its end, in real time."""

    def __init__(
        self, talk: Conversation, view: SeatView, clock: WallClock | ManualClock, lines: TypedAhead
    ) -> None:
        """Start with nothing printed; `lines` is what the person types."""
        self._lines = lines
        self._rang = False
        super().__init__(talk, view, clock)

    def _paced(self) -> Pacing:
        return _LivePacing(self.frames, self._clock, self._talk)

    def play(self) -> None:
        """Play every call of the run to its end."""
        self._talk.say(*MANUAL)
        self._lines.meanwhile = self._meanwhile
        try:
            super().play()
        finally:
            self._lines.meanwhile = None

    def _meanwhile(self) -> Millis:
        """Print what has come, and return how many ms later there may be more."""
        controls, pacing = self.view.controls, self._pacing
        assert isinstance(pacing, _LivePacing)
        was_over = controls.ended
        pacing.print_news()
        if not controls.ended:
            self._printer.changes()
            self._say_step()
        elif not was_over:
            self._talk.say("The call is over. Press Enter.")
        doing = [self.frames.of(role).what_now for role in self.view.roles]
        rings = any(each and each.enter is EnterDoes.ANSWERS for each in doing)
        if pacing.needs or (rings and not self._rang) or (controls.ended and not was_over):
            self._talk.bell()
        pacing.needs, self._rang = False, rings
        return min(_LONGEST, controls.wait() or _LONGEST)

    def _is_own(self, typed: str) -> bool:
        if typed.lower() != PAUSE:
            return False
        controls = self.view.controls
        (controls.resume if controls.paused else controls.pause)()
        now = minutes(controls.now)
        self._talk.say(f"{now} Paused: pause goes on." if controls.paused else f"{now} It goes on.")
        return True

    def _go_on(self) -> None:
        """Say how the line is: an empty line moves no time here."""
        self._pacing.print_news()
        for role in self.view.roles:
            frame = self.frames.of(role)
            who = f"{frame.seat}: " if role and len(self.view.roles) > 1 else ""
            turn = f" {frame.turn}." if frame.turn else ""
            held = " Paused." if frame.paused else ""
            self._talk.say(f"{minutes(frame.now)} {who}{frame.state}.{turn}{held}")

    def _wait(self, span: Millis) -> None:
        del span
        self._talk.say("Time goes on without you here.")
