"""Named conditions for rows of guidance: what they read of the facts, and when they hold."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache

from simulator.core import acts as do
from simulator.core import terms
from simulator.core.flow import AT_WORK, MOBILES
from simulator.core.instant import Millis
from simulator.core.profile import Callback
from simulator.core.terms import Intent, LineStage, Reason, Reported, Sign, Sound, Topic
from simulator.guidance.rows import GuidancePolicy, Holds, RowCondition, Since
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
from simulator.knowledge.situation import (
    ABUSE,
    Situation,
    is_coached,
    is_empty_no,
    seems,
    situations,
)


def fact(name: str, reads: str, holds: Holds) -> RowCondition:
    """Make a condition; `reads` are names of practice 0.2, apart by spaces."""
    return RowCondition(name, frozenset(reads.split()), holds)


def field(name: str, reads: str, of: str, *values: object) -> RowCondition:
    """Make the condition that a field of the facts has one of `values`; else that it has any."""
    if values:
        return fact(name, reads, lambda f, _: getattr(f, of) in values)
    return fact(name, reads, lambda f, _: bool(getattr(f, of)))


def holding(name: str, reads: str, of: str, item: object) -> RowCondition:
    """Make the condition that a field of the facts, which has several items, has this one."""
    return fact(name, reads, lambda f, _: item in getattr(f, of))


def _of_topic(
    name: str, reads: str, holds: Callable[[KnownFacts, Topic], bool]
) -> Callable[[Topic], RowCondition]:
    """Return what makes, once for each topic, the condition that `holds` is so of it."""
    return cache(lambda topic: fact(name.format(topic.label), reads, lambda f, _: holds(f, topic)))


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
    return missed and topic in _ASKED_AGAIN and facts.asking is not topic


yes = _of_topic("the answer to “{}” is: yes", "fact", KnownFacts.is_yes)
no = _of_topic("the answer to “{}” is: no", "fact", KnownFacts.is_no)
unknown = _of_topic("“{}” is unknown, and is to be asked", "fact done", is_open)
asked = _of_topic("“{}” was asked", "done", lambda f, t: f.of(t).asked > 0 or f.of(t).stated)
"""Asked in this call, or said unasked by the caller."""
asked_once_before = _of_topic(
    "“{}” was asked once, a while ago", "done", lambda f, t: f.of(t).asked == 1 and f.asking != t
)
asked_twice_at_most = _of_topic(
    "“{}” was asked twice at most", "done", lambda f, t: f.of(t).asked < 3
)


@cache
def said(intent: Intent) -> RowCondition:
    """Make the condition that this seat has said that in this call."""
    return holding(f"it was said: {intent.label}", "done", "said", intent)


@cache
def said_by_caller(intent: Intent) -> RowCondition:
    """Make the condition that the caller has said that."""
    return fact(f"the caller {intent.label}", "heard", lambda f, _: f.caller_said(intent))


@cache
def situation(kind: Situation) -> RowCondition:
    """Make the condition that a situation seems to hold."""
    return fact(f"it seems that {kind.label}", "situation", lambda f, _: seems(f, kind))


def called(name: str, condition: RowCondition) -> RowCondition:
    """Return the condition with a name, so that a long condition is shown as one phrase."""
    return replace(condition, name=name, called=True)


def timed(name: str, time: Since) -> RowCondition:
    """Make a condition that only says from when a row is acted on."""
    return RowCondition(name, frozenset({f"since {time.stamp}"}), times=(time,))


def since(stamp: Stamp, span: Millis, subject: str = "") -> RowCondition:
    """Make the condition that something was at least `span` ms ago."""
    about = f" ({subject})" if subject else ""
    return timed(f"{span // 1000} s since {stamp.meaning}{about}", Since(stamp, span, subject))


def within(stamp: Stamp, span: Millis, subject: str = "") -> RowCondition:
    """Make the condition that something was less than `span` ms ago."""
    name = f"less than {span // 1000} s since {stamp.meaning}"
    return timed(name, Since(stamp, span, subject, within=True))


def not_since(stamp: Stamp, span: Millis, subject: str = "") -> RowCondition:
    """Make the condition that something never happened, or at least `span` ms ago."""
    name = f"not for {span // 1000} s: {stamp.meaning}"
    return timed(name, Since(stamp, span, subject, or_never=True))


def sound_heard(name: str, *sounds: Sound) -> RowCondition:
    """Make the condition that one of these sounds was heard."""
    return fact(name, "heard", lambda f, _: any(thing.what in sounds for thing in f.things))


def _is_news(facts: KnownFacts, thing: HeardThing) -> bool:
    """Whether something heard is more than another answer by a sign that is known already."""
    reports = facts.heard[thing].reports
    return not (_ANSWERS.issuperset(reports) or thing.what in (Intent.SAYS_YES, Intent.SAYS_NO))


def is_told(facts: KnownFacts, topic: Topic) -> bool:
    """Whether the caller answered it: what was only heard is briefed as heard."""
    told = facts.of(topic).how in (HowKnown.TOLD, HowKnown.TEXT) and not is_empty_no(facts, topic)
    return told and topic not in (Topic.CAN_HEAR, Topic.COVER_WORDS)


def news(facts: KnownFacts) -> tuple[object, ...]:
    """Return what officers lack: not each sign again, nor whether the caller hears."""
    return tuple(
        item
        for item in facts.unbriefed
        if not (isinstance(item, Topic) and not is_told(facts, item))
        and not (isinstance(item, HeardThing) and not _is_news(facts, item))
    )


_MOST_TESTS = 3
"""After so many failed tests of a code, another channel is tried (CH-14, CH-16)."""


def _is_test_open(facts: KnownFacts) -> bool:
    """Whether the code as stated was tested and not passed; its failure is not counted yet."""
    hears = facts.of(Topic.CAN_HEAR)
    tested = hears.asked > facts.code_failures and hears.answer is not AnswerState.YES
    return facts.code is CodeState.STATED and tested


def _is_miscounted(facts: KnownFacts) -> bool:
    """Whether the test of the code got a sign that is neither the code's yes nor its no."""
    hears = facts.of(Topic.CAN_HEAR)
    odd = hears.answer in (AnswerState.DOUBTED, AnswerState.NO) and hears.times > 0
    return odd and facts.asking is Topic.CAN_HEAR and facts.code is not CodeState.TESTED


def sign_of(facts: KnownFacts, policy: GuidancePolicy) -> do.Code:
    """Return a code of a sign that the caller has used, the force's own where it fits (CH-11).

    After two tests that failed, another sign than the last one (CH-14); a loud breath in answer is
    agreed as a sign after the first. A failure is counted when the next words are said, so one that
    has just come is added here.
    """
    usual = policy.force.code
    reported = {Reported.TAP: Sign.TAP, Reported.KEY_TONE: Sign.KEY, Reported.COUGH: Sign.COUGH}
    used = [s for report, s in reported.items() if facts.reported(report) or s in facts.signs]
    failed = facts.code_failures + (facts.code is CodeState.STATED)
    breath = HeardThing(terms.Role.CALLER, Sound.LOUD_BREATH) in facts.things
    if breath and (failed or not used):
        used = [Sign.BREATH]  # It may be all that this caller can do.
    elif failed > 1 and (last := facts.code_signs):
        used = [sign for sign in (*used, Sign.TAP, Sign.KEY) if sign is not last.yes.sign][:1]
    if not used or usual.yes.sign in used:
        return usual
    return do.Code(do.AnswerSign(used[0], 1), do.AnswerSign(used[0], 2))


def _hides(facts: KnownFacts) -> bool:
    """Whether the caller keeps away from a person who is not a partner, inside or outside."""
    kinds = set(situations(facts))
    danger = facts.is_yes(Topic.IN_DANGER) or facts.was_cut
    stranger = Situation.STRANGER in kinds or (danger and kinds <= {Situation.UNKNOWN})
    return stranger and not facts.is_yes(Topic.HAS_LEFT)


def is_beside(facts: KnownFacts) -> bool:
    """Whether another person is in the same room: nobody is asked past them to a door (CH-31)."""
    return facts.is_yes(Topic.SAME_ROOM) and not facts.is_yes(Topic.HAS_LEFT)


def checked(*times: int) -> RowCondition:
    """Make the condition that "still there?" was asked so often since the last sign."""
    often = " or ".join(map(str, times))
    return field(f"asked {often} times whether the caller is there", "done", "checks", *times)


_PLACES = frozenset({Topic.AT_KNOWN_ADDRESS, Topic.LOCATION, terms.LocationSource.TRACE})


def answer_known(facts: KnownFacts, topic: Topic) -> bool:
    """Whether what officers ask is known: an open question about the place by the caller's word."""
    if topic is Topic.LOCATION:
        return facts.place_given or facts.is_yes(Topic.AT_KNOWN_ADDRESS)
    if is_empty_no(facts, topic):
        return False
    return facts.is_yes(topic) or facts.is_no(topic)


def to_relay(facts: KnownFacts) -> Topic | None:
    """Return what officers ask that this caller can be asked, and has not been asked since."""
    return next(
        (
            topic
            for topic in facts.officers_ask
            if not answer_known(facts, topic)
            and topic not in facts.relayed
            and (topic is not Topic.LOCATION or facts.speaks)
            and (topic is not Topic.CAN_OPEN_DOOR or not (_hides(facts) or is_beside(facts)))
        ),
        None,
    )


def marker_grade(facts: KnownFacts, policy: GuidancePolicy) -> str | None:
    """Return the most urgent grade that a marker on the number calls for; None if none does."""
    force = policy.force
    called_for = {force.marker_grades.get(marker) for marker in facts.markers}
    return next((grade.id for grade in force.grades if grade.id in called_for), None)


def _marked_emergency(facts: KnownFacts, policy: GuidancePolicy) -> bool:
    return marker_grade(facts, policy) == policy.force.emergency.id


def overheard(facts: KnownFacts) -> bool:
    """Whether words not meant for the call were heard, here or by the operator [P1 P7]."""
    return facts.reported(Reported.VOICES) or Reported.WHISPER in facts.handover


_TOGETHER: Millis = 30 * 60_000
"""Calls so close together are one story (CH-43, assumption)."""


def _calls_repeat(facts: KnownFacts) -> bool:
    """Whether the number rang shortly before and has a marker of abuse: a pair that counts."""
    recent = any(call.ago <= _TOGETHER for call in facts.earlier)
    return recent and not ABUSE.isdisjoint(facts.markers)


_DANGERS = (Topic.IN_DANGER, Topic.INJURED, Topic.NEEDS_POLICE)


def life_at_risk(facts: KnownFacts, policy: GuidancePolicy) -> bool:
    """Whether what is known calls for the emergency grade (B13, CH-26)."""
    return (
        any(facts.is_yes(topic) for topic in _DANGERS)
        or facts.disturbance
        or facts.other_voice
        or overheard(facts)
        or facts.ill
        or facts.is_no(Topic.AWAKE)
        or (facts.was_cut and not SIGNALS.isdisjoint(facts.handover))
        or _calls_repeat(facts)
        # Danger cannot be asked of a caller who only writes, so what they write decides (CH-28).
        or (facts.texts_in > 0 and not facts.speaks and facts.code is not CodeState.TESTED)
        or _marked_emergency(facts, policy)
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
    vehicle = terms.LocationSource.VEHICLE in facts.location
    # A mistake that was asked about and not confirmed leaves the doubt (CH-42).
    explained = facts.caller_said(Intent.SAYS_MISTAKE) and not (
        facts.of(Topic.MISTAKE).asked or is_coached(facts)
    )
    return bool(sign or held or found or facts.device or vehicle) and not explained


def reason_of(facts: KnownFacts, policy: GuidancePolicy) -> Reason:
    """Return the reason for a grade or for sending: the strongest thing that is known now."""
    if facts.is_yes(Topic.IN_DANGER):
        return Reason.DANGER_ESTABLISHED
    if facts.ill or facts.is_yes(Topic.INJURED) or facts.is_no(Topic.AWAKE):
        return Reason.INJURY
    if facts.disturbance:
        return Reason.DISTURBANCE_HEARD
    if marker_grade(facts, policy) or _calls_repeat(facts):
        return Reason.MARKER
    if facts.other_voice or overheard(facts):
        return Reason.SPEECH_HEARD
    if facts.is_yes(Topic.NEEDS_POLICE) or facts.texts_in:
        return Reason.SIGNAL_HEARD
    return Reason.LINE_CUT if facts.was_cut else Reason.DOUBT


def _may_ring(facts: KnownFacts, policy: GuidancePolicy) -> bool:
    if policy.force.callback is Callback.NOT_WITH_MARKERS and not ABUSE.isdisjoint(facts.markers):
        return False
    threatened = (
        facts.is_yes(Topic.IN_DANGER)
        or facts.is_yes(Topic.WEAPON)
        or facts.disturbance
        or facts.other_voice
        or overheard(facts)
        or (facts.was_cut and not _EXPLAINS.intersection(what for _, what in facts.things))
    )
    # Who spoke may be rung, but not into the hearing of a person who threatens (CH-66); and words
    # that the line cut off may have been of one.
    heard = threatened and facts.hear is not Hearers.SAFE
    risky = life_at_risk(facts, policy) and (heard or not facts.speaks)
    return policy.force.callback is Callback.USUALLY or not risky


# One condition a line or two: its words, what it reads, and its test; a table, not code.
# fmt: off
_ANSWERS = frozenset({Reported.TAP, Reported.COUGH, Reported.KEY_TONE})
"""Reports of signs by which a caller answers."""
_SPOKEN = frozenset({Reported.SPEECH, Reported.WHISPER})
SIGNALS = _ANSWERS | _SPOKEN | {Reported.FIFTY_FIVE, Reported.NOISE}
"""What an operator hears that the caller may have meant for them."""
FINDABLE = (PlaceKnown.NEAR, PlaceKnown.CLOSE, PlaceKnown.DOOR)
FIRST_WORDS = frozenset({Intent.THROUGH_TO_POLICE, Intent.CALLS_BACK, Intent.SAY_YES_IF_POLICE,
    Intent.GETS_INTERPRETER})
"""With which a call handler says who is on the line, in words that fit."""
_EXPLAINS = frozenset({Intent.SAYS_MISTAKE, Intent.CHILD_SPEAKS, Intent.WANTS_AMBULANCE,
    Intent.WANTS_FIRE})
"""Words of a caller that show another reason for the call than a person who threatens."""
_ANSWERED = (Lookup.FOUND, Lookup.NOTHING)
_ASKED_AGAIN = frozenset({
    *(Topic.NEEDS_POLICE, Topic.ALONE_TO_TALK, Topic.IN_DANGER, Topic.INJURED, Topic.AT_HOME),
    *(Topic.NEEDS_AMBULANCE, Topic.AWAKE, Topic.AT_KNOWN_ADDRESS)})
"""What matters so much that a question without an answer is asked once more (assumption)."""

# --- the line -------------------------------------------------------------------------------------

line_open = field("the caller is on the line", "line", "stage", LineStage.WITH_CALL_HANDLER)
line_lost = field("the line is lost", "line", "stage", LineStage.DOWN)
held_down = field("the handset is down", "line", "stage", LineStage.HELD_WITH_CALL_HANDLER)
was_cut = field("the line was cut", "line", "was_cut")
answered = field("the call is answered", "line", "answered")
mobile = field("the phone is a mobile", "line", "kind", *MOBILES)
rung_back = field("this is an answered callback", "line", "rung_back")
incident_none = field("no incident yet", "done", "incident", terms.IncidentStage.NONE)
handed_on = field("another force has the incident", "done", "incident",
    terms.IncidentStage.WITH_OTHER_FORCE)
incident_open = field("the incident is open", "done", "incident",
    terms.IncidentStage.NONE, *AT_WORK)

# --- what was heard -------------------------------------------------------------------------------

speaks = field("the caller speaks", "heard", "speaks")
gave_sign = fact("the caller has given a sign", "heard",
    lambda f, _: bool(f.signs or f.texts_in or not f.reports.isdisjoint(_ANSWERS)))
responded = fact("the caller has spoken, written or given a sign", "heard",
    lambda f, _: bool(f.speaks or f.signs or f.texts_in)
        or not SIGNALS.isdisjoint(f.reports | set(f.handover)))
signalled = fact("the operator heard a signal", "heard",
    lambda f, _: not SIGNALS.isdisjoint(f.handover))
spoke_to_operator = fact("the caller spoke to the operator", "heard",
    lambda f, _: not _SPOKEN.isdisjoint(f.handover))
disturbance = field("a disturbance was heard", "heard", "disturbance")
other_voice = field("another voice has the phone", "situation", "other_voice")
words_overheard = fact("people talk near the phone, not to it", "heard",
    lambda f, _: f.reported(Reported.VOICES))
text_waits = field("a text of the caller is unread", "heard", "text_waits")
steps_heard = sound_heard("steps or a door were heard", Sound.FOOTSTEPS, Sound.DOOR)
engine_heard = sound_heard("an engine is heard", Sound.ENGINE, Sound.INDICATOR, Sound.TRAFFIC)
unnoted = fact("something heard is not noted", "heard",
    lambda f, _: any(_is_news(f, t) or not f.notes for t in f.unnoted))
ill = situation(Situation.ILL)
under_way = situation(Situation.VEHICLE) | situation(Situation.FOLLOWED)
disguised = situation(Situation.DISGUISED)
other_language = situation(Situation.LANGUAGE)
says_mistake = said_by_caller(Intent.SAYS_MISTAKE)
wants_fire = said_by_caller(Intent.WANTS_FIRE)
cannot_talk = said_by_caller(Intent.CANNOT_TALK)
own_words = said_by_caller(Intent.OWN_WORDS)
child = called("a young child has the phone", situation(Situation.CHILD) & ~says_mistake)
"""A young child has the phone; an adult who says that it was a mistake has taken it."""
beside = fact("another person is in the same room", "fact", lambda f, _: is_beside(f))
child_hides = situation(Situation.CHILD_HIDES)
"""Also after a grown-up's word, which lowers nothing (practice2 BF-3, SIT-08)."""
other_child = called("a child has the phone, and no violence is known of", child & ~child_hides)

# --- understanding each other ---------------------------------------------------------------------

code_none = field("no code is stated", "code", "code", CodeState.NONE)
code_stated = field("a code is stated", "code", "code", CodeState.STATED)
code_tested = field("the code is tested", "code", "code", CodeState.TESTED)
can_answer = fact("the caller can answer", "code heard",
    lambda f, _: f.speaks or f.code is CodeState.TESTED)
hear_safe = field("nobody else can hear", "hear", "hear", Hearers.SAFE)
hear_unknown = field("it is not known who can hear", "hear", "hear", Hearers.UNKNOWN)
hear_unsafe = field("another person can hear", "hear", "hear", Hearers.UNSAFE, Hearers.EXPOSED)
exposed = field("the caller is exposed", "hear", "hear", Hearers.EXPOSED)
nobody_else = fact("nothing shows that another person is there", "hear fact heard",
    lambda f, _: f.hear in (Hearers.SAFE, Hearers.UNKNOWN)
        and not f.is_yes(Topic.OTHER_PERSON_PRESENT) and not f.disturbance
        and not f.reported(Reported.VOICES))
writes = fact("the caller answers texts, and nothing that is said", "code heard",
    lambda f, _: f.texts_in > 0 and not f.speaks and f.code is not CodeState.TESTED)
adult_words = called("a code and plain questions fit the caller",
    ~child & ~disguised & ~other_voice & ~other_language)
"""No child, pretence, other voice or other language (CH-02, CH-36, CH-40, CH-41)."""
signs_needed = called("the caller can only give signs", adult_words & ~speaks & ~says_mistake)
first_words = called("the first words were said",
    said(Intent.THROUGH_TO_POLICE) | said(Intent.CALLS_BACK) | said(Intent.SAY_YES_IF_POLICE)
        | said(Intent.GETS_INTERPRETER))
unopened = ~first_words & ~rung_back & ~other_voice & ~disguised & ~child
"""Nothing was said yet, and the usual first words fit."""
nothing_came = fact("nothing has come since the first words", "heard done",
    lambda f, _: f.last_said in FIRST_WORDS and not f.replies)
no_ways = fact("no ways to answer were offered", "done", lambda f, _: not f.ways)
whisper_due = called("a whisper is to be invited first",
    nothing_came & no_ways & code_none & ~hear_unsafe & ~said(Intent.INVITE_SPEECH))
"""Only where nothing came after the first words, and no other person can hear (CH-05)."""
miscounted = fact("the test of the code got another count", "code fact done",
    lambda f, _: _is_miscounted(f))
tests_failed = fact("three tests of the code failed", "code",
    lambda f, _: f.code_failures >= _MOST_TESTS)
test_due = fact("the code as stated is not tested", "code",
    lambda f, _: f.of(Topic.CAN_HEAR).asked <= f.code_failures)
code_to_restate = fact("the test of the code got no answer once or twice", "code fact",
    lambda f, _: (f.code is CodeState.FAILED and f.code_failures < _MOST_TESTS)
        or (_is_test_open(f) and f.code_failures < _MOST_TESTS - 1))
last_test_open = fact("the third test of the code was not passed", "code fact",
    lambda f, _: _is_test_open(f) and f.code_failures == _MOST_TESTS - 1)

# --- the place ------------------------------------------------------------------------------------

place_wide = field("the place is wide", "place", "place", PlaceKnown.WIDE)
place_good = field("the place is good enough to find", "place", "place", *FINDABLE)
place_confirmed = field("the place is confirmed", "place", "place", PlaceKnown.DOOR)
place_by_data = fact("data shows the place within 500 m", "place",
    lambda f, _: any(d.radius is None or d.radius <= NEAR_WITHIN for d in f.location.values()))
has_address = fact("an address is held", "place",
    lambda f, _: bool(f.address or any(d.radius is None for d in f.location.values())))
other_area = field("the place is in another force's area", "place", "other_force")
unread_data = fact("location data is unread", "place",
    lambda f, _: any(s not in f.read for s in f.location))
no_place_named = field("the caller named no place", "place", "place_given", False)
all_traced = fact("every trace has answered, and there is no place to go to", "done place",
    lambda f, _: f.place not in FINDABLE and f.trace in _ANSWERED
        and len(f.traces) == len(terms.Trace))
rides = fact("the caller is in a vehicle that may be moving", "situation fact",
    lambda f, _: Situation.VEHICLE in situations(f) and not f.is_no(Topic.MOVING))
abuse_marked = fact("the number has a marker of abuse", "markers",
    lambda f, _: not ABUSE.isdisjoint(f.markers))
has_specialist = fact("a specialist in domestic abuse is in the control room", "line",
    lambda _f, p: p.force.specialist)
hides = fact("the caller hides", "situation fact line heard place markers", lambda f, _: _hides(f))

# --- what was done --------------------------------------------------------------------------------

searched = field("the search has answered", "markers", "search", *_ANSWERED)
search_open = field("no search was started", "markers", "search", Lookup.NONE)
traced = field("the trace has answered", "done", "trace", *_ANSWERED)
trace_open = field("no trace was started", "done", "trace", Lookup.NONE)
trace_waits = field("a trace is running", "done", "trace", Lookup.WAITING)
graded = field("a grade is set", "done", "grade")
not_regraded = fact("it was not graded again since", "done",
    lambda f, _: f.grade_reason is not Reason.LINE_CUT)
reasons_stale = field("something of weight has come since reasons were written", "done",
    "reasons_stale")
reasoned = fact("reasons are written under every heading", "done",
    lambda f, _: len(f.thrive) == len(terms.Heading))
not_rung = field("ringing back was decided against", "done", "callback", CallbackState.NOT_RUNG)
callback_failed = field("the callback reached nobody", "done", "callback", CallbackState.FAILED)
callback_undecided = field("ringing back is undecided", "done", "callback", CallbackState.NONE)
offered = field("the incident was offered to another force", "done", "offered_to")
ambulance_asked = holding("an ambulance was asked for", "done", "brought_in",
    terms.Service.AMBULANCE)
interpreter_asked = holding("an interpreter was asked for", "done", "notes", terms.NoteKind.PERSON)
supervisor_asked = holding("the supervisor was asked", "done", "notes", terms.NoteKind.RATIONALE)
no_text_sent = field("no text was sent", "done", "texts_out", 0)
texts_owed = fact("a text of the caller has no text in answer", "done heard",
    lambda f, _: 0 < f.texts_out <= f.texts_in)
rang_before = fact("the number rang before", "markers heard",
    lambda f, _: bool(f.earlier) or Reported.EARLIER_CALLS in f.handover)
told_danger = fact("the caller said unasked what the danger is", "fact",
    lambda f, _: f.of(Topic.IN_DANGER).stated or f.of(Topic.WEAPON).stated)

# --- officers -------------------------------------------------------------------------------------

sent = field("officers are sent", "done", "sent")
briefed = field("officers are briefed", "done", "briefed")
arrived = field("officers are at the scene", "done", "arrived")
found = field("officers are with the caller", "done", "found")
met = fact("officers or the caller have said that they are together", "done heard",
    lambda f, _: f.found and (f.unit_status in (terms.UnitStatus.REPORTED,
        terms.UnitStatus.RESUMED) or (f.last_said is Intent.CONFIRM_MET and bool(f.replies))))
_text_unbriefed = fact("officers lack a text of the caller", "heard",
    lambda f, _: f.text_news is not TextNews.NONE)
_unbriefed = fact("officers lack a fact or an address", "done",
    lambda f, _: bool(news(f)) or f.address_new)
unbriefed = called("officers lack something that is known", _unbriefed | _text_unbriefed)
place_unbriefed = fact("officers lack the place as it is known now", "done",
    lambda f, _: f.address_new or not _PLACES.isdisjoint(news(f)))
silence_briefed = field("officers know since when no sign came", "done", "silence_briefed")
unit_assigned = field("a unit is assigned", "done", "unit")
two_minutes_out = field("the unit is two minutes out", "done", "unit_status",
    terms.UnitStatus.TWO_MINUTES)
eta_news = fact("a time was given and not passed on", "done",
    lambda f, _: f.eta is not None and not f.eta_told)
not_found = field("officers have not found the caller", "done", "unit_status",
    terms.UnitStatus.NOT_FOUND)
at_the_door = field("officers are there and have not reached the caller", "done", "unit_status",
    *AT_THE_DOOR)
unfound = fact("officers have not reached the caller, or have left without", "done",
    lambda f, _: f.unit_status in AT_THE_DOOR
        or (f.unit_status is terms.UnitStatus.RESUMED and not f.found))
clues_owed = at_the_door & field("they were not briefed since", "done", "clues_given", False)
officers_wait = field("officers wait for an answer", "done", "officers_ask")
answer_held = fact("what officers ask is known", "done fact",
    lambda f, _: any(answer_known(f, topic) for topic in f.officers_ask))
question_to_relay = fact("the caller can be asked what officers ask", "done fact",
    lambda f, _: to_relay(f) is not None)
was_relayed = field("the caller was asked what officers ask", "done", "relayed")

# --- judgements -----------------------------------------------------------------------------------

_RISK = "fact heard markers situation line code"
emergency = fact("life may be at risk", _RISK, life_at_risk)
mistake = fact("the caller confirmed a mistake", _RISK, is_mistake)
may_ring = fact("policy and what is known allow ringing", "markers fact hear heard situation line",
    _may_ring)
doubtful = fact("the caller may want help", "heard place line fact", lambda f, _: is_doubtful(f))
denial_doubted = fact("a sound, the handover or the number speaks against a “no” to danger",
    "heard markers situation line",
    lambda f, policy: f.disturbance or Reported.PRETENCE in f.handover
        or _marked_emergency(f, policy) or is_coached(f))
coached = fact("the caller called it a mistake after another voice was heard", "heard fact",
    lambda f, _: is_coached(f))
threat_known = fact("danger is asked, heard or marked", _RISK,
    lambda f, p: life_at_risk(f, p) or f.of(Topic.IN_DANGER).asked > 0 or f.was_cut)
graded_emergency = fact("it is graded an emergency", "done",
    lambda f, policy: f.grade == policy.force.emergency.id)
injury_settled = called("injury was asked about, or is known",
    asked(Topic.INJURED) | yes(Topic.INJURED) | no(Topic.INJURED) | ill)
emergency_ungraded = called("life may be at risk, and it is not graded so",
    emergency & incident_open & ~graded_emergency)
ambulance_due = called("an ambulance is needed and not asked for",
    (yes(Topic.INJURED) | ill | yes(Topic.NEEDS_AMBULANCE) | said_by_caller(Intent.WANTS_AMBULANCE)
        | (child & no(Topic.AWAKE))) & incident_open & ~ambulance_asked)
decided = called("what is done is decided", sent | line_lost | handed_on | traced | mistake)
"""What is done about the call is settled for now."""
travelling = called("officers are on their way", sent & ~arrived)
telling_due = called("the caller is to hear of officers",
    incident_open & ((sent & ~arrived & ~said(Intent.OFFICERS_SENT))
        | (arrived & ~found & ~said(Intent.OFFICERS_THERE))))
in_conversation = called("there is still something to find out",
    incident_open & ~mistake & ~arrived)
fallen_silent = called("a caller who could answer is on the line",
    can_answer & gave_sign & line_open & incident_open & ~mistake & ~found & ~other_voice & ~child)
# fmt: on
