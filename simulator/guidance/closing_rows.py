"""From officers at the door to the end of the call: practice2 5 as rows, and what closes before.

Nothing ends at a fixed time after *found*. An officer speaks, on the air or into the caller's
phone, and the line goes on that word; the incident is closed once it is reported who was seen, and
stays open while a caller has not been seen alone.
"""

from simulator.core import acts as do
from simulator.core import terms
from simulator.core.instant import Millis
from simulator.core.terms import Intent, NoteKind, Reason, Topic
from simulator.guidance import act_makers as a
from simulator.guidance import rows
from simulator.guidance.act_makers import always, ask, ask_supervisor, say
from simulator.guidance.rows import ActMaker, GuidanceRow, desk, not_since, since, within
from simulator.knowledge.answers import AnswerState
from simulator.knowledge.facts import HEARERS_LAPSE, KnownFacts, Stamp
from simulator.knowledge.judgements import table as c
from simulator.knowledge.judgements.danger import is_mistake
from simulator.knowledge.judgements.families import asked, no, said, said_by_caller, unknown
from simulator.knowledge.judgements.judgement import (
    FactJudgement,
    Policy,
    called,
    field,
    holding,
    judged,
)  # fmt: skip

LISTENS_FOR_OFFICER: Millis = 15_000
"""How long a radio, a name or another voice is listened for, before the caller is asked whether an
officer is there (practice2 5, assumption)."""
LINE_ENDS_BY: Millis = 90_000
"""From *found* to the latest at which the line goes (practice2 5, assumption)."""
LISTENS_FOR_YES: Millis = 20_000
"""After the last words to a caller who waits for hours (EN-12, assumption)."""
WAITS_FOR_EARPIECE: Millis = 30_000
"""How long officers may take to say that nobody else hears the radio (EN-03, assumption)."""
NOBODY_YET: Millis = 120_000
"""After which a supervisor looks at a caller whom officers have not reached (practice2 4.3)."""
STAYS_UNFOUND: Millis = 600_000
"""No line is given up so soon after "no trace" (CH-81, practice2 4.3, assumption)."""
STAYS_ANSWERED: Millis = 3_600_000
"""Nor so soon while the caller still gives signs (EN-04, assumption)."""
ASKS_SAFE_AFTER: Millis = 6_000
"""From our last words to a mistake that has not been asked about yet (CH-42, assumption)."""
ASKS_RING_BACK: Millis = 25_000
"""After which it is asked again whether we may ring back (EN-12, assumption)."""
_ASKS_DANGER = 3
"""How often danger is asked about before a mistake is closed (CH-42, assumption)."""
REVIEWS: Millis = 120_000
"""With a caller who gives no usable sign, before a decision without one (Q24, assumption)."""


def on_line(
    id_: str, level: int, because: str, act: ActMaker, when: FactJudgement, says: str
) -> GuidanceRow:
    """Make a row that is spoken; it needs the caller on the line."""
    return rows.voice(id_, level, because, act, c.line_open & when, says)


def _closing_reason(facts: KnownFacts) -> Reason:
    return Reason.OFFICERS_WITH_CALLER if facts.found else Reason.OFFICERS_DEALING


def _ending_reason(facts: KnownFacts, policy: Policy) -> Reason:
    if facts.arrived:
        return _closing_reason(facts)
    if facts.incident is terms.IncidentStage.WITH_OTHER_FORCE:
        return Reason.OTHER_AREA
    return Reason.CHECKED_SAFE if is_mistake(facts, policy) else Reason.NO_RESPONSE


_line_up = c.line_open | c.held_down
_seen_noted = holding("who was seen is written", "notes", NoteKind.SEEN)
_ring_back_agreed = always(
    "end the call: who rings whom is agreed", do.EndCall(Reason.RING_BACK_AGREED)
)
_leave_open = always("leave the incident open for review", do.LeaveOpen(Reason.CALLER_NOT_FOUND))
_both_sign = called(
    "two people have signed that the line of a caller who was not found may go",
    c.unfound & ~c.other_at_door & c.incident_open & ~c.clues_owed & c.line_may_end,
)
_to_be_let_go = called(
    "the incident is left open for a caller who was not found, answers, and hears us safely",
    c.left_open
    & ~c.found
    & c.line_open
    & c.can_answer
    & (c.hear_safe | c.nobody_to_hide_from)
    & ~c.other_voice
    & ~c.exposed
    & ~c.writes
    & c.first_words,
)
_second_unit = a.deploy._replace(says="send a second unit, with the reason")
_danger_not_seen = judged(
    "danger was asked about as what can be seen, was not seen, and was asked three times at most",
    "topics",
    lambda f, _: (
        f.answer(Topic.IN_DANGER) is AnswerState.NOT_SEEN
        and f.of(Topic.IN_DANGER).asked < _ASKS_DANGER
    ),
)
_who_else_due = called(
    "who explained what a child did was not asked yet who else is there",
    c.mistake
    & said_by_caller(Intent.CHILD_SPEAKS)
    & said(Intent.ASK_FOR_CALLER)
    & ~asked(Topic.ALONE_TO_TALK)
    & c.incident_open
    & c.line_open
    & ~c.other_voice,
)

# fmt: off
CLOSING_ROWS: tuple[GuidanceRow, ...] = (
    on_line("CH-79", 1, "B26 H1", say(Intent.OFFICERS_THERE),
      c.arrived & ~c.found & ~c.not_found & c.hear_safe & ~said(Intent.OFFICERS_THERE)
        & within(Stamp.HEAR, HEARERS_LAPSE),
      "Say that officers are there only when they are, and it is safe to say."),
    on_line("CH-79r", 1, "I4 assumption", say(Intent.OFFICERS_THERE),
      c.kept_out & ~c.found & c.speaks & (c.unheard | c.talks_freely) & c.incident_open
        & c.adult_words & within(Stamp.AT_DOOR, 45_000) & since(Stamp.AT_DOOR, 3_000)
        & not_since(Stamp.SAID, 46_000, Intent.OFFICERS_THERE),
      "That officers are kept out is news, for who can hear it and is not at that door (EN-03)."),
    desk("CH-79w", 2, "B26 H1", a.withhold(Intent.OFFICERS_THERE),
      c.arrived & ~c.found & c.line_open & ~c.hear_safe & ~said(Intent.OFFICERS_THERE)
        & ~c.nobody_to_hide_from
        & since(Stamp.ARRIVED, 8_000),
      "Where it could be overheard, the arrival is left unsaid, with the reason.", takes=4_000),
    desk("CH-79l", 2, "B26 H1", a.withhold(Intent.OFFICERS_THERE),
      c.arrived & ~c.found & c.line_open & c.hear_safe & ~said(Intent.OFFICERS_THERE)
        & ~c.nobody_to_hide_from & since(Stamp.ARRIVED, 8_000) & since(Stamp.HEAR, HEARERS_LAPSE),
      "The caller's word that nobody hears has lapsed: the arrival is left unsaid.", takes=4_000),
    # --- at the door: EN-03, 04, 07, 09 ---
    desk("CH-81d", 1, "I4 assumption", a.brief_at_door,
      c.door_owed & c.incident_open & ~c.handed_on,
      "Officers are at the door: where the caller is, the way in, and the last sign, at once.",
      takes=4_000),
    desk("CH-81r", 1, "I4 assumption",
      always("ask whether another person can hear the radio",
        do.BriefOfficers((), asks_privacy=True)),
      c.clues_owed & c.other_at_door & ~c.radio_asked & c.incident_open,
      "First of all: can the person at the door hear the radio? The rest is for an earpiece.",
      takes=2_500),
    desk("CH-81", 1, "B24 B27 I4", a.brief_again,
      c.clues_owed & c.incident_open & (~c.other_at_door | c.radio_private),
      "Give officers every clue and marker: another person's word closes nothing.", takes=6_000),
    desk("CH-81p", 1, "B24 B27 I4", a.brief_again,
      c.clues_owed & c.incident_open & c.other_at_door & ~c.radio_private & c.radio_asked
        & since(Stamp.AT_DOOR, WAITS_FOR_EARPIECE),
      "Where no answer comes, officers still need every clue.", takes=6_000),
    desk("CH-81s", 2, "Q24 I4 assumption", ask_supervisor,
      c.at_the_door & c.incident_open & c.at_risk & ~c.clues_owed & ~c.door_reviewed,
      "Officers have not reached a caller whose life may be at risk: the supervisor looks too.",
      takes=4_000),
    desk("CH-81u", 3, "Q24 assumption", ask_supervisor,
      c.unfound & c.incident_open & ~c.clues_owed & ~c.door_reviewed
        & since(Stamp.AT_DOOR, NOBODY_YET),
      "Two people decide on a caller whom nobody has seen alone.", takes=4_000),
    desk("CH-81t", 3, "B18 P15", a.next_trace,
      c.not_found & c.incident_open & ~c.trace_waits & ~c.all_traced,
      "Trace again when officers find nobody.", takes=5_000),
    desk("CH-81c", 5, "I4 assumption", _leave_open,
      _both_sign & since(Stamp.AT_DOOR, STAYS_UNFOUND) & not_since(Stamp.SIGN, STAYS_UNFOUND),
      "After ten minutes without a sign, every clue and the supervisor's word, the line may go; "
      "the incident stays open.", takes=8_000),
    desk("CH-81h", 5, "I4 assumption", _leave_open,
      _both_sign & since(Stamp.AT_DOOR, STAYS_ANSWERED),
      "The line of a caller who still gives signs and is not found is kept for an hour at least.",
      takes=8_000),
    on_line("CH-81v", 1, "K3 I4 assumption", say(Intent.CALL_AGAIN),
      _to_be_let_go & ~said(Intent.CALL_AGAIN),
      "Nobody who still answers is let go without a word: that the search goes on, and to ring."),
    # --- what the supervisor has decided: practice2 4.3 ---
    desk("CH-92", 1, "Q24 assumption", _second_unit,
      c.unit_wanted & c.sent & c.incident_open & ~c.handed_on & ~c.arrived
        & field("officers were sent once", "sent_again", False),
      "The supervisor's decision is carried out: a second unit goes.", takes=3_000),
    desk("CH-92t", 1, "Q24 B18 assumption", a.next_trace,
      c.trace_wanted & c.incident_open & ~c.trace_waits & ~c.all_traced & ~c.found
        & (c.line_open | c.callback_decided),
      "The supervisor's decision is carried out: the trace goes on, once it is decided whether to "
      "ring a lost line.", takes=3_000),
    # --- nobody for hours: EN-12 ---
    on_line("CH-87", 1, "I11 assumption", say(Intent.NO_UNIT_YET),
      c.hours_away & c.hear_safe & ~c.delay_said,
      "The truth at once: nobody for hours, and who rings whom."),
    on_line("CH-87b", 2, "I11 I5 assumption", say(Intent.NO_UNIT_YET),
      c.hours_away & (c.hear_safe | c.talks_freely) & c.delay_said & ~c.delay_agreed
        & ~said(Intent.CALL_AGAIN)
        & not_since(Stamp.SAID, ASKS_RING_BACK, Intent.NO_UNIT_YET)
        & not_since(Stamp.SENTENCE, ASKS_SAFE_AFTER),
      "Other words came between: whether we may ring back is asked once more, and not left open."),
    desk("CH-87s", 1, "Q24 I5 assumption", ask_supervisor,
      c.hours_away & c.incident_open & ~c.supervisor_asked,
      "A caller who waits for hours is looked at by two people.", takes=4_000),
    on_line("CH-87a", 1, "K3 I5 assumption", say(Intent.CALL_AGAIN),
      c.hours_away & (c.hear_safe | c.talks_freely) & c.delay_agreed & ~said(Intent.CALL_AGAIN),
      "Any change is a reason to ring again: say so before the line goes."),
    desk("CH-87e", 1, "I5 assumption", _ring_back_agreed,
      c.hours_away & c.line_open & c.delay_agreed & said(Intent.CALL_AGAIN),
      "The line goes once the caller has said yes to being rung.", takes=1_000),
    desk("CH-87f", 3, "I5 assumption", _ring_back_agreed,
      c.hours_away & c.line_open & c.delay_said & said(Intent.CALL_AGAIN)
        & since(Stamp.SAID, LISTENS_FOR_YES, Intent.CALL_AGAIN),
      "Who has agreed, and says no more, is let go.", takes=2_000),
    # --- found: EN-01, 02, 05, 06, 10, 11 ---
    on_line("CH-80m", 1, "H1", say(Intent.CONFIRM_MET),
      c.found & ~c.met & ~c.officer_heard & c.incident_open & ~said(Intent.CONFIRM_MET)
        & ~c.disguised & ~c.exposed & ~c.other_voice & ~c.writes
        & since(Stamp.FOUND, LISTENS_FOR_OFFICER),
      "Listen for an officer first; ask the caller only if none was heard."),
    on_line("CH-80w", 1, "H1", say(Intent.CLOSE_WITH_OFFICER),
      c.line_may_go & ~said(Intent.CLOSE_WITH_OFFICER) & ~c.writes,
      "On the officer's word, let the caller go to them."),
    on_line("CH-80t", 1, "H1 K4 assumption",
      always("write goodbye", do.SendText(news=Intent.CLOSE_WITH_OFFICER)),
      c.line_may_go & ~said(Intent.CLOSE_WITH_OFFICER) & c.writes & c.mobile,
      "Who reads and does not hear is let go in writing."),
    desk("CH-48f", 2, "B08 B31 H1", always("note what was heard", do.Note(NoteKind.HEARD)),
      c.line_may_go & c.incident_open & c.unnoted & c.line_open,
      "What was heard with the officer is noted before the line goes.", takes=2_000),
    desk("CH-80n", 2, "H1 assumption",
      always("write who was seen, alone or not, and by whom", do.Note(NoteKind.SEEN)),
      c.line_may_go & c.incident_open & ~_seen_noted,
      "A caller found is not the reason found: write who was seen, alone or not, and by whom.",
      takes=2_000),
    desk("CH-80", 2, "B09 H1",
      ActMaker("close, with what officers reported", lambda f, _p: do.Close(_closing_reason(f))),
      c.line_may_go & c.incident_open,
      "Close once officers have said whom they saw: at the scene is not with the caller.",
      takes=1_500),
    desk("CH-80l", 5, "B09 H1",
      ActMaker("close, with what officers reported", lambda f, _p: do.Close(_closing_reason(f))),
      c.found & ~c.line_may_go & c.incident_open & since(Stamp.FOUND, LINE_ENDS_BY),
      "Found, and no officer has the phone: a minute and a half later it is closed on the radio's "
      "word.", takes=3_000),
    desk("CH-80f", 5, "B09 H1",
      ActMaker("end the call", lambda f, p: do.EndCall(_ending_reason(f, p))),
      c.line_may_go & c.incident_open & _line_up,
      "On the officer's word the line may go, whether the incident is closed or not.",
      takes=4_000),
    desk("CH-80e", 2, "B09 H1",
      ActMaker("end the call", lambda f, p: do.EndCall(_ending_reason(f, p))),
      (~c.incident_open | c.left_open) & _line_up
        & (said(Intent.CLOSE_WITH_OFFICER) | ~c.found | c.held_down)
        & (~_to_be_let_go | said(Intent.CALL_AGAIN)),
      "Let the line go only once the incident is dealt with, on the officer's word.", takes=1_500),
    desk("CH-80g", 5, "B09 H1 assumption",
      ActMaker("end the call", lambda f, p: do.EndCall(_ending_reason(f, p))),
      (~c.incident_open | c.left_open) & _line_up & c.found & since(Stamp.FOUND, LINE_ENDS_BY),
      "Where nothing may be said aloud, the line goes a minute and a half later without a word.",
      takes=1_500),
    # --- a mistake, or nobody sent: EN-05, 08, 13 ---
    on_line("CH-36a", 2, "B33 B35 K5 N13 assumption", say(Intent.ASK_FOR_CALLER),
      said_by_caller(Intent.CHILD_SPEAKS) & c.says_mistake
        & (asked(Topic.MISTAKE) | c.mistake_stated) & (~c.rung_back | said(Intent.CALLS_BACK))
        & ~said(Intent.ASK_FOR_CALLER) & c.incident_open & ~c.other_voice,
      "A grown-up who answers for a child is asked for a name, and to let the child be heard."),
    on_line("CH-36h", 0, "B33 K5 assumption", ask(Topic.INJURED),
      said_by_caller(Intent.CHILD_SPEAKS) & c.mistake_stated & said(Intent.ASK_FOR_CALLER)
        & not_since(Stamp.ASKED, 20_000, Topic.INJURED) & c.incident_open & ~c.other_voice
        & ~c.disturbance_heard
        & within(Stamp.HEARD, 8_000, Intent.CHILD_SPEAKS),
      "The child who is let to the phone is greeted, and asked whether they are all right."),
    on_line("CH-42a", 2, "B35 N13 P15", ask(Topic.ALONE_TO_TALK),
      _who_else_due,
      "Who explains what a child did is asked as well who else is there: both answers count."),
    on_line("CH-42s", 2, "B35 N13 P15 assumption", ask(Topic.IN_DANGER),
      c.mistake_stated & unknown(Topic.IN_DANGER) & c.incident_open & ~c.other_voice & ~c.coached
        & ~c.at_risk & c.in_conversation & c.first_words
        & (said(Intent.ASK_FOR_CALLER) | ~said_by_caller(Intent.CHILD_SPEAKS))
        & not_since(Stamp.WORDS, ASKS_SAFE_AFTER),
      "No mistake is closed before who explains it was asked whether all are safe."),
    on_line("CH-42v", 3, "B35 N13 P15 assumption", ask(Topic.IN_DANGER),
      c.mistake_stated & _danger_not_seen & c.incident_open & ~c.other_voice & ~c.coached
        & ~c.at_risk & c.can_answer & c.in_conversation & c.first_words
        & not_since(Stamp.ASKED, ASKS_SAFE_AFTER, Topic.IN_DANGER),
      "Danger that was not seen is not denied (BF-7): before a mistake is closed, the caller is "
      "asked once more, in plain words, whether they are safe."),
    on_line("CH-42l", 2, "N13 P15 assumption",
      always("ask openly where they are", do.Ask((Topic.LOCATION,), terms.QuestionForm.OPEN)),
      c.mistake_stated & no(Topic.AT_KNOWN_ADDRESS) & c.hear_safe & c.speaks & c.incident_open
        & ~asked(Topic.LOCATION) & c.no_place_named & ~c.coached & ~c.other_voice & c.line_open,
      "The address that is held was denied: who explains a mistake is asked for the right one."),
    on_line("CH-42t", 3, "N13 P15", say(Intent.THANK),
      c.mistake & c.searched & ~said(Intent.THANK) & ~_who_else_due & ~c.writes,
      "Thank a caller who stayed to explain a mistake."),
    on_line("CH-42w", 1, "N13 P15 K4 assumption",
      always("write thanks: it was a mistake", do.SendText(news=Intent.THANK)),
      c.mistake & c.searched & c.writes & c.mobile & ~said(Intent.THANK) & ~c.sent,
      "Who has written a mistake by themselves, and is safe, is thanked in writing and let go."),
    desk("CH-42c", 5, "B35 N13 P15",
      always("close: the caller confirmed a mistake", do.Close(Reason.CHECKED_SAFE)),
      c.mistake & c.incident_open & c.searched & (said(Intent.THANK) | ~c.line_open)
        & (~c.graded | c.reasoned) & (~c.sent | c.found | c.handed_on)
        & ~_who_else_due,
      "Close a mistake after both answers fit and the search is clear; officers who are on their "
      "way see for themselves first.", takes=5_000),
    desk("CH-82t", 5, "B18 P15 P16", a.next_trace,
      c.incident_open & c.line_open & c.graded & c.searched & ~c.sent & ~c.gave_sign & c.trace_open
        & ~c.mistake & since(Stamp.ANSWERED, REVIEWS),
      "With no sign at all, find out whose number it is before anything is closed.", takes=5_000),
    desk("CH-42e", 3, "N13 P15",
      ActMaker("end the call", lambda f, p: do.EndCall(_ending_reason(f, p))),
      c.mistake & c.line_open & (~c.incident_open | (said(Intent.THANK) & c.graded & ~c.reasoned)),
      "Let a caller go who has explained a mistake: reasons are written afterwards.", takes=1_500),
    on_line("CH-82s", 4, "K3", say(Intent.CALL_AGAIN),
      c.incident_open & ~c.sent & ~c.at_risk & ~c.gave_sign & ~c.signal_handed_over
        & c.graded & c.traced & (c.all_traced | c.place_findable)
        & ~said(Intent.CALL_AGAIN) & ~c.other_voice,
      "Say that the caller can ring again at any time."),
    desk("CH-82", 5, "P15 P16 N12 N17",
      always("close: everything was tried", do.Close(Reason.NO_CONCERN)),
      c.incident_open & c.searched & c.graded & ~c.sent & ~c.offered & ~c.at_risk & c.traced
        & ~c.doubtful & (c.line_lost | said(Intent.CALL_AGAIN)) & since(Stamp.RESULT, 20_000),
      "Close only when search, callback and trace are done and no sign ever came.", takes=8_000),
    desk("CH-82n", 5, "P15 P16 assumption",
      always("close: no place was found", do.Close(Reason.NO_RESPONSE)),
      c.incident_open & c.doubtful & ~c.at_risk & ~c.responded & c.line_lost & ~c.sent
        & ~c.offered & ~c.mistake & c.all_traced & since(Stamp.RESULT, 60_000),
      "No sign ever came, and there is no place to send to: the record says what was tried.",
      takes=8_000),
)
# fmt: on
