"""The step by which facts take one entry in: what an answer means in it, and what a sound does."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from simulator.core import acts as do
from simulator.core import terms
from simulator.core.hearing import evidence
from simulator.core.log import Body
from simulator.core.terms import Intent, Manner, Reported, Role, Sign, Sound, SoundClass, Topic
from simulator.knowledge.answers import ANSWERED, FIRM, MOST, AnswerState, HowKnown, TopicFact
from simulator.knowledge.facts import (
    NEVER_ASKED,
    CodeState,
    HeardThing,
    HeardUse,
    Hearers,
    KnownFacts,
    Stamp,
)
from simulator.knowledge.taken_back import takes_back

StampKey = tuple[Stamp, str]
"""A stamp, and what it is of where there are several: a topic, an intent, a source."""
_PLACE = {name: place for place, name in enumerate(KnownFacts._fields)}


class Waited(NamedTuple):
    """All that facts can learn from the clock."""

    for_sign: bool = False
    """Whether the open question had time for a sign."""
    test_is_fresh: bool = False
    """Whether the last test of the code is recent enough for silence to be an answer."""


NOT_WAITED = Waited()


@dataclass(slots=True)
class LearningStep:
    """One entry being taken in: the facts before it, what changes, and what is stamped."""

    role: Role
    facts: KnownFacts
    """What `role` knows before `actor` acts in the voice of `speaker`."""
    actor: Role
    speaker: Role
    waited: Waited
    new: dict[str, Any] = field(default_factory=dict)
    touched: list[StampKey] = field(default_factory=list)

    def now(self, name: str) -> Any:
        """Return a fact as this step has it so far."""
        return self.new[name] if name in self.new else getattr(self.facts, name)

    def changed(self) -> KnownFacts:
        """Return the facts after this step; the same object if nothing in them changed."""
        # `_replace` looks at every field by name: four times slower, on each entry of each run.
        values = list(self.facts)
        for name, value in self.new.items():
            values[_PLACE[name]] = value
        after = KnownFacts._make(values)
        return self.facts if after == self.facts else after

    def touch(self, stamp: Stamp, subject: str = "") -> None:
        """Stamp it with the entry's instant."""
        self.touched.append((stamp, subject))

    def add(self, name: str, item: terms.Term) -> None:
        """Add to a set, or to the end of a tuple."""
        held = self.now(name)
        self.new[name] = held | {item} if isinstance(held, frozenset) else (*held, item)

    def count(self, name: str, so_far: int) -> None:
        """Count one more, up to `MOST`."""
        self.new[name] = min(so_far + 1, MOST)

    def fact(self, topic: Topic) -> TopicFact:
        """Return all that this step knows of a topic so far."""
        known: TopicFact = self.now("topics").get(topic, NEVER_ASKED)
        return known

    def topic(self, topic: Topic, fact: TopicFact) -> None:
        """Know that of a topic, and what follows from it about who can hear."""
        before = self.fact(topic)
        fact = self._weighed(topic, fact, before)
        if fact == before:
            return
        self.new["topics"] = self.now("topics").plus({topic: fact})
        changed = (fact.value, fact.how) != (before.value, before.how)
        confirmed = fact.answer is not before.answer and fact.answer in ANSWERED
        if not (changed or confirmed):
            return
        self.touch(Stamp.FACT, topic)
        if changed and topic not in _OF_THE_LINE:
            self.weigh()
        firm = fact.how in FIRM
        hearers = _WHO_HEARS.get((topic, fact.value)) if firm else None
        if hearers is not None:
            self.hearers(hearers)
        stated = self.now("code") is not CodeState.NONE
        if topic is Topic.CAN_HEAR and firm and stated and fact.value is AnswerState.YES:
            self.new["code"] = CodeState.TESTED
            self.touch(Stamp.CODE)
        elif topic is Topic.CAN_HEAR and before.value is AnswerState.YES != fact.before[0]:
            # Another sign followed, so the yes of the test was none: nothing is built on it (B04).
            self.new["code"] = CodeState.FAILED

    def _weighed(self, topic: Topic, fact: TopicFact, before: TopicFact) -> TopicFact:
        """Return what a caller's word is worth: what takes danger back counts only if it is free.

        After another voice, "it was a mistake" may be that voice's word, and a "no" undoes no "yes"
        to what is grave (practice2 BF-2, BF-3, BF-4).
        """
        undoes = topic in GRAVE and fact.value is AnswerState.NO and before.value is AnswerState.YES
        takes_back = topic is Topic.MISTAKE and fact.value is AnswerState.YES and fact.how in FIRM
        if not (undoes or takes_back) or not self._is_pressed():
            return fact
        if takes_back:
            return fact._replace(how=HowKnown.OTHER)
        return fact._replace(value=before.value, how=before.how)

    def is_prompted(self) -> bool:
        """Whether another voice was heard in this call."""
        return not self._reports().isdisjoint((Reported.VOICES, Reported.OTHER_VOICE))

    def _reports(self) -> set[Reported]:
        heard = {report for use in self.now("heard").values() for report in use.reports}
        return heard.union(self.now("handover"))

    def _is_pressed(self) -> bool:
        """Whether another voice was heard in this call, or a child has spoken of violence."""
        violence = self.fact(Topic.IN_DANGER).value is AnswerState.YES
        return (violence and Reported.CHILD in self._reports()) or self.is_prompted()

    def learn(self, topic: Topic, how: HowKnown, value: AnswerState = AnswerState.YES) -> None:
        """Know a topic otherwise than by an answer."""
        self.topic(topic, self.fact(topic).learn(value, how))

    def state(self, topic: Topic, value: AnswerState | None, how: HowKnown) -> None:
        """Know a topic from a caller's own words, so that it isn't asked."""
        known = self.fact(topic)
        known = known.learn(value, how) if value is not None else known
        self.topic(topic, known._replace(stated=True))

    def sign(self) -> None:
        """Know that the caller is still there."""
        self.new.update(checks=0, silence_briefed=False)
        self.touch(Stamp.SIGN)

    def weigh(self) -> None:
        """Know that reasons were written without this (CH-49, CH-65, CH-84)."""
        self.new["reasons_stale"] = True

    def hearers(self, who: Hearers) -> None:
        """Know who can hear. Each time that the caller says `safe`, it holds for two minutes."""
        self.new["hear"] = who
        self.touch(Stamp.HEAR)

    def doubt_hearers(self) -> None:
        """Rely no more on "nobody else can hear": something has changed around the caller."""
        if self.now("hear") is Hearers.SAFE:
            self.hearers(Hearers.UNKNOWN)

    def hear(self, thing: HeardThing, reports: tuple[Reported, ...] = ()) -> None:
        """Know that it was heard: neither noted nor passed on yet, unless it only goes on."""
        if not reports and isinstance(thing.what, Reported):
            reports = (thing.what,)
        known = thing in self.now("heard") and reports == (Reported.BACKGROUND,)
        if not known or thing.what in _COME_AND_GO:
            self.new["heard"] = self.now("heard").plus({thing: HeardUse(reports)})
        self.touch(Stamp.HEARD, thing.what)

    def answered(self, body: Body) -> None:
        """Take what the caller does as an answer, where a question is open."""
        topic = self.now("asking")
        if topic is None:
            return
        fact, signs, tested = self.fact(topic), self.facts.code_signs, self.tested(topic)
        spoken = isinstance(body, do.Say)
        # "He has a knife" answers the question about a weapon, however it was asked.
        stated = _stated(body, topic) if isinstance(body, do.Say) else None
        heard = fact.hear(body, signs, tested=tested) if stated is None else fact.states(so=stated)
        lowers = spoken and topic in GRAVE and heard.answer is AnswerState.NO
        if lowers and self._pretends() and not self.facts.is_yes(Topic.COVER_WORDS):
            # "Anything sharp with that?" "No.": nothing was agreed to mean a weapon (CH-38).
            heard = fact.doubt()
        self.topic(topic, heard)

    def _pretends(self) -> bool:
        """Whether the caller talks as if to another person."""
        heard = HeardThing(Role.CALLER, Intent.PRETENDS) in self.now("heard")
        return heard or Reported.PRETENCE in self.now("handover")

    def tested(self, topic: Topic) -> bool:
        """Whether signs count: the code was tested, or this question is its test."""
        code = self.facts.code
        is_test = topic is Topic.CAN_HEAR and code is not CodeState.NONE
        return is_test or code is CodeState.TESTED


def _stated(body: do.Say, topic: Topic) -> bool | None:
    """Return what words say of the topic that was asked about; None for a yes or a no alone."""
    if body.intent in _PLAIN_WORDS:
        return None
    # Who is asked about it and says it once more says that it is so.
    return dict(body.facts).get(topic, True if _SAYS_OF.get(body.intent) is topic else None)


GRAVE = (Topic.IN_DANGER, Topic.INJURED, Topic.WEAPON)
"""A "no" to these is never concluded from silence, nor from a cover's words (CH-15, CH-38)."""


_COME_AND_GO = (Sound.FOOTSTEPS, Sound.DOOR, Sound.KNOCK)
"""Background that is news each time; breathing or traffic is noted and briefed once."""
_PLAIN_WORDS = (Intent.SAYS_YES, Intent.SAYS_NO)
_OF_THE_LINE = (Topic.CAN_HEAR, Topic.CAN_SPEAK, Topic.ALONE_TO_TALK, Topic.COVER_WORDS)
"""Topics that say how to talk, and nothing of what is feared."""
_WHO_HEARS: Mapping[tuple[Topic, AnswerState | None], Hearers] = {
    (Topic.ALONE_TO_TALK, AnswerState.YES): Hearers.SAFE,
    (Topic.ALONE_TO_TALK, AnswerState.NO): Hearers.UNSAFE,
    (Topic.OTHER_PERSON_PRESENT, AnswerState.YES): Hearers.UNSAFE,
}
"""What an answer says about who can hear (B26)."""


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
    step.hear(HeardThing(step.actor, what), reports)
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


def _judge_sound(step: LearningStep, body: Body, reports: tuple[Reported, ...]) -> None:
    """Draw from a sound what it says about danger, people and illness (assumption, after [H1])."""
    disturbed = Reported.DISTURBANCE in reports
    if disturbed:
        step.weigh()
        step.touch(Stamp.DISTURBANCE)
    voices = evidence(body) is SoundClass.VOICES
    sound = body.sound if isinstance(body, do.Make) else None
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
    if body.intent is not Intent.NOT_TO_CALL:
        step.new["other_voice"] = True
        step.weigh()
        step.touch(Stamp.OTHER_VOICE)
        step.hearers(Hearers.EXPOSED)
        if body.intent in _SAYS_OF:
            step.learn(_SAYS_OF[body.intent], HowKnown.OTHER)
    elif body.manner is not Manner.FAINT and step.now("hear") is not Hearers.EXPOSED:
        step.hearers(Hearers.UNSAFE)


_SAYS_OF = {
    Intent.WANTS_POLICE: Topic.NEEDS_POLICE,
    Intent.WANTS_AMBULANCE: Topic.NEEDS_AMBULANCE,
    Intent.SAYS_MISTAKE: Topic.MISTAKE,
}
"""What words say of a topic though nobody asked."""


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
    step.answered(body)


def child_calls(step: LearningStep) -> None:
    """Know that a child is there: who speaks is one (practice2 ST-54)."""
    step.learn(Topic.CHILDREN, HowKnown.HEARD)


def _caller_speaks(step: LearningStep, body: do.Say) -> None:
    aside = body.intent is Intent.NOT_TO_CALL
    if not aside and body.manner is Manner.FAINT:
        return
    if not aside:
        step.new["speaks"] = True
        step.learn(Topic.CAN_SPEAK, HowKnown.TOLD)
        if body.intent in _SAYS_OF:
            step.learn(_SAYS_OF[body.intent], HowKnown.TOLD)
        elif takes_back(body.words) and step.is_prompted():
            # By any purpose that a file gives the sentence: it may be the other person's (SIT-18).
            step.learn(Topic.MISTAKE, HowKnown.OTHER)
            step.hear(HeardThing(Role.CALLER, Intent.SAYS_MISTAKE), (Reported.SAID_MISTAKE,))
        if body.intent is Intent.CHILD_SPEAKS:
            child_calls(step)
    if body.intent is Intent.PRETENDS:
        step.hearers(Hearers.EXPOSED)
    elif aside and step.now("hear") is not Hearers.EXPOSED:
        # The caller talks to another person, who is close enough to be spoken to.
        step.hearers(Hearers.UNSAFE)
    elif body.intent is Intent.GIVES_PLACE:
        caller_states(step, body, Topic.LOCATION, so=True)
    for topic, so in body.facts:
        caller_states(step, body, topic, so=so)


def caller_states(step: LearningStep, body: do.Say, topic: Topic, *, so: bool) -> None:
    """Take in one fact that the caller's words state, though nobody may have asked."""
    if topic is Topic.LOCATION:
        step.new.update(place_given=True, place_words=body.words)
    value = AnswerState.YES if so else AnswerState.NO
    step.state(topic, None if topic is Topic.WHAT_HAPPENED else value, HowKnown.TOLD)
    if not so:
        return
    if topic in _TELLS_WHAT_HAPPENED:
        step.state(Topic.WHAT_HAPPENED, None, HowKnown.TOLD)
    if topic is Topic.WEAPON:
        # Nobody who says "he has a knife" has to be asked whether there is danger.
        step.state(Topic.IN_DANGER, AnswerState.YES, HowKnown.TOLD)
    elif topic is Topic.OTHER_PERSON_PRESENT and Topic.ALONE_TO_TALK not in dict(body.facts):
        # Nor who says "he is in the room", whether another person can hear.
        step.state(Topic.ALONE_TO_TALK, AnswerState.NO, HowKnown.HEARD)


_TELLS_WHAT_HAPPENED = (
    *(Topic.WEAPON, Topic.IN_DANGER, Topic.INJURED, Topic.NEEDS_AMBULANCE),
    *(Topic.IN_THE_HOUSE, Topic.FOLLOWED),
)
"""Facts after which the open question "What has happened?" is a step back (assumption)."""
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
