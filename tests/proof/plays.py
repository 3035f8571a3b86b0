"""Whole calls with a person in a seat, one played well and one badly: who does what, and when."""

from collections.abc import Callable
from functools import cache

from simulator.core import acts as do
from simulator.core import terms
from simulator.core.terms import Intent, NoteKind, QuestionForm, Reason, Reported, Role, Sign, Topic
from simulator.debrief.assess.debrief import Debrief
from simulator.debrief.assess.finished_run import FinishedRun, debrief_run
from tests.builders import TWO_TAPS_YES
from tests.session.calls import LIBRARY
from tests.session.sitting import PersonsAct, Played, setup

WITH_PARTNER = "partner-in-the-room"


def played(scenario: str, role: Role, *acts: tuple[float, do.Action]) -> FinishedRun:
    of = setup(scenario, role)
    log = Played(of).play([PersonsAct(int(at * 1_000), role, action) for at, action in acts])
    return FinishedRun(of, log)


def debriefed(sitting: FinishedRun) -> Debrief:
    return debrief_run(sitting, LIBRARY)


@cache
def debrief_of(play: Callable[[], FinishedRun]) -> Debrief:
    """The debrief of one of the calls below, once for all tests of a run."""
    return debriefed(play())


def asks(about: Topic, words: str) -> do.Ask:
    return do.Ask((about,), QuestionForm.CLOSED, words)


PROMPTS = (
    (2.1, do.Say(Intent.WHICH_SERVICE, "Emergency, which service?")),
    (8.0, do.Say(Intent.WHICH_OF_THREE, "Do you need fire, police or ambulance?")),
    (14.0, do.Say(Intent.NUMBER_DIALLED, "What number did you dial?")),
    (21.0, do.Say(Intent.MAKE_A_SOUND, "If you cannot speak, tap, cough or make a noise.")),
)


def operator_well() -> FinishedRun:
    """Every prompt, time for an answer, the recording; then police are told what was heard."""
    heard = (Reported.FIFTY_FIVE, Reported.KEY_TONE, Reported.BACKGROUND)
    return played(
        WITH_PARTNER,
        Role.OPERATOR,
        (2.0, do.Answer()),
        *PROMPTS,
        (32.0, do.SendToRecording()),
        (58.0, do.HandOver(heard, "A mobile call. I have 55, key tones and background noise.")),
        (65.0, do.Leave()),
    )


def operator_badly() -> FinishedRun:
    """One prompt, the recording at once, and the call ended before it has asked for anything."""
    return played(
        WITH_PARTNER,
        Role.OPERATOR,
        (6.5, do.Answer()),
        (6.6, PROMPTS[0][1]),
        (10.0, do.SendToRecording()),
        (20.0, do.EndCall(Reason.NO_RESPONSE)),
    )


def handler_well() -> FinishedRun:
    """Everything in its place, with the line open until officers are with the caller."""
    told = (Topic.IN_DANGER, Topic.OTHER_PERSON_PRESENT, Topic.CHILDREN)
    markers, first = (terms.Marker.DOMESTIC_ABUSE,), (Reported.FIFTY_FIVE,)
    place = (terms.LocationSource.AML,)
    may_alert = Reason.MAY_ALERT_OTHERS
    quiet = (
        "I'll be quiet now, so that nobody hears me. I'm listening. Tap three times if it's worse."
    )
    waiting = (
        do.Say(Intent.GO_QUIET, quiet),
        do.Say(Intent.STILL_WITH_YOU, "Still quiet my end, still listening."),
    )
    return played(
        WITH_PARTNER,
        Role.CALL_HANDLER,
        (58.0, do.Answer()),
        (58.5, do.Say(Intent.THROUGH_TO_POLICE, "You're through to the police. Stay quiet.")),
        (63.0, do.Search()),
        (64.0, do.ReadLocation(terms.LocationSource.AML)),
        (70.0, do.Say(Intent.INVITE_SPEECH, "If it is safe to whisper, do.")),
        (78.0, do.OfferWays((Sign.TAP, Sign.COUGH, Sign.KEY), "Tap, cough or press a key.")),
        (86.0, do.SetCode(TWO_TAPS_YES, "Tap twice for yes, once for no.")),
        (91.0, asks(Topic.CAN_HEAR, "Can you hear me?")),
        (99.0, asks(Topic.CAN_HEAR, "Let's try again. Can you hear me?")),
        (107.0, asks(Topic.ALONE_TO_TALK, "Are you where nobody else can hear?")),
        (115.0, asks(Topic.IN_DANGER, "Are you in danger now?")),
        (122.0, do.SetGrade("emergency", Reason.DANGER_ESTABLISHED)),
        (123.0, do.Deploy(Reason.DANGER_ESTABLISHED)),
        (124.0, do.BriefOfficers(told[:1], (), markers, first, place)),
        (125.0, do.Withhold(Intent.OFFICERS_SENT, may_alert)),
        (126.0, asks(Topic.INJURED, "Are you hurt?")),
        (134.0, asks(Topic.OTHER_PERSON_PRESENT, "Is somebody with you?")),
        (142.0, asks(Topic.WEAPON, "Is there a weapon?")),
        (150.0, asks(Topic.CHILDREN, "Are there children?")),
        (158.0, do.BriefOfficers(told, (Topic.INJURED, Topic.WEAPON))),
        *((160.0 + n, do.Thrive(heading, "")) for n, heading in enumerate(terms.Heading)),
        (168.0, do.Note(NoteKind.RATIONALE, None, None, "Yes to danger; partner there.")),
        *((180.0 + 115 * n, waiting[n % 2]) for n in range(4)),
        (485.0, do.Withhold(Intent.OFFICERS_THERE, may_alert)),
        (535.0, do.BriefOfficers(told, text="The caller is inside, and can't speak.")),
        (600.0, do.Say(Intent.CONFIRM_MET, "Are they with you now?")),
        (606.0, do.Close(Reason.OFFICERS_WITH_CALLER)),
        (608.0, do.EndCall(Reason.OFFICERS_WITH_CALLER)),
    )


def handler_badly() -> FinishedRun:
    """Open and double questions with no code, nothing searched, closed and cleared."""
    return played(
        WITH_PARTNER,
        Role.CALL_HANDLER,
        (58.0, do.Answer()),
        (58.5, do.Ask((Topic.WHAT_HAPPENED,), QuestionForm.OPEN, "What has happened?")),
        (61.0, do.Ask((Topic.WEAPON, Topic.CHILDREN), QuestionForm.CLOSED, "A weapon? Children?")),
        (70.0, do.Note(NoteKind.PERSON, None, None, "No answer.")),
        (75.0, do.SetGrade("scheduled", Reason.NO_RESPONSE)),
        (80.0, do.EndCall(Reason.NO_RESPONSE)),
        (85.0, do.Close(Reason.NO_CONCERN)),
    )


def caller_through() -> FinishedRun:
    """A caller who waits for the recording to ask, presses 55, and answers by taps."""
    return played(
        "quiet-throughout",
        Role.CALLER,
        (0.5, do.Dial()),
        (46.0, do.Press("5")),
        (47.0, do.Press("5")),
        *((62.0 + 8 * n, do.Tap()) for n in range(8)),
    )


def caller_too_early() -> FinishedRun:
    """A caller who presses 5 to the operator, and nothing when the recording asks."""
    return played(
        "quiet-throughout",
        Role.CALLER,
        (0.5, do.Dial()),
        (6.0, do.Press("5")),
        (7.0, do.Press("5")),
    )
