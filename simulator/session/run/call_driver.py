"""A call driven from a Python test, act by act, in the form of a scenario file.

Roles without a seat are simulated as in any run. Time advances only when the test says so.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Self, TypeVar

from simulator.content.diagnostics.validate import validated
from simulator.content.fields.content_model import Content
from simulator.content.library.library import LoadedScenario
from simulator.content.rules.rule_forms import RuleText
from simulator.content.scenario.act_forms import HandlerScriptStep, OperatorScriptStep, StepText
from simulator.content.scenario.scenario import ScriptStep
from simulator.content.yaml.reader import read_text
from simulator.core import instant
from simulator.core.acts import Say
from simulator.core.instant import Millis
from simulator.core.log import Entry, LinePlayed
from simulator.core.profile import Force, Profile
from simulator.core.terms import Intent, LineStage, Outcome, Role
from simulator.errors import ContentError
from simulator.review.transcript import render_text, transcript
from simulator.rules.match_criteria import Context
from simulator.rules.monitor import evaluate
from simulator.rules.patterns import VerdictKind
from simulator.rules.rule_sentences import why_broken
from simulator.session.clock import ManualClock
from simulator.session.run.call_people import dial_of
from simulator.session.run.headless_run import LONGEST, MOST_ENTRIES
from simulator.session.run.live_run import LiveRun, RunSetup

_STEPS: Mapping[Role, type[StepText]] = {
    Role.CALLER: ScriptStep,
    Role.OPERATOR: OperatorScriptStep,
    Role.CALL_HANDLER: HandlerScriptStep,
}
M = TypeVar("M", bound=Content)


class DrivenCall:
    """The calls of a scenario, with the test in some of the seats."""

    def __init__(
        self,
        loaded: LoadedScenario,
        profile: Profile,
        force: Force,
        seed: int = 0,
        seats: Sequence[str] = (),
    ) -> None:
        """Start the first call. If the caller has a seat, 999 is dialled already."""
        self._seats = tuple(map(_seat, seats))
        self._setup = RunSetup(loaded.scenario, profile, force, seed, self._seats)
        self._clock = ManualClock()
        self._live = LiveRun(self._setup, self._clock)
        self._dial()

    def wait(self, span: str) -> Self:
        """Advance by a duration: ``2s``, ``1.5s``, ``2m``; ValueError if it isn't one."""
        self._clock.tick(instant.parse(span))
        self._live.poll()
        return self

    def wait_for(self, *, stage: str | None = None, heard: str | None = None) -> Self:
        """Advance until the line is at a stage, or until an utterance of an intent starts.

        Raises:
            AssertionError: the call ended, or nothing more was due, before that.
            ValueError: unknown stage or intent, or not exactly one of the two.
        """
        __tracebackhide__ = True  # a failed test shows its own line
        if (stage is None) is (heard is None):
            raise ValueError("give either stage or heard")
        at = LineStage(stage) if stage is not None else None
        said = Intent(heard) if heard is not None else None
        seen = len(self.log)
        while not (
            self._live.call.state.line is at
            if said is None
            else any(_says(entry, said) for entry in self.log[seen:])
        ):
            if not self._next():
                raise AssertionError(f"timed out waiting for {stage or heard}\n{self.transcript()}")
        return self

    def finish(self) -> Self:
        """Advance to the end of the last call; AssertionError if nothing more is due before it."""
        __tracebackhide__ = True
        while True:
            while self._next():
                pass
            if self._live.outcome is None:
                raise AssertionError(f"the call doesn't end\n{self.transcript()}")
            if self._live.over:
                return self
            self._live.go_on()
            self._dial()

    def _next(self) -> bool:
        """Advance to the next due act or timer. Return False if there is none."""
        wait = self._live.wait()
        if wait is None or self._clock.read() > LONGEST or len(self.log) > MOST_ENTRIES:
            return False
        self._clock.tick(wait)
        self._live.poll()
        return True

    def do(self, seat: str, act: str | Mapping[str, Any]) -> Self:
        """Perform an act now, written as in a scenario file: ``tap``, ``{"press": "55"}``.

        Raises:
            NotPossible: equipment or physics rules it out.
            ValueError: the test doesn't have that seat, or the role has no such act.
        """
        role = _seat(seat)
        if role not in self._seats:
            raise ValueError(f"this call was started without the seat {seat}")
        # Any cue: the step is read as one of a file, for its acts.
        written = {"do": act, "when": {"heard": "speaks"}}
        step = _read(written, f"act of the {seat}", _STEPS[role])
        for action in (action for each in step.do for action in each.actions()):
            self._live.act(role, action)
        return self

    def _dial(self) -> None:
        if Role.CALLER in self._seats:
            self._live.act(Role.CALLER, dial_of(self._live.script))

    @property
    def now(self) -> Millis:
        """The simulated instant (ms)."""
        return self._live.now

    @property
    def log(self) -> Sequence[Entry]:
        """The log so far."""
        return self._live.log

    @property
    def stage(self) -> str:
        """The stage of the line."""
        return str(self._live.call.state.line)

    @property
    def outcome(self) -> Outcome | None:
        """The outcome of the call, or None while it continues."""
        return self._live.outcome

    def rows(self) -> set[str]:
        """Return the ids of the rows that have fired."""
        return {row for entry in self.log for row in entry.rows}

    def transcript(self) -> str:
        """Return the transcript so far."""
        return render_text(transcript(self.log, profile=self._setup.profile))

    def expect(self, rule: Mapping[str, Any]) -> Self:
        """Check the log against a rule, written as in a scenario's ``expect``.

        If it is broken, raise an AssertionError with the nearest entry and the last 12 lines.
        """
        __tracebackhide__ = True
        facts = {topic: fact.value for topic, fact in self._setup.scenario.facts.items()}
        context = Context(facts=facts, force=self._setup.force, profile=self._setup.profile)
        built = _read(rule, "rule", RuleText).build()
        verdict = evaluate(built, self.log, context, finished=self._live.over, now=self._live.now)
        if verdict.kind is VerdictKind.BROKEN:
            cause = why_broken(built, self.log, verdict.evidence, context)
            why = f"\nwhy: {cause}" * bool(cause)
            why += f"\nreason for the rule: {built.why}" * bool(built.why)
            last = "\n".join(self.transcript().splitlines()[-12:])
            raise AssertionError(f"{verdict.because}{why}\n{last}")
        return self


def _read(written: Mapping[str, Any], name: str, model: type[M]) -> M:
    """Return what a test wrote as in a file; ValueError in the words of `check` if it is wrong."""
    try:
        return validated(read_text(json.dumps(written), name), model)
    except ContentError as error:
        raise ValueError(str(error)) from None


def _seat(word: str) -> Role:
    if word not in _STEPS:
        raise ValueError(f"there is no seat {word}; seats: {', '.join(_STEPS)}")
    return Role(word)


def _says(entry: Entry, intent: Intent) -> bool:
    return isinstance(entry.body, Say | LinePlayed) and entry.body.intent is intent
