"""Counterexamples of failed properties, as logs.

The explorer finds an order of moves. Here the moves get their earliest instants (Bellman and Ford),
a real session performs the acts, and the same rule judges the log. So a counterexample is never an
artefact of the search.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from simulator.core import acts as do
from simulator.core.call import Procedure, Transition, new_call
from simulator.core.instant import Millis
from simulator.core.log import CallEnded, Entry
from simulator.core.stimuli import FlowInput
from simulator.core.terms import Coverage, LineKind, Outcome, Timer
from simulator.proof.explore.explorer import StatePath
from simulator.proof.verify.decide_properties import Decision, Setting
from simulator.rules.match_criteria import Context
from simulator.rules.monitor import Verdict, evaluate
from simulator.session.run.headless_run import play
from simulator.session.session import Session


class Counterexample(NamedTuple):
    """Log of a call that breaks a property, with the verdict."""

    kind: LineKind
    coverage: Coverage
    log: Sequence[Entry]
    outcome: Outcome | None
    verdict: Verdict


def counterexample(decision: Decision, setting: Setting) -> Counterexample | None:
    """Return the counterexample of a decision; None if there is none or its order is impossible."""
    tried, path = decision.tried, decision.timed_path
    context = Context(force=setting.force, profile=setting.profile)
    if tried is not None:
        kind, coverage, log = tried.kind, tried.coverage, tried.log
        context = Context(force=tried.force, profile=tried.profile)
    elif path is not None and (at := _instants(path, setting)) is not None:
        kind, coverage = path.begins.kind, path.begins.coverage
        log = _played(path, at, setting)
    else:
        return None
    outcome = next((each.body.outcome for each in log if isinstance(each.body, CallEnded)), None)
    return Counterexample(kind, coverage, log, outcome, evaluate(decision.prop.rule, log, context))


def _instants(path: StatePath, setting: Setting) -> tuple[Millis, ...] | None:
    """Return the instants of a path's moves, a second apart if that is possible."""
    procedure = Procedure.under(setting.profile, setting.flow)
    tried = (_earliest(_differences(path, procedure, gap), len(path.cues)) for gap in (1_000, 1, 0))
    return next((each for each in tried if each is not None), None)


def _played(path: StatePath, at: Sequence[Millis], setting: Setting) -> Sequence[Entry]:
    """Return the log of a path's acts; timers and the ends of utterances follow from them."""
    procedure = Procedure.under(setting.profile, setting.flow)
    session = Session(
        new_call(procedure, path.begins.kind, path.begins.coverage), setting.profile, ()
    )
    for cue, instant in zip(path.cues, at, strict=True):
        if not isinstance(cue, Timer) and not isinstance(cue.action, do.Finish):
            session.advance(instant)
            session.submit(cue.role, cue.action)
    play(session, 0)
    return session.log


Difference = tuple[int, int, Millis]
"""First instant, second, d: the second is at least `d` ms after the first. Index 0 is the beginning
of the call, and 1 the first move; after the last move comes its wait, if the path has one."""


def _differences(path: StatePath, procedure: Procedure, gap: Millis) -> Iterator[Difference]:
    """Yield what the instants of a path must satisfy, with moves at least `gap` apart.

    Time never decreases, timers take their length, and the span that a rule measures is long or
    short enough.
    """
    last = len(path.cues) + path.waits
    for place in range(1, last + 1):
        yield place - 1, place, 1 if place == 1 else gap
    state = path.begins
    running: dict[Timer, tuple[int, Millis]] = {}
    for place, cue in enumerate(path.cues, 1):
        yield from ((place, since, -length) for since, length in running.values())
        cause: FlowInput | None = cue if isinstance(cue, Timer) else do.stimulus_of(*cue)
        assert cause is not None, "a path has only possible acts"
        step = procedure.step(state, cause)
        assert isinstance(step, Transition), "a path has only what the flow allows"
        if isinstance(cue, Timer):
            since, length = running.pop(cue)
            yield since, place, length
        for timer in step.stop:
            running.pop(timer, None)
        running |= {timer: (place, length) for timer, length in step.start}
        state = step.after
    if path.waits:
        yield from ((last, since, -length) for since, length in running.values())
    if path.span is not None:
        since, least, most = path.span
        if least is not None:
            yield since + 1, last, least
        if most is not None:
            yield last, since + 1, -most


def _earliest(differences: Iterable[Difference], moves: int) -> tuple[Millis, ...] | None:
    """Return the earliest instants of the moves, a longest path; None if there is no solution."""
    listed = list(differences)
    at = dict.fromkeys((place for one, other, _ in listed for place in (one, other)), 0)
    for _ in range(len(at) + 1):
        late = [(one, other, least) for one, other, least in listed if at[other] < at[one] + least]
        if not late:
            return tuple(at[place] for place in range(1, moves + 1))
        for one, other, least in late:
            at[other] = max(at[other], at[one] + least)
        if at[0]:
            return None
    return None
