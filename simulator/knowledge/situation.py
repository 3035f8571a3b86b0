"""Working guesses at what kind of call this is: each with how firmly, and what shows it.

A pure function of the facts, so it changes whenever they do. Several hold at once, and the words of
one never rule out another (practice2 1). What shows each is a table, after SIT-01 to SIT-29; where
those rows leave a figure open it is an assumption. A statement shows no more than it weighs by who
made it and under what pressure, so a guess follows from the ledger; a marker alone shows nothing
that may be acted on.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from simulator.core import terms
from simulator.core.statements import STATEMENTS, StatementTopic, Weighs
from simulator.core.terms import Intent, LineKind, Marker, Reported, Role, Sound, Topic
from simulator.derived import Derived
from simulator.knowledge.answers import AnswerState, HowKnown
from simulator.knowledge.facts import Hearers, KnownFacts, PlaceKnown
from simulator.knowledge.learning_step import GRAVE
from simulator.knowledge.ledger import ASK, FACT, SAFETY, THEIR_WORD, Pressure, Speaker

YES, NO = AnswerState.YES, AnswerState.NO


class Situation(terms.NamedTerm):
    """What kind of call it seems to be. Names are conditions of lines as well."""

    OVERHEARD = "a person who is there can hear"
    PARTNER = "a partner or former partner is, or may be, there"
    OTHER_VOICE = "another person speaks to the call"
    PERSON_OUTSIDE = "a person is outside, and may come in"
    STRANGER = "a stranger is there"
    BURGLARY = "an intruder has broken in"
    FOLLOWED = "the caller is followed"
    VEHICLE = "the caller is in a vehicle"
    DRIVEN = "a person drives the caller, who is not free to get out"
    CONFINED = "the caller is locked in"
    CHILD = "a child calls"
    CHILD_HIDES = "a child hides from a grown-up who is violent"
    CHILD_WITH_ILL_ADULT = "a child is with a grown-up who is ill"
    CHILD_PLAYS = "a child plays with the phone"
    FALLEN = "a person fell, or is trapped"
    ILL = "the caller is ill or hurt"
    OVERDOSE = "the caller has taken something, or wants to die"
    STRANGLED = "the caller was held by the neck"
    JUST_OVER = "an assault is just over, and the other person has gone"
    THREAT_WITHOUT_PLACE = "there is danger, and no place is known"
    CARER_ANSWERS = "a carer speaks for a person"
    COACHED = "the caller's words may be another person's"
    DISGUISED = "the caller talks as if to another person"
    TEXT_ONLY = "the caller only writes"
    LANGUAGE = "the caller speaks another language"
    NEEDS_TIME = "the caller needs time to be understood"
    OPEN_LINE = "the phone may have rung in a pocket or a bag"
    ACCIDENT = "the caller says that it was a mistake, and nothing speaks against it"
    DEVICE = "a device or an alarm centre calls"
    RANG_BEFORE = "the caller rang before"
    ROBBERY = "there is a robbery, or a threat at work"
    FIRE = "there is fire, smoke or gas"
    WITNESS = "the caller reports what happens to other people"
    FROM_AFAR = "a threat by phone or in messages, and nobody is there"
    EXPLOITED = "several people hold the caller"
    SEXUAL_ASSAULT = "there was a sexual assault, now or not long ago"
    UNKNOWN = "nothing shows what kind of call it is"


class Circumstance(terms.NamedTerm):
    """Evidence that is neither words nor one sound."""

    CHILD_CALLS = "a child speaks"
    OTHER_VOICE = "another person has spoken to the call"
    VOICE_HEARD = "another voice was heard"
    TOLD_WHAT_TO_SAY = "the caller's words may be another person's"
    NO_PLACE = "no place is known"
    ONLY_WRITES = "the caller writes, and does not speak"
    RANG_EARLIER = "the number rang before"
    HEARD_BY_NOBODY = "the caller has said that nobody can hear"
    MARKED = "the number has a marker of abuse"


class Said(NamedTuple):
    """That it was said at all, by the caller or by another person, also if it weighs nothing."""

    topic: StatementTopic
    other: bool = False

    @property
    def label(self) -> str:
        """What was said, and by whom."""
        return f"{'another person' if self.other else 'the caller'} says: {self.topic.label}"


class AnswerKnown(NamedTuple):
    """What is known of a topic that is asked about, by the caller's word or sign, or by data."""

    topic: Topic
    value: AnswerState = YES

    @property
    def label(self) -> str:
        """What is known of the topic."""
        return self.topic.label if self.value is YES else f"not: {self.topic.label}"


Evidence = terms.Term | Said | AnswerKnown
"""A statement counts by what it weighs; a sound, purpose, marker or report by its ground."""


class Ground(NamedTuple):
    """What shows a situation together, and how firmly at most."""

    firm: int
    """`ASK` to `FACT`: ask only; act for safety; act and say whose word; act and say as fact."""
    needs: tuple[Evidence, ...]
    unless: tuple[Evidence, ...] = ()
    """What it would be wrong beside: who it is about, never the words of another situation."""


class Guess(NamedTuple):
    """A situation that may hold."""

    situation: Situation
    firmness: int
    """`ASK` to `FACT`. One that is only to be asked about is not acted on."""
    grounds: tuple[Evidence, ...]
    """What shows it, the firmest first."""

    @property
    def because(self) -> str:
        """What shows it, in words, for a briefing or a debrief."""
        return "; ".join(dict.fromkeys(each.label for each in self.grounds))


_S, _T, _C = StatementTopic, Topic, Circumstance
ABUSE = frozenset(
    {Marker.HIGH_RISK_DOMESTIC_ABUSE, Marker.DOMESTIC_ABUSE, Marker.STALKING, Marker.COURT_ORDER}
)
"""Markers after which a ringing phone may be answered by the person who abuses (B17)."""
OF_A_BODY = frozenset(
    {Situation.FALLEN, Situation.ILL, Situation.OVERDOSE, Situation.CHILD_WITH_ILL_ADULT}
)
"""Situations of a body that nobody has harmed."""
AGAINST_A_PERSON = frozenset(
    {
        *(Situation.STRANGER, Situation.BURGLARY, Situation.PERSON_OUTSIDE),
        *(Situation.FOLLOWED, Situation.DRIVEN, Situation.STRANGLED, Situation.JUST_OVER),
        *(Situation.COACHED, Situation.ROBBERY, Situation.EXPLOITED, Situation.SEXUAL_ASSAULT),
        *(Situation.CHILD_HIDES, Situation.OTHER_VOICE, Situation.DISGUISED),
    }
)
"""Situations in which another person harms, or may."""


def _any(firm: int, *each: Evidence, beside: Evidence | None = None) -> tuple[Ground, ...]:
    """Make a ground of each of these alone, or of each beside one other thing."""
    more = () if beside is None else (beside,)
    return tuple(Ground(firm, (*more, one)) for one in each)


def _marked(firm: int, *each: Evidence) -> tuple[Ground, ...]:
    """Make a ground of each of these beside a marker of abuse."""
    return tuple(
        Ground(firm, (_C.MARKED, one), (AnswerKnown(_T.KNOWS_PERSON, NO),)) for one in each
    )


def _child(firm: int, *each: Evidence) -> tuple[Ground, ...]:
    return _any(firm, *each, beside=_C.CHILD_CALLS)


_WEAPONS = (_S.KNIFE, _S.GUN, _S.OTHER_WEAPON)
_TAKES_BACK = tuple(
    Said(each)
    for each in (
        *(_S.MISTAKE, _S.SAYS_FINE, _S.REFUSES_POLICE, _S.SMALL_TALK, _S.NOT_HURT, _S.NO_FEAR),
        _S.TRAPPED_OR_FALLEN,
    )
)
"""Words that another voice may have asked for (SIT-18)."""

# One situation a row: what shows it, and how firmly. A table, so it is not broken up.
# fmt: off
GROUNDS: Mapping[Situation, tuple[Ground, ...]] = {
    Situation.OVERHEARD: (  # SIT-01
        *_any(THEIR_WORD, _S.PERSON_HERE, _S.SOMEBODY_HEARS, _S.TO_PERSON_THERE,
            _S.PHONE_WATCHED, AnswerKnown(_T.OTHER_PERSON_PRESENT),
            AnswerKnown(_T.ALONE_TO_TALK, NO), Intent.NOT_TO_CALL),
        *_any(SAFETY, _S.AS_IF_TO_ANOTHER, Reported.VOICES)),
    Situation.PARTNER: (  # SIT-01, CH-31
        Ground(THEIR_WORD, (AnswerKnown(_T.KNOWS_PERSON),), (_S.KNOWN_PERSON,)),
        *_any(THEIR_WORD, AnswerKnown(_T.ORDERS), _S.PARTNER, _S.EX_PARTNER),
        *_marked(THEIR_WORD, Reported.DISTURBANCE, AnswerKnown(_T.IN_DANGER)),
        *_marked(SAFETY, AnswerKnown(_T.OTHER_PERSON_PRESENT), AnswerKnown(_T.ALONE_TO_TALK, NO),
            AnswerKnown(_T.INJURED), Reported.VOICES, _C.OTHER_VOICE),
        # A marker alone: may be the wrong one of the two [I3], and says nothing of today.
        Ground(ASK, (_C.MARKED,), (AnswerKnown(_T.KNOWS_PERSON, NO),))),
    Situation.OTHER_VOICE: _any(FACT, _C.OTHER_VOICE),  # SIT-02
    Situation.PERSON_OUTSIDE: (  # SIT-03
        *_any(THEIR_WORD, _S.PERSON_OUTSIDE),
        *_any(ASK, _S.COURT_ORDER, _S.COMING_CLOSER, _S.STALKED)),
    Situation.STRANGER: _any(THEIR_WORD, AnswerKnown(_T.KNOWS_PERSON, NO), _S.STRANGER),  # CH-32
    Situation.BURGLARY: (  # SIT-07
        *_any(THEIR_WORD, _S.BROKEN_IN),
        Ground(THEIR_WORD, (AnswerKnown(_T.KNOWS_PERSON, NO), AnswerKnown(_T.IN_THE_HOUSE))),
        *_any(ASK, _S.IN_ANOTHER_ROOM, _S.HIDING, _S.COMING_CLOSER, Sound.BREAKING)),
    Situation.FOLLOWED: (  # SIT-04
        *_any(THEIR_WORD, AnswerKnown(_T.FOLLOWED), _S.FOLLOWED),
        *_any(ASK, _S.CALLER_OUTSIDE)),
    Situation.VEHICLE: _any(THEIR_WORD, LineKind.CAR, terms.LocationSource.VEHICLE,  # CH-35
        AnswerKnown(_T.IN_A_VEHICLE), _S.IN_A_VEHICLE, _S.ON_BUS_OR_TRAIN),
    Situation.DRIVEN: (  # SIT-05
        *_any(THEIR_WORD, _S.TO_PERSON_THERE, _S.LOCKED_IN, beside=_S.IN_A_VEHICLE),
        *_any(THEIR_WORD, _S.LOCKED_IN, _S.TO_PERSON_THERE, beside=AnswerKnown(_T.IN_A_VEHICLE)),
        *_any(SAFETY, Sound.INDICATOR, Sound.ENGINE, beside=_S.TO_PERSON_THERE),
        *_any(SAFETY, AnswerKnown(_T.OTHER_PERSON_PRESENT), beside=AnswerKnown(_T.IN_A_VEHICLE)),
        *_any(ASK, _S.IN_A_VEHICLE, _S.TO_PERSON_THERE, AnswerKnown(_T.IN_A_VEHICLE))),
    Situation.CONFINED: (  # SIT-06
        *_any(FACT, _S.LOCKED_IN),
        *_any(ASK, _S.HIDING)),
    Situation.CHILD: _any(THEIR_WORD, _C.CHILD_CALLS),
    # A grown-up who is there may be the one who hurts; and a child who whispers has a reason, if
    # nobody there is ill. That another person is hurt does not end it.
    Situation.CHILD_HIDES: (  # SIT-08
        *_child(FACT, AnswerKnown(_T.IN_DANGER), AnswerKnown(_T.WEAPON), _S.HIT, _S.VIOLENCE,
            _S.THREAT_TO_KILL, *_WEAPONS),
        *_child(THEIR_WORD, Reported.DISTURBANCE, _S.HIDING, _S.SOMEBODY_HEARS, _S.COMING_CLOSER),
        Ground(THEIR_WORD, (_C.CHILD_CALLS, Reported.WHISPER), (AnswerKnown(_T.AWAKE, NO),
            AnswerKnown(_T.NEEDS_AMBULANCE), AnswerKnown(_T.IN_DANGER, NO), Reported.GROAN)),
        *_child(ASK, _S.BLEEDING, _S.CHILD_HURT, _S.AFRAID, _S.WANTS_POLICE)),
    Situation.CHILD_WITH_ILL_ADULT: (  # SIT-09
        *_child(FACT, _S.NOT_WAKING, AnswerKnown(_T.AWAKE, NO)),
        *_child(THEIR_WORD, _S.ILL, _S.TRAPPED_OR_FALLEN, _S.BREATHING_BADLY, _S.STROKE_SIGNS,
            _S.HEAD_OR_PASSED_OUT, AnswerKnown(_T.NEEDS_AMBULANCE), Reported.GROAN)),
    Situation.CHILD_PLAYS: (  # SIT-10
        *_child(SAFETY, _S.CHILD_PLAYS, Sound.LAUGHTER),
        *_child(ASK, Sound.MUSIC),
        *_any(ASK, _S.CHILD_PLAYS)),
    Situation.FALLEN: (  # SIT-11
        *_any(FACT, _S.TRAPPED_OR_FALLEN),
        *_any(SAFETY, Sound.FALL_MESSAGE),
        *_any(ASK, _S.CANNOT_MOVE)),
    Situation.ILL: (  # SIT-12, CH-37
        *_any(THEIR_WORD, Reported.GROAN),
        *(Ground(THEIR_WORD, (each,), (_C.CHILD_CALLS,)) for each in (
            AnswerKnown(_T.NEEDS_AMBULANCE), AnswerKnown(_T.INJURED), _S.ILL, _S.STROKE_SIGNS,
            _S.BREATHING_BADLY)),
        *(Ground(SAFETY, (each,), (_C.CHILD_CALLS,)) for each in (
            Sound.FALL_MESSAGE, _S.HEAD_OR_PASSED_OUT))),
    Situation.OVERDOSE: (  # SIT-13
        *_any(FACT, _S.TABLETS_TAKEN, _S.SUICIDAL),
        *_any(ASK, Said(_S.REFUSES_POLICE))),
    Situation.STRANGLED: (  # SIT-14
        *_any(FACT, _S.STRANGLED),
        *_any(ASK, _S.HEAD_OR_PASSED_OUT, _S.BREATHING_BADLY)),
    Situation.JUST_OVER: (  # SIT-15
        *_any(SAFETY, _S.HIT, _S.STRANGLED, _S.SEXUAL_ASSAULT, beside=Said(_S.HAS_GONE)),
        Ground(SAFETY, (AnswerKnown(_T.INJURED), AnswerKnown(_T.HAS_LEFT))),
        *_any(ASK, Said(_S.HAS_GONE), _S.LOCKED_OWN_DOOR, _S.COMING_BACK, _S.HIT,
            Said(_S.SAYS_FINE))),
    Situation.THREAT_WITHOUT_PLACE: (  # SIT-16
        *_any(FACT, _S.THREAT_TO_KILL, *_WEAPONS, _S.HIT, _S.STRANGLED, _S.LOCKED_IN,
            _S.HELD_BY_OTHERS, _S.BROKEN_IN, AnswerKnown(_T.IN_DANGER), beside=_C.NO_PLACE),
        *_any(THEIR_WORD, _S.AFRAID, Reported.DISTURBANCE, beside=_C.NO_PLACE),
        *_any(SAFETY, _S.WANTS_POLICE, _S.PLACE_UNKNOWN, beside=_C.NO_PLACE)),
    Situation.CARER_ANSWERS: (  # SIT-17
        *_any(THEIR_WORD, _S.CARER_SPEAKS),
        *_any(ASK, Said(_S.ASLEEP, other=True), Said(_S.TRAPPED_OR_FALLEN, other=True))),
    Situation.COACHED: (  # SIT-18
        *_any(FACT, Said(_S.SAYS_WHAT_TO_SAY, other=True)),
        *_any(THEIR_WORD, _C.TOLD_WHAT_TO_SAY),
        *_any(THEIR_WORD, *_TAKES_BACK, beside=_C.VOICE_HEARD)),
    Situation.DISGUISED: (  # SIT-19
        *_any(THEIR_WORD, Intent.PRETENDS, Reported.PRETENCE),
        *_any(SAFETY, _S.AS_IF_TO_ANOTHER)),
    Situation.TEXT_ONLY: _any(THEIR_WORD, _C.ONLY_WRITES, _S.NO_SPEECH),  # SIT-20
    Situation.LANGUAGE: _any(SAFETY, Intent.OTHER_LANGUAGE, Reported.OTHER_LANGUAGE,  # SIT-21
        _S.LITTLE_ENGLISH),
    Situation.NEEDS_TIME: _any(THEIR_WORD, _S.NEEDS_TIME),  # SIT-22
    Situation.OPEN_LINE: (  # SIT-23
        *_any(THEIR_WORD, _S.MISTAKE, beside=_C.HEARD_BY_NOBODY),
        *_any(ASK, Said(_S.MISTAKE), Said(_S.SAYS_FINE), Intent.NOT_TO_CALL, Sound.CLOTH,
            Sound.LAUGHTER, Sound.CHATTER)),
    Situation.ACCIDENT: tuple(  # SIT-23, CH-42
        Ground(firm, needs, (Reported.DISTURBANCE, AnswerKnown(_T.IN_DANGER), _C.MARKED))
        for firm, needs in (
            (THEIR_WORD, (AnswerKnown(_T.MISTAKE), _C.HEARD_BY_NOBODY)),
            (SAFETY, (AnswerKnown(_T.MISTAKE),)),
            (ASK, (Said(_S.MISTAKE),)))),
    Situation.DEVICE: (  # SIT-24
        *_any(SAFETY, Reported.DEVICE, _S.DEVICE_SPEAKS, terms.LocationSource.SPOKEN),
        *_any(ASK, LineKind.CAR),
        *_any(ASK, Said(_S.SAYS_FINE), beside=_S.TRAPPED_OR_FALLEN)),
    Situation.RANG_BEFORE: (  # SIT-25
        *_any(THEIR_WORD, _S.RANG_BEFORE, _C.RANG_EARLIER),
        *_any(ASK, _S.COMING_BACK)),
    Situation.ROBBERY: (  # SIT-26
        *_any(FACT, _S.ROBBERY),
        *_any(FACT, *_WEAPONS, _S.THREAT_TO_KILL, beside=_S.AT_WORK),
        *_any(THEIR_WORD, _S.STRANGER, _S.HIT, _S.BROKEN_IN, beside=_S.AT_WORK),
        *_any(ASK, *_WEAPONS, beside=_S.SEVERAL_PEOPLE),
        *_any(ASK, _S.AT_WORK)),
    Situation.FIRE: _any(FACT, _S.FIRE_OR_PETROL, Intent.WANTS_FIRE),  # SIT-27
    Situation.WITNESS: (  # practice2 0.1 rule 4
        # "He's locked her in" is of those others as well: only what comes to the caller ends it.
        Ground(THEIR_WORD, (_S.OF_OTHERS,), (_S.COMING_CLOSER, _S.SOMEBODY_HEARS,
            _S.TO_PERSON_THERE, _C.CHILD_CALLS, AnswerKnown(_T.OTHER_PERSON_PRESENT),
            AnswerKnown(_T.SAME_ROOM), AnswerKnown(_T.ALONE_TO_TALK, NO))),),
    Situation.FROM_AFAR: (  # SIT-03, ST-85
        Ground(THEIR_WORD, (_S.BY_PHONE,), (_S.PERSON_HERE, _S.COMING_CLOSER, _S.PERSON_OUTSIDE,
            _S.BROKEN_IN, _S.HIT, _S.VIOLENCE, _C.CHILD_CALLS,
            AnswerKnown(_T.OTHER_PERSON_PRESENT), AnswerKnown(_T.SAME_ROOM))),),
    Situation.EXPLOITED: (  # SIT-28
        *_any(THEIR_WORD, _S.HELD_BY_OTHERS),
        *_any(THEIR_WORD, _S.LOCKED_IN, beside=_S.SEVERAL_PEOPLE),
        *_any(ASK, _S.SEVERAL_PEOPLE)),
    Situation.SEXUAL_ASSAULT: (  # SIT-29
        *_any(FACT, _S.SEXUAL_ASSAULT),
        *_any(ASK, _S.CONDITIONS)),
}
# fmt: on
"""What shows each situation (practice2 1.1)."""

_READ = (
    *("kind", "handover", "heard", "speaks", "other_voice", "texts_in", "ledger", "topics", "hear"),
    *("location", "place_given", "address", "markers", "earlier", "via"),
)
"""The fields that decide it. Most facts that change are others, so it is remembered by these."""


def guesses(facts: KnownFacts) -> tuple[Guess, ...]:
    """Return each situation that may hold, with how firmly and by what, in the order of the list.

    Also those that are only to be asked about (`ASK`).
    """
    return facts.derived(_GUESSES)


def situations(facts: KnownFacts) -> tuple[Situation, ...]:
    """Return every situation that is firm enough to act on, in the order of the list."""
    return facts.derived(_SITUATIONS)


def seems(facts: KnownFacts, situation: Situation, firmness: int = SAFETY) -> bool:
    """Return whether a situation seems to hold, at least so firmly."""
    return (facts.item_of(_FIRMNESS, situation) or 0) >= firmness


_Key = tuple[type, Evidence]
_Evidenced = tuple[_Key, int]
"""Evidence that is there, and what it is good for."""


def _guesses(facts: KnownFacts) -> tuple[Guess, ...]:
    parts = (facts.derived(each) for each in (_STATED, _ANSWERED, _HEARD, _BESIDES))
    return _guesses_by(frozenset(chain.from_iterable(parts)))


# Evidence is what the table keeps apart: calls that are not alike in a word come to the same.
@lru_cache(maxsize=4_096)
def _guesses_by(evidence: frozenset[_Evidenced]) -> tuple[Guess, ...]:
    there = dict(evidence)
    held: dict[Situation, list[tuple[int, int, Ground]]] = {}
    for key in there:
        for place, situation, ground in _BY_FIRST_NEED.get(key, ()):
            firm = min(ground.firm, *(there.get(_key(each), 0) for each in ground.needs))
            if firm and there.keys().isdisjoint(map(_key, ground.unless)):
                held.setdefault(situation, []).append((-firm, place, ground))
    return tuple(_guess(each, sorted(held[each])) for each in GROUNDS if each in held)


_GUESSES = Derived("guesses", frozenset(_READ), _guesses, noted=True)


def _firmness(facts: KnownFacts) -> Mapping[Situation, int]:
    """Return how firm each guess is, which changes more seldom than what it rests on."""
    return {each.situation: each.firmness for each in guesses(facts)}


def _situations(facts: KnownFacts) -> tuple[Situation, ...]:
    found = tuple(each.situation for each in guesses(facts) if each.firmness >= SAFETY)
    if facts.via is terms.Via.INTERPRETER:
        # With an interpreter on the line there is one language again.
        found = tuple(each for each in found if each is not Situation.LANGUAGE)
    return found or (Situation.UNKNOWN,)


_FIRMNESS = Derived("firmness", frozenset(_READ), _firmness, noted=True)
_SITUATIONS = Derived("situations", frozenset(_READ), _situations, noted=True)


def _guess(situation: Situation, held: Sequence[tuple[int, int, Ground]]) -> Guess:
    shown = dict.fromkeys(_key(each) for _, _, ground in held for each in ground.needs)
    return Guess(situation, -held[0][0], tuple(item for _, item in shown))


def _key(item: Evidence) -> _Key:
    """Return evidence with its kind: a marker and a statement may share a name."""
    return type(item), item


# A call has some ten of these, and the table two hundred grounds: each is found by its first need.
_BY_FIRST_NEED: dict[_Key, list[tuple[int, Situation, Ground]]] = {}
for _situation, _grounds in GROUNDS.items():
    for _ground in _grounds:
        _found = _BY_FIRST_NEED.setdefault(_key(_ground.needs[0]), [])
        _found.append((_grounds.index(_ground), _situation, _ground))


_NAMED = frozenset(
    _key(each)
    for ground in chain.from_iterable(GROUNDS.values())
    for each in (*ground.needs, *ground.unless)
)
"""All evidence that any ground names: a tap or a key tone is none, and changes no guess."""


def _named(evidence: Iterable[_Evidenced]) -> tuple[_Evidenced, ...]:
    return tuple(each for each in evidence if each[0] in _NAMED)


def _stated(facts: KnownFacts) -> tuple[_Evidenced, ...]:
    """Return the evidence of what was stated."""
    return _named((*_believed(facts), *((_key(each), FACT) for each in _said(facts))))


def _believed(facts: KnownFacts) -> Iterator[_Evidenced]:
    for topic in dict.fromkeys(each.topic for each in facts.ledger):
        belief = facts.ledger.belief(topic)
        if belief is not None and belief.value:
            # What alone says nothing of danger counts as its ground has it.
            talk = STATEMENTS[topic].weighs is Weighs.TALK
            yield _key(topic), FACT if talk else belief.weight


def _said(facts: KnownFacts) -> Iterator[Evidence]:
    # What officers were given at the door is another person's word as well.
    for each in facts.ledger:
        if each.value:
            by_other = each.speaker is Speaker.OTHER or each.pressure is Pressure.SPOKEN_FOR
            yield Said(each.topic, by_other)


def _answered(facts: KnownFacts) -> tuple[_Evidenced, ...]:
    """Return the evidence of answers.

    Another person's word is not evidence of what the caller needs (CH-11, CH-42).
    """
    return _named(
        (_key(AnswerKnown(topic, fact.value)), FACT)
        for topic, fact in facts.topics.items()
        if fact.value is not None and fact.how is not HowKnown.OTHER
    )


def _heard(facts: KnownFacts) -> tuple[_Evidenced, ...]:
    """Return the evidence of what was heard."""
    things = (w for who, w in facts.things if isinstance(w, Sound) or who is Role.CALLER)
    return _named((_key(each), FACT) for each in (*things, *facts.reports))


def _besides(facts: KnownFacts) -> tuple[_Evidenced, ...]:
    """Return the evidence of the line, the place, the operator, and of how things are."""
    circumstances = (each for each, holds in _CIRCUMSTANCES.items() if holds(facts))
    line = (*facts.handover, *facts.location, facts.kind, *circumstances)
    return _named((_key(each), FACT) for each in line)


_STATED = Derived("evidence of statements", frozenset({"ledger"}), _stated)
_ANSWERED = Derived("evidence of answers", frozenset({"topics"}), _answered)
_HEARD = Derived("evidence of sounds", frozenset({"heard"}), _heard, noted=True)
_BESIDES = Derived("evidence of the line and the place", frozenset(_READ), _besides, noted=True)


def is_coached(facts: KnownFacts) -> bool:
    """Whether the caller said that all is well only after another voice (SIT-18, B24).

    Words that lower danger came just after another person's, or a mistake after any voice.
    """
    return facts.derived(_COACHED)


def _is_coached(facts: KnownFacts) -> bool:
    pressed = facts.of(Topic.MISTAKE).how is HowKnown.OTHER
    if pressed and facts.caller_said(Intent.SAYS_MISTAKE):
        return True
    return facts.ledger.lowers_coached


_COACHED = Derived("coached", frozenset({"topics", "heard", "ledger"}), _is_coached, noted=True)


def is_empty_no(facts: KnownFacts, topic: Topic) -> bool:
    """Whether it is a "no" to what is grave, by a caller who may be prompted: it says nothing."""
    return topic in GRAVE and facts.is_no(topic) and is_coached(facts)


def _child_calls(facts: KnownFacts) -> bool:
    return (
        facts.caller_said(Intent.CHILD_SPEAKS)
        or facts.reported(Reported.CHILD)
        or any(
            each.topic is StatementTopic.CHILD_SPEAKS and each.speaker is not Speaker.OTHER
            for each in facts.ledger
        )
    )


_CIRCUMSTANCES: Mapping[Circumstance, Callable[[KnownFacts], bool]] = {
    Circumstance.CHILD_CALLS: _child_calls,
    Circumstance.OTHER_VOICE: lambda f: f.other_voice,
    Circumstance.VOICE_HEARD: lambda f: (
        f.other_voice or f.reported(Reported.VOICES, Reported.OTHER_VOICE)
    ),
    Circumstance.TOLD_WHAT_TO_SAY: is_coached,
    Circumstance.NO_PLACE: lambda f: f.place is PlaceKnown.NONE,
    Circumstance.ONLY_WRITES: lambda f: f.texts_in > 0 and not f.speaks,
    Circumstance.RANG_EARLIER: lambda f: bool(f.earlier) or f.reported(Reported.EARLIER_CALLS),
    Circumstance.HEARD_BY_NOBODY: lambda f: f.hear is Hearers.SAFE,
    Circumstance.MARKED: lambda f: not ABUSE.isdisjoint(f.markers),
}


def found_open_by(facts: KnownFacts) -> str:
    """Return by what it is found, in words; empty if it can't be found, or is linked already."""
    if facts.joins is None:
        return ""
    if any(call.is_open for call in facts.earlier):
        return "the same number"
    places = {fix.place for fix in facts.location.values()} | {facts.address, facts.place_words}
    if places & facts.open_places:
        return "the same place"
    if facts.ledger.says(StatementTopic.RANG_BEFORE):
        return "the caller says they rang before"
    return ""
