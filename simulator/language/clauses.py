"""The clauses of an utterance: the words of each, their place in the text, and whom it is about.

Each word keeps the span of the text that it came from, so a reader can say from which words a
statement was taken.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import accumulate
from operator import itemgetter

from simulator.language.normalise import Span, Token, opened, words_of


class Subject(StrEnum):
    """Whom a clause is about."""

    CALLER = "me"
    OTHER = "he"
    """Another person: he, she, they, my husband."""
    NOT_SAID = ""


@dataclass(frozen=True, slots=True)
class SpokenClause:
    """One clause of an utterance."""

    tokens: tuple[Token, ...]
    subject: Subject
    """Whom it is about; a clause that doesn't say goes on with the one before, unless
    it is said to us."""
    asks: bool
    """Whether it is a question by its mark or its form."""
    stated: bool
    """Whether it says how things are: not what might be, was in a film, or somebody asked."""
    hedged: bool
    """Whether the speaker isn't sure: "I think", "maybe"."""
    vouched: bool
    """Whether the speaker says that it is so now: not another's word ("he says he's sober"), nor a
    time or condition ("when he's gone", "not yet")."""
    taken_back: bool = False
    """Whether a "but" follows: "she's breathing, but it's dead slow"."""

    @property
    def words(self) -> tuple[str, ...]:
        """The words alone."""
        return tuple(each.word for each in self.tokens)

    @property
    def span(self) -> Span:
        """The part of the text that it is."""
        return self.tokens[0].span[0], self.tokens[-1].span[1]


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


_OTHERS = _set(
    "he she they nanny nan mum him bloke fella man lad lads guy ex husband wife boyfriend"
    " girlfriend partner hubby dad stepdad brother son somebody grandson landlord who neighbour"
    " uncle men blokes fellas guys someone carer daughter sister nana gran grandma grandad granddad"
    " auntie cousin nephew niece grandmother grandfather lass baby child kid"
    " daddy mummy father mother stepmum missus woman women lady girl housemate flatmate boss"
)
_CALLER = _set("i we")
_OWN = _set("my our me")
"""First words of what is the caller's own: "my leg won't go"."""
_OPENING = re.compile(
    r"(?:i (?:do not )?(?:think|reckon|know|believe|suppose|guess|swear)|i am (?:not )?sure"
    r"|i (?:can )?(?:hear|see|heard|saw)|(?:thank you|sorry|please|yes|yeah|no|listen)) "
)
"""Words before what a clause is about: "I think he's asleep" is about him."""
_TO_US = re.compile(
    r"(?:please|hurry|help|quick|quickly|hello|sorry|pardon|thanks?|you"
    r"|get (?:here|someone|somebody|the)"
    r"|just (?:come|send|hurry|get)|come (?:on|quick|quickly|now|here)|send|be quick"
    r"|(?:can|could|will|would|are|have|do|did) you|do not (?:hang|send|come|tell|ring|go|leave)"
    r"|how (?:long|far)|where are|when (?:are|will)|stay (?:with|on))\b"
)
"""What is said to us, and so about nobody: "He's got a bat. Please hurry." """
_REQUEST = re.compile(
    r"(?:can|could|will|would) (?:you|u|they|somebody|anybody|one of you) (?:please |just |not )*"
    r"(?:come|send|get|help|bring|tell|ring|text|park|stop|hurry|use|turn|knock|keep|make|put|call"
    r"|cancel|arrest|leave)\b"
    r"|(?:can|could|would) it (?:please )?be a (?:woman|female|lady)\b"
)
"""Asks for something to be done, so it says what is wanted: "can you send somebody"."""
# No pattern begins with blanks that repeat: a text of blanks alone would take minutes.
_SPLIT = re.compile(
    r"(?:[.!?;:]+|,|\u2013|\u2014|\s-\s|\u2026)\s*"
    r"|(?<!\bjust me)(?<!\bonly me)(?<!\bjust him)(?<!\bonly him)(?<!\Ahim)(?<!\bs him)\sand\s+"
    r"|\san\s+(?=(?:i|im|ive|he|hes|he's|she|shes|she's|they|theyre|it|its|we|theres)\b)"
    r"|\sn\s+|\s(?:and then|but|because|cos|coz|then|or|while|when|until|till)\s+"
    r"|\ssince\s+(?=(?:he|she|they|i|we)\b)"
    r"|\sso\s+(?=(?:i|i'\w+|he|he's|she|she's|it|it's|we|they|you|that|there|please|can|my|the)\b)",
    re.IGNORECASE,
)
_SUPPOSED = re.compile(
    r"(?:if|what if|supposing|suppose|imagine|should i|would it|i wish|i hope|how do i know"
    r"|what happens|do you mean|in case|say (?:a|an|some|somebody|there was|i was)\b"
    r"|would you (?:ring|call|come|send) (?:if|when))\b"
)
_QUOTED = re.compile(
    r"\b(?:not saying|in (?:the|a|this|that) (?:film|book|dream)|(?:saw|seen|see) (?:a|this|that)"
    r" film|film about|(?<!up )(?<!shows )(?<!show )on (?:the )?(?:telly|tv|radio)"
    r"|watch\w* a film|years ago"
    r"|advert|level (?:one|two|three|four|five|six|seven|eight|nine|ten)\b"
    r"|on the news|back in the|before my time|asked me (?:if|whether)"
    r"|not know (?:if|whether)|not ask me"
    r"|papers? (?:said|says)|in the papers?|podcasts?|adverts? says|box ?set|documentary|true crime"
    r"|in (?:my|his|the) game|god rest (?:him|her|his|them)|great gran\w+|at the somme|dunkirk"
    r"|anybody told you|you (?:said|told me) (?:that|he|she|they|there|to)|dreamt|in a game)\b"
)
_LONG_AGO = re.compile(
    r"\b(?:back in (?:the )?(?:day|war|\d+|\w+ties|\w+ty \w+)|in (?:19\d\d|200\d|201\d)"
    r"|in the \w+ties"
    r"|i was (?:\w+ )?(?:little|small|young|younger|a (?:kid|child|boy|girl|lad)"
    r"|at (?:uni|school)))\b"
)
"""Puts what is said in a time long past; so it does to what is said before its "when"."""
_HEDGES = re.compile(
    r"\b(?:i think|i reckon|maybe|perhaps|might|probably|not sure|sort of|i guess|could be"
    r"|i suppose|as far as i|i do not (?:think|believe|reckon)|i doubt)\b"
)
_NOT_VOUCHED = re.compile(
    r"\b(?!i\b|we\b|have\b|had\b|just\b)\w+ (?:said|say|says|told|tells|reckons|promise[sd]?|swore"
    r"|swears|thinks)\b"
    r"|\b(?:pretend|make out|tell|wish|hope|(?<!not )want|(?<!never )(?<!not )once"
    r"|(?<!looking )(?<!looked )after|as soon as|if (?!i\b|you\b|we\b)|in case|whether|yet)\b"
)
_TAKEN_BACK = re.compile(r"(?:but|except|only that|though)\b", re.IGNORECASE)
"""Words after a clause that take back some of it: "she's breathing, but it's dead slow"."""
_OF_A_TIME = re.compile(r"\s(?:when|until|till|while|or)\s", re.IGNORECASE)
_ONLY_THEN = re.compile(r"\b(?:i|we) (?:can|could)\b")
"""What is so only when something else is: "I can talk when he's gone"."""
_FORM_OF_A_QUESTION = re.compile(
    r"(?:are|is|was|were|do|does|did|have|has|had|can|could|would|will|shall|what|where|who|whose"
    r"|how|when|why|which|any)\b(?! not\b)"
)


def clauses(text: str, whole: Sequence[Span] = ()) -> list[SpokenClause]:
    """Return the clauses of an utterance in their order.

    `whole`: parts of the text that aren't divided, as an address with a comma; in their order.
    """
    found: list[SpokenClause] = []
    subject, at, joined = Subject.NOT_SAID, 0, ""
    plain = " ".join(words_of(text))
    stated = not (_SUPPOSED.match(plain) or _QUOTED.search(plain))
    for start, end in [*_divisions(text, whole), (len(text), len(text))]:
        tokens = tuple(
            Token(each.word, (each.span[0] + at, each.span[1] + at))
            for each in opened(text[at:start])
        )
        if tokens:
            own = _subject([each.word for each in tokens])
            words = " ".join(each.word for each in tokens)
            about = own or (Subject.NOT_SAID if _TO_US.match(words) else subject)
            asks = "?" in text[start:end] or bool(_FORM_OF_A_QUESTION.match(words))
            hedged = bool(_HEDGES.search(words)) or (
                "when" in text[start:end].lower() and bool(_ONLY_THEN.search(words))
            )
            asks = asks and not _REQUEST.match(words)
            vouched = not (_NOT_VOUCHED.search(words) or _OF_A_TIME.fullmatch(joined))
            took_back = _TAKEN_BACK.match(words) or _TAKEN_BACK.match(joined.strip())
            # "Nobody here but me" says the same twice.
            if found and took_back and words != "me":
                found[-1] = replace(found[-1], taken_back=True)
            past = bool(_LONG_AGO.search(words))
            if found and past and "when" in joined.lower():
                found[-1] = replace(found[-1], stated=False)
            now = stated and not past
            found.append(SpokenClause(tokens, about, asks, now, hedged, vouched))
            subject = own or subject
        at, joined = end, text[start:end]
    return found


def _divisions(text: str, whole: Sequence[Span]) -> Iterator[Span]:
    ends = list(accumulate((last for _, last in whole), max))
    for found in _SPLIT.finditer(text):
        start, end = found.span()
        before = bisect_left(whole, end, key=itemgetter(0))
        if not before or ends[before - 1] <= start:
            yield start, end


def _subject(words: Sequence[str]) -> Subject:
    """Return whom the words are about, the last of "I think I hear somebody" before the first."""
    starts, text = [0], " ".join(words)
    at = 0
    while opening := _OPENING.match(text, at):
        at = opening.end()
        starts.append(starts[-1] + opening[0].count(" "))
    for start, end in zip(reversed(starts), [len(words), *reversed(starts[1:])], strict=True):
        for word in words[start:end]:
            if word in _OTHERS:
                return Subject.OTHER
            if word in _CALLER:
                return Subject.CALLER
        if start < len(words) and words[start] in _OWN:
            return Subject.CALLER
    return Subject.NOT_SAID
