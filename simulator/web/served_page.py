"""The page that a browser gets, and what goes out with every answer."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from pathlib import Path
from string import Template

import textual_serve

from simulator.web.admission import Guard

TITLE = "Session"
"""What the browser's tab and history say. It names neither the program nor its subject."""

PAGE_FILES = Path(__file__).parent / "static"
"""Our own script and style."""

TERMINAL_FILES = Path(textual_serve.__file__).parent / "static"
"""The terminal of textual-serve: xterm.js, its style and its font."""

_TEMPLATE = Template(
    (Path(__file__).parent / "templates" / "app_index.html").read_text(encoding="utf-8")
)


def page(guard: Guard, font_size: int, *, fit: str = "") -> str:
    """The page as HTML. Everything that it refers to is on this server, below the token.

    With ``fit``, such as ``80x24``, the letters become as large as they can be while so many
    columns and lines fit, instead of ``font_size`` pixels.
    """
    base = f"{guard.origin}/{guard.token}"
    values = {
        "title": TITLE,
        "base": base,
        "websocket": f"ws{base.removeprefix('http')}/ws",
        "font_size": str(font_size),
        "fit": fit,
    }
    return _TEMPLATE.substitute({name: escape(value) for name, value in values.items()})


def headers(guard: Guard) -> Mapping[str, str]:
    """What every answer carries: nothing is kept, nothing is fetched from elsewhere."""
    policy = {
        "default-src": "'none'",
        "script-src": "'self'",
        # xterm.js writes style elements while it runs.
        "style-src": "'self' 'unsafe-inline'",
        "font-src": "'self'",
        "img-src": "'self' data:",
        # Older Safari does not count a websocket of our own as 'self'.
        "connect-src": f"'self' ws://{guard.host}",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
    }
    return {
        "Cache-Control": "no-store",
        "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }
