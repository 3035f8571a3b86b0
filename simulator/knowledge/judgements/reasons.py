"""Which reason for a decision is true of what a seat knows."""

from collections.abc import Callable, Mapping

from simulator.core.terms import Intent, Reason, Reported, Role, Sound, Topic, UnitStatus
from simulator.knowledge.answers import FIRM, AnswerState
from simulator.knowledge.facts import CallbackState, KnownFacts, Lookup, PlaceKnown, Stamp
from simulator.knowledge.judgements.asking import told, told_yes
from simulator.knowledge.judgements.danger import (
    body_at_risk,
    calls_repeat,
    in_danger_by_situation,
    marker_grade,
    overheard,
    says_mistake,
)
from simulator.knowledge.judgements.judgement import Policy
from simulator.knowledge.knowledge import Knowledge
from simulator.knowledge.situation import ABUSE

_R = Reported
_SIGNS = (_R.TAP, _R.COUGH, _R.FIFTY_FIVE, _R.NOISE, _R.GROAN)
_TO_CALL = (_R.SPEECH, _R.WHISPER)
_SPEECH = (
    *_TO_CALL,
    *(_R.VOICES, _R.PRETENCE, _R.CHILD, _R.OTHER_LANGUAGE, _R.OTHER_VOICE, _R.DEVICE),
)


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
    said = mistake.value is AnswerState.YES and mistake.how in FIRM
    return said or facts.caller_said(Intent.SAYS_MISTAKE) or says_mistake(facts)


# When each reason is true. One that is not in the list is for a person to weigh.
_TRUE: Mapping[Reason, Callable[[KnownFacts], object]] = {
    Reason.SIGNAL_HEARD: lambda f: f.reported(*_SIGNS, _R.KEY_TONE, *_SPEECH) or f.texts_in,
    Reason.SPEECH_HEARD: lambda f: f.speaks or f.reported(*_SPEECH),
    Reason.DISTURBANCE_HEARD: lambda f: f.disturbance,
    # A decoded yes, words, or a disturbance; not a tap before any code (B04).
    Reason.DANGER_ESTABLISHED: lambda f: (
        told_yes(f, Topic.IN_DANGER, Topic.WEAPON, Topic.NEEDS_POLICE, Topic.INJURED)
        or f.disturbance
        or f.caller_said(Intent.DANGER_NOW)
        or in_danger_by_situation(f)
    ),
    Reason.INJURY: lambda f: (
        f.ill
        or any(thing.what is Sound.FALL_MESSAGE for thing in f.heard)
        or f.caller_said(Intent.WANTS_AMBULANCE)
        or f.is_yes(Topic.INJURED)
        or f.is_yes(Topic.NEEDS_AMBULANCE)
        or f.is_no(Topic.AWAKE)
        or body_at_risk(f)
    ),
    Reason.MARKER: lambda f: f.markers,
    Reason.LINE_CUT: lambda f: f.was_cut or f.reported(_R.LINE_LOST),
    Reason.MISTAKE_CONFIRMED: _own_word,
    Reason.CHECKED_SAFE: lambda f: (
        told(f, Topic.IN_DANGER, AnswerState.NO) or told(f, Topic.MISTAKE, AnswerState.YES)
    ),
    # A caller who was heard, and said that they are safe, leaves no more concern than silence.
    Reason.NO_CONCERN: lambda f: no_concern(f) or told(f, Topic.IN_DANGER, AnswerState.NO),
    Reason.OFFICERS_WITH_CALLER: lambda f: f.found,
    Reason.OFFICERS_DEALING: lambda f: (
        f.found or f.unit_status is UnitStatus.NOT_FOUND or (f.arrived and f.line_lost)
    ),
    Reason.NO_ANSWER: lambda f: f.callback is CallbackState.FAILED or not f.replies,
    Reason.OTHER_AREA: lambda f: f.other_force,
    # Who is to be rung has heard how long it is, and has answered since (EN-12).
    Reason.RING_BACK_AGREED: lambda f: f.delay_said or f.callback is not CallbackState.NONE,
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


def prompted(known: Knowledge) -> bool:
    """Whether the caller was asked for anything: a sign before the first prompt answers nothing.

    It counts to an operator after that prompt alone (OP-06; that any prompt will do: assumption).
    """
    return known.at(Stamp.WORDS) is not None or bool(known.facts.said)


def supports(known: Knowledge, kind: str, reason: Reason) -> bool:
    """Return whether what a seat knows supports the reason of an act of that kind."""
    facts = known.facts
    if reason in (Reason.POLICY, Reason.JUDGEMENT):
        return kind not in ("close", "end_call")
    if reason is Reason.NO_RESPONSE:
        return kind == "trace" or nowhere_to_send(facts) or not answered(known)
    if reason is Reason.SIGNAL_HEARD and known.role is Role.OPERATOR and not prompted(known):
        return False
    return reason not in _TRUE or bool(_TRUE[reason](facts))


def reason_of(facts: KnownFacts, policy: Policy) -> Reason:
    """Return the reason for a grade or for sending: the strongest thing that is known now."""
    danger = facts.is_yes(Topic.IN_DANGER) or facts.is_yes(Topic.WEAPON)
    if danger or facts.caller_said(Intent.DANGER_NOW) or in_danger_by_situation(facts):
        return Reason.DANGER_ESTABLISHED
    ill = facts.ill or body_at_risk(facts)
    if ill or facts.is_yes(Topic.INJURED) or facts.is_no(Topic.AWAKE):
        return Reason.INJURY
    if facts.disturbance:
        return Reason.DISTURBANCE_HEARD
    abuse = not ABUSE.isdisjoint(facts.markers)
    if marker_grade(facts, policy) or calls_repeat(facts) or abuse:
        return Reason.MARKER
    if facts.other_voice or overheard(facts):
        return Reason.SPEECH_HEARD
    if facts.is_yes(Topic.NEEDS_POLICE) or facts.texts_in:
        return Reason.SIGNAL_HEARD
    return Reason.LINE_CUT if facts.was_cut else Reason.DOUBT
