"""What a seat knew at an entry: the words of `known` and `learned` in a match.

Each word is a test of the seat's `Knowledge` just before an entry, and of the entry itself. So a
rule holds an act against what was heard, answered, found and reported by then, and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from simulator.core import acts as do
from simulator.core import terms
from simulator.core.instant import Millis
from simulator.core.terms import Intent, Marker, Reported, Role, Service, Term, Topic, UnitStatus
from simulator.knowledge.answers import AnswerState, HowKnown
from simulator.knowledge.facts import (
    CallbackState,
    CodeState,
    HeardThing,
    Hearers,
    KnownFacts,
    LineNow,
    Lookup,
    PlaceKnown,
    Stamp,
    TextNews,
)
from simulator.knowledge.knowledge import Knowledge
from simulator.knowledge.situation import Situation, situations
from simulator.rules.same_object import Same
from simulator.rules.true_reasons import (
    answered,
    code_taken_back,
    is_true,
    no_concern,
    nowhere_to_send,
    told,
)

Holds = Callable[[Knowledge, Any], bool]
"""Whether it holds just before an entry; the entry is of any kind."""


# One word a line: what a rule may ask of a seat.
# fmt: off
class Known(Term):
    """What a seat can know just before an entry."""

    # Who is there, and how they can answer.
    NOTHING_SAID = "nothing_said", "before any words to the caller"
    CALLER_SPOKE = "caller_spoke", "the caller had spoken"
    SPEAKS_FREELY = "speaks_freely", "the caller had spoken and does not pretend"
    CAN_ANSWER = "can_answer", "the caller can answer"
    DISGUISED = "disguised", "the caller pretends"
    CHILD = "child", "a child calls"
    ILL = "ill", "the caller is ill or hurt"
    ILL_HEARD = "ill_heard", "a groan or slurred sound was heard"
    ACCIDENT = "accident", "it seems to be a mistake"
    OTHER_LANGUAGE = "other_language", "the caller speaks another language"
    INTERPRETER_ASKED = "interpreter_asked", "an interpreter was asked for, and that was noted"
    OTHER_VOICE = "other_voice", "another voice had spoken to the call"
    VOICE_UNSETTLED = "voice_unsettled", "another voice spoke, and the caller gave no sign since"
    OTHER_THERE = "other_there", "another person is there"
    NOBODY_ELSE_HEARS = "nobody_else_hears", "the caller said that nobody else can hear"
    CODE_STATED = "code_stated", "a code was stated"
    CODE_FRESH = "code_fresh", "no question was asked since the code was stated"
    CODE_TESTED = "code_tested", "the test of the code was answered"
    TEST_ASKED = "test_asked", "the code was tested by a question"
    RUNG_BACK = "rung_back", "this is an answered callback"
    CALLER_BACK = "caller_back", "the caller gave a sign since the callback was answered"
    CALLBACK_DECIDED = "callback_decided", "ringing back was decided"
    CALLBACK_FAILED = "callback_failed", "nobody answered the callback"
    SCREEN_ASKED = "screen_asked", "the caller was asked who can see the screen"
    SCREEN_SAFE = "screen_safe", "the caller said that nobody else can see the screen"
    TEXT_PASSED_OVER = "text_passed_over", "a question was asked before the text was used"
    # What is feared.
    SIGNALLED = "signalled", "the caller had given a sign"
    EMERGENCY_CAUSE = "emergency_cause", "an emergency was established"
    LIFE_AT_STAKE = "life_at_stake", "danger, injury or a disturbance was known"
    DISTURBANCE = "disturbance", "a disturbance or another voice was heard"
    NO_EMERGENCY = "no_emergency", "no emergency is established any more"
    INJURY_TOLD = "injury_told", "the caller said that someone is hurt"
    NO_INJURY = "no_injury", "nobody is known to be hurt any more"
    HEARD_ANSWER = "heard_answer", "more than weak background was heard"
    ABUSE_MARKER = "abuse_marker", "the number has a domestic abuse marker"
    SAFE_AND_ALONE = "safe_and_alone", "the caller said that they are safe and alone"
    NO_CONCERN = "no_concern", "everything was checked and nothing was heard"
    CALLER_SAFE = "caller_safe", "the caller said that they are safe"
    DANGER_DENIED = "danger_denied", "the caller answered that there is no danger"
    STAYING_DANGEROUS = "staying_dangerous", "something shows that staying may be dangerous"
    ADVICE_GIVEN = "advice_given", "advice was given"
    ADVICE_DUE = "advice_due", "the caller hides, is followed or was left alone"
    # The line, the place and the record.
    LINE_CUT = "line_cut", "the line was cut"
    LINE_LOST = "line_lost", "the line is lost"
    HEARD_BEFORE = "heard_before", "something was heard at the start"
    NOWHERE_TO_SEND = "nowhere_to_send", "no place was known, and a trace found none"
    PLACE_NONE = "place_none", "no place was known"
    PLACE_WIDE = "place_wide", "no place closer than 500 m was known"
    PLACE_NOT_CLOSE = "place_not_close", "the place was not close"
    PLACE_FINDABLE = "place_findable", "a place was known that officers can find"
    TRACE_ASKED = "trace_asked", "a trace was asked for"
    WIDTH_BRIEFED = "width_briefed", "officers know where the place comes from and how wide it is"
    INCIDENT_OPEN = "incident_open", "the incident was open"
    DATA_UNREAD = "data_unread", "location data was unread"
    GRADED_EMERGENCY = "graded_emergency", "it was graded an emergency"
    REASONS_STALE = "reasons_stale", "no reasons were written since the last news or grade"
    AMBULANCE_ASKED = "ambulance_asked", "an ambulance was asked for"
    # Officers.
    SENT = "sent", "officers were sent"
    NO_UNIT = "no_unit", "no unit was free, or it had left"
    ARRIVED = "arrived", "officers were at the scene"
    FOUND = "found", "officers were with the caller"
    NOT_FOUND = "not_found", "officers had reported that they did not find the caller"
    HANDED_ON = "handed_on", "another force had accepted the incident"
    WAITING = "waiting", "officers were on their way"
    ETA_GIVEN = "eta_given", "a unit had given a time"
    SENT_WITH_MARKERS = "sent_with_markers", "officers were sent and there is a marker"
    MARKERS_BRIEFED = "markers_briefed", "officers know of every marker"
    LACK_NEWS = "lack_news", "officers lack something that is new since they were sent"
    HAVE_NEWS = "have_news", "officers know all that is new since they were sent"
    PASSES_OLDEST = "passes_oldest", "it passes on the oldest news"
    OFFICERS_ANSWERED = "officers_answered", "what officers ask was answered or passed on"
    TAKEN = "taken", "the call handler has spoken"
    # The entry itself, beside what was known.
    REASON_TRUE = "reason_true", "the reason was true"
    IN_WORDS = "in_words", "the words are known"
    CLAIMS_SERVICE = "claims_service", "the words say that another service is coming"
    SERVICE_ASKED = "service_asked", "each service that the words name was asked for"
    SAYS_THE_PLACE = "says_the_place", "the words name the place"
    NAMES_POLICE = "names_police", "the words name the police"
    CLAIMS_THERE = "claims_there", "the words say that officers are with the caller"
    CLAIMS_PLACE = "claims_place", "the words claim to know the place"
    CLAIMS_SAFETY = "claims_safety", "the words promise safety"
    TIME_TOO_SHORT = "time_too_short", "the time is shorter than officers gave"
    UNFITTING = "unfitting", "the question does not fit the call"
    ANSWERED_ALREADY = "answered_already", "the question was answered already"
# fmt: on


_YES, _NO = AnswerState.YES, AnswerState.NO
_FIRM = (HowKnown.TOLD, HowKnown.TEXT)
_LIKE_WORDS = (Intent.SAYS_YES, Intent.SAYS_NO, Intent.NOT_TO_CALL)
_ABUSE = frozenset({Marker.HIGH_RISK_DOMESTIC_ABUSE, Marker.DOMESTIC_ABUSE})
_RISK = _ABUSE | {Marker.STALKING, Marker.COURT_ORDER}
_SIGNALS = frozenset(
    {Reported.TAP, Reported.COUGH, Reported.KEY_TONE, Reported.FIFTY_FIVE, Reported.NOISE}
    | {Reported.SPEECH, Reported.WHISPER, Reported.PRETENCE, Reported.CHILD, Reported.GROAN}
    | {Reported.OTHER_LANGUAGE, Reported.SAID_MISTAKE}
)
"""Reports of what a caller may have meant for the call."""
_FINDABLE = (PlaceKnown.NEAR, PlaceKnown.CLOSE, PlaceKnown.DOOR)
ASKED_AGAIN_AFTER: Millis = 60_000
"""After a minute an answer may have changed, and the question is a new one (assumption)."""


def _seems(facts: KnownFacts, situation: Situation) -> bool:
    return any(guess.situation is situation for guess in situations(facts))


def _stamp(known: Knowledge, stamp: Stamp, subject: str = "") -> Millis:
    """Return when it last happened; -1 if it never did."""
    at = known.at(stamp, subject)
    return -1 if at is None else at


def _nothing_said(facts: KnownFacts) -> bool:
    said = set(facts.said) - {Intent.CONFIRMS_TAKEN}
    asked = any(fact.asked for fact in facts.topics.values())
    return not (said or facts.ways or asked or facts.code_signs)


def _spoke(facts: KnownFacts) -> bool:
    return facts.speaks or not {Reported.SPEECH, Reported.WHISPER}.isdisjoint(facts.handover)


def _code_fresh(known: Knowledge) -> bool:
    facts = known.facts
    stated = _stamp(known, Stamp.CODE)
    spoken = (
        _stamp(known, Stamp.HEARD, thing.what)
        for thing in facts.heard
        if thing.who is Role.CALLER
        and isinstance(thing.what, Intent)
        and thing.what not in _LIKE_WORDS
    )
    later = max((_stamp(known, Stamp.ASKED_LAST), *spoken))
    return facts.code is CodeState.STATED and later < stated


def _voice_unsettled(known: Knowledge) -> bool:
    signed = _stamp(known, Stamp.SIGN) > _stamp(known, Stamp.OTHER_VOICE)
    return known.facts.other_voice and not signed


def _other_there(facts: KnownFacts) -> bool:
    topics = (Topic.OTHER_PERSON_PRESENT, Topic.IN_THE_HOUSE, Topic.FOLLOWED, Topic.SAME_ROOM)
    return any(facts.is_yes(topic) for topic in topics) or facts.other_voice


def _emergency_cause(known: Knowledge, _entry: Any) -> bool:
    facts = known.facts
    answered = any(told(facts, topic, _YES) for topic in (Topic.IN_DANGER, Topic.WEAPON))
    answered = answered or facts.caller_said(Intent.DANGER_NOW)
    return answered or facts.disturbance or Marker.HIGH_RISK_DOMESTIC_ABUSE in facts.markers


def _injury_told(facts: KnownFacts) -> bool:
    return any(told(facts, topic, _YES) for topic in (Topic.INJURED, Topic.NEEDS_AMBULANCE))


def _caller_safe(known: Knowledge, _entry: Any) -> bool:
    """Whether the caller said so, and nothing was heard since."""
    facts = known.facts
    said = [
        _stamp(known, Stamp.FACT, topic)
        for topic, value in ((Topic.IN_DANGER, _NO), (Topic.MISTAKE, _YES))
        if told(facts, topic, value)
    ]
    heard = max(_stamp(known, Stamp.DISTURBANCE), _stamp(known, Stamp.OTHER_VOICE))
    return bool(said) and heard < max(said)


def _safe_and_alone(known: Knowledge, _entry: Any) -> bool:
    """Whether the caller said both, and nothing speaks against it (practice.md 6.2)."""
    facts = known.facts
    alone = told(facts, Topic.ALONE_TO_TALK, _YES) or told(facts, Topic.OTHER_PERSON_PRESENT, _NO)
    doubt = facts.disturbance or facts.was_cut or _voice_unsettled(known)
    return (
        told(facts, Topic.IN_DANGER, _NO)
        and alone
        and not doubt
        and _RISK.isdisjoint(facts.markers)
    )


def _advice_due(facts: KnownFacts) -> bool:
    topics = (Topic.CAN_STAY_HIDDEN, Topic.FOLLOWED, Topic.BEHIND_YOU, Topic.HAS_LEFT)
    return any(told(facts, topic, _YES) for topic in topics)


_ADVICE = (
    *(Intent.STAY_HIDDEN, Intent.MOVE_TO_SAFETY, Intent.LOCK_UP, Intent.SILENCE_PHONE),
    *(Intent.HIDE_REASON, Intent.GO_QUIET),
)
_OPEN = (
    *(terms.IncidentStage.OPEN, terms.IncidentStage.GRADED, terms.IncidentStage.DEPLOYED),
    terms.IncidentStage.HANDING_OVER,
)


def _overheard(facts: KnownFacts) -> bool:
    """Whether words not meant for the call were heard, here or by the operator [P1 P7]."""
    by_operator = {Reported.VOICES, Reported.WHISPER} & set(facts.handover)
    return bool(by_operator) or Reported.VOICES in facts.reports


def _heard_before(facts: KnownFacts) -> bool:
    first = set(facts.handover) - {Reported.NOTHING, Reported.LINE_LOST}
    return bool(first | facts.reports - {Reported.LINE_LOST})


def _width_briefed(facts: KnownFacts) -> bool:
    return facts.source is not None and facts.source in facts.sources_briefed


def _not_close(facts: KnownFacts) -> bool:
    radius = facts.radius
    return facts.place is PlaceKnown.WIDE and radius is not None


def _news(known: Knowledge) -> list[tuple[Millis, object]]:
    """Return what officers lack of what is new since they were sent, the oldest first (B27)."""
    return _news_of(Same(known)) if known.facts.sent else []


# Several words ask for it before and after each entry.
@lru_cache(maxsize=8)
def _news_of(same: Same[Knowledge]) -> list[tuple[Millis, object]]:
    known = same.value
    sent = _stamp(known, Stamp.SENT)
    dated: list[tuple[Millis, object]] = [
        (_since_when(known, item), item) for item in known.facts.unbriefed
    ]
    if known.facts.text_news is not TextNews.NONE:
        dated.append((_stamp(known, Stamp.TEXT_IN), Stamp.TEXT_IN))
    return sorted((each for each in dated if each[0] > sent), key=lambda each: each[0])


# One case for each kind of news.
def _since_when(known: Knowledge, item: object) -> Millis:
    """Return when an item that officers need came to be known; -1 if they don't need it."""
    facts = known.facts
    match item:
        case Topic() if item in _TOLD_TO_OFFICERS and facts.of(item).how in _FIRM:
            return _stamp(known, Stamp.FACT, item)
        case terms.LocationSource.TRACE if facts.trace is Lookup.FOUND:
            return _stamp(known, Stamp.RESULT)
        case terms.LocationSource() if item is facts.source:
            return _stamp(known, Stamp.DATA, item)
        case HeardThing(_, what) if not _FOR_OFFICERS.isdisjoint(facts.heard[item].reports):
            return _stamp(known, Stamp.HEARD, what)
    return -1


def _passes_oldest(known: Knowledge, entry: Any) -> bool:
    """Whether an act passes on the oldest thing that officers lack."""
    before = _news(known)
    return bool(before) and before[0] not in _news(known.after(entry))


_FOR_OFFICERS = frozenset({Reported.DISTURBANCE, Reported.OTHER_VOICE})
_TOLD_TO_OFFICERS = (Topic.IN_DANGER, Topic.INJURED, Topic.WEAPON, Topic.CHILDREN)


def _officers_answered(facts: KnownFacts) -> bool:
    return all(topic in facts.relayed for topic in facts.officers_ask)


# --- the words of an act -------------------------------------------------------------------------

_OF_POLICE = re.compile(
    r"\b(police\w*|officers?|999|constable|you (called|rang|phoned) us)\b", re.IGNORECASE
)
_POLICE_INTENTS = (
    *(Intent.THROUGH_TO_POLICE, Intent.OFFICERS_SENT, Intent.OFFICERS_THERE, Intent.ETA),
    *(Intent.NO_UNIT_YET, Intent.CONFIRM_MET, Intent.CLOSE_WITH_OFFICER, Intent.GETS_INTERPRETER),
)
_WITH_YOU = re.compile(r"\b(with you now|in the room with you|have you now|got you now)\b", re.I)
_KNOWS_PLACE = re.compile(
    r"\b(i|we) (can see|know)( exactly)? where you are|55 shows\b", re.IGNORECASE
)
_COMING = re.compile(r"\b(coming|been sent|on (its|the|their) way)\b", re.IGNORECASE)
_NOT_SO = re.compile(r"\?|\b(no|not|if|when|until)\b|n't\b", re.IGNORECASE)
_SERVICES = {
    Service.AMBULANCE: re.compile(r"\b(ambulance|paramedics?)\b", re.IGNORECASE),
    Service.FIRE: re.compile(r"\b(fire (engine|service|brigade|crew)|firefighters?)\b", re.I),
}
_PROMISES = re.compile(
    r"\byou(’|')?( a)?re safe now|it(’|')?( wi)?ll be (all right|alright|ok)|"
    r"nothing will happen|help is coming\b",
    re.IGNORECASE,
)
_NUMERALS = (
    "no one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty"
)
_SMALL_WORDS = "that this with your here from near have there where what"


def _words(entry: Any) -> str:
    return str(getattr(entry.body, "words", "")).replace("’", "'")


def _names_police(_known: Knowledge, entry: Any) -> bool:
    body = entry.body
    topics = getattr(body, "about", ())
    asks = isinstance(topics, tuple) and Topic.NEEDS_POLICE in topics
    by_intent = getattr(body, "intent", None) in _POLICE_INTENTS and not body.words
    return asks or by_intent or bool(_OF_POLICE.search(_words(entry)))


def _claims_there(_known: Knowledge, entry: Any) -> bool:
    body = entry.body
    asks = "?" in _words(entry) or getattr(body, "intent", None) is not Intent.OFFICERS_THERE
    return not asks and bool(_WITH_YOU.search(_words(entry)))


def _claimed(entry: Any) -> set[Service]:
    """Return the other services that the words say are coming."""
    sentences = re.findall(r"[^.!?]+[.!?]?", _words(entry))
    said = [each for each in sentences if _COMING.search(each) and not _NOT_SO.search(each)]
    return {
        service for service, name in _SERVICES.items() if any(name.search(each) for each in said)
    }


def _says_the_place(known: Knowledge, entry: Any) -> bool:
    """Whether the words share a word of four letters or more with a place that is held."""
    facts = known.facts
    places = (facts.address, facts.place_words, *(data.place for data in facts.location.values()))
    held = {word for place in places for word in _long_words(place)}
    return not held.isdisjoint(_long_words(_words(entry)))


def _long_words(text: str) -> set[str]:
    return {w for w in re.findall(r"[a-z]{4,}", text.lower()) if w not in _SMALL_WORDS.split()}


def _time_too_short(known: Knowledge, entry: Any) -> bool:
    """Whether the words give fewer minutes than remain of what the unit said last."""
    facts, since = known.facts, known.since(Stamp.ETA, entry.at)
    if facts.eta is None or since is None:
        return True
    words = re.findall(r"[a-z]+|\d+", _words(entry).lower())
    numerals = _NUMERALS.split()
    said = [
        int(word) if word.isdigit() else numerals.index(word)
        for word in words
        if word.isdigit() or word in numerals
    ]
    return bool(said) and max(said) < facts.eta - since // 60_000 - 1


# --- the question of an act ----------------------------------------------------------------------

_ORDERS = frozenset({Topic.ORDERS})
_NOT_ASKED: Mapping[Situation, frozenset[Topic]] = {
    Situation.STRANGER: _ORDERS | {Topic.CAN_OPEN_DOOR},
    Situation.FOLLOWED: frozenset(
        {Topic.AT_HOME, Topic.INDOORS, Topic.IN_THE_HOUSE, Topic.DOOR_LOCKED, Topic.SAME_ROOM}
        | {Topic.CAN_STAY_HIDDEN, Topic.CAN_OPEN_DOOR}
    ),
    Situation.VEHICLE: frozenset({Topic.AT_HOME, Topic.DOOR_LOCKED, Topic.IN_THE_HOUSE}),
    Situation.CHILD: _ORDERS | {Topic.WEAPON, Topic.DRINK_OR_DRUGS, Topic.KNOWS_PERSON},
    Situation.ILL: _ORDERS | {Topic.WEAPON, Topic.IN_THE_HOUSE},
}
"""Topics of no use in a situation: the column *never* of practice.md 1.6 (B40)."""
_OTHERS_HEARD = (Reported.DISTURBANCE, Reported.VOICES, Reported.OTHER_VOICE)


def _unfitting(known: Knowledge, entry: Any) -> bool:
    facts, topics = known.facts, set(getattr(entry.body, "about", ()))
    if topics and all(_stamp(known, Stamp.OFFICERS_ASKED, each) >= 0 for each in topics):
        return False
    if _seems(facts, Situation.DISGUISED) and entry.body.form is terms.QuestionForm.OPEN:
        return True
    if topics == {Topic.CAN_OPEN_DOOR} and facts.sent:
        return False
    guesses = {guess.situation for guess in situations(facts)}
    another = _other_there(facts) or any(facts.reported(each) for each in _OTHERS_HEARD)
    if another or told(facts, Topic.IN_DANGER, _YES) or not _RISK.isdisjoint(facts.markers):
        guesses -= {Situation.ILL}
    if Situation.DISGUISED in guesses:
        guesses -= {Situation.VEHICLE}
    return any(not topics.isdisjoint(_NOT_ASKED.get(each, ())) for each in guesses)


_CHANGES = (Topic.CAN_HEAR, Topic.ALONE_TO_TALK)


def _answered_already(known: Knowledge, entry: Any) -> bool:
    """Whether the caller answered it lately and nothing was heard since.

    A "no" about danger, injury or a weapon is asked once more, the other way round (CH-15).
    """
    facts = known.facts
    for topic in getattr(entry.body, "about", ()):
        answered_so = told(facts, topic, _YES) or told(facts, topic, _NO)
        if topic in _CHANGES or not answered_so or not facts.of(topic).asked:
            continue
        if topic in _TOLD_TO_OFFICERS and facts.is_no(topic) and facts.of(topic).asked < 2:
            continue
        answered = _stamp(known, Stamp.FACT, topic)
        heard = max(_stamp(known, Stamp.DISTURBANCE), _stamp(known, Stamp.OTHER_VOICE))
        if entry.at - answered < ASKED_AGAIN_AFTER and heard < answered:
            return True
    return False


def _of_facts(test: Callable[[KnownFacts], object]) -> Holds:
    return lambda known, _: bool(test(known.facts))


def _set(*words: UnitStatus) -> Holds:
    return lambda known, _: known.facts.unit_status in words


HOLDS: Mapping[Known, Holds] = {
    Known.NOTHING_SAID: _of_facts(_nothing_said),
    Known.CALLER_SPOKE: _of_facts(_spoke),
    Known.SPEAKS_FREELY: _of_facts(lambda f: _spoke(f) and not _seems(f, Situation.DISGUISED)),
    Known.CAN_ANSWER: _of_facts(lambda f: f.speaks or f.code is CodeState.TESTED),
    Known.DISGUISED: _of_facts(lambda f: _seems(f, Situation.DISGUISED)),
    Known.CHILD: _of_facts(lambda f: _seems(f, Situation.CHILD)),
    Known.ILL: _of_facts(lambda f: _seems(f, Situation.ILL)),
    Known.ILL_HEARD: _of_facts(lambda f: f.ill),
    Known.ACCIDENT: _of_facts(lambda f: _seems(f, Situation.ACCIDENT)),
    Known.OTHER_LANGUAGE: _of_facts(lambda f: _seems(f, Situation.LANGUAGE)),
    Known.INTERPRETER_ASKED: _of_facts(
        lambda f: _seems(f, Situation.LANGUAGE) and terms.NoteKind.PERSON in f.notes
    ),
    Known.OTHER_VOICE: _of_facts(lambda f: f.other_voice),
    Known.VOICE_UNSETTLED: lambda known, _: _voice_unsettled(known),
    Known.OTHER_THERE: _of_facts(_other_there),
    Known.NOBODY_ELSE_HEARS: lambda known, entry: known.hear(entry.at) is Hearers.SAFE,
    Known.CODE_STATED: _of_facts(lambda f: f.code is not CodeState.NONE),
    Known.CODE_FRESH: lambda known, _: _code_fresh(known),
    Known.CODE_TESTED: _of_facts(lambda f: f.code is CodeState.TESTED and not code_taken_back(f)),
    Known.TEST_ASKED: _of_facts(
        lambda f: f.code is not CodeState.NONE and f.of(Topic.CAN_HEAR).asked
    ),
    Known.RUNG_BACK: _of_facts(lambda f: f.rung_back),
    Known.CALLER_BACK: lambda known, _: (
        known.facts.rung_back and _stamp(known, Stamp.SIGN) > _stamp(known, Stamp.STAGE)
    ),
    Known.CALLBACK_DECIDED: _of_facts(lambda f: f.callback is not CallbackState.NONE),
    Known.CALLBACK_FAILED: _of_facts(lambda f: f.callback is CallbackState.FAILED),
    Known.SCREEN_ASKED: _of_facts(lambda f: f.of(Topic.SCREEN_SEEN).asked),
    Known.SCREEN_SAFE: _of_facts(lambda f: told(f, Topic.SCREEN_SEEN, _NO)),
    Known.TEXT_PASSED_OVER: _of_facts(lambda f: f.text_news is TextNews.PASSED_OVER),
    Known.SIGNALLED: _of_facts(
        lambda f: f.signs or f.texts_in or not _SIGNALS.isdisjoint(f.reports | set(f.handover))
    ),
    Known.EMERGENCY_CAUSE: _emergency_cause,
    Known.LIFE_AT_STAKE: lambda known, entry: (
        _emergency_cause(known, entry)
        or _injury_told(known.facts)
        or known.facts.ill
        or _overheard(known.facts)
    ),
    Known.DISTURBANCE: _of_facts(lambda f: f.disturbance or f.other_voice),
    Known.INJURY_TOLD: _of_facts(_injury_told),
    Known.ABUSE_MARKER: _of_facts(lambda f: not _ABUSE.isdisjoint(f.markers)),
    Known.SAFE_AND_ALONE: _safe_and_alone,
    Known.NO_CONCERN: _of_facts(no_concern),
    Known.CALLER_SAFE: _caller_safe,
    Known.DANGER_DENIED: _of_facts(lambda f: told(f, Topic.IN_DANGER, _NO)),
    Known.STAYING_DANGEROUS: _of_facts(lambda f: f.disturbance or _other_there(f)),
    Known.NO_EMERGENCY: lambda known, entry: not _emergency_cause(known, entry),
    Known.NO_INJURY: _of_facts(lambda f: not _injury_told(f)),
    Known.HEARD_ANSWER: lambda known, _: answered(known),
    Known.ADVICE_GIVEN: _of_facts(lambda f: any(each in f.said for each in _ADVICE)),
    Known.INCIDENT_OPEN: _of_facts(lambda f: f.incident in _OPEN),
    Known.ADVICE_DUE: _of_facts(_advice_due),
    Known.LINE_CUT: _of_facts(lambda f: f.was_cut),
    Known.LINE_LOST: _of_facts(lambda f: f.line is LineNow.LOST and not f.ended),
    Known.HEARD_BEFORE: _of_facts(_heard_before),
    Known.NOWHERE_TO_SEND: _of_facts(nowhere_to_send),
    Known.PLACE_NONE: _of_facts(lambda f: f.place is PlaceKnown.NONE),
    Known.PLACE_WIDE: _of_facts(lambda f: f.place not in _FINDABLE),
    Known.PLACE_NOT_CLOSE: _of_facts(_not_close),
    Known.PLACE_FINDABLE: _of_facts(lambda f: f.place in _FINDABLE),
    Known.TRACE_ASKED: _of_facts(lambda f: f.trace is not Lookup.NONE),
    Known.WIDTH_BRIEFED: _of_facts(_width_briefed),
    Known.DATA_UNREAD: _of_facts(lambda f: any(source not in f.read for source in f.location)),
    Known.REASONS_STALE: _of_facts(lambda f: f.reasons_stale),
    Known.AMBULANCE_ASKED: _of_facts(lambda f: Service.AMBULANCE in f.brought_in),
    Known.SENT: _of_facts(lambda f: f.sent),
    Known.NO_UNIT: _set(UnitStatus.NO_UNIT, UnitStatus.RESUMED),
    Known.ARRIVED: _of_facts(lambda f: f.arrived),
    Known.FOUND: _of_facts(lambda f: f.found),
    Known.NOT_FOUND: _set(UnitStatus.NOT_FOUND),
    Known.HANDED_ON: _of_facts(lambda f: f.incident is terms.IncidentStage.WITH_OTHER_FORCE),
    Known.WAITING: _of_facts(lambda f: f.sent and not f.arrived and not f.found),
    Known.ETA_GIVEN: _of_facts(lambda f: f.eta is not None),
    Known.SENT_WITH_MARKERS: _of_facts(lambda f: f.sent and f.markers),
    Known.MARKERS_BRIEFED: _of_facts(
        lambda f: f.markers and f.markers_briefed.issuperset(f.markers)
    ),
    Known.LACK_NEWS: lambda known, _: bool(_news(known)),
    Known.PASSES_OLDEST: _passes_oldest,
    Known.HAVE_NEWS: lambda known, _: known.facts.sent and not _news(known),
    Known.OFFICERS_ANSWERED: _of_facts(_officers_answered),
    Known.TAKEN: _of_facts(lambda f: not f.others_said.isdisjoint(do.SAYS[Role.CALL_HANDLER])),
    Known.REASON_TRUE: is_true,
    Known.IN_WORDS: lambda _, entry: bool(_words(entry)),
    Known.SAYS_THE_PLACE: _says_the_place,
    Known.NAMES_POLICE: _names_police,
    Known.CLAIMS_THERE: _claims_there,
    Known.CLAIMS_SERVICE: lambda _, entry: bool(_claimed(entry)),
    Known.SERVICE_ASKED: lambda known, entry: _claimed(entry).issubset(known.facts.brought_in),
    Known.CLAIMS_PLACE: lambda _, entry: bool(_KNOWS_PLACE.search(_words(entry))),
    Known.CLAIMS_SAFETY: lambda _, entry: bool(_PROMISES.search(_words(entry))),
    Known.TIME_TOO_SHORT: _time_too_short,
    Known.UNFITTING: _unfitting,
    Known.ANSWERED_ALREADY: _answered_already,
}
"""The test of each word. `graded_emergency` compares with the force: see `holds`."""


def holds(word: Known, emergency: str) -> Holds:
    """Return the test of a word, in a force whose grade for emergencies is `emergency`."""
    if word is Known.GRADED_EMERGENCY:
        return lambda known, _: known.facts.grade == emergency
    return HOLDS[word]
