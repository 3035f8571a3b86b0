"""Every text of a call can be read in every theme: WCAG 2.2 AA, worked out and not looked at."""

from __future__ import annotations

import pytest
from rich._palettes import STANDARD_PALETTE, WINDOWS_PALETTE
from rich.palette import Palette
from textual.color import Color
from textual.widget import Widget

from simulator.cli.play.play import usual_theme
from simulator.core.terms import LineStage, Role
from simulator.seat.view.caption_lines import Side
from simulator.seat.view.line_status import Tone
from simulator.tui.app import _HIGH_CONTRAST, _THEMES
from simulator.tui.call.act_panel import ActPanel, Keypad
from simulator.tui.call.call_screen import CallScreen
from simulator.tui.call.captions import Captions
from simulator.tui.call.card_pane import CardPane
from simulator.tui.call.status_bar import StatusBar
from tests.tui.apps import playing, setup

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


async def test_all_that_is_told_by_colour_can_be_read() -> None:
    async with playing(setup("evening-in-the-office", Role.CALLER)) as person:
        await person.dial(LineStage.RECORDING)
        for theme in _THEMES.values():
            person.app.theme = theme
            await person.settle()
            assert hard_to_read(person.call_screen) == {}, theme


def hard_to_read(screen: CallScreen) -> dict[str, float]:
    """The parts of a call's screen whose contrast is too low."""
    found: dict[str, tuple[type[Widget], str]] = {
        f"captions {side}": (Captions, f"captions--{side}") for side in Side
    }
    found |= {name: (ActPanel, name) for name in ("acts--key", "acts--group")}
    found |= {name: (Keypad, name) for name in Keypad.COMPONENT_CLASSES}
    found |= {name: (CardPane, name) for name in CardPane.COMPONENT_CLASSES}
    low = {
        name: round(ratio, 2)
        for name, (kind, part) in found.items()
        if (ratio := of_part(screen.query(kind).first(), part)) < AA
    }
    state = screen.query_one(StatusBar).query_one("#state")
    for tone in Tone:
        state.set_classes(f"-{tone}")
        if (ratio := of_widget(state)) < AA:
            low[f"status {tone}"] = round(ratio, 2)
    for name in ("#remark", "#turn", "#reading", "KeyLine", ".banner"):
        if (ratio := of_widget(screen.query_one(name))) < AA:
            low[name] = round(ratio, 2)
    for pane in screen.query(".pane"):
        ground = pane.background_colors[1]
        for part in ("border_title_color", "border_subtitle_color"):
            colour = getattr(pane.styles, part)
            auto = getattr(pane.styles, f"auto_{part}")
            text = ground.get_contrast_text(colour.a) if auto else colour
            if (ratio := contrast(ground + text, ground)) < AA:
                low[part] = round(ratio, 2)
    return low


KEY_PAIRS = (("primary", "panel"), ("foreground", "panel"), ("foreground", "background"))


@pytest.mark.parametrize("palette", [STANDARD_PALETTE, WINDOWS_PALETTE], ids=["xterm", "windows"])
def test_with_sixteen_colours_a_theme_is_used_whose_pairs_stay_apart(palette: Palette) -> None:
    """The nearest of the 16 colours of each pair, as the terminal would show them."""
    for colours, name in (("standard", "high-contrast"), (None, "high-contrast"), ("256", "dark")):
        assert usual_theme(colours) == name
    for text, ground in KEY_PAIRS:
        pair = [getattr(_HIGH_CONTRAST, name) for name in (text, ground)]
        near = [palette[palette.match(Color.parse(each).rgb)] for each in pair]
        assert contrast(*(Color(*each) for each in near)) >= AA, (text, ground)
