"""Typed words as acts: what they were understood as, and what else they might be.

Nothing is guessed. The first reading is what the words were understood as; if they were not, it is
the words alone, said and heard as `own_words`. The others are for the trainee to choose from.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from simulator.core import acts as do
from simulator.core.instant import minutes_said
from simulator.core.statements import Stated, StatementTopic
from simulator.core.terms import Intent, Manner, QuestionForm, Reported, Role, Topic, YesMeans
from simulator.knowledge.facts import KnownFacts
from simulator.knowledge.situation import situations
from simulator.language.handover_sentence import sounds_named
from simulator.seat.view.act_catalogue import ActSpec, Materials

if TYPE_CHECKING:
    from simulator.content.library.library import Library
    from simulator.language.purposes import PurposeMeaning
    from simulator.language.typed.matcher import SpokenSign
    from simulator.language.utterance import ReadPurpose, Utterance

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


def load_words(library: Library) -> None:
    """Load all that the first typed line of a desk would load: a second of work."""
    from simulator.language.utterance import read_utterance

    for role in (Role.CALL_HANDLER, Role.OPERATOR):
        read_utterance("Are you alone?", role, library.phrase_book(role), library.reader())


def understanding(
    role: Role, act: ActSpec, materials: Materials, facts: KnownFacts, asked: Iterable[Topic] = ()
) -> Understand:
    """Return how words are understood that `role` types for `act`, in a call with these facts.

    `asked`: what the caller was asked last.
    """

    def read(words: str) -> TypedWords:
        # The reader and the phrases wait for the first typed words: start-up never needs them.
        from simulator.language.utterance import read_utterance

        book, reader = materials.phrase_book(role), materials.reader()
        names = frozenset(str(each) for each in situations(facts))
        said = read_utterance(words, role, book, reader, situation=names, asked=tuple(asked))
        if role is Role.OPERATOR and (str(said.sureness) != "sure" or _is_asked(said)):
            # An operator may ask what a call handler asks: it is said, and not recorded as asked.
            police, more = Role.CALL_HANDLER, materials.phrase_book(Role.CALL_HANDLER)
            other = read_utterance(words, police, more, reader, situation=names, asked=tuple(asked))
            said = _better(said, other)
        manner = act.fixed.get("manner", Manner.ALOUD)
        assert isinstance(manner, Manner)
        kind = _OfCaller if role is Role.CALLER else _OfStaff
        taken = kind(role, materials, facts, manner, said)
        readings: dict[str, TypedReading] = {}
        for each in taken.readings():
            readings.setdefault(each.label, each)
        return TypedWords(taken.sure, taken.understood, tuple(readings.values()))

    return read


def _is_asked(own: Utterance) -> bool:
    """Whether words that are like a report ask the caller: "are you breathing?"."""
    names = {each.name for each in own.purposes}
    return names == {"hand_over"} and _ASKS_YOU.match(own.words) is not None


_BY_SOUND = Intent.MAKE_A_SOUND.value


def _better(own: Utterance, police: Utterance) -> Utterance:
    """Return what an operator's words are for: by the operator's phrases, unless police are surer.

    Who asks to be heard, or for a sign, asks for a sound, if the operator's phrases say so.
    """
    names = {each.name for each in police.purposes}
    reports = "hand_over" in (*(each.name for each in own.purposes), *own.others[:1])
    if reports and not _SPEAKS_TO.search(own.words) and any(reported(own.words)):
        return own  # Names a sound and asks nothing: a report, although it is like a question.
    if _is_asked(own):
        return police
    by_sound = Topic.CAN_HEAR in names or any(each.name == _BY_SOUND for each in own.purposes)
    surer = str(police.sureness) == "sure" and not by_sound
    return police if surer or not own.purposes else own


def asked_in_writing(
    words: str, materials: Materials, facts: KnownFacts
) -> dict[str, tuple[Topic, ...] | tuple[YesMeans, ...]]:
    """Return what a call handler's text asks, and which way round; empty if it is not sure."""
    text = ActSpec("", "send_text", "", "")
    typed = understanding(Role.CALL_HANDLER, text, materials, facts)(words)
    asks = [each for each in typed.readings[0].actions if isinstance(each, do.Ask)]
    if not (typed.understood and typed.sure and len(asks) == 1):
        return {}
    return {"about": asks[0].about, "yes_means": asks[0].yes_means}


class _Taken:
    """The ways to take one line, in one seat."""

    understood: bool

    def __init__(
        self, role: Role, materials: Materials, facts: KnownFacts, manner: Manner, said: Utterance
    ) -> None:
        self.role, self.questions, self.facts = role, materials.questions, facts
        self.manner, self.said = manner, said

    @property
    def sure(self) -> bool:
        """Whether the best way to take the words is sure."""
        return str(self.said.sureness) == "sure"

    def readings(self) -> Iterator[TypedReading]:
        """Yield each way to take the words, the best first; a label may come again."""
        only_words = TypedReading(ONLY_WORDS, (self.words_alone(),))
        if not self.understood:
            yield only_words
        else:
            yield from self.best()
        names = (*(each.name for each in self.said.purposes), *self.said.others)
        for name in dict.fromkeys(names):
            yield from self.as_purpose(name, self.said.words)
        yield only_words

    def words_alone(self) -> do.Say:
        """Return the words said with no purpose."""
        return do.Say(Intent.OWN_WORDS, self.said.words, self.manner)

    def best(self) -> Iterator[TypedReading]:
        """Yield what the words were understood as."""
        raise NotImplementedError

    def as_purpose(self, purpose: str, words: str) -> Sequence[TypedReading]:
        """Return the reading of words for a purpose; both ways round if their direction is open."""
        raise NotImplementedError


class _OfCaller(_Taken):
    """A caller's words: one utterance for all that they say."""

    def __init__(self, *given: object) -> None:
        super().__init__(*given)  # type: ignore[arg-type]
        self.more = self.said
        only_said = self.said.only_said()
        if _says_something(only_said):
            self.said = only_said
        self.understood = _says_something(self.said)

    def best(self) -> Iterator[TypedReading]:
        """Yield all that is said; with what that may mean besides; and only what is sure."""
        for said in (self.said, self.more, self.said.only_sure()):
            if _says_something(said):
                yield self._of([Intent(each.name) for each in said.purposes], said.means)

    def _of(self, intents: list[Intent], means: Stated) -> TypedReading:
        from simulator.language.utterance import says_no_more

        service = next((each for each in intents if each in _SERVICES), None)
        other = next((each for each in intents if each not in _SERVICES), None)
        # An operator needs the service; a call handler, the answer to the question.
        with_police = Role.CALL_HANDLER in self.facts.on_line
        first = (other or service) if with_police else (service or other)
        first = first or Intent.SPEAKS
        facts = dict(self.said.facts)
        facts |= {_SERVICES[each]: True for each in intents if each in _SERVICES and each != first}
        also = [each.label for each in intents if each is not first]
        also += [
            topic.label if so else f"not: {topic.label}"
            for topic, so in means
            if not any(says_no_more(each, topic, value=so) for each in intents)
        ]
        also += [topic.label if so else f"not {topic.label}" for topic, so in facts.items()]
        more = ", ".join(dict.fromkeys(also))
        label = f"{first.label} ({more})" if more else first.label
        if more and first is Intent.SPEAKS:
            label = f"says: {more}"
        return TypedReading(label, (self._say(first, facts, means),))

    def as_purpose(self, purpose: str, words: str) -> Sequence[TypedReading]:
        """Return the words said for one purpose, with all that they surely state."""
        del words  # A caller says all of them in one breath.
        intent = Intent(purpose)
        act = self._say(intent, self.said.facts, self.said.only_sure().means)
        return [TypedReading(intent.label, (act,))]

    def _say(self, intent: Intent, facts: Mapping[Topic, bool], means: Stated) -> do.Say:
        from simulator.content.scenario.meant import itself_says, read_of_others

        stated = itself_says(intent, tuple(facts.items()))
        named = intent is Intent.GIVES_PLACE or any(t in _NAMES_PLACE for t, so in means if so)
        place = self.said.place_words if named else ""
        words, others = self.said.words, read_of_others(self.said.words)
        said = do.Say(intent, words, self.manner, stated, means=means, place_words=place)
        return replace(said, of_others=others) if others else said


def _says_something(said: Utterance) -> bool:
    return bool(said.purposes or said.statements or said.facts)


class _OfStaff(_Taken):
    """What an operator or a call handler says: each purpose with its own part of the words."""

    def __init__(self, *given: object) -> None:
        super().__init__(*given)  # type: ignore[arg-type]
        # Who says "you" and names no sound speaks to the caller, and reports nothing to police.
        words = self.said.words
        told = _SAYS_YOU.search(words) and not any(reported(words))
        if told or _ASKS_YOU.match(words) or _TO_PRESS.match(words) or _TELLS_YOU.search(words):
            kept = (each for each in self.said.purposes if each.name != "hand_over")
            self.said = self.said._replace(purposes=tuple(kept))
        if self.role is Role.CALL_HANDLER:
            self.said = _with_their_sign(self.said)
        parts = ((each.name, self.said.part(each)) for each in self.said.purposes)
        # A question that may be meant either way round is not understood.
        open_ways = any(len(self.as_purpose(name, part)) > 1 for name, part in parts)
        self.understood = bool(self.said.purposes) and not open_ways

    def best(self) -> Iterator[TypedReading]:
        """Yield each purpose with its own part of the words; questions of one breath are one."""
        readings: list[TypedReading] = []
        questions: list[do.Ask] = []
        for each in self.said.purposes:
            (reading,) = self.as_purpose(each.name, self.said.part(each))
            (action,) = reading.actions
            if not questions or not isinstance(action, do.Ask):
                readings.append(reading)
            if isinstance(action, do.Ask):
                questions.append(action)
        if len(questions) > 1:
            place = next(n for n, each in enumerate(readings) if each.actions[0] is questions[0])
            readings[place] = self._several(questions)
        label = ", then ".join(each.label for each in readings)
        yield TypedReading(label, tuple(each.actions[0] for each in readings))

    def words_alone(self) -> do.Say:
        """Return the words said with no purpose, and yet with what they claim."""
        return self._say(Intent.OWN_WORDS, self.said.words)

    def _several(self, questions: Sequence[do.Ask]) -> TypedReading:
        """Return two questions of one breath as the mistake that they are: one question."""
        topics = tuple(topic for each in questions for topic in each.about)
        words = " ".join(each.words for each in questions)
        both = " and ".join(map(self._question, topics))
        label = f"asks {len(topics)} things at once: {both}"
        ways = tuple(each.direction(topic) for each in questions for topic in each.about)
        # "Are you walking or driving?" has no yes; "are you hurt, or in danger?" has.
        which = any(each.issuperset(topics) for each in _ONE_OF) and " or " in words.lower()
        form = QuestionForm.OPEN if which else QuestionForm.CLOSED
        return TypedReading(label, (self._ask(topics, form, words, () if which else ways),))

    def as_purpose(self, purpose: str, words: str) -> Sequence[TypedReading]:
        """Return the reading of words for a purpose; both ways round if their direction is open."""
        from simulator.language.purposes import meaning_of

        meaning = _NEAREST.get((purpose, self.role)) or meaning_of(purpose, self.role)
        if isinstance(meaning, Topic) and self.role is Role.OPERATOR:
            return self._asked_by_operator(meaning, purpose, words)
        if not isinstance(meaning, Topic):
            return [self._reading(purpose, meaning, words)]
        question = self.questions.topics.get(meaning)
        form = question.form if question else QuestionForm.CLOSED
        way, by_words = self.said.direction(purpose, words)
        if by_words or form is QuestionForm.OPEN:
            form, way = QuestionForm.OPEN, YesMeans.SO
        ways = [YesMeans.SO, YesMeans.NOT_SO] if way is None else [way]
        return [
            TypedReading(
                f"asks {self._question(meaning)}{_WAYS[each]}",
                (self._ask((meaning,), form, words, (each,)),),
            )
            for each in ways
        ]

    def _asked_by_operator(self, topic: Topic, purpose: str, words: str) -> list[TypedReading]:
        """Return an operator's question: words of their own with the topic as their purpose."""
        from simulator.language.purposes import purpose_of_question

        way, _ = self.said.direction(purpose, words)
        return [
            TypedReading(
                f"asks {self._question(topic)}{_WAYS[each]}",
                (self._say(Intent.OWN_WORDS, words, purpose_of_question(topic, each)),),
            )
            for each in ([YesMeans.SO, YesMeans.NOT_SO] if way is None else [way])
        ]

    def _reading(self, purpose: str, meaning: PurposeMeaning, words: str) -> TypedReading:
        from simulator.language.purposes import FurtherPurpose

        if isinstance(meaning, Intent) and meaning in do.SAYS[self.role]:
            return TypedReading(meaning.label, (self._say(meaning, words),))
        signs = () if self.role is Role.OPERATOR else self.said.signs
        if purpose == "set_code" and (code := _code(signs)):
            label = f"sets a code: {self.questions.code_sentence(code)}".rstrip(".")
            return TypedReading(label, (do.SetCode(code, words, self._claims(words)),))
        if purpose == "offer_ways" and (ways := tuple(dict.fromkeys(each.sign for each in signs))):
            label = f"names ways to answer: {self.questions.ways_sentence(ways)}".rstrip(".")
            return TypedReading(label, (do.OfferWays(ways, words, self._claims(words)),))
        if purpose == "hand_over" and self.role is Role.OPERATOR:
            heard = tuple(reported(words))
            labels = ", ".join(each.label for each in heard) or "no sound by name"
            typed = do.HandOver(heard, words, sounds=sounds_named(words))
            return TypedReading(f"reports to police: {labels}", (typed,))
        named = FurtherPurpose(purpose) if purpose in frozenset(FurtherPurpose) else None
        # What only police say is an operator's own words, and named as police name it.
        of_police = meaning.label if isinstance(meaning, Intent) else purpose.replace("_", " ")
        label = named.label if named else of_police
        return TypedReading(label, (self._say(Intent.OWN_WORDS, words, purpose),))

    def _say(self, intent: Intent, words: str, purpose: str = "") -> do.Say:
        minutes = minutes_said(words) if intent is Intent.ETA else None
        means = self._claims(words)
        return do.Say(intent, words, self.manner, purpose=purpose, means=means, in_minutes=minutes)

    def _claims(self, words: str) -> Stated:
        """Return what words claim: it stays beside them where they are not kept."""
        from simulator.language.purposes import claims_knowing

        return claims_knowing(words, self.facts)

    def _ask(
        self, topics: tuple[Topic, ...], form: QuestionForm, words: str, ways: tuple[YesMeans, ...]
    ) -> do.Ask:
        """Return a question. One that asks forward is written as it always was."""
        from simulator.language.asking.question_forms import asks_only_alone, leads

        turned = ways if {*ways} != {YesMeans.SO} else ()
        alone = Topic.ALONE_TO_TALK in topics and asks_only_alone(words)
        means = self._claims(words)
        return do.Ask(topics, form, words, turned, leads=leads(words), means=means, alone=alone)

    def _question(self, topic: Topic) -> str:
        question = self.questions.topics.get(topic)
        address = self.facts.address_held
        # Of an address that nobody holds, the listed question is another: "Are you at home?"
        if question is None or (question.with_address and not address):
            return f"about: {topic.label}"
        return f'"{self.questions.words(topic, address)}"'


def _with_their_sign(said: Utterance) -> Utterance:
    """Return words with a sign that is asked for after a question as a part of that question.

    "Are you hurt? Tap once." is one question. As two, what is said last waits for the tap. A code
    with both its answers stays an act of its own.
    """
    if _code(said.signs) is not None:
        return said
    kept: list[ReadPurpose] = []
    for each in said.purposes:
        before = kept[-1] if kept else None
        by_sign = each.name in _SIGN_PURPOSES and _ONLY_A_SIGN.fullmatch(said.part(each))
        if before is not None and before.name in frozenset(map(str, Topic)) and by_sign:
            way = said.direction(before.name, said.part(before))
            span = (before.span[0], each.span[1])
            kept[-1] = before._replace(span=span, direction=way)
        else:
            kept.append(each)
    return said._replace(purposes=tuple(kept))


_SIGN_PURPOSES = frozenset({"set_code", "offer_ways", "still_there", "make_a_sound"})
_ONLY_A_SIGN = re.compile(
    r"\W*(?:(?:please|just|now|and|so|then|give (?:me|us|the phone)|make|a|one|two|if so|if yes"
    r"|if you are|if you do|if you can)\b\W*)*"
    r"(?:tap|press|cough|knock|blow|noise|sound)\b[^.?!]*[.!\s]*",
    re.IGNORECASE,
)
"""Only asks for a sign: "tap once", "one cough for yes"."""
_TO_PRESS = re.compile(
    r"\W*(?:(?:please|now|just|ok(?:ay)?|if [^,]*|then),? )*"
    r"(?:(?:listen|wait|hold|stay|when)\b.*(?:\band|\bthen|,)\W+)?"
    r"(?:press|dial|key in|hit|type)\b",
    re.IGNORECASE,
)
"""Words that ask to press keys: they report no key to police."""
_ASKS_YOU = re.compile(
    r"\W*(?:(?:and|so|hello|caller|ok(?:ay)?|right|sorry|love),? )*"
    r"(?:are|is|was|were|do|does|did|can|could|have|has|will|would)(?:n't)? (?:you|u|your|ur)\b",
    re.IGNORECASE,
)
"""Words that ask the caller of themselves: no report, although they name a sound."""
_SPEAKS_TO = re.compile(r"\byou(?:r|'re)?\b|\?", re.IGNORECASE)
"""Words to a caller, or that ask."""
_TELLS_YOU = re.compile(
    r"\b(?:you'll|you will|you're going to|if you (?:need|want|can|could|are|would)"
    r"|hear(?:d|ing)? you\b(?!r))",
    re.IGNORECASE,
)
"""Words to a caller of what comes, or of what they did: no report, although they name a sound."""
_SAYS_YOU = re.compile(r"\byou(?:r|'re)?\b", re.IGNORECASE)
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
_NAMES_PLACE = (StatementTopic.ADDRESS, StatementTopic.LANDMARK)
_SERVICES = {
    Intent.WANTS_POLICE: Topic.NEEDS_POLICE,
    Intent.WANTS_AMBULANCE: Topic.NEEDS_AMBULANCE,
    Intent.WANTS_FIRE: Topic.NEEDS_POLICE,
    Intent.WANTS_COASTGUARD: Topic.NEEDS_POLICE,
}


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
