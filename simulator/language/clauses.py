"""The clauses of an utterance: the words of each, their place in the text, and whom it is about.

Each word keeps the span of the text that it came from, so a reader can say from which words a
statement was taken.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import accumulate
from operator import itemgetter

from simulator.language.normalise import Span, Spelling, Token, opened, words_of
from simulator.late_pattern import late_pattern


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
    past: bool = False
    """Whether it tells of a time long over: "last winter", "when I was little"."""
    supposed: bool = False
    """Whether it follows from an "if": "if he finds me he'll kill me"."""
    dictated: bool = False
    """Whether it orders the other to say something: "say you sat on it by accident"."""
    bygone: bool = False
    """Whether that was so long ago that it is no history of the other person's either."""
    sentence_words: int = 0
    """How many words its sentence has."""
    if_at: int | None = None
    """At which word an "if" within it begins what need not be so."""

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
    " mammy mam nanna nanny grandpa granda granny stepmother stepfather stepson stepdaughter hubby"
    " fellas feller geezer chap youth youths gang male female suspect offender boys"
    " girls folk lodger tenant customer punter patient resident driver manager coach teacher"
    " postman dealer burglar intruder burglars intruders sons brothers cousins uncles neighbours"
    " fiance fiancee couple everybody pensioner carer nurse bouncer"
)
_CALLER = _set("i we")
_OWN = _set("my our me")
"""First words of what is the caller's own: "my leg won't go"."""
_OPENING = late_pattern(
    r"(?:i (?:do not )?(?:think|reckon|know|believe|suppose|guess|swear)|i am (?:not )?sure"
    r"|i (?:can )?(?:hear|see|heard|saw)|(?:thank you|sorry|please|yes|yeah|no|listen)) "
)
"""Words before what a clause is about: "I think he's asleep" is about him."""
_TO_US = late_pattern(
    r"(?:please|hurry|help|quick|quickly|hello|sorry|pardon|thanks?|you"
    r"|get (?:here|someone|somebody|the)"
    r"|just (?:come|send|hurry|get)|come (?:on|quick|quickly|now|here)|send|be quick"
    r"|(?:can|could|will|would|are|have|do|did) you|do not (?:hang|send|come|tell|ring|go|leave)"
    r"|how (?:long|far)|where are|when (?:are|will)|stay (?:with|on))\b"
)
"""What is said to us, and so about nobody: "He's got a bat. Please hurry." """
_CANNOT_TALK = late_pattern(
    r"(?:but |so |and |also |still )*can not (?:really |even |properly )?"
    r"(?:talk|speak|ring|call|phone|hear|type|write|say (?:much|more|anything))\b"
)
"""Begins a sentence of one who writes, whoever was named before: "He follows me. Cant talk." """
_REQUEST = late_pattern(
    r"(?:can|could|will|would) (?:you|u|they|somebody|anybody|one of you) (?:please |just |not )*"
    r"(?:come|send|get|help|bring|tell|ring|text|park|stop|hurry|use|turn|knock|keep|make|put|call"
    r"|cancel|arrest|leave)\b"
    r"|(?:can|could|would) it (?:please )?be a (?:woman|female|lady)\b"
)
"""Asks for something to be done, so it says what is wanted: "can you send somebody"."""
# No pattern begins with blanks that repeat: a text of blanks alone would take minutes.
_SPLIT = late_pattern(
    r"(?:[.!?;:]+|,|\u2013|\u2014|\s-\s|\u2026)\s*"
    r"|(?<!\bgone)"
    r"(?<!\bjust me)(?<!\bonly me)(?<!\bjust him)(?<!\bonly him)(?<!\Ahim)(?<!\bs him)\sand\s+"
    r"|\san\s+(?=(?:i|im|ive|he|hes|he's|she|shes|she's|they|theyre|it|its|we|theres)\b)"
    r"|\snd?\s+|\s(?:and then|but|because|cos|coz|then|or|while|until|till)\s+"
    # "He got off when I got off": what he does as the caller does it is one thing.
    r"|\swhen(?! i (?:got|get|did|do|cross|turn|stop|slow|speed|move|walk))\s+"
    r"|(?<= off)\swhen\s+(?=i (?:cross|turn|stop|slow|speed|move|walk))"
    r"|(?<! off)(?<! bus)(?<!train)(?<!turns)(?<!turned)(?<!stops)(?<!stopped)(?<!slows)"
    r"(?<!crossed)(?<!crosses)(?<! over)(?<!slowed)\swhen\s+"
    # Typed without a mark: "took 40 tablets im in the loft", but not "I think hes asleep".
    r"|(?<!think)(?<!thinks)(?<!said)(?<!says)(?<!know)(?<!that)(?<!\bif)(?<!when)(?<!sure)"
    r"(?<!reckon)(?<!hear)(?<!where)(?<!what)\s(?=(?:hes|shes|im|theyre|theyr|theyv|theyve|ive|iv"
    r"|thers|theres)\b)"
    r"|(?<!\bi)(?<!\bhe)(?<!she)(?<!\bwe)(?<!they)(?<!you)(?<!who)(?<!please)(?<!plz)(?<!pls)\s"
    r"(?=dont (?:want|wnt|know|no|ring|text|txt|send|snd|call|tell|let)\b"
    r"|cant (?:get out|talk|tlk|speak|say)\b)"
    # "He has a knife i cant talk": it is the caller who can't.
    r"|(?<!think)(?<!thinks)(?<!said)(?<!says)(?<!know)(?<!that)(?<!\bif)(?<!when)(?<!sure)"
    r"(?<!why)(?<!where)(?<!what)(?<!because)(?<!\bso)\s(?=i can(?:'?t|not) (?:talk|speak|hear)\b)"
    r"|(?<!think)(?<!thinks)(?<!said)(?<!says)(?<!know)(?<!that)(?<!\bif)(?<!when)(?<!sure)"
    r"(?<!hear)(?<!where)(?<!what)(?<!because)(?<!after)(?<!before)(?<!\bso)\s"
    r"(?=(?:he|she|they) (?:went to|has gone|have gone|is not well|took my|says he will"
    r"|says she will|(?:is|are) (?:coming|back)\b(?! (?:to|from|for|if|when|and|with)\b))\b"
    r"|says (?:he|she|they) will\b)"
    # "cant talk me dads in next room": what follows is not denied.
    r"|(?<=cant talk)\s(?=(?:me|my|our|the|his|her)\b)"
    r"|\ssince\s+(?=(?:he|she|they|i|we)\b)"
    r"|\sso\s+(?=(?:i|i'\w+|he|he's|she|she's|it|it's|we|they|you|that|there|please|can|my|the)\b)",
    re.IGNORECASE,
)
_DENIAL = (
    r"(?:not|never|nobody|cannot|(?:wo|ca|do|did|is|are|was|has|have|could|would|does|ai)n'?t)"
)
_TWO_DENIALS = late_pattern(
    rf"\b(?:{_DENIAL}|no)\b[^.!?;:,]*?"
    r"(?<!\bno)(?<!\bnot)(?<!nope)(?<!think)(?<!thinks)(?<!said)(?<!says)(?<!know)(?<!that)(?<!\bif)"
    r"(?<!when)(?<!sure)(?<!reckon)(?<!why)(?<!where)(?<!what)(?<!because)(?<!\bso)(?<!nothing)"
    r"(?<!nobody)(?<!anyone)(?<!anybody)(?<!anything)(?<!\bone)(?<!\bthing)(?<!whom)(?<!\bwho)"
    rf"(?P<between>\s)(?=i (?:{_DENIAL}|can not|wear|use)\b)",
    re.IGNORECASE,
)
"""Divides "shes not breathing i dont know cpr", typed without a mark: each denies its own."""
_SUPPOSED = late_pattern(
    r"(?:(?:(?:and|so|but|like|say) )?(?:what )?if|supposing|suppose|imagine"
    r"|should i (?:be|have|need|ever|fall|become|want|wish|find|see)|would it"
    r"|(?:i )?wish|i hope|how do i know|what happens|do you mean|in case"
    r"|(?:just )?say (?:he|she|they|a|some)|(?:just say )?in theory|hypothetically"
    r"|say (?:a|an|some|somebody|there was|i was)\b"
    r"|would you (?:ring|call|come|send) (?:if|when)|what (?:would|do|should) (?:you|i|we) do)\b"
)
_IF_THEY = late_pattern(r"(?:(?:and|so|but) )?if (?:he|she|they|i|you|anybody|somebody)\b")
"""Begins what follows from something: a threat is made so, and nothing else is stated."""
_IF_WITHIN = late_pattern(
    r"(?<!\bas )(?<!\beven )\bif (?:he|she|they|i|we|it|anybody|anyone|somebody|someone|nobody|the"
    r"|my|his|her|there|this|that"
    # "I'd be glad if you could send somebody" is a request.
    r"|you(?! (?:could|can|would|will|want|please|do not mind|get|send)\b))\b"
)
"""Begins, within a clause, what need not be so."""
_QUOTED = late_pattern(
    r"\b(?:not saying|(?:saw|seen|see) (?:a|this|that) film|(?<!up )(?<!shows )(?<!show )(?<!like )"
    r"on (?:the )?(?:telly|tv|radio|news|box)\b"
    r"|in (?:the|a|this|that|my|his)(?: new| last| old)? (?:film|movie|book|dream|story|novel"
    r"|play|panto|game|series"
    r"|episode|programme|drama|cartoon|podcast)|films?\b(?! me| it| us| him| her)|movies?"
    r"|that one (?:on|with|off) the (?:telly|tv)"
    r"|(?:itv|bbc|channel (?:four|five|4|5)|netflix|crimewatch|corrie|coronation street|eastenders"
    r"|emmerdale|hollyoaks|midsomer|line of duty|peaky blinders|macbeth|hamlet|agatha christie"
    r"|call of duty|fortnite|minecraft|roblox|grand theft|fifa|xbox|playstation|pokemon)"
    r"|in this one|(?:talent|quiz|game|chat|baking|cookery|cooking|dancing|talk|reality|dating"
    r"|antiques) show"
    r"|(?:that|this|a|the) (?:game|book|podcast|series|documentary|drama|novel|comic)"
    r" (?:i|he|she|they|where|about|with|we|called|on|all)|plays? (?:a|that|this|his|those) games?"
    r"|podcasts?|advert(?:s|isement)?|box ?set|documentary|true crime|murder mystery|whodunn?it"
    r"|panto|pantomime|at the (?:pictures|cinema|theatre|panto)|(?:musical|opera|ballet)"
    r"|level (?:one|two|three|four|five|six|seven|eight|nine|ten)\b"
    r"|back in the|before my time|asked me (?:if|whether)"
    r"|(?<!do )not ask me|do not ask me (?:if|whether|to|for)"
    r"|papers? (?:said|says)|in (?:the|all the) (?:papers?|news|gazette|echo|mail|sun)"
    r"|(?:we|i|they) (?:did|learnt|learned|learn|do|are doing|had|have done|been doing) "
    r"(?:[a-z]+ ){0,4}(?:at|in) (?:school|class|assembly|history|science|brownies|cubs|scouts)"
    r"|(?:homework|school project|my project)|(?:in|at) (?:the )?(?:museum|quiz)"
    r"|god rest (?:him|her|his|them)|great gran\w+|at the somme|dunkirk"
    r"|(?:leaflet|poster|website|letter|card|notice) (?:said|says)|it says on (?:the|a)"
    r"|(?:told|tell|says?|said|reckons?|telt)(?: (?:me|us|to me|you))?(?: that)?"
    r" (?:if|always|never|whenever) (?!he\b|she\b|they\b|i\b)"
    r"|(?:read|reading|heard|hearing|story|told me|tell me) about (?:a|that|the|this|some|how)"
    r"|(?:that|this|a|the) programme|used to say|as they say|as the saying|(?:song|poem|rhyme|hymn)"
    r"|anybody told you|you (?:said|told me) (?:that|he|she|they|there|to)|dreamt|had a dream"
    r"|nightmare about|(?:he|she|they|who) once)\b"
)
"""Says what was told, played, written, or learned, or what another said of another matter."""
_WATCHING = late_pattern(
    r"\b(?:watch\w*|seeing|play\w*|reading|listening to|went to see|go to see) "
    r"(?:a|the|this|that|some|my|his|our)? ?(?:[a-z]+ )?(?:films?|movie|telly|tv|match|football"
    r"|box ?set|programme|drama|video|videos|game|games|xbox|playstation|book|podcast|radio)\b"
)
"""What somebody did when it happened: "watching a film, then he hit me"."""
_ENDED = (
    r"last (?:winter|summer|spring|autumn|year|century|month|week|christmas|easter|time he|time she"
    r"|january|february|march|april|june|july|august|september|october|november|december)"
    r"|(?:years?|months?|weeks?|christmases|christmas|easters|summers?|winters?|birthdays?)"
    r" (?:ago|back|since)|back (?:in|at|before|around) (?:january|february|march|april|may|june"
    r"|july|august|september|october|november|december|christmas|easter|the spring|the summer"
    r"|the autumn|the winter|new year)|the other (?:week|month)"
    r"|when i was (?:expecting|carrying|pregnant)"
    r"|donkeys years|in (?:19\d\d|200\d|201\d)|nineteen (?:\w+ty|\d\d)(?: \w+)?"
    r"|in the (?:\w+ties|war|old days)"
    r"|back (?:when|then)|back in (?:the )?(?:day|war|\d+|\w+ties|\w+ty \w+)"
    r"|in (?:my|them|those) days|as a (?:kid|child|boy|girl|lad|lass|bairn|nipper)"
    r"|when (?:we|they) were (?:little|kids|young)"
    # "Broke my arm in March", and not "due in March".
    r"|(?:had|did|broke|came|hit|went|put|\w+ed) (?:[\w-]+ ){1,6}in "
    r"(?:january|february|march|april|june|july|august|september|october|november|december)"
)
_LONG_AGO = late_pattern(
    rf"\b(?:{_ENDED}|i was (?:\w+ )?(?:little|small|young|younger|a (?:\w+ )?"
    r"(?:kid|child|boy|girl|lad|lass|nipper|bairn|student)"
    r"|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|at (?:uni|school))"
    r"|was (?:in|away at) the (?:army|navy|war|raf|forces|merchant navy))\b"
)
"""Puts what is said in a time long past; so it does to the rest of its sentence."""
_NOT_NOW = late_pattern(
    r"\b(?:(?<!never )before now|in the past|(?:many|plenty) a time|(?:loads|lots|plenty) of times"
    r"|(?:on |at )?(?:other|previous|past) (?:times|occasions|nights)|times before|a time or two"
    r"|more than once|once or twice)\b"
)
"""Puts a clause at another time, and not its sentence: "no knife, he's had one before now"."""
_BYGONE = late_pattern(
    r"\b(?:in the (?:war|\w+ties|old days)|19\d\d|nineteen \w+|as a (?:kid|child|boy|girl|lad|lass)"
    r"|was (?:\w+ )?(?:little|small|young|at school)|in my day|(?:army|navy|raf|war|somme)"
    r"|great gran\w+)\b"
)
"""Puts it so long ago that it says nothing of who is feared now: a rifle in the war."""
_NOW = late_pattern(r"\b(?:now|tonight|today|this minute|this morning|still|again|just this)\b")
"""Comes back to what is so: "he broke my arm last year and now he's back"."""
_TONIGHT = late_pattern(r"\b(?:tonight|today|this (?:minute|morning|evening|week)|just)\b")
_BREAKS_IN = late_pattern(
    r"(?:then|but|when|and then|now|suddenly|only|until|till)\b", re.IGNORECASE
)
_ME_OR_NOW = _set("me us my now here i")
_SAYING = late_pattern(
    r"\b(?:(?:i|we) (?:could|would) (?:(?:just|really|proper|absolutely) )?"
    r"(?:murder|kill for|eat a|die for|do with|drink a)|kill for (?:a|some)"
    r"|dead (?:on (?:my|his|her|our) feet|beat|tired|posh|good|funny|nice)"
    r"|(?:died|die|dying|dead) (?:of|with|from|for|to)? ?(?:a|the)? ?(?:embarrassment|laughing"
    r"|shame|boredom|cold|thirst|hunger|pee|wee|loo|toilet|see|know|meet|get home)"
    r"|(?:want|wants|need|needs|deserves?) (?:shooting|hanging|shot|stringing up|locking up)"
    r"|(?:bored|scared|frightened|worried) (?:me )?(?:to death|stiff)(?= (?:at|by|with)\b)"
    r"|feet (?:are|is) killing|killing (?:time|two birds)|\Abeats me|cats and dogs|stair rods"
    r"|buckets down|chucking it down|neck and neck|pain in the (?:neck|arse|backside|bum)"
    r"|(?:on fire (?:tonight|today|lately|at)|(?:hit|hits) (?:the (?:roof|sack|hay|road|shops|town"
    r"|nail|jackpot|bottle|spot)))|piece of cake|pulling (?:my|your) leg|pull the other"
    r"|break a leg|cost (?:me|us|him|her) an arm|arm and a leg|over the moon|under the weather"
    r"|long story|watched (?:pot|kettle)|curiosity killed|many a slip|blood is thicker"
    r"|blood from a stone|bite the bullet|jump the gun|jumped the gun|top gun"
    r"|stick to (?:my|your|his) guns|sweating like|slept like|out like a light at"
    r"|stabbed in the back by|back stabb\w+|shoot the breeze|shot up (?:did|he|she|in)"
    r"|(?:does|did|do) not half|laugh a minute|made a killing|drop dead gorgeous"
    r"|hind legs off|skeleton in|(?:hit|hits|struck|floored|stabbed|slapped|kicked|shot) (?:me|us"
    r"|him|her|you) like (?:a|an|the)|like a (?:ton of bricks|bolt|punch in the|slap in the"
    r"|kick in the|knife through|bullet)|(?:you|they) are on fire"
    r"|(?:it|that|this|he|she|they)(?: just)? kills me|i am (?:\w+ )?(?:dead|dying) (?:at|over)"
    r" (?:it|that|this|him|her)|(?:meme|joke|video|clip|face|laugh|gif) (?:\w+ )?"
    r"(?:finished|killed|ended) (?:me|us)"
    r"|stabbed (?:me|us|him|her) in the back (?:over|for|at|about|by)"
    r"|run off (?:my|his|her|our|their) feet|up to (?:my|his|her|our|their) (?:neck|eyes|ears) in"
    r"|(?:be|being) the death of|get(?:s|ting)? away with murder|(?:give|gave) (?:my|his|her) right"
    r"|(?:blew|blow|bite|bit|bites|talk|talks) (?:my|his|her|your) (?:\w+ )?head off"
    r"|(?:hammer|cripple|clobber)(?:s|ed|ing)? us (?:with|on|for) (?:the )?(?:\w+ )?(?:tax|taxes"
    r"|bills|charges|rates|fees)"
    r"|(?:kill|murder|batter|hammer|destroy|thrash)(?:s|ed|ing)? (?:me|us|him|her) (?:at|on)"
    r" (?:the )?(?:mario|fifa|chess|cards|pool|darts|tennis|scrabble|monopoly|xbox|squash|golf)"
    r"|(?:have|having|had|throw) a (?:\w+ )?fit (?:when|if|at|over|about) (?!i\b)"
    r"|(?:boss|manager|gaffer|teacher|supervisor|editor|head) (?:is going to|will|would) (?:murder"
    r"|kill|skin|throttle|strangle) (?:me|us) (?:if|when|over) (?:these|those)"
    r"|(?:test|exam|exams|stairs|hill|heat|work|job|gym|traffic|shift|shopping) (?:\w+ )?"
    r"(?:finished|killed|murdered|near killed) (?:me|us|him|her)|mak(?:e|es|ing) a killing)\b"
)
"""Says something else than its words: "I could murder a curry"."""
_MIGHT_HAVE = late_pattern(
    r"\b(?:would|should|might) (?:not )?have (?:\w+ed|been|got|gone|done|had)\b"
    r"|\bwould never\b"
    # Nobody was throttled: "I could have cheerfully throttled him", "could happily strangle her".
    r"|\b(?:i|we) could (?:have |of )?(?:just |cheerfully |happily |gladly |easily )*"
    r"(?:throttl|strangl|murder|kill|slap|thump|clout|batter|brain|lamp|swung for|swing for"
    r"|kick|hit|punch|shot|shoot|headbutt|smack|wring|wrung)\w*\b"
)
"""Says what did not happen: "they'd have strangled me if I'd missed"."""
_HEDGES = late_pattern(
    r"\b(?:(?:i think|i reckon)"
    # Of one's own body it is a report: "I think I blacked out".
    r"(?! i (?:must )?(?:have )?(?:just )?(?:blacked|passed|fainted|lost|hit my))"
    r"|maybe|perhaps|might|probably|not sure|sort of|i guess|could be"
    r"|i suppose|as far as i|i do not (?:think|believe|reckon)|i doubt)\b"
)
_NOT_VOUCHED = late_pattern(
    r"\b(?!i\b|we\b|you\b|have\b|had\b|just\b)\w+ (?:said|say|says|told|tells|reckons?|swore"
    r"|swears?|thinks?|thought|believes?|claims?|insists?|assure[sd]?|promise[sd]?)\b"
    r"|\b(?:pretend|make out|tell|wish|hope|(?<!not )want|(?<!never )(?<!not )once"
    r"|(?<!looking )(?<!looked )after|as soon as|if (?!i\b|you\b|we\b)|in case|whether|yet)\b"
)
_DICTATED = late_pattern(
    r"(?:(?:no|now|go on|right|just|please|you|and|so|then|listen|oi) )*(?:say|tell (?:them|her|him"
    r"|the (?:police|lady|man|woman|operator|feller|fella)|that lot))(?: that)? (?:you|your)\b"
)
"""Orders the other to say of themselves what need not be so."""
_TAKEN_BACK = late_pattern(r"(?:but|except|only that|though)\b", re.IGNORECASE)
"""Words after a clause that take back some of it: "she's breathing, but it's dead slow"."""
_OF_A_TIME = late_pattern(r"\s(?:when|until|till|while|or)\s", re.IGNORECASE)
_ENDS_SENTENCE = frozenset(".!?;\u2026")
_ONLY_THEN = late_pattern(r"\b(?:i|we) (?:can|could)\b")
"""What is so only when something else is: "I can talk when he's gone"."""
_FORM_OF_A_QUESTION = late_pattern(
    r"(?:are|is|was|were|do|does|did|have|has|had|can|could|would|will|shall|what|where|who|whose"
    r"|how|when|why|which|any)\b(?! not\b)"
)


def clauses(
    text: str,
    whole: Sequence[Span] = (),
    spelling: Spelling | None = None,
    names: Container[str] = (),
) -> list[SpokenClause]:
    """Return the clauses of an utterance in their order, each word as `spelling` has it.

    `whole`: parts of the text that aren't divided, as an address with a comma; in their order.
    `names`: what people are called, in lower case; not read beside a place, which has them too.
    """
    found: list[SpokenClause] = []
    sentence: list[tuple[str, SpokenClause]] = []
    subject, at, joined = Subject.NOT_SAID, 0, ""
    for start, end in [*_divisions(text, whole), (len(text), len(text))]:
        tokens = tuple(
            Token(each.word, (each.span[0] + at, each.span[1] + at))
            for each in opened(text[at:start], spelling)
        )
        if tokens:
            own = _subject([each.word for each in tokens], () if whole else names)
            clause = _clause(tokens, own, subject, joined, text[start:end])
            if _takes_back(clause, joined):
                if sentence:
                    sentence[-1] = sentence[-1][0], replace(sentence[-1][1], taken_back=True)
                elif found:
                    found[-1] = replace(found[-1], taken_back=True)
            sentence.append((joined, clause))
            subject = own or subject
        at, joined = end, text[start:end]
        if not _ENDS_SENTENCE.isdisjoint(joined):
            found += _in_context(sentence)
            sentence = []
    return [*found, *_in_context(sentence)]


def _goes_on(words: str, before: Subject, joined: str) -> Subject:
    """Return whom a clause is about that doesn't say: the same as before, or nobody, or me."""
    if _TO_US.match(words):
        return Subject.NOT_SAID
    if not _ENDS_SENTENCE.isdisjoint(joined) and _CANNOT_TALK.match(words):
        return Subject.CALLER
    return before


def _clause(
    tokens: tuple[Token, ...], own: Subject, before: Subject, joined: str, closing: str
) -> SpokenClause:
    """Return a clause as it stands by itself: its sentence may say that it isn't so."""
    words = " ".join(each.word for each in tokens)
    about = own or _goes_on(words, before, joined)
    asks = "?" in closing or bool(_FORM_OF_A_QUESTION.match(words))
    hedged = bool(_HEDGES.search(words)) or (
        "when" in closing.lower() and bool(_ONLY_THEN.search(words))
    )
    asks = asks and not _REQUEST.match(words)
    vouched = not (_NOT_VOUCHED.search(words) or _OF_A_TIME.fullmatch(joined))
    stated = not _SAYING.search(words)
    dictated = bool(_DICTATED.match(words))
    supposes = _IF_WITHIN.search(words)
    if_at = words.count(" ", 0, supposes.start()) if supposes else None
    return SpokenClause(
        tokens, about, asks, stated, hedged, vouched, dictated=dictated, if_at=if_at
    )


def _takes_back(clause: SpokenClause, joined: str) -> bool:
    """Whether a clause takes back some of the one before: "but it's dead slow"."""
    words = " ".join(clause.words)
    # "Nobody here but me now" says the same twice.
    said_twice = clause.words[0] in ("me", "us")
    return not said_twice and bool(_TAKEN_BACK.match(words) or _TAKEN_BACK.match(joined.strip()))


def _in_context(sentence: Sequence[tuple[str, SpokenClause]]) -> list[SpokenClause]:
    """Return the clauses of a sentence as it means them: a film's, a time's long over, or so."""
    plain = " ".join(" ".join((*words_of(joined), *each.words)) for joined, each in sentence)
    supposed, told, over = (
        bool(_SUPPOSED.match(plain)),
        bool(_QUOTED.search(_WATCHING.sub(" ", plain))),
        bool(_LONG_AGO.search(plain)),
    )
    # "It's raining cats and dogs": an "and" or a "when" of a saying divides no clause of its own.
    divided = all(each.stated for _, each in sentence) and len(sentence) > 1
    told = told or (divided and bool(_SAYING.search(plain)))
    if_they = bool(_IF_THEY.match(plain))
    bygone = bool(_BYGONE.search(plain))
    length = sum(len(each.tokens) for _, each in sentence)
    found: list[SpokenClause] = []
    for n, (joined, each) in enumerate(sentence):
        words = " ".join(each.words)
        breaks_in = bool(_BREAKS_IN.match(joined.strip()) or _BREAKS_IN.match(words))
        if n and breaks_in and not _ME_OR_NOW.isdisjoint(each.words) and not _QUOTED.search(words):
            told = False
        if joined.strip() == "or" and each.words == ("what",):
            each = replace(each, stated=False)
        if over and n and _NOW.search(words) and not _LONG_AGO.search(words):
            over = False
        stated = each.stated and not told and not (supposed and not if_they)
        stated = stated and (each.subject is Subject.OTHER or not _WATCHING.search(words))
        found.append(
            replace(
                each,
                stated=stated and not _MIGHT_HAVE.search(words),
                past=over or (bool(_NOT_NOW.search(words)) and not _TONIGHT.search(words)),
                bygone=bygone,
                supposed=supposed,
                sentence_words=length,
            )
        )
    return found


def _divisions(text: str, whole: Sequence[Span]) -> Iterator[Span]:
    ends = list(accumulate((last for _, last in whole), max))
    divided = [each.span() for each in _SPLIT.finditer(text)]
    divided += [each.span("between") for each in _TWO_DENIALS.finditer(text)]
    for start, end in sorted(set(divided)):
        before = bisect_left(whole, end, key=itemgetter(0))
        if not before or ends[before - 1] <= start:
            yield start, end


def names_another(words: Sequence[str]) -> bool:
    """Whether words name another person themselves, whatever the clause before was about."""
    return not _OTHERS.isdisjoint(words)


def _subject(words: Sequence[str], names: Container[str]) -> Subject:
    """Return whom the words are about, the last of "I think I hear somebody" before the first."""
    starts, text = [0], " ".join(words)
    at = 0
    while opening := _OPENING.match(text, at):
        at = opening.end()
        starts.append(starts[-1] + opening[0].count(" "))
    for start, end in zip(reversed(starts), [len(words), *reversed(starts[1:])], strict=True):
        for word in words[start:end]:
            if word in _OTHERS or word in names:
                return Subject.OTHER
            if word in _CALLER:
                return Subject.CALLER
        if start < len(words) and words[start] in _OWN:
            return Subject.CALLER
    return Subject.NOT_SAID
