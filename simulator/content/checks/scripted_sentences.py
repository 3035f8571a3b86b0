"""The sentences that a file puts into the mouths of callers and people near them."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from simulator.content.files.file_kinds import kind_of
from simulator.content.files.find_files import PARTS_BESIDE, file_of
from simulator.content.library.library import Library
from simulator.content.scenario.environment import ANSWERS
from simulator.content.yaml.positions import Document, KeyPath, Position
from simulator.core.statements import Stated, StatementTopic
from simulator.errors import ContentError

_SPEAKERS = {"caller": "caller", "room": "person near", "background": "background"}
"""The keys of a call under which people speak."""
_SPOKEN = ("say", "whisper")
_NO_SPEECH = ("expect", "expect_by_profile", "debrief", "decision_points", "cases", "exactly")
"""Keys below which nobody speaks, or which say with each act what it means."""
_TOPICS: Mapping[str, StatementTopic] = {each.value: each for each in StatementTopic}


class ScriptedSentence(NamedTuple):
    """Words of a file, and what the file says of them."""

    document: Document
    path: KeyPath
    """The key path of the words."""
    holder: KeyPath
    """The key path of the mapping that has them; that of the words themselves where they are an
    entry of a list."""
    who: str
    words: str
    beside: Mapping[str, Any]
    """The keys beside the words."""
    is_read: bool = True
    """Whether the words count as what they are read as, if nothing says what they mean."""

    @property
    def needs_reader(self) -> bool:
        """Whether what it means is read: the file itself doesn't say."""
        return self.is_read and self.means is None

    @property
    def place(self) -> Position:
        """The position of the words in the file that has them."""
        place = self.document.place(self.path)
        return place._replace(line=self.document.home(place.line)[1])

    @property
    def written(self) -> tuple[KeyPath, KeyPath]:
        """The key paths of the words and of their mapping in the file that has them."""
        return self.document.written(self.path), self.document.written(self.holder)

    @property
    def means(self) -> Stated | None:
        """What the file itself says that the words mean; None if it doesn't."""
        held = self.beside.get("means")
        return _stated(held) if isinstance(held, dict) else None

    @property
    def place_words(self) -> str:
        """The place that the words name, as the file itself says; empty if it doesn't."""
        held = self.beside.get("place_words")
        return held if isinstance(held, str) else ""

    @property
    def facts(self) -> Mapping[str, Any]:
        """What the file says beside the words of topics of questions."""
        held = self.beside.get("facts")
        return held if isinstance(held, dict) else {}


def _stated(held: Mapping[str, Any]) -> Stated:
    return tuple((_TOPICS[key], so == "yes") for key, so in held.items() if key in _TOPICS)


def sentences_in(library: Library, path: Path) -> tuple[ScriptedSentence, ...]:
    """Return the sentences of a file in their order, each once; none of another kind of file.

    Those of a table are as its cases have them, and those of parts are in the part's own file.
    """
    file = file_of(path)
    written = library.read(file)
    if file.parent.name in PARTS_BESIDE:
        documents: tuple[Document, ...] = (written,)
    elif kind_of(written.value) == "scenario":
        documents = _expanded(library, file, written)
    else:
        return ()
    found: dict[tuple[KeyPath, KeyPath], ScriptedSentence] = {}
    for document in documents:
        for each in sentences_of(document):
            line = document.place(each.path).line
            if document.home(line)[0] == document.name:
                found.setdefault(each.written, each)
    return tuple(sorted(found.values(), key=lambda each: each.place))


def _expanded(library: Library, file: Path, written: Document) -> tuple[Document, ...]:
    try:
        return library.documents(file)
    except ContentError:  # `check` reports it; the sentences can be seen all the same.
        return (written,)


def sentences_of(document: Document) -> Iterator[ScriptedSentence]:
    """Yield the sentences of one complete scenario, persona or fragment."""
    held = document.value if isinstance(document.value, dict) else {}
    spoken = {key: value for key, value in held.items() if key not in _NO_SPEECH}
    yield from _below(document, spoken, (), "")


def _below(document: Document, value: Any, path: KeyPath, who: str) -> Iterator[ScriptedSentence]:
    """Yield the sentences below a value; `who` speaks there, if that is known."""
    if isinstance(value, list):
        for place, held in enumerate(value):
            yield from _below(document, held, (*path, place), who)
    elif isinstance(value, dict):
        for key, held in value.items():
            inside = (*path, key)
            if not who and key in ("lines", "asks"):
                yield from _of_caller(document, held, inside)
            elif not who and key == "story":
                yield from _lines(document, held, inside)
            elif who and (said := _said(document, value, inside, who)):
                yield said
            else:
                yield from _below(document, held, inside, _SPEAKERS.get(str(key), who))


def _said(
    document: Document, beside: Mapping[str, Any], path: KeyPath, who: str
) -> ScriptedSentence | None:
    """Return the sentence under a key of an act; None if it isn't one of words."""
    key, held = path[-1], beside[str(path[-1])]
    if key in _SPOKEN and isinstance(held, dict) and isinstance(held.get("words"), str):
        return ScriptedSentence(document, (*path, "words"), path, who, held["words"], held)
    if key == "text" and isinstance(held, str):
        return ScriptedSentence(document, path, path[:-1], who, held, beside)
    return None


def _of_caller(document: Document, held: Any, path: KeyPath) -> Iterator[ScriptedSentence]:
    """Yield the lines by purpose of a caller, or what they ask back."""
    if isinstance(held, dict):
        for purpose, lines in held.items():
            yield from _lines(document, lines, (*path, purpose), purpose not in ANSWERS)
    for n, each in enumerate(held if isinstance(held, list) else ()):
        if isinstance(each, dict):
            yield from _lines(document, each.get("words"), (*path, n, "words"))


def _lines(
    document: Document, lines: Any, path: KeyPath, is_read: bool = True
) -> Iterator[ScriptedSentence]:
    """Yield the variants of a caller's line: each a text, or a mapping with the words."""
    for n, each in enumerate(lines if isinstance(lines, list) else ()):
        at = (*path, n)
        if isinstance(each, str):
            yield ScriptedSentence(document, at, at, "caller", each, {}, is_read)
        elif isinstance(each, dict) and isinstance(each.get("words"), str):
            words = each["words"]
            yield ScriptedSentence(document, (*at, "words"), at, "caller", words, each, is_read)
