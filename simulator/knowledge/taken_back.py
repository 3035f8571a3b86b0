"""Words that take a call for help back: "it was an accident", "there's no problem here".

They count only from a caller who is free to say them. After another voice they may be that voice's
words, whatever a file calls the purpose of the sentence (practice2 BF-2, SIT-18, ST-83, ST-84).
Every pattern is an assumption after the test set of those rows.
"""

import re
from functools import lru_cache

_TAKES_BACK = re.compile(
    r"\b(?:accident\w*|mistake|misdial\w*|pocket[- ]?dial\w*|wrong number|false alarm)\b"
    r"|\b(?:i'm|im|i am|we're|we are|everything's|everything is|it's|all|she's|he's) "
    r"(?:all |just |really |absolutely )?(?:fine|ok|okay|all right|alright|sorted|nothing|good)\b"
    r"|\b(?:no|not a|isn't a|ain't no) (?:problem|trouble|emergency|need|bother)\b"
    r"|\b(?:nothing's|nothing is|nothing) (?:wrong|happened|going on|to worry|the matter)\b"
    r"|\b(?:don't|do not|didn't) need (?:you|the police|anyone|anybody|police|help|to come)\b"
    r"|\b(?:sat|sitting|rolled) on (?:my|the|it)\b|\bphone (?:rang|dialled|did it|went off)\b"
    r"|\b(?:messing|mucking|silly|daft|joking|only a joke|overreact\w*|being stupid)\b"
    r"|\b(?:cancel|forget (?:it|about it)|never mind|wasting your time|waste your time"
    r"|sorry to (?:bother|have bothered))\b"
    r"|\bi (?:just )?(?:fell|slipped|tripped|walked into)\b"
    r"|\b(?:hasn't|didn't|never) (?:done|do|did|touch\w*|hit|hurt) (?:anything|nothing|me|a"
    r" thing)\b"
    r"|\b(?:the )?(?:kids?|little one|baby|children|son|daughter) (?:had|got|was|were"
    r"|playing)\b.*phone"
)

_PROMPTS = re.compile(r"\b(?:tell|say|get rid|hang up|put it down|who)\b", re.IGNORECASE)


@lru_cache(maxsize=1_024)
def takes_back(words: str) -> bool:
    """Whether a caller's words take the call back, or say that all is well."""
    return _TAKES_BACK.search(words.replace("’", "'").lower()) is not None


def prompts(words: str) -> bool:
    """Whether another person's words are the likeliest behind what the caller says next."""
    return _PROMPTS.search(words) is not None
