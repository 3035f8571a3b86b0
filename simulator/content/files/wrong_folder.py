"""Say where a file belongs that lies where another kind of file is looked for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from simulator.content.diagnostics.validate import problem_at
from simulator.content.files.file_kinds import HOMES, kind_of
from simulator.content.files.paths import PACK_FILES, PARTS_BESIDE
from simulator.errors import ContentError

if TYPE_CHECKING:
    from simulator.content.yaml.document import Document


def _is_part(document: Document) -> bool:
    """Whether a file says `about` what a part is, and has nothing that scenarios alone have."""
    keys = set(document.value) if isinstance(document.value, dict) else set()
    about = document.value.get("about", "") if keys else ""
    told = isinstance(about, str) and " " in about
    return told and not keys & {"kind", "level", "seats", "outcome", "extends", "cases"}


def refuse_scenario(document: Document) -> None:
    """Refuse a scenario that lies among personas or fragments.

    Raises:
        ContentError: the file has keys that only scenarios have.
    """
    keys = set(document.value) if isinstance(document.value, dict) else set()
    if {"kind", "seats", "outcome"} <= keys:
        found, expected = "this is a scenario, among parts of scenarios", "a persona or a fragment"
        mend = "put it beside the folders personas/ and fragments/, not into one"
        raise ContentError([problem_at(document, (), "another-kind", found, expected, mend)])


def refuse_another_kind(document: Document) -> None:
    """Refuse a profile, a force or the like that lies among scenarios.

    Raises:
        ContentError: the file is no scenario, by its keys.
    """
    kind = kind_of(document.value)
    if kind == "scenario" and not _is_part(document):
        return
    folder = Path(document.name).parent.name
    if kind == "scenario" and folder in PARTS_BESIDE:
        noun = folder.removesuffix("s")
        found = f"this is a {noun}, a part of scenarios, which is not played by itself"
        mend = "play a scenario that extends it; `silent999 check` reads it, alone or with a folder"
        raise ContentError([problem_at(document, (), "another-kind", found, "a scenario", mend)])
    if kind == "scenario":
        found = "this looks like a persona or a fragment, among scenarios"
        parts = "personas/" if "answers" in document.value else "personas/ or fragments/"
        mend = f"put it into a folder {parts} beside the scenarios"
        raise ContentError([problem_at(document, (), "another-kind", found, "a scenario", mend)])
    home = HOMES.get(kind)
    mend = (
        f"put it into a folder {home}/ beside the scenarios"
        if home
        else "keep it in a folder of its own"
    )
    mend = f"call it {PACK_FILES[0]}, or {mend}" if kind == "pack" else mend
    mend += f", or name it with --{kind}" if kind in ("profile", "force") else ""
    found = f"this is a file of the kind {kind}, among scenarios"
    raise ContentError([problem_at(document, (), "another-kind", found, "a scenario", mend)])
