"""For the caller's seat: what happened at each stage, what counted there, and why.

No judgement of any kind: nobody is ever scored as a caller. What the flow made of each thing that
the caller did is said in the words of the row that answered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from simulator.core import acts as do
from simulator.core import log as out
from simulator.core.flow import MOBILES
from simulator.core.instant import Millis
from simulator.core.log import Entry
from simulator.core.profile import Profile, Switches
from simulator.core.terms import LineStage, Role
from simulator.knowledge.facts import KnownFacts, takes_55
from simulator.knowledge.knowledge import Knowledge
from simulator.review.ending import codes_of, rule_of
from simulator.review.transcript import EntrySummary, moment_of


class Counted(NamedTuple):
    """What counted at a stage, and which sources say so."""

    what: str
    why: str
    sources: tuple[str, ...]


Counting = Callable[[Switches, KnownFacts], Counted]
"""What counted, by the profile's switches and what the caller could know."""


def _always(what: str, why: str, *sources: str) -> Counting:
    counted = Counted(what, why, sources)
    return lambda _switches, _facts: counted


def _with_operator(switches: Switches, facts: KnownFacts) -> Counted:
    what = "Almost anything: a word, a whisper, a cough, a tap, or any key."
    why = "The operator listens for whatever somebody could mean by a sound, and then decides."
    if facts.kind not in MOBILES:
        why += " A fixed line has no recording to go to: where doubt remains, police get the call."
        return Counted(what, why, ("P1", "P4", "N5", "W1"))
    if switches.early_55_relayed:
        return Counted(what + " In this variant 55 does too.", why, ("P1", "P4", "N7", "F5"))
    why += " They hear that a key was pressed, and not which: 55 says no more here than 1 or 9."
    return Counted(what, why, ("P1", "P4", "N1"))


def _in_recording(switches: Switches, facts: KnownFacts) -> Counted:
    if takes_55(facts, switches):
        what = "Pressing 5, and 5 again."
    else:
        what = "Nothing yet: 55 counts from the moment at which the recording asks for it."
    if switches.noise_passes:
        what += " A tap, a cough or a word does as well."
        why = "In this variant the recorded service takes any noise for a signal."
        return Counted(what, why, ("P1",))
    why = (
        "The recording itself understands only 55. An operator is still listening and may act on "
        "a sound; if nothing comes, the recording ends the call."
    )
    return Counted(what, why, ("P2", "N1", "N2"))


_HELD = _always(
    "Lifting the handset again: the line could still be there.",
    "The exchange may hold a landline for 45 seconds after the handset was put down.",
    "N5",
    "W1",
    "P17",
)
COUNTING: Mapping[LineStage, Counting] = {
    LineStage.IDLE: _always(
        "Dialling 999 or 112: the same operators answer both.", "Nothing had begun yet.", "G1"
    ),
    LineStage.DIALLED: _always(
        "Staying on the line was enough.", "It was ringing: nobody could hear yet.", "G1", "G5"
    ),
    LineStage.WITH_OPERATOR: _with_operator,
    LineStage.SOUND_PROMPT: _always(
        "A cough, a tap, a key or a word.", "This recording asks for any sound first.", "N9"
    ),
    LineStage.RECORDING: _in_recording,
    LineStage.ACCEPTED: _always(
        "Staying on the line was enough: the signal had been understood.",
        "The operator is told of it, and the call moves on by itself.",
        "P2",
        "N1",
    ),
    LineStage.BACK_WITH_OPERATOR: _always(
        "Staying on the line: 55 had done its part.",
        "It had brought the call back to the operator, who connects it.",
        "P6",
    ),
    LineStage.WITH_FIRST_HANDLER: _always(
        "Any answer to what was asked.",
        "In this variant somebody else asks first, before a local force does.",
        "P7",
    ),
    LineStage.CONNECTING_POLICE: _always(
        "Staying on the line. The operator still heard every sound, and passes on what they heard.",
        "The phone was ringing at the police.",
        "P2",
        "N1",
        "G8",
    ),
    LineStage.WITH_CALL_HANDLER: _always(
        "An answer in one of the ways that the call handler named: a tap, a cough, a whisper.",
        "They ask what yes or no can answer, and say first what stands for yes and what for no.",
        "P1",
        "P2",
        "P5",
    ),
    LineStage.HELD: _HELD,
    LineStage.HELD_CONNECTING: _HELD,
    LineStage.HELD_WITH_CALL_HANDLER: _HELD,
    LineStage.CUT_OFF: _always(
        "Calling again, whenever that was possible.",
        "The line had gone. The operator can still pass the number on to the police.",
        "P15",
        "O1",
    ),
    LineStage.RINGING_BACK: _always(
        "Answering the phone, or letting it ring: either could be the safer thing to do.",
        "The police were ringing back, and others can hear a phone ring too.",
        "N11",
        "P15",
    ),
    LineStage.DOWN: _always(
        "Calling again, whenever that was possible.",
        "The line had gone. The police knew of the call and could go on without it.",
        "H1",
        "P15",
    ),
}
"""What counted at each stage at which something still could."""


class CallerSignal(NamedTuple):
    """Something that the caller did, and what came of it."""

    moment: EntrySummary
    came_of_it: str
    """The rows that answered, in their sentences; empty where nothing answered."""
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StageSpan:
    """A stage of the call, as a caller can look back on it."""

    start: Millis
    end: Millis
    where: str
    """Where the line was, in words."""
    told: tuple[EntrySummary, ...]
    """What came down the line to the caller."""
    did: tuple[CallerSignal, ...]
    counted: Counted


_OTHERS = (Role.OPERATOR, Role.RECORDING, Role.FIRST_HANDLER, Role.CALL_HANDLER)


def what_was_possible(heard: Sequence[Entry], profile: Profile) -> tuple[StageSpan, ...]:
    """The stages of each call, as the caller perceived them (`heard`), in order.

    A stage at which nothing could count any more is left out. The recording is cut in two where it
    asks for 55, since something else may count from then on.
    """
    found: list[StageSpan] = []
    known, since = Knowledge(Role.CALLER), 0
    held: list[Entry] = []

    def close(end: Millis) -> None:
        facts = known.facts
        counting = COUNTING.get(facts.stage)
        if counting is not None and (end > since or held):
            counted = counting(profile.switches, facts)
            where = facts.stage.label
            asked = facts.recording_plays and facts.asked_for_55
            where += ", after it has asked for 55" if asked else ""
            found.append(_stretch(since, end, where, held, counted, profile))

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


def _stretch(
    start: Millis,
    end: Millis,
    where: str,
    held: Iterable[Entry],
    counted: Counted,
    profile: Profile,
) -> StageSpan:
    entries = tuple(held)
    told = tuple(
        moment_of(entry, profile)
        for entry in entries
        if entry.actor in _OTHERS
        and isinstance(entry.body, do.Speech | out.LinePlayed)
        and not isinstance(entry.body, do.HandOver)
    )
    did = tuple(
        _did(entry, profile)
        for entry in entries
        if entry.actor is Role.CALLER and not isinstance(entry.body, do.Finish)
    )
    return StageSpan(start, end, where, told, did, counted)


def _did(entry: Entry, profile: Profile) -> CallerSignal:
    rules = [rule for row in entry.rows if (rule := rule_of(row)) is not None]
    sources = [code for rule in rules for code in codes_of(rule.because)]
    words = " ".join(rule.says for rule in rules)
    return CallerSignal(moment_of(entry, profile), words, tuple(dict.fromkeys(sources)))
