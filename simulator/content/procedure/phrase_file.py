"""How a trainee may type each purpose: the phrases and cues of a file."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Self

from simulator.content.fields.content_model import Content, FileContent, Many, Word, only, refuse
from simulator.content.fields.schema_parts import Bounds, CheckedBy, checks
from simulator.content.fields.text_fields import Text
from simulator.content.files.file_kinds import LoadedFile
from simulator.content.procedure.line_file import ConditionName, PurposeName
from simulator.core.terms import Role, Topic, YesMeans
from simulator.language.frames import frame_of
from simulator.language.lexicon import Lexicon
from simulator.language.phrasebook import PhraseBook, PurposeWords, cue_of

FactName = Annotated[str, only(*Topic, *(f"not {topic}" for topic in Topic))]
"""A topic, or `not` and a topic."""


def _cue(text: str) -> str:
    try:
        cue_of(text, Lexicon({}))
    except ValueError as error:
        refuse("cue", f"{text!r} isn't a cue: {error}", "a mood and words, such as '? weapon'")
    return text


CueText = Annotated[str, CheckedBy(_cue)]
"""A pattern of words, such as `? they|he have weapon`."""


def _frame(text: str) -> str:
    try:
        frame_of(text)
    except ValueError as error:
        refuse("frame", f"{text!r} isn't a frame: {error}", "words, such as `anybody hear -alone`")
    return text


FrameText = Annotated[str, CheckedBy(_frame)]
"""Words that a sentence has in any order: `anybody|he hear -alone`, `denied let me out`."""


class PurposePhrases(Content):
    """How one purpose is said."""

    words: Many[Text] = ()
    """Whole sentences that have this purpose, in lower case or not."""
    not_so: Many[Text] = ()
    """Asked the other way round: "Can anyone hear you?" asks about being alone to talk."""
    seen: Many[Text] = ()
    """Asked about what was noticed: not to have seen a weapon is not to know of none."""
    open: Many[Text] = ()
    """Of a question: sentences that no yes or no answers."""
    directions: Mapping[Word[YesMeans], Many[FrameText]] = {}
    """How the direction of any other sentence that asks this is read."""
    asked: Mapping[Word[YesMeans], Many[FrameText]] = {}
    """By which words a question is known to ask this, and what a yes to it means."""
    cues: Many[CueText] = ()
    """What a sentence of this purpose has in it: ? asks, . says, ! orders, ~ any of these."""
    fits: Many[ConditionName] = ()
    """The situations that decide for it where it is as near as another purpose."""
    yields_to: Many[PurposeName] = ()
    """Narrower purposes that are meant rather than this one where both are as near."""

    @checks
    def _says_something(self) -> Self:
        if not (self.words or self.asked):
            refuse("empty-phrases")
        return self


class PhraseFile(FileContent):
    """One file of phrases."""

    said_by: Many[Word[Role]] = ()
    """The roles that say this."""
    phrases: Annotated[Mapping[PurposeName, PurposePhrases], Bounds(min_length=1)] | None = None
    """The purposes, each with its phrases."""
    facts: Mapping[FactName, Many[CueText]] = {}
    """What states a fact: a topic, or `not` and a topic, and its cues."""
    alike: Mapping[str, Annotated[Many[Text], Bounds(min_length=1)]] = {}
    """Words that mean the same in every file: the token for all of them, and the others."""
    concepts: Mapping[str, Annotated[Many[Text], Bounds(min_length=1)]] = {}
    """Words that mean the same in frames: their name, in capitals, and the words."""

    @checks
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
    concepts: dict[str, list[str]] = {}
    for loaded in files:
        for name, members in loaded.file.concepts.items():
            concepts.setdefault(name, []).extend(members)
        for token, members in loaded.file.alike.items():
            alike.setdefault(token, []).extend(members)
        if role not in loaded.file.said_by:
            continue
        for topic, cues in loaded.file.facts.items():
            facts.setdefault(topic, []).extend(cues)
        for purpose, own in (loaded.file.phrases or {}).items():
            words[purpose] = words.get(purpose, PurposeWords()) + _words_of(own)
    return PhraseBook(words, alike, facts, concepts, _said_often)


_NO_SLIP = 2
"""In how many sentences a word was said that is right as it is (assumption)."""


def _said_often() -> Iterator[str]:
    """Yield the stems of words that people say: "aware" isn't a slip of "awake"."""
    from simulator.content.procedure.odds_file import word_odds

    return word_odds().stems(_NO_SLIP)


def _words_of(own: PurposePhrases) -> PurposeWords:
    """Return the phrases of a purpose as plain values."""
    ways = {YesMeans.NOT_SO: own.not_so, YesMeans.SEEN: own.seen, None: own.open}
    return PurposeWords(
        (*own.words, *own.not_so, *own.seen, *own.open),
        own.cues,
        frozenset(own.fits),
        frozenset(own.yields_to),
        {phrase: way for way, phrases in ways.items() for phrase in phrases},
        {way: tuple(map(frame_of, frames)) for way, frames in own.directions.items()},
        {way: tuple(map(frame_of, frames)) for way, frames in own.asked.items()},
    )
