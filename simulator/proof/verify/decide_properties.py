"""Decision of properties: the choice of a transition system, and the result.

An *always* property of the machines is first checked without clocks, which allows more than real
time. If it holds there, it holds. If not, it is checked with clocks, and that result is exact.
*Sometimes* is checked with clocks only, since an untimed path may be impossible in real time.
*Eventually* does not rely on any single timer (`explorer.stuck`).

Properties of the operator and the call handler are not decided but tried, in thousands of random
and adversarial calls under all profiles and forces at once (`falsify`).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple, TypeVar

from simulator.content.procedure.questions import QuestionBank
from simulator.core.call import Procedure
from simulator.core.flow import UK
from simulator.core.profile import Force, Profile
from simulator.core.table import Flow
from simulator.core.terms import Coverage, LineKind, Role, Term
from simulator.proof.explore.act_classes import distinguished_acts
from simulator.proof.explore.explorer import SearchResult, stuck, watch
from simulator.proof.explore.timed_flow import Measuring, Span, TimedFlow
from simulator.proof.explore.transition_system import Cue, UntimedFlow
from simulator.proof.verify.random_calls import CALLS, RandomCalls, TriedCall, falsify
from simulator.rules.match_criteria import Context
from simulator.rules.patterns import NoSoonerThan, VerdictKind, Within
from simulator.rules.properties import Modality, Property, PropertyKind

T = TypeVar("T")


class Status(Term):
    """Result of a property."""

    HOLDS = "holds", "it holds in every call"
    FAILS = "fails", "it does not hold"
    UNBROKEN = "unbroken", "no call that was tried breaks it; not all were tried"


class TimedPath(NamedTuple):
    """Moves of a call in order, without instants."""

    kind: LineKind
    coverage: Coverage
    cues: tuple[Cue, ...]
    span: Span | None = None
    waits: bool = False
    """Whether the rule is broken by time passing after the last move."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Result of one property under one profile."""

    prop: Property
    profile: str
    status: Status
    states: int
    """Number of states visited, or of calls tried."""
    moves: int
    """Number of moves, or of calls in which the rule applied."""
    where: str
    """Description of the calls that were searched."""
    timed_path: TimedPath | None = None
    """A shortest counterexample found by search; None if there is none."""
    tried: TriedCall | None = None
    """A counterexample found by trying calls, without needless acts."""


class Setting(NamedTuple):
    """Profile, force and flow under which properties are decided."""

    profile: Profile
    force: Force
    questions: QuestionBank
    flow: Flow = UK
    """Flow to check."""
    beside: tuple[Profile, ...] = ()
    """Further profiles for procedure properties."""
    forces: tuple[Force, ...] = ()
    """Further forces for procedure properties."""


class Decider:
    """Decides the properties of one profile. Several properties share explored systems."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._context = Context(force=setting.force, profile=setting.profile)
        self._procedure = Procedure.under(setting.profile, setting.flow)
        self._systems: dict[Hashable, Any] = {}
        """Transition systems that several properties share."""

    def decide(self, prop: Property) -> Decision:
        """Decide one property.

        Raises:
            BrokenFlow: the tables have a gap or an overlap.
        """
        if prop.kind is PropertyKind.MACHINE:
            return self._machine(prop)
        return self.falsified([prop])[0]

    def _machine(self, prop: Property) -> Decision:
        acts = distinguished_acts(prop.rule, self._context)
        key = tuple(acts.values()), prop.lines
        untimed = partial(UntimedFlow, self._procedure, acts, prop.lines)
        without = "any acts, without clocks"
        if prop.modality is Modality.EVENTUALLY:
            system = self._shared(untimed, "untimed", key)
            found = stuck(system, prop.rule, self._context, prop.wherever, prop.by)
            return self._decided(prop, found, without, self._timed_path(found))
        if prop.modality is Modality.ALWAYS and not prop.timed:
            found = watch(self._shared(untimed, "untimed", key), prop.rule, self._context)
            if found.path is None:
                return self._decided(prop, found, without, None)
        clocks = self._shared(partial(TimedFlow, self._procedure, acts, prop.lines), "timed", key)
        if isinstance(prop.rule.pattern, Within | NoSoonerThan):
            measuring = Measuring(clocks, prop.rule, self._context)
            exact = measuring.watch()
            timed_path = self._timed_path(exact, measuring.span, measuring.waits)
        else:
            exact = watch(clocks, prop.rule, self._context, _wanted(prop))
            timed_path = self._timed_path(exact)
        return self._decided(prop, exact, "any acts, with clocks", timed_path)

    def _shared(self, make: Callable[[], T], *key: Hashable) -> T:
        """Return the system stored under a key. Make it on first use."""
        if key not in self._systems:
            self._systems[key] = make()
        system: T = self._systems[key]
        return system

    def _timed_path(
        self, found: SearchResult[Any], span: Span | None = None, waits: bool = False
    ) -> TimedPath | None:
        if found.path is None:
            return None
        situation = found.path.begins.situation
        return TimedPath(situation.kind, situation.coverage, found.path.cues, span, waits)

    def falsified(self, properties: Sequence[Property]) -> list[Decision]:
        """Try properties of one role, all in the same calls."""
        profile, force, questions, flow, beside, others = self._setting
        profiles = [profile, *beside]
        whose = properties[0].whose or Role.CALL_HANDLER
        calls = RandomCalls(profiles, [force, *others], questions, flow, whose)
        where = (
            f"the {whose.label}, {CALLS[whose]:,} random and adversarial calls on every line, "
            f"under {len(profiles)} profiles and {1 + len(others)} forces; columns: calls tried, "
            "calls in which the rule applied"
        )
        decisions = []
        for prop, tried in zip(properties, falsify(properties, calls, CALLS[whose]), strict=True):
            # A rule that never applied was not tested, so it must not pass.
            status = Status.UNBROKEN if tried.applied else Status.FAILS
            if prop.modality is Modality.SOMETIMES:
                status = Status.HOLDS if tried.kept else Status.FAILS
            shown = None
            if tried.broken is not None:
                status, shown = Status.FAILS, calls.shortest(tried.broken, prop)
            of = shown.setup.profile.id if shown else profile.id
            decisions.append(
                Decision(prop, of, status, tried.calls, tried.applied, where, tried=shown)
            )
        return decisions

    def _decided(
        self, prop: Property, found: SearchResult[Any], where: str, timed_path: TimedPath | None
    ) -> Decision:
        shown = found.path is not None
        fails = shown != (prop.modality is Modality.SOMETIMES)
        status = Status.FAILS if fails else Status.HOLDS
        timed_path = timed_path if fails and prop.modality is not Modality.SOMETIMES else None
        name = self._setting.profile.id
        return Decision(prop, name, status, found.states, found.moves, where, timed_path)


def _wanted(prop: Property) -> VerdictKind:
    """Return the verdict to search for: a counterexample, or for *sometimes* an example."""
    return VerdictKind.MET if prop.modality is Modality.SOMETIMES else VerdictKind.BROKEN
