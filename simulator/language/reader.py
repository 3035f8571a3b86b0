"""What words state: statements, each with the part of the words that it was taken from.

Offline and pure: the same words give the same result everywhere. What is not understood is left
out; nothing is guessed. A statement that lowers danger has to be said more plainly than one that
raises it: to miss "he has no knife" costs a question, and to invent it may cost a life (practice2
BF-3).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, deque
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from enum import Enum
from functools import cached_property
from itertools import chain, pairwise
from typing import NamedTuple

from simulator.core.statements import STATEMENTS, Speaker, StatementTopic, Weighs, lowers
from simulator.language.clauses import SpokenClause, Subject, clauses, names_another
from simulator.language.frames import (
    Concepts,
    Fit,
    FrameIndex,
    Marks,
    WordFrame,
    fit,
    opens,
    span_of,
)
from simulator.language.lexicon import KeySlips, PeopleFinder
from simulator.language.normalise import Span, stem, words_of
from simulator.language.places import ADDRESS, KINDS, LANDMARK, OPAQUE, PlaceFinder, PlaceWords
from simulator.language.reading.comfort import is_plain, sentence_of, undone_by
from simulator.language.reading.word_odds import Odds
from simulator.language.speaking.disfluency import fluent_text

_SAYS = (
    r"(?:says?|said|sayin[g']?|reckons?|claims?|claiming|swears?|insists?|thinks?"
    r"|ma(?:kes?|de|king)\sout"
    r"|(?:told|tells?|tellin[g']?)\s(?:me|us|you|them|everyone|everybody|people))"
)
_ANOTHER_SAYS = re.compile(
    r"(?:^|[.!?;,]\s+|\b(?:and|but|cos|because|n|so)\s+)"
    r"(?:(?:he|she|they)(?:'?s|'?re)?|(?:my|our|the|his|her)\s+\w+|mum|mam|mummy|dad|daddy|nan|nana"
    r"|gran|grandad)"
    r"\s*(?:'s|is|was|keeps?|kept|will|'ll)?\s+"
    rf"{_SAYS}"
    r",?\s+(?:that\s+|to\s+(?:say|tell\s+you)\s+)?(?P<said>[^.!?;]+)",
    re.IGNORECASE,
)
"""A clause that a caller gives as another person's word (our wording)."""
_ANY_SAYING = re.compile(_SAYS, re.IGNORECASE)
_OF_ONESELF = re.compile(r"(?:i|we)(?:'m| am|'re| are)\b", re.IGNORECASE)
_OUR_OWN = re.compile(r"(?:our|the|my) (?:lads?|lass(?:es)?|boys?|girls?)\b", re.IGNORECASE)
_HOW_IT_CAME = re.compile(r"(?:i|we|im|ive|it|its|i'm|i've|it's)\b", re.IGNORECASE)
"""Begins what another person says of the caller, or of how it came: "he says I fell"."""
_EXCUSES = frozenset(
    {StatementTopic.TRAPPED_OR_FALLEN, StatementTopic.CALLER_DRANK, StatementTopic.STATE_OF_MIND}
)
"""What explains away another person's deed, though a caller's own word for it is grave."""


_OWN_WORDS = frozenset({Speaker.CALLER, Speaker.CHILD})


def _explained(text: str) -> Iterator[re.Match[str]]:
    """Yield where another person is said to explain what was done to the caller."""
    return (each for each in _ANOTHER_SAYS.finditer(text) if _HOW_IT_CAME.match(each["said"]))


class ReadStatement(NamedTuple):
    """A statement that words make."""

    topic: TopicFrames
    value: bool
    span: Span
    """The part of the words that it rests on: from which character up to which."""
    sure: bool
    """False: it may be meant, and has to be asked. Never so for what lowers danger."""
    firmness: Firmness
    whole: bool = False
    """Whether its clause says nothing else: no other word of it can speak against it."""

    @property
    def lowers(self) -> bool:
        """Whether to believe it lowers danger."""
        return self.value is self.topic.weighs.lowers


class TopicFrames(NamedTuple):
    """How one topic is said."""

    name: StatementTopic
    yes: Sequence[WordFrame] = ()
    no: Sequence[WordFrame] = ()
    turns: bool = True
    """Whether a denial states the opposite; if not, a denied frame says nothing."""
    unless_said: Sequence[StatementTopic] = ()
    """Topics that take it back if they are said in the same breath."""
    may: Sequence[WordFrame] = ()
    """Words that may state it: taken so of a child, and asked of an adult (practice2 BF-3)."""
    faint: Sequence[WordFrame] = ()
    """Words that state it of a child, if nothing of `not_beside` is said in the same breath."""
    not_beside: frozenset[str] = frozenset()
    """Lists of words that say why a child uses the words of `faint`, such as an illness."""
    lone: Sequence[WordFrame] = ()
    """Words that state it unless `taken_back_by` in the same breath says how else it is meant."""
    taken_back_by: frozenset[str] = frozenset()
    """Lists of words that take `lone` words back: who drives, and won't answer, is awake."""
    kept_by: frozenset[str] = frozenset()
    """Lists of words beside which nothing takes `lone` words back: a crash, a fall, a wound."""

    @property
    def weighs(self) -> Weighs:
        """What it is about."""
        return STATEMENTS[self.name].weighs


class Firmness(Enum):
    """How firmly the words of a frame state its topic."""

    SAID = "said"
    MAY = "may"
    FAINT = "faint"
    LONE = "lone"


_AS_SAID = (Firmness.SAID, Firmness.LONE)
"""How firm words are that are for sure, if nothing takes them back."""


class TopicFrame(NamedTuple):
    """One frame of a topic, with the value that it states."""

    topic: TopicFrames
    value: bool
    frame: WordFrame
    firmness: Firmness


_NO_WAY_IN = (StatementTopic.WAY_IN, False)
"""Taken back by a way in beside it: "the buzzer's broken, so use the side gate"."""


_EVERYDAY = "EVERYDAY"
_OF_ANY_DAY = frozenset(
    {
        StatementTopic.RELATIVE, StatementTopic.PARTNER, StatementTopic.EX_PARTNER,
        StatementTopic.KNOWN_PERSON, StatementTopic.PARENT, StatementTopic.NAME,
        StatementTopic.DOG, StatementTopic.CHILDREN, StatementTopic.AT_WORK,
        StatementTopic.CHILD_SPEAKS, StatementTopic.NO_FEAR,
    }
)  # fmt: skip
"""What is as true on any other day: beside everyday words alone it reports nothing."""


_CARED_FOR = frozenset({"i", "CARER_IS", "IS_MUDDLED"})
_LET_IN = frozenset({"let", "in", "HELPS", "LOOKS_AFTER", "FASTENS"})
_LET_IN_BY_HIM = frozenset({"he", "CAN_NOT_LEAVE", "outsid", "denied", "not", "HE_WHO"})
_HOLDS_THE_DOOR = frozenset(
    {"he", "she", "they", "him", "her", "them", "lock", "let", "bolt", "somebodi", "HE_WHO"}
)
"""Who holds a door, or with what: "can't get out" of a car in a ditch is held by nobody."""
_VEHICLES = frozenset(
    {"car", "van", "cab", "taxi", "lorri", "bus", "drive", "driver", "boot", "seat"}
)
"""Words and lists of what a friend does for the caller, and what makes another matter of it."""


class _FoundStatements:
    """What the clauses of one utterance state, each statement once, and how many frames say so."""

    def __init__(self, named: Container[Span]) -> None:
        """Begin with nothing found; `named`: the spans of places, each of which is its own."""
        self._named = named
        self._found: dict[tuple[StatementTopic, bool, Span | None], ReadStatement] = {}
        self._kept_back: list[ReadStatement] = []
        self._times = Counter[tuple[StatementTopic, bool]]()
        self.beside: set[str] = set()
        """All words and lists of the utterance."""

    def take(self, each: ReadStatement) -> None:
        """Take a statement of a clause; a weak one is kept back until all are known."""
        if each.firmness in (Firmness.FAINT, Firmness.LONE):
            self._kept_back.append(each)
            return
        self._times[each.topic.name, each.value] += 1
        # Two addresses are two statements; a knife named twice is one.
        key = each.topic.name, each.value, each.span if each.span in self._named else None
        before = self._found.get(key)
        if before is None or (each.sure, each.whole) > (before.sure, before.whole):
            self._found[key] = each

    def take_kept_back(self) -> None:
        """Take the weak ones beside which nothing was said that speaks against them."""
        back = {each.span for each in self._kept_back if self._is_taken_back(each)}
        for each in self._kept_back:
            if each.span not in back:
                self._found.setdefault((each.topic.name, each.value, None), each)

    def _is_taken_back(self, each: ReadStatement) -> bool:
        """Whether the rest of the utterance takes back the words of a weak statement."""
        if each.firmness is Firmness.FAINT:
            return not self.beside.isdisjoint(each.topic.not_beside)
        kept = not self.beside.isdisjoint(each.topic.kept_by)
        return not kept and not self.beside.isdisjoint(each.topic.taken_back_by)

    def surely(self) -> set[StatementTopic]:
        """Return what is stated for sure."""
        return {each.topic.name for each in self._found.values() if each.value and each.sure}

    def take_persons(self, persons: Iterable[ReadStatement]) -> None:
        """Take who does or suffers it: that is never doubted for want of a second frame."""
        for each in persons:
            self._found.setdefault((each.topic.name, True, None), each)
            self._times[each.topic.name, True] += 2

    def kept(self) -> Iterator[ReadStatement]:
        """Yield what stays: no comfort beside its opposite, and a place rather than "a place"."""
        values = {(name, value) for name, value, _ in self._found}
        said = {name for name, value in values if value}
        exact = {(name, value) for name, value, span in self._found if span is not None}
        theirs = self._meant_otherwise()
        chat = _EVERYDAY in self.beside and self._only_of_any_day()
        for (name, value, span), each in self._found.items():
            if (name, value) == _NO_WAY_IN and name in said:
                continue
            if (name, value) in theirs or (value and chat and name in _OF_ANY_DAY):
                continue
            if each.lowers and (name, not value) in values:
                continue
            unless_said = each.topic.unless_said if each.lowers else ()
            if said.isdisjoint(unless_said) and (span is not None or (name, value) not in exact):
                yield each

    def _only_of_any_day(self) -> bool:
        """Whether no more is stated for sure than who there is, or where: a caller says more."""
        return all(
            each.topic.name in _OF_ANY_DAY
            for each in self._found.values()
            if each.sure or each.lowers
        )

    def _meant_otherwise(self) -> set[tuple[StatementTopic, bool]]:
        """Return what is meant of who is cared for, of a friend who lets in, or of a deed.

        "I'm the carer, she gets muddled" is of no other person's mind, "my mate's let me in and
        she's put the bolt across" locks nobody in, and "he's hitting her and he won't stop" has no
        car in it.
        """
        theirs: set[tuple[StatementTopic, bool]] = set()
        surely = self.surely()
        if self.beside >= _CARED_FOR:
            theirs.add((StatementTopic.STATE_OF_MIND, True))
        if self.beside >= _LET_IN and self.beside.isdisjoint(_LET_IN_BY_HIM):
            theirs.add((StatementTopic.LOCKED_IN, True))
        fallen = StatementTopic.TRAPPED_OR_FALLEN in surely
        if fallen and self.beside.isdisjoint(_HOLDS_THE_DOOR):
            theirs.add((StatementTopic.LOCKED_IN, True))
        if not _DEEDS_OF_NOW.isdisjoint(surely) and self.beside.isdisjoint(_VEHICLES):
            theirs.add((StatementTopic.VEHICLE_STOPPED, False))
        run_over = StatementTopic.OTHER_HURT in surely and self.beside >= _RUN_OVER
        if run_over or (not _HURT_ONE.isdisjoint(surely) and _WHO_HARMS.isdisjoint(surely)):
            # "A car hit a lad, he's in the road": who is out there is hurt, and tries no door.
            theirs.add((StatementTopic.PERSON_OUTSIDE, True))
        return theirs

    def of_few_frames(self) -> dict[tuple[StatementTopic, bool], int]:
        """Return what only one frame or two have found, and how many."""
        return {key: times for key, times in self._times.items() if times in _LEAST}


class Reader:
    """Reads words by frames."""

    def __init__(
        self,
        concepts: Mapping[str, Sequence[str]],
        statements: Sequence[TopicFrames],
        odds: Odds | None = None,
    ) -> None:
        """Take the lists of words that mean the same, the frames of each topic, and the odds.

        Without odds nothing that one frame finds is doubted.
        """
        self._odds = odds
        self._concepts = Concepts(concepts)
        self._places = PlaceFinder(concepts)
        self._people = PeopleFinder(concepts.get("A_FIRST_NAME", ()))
        self._topics = {each.name: each for each in statements}
        self._frames = [each for topic in statements for each in _frames_of(topic)]
        self._index = FrameIndex(each.frame for each in self._frames)
        self._of_kinds = {
            n
            for n, each in enumerate(self._frames)
            if not frozenset(KINDS).isdisjoint(chain.from_iterable(each.frame.needs))
        }

    @cached_property
    def _slips(self) -> KeySlips:
        said = self._odds().stems(_NO_SLIP) if self._odds else ()
        return KeySlips(self._concepts.written | _OFTEN, said)

    def _spelling(self, word: str) -> str:
        return self._slips.corrected(word)

    def places(self, text: str) -> list[Span]:
        """Return the parts of a text that name an address or a landmark."""
        spoken = fluent_text(text)
        found = self._places.find(spoken.words)
        return [spoken.said(each.span) for each in found if each.kind in (ADDRESS, LANDMARK)]

    def read(self, text: str, speaker: Speaker = Speaker.CALLER) -> tuple[ReadStatement, ...]:
        """Return what an utterance states, in the order of the topics.

        Of two values of one topic in one breath the dangerous one stays. A child's words that may
        be of danger are taken so: a false alarm costs a visit, and a miss sends the child to the
        person who hurts (practice2 BF-3, SIT-08). Hesitation says nothing (speech.md 6.1).
        """
        spoken = fluent_text(text)
        read = self._read(spoken.words, speaker)
        if speaker in _OWN_WORDS and _ANY_SAYING.search(spoken.words):
            theirs = [each.span("said") for each in _explained(spoken.words)]
            read = tuple(each for each in read if not _is_excuse(each, theirs))
        if not spoken.places:
            return read
        return tuple(each._replace(span=spoken.said(each.span)) for each in read)

    def read_of_others(self, text: str) -> tuple[ReadStatement, ...]:
        """Return what an utterance gives as another person's word for what was done, or its want.

        "He says it was an accident" is not the caller's word for it, and nor is "he says I fell".
        Any other danger counts from any speaker, and is read with the rest.
        """
        if not _ANY_SAYING.search(text):
            return ()
        explained = {said.start("said") for said in _explained(text)}
        found = [
            each
            for said in _ANOTHER_SAYS.finditer(text)
            for each in self.read(said["said"])
            if each.sure
            and (
                lowers(each.topic.name, each.value)
                or (said.start("said") in explained and each.topic.name in _EXCUSES)
            )
        ]
        return tuple({each.topic.name: each for each in found}.values())

    def _read(self, text: str, speaker: Speaker) -> tuple[ReadStatement, ...]:
        places = self._places.find(text)
        spans = [each.span for each in places]
        found = _FoundStatements(frozenset(spans))
        coming = deque(places)
        who: dict[StatementTopic, Span] = {}
        # What is typed in haste has no capitals; a name, or a rare word, has or is beside one.
        spelling = self._spelling if text == text.lower() else None
        spoken = clauses(text, spans, spelling, self._people.words)
        people = list(self._people.named(text, spans))
        on_me: ReadStatement | None = None
        for clause in spoken:
            marks = self._concepts.marked(clause.words)
            found.beside |= marks.keys
            own: list[PlaceWords] = []
            while coming and coming[0].span[0] < clause.span[1]:
                own.append(coming.popleft())
            marks = _with_places(marks, clause, own)
            for each in chain(self._of_places(clause, marks, speaker), self._named(clause, people)):
                found.take(self._said_by(each, speaker))
                if on_me is not None and _is_wound_of_it(each, clause):
                    if each.topic.name in _STILL_SHOWS:
                        # A wound that a kick left and that shows now: it was done just now.
                        violence = self._topics.get(StatementTopic.VIOLENCE, on_me.topic)
                        found.take(on_me._replace(topic=violence))
                    continue
                if _is_deed_on_caller(each, clause):
                    on_me = each
                # "I can't wake her": nobody says it of themselves.
                others = clause.subject is Subject.OTHER
                others = others or each.topic.name is StatementTopic.NOT_WAKING
                if others and _is_of_a_patient(each) and not _is_own_body(each, clause):
                    whose = self._topics.get(StatementTopic.OF_ANOTHER, each.topic)
                    found.take(each._replace(topic=whose))
            who = {**dict(_who(clause, marks)), **who}
        found.take_kept_back()
        found.take_persons(self._who_it_is(who, found.surely()))
        kept = _believed(found.kept(), text, spoken)
        if speaker is Speaker.OFFICER:
            kept = (each for each in kept if not _is_the_officer(each, text))
        return _of_sure_patients(tuple(self._doubted(kept, found.of_few_frames(), spoken)))

    def _named(self, clause: SpokenClause, people: Iterable[Span]) -> Iterator[ReadStatement]:
        """Yield each name of a person that a clause has."""
        name = self._topics.get(StatementTopic.NAME)
        if name is None or not clause.stated:
            return
        start, end = clause.span
        for span in people:
            if start <= span[0] < end:
                yield ReadStatement(name, True, span, True, Firmness.SAID)

    def _who_it_is(
        self, who: Mapping[StatementTopic, Span], said: Container[StatementTopic]
    ) -> Iterator[ReadStatement]:
        """Yield who does or suffers what is said: "my brother" alone may be any man in a story."""
        if not any(each in said for each in _OF_SOMEONE):
            return
        for topic, span in who.items():
            if topic not in self._topics:
                continue
            if (instead := _NOT_WHO.get(topic)) is None or instead not in said:
                yield ReadStatement(self._topics[topic], True, span, True, Firmness.SAID)

    def _said_by(self, found: ReadStatement, speaker: Speaker) -> ReadStatement:
        """Return what a statement of another person there says of the caller and of themselves."""
        if speaker is not Speaker.OTHER:
            return found
        name, value = _BY_THE_OTHER.get(
            (found.topic.name, found.value), (found.topic.name, found.value)
        )
        return found._replace(topic=self._topics.get(name, found.topic), value=value)

    def _doubted(
        self,
        found: Iterable[ReadStatement],
        few: Mapping[tuple[StatementTopic, bool], int],
        spoken: Sequence[SpokenClause],
    ) -> Iterator[ReadStatement]:
        """Yield statements, those of few frames as sure as the words around them speak for them.

        What raises danger is asked back if they don't; what lowers it is left open.
        """
        every = tuple(found)
        # "He's cut me, it won't stop": what follows from a deed is as sure as the deed (BF-3).
        deeds = {
            each.span
            for each in every
            if each.topic.name in _DEEDS_OF_NOW and (each.topic.name, each.value) not in few
        }
        # "He's rung to say goodbye, he's going to kill himself": no everyday goodbye (SIT-13).
        threatened = any(
            e.sure and e.value and e.topic.name is StatementTopic.THREATENS_HIMSELF for e in every
        )
        chat: dict[int, float] = {}
        for each in every:
            suicidal = threatened and each.topic.name is StatementTopic.SUICIDAL
            if suicidal or _tells_age(each, spoken):
                yield each
                continue
            frames = few.get((each.topic.name, each.value), 0)
            said = each.sure and each.firmness in _AS_SAID
            if said and self._is_chat(each, spoken, chat):
                if not each.lowers:
                    yield each._replace(sure=False)
                continue
            doubted = frames and said
            doubted = doubted and each.topic.name not in _KNOWN_BY_FORM
            doubted = doubted and not (
                each.topic.name is StatementTopic.VIOLENCE and each.span in deeds
            )
            if not (doubted and self._in_doubt(each, spoken, frames)):
                yield each
            elif not each.lowers:
                yield each._replace(sure=False)

    def _is_chat(
        self, found: ReadStatement, spoken: Sequence[SpokenClause], known: dict[int, float]
    ) -> bool:
        """Whether its sentence is of words such as people chat in, and not in those of its topic.

        `known`: how far the sentences that were looked at are chat, by their first clause.
        """
        topic = found.topic.name
        if self._odds is None or topic in _SAID_AS_CHAT:
            return False
        n = next(n for n, each in enumerate(spoken) if found.span[0] < each.span[1])
        first, last = sentence_of(n, spoken)
        odds = self._odds()
        if first not in known:
            tokens = [token for each in spoken[first : last + 1] for token in each.tokens]
            known[first] = odds.of_nothing([stem(each.word) for each in tokens[: 2 * _REACH]])
        short = spoken[n].sentence_words <= _SHORT_AND_PLAIN and topic not in _OF_ANY_DAY
        if known[first] < _CHAT or short:
            return False
        around = _Around(spoken, found.span)
        speaks_for_it = odds.of(topic, around.utterance, around.clause)
        return speaks_for_it is None or speaks_for_it < _MORE_THAN_CHAT

    def _in_doubt(self, found: ReadStatement, spoken: Sequence[SpokenClause], frames: int) -> bool:
        """Whether the words around a statement of so few frames speak too little for it."""
        if self._odds is None:
            return False
        odds, own = self._odds(), _Around(spoken, found.span)
        plain = found.whole or (found.lowers and len(own.clause) <= _SHORT_AND_PLAIN)
        plain = plain and own.is_sentence
        ends = (*own.matched[:1], *own.matched[-1:])
        if own.sentence_words <= _SHORT or plain or not odds.knows(ends):
            return False
        least = _LEAST[frames]
        if frames == 1:
            least += max(len(own.matched) - _NEAR, 0) + found.lowers * _MORE_FOR_COMFORT
        speaks_for_it = odds.of(found.topic.name, own.utterance, own.clause)
        return speaks_for_it is not None and speaks_for_it < least

    def would_state(self, text: str) -> set[tuple[StatementTopic, bool]]:
        """Return what a question would state if it were said: each topic that a clause is of."""
        stated = set()
        for clause in clauses(fluent_text(text).words):
            marks = self._concepts.marked(clause.words)
            for topic, value, frame, firmness in (
                self._frames[n] for n in self._index.likely(marks)
            ):
                found = fit(frame, clause, marks) if firmness in _AS_SAID else None
                if found is not None and (found.affirmed or topic.turns):
                    stated.add((topic.name, value is found.affirmed))
        return stated

    def _of_places(
        self, clause: SpokenClause, marks: Marks, speaker: Speaker
    ) -> Iterator[ReadStatement]:
        """Yield what a clause states, and of each of its places in turn."""
        # "Should I move him?" only supposes it, and asks us.
        if not clause.stated and not (clause.asks and clause.supposed):
            return
        most = max(len(marks.at.get(kind, ())) for kind in KINDS)
        by_child = speaker is Speaker.CHILD
        likely = [
            n
            for n in self._index.likely(marks)
            if (by_child or self._frames[n].firmness is not Firmness.FAINT)
            and (clause.stated or self._frames[n].topic.name is StatementTopic.ASKS_ADVICE)
        ]
        for n in range(max(most, 1)):
            one = {kind: [at[min(n, len(at) - 1)]] for kind in KINDS if (at := marks.at.get(kind))}
            for each in self._stated(clause, marks.moved({**marks.at, **one}), likely):
                sure = each.sure if each.firmness in _AS_SAID else by_child
                yield each._replace(sure=sure)
            # What says nothing of a place is the same beside each of them.
            likely = [each for each in likely if each in self._of_kinds]

    def _stated(
        self, clause: SpokenClause, marks: Marks, likely: Iterable[int]
    ) -> Iterator[ReadStatement]:
        """Yield the statements of a clause; a question states nothing but what talks to us."""
        deeds = _DEEDS_OF_NOW
        # Most clauses are none of these, and each may fit eighty frames.
        bent = clause.past or clause.asks or clause.supposed or clause.dictated
        for topic, value, frame, firmness in (self._frames[n] for n in likely):
            if bent and _out_of_place(topic, clause):
                continue
            found = fit(frame, clause, marks)
            turns = topic.turns and firmness in _AS_SAID
            if found is None or not (found.affirmed or turns):
                continue
            if clause.if_at is not None and _only_if(topic, clause.if_at, found):
                continue
            value, found = value is found.affirmed, _of_place(found, frame, marks)
            if _withheld(topic, clause, found, value=value):
                continue
            span, sure = span_of(clause, found), not clause.hedged
            if value and topic.name in _NOT_YET and clause.subject is Subject.OTHER:
                sure = sure and not _is_to_come(marks.words, found)
            taken = ReadStatement(topic, value, span, sure, firmness, whole=frame.alone)
            if clause.past and topic.name not in _OF_ITS_TIME:
                yield from () if clause.bygone else self._of_history(taken)
            else:
                yield taken
                # However many frames find the deed: what follows from it is said once.
                if topic.name in deeds and value and _just_done(clause, taken):
                    deeds -= {topic.name}
                    yield taken._replace(topic=self._topics.get(StatementTopic.VIOLENCE, topic))

    def _of_history(self, deed: ReadStatement) -> Iterator[ReadStatement]:
        """Yield what a deed of long ago states of now: that it was done before, and with what."""
        if deed.value:
            for name in _HISTORY.get(deed.topic.name, ()):
                if name in self._topics:
                    yield deed._replace(topic=self._topics[name])


_OF_A_PATIENT = frozenset(
    {
        StatementTopic.ILL, StatementTopic.STROKE_SIGNS, StatementTopic.BREATHING_BADLY,
        StatementTopic.NOT_WAKING, StatementTopic.TRAPPED_OR_FALLEN, StatementTopic.BLEEDING,
        StatementTopic.HEAD_OR_PASSED_OUT, StatementTopic.CANNOT_MOVE,
        StatementTopic.TABLETS_TAKEN, StatementTopic.SUICIDAL, StatementTopic.ON_BACK,
        StatementTopic.COLD, StatementTopic.BURNT, StatementTopic.IN_LABOUR,
    }
)  # fmt: skip
"""What is said of a body: in a clause about another person, that one is the patient (SIT-11)."""


_NOT_OF_STAFF = frozenset(
    {
        StatementTopic.WANTS_POLICE, StatementTopic.DOES_NOT_FOLLOW, StatementTopic.ARE_YOU_THERE,
        StatementTopic.HOW_LONG, StatementTopic.ASKS_ADVICE, StatementTopic.SMALL_TALK,
        StatementTopic.FEARS_TROUBLE, StatementTopic.ASHAMED, StatementTopic.ANGRY_AT_US,
        StatementTopic.PLACE_UNKNOWN, StatementTopic.PHONE_GOES_AWAY, StatementTopic.REFUSES_POLICE,
        StatementTopic.CAN_TALK_NOW, StatementTopic.MISTAKE,
    }
)  # fmt: skip
"""What only a caller says of themselves: "stay on the line" asks nobody whether they are there."""


def _is_the_officer(said: ReadStatement, text: str) -> bool:
    """Whether words of an officer are about the officer: the same words of a caller are not.

    "Police! Come to the door!" asks for nobody; "I'm with the lady" names no bystander who helps.
    """
    if said.topic.name is StatementTopic.HELPER_THERE:
        return bool(_OF_ONESELF.match(text, said.span[0]))
    if said.topic.name is StatementTopic.CHILDREN:
        # "Our lads are in the house with you" are officers.
        return bool(_OUR_OWN.match(text, said.span[0]))
    return said.topic.name in _NOT_OF_STAFF


def _is_of_a_patient(found: ReadStatement) -> bool:
    return found.value and found.sure and found.topic.name in _OF_A_PATIENT


_WOUNDS = frozenset(
    {
        StatementTopic.BLEEDING, StatementTopic.HEAD_OR_PASSED_OUT, StatementTopic.CANNOT_MOVE,
        StatementTopic.BURNT,
    }
)  # fmt: skip
"""What another person does to a caller as well."""
_STILL_SHOWS = _WOUNDS - {StatementTopic.HEAD_OR_PASSED_OUT}
"""Which of them show, while they last, that the deed was just done: to have passed out is over."""


def _is_deed_on_caller(found: ReadStatement, clause: SpokenClause) -> bool:
    """Whether another person did it to the caller, and no word says that it was long ago."""
    done = found.topic.name in (StatementTopic.HIT, StatementTopic.STRANGLED)
    firm = found.value and found.sure and found.firmness in _AS_SAID and not clause.past
    return (
        done
        and firm
        and clause.subject is Subject.OTHER
        and not {"me", "us", "my"}.isdisjoint(clause.words[1:])
        and not _SIGN_OF_EARLIER.search(" ".join(clause.words))
    )


def _is_wound_of_it(found: ReadStatement, clause: SpokenClause) -> bool:
    """Whether a clause after a deed against the caller states a wound, and of nobody else."""
    wound = found.value and found.sure and found.topic.name in _WOUNDS
    words = clause.words
    return wound and not clause.past and not names_another(words) and "we" not in words


def _is_own_body(found: ReadStatement, clause: SpokenClause) -> bool:
    """Whether what a clause after one about another person says is of the caller's own body.

    "He scat me round the head" and "he hit me and it's all down my good blouse", but not "my mum
    can't move".
    """
    words = clause.words
    if "me" in words[1:] and found.topic.name in _WOUNDS:
        return True
    if found.topic.name is StatementTopic.SUICIDAL and _OTHERS_WORDS.isdisjoint(words):
        # A goodbye to a mother, "everyone is better off": it is of who speaks.
        return "i" in words or "better" in words
    if found.topic.name is StatementTopic.TABLETS_TAKEN and not _GIVES_UNSEEN.isdisjoint(words):
        # What is slipped into a drink is taken by who drinks it: "something in my drink" (ST-34).
        mine = (last for first, last in pairwise(words) if first == "my")
        return "me" in words[1:] or any(last in _DRINKS for last in mine)
    return "my" in words and not names_another(words)


_HURT_ONE = frozenset({StatementTopic.OF_ANOTHER, StatementTopic.OTHER_HURT})
_WHO_HARMS = frozenset(
    {
        StatementTopic.PARTNER, StatementTopic.EX_PARTNER, StatementTopic.STALKED,
        StatementTopic.COMING_CLOSER, StatementTopic.COMING_BACK, StatementTopic.BROKEN_IN,
        StatementTopic.KNIFE, StatementTopic.GUN, StatementTopic.OTHER_WEAPON, StatementTopic.HIT,
        StatementTopic.STRANGLED, StatementTopic.VIOLENCE, StatementTopic.THREAT_TO_KILL,
        StatementTopic.FOLLOWED, StatementTopic.SEVERAL_PEOPLE, StatementTopic.COURT_ORDER,
        StatementTopic.STRANGER, StatementTopic.SEXUAL_ASSAULT,
    }
)  # fmt: skip
"""What a text names of one who harms: beside it nobody outside is taken for the one who is hurt."""
_RUN_OVER = frozenset({"car", "hit", "road"})
_OTHERS_WORDS = frozenset(words_of("he she says said wants wrote texted"))
_GIVES_UNSEEN = frozenset({"spiked", "spike", "drugged", "slipped", "put"})
_DRINKS = frozenset(
    words_of("drink drinks glass pint wine cup cocktail beer tea coffee juice food")
)
_WHO: Mapping[StatementTopic, str] = {
    StatementTopic.PARENT: "WHO_PARENT",
    StatementTopic.RELATIVE: "WHO_RELATIVE",
    StatementTopic.PARTNER: "WHO_PARTNER",
    StatementTopic.EX_PARTNER: "WHO_EX_PARTNER",
    StatementTopic.KNOWN_PERSON: "WHO_KNOWN",
}
"""The list of words for each kind of person who may be meant."""
_NOT_WHO = {
    StatementTopic.RELATIVE: StatementTopic.CHILDREN,
    StatementTopic.PARTNER: StatementTopic.EX_PARTNER,
}
"""What the word for a person means instead, where it is said: "my daughter's three"."""
_OF_SOMEONE = frozenset(
    {
        StatementTopic.PERSON_HERE, StatementTopic.IN_ANOTHER_ROOM, StatementTopic.HAS_GONE,
        StatementTopic.COMING_BACK, StatementTopic.COMING_CLOSER, StatementTopic.PERSON_OUTSIDE,
        StatementTopic.KNIFE, StatementTopic.GUN, StatementTopic.OTHER_WEAPON, StatementTopic.HIT,
        StatementTopic.BLEEDING, StatementTopic.HEAD_OR_PASSED_OUT, StatementTopic.CANNOT_MOVE,
        StatementTopic.STRANGLED, StatementTopic.BREATHING_BADLY, StatementTopic.BREATHING_WELL,
        StatementTopic.NOT_WAKING, StatementTopic.STROKE_SIGNS,
        StatementTopic.ILL, StatementTopic.SEXUAL_ASSAULT, StatementTopic.VIOLENCE,
        StatementTopic.LOCKED_IN, StatementTopic.TRAPPED_OR_FALLEN, StatementTopic.OTHER_DRANK,
        StatementTopic.STATE_OF_MIND, StatementTopic.COURT_ORDER, StatementTopic.THREAT_TO_KILL,
        StatementTopic.THREATENS_HIMSELF, StatementTopic.FIRE_OR_PETROL, StatementTopic.STALKED,
        StatementTopic.CHILD_HURT, StatementTopic.BROKEN_IN, StatementTopic.WEAPON_IN_REACH,
    }
)  # fmt: skip
"""What a person does, suffers, or is: beside it the word for a person says who it is."""


def _who(clause: SpokenClause, marks: Marks) -> Iterator[tuple[StatementTopic, Span]]:
    """Yield the kinds of people that a clause is about, as its words open it."""
    if not clause.stated or clause.past or clause.asks:
        return
    for topic, listed in _WHO.items():
        for first, last in marks.at.get(listed, ()):
            # "My gran's funeral" is opened as "my gran is funeral".
            after = [each for each in marks.words[last + 1 : last + 3] if each != "is"][:1]
            if opens(marks.words, first) and not _OF_THEIRS.issuperset(after):
                yield topic, (clause.tokens[first].span[0], clause.tokens[last].span[1])


_OF_THEIRS = frozenset(
    words_of(
        "house place flat phone number car garden room door birthday wedding funeral boyfriend"
        " girlfriend husband wife partner friend mate ex bloke fella dog cat son daughter mum dad"
        " brother and sister cousin auntie aunt uncle nan gran niece nephew boss solicitor family"
    )
)
"""After a word for a person: it is of something of theirs."""
_LEAST: Mapping[int, float] = {1: 10.5, 2: 2.5}
"""How far the words around must speak for what so many frames found (see `word_odds`).

Of what one frame finds two in five are wrong, of what two find one in ten, and of what three find
one in thirty: that is never doubted. The bounds are those at which, of each batch that the odds had
not been taken from, the fewest were wrong for as many found.
"""
_CHAT, _MORE_THAN_CHAT = 2.3, 10.5
"""From where on the words of a sentence are chat, and how far they must then speak for what it
states: "he'll kill me if you come" is said in words that are chat in "if I'm late for tea"."""
_MORE_FOR_COMFORT = 4.5
"""How much more they must for what one frame found that lowers danger."""
_SAID_AS_CHAT = frozenset(
    {
        *(each for each in StatementTopic if each.startswith("as_if_")),
        *(each for each in StatementTopic if STATEMENTS[each].weighs is Weighs.TALK),
        *(StatementTopic.ADDRESS, StatementTopic.LANDMARK),
    }
) - {StatementTopic.CHILD_SPEAKS, StatementTopic.NO_FEAR}
"""What sounds like chat by its nature: a caller in disguise, a child who plays, staff."""
_NEAR = 3
"""Over how many words one frame may be spread; for each further one as much more is needed: words
far apart belong together less often."""
_AGE = frozenset(words_of("4 5 6 7 8 9 10 11 12 ten eleven twelve"))
_KNOWN_BY_FORM = frozenset(
    {
        *(StatementTopic.ADDRESS, StatementTopic.LANDMARK, StatementTopic.NAME),
        StatementTopic.OF_ANOTHER,
    }
)
"""Topics known by how they are written, with any other words beside them."""
_SHORT = 6
"""A sentence of so few words says one thing: "Police, please." (assumption)"""
_SHORT_AND_PLAIN = 8
"""A sentence that is one clause of so few words is a plain answer: "he's not in the building"."""
_OFTEN = frozenset(
    words_of(
        "about across after again against along always another anyone away because before behind"
        " being below beside between both could daughter doing down every everyone everything from"
        " front going gonna have having house inside into just keep keeps know left little look"
        " looking made make maybe might minute minutes more much near never nobody nothing only"
        " other outside over people please police properly really right round said should someone"
        " something still stopped street take talk than that their them then there they thing"
        " think this through today together tonight towards trying under until upstairs very wait"
        " want wants was watch went were what when where which while will with without would"
        " yesterday danger"
        " racism racist racists"
    )
)
"""Words that are said often and no list has: a slip may be of one of them."""
_NO_SLIP = 3
"""In how many sentences a word was said that is right as it is (assumption)."""
_REACH = 30
"""How many words on each side are looked at: a long text is many sentences (assumption)."""


class _Around:
    """The stems of the words that a statement rests on, of its clause, and around it."""

    def __init__(self, spoken: Sequence[SpokenClause], span: Span) -> None:
        """Take the clauses of the utterance, and the part that the statement rests on."""
        start, end = span
        tokens = [token for clause in spoken for token in clause.tokens]
        n = bisect_left([token.span[0] for token in tokens], start)
        near = tokens[max(n - _REACH, 0) : n + _REACH]
        clause = next(each for each in spoken if start < each.span[1])
        own, self.sentence_words = clause.span, clause.sentence_words
        self.is_sentence = len(clause.tokens) == clause.sentence_words
        self.matched = [stem(each.word) for each in near if start <= each.span[0] < end]
        self.clause = [stem(each.word) for each in near if own[0] <= each.span[0] < own[1]]
        self.utterance = [stem(each.word) for each in near]


def _tells_age(found: ReadStatement, spoken: Sequence[SpokenClause]) -> bool:
    """Whether it is the caller's own age, known by its form: "my nan has fallen, im 12"."""
    if found.topic.name is not StatementTopic.CHILD_SPEAKS or not found.sure:
        return False
    return _Around(spoken, found.span).matched[-1] in _AGE


def _frames_of(topic: TopicFrames) -> Iterator[TopicFrame]:
    for value, frames, firmness in (
        (True, topic.yes, Firmness.SAID),
        (False, topic.no, Firmness.SAID),
        (True, topic.may, Firmness.MAY),
        (True, topic.faint, Firmness.FAINT),
        (True, topic.lone, Firmness.LONE),
    ):
        yield from (TopicFrame(topic, value, frame, firmness) for frame in frames)


_OF_ITS_TIME = frozenset(
    {
        StatementTopic.DONE_BEFORE,
        StatementTopic.RANG_BEFORE,
        StatementTopic.COURT_ORDER,
        StatementTopic.SEPARATION,
        StatementTopic.EX_PARTNER,
        StatementTopic.STALKED,
        StatementTopic.KNOWN_PERSON,
        StatementTopic.STRANGER,
        StatementTopic.PARTNER,
        StatementTopic.RELATIVE,
        StatementTopic.NAME,
        StatementTopic.ADDRESS,
        StatementTopic.PLACE_UNKNOWN,
        StatementTopic.REFUSES_POLICE,
        StatementTopic.NOT_AT_HOME,
        StatementTopic.STATE_OF_MIND,
        StatementTopic.WEAPON_IN_REACH,
    }
)
"""What is as true for being long ago: an old blow is a history, and no wound of tonight."""
_BY_THE_OTHER: Mapping[tuple[StatementTopic, bool], tuple[StatementTopic, bool]] = {
    (StatementTopic.OTHER_DRANK, True): (StatementTopic.CALLER_DRANK, True),
    (StatementTopic.CALLER_DRANK, True): (StatementTopic.OTHER_DRANK, True),
    (StatementTopic.SUICIDAL, True): (StatementTopic.THREATENS_HIMSELF, True),
    (StatementTopic.CANNOT_OPEN, False): (StatementTopic.LOCKED_IN, True),
}
"""What the other person's words mean: "she's had a skinful" is the caller's drink, and "I've got
the key" keeps the caller in."""
_DEEDS_OF_NOW = frozenset({StatementTopic.HIT, StatementTopic.STRANGLED, StatementTopic.CHILD_HURT})
"""Deeds that are violence while they are done, or where they were just done."""
_SIGN_OF_NOW = re.compile(
    r"\b(?:just|now|tonight|this (?:minute|second|morning|evening)|still|again|keeps?|"
    r"(?:seconds?|secs?|minutes?|mins?) ago)\b"
)
_SIGN_OF_EARLIER = re.compile(
    r"\b(?:earlier|yesterday|last\s(?:night|week|time)|this\safternoon|hours?\sago|before|said|says"
    r"|tells|told|reckons|was)\b"
)
_DOES_OR_HAS_DONE = re.compile(
    r"\b(?:is|are|has|have)(?: (?:only|gone|and|got|just))* \w+(?:ed|ing|t|n|g|k)\b"
)
"""What is done now, or has been done: "he's whacking her", "he's blacked my eye"."""


def _just_done(clause: SpokenClause, deed: ReadStatement) -> bool:
    """Whether a deed goes on, or was just done: "he punched me" alone may be of this morning."""
    if clause.past or deed.firmness not in _AS_SAID or clause.subject is not Subject.OTHER:
        return False
    words = " ".join(clause.words)
    if _SIGN_OF_NOW.search(words):
        return True
    return bool(_DOES_OR_HAS_DONE.search(words)) and not _SIGN_OF_EARLIER.search(words)


_DEEDS = (StatementTopic.DONE_BEFORE,)
_ARMED = (*_DEEDS, StatementTopic.WEAPON_IN_REACH)
_HISTORY: Mapping[StatementTopic, Sequence[StatementTopic]] = {
    StatementTopic.HIT: _DEEDS,
    StatementTopic.STRANGLED: _DEEDS,
    StatementTopic.SEXUAL_ASSAULT: _DEEDS,
    StatementTopic.VIOLENCE: _DEEDS,
    StatementTopic.THREAT_TO_KILL: _DEEDS,
    StatementTopic.CHILD_HURT: _DEEDS,
    StatementTopic.KNIFE: _ARMED,
    StatementTopic.GUN: _ARMED,
    StatementTopic.OTHER_WEAPON: _ARMED,
}
"""What a deed states that was done in a time long over: "he went for me with an iron in March"."""
_FOLLOWS_FROM = frozenset(
    {
        StatementTopic.THREAT_TO_KILL,
        StatementTopic.THREATENS_HIMSELF,
        StatementTopic.SUICIDAL,
        StatementTopic.FIRE_OR_PETROL,
    }
)
"""What is stated with an "if": "if you leave I'll kill you" is a threat."""


def _is_excuse(each: ReadStatement, theirs: Sequence[Span]) -> bool:
    """Whether a statement is only another person's word for how it came."""
    start = each.span[0]
    return each.topic.name in _EXCUSES and any(one <= start < end for one, end in theirs)


def _out_of_place(topic: TopicFrames, clause: SpokenClause) -> bool:
    """Whether a clause can't state a topic: it asks, is about long ago, supposes, or dictates."""
    if clause.past and not (topic.name in _OF_ITS_TIME or topic.name in _HISTORY):
        return True
    supposed = clause.supposed and topic.name not in _FOLLOWS_FROM
    dictated = clause.dictated and topic.name is not StatementTopic.SAYS_WHAT_TO_SAY
    return topic.weighs is not Weighs.TALK and (clause.asks or supposed or dictated)


def _only_if(topic: TopicFrames, if_at: int, found: Fit) -> bool:
    """Whether something follows an "if" within its clause, and so need not be so."""
    return found.first >= if_at and topic.weighs is not Weighs.TALK


_NOT_YET = frozenset(
    {
        StatementTopic.HIT, StatementTopic.STRANGLED, StatementTopic.SEXUAL_ASSAULT,
        StatementTopic.CHILD_HURT, StatementTopic.BLEEDING, StatementTopic.ILL,
        StatementTopic.HEAD_OR_PASSED_OUT, StatementTopic.CANNOT_MOVE, StatementTopic.BROKEN_IN,
        StatementTopic.ROBBERY, StatementTopic.BURNT, StatementTopic.STROKE_SIGNS,
        StatementTopic.BREATHING_BADLY, StatementTopic.TRAPPED_OR_FALLEN,
    }
)  # fmt: skip
"""What has to have happened: "she'll have a fit when she sees this" is asked back."""


def _is_to_come(words: Sequence[str], found: Fit) -> bool:
    """Whether a clause says that something will happen: "will not wake" is so now."""
    return any(
        word in ("will", "gonna") and words[n + 1 : n + 2] != ("not",)
        for n, word in enumerate(words[: found.last])
    )


def _withheld(topic: TopicFrames, clause: SpokenClause, found: Fit, *, value: bool) -> bool:
    """Whether what lowers danger is not said plainly enough to be believed."""
    if value is not topic.weighs.lowers:
        return False
    # A denial is a word of its own: "he hasn't got a knife".
    plain = found.needs > 1 or found.last > found.first or not found.affirmed
    if clause.hedged or not clause.vouched or not plain:
        return True
    return topic.weighs is Weighs.COMFORT and clause.taken_back


def _of_sure_patients(found: Sequence[ReadStatement]) -> tuple[ReadStatement, ...]:
    """Return statements without "it is of another" where what that rests on is in doubt."""
    patients = [each for each in found if each.value and each.topic.name in _OF_A_PATIENT]
    sure = {each.span for each in patients if each.sure}
    doubted = {each.span for each in patients if not each.sure} - sure
    return tuple(
        each
        for each in found
        if each.topic.name is not StatementTopic.OF_ANOTHER or each.span not in doubted
    )


def _believed(
    found: Iterable[ReadStatement], text: str, spoken: Sequence[SpokenClause]
) -> Iterator[ReadStatement]:
    """Yield statements, of those that lower danger only what nothing around it speaks against."""
    every = list(found)
    if not any(each.lowers for each in every):
        yield from every
        return
    # "Just a row" may be violence, and is what they say of it.
    firm = [each for each in every if each.sure or each.firmness in _AS_SAID]
    undone = undone_by((each.topic.name, each.value) for each in firm)
    for each in every:
        name = each.topic.name
        if not each.lowers or (name not in undone and is_plain(name, each.span, text, spoken)):
            yield each


def _with_places(marks: Marks, clause: SpokenClause, places: Sequence[PlaceWords]) -> Marks:
    """Return the marks with those of places; the words of an address mean nothing else."""
    starts = [each.span[0] for each in clause.tokens]
    ends = [each.span[1] for each in clause.tokens]
    named: list[tuple[str, Span]] = []
    for kind, (start, end) in places:
        first, last = bisect_left(starts, start), bisect_right(ends, end) - 1
        if first <= last:
            named.append((kind, (first, last)))
    if not named:
        return marks
    opaque = {n for kind, (first, last) in named if kind in OPAQUE for n in range(first, last + 1)}
    at = {
        key: kept
        for key, found in marks.at.items()
        if (kept := [each for each in found if opaque.isdisjoint(range(each[0], each[1] + 1))])
    }
    for kind, words in named:
        at.setdefault(kind, []).append(words)
    return marks.moved(at)


def _of_place(found: Fit, frame: WordFrame, marks: Marks) -> Fit:
    """Return a fit with only the words of its place: not who was taken there."""
    needed = frozenset(chain.from_iterable(frame.needs))
    for kind in KINDS:
        if kind in needed and kind in marks.keys:
            first, last = marks.at[kind][0]
            return replace(found, first=first, last=last)
    return found
