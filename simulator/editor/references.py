"""Ids in a file, and the files and lines that they name."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from pathlib import Path

from simulator.content.files import find_files as find
from simulator.content.library.library import Library
from simulator.content.yaml.reader import DATA
from simulator.editor.cursor import Cursor

_SOURCES = DATA / "sources.yaml"
_PROFILES = ("profile", "profiles", "outcomes", "not_under", "expect_by_profile")
_NAMED_BY = {
    **dict.fromkeys(_PROFILES, "profile"),
    **dict.fromkeys(("milder", "scenario", "scenarios"), "scenario"),
    **dict.fromkeys(("source", "sources", "against"), "source"),
    "force": "force",
    "rubric": "rubric",
    "extends": "part",
}
"""What a key names by id, as its value, in a list or as keys below it."""


def named(
    library: Library, path: Path, kind: str, cursor: Cursor
) -> Mapping[str, tuple[Path, int]]:
    """Return the ids that may be at a cursor of a file, each with its file and line (from 1)."""
    noun = kind if cursor.key == "based_on" else _NAMED_BY.get(cursor.key, "")
    if noun == "source":
        document = library.read(_SOURCES)
        codes = document.value["sources"]
        return {
            code: (_SOURCES, document.place(("sources", code), key=True).line) for code in codes
        }
    if noun == "scenario":
        return {find.id_of(each): (find.file_of(each), 1) for each in library.scenario_paths()}
    paths = library.paths_of(noun) if noun and noun != "part" else ()
    if noun == "part":
        paths = tuple(chain(find.parts_beside(path), library.part_paths()))
    return {find.stem_of(each): (each, 1) for each in paths}
