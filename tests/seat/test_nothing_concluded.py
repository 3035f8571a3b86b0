"""A trainee's desk shows what was heard, said, asked and answered, and no conclusion from it.

Whatever the call: the coach may advise, if a trainee has chosen one; a card, a box and a prepared
hand-over never say what the program believes, weighs, or calls the situation.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from simulator.core import acts as do
from simulator.core.log import Entry
from simulator.core.terms import Reported, Role
from simulator.knowledge.facts import CodeState, Hearers, PlaceKnown
from simulator.knowledge.knowledge import Knowledge
from simulator.knowledge.ledger import HowAsked, Pressure
from simulator.knowledge.situation import Situation
from simulator.seat.available_acts import parameter
from simulator.seat.view.act_catalogue import CATALOGUE, Materials
from simulator.seat.view.handler_cards import handler_cards
from simulator.seat.view.operator_cards import (
    handover_sentence,
    operator_cards,
    prepared_handover,
    shown_report,
)
from simulator.session.random_stream import RandomStream
from simulator.session.run.headless_run import run
from tests.daily import a_share, quick_or_full
from tests.session.calls import DEFAULT, GENERIC, LIBRARY
from tests.session.sitting import perceived, setup

OPERATOR, HANDLER = Role.OPERATOR, Role.CALL_HANDLER
SHIPPED = [entry.id for entry in LIBRARY.scenarios()]
MATERIALS = Materials(
    DEFAULT, GENERIC, LIBRARY.questions(), phrase_book=LIBRARY.phrase_book, reader=LIBRARY.reader
)
JUDGED = (Situation, Pressure, HowAsked, Hearers, CodeState, PlaceKnown)
CONCLUSIONS = frozenset(
    {
        *(each.label for kind in JUDGED for each in kind if len(each.label.split()) > 1),
        *(Reported.PRETENCE.label, Reported.DISTURBANCE.label, "something wrong"),
        *("It seems", "not counted", "pretends", "as if to", "another person is close"),
        *("another person may hear", "Don't rest on", "coached", "told what to say"),
    }
)
"""Words of the program about a call. Sounds and answers have other words."""
OWN_WORDS = (do.Thrive, do.Note, do.PassDetails)
"""Acts of a simulated person whose words a trainee chooses alone."""


def shown(seat: Role, heard: list[Entry], materials: Materials) -> Iterator[str]:
    """Everything that the desk says of a call by itself."""
    known, now = Knowledge.of(seat, heard), heard[-1].at
    if seat is OPERATOR:
        cards = operator_cards(known, materials, now, heard)
        prepared = prepared_handover(known)
        yield handover_sentence(prepared, heard)
        yield from (shown_report(each, heard) for each in prepared)
    else:
        cards = handler_cards(known, materials, heard=heard)
        (brief,) = (act for act in CATALOGUE[seat] if act.kind == "brief_officers")
        boxes = parameter("briefing", brief, materials, known)
        yield from (option.label for option in boxes.options)
    yield from (f"{line.label} {line.text}" for card in cards for line in card.lines)


def _without_words(entry: Entry) -> Entry:
    """Leave out a briefing's own words: they are those of the person who gave it."""
    if not isinstance(entry.body, do.BriefOfficers):
        return entry
    return entry._replace(body=replace(entry.body, text=""))


@quick_or_full(5, 60)
@pytest.mark.parametrize("seat", [OPERATOR, HANDLER], ids=str)
def test_no_desk_says_what_the_program_concludes(seat: Role, count: int) -> None:
    """At so many random moments of each call, with simulated people at the other desk."""
    chance, tried = RandomStream(31, "states"), 0
    calls = a_share(SHIPPED, 1 if count >= 60 else 8)
    for name in calls:
        of = setup(name)
        heard = list(perceived(of, run(of.scenario, of.profile, of.force).log, seat))
        # Notes and reasons of simulated people are theirs; a trainee writes their own.
        heard = [_without_words(e) for e in heard if not isinstance(e.body, OWN_WORDS)]
        materials = replace(MATERIALS, profile=of.profile, force=of.force)
        for _ in range(count if heard else 0):
            end = chance.between(1, len(heard))
            tried += 1
            for text in shown(seat, heard[:end], materials):
                found = [each for each in CONCLUSIONS if each.lower() in text.lower()]
                quoted = [e.body.words for e in heard[:end] if isinstance(e.body, do.HandOver)]
                assert not found or any(words in text for words in quoted), (name, text, found)
    assert tried > len(calls) // 3 * count
