"""The radio in the call handler's seat: units, times, questions, and a briefing that answers."""

from simulator.core import acts as do
from simulator.core.log import Body, Entry
from simulator.core.statements import StatementTopic
from simulator.core.terms import (
    Intent,
    QuestionForm,
    Reason,
    Role,
    Topic,
    UnitReadiness,
    UnitStatus,
)
from simulator.knowledge.facts import Stamp
from simulator.knowledge.knowledge import Knowledge
from simulator.seat.available_acts import acts_of, parameter
from simulator.seat.view.act_catalogue import CATALOGUE, Materials
from simulator.seat.view.handler_cards import handler_cards
from tests.session.calls import DEFAULT, GENERIC, LIBRARY

HANDLER, OFFICERS = Role.CALL_HANDLER, Role.OFFICERS
MATERIALS = Materials(
    DEFAULT, GENERIC, LIBRARY.questions(), phrase_book=LIBRARY.phrase_book, reader=LIBRARY.reader
)
UNITS = do.ListUnits(
    (
        do.UnitInReach("Sierra 41", 4_200),
        do.UnitInReach("Sierra 42", 900, UnitReadiness.FREE_SOON, 3),
    )
)
SENT = do.Deploy(Reason.DOUBT)
ASSIGNED = do.UnitReport(UnitStatus.ASSIGNED, "Sierra 41")
GOING = do.UnitReport(UnitStatus.EN_ROUTE, "Sierra 41", 9, "Sierra 41, about 9.")
WEAPON = do.OfficersAsk(Topic.WEAPON, "Sierra 41", "Any weapon?")


def known(*acts: do.Action) -> Knowledge:
    """Knowledge after these acts, ten seconds apart: officers' on the radio, else one's own."""
    radio = do.ListUnits | do.UnitReport | do.OfficersAsk | do.Arrive
    return Knowledge.of(
        HANDLER,
        (
            Entry(place, place * 10_000, role, role, act)
            for place, act in enumerate(acts)
            for role in [OFFICERS if isinstance(act, radio) else HANDLER]
        ),
    )


def shown(knowledge: Knowledge) -> tuple[str, ...]:
    cards = handler_cards(knowledge, MATERIALS)
    lines = next(card.lines for card in cards if card.title == "Officers")
    return tuple(f"{line.label}: {line.text}" if line.label else line.text for line in lines)


def briefing(knowledge: Knowledge) -> list[object]:
    (spec,) = (act for act in CATALOGUE[HANDLER] if act.kind == "brief_officers")
    return [o.value for o in parameter("briefing", spec, MATERIALS, knowledge).options]


def test_units_are_shown_before_officers_are_sent() -> None:
    assert shown(known(UNITS)) == (
        "no officers sent",
        "Sierra 41: free, 4.2 km",
        "Sierra 42: free in 3 min, 0.9 km",
    )


def test_the_time_and_the_open_question_are_shown_with_the_last_words() -> None:
    lines = shown(known(UNITS, SENT, ASSIGNED, GOING, WEAPON))
    assert "Sierra 41: 9 min" in lines
    assert any(line.startswith("They ask: ") for line in lines)
    assert lines[-1] == '0:40: officers ask: "Any weapon?"'


def test_a_briefing_answers_what_officers_ask() -> None:
    asked = known(SENT, ASSIGNED, GOING, WEAPON)
    assert asked.facts.officers_ask == (Topic.WEAPON,)
    assert briefing(asked)[0] == ("unknown", Topic.WEAPON)
    (spec,) = (act for act in CATALOGUE[HANDLER] if act.kind == "brief_officers")
    chosen = {"briefing": [("unknown", Topic.WEAPON)], "text": ""}
    act = acts_of(HANDLER, spec, chosen, MATERIALS, [])[0]
    assert act == do.BriefOfficers((), unknown=(Topic.WEAPON,))
    for answer in (act, do.BriefOfficers((Topic.WEAPON,)), do.BriefOfficers((), (Topic.WEAPON,))):
        assert known(SENT, ASSIGNED, GOING, WEAPON, answer).facts.officers_ask == ()
    other = do.BriefOfficers((Topic.CHILDREN,))
    assert known(SENT, ASSIGNED, WEAPON, other).facts.officers_ask == (Topic.WEAPON,)


def test_a_question_that_the_caller_was_asked_is_known_as_relayed() -> None:
    asked = known(SENT, WEAPON, do.Ask((Topic.CHILDREN,)))
    assert asked.facts.relayed == frozenset()
    assert known(SENT, WEAPON, do.Ask((Topic.WEAPON,))).facts.relayed == {Topic.WEAPON}


def test_a_second_unit_changes_neither_unit_nor_time() -> None:
    second = do.UnitReport(UnitStatus.EN_ROUTE, "Sierra 42", 12)
    facts = known(SENT, ASSIGNED, GOING, second).facts
    assert (facts.unit, facts.eta) == ("Sierra 41", 9)


def test_a_time_is_news_until_it_is_said() -> None:
    given = known(SENT, ASSIGNED, GOING)
    assert (given.facts.eta, given.facts.eta_told) == (9, False)
    said = known(SENT, ASSIGNED, GOING, do.Say(Intent.ETA, "About nine minutes."))
    assert said.facts.eta_told
    later = do.UnitReport(UnitStatus.DELAYED, "Sierra 41", 11)
    again = known(SENT, ASSIGNED, GOING, do.Say(Intent.ETA, "About nine minutes."), later)
    assert (again.facts.eta, again.facts.eta_told) == (11, False)
    assert again.at(Stamp.ETA) == 40_000


def test_at_the_scene_is_not_with_the_caller() -> None:
    there = known(SENT, ASSIGNED, do.Arrive("Sierra 41"))
    assert shown(there)[0] == "officers are there"
    assert (there.facts.arrived, there.facts.found) == (True, False)
    door = known(SENT, ASSIGNED, do.UnitReport(UnitStatus.THIRD_PARTY_ONLY, "Sierra 41"))
    assert not door.facts.found
    assert not door.facts.clues_given
    found = known(SENT, ASSIGNED, do.Arrive(), do.UnitReport(UnitStatus.FOUND, "Sierra 41"))
    assert found.facts.found
    assert shown(found)[0] == "officers are with the caller"


def test_what_was_answered_in_words_is_never_offered_as_not_known() -> None:
    """ "She's hit me" says what has happened: a box "What has happened: not known" is untrue."""
    asks = do.Ask((Topic.WHAT_HAPPENED,), QuestionForm.OPEN, "What's happened?")
    said = do.Say(Intent.SPEAKS, "She's hit me.", means=((StatementTopic.HIT, True),))
    box = ("unknown", Topic.WHAT_HAPPENED)
    who: tuple[tuple[Role, Body], ...] = (
        (HANDLER, do.Answer()),
        (HANDLER, asks),
        (Role.CALLER, said),
    )
    log = [Entry(n, n * 10_000, role, role, act) for n, (role, act) in enumerate(who)]
    assert box in briefing(Knowledge.of(HANDLER, log[:2]))
    assert box not in briefing(Knowledge.of(HANDLER, log))


def test_an_officer_on_the_phone_is_no_line_of_the_radio() -> None:
    """What is said into the caller's phone is on the line, and its end is nobody's words."""
    found = do.UnitReport(UnitStatus.FOUND, "Sierra 41", None, "Caller's here.")
    phone = do.Say(Intent.OFFICER_LETS_GO, "They're with me now.")
    acts: tuple[Body, ...] = (ASSIGNED, GOING, found, phone, do.Finish())
    log = [Entry(n, n * 10_000, OFFICERS, OFFICERS, act) for n, act in enumerate(acts)]
    lines = shown(Knowledge.of(HANDLER, log))
    assert lines[-1].endswith('"Caller\'s here."')
    assert not any("stops speaking" in line or "with me now" in line for line in lines)
