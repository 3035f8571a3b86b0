"""Keys of a call: those of every call, and those of a seat's acts."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from simulator.core.terms import Role
from simulator.seat.view.act_catalogue import CATALOGUE

_NAMES = {"*": "asterisk", "#": "number_sign"}


def _key(key: str, action: str, label: str, says: str = "", shown: str = "") -> Binding:
    """Return a binding; only keys with a name to show (`shown`) are in the last line."""
    return Binding(
        key, action, label, key_display=shown or None, tooltip=says, show=bool(shown),
        priority=key == "tab",
    )  # fmt: skip


CALL_BINDINGS: list[BindingType] = [
    _key("escape", "stop", "Stop", "Stop this call", "Esc"),
    _key("f5,space", "pause", "Pause", "Pause or resume", "F5"),
    _key("f4", "map", "Map", "Where the call is, and how it got there", "F4"),
    _key("f6", "speed(-1)", "Slower", "Half as fast"),
    _key("f7", "speed(1)", "Faster", "Twice as fast"),
    _key("f8", "again", "Again", "Go back and try again (coached)", "F8"),
    _key("f3", "hints", "Hints", "Show or hide the hints", "F3"),
    _key("tab", "page", "More", "Show more on the right", "Tab"),
    _key("pageup", "scroll(-1)", "Earlier lines"),
    _key("pagedown", "scroll(1)", "Later lines"),
    Binding("question_mark", "ruled_out", "Why not?", key_display="?", show=False,
            tooltip="Show what isn't possible now"),
    _key("enter", "go_on", "Go on", "After the end of a call"),
]  # fmt: skip
"""Keys of every call."""


def act_bindings(role: Role) -> list[BindingType]:
    """Return a binding for each act of a seat; the help lists them."""
    return [
        Binding(
            _NAMES.get(act.key, act.key),
            f"act('{act.key}')",
            act.label,
            key_display=act.key,
            show=False,
            id=f"{role}.{act.key}",
        )
        for act in CATALOGUE[role]
    ]
