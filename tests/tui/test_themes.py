"""Every text of a call can be read in every theme: WCAG 2.2 AA, worked out and not looked at."""

from __future__ import annotations

import pytest
from rich._palettes import STANDARD_PALETTE, WINDOWS_PALETTE
from rich.palette import Palette
from textual.color import Color
from textual.widget import Widget

from simulator.cli.play.play import usual_theme
from simulator.core.terms import LineStage, Role
from simulator.seat.view.desk_cards import ENDED, PAUSED
from simulator.seat.view.line_status import Tone
from simulator.tui.base.themes import THEMES, TOKENS
from simulator.tui.base.themes import theme as theme_of
from simulator.tui.call.call_screen import CallScreen
from simulator.tui.call.captions import Captions
from simulator.tui.call.status_bar import StatusBar
from tests.tui.apps import playing, setup

SURFACES = ("ground", "panel", "raised", "pick", "band")
"""On which text is written; `band` is that of a shout, `pick` that of what is chosen."""
TEXT = (
    "ink", "quiet", "caller", "other", "colleague", "machine", "you", "shout", "ring", "live",
    "accent",
)  # fmt: skip
FILLS = ("live", "ring", "shout", "you", "colleague", "machine")
"""Fills with `onfill` on them."""
EDGE = 3.0
"""Least contrast of an edge that means something (WCAG 2.2, 1.4.11)."""
AA = 4.5
"""Least contrast of ordinary text (WCAG 2.2, 1.4.3)."""


def luminance(colour: Color) -> float:
    """Relative luminance by WCAG's formula, written out: Textual's own is another one."""
    parts = (part / 255 for part in colour.rgb)
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(text: Color, ground: Color) -> float:
    light, dark = sorted((luminance(text), luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def of_part(widget: Widget, name: str) -> float:
    """Contrast of a named part of a widget."""
    styles = widget.get_component_styles(name)
    ground = widget.background_colors[1] + styles.background
    colour = styles.color
    text = ground.get_contrast_text(1.0) if styles.auto_color else ground + colour
    return contrast(text, ground)


def of_widget(widget: Widget) -> float:
    *_, ground, text = widget.colors
    return contrast(ground + text, ground)


def ratio(theme: str, text: str, ground: str) -> float:
    return contrast(Color.parse(TOKENS[theme][text]), Color.parse(TOKENS[theme][ground]))


@pytest.mark.parametrize("theme", TOKENS)
def test_every_text_can_be_read_on_every_surface_and_every_edge_can_be_seen(theme: str) -> None:
    """Whatever is drawn with these tokens, wherever it is drawn."""
    low = {(t, g): r for t in TEXT for g in SURFACES if (r := ratio(theme, t, g)) < AA}
    low |= {("onfill", fill): r for fill in FILLS if (r := ratio(theme, "onfill", fill)) < AA}
    low |= {("ink", g): r for g in ("over", "key") if (r := ratio(theme, "ink", g)) < AA}
    low |= {("quiet", g): r for g in ("key",) if (r := ratio(theme, "quiet", g)) < AA}
    low |= {
        (t, "strip"): r for t in ("word", "words", "leave") if (r := ratio(theme, t, "strip")) < AA
    }
    low |= {("edge", g): r for g in SURFACES[:3] if (r := ratio(theme, "edge", g)) < EDGE}
    assert not low


def test_red_is_one_colour_and_nothing_else_has_it() -> None:
    """It means a shout, or that there is no way back; the key that leaves has a lighter one."""
    for theme in ("night", "day", "contrast"):
        names = [name for name, value in TOKENS[theme].items() if value == TOKENS[theme]["shout"]]
        assert set(names) <= {"shout", "leave"}


async def test_all_that_is_told_by_colour_can_be_read() -> None:
    async with playing(setup("evening-in-the-office", Role.CALLER)) as person:
        await person.dial(LineStage.RECORDING)
        for theme in THEMES.values():
            person.app.theme = theme
            await person.settle()
            assert hard_to_read(person.call_screen) == {}, theme


def hard_to_read(screen: CallScreen) -> dict[str, float]:
    """The parts of a call's screen whose contrast is too low."""
    captions = screen.query_one(Captions)
    low = {
        name: round(ratio, 2)
        for name in Captions.COMPONENT_CLASSES
        if (ratio := of_part(captions, name)) < AA
    }
    state = screen.query_one(StatusBar).query_one("#state")
    for tone in (*Tone, PAUSED, ENDED, "calling -low"):
        state.set_classes(" ".join(f"-{each.lstrip('-')}" for each in tone.split()))
        if (ratio := of_widget(state)) < AA:
            low[f"status {tone}"] = round(ratio, 2)
    for name in ("#remark", "#turn", "#reading", "KeyLine", "Banner"):
        if (ratio := of_widget(screen.query_one(name))) < AA:
            low[name] = round(ratio, 2)
    return low


KEY_PAIRS = (("accent", "panel"), ("ink", "panel"), ("ink", "ground"), ("onfill", "live"))


@pytest.mark.parametrize("palette", [STANDARD_PALETTE, WINDOWS_PALETTE], ids=["xterm", "windows"])
def test_with_sixteen_colours_a_theme_is_used_whose_pairs_stay_apart(palette: Palette) -> None:
    """The nearest of the 16 colours of each pair, as the terminal would show them."""
    for colours, name in (("standard", "high-contrast"), (None, "high-contrast"), ("256", "dark")):
        assert usual_theme(colours) == name
    for text, ground in KEY_PAIRS:
        pair = [TOKENS["contrast"][name] for name in (text, ground)]
        near = [palette[palette.match(Color.parse(each).rgb)] for each in pair]
        assert contrast(*(Color(*each) for each in near)) >= AA, (text, ground)


def test_who_refuses_colours_gets_the_theme_without_any() -> None:
    """Taken away from another theme, they leave a voice near the caller darker than a rustle."""
    for colours in (None, "standard", "256", "truecolor"):
        assert usual_theme(colours, refused=True) == "no-colour"
    for name in ("caller", "other", "colleague", "machine", "you"):
        assert TOKENS["no-colour"][name] == TOKENS["no-colour"]["ink"], name


@pytest.mark.parametrize("name", sorted(TOKENS))
def test_a_scrollbar_is_seen_in_every_theme(name: str) -> None:
    """In high contrast it was black on black, and a caller saw one of ten things to do."""
    of = theme_of(name).variables
    assert of["scrollbar"] != of["scrollbar-background"]
