"""The reasoning that a call handler writes under a heading of THRIVE, in sentences about the call.

It says what is known and by whom, what is not known, and what would change the judgement (CH-72,
CH-84).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from simulator.core import terms
from simulator.core.instant import minutes
from simulator.core.statements import StatementTopic
from simulator.core.terms import Heading, Intent, Marker, Topic
from simulator.knowledge.answers import PLAIN
from simulator.knowledge.facts import CallbackState, Hearers, KnownFacts, Lookup, Stamp
from simulator.knowledge.ledger import Pressure, SaidHow
from simulator.knowledge.officers_questions import answers
from simulator.language.telling.answer_words import MARKER_WORDS
from simulator.language.telling.answers import of_unknown
from simulator.language.telling.besides import on_the_number, services
from simulator.language.telling.briefing import all_sentences
from simulator.language.telling.heard import newest_heard, not_rung
from simulator.language.telling.places import TRACE_RUNS, of_places
from simulator.language.telling.sentence import Teller, listed
from simulator.language.telling.statement_words import Part

AGAIN = "Looked at again:"
"""How a second look begins by which nothing is otherwise."""
_OFF = (terms.LineStage.DOWN, terms.LineStage.CUT_OFF)
"""Where nobody hears the call any more."""
MOST_SENTENCES = 6
"""Under one heading (assumption)."""


def reasoning(heading: Heading, teller: Teller, before: str = "") -> str:
    """Return the reasoning under a heading; of what was written `before`, what has come since."""
    text = " ".join(dict.fromkeys(_REASONING[heading](teller)))
    return _looked_again(teller) if text == before else text


def _looked_again(teller: Teller) -> str:
    """Return a second look by which nothing is otherwise: not the same words once more."""
    last, newest = teller.at(Stamp.SIGN) or teller.at(Stamp.CALL), newest_heard(teller)
    heard = f"; last heard: {newest.words} at {minutes(newest.at)}" if newest is not None else ""
    return f"{AGAIN} no word or sign since {last}{heard}. The grade stays."


def _of(teller: Teller, *parts: Part) -> Iterator[str]:
    """Yield what is known that belongs to these parts, the most pressing first."""
    found = all_sentences(replace(teller, apart=True, most_rank=2), frozenset(parts))
    found = [each for each in found if each.rank < 3]
    found.sort(key=lambda each: each.rank)
    yield from (each.text for each in found[:MOST_SENTENCES])


def _threat(teller: Teller) -> Iterator[str]:
    yield from _of(teller, Part.NOW, Part.WHO, Part.WEAPON)
    if teller.facts.fact(Topic.IN_DANGER) not in PLAIN:
        yield "Danger has not been settled by an answer."


def _harm(teller: Teller) -> Iterator[str]:
    yield from _of(teller, Part.HURT)
    if teller.facts.ill:
        yield "A groan was heard: taken as illness or injury."
    if teller.facts.fact(Topic.INJURED) not in PLAIN and not answers(teller.facts, Topic.INJURED):
        yield "Whether anybody is hurt is not known."


def _risk(teller: Teller) -> Iterator[str]:
    facts, who = teller.facts, teller.people.caller
    reason = facts.grade_reason.label if facts.grade_reason else "doubt remains"
    yield f"Graded {facts.grade}: {reason}."
    if _was_let_go(facts):
        yield from _why_let_go(teller)
        return
    if any(each.lowers and each.pressure is Pressure.COACHED for each in facts.ledger):
        yield (
            f"I don't take {who.possessive} words as {who.possessive} own."
            f" Lower only if {who.noun} is seen alone and says so."
        )
    gone = facts.stage in _OFF
    yield from (each.text for each in of_unknown(replace(teller, line_is_gone=gone)))
    if facts.checks > 1:
        yield f"No sign from {who.whom} any more. Quiet is not taken as calm: the grade stays."
    yield (
        f"Lower only if {who.noun} says, with nobody in earshot, that it is safe, or officers do."
        if facts.sent
        else f"Higher at {'another call' if gone else 'any sound of danger'} or any marker."
    )


def _was_let_go(facts: KnownFacts) -> bool:
    """Whether the call was ended by us, as the caller said that it was a mistake (CH-42)."""
    mistake = facts.is_yes(Topic.MISTAKE) and facts.is_no(Topic.IN_DANGER)
    return mistake and facts.stage is terms.LineStage.DOWN and not facts.sent


def _why_let_go(teller: Teller) -> Iterator[str]:
    """Yield why it is closed, and what would open it again: reasons come before a close (CH-84)."""
    facts, who = teller.facts, teller.people.caller
    free = ", with nobody in earshot" if facts.hear is Hearers.SAFE else ""
    yield f"{_head(who.noun)} says it was a mistake and there is no danger{free}."
    if facts.search is Lookup.NOTHING and not facts.markers:
        yield "Nothing that was heard, and nothing on the number, speaks against it."
    yield "To be looked at again if the number rings again."


def _investigation(teller: Teller) -> Iterator[str]:
    facts = teller.facts
    if facts.search is Lookup.NOTHING:
        address = facts.address and not facts.markers and not facts.earlier
        yield f"Nothing {'but an address ' if address else ''}is held on the number."
    elif facts.address and not facts.markers and not facts.earlier:
        yield "An address is held on the number."
    yield from (each.text for each in on_the_number(teller))
    places = [each.text for each in of_places(teller)]
    if facts.trace is Lookup.WAITING and not any(TRACE_RUNS in each for each in places):
        yield TRACE_RUNS
    yield from places


_AT_RISK = (
    *(Marker.HIGH_RISK_DOMESTIC_ABUSE, Marker.DOMESTIC_ABUSE, Marker.STALKING),
    *(Marker.COURT_ORDER, Marker.VULNERABLE),
)
"""Markers that say who is at risk: of a call without words they are all that is known (CH-84)."""


def _vulnerability(teller: Teller) -> Iterator[str]:
    said = [*_who_is_at_risk(teller), *_who_hears(teller)]
    yield from said or ["Nothing is known of who the caller is."]


def _who_is_at_risk(teller: Teller) -> Iterator[str]:
    facts, who = teller.facts, teller.people.caller
    if teller.account.grown_up_since is not None:
        yield "A child rang; a grown-up has the phone now."
    elif facts.caller_said(Intent.CHILD_SPEAKS):
        yield "A child is on the phone."
    if marked := [MARKER_WORDS[each] for each in _AT_RISK if each in facts.markers]:
        yield f"On the number: {listed(marked)}."
    if Marker.ILLNESS in facts.markers or facts.ill:
        yield f"{_head(who.noun)} may be ill."
    if _is_deaf(facts):
        spoke = any(e.by_caller and e.how is not SaidHow.TEXT for e in teller.account.said)
        can = "can't hear" if spoke else "can't hear or speak"
        yield f"{_head(who.noun)} {can}, and reads what is written."
    elif not facts.speaks:
        to_operator = any(e.by_caller and e.how is SaidHow.OPERATOR for e in teller.account.said)
        told = "spoke to the operator, and not to us" if to_operator else "did not speak to us"
        yield f"{_head(who.noun)} {told}."
    yield from _of(teller, Part.CHILDREN)


def _is_deaf(facts: KnownFacts) -> bool:
    return (StatementTopic.NO_SPEECH, True) in facts.ledger.stated


def _who_hears(teller: Teller) -> Iterator[str]:
    """Yield who else hears or reads: that it is not known only while the line is up and they wait.

    Once the line is down, or officers are with the caller, it is no gap that is to be filled.
    """
    facts, down = teller.facts, teller.facts.stage in _OFF
    if facts.hear in (Hearers.UNSAFE, Hearers.EXPOSED):
        yield f"Another person {'could' if down else 'can'} hear the call."
    elif _is_deaf(facts):
        yield _who_reads(facts)
    elif facts.hear is Hearers.UNKNOWN:
        if not (down or facts.found):
            yield "Who can hear the call is not known."
    else:
        says, can = ("said", "could") if down else ("says", "can")
        yield f"{_head(teller.people.caller.noun)} {says} that nobody else {can} hear."


def _head(noun: str) -> str:
    return f"{noun[:1].upper()}{noun[1:]}"


def _who_reads(facts: KnownFacts) -> str:
    """Return who else reads what is written to a caller who cannot hear."""
    if facts.is_no(Topic.SCREEN_SEEN):
        return "Nobody else sees the screen."
    seen = facts.is_yes(Topic.SCREEN_SEEN)
    return "Another person can see the screen." if seen else "Who can see the screen is not known."


_OF_RINGING = {
    CallbackState.NONE: "; whether to ring depends on who may answer.",
    CallbackState.RUNG: "; the number was rung.",
    CallbackState.FAILED: "; the number was rung, and nobody answered.",
}
"""What a record says of ringing back: what was decided and done, and not that it is to be."""


def _engagement(teller: Teller) -> Iterator[str]:
    facts = teller.facts
    if _was_let_go(facts):
        rung = facts.callback is CallbackState.RUNG
        yield "Rung back, answered, and let go." if rung else "Thanked, and let go."
    elif facts.was_cut or facts.stage is terms.LineStage.DOWN:
        unrung = facts.callback is CallbackState.NOT_RUNG
        decided = f". {not_rung(facts)}." if unrung else _OF_RINGING[facts.callback]
        yield f"The line was lost{decided}"
    elif facts.speaks:
        yield "In contact by voice; questions short and closed."
    elif facts.signs:
        ways = ", ".join(sorted(sign.label for sign in facts.signs))
        yield f"In contact by signs: {ways}."
    elif facts.texts_in:
        yield "In contact in writing; one short question at a time."
    else:
        yield "No usable sign yet; the line stays open."
    yield from (each.text for each in services(teller))
    if facts.sent and facts.stage is terms.LineStage.WITH_CALL_HANDLER:
        yield "Officers are sent; the line is kept until they are with the caller."


_REASONING: Mapping[Heading, Callable[[Teller], Iterable[str]]] = {
    Heading.THREAT: _threat,
    Heading.HARM: _harm,
    Heading.RISK: _risk,
    Heading.INVESTIGATION: _investigation,
    Heading.VULNERABILITY: _vulnerability,
    Heading.ENGAGEMENT: _engagement,
}
