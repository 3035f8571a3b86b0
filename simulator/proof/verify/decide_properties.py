"""Decision of properties: the choice of a transition system, the work, and the results.

An *always* property of the machines is first checked without clocks, which allows more than real
time. If it holds there, it holds. If not, it is checked with clocks, and that result is exact.
*Sometimes* is checked with clocks only, since an untimed path may be impossible in real time.
*Eventually* does not rely on any single timer (`explorer.stuck`).

Properties of the operator and the call handler are not decided but tried, in thousands of random
and adversarial calls under all profiles and forces at once (`falsify`).
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import NamedTuple

from simulator.content.procedure.reference_data import QuestionBank
from simulator.core.call import Procedure
from simulator.core.flow import UK
from simulator.core.profile import Force, Profile
from simulator.core.table import Flow
from simulator.core.terms import Role, Term
from simulator.proof.explore.act_classes import distinguished_acts
from simulator.proof.explore.clocks import TimedClocks, UntimedClocks
from simulator.proof.explore.explorer import SearchResult, StatePath, stuck, watch
from simulator.proof.explore.graph import Calls, Cues, FlowTable, Graph
from simulator.proof.explore.timed_rules import Measuring
from simulator.proof.verify.flow_defects import Health, examine
from simulator.proof.verify.random_calls import CALLS, RandomCalls, TriedCall, falsify
from simulator.proof.verify.worker_processes import run_tasks
from simulator.rules.match_criteria import Context
from simulator.rules.patterns import NoSoonerThan, Timed, VerdictKind, Within, length_of
from simulator.rules.properties import Modality, Property, PropertyKind


class Status(Term):
    """Result of a property."""

    HOLDS = "holds", "it holds in every call"
    FAILS = "fails", "it does not hold"
    UNBROKEN = "unbroken", "no call that was tried breaks it; not all were tried"


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
    timed_path: StatePath | None = None
    """A shortest counterexample found by search; None if there is none."""
    tried: TriedCall | None = None
    """A counterexample found by trying calls."""


class Setting(NamedTuple):
    """Profile, force and flow under which properties are decided."""

    profile: Profile
    force: Force
    questions: QuestionBank
    changed: Flow | None = None
    """Flow to check instead of the UK's, which has lambdas and so can't go to another process."""
    beside: tuple[Profile, ...] = ()
    """Further profiles for procedure properties."""
    forces: tuple[Force, ...] = ()
    """Further forces for procedure properties."""

    @property
    def flow(self) -> Flow:
        """The flow to check."""
        return self.changed or UK


class Decider:
    """Decides the properties of one profile. Several properties share explored systems."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self._context = Context(force=setting.force, profile=setting.profile)
        self._table = table = FlowTable(Procedure.under(setting.profile, setting.flow))
        self._untimed = Graph(table, UntimedClocks(table.changes))
        self._timed = Graph(table, TimedClocks(table.changes, setting.profile.timings))
        self._known: dict[Hashable, Cues] = {}
        """The cues of acts. Of 14 under the default profile, two serve most rules."""

    def decide_all(self, properties: Sequence[Property]) -> list[Decision]:
        """Decide machine properties, or try those of a role; BrokenFlow at a gap of the tables."""
        if properties[0].kind is PropertyKind.MACHINE:
            return [*map(self._machine, properties)]
        return self._falsified(properties)

    def health(self) -> Health:
        """Check the flow for defects; BrokenFlow if the tables have a gap or an overlap."""
        return examine(self._timed)

    def _machine(self, prop: Property) -> Decision:
        rule, acts = prop.rule, distinguished_acts(prop.rule, self._context)
        cues = self._known.setdefault(tuple(acts.values()), Cues(self._table.writings, acts))
        untimed = Calls(self._untimed, cues, self._context, prop.lines)
        timed = Calls(self._timed, cues, self._context, prop.lines)
        without, with_clocks = "any acts, without clocks", "any acts, with clocks"
        if prop.modality is Modality.EVENTUALLY:
            return self._decided(prop, stuck(untimed, rule, prop.wherever, prop.by), without)
        if prop.modality is Modality.ALWAYS and not prop.timed:
            found = watch(untimed, rule)
            if found.path is None:
                return self._decided(prop, found, without)
        if isinstance(rule.pattern, Within | NoSoonerThan):
            return self._decided(prop, Measuring(timed, rule).search(), with_clocks)
        sometimes = prop.modality is Modality.SOMETIMES
        wanted = VerdictKind.MET if sometimes else VerdictKind.BROKEN
        return self._decided(prop, watch(timed, rule, wanted), with_clocks)

    def _falsified(self, properties: Sequence[Property]) -> list[Decision]:
        profile, force, questions, _, beside, others = self.setting
        profiles = [profile, *beside]
        whose = properties[0].whose or Role.CALL_HANDLER
        calls = RandomCalls(profiles, [force, *others], questions, self.setting.flow, whose)
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
            of, shown = profile.id, tried.broken
            if shown is not None:
                of, status = shown.profile.id, Status.FAILS
            decisions.append(
                Decision(prop, of, status, tried.calls, tried.applied, where, tried=shown)
            )
        return decisions

    def _decided(self, prop: Property, found: SearchResult, where: str) -> Decision:
        """Return the result of a search for a counterexample, or for an example of *sometimes*."""
        fails = (found.path is None) is (prop.modality is Modality.SOMETIMES)
        status, name = Status.FAILS if fails else Status.HOLDS, self.setting.profile.id
        path = found.path if fails else None
        return Decision(prop, name, status, found.states, found.moves, where, path)


class Piece(NamedTuple):
    """Unit of work of a process. Without properties it checks the flow for defects."""

    profile: str
    properties: tuple[Property, ...] = ()


class PieceResult(NamedTuple):
    """Result of a piece."""

    piece: Piece
    health: Health | None
    decisions: tuple[Decision, ...]


def work_for(profiles: Sequence[Profile], properties: Sequence[Property]) -> list[Piece]:
    """Return the work: for each profile flow defects, machine properties, procedures.

    The operator's procedures are one piece, and so are the call handler's: each group uses the same
    calls. It belongs to the first profile that it concerns, and is tried under all of them at once
    (`Setting.beside`).
    """
    work: list[Piece] = []
    taken: set[str] = set()
    for profile in profiles:
        left = [prop for prop in properties if prop.concerns(profile) and prop.id not in taken]
        work.append(Piece(profile.id))
        work += [Piece(profile.id, (c,)) for c in left if c.kind is PropertyKind.MACHINE]
        for whose in (Role.OPERATOR, Role.CALL_HANDLER):
            if theirs := tuple(prop for prop in left if prop.whose is whose):
                work.append(Piece(profile.id, theirs))
                taken |= {prop.id for prop in theirs}
    return work


def settings_for(
    profiles: Sequence[Profile], force: Force, forces: Iterable[Force], questions: QuestionBank
) -> list[Setting]:
    """Return a setting for each profile, with the other profiles and forces beside it."""
    others = tuple(each for each in forces if each != force)
    return [
        Setting(own, force, questions, None, tuple(p for p in profiles if p is not own), others)
        for own in profiles
    ]


def _do(settings: Mapping[str, Setting], pieces: Sequence[Piece]) -> list[PieceResult]:
    """Do pieces of one profile; BrokenFlow if the tables have a gap or an overlap."""
    decider = Decider(settings[pieces[0].profile])
    return [
        PieceResult(piece, None, tuple(decider.decide_all(piece.properties)))
        if piece.properties
        else PieceResult(piece, decider.health(), ())
        for piece in pieces
    ]


def verify(
    settings: Sequence[Setting], work: Sequence[Piece], processes: int = 1
) -> Iterator[PieceResult]:
    """Yield the results of pieces of work, in order; BrokenFlow as of `Decider`.

    Results do not depend on the number of processes. Profiles that agree in everything that a
    machine property depends on share one decision.
    """
    by_id = {setting.profile.id: setting for setting in settings}
    first: dict[Hashable, Piece] = {}
    own = {each: first.setdefault(_machinery(by_id[each.profile], each), each) for each in work}
    known: dict[Piece, PieceResult] = {}
    tasks = _tasks([*first.values()], processes)
    results = run_tasks(partial(_do, by_id), tasks, processes, in_order=False)
    for piece in work:
        while own[piece] not in known:
            known |= {done.piece: done for done in next(results)}
        done = known[own[piece]]
        if own[piece] != piece:
            decisions = tuple(replace(each, profile=piece.profile) for each in done.decisions)
            done = PieceResult(piece, done.health, decisions)
        yield done


def _tasks(pieces: Sequence[Piece], processes: int) -> list[list[Piece]]:
    """Return the pieces that one process does together, since they share a graph.

    Calls of a whole role take longest. Begun last, they would keep one process busy alone.
    """
    shared: dict[Hashable, list[Piece]] = {}
    split = len({piece.profile for piece in pieces}) < processes
    for piece in sorted(pieces, key=_is_procedure, reverse=True):
        with_clocks = split and (not piece.properties or piece.properties[0].timed)
        key = piece if _is_procedure(piece) else (piece.profile, with_clocks)
        shared.setdefault(key, []).append(piece)
    return [*shared.values()]


def _is_procedure(piece: Piece) -> bool:
    return any(prop.kind is PropertyKind.PROCEDURE for prop in piece.properties)


def _machinery(setting: Setting, piece: Piece) -> Hashable:
    """Return all that the result of a piece depends on: equal pieces share it."""
    if _is_procedure(piece):
        return piece
    profile, rules = setting.profile, [prop.rule for prop in piece.properties]
    spans = tuple(length_of(r.pattern.time, profile) for r in rules if isinstance(r.pattern, Timed))
    parts = [part for rule in rules for match in rule.matches() for part in match.parts()]
    named = profile.id if any(part.profile or part.prompts_tried for part in parts) else ""
    return piece.properties, setting.flow.id, profile.switches, profile.timings, spans, named
