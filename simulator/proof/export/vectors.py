"""Calls as questions and answers, to test other implementations of the flow.

There is a shortest call for each act or timer with each row that it can fire. A call that others
contain is left out.
"""

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any, NamedTuple

from simulator.core.call import Call, Procedure, apply, new_call
from simulator.core.instant import Millis
from simulator.core.log import TimerFired
from simulator.core.profile import Profile
from simulator.core.stimuli import Stimulus
from simulator.errors import NotPossible
from simulator.proof.export.guarded_steps import BEGINNINGS

_PAUSE: Millis = 400
"""Before an act; less if a timer runs out earlier. Then the act comes at that very instant."""


class VectorCall(NamedTuple):
    """A call so far, with each step asked and answered."""

    call: Call
    begin: Mapping[str, Any]
    at: Millis = 0
    steps: tuple[Mapping[str, Any], ...] = ()
    fired: frozenset[tuple[str, ...]] = frozenset()
    """Each act or timer with the rows that it fired."""

    def then(self, act: Stimulus | None) -> "VectorCall":
        """Return the call after an act, or after waiting for the next timers."""
        call, fired, entries, refused = self.call, set(self.fired), list[Mapping[str, Any]](), False
        due = call.timers[0][0] if call.timers else self.at + _PAUSE
        # A timer fires strictly after its instant.
        at = due + 1 if act is None else min(self.at + _PAUSE, due)
        while call.timers and call.timers[0][0] < at and call.outcome is None:
            due, timer = call.timers[0]
            call, step = apply(call, timer, due)
            fired.add((timer, *step.rows))
            entries += [_entry(due, each) for each in (TimerFired(timer), *step.decided)]
        if act is not None:
            try:
                call, step = apply(call, act, at)
                fired.add((act, *step.rows))
                entries += [_entry(at, each) for each in step.decided]
            except NotPossible:
                refused = True
        answer = {"entries": entries, "refused": refused}
        step_ = {"ask": {"at": at, "do": act}, "answer": answer}
        return VectorCall(call, self.begin, at, (*self.steps, step_), frozenset(fired))


def vectors(profile: Profile) -> Mapping[str, Any]:
    """Return the calls under a profile, as a value for JSON."""
    covered: set[tuple[str, ...]] = set()
    calls: list[Any] = []
    for played in sorted(_shortest(profile), key=lambda each: -len(each.steps)):
        if not played.fired <= covered:
            covered |= played.fired
            # Every call ends with an act that may be refused, and a wait.
            refusing = [*Stimulus][len(calls) % len(Stimulus)]
            whole = played.then(refusing).then(None) if not played.call.outcome else played
            calls.append({"begin": played.begin, "steps": whole.steps})
    given = {"switches": asdict(profile.switches), "timings": asdict(profile.timings)}
    return {"format": 1, "profile": profile.id, **given, "calls": calls}


def _shortest(profile: Profile) -> Iterator[VectorCall]:
    """Yield a first call with each act or timer and the rows that it fires."""
    procedure, seen, fired = Procedure.under(profile), set[Any](), set[tuple[str, ...]]()
    queue = deque(
        VectorCall(new_call(procedure, given["kind"], given["coverage"]), given)
        for given in BEGINNINGS
    )
    while queue:
        played = queue.popleft()
        state = played.call.state, tuple(timer for _, timer in played.call.timers)
        if state in seen or played.call.outcome:
            continue
        seen.add(state)
        for act in (None, *Stimulus):
            after = played.then(act)
            if not after.steps[-1]["answer"]["refused"]:
                queue.append(after)
                if not after.fired <= fired:
                    fired |= after.fired
                    yield after


def _entry(at: Millis, body: Any) -> Mapping[str, Any]:
    """Return an entry without names and words that another implementation need not share."""
    return {"at": at, **{k: v for k, v in asdict(body).items() if k not in ("row", "why")}}
