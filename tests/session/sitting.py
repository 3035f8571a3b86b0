"""People in seats, for tests: what they do and when, and a sitting that it is played in."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from hypothesis import strategies as st

from simulator.content.scenario.scenario import Scenario
from simulator.core import acts as do
from simulator.core.acts import stimulus_of
from simulator.core.call import Call, apply, new_call
from simulator.core.hearing import Circuit, heard_by
from simulator.core.instant import Millis
from simulator.core.log import CallBegan, Entry, FlowEvent, TimerFired
from simulator.core.possible_acts import possible
from simulator.core.profile import Profile
from simulator.core.stimuli import FlowInput
from simulator.core.terms import Role
from simulator.session.clock import ManualClock
from simulator.session.run.live_run import LiveRun, RunSetup
from tests.session.calls import DEFAULT, FORCES, LIBRARY, flow
from tests.strategies import acts_of, instants

FAR: Millis = 7_200_000
"""How long a sitting is let go on: a caller whom nobody answers may stay for ever."""
SHIPPED = {entry.id: LIBRARY.scenario(entry.id).scenario for entry in LIBRARY.scenarios()}
"""Every shipped scenario by its id."""
SEATS = ((Role.CALLER,), (Role.OPERATOR,), (Role.CALL_HANDLER,), (Role.OPERATOR, Role.CALL_HANDLER))
"""Who may be played by people."""


def setup(
    scenario: str | Scenario, *seats: Role, profile: Profile = DEFAULT, speed: float = 1.0
) -> RunSetup:
    told = SHIPPED[scenario] if isinstance(scenario, str) else scenario
    force = FORCES[told.force or "generic"]
    return RunSetup(told, profile, force, seats=seats, speed=speed)


class PersonsAct(NamedTuple):
    """What a person does, and when."""

    at: Millis
    role: Role
    action: do.Action


class Played:
    """A live sitting with the clock that drives it."""

    def __init__(self, of: RunSetup | LiveRun, clock: ManualClock | None = None) -> None:
        self.clock = clock or ManualClock()
        self.live = of if isinstance(of, LiveRun) else LiveRun(of, self.clock)

    def to(self, at: Millis, stops: Iterable[Millis] = ()) -> None:
        """Let time pass until `at`, with looks at `stops`; later calls begin when they are due."""
        for stop in sorted({stop for stop in stops if stop < at} | {at}):
            while True:
                self.clock.tick(self.live.until(stop) or 0)
                self.live.poll()
                gap = self.live.next_call_after
                if gap is None or self.live.log[-1].at + gap > stop:
                    break
                self.live.go_on()

    def play(self, acts: Sequence[PersonsAct], stops: Sequence[Millis] = ()) -> list[Entry]:
        """Do `acts`, each at its instant, and let it go on for long: the log."""
        for act in acts:
            self.to(act.at, stops)
            self.live.act(act.role, act.action)
        self.to(max(FAR, self.live.now), stops)
        return list(self.live.log)


class Told(NamedTuple):
    """An entry of a log, with the call after it and the circuit on which it was heard."""

    entry: Entry
    call: Call
    circuit: Circuit

    def to(self, role: Role) -> Entry | None:
        """The entry as `role` perceives it, or none."""
        return heard_by(role, self.entry, self.circuit)


def retold(of: RunSetup, log: Sequence[Entry]) -> Iterator[Told]:
    """A log once more, with what was true at each entry worked out from the log alone."""
    call: Call = new_call(flow(of.profile), of.scenario.line, of.scenario.coverage)
    circuit = Circuit.of(call.situation)
    for entry in log:
        body, heard_on = entry.body, circuit
        if isinstance(body, CallBegan):
            call = new_call(call.procedure, body.line, of.scenario.coverage)
            circuit = heard_on = Circuit.of(call.situation)
        elif not isinstance(body, FlowEvent):
            cause: FlowInput | None = (
                body.timer if isinstance(body, TimerFired) else stimulus_of(entry.actor, body)
            )
            assert cause is not None
            transitions = call.transitions
            call, step = apply(call, cause, entry.at)
            if step.transitions is not transitions:
                before = circuit._replace(before=None)
                circuit = Circuit.of(step.after)._replace(before=before)
        yield Told(entry, call, heard_on)


def perceived(of: RunSetup, log: Sequence[Entry], role: Role) -> Iterator[Entry]:
    """What `hearing` lets `role` perceive of a log."""
    return (heard for told in retold(of, log) if (heard := told.to(role)) is not None)


@st.composite
def persons_acts(draw: st.DrawFn, of: RunSetup, most: int = 12) -> list[PersonsAct]:
    """What people in the seats of `of` might do, all of it possible when it is done.

    Some acts come at the very instant at which something else is due.
    """
    played = Played(of)
    found: list[PersonsAct] = []
    for _ in range(draw(st.integers(0, most))):
        wait = draw(st.none() | instants(20_000))
        real = played.live.wait() if wait is None else None
        played.to(played.live.now + (wait or 0 if real is None else max(0, real - 1)))
        role = draw(st.sampled_from(of.seats))
        choices = possible(played.live.call, role)
        if choices:
            action = draw(st.sampled_from(choices).flatmap(acts_of))
            found.append(PersonsAct(played.live.act(role, action).at, role, action))
    return found
