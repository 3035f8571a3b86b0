"""What a new scenario starts from: a small complete one of its kind, every part commented."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import get_args

from simulator.content.library.json_schema import modeline, with_modeline
from simulator.content.library.writing import scalar
from simulator.content.scenario.scenario import Kind

FOLDER = Path(__file__).resolve().parents[1] / "data" / "starters"
KINDS: tuple[str, ...] = tuple(kind for kind in get_args(Kind) if kind != "flow")
"""The kinds of calls; there is a starter for each. What tests the flow, nobody begins by hand."""

_COLUMN = 34


def starter(kind: str, name: str, title: str, *, near: str = "", review_by: str = "") -> str:
    """The text of a new scenario file, with the line by which an editor finds the schema.

    With `near`, somebody is near the caller and may overhear; `review_by` is a month.
    """
    text = (FOLDER / f"{kind}.yaml").read_text(encoding="utf-8")
    text = with_modeline(text, modeline("scenario"))
    said = {"id": name, "title": scalar(title)}
    if review_by:
        said["review_by"] = review_by
    for key, value in said.items():
        text = re.sub(rf"^{key}: [^#\n]*", _line(key, value), text, count=1, flags=re.MULTILINE)
    text = re.sub(r"^(title: .*?) +$", r"\1", text, count=1, flags=re.MULTILINE)
    if near:
        text = text.replace("Take away the # to use it.", "They may be several.")
        text = text.replace("# near: [{who: somebody,", f"near: [{{who: {scalar(near)},")
        text = text.replace("# overheard:", "overheard:")
    return text


def id_from(title: str) -> str:
    """An id made of the words of a title; empty where it has no letters that an id may have."""
    plain = unicodedata.normalize("NFKD", title.lower()).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain.replace("'", "")))


def _line(key: str, value: str) -> str:
    # A function would do as well; a backslash in a title must not be read as a group.
    return f"{key}: {value}".ljust(_COLUMN).replace("\\", r"\\")
