"""Each property could fail: with a mistake in the flow, in a timing, or in who is at work."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from simulator.core import acts as do
from simulator.core.call import Procedure
from simulator.core.instant import Millis
from simulator.core.log import Entry, StageEntered
from simulator.core.terms import LineKind, LineStage, Outcome, Reason, Role
from simulator.proof.explore.act_classes import Done, everything
from simulator.proof.explore.explorer import watch
from simulator.proof.explore.operator_model import ACTS, operators_world
from simulator.proof.explore.transition_system import Move
from simulator.proof.explore.untimed import Spot, UntimedFlow
from simulator.proof.verify.decide import Status
from simulator.rules.claims import Kind
from simulator.rules.matching import Context
from simulator.session.chance import Chance
from simulator.session.participant import Planned, Reaction
from simulator.session.people.simulated_operator import StandingOperator
from tests.daily import first_a_day
from tests.proof.broken import CLAIMS, FORCE, QUESTIONS, decided, profile
from tests.proof.mistakes import BY_THE_INTERPRETER, MISTAKES

CONTEXT = Context(force=FORCE, profile=profile())


def test_there_is_a_mistake_for_each() -> None:
    """No machine property is without one, and none concerns a profile that it is not claimed of."""
    machines = {name for name, each in CLAIMS.items() if each.kind is Kind.MACHINE}
    assert machines == {*MISTAKES, *BY_THE_INTERPRETER}
    assert all(CLAIMS[name].concerns(mistake.under) for name, mistake in MISTAKES.items())


A_DAY = (
    "a-lifted-handset-finds-the-line",
    "a-silent-caller-can-be-missed",
    "an-incident-is-opened-once",
    "a-held-line-is-held-for-45-seconds",
)
"""One of each modality, and a timed one."""


@pytest.mark.parametrize(
    "name",
    first_a_day((*A_DAY, *(name for name in MISTAKES if name not in A_DAY)), len(A_DAY)),
)
def test_a_mistake_is_found(name: str) -> None:
    """Each machine property fails where the mistake for it is made."""
    assert decided(CLAIMS[name], MISTAKES[name].under, MISTAKES[name].flow).status is Status.FAILS


class GoesOn(UntimedFlow):
    """A world in which a call that has ended can be tapped on, and ends again."""

    def outcome(self, place: Spot) -> Outcome | None:  # noqa: ARG002
        """Nothing is over."""
        return None

    def moves(self, place: Spot) -> Sequence[Move[Spot]]:
        """The usual moves; and a tap that ends it, once it has ended."""
        found = [*super().moves(place)]
        if super().outcome(place) is None:
            return found
        ended = [m for before in list(self._moves.values()) for m in before if m.to == place]
        again = ended[0].entries[-1]
        tap = Done(Role.CALLER, do.Tap())
        return [Move(tap, (tap.entry(), again), place)]


@pytest.mark.parametrize("name", BY_THE_INTERPRETER)
def test_a_call_that_goes_on_after_its_end_is_found(name: str) -> None:
    acts = {stimulus: acts[:1] for stimulus, acts in everything(()).items()}
    world = GoesOn(Procedure.under(profile()), acts)
    assert watch(world, CLAIMS[name].rule, CONTEXT).way is not None


class Hasty(StandingOperator):
    """An operator who sends a call to the recording before asking anything, and ends held ones."""

    def on_heard(self, entry: Entry, at: Millis) -> Reaction:
        """As usual, but for these two stages."""
        usual = super().on_heard(entry, at)
        body = entry.body
        if isinstance(body, StageEntered):
            if body.stage is LineStage.WITH_OPERATOR and self.memory.said == 0:
                return Reaction(
                    [Planned(1, do.SendToRecording(Reason.NO_RESPONSE))], changes_mind=True
                )
            if body.stage is LineStage.HELD:
                return Reaction([Planned(1, do.EndCall(Reason.NO_RESPONSE))], changes_mind=True)
        return usual


class Deaf(StandingOperator):
    """An operator who does not hear taps, takes any voice for a mistake, and hands nothing over."""

    def on_heard(self, entry: Entry, at: Millis) -> Reaction:
        """As usual, but for these."""
        body = entry.body
        if isinstance(body, do.Tap):
            return Reaction()
        if entry.actor is Role.ROOM and body.kind == "say":
            return Reaction([Planned(1, do.EndCall(Reason.MISTAKE_CONFIRMED))], changes_mind=True)
        if isinstance(body, StageEntered) and body.stage is LineStage.WITH_CALL_HANDLER:
            return Reaction([Planned(1, do.Leave())], changes_mind=True)
        return super().on_heard(entry, at)


@pytest.mark.parametrize(
    ("name", "who", "kind"),
    first_a_day(
        [
            ("every-prompt-before-the-recording", Hasty, LineKind.MOBILE),
            ("a-fixed-line-is-never-given-up", Hasty, LineKind.LANDLINE),
            ("an-answer-is-never-no-response", Deaf, LineKind.MOBILE),
            ("only-the-caller-calls-it-a-mistake", Deaf, LineKind.MOBILE),
            ("heard-and-handed-over", Deaf, LineKind.MOBILE),
        ],
        2,
        rows=True,
    ),
)
def test_a_careless_operator_is_found(
    name: str, who: type[StandingOperator], kind: LineKind
) -> None:
    """Each rule of the operator is broken by somebody who does that work badly."""
    used = profile()
    operator = who(used, Chance(0, "operator"))
    world = operators_world(used, FORCE, QUESTIONS, kind, ACTS, operator)
    assert watch(world, CLAIMS[name].rule, CONTEXT).way is not None


def test_a_signal_that_is_taken_back_is_found() -> None:
    """The rule on recognised signals holds of the operator's calls too, and could fail there."""
    flow = MISTAKES["an-accepted-55-is-no-no-response"].flow
    used = profile()
    few = [done for done in ACTS if done.action.kind in ("dial", "press")]
    world = operators_world(used, FORCE, QUESTIONS, LineKind.MOBILE, few, flow=flow)
    assert watch(world, CLAIMS["a-signal-never-ends-as-no-response"].rule, CONTEXT).way is not None
