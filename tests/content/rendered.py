"""What can be read on a page of HTML."""

from __future__ import annotations

import html
import re


def texts_in(page: str) -> str:
    """The text of a page's body, on one line."""
    body = page[page.index("<body>") :]
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", body)).split())
