"""What words state: the frames of each topic, and lists of words that mean the same."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Annotated, Any, Self

from simulator.content.fields.content_model import Content, FileContent, Many, Word, refuse
from simulator.content.fields.schema_parts import Bounds, checks
from simulator.content.fields.sourced_value import Provenance
from simulator.content.fields.text_fields import Text, YesNo
from simulator.content.files.built_content import STEMS, mark_of, read_built
from simulator.content.files.file_kinds import LoadedFile
from simulator.content.procedure.odds_file import word_odds
from simulator.content.procedure.phrase_file import FrameText
from simulator.core.statements import StatementTopic
from simulator.language import normalise
from simulator.language.frames import frame_of
from simulator.language.normalise import know_stems, only_new_stems
from simulator.language.places import KINDS
from simulator.language.reader import Reader, TopicFrames

_CONCEPT = re.compile(r"[A-Z][A-Z_]+")


class StatementFrames(Content):
    """How one topic is said."""

    turns: YesNo = True
    """Whether a denial of it states the opposite; if not, a denial says nothing."""
    unless_said: Many[Word[StatementTopic]] = ()
    """Topics that take it back if they are said in the same breath: "fine", and "he hit me"."""
    affirms: Many[FrameText] = ()
    """Frames of words that state it."""
    denies: Many[FrameText] = ()
    """Frames of words that state the opposite."""
    may: Many[FrameText] = ()
    """Frames of words that may state it: taken so of a child, and asked of an adult."""
    faint: Many[FrameText] = ()
    """Frames of words that state it of a child, if nothing of `not_beside` is in the same breath:
    a child who says "please come quick"."""
    not_beside: Many[Text] = ()
    """Lists of words that say why a child uses the words of `faint`, such as an illness."""
    lone: Many[FrameText] = ()
    """Frames of words that state it, unless the same breath says how else it is meant: of one who
    drives, "he won't answer me" is a refusal."""
    taken_back_by: Many[Text] = ()
    """Lists of words that take the words of `lone` back."""
    kept_by: Many[Text] = ()
    """Lists of words beside which nothing takes the words of `lone` back, such as a crash."""


class ReadingFile(FileContent, Provenance):
    """One file of what words state."""

    concepts: Mapping[str, Annotated[Many[Text], Bounds(min_length=1)]] = {}
    """Words that mean the same in frames: their name, in capitals, and the words."""
    statements: Mapping[Word[StatementTopic], StatementFrames] = {}
    """The topics, each with its frames."""

    @checks
    def _has_some(self) -> Self:
        if not (self.concepts or self.statements):
            refuse("empty-reading")
        return self


LoadedReading = LoadedFile[ReadingFile]


def reader(files: Sequence[LoadedReading]) -> Reader:
    """Return the reader that all files together make."""
    built = read_built(STEMS)
    if built and built["by"] == _stemming():
        know_stems(built["stems"])
    return _made_of(files)


def built_stems(files: Sequence[LoadedReading]) -> Mapping[str, Any]:
    """Return the stems of all words of these files, worked out from scratch, and by which code."""
    with only_new_stems() as stems:
        _made_of(files)
        return {"stems": dict(sorted(stems.items())), "by": _stemming()}


def _stemming() -> int:
    """Return a fingerprint of the code that says what a stem is."""
    return mark_of(Path(normalise.__file__))


def _made_of(files: Sequence[LoadedReading]) -> Reader:
    concepts: dict[str, Sequence[str]] = {}
    statements: list[TopicFrames] = []
    for loaded in files:
        concepts |= loaded.file.concepts
        statements += _topics(loaded.file)
    return Reader(concepts, statements, word_odds)


def unknown_concepts(files: Sequence[LoadedReading]) -> set[str]:
    """Return the lists that frames name and no file has."""
    known = {name for loaded in files for name in loaded.file.concepts}
    frames = (
        frame
        for loaded in files
        for each in loaded.file.statements.values()
        for frame in chain(
            *(each.affirms, each.denies, each.may, each.faint, each.lone),
            *(each.not_beside, each.taken_back_by, each.kept_by),
        )
    )
    return {name for frame in frames for name in _CONCEPT.findall(frame)} - known - set(KINDS)


def repeated_concepts(files: Sequence[LoadedReading]) -> set[str]:
    """Return the lists that two files have: the words of one of them would be lost."""
    named = Counter(name for loaded in files for name in loaded.file.concepts)
    return {name for name, times in named.items() if times > 1}


def _topics(file: ReadingFile) -> Iterator[TopicFrames]:
    for topic, own in file.statements.items():
        yield TopicFrames(
            topic,
            tuple(map(frame_of, own.affirms)),
            tuple(map(frame_of, own.denies)),
            own.turns,
            tuple(own.unless_said),
            tuple(map(frame_of, own.may)),
            tuple(map(frame_of, own.faint)),
            frozenset(own.not_beside),
            tuple(map(frame_of, own.lone)),
            frozenset(own.taken_back_by),
            frozenset(own.kept_by),
        )
