"""What kind of file a document is, by the keys that only this kind has."""

from __future__ import annotations

from typing import Any, Literal

Kind = Literal[
    "scenario",
    "profile",
    "force",
    "rubric",
    "properties",
    "pack",
    "plan",
    "help",
    "myths",
    "handout",
]

_SCENARIO = frozenset({"kind", "seats", "outcome", "caller"})
"""Keys of scenarios alone, which have some keys in common with profiles."""
_KEYS: dict[Kind, frozenset[str]] = {
    "plan": frozenset({"steps"}),
    "help": frozenset({"help"}),
    "myths": frozenset({"myths"}),
    "handout": frozenset({"parts"}),
    "profile": frozenset({"switches", "timings", "operator", "handler", "lines", "conflicts"}),
    "force": frozenset({"grades", "marker_grades", "unanswered_grade", "callback", "code"}),
    "rubric": frozenset({"criteria", "role"}),
    "properties": frozenset({"properties"}),
    "pack": frozenset({"scenarios"}),
}


HOMES: dict[Kind, str] = {
    "profile": "profiles",
    "force": "forces",
    "rubric": "rubrics",
    "properties": "properties",
    "pack": "packs",
    "plan": "plans",
    "help": "support",
}
"""The folder beside scenarios in which a kind of file belongs."""


def kind_of(value: Any, otherwise: Kind = "scenario") -> Kind:
    """What kind of file has this value, by its keys; if nothing tells, `otherwise`."""
    keys = set(value) if isinstance(value, dict) else set()
    if keys & _SCENARIO:
        return "scenario"
    return next((kind for kind, own in _KEYS.items() if own & keys), otherwise)
