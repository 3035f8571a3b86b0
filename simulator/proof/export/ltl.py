"""Claims as formulas in linear temporal logic, in the syntax of SPIN.

A formula names steps by the variables of the model. Within a state, `|` and `&` take the place of
`||` and `&&`, so that SPIN takes the whole for one proposition.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations
from typing import Any

from simulator.core.terms import Timer
from simulator.proof.export.claims import Claim, Labels, Seen, StepEffect
from simulator.proof.export.guarded_steps import merged
from simulator.rules import patterns
from simulator.rules.properties import Modality

NOT_SO = "false"
_NONE = {"outcome": "no_outcome", "line_row": "no_row", "incident_row": "no_row"} | {
    "cause": "nothing"
}
"""The variables of the last step, each with its value if there was none."""
_WAS = {"line": "was_line", "incident": "was_incident"}
"""The variables of the state before the last step."""


def label(field: str, value: Any) -> str:
    """Return the name of a value of a variable of the model."""
    if value is None:
        return _NONE[field]
    if isinstance(value, bool):
        return str(int(value))
    if field.endswith("row"):
        return f"row_{value.replace('-', '_')}"
    if value == "begins":
        return "begins"
    cause = "timer" if isinstance(value, Timer) else "act"
    return f"{cause if field == 'cause' else field.removeprefix('was_')}_{value}"


def any_of(variable: str, values: Iterable[Any]) -> str:
    """Return the expression that a variable has one of some values."""
    return _joined(" | ", [f"({variable} == {label(variable, each)})" for each in values])


class Formula:
    """A claim in LTL."""

    def __init__(self, claim: Claim) -> None:
        """State a claim without times."""
        self._prop = prop = claim.prop
        self.says, self._ask, self._effects = prop.says, claim.ask, claim.effects
        given = [f"X {any_of('kind', prop.lines)}"] if prop.lines else []
        if prop.rule.applies_when:
            given.append(f"<> {self._where(lambda each, _: each.applies)}")
        broken = self._broken()
        self.decided = not given and broken == NOT_SO and prop.modality is Modality.ALWAYS
        """Whether nothing is left for SPIN: no step does what the property forbids."""
        self.name = ("_" if prop.id[0].isdigit() else "") + prop.id.replace("-", "_")
        self.text = f"{_joined(' && ', given)} -> !{broken}" if given else f"!{broken}"
        if prop.modality is Modality.SOMETIMES:
            arises = self._where(lambda each, _: each.opened is not None)
            given += ["<> over", *([f"<> {arises}"] if self._ask.opens else []), f"!{broken}"]
            self.name, self.text = f"never_{self.name}", f"!{_joined(' && ', given)}"

    @property
    def forbidden(self) -> str:
        """The expression of a step that alone breaks the property; `NOT_SO` if none does."""
        ask, prop = self._ask, self._prop
        if prop.lines or prop.rule.applies_when or ask.opens or ask.first or not ask.most:
            return NOT_SO
        return self._where(lambda each, _: each.inside.hits >= ask.times)

    def _broken(self) -> str:
        """Return the formula that the rule is broken."""
        if self._ask.opens is None:
            return self._lost(self._ask.times)
        opening, scope = self._opening(), self._prop.rule.scope
        if isinstance(scope, patterns.ForEach):
            return _made("(<> {})", opening)
        first = _until(self._where(lambda each, _: each.opened is not None), opening)
        if isinstance(scope, patterns.After):
            return first
        closes = self._where(lambda each, _: each.inside.closed)
        return _or(first, _made("(<> ({} && X {}))", closes, first))

    def _opening(self) -> str:
        """Return the formula that a stretch opens which breaks the rule."""
        most, times = self._ask.most, self._ask.times

        def at_once(each: StepEffect, over: bool) -> bool:
            return each.opened is not None and self._decided(each.opened, times, over)

        def on(hits: int) -> Callable[[StepEffect, bool], bool]:
            return lambda each, over: each.opened == (hits, False) and (most or not over)

        later = ((self._where(on(hits)), self._lost(times - hits)) for hits in range(times))
        return _or(self._where(at_once), *(_made("({} && X {})", *each) for each in later))

    def _lost(self, left: int) -> str:
        """Return the formula that an open stretch breaks the rule, with so many hits to go."""
        most = self._ask.most
        found = self._where(lambda each, over: self._decided(each.inside, left, over))
        if left > 1:
            hit = self._where(lambda each, over: each.inside == (1, False) and (most or not over))
            found = _or(found, _made("({} && X {})", hit, self._lost(left - 1)))
        stops = self._where(
            lambda each, _: each.inside == (0, True) if most else each.inside.hits > 0
        )
        return _until(stops, found)

    def _decided(self, seen: Seen, left: int, over: bool) -> bool:
        """Return whether the rule is broken in a stretch that lacks so many hits and sees this."""
        lacks = seen.hits < left
        return not lacks if self._ask.most else lacks and (seen.closed or over)

    def _where(self, holds: Callable[[StepEffect, bool], bool]) -> str:
        """Return the shortest expression of the steps with such an effect."""
        chosen: list[Labels] = []
        others: list[Labels] = [{}]
        for labels, _, effect in self._effects:
            over = labels.get("outcome") is not None
            (chosen if holds(effect, over) else others).append(labels)
        names = dict.fromkeys((*_NONE, *(name for each in chosen for name in each)))
        for size in range(1, len(names) + 1) if chosen else ():
            found: list[str] = []
            for fields in combinations(names, size):
                # Fields of the state alone would also hold where nothing happens.
                if "cause" in fields or _NONE.keys() >= set(fields):
                    yes = dict.fromkeys(tuple(map(each.get, fields)) for each in chosen)
                    no = dict.fromkeys(tuple(map(each.get, fields)) for each in others)
                    if yes.keys().isdisjoint(no):
                        found.append(_expression(fields, [*yes], [*no]))
            if found:
                return min(found, key=len)
        return NOT_SO


def _expression(fields: Sequence[str], yes: Sequence[Any], no: Sequence[Any]) -> str:
    if len(fields) == 1 and len(no) < len(yes):
        return f"(!{any_of(fields[0], (each for (each,) in no))})"
    parts = [
        _joined(" & ", [any_of(_WAS.get(n, n), held) for n, held in zip(fields, row, strict=True)])
        for row in merged(yes)
    ]
    return _joined(" | ", parts)


def _joined(word: str, parts: Sequence[str]) -> str:
    return f"({word.join(parts)})" if len(parts) > 1 else parts[0]


def _or(*parts: str) -> str:
    return _joined(" || ", [part for part in parts if part != NOT_SO] or [NOT_SO])


def _made(form: str, *parts: str) -> str:
    return NOT_SO if NOT_SO in parts else form.format(*parts)


def _until(stops: str, part: str) -> str:
    return _made("(<> {})", part) if stops == NOT_SO else _made("(!{} U {})", stops, part)
