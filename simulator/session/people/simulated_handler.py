"""The police call handler when no trainee has the seat, and the first handler of one variant."""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import chain

from simulator.content.procedure.reference_data import QuestionBank
from simulator.core import acts as do
from simulator.core import terms
from simulator.core.describe import describe_entry, quoted
from simulator.core.hearing import evidence
from simulator.core.instant import Millis, minutes
from simulator.core.log import Body, Entry, StageEntered
from simulator.core.profile import Force, Profile, Span
from simulator.core.statements import StatementTopic
from simulator.core.terms import (
    Intent,
    LineStage,
    QuestionForm,
    Reason,
    Role,
    SoundClass,
    Topic,
    UnitStatus,
)
from simulator.guidance.handler_rows import CREW_NEWS_LASTS
from simulator.guidance.rows import GuidanceRow, Hand
from simulator.guidance.tables import guidance_of
from simulator.knowledge.answers import PLAIN, AnswerState
from simulator.knowledge.facts import Hearers, KnownFacts, Stamp
from simulator.knowledge.judgements.asking import can_answer
from simulator.knowledge.judgements.cover import pretends
from simulator.knowledge.judgements.danger import wrote_mistake
from simulator.knowledge.judgements.table import has_gone_said, talks_freely
from simulator.knowledge.judgements.telling import news, to_relay
from simulator.knowledge.judgements.waiting import ALSO_WRITTEN, may_be_relayed, may_be_written
from simulator.knowledge.ledger import SaidHow
from simulator.knowledge.situation import Situation, found_open_by, situations
from simulator.knowledge.uptake import SHORT, UPTAKE, asks_more, name_of, taken_by
from simulator.language.lines import ANYTHING, LineManner
from simulator.language.purposes import FurtherPurpose
from simulator.language.speaking.broken_off import STOPS_AFTER, BrokenOff
from simulator.language.speaking.disfluency import fluent
from simulator.language.speaking.serving import CameBefore, ServedSentence, ServingMouth
from simulator.language.speaking.texting import reply_after, soonest_after
from simulator.language.telling.account import Account
from simulator.language.telling.besides import who_was_seen
from simulator.language.telling.briefing import Briefing, Spoken, briefing, next_burst, still_held
from simulator.language.telling.heard import named_language
from simulator.language.telling.reasoning import AGAIN, reasoning
from simulator.language.telling.sentence import SpokenSentence, Teller, last_question, quote
from simulator.language.telling.services import tell_service
from simulator.language.telling.supervisor import to_supervisor
from simulator.session.participant import NOTHING, PlannedAct, Reaction
from simulator.session.people.channels.third_voice import TURN
from simulator.session.people.guided_person import (
    ANSWERED,
    HAVE_WORDS,
    NOTED_WITHIN,
    GuidedPerson,
    with_words,
)
from simulator.session.people.spoken_sentences import ASKS_US, SpokenWords, TurnBefore, has_knocked

QUIET: Millis = 12_000
"""How long nothing is said while steps are near (CH-22: 10 to 20 s, assumption)."""
NEXT_BURST: Millis = 20_000
"""After a burst, what is left of it: the first takes that long to say (practice2 section 6)."""
MOST_PLANNED = 16
"""Briefings kept as they were planned; older ones were planned again since (our choice)."""
_JUST_NOW = 16_000
"""Until so long after the last words a silence begins again; later it goes on (assumption)."""
_GETS_A_WORD = frozenset(
    map(
        str,
        (
            *(StatementTopic.AFRAID, StatementTopic.HOW_LONG, StatementTopic.ASKS_ADVICE),
            *(StatementTopic.ASKS_OUTCOME, StatementTopic.FEARS_TROUBLE, StatementTopic.ASHAMED),
            *(StatementTopic.REFUSES_POLICE, StatementTopic.SUICIDAL, StatementTopic.CONDITIONS),
            *(StatementTopic.REFUSES_AMBULANCE, StatementTopic.SEXUAL_ASSAULT),
            *(StatementTopic.MISTAKE, StatementTopic.SMALL_TALK),
        ),
    )
)
"""What a question in writing does not pass over (WT-02)."""
_PRESSES_IN_WRITING = frozenset(
    map(
        str,
        (
            *(StatementTopic.COMING_CLOSER, StatementTopic.BROKEN_IN, StatementTopic.VIOLENCE),
            *(StatementTopic.PERSON_OUTSIDE, StatementTopic.PERSON_HERE),
        ),
    )
)
"""A danger that was written: the next message shows first that it goes on to officers."""
_A_FEW_WORDS = 3
"""Words of theirs from which a message begins with a receipt (assumption)."""
_RINGING = (LineStage.CONNECTING_POLICE, LineStage.HELD_CONNECTING)
_SAID_BACK = (Intent.LANGUAGE_CHECK, Intent.CODE_UNCLEAR)
_GENUINE = (SoundClass.ANSWER, SoundClass.DISTURBANCE, SoundClass.VOICES)
"""What a first handler passes on (P7)."""


_WRITTEN = {
    Intent.OFFICERS_SENT: FurtherPurpose.TEXT_SENT,
    Intent.ETA: FurtherPurpose.TEXT_ETA,
    Intent.OFFICERS_THERE: FurtherPurpose.TEXT_THERE,
    Intent.AMBULANCE_SENT: FurtherPurpose.TEXT_AMBULANCE,
    Intent.STAY_HIDDEN: FurtherPurpose.TEXT_HIDDEN,
    Intent.CLOSE_WITH_OFFICER: FurtherPurpose.TEXT_BYE,
    Intent.GET_OUT: FurtherPurpose.TEXT_GET_OUT,
    Intent.KEEP_SMOKE_OUT: FurtherPurpose.TEXT_SMOKE,
    Intent.AMBULANCE_WAIT: FurtherPurpose.TEXT_ADVICE,
    Intent.THANK: FurtherPurpose.TEXT_MISTAKE,
}
"""The purpose of a text that says what a sentence would say."""
_WITHOUT_LEAD = frozenset(
    {
        *(Intent.CLOSE_WITH_OFFICER, Intent.GET_OUT, Intent.KEEP_SMOKE_OUT, Intent.THANK),
        Intent.AMBULANCE_WAIT,
    }
)
"""Before these no word takes up what was written: they are it, or the end."""
_NUMBERS = (
    *("", "a minute", "two minutes", "three minutes", "four minutes", "five minutes"),
    *("six minutes", "seven minutes", "eight minutes", "nine minutes", "ten minutes"),
)


TAKES_NOTHING_IN = frozenset(
    {
        *(Intent.THROUGH_TO_POLICE, Intent.GO_QUIET, Intent.KEEP_TALKING, Intent.CALLS_BACK),
        *(Intent.CLOSE_WITH_OFFICER, Intent.CALL_AGAIN, Intent.OWN_WORDS, Intent.HIDE_REASON),
        *(Intent.COVER_QUESTION, Intent.SAY_YES_IF_POLICE, Intent.LANGUAGE_CHECK),
    }
)
"""Sentences that begin something, or announce silence: they take nothing up."""
_ASKED_US = frozenset(map(str, ASKS_US))
_ANSWERS_US = frozenset({Intent.STILL_WITH_YOU, Intent.ETA, Intent.OFFICERS_SENT})
"""What "Are you there?" and "How long?" are answered by: only to these is a "yeah" true."""
_INSTRUCTS = frozenset(
    {
        *(Intent.STAY_ON_LINE, Intent.STAY_HIDDEN, Intent.MOVE_TO_SAFETY, Intent.LOCK_UP),
        *(Intent.AMBULANCE_WAIT, Intent.AMBULANCE_SENT, Intent.OFFICERS_SENT, Intent.ETA),
        *(Intent.GET_OUT, Intent.KEEP_SMOKE_OUT, Intent.CHILD_DO),
        Intent.OFFICERS_THERE,
    }
)
"""After these it is made sure that the caller has understood."""
_GOES_ON = frozenset(
    {
        *(Intent.GOT_IT, Intent.OFFICERS_SENT, Intent.ETA, Intent.AMBULANCE_SENT),
        *(Intent.CHILD_PRAISE, Intent.REASSURE, Intent.STILL_WITH_YOU),
    }
)
"""After these the next sentence comes in the same breath, as from a person who has more to say."""
_HAS_MORE = (CameBefore.REPORT, CameBefore.ANSWER, CameBefore.UNSURE, CameBefore.CUT_IN)
"""After these the next sentence may begin with what takes them up."""
_GIVES_WAY = frozenset(
    map(
        str,
        (
            *(StatementTopic.SEVERAL_PEOPLE, StatementTopic.CONDITIONS, StatementTopic.SMALL_TALK),
            *(StatementTopic.CANNOT_OPEN, StatementTopic.CHILDREN, StatementTopic.NOT_HURT),
        ),
    )
)
"""What takes these up says less than a word of the caller's own."""
_GETS_A_WORD_FIRST = frozenset(
    map(str, (StatementTopic.AFRAID, StatementTopic.SMALL_TALK, StatementTopic.WANTS_POLICE))
)
"""What answers these may come after a word of what else was said: "Please hurry"."""
_MORE_THAN_YES = 4
"""Words of an answer in which more may be said than yes or no (assumption)."""
_CARRIES = frozenset(
    {
        *(Intent.OFFICERS_SENT, Intent.ETA, Intent.AMBULANCE_SENT, Intent.CHECK_IN),
        *(Intent.AMBULANCE_WAIT, Intent.OFFICERS_THERE, Intent.REPEAT_BACK, Intent.NO_UNIT_YET),
        Intent.REASSURE,
    }
)
"""Sentences before which a word of what the caller said may come."""
_NEXT_BREATH: Millis = 250
_BREATHS: Millis = 500
"""Between two sentences of one breath: least, and how much more at most (assumption)."""
_LONG_REPORT = 8
"""Words from which something is typed before we speak again (assumption)."""
_TYPES, _TYPES_FOR, _TYPES_LONGEST = 35, (1_800, 70), 6_000
"""Chance in 100, ms and spread of it (speech.md 6.1), and the longest (T24, assumption)."""
_SAME_WORDS = 3
"""How often a question that was not heard comes in the same words (speech.md H7)."""
_SAID_WHY: Millis = 3_000
"""A longer pause is explained before it begins (speech.md H12)."""
_EXPLAINS_AFTER: Millis = 500
_LETS_GO_ON: Millis = 2_500
"""How long a caller is left to go on who broke off (assumption)."""
_ANSWERS_FOR: Millis = 20_000
"""After so long a plain receipt is taken for an answer to nothing (assumption)."""
_SAYS_IT_OUT: Millis = 3_000
"""How much longer than a third voice takes at most it is waited for (assumption)."""
_READS_RADIO: Span = (8_000, 15_000)
"""From a word on the radio to the message that passes it on: it is typed (assumption)."""
_SCREEN_EMPTY: Millis = 112_000
"""Who writes has something of ours to read each two minutes (practice2 4.4)."""
_OWN_WORDS, _THEIRS, _SIGN = (Stamp.WORDS, ""), (Stamp.SENTENCE, ""), (Stamp.SIGN, "")
_TEXT_IN, _TEXT_OUT = (Stamp.TEXT_IN, ""), (Stamp.TEXT_OUT, "")
_A_WORD: Millis = 400
"""How long a word of the caller's takes: what they said began so long before it ended."""
_FRESH: Millis = 9_000
"""After so long a receipt would answer nothing any more (assumption)."""


def _ago(past: Millis) -> str:
    """Return how long ago a time was given; empty while it is new, or after many minutes."""
    whole = (past + 20_000) // 60_000
    return _NUMBERS[whole] if whole < len(_NUMBERS) else "some minutes"


_SOUGHT = frozenset({Situation.BURGLARY, Situation.ROBBERY})
_MAY_BE_NEAR = frozenset({Situation.STRANGER, Situation.CHILD_HIDES, Situation.CONFINED})
"""Where only who talks freely may be asked to say that it is worse."""


def _for_worse(facts: KnownFacts, news: Collection[str]) -> str:
    """Return the sign for "worse": a key only of who answers by keys (LP-16; 4.2).

    Who talks freely, and is not come near to, is taught no taps: they say it (CH-17).
    """
    # Who hides from one who is in there may have to be silent at any moment.
    kinds = situations(facts)
    says_it = facts.speaks and facts.hear is Hearers.SAFE and _MAY_BE_NEAR.isdisjoint(kinds)
    sought = not _SOUGHT.isdisjoint(kinds) and not has_gone_said.holds(facts)
    sought = sought and facts.hear is not Hearers.SAFE
    says_it = (says_it or talks_freely.holds(facts)) and not sought
    if says_it and StatementTopic.COMING_CLOSER not in news:
        return "just say"
    code = facts.code_signs
    near = facts.hear in (Hearers.UNSAFE, Hearers.EXPOSED)
    if code is not None and code.yes.sign is terms.Sign.KEY and not near:
        return "press any key"  # A key tone is heard in the room, so not with another near (4.2).
    coughs = code is not None and code.yes.sign is terms.Sign.COUGH
    knocks = has_knocked(facts)
    return f"{'cough' if coughs else 'knock' if knocks else 'tap'} three times"


_ANSWERED_FIRST = (
    *(StatementTopic.NEEDS_TIME, StatementTopic.TO_PERSON_THERE, StatementTopic.STRANGLED),
    *(StatementTopic.BREATHING_BADLY, StatementTopic.NOT_WAKING),
)
"""After these nobody says first that they are typing."""


def _is_not_typed(said: do.Say) -> bool:
    """Whether what was said is answered before it is typed: a body in danger, or who is put on."""
    return any(value and topic in _ANSWERED_FIRST for topic, value in said.means)


class SimulatedHandler(GuidedPerson):
    """The usual police call handler, who follows the guidance for call handlers."""

    asks_for_sign = frozenset(
        {
            Intent.INVITE_SPEECH,
            Intent.SAY_YES_IF_POLICE,
            Intent.CALLS_BACK,
            Intent.ASK_FOR_ADULT,
            Intent.ASK_FOR_CALLER,
            Intent.GO_QUIET,
            Intent.CHECK_IN,
            Intent.NO_UNIT_YET,
            Intent.LANGUAGE_CHECK,
            Intent.REPEAT_BACK,
            Intent.CONFIRM_MET,
        }
    )

    listens = 5_000
    """CH-47, WT-01: to the end of the sound, at most 5 s (assumption)."""

    def __init__(
        self,
        profile: Profile,
        force: Force,
        questions: QuestionBank,
        spoken: SpokenWords | None = None,
        *,
        answers_after: Millis | None = None,
    ) -> None:
        """Answer for `force` under `profile`."""
        pacing, guidance = profile.handler, guidance_of(Role.CALL_HANDLER, profile, force)
        super().__init__(guidance, spoken, pacing.wait, pacing.reaction)
        self._profile = profile
        self._questions = questions
        self._answers_after = pacing.answers_after if answers_after is None else answers_after
        self._answering = False
        self._account = Account()
        self._spoken = Spoken()
        self.mouth: ServingMouth | None = None
        """How they speak; None: each sentence as it is written."""
        self._before = TurnBefore()
        self._breaks = BrokenOff(self.role, profile)
        self._asked_last: tuple[Topic | None, str, int] = None, "", 0
        """The last question, as it was drawn, and how often it was put in these words."""
        self._typing: Millis = 0
        """How long is typed before the next words."""
        self._why = ""
        """What was said of that."""
        self._chat = self.spoken.stream.beside("messages")
        self._reply_from: Millis = 0
        """No sooner is the first unanswered message of theirs answered: drawn once for it."""
        self._asked_aloud = False
        """Whether our last words asked something."""
        self._unread = 0
        """How many words they have written since our last message."""
        self._radio_from: Millis = 0
        """No sooner is what came by radio written on."""
        self._soonest: Millis = 0
        """No sooner is anything written."""
        self._reasons: dict[terms.Heading, str] = {}
        """What was last written in full under each heading."""
        self._briefings: dict[do.BriefOfficers, Briefing] = {}
        """Briefings that are planned: what their sentences are, and what they leave."""

    def on_heard(self, entry: Entry, at: Millis) -> Reaction:
        """Answer when the force's phone rings; then follow the guidance."""
        body, actor = entry.body, entry.actor
        if actor is self.role and isinstance(body, do.SPOKEN):
            self._asked_aloud = "?" in body.words
        begun = self.voice_plan
        if isinstance(body, do.UnitReport | do.OfficersAsk):
            self._radio_from = at + self._chat.between(*_READS_RADIO)
        if isinstance(body, do.UnitReport) and begun and isinstance(begun.action, do.SendText):
            self.voice_plan = None  # What is new of officers is not in the words that were begun.
        if isinstance(body, do.SendText):
            self._begin_message(actor, at, presses=_presses(body))
            written = 0 if actor is self.role else self._unread + len(body.words.split())
            self._unread = written
        if actor is Role.CALLER:
            self._hear_again(body)
        elif isinstance(body, do.HandOver) and (words := quoted(body.words)):
            self.spoken.hear(words, as_if=pretends(body.means))
            self.to_note.append(entry)
        elif getattr(body, "intent", None) is Intent.OFFICER_NEEDS_LINE and isinstance(
            body, do.Say
        ):
            self.spoken.hear_officer(body.words)
        self._account.take(entry)
        self._before.take(entry, own=actor is self.role)
        if actor is Role.CALLER and isinstance(body, do.Say):
            self._typing = 0 if _is_not_typed(body) else self._types()
        elif actor is self.role and isinstance(body, do.SPOKEN) and body.words != self._why:
            self._typing = 0
        if isinstance(body, do.Thrive) and not body.text.startswith(AGAIN):
            self._reasons[body.heading] = body.text
        left = self._briefed(body) if isinstance(body, do.BriefOfficers) else ()
        reaction = super().on_heard(entry, at)
        if (ends := self._breaks.after(entry, at)) is not None:
            stops = PlannedAct(STOPS_AFTER, ends, keeps=True)
            return Reaction([*reaction.plans, stops], reaction.replaces_plans)
        if actor is Role.CALLER and isinstance(body, do.Finish) and (why := self._explains()):
            return Reaction([PlannedAct(_EXPLAINS_AFTER, why), *reaction.plans], True)
        if left and (plan := self._next_burst(left)):
            return Reaction([*reaction.plans, plan], reaction.replaces_plans)
        if isinstance(body, StageEntered) and body.stage in _RINGING and not self._answering:
            self._answering = True
            answer = PlannedAct(self._answers_after, do.Answer(), keeps=True)
            return Reaction([*reaction.plans, answer], reaction.replaces_plans)
        return reaction

    def _briefed(self, body: do.BriefOfficers) -> tuple[SpokenSentence, ...]:
        """Remember what officers have heard; return what is left."""
        done = self._briefings.pop(body, None)
        self._spoken.take(body, done.sentences if done else (), self._now)
        if done:
            self._spoken.waiting = frozenset(chain.from_iterable(e.covers for e in done.rest))
        return done.rest if done else ()

    def _next_burst(self, left: tuple[SpokenSentence, ...]) -> PlannedAct | None:
        """Plan what is left, unless it follows anyway: officers still lack a fact of it."""
        lacking = set(news(self.knowledge.facts))
        if any(not lacking.isdisjoint(each.covers) for each in left):
            return None
        more = next_burst(left, self.knowledge.facts)
        self._briefings[more.act] = more
        self._spoken.take(more.act, left)  # Nothing says it before that.
        return PlannedAct(NEXT_BURST, more.act, keeps=True)

    def _begin_message(self, actor: Role, at: Millis, *, presses: bool) -> None:
        """Begin the next message; one that was begun before they wrote is left.

        Who waits already is not made to wait longer by each further message of theirs.
        """
        waits = actor is Role.CALLER and self.knowledge.facts.text_owed
        if not waits:
            out = self.knowledge.stamps.get(_TEXT_OUT, at) if actor is Role.CALLER else at
            self._reply_from = min(at + reply_after(self._chat), out + _SCREEN_EMPTY)
        self._soonest = at + soonest_after(self._chat)
        if actor is Role.CALLER and presses:
            self._reply_from = self._soonest  # A danger waits for nothing (practice2 4.4).
        begun = self.voice_plan
        if actor is Role.CALLER and begun is not None and isinstance(begun.action, do.SendText):
            self.voice_plan = None

    def no_sooner(self, action: do.Action, due: Millis) -> Millis:
        """Return when an act is done: a message is read, thought about and typed (speech.md 5).

        What is new of officers is a line that is ready, and so is what they look for: it takes
        only as long as to hear the radio out and to type a few words.
        """
        if not isinstance(action, do.SendText):
            return due
        stamps = self.knowledge.stamps
        last = max(stamps.get(_TEXT_IN, -1), stamps.get(_TEXT_OUT, -1))
        if last < 0:
            return due
        lost = self.knowledge.facts.unit_status is UnitStatus.NOT_FOUND
        reply = 0 if action.news or lost else self._reply_from
        # To an officer on the phone a goodbye waits for no radio: the line goes. Who is written
        # to has no officer's voice there, and that line of the radio is heard out as any.
        on_phone = bool(self.knowledge.facts.officer_says)
        bye = action.news is Intent.CLOSE_WITH_OFFICER
        radio = 0 if bye and on_phone else self._radio_from
        return max(due, self._soonest, radio, reply)

    def _hear_again(self, body: Body) -> None:
        """Say back what the caller does in words drawn again."""
        planned = self.voice_plan.action if self.voice_plan is not None else None
        if isinstance(body, do.Say | do.Tap | do.Press | do.Cough | do.Make) and (
            getattr(planned, "intent", None) in _SAID_BACK
        ):
            self.voice_plan = None

    def _answer_due(self) -> Millis:
        """Return from when an answer is no longer waited for: a third voice takes its time."""
        facts, stamps = self.knowledge.facts, self.knowledge.stamps
        words, said = stamps.get(_OWN_WORDS), stamps.get(_THEIRS, -1)
        if facts.via is None or words is None or not self._asked_aloud:
            return super()._answer_due()
        short = stamps.get(_SIGN, -1)
        if said < words <= short:
            return short + _SAYS_IT_OUT  # "Yes." may be all of it, or more is being typed.
        return said if said >= words else words + self.wait_after(facts)

    def wait_after(self, facts: KnownFacts) -> Millis:
        """Return how long an answer is waited for: longer in a quiet time, and asked again."""
        if facts.last_said is Intent.GO_QUIET:
            return QUIET
        if facts.via is not None:
            return TURN[facts.via][1] + _SAYS_IT_OUT
        times = facts.of(facts.asking).asked if facts.asking else 1
        # What is asked again and again in a wait is not waited for longer each time.
        return self._wait * (min(times, 2) if facts.briefed else times)

    def worded(self, action: do.Action) -> do.Action:
        """Return the act with this call handler's words."""
        if type(action) not in HAVE_WORDS:
            return action
        match action:
            case do.Say():
                return with_words(action, self._saying(action))
            case do.Ask(about=(topic,)):
                return self._asking(action, topic)
            case do.OfferWays(ways=ways):
                words = self._say("offer_ways") or self._questions.ways_sentence(ways)
                return with_words(action, words)
            case do.SetCode(code=code):
                return with_words(action, self._code_words(code))
            case do.SendText():
                return self._texting(action)
            case do.Note():
                return self._noting(action)
            case do.BriefOfficers(asks_privacy=True):
                return with_words(action, self._say(FurtherPurpose.ASKS_PRIVACY), "text")
        return action

    def _saying(self, action: do.Say) -> str:
        match action.intent:
            case Intent.LANGUAGE_CHECK as intent:
                return self._say(intent, language=named_language(self._words))
            case Intent.ETA:
                purpose, news, ago = self._time()
                return self._say(purpose, news, ago=ago)
            case Intent.AMBULANCE_SENT if self._crews_time_is_old:
                facts = self.knowledge.facts._replace(crew_told=True, pumps_told=True)
                return self.spoken.words(action.intent, facts, {})
            case Intent.GO_QUIET | Intent.STILL_WITH_YOU as intent:
                return self._quietly(intent, self._news(action))
            case intent:
                return self._taking(intent, self._news(action))

    def _taking(self, intent: Intent, news: Collection[str]) -> str:
        """Return words for a purpose: in place of a bare receipt what was said is taken up."""
        if intent is Intent.AMBULANCE_WAIT and self.knowledge.facts.advice_waits:
            return self._say(intent)  # What their control has just said, and nothing of our own.
        if intent is Intent.GOT_IT and self.knowledge.facts.got_worse:
            return self._say(intent)  # To whom it goes, and nothing else of their words.
        words = self._say(intent, news)
        line = self.spoken.drawn.get(words)
        if ANYTHING not in news or line is None or line.said:
            return words
        if named := line.after - {ANYTHING}:
            # What follows from a lesser thing gives way to a word of what else was said.
            weak = named <= _GIVES_WAY
            return (weak and self.spoken.taking_up(self.knowledge.facts, by_words=True)) or words
        return self.spoken.taking_up(self.knowledge.facts) or words

    def _asking(self, action: do.Ask, topic: Topic) -> do.Action:
        facts = self.knowledge.facts
        if topic is Topic.CAN_HEAR and can_answer(facts):
            # The question only asks if the caller is still there.
            code = facts.code_signs
            signs = {"sign_once": self._given(code.yes)} if code else {}
            return with_words(action, self._say("still_there", **signs))
        looked_for = topic is Topic.LOCATION and facts.unit_status is UnitStatus.NOT_FOUND
        if action.form is QuestionForm.OPEN and asks_more(facts.news, topic) and not looked_for:
            return with_words(action, self._say(FurtherPurpose.MORE, self._news(action)))
        if topic is Topic.ALONE_TO_TALK and facts.is_yes(topic):
            return with_words(action, self._say(FurtherPurpose.NOBODY_HEARS, self._how_long))
        words = self._asked_again(topic) or self._say(topic, self._news(action))
        words = words or self._questions.words(topic, facts.address_held)
        yes_means = self.spoken.directions(words)
        return replace(action, words=self._after_the_count(topic, words), yes_means=yes_means)

    def _after_the_count(self, topic: Topic, words: str) -> str:
        """Return a question after the count that was heard, if that was neither yes nor no."""
        known = self.knowledge.facts.of(topic)
        again = self.knowledge.facts.asking is topic and known.answer is AnswerState.DOUBTED
        count = self._say(FurtherPurpose.HEARD_COUNT) if again and known.times > 1 else ""
        if not count:
            return words
        self.spoken.said_as(words, f"{count} {words}")
        return f"{count} {words}"

    def _texting(self, action: do.SendText) -> do.Action:
        facts = self.knowledge.facts
        if action.news is not None:
            ago = {"ago": self._time()[2]} if action.news is Intent.ETA else {}
            said = self._say(_WRITTEN[action.news], **ago)
            written = self._written_news - {str(StatementTopic.HOW_LONG)}
            lead = "" if action.news in _WITHOUT_LEAD else self._first_written(written)
            return with_words(action, f"{lead}{said}")
        if facts.texts_in:
            return self._in_writing(action)
        if (StatementTopic.NO_SPEECH, True) in facts.ledger.stated:
            # Who asks to be written to is asked first who else reads it (SIT-20).
            words = self._say(FurtherPurpose.TEXT_FIRST)
            asked = (Topic.SCREEN_SEEN,)
            return replace(action, words=f"{words} Y or N", about=asked,
                yes_means=self.spoken.directions(words))  # fmt: skip
        phrases = self._questions.phrases
        # A friend may text on a cover's phone, and the police may not (CH-64).
        covered = Situation.DISGUISED in situations(facts)
        if facts.is_no(Topic.SCREEN_SEEN) and not covered:
            return replace(action, words=phrases.text, about=(Topic.LOCATION,))
        return with_words(action, phrases.ordinary_text)

    def _noting(self, action: do.Note) -> do.Action:
        match action.note:
            case terms.NoteKind.HEARD if self.to_note:
                first = self.first_to_note(self._now)
                return replace(action, about=first.seq, text=self._in_a_note(first))
            case terms.NoteKind.RATIONALE:
                text = to_supervisor(self._say("supervisor_note"), self._teller)
            case terms.NoteKind.SEEN:
                text = who_was_seen(self.knowledge.pages)
            case terms.NoteKind.PERSON:
                text = self._to_person()
            case terms.NoteKind.SAME_INCIDENT:
                facts = self.knowledge.facts
                how = found_open_by(facts)
                text = f"Linked to the open incident of call {facts.joins}: {how}." if how else ""
            case _:
                return action
        return with_words(action, text, "text")

    def _in_a_note(self, heard: Entry) -> str:
        """Return what was heard, in words; an answer with its question, and what is late with when.

        "Sort of." alone says nothing to who reads the log, and a sound without its time is read as
        of now (CH-48: "0:52 glass").
        """
        text = describe_entry(_meant(heard.body))
        said = self._account.said_at(heard.at)
        if said is not None and said.asked and not said.means:
            text = f"Asked {quote(last_question(said.asked))}: {text}"
        late = self._now - heard.at > NOTED_WITHIN
        return f"{minutes(heard.at)}: {text}" if late else text

    def _to_person(self) -> str:
        """Return what an interpreter or, in any other situation, a specialist is asked."""
        if Situation.LANGUAGE not in situations(self.knowledge.facts):
            words = "To the domestic abuse specialist: please listen in. Is the grade right?"
            return f"{words} What would you ask next?"
        words = " / ".join(f'"{each}"' for each in self._words) or "none made out"
        head = "Interpreter asked in. The caller's language is not English. Words:"
        return f"{head} {words}."

    def in_words(self, action: do.Action) -> do.Action | Reaction:
        """Return words as they are said, and a briefing from all that is known by now.

        If nothing of a briefing is left to say, what is planned instead.
        """
        self.take_what_is_said(action)
        action = self.first_words(action)
        if isinstance(action, do.Say | do.Ask):
            return self._as_said(action)
        if isinstance(action, do.Thrive):
            before = self._reasons.get(action.heading, "")
            text = reasoning(action.heading, self._teller, before)
            return with_words(action, text, "text")
        if isinstance(action, do.Note) and action.note is terms.NoteKind.HEARD and not action.text:
            return self.left_undone(action)  # All that was heard is written down by now.
        if isinstance(action, do.BringIn) and not action.text:
            return tell_service(action, self._teller)
        if not isinstance(action, do.BriefOfficers):
            return action
        if action.text:
            return self._what_still_holds(action) or NOTHING
        plan = self.desk_plan
        due = plan.due if plan is not None and plan.action is action else self._now
        made = briefing(action, self._teller, self._spoken, due)
        if not made.act.text:  # It was said meanwhile: officers are not called for nothing (CH-73).
            return self.left_undone(action)
        if len(self._briefings) > MOST_PLANNED:
            self._briefings.pop(next(iter(self._briefings)))
        self._briefings[made.act] = made
        return made.act

    def reaction_to(self, row: GuidanceRow) -> Millis:
        """Return how long it takes to speak: a breath, or until what was said is typed."""
        usual = super().reaction_to(row)
        if row.hand is not Hand.VOICE or usual < self._reaction or self.mouth is None:
            return usual
        goes_on = self._before.own in _GOES_ON and not self._before.cut
        if self._before.said is None and goes_on and self._may_talk_freely:
            return self._typing or _NEXT_BREATH + int(self._share * _BREATHS)
        return max(usual, self._typing)

    def _types(self) -> Millis:
        """Draw how long something that the caller says is typed before the next words."""
        before, facts = self._before, self.knowledge.facts
        long = before.said is CameBefore.REPORT and len(before.words.split()) >= _LONG_REPORT
        if not long or self.mouth is None or facts.briefed or not self._may_talk_freely:
            return 0
        if not self._pauses.happens(_TYPES):
            return 0
        return min(self._pauses.log_normal(*_TYPES_FOR), _TYPES_LONGEST)

    def _explains(self) -> do.Say | None:
        """Return why nothing is said for a while, or what lets a caller go on who broke off."""
        voice, before = self.voice_plan, self._before
        if self.mouth is None or voice is None or voice.row.level == 0:
            return None
        if before.said is CameBefore.CUT_IN and before.words.rstrip().endswith("-"):
            self._typing = _LETS_GO_ON
            self._why = self.mouth.yields()
        elif self._typing > _SAID_WHY:
            self._why = self.mouth.types()
        else:
            return None
        return do.Say(Intent.STILL_WITH_YOU, self._why)

    def _as_said(self, action: do.Say | do.Ask) -> do.Action:
        """Return a sentence with the small words that it is said with."""
        action = self._as_it_fits_now(action)
        if isinstance(action, do.Ask):
            _, words, count = self._asked_last
            times = count + 1 if words == action.words else 1
            self._asked_last = action.about[0], action.words, times
        plain = self.mouth is None or action.words not in self.spoken.drawn
        if plain or self.mouth is None or not self._may_talk_freely:
            return action
        spoken = self.mouth.says(self._sentence(action))
        if spoken == action.words:
            return action
        self.spoken.said_as(action.words, spoken)
        return with_words(action, spoken)

    def _as_it_fits_now(self, action: do.Say | do.Ask) -> do.Say | do.Ask:
        """Return words of company without a receipt, where what it would answer is long past."""
        line = self.spoken.drawn.get(action.words)
        company = isinstance(action, do.Say) and action.intent is Intent.STILL_WITH_YOU
        receipt = line is not None and ANYTHING in line.after
        if not company or self.voice_plan is None:
            return action
        if not (receipt or action.words in self.spoken.takes):
            return action
        if self.voice_plan.due - self._before.at < _ANSWERS_FOR:
            return action
        return replace(action, words=self._say(Intent.STILL_WITH_YOU) or action.words)

    @property
    def _may_talk_freely(self) -> bool:
        """Whether the caller speaks aloud, and neither hides, pretends nor is made to say it."""
        return self._before.may_talk_freely(self.knowledge.facts)

    def _sentence(self, action: do.Say | do.Ask) -> ServedSentence:
        """Return a sentence with what decides how it is said."""
        facts, before = self.knowledge.facts, self._before
        intent = action.intent if isinstance(action, do.Say) else None
        said = None if intent in TAKES_NOTHING_IN else before.said
        due = next((p.due for p in (self.voice_plan,) if p is not None), before.at)
        if due - before.at > _FRESH + len(before.words.split()) * _A_WORD:
            said = None
        if said is CameBefore.QUESTION and intent not in _ANSWERS_US:
            said = None
        unheard = facts.hear is Hearers.SAFE
        low = facts.hear is Hearers.UNSAFE
        known = None
        if said is CameBefore.ANSWER and unheard and before.asked is not None:
            topic = before.asked
            so = facts.is_yes(topic)
            asks_it = isinstance(action, do.Ask) and topic in action.about
            known = (topic, so) if (so or facts.is_no(topic)) and not asks_it else None
        asks = isinstance(action, do.Ask)
        explained = facts.caller_said(Intent.SAYS_MISTAKE)
        passes_on = asks and unheard and Intent.OFFICERS_SENT not in facts.said and not explained
        return ServedSentence(
            action.words,
            said,
            known,
            passes_on=passes_on and before.questions >= 2,
            instructs=intent in _INSTRUCTS and not low,
            asks=action.about[0] if isinstance(action, do.Ask) else None,
            reasoned=unheard and Situation.CHILD not in situations(facts),
            hesitates=not low and intent not in TAKES_NOTHING_IN,
            takes_up=self._takes_up(action) if said in _HAS_MORE else "",
        )

    def _takes_up(self, action: do.Say | do.Ask) -> str:
        """Return what may come before a sentence that takes up nothing of the caller's words."""
        line = self.spoken.drawn.get(action.words)
        carries = isinstance(action, do.Ask) or action.intent in _CARRIES
        if not carries or line is None or line.said:
            return ""
        if isinstance(action, do.Say) and line.after - _GETS_A_WORD_FIRST:
            return ""  # It answers what was said: nothing comes between.
        if len(self._before.words.split()) < _MORE_THAN_YES:
            return ""
        # What follows from a statement need not be said of it as well.
        return self.spoken.taking_up(self.knowledge.facts, by_words=bool(line.after))

    def _what_still_holds(self, action: do.BriefOfficers) -> do.BriefOfficers | None:
        """Return the rest of a briefing without what has been learned since it was left."""
        planned = self._briefings.get(action)
        if planned is None:
            return action
        if self.knowledge.facts.loss_new:
            # That the line has gone comes before the rest of what was begun (CH-73).
            del self._briefings[action]
            return None
        held = still_held(planned.sentences, self._teller)
        if held == planned.sentences:
            return action
        del self._briefings[action]
        if not held:
            return None
        again = next_burst(held, self.knowledge.facts)
        self._briefings[again.act] = again
        return again.act

    @property
    def _now(self) -> Millis:
        """The time of what was perceived last."""
        return max(self.knowledge.stamps.values(), default=0)

    @property
    def _teller(self) -> Teller:
        """What this call handler passes a call on from."""
        return Teller.of(self.knowledge, self._account)

    @property
    def _words(self) -> list[str]:
        """The caller's words so far, but for a plain yes or no."""
        mine = (each for each in self._account.said if each.by_caller)
        return [each.words for each in mine if each.intent not in ANSWERED]

    @property
    def _how_long(self) -> frozenset[str]:
        """Return the name of "How long?" while it waits for its answer."""
        asked = StatementTopic.HOW_LONG in {each.topic for each in self.knowledge.facts.news}
        return frozenset([str(StatementTopic.HOW_LONG)] if asked else ())

    def _news(self, action: do.Action) -> frozenset[str]:
        """Return the names of what the caller has said that an act takes up."""
        news = self.knowledge.facts.news
        if getattr(action, "intent", None) is Intent.STILL_WITH_YOU and not self._just_said:
            return frozenset(e for e in taken_by(news, action) if e in _ASKED_US)
        taken = [*taken_by(news, action)]
        if StatementTopic.ASKS_ADVICE in taken:
            return frozenset((StatementTopic.ASKS_ADVICE, ANYTHING))  # A question comes first.
        if news and getattr(action, "intent", None) in (*SHORT, Intent.STILL_WITH_YOU):
            first = news[0]
            # A few words are of one thing: of what was said last, or presses most.
            taken = [*(taken[:1] or [name_of(first.topic, value=first.value)]), ANYTHING]
        return frozenset(taken)

    @property
    def _crews_time_is_old(self) -> bool:
        """Whether no time of a crew is given any more: it would be wrong by now."""
        said = self.knowledge.since(Stamp.SERVICE_SAID, self._now)
        return said is not None and said > CREW_NEWS_LASTS

    @property
    def _just_said(self) -> bool:
        """Whether the caller's last sentence is still one that a short word answers."""
        said = (
            self.knowledge.since(each, self._now) for each in (Stamp.SENTENCE, Stamp.STATED_LAST)
        )
        return any(ago is not None and ago < 2 * _FRESH for ago in said)

    def _quietly(self, intent: Intent, news: frozenset[str]) -> str:
        """Return the words that announce a silence, or say once that it goes on."""
        facts = self.knowledge.facts
        if intent is Intent.STILL_WITH_YOU:
            if facts.found and _ASKED_US.isdisjoint(news):
                return self._say(intent)  # What is said now is said to the officer there.
            spoke = self.knowledge.since(Stamp.SENTENCE, self._now)
            asked_us = not _ASKED_US.isdisjoint(news)
            fresh = _FRESH + len(self._before.words.split()) * _A_WORD
            if not (facts.fresh or asked_us) and spoke is not None and spoke < fresh:
                return self._taking(intent, (ANYTHING,))  # They have just said something.
            if Intent.GO_QUIET in facts.said and not facts.speaks and not news:
                return self._say(FurtherPurpose.STILL_QUIET)
            if facts.silence and not facts.fresh and _ASKED_US.isdisjoint(news):
                return self._say(FurtherPurpose.STILL_QUIET)
            return self._taking(intent, news)
        again = intent in facts.said and not news
        purpose: str = self._again() if again else intent
        return self._say(purpose, news, sign_worse=_for_worse(facts, news))

    def _again(self) -> FurtherPurpose:
        """Return how a silence that was announced before is named: as going on, if long after."""
        words = self.knowledge.at(Stamp.WORDS)
        long_ago = words is not None and self._now - words > _JUST_NOW
        return FurtherPurpose.STILL_QUIET if long_ago else FurtherPurpose.QUIET_AGAIN

    def _time(self) -> tuple[str, frozenset[str], str]:
        """Return the purpose of a sentence on when officers come: a time, or that it has passed."""
        facts, now = self.knowledge.facts, self._now
        news = self._news(do.Say(Intent.ETA))
        given = self.knowledge.at(Stamp.ETA)
        past = 0 if given is None else now - given
        over = past > (facts.eta or 0) * 60_000
        # A time that was given, and about which nobody asks, comes again only once it is over.
        if over or (facts.eta_told and not news):
            return FurtherPurpose.ETA_LATE, frozenset(), ""
        return Intent.ETA, news, _ago(past)

    def _asked_again(self, topic: Topic) -> str:
        """Return a question that was not heard as it was, or one that was not followed plainer.

        The same words help a caller who cries out, up to three times (H7); one who does not follow
        gets a plain word, and then what can be seen (H14).
        """
        if times := self._before.not_followed.get(topic):
            asked, words, _ = self._asked_last
            # "Is that right?" alone asks nothing of who did not follow: the place is said again.
            whole = topic is Topic.AT_KNOWN_ADDRESS
            if times == 1 and asked is topic and not whole and (short := _question_of(words)):
                # Advice and a question in one breath: now only the question (ST-94).
                self.spoken.said_as(words, short)
                return short
            rung = LineManner.PLAINER if times == 1 else LineManner.SEEN
            return self.spoken.words(topic, self.knowledge.facts, {}, rung=rung)
        asked, words, count = self._asked_last
        loud = self._before.loud and self.mouth is not None and self._may_talk_freely
        # Once it is answered, what follows from the answer has words of its own.
        again = asked is topic and self.knowledge.facts.fact(topic) not in PLAIN
        return words if loud and again and count < _SAME_WORDS else ""

    def _say(self, purpose: str, news: Collection[str] = (), **values: str) -> str:
        words = self.spoken.words(purpose, self.knowledge.facts, values, frozenset(news))
        if words or purpose not in frozenset(Intent):
            return words
        return self._profile.words(Intent(purpose))

    @property
    def _written_news(self) -> frozenset[str]:
        """Return the names of what the caller has written, and nothing has taken up."""
        news = [each for each in self.knowledge.facts.news if each.how is SaidHow.TEXT]
        names = (name_of(each.topic, value=each.value) for each in news)
        return frozenset((*names, *([ANYTHING] if news else ())))

    def _in_writing(self, action: do.SendText) -> do.SendText:
        """Ask what follows from what was written last; else what matters most and is open."""
        facts = self.knowledge.facts
        if facts.is_yes(Topic.SCREEN_SEEN) or (
            facts.texts_in and Situation.DISGUISED in situations(facts)
        ):
            # Another person reads it: no question, no police and none of their words (SIT-20).
            # Who pretends aloud is asked aloud; what they wrote is answered, and asks nothing.
            return replace(action, words=self._say(FurtherPurpose.TEXT_SEEN, self._written_news))
        # What was written before keeps its turn: a text has one question (SIT-20).
        written = (each for each in (*facts.news, *facts.ledger) if each.how is SaidHow.TEXT)
        found = (UPTAKE.get((each.topic, each.value)) for each in written)
        ways = (way for each in found if each is not None for way in each.near)
        # What was written last is taken up in its own words before anything else is asked.
        names = self._written_news
        closer = bool(names) and facts.believes(StatementTopic.COMING_CLOSER)
        also = () if names else ALSO_WRITTEN
        # Who else reads it comes before all else (SIT-20): only then may officers be named.
        # Of a mistake the one thing to ask is then whether they are safe (ST-83).
        first = (Topic.SCREEN_SEEN, *((Topic.IN_DANGER,) if wrote_mistake(facts) else ()))
        topics = (way for way in (*first, *ways, *also) if isinstance(way, Topic))
        relayed = to_relay(facts) if facts.is_no(Topic.SCREEN_SEEN) else None
        relayed = relayed if relayed and may_be_relayed(facts, relayed) else None
        fit: Iterator[Topic] = (e for e in topics if may_be_written(facts, e))
        came_in = may_be_relayed(facts, Topic.IN_THE_HOUSE) and facts.is_no(Topic.SCREEN_SEEN)
        if closer and came_in:
            fit = chain((Topic.IN_THE_HOUSE,), fit)
        topic = relayed or next(fit, None)
        of_screen = topic is Topic.SCREEN_SEEN
        if not of_screen and str(StatementTopic.ASKS_ADVICE) in names:
            # Who asks what to do is answered before any list goes on (CL-11).
            return replace(action, words=self._say("text_check", names))
        if relayed is None and not of_screen and (took := self._of_what_was_taken()):
            return replace(action, words=f"{self._first_written(names)}{took}")
        lost = facts.unit_status is UnitStatus.NOT_FOUND and not names
        if lost:
            return replace(action, words=self._say(FurtherPurpose.TEXT_LOOK))
        words = "" if topic is None else self._say(topic)
        if topic is None or not words:
            return replace(action, words=self._say("text_check", names))
        how = "" if words.endswith("Yes?") else " Y or N"
        asks = f"{self._first_written(names)}{words}{how}"
        return replace(action, words=asks, about=(topic,), yes_means=self.spoken.directions(words))

    def _of_what_was_taken(self) -> str:
        """Return a question of what was taken, how many and when, each once (ST-34)."""
        facts = self.knowledge.facts
        given_unseen = Situation.EXPLOITED in situations(facts)
        if given_unseen or not facts.believes(StatementTopic.TABLETS_TAKEN) or facts.found:
            return ""
        words = self._say(FurtherPurpose.TEXT_TOOK)
        return "" if self.spoken.is_settled(words) else words

    def _first_written(self, names: frozenset[str]) -> str:
        """Return the word that comes first: to fear, who asks how long, danger, and any text owed.

        A few words get none: the next question shows that they were read.
        """
        first = names & _GETS_A_WORD or names & _PRESSES_IN_WRITING
        if not first and self._unread < _A_FEW_WORDS:
            return ""
        if not (names & _GETS_A_WORD or self.knowledge.facts.is_no(Topic.SCREEN_SEEN)):
            return ""  # Who else reads it is asked first (SIT-20).
        return f"{self._say(FurtherPurpose.TEXT_COMFORT, first)} "

    def _given(self, sign: do.AnswerSign) -> str:
        words = self._questions.given(sign)
        return _as_knock(words) if has_knocked(self.knowledge.facts) else words

    def _code_words(self, code: do.Code) -> str:
        """Return how the code is stated: the variants need a code of one sign, once and twice."""
        knocks = has_knocked(self.knowledge.facts)
        whole = self._questions.code_sentence(code)
        whole = _as_knock(whole) if knocks else whole
        if code.yes.sign is not code.no.sign:
            return whole
        once, twice = (self._given(sign) for sign in (code.yes, code.no))
        return self._say("set_code", sign_once=once, sign_twice=twice) or whole


def _presses(text: do.SendText) -> bool:
    """Whether a message speaks of a danger that is there now."""
    return any(so and str(topic) in _PRESSES_IN_WRITING for topic, so in text.means)


def _question_of(words: str) -> str:
    """Return the question of several sentences that ends them: "Is it still coming?".

    "Yes or no." behind it is left out.
    """
    parts = re.findall(r"[^.!?]+[.!?]", words.removesuffix(" Yes or no."))
    last = parts[-1].strip() if parts else ""
    return last if last.endswith("?") and last != words else ""


def _as_knock(words: str) -> str:
    """Return how a tap is asked of a caller who has knocked: by the sign that they have used."""
    return words.replace("tap", "knock").replace("Tap", "Knock")


def _meant(body: Body) -> Body:
    """Return words as they were meant: no hesitation is written down."""
    return with_words(body, fluent(body.words)) if isinstance(body, do.Say) else body


class SimulatedFirstHandler:
    """The Met's first handler, who exists in one published variant only [P7].

    They say who they are, set a code, ask a few closed questions, and pass on a caller who gives
    any sign. If the caller gives none, the call ends: the variant's own rule.
    """

    role = Role.FIRST_HANDLER
    ears = frozenset({Role.FIRST_HANDLER})

    def __init__(self, profile: Profile, force: Force, questions: QuestionBank) -> None:
        """A first handler under `profile` who states the code of `force`."""
        self._words = profile.words(Intent.THROUGH_TO_POLICE)
        self._pacing = profile.first_handler
        self._reaction = profile.handler.reaction
        self._code = do.SetCode(force.code, questions.code_sentence(force.code))
        topics = (Topic.CAN_HEAR, Topic.NEEDS_POLICE, Topic.IN_DANGER, Topic.INJURED)
        self._asks = [do.Ask((topic,), words=questions.words(topic)) for topic in topics]
        self.said = 0
        """How many utterances they have begun."""
        self.decided = False
        self.has_call = False
        """Whether the caller is on their line now."""

    def on_heard(self, entry: Entry, at: int) -> Reaction:  # noqa: ARG002
        """Go on to the next question, or pass the caller on."""
        body = entry.body
        if isinstance(body, StageEntered):
            self.has_call = body.stage is LineStage.WITH_FIRST_HANDLER
            return self._next(self._reaction) if self.has_call else Reaction(replaces_plans=True)
        if self.decided or not self.has_call:
            return NOTHING
        if entry.actor is Role.FIRST_HANDLER:
            if isinstance(body, do.Finish):
                return self._next(self._pacing.wait if self.said > 2 else self._reaction)
            self.said += 1
            return NOTHING
        if isinstance(body, do.Say) or evidence(body) in _GENUINE:
            self.decided = True
            passes = PlannedAct(self._reaction, do.PassOn(Reason.SIGNAL_HEARD))
            return Reaction([passes], replaces_plans=True)
        return NOTHING

    def _next(self, wait: int) -> Reaction:
        opening = do.Say(Intent.THROUGH_TO_POLICE, self._words)
        says: tuple[do.Action, ...] = (opening, self._code, *self._asks)
        if self.said < min(len(says), 2 + self._pacing.questions):
            return Reaction([PlannedAct(wait, says[self.said])], replaces_plans=True)
        return Reaction([PlannedAct(wait, do.EndCall(Reason.NO_RESPONSE))], replaces_plans=True)
