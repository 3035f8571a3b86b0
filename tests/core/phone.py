"""A phone for stories: acts at their instants, and timers that fire in between.

A deadline fires strictly after its moment: at one instant acts come first. Stories count from the
operator's answer, as the domain sheet does.
"""

from typing import Any, Self

import pytest

from simulator.core import acts as do
from simulator.core import log as out
from simulator.core import terms
from simulator.core.acts import stimulus_of
from simulator.core.call import Call, Procedure, apply, new_call, next_deadline
from simulator.core.instant import Millis, parse
from simulator.core.profile import Switches, Timings
from simulator.core.stimuli import FlowInput
from simulator.core.terms import LineKind
from simulator.errors import NotPossible


class Phone:
    """One call, played by hand."""

    def __init__(
        self,
        switches: Switches | None = None,
        kind: LineKind = LineKind.MOBILE,
        coverage: terms.Coverage = terms.Coverage.HOME,
        timings: Timings | None = None,
    ) -> None:
        procedure = Procedure(switches or Switches(), timings or Timings())
        self.call: Call = new_call(procedure, kind, coverage)
        self.rows: list[str] = []
        self.decided: list[tuple[Millis, out.FlowEvent]] = []

    def at(self, when: str, role: terms.Role, action: do.Action) -> Self:
        """Do something at `when`; whatever timer ran out before fires first."""
        self._let_timers_fire(parse(when), inclusive=False)
        stimulus = stimulus_of(role, action)
        assert stimulus is not None, f"{role} never does {action}"
        self._apply(stimulus, parse(when))
        return self

    def until(self, when: str) -> Self:
        """Let time pass to `when`, and what is due then happen."""
        self._let_timers_fire(parse(when), inclusive=True)
        return self

    def refuses(self, when: str, role: terms.Role, action: do.Action) -> str:
        """Try what cannot be done; the reason given, after which the call is as it was."""
        self._let_timers_fire(parse(when), inclusive=False)
        before = self.call
        with pytest.raises(NotPossible) as refusal:
            self.at(when, role, action)
        assert self.call is before
        return refusal.value.why

    def _let_timers_fire(self, until: Millis, *, inclusive: bool) -> None:
        while (deadline := next_deadline(self.call)) is not None:
            when, timer = deadline
            if when > until or (when == until and not inclusive):
                return
            self._apply(timer, when)

    def _apply(self, cause: FlowInput, when: Millis) -> None:
        self.call, step = apply(self.call, cause, when)
        self.rows += step.rows
        self.decided += [(when, decided) for decided in step.decided]

    @property
    def stage(self) -> terms.LineStage:
        return self.call.state.line

    @property
    def incident(self) -> terms.IncidentStage:
        return self.call.state.incident

    @property
    def outcome(self) -> terms.Outcome | None:
        return self.call.outcome

    @property
    def stages(self) -> list[terms.LineStage]:
        return [o.stage for _, o in self.decided if isinstance(o, out.StageEntered)]

    @property
    def recognised(self) -> list[terms.Recognised]:
        return [o.signal for _, o in self.decided if isinstance(o, out.SignalRecognised)]

    @property
    def last_reason(self) -> str:
        """Why the last act without effect had none, or why the last callback failed."""
        whys = [o.why for _, o in self.decided if isinstance(o, out.NoEffect | out.CallbackFailed)]
        return whys[-1] if whys else ""

    @property
    def played(self) -> list[tuple[Millis, terms.Intent]]:
        return [(when, o.intent) for when, o in self.decided if isinstance(o, out.LinePlayed)]

    def entered(self, stage: terms.LineStage) -> list[Millis]:
        return [
            when for when, o in self.decided if isinstance(o, out.StageEntered) and o.stage is stage
        ]


def dialled(
    switches: Switches | None = None,
    kind: LineKind = LineKind.MOBILE,
    coverage: terms.Coverage = terms.Coverage.HOME,
) -> Phone:
    """A call that rings at the operator."""
    return Phone(switches, kind, coverage).at("0s", terms.Role.CALLER, do.Dial())


def answered(*of: Any) -> Phone:
    """A call that the operator has answered at 0:00."""
    return dialled(*of).at("0s", terms.Role.OPERATOR, do.Answer())


def in_recording(*of: Any) -> Phone:
    """A call sent to the recording at 0:30: it asks at 0:42, ends at 0:50 and cuts off at 0:53."""
    return answered(*of).at("0:30", terms.Role.OPERATOR, do.SendToRecording())


def with_police(*of: Any) -> Phone:
    """A call that the operator connected at 0:10 and the force answered at 0:15."""
    phone = answered(*of).at("0:10", terms.Role.OPERATOR, do.Connect(terms.Service.POLICE))
    return phone.at("0:15", terms.Role.CALL_HANDLER, do.Answer())
