"""How answers, sounds, markers and places are passed on (wording: assumption)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from simulator.core.terms import LocationSource, Marker, Sign, Sound, Topic
from simulator.language.telling.statement_words import Part


class AnswerWords(NamedTuple):
    """How the answer to a question is passed on."""

    part: Part
    yes: str
    no: str
    rank: int = 2
    lowers: bool | None = None
    """Which answer lowers danger; None if neither does."""
    open: str = ""
    """What is not known without an answer; empty if officers need not hear of that."""


_P, _T = Part, Topic
# fmt: off
BREATHES = "there is breathing; whether it is normal isn't known"
"""What a child's yes says of a breath: anything but clear normal is not normal (DR-08)."""
ANSWER_WORDS: Mapping[Topic, AnswerWords] = {
    _T.NEEDS_POLICE: AnswerWords(_P.NOW, "police are needed", "no police are needed", 4, False),
    _T.MISTAKE: AnswerWords(_P.NOW, "it was a mistake", "it wasn't a mistake", 0, True),
    _T.IN_DANGER: AnswerWords(_P.NOW, "{c_is} in danger now", "{c_is} in no danger", 0, False,
        "danger now"),
    _T.INJURED: AnswerWords(_P.HURT, "somebody is hurt", "nobody is hurt", 1, False, "injuries"),
    _T.NEEDS_AMBULANCE: AnswerWords(_P.HURT, "an ambulance is needed", "no ambulance is needed", 1,
        False),
    _T.STRANGLED: AnswerWords(_P.HURT,
        "{c_has} been held by the neck: treat that as a risk to life",
        "{c_has} not been held by the neck", 0, False, "a grip on the neck"),
    _T.PASSED_OUT: AnswerWords(_P.HURT, "{c} passed out", "{c} didn't pass out", 1, False),
    _T.CAN_MOVE: AnswerWords(_P.HURT, "{c} can move", "{c} can't move", 1, True),
    _T.TABLETS_TAKEN: AnswerWords(_P.HURT, "tablets or drugs were taken",
        "no tablets or drugs were taken", 0, False, "tablets"),
    _T.WEAPON_IN_HAND: AnswerWords(_P.WEAPON, "the weapon is in {o_pos} hand",
        "the weapon isn't in {o_pos} hand", 0, False),
    _T.WEAPON_USED: AnswerWords(_P.WEAPON, "the weapon has been used",
        "the weapon hasn't been used", 0, False),
    _T.CHILD_HURT: AnswerWords(_P.CHILDREN, "a child is hurt", "no child is hurt", 0, False),
    _T.LOCKED_IN: AnswerWords(_P.NOW, "{c_is} locked in", "{c_is} not locked in", 1, False),
    _T.CAN_GET_OUT: AnswerWords(_P.NOW, "{c} can get out", "{c} can't get out", 1, True),
    _T.OTHER_PERSON_PRESENT: AnswerWords(_P.WHO, "somebody else is there",
        "nobody else is there", 1, False, "who is there"),
    _T.MORE_THAN_ONE: AnswerWords(_P.WHO, "there is more than one of them",
        "there is only one of them", 1, False, "how many there are"),
    _T.KNOWS_PERSON: AnswerWords(_P.WHO, "it's a person known to {c_obj}",
        "it's nobody known to {c_obj}"),
    _T.IN_THE_HOUSE: AnswerWords(_P.WHO, "{o_is} inside", "{o_is} not inside", 1, False,
        "whether they are inside"),
    _T.WEAPON: AnswerWords(_P.WEAPON, "there's a weapon", "there's no weapon", 0, False,
        "a weapon"),
    _T.CHILDREN: AnswerWords(_P.CHILDREN, "there are children", "there are no children", 1, False,
        "children"),
    _T.DRINK_OR_DRUGS: AnswerWords(_P.HISTORY, "{o_has} had drink or drugs",
        "{o_has} had no drink or drugs", 2, False, "drink or drugs"),
    _T.ORDERS: AnswerWords(_P.HISTORY, "there's a court order or bail",
        "there's no court order or bail", 1, False, "court orders"),
    _T.AT_HOME: AnswerWords(_P.PLACE, "{c_is} at home", "{c_is} not at home", 1),
    _T.INDOORS: AnswerWords(_P.PLACE, "{c_is} indoors", "{c_is} not indoors"),
    _T.IN_A_VEHICLE: AnswerWords(_P.PLACE, "{c_is} in a vehicle", "{c_is} not in a vehicle", 1),
    _T.ON_FOOT: AnswerWords(_P.PLACE, "{c_is} on foot, outdoors", "{c_is} not on foot outdoors", 1),
    _T.IN_A_TOWN: AnswerWords(_P.PLACE, "{c_is} in a town", "{c_is} not in a town"),
    _T.CAN_STAY_HIDDEN: AnswerWords(_P.WHO, "{c} can stay hidden there",
        "{c} can't stay hidden there", 1),
    _T.CAN_OPEN_DOOR: AnswerWords(_P.HOW, "{c} can open the door", "{c} can't open the door", 2,
        None, "who opens the door"),
    _T.CAN_SPEAK: AnswerWords(_P.HOW, "{c} can speak", "{c} can't speak", 4),
    _T.ALONE_TO_TALK: AnswerWords(_P.HOW, "nobody can hear {c_obj}", "somebody can hear {c_obj}", 1,
        True, "who can hear"),
    _T.FOLLOWED: AnswerWords(_P.NOW, "{c_is} being followed", "{c_is} not being followed", 1, False,
        "whether anybody follows"),
    _T.SCREEN_SEEN: AnswerWords(_P.HOW, "{c_pos} screen could be seen",
        "{c_pos} screen can't be seen", 2, False),
    _T.SAME_ROOM: AnswerWords(_P.WHO, "{o_is} in the same room", "{o_is} not in the same room", 1,
        False),
    _T.HAS_LEFT: AnswerWords(_P.WHO, "{o_has} left", "{o_has} not left", 1, True,
        "whether they are still there"),
    _T.BREATHING_WELL: AnswerWords(_P.HURT, "the breathing is normal", "the breathing isn't normal",
        0, True, "breathing"),
    _T.AWAKE: AnswerWords(_P.HURT, "the person who is ill is awake",
        "the person who is ill won't wake", 0, True, "whether they wake"),
    _T.DOOR_LOCKED: AnswerWords(_P.WHO, "{c_pos} door is locked", "{c_pos} door isn't locked", 2),
    _T.BEHIND_YOU: AnswerWords(_P.NOW, "{o_is} still behind {c_obj}",
        "{o_is} not behind {c_obj} any more", 1, False),
    _T.PEOPLE_NEAR: AnswerWords(_P.PLACE, "there are people or a lit shop near",
        "there are no people near"),
    _T.MOVING: AnswerWords(_P.PLACE, "{c_is} moving", "{c_is} not moving", 1),
    _T.SAME_AS_BEFORE: AnswerWords(_P.HISTORY, "it's the same as when {c_pos} number rang before",
        "it isn't the same as before"),
}
"""Topics that only say how to talk are passed on to nobody; places have sentences of their own."""
FILLED_IN = (_T.LOCATION, _T.AT_KNOWN_ADDRESS, _T.WHAT_HAPPENED, _T.CAN_HEAR, _T.COVER_WORDS)
"""Topics without a clause: places are said as places, the others are about the talk."""
BY_SIGN: Mapping[Sign, str] = {
    Sign.TAP: "by taps", Sign.KEY: "by key presses", Sign.COUGH: "by coughs",
    Sign.BREATH: "by breaths", Sign.SILENCE: "by silence in the code",
}
SOUND_WORDS: Mapping[Sound, str] = {
    Sound.SOB: "crying", Sound.SHOUTING: "shouting", Sound.ARGUMENT: "a row",
    Sound.BREAKING: "something breaking", Sound.SCUFFLE: "a struggle", Sound.GROAN: "a groan",
    Sound.VOICES: "people talking", Sound.FOOTSTEPS: "steps", Sound.DOOR: "a door",
    Sound.KNOCK: "knocking", Sound.PHONE_DROPPED: "the phone dropped",
    Sound.FALL_MESSAGE: "a fall alarm's message", Sound.DEVICE_VOICE: "a device's voice",
    Sound.INDICATOR: "a car's indicator", Sound.ENGINE: "an engine", Sound.TRAFFIC: "traffic",
    Sound.WIND: "wind", Sound.TELEVISION: "a television", Sound.MUSIC: "music",
    Sound.BREATHING: "breathing", Sound.LAUGHTER: "laughter", Sound.CHATTER: "distant chatter",
    Sound.LOUD_BREATH: "a loud breath", Sound.CLOTH: "cloth on the phone",
    Sound.LOW_BATTERY: "a low-battery beep", Sound.CLICK: "a click",
}
"""Sounds by name, the most telling first."""
MOST_TELLING, MOST_HELPFUL = 13, 21
"""So many of them are clues, and so many say something of the place; the others are passed on only
where there is nothing else (assumption)."""
MARKER_WORDS: Mapping[Marker, str] = {
    Marker.HIGH_RISK_DOMESTIC_ABUSE: "domestic abuse, high risk",
    Marker.DOMESTIC_ABUSE: "domestic abuse",
    Marker.STALKING: "stalking", Marker.COURT_ORDER: "a court order or bail",
    Marker.WEAPONS: "weapons", Marker.AGREED_WORD: "an agreed word",
    Marker.VULNERABLE: "a vulnerable person", Marker.ILLNESS: "an illness",
}
SOURCE_WORDS: Mapping[LocationSource, str] = {
    LocationSource.EISEC: "from the network", LocationSource.AML: "from the phone",
    LocationSource.VEHICLE: "from the car", LocationSource.SPOKEN: "from the device",
    LocationSource.TRACE: "from the trace",
}
# fmt: on
_NUMBERS = (
    *("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen", "twenty"),
)


_LONG = 90
"""Over so many minutes a wait is said in hours, as anybody would (4.5, assumption)."""


def in_all(minutes: int) -> str:
    """Return how long a wait is, rounded up, as it is said: about 45 minutes, about two hours."""
    if not minutes:
        return ""
    if minutes <= _LONG:
        return f"about {minutes} minutes"
    halves = -(-minutes // 30)
    return f"about {in_words(halves // 2)}{' and a half' if halves % 2 else ''} hours"


def in_words(number: int) -> str:
    """Return a number as it is spoken, up to twenty in words."""
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)
