"""The flow of silent999 behind the protocol of the vectors, for `run_vectors`."""

import json
import sys
from dataclasses import asdict
from typing import Any

from simulator.core.call import Call, Procedure, apply, new_call
from simulator.core.log import TimerFired
from simulator.core.profile import Switches, Timings
from simulator.core.stimuli import Stimulus
from simulator.core.terms import Coverage, LineKind, Route
from simulator.errors import NotPossible


def begun(asked: dict[str, Any]) -> Call:
    switches = Switches(**{**asked["switches"], "route": Route(asked["switches"]["route"])})
    procedure = Procedure(switches, Timings(**asked["timings"]))
    begin = asked["begin"]
    return new_call(procedure, LineKind(begin["kind"]), Coverage(begin["coverage"]))


def answered(call: Call, at: int, do: str | None) -> tuple[Call, dict[str, Any]]:
    entries, refused = [], False
    while call.timers and call.timers[0][0] < at and call.outcome is None:
        due, timer = call.timers[0]
        call, step = apply(call, timer, due)
        entries += [(due, body) for body in (TimerFired(timer), *step.decided)]
    try:
        if do is not None:
            call, step = apply(call, Stimulus(do), at)
            entries += [(at, body) for body in step.decided]
    except NotPossible:
        refused = True
    shown = [{"at": when, **asdict(body)} for when, body in entries]
    for each in shown:
        each.pop("row", None)
        each.pop("why", None)
    return call, {"entries": shown, "refused": refused}


for line in sys.stdin:
    asked = json.loads(line)
    answer: dict[str, Any] = {}
    if "begin" in asked:
        call = begun(asked)
    else:
        call, answer = answered(call, asked["at"], asked["do"])
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()
