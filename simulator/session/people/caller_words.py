"""The words of a caller: what they state, what is added to an answer, and what answers them.

What a scenario fixes stays fixed: nothing is said that its facts, or words of its file, do not say.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from simulator.content.fields.content_model import Fact
from simulator.content.scenario.act_forms import StepText
from simulator.content.scenario.environment import CallerLine
from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.statements import Stated, StatementTopic, follows
from simulator.core.terms import Intent, Topic
from simulator.language.lines import LineBook, LineVariant

TOLD_LASTS: Millis = 120_000
"""How long "they are coming", or "I don't know yet", answers "How long?" (assumption)."""
ANSWERED_BY: Mapping[Intent, Sequence[Intent]] = {
    Intent.WANTS_POLICE: (Intent.OFFICERS_SENT, Intent.OFFICERS_THERE, Intent.ETA),
    Intent.WANTS_AMBULANCE: (Intent.AMBULANCE_SENT,),
}
"""After which of a handler's sentences a caller does not ask for that any more."""
_KEEPS_TO_YES = (Intent.PRETENDS, Intent.CHILD_SPEAKS, Intent.OTHER_LANGUAGE)
"""Who keeps a role, is small, or has no English adds nothing to a yes."""
_T = StatementTopic
_NO_MORE_THAN_THE_FACT = frozenset(
    {
        *((_T.PERSON_HERE, True), (_T.IN_ANOTHER_ROOM, True), (_T.PERSON_OUTSIDE, True)),
        *((_T.HAS_GONE, True), (_T.HAS_GONE, False), (_T.SEVERAL_PEOPLE, True)),
        *((_T.STRANGER, True), (_T.CHILDREN, True), (_T.CHILDREN, False)),
        *((_T.OTHER_DRANK, True), (_T.COURT_ORDER, True), (_T.FOLLOWED, True)),
        *((_T.CANNOT_OPEN, True), (_T.LOCKED_OWN_DOOR, True), (_T.NOT_WAKING, True)),
    }
)
"""Statements that say just what the facts of a scenario say. "A weapon" says not which."""
_GRAVEST = (
    *(Topic.INJURED, Topic.AWAKE, Topic.WEAPON, Topic.FOLLOWED),
    *(Topic.IN_THE_HOUSE, Topic.OTHER_PERSON_PRESENT),
)
"""What answers "What's happened?", the gravest first (assumption)."""
TOLD_IN_WORDS = {Topic.LOCATION: Intent.GIVES_PLACE, Topic.WHAT_HAPPENED: Intent.SPEAKS}
"""The questions for words that are answered though no step of the file does, and with what."""


def own_lines(own: Iterable[CallerLine], intent: Intent) -> tuple[LineVariant, ...]:
    """Return the lines of a file with what they state: as the file has it, else as it is read."""
    return tuple(LineVariant(each.words, **each.states(intent)) for each in own)


def is_unclear(said: do.Action) -> bool:
    """Whether words were understood as nothing."""
    return isinstance(said, do.Say) and said.intent is Intent.OWN_WORDS and not said.purpose


def what_is_so(
    facts: Mapping[Topic, Fact], steps: Iterable[StepText], book: LineBook, address: str = ""
) -> LineBook:
    """Return the sentences that a caller may add to an answer, or answer in words, by its topic.

    Only who is alone speaks so freely. `address` is the one on record.
    """
    if facts.get(Topic.ALONE_TO_TALK) is not Fact.YES:
        return {}
    acts = [act for step in steps for text in step.do for act in text.actions()]
    if any(getattr(act, "intent", None) in _KEEPS_TO_YES for act in acts):
        return {}
    meant = frozenset(each for act in acts for each in getattr(act, "means", ()))
    lines = {
        topic: tuple(each for each in book.get(topic, ()) if _is_so(each.means, facts, meant))
        for topic in Topic
    }
    worst = (lines[topic] for topic in _GRAVEST if lines[topic])
    lines[Topic.WHAT_HAPPENED] = next(worst, ())
    if address and facts.get(Topic.AT_KNOWN_ADDRESS) is Fact.YES:
        lines[Topic.LOCATION] = tuple(book.get(Intent.GIVES_PLACE, ()))
    return {topic: found for topic, found in lines.items() if found}


def _is_so(means: Stated, facts: Mapping[Topic, Fact], meant: frozenset[object]) -> bool:
    """Whether the facts, or the words of a file, say all that is stated, and nothing against it."""
    for topic, value in means:
        said = [(facts.get(of), _fact(so=so)) for of, so in follows([(topic, value)])]
        plain = (topic, value) in _NO_MORE_THAN_THE_FACT and any(is_so is so for is_so, so in said)
        against = (topic, not value) in meant or any(
            is_so is not so and is_so in (Fact.YES, Fact.NO) for is_so, so in said
        )
        if against or not (plain or (topic, value) in meant):
            return False
    return bool(means)


def _fact(*, so: bool) -> Fact:
    return Fact.YES if so else Fact.NO
