"""Models of a call that can be explored; the simplest is the flow without clock values.

In `UntimedFlow` any possible act may come next, and any running timer may fire next. That allows
more than real time does, so what holds in every state there holds in every real call. `TimedFlow`
has clocks.

A rule reads an act through its criteria only. Acts of one stimulus on which all criteria agree have
the same effect on the call and on the rule's monitor. One act of each class is therefore enough for
an exact search, and their number is finite (`distinguished_acts`).
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from enum import EnumType
from functools import cache
from itertools import chain, product
from typing import Any, Generic, NamedTuple, Protocol, TypeVar, get_args, get_origin, get_type_hints

from simulator.core import acts as do
from simulator.core.acts import SAYS, stimulus_of
from simulator.core.call import Procedure, Transition
from simulator.core.log import CallBegan, Entry, TimerFired
from simulator.core.possible_acts import REPERTOIRE, ActOptions
from simulator.core.stimuli import FlowInput, Stimulus
from simulator.core.table import CallState
from simulator.core.terms import Coverage, LineKind, Outcome, Role, Sign, Timer, Topic
from simulator.rules.match_compiler import FREE, Compiler, bind, criterion_test
from simulator.rules.match_criteria import Context, kinds_of_criterion
from simulator.rules.patterns import Rule
from simulator.session.places import author_of, speaker_of

_BY_MEMORY = ("through", "prompts_tried", "any_of", "but_not", "about", "same", "row")
"""Criteria that read earlier entries or contain other matches. Inner matches are tested as well.
`about` needs a position in a log; a rule with it is never decided (`Property.finite`)."""


class ClassifiedAct(NamedTuple):
    """Act of a role."""

    role: Role
    action: do.Action

    def entry(self, rows: tuple[str, ...] = ()) -> Entry:
        """Return the act as a log entry, with `seq` and instant 0."""
        speaker = speaker_of(self.role, self.action)
        return Entry(0, 0, self.role, speaker, self.action, rows)


Acts = Mapping[Stimulus, tuple[ClassifiedAct, ...]]
"""Acts of every role, by stimulus."""


_SEVERAL: Mapping[str, tuple[object, ...]] = {"ask": tuple(Topic)[:2], "offer_ways": tuple(Sign)}
"""Values of several items, for criteria that count them."""


def _span(choice: ActOptions, name: str, grades: tuple[str, ...]) -> tuple[object, ...]:
    """Return enough values of an open parameter to distinguish every criterion."""
    if name == "grade":
        return grades
    hint = get_type_hints(choice.make)[name]
    held: list[Any] = [each for each in get_args(hint) if isinstance(each, EnumType)]
    if get_origin(hint) is not tuple:
        return (None, *held[0]) if held else ()
    if not held:
        return ()  # Such as what typed words state: no rule reads it.
    alone = [(term,) for each in held for term in each]
    fewest = [] if do.ROWS[choice.kind].sample.get(name) else [()]
    several = _SEVERAL.get(choice.kind)
    return (*fewest, *alone, *([several] if several else []))


@cache
def all_acts(grades: tuple[str, ...]) -> Acts:
    """Return every act of every role by stimulus; `grades` are the force's."""
    found: dict[Stimulus, list[ClassifiedAct]] = {stimulus: [] for stimulus in Stimulus}
    for role, choices in REPERTOIRE.items():
        for action in chain.from_iterable(_variants(each, grades) for each in choices.values()):
            stimulus = stimulus_of(role, action)
            if stimulus is not None:
                found[stimulus].append(ClassifiedAct(role, action))
    for role in (*SAYS, Role.RECORDING):
        found[Stimulus.SPEECH_ENDS].append(ClassifiedAct(role, do.Finish()))
    return {stimulus: tuple(acts) for stimulus, acts in found.items()}


def _variants(choice: ActOptions, grades: tuple[str, ...]) -> Iterator[do.Action]:
    """Yield every act of one kind, varying one open parameter at a time."""
    closed = tuple(choice.values)
    open_ = {name: _span(choice, name, grades) for name in choice.free}
    for values in product(*choice.values.values()):
        given = dict(zip(closed, values, strict=True))
        yield choice.sample(**given)
        for name, span in open_.items():
            for value in span:
                yield choice.sample(**given, **{name: value})


def distinguished_acts(rule: Rule, context: Context) -> Acts:
    """Return one act of each class that a rule distinguishes, by stimulus.

    Raises:
        ValueError: a criterion needs a force or a profile, and the context has none.
    """
    compiler = Compiler(context)
    flat = [part for match in rule.matches() for part in match.parts()]
    for match in flat:
        compiler.match(match)
    compiler.state(rule.during)
    kinds = frozenset(kind for each in compiler.registers for kind in each.changes)
    criteria = [
        (
            kinds_of_criterion(match, name),
            None if name in _BY_MEMORY else criterion_test(name, getattr(match, name), context),
        )
        for match in flat
        for name in match.criteria()
    ]
    grades = tuple(grade.id for grade in context.force.grades) if context.force else ()

    def seen(done: ClassifiedAct) -> Hashable:
        entry = done.entry()
        kind = entry.body.kind
        met = tuple(
            (of is None or kind in of) and (test is None or test(entry, (), FREE))
            for of, test in criteria
        )
        known = kind if kind in kinds else ""
        who = done.role if known or any(met) else ""
        return known, who, met, bind(entry, rule.compares_with)

    return {
        stimulus: tuple({seen(done): done for done in reversed(acts)}.values())
        for stimulus, acts in all_acts(grades).items()
    }


# --- models ---------------------------------------------------------------------------------------

Place = TypeVar("Place", bound=Hashable)
Cue = ClassifiedAct | Timer
"""Trigger of a move: an act of a role, or a timer that fires."""


class Move(NamedTuple, Generic[Place]):
    """One transition."""

    cue: Cue
    entries: tuple[Entry, ...]
    """Log entries that it writes, with `seq` and instant 0."""
    to: Place


class TransitionSystem(Protocol[Place]):
    """Initial states, the transitions from each, and which states are ends.

    Every method must return the same values each time: an explorer keeps them by identity.
    """

    def begin(self) -> Sequence[tuple[Place, tuple[Entry, ...]]]:
        """Return the states in which calls begin, and the entries of each beginning."""

    def moves(self, place: Place) -> Iterable[Move[Place]]:
        """Return every transition from a state."""

    def outcome(self, place: Place) -> Outcome | None:
        """Return the outcome of a call that has ended; None if it goes on."""


class Node(NamedTuple):
    """State of a call without clock values."""

    situation: CallState
    timers: frozenset[Timer] = frozenset()


class Edge(NamedTuple):
    """One move: node, input, transition, next node."""

    before: Node
    cause: FlowInput
    step: Transition
    after: Node


def beginnings(lines: tuple[LineKind, ...] = ()) -> Iterator[CallState]:
    """Yield the state at the beginning on each of these kinds of line, with each coverage."""
    for kind, coverage in product(lines or LineKind, Coverage):
        ring_back = coverage is not Coverage.LIMITED
        yield CallState(kind=kind, coverage=coverage, can_ring_back=ring_back)


def moves(procedure: Procedure, node: Node) -> Iterator[Edge]:
    """Yield the moves from `node`: any possible act, and any running timer."""
    for cause in (*Stimulus, *node.timers):
        step = procedure.step(node.situation, cause)
        if isinstance(step, Transition):
            started = {timer for timer, _ in step.start}
            left = (node.timers - step.stop - {cause}) | started
            yield Edge(node, cause, step, Node(step.after, left))


class StepEntries:
    """Cache of the entries that each act or timer writes in each situation."""

    def __init__(self, acts: Acts) -> None:
        """Use these acts."""
        self._acts = acts
        self._known: dict[object, tuple[tuple[Cue, tuple[Entry, ...]], ...]] = {}

    def of(
        self, situation: CallState, cause: FlowInput, step: Transition
    ) -> tuple[tuple[Cue, tuple[Entry, ...]], ...]:
        """Return each act or timer that can cause a step, with the entries a session writes."""
        key = situation, cause
        if key not in self._known:
            cues: tuple[Cue, ...] = (cause,) if isinstance(cause, Timer) else self._acts[cause]
            authors = map(author_of, step.decided)
            decided = [
                Entry(0, 0, who, who, body) for who, body in zip(authors, step.decided, strict=True)
            ]
            self._known[key] = tuple((cue, (_first(cue, step), *decided)) for cue in cues)
        return self._known[key]


def _first(cue: Cue, step: Transition) -> Entry:
    if isinstance(cue, Timer):
        return Entry(0, 0, Role.NETWORK, Role.NETWORK, TimerFired(cue), step.rows)
    return cue.entry(step.rows)


def begun(situation: CallState) -> tuple[Entry, ...]:
    """Return the entries at the beginning of a call."""
    return (Entry(0, 0, Role.NETWORK, Role.NETWORK, CallBegan(1, situation.kind)),)


class UntimedFlow:
    """The flow without clocks, in which any role may do any possible act."""

    def __init__(self, procedure: Procedure, acts: Acts, lines: tuple[LineKind, ...] = ()) -> None:
        """Explore these acts on these kinds of line (default: all)."""
        self.procedure = procedure
        self._begun = tuple((Node(each), begun(each)) for each in beginnings(lines))
        self._moves: dict[Node, tuple[Move[Node], ...]] = {}
        self._entries = StepEntries(acts)

    def begin(self) -> Sequence[tuple[Node, tuple[Entry, ...]]]:
        return self._begun

    def outcome(self, place: Node) -> Outcome | None:
        return self.procedure.flow.ending(place.situation)

    def moves(self, place: Node) -> Sequence[Move[Node]]:
        if place not in self._moves:
            self._moves[place] = tuple(
                Move(cue, entries, after)
                for _, cause, step, after in moves(self.procedure, place)
                for cue, entries in self._entries.of(place.situation, cause, step)
            )
        return self._moves[place]
