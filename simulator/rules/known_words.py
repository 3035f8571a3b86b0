"""The words of `known` and `learned` in a match: each names what a seat knew at an entry.

A word names a row of the table of judgements, which guidance, the coach and the lesson name too; or
a judgement on the entry itself, which only rules make. So a rule holds an act against what was
heard, answered, found and reported by then, and nothing else. A published word stays: one that has
a successor names the same row.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from simulator.core import terms
from simulator.knowledge.judgements import debts
from simulator.knowledge.judgements import table as j
from simulator.knowledge.judgements.dated import news_since_sent
from simulator.knowledge.judgements.judgement import DatedJudgement, FactJudgement
from simulator.knowledge.judgements.reasons import supports
from simulator.knowledge.knowledge import Knowledge
from simulator.rules import claims_of_words as claims
from simulator.rules import question_fit, said_and_done, said_of_call, silence_fit, supervisor_due


@dataclass(frozen=True, eq=False, slots=True)
class EntryJudgement:
    """A judgement on an entry, by what was known before it."""

    says: str
    test: Callable[[Knowledge, Any], bool]
    of_words: bool = False
    """Whether it is about what words claim, which a record of before may not say."""


def is_true(known: Knowledge, entry: Any) -> bool:
    """Return whether the reason of a decision was true, as far as the seat could know."""
    return supports(known, entry.body.kind, entry.body.reason)


def _passes_oldest(known: Knowledge, entry: Any) -> bool:
    """Whether an act passes on the oldest thing that officers lack."""
    before = news_since_sent(known)
    return bool(before) and before[0] not in news_since_sent(known.after(entry))


# One word a line or two; a table, not code.
# fmt: off
class Known(terms.NamedTerm):
    """What a seat can know just before an entry."""

    def __init__(
        self,
        value: str,
        row: FactJudgement | DatedJudgement | EntryJudgement | None = None,
        successor: str = "",
    ) -> None:
        """Take the row that the word names, and the word that is written for it now."""
        assert row is not None, value
        super().__init__(value, f"{row.says}; now: {successor}" if successor else row.says)
        self.row, self.successor = row, successor

    # Who is there, and how they can answer.
    NOTHING_SAID = j.nothing_said
    PROMPTED = j.prompted
    CALLER_SPOKE = j.caller_spoke
    SPEAKS_FREELY = j.speaks_freely
    CAN_ANSWER = j.can_answer
    DISGUISED = j.disguised
    CHILD = j.child
    CHILD_HIDES = j.child_hides
    COACHED = j.coached
    ILL = j.ill
    DESPAIRS = j.despairs
    ILL_HEARD = j.ill_heard
    ACCIDENT = j.accident
    OTHER_LANGUAGE = j.other_language
    INTERPRETER_ASKED = j.interpreter_asked
    OTHER_VOICE = j.other_voice
    VOICE_UNSETTLED = j.voice_unsettled
    CARER_ANSWERS = j.carer_answers
    OTHER_THERE = j.other_there
    NOBODY_ELSE_HEARS = j.nobody_else_hears
    MAY_BE_TOLD = j.may_be_told
    SAID_UNHEARD = j.said_unheard
    OF_A_BODY = j.of_a_body
    SILENCE = j.silence
    HIDDEN = j.hidden
    VOICES_NEAR = j.voices_near
    QUIET_FOR_STEPS = j.quiet_for_steps
    CODE_STATED = j.code_stated
    CODE_FRESH = j.code_fresh
    POLICE_NAMED = j.police_named
    CODE_TESTED = j.code_tested
    TEST_ASKED = j.test_asked
    ANSWERED_EARLY = j.answered_early
    RUNG_BACK = j.rung_back
    CALLER_BACK = j.caller_back
    CALLBACK_DECIDED = j.callback_decided
    CALLBACK_FAILED = j.callback_failed
    SCREEN_ASKED = j.screen_asked
    SCREEN_SAFE = j.screen_safe
    CALLER_WROTE = j.caller_wrote
    CANNOT_HEAR = j.cannot_hear
    MAY_NOT_HEAR = j.may_not_hear
    WRITES = j.writes
    TEXT_PASSED_OVER = j.text_passed_over
    # What is feared.
    SIGNALLED = j.responded
    EMERGENCY = j.emergency
    EMERGENCY_CAUSE = j.emergency, "emergency"
    LIFE_AT_STAKE = j.life_at_stake
    DISTURBANCE_HEARD = j.disturbance_heard
    DISTURBANCE = j.somebody_heard
    NO_EMERGENCY = j.no_emergency
    INJURY_TOLD = j.injury_told
    NO_INJURY = j.no_injury
    HEARD_ANSWER = j.heard_answer
    ABUSE_MARKER = j.domestic_abuse_marked
    SAFE_AND_ALONE = j.safe_and_alone
    NO_CONCERN = j.no_concern
    CALLER_SAFE = j.caller_safe
    DANGER_DENIED = j.danger_denied
    DENIAL_CONTRADICTED = j.denial_contradicted
    NO_CONTRADICTION = j.no_contradiction
    STAYING_DANGEROUS = j.staying_dangerous
    CALLER_LETS_GO = j.caller_lets_go
    HUNG_UP = j.ended
    WEAPON_TOLD = j.weapon_told
    ADVICE_GIVEN = j.advice_given
    ADVICE_DUE = j.advice_due
    # The line, the place and the record.
    LINE_CUT = j.line_cut
    LINE_LOST = j.line_taken
    HEARD_BEFORE = j.heard_before
    NOWHERE_TO_SEND = j.nowhere_to_send
    PLACE_NONE = j.place_none
    PLACE_WIDE = j.place_unfindable
    PLACE_NOT_CLOSE = j.place_not_close
    PLACE_FINDABLE = j.place_findable
    PLACE_DENIED = j.place_denied
    DENIAL_BRIEFED = j.denial_briefed
    TRACE_ASKED = j.trace_asked
    WIDTH_BRIEFED = j.width_briefed
    INCIDENT_OPEN = j.incident_at_work
    DATA_UNREAD = j.data_unread
    GRADED_EMERGENCY = j.graded_emergency
    REASONS_STALE = j.reasons_stale
    REASONED_FOR_TURN = j.reasoned_for_turn
    AMBULANCE_ASKED = j.ambulance_asked
    # Officers.
    SENT = j.sent
    NO_UNIT = j.no_unit
    SENT_TOLD = j.sent_told
    THERE_TOLD = j.there_told
    ARRIVED = j.arrived
    FOUND = j.found
    NOT_FOUND = j.not_found
    HANDED_ON = j.handed_on
    LEFT_OPEN = j.left_open
    WAITING = j.waiting
    ETA_GIVEN = j.eta_given
    SENT_WITH_MARKERS = j.sent_with_markers
    MARKERS_BRIEFED = j.markers_briefed
    HOLDS_ANSWERS = j.holds_answers
    ANSWERS_BRIEFED = j.answers_briefed
    LACK_NEWS = j.lack_news
    HAVE_NEWS = j.have_news
    PASSES_OLDEST = EntryJudgement("it passes on the oldest news", _passes_oldest)
    OFFICERS_ANSWERED = j.officers_answered
    TAKEN = j.taken
    HANDED_OVER_WHOLE = j.handed_over_whole
    # The entry itself, beside what was known.
    REASON_TRUE = EntryJudgement("the reason was true", is_true)
    IN_WORDS = EntryJudgement("the words are known", claims.in_words, True)
    CLAIMS_SERVICE = EntryJudgement("the words say that another service is coming",
        claims.claims_service, True)
    SERVICE_ASKED = EntryJudgement("each service that the words name was asked for",
        claims.service_asked, True)
    SAYS_THE_PLACE = EntryJudgement("the words name the place", claims.says_the_place, True)
    NAMES_POLICE = EntryJudgement("the words name the police", claims.names_police, True)
    CLAIMS_THERE = EntryJudgement("the words say that officers are with the caller",
        claims.claims_there, True)
    CLAIMS_PLACE = EntryJudgement("the words claim to know the place", claims.claims_place, True)
    CLAIMS_SAFETY = EntryJudgement("the words promise safety", claims.claims_safety, True)
    TIME_TOO_SHORT = EntryJudgement("the time is shorter than officers gave",
        claims.time_too_short, True)
    SAYS_BACK = EntryJudgement("the words only say back a time that the caller gave",
        claims.says_back, True)
    TIME_AS_SAID = EntryJudgement("the time is the one that another unit gave",
        claims.time_as_said, True)
    ASKS_TWO = EntryJudgement("the words ask for two things", question_fit.asks_two, True)
    BRIEFS_PLACE = EntryJudgement("it gives officers what location data says",
        said_and_done.briefs_place)
    LISTS_OVER_VOICE = EntryJudgement("it asks on down a list, over another voice",
        silence_fit.lists_over_voice)
    SENDS_AWAY = EntryJudgement("the words send the caller to another service or number",
        claims.sends_away, True)
    ASKS_DETAILS = EntryJudgement("the words ask for a name or other details",
        claims.asks_details, True)
    BREAKS_COVER = EntryJudgement("the words say to a caller who pretends what this line is",
        claims.breaks_cover, True)
    ASKS_OF_SIGHT = EntryJudgement("it asks one who pretends what they can see",
        question_fit.asks_of_sight)
    CHANGES_CODE = EntryJudgement("it changes a code that is in use", question_fit.changes_code)
    HANDS_OVER = EntryJudgement(
        "the words ask one who fears another, or a child, to hand the phone on",
        claims.hands_over, True)
    PLACE_TO_A_ROOM = EntryJudgement(
        "the words say the place plainly, and the phone is on a loudspeaker",
        claims.place_to_a_room, True)
    SCOLDS = EntryJudgement("the words blame, doubt or order the caller", claims.scolds, True)
    ANOTHERS_AS_FACT = EntryJudgement("it passes on another person's word as a fact",
        said_of_call.anothers_as_fact)
    DANGER_IN_WORDS = EntryJudgement("the caller's own words show danger",
        said_of_call.danger_in_words)
    BRIEFS_WORDS_ALONE = EntryJudgement("all that it says of a topic was stated in words",
        said_of_call.briefs_words_alone)
    PASSES_ON_STATED = EntryJudgement("it passes on what was stated", said_of_call.passes_on_stated)
    STATED_ALREADY = EntryJudgement("the caller had stated it", said_of_call.stated_already)
    UNFITTING = EntryJudgement("the question does not fit the call", question_fit.unfitting)
    ANSWERED_ALREADY = EntryJudgement("the question was answered already",
        question_fit.answered_already)
    DISTURBED_JUST_NOW = DatedJudgement("a disturbance was heard less than 15 s ago",
        silence_fit.disturbed_just_now)
    OVER_DISTURBANCE = DatedJudgement("a disturbance was heard less than 4 s ago",
        silence_fit.over_disturbance)
    UNIT_WANTED = j.unit_wanted
    TRACE_WANTED = j.trace_wanted
    HURT_BREAKS_COVER = j.hurt_breaks_cover
    INTERPRETED = j.interpreted
    GRADED = j.graded
    UNSPOKEN_SIGN = j.unspoken_sign
    WIDE_AND_SIGNALLED = j.wide_and_signalled
    TRACE_WAITS = j.trace_waits
    ALL_TRACED = j.all_traced
    LINE_MAY_END = j.line_may_end
    SUPERVISOR_DUE = supervisor_due.due_at_once
    NO_SUPERVISOR_DUE = supervisor_due.not_at_once
    SUPERVISOR_SOON = supervisor_due.due_soon
    NO_SUPERVISOR_SOON = supervisor_due.not_soon
    PASSES_OVER = EntryJudgement("the question takes up nothing of what the caller has just said",
        question_fit.passes_over)
    RULES_OUT_UNANSWERED = EntryJudgement("it gives as a no what was not answered with one",
        said_of_call.rules_out_unanswered)
    SAYS_MORE = EntryJudgement("it passes on what nobody has said, heard or found",
        said_of_call.says_more_than_known)
    LOGS_UNDONE = EntryJudgement("the log says that the number was looked up, and it was not",
        said_and_done.logs_undone, True)
    UNTRUE_OF_TIME = EntryJudgement("the words say of the time what is known not to be so",
        said_and_done.untrue_of_time, True)
    SAYS_NO_TIME = EntryJudgement("the words say that there is no time yet",
        said_and_done.says_no_time, True)
    ASKS_PROOF = EntryJudgement("one who speaks is asked for a tap or a key as a proof",
        said_and_done.asks_proof, True)
    ASKS_CLEAR_WORDS_AGAIN = EntryJudgement("what was said in clear words is asked for again",
        said_and_done.asks_clear_words_again)
    NOT_KNOWN_THOUGH_SAID = EntryJudgement("it gives as not known what the caller has said",
        said_and_done.not_known_though_said)
    NOT_KNOWN_UNASKED = EntryJudgement(
        "it gives as not known what officers asked, and the caller was not asked it",
        said_and_done.not_known_unasked)
    LEAVES_UNCLEAR = EntryJudgement("the last answer fits no sign of the code, and is left",
        said_and_done.leaves_unclear)
    NOTES_LITTLE = EntryJudgement("it is a note of one to three words, which quotes nothing",
        said_and_done.notes_little)
    TELLS_MUCH = EntryJudgement("the words state danger, an injury, a place or a person",
        said_and_done.tells_much)
    SAYS_LITTLE = EntryJudgement("it is a briefing of a few words that name nothing",
        said_and_done.says_little)
    BRIEFS_DISTURBANCE = EntryJudgement("it says to officers that a disturbance was heard",
        said_and_done.briefs_disturbance)
    BRIEFS_FIFTY_FIVE = EntryJudgement("it says to officers that 55 was pressed",
        said_and_done.briefs_fifty_five)
    FIFTY_FIVE = debts.fifty_five
    DISTURBANCE_SOUND = debts.disturbance_sound
    WANTS_POLICE = debts.wants_police
    WAIT_KNOWN = debts.wait_known
    ASKS_US = debts.asks_us
    ASKS_KNOWN_TIME = debts.asks_known_time
    CONTROL_ADVICE_DUE = debts.control_advice_due
    CONTROL_ADVICE_PUT = debts.control_advice_put
    PUTS_ADVICE = EntryJudgement("the words say what ambulance control has just advised",
        said_and_done.puts_advice)
    OTHERS_INSIDE = debts.others_inside
    SAYS_NOBODY_ELSE = EntryJudgement("it gives that nobody else is there",
        said_and_done.says_nobody_else)
    LIFE_SIGN = debts.life_sign
    LIFE_SIGN_FIRST = debts.life_sign_first
    LIFE_SIGN_TAKEN = debts.life_sign_taken
    CONTROLS_ANSWERED = j.controls_answered
    CONTROL_LACKS = j.control_lacks
    CONTROL_HAS_IT = j.control_has_it
    SAFE_OWED = j.safe_owed
    CREW_CLEARED = j.crew_cleared
    AMBULANCE_LACKS = debts.ambulance_lacks
    AMBULANCE_HAS_ALL = debts.ambulance_has_all
    FIRE_LACKS = debts.fire_lacks
    FIRE_HAS_ALL = debts.fire_has_all
    FIRE_STATED = debts.fire_stated
    FIRE_ASKED = debts.fire_asked
    MARKED_AND_SIGNALLED = debts.marked_and_signalled
    ASKS_TO_SEE_ALONE = EntryJudgement("officers are asked to see the caller alone",
        said_and_done.asks_to_see_alone, True)
    CALLS_BREATH_NORMAL = EntryJudgement(
        "it calls a breathing normal of which only a child has said yes",
        said_and_done.calls_breath_normal, True)
    INJURY_ASKED = debts.injury_asked
    INJURY_OPEN = debts.injury_open
    FILLS_SILENCE = EntryJudgement("comfort follows comfort, though nothing has come between",
        silence_fit.fills_silence)
# fmt: on
