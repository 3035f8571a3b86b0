"""What a caller knows and says: own words, what they state, what is added to an answer.

What a scenario fixes stays fixed: nothing is said that its facts, or words of its file, do not say.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from simulator.content.fields.content_model import Delay, Fact
from simulator.content.scenario.act_forms import StepText
from simulator.content.scenario.environment import (
    AsksBack,
    CallerLine,
    CallerTraits,
    Near,
    StoryLine,
)
from simulator.content.scenario.scenario import Answers
from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.log import Body
from simulator.core.profile import SpeechPacing
from simulator.core.statements import Stated, StatementTopic, follows
from simulator.core.terms import Intent, Manner, Topic
from simulator.language.lines import LineBook, LineSlot, LineVariant, choose
from simulator.language.speaking.styles import SpeakingTable
from simulator.session.people.whereabouts import Whereabouts
from simulator.session.random_stream import RandomStream

USUAL_REACTION = Delay(1_000, 6_000)
"""From a request to an answer, where neither `answers` nor `pace` says (practice 3.2 [R1])."""
NO_ANSWERS = Answers(by=(), after=USUAL_REACTION, manner=Manner.WHISPERED)
"""Of a caller who can give no sign."""
TOLD_LASTS: Millis = 120_000
"""How long "they are coming", or "I don't know yet", answers "How long?" (assumption)."""
ANSWERED_BY: Mapping[Intent, Sequence[Intent]] = {
    Intent.WANTS_POLICE: (Intent.OFFICERS_SENT, Intent.OFFICERS_THERE, Intent.ETA),
    Intent.WANTS_AMBULANCE: (Intent.AMBULANCE_SENT,),
}
"""After which of a handler's sentences a caller does not ask for that any more."""
_KEEPS_TO_YES = (Intent.PRETENDS, Intent.CHILD_SPEAKS, Intent.OTHER_LANGUAGE)
"""Who keeps a role, is small, or has no English adds nothing to a yes."""
_T = StatementTopic
_NO_MORE_THAN_THE_FACT = frozenset(
    {
        *((_T.PERSON_HERE, True), (_T.IN_ANOTHER_ROOM, True), (_T.PERSON_OUTSIDE, True)),
        *((_T.HAS_GONE, True), (_T.HAS_GONE, False), (_T.SEVERAL_PEOPLE, True)),
        *((_T.STRANGER, True), (_T.CHILDREN, True), (_T.CHILDREN, False)),
        *((_T.OTHER_DRANK, True), (_T.COURT_ORDER, True), (_T.FOLLOWED, True)),
        *((_T.CANNOT_OPEN, True), (_T.LOCKED_OWN_DOOR, True), (_T.NOT_WAKING, True)),
        *((_T.ALONE, True), (_T.PERSON_HERE, False), (_T.NOT_HURT, True), (_T.STRANGER, False)),
        *((_T.NOT_AT_HOME, True), (_T.NOT_AT_HOME, False), (_T.KNOWN_PERSON, True)),
        *((_T.IN_A_VEHICLE, True), (_T.IN_A_VEHICLE, False), (_T.CALLER_OUTSIDE, True)),
        *((_T.BREATHING_WELL, True), (_T.CHILD_HURT, False), (_T.SEVERAL_PEOPLE, False)),
        *((_T.LOCKED_IN, True), (_T.LOCKED_IN, False), (_T.LOCKED_OWN_DOOR, False)),
        *((_T.CANNOT_OPEN, False), (_T.OTHER_DRANK, False), (_T.COURT_ORDER, False)),
        *((_T.FOLLOWED, False), (_T.VEHICLE_STOPPED, True), (_T.VEHICLE_STOPPED, False)),
        *((_T.HEAD_OR_PASSED_OUT, False), (_T.STRANGLED, False), (_T.WANTS_POLICE, True)),
        *((_T.MISTAKE, True), (_T.MISTAKE, False), (_T.SCREEN_SEEN, True)),
        *((_T.SCREEN_SEEN, False), (_T.NOBODY_HEARS, True)),
    }
)
"""Statements that say just what the facts of a scenario say. "A weapon" says not which."""
_GRAVEST = (
    *(Topic.INJURED, Topic.AWAKE, Topic.WEAPON, Topic.FOLLOWED),
    *(Topic.IN_THE_HOUSE, Topic.OTHER_PERSON_PRESENT),
)
"""What answers "What's happened?", the gravest first (assumption)."""
TOLD_IN_WORDS = {Topic.LOCATION: Intent.GIVES_PLACE, Topic.WHAT_HAPPENED: Intent.SPEAKS}
"""The questions for words that are answered though no step of the file does, and with what."""


_OF_ONE_BODY = frozenset({Topic.BREATHING_WELL, Topic.PASSED_OUT})
"""What is of the caller's body or of another's: "I didn't black out" is not of him."""


class StoryPart(NamedTuple):
    """One thing that a caller has to say, and the questions that it answers."""

    line: LineVariant
    answers: frozenset[Topic]


class CallerWorld(NamedTuple):
    """What a caller knows of their own situation, and how they answer questions about it."""

    facts: Mapping[Topic, Fact]
    answers: Answers = NO_ANSWERS
    lines: LineBook = MappingProxyType({})
    near: Sequence[Near] = ()
    address: str = ""
    places: Sequence[str] = ()
    """Names of where they are, none of which is the address on record."""
    adds: LineBook = MappingProxyType({})
    """What this caller may add to an answer while they are free to speak, by its topic."""
    story: Sequence[StoryPart] = ()
    """What they have to say, in its order."""
    speaking: SpeakingTable = SpeakingTable()
    """How kinds of people speak."""
    pronoun: str = "they"
    """How they speak of the other person: he, she or they."""
    pacing: SpeechPacing = SpeechPacing()
    """How long words take."""
    other: Whereabouts | None = None
    """Where the other person is now, of one who moves."""


class CallerVoice:
    """The words of one caller in one call: drawn by the seed, never the last ones again."""

    def __init__(self, traits: CallerTraits, world: CallerWorld, chance: RandomStream) -> None:
        """Speak with the lines of `traits`, else with those of `world`."""
        self._traits = traits
        self._world = world
        self._chance = chance
        self._said: list[str] = []
        self._stated: set[StatementTopic] = set()
        self._own: dict[Intent, Sequence[LineVariant]] = {}
        """This caller's own lines, once they were needed."""
        theirs = world.facts.get(Topic.AT_KNOWN_ADDRESS) is Fact.YES
        self._slots: Mapping[str, str] = {LineSlot.PLACE: world.address if theirs else ""}

    def note_stated(self, body: Body) -> None:
        """Remember what this caller has stated, in any words."""
        self._stated.update(topic for topic, _ in getattr(body, "means", ()))

    def own(self, intent: Intent) -> tuple[str, ...]:
        """Return the words that only this caller has for a purpose; none: those of any caller."""
        own = self._traits.lines.get(intent, ())
        return tuple(each.words for each in own if not each.means)

    def filled(self, line: LineVariant) -> str:
        """Return the words of a line with its slots filled."""
        return line.filled(self._slots)

    def place_of(self, line: LineVariant) -> str:
        """Return the part of a line that names the place."""
        return self._slots[LineSlot.PLACE] if LineSlot.PLACE in line.slots else line.place_words

    def line(self, intent: Intent) -> LineVariant | None:
        """Return a line for a purpose; None if there is none that fits."""
        own = self._traits.lines.get(intent)
        if own and intent not in self._own:
            self._own[intent] = _own_lines(own, intent)
        return self._drawn(self._own[intent] if own else self._world.lines.get(intent, ()))

    def question(self, asks: AsksBack) -> LineVariant | None:
        """Return the words of a question to the call handler."""
        own = _own_lines(asks.words, asks.intent)
        return own[self._chance.between(0, len(own) - 1)] if own else self.line(asks.intent)

    def unsaid(
        self, topic: Topic, *, of_you: bool | None = None, plainly: bool = False
    ) -> LineVariant | None:
        """Return a sentence on a topic of which this caller has stated nothing yet.

        Of one about the body, one about the caller (`of_you`) or about another person; `plainly`:
        in words that a child has.
        """
        lines = self._world.adds.get(topic, ())
        if topic in _OF_ONE_BODY and of_you is not None:
            lines = tuple(each for each in lines if each.words.startswith("I") is of_you)
        if plainly:
            lines = tuple(each for each in lines if "normally" not in each.words)
        new = [each for each in lines if self._stated.isdisjoint(said for said, _ in each.means)]
        return self._drawn(new) if new else None

    def answer(self, intent: Intent, manner: Manner, added: LineVariant | None) -> do.Say:
        """Return a yes or a no, and perhaps a sentence after it."""
        said = self.line(intent) or LineVariant("Yes." if intent is Intent.SAYS_YES else "No.")
        answer = self.act(intent, said, manner)
        if added is None:
            return answer
        more = self.act(intent, added, manner)
        words, means = f"{answer.words} {more.words}", (*answer.means, *more.means)
        return do.Say(intent, words, manner, means=means, place_words=more.place_words)

    def say(self, intent: Intent, manner: Manner) -> do.Say:
        """Return words for a purpose."""
        return self.act(intent, self.line(intent) or LineVariant("Please."), manner)

    def act(self, intent: Intent, line: LineVariant, manner: Manner) -> do.Say:
        """Return the act of saying a line, with what it states."""
        place = self.place_of(line)
        return do.Say(intent, self.filled(line), manner, means=line.means, place_words=place)

    def _drawn(self, lines: Sequence[LineVariant]) -> LineVariant | None:
        line = choose(lines, (), self._chance, self._said, self._slots)
        if line is not None:
            self._said.append(line.words)
        return line


def _own_lines(own: Iterable[CallerLine], intent: Intent) -> tuple[LineVariant, ...]:
    """Return the lines of a file with what they state: as the file has it, else as it is read."""
    return tuple(LineVariant(each.words, **each.states(intent)) for each in own)


def story_of(lines: Iterable[StoryLine]) -> tuple[StoryPart, ...]:
    """Return the story of a file, each line with what it states and the questions it answers."""
    return tuple(
        StoryPart(line, _answers(line.means).union(each.answers))
        for each in lines
        for line in _own_lines([each], Intent.SPEAKS)
    )


def _answers(means: Stated) -> frozenset[Topic]:
    place = {_T.LANDMARK, _T.ADDRESS}.isdisjoint(topic for topic, _ in means)
    return frozenset((*(t for t, _ in follows(means)), *(() if place else (Topic.LOCATION,))))


def is_unclear(said: do.Action) -> bool:
    """Whether words were understood as nothing."""
    return isinstance(said, do.Say) and said.intent is Intent.OWN_WORDS and not said.purpose


def what_is_so(
    facts: Mapping[Topic, Fact],
    steps: Iterable[StepText],
    book: LineBook,
    address: str = "",
    *,
    meant: Iterable[Stated] = (),
    child: bool = False,
) -> LineBook:
    """Return the sentences that a caller may add to an answer, or answer in words, by its topic.

    Only who is alone speaks so freely. `address` is the one on record; `meant`, what the story of
    the file states; of a `child`, the file gives the age, so that a child's words are known.
    """
    if facts.get(Topic.ALONE_TO_TALK) is not Fact.YES:
        return {}
    acts = [act for step in steps for text in step.do for act in text.actions()]
    keeps = [each for each in _KEEPS_TO_YES if not (child and each is Intent.CHILD_SPEAKS)]
    if any(getattr(act, "intent", None) in keeps for act in acts):
        return {}
    said = frozenset(each for act in acts for each in getattr(act, "means", ()))
    known = said.union(*meant)
    lines = {
        topic: tuple(each for each in book.get(topic, ()) if _is_so(each.means, facts, known))
        for topic in Topic
    }
    worst = (lines[topic] for topic in _GRAVEST if lines[topic])
    lines[Topic.WHAT_HAPPENED] = next(worst, ())
    if address and facts.get(Topic.AT_KNOWN_ADDRESS) is Fact.YES:
        lines[Topic.LOCATION] = tuple(book.get(Intent.GIVES_PLACE, ()))
    return {topic: found for topic, found in lines.items() if found}


def _is_so(means: Stated, facts: Mapping[Topic, Fact], meant: frozenset[object]) -> bool:
    """Whether the facts, or the words of a file, say all that is stated, and nothing against it."""
    for topic, value in means:
        if topic is _T.OF_ANOTHER:
            continue  # Whom a sentence is of is in its words, and no fact of the file.
        said = [(facts.get(of), _fact(so=so)) for of, so in follows([(topic, value)])]
        plain = (topic, value) in _NO_MORE_THAN_THE_FACT and any(is_so is so for is_so, so in said)
        against = (topic, not value) in meant or any(
            is_so is not so and is_so in (Fact.YES, Fact.NO) for is_so, so in said
        )
        if against or not (plain or (topic, value) in meant):
            return False
    return bool(means)


def _fact(*, so: bool) -> Fact:
    return Fact.YES if so else Fact.NO
