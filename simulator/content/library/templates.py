"""The text of a new scenario file, from a template."""

import json
import re
from pathlib import Path
from typing import get_args

from simulator.content.files.file_kinds import modeline, with_modeline
from simulator.content.scenario.scenario import Kind

FOLDER = Path(__file__).resolve().parents[1] / "data" / "templates"
KINDS: tuple[str, ...] = tuple(kind for kind in get_args(Kind) if kind != "flow")
"""The kinds of calls with a template. Scenarios that test the flow have none."""

_COLUMN = 34
"""The column in which a comment beside a key begins."""


def template_text(
    kind: str, name: str, title: str, folder: Path, *, near: str = "", review_by: str = ""
) -> str:
    """Return a new scenario for a folder: `near` may overhear, and `review_by` is a month."""
    text = (FOLDER / f"{kind}.yaml").read_text(encoding="utf-8")
    text = with_modeline(text, modeline("scenario", folder))
    text = _with(_with(text, "id", name), "title", _quoted(title))
    if review_by:
        text = _with(text, "review_by", review_by)
    if near:
        text = text.replace("Take away the # to use it.", "They may be several.")
        text = text.replace("# near: [{who: someone,", f"near: [{{who: {_quoted(near)},")
        text = text.replace("# overheard:", "overheard:")
    return text


def _with(text: str, key: str, value: str) -> str:
    """Return the text with another value of a key; a comment beside it stays in its column."""

    def line(found: re.Match[str]) -> str:
        return f"{key}: {value}".ljust(_COLUMN if found[1] else 0) + found[1]

    return re.sub(rf"^{key}: [^#\n]*(#?)", line, text, count=1, flags=re.MULTILINE)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)  # Valid YAML as well.
