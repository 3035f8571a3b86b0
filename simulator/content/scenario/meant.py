"""What the words of a file mean: the file's own word, and without it what the reader finds.

The file's word is final, so a better reader changes no finished file: of a sentence with `means`
nothing is read, even if it is empty, and beside `facts` only what they do not contradict.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from simulator.content.files.file_kinds import from_module
from simulator.core.statements import Speaker, Stated, StatementTopic, follows
from simulator.core.terms import Intent, Topic

if TYPE_CHECKING:
    from simulator.language.reader import Reader, ReadStatement

Facts = tuple[tuple[Topic, bool], ...]
"""What a file says beside words: topics, each with whether it is so."""
_NAMES_PLACE = (StatementTopic.ADDRESS, StatementTopic.LANDMARK)


def meant(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return `means` and `place_words` of an utterance with these values of a file."""
    means: Stated | None = given.get("means")
    place_words: str = given.get("place_words") or ""
    if means is None:
        found, named = read(given["words"], speaker_of(given.get("intent")))
        means = _kept(found, given.get("facts", ()))
        place_words = place_words or named
    of_others = given.get("of_others")
    if of_others is None and given.get("means") is None:
        of_others = read_of_others(given["words"])
    others = {"of_others": of_others} if of_others else {}
    return {"means": means, "place_words": place_words, **others}


def itself_says(intent: Intent | None, facts: Facts) -> Facts:
    """Return the facts of an utterance, with what its intent says by its name.

    What a file says of danger or of a weapon is final, also that there is none.
    """
    said = {topic for topic, _ in facts}
    if intent is not Intent.DANGER_NOW or said & {Topic.IN_DANGER, Topic.WEAPON}:
        return facts
    return (*facts, (Topic.IN_DANGER, True))


def speaker_of(intent: str | None) -> Speaker:
    """Return whose words the reader is to take them for."""
    return Speaker.CHILD if intent == Intent.CHILD_SPEAKS else Speaker.CALLER


@lru_cache(maxsize=4_096)
def read(words: str, speaker: Speaker = Speaker.CALLER) -> tuple[Stated, str]:
    """Return what words state, as the shipped reader has it, and the words that name a place."""
    return meant_by(shipped_reader().read(words, speaker), words)


@lru_cache(maxsize=4_096)
def read_of_others(words: str) -> Stated:
    """Return what a caller's words give as another person's word."""
    found = shipped_reader().read_of_others(words)
    return tuple((each.topic.name, each.value) for each in found)


def meant_by(found: Iterable[ReadStatement], words: str, facts: Facts = ()) -> tuple[Stated, str]:
    """Return what counts of what was read in words, and the words that name a place.

    What is not sure is left out: nobody can be asked back. So is what `facts` contradict.
    """
    # The reader's two hundred patterns take a while, and shipped files were read when built.
    from simulator.language.place_stretch import whole_places

    found = [each for each in found if each.sure]
    spans = [each.span for each in found if each.topic.name in _NAMES_PLACE and each.value]
    place = whole_places(words, spans)
    stated = {each.topic.name: (each.topic.name, each.value) for each in found}
    return _kept(tuple(stated.values()), facts), place


def _kept(stated: Stated, facts: Facts) -> Stated:
    return tuple(each for each in stated if not _contradicts(each, facts))


@lru_cache(maxsize=1)
def shipped_reader() -> Reader:
    """Return the reader of the shipped words: it takes a while to build."""
    library = from_module("library.library", "Library")()
    return library.reader()  # type: ignore[no-any-return]


def _contradicts(stated: tuple[StatementTopic, bool], facts: Facts) -> bool:
    return any((topic, not so) in facts for topic, so in follows([stated]))
