"""Headless runs: the same everywhere, seats, ceilings, several calls, and what was expected."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from simulator.core import acts as do
from simulator.core.instant import Millis, clock
from simulator.core.log import CallBegan, CallEnded, Entry
from simulator.core.terms import LineKind, Marker, Outcome, Reason, Role
from simulator.session.log_json import json_line
from simulator.session.participant import PlannedAct, Reaction
from simulator.session.run.headless_run import LONGEST, MOST_ENTRIES
from simulator.session.run.live_run import Seat
from tests.session.calls import Reacts, play

ROOT = Path(__file__).resolve().parent.parent.parent

DRAWS = """
line: mobile
facts: {in_danger: yes, injured: no}
answers: {by: [tap], after: {between: [1s, 3s]}}
near: [{who: partner, from: 20s}]
overheard: {at_least: cough, do: come_closer, after: {between: [1s, 3s]}}
background: [{at: {between: [1s, 60s]}, sound: traffic}]
caller:
  - {when: {heard: make_a_sound}, after: {between: [1s, 4s]}, chance: 80, do: tap}
  - {when: {heard: recording_asks_for_55}, after: {between: [1s, 4s]}, do: {press: "55"}}
calls: [{gap: 5m}]
"""

PRINTS = f"""
import sys
from simulator.session.log_json import json_line
from tests.session.calls import play
for seed in range(3):
    for entry in play({DRAWS!r}, seed=seed).log:
        sys.stdout.write(json_line(entry) + "\\n")
"""


def printed(program: str, hash_seed: str) -> str:
    """Run a program in an interpreter of its own, whose sets have another order."""
    env = {**os.environ, "PYTHONHASHSEED": hash_seed}
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout


HANDLED_BADLY = """
from simulator.session.log_json import json_line
from tests.session.test_lapses import played
for entry in played("footsteps-on-the-landing", "poor", "poor", 3).log:
    print(json_line(entry))
"""


def test_a_wrong_question_is_the_same_one_in_every_interpreter() -> None:
    assert printed(HANDLED_BADLY, "1") == printed(HANDLED_BADLY, "4")


def test_a_run_is_the_same_in_every_interpreter() -> None:
    there = printed(PRINTS, "4242")
    here = "".join(
        f"{json_line(entry)}\n" for seed in range(3) for entry in play(DRAWS, seed=seed).log
    )
    assert there == here


def test_seeds_make_a_difference() -> None:
    logs = {tuple(play(DRAWS, seed=seed).log) for seed in range(4)}
    assert len(logs) == 4
    plain = "caller: [{when: {heard: make_a_sound}, after: 1s, do: tap}]"
    one, other = play(plain, seed=1), play(plain, seed=2)
    assert one.of(Role.CALLER) == other.of(Role.CALLER)
    assert one.stages == other.stages
    assert one.log != other.log, "the words of the simulated people are drawn"


def test_a_seat_takes_the_place_of_the_usual_participant() -> None:
    brief = Reacts(
        Role.OPERATOR,
        stage=[PlannedAct(1_000, do.Answer())],
        answer=[PlannedAct(2_000, do.EndCall(Reason.DOUBT))],
    )
    call = play(
        "caller: [{when: {answered: operator}, after: 1s, do: tap}]", seats={Role.OPERATOR: brief}
    )
    assert call.of(Role.OPERATOR) == [do.Answer(), do.EndCall(Reason.DOUBT)]
    assert call.any(do.Tap)
    assert call.outcome is Outcome.ENDED_BY_OPERATOR
    assert call.result.stopped == ""


def test_a_caller_in_a_seat_has_to_dial() -> None:
    """A person's seat plans nothing: with nobody to dial, nothing happens, and the run says so."""
    text = "expect: [{never: {act: press}}]"
    call = play(text, seats={Role.CALLER: Seat(Role.CALLER)})
    assert call.outcome is None
    assert call.result.expectations[1].met
    assert not call.result.passed, "a run that was stopped fails, whatever its rules say"
    assert call.result.stopped == "no act or timer was left, and the call had not ended"
    dials = Reacts(
        Role.CALLER, call_began=[PlannedAct(1, do.Dial()), PlannedAct(5_000, do.HangUp())]
    )
    assert play(seats={Role.CALLER: dials}).outcome is Outcome.ABANDONED


class Restless:
    """Somebody who taps for ever, at a pace."""

    role = Role.CALLER
    ears = frozenset({Role.CALLER})

    def __init__(self, pace: Millis) -> None:
        self.pace = pace

    def on_heard(self, entry: Entry, at: Millis) -> Reaction:  # noqa: ARG002
        """Dial, then tap and tap again."""
        if isinstance(entry.body, CallBegan):
            return Reaction([PlannedAct(1, do.Dial())])
        if entry.actor is Role.CALLER:
            return Reaction([PlannedAct(self.pace, do.Tap())])
        return Reaction()


@pytest.mark.parametrize(
    ("pace", "stopped"),
    [(50, "the limit of 5000 entries"), (3_600_000, "the limit of 4h of simulated time")],
)
def test_a_run_that_does_not_end_says_which_ceiling_it_hit(pace: Millis, stopped: str) -> None:
    """A call that never ends is stopped: by its simulated time or by its entries."""
    absent = {role: Seat(role) for role in (Role.OPERATOR, Role.CALL_HANDLER)}
    call = play(
        "outcome: abandoned\ncalls: [{gap: 1m}]", seats={Role.CALLER: Restless(pace), **absent}
    )
    assert call.result.stopped == stopped
    assert call.outcome is None
    assert not call.result.passed
    assert len(call.calls) == 1
    assert len(call.log) <= MOST_ENTRIES + 5
    assert call.log[-1].at <= LONGEST


TWO_CALLS = """
number:
  markers: [stalking]
  earlier: [{ago: 48h, outcome: abandoned}]
caller:
  - {when: {heard: which_service}, do: hang_up}
calls:
  - gap: 2m
    caller: [{when: {heard: make_a_sound}, do: tap}]
"""


def test_calls_follow_one_another_in_one_log() -> None:
    """A search finds the scenario's own earlier calls, newest first, and then older ones."""
    call = play(TWO_CALLS)
    first, second = call.calls
    assert [e.body for e in call.all(CallBegan)] == [
        CallBegan(1, LineKind.MOBILE),
        CallBegan(2, LineKind.MOBILE),
    ]
    assert second.log[0].at == first.log[-1].at + 120_000
    assert isinstance(first.log[-1].body, CallEnded)
    assert call.result.outcomes == (Outcome.ABANDONED, call.outcome)
    assert call.result.duration == call.log[-1].at
    found, began = call.act(do.GiveResult), second.log[0].at
    assert found.markers == (Marker.STALKING,)
    assert found.earlier == (
        do.EarlierCall(began, Outcome.ABANDONED),
        do.EarlierCall(began + 48 * 3_600_000, Outcome.ABANDONED),
    )


EXPECTS = """
outcome: no_response_to_recording
outcomes: {pecs_2008: ended_by_operator}
facts: {in_danger: yes}
expect:
  - eventually: {stage: recording}
    applies_when: {act: send_to_recording}
  - never: {act: press}
expect_by_profile:
  wmp: [{eventually: {recognised: noise}}]
caller: [%s]
"""


def verdicts(text: str, profile: str = "iopc_2019") -> list[tuple[str, bool]]:
    return [(c.rule, c.met) for c in play(text, profile).result.expectations]


def test_what_is_broken_says_why_and_shows_the_entries() -> None:
    press = '{when: {heard: recording_asks_for_55}, do: {press: "55"}}'
    call = play(EXPECTS % press)
    end, _, rule = call.result.expectations
    assert not call.result.passed
    assert (end.met, end.evidence) == (False, (len(call.log) - 1,))
    over = clock(call.log[-1].at)
    assert end.because == f"expected no_response_to_recording, ended as {call.outcome} at {over}"
    assert (rule.met, rule.evidence) == (False, (call.first(do.Press).seq,))
    assert rule.because


def test_profiles_have_ends_and_rules_of_their_own() -> None:
    assert verdicts(EXPECTS % "", "pecs_2008") == [
        ("outcome: ended_by_operator", True),
        *verdicts(EXPECTS % "")[1:],
    ]
    assert len(verdicts(EXPECTS % "", "wmp")) == 4
    assert not verdicts(EXPECTS % "", "wmp")[3][1]
    cough = "{when: {heard: recording_asks_for_55}, do: cough}"
    assert verdicts(EXPECTS % cough, "wmp")[3][1]
