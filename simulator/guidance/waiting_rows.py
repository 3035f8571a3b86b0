"""What is said and done while officers travel: the agenda of practice2 4 as rows.

After the first briefing there is no clock that makes a call handler speak, but reasons: something
heard, something asked, a promise that is due, news, officers' questions, an agreed sign, advice
that is due, a fact that officers need. With none of them there is a silence that was announced, and
the desk works. Who must not be left in silence (a child, a patient, who wants to die, who is
followed, who reads) has a row of their own. `spread` says how much later the seed may be.
"""

from collections.abc import Iterator
from dataclasses import replace

from simulator.core import acts as do
from simulator.core import terms
from simulator.core.instant import Millis
from simulator.core.statements import StatementTopic
from simulator.core.terms import Heading, Intent, Topic
from simulator.guidance import act_makers as a
from simulator.guidance import rows
from simulator.guidance.act_makers import always, ask, ask_each, ask_first, ask_supervisor, say
from simulator.guidance.rows import (
    BEFORE_LISTS,
    BEFORE_NEWS,
    ActMaker,
    GuidanceRow,
    NeverBefore,
    RowCondition,
    Since,
    desk,
    not_since,
    since,
    timed,
    within,
)
from simulator.guidance.situation_rows import (
    confined,
    fire,
    free_and_bleeds,
    hurt_and_free,
    ill_adult,
    no_breath,
    nothing_new,
    of_a_body_aloud,
    of_the_body,
    overdose,
    presses,
    took_tablets,
    unseen,
)
from simulator.guidance.uptake_rows import JUST_SAID
from simulator.knowledge.answers import MOST, MOST_ADVICE, MOST_BREATHS, MOST_QUESTIONS, AnswerState
from simulator.knowledge.facts import HEARERS_LAPSE, Hearers, KnownFacts, Promise, Stamp
from simulator.knowledge.judgements import table as c
from simulator.knowledge.judgements.cover import COVERED
from simulator.knowledge.judgements.families import asked, is_news, no, said, stated, yes
from simulator.knowledge.judgements.judgement import FactJudgement, Policy, called, field, judged
from simulator.knowledge.judgements.telling import to_relay
from simulator.knowledge.judgements.waiting import MOST_LISTED, lacks_disturbance, may_be_relayed
from simulator.knowledge.ledger import SaidHow
from simulator.knowledge.services import Advice

LISTS_EACH: Millis = 30_000
"""Between two questions of the list in a wait (WT-09, assumption)."""
UNANSWERED: Millis = 15_000
"""From a question that nobody answered to the next of the list, before the wait (assumption)."""
HEARS_OUT: Millis = 5_000
"""How long a sound is listened to before one line about it (WT-01, assumption)."""
NOTHING_TO_SAY: Millis = 22_000
"""Without a reason to speak, until a silence is announced (assumption)."""
SILENT_FOR: Millis = 105_000
"""Of an announced silence, until it is said once that it goes on: 120 s at most (WT-12)."""
ASKS_NOW: Millis = 45_000
"""Without a word from either, until who can be asked is asked what goes on now (assumption)."""
MOST_NOW = 3
"""How often it is asked what goes on, until it is asked seldom (assumption)."""
SILENT_NEAR: Millis = 285_000
"""The same with steps near one who hides: 5 min at most (practice2 4.2)."""
ONCE_A_CALL: Millis = 7_200_000
"""That an announced silence goes on is said once: longer than any wait (WT-12, assumption)."""
ASKS_HEARING: Millis = 240_000
"""In a silence, until who can hear is asked again (BF-6 ages it in 2 min; assumption)."""
TELLS_QUIET: Millis = 105_000
"""Between two words to officers that it is quiet: each 2 min (practice2 4.2)."""
REREADS_STILL: Millis = 120_000
"""How old the last reading of the location may be in a silence (assumption)."""
NOBODY_FREE: Millis = 120_000
"""From sending to the supervisor, where no unit is free (practice2 4.3)."""
CHILD_WAITS: Millis = 7_500
"""From words to a child to the next: with the words, 10 to 20 s between two (practice2 4.4)."""
BESIDE_EACH: Millis = 5_500
"""The same to a child beside one who is ill, who also looks and listens (4.4, assumption)."""
BESIDE_LATER: Millis = 9_500
"""The same once it has done a good deal: with its words 10 to 20 s, as the sheet has it (4.4)."""
CHANGES_EACH: Millis = 36_000
"""How often who is hurt is asked what changes: each 45 s at the latest (practice2 4.4)."""
MINUTE_NEAR: Millis = 52_000
"""Without a word of ours to who speaks, where nothing else was due: 60 s at most (WT-11)."""
SIGNS_EACH: Millis = 130_000
"""The same of who answers by signs, which are work (assumption)."""
SHUT_IN_COMPANY: Millis = 140_000
"""Between two words to who is shut in and was asked all there is to ask (4.2, assumption)."""
GOES_QUIET: Millis = 20_000
"""After a question without an answer, until who is ill is asked whether they hear (CH-77)."""
OTHERS_EACH: Millis = 50_000
"""How often a caller is asked how a hurt person beside them is (assumption)."""
CHANGES_OFTEN = MOST
"""After so many answers it is asked later (assumption)."""
CHANGES_LATER: Millis = 39_000
"""How long after our last words it is asked then: 45 s at the latest, as the sheet has it."""
PLACE_EACH: Millis = 24_000
"""How often who is followed is asked what is near: each 30 s (practice2 4.4)."""
STILL_BEHIND_EACH: Millis = 110_000
"""How often who is followed is asked what data or officers will show anyway (assumption).

The sheet wants their place each 30 s, and that is read; two readers struck the question by a clock.
"""
KEEPS_COMPANY: Millis = 35_000
"""Between two words to who is followed and does not know where they are (practice2 4.4)."""
TALKS_AGAIN: Millis = 8_000
"""With one who wants to die silence is never longer than 20 s (practice2 4.4)."""
ASKS_EACH: Millis = 63_000
"""From the last question of a wait to the next, of who can be asked: 90 s at most (assumption)."""
ANSWERED_BY: Millis = 18_000
"""After a question, what is said is an answer to it, which no bare word follows long after
(assumption)."""
ASKED_OF_ELSE: Millis = 40_000
"""From a question of anything else, such as the place, to how who is hurt is, the first time: it
is not an answer to that, and each 45 s is what the sheet has (4.4, assumption)."""
WITH_AN_OFFICER: Millis = 10_000
"""Between two words to who has an officer there, who has asked us to stay on (assumption)."""
TALKS_ON: Millis = 3_000
"""After what they have said of themselves, until a word of it comes (assumption)."""
QUESTION_EACH: Millis = 33_000
"""Between two questions of the talk: it is a talk, and no list (4.4, LP-03, assumption)."""
MOST_SLEEPY = 2
"""So many questions of the talk at most, of one who is getting sleepy (assumption)."""
OF_APART_EACH: Millis = 30_000
"""Between the first questions about a person who is somewhere else; later much longer, as there is
little that a caller can know (assumption)."""
STAYS_NEAR: Millis = 13_000
"""Between two words of company to them, which with their own length is under 20 s (4.4)."""
COMPANY_EACH: Millis = 34_000
"""Between two words to who is ill and cannot answer: each 45 s (WT-11, assumption)."""
COMFORTS, COMPANY_LATER = 4, 40_000
"""After so many words of comfort they come that far apart: each is said once (assumption)."""
VOICE_EACH: Millis = 46_000
"""Between two words to who speaks another language and waits (assumption)."""
QUIET_COMPANY: Millis = 90_000
"""Between two words to who is ill and gives signs, in an announced silence: 120 s at most, with the
draw and the words (WT-12, assumption)."""
WRITES_EACH: Millis = 105_000
"""Between two texts without news to one who reads: each 2 min (practice2 4.4)."""
NEXT_TEXT: Millis = 10_000
"""From one text to news in the next: both are read one after the other (assumption)."""
LOOKS_IN_WRITING: Millis = 330_000
"""So long they who read are asked what helps to find them: then it was all asked (assumption)."""
LOOKS_FOR_SIGN: Millis = 60_000
"""Between two texts that help officers to find a door, to who reads (assumption)."""
LOOKED_EACH: Millis = 240_000
"""Between two signs that help officers who look and have not found (EN-04, assumption)."""
TOLD_BY: Millis = 30_000
"""From sending officers until the caller hears of it before anything that does not press: within a
minute (assumption)."""
JUST_TAKEN: Millis = 5_000
"""How long what was just said has to be taken up before that (assumption)."""
TALKS_STILL: Millis = 60_000
"""After their last words, how long who hides is asked what officers ask (assumption)."""
SPOKE_LATELY: Millis = 20_000
"""After a caller's words, how long no silence is announced over them (assumption)."""
AT_ITS_HEIGHT: Millis = 40_000
"""After a person has come closer, how long no list is gone down in a wait (assumption)."""
COMPANY_AFTER: Millis = 50_000
"""Without any reason to speak, until who is afraid has a plain line: 60 s with the draw (WT-11)."""
NOT_KNOWN_AFTER: Millis = 28_000
ASKED_IN_WRITING: Millis = 50_000
TO_A_MACHINE_EACH: Millis = 300_000
"""After which the answer to officers is: not known: within 60 s (CH-74, assumption)."""
_S = StatementTopic


def _voice(
    id_: str,
    level: int,
    because: str,
    act: ActMaker,
    when: FactJudgement,
    says: str,
    spread: Millis = 0,
) -> GuidanceRow:
    """Make a row that is spoken; it needs the caller on the line."""
    made = rows.voice(id_, level, because, act, c.line_open & when, says)
    return made._replace(spread=spread)


def _desk(
    id_: str,
    level: int,
    because: str,
    act: ActMaker,
    when: FactJudgement,
    says: str,
    *,
    takes: Millis,
    spread: Millis = 0,
) -> GuidanceRow:
    return desk(id_, level, because, act, when, says, takes=takes, spread=spread)


# fmt: off
waits = called("officers are sent and briefed, and not with the caller",
    c.in_wait & c.incident_open)
spent = judged("three questions of the list were asked since the first briefing", "listed",
    lambda f, _: f.listed >= MOST_LISTED)
plain = called("plain words fit the caller, who hears them", c.first_words & ~c.writes
    & (c.adult_words | (c.other_language & ~c.child & ~c.disguised & ~c.other_voice)))
talked_to = called("the caller is hurt, followed, wants to die or waits for an interpreter",
    overdose | (c.followed & c.can_answer) | c.interpreter_asked
        | ((c.ill | yes(Topic.INJURED)) & c.can_answer & ~c.hear_unsafe & ~c.hidden & ~unseen))
wants_to_die = called("a grown-up who speaks has taken something, or wants to die",
    overdose & c.adult_words & c.first_words & c.incident_open & ~c.found & ~c.hear_unsafe
        & ~c.writes)
unfollowed = field("what the caller said last was neither asked on nor comforted", "unfollowed")
talk_open = judged("few questions of the talk were asked, of one who gets sleepy fewer",
    "said ledger", lambda f, _: _may_go_on(f))
patient_there = called("a child is with a person who is ill or hurt",
    ill_adult | (c.child & yes(Topic.INJURED)))
ordered = judged("the number has a court order or bail", "markers",
    lambda f, _: terms.Marker.COURT_ORDER in f.markers)
afraid = called("the caller is afraid, nobody else hears, and company was not offered often",
    stated(_S.AFRAID) & c.hear_safe & judged("two words of company or fewer were said", "said",
        lambda f, _: f.times_said(Intent.STILL_WITH_YOU) < 2))
by_signs = called("a caller who is ill or hurt, unheard, answers by signs in a tested code",
    (c.ill | yes(Topic.INJURED)) & c.can_answer & ~c.speaks & c.adult_words & c.first_words
        & c.incident_open & c.ambulance_asked & ~c.found & ~c.hear_unsafe & ~c.hidden & ~c.writes
        & ~c.followed & ~confined)
chest_pushed = judged("ambulance control's advice to push on a chest was passed on", "advice",
    lambda f, _: f.advice == Advice.PUSH and not f.advice_waits)
breath_open = judged("the breathing was asked about seldom", "topics",
    lambda f, _: f.of(Topic.BREATHING_WELL).asked < MOST_BREATHS)
breath_left = judged("the breathing was asked about, and nothing has come to it", "topics",
    lambda f, _: f.of(Topic.BREATHING_WELL).answer is AnswerState.ASKED)
moving_open = judged("it was asked seldom whether the vehicle moves, and was answered", "topics",
    lambda f, _: f.of(Topic.MOVING).asked < MOST
        and f.answer(Topic.MOVING) is not AnswerState.ASKED)
took_back = called("the caller has said that it was a mistake", c.says_mistake | c.mistake_stated)
advice_due = judged("there is advice left for who is ill, each piece of it once", "said",
    lambda f, _: f.times_said(Intent.AMBULANCE_WAIT) < MOST_ADVICE - 1)
ill_alone = called("the caller is ill and gives no sign, and nobody else is known to hear",
    c.ill & ~c.can_answer & ~c.speaks & ~c.hear_unsafe & ~c.hidden & ~c.other_voice
        & ~c.disturbance_heard & ~c.exposed)
advised = called("the caller is ill, gives no sign, and has had all advice",
    ill_alone & c.adult_words & c.first_words & c.incident_open & c.sent & ~c.found & ~overdose
        & ~c.followed & ~c.writes & ~advice_due)
quiet_sign = judged("the caller answers by a sign, and not by key tones", "code_signs",
    lambda f, _: f.code_signs is not None and f.code_signs.yes.sign is not terms.Sign.KEY)
called_seldom = judged("it was asked a few times at most whether the caller hears", "topics",
    lambda f, _: f.of(Topic.CAN_HEAR).asked < MOST)
hearing_open = judged("who can hear was asked twice at most", "topics",
    lambda f, _: f.of(Topic.ALONE_TO_TALK).asked < MOST)
nobody_talks = judged("no other person was heard there, and none was said to be beside them",
    "heard topics", lambda f, _: not f.has_heard(terms.Sound.VOICES, terms.Sound.SHOUTING,
        Intent.NOT_TO_CALL) and not f.is_yes(Topic.SAME_ROOM))
sign_for_no = judged("a no is given by a sign of its own", "code_signs",
    lambda f, _: f.code_signs is None or f.code_signs.no.sign is not terms.Sign.SILENCE)
now_open = judged("what goes on was asked twice at most, in any words", "topics",
    lambda f, _: f.of(Topic.WHAT_HAPPENED).asked < MOST)
rarely_asked_how = judged("what changes was asked twice at most", "said",
    lambda f, _: f.times_said(Intent.CHECK_IN) < CHANGES_OFTEN)
agreed = called("a silence was announced before, and it goes on after words",
    waits & said(Intent.GO_QUIET) & ~c.speaks)
unanswered = judged("the last question has no answer yet", "asking topics",
    lambda f, _: is_unanswered(f))
_left_open = judged("what goes on was asked, and nothing has come to it", "topics",
    lambda f, _: f.of(Topic.WHAT_HAPPENED).answer is AnswerState.ASKED)
_taking_in = field("the caller has said something that nothing has taken up", "news")
quiet_agreed = called("a caller who speaks has heard once that we stop talking",
    c.speaks & said(Intent.GO_QUIET) & ~c.child)
seldom_asked_where = judged("the caller was asked twice at most where they are", "topics",
    lambda f, _: f.of(Topic.LOCATION).asked < MOST)
announced_last = judged("the last words announced the silence", "last_said",
    lambda f, _: f.said_last(Intent.GO_QUIET, Intent.HIDE_REASON))
quiet_holds = called("a silence was announced, and no word of the caller's has come into it, or "
    "another person hears it",
    c.silence & (announced_last | ~c.speaks | c.hear_unsafe))
may_hear = called("who can hear was not answered, and there is nobody to hide the call from",
    c.nobody_to_hide_from & ~c.hear_safe)
may_read = called("a text can be read, and the caller has written that nobody else sees it",
    c.mobile & c.writes & ~c.other_voice & ~c.exposed & c.screen_safe)
owes_unit = judged("the caller was promised to hear when a unit leaves", "owes",
    lambda f, _: Promise.UNIT in f.owes)
owes_time = judged("the caller was promised to hear of a time", "owes",
    lambda f, _: Promise.TIME in f.owes)
may_be_asked = called("the caller speaks, does not hide, and nobody is known to hear",
    c.speaks & plain & ~c.hear_unsafe & ~c.exposed & ~c.hidden & ~talked_to & ~c.other_language
        & (c.unheard | c.talks_freely | c.hear_unknown))
beyond_a_door = called("the caller speaks behind a door, with a hurt person beyond it",
    c.speaks & plain & unseen & ~c.exposed & ~c.hidden)
sound_lacking = judged("officers have not heard of a disturbance", "heard",
    lambda f, _: lacks_disturbance(f))
worse = field("the sign for worse has come, and officers do not have it", "worse")
# fmt: on


def _how_long(facts: KnownFacts, _policy: Policy) -> Millis:
    """Return how long a silence lasts before it is said that it goes on."""
    near = c.steps_heard.holds(facts) and c.hidden.holds(facts)
    return SILENT_NEAR if near else SILENT_FOR


def _asks_now(facts: KnownFacts, _policy: Policy) -> Millis:
    """Return how long after the last time it is asked again what goes on."""
    return 2 * ASKS_NOW if facts.of(Topic.WHAT_HAPPENED).asked < MOST_NOW else 5 * ASKS_NOW


def _of_apart(facts: KnownFacts, _policy: Policy) -> Millis:
    """Return how long after the last question about a person elsewhere the next one comes."""
    return OF_APART_EACH if facts.of(Topic.WHAT_HAPPENED).asked < MOST_NOW else 5 * OF_APART_EACH


def _eta(facts: KnownFacts, _policy: Policy) -> Millis:
    """Return when the time that was given is over."""
    return (facts.eta or 0) * 60_000


def _listed(facts: KnownFacts, _policy: Policy) -> Millis:
    """Return how long after the last question one of the list comes: at once before the wait.

    A question that nobody has answered is given its time first (CH-14, BF-7).
    """
    if facts.briefed and not facts.found:
        return LISTS_EACH
    return UNANSWERED if is_unanswered(facts) else 0


def is_unanswered(facts: KnownFacts) -> bool:
    """Whether nothing has come yet to the last question."""
    return facts.asking is not None and facts.of(facts.asking).answer is AnswerState.ASKED


def _no_reason(facts: KnownFacts, _policy: Policy) -> Millis:
    """Return after how long a silence is announced: later while the list may have a question."""
    listed = facts.briefed and not facts.found and facts.listed < MOST_LISTED
    return LISTS_EACH + 14_000 if listed else NOTHING_TO_SAY


of_apart_due = timed("of the one who is somewhere else little was asked, or long ago",
    Since(Stamp.ASKED, 0, Topic.WHAT_HAPPENED, or_never=True, paced=_of_apart))  # fmt: skip
now_due = timed("what goes on was not asked for a while, and less often after a few answers",
    Since(Stamp.ASKED, 0, Topic.WHAT_HAPPENED, or_never=True, paced=_asks_now))  # fmt: skip


def _of_else(facts: KnownFacts, _policy: Policy) -> Millis:
    """Return how long after any question it is asked how who is hurt is: soon the first time.

    Only of a caller who talks with nobody to hear it: who is overheard has had a question already.
    """
    soon = facts.speaks and facts.hear is Hearers.SAFE
    return ASKED_OF_ELSE if soon and not facts.times_said(Intent.CHECK_IN) else ASKS_EACH


asked_else_long_ago = timed("nothing was asked for a while, and the first time not for so long",
    Since(Stamp.ASKED_LAST, 0, or_never=True, paced=_of_else))  # fmt: skip
quiet_long = timed("the silence has lasted as long as was meant",
    Since(Stamp.WORDS, paced=_how_long))  # fmt: skip
time_over = timed("the time that was given is over", Since(Stamp.ETA, paced=_eta))
told_time_over = timed("that long ago it was said to the caller",
    Since(Stamp.SAID, 0, Intent.ETA, paced=_eta))  # fmt: skip
no_reason = timed("nothing has called for words for a while",
    Since(Stamp.WORDS, paced=_no_reason))  # fmt: skip
past_its_height = called("nobody has come closer, and nothing was broken, for a while in a wait",
    timed("nobody has come closer", Since(Stamp.STATED, 0, _S.COMING_CLOSER, or_never=True,
        paced=lambda f, _: AT_ITS_HEIGHT if f.briefed else 0))
    & timed("no violence was spoken of", Since(Stamp.STATED, 0, _S.VIOLENCE, or_never=True,
        paced=lambda f, _: AT_ITS_HEIGHT if f.briefed else 0))
    & timed("no person outside was spoken of", Since(Stamp.STATED, 0, _S.PERSON_OUTSIDE,
        or_never=True, paced=lambda f, _: AT_ITS_HEIGHT if f.briefed else 0)))  # fmt: skip
in_its_turn = timed("not sooner than 30 s after the last question, in a wait",
    Since(Stamp.ASKED_LAST, or_never=True, paced=_listed))  # fmt: skip
_MAY_SAY = (AnswerState.YES, AnswerState.ASKED)
place_open = judged(
    "the caller can say where they are, or has not answered, or was not asked often",
    "topics",
    lambda f, _: f.of(Topic.LOCATION).asked < MOST or f.of(Topic.LOCATION).answer in _MAY_SAY,
)
behind_open = judged(
    "the caller was not asked often whether he is still behind",
    "topics",
    lambda f, _: f.of(Topic.BEHIND_YOU).asked < MOST,
)
list_open = called("a question of the list is allowed: not in a silence, of one who hides, or after"
    " three in a wait",
    ~quiet_holds & (~c.in_wait | ~(c.hidden | spent)))  # fmt: skip


LISTED = frozenset(
    {
        *("WT-09", "WT-09n", "WT-09k", "WT-09r", "WT-09o", "WT-10", "CH-31", "CH-32", "CH-38"),
        *("CH-31o", "CH-31r", "CH-31k", "CH-31w", "CH-31c", "CH-43"),
    }
)
"""The rows that go down a list. The place, a body and who follows do not wait for a turn."""


def in_turn(table: tuple[GuidanceRow, ...]) -> tuple[GuidanceRow, ...]:
    """Return rows that go down a list so that in a wait they keep WT-09: one in 30 s, three in all.

    Only while the hearing allows it: nothing of a list is asked in a silence, or of who hides.
    """
    return tuple(
        row._replace(when=_and(row.when, list_open, in_its_turn, past_its_height), spread=12_000)
        if row.id in LISTED
        else row
        for row in table
    )


def _and(when: FactJudgement, *more: FactJudgement) -> FactJudgement:
    """Return a condition with more parts and no more weight: the order of the list stays."""
    joined = when
    for each in more:
        joined = joined & each
    return replace(joined, size=when.size)


def _may_go_on(facts: KnownFacts) -> bool:
    """Whether one who wants to die may be asked one more thing of themselves."""
    sleepy = facts.believes(_S.TABLETS_TAKEN) and facts.believes(_S.ILL)
    return facts.times_said(Intent.REASSURE) < (MOST_SLEEPY if sleepy else MOST_QUESTIONS)


def _to_a_child(facts: KnownFacts, _policy: Policy) -> do.Action:
    """Give one thing to do or to describe; praise once it was done, twice at most."""
    done = facts.said_last(Intent.CHILD_DO) and facts.was_answered
    praised = facts.times_said(Intent.CHILD_PRAISE)
    return do.Say(Intent.CHILD_PRAISE if done and praised < 2 else Intent.CHILD_DO)


DOES_MOST = 3
"""How many things a child beside the ill is given to do, for each word of company (assumption)."""
DONE_ALL = 15
"""After so many there is seldom one, and company between: no wheel of errands (assumption)."""

BESIDE_AT_DOOR: Millis = 14_000
"""From words to the next while officers are there and a child can be heard (assumption)."""


def _beside_the_ill(facts: KnownFacts, _policy: Policy) -> do.Action:
    """Give one thing to do or to say, and now and then be there."""
    done, near = facts.times_said(Intent.CHILD_DO), facts.times_said(Intent.STILL_WITH_YOU)
    due = done >= DOES_MOST * (1 + near) and near < MOST and not facts.arrived
    return do.Say(Intent.STILL_WITH_YOU if due else Intent.CHILD_DO)


def _of_a_fire(facts: KnownFacts, _policy: Policy) -> Millis:
    """Return how long after the last question of smoke, air and heat the next one comes."""
    asked = facts.times_said(Intent.CHECK_IN)
    return ASKS_NOW + 8_000 if asked < MOST_ADVICE - 1 else 3 * ASKS_NOW


fire_due = timed("smoke, air and heat were not asked about for a while, and later more seldom",
    Since(Stamp.SAID, 0, Intent.CHECK_IN, or_never=True, paced=_of_a_fire))  # fmt: skip


def _company(facts: KnownFacts, _policy: Policy) -> Millis:
    """Return how long who is ill and cannot answer is left: longer once all comfort was said."""
    return COMPANY_EACH if facts.times_said(Intent.REASSURE) < COMFORTS else COMPANY_LATER


company_due = timed("who is ill and cannot answer has had no words for a while",
    Since(Stamp.WORDS, or_never=True, paced=_company))  # fmt: skip


def _beside(facts: KnownFacts, _policy: Policy) -> Millis:
    """Return how long a child beside the ill is left, from words to the next."""
    if facts.arrived:
        return BESIDE_AT_DOOR
    return BESIDE_LATER if facts.times_said(Intent.CHILD_DO) >= DONE_ALL else BESIDE_EACH


beside_due = timed("a child beside the ill has had its time since the last words",
    Since(Stamp.WORDS, or_never=True, paced=_beside))  # fmt: skip


_IN_NOUNS = (Topic.AT_KNOWN_ADDRESS, Topic.WEAPON, Topic.MORE_THAN_ONE, Topic.CHILDREN)
"""What one noun asks of who has few words of English, each once (CH-52, SIT-21)."""


def _noun_open(facts: KnownFacts, topic: Topic) -> bool:
    held = topic is not Topic.AT_KNOWN_ADDRESS or bool(facts.address_held)
    known = facts.of(topic).asked or facts.of(topic).stated or facts.fact(topic) is not None
    return held and not known


def _in_a_noun(facts: KnownFacts, _policy: Policy) -> do.Action:
    """Ask for the place, who is there and with what, each once; danger or injury now and then."""
    for topic in _IN_NOUNS:
        if _noun_open(facts, topic):
            return do.Ask((topic,))
    danger, hurt = facts.of(Topic.IN_DANGER), facts.of(Topic.INJURED)
    often = danger.asked > hurt.asked or facts.is_yes(Topic.IN_DANGER)
    return do.Ask((Topic.INJURED if often else Topic.IN_DANGER,))


def _noun_due(facts: KnownFacts) -> bool:
    """Whether a noun is still to be asked: who said yes to danger is not asked for it again.

    Neither a danger that was said nor a hurt ages (BF-6); a no to either is asked once more.
    """
    if any(_noun_open(facts, topic) for topic in _IN_NOUNS):
        return True
    danger, hurt = facts.of(Topic.IN_DANGER), facts.of(Topic.INJURED)
    in_danger = facts.is_yes(Topic.IN_DANGER)
    if facts.is_yes(Topic.INJURED):
        return not in_danger and danger.asked < _NOUN_TWICE
    return hurt.asked < _NOUN_TWICE or (not in_danger and danger.asked < _NOUN_TWICE)


_NOUN_TWICE = 2
"""How often danger or a hurt is asked in one noun (assumption)."""
noun_due = judged("a noun is still to be asked", "topics address",
    lambda f, _: _noun_due(f))  # fmt: skip


breathing_open = judged(
    "the breathing was asked about twice at most, or is said to be normal",
    "topics",
    lambda f, _: f.of(Topic.BREATHING_WELL).asked < 3 or f.is_yes(Topic.BREATHING_WELL),
)
"""Three rungs, each lower; after them the ambulance service has it as bad (H14, DR-08)."""


def _write(intent: Intent) -> ActMaker:
    return always(f"write to the caller: {intent.label}", do.SendText(news=intent))


def _answer_in_writing(facts: KnownFacts, policy: Policy) -> do.Action:
    """Write back: when help comes, if that was asked and may be read; else one question."""
    asked_when = any(
        each.topic is _S.HOW_LONG and each.how is SaidHow.TEXT for each in facts.news
    )  # fmt: skip
    if not (asked_when and facts.unit and may_read.holds(facts, policy)):
        return do.SendText()
    known = facts.eta is not None and not facts.arrived
    there = Intent.OFFICERS_THERE if facts.arrived else Intent.OFFICERS_SENT
    return do.SendText(news=Intent.ETA if known else there)


write_back = ActMaker("answer the caller's text in its own words", _answer_in_writing)


ask_now = always(
    "ask openly what goes on now", do.Ask((Topic.WHAT_HAPPENED,), terms.QuestionForm.OPEN)
)
_quiet = always("say to officers since when it is quiet", do.BriefOfficers(()))
_brief_worse = always("say to officers that the sign for worse has come", do.BriefOfficers(()))


# A table is read in columns, so it is not broken up: id, level, sources; act; when; why.
# fmt: off
HEARD_IN_WAIT = (
    _desk("WT-01d", 0, "B08 H1 assumption", a.brief,
      c.sent & c.briefed & ~c.found & ~c.handed_on & sound_lacking
        & within(Stamp.DISTURBANCE, 40_000),
      "A disturbance goes to officers within ten seconds: other work at the desk waits.",
      takes=3_000),
    _desk("WT-07d", 0, "assumption", _brief_worse,
      worse & c.sent & c.briefed & ~c.found & ~c.handed_on,
      "The agreed sign for worse goes to officers at once.", takes=1_000),
    _voice("WT-07", 0, "assumption", say(Intent.GOT_IT),
      said(Intent.GO_QUIET) & ~c.other_voice & within(Stamp.WORSE, 15_000)
        & not_since(Stamp.SAID, 20_000, Intent.GOT_IT),
      "The agreed sign came: it was understood. Whether it was meant is not asked."),
    _voice("WT-07s", 2, "assumption", say(Intent.STILL_WITH_YOU),
      c.silence & plain & ~c.speaks & ~c.hidden & ~worse
        & field("the caller has answered by a sign", "replies")
        & within(Stamp.SIGN, 15_000) & not_since(Stamp.SAID, 90_000, Intent.STILL_WITH_YOU),
      "A sign in the silence that is not the agreed one is shown to have been heard.", 4_000),
)

_TAKEN_UP: tuple[tuple[str, RowCondition | FactJudgement], ...] = (
    ("", nothing_new & ~presses),
    ("w", since(Stamp.STATED_LAST, JUST_SAID)),
)


def _lettered(letters: str) -> Iterator[tuple[str, RowCondition | FactJudgement]]:
    """Yield when a row of ours may come, each with the letter of its id."""
    return zip(letters, (each for _, each in _TAKEN_UP), strict=True)


TOLD = (
    # What was just said is taken up first; what cannot be waits for no longer than it is news.
    *(
        _voice(f"CH-75{letter}", 1, "B26 H1", say(Intent.OFFICERS_SENT),
          c.unit_assigned & c.hear_safe & ~said(Intent.OFFICERS_SENT) & ~c.arrived
            & within(Stamp.HEAR, HEARERS_LAPSE) & taken_up,
          "Say that officers are coming once that is so, nobody else hears, and news is taken up.")
        for letter, taken_up in _TAKEN_UP
    ),
    _voice("CH-75o", 1, "B26 H1 assumption", say(Intent.OFFICERS_SENT),
      _and(replace(c.unit_assigned & c.hear_safe, size=BEFORE_NEWS), ~said(Intent.OFFICERS_SENT)
          & ~c.arrived & ~presses, within(Stamp.HEAR, HEARERS_LAPSE), since(Stamp.SENT, TOLD_BY),
        not_since(Stamp.STATED_LAST, JUST_TAKEN)),
      "Within a minute of sending it is said, also before what follows from older news."),
    *(
        _voice(f"WT-04{letter}", 1, "B26 H1 assumption", say(Intent.OFFICERS_SENT),
          c.unit_assigned & may_hear & c.first_words & ~said(Intent.OFFICERS_SENT) & ~c.arrived
            & ~c.writes & taken_up,
          "A child, a patient alone and who is alone, as they said, hear that officers are coming.")
        for letter, taken_up in _TAKEN_UP
    ),
    _voice("WT-04o", 1, "B26 H1 assumption", say(Intent.OFFICERS_SENT),
      _and(replace(c.unit_assigned & may_hear, size=BEFORE_NEWS), c.first_words & ~c.writes
          & ~said(Intent.OFFICERS_SENT) & ~c.arrived & ~presses,
        since(Stamp.SENT, TOLD_BY + 10_000), not_since(Stamp.STATED_LAST, JUST_TAKEN)),
      "The same within a minute, before what follows from older news."),
    _voice("CH-75n", 1, "B26 I11", say(Intent.NO_UNIT_YET),
      c.sent & ~c.unit_assigned & c.hear_safe & ~said(Intent.NO_UNIT_YET) & ~c.child
        & within(Stamp.HEAR, HEARERS_LAPSE) & since(Stamp.SENT, 30_000),
      "Say honestly that there is no unit yet, where that is safe to say."),
    # Where an ambulance was asked for, more is asked and answered: that is taken up first.
    *(
        _voice(f"CH-75{letter}", 1, "B26 H1", say(Intent.ETA),
          c.eta_news & c.hear_safe & said(Intent.OFFICERS_SENT) & ~c.arrived & taken_up
            & within(Stamp.HEAR, HEARERS_LAPSE) & within(Stamp.ETA, 60_000),
          "Give a time only as the unit gave it, while it is new, and where it is safe to say.")
        for letter, taken_up in (("e", ~c.ambulance_asked | (nothing_new & ~presses)),
          ("f", c.ambulance_asked & since(Stamp.STATED_LAST, JUST_SAID)))
    ),
    *(
        _voice(f"WT-04{letter}", 1, "B26 H1 assumption", say(Intent.ETA),
          c.eta_news & may_hear & said(Intent.OFFICERS_SENT) & ~c.arrived & ~c.writes
            & within(Stamp.ETA, 60_000) & taken_up,
          "The same to who has nobody to hide the call from.", 3_000)
        for letter, taken_up in _lettered("ef")
    ),
    _voice("WT-03", 1, "assumption", say(Intent.OFFICERS_SENT),
      owes_unit & c.unit_assigned & ~c.arrived & said(Intent.OFFICERS_SENT)
        & (c.hear_safe | may_hear) & c.first_words,
      "A promise to say when a unit leaves is a debt: it is paid when one does."),
    _voice("WT-03t", 2, "assumption", say(Intent.ETA),
      owes_time & c.eta_news & ~c.arrived & (c.hear_safe | may_hear) & ~c.writes,
      "A time that was promised is given, also when it comes late."),
    _voice("WT-03l", 2, "assumption", say(Intent.ETA),
      c.unit_assigned & ~c.arrived & ~c.eta_news & ~c.two_minutes_out & said(Intent.ETA)
        & (c.hear_safe | may_hear) & ~c.writes & time_over & told_time_over,
      "A time that has passed is owned, and not let go by.", 4_000),
    _voice("WT-04z", 1, "B26 H1 assumption", say(Intent.OFFICERS_THERE),
      c.arrived & ~c.found & ~c.not_found & may_hear & c.first_words & ~c.writes
        & ~said(Intent.OFFICERS_THERE),
      "That officers are there is said to who has nobody to hide the call from.", 2_000),
    _voice("WT-04n", 1, "B26 I11 assumption", say(Intent.NO_UNIT_YET),
      c.sent & ~c.unit_assigned & may_hear & c.first_words & ~said(Intent.NO_UNIT_YET) & ~c.writes
        & since(Stamp.SENT, 25_000),
      "That no unit is there yet is said honestly to who has nobody to hide the call from.", 5_000),
    _voice("WT-04t", 1, "B23 K4 assumption", _write(Intent.OFFICERS_SENT),
      may_read & c.unit_assigned & ~c.arrived & ~said(Intent.OFFICERS_SENT)
        & ~(of_the_body & c.ambulance_asked & ~said(Intent.AMBULANCE_SENT))
        & not_since(Stamp.TEXT_OUT, NEXT_TEXT),
      "Officers are announced in writing to who reads, if the screen is safe.", 2_000),
    _voice("WT-08t", 1, "B23 B25 K4 assumption", _write(Intent.STAY_HIDDEN),
      may_read & c.travelling & (c.hides | yes(Topic.CAN_STAY_HIDDEN)) & ~c.found
        & ~said(Intent.STAY_HIDDEN) & ~c.question_to_relay
        & not_since(Stamp.TEXT_OUT, HEARS_OUT),
      "Who reads and hides has advice in writing, as others have it aloud.", 2_000),
    _voice("WT-04a", 2, "B10 K1 K4 assumption", _write(Intent.AMBULANCE_SENT),
      may_read & c.ambulance_asked & ~said(Intent.AMBULANCE_SENT) & c.incident_open
        & (~c.texts_owed | of_the_body) & not_since(Stamp.TEXT_OUT, NEXT_TEXT),
      "Who reads hears in writing that an ambulance was asked for.", 3_000),
    _voice("WT-04x", 2, "B23 K4 assumption", _write(Intent.ETA),
      may_read & c.eta_news & ~c.arrived & said(Intent.OFFICERS_SENT)
        & within(Stamp.ETA, 170_000) & not_since(Stamp.TEXT_OUT, NEXT_TEXT),
      "A time is written as well, while it is new.", 3_000),
    _voice("WT-03n", 1, "B23 K4 assumption", _write(Intent.ETA),
      may_read & c.two_minutes_out & c.eta_news & ~c.arrived & said(Intent.OFFICERS_SENT)
        & within(Stamp.ETA, 110_000) & not_since(Stamp.TEXT_OUT, NEXT_TEXT),
      "“I will write when they are near” is a debt: it is paid before any question (WT-03)."),
    _voice("WT-04y", 2, "B23 K4 assumption", _write(Intent.OFFICERS_THERE),
      may_read & c.arrived & ~c.found & ~c.not_found & ~said(Intent.OFFICERS_THERE)
        & not_since(Stamp.TEXT_OUT, NEXT_TEXT),
      "Text first, then the torch: officers are outside.", 2_000),
)

asks_in_cover = judged("what officers ask has words that fit a cover", "officers_ask relayed"
    " topics place_given speaks was_cut situations", lambda f, _: to_relay(f) in COVERED)

_hurt_in_doubt = judged("the question about injuries was not plainly answered", "topics",
    lambda f, _: f.fact(Topic.INJURED) is AnswerState.DOUBTED)

_fits_writing = judged("what officers ask fits who writes, and was not written before",
    "officers_ask relayed topics ledger situations signs unit_status arrived",
    lambda f, _: (asked := to_relay(f)) is not None and may_be_relayed(f, asked))
_may_be_written_to = called("what officers ask can still be written to the caller",
    c.question_to_relay & may_read & c.line_open & _fits_writing)

OFFICERS_ASK = (
    _voice("CH-74q", 1, "assumption", a.relay_question,
      c.question_to_relay & c.can_answer & c.adult_words & c.in_conversation & ~c.hidden
        & past_its_height,
      "What officers ask becomes the next question, but not while a door is being kicked."),
    _voice("CH-74h", 1, "assumption", a.relay_question,
      c.question_to_relay & c.can_answer & c.adult_words & c.in_conversation & c.hidden & c.speaks
        & ~c.exposed & ~c.other_voice & within(Stamp.SENTENCE, TALKS_STILL)
        & not_since(Stamp.OVERHEARD, TALKS_STILL),
      "Who hides and has just spoken is asked what officers ask: a yes or no, and no more."),
    _voice("CH-74i", 1, "W8 assumption", a.relay_question,
      c.question_to_relay & c.interpreted & c.in_conversation & ~c.hidden & ~c.exposed
        & ~c.other_voice & past_its_height,
      "What officers ask is put through the interpreter who is on the line."),
    _voice("CH-74t", 1, "K4 assumption",
      always("write to the caller what officers ask", do.SendText()),
      c.question_to_relay & _fits_writing & may_read & c.incident_open & ~c.found & ~c.texts_owed
        & not_since(Stamp.TEXT_OUT, NEXT_TEXT),
      "What officers ask is written to who reads, if the screen is safe."),
    _voice("CH-74k", 1, "B21 B22 K3 assumption",
      a.relay_question._replace(says="ask in the cover's words what officers ask"),
      c.question_to_relay & asks_in_cover & c.disguised & c.can_answer & c.in_conversation
        & ~c.other_voice,
      "What officers ask has words that a shop or a friend could say: it is asked in cover too."),
    desk("CH-74", 1, "H1 H7b assumption", a.answer_officers,
      c.answer_held & ~c.handed_on,
      "Answer officers at once where the answer is known.", takes=4_000),
    desk("CH-74x", 1, "assumption", a.say_unknown,
      c.officers_wait & ~c.found & ~c.answer_held & ~c.was_relayed & ~c.handed_on
        & ~(c.question_to_relay & c.can_answer & c.adult_words & c.in_conversation & c.line_open
          & ~c.hidden)
        & ~(c.question_to_relay & asks_in_cover & c.disguised & c.can_answer & c.in_conversation
          & c.line_open & ~c.other_voice)
        & ~(c.question_to_relay & may_read & c.line_open)
        & since(Stamp.OFFICERS_ASKED, 4_000),
      "Where this caller cannot be asked, say so: officers need to know that nothing will come.",
      takes=4_000),
    *(
        desk(f"CH-74{letter}", 1, "assumption", a.say_unknown,
          c.officers_wait & ~c.found & ~c.answer_held & ~c.handed_on & when
            & since(Stamp.OFFICERS_ASKED, after), says, takes=4_000)
        for letter, when, after, says in (
            ("n", ~_may_be_written_to, NOT_KNOWN_AFTER,
             "Without an answer, say to officers within a minute that it is not known."),
            ("w", _may_be_written_to, ASKED_IN_WRITING,
             "Who writes is asked first, and takes longer: only then it is not known."))
    ),
    _voice("CH-25a", 2, "B10 H1 assumption", ask(Topic.INJURED),
      c.two_minutes_out & _hurt_in_doubt & c.speaks & plain & c.in_conversation & ~c.exposed
        & ~c.found
        & not_since(Stamp.ASKED, 90_000, Topic.INJURED),
      "Two minutes before officers arrive, what was left open about injuries is settled."),
    _voice("CH-78", 1, "B26 H1 assumption", ask_first(Topic.CAN_OPEN_DOOR),
      c.two_minutes_out & c.can_answer & c.adult_words & c.in_conversation & ~c.under_way
        & ~c.hear_unsafe,
      "Two minutes before officers arrive, ask who can let them in; never past a person there."),
)

_hears_of_it = called("the caller may hear of the ambulance, where that gives nobody away",
    (c.hear_safe | may_hear) & c.first_words & ~c.other_voice & ~c.hidden & ~c.exposed)
_by_a_child = called("a child beside one who is ill, and hides from nobody, can help them",
    patient_there & c.child & ~c.child_hides & c.first_words & ~c.other_voice
        & (~c.hear_unsafe | c.nobody_to_hide_from)
        # Of one who is said to breathe their control hears that first, and advises otherwise.
        & judged("no chest is to be pushed of one who breathes", "advice topics",
            lambda f, _: f.advice != Advice.PUSH or not f.is_yes(Topic.BREATHING_WELL)))
# A brother in his cot does not make it unsafe to say how Nanny is to lie.
_can_be_done = called("the caller can do what ambulance control says, and may hear of it",
    (((_hears_of_it | (c.talks_freely & c.first_words & ~c.other_voice)) & ~c.child) | _by_a_child)
        & ~c.apart & ~c.behind_door & ~unseen & ~c.writes & (~c.other_language | c.interpreted))
_saves_a_life = judged("it is to push on a chest, or to turn a person on their side", "advice",
    lambda f, _: f.advice in (Advice.PUSH, Advice.SIDE))
# Words on a chest name nobody: as in a fire, they do not wait until it is known who else reads.
_can_be_written = called("who writes can do what ambulance control says, and may read it",
    c.mobile & c.writes & ~c.other_voice & ~c.exposed & (may_read | _saves_a_life)
        & ~yes(Topic.SCREEN_SEEN) & ~c.child_hides & ~c.apart & ~c.behind_door & ~unseen
        & judged("no chest is to be pushed of one who breathes", "advice topics",
            lambda f, _: f.advice != Advice.PUSH or not f.is_yes(Topic.BREATHING_WELL)))
_can_be_asked = called("the caller can be asked it now, and nobody near makes that a risk",
    c.service_question & c.can_answer & c.adult_words & c.in_conversation & ~c.hear_unsafe
        & ~c.hidden & ~c.exposed & ~c.other_voice & ~c.disguised & ~c.writes)

OTHER_CONTROLS = (
    _voice("CH-61q", 1, "K1 assumption", a.ask_for_control,
      _can_be_asked & past_its_height & nothing_new & ~presses & not_since(Stamp.ASKED_LAST, 8_000),
      "What ambulance or fire control asks is put to the caller, where that does no harm."),
    _voice("CH-61t", 2, "K1 assumption", say(Intent.GOT_IT),
      c.service_relayed & is_news(_S.BREATHING_WELL) & plain & c.in_conversation & ~c.hear_unsafe
        & within(Stamp.STATED, 6_000, _S.BREATHING_WELL) & ~presses,
      "What the caller was asked for another service is shown to have been heard.", 2_000),
    desk("CH-61a", 1, "K1 assumption", a.answer_control,
      c.service_answer_held & ~c.handed_on & since(Stamp.SERVICE_ASKED, 2_000),
      "Answer another service's control at once where the answer is known.", takes=4_000),
    desk("CH-61k", 1, "K1 assumption", a.tell_answered_since,
      c.control_lacks & c.incident_open & ~c.handed_on & ~c.found,
      "What a control heard is not known goes to it within 30 seconds of the answer.",
      takes=4_000),
    desk("CH-61x", 1, "assumption", a.unknown_to_control,
      c.services_wait & ~c.service_answer_held & ~c.handed_on & ~c.service_relayed
        & ~_can_be_asked & since(Stamp.SERVICE_ASKED, 6_000),
      "Where the caller cannot be asked, say so: a control decides on what there is.",
      takes=4_000),
    desk("CH-61n", 1, "assumption", a.unknown_to_control,
      c.services_wait & ~c.service_answer_held & ~c.handed_on
        & since(Stamp.SERVICE_ASKED, NOT_KNOWN_AFTER),
      "Without an answer, say to another service's control within a minute that it is not known.",
      takes=4_000),
    desk("CH-61w", 1, "assumption", a.offer_to_relay,
      c.caller_wanted & c.incident_open & ~c.handed_on & since(Stamp.SERVICE_SAID, 1_500),
      "A control that asks for the caller hears whether police put it through, or pass it on.",
      takes=3_000),
    desk("CH-61f", 1, "B36 assumption", a.say_safe,
      c.safe_owed & c.incident_open & ~c.handed_on,
      "A crew that waits goes in on the word of police: it comes as soon as officers are in.",
      takes=3_000),
    *(
        _voice(f"CH-61{letter}", 1, "K1 assumption", say(Intent.AMBULANCE_WAIT),
          c.advice_waits & c.ambulance_asked & _can_be_done & (plain | c.child) & c.incident_open
            & ~c.found
            & taken_up & not_since(Stamp.WORDS, 1_500) & since(Stamp.SERVICE_SAID, 3_500),
          "Ambulance control's advice is passed on to who can do it, where nobody else hears.")
        for letter, taken_up in _lettered("vy")
    ),
    *(
        _voice(f"WT-04{letter}", 2, "B10 B26 assumption", say(Intent.AMBULANCE_SENT),
          c.crew_news & _hears_of_it & c.ambulance_asked & c.incident_open & ~c.found & ~c.writes
            & ~c.child_hides & taken_up & within(Stamp.SERVICE_SAID, 90_000),
          "The ambulance's own time is said, as its control gave it, to who may hear it.", 3_000)
        for letter, taken_up in _lettered("pq")
    ),
    _voice("CH-61b", 0, "K1 K4 assumption", _write(Intent.AMBULANCE_WAIT),
      c.advice_waits & c.ambulance_asked & _can_be_written & c.incident_open & ~c.found
        & since(Stamp.SERVICE_SAID, 2_000),
      "Ambulance control's advice is written to who reads and can do it, before any news."),
    _voice("WT-04r", 2, "B10 K4 assumption", _write(Intent.AMBULANCE_SENT),
      may_read & c.crew_news & c.ambulance_asked & c.incident_open & ~c.found & ~c.texts_owed
        & within(Stamp.SERVICE_SAID, 170_000) & not_since(Stamp.TEXT_OUT, NEXT_TEXT),
      "The ambulance's time is written as well, if the screen is safe.", 3_000),
)

_NEEDED = called("officers lack what they will meet, and plain questions fit",
    c.in_wait & c.can_answer & c.adult_words & c.in_conversation & c.injury_settled
        & (~c.ill | c.disturbance_heard))

def _needed(id_: str, topics: tuple[Topic, ...], when: FactJudgement, says: str) -> GuidanceRow:
    condition = replace(c.line_open & _NEEDED & when, size=BEFORE_LISTS)
    return rows.voice(id_, 3, "H1 assumption", ask_each(*topics), condition, says)


NEEDED = in_turn((
    _needed("WT-09", (Topic.OTHER_PERSON_PRESENT, Topic.WEAPON, Topic.CHILDREN),
      ~no(Topic.ALONE_TO_TALK) & ~yes(Topic.OTHER_PERSON_PRESENT) & ~c.rang_before & ~ordered,
      "What officers meet comes before what they could find out: who, with what, and children."),
    _needed("WT-09r", (Topic.OTHER_PERSON_PRESENT, Topic.SAME_AS_BEFORE, Topic.WEAPON),
      ~no(Topic.ALONE_TO_TALK) & ~yes(Topic.OTHER_PERSON_PRESENT) & c.rang_before & ~ordered,
      "Who rang before: who is there, whether it is the same story, and with what."),
    _needed("WT-09o", (Topic.OTHER_PERSON_PRESENT, Topic.ORDERS, Topic.WEAPON), ordered,
      "A court order on the number may be old: the caller is asked as well."),
    _needed("WT-09n", (Topic.SAME_ROOM, Topic.WEAPON, Topic.CHILDREN),
      (no(Topic.ALONE_TO_TALK) | yes(Topic.OTHER_PERSON_PRESENT)) & c.abuse_marked & ~ordered,
      "Where a person hears and a marker says who it may be: how near, with what, and children."),
    _needed("WT-09k", (Topic.KNOWS_PERSON, Topic.WEAPON, Topic.SAME_ROOM),
      (no(Topic.ALONE_TO_TALK) | yes(Topic.OTHER_PERSON_PRESENT)) & ~c.abuse_marked & ~ordered,
      "Where a person hears: known or a stranger, with what, and how near."),
))

ADVICE = (
    _voice("CH-32s", 4, "SC-06 assumption", say(Intent.STAY_HIDDEN),
      c.hides & c.travelling & c.can_answer & ~said(Intent.STAY_HIDDEN) & c.adult_words
        & c.in_conversation & ~c.silence & ~c.emergency_ungraded,
      "A hidden caller is better staying put than looking."),
    _voice("CH-33l", 4, "B25 H1", say(Intent.LOCK_UP),
      yes(Topic.HAS_LEFT) & ~said(Intent.LOCK_UP) & c.in_conversation,
      "Once the other has left: lock up, stay on, agree a word."),
    _voice("CH-31s", 4, "H1 F2", say(Intent.STAY_ON_LINE),
      c.travelling & c.can_answer & c.adult_words & ~said(Intent.STAY_ON_LINE)
        & ~c.emergency_ungraded
        & ~said(Intent.GO_QUIET) & ~c.hidden & ~of_the_body & ~c.speaks
        & (asked(Topic.OTHER_PERSON_PRESENT) | c.under_way),
      "Keep the line open: every sound helps officers."),
    _voice("CH-34s", 2, "H2 K3", say(Intent.MOVE_TO_SAFETY),
      c.followed & c.in_conversation & ~said(Intent.MOVE_TO_SAFETY)
        & (asked(Topic.IN_DANGER) | (c.threatened & asked(Topic.BEHIND_YOU))),
      "Towards light and people; not home."),
    _voice("CH-83", 1, "B22 K3", say(Intent.CALL_AGAIN),
      c.cannot_talk & ~said(Intent.CALL_AGAIN) & c.incident_open & c.first_words & ~c.other_voice,
      "To a caller who has to go, say how to ring again; officers are sent all the same."),
    _voice("CH-36p", 4, "K5", say(Intent.CHILD_PRAISE),
      c.other_child & c.in_conversation & asked(Topic.OTHER_PERSON_PRESENT)
        & field("the child has answered", "replies") & ~said(Intent.CHILD_PRAISE),
      "Praise a child for an answer, once; never for silence."),
)

NOT_LEFT_IN_SILENCE = (
    _voice("WT-11c", 3, "K5 assumption",
      ActMaker("give a child one thing to do or to describe, and praise it when it is done",
        _to_a_child),
      c.other_child & ~patient_there & c.incident_open & c.sent & c.first_words & ~c.found
        & ~c.other_voice & not_since(Stamp.WORDS, CHILD_WAITS),
      "A child has one thing to do or to describe every 10 to 20 seconds.", 10_000),
    _voice("WT-11b", 3, "K5 assumption", ask(Topic.BREATHING_WELL),
      patient_there & c.child & ~c.child_hides & c.first_words & ~c.found & c.incident_open
        & ~c.other_voice & asked(Topic.BREATHING_WELL) & breathing_open & ~c.unfound
        # Of one who is awake and cries nobody looks again and again for breath.
        & ~(yes(Topic.AWAKE) & yes(Topic.BREATHING_WELL))
        # Nobody stops pushing to feel whether a tummy moves (ST-29).
        & ~chest_pushed
        & beside_due
        & not_since(Stamp.ASKED, 42_000, Topic.BREATHING_WELL),
      "A child beside an ill grown-up looks again each 45 seconds whether they breathe.", 5_000),
    _voice("WT-11i", 4, "K5 assumption",
      ActMaker("one thing to do, and a word, in turn", _beside_the_ill),
      patient_there & c.child & ~c.child_hides & c.first_words & ~c.found & c.incident_open
        & ~c.other_voice & beside_due,
      "A child alone with an ill grown-up is spoken to all the time.", 6_000),
    _voice("WT-11d", 3, "assumption", say(Intent.REASSURE),
      wants_to_die & unfollowed & (~c.arrived | ~stated(_S.ILL))
        & within(Stamp.SENTENCE, NOTHING_TO_SAY)
        & not_since(Stamp.WORDS, TALKS_ON),
      "What one who wants to die says of themselves is followed: they choose the subject.", 2_500),
    _voice("WT-11s", 3, "assumption", say(Intent.REASSURE),
      wants_to_die & talk_open & (~c.arrived | ~stated(_S.ILL))
        & not_since(Stamp.WORDS, TALKS_AGAIN)
        & not_since(Stamp.SAID, QUESTION_EACH, Intent.REASSURE)
        & not_since(Stamp.ASKED_LAST, TALKS_AGAIN),
      "With one who wants to die there is a talk: one thing is asked, now and then.", 7_000),
    _voice("WT-11e", 4, "assumption", say(Intent.STILL_WITH_YOU),
      wants_to_die & not_since(Stamp.WORDS, STAYS_NEAR),
      "They are never left in silence, and not asked one thing after the other either.", 4_000),
    _voice("WT-11v", 3, "I5 assumption", say(Intent.STILL_WITH_YOU),
      c.officer_keeps_line & c.found & c.first_words & c.incident_open & ~c.hear_unsafe & ~c.silence
        & ~c.writes & not_since(Stamp.WORDS, WITH_AN_OFFICER),
      "An officer with both hands full asks us to keep talking to the caller: so we do.", 6_000),
    _voice("WT-11u", 2, "K1 assumption", say(Intent.CHECK_IN),
      took_tablets & wants_to_die & c.sent & not_since(Stamp.SAID, 60_000, Intent.CHECK_IN)
        & not_since(Stamp.ASKED_LAST, 50_000) & not_since(Stamp.WORDS, 6_000),
      "Between the talk, how they are is asked about now and then: sleepy is grave.", 3_000),
    _voice("WT-09a", 3, "assumption",
      always("ask openly about the one who is somewhere else",
        do.Ask((Topic.WHAT_HAPPENED,), terms.QuestionForm.OPEN)),
      c.apart & c.speaks & plain & c.in_conversation & c.sent & nothing_new
        & since(Stamp.WORDS, 4_000) & not_since(Stamp.ASKED_LAST, OF_APART_EACH) & of_apart_due,
      "Who rings about a person elsewhere is asked what they know: last words, who is near.",
      5_000),
    _voice("WT-13f", 2, "assumption",
      always("ask openly what is there, since officers do not find it",
        do.Ask((Topic.LOCATION,), terms.QuestionForm.OPEN)),
      c.unfound & c.not_found & c.speaks & c.adult_words & c.first_words
        & (c.unheard | c.talks_freely | c.shut_in) & ~c.witness & ~c.apart
        & c.incident_open & ~c.other_voice & ~c.writes & not_since(Stamp.WORDS, 4_000)
        & not_since(Stamp.ASKED, 60_000, Topic.LOCATION) & seldom_asked_where,
      "Officers are there and do not find who speaks: they are asked what they see and hear.",
      4_000),
    _voice("WT-13g", 3, "I4 assumption", say(Intent.GOT_IT),
      (waits | c.unfound & c.not_found) & c.speaks & plain
        & (c.unheard | c.talks_freely | c.shut_in)
        & c.incident_open & nothing_new & since(Stamp.HEARD, 1_500, Intent.GIVES_PLACE)
        & within(Stamp.HEARD, 15_000, Intent.GIVES_PLACE)
        & field("nothing of ours has come since the caller's last words", "replies")
        & not_since(Stamp.SAID, 15_000, Intent.GOT_IT),
      "Where they are, once more: it gets a word, also if it was known."),
    _voice("WT-11f", 3, "H2 K3 assumption",
      always("ask openly what is near now", do.Ask((Topic.LOCATION,), terms.QuestionForm.OPEN)),
      c.followed & waits & c.speaks & c.adult_words & place_open
        & not_since(Stamp.ASKED, PLACE_EACH, Topic.LOCATION)
        & not_since(Stamp.WORDS, TALKS_AGAIN),
      "Who is followed says each 30 seconds what is next to them.", 6_000),
    _voice("WT-11n", 3, "H2 K3 assumption",
      always("ask openly what is near now", do.Ask((Topic.LOCATION,), terms.QuestionForm.OPEN)),
      c.followed & waits & c.speaks & c.adult_words & ~place_open
        & not_since(Stamp.ASKED, STILL_BEHIND_EACH, Topic.LOCATION)
        & not_since(Stamp.WORDS, NOTHING_TO_SAY),
      "Later data shows the place each 30 seconds, and it is asked for only now and then.",
      12_000),
    _voice("WT-11q", 4, "H2 K3 assumption", say(Intent.REASSURE),
      c.followed & waits & c.speaks & c.adult_words & ~place_open & ~c.found & c.first_words
        & not_since(Stamp.WORDS, KEEPS_COMPANY) & not_since(Stamp.SENTENCE, TALKS_AGAIN),
      "Who cannot say where they are is kept company, as a friend would, and not asked again.",
      10_000),
    _voice("WT-11g", 3, "H2 K3 assumption", ask(Topic.BEHIND_YOU),
      c.followed & waits & ~c.speaks & c.can_answer & c.adult_words & behind_open
        & not_since(Stamp.ASKED, STILL_BEHIND_EACH, Topic.BEHIND_YOU)
        & not_since(Stamp.WORDS, TALKS_AGAIN),
      "By signs, who is followed is asked now and then whether he is still behind: not by a clock.",
      12_000),
    _voice("WT-11k", 2, "H2 K3 assumption", ask(Topic.BEHIND_YOU),
      c.followed & c.two_minutes_out & c.can_answer & c.adult_words & c.in_conversation
        & not_since(Stamp.ASKED, STILL_BEHIND_EACH, Topic.BEHIND_YOU),
      "Two minutes before officers arrive they need to know whether he is still behind."),
    _voice("WT-11h", 4, "K1 assumption", say(Intent.CHECK_IN),
      (c.ill | yes(Topic.INJURED) | of_a_body_aloud) & c.speaks & c.adult_words
        & c.first_words & c.incident_open & c.ambulance_asked & ~c.found
        & ~c.hear_unsafe & (~c.hidden | free_and_bleeds) & ~overdose
        & ~c.followed & ~c.writes
        & ~c.apart & (~c.silence | hurt_and_free | free_and_bleeds) & ~stated(_S.OTHER_HURT)
        & rarely_asked_how
        & not_since(Stamp.SAID, CHANGES_EACH, Intent.CHECK_IN)
        & not_since(Stamp.WORDS, CHANGES_EACH - 2_000),
      "Who is hurt is asked each 45 seconds what changes in their body.", 7_000),
    _voice("WT-11m", 4, "K1 assumption", say(Intent.CHECK_IN),
      (c.ill | yes(Topic.INJURED) | of_a_body_aloud) & c.speaks & c.adult_words
        & c.first_words & c.incident_open & c.ambulance_asked & ~c.found
        & ~c.hear_unsafe & (~c.hidden | free_and_bleeds) & ~overdose
        & ~c.followed & ~c.writes
        & ~c.apart & (~c.silence | hurt_and_free | free_and_bleeds) & ~stated(_S.OTHER_HURT)
        & ~rarely_asked_how
        & not_since(Stamp.SAID, CHANGES_LATER, Intent.CHECK_IN)
        & not_since(Stamp.WORDS, CHANGES_LATER),
      "Who has answered that often is asked a little later, and never left for a minute.", 4_000),
    _voice("WT-07g", 2, "K1 assumption", say(Intent.GOT_IT),
      field("the caller has answered that it is worse", "got_worse") & waits & c.speaks
        & c.adult_words & c.first_words & ~c.found & ~c.hear_unsafe & ~c.writes
        & since(Stamp.GOT_WORSE, 1_000) & within(Stamp.GOT_WORSE, 3 * HEARS_OUT),
      "An answer that it is worse is taken up, and goes to who is on the way (WT-02)."),
    _voice("WT-12i", 3, "W8 assumption", ask_now,
      c.interpreted & waits & ~c.hear_unsafe & ~c.exposed & ~c.hidden & ~c.silence & ~c.found
        & not_since(Stamp.WORDS, 40_000) & not_since(Stamp.ASKED, 55_000, Topic.WHAT_HAPPENED),
      "Through an interpreter it is asked what goes on now, and no line of company is translated."),
    _voice("WT-11r", 3, "P1 assumption", say(Intent.STILL_WITH_YOU),
      waits & plain & c.speaks & ~c.hear_unsafe & ~c.exposed & ~c.hidden & ~c.silence & ~c.found
        & ~c.interpreted & not_since(Stamp.WORDS, MINUTE_NEAR),
      "Who speaks is not left without a word for a minute, unless a silence was announced.", 3_000),
    _voice("WT-11a", 4, "K1 assumption", say(Intent.CHECK_IN),
      (c.ill | yes(Topic.INJURED) | of_a_body_aloud | stated(_S.OTHER_HURT)) & c.can_answer
        & c.adult_words & c.first_words & c.incident_open & c.ambulance_asked & c.sent & ~c.found
        & (~c.hear_unsafe | confined) & ~c.hidden & ~overdose & ~c.followed & ~c.writes & ~c.witness
        & ~c.apart & ~c.silence & ~by_signs
        & not_since(Stamp.SAID, ASKS_EACH, Intent.CHECK_IN)
        & asked_else_long_ago
        & not_since(Stamp.SAID, CHANGES_EACH, Intent.AMBULANCE_WAIT)
        & not_since(Stamp.WORDS, HEARS_OUT) & not_since(Stamp.SENTENCE, HEARS_OUT + 3_000),
      "Also who talks of other things is asked what changes in their body, between the talk.",
      6_000),
    _voice("WT-30c", 3, "K1 assumption", say(Intent.CHECK_IN),
      no_breath & c.speaks & c.adult_words & c.first_words & c.incident_open & c.ambulance_asked
        & ~c.found & ~c.hear_unsafe & ~c.apart & said(Intent.CHECK_IN) & nothing_new
        & not_since(Stamp.SAID, ASKS_EACH + 4_000, Intent.CHECK_IN)
        & not_since(Stamp.WORDS, HEARS_OUT - 2_000) & not_since(Stamp.SENTENCE, HEARS_OUT - 2_000),
      "With a chest to be pushed it is asked what changes, also while the caller says more."),
    _voice("WT-11w", 3, "K1 assumption", say(Intent.AMBULANCE_WAIT),
      c.ill & ~c.can_answer & c.adult_words & c.first_words & c.incident_open & c.sent & ~c.found
        & advice_due
        & ~c.hear_unsafe & ~c.hidden & ~overdose & ~c.followed & ~c.writes
        & not_since(Stamp.SAID, ASKS_EACH - 10_000, Intent.AMBULANCE_WAIT)
        & not_since(Stamp.ASKED_LAST, ASKS_EACH - 10_000) & not_since(Stamp.WORDS, 14_000),
      "Who is ill and cannot answer hears what to do, and how to show that it is worse.", 6_000),
    _voice("WT-10k", 4, "K1 assumption", ask(Topic.CAN_HEAR),
      advised & ~c.code_none & called_seldom
        & not_since(Stamp.ASKED_LAST, ASKS_EACH - 8_000) & not_since(Stamp.WORDS, 14_000),
      "Who is ill and has had all advice is asked a few times whether they hear: any sound is it.",
      6_000),
    _voice("WT-10n", 4, "K1 P2 assumption", say(Intent.INVITE_SPEECH),
      advised & c.code_none & not_since(Stamp.SAID, ASKS_EACH - 8_000, Intent.INVITE_SPEECH)
        & not_since(Stamp.WORDS, 14_000),
      "Where no code was set there is no yes to ask for: any word or sound is asked for.", 6_000),
    _voice("WT-11y", 4, "K1 assumption", ask(Topic.BREATHING_WELL),
      by_signs & (sign_for_no | ~asked(Topic.BREATHING_WELL)) & breath_open & ~breath_left
        & ~unanswered & ~c.unanswered_check
        & not_since(Stamp.ASKED, SIGNS_EACH, Topic.BREATHING_WELL)
        & not_since(Stamp.WORDS, SIGNS_EACH - 15_000),
      "Who answers by signs is asked what one sign can answer, and not how they are.", 8_000),
    _voice("WT-14c", 4, "K1 assumption", say(Intent.CHECK_IN),
      by_signs & (~sign_for_no | breath_left) & c.sent & rarely_asked_how
        & not_since(Stamp.SAID, SIGNS_EACH, Intent.CHECK_IN)
        & not_since(Stamp.ASKED_LAST, CHANGES_EACH) & not_since(Stamp.WORDS, CHANGES_EACH),
      "Where silence means no, it is asked so that the one sign says what is worse (practice2 3).",
      8_000),
    _voice("WT-14r", 4, "K1 assumption", say(Intent.REASSURE),
      by_signs & c.sent & not_since(Stamp.WORDS, QUIET_COMPANY),
      "Who is ill and gives signs is not left without a voice, nor is the silence filled (WT-12).",
      18_000),
    _voice("WT-14w", 3, "K1 assumption", say(Intent.AMBULANCE_WAIT),
      by_signs & c.sent & advice_due & not_since(Stamp.WORDS, VOICE_EACH - 10_000)
        & not_since(Stamp.SAID, SIGNS_EACH, Intent.AMBULANCE_WAIT),
      "Between two signs who is ill hears one piece of advice, each of it once (WT-08).", 12_000),
    _voice("WT-14h", 3, "K1 assumption", say(Intent.GO_QUIET),
      by_signs & c.sent & ~said(Intent.GO_QUIET) & said(Intent.AMBULANCE_WAIT)
        & since(Stamp.WORDS, HEARS_OUT + 3_000),
      "Who is ill and gives signs hears one sign for worse, once: no proof that they live is asked "
      "for by a clock after that (4.2, DR-30).", 8_000),
    _voice("WT-14g", 3, "K1 assumption", say(Intent.GOT_IT),
      by_signs & c.sent & c.incident_open & field("the caller has answered by a sign", "replies")
        & within(Stamp.SIGN, HEARS_OUT + 3_000) & since(Stamp.SIGN, 1_500)
        & not_since(Stamp.SAID, 2 * HEARS_OUT, Intent.GOT_IT),
      "An answer by a sign is shown to have been heard."),
    _voice("WT-11z", 3, "K1 assumption", ask(Topic.CAN_HEAR),
      (by_signs | (c.ill & c.speaks & c.adult_words & ~c.hear_unsafe & ~c.hidden & ~c.of_another
          & ~c.silence & c.ambulance_asked & c.incident_open & ~c.found & ~overdose))
        & ((c.unanswered_twice & ~by_signs) | (by_signs & sign_for_no & unanswered))
        & since(Stamp.WORDS, GOES_QUIET) & not_since(Stamp.SIGN, GOES_QUIET)
        & not_since(Stamp.ASKED, 2 * GOES_QUIET, Topic.CAN_HEAR),
      "Who is ill and answers no more is asked once whether they hear: then others look sooner.",
      5_000),
    _voice("WT-11x", 4, "SC-05 assumption", ask(Topic.MOVING),
      confined & yes(Topic.IN_A_VEHICLE) & waits & c.can_answer & c.adult_words & moving_open
        & ~unanswered & not_since(Stamp.ASKED, VOICE_EACH * 2, Topic.MOVING)
        & not_since(Stamp.WORDS, PLACE_EACH),
      "Who is shut in a vehicle is asked whether it moves: a stop is a place to look for (SIT-06).",
      10_000),
    _voice("WT-12x", 4, "SC-05 assumption", say(Intent.STILL_WITH_YOU),
      confined & yes(Topic.IN_A_VEHICLE) & waits & c.adult_words & c.first_words & ~c.writes
        & ~c.other_voice & ~c.exposed & ~moving_open & not_since(Stamp.WORDS, SHUT_IN_COMPANY)
        & not_since(Stamp.SIGN, HEARS_OUT),
      "Who is shut in and has no more to answer hears now and then that we are there (WT-11).",
      20_000),
    _voice("WT-11o", 4, "K1 assumption", say(Intent.CHECK_IN),
      stated(_S.OTHER_HURT) & c.speaks & c.adult_words & c.first_words & c.incident_open
        & c.ambulance_asked & ~c.found & ~c.hear_unsafe & ~c.hidden & ~c.writes & ~c.witness
        & rarely_asked_how
        & not_since(Stamp.SAID, OTHERS_EACH, Intent.CHECK_IN) & not_since(Stamp.WORDS, 20_000),
      "Of a hurt person beside a caller it is asked now and then how they are.", 12_000),
    _voice("WT-11j", 4, "K1 assumption", say(Intent.REASSURE),
      c.ill & (~c.can_answer | (c.unanswered_twice & ~c.speaks)) & c.adult_words & c.first_words
        & c.incident_open & c.sent & ~c.found
        & ~c.hear_unsafe & ~c.hidden & ~overdose & ~c.followed & ~c.writes & company_due,
      "Who is ill and cannot answer is not left without a voice.", 12_000),
    _voice("WT-11l", 4, "W8 assumption", say(Intent.STILL_WITH_YOU),
      c.other_language & c.interpreter_asked & c.first_words & c.incident_open & ~c.found
        & ~c.hear_unsafe & ~c.hidden & ~c.child & ~c.other_voice & ~c.disguised & ~c.writes
        & ~c.interpreted & not_since(Stamp.WORDS, VOICE_EACH),
      "Until an interpreter is there, a voice in plain nouns: a silence would not be understood.",
      8_000),
    _voice("WT-11p", 3, "W8 assumption",
      ActMaker("ask in one noun what may be otherwise: hurt, or in danger", _in_a_noun),
      c.other_language & c.interpreter_asked & waits & c.can_answer & c.first_words
        & ~c.hear_unsafe & ~c.hidden & ~c.child & ~c.other_voice & ~c.disguised & ~c.writes
        & ~c.other_at_door & noun_due
        & not_since(Stamp.ASKED_LAST, ASKS_EACH) & not_since(Stamp.WORDS, TALKS_AGAIN),
      "Who has few words of English can say yes to one noun: it is asked again as belief ages.",
      6_000),
    _voice("WT-46d", 4, "B10 assumption", say(Intent.GO_QUIET),
      c.only_a_machine & waits & c.first_words & ~c.child & ~c.found
        & not_since(Stamp.WORDS, TO_A_MACHINE_EACH),
      "Where only a machine spoke, a person is called to now and then: one may be lying there.",
      6_000),
    _voice("WT-13", 3, "I4 assumption", ask(Topic.CAN_HEAR),
      c.unfound & c.can_answer & plain & c.incident_open & ~c.other_voice
        & ~c.hear_unsafe & ~c.hidden & ~c.steps_heard
        & since(Stamp.AT_DOOR, 15_000) & not_since(Stamp.SIGN, LOOKED_EACH)
        & not_since(Stamp.ASKED, LOOKED_EACH, Topic.CAN_HEAR),
      "Officers look and have not found: whether they can be heard helps them. Nobody is asked for "
      "it who hides, or is near one who hears: there one sign for worse was agreed (4.2).", 20_000),
    _voice("WT-11", 5, "H1 P1 assumption", say(Intent.STILL_WITH_YOU),
      afraid & c.adult_words & c.first_words & c.incident_open & ~c.found & ~talked_to
        & ~c.silence & not_since(Stamp.WORDS, COMPANY_AFTER),
      "Who is afraid and free to talk has company: a plain line, and not for ever.", 9_000),
    *(
        _voice(f"WT-13{letter}", 2, "I4 K4 assumption",
          always("write to the caller: what helps officers to find the door", do.SendText()),
          c.not_found & ~c.found & may_read & c.incident_open & ~c.texts_owed & when
            & not_since(Stamp.TEXT_OUT, NEXT_TEXT),
          "Officers are there and do not find who reads: a light, a side, what is next to it.",
          2_000)
        for letter, when in (("t", within(Stamp.AT_DOOR, 40_000)),
            ("w", since(Stamp.AT_DOOR, 40_000) & within(Stamp.AT_DOOR, LOOKS_IN_WRITING)
                & not_since(Stamp.TEXT_OUT, LOOKS_FOR_SIGN)))
    ),
    _voice("WT-11t", 5, "K4 P1 assumption", always("write to the caller: one question",
        do.SendText()),
      c.mobile & c.incident_open & c.writes & ~c.other_voice & ~c.exposed & ~c.found
        & ~yes(Topic.SCREEN_SEEN) & since(Stamp.TEXT_OUT, WRITES_EACH),
      "Who reads and does not hear is written to each two minutes, and not spoken at.", 15_000),
)

ANNOUNCED = (
    *(
        _voice(f"WT-00{letter}", 4, "B33 H1 assumption", say(Intent.GO_QUIET),
          waits & c.hidden & plain & ~c.silence & ~said(Intent.GO_QUIET) & since(Stamp.WORDS, 9_000)
            & taken_up,
          "Who hides hears once that we stop talking, why, and one sign for worse. Then nothing.",
          6_000)
        for letter, taken_up in _lettered("hj")
    ),
    _voice("WT-00", 4, "H1 assumption", say(Intent.GO_QUIET),
      waits & plain & spent & ~c.silence & ~talked_to & ~ill_alone & ~afraid & ~took_back
        & ~quiet_agreed
        & since(Stamp.WORDS, 8_000) & not_since(Stamp.SENTENCE, SPOKE_LATELY),
      "Nothing is left to ask: a silence is announced, with why and one sign for worse.", 12_000),
    *(
        _voice(f"WT-00{letter}", 5, "P1 assumption", say(Intent.GO_QUIET),
          (c.incident_open | c.handed_on) & plain & ~c.silence & ~c.found & ~talked_to & ~afraid
            & ~ill_alone
            & ~(c.code_untested & c.signs_needed & c.test_due)
            & ~took_back & ~quiet_agreed & ~agreed & no_reason & taken_up,
          "Without a reason to speak, silence is announced, and never filled.", 15_000)
        for letter, taken_up in _lettered("qs")
    ),
    _voice("WT-00r", 4, "P1 assumption", say(Intent.GO_QUIET),
      waits & plain & ~c.silence & agreed & ~talked_to & ~afraid & ~took_back & c.injury_settled
        & ~unanswered & ~_taking_in & since(Stamp.WORDS, 2_000) & within(Stamp.SIGN, 12_000)
        & since(Stamp.SIGN, 1_500),
      "After an answer the silence goes on, and it is said at once; later it needs no words."),
    _voice("WT-00u", 5, "P1 assumption", say(Intent.GO_QUIET),
      waits & plain & ~c.silence & agreed & ~c.gave_sign & ~talked_to & ~afraid & ~took_back
        & ~ill_alone & ~(c.code_untested & c.signs_needed & c.test_due) & no_reason
        & not_since(Stamp.SAID, SILENT_FOR, Intent.GO_QUIET),
      "A silence that a code or a question of ours has ended, without a sign, is announced again.",
      15_000),
    _voice("WT-00m", 5, "B24 P1 assumption", say(Intent.HIDE_REASON),
      waits & plain & took_back & ~c.silence & ~talked_to & no_reason,
      "To one who took it back, perhaps in a hearing, only that we have it and stay on: then "
      "quiet.", 15_000),
    _voice("WT-00i", 5, "P1 assumption", say(Intent.GO_QUIET),
      (c.incident_open | c.handed_on) & c.adult_words & c.first_words & ~c.writes & ~c.silence
        & ~c.found & talked_to & ~ill_alone & ~by_signs & ~overdose & ~c.followed & ~quiet_agreed
        & ~said(Intent.GO_QUIET) & since(Stamp.WORDS, NOTHING_TO_SAY + 13_000),
      "Who is hurt and was not asked anything is not left without a word.", 3_000),
    _voice("WT-00a", 3, "B33 assumption", say(Intent.GO_QUIET),
      c.child & c.child_hides & c.incident_open & said(Intent.GO_QUIET) & ~c.silence & ~c.found
        & ~c.other_voice & since(Stamp.WORDS, 12_000),
      "A silence that words have ended is announced again, so that it is never taken as gone.",
      6_000),
    _voice("WT-00c", 5, "K3", say(Intent.HIDE_REASON),
      c.disguised & c.incident_open & ~c.other_voice & ~c.silence & c.first_words & ~c.found
        & ~(c.followed & said(Intent.HIDE_REASON)) & since(Stamp.WORDS, NOTHING_TO_SAY),
      "In cover one line fits and the line is left open: a long play gives her away.", 15_000),
    _voice("WT-02h", 3, "assumption", say(Intent.STILL_WITH_YOU),
      waits & plain & c.speaks & ~c.mistake & nothing_new & ~presses & ~c.hidden
        & ~wants_to_die & within(Stamp.SENTENCE, HEARS_OUT + 8_000)
        & since(Stamp.WORDS, HEARS_OUT + 4_000)
        & not_since(Stamp.SAID, HEARS_OUT + 7_000, Intent.STILL_WITH_YOU)
        & not_since(Stamp.ASKED_LAST, ANSWERED_BY),
      "What a caller says into a silence gets a word, also where nothing follows from it."),
    _voice("WT-02k", 3, "assumption", say(Intent.STILL_WITH_YOU),
      waits & plain & c.speaks & c.hidden & c.hear_safe & nothing_new & ~presses
        & within(Stamp.SENTENCE, HEARS_OUT + 8_000) & since(Stamp.WORDS, 4 * HEARS_OUT)
        & since(Stamp.SENTENCE, 1_500)
        & not_since(Stamp.SAID, ASKS_NOW, Intent.STILL_WITH_YOU),
      "Who hides, is not overheard and has said something gets one word: it was heard (WT-02)."),
    _voice("WT-02w", 3, "assumption", say(Intent.STILL_WITH_YOU),
      waits & plain & c.speaks & c.in_conversation & _taking_in & ~presses & ~c.hidden
        & within(Stamp.SENTENCE, 4 * HEARS_OUT)
        & since(Stamp.WORDS, 2 * HEARS_OUT) & since(Stamp.SENTENCE, HEARS_OUT + 2_000)
        & not_since(Stamp.SAID, 20_000, Intent.STILL_WITH_YOU)
        & not_since(Stamp.ASKED_LAST, 20_000),
      "The same of what was asked about before, so that nothing more is to be asked of it."),
    _voice("WT-12q", 4, "H1 assumption", ask_now,
      may_be_asked & waits & ~c.apart & c.in_conversation & ~took_back & ~_taking_in
        & ~_left_open & ~fire & now_open
        & since(Stamp.WORDS, ASKS_NOW) & not_since(Stamp.STATED_LAST, ASKS_NOW) & now_due,
      "Who speaks and is not overheard is asked what goes on now: no bare word into a silence.",
      4_000),
    _voice("WT-01c", 3, "H2 assumption", say(Intent.STILL_WITH_YOU),
      c.speaks & plain & c.first_words & c.incident_open & (~c.found | c.officer_keeps_line)
        & ~c.hear_unsafe & ~c.exposed & ~c.hidden
        & since(Stamp.HEARD, HEARS_OUT + 500, terms.Sound.SOB)
        & within(Stamp.HEARD, 2 * HEARS_OUT + 2_000, terms.Sound.SOB)
        & not_since(Stamp.WORDS, 2_000)
        & not_since(Stamp.SAID, 2 * HEARS_OUT + 2_000, Intent.STILL_WITH_YOU),
      "Who talks and cries hears that we are there: no question comes over it (CL-05)."),
    _voice("WT-12a", 4, "H1 assumption", ask_now,
      (may_be_asked | (beyond_a_door & ~c.hear_unsafe)) & waits & ~c.apart
        & c.in_conversation & ~took_back
        & ~_left_open & ~c.silence & ~fire & now_open
        & not_since(Stamp.ASKED_LAST, ASKS_EACH)
        & not_since(Stamp.WORDS, HEARS_OUT) & not_since(Stamp.SENTENCE, HEARS_OUT + 3_000),
      "Who talks of this and that in the wait is asked what goes on now, between the talk.", 6_000),
    _voice("WT-12f", 3, "G1 assumption", say(Intent.CHECK_IN),
      may_be_asked & waits & fire & ~c.from_afar & ~c.apart & ~took_back
        & fire_due
        & not_since(Stamp.WORDS, 4_000) & not_since(Stamp.SENTENCE, HEARS_OUT),
      "Who has fire or petrol at the door is asked within a minute and a half how it is now.",
      3_000),
    _voice("WT-12", 5, "assumption", say(Intent.STILL_WITH_YOU),
      (c.silence | agreed) & plain & (c.gave_sign | c.speaks) & c.incident_open & ~c.found
        & ~c.exposed & ~talked_to & ~may_be_asked & quiet_long
        & not_since(Stamp.SAID, ONCE_A_CALL, Intent.STILL_WITH_YOU),
      "An announced silence has run out: say once that it goes on, and ask for nothing.", 12_000),
    _voice("WT-12s", 5, "H1 assumption", ask_now,
      c.silence & may_be_asked & unseen & ~now_open & waits & ~_left_open
        & since(Stamp.WORDS, ASKS_HEARING)
        & not_since(Stamp.ASKED, 2 * ASKS_HEARING, Topic.WHAT_HAPPENED),
      "Who is shut away from a robber is asked once more in a long silence what they hear.",
      12_000),
    _voice("WT-10h", 4, "B26 assumption", ask(Topic.ALONE_TO_TALK),
      (c.silence | agreed) & plain & c.can_answer & quiet_sign & hearing_open & ~c.speaks
        & ~c.hidden & ~c.hear_safe & ~c.exposed & ~c.other_voice & ~c.found & ~talked_to
        & ~c.unfound & waits & nobody_talks
        & since(Stamp.WORDS, ASKS_HEARING) & not_since(Stamp.ASKED, ASKS_HEARING,
          Topic.ALONE_TO_TALK) & not_since(Stamp.OVERHEARD, MINUTE_NEAR),
      "Who can hear is an old answer in a long silence: a no to it lets us say that help comes.",
      20_000),
    _voice("WT-12n", 5, "assumption", say(Intent.STILL_WITH_YOU),
      c.silence & announced_last & plain & ~c.gave_sign & ~c.speaks & c.incident_open & ~c.found
        & since(Stamp.WORDS, SILENT_NEAR) & not_since(Stamp.OVERHEARD, SILENT_NEAR)
        & not_since(Stamp.SAID, ONCE_A_CALL, Intent.STILL_WITH_YOU),
      "Who never gave a sign hears after five minutes that the silence goes on, and no more.",
      12_000),
    _voice("WT-12c", 5, "B33 assumption", say(Intent.STILL_WITH_YOU),
      c.silence & announced_last & c.child & c.child_hides & c.first_words & c.incident_open
        & ~c.found & ~c.other_voice & quiet_long,
      "The same to a child who hides: one short line in two minutes at most.", 12_000),
)

DESK_IN_SILENCE = (
    _desk("WT-02d", 4, "B15 H6 assumption", _quiet,
      (c.silence | agreed) & c.travelling & c.briefed & ~c.found & ~c.handed_on
        & not_since(Stamp.BRIEFED, TELLS_QUIET),
      "Officers hear each two minutes since when it is quiet: quiet is never taken as calm.",
      takes=4_000, spread=12_000),
    desk("WT-02f", 3, "B15 H6 assumption", _quiet,
      c.fallen_silent & c.signs_needed & c.travelling & c.briefed & ~c.handed_on
        & since(Stamp.SIGN, 110_000) & within(Stamp.SIGN, 150_000)
        & not_since(Stamp.BRIEFED, 8_000),
      "Who answered by signs and has given none for nearly two minutes: officers hear it.",
      takes=4_000),
    _desk("WT-02r", 5, "P5 assumption", a.read_again,
      c.silence & c.travelling & c.mobile & ~c.found & ~c.data_unread & ~c.place_confirmed
        & since(Stamp.READ, REREADS_STILL),
      "In a silence the location is read again.", takes=2_000, spread=20_000),
    desk("WT-02s", 4, "Q24", ask_supervisor,
      c.fallen_silent & c.emergency & ~c.supervisor_asked & since(Stamp.SIGN, 120_000),
      "An emergency, and nobody has answered for two minutes: the supervisor looks too.",
      takes=4_000),
    desk("WT-02u", 2, "I11 Q24 assumption", ask_supervisor,
      c.sent & c.emergency & ~c.unit_assigned & c.incident_open & ~c.handed_on
        & ~c.supervisor_asked & since(Stamp.SENT, NOBODY_FREE),
      "Nobody is free two minutes after an emergency: the supervisor pulls a unit off something.",
      takes=4_000),
    desk("WT-02g", 5, "B15 H6",
      always("write whether the grade still holds", do.Thrive(Heading.RISK)),
      c.silence & c.fallen_silent & c.graded & c.reasons_stale & since(Stamp.SIGN, 120_000),
      "Look at the grade: quiet after danger makes it no lower.", takes=6_000),
)
# fmt: on

WAITING_ROWS: tuple[GuidanceRow, ...] = (
    *(
        *HEARD_IN_WAIT,
        *TOLD,
        *OFFICERS_ASK,
        *OTHER_CONTROLS,
        *NEEDED,
        *ADVICE,
        *NOT_LEFT_IN_SILENCE,
    ),
    *(*ANNOUNCED, *DESK_IN_SILENCE),
)
"""What is said and done in a wait, and why."""

_COMFORT = frozenset({Intent.CHECK_IN, Intent.REASSURE, Intent.CHILD_DO, Intent.CHILD_PRAISE})
_NOT_IN_A_WAIT = frozenset({Topic.ORDERS, Topic.DRINK_OR_DRUGS})
"""What officers don't need on their way, unless the caller speaks of it (WT-09, assumption)."""
_news = field("the caller has said something that nothing has taken up", "news")

# fmt: off
WAITING_GUARDS: tuple[NeverBefore, ...] = (
    NeverBefore("NB-wait-hidden", "B33 H1 assumption",
      ~(c.in_wait & c.hidden & said(Intent.GO_QUIET)) | _news | c.unfound
        | (c.speaks & (c.question_to_relay | c.eta_news)),
      lambda act: isinstance(act, do.Ask)
        or (isinstance(act, do.Say) and act.intent in _COMFORT),
      "To who hides nothing is said in a wait but about a sound, news of officers, or their sign.",
      None),
    NeverBefore("NB-wait-list", "assumption",
      ~c.in_wait | (c.hear_safe & ~c.two_minutes_out) | (_news & ~c.hear_unsafe)
        | (ordered & ~c.silence),
      lambda act: isinstance(act, do.Ask) and not _NOT_IN_A_WAIT.isdisjoint(act.about),
      "While officers travel, what they do not need is not asked where another person may hear.",
      None),
    NeverBefore("NB-other-there", "I4 assumption",
      ~c.other_at_door | c.hear_safe | c.unheard | c.found | _news,
      lambda act: (isinstance(act, do.Ask) and act.about != (Topic.ALONE_TO_TALK,))
        or (isinstance(act, do.Say) and act.intent in _COMFORT | {Intent.STILL_WITH_YOU}),
      "Officers have said that the other one is there: nothing is said to the line (EN-03, EN-09).",
      None),
    NeverBefore("NB-took-back", "B24 assumption",
      ~(took_back & c.in_wait & said(Intent.HIDE_REASON)) | c.hear_safe | c.found | _news,
      lambda act: isinstance(act, do.Say) and act.intent is Intent.STILL_WITH_YOU,
      "To one who took it back in a hearing one line was said: nothing of a silence is added.",
      None),
    NeverBefore("NB-proof", "assumption", ~c.silence | c.unfound | ~c.can_answer
        | (by_signs & c.unanswered_twice),
      lambda act: isinstance(act, do.Ask) and act.about == (Topic.CAN_HEAR,),
      "In an announced silence no proof of life is asked for: one sign for worse was agreed.",
      None),
)
# fmt: on
