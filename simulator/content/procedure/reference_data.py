"""Reference tables: questions, public sources, telephone numbers for drama, and wording."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Annotated, Literal

from simulator.content.fields.content_model import Content, FileContent, Many, Word
from simulator.content.fields.schema_parts import Bounds, field
from simulator.content.fields.sourced_value import Provenance
from simulator.content.fields.text_fields import SourceCode, Text, pattern_text
from simulator.core import acts as do
from simulator.core.terms import QuestionForm, Sign, Topic

Group = Literal["safety", "people", "weapons", "injuries", "location", "description"]


class QuestionText(Provenance):
    """The question about one topic."""

    words: Text
    """The question."""
    with_address: Text | None = None
    """The question where an address is held, which it says for `{address}`; left out: the same."""
    group: Group
    """The group in which a screen shows it."""
    form: Word[QuestionForm] = QuestionForm.CLOSED
    """Whether yes or no answers it."""


class SignWords(Content):
    """The words for a sign."""

    way: Text
    """As a way to answer, after "You can"."""
    times: Annotated[Many[Text], Bounds(min_length=1)]
    """As an instruction: once, twice, three times."""


class Phrases(Content):
    """Connecting words of the sentences."""

    for_yes: Text
    """After the sign for yes."""
    for_no: Text
    """After the sign for no."""
    you_can: Text
    """Before the ways to answer."""
    text: Text
    """The text message to a caller who cannot answer on the line and whose screen is not seen."""
    ordinary_text: Text
    """The text message where another person might see the screen: as a contact might send it."""
    last: Text = field(alias="or")
    """Before the last of them."""


class QuestionBank(FileContent):
    """The file `questions.yaml`."""

    topics: Mapping[Word[Topic], QuestionText]
    """The question for each topic."""
    signs: Mapping[Word[Sign], SignWords]
    """The words for each sign."""
    phrases: Phrases
    """Connecting words of the sentences."""

    def words(self, topic: Topic, address: str = "") -> str:
        """Return the question about `topic`, which says the address that is held, if any (B11)."""
        question = self.topics[topic]
        if address and question.with_address:
            return question.with_address.replace("{address}", address)
        return question.words

    def code_sentence(self, code: do.Code) -> str:
        """How to state `code`: "Tap once for yes, tap twice for no."."""
        yes = f"{self.given(code.yes)} {self.phrases.for_yes}"
        no = f"{self.given(code.no)} {self.phrases.for_no}"
        return _sentence(f"{yes}, {no}")

    def ways_sentence(self, ways: Sequence[Sign]) -> str:
        """Return the sentence for ways to answer: "You can whisper, tap the phone or cough."."""
        *first, last = (self.signs[sign].way for sign in ways)
        listed = f"{', '.join(first)} {self.phrases.last} {last}" if first else last
        return _sentence(f"{self.phrases.you_can} {listed}")

    def given(self, sign: do.AnswerSign) -> str:
        """Return how a sign is given, as an instruction: "tap once"."""
        times = self.signs[sign.sign].times
        return times[min(sign.times, len(times)) - 1]


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."


SourceKind = Literal[
    "government", "parliament", "regulator", "guidance", "police", "watchdog", "inspectorate",
    "training", "news", "legal", "fact_check", "abroad", "research", "telecoms", "charity",
    "council", "encyclopaedia", "service", "account",
]  # fmt: skip
Date = Annotated[
    str,
    pattern_text(r"[0-9]{4}(?:-(?:0[1-9]|1[0-2]))?", "date", "year or month", '"2019" or 2019-04'),
]


class Source(Content):
    """One public source."""

    label: Text
    """A description without the name of a person or a case; screens show only this."""
    kind: SourceKind
    """The kind of publisher."""
    date: Date | None = None
    """When it was published; left out: the page has no date."""
    address: Text | None = None
    """The address; left out if it could contain a victim's or survivor's name."""
    note: Text | None = None
    """Further information."""


class SourceList(FileContent):
    """The sources that values cite, as `sources.yaml` has them."""

    sources: Mapping[SourceCode, Source]
    """The sources by their codes."""


class NumberRange(Content):
    """One range of telephone numbers."""

    number: Annotated[str, pattern_text(r"0[0-9x ]+", "number-range", "range", '"07700 900xxx"')]
    """The number; `x` is any digit."""
    area: Text
    """The area of the numbers."""
    source: Annotated[Many[SourceCode], Bounds(min_length=1)]
    """The public sources."""


class DramaNumbers(FileContent):
    """The file `drama_numbers.yaml`."""

    ranges: Annotated[Many[NumberRange], Bounds(min_length=1)]
    """The ranges."""

    def holds(self, number: str) -> bool:
        """Whether a telephone number, in any notation, is in one of the ranges."""
        return self._pattern.fullmatch(national(number)) is not None

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        shapes = (held.number.replace(" ", "").replace("x", "[0-9]") for held in self.ranges)
        return re.compile("|".join(shapes))


def national(number: str) -> str:
    """Return the digits of a telephone number as dialled within the UK."""
    digits = re.sub(r"[^0-9+]", "", number)
    return re.sub(r"^(?:\+|00)440?", "0", digits)


class Wording(Content):
    """A word to avoid, with its replacement."""

    instead_of: Text
    """The word or words to avoid."""
    say: Text
    """The replacement."""
    why: Text
    """The reason."""
    callers_may: bool = False
    """Whether a caller, or a person near, may say it: the word of an injury is theirs."""


Fingerprint = Annotated[
    str, pattern_text(r"[0-9a-f]{16}", "wrong-form", "fingerprint", '"08cdc99cbf9b163b"')
]
"""The first 16 digits of the SHA-256 of a name in lower case."""


class WordingList(FileContent):
    """The file `wording.yaml`."""

    words: Many[Wording]
    """Words to avoid."""
    together: Many[Annotated[Many[Text], Bounds(min_length=2, max_length=2)]]
    """Pairs of words that must occur together."""
    capitals: Many[Text]
    """Capitalised words that aren't names."""
    published: Many[Text] = ()
    """Nations, places and bodies that files on the published procedure may name."""
    real_names: Many[Fingerprint]
    """Fingerprints of real names that must not appear in any context."""

    def has_real(self, names: Iterable[str]) -> bool:
        """Whether one of the names is on the list of real names that no file may use."""
        return not self._real.isdisjoint(map(fingerprint, names))

    @cached_property
    def _real(self) -> frozenset[str]:
        return frozenset(self.real_names)


@lru_cache(maxsize=1 << 16)
def fingerprint(name: str) -> str:
    """Return a hash of a name, so that our files don't contain it."""
    from hashlib import sha256  # It loads OpenSSL, and few commands need it.

    return sha256(" ".join(name.lower().split()).encode()).hexdigest()[:16]


_KEPT = re.compile(r" \((?:copy|[a-z]+ stored versions)\)")


def labelled(codes: Iterable[str], sources: Mapping[str, Source]) -> str:
    """Return the neutral labels of sources; with a count, if several have the same label.

    How a page was kept, such as "(copy)", says nothing to who reads it in a room.
    """
    labels = Counter(_KEPT.sub("", sources[c].label) for c in codes if c in sources)
    return "; ".join(f"{label} ({n})" if n > 1 else label for label, n in labels.items())
