"""How each statement of a caller is taken up: the next question or sentence that follows from it.

Practice2 2.2, column *next*. Where nobody else can hear, a word may be said back and an open
question asked; else it is a yes or no question without any of the caller's words, or a few words
that mean nothing to another listener. Guidance makes its rows of this table, and the fold reads it
to know which piece of news an act takes up, of any person.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.log import Body
from simulator.core.statements import STATEMENTS, StatementTopic, Weighs
from simulator.core.terms import Intent, QuestionForm, Topic
from simulator.knowledge.ledger import OWN, HowAsked, SaidHow, Speaker, Statement

if TYPE_CHECKING:
    from simulator.knowledge.facts import KnownFacts


class TellMore(NamedTuple):
    """An open question that asks more about a topic: "Where did he hit you?"."""

    about: Topic


class Again(NamedTuple):
    """A yes or no question about a topic, also if it is known: "Is that normal breathing?"."""

    about: Topic


class LastQuestion(NamedTuple):
    """The question that is open, once more and shorter."""


FollowUp = Topic | TellMore | Again | LastQuestion | Intent
"""One way to take news up: a question, if its topic is open; or a sentence."""


class Uptake(NamedTuple):
    """The ways to take up one statement, the best first."""

    id: str
    """Its row of practice2 2.2."""
    free: tuple[FollowUp, ...] = ()
    """Where nobody else can hear; `near` comes after it."""
    near: tuple[FollowUp, ...] = ()
    """Where another person may hear: nothing that a listener could understand."""
    child: tuple[FollowUp, ...] = ()
    """By a child; none: what fits any child."""


# Below: shorter names, so that the table is read in columns.
_S, _T, _I = StatementTopic, Topic, Intent
_LAST_QUESTION = LastQuestion()
THERE = (_T.OTHER_PERSON_PRESENT, _T.SAME_ROOM)
_ILL = (_T.BREATHING_WELL, _T.CAN_OPEN_DOOR)
_HAND = (_T.WEAPON_IN_HAND, _T.WEAPON_USED)
_WHERE = (_T.INDOORS, _T.IN_A_TOWN)


def _up(
    row: int,
    free: Iterable[FollowUp] = (),
    near: Iterable[FollowUp] = (),
    child: Iterable[FollowUp] = (),
) -> Uptake:
    return Uptake(f"ST-{row:02}", tuple(free), tuple(near), tuple(child))


# The most pressing first: of two statements the upper one is taken up before the other.
# fmt: off
UPTAKE: Mapping[tuple[StatementTopic, bool], Uptake] = {
    # Body: what may kill.
    (_S.BREATHING_BADLY, True): _up(28, near=[Again(_T.BREATHING_WELL), _T.AWAKE,
        _I.AMBULANCE_WAIT, _I.GOT_IT],
        child=[Again(_T.BREATHING_WELL), _T.AWAKE, _I.GOT_IT]),
    (_S.NOT_WAKING, True): _up(30, near=[_T.OTHER_PERSON_PRESENT, Again(_T.BREATHING_WELL),
        _I.AMBULANCE_WAIT, _I.GOT_IT],
        child=[_T.BREATHING_WELL, _T.OTHER_PERSON_PRESENT, Again(_T.BREATHING_WELL), _I.GOT_IT]),
    (_S.STRANGLED, True): _up(26, near=[_T.PASSED_OUT, _T.BREATHING_WELL]),
    (_S.TABLETS_TAKEN, True): _up(34, [TellMore(_T.TABLETS_TAKEN)], [_T.BREATHING_WELL, _T.AWAKE]),
    (_S.CHILD_HURT, True): _up(55, near=[_T.BREATHING_WELL, _T.AWAKE]),
    (_S.STROKE_SIGNS, True): _up(32, [TellMore(_T.NEEDS_AMBULANCE)], _ILL),
    (_S.ILL, True): _up(33, [TellMore(_T.NEEDS_AMBULANCE)], [*_ILL, _I.GOT_IT, _I.STILL_WITH_YOU],
        [_T.BREATHING_WELL, _T.AWAKE, Again(_T.BREATHING_WELL), _I.GOT_IT]),
    (_S.ON_BACK, True): _up(33, near=[_I.AMBULANCE_WAIT, _I.GOT_IT]),
    (_S.IN_LABOUR, True): _up(33, near=[_I.AMBULANCE_WAIT, _I.GOT_IT]),
    (_S.BURNT, True): _up(33, near=[_I.AMBULANCE_WAIT, _I.GOT_IT]),
    (_S.COLD, True): _up(33, near=[_I.AMBULANCE_WAIT, _I.GOT_IT]),
    (_S.BLEEDING, True): _up(22, [TellMore(_T.INJURED)],
        [Again(_T.INJURED), _I.AMBULANCE_WAIT, _I.GOT_IT], [_I.CHILD_DO]),
    (_S.HEAD_OR_PASSED_OUT, True): _up(23, [TellMore(_T.PASSED_OUT)],
        [Again(_T.PASSED_OUT), *_ILL, _I.GOT_IT]),
    (_S.TRAPPED_OR_FALLEN, True): _up(40, [TellMore(_T.INJURED)],
        [_T.OTHER_PERSON_PRESENT, _T.CAN_MOVE],
        [_T.BREATHING_WELL, _T.AWAKE, _I.GOT_IT]),
    (_S.CANNOT_MOVE, True): _up(24, near=[_T.CAN_OPEN_DOOR, _T.BREATHING_WELL,
        _I.GOT_IT], child=[_I.CHILD_DO]),
    (_S.PREGNANT, True): _up(27, [Again(_T.INJURED)], [_T.INJURED, _T.PASSED_OUT, _I.GOT_IT]),
    (_S.HIT, True): _up(21, [TellMore(_T.INJURED), _T.STRANGLED],
        [Again(_T.INJURED), _T.PASSED_OUT, _T.OTHER_PERSON_PRESENT, _I.GOT_IT]),
    (_S.SUICIDAL, True): _up(35, near=[_T.INJURED, _T.TABLETS_TAKEN,
        _I.STILL_WITH_YOU]),
    (_S.OTHER_HURT, True): _up(22, [TellMore(_T.INJURED)], [_T.BREATHING_WELL, _T.AWAKE]),
    (_S.SEXUAL_ASSAULT, True): _up(36, near=[*THERE, _I.REASSURE]),
    # Danger now.
    (_S.FIRE_OR_PETROL, True): _up(87, near=[_T.CAN_GET_OUT, Again(_T.CAN_GET_OUT),
        _I.GOT_IT]),
    (_S.GUN, True): _up(17, [TellMore(_T.WEAPON)], [*_HAND, _I.GOT_IT]),
    (_S.KNIFE, True): _up(16, near=[*_HAND, _I.GOT_IT]),
    (_S.OTHER_WEAPON, True): _up(18, near=[_T.WEAPON_USED, _T.WEAPON_IN_HAND, _I.GOT_IT]),
    (_S.OF_OTHERS, True): Uptake("SIT-30", (_T.LOCATION, TellMore(_T.WHAT_HAPPENED)),
        (_T.CHILDREN, _T.INJURED)),
    (_S.STILL_INSIDE, True): _up(87, near=[_I.GOT_IT]),
    (_S.BY_PHONE, True): _up(85, [TellMore(_T.OTHER_PERSON_PRESENT)],
        [_T.OTHER_PERSON_PRESENT, _I.GOT_IT]),
    (_S.THREAT_TO_KILL, True): _up(85, near=[*THERE, _I.REASSURE]),
    (_S.VIOLENCE, True): _up(21, [_T.INJURED, TellMore(_T.WHAT_HAPPENED)],
        [_T.INJURED, *THERE, _I.REASSURE], child=[_T.SAME_ROOM]),
    (_S.BROKEN_IN, True): Uptake("SIT-07", near=(_I.STAY_HIDDEN, _T.IN_THE_HOUSE,
        _T.MORE_THAN_ONE, _I.REASSURE)),
    (_S.ROBBERY, True): Uptake("SIT-26", near=(_T.IN_THE_HOUSE, _T.DOOR_LOCKED, _T.WEAPON)),
    (_S.HELD_BY_OTHERS, True): Uptake("SIT-28", near=(_T.MORE_THAN_ONE, _T.INJURED)),
    (_S.LOCKED_IN, True): _up(37, near=[Again(_T.CAN_GET_OUT), *THERE]),
    (_S.COMING_CLOSER, True): _up(8, near=[_I.GO_QUIET, _T.DOOR_LOCKED, _I.REASSURE],
        child=[_I.GO_QUIET]),
    (_S.COMING_BACK, True): _up(5, [_I.LOCK_UP, _I.REASSURE],
        [_I.GO_QUIET, _I.LOCK_UP, _I.REASSURE], child=[_I.GO_QUIET]),
    (_S.FOLLOWED, True): _up(66, [_T.BEHIND_YOU, TellMore(_T.PEOPLE_NEAR)],
        [_T.BEHIND_YOU, _T.PEOPLE_NEAR]),
    (_S.THREATENS_HIMSELF, True): _up(86, near=[_T.INJURED, _T.CHILDREN, _T.WEAPON]),
    (_S.PERSON_OUTSIDE, True): _up(41, [_T.DOOR_LOCKED, _I.REASSURE],
        [_T.DOOR_LOCKED, _T.WEAPON, _I.REASSURE]),
    (_S.PERSON_OUTSIDE, False): _up(41, near=THERE[::-1]),
    (_S.HAS_GONE, False): _up(4, near=THERE[::-1]),
    (_S.PERSON_HERE, True): _up(1, near=[_T.SAME_ROOM, _T.ALONE_TO_TALK]),
    (_S.ALONE, False): _up(3, near=[_T.SAME_ROOM, _T.ALONE_TO_TALK]),
    (_S.WEAPON_IN_REACH, True): _up(20, near=_HAND),
    (_S.CHILDREN, True): _up(54, [TellMore(_T.CHILDREN)], [_T.CHILD_HURT, _I.GOT_IT],
        [_T.CHILD_HURT]),
    (_S.SEVERAL_PEOPLE, True): _up(6, near=[_T.IN_THE_HOUSE, _T.WEAPON, _I.GOT_IT]),
    (_S.RUNNING_AWAY, True): _up(65, [_I.GET_OUT, TellMore(_T.LOCATION)],
        [_I.GET_OUT, _T.BEHIND_YOU, _T.PEOPLE_NEAR]),
    (_S.IN_A_VEHICLE, True): _up(43, near=[_T.MOVING, _T.KNOWS_PERSON]),
    (_S.VEHICLE_STOPPED, True): _up(67, near=[_T.PEOPLE_NEAR]),
    (_S.VEHICLE_STOPPED, False): _up(67, near=[_T.KNOWS_PERSON]),
    # Who has not followed can answer nothing: after a danger that question comes once more.
    (_S.DOES_NOT_FOLLOW, True): _up(94, near=[_LAST_QUESTION, _I.OFFICERS_THERE, _I.ETA,
        _I.OFFICERS_SENT, _I.REASSURE], child=[_LAST_QUESTION]),
    # Who hears, and the line.
    (_S.SOMEBODY_HEARS, True): _up(71, near=[_I.REASSURE]),
    (_S.PHONE_WATCHED, True): _up(73, near=[_I.REASSURE]),
    (_S.SCREEN_SEEN, True): _up(74, near=[_I.GOT_IT]),
    (_S.SCREEN_SEEN, False): _up(74, near=[_I.GOT_IT]),
    (_S.PHONE_GOES_AWAY, True): _up(77, near=[_I.STAY_ON_LINE]),
    (_S.BATTERY_LOW, True): _up(75, [_T.LOCATION, _I.STAY_ON_LINE], [_I.STAY_ON_LINE]),
    (_S.BAD_LINE, True): _up(76, near=[_I.NOT_UNDERSTOOD]),
    (_S.HOW_LONG, True): _up(90,
        [_I.OFFICERS_THERE, _I.ETA, _I.OFFICERS_SENT, _I.NO_UNIT_YET, _I.CALL_AGAIN],
        [_I.STILL_WITH_YOU], [_I.STILL_WITH_YOU]),
    (_S.ARE_YOU_THERE, True): _up(91, [_I.OFFICERS_THERE], [_I.STILL_WITH_YOU],
        [_I.STILL_WITH_YOU]),
    (_S.ANGRY_AT_US, True): _up(93, near=[_I.REASSURE]),
    (_S.ASKS_ADVICE, True): _up(92, near=[_I.AMBULANCE_WAIT, _I.REASSURE], child=[_I.REASSURE]),
    (_S.ASKS_OUTCOME, True): _up(92, near=[_I.REASSURE], child=[_I.REASSURE]),
    (_S.FEARS_TROUBLE, True): _up(92, near=[_I.REASSURE], child=[_I.REASSURE]),
    (_S.ASHAMED, True): _up(92, near=[_I.REASSURE], child=[_I.REASSURE]),
    # The other person.
    (_S.COURT_ORDER, True): _up(59, near=[_T.IN_THE_HOUSE, *THERE, _I.GOT_IT]),
    (_S.EX_PARTNER, True): _up(10, [_T.ORDERS], [*THERE, _T.INJURED, _I.GOT_IT]),
    (_S.PARTNER, True): _up(9, near=[*THERE, _I.GOT_IT]),
    (_S.PARENT, True): _up(11, near=THERE, child=[_T.SAME_ROOM, _T.OTHER_PERSON_PRESENT]),
    (_S.RELATIVE, True): _up(12, near=[_T.INJURED, *THERE, _I.GOT_IT]),
    (_S.STALKED, True): _up(63,
        near=[_T.OTHER_PERSON_PRESENT, _T.BEHIND_YOU, _I.GOT_IT, _I.STILL_WITH_YOU]),
    (_S.SEPARATION, True): _up(62, [TellMore(_T.OTHER_PERSON_PRESENT)], THERE),
    (_S.DONE_BEFORE, True): _up(60, [TellMore(_T.IN_DANGER)],
        [Again(_T.IN_DANGER), _T.INJURED]),
    (_S.OTHER_DRANK, True): _up(56, [TellMore(_T.DRINK_OR_DRUGS)], [_T.WEAPON, *THERE]),
    (_S.STATE_OF_MIND, True): _up(58, near=[_T.INJURED, _T.WEAPON]),
    (_S.STRANGER, True): _up(13, [TellMore(_T.KNOWS_PERSON)], [_T.IN_THE_HOUSE, _T.WEAPON]),
    (_S.STRANGER, False): _up(13, near=THERE),
    (_S.KNOWN_PERSON, True): _up(14, near=[*THERE, _I.GOT_IT]),
    (_S.IN_ANOTHER_ROOM, True): _up(2, near=[_T.ALONE_TO_TALK, _T.DOOR_LOCKED]),
    # What lowers danger, and what is said against it.
    (_S.HAS_GONE, True): _up(4, [_I.LOCK_UP, TellMore(_T.HAS_LEFT)],
        [_T.ALONE_TO_TALK, _T.DOOR_LOCKED, _T.INJURED, _I.LOCK_UP]),
    (_S.ALONE, True): _up(3, [_I.GOT_IT], [Again(_T.ALONE_TO_TALK)]),
    (_S.NOBODY_HEARS, True): _up(72, [_I.GOT_IT], [Again(_T.ALONE_TO_TALK)]),
    (_S.CAN_TALK_NOW, True): _up(78, [_I.GOT_IT], [Again(_T.ALONE_TO_TALK)]),
    (_S.PERSON_HERE, False): _up(1, [_I.GOT_IT], [Again(_T.ALONE_TO_TALK)]),
    (_S.HELPER_THERE, True): _up(7, [_T.DOOR_LOCKED, _I.GOT_IT],
        [_T.DOOR_LOCKED, _T.ALONE_TO_TALK]),
    (_S.ASLEEP, True): _up(31, [TellMore(_T.OTHER_PERSON_PRESENT)], [_T.INJURED, _T.CAN_GET_OUT],
        [_T.AWAKE, _T.BREATHING_WELL]),
    (_S.BREATHING_WELL, True): _up(29, near=[Again(_T.BREATHING_WELL), _T.AWAKE,
        _T.CAN_OPEN_DOOR], child=[_I.GOT_IT]),
    (_S.BREATHING_WELL, False): _up(29, near=[Again(_T.BREATHING_WELL)]),
    (_S.NOT_HURT, True): _up(25, near=[Again(_T.INJURED), _I.GOT_IT]),
    (_S.TABLETS_TAKEN, False): _up(34, near=[Again(_T.TABLETS_TAKEN)]),
    (_S.NO_WEAPON_SEEN, True): _up(19, [TellMore(_T.WEAPON)], [_T.INJURED, _T.SAME_ROOM]),
    (_S.MISTAKE, True): _up(83, [_T.IN_DANGER], [_I.CALLS_BACK, _T.ALONE_TO_TALK]),
    (_S.SAYS_FINE, True): _up(84, near=[_I.STAY_ON_LINE]),
    (_S.REFUSES_POLICE, True): _up(80, [TellMore(_T.NEEDS_POLICE)],
        [_T.ALONE_TO_TALK, _T.IN_DANGER]),
    (_S.REFUSES_AMBULANCE, True): _up(82, [_I.REASSURE], [_T.PASSED_OUT, _T.BREATHING_WELL]),
    (_S.NO_FEAR, True): _up(89, [TellMore(_T.WHAT_HAPPENED)], [_T.INJURED, _T.WEAPON]),
    # Where.
    (_S.LOCKED_OWN_DOOR, True): _up(38, near=[_I.STAY_HIDDEN]),
    (_S.LOCKED_OWN_DOOR, False): _up(38, near=[_T.CAN_GET_OUT, _I.REASSURE]),
    (_S.HIDING, True): _up(39, near=[_I.STAY_HIDDEN], child=[_I.STAY_HIDDEN]),
    (_S.PLACE_UNKNOWN, True): _up(48, [TellMore(_T.LOCATION), _I.GOT_IT], [*_WHERE, _I.GOT_IT]),
    (_S.NOT_AT_HOME, True): _up(50, [TellMore(_T.LOCATION)], _WHERE),
    (_S.ADDRESS, True): _up(46, [_I.REPEAT_BACK], [_I.GOT_IT], [_I.GOT_IT]),
    (_S.LANDMARK, True): _up(47, [_I.REPEAT_BACK], [_I.GOT_IT], [_I.GOT_IT]),
    (_S.AT_WORK, True): _up(45, [TellMore(_T.LOCATION)], THERE),
    (_S.ON_BUS_OR_TRAIN, True): _up(44, [TellMore(_T.IN_A_VEHICLE)], [_T.MOVING]),
    (_S.CALLER_OUTSIDE, True): _up(42, [TellMore(_T.LOCATION)], [_T.ALONE_TO_TALK, _I.GOT_IT]),
    (_S.FLOOR, True): _up(49, [TellMore(_T.LOCATION)], [_T.CAN_OPEN_DOOR, _I.GOT_IT]),
    (_S.CANNOT_OPEN, True): _up(52, near=[_I.REASSURE], child=[_I.REASSURE]),
    (_S.WAY_IN, True): _up(51, near=[_I.GOT_IT], child=[_I.CHILD_PRAISE]),
    (_S.DOG, True): _up(53, [TellMore(_T.CAN_OPEN_DOOR)], [_I.GOT_IT], [_I.GOT_IT]),
    (_S.WAY_GONE, True): _up(64, [TellMore(_T.HAS_LEFT)], [_T.KNOWS_PERSON]),
    # What they wish, and the rest.
    (_S.CONDITIONS, True): _up(81, near=[_I.GOT_IT]),
    (_S.RANG_BEFORE, True): _up(61, near=[_I.REASSURE]),
    (_S.CALLER_DRANK, True): _up(57, near=[_I.REASSURE]),
    (_S.EXPLAINS_SOUND, True): _up(95, [TellMore(_T.OTHER_PERSON_PRESENT)], THERE),
    (_S.PERSON_LOOKS, True): _up(70, near=[_T.WEAPON, _I.GOT_IT]),
    (_S.VEHICLE_LOOKS, True): _up(69, [TellMore(_T.IN_A_VEHICLE)], [_I.GOT_IT]),
    (_S.NUMBER_PLATE, True): _up(68, near=[_I.GOT_IT]),
    (_S.WANTS_POLICE, True): _up(79, [_T.LOCATION], [_T.ALONE_TO_TALK, _T.IN_DANGER]),
    (_S.AFRAID, True): _up(88, near=[_I.REASSURE], child=[_I.CHILD_PRAISE]),
    (_S.NEEDS_TIME, True): _up(92, near=[_I.REASSURE]),
    (_S.SMALL_TALK, True): _up(92, near=[_I.REASSURE]),
    (_S.NAME, True): _up(15, near=THERE, child=[_I.CHILD_PRAISE]),
    (_S.OF_ANOTHER, True): Uptake("SIT-11", near=(_T.BREATHING_WELL,)),
}
# fmt: on
"""Each statement that is taken up. Its order, and the shorter ways beside it, are an assumption."""
ANY_CHILD = (Topic.SAME_ROOM, Topic.INJURED)
"""What any child may be asked who has said something (SIT-08, SIT-09, assumption)."""
SHORT = (Intent.GOT_IT, Intent.CHILD_PRAISE, Intent.REASSURE)
"""A few words that take up anything else, now and then."""
RISES = frozenset(
    (each, True)
    for each in (
        *(_S.COMING_CLOSER, _S.PERSON_OUTSIDE, _S.VIOLENCE, _S.BROKEN_IN, _S.THREAT_TO_KILL),
    )
)
"""Danger that goes on or grows: once its questions were asked, each more word of it is answered by
what to do and by what is done, and never by a bare receipt (WT-02, WT-06, WT-08)."""
_BY_ITSELF = RISES.union(
    (each, True) for each in (_S.KNIFE, _S.GUN, _S.OTHER_WEAPON, _S.SEVERAL_PEOPLE)
)
"""What a few words take up only if they are said of it."""
NEWS_LASTS: Millis = 45_000
"""How long a statement is news: after that a question about it is a step back (assumption)."""
MOST_NEWS = 8
"""Pieces of news that are kept: nobody takes up more (assumption)."""
_ORDER = {stated: place for place, stated in enumerate(UPTAKE)}
PRESSES = frozenset(
    (topic, True)
    for topic in (
        *(_S.DOES_NOT_FOLLOW, _S.ARE_YOU_THERE, _S.COMING_CLOSER, _S.COMING_BACK, _S.HOW_LONG),
        *(_S.BREATHING_BADLY, _S.NOT_WAKING, _S.STRANGLED, _S.TABLETS_TAKEN, _S.CHILD_HURT),
        *(_S.FIRE_OR_PETROL, _S.GUN, _S.KNIFE, _S.BLEEDING),
    )
)
"""What is taken up before words that came after it (assumption)."""
_MORE_OF_IT = (
    *(_S.PERSON_OUTSIDE, _S.COMING_CLOSER, _S.COMING_BACK, _S.BROKEN_IN, _S.SEVERAL_PEOPLE),
    _S.STALKED,
    _S.PLACE_UNKNOWN,
    _S.SUICIDAL,
    _S.VIOLENCE,
    _S.THREAT_TO_KILL,
    _S.AFRAID,
)
"""What a caller who says it again has more to say of, as of a body (assumption)."""
FURTHER: Mapping[Weighs, tuple[Topic, ...]] = {
    Weighs.DANGER: (_T.INJURED, _T.SAME_ROOM, _T.WEAPON, _T.MORE_THAN_ONE, _T.CHILDREN),
    Weighs.BODY: (_T.BREATHING_WELL, _T.AWAKE, _T.CAN_MOVE, _T.PASSED_OUT, _T.CAN_OPEN_DOOR),
    Weighs.COMFORT: (_T.INJURED, _T.IN_DANGER, _T.WEAPON),
}
"""What follows from words of weight when their own questions were asked (assumption)."""


_OWN_BODY = (
    *(_S.HIT, _S.STRANGLED, _S.BLEEDING, _S.HEAD_OR_PASSED_OUT, _S.CANNOT_MOVE, _S.PREGNANT),
    *(_S.SEXUAL_ASSAULT, _S.NOT_HURT),
)
"""Statements of a body that is the caller's, as a rule: nobody has to be woken."""
_ADVISED_ON = (_S.BLEEDING, _S.ON_BACK, _S.COLD, _S.BURNT, _S.IN_LABOUR)
"""Statements that one piece of advice follows, and no list."""
_OF_ONE_WHO_SPEAKS = (_T.PASSED_OUT, _T.BREATHING_WELL, _T.CAN_OPEN_DOOR)


def further(stated: tuple[StatementTopic, bool]) -> tuple[Topic, ...]:
    """Return what may be asked about a statement when its own ways are used up."""
    if stated[0] is _S.WANTS_POLICE:
        return ()  # Who has only asked for police may not be able to speak (CH-04).
    if stated[0] in _ADVISED_ON:
        return ()  # A towel and a hand on it: no question of a blackout follows (ST-22).
    if stated[0] in _OWN_BODY:
        return _OF_ONE_WHO_SPEAKS
    if stated[0] is _S.SUICIDAL:
        return FURTHER[Weighs.BODY]
    return FURTHER.get(STATEMENTS[stated[0]].weighs, ())


def ways(stated: tuple[StatementTopic, bool]) -> tuple[FollowUp, ...]:
    """Return every way to take a statement up."""
    found = UPTAKE.get(stated)
    return () if found is None else (*found.free, *found.near, *found.child)


def with_news(
    news: Iterable[Statement], stated: Iterable[Statement], held: Iterable[Statement]
) -> tuple[Statement, ...]:
    """Return the news after more statements: each of them once.

    First what may kill, or comes now; then what was said last; then what was left before it; and
    of one sentence the most pressing first. What another person says is answered by other rows.
    What was stated before isn't news, except what is said to the call handler, as who asks "How
    long?" again waits for an answer again; and danger or injury, as who says it again has more of
    it to say.
    """
    before = tuple(each for each in held if each.speaker in OWN)
    new = [
        each
        for each in stated
        if each.speaker in OWN and (each.topic, each.value) in UPTAKE and _is_new(each, before)
    ]
    if len(new) > 1:  # Who asks "Hello?" and goes on has no answer to wait for.
        new = [each for each in new if each.topic is not _S.ARE_YOU_THERE]
    now = {(each.topic, each.value): each for each in new}
    before_it = [each for each in news if (each.topic, each.value) not in now]
    fresh = [now[stated] for stated in sorted(now, key=_ORDER.__getitem__)]
    pressing = sorted(
        (each for each in (*fresh, *before_it) if each[:2] in PRESSES),
        key=lambda each: _ORDER[each[:2]],
    )
    rest = (each for each in (*fresh, *before_it) if each[:2] not in PRESSES)
    return (*pressing, *rest)[:MOST_NEWS]


def _is_new(stated: Statement, before: tuple[Statement, ...]) -> bool:
    known = [each.value for each in before if each.topic is stated.topic]
    moved = STATEMENTS[stated.topic].moves and known[-1:] != [stated.value]
    of_body = STATEMENTS[stated.topic].weighs is Weighs.BODY
    more = stated.value and (of_body or stated.topic in _MORE_OF_IT)
    return more or moved or stated.value not in known or stated.topic in _ASKED_OF_US


_ASKED_OF_US = (
    *(_S.HOW_LONG, _S.ARE_YOU_THERE, _S.DOES_NOT_FOLLOW, _S.ANGRY_AT_US, _S.ASKS_ADVICE),
    _S.ASKS_OUTCOME,
)


ANSWERED_BY_OFFICERS = frozenset({_S.HOW_LONG, _S.ARE_YOU_THERE})
"""What a caller asks the call handler that an officer's voice on the line answers (assumption)."""


def without_taken_up(news: tuple[Statement, ...], body: Body) -> tuple[Statement, ...]:
    """Return the news that is left after this seat has said or written something.

    An act takes up each piece of news of which it is a way; two words take up the most pressing
    one, and so do own words, which may take up anything. A text takes up what was written.
    """
    if isinstance(body, do.SendText):
        return tuple(each for each in news if each.how is not SaidHow.TEXT)
    if getattr(body, "intent", None) is Intent.CALLS_BACK:
        return news  # Who answers a callback is greeted on what they said, and then asked about it.
    back = _says_place_back(body)
    taken = [
        each
        for each in news
        if takes_up(body, each[:2])
        or _asks_child(body, each)
        or (back and each.topic in _PLACES and each.value)
    ]
    own = isinstance(body, do.Say) and (body.intent is Intent.OWN_WORDS or body.intent in SHORT)
    if own and taken:
        taken = [*_by_few_words(taken)]
    more = isinstance(body, do.Ask) and not set(body.about).isdisjoint(
        chain.from_iterable(further(each[:2]) for each in news[:1])
    )
    if more or (own and not taken):
        # What follows from the most pressing thing takes that up, beside anything else.
        taken += news[:1]
    if isinstance(body, do.Say) and body.intent in SHORT:
        # Two words answer a whole breath: "The gate's open. Please hurry." gets one of them.
        taken += [each for each in news if _needs_a_word(each[:2]) and each not in taken]
    return tuple(each for each in news if each not in taken)


_PLACES = (_S.ADDRESS, _S.LANDMARK)
_ASKS_WHERE = frozenset({_T.LOCATION, _T.AT_KNOWN_ADDRESS})


def _says_place_back(body: Body) -> bool:
    """Whether a question of something else begins with the place: "The chemist. Is he there?"."""
    if not isinstance(body, do.Ask):
        return False
    return (_S.SAYS_PLACE, True) in body.means and _ASKS_WHERE.isdisjoint(body.about)


def _by_few_words(taken: list[Statement]) -> Iterator[Statement]:
    """Yield what a few words take up: of danger only what they are said of, the first of it."""
    first = taken[0]
    for each in taken:
        together = first[:2] in RISES and each[:2] in RISES
        if each is first or together or each[:2] not in _BY_ITSELF:
            yield each


@lru_cache(maxsize=256)
def _needs_a_word(stated: tuple[StatementTopic, bool]) -> bool:
    """Whether a statement is only ever taken up by a few words."""
    known = ways(stated)
    return stated[0] not in _ASKED_OF_US and all(each in SHORT for each in known)


def _asks_child(body: Body, stated: Statement) -> bool:
    """Whether a question is what any child may be asked of what this child stated (CH-90c)."""
    own_ways = UPTAKE[stated[:2]].child
    # Who hides is given nothing to do: what any child may be asked takes it up there.
    by_child = stated.speaker is Speaker.CHILD and all(e is Intent.CHILD_DO for e in own_ways)
    return by_child and isinstance(body, do.Ask) and not set(body.about).isdisjoint(ANY_CHILD)


def passed_over(facts: KnownFacts, body: Body) -> bool:
    """Whether words take up nothing of what the caller has just said (LP-03, BF-5).

    To look whether a person still breathes comes before news that does not press (ST-29).
    """
    now = facts.fresh | PRESSES
    about = body.about if isinstance(body, do.Ask) else ()
    if about == (Topic.BREATHING_WELL,):
        # Not even "How long?" does.
        now = PRESSES - {(_S.HOW_LONG, True), (_S.ARE_YOU_THERE, True)}
    if about == (Topic.OTHER_PERSON_PRESENT,):
        now -= {(_S.FIRE_OR_PETROL, True)}  # "Who else is in there?" is asked of a fire (SIT-27).
        if isinstance(body, do.Ask) and body.form is QuestionForm.OPEN:
            # And of one who is there: another who is may need help as well (SIT-26, assumption).
            now -= {(each, True) for each in (_S.PERSON_HERE, _S.ROBBERY, _S.KNIFE, _S.GUN)}
    if about == (Topic.ALONE_TO_TALK,):
        # Who hears decides what may be said at all: it is asked before anything that does not press
        # (CH-19), and "How long?" is answered as soon as that is known (4.5, CH-20).
        now = facts.fresh & PRESSES - {(_S.HOW_LONG, True)}
    by_name = facts.address or facts.ledger.says(_S.ADDRESS)
    if _T.LOCATION in about and not by_name:
        # Nobody can be sent without a place: it is asked before anything that does not press; and
        # "Which shop?" before a weapon, which is what they are sent for (SIT-26, B05).
        now = PRESSES - {(_S.HOW_LONG, True), (_S.KNIFE, True), (_S.GUN, True)}
    fresh = any(each[:2] in now and not _only_answers(each, facts) for each in facts.news)
    return fresh and without_taken_up(facts.news, body) == facts.news


_ALL_IS_WELL = (_S.NO_WEAPON_SEEN, _S.NOT_HURT, _S.SAYS_FINE)
_ANSWERS_OF_HEARING = (_S.NOBODY_HEARS, _S.ALONE, _S.CAN_TALK_NOW)


def _only_answers(stated: Statement, facts: KnownFacts) -> bool:
    """Whether a statement says no more than what was asked, and lowers danger.

    Nobody hears, as the question had it; or who speaks can breathe. With that the question is
    done, and the next comes (ST-29, ST-72). Danger and injury are taken up, also as an answer.
    """
    if stated.topic in _ALL_IS_WELL:
        return True  # "I'm not hurt", "not that I can see": the next question comes (LP-03).
    if stated.asked is HowAsked.UNASKED or not stated.value:
        return False
    if stated.topic in _ANSWERS_OF_HEARING:
        return facts.of(_T.ALONE_TO_TALK).asked > 0
    of_another = stated.speaker is Speaker.CHILD or (_S.OF_ANOTHER, True) in facts.ledger.stated
    return stated.topic is _S.BREATHING_WELL and not of_another


@lru_cache(maxsize=4_096)
def takes_up(body: Body, stated: tuple[StatementTopic, bool]) -> bool:
    """Whether an act is a way to take up a statement."""
    known = ways(stated)
    if isinstance(body, do.Say):
        return body.intent in known
    if not isinstance(body, do.Ask):
        return False
    if _LAST_QUESTION in known:
        return True
    openly = body.form is QuestionForm.OPEN
    fitting = (each for each in known if _is_open(each) in (None, openly))
    about = {each.about if isinstance(each, TellMore | Again) else each for each in fitting}
    return not about.isdisjoint(body.about)


def _is_open(way: FollowUp) -> bool | None:
    """Whether a way is an open question; None if that depends on its topic."""
    if isinstance(way, TellMore):
        return True
    return None if way in (Topic.LOCATION, Topic.WHAT_HAPPENED) else False


def taken_by(news: Iterable[Statement], act: Body) -> Iterator[StatementName]:
    """Yield the names of the news that an act takes up, as a file of lines has them."""
    for each in news:
        if takes_up(act, (each.topic, each.value)):
            yield name_of(each.topic, value=each.value)


def asks_more(news: Iterable[Statement], topic: Topic) -> bool:
    """Whether an open question about a topic asks more about something that is news."""
    return any(TellMore(topic) in ways((each.topic, each.value)) for each in news)


StatementName = str
"""A statement in a file of lines: its topic, with "not " before it if it is denied."""


def name_of(topic: StatementTopic, *, value: bool) -> StatementName:
    """Return the name of a statement in a file of lines."""
    return str(topic) if value else f"not {topic}"
