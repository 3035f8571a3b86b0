"""The exported flow, run by an interpreter that is not ours."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

from statemachine.io import load

from simulator.core.call import Call
from simulator.core.instant import Millis
from simulator.core.profile import Profile
from simulator.core.stimuli import Cause
from simulator.core.terms import Coverage, IncidentStage, LineKind, LineStage, Timer
from simulator.proof.export.scxml import due, event_of, scxml
from tests.session.calls import PROFILES

TABLES = ("line", "incident")


class Seen(NamedTuple):
    """Where a call stands."""

    rows: tuple[str, ...]
    """The rows that answered to the last cause."""
    line: LineStage | None
    """None once the call is over."""
    incident: IncidentStage | None
    over: str
    """The named outcome, once the call is over."""
    timers: tuple[tuple[Millis, Timer], ...]


class Referee:
    """Calls as somebody else's interpreter of SCXML plays them, one after the other."""

    def __init__(self, profile: Profile, text: str = "") -> None:
        """Nothing has been dialled yet. `text` is another chart than the exported one."""
        self._chart: Any = load(text or scxml(profile), format="scxml", trusted=True)()

    def begin(self, kind: LineKind, coverage: Coverage) -> None:
        """A call that nobody has dialled yet. One that has not ended is forgotten."""
        self._chart.send("begin", kind=kind.value, coverage=coverage.value)

    def do(self, cause: Cause, at: Millis) -> Seen:
        """Tell it of an act or a timer; where it stands then."""
        for table in TABLES:
            setattr(self._chart.model, f"{table}_row", "")
        self._chart.send(event_of(cause), at=at)
        return self.seen

    @property
    def seen(self) -> Seen:
        """Where it stands."""
        states = set(self._chart.configuration_values)
        data = vars(self._chart.model)
        rows = tuple(data[f"{table}_row"] for table in TABLES if data[f"{table}_row"])
        running = [(data[due(timer)], timer) for timer in Timer if data[due(timer)] != -1]
        return Seen(
            rows,
            next((stage for stage in LineStage if f"line_{stage}" in states), None),
            next((stage for stage in IncidentStage if f"incident_{stage}" in states), None),
            next((name[5:] for name in states if name.startswith("over_")), ""),
            tuple(sorted(running, key=lambda each: (each[0], [*Timer].index(each[1])))),
        )


def ours(call: Call, rows: tuple[str, ...]) -> Seen:
    """Where our interpreter says that a call stands, in the referee's words."""
    over = str(call.outcome) if call.outcome else ""
    at = call.situation
    return Seen(
        rows,
        None if over else at.line,
        None if over else at.incident,
        over,
        call.timers,
    )


@lru_cache(maxsize=16)
def referee_of(profile: str) -> Referee:
    """The referee of a shipped profile: reading its chart takes longer than a hundred calls."""
    return Referee(PROFILES[profile])
