"""Pages and parts of pages from their templates; every text is escaped and on one line."""

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from simulator import BANNER
from simulator.clean_text import for_line, whole
from simulator.content.library.library import Library
from simulator.content.library.translations import Translation, load
from simulator.core.instant import minutes

HERE = Path(__file__).parent
TITLE = "Session"
"""Title in the browser's tab and history; it must not name the program or its subject."""


def render(template: str, **values: Any) -> str:
    """Return a template with these values; a page can always be encoded."""
    if "/" not in template:  # A page, and not a part of one, has words around what it shows.
        values.setdefault("shell", values.get("say") or _english())
    return whole(_environment().get_template(template).render(values))


@cache
def _english() -> Translation:
    """Return the shipped words, for pages that belong to no session."""
    return load(Library())


def load_templates() -> None:
    """Compile every template: the first page of each kind would take that time."""
    for name in _environment().list_templates():
        _environment().get_template(name)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        finalize=_clean,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(banner=BANNER, title=TITLE)
    environment.filters.update(minutes=minutes)
    return environment


def _clean(value: Any) -> Any:
    return value if isinstance(value, Markup) or not isinstance(value, str) else for_line(value)
