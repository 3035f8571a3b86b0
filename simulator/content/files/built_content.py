"""Shipped content as it is built into the package: read at run time without a model.

Building the package reads and checks every shipped file, and writes what each of them holds beside
the package's code (`build_all` in `content.library.build`). What is built says which files it is
taken from, and is passed over if one of them, or the code of the models, has changed since: then
the file is read and checked as a user's is.
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
    try:
        held = json.loads(_file_of(name, folder or BUILT).read_bytes())
        fresh = code_mark() in (0, held["code"]) and all(
            mark == _mark([_path_of(each)]) for each, mark in held["from"].items()
        )
    except (OSError, ValueError, KeyError):
        return None
    return decoded(held["value"]) if fresh else None


def write_built(path: Path, made_of: Iterable[Path], value: Any, folder: Path) -> None:
    """Write what a shipped file holds, with the files that it was taken from."""
    marks = {name_of(each): _mark([each]) for each in made_of}
    held = {"from": marks, "code": code_mark(), "value": encoded(value)}
    text = json.dumps(held, ensure_ascii=False, separators=(",", ":"))
    place = _file_of(name_of(path), folder)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, encoding="utf-8")


@cache
def code_mark() -> int:
    """Return a fingerprint of the code that says what files hold; 0 once it is installed."""
    if (_PACKAGE / "_scenarios").is_dir():
        return 0
    return _mark(sorted(path for name in _CODE for path in (_PACKAGE / name).rglob("*.py")))


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
