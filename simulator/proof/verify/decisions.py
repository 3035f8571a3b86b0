"""Deciding claims: which world a claim is looked at in, and what came of it.

A machine property that always holds is first looked at with time erased. That allows more than
clocks do: what is not broken there is not broken. What is broken there is looked at again with
clocks, which is exact, and only that counts. What happens *sometimes* is looked for with clocks
alone, for with time erased it might be a call that no clock allows. *Eventually* relies on no
timer that might be late (`explorer.stuck`).

The call handler's properties are not decided but tried, in thousands of random and adversarial
calls under all profiles and forces at once (`falsify`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from simulator.content.procedure.questions import QuestionBank
from simulator.core.call import Procedure
from simulator.core.flow import UK
from simulator.core.profile import Force, Profile
from simulator.core.stimuli import Stimulus
from simulator.core.table import Flow
from simulator.core.terms import Coverage, LineKind, Role, Term
from simulator.proof.explore.act_classes import ClassifiedAct, RuleView
from simulator.proof.explore.explorer import SearchResult, stuck, watch
from simulator.proof.explore.shortest_schedule import Span, TimedPath
from simulator.proof.explore.timed_flow import Measuring, TimedFlow
from simulator.proof.explore.untimed_flow import UntimedFlow
from simulator.proof.explore.untimed_sessions import SessionWorld, operators_world
from simulator.proof.verify.random_calls import CALLS, RandomCalls, TriedCall, falsify
from simulator.rules.match import Context
from simulator.rules.patterns import NoSoonerThan, VerdictKind, Within
from simulator.rules.properties import Modality, Property, PropertyKind

LINES_OF_STAFF = (LineKind.MOBILE, LineKind.LANDLINE)
"""The kinds of line on which procedures are looked at."""


class Status(Term):
    """What came of a claim."""

    HOLDS = "holds", "every call was visited, and it holds"
    FAILS = "fails", "it does not hold"
    UNBROKEN = "unbroken", "it is not broken in the calls that were tried; not all were"


@dataclass(frozen=True, slots=True)
class Decision:
    """What came of one claim under one profile."""

    prop: Property
    profile: str
    status: Status
    states: int
    """How many states were visited; of what was tried, how many calls."""
    moves: int
    """How many moves between them; of what was tried, in how many calls the rule applied."""
    where: str
    """The world that it was decided in, in words."""
    course: TimedPath | None = None
    """Of what fails: a shortest call that shows it, where a call can."""
    tried: TriedCall | None = None
    """Of what was tried and broken: the call, with no act that it needs not."""


class Setting(NamedTuple):
    """Under what claims are decided."""

    profile: Profile
    force: Force
    questions: QuestionBank
    flow: Flow | None = None
    """Another flow than the UK's."""
    beside: tuple[Profile, ...] = ()
    """Other profiles of which the call handler's properties are decided at the same time."""
    forces: tuple[Force, ...] = ()
    """Other forces likewise."""

    @property
    def table(self) -> Flow:
        """The flow."""
        return self.flow or UK


class Decider:
    """Decides the claims of one profile, and shares what several of them need."""

    def __init__(self, setting: Setting) -> None:
        """Decide under `setting`."""
        self._setting = setting
        self._context = Context(force=setting.force, profile=setting.profile)
        self._procedure = Procedure.under(setting.profile, setting.table)
        self._erased: dict[Any, UntimedFlow] = {}
        self._clocked: dict[Any, TimedFlow] = {}
        self._operators: dict[LineKind, SessionWorld] = {}

    def decide(self, prop: Property) -> Decision:
        """What comes of a claim.

        Raises:
            BrokenFlow: the tables leave a gap or overlap.
        """
        if prop.kind is PropertyKind.MACHINE:
            return self._machine(prop)
        if prop.whose is Role.OPERATOR:
            return self._operator(prop)
        return self.falsified([prop])[0]

    # --- machine properties ----------------------------------------------------------------------

    def _machine(self, prop: Property) -> Decision:
        eyes = RuleView(prop.rule, self._context)
        acts = eyes.acts()
        if prop.modality is Modality.EVENTUALLY:
            world = self._with_time_erased(acts, prop.lines, eyes.speech)
            found = stuck(world, prop.rule, self._context, prop.wherever, prop.by)
            return self._decided(prop, found, "anybody, time erased", self._course(found))
        if prop.modality is Modality.ALWAYS and not prop.timed:
            world = self._with_time_erased(acts, prop.lines, eyes.speech)
            found = watch(world, prop.rule, self._context)
            if found.way is None:
                return self._decided(prop, found, "anybody, time erased", None)
        clocks = self._with_clocks(acts, prop.lines, eyes.speech)
        if isinstance(prop.rule.pattern, Within | NoSoonerThan):
            measuring = Measuring(clocks, prop.rule, self._context)
            timed = measuring.watch()
            course = self._course(timed, measuring.span, measuring.waits)
        else:
            sometimes = prop.modality is Modality.SOMETIMES
            wanted = VerdictKind.MET if sometimes else VerdictKind.BROKEN
            timed = watch(clocks, prop.rule, self._context, wanted)
            course = self._course(timed)
        return self._decided(prop, timed, "anybody, with clocks", course)

    def _course(
        self, found: SearchResult[Any], span: Span | None = None, waits: bool = False
    ) -> TimedPath | None:
        if found.way is None:
            return None
        situation = found.way.begins.situation
        return TimedPath(situation.kind, situation.coverage, found.way.cues, span, waits)

    def _with_time_erased(
        self,
        acts: Mapping[Stimulus, tuple[ClassifiedAct, ...]],
        lines: tuple[LineKind, ...],
        speech: bool,
    ) -> UntimedFlow:
        key = tuple(acts.values()), lines, speech
        if key not in self._erased:
            self._erased[key] = UntimedFlow(self._procedure, acts, lines, speech=speech)
        return self._erased[key]

    def _with_clocks(
        self,
        acts: Mapping[Stimulus, tuple[ClassifiedAct, ...]],
        lines: tuple[LineKind, ...],
        speech: bool,
    ) -> TimedFlow:
        key = tuple(acts.values()), lines, speech
        if key not in self._clocked:
            profile = self._setting.profile
            self._clocked[key] = TimedFlow(profile, self._procedure, acts, lines, speech=speech)
        return self._clocked[key]

    # --- procedures ------------------------------------------------------------------------------

    def _operator(self, prop: Property) -> Decision:
        profile, force, questions, flow = self._setting[:4]
        kinds = [kind for kind in LINES_OF_STAFF if kind in (prop.lines or LINES_OF_STAFF)]
        sometimes = prop.modality is Modality.SOMETIMES
        wanted = VerdictKind.MET if sometimes else VerdictKind.BROKEN
        states = moves = 0
        way = course = None
        for kind in kinds:
            if kind not in self._operators:
                self._operators[kind] = operators_world(profile, force, questions, kind, flow=flow)
            found = watch(self._operators[kind], prop.rule, self._context, wanted)
            states, moves, way = states + found.states, moves + found.moves, found.way
            if way is not None:
                course = TimedPath(kind, Coverage.HOME, way.cues)
                break
        where = f"the operator, every call on a {' and a '.join(kinds)}"
        return self._decided(prop, SearchResult(states, moves, way), where, course)

    def falsified(self, properties: Sequence[Property]) -> list[Decision]:
        """What comes of properties of the call handler, tried in the same calls."""
        profile, force, questions, _, beside, others = self._setting
        profiles = [profile, *beside]
        calls = RandomCalls(profiles, [force, *others], questions, self._setting.table)
        where = (
            f"the call handler, {CALLS:,} random and adversarial calls on every line, of "
            f"{len(profiles)} profiles and {1 + len(others)} forces; with the calls tried, and "
            "those in which the rule applied"
        )
        decisions = []
        for prop, tried in zip(properties, falsify(properties, calls, CALLS), strict=True):
            # A rule that never applied was not tried: that is no success.
            status = Status.UNBROKEN if tried.applied else Status.FAILS
            if prop.modality is Modality.SOMETIMES:
                status = Status.HOLDS if tried.kept else Status.FAILS
            shown = None
            if tried.broken is not None and prop.modality is not Modality.SOMETIMES:
                status, shown = Status.FAILS, calls.shortest(tried.broken, prop)
            of = shown.setup.profile.id if shown else profile.id
            decisions.append(
                Decision(prop, of, status, tried.calls, tried.applied, where, tried=shown)
            )
        return decisions

    # --- what comes of it ------------------------------------------------------------------------

    def _decided(
        self, prop: Property, found: SearchResult[Any], where: str, course: TimedPath | None
    ) -> Decision:
        shown = found.way is not None
        fails = shown != (prop.modality is Modality.SOMETIMES)
        status = Status.FAILS if fails else Status.HOLDS
        course = course if fails and prop.modality is not Modality.SOMETIMES else None
        name = self._setting.profile.id
        return Decision(prop, name, status, found.states, found.moves, where, course)
