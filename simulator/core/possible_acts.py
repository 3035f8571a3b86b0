"""The acts of each role, and the ones that are possible now.

Screens, plain mode, random calls and the explorer all ask here, so that no front end offers an act
that the flow refuses.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from enum import EnumMeta
from typing import get_type_hints

from simulator.core import acts as do
from simulator.core.call import Call, Transition
from simulator.core.terms import Role


@dataclass(frozen=True, slots=True)
class ActOptions:
    """A kind of act with the values of its parameters."""

    kind: str
    make: type[do.Action]
    values: Mapping[str, tuple[object, ...]] = field(default_factory=dict)
    """Parameters with a closed set of values."""
    free: tuple[str, ...] = ()
    """Parameters without one: text, numbers, lists."""

    def sample(self, **given: object) -> do.Action:
        """Return an act with the `given` parameters, and the first value of each closed set."""
        first = {name: values[0] for name, values in self.values.items()}
        return self.make(**{**do.ROWS[self.kind].sample, **first, **given})


def _choice(role: Role, row: do.ActRow) -> ActOptions:
    values: dict[str, tuple[object, ...]] = {}
    hints = get_type_hints(row.make)
    names = [parameter.name for parameter in fields(row.make) if parameter.name != "kind"]
    for name in names:
        allowed = row.values.get(name, ())
        if isinstance(allowed, Mapping):
            allowed = allowed.get(role, ())
        if allowed or isinstance(hints[name], EnumMeta):
            values[name] = allowed or tuple(hints[name])
    return ActOptions(
        row.kind, row.make, values, tuple(name for name in names if name not in values)
    )


_CHOSEN = tuple(row for row in do.ROWS.values() if not row.follows)
REPERTOIRE: dict[Role, dict[str, ActOptions]] = {
    role: {row.kind: _choice(role, row) for row in _CHOSEN if role in row.by}
    for role in dict.fromkeys(role for row in _CHOSEN for role in row.by)
}
"""The kinds of act of each role. Roles without one (a voice, the recording) make no choices."""


def possible(call: Call, role: Role) -> tuple[ActOptions, ...]:
    """Return the acts possible for `role` now, each with the values that the flow allows."""
    found = []
    for choice in REPERTOIRE.get(role, {}).values():
        apart = do.ROWS[choice.kind].distinguishing_field
        samples = {each: choice.sample(**{apart: each}) for each in choice.values.get(apart, ())}
        acts = samples or {None: choice.sample()}
        allowed = [each for each, act in acts.items() if why_ruled_out(call, role, act) is None]
        if samples and allowed:
            found.append(replace(choice, values={**choice.values, apart: tuple(allowed)}))
        elif allowed:
            found.append(choice)
    return tuple(found)


def why_ruled_out(call: Call, role: Role, action: do.Action) -> str | None:
    """Return why `role` can't do `action` now, or None if it is possible."""
    stimulus = do.stimulus_of(role, action)
    if stimulus is None:
        return "that role never does this"
    step = call.transitions[stimulus]
    return None if isinstance(step, Transition) else step
