"""The flow with clocks as a network of timed automata, for the model checker TChecker.

The call is one automaton, and so is each timer. One more measures the span of a timed property: it
chooses the property as the call begins, and at every occasion whether to measure from there.
TChecker has no disjunctions, so that a guard can need several edges.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby, product
from typing import Any, NamedTuple

from simulator.core.instant import Millis
from simulator.core.profile import Profile
from simulator.core.terms import Timer
from simulator.proof.export.claims import Claim, Seen
from simulator.proof.export.guarded_steps import BEFORE, VALUES, Guard, GuardedStep
from simulator.rules.patterns import NoSoonerThan, Within, length_of

_ORDER = tuple(Timer)


class Edge(NamedTuple):
    """What the measuring automaton does with a step."""

    origin: str
    to: str
    guard: str
    resets: bool


def number(field: str, value: Any) -> int:
    """Return a value of a field as a number."""
    return VALUES[field].index(value)


def conjunctions(guard: Guard) -> Iterator[str]:
    """Yield conjunctions of which one holds wherever a guard does."""
    for parts in product(*(_ranges(*each) for each in guard.items())):
        yield " && ".join(parts) or "1==1"


def _ranges(field: str, values: Iterable[Any]) -> list[str]:
    """Return a condition for each run of numbers without a gap."""
    numbers = sorted(number(field, value) for value in values)
    runs = groupby(enumerate(numbers), lambda each: each[1] - each[0])
    found = [[value for _, value in run] for _, run in runs]
    return [f"{field}>={run[0]} && {field}<={run[-1]}" for run in found]


def timer_events(step: GuardedStep) -> Mapping[Timer, tuple[str, str]]:
    """Return what a step needs of timers (due, early, any), and what they do.

    Of two timers that are due at one instant, the earlier in order fires first.
    """
    fires = _ORDER.index(step.cause) if isinstance(step.cause, Timer) else 0
    found = {}
    for place, timer in enumerate(_ORDER):
        needs = "due" if timer is step.cause else "early" if place < fires else "any"
        starts = step.timers.get(timer)
        does = "stays" if starts is None else "starts" if starts else "stops"
        if (needs, does) != ("any", "stays"):
            found[timer] = needs, does
    return found


class MeasuredClaim:
    """A timed claim: what the measuring automaton does for it."""

    def __init__(self, claim: Claim, profile: Profile) -> None:
        """Find its edges with each step, by the place of the step."""
        pattern = claim.prop.rule.pattern
        assert isinstance(pattern, Within | NoSoonerThan)
        self.prop = claim.prop
        self.name = claim.prop.id.replace("-", "_")
        self.soon = isinstance(pattern, Within)
        self.span: Millis = length_of(pattern.time, profile)
        found: dict[int, list[Edge]] = {}
        for labels, place, effect in claim.effects:
            if place is not None:
                fields = {name: (value,) for name, value in labels.items() if name in BEFORE}
                (where,) = conjunctions(fields)
                over, own = labels["outcome"] is not None, found.setdefault(place, [])
                if effect.opened is not None:
                    to, _ = self._after(effect.opened, over)[0]
                    own.append(Edge("idle", to, where, True))
                for to, bound in self._after(effect.inside, over):
                    own.append(Edge("open", to, f"{where} && {bound}", False))
        self.edges = {
            place: own for place, own in found.items() if any(e.origin != e.to for e in own)
        }
        """Only those of steps that concern a stretch."""

    def _after(self, seen: Seen, over: bool) -> list[tuple[str, str]]:
        """Return where an open span goes, and at which readings of its clock."""
        if seen.hits and not self.soon:
            return [("broken", f"it<={self.span - 1}"), ("done", f"it>={self.span}")]
        if not seen.hits and not seen.closed and (self.soon or not over):
            return [("broken" if over else "open", "1==1")]
        return [("done", "1==1")]
