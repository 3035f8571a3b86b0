"""How people at a desk say what they do, in words without a sign before them.

Each row names an act of one seat. Words with "you" in them are to the caller and name no act, so
that of "ring her back" and "ring me back if you can" only the first is work at a desk (wordings:
assumption).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from simulator.core.terms import Reason, Role

_THEM = r"(?:her|him|them|it|this|(?:the |this )?(?:caller|call|line|number|phone)|everyone)"
_SERVICE = r"(?P<which>police|ambulance|fire|coast ?guard)"
_FORCE_UNIT = (
    r"(?:units?|officers?|cars?|patrols?|vans?|vehicles?|crews?|response|someone|police|uniform)"
)
_ASKS = (
    r"(?:can|could|may) (?:i|we|someone|somebody) (?:have|get|send)|give (?:me|us)"
    r"|(?:i|we)(?:'d like| want| need)"
)
_GO = rf"send|dispatch|deploy|get|assign|start|put|roll|{_ASKS}"
_SOME = (
    r"(?:an?|some|any|the|two|three|more|another|nearest|next|closest|free|local|armed|firearms|me"
    r"|double|single|both|all|first|available|response|marked|unmarked|police"
    r"|(?:single|double)[- ]crewed|traffic|dog|taser|extra)"
)
_DEGREE = r"(?:(?:is|very|still) )*(?:high|low|medium|moderate|serious|severe|imminent|immediate)"
_REST = r"[:,]?\s*(?P<rest>.*)"
_PHONE = r"(?:phone|screen|handset|receiver|mic(?:rophone)?)"
_TIMES = r"(?P<rest>(?: (?:once|twice|(?:one|two|three|[1-3]) times?))?)"


class TradeWords(NamedTuple):
    """An act that a line names, and the words that say more of it."""

    kind: str
    rest: str
    which: str = ""
    """The service that is named; empty where none is."""


_ROWS: Mapping[Role, tuple[tuple[str, str], ...]] = {
    Role.CALL_HANDLER: (
        ("answer", r"(?:answer|take|pick up)(?: (?:it|the (?:call|phone)))?"),
        ("grade", r"(?:re|up|down)?grad(?:e|ed|ing)(?: (?:it|this|as|the call|to))*" + _REST),
        ("grade", r"(?:make|mark|set)(?: (?:it|this|the grade|the call|one))+(?: as| to)?"
            r" (?P<rest>(?:an? )?(?:emergency|immediate|priority|scheduled|grade ?\w+).*)"),
        ("grade", r"(?:change|move|raise|lower|put) (?:it|this|the grade|the response)"
            r"(?: up| down)?(?: to)?"
            r" (?P<rest>(?:an? )?(?:emergency|immediate|priority|scheduled|grade ?\w+).*)"),
        ("grade", r"(?P<rest>(?:an? |the )?(?:emergency|immediate|priority|scheduled|high|medium"
            r"|low) (?:grade|response)\b.*)"),
        ("grade", r"(?P<rest>(?:emergency|immediate|priority|scheduled|grade (?:\d|one|two|three))"
            r" (?:for|on) this(?: (?:one|job|call))?\b.*)"),
        ("grade", r"(?!.*\?)(?!.*\b(?:what|where|which|who|police)\b)"
            r"(?P<rest>(?:emergency|immediate|priority|scheduled)(?: please| response)?"
            r"(?:\s*[,:-].+)?)"),
        ("bring_in", r"(?!.*\byou|.*\?)(?P<which>ambulance|paramedics?|medics?|fire|coast ?guard)"
            r"(?: (?:service|brigade|crew))?(?: (?:is|are))? (?P<rest>(?:needed|required|wanted"
            r"|(?:to )?st[a]nd ?by|to (?:rvp|attend|rendezvous|wait|hold|the scene|scene|this"
            r"|(?:the )?address)|for (?!now\b))\b.*)"),
        ("bring_in", rf"(?:get|send|ask for|call|start|request|bring(?: in)?|need|{_ASKS})"
            r"(?: me| us)?(?: an?| the)? (?P<which>ambulance|paramedics?|medics?|fire"
            r"|coast ?guard)\b(?P<rest>.*)"),
        ("bring_in", r"(?:ask|tell|warn|alert|get|have)(?: the)? (?P<which>ambulance|paramedics?"
            r"|medics?|fire(?: service| brigade)?|coast ?guard)(?: (?:control|service|crew))?"
            r" (?P<rest>(?:to|that|if|can|could|we|about)\b.*)"),
        ("bring_in", r"(?!.*\?)(?P<which>ambulance|fire|coast ?guard)(?: (?:service|brigade))?"
            r" please\b" + _REST),
        ("brief_officers", r"(?:tell|radio|brief|update|warn|let|inform|advise)(?: the)? "
            rf"(?:{_FORCE_UNIT}|\w+ \d+)(?: know)?(?: that)?\b" + _REST),
        ("brief_officers", r"(?!.*\byou)(?:radio|brief|update|advise|inform|warn|tell)"
            r" (?:them|both)(?: that)?\b" + _REST),
        ("brief_officers", rf"(?:pass|relay|give)(?: (?:this|it|that))?(?: on)? to(?: the)?"
            rf" (?:{_FORCE_UNIT}|them|\w+ \d+)\s*[:,]?" + _REST),
        ("brief_officers", r"(?!.*\byou)let (?:them|both) know(?: that)?\b" + _REST),
        ("deploy", rf"(?!.*\?)(?:need|want)(?P<rest>(?: {_SOME}){{0,3}} {_FORCE_UNIT}\b.*)"),
        ("deploy", rf"(?P<rest>(?:an?|one|two|three|another|\d) {_FORCE_UNIT} (?:to|for|please|out"
            r"|round|now)\b.*)"),
        ("deploy", rf"(?P<rest>(?:two|three|another|\d) {_FORCE_UNIT})"),
        ("deploy", r"(?!.*\b(?:off|approach)\b)(?:on )?blue(?: ?light)?s? (?:run|response|this|it"
            r"|to)(?: (?:to|for))?\b" + _REST),
        ("deploy", rf"(?P<rest>(?:\w+ )?{_FORCE_UNIT} to (?:this|that|scene|the (?:scene|address"
            r"|job|flat|house)|\d)\b.*)"),
        ("deploy", r"resource (?:it|this)\b" + _REST),
        ("deploy", rf"(?P<rest>(?:nearest|next|closest|any|first)(?: free| available)?"
            rf" {_FORCE_UNIT}(?: please)? (?:to|for|out|round|now)\b.*)"),
        ("deploy", rf"(?:{_GO})(?P<rest>(?: {_SOME}){{0,3}} {_FORCE_UNIT}\b.*)"),
        ("deploy", r"(?:send|dispatch|deploy|assign)(?: (?:them|it|help))?(?: (?:now|out|round))*"),
        ("deploy", r"(?:send|dispatch|deploy|assign) (?P<rest>(?:\w+ )?\d+.*)"),
        ("deploy", rf"(?:send|dispatch|deploy|assign)(?P<rest>(?: {_SOME}){{1,3}}(?: one)?"
            r"(?:,.*)?)"),
        ("search", r"(?:search|check|look up|run)\b.*\b(?:number|history|markers?|intel|systems?)"
            r"\b.*"),
        ("search", r"search|what do we (?:hold|have|know)\b.*"),
        ("search", r"(?:what'?s|what is|is there|have we(?: got)?|do we have)(?: (?:the|any|a))*"
            r" (?:history|markers?|intel|previous)\b.*"),
        ("search", r"what (?:have we got|do we know|is (?:held|known)|'s (?:held|known))(?: \w+)?"
            r" on (?:this|the|her|that|him)\b.*"),
        ("search", r"(?:check|search|run)(?: the)? (?:pnc|pnd|police systems?|niche|intel)\b.*"),
        ("search", r"any (?:history|markers?|previous|intel|warnings|flags)\b.*"),
        ("search", r"(?:history|markers?|previous|intel|warnings|flags) (?:on|for|at|against)"
            r" (?:this|the|that|her|him)\b.*"),
        ("search", r"(?:check|search|run|look at|try)(?: the)?"
            r" (?:voters|electoral (?:roll|register)|address|name|phone book|records?|custody"
            r"|crime reports?)\b.*"),
        ("search", r"(?:check|search|run|look (?:up|for|at))(?: (?:for|the|this|any|her|his))*"
            r" (?:previous(?:es)?|past (?:calls|incidents|jobs)|prior)\b.*"),
        ("search", r"(?:previous|past|earlier) (?:calls?|incidents?|jobs?|logs?|history|reports?)"
            r" (?:on|for|at|from|to|with)\b.*"),
        ("search", r"look (?:it|this|that|her|him|them|(?:the|this|that) (?:number|address|name"
            r"|phone|mobile|place|caller)) up\b.*"),
        ("search", r"(?:pnc|pnd|niche|intel|history|marker|previous|premises)(?: check)?"
            r"(?: (?:on|for))? (?:it|him|her|them|(?:the|this|that)(?: \w+){1,2}|please)"),
        ("search", r"(?:pnc|pnd|intel|history|marker|premises|address) checks?\b.*"),
        ("search", r"(?:anything|is anything|what's|is (?:the|this) \w+) known"
            r"(?: (?:on|at|about|of|for|to us))?\b.*"),
        ("read_location", r"(?P<rest>(?:aml|eisec)(?: (?:fix|refresh|details|data|update"
            r"|location))?(?: (?:please|again))*)"),
        ("read_location", r"(?:(?:re-?)?read|refresh|update|pull up|bring up|open|check|show|see"
            r"|get|look at|what's|what is|what does)\b.*\b"
            r"(?P<rest>aml|eisec|location|vehicle|ecall|network)\b.*"),
        ("trace", r"(?:start|run|do|get|begin|request|ask for) (?:a |the )?trace\b"
            r"(?: (?:on|of|for))?(?: the| her| his| their)?" + _REST),
        ("trace", r"(?:who(?:'s| is| does)|find out who) (?P<rest>(?:the |this |that |her |his )?"
            r"(?:phone|mobile|number|handset|sim|account|line)(?: (?:is|registered|belongs?"
            r"|subscribed))* to\b.*)"),
        ("trace", r"(?:.+, )?(?:do|run|get) (?:an? |the )?"
            r"(?P<rest>subscriber(?:s|'s)?(?: check)?)"),
        ("trace", r"(?:locate|find|ping)(?: out)?(?: where)? (?P<rest>(?:the |this |her |his )?"
            r"(?:phone|mobile|handset|subscriber)\b.*)"),
        ("trace", r"(?:run|do|start|get|request|ask for)(?: an?| the)? (?P<rest>(?:subscriber|cell"
            r"(?: site)?|billing|network) (?:check|details|trace|request|lookup)\b.*)"),
        ("trace", r"(?P<rest>(?:subscriber|cell(?: site)?|billing) (?:check|details|trace|request"
            r"|lookup)\b.*)"),
        ("trace", r"(?P<rest>(?:subscriber|cell ?site|billing)(?: (?:it|this|please|again))*)"),
        ("trace", r"trace(?: the| her| his| their)?" + _REST),
        ("withhold", r"(?:don't|do not|not|never|say nothing|better not)(?: to)? "
            r"(?:tell|say|mention)?"
            r"(?P<rest>.*\b(?:officers?|police|units?|on (?:the|their) way)\b.*)"),
        ("call_back", rf"(?:ring|call|phone|try) {_THEM}? ?(?:back|again)\b" + _REST),
        ("call_back", rf"try(?:ing)? (?:to )?(?:ring|call|phon)(?:e|ing)?(?: {_THEM})?"
            r" ?(?:back|again)?\b" + _REST),
        ("decide_against_callback", r"(?:no need to|i won't|not going to|better not(?: to)?|i'm not"
            rf" going to) (?:ring|call|phone)(?: {_THEM})? ?back\b" + _REST),
        ("decide_against_callback", r"(?:(?:i|we)(?:'ve| have) )?decid(?:ed|ing) (?:not to|against)"
            rf" (?:ring|call|phone)(?:ing)?(?: {_THEM})? ?back\b" + _REST),
        ("decide_against_callback", r"(?:don't|do not|no|not) (?:ring|call|phone|ringing|calling)"
            rf"(?: {_THEM})? ?back\b" + _REST),
        ("send_text", rf"(?:text|message|sms|send a text to)\s+{_THEM}" + _REST),
        ("send_text", rf"(?:send|write) {_THEM} a (?:text|message)(?: saying| that)?" + _REST),
        ("offer_incident", r"offer (?:it|this|the incident)(?: to)?" + _REST),
        ("leave_open", r"leave (?:it|this|the incident) open\b" + _REST),
        ("close", r"clos(?:e|ing) (?:it|this|(?:(?:the|this) )?(?:incident|log|job))\b" + _REST),
        ("close", r"(?P<rest>no further action\b.*)"),
        ("close", r"(?:close|result)(?: (?:it|this))? (?:as|down)\b" + _REST),
        ("close", r"(?:close|shut|result)(?: (?:the|this|it))? (?:incident|job|log)\b" + _REST),
        ("close", r"close\s*[,:-]" + _REST),
        ("end_call", r"(?:end|terminate|drop|clear|hang up|finish|disconnect)(?: on)?"
            rf"(?: {_THEM})\b" + _REST),
        ("end_call", r"(?:hang up|end|disconnect)"),
        ("end_call", r"(?:hang up|disconnect|terminate|clear down)\s*[,:;]" + _REST),
        ("thrive", r"(?P<rest>(?:threat|harm|risk|vulnerability)(?: (?:level|now|still|looks"
            rf"|seems))? {_DEGREE}\b.*)"),
        ("thrive", rf"(?P<rest>{_DEGREE} (?:threat|risk|harm)\b.*)"),
        ("thrive", r"(?P<rest>vulnerable(?:\s*[:,-]|\s+(?:because|as|due|since|adult|child)\b).*)"),
        ("thrive", r"(?:i (?:think|say|believe) )?(?:the )?(?P<rest>(?:threat|harm|risk|"
            r"investigation|vulnerability|engagement)\b(?: is\b|\s*[:,]|\s+[-\u2013]).*)"),
        ("thrive", r"(?P<rest>[thrive]\s*:.+)"),
        ("note", r"(?:put(?:ting)?|add(?:ing)?|writ(?:e|ing)|record(?:ing)?|not(?:e|ing)"
            r"|enter(?:ing)?)(?: (?:it|this|that|down))? (?:in|on|to|into)"
            r" (?:the |my )?(?:log|record|incident|notes)(?: that)?\b" + _REST),
        ("note", r"(?:note|log|write)(?: down)?(?: in the log)?(?: that)?\b" + _REST),
        ("note", r"(?!.*\byou|.*\?)(?P<rest>(?:(?:this|it)(?: is|'s) )?(?:the )?(?:same|repeat)"
            r" (?:as|of|job|incident|log|caller|number|address|informant)\b.*)"),
        ("note", r"(?P<rest>link(?:ed|ing)?(?: (?:it|this))? (?:to|with)\b.*)"),
    ),
    Role.OPERATOR: (
        ("answer", r"(?:answer|take|pick up)(?: (?:it|the (?:call|phone)))?"),
        ("send_to_recording", r"(?:send|put|transfer|pass|give|move|route|forward|over|through)?"
            rf"(?: ?{_THEM})?(?: through| over)?(?: ?to)?"
            r" (?:the )?(?:silent solution|record(?:ing|ed message)|55)\b" + _REST),
        ("pass_details", r"(?!.*\byou)(?P<rest>(?:the |this )?(?:call(?:er)?|line)"
            r"(?: has| was| is|'s)? (?:(?:been )?cut(?: off)?|dropped(?: out)?|lost|went|gone|ended"
            r"|died)\b.*\b(?:pass|tell|inform|give|let|ring)\b.*"
            r"\b(?:police|them|details|number)\b.*)"),
        ("pass_details", r"pass(?:ing)?(?: on)? (?:the |their |her |his )?details?"
            r"(?: on)?(?: to (?:the )?police)?" + _REST),
        ("pass_details", r"(?:call|ring|phon|get)(?:e|ing)?(?: back)?(?: (?:to|on to))?(?: the)?"
            r" police(?: back)? with (?:the |their |her |his )?(?:details?|number|location)\b"
            + _REST),
        ("send_to_recording", r"(?:to (?:the )?)?(?:silent solution|ss)(?: please)?" + _REST),
        ("send_to_recording", r"(?:the )?record(?:ing|ed message)(?: now)?(?: please)?(?P<rest>)"),
        ("send_to_recording", r"55 (?:it|this|them|her|him)\b" + _REST),
        ("send_to_recording", r"(?:the )?55 (?:route|recording|option|please)\b" + _REST),
        ("connect", rf"{_SERVICE}(?: please| for this(?: one)?| on this(?: one)?)+\b" + _REST),
        ("connect", r"(?!.*\?)(?!.*,? (?:or|and) (?:police|ambulance|fire)\b)"
            r"(?P<which>ambulance|fire|coast ?guard)(?: (?:service|brigade))?\s*,"
            + _REST),
        ("connect", r"(?!.*\?)(?:needs?|wants?|ask(?:s|ed|ing) for)(?: an?| the)?"
            r" (?P<which>police|ambulance|fire|coast ?guard)(?: (?:service|brigade))?"
            r"(?: please)?\s*[,:;.-]" + _REST),
        ("connect", rf"(?:to|over to|through to)(?: the)?(?: [\w'-]+){{0,2}}? {_SERVICE}\b"
            + _REST),
        ("connect", rf"(?:connect|put|patch|transfer|pass|give|send)(?: (?:me|us|{_THEM}))?"
            rf"(?: through| over)?(?: to)?(?: the)?(?: [\w'-]+)?? {_SERVICE}\b" + _REST),
        ("hand_over", r"(?:hand (?:it )?over(?: to)?|report(?: to)?|tell|brief|let|inform)"
            r"(?: the)? police\b(?: know)?(?: that)?" + _REST),
        ("hand_over", r"(?:bt )?op(?:erator)?(?: here)? (?:to|for) (?:the )?police\s*[:,-]\s*"
            r"(?P<rest>.+)"),
        ("hand_over", r"hand(?:ing)?[ -]?over\s*[:,-]\s*(?P<rest>.+)"),
        ("hand_over", r"(?!.*\?)(?:(?:what )?(?:i |i've |we )?heard(?: so far)?(?: (?:is|was))?"
            r"|so far)\s*[:-]\s*(?P<rest>.+)"),
        ("leave", r"(?:i'm |i am )?leaving(?: (?:now|the (?:call|line)))?"),
        ("leave", r"leave(?: (?:it|them|her|him|the call|the line|this))?"
            r"(?: (?:with|to) (?:the )?police)?(?: now)?"),
        ("leave", r"(?:i'm |i am )(?:off|clear|clearing|dropping off|coming off|going off"
            r"|getting off|dropping out)(?: (?:of )?(?:the |this )?(?:line|call))?(?: now)?"
            r"(?:,? police)?"),
        ("leave", r"(?:clearing|dropping off|coming off|going off|getting off|dropping out)"
            r"(?: of)? (?:the |this )(?:line|call)(?: now)?"),
        ("leave", r"i(?:'ll| will) leave (?:(?:it|this)(?: with (?:you|the police))?"
            r"|you (?:to|with) (?:it|this))(?: (?:then|now|police))*"),
        ("leave", r"(?:(?:cheers|thanks|thank you),? police,? )?op(?:erator)?"
            r" (?:clearing|clear|leaving)(?: now| the line)*"),
        ("end_call", r"(?:end|terminate|drop|clear|release|hang up|finish|disconnect)(?: on)?"
            rf"(?: {_THEM})\b" + _REST),
        ("end_call", r"(?:hang up|end|disconnect|release)(?: now)?"),
        ("end_call", rf"cut {_THEM}(?: off)?\b" + _REST),
        ("end_call", r"(?:hang up|disconnect|terminate|release|clear(?: down)?)\s*[,:;]" + _REST),
    ),
    Role.CALLER: (
        ("tap", rf"(?:i )?tap(?: (?:on )?(?:the |my )?{_PHONE})?" + _TIMES),
        ("tap", r"tap(?P<rest>(?:[, ]+tap){1,2})"),
        ("tap", r"(?P<rest>(?:one|two|three|[1-3]) taps?)"),
        ("cough", r"(?P<rest>(?:one|two|three|[1-3]) coughs?)"),
        ("cough", r"(?:i )?cough(?: quietly| softly| loudly)?" + _TIMES),
        ("make", r"(?:i )?(?P<rest>(?:breathe|sob|cry|weep|groan|moan|knock|bang|shout|yell"
            r"|rustle|drop)(?: (?:loudly|heavily|hard|quietly|out|for help|on|into|at|with|it"
            rf"|the|my|a|wall|door|table|floor|bed|clothes|coat|pocket|{_PHONE}))*)"),
        ("hang_up", r"(?:i )?(?:hang up|put (?:the phone|it) down|ring off)"),
        ("send_text", r"(?:i )?text (?:them|police|the police|999|back)" + _REST),
        ("send_text", r"(?:i )?(?:send|write)(?: (?:them|police|the police|999))? an? "
            r"(?:text|message)(?: to (?:them|the police|police|999))?(?: saying| that says| that)?"
            + _REST),
        ("send_text", r"(?:text|message|sms)\s*:\s*(?P<rest>.+)"),
        ("stay_silent", r"(?:i )?(?:stay|keep|say|remain) (?:silent|quiet|nothing)"),
        ("stay_silent", r"(?:i )?(?:do not|don't|won't) (?:say|answer|reply|speak|make)"
            r"(?: (?:anything|a (?:word|sound|thing)|any noise|to (?:it|them|that)))?"),
        ("dial", r"(?:i )?(?:ring|dial|call|phone|write to) (?P<rest>999|112)"),
        ("answer", r"(?:i )?(?:answer|pick up|take)(?: (?:it|the (?:call|phone)))?"),
        ("lift", rf"(?:i )?(?:lift|pick up)(?: the)? {_PHONE}(?: (?:again|back up))?"),
    ),
}  # fmt: skip
_FOR_ME = re.compile(
    r"\b(?P<verb>get|send|give|show|pass|find|connect|patch|transfer) (?:me|us)\b"
    r"|\b(?P<put>put) (?:me|us) through\b|\bfor (?:me|us)\b(?! to\b)",
    re.IGNORECASE,
)
"""What asks a colleague, and no caller: "get me two cars", "put me through to police"."""
_NO_APOSTROPHE: Mapping[str, str] = {
    "im": "i'm", "ive": "i've", "hes": "he's", "shes": "she's", "its": "it's", "theyre": "they're",
    "theyve": "they've", "weve": "we've", "youre": "you're", "youve": "you've", "thats": "that's",
    "theres": "there's", "whos": "who's", "whats": "what's", "wheres": "where's",
    "dont": "don't", "doesnt": "doesn't", "didnt": "didn't", "cant": "can't", "wont": "won't",
    "isnt": "isn't", "arent": "aren't", "wasnt": "wasn't", "hasnt": "hasn't", "havent": "haven't",
    "couldnt": "couldn't", "youll": "you'll", "theyll": "they'll",
}  # fmt: skip
_LEFT_OUT = re.compile(
    rf"\b(?:{'|'.join(_NO_APOSTROPHE)})\b"
    r"|\bill(?= (?:leave|ring|call|stay|put|send|connect|pass|get|be|go|text|try|let|tell)\b)",
    re.IGNORECASE,
)
"""A short form typed without its apostrophe; "ill" only before what one will do."""
_TO_CALLER = re.compile(r"\b(?:you|your|you're|yours|yourself|me|us)\b", re.IGNORECASE)
_FREE_WORDS = frozenset(
    {"send_text", "hand_over", "brief_officers", "note", "thrive", "bring_in", "leave"}
)
"""Acts whose own words may say "you": they are quoted, or not to the caller."""


def in_full(words: str) -> str:
    """Return words with the letters and apostrophes that a hurried hand leaves out."""
    plain = words.strip().replace("\u2019", "'")
    plain = _SHORTENED.sub(lambda found: _SHORT[found[0].lower()], plain)
    return _LEFT_OUT.sub(lambda found: _NO_APOSTROPHE.get(found[0].lower(), "i'll"), plain)


_SHORT: Mapping[str, str] = {
    "pls": "please", "plz": "please", "plse": "please", "amb": "ambulance", "ambo": "ambulance",
    "thru": "through", "prev": "previous", "prevs": "previous", "nfa": "no further action",
    "soln": "solution", "sgt": "sergeant", "insp": "inspector", "bde": "brigade",
    "imm": "immediate", "immed": "immediate", "sched": "scheduled", "vuln": "vulnerability",
    "sub check": "subscriber check", "subs check": "subscriber check",
    "gr1": "grade 1", "gr2": "grade 2", "gr3": "grade 3", "g1": "grade 1", "g2": "grade 2",
    "g3": "grade 3", "std by": "stand by",
}  # fmt: skip
"""Short forms of a control room, as they are typed (assumption)."""
_SHORTENED = re.compile(rf"\b(?:{'|'.join(_SHORT)})\b", re.IGNORECASE)


@cache
def _patterns(role: Role) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (kind, re.compile(rf"(?:please |ok,? |right,? |now )*(?:{row})[.!]*", re.IGNORECASE))
        for kind, row in _ROWS[role]
    )


def trade_words(role: Role, words: str) -> Iterator[TradeWords]:
    """Yield the acts that the words of a seat name, the surest first."""
    plain = in_full(words)
    yield from (found := [*_whole(role, plain)])
    parts = plain.split(",")
    for place in range(1, min(len(parts), 3) if not found else 0):
        # "No reply, pass it to the recording": what comes first says why.
        why, then = ",".join(parts[:place]), ",".join(parts[place:])
        if later := [*_whole(role, then)]:
            yield from (each._replace(rest=f"{each.rest}, {why}") for each in later)
            break


def _whole(role: Role, words: str) -> Iterator[TradeWords]:
    asked = _FOR_ME.sub(lambda found: found["verb"] or found["put"] or "", words)
    to_caller = role is not Role.CALLER and _TO_CALLER.search(asked) is not None
    for kind, pattern in _patterns(role):
        found = None if to_caller and kind not in _FREE_WORDS else pattern.fullmatch(words.strip())
        if found is not None:
            named = found.groupdict()
            yield TradeWords(kind, (named.get("rest") or "").strip(" ,:"), named.get("which") or "")


_NONE = ("no", "not", "without", "isn't", "nobody", "nobody's", "no one", "no one's", "nobody is",
    "no sign of", "no signs of", "no evidence of", "no immediate", "not in", "no longer in",
    "out of", "no one is", "no-one", "not in immediate", "cannot", "unable to",
    "not able to")  # fmt: skip
_DENIED = "".join(rf"(?<!\b{each} )" for each in _NONE) + "(?<!n't )"
"""Before a word that is then no reason: "no sign of danger"."""
_REASONS: tuple[tuple[Reason, str], ...] = (
    (Reason.OFFICERS_WITH_CALLER, r"(?:with|found by) (?:the )?(?:officers?|police|crew)|"
        r"officers? (?:are |is )?(?:with|there|have)|found (?:her|him|them)"),
    (Reason.OFFICERS_DEALING, r"dealing"),
    (Reason.CALLER_NOT_FOUND, r"(?:not|never) found|can't find|couldn't find"),
    (Reason.MISTAKE_CONFIRMED, r"mistake|accident|misdial\w*|wrong number"),
    (Reason.NO_CONCERN, r"no concerns?|nothing (?:left|outstanding)"),
    (Reason.CHECKED_SAFE, r"safety|safe"),
    (Reason.DISTURBANCE_HEARD, r"disturbance|shout\w*|scre\w*|argu\w*|smash\w*|struggl\w*|"
        r"crash\w*|bang\w*|fight\w*|breaking"),
    (Reason.DANGER_ESTABLISHED, r"danger|weapons?|knife|gun|threat\w*|attack\w*|violen\w*|"
        r"assault\w*|hit(?:ting)?|beat\w*|kill\w*|broken in|intruders?|strangl\w*|stab\w*"),
    (Reason.INJURY, r"hurt|injur\w*|bleed\w*|ill|unconscious|breath\w*|collapsed|stroke"),
    (Reason.LINE_CUT, r"cut off|line (?:was |has |is )?(?:went|dropped|lost|cut|gone|dead)"),
    (Reason.NO_RESPONSE, r"no (?:response|reply|sound)|nothing(?: heard)?|silen(?:ce|t)|"
        r"unresponsive"),
    (Reason.NO_ANSWER, r"no answer|not answering|unanswered"),
    (Reason.SIGNAL_HEARD, r"signals?|taps?|tapp\w+|cough\w*|keys?|55|tones?"),
    (Reason.SPEECH_HEARD, r"whisper\w*|spoke|speech|speaks?|voices?|said|says"),
    (Reason.MARKER, r"markers?|history|flagged|previous"),
    (Reason.STAYING_IS_DANGEROUS, r"staying"),
    (Reason.NOT_SAFE_TO_SAY, r"(?:over)?hears?|hearing|listen\w*"),
    (Reason.MAY_ALERT_OTHERS, r"alert\w*|give \w+ away|(?:over)?hear"),
    (Reason.CANNOT_BE_RUNG, r"can't be rung|no signal|switched off"),
    (Reason.CALLER_MAY_BE_ALONE, r"alone|on (?:her|his|their) own|seems safe|gone|left"),
    (Reason.RING_BACK_AGREED, r"agreed"),
    (Reason.OTHER_AREA, r"another force|other force|area|border"),
    (Reason.POLICY, r"policy|procedure"),
    (Reason.JUDGEMENT, r"judge?ment"),
    (Reason.DOUBT, r"doubt\w*|not sure|unsure|can't (?:rule|tell|be sure)|unclear|don't know|"
        r"not known|unknown|may|might|could|possibl\w*"),
)  # fmt: skip
"""By which words a sentence gives each reason, the more particular first (assumption)."""


@cache
def _reasons() -> tuple[tuple[Reason, re.Pattern[str]], ...]:
    return tuple(
        (each, re.compile(rf"{_DENIED}\b(?:{re.escape(each.label)}|{words})\b", re.IGNORECASE))
        for each, words in _REASONS
    )


@cache
def _labels() -> tuple[tuple[Reason, re.Pattern[str]], ...]:
    return tuple(
        (each, re.compile(rf"{_DENIED}\b{re.escape(each.label)}\b", re.IGNORECASE))
        for each in Reason
    )


def reasons_named(words: str, offered: Iterable[object]) -> tuple[Reason, ...]:
    """Return the reasons that a sentence gives, of those that an act has, the best first."""
    among = {*offered}
    whole = [each for each, label in _labels() if each in among and label.search(words)]
    found = (each for each, pattern in _reasons() if each in among and pattern.search(words))
    return tuple(dict.fromkeys((*whole, *found)))
