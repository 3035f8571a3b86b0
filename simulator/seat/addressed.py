"""Words typed at a desk that are not for the caller: radio, another service, THRIVE, the log.

A caller may have a man beside them who hears the phone. So a line that begins with whom it is for,
or speaks of the caller as "the caller", is never taken as words to say down the line: the reading
that says them is still there, for who means it. An operator types what is heard as it comes ("man
swearing in the distance"): what speaks to nobody and names a sound, a voice, another person's
words or the line is a note first (wordings: assumption).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from simulator.core.terms import Role
from simulator.late_pattern import late_pattern
from simulator.seat.trade_words import TradeWords, in_full, trade_words

_FLAGS = re.IGNORECASE | re.DOTALL
_LEADS = r"\W*(?:(?:ok(?:ay)?|right|so|and|now|please|hello|hi|thanks|thank you|from)\b[,.\s]*)*"
_STOP = r"(?:\s*[,:;\u2013\u2014]\s*|\s+-+\s*|\s*\.\s+)"
_NATO = (
    "alpha|alfa|bravo|charlie|delta|echo|foxtrot|golf|hotel|india|juliett?|kilo|lima|mike|november"
    "|oscar|papa|quebec|romeo|sierra|tango|uniform|victor|whisk(?:e)?y|x-?ray|yankee|zulu"
)
_COUNTED = "one|two|three|four|five|six|seven|eight|nine|zero|(?:thir|twen|four|fif|six)[a-z]+"
_OTHERS = (
    r"(?:(?:(?:police|force|despatch|dispatch|radio|area) )?control(?:ler)?(?: room)?"
    r"|desk|dispatch(?:er)?s?|despatch(?:er)?|all (?:units|patrols|officers|cars)"
    r"|(?:any|nearest|attending|responding) (?:units?|patrols?|officers?|crews?|cars?)"
    r"|officers?|units?|patrols?|crews?|colleagues?|lads|team"
    r"|radio|oscar one|firearms|dog (?:unit|section|handler)|air support|npas)"
)
_RADIO_MARKS = (
    r"(?=(?:on (?:this|the) (?:line|radio|channel|talkgroup|job|incident)|please\b"
    r"|be (?:aware|advised)|from control|receiving|attending|responding"
    r"|note\b|st[a]nd (?:by|down)))"
)
_TO_OTHERS = late_pattern(
    rf"{_LEADS}(?:control )?(?:(?:to|for) )?(?:the )?"
    rf"(?:all (?:units|patrols|officers|cars) |{_OTHERS}"
    rf"(?:{_STOP}| (?:{_RADIO_MARKS})))(?P<rest>.+)",
    _FLAGS,
)
_CONTROL_ASKED = late_pattern(
    rf"{_LEADS}(?:control|dispatch|despatch)\s+(?P<rest>(?:can|could|do|did|please|i|we|any|have|is"
    r"|are|what|how|where|this|need|go ahead)\b.+)",
    _FLAGS,
)
_TO_ROOM = (_TO_OTHERS, _CONTROL_ASKED)
_SERVICE = late_pattern(
    rf"{_LEADS}(?:(?:to|for|tell|inform|update|advise|ask|let) )?(?:the )?"
    r"(?P<which>ambulance|fire|coast ?guard)"
    rf"(?: (?:control|service|brigade|crew|room|desk|dispatch))*(?:{_STOP}| (?=can you|could you"
    r"|please (?:send|come|attend)|we need|i need|we have|i have|send))(?P<rest>.+)",
    _FLAGS,
)
_SERVICE_CONTROL = late_pattern(
    rf"{_LEADS}(?P<which>ambulance|fire) (?:control|service|brigade|dispatch)\s+(?P<rest>.+)",
    _FLAGS,
)
_THRIVE = late_pattern(rf"{_LEADS}t\.?h\.?r\.?i\.?v\.?e\.?\b[:,\s-]*(?P<rest>.+)", _FLAGS)
_LOGGED = late_pattern(
    rf"{_LEADS}(?:(?:for|in) (?:the )?(?:log|record|notes?)|notes?(?: to self)?|log(?:ged|ging)?"
    r"|rationale|my (?:rationale|reason\w*|note)|entry|decision|remarks?|update for (?:the )?log)"
    rf"(?: for(?: \w+){{1,3}})?{_STOP}(?P<rest>.+)",
    _FLAGS,
)
_SUPERVISOR = late_pattern(
    rf"{_LEADS}(?:(?:my |the )?supervisor\b|(?:(?:duty |control room )?(?:inspector|sergeant|sarge"
    rf"|skipper|guv|boss|team leader)){_STOP}).+"
    rf"|{_LEADS}(?:can i have|could i have|get(?: me)?|(?:i )?need|(?:i )?want|asking for|bring in"
    r"|where is|where's)(?: (?:my|the|a|duty))*"
    r" (?:supervisor|inspector|sergeant|sarge|skipper|guv|boss|team leader)\b.*"
    r"|(?:supervisor|inspector|sergeant|sarge|team leader)(?: to (?:listen|look|join|review|advise"
    r"|call|see)\b.*| (?:please|needed|required))"
    rf"|{_LEADS}(?:i'll |i will |need to |going to )?(?:speak|talk|check|ask|run (?:it|this)|raise"
    r" (?:it|this)|refer|escalate)(?: (?:it|this))?(?: (?:to|with|by|past))?(?: (?:my|the|a|duty))*"
    r" (?:supervisor|inspector|sergeant|sarge|skipper|guv|boss|team leader)\b.*"
    r"|(?:\w+ )?(?:supervisor|inspector|sergeant)(?: (?:to|needs to|should|must|has to) be| is)"
    r" (?:made aware|informed|told|updated|aware)\b.*"
    r"|.+,\s*(?:sarge|sergeant|skip(?:per)?|guv|boss|inspector|ma'am|control)\W*",
    _FLAGS,
)
_OF_CALLER = late_pattern(
    r"\b(?:(?:the|this|our) (?:caller|informant|injured party)"
    r"|caller(?= (?:now|still|then|just|again|very|sounding|breathing|crying|sobbing|tapping"
    r"|coughing|whispering|speaking|silent|quiet|on|in|and|is|has|was|can|says|said|seems"
    r"|does|did|not|won't|isn't|hasn't|sounds|appears|may|might|will|states|reports|pressed|whispered"
    r"|tapped|cannot|can't|hiding|unable)\b))",
    re.IGNORECASE,
)
_NOT_ALOUD = late_pattern(
    r"(?:i (?:will not|won't|am not going to|'m not going to|shan't|can't|cannot|must not|mustn't"
    r"|did not|didn't|have not|haven't)|i'm not(?: going to)?|not going to"
    r"|we (?:won't|must not))"
    r"\s+(?:say|mention|name|speak of|talk about|tell)(?:ing)?\b(?P<rest>.*\b(?:officers?|police"
    r"|units?|car|on (?:the|their) way)\b.*)",
    _FLAGS,
)
_YOU = late_pattern(r"\b(?:you|your|you're|yours|yourself|you've|u)\b", re.IGNORECASE)
_ABOUT_OFFICERS = late_pattern(
    r"\W*(?:hang up|end (?:it|the call)|stop|close(?: it)?)\b.*\b(?:officers?|police|crew|units?)\b"
    r".*\b(?:the caller|her|him|them)\b",
    _FLAGS,
)


_ORDERS = late_pattern(
    r".*\b(?:(?:silent|quiet) approach|no (?:sirens?|blue lights|lights|two tones)|blue lights"
    r"|force (?:the )?(?:door|entry)|rear entrance|rvp|rendezvous|cordon|st[a]nd down|containment"
    r"|approach (?:from|via|on foot|quietly|with)"
    r"|(?:tasers?|firearms) (?:to|required|needed|please)"
    r"|officers? (?:have the scene|should|must|need to|to (?:go|come|wait|hold|use|enter)))"
    r"\b.*",
    _FLAGS,
)
"""What is said to officers alone, whether they are named or not."""
_TIME_LEFT = (
    r"they(?:'re| are)? (?:think|says?|said|saying|reckon|thought|estimate)\b(?!.*\bago\b)"
    r".*\b(?:minutes?|mins?|moments?|seconds?|half an hour|quarter of an hour|an hour|not long)\b"
)
"""Says when officers will be there, by what they say: the caller waits for it."""
_STATES = late_pattern(
    rf"(?!\W*{_TIME_LEFT})"
    r"\W*(?:she|he|they)(?:'s|'ve)? (?:just |only )?(?:press(?:es|ed)|has not|hasn't"
    r"|have not|haven't"
    r"|is hiding|are hiding|may|might|did not|didn't|won't|says?|said|whisper(?:s|ed)|tap(?:s|ped)"
    r"|cough(?:s|ed)|sounds?|seems?|appears?|thinks?|reckons?|answer(?:s|ed)"
    r"|(?:has |have )?(?:stopped|gone quiet|gone silent|hung up|confirmed|tapped|coughed))\b"
    r"(?!.*(?:\?|\bthen\b|\b(?:yeah|yes|right|love|pet|hen|bab)\W*\Z)).*",
    _FLAGS,
)
"""What states of another, and asks nothing: who hears it on the line is not known."""


_OF_OFFICERS = late_pattern(
    r"\b(?:officers?|police|units?|patrols?|armed response|colleagues?|sirens?|ambulance|crews?)\b",
    re.IGNORECASE,
)


def may_give_away(words: str) -> bool:
    """Whether words name officers and nobody they are said to: another near the phone may hear."""
    plain = in_full(words)
    return bool(_OF_OFFICERS.search(plain)) and not _YOU.search(plain)


def speaks_of_caller(words: str) -> bool:
    """Whether words state something of the caller, and nothing to them."""
    plain = in_full(words)
    about = _OF_CALLER.search(plain) or _STATES.fullmatch(plain)
    return bool(about) and not _YOU.search(plain) and "?" not in plain


_OF_THE_DESK = late_pattern(
    r"\b(?:units?|patrols?|crew|logged|subscriber|trace|pnc|markers?|callback|ring(?:ing)? back"
    r"|grade[ds]?|grading|supervisor|inspector|sergeant|control room|dispatch|despatch|thrive"
    r"|incident|suspect|premises|(?:this|that) (?:job|log)|rationale|intel|nearer than)\b",
    re.IGNORECASE,
)


def is_of_the_desk(words: str) -> bool:
    """Whether words speak of a control room's work, to nobody: they are hardly for a caller."""
    plain = in_full(words)
    return bool(_OF_THE_DESK.search(plain)) and not _YOU.search(plain)


def addressed(words: str, units: Iterable[str]) -> tuple[TradeWords, ...]:
    """Return what a call handler's words do that are plainly for others; empty for a caller's."""
    plain = in_full(words)
    return tuple(_to_others(plain, units))


def _to_others(plain: str, units: Iterable[str]) -> Iterator[TradeWords]:
    if found := _THRIVE.fullmatch(plain):
        yield TradeWords("thrive", found["rest"].strip())
    elif found := _LOGGED.fullmatch(plain):
        yield TradeWords("note", found["rest"].strip())
    elif found := _SERVICE.fullmatch(plain) or _SERVICE_CONTROL.fullmatch(plain):
        yield TradeWords("bring_in", found["rest"].strip(), found["which"])
    elif found := _SUPERVISOR.fullmatch(plain):
        yield TradeWords("note", plain)
    elif rest := _radioed(plain, units):
        yield from _asked_of_officers(rest)
    elif not _YOU.search(plain):
        yield from _of_the_call(plain)


def _radioed(plain: str, units: Iterable[str]) -> str:
    """Return what is said to officers by their name, their call sign or the room's; or nothing."""
    names = {re.escape(each.rpartition(" ")[0].lower()) for each in units} - {""}
    sign = "|".join((*sorted(names), _NATO))
    by_sign = re.compile(
        rf"{_LEADS}(?:to |for )?(?:{sign})[ -]?(?:\d+|{_NATO}|{_COUNTED})\b"
        rf"(?:[ -]?(?:\d+|{_COUNTED}))*\b"
        r"(?:\s+(?:from control|receiving|control))?[\s,:;.!?-]*(?P<rest>.*)",
        _FLAGS,
    )
    found = (
        by_sign.fullmatch(plain) or _TO_OTHERS.fullmatch(plain) or _CONTROL_ASKED.fullmatch(plain)
    )
    if found is None:
        numbers = "|".join({re.escape(each.rpartition(" ")[2]) for each in units} - {""})
        bare = re.compile(rf"{_LEADS}(?:{numbers})[\s,:]+{_RADIO_MARKS}(?P<rest>.+)", _FLAGS)
        found = bare.fullmatch(plain) if numbers else None
    return "" if found is None else (found["rest"].strip() or plain)


def _asked_of_officers(rest: str) -> Iterator[TradeWords]:
    """Yield the work that words to control name, such as sending; else what officers are given."""
    handler = Role.CALL_HANDLER
    named = [*trade_words(handler, rest)] or [
        each for each in trade_words(handler, f"send {rest}") if each.rest and each.kind == "deploy"
    ]
    yield from named
    yield TradeWords("brief_officers", rest)


def _of_the_call(plain: str) -> Iterator[TradeWords]:
    """Yield what words are that speak of the caller to nobody: a decision, or a line of the log."""
    if found := _NOT_ALOUD.fullmatch(plain):
        yield TradeWords("withhold", found["rest"].strip())
    elif _ORDERS.fullmatch(plain):
        yield TradeWords("brief_officers", plain)
    elif _STATES.fullmatch(plain) or _OF_CALLER.search(plain) or _ABOUT_OFFICERS.match(plain):
        yield TradeWords("note", plain)
        yield TradeWords("brief_officers", plain)


_OTHER_PERSON = (
    r"(?:he|she|they|(?:an?|the|another|one|young|old|older|elderly|little|same|that|this|some"
    r"|different|second|first)? ?(?:man|woman|male|female|lady|gent|gentleman|bloke|guy|fella|lad"
    r"|lass|boy|girl|kid|child|toddler|caller|voice|other (?:one|person)|person|someone|somebody"
    r"|partner|husband|wife|mum|mother|dad|father|daughter|son|people))"
)
_SAYS = (
    r"(?:says?|said|saying|asks?|asked|asking|answer(?:s|ed)|repl(?:ies|ied)|shout(?:s|ed|ing)"
    r"|scre[a]m(?:s|ed|ing)|yell(?:s|ed|ing)|whisper(?:s|ed|ing)|order(?:s|ed|ing)|call(?:s|ed|ing)"
    r"|t[eo]ll?(?:s|d|ing)|mumbl(?:es|ed|ing)|mutter(?:s|ed|ing)|threaten(?:s|ed|ing)"
    r"|demand(?:s|ed|ing)|beg(?:s|ged|ging)|swear(?:s|ing)|swore|cr(?:ies|ied|ying))"
)
_QUOTED = late_pattern(
    rf"\b(?:{_OTHER_PERSON}(?:'s|'d| is| was| has| just| then| also| only| \w+ly){{0,3}} {_SAYS}"
    rf"|\A\W*{_OTHER_PERSON}\s*:\s*|(?:hear|heard|hearing)\b(?! (?:me|you)\b).*?\b{_SAYS}"
    r"|(?:sounded|sounds) like)\b(?P<quote>.*)",
    _FLAGS,
)
"""Gives another person's words, in which "you" is no word to the caller."""
_WHEN_I = late_pattern(
    r",? (?:when|after|before|once|as|while|each time|every time|until) (?:i|we|i'd|i've)"
    r"(?: had| have)? (?:ask|said|say|t[o]ld|mention|offer|prompt)\w*\b.*",
    _FLAGS,
)
"""Says at which prompt something was heard."""
_ASKS = late_pattern(
    r"\W*(?:(?:and|so|but|ok(?:ay)?|right|now|sorry|hello|again)\W+)*"
    r"(?:(?:do|does|did|are|is|can|could|would|will|shall|have|has|was|were|am|any)(?:n't)? "
    r"(?:you|he|she|they|it|i|we|the|this|that|there|any\w*|some\w*|your|nobody|police|fire"
    r"|ambulance|emergency|help|danger|noise|sound|one|answer)\b"
    r"|(?:what|which|who|who's|where|when|why|how|what's|anyone|anybody)\b)",
    re.IGNORECASE,
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
    re.IGNORECASE,
)
"""Begins as a prompt does."""
_OF_US = late_pattern(
    r"\W*(?:(?:ok(?:ay)?|right|now|so|just)\W+)*(?:i'll|i will|let me|we'll|we will|we're|we are"
    r"|i'm (?:going|trying|putting|connecting|still|here|staying|listening|passing|just)"
    r"|i am (?:going|trying|putting|connecting|still|here|staying|listening|passing)"
    r"|(?:trying to )?connect(?:ing)?|putting|transferring|passing)\b",
    re.IGNORECASE,
)
"""Says what is done for the caller."""
_BY_NAME = late_pattern(
    r"\bcaller\W*\Z|\A\W*(?:hello|hi|ok(?:ay)?|right|thank you|thanks|sorry)?,? ?caller(?:,|\?|\Z)"
    r"|\bplease\b|\b(?:love|pet|hen|darling|sweetheart)\W*\Z",
    re.IGNORECASE,
)
_OF_THEM = late_pattern(
    r"\W*(?:just |ok(?:ay)?,? |right,? )?(?:give|let|leave|try|tell|ask|keep|hold|put|get|call"
    r"|ring)(?:ing)? (?:them|her|him|everyone)\b.*",
    re.IGNORECASE,
)
"""Says what to do with the caller: a thought of the desk."""
_SOUND_WORDS = (
    r"scre[a]m|shout|yell|cr(?:y|ies)|sob|weep|whimper|bang|crash|thud|thump|bump|slam|smash|whistl"
    r"|bark|swear|curs|breath|pant|gasp|chok|laugh|giggl|music|engine|traffic|wind|static|hiss"
    r"|crackl|click|rustl|shuffl|mumbl|murmur|mutter|moan|groan|grunt|cough|tap|tone|beep|knock"
    r"|footstep|step|whisper|voice|glass|siren|alarm|telly|tv|television|radio|dog|babbl|chatter"
    r"|argu|row|silen|quiet|muffl|sing|snor|hum|splash|sniff|squeal|squeak|buzz|clatter|scuffl"
    r"|stamp|scrap|struggl|noise|sound|word|talk|speech|door|car|baby|background|echo|plea|ranting"
    r"|slap|drill|machin|hoover|running water|scratch|key ?pad|key"
)
_SOUNDS = late_pattern(rf"\b(?:{_SOUND_WORDS})\w*", re.IGNORECASE)
_HEARS = late_pattern(
    r"\b(?:hear|hears|heard|hearing|make (?:it |that |anything )?out|made out|caught|pick(?:ed)? up"
    r"|sounds?|sounded|sounding|listened)\b",
    re.IGNORECASE,
)
_TRIED = late_pattern(
    r"\W*(?:i|i've|i have|we've|we have|we|still|have|had|got|getting)\b(?:'ve| have| just| only"
    r"| now| still)*"
    r" ?(?:asked|tried|got|had|prompted|nothing|no|a|an|one|two|three|repeated|done|given|getting)"
    r"\b.*",
    _FLAGS,
)
"""Says what was tried, and what came back."""
_OF_LINE = late_pattern(
    r"\b(?:(?:the |this )?(?:line|call|number|mobile|landline|phone|handset|eisec|aml|cell|gps|mast"
    r"|signal|reception|location|address)(?:'s|'d)?\b(?! (?:now|please)).*\b"
    r"(?:is|was|has|had|gone|went|drop\w*|cut\w*|end\w*|gives?|gave|shows?|says?|comes?|came|open"
    r"|silent|dead|clear|noisy|poor|faint|only|ringing|rang|breaking|unknown|withheld|metres?)\b"
    r"|no (?:location|aml|eisec|fix|address|number)|(?:aml|eisec)"
    r"|no (?:speech|voices?|words?|reply|answer|response|sounds?|noise|one|requests?|contact)"
    r"|nothing (?:heard|said|back|on|at|from|but|so|yet|else|more|again)|nobody|open line"
    r"|(?:pocket|bum|butt|mis|mistaken)[ -]?(?:dial|call)\w*|false call"
    r"|(?:second|third|fourth|repeat|another|same|previous|earlier|\d(?:nd|rd|th)) (?:call|number)"
    r"|(?:rang|rung|called|dialled|phoned)\b.*\b(?:earlier|before|again|ago|twice|already|off)"
    r"|line(?:'s)? (?:open|silent|dead)|(?:hung|hang|rang|ringing) (?:up|off)|metres)\b",
    _FLAGS,
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


def names_a_sound(words: str) -> bool:
    """Whether words name a sound, a voice, or what another person said."""
    plain = in_full(words)
    return any(each.search(plain) for each in (_QUOTED, _WHEN_I, _HEARS, _SOUNDS))


def is_of_what_was_heard(words: str) -> bool:
    """Whether words speak to nobody and name what was heard, or how the line is."""
    if not speaks_to_nobody(words):
        return False
    plain = in_full(words)
    rest = (_TRIED.fullmatch(plain), _OF_LINE.search(plain), _OF_THEM.fullmatch(plain))
    return names_a_sound(words) or any(rest)


_SERVICES_OFFERED = (
    r"police\W+(?:(?:and|or|the|an?|for)\W+)*(?:fire|ambulance|coast ?guard)"
    r"(?: (?:service|brigade))?\W+(?:(?:and|or|the|an?|for)\W+)*"
    r"(?:police|fire|ambulance|coast ?guard)\b"
)
"""Services offered to choose from: "police, fire or ambulance?"."""
_TO_POLICE = late_pattern(
    rf"{_LEADS}(?!{_SERVICES_OFFERED})police(?: (?:control|room|control room))?"
    rf"(?:{_STOP}| (?=(?:it's|this is|this one"
    r"|i've|i have|we've|caller|they|she|he|no|silent|mobile|landline|call)\b))(?P<rest>.+)",
    _FLAGS,
)
_POLICE_ASKED = late_pattern(
    r"(?:police,? (?=(?:(?:can|could|do|did|have|are|will) (?:you|i|we)|over to|all yours)\b).+"
    r"|.*(?:\b(?:did|do|have|can|are) you\b|\bover to you\b|\ball yours\b|\b(?:it|that|they|she|he"
    r"|call(?:er)?)(?:'s| is) (?:with|for) you\b|\bgo ahead\b|\bthank(?:s| you)\b"
    r"|\bready for you\b)"
    r".*(?<!\bthe)(?<!\bneed)(?<!\bwant)(?<!\bfor)(?<!\bto)(?<!\bget)(?<!\bcall)(?<!\bcalled)"
    r"(?<!\bring)(?<!\bof)(?<!\bor)(?<!\band)(?<!\bsay)(?<!\bsaid)(?<!\brequire)(?<!\bafter)"
    r",? police\W*|\W*(?:over to you|all yours)\b.*)",
    _FLAGS,
)
"""Speaks to police by their name, first or last, or gives the call over to them."""
_NEEDS_POLICE = late_pattern(
    r"\byou (?:do |really |still )?(?:need|want|require|are after|were after|trying to)\b"
    r"|\bdo you need\b|\bif you\b",
    _FLAGS,
)
_REPORTS = late_pattern(
    r"\W*(?:(?:the )?caller (?:is|was|has|said|says|whisper\w*|tapped|coughed|pressed|sounds?"
    r"|sounded|asked)\b|(?:she|he|they) (?:said|whispered|tapped|coughed"
    r"|pressed)\b|i heard (?!that\b|you\b|something\b)|there (?:was|were)\b|(?:the )?number"
    r" is on (?:your|the) screen|nothing (?:heard|further|more|else)\b|location (?:shows|is|says)"
    r"|(?:male|female|child's|woman's|man's) (?:voice|scre\w*|shouting)|just (?:background|noise|"
    r"rustling|breathing)\b|no (?:speech|voice|reply)\b|background\b"
    r"|line (?:open|silent)\b).*",
    _FLAGS,
)


def to_police(words: str, *, on_the_line: bool) -> str:
    """Return what an operator's words report to police, and not to the caller; else nothing.

    Words with their name before them are for them; what only sounds like a report is, once they
    are on the line.
    """
    plain = in_full(words)
    if (found := _TO_POLICE.fullmatch(plain)) and not _NEEDS_POLICE.search(plain):
        return "" if _YOU.search(plain) and plain.endswith("?") else found["rest"].strip()
    if _POLICE_ASKED.fullmatch(plain) and not _NEEDS_POLICE.search(plain):
        return plain
    to_caller = _YOU.search(plain.replace("your screen", ""))
    reports = is_of_what_was_heard(plain) or (not to_caller and _REPORTS.fullmatch(plain))
    return plain if on_the_line and reports else ""
