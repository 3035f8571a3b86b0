"""Whether what lowers danger is said plainly enough to be believed (practice2 BF-3).

A frame finds "he's gone" in "he's gone for the knife" and in "Mum's gone home", and "not a mark on
her" in what a mother says of her baby. To miss such a word costs a question; to invent it may cost
a life. So every statement that lowers danger is held against what stands in its clause, before and
after it: whose state it is, when, who says so, to whom, and what takes it back. One that is not
plain is left out, and so it is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from simulator.core.statements import STATEMENTS, StatementTopic, Stating
from simulator.core.terms import Topic
from simulator.language.clauses import SpokenClause
from simulator.language.normalise import Span
from simulator.language.reading.doubt import (
    AFTER,
    BEFORE,
    BODY,
    CALLED_OFF,
    DEEDS,
    IN,
    OPENS,
    REST,
    SENTENCE,
    STATES,
    UP_TO,
    WEAPONS,
    WELL,
    YOUNG,
    Doubt,
    PartAround,
    doubt,
)
from simulator.language.reading.limits import LIMITS

_T = StatementTopic
_REACH = 4
"""How many clauses on each side are looked at (assumption): more is of something else."""
_MARKS = " \t\n.,;:!?\"'()-\u2013\u2014\u2026"


_SAYS = r"(?:says?|said|reckons?|claims?|thinks?|insists?|swears?|tells?|told)"


_WHEN = (
    doubt(
        None,
        UP_TO,
        r"\b(?:last|first|other) time\b|\bused to\b|\bby the time\b|\bby morning\b",
        r"\bwhen (?:we|i) (?:met|moved|started)\b|\bhad not (?:been|got|had)\b",
        r"\b(?:with any luck|touch wood)\b",
    ),
    doubt(None, (*IN, *AFTER), r"\b(?:till|until|before) (?:tonight|today|now|this)\b"),
    doubt(
        STATES | WELL,
        IN,
        r"\b(?:i|she|he|we|they|you|mum|dad|friend|mate) (?:was|were|had been)\b",
        r"\b(?:a|one|two|few) (?:minutes?|moments?|seconds?|hours?) ago\b",
        r"\bone (?:minute|moment|second)\b|\b(?:earlier|this morning|until|till)\b",
    ),
    doubt(STATES | WELL, REST, r"^(?:when|if|unless|or|as long as|until|till)\b"),
    doubt(WEAPONS, IN, r"\bin (?:his|her|their) hands? (?:this|now|at)\b|\bthis second\b"),
    doubt(BODY, REST, r"\bthen (?:stop|burst|start|went)\w*\b"),
    # "Nobody's going to lay a hand on you" says nothing of what was done.
    doubt(DEEDS, IN, r"\b(?:going to|will|would|can|could)\b(?! not (?:say|tell|lie))"),
)
"""Not of now, or only for a time."""
_MEASURED = (
    doubt(
        None,
        IN,
        rf"{OPENS}it is not (?:that|because|only|just)\b|\bas (?:bad|badly|much|well) as\b",
        r"\benough to\b|\bnobody (?:has |is |have |was )?(?:search|look|check|ask)\w*\b",
        r"\bnot (?:a|an|the|that) (?:big|small|little|large|massive|huge|proper|bad|real|toy)\b",
    ),
    doubt(
        None,
        REST,
        r"\bit is (?:\w+ ){1,4}(?:that|who) (?:can|is|has|did|does|needs?)\b",
        r"\b(?:who|what) is that\b",
    ),
    doubt(WEAPONS, SENTENCE, r"\blike (?:it is )?(?:a )?toys?\b"),
)
"""Not denied, but measured, or put aside for something else."""
_SAID_BY = (
    doubt(
        None,
        UP_TO,
        r"\b(?:pretend\w*|supposed to|(?:make|makes|made|making) (?:out|believe))\b",
        r"\b(?:act(?:s|ing)? like|according to|apparently|allegedly|swears? blind|let on)\b",
        r"\bas if (?:i|you|we) (?:would|am)\b|\bdo i (?:look|sound)\b|\bwants? me to\b",
        r"\b(?:got|have|has) to (?:say|tell)\b|(?<!can )\btell(?:ing)? (?!you\b)",
        r"\b(?:hopefully|praying|(?:i|we) (?:hope|wish|pray|doubt))\b",
        r"\b(?:can not (?:be sure|tell)|not sure|do not know (?:if|whether))\b",
        r"\bdare not (?:look|check)\b",
        r"\b(?:you would think|call(?:s|ed)? (?:that|this|it))\b",
    ),
    doubt(None, BEFORE, rf"\b(?<!it ){_SAYS}(?: that| me| us)*$"),
    doubt(
        None,
        AFTER,
        r"^(?:(?:it|that|this) is )?(?:only |just |exactly |or |so )*(?:what|so) "
        rf"(?:i|he|she|they|we) (?:always |just |has |have |had |keeps? )*{_SAYS}\b",
        r"\b(?:he|she|they) (?:keeps? (?:on )?|is |was )(?:saying|telling)\b",
        r"^(?:yeah right|like hell|as if|i do not think|my arse|if you (?:can )?believe)\b",
    ),
    doubt(
        None,
        REST,
        rf"^(?:he|she|they) (?:just |always |will |keeps? )*{_SAYS}\b",
        r"^(?:he|she|they) (?:is|was) (?:saying|screaming|shouting|yelling|going|telling)\b",
        r"\b(?:i|we) (?:do not think|can not tell|am not sure|hope|do not know if)\b",
        r"\bdare not (?:look|check|move)\b|\bwhat do you think\b",
    ),
)
"""Another person's word, a pretence, a hope, or a guess."""
_SAID_TO = (
    doubt(
        CALLED_OFF | WELL,
        SENTENCE,
        r"\b(?:how are you|are you (?:well|ok|okay|all right|alright))\b",
        r"\b(?:could|can) (?:i|you) (?:speak|get|order|book|put)\b",
        r"\b(?:appointment|i will hold|takeaway|just the (?:dentist|doctor|bank))\b",
        r"\b(?:hearse|undertaker|coffin|body bag|yeah right|my arse)\b",
    ),
    doubt(
        CALLED_OFF | WELL | {_T.ALONE},
        SENTENCE,
        r"\b(?:babe|babes|hun|hunny|sweetheart|do not please do not)\b",
        r"\b(?:yes|yeah|yep|no|hi|hello|all right|alright|honest|fine|okay) "
        r"(?:mum|mam|dad|nan|auntie|aunty|sis|bro)\b",
    ),
    doubt(CALLED_OFF, BEFORE, r"^(?:no |oh |it is )*(?:nobody|no one|nothing)$"),
    doubt(
        BODY | {_T.REFUSES_AMBULANCE},
        IN,
        r"\byou (?:are|do|did|was|will|have|had|need)\b|\bcome on\b|^breathe\b",
        r"\b(?:hurt|touched|hit|on|with|harmed|harming|hurting) you\b",
    ),
)
"""Said to a person who is there or is played to, and not to us."""
_WHOSE = (
    doubt(
        BODY | {_T.SEVERAL_PEOPLE, _T.ALONE, _T.ASLEEP, _T.HAS_GONE, _T.REFUSES_AMBULANCE},
        IN,
        r"\b(?:dogs?|puppy|cats?|kitten|rabbit|hamster|horse|budgie|pets?|teddy|doll|dolly|bunny"
        r"|goalie|striker|referee|bus|train|queue)\b",
    ),
    doubt({_T.NOT_HURT}, IN, rf"\b{YOUNG}\b"),
    doubt(
        {_T.NOT_HURT},
        BEFORE,
        rf"\b{YOUNG} (?:is |are |be )?(?:\w+ )?(?:ok|okay|fine|all right|alright|grand|safe)\b",
    ),
    doubt({_T.NOT_HURT}, REST, rf"^(?:the|my|our) {YOUNG}\b"),
    doubt(
        {_T.HAS_GONE},
        IN,
        rf"{OPENS}(?:mate|friends?|neighbours?|carers?|nurse|support worker|social worker|mum"
        r"|sister|nan|kids|children|taxi|lodger|paramedics?|police|officers?|doctor)\b",
    ),
    doubt(
        {_T.REFUSES_POLICE, _T.CAN_TALK_NOW},
        IN,
        rf"{OPENS}(?:he|she|they|friend|mate) (?:does|do|did|will|would|can|is|wants?)\b",
    ),
    doubt({_T.CHILDREN}, AFTER, r"^(?:but (?:mine|ours|hers|his|me|my)|except|bar|these|those)\b"),
    doubt(
        frozenset(_T) - {_T.ALONE, _T.NOBODY_HEARS},
        IN,
        r"\b(?:except|apart from|other than|bar|but) "
        r"(?:me|him|her|his|their|the|my|our|for|this)\b",
        r"\bfrom (?:everyone|everybody|anyone|anybody)\b",
    ),
    doubt({_T.ALONE}, IN, r"\b(?:called|named|of that name|by that name)\b"),
    # "My mate was with me but he's legged it": it is the helper who has gone.
    doubt(
        {_T.HAS_GONE},
        BEFORE,
        r"\b(?:mate|friend|neighbour|carer|nurse|mum|mam|sister|lady|fella next door) "
        r"(?:was|were|had been|came|come|did come) (?:with|here|round|in|over|to)\b",
    ),
    doubt({_T.HAS_GONE}, IN, r"\b(?:left|leaving|leave) (?:me|us) (?:to it|here|in|with|lying)\b"),
    doubt(
        {_T.SEVERAL_PEOPLE}, IN, r"\bone of (?!them|him|her)|\bone (?:mast|bar|pizza)\b|\ball by\b"
    ),
    doubt({_T.REFUSES_AMBULANCE}, REST, r"^it is (?:for )?(?:my|me|her|his)\b"),
)
"""Of an animal, a thing, a child or a helper, and not of the caller or the other person."""
_STILL_THERE = (
    doubt(
        {_T.HAS_GONE, _T.PERSON_HERE},
        IN,
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
    doubt((_T.MISTAKE,), IN, r"\bthere (?:is|has|have|was)(?: been)? an? \w*\s?accident\b"),
    doubt(None, AFTER, r"^(?:well )?(?:apart from|except|other than|though|yet)\b"),
    doubt(
        BODY,
        AFTER,
        r"^(?:well |it is |it was |just |only )+(?:my|me|her|his) \w+",
        r"\bbut (?:\w+ )?(?:i|he|she|we|they) (?:am|is|are|was|have|has|did)$",
        r"\b\w+ (?:is|am|are|was|has|did) not$",
    ),
    doubt(
        WELL | {_T.REFUSES_AMBULANCE, _T.MISTAKE},
        REST,
        r"\b(?:dying|dead|can not (?:feel|move|see|stand|breathe|stop)|numb|screaming|blood"
        r"|broken|smashed|stabbed|in agony|in bits|taking it out|hearse|undertaker)\b",
    ),
    doubt(
        CALLED_OFF,
        REST,
        r"\b(?:he|they) (?:is|has|have|are) (?:coming|awake|heard|up|back|here|got|at|outside)\b",
    ),
    doubt({_T.SAYS_FINE}, IN, r"\ball over (?:the|my|me|him|her|his)\b"),
    doubt(
        {_T.REFUSES_POLICE},
        SENTENCE,
        r"\bsend (?:them|you|him|her) away\b",
        r"\b(?:sirens?|blue lights?|just come|to come in|come quietly|late|hurry|be quick)\b",
        r"\b(?:to (?:find|see|get|think|hear|wait|leave|go)|need (?:you|them|one|it|help) now)\b",
        r"(?<!not )(?<!never )\b(?:want|need) (?:an?|one|you|them|police|help)(?! (?:lot|to)\b)\b",
    ),
    doubt({_T.REFUSES_AMBULANCE}, SENTENCE, r"\b(?:in time|is going to|will come)\b"),
    doubt(
        {_T.MISTAKE},
        IN,
        r"\b(?:all (?:night|day)|waiting|for hours|wrong (?:house|door|man|flat|turn))\b",
        r"^(?:and |so |but )*he (?!(?:is|was|has)(?: been)? (?:play|mess|muck|press|got))",
    ),
    doubt(
        {_T.CAN_TALK_NOW, _T.SOMEBODY_HEARS},
        SENTENCE,
        r"\btalk (?:to )?(?:him|her|them)\b|\bblue in the face\b",
    ),
    doubt(
        {_T.NOBODY_HEARS},
        SENTENCE,
        r"\b(?:help me|helps me|save me|hoarse|(?:shout|scream|yell|cri|bang|knock)\w*ed)\b",
    ),
    doubt({_T.SOMEBODY_HEARS}, IN, r"\bnot (?:alone|on my own)\b|\bcan not (?:talk|speak|say)\b"),
    doubt({_T.PERSON_OUTSIDE}, SENTENCE, r"\b(?:let|lets|allowed|go|going|get) outside\b|\block"),
    # No knife where it ought to be is one in a hand; "never used one" is none of it out of reach.
    doubt({_T.WEAPON_IN_REACH}, SENTENCE, r"\b(?:block|rack|missing|where|used?|should)\b"),
    doubt({_T.ALONE}, IN, r"\bme (?:who|that|against|holding|doing)\b"),
    doubt({_T.SUICIDAL}, IN, r"\bdie (?:here|like this|tonight|alone|in here|yet)\b"),
    doubt(
        {_T.BREATHING_WELL},
        SENTENCE,
        r"\b(?:door|neck|line|breathing blood|coughing|bubbl\w+|foam\w*)\b",
    ),
    doubt(
        {_T.ASLEEP},
        SENTENCE,
        r"\b(?:eyes|on the (?:stairs|floor|landing|path|grass)|i hope|will not|answer)\b",
        r"\b(?:wheel|on top of|(?:arm|leg) is|wake (?:him|her|them)|put (?:him|her|me|them) to)\b",
    ),
    doubt(
        {_T.HELPER_THERE},
        SENTENCE,
        r"\b(?:by (?:the|her|his|my) (?:hair|neck|throat|arm)|bleeding (?:out|badly))\b",
        r"\bgetting out\b|\bon the (?:other line|line|phone|other end|facetime)\b|\bin spirit\b",
        r"\b(?:stabb\w+|unconscious|passed out|got (?:her|him|them|us) (?:in|on|by|at|both))\b",
        r"\b(?:with a (?:bat|knife|gun|hammer|brick|bottle)|shouting|screaming|fighting"
        r"|going for (?:her|him|them|me)|can not get up|where (?:she|he) is)\b",
    ),
)
"""Taken back by what else is said."""
_DOES_NOT_SHOW = (
    doubt(
        BODY,
        (*IN, *REST),
        r"\b(?:outside|outwardly|inside|internally|that (?:shows?|you)|you (?:would|can) see)\b",
        r"\b(?:to look at|as such)\b",
    ),
    doubt(
        WELL,
        IN,
        r"\b(?:fine|ok|okay|all right|alright) (?:with|when|until|till|if|as long|so long|so far"
        r"|for now|at the moment|for the (?:minute|moment))\b",
    ),
    doubt(
        {_T.NO_WEAPON_SEEN},
        SENTENCE,
        r"\b(?:behind (?:his|her|their) back|up (?:his|her) sleeve|too dark|pitch black)\b",
        r"\bunder (?:his|her) (?:coat|jacket|jumper|hoodie|arm)\b",
    ),
)
"""No more than what can be seen, or for the moment."""
_MADE_TO_SAY = (
    doubt(
        CALLED_OFF | WELL | {_T.ALONE, _T.HAS_GONE},
        (*SENTENCE, *AFTER),
        r"\b(?:have|has|got|had|am|is|are|need) to (?:say|tell|sound|act|pretend)\b",
        r"\b(?:says?|said|told|tells|wants?|makes?|made|making) (?:me |us )?"
        r"(?:i have |i am |we have )?(?:to )?say\b",
    ),
    doubt(
        None,
        UP_TO,
        r"\b(?:he|she|they|everybody) (?:just )?(?:thinks?|thought|believes?) (?:that )?(?:i|we)\b",
        r"\bwait(?:s|ed|ing)? (?:till|until|for)\b",
        r"\b(?:get|gets|got|getting|catch|catches|caught) (?:me|her|us|him) "
        r"(?:alone|on (?:my|her|our|his) own)\b",
    ),
)
"""What somebody has to say, or what another one takes it for."""
_MORE_OF_IT = (
    doubt(
        {_T.HAS_GONE},
        SENTENCE,
        r"\b(?:is dead|stone cold|pulse|breathing|lips|chest|cpr|floppy|limp)\b",
    ),
    doubt(
        {_T.HAS_GONE}, IN, r"\bleft (?:me|us|him|her) (?:for|bleeding|tied|like|half|without|no)\b"
    ),
    doubt(
        {_T.IN_ANOTHER_ROOM, _T.COMING_CLOSER},
        AFTER,
        r"\b(?:he|she|they|it) (?:is|are|has|have) (?:just |now |got |come |gone |right )*"
        r"(?:on|at|in|up|by|behind|outside|coming|into)\b",
    ),
    doubt(
        WEAPONS,
        AFTER,
        r"\b(?:i have (?:got|still got) it|(?:stuck )?in (?:my|me|her) (?:leg|arm|hand|side|back)"
        r"|it is (?:in|on|under|by))\b",
    ),
    doubt({_T.FOLLOWED}, AFTER, r"\b(?:waiting|ahead|in front|other end|got in)\b"),
    doubt({_T.HAS_GONE}, AFTER, r"\bjust me and (?:her|him)\b"),
    doubt({_T.ASLEEP}, SENTENCE, r"\bcom(?:e|ing) to the phone\b"),
    doubt({_T.HELPER_THERE}, SENTENCE, r"\b(?:if (?:i|he|she|we)|tomorrow|later)\b"),
    doubt({_T.MISTAKE}, SENTENCE, r"\b(?:ambulance|not this time|(?:first|last) time)\b"),
    doubt({_T.LOCKED_IN}, AFTER, r"^but\b|\b(?:still (?:got|has|have)|tied|key|keys)\b"),
    doubt(WEAPONS, IN, r"\bput\w*\b.*\b(?:in|under|on|by|behind)\b"),
    doubt(
        {_T.ALONE},
        IN,
        r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|weekends?|weekdays|nights|most days"
        r"|a lot|usually|always|often)\b",
    ),
    doubt({_T.NOBODY_HEARS}, IN, r"\bheard\b|\blast night\b"),
    doubt(
        {_T.HELPER_THERE},
        SENTENCE,
        r"\b(?:god|lord|jesus|angels|tied|hiding|shaking|trapped|locked in|hurt as well)\b",
    ),
    doubt(
        {_T.REFUSES_AMBULANCE, _T.REFUSES_POLICE},
        SENTENCE,
        r"\bno (?:ambulance|police|officers?|coppers?) (?:has|have|is|are|came|come|here|yet"
        r"|turned|ever)\b|\b(?:never (?:came|come|turned)|still no)\b",
        r"\bjust (?:want|need) (?:it|this|him|them) (?:to|out|gone|stopped)\b",
        # How they are to come, and not that nobody is to: "don't come with the blues going".
        r"\b(?:blues?|twos|sirens?|uniforms?|marked cars?|front (?:door|way)|knock\w*|doorbell"
        r"|the bell|park(?:ed)?|walk|on foot|round the back|quiet\w*|loud\w*|noisy|racket)\b",
    ),
    # "Don't send a marked car he'll see it": what is not to be done is not what he sees.
    doubt({_T.SCREEN_SEEN}, IN, r"\bdo(?: not|n't|nt)\b.*\b(?:he|she|they|someone)\b"),
    # Those who are away with a relative are no help here: "kids arnt here there at there nans".
    doubt({_T.HELPER_THERE}, IN, r"\b(?:kids|kiddies|children|bairns|weans|little ones)\b.*\bat\b"),
    doubt(
        {_T.CHILD_HURT}, AFTER, r"\b(?:got|taken|took|has|have) (?:them|him|her|the kids|both)\b"
    ),
    doubt(
        {_T.STRANGLED},
        AFTER,
        r"\b(?:hands?|forearm|knee|pillow|cushion|belt|scarf|squeez\w+|chok\w+|chest|breath\w*)\b",
    ),
    doubt(
        {_T.TABLETS_TAKEN},
        (*IN, *REST),
        r"\bnot (?:had|taken|took|swallowed) (?:\w+ )?(?:all|the whole|the lot|many|enough)\b",
        r"\b(?:just|only) (?:half|a few|some|a couple|ten|twenty|one|two|the)\b",
    ),
    doubt({_T.SUICIDAL}, AFTER, r"\b(?:to stop|go on|but|end it|be over|sleep)\b"),
)
"""More is said than the comfort, and it is no comfort."""
_DOUBTS: Sequence[Doubt] = (
    *(*_WHEN, *_MEASURED, *_SAID_BY, *_SAID_TO, *_WHOSE, *_STILL_THERE),
    *(*_TAKEN_BACK, *_DOES_NOT_SHOW, *_MADE_TO_SAY, *_MORE_OF_IT, *LIMITS),
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
            undone |= CALLED_OFF | WELL | {_T.ALONE}
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
def _doubts_of(topic: StatementTopic) -> Sequence[Doubt]:
    return [each for each in _DOUBTS if each.of is None or topic in each.of]


def _parts_around(
    span: Span, text: str, spoken: Sequence[SpokenClause]
) -> Mapping[PartAround, Sequence[str]]:
    """Return the words of each part around a statement."""
    own = next(n for n, each in enumerate(spoken) if span[0] < each.span[1])
    first, last = sentence_of(own, spoken)
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


def sentence_of(own: int, spoken: Sequence[SpokenClause]) -> tuple[int, int]:
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
