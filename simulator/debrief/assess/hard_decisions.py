"""The hardest decisions of a call, each as a question to its trainee about this very moment.

A decision is hard where practice leaves it to a person: to let a caller go, whose word to believe,
to ring or to write, to say of officers or to withhold (practice 6.6). The question names the
moment and the act, can be answered from the call, and has no right answer in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from simulator.core import acts as do
from simulator.core.hearing import evidence
from simulator.core.instant import Millis, minutes
from simulator.core.log import Entry, StageEntered
from simulator.core.terms import Intent, LineStage, Reason, Role, SoundClass, Term
from simulator.debrief.assess.in_the_past import came, did, lasted, quoted
from simulator.knowledge.facts import Hearers, KnownFacts, PlaceKnown
from simulator.knowledge.knowledge import Knowledge
from simulator.knowledge.situation import is_coached
from simulator.review.timeline import calls

_AFTER_A_LOSS: Millis = 180_000
"""How long after a line is lost the first try to reach the caller is the decision (assumption)."""
_ANSWERED: Millis = 30_000
"""How long before a decision what was heard is what it rests on (assumption)."""


class HardChoice(Term):
    """What was to be decided, the hardest first (assumption: no source ranks them)."""

    LET_GO = "let_go", "to let the caller go without officers"
    WHOSE_WORD = "whose_word", "whose word it was"
    RING_OR_WRITE = "ring_or_write", "to ring, to write or neither"
    TO_SAY = "to_say", "to say that officers are coming"
    BY_OPERATOR = "by_operator", "to play the recording, or to end the call"
    COVER = "cover", "to take an order for a call for help"
    ON_DOUBT = "on_doubt", "to send officers on doubt alone"
    WIDE = "wide", "to send officers to a place that is not close"
    ON_A_SOUND = "on_a_sound", "to connect a call on a sound"
    WITHHOLD = "withhold", "to say nothing of officers"
    QUIET = "quiet", "to be silent"
    SEND = "send", "when it was enough to send officers"

    @property
    def hard(self) -> bool:
        """Whether it is one that practice names as hard (practice 6.6)."""
        return self.place <= HardChoice.BY_OPERATOR.place


class HardDecision(NamedTuple):
    """A decision of a trainee that practice leaves to a person."""

    kind: HardChoice
    seq: int
    at: Millis
    question: str


def hard_decisions(heard: Sequence[Entry], role: Role) -> tuple[HardDecision, ...]:
    """Return the decisions of one seat, the hardest first, each kind once."""
    found: dict[HardChoice, HardDecision] = {}
    for each in _decisions(heard, role):
        found.setdefault(each.kind, each)
    return tuple(sorted(found.values(), key=lambda each: each.kind.place))


def _decisions(heard: Sequence[Entry], role: Role) -> Iterator[HardDecision]:
    knowledge = Knowledge(role)
    lost: Entry | None = None
    for place, entry in enumerate(heard):
        before = knowledge.facts
        knowledge = knowledge.after(entry)
        if entry.actor is role:
            yield from _own(entry, before, heard[:place], lost)
        elif role is Role.CALL_HANDLER:
            yield from _others(entry, before, knowledge.facts, heard[:place])
        gone = isinstance(entry.body, StageEntered) and entry.body.stage in _LOST
        lost = entry if gone else lost


_LOST = (LineStage.CUT_OFF, LineStage.DOWN)


def _own(
    act: Entry, facts: KnownFacts, before: Sequence[Entry], lost: Entry | None
) -> Iterator[HardDecision]:
    """Yield what the trainee decided with an act."""
    body, at = act.body, minutes(act.at)
    heard = _last_heard(before, act.at)
    match body:
        case do.Close() | do.EndCall() if act.actor is Role.CALL_HANDLER and not facts.found:
            asks = "What spoke for letting the caller go, and what was still not known?"
            yield _decision(HardChoice.LET_GO, act, f"At {at} you {did(body)}. {asks}")
        case do.EndCall() | do.SendToRecording() if act.actor is Role.OPERATOR:
            what = f"the last thing heard was {heard}" if heard else "nothing had been heard"
            asks = "What would have shown you that the caller needed help?"
            text = f"When you {did(body)} at {at}, {what}. {asks}"
            yield _decision(HardChoice.BY_OPERATOR, act, text)
        case do.Connect() if act.actor is Role.OPERATOR and heard:
            asks = "What else could it have been, and why was it enough?"
            text = f"At {at} you connected the call after {heard}. {asks}"
            yield _decision(HardChoice.ON_A_SOUND, act, text)
        case do.CallBack() | do.DecideAgainstCallback() | do.SendText() | do.StartTrace() if (
            lost is not None and act.at - lost.at <= _AFTER_A_LOSS
        ):
            asks = "What spoke for ringing, what for writing, and what for neither?"
            after = lasted(act.at - lost.at)
            text = f"The line went at {minutes(lost.at)}, and {after} later you {did(body)}. {asks}"
            yield _decision(HardChoice.RING_OR_WRITE, act, text)
        case do.Say(intent=Intent.OFFICERS_SENT) if facts.hear is not Hearers.SAFE:
            asks = "Who could have heard it?"
            text = f"At {at} you said that officers were coming. {asks}"
            yield _decision(HardChoice.TO_SAY, act, text)
        case do.Withhold(intent=Intent.OFFICERS_SENT):
            asks = _HOW_UNSAID.get(facts.hear, _UNSAID)
            text = f"At {at} you left it unsaid that officers were coming. {asks}"
            yield _decision(HardChoice.WITHHOLD, act, text)
        case do.Deploy(reason=Reason.DOUBT):
            asks = "What would have made you send them sooner, and what wait longer?"
            yield _decision(HardChoice.ON_DOUBT, act, f"At {at} you sent officers on doubt. {asks}")
        case do.Deploy() if facts.place in _WIDE:
            asks = "What would a closer place have gained, and what would waiting for it have cost?"
            text = f"At {at} you sent officers to a place that was not close. {asks}"
            yield _decision(HardChoice.WIDE, act, text)
        case do.Say(intent=Intent.GO_QUIET):
            text = f"At {at} you said that you would be quiet. What would have made you speak?"
            yield _decision(HardChoice.QUIET, act, text)
        case do.Deploy():
            sign = next((each for each in before if _is_sign(each)), None)
            asks = "What did you need to know in between?"
            since = (
                f"The first sign came at {minutes(sign.at)}, {came(sign.body)}. " if sign else ""
            )
            text = f"{since}You {did(body)} at {at}. {asks if sign else 'On what?'}"
            yield _decision(HardChoice.SEND, act, text)


_WIDE = (PlaceKnown.NONE, PlaceKnown.WIDE)
_HOW_UNSAID = {
    Hearers.UNKNOWN: "What would have had to be so for you to say it?",
    Hearers.SAFE: "Nobody else could hear, the caller had said: what held you back?",
}
"""What is asked of what was left unsaid, by who could hear."""
_UNSAID = "What did that protect, and what did the caller lose by it?"


def _others(
    entry: Entry, before: KnownFacts, after: KnownFacts, heard: Sequence[Entry]
) -> Iterator[HardDecision]:
    """Yield what another person's words gave the call handler to decide."""
    body, at = entry.body, minutes(entry.at)
    if entry.actor is not Role.CALLER or not isinstance(body, do.Say):
        return
    if is_coached(after) and not is_coached(before):
        voice = next((e for e in reversed(heard) if _is_another(e)), None)
        said = f"the caller said {quoted(body.words)}" if body.words else "the caller took it back"
        asks = "Whose word was it, and what would have shown you?"
        since = f", {lasted(entry.at - voice.at)} after another voice" if voice else ""
        yield _decision(HardChoice.WHOSE_WORD, entry, f"At {at} {said}{since}. {asks}")
    elif body.intent is Intent.PRETENDS and not before.caller_said(Intent.PRETENDS):
        said = quoted(body.words) if body.words else "something like an order"
        asks = "What made it a call for help, and when were you sure?"
        yield _decision(HardChoice.COVER, entry, f"At {at} the caller said {said}. {asks}")


def _is_another(entry: Entry) -> bool:
    return entry.actor is Role.ROOM and isinstance(entry.body, do.Say)


def _last_heard(before: Sequence[Entry], at: Millis) -> str:
    """Return what last came from the caller's end that could mean something, as a noun."""
    last = next((each for each in reversed(before) if _is_sign(each)), None)
    return "" if last is None or at - last.at > _ANSWERED else came(last.body)


def _is_sign(entry: Entry) -> bool:
    """Whether it came from the caller's end, and could mean something."""
    told = do.sign_of(entry.body) is not None or evidence(entry.body) in _TELLING
    near = entry.actor in (Role.CALLER, Role.ROOM)
    return near and (told or isinstance(entry.body, do.Say))


_TELLING = (SoundClass.ANSWER, SoundClass.DISTURBANCE, SoundClass.VOICES)


def _decision(kind: HardChoice, entry: Entry, question: str) -> HardDecision:
    return HardDecision(kind, entry.seq, entry.at, question)


_DECIDES = {
    Role.CALL_HANDLER: (do.Deploy, do.Close, do.EndCall),
    Role.OPERATOR: (do.Connect, do.PassDetails, do.EndCall, do.SendToRecording),
}
"""The acts that decide how a call ends, the first kind that came before the others."""


def what_decided(log: Sequence[Entry], seats: Sequence[Role]) -> str:
    """Return a trainee's act that decided how the last call ended, as a clause; empty if none."""
    last = calls(log)[-1] if log else ()
    for role, kinds in _DECIDES.items():
        acts = [entry for entry in last if entry.actor is role and role in seats]
        for kind in kinds:
            if act := next((each for each in acts if isinstance(each.body, kind)), None):
                reason = getattr(act.body, "reason", None)
                if isinstance(act.body, do.Close | do.EndCall):
                    return f'the reason given was "{act.body.reason.label}"'
                why = f" ({reason.label})" if reason else ""
                return f"you {did(act.body)} at {minutes(act.at)}{why}"
    return ""
