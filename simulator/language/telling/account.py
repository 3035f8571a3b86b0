"""What one call handler remembers of words: who said what, when, and what it stated.

Facts hold no words and no times. Who passes a call on needs both: the caller's own word for a
weapon, and how soon after his words hers came.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from simulator.core import acts as do
from simulator.core.describe import quoted
from simulator.core.instant import Millis
from simulator.core.log import CallBegan, Entry
from simulator.core.statements import STATEMENTS, Stated, StatementTopic
from simulator.core.terms import Intent, Manner, Reported, Role, Topic
from simulator.knowledge.judgements.cover import pretends
from simulator.knowledge.ledger import SaidHow, Speaker, Statement
from simulator.language.handover_sentence import handover_words
from simulator.language.speaking.disfluency import fluent, says_nothing
from simulator.language.telling.people import CHILD, GROWN_UP, People, Person, people_in

_WORD = re.compile(r"[a-z]{3,}")
_ASKS = re.compile(r"(?<!okay)(?<!all right)(?<!yeah)\?", re.IGNORECASE)
"""A question, and not "The police are on their way, okay?"."""
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


_EACH_NEW = (StatementTopic.ILL, StatementTopic.STROKE_SIGNS, StatementTopic.NOT_WAKING)
"""What is stated by one sign after another, each of them news for a crew."""
_JUST_BEFORE: Millis = 30_000
"""Within which what changes is passed on (practice2 section 6)."""
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
    asked: str = ""
    """The question of ours that they came after, without which they may say nothing; or empty."""

    @property
    def by_caller(self) -> bool:
        """Whether it was the caller's."""
        return self.who is Role.CALLER

    @property
    def answers(self) -> bool:
        """Whether they came after a question of ours."""
        return bool(self.asked)

    def states(self, topic: StatementTopic, value: bool) -> bool:
        """Whether these words stated it."""
        return (topic, value) in self.means


@lru_cache(maxsize=2_048)
def _subject(words: str) -> frozenset[str]:
    """Return the words by which it shows what an utterance is about."""
    return frozenset(_WORD.findall(words.lower())) - _SMALL


def _says_again(one: frozenset[str], two: frozenset[str]) -> bool:
    """Whether two utterances say one thing: no more than a word of each is not in the other.

    "He's in his car" and "He's got out of the car, looking up" share a word, and are two things.
    """
    return not one.isdisjoint(two) and max(len(one - two), len(two - one)) <= 1


def _is_same(one: str, two: str) -> bool:
    """Whether two utterances say the same thing: half the words of the shorter (assumption)."""
    first, second = _subject(one), _subject(two)
    return 2 * len(first & second) >= max(min(len(first), len(second)), 1)


Stating = tuple[bool, SaidHow, StatementTopic, bool]
"""Whether it was the caller, how they said it, and what they stated."""


@dataclass(slots=True)
class Account:
    """The words of a call so far."""

    said: list[SaidWords] = field(default_factory=list)
    questions: dict[Topic, str] = field(default_factory=dict)
    """The words in which the call handler last asked about each topic."""
    replies: dict[Topic, SaidWords] = field(default_factory=dict)
    """What the caller last said straight after a question about each topic: also "Don't know"."""
    faint: list[Millis] = field(default_factory=list)
    """When another person spoke too faintly to be made out."""
    operator_words: str = ""
    """What the operator handed over, without their first sentence, which only names the line."""
    _stating: dict[Stating, list[SaidWords]] = field(default_factory=dict)
    """The words that stated something, oldest first: each briefing asks for all of them."""
    _asked: str = ""
    """What the call handler last asked, if the caller has not spoken since."""
    _about: tuple[Topic, ...] = ()
    """What that was about, if it was the last that the call handler said."""
    _people: People | None = None
    """How the people are named; None since more was said."""
    _fullest: dict[Statement, SaidWords | None] = field(default_factory=dict)
    """The words that state most fully what each statement says, as far as they were asked for
    since more was said: each briefing, note and heading goes through all statements."""

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
            self.faint.clear()
            self.questions.clear()
            self.replies.clear()
            self._asked, self._about = "", ()
            self._stating.clear()
            self.operator_words, self._people = "", None
            self._fullest.clear()
        elif isinstance(body, do.HandOver):
            self.operator_words = body.words.partition(". ")[2].replace('"', "'")
            if words := quoted(body.words):
                self._keep(SaidWords(at, Role.CALLER, words, body.means, SaidHow.OPERATOR))
        elif isinstance(body, do.PassDetails):
            # Details come without words: what police have of them is said as a hand-over says it.
            heard = set(body.heard) - {Reported.LINE_LOST}
            self.operator_words = handover_words(heard).partition(". ")[2]
        elif who is Role.CALL_HANDLER and isinstance(body, do.Ask):
            self.questions.update(dict.fromkeys(body.about, body.words))
            self._asked, self._about = body.words, tuple(body.about)
        elif who is Role.CALL_HANDLER and isinstance(body, do.Say):
            # "Is it any worse?" is a question of ours too, of no topic.
            self._asked = body.words if _ASKS.search(body.words) else self._asked
            self._about = ()
        elif who not in (Role.CALLER, Role.ROOM) or do.is_third_voice(body):
            return
        elif isinstance(body, do.Say) and body.manner is Manner.FAINT:
            if who is Role.ROOM:
                self.faint.append(at)
        elif isinstance(body, do.Say) and body.words:
            # As it was meant: nobody is passed a hesitation, an "okay" or an "I don't know".
            words = fluent(body.words)
            asked = self._asked if who is Role.CALLER else ""
            said = SaidWords(at, who, words, body.means, SaidHow.SPOKEN, body.intent, asked)
            if body.means or not says_nothing(words):
                self._keep(said)
            if who is Role.CALLER:
                if body.intent is not Intent.DOES_NOT_FOLLOW:
                    self.replies.update(dict.fromkeys(self._about, said))
                self._asked, self._about = "", ()
        elif isinstance(body, do.SendText):
            self._keep(SaidWords(at, who, body.words, body.means, SaidHow.TEXT))

    def _keep(self, said: SaidWords) -> None:
        self.said.append(said)
        self._people = None
        self._fullest.clear()
        for topic, value in dict.fromkeys(said.means):
            self._stating.setdefault((said.by_caller, said.how, topic, value), []).append(said)

    def said_at(self, at: Millis) -> SaidWords | None:
        """Return the caller's words of an instant; None if there were none."""
        return next((e for e in reversed(self.said) if e.at == at and e.by_caller), None)

    def _that_stated(self, statement: Statement, how: SaidHow) -> Sequence[SaidWords]:
        caller = statement.speaker in (Speaker.CALLER, Speaker.CHILD)
        return self._stating.get((caller, how, statement.topic, statement.value), ())

    @property
    def people(self) -> People:
        """How the people of this call are named."""
        if self._people is None:
            self._people = self._named()
        return self._people

    def _named(self) -> People:
        child = any(each.intent is Intent.CHILD_SPEAKS for each in self.said)
        own = [each for each in self.said if each.by_caller]
        if any(pretends(each.means) for each in own):
            # "Yes, Mum" to a call handler says nothing of who is there.
            own = [e for e in own if e.intent not in _IN_COVER and not pretends(e.means)]
        mine = " ".join(each.words for each in own)
        theirs = " ".join(each.words for each in self.said if not each.by_caller)
        people = people_in(mine, theirs, child=child)
        grown_up = people.caller is CHILD and self.grown_up_since is not None
        return people._replace(caller=GROWN_UP) if grown_up else people

    @property
    def grown_up_since(self) -> Millis | None:
        """When a grown-up took the phone from a child, and spoke; None if none did."""
        child = next((e.at for e in self.said if e.intent is Intent.CHILD_SPEAKS), None)
        if child is None:
            return None
        took = (e.at for e in self.said if e.by_caller and e.intent is Intent.SAYS_MISTAKE)
        return next((at for at in took if at > child), None)

    def says_who(self, said: SaidWords) -> Person:
        """Return whose words they are: a grown-up's, though a child had rung."""
        person, since = self.people.caller, self.grown_up_since
        if since is None or person not in (CHILD, GROWN_UP):
            return person
        grown_up = said.at >= since and said.intent is not Intent.CHILD_SPEAKS
        return GROWN_UP if grown_up else CHILD

    def words_of(self, statement: Statement) -> SaidWords | None:
        """Return the words that stated it last; None if none are kept."""
        stating = self._that_stated(statement, statement.how)
        return stating[-1] if stating else None

    def only_aside(self, statement: Statement) -> bool:
        """Whether all words that stated it were spoken to somebody there, and not to us.

        "Just my sister", to him, says nothing of who he is (BF-1, SIT-01).
        """
        stating = self._that_stated(statement, statement.how)
        return bool(stating) and all(each.intent is Intent.NOT_TO_CALL for each in stating)

    def fullest(self, statement: Statement) -> SaidWords | None:
        """Return the words that stated it most fully; the last of what moves or is another thing.

        "They were for my heart" is no second "I've took my tablets", and each sign of an illness is
        another: "diabetic" is no shorter word for "shaking" (CH-61).
        """
        if statement not in self._fullest:
            self._fullest[statement] = self._found_fullest(statement)
        return self._fullest[statement]

    def _found_fullest(self, statement: Statement) -> SaidWords | None:
        stating = self._that_stated(statement, statement.how)
        if len(stating) > 1 and statement.topic in _EACH_NEW:
            return self._newest(stating)
        if len(stating) < 2 or statement.lowers or STATEMENTS[statement.topic].moves:
            return stating[-1] if stating else None
        *before, last = stating
        if not any(_is_same(last.words, each.words) for each in before):
            return last  # The kind of thing was known, and this of it was not.
        return max(stating, key=lambda each: (len(each.words.split()), each.at))

    @staticmethod
    def _newest(stating: Sequence[SaidWords]) -> SaidWords:
        """Return the last words that are more than a part of earlier ones."""
        new = (
            each
            for place, each in reversed([*enumerate(stating)])
            if not any(_subject(each.words) <= _subject(old.words) for old in stating[:place])
        )
        return next(new, stating[-1])

    def beside(self, statement: Statement, words: SaidWords | None) -> Sequence[SaidWords]:
        """Return what else stated it just before: a second sign of an illness is not lost.

        "The kids are here" does not hide the cot upstairs, of which the same kind was stated.
        """
        moves = statement.lowers or STATEMENTS[statement.topic].moves
        if words is None or (moves and statement.topic not in _EACH_NEW):
            return ()
        return [
            each
            for each in self._that_stated(statement, statement.how)
            if 0 < words.at - each.at <= _JUST_BEFORE
            and not _subject(each.words) <= _subject(words.words)
            and not _is_same(each.words, words.words)
        ]

    def said_twice(self, statement: Statement, words: SaidWords) -> bool:
        """Whether these very words were said in two utterances, and not only their kind twice.

        What the operator hands over is the first person's words again, and no second time.
        """
        this = _subject(words.words)
        return any(
            each.at != words.at and _says_again(this, _subject(each.words))
            for how in (SaidHow.SPOKEN, SaidHow.TEXT)
            for each in self._that_stated(statement, how)
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
