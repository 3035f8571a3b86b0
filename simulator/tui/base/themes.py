"""Themes. No state is shown by colour alone, so that "no colour" loses nothing."""

from __future__ import annotations

from textual.theme import Theme

HIGH_CONTRAST = Theme(
    name="high-contrast", dark=True,
    primary="#ffff00", secondary="#00ffff", accent="#ffff00", foreground="#ffffff",
    background="#000000", surface="#000000", panel="#000000",
    success="#00ff00", warning="#ffff00", error="#ff8080",
    variables={"footer-key-foreground": "#ffff00", "block-cursor-foreground": "#000000"},
)  # fmt: skip
NO_COLOUR = Theme(
    name="no-colour", dark=True,
    primary="#c0c0c0", secondary="#c0c0c0", accent="#ffffff", foreground="#e0e0e0",
    background="#000000", surface="#000000", panel="#202020",
    success="#e0e0e0", warning="#ffffff", error="#ffffff",
    variables={"footer-key-foreground": "#ffffff"},
)  # fmt: skip
OURS = (HIGH_CONTRAST, NO_COLOUR)
NAMES = {
    "dark": "textual-dark",
    "light": "textual-light",
    "high-contrast": HIGH_CONTRAST.name,
    "no-colour": NO_COLOUR.name,
}
"""Textual's theme names, by the option's values."""
