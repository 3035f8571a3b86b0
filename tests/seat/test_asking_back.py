"""What can't be undone is asked back: no words that a person types, and no first option, do it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.core import acts as do
from simulator.core.terms import Reason, Role, Topic
from simulator.seat.available_acts import Parameter, taken_back
from simulator.seat.command_parser import LineChoice, propose
from simulator.seat.seat_view import SeatView
from simulator.seat.view.act_catalogue import CATALOGUE
from simulator.session.clock import ManualClock
from simulator.session.run.live_run import LiveRun
from tests.daily import some_a_day
from tests.seat.walking import materials
from tests.session.sitting import setup

CALLER, OPERATOR, HANDLER = Role.CALLER, Role.OPERATOR, Role.CALL_HANDLER
DESKS = (OPERATOR, HANDLER)
CALLS = ("partner-in-the-room", "handset-lifted", "rings-back", "evening-in-the-office")
WORDS = (
    *("yes", "hello", "is anyone hurt", "stay with me", "end", "e", "z", "m 52", "y", "no", "text"),
    *("end the call now", "close it", "ring her back", "put me through", "I'm ending", "k", "p"),
)
"""What people type to a caller; none of it names an act to the program."""


@lru_cache
def stops() -> tuple[tuple[SeatView, Role], ...]:
    """Desks in many states: each call halted at other times, answered or not."""
    found = []
    for name in CALLS:
        for role in DESKS:
            for after, answers in ((5, True), (45, True), (90, True), (120, False), (400, True)):
                of, clock = setup(name, role), ManualClock()
                view = SeatView(LiveRun(of, clock), materials(of))
                for _ in range(after):
                    clock.tick(1_000)
                    view.catch_up()
                    act, why = view.available_acts(role)[0]
                    if answers and why is None:
                        view.do(role, act, {})
                view.catch_up()
                found.append((view, role))
    return tuple(found)


def first(parameter: Parameter) -> Any:
    """What Enter takes: the first option, the least of several, or nothing typed."""
    if parameter.understand is not None:
        return parameter.understand("hello").readings[0]
    values = [option.value for option in parameter.options]
    return values[: parameter.least] if parameter.several else values[0] if values else ""


def by_enter(view: SeatView, role: Role, choice: LineChoice) -> dict[str, Any]:
    """All that is chosen where every question is answered by Enter alone."""
    chosen = dict(choice.chosen)
    while open_ := view.parameters(role, choice.act, chosen):
        chosen[open_[0].name] = first(open_[0])
    return chosen


def assert_undone(line: str, where: Sequence[tuple[SeatView, Role]]) -> None:
    """Check that a line and Enter, however often, do nothing that can't be undone."""
    for view, role in where:
        for choice in propose(view, role, line).choices[:3]:
            if do.ROWS[choice.act.kind].effect_of(role) and choice.disabled_reason is None:
                assert taken_back(by_enter(view, role, choice)), (line, choice.label)


@pytest.mark.parametrize("words", some_a_day(WORDS, 3))
def test_ordinary_words_are_never_an_act(words: str) -> None:
    """What is typed without a slash is said, or is nothing."""
    for view, role in stops()[::3]:
        for choice in propose(view, role, words).choices:
            assert choice.act.takes_words, (words, choice.label)


_TEXT = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=30)


_STATE = st.integers(0, 39)


@given(_TEXT.filter(lambda text: text.strip()[:1] not in {"/", "?", "#"}), _STATE)
def test_no_words_of_a_stranger_are_an_act(words: str, state: int) -> None:
    view, role = stops()[state]
    assert all(each.act.takes_words for each in propose(view, role, words).choices), words


_NAMED = st.sampled_from(sorted({
    word for role in DESKS for act in CATALOGUE[role]
    for word in (act.key, *act.words, *act.label.lower().split())
}))  # fmt: skip


@given(st.lists(st.one_of(_NAMED, _TEXT), min_size=1, max_size=4).map(" ".join), _STATE)
def test_enter_alone_never_does_what_cannot_be_undone(words: str, state: int) -> None:
    """Also of a line that names the act, with its reason or without, in each of its readings."""
    assert_undone(f"/{words}", stops()[state : state + 1])


@pytest.mark.parametrize("line", ["/end", "/close", "/text 52", "/ring", "/connect police", "/e"])
def test_a_line_that_names_it_is_asked_back(line: str) -> None:
    assert_undone(line, stops())


def asked_back(view: SeatView, role: Role, line: str) -> Parameter:
    choice = propose(view, role, line).choices[0]
    (back,) = view.parameters(role, choice.act, choice.chosen)
    assert back.asks_back
    return back


def answered(role: Role) -> SeatView:
    return next(v for v, r in stops() if r is role and v.live.heard(role) and _has_line(v, role))


def _has_line(view: SeatView, role: Role) -> bool:
    ends = (each for each in view.available_acts(role) if each.kind == "end_call")
    return next(ends).disabled_reason is None


def test_a_coached_question_names_a_reason_that_nothing_supports_and_an_assessed_one_does_not() -> (
    None
):
    """Ended as "safety confirmed" when nobody said so: who is coached is asked that as well."""
    back = asked_back(answered(HANDLER), HANDLER, "/end safety")
    assert back.label == "This ends the call. The line goes."
    of = replace(setup("partner-in-the-room", HANDLER), coached=True)
    clock = ManualClock()
    coached = SeatView(LiveRun(of, clock), materials(of))
    while not coached.rings(HANDLER):
        clock.tick(1_000)
        coached.catch_up()
    coached.do(HANDLER, CATALOGUE[HANDLER][0], {})
    clock.tick(4_000)
    coached.catch_up()
    label = asked_back(coached, HANDLER, "/end safety").label
    assert f"Nothing heard so far supports the reason: {Reason.CHECKED_SAFE.label}." in label


def test_the_question_names_the_effect_and_its_word() -> None:
    back = asked_back(answered(HANDLER), HANDLER, "/end safety")
    assert (back.label, back.word) == ("This ends the call. The line goes.", "end")
    assert [each.label for each in back.options] == ["No, go back", "Yes, end the call"]
    text = asked_back(answered(HANDLER), HANDLER, "/text are you safe?")
    assert text.label.startswith("This goes to the caller's phone, which may sound or light up")
    assert '"are you safe?"' in text.label
    connect = asked_back(answered(OPERATOR), OPERATOR, "/connect police doubt")
    assert connect.label == "This puts the call through to police. You can't take it back."


def briefing(view: SeatView, *picked: tuple[str, object], text: str = "") -> list[Parameter]:
    act = next(each.act for each in view.available_acts(HANDLER) if each.kind == "brief_officers")
    return [*view.parameters(HANDLER, act, {"briefing": picked, "text": text})]


def test_a_briefing_with_nothing_in_it_is_asked_back_once() -> None:
    """A form that was sent by accident told officers nothing, and was a briefing all the same."""
    view = answered(HANDLER)
    (back,) = briefing(view)
    assert back.label == (
        "Nothing is chosen or typed: officers would get an empty briefing. Do it all the same?"
    )
    assert [each.label for each in back.options] == ["Go back", "Do it all the same"]
    assert taken_back({back.name: first(back)})
    assert briefing(view, text="She can't speak.") == []
    assert briefing(view, ("unknown", Topic.WEAPON)) == []


def test_a_yes_does_it() -> None:
    of, clock = setup("partner-in-the-room", OPERATOR), ManualClock()
    view = SeatView(LiveRun(of, clock), materials(of))
    for line in ("/answer", "/end no response"):
        clock.tick(3_000)
        view.catch_up()
        choice = propose(view, OPERATOR, line).choices[0]
        chosen = by_enter(view, OPERATOR, choice)
        view.do(OPERATOR, choice.act, {**chosen, "sure": True})
    assert view.live.outcome is not None


def kinds() -> Iterator[str]:
    for role in DESKS:
        yield from (act.kind for act in CATALOGUE[role] if do.ROWS[act.kind].effect_of(role))


def test_what_can_be_mended_or_brings_help_is_not_asked_back() -> None:
    """The column of the registry, as a list to be read by a trainer."""
    assert {*kinds()} == {
        *("connect", "end_call", "leave"),
        *("call_back", "send_text", "offer_incident", "close"),
    }
    assert do.ROWS["hang_up"].effect_of(CALLER)
    assert not do.ROWS["send_text"].effect_of(CALLER), "a caller's own text is theirs"
