"""The user's own keys: bindings by their names, checked before a screen opens.

A name is the screen and the label in the help, as ``call.pause`` or ``operator.answer_the_call``.
"""

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from textual.binding import Binding
from textual.keys import Keys, key_to_character

from simulator.errors import SimulatorError
from simulator.tui.base.quick_exit import EXIT_KEYS
from simulator.tui.base.screen_frame import Frame, Window
from simulator.tui.call import call_screen
from simulator.tui.call.screens_by_seat import SCREENS
from simulator.tui.screens import (
    debrief_screen,
    home_screen,
    menu_screen,
    note_screen,
    strip_screen,
    transcript_screens,
)

QUICK_EXIT = "quick_exit"
_ALWAYS = (*EXIT_KEYS.split(","), "ctrl+c")
_FUNCTION_KEY = re.compile(r"f\d+")
_NAMED = frozenset(key.value for key in Keys if key.value.isalnum())
_MODULES = (
    call_screen,
    debrief_screen,
    home_screen,
    menu_screen,
    note_screen,
    strip_screen,
    transcript_screens,
)


class UnusableKey(SimulatorError):
    """A name that no binding has, or a key that it can't have."""

    def __init__(self, name: str, message: str, hint: str) -> None:
        super().__init__(message, hint)
        self.name = name
        self.args = (name, message, hint)


def _screens() -> list[list[Binding]]:
    """Return the bindings with names, of each screen with those of its bases."""
    classes: list[type] = [Window, *SCREENS.values()]
    for module in _MODULES:
        classes += (each for each in vars(module).values() if isinstance(each, type))
    return [
        [
            binding
            for base in each.__mro__
            for binding in Binding.make_bindings(base.__dict__.get("BINDINGS", ()))
            if binding.id
        ]
        for each in classes
        if issubclass(each, Frame)
    ]


def names() -> frozenset[str]:
    """Return the names of all bindings that can have another key."""
    return frozenset(each.id for screen in _screens() for each in screen if each.id)


def keymap(wanted: Mapping[str, str]) -> dict[str, str]:
    """Return Textual's keymap for the user's names and keys; the quick exit keeps its own keys.

    Raises:
        UnusableKey: a name or a key isn't possible.
    """
    known = names()
    found: dict[str, str] = {}
    for name, text in wanted.items():
        if name not in known:
            near = get_close_matches(name, known, n=1)
            fix = f"did you mean {near[0]}?" if near else "F1 on a screen shows its names"
            raise UnusableKey(name, f"no key has the name {name}", fix)
        keys = [key.strip() for key in text.split(",")]
        for key in keys:
            _check(name, key)
        found[name] = ",".join(keys)
    _keep_usual_keys(found)
    for screen in _screens():
        _check_screen(screen, found)
    if extra := found.get(QUICK_EXIT):
        # In both bindings of the quick exit: one works in Textual's own windows as well.
        found[QUICK_EXIT] = f"{EXIT_KEYS},{extra},ctrl+c"
    return found


def _keep_usual_keys(found: dict[str, str]) -> None:
    """Keep a call's usual keys beside letters, which are words at a desk and would do nothing."""
    usual: dict[str, dict[str, None]] = {}
    for binding in (each for screen in _screens() for each in screen):
        usual.setdefault(binding.id or "", {})[binding.key] = None
    taken = {key for keys in found.values() for key in keys.split(",")}
    for name, keys in found.items():
        letters = all(len(key) == 1 and key.isalnum() for key in keys.split(","))
        if name.startswith("call.") and letters:
            kept = [key for key in usual[name] if key not in taken]
            found[name] = ",".join((*kept, keys))


def _check_screen(screen: Iterable[Binding], found: Mapping[str, str]) -> None:
    """Refuse a key that means something else there: that act would be left without a key."""
    owners: dict[str, str] = {}
    for binding in screen:
        name = binding.id or ""
        for key in found.get(name, binding.key).split(","):
            other = owners.setdefault(key_to_character(key) or key, name)
            if other != name and (name in found or other in found):
                mine, taken = (name, other) if name in found else (other, name)
                raise UnusableKey(mine, f"{key} is also {taken}", "give one of them another key")


def _check(name: str, key: str) -> None:
    *modifiers, last = key.split("+") if len(key) > 1 else [key]
    exists = len(last) == 1 or last in _NAMED or key_to_character(last) is not None
    if not exists or not {"ctrl", "alt", "shift"}.issuperset(modifiers):
        raise UnusableKey(name, f"there is no key {key}", "write f5, ctrl+y, pageup, alt+k or p")
    if name == QUICK_EXIT:
        if not ({"ctrl", "alt"}.intersection(modifiers) or _FUNCTION_KEY.fullmatch(last)):
            fix = "use a function key, or one with ctrl or alt"
            raise UnusableKey(name, f"{key} would leave in the middle of typing", fix)
    elif key in _ALWAYS:
        raise UnusableKey(name, f"{key} leaves at once, on every screen", "use another key")
