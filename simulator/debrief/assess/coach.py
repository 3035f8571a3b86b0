"""The coach of a coached call: one short hint ahead of an act that is due and not begun.

It advises what the rows of guidance ask for, in the order of the key that asks it, and knows only
what its seat knows. It looks once a second, so that the same call has the same hints, however often
a screen asks; a debrief finds them again in the log. It never praises.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.log import Entry
from simulator.core.profile import Force, Profile
from simulator.core.terms import Intent, Role, Sound, Topic
from simulator.debrief.assess.advised import (
    LIFE,
    in_words,
    is_held_back,
    most_pressing,
    to_hear_out,
)
from simulator.debrief.assess.findings import Coach
from simulator.guidance.guidance import Guidance, NextAct
from simulator.guidance.rows import GuidanceRow
from simulator.guidance.stakes import Stake, owed, stake_of_fault
from simulator.guidance.tables import good_practice, guidance_of, same_act
from simulator.knowledge.answers import AnswerState
from simulator.knowledge.facts import HEARERS_LAPSE, Hearers, KnownFacts, Stamp
from simulator.knowledge.judgements import table as j
from simulator.knowledge.judgements.dated import last_disturbed
from simulator.knowledge.knowledge import Knowledge
from simulator.rules.match_criteria import Context
from simulator.rules.rubric import Criterion, Rubric
from simulator.session.run.call_people import question_bank

MOST_WORDS = 15
"""Most words of a hint (practice 6.7)."""
PAUSE: Millis = 4_000
"""A natural pause: for so long an act may be due, and not be begun (practice 6.7, assumption)."""
APART: Millis = 20_000
"""From one hint to the next; what is about life, or happens now, is not held back (6.7)."""
AGAIN: Millis = 60_000
"""From a hint to the same one (assumption)."""
MOST_TIMES = 2
"""How often the same hint is given: who leaves the act out after that has a reason (assumption)."""
FOLLOWS: Millis = 30_000
"""An act that comes so soon after a hint that asks for it has followed it (assumption)."""
_RECENT: Millis = 15_000
"""What happened so lately is the moment that a hint names (assumption)."""
SECOND: Millis = 1_000


class CoachHint(NamedTuple):
    """What the coach said ahead of an act."""

    at: Millis
    text: str
    level: int
    """The level of its row: 0 happens now, 1 is about life."""
    row: str
    """The id of the row of guidance; empty for a word to listen."""
    because: str
    """The source codes of the row."""
    action: do.Action | None = None
    """The act that it asks for; None to listen."""


# fmt: off
_MOMENTS: Mapping[tuple[Stamp, str], str] = {
    (Stamp.HEARD, Sound.BREAKING): "Something broke.",
    (Stamp.HEARD, Sound.SHOUTING): "Someone shouted.",
    (Stamp.HEARD, Sound.SCUFFLE): "That was a scuffle.",
    (Stamp.HEARD, Sound.SOB): "Someone cried.",
    (Stamp.DISTURBANCE, ""): "Something happened there.",
    (Stamp.OTHER_VOICE, ""): "Another voice spoke.",
    (Stamp.OVERHEARD, ""): "Someone spoke near the phone.",
    (Stamp.HEARD, Sound.VOICES): "Someone spoke near the phone.",
    (Stamp.CUT, ""): "The line has gone.",
    (Stamp.WORSE, ""): "The sign for worse came.",
    (Stamp.TEXT_IN, ""): "A text came.",
    (Stamp.RESULT, ""): "A result is back.",
    (Stamp.OFFICERS_ASKED, ""): "Officers asked something.",
    (Stamp.SERVICE_ASKED, ""): "Another control asked something.",
    (Stamp.AT_DOOR, ""): "Officers have not reached them.",
    (Stamp.FOUND, ""): "Officers have found them.",
    (Stamp.ARRIVED, ""): "Officers have arrived.",
    (Stamp.OFFICER_SPOKE, ""): "An officer is on the phone.",
    (Stamp.SIGN, ""): "An answer came.",
}
"""What has happened, as a seat knows it and in a few words; of two at once the first."""
_ORDERS: Mapping[Intent, str] = {
    Intent.NOT_UNDERSTOOD: "say that you understood only part",
    Intent.KEEP_SMOKE_OUT: "say how to keep smoke out",
    Intent.GO_QUIET: "say that you will be quiet",
    Intent.CODE_UNCLEAR: "say that the answer was not clear",
    Intent.GOT_IT: "say that you have the answer",
    Intent.STILL_WITH_YOU: "say that you are still there",
    Intent.OFFICERS_SENT: "say that officers are coming",
    Intent.OFFICERS_THERE: "say that officers have arrived",
    Intent.NO_UNIT_YET: "say that no officers are free yet",
}
"""Purposes whose labels make no order by losing their s."""
# fmt: on


def hint_text(row: GuidanceRow, action: do.Action, moment: str = "") -> str:
    """Return a hint: the moment, and the next act as an order, without what it would find out."""
    match action:
        case do.Ask(about=(topic,)):
            order = _question(topic)
        case do.Say(intent=intent) if row.act.says == intent.label:
            verb, _, rest = intent.label.partition(" ")
            order = _ORDERS.get(intent) or f"{verb.removesuffix('s')} {rest}".rstrip()
        case do.BringIn(service=service, update=False):
            order = f"ask for this service: {service.label}"
        case do.BriefOfficers() if row.act.says.startswith("brief officers"):
            order = "brief officers on what is new"
        case do.Withhold():
            order = "leave that unsaid, and log why"
        case _:
            order = in_words(row, action).partition(":")[0].partition(",")[0]
    stop = "" if order.endswith('"') else "."
    act = f"{order[:1].upper()}{order[1:]}{stop}"
    # The act is what matters: of a long one the moment is left unsaid.
    room = len(moment.split()) + len(act.split()) <= MOST_WORDS
    return f"{moment} {act}" if moment and room else act


def _question(topic: Topic) -> str:
    words = question_bank().words(topic)
    # Words with a place in them would name what this seat may not know.
    named = words and len(words.split()) <= MOST_WORDS - 7
    return f'ask: "{words}"' if named else f"ask about this: {topic.label}"


def last_moment(knowledge: Knowledge, now: Millis) -> str:
    """Return what happened last, if it was lately; empty if nothing did."""
    found = ""
    last = now - _RECENT
    for (stamp, subject), says in _MOMENTS.items():
        at = knowledge.stamps.get((stamp, subject))
        if at is not None and at > last:
            found, last = says, at
    return found


class CoachAhead:
    """The hints of one seat, as its call goes on. Nothing is looked at but what the seat knows."""

    def __init__(self, guidance: Guidance, rules: Coach) -> None:
        """Start before the call. What `rules` would fault now is not advised now."""
        self._guidance, self.rules = guidance, rules
        self._seq = 0
        self._looked: Millis = 0
        self._moved: Millis = 0
        """When this seat last acted or spoke, or last heard something."""
        self._due: dict[tuple[str, do.Action], Millis] = {}
        """What is due and not begun, and since when."""
        self._said: dict[Hinted, Millis] = {}
        self._times: Counter[Hinted] = Counter()
        self._last: Millis = -APART
        self._listened: Millis = -APART

    def until(self, knowledge: Knowledge, now: Millis) -> tuple[CoachHint, ...]:
        """Return the hints up to `now` (ms), while nothing new is known."""
        first = self._looked // SECOND + 1
        self._looked = max(self._looked, now)
        facts = knowledge.facts
        if not facts.offered or facts.left:
            self._due.clear()
            return ()
        found = (self._look(knowledge, at * SECOND) for at in range(first, now // SECOND + 1))
        return tuple(hint for hint in found if hint is not None)

    def hear(self, entry: Entry) -> None:
        """Take note of an entry that the seat perceived."""
        self._moved, self._seq = entry.at, entry.seq
        if isinstance(entry.body, do.BriefOfficers):
            # What is new after a briefing is a new matter.
            for each in [each for each in self._said if each[1] == entry.body.kind]:
                del self._said[each], self._times[each]
        self.rules.receive(entry)

    @property
    def role(self) -> Role:
        """The seat."""
        return self._guidance.role

    def warning(
        self, actions: Iterable[do.Action], now: Millis, knowledge: Knowledge | None = None
    ) -> str:
        """Return why acts should not be done now, in the words of a criterion; else nothing.

        With what the seat knows it also says what is missing, where that isn't plain.
        """
        grave = filter(_is_warned_of, self.would_break(actions, now))
        worst = next(iter(sorted(grave, key=_by_stake)), None)
        if worst is None:
            return ""
        if knowledge is None or worst.id != HEARERS_FIRST:
            return worst.says
        return f"{worst.says} {hearers_doubt(knowledge, now)}"

    def would_break(self, actions: Iterable[do.Action], now: Millis) -> tuple[Criterion, ...]:
        """Return the criteria that acts would break, were they done now.

        It is judged as the debrief would, had they been done.
        """
        supposed = [*_supposed(self._guidance.role, actions, self._seq, now)]
        return self.rules.would_break(supposed) if supposed else ()

    def _look(self, knowledge: Knowledge, now: Millis) -> CoachHint | None:
        acts = good_practice(self._guidance, knowledge, now)
        due = [act for act in acts if act.at <= now]
        self._due = {key: self._due.get(key, now) for key in map(_key, due)}
        # While one speaks oneself, this is the very word that is needed.
        if to_hear_out(knowledge, now):
            return self._to_listen(knowledge, now)
        if knowledge.facts.speaking:
            return None
        unopened = self._guidance.role is Role.CALL_HANDLER
        unopened = unopened and j.FIRST_WORDS.isdisjoint(knowledge.facts.said)
        for act in most_pressing(acts, now, unopened=unopened):
            if act.at > now or not _is_owed(act, knowledge.facts):
                continue
            if is_held_back(act, knowledge, now):
                continue
            if self._is_said(act, now):
                continue
            # Of several at once only the gravest: what is less grave waits until it is named.
            if not self._may_say(act, now):
                return None
            return self._say(act, hint_text(act.row, act.action, last_moment(knowledge, now)), now)
        return None

    def _is_said(self, act: NextAct, now: Millis) -> bool:
        key = _hinted(act)
        lately = now - self._said.get(key, -AGAIN) < AGAIN
        return lately or self._times[key] >= MOST_TIMES

    def _may_say(self, act: NextAct, now: Millis) -> bool:
        begun = self._due[_key(act)]
        if now - begun < PAUSE:
            return False
        if act.row.level <= LIFE:
            # What was due beside the last hint can wait; what has come since cannot.
            return now - self._last >= APART or (begun >= self._last and now - self._last >= PAUSE)
        return now - self._last >= APART and now - self._moved >= PAUSE

    def _to_listen(self, knowledge: Knowledge, now: Millis) -> CoachHint | None:
        if now - self._listened < APART:
            return None
        self._listened = self._last = now
        moment = last_moment(knowledge, now)
        return CoachHint(now, f"{moment} Stop and listen.".lstrip(), 0, "CH-47", "H1 assumption")

    def _say(self, act: NextAct, text: str, now: Millis) -> CoachHint:
        self._last = self._said[_hinted(act)] = now
        self._times[_hinted(act)] += 1
        return CoachHint(now, text, act.row.level, act.row.id, act.row.because, act.action)


HEARERS_FIRST = "hearing-asked-first"
"""The criterion that a caller's own words can seem to meet already."""


def hearers_doubt(knowledge: Knowledge, now: Millis) -> str:
    """Return why it is not known that nobody else can hear, as a seat knows it at `now` (ms).

    "Nobody can hear me" is a yes on the desk, so the rule alone would seem to be met.
    """
    facts = knowledge.facts
    fact = facts.of(Topic.ALONE_TO_TALK)
    said = knowledge.at(Stamp.FACT, Topic.ALONE_TO_TALK)
    if facts.hear in (Hearers.UNSAFE, Hearers.EXPOSED):
        return "Another person may be close to the phone."
    if fact.value is not AnswerState.YES or said is None:
        return _UNANSWERED if fact.asked else _UNASKED
    if last_disturbed(knowledge) > said:
        return "Something was heard there since they said so: ask again."
    if now - said > HEARERS_LAPSE:
        return "They said so more than two minutes ago: ask again."
    if fact.only_alone:
        return "They said that they are alone; a person near may still hear."
    return "They said so once: ask it the other way round as well, to be sure."


_UNASKED = "You have not asked who can hear."
_UNANSWERED = "You asked who can hear, and no answer says that nobody can."


def coach_ahead(rubric: Rubric, profile: Profile, force: Force) -> CoachAhead:
    """Return the coach of a seat, before its call. ValueError as for `Coach`."""
    police = force if rubric.role is Role.CALL_HANDLER else None
    # Criteria that no coach speaks of during a call are faulted as well.
    criteria = tuple(replace(each, live=True) for each in rubric.criteria)
    rules = Coach(replace(rubric, criteria=criteria), Context(force=force, profile=profile))
    return CoachAhead(guidance_of(rubric.role, profile, police), rules)


def _supposed(role: Role, actions: Iterable[do.Action], seq: int, at: Millis) -> Iterator[Entry]:
    """Yield the entries of acts as if they were done now, after the last entry that was heard."""
    for action in actions:
        seq += 1
        yield Entry(seq, at, role, role, action)
        if isinstance(action, do.Speech):
            seq += 1
            intent = getattr(action, "intent", None)
            yield Entry(seq, at, role, role, do.Finish(intent), cause=seq - 1)


_WARNED = (Stake.UNTRUE, Stake.GIVEN_AWAY, Stake.CLOSED)
"""What an act must not cost, in this order: it can't be taken back (practice 6.7)."""


def _is_warned_of(criterion: Criterion) -> bool:
    return stake_of_fault(criterion.id) in _WARNED


def _by_stake(criterion: Criterion) -> int:
    return _WARNED.index(stake_of_fault(criterion.id))


def _key(act: NextAct) -> tuple[str, do.Action]:
    return act.row.id, act.action


Hinted = tuple[str, do.Action | str]
"""What a hint was for: the row, and the act or its kind if the words of the hint name no more."""


def _hinted(act: NextAct) -> Hinted:
    # Each answer changes what officers have to know, and the words of the hint stay the same.
    briefing = isinstance(act.action, do.BriefOfficers)
    return act.row.id, act.action.kind if briefing else act.action


def _is_owed(act: NextAct, facts: KnownFacts) -> bool:
    """Whether leaving it out would be missed: kind words and the like are one's own to choose."""
    spoken = isinstance(act.action, do.Say)
    if act.row.level == 0 or (act.row.level <= LIFE and not spoken):
        return True
    return owed(act.action, facts) is not None


def hints_of(coach: CoachAhead, heard: Sequence[Entry]) -> tuple[CoachHint, ...]:
    """Return the hints of a whole call, as its seat perceived it; `coach` has heard nothing yet."""
    knowledge = Knowledge(coach.role)
    found: list[CoachHint] = []
    for entry in heard:
        found += coach.until(knowledge, entry.at)
        knowledge = knowledge.after(entry)
        coach.hear(entry)
    return tuple(found)


def followed_hints(
    role: Role, hints: Iterable[CoachHint], heard: Sequence[Entry]
) -> dict[int, CoachHint]:
    """Return the seat's own acts that did what a hint asked for soon after it, by `seq`."""
    found: dict[int, CoachHint] = {}
    own = [each for each in heard if each.actor is role and isinstance(each.body, do.Action)]
    for hint in hints:
        if hint.action is None:
            continue
        soon = (each for each in own if hint.at <= each.at <= hint.at + FOLLOWS)
        act = next((each for each in soon if same_act(hint.action, each.body)), None)
        if act is not None:
            # A finding on words may rest on their end.
            ends = (e for e in heard if isinstance(e.body, do.Finish) and e.cause == act.seq)
            found |= {each.seq: hint for each in (act, *ends)}
    return found
