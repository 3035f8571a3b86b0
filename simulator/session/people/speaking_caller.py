"""How a caller who speaks aloud speaks: composed answers, what is said unasked, and when.

The order of work is that of speech.md 6.1: the person, the tempo of the call, what answers this
question, its length, what a mouth adds, then the time. It draws from a stream of its own. It says
nothing that the facts of the scenario, or words of its file, do not say.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from simulator.content.fields.content_model import Fact
from simulator.content.scenario.environment import CallerTraits
from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.statements import (
    STATEMENTS,
    StatementTopic,
    Stating,
    follows,
    is_of_a_body,
    lowers,
)
from simulator.core.terms import Intent, Manner, QuestionForm, Sound, Topic
from simulator.knowledge.uptake import PRESSES
from simulator.language.lines import LineVariant
from simulator.language.normalise import content_words
from simulator.language.speaking.broken_off import MAY_BE_CUT
from simulator.language.speaking.composing import (
    AnswerParts,
    ComposedWords,
    answer_words,
    of_person,
    one_of,
    pronoun_in,
    same_as_before,
)
from simulator.language.speaking.disfluency import fluent, roughened
from simulator.language.speaking.heard_words import (
    asks_age,
    asks_beside,
    asks_for,
    asks_how_many,
    asks_of_now,
    asks_of_waking,
    counts,
    is_of_a_third,
    is_of_the_hearer,
    may_be_answered_yes,
    names_a_third,
    plainly,
    unchecked,
    without_tag,
)
from simulator.language.speaking.styles import (
    OLDEST_CHILD,
    PersonalHabit,
    SpeakerKind,
    SpeakingStyle,
    SpokenForm,
    kind_of_age,
    roughness,
)
from simulator.session.people.caller_words import CallerVoice, CallerWorld, StoryPart
from simulator.session.people.scripted_role import drawn
from simulator.session.random_stream import RandomStream

_FREE, _KNOWN, _OPEN = (450, 75), (700, 70), (600, 80)
"""From the end of a question to the answer, median (ms) and sigma (speech.md 6.1)."""
_HIDDEN, _WATCHED = (3_000, 60), (5_000, 50)
_FLOOR_HIDDEN: Millis = 1_000
_FLOOR_WATCHED: Millis = 3_000
"""No sooner where nobody may hear, or where a person is near (speech.md T11, practice2 8.1)."""
_LONGEST: Millis = 12_000
_LONGEST_FREE: Millis = 6_000
"""Who speaks freely says something by then: later, it would answer our next sentence
(assumption, after speech.md 6.1: despair 2.5 s in the middle)."""
_FOR_OFFICERS = frozenset({(StatementTopic.WANTS_POLICE, True), (StatementTopic.HOW_LONG, True)})
"""Topics that ask for an officer, and how soon one comes."""
_SEND = frozenset({(StatementTopic.WANTS_POLICE, True)})
_PER_WORD, _PER_WORD_CHILD = 40, 80
"""How much later a longer answer comes, in ms for each word (speech.md T7)."""
_BAD_NEWS = 170
"""A "no", or what is bad to say, takes so much of the time in percent (speech.md T6)."""
_EARLY = 30
"""Of a hundred free answers to yes or no so many begin before the question ends (speech.md T2)."""
_EARLY_BY = (380, 77)
_MOST_EARLY = 45
CUTS_FROM: Millis = 900
"""Who begins so long before the end cuts in: the other voice breaks off (assumption)."""
_CUTS_IN = 15
"""Chance in 100 that a caller who has something to say does not wait for a sentence to end."""
_TAKES_UP = frozenset(
    {
        *(Intent.OFFICERS_SENT, Intent.ETA, Intent.REPEAT_BACK, Intent.GOT_IT),
        *(Intent.AMBULANCE_SENT, Intent.LOCK_UP, Intent.STAY_HIDDEN, Intent.GET_OUT),
        Intent.AMBULANCE_WAIT,
    }
)
"""What shows that a sentence was heard."""
_SAYS_AGAIN = 2
"""Most sentences of a call that are said again until they are taken up (practice2 CL-12)."""
_SAYS_AGAIN_FROM = 5
"""Words of a sentence that is more than an answer (assumption)."""
_UNHEEDED = 3
"""After so many sentences of ours that do not take it up (assumption)."""
_ANGRY_FOR: Millis = 60_000
_ANGER = 30
"""Chance in 100 of anger at a question that comes twice, or at "calm down" (practice2 CL-10)."""
_MOST_COMPLAINTS = 2
_MOST_EVASIONS = 2
"""After so many "how long?" without an answer a caller is angry (practice2 CL-10)."""
_ASKED_OFTEN = (Topic.CAN_HEAR, Topic.ALONE_TO_TALK)
"""What a caller understands to be asked again: who hears changes."""
_UNSURE = 85
_SILENCE, _SILENCE_AGAIN = (36_000, 30), (70_000, 35)
"""After so much silence of ours, median and sigma, a caller asks if we are there, and asks again
(speech.md T12: seconds of the sort; the spread is an assumption)."""
_SILENCE_BETWEEN = 22_000, 150_000
"""No sooner and no later than that (assumption)."""
_FIRST_ASKS, _NEXT_ASKS = (110_000, 45), (220_000, 40)
_WHERE = frozenset({Topic.LOCATION, Topic.AT_HOME, Topic.AT_KNOWN_ADDRESS, Topic.INDOORS})
_LOOKED_FOR = re.compile(r"\b(?:colour|look like|right next|outside yours|look(?:ing)? for you)\b")
_OF_A_DOOR = re.compile(r"\b(?:door|gate|awning|next to|opposite|above|outside|van|skip|sign)\b")
"""A question that helps officers to find the door, and what a story may have of it (EN-04)."""
_GREETS = 40
"""Of a hundred callers so many begin with a greeting or a question (CL-01)."""
_PLAIN_ANSWERS = (Intent.SAYS_YES, Intent.SAYS_NO)
_OBEYS, _OBEYS_CHILD = 30, 60
"""Chance in 100 that an instruction gets an "okay" (assumption, after F4)."""
_MOST_RECEIPTS = 3
"""So often a small child says "okay", and then does it or wanders off (8.4, assumption)."""
_SMALL = 6
"""The age up to which a child is small (assumption)."""
_TALKS = 60
"""Chance in 100 that who is asked to talk says the next thing there is to say (assumption)."""
_NEWS = 35
"""Chance in 100 that "anything changed?" gets the next thing there is to say (assumption)."""
_IN_GENERAL = re.compile(r"\b(?:worse|how|managing)\b", re.IGNORECASE)
"""A question in passing that any change answers."""
_NEWS_OF_A_BODY = 55
"""Chance in 100 that "how are you now?" gets the next thing that is so (assumption)."""
_BESIDE_APART = 2
"""So many answers are between two with something besides (assumption)."""
_PLEADS = 30
"""Chance in 100 that it is a plea (speech.md F27)."""
_PLEAS = 25
"""Chance in 100 that who is afraid or in pain begs us to hurry (speech.md F27)."""
_BEG = frozenset({SpeakerKind.FRIGHTENED, SpeakerKind.PANICKING, SpeakerKind.IN_PAIN})
_TWO_UNASKED = 15
"""Chance in 100 that two things come in one breath unasked (assumption)."""
_TWO_LINES = 65
"""Chance in 100 that "what's happened?" gets two sentences and not one (assumption)."""
_WAVE = (5_000, 20_000)
"""How long crying stops speech (practice2 CL-05)."""
_CALMS = (45_000, 120_000)
"""After officers were sent, when a caller may change their mind (practice2 CL-14, assumption)."""
_STAYS = 50
"""Who changes their mind and stays on the line, of a hundred."""


_AGES = {
    3: "three",
    4: "four",
    5: "five",
    6: "six",
    7: "seven",
    8: "eight",
    9: "nine",
    10: "ten",
    11: "eleven",
    12: "twelve",
}
_NOT_ADDED_IF: Mapping[Topic, tuple[Topic, Fact]] = {
    Topic.SAME_ROOM: (Topic.IN_THE_HOUSE, Fact.NO),
    Topic.IN_THE_HOUSE: (Topic.HAS_LEFT, Fact.YES),
    Topic.DOOR_LOCKED: (Topic.LOCKED_IN, Fact.YES),
}
"""What is not added to an answer if another fact is so: who is at the gate is in no next room, and
who is locked in does not say that they cannot lock it."""
_SOUNDS_YOUNG = 10
"""The age up to which a voice is heard as a child's, in any words (assumption)."""
_BY_A_CHILD: Stating = (StatementTopic.CHILD_SPEAKS, True)
_OF_BODY = frozenset({Topic.BREATHING_WELL})
_CAN_BE_CHECKED = frozenset({Topic.AWAKE, Topic.BREATHING_WELL, Topic.DOOR_LOCKED})
"""What a child can go and look at."""
_OF_ONE_BODY = frozenset({Topic.TABLETS_TAKEN, Topic.STRANGLED, Topic.PASSED_OUT})
"""What has befallen one person, who may be another than the caller."""
_OF_THE_PAST = frozenset(
    {StatementTopic.RANG_BEFORE, StatementTopic.DONE_BEFORE, StatementTopic.COURT_ORDER}
)
"""What is grave, and does not go on at this moment."""
_MAY_DOUBT = frozenset(
    {
        *(Topic.ALONE_TO_TALK, Topic.WEAPON, Topic.WEAPON_IN_HAND, Topic.MORE_THAN_ONE),
        *(Topic.HAS_LEFT, Topic.IN_THE_HOUSE, Topic.DRINK_OR_DRUGS, Topic.BEHIND_YOU),
        *(Topic.CHILD_HURT, Topic.PEOPLE_NEAR, Topic.SCREEN_SEEN, Topic.SAME_AS_BEFORE),
        *(Topic.PASSED_OUT, Topic.CAN_OPEN_DOOR, Topic.CAN_GET_OUT, Topic.BREATHING_WELL),
    }
)
"""What a person may not be sure of. All else they know: nobody "thinks" that they are at home, or
that nobody is in the room with them (assumption)."""


_THEIRS = {"he": "his", "she": "her"}


def _of_theirs(words: str, pronoun: str) -> str:
    """Return "on her back" of "on their back", of one who is he or she."""
    return re.sub(r"\btheir\b", _THEIRS.get(pronoun, "their"), words)


def _is_of_another(means: Sequence[Stating]) -> bool:
    return (StatementTopic.OF_ANOTHER, True) in means or (StatementTopic.NOT_WAKING, True) in means


def raises(stated: Stating) -> bool:
    """Whether to believe it raises danger, or is of the body."""
    topic, value = stated
    return STATEMENTS[topic].weighs.lowers is not None and not lowers(topic, value)


class ToldLine(NamedTuple):
    """A sentence that waits to be taken up."""

    words: ComposedWords
    unheeded: int = 0


class SpeakingCaller:
    """The tongue of one caller in one call."""

    def __init__(
        self, traits: CallerTraits, world: CallerWorld, voice: CallerVoice, chance: RandomStream
    ) -> None:
        """Draw this person's habits and the tempo of the call."""
        assert traits.speech is not None
        self._speech = traits.speech
        self._world, self._voice, self._chance = world, voice, chance
        self._silences = chance.beside("silences")
        self._table = world.speaking
        aged = () if traits.age is None else (kind_of_age(traits.age),)
        self.kinds: tuple[SpeakerKind, ...] = (*aged, *self._speech.kinds)
        self._child = traits.age is not None and traits.age <= OLDEST_CHILD
        self._age = traits.age
        self._heard_young = False
        """Whether the people who serve have heard by the voice that a child speaks."""
        self._habit = PersonalHabit.drawn(chance)
        self._tempo = min(max(chance.log_normal(100, 35), 50), 220)
        self._pronoun = self._speech.speaks_of or world.pronoun
        self._story = list(world.story)
        self._rings_for_another = any(map(_is_of_another, (p.line.means for p in world.story)))
        self._forms: list[str] = []
        self._downplays = chance.happens(self._speech.plays_down)
        self._greets = not self._child and chance.happens(_GREETS)
        self._told: ToldLine | None = None
        self._again: list[str] = []
        """What was said twice: no sentence comes a third time."""
        self._said_again = 0
        self._told_twice: list[StoryPart] = []
        self._complaints = 0
        self._evasions = 0
        self._kept_waiting = False
        self._asked_again = False
        """Whether the question that is open now came before, and this caller minds."""
        self._angry_until: Millis = -1
        self._relieved_until: Millis = -1
        self._asked: dict[Topic, int] = {}
        self._receipts = 0
        self._asking: Topic | None = None
        self._beside_at = -_BESIDE_APART
        """How many answers there were when one had something besides."""
        self.sent_at: Millis | None = None
        self._minds = chance.happens(self._speech.changes_mind)
        self._next_cry: Millis | None = None
        self._styles: dict[tuple[SpeakerKind, ...], SpeakingStyle] = {}
        """How this person speaks in each mood that has come up: a few of a dozen."""

    # --- the person, now -------------------------------------------------------------------------

    def style(self, fear: int, at: Millis) -> SpeakingStyle:
        """Return how this person speaks now: who they are, and how they feel."""
        moods: list[SpeakerKind] = []
        if at < self._angry_until:
            moods.append(SpeakerKind.ANNOYED)
        elif at < self._relieved_until:
            moods.append(SpeakerKind.RELIEVED)
        if self._world.answers.manner is Manner.WHISPERED:
            moods.append(SpeakerKind.WHISPERING)
        if fear >= 2 and SpeakerKind.FRIGHTENED not in self.kinds:
            moods.append(SpeakerKind.FRIGHTENED)
        return self._styled(*moods)

    def _styled(self, *moods: SpeakerKind) -> SpeakingStyle:
        if moods not in self._styles:
            self._styles[moods] = self._table.style((*self.kinds, *moods))
        return self._styles[moods]

    def say(
        self, intent: Intent, said: ComposedWords, manner: Manner, style: SpeakingStyle
    ) -> do.Say:
        """Return the act of saying composed words, with what a mouth adds to them."""
        words = roughened(said.words, roughness(style, self._habit), self._chance)
        means, place = tuple(dict.fromkeys((*said.means, *self._by_voice()))), said.place_words
        if intent is Intent.GIVES_PLACE and words != said.words:
            place = place or said.words
        return do.Say(intent, words, manner, means=means, place_words=place)

    def _by_voice(self) -> tuple[Stating, ...]:
        """Return what the first words of a child show to who hears them: that a child speaks."""
        young = self._age is not None and self._age <= _SOUNDS_YOUNG
        return ((StatementTopic.CHILD_SPEAKS, True),) if young and not self._heard_young else ()

    # --- what answers a question -----------------------------------------------------------------

    def answer(
        self, question: do.Ask, *, yes: bool, free: bool, manner: Manner, style: SpeakingStyle
    ) -> do.Say:
        """Return a yes or a no to the words of a question, and perhaps what is so."""
        intent = Intent.SAYS_YES if yes else Intent.SAYS_NO
        topic = question.about[-1]
        if topic not in _MAY_DOUBT or (topic in _OF_BODY and is_of_the_hearer(question.words)):
            style = replace(style, yes=plainly(style.yes), no=plainly(style.no))
        if topic not in _CAN_BE_CHECKED or is_of_the_hearer(question.words):
            style = replace(style, yes=unchecked(style.yes), no=unchecked(style.no))
        own = self._voice.own(intent)
        if own:
            style = replace(style, yes=own, no=own)
        if topic is Topic.CAN_HEAR:
            style = replace(style, yes=self._table.here or style.yes)
        adds = free and topic is not Topic.CAN_HEAR and not asks_beside(question.words)
        added = self._on(topic, question.words) if adds else None
        grave = added is not None and any(map(raises, added.means))
        decides = added is not None and topic in dict(follows(added.means))
        besides = self._besides(topic, yes=yes) if adds and added is None else None
        parts = AnswerParts(yes, question.words, added, besides, grave, decides)
        said = answer_words(parts, style, self._chance, self._forms)
        if besides is not None and said.words.endswith(besides.words):
            self._beside_at = len(self._forms)
        self._forms.append(said.words)
        return self.say(intent, self._with_anger(said), manner, style)

    def _besides(self, topic: Topic, *, yes: bool) -> ComposedWords | None:
        """Return what comes after a plain answer: what matters most to this caller (F20)."""
        if topic is Topic.AT_KNOWN_ADDRESS and yes and not self._child:
            return ComposedWords(one_of(self._table.address_right, self._chance, self._forms))
        often = len(self._forms) - self._beside_at < _BESIDE_APART
        if often or self._child or self._world.facts.get(Topic.NEEDS_POLICE) is Fact.NO:
            return None
        if self._chance.happens(_PLEADS) and (pleas := self._pleas_left()):
            return ComposedWords(*self._form(pleas)[:2])
        return self._composed(self._story[0].line) if self._story else None

    @property
    def _has_little_english(self) -> bool:
        return SpeakerKind.SECOND_LANGUAGE in self.kinds

    def _pleas_left(self) -> Sequence[SpokenForm]:
        """Return what is begged for while a life is at stake: each form once (F27)."""
        if self._world.facts.get(Topic.IN_DANGER) is not Fact.YES and _BEG.isdisjoint(self.kinds):
            return ()
        return [each for each in self._fitting(self._table.pleas) if each.words not in self._forms]

    def _with_anger(self, said: ComposedWords) -> ComposedWords:
        """Put what an angry caller says of a question after the answer to it."""
        forms = [e for e in self._fitting(self._table.angry) if e.words not in self._forms]
        if not self._asked_again or not forms or self._has_little_english:
            return said
        self._asked_again = False
        form = self._form(forms)
        return said._replace(words=f"{said.words} {form.words}", means=(*said.means, *form.means))

    def unsure(
        self, manner: Manner, style: SpeakingStyle, question: do.Ask | None = None
    ) -> do.Say | None:
        """Return that this caller does not know, as one says it of this; None: they say nothing."""
        if not style.unsure or not self._chance.happens(_UNSURE):
            return None
        if question is not None and question.about[-1] is Topic.WEAPON_USED:
            # Who was hurt with it knows that, though the file has no fact for it.
            hurt = self._on(Topic.INJURED) or self._told_of(Topic.INJURED)
            if hurt is not None and any(map(raises, hurt.means)):
                return self.say(Intent.SPEAKS, hurt, manner, style)
        forms = (self._unsure_of(question) if question is not None else ()) or style.unsure
        words = one_of(forms, self._chance, self._forms)
        self._forms.append(words)
        return self.say(Intent.SPEAKS, ComposedWords(words), manner, style)

    def _unsure_of(self, question: do.Ask) -> tuple[str, ...]:
        if self._child:
            return ()
        of_you, about = is_of_the_hearer(question.words), question.about[-1]
        fits = (
            each.forms
            for each in self._table.unsure_of
            if each.fits(about, question.words, of_you=of_you)
        )
        return next(fits, ())

    def tells(self, question: do.Ask, manner: Manner, style: SpeakingStyle) -> do.Say | None:
        """Return what answers a question for words; None if nothing does."""
        topic, words = question.about[0], question.words
        passing = self._for_the_door(topic, words) or self._in_passing(words)
        if passing is not None:
            return self.say(Intent.SPEAKS, passing, manner, style)
        if (other := self._of_another(topic, words)) is not None:
            return self.say(Intent.SPEAKS, other, manner, style)
        found = self._on_words(words, topic)
        if found is None and (asks_for(words) or asks_how_many(words)):
            return self.unsure(manner, style, question)
        if found is None:
            told = topic is Topic.WHAT_HAPPENED
            found = (self._now(words) or self._report()) if told else self._on(topic)
        if found is None and not asks_beside(words):
            # What asks for more than was said is not answered by that again.
            found = self._told_of(topic)
        if found is None:
            return self.unsure(manner, style, question) if topic is Topic.LOCATION else None
        intent = Intent.GIVES_PLACE if topic is Topic.LOCATION else Intent.SPEAKS
        return self.say(intent, found, manner, style)

    def _for_the_door(self, topic: Topic, question: str) -> ComposedWords | None:
        """Return the part of the story that helps officers to find the door; None without one."""
        if topic is not Topic.LOCATION or not _LOOKED_FOR.search(question):
            return None
        parts = (part for part in self._story if _OF_A_DOOR.search(part.line.words))
        part = next(parts, None)
        return None if part is None else self._composed(part.line)

    def _on_words(self, question: str, topic: Topic) -> ComposedWords | None:
        """Return the part of the story that a question for words asks for: "What's he wearing?"."""
        asked = asks_for(question)
        parts = [p for p in self._world.story if not asked.isdisjoint(t for t, _ in p.line.means)]
        if asks_how_many(question):
            parts = [p for p in self._world.story if topic in p.answers and counts(p.line.words)]
        new = [part for part in parts if part in self._story]
        again = [part for part in parts if part not in self._told_twice]
        for part in (new or again)[:1]:
            if part not in self._story:
                self._told_twice.append(part)
            return self._composed(part.line)
        return None

    def _on(self, topic: Topic, question: str = "") -> ComposedWords | None:
        """Return a sentence on a topic that was not said yet: of the story, else of the facts."""
        for part in self._story:
            if topic in part.answers:
                return self._composed(part.line)
        # "Is the breathing normal?" is of the caller, unless another person is the one who is ill.
        # "Put your ear by Dad's mouth. Do you hear breathing?" is of Dad.
        of_him = self._child and names_a_third(question)
        of_you = (topic is Topic.BREATHING_WELL and not of_him) and (
            is_of_the_hearer(question) or not (self._rings_for_another or names_a_third(question))
        )
        if topic is Topic.PASSED_OUT:
            of_you = is_of_the_hearer(question) or not names_a_third(question)
        if self._says_otherwise(topic, question):
            return None
        line = self._voice.unsaid(topic, of_you=of_you, plainly=self._child)
        return None if line is None else self._composed(line, question)

    def _says_otherwise(self, topic: Topic, question: str) -> bool:
        """Whether what is added to an answer would say what is not so: "He's in the next room"."""
        if topic is Topic.INJURED and names_a_third(question):
            return True
        other, value = _NOT_ADDED_IF.get(topic, (None, None))
        return other is not None and self._world.facts.get(other) is value

    def _told_of(self, topic: Topic) -> ComposedWords | None:
        """Return what was said already, once more, where it is asked about."""
        for part in self._world.story:
            if topic in part.answers and part not in self._told_twice and part not in self._story:
                self._told_twice.append(part)
                said = self._composed(part.line)
                self._again.append(said.words)
                return said
        return None

    def _now(self, question: str) -> ComposedWords | None:
        """Return what goes on now, of who has said what happened: "What can you hear now?"."""
        if not asks_of_now(question) or len(self._story) == len(self._world.story):
            return None
        grave = [
            part
            for part in self._story
            if any(raises(each) and each[0] not in _OF_THE_PAST for each in part.line.means)
        ]
        for part in (grave or self._story)[:1]:
            return self._composed(part.line)
        return self._in_passing(question) or self._as_before(question)

    def _as_before(self, question: str) -> ComposedWords:
        """Return that nothing is new, in a few words; each way of saying so once."""
        found = same_as_before(question, self._table.same, self._chance, self._forms)
        self._forms.append(found)
        return ComposedWords(found)

    def _report(self) -> ComposedWords | None:
        """Return the first one or two things of the story that are left."""
        if not self._story:
            line = None if self._world.story else self._voice.unsaid(Topic.WHAT_HAPPENED)
            return None if line is None else self._composed(line)
        count = 2 if self._chance.happens(_TWO_LINES) else 1
        return self._greeted(self._played_down(self._joined(self._story[:count])))

    def _joined(self, parts: Sequence[StoryPart]) -> ComposedWords:
        """Return parts of the story in one breath."""
        found = [self._composed(part.line) for part in parts]
        return ComposedWords(
            " ".join(each.words for each in found),
            tuple(each for line in found for each in line.means),
            next((each.place_words for each in found if each.place_words), ""),
        )

    def _greeted(self, said: ComposedWords) -> ComposedWords:
        """Put "Hello?" before the first thing of all, as four in ten do."""
        if not self._greets or not self._table.greets:
            return said
        self._greets = False
        form = self._form(self._table.greets)
        return said._replace(words=f"{form.words} {said.words}", means=(*form.means, *said.means))

    def _played_down(self, said: ComposedWords) -> ComposedWords:
        if not self._downplays or not self._table.plays_down:
            return said
        if not PRESSES.isdisjoint(said.means):
            return said  # Nobody says "it might be nothing" of a knife or a wound (CL-08).
        self._downplays = False
        forms = self._table.plays_down
        before = forms[self._chance.between(0, len(forms) - 1)]
        words = said.words
        if not words.startswith(("I ", "I'")):
            words = words[:1].lower() + words[1:]
        return said._replace(words=f"{before.words} {words}", means=(*before.means, *said.means))

    def _composed(self, line: LineVariant, question: str = "") -> ComposedWords:
        words = self._voice.filled(line)
        if not any(part.line is line for part in self._world.story):
            words = of_person(words, pronoun_in(question, self._pronoun))
        return ComposedWords(words, line.means, self._voice.place_of(line))

    def note_said(self, said: do.Say) -> None:
        """Never say a thing of the story twice, and remember what waits to be taken up."""
        words = fluent(said.words).lower()
        self._heard_young = self._heard_young or _BY_A_CHILD in said.means
        self._rings_for_another = self._rings_for_another or _is_of_another(said.means)
        self._story = [
            part
            for part in self._story
            if self._voice.filled(part.line).lower().rstrip(".") not in words
        ]
        if said.intent not in _PLAIN_ANSWERS and any(map(raises, said.means)):
            self._told = self._to_say_again(said, words)

    def has_said(self, planned: do.Action) -> bool:
        """Whether a part of the story that is in planned words was said already."""
        low = fluent(str(getattr(planned, "words", ""))).lower()
        told = (part for part in self._world.story if part not in self._story)
        return any(self._voice.filled(part.line).lower().rstrip(".") in low for part in told)

    def _to_say_again(self, said: do.Say, low: str) -> ToldLine | None:
        """Return the one sentence of what was said that waits to be taken up; None for none."""
        parts = [
            part
            for part in self._world.story
            if self._voice.filled(part.line).lower().rstrip(".") in low
        ]
        if not parts and len(low.split()) < _SAYS_AGAIN_FROM:
            return None  # "A bit more, yeah" answered a question, and is not said to another.
        if not parts:
            return ToldLine(ComposedWords(fluent(said.words), said.means, said.place_words))
        grave = [part for part in parts if any(map(raises, part.line.means))]
        return ToldLine(self._composed(grave[0].line)) if grave else None

    # --- what is said unasked --------------------------------------------------------------------

    def opens(self, intent: Intent, manner: Manner, style: SpeakingStyle) -> do.Say | None:
        """Return the first words to the operator, or to the police; None for nothing.

        Who has no story, or rang by mistake, says what the file has them say.
        """
        if not self._story or self._world.facts.get(Topic.NEEDS_POLICE) is not Fact.YES:
            return None
        if intent is Intent.WHICH_SERVICE and self._child:
            # A child alone says what happened; one who asks for a service has been prompted (F35b).
            first = self._composed(self._story[0].line)
            return self.say(Intent.CHILD_SPEAKS, first, manner, style)
        if intent is Intent.WHICH_SERVICE and self._table.openings:
            form = self._form(self._table.openings)
            return self.say(Intent.WANTS_POLICE, ComposedWords(*form[:2]), manner, style)
        if intent is Intent.THROUGH_TO_POLICE:
            found = self._report()
            return None if found is None else self.say(Intent.SPEAKS, found, manner, style)
        return None

    def replies(
        self, intent: Intent, words: str, manner: Manner, style: SpeakingStyle
    ) -> do.Say | None:
        """Return what answers a sentence of ours that asks for no fact; or None."""
        if intent is Intent.CHECK_IN:
            return self.changed(words, manner, style) if "?" in words else None
        if intent is Intent.REPEAT_BACK:
            said = one_of(self._table.confirms, self._chance) if "?" in words else ""
            return self.say(Intent.SPEAKS, ComposedWords(said), manner, style) if said else None
        if intent is Intent.REASSURE:
            return self._talks(words, manner, style)
        return self.obeys(intent, words, manner, style)

    def _talks(self, words: str, manner: Manner, style: SpeakingStyle) -> do.Say | None:
        """Return the answer to "What's today been like?"; to mere comfort nothing."""
        if not words.startswith("Tell me") and "?" not in words:
            return None
        if self._story and self._chance.happens(_TALKS):
            return self.say(Intent.SPEAKS, self._composed(self._story[0].line), manner, style)
        if (passing := self._in_passing(words)) is not None:
            return self.say(Intent.SPEAKS, passing, manner, style)
        return self.unsure(manner, style)

    def changed(self, words: str, manner: Manner, style: SpeakingStyle) -> do.Say:
        """Return what answers the question, or the next of the story, or that nothing changed."""
        if self._story and _IN_GENERAL.search(words) and self._chance.happens(_NEWS_OF_A_BODY):
            # "How are you now?" gets what has changed, and of that what is of the body first.
            bad = (p for p in self._story if any(map(is_of_a_body, p.line.means)))
            part = next(bad, None if names_a_third(words) else self._story[0])
            if part is not None:
                return self.say(Intent.SPEAKS, self._composed(part.line), manner, style)
        if (passing := self._in_passing(words)) is not None:
            return self.say(Intent.SPEAKS, passing, manner, style)
        if self._story and self._chance.happens(_NEWS):
            found = self._composed(self._story[0].line)
        else:
            found = self._as_before(words)
        return self.say(Intent.SPEAKS, found, manner, style)

    def _in_passing(self, words: str) -> ComposedWords | None:
        """Return what answers a question in passing: "Any trouble swallowing?"; else None."""
        row = next((each for each in self._table.in_passing if each.answers(words)), None)
        if row is None or (row.about is None and same_as_before(words, (), self._chance)):
            return None
        if row.about is not None and (other := self._of_another(row.about, words)) is not None:
            return other
        so = row.about is None or self._world.facts.get(row.about) is Fact.YES
        found = one_of(row.yes if so else row.no, self._chance, self._forms)
        found = _of_theirs(found, pronoun_in(words, self._pronoun))
        self._forms.append(found)
        return ComposedWords(found, row.means if so else row.means_no)

    def _of_another(self, topic: Topic, question: str) -> ComposedWords | None:
        """Return that it is of another what is asked of this caller: "How many did you take?"."""
        if topic not in _OF_ONE_BODY or not is_of_the_hearer(question) or self._child:
            return None
        if self._world.facts.get(topic) is not Fact.YES or not self._is_of_another(topic):
            return None
        him = {"he": "him", "she": "her"}.get(self._pronoun, "them")
        forms = (f"It's not me, it's {him}.", f"Not me, {him}.")
        return ComposedWords(one_of(forms, self._chance, self._forms[-1:]))

    def _is_of_another(self, topic: Topic) -> bool:
        """Whether the story says it of another person: "He's took something"."""
        told = [part.line.words for part in self._world.story if topic in part.answers]
        return bool(told) and all(is_of_a_third(words) for words in told)

    def _child_replies(self, question: str, style: SpeakingStyle) -> ComposedWords | None:
        """Return what a child says to a question in passing: no "okay" answers one."""
        if asks_age(question) and self._age in _AGES:
            return ComposedWords(f"I'm {_AGES[self._age]}.")
        if asks_of_waking(question):
            found = self._on(Topic.AWAKE) or self._told_of(Topic.AWAKE)
            if found is not None:
                return found
        forms = style.yes if may_be_answered_yes(question) else style.unsure
        return ComposedWords(one_of(forms, self._chance)) if forms else None

    def _ask_less(self, topic: Topic) -> None:
        self._asked[topic] = max(self._asked.get(topic, 0) - 1, 0)

    def was_not_asked(self) -> None:
        """Forget a question that broke off."""
        self._asked_again = False
        if self._asking is not None:
            self._ask_less(self._asking)

    def asks_what(self, manner: Manner, style: SpeakingStyle) -> do.Say | None:
        """Return "Sorry, what?"; of a child, or who has little English, one word of it."""
        if self._asking is not None:
            # Who did not follow has not been asked yet: the same again is the first time.
            self._ask_less(self._asking)
        forms = self._table.what
        if self._child or SpeakerKind.SECOND_LANGUAGE in self.kinds:
            forms = [each for each in forms if len(each.words.split()) == 1]
        return self._formed(forms, manner, style)

    def obeys(
        self, intent: Intent, words: str, manner: Manner, style: SpeakingStyle
    ) -> do.Say | None:
        """Return what says that an instruction was heard; a child may say what they see."""
        if (passing := self._in_passing(words)) is not None:
            return self.say(Intent.SPEAKS, passing, manner, style)
        if self._child and "?" in without_tag(words):
            said = self._child_replies(words, self._styled())
            return None if said is None else self.say(Intent.SPEAKS, said, manner, style)
        if intent is Intent.CHILD_DO and self._story and self._chance.happens(_NEWS):
            said = self._composed(self._story[0].line)
            return self.say(Intent.SPEAKS, said, manner, style)
        chance = _OBEYS_CHILD if self._child else _OBEYS
        if not self._table.obeys or not self._chance.happens(chance):
            return None
        self._receipts += 1
        small = self._age is not None and self._age <= _SMALL
        if small and self._receipts > _MOST_RECEIPTS:
            return None
        words = one_of(self._table.obeys, self._chance)
        return self.say(Intent.SPEAKS, ComposedWords(words), manner, style)

    def volunteers(self, manner: Manner, style: SpeakingStyle) -> do.Say | None:
        """Return one more thing that nobody asked for; None if there is none."""
        if not self._story:
            return None
        count = 2 if self._chance.happens(_TWO_UNASKED * style.factors.words // 100) else 1
        said = self._with_plea(self._joined(self._story[:count]))
        return self.say(Intent.SPEAKS, said, manner, style)

    def _with_plea(self, said: ComposedWords) -> ComposedWords:
        """Beg us to hurry after it, as those do whose life is at stake (F27)."""
        pleas = () if _BEG.isdisjoint(self.kinds) else self._pleas_left()
        if not pleas or not self._chance.happens(_PLEAS):
            return said
        form = self._form(pleas)
        return said._replace(words=f"{said.words} {form.words}", means=(*said.means, *form.means))

    @property
    def wonders_most(self) -> int:
        """How often this caller asks whether we are there."""
        return 1

    def wonders_after(self, *, first: bool) -> Millis:
        """Return how long our silence lasts until this caller asks if we are there."""
        least, most = _SILENCE_BETWEEN
        found = self._silences.log_normal(*(_SILENCE if first else _SILENCE_AGAIN))
        return min(max(found, least), most)

    @property
    def has_more(self) -> bool:
        """Whether there is something left to say."""
        return bool(self._story)

    def volunteers_after(self) -> Millis:
        """Return how long it is from one thing said unasked to the next."""
        return drawn(self._chance, self._speech.volunteers)

    def says_again(self, manner: Manner, style: SpeakingStyle) -> do.Say | None:
        """Return the sentence that nobody has taken up; None if there is none."""
        told = self._told
        if told is None or told.unheeded < _UNHEEDED or self._said_again >= _SAYS_AGAIN:
            return None
        self._told = None
        if told.words.words in self._again:
            return None
        self._again.append(told.words.words)
        self._said_again += 1
        return self.say(Intent.SPEAKS, told.words, manner, style)

    def asks_back(self, manner: Manner, style: SpeakingStyle, *, there: bool) -> do.Say | None:
        """Return a question of the caller's: how long, or whether we are there."""
        if not there and self._world.facts.get(Topic.NEEDS_POLICE) is Fact.NO:
            return None  # Who rang by mistake waits for nobody.
        sent = self.sent_at is not None
        forms = [
            each.form
            for each in self._table.asks_back
            if each.once_sent in (None, sent) and (each.form.intent is Intent.SPEAKS) is there
        ]
        return self._formed(forms, manner, style)

    def asks_after(self, *, first: bool) -> Millis:
        """Return how long it is until "how long?" is asked, or asked again."""
        found = self._chance.log_normal(*(_FIRST_ASKS if first else _NEXT_ASKS))
        return found * 2 if self._child else found

    def complains(self, manner: Manner, style: SpeakingStyle) -> do.Say | None:
        """Return what an angry caller says of our questions."""
        if self._has_little_english:
            return None  # Whole sentences of anger are those of one who has English.
        waited, self._kept_waiting = self._kept_waiting, False
        forms = self._table.kept_waiting if waited else self._table.angry
        return self._formed(forms, manner, style)

    def _formed(
        self, forms: Sequence[SpokenForm], manner: Manner, style: SpeakingStyle
    ) -> do.Say | None:
        if not (fitting := self._fitting(forms)):
            return None
        form = self._form(fitting)
        return self.say(form.intent, ComposedWords(form.words, form.means), manner, style)

    def _fitting(self, forms: Sequence[SpokenForm]) -> Sequence[SpokenForm]:
        """Leave out what asks for officers who are sent, or of whom there is no need."""
        if self._world.facts.get(Topic.NEEDS_POLICE) is Fact.NO:
            return [each for each in forms if _FOR_OFFICERS.isdisjoint(each.means)]
        if self.sent_at is None:
            return forms
        return [each for each in forms if _SEND.isdisjoint(each.means)]

    def _form(self, forms: Sequence[SpokenForm]) -> SpokenForm:
        unsaid = [each for each in forms if each.words not in self._forms]
        new = unsaid or [each for each in forms if each.words not in self._forms[-3:]] or [*forms]
        found = new[self._chance.between(0, len(new) - 1)]
        self._forms.append(found.words)
        return found

    # --- our sentences ---------------------------------------------------------------------------

    def hears(self, body: do.Action, at: Millis) -> bool:
        """Take in a sentence of ours. Return whether this caller is angry at it."""
        words = str(getattr(body, "words", ""))
        intent = getattr(body, "intent", None)
        if intent in (Intent.OFFICERS_SENT, Intent.ETA) and self.sent_at is None:
            self.sent_at = at
        if intent is Intent.OFFICERS_THERE:
            self._relieved_until = at + _ANGRY_FOR
        self._heed(body, words)
        asked_twice = False
        if isinstance(body, do.Ask) and body.form is QuestionForm.CLOSED:
            self._asking = body.about[0]
            for topic in body.about:
                self._asked[topic] = self._asked.get(topic, 0) + 1
            asked_twice = self._asked[body.about[0]] > 1 and body.about[0] not in _ASKED_OFTEN
        self._asked_again = asked_twice and self._gets_angry(at)
        return not self._asked_again and "calm down" in words.lower() and self._gets_angry(at)

    def evaded(self, at: Millis) -> bool:
        """Note that "how long?" got no answer. Return whether this caller is angry at it now."""
        self._evasions += 1
        self._kept_waiting = self._evasions >= _MOST_EVASIONS and self._gets_angry(at, sure=True)
        return self._kept_waiting

    def _gets_angry(self, at: Millis, *, sure: bool = False) -> bool:
        chance = _ANGER * (2 if SpeakerKind.ANNOYED in self.kinds else 1)
        calm = self._child or self._complaints >= _MOST_COMPLAINTS
        if at < self._angry_until or calm or not self._chance.happens(100 if sure else chance):
            return False
        self._complaints += 1
        self._angry_until = at + _ANGRY_FOR
        return True

    def _heed(self, body: do.Action, words: str) -> None:
        """Note whether a sentence takes up what was said last (practice2 CL-12)."""
        if self._told is None:
            return
        told = self._told.words
        topics = {topic for topic, _ in follows(told.means)}
        back = content_words(words) & content_words(fluent(told.words))
        about = topics & set(getattr(body, "about", ()))
        if back or about or getattr(body, "intent", None) in _TAKES_UP:
            self._told = None
        else:
            self._told = self._told._replace(unheeded=self._told.unheeded + 1)

    # --- moods -----------------------------------------------------------------------------------

    def cries(self, at: Millis) -> list[tuple[Millis, do.Action]]:
        """Return the sobs of a wave that begins now, each with its delay; none for no wave."""
        if self._next_cry is None or at < self._next_cry:
            self._next_cry = at + 30_000 if self._next_cry is None else self._next_cry
            return []
        self._next_cry = at + 30_000
        if not self._chance.happens(self._speech.cries):
            return []
        lasts = self._chance.between(*_WAVE)
        return [(delay, do.Make(Sound.SOB)) for delay in range(500, lasts, 5_000)]

    def forgets_it(
        self, at: Millis, manner: Manner, style: SpeakingStyle, fear: int
    ) -> list[tuple[Millis, do.Action]]:
        """Return what a caller says and does who changes their mind; nothing for who does not."""
        if not self._minds or self.sent_at is None or fear:
            return []
        self._minds = False
        said = self._formed(self._table.forget_it, manner, style)
        if said is None:
            return []
        after = max(0, self.sent_at - at) + self._chance.between(*_CALMS)
        acts: list[tuple[Millis, do.Action]] = [(after, said)]
        if not self._chance.happens(_STAYS):
            acts.append((after + self._chance.between(4_000, 9_000), do.HangUp()))
        return acts

    # --- when ------------------------------------------------------------------------------------

    def wait(
        self, question: do.Ask | None, said: do.Say | None, *, near: bool, free: bool
    ) -> Millis:
        """Return how long it takes from the end of a question to the answer (speech.md 6.1)."""
        if near:
            found = max(_FLOOR_WATCHED, self._chance.log_normal(*_WATCHED))
            return min(found, _LONGEST)
        if not free:
            found = max(_FLOOR_HIDDEN, self._chance.log_normal(*_HIDDEN))
            return min(found, _LONGEST)
        opened = question is None or question.form is not QuestionForm.CLOSED
        known = question is not None and not _WHERE.isdisjoint(question.about)
        found = self._chance.log_normal(*(_OPEN if opened else _KNOWN if known else _FREE))
        factor = self._styled().factors.latency
        found = found * self._tempo * factor // 10_000
        if said is not None:
            if said.intent is Intent.SAYS_NO and not said.means:
                found = found * (100 + (_BAD_NEWS - 100) // 2) // 100
            length = len(said.words.split())
            found += length * (_PER_WORD_CHILD if self._child else _PER_WORD)
        return min(max(found, 150), _LONGEST_FREE)

    def early(self, length: Millis, style: SpeakingStyle) -> Millis:
        """Return how long before the end of a question the answer begins; 0: after it."""
        if not self._chance.happens(min(_EARLY * style.factors.overlap // 100, _MOST_EARLY)):
            return 0
        most = length * 45 // 100
        return min(self._chance.log_normal(*_EARLY_BY), most)

    def cuts_in(self, body: do.Action, length: Millis, style: SpeakingStyle) -> Millis | None:
        """Return when, within a sentence of ours, this caller talks over it; None: not at all."""
        may = isinstance(body, do.Say) and body.intent in MAY_BE_CUT and length > 2_000
        if not may or not self._chance.happens(min(_CUTS_IN * style.factors.overlap // 100, 40)):
            return None
        return length * self._chance.between(35, 60) // 100
