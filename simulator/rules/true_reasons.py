"""Whether the reason of a decision was true of what its seat had heard and knew (practice.md 6.3).

A reason that only a person can weigh counts as true; "policy" and "judgement" alone never close an
incident or end a call.
"""

from collections.abc import Callable, Mapping
from typing import Any

from simulator.core.terms import Intent, Reason, Reported, Role, Sign, Sound, Topic, UnitStatus
from simulator.knowledge.answers import FIRM, AnswerState
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
_SIGNS = (_R.TAP, _R.COUGH, _R.FIFTY_FIVE, _R.NOISE, _R.GROAN)
_TO_CALL = (_R.SPEECH, _R.WHISPER)
_SPEECH = (
    *_TO_CALL,
    _R.VOICES,
    _R.PRETENCE,
    _R.CHILD,
    _R.OTHER_LANGUAGE,
    _R.OTHER_VOICE,
    _R.DEVICE,
)
_YES, _NO = AnswerState.YES, AnswerState.NO


def told(facts: KnownFacts, topic: Topic, value: AnswerState) -> bool:
    """Return whether the caller said so: in words, by text, or by a sign in a tested code."""
    known = facts.of(topic)
    by_sign = known.sign not in (None, Sign.SPOKEN)
    return known.value is value and known.how in FIRM and not (by_sign and code_taken_back(facts))


def said_yes(facts: KnownFacts, *topics: Topic) -> bool:
    """Return whether the caller said that one of these is so."""
    return any(told(facts, topic, _YES) for topic in topics)


def code_taken_back(facts: KnownFacts) -> bool:
    """Return whether a later sign took back the yes to the test of the code."""
    return facts.code is CodeState.TESTED and not facts.is_yes(Topic.CAN_HEAR)


def no_concern(facts: KnownFacts) -> bool:
    """Return whether everything was checked, and nothing was heard or found."""
    searched = facts.search in (Lookup.FOUND, Lookup.NOTHING)
    # A line that was never lost need not be rung back.
    rung = facts.callback is not CallbackState.NONE or not facts.was_cut
    looked = searched and rung and facts.trace is not Lookup.NONE
    signs = facts.signs or facts.texts_in or facts.reported(*_SIGNS, _R.KEY_TONE, *_TO_CALL)
    return looked and not (signs or facts.markers or facts.disturbance)


def nowhere_to_send(facts: KnownFacts) -> bool:
    """Return whether no place is known and a trace found none: officers can't be sent."""
    return facts.place is PlaceKnown.NONE and facts.trace is Lookup.NOTHING


def _own_word(facts: KnownFacts) -> bool:
    """The caller's own word that all is well, and no other voice's (B35)."""
    mistake = facts.of(Topic.MISTAKE)
    said = mistake.value is _YES and mistake.how in FIRM
    return said or facts.caller_said(Intent.SAYS_MISTAKE)


# When each reason is true. One that is not in the list is for a person to weigh.
_TRUE: Mapping[Reason, Callable[[KnownFacts], object]] = {
    Reason.SIGNAL_HEARD: lambda f: f.reported(*_SIGNS, _R.KEY_TONE, *_SPEECH) or f.texts_in,
    Reason.SPEECH_HEARD: lambda f: f.speaks or f.reported(*_SPEECH),
    Reason.DISTURBANCE_HEARD: lambda f: f.disturbance,
    # A decoded yes, words, or a disturbance; not a tap before any code (B04).
    Reason.DANGER_ESTABLISHED: lambda f: (
        said_yes(f, Topic.IN_DANGER, Topic.WEAPON, Topic.NEEDS_POLICE, Topic.INJURED)
        or f.disturbance
        or f.caller_said(Intent.DANGER_NOW)
    ),
    Reason.INJURY: lambda f: (
        f.ill
        or any(thing.what is Sound.FALL_MESSAGE for thing in f.heard)
        or f.caller_said(Intent.WANTS_AMBULANCE)
        or f.is_yes(Topic.INJURED)
        or f.is_yes(Topic.NEEDS_AMBULANCE)
    ),
    Reason.MARKER: lambda f: f.markers,
    Reason.LINE_CUT: lambda f: f.was_cut or f.reported(_R.LINE_LOST),
    Reason.MISTAKE_CONFIRMED: _own_word,
    Reason.CHECKED_SAFE: lambda f: told(f, Topic.IN_DANGER, _NO) or told(f, Topic.MISTAKE, _YES),
    Reason.NO_CONCERN: no_concern,
    Reason.OFFICERS_WITH_CALLER: lambda f: f.found,
    Reason.OFFICERS_DEALING: lambda f: (
        f.found or f.unit_status is UnitStatus.NOT_FOUND or (f.arrived and f.line is LineNow.LOST)
    ),
    Reason.NO_ANSWER: lambda f: f.callback is CallbackState.FAILED or not f.replies,
    Reason.OTHER_AREA: lambda f: f.other_force,
}


def answered(known: Knowledge) -> bool:
    """Whether more than weak background was heard; keys before the request for a sound are not.

    Nobody was asked for a sign before it, and which key it was can't be heard (OP-07, assumption).
    """
    facts = known.facts
    if facts.reported(*_SIGNS, *_SPEECH, _R.DISTURBANCE):
        return True
    pressed = known.at(Stamp.HEARD, _R.KEY_TONE)
    asked = known.at(Stamp.SAID, Intent.MAKE_A_SOUND)
    by_operator = known.role is Role.OPERATOR
    late = pressed is not None and (not by_operator or (asked is not None and pressed >= asked))
    return late or _R.KEY_TONE in facts.handover


def is_true(known: Knowledge, entry: Any) -> bool:
    """Return whether the reason of a decision was true, as far as the seat could know."""
    reason, facts, kind = entry.body.reason, known.facts, entry.body.kind
    if reason in (Reason.POLICY, Reason.JUDGEMENT):
        return kind not in ("close", "end_call")
    if reason is Reason.NO_RESPONSE:
        return kind == "trace" or nowhere_to_send(facts) or not answered(known)
    # A sign counts to an operator after the first prompt: before it, nobody was asked for one
    # (assumption).
    unasked = known.at(Stamp.WORDS) is None and not facts.said
    if reason is Reason.SIGNAL_HEARD and known.role is Role.OPERATOR and unasked:
        return False
    return reason not in _TRUE or bool(_TRUE[reason](facts))
