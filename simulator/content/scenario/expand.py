"""Complete scenarios from files with parts (`extends`) and tables of cases.

Parts are personas (how a caller answers) and fragments (what happens). The results are documents
that keep the position of each value, so a problem in a part is reported at its line of the part,
and one in a case at its row. Values are only copied: `{case: wait}` is replaced by a value, lists
are joined, and no text is computed.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from simulator.content.diagnostics.validate import problem_at, validated
from simulator.content.fields.content_model import FactWord, FileContent, Many, Word
from simulator.content.fields.schema_parts import field
from simulator.content.fields.text_fields import Id, SourceCode, Text
from simulator.content.rules.rule_forms import LogRule
from simulator.content.scenario import environment as around
from simulator.content.scenario import scenario as model
from simulator.content.scenario.placeholders import NamesOfCase, unmatched
from simulator.content.yaml.positions import Document, KeyPath, Position
from simulator.core.terms import Topic
from simulator.errors import ContentError, LibraryError, Problem


class PartFile(FileContent):
    """The base of personas and fragments."""

    id: Id
    """The id that `extends` uses; the file has the same name."""
    title: Text
    """The title for readers."""
    about: Text
    """What this part is, and which scenarios it suits."""
    sources: Many[SourceCode] = ()
    """The public sources, in addition to those of the scenarios."""
    facts: Mapping[Word[Topic], FactWord] = {}
    """Facts; a scenario's own facts override them."""
    caller: Many[model.ScriptStep] = ()
    """Steps of the caller, in addition to those of the scenario."""
    invented: Many[Text] = ()
    """Invented names of people and places in its texts."""


class PersonaFile(PartFile, around.CallerTraits):
    """A persona: how a caller behaves and answers, and facts about them.

    It has no people near and no outcome: those belong to a scenario.
    """

    answers: model.Answers | None = None
    """How the caller answers closed questions."""
    when_near: around.WhenNear | None = field(default=None, alias="near")
    """What steps or a door near the caller change. A scenario calls it `when_near`."""


class FragmentFile(PartFile, model.CallSurroundings):
    """A fragment: events around a call, shared by several scenarios."""

    location: around.Location | None = None
    """The location data that arrives."""
    number: around.NumberRecords | None = None
    """The force's records of the number."""
    expect: Many[LogRule] = ()
    """What must hold in every scenario that includes this."""


PARTS: Mapping[str, type[PartFile]] = {"personas": PersonaFile, "fragments": FragmentFile}
"""The folders of parts, and the models of their files."""
ABOUT_ITSELF = ("format", "id", "title", "listed_as", "about", "sources")
"""Keys that describe the part; all others are included in the scenario."""

Find = Callable[[str, Path], Document]
"""Finds and reads a part, by its name and the file that names it; raises LibraryError if it isn't
there, and ContentError if it is wrong."""

MAX_VALUES = 40_000
"""Most values of all cases of a file together; the largest shipped scenario has 332 (measured)."""


def expanded(document: Document, find: Find) -> tuple[Document, ...]:
    """Return the complete scenarios of a file: one, or one for each case."""
    own = document.value
    if not isinstance(own, dict) or own.keys().isdisjoint(("extends", "cases")):
        return (document,)
    parts, wrong = _parts(document, find) if "extends" in own else ([], [])
    cases = validated(_only(document, "cases"), model.Tabled).cases if "cases" in own else ()
    values = sum(len(each.places()) for each in (document, *parts)) * max(len(cases), 1)
    if values > MAX_VALUES:
        key = "cases" if cases else "extends"
        found = f"expanded, the file has {values:,} values; the limit is {MAX_VALUES:,}"
        raise ContentError([problem_at(document, (key,), "file-too-large", found)])
    tree = _tree(document)
    lines, included = list(document.lines), list[tuple[int, str]]()
    body = {key: node for key, node in tree.value.items() if key not in ("extends", "cases")}
    trees: list[dict[str, _Node]] = []
    for part in parts:
        held = _tree(part, len(lines)).value
        if PARTS.get(Path(part.name).parent.name) is PersonaFile and "near" in held:
            held["when_near"] = held.pop("near")  # A persona's name for it.
        trees.append({key: node for key, node in held.items() if key not in ABOUT_ITSELF})
        included.append((len(lines), part.name))
        lines += part.lines
    for key in dict.fromkeys(key for part in trees for key in part):
        body[key] = _joined(key, [part[key] for part in trees if key in part], body.get(key))
    whole = replace(document, lines=tuple(lines), included=tuple(included))
    rows = [each.value for each in (tree.value["cases"].value if cases else ())]
    names = [NamesOfCase(row["id"].value, _values(row)) for row in rows]
    scenarios = tuple(
        _document(whole, tree._replace(value=_filled(body, row, held.asked)), held.case)
        for row, held in zip(rows, names, strict=True)
    ) or (_document(whole, tree._replace(value=body)),)
    if problems := [*unmatched(document, names)]:
        raise ContentError(problems)
    if wrong:
        raise ContentError([*wrong, *_own_problems(scenarios)])
    return scenarios


def checked_part(part: Document) -> Document:
    """Return a persona or a fragment, or raise ContentError."""
    validated(part, PARTS.get(Path(part.name).parent.name, FragmentFile))
    return part


def _own_problems(documents: Sequence[Document]) -> Iterator[Problem]:
    """Yield the problems of the scenario itself, of whose parts some are wrong and left out."""
    for each in documents:
        try:
            validated(each, model.Scenario)
        except ContentError as error:
            own = (found for found in error.problems if found.file == each.name)
            yield from (found for found in own if found.code != "missing-key")


class _Node(NamedTuple):
    """A value and its origin."""

    value: Any
    """A dict or a list of nodes, or a plain value."""
    place: Position
    key: Position | None
    """The position of its key, if it has one."""
    written: KeyPath
    """Its key path in the file that it comes from."""


def _with_each(value: Any, do: Callable[[Any, str | int], Any]) -> Any:
    """Return a mapping or a list with what `do` makes of each entry; another value as it is."""
    if isinstance(value, dict):
        return {key: do(inner, key) for key, inner in value.items()}
    if isinstance(value, list):
        return [do(inner, index) for index, inner in enumerate(value)]
    return value


def _tree(document: Document, before: int = 0) -> _Node:
    places, keys = document.places(), document.places(keys=True)

    def below(place: Position) -> Position:
        return Position(place.line + before, place.column, place.width) if before else place

    def node(value: Any, key_path: KeyPath) -> _Node:
        if isinstance(value, dict):
            value = {step: node(inner, (*key_path, step)) for step, inner in value.items()}
        elif isinstance(value, list):
            value = [node(inner, (*key_path, step)) for step, inner in enumerate(value)]
        key = keys.get(key_path)
        return _Node(value, below(places[key_path]), below(key) if key else None, key_path)

    return node(document.value, ())


def _document(document: Document, root: _Node, case: str = "") -> Document:
    places: dict[KeyPath, Position] = {}
    keys: dict[KeyPath, Position] = {}
    written_at: dict[KeyPath, KeyPath] = {}

    def plain(node: _Node, key_path: KeyPath) -> Any:
        places[key_path], written_at[key_path] = node.place, node.written
        if node.key:
            keys[key_path] = node.key
        value = node.value
        if isinstance(value, dict):
            return {step: plain(inner, (*key_path, step)) for step, inner in value.items()}
        if isinstance(value, list):
            return [plain(inner, (*key_path, step)) for step, inner in enumerate(value)]
        return value

    value = plain(root, ())
    lines, included = document.lines, document.included
    return Document(document.name, lines, value, places, keys, included, written_at, case)


def _parts(document: Document, find: Find) -> tuple[list[Document], list[Problem]]:
    """Return the parts that the file names, and what is wrong with others."""
    written = document.value["extends"]
    names: Sequence[str] = (written,)
    if not (isinstance(written, str) and written.strip()):
        names = validated(_only(document, "extends"), model.Extending).extends
    parts: list[Document] = []
    problems: list[Problem] = []
    for index, name in enumerate(names):
        try:
            parts.append(find(name, Path(document.name)))
        except LibraryError as error:
            found = (error.message, "", error.hint)
            problems.append(problem_at(document, ("extends", index), "unknown-part", *found))
        except ContentError as error:
            problems += error.problems
    return parts, problems


def _joined(key: str, given: Sequence[_Node], own: _Node | None) -> _Node:
    """Join the values of parts for one key with the scenario's own.

    A fact of the scenario overrides a later part's, and that an earlier part's; so does each key
    within a trait of the caller. Lists are joined, the scenario's own entries last. Any other value
    is the scenario's, or else the last part's.
    """
    held = own.value if own else None
    first = own or given[0]
    if key in ("facts", *around.MERGED_TRAITS) and isinstance(held, dict | None):
        inner = {topic: fact for part in given for topic, fact in part.value.items()}
        return first._replace(value={**inner, **(held or {})})
    if isinstance(given[0].value, list) and isinstance(held, list | None):
        entries = [entry for part in given for entry in part.value]
        return first._replace(value=[*entries, *(held or ())])
    return own or given[-1]


def _values(row: Mapping[str, _Node]) -> dict[str, KeyPath]:
    values: Mapping[str, _Node] = row["values"].value if "values" in row else {}
    return {name: node.written for name, node in values.items()}


def _filled(
    body: Mapping[str, _Node], row: Mapping[str, _Node], asked: dict[str, KeyPath]
) -> dict[str, _Node]:
    """Return the keys of one case, and note in `asked` the placeholders."""
    values: Mapping[str, _Node] = row["values"].value if "values" in row else {}

    def fill(node: _Node) -> _Node:
        match node.value:
            case {"case": _Node(value=str(name))} if len(node.value) == 1:
                asked.setdefault(name, node.written)
                return values.get(name, node)
            case _:
                return node._replace(value=_with_each(node.value, lambda inner, _: fill(inner)))

    # A title in the list is the file's own, as each case has a title of its own.
    filled = {key: fill(node) for key, node in body.items() if key != "listed_as"}
    for key, node in (row["set"].value if "set" in row else {}).items():
        own = filled.get(key)
        if key == "facts" and own and isinstance(own.value, dict) and isinstance(node.value, dict):
            node = own._replace(value={**own.value, **node.value})
        filled[key] = node
    base = filled["id"].value if "id" in filled else None
    filled["id"] = row["id"]._replace(value=f"{base}-{row['id'].value}")
    return filled | {"title": row["title"]}


def _only(document: Document, key: str) -> Document:
    return replace(document, value={key: document.value[key]})
