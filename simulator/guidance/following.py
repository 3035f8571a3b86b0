"""What good practice does now, and which row an act carries out, from what its role had perceived.

The same for a simulated person and for a trainee, for a call that runs and for a record: coverage,
the coach and the debrief read it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.log import Body, Entry
from simulator.guidance.rows import Guidance, GuidanceRow, NextAct
from simulator.knowledge.knowledge import Knowledge


class FollowedRow(NamedTuple):
    """An act of the role, and the row that it carried out."""

    entry: Entry
    row: GuidanceRow | None
    """None if no row that held would have done this."""


def good_practice(guidance: Guidance, knowledge: Knowledge, at: Millis) -> tuple[NextAct, ...]:
    """Return what good practice does now and next, the soonest and most pressing first.

    Each act says from when it is due, and its row says why. With nothing due, it waits and listens.
    """
    held = guidance.held(knowledge.facts)
    due = ((each, each.due(knowledge, at)) for each in held)
    acts = [NextAct(each.row, each.action, when) for each, when in due if when is not None]
    return tuple(sorted(acts, key=lambda act: act.at))


def followed(guidance: Guidance, perceived: Iterable[Entry]) -> Iterator[FollowedRow]:
    """Yield each act of the role with its row; `perceived` is what the role perceived of a run."""
    knowledge = Knowledge(guidance.role)
    for entry in perceived:
        if entry.actor is guidance.role and entry.body.kind not in ("finish", "answer"):
            yield FollowedRow(entry, carried_out(guidance, knowledge, entry.body))
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


def _about(body: Body) -> tuple[object, ...]:
    match body:
        case do.Say(intent=intent):
            return body.kind, intent
        case do.Ask(about=topics, form=form):
            return body.kind, topics, form
        case do.Note(note=note):
            return body.kind, note
        case do.Thrive(heading=heading):
            return body.kind, heading
        case do.SetCode(code=code):
            return body.kind, code
        case do.OfferWays(ways=ways):
            return body.kind, ways
        case do.BriefOfficers() | do.SendText() | do.HandOver():
            return (body.kind,)
    return (body,)
