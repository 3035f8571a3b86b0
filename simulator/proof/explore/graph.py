"""Every call that any acts can lead to, as a graph of whole numbers.

A `FlowTable` numbers the states of the flow, and what its transitions write and do to the timers. A
`Graph` adds the timers. Without readings (`UntimedClocks`) any running timer may fire next. That
allows more than real time does, so what holds in every place there holds in every real call. With
readings (`TimedClocks`) the graph is exact. Places and moves are found once, when they are asked
for, and serve all properties of a profile.

What a transition writes depends on its input and its rows only. So a rule looks once at each of
some hundred *writings*, and not at each of some 20,000 moves.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import product
from typing import Generic, NamedTuple, TypeVar

from simulator.core.call import Procedure, Transition
from simulator.core.flow import AGAIN, AT_WORK
from simulator.core.log import CallBegan, Entry, FlowEvent, TimerFired
from simulator.core.stimuli import FlowInput, Stimulus
from simulator.core.table import CallState
from simulator.core.terms import Coverage, IncidentStage, LineKind, Role, Timer
from simulator.proof.explore.act_classes import Acts, ClassifiedAct
from simulator.proof.explore.clocks import Change, Clocks
from simulator.proof.explore.numbered import Numbered
from simulator.rules.match_criteria import Context
from simulator.session.places import author_of

Entries = tuple[Entry, ...]
Cue = ClassifiedAct | Timer
"""Trigger of a move: an act of a role, or a timer that fires."""


class Writing(NamedTuple):
    """What a transition writes to the log: its input, and the flow events after it."""

    cause: FlowInput
    rows: tuple[str, ...]
    decided: tuple[FlowEvent, ...]


class Cell(NamedTuple):
    """A transition, by numbers."""

    writing: int
    change: int
    """What it does to the timers."""
    to: int
    """The state after it."""
    over: bool
    """Whether the call has ended then."""


class FlowTable:
    """The reachable states of the flow under a procedure, and their transitions, by number."""

    def __init__(self, procedure: Procedure) -> None:
        """Start without states; BrokenFlow where one with a gap or an overlap is reached."""
        self._procedure = procedure
        self.flow = procedure.flow
        self.states = Numbered[CallState]()
        self.number_of = Numbered[Writing]()
        self._changes = Numbered[Change]()
        self.writings: Sequence[Writing] = self.number_of.values_of
        self.changes: Sequence[Change] = self._changes.values_of
        self._possible_acts = cache(self._acts)
        self._fired = cache(self._cell)

    def _acts(self, state: int) -> list[Cell]:
        """Return the transitions of any possible act."""
        return [*filter(None, (self._cell(state, stimulus) for stimulus in Stimulus))]

    def _cell(self, state: int, cause: FlowInput) -> Cell | None:
        """Return the transition of an act or a timer; None if it is ruled out."""
        step = self._procedure.step(self.states.values_of[state], cause)
        if not isinstance(step, Transition):
            return None
        fires = cause if isinstance(cause, Timer) else None
        change = Change(fires, step.stop, tuple(timer for timer, _ in step.start))
        writing = Writing(cause, step.rows, step.decided)
        over = step.transitions.outcome is not None
        return Cell(self.number_of[writing], self._changes[change], self.states[step.after], over)

    def cells(self, clocks: Clocks, state: int, running: int) -> list[Cell]:
        """Return the transitions of any possible act, and of any timer that can fire next."""
        fired = [self._fired(state, timer) for timer in clocks.running(running)]
        can = [cell for cell in fired if cell and clocks.possible(running, cell.change)]
        return [*self._possible_acts(state), *can]


C = TypeVar("C", bound=Clocks)


class Graph(Generic[C]):
    """The places of calls and the moves between them, by number. A place has a state and timers."""

    def __init__(self, table: FlowTable, clocks: C) -> None:
        """Start without places."""
        self.table = table
        self.clocks = clocks
        self.places = Numbered[tuple[int, int]]()
        self.moves = cache(self._moves)
        self.over = cache(self._over)

    def begin(self, lines: tuple[LineKind, ...] = ()) -> Iterator[tuple[int, Entries]]:
        """Yield the first places of calls on these kinds of line (default: all), with entries."""
        again = self.table.flow is AGAIN
        for state in beginnings(lines, again=again):
            call = CallBegan(2, state.kind, 1) if again else CallBegan(1, state.kind)
            began = Entry(0, 0, Role.NETWORK, Role.NETWORK, call)
            yield self.places[self.table.states[state], 0], (began,)

    def state(self, place: int) -> CallState:
        """Return the state of the flow in a place."""
        return self.table.states.values_of[self.places.values_of[place][0]]

    def running(self, place: int) -> tuple[Timer, ...]:
        """Return the timers that run in a place."""
        return self.clocks.running(self.places.values_of[place][1])

    def _over(self, place: int) -> bool:
        """Return whether the call has ended."""
        return self.table.flow.ending(self.state(place)) is not None

    def _moves(self, place: int) -> tuple[tuple[int, int], ...]:
        """Return every move from a place: the number of its writing, and the next place."""
        state, clocks = self.places.values_of[place]
        return tuple(
            (writing, self.places[to, self.clocks.after(clocks, change, over)])
            for writing, change, to, over in self.table.cells(self.clocks, state, clocks)
        )


def beginnings(lines: tuple[LineKind, ...] = (), *, again: bool = False) -> Iterator[CallState]:
    """Yield the state at the beginning on each of these kinds of line, with each coverage.

    `again`: of a call that begins while the caller's incident is open, with each state of that.
    """
    for kind, coverage in product(lines or LineKind, Coverage):
        ring_back = coverage is not Coverage.LIMITED
        first = CallState(kind=kind, coverage=coverage, can_ring_back=ring_back)
        if not again:
            yield first
            continue
        for incident in (*AT_WORK, IncidentStage.LEFT_OPEN):
            for sent in _SENT.get(incident, (True,)):
                yield first._replace(incident=incident, officers_sent=sent)


_SENT = {
    IncidentStage.OPEN: (False,),
    IncidentStage.GRADED: (False,),
    IncidentStage.HANDING_OVER: (False, True),
}
"""Whether officers may have been sent in a stage of an open incident; in the others they were."""


class Cues:
    """The acts and timers that can cause each writing, with the entries that a session writes."""

    def __init__(self, writings: Sequence[Writing], acts: Acts) -> None:
        """Use these acts; more writings may come later."""
        self._writings = writings
        self._acts = acts
        self.of = cache(self._of)

    def _of(self, writing: int) -> tuple[tuple[Cue, Entries], ...]:
        """Return each act or timer that can cause a writing, with its entries."""
        cause, rows, decided = self._writings[writing]
        who = [author_of(body) for body in decided]
        after = [Entry(0, 0, by, by, body) for by, body in zip(who, decided, strict=True)]
        if isinstance(cause, Timer):
            fired = Entry(0, 0, Role.NETWORK, Role.NETWORK, TimerFired(cause), rows)
            return ((cause, (fired, *after)),)
        return tuple((act, (act.entry(rows), *after)) for act in self._acts[cause])


class Calls(NamedTuple, Generic[C]):
    """The calls of a search: a graph, the acts in it, and what a rule compares with."""

    graph: Graph[C]
    cues: Cues
    context: Context
    lines: tuple[LineKind, ...] = ()
    """The kinds of line on which they begin (default: all)."""
