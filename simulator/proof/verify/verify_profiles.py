"""Verification of properties under several profiles, on several processes.

The work is split into independent pieces. A process keeps what pieces of one profile share. Results
and their order do not depend on the number of processes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from simulator.content.procedure.questions import QuestionBank
from simulator.core.profile import Force, Profile
from simulator.core.terms import Role
from simulator.proof.verify.decide_properties import Decider, Decision, Setting
from simulator.proof.verify.flow_defects import Health, examine
from simulator.proof.verify.worker_processes import run_tasks
from simulator.rules.patterns import Timed, length_of
from simulator.rules.properties import Property, PropertyKind


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
        Setting(
            profile,
            force,
            questions,
            beside=tuple(each for each in profiles if each is not profile),
            forces=others,
        )
        for profile in profiles
    ]


_SETTINGS: dict[str, Setting] = {}
"""Settings of this process by profile."""


def _start(settings: Mapping[str, Setting]) -> None:
    _SETTINGS.clear()
    _SETTINGS.update(settings)
    _decider.cache_clear()


@lru_cache(maxsize=1)
def _decider(profile: str) -> Decider:
    """Return the decider of a profile, cached so that pieces share its systems."""
    return Decider(_SETTINGS[profile])


def _do(piece: Piece) -> PieceResult:
    """Do a piece of work.

    Raises:
        BrokenFlow: it has properties, and the tables have a gap or an overlap.
    """
    if not piece.properties:
        setting = _SETTINGS[piece.profile]
        return PieceResult(piece, examine(setting.profile, setting.flow), ())
    decider = _decider(piece.profile)
    if piece.properties[0].kind is PropertyKind.PROCEDURE:
        return PieceResult(piece, None, tuple(decider.falsified(piece.properties)))
    return PieceResult(piece, None, tuple(map(decider.decide, piece.properties)))


def verify(
    settings: Sequence[Setting], work: Sequence[Piece], processes: int = 1
) -> Iterator[PieceResult]:
    """Yield the results of pieces of work, in order.

    Profiles that agree in everything that a machine property depends on share one decision.

    Raises:
        BrokenFlow: the tables have a gap or an overlap.
    """
    by_id = {setting.profile.id: setting for setting in settings}
    own = {piece: _representative(piece, by_id) for piece in work}
    first = list(dict.fromkeys(own.values()))
    known: dict[Piece, PieceResult] = {}
    results = run_tasks(_do, first, processes, _start, by_id)
    for piece in work:
        while own[piece] not in known:
            done = next(results)
            known[done.piece] = done
        done = known[own[piece]]
        if own[piece] != piece:
            decisions = tuple(replace(each, profile=piece.profile) for each in done.decisions)
            done = PieceResult(piece, done.health, decisions)
        yield done


def _representative(piece: Piece, settings: Mapping[str, Setting]) -> Piece:
    """Return the same piece for the first profile that has the same result."""
    if any(prop.kind is PropertyKind.PROCEDURE for prop in piece.properties):
        return piece
    machinery = _machinery(settings[piece.profile], piece)
    like = next(name for name, each in settings.items() if _machinery(each, piece) == machinery)
    return piece._replace(profile=like)


def _machinery(setting: Setting, piece: Piece) -> object:
    """Return all that flow defects and machine properties depend on."""
    profile = setting.profile
    patterns = [prop.rule.pattern for prop in piece.properties]
    spans = tuple(length_of(each.time, profile) for each in patterns if isinstance(each, Timed))
    return setting.flow.id, profile.switches, profile.timings, spans
