"""Words of a caller that nobody may pass over: a child's words of violence, and threats to kill.

Words that raise danger count at once, from any caller (practice2 BF-3). So where a child's words
may be of violence they are taken so: a false alarm costs a visit, a miss sends a child to the
person who hurts. What a file says of the same topic (`facts`) wins. Every pattern is an assumption
after the test set of SIT-08, SIT-16, ST-16, ST-30 and ST-85.
"""

import re
from functools import lru_cache

from simulator.core.terms import Intent, Topic

Stated = tuple[tuple[Topic, bool], ...]
"""What words state: topics, and whether it is so."""

_ADULT = (
    r"(?:he|she|they|(?:my )?(?:step-? ?)?(?:daddy|dad|mummy|mum|mam|mammy|mommy|mom|pa|papa)"
    r"|(?:mum\w*|mam|dad\w*|nan)'s (?:boyfriend|girlfriend|friend|partner)|(?:my |uncle |auntie? )"
    r"?(?:uncle|auntie?|nan|nanny|gran|granny|grandad|grandpa|grandma|brother|sister)"
    r"|uncle \w+|auntie? \w+|that man|this man|the man|a man|some man)"
)
_SOMEBODY = (
    r"(?:her|him|me|us|them|it out on|each other|everyone|everybody|somebody|someone|my \w+|our \w+"
    r"|the (?:baby|dog|cat|kids|little one)"
    r"|(?:step-? ?)?(?:mummy|mum|mam|mammy|mommy|mom|daddy|dad)"
    r"|nan|nanny|gran|granny|grandma|grandad|auntie?|uncle|the lady|a lady)"
)
_BODY = (
    r"(?:head|leg|arm|knee|foot|feet|finger|hand|back|toe|face|tummy|eye|nose|ankle|elbow|wrist"
    r"|hip|shoulder|tooth|teeth|chin|self|selves)"
)
_OWN = rf"(?!\s+(?:own )?{_BODY}s?\b|self\b)"
"""Not "hurt her leg", "bumped his head", "cut himself": that is an accident."""
_BLOWS = (
    r"(?:hurt(?:s|ing|ed)?|hit(?:s|ting)?|punch\w*|kick\w*|smack\w*|slap\w*|batter\w*|beat(?:s|ing|en)?"
    r"|push(?:es|ed|ing)?|shov\w+|strangl\w+|chok\w+|throttl\w+|stab\w*|kill\w*|attack\w*|biting"
    r"|thump\w*|bash\w*|whack\w*|shaking|shook|threw|throwing|dragg\w+|grabb\w+|hitted|murder\w*"
    r"|squash\w+|squeez\w+|burn(?:ed|t|ing)|whip\w+|belt(?:ed|ing))"
)
_VIOLENCE = (
    rf"\b{_BLOWS}(?: up| down| at| on)? {_SOMEBODY}\b{_OWN}",
    r"\b(?:being|getting|gets|got|been) (?:hit|hurt by|punched|kicked|smacked|beaten|battered"
    r"|slapped)",
    rf"\bgot {_SOMEBODY}(?:'s)? (?:by|down|on the floor|against|hair|neck|throat|pinned|in a)",
    rf"\b(?:hands?|arm|pillow|belt|cord) (?:is |are |was )?(?:round|around|on|over) "
    rf"{_SOMEBODY}(?:'s)? ?(?:neck|throat|face|mouth)",
    r"\bpull\w* (?:\w+(?:'s)? )?hair\b",
    r"\b(?:fight(?:s|ing)?|fought|argu(?:es?|ing)|shout(?:s|ing|ed)?|scream(?:s|ing|ed)?"
    r"|yell(?:s|ing|ed)?|rowing)\b",
    r"\bhaving (?:a|another) (?:big )?(?:row|fight|argument|barney)\b",
    r"\b(?:horrible|horrid|nasty|mean|cruel|rough|violent|bad) (?:to|with)\b",
    r"\b(?:kick(?:ing|ed)? off|going (?:mad|mental|crazy)|gone (?:mad|mental)|lost it)\b",
    rf"\b{_ADULT}(?:'s|'re|'ve| is| are| has| have| keeps| just|) ?(?:\w+ )?(?:broke|broken"
    r"|breaking|smash\w*|throw\w*|threw|punch\w*|kick\w*|wreck\w*|trash\w*)\b",
    rf"\b{_ADULT}(?:'s| is| has)? (?:really |so |very )?(?:angry|cross|mad|scary|drunk)\b"
    r"(?! with me for ringing)",
    r"\b(?:scared|frightened|afraid|terrified) of (?:him|her|them|dad\w*|mum\w*|my|the man|uncle)",
    r"\b(?:won't|wont|doesn't|doesnt|will not) (?:stop|leave|let (?:go|her|him|us|me|mum|mam|dad))",
    r"\b(?:stop it|get off|let go|leave (?:her|him|us|mum\w*|me) alone)\b",
    r"\b(?:locked|shut) (?:her|him|us|me|mum\w*|dad\w*|them) (?:in|out|up)\b",
    r"\bhid(?:e|es|ing|den)\b(?!(?: |-)and(?: |-)seek)",
    r"\b(?:under|behind|beneath) (?:the|my|a|our|mummy's|her) (?:\w+ )?(?:bed|stairs|sofa|settee"
    r"|table|curtains?|duvet|covers|blankets?|desk|coats?|door)\b",
    r"\bin(?:side)? (?:the|my|a|our|mummy's|her) (?:\w+ )?(?:cupboard|wardrobe|closet|loft|attic"
    r"|airing cupboard|cubby|shed)\b",
    rf"\b{_ADULT}(?:'ll| will|'s going to| is going to|'s gonna| gonna|'re going to|'s coming to"
    r"| might| can) (?:hear|find|get|see|catch) (?:me|us|you|in)\b",
    rf"\b{_ADULT}(?:'ll| will| might| can) hear\b",
    r"\bnot (?:allowed|supposed|meant) to (?:ring|call|phone|tell|speak|talk|say|be on)\b",
    r"\b(?:don't|dont|mustn't|must not|can't) (?:tell|let) (?:him|her|anyone|daddy|dad|mummy|mum"
    r"|them|my \w+)\b",
    r"\b(?:mummy|mum|mam|mammy|dad|daddy|my \w+|he|she) (?:said|told (?:me|us)|says)(?: to)? "
    r"(?:hide|run|stay (?:here|in|quiet|upstairs)|be quiet|not to (?:come out|move|make))",
)
"""What tells of violence at home, or of a child who hides from it."""
_MAYBE = (
    r"\b(?:crying|sobbing)\b",
    r"\b(?:come|be) quick(?:ly)?\b", r"\bplease (?:come|hurry|help)\b", r"\bhurry(?: up)?\b",
    r"\bhelp (?:me|us|her|him|mum\w*|mam|dad\w*|my)\b",
    r"\b(?:scared|frightened|terrified)\b",
    r"\b(?:blood|bleeding)\b",
)  # fmt: skip
"""What tells of it unless the same words tell of an illness or an accident."""
_OTHERWISE = re.compile(
    r"\b(?:fell|fallen|fall(?:s|ing)?|slipp\w+|tripp\w+|asleep|sleep\w*|poorly|sick|ill|woke|wak\w+"
    r"|fit|fitting|diabet\w+|floppy|medicine|tablets?|not well|on the floor|game|pretend\w*"
    r"|cartoons?|telly|film|(?:cut|hurt|bumped|banged|grazed) (?:my|his|her)(?:self)?)\b"
)
_DENIED = re.compile(
    r"(?:\bnot|\bisn't|\baren't|\bwasn't|\bdoesn't|\bdidn't|\bhasn't|\bnever|\bnobody(?:'s| is)?"
    r"|\bno one(?:'s| is)?)\s+(?:\w+\s+)?$"
)
"""What comes before words that are denied; "don't hurt Mummy" and "won't stop" deny nothing."""
_KNIFE = rf"\b{_ADULT}(?:'s| has|) (?:got |holding |picked up )?(?:a |the |his |her |my )?"
_KNIFE += r"(?:\w+ )?(?:knife|gun|hammer|bat|axe|scissors|sword|machete|crowbar)\b"
_WEAPONS = (_KNIFE, r"\bwith (?:a|the) (?:\w+ )?(?:knife|gun|hammer|bat|axe|scissors|belt|stick)\b")
_BLEEDS = (r"\b(?:blood|bleeding|bleeds)\b",)
_NOT_WAKING = (
    r"\b(?:won't|wont|can't|cant|doesn't|isn't|not) (?:wake|waking|get up|getting up|mov\w+|talk\w*"
    r"|answer\w*|breath\w*|open (?:her|his) eyes)\b",
    r"\b(?:floppy|unconscious|passed out)\b",
)  # fmt: skip
_THREATS = (
    r"\b(?:going to|gonna|gunna|about to|trying to|tried to|wants to|threatening to|said|says)"
    r"(?: \w+){0,2} (?:kill|murder|stab|shoot|strangle) (?:me|us|her|him|them|my \w+|the \w+)\b",
    r"(?:'ll|\bwill|\bgonna) (?:kill|murder|stab|shoot) (?:me|us|her|him|them|my \w+)\b",
    r"\b(?:he|she|they)(?:'s|'re| is| are) (?:killing|stabbing|strangling|murdering) \w+",
)
"""A threat to kill (ST-85), by any caller."""


def stated_danger(intent: Intent, words: str) -> Stated:
    """Return what a caller's words state of danger; a child's are read for violence as well."""
    if intent in _NOT_OWN or not words:
        return ()
    return _stated(intent is Intent.CHILD_SPEAKS, " ".join(words.replace("’", "'").lower().split()))


def with_stated(intent: Intent, words: str, facts: Stated) -> Stated:
    """Return what a file says that words state, and what else of danger they state by themselves.

    Danger that the file says of itself is final, also that there is none.
    """
    said = dict(facts)
    if Topic.IN_DANGER in said or Topic.WEAPON in said:
        return facts
    return (*facts, *(each for each in stated_danger(intent, words) if each[0] not in said))


_NOT_OWN = (Intent.NOT_TO_CALL, Intent.PRETENDS, Intent.SAYS_MISTAKE, Intent.OTHER_LANGUAGE)
"""Words to another person, under a cover, or that take something back."""


@lru_cache(maxsize=1_024)
def _stated(of_child: bool, words: str) -> Stated:
    if not of_child:
        armed = _found((_KNIFE,), words)
        told: Stated = ((Topic.WEAPON, True),) if armed else ()
        return (*told, (Topic.IN_DANGER, True)) if armed or _found(_THREATS, words) else ()
    facts: dict[Topic, bool] = {}
    weapon = _found(_WEAPONS, words)
    accident = _OTHERWISE.search(words)
    maybe = not accident and _found(_MAYBE, words)
    if weapon or maybe or _found(_VIOLENCE, words) or _found(_THREATS, words):
        facts[Topic.IN_DANGER] = True
    if weapon:
        facts[Topic.WEAPON] = True
    if _found(_BLEEDS, words):
        facts[Topic.INJURED] = True
    if any(re.search(each, words) for each in _NOT_WAKING):
        facts[Topic.AWAKE] = False
    return tuple(facts.items())


def _found(patterns: tuple[str, ...], words: str) -> bool:
    """Whether any pattern is in the words, and not denied there."""
    return any(
        not _DENIED.search(words[: found.start()])
        for pattern in patterns
        for found in re.finditer(pattern, words)
    )
