"""What one call handler remembers of words: who said what, when, and what it stated.

Facts hold no words and no times. Who passes a call on needs both: the caller's own word for a
weapon, and how soon after his words hers came.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations
from typing import NamedTuple

from simulator.core import acts as do
from simulator.core.describe import quoted
from simulator.core.instant import Millis
from simulator.core.log import CallBegan, Entry
from simulator.core.statements import STATEMENTS, Stated, StatementTopic
from simulator.core.terms import Intent, Manner, Role
from simulator.knowledge.judgements.cover import pretends
from simulator.knowledge.ledger import SaidHow, Speaker, Statement
from simulator.language.speaking.disfluency import fluent, says_nothing
from simulator.language.telling.people import People, people_in

_WORD = re.compile(r"[a-z]{3,}")
_SMALL = frozenset(
    {
        *("the", "and", "has", "had", "have", "got", "get", "his", "her", "him", "she", "they"),
        *("them", "for", "from", "with", "that", "this", "there", "here", "was", "were", "are"),
        *("not", "can", "its", "out", "all", "been", "who", "what", "now", "you", "your", "yes"),
        *("since", "never", "right", "over", "into", "just", "still", "about", "again", "then"),
        *("before", "after", "because", "when", "where", "very", "gone", "come", "coming"),
    }
)
"""Words by which two utterances are not about the same thing."""


_IN_COVER = (Intent.PRETENDS, Intent.SAYS_YES, Intent.SAYS_NO, Intent.NOT_TO_CALL)
"""What a caller in disguise says as to the one to whom they pretend to talk."""


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
            # As it was meant: nobody is passed a hesitation, an "okay" or an "I don't know".
            words = fluent(body.words)
            if body.means or not says_nothing(words):
                how = SaidHow.SPOKEN
                self.said.append(SaidWords(at, who, words, body.means, how, body.intent))
        elif isinstance(body, do.SendText):
            self.said.append(SaidWords(at, who, body.words, body.means, SaidHow.TEXT))

    @property
    def people(self) -> People:
        """How the people of this call are named."""
        child = any(each.intent is Intent.CHILD_SPEAKS for each in self.said)
        own = [each for each in self.said if each.by_caller]
        if any(pretends(each.means) for each in own):
            # "Yes, Mum" to a call handler says nothing of who is there.
            own = [e for e in own if e.intent not in _IN_COVER and not pretends(e.means)]
        mine = " ".join(each.words for each in own)
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

    def fullest(self, statement: Statement) -> SaidWords | None:
        """Return the words that stated it most fully; of what moves or lowers danger, the last."""
        last = self.words_of(statement)
        if last is None or statement.lowers or STATEMENTS[statement.topic].moves:
            return last
        stating = (
            each
            for each in self.said
            if (each.who, each.how) == (last.who, last.how)
            and each.states(statement.topic, statement.value)
        )
        return max(stating, key=lambda each: (len(each.words.split()), each.at))

    def said_twice(self, statement: Statement) -> bool:
        """Whether one person said the same thing in two utterances, and not only its kind twice.

        What the operator hands over is the first person's words again, and no second time.
        """
        caller = statement.speaker in (Speaker.CALLER, Speaker.CHILD)
        said = [
            frozenset(word for word in _WORD.findall(each.words.lower()) if word not in _SMALL)
            for each in self.said
            if each.by_caller is caller
            and each.how is not SaidHow.OPERATOR
            and each.states(statement.topic, statement.value)
        ]
        return any(not one.isdisjoint(two) for one, two in combinations(said, 2))

    def prompt_before(self, said: SaidWords) -> SaidWords | None:
        """Return the other person's words after which these came: those that say what to say."""
        place = self.said.index(said)
        before = [each for each in self.said[:place] if each.who is Role.ROOM]
        prompts = (e for e in reversed(before) if e.states(StatementTopic.SAYS_WHAT_TO_SAY, True))
        return next(prompts, before[-1] if before else None)

    def of_others(self) -> Iterator[SaidWords]:
        """Yield what other people said, the first of it first."""
        yield from (each for each in self.said if each.who is Role.ROOM)
