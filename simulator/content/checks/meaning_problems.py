"""Find words of which nothing is understood or that contradict a file, and places that are none."""

import re
from collections.abc import Iterator

from simulator.content.checks.scripted_sentences import ScriptedSentence, sentences_of
from simulator.content.checks.understood import Against, UnderstoodSentence, understood_as
from simulator.content.checks.unknown_ids import KnownReferences
from simulator.content.diagnostics.validate import Found
from simulator.content.yaml.positions import Document
from simulator.core.terms import Manner

_SHORT = 3
"""Most words of a sentence that may well state nothing: "Yes, please." (assumption)."""
_LONGEST_PLACE = 12
"""Most words of a place that can be said back (assumption)."""
_STOP = re.compile(r"(?<!\bSt)(?<!\bRd)(?<!\bNo)[.!?;](?=\s|$)|[()]")
_NOT_OF_A_PLACE = re.compile(
    r"\b(?:i|i'm|we|we're|he|he's|she|she's|they|they're|is|are|was|were|has|had|been|ago|same"
    r"|earlier|previous|former|further|later|moving|named|unknown|unconfirmed|probably|perhaps|maybe"
    r"|approximately|caller|caller's|says|said|which|nobody|somebody)\b",
    re.IGNORECASE,
)
"""Words of a sentence, or of a note about a place (assumption)."""
_PLACES = ("place", "address", "phone", "subscriber")
"""The last keys of texts that name a place."""


def meanings(document: Document, known: KnownReferences) -> Iterator[Found]:
    """Find what authors should know of how their sentences count."""
    for sentence in sentences_of(document):
        found = understood_as(sentence, known.reader if sentence.needs_reader else None)
        # What a part says is checked in its own file; here it is held against the scenario.
        if document.home(document.place(sentence.path).line)[0] == document.name:
            yield from _nothing(found)
            yield from _named_places(sentence)
        for each in found.against:
            yield _contradiction(found, each, "beside the words")
        for each in found.against_file:
            yield _contradiction(found, each, "of the file")
    yield from _places(document)


def _nothing(found: UnderstoodSentence) -> Iterator[Found]:
    sentence = found.sentence
    faint = sentence.beside.get("manner") == Manner.FAINT  # Nobody hears what it says.
    if found.means is not None or not sentence.is_read or found.counts or faint:
        return
    if len(re.findall(r"[\w'’]+", sentence.words)) > _SHORT and not found.against:
        perhaps = ", ".join(each.topic.name for each in found.statements)
        said = "nothing is understood of these words"
        said = f"{said}; perhaps {perhaps}, but that is not sure" if perhaps else said
        yield sentence.path, "nothing-understood", said, "", ""


def _contradiction(found: UnderstoodSentence, against: Against, where: str) -> Found:
    """Return the report of a contradiction: at the fact beside the words, or at the words."""
    topic, so, about, fact = against
    value = {True: "yes", False: "no"}
    how = "means" if found.means is not None else "the words are read as"
    said = f"{how} {topic.value}: {value[so]}"
    if (topic.value, so) != (about.value, not fact):
        said = f"{said}, and so {about.value}: {value[not fact]}"
    said = f"{said}; the facts {where} say {about.value}: {value[fact]}"
    fix = ""
    if where == "of the file":
        own = f"facts: {{{about.value}: {value[not fact]}}}"
        fix = (
            f"correct one of them; if the caller says what is not so, write {own} beside the words"
        )
        return found.sentence.path, "facts-and-means", said, "", fix
    return (*found.sentence.holder, "facts", about.value), "facts-and-means", said, "", fix


def _named_places(sentence: ScriptedSentence) -> Iterator[Found]:
    """Find a place that isn't among the words that are to name it."""
    said = set(_words_of(sentence.words))
    if sentence.place_words and not said.issuperset(_words_of(sentence.place_words)):
        found = "these words are not among the words that are said"
        yield (*sentence.holder, "place_words"), "not-a-place", found, "a part of the words", ""


def _words_of(text: str) -> list[str]:
    return re.findall(r"[\w'’]+", text.casefold())


def _places(document: Document) -> Iterator[Found]:
    """Find places that would be read aloud and are sentences, or notes about a place."""
    for path, text in document.leaves():
        if not isinstance(text, str) or not _is_place(path):
            continue
        found = ""
        if stop := _STOP.search(text):
            found = f'"{stop[0]}" belongs to a sentence, not to a place'
        elif word := _NOT_OF_A_PLACE.search(text):
            found = f'"{word[0]}" belongs to a sentence or a note, not to a place'
        elif len(text.split()) > _LONGEST_PLACE:
            found = f"it has {len(text.split())} words, too many to be said back"
        if found:
            yield path, "not-a-place", found, "", ""


def _is_place(path: tuple[str | int, ...]) -> bool:
    if path[-1] == "place_words":
        return True
    return path[-1] in _PLACES and ("location" in path or "number" in path)
