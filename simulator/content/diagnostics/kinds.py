"""The kinds of content files, one row each, and the published schema of each."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from simulator.content.yaml.reader import DATA, text_of

SCHEMAS = DATA / "schemas"
PROTOCOL_SCHEMA = DATA / "protocol.schema.json"
"""The schema of what crosses a wire (`hosting/protocol.py`): of no kind of file."""
Part = Mapping[str, Any]
"""A part of a JSON Schema: what a value, a list or a mapping may be."""
_MOST_BYTES = 1 << 20


class FileKind(NamedTuple):
    """One kind of file."""

    module: str
    """The module of its model, below `simulator.content`."""
    model: str
    own_keys: str = ""
    """Keys that only this kind has, with spaces between them."""
    home: str = ""
    """The folder for such files, beside scenarios."""
    complete: str = ""
    """The class, in the same module, of a file completed by those that it is based on."""


_OF_A_PROFILE = "switches timings operator handler lines conflicts"
_OF_A_FORCE = "grades marker_grades unanswered_grade callback code"
KINDS: dict[str, FileKind] = {
    # Scenarios come first: they have some keys in common with profiles.
    "scenario": FileKind("scenario.scenario", "Scenario", "kind seats outcome caller"),
    "persona": FileKind("scenario.expand", "PersonaFile"),
    "fragment": FileKind("scenario.expand", "FragmentFile"),
    "pack": FileKind("scenario.scenario", "PackFile", "scenarios", "packs"),
    "profile": FileKind(
        "procedure.profile_file", "ProfileFile", _OF_A_PROFILE, "profiles", "LoadedProfile"
    ),
    "force": FileKind("procedure.force_file", "ForceFile", _OF_A_FORCE, "forces", "LoadedForce"),
    "rubric": FileKind("rules.rubric_file", "RubricFile", "criteria role", "rubrics"),
    "properties": FileKind("rules.property_file", "PropertyFile", "properties", "properties"),
    "phrases": FileKind("procedure.phrase_file", "PhraseFile", "phrases alike", "phrases"),
    "reading": FileKind("procedure.reading_file", "ReadingFile", "statements concepts", "reading"),
    "lines": FileKind("procedure.line_file", "LineFile", "spoken", "lines"),
    "plan": FileKind("awareness.plan", "Plan", "steps", "plans"),
    "support": FileKind("awareness.help_lines", "SupportFile", "help", "support"),
    "myths": FileKind("awareness.handout", "MythFile", "myths"),
    "handout": FileKind("awareness.handout", "Handout", "parts"),
    "room_endings": FileKind("awareness.room_endings", "RoomEndings"),
    "readers": FileKind("awareness.readers", "Readers"),
    "questions": FileKind("procedure.reference_data", "QuestionBank"),
    "row_needs": FileKind("rules.property_file", "RowNeeds"),
    "seat_knowledge": FileKind("procedure.seat_knowledge", "SeatKnowledge"),
    "speaking": FileKind("procedure.speaking_file", "SpeakingFile", "styles"),
    "calibration": FileKind("rules.calibration_file", "CalibrationFile", "calibration"),
    "competencies": FileKind("rules.competency_file", "CompetencyFile", "units"),
    "lapses": FileKind("procedure.lapse_file", "LapseFile"),
    "population": FileKind("procedure.population_file", "PopulationFile"),
    "sources": FileKind("procedure.reference_data", "SourceList"),
    "drama_numbers": FileKind("procedure.reference_data", "DramaNumbers"),
    "wording": FileKind("procedure.reference_data", "WordingList"),
}
"""Every kind of file, in the order in which `silent999 schema` lists them."""


def schema_path(kind: str) -> Path:
    """Return the path of the published schema of a kind of file."""
    return SCHEMAS / f"{kind}.schema.json"


@lru_cache(maxsize=4)
def schema_of(kind: str) -> Part:
    """Return the published schema of a kind of file."""
    schema: Part = json.loads(text_of(schema_path(kind), _MOST_BYTES))
    return schema


UNION = "union"
"""Key of a part that is a member of a union, which pydantic distinguishes by a tag."""


def alternatives(part: Part, kind: str) -> Iterator[Part]:
    """Yield what a part of a kind's schema allows, with references followed; null is left out."""
    name = part.get("$ref", "").rpartition("/")[2]
    if name == "Placeholder" or part.get("type") == "null":
        return
    if name:
        part = {**schema_of(kind)["definitions"][name], UNION: part.get(UNION)}
    inner = [
        (key, each)
        for key in ("anyOf", "oneOf", "allOf")
        for each in part.get(key, ())
        if set(each) != {"required"}
    ]
    if not inner or "properties" in part:
        yield part
    for key, each in inner:
        union = part.get(UNION) or key == "oneOf"
        handed = {"description": part.get("description", ""), **each, UNION: union}
        yield from alternatives(handed, kind)


def below(part: Part, step: str | int) -> Iterator[Part]:
    """Yield what a part of a schema has under a key or an index."""
    if isinstance(step, int):
        items = part.get("items", [])
        yield from items if isinstance(items, list) else [items]
    elif step in part.get("properties", {}):
        yield part["properties"][step]
    else:
        free = (*part.get("patternProperties", {}).values(), part.get("additionalProperties"))
        yield from (each for each in free if isinstance(each, dict))
