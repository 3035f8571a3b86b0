"""Build the shipped files into values that are read without a model, as part of the package."""

import shutil
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

from simulator.content.files.built_content import (
    BUILT,
    HEADERS,
    ROOTS,
    STEMS,
    value_written,
    write_built,
)
from simulator.content.files.file_kinds import KINDS
from simulator.content.files.find_files import file_of
from simulator.content.library.library import Library, reading_sources
from simulator.content.procedure.reading_file import built_stems

_MADE = {"profile": "profile", "force": "force"}
"""What is worked out of a complete file of a kind: the name of its property."""
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
        value = {"scenario": library.scenario(path).scenario}
        write_built(path, made_of, value, folder)
    # Without its folder: a header is found by its name, wherever the package is.
    headers = [replace(each, path=cast("Path", each.path.name)) for each in library.scenarios()]
    write_built(HEADERS, library.scenario_sources(), {"headers": tuple(headers)}, folder)
    write_built(STEMS, library.paths_of("reading"), built_stems(library.reading_files()), folder)
    files = [(kind, path) for kind in KINDS for path in _files_of(kind, library)]
    for kind, path in files:
        write_built(path, *_built(kind, path, library), folder)


def differing_from_sources() -> list[str]:
    """Return the names of built files that are missing or hold something else than the sources.

    Everything that is shipped is read and checked again: it takes some seconds.
    """
    with TemporaryDirectory() as place:
        folder = Path(place)
        with reading_sources():
            build_all(folder)
        names = sorted(path.relative_to(folder) for path in folder.rglob("*.json"))
        return [
            name.as_posix()
            for name in names
            if value_written(BUILT / name) != value_written(folder / name)
        ]


def _files_of(kind: str, library: Library) -> tuple[Path, ...]:
    if folder := _PARTS.get(kind):
        return tuple(path for path in library.part_paths() if path.parent.name == folder)
    table = ROOTS["data"] / f"{kind}.yaml"
    home = library.paths_of(kind) if KINDS[kind].home else ()
    return (*home, *((table,) if table.is_file() else ()))


def _built(kind: str, path: Path, library: Library) -> tuple[list[Path], dict[str, Any]]:
    written = library.load(kind, path)
    if not KINDS[kind].complete:
        return [path], {"as_written": written.file}
    chain = {each.id: each for each in written.chain}
    made_of = [each for each in library.paths_of(kind) if each.stem in chain]
    made = {_MADE[kind]: getattr(written, _MADE[kind])}
    held = {"as_written": written.chain[0], "file": written.file, "chain": written.chain}
    return made_of, {**held, "made": made}
