"""The colours of the screens: one table of tokens, with a value for each theme.

Styles and drawn text use these names only. A token means one thing: who speaks, what the line does,
or a surface. Contrast is held by `tests/tui/test_themes.py`: 4.5 for text on any surface, 3 for an
edge that means something.
"""

from textual.theme import Theme

NAMES = (
    "ground", "panel", "raised", "strip", "edge", "ink", "quiet", "caller", "other", "colleague",
    "machine", "you", "shout", "band", "live", "ring", "over", "onfill", "accent", "key", "key-top",
    "pick", "word", "leave", "words",
)  # fmt: skip
"""Three surfaces and the banner, the edge, two weights of text, five kinds of voices, a shout and
its band, three states of the line with the text on them, and parts of a few widgets."""
_VALUES = {
    "night":
        "0e131a 161d27 212b39 07090d 66758a dde4ec 9aa8b8 f0c87a f2a07f 86b8f5 b9a8e6 79d3b0 "
        "ff8080 3a1a20 6fd6a3 ffb84a 344153 0b1016 ffb84a 26313f 3a4a5e 2c3a4d ffb84a ff9c9c "
        "e8edf2",
    "day":
        "e9e6de f8f6f1 ffffff 23272f 76716a 1d2228 565b63 7a4c00 9a3412 1d4f9c 5b3fa0 0b5f48 "
        "b3101f fbe0e0 0b6b4c 8f4a00 d6d2c9 ffffff 8a4600 e4e0d7 c9c4b9 e3ebf7 ffb84a ff9c9c "
        "e8edf2",
    "contrast":
        "000000 000000 000000 000000 ffffff ffffff d0d0d0 ffff00 ffaf5f 5fd7ff d7afff 5fffaf "
        "ff8787 000000 5fff87 ffff00 303030 000000 ffff00 000000 000000 262626 ffff00 ff8787 "
        "ffffff",
    # No hue at all: names, marks, bars and weights carry everything.
    "no-colour":
        "000000 0e0e0e 1c1c1c 000000 8a8a8a e6e6e6 b0b0b0 e6e6e6 e6e6e6 e6e6e6 e6e6e6 e6e6e6 "
        "ffffff 303030 d0d0d0 ffffff 3a3a3a 000000 ffffff 1c1c1c 303030 333333 ffffff ffffff "
        "ffffff",
}  # fmt: skip
TOKENS = {
    name: dict(zip(NAMES, (f"#{value}" for value in values.split()), strict=True))
    for name, values in _VALUES.items()
}
"""Each token's value, by theme."""
THEMES = {"dark": "night", "light": "day", "high-contrast": "contrast", "no-colour": "no-colour"}
"""The theme of each value of the option ``--theme``."""
EDGED = frozenset({"contrast"})
"""Themes whose surfaces are all black, so that edges are drawn."""


def theme(name: str) -> Theme:
    """Return one of our themes, with all tokens as variables of the styles."""
    of = TOKENS[name]
    return Theme(
        name=name,
        dark=name != "day",
        primary=of["accent"],
        accent=of["accent"],
        foreground=of["ink"],
        background=of["ground"],
        surface=of["panel"],
        panel=of["raised"],
        warning=of["ring"],
        error=of["shout"],
        success=of["live"],
        variables={**of, **_widgets(of)},
    )


def _widgets(of: dict[str, str]) -> dict[str, str]:
    """Return the variables of Textual's own widgets, in our tokens."""
    return {
        "block-cursor-background": of["pick"],
        "block-cursor-foreground": of["ink"],
        "block-cursor-blurred-background": of["pick"],
        "block-cursor-blurred-foreground": of["ink"],
        "block-hover-background": of["pick"],
        "footer-foreground": of["quiet"],
        "footer-background": of["ground"],
        "footer-key-foreground": of["accent"],
        "footer-key-background": of["ground"],
        # Where all surfaces are black, a bar in their colour would say of no pane that it goes on.
        "scrollbar": of["edge"] if of["key-top"] == of["panel"] else of["key-top"],
        "scrollbar-hover": of["edge"],
        "scrollbar-active": of["edge"],
        "scrollbar-background": of["panel"],
        "scrollbar-background-hover": of["panel"],
        "scrollbar-background-active": of["panel"],
        "scrollbar-corner-color": of["panel"],
        "text-muted": of["quiet"],
        "text-warning": of["ring"],
        "text-error": of["shout"],
        "text-accent": of["accent"],
        "text-primary": of["accent"],
        "text-success": of["live"],
    }
