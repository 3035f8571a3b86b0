"""The served HTML page, and the headers of every response."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from pathlib import Path
from string import Template

import textual_serve

from simulator.web.admission import Guard

TITLE = "Session"
"""Title in the browser's tab and history; it must not name the program or its subject."""

PAGE_FILES = Path(__file__).parent / "static"
"""Our own script and style."""

TERMINAL_FILES = Path(textual_serve.__file__).parent / "static"
"""The terminal of textual-serve: xterm.js, its style and its font."""

_TEMPLATE = Template(
    (Path(__file__).parent / "templates" / "app_index.html").read_text(encoding="utf-8")
)


def page(guard: Guard, font_size: int, *, fit: str = "") -> str:
    """Return the page as HTML; all its files are on this server, below the token.

    With ``fit`` (such as ``80x24``), letters are as large as that many columns and lines allow,
    instead of ``font_size`` pixels.
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
    """Return the headers of every response: no storage, no foreign content."""
    policy = {
        "default-src": "'none'",
        "script-src": "'self'",
        # xterm.js writes style elements while it runs.
        "style-src": "'self' 'unsafe-inline'",
        "font-src": "'self'",
        "img-src": "'self' data:",
        # In older Safari 'self' doesn't include websockets.
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
