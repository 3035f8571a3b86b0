"""The form of a question, of any topic: what a yes or a no to it can say at all.

A direction is read from the words of a topic. Before that, the form of the sentence decides whether
it has one: "who can hear you?" and "a or b?" ask for words, "can you see a knife?" asks only about
what was noticed, and a yes to "isn't he there?" may mean either.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from simulator.language.normalise import Span, words_of
from simulator.late_pattern import late_pattern

_ADDRESS = (
    "love|duck|pet|hun|hon|hen|mate|pal|sweetheart|sweetie|darling|dear|flower|sir|madam"
    "|please|then|like|now|right now|at all|caller|chick|chuck|lovey|petal|duckie|bab|babe"
    "|hunny|angel|princess|bud|buddy|sunshine|treasure|darlin|luv|sweetpea|my dear|my friend"
    "|my sweet|my flower|my darlin|my bird|my love|my darling|my lovely|treacle"
    "|cock|our kid|lass|lad|son|honey|poppet|marra"
    "|would you say|do you think|do you reckon|can you tell me|as far as you know|i mean"
)
_VERB = (
    "am|is|are|was|were|do|does|did|have|has|had|can|could|will|would|shall|should|must|may|might"
)
_PERSON = "i|you|he|she|it|they|we|there|that|this|ya"
_OPENERS = late_pattern(
    r"^(?:(?:ok|okay|all right|yeah|mm|so|right|well|and|now|but|then|hello|hi|hiya|hey|sorry"
    r"|lovely|righto|rightio|perfect|brilliant|thanks|thank you|listen|look|quick question"
    r"|sorry to ask|one more thing|alright|oh|aye"
    r"|(?:can|could|may) i (?:just )?(?:check|ask)(?: (?:if|whether|that))?"
    r"|just (?:checking|to check)(?: (?:if|whether|that))?"
    r"|just(?! (?:you|him|her|them|the|one|me|two)\b)"
    rf"|{_ADDRESS})\s+)+"
)
_CLOSERS = late_pattern(
    rf"(?:(?<!\bthe)(?<!\byour)(?<!\ba)(?<!little)(?<!\bthat)(?<!young)\s+(?:{_ADDRESS}))+$"
)
_ONLY_ADDRESS = late_pattern(rf"(?:(?:my )?(?:{_ADDRESS})\s*)+")
_OR_SO = late_pattern(
    r"\s+(?:or|and) (?:anything|something|somebody|anybody|someone|anyone|owt|summat|nothing|so"
    r"|what|not|no|whatever|more|fewer|less|maybe|perhaps|worse|similar|whatnot|the like|such"
    r"|near enough|thereabouts)(?: like (?:that|it)| of the (?:kind|sort)| else| to that effect)?$"
    r"|\s+yes or no$|\s+(?:or|and)$|\s+as far as (?:you|u) (?:know|can tell|are aware|can see)$"
    r"|\s+(?:that )?(?:you|u) know of$"
)
_TAG = late_pattern(
    rf"(?:^|\s+)(?:(?:{_VERB})(?: not)? (?:{_PERSON})(?: not)?"
    r"|(?:is|am|was) (?:that|this|i) (?:right|correct|so)|yes|no|yeah|aye|eh)$"
)
_STATES = late_pattern(rf"(?:so )?(?:you|he|she|they|there) (?:{_VERB})\b")
_PLAIN_TAGS = ("yes", "no", "yeah", "aye", "eh", "right", "correct", "so")
"""What only asks for a sign: "knife? yes?" leads nobody."""
_I_HAVE_IT = late_pattern(
    r"(?:okay |ok |right |so )?(?:i|we) (?:have|did|do|will do) (?:that|it|this)"
)
_ASKING = late_pattern(
    rf"(?:(?:about|roughly) )?(?:{_VERB}|any|anybody|what|where|when|who|whose|how|why|which)\b"
)
_WORDS_WANTED = "who|whose|what|where|when|why|how|which|whereabouts"
_ASKS_FOR_WORDS = late_pattern(rf"(?:{_WORDS_WANTED})\b(?! if\b)")
_TELL_ME = late_pattern(
    r"(?:(?:can|could|would|will) you (?:just )?(?:tell|let) me(?: know)?|tell me|let me know"
    rf"|any idea|have you any idea|do you have any idea) (?=(?:{_WORDS_WANTED})\b)"
)
_BELIEVES = late_pattern(
    r"^(?:are you (?:sure|certain|positive|saying|telling me)|do you (?:think|reckon|believe)"
    r"|did you say|am i right in thinking|is it (?:true|right)) (?:that )?"
)
"""What asks only how sure the caller is of what follows, and leaves its direction."""
_KNOW_WHAT = late_pattern(rf"do you (?:even )?know (?:{_WORDS_WANTED})\b")
_WHICH = late_pattern(
    r"(?:is|was|are|were) (?:it|that|this)\b.* or |(?:is|was|are|were) (?:he|she|they)"
    r" (?:your|a|an|the|one)\b.* or (?:your|a|an|the|one|just|some|more)\b"
    r"|\b(?:one|two|three) or (?:one|two|three|more|several)\b"
)
_NOTICED = (
    "see|seen|saw|hear|heard|notice|noticed|spot|spotted|smell|smelt|smelled|clock|clocked"
    "|hearing|seeing|noticing|catch|caught"
)
_YOU_NOTICED = late_pattern(
    rf"\b(?:can|could|did|do|have|are|were|had) you (?:\w+ ){{0,2}}?(?P<word>{_NOTICED})\b"
    r"(?! (?:me|us)\b)"
    r"|\byou (?:get|have|had|got|catch) (?:a|any) (?:\w+ )?(?P<word2>look|glimpse|sight)\b"
)
_ANYTHING_NOTICED = late_pattern(
    r"\b(?:any|a|no) (?P<word>signs?)\b"
    r"|\bcan you (?P<word2>tell) (?:if|whether)"
    r"|\byou (?:can|could|have|ve)? ?(?P<word3>see|seen|saw|tell|noticed|know(?= of\b))"
    r"(?: of)?$"
    r"|\bas far as you\b|\b(?:do you|you) know (?:if|whether)\b|\bidea (?:if|whether)\b"
    r"|\bdo you (?P<word4>know)$"
    # Not to be aware of an order is not to know that there is none.
    r"|\byou (?P<word5>aware)(?: (?:of|that|if|whether)\b|$)"
    r"|\bdo you (?P<word6>know) (?:of|about) (?:any|a|an)\b"
    r"|\bheard (?P<word7>of) (?:any|a|an)\b"
)
_NOT_OF_THE_VERB = late_pattern(
    rf"^(?:{_VERB}) (?:not\b|(?:{_PERSON}|anybody|somebody|nobody|(?:any|one|all) of \w+) not\b"
    r"|(?:the|your|his|her|any) \w+ not\b)"
)
_NOT_OF_THE_REST = late_pattern(rf"^(?:{_VERB}) (?:{_PERSON}) not\b")
_TWO_WAYS = late_pattern(
    r"\b(?:(?P<word>just|only) (?:\w+ ){1,3}and\b|(?P<word2>other|rather) than\b"
    r"|(?P<word3>apart) from\b|(?P<word4>except|besides|instead)\b"
    r"|(?:anything|nothing|nobody|anybody|anywhere) (?P<word5>but)\b)"
)
_BUT_FOR_YOU = late_pattern(
    r"\b(?:apart from|except(?: for)?|other than|besides|but(?: for)?|as well as)"
    r" (?:you|yourself|ya)\b"
)
"""What leaves the caller out changes nothing: "is it empty apart from you?"."""
_DENIES = late_pattern(r"\b(?:not|no|never|nobody|nothing|none|without|neither)\b")
_MAY = late_pattern(
    r"\b(?:can|could|may|might|will|would|shall|should|going to|about to|trying to|try to|want to"
    r"|wants to|wanting to|able to|threatened to|threatening to|planning to|likely to|need to"
    r"|used to|supposed to|meant to|allowed)\b"
)
_POLITE = late_pattern(
    rf"\b(?:can|could|would|will) you (?:just )?(?:(?:tell|let) me\b|(?:\w+ )?(?:{_NOTICED})\b"
    r"|tell (?:if|whether)\b)|\byou (?:can|could) (?:see|tell)$"
)
_FOR_WHICH = late_pattern(
    r"\b(?:i|we) (?:should|need to|ought to|can|could|might|must) (?:know|tell)\b.*"
    r"|\b(?:that|which|who|to|so) (?:\w+ )?(?:can|could|may|might|will|would)\b.*"
    r"|(?<=\w )(?<!if )(?<!think )(?<!reckon )(?<!like )(?<!believe )(?:he|she|they|you|we)"
    r" (?:can|could|might|may|would) "
    r"(?:hurt|hit|stab|use|cut|harm|attack|get hold)\b.*"
)
"""What a thing or a person asked about may do: "has he anything on him that could hurt you?"."""
_ANOTHER_TIME = late_pattern(
    r"\b(?P<word>earlier|before|yesterday|ever|usually|normally|often|sometimes|always|previously)\b"
    r"|\b(?P<word2>last) (?:time|week|night|year)\b"
)
_OF_NOW = late_pattern(r"\b(?:tonight|just now|today|this (?:time|evening|morning))\b")
"""Says that it is of this time, whatever else: "has he ever stopped you breathing tonight?"."""
_ANOTHER_THING = late_pattern(
    r"\bgone (?!(?:out|off|away|now|yet|from|already|for|again|and|or|unconscious|limp|floppy"
    r"|asleep|black|through|into|upstairs|downstairs|home|round|elsewhere|somewhere)\b)\w"
    r"|\bleft (?:him|her|them|it|you|something|anything|a|any)\b|\bin and out\b|\bcome and go\b"
    r"|\b(?:better|worse|easier|harder|falling|nearly|almost|drifting|nodding"
    r"|getting (?!(?:your|his|her|their|any|a|the|enough|air|out|in|away|past|hold|me|on)\b))\b"
)
_ABOUT_OTHER = late_pattern(
    rf"(?:{_VERB}) (?:he|she|they|anybody|somebody|(?:your|his|her) (?!house|home|place|flat)\w+)\b"
    r"(?!.*\byou\b)"
)
_ABOUT_CALLER = late_pattern(r"(?:are|were|did|do|have|had) you\b")
_NO_ONE = late_pattern(r"\bno one\b")
_ENDS = late_pattern(r"[.?!;:\u2013\u2014\u2026\n]+|,(?!\s*(?:or|and)\b)|\s-\s")
_ENDS_OR_JOINS = late_pattern(
    rf"{_ENDS.pattern}|(?:,\s?|\s)and\s(?=(?:{_VERB})\s+(?:{_PERSON}|your|his|her|any|some|the)\b)",
    re.IGNORECASE,
)
_CONFIRMS = late_pattern(r"(?:is|am|was) (?:that|i) (?:right|correct|so|it)|right|correct|you mean")
"""Said after a question, it changes nothing: "nobody's following you, is that right?"."""
_HAS_A_VERB = late_pattern(rf"\b(?:{_VERB}|got|get|need|think|any)\b")
_AFTERTHOUGHT = late_pattern(
    r"(?:do|can|could|did) you (?:know|see|tell)|that you (?:saw|see|noticed|can see|could see)"
)
"""Said after a question, it makes a no say nothing: "has he a knife, do you know?"."""


class AskedQuestion(NamedTuple):
    """What the form of one question says of its answer."""

    text: str
    """The question in standard words, without openers, tags, and words of address."""
    for_words: bool
    """Whether no yes or no answers it."""
    which: bool
    """Whether it asks which of two it is: "is it a knife or a gun?"."""
    noticed: str | None
    """The word that asks only about what was noticed; empty if there is no one word."""
    knows_what: bool
    """Whether it asks whether the caller can say who, where or how many."""
    denies: bool
    """Whether it denies so that a yes may mean either: "isn't he", "you're not hurt, are you"."""
    denied_statement: bool
    """Whether it is a statement that denies, and only confirmed by a yes: "so nobody's hurt?",
    "you're not hurt, are you?". Such a yes comforts less, since it was led to."""
    not_for_rest: bool
    """Whether the "not" may belong to what follows: "is he not allowed there?"."""
    besides: str | None
    """The word that takes something out: "other than", "just you and"."""
    possible: bool
    """Whether it asks what can be or will be, rather than what is."""
    other_time: str | None
    """The word by which it asks about another time: "does he usually drink?"."""
    other_thing: bool
    """Whether it asks about a change, or uses a verb otherwise: "has he gone mad?"."""
    about_other: bool
    """Whether it asks about another person alone."""
    about_caller: bool
    """Whether it asks about the caller: "are you awake?"."""


def forms_of(words: str) -> Iterator[AskedQuestion]:
    """Yield the form of each question of a sentence, in their order."""
    yield from map(_form, _parts(words))


class QuestionPart(NamedTuple):
    """One question of a sentence, and where it is."""

    form: AskedQuestion
    span: Span
    fragment: bool
    """Whether it has no verb to ask with: "a knife" in "anything on him, a knife?"."""


def parts_of(words: str, spelled: Callable[[str], str]) -> list[QuestionPart]:
    """Return the questions of a sentence, each with its place, its words spelled rightly."""
    found: list[tuple[str, Span]] = []
    for start, end in _places(words):
        respelled = " ".join(map(spelled, words_of(words[start:end])))
        text = _NO_ONE.sub("nobody", " ".join(words_of(respelled)))
        tag = _CLOSERS.sub("", text)
        if found and (_TAG.fullmatch(tag) or _CONFIRMS.fullmatch(tag)):
            last, (first, _) = found[-1]
            found[-1] = (last if _CONFIRMS.fullmatch(tag) else f"{last} {tag}", (first, end))
        elif found and _AFTERTHOUGHT.fullmatch(text):
            last, (first, _) = found[-1]
            found[-1] = (f"{last} {text}", (first, end))
        elif found and text in ("only you", "just you"):
            found[-1] = f"{found[-1][0]} {text}", (found[-1][1][0], end)
        elif text and not (found and _ONLY_ADDRESS.fullmatch(text)):
            found.append((_WHO_DID.sub("", _AFTER_IT.sub("", text)), (start, end)))
    return [
        QuestionPart(_form(text), span, not _HAS_A_VERB.search(text))
        for text, span in _named_apart(found)
    ]


_AFTER_IT = late_pattern(
    r"(?<=\w) (?:after|since|once|ever since) (?:he|she|they|you|it|that|the)\b.*"
)
"""When it was is no part of what is asked: "did he go after he hit you?"."""
_WHO_DID = late_pattern(
    r"(?<=\w) (?:who|that)(?: (?:has|had|did|is|was))? (?:hurt|hurting|hit|hitting|attacked"
    r"|attacking|threatened|threatening|strangled|punched|stabbed|follow(?:ed|ing)|done this"
    r"|did this|do this|broke in|broken in|rang)(?: (?:you|this|her|him|in|us))?(?: to you)?(?= \w)"
)
"""Says only of whom it is asked: "is the man who hurt you still there?"."""
_THING_NAMED = late_pattern(
    r"(?:and |so |now |what about |how about )*(?P<it>(?:the|your|that|this|them|those|his|her|any)"
    r"(?: (?!(?:moment|minute|time|way|house|same|you|he|she|they|i)\b)\w+){1,3})"
)
_WHAT_ABOUT = late_pattern(
    r"(?:what|how)(?: is)? about (?P<it>(?!you\b|him\b|her\b|it\b)\w+(?: \w+){0,2})"
)
_OF_ANY = late_pattern(r" (?:any|one|some|it|them)(?: of them)?(?= there$| here$| in$|$)")
_OF_IT = late_pattern(rf"\b(?P<verb>{_VERB}) (?:it|they|them)\b(?! (?:just|only)\b)")


def _named_apart(parts: Sequence[tuple[str, Span]]) -> list[tuple[str, Span]]:
    """Put what is named before or after a question into it: "the kids, are they in?"."""
    found: list[tuple[str, Span]] = []
    for text, span in parts:
        last = found[-1] if found else None
        whole = _with_what_is_named(last[0], text) if last else None
        if last and whole:
            found[-1] = whole, (last[1][0], span[1])
        else:
            found.append((text, span))
    return found


def _with_what_is_named(before: str, text: str) -> str | None:
    """Return two parts as one question, if one of them only names what the other is about."""
    if named := _THING_NAMED.fullmatch(before) or _WHAT_ABOUT.fullmatch(before):
        if _OF_IT.match(text) and _THING_NAMED.fullmatch(before):
            return _OF_IT.sub(rf"\g<verb> {named['it']}", text, count=1)
        if _OF_ANY.search(text):
            return _OF_ANY.sub(f" {named['it']}", text)
    named = _THING_NAMED.fullmatch(text)
    if named and _OF_IT.match(before) and not _HAS_A_VERB.search(text):
        return _OF_IT.sub(rf"\g<verb> {named['it']}", before, count=1)
    return None


def _places(words: str) -> Iterator[Span]:
    at = 0
    for each in _ENDS_OR_JOINS.finditer(words):
        yield at, each.start()
        at = each.end()
    yield at, len(words)


def has_tag(words: str) -> bool:
    """Whether a sentence ends with a tag: "he's gone, has he"."""
    text = " ".join(words_of(words))
    tag = _TAG.search(_CLOSERS.sub("", text))
    return tag is not None and tag.start() > 0


_OF_COMPANY = late_pattern(
    r"\b(?:alone|on (?:your|ur) (?:own|tod|jack|lonesome)|by (?:your|ur) ?(?:self|own)"
    r"|(?:just|only) you(?:rself)?)\b"
)
_OF_HEARING = late_pattern(
    r"\b(?:hear\w*|overh\w+|unheard|listen\w*|earshot|earwig\w*|eavesdrop\w*|private\w*|privacy"
    r"|talk\w*|speak\w*|chat|freely|call|line|voice)\b"
)


def asks_only_alone(words: str) -> bool:
    """Whether a question asks if another person is there, and not if one can hear."""
    text = " ".join(words_of(words))
    return bool(_OF_COMPANY.search(text)) and not _OF_HEARING.search(text)


def leads(words: str) -> bool:
    """Whether a question has its answer in it: "he's gone, hasn't he?", "so you're safe?"."""
    parts = _parts(words)
    for text in parts:
        tag = _TAG.search(text)
        tagged = tag is not None and tag.start() and not _ASKING.match(text)
        # "I have that." says that it is noted, and is a whole sentence of its own.
        if tagged and not _I_HAVE_IT.fullmatch(text) and not text.endswith(_PLAIN_TAGS):
            return True
    # "You're doing well. Are you hurt?" only begins with a sentence of its own.
    return len(parts) == 1 and bool(_STATES.match(_OPENERS.sub("", parts[0])))


def _parts(words: str) -> list[str]:
    """Return the questions of a sentence, each with the tag after it."""
    parts: list[str] = []
    for each in _ENDS.split(words):
        text = _NO_ONE.sub("nobody", " ".join(words_of(each)))
        tag = _CLOSERS.sub("", text)
        if parts and (_TAG.fullmatch(tag) or _AFTERTHOUGHT.fullmatch(tag)):
            parts[-1] += f" {tag}"
        elif text:
            parts.append(text)
    return parts


def _form(words: str) -> AskedQuestion:
    text, tagged = _bare(words)
    noticed = _YOU_NOTICED.search(text) or _ANYTHING_NOTICED.search(text)
    asks = bool(_ASKING.match(text)) and not tagged
    besides = _TWO_WAYS.search(_BUT_FOR_YOU.sub(" ", text))
    other_time = None if _OF_NOW.search(text) else _ANOTHER_TIME.search(text)
    return AskedQuestion(
        text,
        for_words=bool(_ASKS_FOR_WORDS.match(_TELL_ME.sub("", text))),
        which=bool(_WHICH.search(text)),
        noticed=_named(noticed) if noticed else None,
        knows_what=bool(_KNOW_WHAT.match(text)),
        denies=bool(_NOT_OF_THE_VERB.match(text) or (_DENIES.search(text) and not asks)),
        denied_statement=not _NOT_OF_THE_VERB.match(text),
        not_for_rest=asks and bool(_NOT_OF_THE_REST.match(text)),
        besides=_named(besides) if besides else None,
        possible=bool(_MAY.search(_FOR_WHICH.sub(" ", _POLITE.sub(" ", text)))),
        other_time=_named(other_time) if other_time else None,
        other_thing=bool(_ANOTHER_THING.search(text)),
        about_other=bool(_ABOUT_OTHER.match(text)),
        about_caller=bool(_ABOUT_CALLER.match(_BELIEVES.sub("", text))),
    )


def _named(found: re.Match[str]) -> str:
    return next((each for each in found.groupdict().values() if each), "")


def _bare(words: str) -> tuple[str, bool]:
    """Return a sentence without what says nothing, and whether it had a tag: "is he", "yes"."""
    text, before, tagged = words, "", False
    while text != before:
        before = text
        text = _CLOSERS.sub("", _OPENERS.sub("", text)) or text
        text = _OR_SO.sub("", text) or text
        tag = _TAG.search(text)
        # "Where is he" and "are you there" end with no tag.
        if tag and tag.start() and not _ASKING.match(text):
            text, tagged = _with_its_subject(text[: tag.start()], tag[0]), True
    return text, tagged


_SUBJECT_OF_TAG = late_pattern(rf"\s*(?P<verb>{_VERB})(?: not)? (?P<who>{_PERSON})(?: not)?")
_SAYS_WHO = late_pattern(rf"\b(?:{_PERSON}|i|anybody|somebody|nobody|your|his|her|their|{_VERB})\b")


def _with_its_subject(text: str, tag: str) -> str:
    """Return what stands before a tag with who it is about: "out in the sticks, are you"."""
    of = _SUBJECT_OF_TAG.fullmatch(tag)
    if of is None or of["who"] == "there" or _SAYS_WHO.search(text):
        return text
    return f"{of['who']} {of['verb']} {text}"
