"""Questions of staff that ask something else than the topic that their words are like.

"Has someone broken into your house?" is near "is anyone hurt?" by its words, and a yes to it
would be kept as hurt. So what a sentence asks about by a thing that a topic has no word for is not
taken as that topic: the words are said, nothing is learnt from the answer, and the near question is
offered (wordings: assumption).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from simulator.core.terms import Intent, Topic
from simulator.language.unmarked import marked
from simulator.late_pattern import late_pattern

_ALL = frozenset(Topic)
_PLACED = frozenset(
    {
        Topic.INDOORS, Topic.SAME_ROOM, Topic.AT_HOME, Topic.ON_FOOT, Topic.IN_A_VEHICLE,
        Topic.IN_A_TOWN, Topic.IN_THE_HOUSE, Topic.OTHER_PERSON_PRESENT, Topic.AT_KNOWN_ADDRESS,
        Topic.CAN_STAY_HIDDEN, Topic.CAN_GET_OUT, Topic.DOOR_LOCKED, Topic.LOCKED_IN,
    }
)  # fmt: skip
_ROOM = (
    r"(?:bath|bed|box|living|sitting|dining|spare|utility|store|stock|changing|front|back)[ -]?room"
    r"|kitchen|toilet|loo|lounge|loft|attic|cellar|basement|garage|shed|cupboard|wardrobe|hall(?:way)?"
    r"|landing|conservatory|porch|lift|stairwell|office|pantry|roof"
)
_ROWS: tuple[tuple[str, frozenset[Topic]], ...] = (
    # So many presses are a number, and no yes.
    (r"\b(?:press|tap|key|knock|cough|tone|beep|once|one|time)\w*\b[^.?!]*\b(?:for (?:each|every)"
        r"|per (?:person|man|floor|room|child|one)|for (?:as|how) many)\b", _ALL),
    # "Are you in the kitchen?" asks of a room, and not who else is in it.
    (rf"\b(?:are|r) (?:you|u)\b(?!.*\b(?:he|she|they|him|her|them|with)\b)[^?]*\b(?:{_ROOM})\b",
        _PLACED),
    (r"\b(?:are|r) (?:you|u)\b[^?]*\b(?:(?:first|second|third|fourth|fifth|sixth|seventh|eighth"
        r"|ninth|tenth|top|ground|upper|lower|bottom|\d+(?:st|nd|rd|th)?) (?:floor|storey)"
        r"|floor \w+)\b", _PLACED),
    # That a house was broken into says of nobody that they are hurt, near, or inside now.
    (r"(?!.*\b(?:we|i) )\b(?:br(?:o|ea)k(?:e|en|ing)? in(?:to)?|burgl\w+|break-?in|robbed"
        r"|forced (?:the |your )?(?:door|entry|window))\b",
        _ALL - {Topic.WHAT_HAPPENED, Topic.IN_THE_HOUSE}),
    # To breathe into the phone is a way to answer, and the phone no patient.
    (r"\bbreathe (?:in(?:to)?|down|at|on) (?:the|your) (?:phone|mic\w*|mouthpiece|handset|line"
        r"|receiver)\b", frozenset({Topic.BREATHING_WELL})),
    # Who has come through to 999 is asked for a reason, and not whether they hear.
    (r"\bcome through to (?:999|112|emergency|the (?:police|emergency))",
        frozenset({Topic.CAN_HEAR})),
    # Who still hears another person says nothing of who hears the caller, or of danger.
    (r"\b(?:can|could|do|did) (?:you|u|ya) (?:still )?hear (?:him|her|them)\b",
        frozenset({Topic.ALONE_TO_TALK, Topic.IN_DANGER, Topic.CAN_HEAR})),
    # A plate that is read from a window puts the caller in no vehicle, and before no screen.
    (r"\b(?:number|reg\w*|licen[cs]e) ?plate\b|\breg(?:istration)? (?:number|of the)\b", _ALL),
    (r"\b(?:any|a|the) (?:fire|smoke)\b", frozenset({Topic.WEAPON_USED, Topic.WEAPON})),
    # What a stranger would ring about: it is said as a cover, and asks of no earlier call.
    (r"(?!.*\b(?:same|again|before|earlier|last|yesterday)\b)"
        r".*\b(?:ring|call|phon|rang)\w* about (?:the|your|a|an|that)\b",
        frozenset({Topic.SAME_AS_BEFORE})),
    (r"\b(?:is|are) (?:it|this|that|these|they) (?:an? )?"
        r"(?:burglars?|intruders?|robbers?|thie\w+)\b",
        _ALL - {Topic.WHAT_HAPPENED, Topic.KNOWS_PERSON}),
    (r"\b(?:burglars?|intruders?|robbers?|thie(?:f|ves))\b[^?]*\b(?:in|inside|house|building)\b",
        _ALL - {Topic.IN_THE_HOUSE, Topic.OTHER_PERSON_PRESENT, Topic.SAME_ROOM}),
    (r"\b(?:dogs?|cats?|puppy|pets|alsatian|animals?)\b", _ALL - {Topic.WHAT_HAPPENED}),
    # To reach a room asks for a move, and not who is in the one where the caller is.
    (r"\bcan (?:you|u|ya) (?:get|go|move|make it) (?:in)?to (?:another|a different|the other|an?)"
        r" (?:\w+ )?room\b", _PLACED - {Topic.CAN_GET_OUT}),
    # To reach a door is not to open it, and an open one is not opened by the caller.
    (r"\bcan (?:you|u|ya) (?:get|make it|reach|see|go|crawl|move)(?: (?:to|up to|as far as|near))?"
        r" (?:the|your|a|that) (?:\w+ )?door\b(?!.*\b(?:open|let|unlock|without)\b)",
        frozenset({Topic.CAN_OPEN_DOOR, Topic.CAN_GET_OUT, Topic.DOOR_LOCKED})),
    (r"\W*(?:and |so )?is (?:the|your|that) (?:\w+ )?door (?:still |left |wide )?open\W*\Z",
        frozenset({Topic.CAN_OPEN_DOOR})),
    (r"\b(?:are|r) (?:you|u) (?:near|by|beside|next to|under|behind|wearing|holding) (?:a|an|the"
        r"|your|any)\b", frozenset({Topic.OTHER_PERSON_PRESENT, Topic.SAME_ROOM})),
    (rf"\W*(?:and |so )?(?:is|are) (?:he|she|they|the \w+) (?:in|inside) (?:the|your) (?:{_ROOM})"
        r"(?: now)?\W*\Z", frozenset({Topic.SAME_ROOM})),
    (r"\bis (?:the|your|that) (?:\w+ )?(?:window|gate|garage|car|light|curtains?)\b[^?]*\b"
        r"(?:open|on|shut|closed|drawn|locked)\b",
        frozenset({Topic.CAN_OPEN_DOOR, Topic.DOOR_LOCKED})),
    (r"\b(?:t[o]ok|taken|takes?|got|has|have|grabbed) (?:your|ur) (?:phone|keys?|bag|purse"
        r"|cars?|cards?|money|passport)\b",
        _ALL - {Topic.WHAT_HAPPENED, Topic.SCREEN_SEEN, Topic.LOCKED_IN}),
    (r"\b(?:live|lives|living) (?:there|here|with you|together)\b",
        frozenset({Topic.OTHER_PERSON_PRESENT, Topic.SAME_ROOM, Topic.IN_THE_HOUSE})),
    (r"\bplaying with\b",
        frozenset({Topic.OTHER_PERSON_PRESENT, Topic.SAME_ROOM, Topic.CHILDREN})),
    # Who else knows the place asks of nobody that they stay, or where they are.
    (r"\b(?:does|do|has|have|did|will|would) (?:he|she|they|(?:any|some)(?:one|body)"
        r"(?: else)?|the \w+|your \w+)\b[^?]*\bwhere (?:you|u)(?: are|'re)\b", _ALL),
    # "Are you sure it isn't your husband?" doubts, and asks for nobody (LP-05).
    (r"\b(?:sure|certain|positive) (?:it|that|this)(?:'s| is)?(?:n't| not)\b",
        frozenset({Topic.KNOWS_PERSON})),
    # What goes on does not travel.
    (r"\b(?:it|this|that)(?:'s| is)? (?:still )?going on\b", frozenset({Topic.MOVING})),
    # Who comes to a door wakes from nothing, and what hurts in swallowing was not taken.
    (r"\b(?:is|are) (?:he|she|they|it|(?:any|some)(?:one|body))\b[^?]*\b(?:coming|comes?)"
        r" (?:to|up to|towards?|nearer|closer|for)\b", frozenset({Topic.AWAKE})),
    (r"\b(?:hurts?|sore|pain\w*|easy|hard|trouble|able)\b[^?]*"
        r"\bswallow\w*\b",
        frozenset({Topic.TABLETS_TAKEN})),
    # To let a caller ring off frees nobody who is held.
    (r"\b(?:want|sha(?:ll)|should|ok|okay|all right)\b[^?]*\b(?:i|me|us|we)\b[^?]*"
        r"\blet (?:you|u|ya) go\b",
        frozenset({Topic.LOCKED_IN, Topic.CAN_GET_OUT, Topic.IN_DANGER, Topic.CAN_OPEN_DOOR})),
    # What can be heard asks for a sound, and not who hears the caller.
    (r"\b(?:is|was) (?:the|that|this) (?:noise|sound|bang\w*|voice|shouting|shout)\b",
        _ALL - {Topic.WHAT_HAPPENED, Topic.CAN_HEAR}),
    (r"\b(?:police|officers?|ambulance|crew|paramedics?)\b[^?]*\b(?:with you|at your door|outside"
        r"|there|arrived|reached you|found you|knock\w*)\b[^?]*\?",
        _ALL - {Topic.CAN_OPEN_DOOR, Topic.NEEDS_POLICE, Topic.NEEDS_AMBULANCE}),
)  # fmt: skip
"""What a sentence asks about, and the topics that have no word for it."""
_OTHER_THINGS: tuple[tuple[re.Pattern[str], frozenset[Topic]], ...] = tuple(
    (late_pattern(row), topics) for row, topics in _ROWS
)
_NOT_OFFICERS = late_pattern(
    r"\W*(?:and |but |so )?(?:he|she|him|some(?:one|body)|a man|the man|your \w+)(?:'s| is| was)?\b"
)
"""Whom a sentence is about that names another than officers."""
_OFFICERS = late_pattern(r"\b(?:officers?|police|we|they|us|crew|colleagues?|units?|policeman)\b")
_TO_COME = late_pattern(
    r"\b(?:will be|'ll be|soon|when (?:they|we|officers)|going to be|in a minute)\b"
)
"""How words say that officers will be there: "That will be the police." is of a knock to come."""
_KEEPS_LINE = frozenset({Intent.STAY_ON_LINE.value})
_PUT_DOWN = late_pattern(
    r"\b(?:hang up|put (?:the|your|ur) phone (?:back )?down(?! (?:beside|next|near|on|somewhere))"
    r"|clear the line|end the call)\b"
)
"""Asks to put the phone down: of "keep the line open" that is the opposite."""
_FACE_DOWN = late_pattern(r"\b(?:face|screen) down\b|\bturn (?:it|the phone|your phone) over\b")
"""Hides the light of a screen, and says nothing of the line."""
_DENIED = late_pattern(r"\b(?:don't|do not|not|never|without|instead|won't|no need)\b")
_RING_AGAIN = frozenset({Intent.CALL_AGAIN.value})
_NOT_AGAIN = late_pattern(
    r"\b(?:don't|do not|won't|will not|not to|never)\s"
    r"(?!hesitate|worry|wait|feel|think|be (?:afraid|scared|shy|frightened))"
    r"(?:\w+\s){0,2}?(?:ring|call|phone|dial)\b"
)
"""Says that nobody is to ring back. Not "don't hesitate to ring", nor "don't worry, ring again"."""
_SAYS_ARRIVED: Mapping[str, bool] = {Intent.OFFICERS_THERE: True}


def asks_else(text: str, purpose: str) -> bool:
    """Whether words ask, or say, something else than the purpose that they are like."""
    plain = marked(text)
    if purpose in _KEEPS_LINE:
        turned = bool(_FACE_DOWN.search(plain)) and "line" not in plain
        return turned or (bool(_PUT_DOWN.search(plain)) and not _DENIED.search(plain))
    if purpose in _RING_AGAIN:
        return bool(_NOT_AGAIN.search(plain))
    if purpose in _SAYS_ARRIVED and _TO_COME.search(plain):
        return True
    if purpose in _SAYS_ARRIVED:
        return bool(_NOT_OFFICERS.match(plain)) and not _OFFICERS.search(plain)
    return any(purpose in topics and each.search(plain) for each, topics in _OTHER_THINGS)
