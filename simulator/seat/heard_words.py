"""Words that say what was heard on a line: notes of a desk, and not words to a caller.

An operator types what is heard as it comes: "man swearing in the distance". The caller may have a
man beside them who hears the phone, so such a line is a note first. It is one if it speaks to
nobody and names a sound, a voice, what another person said, or the line itself; what speaks to
nobody and names none of them is asked back (wordings: assumption).
"""

from __future__ import annotations

import re

from simulator.late_pattern import late_pattern
from simulator.seat.trade_words import in_full

_I = re.IGNORECASE
_WHO = (
    r"(?:he|she|they|(?:an?|the|another|one|young|old|older|elderly|little|same|that|this|some"
    r"|different|second|first)? ?(?:man|woman|male|female|lady|gent|gentleman|bloke|guy|fella|lad"
    r"|lass|boy|girl|kid|child|toddler|caller|voice|other (?:one|person)|person|someone|somebody"
    r"|partner|husband|wife|mum|mother|dad|father|daughter|son|people))"
)
_SAYS = (
    r"(?:says?|said|saying|asks?|asked|asking|answer(?:s|ed)|repl(?:ies|ied)|shout(?:s|ed|ing)"
    r"|scream(?:s|ed|ing)|yell(?:s|ed|ing)|whisper(?:s|ed|ing)|order(?:s|ed|ing)|call(?:s|ed|ing)"
    r"|t[eo]ll?(?:s|d|ing)|mumbl(?:es|ed|ing)|mutter(?:s|ed|ing)|threaten(?:s|ed|ing)"
    r"|demand(?:s|ed|ing)|beg(?:s|ged|ging)|swear(?:s|ing)|swore|cr(?:ies|ied|ying))"
)
_QUOTED = late_pattern(
    rf"\b(?:{_WHO}(?:'s|'d| is| was| has| just| then| also| only| \w+ly){{0,3}} {_SAYS}"
    rf"|(?:hear|heard|hearing)\b(?! (?:me|you)\b).*?\b{_SAYS}"
    r"|(?:sounded|sounds) like)\b(?P<quote>.*)",
    _I | re.DOTALL,
)
"""Gives another person's words, in which "you" is no word to the caller."""
_WHEN_I = late_pattern(
    r",? (?:when|after|before|once|as|while|each time|every time|until) (?:i|we|i'd|i've)"
    r"(?: had| have)? (?:ask|said|say|t[o]ld|mention|offer|prompt)\w*\b.*",
    _I | re.DOTALL,
)
"""Says at which prompt something was heard."""
_ASKS = late_pattern(
    r"\W*(?:(?:and|so|but|ok(?:ay)?|right|now|sorry|hello|again)\W+)*"
    r"(?:(?:do|does|did|are|is|can|could|would|will|shall|have|has|was|were|am|any)(?:n't)? "
    r"(?:you|he|she|they|it|i|we|the|this|that|there|any\w*|some\w*|your|nobody|police|fire"
    r"|ambulance|emergency|help|danger|noise|sound|one|answer)\b"
    r"|(?:what|which|who|who's|where|when|why|how|what's|anyone|anybody)\b)",
    _I,
)
_ORDERS_YOU = late_pattern(
    r"\W*(?:(?:and|so|but|then|just|ok(?:ay)?|right|now|sorry|if so)\W+)*"
    r"(?:press|say|speak|talk|tell|give|make|hold|stay|wait|keep|listen|try|let|don't|do not|never"
    r"|put|leave|use|hit|dial|take|touch|if|repeat|answer|show|bear|go ahead|carry on|stand by"
    r"|hang on|thanks?|bye|goodbye|goodnight|emergency|police,? fire|fire,? police|hello|hi|hiya"
    r"|good (?:morning|evening|afternoon)|sorry|operator|"
    r"(?:tap|cough|whisper|knock|breathe|blow|click|bang|make)"
    r"(?=\W*(?:$|(?:the|your|on|if|once|twice|for|now|again|a|any|something|to|into|it)\b))"
    r"(?!.*\b(?:heard|then (?:nothing|silence)|no more)\b))\b",
    _I,
)
"""Begins as a prompt does."""
_OF_US = late_pattern(
    r"\W*(?:(?:ok(?:ay)?|right|now|so|just)\W+)*(?:i'll|i will|let me|we'll|we will|we're|we are"
    r"|i'm (?:going|trying|putting|connecting|still|here|staying|listening|passing|just)"
    r"|i am (?:going|trying|putting|connecting|still|here|staying|listening|passing)"
    r"|(?:trying to )?connect(?:ing)?|putting|transferring|passing)\b",
    _I,
)
"""Says what is done for the caller."""
_BY_NAME = late_pattern(
    r"\bcaller\W*\Z|\A\W*(?:hello|hi|ok(?:ay)?|right|thank you|thanks|sorry)?,? ?caller(?:,|\?|\Z)"
    r"|\bplease\b|\b(?:love|pet|hen|darling|sweetheart)\W*\Z",
    _I,
)
_YOU = late_pattern(r"\b(?:you|your|you're|yours|yourself|you've|you'll|you'd|u)\b", _I)
_OF_THEM = late_pattern(
    r"\W*(?:just |ok(?:ay)?,? |right,? )?(?:give|let|leave|try|tell|ask|keep|hold|put|get|call|ring)"
    r"(?:ing)? (?:them|her|him|everyone)\b.*",
    _I,
)
"""Says what to do with the caller: a thought of the desk."""
_SOUND = (
    r"scream|shout|yell|cr(?:y|ies)|sob|weep|whimper|bang|crash|thud|thump|bump|slam|smash|whistl"
    r"|bark|swear|curs|breath|pant|gasp|chok|laugh|giggl|music|engine|traffic|wind|static|hiss"
    r"|crackl|click|rustl|shuffl|mumbl|murmur|mutter|moan|groan|grunt|cough|tap|tone|beep|knock"
    r"|footstep|step|whisper|voice|glass|siren|alarm|telly|tv|television|radio|dog|babbl|chatter"
    r"|argu|row|silen|quiet|muffl|sing|snor|hum|splash|sniff|squeal|squeak|buzz|clatter|scuffl"
    r"|stamp|scrap|struggl|noise|sound|word|talk|speech|door|car|baby|background|echo|plea|ranting"
    r"|slap|drill|machin|hoover|running water|scratch|key ?pad|key"
)
_SOUNDS = late_pattern(rf"\b(?:{_SOUND})\w*", _I)
_HEARD = late_pattern(
    r"\b(?:hear|hears|heard|hearing|make (?:it |that |anything )?out|made out|caught|pick(?:ed)? up"
    r"|sounds?|sounded|sounding|listened)\b",
    _I,
)
_HAD = late_pattern(
    r"\W*(?:i|i've|i have|we've|we have|we|still|have|had|got|getting)\b(?:'ve| have| just| only"
    r"| now| still)*"
    r" ?(?:asked|tried|got|had|prompted|nothing|no|a|an|one|two|three|repeated|done|given|getting)"
    r"\b.*",
    _I | re.DOTALL,
)
"""Says what was tried, and what came back."""
_LINE = late_pattern(
    r"\b(?:(?:the |this )?(?:line|call|number|mobile|landline|phone|handset|eisec|aml|cell|gps|mast"
    r"|signal|reception|location|address)(?:'s|'d)?\b(?! (?:now|please)).*\b"
    r"(?:is|was|has|had|gone|went|drop\w*|cut\w*|end\w*|gives?|gave|shows?|says?|comes?|came|open"
    r"|silent|dead|clear|noisy|poor|faint|only|ringing|rang|breaking|unknown|withheld|metres?)\b"
    r"|no (?:speech|voices?|words?|reply|answer|response|sounds?|noise|one|requests?|contact)"
    r"|nothing (?:heard|said|back|on|at|from|but|so|yet|else|more|again)|nobody|open line"
    r"|(?:pocket|bum|butt|mis|mistaken)[ -]?(?:dial|call)\w*|false call"
    r"|(?:second|third|fourth|repeat|another|same|previous|earlier|\d(?:nd|rd|th)) (?:call|number)"
    r"|(?:rang|rung|called|dialled|phoned)\b.*\b(?:earlier|before|again|ago|twice|already|off)"
    r"|line(?:'s)? (?:open|silent|dead)|(?:hung|hang|rang|ringing) (?:up|off)|metres)\b",
    _I | re.DOTALL,
)


def _bare(words: str) -> str:
    """Return words without what another person said, and without the prompt they followed."""
    plain = _WHEN_I.sub("", in_full(words))
    found = _QUOTED.search(plain)
    return plain[: found.start("quote")] if found else plain


def speaks_to_nobody(words: str) -> bool:
    """Whether words ask nothing, order nothing, promise nothing, and name nobody they are to."""
    plain, bare = in_full(words), _bare(words)
    if "?" in plain.replace(plain[len(bare) :] if plain.startswith(bare) else "", ""):
        return False
    if _YOU.search(bare) or _BY_NAME.search(bare):
        return False
    if _OF_THEM.fullmatch(bare):
        return True
    return not (_ASKS.match(bare) or _ORDERS_YOU.match(bare) or _OF_US.match(bare))


def is_of_what_was_heard(words: str) -> bool:
    """Whether words speak to nobody and name what was heard, or how the line is."""
    if not speaks_to_nobody(words):
        return False
    plain = in_full(words)
    found = (
        _QUOTED.search(plain), _WHEN_I.search(plain), _HEARD.search(plain), _SOUNDS.search(plain),
        _HAD.fullmatch(plain), _LINE.search(plain), _OF_THEM.fullmatch(plain),
    )  # fmt: skip
    return any(found)
