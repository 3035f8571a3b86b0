"""What is said for each purpose: phrases that a trainee types, and lines that roles speak."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Self

from simulator.content.fields.annotations import (
    AfterValidator,
    Discriminator,
    Field,
    Tag,
    model_validator,
)
from simulator.content.fields.content_model import Content, FileContent, Many, Word, only, refuse
from simulator.content.fields.sourced_value import Provenance
from simulator.content.fields.text_fields import Text, YesNo
from simulator.content.files.file_kinds import LoadedFile
from simulator.core.terms import Role, Topic
from simulator.language.lines import LINE_CONDITIONS, LineSlot, LineVariant
from simulator.language.normalise import Lexicon
from simulator.language.phrasebook import PhraseBook, PurposeWords, all_purposes, cue_of

PurposeName = Annotated[str, only(*all_purposes())]
"""An intent, a topic, or another purpose of the closed list."""
FactName = Annotated[str, only(*Topic, *(f"not {topic}" for topic in Topic))]
"""A topic, or `not` and a topic."""
ConditionName = Annotated[str, only(*LINE_CONDITIONS)]
"""The situation of a call, or how to speak."""


def _cue(text: str) -> str:
    try:
        cue_of(text, Lexicon({}))
    except ValueError as error:
        refuse("cue", f"{text!r} isn't a cue: {error}", "a mood and words, such as '? weapon'")
    return text


CueText = Annotated[str, AfterValidator(_cue)]
"""A pattern of words, such as `? they|he have weapon`."""


class PurposePhrases(Content):
    """How one purpose is said."""

    words: Annotated[Many[Text], Field(min_length=1)]
    """Whole sentences that have this purpose, in lower case or not."""
    cues: Many[CueText] = ()
    """What a sentence of this purpose has in it: ? asks, . says, ! orders, ~ any of these."""
    fits: Many[ConditionName] = ()
    """The situations that decide for it where it is as near as another purpose."""
    yields_to: Many[PurposeName] = ()
    """Narrower purposes that are meant rather than this one where both are as near."""


class PhraseFile(FileContent):
    """One file of phrases."""

    said_by: Many[Word[Role]] = ()
    """The roles that say this."""
    phrases: Annotated[Mapping[PurposeName, PurposePhrases], Field(min_length=1)] | None = None
    """The purposes, each with its phrases."""
    facts: Mapping[FactName, Many[CueText]] = {}
    """What states a fact: a topic, or `not` and a topic, and its cues."""
    alike: Mapping[str, Annotated[Many[Text], Field(min_length=1)]] = {}
    """Words that mean the same in every file: the token for all of them, and the others."""

    @model_validator(mode="after")
    def _says_by_whom(self) -> Self:
        if not (self.said_by if self.phrases else self.alike):
            refuse("empty-phrases")
        return self


LoadedPhrases = LoadedFile[PhraseFile]


def phrase_book(files: Sequence[LoadedPhrases], role: Role) -> PhraseBook:
    """Return what `role` may say, from all files."""
    alike: dict[str, list[str]] = {}
    words: dict[str, PurposeWords] = {}
    facts: dict[str, list[str]] = {}
    for loaded in files:
        for token, members in loaded.file.alike.items():
            alike.setdefault(token, []).extend(members)
        if role not in loaded.file.said_by:
            continue
        for topic, cues in loaded.file.facts.items():
            facts.setdefault(topic, []).extend(cues)
        for purpose, own in (loaded.file.phrases or {}).items():
            before = words.get(purpose, PurposeWords(()))
            words[purpose] = PurposeWords(
                before.phrases + own.words,
                before.cues + own.cues,
                before.fits | frozenset(own.fits),
                before.yields_to | frozenset(own.yields_to),
            )
    return PhraseBook(words, alike, facts)


_TIME = re.compile(
    r"\b(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|few|couple of|half an)"
    r" (?:more )?(?:minutes?|mins?|seconds?|hours?)\b|\bany (?:minute|moment)\b|\bsoon\b",
    re.IGNORECASE,
)
_PROMISES = ("officers_sent", "officers_there", "ambulance_sent", "no_unit_yet")
"""Where a time that dispatch has not given would be untrue (rule 2 of practice 0.1)."""
_REVEALING = re.compile(r"\b(?:police|officers?|999|55|emergency|control room)\b", re.IGNORECASE)
_UNREVEALING = ("calls_back", "cover_question", "hide_reason", "keep_talking", "ask_for_caller")
"""What is said where another person may hear it, or has the phone."""


class SpokenVariant(Content):
    """A sentence for some situations only."""

    says: Text
    """The sentence; {minutes} and the like are filled from what the speaker knows."""
    when: Annotated[Many[ConditionName], Field(min_length=1)]
    """The conditions of which one must hold."""


SpokenLine = Annotated[
    Annotated[Text, Tag("text")] | Annotated[SpokenVariant, Tag("variant")],
    Discriminator(lambda line: "text" if isinstance(line, str) else "variant"),
]
"""A sentence, or one for some situations only."""


class PurposeLines(Provenance):
    """The variants of one purpose."""

    published: YesNo = False
    """Whether a public source prints these words: then one is enough, and it stays as printed."""
    lines: Annotated[Many[SpokenLine], Field(min_length=1)]
    """The sentences."""

    def variants(self) -> Iterator[LineVariant]:
        """Return the sentences as plain values."""
        for each in self.lines:
            if isinstance(each, str):
                yield LineVariant(each)
            else:
                yield LineVariant(each.says, frozenset(each.when))

    @model_validator(mode="after")
    def _has_variants(self) -> Self:
        if not (self.source if self.published else len(self.lines) > 1):
            refuse("too-few-lines", at=("lines",))
        return self

    @model_validator(mode="after")
    def _names_known_slots(self) -> Self:
        known = {slot.value for slot in LineSlot}
        for index, line in enumerate(self.variants()):
            for name in sorted(line.slots - known):
                found = f"{{{name}}} isn't a placeholder of a line"
                refuse("line-placeholder", found, ", ".join(sorted(known)), at=("lines", index))
        return self


class LineFile(FileContent):
    """One file of lines."""

    said_by: Annotated[Many[Word[Role]], Field(min_length=1)]
    """The roles that say this."""
    spoken: Annotated[Mapping[PurposeName, PurposeLines], Field(min_length=1)]
    """The purposes, each with its variants."""

    @model_validator(mode="after")
    def _promises_and_reveals_nothing(self) -> Self:
        for purpose, own in self.spoken.items():
            for index, line in enumerate(own.variants()):
                at = ("spoken", purpose, "lines", index)
                if purpose in _PROMISES and (time := _TIME.search(line.words)):
                    found = f'"{time[0]}" is a time that dispatch has not given'
                    refuse("line-untrue", found, "{minutes}, or no time", at=at)
                if purpose in _UNREVEALING and (word := _REVEALING.search(line.words)):
                    found = f'"{word[0]}" gives the caller away to anyone who hears {purpose}'
                    refuse("line-gives-away", found, "words that fit any call", at=at)
        return self


LoadedLines = LoadedFile[LineFile]


def line_book(files: Sequence[LoadedLines], role: Role) -> dict[str, tuple[LineVariant, ...]]:
    """Return the variants that `role` has, by purpose: those of later files after the others."""
    book: dict[str, tuple[LineVariant, ...]] = {}
    for loaded in files:
        if role in loaded.file.said_by:
            for purpose, own in loaded.file.spoken.items():
                book[purpose] = (*book.get(purpose, ()), *own.variants())
    return book
