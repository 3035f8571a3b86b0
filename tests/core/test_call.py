"""A call as a value: what `apply` returns, what it leaves alone, and when it wants waking."""

import pytest

from simulator.core import terms
from simulator.core.call import Call, Procedure, Transition, apply, new_call, next_deadline
from simulator.core.flow import UK
from simulator.core.log import LinePlayed, StageEntered, TimerStarted
from simulator.core.profile import Switches, Timings
from simulator.core.stimuli import Stimulus
from simulator.core.table import BrokenFlow, CallState, Flow, Impossible, Row, Table
from simulator.core.terms import LineStage, Timer
from simulator.errors import NotPossible

S = Stimulus


def procedure(**timings: int) -> Procedure:
    return Procedure(Switches(), Timings(**timings))


@pytest.mark.parametrize("coverage", terms.Coverage)
def test_a_new_call_has_not_begun(coverage: terms.Coverage) -> None:
    """In limited service state the number cannot be rung from the start [B14]."""
    call = new_call(procedure(), terms.LineKind.LANDLINE, coverage)
    can_ring_back = coverage is not terms.Coverage.LIMITED
    state = CallState(kind=terms.LineKind.LANDLINE, coverage=coverage, can_ring_back=can_ring_back)
    assert (call.state, call.outcome, next_deadline(call)) == (state, None, None)


def test_what_is_ruled_out_says_so_and_changes_nothing() -> None:
    call = new_call(procedure())
    with pytest.raises(NotPossible) as refusal:
        apply(call, S.OPERATOR_ANSWERS, 0)
    assert (refusal.value.stage, refusal.value.why) == ("idle", "nothing has been dialled")
    assert call.state.line is LineStage.IDLE


def in_recording(under: Procedure | None = None, *instants: int) -> tuple[Call, Transition]:
    """A call that was just sent to the recording, and the step that sent it."""
    call = new_call(under or procedure())
    causes = (S.CALLER_DIALS, S.OPERATOR_ANSWERS, S.OPERATOR_SENDS)
    for cause, at in zip(causes, instants or (0, 2_000, 32_000), strict=True):
        call, step = apply(call, cause, at)
    return call, step


def test_of_two_timers_at_one_instant_the_first_of_the_list_fires_first() -> None:
    """A 5 eight seconds into the recording: its 4 s end as the request for 55 begins, at 12 s.

    The request comes first, so it is heard before the one 5 is given up (`flow`, **One instant**).
    """
    call, _ = in_recording(Procedure(Switches(counts_before_request=True), Timings()))
    call, _ = apply(call, S.CALLER_PRESSES_FIVE, 40_000)
    assert call.timers[:2] == ((44_000, Timer.REQUEST), (44_000, Timer.INTERDIGIT))
    rows: list[str] = []
    while (due := next_deadline(call)) is not None and due[0] == 44_000:
        call, step = apply(call, due[1], due[0])
        rows += step.rows
    assert rows == ["R-3", "R-16"]


def test_a_step_says_its_rows_and_outcomes_in_order() -> None:
    """A signal comes before the stage that it brings, then what plays there, then its timers."""
    call, step = in_recording()
    assert step.rows == ("O-19",)
    assert step.decided == (
        StageEntered(LineStage.RECORDING, "O-19"),
        LinePlayed(terms.Intent.RECORDING_OPENS, "O-19"),
        TimerStarted(Timer.REQUEST, 12_000, "O-19"),
        TimerStarted(Timer.END, 20_000, "O-19"),
    )
    assert call.timers == ((44_000, Timer.REQUEST), (52_000, Timer.END))
    assert next_deadline(call) == (44_000, Timer.REQUEST)


def test_a_timer_that_does_not_run_cannot_fire() -> None:
    """The flow has a row for it there, but nothing started it."""
    call, _ = in_recording()
    apply(call, Timer.REQUEST, 44_000)
    with pytest.raises(NotPossible, match="this timer doesn't run"):
        apply(call._replace(timers=((52_000, Timer.END),)), Timer.REQUEST, 44_000)


def test_a_timer_that_starts_again_has_its_new_deadline_only() -> None:
    """The deadline that it had before goes, also when no row stops it."""
    call, _ = apply(new_call(procedure()), S.CALLER_DIALS, 0)
    call, _ = apply(call, S.OPERATOR_ANSWERS, 2_000)
    running = call._replace(timers=((50_000, Timer.END),))
    again, step = apply(running, S.OPERATOR_SENDS, 32_000)
    assert Timer.END not in step.stop
    assert again.timers == ((44_000, Timer.REQUEST), (52_000, Timer.END))


_GOES = Row("D-1", "Goes.", (LineStage.IDLE,), (S.CALLER_DIALS,), (), LineStage.ABANDONED)
_STAYS = Row("D-2", "Stays.", (LineStage.IDLE,), (S.CALLER_DIALS,))
_NO_ROWS: Table[terms.IncidentStage] = Table("incident", (), ())


def a_flow(*rows: Row[LineStage], impossible: tuple[Impossible[LineStage], ...] = ()) -> Flow:
    line = Table("line", rows, impossible)
    ends = {LineStage.ABANDONED: terms.Outcome.ABANDONED}
    return Flow("toy", "A toy", line, _NO_ROWS, (), ends, {})


def test_another_flow_can_stand_beside_the_one_of_the_uk() -> None:
    toy = Procedure(Switches(), Timings(), a_flow(_GOES))
    call, step = apply(new_call(toy), S.CALLER_DIALS, 0)
    assert (call.outcome, step.rows) == (terms.Outcome.ABANDONED, ("D-1",))
    assert procedure().flow is UK


@pytest.mark.parametrize(
    "broken",
    [
        a_flow(_GOES, _STAYS),
        a_flow(_GOES, impossible=(Impossible("no", (LineStage.IDLE,), (S.CALLER_DIALS,)),)),
    ],
    ids=["two rows", "a row and an impossibility"],
)
def test_a_flow_that_contradicts_itself_is_found_out(broken: Flow) -> None:
    with pytest.raises(BrokenFlow, match="caller_dials at idle: 2 answers of the line table"):
        Procedure(Switches(), Timings(), broken).step(CallState(), S.CALLER_DIALS)


def test_what_a_flow_has_no_row_for_is_a_gap() -> None:
    toy = Procedure(Switches(), Timings(), a_flow(_GOES))
    with pytest.raises(BrokenFlow, match="caller_hangs_up: no row at all"):
        toy.step(CallState(), S.CALLER_HANGS_UP)
