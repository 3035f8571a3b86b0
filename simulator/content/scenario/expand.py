"""From a file to complete scenarios: parts taken up by `extends`, and a scenario for each case.

What comes out is a document like any other, which knows where each value was written: a mistake in
a part is told at its line of the part, one in a case at its row. It is data put together and
nothing else: a hole is filled with a value, a list gets longer, no text is ever computed.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from simulator.content.diagnostics.validate import problem_at, validated
from simulator.content.files.paths import resolved
from simulator.content.scenario.placeholders import almost_holes, holes, no_hole, without_cases
from simulator.content.yaml.document import Document, Place, Trail
from simulator.content.yaml.reader import read_file
from simulator.errors import ContentError, Problem

Find = Callable[[str, Path], Path]
"""The file of the part that a word means, written in the file at the path; LookupError else."""


def expanded(document: Document, find: Find) -> tuple[Document, ...]:
    """The complete scenarios of a file: one, or one for each case.

    Raises:
        ContentError: a part or a case is wrong.
    """
    if not isinstance(document.value, dict):
        return (document,)
    if "extends" in document.value:
        document = _extended(document, find)
    if "cases" in document.value:
        return tuple(_filled(document))
    if problems := list(without_cases(document)):
        raise ContentError(problems)
    return (document,)


class _Loom:
    """A document in the making."""

    def __init__(self, document: Document, without: str) -> None:
        """Begin with all of a document but one key."""
        self._document = document
        self.value = {
            key: copy.deepcopy(inner) for key, inner in document.value.items() if key != without
        }
        self._lines = list(document.lines)
        self._included = list(document.included)
        self._places = dict(document.places())
        self._keys = dict(document.places(keys=True))
        self._written = dict(document.trails)

    def include(self, part: Document) -> int:
        """Let the lines of a part stand after all others; how many stand before them."""
        before = len(self._lines)
        self._included.append((before, part.name))
        self._lines += part.lines
        return before

    def clear(self, trail: Trail) -> None:
        """Forget where everything at a trail stands."""
        for held in (self._places, self._keys, self._written):
            for known in [known for known in held if known[: len(trail)] == trail]:
                del held[known]

    def graft(self, at: Trail, source: Document, trail: Trail, before: int = 0) -> Any:
        """Let what stands at `trail` of a document stand at `at`; its value."""
        self.clear(at)
        for held, known in (
            (self._places, source.places()),
            (self._keys, source.places(keys=True)),
        ):
            for there, place in known.items():
                if there[: len(trail)] == trail:
                    moved = place._replace(line=place.line + before)
                    held[(*at, *there[len(trail) :])] = moved
        if at != trail or before:
            self._written[at] = source.written(trail)
        return copy.deepcopy(_at(source.value, trail))

    def document(self, case: str = "") -> Document:
        """What it has become."""
        held: tuple[Mapping[Trail, Place], Mapping[Trail, Place]] = (self._places, self._keys)
        lines, included = tuple(self._lines), tuple(self._included)
        name = self._document.name
        return Document(name, lines, self.value, *held, included, self._written, case)


# --- parts ----------------------------------------------------------------------------------------


def _extended(document: Document, find: Find) -> Document:
    """The document with everything that it takes up."""
    from simulator.content.scenario.personas import ABOUT_ITSELF

    parts = _parts(document, find)
    loom = _Loom(document, "extends")
    included = [(part, loom.include(part)) for part in parts]
    keys = dict.fromkeys(key for part, _ in included for key in part.value)
    for key in keys:
        if key in ABOUT_ITSELF:
            continue
        given = [(part, before) for part, before in included if key in part.value]
        own = document.value.get(key)
        if key == "facts" and isinstance(own, dict | None):
            _merge_facts(loom, document, given)
        elif isinstance(given[0][0].value[key], list) and isinstance(own, list | None):
            _join_lists(loom, document, key, given)
        elif key not in document.value:
            part, before = given[-1]
            loom.value[key] = loom.graft((key,), part, (key,), before)
    return loom.document()


def _parts(document: Document, find: Find) -> list[Document]:
    """The parts that a document takes up, in its order."""
    from simulator.content.files.file_kinds import refuse_scenario
    from simulator.content.scenario.personas import PARTS, FragmentFile, refuse_other_part
    from simulator.content.scenario.table import Extending

    names = validated(_only(document, "extends"), Extending).extends
    parts: list[Document] = []
    problems: list[Problem] = []
    one = isinstance(document.value["extends"], str)
    seen: set[Path] = set()
    for index, name in enumerate(names):
        trail: Trail = ("extends",) if one else ("extends", index)
        try:
            path = find(name, Path(document.name))
        except LookupError as error:
            found, expected = error.args
            problems.append(problem_at(document, trail, "unknown-part", found, expected))
            continue
        if resolved(path) in seen:
            found = f"{name} is taken up already"
            problems.append(problem_at(document, trail, "named-twice", found, "each part once"))
            continue
        seen.add(resolved(path))
        try:
            part = read_file(path)
            refuse_scenario(part)
            refuse_other_part(part, path.parent.name)
            validated(part, PARTS.get(path.parent.name, FragmentFile))
        except ContentError as error:
            problems += error.problems
            continue
        parts.append(part)
    if problems:
        raise ContentError(problems)
    return parts


def _merge_facts(loom: _Loom, document: Document, given: Sequence[tuple[Document, int]]) -> None:
    """Facts of the parts, a later part before an earlier one, and the scenario's before all."""
    own = document.value.get("facts") or {}
    merged: dict[str, Any] = {}
    for part, before in given:
        if "facts" not in document.value and not merged:
            loom.graft(("facts",), part, ("facts",), before)
        for topic in part.value["facts"]:
            if topic not in own:
                trail = ("facts", topic)
                merged[topic] = loom.graft(trail, part, trail, before)
    loom.value["facts"] = {**merged, **own}


def _join_lists(
    loom: _Loom, document: Document, key: str, given: Sequence[tuple[Document, int]]
) -> None:
    """The entries of the parts, then the scenario's own."""
    own = document.value.get(key) or []
    if key not in document.value:
        loom.graft((key,), given[0][0], (key,), given[0][1])
    else:
        for index in range(len(own)):
            loom.clear((key, index))
    joined: list[Any] = []
    for source, before in (*given, (document, 0)):
        for index in range(len(source.value.get(key) or [])):
            joined.append(loom.graft((key, len(joined)), source, (key, index), before))
    loom.value[key] = joined


# --- cases ----------------------------------------------------------------------------------------


def _filled(document: Document) -> Iterator[Document]:
    """A complete scenario for each row of the table."""
    from simulator.content.scenario.table import Tabled

    cases = validated(_only(document, "cases"), Tabled).cases
    body = {key: inner for key, inner in document.value.items() if key != "cases"}
    asking = list(holes(body))
    names = {name for _, name in asking}
    given = {name for case in cases for name in case.values}
    lost = list(almost_holes(body, given - names))
    problems = [no_hole(document, hole) for hole in lost]
    told = names | {name for _, name in lost}
    for index, case in enumerate(cases):
        for trail, name in asking:
            if name not in case.values:
                found = f"the case {case.id} has no value for {name}"
                mend = f"write {name}: among the values of {case.id}"
                problems.append(problem_at(document, trail, "no-value", found, "", mend))
        for name in case.values:
            if name not in told:
                found = f"nothing in this file asks for {name}"
                expected = f"a hole: {{case: {name}}}"
                where = ("cases", index, "values", name)
                problems.append(problem_at(document, where, "unused-value", found, expected))
    if problems:
        raise ContentError(problems)
    for index, case in enumerate(cases):
        loom = _Loom(document, "cases")
        loom.clear(("cases",))
        row: Trail = ("cases", index)
        for trail, name in asking:
            _put(loom.value, trail, loom.graft(trail, document, (*row, "values", name)))
        for key in case.overrides:
            _override(loom, document, key, (*row, "set", key))
        loom.graft(("id",), document, (*row, "id"))
        loom.value["id"] = f"{document.value.get('id')}-{case.id}"
        loom.value["title"] = loom.graft(("title",), document, (*row, "title"))
        yield loom.document(case.id)


def _override(loom: _Loom, document: Document, key: str, written: Trail) -> None:
    """Let what a row sets stand in the place of what the file has: of facts, those it names."""
    own, set_here = loom.value.get(key), _at(document.value, written)
    if key != "facts" or not isinstance(own, dict) or not isinstance(set_here, dict):
        loom.value[key] = loom.graft((key,), document, written)
        return
    for topic in set_here:
        own[topic] = loom.graft((key, topic), document, (*written, topic))


def _only(document: Document, key: str) -> Document:
    """One key of a document, alone."""
    places, keys = (
        {there: place for there, place in known.items() if there[:1] in ((), (key,))}
        for known in (document.places(), document.places(keys=True))
    )
    value = {key: document.value[key]}
    return Document(document.name, document.lines, value, places, keys, document.included)


def _at(value: Any, trail: Trail) -> Any:
    for part in trail:
        value = value[part]
    return value


def _put(value: Any, trail: Trail, inner: Any) -> None:
    _at(value, trail[:-1])[trail[-1]] = inner
