"""Keys of a call: those of every call, and those of a seat's acts."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from simulator.core.terms import Role
from simulator.seat.view.act_catalogue import CATALOGUE

_NAMES = {"*": "asterisk", "#": "number_sign"}

CALL_BINDINGS: list[BindingType] = [
    Binding("escape", "stop", "Stop", key_display="Esc", tooltip="Stop this call"),
    Binding("f5,space", "pause", "Pause", key_display="F5", tooltip="Pause or resume"),
    Binding(
        "f4", "map", "Map", key_display="F4", tooltip="Where the call is, and how it got there"
    ),
    Binding("f6", "slower", "Slower", show=False, tooltip="Half as fast"),
    Binding("f7", "faster", "Faster", show=False, tooltip="Twice as fast"),
    Binding(
        "f8",
        "again",
        "Again",
        key_display="F8",
        tooltip="Go back and try again (coached)",
    ),
    Binding("f3", "hints", "Hints", key_display="F3", tooltip="Show or hide the hints"),
    Binding(
        "tab",
        "page",
        "More",
        key_display="Tab",
        tooltip="Show more on the right",
        priority=True,
    ),
    Binding("pageup", "scroll(-1)", "Earlier lines", show=False),
    Binding("pagedown", "scroll(1)", "Later lines", show=False),
    Binding(
        "question_mark",
        "ruled_out",
        "Why not?",
        key_display="?",
        show=False,
        tooltip="Show what isn't possible now",
    ),
    Binding("enter", "go_on", "Go on", show=False, tooltip="After the end of a call"),
]
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
