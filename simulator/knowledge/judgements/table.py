"""The table of judgements: what follows from what a role knows, one row each.

The name of a row is the name of its variable. Rows of guidance name it, and so do the words of
`known` in rubrics (`rules/known_words.py`), the lesson and the debrief. `one_sided.py` lists the
rows that only guidance or only rules name, each with the reason.

To add one: write a line here, with its sentence, the fields that it reads, and its test; a test of
more than a line goes into the module of its subject (`danger`, `asking`, `telling`). Then name it
in a row of guidance, in `rules/known_words.py`, or both.
"""

from collections.abc import Callable, Mapping

from simulator.core import acts as do
from simulator.core import terms
from simulator.core.flow import AT_WORK, MOBILES
from simulator.core.profile import OperatorPacing
from simulator.core.statements import StatementTopic
from simulator.core.terms import Intent, LineStage, Reason, Reported, Role, Sound, Topic, Treatment
from simulator.knowledge.answers import AnswerState
from simulator.knowledge.company import rings_for_another
from simulator.knowledge.facts import (
    NEAR_WITHIN,
    CallbackState,
    CodeState,
    Hearers,
    Lookup,
    PlaceKnown,
    TextNews,
)
from simulator.knowledge.judgements import asking, danger, dated, reasons, telling
from simulator.knowledge.judgements import operator_hears as by_operator
from simulator.knowledge.judgements import waiting as waiting_
from simulator.knowledge.judgements.cover import NOT_ASKED_WHO_IS_HURT, cover
from simulator.knowledge.judgements.danger import FINDABLE, SIGNALS, SPOKEN
from simulator.knowledge.judgements.families import (
    asked,
    at,
    no,
    said,
    said_by_caller,
    situation,
    sound_heard,
    sound_heard_by_either,
    stated,
    told_no,
    told_yes,
    yes,
)
from simulator.knowledge.judgements.judgement import (
    DatedJudgement,
    FactJudgement,
    called,
    field,
    holding,
    judged,
)
from simulator.knowledge.learning import AT_THE_DOOR
from simulator.knowledge.services import (
    answered_since,
    control_to_answer,
    crew_to_tell,
    service_to_tell,
    to_ask_for_service,
)
from simulator.knowledge.services import safe_owed as owes_safe
from simulator.knowledge.situation import ABUSE, Situation, found_open_by, is_coached, situations

FIRST_WORDS = frozenset(
    {
        *(Intent.THROUGH_TO_POLICE, Intent.CALLS_BACK, Intent.SAY_YES_IF_POLICE),
        Intent.GETS_INTERPRETER,
    }
)
"""With which a call handler says who is on the line, in words that fit."""
_ANSWERED = (Lookup.FOUND, Lookup.NOTHING)
_UNSPOKEN = asking.SIGNS_GIVEN | {Reported.FIFTY_FIVE}
"""What a caller who can't speak has given on purpose."""
_TAKES = frozenset(
    {
        *(Intent.THROUGH_TO_POLICE, Intent.SAY_YES_IF_POLICE, Intent.ASK_FOR_CALLER),
        *(Intent.CONFIRMS_TAKEN, Intent.KEEP_TALKING, Intent.GO_QUIET),
    }
)
"""Words of a call handler who has the call. The caller's end hears them: none is for the operator
alone (CH-21)."""

# One judgement a line or two: its sentence, what it reads, and its test; a table, not code.
# fmt: off

# --- the line -------------------------------------------------------------------------------------

line_open = field("the caller is on the line", "stage", LineStage.WITH_CALL_HANDLER)
line_lost = field("the line is lost", "stage", LineStage.DOWN)
ended = field("this seat has ended the call", "ended")
line_taken = called("the line is lost, and this seat did not end it", line_lost & ~ended)
held_down = field("the handset is down", "stage", LineStage.HELD_WITH_CALL_HANDLER)
line_cut = field("the line was cut", "was_cut")
answered = field("the call is answered", "answered")
mobile = field("the phone is a mobile", "kind", *MOBILES)
rung_back = field("this is an answered callback", "rung_back")
incident_none = field("no incident yet", "incident", terms.IncidentStage.NONE)
left_open = field("the incident is left open for review", "incident",
    terms.IncidentStage.LEFT_OPEN)
handed_on = field("another force has the incident", "incident",
    terms.IncidentStage.WITH_OTHER_FORCE)
incident_open = field("the incident is open", "incident", terms.IncidentStage.NONE, *AT_WORK)
incident_at_work = called("the incident is open and not new", incident_open & ~incident_none)

# --- what was heard -------------------------------------------------------------------------------

speaks = field("the caller speaks", "speaks")
gave_sign = judged("the caller has given a sign", "signs texts_in reports",
    lambda f, _: bool(f.signs or f.texts_in or not f.reports.isdisjoint(asking.SIGNS_GIVEN)))
only_a_machine = called("a device has spoken, and no person has given a sign",
    situation(Situation.DEVICE) & ~gave_sign
        & judged("nobody has spoken", "speaks", lambda f, _: not f.speaks))
responded = judged("the caller has spoken, written or given a sign",
    "speaks signs texts_in reported",
    lambda f, _: bool(f.speaks or f.signs or f.texts_in) or f.reported(*danger.RESPONSES))
signal_handed_over = judged("the operator heard a signal", "handover",
    lambda f, _: not SIGNALS.isdisjoint(f.handover))
spoke_to_operator = judged("the caller spoke to the operator", "handover",
    lambda f, _: not SPOKEN.isdisjoint(f.handover))
caller_spoke = called("the caller has spoken, here or to the operator",
    speaks | spoke_to_operator)
unspoken_sign = judged("the caller, who has neither spoken nor written, has given a sign",
    "signs texts_in reports handover speaks",
    lambda f, _: (
        not (f.speaks or f.texts_in)
        and SPOKEN.isdisjoint(f.handover)
        and bool(f.signs or not _UNSPOKEN.isdisjoint(f.reports.union(f.handover)))))
ill_heard = field("a groan or a slurred sound was heard", "ill")
heard_before = judged("something was heard at the start", "heard handover",
    lambda f, _: bool(f.reports.union(f.handover) - {Reported.NOTHING, Reported.LINE_LOST}))
heard_answer = DatedJudgement("more than weak background was heard",
    lambda k, _: reasons.answered(k))
disturbance_heard = field("a disturbance was heard", "disturbance")
other_voice = field("another voice has spoken to the call", "other_voice")
somebody_heard = called("a disturbance or another voice was heard", disturbance_heard | other_voice)
carer_answers = judged("a carer or relative speaks for the caller", "ledger",
    lambda f, _: (StatementTopic.CARER_SPEAKS, True) in f.ledger.stated)
voice_unsettled = DatedJudgement("another voice spoke, and the caller gave no sign since",
    lambda k, _: dated.voice_unsettled(k))
other_there = judged("another person is there", "other_voice topics",
    lambda f, _: danger.is_other_there(f))
staying_dangerous = called("something shows that staying may be dangerous",
    disturbance_heard | other_there
        | judged("the caller said so in their own words", "ledger things",
            lambda f, _: danger.says_staying_is_dangerous(f)))
caller_lets_go = judged("the caller said that the phone has to be put away", "ledger",
    lambda f, _: danger.says_phone_goes_away(f))
voices_near = DatedJudgement("another person talks beside the phone, or did a minute ago",
    dated.voices_near)
words_overheard = judged("people talk near the phone, not to it", "reported",
    lambda f, _: f.reported(Reported.VOICES))
text_waits = field("a text of the caller is unread", "text_waits")
caller_wrote = field("the caller has sent a text", "texts_in")
text_passed_over = field("a question was asked before the text was used", "text_news",
    TextNews.PASSED_OVER)
steps_heard = sound_heard("steps or a door were heard", Sound.FOOTSTEPS, Sound.DOOR)
engine_heard = sound_heard_by_either("an engine is heard, here or by the operator",
    Sound.ENGINE, Sound.INDICATOR, Sound.TRAFFIC)  # fmt: skip
unnoted = judged("something heard is not noted", "heard notes",
    lambda f, _: any(telling.is_news(f, t) or not f.notes for t in f.unnoted))
ill = situation(Situation.ILL)
despairs = judged("the caller wants to die", "ledger",
    lambda f, _: f.believes(StatementTopic.SUICIDAL))
followed = situation(Situation.FOLLOWED)
in_vehicle = situation(Situation.VEHICLE)
stranger = situation(Situation.STRANGER)
under_way = in_vehicle | followed
witness = situation(Situation.WITNESS)
from_afar = situation(Situation.FROM_AFAR)
disguised = situation(Situation.DISGUISED)
speaks_freely = called("the caller has spoken, and does not pretend", caller_spoke & ~disguised)
other_language = situation(Situation.LANGUAGE)
says_mistake = said_by_caller(Intent.SAYS_MISTAKE)
wants_fire = said_by_caller(Intent.WANTS_FIRE)
cannot_talk = said_by_caller(Intent.CANNOT_TALK)
own_words = said_by_caller(Intent.OWN_WORDS)
child = called("a young child has the phone", situation(Situation.CHILD) & ~says_mistake)
"""A young child has the phone; an adult who says that it was a mistake has taken it."""
beside = judged("another person is in the same room", "topics", lambda f, _: danger.is_beside(f))
child_hides = situation(Situation.CHILD_HIDES)
"""Also after a grown-up's word, which lowers nothing (practice2 BF-3, SIT-08)."""
other_child = called("a child has the phone, and no violence is known of", child & ~child_hides)

# --- understanding each other ---------------------------------------------------------------------

code_none = field("no code is stated", "code", CodeState.NONE)
code_stated = called("a code is stated", ~code_none)
code_fresh = DatedJudgement("no question was asked since the code was stated",
    lambda k, _: dated.code_fresh(k))
test_asked = called("the code was tested by a question", code_stated & asked(Topic.CAN_HEAR))
code_untested = field("a code is stated and not tested", "code", CodeState.STATED)
answered_early = DatedJudgement("the question was answered before it had ended",
    lambda k, _: dated.answered_early(k))
code_tested = field("the code is tested", "code", CodeState.TESTED)
can_answer = judged("the caller can answer", "speaks code", lambda f, _: asking.can_answer(f))
hear_safe = field("nobody else can hear", "hear", Hearers.SAFE)
nobody_else_hears = DatedJudgement("the caller said lately that nobody else can hear",
    lambda k, at: k.hear(at) is Hearers.SAFE)
said_what = judged("the caller has said what is happening, or who it is", "ledger",
    lambda f, _: asking.said_what(f))
where_lapsed = judged("where the other person is was said more than half a minute ago",
    "whereabouts topics ledger", lambda f, _: asking.is_where_lapsed(f))
unheard_once = judged("the caller has said once that nobody can hear, and not in so many words",
    "hear topics", lambda f, _: f.hear is not Hearers.SAFE and asking.is_unheard_once(f))
talks_freely = judged("the caller talks aloud, and nobody hears, or did at their last word of it",
    "speaks hear hear_lapsed other_voice situations ledger topics",
    lambda f, _: f.speaks and danger.talks_freely(f))
has_a_door = judged("the caller is known to be indoors", "address topics ledger",
    lambda f, _: danger.has_a_door(f))
in_the_open = judged("a caller who speaks is out of doors, and hides from nobody",
    "speaks ledger topics address", lambda f, _: danger.is_in_the_open(f))
has_gone_said = judged("the caller's last word of where the other person is: they have gone",
    "ledger", lambda f, _: danger.is_said_gone(f))
robbed_outside = called("the caller was robbed, they have gone, and nothing shows a room",
    judged("a robbery was stated", "ledger", lambda f, _: f.believes(StatementTopic.ROBBERY))
        & has_gone_said & ~has_a_door)
hear_unknown = field("it is not known who can hear", "hear", Hearers.UNKNOWN)
hear_unsafe = field("another person can hear", "hear", Hearers.UNSAFE, Hearers.EXPOSED)
exposed = field("the caller is exposed", "hear", Hearers.EXPOSED)
relayed = judged("the caller's words come through a relay assistant or a BSL interpreter", "via",
    lambda f, _: f.via in (terms.Via.RELAY, terms.Via.SIGNS))
interpreted = field("the caller's words come through an interpreter", "via",
    terms.Via.INTERPRETER)
cannot_hear = judged("the caller has stated that they cannot hear or speak", "ledger",
    lambda f, _: (held := f.ledger.belief(StatementTopic.NO_SPEECH)) is not None and held.value)
writes = judged("the caller answers texts, and nothing that is said", "texts_in speaks code",
    lambda f, _: f.texts_in > 0 and not asking.can_answer(f))
adult_words = called("a code and plain questions fit the caller",
    ~child & ~disguised & ~other_voice & ~other_language)
"""No child, pretence, other voice or other language (CH-02, CH-36, CH-40, CH-41)."""
signs_needed = called("the caller can only give signs", adult_words & ~speaks & ~says_mistake)
first_words = called("the first words were said",
    said(Intent.THROUGH_TO_POLICE) | said(Intent.CALLS_BACK) | said(Intent.SAY_YES_IF_POLICE)
        | said(Intent.GETS_INTERPRETER))
police_named = called("the police were named to the caller",
    said(Intent.THROUGH_TO_POLICE) | said(Intent.SAY_YES_IF_POLICE) | asked(Topic.NEEDS_POLICE))
nothing_said = judged("nothing was said to the caller", "said ways code_signs topics",
    lambda f, _: not (set(f.said) - {Intent.CONFIRMS_TAKEN} or f.ways or f.code_signs
        or any(fact.asked for fact in f.topics.values())))
prompted = DatedJudgement("words to the caller had begun", lambda k, _: reasons.prompted(k))
unopened = called("nothing was said yet, and the usual first words fit",
    ~first_words & ~rung_back & ~other_voice & ~disguised & ~child)
nothing_came = judged("nothing has come since the first words", "last_said replies",
    lambda f, _: f.said_last(*FIRST_WORDS) and not f.was_answered)
no_ways = judged("no ways to answer were offered", "ways", lambda f, _: not f.ways)
whisper_due = called("a whisper is to be invited first",
    nothing_came & no_ways & code_none & ~hear_unsafe & ~steps_heard
        & ~said(Intent.INVITE_SPEECH))
"""Only where nothing came after the first words, and nothing shows a person near (CH-05)."""
miscounted = judged("the test of the code got another count", "topics asking code",
    lambda f, _: asking.is_miscounted(f))
unanswered_check = judged("how they are was asked, or whether they hear, and nothing has come",
    "checks", lambda f, _: f.checks > 0)
unanswered_twice = judged("nothing has come to two such questions", "checks",
    lambda f, _: f.checks > 1)
tests_failed = judged("three tests of the code failed, or two that no sign came to",
    "code_failures signs disturbance handover things",
    lambda f, _: f.code_failures >= asking.most_tests(f))
test_due = judged("the code as stated is not tested", "topics code_failures",
    lambda f, _: f.of(Topic.CAN_HEAR).asked <= f.code_failures)
code_to_restate = judged("the test of the code got no answer once or twice",
    "code code_failures topics signs disturbance handover things",
    lambda f, _: (f.code is CodeState.FAILED and f.code_failures < asking.most_tests(f))
        or (asking.is_test_open(f) and f.code_failures < asking.most_tests(f) - 1))
may_not_hear = judged("the caller has knocked, and has not answered the test of the code",
    "signs things topics code code_failures disturbance handover earlier"
    " markers",
    lambda f, _: asking.may_not_hear(f))
last_test_open = judged("the last test of the code was not passed",
    "code code_failures topics signs disturbance handover things",
    lambda f, _: asking.is_test_open(f) and f.code_failures == asking.most_tests(f) - 1)

# --- the place ------------------------------------------------------------------------------------

place_wide = field("the place is wide", "place", PlaceKnown.WIDE)
place_findable = field("a place is known that officers can find", "place", *FINDABLE)
place_confirmed = field("the place is confirmed", "place", PlaceKnown.DOOR)
place_unfindable = called("no place closer than 500 m is known", ~place_findable)
place_none = called("no place is known", ~place_findable & ~place_wide)
place_not_close = judged("the place is not close", "place",
    lambda f, _: f.place is PlaceKnown.WIDE and f.radius is not None)
place_denied = judged("the caller said that they are not at the only place that is known",
    "topics place_given place address location",
    lambda f, _: f.is_no(Topic.AT_KNOWN_ADDRESS) and not f.place_given and f.radius is None)
denial_briefed = judged("officers know that the caller denied the place", "topics passed_on",
    lambda f, _: telling.is_denial_told(f))
place_by_data = judged("data shows the place within 500 m", "location",
    lambda f, _: any(d.radius is None or d.radius <= NEAR_WITHIN for d in f.location.values()))
has_address = judged("an address is held", "address location",
    lambda f, _: bool(f.address or any(d.radius is None for d in f.location.values())))
other_area = field("the place is in another force's area", "other_force")
data_unread = judged("location data is unread", "location read",
    lambda f, _: any(s not in f.read for s in f.location))
no_place_named = field("the caller named no place", "place_given", False)
all_traced = judged("every trace has answered, and there is no place to go to",
    "place trace traces",
    lambda f, _: f.place not in FINDABLE and f.trace in _ANSWERED
        and len(f.traces) == len(terms.Trace))
nowhere_to_send = called("no place is known, and every trace has answered",
    all_traced & place_none)
rides = judged("the caller is in a vehicle that may be moving", "situations topics",
    lambda f, _: Situation.VEHICLE in situations(f) and not f.is_no(Topic.MOVING))
abuse_marked = judged("the number has a marker of abuse", "markers",
    lambda f, _: not ABUSE.isdisjoint(f.markers))
domestic_abuse_marked = judged("the number has a domestic abuse marker", "markers",
    lambda f, _: not danger.DOMESTIC.isdisjoint(f.markers))
has_specialist = judged("a specialist in domestic abuse is in the control room", "",
    lambda _f, p: p.force.specialist)
hides = judged("the caller hides", "situations topics was_cut", lambda f, _: danger.hides(f))

# --- what was done --------------------------------------------------------------------------------

searched = field("the search has answered", "search", *_ANSWERED)
search_open = field("no search was started", "search", Lookup.NONE)
traced = field("the trace has answered", "trace", *_ANSWERED)
trace_open = field("no trace was started", "trace", Lookup.NONE)
trace_asked = called("a trace was asked for", ~trace_open)
wide_and_signalled = called("a caller who has not spoken has given a sign, from a wide place",
    place_wide & unspoken_sign)
trace_waits = field("a trace is running", "trace", Lookup.WAITING)
graded = field("a grade is set", "grade")
not_regraded = judged("it was not graded again since", "grade_reason",
    lambda f, _: f.grade_reason is not Reason.LINE_CUT)
reasons_stale = field("something of weight has come since reasons were written", "reasons_stale")
reasoned_for_turn = DatedJudgement(
    "reasons were written since half a minute before the last grade, or the loss of the line",
    lambda k, _: dated.reasoned_for_turn(k))
reasoned = judged("reasons are written under every heading", "thrive",
    lambda f, _: len(f.thrive) == len(terms.Heading))
not_rung = field("ringing back was decided against", "callback", CallbackState.NOT_RUNG)
callback_failed = field("the callback reached nobody", "callback", CallbackState.FAILED)
callback_undecided = field("ringing back is undecided", "callback", CallbackState.NONE)
callback_decided = called("ringing back is decided", ~callback_undecided)
caller_back = DatedJudgement("the caller gave a sign since the callback was answered",
    lambda k, _: dated.caller_back(k))
offered = field("the incident was offered to another force", "offered_to")
ambulance_asked = holding("an ambulance was asked for", "brought_in", terms.Service.AMBULANCE)
person_asked = holding("an interpreter or a specialist was asked for", "notes",
    terms.NoteKind.PERSON)
interpreter_asked = called("an interpreter was asked for, and that was noted",
    other_language & person_asked)
supervisor_asked = holding("the supervisor was asked", "notes", terms.NoteKind.RATIONALE)
unit_wanted = holding("the supervisor wants a second unit to go", "decided",
    terms.SupervisorDecision.MORE_UNITS)
trace_wanted = holding("the supervisor wants the trace to go on", "decided",
    terms.SupervisorDecision.TRACE_ON)
line_may_end = holding("the supervisor has signed that the line may go", "decided",
    terms.SupervisorDecision.LINE_MAY_GO)
no_text_sent = field("no text was sent", "texts_out", 0)
screen_asked = asked(Topic.SCREEN_SEEN)
screen_safe = told_no(Topic.SCREEN_SEEN)
advice_given = judged("advice was given", "said",
    lambda f, _: any(f.has("said", each) for each in danger.ADVICE))
advice_due = judged("the caller hides, is followed or was left alone", "topics",
    lambda f, _: asking.told_yes(f, *danger.ADVICE_DUE))
texts_owed = judged("a text of the caller has no text in answer", "texts_out text_owed",
    lambda f, _: f.texts_out > 0 and f.text_owed)
incident_found = judged("an open incident of this caller was found",
    "joins open_places earlier location place_words ledger", lambda f, _: bool(found_open_by(f)))
rang_before = judged("the number rang before", "earlier handover",
    lambda f, _: bool(f.earlier) or Reported.EARLIER_CALLS in f.handover)
threatened = judged("what the caller has said of them is danger enough", "situations speaks",
    lambda f, _: f.speaks and danger.in_danger_by_situation(f))
told_danger = judged("the caller said unasked what the danger is", "topics",
    lambda f, _: f.of(Topic.IN_DANGER).stated or f.of(Topic.WEAPON).stated)
weapon_told = judged("the caller has said unasked whether there is a weapon", "topics",
    lambda f, _: f.of(Topic.WEAPON).stated)

# --- officers -------------------------------------------------------------------------------------

sent = field("officers are sent", "sent")
sent_with_markers = called("officers are sent and there is a marker",
    sent & field("there is a marker", "markers"))
markers_briefed = judged("officers know of every marker", "markers markers_briefed",
    lambda f, _: bool(f.markers) and f.markers_briefed.issuperset(f.markers))
width_briefed = judged("officers know where the place comes from and how wide it is",
    "place sources_briefed", lambda f, _: f.source in f.sources_briefed)
briefed = field("officers are briefed", "briefed")
arrived = field("officers are at the scene", "arrived")
found = field("officers are with the caller", "found")
met = judged("officers or the caller have said that they are together",
    "found unit_status last_said replies officer_says",
    lambda f, _: f.found and (f.officer_says is not None
        or f.unit_status in (terms.UnitStatus.REPORTED, terms.UnitStatus.RESUMED)
        or (f.said_last(Intent.CONFIRM_MET) and f.was_answered)))
officer_heard = field("an officer was heard on the caller's phone", "officer_says")
officer_keeps_line = field("an officer with the caller asked to keep talking to them",
    "officer_says", Intent.OFFICER_NEEDS_LINE)
line_may_go = judged("an officer with the caller has said that the line may go, or reported",
    "found officer_says unit_status",
    lambda f, _: f.found and (f.officer_says is Intent.OFFICER_LETS_GO
        or f.unit_status is terms.UnitStatus.RESUMED
        or (f.unit_status is terms.UnitStatus.REPORTED
            and f.officer_says is not Intent.OFFICER_NEEDS_LINE)))
service_lacks = judged("another service that was asked in lacks something that changes things",
    "brought_in ledger passed_on services_told place_words address topics stage situations markers"
    " times_worse"
    " asking found",
    lambda f, _: service_to_tell(f) is not None)
services_wait = field("another service's control waits for an answer", "services_ask")
service_answer_held = judged("what another service's control asks is known",
    "services_ask topics ledger place place_words address speaks found situations markers"
    " heard reported passed_on brought_in",
    lambda f, _: control_to_answer(f) is not None)
control_lacks = judged("another service's control heard that a breath, or waking, is not known,"
    " and it was answered since",
    "services_lack topics ledger", lambda f, _: bool(answered_since(f)))
control_has_it = called("other services' controls have what was answered of a breath, or of waking",
    ~control_lacks)
service_question = judged("the caller can be asked what another service's control asks",
    "services_ask services_relayed topics ledger place place_words address speaks found situations"
    " markers heard reported passed_on brought_in",
    lambda f, _: to_ask_for_service(f) is not None)
safe_owed = judged("a service that waits has not heard that officers are in",
    "found services_told", lambda f, _: owes_safe(f))
controls_answered = judged("what other services' controls ask was answered, or passed on",
    "services_ask services_relayed",
    lambda f, _: all(need in f.services_relayed for _, need in f.services_ask))
crew_cleared = called("no crew waits for the word of police while officers are in", ~safe_owed)
service_relayed = field("the caller was asked what another service's control asks",
    "services_relayed")
caller_wanted = field("another service's control has asked for the caller", "caller_wanted")
crew_news = judged("the control of an ambulance or a fire engine has given a time, or it is there,"
    " and the caller has not heard",
    "crew crew_told crew_status pumps pumps_told services_told", lambda f, _: bool(crew_to_tell(f)))
advice_waits = field("ambulance control's advice waits to be passed on", "advice_waits")
text_unbriefed = judged("officers lack a text of the caller", "text_news",
    lambda f, _: f.text_news is not TextNews.NONE)
fact_unbriefed = judged("officers lack a fact or an address", "unbriefed address_new",
    lambda f, _: bool(telling.news(f)) or f.address_new)
unbriefed = called("officers lack something that is known", fact_unbriefed | text_unbriefed)
holds_answers = judged("the caller has said what officers need", "topics heard ledger",
    lambda f, _: bool(dated.answers_unbriefed(f)))
answers_briefed = DatedJudgement("officers know what the caller had said before they were sent",
    lambda k, _: dated.answers_briefed(k))
lack_news = DatedJudgement("officers lack something that is new since they were sent",
    lambda k, _: bool(dated.news_since_sent(k)))
have_news = DatedJudgement("officers know all that is new since they were sent",
    lambda k, _: k.facts.sent and not dated.news_since_sent(k))
place_unbriefed = judged("officers lack the place as it is known now", "unbriefed address_new",
    lambda f, _: f.address_new or not telling.PLACES.isdisjoint(telling.news(f)))
unit_assigned = field("a unit is assigned", "unit")
no_unit = field("no unit was free, or it has left", "unit_status",
    terms.UnitStatus.NO_UNIT, terms.UnitStatus.RESUMED)
hours_away = judged("dispatch has nobody for an hour or more, and no unit is on its way",
    "delayed_for unit found", lambda f, _: f.delayed_for is not None and not f.unit and not f.found)
delay_said = field("the caller has heard that nobody comes for hours", "delay_said")
delay_agreed = judged("the caller has heard it, and has answered", "delay_said last_said replies",
    lambda f, _: f.delay_said and f.was_answered
        and f.said_last(Intent.NO_UNIT_YET, Intent.CALL_AGAIN))
eta_given = judged("a unit has given a time", "eta", lambda f, _: f.eta is not None)
two_minutes_out = field("the unit is two minutes out", "unit_status",
    terms.UnitStatus.TWO_MINUTES)
eta_news = judged("a time was given and not passed on", "eta eta_told",
    lambda f, _: f.eta is not None and not f.eta_told)
not_found = field("officers have not found the caller", "unit_status",
    terms.UnitStatus.NOT_FOUND)
at_the_door = field("officers are there and have not reached the caller", "unit_status",
    *AT_THE_DOOR)
kept_out = field("another person keeps officers out", "unit_status",
    terms.UnitStatus.THIRD_PARTY_ONLY)
other_at_door = field("another person is with officers at the door, or with the caller",
    "unit_status", terms.UnitStatus.THIRD_PARTY_ONLY, terms.UnitStatus.NOT_ALONE)
door_reviewed = field("the supervisor was asked since officers were at the door", "door_reviewed")
radio_asked = field("officers were asked who hears their radio", "radio_asked")
radio_private = field("nobody but the officer hears the radio", "radio_private")
unfound = judged("officers have not reached the caller, or have left without", "unit_status found",
    lambda f, _: f.unit_status in AT_THE_DOOR
        or (f.unit_status is terms.UnitStatus.RESUMED and not f.found))
door_owed = called("officers are at the scene, and lack what helps at a door",
    arrived & ~found & ~at_the_door & field("nothing was said to them since", "door_told", False))
clues_owed = at_the_door & field("they were not briefed since", "clues_given", False)
officers_wait = field("officers wait for an answer", "officers_ask")
answer_held = judged("what officers ask is known",
    "officers_ask topics place_given heard situations",
    lambda f, _: any(telling.answer_known(f, topic) for topic in f.officers_ask))
question_to_relay = judged("the caller can be asked what officers ask",
    "officers_ask relayed topics place_given speaks was_cut situations",
    lambda f, _: telling.to_relay(f) is not None)
was_relayed = field("the caller was asked what officers ask", "relayed")
officers_answered = judged("what officers ask was answered or passed on",
    "officers_ask relayed", lambda f, _: f.relayed.issuperset(f.officers_ask))

# --- danger, mistake and doubt --------------------------------------------------------------------

injury_told = called("the caller said that someone is hurt",
    told_yes(Topic.INJURED) | told_yes(Topic.NEEDS_AMBULANCE))
emergency = judged("danger, violence, illness or a marker shows an emergency",
    danger.READ_OF_RISK, danger.is_emergency)
of_a_body = judged("illness, a fall or an overdose shows an emergency, and no other person",
    f"{danger.READ_OF_RISK} ledger", lambda f, _: danger.is_of_a_body(f))
precaution = judged("life may be at risk, though nothing shows it", danger.READ_OF_RISK,
    lambda f, _: danger.is_precaution(f))
at_risk = called("life may be at risk", emergency | precaution)
life_at_stake = called("danger, injury or violence is known", emergency | injury_told)
no_emergency = called("nothing shows an emergency", ~emergency)
mistake = judged("the caller confirmed a mistake", f"{danger.READ_OF_RISK} ledger",
    danger.is_mistake)
mistake_stated = judged("the caller's own words say that it was a mistake", "ledger topics heard",
    lambda f, _: danger.says_mistake(f))
mistake_written = judged("a caller who only writes has written that it was a mistake",
    "topics was_cut handover texts_in speaks signs ledger heard",
    lambda f, _: danger.wrote_mistake(f))
accident = situation(Situation.ACCIDENT)
caller_safe = DatedJudgement("the caller said that they are safe, and nothing was heard since",
    lambda k, _: dated.caller_safe(k))
safe_and_alone = DatedJudgement("the caller said that they are safe and alone",
    lambda k, _: dated.safe_and_alone(k))
no_concern = judged("everything was checked and nothing was heard",
    "search callback was_cut trace signs texts_in heard handover markers",
    lambda f, _: reasons.no_concern(f))
danger_denied = told_no(Topic.IN_DANGER)
no_injury = called("the caller does not say that someone is hurt", ~injury_told)
may_ring = judged("policy and what is known allow ringing", f"{danger.READ_OF_RISK} hear ledger",
    danger.may_ring)
doubtful = judged("the caller may want help",
    "signs texts_in handover was_cut place trace heard topics ledger",
    lambda f, _: danger.is_doubtful(f))
denial_doubted = judged("a sound, the handover or the number speaks against a “no” to danger",
    "reported markers topics ledger",
    lambda f, p: f.disturbance or Reported.PRETENCE in f.handover
        or danger.marked_emergency(f, p) or is_coached(f))
denial_contradicted = called("the caller denies danger, and something speaks against it",
    danger_denied & denial_doubted & can_answer & adult_words)
no_contradiction = called("nothing speaks against what the caller says of danger",
    ~denial_contradicted)
coached = judged("the caller called it a mistake after another voice was heard",
    "topics heard ledger",
    lambda f, _: is_coached(f))
threat_known = judged("danger is asked, heard or marked", danger.READ_OF_RISK,
    lambda f, p: danger.life_at_risk(f, p) or f.of(Topic.IN_DANGER).asked > 0 or f.was_cut)
graded_emergency = judged("it is graded an emergency", "grade",
    lambda f, p: (own := p.force_or_none) is not None and f.grade == own.emergency.id)
hurt_breaks_cover = called("the caller pretends to talk to one who would not ask who is hurt",
    disguised & judged("a shop or a stranger is talked to", "ledger",
        lambda f, _: cover(f) in NOT_ASKED_WHO_IS_HURT))
injury_settled = called("injury was asked about, or is known",
    asked(Topic.INJURED) | yes(Topic.INJURED) | no(Topic.INJURED) | ill | hurt_breaks_cover)
emergency_ungraded = called("an emergency is known, and it is not graded so",
    emergency & incident_open & ~graded_emergency)
precaution_ungraded = called("life may be at risk, though nothing shows it; not graded so",
    precaution & ~emergency & incident_open & ~graded_emergency)
ambulance_due = called("an ambulance is needed and not asked for",
    (yes(Topic.INJURED) | ill | yes(Topic.NEEDS_AMBULANCE) | said_by_caller(Intent.WANTS_AMBULANCE)
        | (child & no(Topic.AWAKE))) & incident_open & ~ambulance_asked)
decided = called("what is done is decided", sent | line_lost | handed_on | traced | mistake)
"""What is done about the call is settled for now."""
travelling = called("officers are on their way", sent & ~arrived)
sent_told = called("it was said or written to the caller that officers are sent",
    said(Intent.OFFICERS_SENT))
there_told = called("it was said or written to the caller that officers are there",
    said(Intent.OFFICERS_THERE))
quiet_for_steps = called(
    "steps were heard, a silence was announced, and the caller gives only signs",
    steps_heard & said(Intent.GO_QUIET) & ~speaks)
waiting = called("officers are on their way, and not with the caller", travelling & ~found)
telling_due = called("the caller is to hear of officers",
    incident_open & ((sent & ~arrived & ~said(Intent.OFFICERS_SENT))
        | (arrived & ~found & ~not_found & ~said(Intent.OFFICERS_THERE))))
in_wait = called("officers are sent and briefed, and not with the caller", sent & briefed & ~found)
silence = field("a silence was announced, and nothing has ended it", "silence")
hidden = judged("the caller hides, and each word aloud may give them away",
    "situations topics was_cut ledger hear speaks address via",
    lambda f, _: waiting_.is_hidden(f))
nobody_to_hide_from = judged("nothing shows a person who must not hear of officers",
    "situations topics ledger hear hear_lapsed heard handed_sounds other_voice markers speaks",
    lambda f, _: waiting_.nobody_to_hide_from(f))
unheard = judged("plain words can harm nobody: nobody else hears, or it is of a body alone",
    "situations topics ledger hear hear_lapsed heard handed_sounds other_voice markers speaks",
    lambda f, _: waiting_.is_unheard(f))
of_another = judged("the caller rings for another person, who is ill or hurt",
    "ledger", lambda f, _: waiting_.is_of_another(f))
for_another = judged("the caller has said that it is another who is ill, hurt or wants to die",
    "ledger", lambda f, _: rings_for_another(f.ledger))
apart = judged("the caller rings about a person who is somewhere else", "ledger topics",
    lambda f, _: waiting_.is_apart(f))
beside_driver = called("the caller sits in a vehicle with another person, and in no boot",
    situation(Situation.DRIVEN) & (other_voice
        | judged("a voice speaks to another person there", "ledger",
            lambda f, _: any(e.topic is StatementTopic.TO_PERSON_THERE for e in f.ledger))))
shut_in = called("the caller is shut in a vehicle, or short of air where they are shut in",
    situation(Situation.CONFINED) & ~beside_driver & (yes(Topic.IN_A_VEHICLE)
        | stated(StatementTopic.IN_A_VEHICLE) | stated(StatementTopic.BREATHING_BADLY)))
_FALLEN_OR_HIT = (
    *(StatementTopic.TRAPPED_OR_FALLEN, StatementTopic.HIT, StatementTopic.OTHER_HURT),
    *(StatementTopic.CANNOT_MOVE, StatementTopic.IN_LABOUR, StatementTopic.PREGNANT),
)
behind_door = called("the one who is ill is behind a door that the caller cannot open",
    of_another & ~apart & stated(StatementTopic.CANNOT_OPEN)
        # "I can't open it", to our question, is said of the front door: the child is beside them.
        & ~(child & judged("we asked whether the front door can be opened", "topics",
            lambda f, _: f.of(Topic.CAN_OPEN_DOOR).asked > 0)))
airway = called("another person does not wake and has not fallen: on their side is best",
    of_another & ~apart & ~child & ~behind_door & stated(StatementTopic.NOT_WAKING)
        & judged("no fall, blow or birth was stated", "ledger",
            lambda f, _: not any(f.believes(each) for each in _FALLEN_OR_HIT)))
may_be_told = DatedJudgement("the caller may hear of officers",
    lambda k, at: k.hear(at) is Hearers.SAFE or waiting_.nobody_to_hide_from(k.facts))
said_unheard = DatedJudgement("the caller has said aloud that nobody else can hear",
    dated.said_unheard)
in_conversation = called("there is still something to find out",
    incident_open & ~mistake & ~arrived)
fallen_silent = called("a caller who could answer is on the line",
    can_answer & gave_sign & line_open & incident_open & ~mistake & ~found & ~other_voice & ~child)

# --- what an operator judges: by what came on this call, and what the profile says ----------------

rings = at(LineStage.DIALLED)
in_hand = at(LineStage.WITH_OPERATOR)
recorded = at(LineStage.RECORDING, LineStage.SOUND_PROMPT)
handset_down = at(LineStage.HELD)
back = at(LineStage.BACK_WITH_OPERATOR)
police_rung = at(LineStage.CONNECTING_POLICE)
line_gone = at(LineStage.CUT_OFF)
police_there = at(LineStage.WITH_CALL_HANDLER, LineStage.HELD_WITH_CALL_HANDLER)
was_held = field("the handset was down before", "was_held")
left = field("the operator has left", "left")
handed_over = field("the call is handed over", "handed_over")
handed_over_whole = judged("police know of each voice, sign and disturbance that was heard",
    "handed_over heard", lambda f, _: by_operator.is_handed_over_whole(f))
taken_quietly = judged("the call handler has spoken to the call", "others_said speaking",
    lambda f, _: not _TAKES.isdisjoint(f.others_said)
        and not any(f.has("speaking", each) for each in (Role.CALL_HANDLER, Role.OPERATOR)))
taken = judged("the call handler has spoken", "others_said",
    lambda f, _: not f.others_said.isdisjoint(do.SAYS[Role.CALL_HANDLER]))
sounds_ill = judged("the caller sounds ill, and nobody else is heard",
    "heard handover speaks other_voice", lambda f, _: by_operator.is_ill(f))
spoke = judged("the caller has spoken", "heard", lambda f, _: by_operator.spoke(f))
replied = judged("the caller has spoken since they were asked", "replies",
    lambda f, _: f.has("replies", Reported.SPEECH) or f.has("replies", Reported.WHISPER))
answered_by_sign = judged("the caller has answered by a sign", "reports replies said",
    lambda f, _: not by_operator.SIGNS.isdisjoint(f.reports)
        or (f.has("replies", Reported.KEY_TONE)
        and f.has("said", Intent.MAKE_A_SOUND)))
early_key = judged("a key tone came before a sound was asked for", "reports said",
    lambda f, _: Reported.KEY_TONE in f.reports and not f.has("said", Intent.MAKE_A_SOUND))
names_service = judged("the caller names a service", "things",
    lambda f, _: any(f.caller_said(each) for each in by_operator.WANTED))
other_says_mistake = judged("another voice says that it was a mistake", "things",
    lambda f, _: f.has_thing(Role.ROOM, Intent.SAYS_MISTAKE))
fell = sound_heard("a device reports a fall", Sound.FALL_MESSAGE)
device = sound_heard("a device speaks", Sound.DEVICE_VOICE, Sound.FALL_MESSAGE)
noise_in_recording = field("the caller makes a sound", "replies")
worried = judged("something heard is a reason for doubt", "reports",
    lambda f, _: not by_operator.WORRYING.isdisjoint(f.reports))
confirms_mistake = judged("the caller has confirmed the mistake", "topics",
    lambda f, _: f.answer(Topic.MISTAKE) is AnswerState.YES)
alone = judged("the caller has said that nobody is with them", "topics",
    lambda f, _: f.answer(Topic.OTHER_PERSON_PRESENT) is AnswerState.NO)
other_person = called("another person is heard",
    words_overheard | disturbance_heard | other_voice)
calm = called("nothing but the caller's words is heard", ~other_person & ~answered_by_sign)
only_mistake = called("the caller says that it was a mistake", says_mistake & ~names_service)
in_cover = called("the caller talks as if to another person, and names no service",
    disguised & ~says_mistake & ~names_service)
plain_child = called("a child has the phone, and names no service", child & ~names_service)
child_of_violence = called("a child has spoken of violence", plain_child & child_hides)
plain_language = called("the caller speaks another language, and names no service",
    other_language & ~says_mistake & ~names_service & ~plain_child)
unclear = called("the caller's words name no service",
    spoke & ~says_mistake & ~names_service & ~in_cover & ~plain_child & ~plain_language)


def _profile(says: str, so: Callable[[OperatorPacing], bool]) -> FactJudgement:
    return judged(f"the profile {says}", "", lambda _f, p: so(p.profile.operator))


disturbed = disturbance_heard & _profile("brings police in at once on disturbance",
    lambda o: o.disturbance is Treatment.POLICE_AT_ONCE)
voices_count = words_overheard & _profile("brings police in at once on voices",
    lambda o: o.voices is Treatment.POLICE_AT_ONCE)
passes_on_doubt = _profile("passes a lost call on where there is doubt",
    lambda o: o.passes_on_doubt)
notices = _profile("lets an operator notice a noise in the recording",
    lambda o: o.notices_noise_percent > 0)
sound_is_asked_for = _profile("asks for a sound",
    lambda o: any(each.intent is Intent.MAKE_A_SOUND for each in o.prompts))
repeated = judged("it is the silent call from this number that the profile connects",
    "silent_before",
    lambda f, p: 0 < p.profile.operator.repeat_calls <= f.silent_before + 1)
prompts_left = judged("a prompt is left", "said silent_before",
    lambda f, p: by_operator.next_prompt(f, p) is not None)
treated_by_recording = judged("the profile treats such a call by the recording", "reported",
    lambda f, p: by_operator.treatment(f, p) is Treatment.RECORDING)
treated_by_ending = judged("the profile has the operator end such a call", "reported",
    lambda f, p: by_operator.treatment(f, p) is Treatment.END)
asked_more = called("the caller was asked more than the prompts ask",
    said(Intent.ASK_AGAIN) | said(Intent.SAY_YES_IF_POLICE) | said(Intent.CHECK_MISTAKE)
        | said(Intent.ASK_FOR_ADULT))
to_connect = called("something was heard after which the operator connects",
    answered_by_sign | disturbed | voices_count | other_voice | was_held | names_service
        | plain_language)
no_answer = called("every prompt was said, and nobody has answered",
    in_hand & ~to_connect & ~spoke & ~prompts_left)
# fmt: on

JUDGEMENTS: Mapping[str, FactJudgement | DatedJudgement] = {
    name: row
    for name, row in vars().copy().items()
    if isinstance(row, FactJudgement | DatedJudgement)
}
"""Every row by its name."""
