"""Whether what lowers danger is said plainly enough to be believed (practice2 BF-3).

A frame finds "he's gone" in "he's gone for the knife" and in "Mum's gone home", and "not a mark on
her" in what a mother says of her baby. To miss such a word costs a question; to invent it may cost
a life. So every statement that lowers danger is held against what stands in its clause, before and
after it: whose state it is, when, who says so, to whom, and what takes it back. One that is not
plain is left out, and so it is asked.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import Enum
from functools import cache
from typing import NamedTuple

from simulator.core.statements import STATEMENTS, StatementTopic, Stating
from simulator.core.terms import Topic
from simulator.language.clauses import SpokenClause
from simulator.language.normalise import Span
from simulator.late_pattern import late_pattern

_T = StatementTopic
_REACH = 4
"""How many clauses on each side are looked at (assumption): more is of something else."""
_MARKS = " \t\n.,;:!?\"'()-\u2013\u2014\u2026"


class PartAround(Enum):
    """A part of what is said around a statement."""

    BEFORE = "what its sentence says before its clause"
    CLAUSE = "its own clause"
    REST = "what its sentence says after its clause"
    AFTER = "what is said after its clause, in its sentence and in the next"
    SENTENCE = "its whole sentence"


class _Doubt(NamedTuple):
    """Words that make a comfort doubtful."""

    of: Collection[StatementTopic] | None
    """The topics of which they do; None: all."""
    parts: Collection[PartAround]
    words: re.Pattern[str]


_STATES = frozenset(
    {
        _T.ALONE, _T.ASLEEP, _T.BREATHING_WELL, _T.CAN_TALK_NOW, _T.NOBODY_HEARS, _T.SOMEBODY_HEARS,
        _T.OTHER_DRANK, _T.NOT_WAKING, _T.SAYS_FINE, _T.PERSON_HERE, _T.LOCKED_IN, _T.AFRAID,
        _T.FOLLOWED, _T.BREATHING_BADLY, _T.HELPER_THERE,
    }
)  # fmt: skip
"""What lasts: it says something of now only where it is said of now."""
_BODY = frozenset(
    {
        _T.NOT_HURT, _T.BREATHING_WELL, _T.SAYS_FINE, _T.BLEEDING, _T.HEAD_OR_PASSED_OUT,
        _T.CANNOT_MOVE, _T.BREATHING_BADLY, _T.NOT_WAKING, _T.STROKE_SIGNS, _T.ILL,
    }
)  # fmt: skip
"""How somebody's body is."""
_WELL = frozenset({_T.NOT_HURT, _T.SAYS_FINE})
_DEEDS = frozenset({_T.HIT, _T.STRANGLED, _T.SEXUAL_ASSAULT, _T.VIOLENCE, _T.CHILD_HURT})
_CALLED_OFF = frozenset({_T.MISTAKE, _T.SAYS_FINE, _T.REFUSES_POLICE})
"""What would end the call, or send nobody."""
_WEAPONS = frozenset({_T.KNIFE, _T.GUN, _T.OTHER_WEAPON})
_YOUNG = (
    r"(?:baby|bby|babby|babies|child|children|kids?|kiddies|toddler|twins|bump|little (?:one|ones"
    r"|man|lad|girl|boy)|wee (?:one|man|lad|lass)|newborn|daughter|grandson|granddaughter)"
)
_SAYS = r"(?:says?|said|reckons?|claims?|thinks?|insists?|swears?|tells?|told)"


def _doubt(
    of: Collection[StatementTopic] | None, parts: Collection[PartAround], *alternatives: str
) -> _Doubt:
    return _Doubt(of, parts, late_pattern("|".join(alternatives)))


_IN, _SENTENCE, _REST, _AFTER = (
    (PartAround.CLAUSE,),
    (PartAround.SENTENCE,),
    (PartAround.REST,),
    (PartAround.AFTER,),
)
_UP_TO, _BEFORE = (PartAround.CLAUSE, PartAround.BEFORE), (PartAround.BEFORE,)
_OPENS = r"^(?:(?:and|but|so|because|no|oh|the|a|my|me|our|his|her) )*"
_WHEN = (
    _doubt(
        None,
        _UP_TO,
        r"\b(?:last|first|other) time\b|\bused to\b|\bby the time\b|\bby morning\b",
        r"\bwhen (?:we|i) (?:met|moved|started)\b|\bhad not (?:been|got|had)\b",
        r"\b(?:with any luck|touch wood)\b",
    ),
    _doubt(
        _STATES | _WELL,
        _IN,
        r"\b(?:i|she|he|we|they|you|mum|dad|friend|mate) (?:was|were|had been)\b",
        r"\b(?:a|one|two|few) (?:minutes?|moments?|seconds?|hours?) ago\b",
        r"\bone (?:minute|moment|second)\b|\b(?:earlier|this morning|until|till)\b",
    ),
    _doubt(_STATES | _WELL, _REST, r"^(?:when|if|unless|or|as long as|until|till)\b"),
    _doubt(_WEAPONS, _IN, r"\bin (?:his|her|their) hands? (?:this|now|at)\b|\bthis second\b"),
    _doubt(_BODY, _REST, r"\bthen (?:stop|burst|start|went)\w*\b"),
    # "Nobody's going to lay a hand on you" says nothing of what was done.
    _doubt(_DEEDS, _IN, r"\b(?:going to|will|would|can|could)\b(?! not (?:say|tell|lie))"),
)
"""Not of now, or only for a time."""
_MEASURED = (
    _doubt(
        None,
        _IN,
        rf"{_OPENS}it is not (?:that|because|only|just)\b|\bas (?:bad|badly|much|well) as\b",
        r"\benough to\b|\bnobody (?:has |is |have |was )?(?:search|look|check|ask)\w*\b",
        r"\bnot (?:a|an|the|that) (?:big|small|little|large|massive|huge|proper|bad|real|toy)\b",
    ),
    _doubt(
        None,
        _REST,
        r"\bit is (?:\w+ ){1,4}(?:that|who) (?:can|is|has|did|does|needs?)\b",
        r"\b(?:who|what) is that\b",
    ),
    _doubt(_WEAPONS, _SENTENCE, r"\blike (?:it is )?(?:a )?toys?\b"),
)
"""Not denied, but measured, or put aside for something else."""
_SAID_BY = (
    _doubt(
        None,
        _UP_TO,
        r"\b(?:pretend\w*|supposed to|(?:make|makes|made|making) (?:out|believe))\b",
        r"\b(?:act(?:s|ing)? like|according to|apparently|allegedly|swears? blind|let on)\b",
        r"\bas if (?:i|you|we) (?:would|am)\b|\bdo i (?:look|sound)\b|\bwants? me to\b",
        r"\b(?:got|have|has) to (?:say|tell)\b|(?<!can )\btell(?:ing)? (?!you\b)",
        r"\b(?:hopefully|praying|(?:i|we) (?:hope|wish|pray|doubt))\b",
        r"\b(?:can not (?:be sure|tell)|not sure|do not know (?:if|whether))\b",
        r"\bdare not (?:look|check)\b",
    ),
    _doubt(None, _BEFORE, rf"\b(?<!it ){_SAYS}(?: that| me| us)*$"),
    _doubt(
        None,
        _REST,
        rf"^(?:he|she|they) (?:just |always |will |keeps? )*{_SAYS}\b",
        r"^(?:he|she|they) (?:is|was) (?:saying|screaming|shouting|yelling|going|telling)\b",
        r"\b(?:i|we) (?:do not think|can not tell|am not sure|hope|do not know if)\b",
        r"\bdare not (?:look|check|move)\b|\bwhat do you think\b",
    ),
)
"""Another person's word, a pretence, a hope, or a guess."""
_SAID_TO = (
    _doubt(
        _CALLED_OFF | _WELL,
        _SENTENCE,
        r"\b(?:how are you|are you (?:well|ok|okay|all right|alright))\b",
        r"\b(?:could|can) (?:i|you) (?:speak|get|order|book|put)\b",
        r"\b(?:appointment|i will hold|takeaway|just the (?:dentist|doctor|bank))\b",
        r"\b(?:hearse|undertaker|coffin|body bag|yeah right|my arse)\b",
    ),
    _doubt(
        _CALLED_OFF | _WELL | {_T.ALONE},
        _SENTENCE,
        r"\b(?:babe|babes|hun|hunny|sweetheart|do not please do not)\b",
        r"\b(?:yes|yeah|yep|no|hi|hello|all right|alright|honest|fine|okay) "
        r"(?:mum|mam|dad|nan|auntie|aunty|sis|bro)\b",
    ),
    _doubt(_CALLED_OFF, _BEFORE, r"^(?:no |oh |it is )*(?:nobody|no one|nothing)$"),
    _doubt(
        _BODY | {_T.REFUSES_AMBULANCE},
        _IN,
        r"\byou (?:are|do|did|was|will|have|had|need)\b|\bcome on\b|^breathe\b",
        r"\b(?:hurt|touched|hit|on|with|harmed|harming|hurting) you\b",
    ),
)
"""Said to a person who is there or is played to, and not to us."""
_WHOSE = (
    _doubt(
        _BODY | {_T.SEVERAL_PEOPLE, _T.ALONE, _T.ASLEEP, _T.HAS_GONE, _T.REFUSES_AMBULANCE},
        _IN,
        r"\b(?:dogs?|puppy|cats?|kitten|rabbit|hamster|horse|budgie|pets?|teddy|doll|dolly|bunny"
        r"|goalie|striker|referee|bus|train|queue)\b",
    ),
    _doubt({_T.NOT_HURT}, _IN, rf"\b{_YOUNG}\b"),
    _doubt(
        {_T.NOT_HURT},
        _BEFORE,
        rf"\b{_YOUNG} (?:is |are |be )?(?:\w+ )?(?:ok|okay|fine|all right|alright|grand|safe)\b",
    ),
    _doubt({_T.NOT_HURT}, _REST, rf"^(?:the|my|our) {_YOUNG}\b"),
    _doubt(
        {_T.HAS_GONE},
        _IN,
        rf"{_OPENS}(?:mate|friends?|neighbours?|carers?|nurse|support worker|social worker|mum"
        r"|sister|nan|kids|children|taxi|lodger|paramedics?|police|officers?|doctor)\b",
    ),
    _doubt(
        {_T.REFUSES_POLICE, _T.CAN_TALK_NOW},
        _IN,
        rf"{_OPENS}(?:he|she|they|friend|mate) (?:does|do|did|will|would|can|is|wants?)\b",
    ),
    _doubt(
        {_T.CHILDREN}, _AFTER, r"^(?:but (?:mine|ours|hers|his|me|my)|except|bar|these|those)\b"
    ),
    _doubt(
        {_T.SEVERAL_PEOPLE}, _IN, r"\bone of (?!them|him|her)|\bone (?:mast|bar|pizza)\b|\ball by\b"
    ),
    _doubt({_T.REFUSES_AMBULANCE}, _REST, r"^it is (?:for )?(?:my|me|her|his)\b"),
)
"""Of an animal, a thing, a child or a helper, and not of the caller or the other person."""
_STILL_THERE = (
    _doubt(
        {_T.HAS_GONE, _T.PERSON_HERE},
        _IN,
        r"\bout of the (?:shower|bath|bathroom|loo|toilet|kitchen|bed|car|way)\b",
        r"\b(?:to|in|into) the (?:loo|toilet|bog|lav|bathroom|bath|shower|kitchen|bedroom|lounge"
        r"|hall|cellar|attic|loft|drawer|cupboard|wardrobe|(?:other|next|front|back) room)\b",
        r"\b(?:to|and|get|fetch|for|load) (?:get |got |fetch |find |load )?(?:the|a|his|it|me|us) ?"
        r"(?:big |bread |kitchen |carving )?(?:knife|knives|gun|shotgun|belt|bat|hammer|axe|machete"
        r"|petrol|rope|me|it)\b",
        r"\b(?:to bed|mental|quiet|too far|a funny|limp|and done)\b|\bfor (?:me|us|him|her)$",
    ),
)
"""In another room, gone to come back armed, or not gone at all."""
_TAKEN_BACK = (
    # An accident that there has been is a call for help, and no mistake.
    _doubt((_T.MISTAKE,), _IN, r"\bthere (?:is|has|have|was)(?: been)? an? \w*\s?accident\b"),
    _doubt(None, _AFTER, r"^(?:well )?(?:apart from|except|other than|though|yet)\b"),
    _doubt(
        _BODY,
        _AFTER,
        r"^(?:well |it is |it was |just |only )+(?:my|me|her|his) \w+",
        r"\bbut (?:\w+ )?(?:i|he|she|we|they) (?:am|is|are|was|have|has|did)$",
        r"\b\w+ (?:is|am|are|was|has|did) not$",
    ),
    _doubt(
        _WELL | {_T.REFUSES_AMBULANCE, _T.MISTAKE},
        _REST,
        r"\b(?:dying|dead|can not (?:feel|move|see|stand|breathe|stop)|numb|screaming|blood"
        r"|broken|smashed|stabbed|in agony|in bits|taking it out|hearse|undertaker)\b",
    ),
    _doubt(
        _CALLED_OFF,
        _REST,
        r"\b(?:he|they) (?:is|has|have|are) (?:coming|awake|heard|up|back|here|got|at|outside)\b",
    ),
    _doubt({_T.SAYS_FINE}, _IN, r"\ball over (?:the|my|me|him|her|his)\b"),
    _doubt(
        {_T.REFUSES_POLICE},
        _SENTENCE,
        r"\b(?:sirens?|blue lights?|just come|to come in|come quietly|late|hurry|be quick)\b",
        r"\b(?:to (?:find|see|get|think|hear|wait|leave|go)|need (?:you|them|one|it|help) now)\b",
        r"(?<!not )(?<!never )\b(?:want|need) (?:a|one|you|them|police|help)(?! (?:lot|to)\b)\b",
    ),
    _doubt({_T.REFUSES_AMBULANCE}, _SENTENCE, r"\b(?:in time|is going to|will come)\b"),
    _doubt(
        {_T.MISTAKE},
        _IN,
        r"\b(?:all (?:night|day)|waiting|for hours|wrong (?:house|door|man|flat|turn))\b",
        r"^(?:and |so |but )*he (?!(?:is|was|has)(?: been)? (?:play|mess|muck|press|got))",
    ),
    _doubt(
        {_T.CAN_TALK_NOW, _T.SOMEBODY_HEARS},
        _SENTENCE,
        r"\btalk (?:to )?(?:him|her|them)\b|\bblue in the face\b",
    ),
    _doubt({_T.ALONE}, _IN, r"\bme (?:who|that|against|holding|doing)\b"),
    _doubt({_T.SUICIDAL}, _IN, r"\bdie (?:here|like this|tonight|alone|in here|yet)\b"),
    _doubt(
        {_T.BREATHING_WELL},
        _SENTENCE,
        r"\b(?:door|neck|line|breathing blood|coughing|bubbl\w+|foam\w*)\b",
    ),
    _doubt(
        {_T.ASLEEP},
        _SENTENCE,
        r"\b(?:wheel|on top of|(?:arm|leg) is|wake (?:him|her|them)|put (?:him|her|me|them) to)\b",
    ),
    _doubt(
        {_T.HELPER_THERE},
        _SENTENCE,
        r"\b(?:by (?:the|her|his|my) (?:hair|neck|throat|arm)|bleeding (?:out|badly))\b",
        r"\bgetting out\b",
        r"\b(?:stabb\w+|unconscious|passed out|got (?:her|him|them|us) (?:in|on|by|at|both))\b",
        r"\b(?:with a (?:bat|knife|gun|hammer|brick|bottle)|shouting|screaming|fighting"
        r"|going for (?:her|him|them|me)|can not get up|where (?:she|he) is)\b",
    ),
)
"""Taken back by what else is said."""
_DOUBTS: Sequence[_Doubt] = (
    *(*_WHEN, *_MEASURED, *_SAID_BY, *_SAID_TO, *_WHOSE, *_STILL_THERE),
    *_TAKEN_BACK,
)
"""What makes a comfort doubtful (our wording): a sentence that is not understood whole is asked."""
_GRAVE = frozenset(
    {Topic.INJURED, Topic.NEEDS_AMBULANCE, Topic.IN_DANGER, Topic.WEAPON, Topic.STRANGLED}
)
_SPOKEN_TO = tuple(
    each for each in StatementTopic if each.startswith("as_if_") or each is _T.TO_PERSON_THERE
)
"""Said beside a comfort, they make it a part that is played for one who listens."""


def undone_by(stated: Iterable[Stating]) -> frozenset[StatementTopic]:
    """Return the comforts that nobody may believe beside what else is said in the same breath.

    A call that was a mistake has no knife in it, and one who talks as if to a shop says nothing of
    the world by "yes, all fine". But "I fell. It was a mistake to ring." is what people are made
    to say, both of it (SIT-18): nobody is to lose that they take it back.
    """
    undone: set[StatementTopic] = set()
    for topic, value in stated:
        row = STATEMENTS[topic]
        if value and topic in _SPOKEN_TO:
            undone |= _CALLED_OFF | _WELL | {_T.ALONE}
        if value and any(row.if_so.get(each) for each in _GRAVE):
            undone |= (
                {_T.SAYS_FINE} if topic is _T.TRAPPED_OR_FALLEN else {_T.MISTAKE, _T.SAYS_FINE}
            )
    return frozenset(undone)


def is_plain(topic: StatementTopic, span: Span, text: str, spoken: Sequence[SpokenClause]) -> bool:
    """Whether nothing around a statement that lowers danger speaks against it."""
    parts = _parts_around(span, text, spoken)
    return not any(
        each.words.search(words)
        for each in _doubts_of(topic)
        for part in each.parts
        for words in parts[part]
    )


@cache
def _doubts_of(topic: StatementTopic) -> Sequence[_Doubt]:
    return [each for each in _DOUBTS if each.of is None or topic in each.of]


def _parts_around(
    span: Span, text: str, spoken: Sequence[SpokenClause]
) -> Mapping[PartAround, Sequence[str]]:
    """Return the words of each part around a statement."""
    own = next(n for n, each in enumerate(spoken) if span[0] < each.span[1])
    first, last = _sentence_of(own, spoken)
    before = _said(range(max(first, own - _REACH), own), text, spoken, own)
    rest = _said(range(own + 1, min(last, own + _REACH) + 1), text, spoken, own)
    after = _said(range(last + 1, min(last + _REACH, len(spoken))), text, spoken, own)
    clause = " ".join(spoken[own].words)
    return {
        PartAround.BEFORE: (before,),
        PartAround.CLAUSE: (clause,),
        PartAround.REST: (rest,),
        PartAround.AFTER: (rest, after),
        PartAround.SENTENCE: (f"{before} {clause} {rest}",),
    }


def _said(numbers: range, text: str, spoken: Sequence[SpokenClause], own: int) -> str:
    """Return the words of clauses, each that follows with the word that joins it."""
    said: list[str] = []
    for n in numbers:
        if n > own or said:
            said.append(text[spoken[n - 1].span[1] : spoken[n].span[0]].strip(_MARKS).lower())
        said += spoken[n].words
    return " ".join(each for each in said if each)


def _sentence_of(own: int, spoken: Sequence[SpokenClause]) -> tuple[int, int]:
    """Return the first and the last clause of the sentence that a clause is in."""
    first = 0
    while True:
        last, left = first, spoken[first].sentence_words - len(spoken[first].tokens)
        while left > 0 and last + 1 < len(spoken):
            last += 1
            left -= len(spoken[last].tokens)
        if own <= last:
            return first, last
        first = last + 1
