"""A call in which the room has the caller's decisions.

The call stops by itself where something is asked of the caller, so that a room has time to talk.
Everybody else is played as always.
"""

from __future__ import annotations

from simulator.awareness.continuations import DecisionOption, PlayedScenario
from simulator.content.scenario.scenario import CallScript
from simulator.core.acts import Answer as PickUp
from simulator.core.acts import Ask, Cough, Dial, Finish, HangUp, Lift, Press, Say, SendText, Tap
from simulator.core.instant import Millis
from simulator.core.log import CallBegan, Entry
from simulator.core.possible_acts import why_ruled_out
from simulator.core.terms import Intent, Manner, Outcome, Role
from simulator.errors import NotPossible
from simulator.seat.act_parameters import CALLER_WORDS
from simulator.session.clock import Clock, ManualClock, Pace
from simulator.session.people.scripts import KEY_GAP
from simulator.session.run.live_run import LiveRun, RunSetup

_ASKS = (
    Intent.WHICH_SERVICE,
    Intent.MAKE_A_SOUND,
    Intent.RECORDING_ASKS_FOR_SOUND,
    Intent.RECORDING_ASKS_FOR_55,
    Intent.SAY_YES_IF_POLICE,
)
"""What asks something of the caller, besides questions."""
STEP: Millis = 100
"""How far the call goes between two looks at whether it should stop."""


def _whispers(name: str, intent: Intent) -> DecisionOption:
    return DecisionOption(name, (Say(intent, CALLER_WORDS[intent], Manner.WHISPERED),))


WAYS = (
    DecisionOption("press-55", (Press("5"), Press("5"))),
    DecisionOption("tap", (Tap(1),)),
    DecisionOption("tap-twice", (Tap(2),)),
    DecisionOption("cough", (Cough(1),)),
    _whispers("whisper-police", Intent.WANTS_POLICE),
    _whispers("whisper-yes", Intent.SAYS_YES),
    _whispers("whisper-no", Intent.SAYS_NO),
    DecisionOption("lift", (Lift(),)),
    DecisionOption("answer", (PickUp(),)),
    DecisionOption("text", (SendText(""),)),
    DecisionOption("hang-up", (HangUp(),)),
)
MOST = 9
"""So many ways have a digit."""


class CallerChoicePages:
    """One call, with the room in the caller's place."""

    def __init__(self, played: PlayedScenario, clock: Clock, speed: float = 1.0) -> None:
        """Dial 999; time goes from now on."""
        setup = RunSetup(played.scenario, played.profile, played.force, played.seed, (Role.CALLER,))
        self._clock = clock
        self._pace = Pace(clock, speed)
        self._inner = ManualClock()
        self._live = LiveRun(setup, self._inner)
        self._told = 0
        self._asked: int | None = None
        self._rang = False
        self.waiting = False
        """Whether the call stands still and the room is asked."""
        self._live.act(Role.CALLER, Dial(self._live.script.dials))
        self._live.poll()

    @property
    def heard(self) -> tuple[Entry, ...]:
        """What the caller has perceived so far."""
        return tuple(self._live.heard(Role.CALLER))

    @property
    def log(self) -> tuple[Entry, ...]:
        """Everything that has happened so far."""
        return tuple(self._live.log)

    @property
    def outcome(self) -> Outcome | None:
        """How the call ended; none while it goes on, or where nothing is left to happen."""
        return self._live.outcome

    @property
    def over(self) -> bool:
        """Whether the call has ended, or nothing is left to happen in it."""
        return self.outcome is not None or self._live.wait() is None

    @property
    def since_answer(self) -> Millis | None:
        """Simulated milliseconds since the operator answered; none before that."""
        answers = (e.at for e in self._live.log if isinstance(e.body, PickUp))
        first = next(answers, None)
        return None if first is None else self._live.now - first

    @property
    def script(self) -> CallScript:
        """What the scenario says of the call: who is near, and so on."""
        return self._live.script

    def ways(self) -> tuple[DecisionOption, ...]:
        """What the room may do now, in the order of its digits."""
        possible = (
            way
            for way in WAYS
            if why_ruled_out(self._live.call, Role.CALLER, way.actions[0]) is None
        )
        return tuple(possible)[:MOST]

    # --- time ------------------------------------------------------------------------------------

    def poll(self) -> bool:
        """Let the call catch up with the clock, to where it next waits; whether anything is new."""
        before = len(self._live.log)
        while not self.waiting and not self.over and self._inner.read() < self._pace.now():
            left = self._pace.now() - self._inner.read()
            due = self._live.wait()
            self._inner.tick(min(left, max(1, due or 1), STEP))
            self._live.poll()
            self._mind_questions()
        return len(self._live.log) != before

    def wait(self) -> Millis | None:
        """Real milliseconds until the next look is worth while; none while time stands still."""
        if self.waiting or self.over or not self._clock.runs:
            return None
        due = self._live.wait()
        return None if due is None else self._pace.until(self._inner.read() + max(1, due))

    @property
    def paused(self) -> bool:
        """Whether time stands still."""
        return self.waiting or self._pace.paused

    def pause(self) -> None:
        """Let time stand still."""
        self._pace.pause()

    def go_on(self) -> None:
        """Let time go by, until something is asked of the caller again."""
        self.waiting = False
        self._pace.leap(self._inner.read())
        self._pace.resume()

    def do(self, way: DecisionOption) -> bool:
        """Do it now, and let time go on; false when it is not possible any more."""
        for place, action in enumerate(way.actions):
            if place:
                self._inner.tick(KEY_GAP)
                self._live.poll()
            try:
                self._live.act(Role.CALLER, action)
            except NotPossible:
                if place == 0:
                    return False
                break
        self._live.poll()
        self.go_on()
        return True

    def _mind_questions(self) -> None:
        """Stand still where something new was asked of the caller, or the phone rings again."""
        heard = self._live.heard(Role.CALLER)
        for entry in heard[self._told :]:
            body = entry.body
            if isinstance(body, CallBegan):
                self._asked = None
            elif isinstance(body, Ask):
                self._asked = entry.seq
            elif isinstance(body, Finish):
                asks = body.intent in _ASKS and entry.actor is not Role.CALLER
                self.waiting |= asks or (self._asked is not None and entry.cause == self._asked)
        self._told = len(heard)
        rings = why_ruled_out(self._live.call, Role.CALLER, PickUp()) is None
        self.waiting |= rings and not self._rang
        self._rang = rings
        if self.over:
            self.waiting = False
