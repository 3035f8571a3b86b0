"""Conditions of the flow as expressions, for the exports.

A condition is a Python function. Calling it with every value of the few fields that it reads gives
its truth table, from which the expression is built. So an export repeats the table and shares no
code with our interpreter.
"""

from collections.abc import Mapping, Sequence
from enum import Enum
from itertools import product
from typing import Any, NamedTuple, get_type_hints

from simulator.core.profile import Switches
from simulator.core.table import CallState, Condition, Flow, Impossible


class Is(NamedTuple):
    """Test that a field has one of some values."""

    field: str
    values: tuple[Any, ...]


Terms = tuple[tuple[Is, ...], ...]
"""A condition as a disjunction of conjunctions."""
ALWAYS: Terms = ((),)
"""The condition that always holds."""

FACTS = tuple(name for name in CallState._fields if name not in ("line", "incident"))
"""The fields of the state apart from the stages."""
_TYPES: Mapping[str, Any] = {**get_type_hints(CallState), **get_type_hints(Switches)}


def values_of(field: str) -> tuple[Any, ...]:
    """Return every value of a field of the state or the switches."""
    kind = _TYPES[field]
    if kind is bool:
        return (False, True)
    assert issubclass(kind, Enum), field
    return tuple(kind)


def terms(conditions: Sequence[Condition]) -> Terms:
    """Return the conjunction of conditions; empty if they cannot hold together."""
    fields = tuple(dict.fromkeys(field for each in conditions for field in each.reads))
    holds = [
        values
        for values in product(*map(values_of, fields))
        if all(_holds(each, dict(zip(fields, values, strict=True))) for each in conditions)
    ]
    return _shortened([tuple(map(_one, fields, values)) for values in holds])


def _one(field: str, value: Any) -> Is:
    return Is(field, (value,))


def _holds(condition: Condition, values: Mapping[str, Any]) -> bool:
    situation = CallState()._replace(
        **{name: value for name, value in values.items() if name in CallState._fields}
    )
    given = {name: value for name, value in values.items() if name not in CallState._fields}
    return condition.holds(situation, Switches(**given))


def _shortened(alternatives: list[tuple[Is, ...]]) -> Terms:
    """Merge alternatives that differ in one field only."""
    changed = True
    while changed:
        changed = False
        for place in range(len(alternatives[0]) if alternatives else 0):
            merged: dict[tuple[Is, ...], tuple[Any, ...]] = {}
            for each in alternatives:
                rest = (*each[:place], *each[place + 1 :])
                merged[rest] = (*merged.get(rest, ()), *each[place].values)
            if len(merged) < len(alternatives):
                field = alternatives[0][place].field
                alternatives = [
                    (*rest[:place], Is(field, values), *rest[place:])
                    for rest, values in merged.items()
                ]
                changed = True
    return tuple(
        tuple(part for part in each if len(part.values) < len(values_of(part.field)))
        for each in alternatives
    )


def ruled_out(flow: Flow) -> list[tuple[str, Impossible[Any]]]:
    """Return everything that physics or a table rules out, each with its table."""
    return [
        *(("line", each) for each in (*flow.physics, *flow.line.impossible)),
        *(("incident", each) for each in flow.incident.impossible),
    ]
