"""The lapses of call handlers: LP-01 to LP-26 of the authors' sheet of practice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from simulator.core import acts as do
from simulator.core.statements import Stated, StatementTopic
from simulator.core.terms import Intent, NoteKind, QuestionForm, Reason, Reported, Role, Sign, Topic
from simulator.guidance import rows
from simulator.guidance.act_makers import always, ask_first
from simulator.guidance.looks import HeldRow
from simulator.guidance.rows import ActMaker, GuidanceRow, desk, not_since, since, within
from simulator.guidance.uptake_rows import UPTAKE_ROWS
from simulator.knowledge.facts import HeardThing, KnownFacts, Stamp
from simulator.knowledge.judgements import table as c
from simulator.knowledge.judgements.asking import is_open
from simulator.knowledge.judgements.families import asked
from simulator.knowledge.judgements.fitting import NEVER_ASKED
from simulator.knowledge.judgements.judgement import FactJudgement, Policy, called, judged
from simulator.knowledge.judgements.waiting import wants_company
from simulator.knowledge.ledger import OWN
from simulator.knowledge.situation import Situation, situations
from simulator.language.purposes import FurtherPurpose
from simulator.session.people.lapses.lapse import HasCall, Lapse, own_words, words_of

_UPTAKE = frozenset(row.id for row in UPTAKE_ROWS)
_LISTED = (
    *(Topic.INJURED, Topic.OTHER_PERSON_PRESENT, Topic.WEAPON, Topic.CHILDREN, Topic.HAS_LEFT),
    *(Topic.DRINK_OR_DRUGS, Topic.AT_HOME, Topic.KNOWS_PERSON),
)
"""What is on the list of a person who goes down one."""
_OF_EMERGENCIES = (
    *(Reason.DANGER_ESTABLISHED, Reason.INJURY, Reason.DISTURBANCE_HEARD, Reason.MARKER),
)
_CODES = (
    do.Code(do.AnswerSign(Sign.KEY, 1), do.AnswerSign(Sign.KEY, 2)),
    do.Code(do.AnswerSign(Sign.COUGH, 1), do.AnswerSign(Sign.COUGH, 2)),
    do.Code(do.AnswerSign(Sign.TAP, 1), do.AnswerSign(Sign.TAP, 2)),
)
_OF_ANOTHER_CALL = {
    Situation.CHILD: (Topic.WEAPON, Topic.ORDERS),
    Situation.ILL: (Topic.WEAPON, Topic.ORDERS),
    Situation.STRANGER: (Topic.ORDERS,),
    Situation.FOLLOWED: (Topic.INDOORS,),
    Situation.VEHICLE: (Topic.AT_HOME,),
}
"""What is asked by habit where it does not fit (practice 1.6: CH-32, CH-34 to CH-37)."""
_talks = called("the call handler talks to the caller",
    c.line_open & c.first_words & c.incident_open & ~c.found)  # fmt: skip
_heard_out = judged(
    "the caller has said or signed something", "speaks signs replies texts_in",
    lambda f, _: bool(f.speaks or f.signs or f.replies or f.texts_in),
)  # fmt: skip
_unseen = called("the incident is at work, and nobody has seen the caller",
    c.incident_open & ~c.incident_none & c.answered & ~c.found & ~c.mistake)  # fmt: skip
_wants_company = judged("the caller is one who is spoken to all the time",
    "situations found officer_says", lambda f, _: wants_company(f))  # fmt: skip
_no_place_asked = called("neither place nor danger is known",
    c.no_place_named & ~asked(Topic.LOCATION) & ~asked(Topic.AT_KNOWN_ADDRESS))  # fmt: skip


def _voice(id_: str, level: int, act: ActMaker, when: FactJudgement, says: str) -> GuidanceRow:
    return rows.voice(id_, level, "assumption", act, _talks & when, says)


def _says(lapse: str, purpose: FurtherPurpose) -> ActMaker:
    return always(purpose.meaning, own_words(lapse, purpose))


def _untrue(facts: KnownFacts, _policy: Policy) -> do.Action:
    intent = Intent.ETA if facts.sent else Intent.OFFICERS_SENT
    return do.Say(intent, words_of("untrue"), in_minutes=2)


def _wrong_topic(facts: KnownFacts, _policy: Policy) -> do.Action | None:
    """Ask what belongs to another kind of call: a weapon of the ill, orders of a burglary."""
    held = set(situations(facts))
    if facts.reported(Reported.DISTURBANCE, Reported.VOICES, Reported.OTHER_VOICE) or facts.markers:
        held.discard(Situation.ILL)  # Where another person is heard, a weapon fits (CH-37).
    if Situation.DISGUISED in held:
        held.discard(Situation.VEHICLE)  # "For your home address?" is what a shop asks (CH-38).
    if Situation.CHILD_HIDES in held:
        return do.Say(Intent.ASK_FOR_ADULT, words_of("wrong-branch"))
    topics = (
        topic
        for each in sorted(held)
        for topic in (*_OF_ANOTHER_CALL.get(each, ()), *NEVER_ASKED.get(each, ()))
    )
    wrong = next((each for each in topics if is_open(facts, each)), None)
    return None if wrong is None else do.Ask((wrong,))


def _next_code(facts: KnownFacts, _policy: Policy) -> do.Action:
    """Agree another sign than the one that was agreed."""
    had = facts.code_signs.yes.sign if facts.code_signs else None
    return do.SetCode(next(each for each in _CODES if each.yes.sign is not had))


def _over_the_sound(facts: KnownFacts, _policy: Policy) -> do.Action | None:
    topic = next((each for each in _LISTED if is_open(facts, each)), None)
    return do.Ask((topic or Topic.CHILDREN,))


def _close(facts: KnownFacts, _policy: Policy) -> do.Action:
    there = facts.arrived or facts.sent
    return do.Close(Reason.OFFICERS_DEALING if there else Reason.NO_CONCERN)


def _lowered(text: str) -> str:
    """Return a question as it goes on after "and"."""
    return text if text.startswith(("I ", "I'")) else f"{text[:1].lower()}{text[1:]}"


def _two_at_once(action: do.Action, person: HasCall) -> do.Action | None:
    if not isinstance(action, do.Ask) or len(action.about) != 1 or not action.words:
        return None
    if action.form is QuestionForm.OPEN or action.about[0] is Topic.CAN_HEAR:
        return None
    facts = person.facts
    second = next((t for t in _LISTED if is_open(facts, t) and t not in action.about), None)
    if second is None:
        return None
    words = f"{action.words.rstrip('?. ')}, and {_lowered(person.bank.words(second))}"
    return replace(action, about=(*action.about, second), words=words)


def _names_999(action: do.Action, person: HasCall) -> do.Action | None:
    if not isinstance(action, do.Say) or action.intent is not Intent.CALLS_BACK:
        return None
    # It is the greeting all the same: as another intent it would be said again and again.
    return replace(action, words=person.drawn_words("rings-unsafely"))


def _comfort_of_others(facts: KnownFacts) -> Stated:
    """Return what another person said, or had the caller say, by which all is well (LP-12)."""
    theirs = tuple(
        (each.topic, each.value)
        for each in facts.ledger
        if each.lowers
        and (each.speaker not in OWN or facts.ledger.is_anothers(each.topic, each.value))
    )
    by_voice = HeardThing(Role.ROOM, Intent.SAYS_MISTAKE) in facts.things
    return theirs or (((StatementTopic.MISTAKE, True),) if by_voice else ())


def _as_fact(action: do.Action, person: HasCall) -> do.Action | None:
    """Pass on another person's word that all is well as if it were so."""
    theirs = _comfort_of_others(person.facts)
    if not isinstance(action, do.BriefOfficers) or not theirs:
        return None
    return replace(
        action,
        means=tuple(dict.fromkeys((*action.means, *theirs))),
        their_word=(),
        text=person.drawn_words("copies-word"),
    )


def _thin(action: do.Action, person: HasCall) -> do.Action | None:
    if not isinstance(action, do.Note) or action.note is not NoteKind.HEARD:
        return None
    return replace(action, text=person.drawn_words("thin-log"))


def _no_is_no(action: do.Action, person: HasCall) -> do.Action | None:
    """Pass on as a no what was asked and not answered."""
    if not isinstance(action, do.BriefOfficers):
        return None
    facts = person.facts
    open_now = [
        topic
        for topic, fact in facts.topics.items()
        if fact.asked and facts.fact(topic) is None and topic not in action.ruled_out
        and topic in _LISTED
    ]  # fmt: skip
    if not open_now:
        return None
    topic = open_now[0]
    unknown = tuple(each for each in action.unknown if each is not topic)
    text = f"{action.text} No to: {topic.label}.".strip()
    return replace(action, ruled_out=(*action.ruled_out, topic), unknown=unknown, text=text)


def _a_step_lower(action: do.Action, person: HasCall) -> do.Action | None:
    """Grade an emergency a step too low."""
    force = person.force
    if not isinstance(action, do.SetGrade) or force is None or action.grade != force.emergency.id:
        return None
    lower = next((each.id for each in force.grades if not each.emergency), None)
    return None if lower is None else replace(action, grade=lower)


def _see_log(action: do.Action, person: HasCall) -> do.Action | None:
    if not isinstance(action, do.BriefOfficers) or not action.text:
        return None
    return do.BriefOfficers(
        (), location=action.location, text=person.drawn_words("list-briefing"), whole=True
    )


def _is(kind: type[do.Action]) -> Callable[[HeldRow, KnownFacts], bool]:
    return lambda held, _facts: isinstance(held.action, kind)


def _notes(held: HeldRow, _facts: KnownFacts) -> bool:
    return isinstance(held.action, do.Note) and held.action.note is NoteKind.HEARD


def _grades_emergency(held: HeldRow, _facts: KnownFacts) -> bool:
    """Whether a row grades what danger, an injury or a marker has shown (LP-15)."""
    return isinstance(held.action, do.SetGrade) and held.action.reason in _OF_EMERGENCIES


def _asks_help(held: HeldRow, _facts: KnownFacts) -> bool:
    action = held.action
    return isinstance(action, do.Note) and action.note in (NoteKind.RATIONALE, NoteKind.PERSON)


def _briefs_again(held: HeldRow, _facts: KnownFacts) -> bool:
    return isinstance(held.action, do.BriefOfficers)


def _reads_text(held: HeldRow, facts: KnownFacts) -> bool:
    notes = isinstance(held.action, do.Note) and held.action.note is NoteKind.HEARD
    uses = notes or isinstance(held.action, do.SendText | do.BriefOfficers)
    return uses and (facts.text_waits or facts.text_owed)


# A table is read in columns, so it is not broken up.
# fmt: off
HANDLER_LAPSES: tuple[Lapse, ...] = (
    Lapse("interrupts", early=2_000),
    Lapse("two-at-once", otherwise=_two_at_once),
    Lapse("list-after-answer", keeps_back=lambda held, _f: held.row.id in _UPTAKE),
    Lapse("list-over-sound", over_sounds=True, rows=(
      _voice("list-over-sound", 0, ActMaker("ask the next thing on the list", _over_the_sound),
        c.disturbance_heard & within(Stamp.DISTURBANCE, 4_000),
        "The next question is asked over a loud sound."),)),
    Lapse("doubts-aloud", waits=(0, 8_000), rows=(
      _voice("doubts-aloud", 1, _says("doubts-aloud", FurtherPurpose.DOUBTS), _heard_out,
        "The caller is doubted aloud."),)),
    Lapse("name-first", rows=(
      _voice("name-first", 1, _says("name-first", FurtherPurpose.ASKS_DETAILS),
        ~c.told_danger & _no_place_asked & ~c.arrived,
        "A name is asked for before place and danger."),)),
    Lapse("police-aloud", waits=(2_000, 12_000), rows=(
      _voice("police-aloud", 1, always("say that police are on the way",
          do.Say(Intent.OFFICERS_SENT, words_of("police-aloud"))),
        c.sent & ~c.hear_safe & ~c.arrived,
        "Police are spoken of while it is not known who can hear."),)),
    Lapse("untrue", waits=(3_000, 25_000), rows=(
      _voice("untrue", 1, ActMaker("say of officers what is not so", _untrue),
        ~c.eta_given & ~c.arrived & ~c.mistake,
        "What nobody knows is said as if it were known."),)),
    Lapse("forgets-text", keeps_back=_reads_text, by=75_000, rows=(
      _voice("forgets-text", 1, always("ask what the text said", own_words("forgets-text")),
        judged("a text has no answer", "text_owed", lambda f, _: f.text_owed)
          & since(Stamp.TEXT_IN, 61_000),
        "The caller is asked for what they have written already."),)),
    Lapse("rings-unsafely", otherwise=_names_999, goes_on=True, rows=(
      desk("rings-unsafely", 0, "assumption",
        always("ring the number at once", do.CallBack(Reason.JUDGEMENT)),
        c.line_lost & c.incident_open & c.callback_undecided & ~c.rung_back & ~c.mistake,
        "The number is rung in ten seconds, without a thought for who is beside it.",
        takes=7_000),)),
    Lapse("closes-early", waits=(4_000, 30_000), repaired_by="", rows=(
      desk("closes-early", 0, "assumption", ActMaker("close the incident", _close),
        _unseen & c.arrived,
        "Closed at the scene, although nobody has seen the caller.", takes=3_000),
      desk("closes-early-unanswered", 0, "assumption", ActMaker("close the incident", _close),
        _unseen & c.searched & c.graded & not_since(Stamp.SIGN, 45_000)
          & since(Stamp.ANSWERED, 60_000),
        "Closed because no sign has come for a while.", takes=3_000))),
    Lapse("copies-word", otherwise=_as_fact, repaired_by="radio"),
    Lapse("thin-log", keeps_back=_notes, by=90_000, otherwise=_thin, repaired_by="note"),
    Lapse("false-log", keeps_back=_is(do.Search), by=180_000, repaired_by="note", rows=(
      desk("false-log", 1, "assumption",
        always("write down checks that were not made",
          do.Note(NoteKind.LOCATION, text=words_of("false-log"))),
        c.answered & c.search_open & since(Stamp.ANSWERED, 20_000),
        "The log says what nobody did.", takes=4_000),)),
    Lapse("late-grade", keeps_back=_grades_emergency, by=40_000, otherwise=_a_step_lower,
      either=True, repaired_by="note"),
    Lapse("code-changed", waits=(0, 3_000), rows=(
      # Before the test alone: a code that is changed after it would never be tested again.
      _voice("code-changed", 2, ActMaker("agree another sign", _next_code),
        c.code_untested & c.signs_needed & c.in_conversation & ~asked(Topic.CAN_HEAR),
        "The sign that counts as yes is changed while it is in use."),
      _voice("code-changed-ask", 2, ask_first(Topic.IN_DANGER, Topic.INJURED),
        c.code_untested & c.signs_needed & c.in_conversation & ~asked(Topic.CAN_HEAR),
        "An answer is asked for by a code that was never tested."))),
    Lapse("no-answer-is-no", otherwise=_no_is_no, repaired_by="radio"),
    Lapse("talks-over", over_sounds=True, rows=(
      _voice("talks-over", 0, always("speak over a sound",
          do.Say(Intent.NOT_UNDERSTOOD, words_of("talks-over"))),
        within(Stamp.SOUND, 1_500), "A sound of the caller is talked over."),)),
    Lapse("fills-silence", acts=2, rows=(
      _voice("fills-silence", 3, always("fill the silence",
          do.Say(Intent.REASSURE, words_of("fills-silence"))),
        ~c.other_voice & ~_wants_company & not_since(Stamp.WORDS, 18_000)
          & since(Stamp.ANSWERED, 45_000),
        "A silence is filled with comfort, and with proofs of life."),)),
    Lapse("vanishes", mute=65_000),
    Lapse("list-briefing", keeps_back=_briefs_again, by=60_000, otherwise=_see_log,
      repaired_by="radio"),
    Lapse("wrong-branch", waits=(2_000, 15_000), rows=(
      _voice("wrong-branch", 1, ActMaker("ask what belongs to another call", _wrong_topic),
        judged("it is known what kind of call it is", "situations topics",
          lambda f, p: _wrong_topic(f, p) is not None) & ~c.mistake & ~c.arrived,
        "The question belongs to another kind of call."),)),
    Lapse("breaks-cover", waits=(0, 6_000), rows=(
      _voice("breaks-cover", 1, _says("breaks-cover", FurtherPurpose.BREAKS_COVER), c.disguised,
        "A caller who pretends hears what this line is."),)),
    Lapse("passes-parcel", waits=(0, 10_000), rows=(
      _voice("passes-parcel", 1, _says("passes-parcel", FurtherPurpose.SENDS_AWAY),
        ~c.sent & (c.ill | c.ambulance_due | c.wants_fire | c.other_area | c.other_language
          | c.speaks),
        "The caller is sent to another service or number."),)),
    Lapse("scolds", waits=(0, 20_000), rows=(
      _voice("scolds", 1, _says("scolds", FurtherPurpose.BLAMES), _heard_out,
        "The caller is scolded, or ordered to be calm."),)),
    Lapse("no-supervisor", keeps_back=_asks_help, by=300_000, noticed=90_000,
      repaired_by="supervisor"),
)
"""Each lapse of a call handler, in the order of the sheet."""
# fmt: on
