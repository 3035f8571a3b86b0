"""How sounds and words are taken in: what they report, and what they say of people and danger."""

from simulator.core import acts as do
from simulator.core.hearing import evidence
from simulator.core.log import Body
from simulator.core.statements import StatementTopic
from simulator.core.terms import Intent, Manner, Reported, Role, Sign, Sound, SoundClass, Topic
from simulator.knowledge.answers import AnswerState, HowKnown
from simulator.knowledge.facts import CodeState, HeardThing, Hearers, KnownFacts, Stamp
from simulator.knowledge.learning_step import SAYS_OF, LearningStep
from simulator.knowledge.statements_taken import caller_states, take_of_others, take_statements


def take_sound(step: LearningStep, body: Body) -> None:
    """Take in what sounds from the caller's end; for a caller, from the line."""
    ends = body.kind == "finish"
    if ends:
        step.new["speaking"] = step.facts.speaking - {step.actor}
    elif body.kind in do.VOICE:
        step.new["speaking"] = step.facts.speaking | {step.actor}
    from_caller = step.actor in (Role.CALLER, Role.ROOM)
    if from_caller is (step.role is not Role.CALLER):
        step.touch(Stamp.SOUND)
    if not from_caller and isinstance(body, do.Say) and step.actor is not step.role:
        step.add("others_said", body.intent)
    reports = reports_of(step.actor, body)
    if not from_caller or step.role is Role.CALLER or ends or not reports:
        return
    what: Sound | Intent | Reported = reports[0]
    if isinstance(body, do.Make):
        what = body.sound
    elif isinstance(body, do.Say):
        what = body.intent
    thing = HeardThing(step.actor, what)
    if what is Intent.SPEAKS and _is_a_sentence(step.facts, getattr(body, "words", "")):
        step.touch(Stamp.SENTENCE)
        step.new["unfollowed"] = True
    if not _only_talks_on(step, thing, body):
        step.hear(thing, reports)
    _judge_sound(step, body, reports)
    if step.actor is Role.ROOM:
        if isinstance(body, do.Say):
            _other_speaks(step, body)
    elif step.speaker is Role.CALLER:
        _caller_signs(step, body)
        meant = isinstance(body, do.Say) and body.intent is not Intent.NOT_TO_CALL
        breath = do.sign_of(body) is Sign.BREATH and step.facts.takes_breath
        if evidence(body) is SoundClass.ANSWER or meant or breath:
            step.new["replies"] = step.now("replies").union(reports)


WHOLE_SENTENCE = 4
"""Words of "It's about the same": with more of them something was said (assumption)."""


def _is_a_sentence(facts: KnownFacts, words: str) -> bool:
    """Whether something was said: "My eyes are stinging", where no question waits for it."""
    waits = facts.last_said is Intent.CHECK_IN or (
        facts.asking is not None and facts.answer(facts.asking) in (None, AnswerState.ASKED)
    )
    return len(words.split()) > (WHOLE_SENTENCE if waits else WHOLE_SENTENCE - 1)


def _only_talks_on(step: LearningStep, thing: HeardThing, body: Body) -> bool:
    """Whether few words that state nothing come from a caller of whom officers have heard such.

    They are no reason to speak to officers: "I don't know", once more, is not news.
    """
    if step.actor is not Role.CALLER or not isinstance(body, do.Say) or body.facts:
        return False
    if not {topic for topic, _ in body.means} <= _OF_THE_TALK:
        return False
    if body.via is not None and body.purpose:
        return True  # Who an interpreter is says nothing of the caller.
    known = step.now("heard").get(thing)
    if known is None or not known.passed_on or len(body.words.split()) > MOST_TALK:
        return False
    step.touch(Stamp.HEARD, thing.what)
    return True


_OF_THE_TALK = frozenset({StatementTopic.ARE_YOU_THERE, StatementTopic.SMALL_TALK})
"""What is said of the talk itself: "Hello? Are you there?" is for us, and no news for officers."""
FEWEST_WORDS = 3
"""Words of the caller's that state nothing are passed on if there are so many (assumption)."""
MOST_TALK = 6
"""Words without a statement: with more there is something in them for officers (assumption)."""


def _judge_sound(step: LearningStep, body: Body, reports: tuple[Reported, ...]) -> None:
    """Draw from a sound what it says about danger, people and illness (assumption, after [H1])."""
    sound = body.sound if isinstance(body, do.Make) else None
    # Who talks and cries has made no noise in the room: nobody else came (CL-05, F43).
    own_cry = sound is Sound.SOB and step.actor is Role.CALLER and step.facts.speaks
    disturbed = Reported.DISTURBANCE in reports and not own_cry
    if disturbed:
        step.weigh()
        step.touch(Stamp.DISTURBANCE)
    voices = evidence(body) is SoundClass.VOICES
    if voices or disturbed or sound in (Sound.DOOR, Sound.FOOTSTEPS):
        step.doubt_hearers()
    if voices or sound in (Sound.ARGUMENT, Sound.SCUFFLE):
        step.learn(Topic.OTHER_PERSON_PRESENT, HowKnown.HEARD)
    if sound is Sound.GROAN:
        step.learn(Topic.INJURED, HowKnown.HEARD)
    if sound is Sound.INDICATOR:
        step.learn(Topic.IN_A_VEHICLE, HowKnown.HEARD)


def _other_speaks(step: LearningStep, body: do.Say) -> None:
    step.learn(Topic.OTHER_PERSON_PRESENT, HowKnown.HEARD)
    # A voice just heard outweighs an older "nobody can hear", also one through a door (BF-2).
    step.doubt_hearers()
    if body.manner is not Manner.FAINT:
        take_statements(step, body.means)
        step.touch(Stamp.OVERHEARD)
    if body.intent is not Intent.NOT_TO_CALL:
        step.new["other_voice"] = True
        step.weigh()
        step.touch(Stamp.OTHER_VOICE)
        step.hearers(Hearers.EXPOSED)
        if body.intent in SAYS_OF:
            step.learn(SAYS_OF[body.intent], HowKnown.OTHER)
    elif body.manner is not Manner.FAINT and step.now("hear") is not Hearers.EXPOSED:
        step.hearers(Hearers.UNSAFE)


def _caller_signs(step: LearningStep, body: Body) -> None:
    """Take what the caller does as a sign, and as an answer where a question is open."""
    sign = do.sign_of(body)
    if isinstance(body, do.Say):
        _caller_speaks(step, body)
    elif sign is Sign.BREATH and not step.facts.takes_breath:
        return
    if sign is not None:
        step.add("signs", sign)
    if sign is not None or evidence(body) is SoundClass.ANSWER:
        step.sign()
    # The sign that was agreed stays agreed, also where words have broken the silence since.
    if Intent.GO_QUIET in step.facts.said and means_worse(step.facts, body):
        step.new["worse"] = True
        step.touch(Stamp.WORSE)
        return  # Nor is it an answer to what was asked meanwhile (WT-07).
    asking, before = step.now("asking"), step.fact(Topic.BREATHING_WELL)
    step.answered(body)
    badly = step.fact(Topic.BREATHING_WELL).value is AnswerState.NO
    if asking is Topic.BREATHING_WELL and badly and step.fact(asking) != before:
        # "Is it hard to breathe?" "Yes." is as much of a statement as the sentence (ST-28).
        take_statements(step, ((StatementTopic.BREATHING_BADLY, True),))


WORSE_TIMES = 3
"""How often the sign for "worse" is given: no answer of a code is as long (assumption)."""


def means_worse(facts: KnownFacts, body: Body) -> bool:
    """Whether it is the sign that was agreed for "worse" when silence was announced (WT-07).

    Who answers by keys presses any: three taps were never agreed with them, nor tested.
    """
    if isinstance(body, do.Press):
        code = facts.code_signs
        return code is not None and code.yes.sign is Sign.KEY and facts.asking is None
    times = body.times if isinstance(body, do.Tap | do.Cough) else 0
    if times < WORSE_TIMES or facts.asking is None:
        return times >= WORSE_TIMES
    # After a question as well, where no answer of the code is as long; not in a test of the code.
    code = facts.code_signs
    longest = max(code.yes.times, code.no.times) if code is not None else WORSE_TIMES
    return facts.code is CodeState.TESTED and longest < WORSE_TIMES


def child_calls(step: LearningStep) -> None:
    """Know that a child is there: who speaks is one (practice2 ST-54)."""
    step.learn(Topic.CHILDREN, HowKnown.HEARD)


def listens_on(facts: KnownFacts) -> bool:
    """Whether a silence that was announced to a grown-up goes on after a word, theirs or ours.

    "Talk any time" still holds: to say again and again that it is quiet would be a clock
    (practice2 4.1, WT-12).
    """
    a_child = facts.caller_said(Intent.CHILD_SPEAKS) or facts.reported(Reported.CHILD)
    return facts.briefed and Intent.GO_QUIET in facts.said and not a_child


def _caller_speaks(step: LearningStep, body: do.Say) -> None:
    aside = body.intent is Intent.NOT_TO_CALL
    if not aside and body.manner is Manner.FAINT:
        return
    if not aside:
        step.new.update(speaks=True, silence=listens_on(step.facts))
        step.learn(Topic.CAN_SPEAK, HowKnown.TOLD)
        if body.intent in SAYS_OF:
            step.learn(SAYS_OF[body.intent], HowKnown.TOLD)
        if body.intent is Intent.CHILD_SPEAKS:
            child_calls(step)
    place = body.place_words or body.words
    means = body.means
    if body.intent in _STATES and _STATES[body.intent] not in dict(means):
        means = (*means, (_STATES[body.intent], True))
    take_statements(step, means, place=place, aside=aside)
    take_of_others(step, body.of_others)
    if body.intent is Intent.PRETENDS:
        step.hearers(Hearers.EXPOSED)
    elif aside and step.now("hear") is not Hearers.EXPOSED:
        # The caller talks to another person, who is close enough to be spoken to.
        step.hearers(Hearers.UNSAFE)
    elif body.intent is Intent.GIVES_PLACE:
        caller_states(step, Topic.LOCATION, so=True, place=place)
    for topic, so in body.facts:
        caller_states(step, topic, so=so, place=place, said=dict(body.facts))


_STATES = {
    Intent.ASKS_HOW_LONG: StatementTopic.HOW_LONG,
    Intent.DOES_NOT_FOLLOW: StatementTopic.DOES_NOT_FOLLOW,
}
"""What a purpose states, by any words."""
_SAID = {
    Intent.PRETENDS: Reported.PRETENCE,
    Intent.CHILD_SPEAKS: Reported.CHILD,
    Intent.OTHER_LANGUAGE: Reported.OTHER_LANGUAGE,
    Intent.SAYS_MISTAKE: Reported.SAID_MISTAKE,
}
"""What police need to know of words, besides that they were said (F8-5, OP-10 to OP-15)."""
_REPORTED_AS = {
    SoundClass.WEAK: Reported.BACKGROUND,
    SoundClass.ANSWER: Reported.TAP,
    SoundClass.VOICES: Reported.VOICES,
    SoundClass.DISTURBANCE: Reported.DISTURBANCE,
    SoundClass.MACHINE: Reported.DEVICE,
}


def reports_of(actor: Role, body: Body) -> tuple[Reported, ...]:
    """Return what was heard, in the words of a handover [P5]; nothing for what makes no sound.

    A knock or a tap in the room is not an answer, so it is background; another voice that
    speaks to the call is a reason for doubt as well.
    """
    found, in_room = evidence(body), actor is Role.ROOM
    if isinstance(body, do.Say) and found is not SoundClass.VOICES:
        heard = Reported.SPEECH if body.manner is Manner.ALOUD else Reported.WHISPER
        doubt = (Reported.DISTURBANCE, Reported.OTHER_VOICE) if in_room and found is None else ()
        return (heard, *doubt, *((_SAID[body.intent],) if body.intent in _SAID else ()))
    if found is None:
        return ()
    if in_room and found is SoundClass.ANSWER:
        return (Reported.BACKGROUND,)
    if isinstance(body, do.Make) and body.sound is Sound.GROAN:
        return (Reported.GROAN,)
    return (do.REPORTS.get(body.kind, _REPORTED_AS[found]),)
