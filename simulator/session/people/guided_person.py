"""A participant who follows guidance: what they know, what each hand does next, and when.

Knowledge is the one fold of what the role perceived from which it is decided what is done. After
each entry the guidance is asked for the next act of the voice and of the desk, as if nothing else
came before it; the answer is planned, and replaced when the facts change.

Besides knowledge a person has four kinds of state, and none of them decides which row is next:

* the two plans, when the desk is free again, and what was heard and is in no note yet;
* what was drawn for this person: their way of each choice, which share of a row's spread passes;
* the words (`SpokenWords`): what was said, and how the caller names people. This is a second fold
  of the same entries, of words and not of what they state: he or she, a name, a word to say back.
  It is apart because only who speaks needs it. A screen, the coach and the rows go by statements
  alone, and knowledge that held every wording would be another value at each sentence, so that
  plans and looks which now stay would be made again;
* for a call handler, how what was just said came (`SimulatedHandler`): cut in, long, a question.

Nothing is drawn for a plan: an act gets its words when it is done (`first_words`). Whether facts
are the same object still matters: `LearningStep.changed` returns the facts before where an entry
changes none of them, and then nothing is planned again, and what the desk left undone stays so. The
simulated caller has no knowledge, as no table guides them: what they hear begins plans by name
(`CallerLife`).
"""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any, NamedTuple

from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.log import Body, Entry
from simulator.core.terms import Intent, NoteKind, Role, Sound
from simulator.guidance.choice_rows import CHOICES
from simulator.guidance.guidance import Guidance, NextAct
from simulator.guidance.looks import NO_OPTIONS, HeldRow, Options
from simulator.guidance.rows import LEVELS, ChoiceOption, GuidanceRow, Hand
from simulator.guidance.tables import same_act
from simulator.knowledge.answers import AnswerState
from simulator.knowledge.facts import HeardThing, KnownFacts, Stamp
from simulator.knowledge.judgements.cover import pretends
from simulator.knowledge.judgements.table import speaks
from simulator.knowledge.judgements.telling import is_news
from simulator.knowledge.knowledge import Knowledge
from simulator.language.speaking.disfluency import says_nothing
from simulator.session.participant import NOTHING, PlannedAct, Reaction
from simulator.session.people.spoken_sentences import ASKS_US, SpokenWords
from simulator.session.random_stream import RandomStream

SETTLES: Millis = 1_500
"""From a first sign to taking it as the whole answer: another tap may follow (assumption)."""
AFTER_SOUND: Millis = 1_000
"""Speech is never begun within a second of a caller's sound (practice 0.3, assumption)."""
AT_ONCE: Millis = 500
"""How soon level 0 is acted on: something happens on the line now (assumption)."""
EARLY_SIGN: Millis = 1_500
"""How long before the end of a question a mere sign may answer it (assumption)."""
MOST_LAPSES = 8
"""How many things that grow old are looked ahead to in one plan (our choice)."""
DESK_REST: Millis = 500
"""Between two acts at the desk (assumption)."""
NEXT_LINE: Millis = 1_500
"""From one line of the log to the next, when several sounds are written down (assumption)."""
NOTED_WITHIN: Millis = 60_000
"""How long an answer, or a sound that goes on, is still noted (practice 6, `background-noted`)."""
_LISTENED_TO = (
    (Stamp.DISTURBANCE, ""),
    (Stamp.HEARD, Sound.FOOTSTEPS),
    (Stamp.HEARD, Sound.VOICES),
    (Stamp.OVERHEARD, ""),
    # Also a voice through a door, whose words are not made out.
    (Stamp.HEARD, Intent.NOT_TO_CALL),
)
"""After these nothing but level 0 is said for a while (CH-22, CH-44, CH-47): while another person
talks beside the phone, a question would be answered to their face."""
_OVERHEARD = (Stamp.OVERHEARD, "")
_TALKS_ON: Millis = 3_000
"""How much longer another person's words are listened to: they wait for an answer (assumption)."""
_SOUND, _WORDS, _SIGN = (Stamp.SOUND, ""), (Stamp.WORDS, ""), (Stamp.SIGN, "")
_ASKED_LAST = (Stamp.ASKED_LAST, "")
_SETTLED = (AnswerState.YES, AnswerState.NO)
NEVER: Sequence[Millis | None] = (None,) * LEVELS
"""From when a hand is free that waits for another entry."""
ANSWERED = (Intent.SAYS_YES, Intent.SAYS_NO, Intent.DOES_NOT_FOLLOW)
"""Words that only answer: they are in no note, and in no briefing as words."""
_PRESSING = {Hand.VOICE: 0, Hand.DESK: 1}
"""The least pressing level that each hand acts on at once; the rest takes a reaction time."""


HAVE_WORDS = frozenset(
    row.make
    for row in do.ROWS.values()
    if not {"words", "text"}.isdisjoint(row.make.__dataclass_fields__)
)
"""Acts to which a person adds words. Any other act is done as guidance makes it."""


@lru_cache(maxsize=8_192)
def with_words(action: do.Action, words: str, field: str = "words") -> do.Action:
    """Return an act with its words or text; the same object for the same ones."""
    wordless: Any = action
    return replace(wordless, **{field: words})  # type: ignore[no-any-return]


def _words_of(action: do.Action) -> str:
    """Return the words or the text of an act; empty if it has none yet."""
    return getattr(action, "words", "") or getattr(action, "text", "")


class HandPlan(NamedTuple):
    """What a hand is about to do, by which row, and when."""

    row: GuidanceRow
    action: do.Action
    """The act as guidance made it: it gets this person's words when it is done."""
    due: Millis


def _same(plan: HandPlan, chosen: HeldRow | NextAct) -> bool:
    """Whether the act that is planned is the one that a row makes now."""
    if plan.row is not chosen.row:
        return False
    return plan.action is chosen.action or same_act(plan.action, chosen.action)


class GuidedPerson:
    """A role that is played by a table of guidance."""

    role: Role
    ears: frozenset[Role]
    asks_for_sign: frozenset[Intent]
    """What is said to get a sign, and is waited after as after a question."""
    listens: Millis = 0
    """How long `_LISTENED_TO` is listened to before anything but level 0 is said."""

    def __init__(
        self, guidance: Guidance, spoken: SpokenWords | None, wait: Millis, reaction: Millis
    ) -> None:
        """Follow `guidance`; `wait` ms for an answer, `reaction` ms from knowing to acting.

        Without `spoken`, a purpose has one wording.
        """
        self.spoken = spoken or SpokenWords({}, RandomStream(0, "words"))
        self.role = guidance.role
        self.ears = frozenset({self.role})
        self.guidance = guidance
        self.knowledge = Knowledge(self.role)
        self._wait = wait
        self._reaction = reaction
        self.voice_plan: HandPlan | None = None
        """What is about to be said, by the facts of now."""
        self.to_say: HandPlan | None = None
        """What is said if no entry comes before: nearly always the same (`once_lapsed`)."""
        self.desk_plan: HandPlan | None = None
        self._desk_free: Millis = 0
        self._left_undone: tuple[KnownFacts, tuple[GuidanceRow, ...]] = self.knowledge.facts, ()
        """Rows of the desk that came to nothing, and the facts by which they did."""
        self._pauses = self.spoken.stream.beside("pauses")
        self._share = self._pauses.share()
        """Which part of a row's spread passes before the next words: drawn after each own words."""
        self.chance: Callable[[str], RandomStream] | None = None
        """Returns the stream of a choice that practice leaves; without it the way is the usual."""
        self.ways_taken: dict[str, str] = {}
        """The way of each choice that came up."""
        self.ways_followed: set[ChoiceOption] = set()
        """The ways by which something was done."""
        self.options_now = NO_OPTIONS
        """The rows that they act by, as they were looked at last."""
        self._chosen = NO_OPTIONS, NO_OPTIONS
        """The rows that held when a choice came up last, and those by which they then act."""
        self.to_note: list[Entry] = []
        """What was heard and is in no note, oldest first."""

    @abstractmethod
    def worded(self, action: do.Action) -> do.Action:
        """Return the act with the words that this person would use."""

    def on_heard(self, entry: Entry, at: Millis) -> Reaction:
        """Take in what was perceived, and plan what comes next."""
        before, actor, body = self.knowledge, entry.actor, entry.body
        self.knowledge = before.after(entry)
        own = actor is self.role
        if own:
            if body.kind in do.AUDIBLE:
                self._share = self._pauses.share()
            self.spoken.note_said(body)
            self._done(body, at)
        elif actor is Role.CALLER or actor is Role.ROOM:
            plain = getattr(body, "intent", None) in ANSWERED and not getattr(body, "means", ())
            plain = plain or do.is_third_voice(body)
            if actor is Role.CALLER and isinstance(body, do.Say | do.SendText) and not plain:
                self.spoken.hear(body.words, body.means, as_if=pretends(body.means))
            if self._is_noted(entry):
                self.to_note.append(entry)
        if self.knowledge is before and not own:
            return NOTHING
        reaction = self._plan(at)
        if own and isinstance(body, do.Note):
            self._drop_late(at)
        if own and self.to_note and isinstance(body, do.Note):
            # The pen is in the hand: the rest of what was heard follows at once.
            more = PlannedAct(NEXT_LINE, do.Note(NoteKind.HEARD), keeps=True)
            return Reaction([*reaction.plans, more], reaction.replaces_plans)
        return reaction

    def _is_noted(self, entry: Entry) -> bool:
        """Whether something heard is written down: each sound, and words but for plain answers."""
        body = entry.body
        if body.kind == "finish" or getattr(body, "intent", None) in ANSWERED:
            return False
        if isinstance(body, do.Say) and body.words and not body.means and says_nothing(body.words):
            return False
        facts = self.knowledge.facts
        if isinstance(body, do.Make):
            # One note names it, however often it comes before the pen is free (CH-48).
            waits = any(e.body == body and e.actor is entry.actor for e in self.to_note)
            return not waits and HeardThing(entry.actor, body.sound) in facts.unnoted
        return do.sign_of(body) is None or isinstance(body, do.Say) or not facts.notes

    def _drop_late(self, at: Millis) -> None:
        """Drop what is too late for a note, as bare words of minutes ago help no reader (LP-13)."""
        self.to_note = [each for each in self.to_note if not self._is_too_late(each, at)]

    def first_to_note(self, at: Millis) -> Entry:
        """Return what is noted next: the oldest that is not too late, or the last if all are."""
        in_time = (each for each in self.to_note if not self._is_too_late(each, at))
        return next(in_time, self.to_note[-1])

    def _is_too_late(self, entry: Entry, at: Millis) -> bool:
        """Whether a note of it is over a minute late, and it states nothing.

        "No worse." is an answer, and a chatter that goes on is in a note already. What was stated,
        another person's words and a new sound are noted late rather than never (CH-48).
        """
        if at - entry.at <= NOTED_WITHIN:
            return False
        body, facts = entry.body, self.knowledge.facts
        heard = body.sound if isinstance(body, do.Make) else getattr(body, "intent", None)
        # What has no purpose of its own is one sentence among others.
        thing = HeardThing(entry.actor, heard) if heard and heard is not Intent.SPEAKS else None
        if thing in facts.unnoted and is_news(facts, thing):
            return False
        if isinstance(body, do.Make):
            return True
        topics = {topic for topic, _ in getattr(body, "means", ())}
        return entry.actor is Role.CALLER and topics.issubset(ASKS_US)

    def _done(self, body: Body, at: Millis) -> None:
        """Remove the plan that this act carried out, also if a script or a person did it."""
        if isinstance(body, do.Note) and body.note is NoteKind.HEARD:
            self.to_note = [each for each in self.to_note if each.seq != body.about]
        voice, desk = self.voice_plan, self.desk_plan
        if voice is not None and voice.action.kind == body.kind and voice.due <= at:
            self._follow(voice.row)
            self.voice_plan = self.to_say = None
        if desk is not None and desk.action.kind == body.kind and desk.due <= at:
            self._follow(desk.row)
            self.desk_plan = None
            self._desk_free = at + DESK_REST

    def _follow(self, row: GuidanceRow) -> None:
        if row.way is not None:
            self.ways_followed.add(row.way)

    def options(self, at: Millis) -> Options:  # noqa: ARG002
        """Return the rows that this person acts by, of those that hold for what they know."""
        found = self.guidance.options(self.knowledge.facts)
        if not found.has_choices:
            return found
        if self._chosen[0] is not found:
            self._chosen = found, self._without_other_ways(found)
        return self._chosen[1]

    def _without_other_ways(self, found: Options) -> Options:
        """Return the rows without those of a way that this person does not take."""
        ways = self.ways_taken
        every: list[HeldRow] = []
        by_hand: dict[Hand, list[HeldRow]] = {Hand.VOICE: [], Hand.DESK: []}
        by_id: dict[str, HeldRow] = {}
        for each in found.all:
            row = each.row
            way = row.way
            if way is None or (ways.get(way.choice) or self._choose(way.choice)) == way.name:
                every.append(each)
                by_hand[row.hand].append(each)
                by_id[row.id] = each
        voice, desk = (tuple(by_hand[hand]) for hand in (Hand.VOICE, Hand.DESK))
        return Options(tuple(every), voice, desk, by_id)

    def _choose(self, choice: str) -> str:
        """Choose a way, once a call; without chance the usual one."""
        ways = CHOICES[choice].ways
        place = 0 if self.chance is None else self.chance(choice).between(0, len(ways) - 1)
        self.ways_taken[choice] = ways[place]
        return ways[place]

    def _plan(self, at: Millis) -> Reaction:
        self.options_now = options = self.options(at)
        voice, desk = self.voice_plan, self.desk_plan
        before = self.to_say, desk
        if voice or options.voice:
            self.voice_plan = voice = self._next(Hand.VOICE, voice, options.voice, at)
        self.to_say = said = self.once_lapsed(voice, at)
        if desk or options.desk:
            self.desk_plan = desk = self._next(Hand.DESK, desk, self._worth(options.desk), at)
        if before == (said, desk):
            return NOTHING
        plans = [PlannedAct(plan.due - at, plan.action) for plan in (said, desk) if plan]
        return Reaction(plans, True)

    def left_undone(self, action: do.Action) -> Reaction:
        """Give up an act at the desk that would say nothing, and plan what comes next.

        Its row still holds, so that it would keep the desk from all else until the facts change:
        minutes, once the line has gone.
        """
        plan = self.desk_plan
        if plan is None or plan.action is not action:
            return NOTHING
        facts, rows = self._left_undone
        now = self.knowledge.facts
        self._left_undone = now, ((*rows, plan.row) if facts is now else (plan.row,))
        self.desk_plan = None
        return self._plan(plan.due)

    def _worth(self, options: Sequence[HeldRow]) -> Sequence[HeldRow]:
        """Return the rows of the desk without those that came to nothing by the same facts."""
        facts, rows = self._left_undone
        if facts is not self.knowledge.facts or not rows:
            return options
        return [each for each in options if each.row not in rows]

    def once_lapsed(self, plan: HandPlan | None, at: Millis) -> HandPlan | None:
        """Return what is said in place of a plan of the voice by what is known when it is due.

        "Nobody else can hear" also lapses where no entry comes between (BF-6), and so does where
        the other person is, and what was said and is news no more. By the facts of now a sentence
        would be said as if that still held, and where they leave nothing to say, nothing would be
        said until something is heard. A plan that good practice has no more by then gives way to
        what it has.
        """
        known, options, then = self.knowledge, self.options_now, plan
        for _ in range(MOST_LAPSES):
            lapses = self.knowledge.next_lapse()
            if lapses is None or (then is not None and then.due < lapses):
                break
            at = max(at, lapses)
            self.knowledge = self.knowledge.as_of(at)
            then = self._by_then(then, at)
        self.knowledge, self.options_now = known, options
        return self.to_say if then == self.to_say else then

    def _by_then(self, plan: HandPlan | None, at: Millis) -> HandPlan | None:
        """Return what the voice does by the facts that hold from `at`, if nothing comes between."""
        self.options_now = then = self.options(at)
        still = None if plan is None else then.by_id.get(plan.row.id)
        if plan is not None and still is not None and _same(plan, still):
            return plan
        if not then.voice or (free := self.free(Hand.VOICE, at)) is NEVER:
            return None
        chosen = self.guidance.next_act(then.voice, self.knowledge, free, at)
        return None if chosen is None else self._planned(chosen, at)

    def _planned(self, chosen: NextAct, at: Millis) -> HandPlan:
        return HandPlan(chosen.row, chosen.action, self._due(chosen, at))

    def _due(self, chosen: NextAct, at: Millis) -> Millis:
        """Return when an act is done that may be begun from `at`."""
        row = chosen.row
        later = row.takes + int(self._share * row.spread)
        due = max(chosen.at, at + max(1, self.reaction_to(row))) + later
        return self.no_sooner(chosen.action, due)

    def take_what_is_said(self, action: do.Action) -> None:
        """Before a planned sentence gets its words, know what has lapsed since the last entry.

        An act that came in place of the plan of the voice is that plan from now on.
        """
        plan, lapses = self.to_say, self.knowledge.next_lapse()
        if plan is None or plan.action is not action or lapses is None or plan.due < lapses:
            return
        self.voice_plan = plan
        self.knowledge = self.knowledge.as_of(plan.due)

    def first_words(self, action: do.Action) -> do.Action:
        """Return an act that is being done with the words that it gets now, if it has none.

        Two planned sentences in five are never said: by then guidance has another act. So a plan
        has no words, and a person who plans more often says nothing else for it.
        """
        wordless = type(action) in HAVE_WORDS and not _words_of(action)
        return self.worded(action) if wordless else action

    def _next(
        self, hand: Hand, plan: HandPlan | None, options: Sequence[HeldRow], at: Millis
    ) -> HandPlan | None:
        """Return what a hand does next. What it has begun goes on unless more presses.

        `plan` is what was planned, and `chosen` what guidance would do now:

        | chosen  | by voice                              | at the desk                            |
        |---------|---------------------------------------|----------------------------------------|
        | same    | stays; its time moves if it may not   | stays, and its act is brought up to    |
        |         | begin so soon any more                | date; planned again if its wait begins |
        |         |                                       | once more before it is under way       |
        | another | replaced                              | replaced; but one that is under way and|
        |         |                                       | still holds stays, unless more presses |
        | none    | dropped                               | dropped                                |

        The instants: `at` is now, `chosen.at` from when the row may be acted on, `plan.due` when
        the act is done; a plan at the desk is under way from `due` less the time that it takes.
        """
        chosen: NextAct | None = None
        if options and (free := self.free(hand, at)) is not NEVER:
            chosen = self.guidance.next_act(options, self.knowledge, free, at)
        elif plan is None:
            return None
        if plan is not None and self.goes_on(plan, chosen, at):
            return plan if hand is Hand.VOICE else self._brought_up_to_date(plan, at)
        if chosen is None:
            return None
        if hand is Hand.VOICE and plan is not None and _same(plan, chosen):
            # Only the moment has changed.
            return plan._replace(due=self._due(chosen, at))
        return self._planned(chosen, at)

    def _brought_up_to_date(self, plan: HandPlan, at: Millis) -> HandPlan:
        """Return a plan at the desk with what is known now: a second tap may make a yes a no."""
        now = self._still_held(plan)
        if now is None or now.action is plan.action or now.action == plan.action:
            return plan
        return HandPlan(plan.row, now.action, max(plan.due, at + SETTLES))

    def _still_held(self, plan: HandPlan) -> HeldRow | None:
        """Return the row of a plan as it holds now, with the act that it makes of the facts."""
        now = self.options_now.by_id.get(plan.row.id)
        return now if now is not None and _same(plan, now) else None

    def no_sooner(self, action: do.Action, due: Millis) -> Millis:  # noqa: ARG002
        """Return when an act that is due is done, if it takes a time of its own."""
        return due

    def reaction_to(self, row: GuidanceRow) -> Millis:
        """Return how long it takes from knowing to acting by a row."""
        return AT_ONCE if row.level <= _PRESSING[row.hand] else self._reaction

    def goes_on(self, plan: HandPlan, chosen: NextAct | None, at: Millis) -> bool:
        """Whether the plan stays: it is still the one, or it is under way at the desk."""
        if chosen is None:
            return False
        same = _same(plan, chosen)
        if plan.row.hand is Hand.VOICE:
            return same and plan.due >= chosen.at
        begins = plan.due - plan.row.takes
        under_way = begins <= at
        if same and not under_way and chosen.at > begins:
            # What it waits for has come again: "ten minutes without a sign" begins again.
            return False
        still = same or self._still_held(plan) is not None
        return still and (same or (under_way and chosen.row.level >= plan.row.level))

    def free(self, hand: Hand, at: Millis) -> Sequence[Millis | None]:
        """Return for each level from when a hand could begin a row of it.

        None if another entry must come first: speech never begins while another person speaks.
        """
        if hand is Hand.DESK:
            return (max(at, self._desk_free),) * LEVELS
        if self.knowledge.facts.speaking:
            return NEVER
        stamps = self.knowledge.stamps
        sound = stamps.get(_SOUND)
        at_once = at if sound is None else max(at, sound + AFTER_SOUND)
        later = max(at_once, self._answer_due())
        for stamp in _LISTENED_TO:
            if (heard := stamps.get(stamp)) is not None:
                longer = _TALKS_ON if stamp == _OVERHEARD and self.listens else 0
                later = max(later, heard + self.listens + longer)
        return (at_once, *(later,) * (LEVELS - 1))

    def _answer_due(self) -> Millis:
        """Return from when an answer is no longer waited for."""
        facts, stamps = self.knowledge.facts, self.knowledge.stamps
        words, sign = stamps.get(_WORDS), stamps.get(_SIGN)
        asked = facts.asking is not None or facts.last_said in self.asks_for_sign
        if words is None or not asked:
            return 0
        if sign is not None and (sign >= words or self._answered_early(sign, words)):
            return max(sign, words) + SETTLES
        return words + self.wait_after(facts)

    def _answered_early(self, sign: Millis, words: Millis) -> bool:
        """Whether the open question was answered before it had ended.

        Words may cut in at any time. A tap or a cough long before the end may be a late answer to
        the question before: the time for an answer is left once more.
        """
        facts, begun = self.knowledge.facts, self.knowledge.stamps.get(_ASKED_LAST)
        answered = facts.asking is not None and facts.answer(facts.asking) in _SETTLED
        if words - sign > EARLY_SIGN and not speaks.holds(facts):
            return False
        return answered and bool(facts.replies) and begun is not None and sign >= begun

    def wait_after(self, _facts: KnownFacts) -> Millis:
        """Return how long an answer is waited for."""
        return self._wait
