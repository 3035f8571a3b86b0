"""The cards of each seat: what it knows, filled in as a call goes on."""

from __future__ import annotations

import pytest

from simulator.core import acts as do
from simulator.core.log import Entry
from simulator.core.statements import StatementTopic
from simulator.core.terms import (
    Intent,
    LocationSource,
    Manner,
    Reported,
    Role,
    Sound,
    Topic,
    UnitReadiness,
    UnitStatus,
)
from simulator.knowledge.knowledge import Knowledge
from simulator.language.handover_sentence import MOST_WORDS
from simulator.seat.command_parser import propose
from simulator.seat.seat_view import SeatView
from simulator.seat.view.act_catalogue import Materials
from simulator.seat.view.cards import Card, CardLine, KnownBy, LineWeight
from simulator.seat.view.handler_cards import handler_cards
from simulator.seat.view.operator_cards import operator_cards
from simulator.session.clock import ManualClock
from simulator.session.run.live_run import LiveRun
from tests.seat.test_seat_view import act
from tests.seat.walking import materials
from tests.session.calls import DEFAULT, GENERIC, LIBRARY, scenario
from tests.session.sitting import setup

CALLER, OPERATOR, HANDLER = Role.CALLER, Role.OPERATOR, Role.CALL_HANDLER
MATERIALS = Materials(
    DEFAULT,
    GENERIC,
    LIBRARY.questions(),
    number="07700 900111",
    phrase_book=LIBRARY.phrase_book,
    reader=LIBRARY.reader,
)


def entries(role: Role, *acts: tuple[int, Role, do.Action]) -> list[Entry]:
    """A perceived log with these acts at these seconds, answered at once."""
    begun = ((0, role, do.Answer()), *acts)
    return [Entry(n, at * 1_000, by, by, body) for n, (at, by, body) in enumerate(begun)]


def handler(*acts: tuple[int, Role, do.Action], typed: do.Thrive | None = None) -> dict[str, Card]:
    log = entries(HANDLER, *acts)
    cards = handler_cards(Knowledge.of(HANDLER, log), MATERIALS, typed, log)
    return {card.id: card for card in cards}


def operator(now: int, *acts: tuple[int, Role, do.Action]) -> dict[str, Card]:
    log = entries(OPERATOR, *acts)
    cards = operator_cards(Knowledge.of(OPERATOR, log), MATERIALS, now * 1_000, log)
    return {card.id: card for card in cards}


def open_now_incident(*acts: tuple[int, Role, do.Action]) -> Card:
    return handler(*acts)["incident"]


def line(card: Card, label: str) -> CardLine:
    return next(each for each in card.lines if each.label == label)


def data(source: LocationSource, place: str, radius: int | None) -> tuple[int, Role, do.Action]:
    return (5, Role.NETWORK, do.DeliverLocation(source, place, radius))


CELL = data(LocationSource.EISEC, "a cell in the town", 6_000)
PHONE = data(LocationSource.AML, "the end of the lane", 12)


def test_the_place_gets_better_as_data_arrives() -> None:
    none = line(handler()["incident"], "Place")
    wide, close = (line(handler(*acts)["incident"], "Best") for acts in ((CELL,), (CELL, PHONE)))
    assert (none.text, none.weight) == ("not known", LineWeight.QUIET)
    assert wide.text == "within 6 km (EISEC, 0:05): an area, not a place to go to"
    assert close.text == "within 12 m (AML, 0:05)"


def test_an_open_question_comes_first_and_an_answer_stays_with_it() -> None:
    asked = (10, HANDLER, do.Ask((Topic.WEAPON,), words="Is there a weapon?"))
    open_now = handler(asked)["questions"]
    assert open_now.lines[2] == CardLine("Is there a weapon?", "asked", LineWeight.LOUD)
    answer = do.Say(Intent.SAYS_YES, "Yes.", Manner.WHISPERED)
    answered = handler(asked, (14, CALLER, answer))
    assert line(answered["questions"], "yes").text == "Is there a weapon?"
    known = line(answered["incident"], "Weapon")
    assert (known.text, known.known, known.source) == ("yes", KnownBy.SAID, "caller 0:14")
    waits = line(open_now_incident(asked), "Weapon")
    assert (waits.text, waits.known, waits.source) == ("not known", KnownBy.NOT, "asked")


def test_sounds_are_signs_over_time_with_a_legend_of_those_that_came() -> None:
    card = operator(
        9, (2, CALLER, do.Tap()), (5, Role.ROOM, do.Make(Sound.SHOUTING)), (5, CALLER, do.Cough())
    )["heard"]
    strip = card.lines[0].strip
    assert strip
    assert strip.cells == "..T..D...."
    assert strip.legend == ((".", "nothing"),)
    assert [each.label for each in card.lines[1:]] == ["0:02 T", "0:05 C", "0:05 D"]


def test_after_a_prompt_the_seconds_left_for_an_answer_are_counted() -> None:
    prompt = DEFAULT.operator.prompts[0]
    said = do.Say(prompt.intent, DEFAULT.words(prompt.intent))
    ended = (4, OPERATOR, do.Finish(prompt.intent))
    saying = operator(3, (2, OPERATOR, said))["prompts"].lines[0]
    waits = operator(5, (2, OPERATOR, said), ended)["prompts"].lines[0]
    over = operator(30, (2, OPERATOR, said), ended)["prompts"]
    assert saying.label == "saying"
    assert waits.label == f"{prompt.wait // 1_000 - 1} s left"
    assert over.lines[0].label == "said"
    assert over.lines[1].label == "to come"


def test_the_handover_is_prepared_from_what_was_heard_and_a_line_says_it() -> None:
    of, clock = setup("quiet-throughout", OPERATOR), ManualClock()
    view = SeatView(LiveRun(of, clock), materials(of))
    view.skip_to_ring(OPERATOR)
    view.do(OPERATOR, act(OPERATOR, "a"), {})
    view.catch_up()
    prepared = next(card for card in view.cards(OPERATOR) if card.id == "handover").lines[0].text
    (said,) = (each for each in propose(view, OPERATOR, "/hand").choices)
    assert said.chosen == {"heard": (Reported.NOTHING,)}
    assert prepared.endswith("Nobody spoke, the line was quiet.")
    loud = operator(9, (5, Role.ROOM, do.Make(Sound.SHOUTING)))["handover"].lines[0].text
    assert "I heard shouting" in loud
    assert "quiet" not in loud


def test_a_caller_sees_who_is_here_who_has_just_gone_and_who_is_away() -> None:
    """And nobody who is still to come."""
    of = setup(scenario("near: [{who: partner, until: 10s}, {who: neighbour, from: 90s}]"), CALLER)
    clock = ManualClock()
    view = SeatView(LiveRun(of, clock), materials(of))
    view.do(CALLER, act(CALLER, "d"), {"number": "999"})
    seen: list[tuple[str, ...]] = []
    for _ in range(60):
        clock.tick(1_000)
        view.catch_up()
        room = next(card for card in view.cards(CALLER) if card.id == "room")
        texts = tuple(each.text for each in room.lines[:3])
        if texts not in seen:
            seen.append(texts)
    assert seen[0] == ("you, partner", "nobody", "nobody")
    assert ("you", "partner, going", "nobody") in seen
    assert ("you", "nobody", "partner") in seen
    assert not any("neighbour" in text for texts in seen for text in texts)


def test_free_units_come_first_the_nearest_of_them_on_top_and_each_once() -> None:
    units = (
        do.UnitInReach("Sierra 40", 900, UnitReadiness.COMMITTED),
        do.UnitInReach("Sierra 41", 4_200),
        do.UnitInReach("Sierra 42", 1_500),
    )
    card = handler((5, Role.OFFICERS, do.ListUnits(units)))["officers"]
    signs = [line.label for line in card.lines[1:]]
    assert signs == ["Sierra 42", "Sierra 41", "Sierra 40"]


def test_a_handover_quotes_a_caller_who_pretends_and_still_reports_it() -> None:
    """Police have to know it before they say a word; the trainee says it in the caller's words."""
    pretends = do.Say(Intent.PRETENDS, "Hello, a large pizza please.")
    hands_over = do.HandOver((Reported.SPEECH, Reported.PRETENCE))
    before = operator(9, (5, CALLER, pretends))
    assert [each.text for each in before["heard"].lines[1:]] == [f'"{pretends.words}"', "speech"]
    said = before["handover"].lines[0].text
    assert said.endswith('screen. I heard: "Hello, a large pizza please."')
    after = operator(12, (5, CALLER, pretends), (9, OPERATOR, hands_over))
    assert line(after["handover"], "Said").text == f'speech, "{pretends.words}"'


def test_a_prepared_handover_never_calls_words_a_cover_however_long_they_are() -> None:
    """F24-3: it gives as many of the caller's words as police can hear in eight seconds."""
    long = do.Say(Intent.PRETENDS, "Hi there, I want to order " + "and then some more " * 9)
    crowded = (
        (1, Role.ROOM, do.Make(Sound.SHOUTING)),
        (2, Role.ROOM, do.Make(Sound.BREAKING)),
        (3, CALLER, do.Make(Sound.SOB)),
    )
    for sounds in ((), crowded):
        said = operator(9, *sounds, (5, CALLER, long))["handover"].lines[0].text
        assert "as if" not in said
        assert 'I heard: "Hi there, I want to' in said
        assert said.endswith('..."')
        assert len(said.split()) <= MOST_WORDS


def test_what_an_officer_there_says_is_the_officers_word_and_not_the_callers() -> None:
    """What the caller answered stays theirs; what officers report of it later is named as that."""
    asks = do.Ask((Topic.INJURED,), words="Is anyone hurt?")
    no = do.Say(Intent.SAYS_NO, "No.")
    report = do.UnitReport(
        UnitStatus.FOUND, "Sierra 41", radio="She's bleeding.",
        means=((StatementTopic.BLEEDING, True),),
    )  # fmt: skip
    before = line(handler((5, HANDLER, asks), (8, CALLER, no))["incident"], "Hurt")
    assert (before.text, before.source, before.known) == ("no", "caller 0:08", KnownBy.SAID)
    both = handler((5, HANDLER, asks), (8, CALLER, no), (60, Role.OFFICERS, report))
    after = line(both["incident"], "Hurt")
    assert (after.text, after.source, after.known) == ("yes", "officers 1:00", KnownBy.OTHERS)


def test_a_desk_shows_what_officers_were_told_and_when_and_what_not() -> None:
    """In boxes or in a sentence of one's own; the newest word counts."""
    asks = do.OfficersAsk(Topic.CHILDREN, "Sierra 41", "Any kids?")
    boxes = do.BriefOfficers((Topic.OTHER_PERSON_PRESENT,), ruled_out=(Topic.INJURED,))
    words = do.BriefOfficers((), unknown=(Topic.WEAPON,), text="Nobody has seen a weapon.")
    card = handler((5, HANDLER, boxes), (70, HANDLER, words), (80, Role.OFFICERS, asks))["briefed"]
    hurt, weapon, kids = (line(card, each) for each in ("Hurt", "Weapon", "Children"))
    assert (hurt.text, hurt.source) == ("no", "given 0:05")
    assert (weapon.text, weapon.source) == ("not known", "given 1:10")
    assert (kids.text, kids.source, kids.known) == ("not said yet", "they ask", KnownBy.NOT)
    assert line(card, "People").text == "another person present"
    assert line(card, "Where").known is KnownBy.NOT
    assert card.lines[-1].text == '"Nobody has seen a weapon."'


def test_a_chart_says_no_more_than_its_lines_and_a_unit_comes_nearer_on_it() -> None:
    units = (do.UnitInReach("Sierra 41", 4_200), do.UnitInReach("Sierra 42", 1_500))
    goes = do.UnitReport(UnitStatus.EN_ROUTE, "Sierra 41", 10, "Ten minutes.")
    log = entries(
        HANDLER,
        (1, Role.NETWORK, do.DeliverLocation(LocationSource.AML, "the mill", 500)),
        (5, Role.OFFICERS, do.ListUnits(units)),
        (10, Role.OFFICERS, goes),
    )
    found = []
    for now in (10_000, 310_000):
        cards = handler_cards(Knowledge.of(HANDLER, log), MATERIALS, None, log, now)
        card = next(each for each in cards if each.id == "where")
        texts = {each.label: each.text for each in card.lines}
        assert card.chart is not None
        assert card.chart.circle == 500
        points = {each.label: each for each in card.chart.points}
        assert points["Sierra 41"].comes
        assert not points["Sierra 42"].comes
        assert texts["Sierra 42"] == "about 1.5 km away"
        found.append((points["Sierra 41"], texts["Sierra 41"]))
    (first, far), (then, nearer) = found
    assert (far, nearer) == ("about 4.2 km away", "about 2.1 km away")
    assert abs(then.north) <= abs(first.north)
    assert abs(then.east) <= abs(first.east)


def calls_wait(view: SeatView) -> str:
    card = next(each for each in view.cards(Role.CALL_HANDLER) if each.id == "desk")
    return next(line.text for line in card.lines if line.label == "Calls wait")


@pytest.mark.parametrize(
    ("name", "again"), [("partner-in-the-room", False), ("still-on-the-way", True)]
)
def test_a_call_waits_at_the_desk_from_its_ring_to_its_answer(name: str, again: bool) -> None:
    """It is where the supervisor is: that one waits, and for how long, before anything else."""
    of, clock = setup(name, HANDLER), ManualClock()
    view = SeatView(LiveRun(of, clock), materials(of))
    waited: list[str] = []
    for _ in range(600):
        clock.tick(1_000)
        view.catch_up()
        shown = calls_wait(view)
        assert (shown != "none") == view.rings(HANDLER)
        if view.rings(HANDLER):
            waited.append(shown)
            if shown.startswith("1, for 0:03"):
                view.do(HANDLER, view.act_of_key(HANDLER, "a"), {})
        if view.live.next_call_after is not None:
            view.live.go_on()
    assert waited[0].startswith("1, for 0:0")
    assert any(each.endswith("the same number again") for each in waited) is again
