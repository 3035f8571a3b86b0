"""Whole calls a second of processor time on one core, no two alike: ours beside a toy on SimPy.

Run it as ``python -m tests.benchmarks.calls``. It prints ratios and passes no judgement. The two
take turns, several rounds of them, and the median rate counts. In the toy's call, and in ours
through the flow alone, the caller presses one five at an instant drawn anew for each; a whole
session has another seed each time. The toy is measured only if its stories end as they must.
"""

import argparse
import sys
import time
from collections.abc import Callable, Mapping
from itertools import count
from random import Random
from statistics import median

from simulator.content.library.library import Library
from simulator.core import acts as do
from simulator.core.acts import stimulus_of
from simulator.core.call import Call, Procedure, apply, new_call, next_deadline
from simulator.core.log import Body, Entry, TimerFired, entry_of
from simulator.core.stimuli import FlowInput, Stimulus
from simulator.core.terms import Intent, LocationSource, Role
from simulator.session.run.headless_run import run
from tests.benchmarks.table import table

try:
    from tests.benchmarks import simpy_call
except ImportError as error:
    sys.exit(f"the toy is not here: {error}")

_LIBRARY = Library()
_PROFILE = _LIBRARY.profile("iopc_2019").profile
_FORCE = _LIBRARY.force("generic").force
_PROCEDURE = Procedure.under(_PROFILE)
_SILENT = _LIBRARY.scenario("quiet-throughout").scenario
_SEEDS, _DRAWS = count(1), Random(999)
Play = Callable[[], int]
"""Plays one call that was not played before, and returns how many entries it wrote."""


def toy() -> int:
    """Play a call of the toy."""
    return len(simpy_call.play((_pressed(),)))


def flow_alone() -> int:
    """Play prepared stimuli through `apply`, with timers and the full log."""
    log, call, pressed = list[Entry](), new_call(_PROCEDURE), _pressed()
    press = (pressed, Role.CALLER, do.Press("5"), stimulus_of(Role.CALLER, do.Press("5")))
    for at, role, act, stimulus in sorted((*_STIMULI, press), key=lambda each: each[0]):
        assert stimulus is not None
        while (deadline := next_deadline(call)) is not None and deadline[0] < at:
            call = _write(
                log, call, deadline[0], Role.NETWORK, TimerFired(deadline[1]), deadline[1]
            )
        call = _write(log, call, at, role, act, stimulus)
    while (deadline := next_deadline(call)) is not None:
        call = _write(log, call, deadline[0], Role.NETWORK, TimerFired(deadline[1]), deadline[1])
    return len(log)


def whole_session() -> int:
    """Run the silent scenario with everybody in place: they hear, decide, plan and speak."""
    return len(run(_SILENT, _PROFILE, _FORCE, next(_SEEDS)).log)


def _pressed() -> int:
    """Draw when the caller presses a five: within the recording, so that it is heard."""
    return 44_100 + _DRAWS.randrange(10_000)


def _stimuli() -> list[tuple[int, Role, do.Action, Stimulus | None]]:
    """Return the acts of a silent call, at the toy's instants."""
    acts: list[tuple[int, Role, do.Action]] = [
        (0, Role.CALLER, do.Dial()),
        (2_000, Role.OPERATOR, do.Answer()),
        (2_000, Role.NETWORK, do.DeliverLocation(LocationSource.EISEC, "an area", 800)),
    ]
    prompts = (Intent.WHICH_SERVICE, Intent.WHICH_OF_THREE, Intent.NUMBER_DIALLED)
    starts = ((2_000, 1_500), (9_500, 2_500), (17_000, 5_500), (24_500, 5_000))
    for (start, length), intent in zip(starts, (*prompts, Intent.MAKE_A_SOUND), strict=True):
        acts.append((start, Role.OPERATOR, do.Say(intent, _PROFILE.words(intent))))
        acts.append((start + length, Role.OPERATOR, do.Finish(intent)))
    acts.append((32_000, Role.OPERATOR, do.SendToRecording()))
    acts.append((35_000, Role.RECORDING, do.Finish(Intent.RECORDING_OPENS)))
    acts.append((48_000, Role.RECORDING, do.Finish(Intent.RECORDING_ASKS_FOR_55)))
    found = [(at, role, act, stimulus_of(role, act)) for at, role, act in acts]
    return [each for each in found if each[3] is not None]


_STIMULI = _stimuli()


def _fire(log: list[Entry], call: Call, before: int | None) -> Call:
    """Fire what is due before an instant; None: all that is left."""
    while (due := next_deadline(call)) is not None and (before is None or due[0] < before):
        call = _write(log, call, due[0], Role.NETWORK, TimerFired(due[1]), due[1])
    return call


def _write(log: list[Entry], call: Call, at: int, role: Role, body: Body, cause: FlowInput) -> Call:
    call, step = apply(call, cause, at)
    seq = len(log)
    log.append(entry_of((seq, at, role, role, body, step.rows, None)))
    for decided in step.decided:
        log.append(entry_of((len(log), at, Role.NETWORK, Role.NETWORK, decided, (), seq)))
    return call


ENGINES: Mapping[str, Play] = {
    "a toy on SimPy": toy,
    "our flow alone, with the full log": flow_alone,
    "our whole session": whole_session,
}


def wrong_stories() -> list[str]:
    """Return the stories that the toy does not end as they must."""
    return [
        story
        for story, (presses, outcome) in simpy_call.STORIES.items()
        if simpy_call.play(presses)[-1][1] != f"outcome {outcome}"
    ]


def measure(rounds: int, seconds: float) -> dict[str, list[float]]:
    """Let all take turns of about so many seconds; return their calls a second."""
    rates: dict[str, list[float]] = {name: [] for name in ENGINES}
    for number in range(rounds + 1):
        for name, play in ENGINES.items():
            rate = _rate(play, seconds)
            if number:  # The first turn only warms up.
                rates[name].append(rate)
    return rates


def _rate(play: Play, seconds: float) -> float:
    began, calls = time.process_time(), 0
    while (spent := time.process_time() - began) < seconds:
        play()
        calls += 1
    return calls / spent


def main() -> int:
    """Read the command line, measure and print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.calls", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--rounds", type=int, default=7, help="turns for each (default 7)")
    parser.add_argument(
        "--seconds", type=float, default=0.5, help="about how long a turn takes (default 0.5)"
    )
    options = parser.parse_args()
    if found := wrong_stories():
        print("the toy does not play the same call:", *found, sep="\n  ", file=sys.stderr)
        return 1
    rates = measure(options.rounds, options.seconds)
    middle = {name: median(each) for name, each in rates.items()}
    least = middle["a toy on SimPy"]
    rows = [
        [
            name,
            f"{rate:,.0f}",
            f"{(max(rates[name]) - min(rates[name])) / rate:.0%}",
            f"{least / rate:.2f}",
        ]
        for name, rate in middle.items()
    ]
    print(table(["engine", "calls a CPU s", "spread", "times the toy's CPU"], rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
