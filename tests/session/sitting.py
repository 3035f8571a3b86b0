"""People in seats, for tests: what they do and when, and a sitting that it is played in."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from hypothesis import strategies as st

from simulator.content.scenario.scenario import Scenario
from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.log import Entry
from simulator.core.possible_acts import possible
from simulator.core.profile import Profile
from simulator.core.terms import Role
from simulator.session.clock import ManualClock
from simulator.session.run import perceived_log
from simulator.session.run.live_run import LiveRun, RunSetup
from simulator.session.run.perceived_log import PerceivedEntry
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
                self.clock.tick(self.live.pace.until(stop) or 0)
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


def retold(of: RunSetup, log: Sequence[Entry]) -> Iterator[PerceivedEntry]:
    """A log once more, with the call at each entry worked out from the log alone."""
    return perceived_log.retold(log, flow(of.profile), of.scenario.coverage)


def perceived(of: RunSetup, log: Sequence[Entry], role: Role) -> Sequence[Entry]:
    """What `role` perceives of a log."""
    return perceived_log.perceived(log, flow(of.profile), of.scenario.coverage, role)


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
