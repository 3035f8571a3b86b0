"""The tables of guidance by role; and what they ask for now, or which row an act carries out.

The same for a simulated person and for a trainee, for a call that runs and for a record: coverage,
the coach and the debrief read it.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.log import Body, Entry
from simulator.core.profile import Force, Profile
from simulator.core.terms import Role
from simulator.guidance.choice_rows import CHOICE_ROWS, with_ways
from simulator.guidance.guidance import Guidance, NextAct
from simulator.guidance.handler_rows import HANDLER_GUARDS, HANDLER_ROWS
from simulator.guidance.operator_rows import OPERATOR_GUARDS, OPERATOR_ROWS
from simulator.guidance.rows import GuidanceRow, RoleTable
from simulator.knowledge.facts import Same
from simulator.knowledge.judgements.judgement import policy_of
from simulator.knowledge.knowledge import Knowledge

TABLES = (
    RoleTable(Role.OPERATOR, OPERATOR_ROWS, OPERATOR_GUARDS),
    RoleTable(Role.CALL_HANDLER, (*with_ways(HANDLER_ROWS), *CHOICE_ROWS), HANDLER_GUARDS),
)
"""Every table of guidance."""


def guidance_of(role: Role, profile: Profile, force: Force | None = None) -> Guidance:
    """Return the table of a role; the same one, with what it remembers, each time.

    An operator works for no force. Raises KeyError if there is no table for that role.
    """
    return _guidance(role, Same(profile), Same(force))


# A run uses one profile and force, a whole check some dozens.
@lru_cache(maxsize=64)
def _guidance(role: Role, profile: Same[Profile], force: Same[Force | None]) -> Guidance:
    table = {each.role: each for each in TABLES}[role]
    return Guidance(table, policy_of(profile.value, force.value))


class FollowedRow(NamedTuple):
    """An act of the role, and the row that it carried out."""

    entry: Entry
    row: GuidanceRow | None
    """None if no row that held would have done this."""


def good_practice(guidance: Guidance, knowledge: Knowledge, at: Millis) -> tuple[NextAct, ...]:
    """Return what good practice does now and next, the soonest and most pressing first.

    Each act says from when it is due, and its row says why. With nothing due, it waits and listens.
    """
    held = guidance.held(knowledge.as_of(at).facts)
    due = ((each, each.due(knowledge, at)) for each in held)
    acts = [NextAct(each.row, each.action, when) for each, when in due if when is not None]
    return tuple(sorted(acts, key=lambda act: act.at))


def followed(guidance: Guidance, perceived: Iterable[Entry]) -> Iterator[FollowedRow]:
    """Yield each act of the role with its row; `perceived` is what the role perceived of a run."""
    knowledge = Knowledge(guidance.role)
    for entry in perceived:
        if entry.actor is guidance.role and entry.body.kind != "finish":
            row = carried_out(guidance, knowledge.as_of(entry.at), entry.body)
            if row is not None or entry.body.kind != "answer":
                yield FollowedRow(entry, row)
        knowledge = knowledge.after(entry)


def carried_out(guidance: Guidance, knowledge: Knowledge, body: Body) -> GuidanceRow | None:
    """Return the most pressing row that held and would have done the same; None if none would."""
    for held in guidance.held(knowledge.facts):
        if same_act(held.action, body):
            return held.row
    return None


def same_act(one: Body, other: Body) -> bool:
    """Whether two acts do the same in other words."""
    return _about(one) == _about(other)


_ABOUT: Mapping[type[object], tuple[str, ...]] = {
    do.Say: ("intent",),
    do.Ask: ("about", "form"),
    do.Note: ("note",),
    do.Thrive: ("heading",),
    do.SetCode: ("code",),
    do.OfferWays: ("ways",),
    do.BringIn: ("service", "update"),
    do.PassDetails: ("heard", "reason"),
    do.SendText: ("news",),
    **dict.fromkeys((do.BriefOfficers, do.HandOver), ()),
}
"""The fields in which acts that do the same agree; acts of other kinds are equal then."""


def _about(body: Body) -> tuple[object, ...]:
    fields = _ABOUT.get(type(body))
    return (body,) if fields is None else (body.kind, *(getattr(body, each) for each in fields))
