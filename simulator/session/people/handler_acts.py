"""Which goal an act of the call handler carries out.

Somebody may act in a call handler's place: a scenario's script, a room that tries something else, a
person. So what is done is told from the act and not from what was planned.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from simulator.core import acts as do
from simulator.core.log import Body
from simulator.session.people.handler_goals import Goal
from simulator.session.people.handler_memory import Desk, Memory


def carried_out(goals: Sequence[Goal], memory: Memory, desk: Desk, body: Body) -> Goal | None:
    """The goal of `goals` that is carried out by `body`: the planned one, or one that applies now.

    None if the act does nothing that anybody wanted to get done.
    """
    planned = next((goal for goal in goals if goal.name == memory.next), None)
    if planned is not None and _about(planned.act(memory, desk)) == _about(body):
        return planned
    for goal in goals:
        wanted = goal.name not in memory.done and goal.applies(memory, desk)
        if wanted and _about(goal.act(memory, desk)) == _about(body):
            return goal
    return None


def _about(body: Body) -> Hashable:
    """What an act is about; acts about the same get the same thing done."""
    match body:
        case do.Say(intent=intent):
            return body.kind, intent
        case do.Ask(about=topics):
            return body.kind, topics
        case do.ReadLocation(source=source):
            return body.kind, source
        case do.Thrive(heading=heading):
            return body.kind, heading
        case do.BringIn(service=service):
            return body.kind, service
    return body.kind
