"""What a seat knew at an entry: the words of `known` and `learned` in a match.

Each word has a test of the seat's `Knowledge` just before an entry, and of the entry itself. So a
rule holds an act against what was heard, answered, found and reported by then, and nothing else.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from simulator.core import acts as do
from simulator.core import terms
from simulator.core.flow import AT_WORK
from simulator.core.instant import Millis, minutes_said
from simulator.core.terms import (
    Intent,
    Marker,
    Reason,
    Reported,
    Role,
    Service,
    Sign,
    Sound,
    Topic,
    UnitStatus,
)
from simulator.knowledge.answers import FIRM, PLAIN, AnswerState
from simulator.knowledge.facts import (
    CallbackState,
    CodeState,
    Hearers,
    KnownFacts,
    Lookup,
    PlaceKnown,
    Stamp,
    TextNews,
)
from simulator.knowledge.knowledge import Knowledge
from simulator.knowledge.situation import (
    ABUSE,
    Situation,
    is_coached,
    is_empty_no,
    seems,
    situations,
)

_R = Reported
_SIGNS = (_R.TAP, _R.COUGH, _R.FIFTY_FIVE, _R.NOISE, _R.GROAN)
_TO_CALL = (_R.SPEECH, _R.WHISPER)
_SPEECH = (
    *_TO_CALL,
    _R.VOICES,
    _R.PRETENCE,
    _R.CHILD,
    _R.OTHER_LANGUAGE,
    _R.OTHER_VOICE,
    _R.DEVICE,
)
_YES, _NO = AnswerState.YES, AnswerState.NO


def told(facts: KnownFacts, topic: Topic, value: AnswerState) -> bool:
    """Return whether the caller said so: in words, by text, or by a sign in a tested code."""
    known = facts.of(topic)
    if known.value is not value or known.how not in FIRM:
        return False
    return known.sign in (None, Sign.SPOKEN) or not code_taken_back(facts)


def said_yes(facts: KnownFacts, *topics: Topic) -> bool:
    """Return whether the caller said that one of these is so."""
    known = not facts.topics.keys().isdisjoint(topics)
    return known and any(told(facts, topic, _YES) for topic in topics)


def code_taken_back(facts: KnownFacts) -> bool:
    """Return whether a later sign took back the yes to the test of the code."""
    return facts.code is CodeState.TESTED and not facts.is_yes(Topic.CAN_HEAR)


def no_concern(facts: KnownFacts) -> bool:
    """Return whether everything was checked, and nothing was heard or found."""
    searched = facts.search in (Lookup.FOUND, Lookup.NOTHING)
    # A line that was never lost need not be rung back.
    rung = facts.callback is not CallbackState.NONE or not facts.was_cut
    looked = searched and rung and facts.trace is not Lookup.NONE
    signs = facts.signs or facts.texts_in or facts.reported(*_SIGNS, _R.KEY_TONE, *_TO_CALL)
    return looked and not (signs or facts.markers or facts.disturbance)


def nowhere_to_send(facts: KnownFacts) -> bool:
    """Return whether no place is known and a trace found none: officers can't be sent."""
    return facts.place is PlaceKnown.NONE and facts.trace is Lookup.NOTHING


def _own_word(facts: KnownFacts) -> bool:
    """The caller's own word that all is well, and no other voice's (B35)."""
    mistake = facts.of(Topic.MISTAKE)
    said = mistake.value is _YES and mistake.how in FIRM
    return said or facts.caller_said(Intent.SAYS_MISTAKE)


# When each reason is true. One that is not in the list is for a person to weigh.
_TRUE: Mapping[Reason, Callable[[KnownFacts], object]] = {
    Reason.SIGNAL_HEARD: lambda f: f.reported(*_SIGNS, _R.KEY_TONE, *_SPEECH) or f.texts_in,
    Reason.SPEECH_HEARD: lambda f: f.speaks or f.reported(*_SPEECH),
    Reason.DISTURBANCE_HEARD: lambda f: f.disturbance,
    # A decoded yes, words, or a disturbance; not a tap before any code (B04).
    Reason.DANGER_ESTABLISHED: lambda f: (
        said_yes(f, Topic.IN_DANGER, Topic.WEAPON, Topic.NEEDS_POLICE, Topic.INJURED)
        or f.disturbance
        or f.caller_said(Intent.DANGER_NOW)
    ),
    Reason.INJURY: lambda f: (
        f.ill
        or any(thing.what is Sound.FALL_MESSAGE for thing in f.heard)
        or f.caller_said(Intent.WANTS_AMBULANCE)
        or f.is_yes(Topic.INJURED)
        or f.is_yes(Topic.NEEDS_AMBULANCE)
    ),
    Reason.MARKER: lambda f: f.markers,
    Reason.LINE_CUT: lambda f: f.was_cut or f.reported(_R.LINE_LOST),
    Reason.MISTAKE_CONFIRMED: _own_word,
    Reason.CHECKED_SAFE: lambda f: told(f, Topic.IN_DANGER, _NO) or told(f, Topic.MISTAKE, _YES),
    Reason.NO_CONCERN: no_concern,
    Reason.OFFICERS_WITH_CALLER: lambda f: f.found,
    Reason.OFFICERS_DEALING: lambda f: (
        f.found or f.unit_status is UnitStatus.NOT_FOUND or (f.arrived and f.line_lost)
    ),
    Reason.NO_ANSWER: lambda f: f.callback is CallbackState.FAILED or not f.replies,
    Reason.OTHER_AREA: lambda f: f.other_force,
}


def answered(known: Knowledge) -> bool:
    """Whether more than weak background was heard; keys before the request for a sound are not.

    Nobody was asked for a sign before it, and which key it was can't be heard (OP-07, assumption).
    """
    facts = known.facts
    if facts.reported(*_SIGNS, *_SPEECH, _R.DISTURBANCE):
        return True
    pressed = known.at(Stamp.HEARD, _R.KEY_TONE)
    asked = known.at(Stamp.SAID, Intent.MAKE_A_SOUND)
    by_operator = known.role is Role.OPERATOR
    late = pressed is not None and (not by_operator or (asked is not None and pressed >= asked))
    return late or _R.KEY_TONE in facts.handover


def _prompted(facts: KnownFacts, known: Knowledge, *_: Any) -> bool:
    """Whether the caller was asked for anything: a sign before the first prompt answers nothing.

    It counts to an operator after that prompt alone (OP-06; that any prompt will do: assumption).
    """
    return known.at(Stamp.WORDS) is not None or bool(facts.said)


def is_true(known: Knowledge, entry: Any) -> bool:
    """Return whether the reason of a decision was true, as far as the seat could know."""
    return supports(known, entry.body.kind, entry.body.reason)


def supports(known: Knowledge, kind: str, reason: Reason) -> bool:
    """Return whether what a seat knows supports the reason of an act of that kind."""
    facts = known.facts
    if reason in (Reason.POLICY, Reason.JUDGEMENT):
        return kind not in ("close", "end_call")
    if reason is Reason.NO_RESPONSE:
        return kind == "trace" or nowhere_to_send(facts) or not answered(known)
    if (
        reason is Reason.SIGNAL_HEARD
        and known.role is Role.OPERATOR
        and not _prompted(facts, known)
    ):
        return False
    return reason not in _TRUE or bool(_TRUE[reason](facts))


Holds = Callable[[KnownFacts, Knowledge, Any, str], object]
"""Whether it holds just before an entry of any kind: by the facts, all that the seat knows, the
entry, and the id of the force's grade for emergencies."""

_LIKE_WORDS = (Intent.SAYS_YES, Intent.SAYS_NO, Intent.NOT_TO_CALL)
_ABUSE = frozenset({Marker.HIGH_RISK_DOMESTIC_ABUSE, Marker.DOMESTIC_ABUSE})
_SIGNALS = (
    *(Reported.TAP, Reported.COUGH, Reported.KEY_TONE, Reported.FIFTY_FIVE, Reported.NOISE),
    *(Reported.SPEECH, Reported.WHISPER, Reported.PRETENCE, Reported.CHILD, Reported.GROAN),
    *(Reported.OTHER_LANGUAGE, Reported.SAID_MISTAKE),
)
"""Reports of what a caller may have meant for the call."""
_FINDABLE = (PlaceKnown.NEAR, PlaceKnown.CLOSE, PlaceKnown.DOOR)
_ADVICE = (
    *(Intent.STAY_HIDDEN, Intent.MOVE_TO_SAFETY, Intent.LOCK_UP, Intent.SILENCE_PHONE),
    *(Intent.HIDE_REASON, Intent.GO_QUIET),
)
_ADVICE_DUE = (Topic.CAN_STAY_HIDDEN, Topic.FOLLOWED, Topic.BEHIND_YOU, Topic.HAS_LEFT)
_OTHER_THERE = (
    *(Topic.OTHER_PERSON_PRESENT, Topic.MORE_THAN_ONE, Topic.IN_THE_HOUSE, Topic.FOLLOWED),
    Topic.SAME_ROOM,
)
_FOR_OFFICERS = frozenset({Reported.DISTURBANCE, Reported.OTHER_VOICE})
_TRACE = terms.LocationSource.TRACE
_TOLD_TO_OFFICERS = (Topic.IN_DANGER, Topic.INJURED, Topic.WEAPON, Topic.CHILDREN)
_NO_UNIT = (UnitStatus.NO_UNIT, UnitStatus.RESUMED)
ASKED_AGAIN_AFTER: Millis = 60_000
"""After a minute an answer may have changed, and the question is a new one (assumption)."""


# --- who is there, and what is feared ------------------------------------------------------------


def _stamp(known: Knowledge, stamp: Stamp, subject: str = "") -> Millis:
    """Return when it last happened; -1 if it never did."""
    at = known.at(stamp, subject)
    return -1 if at is None else at


def _last_disturbed(known: Knowledge) -> Millis:
    return max(_stamp(known, Stamp.DISTURBANCE), _stamp(known, Stamp.OTHER_VOICE))


def _spoke(facts: KnownFacts, *_: Any) -> bool:
    return facts.speaks or not {Reported.SPEECH, Reported.WHISPER}.isdisjoint(facts.handover)


def _code_fresh(facts: KnownFacts, known: Knowledge, *_: Any) -> bool:
    spoken = (
        _stamp(known, Stamp.HEARD, thing.what)
        for thing in facts.heard
        if thing.who is Role.CALLER
        and isinstance(thing.what, Intent)
        and thing.what not in _LIKE_WORDS
    )
    # A yes to the test that was taken back leaves the code stated, and tested.
    answered = _stamp(known, Stamp.FACT, Topic.CAN_HEAR)
    later = max((_stamp(known, Stamp.ASKED_LAST), answered, *spoken))
    return facts.code is CodeState.STATED and later < _stamp(known, Stamp.CODE)


def _voice_unsettled(facts: KnownFacts, known: Knowledge, *_: Any) -> bool:
    signed = _stamp(known, Stamp.SIGN) > _stamp(known, Stamp.OTHER_VOICE)
    return facts.other_voice and not signed


def _other_there(facts: KnownFacts, *_: Any) -> bool:
    said = any(map(facts.is_yes, _OTHER_THERE)) or facts.is_no(Topic.ALONE_TO_TALK)
    return facts.other_voice or said


def _emergency_cause(facts: KnownFacts, *_: Any) -> bool:
    said = said_yes(facts, Topic.IN_DANGER, Topic.WEAPON) or facts.caller_said(Intent.DANGER_NOW)
    return said or facts.disturbance or Marker.HIGH_RISK_DOMESTIC_ABUSE in facts.markers


def _injury_told(facts: KnownFacts, *_: Any) -> bool:
    return said_yes(facts, Topic.INJURED, Topic.NEEDS_AMBULANCE)


def _life_at_stake(facts: KnownFacts, *_: Any) -> bool:
    """Words not meant for the call count too, heard here or by the operator [P1 P7]."""
    overheard = {Reported.VOICES, Reported.WHISPER} & set(facts.handover)
    feared = _emergency_cause(facts) or _injury_told(facts) or facts.ill
    return feared or bool(overheard) or Reported.VOICES in facts.reports


def _caller_safe(facts: KnownFacts, known: Knowledge, *_: Any) -> bool:
    """Whether the caller said so, and nothing was heard since."""
    said = [
        _stamp(known, Stamp.FACT, topic)
        for topic, value in ((Topic.IN_DANGER, _NO), (Topic.MISTAKE, _YES))
        if told(facts, topic, value)
    ]
    return bool(said) and _last_disturbed(known) < max(said)


def _safe_and_alone(facts: KnownFacts, known: Knowledge, *_: Any) -> bool:
    """Whether the caller said both, and nothing speaks against it (practice 6.2)."""
    alone = told(facts, Topic.ALONE_TO_TALK, _YES) or told(facts, Topic.OTHER_PERSON_PRESENT, _NO)
    doubt = facts.disturbance or facts.was_cut or _voice_unsettled(facts, known)
    safe = told(facts, Topic.IN_DANGER, _NO) and alone and not doubt
    return safe and ABUSE.isdisjoint(facts.markers)


# --- officers ------------------------------------------------------------------------------------


def _news(known: Knowledge) -> Sequence[tuple[Millis, object]]:
    """Return what officers lack of what is new since they were sent, the oldest first (B27)."""
    if not known.facts.sent:
        return ()
    sent = _stamp(known, Stamp.SENT)
    dated = [(_stamp(known, *since), item) for item, since in _lacking(known.facts)]
    return sorted((each for each in dated if each[0] > sent), key=lambda each: each[0])


def _lacking(facts: KnownFacts) -> Iterator[tuple[object, tuple[Stamp, str]]]:
    """Yield what officers lack and need, each with the stamp since when it is known."""
    for topic in _TOLD_TO_OFFICERS:
        fact = facts.of(topic)
        held = fact.value in PLAIN and fact.how in FIRM and not is_empty_no(facts, topic)
        if held and not fact.passed_on:
            yield topic, (Stamp.FACT, topic)
    best, traced = facts.source, facts.trace is Lookup.FOUND
    if best and best not in facts.sources_briefed and not (traced and best is _TRACE):
        yield best, (Stamp.DATA, best)
    if traced and _TRACE not in facts.sources_briefed:
        yield _TRACE, (Stamp.RESULT, "")
    if not _FOR_OFFICERS.isdisjoint(facts.reports):
        for thing in sorted(each for each, use in facts.heard.items() if not use.passed_on):
            if not _FOR_OFFICERS.isdisjoint(facts.heard[thing].reports):
                yield thing, (Stamp.HEARD, thing.what)
    if facts.text_news is not TextNews.NONE:
        yield Stamp.TEXT_IN, (Stamp.TEXT_IN, "")


def _passes_oldest(_facts: KnownFacts, known: Knowledge, entry: Any, *_: Any) -> bool:
    """Whether an act passes on the oldest thing that officers lack."""
    before = _news(known)
    return bool(before) and before[0] not in _news(known.after(entry))


# --- the words of an act -------------------------------------------------------------------------

_OF_POLICE = re.compile(
    r"\b(police\w*|officers?|999|constable|you (called|rang|phoned) us)\b", re.I
)
_POLICE_INTENTS = (
    *(Intent.THROUGH_TO_POLICE, Intent.OFFICERS_SENT, Intent.OFFICERS_THERE, Intent.ETA),
    *(Intent.NO_UNIT_YET, Intent.CONFIRM_MET, Intent.CLOSE_WITH_OFFICER, Intent.GETS_INTERPRETER),
)
_WITH_YOU = re.compile(r"\b(with you now|in the room with you|have you now|got you now)\b", re.I)
_KNOWS_PLACE = re.compile(r"\b(i|we) (can see|know)( exactly)? where you are|55 shows\b", re.I)
_COMING = re.compile(r"\b(coming|been sent|on (its|the|their) way)\b", re.I)
_NOT_SO = re.compile(r"\?|\b(no|not|if|when|until)\b|n't\b", re.I)
_SERVICES = {
    Service.AMBULANCE: re.compile(r"\b(ambulance|paramedics?)\b", re.I),
    Service.FIRE: re.compile(r"\b(fire (engine|service|brigade|crew)|firefighters?)\b", re.I),
}
_PROMISES = re.compile(
    r"\byou(’|')?( a)?re safe now|it(’|')?( wi)?ll be (all right|alright|ok)|"
    r"nothing will happen|help is coming\b",
    re.I,
)
_SMALL_WORDS = "that this with your here from near have there where what"


def _words(entry: Any) -> str:
    return str(getattr(entry.body, "words", "")).replace("’", "'")


def _names_police(_facts: KnownFacts, _known: Knowledge, entry: Any, *_: Any) -> bool:
    body = entry.body
    topics = getattr(body, "about", ())
    asks = isinstance(topics, tuple) and Topic.NEEDS_POLICE in topics
    by_intent = getattr(body, "intent", None) in _POLICE_INTENTS and not body.words
    return asks or by_intent or bool(_OF_POLICE.search(_words(entry)))


def _claimed(entry: Any) -> set[Service]:
    """Return the other services that the words say are coming."""
    sentences = re.findall(r"[^.!?]+[.!?]?", _words(entry))
    said = [each for each in sentences if _COMING.search(each) and not _NOT_SO.search(each)]
    return {service for service, name in _SERVICES.items() if any(map(name.search, said))}


def _says_the_place(facts: KnownFacts, _known: Knowledge, entry: Any, *_: Any) -> bool:
    """Whether the words share a word of four letters or more with a place that is held."""
    places = (facts.address, facts.place_words, *(data.place for data in facts.location.values()))
    return not _long_words(" ".join(places)).isdisjoint(_long_words(_words(entry)))


def _long_words(text: str) -> set[str]:
    return set(re.findall(r"[a-z]{4,}", text.lower())).difference(_SMALL_WORDS.split())


def _time_too_short(facts: KnownFacts, known: Knowledge, entry: Any, *_: Any) -> bool:
    """Whether the words give fewer minutes than remain of what the unit said last."""
    since = known.since(Stamp.ETA, entry.at)
    if facts.eta is None or since is None:
        return True
    said = minutes_said(_words(entry))
    return said is not None and said < facts.eta - since // 60_000 - 1


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
"""Topics of no use in a situation: the column *never* of practice 1.6 (B40)."""
_OTHERS_HEARD = (Reported.DISTURBANCE, Reported.VOICES, Reported.OTHER_VOICE)


def _unfitting(facts: KnownFacts, known: Knowledge, entry: Any, *_: Any) -> bool:
    topics = set(getattr(entry.body, "about", ()))
    if topics and all(_stamp(known, Stamp.OFFICERS_ASKED, each) >= 0 for each in topics):
        return False
    guesses = set(situations(facts))
    if Situation.DISGUISED in guesses and entry.body.form is terms.QuestionForm.OPEN:
        return True
    if topics == {Topic.CAN_OPEN_DOOR} and facts.sent:
        return False
    another = _other_there(facts) or facts.reported(*_OTHERS_HEARD)
    if another or told(facts, Topic.IN_DANGER, _YES) or not ABUSE.isdisjoint(facts.markers):
        guesses -= {Situation.ILL}
    if Situation.DISGUISED in guesses:
        guesses -= {Situation.VEHICLE}
    return any(not topics.isdisjoint(_NOT_ASKED.get(each, ())) for each in guesses)


_CHANGES = (Topic.CAN_HEAR, Topic.ALONE_TO_TALK)


def _answered_already(facts: KnownFacts, known: Knowledge, entry: Any, *_: Any) -> bool:
    """Whether the caller answered it lately and nothing was heard since.

    A "no" about danger, injury or a weapon is asked once more, the other way round (CH-15).
    """
    for topic in getattr(entry.body, "about", ()):
        answered_so = told(facts, topic, _YES) or told(facts, topic, _NO)
        if topic in _CHANGES or not answered_so or not facts.of(topic).asked:
            continue
        if topic in _TOLD_TO_OFFICERS and facts.is_no(topic) and facts.of(topic).asked < 2:
            continue
        since = _stamp(known, Stamp.FACT, topic)
        if entry.at - since < ASKED_AGAIN_AFTER and _last_disturbed(known) < since:
            return True
    return False


# --- the words -----------------------------------------------------------------------------------


# One word a line or two: what a rule may ask of a seat, and its test.
# fmt: off
class Known(terms.NamedTerm):
    """What a seat can know just before an entry."""

    def __init__(self, value: str, label: str = "", test: Holds = lambda *_: False) -> None:
        """Take the rest of its line."""
        super().__init__(value, label)
        self.test = test
        # A test that names its third argument reads it.
        self.of_entry = test.__code__.co_argcount > 2

    # Who is there, and how they can answer.
    NOTHING_SAID = ("before any words to the caller",
        lambda f, *_: not (set(f.said) - {Intent.CONFIRMS_TAKEN} or f.ways or f.code_signs
            or any(fact.asked for fact in f.topics.values())))
    PROMPTED = "words to the caller had begun", _prompted
    CALLER_SPOKE = "the caller had spoken", _spoke
    SPEAKS_FREELY = ("the caller had spoken and does not pretend",
        lambda f, *_: _spoke(f) and not seems(f, Situation.DISGUISED))
    CAN_ANSWER = "the caller can answer", lambda f, *_: f.speaks or f.code is CodeState.TESTED
    DISGUISED = "the caller pretends", lambda f, *_: seems(f, Situation.DISGUISED)
    CHILD = "a child calls", lambda f, *_: seems(f, Situation.CHILD)
    CHILD_HIDES = "a child hides from violence", lambda f, *_: seems(f, Situation.CHILD_HIDES)
    COACHED = ("the caller may be prompted by another person", lambda f, *_: is_coached(f))
    ILL = "the caller is ill or hurt", lambda f, *_: seems(f, Situation.ILL)
    ILL_HEARD = "a groan or slurred sound was heard", lambda f, *_: f.ill
    ACCIDENT = "it seems to be a mistake", lambda f, *_: seems(f, Situation.ACCIDENT)
    OTHER_LANGUAGE = ("the caller speaks another language",
        lambda f, *_: seems(f, Situation.LANGUAGE))
    INTERPRETER_ASKED = ("an interpreter was asked for, and that was noted",
        lambda f, *_: seems(f, Situation.LANGUAGE) and terms.NoteKind.PERSON in f.notes)
    OTHER_VOICE = "another voice had spoken to the call", lambda f, *_: f.other_voice
    VOICE_UNSETTLED = "another voice spoke, and the caller gave no sign since", _voice_unsettled
    OTHER_THERE = "another person is there", _other_there
    NOBODY_ELSE_HEARS = ("the caller said that nobody else can hear",
        lambda _f, known, entry, _: known.hear(entry.at) is Hearers.SAFE)
    CODE_STATED = "a code was stated", lambda f, *_: f.code is not CodeState.NONE
    CODE_FRESH = "no question was asked since the code was stated", _code_fresh
    CODE_TESTED = ("the test of the code was answered",
        lambda f, *_: f.code is CodeState.TESTED and not code_taken_back(f))
    TEST_ASKED = ("the code was tested by a question",
        lambda f, *_: f.code is not CodeState.NONE and f.of(Topic.CAN_HEAR).asked)
    RUNG_BACK = "this is an answered callback", lambda f, *_: f.rung_back
    CALLER_BACK = ("the caller gave a sign since the callback was answered",
        lambda f, k, *_: f.rung_back and _stamp(k, Stamp.SIGN) > _stamp(k, Stamp.STAGE))
    CALLBACK_DECIDED = ("ringing back was decided",
        lambda f, *_: f.callback is not CallbackState.NONE)
    CALLBACK_FAILED = ("nobody answered the callback",
        lambda f, *_: f.callback is CallbackState.FAILED)
    SCREEN_ASKED = ("the caller was asked who can see the screen",
        lambda f, *_: f.of(Topic.SCREEN_SEEN).asked)
    SCREEN_SAFE = ("the caller said that nobody else can see the screen",
        lambda f, *_: told(f, Topic.SCREEN_SEEN, _NO))
    CALLER_WROTE = "the caller had sent a text", lambda f, *_: f.texts_in > 0
    TEXT_PASSED_OVER = ("a question was asked before the text was used",
        lambda f, *_: f.text_news is TextNews.PASSED_OVER)
    # What is feared.
    SIGNALLED = ("the caller had given a sign",
        lambda f, *_: f.signs or f.texts_in or f.reported(*_SIGNALS))
    EMERGENCY_CAUSE = "an emergency was established", _emergency_cause
    LIFE_AT_STAKE = "danger, injury or a disturbance was known", _life_at_stake
    DISTURBANCE = ("a disturbance or another voice was heard",
        lambda f, *_: f.disturbance or f.other_voice)
    NO_EMERGENCY = "no emergency is established any more", lambda f, *_: not _emergency_cause(f)
    INJURY_TOLD = "the caller said that someone is hurt", _injury_told
    NO_INJURY = "nobody is known to be hurt any more", lambda f, *_: not _injury_told(f)
    HEARD_ANSWER = "more than weak background was heard", lambda _f, known, *_: answered(known)
    ABUSE_MARKER = ("the number has a domestic abuse marker",
        lambda f, *_: not _ABUSE.isdisjoint(f.markers))
    SAFE_AND_ALONE = "the caller said that they are safe and alone", _safe_and_alone
    NO_CONCERN = "everything was checked and nothing was heard", lambda f, *_: no_concern(f)
    CALLER_SAFE = "the caller said that they are safe", _caller_safe
    DANGER_DENIED = ("the caller answered that there is no danger",
        lambda f, *_: told(f, Topic.IN_DANGER, _NO))
    STAYING_DANGEROUS = ("something shows that staying may be dangerous",
        lambda f, *_: f.disturbance or _other_there(f))
    ADVICE_GIVEN = "advice was given", lambda f, *_: any(each in f.said for each in _ADVICE)
    ADVICE_DUE = ("the caller hides, is followed or was left alone",
        lambda f, *_: said_yes(f, *_ADVICE_DUE))
    # The line, the place and the record.
    LINE_CUT = "the line was cut", lambda f, *_: f.was_cut
    LINE_LOST = "the line is lost", lambda f, *_: f.line_lost and not f.ended
    HEARD_BEFORE = ("something was heard at the start",
        lambda f, *_: f.reports.union(f.handover) - {Reported.NOTHING, Reported.LINE_LOST})
    NOWHERE_TO_SEND = "no place was known, and a trace found none", lambda f, *_: nowhere_to_send(f)
    PLACE_NONE = "no place was known", lambda f, *_: f.place is PlaceKnown.NONE
    PLACE_WIDE = "no place closer than 500 m was known", lambda f, *_: f.place not in _FINDABLE
    PLACE_NOT_CLOSE = ("the place was not close",
        lambda f, *_: f.place is PlaceKnown.WIDE and f.radius is not None)
    PLACE_FINDABLE = "a place was known that officers can find", lambda f, *_: f.place in _FINDABLE
    TRACE_ASKED = "a trace was asked for", lambda f, *_: f.trace is not Lookup.NONE
    WIDTH_BRIEFED = ("officers know where the place comes from and how wide it is",
        lambda f, *_: f.source in f.sources_briefed)
    INCIDENT_OPEN = "the incident was open", lambda f, *_: f.incident in AT_WORK
    DATA_UNREAD = ("location data was unread",
        lambda f, *_: any(source not in f.read for source in f.location))
    GRADED_EMERGENCY = ("it was graded an emergency",
        lambda f, _k, _e, emergency: f.grade == emergency)
    REASONS_STALE = ("no reasons were written since the last news or grade",
        lambda f, *_: f.reasons_stale)
    AMBULANCE_ASKED = "an ambulance was asked for", lambda f, *_: Service.AMBULANCE in f.brought_in
    # Officers.
    SENT = "officers were sent", lambda f, *_: f.sent
    NO_UNIT = "no unit was free, or it had left", lambda f, *_: f.unit_status in _NO_UNIT
    ARRIVED = "officers were at the scene", lambda f, *_: f.arrived
    FOUND = "officers were with the caller", lambda f, *_: f.found
    NOT_FOUND = ("officers had reported that they did not find the caller",
        lambda f, *_: f.unit_status is UnitStatus.NOT_FOUND)
    HANDED_ON = ("another force had accepted the incident",
        lambda f, *_: f.incident is terms.IncidentStage.WITH_OTHER_FORCE)
    WAITING = "officers were on their way", lambda f, *_: f.sent and not f.arrived and not f.found
    ETA_GIVEN = "a unit had given a time", lambda f, *_: f.eta is not None
    SENT_WITH_MARKERS = ("officers were sent and there is a marker",
        lambda f, *_: f.sent and f.markers)
    MARKERS_BRIEFED = ("officers know of every marker",
        lambda f, *_: f.markers and f.markers_briefed.issuperset(f.markers))
    LACK_NEWS = ("officers lack something that is new since they were sent",
        lambda _f, known, *_: _news(known))
    HAVE_NEWS = ("officers know all that is new since they were sent",
        lambda f, known, *_: f.sent and not _news(known))
    PASSES_OLDEST = "it passes on the oldest news", _passes_oldest
    OFFICERS_ANSWERED = ("what officers ask was answered or passed on",
        lambda f, *_: f.relayed.issuperset(f.officers_ask))
    TAKEN = ("the call handler has spoken",
        lambda f, *_: not f.others_said.isdisjoint(do.SAYS[Role.CALL_HANDLER]))
    # The entry itself, beside what was known.
    REASON_TRUE = "the reason was true", lambda _f, known, entry, _: is_true(known, entry)
    IN_WORDS = "the words are known", lambda _f, _k, entry, _: _words(entry)
    CLAIMS_SERVICE = ("the words say that another service is coming",
        lambda _f, _k, entry, _: _claimed(entry))
    SERVICE_ASKED = ("each service that the words name was asked for",
        lambda f, _k, entry, _: _claimed(entry).issubset(f.brought_in))
    SAYS_THE_PLACE = "the words name the place", _says_the_place
    NAMES_POLICE = "the words name the police", _names_police
    CLAIMS_THERE = ("the words say that officers are with the caller",
        lambda _f, _k, entry, _: getattr(entry.body, "intent", None) is Intent.OFFICERS_THERE
            and "?" not in _words(entry) and _WITH_YOU.search(_words(entry)))
    CLAIMS_PLACE = ("the words claim to know the place",
        lambda _f, _k, entry, _: _KNOWS_PLACE.search(_words(entry)))
    CLAIMS_SAFETY = ("the words promise safety",
        lambda _f, _k, entry, _: _PROMISES.search(_words(entry)))
    TIME_TOO_SHORT = "the time is shorter than officers gave", _time_too_short
    UNFITTING = "the question does not fit the call", _unfitting
    ANSWERED_ALREADY = "the question was answered already", _answered_already
# fmt: on
