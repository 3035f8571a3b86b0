"""Facts of a log for a group: hard content, overhearing, and reasons for the outcome."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.content.fields.content_model import Fact
from simulator.content.library.translations import Translation
from simulator.content.scenario.scenario import Scenario
from simulator.core import acts as do
from simulator.core import log as out
from simulator.core.log import Entry
from simulator.core.profile import Profile
from simulator.core.terms import Intent, Outcome, Reason, Role, Service, Sound, Topic

_O = Outcome
_HARD_SOUNDS = (
    Sound.SOB, Sound.GROAN, Sound.SHOUTING, Sound.ARGUMENT, Sound.BREAKING, Sound.SCUFFLE,
)  # fmt: skip
"""Sounds that need a content note (assumption: sounds of distress)."""
_POLICE_NOT_TOLD = (
    _O.NOT_CONNECTED, _O.ABANDONED, _O.ENDED_BY_OPERATOR, _O.NO_RESPONSE_TO_RECORDING,
    _O.ENDED_BY_FIRST_HANDLER,
)  # fmt: skip
_HELP_COMES = (_O.DEPLOYED, _O.CONNECTED_TO_OTHER_SERVICE, _O.HANDED_TO_OTHER_FORCE)


def ends_well(outcome: Outcome | None, scenario: Scenario) -> bool:
    """Return whether help comes, or, if nobody needs it, whether nobody is sent."""
    needless = scenario.facts.get(Topic.MISTAKE) is Fact.YES
    return outcome is not None and (outcome in _HELP_COMES) is not needless


def nobody_needed_help(scenario: Scenario) -> bool:
    """Return whether the call was a mistake, with nobody in danger, hurt or in need of police."""
    facts = scenario.facts
    troubles = (Topic.IN_DANGER, Topic.INJURED, Topic.NEEDS_AMBULANCE)
    return (
        facts.get(Topic.MISTAKE) is Fact.YES
        and facts.get(Topic.NEEDS_POLICE) is Fact.NO
        and not any(facts.get(topic) is Fact.YES for topic in troubles)
    )


# --- hard content ---------------------------------------------------------------------------------


def hard(entries: Sequence[Entry], outcome: Outcome | None, scenario: Scenario) -> tuple[str, ...]:
    """Return the hard content of a part of a call, as names of the messages `hard-NAME`."""
    found = ["overheard"] if overheard(entries) else []
    found += [name for entry in entries if (name := _hard(entry))]
    if outcome in _POLICE_NOT_TOLD and not ends_well(outcome, scenario):
        found.append("untold")
    return tuple(dict.fromkeys(found))


def may_be_hard(scenario: Scenario) -> tuple[str, ...]:
    """Return the hard content that a continuation may add, as names of the messages `hard-NAME`.

    It follows from what is drawn, so that no continuation has to be run for a content note.
    """
    reactions = {"take_phone": "phone_taken", "hang_up": "put_down"}
    near = [script for script in scenario.calls_in_order if script.near]
    does = [script.overheard.do for script in near if script.overheard]
    found = [*(["overheard"] if near else []), *(reactions[d] for d in does if d in reactions)]
    return (*found, *(["untold"] if scenario.facts.get(Topic.MISTAKE) is not Fact.YES else []))


def _hard(entry: Entry) -> str:
    match entry.body:
        case do.TakePhone():
            return "phone_taken"
        case do.HangUp() if Role.ROOM in (entry.actor, entry.speaker):
            return "put_down"
        case do.Make(sound) if sound in _HARD_SOUNDS:
            return sound.value
        case do.Say() | do.Make() if entry.speaker is Role.OTHER_PERSON:
            return "voice"
        case do.LoseLine():
            return "line_lost"
    return ""


# --- overhearing ----------------------------------------------------------------------------------


def overheard(entries: Sequence[Entry]) -> tuple[str, ...]:
    """Return the reactions of people nearby to the caller's acts (messages `overheard-NAME`)."""
    by_the_caller = {entry.seq for entry in entries if entry.actor is Role.CALLER}
    return tuple(
        dict.fromkeys(
            _ABOUT_IT[type(entry.body)]
            for entry in entries
            if entry.actor is Role.ROOM
            and entry.cause in by_the_caller
            and type(entry.body) in _ABOUT_IT
        )
    )


_ABOUT_IT = {do.TakePhone: "take_phone", do.HangUp: "hang_up", do.Make: "come_closer"}
"""Reactions to an overheard act, by the scenarios' names."""


# --- the course of a call, with reasons ----------------------------------------------------------


def course(
    log: Sequence[Entry], outcome: Outcome | None, profile: Profile, say: Translation
) -> tuple[str, ...]:
    """Return the last call of a log in a few sentences: decisions, their reasons, and its end.

    Between the connection and the officers it says what the police asked: 55 sends nobody.
    """
    last = max((e.seq for e in log if isinstance(e.body, out.CallBegan)), default=0)
    found: dict[str, str] = {}
    for entry in log[last:]:
        name, because = _decided(entry, log, profile)
        if not name or (name == "close" and "deploy" in found):
            continue
        if name in ("deploy", "close") and "asked" not in found:
            questions, answers = asked(log[last : entry.seq])
            found["asked"] = say("why-asked", questions=questions, answers=answers)
        found.setdefault(name, say(f"why-{name}", because=say(f"because-{because}")))
    return (*found.values(), say(f"outcome-{outcome}" if outcome else "outcome-open"))


def asked(entries: Sequence[Entry]) -> tuple[int, int]:
    """Return the number of questions, and of those the caller answered before the next one."""
    questions = answers = 0
    open_one = False
    for entry in entries:
        if isinstance(entry.body, do.Ask):
            questions, open_one = questions + 1, True
        elif open_one and entry.actor is Role.CALLER and not isinstance(entry.body, do.StaySilent):
            answers, open_one = answers + 1, False
    return questions, answers


def _decided(entry: Entry, log: Sequence[Entry], profile: Profile) -> tuple[str, str]:
    """Return the message names of a decision and its reason; empty if it isn't a decision."""
    match entry.body:
        case out.SignalRecognised(signal):
            return "connect", signal.value
        case do.Connect(Service.POLICE, reason):
            unanswered = _asked_without_an_answer(log[: entry.seq])
            return "connect", "unanswered" if unanswered else reason.value
        case do.Deploy(reason):
            before = log[: entry.seq]
            known = any(isinstance(e.body, do.GiveResult) and e.body.markers for e in before)
            return (
                "deploy",
                "doubt_and_marker" if known and reason is Reason.DOUBT else reason.value,
            )
        case do.Close(reason=reason):
            return "close", reason.value
        case do.EndCall(reason=reason) if entry.actor is Role.OPERATOR:
            return "end", reason.value
        case do.DecideAgainstCallback(reason=reason):
            return "no_callback", reason.value
        case out.CallEnded(outcome=Outcome.NO_RESPONSE_TO_RECORDING):
            passes = "fifty_five_or_noise" if profile.switches.noise_passes else "only_fifty_five"
            return "recording", passes
    return "", ""


def _asked_without_an_answer(before: Sequence[Entry]) -> bool:
    """Return whether the caller was asked if it was a mistake and has not answered."""
    for entry in reversed(before):
        if isinstance(entry.body, do.Say) and entry.body.intent is Intent.CHECK_MISTAKE:
            return True
        if entry.actor is Role.CALLER:
            return False
    return False
