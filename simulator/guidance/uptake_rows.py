"""Rows that take up what a caller has just said: one for each way in `knowledge/uptake.py`.

News comes before the list of questions and before what was planned, and after what happens on the
line now (practice2 BF-5, WT-02). It is taken up by who may hear: a word said back and an open
question only where nobody else can; else a yes or no question without any of the caller's words;
under cover what a shop or a friend could say; to a child in a child's words.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from string import ascii_lowercase

from simulator.core import acts as do
from simulator.core import terms
from simulator.core.instant import Millis
from simulator.core.statements import STATEMENTS, StatementTopic, Weighs
from simulator.core.terms import Intent, Topic
from simulator.guidance import act_makers as a
from simulator.guidance import rows
from simulator.guidance.act_makers import ask_first, say
from simulator.guidance.rows import (
    FROM_NEWS,
    FROM_OLDER_NEWS,
    RECEIPTS,
    ActMaker,
    GuidanceRow,
    desk,
    not_since,
    since,
    within,
)
from simulator.guidance.situation_rows import (
    burglary,
    by_smoke,
    cut_off,
    fire,
    held_fast,
    hurt_and_free,
    is_down,
    no_breath,
    nobody_harms,
    of_the_body,
    one_known,
    out_of_doors,
    outside_only,
    overdose,
    sees_it,
)
from simulator.knowledge.answers import ASKED_ON, MOST, PLAIN
from simulator.knowledge.facts import Hearers, KnownFacts, Stamp
from simulator.knowledge.judgements import table as c
from simulator.knowledge.judgements.asking import is_open
from simulator.knowledge.judgements.cover import COVERED
from simulator.knowledge.judgements.families import asked, is_news, no, said, stated, yes
from simulator.knowledge.judgements.judgement import FactJudgement, Policy, called, field, judged
from simulator.knowledge.uptake import (
    ANY_CHILD,
    NEWS_LASTS,
    PRESSES,
    RISES,
    SHORT,
    THERE,
    UPTAKE,
    Again,
    FollowUp,
    LastQuestion,
    TellMore,
    Uptake,
    further,
)

ACKNOWLEDGES: Millis = 25_000
"""Between two short words that only take something up (assumption)."""
LISTENS_ON: Millis = 10_000
"""Between two words that only show that something was heard (assumption)."""
CHILD_ANSWERS: Millis = 6_000
"""How long a child is left to answer before it is asked anything else (assumption)."""
NOT_FOLLOWED_MORE = 2
"""How often more it is asked who hears, where that was not followed (assumption)."""
SAYS_THERE_EACH: Millis = 25_000
"""Between two words that officers are there, to who asks if we are (assumption)."""
JUST_SAID: Millis = 12_000
"""How long a short word still fits what was said (assumption)."""
STILL_OF_IT: Millis = 18_000
"""How long it still fits one thing of which others were said since (assumption)."""
ASKED_WHILE_HELP_COMES = (Topic.BREATHING_WELL, Topic.INJURED, Topic.ALONE_TO_TALK)
"""What may be otherwise a minute later, however it was answered (practice2 4.4)."""
_OPEN_TOPICS = (Topic.LOCATION, Topic.WHAT_HAPPENED)
_S = StatementTopic

# fmt: off
plain = called("plain words fit the caller, though another person may hear",
    (c.adult_words | (c.other_language & ~c.child & ~c.disguised & ~c.other_voice))
        & ~c.exposed & ~c.writes)
free = called("nobody else can hear, and plain words fit",
    c.adult_words & c.unheard & ~c.writes)
may_be_told = called("the caller may hear of officers, and hears",
    (c.hear_safe | c.nobody_to_hide_from) & c.first_words & ~c.writes & ~c.disguised
        & ~c.other_voice)
child = called("a child has said it, and nobody else speaks", c.child & ~c.other_voice)
cover = called("only a cover's words fit", (c.disguised | c.exposed) & ~c.other_voice & ~c.child
    & ~c.other_language)
news = field("the caller has said something that nothing has taken up", "news")
no_cover = ~c.disguised & ~c.other_voice
is_trapped = judged("the caller or another person there cannot get free", "topics ledger",
    lambda f, _: f.is_no(Topic.CAN_MOVE) or f.believes(_S.CANNOT_MOVE))
_where_hurt_unasked = judged("it was not asked where they are hurt", "topics",
    lambda f, _: f.of(Topic.INJURED).asked == 0)
_time_known = judged("officers have given a time", "eta", lambda f, _: f.eta is not None)

_ANSWERS_ONLY = frozenset(
    (each, True)
    for each in (_S.NOBODY_HEARS, _S.ALONE, _S.CAN_TALK_NOW, _S.BREATHING_WELL, _S.NOT_HURT)
)
last_not_taken_up = judged("something of the caller's last words was not taken up", "news fresh",
    lambda f, _: bool(f.fresh - _ANSWERS_ONLY) or any(each[:2] in PRESSES for each in f.news))
_rises = judged("danger was just said to go on, or to grow", "news fresh",
    lambda f, _: any(e[:2] in RISES and (e[:2] in f.fresh or e[:2] in PRESSES) for e in f.news))
_just_said = within(Stamp.STATED_LAST, JUST_SAID)

SO_LONG_AS: dict[Intent, FactJudgement] = {
    Intent.OFFICERS_THERE: c.arrived & ~c.found & ~c.not_found,
    Intent.ETA: c.unit_assigned & ~c.arrived & _time_known,
    Intent.OFFICERS_SENT: c.unit_assigned & ~c.arrived,
    Intent.NO_UNIT_YET: c.incident_open & ~c.unit_assigned & ~c.mistake,
    Intent.CALL_AGAIN: (~c.incident_open | c.mistake) & ~c.sent,
    Intent.CALLS_BACK: c.rung_back & ~said(Intent.CALLS_BACK),
    Intent.LOCK_UP: ~said(Intent.LOCK_UP) & ~c.under_way & ~stated(_S.LOCKED_OWN_DOOR)
        & ~stated(_S.LOCKED_IN) & ~stated(_S.HELD_BY_OTHERS)
        & (c.has_a_door | ~stated(_S.OTHER_HURT)),
    Intent.GO_QUIET: c.in_conversation & not_since(Stamp.SAID, 90_000, Intent.GO_QUIET),
    Intent.REPEAT_BACK: ~c.no_place_named & c.in_conversation & ~c.place_confirmed,
    Intent.NOT_UNDERSTOOD: not_since(Stamp.SAID, 12_000, Intent.NOT_UNDERSTOOD),
    Intent.CHILD_PRAISE: c.other_child,
    # While the hands grade or ask for an ambulance, what presses more waits to be asked about.
    # Nor is "I've put that down" an answer to who has just said that they were forced (SIT-29).
    Intent.GOT_IT: ~c.ambulance_due & ~c.emergency_ungraded & _just_said
        & (~stated(_S.SEXUAL_ASSAULT) | asked(Topic.ALONE_TO_TALK)),
    Intent.REASSURE: c.line_open & _just_said,
    Intent.STAY_ON_LINE: c.line_open & _just_said,
    Intent.STAY_HIDDEN: no_cover & ~c.under_way,
    # "We can get out the back": then go now, and no question first (SIT-27, ST-87).
    Intent.GET_OUT: no_cover & by_smoke & ~cut_off & ~out_of_doors,
    # Of the body first that help was asked for, then what to do until it comes (4.4).
    Intent.AMBULANCE_WAIT: c.line_open & ~c.ambulance_due & ~c.found,
}
# fmt: on
"""What must be so before some sentences are said."""
AT_ONCE = (
    *(_S.COMING_CLOSER, _S.COMING_BACK, _S.ARE_YOU_THERE, _S.ASKS_ADVICE, _S.ASKS_OUTCOME),
    _S.FEARS_TROUBLE,
)
"""What is answered at once: danger that comes, who asks if we are there, or what to do."""


_ASKS_OF_OFFICERS = (_S.HOW_LONG, _S.ARE_YOU_THERE, _S.DOES_NOT_FOLLOW)
"""What may be answered by news of officers."""
_OF_OFFICERS = UPTAKE[_S.HOW_LONG, True].free
"""What answers "How long?" truly: also to a child, and to one who is alone (practice2 4.5)."""
_NEWS_OF_OFFICERS = tuple(each for each in _OF_OFFICERS if isinstance(each, Intent))


def _form(topic: Topic) -> terms.QuestionForm:
    return terms.QuestionForm.OPEN if topic in _OPEN_TOPICS else terms.QuestionForm.CLOSED


def _in_form(maker: ActMaker, topic: Topic) -> ActMaker:
    """Ask an open topic openly."""
    if topic not in _OPEN_TOPICS:
        return maker

    def make(facts: KnownFacts, policy: Policy) -> do.Action | None:
        made = maker.make(facts, policy)
        return None if made is None else do.Ask((topic,), terms.QuestionForm.OPEN)

    return maker._replace(make=make)


def _again(topic: Topic) -> ActMaker:
    return ActMaker(
        f"ask, also if it is known: {topic.label}",
        lambda f, _p: do.Ask((topic,), _form(topic)) if _may_ask_again(f, topic) else None,
    )


def _may_ask_again(facts: KnownFacts, topic: Topic) -> bool:
    """Whether it may be asked of news: of what the caller answered plainly, only once more."""
    answered = facts.fact(topic) in PLAIN and topic not in ASKED_WHILE_HELP_COMES
    return facts.of(topic).asked < (2 if answered else MOST)


def _last_question(facts: KnownFacts, _policy: Policy) -> do.Action | None:
    topic = facts.asking
    if topic is None:
        return None
    # Who hears is asked once more of who has not followed, however often it was before (ST-94).
    more = NOT_FOLLOWED_MORE if topic is Topic.ALONE_TO_TALK else 0
    if facts.of(topic).asked >= ASKED_ON.get(topic, MOST) + more:
        return None
    # One "no" to who can hear is half an answer: the second question is asked again.
    half = topic is Topic.ALONE_TO_TALK and facts.hear is not Hearers.SAFE
    if half:
        return do.Ask((topic,), _form(topic))
    return do.Ask((topic,), _form(topic))


_MOST_MORE = {
    Topic.WHAT_HAPPENED: MOST,
    Topic.LOCATION: MOST,
    Topic.NEEDS_AMBULANCE: 1,
    Topic.TABLETS_TAKEN: 1,
}
"""How often more is asked of what goes on and where: it may be otherwise a minute later; and how
seldom of when it began, and how much was taken (assumption)."""


def _more(topic: Topic) -> ActMaker:
    """Ask more about a topic, and not for ever: who has no more to say of it says so by then."""
    most = _MOST_MORE.get(topic, MOST)
    ask = do.Ask((topic,), terms.QuestionForm.OPEN)
    return ActMaker(
        f"ask more: {topic.label}", lambda f, _p: ask if f.of(topic).asked < most else None
    )


def maker_of(way: FollowUp) -> ActMaker:
    """Return how a way makes its act."""
    match way:
        case Intent():
            return say(way)
        case TellMore(topic):
            return _more(topic)
        case Again(topic):
            return _again(topic)
        case LastQuestion():
            return ActMaker("ask the open question once more, shorter", _last_question)
        case Topic():
            return _in_form(ask_first(way), way)


_may_not_breathe = judged("the breathing of one who is ill or does not wake matters", "ledger",
    lambda f, _: any(f.believes(each) for each in (_S.NOT_WAKING, _S.BREATHING_BADLY, _S.ILL,
        _S.STROKE_SIGNS, _S.TABLETS_TAKEN, _S.ASLEEP)))  # fmt: skip
_breath_asked = judged(
    "breathing was asked about", "topics", lambda f, _: f.of(Topic.BREATHING_WELL).asked > 0
)
_breath_settled = called(
    "breathing was asked about twice; of another, once with a “no”",
    judged("it was asked twice", "topics", lambda f, _: f.of(Topic.BREATHING_WELL).asked > 1)
    | (_breath_asked & no(Topic.BREATHING_WELL) & c.of_another),
)
_hurt_asked = yes(Topic.INJURED) & judged(
    "it was asked twice where they are hurt", "topics", lambda f, _: f.of(Topic.INJURED).asked > 1
)
_looks_said = judged("what they wear or drive was said", "ledger",
    lambda f, _: f.believes(_S.PERSON_LOOKS) or f.believes(_S.VEHICLE_LOOKS))  # fmt: skip
_HANDS_ON = (
    *(_S.HIT, _S.STRANGLED, _S.SEXUAL_ASSAULT, _S.TRAPPED_OR_FALLEN, _S.PARTNER),
    *(_S.HEAD_OR_PASSED_OUT, _S.BLEEDING, _S.LOCKED_IN, _S.HELD_BY_OTHERS),
)
touched = called("a person may have laid hands on the caller, or they may have fallen",
    judged("it was stated, or may be kept back", "ledger topics hear",
        lambda f, _: any(f.believes(each) for each in _HANDS_ON)
            or f.is_yes(Topic.SAME_ROOM) or f.hear is not Hearers.SAFE)
        & ~outside_only)  # fmt: skip
_only_despairs = c.despairs & judged("nothing was said of one who harms", "ledger topics",
    lambda f, _: not f.is_yes(Topic.SAME_ROOM)
        and not any(f.believes(each) for each in _HANDS_ON))  # fmt: skip
_OF_HEARING = (_S.NOBODY_HEARS, _S.ALONE, _S.CAN_TALK_NOW)
_UNLESS: dict[tuple[StatementTopic, FollowUp], FactJudgement] = {
    # It was the answer to a question, and what follows from it comes at once.
    **dict.fromkeys(
        ((each, Intent.GOT_IT) for each in _OF_HEARING),
        asked(Topic.ALONE_TO_TALK),
    ),
    **dict.fromkeys(
        ((each, Again(Topic.ALONE_TO_TALK)) for each in (*_OF_HEARING, _S.PERSON_HERE)), c.unheard
    ),
    # Who was hit with it has said that it was used; who is outside has hit nobody with it yet.
    **dict.fromkeys(
        ((each, Topic.WEAPON_USED) for each in (_S.OTHER_WEAPON, _S.KNIFE, _S.GUN)),
        stated(_S.HIT) | stated(_S.BLEEDING) | stated(_S.OTHER_HURT) | outside_only,
    ),
    # Of one who is cut it is asked whether it bleeds; how they breathe is for who lies there.
    **dict.fromkeys(
        ((_S.OTHER_HURT, each) for each in (Topic.BREATHING_WELL, Topic.AWAKE)),
        stated(_S.BLEEDING) & ~_may_not_breathe,
    ),
    # Who has named him is not asked who it is that sleeps.
    (_S.ASLEEP, TellMore(Topic.OTHER_PERSON_PRESENT)): one_known,
    # What was asked about covers both: a "yes" to it brings no second question of the same.
    (_S.OTHER_DRANK, TellMore(Topic.DRINK_OR_DRUGS)): judged("drink or drugs were asked about",
        "topics", lambda f, _: f.of(Topic.DRINK_OR_DRUGS).asked > 0),
    (_S.HIT, TellMore(Topic.INJURED)): ~_where_hurt_unasked,
    # Of one who does not wake it is asked whether they breathe, and not where they are hurt.
    (_S.TRAPPED_OR_FALLEN, TellMore(Topic.INJURED)): stated(_S.NOT_WAKING),
    # Who was never near them is not asked twice whether anything hurts.
    (_S.NOT_HURT, Again(Topic.INJURED)): ~touched | c.coached | _only_despairs
        | (fire & nobody_harms) | (burglary & ~stated(_S.HIT)),
    # "He shoved my mum and she's hit her head": of her, and nobody asks whether you fainted.
    **dict.fromkeys(
        ((_S.HIT, each) for each in (Topic.PASSED_OUT, Again(Topic.INJURED), Topic.STRANGLED)),
        stated(_S.OF_ANOTHER),
    ),
    # Who has named the place is not asked for it, but when they run on.
    **dict.fromkeys(
        ((each, TellMore(Topic.LOCATION)) for each in (_S.AT_WORK, _S.CALLER_OUTSIDE,
            _S.NOT_AT_HOME)),
        ~c.no_place_named,
    ),
    (_S.CHILDREN, TellMore(Topic.CHILDREN)): c.witness | overdose,
    # A child beside who is ill, or a birth, has been hurt by nobody.
    (_S.CHILDREN, Topic.CHILD_HURT): c.from_afar | (of_the_body & ~c.child) | overdose,
    (_S.VEHICLE_STOPPED, Topic.PEOPLE_NEAR): c.for_another,
    (_S.COLD, Intent.AMBULANCE_WAIT): c.behind_door,
    # Nobody rolls over one who is not breathing: the pushing goes on (DR-08).
    (_S.ON_BACK, Intent.AMBULANCE_WAIT): c.behind_door | no_breath,
    # With a baby coming now, no question of a blow to the belly comes first.
    **dict.fromkeys(
        (
            (_S.PREGNANT, each)
            for each in (Again(Topic.INJURED), Topic.INJURED, Topic.PASSED_OUT)
        ),
        stated(_S.IN_LABOUR),
    ),
    # What is lost at a birth is for the ambulance, and nothing is pressed on it.
    **dict.fromkeys(
        (
            (_S.BLEEDING, each)
            for each in (TellMore(Topic.INJURED), Again(Topic.INJURED), Intent.AMBULANCE_WAIT)
        ),
        stated(_S.IN_LABOUR) | (stated(_S.PREGNANT) & c.of_another) | no_breath,
    ),
    # Of another it was asked with its gasps and snores, so that is not asked once more.
    (_S.BREATHING_WELL, Again(Topic.BREATHING_WELL)): (~_may_not_breathe & ~c.child)
        | (_breath_asked & c.of_another & ~c.child),
    # Who has said that they cut themselves has done it: that is not asked.
    (_S.SUICIDAL, Topic.INJURED): stated(_S.BLEEDING) & ~c.for_another,
    (_S.STALKED, Topic.BEHIND_YOU): ~c.followed,
    (_S.HELPER_THERE, Topic.DOOR_LOCKED): ~(stated(_S.PERSON_OUTSIDE) | c.has_gone_said)
        | stated(_S.OTHER_HURT),
    # Who talks aloud behind a door is advised; silence is for one who hides.
    # Who is free to speak is asked to lock up and listen; quiet is for one who is near.
    (_S.COMING_BACK, Intent.GO_QUIET): hurt_and_free,
    (_S.COMING_CLOSER, Intent.GO_QUIET): c.speaks & c.adult_words
        & ((~c.hear_unsafe & ((~c.hides & ~c.steps_heard) | outside_only)) | c.witness
            | c.in_the_open | c.interpreted),
    (_S.HOW_LONG, Intent.STILL_WITH_YOU): c.found,
    (_S.OTHER_HURT, TellMore(Topic.INJURED)): c.witness & ~sees_it,
    # "I blacked out" of one who has said so already: how long, and not whether.
    (_S.HEAD_OR_PASSED_OUT, Again(Topic.PASSED_OUT)): yes(Topic.PASSED_OUT)
        | stated(_S.OF_ANOTHER),
    # Who is out of doors has a landlord who keeps them out, and no window to climb through.
    (_S.LOCKED_IN, Again(Topic.CAN_GET_OUT)): stated(_S.CALLER_OUTSIDE) | c.in_the_open,
    # Who has said what is around them is not asked for it again.
    (_S.PLACE_UNKNOWN, TellMore(Topic.LOCATION)): stated(_S.LANDMARK) | yes(Topic.LOCATION),
    # Of their children one who wants to die is listened to (4.4).
    (_S.CHILDREN, Intent.GOT_IT): overdose,
    (_S.WAY_GONE, TellMore(Topic.HAS_LEFT)): _looks_said,
    (_S.BREATHING_WELL, Topic.AWAKE): ~_may_not_breathe & ~c.child,
    (_S.NOT_WAKING, Intent.AMBULANCE_WAIT): ~c.airway | said(Intent.AMBULANCE_WAIT),
    # Who breathes badly themselves hears how to sit, as often as they say so (ST-28, SIT-14).
    # Of another who gasps it is CPR, and no side to lie on (DR-08).
    (_S.BREATHING_BADLY, Intent.AMBULANCE_WAIT): c.of_another | c.child,
    # Of one who does not wake, how many there were is the ambulance service's to ask (ST-34).
    (_S.TABLETS_TAKEN, TellMore(Topic.TABLETS_TAKEN)): c.of_another & stated(_S.NOT_WAKING),
    # Who has said what happens is not asked what he did: that they are not afraid says nothing.
    (_S.NO_FEAR, TellMore(Topic.WHAT_HAPPENED)): c.said_what,
    # What to do for one who does not wake is said once; then the ambulance service is asked.
    (_S.ASKS_ADVICE, Intent.AMBULANCE_WAIT): ~c.airway | said(Intent.AMBULANCE_WAIT),
    # Who says it of themselves is awake, and has said so once it was asked again (ST-28).
    # Nor is it asked a third time of another: what is not normal is the ambulance's (DR-08).
    (_S.BREATHING_BADLY, Again(Topic.BREATHING_WELL)): _breath_settled & ~c.child,
    (_S.NOT_WAKING, Again(Topic.BREATHING_WELL)): _breath_settled & ~c.child,
    (_S.BREATHING_BADLY, Topic.AWAKE): ~c.of_another & ~c.child,
    # Whether it was the head is not asked a third time of an arm that hurts (0.1 rule 4).
    (_S.HIT, Again(Topic.INJURED)): _hurt_asked,
    # "He's stopped shaking": a child looks again whether they breathe, and not twice in a row.
    (_S.ILL, Again(Topic.BREATHING_WELL)): ~c.child | ~stated(_S.NOT_WAKING)
        | no(Topic.BREATHING_WELL),
}  # fmt: skip
"""When a way does not fit, though what it takes up was said."""


_there_is_news = judged("that officers are there was not said yet", "said",
    lambda f, _: f.times_said(Intent.OFFICERS_THERE) < 1)  # fmt: skip
"""The second time it is old news: who asks if we are there hears that we are (WT-04, ST-91)."""
_how_long_waits = judged("“How long?” has no answer yet", "news",
    lambda f, _: any(each.topic is _S.HOW_LONG for each in f.news))  # fmt: skip


def _said_last(intent: Intent) -> FactJudgement:
    return judged(f"“{intent.label}” was said last", "last_said", lambda f, _: f.said_last(intent))


def _condition(topic: StatementTopic, way: FollowUp, audience: FactJudgement) -> FactJudgement:
    if (topic, way) in _UNLESS:
        audience &= ~_UNLESS[topic, way]
    if way is Intent.REASSURE and (topic, True) in RISES:
        # What to do is said to who talks aloud, and never to one who hides or is overheard.
        audience &= c.speaks & (~c.hear_unsafe | c.in_the_open) & ~c.hidden
    if topic is _S.WANTS_POLICE:
        # Who has only asked the operator for police may not be able to speak (CH-04).
        audience &= c.speaks
    if topic is _S.NEEDS_TIME:
        # "Hang on" of one who fetches a child to the phone: the child is greeted, not given time.
        audience &= ~c.mistake_stated
    if topic is _S.CHILDREN:
        # "The little one had my phone" is about the call, and not about who is in danger.
        audience &= ~c.says_mistake
    if topic in (_S.TRAPPED_OR_FALLEN, _S.BLEEDING) and isinstance(way, TellMore):
        audience &= _where_hurt_unasked
    if topic is _S.ILL and isinstance(way, TellMore):
        # When it began is for the first minute; later what is new goes to the ambulance.
        audience &= ~said(Intent.AMBULANCE_SENT)
    if topic is _S.BREATHING_WELL and way in (Again(Topic.BREATHING_WELL), Topic.AWAKE):
        # Who speaks for themselves has no gasps or snores to look for.
        audience &= c.of_another | c.child
    if way is Intent.GOT_IT and STATEMENTS[topic].weighs is Weighs.BODY:
        # That it goes to the ambulance takes up what is new, once the first questions were asked.
        audience &= said(Intent.AMBULANCE_SENT)
    if way is Intent.GOT_IT and topic is _S.FIRE_OR_PETROL:
        # First the way out; then what is said of it goes to the fire service.
        audience &= out_of_doors | (asked(Topic.CAN_GET_OUT) & said(Intent.GET_OUT))
    if topic is _S.CALLER_OUTSIDE or (topic is _S.CHILDREN and isinstance(way, TellMore)):
        # Beside one who is ill or hurt, nobody is sent to people, nor asked where the children are.
        audience &= ~of_the_body
    if topic is _S.FLOOR:
        # Of a body or a fire nobody asks for a lift: the floor goes to the other services.
        audience &= ~of_the_body
    if STATEMENTS[topic].weighs is Weighs.PERSON and way in (*THERE, Topic.INJURED):
        # Who is named in an illness or a fall may be the one who is ill (SIT-12).
        audience &= ~of_the_body
    if way in SHORT and topic is not _S.HOW_LONG:
        # A receipt never comes before the answer to "How long?" (4.5).
        audience &= ~_how_long_waits
    if topic is _S.DOES_NOT_FOLLOW and way is not Intent.REASSURE:
        # What was not followed is said once more: news of officers, or else the question.
        again = judged(
            "news of officers was said last",
            "last_said",
            lambda f, _: f.said_last(*_NEWS_OF_OFFICERS),
        )
        audience &= _said_last(way) if isinstance(way, Intent) else ~again
    if topic is _S.COMING_BACK and way in (Intent.LOCK_UP, Intent.REASSURE) and audience is plain:
        audience &= hurt_and_free
    match way:
        case Intent():
            return audience & SO_LONG_AS.get(way, c.line_open)
        case TellMore():
            return audience & c.speaks & c.in_conversation
        case _:
            return audience & c.in_conversation


def by_audience(uptake: Uptake) -> Iterator[tuple[FactJudgement, FollowUp]]:
    """Yield who may hear it, with each way to take it up, in their order."""
    yield from ((free, way) for way in uptake.free)
    yield from ((plain, way) for way in uptake.near)
    yield from ((child, way) for way in uptake.child)


def _level(topic: StatementTopic, audience: FactJudgement) -> int:
    # A child first hears to stay and whisper (CH-36s).
    if topic in AT_ONCE:
        return 0
    # A place is what everything else waits for, and a child may not say it twice.
    return 2 if audience is child and topic not in (_S.ADDRESS, _S.LANDMARK) else 1


def _first(when: FactJudgement, size: int = FROM_NEWS) -> FactJudgement:
    return replace(when, size=size)


def _rows_of(stated_: tuple[StatementTopic, bool], uptake: Uptake) -> Iterator[GuidanceRow]:
    topic, value = stated_
    said_so = topic.meaning if value else f"not: {topic.meaning}"
    says = f"The caller has said: {said_so}. What follows from it comes before the list."
    for audience, way in by_audience(uptake):
        of_officers = topic in _ASKS_OF_OFFICERS and way in _OF_OFFICERS
        when = is_news(topic, value) & c.line_open
        when &= _condition(topic, way, may_be_told if of_officers else audience)
        if topic is _S.ARE_YOU_THERE and of_officers and isinstance(way, Intent):
            when &= not_since(Stamp.SAID, SAYS_THERE_EACH, way) & _there_is_news
        lasts = STILL_OF_IT if way in SHORT else NEWS_LASTS
        when = _first(when & within(Stamp.STATED, lasts, topic))
        yield rows.voice(
            uptake.id, _level(topic, audience), "assumption", maker_of(way), when, says
        )


def _lettered(unnamed: Iterator[GuidanceRow]) -> Iterator[GuidanceRow]:
    """Give each row of a statement its own id: ST-16, ST-16b, ST-16c."""
    counts: Counter[str] = Counter()
    at_the_desk = {each.id for each in AT_THE_DESK}
    for row in unnamed:
        if f"{row.id}{ascii_lowercase[counts[row.id]]}" in at_the_desk:
            counts[row.id] += 1
        letter = ascii_lowercase[counts[row.id]]
        counts[row.id] += 1
        yield row if letter == "a" else row._replace(id=f"{row.id}{letter}")


def _under_cover(facts: KnownFacts, _policy: Policy) -> do.Action:
    """Ask what a shop could ask, if it follows from the news; else say that it is noted."""
    first = [(each.topic, each.value) for each in facts.news[:1]]
    # Of children a shop asks nothing further: how many, or who is hurt, would be a riddle.
    ways = (UPTAKE[each].near + (() if each[0] is _S.CHILDREN else further(each)) for each in first)
    topics = (way for near in ways for way in near if isinstance(way, Topic) and way in COVERED)
    open_ones = (topic for topic in topics if is_open(facts, topic))
    return next((do.Ask((topic,)) for topic in open_ones), do.Say(Intent.REASSURE))


_AFTER_THE_PLACE = (Topic.WEAPON, Topic.CHILDREN)


def _further(facts: KnownFacts, _policy: Policy) -> do.Action | None:
    """Ask what still follows from the news that presses most, once its own ways are used up."""
    cut = facts.believes(_S.BLEEDING) and not _may_not_breathe.holds(facts)
    first = (each for each in facts.news[:1] if not (cut and each.topic is _S.OTHER_HURT))
    topics = (topic for each in first for topic in further((each.topic, each.value)))
    # Weapons and children are asked about once the place was turned to.
    turned = facts.read or facts.place_given or facts.of(Topic.LOCATION).asked
    fit = (topic for topic in topics if turned or topic not in _AFTER_THE_PLACE)
    if not (c.of_another.holds(facts) or c.child.holds(facts)):
        # Who speaks of their own breath is awake; of another it is asked.
        own = any(each.topic is _S.BREATHING_BADLY for each in facts.news[:1])
        fit = (topic for topic in fit if not (own and topic is Topic.AWAKE))
    return next((do.Ask((topic,)) for topic in fit if is_open(facts, topic)), None)


def _soon(when: FactJudgement, size: int = FROM_NEWS) -> FactJudgement:
    return _first(news & c.line_open & when & within(Stamp.STATED_LAST, NEWS_LASTS), size)


# fmt: off
ANY_NEWS = (
    rows.voice("CH-90c", 2, "B33 assumption", ask_first(*ANY_CHILD),
      _soon(child & c.in_conversation & since(Stamp.WORDS, CHILD_ANSWERS)),
      "What a child says is taken up by what one word answers."),
    rows.voice("CH-90d", 1, "B21 B22 K3",
      ActMaker("take it up in the cover's words", _under_cover),
      _soon(cover & c.incident_open & (~c.disguised | asked(Topic.IN_DANGER))),
      "Under cover, news is taken up by what a shop or a friend could say."),
    rows.voice("CH-90w", 1, "assumption", say(Intent.STILL_WITH_YOU),
      _soon(plain & c.first_words & c.in_conversation & (c.ambulance_due | c.emergency_ungraded)
        & _just_said & not_since(Stamp.SAID, LISTENS_ON, Intent.STILL_WITH_YOU)),
      "While the hands grade or ask for an ambulance, a word shows that it was heard."),
    rows.voice("CH-90s", 1, "B24 assumption",
      ask_first(Topic.ALONE_TO_TALK, Topic.IN_DANGER, Topic.INJURED),
      _soon(plain & c.coached & c.in_conversation & ~c.ambulance_due & ~c.emergency_ungraded,
        FROM_OLDER_NEWS),
      "Words that may be another's are followed by what a yes or no answers in that hearing."),
    rows.voice("CH-90f", 1, "assumption",
      ActMaker("ask what still follows from it", _further),
      _soon(plain & c.in_conversation & ~c.ambulance_due & ~c.emergency_ungraded, FROM_OLDER_NEWS),
      "Words of weight are followed by a question, also when their own were asked."),
    *(
        rows.voice(f"CH-90{letter}", 1, "assumption", say(Intent.GOT_IT),
          _soon(plain & c.speaks & c.first_words & c.in_conversation & ~c.ambulance_due
            & ~c.emergency_ungraded & _just_said & last_not_taken_up & ~_rises & when
            & field("nothing of ours has come since the caller's last words", "replies")
            & not_since(Stamp.SAID, ACKNOWLEDGES, Intent.GOT_IT), RECEIPTS),
          "What leaves nothing to ask is taken up in two words, now and then.")
        # Of a body a word of ours comes every few seconds: no second one right behind it.
        for letter, when in (("", ~of_the_body), ("b", of_the_body & not_since(Stamp.WORDS, 4_000)))
    ),
)
AT_THE_DESK = (
    desk("ST-87d", 0, "G1 assumption", a.bring_in(terms.Service.FIRE),
      stated(_S.FIRE_OR_PETROL) & c.incident_open & c.answered,
      "Fire, gas or petrol: the fire service is asked in at once.", takes=3_000),
    desk("ST-40d", 0, "G1 assumption", a.bring_in(terms.Service.FIRE),
      held_fast & is_trapped & ~is_down & ~c.child & c.incident_open
        & c.answered,
      "Trapped: ambulance and fire service together (SIT-11).", takes=3_000),
    desk("ST-17d", 2, "Q24 assumption", a.ask_supervisor,
      stated(_S.GUN) & c.graded & c.line_open & c.incident_open & ~c.supervisor_asked,
      "A gun, real or not: the supervisor has it at once.", takes=4_000),
    # Once officers have the place, before other news: the supervisor has it within a minute.
    *(
        desk(f"ST-35{letter}", level, "Q24 assumption", a.ask_supervisor,
          (stated(_S.SUICIDAL) | stated(_S.TABLETS_TAKEN)) & c.graded & c.line_open
            & c.incident_open & ~c.supervisor_asked & when,
          "A caller who may take their life: the supervisor has it as well.", takes=4_000)
        for letter, level, when in (("d", 2, ~c.briefed), ("s", 1, c.briefed))
    ),
)
# fmt: on

UPTAKE_ROWS: tuple[GuidanceRow, ...] = (
    *_lettered(row for stated_, uptake in UPTAKE.items() for row in _rows_of(stated_, uptake)),
    *ANY_NEWS,
    *AT_THE_DESK,
)
"""What follows from what a caller has said."""
