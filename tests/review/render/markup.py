"""A page taken apart by the standard library: whether it is well formed, and what it refers to."""

from __future__ import annotations

import re
from html.parser import HTMLParser

VOID = frozenset({"meta", "link", "br", "hr", "img", "input", "path", "line", "rect", "circle"})
"""Elements that are not closed; those of SVG are written with a slash when they are empty."""


class Page(HTMLParser):
    """Reads a whole page; raises where tags do not fit together."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.stack: list[str] = []
        self.ids: list[str] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.headings: list[tuple[int, str]] = []
        self.text: list[str] = []
        self.styles: list[str] = []
        self.feed(text)
        self.close()
        assert self.stack == [], f"left open: {self.stack}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._note(tag, attrs)
        if tag not in VOID or self.get_starttag_text() is None:
            self.stack.append(tag)
            return
        if tag in ("path", "line", "rect", "circle"):
            self.stack.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._note(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self.stack, f"</{tag}> closes nothing"
        assert self.stack.pop() == tag, f"</{tag}> closes something else"

    def handle_data(self, data: str) -> None:
        if self.stack and self.stack[-1] == "style":
            self.styles.append(data)
            return
        self.text.append(data)
        if self.stack and re.fullmatch("h[1-6]", self.stack[-1]):
            self.headings.append((int(self.stack[-1][1]), data))

    def _note(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = {name: value or "" for name, value in attrs}
        assert len(held) == len(attrs), f"<{tag}> has an attribute twice"
        self.tags.append((tag, held))
        if "id" in held:
            self.ids.append(held["id"])

    def all(self, tag: str) -> list[dict[str, str]]:
        """The attributes of every element of that name."""
        return [attrs for name, attrs in self.tags if name == tag]
