"""What was stated, as evidence: by whom it was, and who could hear or had it said."""

from collections.abc import Iterator, Sequence
from typing import Any

from simulator.core import acts as do
from simulator.core.log import Entry
from simulator.core.statements import Stating, follows
from simulator.core.terms import Role
from simulator.knowledge.knowledge import Knowledge
from simulator.knowledge.ledger import Statement
from simulator.rules.known_words import Known
from simulator.rules.rubric import Criterion

_USED = frozenset({Known.STATED_ALREADY, Known.ANOTHERS_AS_FACT})
"""Words for an act that uses what was stated before it."""


class StatementsShown:
    """The statements of a log, as one seat took them in."""

    def __init__(self, heard: Sequence[Entry], role: Role) -> None:
        """Fold the log once."""
        self._stated: dict[int, tuple[Statement, ...]] = {}
        self._before: dict[int, Knowledge] = {}
        knowledge = Knowledge(role)
        for entry in heard:
            after = knowledge.after(entry)
            if means := _means_of(entry):
                self._stated[entry.seq] = tuple(_taken(means, knowledge, after))
            if isinstance(entry.body, do.Ask | do.BriefOfficers):
                self._before[entry.seq] = knowledge
            knowledge = after

    def note(self, seq: int) -> str:
        """Return what an entry stated, in brackets; empty if it stated nothing."""
        said = self._stated.get(seq, ())
        if not said:
            return ""
        labels = (f"{'' if each.value else 'not: '}{each.topic.label}" for each in said)
        topics = ", ".join(labels)
        circumstances = ", ".join(dict.fromkeys(each.pressure.label for each in said))
        return f" [states: {topics}; {circumstances}]"

    def behind(self, criterion: Criterion, act: Entry) -> Iterator[int]:
        """Yield the entries that stated what an act asks again, or passes on as a fact."""
        known = self._before.get(act.seq)
        if known is None or _USED.isdisjoint(_words_of(criterion)):
            return
        used = frozenset(_used(act.body, known))
        for seq, said in self._stated.items():
            if seq < act.seq and not used.isdisjoint((each.topic, each.value) for each in said):
                yield seq


def _means_of(entry: Entry) -> tuple[Stating, ...]:
    """Return what an entry states of the call: nothing, if it is staff who speak to the caller."""
    theirs = entry.actor in (Role.CALLER, Role.ROOM) or isinstance(entry.body, do.HandOver)
    return tuple(getattr(entry.body, "means", ())) if theirs else ()


def _taken(means: Sequence[Stating], before: Knowledge, after: Knowledge) -> Iterator[Statement]:
    """Yield how each was taken in: as a new statement, or as one that was held already."""
    held = frozenset(before.facts.ledger)
    for topic, value in means:
        said = [each for each in after.facts.ledger.of(topic) if each.value is value]
        yield from [each for each in said if each not in held][:1] or said[:1]


def _words_of(criterion: Criterion) -> frozenset[Known]:
    matches = criterion.rule.matches() if criterion.rule else ()
    return frozenset(w for match in matches for part in match.parts() for w in part.known or ())


def _used(body: Any, known: Knowledge) -> Iterator[Stating]:
    """Yield the statements that a question asks again, or that a briefing passes on."""
    topics = {*getattr(body, "about", ()), *getattr(body, "ruled_out", ())}
    topics |= {*getattr(body, "topics", ())}
    for each in known.facts.ledger:
        said = each.topic, each.value
        if said in body.means or not topics.isdisjoint(topic for topic, _ in follows([said])):
            yield said
