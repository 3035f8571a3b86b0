"""A call played from Python, act by act, in the words of a scenario's file; for tests.

Everybody without a seat is played as in any run, and time goes on only when the test says so.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, Self, TypeVar

from pydantic import TypeAdapter, ValidationError

from simulator.content.library.library import LoadedScenario
from simulator.content.rules.rule_text import RuleText
from simulator.content.scenario.act_forms import CallerAct, HandlerAct, OperatorAct
from simulator.core import instant
from simulator.core.acts import Dial
from simulator.core.instant import Millis
from simulator.core.log import Entry, LinePlayed
from simulator.core.profile import Force, Profile
from simulator.core.terms import Intent, LineStage, Outcome, Role
from simulator.review.transcript import render_text, transcript
from simulator.rules.evaluate import evaluate
from simulator.rules.match import Context
from simulator.rules.patterns import VerdictKind
from simulator.session.clock import ManualClock
from simulator.session.run.headless_run import LONGEST, MOST_ENTRIES
from simulator.session.run.live_run import LiveRun, RunSetup

W = TypeVar("W", bound=str)

_ACTS: Mapping[Role, Any] = {
    Role.CALLER: CallerAct,
    Role.OPERATOR: OperatorAct,
    Role.CALL_HANDLER: HandlerAct,
}


class DrivenCall:
    """A scenario's calls, with the test in some of the seats."""

    def __init__(
        self,
        loaded: LoadedScenario,
        profile: Profile,
        force: Force,
        seed: int = 0,
        seats: Sequence[str] = (),
    ) -> None:
        """Begin the first call. A caller's seat has dialled already.

        Raises:
            ValueError: there is no such seat.
        """
        self.scenario = loaded.scenario
        self._seats = tuple(_word(_ACTS, "seat", seat) for seat in seats)
        self._setup = RunSetup(loaded.scenario, profile, force, seed, self._seats)
        self._clock = ManualClock()
        self._live = LiveRun(self._setup, self._clock)
        self._dial()

    # --- time ------------------------------------------------------------------------------------

    def wait(self, span: str) -> Self:
        """Let so much time go by: ``2s``, ``1.5s``, ``2m``.

        Raises:
            ValueError: that is no span of time; a number alone has no unit.
        """
        self._clock.tick(instant.parse(span))
        self._live.poll()
        return self

    def wait_for(self, *, stage: str | None = None, heard: str | None = None) -> Self:
        """Go on until the line is at a stage, or until somebody has begun to say something.

        Raises:
            AssertionError: the call ended, or nothing more happened, before that.
            ValueError: there is no such stage, nothing of the kind is said, or it is not one of
                the two that is asked for.
        """
        __tracebackhide__ = True  # a failed test shows its own line
        if (stage is None) is (heard is None):
            raise ValueError("say either stage or heard")
        come: Callable[[], bool]
        if stage is not None:
            wanted = _word(LineStage, "stage", stage)
            come = lambda: self._live.call.situation.line is wanted  # noqa: E731
        else:
            intent, seen = _word(Intent, "intent", heard or ""), len(self.log)
            come = lambda: any(_says(entry, intent) for entry in self.log[seen:])  # noqa: E731
        while not come():
            if not self._next():
                raise AssertionError(f"waited for {stage or heard}, in vain\n{self.transcript()}")
        return self

    def finish(self) -> Self:
        """Go on to the end of the last call.

        Raises:
            AssertionError: it does not end by itself.
        """
        __tracebackhide__ = True
        while True:
            while self._next():
                pass
            if self._live.outcome is None:
                raise AssertionError(f"the call does not end\n{self.transcript()}")
            if self._live.over:
                return self
            self._live.go_on()
            self._dial()

    def _next(self) -> bool:
        """Let the next thing happen; whether there was one."""
        wait = self._live.wait()
        if wait is None or self._clock.read() > LONGEST or len(self.log) > MOST_ENTRIES:
            return False
        self._clock.tick(wait)
        self._live.poll()
        return True

    # --- acts ------------------------------------------------------------------------------------

    def do(self, seat: str, act: str | Mapping[str, Any]) -> Self:
        """Do something now, as a scenario's file would write it: ``tap``, ``{"press": "55"}``.

        Raises:
            NotPossible: equipment or physics rules it out.
            ValueError: nobody drives that seat, or it is no act of that role.
        """
        role = _word(_ACTS, "seat", seat)
        if role not in self._seats:
            raise ValueError(f"this call was begun without the seat {seat}")
        try:
            read = _adapter(role).validate_python(act)
        except ValidationError as error:
            raise ValueError(f"{act!r} is no act of the {seat}: {error}") from None
        for action in read.actions():
            self._live.act(role, action)
        return self

    def _dial(self) -> None:
        if Role.CALLER in self._seats:
            self._live.act(Role.CALLER, Dial(self._live.script.dials))

    # --- what came of it -------------------------------------------------------------------------

    @property
    def log(self) -> Sequence[Entry]:
        """Everything that has happened."""
        return self._live.log

    @property
    def stage(self) -> str:
        """Where the line is."""
        return str(self._live.call.situation.line)

    @property
    def outcome(self) -> Outcome | None:
        """How the call ended, as its name; none while it goes on."""
        return self._live.outcome

    @property
    def now(self) -> Millis:
        """The simulated instant, in milliseconds."""
        return self._live.now

    def rows(self) -> set[str]:
        """The rows of the flow that have answered so far."""
        return {row for entry in self.log for row in entry.rows}

    def transcript(self) -> str:
        """What has happened, in words."""
        return render_text(transcript(self.log, profile=self._setup.profile))

    def expect(self, rule: Mapping[str, Any]) -> Self:
        """Hold what has happened to a rule, written as in a scenario's ``expect``.

        Raises:
            AssertionError: it is broken; the message names the nearest thing that did happen.
        """
        __tracebackhide__ = True
        facts = {topic: fact.value for topic, fact in self.scenario.facts.items()}
        context = Context(facts=facts, force=self._setup.force, profile=self._setup.profile)
        built = RuleText.model_validate(rule).build()
        verdict = evaluate(built, self.log, context, finished=self._live.over, now=self.now)
        if verdict.kind is VerdictKind.BROKEN:
            why = f"\nwhy: {built.why}" if built.why else ""
            raise AssertionError(f"{verdict.because}{why}\n{self.transcript()}")
        return self


@cache
def _adapter(role: Role) -> TypeAdapter[Any]:
    return TypeAdapter(_ACTS[role])


def _word(known: Iterable[W], noun: str, word: str) -> W:
    """Return a word of a closed list, such as a stage.

    Raises:
        ValueError: there is no such word; the message names near ones.
    """
    for each in known:
        if each == word:
            return each
    near = difflib.get_close_matches(word, map(str, known), n=3)
    hint = f"; did you mean {' or '.join(near)}?" if near else ""
    raise ValueError(f"there is no {noun} {word}{hint}")


def _says(entry: Entry, intent: Intent) -> bool:
    body = entry.body
    played = isinstance(body, LinePlayed)
    return (played or body.kind == "say") and getattr(body, "intent", None) is intent
