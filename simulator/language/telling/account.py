"""What one call handler remembers of words: who said what, when, and what it stated.

Facts hold no words and no times. Who passes a call on needs both: the caller's own word for a
weapon, and how soon after his words hers came.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from simulator.core import acts as do
from simulator.core.describe import quoted
from simulator.core.instant import Millis
from simulator.core.log import CallBegan, Entry
from simulator.core.statements import Stated, StatementTopic
from simulator.core.terms import Intent, Manner, Role
from simulator.knowledge.ledger import SaidHow, Speaker, Statement
from simulator.language.telling.people import People, people_in


class SaidWords(NamedTuple):
    """One utterance or text."""

    at: Millis
    who: Role
    words: str
    means: Stated
    how: SaidHow = SaidHow.SPOKEN
    intent: Intent | None = None

    @property
    def by_caller(self) -> bool:
        """Whether it was the caller's."""
        return self.who is Role.CALLER

    def states(self, topic: StatementTopic, value: bool) -> bool:
        """Whether these words stated it."""
        return (topic, value) in self.means


@dataclass(slots=True)
class Account:
    """The words of a call so far."""

    said: list[SaidWords] = field(default_factory=list)
    operator_words: str = ""
    """What the operator handed over, without their first sentence, which only names the line."""

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> Account:
        """Return the account of what one seat perceived."""
        account = cls()
        for entry in entries:
            account.take(entry)
        return account

    def take(self, entry: Entry) -> None:
        """Remember what an entry adds."""
        body, at, who = entry.body, entry.at, entry.actor
        if isinstance(body, CallBegan):
            self.said.clear()
            self.operator_words = ""
        elif isinstance(body, do.HandOver):
            self.operator_words = body.words.partition(". ")[2].replace('"', "'")
            if words := quoted(body.words):
                self.said.append(SaidWords(at, Role.CALLER, words, body.means, SaidHow.OPERATOR))
        elif who not in (Role.CALLER, Role.ROOM):
            return
        elif isinstance(body, do.Say) and body.words and body.manner is not Manner.FAINT:
            how = SaidHow.SPOKEN
            self.said.append(SaidWords(at, who, body.words, body.means, how, body.intent))
        elif isinstance(body, do.SendText):
            self.said.append(SaidWords(at, who, body.words, body.means, SaidHow.TEXT))

    @property
    def people(self) -> People:
        """How the people of this call are named."""
        child = any(each.intent is Intent.CHILD_SPEAKS for each in self.said)
        mine = " ".join(each.words for each in self.said if each.by_caller)
        theirs = " ".join(each.words for each in self.said if not each.by_caller)
        return people_in(mine, theirs, child=child)

    def words_of(self, statement: Statement) -> SaidWords | None:
        """Return the words that stated it last; None if none are kept."""
        caller = statement.speaker in (Speaker.CALLER, Speaker.CHILD)
        return next(
            (
                each
                for each in reversed(self.said)
                if each.by_caller is caller
                and each.how is statement.how
                and each.states(statement.topic, statement.value)
            ),
            None,
        )

    def prompt_before(self, said: SaidWords) -> SaidWords | None:
        """Return the other person's words after which these came: those that say what to say."""
        place = self.said.index(said)
        before = [each for each in self.said[:place] if each.who is Role.ROOM]
        prompts = (e for e in reversed(before) if e.states(StatementTopic.SAYS_WHAT_TO_SAY, True))
        return next(prompts, before[-1] if before else None)

    def of_others(self) -> Iterator[SaidWords]:
        """Yield what other people said, the first of it first."""
        yield from (each for each in self.said if each.who is Role.ROOM)
