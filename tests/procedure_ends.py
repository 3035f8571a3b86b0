"""Whether every call comes to an end once everybody but the call handler falls silent.

Five steps, of which the third and the fifth are visited completely, and the fourth is a test of its
own for everything that can be owed.

1. What is owed comes, once: the result of a search or a trace, officers, another force's answer,
   the end of a sentence, a timer, the call handler's own review of a silent call.
2. A goal is done once, unless it repeats. What is done is forgotten only when the line is cut, when
   a callback is answered and when a grade opens a closed incident again: all that needs somebody
   else. A grade is not wanted twice for what is known, and a close ends.
3. Nobody is left waiting for nothing (`neglected`): no act that the call handler plans is ever
   ruled out, and as long as they have the line they plan something, unless somebody whom they hear
   out is speaking. Without it, they have nothing planned only if nothing was to be done.
4. Whatever comes that was owed makes a call handler who has nothing planned think again.
5. So in the end they look once more, when nothing is owed and all has been done that is done once.
   Then a close, or the end of the connection, is what comes next (`at_last`): they never have
   nothing to do, nor only to reassure.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple, cast

from simulator.core import acts as do
from simulator.core.acts import stimulus_of
from simulator.core.call import Step
from simulator.core.rules import Situation
from simulator.core.terms import IncidentStage, LineStage, Outcome, Role
from simulator.proof.vague.choices import Choices, every_way
from simulator.proof.vague.faces import Faces
from simulator.proof.vague.memory import Kept, Scope, VagueMemory, VagueSet
from simulator.proof.vague.world import LooseSession, World, path
from simulator.session.people.handler_goals import GOALS, Goal
from simulator.session.people.handler_memory import Desk, Memory
from tests.builders import rule

# --- the third step ------------------------------------------------------------------------------

SEES_NOTHING = rule("never: {outcome: not_connected}")
"""A rule for which all calls that have begun look alike."""
KEPT = Kept(
    frozenset({"stage", "line_up", "open", "handed_on", "on_hold", "speaking", "listening"})
    | {"deployed", "callback_failed", "rung_back"},
    frozenset({"deploy", "offer", "clear", "call back"}),
    apart=frozenset({"brief", "brief again"}),
)
"""What decides whether an act is ruled out, whether something is waited for, what is owed."""


class HeardOut(LooseSession):
    """A session in which the operator's sentence is planned to end as well: it is waited for."""

    speakers = frozenset({Role.CALL_HANDLER, Role.OPERATOR})


class Visited(NamedTuple):
    """What a visit came to."""

    states: int
    neglected: tuple[str, ...]
    """The shortest way to a call in which something is neglected; empty if there is none."""


def visit(world: World) -> Visited:
    """Visit every call, and look in each whether somebody is left waiting for nothing."""
    came_from: dict[object, tuple[object, str]] = {world.begins.to: (None, "")}
    queue: deque[Hashable] = deque([world.begins.to])
    while queue:
        here = queue.popleft()
        if isinstance(here, Outcome):
            continue
        why = neglected(world, world.sessions[here])
        if why:
            return Visited(len(came_from), (*path(came_from, here), why))
        for move in world.moves(here):
            if move.to not in came_from:
                came_from[move.to] = here, move.label
                queue.append(move.to)
    return Visited(len(came_from), ())


def neglected(world: World, session: LooseSession) -> str:
    """What is neglected, if anything is."""
    memory = session.handler.memory
    if session.call.situation.incident is IncidentStage.NONE:
        return ""
    if not _is_owed_rightly(memory, session.call.situation):
        return "something is taken to be owed that is not"
    own = [item for item in session.plans() if item.role is Role.CALL_HANDLER]
    for item in own:
        stimulus = stimulus_of(item.role, item.action)
        assert stimulus is not None
        for moves in world.flow.readings(session.call.situation, stimulus):
            if not isinstance(moves[stimulus], Step):
                return f"ruled out: {item.action}"
    if own or memory.listening or session.timers():
        return ""
    if memory.next:
        return f"lost: {memory.next}"
    heard_out = any(isinstance(item.action, do.Finish) for item in session.plans())
    if memory.line_up and not heard_out:
        return "nothing is planned on the line"
    return ""


def _is_owed_rightly(memory: Memory, situation: Situation) -> bool:
    """What the fifth step takes for granted of a memory."""
    rang = "call back" in memory.done and situation.line is not LineStage.RINGING_BACK
    offered = memory.open and "offer" in memory.done and not memory.deployed
    return (
        ("deploy" in memory.done) == memory.deployed
        and (not memory.deployed or situation.officers_sent)
        and not (memory.handed_on and memory.open)
        and (not offered or situation.incident is IncidentStage.HANDING_OVER)
        and (not rang or memory.rung_back or memory.callback_failed)
        and (not (rang and memory.line_up) or memory.rung_back)
    )


# --- the fifth step ------------------------------------------------------------------------------

_READ = frozenset(
    {
        *("search", "deploy", "offer", "ask drink_or_drugs", "call back", "decide against"),
        *("trace", "thank", "trace on the line", "call again", "clear"),
    }
)
"""Goals that are done once, on which a close or the end of the connection depends."""
_ENDS = frozenset({"close mistake", "close deployed", "close unanswered", "clear"})
"""What brings a call to its end."""
_SCOPE = Scope(Kept(frozenset(), frozenset()), (), Faces({}, lambda _: None, frozenset()))


class LastLook(NamedTuple):
    """What comes next when nothing is owed and nothing is left that is done once."""

    memory: Mapping[str, object]
    """What was looked at, and how it stood."""
    goal: str
    """What comes next; empty for nothing."""

    @property
    def ends(self) -> bool:
        """Whether the call comes to its end by it."""
        return self.goal in _ENDS


@dataclass(frozen=True, kw_only=True)
class MarkedDesk(Desk):
    """A desk at which it is given what the markers on the number call for."""

    marked: str | None

    def marker_grade(self, memory: Memory) -> str | None:  # noqa: ARG002
        """As given."""
        return self.marked


def at_last(desks: Sequence[Desk], goals: Sequence[Goal] = GOALS) -> Iterator[LastLook]:
    """Every last look of a call that is not over, at any of `desks`."""
    return filter(None, every_way(partial(_look, desks, goals)))


def _look(desks: Sequence[Desk], goals: Sequence[Goal], choices: Choices) -> LastLook | None:
    """One look; none if it is not the last one."""
    desk = choices.pick(desks)
    grades = dict.fromkeys(desk.force.marker_grades.values())
    marked = choices.pick((None, *grades))
    at = MarkedDesk(desk.profile, desk.force, desk.questions, marked=marked)
    values = _nothing_owed(choices)
    scope = _SCOPE._replace(grades=tuple(grade.id for grade in desk.force.grades))
    memory = cast("Memory", VagueMemory(choices, scope, values))
    for goal in goals:
        if not (goal.repeats or goal.name in _READ):
            # Done, or does not apply; nobody asks which.
            continue
        if not goal.applies(memory, at):
            continue
        if not goal.repeats and cast("VagueSet", memory.done).assumed(goal.name):
            # Not done yet, it would be done now: that is no last look.
            continue
        if goal.name == "grade":
            # It is set, and not wanted again.
            act = goal.act(memory, at)
            assert isinstance(act, do.SetGrade)
            assert not goal.applies(memory._replace(grade=act.grade), at)
            return None
        if goal.repeats or goal.name == "clear":
            return LastLook(values, goal.name)
        return None
    return LastLook(values, "")


def _nothing_owed(choices: Choices) -> dict[str, Any]:
    """A memory of a call that is not over, when everything that was owed has come."""

    def either() -> bool:
        return choices.pick((False, True))

    line_up, deployed, rang = either(), either(), either()
    is_open = not line_up or either()
    on_the_line, off_the_line = either(), either()
    # Rung once, and somebody answered or nobody did; with the line up again somebody has.
    rung_back = rang and (line_up or either())
    done = {
        "search": True,
        "deploy": deployed,
        "trace": off_the_line,
        "trace on the line": on_the_line,
        "call back": rang,
        "clear": False,
    }
    if is_open:
        # What is offered is accepted, and closed then.
        done["offer"] = False
    return {
        "stage": LineStage.WITH_CALL_HANDLER if line_up else LineStage.DOWN,
        "line_up": line_up,
        "on_hold": False,
        "open": is_open,
        "handed_on": not is_open and either(),
        "deployed": deployed,
        "arrived": deployed,
        "searched": True,
        "traced": on_the_line or off_the_line,
        "callback_failed": rang and not rung_back,
        "rung_back": rung_back,
        "speaking": False,
        "listening": False,
        **({"answered": True, "persisted": True} if line_up else {}),
        "done": VagueSet(choices, done),
    }
