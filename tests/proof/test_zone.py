"""Zones against the sets of readings that they stand for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from simulator.proof.explore.zone import FAR, Zone

TOP = 7
"""Readings up to this are looked at."""
FARTHEST = TOP + 3
"""How far clocks are followed: in so few steps a clock starts at most three behind another."""
Reading = dict[str, int]


def members(zone: Zone) -> set[tuple[int, ...]]:
    """The readings of a zone, up to `TOP`."""
    return {each for each in product(range(TOP + 1), repeat=len(zone.clocks)) if holds(zone, each)}


def holds(zone: Zone, reading: tuple[int, ...]) -> bool:
    values = (0, *reading)
    size = range(len(values))
    return all(values[i] - values[j] <= zone.bounds[i][j] for i in size for j in size)


class Readings:
    """The same operations on a set of readings, written down a second time."""

    def __init__(self, clocks: tuple[str, ...], held: set[tuple[int, ...]]) -> None:
        self.clocks = clocks
        self.held = held

    def each(self) -> Iterator[Reading]:
        return (dict(zip(self.clocks, reading, strict=True)) for reading in self.held)

    def made(self, readings: Iterator[Reading] | list[Reading]) -> Readings:
        found = list(readings)
        clocks = tuple(sorted(found[0])) if found else self.clocks
        return Readings(clocks, {tuple(each[c] for c in clocks) for each in found})


Step = tuple[str, str, int]
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["start", "stop", "later", "at_most", "at_least"]),
        st.sampled_from(["a", "b", "c"]),
        st.integers(0, 3),
    ),
    max_size=7,
)


@given(STEPS)
def test_a_zone_is_the_set_of_its_readings(steps: list[Step]) -> None:
    """Whatever is done to zones, they hold exactly the readings that they should."""
    zone, readings = Zone(), Readings((), {()})
    for what, clock, reading in steps:
        bounded: dict[str, Callable[[Reading], bool]] = {
            "at_most": lambda each, c=clock, r=reading: each[c] <= r,  # type: ignore[misc]
            "at_least": lambda each, c=clock, r=reading: each[c] >= r,  # type: ignore[misc]
        }
        if what == "start":
            zone = zone.started(clock)
            readings = readings.made({**each, clock: 0} for each in readings.each())
        elif what == "stop":
            zone = zone.without(clock)
            readings = readings.made(
                {c: r for c, r in each.items() if c != clock} for each in readings.each()
            )
        elif what == "later":
            zone = zone.later()
            readings = readings.made(
                {c: r + wait for c, r in each.items()}
                for each in readings.each()
                for wait in range(FARTHEST + 1)
                if all(r + wait <= FARTHEST for r in each.values())
            )
        elif clock in zone.clocks:
            kept = [each for each in readings.each() if bounded[what](each)]
            narrowed = (
                zone.at_most(clock, reading) if what == "at_most" else zone.at_least(clock, reading)
            )
            if narrowed is None:
                assert not kept
                return
            zone, readings = narrowed, readings.made(kept)
        if not zone.clocks:
            readings = Readings((), {()})
        assert zone.clocks == readings.clocks
        assert members(zone) == {r for r in readings.held if all(v <= TOP for v in r)}


def test_no_bound_is_always_written_alike() -> None:
    """Equal zones are equal values, however they came about."""
    one = Zone().started("a").later().started("b").later()
    assert {bound for row in one.bounds for bound in row} == {0, FAR}
    assert Zone().started("b").without("b") == Zone()
