"""Text from a scenario or a person, made safe for each written form."""

from __future__ import annotations

import html
import re

_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~])")
_STARTS_LIST = re.compile(r"^([-+=]|\d+[.)])(?=\s|$)")


def one_line(text: str) -> str:
    """The text on one line, without characters that could move a cursor or mean nothing."""
    shown = "".join(each if each.isprintable() else " " for each in text)
    return " ".join(shown.split())


def in_html(text: str) -> str:
    """The text as the content of an element or of an attribute in quotation marks."""
    return html.escape(one_line(text), quote=True)


def in_markdown(text: str) -> str:
    """The text with everything escaped that Markdown or HTML would take for a mark."""
    escaped = _MARKDOWN.sub(r"\\\1", one_line(text)).replace("&", "&amp;")
    return _STARTS_LIST.sub(r"\\\1", escaped)
