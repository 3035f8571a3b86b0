"""Sets of instants: what the clocks of a call can show, as differences between them.

A zone is a difference-bound matrix over some clocks and the constant 0: an upper bound for each
difference of two of them. It stands for every combination of readings within the bounds, exactly.
All bounds are whole milliseconds and include their end, since a call's time is whole milliseconds:
a deadline has come at its instant, and one millisecond later it is past.

Zones are the usual symbolic states of timed automata (Dill 1989; Bengtsson and Yi 2004).
"""

from __future__ import annotations

from typing import NamedTuple, Self

from simulator.core.instant import Millis

FAR: Millis = 1 << 60
"""No bound."""


class Zone(NamedTuple):
    """Readings of some clocks. A value; every operation gives another one, in canonical form."""

    clocks: tuple[str, ...] = ()
    """The clocks, in alphabetical order."""
    bounds: tuple[tuple[Millis, ...], ...] = ((0,),)
    """`bounds[i][j]` bounds the i-th reading less the j-th; place 0 is the constant 0."""

    def started(self, clock: str) -> Self:
        """With `clock` reading 0 now, whether or not it ran before."""
        zone = self.without(clock)
        at = sum(other < clock for other in zone.clocks) + 1
        rows = [list(row) for row in zone.bounds]
        for row in rows:
            row.insert(at, row[0])
        rows.insert(at, list(rows[0]))
        names = (*zone.clocks[: at - 1], clock, *zone.clocks[at - 1 :])
        return self._replace(clocks=names, bounds=tuple(map(tuple, rows)))

    def without(self, *clocks: str) -> Self:
        """Without these clocks."""
        gone = {at for at, clock in enumerate(self.clocks, 1) if clock in clocks}
        if not gone:
            return self
        kept = [at for at in range(len(self.bounds)) if at not in gone]
        return self._replace(
            clocks=tuple(clock for clock in self.clocks if clock not in clocks),
            bounds=tuple(tuple(self.bounds[i][j] for j in kept) for i in kept),
        )

    def later(self) -> Self:
        """After any time."""
        rows = [(row[0] if at == 0 else FAR, *row[1:]) for at, row in enumerate(self.bounds)]
        return self._replace(bounds=tuple(rows))

    def at_most(self, clock: str, reading: Millis) -> Self | None:
        """Where `clock` reads no more than so much; none if it reads more everywhere."""
        return self._bounded(self.clocks.index(clock) + 1, 0, reading)

    def at_least(self, clock: str, reading: Millis) -> Self | None:
        """Where `clock` reads no less than so much; none if it reads less everywhere."""
        return self._bounded(0, self.clocks.index(clock) + 1, -reading)

    def beyond(self, clock: str, limit: Millis) -> Self:
        """The zone where readings of `clock` past `limit` are not told apart.

        Keeps the number of zones finite for a clock that may run for ever. Adds readings only past
        the limit, where nobody compares them with anything any more.
        """
        at = self.clocks.index(clock) + 1
        rows = [list(row) for row in self.bounds]
        for other in range(len(rows)):
            if other != at:
                if rows[at][other] > limit:
                    rows[at][other] = FAR
                rows[other][at] = max(rows[other][at], -limit - 1)
        return self._closed(rows)

    def _bounded(self, one: int, other: int, bound: Millis) -> Self | None:
        """With one more bound, canonical again; none if nothing is left."""
        old = self.bounds
        if old[one][other] <= bound:
            return self
        if old[other][one] + bound < 0:
            return None
        size = range(len(old))
        rows = tuple(
            tuple(_near(min(old[i][j], old[i][one] + bound + old[other][j])) for j in size)
            for i in size
        )
        return self._replace(bounds=rows)

    def _closed(self, rows: list[list[Millis]]) -> Self:
        size = range(len(rows))
        for k in size:
            for i in size:
                through = rows[i][k]
                if through < FAR:
                    for j in size:
                        rows[i][j] = min(rows[i][j], through + rows[k][j])
        return self._replace(bounds=tuple(tuple(map(_near, row)) for row in rows))


def _near(bound: Millis) -> Millis:
    """The bound, where none is always the same."""
    return FAR if bound > FAR >> 1 else bound
