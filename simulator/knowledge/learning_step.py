"""The step by which facts take one entry in: what an answer means in it, and what a sound does."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from simulator.core import acts as do
from simulator.core import terms
from simulator.core.log import Body
from simulator.core.statements import StatementTopic, follows
from simulator.core.terms import Intent, Reported, Role, Sound, Topic, YesMeans
from simulator.knowledge.answers import ANSWERED, FIRM, MOST, OPEN, AnswerState, HowKnown, TopicFact
from simulator.knowledge.company import WHERE_THEY_ARE, Company, company, place_is_said
from simulator.knowledge.facts import (
    FIELD_INDEX,
    NEVER_ASKED,
    CodeState,
    HeardThing,
    HeardUse,
    Hearers,
    KnownFacts,
    Stamp,
    WhereKnown,
)
from simulator.knowledge.writing.written_answers import not_known, screen_seen

StampKey = tuple[Stamp, str]
"""A stamp, and what it is of where there are several: a topic, an intent, a source."""


class Waited(NamedTuple):
    """All that facts can learn from the clock."""

    for_sign: bool = False
    """Whether the open question had time for a sign."""
    test_is_fresh: bool = False
    """Whether the last test of the code is recent enough for silence to be an answer."""
    prompted: bool = False
    """Whether another person has just said what the caller is to say."""
    other_spoke: bool = False
    """Whether another person has just spoken."""
    together: bool = False
    """Whether something else was stated at this very instant."""
    asked_just_now: bool = False
    """Whether the open question is still spoken, or has only just ended: too early to be answered
    by a murmur."""
    begun_just_now: bool = False
    """Whether the open question has begun within a breath: what begins now answers an earlier one.
    """


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
        """Return the facts after this step; the same object if nothing in them changed.

        That it is the same object is relied on: by it a person keeps a plan as it is, and a
        sentence that waits is not looked for again (`people/guided_person`).
        """
        facts = self.facts
        changed = [
            name
            for name, value in self.new.items()
            if (was := facts[FIELD_INDEX[name]]) is not value and was != value
        ]
        if not changed:
            return facts
        # `_replace` looks at every field by name: four times slower, on each entry of each run.
        values = list(facts)
        for name in changed:
            values[FIELD_INDEX[name]] = self.new[name]
        after: KnownFacts = tuple.__new__(KnownFacts, values)
        # What was set to what it was before has not changed: what follows from it is kept.
        after.keep(facts, changed)
        return after

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
        if changed and fact.how is not None:
            for other, value in _IMPLIES.get((topic, fact.value), ()):
                if self.fact(other).value is not value:
                    self.learn(other, fact.how, value)
        firm = fact.how in FIRM
        if firm and topic in WHERE_ASKED and fact.value in (_YES, _NO):
            self.knows_where()
        if firm and not is_said_once(topic, fact):
            self._know_who_hears(topic, fact.value)
        elif firm and self.now("hear") is Hearers.UNSAFE:
            self.hearers(Hearers.UNKNOWN)
        stated = self.now("code") is not CodeState.NONE
        if topic is Topic.CAN_HEAR and firm and stated and fact.value is AnswerState.YES:
            self.new["code"] = CodeState.TESTED
            self.touch(Stamp.CODE)
        elif topic is Topic.CAN_HEAR and before.value is AnswerState.YES != fact.before[0]:
            # Another sign followed, so the yes of the test was none: nothing is built on it (B04).
            self.new["code"] = CodeState.FAILED

    def _know_who_hears(self, topic: Topic, value: AnswerState | None) -> None:
        """Know what an answer says about who can hear (B26).

        One who is outside, or ill, or helps, is nobody to hide from, and nobody to rely on either.
        """
        hearers = _WHO_HEARS.get((topic, value))
        if topic is Topic.OTHER_PERSON_PRESENT and hearers is not None and not self.is_feared():
            self.doubt_hearers()
        elif hearers is not None:
            self.hearers(hearers)

    def is_feared(self) -> bool:
        """Whether one who is there harms, or may: it is not known that they don't."""
        return company(self.now("ledger")) in (Company.HARMS, Company.NOT_KNOWN)

    def knows_where(self) -> None:
        """Know where the other person is, for half a minute."""
        self.new["whereabouts"] = WhereKnown.KNOWN
        self.touch(Stamp.WHERE)

    def settle_where(self) -> None:
        """Know whether the caller's words answer where the other person is: then it isn't asked."""
        said = place_is_said(self.now("ledger"))
        for topic in WHERE_THEY_ARE:
            fact = self.fact(topic)
            if fact.value is None and fact.stated is not said:
                self.topic(topic, fact._replace(stated=said))

    def reopen_hearers(self) -> None:
        """Ask once more who can hear: the one who was there has gone, or is outside."""
        fact = self.fact(Topic.ALONE_TO_TALK)
        if fact.value is AnswerState.NO:
            self.topic(Topic.ALONE_TO_TALK, NEVER_ASKED._replace(asked=min(fact.asked, 1)))
        if self.now("hear") is Hearers.UNSAFE:
            self.hearers(Hearers.UNKNOWN)

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
        return not self.reports().isdisjoint((Reported.VOICES, Reported.OTHER_VOICE))

    def reports(self) -> set[Reported]:
        """Return what was heard so far, here or by the operator, in the words of a handover."""
        heard = {report for use in self.now("heard").values() for report in use.reports}
        return heard.union(self.now("handover"))

    def _is_pressed(self) -> bool:
        """Whether another voice was heard in this call, or a child has spoken of violence."""
        violence = self.fact(Topic.IN_DANGER).value is AnswerState.YES
        return (violence and Reported.CHILD in self.reports()) or self.is_prompted()

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
        self.new["checks"] = 0
        self.touch(Stamp.SIGN)

    def weigh(self) -> None:
        """Know that reasons were written without this (CH-49, CH-65, CH-84)."""
        self.new["reasons_stale"] = True

    def hearers(self, who: Hearers) -> None:
        """Know who can hear. Each time that the caller says `safe`, it holds for two minutes."""
        self.new.update(hear=who, hear_lapsed=False)
        self.touch(Stamp.HEAR)

    def doubt_hearers(self) -> None:
        """Rely no more on "nobody else can hear": something has changed around the caller."""
        self.touch(Stamp.CHANGED)
        if self.now("hear") is Hearers.SAFE or self.now("hear_lapsed"):
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
        if topic is None or self._only_listens(body, topic):
            return
        fact, signs, tested = self.fact(topic), self.facts.code_signs, self.tested(topic)
        spoken = isinstance(body, do.Say)
        # "He has a knife" answers the question about a weapon, however it was asked.
        stated = _stated(body, topic) if isinstance(body, do.Say | do.SendText) else None
        how = HowKnown.TOLD if spoken else HowKnown.TEXT
        if isinstance(body, do.SendText):
            if stated is None and fact.answer not in OPEN:
                return  # It has its answer: "yes large one pls" is one to nothing of ours.
            stated = _written(body, topic) if stated is None else stated
        heard = fact.hear(body, signs, tested=tested)
        if stated is not None:
            heard = fact.states(stated, how)
        if stated is None and spoken and self.waited.begun_just_now and topic is not Topic.CAN_HEAR:
            # Nobody has understood this question yet: a "yes" is to what was asked before it.
            heard = fact.doubt()
        lowers = spoken and topic in GRAVE and heard.answer is AnswerState.NO
        if lowers and self._pretends() and not self.facts.is_yes(Topic.COVER_WORDS):
            # "Anything sharp with that?" "No.": nothing was agreed to mean a weapon (CH-38).
            heard = fact.doubt()
        self.topic(topic, heard)

    def _only_listens(self, body: Body, topic: Topic) -> bool:
        """Whether it is a murmur that shows no more than that the caller hears.

        "Mm" while a question is being spoken, or just at its end, answers no question but
        whether they hear; so does one to a question that a yes cannot answer.
        """
        if topic is Topic.CAN_HEAR or not isinstance(body, do.Say) or body.facts:
            return False
        murmurs = body.words.strip(" .,!…").lower() in _MURMURS
        openly = self.facts.asked_form is terms.QuestionForm.OPEN
        return murmurs and (openly or self.waited.asked_just_now)

    def _pretends(self) -> bool:
        """Whether the caller talks as if to another person."""
        heard = HeardThing(Role.CALLER, Intent.PRETENDS) in self.now("heard")
        return heard or Reported.PRETENCE in self.now("handover")

    def tested(self, topic: Topic) -> bool:
        """Whether signs count: the code was tested, or this question is its test."""
        code = self.facts.code
        is_test = topic is Topic.CAN_HEAR and code is not CodeState.NONE
        return is_test or code is CodeState.TESTED


WHERE_ASKED = (
    *(Topic.OTHER_PERSON_PRESENT, Topic.SAME_ROOM, Topic.HAS_LEFT, Topic.IN_THE_HOUSE),
    Topic.BEHIND_YOU,
)
"""Questions about where the other person is."""


def lapsed_whereabouts(facts: KnownFacts) -> KnownFacts:
    """Return what is known once it is too old where the other person is.

    That they are in another room is comfort, and believed no more; that they are beside the
    caller stays, as what raises danger does.
    """
    room = facts.of(Topic.SAME_ROOM)
    topics = facts.topics
    if room.value is AnswerState.NO:
        topics = topics.plus({Topic.SAME_ROOM: room._replace(value=None, how=None, stated=False)})
    return facts._replace(whereabouts=WhereKnown.LAPSED, topics=topics)


def is_said_once(topic: Topic, fact: TopicFact) -> bool:
    """Whether a caller has only denied that another person can hear, or said that they are alone.

    "Can anyone hear you?" "No." is worth the other question: "So nobody can hear us?". So is "Are
    you alone?" "Yes.": alone is not unheard (BF-2).
    """
    once = fact.answer is AnswerState.YES and (fact.yes_means is YesMeans.NOT_SO or fact.only_alone)
    return topic is Topic.ALONE_TO_TALK and once and fact.value is AnswerState.YES


def _stated(body: do.Say | do.SendText, topic: Topic) -> AnswerState | None:
    """Return what words say of the topic that was asked about; None for a yes or a no alone."""
    spoken = body if isinstance(body, do.Say) else None
    said = {**dict(follows(body.means)), **dict(spoken.facts if spoken else ())}
    if topic is Topic.WEAPON and topic not in said and _NONE_SEEN in body.means:
        return AnswerState.NOT_SEEN
    intent = spoken.intent if spoken else None
    if intent in _PLAIN_WORDS and topic not in said:
        return None
    # Who is asked about it and says it once more says that it is so.
    so = said.get(topic, True if intent and SAYS_OF.get(intent) is topic else None)
    return None if so is None else AnswerState.YES if so else AnswerState.NO


def _written(body: do.SendText, topic: Topic) -> AnswerState | None:
    """Return what free words in a message say to the question that was asked, if that is plain."""
    if topic is Topic.SCREEN_SEEN:
        yes = do.texted_yes(body.words)
        seen = screen_seen(body.words)
        # "Y, but he can see it": who reads it counts, and not the first letter.
        return seen if yes is None or seen is AnswerState.YES else None
    return AnswerState.NOT_SEEN if not_known(body.words) else None


_MURMURS = frozenset({"mm", "mmm", "mm-hm", "mm hm", "mhm", "uh-huh", "uh huh", "hm", "hmm"})
"""What people say while they listen (assumption): "Yeah" and "Yes" are not among them."""
_NONE_SEEN = (StatementTopic.NO_WEAPON_SEEN, True)
"""Not to have seen a weapon is not to know of none (ST-19)."""
GRAVE = (Topic.IN_DANGER, Topic.INJURED, Topic.WEAPON)
"""A "no" to these is never concluded from silence, nor from a cover's words (CH-15, CH-38)."""


_YES, _NO = AnswerState.YES, AnswerState.NO
_HURT = ((Topic.INJURED, _YES), (Topic.NEEDS_AMBULANCE, _YES))
_IMPLIES: Mapping[tuple[Topic, AnswerState | None], tuple[tuple[Topic, AnswerState], ...]] = {
    (Topic.STRANGLED, _YES): _HURT,
    (Topic.PASSED_OUT, _YES): _HURT,
    (Topic.CAN_MOVE, _NO): _HURT,
    (Topic.CHILD_HURT, _YES): ((Topic.CHILDREN, _YES), *_HURT),
    (Topic.TABLETS_TAKEN, _YES): ((Topic.NEEDS_AMBULANCE, _YES),),
    (Topic.WEAPON_IN_HAND, _YES): ((Topic.WEAPON, _YES), (Topic.IN_DANGER, _YES)),
    (Topic.WEAPON_USED, _YES): ((Topic.WEAPON, _YES), (Topic.IN_DANGER, _YES)),
    (Topic.LOCKED_IN, _YES): ((Topic.IN_DANGER, _YES),),
}
"""What an answer says of other topics: a caller held by the neck is hurt (SIT-14)."""
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
SAYS_OF = {
    Intent.WANTS_POLICE: Topic.NEEDS_POLICE,
    Intent.WANTS_AMBULANCE: Topic.NEEDS_AMBULANCE,
    Intent.SAYS_MISTAKE: Topic.MISTAKE,
}
"""What words say of a topic though nobody asked."""
