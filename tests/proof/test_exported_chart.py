"""Other interpreters play the exported chart: the same rows, stages, timers and ends.

python-statemachine always; SCION, an interpreter in JavaScript, where npm has installed it.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from copy import copy
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple, Protocol, TypeVar

import pytest
import statemachine.engines.sync as sync_engine
from statemachine import event_data
from statemachine.io import load

from simulator.cli.procedure.flow import exported
from simulator.core.acts import stimulus_of
from simulator.core.call import Call, apply, new_call
from simulator.core.instant import Millis
from simulator.core.log import CallBegan, FlowEvent, TimerFired
from simulator.core.profile import Profile
from simulator.core.stimuli import FlowInput, Stimulus
from simulator.core.terms import Coverage, LineKind, Timer
from simulator.errors import NotPossible
from simulator.session.random_stream import RandomStream
from simulator.session.run.call_people import procedure
from simulator.session.run.headless_run import run
from tests.daily import first_a_day, one_a_day
from tests.session.calls import FORCES, LIBRARY, PROFILES
from tests.tools import SCION, needs_tool


def scxml(profile: Profile) -> str:
    return exported("scxml", profile, [])


def event_of(cause: FlowInput) -> str:
    return f"timer_{cause}" if isinstance(cause, Timer) else cause.value


class Seen(NamedTuple):
    """Where a call stands: the stages, or the outcome; and the rows that answered last."""

    stages: frozenset[str]
    rows: tuple[str, ...]


class Referee(Protocol):
    """An interpreter of the chart, one call after the other. Its timers run by themselves."""

    def begin(self, kind: LineKind, coverage: Coverage) -> Seen: ...

    def do(self, event: str, at: Millis) -> Seen: ...

    def wait(self, until: Millis) -> Seen: ...


class Seconds(float):
    """Seconds in whole milliseconds: sums of two of them are exact."""

    def __add__(self, other: float) -> "Seconds":
        return Seconds(round(float(self) + other, 3))


class Idle(Exception):
    """The interpreter would sleep now until its next timer."""


def sleep_no_more(_: float) -> None:
    raise Idle


class Python:
    """python-statemachine, in virtual time. It reads the chart as an untrusted one."""

    now = Seconds(0)

    def __init__(self, text: str) -> None:
        self._chart: Any = load(text, format="scxml")()

    def _run(self, act: Callable[[], object], at: Millis) -> Seen:
        Python.now = Seconds(round(at / 1000, 3))
        with pytest.MonkeyPatch.context() as patched, suppress(Idle):
            patched.setattr(sync_engine, "monotonic", lambda: Python.now)
            patched.setattr(event_data, "monotonic", lambda: Python.now)
            patched.setattr(sync_engine, "sleep", sleep_no_more)
            act()
        data = self._chart.model
        return seen(self._chart.configuration_values, (data.line_row, data.incident_row))

    def begin(self, kind: LineKind, coverage: Coverage) -> Seen:
        return self._run(
            lambda: self._chart.send("begin", kind=kind.value, coverage=coverage.value), 0
        )

    def do(self, event: str, at: Millis) -> Seen:
        return self._run(lambda: self._chart.send(event), at)

    def wait(self, until: Millis) -> Seen:
        return self._run(self._chart._processing_loop, until)

    def forget_rows(self) -> None:
        """Name no rows until the next ones answer."""
        self._chart.model.line_row = self._chart.model.incident_row = ""

    @property
    def timers(self) -> frozenset[Timer]:
        """The timers that run: their events are on the way."""
        sent = self._chart._engine.external_queue.queue.queue
        return frozenset(
            timer
            for timer in Timer
            if any(each.event.id == event_of(timer) and not each.cancelled for each in sent)
        )

    def data(self, *names: str) -> tuple[object, ...]:
        """Values of its data."""
        return tuple(vars(self._chart.model)[name] for name in names)

    def kept(self) -> tuple[object, ...]:
        """All that it holds of the call, to be restored."""
        sent = self._chart._engine.external_queue.queue.queue
        data = {name: copy(held) for name, held in vars(self._chart.model).items()}
        return data, [copy(each) for each in sent]

    def restore(self, kept: tuple[Any, ...]) -> None:
        """Go back to what was kept."""
        data, sent = kept
        vars(self._chart.model).update({name: copy(held) for name, held in data.items()})
        self._chart._engine.external_queue.queue.queue[:] = [copy(each) for each in sent]


class Scion:
    """SCION in Node, in virtual time."""

    def __init__(self, text: str, folder: Path) -> None:
        (folder / "flow.scxml").write_text(text, encoding="utf-8")
        self.process = subprocess.Popen(
            ["node", Path(__file__).with_name("scion.js"), SCION, folder / "flow.scxml"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def _ask(self, **asked: object) -> Seen:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps(asked) + "\n")
        self.process.stdin.flush()
        answered = json.loads(self.process.stdout.readline())
        return seen(answered["states"], answered["rows"])

    def begin(self, kind: LineKind, coverage: Coverage) -> Seen:
        return self._ask(begin={"kind": kind, "coverage": coverage})

    def do(self, event: str, at: Millis) -> Seen:
        return self._ask(event=event, at=at)

    def wait(self, until: Millis) -> Seen:
        return self._ask(until=until)


def seen(states: Sequence[str], rows: Sequence[str]) -> Seen:
    stages = {each for each in states if each.startswith(("line_", "incident_", "over_"))}
    return Seen(frozenset(stages), tuple(row for row in rows if row))


def ours(call: Call, rows: tuple[str, ...]) -> Seen:
    """Where our interpreter says that a call stands, in the chart's words."""
    at = call.state
    stages = {f"line_{at.line}", f"incident_{at.incident}"}
    stages = {f"over_{call.outcome}"} if call.outcome else stages
    return Seen(frozenset(stages), rows)


@lru_cache(maxsize=16)
def python_of(profile: str) -> Referee:
    """python-statemachine with a shipped chart: reading it takes longer than a hundred calls."""
    return Python(scxml(PROFILES[profile]))


@pytest.fixture
def scion(tmp_path: Path) -> Iterator[Callable[[str], Referee]]:
    """Start SCION with a chart."""
    started: list[Scion] = []

    def start(text: str) -> Referee:
        started.append(Scion(text, tmp_path))
        return started[-1]

    yield start
    for each in started:
        each.process.communicate(timeout=60)


T = TypeVar("T")
SHIPPED = sorted(entry.id for entry in LIBRARY.scenarios())
LONGEST = 20
"""Steps after which a random call is left: most have ended before."""


def test_the_example_in_the_head_of_the_chart_plays_a_call_while_timers_run(tmp_path: Path) -> None:
    text = scxml(PROFILES["iopc_2019"])
    (tmp_path / "flow.scxml").write_text(text, encoding="utf-8")
    example = text[text.index("import asyncio") : text.index(" -->")]
    code = (
        f"       {example}".replace("\n       ", "\n").strip().replace("sleep(seconds)", "sleep(0)")
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert "'line_with_operator'] D-3" in ran.stdout


def agree_on_a_scenario(name: str, profile: Profile, referee: Referee) -> None:
    """Play every call of a scenario, entry by entry."""
    scenario = LIBRARY.scenario(name).scenario
    log = run(scenario, profile, FORCES[scenario.force or "generic"]).log
    call, began, tied = new_call(procedure(profile.switches, profile.timings)), 0, False
    for entry in log:
        cause: FlowInput | None
        if isinstance(entry.body, CallBegan):
            call, began = new_call(call.procedure, entry.body.line, scenario.coverage), entry.at
            referee.begin(entry.body.line, scenario.coverage)
            tied = False
            continue
        if isinstance(entry.body, TimerFired):
            cause = entry.body.timer
        elif isinstance(entry.body, FlowEvent):
            continue
        else:
            cause = stimulus_of(entry.actor, entry.body)
        assert cause is not None
        # The standard doesn't say whether an act or a timer of one instant is first: here the act.
        tied |= not isinstance(cause, Timer) and entry.at in (due for due, _ in call.timers)
        call, step = apply(call, cause, entry.at)
        assert step.rows == entry.rows
        if tied:
            continue
        at = entry.at - began
        told = referee.wait(at) if isinstance(cause, Timer) else referee.do(event_of(cause), at)
        assert told == ours(call, entry.rows), (name, entry)


def agree_on_a_random_call(profile: Profile, seed: int, referee: Referee) -> int:
    """Play a call in which anything is tried, also what is ruled out; return how many steps."""
    chance = RandomStream(seed, "referee")
    kind, coverage = one_of(chance, tuple(LineKind)), one_of(chance, tuple(Coverage))
    call = new_call(procedure(profile.switches, profile.timings), kind, coverage)
    referee.begin(kind, coverage)
    at, rows = 0, tuple[str, ...]()
    for step in range(LONGEST):
        if call.outcome is not None:
            return step
        at += chance.between(1, 6_000)
        if call.timers and call.timers[0][0] < at:
            if len({due for due, _ in call.timers}) < len(call.timers):
                return step  # The standard doesn't say which of two timers of one instant is first.
            at, timer = call.timers[0]
            call, done = apply(call, timer, at)
            rows = done.rows
            told = referee.wait(at)
        else:
            # Most random acts end a call at once: dialling and answering are tried more often.
            act = one_of(chance, (*Stimulus, *LIKELY))
            try:
                call, done = apply(call, act, at)
                rows = done.rows
            except NotPossible:
                pass
            told = referee.do(event_of(act), at)
        assert told == ours(call, rows), (seed, step)
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
        agree_on_a_scenario(name, PROFILES[profile], python_of(profile))


@pytest.mark.parametrize("profile", one_a_day(sorted(PROFILES)))
def test_random_calls_go_the_same_way(profile: str) -> None:
    python = python_of(profile)
    steps = [agree_on_a_random_call(PROFILES[profile], seed, python) for seed in range(4)]
    assert sum(steps) > 12


EACH = -(-10_000 // len(PROFILES))


@pytest.mark.thorough
@pytest.mark.parametrize("profile", sorted(PROFILES))
def test_ten_thousand_random_calls_go_the_same_way(profile: str) -> None:
    for seed in range(1_000, 1_000 + EACH):
        agree_on_a_random_call(PROFILES[profile], seed, python_of(profile))


@needs_tool("scion")
@pytest.mark.thorough
@pytest.mark.parametrize("profile", sorted(PROFILES))
def test_scion_goes_the_same_way(profile: str, scion: Callable[[str], Referee]) -> None:
    """The same calls as above: in SCION, every scenario and a thousand random calls."""
    referee = scion(scxml(PROFILES[profile]))
    for name in SHIPPED:
        agree_on_a_scenario(name, PROFILES[profile], referee)
    for seed in range(1_000):
        agree_on_a_random_call(PROFILES[profile], seed, referee)


def with_another_rule() -> str:
    """A chart in which one row leads elsewhere."""
    text = scxml(PROFILES["iopc_2019"])
    wrong = text.replace('target="line_accepted"', 'target="line_connecting_police"')
    assert wrong != text
    return wrong


def test_a_chart_with_another_rule_is_found_out() -> None:
    with pytest.raises(AssertionError):
        agree_on_a_scenario(
            "partner-in-the-room", PROFILES["iopc_2019"], Python(with_another_rule())
        )


@needs_tool("scion")
@pytest.mark.thorough
def test_scion_finds_out_a_chart_with_another_rule(scion: Callable[[str], Referee]) -> None:
    with pytest.raises(AssertionError):
        agree_on_a_scenario(
            "partner-in-the-room", PROFILES["iopc_2019"], scion(with_another_rule())
        )
