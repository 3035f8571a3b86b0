"""What good practice does now, as a person is advised: in order, and not over a sound or a voice.

The coach, its key and the debrief advise from here, so that they advise the same.
"""

from collections.abc import Sequence

from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.terms import Intent, Sound
from simulator.guidance.guidance import NextAct
from simulator.guidance.rows import GuidanceRow, Hand
from simulator.knowledge.facts import Stamp
from simulator.knowledge.judgements.dated import answered_early
from simulator.knowledge.knowledge import Knowledge
from simulator.knowledge.uptake import passed_over

LISTENS_FIRST: Millis = 3_000
"""After something breaks, before anything is said or asked about it (CH-47, assumption)."""
SOON: Millis = 8_000
"""What is due so soon counts as now for the coach (as for the debrief; assumption)."""
LIFE = 1
"""Levels up to this one are about what happens now, and about life (practice 0.3)."""
MOST_ADVICE = 3
"""Most acts that the coach names at once (our choice)."""


def to_hear_out(knowledge: Knowledge, now: Millis) -> str:
    """Say what to do while something breaks or another person speaks; else nothing."""

    def just(stamp: Stamp, subject: str = "") -> bool:
        span = knowledge.since(stamp, now, subject)
        return span is not None and span < LISTENS_FIRST

    if just(Stamp.DISTURBANCE):
        return "Stop, and listen to its end. Then ask about that."
    spoken = just(Stamp.HEARD, Intent.NOT_TO_CALL) or just(Stamp.HEARD, Sound.VOICES)
    return "Stop, and listen to its end. Log the words." if spoken else ""


ANSWER_TIME: Millis = 4_000
"""After a question, before the next words (R1, as `four-seconds-left`)."""
_BREAKS_IN = (Stamp.DISTURBANCE, Stamp.OTHER_VOICE, Stamp.OVERHEARD, Stamp.ARRIVED, Stamp.STAGE)


def awaits_answer(knowledge: Knowledge, now: Millis) -> bool:
    """Whether a question of this seat is so new that its answer may still come."""
    facts, ended = knowledge.facts, knowledge.at(Stamp.WORDS)
    asked = facts.asked_form is not None or facts.last_said in do.ASKS_FOR_SIGN
    if not asked or ended is None or now - ended >= ANSWER_TIME or answered_early(knowledge):
        return False
    since = (knowledge.at(each) for each in (Stamp.SIGN, *_BREAKS_IN))
    return all(at is None or at < ended for at in since)


def is_held_back(act: NextAct, knowledge: Knowledge, now: Millis) -> bool:
    """Whether an act that is due waits: an answer has its time, and news is taken up first."""
    if act.row.hand is Hand.VOICE and awaits_answer(knowledge, now):
        return True
    return isinstance(act.action, do.Ask) and passed_over(knowledge.facts, act.action)


def in_words(row: GuidanceRow, action: do.Action) -> str:
    """Return what an act is, as its row says it; of location data, which is meant.

    Two sources may have come, and who has read the one would think the act done.
    """
    says = row.act.says
    if isinstance(action, do.ReadLocation):
        return says.replace("the location data", f"the location from {action.source.label}")
    return says


def most_pressing(acts: Sequence[NextAct], now: Millis, *, unopened: bool) -> tuple[NextAct, ...]:
    """Return what to advise, an act once: by level, then the row that says most of this call.

    What is due later comes last, by its time; of rows alike the voice comes first (practice 0.3).

    Until a caller has heard who is on the line (`unopened`), what to say comes before everything.
    An act for life or limb at the desk is never cut off behind kind words, however many there are;
    nor is closing or ending, once a row says that it is right.
    """

    def order(act: NextAct) -> tuple[bool, bool, int, Millis, int, bool]:
        later, desk = act.at > now + SOON, act.row.hand is not Hand.VOICE
        at = act.at if later else 0
        return later, unopened and desk, act.row.level, at, -act.row.when.size, desk

    ordered: list[NextAct] = []
    for act in sorted(acts, key=order):
        if act.action not in [each.action for each in ordered]:
            ordered.append(act)
    rest = ordered[MOST_ADVICE:]
    owed = (
        act
        for act in rest
        if act.row.hand is Hand.DESK
        and not order(act)[0]
        and (act.row.level <= LIFE or isinstance(act.action, (do.Close, do.EndCall)))
    )
    return (*ordered[:MOST_ADVICE], *owed)
