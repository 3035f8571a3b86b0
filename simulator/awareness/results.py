"""How one call went, in three lines: how it got through, what the police did, how it ended.

A leader has all of it, a room what settled the call and how it ended. Every sentence follows from
the log of that call. An answer counts whenever it came, also after officers were
sent; what a caller could not do is never given as the reason for a decision.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from simulator.content.library.translations import Translation
from simulator.core import acts as do
from simulator.core import log as out
from simulator.core.instant import Millis
from simulator.core.log import Entry
from simulator.core.profile import Profile
from simulator.core.terms import (
    HowItEnds,
    Intent,
    Manner,
    Outcome,
    Reason,
    Role,
    Service,
    UnitStatus,
)
from simulator.review.ending import how_it_ends

MINUTE: Millis = 60_000


class Result(NamedTuple):
    """How one call went; a line is empty where there is nothing to say."""

    through: str
    """How it got through to the police, or why it did not."""
    police: str
    """What the police asked, were answered, and decided, and why."""
    ended: str
    """How long it took, and how it ended."""


def result(
    log: Sequence[Entry], outcome: Outcome | None, profile: Profile, say: Translation
) -> Result:
    """Return how the last call of a log went."""
    through, police = _decisions(log, profile, say)
    ended = " ".join(_ended(last_call(log), outcome, say))
    return Result(" ".join(through.values()), " ".join(police.values()), ended)


def settled(log: Sequence[Entry], profile: Profile, say: Translation) -> tuple[str, str]:
    """Return how the last call got through, or why not, and why no officers were sent, if so.

    One sentence each. Why officers came is not said in a room: their coming is, and that is read.
    """
    through, police = _decisions(log, profile, say)
    unsent = "" if "deploy" in police else police.get("close", police.get("no_callback", ""))
    return next(iter(through.values()), ""), unsent


def _decisions(
    log: Sequence[Entry], profile: Profile, say: Translation
) -> tuple[dict[str, str], dict[str, str]]:
    """Return the decisions of the last call with their reasons; those of the police apart."""
    call = last_call(log)
    through: dict[str, str] = {}
    police: dict[str, str] = {}
    for entry in call:
        if isinstance(entry.body, do.Ask) and _is_police(entry):
            police.setdefault("asked", _asked(call, say))
        name, because = _decided(entry, log, profile)
        if not name or (name == "close" and "deploy" in police):
            continue
        lines = police if name in _BY_POLICE else through
        lines.setdefault(name, _why(name, because, say))
    if police and "asked" not in police:
        police = {"asked": _asked(call, say), **police}
    return through, police


_BY_POLICE = ("deploy", "close", "no_callback")
"""Decisions of the police, by the names of their messages."""


def last_call(log: Sequence[Entry]) -> Sequence[Entry]:
    """Return the entries of the last call of a log."""
    return log[max((e.seq for e in log if isinstance(e.body, out.CallBegan)), default=0) :]


def _is_police(entry: Entry) -> bool:
    return entry.actor in (Role.CALL_HANDLER, Role.FIRST_HANDLER)


def _asked(call: Sequence[Entry], say: Translation) -> str:
    questions, answers = asked(call)
    if not answers and heard_by_police(call):
        return say("why-heard", questions=questions)
    return say("why-asked", questions=questions, answers=answers, left=questions - answers)


def _why(name: str, because: str, say: Translation) -> str:
    own = f"why-{name}-{because}"
    return say(own) if say.has(own) else say(f"why-{name}", because=say(f"because-{because}"))


# --- what was asked and answered -----------------------------------------------------------------


def is_a_sign(entry: Entry) -> bool:
    """Return whether the caller does something there that can be heard, or sends a text."""
    if entry.speaker is not Role.CALLER or entry.actor is not Role.CALLER:
        return False
    if isinstance(entry.body, do.Say):
        return entry.body.manner is not Manner.FAINT
    return isinstance(entry.body, do.Tap | do.Cough | do.Press | do.Make | do.SendText)


def asked(entries: Iterable[Entry]) -> tuple[int, int]:
    """Return the number of questions, and of those the caller answered before the next one."""
    questions = answers = 0
    open_one = False
    for entry in entries:
        if isinstance(entry.body, out.StageEntered):
            open_one = False  # What is said once it is rung back does not answer it.
        elif isinstance(entry.body, do.Ask):
            questions, open_one = questions + 1, True
        elif open_one and is_a_sign(entry):
            answers, open_one = answers + 1, False
    return questions, answers


def heard_by_police(call: Sequence[Entry]) -> bool:
    """Return whether the caller did something that could be heard once the police had the call."""
    first = next((e.seq for e in call if isinstance(e.body, do.Answer) and _is_police(e)), None)
    return first is not None and any(is_a_sign(e) for e in call if e.seq > first)


# --- what was decided ----------------------------------------------------------------------------


def _decided(entry: Entry, log: Sequence[Entry], profile: Profile) -> tuple[str, str]:
    """Return the message names of a decision and its reason; empty if it isn't a decision."""
    before = log[: entry.seq]
    match entry.body:
        case out.SignalRecognised(signal):
            return "connect", signal.value
        case do.Connect(Service.POLICE, reason):
            if _asked_without_an_answer(before):
                return "connect", "unanswered"
            return "connect", _signal(before) if reason is Reason.SIGNAL_HEARD else reason.value
        case do.Deploy(reason):
            known = any(isinstance(e.body, do.GiveResult) and e.body.markers for e in before)
            marked = known and reason is Reason.DOUBT
            return "deploy", "doubt_and_marker" if marked else reason.value
        case do.Close(reason=reason):
            return "close", _why_closed(reason, before)
        case do.EndCall(reason=reason) if entry.actor is Role.OPERATOR:
            return "end", reason.value
        case do.DecideAgainstCallback(reason=reason):
            return "no_callback", reason.value
        case out.CallEnded(outcome=Outcome.NO_RESPONSE_TO_RECORDING):
            passes = "fifty_five_or_noise" if profile.switches.noise_passes else "only_fifty_five"
            return "recording", passes
    return "", ""


def _signal(before: Sequence[Entry]) -> str:
    """Return what the operator took for an answer, by the last that the caller did."""
    last = next((e.body for e in reversed(before) if is_a_sign(e)), None)
    heard = {do.Press: "key_heard", do.Tap: "tap_heard", do.Cough: "cough_heard"}
    return heard.get(type(last), Reason.SIGNAL_HEARD.value)


def _why_closed(reason: Reason, before: Sequence[Entry]) -> str:
    """Return the reason to close a case: where nobody answered, it is who closes it that decides.

    The same silence brings officers in other calls.
    """
    if reason in (Reason.NO_CONCERN, Reason.NO_ANSWER, Reason.NO_RESPONSE):
        _, answers = asked(last_call(before))
        return reason.value if answers else Reason.JUDGEMENT.value
    return reason.value


def _asked_without_an_answer(before: Sequence[Entry]) -> bool:
    """Return whether the caller was asked if it was a mistake and has not answered."""
    for entry in reversed(before):
        if isinstance(entry.body, do.Say) and entry.body.intent is Intent.CHECK_MISTAKE:
            return True
        if entry.actor is Role.CALLER:
            return False
    return False


# --- how it ended --------------------------------------------------------------------------------

_SURE = (Reason.CHECKED_SAFE, Reason.MISTAKE_CONFIRMED)
"""Reasons to close a case that rest on a person's own words."""
_SEEN_LATER = (HowItEnds.WRONG_ADDRESS, HowItEnds.REFUSED_AT_DOOR)
"""Endings in which officers were at the place for a while before they were with the caller."""


def _ended(call: Sequence[Entry], outcome: Outcome | None, say: Translation) -> Iterator[str]:
    """Yield how long it took, and how it ended: the minutes are said of every ending."""
    what = how_it_ends(call)
    if what is None or outcome is not Outcome.DEPLOYED:
        settled = what is HowItEnds.RUNG_BACK_SETTLED
        unsettled = f"outcome-{outcome}" if outcome else "outcome-open"
        yield say(f"ending-{what}" if settled else unsettled)
        # A case that was closed shows nothing of a caller who could not answer.
        if outcome is Outcome.CLOSED_WITHOUT_DEPLOYMENT and not _all_well(call):
            yield say("may-have-needed")
        if outcome not in (None, Outcome.DEPLOYED, Outcome.NOT_CONNECTED):
            yield _time("took", call[-1].at - call[0].at, say)
        return
    if there := until_there(call):
        yield _time("came-after", there, say)
    yield say(f"ending-{what}")
    if what in _SEEN_LATER and (seen := until_seen(call)) > there:
        yield _time("seen-after", seen - there, say)


def _time(key: str, took: Millis, say: Translation) -> str:
    return say(key, minutes=round(took / MINUTE), seconds=round(took / 10_000) * 10)


def until_there(entries: Iterable[Entry]) -> Millis:
    """Return the time from sending officers to their arrival; 0 if they did not arrive."""
    return _since_sent(entries, lambda body: isinstance(body, do.Arrive))


def until_seen(entries: Iterable[Entry]) -> Millis:
    """Return the time from sending officers until they were with the caller; 0 if they were not."""
    return _since_sent(
        entries, lambda body: isinstance(body, do.UnitReport) and body.status is UnitStatus.FOUND
    )


def _since_sent(entries: Iterable[Entry], arrived: Callable[[object], bool]) -> Millis:
    sent = None
    for entry in entries:
        if sent is None and isinstance(entry.body, do.Deploy):
            sent = entry.at
        elif sent is not None and arrived(entry.body):
            return entry.at - sent
    return 0


def _all_well(entries: Iterable[Entry]) -> bool:
    """Return whether a case was closed because someone was heard to say that all was well."""
    return any(isinstance(e.body, do.Close) and e.body.reason in _SURE for e in entries)
