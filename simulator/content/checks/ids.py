"""The id of a file: whether it is the file's name, and whether what is shipped has it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from simulator.content.diagnostics.validate import Found, problem_at
from simulator.content.files.file_kinds import kind_of
from simulator.content.files.paths import PACK_FILES, PARTS_BESIDE, id_of, is_pack, stem_of
from simulator.content.library.library import Library, is_shipped
from simulator.content.library.templates import id_from
from simulator.content.yaml.document import Document
from simulator.errors import Problem


def stem(document: Document) -> Iterator[Found]:
    """That a file has the name of its id."""
    name, stem = document.value["id"], stem_of(Path(document.name))
    if document.case:
        stem = f"{stem}-{document.case}"
    if name != stem:
        found = f'the id is "{name}", and the file is called "{stem}"'
        yield ("id",), "id-and-file", found, "the same name for both", _same_name(document, stem)


def _same_name(document: Document, stem: str) -> str:
    """What to change: the file's name alone, where it could not be an id."""
    loose_pack = kind_of(document.value) == "pack" and not is_pack(Path(document.name))
    name = PACK_FILES[0] if loose_pack else f"{document.value['id']}.yaml"
    rename = f"rename the file to {name}"
    if document.case:
        return f"write id: {stem}"
    either = id_from(stem) == stem and not loose_pack
    return f"write id: {stem}, or {rename}" if either else rename


def shipped_ids(document: Document, path: Path) -> Iterator[Problem]:
    """That a person's own file has the id of something of its kind that is shipped."""
    if is_shipped(path):
        return
    name, kind, shipped = document.value["id"], kind_of(document.value), Library()
    taken: dict[str, Callable[[], Iterable[Path]]] = {
        "scenario": shipped.scenario_paths,
        "profile": shipped.profile_paths,
        "force": shipped.force_paths,
        "rubric": shipped.rubric_paths,
        "plan": shipped.plan_paths,
        "pack": shipped.pack_paths,
    }
    if path.parent.name not in PARTS_BESIDE and kind in taken and name in map(id_of, taken[kind]()):
        found = f'the id "{name}" is that of a shipped {kind}'
        mend = "give the file an id of its own, that of its name"
        yield problem_at(document, ("id",), "shipped-id", found, "an id that is free", mend)
