"""What words can be for: the name of every purpose, and what it is when a role speaks.

And what words of staff claim, beside what they are for: that it is the police, that all is well.
Rules judge these as statements, so a record without its words is judged alike.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from simulator.core import acts as do
from simulator.core.statements import Stated, StatementTopic
from simulator.core.terms import (
    Intent,
    QuestionForm,
    Role,
    ServiceNeed,
    ServiceStatus,
    SupervisorDecision,
    Term,
    Topic,
    UnitStatus,
    YesMeans,
)
from simulator.knowledge.facts import KnownFacts
from simulator.language.speaking.composing import asks_for_words
from simulator.late_pattern import late_pattern


class FurtherPurpose(Term):
    """Purposes without an intent, topic or act of the vocabulary yet; files keep their names."""

    # Questions (practice 2.3).
    FLOOR = "floor", "asks which floor or which part of the building"
    HEARD_NEAR = "heard_near", "asks whether a sound was near the caller"
    BUS_OR_CAR = "bus_or_car", "asks which kind of vehicle it is"
    MORE = "more", "asks more about what the caller has just said"
    TAKES_UP = "takes_up", "takes up in few words what the caller has just said"
    HEARD_COUNT = "heard_count", "says which count was heard, before the same is asked once more"
    NOBODY_HEARS = "nobody_hears", "asks the other way round whether nobody can hear"
    WHO_OPENS = "who_opens", "asks how officers get in"
    # Operator and call handler (practice 2.2).
    ASKS_PRIVACY = "asks_privacy", "asks officers whether another person can hear the radio"
    WITH_AN_OFFICER = "with_an_officer", "a caller says it with an officer beside them"
    STILL_THERE = "still_there", "asks a caller who has fallen silent for a sign"
    TEXT_CHECK = "text_check", "asks by text, of a caller who reads and does not hear"
    TEXT_LOOK = "text_look", "asks by text what helps officers to find the door"
    TEXT_FIRST = "text_first", "writes first to a caller who cannot hear: may they read here?"
    TEXT_COMFORT = "text_comfort", "writes a word to a caller who is afraid, before a question"
    TEXT_SEEN = "text_seen", "writes what any contact might, where another person sees the screen"
    TEXT_GET_OUT = "text_get_out", "writes to who has fire or smoke near: out, if the way is clear"
    TEXT_SMOKE = "text_smoke", "writes to who is cut off by fire: how to keep smoke out"
    TEXT_MISTAKE = "text_mistake", "writes to who wrote by mistake and is safe: thanks, and closed"
    QUIET_AGAIN = "quiet_again", "says that an announced silence goes on after words"
    STILL_QUIET = "still_quiet", "says once that an announced silence goes on, and asks nothing"
    ETA_LATE = "eta_late", "owns that the time officers gave has passed"
    TEXT_SENT = "text_sent", "writes that officers are coming, to a caller who does not hear"
    TEXT_ETA = "text_eta", "writes when officers will be there"
    TEXT_THERE = "text_there", "writes that officers are outside"
    TEXT_BYE = "text_bye", "writes goodbye, once an officer has said that the line may go"
    TEXT_HIDDEN = "text_hidden", "writes to a caller who hides to stay where they are"
    TEXT_ADVICE = "text_advice", "writes what ambulance control has said is to be done"
    TEXT_TOOK = "text_took", "asks by text what was taken, how many and when, one at a time"
    TEXT_AMBULANCE = "text_ambulance", "writes that an ambulance was asked for"
    # What a caller writes who reads and writes messages.
    WRITES_YES = "writes_yes", "a caller writes yes"
    WRITES_NO = "writes_no", "a caller writes no"
    WRITES_UNSURE = "writes_unsure", "a caller writes that they do not know, or cannot see"
    WRITES_READ = "writes_read", "a caller writes that they have read a message"
    WRITES_SAME = "writes_same", "a caller writes that nothing has changed"
    WRITES_MAY_READ = "writes_may_read", "a caller writes that only they see the screen"
    WRITES_SEEN = "writes_seen", "a caller writes that another person can see the screen"
    WRITES_HOW_LONG = "writes_how_long", "a caller writes to ask how long it takes"
    WRITES_HELLO = "writes_hello", "a caller writes to ask whether their messages are read"
    WRITES_THANKS = "writes_thanks", "a caller writes thanks, at the end"
    WRITES_PLACE = "writes_place", "a caller writes that they are where they were"
    # The voice through which a caller's words come.
    RELAY_BEGINS = "relay_begins", "a relay assistant says who they are, and what they do"
    SIGNS_BEGINS = "signs_begins", "a BSL interpreter says who they are, and what they do"
    INTERPRETER_JOINS = "interpreter_joins", "an interpreter joins the line"
    SAFE_PROMISE = "safe_promise", "promises what nobody can promise; never so"
    ASKS_DETAILS = "asks_details", "asks for a name or other details"
    # What a poor call does (practice2 7): said aloud, and never a question.
    BLAMES = "blames", "says that the caller did wrong"
    DOUBTS = "doubts", "doubts the caller aloud"
    CALMS_DOWN = "calms_down", "orders the caller to be calm"
    SPEAK_UP = "speak_up", "orders the caller to speak up"
    SENDS_AWAY = "sends_away", "sends the caller to another service or number"
    BREAKS_COVER = "breaks_cover", "says to a caller who pretends what this line is"
    ASSUMES = "assumes", "takes an answer for given"
    # What another person who is there says: to the caller, to themselves, into the phone.
    OTHER_ASKS_WHO = "other_asks_who", "the other person asks who is on the phone"
    OTHER_TALKS = "other_talks", "the other person talks to the caller"
    OTHER_ASIDE = "other_aside", "the other person talks to a friend, the television or themselves"
    OTHER_SHOUTS = "other_shouts", "the other person shouts"
    OTHER_THREATENS = "other_threatens", "the other person threatens"
    OTHER_COACHES = "other_coaches", "the other person says what the caller is to say"
    OTHER_WANTS_PHONE = "other_wants_phone", "the other person asks for the phone"
    OTHER_AT_DOOR = "other_at_door", "the other person calls from outside"
    OTHER_FOLLOWS = "other_follows", "the other person calls after the caller"
    OTHER_LOOKS_FOR = "other_looks_for", "the other person looks for the caller"
    OTHER_CHARMS = "other_charms", "the other person charms the call handler"
    OTHER_ANSWERS = "other_answers", "the other person puts the call handler off"
    OTHER_OPENS = "other_opens", "the other person opens to officers"
    TO_OTHER = "to_other", "the caller says to the other person who is on the phone"
    AS_COACHED = "as_coached", "the caller says what the other person had them say"
    SUPERVISOR_NOTE = "supervisor_note", "asks the supervisor for a second look"
    REASONING = "reasoning", "written reasoning: what is feared, for whom, and what is not known"


NEVER_SAID = frozenset(
    {
        FurtherPurpose.SAFE_PROMISE, FurtherPurpose.ASKS_DETAILS, FurtherPurpose.BLAMES,
        FurtherPurpose.DOUBTS, FurtherPurpose.CALMS_DOWN, FurtherPurpose.SPEAK_UP,
        FurtherPurpose.SENDS_AWAY, FurtherPurpose.BREAKS_COVER, FurtherPurpose.ASSUMES,
    }
)  # fmt: skip
"""What no simulated person of ours says: only a trainee's words are understood as this."""

PurposeMeaning = Intent | Topic | FurtherPurpose | str
"""An intent to say, a topic to ask about, a purpose to come, or the kind of another spoken act."""

_OTHER_ACTS = (
    *(kind for kind, row in do.ROWS.items() if row.spoken and kind not in ("say", "ask")),
    *("brief_officers", "arrive", *UnitStatus, *SupervisorDecision),
    *(*ServiceStatus, *ServiceNeed),
)
"""What else has words of its own: acts beside `say` and `ask`, what units report, what a supervisor
decides, and what another service's control says and asks."""
_ASKED_BY_POLICE = {Intent.CHECK_MISTAKE: Topic.MISTAKE}
"""What only the operator has an intent for; a call handler asks it as a question."""


def all_purposes() -> tuple[str, ...]:
    """Return the name of every purpose."""
    lists = (Intent, Topic, FurtherPurpose, _OTHER_ACTS)
    return tuple(str(each) for words in lists for each in words)


def meaning_of(purpose: str, role: Role) -> PurposeMeaning:
    """Return what a purpose is when `role` speaks; ValueError if there is no such purpose."""
    if purpose in _OTHER_ACTS:
        return purpose
    if purpose in frozenset(Topic):
        return Topic(purpose)
    if purpose in frozenset(FurtherPurpose):
        return FurtherPurpose(purpose)
    intent = Intent(purpose)
    police = role in (Role.CALL_HANDLER, Role.FIRST_HANDLER)
    return _ASKED_BY_POLICE.get(intent, intent) if police else intent


_TURNED = "not_"
"""Before the topic of an operator's question that asks the other way round."""


def purpose_of_question(topic: Topic, way: YesMeans = YesMeans.SO) -> str:
    """Return the purpose of words by which an operator asks of a topic."""
    return f"{_TURNED}{topic}" if way is YesMeans.NOT_SO else str(topic)


def question_in(said: do.Say) -> do.Ask | None:
    """Return the question that an operator's own words ask; None if they ask of no topic."""
    if said.intent is not Intent.OWN_WORDS or not said.purpose:
        return None
    name = said.purpose.removeprefix(_TURNED)
    if name not in _TOPICS:
        return None
    opened = Topic(name) in _OPEN or asks_for_words(said.words)
    form = QuestionForm.OPEN if opened else QuestionForm.CLOSED
    ways = (YesMeans.NOT_SO,) if said.purpose.startswith(_TURNED) else ()
    return do.Ask((Topic(name),), form, said.words, ways)


_OPEN = (Topic.LOCATION, Topic.WHAT_HAPPENED)
_TOPICS = frozenset(Topic)


_THEM = (
    r"(?:him|her|them|mum\w*|mam\w*|dad\w*|nan\w*|gran\w*|your (?:\w+ )?(?:mum\w*|mam\w*|dad\w*"
    r"|husband|wife|partner|boyfriend|girlfriend|ex|brother|sister|son|father|mother|stepdad|uncle))"
)
"""Who the phone would go to: never "a grown-up", whom a child chooses."""
CLAIMS: Mapping[StatementTopic, re.Pattern[str]] = {
    StatementTopic.NAMES_POLICE: late_pattern(
        r"\b(police\w*|officers?|999|constable|you (called|rang|phoned) us)\b", re.IGNORECASE
    ),
    StatementTopic.PROMISES_SAFETY: late_pattern(
        r"\byou('| a)?re (?:\w+ )?safe now|\b(it|everything)(('| wi)?ll be|('s| is) going to be"
        r"|'s gonna be) (?:\w+ )?(all right|alright|ok|okay|fine)\b"
        r"|\byou(('| wi)?ll be|('re| are) (going to|gonna) be) (?:\w+ )?"
        r"(fine|safe|all right|alright|ok|okay)\b"
        r"|\bnothing(('s| is) (going to|gonna)| will|'ll| bad)\b.{0,20}\bhappen\b"
        r"|\b(nobody|no one|he|she|they) (can't|can|won't|will) (hurt|get|touch) (to )?you\b"
        r"|\b(nobody|no one|he|she|they)('s| is|'re| are) (not )?(going to|gonna)"
        r" (hurt|get|touch|harm|lay a finger on) (to )?you\b"
        r"|\bno harm('ll| will|'s going to) come\b|\b(we'll|i'll) keep you safe\b"
        r"|\bwon't let (him|her|them|anyone|anybody|anything|that)\b|\b(i|we) promise\b"
        r"|\byou have my word\b|\bhelp is coming\b",
        re.IGNORECASE,
    ),
    StatementTopic.CLAIMS_PLACE: late_pattern(
        r"\b(i|we|they|police|officers) (can see|know|have|'ve got)( \w+)? (where you are|which"
        r" (house|flat|door|road|street)|your (address|location|postcode))"
        r"|\b(i've|we've|they've) got (your (address|location)|you on (the|my) (map|screen))"
        r"|55 shows\b",
        re.IGNORECASE,
    ),
    StatementTopic.SCOLDS: late_pattern(
        r"\b(calm down|speak up|get a grip|pull yourself together|get a hold of yourself|louder)\b"
        r"|\bstop (that |your |all |the )*(crying|panicking|snivelling|whinging|whingeing|shouting"
        r"|screaming|wailing|blubbing|blubbering|hysterics|messing)\b"
        r"|\byou('ve only| only have| have only|'ve) got yourself to blame\b"
        r"|\byou should(n't)? have (rung|called|left|thought|said|gone|opened|let)\b"
        r"|\bno (use|good) (crying|shouting|screaming)\b"
        r"|\bcatch (a )?(grip|yourself on)\b|\b(quit|give over|less of) (that |your |the )*(crying"
        r"|gurning|greeting|bawling|roaring|whining|carry(ing)? on|screaming|shouting)\b"
        r"|\byou should(n't)?('ve| of) (rung|called|left|thought|said|gone|told|come|done)\b"
        r"|\bwhy (on earth )?(didn't you|did you (ring|call|phone|not|let|stay))\b"
        r"|\bare you (?:really |quite |absolutely )?(?:sure|certain)\s*[?.]"
        r"|\bare you (?:really |quite )?(?:sure|certain) (?:about (?:that|this)|of (?:that|it)"
        r"|(?:that )?(?:it was|it's|(?:s?he|they) (?:did|hit|hurt|meant|would|really|actually)))\b"
        # "Are you sure it isn't your husband?" disbelieves; "are you sure you're not hurt?" cares.
        r"|\bare you (?:really |quite |absolutely )?(?:sure|certain) (?:that )?(?:it|this|that)"
        r"(?:(?:'s| is| was) (?:not )?|(?:isn't| wasn't) )(?:just |only )?(?:the|a|an|your|one of"
        r"|him|her|them)\b"
        r"|\b(?:could|might|couldn't|mightn't) (?:it|that|this) (?:just |only |not )?(?:be"
        r"|have been) (?:just |only )?(?:the (?:wind|cat|dog|heating|neighbours?|telly)"
        r"|your (?:husband|wife|partner|son|daughter|mum|dad|cat|dog|flatmate|neighbours?"
        r"|imagination))\b"
        r"|\bbig (?:lad|man|boy|chap|fella|girl|woman|strong lad) like you\b"
        r"|\byou (?:don't|do not) need (?:the |us |any )?police (?:for|just)\b"
        r"|\bwhat do you (?:want|expect) (?:us|me) to do\b|^\s*really\s*\?"
        r"|\bis (?:that|this) (?:really )?an emergency\b|\bit can(?:'t|not) be that bad\b"
        r"|(?<!not )(?<!n't )\bwasting (our|my|police|everyone's) time\b|\byour own fault\b",
        re.IGNORECASE,
    ),
    StatementTopic.HANDS_OVER: late_pattern(
        rf"\b(?:give|pass|hand) {_THEM} (?:the |your |that )?(?:phone|mobile)\b"
        rf"|\b(?:give|pass|hand) (?:the |your |that )?(?:phone|mobile) (?:over )?to {_THEM}\b"
        rf"|\bput {_THEM} on\b(?! (?:his|her|their|the (?:floor|bed|sofa|side)))"
        rf"|\b(?:can|could|let) (?:i|me) (?:speak|talk) to {_THEM}\b",
        re.IGNORECASE,
    ),
    StatementTopic.CLAIMS_THERE: late_pattern(
        r"\b(with you now|in the room with you|have you now|got you now"
        r"|with (her|him|them|(the )?(caller|informant|female|male|lady|lad|gentleman|child)) now"
        r"|(stood|sat|standing|sitting|here|am|'m|are|'re) with (the )?(caller|informant|female"
        r"|her|him|you)"
        r"|(the|our) officers?('s| is| are|'re) (with you|beside you|at your door)"
        r"|they're (with you|beside you|at your door))\b(?!.*\?)",
        re.IGNORECASE,
    ),
    StatementTopic.SAYS_SOON: late_pattern(
        r"\b(not (much )?long(er)? (now|to go)|won't be (much )?long|any (second|minute|moment)"
        r"( now)?|(very|really) soon|just (round|around) the corner|(nearly|almost)"
        r" (there|with you|at yours)|(in|within) the next (minute|moment|few (minutes|seconds))"
        r"|(in|just) (a|one) (minute|moment|second)( now)?"
        r"|seconds away)\b",
        re.IGNORECASE,
    ),
    StatementTopic.SAYS_NO_TIME: late_pattern(
        r"\b(no|not|n't|never) (got |have |had |given me |been given )?(a|any) (time|eta)\b"
        r"|\bno (time|eta) (yet|for you|from them)\b"
        r"|\b(don't|do not|can't|couldn't) (know|say|tell you) (yet )?(how long|when they)"
        r"|\b(can't|cannot|couldn't|can not|could not) (really )?(give you|put|promise( you)?) an? "
        r"(exact |definite )?(time|eta|figure)\b",
        re.IGNORECASE,
    ),
    StatementTopic.ASKS_PROOF: late_pattern(
        r"\b(tap|press|knock|cough|click)\b[^.?!]*\b(so (that )?(i|we)('ll| will| can)? know"
        r"|to (show|let) me( know)?|if you('re| are) (still )?(there|with me))\b",
        re.IGNORECASE,
    ),
}
"""The words by which each is claimed (assumption after practice2 7, LP-07, LP-08 and LP-25)."""


_COMING = late_pattern(
    r"\b(coming|been sent|en route|on (it'?s|the|their) way|on the road"
    r"|(just )?(round|around) the corner"
    r"|(minutes?|mins?|streets?|seconds) (off|away|out)|nearly (there|with you)|running to you"
    r"|right behind it|travelling|heading (to|over|your)|be (with you|there) in)\b",
    re.IGNORECASE,
)
_NOT_SO = late_pattern(r"\?|\b(no|not|if|when|until)\b|n't\b", re.IGNORECASE)
_SERVICES: Mapping[StatementTopic, re.Pattern[str]] = {
    StatementTopic.AMBULANCE_COMING: late_pattern(
        r"\b(ambulances?|paramedics?|medics)\b", re.IGNORECASE
    ),
    StatementTopic.FIRE_ENGINE_COMING: late_pattern(
        r"\b(fire (engine|service|brigade|crew|appliance|lads|truck)|firefighters?|appliance)\b",
        re.IGNORECASE,
    ),
}
"""The words for another service, which a sentence has to say is coming."""
_NO_PROMISE = late_pattern(
    r"\?|\b(can't|cannot|can not|couldn't|don't) (promise|say|know)|\bhope\b"
    r"|\b(if|whether) (it|you|everything)\b",
    re.IGNORECASE,
)
_NOT_SOON = late_pattern(
    r"\?|\b(i|i'll|i'm|we|me|ago|back|quiet|ask|hang on|hold on|wait|listen|stay|ambulance"
    r"|paramedics?|fire)\b",
    re.IGNORECASE,
)
_SENTENCE = late_pattern(r"[^.!?]+[.!?]?")
_LONG_WORD = late_pattern(r"[a-z]{4,}")
_SMALL_WORDS = frozenset(
    ["that", "this", "with", "your", "here", "from", "near", "have", "there", "where", "what"]
)
OF_STAFF = frozenset({*CLAIMS, *_SERVICES, StatementTopic.SAYS_PLACE})
"""All that words of staff can claim."""


# The lines of our own people come again in every call, and mean the same each time.
@lru_cache(maxsize=4_096)
def claims(words: str) -> Stated:
    """Return what words of staff claim, in the order of the topics."""
    plain = words.replace("\u2019", "'")
    found = (topic for topic, pattern in CLAIMS.items() if pattern.search(_claimed(topic, plain)))
    return tuple((topic, True) for topic in (*found, *_coming(plain)))


def _claimed(topic: StatementTopic, words: str) -> str:
    """Return the sentences that can claim a topic: a promise is neither asked nor declined."""
    if topic is StatementTopic.SAYS_SOON:
        # "Did you call just a minute ago?" promises nothing, and nor does "back in a minute".
        return "".join(each for each in _SENTENCE.findall(words) if not _NOT_SOON.search(each))
    if topic is not StatementTopic.PROMISES_SAFETY:
        return words
    return "".join(each for each in _SENTENCE.findall(words) if not _NO_PROMISE.search(each))


def _coming(words: str) -> Iterator[StatementTopic]:
    """Yield the services that a sentence says are coming, and does not ask or deny."""
    said = [each for each in _SENTENCE.findall(words) if _COMING.search(each)]
    said = [each for each in said if not _NOT_SO.search(each)]
    yield from (topic for topic, name in _SERVICES.items() if any(map(name.search, said)))


def claims_knowing(words: str, facts: KnownFacts) -> Stated:
    """Return what words claim of staff who know this: whether they say the place as well."""
    said = claims(words)
    return (*said, (StatementTopic.SAYS_PLACE, True)) if _says_place(words, facts) else said


def _says_place(words: str, facts: KnownFacts) -> bool:
    """Whether words share a word of four letters or more with a place that is held."""
    places = (facts.address, facts.place_words, *(data.place for data in facts.location.values()))
    return not _long_words(" ".join(places)).isdisjoint(_long_words(words))


def _long_words(text: str) -> set[str]:
    return set(_LONG_WORD.findall(text.lower())).difference(_SMALL_WORDS)
