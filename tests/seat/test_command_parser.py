"""The command line of a desk: what a line was understood as, and what Enter does."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.core import acts as do
from simulator.core.log import Entry
from simulator.core.statements import StatementTopic as S
from simulator.core.terms import (
    Heading,
    Intent,
    NoteKind,
    Reason,
    Reported,
    Role,
    Service,
    Sign,
    Sound,
    Topic,
    Trace,
    YesMeans,
)
from simulator.seat.available_acts import acts_of
from simulator.seat.command_parser import LineChoice, propose
from simulator.seat.seat_view import SeatView
from simulator.seat.view.act_catalogue import CATALOGUE
from simulator.session.clock import ManualClock
from simulator.session.run.live_run import LiveRun
from tests.builders import entries
from tests.seat.walking import materials
from tests.session.sitting import setup

OPERATOR, HANDLER = Role.OPERATOR, Role.CALL_HANDLER


@lru_cache
def desk(role: Role) -> SeatView:
    """A desk whose phone was just answered."""
    return new_desk(role)


def later(view: SeatView, seconds: int) -> SeatView:
    """The desk, so much later."""
    clock = view.live._clock
    assert isinstance(clock, ManualClock)
    for _ in range(seconds):
        clock.tick(1_000)
        view.catch_up()
    return view


@lru_cache
def briefing_desk(name: str) -> SeatView:
    """A desk that has sent officers, and asked about a weapon, without an answer yet."""
    view = new_desk(HANDLER, name)
    lines = ("/send doubt",) if name in NEVER_HEARD else ("?weapon", "/send doubt")
    for line in lines:
        choice = propose(view, HANDLER, line).choices[0]
        view.do(HANDLER, choice.act, choice.chosen)
        view.catch_up()
    return view


def new_desk(role: Role, name: str = "evening-in-the-office") -> SeatView:
    """A desk of its own whose phone was just answered."""
    of, clock = setup(name, role), ManualClock()
    view = SeatView(LiveRun(of, clock), materials(of))
    while True:
        clock.tick(1_000)
        view.catch_up()
        answer = next(each for each in view.available_acts(role) if each.key == "a")
        if answer.disabled_reason is None:
            view.do(role, answer.act, {})
            view.catch_up()
            return view


def first(line: str, role: Role = HANDLER) -> LineChoice:
    """What Enter would do."""
    return propose(desk(role), role, line).choices[0]


@pytest.mark.parametrize(
    ("line", "key", "chosen"),
    [
        ("/g", "g", {}),
        ("/gra", "g", {}),
        ("/grade eme", "g", {"grade": "emergency"}),
        ("/name tap", "w", {"ways": [Sign.TAP]}),
        ("/name tap key", "w", {"ways": [Sign.TAP, Sign.KEY]}),
        ("/r phone", "r", {"trace": Trace.PHONE}),
        ("/b amb", "b", {"service": Service.AMBULANCE}),
        ("/SEND", "d", {}),
        ("?wea", "q", {"about": Topic.WEAPON}),
        ("? alone", "q", {"about": Topic.ALONE_TO_TALK}),
        ("#t he is upstairs", "t", {"heading": Heading.THREAT, "text": "he is upstairs"}),
        ("#vulnerability: a child", "t", {"heading": Heading.VULNERABILITY, "text": "a child"}),
        ("#a door slammed", "n", {"note": NoteKind.HEARD, "topic": None, "text": "a door slammed"}),
        (
            "#not safe to ring",
            "n",
            {"note": NoteKind.RATIONALE, "topic": None, "text": "not safe to ring"},
        ),
    ],
)
def test_a_line_names_an_act_and_what_it_needs(line: str, key: str, chosen: dict[str, Any]) -> None:
    found = first(line)
    assert (found.act.key, found.chosen) == (key, chosen)


@lru_cache
def graded() -> SeatView:
    """A desk that has graded, so that units are listed: a call sign of each ends so."""
    view = new_desk(HANDLER)
    choice = propose(view, HANDLER, "/grade emergency doubt").choices[0]
    view.do(HANDLER, choice.act, choice.chosen)
    return later(view, 3)


def unit() -> str:
    """The number of a unit that is listed."""
    return graded().knowledge[HANDLER].facts.units[-1].call_sign.split()[-1]


TRADE = ("send", "send officers", "officers", "units", "unit", "dispatch", "deploy", "car")


@pytest.mark.parametrize("words", [*TRADE, "send a car to", "send please"])
def test_units_are_sent_by_any_word_of_the_trade(words: str) -> None:
    """A call sign is a unit, never a text to the caller's phone, and no line to the caller."""
    view, number = graded(), unit()
    for listed in (True, False):
        choices = propose(view, HANDLER, f"/{words} {number if listed else 99}").choices
        assert choices[0].act.kind == "deploy", choices[0].label
        assert bool(choices[0].chosen.get("unit", "").endswith(f" {number}")) is listed
        assert listed or "(no unit 99 is listed)" in choices[0].label
        assert {"say", "send_text"}.isdisjoint(each.act.kind for each in choices)


def test_a_unit_and_a_reason_are_named_in_any_order() -> None:
    number = unit()
    for line in (f"/send {number} doubt", f"/send doubt {number}", f"/send doubt, {number}"):
        choice = propose(graded(), HANDLER, line).choices[0]
        assert choice.chosen["reason"] is Reason.DOUBT, line
        assert choice.chosen["unit"].endswith(number), line


@pytest.mark.parametrize(
    ("line", "kind", "chosen"),
    [
        ("/send", "deploy", {}),
        ("/sen", "deploy", {}),
        ("/officers", "deploy", {}),
        ("/send hello", "deploy", {}),
        ("/send doubt", "deploy", {"reason": Reason.DOUBT}),
        ("/ambulance", "bring_in", {"service": Service.AMBULANCE}),
        ("/fire", "bring_in", {"service": Service.FIRE}),
        ("/send an ambulance", "bring_in", {"service": Service.AMBULANCE}),
        ("/send the fire", "bring_in", {"service": Service.FIRE}),
        ("/officers are on their way", "say", {}),
        ("/text hello", "send_text", {"words": "hello"}),
        ("/text message received?", "send_text", {"words": "message received?"}),
        ("/send text hello", "send_text", {"words": "hello"}),
        ("/send a text message hello", "send_text", {"words": "hello"}),
        ("/m hello", "send_text", {"words": "hello"}),
        ("/s hello", "search", {}),
        ("/note he is upstairs", "note", {"text": "he is upstairs"}),
        ("/note a rationale he hears", "note", {"note": NoteKind.RATIONALE, "text": "he hears"}),
        ("/thrive he is upstairs", "thrive", {"text": "he is upstairs"}),
        ("/thrive threat a knife", "thrive", {"heading": Heading.THREAT, "text": "a knife"}),
    ],
)
def test_words_of_an_act_go_to_no_other(line: str, kind: str, chosen: dict[str, Any]) -> None:
    found = first(line)
    assert (found.act.kind, found.chosen) == (kind, chosen)


_ACTS = [act for act in CATALOGUE[HANDLER] if act.kind != "send_text"]
_OTHERS = {word for act in _ACTS for word in (act.key, *act.words, *act.label.lower().split())}
_OTHERS -= {"text", "a", "message"}


@given(st.sampled_from(sorted(_OTHERS)), st.text("abcdefgh 0123456789", max_size=12))
def test_a_text_never_takes_the_words_of_another_act(word: str, more: str) -> None:
    for choice in propose(graded(), HANDLER, f"/{word} {more}").choices[:1]:
        assert choice.act.kind != "send_text", (word, more, choice.label)


def test_words_that_say_nothing_of_an_act_are_named() -> None:
    assert first("/grade emergency purple").label.endswith("(not understood: purple)")
    assert propose(desk(HANDLER), HANDLER, "/police purple").choices == ()


NEVER_HEARD = ("flow-incident", "flow-prompts-answered", "flow-rung-back")
SEEN_ALONE = "she has not spoken, see her alone"


@pytest.mark.parametrize("name", ["evening-in-the-office", *NEVER_HEARD])
def test_a_briefing_keeps_every_word(name: str) -> None:
    """Also where nothing is known that could be chosen: then the briefing is the words."""
    view = briefing_desk(name)
    choice = propose(view, HANDLER, f"/brief {SEEN_ALONE}").choices[0]
    assert choice.label == f'Brief the officers: "{SEEN_ALONE}"'
    chosen = dict(choice.chosen)
    while open_ := view.parameters(HANDLER, choice.act, chosen):
        assert open_[0].name == "briefing", "the words are not asked for again"
        chosen[open_[0].name] = open_[0].only.value if open_[0].only else ()
    done = view.do(HANDLER, choice.act, chosen)
    assert isinstance(done.body, do.BriefOfficers)
    assert done.body.text == SEEN_ALONE


@pytest.mark.parametrize(
    ("line", "briefing", "text"),
    [
        ("/brief weapon", [("unknown", Topic.WEAPON)], None),
        ("/brief weapon, two dogs", [("unknown", Topic.WEAPON)], "two dogs"),
        ("/brief weapon not seen by her", None, "weapon not seen by her"),
        ("/brief he has a knife", None, "he has a knife"),
        ("/brief the officers: no lights", None, "no lights"),
    ],
)
def test_what_is_left_of_a_briefing_is_its_text(
    line: str, briefing: list[tuple[str, Topic]] | None, text: str | None
) -> None:
    """Up to a comma, words name what is known; a sentence is never taken apart."""
    view = briefing_desk("evening-in-the-office")
    found = propose(view, HANDLER, line).choices[0].chosen
    assert (found.get("briefing"), found.get("text")) == (briefing, text)


@pytest.mark.parametrize(
    ("line", "service", "text"),
    [
        ("/bring ambulance she's stopped breathing", Service.AMBULANCE, "she's stopped breathing"),
        ("/ambulance she's stopped breathing", Service.AMBULANCE, "she's stopped breathing"),
        ("/bring fire he's poured petrol", Service.FIRE, "he's poured petrol"),
        ("/b fire he's poured petrol", Service.FIRE, "he's poured petrol"),
        ("/ambulance", Service.AMBULANCE, ""),
        ("/bring ambulance", Service.AMBULANCE, ""),
    ],
)
def test_a_service_is_asked_in_with_a_sentence_of_ones_own(
    line: str, service: Service, text: str
) -> None:
    """As to officers and to police: the sentence is read, and the service is all that is needed."""
    view = new_desk(HANDLER)
    choice = propose(view, HANDLER, line).choices[0]
    body = view.do(HANDLER, choice.act, choice.chosen).body

    assert isinstance(body, do.BringIn)
    assert (body.service, body.text, body.update) == (service, text, False)
    assert bool(body.means) is bool(text)


def test_a_second_sentence_to_a_service_is_what_is_new() -> None:
    """A service that was asked in already hears an update, in the trainee's words."""
    view = new_desk(HANDLER)
    for line in ("/ambulance", "/ambulance she's stopped breathing"):
        choice = propose(view, HANDLER, line).choices[0]
        body = view.do(HANDLER, choice.act, choice.chosen).body
        view.catch_up()

    assert isinstance(body, do.BringIn)
    assert body.update
    assert (S.BREATHING_BADLY, True) in body.means


def test_words_are_said_as_what_they_were_understood_as() -> None:
    proposal = propose(desk(HANDLER), HANDLER, "Can anyone else hear you?")
    assert proposal.heading.startswith("Understood as: asks ")
    (asked,) = proposal.choices[0].chosen["speech"].actions
    words, ways = "Can anyone else hear you?", (YesMeans.NOT_SO,)
    assert asked == do.Ask((Topic.ALONE_TO_TALK,), asked.form, words, ways)


@pytest.mark.parametrize("line", ["weapon", "hear", "alone", "danger"])
def test_a_question_is_named_alike_after_each_way_to_ask(line: str) -> None:
    """Words to agree name what other questions ask about, so they come after those."""
    asked = [first(f"{way}{line}").chosen for way in ("?", "/q ", "/ask ", "/ask a question ")]
    assert asked[0]["about"] is not Topic.COVER_WORDS
    assert asked == [asked[0]] * len(asked)


@pytest.mark.parametrize(
    "line",
    ["send police", "send yes", "send way", "officers there", "officers on way", "units there"],
)
def test_words_for_units_say_nothing_to_the_caller(line: str) -> None:
    assert first(f"/{line}").act.kind == "deploy"
    assert first("/officers are there").act.kind == "say", "a whole label is that act"


@pytest.mark.parametrize("role", CATALOGUE)
def test_the_acts_that_are_named_as_examples_are_those_of_the_seat(role: Role) -> None:
    of = setup("evening-in-the-office", role)
    view = SeatView(LiveRun(of, ManualClock()), materials(of))
    such = propose(view, role, "/zzz").heading.partition("such as ")[2].rstrip(".").split(" or ")
    assert len(such) == 2
    for line in such:
        assert propose(view, role, line).choices, line


def test_an_operators_words_are_prompts() -> None:
    assert "which service" in propose(desk(OPERATOR), OPERATOR, "Which service?").heading
    assert propose(desk(OPERATOR), OPERATOR, "?weapon").choices == ()


def test_an_act_that_is_not_possible_says_why() -> None:
    assert first("/ring").disabled_reason == "there is no lost line to ring back"
    assert first("/brief").disabled_reason == "no officers have been sent"


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("", "words to say   / an action   ? a question   # a log line"),
        ("  ", "words to say   / an action   ? a question   # a log line"),
        ("/", "Write the first letters of an action, such as /gra"),
        ("/zzz", "Write the first letters of an action, such as /gra"),
        ("?zzz", "No question has that word."),
        ("#", "Write # and what the log should say"),
    ],
)
def test_a_line_that_means_nothing_says_what_to_write(line: str, heading: str) -> None:
    proposal = propose(desk(HANDLER), HANDLER, line)
    assert proposal.heading.startswith(heading)
    assert proposal.choices == ()


def test_an_empty_line_offers_what_is_possible_now() -> None:
    of, caller = setup("evening-in-the-office", Role.CALLER), Role.CALLER
    view = SeatView(LiveRun(of, ManualClock()), materials(of))
    assert propose(view, caller, "").heading == "/d Dial 999 or 112   / an action"
    view.do(caller, propose(view, caller, "/dial").choices[0].act, {"number": "999"})
    assert propose(view, caller, "").heading.startswith("words to whisper")


def test_what_a_line_proposes_can_be_done() -> None:
    view = desk(HANDLER)
    choice = first("#t he is upstairs")
    done = view.do(HANDLER, choice.act, choice.chosen)
    assert done.body == do.Thrive(Heading.THREAT, "he is upstairs")


def test_the_key_of_a_handover_asks_what_was_heard_and_its_name_says_it() -> None:
    view = desk(OPERATOR)
    by_key, by_name = (first(line, OPERATOR) for line in ("/h", "/hand"))
    assert {each.name for each in view.parameters(OPERATOR, by_key.act, by_key.chosen)} == {"heard"}
    assert view.parameters(OPERATOR, by_name.act, by_name.chosen) == ()


def test_a_handover_says_nothing_that_is_not_so() -> None:
    """Sounds that were heard may be left out; the line was not quiet for that."""
    view = desk(OPERATOR)
    act = next(each.act for each in view.available_acts(OPERATOR) if each.kind == "hand_over")
    report = {"heard": [Reported.FIFTY_FIVE]}
    heard = entries((1_000, Role.ROOM, do.Make(Sound.SHOUTING)))
    (loud,) = acts_of(OPERATOR, act, report, view.materials, heard)
    (quiet,) = acts_of(OPERATOR, act, report, view.materials, [])
    assert isinstance(loud, do.HandOver)
    assert isinstance(quiet, do.HandOver)
    assert quiet.words.endswith("Nobody spoke, the line was quiet.")
    assert loud.words.endswith("Nobody spoke.")


@pytest.mark.parametrize(
    ("line", "topic"),
    [
        ("?injured", Topic.INJURED),
        ("?knife", Topic.WEAPON),
        ("?kids", Topic.CHILDREN),
        ("?drunk", Topic.DRINK_OR_DRUGS),
        ("?flat", Topic.AT_HOME),
        ("?same room", Topic.SAME_ROOM),
        ("?are they in the same room", Topic.SAME_ROOM),
        ("?neck", Topic.STRANGLED),
        ("?can anyone hear you", Topic.ALONE_TO_TALK),
    ],
)
def test_a_question_is_named_by_what_it_asks_and_not_by_letters(line: str, topic: Topic) -> None:
    """F16-9: none of these was found, or another question was asked."""
    first, *_ = propose(desk(HANDLER), HANDLER, line).choices
    assert first.chosen == {"about": topic}


def test_a_whole_question_is_never_taken_for_another() -> None:
    """What no listed question asks is offered in the trainee's own words, first."""
    first, *_ = propose(desk(HANDLER), HANDLER, "?is there an officer with you").choices
    assert first.label == "In your own words: asks about officers"
    (act,) = first.chosen["speech"].actions
    assert act.words == "is there an officer with you"
    assert act.intent is Intent.CONFIRM_MET


def test_a_name_is_asked_for_by_a_ready_made_sentence() -> None:
    labels = [each.label for each in propose(desk(HANDLER), HANDLER, "?name").choices]
    assert any("I need a few details" in each for each in labels)


def typed(role: Role, line: str, view: SeatView, **chosen: Any) -> do.Action:
    """The act that a line stands for."""
    choice = propose(view, role, line).choices[0]
    values = {**choice.chosen, **chosen}
    return acts_of(role, choice.act, values, view.materials, view.heard(role))[0]


def test_a_typed_briefing_is_kept_as_what_it_states() -> None:
    """The sentence alone has briefed it: its statements, and the questions that follow."""
    view = briefing_desk("evening-in-the-office")
    line = "/brief He's got a kitchen knife, and the kids are upstairs. Don't speak to him first."
    line += " Quiet approach."
    act = typed(HANDLER, line, view, briefing=())
    assert isinstance(act, do.BriefOfficers)
    assert act.text.startswith("He's got a kitchen knife")
    assert {(S.KNIFE, True), (S.CHILDREN, True)} <= {*act.means}
    assert {Topic.WEAPON, Topic.CHILDREN} <= {*act.topics}
    assert act.whole
    assert {S.STROKE_SIGNS, S.ADDRESS}.isdisjoint(dict(act.means)), "an order is no fact"
    after = view.knowledge[HANDLER].after(Entry(9_999, view.live.now, HANDLER, HANDLER, act))
    passed = {each.topic for each in after.facts.passed_on}
    assert {S.KNIFE, S.CHILDREN} <= passed


def test_what_a_briefing_says_is_not_known_is_no_fact_and_answers_officers() -> None:
    """Children "unknown" were briefed as children, and officers asked once more."""
    view = briefing_desk("evening-in-the-office")
    line = "/brief He's got a knife, children unknown, and I don't know how many there are."
    act = typed(HANDLER, line, view, briefing=())
    assert isinstance(act, do.BriefOfficers)
    assert dict(act.means) == {S.KNIFE: True}
    assert act.unknown == (Topic.CHILDREN, Topic.MORE_THAN_ONE)
    assert act.topics == (Topic.WEAPON,)
    act = typed(HANDLER, "/brief she is in danger", view, briefing=())
    assert isinstance(act, do.BriefOfficers)
    assert act.means == (), "danger is no slip of a dagger"


def test_boxes_beside_a_sentence_are_kept_as_well() -> None:
    """What was ticked is in the lists; what the sentence states is beside them."""
    view = briefing_desk("evening-in-the-office")
    boxes = [("unknown", Topic.WEAPON)]
    act = typed(HANDLER, "/brief the other man has a bat", view, briefing=boxes)
    assert isinstance(act, do.BriefOfficers)
    assert (act.unknown, act.topics, act.whole) == ((Topic.WEAPON,), (), False)
    assert (S.OTHER_WEAPON, True) in act.means


def test_an_operators_own_sentence_is_handed_over_as_it_was_typed() -> None:
    """Sounds by name still tick boxes; a sentence is said, read, and counts for what it names."""
    view = desk(OPERATOR)
    boxes = propose(view, OPERATOR, "/hand taps, whisper").choices[0].chosen
    assert [*boxes["heard"]] == [Reported.TAP, Reported.WHISPER]
    act = typed(
        OPERATOR, "/hand she whispered that he's got a knife and then I heard shouting", view
    )
    assert isinstance(act, do.HandOver)
    assert act.words == "she whispered that he's got a knife and then I heard shouting"
    assert (S.KNIFE, True) in act.means
    assert {Reported.WHISPER, Reported.DISTURBANCE} <= {*act.heard}
