"""The whole stretch of words that names a place, from its first to its last part.

A place is found by one part of it ("by the duck pond"), and officers need all: "the caravan, the
green one by the duck pond". A stretch grows over the noun before such a part, over what follows
with a preposition, and over the parts beside it, which commas divide. It ends at the first word
of a sentence: at who does something, and at a verb. The lists are ours (assumption).
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from simulator.language.normalise import Span
from simulator.late_pattern import late_pattern

_SENTENCE = late_pattern(r"(?<!\bSt)(?<!\bRd)(?<!\bNo)[.!?;:]+(?=\s|$)|\n|\s[-\u2013\u2014]+\s")
_COMMA = late_pattern(r",\s*(?:and\s+(?=(?:the|a|an)\b|[a-z]+\s+with\b))?", re.IGNORECASE)
_WORD = late_pattern(r"[\w'\u2019]+(?:-[\w'\u2019]+)*")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_STOPS = _words(
    """
    i i'm im i've ive i'll we we're were we've us me my you your he he's hes him his she she's
    shes her they they're theyre they've them their it it's its it'll who who's whose what which
    there there's theres here here's this is isn't are aren't was wasn't be been am has have had
    having got get gets getting do does did don't dont didn't can can't cant could will won't
    would want wants need needs know think see saw hear heard say says said tell told come came
    go goes went gone going coming live lives stay please help police hurry quick quickly yes no
    yeah ok okay love mate pal duck bab lad lass miss sir ta sorry hello now again just and or
    but so because cos if when while then than as not never nobody somebody someone he'll ran
    run runs hit hits shot stabbed hurt scared bleeding stuck trapped stood sat hid hidden
    hiding locked lost parked dead drunk send bring take took put fell rolled somewhere where
    that that's thats let lets rang rung phoned called crying screaming everyone everybody
    """
)
"""Words at which the words of a place end: of who, of what is done, of how it is asked for."""
_NOT_PLACES = _words(
    """
    man men woman women lad lads lass boy boys girl girls bloke blokes fella fellas guy guys kid
    kids child children baby bairn people person somebody husband wife partner mum mam mom dad
    son daughter brother sister friend friends neighbour neighbours gang dog knife knives gun
    guns bat hammer axe machete blood body fire smoke fight  noise phone minute minutes hour
    hours moment dark rain cold snow night morning evening day while bit way lot
    floor's ambulance  town name wheel seat head face chest  leg legs arm neck
    """
)
"""Nouns that are no part of the words of a place."""
_BEFORE_NOUN = _words(
    """
    at in on to into near from it's its is inside by of off live lives we're i'm outside
    """
)
"""What may come directly before a noun that is a place: "we're at the caravan by the pond"."""
_PREPOSITION = (
    r"(?:(?:up|down|along|across|over|round|around|back|out|just|in)\s)?(?:by|opposite|opp|near|nr|"
    r"behind|past|passed|next\sto|next\sdoor\sto|next|outside|beside|close\sto|off|facing|under|"
    r"underneath|alongside|between|above|over|below|backing\son|backing\sonto|backing\sto|"
    r"looking\sonto|overlooking|leading\sto|in\sfront\sof|at\sthe\s(?:back|end|side|top|bottom|front"
    r"|edge)\sof|on\sthe\s(?:corner|edge)\sof|round\sthe\sback\sof|beyond|across|along|towards|from"
    r"|on|of|at|in|up|down|into|through)"
)
_DETERMINER = r"(?:the|a|an|that|this|our|my|some)"
_STARTS = late_pattern(
    rf"(?:{_PREPOSITION}|going\s(?:up|down|over|past)\s\w+|with)\s|(?:up|down|out|round)\b"
    rf"|{_DETERMINER}\s",
    re.IGNORECASE,
)
"""How a part of a place between commas begins."""
_HAS_PLACE = late_pattern(
    r"\b(?:flats?|house|houses|bungalow|maisonettes?|caravan|static|cottage|farm|block|door|doors"
    r"|entrance|landing|floor|basement|attic|gate|gates|stairs|steps|corner|end|bottom|top|side|back"
    r"|front|lane|road|street|yard|shop|shops|car\spark|lay-?by|left|right|track|barn|shed|garage|"
    r"number|miles?|doors?\s(?:up|down)|terrace|estate|sign|tower|bridge|level|storey|platform|exit"
    r"|carriageway|northbound|southbound|eastbound|westbound|building|pub|school|church|unit|room"
    r"|first|second|third|last|shoulder|verge|slip\sroad)\b",
    re.IGNORECASE,
)
FEATURE = (
    r"(?:doors?|signs?|scaffold(?:ing)?|gates?|fence|roof|wreath|lights?|flags?|blinds|curtains|"
    r"windows?|hedge|wall|skip|steps|railings|shutters?|fish|porch|chimney|clock|awning|boards?|"
    r"brick|arch|ramp|bins?|tree|mural)"
)
"""What a place is known by: "the flats with the orange doors", and not "with a knife"."""
_WITH = late_pattern(
    rf"\s+with\s+(?:\w[\w'\u2019-]*\s+){{0,3}}?{FEATURE}\b(?:\son)?(?:\s(?:it|top))?", re.IGNORECASE
)
_NEXT_NOUN = late_pattern(
    r"\s([a-z][\w'\u2019-]*)(?=\s*(?:[.,!?;]|$)|\s(?:on|by|of|at|in|near|behind|past)\s)"
)
_CALLED = late_pattern(
    r"\s(?:called|named)\s(?:the\s)?[A-Z][\w'\u2019-]*(?:\s[A-Z][\w'\u2019-]*){0,2}"
)
_AND = late_pattern(r"\sand\s(?:the|a|an)\s(?:\w+\s)?\w+(?=\s*(?:[.,!?;]|$))", re.IGNORECASE)
_THAT = late_pattern(r"\s+that\s+(?:\w+\s?){1,3}$", re.IGNORECASE)
_TAIL = late_pattern(
    rf"\s+(?:{_PREPOSITION})\s+(?:the\s+(?:(?-i:[a-z])[\w'\u2019-]*\s+){{0,2}}?|(?=(?-i:[A-Z]))"
    rf"(?:(?-i:[A-Z])[\w'\u2019-]*\s+){{0,2}}?)[\w'\u2019-]+(?:\s+(?-i:[A-Z])[\w'\u2019-]*)*",
    re.IGNORECASE,
)
_THE = late_pattern(r"\b(?:the|that|this)\s\Z", re.IGNORECASE)
_SAYS_MORE = late_pattern(
    r"['\u2019]s\s(?:open|locked|shut|broken|smashed|off|on|in|out|gone|stuck|down|up|not|all|really)\b"
    r"|\b(?:open|locked|shut|closed|smashed|broken|stinks?|smells?|opens?|banging|burning|shouting"
    r"|screaming|coming|flashing|bleeding|waiting|standing|sitting|lying|looking\sat)\b",
    re.IGNORECASE,
)
"""What is said of a part of a place, and doesn't name it: "the gate's off its chain"."""
_TO_TAIL = late_pattern(rf"\s(?:{_PREPOSITION})\s+\Z", re.IGNORECASE)
_BEGINS_WITH = late_pattern(rf"(?:{_PREPOSITION})\s", re.IGNORECASE)
_MOST_WORDS = 8
"""Most words of a part between commas, and of a noun with all that is before it (assumption)."""
_MOVES = late_pattern(
    r"\b(?:gone|going|goin|goes|went|heads|headed|heading|headin|legged|legging|ran|runs?|running"
    r"|drove|drives?|driving|walks?|walked|walking|scarpered|popped|nipped|fled|pedalled|rode|cycled"
    r"|sprinted|jogged|dashed|bolted|disappeared|escaped|off\s(?:to|up|down|past|towards?|into))\b",
    re.IGNORECASE,
)
_OF_CALLER = late_pattern(
    r"\b(?:i|i'?m|i'?ve|i'?ll|we|we'?re|we'?ve|we'?ll|me|us|myself|ourselves)\b", re.IGNORECASE
)
_OF_OTHERS = late_pattern(
    r"\b(?:he|she|they|he'?s|she'?s|they'?re|they'?ve|who|who'?s)\b"
    r"|\b(?:my|our|his|her|their|the|this|that|a|two|three|some|them)\s(?:\w+\s)?(?:man|men|woman"
    r"|women|lads?|girls?|boys?|blokes?|fellas?|guys?|kids?|husband|wife|partner|boyfriend"
    r"|girlfriend|ex|mum|mam|dad|son|daughter|brother|sister|uncle|aunt|friend|mate|neighbour|cars?"
    r"|van|bike)(?:'s|\s)|\b(?-i:[A-Z][a-z]+)'s\b"
    r"|^\s*(?:gone|went|headed|heading|off|legged|scarpered|ran)\b",
    re.IGNORECASE,
)
_MOST_PARTS = 24
"""Most parts of places of one text: nobody says more, and pasted text may (assumption)."""
_FURTHEST = 120
"""How many characters before a place the one may be named who goes there (assumption)."""


def moves_elsewhere(text: str, start: int) -> bool:
    """Whether a place is where another person goes to: "he's gone to the shop"."""
    before = text[max(0, start - _FURTHEST) : start].replace("\u2019", "'")
    stop = max((each.end() for each in _SENTENCE.finditer(before)), default=0)
    before = before[stop:]
    # Of the last who is named: in "he's driving me past the church" the caller is there.
    own = max((each.end() for each in _OF_CALLER.finditer(before)), default=0)
    moved = _MOVES.search(before, own)
    return moved is not None and _OF_OTHERS.search(before[: moved.end()], own) is not None


def whole_places(text: str, spans: Iterable[Span]) -> str:
    """Return the words of a text that name the place, whole; those far apart are joined."""
    found: list[Span] = []
    parts = _Parts(text)
    for span in sorted(spans)[:_MOST_PARTS]:
        if found and span[1] <= found[-1][1]:
            continue
        start, end = parts.grown(span)
        if any(
            text[start:end].casefold().endswith(text[slice(*each)].casefold()) for each in found
        ):
            continue  # "Thistle Lane. We passed Thistle Lane."
        if found and start <= found[-1][1] + _gap(text, found[-1][1]):
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((start, end))
    return ", ".join(dict.fromkeys(text[start:end] for start, end in found))


def _gap(text: str, end: int) -> int:
    """Return how many characters a comma with its spaces has."""
    comma = _COMMA.match(text, end)
    return comma.end() - end if comma is not None else 0


class _Parts:
    """The parts of a text between its commas and the ends of its sentences."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._parts: list[tuple[int, int, bool]] = []
        begin, begins_sentence = 0, True
        ends = [(each.span(), True) for each in _SENTENCE.finditer(text)]
        ends += [(each.span(), False) for each in _COMMA.finditer(text)]
        for (stop, after), ends_sentence in [*sorted(ends), ((len(text), len(text)), True)]:
            part = text[begin:stop]
            if part.strip():
                lead = len(part) - len(part.lstrip())
                self._parts.append((begin + lead, begin + len(part.rstrip()), begins_sentence))
                begins_sentence = False
            begins_sentence = begins_sentence or ends_sentence
            begin = max(begin, after)

    def grown(self, span: Span) -> Span:
        """Return a part of a place with all that belongs to it."""
        starts = [each[0] for each in self._parts]
        first = max(bisect_right(starts, span[0]) - 1, 0)
        last = max(bisect_left(starts, span[1]) - 1, first)
        start = _left(self._text, self._parts[first][0], span[0])
        end = _right(self._text, span[1], max(self._parts[last][1], span[1]))
        return self._before(first, start), self._after(last, end)

    def _before(self, at: int, start: int) -> int:
        """Return where the parts begin that a place follows."""
        while start == self._parts[at][0] and not self._parts[at][2]:
            at -= 1
            earlier = _noun_at_end(self._text, self._parts[at][:2])
            if earlier is None:
                break
            start = earlier
        return start

    def _after(self, at: int, end: int) -> int:
        """Return where the parts end that follow a place."""
        while end == self._parts[at][1] and at + 1 < len(self._parts):
            at += 1
            begin, stop, begins_sentence = self._parts[at]
            if begins_sentence or not _belongs(self._text[begin:stop]):
                break
            end = stop
        return end


def _plain(word: str) -> str:
    return word.casefold().replace("\u2019", "'")


def _ends_stretch(word: str) -> bool:
    """Whether a word is none of a place's."""
    plain = _plain(word)
    return plain in _STOPS or plain in _NOT_PLACES


def _left(text: str, begin: int, start: int) -> int:
    """Return where the noun begins that a part of a place follows; its own start if none does."""
    # Pasted text may have no comma for pages.
    begin = max(begin, start - _FURTHEST)
    before = text[begin:start]
    if not _BEGINS_WITH.match(text, start):
        the = _THE.search(before)
        before = before[: the.start()] if the is not None else before
        start -= len(text[begin:start]) - len(before)
        link = _TO_TAIL.search(f" {before}")
        if link is None:
            return start
        before = before[: max(link.start() - 1, 0)]
    noun = _noun_start(before)
    return start if noun is None else begin + noun


def _noun_start(before: str) -> int | None:
    """Return where the noun begins with which words end; None if they don't end with a place."""
    words, first = list(_WORD.finditer(before)), None
    if not words or before[words[-1].end() :].strip():
        return None
    for at in range(len(words) - 1, max(len(words) - 1 - _MOST_WORDS, -1), -1):
        if _ends_stretch(words[at][0]) or _plain(words[at][0]) in ("at", "in", "to", "into"):
            break
        first = at
        if re.fullmatch(_DETERMINER, words[at][0], re.IGNORECASE):
            break
    if first is None:
        return None
    noun = before[words[first].start() :]
    link = _TO_TAIL.search(f" {before[: words[first].start()]}")
    if link is not None and link.start() > 1:  # "the bottom of the high street" is one noun.
        earlier = _noun_start(before[: link.start() - 1])
        if earlier is not None and _HAS_PLACE.search(before, earlier, link.start()):
            return earlier
    led = first == 0 or _plain(words[first - 1][0]) in _BEFORE_NOUN
    named = re.match(rf"{_DETERMINER}\s\w", noun, re.IGNORECASE) or _HAS_PLACE.search(noun)
    return words[first].start() if led and named else None


def _noun_at_end(text: str, part: Span) -> int | None:
    """Return where the words of a place begin with which a part between commas ends."""
    said = text[slice(*part)]
    if re.match(r"(?:he|she|they)\b", said, re.IGNORECASE):
        return None
    noun = _noun_start(said)
    if noun is None:
        return None
    if noun == 0 and not _belongs(said):
        return None
    return part[0] + noun


def _right(text: str, end: int, stop: int) -> int:
    """Return where a part of a place ends with what follows it by a preposition."""
    end = _noun_end(text, end, stop)
    for _ in range(_MOST_WORDS):
        called = _CALLED.match(text, end, stop)
        tail = _TAIL.match(text, end, stop) or _WITH.match(text, end, stop) or _AND.match(text, end)
        if called is not None:
            end = called.end()
        elif tail is not None and not any(map(_ends_stretch, _WORD.findall(tail[0])[1:])):
            end = _noun_end(text, tail.end(), stop)
        else:
            break
    that = _THAT.match(text[:stop], end)
    if that and not any(map(_ends_stretch, _WORD.findall(that[0])[1:])):
        end = stop
    return end


def _noun_end(text: str, end: int, stop: int) -> int:
    """Return where a noun ends whose last word may follow: "the harbour wall"."""
    noun = _NEXT_NOUN.match(text, end)
    more = noun and noun.end() <= stop and not _ends_stretch(noun[1]) and _is_noun(noun[1])
    return noun.end() if noun and more else end


def _is_noun(word: str) -> bool:
    """Whether a word may go on with a noun: "harbour wall", and not "harbour crying"."""
    return re.search(r"(?:ing|ed|ly)$|^(?:on|by|of|at|in|near|with|from|to|for)$", word) is None


def _belongs(part: str) -> bool:
    """Whether a part between commas belongs to the place beside it."""
    words: Sequence[str] = _WORD.findall(part)
    if not words or len(words) > _MOST_WORDS or _SAYS_MORE.search(part):
        return False
    going = re.match(r"going\s(?:up|down|over|past)\b", part, re.IGNORECASE)
    if any(map(_ends_stretch, words[1:] if going else words)):
        return False
    feature = re.search(rf"\b{FEATURE}\b", part, re.IGNORECASE)
    if re.match("with\\s", part, re.IGNORECASE):
        return feature is not None
    return bool(_STARTS.match(part) or _HAS_PLACE.search(part) or feature)
