"""What is at stake for the caller if an act of guidance is left out, and how soon it is owed.

A row says what to do now; a person may do it a little later, in other words or in another order.
Only acts listed here are missed by a comparison with good practice, and only after their time.
"""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.terms import Intent, LocationSource, Reason, Reported, Term, Topic
from simulator.knowledge.facts import Hearers, KnownFacts, PlaceKnown
from simulator.knowledge.judgements.asking import can_answer
from simulator.knowledge.judgements.dated import TOLD_TO_OFFICERS
from simulator.knowledge.learning import AT_THE_DOOR


class Stake(Term):
    """What can be lost, the worst first."""

    GIVEN_AWAY = "given_away", "it could give the caller away"
    UNTRUE = "untrue", "the caller was promised what was not so"
    CLOSED = "closed", "the caller was let go without help"
    NOT_SENT = "not_sent", "help was not sent"
    NOT_PASSED_ON = "not_passed_on", "what was known was not passed on in time"
    UNTESTED = "untested", "an answer could not be relied on"
    TIME = "time", "help came later"
    CARE = "care", "the caller was left alone with it"
    FOR_A_PERSON = "for_a_person", "only a person can judge it"


class Owed(NamedTuple):
    """How soon an act is owed, and what is at stake without it."""

    stake: Stake
    within: Millis
    """From when guidance asks for it. Some hands are slower, so it is more than a rubric's time."""


# fmt: off
_OWED: Mapping[object, Owed] = {
    what: Owed(stake, seconds * 1_000)
    for stake, seconds, *things in (
        # Acts of one kind.
        (Stake.TIME, 10, do.Answer),
        (Stake.TIME, 20, do.SendToRecording),
        (Stake.NOT_SENT, 12, do.Connect),
        (Stake.NOT_SENT, 45, do.SetGrade, do.Deploy, do.BringIn),
        (Stake.NOT_SENT, 60, do.OfferIncident),
        (Stake.NOT_SENT, 90, do.StartTrace, do.CallBack),
        (Stake.NOT_PASSED_ON, 20, do.HandOver),
        (Stake.NOT_PASSED_ON, 30, do.PassDetails),
        (Stake.NOT_PASSED_ON, 60, do.Search, do.BriefOfficers),
        (Stake.UNTESTED, 60, do.SetCode),
        (Stake.CARE, 60, do.OfferWays),
        # What is said.
        (Stake.TIME, 12, Intent.WHICH_SERVICE, Intent.WHICH_OF_THREE, Intent.NUMBER_DIALLED,
            Intent.MAKE_A_SOUND),
        (Stake.CARE, 10, Intent.CALLS_BACK),
        (Stake.CARE, 15, Intent.THROUGH_TO_POLICE, Intent.GET_OUT, Intent.KEEP_SMOKE_OUT),
        (Stake.CARE, 20, Intent.SAY_YES_IF_POLICE, Intent.STILL_WITH_YOU, Intent.CHECK_IN,
            Intent.REASSURE),
        (Stake.CARE, 40, Intent.ASK_FOR_CALLER),
        (Stake.CARE, 45, Intent.ASK_FOR_ADULT, Intent.GETS_INTERPRETER),
        (Stake.CARE, 60, Intent.INVITE_SPEECH, Intent.OFFICERS_SENT, Intent.OFFICERS_THERE,
            Intent.AMBULANCE_SENT, Intent.GO_QUIET),
        (Stake.CARE, 120, Intent.STAY_HIDDEN, Intent.MOVE_TO_SAFETY),
        # What is asked about.
        (Stake.UNTESTED, 45, Topic.CAN_HEAR),
        (Stake.CARE, 60, Topic.ALONE_TO_TALK, Topic.MISTAKE),
        (Stake.NOT_SENT, 60, Topic.IN_DANGER, Topic.INJURED, Topic.LOCATION),
        (Stake.NOT_SENT, 150, Topic.AT_KNOWN_ADDRESS),
        (Stake.NOT_PASSED_ON, 240, Topic.WEAPON, Topic.CHILDREN),
    )
    for what in things
}
# fmt: on
"""In seconds (assumption: the times of practice 6.2, doubled where hands differ)."""
_COMPANY = frozenset({Intent.STILL_WITH_YOU, Intent.CHECK_IN, Intent.REASSURE, Intent.CHILD_DO})
_NOWHERE = frozenset({PlaceKnown.NONE, PlaceKnown.WIDE})
_LATE = frozenset({Stake.NOT_SENT, Stake.UNTESTED})


_HEARD = frozenset({Reported.DISTURBANCE, Reported.OTHER_VOICE, Reported.SAID_MISTAKE})
"""News that officers need at once, as rubrics have it (`new-facts-passed-on`)."""


def owed(action: do.Action, facts: KnownFacts) -> Owed | None:
    """Return how soon an act of guidance is owed for these facts; None if it can be left out."""
    match action:
        case do.Say(intent=intent) if facts.briefed and intent in _COMPANY:
            # In a wait it is one of several good things to say: a criterion judges the wait.
            return None
        case do.Say(intent=intent):
            return _OWED.get(intent)
        case do.Ask(about=(Topic.CAN_HEAR, *_)) if can_answer(facts):
            # It asks whether the caller is still there: a criterion judges that (90 seconds).
            return None
        case do.Ask(about=(Topic.ALONE_TO_TALK, *_)) if facts.of(Topic.ALONE_TO_TALK).asked:
            # Asked once more before officers are spoken of: one "no" is not sure, and lapses.
            unsafe = facts.hear in (Hearers.UNSAFE, Hearers.EXPOSED)
            return None if unsafe else Owed(Stake.CARE, 120_000)
        case do.Ask(about=(topic, *_)):
            # Once officers are sent, an unasked question no longer keeps help away.
            due = _OWED.get(topic)
            return None if due and facts.sent and due.stake is Stake.NOT_SENT else due
        case do.SetGrade(grade=grade) if facts.grade == grade:
            return None
        case do.SetGrade(reason=Reason.DOUBT):
            return Owed(Stake.TIME, 120_000)
        case do.SetCode() if facts.code_signs is not None:
            return None
        case do.StartTrace() if facts.sent and facts.place not in _NOWHERE:
            # Officers go to a place that they can find: a trace only keeps it new (CH-58).
            return None
        case do.BringIn(update=True):
            return Owed(Stake.NOT_PASSED_ON, 60_000)
        case do.BriefOfficers() if facts.briefed and not facts.officers_ask:
            return _OWED[do.BriefOfficers] if _is_weighty(action, facts) else None
    return _OWED.get(type(action))


def _is_weighty(action: do.BriefOfficers, facts: KnownFacts) -> bool:
    topics = {*TOLD_TO_OFFICERS}.intersection((*action.topics, *action.ruled_out))
    traced = LocationSource.TRACE in action.location
    heard = _HEARD.intersection(action.heard)
    clues = facts.unit_status in AT_THE_DOOR and not facts.clues_given
    return bool(topics or action.markers or traced or heard or clues)


def stake_when(done: bool, at_stake: Stake) -> Stake:
    """Return what was lost: time only, where help came after all."""
    return Stake.TIME if done and at_stake in _LATE else at_stake


# Ids, by the stake that they share.
# fmt: off
_FAULTS: Mapping[Stake, tuple[str, ...]] = {
    Stake.CLOSED: ("line-kept-open", "line-kept-with-somebody-there",
        "another-voice-closes-nothing", "disturbance-not-closed", "emergency-not-closed",
        "signalled-not-closed-unasked", "warm-handover", "found-before-closing",
        "safety-before-closing", "disturbance-not-ended", "unconfirmed-not-ended",
        "connected-on-an-answer", "mistake-from-the-caller", "another-voice-confirms-nothing",
        "kept-listening", "call-kept-in-the-recording", "fixed-line-in-doubt",
        "two-names-to-let-go", "wait-told", "never-sent-away", "mistake-checked"),
    Stake.GIVEN_AWAY: ("hearing-asked-first", "screen-asked-first", "text-names-nobody",
        "callback-names-nobody", "police-not-named-again", "nothing-given-away",
        "hidden-child-stays"),
    Stake.UNTRUE: ("honest-services", "honest-officers", "honest-time", "honest-place-and-safety",
        "honest-connecting", "log-true"),
    Stake.NOT_SENT: ("ambulance-brought-in", "marker-is-emergency", "marker-means-officers",
        "disturbance-graded-urgent", "no-downgrade-unassessed", "graded-in-time", "sent-in-time",
        "regraded-when-cut-off", "offer-followed-up", "callback-decided",
        "traced-instead-of-ringing",
        "asked-for-police-got-police", "answer-got-police", "disturbance-to-police",
        "lost-line-passed-on", "another-service-as-asked", "denied-place-not-used",
        "speech-got-connected", "yes-got-connected", "yes-offered", "life-sign-taken-up",
        "second-unit-as-decided", "trace-as-decided", "fire-brought-in", "sent-on-marker",
        "interpreter-asked", "traced-on-a-sign", "sign-graded", "interpreter-used"),
    Stake.NOT_PASSED_ON: ("markers-passed-on", "new-facts-passed-on", "first-heard-passed-on",
        "officers-answered", "background-noted", "number-searched", "wide-told", "weapons-asked",
        "children-asked", "injury-asked-early", "told-police", "disturbance-reported",
        "fifty-five-reported", "never-nothing", "briefing-true", "no-answer-is-not-no",
        "briefed-in-time", "disturbance-passed-on", "fifty-five-passed-on",
        "ambulance-kept-informed", "fire-kept-informed", "seen-alone-asked", "breath-as-said",
        "not-known-only-if-so", "officers-question-put", "answers-passed-on", "pressure-seen",
        "whose-word-it-is", "hand-over-complete", "control-answered", "crew-cleared",
        "control-kept-right", "somebody-inside-kept", "control-advice-put"),
    Stake.UNTESTED: ("code-before-use", "code-tested", "answer-to-the-test", "more-than-one-way",
        "every-prompt-tried", "code-kept", "contradiction-tested"),
    Stake.TIME: ("answered-soon", "decided-in-time", "returned-caller-connected",
        "number-searched-early"),
}
# fmt: on


def stake_of_fault(criterion: str) -> Stake:
    """Return what is at stake where a criterion is missed (assumption: no source ranks them)."""
    stakes = (stake for stake, names in _FAULTS.items() if criterion in names)
    return next(stakes, Stake.CARE)


# fmt: off
_FOLLOWS: Mapping[str, tuple[str, ...]] = {
    "answer-to-the-test": ("code-tested", "code-before-use"),
    "code-tested": ("code-before-use",),
    "hearing-asked-first": ("one-fact-each", "code-tested", "code-before-use"),
    "sent-in-time": ("graded-in-time", "marker-is-emergency"),
    "sign-graded": ("graded-in-time",),
    "sent-on-marker": ("signalled-not-closed-unasked", "graded-in-time", "marker-is-emergency",
        "marker-means-officers"),
    "mistake-checked": ("mistake-from-the-caller", "another-voice-confirms-nothing"),
    "seen-alone-asked": ("found-before-closing",),
    "marker-is-emergency": ("number-searched", "number-searched-early"),
    "markers-passed-on": ("number-searched", "number-searched-early"),
    "marker-means-officers": ("marker-is-emergency",),
    "traced-after-no-answer": ("callback-decided",),
    "traced-instead-of-ringing": ("callback-decided",),
    "wide-told": ("trace-before-wide", "traced-on-a-sign"),
    "trace-before-wide": ("traced-on-a-sign",),
    "line-kept-with-somebody-there": ("line-kept-open", "another-voice-closes-nothing"),
    "found-before-closing": ("line-kept-open",),
    "emergency-not-closed": ("signalled-not-closed-unasked",),
    "disturbance-not-closed": ("signalled-not-closed-unasked",),
    "told-police": ("never-nothing",),
    "disturbance-reported": ("never-nothing", "told-police", "hand-over-complete"),
    "hand-over-complete": ("never-nothing",),
    "fifty-five-reported": ("never-nothing", "told-police", "hand-over-complete"),
    "speech-got-connected": ("yes-got-connected",),
    "asks-again-once": ("yes-got-connected",),
    "decided-in-time": ("yes-got-connected",),
    "answers-passed-on": ("briefed-in-time",),
    "new-facts-passed-on": ("briefed-in-time",),
    "line-kept-open": ("signalled-not-closed-unasked",),
    "first-heard-passed-on": ("disturbance-passed-on", "fifty-five-passed-on", "briefed-in-time"),
    "fifty-five-passed-on": ("briefed-in-time",),
    "disturbance-passed-on": ("briefed-in-time",),
    "wait-told": ("honest-time",),
    "time-asked-for-said": ("caller-answered",),
    "number-searched-early": ("log-true",),
    "number-searched": ("log-true",),
    "words-answered": ("first-word-soon", "caller-answered", "life-sign-taken-up"),
    "no-dead-air": ("first-word-soon", "words-answered", "caller-answered"),
    "silence-kept": ("no-proof-asked",),
    "who-hears-asked": ("one-fact-each",),
    "briefing-true": ("one-fact-each",),
    "no-answer-is-not-no": ("one-fact-each",),
    "code-before-use": ("listens-first",),
    "more-than-one-way": ("listens-first", "code-before-use"),
    "injury-asked-early": ("listens-first",),
    "location-early": ("listens-first",),
}
# fmt: on
"""Criteria whose fault may only follow from another one's (assumption)."""


def follows_from(criterion: str, missed: Collection[str]) -> str:
    """Return the missed criterion from whose fault this one's follows; empty if from none."""
    return next((cause for cause in _FOLLOWS.get(criterion, ()) if cause in missed), "")
