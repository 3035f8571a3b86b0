"""Words that make a comfort doubtful, and the part of what is said in which they do."""

from __future__ import annotations

import re
from collections.abc import Collection
from enum import Enum
from typing import NamedTuple

from simulator.core.statements import StatementTopic
from simulator.late_pattern import late_pattern

_T = StatementTopic
STATES = frozenset(
    {
        _T.ALONE, _T.ASLEEP, _T.BREATHING_WELL, _T.CAN_TALK_NOW, _T.NOBODY_HEARS, _T.SOMEBODY_HEARS,
        _T.OTHER_DRANK, _T.NOT_WAKING, _T.SAYS_FINE, _T.PERSON_HERE, _T.LOCKED_IN, _T.AFRAID,
        _T.FOLLOWED, _T.BREATHING_BADLY, _T.HELPER_THERE,
    }
)  # fmt: skip
"""What lasts: it says something of now only where it is said of now."""
BODY = frozenset(
    {
        _T.NOT_HURT, _T.BREATHING_WELL, _T.SAYS_FINE, _T.BLEEDING, _T.HEAD_OR_PASSED_OUT,
        _T.CANNOT_MOVE, _T.BREATHING_BADLY, _T.NOT_WAKING, _T.STROKE_SIGNS, _T.ILL,
    }
)  # fmt: skip
"""How a person's body is."""
WELL = frozenset({_T.NOT_HURT, _T.SAYS_FINE})
DEEDS = frozenset({_T.HIT, _T.STRANGLED, _T.SEXUAL_ASSAULT, _T.VIOLENCE, _T.CHILD_HURT})
CALLED_OFF = frozenset({_T.MISTAKE, _T.SAYS_FINE, _T.REFUSES_POLICE})
"""What would end the call, or send nobody."""
WEAPONS = frozenset({_T.KNIFE, _T.GUN, _T.OTHER_WEAPON})
YOUNG = (
    r"(?:baby|bby|babby|babies|child|children|kids?|kiddies|toddler|twins|bump|little (?:one|ones"
    r"|man|lad|girl|boy)|wee (?:one|man|lad|lass)|newborn|daughter|grandson|granddaughter)"
)
OPENS = r"^(?:(?:and|but|so|because|no|oh|the|a|my|me|our|his|her) )*"


class PartAround(Enum):
    """A part of what is said around a statement."""

    BEFORE = "what its sentence says before its clause"
    CLAUSE = "its own clause"
    REST = "what its sentence says after its clause"
    AFTER = "what is said after its clause, in its sentence and in the next"
    SENTENCE = "its whole sentence"


class Doubt(NamedTuple):
    """Words that make a comfort doubtful."""

    of: Collection[StatementTopic] | None
    """The topics of which they do; None: all."""
    parts: Collection[PartAround]
    words: re.Pattern[str]


def doubt(
    of: Collection[StatementTopic] | None, parts: Collection[PartAround], *alternatives: str
) -> Doubt:
    """Return what is doubtful of these topics where one of these is said in these parts."""
    return Doubt(of, parts, late_pattern("|".join(alternatives)))


IN, SENTENCE, REST, AFTER = (
    (PartAround.CLAUSE,),
    (PartAround.SENTENCE,),
    (PartAround.REST,),
    (PartAround.AFTER,),
)
UP_TO, BEFORE = (PartAround.CLAUSE, PartAround.BEFORE), (PartAround.BEFORE,)
