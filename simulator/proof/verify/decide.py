"""Deciding claims: which world a claim is looked at in, and what came of it.

A machine property that always holds is first looked at with time erased. That allows more than
clocks do: what is not broken there is not broken. What is broken there is looked at again with
clocks, which is exact, and only that counts. What happens *sometimes* is looked for with clocks
alone, for with time erased it might be a call that no clock allows. *Eventually* relies on no
timer that might be late (`explorer.stuck`).

The call handler's properties are decided in two steps as well: first with most of their memory left
open (`vague`), which allows more than can happen, and is complete. What is broken there is looked
for with nothing left open, in so many calls.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from simulator.content.procedure.questions import QuestionBank
from simulator.core.call import Procedure
from simulator.core.flow import UK
from simulator.core.profile import Force, Profile
from simulator.core.rules import Flow
from simulator.core.stimuli import Stimulus
from simulator.core.terms import Coverage, LineKind, Role, Term
from simulator.proof.explore.act_classes import Done, Eyes
from simulator.proof.explore.explorer import Found, stuck, watch
from simulator.proof.explore.operator_model import (
    KINDS,
    LOSS,
    REPORT,
    SessionWorld,
    handlers_world,
    operators_world,
)
from simulator.proof.explore.schedule import Course, Span
from simulator.proof.explore.timed import Measuring, TimedFlow
from simulator.proof.explore.untimed import UntimedFlow
from simulator.proof.vague.anywhere import AnyFlow, alike
from simulator.proof.vague.kept import kept_for
from simulator.proof.vague.memory import Kept
from simulator.proof.vague.world import World
from simulator.rules.claims import Claim, Kind, Modality
from simulator.rules.matching import Context
from simulator.rules.patterns import NoSoonerThan, VerdictKind, Within

LINES_OF_STAFF = (LineKind.MOBILE, LineKind.LANDLINE)
"""The kinds of line on which procedures are looked at."""
MOST = 2_000
"""So many states of a call handler's calls are visited with nothing left open, for each claim and
each kind of caller."""


class Status(Term):
    """What came of a claim."""

    HOLDS = "holds", "every call was visited, and it holds"
    FAILS = "fails", "it does not hold"
    BOUNDED = "bounded", "it holds as far as calls were visited; not all were"


@dataclass(frozen=True, slots=True)
class Decision:
    """What came of one claim under one profile."""

    claim: Claim
    profile: str
    status: Status
    states: int
    moves: int
    where: str
    """The world that it was decided in, in words."""
    course: Course | None = None
    """Of what fails: a shortest call that shows it, where a call can."""


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
        self._handlers: dict[str, SessionWorld] = {}

    def decide(self, claim: Claim) -> Decision:
        """What comes of a claim.

        Raises:
            BrokenFlow: the tables leave a gap or overlap.
        """
        if claim.kind is Kind.MACHINE:
            return self._machine(claim)
        if claim.whose is Role.OPERATOR:
            return self._operator(claim)
        return self._handler(claim)

    # --- machine properties ----------------------------------------------------------------------

    def _machine(self, claim: Claim) -> Decision:
        eyes = Eyes(claim.rule, self._context)
        acts = eyes.acts()
        if claim.modality is Modality.EVENTUALLY:
            world = self._with_time_erased(acts, claim.lines, eyes.speech)
            found = stuck(world, claim.rule, self._context, claim.wherever, claim.by)
            return self._decided(claim, found, "anybody, time erased", self._course(found))
        if claim.modality is Modality.ALWAYS and not claim.timed:
            world = self._with_time_erased(acts, claim.lines, eyes.speech)
            found = watch(world, claim.rule, self._context)
            if found.way is None:
                return self._decided(claim, found, "anybody, time erased", None)
        clocks = self._with_clocks(acts, claim.lines, eyes.speech)
        if isinstance(claim.rule.pattern, Within | NoSoonerThan):
            measuring = Measuring(clocks, claim.rule, self._context)
            timed = measuring.watch()
            course = self._course(timed, measuring.span, measuring.waits)
        else:
            sometimes = claim.modality is Modality.SOMETIMES
            wanted = VerdictKind.MET if sometimes else VerdictKind.BROKEN
            timed = watch(clocks, claim.rule, self._context, wanted)
            course = self._course(timed)
        return self._decided(claim, timed, "anybody, with clocks", course)

    def _course(
        self, found: Found[Any], span: Span | None = None, waits: bool = False
    ) -> Course | None:
        if found.way is None:
            return None
        situation = found.way.begins.situation
        return Course(situation.kind, situation.coverage, found.way.cues, span, waits)

    def _with_time_erased(
        self, acts: Mapping[Stimulus, tuple[Done, ...]], lines: tuple[LineKind, ...], speech: bool
    ) -> UntimedFlow:
        key = tuple(acts.values()), lines, speech
        if key not in self._erased:
            self._erased[key] = UntimedFlow(self._procedure, acts, lines, speech=speech)
        return self._erased[key]

    def _with_clocks(
        self, acts: Mapping[Stimulus, tuple[Done, ...]], lines: tuple[LineKind, ...], speech: bool
    ) -> TimedFlow:
        key = tuple(acts.values()), lines, speech
        if key not in self._clocked:
            profile = self._setting.profile
            self._clocked[key] = TimedFlow(profile, self._procedure, acts, lines, speech=speech)
        return self._clocked[key]

    # --- procedures ------------------------------------------------------------------------------

    def _operator(self, claim: Claim) -> Decision:
        profile, force, questions, flow = self._setting[:4]
        kinds = [kind for kind in LINES_OF_STAFF if kind in (claim.lines or LINES_OF_STAFF)]
        worlds = []
        for kind in kinds:
            if kind not in self._operators:
                self._operators[kind] = operators_world(profile, force, questions, kind, flow=flow)
            worlds.append((kind, self._operators[kind]))
        return self._staffed(
            claim, worlds, f"the operator, every call on a {' and a '.join(kinds)}"
        )

    def _handler(self, claim: Claim) -> Decision:
        kept = kept_for(claim)
        if kept is not None:
            found = self._anybodys_handler(claim, kept)
            if found.status is Status.HOLDS:
                return found
        profile, force, questions = self._setting[:3]
        worlds = []
        for name, acts in KINDS.items():
            if name not in self._handlers:
                all_acts = (*acts, *REPORT, *LOSS)
                self._handlers[name] = handlers_world(profile, force, questions, all_acts)
            worlds.append((LineKind.MOBILE, self._handlers[name]))
        where = f"the call handler on a mobile, callers of {len(KINDS)} kinds"
        return self._staffed(claim, worlds, where, MOST)

    def _anybodys_handler(self, claim: Claim, kept: Kept) -> Decision:
        """Look at a claim in every call on every line, under all profiles and forces at once.

        What is broken there may be broken by no call: that is no more than doubt.
        """
        profile, force, questions, flow, beside, others = self._setting
        profiles = [each for each in (profile, *beside) if claim.concerns(each)]
        forces = [force, *others]
        any_flow = AnyFlow(profiles, flow or UK)
        states = moves = 0
        status = Status.HOLDS
        for group in alike(forces):
            found = World(any_flow, group, questions, claim.rule, kept).watch()
            states, moves = states + found.states, moves + found.moves
            if found.broken:
                status = Status.BOUNDED
                break
        of = f"{len(profiles)} profiles and {len(forces)} forces"
        where = f"the call handler, every call on every line, of {of}"
        return Decision(claim, profile.id, status, states, moves, where)

    def _staffed(
        self,
        claim: Claim,
        worlds: Iterable[tuple[LineKind, SessionWorld]],
        where: str,
        most: int = 0,
    ) -> Decision:
        """Look at a claim in each of some worlds; *sometimes* needs one that shows it.

        They are all that there is, unless only `most` states of each are looked at.
        """
        sometimes = claim.modality is Modality.SOMETIMES
        wanted = VerdictKind.MET if sometimes else VerdictKind.BROKEN
        states = moves = 0
        found: Found[Any] | None = None
        shown_on = LineKind.MOBILE
        for kind, world in worlds:
            found, shown_on = watch(world, claim.rule, self._context, wanted, most), kind
            states, moves = states + found.states, moves + found.moves
            if found.way is not None:
                break
        assert found is not None, "there is a kind of line and a kind of caller"
        course = found.way and Course(shown_on, Coverage.HOME, found.way.cues)
        total = Found(states, moves, found.way, not most or found.way is not None)
        return self._decided(claim, total, where, course)

    # --- what comes of it ------------------------------------------------------------------------

    def _decided(
        self, claim: Claim, found: Found[Any], where: str, course: Course | None
    ) -> Decision:
        shown = found.way is not None
        fails = shown != (claim.modality is Modality.SOMETIMES)
        status = Status.FAILS if fails else Status.HOLDS if found.complete else Status.BOUNDED
        course = course if fails and claim.modality is not Modality.SOMETIMES else None
        name = self._setting.profile.id
        return Decision(claim, name, status, found.states, found.moves, where, course)
