"""What roles say for each purpose: the sentences of a file of lines."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Self

from simulator.content.fields.content_model import (
    Content,
    Fact,
    FileContent,
    Many,
    Word,
    YesOrNo,
    only,
    refuse,
)
from simulator.content.fields.schema_parts import Bounds, OneOf, Tag, checks
from simulator.content.fields.sourced_value import Provenance
from simulator.content.fields.text_fields import Text, YesNo
from simulator.content.files.file_kinds import LoadedFile
from simulator.core.statements import StatementTopic
from simulator.core.terms import Role, YesMeans
from simulator.language.lines import ANYTHING, LINE_CONDITIONS, LineSlot, LineVariant
from simulator.language.purposes import all_purposes
from simulator.language.speaking.heard_words import revealing_word

PurposeName = Annotated[str, only(*all_purposes())]
"""An intent, a topic, or another purpose of the closed list."""
ConditionName = Annotated[str, only(*LINE_CONDITIONS)]
"""The situation of a call, or how to speak."""

NewsName = Annotated[
    str, only(ANYTHING, *StatementTopic, *(f"not {each}" for each in StatementTopic))
]
"""A statement of the caller; `not` before one that is denied; or anything at all."""

_TIME = re.compile(
    r"\b(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|few|couple of|half an)"
    r" (?:more )?(?:minutes?|mins?|seconds?|hours?)\b|\bany (?:minute|moment)\b|\bsoon\b",
    re.IGNORECASE,
)
_PROMISES = ("officers_sent", "officers_there", "ambulance_sent", "no_unit_yet")
"""Where a time that dispatch has not given would be untrue (rule 2 of practice 0.1)."""
_UNREVEALING = ("calls_back", "cover_question", "hide_reason", "keep_talking", "ask_for_caller")
"""What is said where another person may hear it, or has the phone."""


class SpokenVariant(Content):
    """A sentence for some situations only, or one that doesn't ask forward."""

    says: Text
    """The sentence; {minutes} and the like are filled from what the speaker knows."""
    when: Many[ConditionName] = ()
    """The conditions of which one must hold; none: it always fits."""
    yes_means: Word[YesMeans] = YesMeans.SO
    """What a yes to the words says of the topic; by default `so`."""
    after: Many[NewsName] = ()
    """What the caller has just said, of which one must be what this takes up; none: any."""
    says_back: Many[Text] = ()
    """Words of the caller of which one fills {said}; only where nobody else can hear."""
    heard: Many[Text] = ()
    """Words of the caller of which one must just have come; only where nobody else can hear."""
    means: Mapping[Word[StatementTopic], YesOrNo] = {}
    """What the words state, yes or no: `{knife: yes, has_gone: no}`; by default nothing."""

    def variant(self) -> LineVariant:
        """Return the sentence as a plain value."""
        means = tuple((topic, so is Fact.YES) for topic, so in self.means.items())
        when, after = frozenset(self.when), frozenset(self.after)
        said, heard = tuple(self.says_back), tuple(self.heard)
        return LineVariant(self.says, when, self.yes_means, after, said, heard, means)


SpokenLine = Annotated[
    Annotated[Text, Tag("text")] | Annotated[SpokenVariant, Tag("variant")],
    OneOf(lambda line: "text" if isinstance(line, str) else "variant"),
]
"""A sentence, or one for some situations only."""


class PurposeLines(Provenance):
    """The variants of one purpose."""

    published: YesNo = False
    """Whether a public source prints these words: then one is enough, and it stays as printed."""
    lines: Annotated[Many[SpokenLine], Bounds(min_length=1)]
    """The sentences."""

    def variants(self) -> Iterator[LineVariant]:
        """Return the sentences as plain values."""
        for each in self.lines:
            yield LineVariant(each) if isinstance(each, str) else each.variant()

    @checks
    def _has_variants(self) -> Self:
        if not (self.source if self.published else len(self.lines) > 1):
            refuse("too-few-lines", at=("lines",))
        return self

    @checks
    def _names_known_slots(self) -> Self:
        known = {slot.value for slot in LineSlot}
        for index, line in enumerate(self.variants()):
            if bool(line.said) is not (LineSlot.SAID in line.slots):
                refuse("line-said-back", at=("lines", index))
            for name in sorted(line.slots - known):
                found = f"{{{name}}} isn't a placeholder of a line"
                refuse("line-placeholder", found, ", ".join(sorted(known)), at=("lines", index))
        return self


class LineFile(FileContent):
    """One file of lines."""

    said_by: Annotated[Many[Word[Role]], Bounds(min_length=1)]
    """The roles that say this."""
    spoken: Annotated[Mapping[PurposeName, PurposeLines], Bounds(min_length=1)]
    """The purposes, each with its variants."""

    @checks
    def _promises_and_reveals_nothing(self) -> Self:
        for purpose, own in self.spoken.items():
            for index, line in enumerate(own.variants()):
                at = ("spoken", purpose, "lines", index)
                if purpose in _PROMISES and (time := _TIME.search(line.words)):
                    found = f'"{time[0]}" is a time that dispatch has not given'
                    refuse("line-untrue", found, "{minutes}, or no time", at=at)
                if purpose in _UNREVEALING and (word := revealing_word(line.words)):
                    found = f'"{word}" gives the caller away to anyone who hears {purpose}'
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
