"""Whether the reason of a decision was true of what its seat had heard and knew (practice.md 6.3).

A reason that only a person can weigh counts as true; "policy" and "judgement" alone never close an
incident or end a call.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from simulator.core.terms import Intent, Reason, Reported, Role, Sign, Sound, Topic, UnitStatus
from simulator.knowledge.answers import AnswerState, HowKnown
from simulator.knowledge.facts import (
    CallbackState,
    CodeState,
    KnownFacts,
    LineNow,
    Lookup,
    PlaceKnown,
    Stamp,
)
from simulator.knowledge.knowledge import Knowledge

_R = Reported
_SIGNS = frozenset({_R.TAP, _R.COUGH, _R.KEY_TONE, _R.FIFTY_FIVE, _R.NOISE, _R.GROAN})
_SPEECH = frozenset(
    {_R.SPEECH, _R.WHISPER, _R.VOICES, _R.PRETENCE, _R.CHILD, _R.OTHER_LANGUAGE, _R.OTHER_VOICE}
    | {_R.DEVICE}
)
_MORE_THAN_WEAK = _SIGNS | _SPEECH | {_R.DISTURBANCE}
_FIRM = (HowKnown.TOLD, HowKnown.TEXT)


def told(facts: KnownFacts, topic: Topic, value: AnswerState) -> bool:
    """Return whether the caller said so: in words, by text, or by a sign in a tested code."""
    known = facts.of(topic)
    by_sign = known.sign not in (None, Sign.SPOKEN)
    return known.value is value and known.how in _FIRM and not (by_sign and code_taken_back(facts))


def code_taken_back(facts: KnownFacts) -> bool:
    """Return whether a later sign took back the yes to the test of the code."""
    tested = facts.code is CodeState.TESTED
    return tested and facts.of(Topic.CAN_HEAR).value is not AnswerState.YES


def _reported(facts: KnownFacts, reports: frozenset[Reported]) -> bool:
    return not reports.isdisjoint(facts.reports | set(facts.handover))


def _danger(facts: KnownFacts) -> bool:
    """A decoded yes, words, or a disturbance; not a tap before any code (B04)."""
    topics = (Topic.IN_DANGER, Topic.WEAPON, Topic.NEEDS_POLICE, Topic.INJURED)
    answered_yes = any(told(facts, topic, AnswerState.YES) for topic in topics)
    return answered_yes or facts.disturbance or facts.caller_said(Intent.DANGER_NOW)


def _own_word(facts: KnownFacts) -> bool:
    """The caller's own word that all is well, and no other voice's (B35)."""
    mistake = facts.of(Topic.MISTAKE)
    said = mistake.value is AnswerState.YES and mistake.how in _FIRM
    return said or facts.caller_said(Intent.SAYS_MISTAKE)


def _safe(facts: KnownFacts) -> bool:
    return told(facts, Topic.IN_DANGER, AnswerState.NO) or told(
        facts, Topic.MISTAKE, AnswerState.YES
    )


def no_concern(facts: KnownFacts) -> bool:
    """Return whether everything was checked, and nothing was heard or found."""
    searched = facts.search in (Lookup.FOUND, Lookup.NOTHING)
    # A line that was never lost need not be rung back.
    rung = facts.callback is not CallbackState.NONE or not facts.was_cut
    looked = searched and rung and facts.trace is not Lookup.NONE
    signs = facts.signs or facts.texts_in or _reported(facts, _SIGNS | {_R.SPEECH, _R.WHISPER})
    return looked and not (signs or facts.markers or facts.disturbance)


def nowhere_to_send(facts: KnownFacts) -> bool:
    """Return whether no place is known and a trace found none: officers can't be sent."""
    return facts.place is PlaceKnown.NONE and facts.trace is Lookup.NOTHING


def _line_cut(facts: KnownFacts) -> bool:
    return facts.was_cut or _R.LINE_LOST in (facts.reports | set(facts.handover))


_TRUE: Mapping[Reason, Callable[[KnownFacts], object]] = {
    Reason.SIGNAL_HEARD: lambda f: _reported(f, _SIGNS | _SPEECH) or f.texts_in,
    Reason.SPEECH_HEARD: lambda f: f.speaks or _reported(f, _SPEECH),
    Reason.DISTURBANCE_HEARD: lambda f: f.disturbance,
    Reason.DANGER_ESTABLISHED: _danger,
    Reason.INJURY: lambda f: (
        f.ill
        or any(thing.what is Sound.FALL_MESSAGE for thing in f.heard)
        or f.caller_said(Intent.WANTS_AMBULANCE)
        or any(f.is_yes(t) for t in (Topic.INJURED, Topic.NEEDS_AMBULANCE))
    ),
    Reason.MARKER: lambda f: f.markers,
    Reason.LINE_CUT: _line_cut,
    Reason.MISTAKE_CONFIRMED: _own_word,
    Reason.CHECKED_SAFE: _safe,
    Reason.NO_CONCERN: no_concern,
    Reason.OFFICERS_WITH_CALLER: lambda f: f.found,
    Reason.OFFICERS_DEALING: lambda f: (
        f.found or f.unit_status is UnitStatus.NOT_FOUND or (f.arrived and f.line is LineNow.LOST)
    ),
    Reason.NO_ANSWER: lambda f: f.callback is CallbackState.FAILED or not f.replies,
    Reason.OTHER_AREA: lambda f: f.other_force,
}
"""When each reason is true. One that is not in the list is for a person to weigh."""
_NEVER_ENOUGH = (Reason.POLICY, Reason.JUDGEMENT)
_ENDS = ("close", "end_call")


def answered(known: Knowledge) -> bool:
    """Whether more than weak background was heard; keys before the request for a sound are not.

    Nobody was asked for a sign before it, and which key it was can't be heard (OP-07, assumption).
    """
    facts = known.facts
    if _reported(facts, _MORE_THAN_WEAK - {_R.KEY_TONE}):
        return True
    pressed = known.at(Stamp.HEARD, _R.KEY_TONE)
    asked = known.at(Stamp.SAID, Intent.MAKE_A_SOUND)
    by_operator = known.role is Role.OPERATOR
    late = pressed is not None and (not by_operator or (asked is not None and pressed >= asked))
    return late or _R.KEY_TONE in facts.handover


def is_true(known: Knowledge, entry: Any) -> bool:
    """Return whether the reason of a decision was true, as far as the seat could know."""
    reason, facts = entry.body.reason, known.facts
    if reason in _NEVER_ENOUGH:
        return entry.body.kind not in _ENDS
    if reason is Reason.NO_RESPONSE:
        unreached = entry.body.kind == "trace" or nowhere_to_send(facts)
        return unreached or not answered(known)
    if reason is Reason.SIGNAL_HEARD and known.role is Role.OPERATOR:
        # A sign counts after the first prompt: before it, nobody was asked for one (assumption).
        asked = known.at(Stamp.WORDS) is not None or facts.said
        return bool(asked and _TRUE[reason](facts))
    test = _TRUE.get(reason)
    return test is None or bool(test(facts))
