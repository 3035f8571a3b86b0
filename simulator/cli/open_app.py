"""Opening the screens: terminal check and exit."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from simulator.cli.arguments import UsageError
from simulator.cli.output import Console
from simulator.cli.settings import Settings, read_settings

if TYPE_CHECKING:
    from simulator.tui.app import TrainerApp


def need_terminal(console: Console, otherwise: str) -> None:
    """Check that screens can be shown; `otherwise` is the hint if they can't."""
    if not has_screens(console):
        raise UsageError("the screens need a terminal for input and output", otherwise)


def run_app(app: TrainerApp, console: Console, theme: str | None = None) -> int:
    """Run an app in the terminal, as its user has set it. Return its exit code.

    Raises:
        ContentError: `silent999.toml` has a mistake.
    """
    from simulator.tui.base.quick_exit import cleared

    settings = read_settings()
    app.adapt(theme or settings.theme or "dark", _keymap(settings))
    with cleared(app, console.out):
        app.run()
    return app.return_code or 0


def _keymap(settings: Settings) -> dict[str, str]:
    if not settings.keys:
        return {}
    # It loads every screen for its bindings, which the first paint would wait for.
    from simulator.tui.keymap import UnusableKey, keymap

    try:
        return keymap(settings.keys)
    except UnusableKey as error:
        raise settings.refused(error.name, error.message, error.hint, "keys") from error


def has_screens(console: Console) -> bool:
    """Whether screens can be shown."""
    streams = (console.out, sys.__stderr__, sys.stdin)  # Textual paints on the error stream.
    return all(stream is not None and stream.isatty() for stream in streams)
