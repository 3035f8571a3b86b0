"""Which reason for a decision is true of what a seat knows."""

from simulator.core.terms import Reason, Topic
from simulator.knowledge.facts import KnownFacts
from simulator.knowledge.judgements.danger import calls_repeat, marker_grade, overheard
from simulator.knowledge.judgements.judgement import Policy


def reason_of(facts: KnownFacts, policy: Policy) -> Reason:
    """Return the reason for a grade or for sending: the strongest thing that is known now."""
    if facts.is_yes(Topic.IN_DANGER):
        return Reason.DANGER_ESTABLISHED
    if facts.ill or facts.is_yes(Topic.INJURED) or facts.is_no(Topic.AWAKE):
        return Reason.INJURY
    if facts.disturbance:
        return Reason.DISTURBANCE_HEARD
    if marker_grade(facts, policy) or calls_repeat(facts):
        return Reason.MARKER
    if facts.other_voice or overheard(facts):
        return Reason.SPEECH_HEARD
    if facts.is_yes(Topic.NEEDS_POLICE) or facts.texts_in:
        return Reason.SIGNAL_HEARD
    return Reason.LINE_CUT if facts.was_cut else Reason.DOUBT
