"""Visiting every call of a world, breadth first, together with the monitors of rules.

What can happen next is `simulator.proof`'s; the visit is not, on purpose: it keeps sessions and not
places, and watches all rules at once. So it would find what `proof.explorer` left out.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from simulator.core.instant import Millis
from simulator.core.terms import Timer
from simulator.proof.explore.act_classes import Done
from simulator.proof.explore.operator_model import everything_from
from simulator.proof.explore.untimed_session import ErasedSession
from simulator.rules.matching import Context
from simulator.rules.monitor import Monitor, State
from simulator.rules.patterns import Property, VerdictKind

_NEVER: Millis = 0


class Broken(NamedTuple):
    """A rule that some call breaks, and the shortest way to it."""

    rule: str
    path: tuple[str, ...]


@dataclass
class Explored:
    """What was visited."""

    states: int = 0
    moves: int = 0
    complete: bool = True
    broken: list[Broken] = field(default_factory=list)
    ends: set[str] = field(default_factory=set)


def explore(
    session: ErasedSession,
    acts: Callable[[ErasedSession], Sequence[Done]],
    rules: Mapping[str, Property],
    context: Context,
    *,
    stop: Callable[[ErasedSession], bool] = lambda _: False,
    most: int = 1_000_000,
) -> Explored:
    """Visit every state that plans, timers and `acts` lead to, and watch `rules` on the way.

    A rule is told of once, with the first (and so a shortest) way to break it.
    """
    monitors = {name: Monitor(rule, context) for name, rule in rules.items()}
    states = {name: monitor.start() for name, monitor in monitors.items()}
    for entry in session.log:
        states = {name: monitors[name].step(state, entry) for name, state in states.items()}
    found = Explored()
    first = (session.key, tuple(states.values()))
    came_from: dict[object, tuple[object, str]] = {first: (None, "")}
    queue = deque([(session.fork(), first, states)])
    while queue:
        here, key, states = queue.popleft()
        found.states += 1
        if here.outcome is not None or stop(here):
            found.ends.add(str(here.outcome or here.call.situation.line))
            continue
        if len(came_from) > most:
            found.complete = False
            break
        for label, after in moves(here, acts(here)):
            found.moves += 1
            reached = dict(states)
            for entry in after.log:
                reached = {n: monitors[n].step(state, entry) for n, state in reached.items()}
            there = (after.key, tuple(reached.values()))
            if there in came_from:
                continue
            came_from[there] = (key, label)
            for name in _newly_broken(monitors, reached, after, found):
                found.broken.append(Broken(name, _path(came_from, there)))
            queue.append((after, there, reached))
    return found


def _newly_broken(
    monitors: Mapping[str, Monitor],
    states: Mapping[str, State],
    session: ErasedSession,
    found: Explored,
) -> list[str]:
    known = {broken.rule for broken in found.broken}
    finished = session.outcome is not None
    return [
        name
        for name, state in states.items()
        if name not in known
        and monitors[name].verdict(state, finished, _NEVER) is VerdictKind.BROKEN
    ]


def moves(here: ErasedSession, acts: Sequence[Done]) -> list[tuple[str, ErasedSession]]:
    """All that can happen now: what is planned, a running timer, or one of the acts."""
    return [
        (f"timer: {cue}" if isinstance(cue, Timer) else f"{cue.role}: {cue.action}", after)
        for cue, after in everything_from(here, acts)
    ]


def _path(came_from: Mapping[object, tuple[object, str]], key: object) -> tuple[str, ...]:
    labels: list[str] = []
    while key is not None:
        key, label = came_from[key]
        labels.append(label)
    return tuple(label for label in reversed(labels) if label)
