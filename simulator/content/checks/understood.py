"""What each scripted sentence of a file is understood as, for its author to see."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from simulator.content.checks.scripted_sentences import ScriptedSentence, sentences_in
from simulator.content.library.library import Library, is_shipped
from simulator.content.scenario.meant import meant_by, shipped_reader, speaker_of
from simulator.core.statements import STATEMENTS, Stated, StatementTopic, follows
from simulator.core.terms import Topic

if TYPE_CHECKING:
    from simulator.language.reader import Reader, ReadStatement

_OPPOSITE = {True: "no", False: "yes"}


class Against(NamedTuple):
    """A statement, and a fact that says the opposite."""

    statement: StatementTopic
    value: bool
    topic: Topic
    """A topic of questions of which the statement says something."""
    fact: bool
    """What the fact says of it."""


class UnderstoodSentence(NamedTuple):
    """One sentence of a file."""

    sentence: ScriptedSentence
    means: Stated | None
    """What the file itself says that it means; None if it doesn't."""
    statements: tuple[ReadStatement, ...]
    """What was read; empty where the file says what the words mean."""
    counts: Stated
    """What counts when the scenario is played: the file's own word, or what was surely read."""
    place_words: str
    against: tuple[Against, ...]
    """What the `facts` beside the words contradict."""
    against_file: tuple[Against, ...]
    """What the scenario's own `facts` contradict: by these the caller answers."""
    of_others: Stated = ()
    """What counts of it as another person's word: by the file, or as it was read."""

    @property
    def line(self) -> int:
        """The line of the words, from 1."""
        return self.sentence.place.line

    @property
    def who(self) -> str:
        """Who says it."""
        return self.sentence.who

    @property
    def words(self) -> str:
        """The words."""
        return self.sentence.words

    @property
    def is_open(self) -> bool:
        """Whether nothing says what it means, and nothing was understood."""
        found = self.statements or self.of_others
        return self.means is None and self.sentence.is_read and not found


def understood_lines(sentence: UnderstoodSentence) -> Iterator[str]:
    """Yield in words what a sentence is understood as, from which of its words."""
    if sentence.means is not None:
        said = "; ".join(statement_label(*each) for each in sentence.means)
        yield f"means, by the file: {said or 'nothing'}"
    elif not sentence.sentence.is_read:
        yield "an answer to what was asked"
    for each in sentence.statements:
        start, end = each.span
        unsure = "" if each.sure else ", unsure"
        said = statement_label(each.topic.name, each.value)
        yield f'{said}{unsure} ("{sentence.words[start:end]}")'
    for topic, value in sentence.of_others:
        yield f"another person's word: {statement_label(topic, value)}"
    if sentence.is_open:
        yield "nothing understood"
    if sentence.place_words:
        yield f'its place: "{sentence.place_words}"'
    for against in sentence.against:
        yield f"its facts say the opposite of {against.topic} ({against.topic.label})"
    for against in sentence.against_file:
        yield f"the facts of the file say the opposite of {against.topic} ({against.topic.label})"


def statement_label(topic: StatementTopic, value: bool) -> str:
    """Return a statement in words."""
    return topic.label if value else f"denied: {topic.label}"


def reader_of(library: Library) -> Reader:
    """Return the reader with the files of a library; the shipped one is built once."""
    if all(is_shipped(each.path) for each in library.reading_files()):
        return shipped_reader()
    return library.reader()


def understood(library: Library, path: Path, reader: Reader) -> tuple[UnderstoodSentence, ...]:
    """Return each sentence of callers and people near, in the order of the file."""
    return tuple(understood_as(each, reader) for each in sentences_in(library, path))


def understood_as(sentence: ScriptedSentence, reader: Reader | None) -> UnderstoodSentence:
    """Return what a sentence says: by the file's own word, or else as it is read.

    No reader is needed of a sentence that doesn't need one: to build it takes a while.
    """
    own, place = sentence.means, sentence.place_words
    speaker = speaker_of(sentence.beside.get("intent"))
    read = sentence.needs_reader
    found = reader.read(sentence.words, speaker) if reader is not None and read else ()
    counts: Stated = own or ()
    if read:
        facts = tuple((Topic(topic), so == "yes") for topic, so in _known(sentence.facts))
        counts, named = meant_by(found, sentence.words, facts)
        place = place or named
    said = own if own is not None else tuple((each.topic.name, each.value) for each in found)
    against = tuple(_against(said, sentence.facts))
    facts_of_file = sentence.document.value.get("facts")
    so_far = facts_of_file if sentence.who == "caller" and isinstance(facts_of_file, dict) else {}
    # What is written beside the words as well is what the author wants said, though it is not so.
    wanted = {topic for topic, _ in _known(sentence.facts)}
    lasting = tuple((topic, so) for topic, so in counts if not STATEMENTS[topic].moves)
    beyond = tuple(each for each in _against(lasting, so_far) if each.topic not in wanted)
    others = _of_others(sentence, reader if read else None)
    return UnderstoodSentence(sentence, own, found, counts, place, against, beyond, others)


def _of_others(sentence: ScriptedSentence, reader: Reader | None) -> Stated:
    """Return what a sentence gives as another person's word: by the file, or else as it is read."""
    written = sentence.beside.get("of_others")
    if isinstance(written, Mapping):
        known = {each.value for each in StatementTopic}
        return tuple((StatementTopic(k), so == "yes") for k, so in written.items() if k in known)
    found = reader.read_of_others(sentence.words) if reader is not None else ()
    return tuple((each.topic.name, each.value) for each in found)


def _known(facts: Mapping[Any, Any]) -> Iterator[tuple[str, Any]]:
    """Yield the facts of topics that there are, yes or no: a file may have others by mistake."""
    topics = {each.value for each in Topic}
    return ((key, so) for key, so in facts.items() if key in topics and so in ("yes", "no"))


def _against(stated: Stated, facts: Mapping[Any, Any]) -> Iterator[Against]:
    """Yield what facts contradict of statements, each topic once."""
    known, found = dict(_known(facts)), set[str]()
    for topic, value in stated:
        for about, so in follows([(topic, value)]):
            if known.get(about.value) == _OPPOSITE[so] and about.value not in found:
                found.add(about.value)
                yield Against(topic, value, about, not so)
