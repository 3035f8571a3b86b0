"""How a trainee may type each purpose: the phrases and cues of a file."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Self

from simulator.content.fields.annotations import AfterValidator, Field, model_validator
from simulator.content.fields.content_model import Content, FileContent, Many, Word, only, refuse
from simulator.content.fields.text_fields import Text
from simulator.content.files.file_kinds import LoadedFile
from simulator.content.procedure.line_file import ConditionName, PurposeName
from simulator.core.terms import Role, Topic
from simulator.language.normalise import Lexicon
from simulator.language.phrasebook import PhraseBook, PurposeWords, cue_of

FactName = Annotated[str, only(*Topic, *(f"not {topic}" for topic in Topic))]
"""A topic, or `not` and a topic."""


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
