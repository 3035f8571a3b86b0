"""Judgements made once for each topic, purpose, stage or situation: plain facts by their name."""

from collections.abc import Callable
from functools import cache

from simulator.core.statements import StatementTopic, Stating
from simulator.core.terms import Intent, LineStage, Sound, Topic
from simulator.derived import Derived
from simulator.knowledge.answers import AnswerState
from simulator.knowledge.facts import KnownFacts
from simulator.knowledge.judgements.asking import is_open, told
from simulator.knowledge.judgements.judgement import FactJudgement, field, holding, judged
from simulator.knowledge.judgements.telling import to_relay
from simulator.knowledge.situation import Situation, seems
from simulator.knowledge.uptake import PRESSES


def _of_topic(
    says: str, reads: str, holds: Callable[[KnownFacts, Topic], bool]
) -> Callable[[Topic], FactJudgement]:
    """Return what makes, once for each topic, the judgement that `holds` is so of it."""
    return cache(
        lambda topic: judged(says.format(topic.label), reads, lambda f, _: holds(f, topic))
    )


yes = _of_topic("the answer to “{}” is: yes", "topics", KnownFacts.is_yes)
no = _of_topic("the answer to “{}” is: no", "topics", KnownFacts.is_no)
told_yes = _of_topic(
    "the caller said of “{}”: yes", "topics", lambda f, t: told(f, t, AnswerState.YES)
)
told_no = _of_topic(
    "the caller said of “{}”: no", "topics", lambda f, t: told(f, t, AnswerState.NO)
)
"""The caller's own word, and nobody else's."""
unknown = _of_topic("“{}” is unknown, and is to be asked", "topics asking ledger address", is_open)
asked = _of_topic("“{}” was asked", "topics", lambda f, t: f.of(t).asked > 0 or f.of(t).stated)
"""Asked in this call, or said unasked by the caller."""
asked_once_before = _of_topic(
    "“{}” was asked once, a while ago",
    "topics asking",
    lambda f, t: f.of(t).asked == 1 and not f.is_now("asking", t),
)
asked_twice_at_most = _of_topic(
    "“{}” was asked twice at most", "topics", lambda f, t: f.of(t).asked < 3
)


@cache
def relays(topic: Topic) -> FactJudgement:
    """Make the judgement that officers ask this, and the caller can be asked it."""
    return judged(
        f"officers ask “{topic.label}”, and the caller can be asked",
        "officers_ask relayed topics place_given speaks was_cut situations ledger things",
        lambda f, _: to_relay(f) is topic,
    )


@cache
def said(intent: Intent) -> FactJudgement:
    """Make the judgement that this seat has said that in this call."""
    return holding(f"it was said: {intent.label}", "said", intent)


@cache
def said_by_caller(intent: Intent) -> FactJudgement:
    """Make the judgement that the caller has said that."""
    return judged(f"the caller {intent.label}", "things", lambda f, _: f.caller_said(intent))


@cache
def situation(kind: Situation) -> FactJudgement:
    """Make the judgement that a situation seems to hold."""
    return judged(f"it seems that {kind.label}", "situations", lambda f, _: seems(f, kind))


def _news_now(facts: KnownFacts) -> frozenset[Stating]:
    # What was said last comes before what was left of it earlier, but for what presses.
    first = facts.fresh | PRESSES
    every = (each[:2] for each in facts.news)
    return frozenset(each for each in every if not facts.fresh or each in first)


_NEWS_NOW = Derived("news to take up now", frozenset({"news", "fresh"}), _news_now)


@cache
def is_news(topic: StatementTopic, value: bool = True) -> FactJudgement:
    """Make the judgement that a caller has stated it, and nothing has taken it up yet."""
    says = topic.meaning if value else f"not: {topic.meaning}"
    return judged(
        f"the caller has just said: {says}",
        "news fresh",
        lambda f, _: f.has(_NEWS_NOW, (topic, value)),
    )


@cache
def stated(topic: StatementTopic) -> FactJudgement:
    """Make the judgement that it is believed, so that one acts on it."""
    return judged(f"it was stated: {topic.meaning}", "ledger", lambda f, _: f.believes(topic))


def sound_heard(says: str, *sounds: Sound) -> FactJudgement:
    """Make the judgement that one of these sounds was heard."""
    return judged(says, "things", lambda f, _: f.has_heard(*sounds))


def sound_heard_by_either(says: str, *sounds: Sound) -> FactJudgement:
    """Make the judgement that one of these sounds was heard, here or by the operator."""
    return judged(
        says,
        "things handed_sounds",
        lambda f, _: f.has_heard(*sounds) or not f.handed_sounds.isdisjoint(sounds),
    )


def at(*stages: LineStage) -> FactJudgement:
    """Make the judgement that the line is at one of these stages."""
    names = " or ".join(stage.label for stage in stages)
    return field(f"the line is {names}", "stage", *stages)


def checked(*times: int) -> FactJudgement:
    """Make the judgement that "still there?" was asked so often since the last sign."""
    often = " or ".join(map(str, times))
    return field(f"asked {often} times whether the caller is there", "checks", *times)
