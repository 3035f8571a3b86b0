"""Whole files from the examples of `codes.yaml`: what a complete file needs stands around them."""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from simulator.cli.scenarios.check import playing_times
from simulator.content.checks.content_warnings import check
from simulator.content.checks.unknown_ids import KnownReferences
from simulator.content.diagnostics.validate import validated
from simulator.content.fields.content_model import Content
from simulator.content.library.library import Library
from simulator.content.library.translations import load
from simulator.content.procedure import reference_data
from simulator.content.procedure.reference_data import DramaNumbers, SourceList, WordingList
from simulator.content.rules.property_file import RowNeeds
from simulator.content.yaml.reader import MAX_BYTES, read_file
from simulator.errors import MOST_PROBLEMS, ContentError, Problem
from simulator.session.run.checked_runs import RunRequest, play
from tests.builders import header


def knowing() -> KnownReferences:
    """What an example may refer to, itself included."""
    known = KnownReferences(Library())
    known.scenarios = {*known.scenarios, "mine"}
    return known


KNOWN = knowing()

BASED = """\
format: 1
id: mine
title: Mine
as_of: undated
about: For an example.
"""
HEADS: dict[str, str] = {
    "scenario": header(id="mine", title="Mine", outcome="no_response_to_recording"),
    "profile": f"{BASED}based_on: iopc_2019\nlines: {{}}\n",
    "force": f"{BASED}based_on: generic\nmarker_grades: {{}}\n",
    "rubric": """\
id: looked-at
grounds: [guidance]
says: Something was done.
for_a_person: yes
why: It helps.
when_met: It was done.
when_missed: It was not done.
weight: minor
source: [P1]
""",
    "plan": """\
format: 1
id: mine
title: Mine
about: For an example.
minutes: 4
steps: [{do: welcome, minutes: 2}, {do: help, minutes: 1}, {do: close, minutes: 1}]
""",
    "property": """\
id: holds
says: Somebody answers.
kind: procedure
modality: always
rule: {eventually: {act: answer}}
source: [P1]
""",
    "help": """\
id: somewhere
kind: helpline
name: A help line
what: Somebody to talk to.
source: [P1]
""",
    "myth": """\
id: believed
statement: Something is so.
verdict: not_true
truth: It is not.
sure: agreed
source: [P1]
""",
    "handout": """\
format: 1
title: Mine
about: For an example.
parts: [{id: one, heading: One, lines: [{id: first, says: It is so., source: [P1]}]}]
""",
    "calibration": (
        "id: blue-shutters\nseat: call_handler\n"
        "ratings: [{id: code-tested, rating: seen, because: It was., sheet: B04}]\n"
    ),
    "row_needs": "rows: [O-7]\nswitches: {noise_passes: on}\nwhy: It is so.\n",
    "sources": "format: 1\nsources: {}\n",
    "numbers": "format: 1\n",
    "wording": "format: 1\nwords: []\ntogether: []\ncapitals: []\nreal_names: []\n",
}
"""One line a key, so that an example's own key takes the place of a line."""

LISTS: dict[str, str] = {
    "rubric": """\
format: 1
id: mine
title: Mine
role: operator
about: For an example.
criteria:
""",
    "property": "format: 1\nid: mine\ntitle: Mine\nabout: For an example.\nproperties:\n",
    "help": "format: 1\nhelp:\n",
    "myth": "format: 1\nmyths:\n",
    "calibration": "format: 1\ncalibration:\n",
    "row_needs": "format: 1\nneeds:\n",
}
"""What stands above the list of which an example is an entry."""

NAMED = "Some body"
FOLDERS = {
    "profile": "profiles",
    "force": "forces",
    "rubric": "rubrics",
    "plan": "plans",
    "property": "properties",
    "phrases": "phrases",
    "reading": "reading",
    "lines": "lines",
    "help": "support",
    "handout": "pages",
    "myth": "pages",
    "calibration": "pages",
}
NOT_IN_A_LIBRARY = ("handout", "myth", "calibration")
"""Kinds that a folder of scenarios has no place for: a person names such a file."""
TABLES: dict[str, type[Content]] = {
    "sources": SourceList,
    "numbers": DramaNumbers,
    "wording": WordingList,
    "row_needs": RowNeeds,
}


Code = Mapping[str, Any]
"""One code of the catalogue."""
Made = Mapping[str, str]
"""An example that a generator below makes, and what it says."""


def whole(example: str, code: Code) -> str:
    """The example as a complete file."""
    if code.get("alone"):
        return example
    written = set(re.findall(r"^(\w+):", example, re.MULTILINE))
    if "rule" in written:
        written.add("for_a_person")  # a criterion has one of the two
    lines = [*_kept(HEADS[code.get("file", "scenario")], written), *example.splitlines()]
    if code.get("file") in LISTS:
        lines = [LISTS[code["file"]] + f"  - {lines[0]}", *(f"    {line}" for line in lines[1:])]
    return "\n".join(lines) + "\n"


def _kept(head: str, written: set[str]) -> list[str]:
    return [line for line in head.splitlines() if line.partition(":")[0] not in written]


def problems_of(example: str | Made, code: Code, folder: Path) -> list[Problem]:
    """Every problem that `check` finds in the example, as a file in `folder`."""
    place = folder / FOLDERS.get(code.get("file", ""), "silent")
    place.mkdir(parents=True)
    path = place / "mine.yaml"
    if isinstance(example, Mapping) and example["made"] == "profile_among_scenarios":
        path.write_text(HEADS["profile"], encoding="utf-8")
        with pytest.raises(ContentError) as refused:
            Library([folder]).scenario(path)
        return list(refused.value.problems)
    if isinstance(example, Mapping):
        paths = _made(example, path, code)
        return checked(Library([folder]), paths, _known(example))
    if code.get("file") == "translation":
        return _of_translation(example, folder)
    path.write_text(whole(example, code), encoding="utf-8")
    if "--strict" in code["why"]:
        return list(playing_times(Library([folder]), path))
    if "silent999 test" in code["why"]:
        library = Library([folder])
        profile, force = library.profile().profile, library.force("generic").force
        return play(RunRequest(library.scenario(path), profile, force, 0)).problems
    model = TABLES.get(code.get("file", ""))
    if model is None:
        return checked(Library([] if code.get("file") in NOT_IN_A_LIBRARY else [folder]), [path])
    try:
        validated(read_file(path), model)
    except ContentError as error:
        return list(error.problems)
    return []


def _of_translation(example: str, folder: Path) -> list[Problem]:
    path = folder / "translations" / "cy.ftl"
    path.parent.mkdir()
    path.write_text(f"{example}\n", encoding="utf-8")
    try:
        load(Library([folder]), "cy")
    except ContentError as error:
        return list(error.problems)
    return []


def checked(
    library: Library, paths: list[Path], known: KnownReferences | None = None
) -> list[Problem]:
    """What `check` finds, under the shipped profiles, which are read once for all tests."""
    return check(library, paths, known or KNOWN)


def _known(example: Made) -> KnownReferences | None:
    """What a file may refer to; to show a real name, a made-up one is taken for real."""
    if example["made"] != "real_name":
        return None
    wording = KNOWN.wording.model_copy(update={"real_names": (reference_data.fingerprint(NAMED),)})
    known = knowing()
    known.wording = wording
    return known


def _made(example: Made, path: Path, code: Code) -> list[Path]:
    """The files of an example that no lines can show."""
    head = HEADS["scenario"]
    match example["made"]:
        case "missing":
            pass
        case "folder":
            path.mkdir()
        case "pipe":
            os.mkfifo(path)
        case "too_long_a_name":
            path = path.with_name("x" * 300 + ".yaml")
        case "large":
            path.write_text("#" * (MAX_BYTES + 1), encoding="utf-8")
        case "bytes":
            assert example["bytes"], code
            added = bytes.fromhex(example["bytes"])
            key = added.partition(b":")[0] + b":"
            kept = [line for line in head.encode().splitlines(True) if not line.startswith(key)]
            path.write_bytes(b"".join([*kept, added]))
        case "many_problems":
            keys = "".join(f"key{number}: 1\n" for number in range(MOST_PROBLEMS + 1))
            path.write_text(head + keys, encoding="utf-8")
        case "two_files":
            path.write_text(head, encoding="utf-8")
            other = path.parent / "again" / path.name
            other.parent.mkdir()
            other.write_text(head, encoding="utf-8")
            return [path, other]
        case "real_name":
            path.write_text(head.replace("title: Mine", f"title: {NAMED}"), encoding="utf-8")
    return [path]
