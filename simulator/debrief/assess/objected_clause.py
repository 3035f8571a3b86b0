"""Which clause of a briefing a criterion objects to, so that a page can quote it.

A trainee can learn from an objection, or refute it, only if it names the words that it is about.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from simulator.content.scenario.meant import read
from simulator.content.scenario.report_words import (
    clauses_as_written,
    follows_known,
    is_claim,
    plainly,
)
from simulator.core import acts as do
from simulator.core.log import Entry
from simulator.core.statements import Stating, follows
from simulator.knowledge.knowledge import Knowledge
from simulator.late_pattern import late_pattern
from simulator.rules.said_of_call import unanswered_nos


def _nobody_said(stating: Stating, known: Knowledge, act: do.BriefOfficers) -> bool:
    held = {each[:2] for each in known.facts.ledger}
    counts = stating in act.means and is_claim(stating)
    return counts and stating not in held and not follows_known(stating, known.facts)


def _nobody_denied(stating: Stating, known: Knowledge, act: do.BriefOfficers) -> bool:
    no = {topic for topic, so in follows([stating]) if not so}
    return any(topic in act.ruled_out and not known.facts.is_no(topic) for topic in no)


def _anothers(stating: Stating, known: Knowledge, act: do.BriefOfficers) -> bool:
    theirs = known.facts.ledger.only_another_said(*stating)
    return theirs and stating in act.means and stating not in act.their_word


_LISTED_NOS = late_pattern(r"\bNo to: [^.]+")
"""How a briefing by topics rules several out in one sentence."""
_OBJECTED: dict[str, Callable[[Stating, Knowledge, do.BriefOfficers], bool]] = {
    "briefing-true": _nobody_said,
    "no-answer-is-not-no": _nobody_denied,
    "whose-word-it-is": _anothers,
}


def objected_clause(criterion: str, act: Entry, heard: Sequence[Entry]) -> str:
    """Return the clause of a briefing that a criterion objects to; empty if none is plain."""
    body, objects_to = act.body, _OBJECTED.get(criterion)
    if objects_to is None or not isinstance(body, do.BriefOfficers) or not body.text:
        return ""
    known = Knowledge(act.actor)
    for entry in heard:
        if entry.seq >= act.seq:
            break
        known = known.after(entry)
    wrong = {"briefing-true": True, "no-answer-is-not-no": False}.get(criterion)
    # Of several that are ruled out, one may have been answered: that one is not objected to.
    listed = body.topics if wrong else tuple(unanswered_nos(known, body.ruled_out))
    for topic, so, written in plainly(body.text, known.facts):
        if so is wrong and topic in listed:
            return written
    for sentence in _LISTED_NOS.findall(body.text):
        if wrong is False and any(topic.label in sentence for topic in listed):
            return str(sentence)
    for written, said in clauses_as_written(body.text):
        if any(objects_to(each, known, body) for each in read(said)[0]):
            return written
    return ""
