"""What each scripted sentence of a scenario is understood as, for its author to see."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from simulator.content.fields.content_model import Fact
from simulator.content.scenario.meant import speaker_of
from simulator.content.yaml.positions import Document, KeyPath
from simulator.core.statements import follows
from simulator.core.terms import Topic
from simulator.language.reader import Reader, ReadStatement

_SPEAKERS = {"caller": "caller", "room": "person near", "background": "background"}
"""The keys of a call under which people speak."""
_SPOKEN = ("say", "whisper")


class UnderstoodSentence(NamedTuple):
    """One sentence of a file."""

    line: int
    """The line of its words, from 1."""
    who: str
    words: str
    statements: tuple[ReadStatement, ...]
    against: tuple[Topic, ...]
    """Topics of which the file's own `facts` beside the words say the opposite."""


def understood(document: Document, reader: Reader) -> Iterator[UnderstoodSentence]:
    """Yield each sentence of the caller and of people near, in the order of the file."""
    for path, words, beside in _sentences(document.value, (), ""):
        facts = beside.get("facts") or {}
        found = reader.read(words, speaker_of(beside.get("intent")))
        against = tuple(
            topic for topic, so in _meant(found).items() if facts.get(topic) == _opposite(so=so)
        )
        yield UnderstoodSentence(document.place(path).line, _speaker(path), words, found, against)


def _sentences(
    value: Any, path: KeyPath, who: str
) -> Iterator[tuple[KeyPath, str, Mapping[str, Any]]]:
    """Yield the key path and words of each sentence below a value, and what is beside it."""
    if isinstance(value, dict):
        for key, held in value.items():
            below = _SPEAKERS.get(str(key), who)
            inside = (*path, key)
            if who and key in _SPOKEN and isinstance(held, dict) and "words" in held:
                yield (*inside, "words"), str(held["words"]), held
            elif who and key == "text" and isinstance(held, str):
                yield inside, held, {}
            else:
                yield from _sentences(held, inside, below)
    elif isinstance(value, list):
        for place, held in enumerate(value):
            yield from _sentences(held, (*path, place), who)


def _speaker(path: KeyPath) -> str:
    return next(_SPEAKERS[str(key)] for key in path if str(key) in _SPEAKERS)


def _meant(statements: tuple[ReadStatement, ...]) -> dict[Topic, bool]:
    """Return what statements say of the topics that are asked about."""
    return dict(follows((each.topic.name, each.value) for each in statements))


def _opposite(*, so: bool) -> Fact:
    return Fact.NO if so else Fact.YES
