"""The bank of questions, with sentences for a yes/no code and for the ways to answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Literal

from pydantic import Field

from simulator.content.fields.content_model import Content, FileContent, Many, Word
from simulator.content.fields.sourced_value import Provenance
from simulator.content.fields.text_fields import Text
from simulator.core import acts as do
from simulator.core.terms import QuestionForm, Sign, Topic

Group = Literal["safety", "people", "weapons", "injuries", "location", "description"]


class QuestionText(Provenance):
    """The question about one topic."""

    words: Text
    """The question."""
    group: Group
    """The group in which a screen shows it."""
    form: Word[QuestionForm] = QuestionForm.CLOSED
    """Whether yes or no answers it."""


class SignWords(Content):
    """The words for a sign."""

    way: Text
    """As a way to answer, after "You can"."""
    times: Annotated[Many[Text], Field(min_length=1)]
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
    last: Text = Field(alias="or")
    """Before the last of them."""


class QuestionBank(FileContent):
    """The file `questions.yaml`."""

    topics: Mapping[Word[Topic], QuestionText]
    """The question for each topic."""
    signs: Mapping[Word[Sign], SignWords]
    """The words for each sign."""
    phrases: Phrases
    """Connecting words of the sentences."""

    def words(self, topic: Topic) -> str:
        """Return the question about `topic`."""
        return self.topics[topic].words

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
