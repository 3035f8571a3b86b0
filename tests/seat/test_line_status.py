"""What a desk shows first: the line's state, the clocks, and whose turn it is."""

from __future__ import annotations

from simulator.content.scenario.environment import CastText
from simulator.core.terms import Reason, Role
from simulator.seat.seat_view import SeatView
from simulator.seat.view.line_status import Tone
from simulator.session.clock import ManualClock
from simulator.session.run.live_run import LiveRun
from tests.seat.test_seat_view import act
from tests.seat.walking import materials
from tests.session.calls import scenario
from tests.session.sitting import SHIPPED, setup

CALLER, OPERATOR, HANDLER = Role.CALLER, Role.OPERATOR, Role.CALL_HANDLER


def states(name: str, role: Role, seconds: int, answers: int = -1) -> list[tuple[str, str]]:
    """Each state and turn in order; `answers` is the second at which the phone is answered."""
    of, clock = setup(name, role), ManualClock()
    view = SeatView(LiveRun(of, clock), materials(of))
    if role is CALLER:
        view.do(CALLER, act(CALLER, "d"), {"number": "999"})
    found: list[tuple[str, str]] = []
    for second in range(seconds):
        clock.tick(1_000)
        view.catch_up()
        if second == answers:
            view.do(role, act(role, "a"), {})
            view.catch_up()
        status = view.status(role)
        if found[-1:] != [(status.words, status.turn)]:
            found.append((status.words, status.turn))
    return found


def test_a_force_hears_of_a_call_when_its_phone_rings() -> None:
    found = states("evening-in-the-office", HANDLER, 80, answers=60)
    assert found[:2] == [("NO CALL YET", "Wait"), ("RINGING", "Your turn: answer")]
    assert ("LIVE", "Your turn") in found


def test_after_a_prompt_the_caller_has_a_fair_time_to_answer() -> None:
    of, clock = setup("quiet-throughout", OPERATOR), ManualClock()
    view = SeatView(LiveRun(of, clock), materials(of))
    clock.tick(2_000)
    view.catch_up()
    view.do(OPERATOR, act(OPERATOR, "a"), {})
    view.do(OPERATOR, act(OPERATOR, "1"), {})
    view.catch_up()
    assert view.status(OPERATOR).turn == "You are speaking"
    turns = []
    for _ in range(12):
        clock.tick(1_000)
        view.catch_up()
        turns.append(view.status(OPERATOR).turn)
    waits = [turn for turn in turns if turn.startswith("Caller's turn: ")]
    left = [int(wait.split()[2]) for wait in waits]
    assert left == sorted(left, reverse=True)
    assert left[-1] in (1, 2)
    assert turns[-1] == "Your turn"


def test_a_caller_sees_when_to_press_55_and_what_follows_without_it() -> None:
    found = states("quiet-throughout", CALLER, 70)
    assert found[0] == ("RINGING", "Wait")
    assert ("PRESS 55 NOW", "Your turn: call ends in 0:01") in found
    assert found[-1] == ("ENDED", "")


def test_after_one_5_a_caller_is_told_to_press_it_once_more_and_after_two_that_it_counted() -> None:
    of, clock = setup("quiet-throughout", CALLER), ManualClock()
    view = SeatView(LiveRun(of, clock), materials(of))
    view.do(CALLER, act(CALLER, "d"), {"number": "999"})
    while view.status(CALLER).words != "PRESS 55 NOW":
        clock.tick(1_000)
        view.catch_up()
    found = []
    for _ in range(2):
        view.do(CALLER, act(CALLER, "5"), {})
        view.catch_up()
        cards = {card.id: card for card in view.cards(CALLER)}
        strip = cards["recording"].lines[0] if "recording" in cards else None
        found.append((view.status(CALLER).words, strip and strip.text.partition(": ")[2]))
    assert found == [("PRESS 5 ONCE MORE", "1 of 2 pressed"), ("SIGNAL COUNTED", None)]


def test_a_graded_emergency_without_officers_says_so_until_they_are_sent() -> None:
    of, clock = setup("evening-in-the-office", HANDLER), ManualClock()
    view = SeatView(LiveRun(of, clock), materials(of))
    view.skip_to_ring(HANDLER)
    why = {"reason": Reason.DANGER_ESTABLISHED}
    turns = []
    for key, chosen in (("a", {}), ("g", {"grade": of.force.emergency.id, **why}), ("d", why)):
        view.do(HANDLER, act(HANDLER, key), chosen)
        view.catch_up()
        turns.append(view.status(HANDLER).turn)
    assert [turn.startswith("No officers sent. ") for turn in turns] == [False, True, False]


def test_a_held_line_counts_down_to_its_cut_off() -> None:
    call = scenario("line: landline\ncaller: [{when: {at: 20s}, do: hang_up}]")
    of, clock = setup(call, OPERATOR), ManualClock()
    view = SeatView(LiveRun(of, clock), materials(of))
    clock.tick(2_000)
    view.catch_up()
    view.do(OPERATOR, act(OPERATOR, "a"), {})
    clock.tick(23_000)
    view.catch_up()
    status = view.status(OPERATOR)
    assert status.tone is Tone.LOST
    assert status.words.startswith("HELD 0:")


def test_a_line_that_you_ended_is_ended_and_not_lost() -> None:
    of = setup("evening-in-the-office", HANDLER)
    view = SeatView(LiveRun(of, ManualClock()), materials(of))
    view.skip_to_ring(HANDLER)
    view.do(HANDLER, act(HANDLER, "a"), {})
    view.do(HANDLER, act(HANDLER, "e"), {"reason": Reason.NO_RESPONSE})
    view.catch_up()
    assert view.status(HANDLER).words == "ENDED"


def test_after_a_handover_to_police_no_answer_of_the_caller_is_due() -> None:
    call = SHIPPED["quiet-throughout"]
    # Drawn, police might answer before the hand-over is begun: then it is still being said.
    call = call.model_copy(update={"cast": CastText(handler_answers=4_000)})
    of, clock = setup(call, OPERATOR), ManualClock()
    view = SeatView(LiveRun(of, clock), materials(of))
    steps: list[tuple[str, int, dict[str, object]]] = [
        ("a", 2_000, {}), ("p", 20_000, {"reason": Reason.NO_RESPONSE}), ("h", 3_000, {"heard": ()})
    ]  # fmt: skip
    for key, wait, chosen in steps:
        clock.tick(wait)
        view.catch_up()
        view.do(OPERATOR, act(OPERATOR, key), chosen)
    turns = set()
    for _ in range(10):
        clock.tick(1_000)
        view.catch_up()
        turns.add(view.status(OPERATOR).turn)
    assert turns == {"The call handler is speaking", "Your turn"}
