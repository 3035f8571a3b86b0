"""Somebody else's interpreter plays the exported flow: the same rows, stages, timers and ends."""

from collections.abc import Sequence
from copy import copy
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

import pytest
from statemachine.io import load

from simulator.core.acts import stimulus_of
from simulator.core.call import Call, apply, new_call
from simulator.core.instant import Millis
from simulator.core.log import CallBegan, FlowEvent, TimerFired
from simulator.core.profile import Profile
from simulator.core.stimuli import FlowInput, Stimulus
from simulator.core.terms import Coverage, IncidentStage, LineKind, LineStage, Timer
from simulator.errors import NotPossible
from simulator.proof.export.scxml import due, event_of, scxml
from simulator.session.random_stream import RandomStream
from simulator.session.run.headless_run import procedure, run
from tests.daily import first_a_day, one_a_day
from tests.session.calls import FORCES, LIBRARY, PROFILES

TABLES = ("line", "incident")


class Seen(NamedTuple):
    """Where a call stands."""

    rows: tuple[str, ...]
    """The rows that answered to the last cause."""
    line: LineStage | None
    """None once the call is over."""
    incident: IncidentStage | None
    over: str
    """The named outcome, once the call is over."""
    timers: tuple[tuple[Millis, Timer], ...]


class Referee:
    """Calls as somebody else's interpreter of SCXML plays them, one after the other."""

    def __init__(self, profile: Profile, text: str = "") -> None:
        """Nothing has been dialled yet. `text` is another chart than the exported one."""
        self._chart: Any = load(text or scxml(profile), format="scxml", trusted=True)()

    def begin(self, kind: LineKind, coverage: Coverage) -> None:
        """A call that nobody has dialled yet. One that has not ended is forgotten."""
        self._chart.send("begin", kind=kind.value, coverage=coverage.value)

    def do(self, cause: FlowInput, at: Millis) -> Seen:
        """Tell it of an act or a timer; where it stands then."""
        for table in TABLES:
            setattr(self._chart.model, f"{table}_row", "")
        self._chart.send(event_of(cause), at=at)
        return self.seen

    def data(self, *names: str) -> tuple[object, ...]:
        """Values of its data."""
        return tuple(vars(self._chart.model)[name] for name in names)

    def kept(self) -> dict[str, object]:
        """All that it holds of the call, to be restored."""
        return {name: copy(held) for name, held in vars(self._chart.model).items()}

    def restore(self, kept: dict[str, object]) -> None:
        """Go back to what was kept."""
        vars(self._chart.model).update({name: copy(held) for name, held in kept.items()})

    @property
    def seen(self) -> Seen:
        """Where it stands."""
        states = set(self._chart.configuration_values)
        data = vars(self._chart.model)
        rows = tuple(data[f"{table}_row"] for table in TABLES if data[f"{table}_row"])
        running = [(data[due(timer)], timer) for timer in Timer if data[due(timer)] != -1]
        return Seen(
            rows,
            next((stage for stage in LineStage if f"line_{stage}" in states), None),
            next((stage for stage in IncidentStage if f"incident_{stage}" in states), None),
            next((name[5:] for name in states if name.startswith("over_")), ""),
            tuple(sorted(running, key=lambda each: (each[0], [*Timer].index(each[1])))),
        )


def ours(call: Call, rows: tuple[str, ...]) -> Seen:
    """Where our interpreter says that a call stands, in the referee's words."""
    over = str(call.outcome) if call.outcome else ""
    at = call.situation
    return Seen(rows, None if over else at.line, None if over else at.incident, over, call.timers)


@lru_cache(maxsize=16)
def referee_of(profile: str) -> Referee:
    """The referee of a shipped profile: reading its chart takes longer than a hundred calls."""
    return Referee(PROFILES[profile])


T = TypeVar("T")
SHIPPED = sorted(entry.id for entry in LIBRARY.scenarios())
LONGEST = 20
"""Steps after which a random call is left: most have ended before."""


def agree_on_a_scenario(name: str, profile: Profile, by: Referee | None = None) -> None:
    """Every call of a scenario, entry by entry."""
    scenario = LIBRARY.scenario(name).scenario
    log = run(scenario, profile, FORCES[scenario.force or "generic"]).log
    flow = procedure(profile.switches, profile.timings)
    call: Call = new_call(flow)
    referee = by or referee_of(profile.id)
    for entry in log:
        if isinstance(entry.body, CallBegan):
            call = new_call(flow, entry.body.line, scenario.coverage)
            referee.begin(entry.body.line, scenario.coverage)
            continue
        cause: FlowInput
        if isinstance(entry.body, TimerFired):
            cause = entry.body.timer
        elif isinstance(entry.body, FlowEvent):
            continue
        else:
            stimulus = stimulus_of(entry.actor, entry.body)
            assert stimulus is not None
            cause = stimulus
        call, step = apply(call, cause, entry.at)
        assert step.rows == entry.rows
        assert referee.do(cause, entry.at) == ours(call, entry.rows), (name, entry)


def agree_on_a_random_call(profile: Profile, seed: int) -> int:
    """A call in which anything is tried at any moment, also what is ruled out; how many steps."""
    chance = RandomStream(seed, "referee")
    kind = one_of(chance, tuple(LineKind))
    coverage = one_of(chance, tuple(Coverage))
    call = new_call(procedure(profile.switches, profile.timings), kind, coverage)
    referee = referee_of(profile.id)
    referee.begin(kind, coverage)
    at = 0
    for step in range(LONGEST):
        if call.outcome is not None:
            return step
        at += chance.between(1, 6_000)
        cause: FlowInput
        if call.timers and call.timers[0][0] < at:
            at, cause = call.timers[0]
        else:
            # Most random acts end a call at once: dialling and answering are tried more often.
            cause = one_of(chance, (*Stimulus, *LIKELY))
        rows: tuple[str, ...] = ()
        try:
            call, done = apply(call, cause, at)
            rows = done.rows
        except NotPossible:
            pass
        assert referee.do(cause, at) == ours(call, rows), (seed, step, cause)
    return LONGEST


LIKELY = 6 * (
    Stimulus.CALLER_DIALS,
    Stimulus.OPERATOR_ANSWERS,
    Stimulus.OPERATOR_SENDS,
    Stimulus.CALLER_PRESSES_FIVE,
    Stimulus.HANDLER_ANSWERS,
)


def one_of(chance: RandomStream, choices: Sequence[T]) -> T:
    return choices[chance.between(0, len(choices) - 1)]


SHARES = [("iopc_2019", 60), *((profile, 1) for profile in sorted(PROFILES))]


@pytest.mark.parametrize(("profile", "one_in"), first_a_day(SHARES, rows=True))
def test_scenarios_go_through_the_same_rows_and_stages(profile: str, one_in: int) -> None:
    for name in SHIPPED[::one_in]:
        agree_on_a_scenario(name, PROFILES[profile])


@pytest.mark.parametrize("profile", one_a_day(sorted(PROFILES)))
def test_random_calls_go_the_same_way(profile: str) -> None:
    steps = [agree_on_a_random_call(PROFILES[profile], seed) for seed in range(4)]
    assert sum(steps) > 12


EACH = -(-10_000 // len(PROFILES))


@pytest.mark.thorough
@pytest.mark.parametrize("profile", sorted(PROFILES))
def test_ten_thousand_random_calls_go_the_same_way(profile: str) -> None:
    for seed in range(1_000, 1_000 + EACH):
        agree_on_a_random_call(PROFILES[profile], seed)


def test_a_chart_with_another_rule_is_found_out() -> None:
    """What the comparison is for: one row sent elsewhere."""
    text = scxml(PROFILES["iopc_2019"])
    wrong = text.replace('target="line_accepted"', 'target="line_connecting_police"')
    assert wrong != text
    other = Referee(PROFILES["iopc_2019"], wrong)
    with pytest.raises(AssertionError):
        agree_on_a_scenario("partner-in-the-room", PROFILES["iopc_2019"], other)
