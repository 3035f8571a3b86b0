"""What words can state: the closed list of topics, what each is about, and what follows from it.

A statement is a topic and whether it is so. The words that make one are in the reading files; a
scenario says it beside a sentence with `means`. Rows are those of practice2 2.2 (ST-01 to ST-95).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from simulator.core.terms import NamedTerm, Topic


class Weighs(NamedTerm):
    """What a statement is about, and so on which side a mistake costs more (practice2 2.1)."""

    DANGER = "danger", "To say that it is so raises danger; to deny it lowers it."
    COMFORT = "comfort", "To say that it is so lowers danger; to deny it raises it."
    BODY = "body", "An injury or illness: to say so raises danger; to deny it lowers it."
    PLACE = "place", "Where the caller is, and how to get in."
    PERSON = "person", "Who it is, and what they look like."
    TALK = "talk", "About the call itself."

    @property
    def lowers(self) -> bool | None:
        """The value that lowers danger; None if neither does."""
        return _LOWERS.get(self)


_LOWERS = {Weighs.DANGER: False, Weighs.BODY: False, Weighs.COMFORT: True}


class Speaker(NamedTerm):
    """Whose statement it is."""

    CALLER = "the caller"
    CHILD = "a child who calls"
    OTHER = "another person there"
    OFFICER = "an officer who is there"


# fmt: off
class StatementTopic(NamedTerm):
    """What a statement is about. Files write it in `means`."""

    # Who is there.
    PERSON_HERE = "the other person is here"
    IN_ANOTHER_ROOM = "the other person is in another room"
    ALONE = "the caller is alone"
    HAS_GONE = "the other person has gone"
    COMING_BACK = "the other person is coming back"
    SEVERAL_PEOPLE = "there are several of them"
    HELPER_THERE = "a person who helps is there"
    COMING_CLOSER = "the other person comes closer"
    PARTNER = "it is the caller's partner"
    EX_PARTNER = "it is the caller's former partner"
    PARENT = "it is a parent, or a parent's partner"
    RELATIVE = "it is a relative"
    STRANGER = "it is a stranger"
    KNOWN_PERSON = "it is a person known otherwise"
    NAME = "a name"
    # Harm.
    KNIFE = "a knife or another blade"
    GUN = "a gun"
    OTHER_WEAPON = "another weapon"
    NO_WEAPON_SEEN = "no weapon was seen"
    WEAPON_IN_REACH = "a weapon is in reach, or was used before"
    HIT = "a person was hit"
    BLEEDING = "bleeding"
    HEAD_OR_PASSED_OUT = "a blow to the head, or passed out"
    CANNOT_MOVE = "cannot move, or something is broken"
    NOT_HURT = "not hurt"
    STRANGLED = "strangled"
    PREGNANT = "pregnant"
    BREATHING_BADLY = "breathes badly, or not at all"
    BREATHING_WELL = "breathes well"
    NOT_WAKING = "does not wake"
    ASLEEP = "asleep"
    STROKE_SIGNS = "signs of a stroke"
    ILL = "heart, fit or sugar"
    TABLETS_TAKEN = "has taken tablets or drugs"
    SUICIDAL = "wants to die"
    OF_ANOTHER = "the one who is ill or hurt is not the caller"
    ON_BACK = "who is ill is on their back, or is being sick"
    COLD = "is cold"
    BURNT = "is burnt or scalded"
    IN_LABOUR = "a baby is coming now"
    SEXUAL_ASSAULT = "sexual assault"
    VIOLENCE = "violence is going on, or was just done"
    # Where, and how to get in.
    LOCKED_IN = "locked in, or not let out"
    LOCKED_OWN_DOOR = "has locked the door between them"
    HIDING = "hides"
    TRAPPED_OR_FALLEN = "fell, or is trapped"
    PERSON_OUTSIDE = "the other person is outside"
    CALLER_OUTSIDE = "the caller is outside"
    IN_A_VEHICLE = "in a vehicle"
    ON_BUS_OR_TRAIN = "on a bus or train"
    AT_WORK = "at work"
    ADDRESS = "an address"
    LANDMARK = "a landmark"
    PLACE_UNKNOWN = "does not know where"
    FLOOR = "which floor or flat"
    NOT_AT_HOME = "not at home"
    WAY_IN = "a way in for officers"
    CANNOT_OPEN = "cannot open the door"
    # What adds to the risk.
    DOG = "a dog"
    CHILDREN = "children are there"
    CHILD_HURT = "a child is hurt"
    OTHER_DRANK = "the other person has had drink or drugs"
    CALLER_DRANK = "the caller has had a drink"
    STATE_OF_MIND = "the other person's state of mind"
    COURT_ORDER = "a court order or bail"
    DONE_BEFORE = "has done it before"
    RANG_BEFORE = "rang before"
    SEPARATION = "a separation, or leaving"
    STALKED = "follows and turns up"
    WAY_GONE = "which way the other person went"
    RUNNING_AWAY = "the caller is getting away"
    FOLLOWED = "is being followed"
    VEHICLE_STOPPED = "the vehicle has stopped"
    NUMBER_PLATE = "a number plate"
    VEHICLE_LOOKS = "what a vehicle looks like"
    PERSON_LOOKS = "what a person looks like"
    # Who hears, and the phone.
    SOMEBODY_HEARS = "another person can hear"
    NOBODY_HEARS = "nobody else can hear"
    PHONE_WATCHED = "the phone is watched, or on speaker"
    SCREEN_SEEN = "another person could see the screen"
    BATTERY_LOW = "the battery is nearly empty"
    BAD_LINE = "a bad line"
    PHONE_GOES_AWAY = "the phone has to be put away"
    CAN_TALK_NOW = "can talk now"
    # What they wish, and fear.
    WANTS_POLICE = "wants police"
    REFUSES_POLICE = "does not want police"
    CONDITIONS = "how officers should come, or be in touch"
    REFUSES_AMBULANCE = "does not want an ambulance"
    MISTAKE = "the call was a mistake"
    SAYS_FINE = "says that all is well"
    THREAT_TO_KILL = "a threat to kill"
    THREATENS_HIMSELF = "the other person threatens to hurt themselves"
    FIRE_OR_PETROL = "fire, gas or petrol"
    AFRAID = "is afraid"
    NO_FEAR = "is not afraid"
    FEARS_TROUBLE = "is afraid of getting into trouble"
    ASHAMED = "is ashamed"
    # To us.
    HOW_LONG = "asks how long"
    ARE_YOU_THERE = "asks whether we are there"
    SMALL_TALK = "apologises, or makes small talk"
    ANGRY_AT_US = "is angry at us"
    ASKS_ADVICE = "asks what to do"
    ASKS_OUTCOME = "asks whether a person will be all right"
    DOES_NOT_FOLLOW = "does not follow"
    EXPLAINS_SOUND = "explains a sound"
    SAYS_WHAT_TO_SAY = "says what the caller is to say"
    # What only a whole situation shows (practice2 1.1).
    BROKEN_IN = "an intruder has broken in"
    ROBBERY = "a robbery, or a threat at work"
    HELD_BY_OTHERS = "several hold the caller, or make them work"
    OF_OTHERS = "it happens to other people, whom the caller hears or sees"
    OTHER_HURT = "another person is hurt, and not the caller"
    STILL_INSIDE = "another person is still inside, where it burns or is not safe"
    BY_PHONE = "threatens by phone or in messages, and is not there"
    TO_PERSON_THERE = "speaks to a person who is there"
    AS_IF_TO_ANOTHER = "talks as if to a shop or a friend"
    AS_IF_TO_SHOP = "talks as if to a shop or a takeaway"
    AS_IF_TO_FRIEND = "talks as if to a friend"
    AS_IF_TO_MOTHER = "talks as if to their mother"
    AS_IF_TO_SISTER = "talks as if to their sister"
    AS_IF_TO_TAXI = "talks as if to a taxi office"
    AS_IF_TO_WORK = "talks as if to their work"
    AS_IF_TO_VET = "talks as if to a vet or a surgery"
    AS_IF_TO_REPAIRS = "talks as if to a repair firm"
    AS_IF_WRONG_NUMBER = "talks as if they had a wrong number"
    CARER_SPEAKS = "a carer speaks for them, or they speak of a carer"
    CHILD_SPEAKS = "words of a young child"
    CHILD_PLAYS = "a child plays"
    LITTLE_ENGLISH = "speaks little English"
    NEEDS_TIME = "needs time to be understood"
    NO_SPEECH = "cannot hear or speak: writing only"
    DEVICE_SPEAKS = "a device or an alarm centre speaks"
    # What an operator or a call handler says to a caller (practice2 7).
    NAMES_POLICE = "names the police"
    PROMISES_SAFETY = "promises safety"
    CLAIMS_PLACE = "says that the place is known"
    CLAIMS_THERE = "says that officers are with the caller"
    AMBULANCE_COMING = "says that an ambulance is coming"
    FIRE_ENGINE_COMING = "says that a fire engine is coming"
    SAYS_PLACE = "says the place that is held"
    SCOLDS = "blames the caller, or orders them to be calm or louder"
    HANDS_OVER = "asks the caller to hand the phone to another person"
    SAYS_SOON = "says that officers are nearly there"
    SAYS_NO_TIME = "says that there is no time yet"
    ASKS_PROOF = "asks for a tap or a key, as a proof that the caller is there"


Stating = tuple[StatementTopic, bool]
"""One statement: its topic, and whether it is so."""
Stated = tuple[Stating, ...]
"""What words state: topics, each with whether it is so, in the order in which they are said."""
Follows = Mapping[Topic, bool]


class StatementRow(NamedTuple):
    """What a statement is about, and what it says of the topics that are asked about."""

    weighs: Weighs
    if_so: Follows = MappingProxyType({})
    if_not: Follows = MappingProxyType({})
    moves: bool = False
    """Whether it may change while the call lasts, so that a newer word counts (BF-6)."""


_S, _T = StatementTopic, Topic
_D, _C, _B = Weighs.DANGER, Weighs.COMFORT, Weighs.BODY
_P, _I, _K = Weighs.PLACE, Weighs.PERSON, Weighs.TALK
_HURT, _ILL = {_T.INJURED: True}, {_T.NEEDS_AMBULANCE: True}
_KNOWN, _GRAVE = {_T.KNOWS_PERSON: True}, {_T.IN_DANGER: True}
_THERE = {_T.OTHER_PERSON_PRESENT: True}
STATEMENTS: Mapping[StatementTopic, StatementRow] = {
    _S.PERSON_HERE: StatementRow(_D, _THERE, {_T.OTHER_PERSON_PRESENT: False}, moves=True),
    _S.IN_ANOTHER_ROOM: StatementRow(_D, {**_THERE, _T.SAME_ROOM: False}, moves=True),
    _S.ALONE: StatementRow(_C, {_T.OTHER_PERSON_PRESENT: False}, _THERE, moves=True),
    _S.HAS_GONE: StatementRow(_C, {_T.HAS_LEFT: True}, {_T.HAS_LEFT: False}, moves=True),
    _S.COMING_BACK: StatementRow(_D, moves=True),
    _S.SEVERAL_PEOPLE: StatementRow(_D, {_T.MORE_THAN_ONE: True}, {_T.MORE_THAN_ONE: False}),
    _S.HELPER_THERE: StatementRow(_C, moves=True),
    _S.COMING_CLOSER: StatementRow(_D, _GRAVE, moves=True),
    _S.PARTNER: StatementRow(_I, _KNOWN),
    _S.EX_PARTNER: StatementRow(_I, _KNOWN),
    _S.PARENT: StatementRow(_I, _KNOWN),
    _S.RELATIVE: StatementRow(_I, _KNOWN),
    _S.STRANGER: StatementRow(_I, {_T.KNOWS_PERSON: False}, _KNOWN),
    _S.KNOWN_PERSON: StatementRow(_I, _KNOWN),
    _S.NAME: StatementRow(_I),
    _S.KNIFE: StatementRow(_D, {_T.WEAPON: True}),
    _S.GUN: StatementRow(_D, {_T.WEAPON: True}),
    _S.OTHER_WEAPON: StatementRow(_D, {_T.WEAPON: True}),
    _S.NO_WEAPON_SEEN: StatementRow(_C),
    _S.WEAPON_IN_REACH: StatementRow(_D),
    _S.HIT: StatementRow(_B, _HURT),
    _S.BLEEDING: StatementRow(_B, _HURT),
    # A blow to the head need not be a faint, so only its denial says something of that.
    _S.HEAD_OR_PASSED_OUT: StatementRow(_B, {**_HURT, **_ILL}, {_T.PASSED_OUT: False}),
    _S.CANNOT_MOVE: StatementRow(_B, {_T.CAN_MOVE: False, **_HURT, **_ILL}, {_T.CAN_MOVE: True}),
    _S.NOT_HURT: StatementRow(_C, {_T.INJURED: False}, _HURT),
    # A hand at the neck is danger whenever tonight it was (BF-3, SIT-14).
    _S.STRANGLED: StatementRow(_B, {_T.STRANGLED: True, **_HURT, **_ILL, **_GRAVE},
        {_T.STRANGLED: False}),
    _S.PREGNANT: StatementRow(_B),
    _S.BREATHING_BADLY: StatementRow(_B, {_T.BREATHING_WELL: False, **_ILL}),
    _S.BREATHING_WELL: StatementRow(_C, {_T.BREATHING_WELL: True},
        {_T.BREATHING_WELL: False, **_ILL}, moves=True),
    _S.NOT_WAKING: StatementRow(_B, {_T.AWAKE: False, **_ILL}, moves=True),
    _S.ASLEEP: StatementRow(_C, moves=True),
    _S.STROKE_SIGNS: StatementRow(_B, _ILL),
    _S.ILL: StatementRow(_B, _ILL),
    _S.ON_BACK: StatementRow(_B),
    _S.COLD: StatementRow(_B),
    _S.BURNT: StatementRow(_B, {**_HURT, **_ILL}),
    _S.IN_LABOUR: StatementRow(_B, _ILL),
    _S.TABLETS_TAKEN: StatementRow(_B, {_T.TABLETS_TAKEN: True, **_ILL},
        {_T.TABLETS_TAKEN: False}),
    _S.SUICIDAL: StatementRow(_D, _GRAVE),
    _S.SEXUAL_ASSAULT: StatementRow(_D, _HURT),
    _S.VIOLENCE: StatementRow(_D, _GRAVE),
    _S.LOCKED_IN: StatementRow(_D, {_T.LOCKED_IN: True, _T.CAN_GET_OUT: False, **_GRAVE},
        {_T.LOCKED_IN: False}, moves=True),
    _S.LOCKED_OWN_DOOR: StatementRow(_P, {_T.DOOR_LOCKED: True}, {_T.DOOR_LOCKED: False},
        moves=True),
    _S.HIDING: StatementRow(_P, moves=True),
    _S.TRAPPED_OR_FALLEN: StatementRow(_B, {**_HURT, **_ILL}),
    _S.PERSON_OUTSIDE: StatementRow(_D, {_T.IN_THE_HOUSE: False}, moves=True),
    _S.CALLER_OUTSIDE: StatementRow(_P, {_T.ON_FOOT: True}, moves=True),
    _S.IN_A_VEHICLE: StatementRow(_P, {_T.IN_A_VEHICLE: True}, {_T.IN_A_VEHICLE: False},
        moves=True),
    _S.ON_BUS_OR_TRAIN: StatementRow(_P, {_T.IN_A_VEHICLE: True}, moves=True),
    _S.AT_WORK: StatementRow(_P, {_T.AT_HOME: False}),
    _S.ADDRESS: StatementRow(_P, {_T.LOCATION: True}, moves=True),
    _S.LANDMARK: StatementRow(_P, {_T.LOCATION: True}, moves=True),
    _S.PLACE_UNKNOWN: StatementRow(_P, moves=True),
    _S.FLOOR: StatementRow(_P, moves=True),
    _S.NOT_AT_HOME: StatementRow(_P, {_T.AT_HOME: False}, {_T.AT_HOME: True}),
    _S.WAY_IN: StatementRow(_P, {_T.CAN_OPEN_DOOR: True}),
    _S.CANNOT_OPEN: StatementRow(_P, {_T.CAN_OPEN_DOOR: False}, {_T.CAN_OPEN_DOOR: True},
        moves=True),
    _S.DOG: StatementRow(_D),
    _S.CHILDREN: StatementRow(_D, {_T.CHILDREN: True}, {_T.CHILDREN: False}),
    _S.CHILD_HURT: StatementRow(_D, {_T.CHILDREN: True, _T.CHILD_HURT: True, **_HURT},
        {_T.CHILD_HURT: False}),
    _S.OTHER_DRANK: StatementRow(_D, {_T.DRINK_OR_DRUGS: True}, {_T.DRINK_OR_DRUGS: False}),
    _S.CALLER_DRANK: StatementRow(_K),
    _S.STATE_OF_MIND: StatementRow(_D),
    _S.COURT_ORDER: StatementRow(_D, {_T.ORDERS: True, _T.KNOWS_PERSON: True}, {_T.ORDERS: False}),
    _S.DONE_BEFORE: StatementRow(_D),
    _S.RANG_BEFORE: StatementRow(_D, {_T.SAME_AS_BEFORE: True}),
    _S.SEPARATION: StatementRow(_D),
    _S.STALKED: StatementRow(_D),
    _S.WAY_GONE: StatementRow(_I, moves=True),
    _S.RUNNING_AWAY: StatementRow(_P, moves=True),
    _S.FOLLOWED: StatementRow(_D, {_T.FOLLOWED: True, _T.BEHIND_YOU: True},
        {_T.BEHIND_YOU: False}, moves=True),
    _S.VEHICLE_STOPPED: StatementRow(_P, {_T.MOVING: False}, {_T.MOVING: True}, moves=True),
    _S.NUMBER_PLATE: StatementRow(_I),
    _S.VEHICLE_LOOKS: StatementRow(_I),
    _S.PERSON_LOOKS: StatementRow(_I),
    _S.SOMEBODY_HEARS: StatementRow(_D, {_T.ALONE_TO_TALK: False}, moves=True),
    _S.NOBODY_HEARS: StatementRow(_C, {_T.ALONE_TO_TALK: True}, {_T.ALONE_TO_TALK: False},
        moves=True),
    _S.PHONE_WATCHED: StatementRow(_D, {_T.SCREEN_SEEN: True}, moves=True),
    _S.SCREEN_SEEN: StatementRow(_D, {_T.SCREEN_SEEN: True}, {_T.SCREEN_SEEN: False}, moves=True),
    _S.BATTERY_LOW: StatementRow(_D, moves=True),
    _S.BAD_LINE: StatementRow(_D, moves=True),
    _S.PHONE_GOES_AWAY: StatementRow(_D, moves=True),
    _S.CAN_TALK_NOW: StatementRow(_C, {_T.CAN_SPEAK: True}, moves=True),
    _S.WANTS_POLICE: StatementRow(_D, {_T.NEEDS_POLICE: True}),
    _S.REFUSES_POLICE: StatementRow(_C),
    _S.CONDITIONS: StatementRow(_D),
    _S.REFUSES_AMBULANCE: StatementRow(_C),
    _S.MISTAKE: StatementRow(_C, {_T.MISTAKE: True}, {_T.MISTAKE: False}),
    _S.SAYS_FINE: StatementRow(_C),
    _S.THREAT_TO_KILL: StatementRow(_D, _GRAVE),
    _S.THREATENS_HIMSELF: StatementRow(_D, _GRAVE),
    _S.FIRE_OR_PETROL: StatementRow(_D, _GRAVE),
    _S.AFRAID: StatementRow(_D, moves=True),
    _S.NO_FEAR: StatementRow(_K),
    _S.FEARS_TROUBLE: StatementRow(_K),
    _S.ASHAMED: StatementRow(_K),
    _S.OF_ANOTHER: StatementRow(_K),
    _S.ASKS_ADVICE: StatementRow(_K, moves=True),
    _S.ASKS_OUTCOME: StatementRow(_K, moves=True),
    _S.HOW_LONG: StatementRow(_K, moves=True),
    _S.ARE_YOU_THERE: StatementRow(_K, moves=True),
    _S.SMALL_TALK: StatementRow(_K),
    _S.ANGRY_AT_US: StatementRow(_K, moves=True),
    _S.DOES_NOT_FOLLOW: StatementRow(_K, moves=True),
    _S.EXPLAINS_SOUND: StatementRow(_K, moves=True),
    _S.SAYS_WHAT_TO_SAY: StatementRow(_D),
    _S.BROKEN_IN: StatementRow(_D, _GRAVE),
    _S.ROBBERY: StatementRow(_D, _GRAVE),
    _S.HELD_BY_OTHERS: StatementRow(_D, _GRAVE),
    _S.OF_OTHERS: StatementRow(_K),
    _S.OTHER_HURT: StatementRow(_B, _HURT),
    _S.STILL_INSIDE: StatementRow(_B),
    _S.BY_PHONE: StatementRow(_D, moves=True),
    _S.TO_PERSON_THERE: StatementRow(_K, {_T.ALONE_TO_TALK: False}, moves=True),
    _S.AS_IF_TO_ANOTHER: StatementRow(_K, {_T.ALONE_TO_TALK: False}),
    _S.AS_IF_TO_SHOP: StatementRow(_K, moves=True),
    _S.AS_IF_TO_FRIEND: StatementRow(_K, moves=True),
    _S.AS_IF_TO_MOTHER: StatementRow(_K, moves=True),
    _S.AS_IF_TO_SISTER: StatementRow(_K, moves=True),
    _S.AS_IF_TO_TAXI: StatementRow(_K, moves=True),
    _S.AS_IF_TO_WORK: StatementRow(_K, moves=True),
    _S.AS_IF_TO_VET: StatementRow(_K, moves=True),
    _S.AS_IF_TO_REPAIRS: StatementRow(_K, moves=True),
    _S.AS_IF_WRONG_NUMBER: StatementRow(_K, moves=True),
    _S.CARER_SPEAKS: StatementRow(_K),
    _S.CHILD_SPEAKS: StatementRow(_K, {_T.CHILDREN: True}),
    _S.CHILD_PLAYS: StatementRow(_K),
    _S.LITTLE_ENGLISH: StatementRow(_K),
    _S.NEEDS_TIME: StatementRow(_K),
    _S.NO_SPEECH: StatementRow(_K),
    _S.DEVICE_SPEAKS: StatementRow(_K),
    _S.NAMES_POLICE: StatementRow(_K),
    _S.PROMISES_SAFETY: StatementRow(_K),
    _S.CLAIMS_PLACE: StatementRow(_K),
    _S.CLAIMS_THERE: StatementRow(_K),
    _S.AMBULANCE_COMING: StatementRow(_K),
    _S.FIRE_ENGINE_COMING: StatementRow(_K),
    _S.SAYS_PLACE: StatementRow(_K),
    _S.SCOLDS: StatementRow(_K),
    _S.HANDS_OVER: StatementRow(_K),
    _S.SAYS_SOON: StatementRow(_K),
    _S.SAYS_NO_TIME: StatementRow(_K),
    _S.ASKS_PROOF: StatementRow(_K),
}
# fmt: on
"""Each statement. Practice2 2.2 has the belief; that so much follows is an assumption."""


LOWERING = frozenset(
    (topic, row.weighs.lowers) for topic, row in STATEMENTS.items() if row.weighs.lowers is not None
)
"""What lowers danger when it is believed: every sentence and many conditions ask it."""


def lowers(topic: StatementTopic, value: bool) -> bool:
    """Whether to believe it lowers danger (practice2 BF-3)."""
    return (topic, value) in LOWERING


def is_of_a_body(stated: Stating) -> bool:
    """Whether a statement says that a person is hurt or ill."""
    topic, value = stated
    return value and STATEMENTS[topic].weighs is Weighs.BODY


def follows(stated: Iterable[tuple[StatementTopic, bool]]) -> Iterator[tuple[Topic, bool]]:
    """Yield what statements say of the topics that are asked about, in their order."""
    for topic, value in stated:
        row = STATEMENTS[topic]
        yield from (row.if_so if value else row.if_not).items()
