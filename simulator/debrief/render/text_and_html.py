"""A debrief as text, Markdown or a page: the first page, and with `full` everything else.

Markdown and pages are Jinja2 templates. Every text that a template prints is escaped.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from simulator import BANNER
from simulator.clean_text import for_line
from simulator.core.instant import Millis, clock, minutes
from simulator.debrief.assess.debrief import Debrief
from simulator.debrief.render import strip
from simulator.debrief.render.first_page import WIDTH, first_page, page_lines, page_sections
from simulator.debrief.render.outline import ENDORSED, FOR_FACILITATOR, outline
from simulator.debrief.render.sections import Section, lines_of, spoken
from simulator.debrief.render.strip import strip_of
from simulator.debrief.render.timeline_svg import drawing
from simulator.review.transcript import wrapped

FOR_ALL = "All findings, timeline and transcript: --full."


def text(debrief: Debrief, *, full: bool = False, facilitator: bool = False) -> str:
    """Return the debrief in lines of at most `WIDTH` columns; longer words stay whole."""
    lines = [*wrapped(BANNER, WIDTH), "", *wrapped(for_line(f"Debrief: {debrief.title}"), WIDTH)]
    lines += page_lines(page_sections(first_page(debrief)))
    for section in _rest(debrief, full=full, facilitator=facilitator):
        lines += _in_lines(section, 0)
    lines += ["", *wrapped(ENDORSED if full else FOR_ALL, WIDTH)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def markdown(debrief: Debrief, *, full: bool = False, facilitator: bool = False) -> str:
    """Return the debrief as CommonMark with tables."""
    return _written("debrief.md", debrief, full=full, facilitator=facilitator)


def html(debrief: Debrief, *, full: bool = False, facilitator: bool = False) -> str:
    """Return one self-contained page without scripts or network.

    Without `full` it prints on one side of A4: the first page, and the last call as a strip.
    """
    return _written("debrief.html", debrief, full=full, facilitator=facilitator)


class ExportedCall(NamedTuple):
    """One call of an export: what was recorded, and its whole debrief."""

    title: str
    about: tuple[str, ...]
    debrief: Debrief

    @property
    def sections(self) -> tuple[Section, ...]:
        """The first page, and everything after it."""
        rest = _rest(self.debrief, full=True, facilitator=False)
        return (*page_sections(first_page(self.debrief)), *rest)


def export_text(title: str, calls: Sequence[ExportedCall]) -> str:
    """Return whole debriefs of several calls, one after another, in lines of `WIDTH` columns."""
    lines = [*wrapped(BANNER, WIDTH), "", *wrapped(for_line(title), WIDTH)]
    for number, call in enumerate(calls, 1):
        lines += ["", "", *wrapped(for_line(f"{number} of {len(calls)}: {call.title}"), WIDTH)]
        lines += ["#" * WIDTH]
        lines += [each for line in call.about for each in wrapped(for_line(line), WIDTH)]
        for section in call.sections:
            lines += _in_lines(section, 0)
    lines += ["", *wrapped(ENDORSED, WIDTH)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def export_html(title: str, calls: Sequence[ExportedCall]) -> str:
    """Return whole debriefs of several calls as one self-contained page to read and print."""
    return render("export.html", title=title, calls=calls, linked=False)


def led_to(debrief: Debrief) -> Markup:
    """Return the strip of time and what led to what, for another page; empty if there is none."""
    led = strip_of(debrief, first_page(debrief))
    return Markup(render("led_alone.html", led=led) if led and led.pins else "")


def _written(template: str, debrief: Debrief, *, full: bool, facilitator: bool) -> str:
    calls = debrief.calls if full else debrief.calls[-1:]
    page = first_page(debrief)
    led = strip_of(debrief, page)
    # A page on one side has its strip of time; the drawing of every lane is for the full report.
    drawn = full or not (led and led.pins)
    return render(
        template,
        title=f"Debrief: {debrief.title}",
        page=page_sections(page),
        led=led,
        timelines=[drawing(call.timeline) for call in calls] if drawn else [],
        linked=full,
        rest=_rest(debrief, full=full, facilitator=facilitator),
    )


def _rest(debrief: Debrief, *, full: bool, facilitator: bool) -> tuple[Section, ...]:
    found = outline(debrief, facilitator=facilitator)
    return tuple(each for each in found if full or each.title == FOR_FACILITATOR)


def _in_lines(section: Section, depth: int) -> Iterator[str]:
    title = for_line(section.title)
    yield ""
    yield from wrapped(title.upper() if depth == 0 else title, WIDTH)
    yield ("=" if depth == 0 else "-") * min(WIDTH, len(title))
    for line in lines_of(section):
        yield from line.wrapped(WIDTH)
    for inner in section.sections:
        yield from _in_lines(inner, depth + 1)


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
        finalize=escaped if in_markdown else _plain,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )

    def iso(at: Millis) -> str:
        """Return an instant as a duration for ``<time>``."""
        return f"PT{at // 1_000}.{at % 1_000:03}S"

    environment.globals.update(banner=BANNER, endorsed=ENDORSED, width=strip.WIDTH, lane=strip.LANE)
    environment.filters.update(clock=clock, minutes=minutes, iso=iso, spoken=spoken)
    return environment


def _plain(value: Any) -> Any:
    return value if isinstance(value, Markup) or not isinstance(value, str) else for_line(value)


def escaped(value: Any) -> Markup:
    """Escape every character that Markdown or HTML would take for markup."""
    if isinstance(value, Markup):
        return value
    text = _MARKS.sub(r"\\\1", for_line(str(value))).replace("&", "&amp;")
    return Markup(_STARTS_LIST.sub(r"\\\1", text))
