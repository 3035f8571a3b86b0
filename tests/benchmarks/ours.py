"""Our engine, measured: the flow alone, whole sessions, and sessions written down.

The flow alone is what the toys do: a prepared list of stimuli goes through `apply`, timers fire by
themselves, and everything is logged. A whole session adds what no toy has: participants who hear,
decide and plan. It plays the shipped scenario in which nobody says or does anything to the end: the
same call each time, as the toys do, or each with a seed of its own, which no toy has.
"""

from itertools import count

from simulator.content.library.library import Library
from simulator.core import acts as do
from simulator.core.acts import stimulus_of
from simulator.core.call import Call, Procedure, apply, new_call, next_deadline
from simulator.core.log import Body, Entry, TimerFired, entry_of
from simulator.core.stimuli import FlowInput, Stimulus
from simulator.core.terms import Intent, LocationSource, Role
from simulator.session.log_json import json_line
from simulator.session.run.call_people import begin
from simulator.session.run.cast import Cast
from simulator.session.run.headless_run import play

_LIBRARY = Library()
_PROFILE = _LIBRARY.profile("iopc_2019").profile
_FORCE = _LIBRARY.force("generic").force
_PROCEDURE = Procedure.under(_PROFILE)
_SEEDS = count(1)
_SILENT = _LIBRARY.scenario("quiet-throughout").scenario


def _stimuli() -> list[tuple[int, Role, do.Action, Stimulus]]:
    """The acts of a silent call, at the toys' instants."""
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
    return [
        (at, role, act, stimulus)
        for at, role, act in acts
        if (stimulus := stimulus_of(role, act)) is not None
    ]


def _write(log: list[Entry], call: Call, at: int, role: Role, body: Body, cause: FlowInput) -> Call:
    call, step = apply(call, cause, at)
    seq = len(log)
    log.append(entry_of((seq, at, role, role, body, step.rows, None)))
    for decided in step.decided:
        log.append(entry_of((len(log), at, Role.NETWORK, Role.NETWORK, decided, (), seq)))
    return call


def flow_only(calls: int) -> int:
    """Silent calls through `apply` with the full log; how many entries they wrote."""
    stimuli = _stimuli()
    entries = 0
    for _ in range(calls):
        log, call = list[Entry](), new_call(_PROCEDURE)
        for at, role, act, stimulus in stimuli:
            while (deadline := next_deadline(call)) is not None and deadline[0] < at:
                fired = TimerFired(deadline[1])
                call = _write(log, call, deadline[0], Role.NETWORK, fired, deadline[1])
            call = _write(log, call, at, role, act, stimulus)
        while (deadline := next_deadline(call)) is not None:
            fired = TimerFired(deadline[1])
            call = _write(log, call, deadline[0], Role.NETWORK, fired, deadline[1])
        entries += len(log)
    return entries


def whole_session(calls: int) -> int:
    """The same silent call with everybody in place; how many entries they wrote."""
    return sum(len(_play(0)) for _ in range(calls))


def new_seeds(calls: int) -> int:
    """Silent calls that nobody remembers, each with another seed."""
    return sum(len(_play(next(_SEEDS))) for _ in range(calls))


def with_json_lines(calls: int) -> int:
    """The same call, each entry written as a line of JSON."""
    entries = 0
    for _ in range(calls):
        log = _play(0)
        text = "\n".join(map(json_line, log))
        entries += len(log) if text else 0
    return entries


def _play(seed: int) -> list[Entry]:
    log: list[Entry] = []
    play(begin(Cast(_SILENT, _PROFILE, _FORCE, seed), log, 0, []), 0)
    return log


if __name__ == "__main__":
    whole_session(200)
