"""The dictionary of `silent999 words`, from the published schemas, the acts, rows and sources.

Each meaning is where it belongs already: in a model, a registry or a table. None is written here.
"""

from __future__ import annotations

import json
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple

from simulator.content.dictionary.entries import DictionaryEntry, Places
from simulator.content.files.file_kinds import SCHEMAS
from simulator.content.yaml.reader import DATA, read_file
from simulator.core import acts as do
from simulator.core import statements, stimuli, terms
from simulator.core.flow import UK
from simulator.core.terms import Sound
from simulator.guidance.tables import TABLES
from simulator.knowledge import situation
from simulator.language import lines, purposes
from simulator.rules import match_criteria, patterns

_MOST_PLACES = 4
"""How often a part of a schema is entered, by its shortest paths: rules are in rules."""
_COPY = "cases[].set"
"""Here the schema has the keys of the file once more."""
_INNER = ("anyOf", "oneOf", "allOf")
_ITSELF = ("any", "Placeholder")

Part = Mapping[str, Any]


class SchemaWord(NamedTuple):
    """A key, or a word of a closed list, at one place of one kind of file."""

    word: str
    kind: str
    """`key`, `act`, `cue`, `criterion`, or the name of the list, such as `sound`; else `word`."""
    meaning: str
    file: str
    """The kind of file."""
    place: str
    """Its key path: `caller[].when.heard` for a key, and the same for a word that is there."""
    example: str


@lru_cache(maxsize=1)
def schemas() -> Mapping[str, Part]:
    """Return the schema of each kind of file."""
    paths = sorted(SCHEMAS.glob("*.schema.json"))
    return {each.name.partition(".")[0]: json.loads(each.read_text("utf-8")) for each in paths}


_LISTS = (terms, statements, stimuli, match_criteria, patterns, situation, purposes, lines)
"""The modules with closed lists that a schema has only parts of."""


@lru_cache(maxsize=1)
def meanings() -> Mapping[str, Mapping[str, str]]:
    """Return each closed list with a meaning for each word, by its name in lower case."""
    acts = {kind: _summary(row.make.__doc__ or "") for kind, row in do.ROWS.items()}
    found: dict[str, Mapping[str, str]] = {"act": acts}
    for module in _LISTS:
        for each in vars(module).values():
            its_own = isinstance(each, type) and each.__module__ == module.__name__
            if its_own and issubclass(each, terms.Term) and len(each):
                found[_spaced(each.__name__)] = {word.value: word.meaning for word in each}
    for schema in schemas().values():
        for name, part in schema["definitions"].items():
            if "enumDescriptions" in part:
                described = zip(part["enum"], part["enumDescriptions"], strict=True)
                found.setdefault(_spaced(name), dict(described))
    return found


def _summary(text: str) -> str:
    return " ".join(text.partition("\n\n")[0].split())


@lru_cache(maxsize=1)
def file_words() -> tuple[SchemaWord, ...]:
    """Return every key and word of every kind of file, those with the shortest paths first."""
    return tuple(word for file in schemas() for word in _Walk(file).words())


def _spaced(name: str) -> str:
    return "".join(f" {each.lower()}" if each.isupper() else each for each in name).strip()


def _kind_of_key(key: str, model: str, place: str, part: Part) -> str:
    """Return what a key is: an act, a cue, a criterion of a rule, or else a key."""
    if model in ("MatchForm", "StateForm"):
        return "criterion"
    last = place.rpartition(".")[2].removesuffix("[]")
    if last in ("means", "statements") and key in meanings()["statement topic"]:
        return "statement topic"
    return _NAMED_BY_KEY.get(last, "key") if key in part.get("required", ()) else "key"


_NAMED_BY_KEY = {"when": "cue", "do": "act"}


class _Walk:
    """A walk through one schema, by the length of the paths."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.parts: Mapping[str, Part] = schemas()[file]["definitions"]
        self.entered: Counter[str] = Counter()
        self.waiting: deque[tuple[Part, str, str]] = deque([(schemas()[file], "", "")])

    def words(self) -> Iterator[SchemaWord]:
        while self.waiting:
            yield from self._of_part(*self.waiting.popleft())

    def _of_part(self, part: Part, place: str, meaning: str) -> Iterator[SchemaWord]:
        for inner in _referred(part, self.parts):
            name = inner.get("name", "")
            self.entered[name] += 1
            if name and self.entered[name] > _MOST_PLACES:
                continue
            yield from self._listed(inner, place, meaning)
            self._go_on(inner, place, meaning)
            for key, held in inner.get("properties", {}).items():
                path = f"{place}.{key}" if place else key
                text = held.get("description", "")
                kind = _kind_of_key(key, name, place, inner)
                whole = f"{inner['description']} {text}" if kind in ("act", "cue") else text
                example = f"{key}: {_example(held, self.parts)}"
                yield SchemaWord(key, kind, whole, self.file, path, example)
                if path != _COPY:
                    self.waiting.append((held, path, text))

    def _go_on(self, part: Part, place: str, meaning: str) -> None:
        """Go on to what a list holds, and what is under keys that are free."""
        items = part.get("items", ())
        self.waiting.extend(
            (each, f"{place}[]", meaning)
            for each in (items if isinstance(items, list | tuple) else (items,))
        )
        free = [*part.get("patternProperties", {}).values(), part.get("additionalProperties")]
        self.waiting.extend(
            (each, f"{place}.*", meaning) for each in free if isinstance(each, dict)
        )

    def _listed(self, part: Part, place: str, meaning: str) -> Iterator[SchemaWord]:
        """Yield the words of a closed list, each with its own meaning or else the key's."""
        words = part.get("enum", [part["const"]] if "const" in part else [])
        form = "[{}]" if place.endswith("[]") else "{}"
        place = place.removesuffix("[]")
        own = part.get("enumDescriptions") or [""] * len(words)
        key = place.rpartition(".")[2]
        text = part.get("description", meaning) if "const" in part else meaning
        for word, said in zip(words, own, strict=True):
            if isinstance(word, str) and word not in _ITSELF:
                kind, known = _list_of(word, words, _spaced(part.get("name", "")), key)
                example = f"{key}: {form.format(word)}"
                yield SchemaWord(word, kind, said or known or text, self.file, place, example)


_LIST_OF_KEY = {"do": "act", "did": "act"}
_MIXED = (
    ("situation", "line manner"),
    ("intent", "topic", "further purpose", "act"),
    ("sound", "sound class"),
)
"""Lists that one key has together, with a few words of its own perhaps."""


def _list_of(word: str, words: Sequence[Any], title: str, key: str) -> tuple[str, str]:
    """Return the name of the closed list that a word is from, and its meaning there."""
    known = meanings()
    plain = {each for each in words if each not in _ITSELF}
    mixed = max(_MIXED, key=lambda names: sum(len(plain & set(known[each])) for each in names))
    if 2 * sum(each in known[name] for name in mixed for each in plain) <= len(plain):
        mixed = ()
    names = (title, _LIST_OF_KEY.get(key, key), *mixed)
    whole = (name for name, its in known.items() if plain <= set(its))
    found = next((name for name in (*names, *whole) if word in known.get(name, ())), "word")
    return found, known.get(found, {}).get(word, "")


def _referred(part: Part, parts: Mapping[str, Part]) -> Iterator[Part]:
    """Yield the schemas that a part refers to or chooses from, or the part itself."""
    if "$ref" in part:
        name = part["$ref"].rpartition("/")[2]
        if name not in _ITSELF:
            yield from _referred({**parts[name], "name": name}, parts)
        return
    chosen = [each for key in _INNER for each in part.get(key, ())]
    if not chosen or "properties" in part:
        yield part
    for each in chosen:
        if set(each) != {"required"}:
            yield from _referred(each, parts)


def _example(part: Part, parts: Mapping[str, Part], depth: int = 0) -> str:
    """Return an example of a value, by its examples, its words or its type."""
    for each in _referred(part, parts):
        if shown := each.get("examples"):
            return str(shown[0])
        if "enum" in each or "const" in each:
            return _plain(each.get("const", (each.get("enum") or [""])[0]))
        match each.get("type"):
            case "integer" | "number":
                return _plain(each.get("default", each.get("minimum", 1)))
            case "array":
                items = each.get("items", {})
                items = items[0] if isinstance(items, list) else items
                return f"[{_example(items, parts, depth + 1)}]" if depth < 3 else "[...]"
            case "object":
                known = each.get("properties", {}) if depth < 3 else {}
                needed = [key for key in known if key in each.get("required", ())] or [*known][:1]
                inner = [f"{key}: {_example(known[key], parts, depth + 1)}" for key in needed[:3]]
                return f"{{{', '.join(inner) or '...'}}}"
            case "boolean":
                return "true"
    return '"..."'


def _plain(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


# --- entries -------------------------------------------------------------------------------------

FLOW, GUIDANCE = "silent999 flow", "silent999 guidance"
"""Where rows are printed."""


def words_text() -> str:
    """Return the dictionary as published: an entry a line."""
    found = chain(_of_files(), _of_lists(), _of_kinds(), _rows(), _guidance(), _sources())
    tidy = (each._replace(meaning=_sentence(each.meaning)) for each in found)
    ordered = sorted(
        tidy,
        key=lambda each: (each.word.casefold(), each.kind == "key", "scenario" not in each.places),
    )
    return (
        "[\n"
        + ",\n".join(
            json.dumps(each, ensure_ascii=False, separators=(",", ":")) for each in ordered
        )
        + "\n]\n"
    )


def _sentence(text: str) -> str:
    return " ".join(f"{text[:1].upper()}{text[1:]}".split())


def _of_files() -> Iterator[DictionaryEntry]:
    """Yield the keys and words of every kind of file, equal meanings together."""
    alike: dict[tuple[str, str, str], list[SchemaWord]] = {}
    for each in file_words():
        alike.setdefault((each.word, each.kind, each.meaning), []).append(each)
    for (word, kind, meaning), found in alike.items():
        meaning = _of_sound(Sound(word)) if kind == "sound" else meaning
        yield DictionaryEntry(word, kind, meaning, found[0].example, _places(found))


_MOST_SHOWN = 3
"""Key paths that an entry has of each kind of file: the shortest."""


def _places(words: Iterable[SchemaWord]) -> Places:
    """Return the paths of words by their file, scenarios first."""
    found: dict[str, dict[str, None]] = {}
    for each in sorted(words, key=lambda one: (one.file != "scenario", len(one.place))):
        found.setdefault(each.file, {})[each.place] = None
    return {file: tuple(paths)[:_MOST_SHOWN] for file, paths in found.items()}


def _of_sound(sound: Sound) -> str:
    said, loud = sound.meaning.rstrip("."), sound.loudness.name.lower()
    return f"{said}. It suggests: {sound.suggests.label}; it carries like: {loud}."


_ELSEWHERE = {
    "stimulus": FLOW,
    "grade word": "grade: of a rule",
    "line slot": "in braces, in the words of a line",
    "verdict kind": "reports on rules",
}
"""Where the words of a list are that no schema has; else in the log of a call."""


def _of_lists() -> Iterator[DictionaryEntry]:
    in_files = {(each.word, each.kind) for each in file_words()}
    for name, words in meanings().items():
        for word, meaning in words.items():
            if (word, name) not in in_files:
                place = _ELSEWHERE.get(name, "the log of a call")
                yield DictionaryEntry(word, name, meaning, "", {place: ()})


_STARTED = {
    "scenario": "silent999 new my-call.yaml",
    "persona": "silent999 new my-caller.yaml --persona",
    "properties": "silent999 new our-rules.yaml --property",
}
"""The kinds of files that `new` writes; of others the schema is printed."""


def _of_kinds() -> Iterator[DictionaryEntry]:
    """Yield the kinds of files, and the criteria of the shipped rubrics."""
    for file, schema in schemas().items():
        example = _STARTED.get(file, f"silent999 schema {file}")
        yield DictionaryEntry(file, "file", schema["description"], example, {"a file": ()})
    for path in sorted((DATA / "rubrics").glob("*.yaml")):
        for each in read_file(path).value["criteria"]:
            place = f"silent999 debrief, by the rubric {path.stem}"
            yield DictionaryEntry(each["id"], "rubric criterion", each["says"], "", {place: ()})


def _rows() -> Iterator[DictionaryEntry]:
    for table in (UK.line, UK.incident):
        for row in table.rows:
            meaning = f"{row.says} At: {', '.join(row.at)}. On: {', '.join(row.on)}."
            yield DictionaryEntry(row.id, "row", meaning, f"row: {row.id}", {FLOW: ()})


def _guidance() -> Iterator[DictionaryEntry]:
    for table in TABLES:
        said = [
            (row.id, f"The {table.role.label}: {row.act.says}. {row.says}", row.because)
            for row in table.rows
        ]
        said += [(guard.id, guard.says, guard.because) for guard in table.guards]
        for name, meaning, because in said:
            yield DictionaryEntry(name, "guidance", meaning, f"because: {because}", {GUIDANCE: ()})


def _sources() -> Iterator[DictionaryEntry]:
    cite = _places(each for each in file_words() if each.word in ("source", "sources"))
    citing = {file: paths[:1] for file, paths in cite.items()}
    for code, held in read_file(DATA / "sources.yaml").value["sources"].items():
        parts = (held["label"], held.get("date", ""), held.get("address", ""))
        meaning = ", ".join(filter(None, parts))
        yield DictionaryEntry(code, "source", meaning, f"sources: [{code}]", citing)
