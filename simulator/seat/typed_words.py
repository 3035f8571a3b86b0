"""Typed words as acts: what they were understood as, and what else they might be.

Nothing is guessed. The first reading is what the words were understood as; if they were not, it is
the words alone, said and heard as `own_words`. The others are for the trainee to choose from.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from simulator.core import acts as do
from simulator.core.statements import Speaker, Stated, follows
from simulator.core.terms import Intent, Manner, QuestionForm, Reported, Role, Topic, YesMeans
from simulator.knowledge.facts import KnownFacts
from simulator.knowledge.situation import situations
from simulator.seat.view.act_catalogue import ActSpec, Materials

if TYPE_CHECKING:
    from simulator.language.matcher import SpokenSign, Understood
    from simulator.language.phrasebook import PhraseBook
    from simulator.language.purposes import PurposeMeaning

ONLY_WORDS = "words only, with no purpose"
"""How the reading is called that is always there."""


class TypedReading(NamedTuple):
    """One way to take typed words."""

    label: str
    """What the words are for, such as ``asks for a sound``."""
    actions: tuple[do.Action, ...]


class TypedWords(NamedTuple):
    """Typed words with every way to take them; Enter means the first."""

    sure: bool
    understood: bool
    readings: tuple[TypedReading, ...]

    @property
    def heading(self) -> str:
        """What to show before the words count."""
        if not self.understood:
            return "Not understood. Nothing is guessed: it is said as words only."
        perhaps = "Understood" if self.sure else "Perhaps understood"
        return f"{perhaps} as: {self.readings[0].label}."


Understand = Callable[[str], TypedWords]
"""What a seat makes of a line; the first line loads the phrases."""


def understanding(role: Role, act: ActSpec, materials: Materials, facts: KnownFacts) -> Understand:
    """Return how words are understood that `role` types for `act`, in a call with these facts."""

    def read(words: str) -> TypedWords:
        # The matcher and the phrases wait for the first typed words: start-up never needs them.
        from simulator.language.matcher import understand

        names = frozenset(str(each) for each in situations(facts))
        book = materials.phrase_book(role)
        found = understand(words, book, names)
        manner = act.fixed.get("manner", Manner.ALOUD)
        assert isinstance(manner, Manner)
        reader = _Reader(role, materials, facts, manner, found, book)
        readings: dict[str, TypedReading] = {}
        for each in reader.readings():
            readings.setdefault(each.label, each)
        return TypedWords(found.sure, reader.understood, tuple(readings.values()))

    return read


class _Reader:
    """What one line may be, in one seat."""

    def __init__(
        self,
        role: Role,
        materials: Materials,
        facts: KnownFacts,
        manner: Manner,
        found: Understood,
        book: PhraseBook,
    ) -> None:
        self.role, self.questions, self.facts = role, materials.questions, facts
        self.manner, self.found, self.book = manner, found, book
        self.means, self.place_words = _meant(found) if role is Role.CALLER else ((), "")
        self.stated = _stated(found, self.means) if role is Role.CALLER else ()
        parts = zip(found.purposes, found.parts, strict=True)
        # A question that may be meant either way round is not understood.
        open_ways = any(len(self._readings(each.purpose, part)) > 1 for each, part in parts)
        self.understood = bool(found.purposes or self.stated) and not open_ways

    def readings(self) -> Iterator[TypedReading]:
        """Yield each way to take the words, the best first; a label may come again."""
        found, words = self.found, self.found.words
        only_words = TypedReading(ONLY_WORDS, (self._say(Intent.OWN_WORDS, words),))
        if not self.understood:
            yield only_words
        else:
            yield self._of_caller() if self.role is Role.CALLER else self._of_staff()
        for purpose in (*found.purposes, *found.others):
            yield from self._readings(purpose.purpose, words)
        yield only_words

    def _of_caller(self) -> TypedReading:
        """Return one utterance for all that a caller's words say; facts keep what else they say."""
        intents = [Intent(each.purpose) for each in self.found.purposes]
        service = next((each for each in intents if each in _SERVICES), None)
        # An operator needs the service; a call handler, the answer to the question.
        with_police = Role.CALL_HANDLER in self.facts.on_line
        first = service if service and not with_police else next(iter(intents), Intent.SPEAKS)
        facts = dict(self.stated)
        facts |= {_SERVICES[each]: True for each in intents if each in _SERVICES and each != first}
        said = self._say(first, self.found.words, tuple(facts.items()))
        also = [each.label for each in intents if each is not first]
        also += [topic.label if so else f"not {topic.label}" for topic, so in self.stated]
        label = f"{first.label} ({', '.join(dict.fromkeys(also))})" if also else first.label
        return TypedReading(label, (said,))

    def _of_staff(self) -> TypedReading:
        """Return each purpose with its own part of the words; questions of one breath are one."""
        readings: list[TypedReading] = []
        questions: list[do.Ask] = []
        for purpose, part in zip(self.found.purposes, self.found.parts, strict=True):
            (reading,) = self._readings(purpose.purpose, part)
            (action,) = reading.actions
            if not questions or not isinstance(action, do.Ask):
                readings.append(reading)
            if isinstance(action, do.Ask):
                questions.append(action)
        if len(questions) > 1:
            place = next(n for n, each in enumerate(readings) if each.actions[0] is questions[0])
            topics = tuple(topic for each in questions for topic in each.about)
            words = " ".join(each.words for each in questions)
            both = " and ".join(map(self._question, topics))
            label = f"asks {len(topics)} things at once: {both}"
            ways = tuple(each.direction(topic) for each in questions for topic in each.about)
            # "Are you walking or driving?" has no yes; "are you hurt, or in danger?" has.
            which = any(each.issuperset(topics) for each in _ONE_OF) and " or " in words.lower()
            form = QuestionForm.OPEN if which else QuestionForm.CLOSED
            asked = _ask(topics, form, words, () if which else ways)
            readings[place] = TypedReading(label, (asked,))
        label = ", then ".join(each.label for each in readings)
        return TypedReading(label, tuple(each.actions[0] for each in readings))

    def _readings(self, purpose: str, words: str) -> Sequence[TypedReading]:
        """Return the reading of words for a purpose; both ways round if their direction is open."""
        from simulator.language.purposes import meaning_of

        meaning = _NEAREST.get((purpose, self.role)) or meaning_of(purpose, self.role)
        if not isinstance(meaning, Topic) or self.role is Role.OPERATOR:
            return [self._reading(purpose, meaning, words)]
        question = self.questions.topics.get(meaning)
        form = question.form if question else QuestionForm.CLOSED
        way, by_words = self.book.direction(purpose, words)
        if by_words or form is QuestionForm.OPEN:
            form, way = QuestionForm.OPEN, YesMeans.SO
        ways = [YesMeans.SO, YesMeans.NOT_SO] if way is None else [way]
        return [
            TypedReading(
                f"asks {self._question(meaning)}{_WAYS[each]}",
                (_ask((meaning,), form, words, (each,)),),
            )
            for each in ways
        ]

    def _reading(self, purpose: str, meaning: PurposeMeaning, words: str) -> TypedReading:
        from simulator.language.purposes import FurtherPurpose

        if isinstance(meaning, Intent) and meaning in do.SAYS[self.role]:
            return TypedReading(meaning.label, (self._say(meaning, words, self.stated),))
        signs = self.found.signs
        if purpose == "set_code" and (code := _code(signs)):
            label = f"sets a code: {self.questions.code_sentence(code)}".rstrip(".")
            return TypedReading(label, (do.SetCode(code, words),))
        if purpose == "offer_ways" and (ways := tuple(dict.fromkeys(each.sign for each in signs))):
            label = f"names ways to answer: {self.questions.ways_sentence(ways)}".rstrip(".")
            return TypedReading(label, (do.OfferWays(ways, words),))
        if purpose == "hand_over" and self.role is Role.OPERATOR:
            heard = tuple(reported(words))
            labels = ", ".join(each.label for each in heard) or "no sound by name"
            return TypedReading(f"reports to police: {labels}", (do.HandOver(heard, words),))
        named = FurtherPurpose(purpose) if purpose in frozenset(FurtherPurpose) else None
        label = named.label if named else purpose.replace("_", " ")
        return TypedReading(label, (do.Say(Intent.OWN_WORDS, words, self.manner, (), purpose),))

    def _say(
        self, intent: Intent, words: str, facts: tuple[tuple[Topic, bool], ...] = ()
    ) -> do.Say:
        if intent is Intent.OWN_WORDS:
            return do.Say(intent, words, self.manner, facts)
        return do.Say(
            intent, words, self.manner, facts, means=self.means, place_words=self.place_words
        )

    def _question(self, topic: Topic) -> str:
        question = self.questions.topics.get(topic)
        words = self.questions.words(topic, self.facts.address_held) if question else ""
        return f'"{words}"' if question else f"about: {topic.label}"


def _ask(
    topics: tuple[Topic, ...], form: QuestionForm, words: str, ways: tuple[YesMeans, ...]
) -> do.Ask:
    """Return a question. One that asks forward is written as it always was."""
    return do.Ask(topics, form, words, ways if {*ways} != {YesMeans.SO} else ())


_WAYS = {
    YesMeans.SO: "",
    YesMeans.NOT_SO: ", the other way round: a yes means that it is not so",
    YesMeans.SEEN: ", as far as was noticed: a no says nothing",
}
_ONE_OF = (
    {Topic.INDOORS, Topic.ON_FOOT, Topic.IN_A_VEHICLE},
    {Topic.OTHER_PERSON_PRESENT, Topic.HAS_LEFT},
)
"""Topics of which one excludes the others."""
_NEAREST = {("anybody_with_you", Role.CALL_HANDLER): Topic.OTHER_PERSON_PRESENT}
"""Purposes of both seats that are a topic in one of them."""
_SERVICES = {
    Intent.WANTS_POLICE: Topic.NEEDS_POLICE,
    Intent.WANTS_AMBULANCE: Topic.NEEDS_AMBULANCE,
    Intent.WANTS_FIRE: Topic.NEEDS_POLICE,
    Intent.WANTS_COASTGUARD: Topic.NEEDS_POLICE,
}


_GRAVE = {
    Topic.IN_DANGER: True,
    Topic.WEAPON: True,
    Topic.INJURED: True,
    Topic.AWAKE: False,
    Topic.NEEDS_AMBULANCE: True,
}
"""What is known at once from a caller's own words, and so shown before they count (BF-3)."""


def _meant(found: Understood) -> tuple[Stated, str]:
    """Return what a caller's words state, and the words of a place."""
    # The words of the reader wait for the first typed words, as the phrases do.
    from simulator.content.scenario.meant import read

    by_child = any(each.purpose == Intent.CHILD_SPEAKS for each in found.purposes)
    return read(found.words, Speaker.CHILD if by_child else Speaker.CALLER)


def _stated(found: Understood, means: Stated) -> tuple[tuple[Topic, bool], ...]:
    """Return the facts that a caller's words state, with the place if they name one."""
    facts = dict(found.facts)
    purposes = {each.purpose for each in found.purposes}
    if Intent.WANTS_AMBULANCE in purposes:
        facts.setdefault(Topic.NEEDS_AMBULANCE, True)
    if Intent.GIVES_PLACE in purposes:
        facts[Topic.LOCATION] = True
    grave = {topic: so for topic, so in follows(means) if _GRAVE.get(topic) is so}
    if grave.get(Topic.WEAPON) and Topic.WEAPON not in facts:
        grave[Topic.IN_DANGER] = True
    facts = {**grave, **facts}
    if facts.get(Topic.IN_DANGER) and facts.get(Topic.ALONE_TO_TALK):
        # "He's going to kill me" has "he's going" in it: nobody is taken to be alone for that.
        del facts[Topic.ALONE_TO_TALK]
    return tuple(facts.items())


def _code(signs: Sequence[SpokenSign]) -> do.Code | None:
    """Return the code that words state; None if they don't say both answers."""
    by_answer = {each.answer: do.AnswerSign(each.sign, max(1, each.times)) for each in signs}
    both = {"yes", "no"} <= set(by_answer)
    return do.Code(by_answer["yes"], by_answer["no"]) if both else None


_REPORTED = {
    Reported.FIFTY_FIVE: r"55|fifty[- ]five",
    Reported.WHISPER: r"whisper\w*",
    Reported.VOICES: r"voices|people talking",
    Reported.COUGH: r"cough\w*",
    Reported.TAP: r"tap(s|ped|ping)?|knock\w*",
    Reported.KEY_TONE: r"(key )?tones?|keys?|beep\w*",
    Reported.GROAN: r"groan\w*|slurr\w*",
    Reported.DISTURBANCE: r"shout\w*|scre\w*|argu\w*|crying|sob\w*|struggle|breaking|smash\w*",
    Reported.BACKGROUND: r"door|steps|footsteps|breathing|television|tv|traffic|music|"
    r"cloth|rustl\w*|chatter",
    Reported.HANDSET_REPLACED: r"(put|puts) (the phone |it )?down",
    Reported.NOTHING: r"nothing",
}
"""The words by which an operator reports a sound (assumption)."""
_DENIED = r"(?<!\bno )(?<!\bnot )(?<!\bwithout )"


def reported(words: str) -> Iterator[Reported]:
    for report, pattern in _REPORTED.items():
        if re.search(rf"{_DENIED}\b(?:{pattern})\b", words.lower()):
            yield report
