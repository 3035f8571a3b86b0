"""What another service is told: where, what, who is there and dangerous, how to come (CH-61)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from simulator.core import acts as do
from simulator.core.terms import Reported, Role, Service
from simulator.knowledge.facts import HeardThing
from simulator.knowledge.services import BREATHING, DANGER, LOST, events_for_services, lacked_by
from simulator.language.telling.briefing import all_sentences, burst
from simulator.language.telling.sentence import SpokenSentence, Teller
from simulator.language.telling.statement_words import Part

_FIRST = -1
"""The rank of what no burst leaves out: where, and that somebody may be violent."""
WAIT = "Somebody there may be violent: wait round the corner until officers are in."
"""How a crew without protection comes (practice2 WT-06; wording: assumption)."""
AS_BAD = "Breathing asked about, and nobody can say yes. Please come on the line now, for CPR."
"""What ambulance control hears of breathing that is not known (practice2 DR-08, assumption)."""


def tell_service(made: do.BringIn, teller: Teller) -> do.BringIn:
    """Return the act with what the service lacks, in at most one burst; the rest comes next."""
    first, rest = burst([*_sentences(made, teller)])
    lacking = lacked_by(teller.facts, made.service)
    later = frozenset().union(*(each.covers for each in rest))
    said = frozenset().union(*(each.covers for each in first))
    # What no sentence says any more, because it was overtaken, is not waited for.
    passed = {(e.topic, e.value) for e in lacking if e in said or e not in later}
    text = " ".join(each.text for each in first)
    return replace(made, text=text, means=tuple(sorted(passed)))


def _sentences(made: do.BringIn, teller: Teller) -> Iterator[SpokenSentence]:
    """Yield what the service lacks; when it is asked in, what was heard first as well."""
    facts = teller.facts
    told = {each for service, each in facts.services_told if service is made.service}
    new = {*events_for_services(facts)} - told
    lacking = frozenset(lacked_by(facts, made.service))
    for each in all_sentences(teller):
        placed = each.part is Part.PLACE and each.rank == 0
        if placed and (not made.update or new - {LOST, DANGER, BREATHING}):
            yield each._replace(rank=_FIRST)
        elif not lacking.isdisjoint(each.covers):
            hurt = each.part is Part.HURT and made.service is Service.AMBULANCE
            yield each._replace(rank=0 if hurt else min(each.rank, 1))
        elif not placed and _is_theirs(each, first=not made.update, lost=LOST in new):
            yield each
    if BREATHING in new and made.service is Service.AMBULANCE:
        yield SpokenSentence(Part.HURT, AS_BAD, frozenset(), _FIRST)
    if DANGER in new:
        yield SpokenSentence(Part.HOW, WAIT, frozenset(), _FIRST)


def _is_theirs(each: SpokenSentence, *, first: bool, lost: bool) -> bool:
    """Whether it is no statement's, and yet for them: contact lost, first words, who calls."""
    if not _LINE.isdisjoint(each.covers):
        return lost
    return first and each.text.startswith(("Another voice", "A child is", "From the operator"))


_LINE = frozenset(
    HeardThing(Role.NETWORK, what) for what in (Reported.LINE_LOST, Reported.HANDSET_REPLACED)
)
