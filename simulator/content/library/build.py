"""Build the shipped files into values that are read without a model, as part of the package."""

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

from simulator.content.files.built_content import HEADERS, ROOTS, write_built
from simulator.content.files.file_kinds import KINDS
from simulator.content.files.find_files import file_of
from simulator.content.library.library import Library

_PARTS = {"persona": "personas", "fragment": "fragments"}
"""The folder of parts of each kind."""


def build_all(folder: Path) -> None:
    """Read and check every shipped file and write what it holds.

    Raises ContentError for a file that is wrong; what was built before is then gone.
    """
    shutil.rmtree(folder, ignore_errors=True)
    library = Library()
    for path in library.scenario_paths():
        document = library.document(path)
        made_of = [file_of(path), *(Path(name) for _, name in document.included)]
        write_built(path, made_of, library.scenario(path).scenario, folder)
    # Without its folder: a header is found by its name, wherever the package is.
    headers = [replace(each, path=Path(each.path.name)) for each in library.scenarios()]
    held = {each.path.name: each for each in headers}
    write_built(HEADERS, library.scenario_sources(), held, folder)
    files = [(kind, path) for kind in KINDS for path in _files_of(kind, library)]
    for kind, path in files:
        write_built(path, *_built(kind, path, library), folder)


def _files_of(kind: str, library: Library) -> tuple[Path, ...]:
    if folder := _PARTS.get(kind):
        return tuple(path for path in library.part_paths() if path.parent.name == folder)
    table = ROOTS["data"] / f"{kind}.yaml"
    home = library.paths_of(kind) if KINDS[kind].home else ()
    return (*home, *((table,) if table.is_file() else ()))


def _built(kind: str, path: Path, library: Library) -> tuple[list[Path], Any]:
    loaded = library.load(kind, path)
    if not KINDS[kind].complete:
        return [path], loaded.file
    held = replace(loaded, path=Path(path.name))
    getattr(held, kind)  # The core's profile or force is worked out now, and kept.
    chain = {each.id for each in held.chain}
    return [each for each in library.paths_of(kind) if each.stem in chain], held
