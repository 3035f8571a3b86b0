"""How each statement is passed on: the part of a briefing it belongs to, and its words.

`{c}` is the caller, `{o}` the other person. Where the caller's own word matters, their words are
quoted; the clause here is for a record without words (practice2 section 6; wording: assumption).
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from typing import NamedTuple

from simulator.core.statements import StatementTopic


class Part(IntEnum):
    """The parts of a briefing, in the order in which they are said (practice2 section 6)."""

    PLACE = 1
    WHO = 2
    NOW = 3
    WEAPON = 4
    HURT = 5
    CHILDREN = 6
    HISTORY = 7
    UNKNOWN = 8
    HOW = 9


class StatementWords(NamedTuple):
    """How a statement is passed on."""

    part: Part
    so: str
    not_so: str
    rank: int = 2
    """How early it has to be said: 0 in the first burst, whatever else there is."""
    quoted: bool = False
    """Whether the caller's own words are given."""


_P, _S = Part, StatementTopic
# fmt: off
STATEMENT_WORDS: Mapping[StatementTopic, StatementWords] = {
    _S.PERSON_HERE: StatementWords(_P.WHO, "{o_is} there with {c_obj}", "{o_is} not there", 1),
    _S.IN_ANOTHER_ROOM: StatementWords(_P.WHO, "{o_is} in another room",
        "{o_is} not in another room", 1, quoted=True),
    _S.ALONE: StatementWords(_P.WHO, "{c_is} on {c_pos} own", "{c_is} not on {c_pos} own"),
    _S.HAS_GONE: StatementWords(_P.WHO, "{o_has} gone", "{o_has} not gone", 1, quoted=True),
    _S.COMING_BACK: StatementWords(_P.WHO, "{o_is} coming back", "{o_is} not coming back", 1,
        quoted=True),
    _S.SEVERAL_PEOPLE: StatementWords(_P.WHO, "there are several of them",
        "there's only one of them", 1, quoted=True),
    _S.HELPER_THERE: StatementWords(_P.WHO, "somebody is there who helps",
        "nobody is there to help", quoted=True),
    _S.COMING_CLOSER: StatementWords(_P.NOW, "{o_is} coming closer", "{o_is} not coming closer", 0,
        quoted=True),
    _S.PARTNER: StatementWords(_P.WHO, "it's {c_pos} partner", "it's not {c_pos} partner"),
    _S.EX_PARTNER: StatementWords(_P.WHO, "it's {c_pos} ex", "it's not {c_pos} ex"),
    _S.PARENT: StatementWords(_P.WHO, "it's a parent, or a parent's partner", "it's no parent"),
    _S.RELATIVE: StatementWords(_P.WHO, "it's one of the family", "it's nobody in the family",
        quoted=True),
    _S.STRANGER: StatementWords(_P.WHO, "it's a stranger", "it's not a stranger"),
    _S.KNOWN_PERSON: StatementWords(_P.WHO, "it's a person known to {c_obj}",
        "it's nobody known to {c_obj}"),
    _S.NAME: StatementWords(_P.HISTORY, "there's a name", "there's no name", 3, quoted=True),
    _S.KNIFE: StatementWords(_P.WEAPON, "there's a knife", "there's no knife", 0, quoted=True),
    _S.GUN: StatementWords(_P.WEAPON, "there's a gun", "there's no gun", 0, quoted=True),
    _S.OTHER_WEAPON: StatementWords(_P.WEAPON, "there's something used as a weapon",
        "there's nothing used as a weapon", 0, quoted=True),
    _S.NO_WEAPON_SEEN: StatementWords(_P.WEAPON, "{c_has} not seen a weapon",
        "{c_has} seen a weapon", 1),
    _S.WEAPON_IN_REACH: StatementWords(_P.WEAPON, "a weapon is in reach, or was used before",
        "no weapon is in reach", 1, quoted=True),
    _S.VIOLENCE: StatementWords(_P.NOW, "there's violence now", "there's no violence", 0,
        quoted=True),
    _S.BROKEN_IN: StatementWords(_P.NOW, "somebody has broken in", "nobody has broken in", 0,
        quoted=True),
    _S.ROBBERY: StatementWords(_P.NOW, "there's a robbery, or a threat at work",
        "there's no robbery", 0, quoted=True),
    _S.HELD_BY_OTHERS: StatementWords(_P.NOW, "several people won't let {c_obj} go",
        "nobody keeps {c_obj} there", 0, quoted=True),
    _S.OF_OTHERS: StatementWords(_P.WHO, "it's other people, whom {c} can hear or see",
        "it isn't other people", quoted=True),
    _S.OTHER_HURT: StatementWords(_P.HURT, "it's another person there who is hurt",
        "nobody else is hurt", 0, quoted=True),
    _S.STILL_INSIDE: StatementWords(_P.HURT, "another person is still inside",
        "nobody else is inside", 0, quoted=True),
    _S.BY_PHONE: StatementWords(_P.NOW, "the threats come by phone or in messages",
        "the threats don't come by phone", quoted=True),
    _S.CARER_SPEAKS: StatementWords(_P.WHO, "it's a carer who speaks", "it's no carer", 1),
    _S.LITTLE_ENGLISH: StatementWords(_P.WHO, "{c_has} little English",
        "{c_has} enough English", 1),
    _S.NEEDS_TIME: StatementWords(_P.WHO, "{c_is} to be given time", "no time is needed", 1,
        quoted=True),
    _S.NO_SPEECH: StatementWords(_P.WHO, "{c} can't hear or speak", "{c} can speak", 1,
        quoted=True),
    _S.DEVICE_SPEAKS: StatementWords(_P.NOW, "a device reports it", "no device reports it", 1,
        quoted=True),
    _S.HIT: StatementWords(_P.HURT, "{c_has} been hit", "{c_has} not been hit", 1, quoted=True),
    _S.BLEEDING: StatementWords(_P.HURT, "there's a wound", "there's no wound", 1, quoted=True),
    _S.HEAD_OR_PASSED_OUT: StatementWords(_P.HURT, "there was a blow to the head, or a blackout",
        "there was no blow to the head and no blackout", 1, quoted=True),
    _S.CANNOT_MOVE: StatementWords(_P.HURT, "somebody can't move, or something is broken",
        "nothing is broken", 1, quoted=True),
    _S.NOT_HURT: StatementWords(_P.HURT, "nobody is hurt", "somebody is hurt"),
    _S.STRANGLED: StatementWords(_P.HURT, "{c_has} been held by the neck",
        "{c_has} not been held by the neck", 0, quoted=True),
    _S.PREGNANT: StatementWords(_P.HURT, "{c_is} pregnant", "{c_is} not pregnant", 1),
    _S.BREATHING_BADLY: StatementWords(_P.HURT, "the breathing isn't as it should be",
        "the breathing is all right", 0, quoted=True),
    _S.BREATHING_WELL: StatementWords(_P.HURT, "the breathing is normal",
        "the breathing isn't normal", 1),
    _S.NOT_WAKING: StatementWords(_P.HURT, "somebody won't wake up", "somebody is awake again", 0,
        quoted=True),
    _S.ASLEEP: StatementWords(_P.HURT, "somebody is asleep", "nobody is asleep"),
    _S.STROKE_SIGNS: StatementWords(_P.HURT, "there are signs of a stroke",
        "there are no signs of a stroke", 0, quoted=True),
    _S.ILL: StatementWords(_P.HURT, "somebody is ill", "nobody is ill", 0, quoted=True),
    _S.ON_BACK: StatementWords(_P.HURT, "the one who is ill is on their back, or being sick",
        "the one who is ill isn't on their back", 1, quoted=True),
    _S.COLD: StatementWords(_P.HURT, "somebody there is cold", "nobody there is cold", quoted=True),
    _S.BURNT: StatementWords(_P.HURT, "somebody is burnt or scalded",
        "nobody is burnt or scalded", 0, quoted=True),
    _S.IN_LABOUR: StatementWords(_P.HURT, "a baby is coming now", "no baby is coming yet", 0,
        quoted=True),
    _S.TABLETS_TAKEN: StatementWords(_P.HURT, "tablets or drugs were taken",
        "no tablets or drugs were taken", 0, quoted=True),
    _S.SUICIDAL: StatementWords(_P.HURT, "{c_is} suicidal", "{c_is} not suicidal", 0,
        quoted=True),
    _S.SEXUAL_ASSAULT: StatementWords(_P.HURT, "{c_has} been sexually assaulted",
        "{c_has} not been sexually assaulted", 0),
    _S.LOCKED_IN: StatementWords(_P.NOW, "{c_is} locked in and not let out",
        "{c_is} not locked in", 1, quoted=True),
    _S.LOCKED_OWN_DOOR: StatementWords(_P.WHO, "there's a locked door between them",
        "there's no locked door between them", quoted=True),
    _S.HIDING: StatementWords(_P.PLACE, "{c_is} hiding", "{c_is} not hiding", 1, quoted=True),
    _S.TRAPPED_OR_FALLEN: StatementWords(_P.HURT, "somebody has fallen, or is trapped",
        "nobody has fallen or is trapped", 0, quoted=True),
    _S.PERSON_OUTSIDE: StatementWords(_P.WHO, "{o_is} outside", "{o_is} not outside", 1,
        quoted=True),
    _S.CALLER_OUTSIDE: StatementWords(_P.PLACE, "{c_is} outside", "{c_is} not outside", 1,
        quoted=True),
    _S.IN_A_VEHICLE: StatementWords(_P.PLACE, "{c_is} in a vehicle", "{c_is} not in a vehicle", 1),
    _S.ON_BUS_OR_TRAIN: StatementWords(_P.PLACE, "{c_is} on a bus or train",
        "{c_is} not on a bus or train", 1, quoted=True),
    _S.AT_WORK: StatementWords(_P.PLACE, "{c_is} at work", "{c_is} not at work", quoted=True),
    _S.ADDRESS: StatementWords(_P.PLACE, "there's an address", "that's not the address", 0,
        quoted=True),
    _S.LANDMARK: StatementWords(_P.PLACE, "there's a landmark", "that's not the landmark", 0,
        quoted=True),
    _S.PLACE_UNKNOWN: StatementWords(_P.PLACE, "the place isn't known to {c_obj}",
        "the place is known to {c_obj}", 1),
    _S.FLOOR: StatementWords(_P.PLACE, "there's a floor or flat", "that's not the floor", 1,
        quoted=True),
    _S.NOT_AT_HOME: StatementWords(_P.PLACE, "{c_is} not at home", "{c_is} at home", 1),
    _S.WAY_IN: StatementWords(_P.HOW, "there's a way in", "there's no way in", 2, quoted=True),
    _S.CANNOT_OPEN: StatementWords(_P.HOW, "{c} can't open the door", "{c} can open the door",
        quoted=True),
    _S.DOG: StatementWords(_P.HOW, "there's a dog", "there's no dog"),
    _S.CHILDREN: StatementWords(_P.CHILDREN, "there are children", "there are no children", 1,
        quoted=True),
    _S.CHILD_HURT: StatementWords(_P.CHILDREN, "a child is hurt", "no child is hurt", 0,
        quoted=True),
    _S.OTHER_DRANK: StatementWords(_P.HISTORY, "{o_has} had drink or drugs",
        "{o_has} had no drink or drugs"),
    _S.CALLER_DRANK: StatementWords(_P.HISTORY, "{c_has} had a drink", "{c_has} had no drink", 3),
    _S.STATE_OF_MIND: StatementWords(_P.HISTORY, "{o_is} not well in {o_pos} mind",
        "{o_is} well in {o_pos} mind", 2, quoted=True),
    _S.COURT_ORDER: StatementWords(_P.HISTORY, "there's a court order or bail",
        "there's no court order or bail", 1, quoted=True),
    _S.DONE_BEFORE: StatementWords(_P.HISTORY, "it has happened before",
        "it hasn't happened before"),
    _S.RANG_BEFORE: StatementWords(_P.HISTORY, "this isn't {c_pos} first call about it",
        "this is {c_pos} first call about it"),
    _S.SEPARATION: StatementWords(_P.HISTORY, "{c_is} leaving, or they have separated",
        "there's no separation"),
    _S.STALKED: StatementWords(_P.HISTORY, "{o} follows {c_obj} and turns up",
        "{o} doesn't follow {c_obj}", 1, quoted=True),
    _S.WAY_GONE: StatementWords(_P.WHO, "that's the way {o_has} gone", "that's not the way", 1,
        quoted=True),
    _S.RUNNING_AWAY: StatementWords(_P.NOW, "{c_is} getting away", "{c_is} not getting away", 1),
    _S.FOLLOWED: StatementWords(_P.NOW, "{c_is} being followed", "nobody follows {c_obj} now", 1,
        quoted=True),
    _S.VEHICLE_STOPPED: StatementWords(_P.NOW, "the vehicle has stopped",
        "the vehicle is moving", 1),
    _S.NUMBER_PLATE: StatementWords(_P.WHO, "there's a number plate", "there's no number plate", 2,
        quoted=True),
    _S.VEHICLE_LOOKS: StatementWords(_P.WHO, "there's a vehicle", "that's not the vehicle", 2,
        quoted=True),
    _S.PERSON_LOOKS: StatementWords(_P.WHO, "that's what {o} looks like", "that's not {o_obj}", 2,
        quoted=True),
    _S.SOMEBODY_HEARS: StatementWords(_P.HOW, "somebody can hear {c_obj}",
        "nobody can hear {c_obj}", 1),
    _S.NOBODY_HEARS: StatementWords(_P.HOW, "nobody can hear {c_obj}",
        "somebody can hear {c_obj}", 1),
    _S.PHONE_WATCHED: StatementWords(_P.HOW, "{c_pos} phone is watched",
        "{c_pos} phone isn't watched", 1),
    _S.SCREEN_SEEN: StatementWords(_P.HOW, "{c_pos} screen could be seen",
        "{c_pos} screen can't be seen"),
    _S.BATTERY_LOW: StatementWords(_P.HOW, "{c_pos} battery is nearly gone",
        "{c_pos} battery is all right"),
    _S.BAD_LINE: StatementWords(_P.HOW, "the line is bad", "the line is all right", 3),
    _S.PHONE_GOES_AWAY: StatementWords(_P.HOW, "the phone has to go away",
        "the phone stays", 1),
    _S.CAN_TALK_NOW: StatementWords(_P.HOW, "{c} can talk now", "{c} can't talk now"),
    _S.REFUSES_POLICE: StatementWords(_P.HOW, "no police are wanted", "police are wanted"),
    _S.CONDITIONS: StatementWords(_P.HOW, "there are things to mind", "there's nothing to mind", 1,
        quoted=True),
    _S.REFUSES_AMBULANCE: StatementWords(_P.HURT, "no ambulance is wanted",
        "an ambulance is wanted"),
    _S.MISTAKE: StatementWords(_P.NOW, "it was a mistake", "it wasn't a mistake", 0),
    _S.SAYS_FINE: StatementWords(_P.NOW, "all is well", "all isn't well", 0),
    _S.THREAT_TO_KILL: StatementWords(_P.NOW, "there's a threat to kill",
        "there's no threat to kill", 0, quoted=True),
    _S.THREATENS_HIMSELF: StatementWords(_P.NOW, "{o_has} threatened suicide",
        "{o_has} not threatened suicide", 0, quoted=True),
    _S.FIRE_OR_PETROL: StatementWords(_P.NOW, "there's fire, gas or petrol",
        "there's no fire, gas or petrol", 0, quoted=True),
    _S.AFRAID: StatementWords(_P.NOW, "{c_is} afraid", "{c_is} not afraid"),
    _S.SAYS_WHAT_TO_SAY: StatementWords(_P.NOW, "{c_is} being told what to say",
        "nobody says what {c} should say", 0),
}
# fmt: on
"""What is about the talk itself, and that police are wanted, is passed on to nobody."""
