"""Whether a question asks what the caller has said already, in any words (practice2 2.4).

A topic that is answered is not asked again (`knowledge/judgements/asking`). This is of what a
question refines: "Where's it from?" to who has said "the side of his head", "Who is it?" to who has
said "the boss". A wording that asks for it is left out, and another of the purpose is drawn.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from simulator.late_pattern import late_pattern


class AlreadySaid(NamedTuple):
    """What a wording asks for, and the words by which a caller has said it."""

    asks: re.Pattern[str]
    said: re.Pattern[str]


_BODY = (
    "head|face|nose|mouth|lips?|eyes?|ears?|chin|cheek|neck|throat|shoulders?|arms?|elbow|wrists?"
    "|hands?|fingers?|chest|ribs|back|stomach|belly|hips?|legs?|thigh|knees?|ankles?|foot|feet|toes?"
)
_AGO = (
    r"minutes?|an hour|hours?|just now|o'clock|ago|yesterday|last night|this morning|tonight"
    r"|half past|quarter (?:past|to)|since (?!i\b)\w+"
)
_ROLES = (
    "husband|wife|missus|boyfriend|girlfriend|partner|ex|dad|stepdad|mum|son|daughter|brother|sister"
    "|uncle|aunt|cousin|grandson|nephew|boss|manager|landlord|neighbour|lodger|flatmate|carer|mate"
    "|customer|dealer"
)
_ROOMS = (
    r"upstairs|downstairs|in (?:his|her|their) (?:room|cot|bed|bedroom)|next door|in bed"
    r"|at (?:school|nursery|my mum's|my mam's|nan's|their dad's)"
)
_COLOURS = "red|blue|green|black|white|yellow|brown|grey|purple|pink|orange|cream|wood\\w*|glass"
_WHAT_WAS_TAKEN = (
    r"paracetamol|ibuprofen|aspirin|codeine|co-?codamol|tramadol|diazepam|valium|xanax|morphine"
    r"|methadone|insulin|antidepressants?|sertraline|amitriptyline|citalopram|propranolol"
    r"|sleeping (?:tablets|pills)|sleepers|bleach|antifreeze|heroin|coke|cocaine|ket\w*|mdma|ghb"
)
_HOW_MANY = (
    rf"\d+ (?:or \w+ )?(?:tablets?|tabs|pills?|of (?:them|my|his|her)|{_WHAT_WAS_TAKEN})"
    r"|handfuls?|packets?"
    r"|pack|box(?:es)?|strips?|bottles?|whole lot"
    r"|(?:ten|twenty|thirty|forty|fifty|sixty|hundred) (?!minutes?|mins?)\w+"
)
_TABLE: Sequence[AlreadySaid] = tuple(
    AlreadySaid(late_pattern(asks, re.IGNORECASE), late_pattern(said, re.IGNORECASE))
    for asks, said in (
        (
            r"\bwhere(?:'s| is) it (?:coming )?from\b|\bwhereabouts\?|\bwhere (?:is|are) \w+ hurt\b"
            r"|\bwhere did \w+ hit\b|\bhurt anywhere else\b",
            rf"\b(?:{_BODY})\b",
        ),
        (r"\bhow long ago\b|\bwhen did (?:it|that)\b|\bwhen did it begin\b", rf"\b(?:{_AGO})\b"),
        (
            r"\b(?:(?:some|any)body|a person) you know\b|\bknow who (?:it|they|he|she)\b",
            rf"\b(?:my|the|his|her|our) (?:{_ROLES})\b",
        ),
        (r"\bare they in (?:there|here) with you\b|\bthe children\. where\b", rf"\b(?:{_ROOMS})\b"),
        (
            r"\bworse (?:this time|than (?:the other|last))|\bis it worse than\b",
            r"\bonly (?:ever )?(?:shouting|shouted|shouts|pushed|threats)\b"
            r"|\bnever (?:like this|this bad|as bad|gone (?:for|this))|\bworse than (?:ever|last)"
            r"|\bthe worst\b|\bfirst time\b",
        ),
        (
            r"\btaken anything as well\b|\bbesides drink\b|\bas well as drink\b",
            r"\b(?:coke|cocaine|weed|drugs?|pills|spice|ket|speed|sniff\w*|smoked)\b",
        ),
        (
            r"\bwhich way did\b|\bdid you hear a car\b",
            r"\b(?:towards|on foot|legged|drove|driven|took the car|in (?:the|his|her) (?:car|van)"
            r"|down the|up the|ran off|over the)\b",
        ),
        (
            r"\bwhat(?:'s| are| is) (?:he|she|they) wearing\b|\bwhat do(?:es)? \w+ look like\b",
            r"\b(?:hoodie|jacket|coat|cap|hat|tracksuit|trackies|jeans|beard|balaclava|mask|hood"
            r"|t-?shirt|jumper|trousers|puffer)\b",
        ),
        (
            r"\bfront door (?:look|look like)|\bcolour is your front door\b",
            rf"\b(?:{_COLOURS})\b[^.?!]*\bdoor\b|\bdoor\b[^.?!]*\b(?:{_COLOURS})\b",
        ),
        (
            r"\bwhich floor\b",
            r"\b(?:(?:ground|first|second|third|fourth|top) floor|flat \w+|bungalow|cottage)\b",
        ),
        (
            r"\bwhat's (?:right )?next to (?:you|your door)\b",
            r"\b(?:next to|beside|opposite|across from|over the road from|above the)\b",
        ),
        (r"\bfall over\b", r"\b(?:fell|fallen|falls|slipped|tripped)\b"),
        (
            r"\bshoulder and shout\b|\bmaking a noise\b|\bis \w+ awake\b|\bare they awake\b"
            r"|\bdo (?:they|you) (?:open|talk)|\bcan you wake\b|\bmoves or says something\b",
            r"\b(?:he's|she's|they're|\w+'s) (?:crying|screaming|shouting|moaning|talking"
            r")\b|\b(?:he|she) (?:says|said|keeps saying|talks|cries)\b",
        ),
        (
            r"\bbeen poorly today\b|\bmedicine every day\b|\bcooker on\b",
            r"\b(?:fell|fallen|slipped|tripped|hit|knocked|cut)\b",
        ),
        (
            r"\bbeen poorly today\b|\bmedicine every day\b",
            r"\b(?:diabet\w*|insulin|jab|tablets|medicine|epilep\w*|poorly|not well|been ill)\b",
        ),
        (r"\bwhat was it, and how many\b", rf"\b(?:{_WHAT_WAS_TAKEN}|{_HOW_MANY})\b"),
        (r"\bwhat were they called\b", rf"\b(?:{_WHAT_WAS_TAKEN})\b"),
        (r"\bhow many was it\b", rf"\b(?:{_HOW_MANY})\b"),
        (r"\bwhen was it taken\b", rf"\b(?:{_AGO}|hrs?|mins?)\b"),
        (
            r"\bhow old are you\b",
            r"\bI'm (?:\d+|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b",
        ),
    )
)
"""Each refinement, and what says it. The words are ours (assumption)."""


_IN_A_CAR = (
    r"\b(?:blocked|boxed) (?:me|my car|us)\b|\b(?:I'm|we're) in (?:my|the) (?:car|van)\b"
    r"|\b(?:blocked|boxed) my car in\b|\bon (?:my|the) bonnet\b"
)
_BONE = r"\bbones?\b|\b(?:leg|arm|wrist|ankle|it)(?:'s| is)? (?:broke|broken|snapped)\b"
_STUCK_IN = (
    r"\b(?:glass|metal|wood|nail)(?:'s| is)? (?:still |stuck )?in (?:his|her|my|their|it)\b"
    r"|\b(?:knife|blade)(?:'s| is)? (?:still|stuck) in\b|\bstick(?:ing)? out of\b"
)
_NEEDS: Sequence[AlreadySaid] = tuple(
    AlreadySaid(late_pattern(line, re.IGNORECASE), late_pattern(said, re.IGNORECASE))
    for line, said in (
        (r"\bleave (?:it|that) in\b|\bpull anything out\b", _STUCK_IN),
        (r"\bthe bone\b", r"\bbones?\b"),
        (r"\bwindows up\b", _IN_A_CAR),
        (r"\bkey safe\b", r"\bkey ?safe\b"),
        (
            r"\bknow about the key\.|\bwith the key\b",
            r"\bkey ?safe\b|\bkeys?(?:'s| is| are)? (?:under|in|behind|with|on)\b"
            r"|\bspare key\b|\b(?:has|got) a key\b",
        ),
        (
            r"\bhow long were you out\b",
            r"\b(?:black\w*|pass\w*|faint\w*|knocked out|out cold|came round|unconscious)\b",
        ),
        (r"\bheel of your hand\b", r"\b(?:pushing|know how|how do I|only seen it)\b"),
        (r"\bwhere the key is\b", r"\bkeys?(?:'s| is| are)? (?:under|in|behind|with|on)\b"),
        (
            r"\bas you said it\b",
            r"\b(?:confused|making it up|believes? me|laid a finger|says I'm|not lying)\b",
        ),
        (
            r"\bto the rail\b|\bfrom the edge\b|\bon the safe side\b",
            r"\b(?:rail(?:ing)?s?|bridge|viaduct|ledge|roof|edge|cliff|car park|parapet|pier)\b",
        ),
        (
            r"\bthen do that\b|\bdo that when I say\b",
            r"\b(?:open\w*|unlock\w*|keys?|let (?:you|them) in)\b",
        ),
        (r"\baway from the petrol\b", r"\bpetrol\b"),
        (r"\bbeen lit\b|\bsmell of it\b", r"\b(?:petrol|gas|paraffin|lighter|poured)\b"),
        (
            r"\bsmoke any thicker\b|\bgap under the door\b|\bheat coming off\b|\bto the window\b",
            r"\b(?:smok\w*|fires?|flames?|burning|alight)\b",
        ),
        (
            r"\bdoor's not hot\b|\b(?:no|of|the) smoke\b",
            r"\b(?:smok\w*|fires?|flames?|burning|alight|hot)\b",
        ),
        (r"\bwhat were they called\b", rf"\b(?:{_HOW_MANY})\b"),
        (r"\bhow many was it\b", rf"\b(?:{_WHAT_WAS_TAKEN})\b"),
        (
            r"\bthe last time it was bad\b",
            r"\b(?:last time|before|again|again and again|other times?|years ago)\b",
        ),
    )
)
"""Lines that need a ground in the caller's words, and the words that are one."""
_NEVER_IF: Sequence[AlreadySaid] = (
    AlreadySaid(
        late_pattern(
            r"\bpress(?:ed)? (?:hard|it|a|something)\b|\bpressed hard\b|\bkeep pressing\b",
            re.IGNORECASE,
        ),
        late_pattern(rf"{_STUCK_IN}|{_BONE}", re.IGNORECASE),
    ),
    AlreadySaid(
        late_pattern(
            r"\bfront and back\b|\bboth doors\b|\bback door\b|\bfrom the (?:glass|windows)\b"
            r"|\baway from the door\b|\bstay out of sight\b",
            re.IGNORECASE,
        ),
        late_pattern(_IN_A_CAR, re.IGNORECASE),
    ),
    AlreadySaid(
        late_pattern(
            r"\bbreak the door\b|\bget in themselves\b|\bwhich floor\b|\breach the door\b"
            r"|\bopen (?:the|your) door\b",
            re.IGNORECASE,
        ),
        late_pattern(
            r"\bon (?:the|her|his|my|their)(?: front| back)? (?:lawn|drive|pavement|grass|verge)\b",
            re.IGNORECASE,
        ),
    ),
    AlreadySaid(
        # Nobody is sent out through a door with smoke under it (SIT-27).
        late_pattern(
            r"\bway(?:'s| is| out is) clear[.,?] ?(?:stay|go)|\bgo now if you can\b"
            r"|\bget out now\b",
            re.I,
        ),
        late_pattern(
            r"\bsmok\w*\b[^.?!]{0,30}\b(?:under|through|round|outside|behind|on) "
            r"(?:the|my|our|this)\b|\b(?:door|handle)(?:'s| is) (?:hot|warm)\b",
            re.I,
        ),
    ),
    AlreadySaid(
        late_pattern(r"\bbreak (?:it|the door)\b|\bget in themselves\b|\bmay be loud\b", re.I),
        late_pattern(
            r"\bkey ?safe\b|\bspare key\b|\b(?:has|got) a key\b"
            r"|\bkeys?(?:'s| is| are)? (?:under|in|behind|with|on)\b",
            re.I,
        ),
    ),
    AlreadySaid(
        # Nobody saw from indoors what was worn in a car that has gone.
        late_pattern(r"\bwearing\b", re.IGNORECASE),
        late_pattern(
            r"\b(?:took|taken|in) (?:the|his|her|my|our|a) (?:car|van)\b|\bdr(?:ove|iven|iving)\b",
            re.IGNORECASE,
        ),
    ),
    AlreadySaid(
        late_pattern(r"\bhold (?:it|a towel)\b", re.IGNORECASE),
        late_pattern(_STUCK_IN, re.IGNORECASE),
    ),
    AlreadySaid(
        late_pattern(
            r"\bdon't go out\b|\bout of sight\b|\bfrom the windows\b|\bkeep (?:well )?back\b"
            r"|\bstay (?:put|where you are)\b|\bagainst the door\b|\bdon't open it\b",
            re.IGNORECASE,
        ),
        late_pattern(r"\bpetrol\b", re.IGNORECASE),
    ),
    AlreadySaid(
        late_pattern(r"\btype this up\b|\bbe typing\b", re.IGNORECASE),
        late_pattern(
            r"\b(?:petrol|knife|knives|gun|machete|bleed\w*|blood|stabb\w*)\b", re.IGNORECASE
        ),
    ),
)
"""Lines that words of the caller make wrong: nobody presses on glass in a wound (ST-22), keeps in
those who have petrol at the door (SIT-27), or types in the middle of danger (4.2)."""


# Lines are some two thousand, and each is looked at again before every sentence.
@lru_cache(maxsize=4_096)
def _of_line(line: str) -> tuple[Sequence[AlreadySaid], ...]:
    """Return those of each list that are about a line."""
    lists = (_TABLE, _NEEDS, _NEVER_IF)
    return tuple([each for each in listed if each.asks.search(line)] for listed in lists)


def asks_what_was_said(question: str, heard: str) -> bool:
    """Return whether a wording asks for what the caller has said in `heard`, all their words."""
    return any(each.said.search(heard) for each in _of_line(question)[0])


def has_no_ground(line: str, heard: str) -> bool:
    """Return whether a line lacks what it rests on in the caller's words, or is against them."""
    _, needs, never_if = _of_line(line)
    # Nearly every line needs nothing, and each is looked at before every sentence.
    if not (needs or never_if):
        return False
    lacking = any(not each.said.search(heard) for each in needs)
    return lacking or any(each.said.search(heard) for each in never_if)


def fits_what_was_said(line: str, heard: str) -> bool:
    """Return whether a line may be said after `heard`, all the caller's words."""
    # Nearly every line is about none of these, and each is looked at before every sentence.
    if not any(_of_line(line)):
        return True
    return not (asks_what_was_said(line, heard) or has_no_ground(line, heard))
