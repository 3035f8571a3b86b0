"""Conditions for the operator's rows: what was heard on this call, and what the profile says."""

from collections.abc import Callable

from simulator.core.flow import MOBILES
from simulator.core.instant import Millis
from simulator.core.profile import OperatorPacing
from simulator.core.terms import Intent, LineStage, Reported, Role, Service, Sound, Topic, Treatment
from simulator.guidance.conditions import (
    called,
    fact,
    field,
    said,
    said_by_caller,
    situation,
    timed,
)
from simulator.guidance.rows import GuidancePolicy, RowCondition, Since
from simulator.knowledge.answers import AnswerState
from simulator.knowledge.facts import HeardThing, KnownFacts, Stamp
from simulator.knowledge.situation import Situation


def at(*stages: LineStage) -> RowCondition:
    """Make the condition that the line is at one of these stages."""
    names = " or ".join(stage.label for stage in stages)
    return field(f"the line is {names}", "line", "stage", *stages)


def _spoke(facts: KnownFacts) -> bool:
    return any(
        who is Role.CALLER and isinstance(what, Intent) and what is not Intent.NOT_TO_CALL
        for who, what in facts.things
    )


def stated(facts: KnownFacts) -> tuple[tuple[Topic, bool], ...]:
    """Return what the caller's own words have stated, each with whether it is so."""
    return tuple((t, not facts.is_no(t)) for t in Topic if facts.of(t).stated)


def _heard(facts: KnownFacts, *sounds: Sound) -> bool:
    return any(what in sounds for _, what in facts.things)


def _is_ill(facts: KnownFacts) -> bool:
    """Whether groans come with words that can't be made out, and nobody else is heard.

    A groan alone may be all that a caller can answer with (OP-06).
    """
    slurs = Reported.GROAN in facts.reports and _spoke(facts) and not facts.speaks
    others = facts.disturbance or facts.other_voice or Reported.VOICES in facts.reports
    return slurs and not others


def likely(facts: KnownFacts) -> Service:
    """Return the likely service: ambulance after a fall or with signs of illness, else police."""
    ill = _heard(facts, Sound.FALL_MESSAGE) or _is_ill(facts)
    return Service.AMBULANCE if ill else Service.POLICE


def treatment(facts: KnownFacts, policy: GuidancePolicy) -> Treatment:
    """Return what the profile does with a call of which that was heard and nothing else."""
    pacing = policy.profile.operator
    if facts.disturbance:
        return pacing.disturbance
    if Reported.VOICES in facts.reports:
        return pacing.voices
    weak = {Reported.BACKGROUND, Reported.KEY_TONE}
    return pacing.quiet if weak.isdisjoint(facts.reports) else pacing.background


def treated(wanted: Treatment) -> RowCondition:
    """Make the condition that the profile treats a call without an answer so."""
    return fact(
        f"the profile says: {wanted.meaning}", "heard", lambda f, p: treatment(f, p) is wanted
    )


def _profile(name: str, says: Callable[[OperatorPacing], bool]) -> RowCondition:
    return fact(f"the profile {name}", "line", lambda _f, p: says(p.profile.operator))


def next_prompt(facts: KnownFacts, policy: GuidancePolicy) -> Intent | None:
    """Return the profile's next prompt: after the last of them that was said."""
    prompts = [prompt.intent for prompt in policy.profile.operator.prompts]
    last = max((place for place, each in enumerate(prompts) if each in facts.said), default=-1)
    return prompts[last + 1] if last + 1 < len(prompts) else None


def _wait(facts: KnownFacts, policy: GuidancePolicy) -> Millis:
    """Return how long the profile waits after what was said last."""
    waits = {prompt.intent: prompt.wait for prompt in policy.profile.operator.prompts}
    longest = max(waits.values())
    return waits.get(facts.last_said, longest) if facts.last_said else longest


# One condition a line or two: its words, what it reads, and its test; a table, not code.
# fmt: off
WANTED = {
    Intent.WANTS_POLICE: Service.POLICE,
    Intent.WANTS_AMBULANCE: Service.AMBULANCE,
    Intent.WANTS_FIRE: Service.FIRE,
    Intent.WANTS_COASTGUARD: Service.COASTGUARD,
}
WORRYING = frozenset({
    *(Reported.SPEECH, Reported.VOICES, Reported.WHISPER, Reported.COUGH, Reported.TAP),
    *(Reported.GROAN, Reported.DISTURBANCE, Reported.DEVICE, Reported.FIFTY_FIVE, Reported.NOISE)})
"""What leaves an operator concerned when the line is lost (OP-20, Q15, assumption)."""
_SIGNS = frozenset({Reported.TAP, Reported.COUGH, Reported.GROAN})
_TAKES = frozenset({
    *(Intent.THROUGH_TO_POLICE, Intent.SAY_YES_IF_POLICE, Intent.ASK_FOR_CALLER),
    *(Intent.CONFIRMS_TAKEN, Intent.KEEP_TALKING, Intent.GO_QUIET)})
"""Words of a call handler who has the call. The caller's end hears them: none is for the operator
alone (CH-21)."""

rings = at(LineStage.DIALLED)
in_hand = at(LineStage.WITH_OPERATOR)
recorded = at(LineStage.RECORDING, LineStage.SOUND_PROMPT)
handset_down = at(LineStage.HELD)
back = at(LineStage.BACK_WITH_OPERATOR)
police_rung = at(LineStage.CONNECTING_POLICE)
line_gone = at(LineStage.CUT_OFF)
police_there = at(LineStage.WITH_CALL_HANDLER, LineStage.HELD_WITH_CALL_HANDLER)
was_held = field("the handset was down before", "line", "was_held")
mobile = field("it is a mobile call", "line", "kind", *MOBILES)
ended = field("the operator has ended the call", "done", "ended")
left = field("the operator has left", "done", "left")
handed_over = field("the call is handed over", "done", "handed_over")
taken = fact("the call handler has spoken to the call", "heard",
    lambda f, _: not _TAKES.isdisjoint(f.others_said)
        and f.speaking.isdisjoint({Role.CALL_HANDLER, Role.OPERATOR}))

ill = fact("the caller sounds ill, and nobody else is heard", "heard situation",
    lambda f, _: _is_ill(f))
spoke = fact("the caller has spoken", "heard", lambda f, _: _spoke(f))
replied = fact("the caller has spoken since they were asked", "heard",
    lambda f, _: not f.replies.isdisjoint({Reported.SPEECH, Reported.WHISPER}))
signalled = fact("the caller has given a sign", "heard done",
    lambda f, _: not _SIGNS.isdisjoint(f.reports) or (Reported.KEY_TONE in f.replies
        and Intent.MAKE_A_SOUND in f.said))
early_key = fact("a key tone came before a sound was asked for", "heard done",
    lambda f, _: Reported.KEY_TONE in f.reports and Intent.MAKE_A_SOUND not in f.said)
names_service = fact("the caller names a service", "heard",
    lambda f, _: any(f.caller_said(each) for each in WANTED))
disturbance = field("a disturbance is heard", "heard", "disturbance")
voices = fact("people talk near the phone", "heard", lambda f, _: Reported.VOICES in f.reports)
other_voice = field("another voice speaks to the call", "situation", "other_voice")
other_says_mistake = fact("another voice says that it was a mistake", "heard",
    lambda f, _: HeardThing(Role.ROOM, Intent.SAYS_MISTAKE) in f.things)
fell = fact("a device reports a fall", "heard", lambda f, _: _heard(f, Sound.FALL_MESSAGE))
device = fact("a device speaks", "heard",
    lambda f, _: _heard(f, Sound.DEVICE_VOICE, Sound.FALL_MESSAGE))
noise_in_recording = field("the caller makes a sound", "heard", "replies")
worried = fact("something heard is a reason for doubt", "heard",
    lambda f, _: not WORRYING.isdisjoint(f.reports))
confirms_mistake = fact("the caller has confirmed the mistake", "fact",
    lambda f, _: f.answer(Topic.MISTAKE) is AnswerState.YES)
alone = fact("the caller has said that nobody is with them", "fact",
    lambda f, _: f.answer(Topic.OTHER_PERSON_PRESENT) is AnswerState.NO)
other_person = called("another person is heard", voices | disturbance | other_voice)
calm = called("nothing but the caller's words is heard", ~other_person & ~signalled)
says_mistake = called("the caller says that it was a mistake",
    said_by_caller(Intent.SAYS_MISTAKE) & ~names_service)
_unnamed = ~says_mistake & ~names_service
disguised = called("the caller talks as if to another person",
    situation(Situation.DISGUISED) & _unnamed)
child = called("a child has the phone", situation(Situation.CHILD) & _unnamed)
child_hides = called("a child has spoken of violence", child & situation(Situation.CHILD_HIDES))
other_language = called("the caller speaks another language",
    situation(Situation.LANGUAGE) & _unnamed & ~child)
unclear = called("the caller's words name no service",
    spoke & _unnamed & ~disguised & ~child & ~other_language)

disturbed = disturbance & _profile("brings police in at once on disturbance",
    lambda o: o.disturbance is Treatment.POLICE_AT_ONCE)
overheard = voices & _profile("brings police in at once on voices",
    lambda o: o.voices is Treatment.POLICE_AT_ONCE)
passes_on_doubt = _profile("passes a lost call on where there is doubt",
    lambda o: o.passes_on_doubt)
notices = _profile("lets an operator notice a noise in the recording",
    lambda o: o.notices_noise_percent > 0)
sound_is_asked_for = _profile("asks for a sound",
    lambda o: any(each.intent is Intent.MAKE_A_SOUND for each in o.prompts))
repeated = fact("it is the silent call from this number that the profile connects", "line",
    lambda f, p: 0 < p.profile.operator.repeat_calls <= f.silent_before + 1)
prompts_left = fact("a prompt is left", "done", lambda f, p: next_prompt(f, p) is not None)
asked = called("the caller was asked more than the prompts ask",
    said(Intent.ASK_AGAIN) | said(Intent.SAY_YES_IF_POLICE) | said(Intent.CHECK_MISTAKE)
        | said(Intent.ASK_FOR_ADULT))
decided = called("something was heard after which the operator connects",
    signalled | disturbed | overheard | other_voice | was_held | names_service | other_language)
no_answer = called("every prompt was said, and nobody has answered",
    in_hand & ~decided & ~spoke & ~prompts_left)

waited = timed("the profile's wait after the last words",
    Since(Stamp.WORDS, or_never=True, paced=_wait))
rung = timed("the phone has rung for the profile's time",
    Since(Stamp.STAGE, paced=lambda _f, p: p.profile.operator.answers_after))
thanked = timed("a moment after the last words",
    Since(Stamp.WORDS, paced=lambda _f, p: p.profile.operator.reaction))
# fmt: on
