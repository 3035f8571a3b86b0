"""What a good police call handler does next: practice.md 1.2 to 1.10 as rows.

The interpreter never works down this list. At each free moment of a hand, the most pressing row
whose conditions hold for this call is carried out: the lowest level, then the row with the most
conditions, then the order below. A row stops holding once its act has changed the facts.
"""

from __future__ import annotations

from simulator.core import acts as do
from simulator.core import terms
from simulator.core.instant import Millis
from simulator.core.profile import Callback
from simulator.core.terms import Heading, Intent, NoteKind, Reason, Sign, Topic
from simulator.guidance import conditions as c
from simulator.guidance.act_makers import (
    REASON,
    act,
    ask,
    ask_again,
    ask_first,
    brief,
    bring_in,
    grade,
    read_location,
    reason_under,
    say,
    trace,
    withhold,
)
from simulator.guidance.rows import (
    ActMaker,
    Condition,
    Guard,
    GuidancePolicy,
    GuidanceRow,
    Hand,
)
from simulator.knowledge.facts import KnownFacts, Stamp
from simulator.knowledge.situation import Situation

WAYS = (Sign.SPOKEN, Sign.TAP, Sign.COUGH, Sign.KEY)
"""The ways to answer that are offered: whispering first [N1 P2], then at least two more [P1]."""
LISTENS: Millis = 4_000
"""How long a caller is left to answer before the next sentence [R1]."""
CHECKS_IN: Millis = 30_000
"""Between two short sentences while officers travel (CH-76: 20 to 40 s, assumption)."""
ASKS_AGAIN: Millis = 55_000
"""Between two questions while officers travel (CH-76: 60 s at the latest, assumption)."""
STAYS: Millis = 30_000
"""From an arrival to closing: nothing is closed within 20 s of it (CH-80, assumption)."""
REVIEWS: Millis = 120_000
"""With a caller who gives no sign, before a supervisor's second view (Q24, assumption)."""


def voice(
    id_: str, level: int, when: tuple[Condition, ...], does: ActMaker, because: str, says: str
) -> GuidanceRow:
    """Make a row that is spoken; it needs the caller on the line."""
    return GuidanceRow(
        id_, level, Hand.VOICE, (c.line_open, *when), does, tuple(because.split()), says
    )


def desk(
    id_: str,
    level: int,
    when: tuple[Condition, ...],
    does: ActMaker,
    because: str,
    says: str,
    takes: Millis = 2_000,
) -> GuidanceRow:
    """Make a row that is done at the desk and takes `takes` ms there (practice.md 0.3)."""
    return GuidanceRow(id_, level, Hand.DESK, when, does, tuple(because.split()), says, takes)


def _wanted_grade(facts: KnownFacts, policy: GuidancePolicy) -> str:
    emergency = policy.force.emergency.id
    if c.life_at_risk(facts, policy) or facts.grade == emergency:
        return emergency
    return c.marker_grade(facts, policy) or policy.force.unanswered_grade


def _emergency_grade(_facts: KnownFacts, policy: GuidancePolicy) -> str:
    return policy.force.emergency.id


def _may_ring(facts: KnownFacts, policy: GuidancePolicy) -> bool:
    if policy.force.callback is Callback.NOT_WITH_MARKERS and set(facts.markers) & c.ABUSE:
        return False
    risky = c.life_at_risk(facts, policy) and not facts.speaks
    return policy.force.callback is Callback.USUALLY or not risky


def _set_code(facts: KnownFacts, policy: GuidancePolicy) -> do.Action:
    return do.SetCode(c.sign_of(facts, policy))


def _closing_reason(facts: KnownFacts, _policy: GuidancePolicy) -> Reason:
    with_caller = facts.stage is terms.LineStage.WITH_CALL_HANDLER and bool(facts.signs)
    return Reason.OFFICERS_WITH_CALLER if with_caller else Reason.OFFICERS_DEALING


def _ending_reason(facts: KnownFacts, policy: GuidancePolicy) -> Reason:
    if facts.arrived:
        return _closing_reason(facts, policy)
    if facts.incident is terms.IncidentStage.WITH_OTHER_FORCE:
        return Reason.OTHER_AREA
    return Reason.CHECKED_SAFE if c.is_mistake(facts, policy) else Reason.NO_RESPONSE


may_ring = c.fact("the policy and what is known allow ringing", "markers fact", _may_ring)
travelling = c.sent & ~c.arrived
in_conversation = c.incident_open & ~c.mistake & ~c.arrived
"""Whether there is something to find out from the caller."""
first_words = (
    c.said(Intent.THROUGH_TO_POLICE) | c.said(Intent.CALLS_BACK) | c.said(Intent.SAY_YES_IF_POLICE)
)
adult_words = ~c.child & ~c.disguised & ~c.other_voice & ~c.other_language
"""Whether taps and a code fit this caller (CH-02, CH-36, CH-40, CH-41)."""
signs_needed = adult_words & ~c.speaks & ~c.says_mistake
two_tests_failed = c.fact("two tests failed", "code", lambda f, _: f.code_failures >= 2)
test_failed = c.code_failed | (
    c.code_stated
    & c.fact(
        "the test was answered otherwise",
        "code fact",
        lambda f, _: f.answer(Topic.CAN_HEAR) is c.AnswerState.DOUBTED,
    )
)

FIRST_CONTACT = (
    voice(
        "CH-01",
        2,
        (~first_words, ~c.rung_back, ~c.other_voice, ~c.disguised, ~c.child),
        say(Intent.THROUGH_TO_POLICE),
        "P1 B01",
        "Say at once that this is the police and that no words are needed.",
    ),
    voice(
        "CH-01c",
        2,
        (~first_words, ~c.rung_back, c.child),
        say(Intent.THROUGH_TO_POLICE),
        "K5 O4",
        "Greet a child by saying who you are, in a child's words.",
    ),
    voice(
        "CH-02",
        2,
        (c.disguised, ~c.said(Intent.SAY_YES_IF_POLICE), ~c.other_voice),
        say(Intent.SAY_YES_IF_POLICE),
        "B21 B22 K3 K4",
        "A caller who pretends gets one sentence that fits the cover, and can say yes.",
    ),
    voice(
        "CH-05",
        2,
        (first_words, signs_needed, ~c.said(Intent.INVITE_SPEECH), c.since(Stamp.WORDS, LISTENS)),
        say(Intent.INVITE_SPEECH),
        "B02 N1 P2",
        "Invite a whisper once, if it is safe: some callers can.",
    ),
    voice(
        "CH-06",
        2,
        (
            c.said(Intent.INVITE_SPEECH),
            signs_needed,
            c.fact("no ways were offered", "done", lambda f, _: not f.ways),
            c.since(Stamp.WORDS, LISTENS),
        ),
        act("offer two or three ways to answer", lambda _f, _p: do.OfferWays(WAYS)),
        "B03 P1",
        "Name several ways to answer: one of them may be impossible for this caller.",
    ),
    desk(
        "CH-08",
        0,
        (c.search_open, c.answered | c.line_lost),
        act("search the number", lambda _f, _p: do.Search()),
        "B12 B20 N17 P2 I3 H2",
        "Search the number at once: calls, people, addresses, markers, an agreed word.",
        takes=2_000,
    ),
    desk(
        "CH-09",
        3,
        (c.unread_data, c.answered, c.incident_open),
        read_location(),
        "B11 P5 G10",
        "Read where the data says the caller is, and how sure it is.",
        takes=2_000,
    ),
    voice(
        "CH-10",
        4,
        (
            c.gave_sign,
            c.mobile,
            ~c.hear_safe,
            ~c.exposed,
            adult_words,
            in_conversation,
            c.asked(Topic.INJURED),
            ~c.said(Intent.SILENCE_PHONE),
        ),
        say(Intent.SILENCE_PHONE),
        "assumption",
        "A phone that rings or lights up gives a hidden caller away.",
    ),
)

CODE = (
    voice(
        "CH-11",
        2,
        (
            first_words,
            signs_needed,
            in_conversation,
            c.code_none,
            c.fact("ways were offered", "done", lambda f, _: bool(f.ways)) | c.gave_sign,
        ),
        act("state a code for yes and no", _set_code),
        "B04 N7 K1",
        "State one code, with a sign that the caller has used.",
    ),
    voice(
        "CH-12",
        2,
        (signs_needed, in_conversation, c.code_stated, ~c.asked(Topic.CAN_HEAR)),
        ask(Topic.CAN_HEAR),
        "B04 K1",
        "Test the code with a question whose answer is known, before you rely on it.",
    ),
    voice(
        "CH-14",
        2,
        (
            signs_needed,
            in_conversation,
            test_failed,
            c.fact("fewer than two tests failed", "code", lambda f, _: f.code_failures < 2),
            c.not_since(Stamp.CODE, LISTENS),
        ),
        act("state the code again, shorter", _set_code),
        "assumption",
        "Never build on a sign that you could not read: state the code again and test it.",
    ),
    voice(
        "CH-14t",
        2,
        (
            signs_needed,
            in_conversation,
            c.code_stated,
            c.fact(
                "it was tested once and not passed",
                "code fact",
                lambda f, _: (
                    f.of(Topic.CAN_HEAR).asked in (1, 2)
                    and f.answer(Topic.CAN_HEAR) is not c.AnswerState.YES
                ),
            ),
            c.since(Stamp.CODE, 1_000),
            c.since(Stamp.ASKED, LISTENS + 4_000, Topic.CAN_HEAR),
        ),
        ask(Topic.CAN_HEAR),
        "B04 assumption",
        "Test the code once more after you have stated it again.",
    ),
    voice(
        "CH-17",
        2,
        (c.speaks, adult_words, in_conversation, c.unknown(Topic.WHAT_HAPPENED), ~c.says_mistake),
        ask(Topic.WHAT_HAPPENED, terms.QuestionForm.OPEN),
        "B02 N1 P2",
        "A caller who whispers is asked in short open words, not by taps.",
    ),
    voice(
        "CH-41",
        2,
        (c.other_language, ~c.said(Intent.GETS_INTERPRETER), in_conversation),
        say(Intent.GETS_INTERPRETER),
        "W8 assumption",
        "Ask for an interpreter, in nouns, and keep the line.",
    ),
    voice(
        "CH-36",
        2,
        (c.child, ~c.said(Intent.ASK_FOR_ADULT), in_conversation, first_words),
        say(Intent.ASK_FOR_ADULT),
        "B33 O4 K5 K6",
        "Ask a child for a grown-up, in a child's words.",
    ),
    voice(
        "CH-42",
        1,
        (c.says_mistake, ~c.other_voice, ~c.asked(Topic.MISTAKE), c.incident_open, first_words),
        ask(Topic.MISTAKE),
        "B35 N13 P15",
        "Check an accident with the caller's own voice, without blame.",
    ),
    voice(
        "CH-16",
        2,
        (
            signs_needed,
            in_conversation,
            two_tests_failed,
            c.not_since(Stamp.WORDS, 25_000),
            c.not_since(Stamp.SIGN, 25_000),
        ),
        say(Intent.STAY_ON_LINE),
        "Q24 K4",
        "With no usable sign, say that you are listening, and listen.",
    ),
)

WHO_CAN_HEAR = (
    voice(
        "CH-19",
        2,
        (c.can_answer, in_conversation, adult_words, c.unknown(Topic.ALONE_TO_TALK)),
        ask(Topic.ALONE_TO_TALK),
        "B26 H1 H7b",
        "Find out who can hear before anything is said that would harm if overheard.",
    ),
    voice(
        "CH-20",
        2,
        (
            c.can_answer,
            c.sent,
            ~c.said(Intent.OFFICERS_SENT),
            ~c.disguised,
            ~c.child,
            ~c.other_voice,
            c.hear_unknown | c.hear_safe,
            c.asked(Topic.ALONE_TO_TALK),
            c.fact("it was asked once", "done", lambda f, _: f.of(Topic.ALONE_TO_TALK).asked < 3),
            c.since(Stamp.HEAR, 30_000),
            c.since(Stamp.ASKED, 60_000, Topic.ALONE_TO_TALK),
        ),
        ask(Topic.ALONE_TO_TALK),
        "H1",
        "Who can hear changes: ask again before you tell the caller anything.",
    ),
    desk(
        "CH-21",
        2,
        (
            c.sent,
            c.line_open,
            ~c.hear_safe,
            ~c.said(Intent.OFFICERS_SENT),
            c.asked(Topic.ALONE_TO_TALK) | c.exposed | c.child,
            c.since(Stamp.SENT, 8_000),
        ),
        withhold(Intent.OFFICERS_SENT),
        "B26 H1",
        "What could be overheard is left unsaid, and the reason is written down.",
        takes=4_000,
    ),
)

DANGER = (
    voice(
        "CH-24",
        1,
        (
            c.can_answer,
            in_conversation,
            adult_words,
            c.asked(Topic.ALONE_TO_TALK),
            c.unknown(Topic.IN_DANGER),
        ),
        ask(Topic.IN_DANGER),
        "P2 P5",
        "Ask about danger first; a caller who has said it is not asked again.",
    ),
    voice(
        "CH-24d",
        1,
        (
            c.said(Intent.SAY_YES_IF_POLICE),
            c.disguised,
            in_conversation,
            c.unknown(Topic.IN_DANGER),
            c.since(Stamp.WORDS, LISTENS),
        ),
        ask(Topic.IN_DANGER),
        "B21 B22 K3",
        "Inside the cover, ask what a customer could answer: is it urgent?",
    ),
    voice(
        "CH-25",
        1,
        (
            c.can_answer,
            in_conversation,
            ~c.child,
            ~c.other_voice,
            c.asked(Topic.IN_DANGER),
            c.unknown(Topic.INJURED),
        ),
        ask(Topic.INJURED),
        "B10 H1 K1",
        "Injury comes before weapon, children, drink and orders.",
    ),
    desk(
        "CH-26",
        1,
        (c.emergency, c.incident_open, c.answered | c.line_lost),
        grade(_emergency_grade, REASON),
        "B13 P23 G12 I1",
        "Grade an emergency within ten seconds, with that very thing as the reason.",
        takes=2_000,
    ),
    desk(
        "CH-29",
        1,
        (c.yes(Topic.INJURED) | c.ill | c.yes(Topic.NEEDS_AMBULANCE), c.incident_open),
        bring_in(terms.Service.AMBULANCE),
        "B10 H1 K1",
        "Ask for an ambulance as soon as injury or illness is known or heard.",
        takes=3_000,
    ),
    desk(
        "CH-30",
        1,
        (c.emergency, c.graded, c.incident_open, c.place_good, ~c.sent, ~c.other_area),
        act("send officers", lambda f, p: do.Deploy(REASON(f, p))),
        "B28 H7b",
        "With life at risk and a place to go to, send first and ask after.",
        takes=5_000,
    ),
    desk(
        "CH-57",
        1,
        (c.emergency, c.graded, c.incident_open, c.place_wide, ~c.sent),
        act(
            "send officers to search, and say how wide it is", lambda f, p: do.Deploy(REASON(f, p))
        ),
        "P15 H1",
        "With life at risk, send to the best point while the trace runs.",
        takes=5_000,
    ),
    desk(
        "CH-72",
        1,
        (c.sent, ~c.briefed, ~c.handed_on),
        brief(),
        "B27 H7b I4",
        "Brief officers at once: what they will meet, and what is not known.",
        takes=6_000,
    ),
    desk(
        "CH-65",
        0,
        (
            c.line_lost,
            c.was_cut,
            c.incident_open
            | c.fact(
                "no incident yet", "done", lambda f, _: f.incident is terms.IncidentStage.NONE
            ),
            c.within(Stamp.CUT, 60_000),
            c.fact(
                "not regraded since", "done", lambda f, _: f.grade_reason is not Reason.LINE_CUT
            ),
            c.not_since(Stamp.GRADED, 0),
        ),
        act(
            "grade again, because the line is lost",
            lambda f, p: do.SetGrade(_wanted_grade(f, p), Reason.LINE_CUT),
        ),
        "B15 B16 H1 H6",
        "When the line is lost, grade again within 20 seconds.",
        takes=3_000,
    ),
)

LATER_GRADE = (
    desk(
        "CH-70",
        4,
        (
            c.incident_open,
            c.answered | c.line_lost,
            ~c.graded,
            ~c.emergency,
            c.searched,
            ~c.mistake,
            c.asked(Topic.INJURED) | c.line_lost | two_tests_failed,
        ),
        grade(_wanted_grade, REASON),
        "P23 G12 I2",
        "Grade with the reason that is true now; after the search has answered.",
        takes=3_000,
    ),
    desk(
        "CH-71",
        4,
        (
            c.incident_open,
            c.graded,
            ~c.sent,
            ~c.emergency,
            c.doubtful,
            ~c.mistake,
            c.place_good,
            ~c.other_area,
            (c.line_open & (c.asked(Topic.INJURED) | two_tests_failed))
            | (c.line_lost & (c.not_rung | c.callback_failed)),
        ),
        act("send officers", lambda f, p: do.Deploy(REASON(f, p))),
        "B28 H7b",
        "Send when the place is good enough to find; no appointment for domestic abuse.",
        takes=5_000,
    ),
    desk(
        "CH-71l",
        4,
        (
            c.incident_open,
            c.searched,
            ~c.graded | ~c.sent,
            ~c.emergency,
            c.other_language | c.child | c.disguised | signs_needed,
            c.line_open,
            ~c.mistake,
            ~c.other_area,
            c.since(Stamp.ANSWERED, REVIEWS),
        ),
        act(
            "grade, and send where there is a place to send to",
            lambda f, p: (
                do.SetGrade(_wanted_grade(f, p), REASON(f, p))
                if not f.grade
                else do.Deploy(REASON(f, p))
                if c.is_doubtful(f) and f.place in c.FINDABLE
                else None
            ),
        ),
        "Q24 B28 assumption",
        "After two minutes without usable answers, decide on what is audible and on the number.",
        takes=5_000,
    ),
)


def _branch(
    id_: str, kind: Situation, topics: tuple[Topic, ...], because: str, says: str
) -> GuidanceRow:
    return voice(
        id_,
        4,
        (
            c.situation(kind),
            c.can_answer | c.child | c.disguised,
            in_conversation,
            ~c.other_voice,
            c.asked(Topic.INJURED) | c.child | c.disguised,
        ),
        ask_first(*topics),
        because,
        says,
    )


BRANCHES = (
    _branch(
        "CH-31",
        Situation.PARTNER,
        (
            Topic.OTHER_PERSON_PRESENT,
            Topic.WEAPON,
            Topic.CHILDREN,
            Topic.DRINK_OR_DRUGS,
            Topic.ORDERS,
        ),
        "H1 H2",
        "A partner in the room: few quiet questions; orders and bail come last.",
    ),
    _branch(
        "CH-32",
        Situation.STRANGER,
        (Topic.IN_THE_HOUSE, Topic.MORE_THAN_ONE, Topic.CAN_STAY_HIDDEN, Topic.WEAPON),
        "P1 P4 assumption",
        "A stranger: inside now, how many, can the caller stay hidden? No court orders.",
    ),
    _branch(
        "CH-34",
        Situation.FOLLOWED,
        (Topic.FOLLOWED, Topic.KNOWS_PERSON, Topic.IN_A_TOWN),
        "H2 K3",
        "Followed on foot: who, where, and where there are people.",
    ),
    _branch(
        "CH-35",
        Situation.VEHICLE,
        (Topic.IN_A_VEHICLE, Topic.KNOWS_PERSON, Topic.IN_A_TOWN, Topic.WEAPON),
        "N23 K4 K8",
        "In a vehicle: moving or not, who drives, what they pass.",
    ),
    _branch(
        "CH-36q",
        Situation.CHILD,
        (Topic.OTHER_PERSON_PRESENT, Topic.INJURED, Topic.IN_THE_HOUSE, Topic.CAN_OPEN_DOOR),
        "B33 K5 K6",
        "A child: who is there, is anybody hurt or asleep, can the door be opened?",
    ),
    _branch(
        "CH-37",
        Situation.ILL,
        (Topic.NEEDS_AMBULANCE, Topic.CAN_OPEN_DOOR, Topic.OTHER_PERSON_PRESENT),
        "K1 F5",
        "Ill or hurt: the ambulance, the door, and who is there.",
    ),
    _branch(
        "CH-38",
        Situation.DISGUISED,
        (Topic.OTHER_PERSON_PRESENT, Topic.AT_HOME, Topic.INJURED, Topic.WEAPON),
        "B21 B22 K3 K4",
        "Disguised: only what a customer could answer with yes or no.",
    ),
    voice(
        "CH-31o",
        4,
        (
            c.can_answer,
            adult_words,
            in_conversation,
            c.asked(Topic.INJURED),
            ~c.situation(Situation.ILL) | c.disturbance,
        ),
        ask_first(Topic.OTHER_PERSON_PRESENT),
        "H1",
        "Find out whether another person is there: it decides what to ask next.",
    ),
    voice(
        "CH-31k",
        4,
        (
            c.can_answer,
            adult_words,
            in_conversation,
            c.yes(Topic.OTHER_PERSON_PRESENT),
            c.asked(Topic.INJURED),
        ),
        ask_first(Topic.KNOWS_PERSON),
        "H1",
        "Known to the caller or a stranger: everything after it depends on that.",
    ),
    voice(
        "CH-31w",
        4,
        (
            c.can_answer,
            adult_words,
            in_conversation,
            c.yes(Topic.OTHER_PERSON_PRESENT) | c.disturbance | c.yes(Topic.IN_DANGER),
            ~c.situation(Situation.ILL) | c.disturbance,
            c.asked(Topic.OTHER_PERSON_PRESENT),
        ),
        ask_first(Topic.WEAPON, Topic.CHILDREN),
        "H1",
        "Officers need to know of weapons and children.",
    ),
)

HEARD = (
    voice(
        "CH-47",
        0,
        (
            c.disturbance,
            c.can_answer,
            in_conversation,
            ~c.other_voice,
            ~c.exposed,
            ~c.child,
            c.since(Stamp.DISTURBANCE, 3_000),
            c.within(Stamp.DISTURBANCE, 15_000),
            c.not_since(Stamp.ASKED, 20_000, Topic.INJURED),
        ),
        act(
            "ask whether anybody is hurt, once more if it was asked before",
            lambda f, _p: None if f.of(Topic.INJURED).asked > 1 else do.Ask((Topic.INJURED,)),
        ),
        "B07 B08 H1 H7",
        "When something breaks, stop, listen to its end, and ask about injury.",
    ),
    desk(
        "CH-48",
        4,
        (c.unnoted, c.answered, c.incident_open),
        act("note in words what was heard", lambda _f, _p: do.Note(NoteKind.HEARD)),
        "B08 B31 H1",
        "Note what was heard, in words; one note may name several sounds.",
        takes=6_000,
    ),
    desk(
        "CH-60",
        1,
        (
            c.sent,
            c.briefed,
            ~c.arrived,
            ~c.handed_on,
            c.unbriefed,
            c.not_since(Stamp.BRIEFED, 12_000),
        ),
        brief(),
        "B27 I4 H7b",
        "Pass every new fact to officers, also what is still not known.",
        takes=6_000,
    ),
    voice(
        "CH-40",
        0,
        (c.other_voice, ~c.said(Intent.ASK_FOR_CALLER), c.incident_open),
        say(Intent.ASK_FOR_CALLER),
        "B24 I5 N17",
        "Ask for the person who rang, in a neutral tone, without accusing.",
    ),
    voice(
        "CH-40k",
        0,
        (
            c.other_voice,
            c.said(Intent.ASK_FOR_CALLER),
            c.incident_open,
            ~c.arrived,
            c.not_since(Stamp.WORDS, 15_000),
        ),
        say(Intent.KEEP_TALKING),
        "I5 assumption",
        "Keep the other person talking while you search, log and send.",
    ),
)

PLACE = (
    voice(
        "CH-52",
        3,
        (c.has_address, c.can_answer, in_conversation, adult_words, c.asked(Topic.INJURED)),
        ask_first(Topic.AT_KNOWN_ADDRESS),
        "B11 P5 K1",
        "Say the address that you hold, and ask whether the caller is there.",
    ),
    voice(
        "CH-59",
        1,
        (
            c.speaks,
            adult_words,
            in_conversation,
            ~c.place_good | c.place_wide,
            c.fact("the caller named no place", "place", lambda f, _: not f.place_given),
        ),
        act(
            "ask where the caller is",
            lambda f, _p: (
                None
                if f.of(Topic.LOCATION).asked > 1
                else do.Ask((Topic.LOCATION,), terms.QuestionForm.OPEN)
            ),
        ),
        "K8 N9",
        "A caller who can speak says where; it goes before all other place questions.",
    ),
    voice(
        "CH-54",
        3,
        (
            ~c.has_address | c.denied_address,
            c.can_answer,
            in_conversation,
            adult_words,
            c.asked(Topic.INJURED),
            ~c.situation(Situation.VEHICLE),
            ~c.situation(Situation.FOLLOWED),
        ),
        ask_first(Topic.AT_HOME, Topic.INDOORS),
        "B11 P5 assumption",
        "Without an address, halve what is possible: at home, indoors?",
    ),
    voice(
        "CH-56",
        3,
        (
            c.no(Topic.AT_HOME) | c.no(Topic.INDOORS),
            c.can_answer,
            in_conversation,
            adult_words,
        ),
        ask_first(Topic.IN_A_VEHICLE, Topic.ON_FOOT, Topic.IN_A_TOWN),
        "P2 P5 P15",
        "A wide place is halved: in a vehicle, on foot, in a town?",
    ),
    desk(
        "CH-56t",
        3,
        (
            c.place_wide | c.place_none,
            c.line_open,
            c.incident_open,
            c.trace_open,
            c.sent | c.asked(Topic.INJURED) | two_tests_failed,
        ),
        trace(lambda _f, _p: Reason.NO_RESPONSE),
        "P15 P16",
        "A wide cell is no place to send to: start a trace.",
        takes=4_000,
    ),
)

CHANNELS = (
    voice(
        "CH-64",
        2,
        (
            c.mobile,
            in_conversation,
            signs_needed,
            ~c.hear_unsafe,
            c.gave_sign,
            two_tests_failed,
            c.fact("no text was sent", "done", lambda f, _: f.texts_out == 0),
        ),
        act("send a text that an ordinary contact might send", lambda _f, _p: do.SendText()),
        "B23 K4",
        "A caller who cannot answer may answer a text; it says nothing of the police.",
    ),
    desk(
        "CH-63",
        1,
        (c.text_waits,),
        act("note the caller's text", lambda _f, _p: do.Note(NoteKind.HEARD)),
        "K4 assumption",
        "Read a text, note it and use it before anything else.",
        takes=3_000,
    ),
    desk(
        "CH-66",
        3,
        (
            c.line_lost,
            c.incident_open,
            ~c.sent,
            c.searched,
            c.graded,
            c.callback_undecided,
            ~c.rung_back,
            may_ring,
            ~c.mistake,
        ),
        act("ring the number", lambda _f, _p: do.CallBack(Reason.CALLER_MAY_BE_ALONE)),
        "B17 I3 N11 G17 B14",
        "Ring back where nothing suggests that a ring would harm, and say why.",
        takes=8_000,
    ),
    desk(
        "CH-66n",
        3,
        (
            c.line_lost,
            c.incident_open,
            c.searched,
            c.graded,
            ~c.not_rung,
            ~may_ring | c.rung_back | c.sent,
            c.fact("not failed", "done", lambda f, _: f.callback is not c.CallbackState.FAILED),
            ~c.mistake,
        ),
        act(
            "decide not to ring back",
            lambda _f, _p: do.DecideAgainstCallback(Reason.MAY_ALERT_OTHERS),
        ),
        "B17 I3 N11",
        "Decide against ringing where it may alert another person, and say why.",
        takes=8_000,
    ),
    voice(
        "CH-67",
        1,
        (c.rung_back, ~c.said(Intent.CALLS_BACK)),
        say(Intent.CALLS_BACK),
        "I3 assumption",
        "On a callback say nothing of the police until you know who answers.",
    ),
    desk(
        "CH-68",
        3,
        (
            c.line_lost,
            c.incident_open,
            c.not_rung | c.callback_failed,
            ~c.place_good | ~c.sent,
            ~c.mistake,
            ~c.trace_waits,
            c.trace_open | ~c.place_good,
        ),
        trace(
            lambda f, _p: (
                Reason.NO_ANSWER
                if f.callback is c.CallbackState.FAILED
                else Reason.MAY_ALERT_OTHERS
            )
        ),
        "B18 P15 P16 G17",
        "Trace the phone, then the subscriber, then linked addresses.",
        takes=5_000,
    ),
    desk(
        "CH-69",
        2,
        (c.other_area, c.graded, c.incident_open, ~c.offered, ~c.mistake),
        act("offer the incident to that force", lambda f, _p: do.OfferIncident(f.other_force)),
        "B34 I10",
        "Offer it to the other force with everything known, and keep the caller.",
        takes=8_000,
    ),
    voice(
        "CH-69s",
        2,
        (c.offered, ~c.said(Intent.HANDS_ON), ~c.exposed),
        say(Intent.HANDS_ON),
        "I10",
        "Say that you stay until the other force has the call.",
    ),
)

WAITING = (
    voice(
        "CH-75",
        1,
        (
            c.sent,
            c.hear_safe,
            ~c.said(Intent.OFFICERS_SENT),
            ~c.arrived,
            ~c.child,
            c.within(Stamp.HEAR, 120_000),
        ),
        say(Intent.OFFICERS_SENT),
        "B26 H1",
        "Tell the caller that officers are coming once it is known that nobody else hears.",
    ),
    voice(
        "CH-32s",
        4,
        (
            c.situation(Situation.STRANGER),
            travelling,
            c.can_answer,
            ~c.said(Intent.STAY_ON_LINE),
        ),
        say(Intent.STAY_ON_LINE),
        "SC-06 assumption",
        "Keep the line open: what is heard helps officers.",
    ),
    voice(
        "CH-34s",
        4,
        (
            c.situation(Situation.FOLLOWED),
            in_conversation,
            ~c.said(Intent.MOVE_TO_SAFETY),
            c.asked(Topic.IN_DANGER),
        ),
        say(Intent.MOVE_TO_SAFETY),
        "H2 K3",
        "Towards light and people; not home.",
    ),
    voice(
        "CH-76q",
        5,
        (
            travelling,
            c.incident_open,
            c.can_answer,
            adult_words,
            c.not_since(Stamp.ASKED_LAST, ASKS_AGAIN),
        ),
        ask_again(
            Topic.IN_DANGER,
            Topic.INJURED,
            Topic.OTHER_PERSON_PRESENT,
            Topic.CAN_STAY_HIDDEN,
            Topic.CAN_OPEN_DOOR,
        ),
        "B07 B25 P1 H1",
        "While officers travel, ask what is not known yet: it may have changed.",
    ),
    voice(
        "CH-76",
        5,
        (
            c.incident_open,
            ~c.arrived,
            ~c.other_voice,
            first_words,
            c.not_since(Stamp.WORDS, CHECKS_IN),
        ),
        say(Intent.REASSURE),
        "B07 B25 P1 H1",
        "Say something short every 20 to 40 seconds, never the same sentence twice running.",
    ),
)

REASONING = (
    desk(
        "CH-84t",
        5,
        (
            c.graded,
            c.fact(
                "danger is asked, heard or marked",
                "fact heard markers",
                lambda f, p: c.life_at_risk(f, p) or f.of(Topic.IN_DANGER).asked > 0 or f.was_cut,
            ),
        ),
        reason_under(Heading.THREAT),
        "H5 H6 B14 B15",
        "Write who or what threatens, and how you know.",
        takes=10_000,
    ),
    desk(
        "CH-84h",
        5,
        (c.graded, c.asked(Topic.INJURED) | c.ill | c.was_cut | c.sent),
        reason_under(Heading.HARM),
        "H5 H6",
        "Write what harm is feared.",
        takes=10_000,
    ),
    desk(
        "CH-84r",
        5,
        (c.graded, c.sent | c.line_lost | c.handed_on),
        reason_under(Heading.RISK),
        "H5 H6",
        "Write how likely it is, and what would change that.",
        takes=10_000,
    ),
    desk(
        "CH-84i",
        5,
        (c.graded, c.searched),
        reason_under(Heading.INVESTIGATION),
        "H5 H6",
        "Write what is on the number, and what is still to be found out.",
        takes=10_000,
    ),
    desk(
        "CH-84v",
        5,
        (c.graded, c.searched, c.asked(Topic.OTHER_PERSON_PRESENT) | c.sent | c.line_lost),
        reason_under(Heading.VULNERABILITY),
        "H5 H6",
        "Write who cannot protect themselves, and why.",
        takes=10_000,
    ),
    desk(
        "CH-84e",
        5,
        (c.graded, c.sent | c.line_lost | c.handed_on),
        reason_under(Heading.ENGAGEMENT),
        "H5 H6",
        "Write how the caller can be kept in contact, and by whom.",
        takes=10_000,
    ),
)

ENDING = (
    voice(
        "CH-79",
        1,
        (c.arrived, c.hear_safe, ~c.said(Intent.OFFICERS_THERE), c.within(Stamp.HEAR, 240_000)),
        say(Intent.OFFICERS_THERE),
        "B26 H1",
        "Tell the caller that officers are there, only when they are and it is safe to say.",
    ),
    desk(
        "CH-80",
        5,
        (c.arrived, c.sent, c.incident_open, c.since(Stamp.ARRIVED, STAYS)),
        act("close, with what officers reported", lambda f, p: do.Close(_closing_reason(f, p))),
        "B09 H1",
        "Close only after officers have had time to reach the caller.",
        takes=5_000,
    ),
    voice(
        "CH-42t",
        3,
        (c.mistake, ~c.said(Intent.THANK)),
        say(Intent.THANK),
        "N13 P15",
        "Thank a caller who stayed to explain a mistake.",
    ),
    desk(
        "CH-42c",
        5,
        (
            c.mistake,
            c.incident_open,
            c.searched,
            c.said(Intent.THANK) | ~c.line_open,
            c.unread_data | ~c.unread_data,
        ),
        act("close: the caller confirmed a mistake", lambda _f, _p: do.Close(Reason.CHECKED_SAFE)),
        "B35 N13 P15",
        "Close a mistake after both answers fit and the search is clear.",
        takes=5_000,
    ),
    voice(
        "CH-82s",
        4,
        (
            c.incident_open,
            ~c.sent,
            ~c.gave_sign,
            ~c.signalled,
            c.graded,
            c.traced,
            ~c.said(Intent.CALL_AGAIN),
            ~c.other_voice,
        ),
        say(Intent.CALL_AGAIN),
        "K3",
        "Say that the caller can ring again at any time.",
    ),
    desk(
        "CH-82",
        5,
        (
            c.incident_open,
            c.searched,
            c.graded,
            ~c.sent,
            ~c.offered,
            ~c.emergency,
            c.traced,
            c.line_lost | c.said(Intent.CALL_AGAIN),
            c.since(Stamp.RESULT, 20_000),
        ),
        act("close: everything was tried", lambda _f, _p: do.Close(Reason.NO_CONCERN)),
        "P15 P16 N12 N17",
        "Close only when search, callback and trace are done and no sign ever came.",
        takes=8_000,
    ),
    desk(
        "CH-82n",
        5,
        (
            c.incident_open,
            c.emergency,
            c.line_lost,
            ~c.sent,
            ~c.offered,
            c.fact(
                "every trace was tried and found nothing",
                "done place",
                lambda f, _: (
                    f.place is c.PlaceKnown.NONE
                    and f.trace is c.Lookup.NOTHING
                    and (len(f.traces) == len(terms.Trace) or bool(f.address))
                ),
            ),
            c.since(Stamp.RESULT, 60_000),
        ),
        act("close: no place was found", lambda _f, _p: do.Close(Reason.NO_RESPONSE)),
        "P15 P16 assumption",
        "Without a place nobody can be sent; the record says what was feared and tried.",
        takes=8_000,
    ),
    desk(
        "CH-80e",
        5,
        (
            ~c.incident_open,
            c.line_open
            | c.fact(
                "the handset is down",
                "line",
                lambda f, _: f.stage is terms.LineStage.HELD_WITH_CALL_HANDLER,
            ),
        ),
        act("end the call", lambda f, p: do.EndCall(_ending_reason(f, p))),
        "B09 H1",
        "Let the line go only once the incident is dealt with.",
        takes=2_000,
    ),
)

HANDLER_ROWS: tuple[GuidanceRow, ...] = (
    *FIRST_CONTACT,
    *CODE,
    *WHO_CAN_HEAR,
    *DANGER,
    *LATER_GRADE,
    *BRANCHES,
    *HEARD,
    *PLACE,
    *CHANNELS,
    *WAITING,
    *REASONING,
    *ENDING,
)


def _says(*intents: Intent) -> object:
    return lambda action: isinstance(action, do.Say) and action.intent in intents


def _asks(*topics: Topic) -> object:
    return lambda action: isinstance(action, do.Ask) and not set(topics).isdisjoint(action.about)


HANDLER_GUARDS: tuple[Guard, ...] = (
    Guard(
        "NB-hear",
        lambda a: (
            isinstance(a, do.Say) and a.intent in (Intent.OFFICERS_SENT, Intent.OFFICERS_THERE)
        ),
        c.hear_safe,
        ("B26", "H1", "H7b"),
        "Nothing is said of officers before it is known that nobody else can hear.",
    ),
    Guard(
        "NB-cover",
        lambda a: (
            isinstance(a, do.Say) and a.intent in (Intent.THROUGH_TO_POLICE, Intent.INVITE_SPEECH)
        ),
        ~c.disguised & ~c.other_voice,
        ("B21", "B22", "B24"),
        "To a caller who pretends, and to another voice, the police are not named.",
    ),
    Guard(
        "NB-child",
        lambda a: (
            isinstance(a, do.Ask)
            and not {Topic.WEAPON, Topic.DRINK_OR_DRUGS, Topic.ORDERS}.isdisjoint(a.about)
        ),
        ~c.child,
        ("B33", "K5"),
        "A child is not asked about weapons, drink or orders.",
    ),
    Guard(
        "NB-orders",
        lambda a: isinstance(a, do.Ask) and Topic.ORDERS in a.about,
        ~c.situation(Situation.STRANGER) & ~c.ill,
        ("B05", "P2"),
        "Court orders are no question for a stranger's victim or a caller who is ill.",
    ),
    Guard(
        "NB-screen",
        lambda a: isinstance(a, do.SendText),
        ~c.exposed,
        ("B23", "K4"),
        "No text goes to a screen that another person holds.",
    ),
)
