"""What a good police call handler does next: practice 1.2 to 1.10 as rows.

Nobody works down this list. At each free moment of a hand the most pressing row whose conditions
hold for this call is carried out: the lowest level, then the row of the largest size (the most
conditions, or a named size), the voice before the desk, then the order below. What each level is
about, and which sizes have names, is in `rows`. A row stops holding once its act has changed the
facts.
"""

import re
from collections.abc import Callable
from dataclasses import replace

from simulator.core import acts as do
from simulator.core import terms
from simulator.core.instant import Millis
from simulator.core.statements import StatementTopic
from simulator.core.terms import Heading, Intent, NoteKind, Reason, Reported, Sign, Topic
from simulator.guidance import act_makers as a
from simulator.guidance import rows
from simulator.guidance.act_makers import always, ask, ask_first, ask_supervisor, say, set_code
from simulator.guidance.closing_rows import CLOSING_ROWS, on_line
from simulator.guidance.cover_rows import COVER_GUARDS, COVER_ROWS
from simulator.guidance.rows import (
    BEFORE_NEWS,
    ActMaker,
    GuidanceRow,
    NeverBefore,
    Since,
    desk,
    not_since,
    since,
    timed,
    within,
)
from simulator.guidance.situation_rows import (
    IN_HEARING,
    SITUATION_GUARDS,
    SITUATION_ROWS,
    nobody_harms,
    nothing_new,
    of_a_body_aloud,
    of_the_body,
    outside_only,
    presses,
    sleeps,
)
from simulator.guidance.stakes import Stake
from simulator.guidance.uptake_rows import JUST_SAID, UPTAKE_ROWS, news
from simulator.guidance.waiting_rows import (
    HEARS_OUT,
    TALKS_STILL,
    WAITING_GUARDS,
    WAITING_ROWS,
    in_turn,
    quiet_holds,
    write_back,
)
from simulator.knowledge.answers import AnswerState
from simulator.knowledge.facts import HEARERS_LAPSE, NEAR_WITHIN, KnownFacts, Stamp
from simulator.knowledge.judgements import table as c
from simulator.knowledge.judgements.cover import COVERED
from simulator.knowledge.judgements.danger import FINDABLE, is_doubtful
from simulator.knowledge.judgements.families import (
    asked,
    asked_once_before,
    asked_twice_at_most,
    is_news,
    no,
    relays,
    said,
    said_by_caller,
    situation,
    stated,
    unknown,
    yes,
)
from simulator.knowledge.judgements.judgement import FactJudgement, Policy, called, field, judged
from simulator.knowledge.judgements.reasons import reason_of
from simulator.knowledge.judgements.waiting import asked_in_writing
from simulator.knowledge.situation import Situation

WAYS = (Sign.SPOKEN, Sign.TAP, Sign.COUGH, Sign.KEY)
"""The ways to answer that are offered: whispering first [N1 P2], then at least two more [P1]."""
LISTENS: Millis = 4_000
"""How long a caller is left to answer before the next sentence [R1]."""
ANSWERS_WORDS: Millis = 12_000
"""How long words that were not followed are asked for again (CH-18, assumption)."""
TALKS_WITH_US: Millis = 25_000
"""How long after another voice has spoken to us we go on with it: then we listen (assumption)."""
AWAITS_ADULT: Millis = 20_000
"""How long a grown-up whom a child was asked for may take to come (CH-71c, assumption)."""
REREADS: Millis = 30_000
"""How old the last reading of a moving caller's location may be (CH-35)."""
ASKS_AFTER_TEXT: Millis = 12_000
"""After a text, until anything else is asked aloud: two questions at once have no answer (B05)."""
PLACE_BY: Millis = 22_000
"""From the answer to the question where it is, if there is danger and no place (assumption)."""
ASKS_HEARERS_EACH: Millis = 40_000
"""Between two questions who can hear, where "How long?" cannot be answered else (assumption)."""
CHANGES_CHANNEL: Millis = 60_000
"""With no usable sign for so long, another channel is tried (CH-16, assumption)."""
TRACES_A_SIGN: Millis = 30_000
"""From answering until a caller who gives signs from a wide place is traced (CH-56, assumption)."""
GRADES_A_SIGN: Millis = 75_000
"""From answering until a sign alone is graded: a supervisor looks at it by two minutes, and
officers leave by a grade (CH-70, practice2 4.5, assumption)."""
ASKS_THROUGH_EACH: Millis = 20_000
"""Between two questions through an interpreter, who says each twice (practice2 8.1: 8 to 20 s a
turn; assumption)."""
UNREAD_FOR: Millis = 35_000
"""How long after answering data may lie unread behind other work at the desk (assumption)."""
REASONS_BY: Millis = 125_000
"""From sending until reasons are written before other work at the desk (assumption)."""
LEFT_UNSAID_BY: Millis = 44_000
"""From sending until it is written that it is left unsaid, before other work (assumption)."""
CREW_NEWS_LASTS: Millis = 90_000
"""How long a crew's time is given after its control gave it (assumption)."""
READS: Millis = 360_000
"""So long who writes that it was a mistake has for two replies of two minutes each (speech.md 5);
then officers look (assumption)."""
REVIEWS: Millis = 120_000
"""With a caller who gives no usable sign, before a decision without one (Q24, assumption)."""


EXPLAINED = frozenset({Topic.MISTAKE, Topic.IN_DANGER, Topic.ALONE_TO_TALK, Topic.INJURED})
"""What a grown-up is asked who explains what a child did (CH-42, assumption)."""
WHISPERED = frozenset(
    {
        *(Topic.SAME_ROOM, Topic.INJURED, Topic.AT_HOME, Topic.AT_KNOWN_ADDRESS, Topic.IN_DANGER),
        *(Topic.HAS_LEFT, Topic.CHILDREN, Topic.CAN_HEAR, Topic.LOCATION),
    }
)
"""What a child who hides may be asked (SIT-08, assumption)."""
MAY_COME_FIRST = (
    *(*c.FIRST_WORDS, Intent.CONFIRMS_TAKEN, Intent.ASK_FOR_CALLER, Intent.KEEP_TALKING),
    Intent.GO_QUIET,
)
"""What may be said first: who this is, what fits a cover, or what another voice may hear."""


def before_news(
    id_: str, level: int, because: str, act: ActMaker, when: FactJudgement, says: str
) -> GuidanceRow:
    """Make a spoken row that comes before what takes up news."""
    return rows.voice(id_, level, because, act, replace(c.line_open & when, size=BEFORE_NEWS), says)


ill_beside_child = situation(Situation.CHILD_WITH_ILL_ADULT)
mistake_checks_due = called(
    "a mistake was stated freely, and safety is not asked about yet",
    c.mistake_stated & ~asked(Topic.IN_DANGER),
)


def branch(
    id_: str,
    kind: Situation,
    because: str,
    topics: tuple[Topic, ...],
    says: str,
    unless: FactJudgement | None = None,
) -> GuidanceRow:
    """Make the row of questions that a situation brings, in their order (practice 1.6)."""
    talking = situation(kind) & (c.can_answer | c.child | c.disguised) & c.in_conversation
    when = talking & ~c.other_voice & (c.injury_settled | c.child | c.disguised)
    when = when if unless is None else when & ~unless
    return on_line(id_, 4, because, ask_first(*topics), when, says)


def _decide_late(facts: KnownFacts, policy: Policy) -> do.Action | None:
    reason = reason_of(facts, policy)
    if not facts.grade:
        return do.SetGrade(a.wanted_grade(facts, policy), reason)
    sends = is_doubtful(facts) and facts.place in FINDABLE and not facts.sent
    return do.Deploy(reason) if sends else None


def _hurt_or_near(facts: KnownFacts, _policy: Policy) -> do.Action:
    known = facts.is_yes(Topic.INJURED) or facts.is_no(Topic.INJURED)
    answered = known or facts.of(Topic.INJURED).asked > 1
    return do.Say(Intent.HEARD_THAT) if answered else do.Ask((Topic.INJURED,))


def _where(facts: KnownFacts, _policy: Policy) -> do.Action | None:
    many = facts.of(Topic.LOCATION).asked > 1
    return None if many else do.Ask((Topic.LOCATION,), terms.QuestionForm.OPEN)


def _says_alone(facts: KnownFacts) -> bool:
    return (StatementTopic.ALONE, True) in facts.ledger.stated


def _names_held(facts: KnownFacts) -> bool:
    """Whether a name of the held address is in the caller's own words for the place."""
    names = set(re.findall(r"[A-Z][a-z]{3,}", facts.address_held))
    return not names.isdisjoint(re.findall(r"[A-Z][a-z]{3,}", facts.place_words))


def _only_held(facts: KnownFacts) -> bool:
    """Whether the number's address is borne out by nothing: it may be an old one.

    A fixed line bears it out, and a near place of the phone that has a word in common with it.
    """
    held = set(_NAMES.findall(facts.address.lower()))
    near = [d.place for d in facts.location.values() if d.radius is None or d.radius <= NEAR_WITHIN]
    return bool(held) and all(held.isdisjoint(_NAMES.findall(each.lower())) for each in near)


_NAMES = re.compile(r"[a-z]{4,}")
only_held = judged("nothing bears out the address that is held on the number",
    "address location", lambda f, _: _only_held(f))  # fmt: skip
named_held = judged("the caller has named the address that is held", "address place_words",
    lambda f, _: _names_held(f))  # fmt: skip
nobody_opens = judged(
    "nobody there can open: out of doors, or alone and not able to move",
    "ledger topics",
    lambda f, _: (
        f.is_no(Topic.INDOORS)
        or f.believes(StatementTopic.CALLER_OUTSIDE)
        # That nobody is there is no comfort here, so the caller's bare word is enough.
        or (f.is_no(Topic.CAN_MOVE) and _says_alone(f))
    ),
)
not_on_55_alone = called(
    "something shows an emergency, the line is open, or ringing back is decided",
    # 55 and a handset that goes down say nothing of why: the number is searched, and ringing back
    # is reasoned about, before officers set out (domain.md 5.1, S17).
    c.emergency | c.line_open | c.callback_decided,
)
traced_or_more = called(
    "something shows an emergency, the line is open, or the trace has answered",
    # A cell is searched by a trace before officers, unless danger is known (trace-before-wide);
    # 55 and a hang-up are not shown with officers who set out at once (domain.md 5.1).
    c.emergency | c.line_open | c.traced,
)
helps_another = called("a person fell, and nothing shows one who harms",
    situation(Situation.FALLEN) & nobody_harms)  # fmt: skip
asks_for_police = stated(StatementTopic.WANTS_POLICE)
how_long_asked = is_news(StatementTopic.HOW_LONG, True)
of_others = judged(
    "the caller has spoken of what happens to other people",
    "ledger",
    lambda f, _: (StatementTopic.OF_OTHERS, True) in f.ledger.stated,
)
TYPES: Millis = 5_000
"""How long a text takes to be read and answered (assumption)."""
NO_ANSWER_TO_TEXT: Millis = 75_000
"""How long an answer in writing is waited for before another question (assumption)."""
OVERHEARD_LATELY: Millis = 60_000
"""Whom another person has just talked to is not asked whether they are overheard (assumption)."""
READS_TEXT: Millis = 80_000
"""How long a text is left to be read and answered before a code is tried again (assumption)."""
BESIDE_THEM: Millis = 30_000
"""How long another person has been quiet beside a caller who has given no sign, before one is asked
for: nobody is asked for a sound into another's face (SIT-01, CH-03, assumption)."""
QUIET_FOR: Millis = 12_000
"""How long it is quiet before a code is stated or tested, after a voice or a blow (CH-03)."""


def _after_the_handover(facts: KnownFacts, _policy: Policy) -> Millis:
    """Return how long is listened first: longer where the operator heard a disturbance."""
    return QUIET_FOR + LISTENS if Reported.DISTURBANCE in facts.handover else 0


quiet_first = timed("what the operator heard has had time to end",
    Since(Stamp.ANSWERED, paced=_after_the_handover))  # fmt: skip
nothing_understood = not_since(Stamp.STATED_LAST, ANSWERS_WORDS)
"""Nothing in the caller's last words was: "police" was understood, and what followed was not."""
say_line_gone = ActMaker(
    "say to officers that the line has gone, with what else is new",
    lambda f, p: a.brief.make(f, p) or do.BriefOfficers(()),
)
loss_new = field("officers have not heard that the line has gone", "loss_new")
writes_first = called("the caller may not hear, has a mobile, and was not written to yet",
    c.may_not_hear & c.mobile & c.no_text_sent & ~c.hear_unsafe)  # fmt: skip
sounds = called("a text may be heard from a phone that was not asked to be silent",
    c.mobile & ~c.hear_safe & ~c.exposed & ~c.ill & ~said(Intent.SILENCE_PHONE))  # fmt: skip
# fmt: off
unread = (c.mobile & c.in_conversation & c.no_text_sent & ~c.hear_unsafe
    & (c.gave_sign | c.signal_handed_over) & c.signs_needed)
tested_in_vain = unread & c.tests_failed
knocks_only = (c.in_conversation & writes_first & c.first_words & c.signs_needed
    & since(Stamp.ASKED, LISTENS + 4_000, Topic.CAN_HEAR))
no_use_for_a_minute = (unread & ~c.can_answer & c.first_words
    & since(Stamp.ANSWERED, CHANGES_CHANNEL))
"""When what is said is not answered: then a text may be (CH-16, CH-64, SIT-20)."""
# fmt: on
to_be_written = judged(
    "something that matters was not asked in writing yet",
    "topics ledger situations other_voice finds unit_status arrived",
    lambda f, _: next(asked_in_writing(f), None) is not None,
)
_written_answered = judged(
    "what was asked in writing last has its answer",
    "asking topics",
    lambda f, _: f.asking is None or f.answer(f.asking) is not AnswerState.ASKED,
)
nothing_written = judged("the caller has written nothing", "texts_in", lambda f, _: f.texts_in == 0)
_stands = judged("a car made the call, and nothing says that it moves", "kind topics",
    lambda f, _: f.kind is terms.LineKind.CAR and not f.is_yes(Topic.MOVING))  # fmt: skip
_found_hurt = judged("officers say that the caller is hurt or ill", "finds",
    lambda f, _: f.finds is terms.HowItEnds.FOUND_HURT)  # fmt: skip
note_heard = always("note in words what was heard", do.Note(NoteKind.HEARD))

# A table is read in columns, so it is not broken up: id, level, sources; act; when; why.
# fmt: off
FIRST_CONTACT = (
    on_line("CH-01", 2, "P1 B01", say(Intent.THROUGH_TO_POLICE),
      c.unopened & ~c.words_overheard,
      "Say at once that this is the police and that no words are needed."),
    on_line("CH-44v", 2, "B08 H7 N23", say(Intent.THROUGH_TO_POLICE),
      c.unopened & c.words_overheard & since(Stamp.ANSWERED, LISTENS + 4_000)
        & not_since(Stamp.HEARD, LISTENS, terms.Sound.VOICES)
        & not_since(Stamp.HEARD, LISTENS, Intent.NOT_TO_CALL),
      "People talk near the phone: listen first, and say who you are low, in a gap."),
    on_line("CH-01c", 2, "K5 O4", say(Intent.THROUGH_TO_POLICE),
      ~c.first_words & ~c.rung_back & c.child,
      "Greet a child by saying who you are, in a child's words."),
    on_line("CH-02", 2, "B21 B22 K3 K4", say(Intent.SAY_YES_IF_POLICE),
      c.disguised & ~said(Intent.SAY_YES_IF_POLICE) & ~c.other_voice & ~c.told_danger,
      "A caller who pretends gets one sentence that fits the cover, and can say yes."),
    on_line("CH-04", 2, "N1 H14", say(Intent.THROUGH_TO_POLICE),
      c.unopened & c.spoke_to_operator,
      "A caller who spoke to the operator is taken up on it: no words about staying silent."),
    on_line("CH-05", 2, "B02 N1 P2", say(Intent.INVITE_SPEECH),
      c.first_words & c.signs_needed & c.whisper_due & quiet_first & since(Stamp.WORDS, LISTENS)
        & not_since(Stamp.DISTURBANCE, QUIET_FOR) & not_since(Stamp.OVERHEARD, BESIDE_THEM),
      "Where nothing came, invite a whisper once, if it is safe: some callers can."),
    on_line("CH-06", 2, "B03 P1", always("offer two or three ways to answer", do.OfferWays(WAYS)),
      c.first_words & ~c.whisper_due & c.signs_needed & c.no_ways & ~c.code_tested & quiet_first
        & since(Stamp.WORDS, LISTENS) & not_since(Stamp.DISTURBANCE, QUIET_FOR)
        & not_since(Stamp.OVERHEARD, BESIDE_THEM),
      "Name several ways to answer: one of them may be impossible for this caller."),
    desk("CH-08", 0, "B12 B20 N17 P2 I3 H2", always("search the number", do.Search()),
      c.search_open & (c.answered | c.line_lost),
      "Search the number at once: calls, people, addresses, markers, an agreed word.", takes=2_000),
    desk("CH-08j", 0, "B32 I1 H2", a.link,
      c.incident_found & (c.answered | c.line_lost),
      "Link a further call to the caller's open incident: by number, place or their own words.",
      takes=2_000),
    desk("CH-09", 3, "B11 P5 G10", a.read_location,
      c.data_unread & (c.answered | c.line_lost) & c.incident_open & ~c.incident_none,
      "Read where the data says the caller is, and how sure it is.", takes=2_000),
    desk("CH-09u", 1, "B11 P5 G10", a.read_location,
      c.data_unread & c.answered & c.incident_open & ~c.incident_none
        & since(Stamp.ANSWERED, UNREAD_FOR),
      "Data that has lain unread half a minute comes before what else is at the desk.",
      takes=2_000),
    on_line("CH-10", 2, "SC-06 assumption", say(Intent.SILENCE_PHONE),
      c.gave_sign & c.mobile & ~c.hear_safe & ~c.exposed & c.adult_words & c.in_conversation
        & c.first_words & ~c.silence & ~said(Intent.GO_QUIET) & ~c.speaks & c.can_answer
        & ~asked(Topic.IN_DANGER) & ~c.ill & ~said(Intent.SILENCE_PHONE)
        & (said(Intent.GOT_IT) | ~c.code_tested),
      "At the first sign: a phone that rings or lights up gives a hidden caller away."),
)

_another_count = judged("a question got a count that is neither yes nor no, and was asked once",
    "asking topics", lambda f, _: _is_another_count(f))


def _is_another_count(facts: KnownFacts) -> bool:
    topic = facts.asking
    if topic is None or topic is Topic.CAN_HEAR:
        return False
    known = facts.of(topic)
    return known.answer is AnswerState.DOUBTED and known.times > 1 and known.asked < 2


_ask_again = ActMaker("say which count was heard, and ask the same once more",
    lambda f, _: None if f.asking is None else do.Ask((f.asking,)))

CODE = (
    on_line("CH-11", 2, "B04 N7 K1", set_code,
      c.first_words & c.signs_needed & nothing_written & c.in_conversation & c.code_none
        & ~c.no_ways
        & not_since(Stamp.DISTURBANCE, QUIET_FOR) & not_since(Stamp.OVERHEARD, QUIET_FOR),
      "State one code, with a sign that the caller has used."),
    on_line("CH-12", 2, "B04 K1", ask(Topic.CAN_HEAR),
      c.signs_needed & nothing_written & c.in_conversation & c.code_untested & c.test_due
        & ~c.tests_failed
        & not_since(Stamp.TEXT_OUT, READS_TEXT) & not_since(Stamp.DISTURBANCE, QUIET_FOR)
        & not_since(Stamp.OVERHEARD, QUIET_FOR),
      "Test the code with a question whose answer is known, before you rely on it."),
    on_line("CH-13", 2, "assumption", say(Intent.GOT_IT),
      c.code_tested & c.signs_needed & c.in_conversation & ~said(Intent.GOT_IT)
        & ~asked(Topic.ALONE_TO_TALK) & within(Stamp.CODE, 6_000),
      "Let the caller know that the sign was understood: from now on answers count."),
    on_line("CH-14", 2, "assumption",
      set_code._replace(says="state the code again, shorter; after two failures with another sign"),
      c.signs_needed & nothing_written & c.in_conversation & c.code_to_restate & ~writes_first
        & since(Stamp.ASKED, LISTENS + 4_000, Topic.CAN_HEAR)
        & not_since(Stamp.TEXT_OUT, READS_TEXT) & not_since(Stamp.DISTURBANCE, QUIET_FOR),
      "Never build on a sign that you could not read: state the code again and test it."),
    on_line("CH-14m", 1, "assumption", _ask_again,
      replace(c.signs_needed & nothing_written & c.in_conversation & c.code_tested
        & _another_count, size=BEFORE_NEWS),
      "Three presses are neither yes nor no: what was heard is said, and the same asked once more.",
      ),
    on_line("CH-14u", 2, "assumption", say(Intent.CODE_UNCLEAR),
      c.signs_needed & nothing_written & c.in_conversation & c.miscounted & c.code_to_restate
        & ~writes_first
        & since(Stamp.ASKED, LISTENS + 4_000, Topic.CAN_HEAR)
        & not_since(Stamp.TEXT_OUT, READS_TEXT) & not_since(Stamp.DISTURBANCE, QUIET_FOR),
      "Say which count you heard before the code is stated again, and never blame."),
    on_line("CH-16", 2, "Q24 K4", say(Intent.STAY_ON_LINE),
      c.signs_needed & c.in_conversation & (c.tests_failed | c.last_test_open)
        & ~said(Intent.STAY_ON_LINE) & ~c.writes & ~c.may_not_hear
        & not_since(Stamp.WORDS, 15_000),
      "With no usable sign, say that you are listening, and listen."),
    desk("CH-16s", 4, "Q24 K4", ask_supervisor,
      c.line_open & c.incident_open & ~c.can_answer & ~c.found & ~c.supervisor_asked
        & since(Stamp.ANSWERED, REVIEWS),
      "After two minutes without a usable sign, ask the supervisor for a second view.",
      takes=4_000),
    on_line("CH-17", 2, "B02 N1 P2", ask(Topic.WHAT_HAPPENED, terms.QuestionForm.OPEN),
      c.speaks & c.adult_words & c.in_conversation & unknown(Topic.WHAT_HAPPENED) & ~c.says_mistake
        & ~c.said_what & ~c.has_gone_said,
      "A caller who whispers is asked in short open words, not by taps."),
    on_line("CH-18", 1, "K8", say(Intent.NOT_UNDERSTOOD),
      c.own_words & nothing_understood & c.adult_words & c.in_conversation & c.first_words
        & within(Stamp.HEARD, ANSWERS_WORDS, Intent.OWN_WORDS)
        & not_since(Stamp.SAID, ANSWERS_WORDS, Intent.NOT_UNDERSTOOD),
      "Words that you cannot follow: say so honestly, and ask for them once more."),
    on_line("CH-36", 2, "B33 O4 K5 K6", say(Intent.ASK_FOR_ADULT),
      c.other_child & ~said(Intent.ASK_FOR_ADULT) & c.in_conversation & c.first_words
        & ~ill_beside_child & c.injury_settled,
      "Ask a child for a grown-up, in a child's words, where no violence is known of."),
    on_line("CH-36s", 1, "B33 K5 assumption", say(Intent.STAY_HIDDEN),
      c.child & c.child_hides & c.first_words & c.in_conversation & ~said(Intent.STAY_HIDDEN)
        & ~situation(Situation.FIRE),
      "A child who hides from violence stays there and whispers: nobody is to be fetched."),
    on_line("CH-36n", 0, "B33 P1 assumption", say(Intent.GO_QUIET),
      c.child & c.child_hides & c.first_words & c.in_conversation & c.steps_heard
        & ~c.silence & within(Stamp.HEARD, 6_000, terms.Sound.FOOTSTEPS)
        & not_since(Stamp.SAID, 90_000, Intent.GO_QUIET),
      "Steps come near a child who hides: say that you will be quiet, and be quiet."),
    on_line("CH-36r", 2, "B33 assumption", ask_first(Topic.SAME_ROOM, Topic.INJURED),
      c.child & c.child_hides & c.in_conversation & ~c.silence & said(Intent.STAY_HIDDEN)
        & ~yes(Topic.SAME_ROOM) & ~c.other_voice,
      "Ask a child who hides only what a whisper answers: who is in the room, is a person hurt?"),
    on_line("CH-36v", 3, "B33 P5 assumption", ask_first(Topic.AT_HOME),
      c.child & c.child_hides & c.in_conversation & ~c.silence & asked(Topic.INJURED)
        & ~c.has_address & ~yes(Topic.SAME_ROOM) & ~c.other_voice,
      "Without an address: a child knows whether this is their own house."),
    on_line("CH-36g", 4, "B33 assumption", say(Intent.GO_QUIET),
      c.child & c.child_hides & c.in_conversation & said(Intent.STAY_HIDDEN)
        & ~said(Intent.GO_QUIET) & (asked(Topic.INJURED) | yes(Topic.SAME_ROOM)),
      "Then say that you will be quiet, why, and that you are listening."),
    desk("CH-41n", 1, "W8 assumption",
      always("ask for an interpreter, and note it", do.Note(NoteKind.PERSON)),
      c.other_language & c.line_open & c.incident_open & ~c.interpreter_asked,
      "Ask the interpreter in before the caller hears of one.", takes=2_000),
    on_line("CH-41", 2, "W8 assumption", say(Intent.GETS_INTERPRETER),
      c.interpreter_asked & ~said(Intent.GETS_INTERPRETER) & c.in_conversation & c.first_words
        & since(Stamp.WORDS, LISTENS),
      "Say, in nouns, that an interpreter was asked for, and keep the line."),
    on_line("CH-41c", 2, "W8 assumption", say(Intent.LANGUAGE_CHECK),
      c.other_language & said(Intent.GETS_INTERPRETER) & ~said(Intent.LANGUAGE_CHECK)
        & c.in_conversation & since(Stamp.WORDS, 3_000),
      "Ask which language, in single words."),
    on_line("CH-41q", 2, "W8 assumption",
      ask_first(Topic.NEEDS_POLICE, Topic.NEEDS_AMBULANCE, Topic.IN_DANGER),
      c.other_language & said(Intent.LANGUAGE_CHECK) & c.in_conversation & ~c.other_voice
        & since(Stamp.SAID, LISTENS + 2_000, Intent.LANGUAGE_CHECK),
      "One word, and the word for yes: police, doctor, danger."),
    on_line("CH-42", 1, "B35 N13 P15", ask(Topic.MISTAKE),
      c.says_mistake & ~c.other_voice & ~c.coached & ~asked(Topic.MISTAKE) & c.incident_open
        & c.first_words & ~c.mistake_stated
        & (~c.rung_back | said(Intent.CALLS_BACK)),
      "Check an accident with the caller's own voice, without blame."),
)

_TAKEN_UP = (nothing_new & ~presses, since(Stamp.STATED_LAST, JUST_SAID))
WHO_CAN_HEAR = (
    on_line("CH-41i", 0, "W8 assumption", ask(Topic.WHAT_HAPPENED, terms.QuestionForm.OPEN),
      c.interpreted & c.in_conversation & ~c.hear_unsafe & ~c.found & ~asked(Topic.WHAT_HAPPENED),
      "The interpreter has come: “What's happening?”, and not one more noun (SIT-21)."),
    on_line("CH-19i", 1, "B26 W8 assumption", ask(Topic.ALONE_TO_TALK),
      c.interpreted & c.in_conversation & c.hear_unknown & ~c.found
        & asked(Topic.WHAT_HAPPENED) & asked_twice_at_most(Topic.ALONE_TO_TALK)
        & not_since(Stamp.ASKED, 60_000, Topic.ALONE_TO_TALK),
      "A no to one noun of English is asked again in their own language, so that officers can be "
      "spoken of."),
    on_line("CH-41p", 2, "W8 assumption",
      ask_first(Topic.IN_DANGER, Topic.INJURED, Topic.WEAPON, Topic.CHILDREN),
      c.interpreted & c.in_conversation & c.hear_unsafe & ~c.exposed & ~c.hidden & ~c.found
        & not_since(Stamp.ASKED_LAST, ASKS_THROUGH_EACH),
      "With a person near, what an interpreter can put is one yes or no at a time (BF-5, SIT-21)."),
    on_line("CH-19", 2, "B26 H1 H7b", ask(Topic.ALONE_TO_TALK),
      c.can_answer & c.in_conversation & c.adult_words & unknown(Topic.ALONE_TO_TALK)
        & not_since(Stamp.OVERHEARD, OVERHEARD_LATELY)
        & ~(c.witness & c.unheard),
      "Find out who can hear before anything is said that would harm if overheard."),
    before_news("CH-19c", 1, "B26 H1 assumption", ask(Topic.ALONE_TO_TALK),
      c.unheard_once & c.can_answer & c.in_conversation & c.adult_words & ~presses & nothing_new,
      "One “no” is not enough: ask it once more the other way round, “So nobody can hear us?”."),
    on_line("CH-20", 2, "H1", ask(Topic.ALONE_TO_TALK),
      c.can_answer & c.hear_unknown & c.telling_due & c.adult_words & ~quiet_holds
        & asked(Topic.ALONE_TO_TALK) & asked_twice_at_most(Topic.ALONE_TO_TALK)
        & since(Stamp.HEAR, 30_000) & since(Stamp.ASKED, 60_000, Topic.ALONE_TO_TALK)
        & not_since(Stamp.STATED_LAST, JUST_SAID),
      "Who can hear changes: ask again before you say anything of officers."),
    on_line("CH-20s", 2, "H1 assumption", ask(Topic.ALONE_TO_TALK),
      c.can_answer & (c.hear_safe | c.hear_unknown) & c.telling_due & c.adult_words
        & asked_twice_at_most(Topic.ALONE_TO_TALK) & since(Stamp.HEAR, HEARERS_LAPSE)
        & not_since(Stamp.STATED_LAST, JUST_SAID),
      "“Nobody can hear” lapses after two minutes: ask again before the next such sentence."),
    on_line("CH-20u", 2, "H1 assumption", ask(Topic.ALONE_TO_TALK),
      c.can_answer & c.hear_unsafe & ~c.exposed & c.telling_due & c.adult_words
        & asked_twice_at_most(Topic.ALONE_TO_TALK) & since(Stamp.HEAR, HEARERS_LAPSE)
        & not_since(Stamp.ASKED, HEARERS_LAPSE, Topic.ALONE_TO_TALK)
        & not_since(Stamp.DISTURBANCE, HEARERS_LAPSE)
        & not_since(Stamp.OTHER_STATED, HEARERS_LAPSE) & not_since(Stamp.OVERHEARD, HEARERS_LAPSE)
        & c.two_minutes_out & ~c.arrived & (~c.silence | c.speaks) & ~c.coached,
      "Who could hear may have gone: before officers are there it is asked once more."),
    *(
        before_news(f"CH-20{letter}", 1, "H1 assumption", ask(Topic.ALONE_TO_TALK),
          c.can_answer & c.speaks & c.adult_words & ~c.exposed & ~c.found & owed
            & asked(Topic.ALONE_TO_TALK) & ~c.nobody_to_hide_from
            # Who did not follow the second question has answered neither for good.
            & not_since(Stamp.HEAR, lapse)
            & not_since(Stamp.ASKED, each, Topic.ALONE_TO_TALK)
            & not_since(Stamp.DISTURBANCE, QUIET_FOR) & not_since(Stamp.OTHER_STATED, QUIET_FOR)
            # Nor while he is heard through a door: first it is quiet again (CH-22).
            & not_since(Stamp.HEARD, QUIET_FOR, Intent.NOT_TO_CALL),
          "Who speaks and is owed a time or an arrival is asked the short way who hears, in time.")
        for letter, each, lapse, owed in (
            ("w", ASKS_HEARERS_EACH, HEARERS_LAPSE, how_long_asked & c.sent),
            # Where it is only not known who hears, a minute's old answer leaves nobody at
            # "Bear with me" (practice2 4.5, WT-02).
            ("v", ASKS_HEARERS_EACH, ASKS_HEARERS_EACH,
              how_long_asked & c.sent & (~c.hear_unsafe | yes(Topic.ALONE_TO_TALK))),
            # What was just said is taken up first; what cannot be waits no longer than it is news.
            *((letter, HEARERS_LAPSE, ASKS_HEARERS_EACH,
                c.eta_news & said(Intent.OFFICERS_SENT) & ~c.arrived & ~c.hear_unsafe
                & within(Stamp.ETA, ASKS_HEARERS_EACH) & taken_up)
              for letter, taken_up in zip("ef", _TAKEN_UP, strict=True)),
            # Who could hear a while ago, and has been talking to us since.
            ("g", HEARERS_LAPSE, ASKS_HEARERS_EACH,
              c.two_minutes_out & c.eta_news & said(Intent.OFFICERS_SENT) & c.hear_unsafe
                & ~c.other_voice & within(Stamp.SENTENCE, TALKS_STILL)
                & not_since(Stamp.STATED_LAST, JUST_SAID)
                & not_since(Stamp.OVERHEARD, ASKS_HEARERS_EACH)),
            *((letter, HEARERS_LAPSE, HEARERS_LAPSE,
                c.telling_due & c.unit_assigned & ~c.hear_unsafe & taken_up)
              for letter, taken_up in zip("xy", _TAKEN_UP, strict=True)),
            ("z", ASKS_HEARERS_EACH, HEARERS_LAPSE,
              c.kept_out & ~c.hear_unsafe & within(Stamp.AT_DOOR, 25_000)),
        )
    ),
    *(
        before_news(row, 1, "H1 W8 assumption", ask(Topic.ALONE_TO_TALK),
          c.can_answer & c.speaks & of_whom & c.hear_unknown & ~c.found & how_long_asked & c.sent
            & ~c.nobody_to_hide_from
            & not_since(Stamp.ASKED, ASKS_HEARERS_EACH, Topic.ALONE_TO_TALK)
            & not_since(Stamp.DISTURBANCE, QUIET_FOR) & not_since(Stamp.OTHER_STATED, QUIET_FOR),
          "“How long?” is a debt: who hears is asked at once, also through an interpreter.")
        for row, of_whom in (
            ("CH-19h", c.adult_words & unknown(Topic.ALONE_TO_TALK)),
            ("CH-20i", c.interpreted & asked(Topic.WHAT_HAPPENED)),
        )
    ),
    on_line("CH-23", 2, "H1", ask(Topic.ALONE_TO_TALK),
      c.can_answer & c.in_conversation & c.adult_words & yes(Topic.HAS_LEFT) & ~c.hear_safe
        & ~c.talks_freely
        & asked(Topic.ALONE_TO_TALK) & asked_twice_at_most(Topic.ALONE_TO_TALK)
        & since(Stamp.ASKED, 20_000, Topic.ALONE_TO_TALK),
      "Once the other person has left, ask again who can hear."),
    on_line("CH-22", 0, "assumption", say(Intent.GO_QUIET),
      c.steps_heard & c.can_answer & c.adult_words & ~c.hear_safe & c.in_conversation
        & c.first_words & ~c.says_mistake & ~c.mistake_stated
        & ~(c.speaks & (outside_only | of_others | c.in_the_open))
        & ~c.silence & within(Stamp.HEARD, 6_000, terms.Sound.FOOTSTEPS)
        & not_since(Stamp.SAID, 90_000, Intent.GO_QUIET),
      "When steps come near a caller who hides, say so once, and be quiet; in a silence nothing is "
      "said into them."),
    desk("CH-21l", 2, "B26 H1", a.withhold(Intent.OFFICERS_SENT),
      c.sent & c.line_open & ~c.hear_safe & ~said(Intent.OFFICERS_SENT) & ~c.cannot_hear
        & ~c.nobody_to_hide_from & since(Stamp.SENT, 25_000),
      "Until it is known who can hear, officers are left unsaid, with the reason.", takes=4_000),
    desk("CH-21m", 1, "B26 H1", a.withhold(Intent.OFFICERS_SENT),
      c.sent & c.line_open & ~c.hear_safe & ~said(Intent.OFFICERS_SENT) & ~c.cannot_hear
        & ~c.nobody_to_hide_from & since(Stamp.SENT, LEFT_UNSAID_BY),
      "The same before other work at the desk, so that it is written within a minute.",
      takes=4_000),
    desk("CH-21", 2, "B26 H1", a.withhold(Intent.OFFICERS_SENT),
      c.sent & c.line_open & ~c.hear_safe & ~said(Intent.OFFICERS_SENT) & ~c.cannot_hear
        & ~c.nobody_to_hide_from & (asked(Topic.ALONE_TO_TALK) | c.exposed | c.child)
        & since(Stamp.SENT, 8_000),
      "What could be overheard is left unsaid, and the reason is written down.", takes=4_000),
)

DANGER = (
    on_line("CH-24", 1, "P2 P5", ask(Topic.IN_DANGER),
      c.can_answer & c.in_conversation & c.adult_words & asked(Topic.ALONE_TO_TALK)
        & unknown(Topic.IN_DANGER) & c.first_words & ~c.threatened,
      "Ask about danger first; a caller who has said it is not asked again."),
    on_line("CH-24d", 1, "B21 B22 K3", ask(Topic.IN_DANGER),
      said(Intent.SAY_YES_IF_POLICE) & c.disguised & c.in_conversation & unknown(Topic.IN_DANGER),
      "Inside the cover, ask what a customer could answer: is it urgent?"),
    on_line("CH-25", 1, "B10 H1 K1", ask(Topic.INJURED),
      c.can_answer & c.in_conversation & ~c.child & ~c.other_voice
        & (asked(Topic.IN_DANGER) | (c.threatened & asked(Topic.ALONE_TO_TALK) & c.first_words))
        & unknown(Topic.INJURED) & c.first_words,
      "Injury comes before weapon, children, drink and orders."),
    on_line("CH-27", 1, "B24 B29 I6", ask(Topic.IN_DANGER),
      c.can_answer & c.in_conversation & c.adult_words & c.danger_denied & c.denial_doubted
        & asked_once_before(Topic.IN_DANGER),
      "A “no” against a disturbance, a marker or a pretence is asked the other way round."),
    desk("CH-26", 1, "B13 P23 G12 I1", a.set_grade,
      c.emergency_ungraded & (c.answered | c.line_lost),
      "Grade an emergency within ten seconds, with that very thing as the reason.", takes=2_000),
    desk("CH-26p", 1, "B13 B28 W7 assumption", a.set_grade,
      c.precaution_ungraded & (c.answered | c.line_lost),
      "Where life may be at risk, grade an emergency until more is known.", takes=2_000),
    desk("CH-29", 0, "B10 H1 K1", a.bring_in(terms.Service.AMBULANCE),
      c.ambulance_due,
      "Ask for an ambulance as soon as injury or illness is known or heard.", takes=3_000),
    desk("CH-29o", 0, "K1 assumption", a.bring_in(terms.Service.AMBULANCE),
      c.found & ~c.ambulance_asked & c.incident_open & _found_hurt,
      "Officers have found the caller hurt, and no ambulance was asked for: now it is.",
      takes=2_000),
    desk("CH-62", 0, "G1 assumption", a.bring_in(terms.Service.FIRE),
      c.wants_fire & c.incident_open & c.answered,
      "Ask for the fire service at once; both services know.", takes=3_000),
    desk("CH-61u", 1, "K1 assumption", a.tell_service,
      c.service_lacks & c.incident_open & ~c.handed_on & ~c.found
        & not_since(Stamp.TOLD_SERVICE, 12_000),
      "What changes things for another service goes to it within 30 seconds.", takes=5_000),
    on_line("CH-62s", 0, "assumption", say(Intent.GET_OUT),
      c.wants_fire & c.in_conversation & c.adult_words & ~said(Intent.GET_OUT),
      "Fire or gas: out first, if the way is clear, and no police questions before it."),
    *(
        on_line(f"CH-29{letter}", 1, "B10 B36 K1", say(Intent.AMBULANCE_SENT),
          c.ambulance_asked & (c.hear_safe | c.nobody_to_hide_from) & ~c.child_hides & ~c.writes
            & ~said(Intent.AMBULANCE_SENT) & c.incident_open & ~c.other_voice & taken_up,
          "Say that an ambulance was asked for, once it was, and where it can't do harm.")
        # What a child says beside one who is ill is taken up first: "He won't answer me.".
        for letter, taken_up in (("s", ~c.child & ~c.crew_news),
          # A time that is too old to be given keeps nobody from hearing that one was asked for.
          ("v", ~c.child & c.crew_news & since(Stamp.SERVICE_SAID, CREW_NEWS_LASTS)),
          ("t", c.child & nothing_new & ~presses),
          ("u", c.child & since(Stamp.STATED_LAST, JUST_SAID)))
    ),
    on_line("CH-37w", 4, "K1 assumption", say(Intent.AMBULANCE_WAIT),
      said(Intent.AMBULANCE_SENT) & ~said(Intent.AMBULANCE_WAIT) & c.incident_open & ~c.child
        & ~c.writes & ~situation(Situation.FIRE),
      "Advise a hurt caller while the ambulance is awaited."),
    desk("CH-30", 1, "B28 H7b", a.deploy,
      c.at_risk & c.graded & c.incident_open & c.place_findable & ~c.sent & ~c.other_area
        & not_on_55_alone,
      "With life at risk and a place to go to, send first and ask after.", takes=5_000),
    desk("CH-57", 1, "P15 H1", a.deploy,
      c.at_risk & c.graded & c.incident_open & c.place_wide & ~c.sent & not_on_55_alone
        & traced_or_more,
      "With life at risk, send to the best point to search, and trace beside it.", takes=5_000),
    desk("CH-57h", 1, "B28 H7b assumption", a.deploy,
      c.emergency & (~of_the_body | asks_for_police) & c.graded & c.incident_open & c.line_open
        & c.place_none & ~c.data_unread & ~c.mistake & ~c.sent & ~c.found,
      "Danger and no place yet: units are held and set out; the place is found beside it.",
      takes=5_000),
    desk("CH-57t", 1, "P15 H1 assumption", a.next_trace,
      c.emergency & c.graded & c.incident_open & c.line_open & c.place_none & c.sent
        & ~c.trace_asked & ~c.trace_waits & c.trace_open & ~c.mistake,
      "Units that are held need a place: the trace is asked for before they are briefed.",
      takes=4_000),
    desk("CH-57c", 1, "B28 H7b assumption", a.deploy,
      c.child_hides & c.at_risk & c.graded & c.incident_open & ~c.place_findable & ~c.place_wide
        & ~c.sent,
      "On a child's word of violence officers are sent at once: the place is traced beside it.",
      takes=5_000),
    desk("CH-36o", 2, "Q24 assumption", ask_supervisor,
      c.child_hides & c.sent & c.briefed & c.incident_open & ~c.found & ~c.supervisor_asked,
      "A child alone with violence: the supervisor knows at once.", takes=4_000),
    desk("CH-57n", 4, "P15 H1 assumption", a.deploy,
      (c.at_risk | c.doubtful) & c.graded & c.incident_open & c.all_traced & ~c.sent
        & c.line_open & ~c.mistake & since(Stamp.RESULT, 30_000),
      "With no better place, officers search by what the call lets them hear.", takes=5_000),
    desk("CH-57l", 3, "P15 H1 assumption", a.deploy,
      (c.at_risk | c.responded) & c.graded & c.incident_open & c.all_traced & ~c.sent
        & c.line_lost & ~c.mistake & c.supervisor_asked & (c.not_rung | c.callback_failed),
      "No place, the line lost, and a caller who may be in danger: officers have it and search.",
      takes=5_000),
    desk("CH-65s", 2, "Q24 assumption", ask_supervisor,
      c.line_lost & c.line_cut & c.graded & c.incident_open & ~c.place_findable & ~c.place_wide
        & (c.at_risk | c.responded) & ~c.mistake & ~c.supervisor_asked,
      "The line is lost and there is no place: the supervisor knows at once, and owns it too.",
      takes=4_000),
    desk("CH-72", 1, "B27 H7b I4", a.brief,
      c.sent & ~c.briefed & ~c.handed_on & ~c.emergency_ungraded,
      "Brief officers at once, after the grade: what they will meet, and what is not known.",
      takes=6_000),
    desk("CH-65", 0, "B15 B16 H1 H6",
      ActMaker("grade again, because the line is lost",
        lambda f, p: do.SetGrade(a.wanted_grade(f, p), Reason.LINE_CUT)),
      c.line_lost & c.line_cut & (c.incident_open | c.incident_none) & c.not_regraded
        & within(Stamp.CUT, 60_000),
      "When the line is lost, grade again within 20 seconds.", takes=3_000),
)

LATER_GRADE = (
    desk("CH-70", 4, "P23 G12 I2", a.set_grade,
      c.incident_open & (c.answered | c.line_lost) & ~c.graded & ~c.at_risk & c.searched
        & ~c.mistake & ~c.mistake_written & (c.injury_settled | c.line_lost | c.tests_failed),
      "Grade with the reason that is true now, after the search has answered.", takes=3_000),
    desk("CH-70s", 4, "P23 G12 assumption", a.set_grade,
      c.incident_open & c.answered & ~c.graded & ~c.at_risk & c.searched & ~c.mistake
        & c.unspoken_sign & c.line_open & since(Stamp.ANSWERED, GRADES_A_SIGN),
      "A sign is graded though not every question has an answer: officers leave by a grade.",
      takes=3_000),
    desk("CH-71", 4, "B28 H7b", a.deploy,
      c.incident_open & c.graded & ~c.sent & ~c.at_risk & c.doubtful & ~c.mistake
        & ~c.mistake_written & c.place_findable & ~c.other_area
        & ((c.line_open & ~c.other_child & ~mistake_checks_due
            & (c.injury_settled | c.tests_failed))
          | (c.line_lost & (c.not_rung | c.callback_failed))),
      "Send when the place is good enough to find; no appointment for domestic abuse.",
      takes=5_000),
    desk("CH-71c", 4, "B35 K5 assumption", a.deploy,
      c.incident_open & c.graded & ~c.sent & ~c.at_risk & c.doubtful & ~c.mistake
        & c.place_findable & ~c.other_area & c.line_open & c.other_child
        & said(Intent.ASK_FOR_ADULT) & since(Stamp.SAID, AWAITS_ADULT, Intent.ASK_FOR_ADULT)
        & since(Stamp.STAGE, AWAITS_ADULT),
      "A child's “yes” sends nobody; a grown-up who was asked for and does not come is not play.",
      takes=5_000),
    desk("CH-71l", 4, "Q24 B28 assumption",
      ActMaker("grade, then send where there is a place to send to", _decide_late),
      c.incident_open & c.searched & ~c.at_risk & c.line_open & ~c.mistake & ~c.other_area
        & (c.other_language | c.child | c.disguised | c.signs_needed | c.says_mistake)
        & ~c.mistake_written & since(Stamp.ANSWERED, REVIEWS),
      "After two minutes without usable answers, decide on what is audible and on the number.",
      takes=5_000),
    desk("CH-71w", 4, "N13 P15 B28 assumption",
      ActMaker("grade, then send where there is a place to send to", _decide_late),
      c.incident_open & c.searched & ~c.at_risk & c.line_open & ~c.mistake & ~c.other_area
        & ~c.sent & c.mistake_written & since(Stamp.ANSWERED, READS),
      "Who wrote that it was a mistake, and does not answer whether they are safe, is looked for.",
      takes=5_000),
)

BRANCHES = (
    branch("CH-31", Situation.PARTNER, "H1 H2",
      (Topic.OTHER_PERSON_PRESENT, Topic.SAME_ROOM, Topic.WEAPON, Topic.CHILDREN,
       Topic.DRINK_OR_DRUGS, Topic.ORDERS),
      "A partner in the room: few quiet questions; orders and bail come last.", unless=c.child),
    branch("CH-32", Situation.STRANGER, "P1 P4 assumption",
      (Topic.IN_THE_HOUSE, Topic.MORE_THAN_ONE, Topic.CAN_STAY_HIDDEN, Topic.DOOR_LOCKED,
       Topic.WEAPON),
      "A stranger: inside now, how many, can the caller stay hidden? No court orders."),
    branch("CH-34", Situation.FOLLOWED, "H2 K3",
      (Topic.BEHIND_YOU, Topic.KNOWS_PERSON, Topic.PEOPLE_NEAR, Topic.WEAPON, Topic.IN_A_TOWN),
      "Followed on foot: who, how near, and where there are people."),
    branch("CH-35", Situation.VEHICLE, "N23 K4 K8",
      (Topic.MOVING, Topic.KNOWS_PERSON, Topic.WEAPON, Topic.MORE_THAN_ONE),
      "In a vehicle: moving or not, who drives, what they pass."),
    on_line("CH-36i", 3, "B33 K5 assumption", ask_first(Topic.INJURED),
      c.other_child & ~ill_beside_child & c.in_conversation & c.first_words & ~c.other_voice,
      "A child is first asked whether a person is hurt, and for a grown-up only then."),
    on_line("CH-36e", 4, "K5 assumption", ask_first(Topic.AWAKE),
      c.other_child & (ill_beside_child | yes(Topic.INJURED)) & c.in_conversation
        & ~c.other_voice,
      "A child is asked whether they wake only of a person who is ill or hurt."),
    branch("CH-36q", Situation.CHILD, "B33 K5 K6",
      (Topic.OTHER_PERSON_PRESENT, Topic.INJURED, Topic.CAN_OPEN_DOOR),
      "A child who was asked for a grown-up: who is there, can the door be opened?",
      unless=c.child_hides | ~(said(Intent.ASK_FOR_ADULT) | ill_beside_child | c.at_risk)),
    branch("CH-37", Situation.ILL, "K1 F5",
      (Topic.BREATHING_WELL, Topic.CAN_OPEN_DOOR, Topic.OTHER_PERSON_PRESENT),
      "Ill or hurt: breathing, the door, and who is there.",
      # Of one who is cut it was asked whether it bleeds (ST-22).
      unless=situation(Situation.SEXUAL_ASSAULT) | (stated(StatementTopic.OTHER_HURT)
        & stated(StatementTopic.BLEEDING) & ~stated(StatementTopic.NOT_WAKING))),
    # Where a person harms, no door is asked about yet: who is there still is.
    branch("CH-37h", Situation.ILL, "K1 F5", (Topic.BREATHING_WELL, Topic.OTHER_PERSON_PRESENT),
      "Ill or hurt by a person: breathing, and who is there.",
      unless=situation(Situation.SEXUAL_ASSAULT) | (stated(StatementTopic.OTHER_HURT)
        & stated(StatementTopic.BLEEDING) & ~stated(StatementTopic.NOT_WAKING))
        | (stated(StatementTopic.HIT) & ~stated(StatementTopic.STRANGLED)
          & ~stated(StatementTopic.ILL) & ~stated(StatementTopic.HEAD_OR_PASSED_OUT))),
    branch("CH-38", Situation.DISGUISED, "B21 B22 K3 K4",
      (Topic.OTHER_PERSON_PRESENT, Topic.MORE_THAN_ONE, Topic.WEAPON, Topic.AT_HOME),
      "Disguised: only what a customer could answer with yes or no."),
    on_line("CH-31o", 4, "H1", ask_first(Topic.OTHER_PERSON_PRESENT),
      c.can_answer & c.adult_words & c.in_conversation & c.injury_settled
        & (~c.ill | c.disturbance_heard),
      "Find out whether another person is there: it decides what to ask next."),
    on_line("CH-31r", 4, "H1 assumption", ask_first(Topic.SAME_ROOM),
      c.where_lapsed & c.can_answer & c.adult_words & c.in_conversation & c.injury_settled
        & (~c.ill | c.disturbance_heard),
      "Where the other person was half a minute ago is not where they are: ask once."),
    on_line("CH-31k", 4, "H1", ask_first(Topic.KNOWS_PERSON),
      c.can_answer & c.adult_words & c.in_conversation & yes(Topic.OTHER_PERSON_PRESENT)
        & c.injury_settled,
      "Known to the caller or a stranger: everything after it depends on that."),
    on_line("CH-31w", 4, "H1", ask_first(Topic.WEAPON),
      c.can_answer & c.adult_words & c.in_conversation
        & (asked(Topic.OTHER_PERSON_PRESENT) | stated(StatementTopic.PERSON_OUTSIDE))
        & (yes(Topic.OTHER_PERSON_PRESENT) | no(Topic.ALONE_TO_TALK) | c.disturbance_heard
          | yes(Topic.IN_DANGER))
        & (~c.ill | c.disturbance_heard),
      "Officers need to know of weapons, also where someone is only close enough to hear."),
    on_line("CH-31c", 4, "H1", ask_first(Topic.CHILDREN),
      c.can_answer & c.adult_words & c.in_conversation & (asked(Topic.WEAPON) | sleeps)
        & ~no(Topic.AT_HOME) & ~c.under_way & (~c.ill | c.disturbance_heard),
      "Officers need to know of children; not in an office or a shop."),
    on_line("CH-43", 4, "B32 I1 I9 O1", ask_first(Topic.SAME_AS_BEFORE),
      c.rang_before & c.can_answer & c.adult_words & c.in_conversation & c.injury_settled,
      "Earlier calls and this one are one story: ask whether it is the same."),
    on_line("WT-10", 5, "H1 assumption", ask_first(Topic.HAS_LEFT),
      c.travelling & c.can_answer & c.adult_words & c.in_conversation
        & yes(Topic.OTHER_PERSON_PRESENT) & ~c.under_way & ~c.beside
        & since(Stamp.FACT, 60_000, Topic.OTHER_PERSON_PRESENT),
      "Where the other person is has aged, and officers act on it: ask once whether they went."),
)

HEARD = (
    on_line("CH-47", 0, "B07 B08 H1 H7",
      ActMaker("ask about injury; where that is answered, whether it was near", _hurt_or_near),
      c.disturbance_heard & c.can_answer & c.in_conversation & ~c.other_voice & ~c.exposed
        & ~c.child & since(Stamp.DISTURBANCE, HEARS_OUT)
        & within(Stamp.DISTURBANCE, 15_000)
        & not_since(Stamp.ASKED, 20_000, Topic.INJURED)
        & not_since(Stamp.SAID, 20_000, Intent.HEARD_THAT),
      "When something breaks, stop, listen to its end, and ask about that, not the next question."),
    on_line("CH-44", 1, "B08 H7 N23", ask(Topic.IN_DANGER),
      c.words_overheard & ~c.speaks & c.can_answer & c.in_conversation & c.adult_words
        & c.first_words & unknown(Topic.IN_DANGER)
        & not_since(Stamp.HEARD, LISTENS, terms.Sound.VOICES),
      "People talk, not to you: listen until they pause; then ask about danger."),
    *(
        desk(f"CH-48{letter}", 1, "B08 B31 H1", note_heard,
          c.unnoted & c.answered & c.incident_open & c.sent
            & since(stamp, 20_000) & within(stamp, 50_000),
          "Note a disturbance, and words near the phone, within a minute: other work waits.",
          takes=4_000)
        for letter, stamp in (("d", Stamp.DISTURBANCE), ("v", Stamp.OVERHEARD))
    ),
    desk("CH-85", 4, "G19 assumption",
      always("ask the specialist in domestic abuse to listen in", do.Note(NoteKind.PERSON)),
      c.has_specialist & c.abuse_marked & c.graded & c.answered & c.incident_open
        & ~c.other_language & ~c.person_asked,
      "Where a control room has a specialist, they listen in; neither grade nor officers wait.",
      takes=4_000),
    desk("CH-48", 4, "B08 B31 H1", note_heard,
      c.unnoted & c.answered & c.incident_open,
      "Note what was heard, in words; one note may name several sounds.", takes=4_000),
    desk("CH-60", 1, "B27 I4 H7b", a.brief,
      c.sent & c.briefed & ~c.found & ~c.handed_on & c.unbriefed & not_since(Stamp.BRIEFED, 12_000),
      "Pass every new fact to officers, also what is still not known.", takes=6_000),
    desk("CH-60p", 1, "B27 H7b", a.brief,
      c.sent & c.briefed & ~c.found & ~c.handed_on & c.place_unbriefed
        & not_since(Stamp.BRIEFED, 4_000),
      "A better place goes to officers within 15 seconds, in words.", takes=6_000),
    desk("CH-65o", 1, "B27 I4 assumption", say_line_gone,
      loss_new & c.line_taken & c.sent & ~c.found & ~c.handed_on & c.incident_open
        & not_since(Stamp.BRIEFED, 4_000),
      "Officers on their way hear at once that the line has gone, and what was last heard.",
      takes=3_000),
    on_line("CH-40", 0, "B24 I5 N17", say(Intent.ASK_FOR_CALLER),
      c.other_voice & ~said(Intent.ASK_FOR_CALLER) & c.incident_open
        & (~c.rung_back | said(Intent.CALLS_BACK))
        & not_since(Stamp.SAID, 9_000, Intent.CALLS_BACK),
      "Ask for the person who rang, in a neutral tone, without accusing."),
    on_line("CH-40k", 0, "I5 assumption", say(Intent.KEEP_TALKING),
      c.other_voice & said(Intent.ASK_FOR_CALLER) & c.incident_open & ~c.found & ~c.at_the_door
        & not_since(Stamp.WORDS, 15_000) & within(Stamp.OTHER_VOICE, TALKS_WITH_US),
      "Keep the other person talking while you search, log and send."),
    on_line("CH-40l", 3, "I5 assumption", say(Intent.KEEP_TALKING),
      c.other_voice & said(Intent.ASK_FOR_CALLER) & c.incident_open & ~c.found & ~c.at_the_door
        & within(Stamp.OTHER_VOICE, 2 * TALKS_WITH_US) & not_since(Stamp.WORDS, 20_000),
      "Where the other person has just gone quiet, one word more: the line is not left dumb."),
    on_line("CH-40q", 3, "I5 assumption", say(Intent.HIDE_REASON),
      c.other_voice & said(Intent.ASK_FOR_CALLER) & c.incident_open & ~c.found & ~c.at_the_door
        & ~said(Intent.HIDE_REASON) & not_since(Stamp.OTHER_VOICE, 2 * TALKS_WITH_US)
        & not_since(Stamp.WORDS, TALKS_WITH_US),
      "Nobody answers any more: one line, and the phone is left open; no form is filled into it."),
)

PLACE = (
    on_line("CH-52", 3, "B11 P5 K1", ask_first(Topic.AT_KNOWN_ADDRESS),
      c.has_address & c.can_answer & c.in_conversation & c.adult_words & c.injury_settled
        & ~c.under_way & not_since(Stamp.HEARD, QUIET_FOR + LISTENS, Intent.NOT_TO_CALL),
      "Say the address that you hold, and ask whether the caller is there."),
    on_line("CH-52d", 3, "B11 B21 K3", ask_first(Topic.AT_KNOWN_ADDRESS),
      c.has_address & (c.disguised | c.child) & c.in_conversation & ~c.other_voice
        & c.injury_settled & ~c.under_way & not_since(Stamp.OVERHEARD, BESIDE_THEM),
      "Inside the cover, and in a child's words, the address fits too."),
    on_line("CH-59", 1, "K8 N9", ActMaker("ask where the caller is", _where),
      c.speaks & c.adult_words & c.in_conversation & ~c.says_mistake & c.no_place_named
        & (~c.place_findable | c.place_wide),
      "A caller who can speak says where; it goes before all other place questions."),
    before_news("CH-59e", 1, "K8 N9 assumption", ActMaker("ask where the caller is", _where),
      c.emergency & c.speaks & (c.adult_words | c.child) & ~c.beside & c.in_conversation
        & c.first_words & c.place_none & c.no_place_named & ~asked(Topic.LOCATION)
        & ~yes(Topic.SAME_ROOM) & ~c.says_mistake & ~c.other_voice & ~presses
        & (~stated(StatementTopic.PERSON_HERE) | stated(StatementTopic.IN_ANOTHER_ROOM))
        & since(Stamp.ANSWERED, PLACE_BY),
      "Danger and no place: where it is comes second at the latest, also from a child."),
    on_line("CH-59r", 1, "K8 N9", say(Intent.REPEAT_BACK),
      c.speaks & c.adult_words & c.in_conversation & c.first_words & ~c.no_place_named
        & c.unheard & ~said(Intent.REPEAT_BACK) & ~yes(Topic.AT_KNOWN_ADDRESS),
      "A place that the caller names is repeated back where nobody else hears: a wrong one costs "
      "most."),
    before_news("CH-53h", 3, "B7 assumption", ask(Topic.AT_KNOWN_ADDRESS),
      c.has_address & no(Topic.AT_KNOWN_ADDRESS) & yes(Topic.AT_HOME) & ~c.disguised & ~c.child
        & asked_once_before(Topic.AT_KNOWN_ADDRESS) & c.can_answer & c.in_conversation
        & c.adult_words & ~c.other_voice & ~c.witness & ~c.found,
      "The address was denied, and then they are at home: what does not fit is cleared up."),
    on_line("CH-54", 3, "B11 P5 assumption", ask_first(Topic.AT_HOME, Topic.INDOORS),
      (~c.has_address | no(Topic.AT_KNOWN_ADDRESS)) & c.can_answer & c.in_conversation
        & c.adult_words & c.no_place_named & c.injury_settled
        & ~c.under_way & (~c.engine_heard | asked(Topic.IN_A_VEHICLE)),
      "Without an address, halve what is possible: at home, indoors?"),
    on_line("CH-56", 3, "P2 P5 P15", ask_first(Topic.IN_A_VEHICLE, Topic.ON_FOOT, Topic.IN_A_TOWN),
      (no(Topic.AT_HOME) | no(Topic.INDOORS)) & ~yes(Topic.INDOORS) & c.can_answer
        & c.in_conversation & c.adult_words & c.no_place_named & ~c.in_vehicle,
      "A wide place is halved: in a vehicle, on foot, in a town?"),
    on_line("CH-34f", 2, "H2 SC-33", ask_first(Topic.FOLLOWED),
      yes(Topic.ON_FOOT) & c.can_answer & c.in_conversation & c.adult_words & ~c.said_what,
      "On foot: is the caller followed?"),
    on_line("CH-35e", 3, "K4 N23", ask_first(Topic.IN_A_VEHICLE),
      c.engine_heard & ~c.place_confirmed & ~c.followed & c.in_conversation
        & (c.can_answer | c.disguised)
        & ~c.other_voice & (asked(Topic.IN_DANGER) | c.disguised)
        & not_since(Stamp.TEXT_OUT, ASKS_AFTER_TEXT),
      "An engine is heard: is the caller in a vehicle?"),
    desk("CH-56t", 3, "P15 P16", a.next_trace,
      (~c.place_findable | (~c.no_place_named & c.trace_open)) & ~c.place_by_data & c.line_open
        & c.incident_open & ~c.trace_waits
        & (c.sent | c.graded | c.injury_settled | c.tests_failed),
      "A wide cell isn't a place to send to: start a trace.", takes=4_000),
    desk("CH-56s", 3, "P5 P15 assumption", a.next_trace,
      c.wide_and_signalled & c.trace_open & c.searched & ~c.place_by_data & c.line_open
        & c.incident_open & since(Stamp.ANSWERED, TRACES_A_SIGN),
      "A caller who gives signs from a wide cell is traced while they are on the line.",
      takes=4_000),
    desk("CH-58", 3, "SC-32 K4", a.next_trace,
      c.under_way & c.sent & c.briefed & c.line_open & ~c.found & c.trace_open,
      "A caller who moves is traced before the point that is known is old.", takes=4_000),
    desk("CH-58r", 3, "SC-32 K4", a.read_again,
      c.rides & ~_stands & c.sent & c.line_open & ~c.found & ~c.data_unread
        & since(Stamp.READ, REREADS),
      "While a vehicle moves, read the location again every 30 seconds.", takes=2_000),
    desk("CH-58w", 3, "SC-33 K4", a.read_again,
      c.under_way & ~c.rides & ~_stands & c.sent & c.line_open & ~c.found & ~c.data_unread
        & since(Stamp.READ, 2 * REREADS),
      "On foot, and in a vehicle that has stopped, read it again each minute.", takes=2_000),
)

CHANNELS = (
    on_line("CH-64q", 2, "B23 K4", ask_first(Topic.SCREEN_SEEN),
      c.mobile & c.disguised & c.in_vehicle & c.in_conversation & yes(Topic.NEEDS_POLICE)
        & asked(Topic.IN_DANGER) & c.no_text_sent,
      "On a bus a friend may text: before that, could another person see the screen?"),
    *(
        on_line(f"CH-10{letter}", 2, "SC-06 assumption", say(Intent.SILENCE_PHONE), due & sounds,
          "Before a first text to a phone that others may hear: turn its sound off.")
        for letter, due in (
          ("t", tested_in_vain), ("k", knocks_only), ("m", no_use_for_a_minute))
    ),
    on_line("CH-64", 2, "B23 K4",
      always("send a text that an ordinary contact might send", do.SendText()),
      tested_in_vain & ~sounds,
      "A caller who cannot answer may answer a text; it says nothing of the police."),
    on_line("CH-64k", 2, "E15 K4 assumption",
      always("send a text that an ordinary contact might send", do.SendText()),
      knocks_only & ~sounds,
      "Who knocks, and answers nothing that is asked, may hear nothing: they are written to before "
      "a code is said once more (SIT-20)."),
    on_line("CH-64m", 2, "Q24 B23 K4 assumption",
      always("send a text that an ordinary contact might send", do.SendText()),
      no_use_for_a_minute & ~sounds,
      "A minute without a sign that can be used: what is not heard may be read (CH-16)."),
    on_line("CH-64s", 2, "B23 K4", always("send a text: the screen is not seen", do.SendText()),
      c.mobile & c.in_conversation & c.no_text_sent & c.screen_safe,
      "What cannot be said can be written, once the caller has said that nobody sees it."),
    on_line("CH-63a", 2, "B23 K4 assumption", write_back,
      c.mobile & c.in_conversation & c.writes & c.texts_owed & ~c.other_voice & ~c.exposed
        & since(Stamp.TEXT_IN, TYPES),
      "Answer a text by a text, in words that any contact might write."),
    on_line("CH-63d", 1, "B23 K4 assumption", write_back,
      c.mobile & c.in_conversation & c.disguised & c.texts_owed & c.screen_safe & ~c.other_voice
        & since(Stamp.TEXT_IN, TYPES),
      "Who pretends aloud and writes what is so gets an answer in writing: nothing goes on as if "
      "it had not come."),
    on_line("CH-63b", 3, "B23 K4 assumption", always("write the next question", do.SendText()),
      c.mobile & c.in_conversation & c.writes & ~c.texts_owed & ~c.other_voice & ~c.exposed
        & c.screen_safe & to_be_written & ~c.found & ~c.not_found & _written_answered,
      "One question at a time, each once the one before has its answer."),
    on_line("CH-63c", 3, "B23 K4 assumption", always("write the next question", do.SendText()),
      c.mobile & c.in_conversation & c.writes & ~c.texts_owed & ~c.other_voice & ~c.exposed
        & c.screen_safe & to_be_written & ~c.found & ~c.not_found
        & since(Stamp.TEXT_OUT, NO_ANSWER_TO_TEXT),
      "A question that has no answer for more than a minute is left, and the next is written."),
    desk("CH-63", 1, "K4 assumption", always("note the caller's text", do.Note(NoteKind.HEARD)),
      c.text_waits,
      "Read a text, note it and use it before anything else.", takes=2_000),
    desk("CH-66", 3, "B17 I3 N11 G17 B14",
      always("ring the number", do.CallBack(Reason.CALLER_MAY_BE_ALONE)),
      c.line_lost & c.incident_open & ~c.sent & c.searched & c.graded & c.callback_undecided
        & ~c.rung_back & c.may_ring & ~c.mistake,
      "Ring back where nothing suggests that a ring would harm, and say why.", takes=8_000),
    desk("CH-66h", 0, "B17 N11 assumption",
      always("ring the number", do.CallBack(Reason.CALLER_MAY_BE_ALONE)),
      c.line_lost & c.incident_open & c.sent & c.graded & c.callback_undecided & c.may_ring
        & (yes(Topic.INJURED) | c.ill) & (yes(Topic.ALONE_TO_TALK) | c.nobody_to_hide_from)
        & ~c.found & ~c.mistake
        & ~c.at_the_door & ~(c.line_cut & c.not_regraded),
      "Who is hurt and on their own is rung when the line fails: nobody else can hear it.",
      takes=4_000),
    desk("CH-66n", 3, "B17 I3 N11", a.leave_unrung,
      c.line_lost & c.incident_open & c.searched & c.graded & ~c.not_rung & ~c.callback_failed
        & (~c.may_ring | c.rung_back | c.sent) & ~c.mistake & ~c.found & ~c.delay_said,
      "Decide against ringing where it may alert another person, and say why.", takes=8_000),
    on_line("CH-67", 1, "I3 assumption", say(Intent.CALLS_BACK),
      c.rung_back & ~said(Intent.CALLS_BACK),
      "On a callback say nothing of the police until you know who answers."),
    on_line("CH-67p", 1, "I3 B26", say(Intent.THROUGH_TO_POLICE),
      c.rung_back & said(Intent.CALLS_BACK) & ~said(Intent.THROUGH_TO_POLICE) & c.hear_safe
        & c.can_answer & c.in_conversation & c.adult_words & ~c.says_mistake,
      "Once it is the caller, and nobody else can hear, say that this is the police."),
    desk("CH-68", 3, "B18 P15 P16 G17", a.next_trace,
      c.line_lost & c.incident_open & (c.not_rung | c.callback_failed) & ~c.mistake
        & ~c.trace_waits & (~c.place_findable | (c.trace_open & ~c.sent)),
      "Trace the phone, then the subscriber, then linked addresses.", takes=5_000),
    desk("CH-69", 2, "B34 I10",
      ActMaker("offer the incident to that force", lambda f, _p: do.OfferIncident(f.other_force)),
      c.other_area & c.graded & c.incident_open & ~c.offered & ~c.mistake,
      "Offer it to the other force with everything known, and keep the caller.", takes=8_000),
    on_line("CH-69s", 2, "I10", say(Intent.HANDS_ON),
      c.offered & ~said(Intent.HANDS_ON) & ~c.exposed,
      "Say that you stay until the other force has the call."),
)

no_reasons = judged("no reasons are written", "thrive", lambda f, _: not f.thrive)

REASONING = (
    *(desk(f"CH-84{heading[0]}", 5, "H5 H6 B14 B15", a.reason_under(heading),
      c.graded & when, says, takes=10_000)
    for heading, when, says in (
      (Heading.THREAT, c.threat_known | c.searched,
        "Write who or what threatens, and how you know."),
      (Heading.HARM, c.searched, "Write what harm is feared."),
      (Heading.VULNERABILITY, c.searched | c.sent,
        "Write who cannot protect themselves, and why."),
      (Heading.INVESTIGATION, c.searched,
        "Write what is on the number, and what is still to be found out."),
      (Heading.RISK, c.decided, "Write how likely it is, and what would change that."),
      (Heading.ENGAGEMENT, c.decided, "Write how the caller can be kept in contact, and by whom."),
    )),
    desk("CH-84w", 1, "H5 H6 B15 assumption", a.reason_under(Heading.THREAT),
      c.graded & c.sent & no_reasons
        & since(Stamp.SENT, REASONS_BY),
      "Reasons that have waited two minutes behind news and notes come before them.", takes=8_000),
)
# fmt: on

HANDLER_ROWS: tuple[GuidanceRow, ...] = (
    *UPTAKE_ROWS,
    *(*FIRST_CONTACT, *CODE, *WHO_CAN_HEAR, *DANGER, *LATER_GRADE, *in_turn(BRANCHES)),
    *(*HEARD, *in_turn(PLACE), *CHANNELS, *WAITING_ROWS, *REASONING, *CLOSING_ROWS),
    *SITUATION_ROWS,
    *COVER_ROWS,
)


def _says(*intents: Intent) -> Callable[[do.Action], bool]:
    return lambda action: isinstance(action, do.Say) and action.intent in intents


def _asks(*topics: Topic) -> Callable[[do.Action], bool]:
    return lambda action: isinstance(action, do.Ask) and not set(topics).isdisjoint(action.about)


def _is(*kinds: type[do.Action]) -> Callable[[do.Action], bool]:
    return lambda action: isinstance(action, kinds)


# fmt: off
HANDLER_GUARDS: tuple[NeverBefore, ...] = (
    NeverBefore("NB-hear", "B26 H1 H7b", c.hear_safe | c.nobody_to_hide_from,
      _says(Intent.OFFICERS_SENT, Intent.OFFICERS_THERE, Intent.ETA, Intent.NO_UNIT_YET),
      "Nothing is said of officers before it is known that nobody else can hear.",
      Stake.GIVEN_AWAY),
    NeverBefore("NB-cover", "B21 B22 B24", ~c.disguised & ~c.other_voice,
      lambda a: isinstance(a, (do.OfferWays, do.SetCode))
        or _says(Intent.THROUGH_TO_POLICE, Intent.INVITE_SPEECH)(a),
      "To a caller who pretends, and to another voice, nothing names the police.",
      Stake.GIVEN_AWAY),
    NeverBefore("NB-advice", "B21 B22 B24", ~c.disguised & ~c.other_voice,
      _says(Intent.STAY_HIDDEN, Intent.LOCK_UP),
      "To a caller who pretends, and to another voice, advice does not name the danger.",
      Stake.FOR_A_PERSON),
    NeverBefore("NB-move", "B21 B22 B24", ~c.other_voice, _says(Intent.MOVE_TO_SAFETY),
      "To another voice, no advice is given where to go.", Stake.FOR_A_PERSON),
    NeverBefore("NB-who", "B01 P1 B21", c.first_words,
      lambda a: isinstance(a, (do.Ask, do.Say)) and not _says(*MAY_COME_FIRST)(a),
      "Nothing is said before the caller knows, in words that fit, who is on the line."),
    NeverBefore("NB-first", "B10 B13 H1 K1",
      ~c.ambulance_due & ~c.emergency_ungraded & ~c.precaution_ungraded, _is(do.Ask),
      "No question comes between a sign of injury or danger and the ambulance or the grade.", None),
    NeverBefore("NB-role", "B21 B22 K3", ~c.disguised,
      lambda a: isinstance(a, do.Ask) and not COVERED.issuperset(a.about),
      "To a caller who pretends, a question is only one that a shop or a friend could ask.",
      Stake.FOR_A_PERSON),
    NeverBefore("NB-child", "B33 K5", ~c.child,
      _asks(Topic.WEAPON, Topic.DRINK_OR_DRUGS, Topic.ORDERS),
      "A child is not asked about weapons, drink or orders."),
    NeverBefore("NB-hidden", "B33 K5 assumption", ~c.child_hides,
      lambda a: isinstance(a, (do.OfferWays, do.SetCode))
        or _says(Intent.ASK_FOR_ADULT, Intent.CHILD_DO, Intent.CHECK_IN, Intent.LOCK_UP,
            Intent.MOVE_TO_SAFETY)(a)
        or _asks(Topic.CAN_OPEN_DOOR, Topic.AWAKE, Topic.DOOR_LOCKED)(a),
      "A child who hides from violence fetches, wakes, watches and opens for nobody, and is loud "
      "for nobody.", Stake.GIVEN_AWAY),
    NeverBefore("NB-coached", "B24 H1 assumption", ~c.coached | c.hear_safe,
      lambda a: isinstance(a, do.Ask) and not IN_HEARING.issuperset(a.about),
      "Where words may have been another's, only a few short questions are asked in that hearing.",
      None),
    NeverBefore("NB-few", "B33 K5 assumption", ~c.child_hides,
      lambda a: isinstance(a, do.Ask) and not WHISPERED.issuperset(a.about),
      "A child who hides is asked only what one whispered word answers, and officers need.", None),
    NeverBefore("NB-whisper", "B33 assumption", ~(c.child_hides & yes(Topic.SAME_ROOM)) | c.found,
      _is(do.Ask),
      "A child with another person in the room is asked nothing: an answer could be heard.",
      Stake.GIVEN_AWAY),
    NeverBefore("NB-quiet", "B33 assumption",
      ~(c.child_hides & said(Intent.GO_QUIET)) | news | c.found, _is(do.Ask),
      "After a silence was announced to a child who hides, only what the child says is taken up.",
      None),
    NeverBefore("NB-orders", "B05 P2", ~c.stranger & ~c.ill,
      _asks(Topic.ORDERS),
      "Court orders don't matter where a stranger is there or the caller is ill."),
    NeverBefore("NB-door", "SC-06 H1 assumption",
      ~c.hides & ~c.under_way & ~c.child_hides & ~c.beside & ~nobody_opens,
      _asks(Topic.CAN_OPEN_DOOR),
      "A caller who hides, is in a vehicle or out of doors, cannot move and is alone, or has "
      "another person in the room is asked to no door.",
      Stake.GIVEN_AWAY),
    NeverBefore("NB-outside", "assumption",
      ~stated(StatementTopic.PERSON_OUTSIDE) | c.other_voice | relays(Topic.OTHER_PERSON_PRESENT),
      _asks(Topic.OTHER_PERSON_PRESENT, Topic.SAME_ROOM),
      "Who has said that the person is outside is not asked whether they are in there.", None),
    NeverBefore("NB-indoors", "B05 SC-33", ~c.under_way,
      _asks(Topic.IN_THE_HOUSE, Topic.CAN_STAY_HIDDEN, Topic.DOOR_LOCKED, Topic.SAME_ROOM),
      "A caller outdoors or in a vehicle is not asked what is inside a house."),
    NeverBefore("NB-town", "B05 assumption", ~c.place_findable, _asks(Topic.IN_A_TOWN),
      "Where the place is good enough to find, it is not asked whether it is a town."),
    NeverBefore("NB-again", "B22 K3",
      ~c.at_risk | c.cannot_talk | c.line_lost | c.delay_agreed | c.left_open,
      _says(Intent.CALL_AGAIN),
      "While danger holds, ringing again is never suggested first."),
    NeverBefore("NB-screen", "B23 K4", ~c.other_voice & (~c.exposed | c.screen_safe),
      _is(do.SendText),
      "No text goes to a screen that another person can see.", Stake.GIVEN_AWAY),
    NeverBefore("NB-close", "B09 B24 B35 I5",
      ~c.incident_open | c.found | c.unfound | c.mistake
        | (c.hours_away & said(Intent.CALL_AGAIN))
        | (c.line_lost & c.all_traced & ~c.at_risk & ~c.responded)
        | ~(c.at_risk | c.doubtful),
      _is(do.Close, do.EndCall),
      "A caller who may want help is not let go before officers have found them.", Stake.CLOSED),
    NeverBefore("NB-callback", "I3 assumption", ~c.rung_back | c.speaks | c.code_tested,
      _says(Intent.THROUGH_TO_POLICE, Intent.OFFICERS_SENT),
      "On a callback nothing is said of the police until it is known who answers.",
      Stake.GIVEN_AWAY),
    NeverBefore("NB-sent", "H14 assumption", c.sent, _says(Intent.OFFICERS_SENT, Intent.ETA),
      "Officers are spoken of only once they have been sent.", Stake.UNTRUE),
    NeverBefore("NB-there", "H14 assumption", c.arrived & ~c.not_found,
      _says(Intent.OFFICERS_THERE),
      "Officers are said to be there only once they report it, and not of a wrong door.",
      Stake.UNTRUE),
    NeverBefore("NB-ambulance", "H14 assumption", c.ambulance_asked, _says(Intent.AMBULANCE_SENT),
      "An ambulance is promised only once it was asked for.", Stake.UNTRUE),
    NeverBefore("NB-interpreter", "H14 assumption", c.interpreter_asked,
      _says(Intent.GETS_INTERPRETER),
      "An interpreter is spoken of only once one was asked for.", Stake.UNTRUE),
    NeverBefore("NB-force", "H14 assumption", c.offered, _says(Intent.HANDS_ON),
      "Another force is announced only once it was asked.", Stake.UNTRUE),
    NeverBefore("NB-explained", "B35 N13 assumption",
      ~(c.mistake_stated & said_by_caller(Intent.CHILD_SPEAKS)) | c.coached | c.other_voice
        | c.disturbance_heard | c.at_risk,
      lambda a: isinstance(a, do.Ask) and not EXPLAINED.issuperset(a.about),
      "A grown-up who explains what a child did is asked whether all are safe, and let go kindly.",
      None),
    NeverBefore("NB-explained-who", "B35 N13 assumption",
      ~(c.mistake_stated & said_by_caller(Intent.CHILD_SPEAKS)) | asked(Topic.IN_DANGER)
        | c.coached | c.other_voice | c.disturbance_heard | c.at_risk,
      _asks(Topic.ALONE_TO_TALK),
      "The child is heard, and all are safe, before a grown-up is asked who else is there.", None),
    NeverBefore("NB-language", "W8 assumption",
      ~c.other_language | said(Intent.LANGUAGE_CHECK) | c.child | c.disguised,
      _is(do.Ask),
      "Nothing is asked of who has little English before it is known which language they speak.",
      None),
    NeverBefore("NB-of-another", "K1 assumption",
      ~((helps_another & c.speaks) | of_a_body_aloud) | (how_long_asked & c.sent),
      _asks(Topic.ALONE_TO_TALK),
      "Of an illness, a fall or a fire who rings is asked how the body is, and not who can hear.",
      None),
    NeverBefore("NB-past-them", "H1 assumption",
      ~(c.hear_unsafe & (yes(Topic.OTHER_PERSON_PRESENT) | yes(Topic.SAME_ROOM)
          | no(Topic.ALONE_TO_TALK)))
        | yes(Topic.HAS_LEFT),
      _asks(Topic.CAN_OPEN_DOOR),
      "Nobody is asked to go to a door past a person who is there and hears (SIT-01).", None),
    NeverBefore("NB-no-door", "K1 assumption",
      ~(helps_another | of_a_body_aloud) | yes(Topic.AT_KNOWN_ADDRESS) | yes(Topic.AT_HOME)
        | (c.has_address & ~situation(Situation.FALLEN)),
      _asks(Topic.CAN_OPEN_DOOR),
      "After a fall where nobody lives, nobody is asked for a door.", None),
    NeverBefore("NB-named", "B05 assumption", ~named_held, _asks(Topic.AT_KNOWN_ADDRESS),
      "Who has named the address that is held is not asked whether they are there.", None),
    NeverBefore("NB-place-aloud", "H1 H7b B26",
      ~c.hear_unsafe | c.exposed | ~c.place_findable | c.child | c.other_voice | c.found
        | relays(Topic.AT_KNOWN_ADDRESS) | (only_held & asked(Topic.IN_DANGER)),
      _asks(Topic.AT_KNOWN_ADDRESS),
      "Beside a person who hears, no place that the phone bears out is said aloud to be confirmed.",
      None),
    NeverBefore("NB-broken-silence", "H1 B26 assumption",
      ~(c.in_wait & c.hear_unsafe & said(Intent.GO_QUIET)) | news | c.question_to_relay | c.exposed
        | c.writes | c.child | c.found | c.interpreted,
      _asks(Topic.WEAPON, Topic.WEAPON_IN_HAND, Topic.CHILDREN, Topic.HAS_LEFT, Topic.SAME_ROOM,
        Topic.MORE_THAN_ONE, Topic.OTHER_PERSON_PRESENT, Topic.AT_HOME, Topic.INDOORS,
        Topic.DRINK_OR_DRUGS, Topic.ORDERS, Topic.CAN_STAY_HIDDEN, Topic.IN_THE_HOUSE),
      "A silence that was announced beside one who hears is not broken by the next of a list.",
      None),
    NeverBefore("NB-code", "B04 N7 K1",
      c.can_answer | ~c.signs_needed | c.ill | c.spoke_to_operator,
      lambda a: isinstance(a, do.Ask) and not _asks(Topic.CAN_HEAR, Topic.CAN_SPEAK)(a),
      "Nothing is asked by signs before a code was stated and tested: no answer could be read.",
      Stake.UNTESTED),
    NeverBefore("NB-injury", "B10 H1 K1", c.injury_settled | c.child | c.disguised,
      _asks(Topic.WEAPON, Topic.CHILDREN, Topic.DRINK_OR_DRUGS, Topic.ORDERS),
      "Injury is asked about before weapons, children, drink and orders."),
    *SITUATION_GUARDS,
    *WAITING_GUARDS,
    *COVER_GUARDS,
)
# fmt: on
