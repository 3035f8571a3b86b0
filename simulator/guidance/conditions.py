"""Named conditions for rows of guidance: what they read of the facts, and when they hold."""

from __future__ import annotations

from functools import cache

from simulator.core import acts as do
from simulator.core import terms
from simulator.core.flow import MOBILES
from simulator.core.instant import Millis
from simulator.core.profile import Callback
from simulator.core.terms import (
    IncidentStage,
    Intent,
    LineStage,
    Marker,
    Reason,
    Reported,
    Sign,
    Sound,
    Topic,
    UnitStatus,
)
from simulator.guidance.rows import FactCondition, GuidancePolicy, Holds, SinceCondition
from simulator.knowledge.answers import PLAIN, AnswerState, HowKnown
from simulator.knowledge.facts import (
    NEAR_WITHIN,
    CallbackState,
    CodeState,
    HeardThing,
    Hearers,
    KnownFacts,
    Lookup,
    PlaceKnown,
    Stamp,
    TextNews,
)
from simulator.knowledge.learning import AT_THE_DOOR
from simulator.knowledge.situation import Situation, situations

CLOSED = frozenset(
    {
        IncidentStage.CLOSED_AFTER_DEPLOYMENT,
        IncidentStage.CLOSED_WITHOUT_DEPLOYMENT,
        IncidentStage.WITH_OTHER_FORCE,
    }
)
ABUSE = frozenset(
    {Marker.HIGH_RISK_DOMESTIC_ABUSE, Marker.DOMESTIC_ABUSE, Marker.STALKING, Marker.COURT_ORDER}
)
"""Markers after which a ringing phone may be answered by the person who abuses (B17)."""
SIGNALS = frozenset(
    {
        Reported.FIFTY_FIVE,
        Reported.NOISE,
        Reported.TAP,
        Reported.COUGH,
        Reported.KEY_TONE,
        Reported.SPEECH,
        Reported.WHISPER,
    }
)
"""What an operator hears that the caller may have meant for them."""


def fact(name: str, reads: str, holds: Holds, *, shared: bool = False) -> FactCondition:
    """Make a condition; `reads` are names of practice.md 0.2, apart by spaces."""
    return FactCondition(name, frozenset(reads.split()), holds, shared=shared)


def simple(name: str, reads: str, field: str) -> FactCondition:
    """Make the condition that one field of the facts is true or not empty."""
    return fact(name, reads, lambda f, _: bool(getattr(f, field)))


_ANSWERS = frozenset({Reported.TAP, Reported.COUGH, Reported.KEY_TONE})
"""Reports of signs by which a caller answers."""

# --- the line ------------------------------------------------------------------------------------

line_open = fact(
    "the caller is on the line", "line", lambda f, _: f.stage is LineStage.WITH_CALL_HANDLER
)
line_lost = fact("the line is lost", "line", lambda f, _: f.stage is LineStage.DOWN)
was_cut = simple("the line was cut", "line", "was_cut")
answered = simple("the call is answered", "line", "answered")
mobile = fact("the phone is a mobile", "line", lambda f, _: f.kind in MOBILES)
rung_back = simple("this is an answered callback", "line", "rung_back")
incident_open = fact("the incident is open", "done", lambda f, _: f.incident not in CLOSED)
handed_on = fact(
    "another force has the incident",
    "done",
    lambda f, _: f.incident is IncidentStage.WITH_OTHER_FORCE,
)

# --- what was heard ------------------------------------------------------------------------------

speaks = simple("the caller speaks", "heard", "speaks")
gave_sign = fact(
    "the caller has given a sign",
    "heard",
    lambda f, _: bool(f.signs or f.texts_in or not f.reports.isdisjoint(_ANSWERS)),
)
signalled = fact(
    "the operator heard a signal", "heard", lambda f, _: not SIGNALS.isdisjoint(f.handover)
)
disturbance = simple("a disturbance was heard", "heard", "disturbance")
other_voice = simple("another voice has the phone", "situation", "other_voice")


def _is_news(facts: KnownFacts, thing: HeardThing) -> bool:
    """Whether something heard is more than another answer by a sign that is known already."""
    reports = facts.heard[thing].reports
    return not (_ANSWERS.issuperset(reports) or thing.what in (Intent.SAYS_YES, Intent.SAYS_NO))


def is_told(facts: KnownFacts, topic: Topic) -> bool:
    """Whether the caller answered it: what was only heard is briefed as heard."""
    told = facts.of(topic).how in (HowKnown.TOLD, HowKnown.TEXT)
    return told and topic is not Topic.CAN_HEAR


def news(facts: KnownFacts) -> tuple[object, ...]:
    """Return what officers lack: not each sign again, nor whether the caller hears."""
    return tuple(
        item
        for item in facts.unbriefed
        if not (isinstance(item, Topic) and not is_told(facts, item))
        and not (isinstance(item, HeardThing) and not _is_news(facts, item))
    )


unnoted = fact(
    "something heard is not noted",
    "heard",
    lambda f, _: any(_is_news(f, t) or not f.notes for t in f.unnoted),
)
steps_heard = fact(
    "steps or a door were heard",
    "heard",
    lambda f, _: any(t.what in (Sound.FOOTSTEPS, Sound.DOOR) for t in f.heard),
)
text_waits = simple("a text of the caller is unread", "heard", "text_waits")
spoke_to_operator = fact(
    "the caller spoke to the operator",
    "heard",
    lambda f, _: not {Reported.SPEECH, Reported.WHISPER}.isdisjoint(f.handover),
)


@cache
def said_by_caller(intent: Intent) -> FactCondition:
    """Make the condition that the caller has said that."""
    return fact(f"the caller {intent.label}", "heard", lambda f, _: f.caller_said(intent))


@cache
def situation(kind: Situation) -> FactCondition:
    """Make the condition that a situation seems to hold."""
    return fact(
        f"it seems that {kind.label}", "situation", lambda f, _: kind in situations(f), shared=True
    )


ill = situation(Situation.ILL)
under_way = situation(Situation.VEHICLE) | situation(Situation.FOLLOWED)
disguised = situation(Situation.DISGUISED)
other_language = situation(Situation.LANGUAGE)
accident = situation(Situation.ACCIDENT)
says_mistake = said_by_caller(Intent.SAYS_MISTAKE)
wants_fire = said_by_caller(Intent.WANTS_FIRE)
wants_ambulance = said_by_caller(Intent.WANTS_AMBULANCE)
child = (situation(Situation.CHILD) & ~says_mistake).called("a young child has the phone")
"""A young child has the phone; an adult who says that it was a mistake has taken it."""

# --- understanding each other --------------------------------------------------------------------

code_none = fact("no code is stated", "code", lambda f, _: f.code is CodeState.NONE)
code_stated = fact("a code is stated", "code", lambda f, _: f.code is CodeState.STATED)
code_tested = fact("the code is tested", "code", lambda f, _: f.code is CodeState.TESTED)
can_answer = fact(
    "the caller can answer", "code heard", lambda f, _: f.speaks or f.code is CodeState.TESTED
)
hear_safe = fact("nobody else can hear", "hear", lambda f, _: f.hear is Hearers.SAFE)
hear_unknown = fact("it is not known who can hear", "hear", lambda f, _: f.hear is Hearers.UNKNOWN)
hear_unsafe = fact(
    "another person can hear", "hear", lambda f, _: f.hear in (Hearers.UNSAFE, Hearers.EXPOSED)
)
exposed = fact("the caller is exposed", "hear", lambda f, _: f.hear is Hearers.EXPOSED)
nobody_else = fact(
    "nothing shows that another person is there",
    "hear fact heard",
    lambda f, _: (
        f.hear in (Hearers.SAFE, Hearers.UNKNOWN)
        and not f.is_yes(Topic.OTHER_PERSON_PRESENT)
        and not f.disturbance
        and not ({Reported.VOICES} & (f.reports | set(f.handover)))
    ),
)


@cache
def yes(topic: Topic) -> FactCondition:
    """Make the condition that something is known to be so."""
    return fact(f"the answer to “{topic.label}” is: yes", "fact", lambda f, _: f.is_yes(topic))


@cache
def no(topic: Topic) -> FactCondition:
    """Make the condition that something is known not to be so."""
    return fact(f"the answer to “{topic.label}” is: no", "fact", lambda f, _: f.is_no(topic))


@cache
def unknown(topic: Topic) -> FactCondition:
    """Make the condition that something is to be asked: see `is_open`."""
    return fact(
        f"“{topic.label}” is unknown, and is to be asked",
        "fact done",
        lambda f, _: is_open(f, topic),
    )


@cache
def asked(topic: Topic) -> FactCondition:
    """Make the condition that something was asked in this call, or that the caller said it."""
    return fact(
        f"“{topic.label}” was asked",
        "done",
        lambda f, _: f.of(topic).asked > 0 or f.of(topic).stated,
    )


ASKED_AGAIN = frozenset(
    {
        Topic.NEEDS_POLICE,
        Topic.ALONE_TO_TALK,
        Topic.IN_DANGER,
        Topic.INJURED,
        Topic.NEEDS_AMBULANCE,
        Topic.AWAKE,
        Topic.AT_KNOWN_ADDRESS,
        Topic.AT_HOME,
    }
)
"""What matters so much that a question without an answer is asked once more (assumption)."""


def is_open(facts: KnownFacts, topic: Topic) -> bool:
    """Whether a topic is to be asked: B05 forbids a question whose answer is known.

    What matters is asked once more if no answer came: steps, a noise or a cut may have been the
    reason. Other words come between, so it is never asked twice running.
    """
    known = facts.of(topic)
    answered = known.value in PLAIN and known.how is not HowKnown.OTHER
    if known.stated or answered or not known.asked:
        return not (known.stated or answered)
    missed = known.asked == 1 and known.answer in (AnswerState.ASKED, AnswerState.DOUBTED)
    return missed and topic in ASKED_AGAIN and facts.asking is not topic


@cache
def said(intent: Intent) -> FactCondition:
    """Make the condition that this seat has said that in this call."""
    return fact(f"it was said: {intent.label}", "done", lambda f, _: intent in f.said)


# --- the place -----------------------------------------------------------------------------------

place_wide = fact("the place is wide", "place", lambda f, _: f.place is PlaceKnown.WIDE)
FINDABLE = (PlaceKnown.NEAR, PlaceKnown.CLOSE, PlaceKnown.DOOR)
place_good = fact("the place is good enough to find", "place", lambda f, _: f.place in FINDABLE)
has_address = fact(
    "an address is held",
    "place",
    lambda f, _: bool(f.address or any(d.radius is None for d in f.location.values())),
)
other_area = fact("the place is in another force's area", "place", lambda f, _: bool(f.other_force))
unread_data = fact(
    "location data is unread", "place", lambda f, _: any(s not in f.read for s in f.location)
)

# --- what was done -------------------------------------------------------------------------------

searched = fact(
    "the search has answered", "markers", lambda f, _: f.search in (Lookup.FOUND, Lookup.NOTHING)
)
search_open = fact("no search was started", "markers", lambda f, _: f.search is Lookup.NONE)
traced = fact(
    "the trace has answered", "done", lambda f, _: f.trace in (Lookup.FOUND, Lookup.NOTHING)
)
trace_open = fact("no trace was started", "done", lambda f, _: f.trace is Lookup.NONE)
trace_waits = fact("a trace is running", "done", lambda f, _: f.trace is Lookup.WAITING)
sent = simple("officers are sent", "done", "sent")
briefed = simple("officers are briefed", "done", "briefed")
_text_unbriefed = fact(
    "officers lack a text of the caller", "heard", lambda f, _: f.text_news is not TextNews.NONE
)
_unbriefed = fact(
    "officers lack a fact or an address", "done", lambda f, _: bool(news(f)) or f.address_new
)
unbriefed = (_unbriefed | _text_unbriefed).called("officers lack something that is known")
_PLACES = frozenset({Topic.AT_KNOWN_ADDRESS, Topic.LOCATION, terms.LocationSource.TRACE})
place_unbriefed = fact(
    "officers lack the place as it is known now",
    "done",
    lambda f, _: f.address_new or not _PLACES.isdisjoint(news(f)),
)
arrived = simple("officers are at the scene", "done", "arrived")
found = simple("officers are with the caller", "done", "found")
unit_assigned = simple("a unit is assigned", "done", "unit")
two_minutes_out = fact(
    "the unit is two minutes out", "done", lambda f, _: f.unit_status is UnitStatus.TWO_MINUTES
)
eta_news = fact(
    "a time was given and not passed on", "done", lambda f, _: f.eta is not None and not f.eta_told
)
not_found = fact(
    "officers have not found the caller", "done", lambda f, _: f.unit_status is UnitStatus.NOT_FOUND
)
at_the_door = fact(
    "officers are there and have not reached the caller",
    "done",
    lambda f, _: f.unit_status in AT_THE_DOOR,
)
clues_owed = at_the_door & fact(
    "they were not briefed since", "done", lambda f, _: not f.clues_given
)


def _hides(facts: KnownFacts) -> bool:
    """Whether the caller keeps away from a person who is not a partner, inside or outside."""
    kinds = set(situations(facts))
    danger = facts.is_yes(Topic.IN_DANGER) or facts.was_cut
    stranger = Situation.STRANGER in kinds or (danger and kinds <= {Situation.UNKNOWN})
    return stranger and not facts.is_yes(Topic.HAS_LEFT)


hides = fact("the caller hides", "situation fact line heard place markers", lambda f, _: _hides(f))


def answer_known(facts: KnownFacts, topic: Topic) -> bool:
    """Whether what officers ask is known: an open question about the place by the caller's word."""
    if topic is Topic.LOCATION:
        return facts.place_given or facts.is_yes(Topic.AT_KNOWN_ADDRESS)
    return facts.is_yes(topic) or facts.is_no(topic)


def to_relay(facts: KnownFacts) -> Topic | None:
    """Return what officers ask that this caller can be asked, and has not been asked since."""
    asked = facts.officers_ask
    return next(
        (
            topic
            for topic in asked
            if not answer_known(facts, topic)
            and topic not in facts.relayed
            and (topic is not Topic.LOCATION or facts.speaks)
            and (topic is not Topic.CAN_OPEN_DOOR or not _hides(facts))
        ),
        None,
    )


officers_wait = simple("officers wait for an answer", "done", "officers_ask")
answer_held = fact(
    "what officers ask is known",
    "done fact",
    lambda f, _: any(answer_known(f, topic) for topic in f.officers_ask),
)
question_to_relay = fact(
    "the caller can be asked what officers ask", "done fact", lambda f, _: to_relay(f) is not None
)
was_relayed = simple("the caller was asked what officers ask", "done", "relayed")
graded = simple("a grade is set", "done", "grade")
reasons_stale = simple(
    "something of weight has come since reasons were written", "done", "reasons_stale"
)
reasoned = fact(
    "reasons are written under every heading",
    "done",
    lambda f, _: len(f.thrive) == len(terms.Heading),
)
ambulance_asked = fact(
    "an ambulance was asked for", "done", lambda f, _: terms.Service.AMBULANCE in f.brought_in
)
not_rung = fact(
    "ringing back was decided against", "done", lambda f, _: f.callback is CallbackState.NOT_RUNG
)
callback_failed = fact(
    "the callback reached nobody", "done", lambda f, _: f.callback is CallbackState.FAILED
)
callback_undecided = fact(
    "ringing back is undecided", "done", lambda f, _: f.callback is CallbackState.NONE
)
offered = simple("the incident was offered to another force", "done", "offered_to")


def withheld(intent: Intent) -> FactCondition:
    """Make the condition that this was withheld, with a reason."""
    return fact(f"it was withheld: {intent.label}", "done", lambda f, _: intent in f.withheld)


# --- judgements ----------------------------------------------------------------------------------


def marker_grade(facts: KnownFacts, policy: GuidancePolicy) -> str | None:
    """Return the most urgent grade that a marker on the number calls for; None if none does."""
    force = policy.force
    called_for = {force.marker_grades.get(marker) for marker in facts.markers}
    return next((grade.id for grade in force.grades if grade.id in called_for), None)


def overheard(facts: KnownFacts) -> bool:
    """Whether words not meant for the call were heard, here or by the operator [P1 P7]."""
    by_operator = {Reported.VOICES, Reported.WHISPER} & set(facts.handover)
    return bool(by_operator) or Reported.VOICES in facts.reports


_DANGERS = (Topic.IN_DANGER, Topic.INJURED, Topic.NEEDS_POLICE)


def life_at_risk(facts: KnownFacts, policy: GuidancePolicy) -> bool:
    """Whether what is known calls for the emergency grade (B13, CH-26)."""
    cut_after_signal = facts.was_cut and not SIGNALS.isdisjoint(facts.handover)
    words = overheard(facts)
    return (
        any(facts.is_yes(topic) for topic in _DANGERS)
        or facts.disturbance
        or facts.other_voice
        or words
        or facts.ill
        or cut_after_signal
        or marker_grade(facts, policy) == policy.force.emergency.id
    )


def is_mistake(facts: KnownFacts, policy: GuidancePolicy) -> bool:
    """Whether the caller's own voice confirmed a mistake and nothing speaks against it (CH-42)."""
    return (
        facts.is_yes(Topic.MISTAKE)
        and facts.of(Topic.MISTAKE).how is HowKnown.TOLD
        and facts.of(Topic.MISTAKE).asked > 0
        and facts.is_no(Topic.IN_DANGER)
        and not life_at_risk(facts, policy)
    )


def is_doubtful(facts: KnownFacts) -> bool:
    """Whether the caller may have wanted help, though nothing is established."""
    sign = facts.signs or facts.texts_in or not SIGNALS.isdisjoint(facts.handover)
    found = facts.was_cut and facts.place is not PlaceKnown.NONE
    # An address that only a trace found says nothing about what the caller wants.
    held = facts.address and facts.trace is not Lookup.FOUND
    asks = sign or held or found or facts.device
    vehicle = terms.LocationSource.VEHICLE in facts.location
    # A mistake that was asked about and not confirmed leaves the doubt (CH-42).
    explained = facts.caller_said(Intent.SAYS_MISTAKE) and not facts.of(Topic.MISTAKE).asked
    return bool(asks or vehicle) and not explained


def reason_of(facts: KnownFacts, policy: GuidancePolicy) -> Reason:
    """Return the reason for a grade or for sending: the strongest thing that is known now."""
    if facts.is_yes(Topic.IN_DANGER):
        return Reason.DANGER_ESTABLISHED
    if facts.ill or facts.is_yes(Topic.INJURED):
        return Reason.INJURY
    if facts.disturbance:
        return Reason.DISTURBANCE_HEARD
    if marker_grade(facts, policy):
        return Reason.MARKER
    if facts.other_voice or overheard(facts):
        return Reason.SPEECH_HEARD
    if facts.is_yes(Topic.NEEDS_POLICE):
        return Reason.SIGNAL_HEARD
    return Reason.LINE_CUT if facts.was_cut else Reason.DOUBT


emergency = fact(
    "life may be at risk", "fact heard markers situation line", life_at_risk, shared=True
)
mistake = fact(
    "the caller confirmed a mistake", "fact heard markers situation line", is_mistake, shared=True
)
doubtful = fact("the caller may want help", "heard place line fact", lambda f, _: is_doubtful(f))
graded_emergency = fact(
    "it is graded an emergency", "done", lambda f, policy: f.grade == policy.force.emergency.id
)
injury_settled = (asked(Topic.INJURED) | yes(Topic.INJURED) | no(Topic.INJURED) | ill).called(
    "injury was asked about, or is known"
)
emergency_ungraded = (emergency & incident_open & ~graded_emergency).called(
    "life may be at risk, and it is not graded so"
)
ambulance_due = (
    (
        yes(Topic.INJURED)
        | ill
        | yes(Topic.NEEDS_AMBULANCE)
        | wants_ambulance
        | (child & no(Topic.AWAKE))
    )
    & incident_open
    & ~ambulance_asked
).called("an ambulance is needed and not asked for")


def sign_of(facts: KnownFacts, policy: GuidancePolicy) -> do.Code:
    """Return a code of a sign that the caller has used, the force's own where it fits (CH-11).

    After two tests that failed, another sign than the last one (CH-14). A failure is counted when
    the next words are said, so one that has just come is added here.
    """
    usual = policy.force.code
    reported = {Reported.TAP: Sign.TAP, Reported.KEY_TONE: Sign.KEY, Reported.COUGH: Sign.COUGH}
    heard = facts.reports | set(facts.handover)
    used = [sign for report, sign in reported.items() if report in heard or sign in facts.signs]
    failed = facts.code_failures + (facts.code is CodeState.STATED)
    if failed > 1 and facts.code_signs is not None:
        stated = facts.code_signs.yes.sign
        used = [sign for sign in (*used, Sign.TAP, Sign.KEY) if sign is not stated]
        usual = facts.code_signs if usual.yes.sign is stated else usual
    if not used or usual.yes.sign in used:
        return usual
    return do.Code(do.AnswerSign(used[0], 1), do.AnswerSign(used[0], 2))


# --- as rows of the call handler need them -------------------------------------------------------


def _may_ring(facts: KnownFacts, policy: GuidancePolicy) -> bool:
    if policy.force.callback is Callback.NOT_WITH_MARKERS and set(facts.markers) & ABUSE:
        return False
    risky = life_at_risk(facts, policy) and not facts.speaks
    return policy.force.callback is Callback.USUALLY or not risky


def asked_once_before(topic: Topic) -> FactCondition:
    """Make the condition that something was asked once, and other words came after it."""
    return fact(
        f"“{topic.label}” was asked once, a while ago",
        "done",
        lambda f, _: f.of(topic).asked == 1 and f.asking is not topic,
    )


def asked_twice_at_most(topic: Topic) -> FactCondition:
    """Make the condition that something was asked fewer than three times."""
    return fact(
        f"“{topic.label}” was asked twice at most", "done", lambda f, _: f.of(topic).asked < 3
    )


_MOST_TESTS = 3
"""After so many failed tests of a code, another channel is tried (CH-14, CH-16)."""


def _is_test_open(facts: KnownFacts) -> bool:
    """Whether the code as stated was tested and not passed; its failure is not counted yet."""
    hears = facts.of(Topic.CAN_HEAR)
    tested = hears.asked > facts.code_failures and hears.answer is not AnswerState.YES
    return facts.code is CodeState.STATED and tested


may_ring = fact(
    "policy and what is known allow ringing", "markers fact heard situation line", _may_ring
)
travelling = (sent & ~arrived).called("officers are on their way")
telling_due = (
    incident_open
    & ((sent & ~arrived & ~said(Intent.OFFICERS_SENT)) | (arrived & ~said(Intent.OFFICERS_THERE)))
).called("the caller is to hear of officers")
rang_before = fact(
    "the number rang before",
    "markers heard",
    lambda f, _: bool(f.earlier) or Reported.EARLIER_CALLS in f.handover,
)
words_overheard = fact(
    "people talk near the phone, not to it", "heard", lambda f, _: f.reported(Reported.VOICES)
)
cannot_talk = said_by_caller(Intent.CANNOT_TALK)
denial_doubted = fact(
    "a sound, the handover or the number speaks against a “no” to danger",
    "heard markers situation line",
    lambda f, policy: (
        f.disturbance
        or Reported.PRETENCE in f.handover
        or marker_grade(f, policy) == policy.force.emergency.id
    ),
)


def checked(*times: int) -> FactCondition:
    """Make the condition that "still there?" was asked so often since the last sign."""
    often = " or ".join(map(str, times))
    return fact(
        f"asked {often} times whether the caller is there", "done", lambda f, _: f.checks in times
    )


fallen_silent = (
    can_answer & gave_sign & line_open & incident_open & ~mistake & ~found & ~other_voice & ~child
).called("a caller who could answer is on the line")
silence_briefed = simple("officers know since when no sign came", "done", "silence_briefed")
interpreter_asked = fact(
    "an interpreter was asked for", "done", lambda f, _: terms.NoteKind.PERSON in f.notes
)
supervisor_asked = fact(
    "the supervisor was asked", "done", lambda f, _: terms.NoteKind.RATIONALE in f.notes
)
in_conversation = (incident_open & ~mistake & ~arrived).called(
    "there is still something to find out"
)
first_words = (
    said(Intent.THROUGH_TO_POLICE)
    | said(Intent.CALLS_BACK)
    | said(Intent.SAY_YES_IF_POLICE)
    | said(Intent.GETS_INTERPRETER)
).called("the first words were said")
adult_words = (~child & ~disguised & ~other_voice & ~other_language).called(
    "a code and plain questions fit the caller"
)
"""No child, pretence, other voice or other language (CH-02, CH-36, CH-40, CH-41)."""
told_danger = fact(
    "the caller said unasked what the danger is",
    "fact",
    lambda f, _: f.of(Topic.IN_DANGER).stated or f.of(Topic.WEAPON).stated,
)
own_words = said_by_caller(Intent.OWN_WORDS)
signs_needed = (adult_words & ~speaks & ~says_mistake).called("the caller can only give signs")
no_ways = fact("no ways to answer were offered", "done", lambda f, _: not f.ways)
tests_failed = fact(
    "three tests of the code failed", "code", lambda f, _: f.code_failures >= _MOST_TESTS
)
test_due = fact(
    "the code as stated is not tested",
    "code",
    lambda f, _: f.of(Topic.CAN_HEAR).asked <= f.code_failures,
)
code_to_restate = fact(
    "the test of the code got no answer once or twice",
    "code fact",
    lambda f, _: (
        (f.code is CodeState.FAILED and f.code_failures < _MOST_TESTS)
        or (_is_test_open(f) and f.code_failures < _MOST_TESTS - 1)
    ),
)
last_test_open = fact(
    "the third test of the code was not passed",
    "code fact",
    lambda f, _: _is_test_open(f) and f.code_failures == _MOST_TESTS - 1,
)
no_text_sent = fact("no text was sent", "done", lambda f, _: f.texts_out == 0)
not_regraded = fact(
    "it was not graded again since", "done", lambda f, _: f.grade_reason is not Reason.LINE_CUT
)
no_place_named = fact("the caller named no place", "place", lambda f, _: not f.place_given)
engine_heard = fact(
    "an engine is heard",
    "heard",
    lambda f, _: any(t.what in (Sound.ENGINE, Sound.INDICATOR, Sound.TRAFFIC) for t in f.heard),
)
threat_known = fact(
    "danger is asked, heard or marked",
    "fact heard markers situation line",
    lambda f, p: life_at_risk(f, p) or f.of(Topic.IN_DANGER).asked > 0 or f.was_cut,
)
decided = (sent | line_lost | handed_on | traced | mistake).called("what is done is decided")
"""What is done about the call is settled for now."""
all_traced = fact(
    "every trace has answered, and there is no place to go to",
    "done place",
    lambda f, _: (
        f.place not in FINDABLE
        and f.trace in (Lookup.FOUND, Lookup.NOTHING)
        and len(f.traces) == len(terms.Trace)
    ),
)
incident_none = fact("no incident yet", "done", lambda f, _: f.incident is IncidentStage.NONE)
asked_other_person = asked(Topic.OTHER_PERSON_PRESENT)
place_confirmed = fact("the place is confirmed", "place", lambda f, _: f.place is PlaceKnown.DOOR)
place_by_data = fact(
    "data shows the place within 500 m",
    "place",
    lambda f, _: any(d.radius is None or d.radius <= NEAR_WITHIN for d in f.location.values()),
)
held_down = fact(
    "the handset is down", "line", lambda f, _: f.stage is LineStage.HELD_WITH_CALL_HANDLER
)


# --- times ---------------------------------------------------------------------------------------


def since(stamp: Stamp, span: Millis, subject: str = "") -> SinceCondition:
    """Make the condition that something was at least `span` ms ago."""
    about = f" ({subject})" if subject else ""
    return SinceCondition(f"{span // 1000} s since {stamp.meaning}{about}", stamp, span, subject)


def within(stamp: Stamp, span: Millis, subject: str = "") -> SinceCondition:
    """Make the condition that something was less than `span` ms ago."""
    name = f"less than {span // 1000} s since {stamp.meaning}"
    return SinceCondition(name, stamp, span, subject, within=True)


def not_since(stamp: Stamp, span: Millis, subject: str = "") -> SinceCondition:
    """Make the condition that something never happened, or at least `span` ms ago."""
    name = f"not for {span // 1000} s: {stamp.meaning}"
    return SinceCondition(name, stamp, span, subject, or_never=True)
