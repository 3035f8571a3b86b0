"""The hardest decisions of a call, each as a question to its trainee about this very moment.

A decision is hard where practice leaves it to a person: to let a caller go, whose word to believe,
to ring or to write, to say of officers or to withhold (practice 6.6). The question names the
moment and the act, can be answered from the call, and has no right answer in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from simulator.core import acts as do
from simulator.core.call import takes_line_down
from simulator.core.hearing import evidence
from simulator.core.instant import Millis, minutes
from simulator.core.log import CallBegan, Entry
from simulator.core.statements import StatementTopic
from simulator.core.terms import Intent, Reason, Reported, Role, SoundClass, Term, Topic, UnitStatus
from simulator.debrief.assess.in_the_past import came, did, lasted, quoted, shortened
from simulator.knowledge.facts import Hearers, KnownFacts, PlaceKnown
from simulator.knowledge.judgements.waiting import nobody_to_hide_from
from simulator.knowledge.knowledge import Knowledge
from simulator.knowledge.situation import Situation, is_coached, seems
from simulator.late_pattern import late_pattern
from simulator.review.timeline import calls

_AFTER_A_LOSS: Millis = 180_000
"""How long after a line is lost the first try to reach the caller is the decision (assumption)."""
_MOST_LAST = 8
"""Words of what the caller said last (assumption)."""
_BARE_ANSWER = 2
"""An answer of no more words says nothing without its question (assumption)."""
_ANSWERED: Millis = 30_000
"""How long before a decision what was heard is what it rests on (assumption)."""


class HardChoice(Term):
    """What was to be decided, the hardest first (assumption: no source ranks them)."""

    LET_GO = "let_go", "to let the caller go without officers"
    WHOSE_WORD = "whose_word", "whose word it was"
    AT_THE_DOOR = "at_the_door", "what officers at a door need, whom another person turns away"
    STAY_OR_GO = "stay_or_go", "to have a caller stay put in a fire, or go out"
    CHILDS_YES = "childs_yes", "how far a child's yes on breathing counts"
    CHILD_SENT = "child_sent", "to send a child to the door"
    QUIET_HURT = "quiet_hurt", "to go quiet with a caller who is hurt or ill"
    RING_OR_WRITE = "ring_or_write", "to ring, to write or neither"
    ASKED_AGAIN = "asked_again", "to ask again after a yes"
    NO_IN_EARSHOT = "no_in_earshot", "how far a no counts that another person can hear"
    REFUSED = "refused", "to send to one who wants nobody"
    HAND_OVER = "hand_over", "what police must hear first"
    TO_SAY = "to_say", "to say that officers are coming"
    BY_OPERATOR = "by_operator", "to play the recording, or to end the call"
    IN_DOUBT = "in_doubt", "to connect a call without an answer"
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

    @property
    def of_any_call(self) -> bool:
        """Whether nearly every call has it: the scenario's own question comes before."""
        return self in (HardChoice.QUIET, HardChoice.SEND, HardChoice.ON_A_SOUND)


class HardDecision(NamedTuple):
    """A decision of a trainee that practice leaves to a person."""

    kind: HardChoice
    seq: int
    at: Millis
    question: str


def hard_decisions(heard: Sequence[Entry], role: Role) -> tuple[HardDecision, ...]:
    """Return the decisions of one seat, the hardest first, each kind once."""
    every = tuple(each for each in _decisions(heard, role) if not _was_soon_said(each, heard))
    # Earlier calls of a run went on all the same: what counts is how the last one was decided.
    began = max((each.at for each in heard if isinstance(each.body, CallBegan)), default=0)
    of_last = [each for each in every if each.at >= began]
    found: dict[HardChoice, HardDecision] = {}
    for each in of_last or every:
        found.setdefault(each.kind, each)
    return tuple(sorted(found.values(), key=lambda each: each.kind.place))


def _was_soon_said(decision: HardDecision, heard: Sequence[Entry]) -> bool:
    """Whether what was left unsaid was said half a minute later: no decision to weigh."""
    return decision.kind is HardChoice.WITHHOLD and any(
        isinstance(each.body, do.Say)
        and each.body.intent is Intent.OFFICERS_SENT
        and 0 < each.at - decision.at <= _SOON_SAID
        for each in heard
        if each.actor is Role.CALL_HANDLER
    )


_SOON_SAID: Millis = 30_000
"""How soon after it was withheld word of officers undoes that (assumption)."""


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
        lost = entry if takes_line_down(entry.body) else lost


def _own(
    act: Entry, facts: KnownFacts, before: Sequence[Entry], lost: Entry | None
) -> Iterator[HardDecision]:
    """Yield what the trainee decided with an act."""
    body, at = act.body, minutes(act.at)
    heard = _last_heard(before, act.at)
    if isinstance(body, do.Ask | do.Say) and _rests_on_a_no(facts):
        assert facts.asking is not None
        asks = "How far did you rest on that?"
        of = _OF_HARM[facts.asking]
        text = f"Before {at} the caller, whom another may have heard, said no {of}. {asks}"
        yield _decision(HardChoice.NO_IN_EARSHOT, act, text)
    match body:
        case do.Close() | do.EndCall() if act.actor is Role.CALL_HANDLER and not facts.found:
            asks = "What spoke for letting the caller go, and what was still not known?"
            text = f"At {at} you {did(body)}{_after_what(before, act.at)}. {asks}"
            yield _decision(HardChoice.LET_GO, act, text)
        case do.EndCall() | do.SendToRecording() if act.actor is Role.OPERATOR:
            what = f"the last thing heard was {heard}" if heard else "nothing had been heard"
            asks = "What would have shown you that the caller needed help?"
            text = f"When you {did(body)} at {at}, {what}. {asks}"
            yield _decision(HardChoice.BY_OPERATOR, act, text)
        case do.Connect() if act.actor is Role.OPERATOR and heard:
            asks = "What else could it have been, and why was it enough?"
            text = f"At {at} you connected the call after {heard}. {asks}"
            yield _decision(HardChoice.ON_A_SOUND, act, text)
        case do.Connect(reason=Reason.DOUBT) if act.actor is Role.OPERATOR:
            asks = "What made you connect it, and what would have made you wait?"
            text = f"At {at} you had no answer from the caller, and connected the call. {asks}"
            yield _decision(HardChoice.IN_DOUBT, act, text)
        case do.CallBack() | do.DecideAgainstCallback() | do.SendText() | do.StartTrace() if (
            lost is not None and act.at - lost.at <= _AFTER_A_LOSS
        ):
            asks = "What spoke for ringing, what for texting, and what for neither?"
            after = lasted(act.at - lost.at)
            text = f"The line went at {minutes(lost.at)}, and {after} later you {did(body)}. {asks}"
            yield _decision(HardChoice.RING_OR_WRITE, act, text)
        case do.Say(intent=Intent.ASK_AGAIN) if facts.is_yes(Topic.NEEDS_POLICE):
            asks = "What made you ask again?"
            text = f"The caller had said yes to the police, and at {at} you {did(body)}. {asks}"
            yield _decision(HardChoice.ASKED_AGAIN, act, text)
        case do.HandOver() if act.actor is Role.OPERATOR and facts.reported(*_LOUD):
            asks = "What must police hear in your first sentence?"
            text = f"At {at} you handed over a call in which more than the caller was heard. {asks}"
            yield _decision(HardChoice.HAND_OVER, act, text)
        case do.Say(intent=Intent.KEEP_SMOKE_OUT | Intent.GET_OUT):
            asks = "What did you know that spoke for staying, and what for going out?"
            text = f"At {at}, in a fire, you {did(body)}. {asks}"
            yield _decision(HardChoice.STAY_OR_GO, act, text)
        case do.Say(intent=Intent.CHILD_DO) if (
            facts.arrived and not facts.found and _SENDS.search(body.words)
        ):
            asks = "What did you need to know before that?"
            text = f"At {at}, with officers there, you {did(body)} to a child. {asks}"
            yield _decision(HardChoice.CHILD_SENT, act, text)
        case do.Say(intent=Intent.GO_QUIET) if facts.brought_in:
            asks = "What spoke for talking to them, and what against it?"
            text = f"At {at} you went quiet with a caller who needed an ambulance. {asks}"
            yield _decision(HardChoice.QUIET_HURT, act, text)
        case do.Say(intent=Intent.OFFICERS_SENT) if (
            facts.hear is not Hearers.SAFE and not nobody_to_hide_from(facts)
        ):
            asks = "What could you have said that only the caller would understand?"
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
    Hearers.UNKNOWN: "What would you need to know before you said it?",
    Hearers.SAFE: "Nobody else could hear, the caller had said: what held you back?",
}
"""What is asked of what was left unsaid, by who could hear."""
_UNSAID = "What did that protect, and what did the caller lose by it?"


def _others(
    entry: Entry, before: KnownFacts, after: KnownFacts, heard: Sequence[Entry]
) -> Iterator[HardDecision]:
    """Yield what another person's words gave the call handler to decide."""
    body, at = entry.body, minutes(entry.at)
    if isinstance(body, do.UnitReport) and body.status is UnitStatus.THIRD_PARTY_ONLY:
        asks = "What did they still need from you?"
        text = f"At {at} another person turned officers away at the door. {asks}"
        yield _decision(HardChoice.AT_THE_DOOR, entry, text)
    if entry.actor is not Role.CALLER or not isinstance(body, do.Say):
        return
    if is_coached(after) and not is_coached(before):
        voice = next((e for e in reversed(heard) if _is_another(e)), None)
        said = f"the caller said {quoted(body.words)}" if body.words else "the caller took it back"
        asks = "Whose word was it, and what would have shown you?"
        since = f", {lasted(entry.at - voice.at)} after another voice" if voice else ""
        yield _decision(HardChoice.WHOSE_WORD, entry, f"At {at} {said}{since}. {asks}")
    elif _wants_nobody(body) and not _wants_nobody_yet(before):
        said = quoted(body.words) if body.words else "that nobody was to come"
        asks = "What spoke for help all the same, and what could you say of it that was true?"
        yield _decision(HardChoice.REFUSED, entry, f"At {at} the caller said {said}. {asks}")
    elif _childs_yes(before, after):
        said = quoted(body.words) if body.words else "yes"
        asks = "How far did you rest on it, and what else could have shown it?"
        text = f"At {at} a child said {said} when you asked how another was breathing. {asks}"
        yield _decision(HardChoice.CHILDS_YES, entry, text)
    elif body.intent is Intent.PRETENDS and before.reported(Reported.PRETENCE):
        asks = "What else could you have asked without breaking that?"
        text = f"From {at} the caller talked as if to another, as you had been warned. {asks}"
        yield _decision(HardChoice.COVER, entry, text)
    elif body.intent is Intent.PRETENDS and not before.caller_said(Intent.PRETENDS):
        said = quoted(body.words) if body.words else "something like an order"
        asks = "What made it a call for help, and when were you sure?"
        yield _decision(HardChoice.COVER, entry, f"At {at} the caller said {said}. {asks}")


_REFUSES = (StatementTopic.REFUSES_POLICE, StatementTopic.REFUSES_AMBULANCE)


def _wants_nobody(body: do.Say) -> bool:
    return any((topic, True) in body.means for topic in _REFUSES)


def _wants_nobody_yet(facts: KnownFacts) -> bool:
    return any(each.topic in _REFUSES and each.value for each in facts.ledger)


def _childs_yes(before: KnownFacts, after: KnownFacts) -> bool:
    """Whether a child has just said that one who does not wake breathes."""
    asleep = after.is_no(Topic.AWAKE) or after.believes(StatementTopic.NOT_WAKING)
    new = after.is_yes(Topic.BREATHING_WELL) and not before.is_yes(Topic.BREATHING_WELL)
    return new and asleep and seems(after, Situation.CHILD)


def _rests_on_a_no(facts: KnownFacts) -> bool:
    """Whether the open question was answered no by one whom another person can hear."""
    heard = facts.hear in (Hearers.UNSAFE, Hearers.EXPOSED)
    return heard and facts.asking in _GRAVE and facts.is_no(facts.asking)


_SENDS = late_pattern(r"\b(door|let (them|the police)|open|go and|fetch)\b", re.IGNORECASE)
"""Words that send a child to a door; to look out of a window asks little."""
_OF_HARM = {
    Topic.INJURED: "to being hurt",
    Topic.WEAPON: "to a weapon",
    Topic.IN_DANGER: "to danger",
}
_GRAVE = tuple(_OF_HARM)
_LOUD = (Reported.DISTURBANCE, Reported.OTHER_VOICE, Reported.VOICES)


def _is_another(entry: Entry) -> bool:
    return entry.actor is Role.ROOM and isinstance(entry.body, do.Say)


def _after_what(before: Sequence[Entry], at: Millis) -> str:
    """Return what the caller last said or signalled before a decision: ``, 6 s after "Help."``.

    A bare yes says nothing without its question. Of a caller who gave no sign to this seat it is
    what the operator passed on.
    """
    own = [each for each in before if each.actor is Role.CALLER and _is_sign(each)]
    told = (each for each in reversed(own) if not _is_bare(each.body))
    if last := next(told, None):
        return f", {lasted(at - last.at)} after {_briefly(came(last.body))}"
    passed = next((e.body for e in reversed(before) if isinstance(e.body, do.HandOver)), None)
    words = passed.words.partition(". ")[2] if passed else ""
    return f", after the operator had said {_briefly(quoted(words))}" if words else ""


def _briefly(words: str) -> str:
    """Return what came with no more words of a quotation than a question has room for."""
    if not words.startswith('"'):
        return words
    inside = shortened(words.strip('"'), keep_end=True, most=_MOST_LAST)
    return f'"{inside}"'


def _is_bare(body: object) -> bool:
    return isinstance(body, do.Say) and len(body.words.split()) <= _BARE_ANSWER


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
    for end in ".?!":  # A quotation ends the sentence that it is in.
        question = question.replace(f'{end}".', f'{end}"').replace(f'{end}",', f'{end}"')
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
                why = f'; your reason was "{reason.label}"' if reason else ""
                return f"you {did(act.body)} at {minutes(act.at)}{why}"
    return ""
