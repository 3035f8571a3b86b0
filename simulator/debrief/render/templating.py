"""The Jinja2 environment of the written forms. Every text that a template prints is escaped."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from simulator import BANNER
from simulator.clean_text import for_line
from simulator.core.instant import Millis, clock, minutes
from simulator.debrief.render.outline import ENDORSED
from simulator.debrief.render.sections import spoken

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~])")
_STARTS_LIST = re.compile(r"^([-+=]|\d+[.)])(?=\s|$)")


def render(template: str, **values: Any) -> str:
    """Return a template with these values; every text in it is escaped and on one line."""
    return _environment(template.endswith(".md")).get_template(template).render(values)


@cache
def _environment(in_markdown: bool) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).with_name("templates")),
        autoescape=True,
        # What a template prints is text of scenarios and users, unless it is markup of ours.
        finalize=markdown if in_markdown else _plain,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals.update(banner=BANNER, endorsed=ENDORSED)
    environment.filters.update(clock=clock, minutes=minutes, iso=_iso, spoken=spoken)
    return environment


def _plain(value: Any) -> Any:
    return value if isinstance(value, Markup) or not isinstance(value, str) else for_line(value)


def markdown(value: Any) -> Markup:
    """Escape every character that Markdown or HTML would take for markup."""
    if isinstance(value, Markup):
        return value
    escaped = _MARKS.sub(r"\\\1", for_line(str(value))).replace("&", "&amp;")
    return Markup(_STARTS_LIST.sub(r"\\\1", escaped))


def _iso(at: Millis) -> str:
    """Return an instant as a duration for ``<time>``."""
    return f"PT{at // 1_000}.{at % 1_000:03}S"
