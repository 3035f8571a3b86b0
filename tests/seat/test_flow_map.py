"""The small map: the way so far, and exactly the ways on that the tables allow on that line."""

import pytest

from simulator.core.flow import MOBILES
from simulator.core.log import StageEntered
from simulator.core.terms import LineKind, LineStage
from simulator.seat.view.stage_texts import flow_map, next_stages
from tests.core.explored import MIXED, explored
from tests.core.explored import PROFILES as SWITCHES
from tests.daily import one_a_day, some_a_day
from tests.seat.walking import log_of
from tests.session.calls import PROFILES
from tests.session.sitting import SHIPPED


@pytest.mark.parametrize("profile", one_a_day(["iopc_2019", "surrey_2019", "npcc_2017"]))
def test_the_ways_on_are_those_that_calls_take(profile: str) -> None:
    """From every stage that a line of that kind can come to: none missing, none besides."""
    taken: dict[tuple[LineStage, LineKind], set[LineStage]] = {}
    for edge in explored(SWITCHES[profile]).edges:
        before, after = edge.before[0], edge.after[0]
        onward = taken.setdefault((before.line, before.kind), set())
        if after.line is not before.line:
            onward.add(after.line)
    assert len(taken) > 40
    for (stage, kind), onward in taken.items():
        assert set(next_stages(stage, kind, SWITCHES[profile])) == onward, (stage, kind)


@pytest.mark.parametrize("kind", LineKind)
def test_the_recording_is_for_mobiles_alone(kind: LineKind) -> None:
    """Whatever the switches and wherever the call is, no other line is offered it [N1 N2]."""
    offered = {
        way
        for switches in (*SWITCHES.values(), *MIXED.values())
        for stage in (LineStage.WITH_OPERATOR, LineStage.DIALLED, LineStage.HELD, LineStage.IDLE)
        for way in next_stages(stage, kind, switches)
    }
    in_service = {LineStage.RECORDING, LineStage.SOUND_PROMPT}
    assert (not offered.isdisjoint(in_service)) == (kind in MOBILES)


@pytest.mark.parametrize("name", some_a_day(sorted(SHIPPED), 12))
def test_a_shipped_call_goes_along_its_map(name: str) -> None:
    of, log = log_of(name)
    path: list[tuple[int, LineStage]] = []
    for entry in log:
        if entry.body.kind == "call_began":
            path = []
        if not isinstance(entry.body, StageEntered):
            continue
        before = path[-1][1] if path else LineStage.IDLE
        assert entry.body.stage in next_stages(before, of.scenario.line, of.profile.switches)
        path.append((entry.at, entry.body.stage))
        here = [
            line
            for line in flow_map(path, of.scenario.line, of.profile.switches)
            if line.endswith("it is now.")
        ]
        assert len(here) == 1
        assert here[0].startswith(f"Step {len(path)}, at ")
        assert here[0].endswith(f": {entry.body.stage.label}, where it is now.")


def test_a_map_in_full() -> None:
    switches = PROFILES["iopc_2019"].switches
    path = [(1_000, LineStage.DIALLED), (2_500, LineStage.WITH_OPERATOR)]
    assert list(flow_map(path, LineKind.LANDLINE, switches)) == [
        "How the call got here:",
        "Step 1, at 0:01: ringing the operator.",
        "Step 2, at 0:02: with the 999 operator, where it is now.",
        "Where it could go from here:",
        *(f"To: {way.label}." for way in next_stages(path[-1][1], LineKind.LANDLINE, switches)),
    ]
