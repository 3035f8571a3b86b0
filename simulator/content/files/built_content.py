"""Shipped content as it is built into the package: read at run time without a model.

Building the package reads and checks every shipped file, and writes what each of them holds beside
the package's code (`build_all` in `content.library.build`). What is built says which files it is
taken from, and is passed over if one of them, or the code of the models, has changed since: then
the file is read and checked as a user's is. A changed code makes every command slow, so `OUTDATED`
has it, for the command line to say so.

So is what is built of it if that was damaged: its digest is held against each file as it is read,
and `DAMAGED` names it. A number of a help line must not be printed that no source has.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any
from zlib import crc32

from simulator.content.files.find_files import resolved
from simulator.content.files.value_codec import decoded, encoded
from simulator.content.yaml.reader import DATA
from simulator.open_file import FileRefused, content_of

_PACKAGE = Path(__file__).resolve().parents[2]
BUILT = _PACKAGE / "content" / "built"
_CODE = ("content", "core", "rules")
"""The folders of the package whose code says what the files hold."""


def shipped_scenarios(package: Path = _PACKAGE) -> Path:
    """The folder of shipped scenarios: inside the package once installed, else beside it."""
    packaged = package / "_scenarios"
    return packaged if packaged.is_dir() else package.parent / "scenarios"


ROOTS: Mapping[str, Path] = {"data": DATA, "scenarios": shipped_scenarios()}
"""The folders of shipped files."""
HEADERS = ROOTS["scenarios"] / "headers"
"""What a list shows of all scenarios is built as if a file of this name held it."""

STEMS = ROOTS["data"] / "stems"
"""So are the stems of the words that the shipped reader knows."""


def name_of(path: Path) -> str:
    """Return the name of a shipped file, from its root; empty for any other."""
    whole = str(resolved(path))
    for name, root in ROOTS.items():
        if whole.startswith(f"{root}{os.sep}"):
            return f"{name}/{whole[len(str(root)) + 1 :].replace(os.sep, '/')}"
    return ""


def read_built(path: Path, folder: Path | None = None) -> Any:
    """Return what a shipped file, or a case of it, was built into; None if it has changed since."""
    name = name_of(path)
    if not name:
        return None
    place = _file_of(name, folder or BUILT)
    try:
        head, value = _parts_of(place)
        if code_mark() not in (0, head["code"]):
            OUTDATED.add(BUILT)
            return None
        if not _is_fresh(head):
            return None
        if head["digest"] != crc32(value):
            raise ValueError("its digest is another")
        held = decoded(json.loads(value))
        if not isinstance(held, dict) or held.keys().isdisjoint(_HELD):
            raise ValueError("it holds nothing that is built")
        return held
    except OSError:  # It was not built.
        return None
    except _DAMAGES:
        DAMAGED[place] = name
        return None


OUTDATED: set[Path] = set()
"""The folder of what is built, if the code has changed since: nothing in it is read then."""
DAMAGED: dict[Path, str] = {}
"""The damaged files that were met, with the names of the shipped ones that were read instead."""
_HELD = ("scenario", "headers", "as_written", "stems")
"""What is built of a file: one of these, and what goes with it."""
_MOST_BYTES = 16 * 1024 * 1024
"""Largest built file that is read: the largest has 136,000 bytes (assumption)."""
_NO_FILES = ("is-a-folder", "not-a-file", "file-too-large")
_DAMAGES = (
    *(ValueError, TypeError, KeyError, IndexError, AttributeError),
    *(RecursionError, ImportError),
)
"""What a file raises that holds something else than was written."""


def damaged_files(folder: Path | None = None) -> tuple[list[Path], int]:
    """Return the built files whose digest is another than when they were written, and how many."""
    places = sorted((folder or BUILT).rglob("*.json"))
    return [place for place in places if not _is_whole(place)], len(places)


def value_written(place: Path) -> bytes | None:
    """Return the value of a built file as it was written; None if it can't be read."""
    try:
        return _parts_of(place)[1]
    except (OSError, *_DAMAGES):
        return None


def _is_whole(place: Path) -> bool:
    try:
        head, value = _parts_of(place)
        return bool(head["digest"] == crc32(value))
    except (OSError, *_DAMAGES):
        return False


def _parts_of(place: Path) -> tuple[dict[str, Any], bytes]:
    """Return what a built file says of itself, and its value as it was written."""
    head, _, value = _bytes_of(place).partition(b"\n")
    held = json.loads(head)
    if not isinstance(held, dict) or "digest" not in held:
        raise ValueError("it doesn't begin as it was written")
    return held, value


def _bytes_of(place: Path) -> bytes:
    """Return what a built file has; OSError without one, ValueError for what isn't a file.

    A pipe or a device in its place would be waited for without end.
    """
    try:
        return content_of(place, _MOST_BYTES)
    except FileRefused as error:
        raise (ValueError if error.code in _NO_FILES else OSError)(error.message) from error


def _is_fresh(head: Mapping[str, Any]) -> bool:
    return all(mark == _mark([_path_of(each)]) for each, mark in head["from"].items())


def write_built(path: Path, made_of: Iterable[Path], value: Any, folder: Path) -> None:
    """Write what a shipped file holds, with the files that it was taken from."""
    marks = {name_of(each): _mark([each]) for each in made_of}
    plain = json.dumps(encoded(value), ensure_ascii=False, separators=(",", ":")).encode()
    head = json.dumps({"from": marks, "code": code_mark(), "digest": crc32(plain)})
    place = _file_of(name_of(path), folder)
    place.parent.mkdir(parents=True, exist_ok=True)
    unfinished = place.with_suffix(".part")
    unfinished.write_bytes(b"%s\n%s" % (head.encode(), plain))
    unfinished.replace(place)  # A command that reads it meanwhile must not find half of it.


@cache
def code_mark() -> int:
    """Return a fingerprint of the code that says what files hold; 0 once it is installed."""
    if (_PACKAGE / "_scenarios").is_dir():
        return 0
    return _mark(sorted(path for name in _CODE for path in (_PACKAGE / name).rglob("*.py")))


def mark_of(path: Path) -> int:
    """Return a fingerprint of one file of the package."""
    return _mark([path])


def _mark(paths: Iterable[Path]) -> int:
    """Return a checksum: against a change that goes unseen, not against a person."""
    mark = 0
    for path in paths:
        mark = crc32(path.read_bytes(), mark)
    return mark


def _path_of(name: str) -> Path:
    root, _, rest = name.partition("/")
    return ROOTS[root] / rest


def _file_of(name: str, folder: Path) -> Path:
    return folder / f"{name.replace('#', '.')}.json"
