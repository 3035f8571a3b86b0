"""Headers of records where there is no pydantic: in a page without a server.

What a header contains is there only if it is shipped with this program: its files were written down
as a record has them when the page was built (`write_kept`). A record of anything else is opened on
a computer.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zlib import crc32

from simulator.content.fields.content_model import Content
from simulator.content.files import built_content
from simulator.open_file import FileRefused, content_of

MOST_BYTES = 4_000_000
"""Largest file that is read: the largest has 60,000 bytes (assumption)."""


def kept(what: str, value: Any) -> dict[str, Any]:
    """Return shipped content with its digest, as a header has it; LookupError for anything else."""
    held = _kept_file(what, value.id)
    if held is None or held["mark"] != _mark_of(value):
        raise LookupError(f"the {what} {value.id} is not shipped with this page")
    return {"digest": held["digest"], "content": held["content"]}


def is_kept(what: str, name: str, digest: str) -> bool:
    """Return whether the shipped content of that name is the one with that digest."""
    held = _kept_file(what, name)
    return held is not None and held["digest"] == digest


def write_kept(folder: Path, what: str, value: Any, header_has: Mapping[str, Any]) -> None:
    """Write down what a header has of a shipped file, for `kept`."""
    path = folder / "kept" / what / f"{value.id}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    held = json.dumps({"mark": _mark_of(value), **header_has}, ensure_ascii=False)
    path.write_text(held, encoding="utf-8")


def _mark_of(value: Any) -> int:
    return crc32(json.dumps(_plain(value), sort_keys=True).encode())


def _plain(value: Any) -> Any:
    """Return all that a value of content holds, also what was left out of its file.

    It is the same however the value was read: `encoded` leaves out what is the default itself.
    """
    if isinstance(value, Content):
        return {name: _plain(each) for name, each in value}
    if dataclasses.is_dataclass(value):
        return {each.name: _plain(getattr(value, each.name)) for each in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return sorted([str(key), _plain(each)] for key, each in value.items())
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    if isinstance(value, (set, frozenset)):
        return sorted(str(each) for each in value)
    return value if isinstance(value, (str, int, float)) or value is None else str(value)


def _kept_file(what: str, name: str) -> dict[str, Any] | None:
    path = built_content.BUILT / "kept" / what / f"{name}.json"
    # A name in a record may be anything: it must not lead to another file.
    if path.parent != built_content.BUILT / "kept" / what:
        return None
    try:
        held: dict[str, Any] = json.loads(content_of(path, MOST_BYTES))
    except FileRefused:
        return None
    return held
