"""Sentences on the number, the services, the children, how to come, and who was seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from simulator.core import acts as do
from simulator.core.instant import minutes
from simulator.core.log import Entry
from simulator.core.statements import StatementTopic
from simulator.core.terms import Reported, Service, Topic, UnitStatus
from simulator.knowledge.facts import Hearers, KnownFacts
from simulator.knowledge.learning import AT_THE_DOOR
from simulator.knowledge.ledger import Pressure, Speaker
from simulator.knowledge.situation import Situation, situations
from simulator.knowledge.threat import to_come_quietly
from simulator.language.telling.answer_words import MARKER_WORDS, in_words
from simulator.language.telling.sentence import SpokenSentence, Teller, listed
from simulator.language.telling.statement_words import Part

_LONG = {"days": 86_400_000, "hours": 3_600_000, "minutes": 60_000}
_SERVICES = {
    Service.AMBULANCE: "An ambulance has been asked for.",
    Service.FIRE: "The fire service has been asked for.",
    Service.COASTGUARD: "The coastguard has been asked in.",
}


def on_the_number(teller: Teller) -> Iterator[SpokenSentence]:
    """Yield the markers, and the earlier calls."""
    facts = teller.facts
    if facts.markers:
        names = listed(MARKER_WORDS[each] for each in facts.markers)
        covers: frozenset[object] = frozenset(facts.markers)
        rank = 0 if facts.unit_status in AT_THE_DOOR else 1
        yield SpokenSentence(Part.HISTORY, f"On the number: {names}.", covers, rank)
    if facts.earlier:
        call = facts.earlier[0]
        unit, length = next(
            (each for each in _LONG.items() if call.ago >= 2 * each[1]), ("minutes", 60_000)
        )
        ago = f"{in_words(max(1, round(call.ago / length)))} {unit} ago"
        ended = f", {call.outcome.label}" if call.outcome else ""
        before = len(facts.earlier)
        more = "" if before == 1 else f" That was one of {in_words(before)} calls."
        text = f"The same number rang {ago}{ended}.{more}"
        yield SpokenSentence(Part.HISTORY, text, frozenset(), 1)


def services(teller: Teller) -> Iterator[SpokenSentence]:
    """Yield who has been asked in."""
    for service in teller.facts.brought_in:
        if service in _SERVICES:
            yield SpokenSentence(Part.HURT, _SERVICES[service], frozenset(), 1)


def how_to_come(teller: Teller) -> Iterator[SpokenSentence]:
    """Yield how to come: who may hear, who is to be seen alone, the child."""
    facts, who = teller.facts, teller.people.caller.whom
    child = Speaker.CHILD in facts.ledger.speakers
    # Under headings, before officers are sent, there is nobody yet to send.
    nobody = teller.apart and not facts.sent
    if not nobody and (child or facts.reported(Reported.CHILD)):
        hides = (StatementTopic.HIDING, True) in facts.ledger.stated
        where = "where the child hides" if hides else "the child"
        yield SpokenSentence(Part.CHILDREN, f"Send one of you to {where}.", frozenset(), 1)
    if (StatementTopic.NO_SPEECH, True) in facts.ledger.stated:
        text = "A knock may not be heard: shine a torch in, and write."
        yield SpokenSentence(Part.HOW, text, frozenset(), 0)
    coached = any(e.lowers and e.pressure is Pressure.COACHED for e in facts.ledger)
    if facts.other_voice and not coached:
        yield SpokenSentence(Part.HOW, f"See {who} alone, and awake.", frozenset(), 1)
    if facts.line_lost or facts.unit_status in AT_THE_DOOR:
        return
    if Situation.FOLLOWED in situations(facts) and Situation.DRIVEN not in situations(facts):
        text = f"Lights on, be seen: {teller.people.caller.is_} followed."
        yield SpokenSentence(Part.HOW, text, frozenset(), 1)
    if not to_come_quietly(facts):
        return
    if facts.hear in (Hearers.UNSAFE, Hearers.EXPOSED):
        can = "can" if _somebody_hears(facts) else "may"
        text = f"Come quietly and don't ring: somebody {can} hear the phone."
        yield SpokenSentence(Part.HOW, text, frozenset(), 1)
    elif facts.hear is Hearers.UNKNOWN:
        text = "Not known who can hear: come quietly, don't ring."
        yield SpokenSentence(Part.HOW, text, frozenset(), 1)


def _somebody_hears(facts: KnownFacts) -> bool:
    """Whether that rests on something: a voice, an answer, or what the caller said of it."""
    hears = (StatementTopic.SOMEBODY_HEARS, StatementTopic.PHONE_WATCHED)
    stated = any(each.value and each.topic in hears for each in facts.ledger)
    beside = facts.is_yes(Topic.SAME_ROOM) or facts.is_no(Topic.ALONE_TO_TALK)
    return facts.other_voice or stated or beside


# --- who was seen ---------------------------------------------------------------------------------

_SAYS = {
    UnitStatus.THIRD_PARTY_ONLY: "Only another person was seen",
    UnitStatus.NOT_FOUND: "Nobody was found",
    UnitStatus.NOT_ALONE: "The caller was seen, not alone",
    UnitStatus.FOUND: "The caller was seen",
}
_ALONE = ("alone", "apart", "on their own", "out of earshot", "one by one")
"""With which an officer says that nobody else was there."""
_OF_THE_CALLER = (UnitStatus.FOUND, UnitStatus.REPORTED, UnitStatus.RESUMED)
"""Reports on the caller once found: what was said at a shut door is not of them."""


def who_was_seen(radio: Iterable[Entry]) -> str:
    """Return what units said of whom they saw, in order, each with its unit and time."""
    said = [(each.at, each.body) for each in radio if isinstance(each.body, do.UnitReport)]
    # What officers found may be said in two reports: the later one counts too.
    alone = any(_says_alone(body) for _, body in said if body.status in _OF_THE_CALLER)
    return " ".join(_sentence(at, body, alone) for at, body in said if body.status in _SAYS)


def _says_alone(body: do.UnitReport) -> bool:
    return any(words in body.radio.lower() for words in _ALONE)


def _sentence(at: int, body: do.UnitReport, alone: bool) -> str:
    head = _SAYS[body.status]
    if body.status is UnitStatus.FOUND:
        head += " alone" if alone else "; whether alone was not said"
    unit = f" by {body.unit}" if body.unit else ""
    words = f': "{body.radio}"' if body.radio else "."
    return f"{head}{unit} at {minutes(at)}{words}"
