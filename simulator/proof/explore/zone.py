"""Readings of the clocks of a call, as a difference-bound matrix."""

from typing import NamedTuple, Self

from simulator.core.instant import Millis

FAR: Millis = 1 << 60
"""No bound."""


class Zone(NamedTuple):
    """Readings of some clocks, as a difference-bound matrix. Immutable.

    It has exactly the combinations of readings within the bounds, which are whole milliseconds and
    inclusive: the usual symbolic state of a timed automaton (Dill 1989; Bengtsson and Yi 2004).
    Every operation returns a zone in canonical form.
    """

    clocks: tuple[str, ...] = ()
    """The clocks, in alphabetical order."""
    bounds: tuple[tuple[Millis, ...], ...] = ((0,),)
    """`bounds[i][j]` is the upper bound of reading i minus reading j; index 0 is the constant 0."""

    def started(self, clock: str) -> Self:
        """Return the zone with `clock` started or restarted at 0."""
        zone = self.without(clock)
        at = sum(other < clock for other in zone.clocks) + 1
        rows = [list(row) for row in zone.bounds]
        for row in rows:
            row.insert(at, row[0])
        rows.insert(at, list(rows[0]))
        names = (*zone.clocks[: at - 1], clock, *zone.clocks[at - 1 :])
        return self._replace(clocks=names, bounds=tuple(map(tuple, rows)))

    def without(self, *clocks: str) -> Self:
        """Return the zone without these clocks."""
        gone = {at for at, clock in enumerate(self.clocks, 1) if clock in clocks}
        if not gone:
            return self
        kept = [at for at in range(len(self.bounds)) if at not in gone]
        return self._replace(
            clocks=tuple(clock for clock in self.clocks if clock not in clocks),
            bounds=tuple(tuple(self.bounds[i][j] for j in kept) for i in kept),
        )

    def later(self) -> Self:
        """Return the zone after any delay."""
        rows = [(row[0] if at == 0 else FAR, *row[1:]) for at, row in enumerate(self.bounds)]
        return self._replace(bounds=tuple(rows))

    def at_most(self, clock: str, reading: Millis) -> Self | None:
        """Return the part where `clock` reads at most `reading`; None if empty."""
        return self._bounded(self.clocks.index(clock) + 1, 0, reading)

    def at_least(self, clock: str, reading: Millis) -> Self | None:
        """Return the part where `clock` reads at least `reading`; None if empty."""
        return self._bounded(0, self.clocks.index(clock) + 1, -reading)

    def beyond(self, clock: str, limit: Millis) -> Self:
        """Return the zone with readings of `clock` past `limit` merged.

        Without this a clock that may run for ever would give infinitely many zones. It adds
        readings past the limit only, which no later step compares with anything.
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
        """Return the zone with one more bound, in canonical form; None if empty."""
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
    """Return the bound; any sum with `FAR` becomes `FAR`, so equal zones compare equal."""
    return FAR if bound > FAR >> 1 else bound
