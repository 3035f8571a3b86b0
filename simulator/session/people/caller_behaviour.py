"""What goes on in a caller: fear, slips, who is near, and what is about to be done.

It draws only from what the caller hears and from its own stream, so the steps of a scenario draw
the same with and without it. Every number comes from the traits, or is an assumption named here.
"""

from collections.abc import Sequence
from dataclasses import replace

from simulator.content.fields.content_model import Delay, Fact
from simulator.content.scenario.environment import (
    AnswerPace,
    AsksBack,
    CallerReaction,
    CallerTraits,
    Fear,
    Slips,
    WhenNear,
)
from simulator.core import acts as do
from simulator.core.acts import Action, Code
from simulator.core.hearing import STAFF, evidence
from simulator.core.instant import Millis, minutes_said
from simulator.core.log import Body, Entry, StageEntered
from simulator.core.terms import Intent, LineStage, Manner, Role, Sign, Sound, SoundClass, Topic
from simulator.language.lines import LineVariant
from simulator.language.speaking.broken_off import MAY_BE_CUT
from simulator.language.speaking.heard_words import names_police
from simulator.session.participant import PlannedAct
from simulator.session.people.caller_words import (
    ANSWERED_BY,
    TOLD_IN_WORDS,
    TOLD_LASTS,
    CallerVoice,
    CallerWorld,
    is_unclear,
)
from simulator.session.people.scripted_role import KEY_GAP, drawn
from simulator.session.people.speaking_caller import CUTS_FROM, SpeakingCaller
from simulator.session.people.surroundings import is_near
from simulator.session.random_stream import RandomStream

WHISPERS_AFTER = Delay(5_000, 20_000)
"""From judging it safe to the first whisper (practice 3.2, assumption)."""
TRUST: Millis = 1_000
"""How much sooner answers come once the address was said right, up to half of the time
(practice 3.2, assumption)."""
PRESSING: Millis = 3_500
"""What is asked again is answered within the 4 s that are waited at least (assumption)."""
SOONEST: Millis = 400
"""No answer comes sooner (assumption)."""
ANNOUNCED_LASTS: Millis = 120_000
"""How long a silence that was announced is waited through (practice2 4.2, assumption)."""
MOST_FEAR = 3
STEPS = frozenset({Sound.FOOTSTEPS, Sound.DOOR, Sound.KNOCK})
NEVER_TURNED_ROUND = (
    *(Topic.CAN_HEAR, Topic.ALONE_TO_TALK, Topic.NEEDS_POLICE, Topic.MISTAKE),
    *(Topic.IN_DANGER, Topic.INJURED, Topic.NEEDS_AMBULANCE),
)
"""Where a wrong count means neither yes nor no: the seed must not change the outcome
(practice 3.1), and it is asked again."""
TRUE_ANSWERS = (
    *(Intent.ETA, Intent.OFFICERS_SENT, Intent.OFFICERS_THERE),
    *(Intent.NO_UNIT_YET, Intent.AMBULANCE_SENT),
)
"""What answers "How long?"."""
UNCLEAR = (Intent.CODE_UNCLEAR, Intent.NOT_UNDERSTOOD)
_UNASKED = ("opens", "tells", "again", "asks", "wonders", "complains")
"""What is said unasked: it waits for a sentence of ours to end, and a question comes before it."""
OPEN_FOR: Millis = 6_000
"""How long a question is open that this caller does not answer (assumption)."""
TOGETHER: Millis = 1_200
"""Within this of our first word a caller who was about to speak begins as well (assumption)."""
PAUSE: Millis = 500
"""A breath between two voices (assumption)."""
QUIET_AFTER_POLICE = (3_000, 20_000)
"""How long a caller is quiet near whom "police" was said aloud (CL-16, assumption)."""


_PACE, _SLIPS, _FEARS, _WHEN_NEAR = AnswerPace(), Slips(), Fear(), WhenNear()
"""Of a caller of whom nothing else is said."""


class CallerLife:
    """One caller in one call."""

    def __init__(self, traits: CallerTraits, world: CallerWorld, chance: RandomStream) -> None:
        """Begin calm, or as afraid as the traits say."""
        self._traits = traits
        self._world = world
        self._chance = chance
        self._pace = traits.pace or _PACE
        self._slips = traits.slips or _SLIPS
        self._fears = traits.fear or _FEARS
        self._when_near = traits.when_near or _WHEN_NEAR
        self.fear = self._fears.start if traits.fear else 0
        self.whispers = False
        """Whether answers are whispered now."""
        self.given_up = False
        self.changed = False
        """Whether what is planned has changed since `plans`."""
        self._due: dict[str, tuple[Millis, Sequence[Action]]] = {}
        self._quiet_until: Millis = 0
        self._steps_heard = False
        far = {each for noise in traits.noises if noise.near == "far" for each in noise.sounds}
        close = {each for noise in traits.noises if noise.near == "near" for each in noise.sounds}
        self._near_sounds = (STEPS - far) | close
        self._operator_at: Millis | None = None
        self._police_at: Millis | None = None
        self._words_at: Millis = 0
        self._announced = False
        """Whether the last words said that it will be quiet: such a silence frightens nobody."""
        self._used_at: Millis = 0
        self._answered: Topic | None = None
        self._clear = 0
        self._settling = 0
        self._count = 0
        self._trust: Millis = 0
        self._slipped: set[Topic] = set()
        """Topics whose answer was missed, miscounted or too late: once each, at most."""
        self._codes: list[Code] = []
        self._promised: Millis | None = None
        self._asked_back = 0
        self._asked: set[int] = set()
        self._asks_after: Millis | None = 0
        """From when "How long?" is a question; None once officers are there."""
        self._officer_here = False
        """Whether an officer has spoken into the phone, and so is beside this caller."""
        self._heard: set[str] = set()
        self._lost = False
        """Whether this caller has said that they do not follow, and has not followed since."""
        self._voice = CallerVoice(traits, world, chance)
        gives_up = traits.gives_up
        self._may_give_up = gives_up is not None and chance.happens(gives_up.chance)
        self._looks_ahead = self._may_give_up or bool(traits.asks)
        self.tongue: SpeakingCaller | None = None
        """How this caller speaks aloud; None: plain answers after a plain time."""
        if traits.speech is not None and Sign.SPOKEN in world.answers.by:
            self.tongue = SpeakingCaller(traits, world, self._voice, chance.beside("speech"))
            self._looks_ahead = True
        self._ours_until: Millis = 0
        """When the sentence of ours ends that is being said now."""
        self._own_until: Millis = 0
        """When the caller's own sentence ends."""
        self._question_until: Millis = 0
        """Until when a question of ours is open: nothing is said unasked before it is answered."""
        self._next_told: Millis | None = None
        self._next_asks: Millis | None = None
        self._wonders = 0
        """How often this caller has asked if we are there."""
        self._quiet_of_ours = False
        """Whether we have said that we go quiet."""
        self.began_together = False
        """Whether the caller begins over our last sentence, and so has not heard it."""

    # --- hearing --------------------------------------------------------------------------------

    def perceive(self, entry: Entry, at: Millis) -> None:
        """Take in what the caller hears, or has just done."""
        self.changed = False
        body, actor = entry.body, entry.actor
        if actor is Role.CALLER:
            self._did(body, at)
        elif actor is Role.ROOM:
            self._hear_room(body, at)
        elif actor in STAFF:
            if isinstance(body, do.SPOKEN):
                self._hear_words(body, at)
            elif isinstance(body, (do.Finish, do.Answer)):
                self._words_at = at
                if actor is Role.OPERATOR and isinstance(body, do.Answer):
                    self._operator_at = at
                elif actor is Role.CALL_HANDLER and isinstance(body, do.Answer):
                    self._police_at = self._used_at = at
        elif actor is Role.OFFICERS and isinstance(body, do.SPOKEN):
            self._hear_officer()
        elif (
            isinstance(body, StageEntered)
            and body.stage is LineStage.DOWN
            and self.tongue is not None
        ):
            self._hear_dead_line()
        if self._police_at is not None and self._looks_ahead and not self.given_up:
            self._look_ahead(at)

    def _did(self, body: Body, at: Millis) -> None:
        self._voice.note_stated(body)
        if self.tongue is not None and isinstance(body, do.Say):
            self.tongue.note_said(body)
            self._drop_what_is_said(body)
            self._own_until = at + self._world.pacing.length(body.words)
            self._question_until = min(self._question_until, self._own_until)
        if isinstance(body, do.HangUp):
            self._police_at = None
            self._replan({})
        elif isinstance(body, do.Answer):  # Police have rung back.
            self._police_at = self._used_at = self._words_at = at
        if not self._due:
            return
        for key, (due, acts) in list(self._due.items()):
            if body in acts and due <= at:
                place = acts.index(body)
                self._done(key, at, [*acts[:place], *acts[place + 1 :]])
                return

    def _done(self, key: str, at: Millis, left: Sequence[Action]) -> None:
        if left:
            self._due[key] = (at + KEY_GAP, left)
            self.changed = True
            return
        del self._due[key]
        if key == "whisper":
            self.whispers = True
        elif key == "gives_up":
            self.given_up = True
            self._replan({})
        elif key == "asks":
            self._asked_back, self._next_asks = 2, None
        elif key == "wonders":
            self._wonders += 1
        elif key == "tells":
            self._next_told = None
        elif key.startswith("asks"):
            self._asked.add(int(key.removeprefix("asks ")))
            self._asked_back = 2

    def _drop_what_is_said(self, said: do.Say) -> None:
        """Forget a sentence that waited, of which a part has just been said with others."""
        assert self.tongue is not None
        _, acts = self._due.get("tells", (0, ()))
        if acts and said not in acts and self.tongue.has_said(acts[0]):
            self._replan({key: plan for key, plan in self._due.items() if key != "tells"})
            self._next_told = None

    def _hear_dead_line(self) -> None:
        """Say no more to a line that has gone, until it rings."""
        self._police_at = None
        self._replan({key: plan for key, plan in self._due.items() if key not in _UNASKED})

    def _hear_officer(self) -> None:
        """Talk to the officer who is here, and no more to the phone: nobody asks how long."""
        self._officer_here = True
        self._promised = self._asks_after = None
        self._replan({key: plan for key, plan in self._due.items() if key not in _UNASKED})

    def _hear_room(self, body: Body, at: Millis) -> None:
        if not isinstance(body, do.Make):
            return
        if evidence(body) is SoundClass.DISTURBANCE:
            self._frighten(1)
            self._react("disturbance", at)
        if body.sound in self._near_sounds:
            self._steps_heard = True
            if self._when_near.stops_answering:
                self._be_quiet(drawn(self._chance, self._when_near.resumes_after), at)

    def _be_quiet(self, length: Millis, at: Millis) -> None:
        """Do nothing for a time. What was about to be done comes afterwards."""
        self._quiet_until = max(self._quiet_until, at + length)
        after = self._quiet_until + SOONEST
        moved = {
            # The sobs of one wave keep their distance: they are the quiet.
            key: (due, acts)
            if key == "gives_up" or key.startswith("cries")
            else (max(due, after), acts)
            for key, (due, acts) in self._due.items()
        }
        self._replan(moved)

    def _hear_words(self, body: Action, at: Millis) -> None:
        """Take in an utterance of the operator or of a handler."""
        words = getattr(body, "words", "")
        intent = getattr(body, "purpose", "") or getattr(body, "intent", None)
        self._lost = self._lost and is_unclear(body)
        silent, self._words_at = at - self._words_at, at
        if self.tongue is not None:
            self._hear_sentence(self.tongue, body, words, at)
        if "answer" in self._due and self._answered is not None:
            self._slipped.add(self._answered)
        if self._police_at is not None and not self._announced:
            self._frighten(silent // self._fears.silence_after)
        self._announced = intent in (Intent.GO_QUIET, Intent.HIDE_REASON)
        if self._promised is not None and at >= self._promised:
            self._frighten(2)
            self._promised = None
        if names_police(words) and self.is_near(at):
            self._frighten(1)
            if self.tongue is not None:
                self._be_quiet(self._chance.between(*QUIET_AFTER_POLICE), at)
        if isinstance(body, do.SetCode):
            self._hear_code(body.code, at)
        elif isinstance(body, do.Ask):
            self._hear_question(body, words, at)
        elif intent is not None:
            self._hear_purpose(intent, words, at)
        self._answers_the_caller(intent, at)

    def _hear_code(self, code: Code, at: Millis) -> None:
        if self.whispers:
            # Going on with signs after a whisper: one more whisper, then signs again.
            self.whispers = False
            self._plan("whisper again", at + self._reaction(at), [self._plea()])
        if self._codes[-1:] != [code]:
            self._codes.append(code)
            if len(self._codes) > 1:
                self._react("second_code" if len(self._codes) == 2 else "third_code", at)

    def _hear_question(self, question: do.Ask, words: str, at: Millis) -> None:
        if "answer" in self._due:
            # A new sentence cuts the answer: it is lost, or comes to the wrong question.
            if self._chance.happens(50) or not set(NEVER_TURNED_ROUND).isdisjoint(question.about):
                del self._due["answer"]
                self.changed = True
        elif self._answered is not None and question.about[:1] != (self._answered,):
            self._was_understood(at)
        place = self._world.address
        right = self._world.facts.get(Topic.AT_KNOWN_ADDRESS) is Fact.YES
        if right and place and place.lower() in words.lower():
            self._react("address_right", at)

    def _hear_purpose(self, intent: str, words: str, at: Millis) -> None:
        if intent in UNCLEAR:
            self._answered, self._clear = None, 0
        elif self._answered is not None and intent in (Intent.GOT_IT, Intent.REPEAT_BACK):
            self._was_understood(at)
        elif intent is Intent.CHECK_IN:
            self._frighten(-1)
        self._heard.add(intent)
        self._hear_when(intent, words, at)
        self._react(str(intent), at)

    def _hear_when(self, intent: str, words: str, at: Millis) -> None:
        """Take in when help comes: until that is past, nobody has to ask again."""
        if intent is Intent.ETA and (minutes := minutes_said(words)):
            self._promised = self._asks_after = at + minutes * 60_000
        elif intent is Intent.OFFICERS_THERE:
            self._promised = self._asks_after = None
        elif intent in TRUE_ANSWERS and self._asks_after is not None:
            self._asks_after = max(self._asks_after, at + TOLD_LASTS)

    def _was_understood(self, at: Millis) -> None:
        self._answered = None
        self._used_at = at
        self._clear += 1
        self._settling += 1
        if self._settling >= self._fears.settles_after:
            self._settling = 0
            self._frighten(-1)

    def _answers_the_caller(self, intent: str | None, at: Millis) -> None:
        """Settle by a true answer to the caller's question; two other sentences evade it."""
        if not self._asked_back:
            return
        if intent in TRUE_ANSWERS:
            self._asked_back = 0
            self._frighten(-1)
        else:
            self._asked_back -= 1
            self._frighten(0 if self._asked_back else 1)
            if not self._asked_back and self.tongue is not None and self.tongue.evaded(at):
                self._complain(self.tongue, at)

    def _react(self, to: str, at: Millis) -> None:
        for each in self._traits.reacts:
            unsafe = "unsafe" if self.is_near(at) else "safe"
            if each.to == to and each.hear in (None, unsafe) and self._chance.happens(each.chance):
                self._carry_out(each, at)

    def _carry_out(self, reaction: CallerReaction, at: Millis) -> None:
        match reaction.does:
            case "fear_up":
                self._frighten(1)
            case "settle":
                self._frighten(-1)
                self._trust = TRUST if reaction.to == "address_right" else self._trust
            case "pause":
                self._be_quiet(drawn(self._chance, reaction.lasts), at)
            case "hang_up":
                self._plan("hang up", at + self._reaction(at), [do.HangUp()])

    def _frighten(self, by: int) -> None:
        self.fear = max(0, min(MOST_FEAR, self.fear + by))

    # --- what is known ---------------------------------------------------------------------------

    def is_near(self, at: Millis) -> bool:
        """Whether a person is near, or steps have just been heard."""
        other = self._world.other
        return (
            at < self._quiet_until
            or (other is not None and other.in_the_room)
            or is_near(self._world.near, self._since_answer(at))
        )

    def _since_answer(self, at: Millis) -> Millis:
        """Return how long ago the operator answered; 0 before."""
        return 0 if self._operator_at is None else at - self._operator_at

    def may_speak(self, at: Millis) -> bool:
        """Whether this caller speaks or whispers now."""
        able = self._world.facts.get(Topic.CAN_SPEAK) is not Fact.NO
        speaks = self.whispers or Sign.SPOKEN in self._world.answers.by
        return able and speaks and not self.is_near(at)

    def code_in_mind(self) -> Code | None:
        """Return the code by which the caller answers: the last, or by confusion the one before."""
        codes = self._codes
        changes = len(codes) - 1
        percent = self._slips.confused_after_change * min(changes, 2)
        if changes > 0 and self._chance.happens(min(percent, 100)):
            return codes[-2]
        return codes[-1] if codes else None

    def misses(self, topic: Topic, at: Millis) -> bool:
        """Whether this question gets no answer."""
        if self.given_up:
            return True
        percent = self._slips.misses * (3 if self._steps_heard else 1)
        if topic in self._slipped or not self._chance.happens(min(percent, 100)):
            return False
        self._slipped.add(topic)
        self._clear = 0
        self.does_not_follow(at)
        return True

    def does_not_follow(self, at: Millis) -> None:
        """Say once that something was not understood, if this caller can speak now."""
        if self.may_speak(at) and not self._lost:
            self._lost = True
            words = self._asks_what(at) or self._voice.say(Intent.DOES_NOT_FOLLOW, self._manner)
            self._plan("does not follow", at + self._reaction(at), [words])

    def _asks_what(self, at: Millis) -> do.Say | None:
        """Return how a fluent speaker says that they have not followed."""
        if self.tongue is None or "does_not_follow" in self._traits.lines:
            return None
        return self.tongue.asks_what(self._manner, self.tongue.style(self.fear, at))

    def counted(self, times: int, topic: Topic) -> int:
        """Return how many signs are given where `times` were meant."""
        if topic in self._slipped:
            return times
        self._count += 1
        wrong = self._slips.wrong_count * (2 if self._count <= 2 else 1)
        if self._chance.happens(self._slips.tremor):
            given = times + 1
        elif self._chance.happens(min(wrong, 100)):
            given = times + (1 if times == 1 or self._chance.happens(50) else -1)
        else:
            return times
        self._slipped.add(topic)
        self._clear = 0
        return max(given, 3) if topic in NEVER_TURNED_ROUND else given

    def _reaction(
        self, at: Millis, question: do.Ask | None = None, said: do.Say | None = None
    ) -> Millis:
        if self.tongue is not None and self._pace.first is None:
            found = self.tongue.wait(question, said, near=self.is_near(at), free=self.is_free(at))
            slower = self._pace.slows_per_minute * (self._since_answer(at) // 60_000)
            return found * (100 + slower) // 100
        length = drawn(self._chance, self._pace.first or self._world.answers.after)
        percents = [
            self._pace.later_factor if self._clear >= 2 else 100,
            self._pace.when_near_factor if self.is_near(at) else 100,
            100 + self._fears.slows * self.fear,
            100 + self._pace.slows_per_minute * (self._since_answer(at) // 60_000),
        ]
        for percent in percents:
            length = length * percent // 100
        return max(SOONEST, length - min(self._trust, length // 2))

    # --- what is said ----------------------------------------------------------------------------

    def answer(self, intent: Intent, question: do.Ask, manner: Manner, at: Millis) -> do.Say:
        """Return a yes or a no in words, with what is so of the topic while free to speak."""
        if self.tongue is not None:
            yes, free = intent is Intent.SAYS_YES, self.may_speak(at) and self.fear < MOST_FEAR
            style = self.tongue.style(self.fear, at)
            return self.tongue.answer(question, yes=yes, free=free, manner=manner, style=style)
        return self._voice.answer(intent, manner, self._added(question.about[-1], at))

    def unsure(self, question: do.Ask, at: Millis) -> do.Say | None:
        """Return that this caller does not know, if they speak freely; else nothing."""
        if self.tongue is None or not self.is_free(at):
            return None
        return self.tongue.unsure(self._manner, self.tongue.style(self.fear, at), question)

    def told(self, question: do.Ask, at: Millis) -> do.Say | None:
        """Return what this caller says to a question that asks for words; None for nothing."""
        topic = question.about[0]
        if self.tongue is not None and self.may_speak(at) and not self.given_up:
            style = self.tongue.style(self.fear, at)
            return self.tongue.tells(question, self._manner, style)
        if topic not in TOLD_IN_WORDS or self.given_up:
            return None
        line = self._added(topic, at)
        return None if line is None else self._voice.act(TOLD_IN_WORDS[topic], line, self._manner)

    def _added(self, topic: Topic, at: Millis) -> LineVariant | None:
        free = self.may_speak(at) and self.fear < MOST_FEAR
        return self._voice.unsaid(topic) if free else None

    @property
    def _manner(self) -> Manner:
        """How this caller speaks now."""
        return Manner.WHISPERED if self.whispers else self._world.answers.manner

    def _plea(self) -> do.Say:
        wants = self._world.facts.get(Topic.NEEDS_POLICE) is Fact.YES
        intent = Intent.WANTS_POLICE if wants else Intent.CANNOT_TALK
        return self._voice.say(intent, Manner.WHISPERED)

    # --- what comes next -------------------------------------------------------------------------

    def plan_answer(
        self,
        topic: Topic,
        fact: Fact,
        acts: Sequence[Action],
        at: Millis,
        question: do.Ask | None = None,
    ) -> None:
        """Give an answer after this caller's reaction; while steps are near, after them."""
        if acts:
            said = acts[0] if isinstance(acts[0], do.Say) else None
            reaction = self._reaction(at, question, said)
            if topic in self._slipped:
                reaction = min(reaction, PRESSING)
            self._plan("answer", max(at, self._quiet_until, self._own_until) + reaction, acts)
            self._answered = topic
        able = self._world.facts.get(Topic.CAN_SPEAK) is not Fact.NO
        if fact is Fact.YES and topic in self._traits.whispers_when and able and not self.whispers:
            later = at + drawn(self._chance, WHISPERS_AFTER)
            self._plan("whisper", max(later, self._quiet_until + SOONEST), [self._plea()])

    def plans(self, at: Millis) -> list[PlannedAct]:
        """Return all that is about to be done."""
        return [
            PlannedAct(due - at + KEY_GAP * n, act)
            for due, acts in self._due.values()
            for n, act in enumerate(acts)
        ]

    def _look_ahead(self, at: Millis) -> None:
        """Plan to ask back, and to give up unless something is said before."""
        assert self._police_at is not None
        if self.tongue is not None:
            self._talk(self.tongue, self._police_at, at)
        for place, asks in enumerate(self._traits.asks):
            if place not in self._asked:
                self._ask_back(f"asks {place}", asks, at)
        if (gives_up := self._traits.gives_up) is not None and self._may_give_up:
            calm = max(0, gives_up.at_fear - self.fear) * self._fears.silence_after
            words_at = self._words_at + (ANNOUNCED_LASTS if self._announced else 0)
            due = max(self._used_at + gives_up.after, words_at + calm)
            act = do.HangUp() if gives_up.does == "hang_up" else do.Make(Sound.CLOTH)
            self._plan("gives_up", max(at + 1, min(due, words_at + gives_up.silence)), [act])

    def _ask_back(self, key: str, asks: AsksBack, at: Millis) -> None:
        """Plan a question of the caller's, and drop or move it when it is answered before."""
        assert self._police_at is not None
        settled = not self._heard.isdisjoint(ANSWERED_BY.get(asks.intent, ()))
        after: Millis | None = None if settled else 0
        if asks.intent is Intent.ASKS_HOW_LONG:
            after = self._asks_after
        if after is None:
            if key in self._due:
                self._replan({held: plan for held, plan in self._due.items() if held != key})
        elif key in self._due:
            due, acts = self._due[key]
            self._plan(key, max(due, after), acts)
        elif self.may_speak(at) and (line := self._voice.question(asks)) is not None:
            said = self._voice.act(asks.intent, line, self._manner)
            self._plan(key, max(at + 1_500, self._police_at + asks.after, after), [said])

    # --- a caller who speaks freely --------------------------------------------------------------

    def is_free(self, at: Millis) -> bool:
        """Whether this caller speaks aloud, and nobody else can hear."""
        alone = self._world.facts.get(Topic.ALONE_TO_TALK) is Fact.YES
        aloud = self._world.answers.manner is Manner.ALOUD and not self.whispers
        return alone and aloud and self.may_speak(at) and not self.given_up

    def is_speaking(self, at: Millis) -> bool:
        """Whether this caller is saying something."""
        return at < self._own_until

    def was_not_asked(self) -> None:
        """Forget a sentence that broke off, and the answer to it: the same again is the first."""
        self._question_until = 0
        self._replan({key: plan for key, plan in self._due.items() if key != "answer"})
        if self.tongue is not None:
            self.tongue.was_not_asked()

    def early(self, question: do.Ask, at: Millis) -> Millis | None:
        """Return from when an answer is given before the end of a question; None: after it."""
        if self.tongue is None or not self.is_free(at) or self._pace.first is not None:
            return None
        length = self.length_of(question)
        before = self.tongue.early(length, self.tongue.style(self.fear, at))
        return length - before if before else None

    def length_of(self, question: do.Ask) -> Millis:
        """Return how long a question takes to say."""
        return self._world.pacing.length(question.words)

    def answer_early(self, question: do.Ask, said: do.Say, after: Millis, at: Millis) -> None:
        """Begin an answer while the question is still said; long before its end, cut it off."""
        due = max(at + after, self._quiet_until, self._own_until)
        left = at + self.length_of(question) - due
        self._plan("answer", due, [replace(said, cuts_in=left >= CUTS_FROM)])
        self._answered = question.about[0]

    def opens(self, intent: Intent, at: Millis) -> None:
        """Say the first words to the operator or to the police, if no step of the file does."""
        if self.tongue is None or not self.is_free(at):
            return
        said = self.tongue.opens(intent, self._manner, self.tongue.style(self.fear, at))
        if said is not None:
            # One report, not the same again by another way to it.
            self._replan({key: plan for key, plan in self._due.items() if key not in _UNASKED})
            self._next_told = None
            self._plan("opens", max(at, self._own_until) + self._reaction(at, None, said), [said])

    def answers(self, ours: do.Say, at: Millis) -> None:
        """Answer what was asked in passing, or say that an instruction was heard."""
        if self.tongue is None or not self.is_free(at):
            return
        style = self.tongue.style(self.fear, at)
        said = self.tongue.replies(ours.intent, ours.words, self._manner, style)
        if said is None:
            return
        due = max(at, self._own_until, self._quiet_until) + self._reaction(at, None, said)
        self._replan({key: plan for key, plan in self._due.items() if key not in _UNASKED})
        self._plan("answer", due, [said])

    def _hear_sentence(self, tongue: SpeakingCaller, body: Action, words: str, at: Millis) -> None:
        """Wait for a sentence of ours to end, or talk over it; be angry at some."""
        length = self._world.pacing.length(words)
        self._ours_until = at + length
        intent = getattr(body, "intent", None)
        self._quiet_of_ours = intent is Intent.GO_QUIET
        angry = tongue.hears(body, at)
        free, style = self.is_free(at), tongue.style(self.fear, at)
        self.began_together = free and intent in MAY_BE_CUT and self._begin_together(at, length)
        if isinstance(body, do.Ask):
            self._question_until = self._ours_until + OPEN_FOR
            self._replan({key: plan for key, plan in self._due.items() if key not in _UNASKED})
        elif self.began_together:
            pass  # Not in a question: who asks takes it for asked.
        elif "tells" in self._due and free and (cut := tongue.cuts_in(body, length, style)):
            ((said,),) = [acts for key, (_, acts) in self._due.items() if key == "tells"]
            if isinstance(said, do.Say):
                self._plan("tells", at + cut, [replace(said, cuts_in=True)])
        self._replan(
            {
                key: (max(due, self._ours_until + PAUSE), acts)
                if key in _UNASKED and not getattr(acts[0], "cuts_in", False)
                else (due, acts)
                for key, (due, acts) in self._due.items()
                if key not in ("wonders", "complains")
            }
        )
        if angry:
            self._complain(tongue, at)

    def _begin_together(self, at: Millis, length: Millis) -> bool:
        """Say what was about to be said, also if a sentence of ours began a moment before it."""
        due, acts = self._due.get("tells", (0, ()))
        if not acts or due - at > TOGETHER or length < TOGETHER or not isinstance(acts[0], do.Say):
            return False
        self._replan({key: plan for key, plan in self._due.items() if key not in _UNASKED})
        self._plan("tells", max(due, at + TOGETHER // 4), [replace(acts[0], cuts_in=True)])
        return True

    def _complain(self, tongue: SpeakingCaller, at: Millis) -> None:
        """Say what is wrong with what we say, if this caller is free to."""
        said = tongue.complains(self._manner, tongue.style(self.fear, at))
        if said is not None and self.is_free(at):
            self._plan("complains", self._ours_until + PAUSE * 3, [said])

    def _talk(self, tongue: SpeakingCaller, since: Millis, at: Millis) -> None:
        """Plan what is said unasked, one thing at a time, while nobody else can hear."""
        if self._officer_here or not self.is_free(at):
            return
        if at < max(self._quiet_until, self._question_until):
            return
        manner, style = self._manner, tongue.style(self.fear, at)
        for after, act in tongue.cries(at):
            self._plan(f"cries {after}", at + after, [act])
            self._be_quiet(after + PAUSE, at)
        for n, (after, act) in enumerate(tongue.forgets_it(at, manner, style, self.fear)):
            self._plan(f"forgets {n}", at + after, [act])
        if "asks" in self._due:
            due, _ = self._due["asks"]
            if self._asks_after is None or due < self._asks_after:
                # It was said meanwhile: nobody has to ask.
                self._replan({key: plan for key, plan in self._due.items() if key != "asks"})
                self._next_asks = None
        if any(key in self._due for key in ("again", "complains", "answer", "opens")):
            return
        if (said := tongue.says_again(manner, style)) is not None:
            # What nobody took up comes before anything new.
            self._replan({key: plan for key, plan in self._due.items() if key not in _UNASKED})
            self._next_told = None
            self._unasked("again", at + PAUSE * 5, said, at)
        elif any(key in self._due for key in _UNASKED):
            return
        elif tongue.has_more:
            if self._next_told is None:
                gap = tongue.volunteers_after()
                self._next_told = (at if self._heard else since) + gap
            if (said := tongue.volunteers(manner, style)) is not None:
                self._unasked("tells", self._next_told, said, at)
        if "tells" not in self._due and "again" not in self._due:
            self._wonder(tongue, since, at)

    def _wonder(self, tongue: SpeakingCaller, since: Millis, at: Millis) -> None:
        """Ask how long, or after a long silence of ours whether we are there."""
        manner, style = self._manner, tongue.style(self.fear, at)
        if not self._traits.asks and self._asks_after is not None:
            if self._next_asks is None:
                self._next_asks = at + tongue.asks_after(first=not self._asked_back)
            due = max(self._next_asks, self._asks_after)
            said = tongue.asks_back(manner, style, there=False)
            if said is not None:
                self._unasked("asks", due, said, at)
        elif self._wonders < tongue.wonders_most and not self._quiet_of_ours:
            said = tongue.asks_back(manner, style, there=True)
            if said is not None:
                after = tongue.wonders_after(first=not self._wonders)
                self._unasked("wonders", max(self._words_at, since) + after, said, at)

    def _unasked(self, key: str, due: Millis, said: do.Say, at: Millis) -> None:
        ready = max(at, self._own_until, self._ours_until) + PAUSE * 3
        self._plan(key, max(due, ready), [said])

    def _plan(self, key: str, due: Millis, acts: Sequence[Action]) -> None:
        if self._due.get(key) != (due, acts):
            self._due[key] = (due, acts)
            self.changed = True

    def _replan(self, due: dict[str, tuple[Millis, Sequence[Action]]]) -> None:
        self.changed = self.changed or due != self._due
        self._due = due
