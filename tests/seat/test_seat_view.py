"""A person's place at a live call: every line once, in the right seat; and whose turn it is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from simulator.core import acts as do
from simulator.core.log import Entry, StageEntered
from simulator.core.possible_acts import possible
from simulator.core.terms import Intent, LineStage, Reason, Reported, Role, Service, Sign, Topic
from simulator.errors import NotPossible
from simulator.knowledge.knowledge import Knowledge
from simulator.seat.available_acts import available_acts, whose_turn
from simulator.seat.command_parser import propose
from simulator.seat.seat_frame import seat_frame
from simulator.seat.seat_view import SeatView, how_it_was_left, turn_in_words
from simulator.seat.view.act_catalogue import CATALOGUE, ActSpec
from simulator.seat.view.caption_lines import caption
from simulator.session.clock import ManualClock
from simulator.session.run.live_run import LiveRun, RunSetup
from tests.builders import entries
from tests.seat.walking import materials
from tests.session.calls import scenario
from tests.session.sitting import setup

CALLER, OPERATOR, HANDLER = Role.CALLER, Role.OPERATOR, Role.CALL_HANDLER
ALONE = scenario()
SILENT = scenario("line: landline\ncaller: [{when: {at: 30s}, do: hang_up}]")


def sat(of: RunSetup) -> tuple[SeatView, ManualClock]:
    clock = ManualClock()
    return SeatView(LiveRun(of, clock), materials(of)), clock


def act(role: Role, key: str) -> ActSpec:
    return next(act for act in CATALOGUE[role] if act.key == key)


def test_what_is_possible_is_worked_out_once_for_a_request() -> None:
    """A frame, the words in the line and the act itself ask one after the other: once a change."""
    sitting, clock = sat(setup(ALONE, OPERATOR, HANDLER))
    clock.tick(500)
    sitting.catch_up()
    available_acts.cache_clear()
    for _ in range(2):
        seat_frame(sitting, OPERATOR, sitting.live.now)
        propose(sitting, OPERATOR, "a")
        sitting.available_acts(OPERATOR)
    assert available_acts.cache_info()[:2] == (0, 1), "asked once; not even looked up again"
    sitting.do(OPERATOR, act(OPERATOR, "a"), {})
    sitting.catch_up()
    seat_frame(sitting, OPERATOR, sitting.live.now)
    assert available_acts.cache_info().misses == 2, "and once more after the change"


@pytest.mark.parametrize("seats", [(), (CALLER,), (OPERATOR, HANDLER)])
def test_every_line_comes_once_and_knowledge_keeps_up(seats: tuple[Role, ...]) -> None:
    of = setup("partner-in-the-room", *seats)
    sitting, clock = sat(of)
    if CALLER in seats:
        sitting.do(CALLER, act(CALLER, "d"), {"number": "999"})
    told: dict[Role | None, list[object]] = {role: [] for role in sitting.roles}
    for _ in range(120):
        for role, news in sitting.catch_up().items():
            told[role] += news.captions
            assert news.hints == ()
        clock.tick(997)
    for role in seats or (None,):
        heard = sitting.heard(role)
        lines = [c for entry in heard if (c := caption(entry, role, of.profile)) is not None]
        # No call comes to the police while no operator answers.
        assert bool(lines) is (role is not HANDLER)
        assert told[role] == sitting.captions[role] == lines
        assert sitting.knowledge[role] == Knowledge.of(role or OPERATOR, heard)


def test_what_is_offered_can_be_chosen_and_done() -> None:
    sitting, clock = sat(setup(ALONE, OPERATOR, HANDLER))
    clock.tick(500)
    sitting.catch_up()
    answer = next(offer for offer in sitting.available_acts(OPERATOR) if offer.key == "a")
    assert answer.disabled_reason is None
    assert sitting.do(OPERATOR, answer.act, {}).body == do.Answer()
    connect = act(OPERATOR, "p")
    (why,) = sitting.parameters(OPERATOR, connect)
    done = sitting.do(OPERATOR, connect, {why.name: why.options[0].value})
    assert done.body == do.Connect(Service.POLICE, Reason.SIGNAL_HEARD)
    with pytest.raises(NotPossible):
        sitting.do(OPERATOR, connect, {why.name: why.options[0].value})


def test_a_coached_handler_is_reminded_of_a_test_after_eight_seconds() -> None:
    """A slow caller has 6 s after the words of the test; from then on it is asked again."""
    view, _ = sat(replace(setup("evening-in-the-office", HANDLER), coached=True))
    code = do.Code(do.AnswerSign(Sign.TAP), do.AnswerSign(Sign.TAP, 2))
    heard = entries(
        (0, Role.NETWORK, StageEntered(LineStage.WITH_CALL_HANDLER, "C-1")),
        (1_000, HANDLER, do.SetCode(code)),
        (5_000, HANDLER, do.Ask((Topic.CAN_HEAR,))),
    )
    view.knowledge[HANDLER] = Knowledge.of(HANDLER, heard)
    assert view.hint(HANDLER, 12_999) == ""
    assert view.hint(HANDLER, 13_000) == "You have not had a yes to your test. Ask it again."


def test_the_same_sitting_at_an_earlier_moment() -> None:
    sitting, clock = sat(setup(ALONE, CALLER))
    sitting.do(CALLER, act(CALLER, "d"), {"number": "999"})
    clock.tick(9_000)
    sitting.catch_up()
    sitting.do(CALLER, act(CALLER, "t"), {})
    clock.tick(9_000)
    sitting.catch_up()
    again = sitting.again_from(9_000)
    assert again.live.pace.paused
    again.catch_up()
    before = [line for line in sitting.captions[CALLER] if line.at < 9_000]
    assert again.captions[CALLER] == before
    assert len(before) < len(sitting.captions[CALLER])
    assert again.materials is sitting.materials


class Both:
    """One person in both handlers' seats, for a call in which the caller does little."""

    def __init__(self, of: RunSetup) -> None:
        self.clock = ManualClock()
        self.live = LiveRun(of, self.clock)

    def wait(self, until: int) -> None:
        self.clock.tick(self.live.pace.until(until) or 0)
        self.live.poll()

    def do(self, role: Role, action: do.Action) -> Entry:
        self.clock.tick(1_000)
        return self.live.act(role, action)

    @property
    def turn(self) -> Role:
        return whose_turn(self.live.call, Knowledge.of(OPERATOR, self.live.heard(OPERATOR)))


def connected(of: RunSetup) -> Both:
    """The police are being rung."""
    both = Both(of)
    both.wait(1_000)
    assert both.turn is OPERATOR
    both.do(OPERATOR, do.Answer())
    assert both.turn is OPERATOR
    both.do(OPERATOR, do.Say(Intent.WHICH_SERVICE, "Which service?"))
    assert both.turn is OPERATOR
    both.do(OPERATOR, do.Connect(Service.POLICE, Reason.DOUBT))
    return both


def test_the_operator_has_the_call_until_police_are_rung_and_once_more_to_hand_over() -> None:
    both = connected(setup(ALONE, OPERATOR, HANDLER))
    assert both.turn is HANDLER
    both.do(HANDLER, do.Answer())
    assert both.turn is OPERATOR
    both.do(OPERATOR, do.HandOver((Reported.NOTHING,), "Operator to police."))
    assert both.turn is HANDLER
    both.do(OPERATOR, do.Leave())
    assert both.turn is HANDLER


def test_a_lost_call_is_the_operators_until_its_details_are_passed_on() -> None:
    both = Both(setup(scenario("caller: [{when: {at: 5s}, do: hang_up}]"), OPERATOR, HANDLER))
    both.wait(1_000)
    both.do(OPERATOR, do.Answer())
    both.wait(20_000)
    assert both.turn is OPERATOR
    both.do(OPERATOR, do.PassDetails((Reported.LINE_LOST,), Reason.LINE_CUT))
    assert both.turn is HANDLER


def test_whoever_has_the_turn_can_do_something() -> None:
    """Also while a landline's handset is down, and when the line has gone meanwhile."""
    both = connected(setup(SILENT, OPERATOR, HANDLER))
    stages = set()
    for instant in range(4_000, 200_000, 2_000):
        both.wait(instant)
        stages.add(both.live.call.state.line)
        assert possible(both.live.call, both.turn)
    assert len(stages) > 2


def test_the_turn_is_announced_as_what_it_is() -> None:
    """A phone that rings is no call that is with a seat yet; nor is a hand-over that is to come."""
    of, clock = setup("partner-in-the-room", OPERATOR, HANDLER), ManualClock()
    view = SeatView(LiveRun(of, clock), materials(of))
    said: list[str] = []
    for second in range(30):
        clock.tick(1_000)
        view.catch_up()
        turn = view.turn
        assert turn is not None
        said += [turn_in_words(view, turn)[0]] if second else []
        for role, kind in ((OPERATOR, "answer"), (OPERATOR, "connect"), (HANDLER, "answer")):
            act = next(e for e in view.available_acts(role) if e.kind == kind)
            if act.disabled_reason is None and second > 8:
                chosen = {"reason": Reason.DOUBT} if kind == "connect" else {}
                view.do(role, act.act, chosen)
                break
    assert [*dict.fromkeys(said)] == [
        "The operator's phone rings.",
        "The call is with the operator.",
        "The call handler's phone rings.",
        "Police are on the line: the operator hands over.",
    ]


def test_a_part_that_is_over_is_no_call_that_was_stopped() -> None:
    of, clock = setup("partner-in-the-room", OPERATOR), ManualClock()
    view = SeatView(LiveRun(of, clock), materials(of))
    assert how_it_was_left(view) == "You stopped the call before it ended."
    for _ in range(90):
        clock.tick(1_000)
        view.catch_up()
        for kind in ("answer", "connect", "leave"):
            act = next(e for e in view.available_acts(OPERATOR) if e.kind == kind)
            if act.disabled_reason is None:
                chosen = {"reason": Reason.DOUBT} if kind == "connect" else {}
                view.do(OPERATOR, act.act, chosen)
                break
    assert view.part_is_over(OPERATOR)
    assert how_it_was_left(view).startswith("Your part is over: the police have the call")
