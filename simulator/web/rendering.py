"""Pages and parts of pages from their templates; every text is escaped and on one line."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from simulator import BANNER
from simulator.clean_text import for_line, whole
from simulator.content.library.library import Library
from simulator.content.library.translations import Translation, load
from simulator.core.instant import minutes

HERE = Path(__file__).parent
TITLE = "Session"
"""Title in the browser's tab and history; it must not name the program or its subject."""
PHONE = re.compile(r"\b(?:0\d[\d ]{7,}\d|18000)\b")
"""A telephone number: it is never broken over lines, and has zeros without a stroke."""


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
    environment.filters.update(minutes=minutes, phones=_phones, is_phone=_is_phone)
    return environment


def _is_phone(text: str) -> bool:
    return PHONE.fullmatch(text) is not None


def _phones(text: str) -> Markup:
    """Return a text with each telephone number marked; an address may be broken at its dots."""
    marked = PHONE.sub(r'<span class="tel">\g<0></span>', str(escape(for_line(text))))
    return Markup(re.sub(r"(?<=[a-z])\.(?=[a-z])", "<wbr>.", marked))


def _clean(value: Any) -> Any:
    return value if isinstance(value, Markup) or not isinstance(value, str) else for_line(value)
