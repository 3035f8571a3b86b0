"""What an operator judges by the profile, and by what came on this call alone."""

from collections.abc import Iterable

from simulator.core.statements import Stated, StatementTopic
from simulator.core.terms import Intent, Reported, Role, Service, Sound, Topic, Treatment
from simulator.knowledge.company import WHERE_THEY_ARE
from simulator.knowledge.facts import KnownFacts
from simulator.knowledge.judgements.judgement import Policy
from simulator.knowledge.ledger import Pressure, Speaker

WANTED = {
    Intent.WANTS_POLICE: Service.POLICE,
    Intent.WANTS_AMBULANCE: Service.AMBULANCE,
    Intent.WANTS_FIRE: Service.FIRE,
    Intent.WANTS_COASTGUARD: Service.COASTGUARD,
}
WORRYING = frozenset(
    {
        *(Reported.SPEECH, Reported.VOICES, Reported.WHISPER, Reported.COUGH, Reported.TAP),
        *(
            Reported.GROAN,
            Reported.DISTURBANCE,
            Reported.DEVICE,
            Reported.FIFTY_FIVE,
            Reported.NOISE,
        ),
    }
)
"""What leaves an operator concerned when the line is lost (OP-20, Q15, assumption)."""
_S = StatementTopic
_VIOLENT = (
    *(_S.HIT, _S.STRANGLED, _S.CHILD_HURT, _S.SEXUAL_ASSAULT, _S.THREAT_TO_KILL, _S.VIOLENCE),
    *(_S.KNIFE, _S.GUN, _S.OTHER_WEAPON, _S.LOCKED_IN, _S.COMING_CLOSER, _S.FOLLOWED),
)
"""What a caller needs police for, though a body is hurt as well."""
_ILL = (
    *(_S.BREATHING_BADLY, _S.NOT_WAKING, _S.STROKE_SIGNS, _S.ILL, _S.TABLETS_TAKEN),
    *(_S.TRAPPED_OR_FALLEN, _S.CANNOT_MOVE, _S.HEAD_OR_PASSED_OUT, _S.BLEEDING),
)
"""What a caller needs an ambulance for, if nobody has done it."""
_FOR_POLICE = (*_VIOLENT, _S.WANTS_POLICE, _S.PERSON_OUTSIDE, _S.SUICIDAL, _S.THREATENS_HIMSELF)
SIGNS = frozenset({Reported.TAP, Reported.COUGH, Reported.GROAN})


_HANDED_OVER = frozenset(
    {
        *(Reported.SPEECH, Reported.WHISPER, Reported.VOICES, Reported.OTHER_VOICE),
        *(Reported.DISTURBANCE, Reported.GROAN, Reported.CHILD, Reported.PRETENCE),
        *(Reported.OTHER_LANGUAGE, Reported.DEVICE, Reported.TAP, Reported.COUGH),
    }
)
"""What police can't do without, if it was heard (OP-21, LP-28)."""


def is_handed_over_whole(facts: KnownFacts) -> bool:
    """Whether police were given each voice, sign and disturbance that was heard by then."""
    return facts.handed_over and all(
        use.passed_on or _HANDED_OVER.isdisjoint(use.reports) for use in facts.heard.values()
    )


def spoke(facts: KnownFacts) -> bool:
    return any(
        who is Role.CALLER and isinstance(what, Intent) and what is not Intent.NOT_TO_CALL
        for who, what in facts.things
    )


def stated(facts: KnownFacts) -> tuple[tuple[Topic, bool], ...]:
    """Return what the caller's own words have stated, each with whether it is so."""
    # "He's outside" answers whether he is in the room: that it is known says no "yes" to it.
    said = (t for t in Topic if facts.of(t).stated)
    known = (t for t in said if t not in WHERE_THEY_ARE or facts.of(t).value is not None)
    return tuple((t, not facts.is_no(t)) for t in known)


def passed_on(facts: KnownFacts) -> Stated:
    """Return what the caller has stated to the operator, so that police do not ask it again.

    What another person had them say to lower danger is not theirs: police would take it for free.
    """
    own = (each for each in facts.ledger if each.speaker in (Speaker.CALLER, Speaker.CHILD))
    kept = (e for e in own if not (e.lowers and e.pressure is Pressure.COACHED))
    return tuple(dict.fromkeys((each.topic, each.value) for each in kept))


def _is_stated(facts: KnownFacts, topics: Iterable[StatementTopic]) -> bool:
    return any(facts.believes(topic) for topic in topics)


def asks_for_police(facts: KnownFacts) -> bool:
    """Whether the caller's words ask for police, also beside words of illness or fire."""
    return _is_stated(facts, (_S.WANTS_POLICE,))


def says_which(facts: KnownFacts) -> bool:
    """Whether the caller's statements show which service is needed: no second question then."""
    return says_ill(facts) or says_fire(facts) or _is_stated(facts, _FOR_POLICE)


def says_ill(facts: KnownFacts) -> bool:
    """Whether the caller's statements are of illness or an accident, and of no violence."""
    return _is_stated(facts, _ILL) and not _is_stated(facts, _VIOLENT)


def says_fire(facts: KnownFacts) -> bool:
    """Whether the caller's statements are of fire or gas, and of no violence."""
    return _is_stated(facts, (_S.FIRE_OR_PETROL,)) and not _is_stated(facts, _VIOLENT)


def _heard(facts: KnownFacts, *sounds: Sound) -> bool:
    return facts.has_heard(*sounds)


def is_ill(facts: KnownFacts) -> bool:
    """Whether groans come with words that can't be made out, and nobody else is heard.

    A groan alone may be all that a caller can answer with (OP-06).
    """
    slurs = Reported.GROAN in facts.reports and spoke(facts) and not facts.speaks
    others = facts.disturbance or facts.other_voice or Reported.VOICES in facts.reports
    return slurs and not others


def likely(facts: KnownFacts) -> Service:
    """Return the likely service: ambulance after a fall or with signs of illness, else police.

    Where another person is heard, and where words ask for police, police are: they bring in any
    other service, and who asks for them may have a reason that was not said.
    """
    others = facts.disturbance or facts.other_voice or Reported.VOICES in facts.reports
    others = others or asks_for_police(facts)
    if says_fire(facts) and not others:
        return Service.FIRE
    ill = _heard(facts, Sound.FALL_MESSAGE) or is_ill(facts) or (says_ill(facts) and not others)
    return Service.AMBULANCE if ill else Service.POLICE


def treatment(facts: KnownFacts, policy: Policy) -> Treatment:
    """Return what the profile does with a call of which that was heard and nothing else."""
    pacing = policy.profile.operator
    if facts.disturbance:
        return pacing.disturbance
    if Reported.VOICES in facts.reports:
        return pacing.voices
    weak = {Reported.BACKGROUND, Reported.KEY_TONE}
    return pacing.quiet if weak.isdisjoint(facts.reports) else pacing.background


def next_prompt(facts: KnownFacts, policy: Policy) -> Intent | None:
    """Return the profile's next prompt: after the last of them that was said.

    A number that was silent shortly before is asked for a sound at once: who could not speak then
    may hang up again before the fourth prompt (SIT-25, S36; assumption).
    """
    prompts = [prompt.intent for prompt in policy.profile.operator.prompts]
    if facts.silent_before and Intent.MAKE_A_SOUND in prompts[1:]:
        prompts.remove(Intent.MAKE_A_SOUND)
        prompts.insert(1, Intent.MAKE_A_SOUND)
        # The call that the profile connects anyway needs no more than that.
        connects = 0 < policy.profile.operator.repeat_calls <= facts.silent_before + 1
        prompts = prompts[:2] if connects else prompts
    last = max((place for place, each in enumerate(prompts) if facts.has("said", each)), default=-1)
    return prompts[last + 1] if last + 1 < len(prompts) else None
