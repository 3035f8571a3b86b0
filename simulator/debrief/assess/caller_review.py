"""For the caller's seat: what happened at each stage, which signals counted, and why.

Never an assessment. The effect of each act of the caller is the text of the rows that it fired.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from simulator.core import acts as do
from simulator.core import log as out
from simulator.core.flow import MOBILES, ON_HOOK
from simulator.core.instant import Millis
from simulator.core.log import Entry
from simulator.core.profile import Profile, Switches
from simulator.core.terms import LineStage, Role
from simulator.knowledge.facts import KnownFacts, takes_55
from simulator.knowledge.knowledge import Knowledge
from simulator.review.ending import ROWS, codes_of
from simulator.review.transcript import EntrySummary, moment_of


class Counted(NamedTuple):
    """The signals that counted at a stage, with the reason and sources."""

    what: str
    why: str
    sources: tuple[str, ...]


Counting = Callable[[Switches, KnownFacts], Counted]
"""Returns what counted, from the profile's switches and the caller's knowledge."""


def _always(what: str, why: str, sources: str) -> Counting:
    counted = Counted(what, why, tuple(sources.split()))
    return lambda _switches, _facts: counted


def _with_operator(switches: Switches, facts: KnownFacts) -> Counted:
    what = "Almost anything: a word, a whisper, a cough, a tap, or any key."
    why = "The operator listens for any sound that could be a signal, then decides."
    if facts.kind not in MOBILES:
        why += " A landline has no recording: if doubt remains, the call goes to police."
        return Counted(what, why, ("P1", "P4", "N5", "W1"))
    if switches.early_55_relayed:
        return Counted(what + " In this variant 55 does too.", why, ("P1", "P4", "N7", "F5"))
    why += " They hear that a key was pressed, but not which: here 55 means no more than 1 or 9."
    return Counted(what, why, ("P1", "P4", "N1"))


def _in_recording(switches: Switches, facts: KnownFacts) -> Counted:
    if takes_55(facts, switches):
        what = "Pressing 5, and 5 again."
    else:
        what = "Nothing yet: 55 counts once the recording asks for it."
    if switches.noise_passes:
        what += " A tap, a cough or a word counts too."
        why = "In this variant the recorded service accepts any noise as a signal."
        return Counted(what, why, ("P1",))
    why = (
        "The recording recognises only 55. An operator still listens and may act on a sound; "
        "otherwise the recording ends the call."
    )
    return Counted(what, why, ("P2", "N1", "N2"))


COUNTING: Mapping[LineStage, Counting] = {
    LineStage.IDLE: _always(
        "Dialling 999 or 112: the same operators answer both.", "Nothing had begun yet.", "G1"
    ),
    LineStage.DIALLED: _always(
        "Staying on the line was enough.", "It was ringing: nobody could hear yet.", "G1 G5"
    ),
    LineStage.WITH_OPERATOR: _with_operator,
    LineStage.SOUND_PROMPT: _always(
        "A cough, a tap, a key or a word.", "This recording asks for any sound first.", "N9"
    ),
    LineStage.RECORDING: _in_recording,
    LineStage.ACCEPTED: _always(
        "Staying on the line was enough: the signal had been understood.",
        "The system notifies the operator, and the call moves on.",
        "P2 N1",
    ),
    LineStage.BACK_WITH_OPERATOR: _always(
        "Staying on the line: 55 had worked.",
        "55 had brought the call back to the operator, who connects it.",
        "P6",
    ),
    LineStage.WITH_FIRST_HANDLER: _always(
        "Any answer to what was asked.",
        "In this variant a police operator asks first, before a local force does.",
        "P7",
    ),
    LineStage.CONNECTING_POLICE: _always(
        "Staying on the line. The operator still heard every sound, and passes on what they heard.",
        "The phone was ringing at the police.",
        "P2 N1 G8",
    ),
    LineStage.WITH_CALL_HANDLER: _always(
        "An answer in one of the ways that the call handler named: a tap, a cough, a whisper.",
        "They ask yes-or-no questions, and first explain how to answer yes and no.",
        "P1 P2 P5",
    ),
    **dict.fromkeys(
        ON_HOOK,
        _always(
            "Lifting the handset again: the line could still be there.",
            "The exchange may hold a landline for 45 seconds after the handset was put down.",
            "N5 W1 P17",
        ),
    ),
    LineStage.CUT_OFF: _always(
        "Calling again, whenever that was possible.",
        "The line had gone. The operator can still pass the number on to the police.",
        "P15 O1",
    ),
    LineStage.RINGING_BACK: _always(
        "Answering the phone, or letting it ring: either could be the safer thing to do.",
        "The police were ringing back, and others can hear a phone ring too.",
        "N11 P15",
    ),
    LineStage.DOWN: _always(
        "Calling again, whenever that was possible.",
        "The line had gone. The police knew of the call and could go on without it.",
        "H1 P15",
    ),
}
"""What counted at each stage; stages without an entry have no more signals."""


class CallerSignal(NamedTuple):
    """An act of the caller with its effect."""

    moment: EntrySummary
    came_of_it: str
    """Sentences of the rows that it fired; empty if it fired none."""
    sources: tuple[str, ...]


class StageSpan(NamedTuple):
    """A stage of the call from the caller's side."""

    start: Millis
    end: Millis
    where: str
    heard: tuple[EntrySummary, ...]
    did: tuple[CallerSignal, ...]
    counted: Counted


_OTHERS = (Role.OPERATOR, Role.RECORDING, Role.FIRST_HANDLER, Role.CALL_HANDLER)


def what_was_possible(heard: Sequence[Entry], profile: Profile) -> tuple[StageSpan, ...]:
    """Return the stages of each call as the caller perceived them, in order.

    Stages without any possible signal are left out. The recording is split where it asks for 55,
    since other signals count from then on.
    """
    found: list[StageSpan] = []
    known, since = Knowledge(Role.CALLER), 0
    held: list[Entry] = []

    def close(end: Millis) -> None:
        facts = known.facts
        if facts.stage in COUNTING and (end > since or held):
            asked = facts.recording_plays and facts.asked_for_55
            where = facts.stage.label + (", after it has asked for 55" if asked else "")
            speech = tuple(moment_of(entry, profile) for entry in held if _is_speech(entry))
            own = (e for e in held if e.actor is Role.CALLER and not isinstance(e.body, do.Finish))
            did = tuple(_signal(entry, profile) for entry in own)
            counted = COUNTING[facts.stage](profile.switches, facts)
            found.append(StageSpan(since, end, where, speech, did, counted))

    for entry in heard:
        after = known.after(entry)
        asks = after.facts.asked_for_55 and not known.facts.asked_for_55
        if isinstance(entry.body, out.CallBegan | out.StageEntered) or asks:
            close(entry.at)
            since, held = entry.at, []
        known = after
        held.append(entry)
    if heard:
        close(heard[-1].at)
    return tuple(found)


def _is_speech(entry: Entry) -> bool:
    spoken = isinstance(entry.body, do.Speech | out.LinePlayed)
    return spoken and entry.actor in _OTHERS and not isinstance(entry.body, do.HandOver)


def _signal(entry: Entry, profile: Profile) -> CallerSignal:
    rules = [ROWS[row] for row in entry.rows if row in ROWS]
    sources = dict.fromkeys(code for rule in rules for code in codes_of(rule.because))
    words = " ".join(rule.says for rule in rules)
    return CallerSignal(moment_of(entry, profile), words, tuple(sources))
