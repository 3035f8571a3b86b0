"""What follows from the fields of a value, and is kept until a field that it rests on changes.

Facts have a hundred fields, and an entry changes a few of them. What is worked out of several is
kept on the facts (`KeepsDerived`), goes over to the facts after, and is worked out again only where
something that it has read is another. Which reads decide what is the table above `Derived`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any, Generic, TypeVar

V = TypeVar("V")
V_co = TypeVar("V_co", covariant=True)


# How a change of facts finds what it decides. Four things are called reads:
#
# | what               | who writes it | what it decides               | if one is left out      |
# |--------------------|---------------|-------------------------------|-------------------------|
# | `Derived.reads`    | you, in full  | which values new facts drop   | an old value, and no    |
# |                    |               | (`keep`) and looks ask again  | error; a test looks     |
# | `Derived.noted`    | you, yes or   | whether a value may stay that | nothing: it only spares |
# |                    | no            | read none of what changed     | work within `reads`     |
# | `ReadFacts.reads`  | nobody: noted | which tests a look makes      | it cannot be            |
# | `FactJudgement     | you, in full  | nothing: it is shown in the   | a test fails            |
# |  .reads`           |               | printed table of guidance     |                         |
#
# An example: a cough is heard. `heard` has changed, so `keep` drops `reports` and `situations`.
# The next look works `reports` out again, first, as others rest on it (`rank`): it has one more.
# `situations` is noted, and has never read that one: it is kept on (`turned`), and no test that
# reads situations is made. `tests/guidance/test_looks.py` and `test_rows.py` hold declared to read.
@dataclass(frozen=True, eq=False, slots=True)
class Derived(Generic[V_co]):
    """What follows from several fields, and changes more seldom than they do."""

    name: str
    reads: frozenset[str]
    """All fields that `of` reads, also through other derived values: while none of them changes, it
    does not change. One that is left out gives an old value, silently."""
    of: Callable[[Any], V_co]
    """A pure function of the facts."""
    noted: bool = False
    """Whether what it reads is noted each time: of one that reads a few items of fields that change
    often. It spares work within `reads`, and adds nothing to them. Noting costs as much as a short
    function."""


Whole = int | Derived[Any]
"""What can be read as a whole: the index of a field; or what follows from many of them, and changes
far more seldom than they do."""
Read = Whole | tuple[Whole, object]
"""What was read: something as a whole, or one item of it, as one topic of the topics."""


class DerivedReads:
    """What each derived value has ever read, and in which order they follow from each other.

    What has read nothing that is another now is the same as before, and is not worked out again:
    nearly all facts that change are none of those few topics and sounds by which situations
    differ.
    """

    def __init__(self) -> None:
        """Nothing was read."""
        self.of: dict[Derived[Any], frozenset[Read]] = {}
        self.rank: dict[Derived[Any], int] = {}
        """Higher than that of each derived value that it has read."""
        self.below: dict[str, tuple[Derived[Any], ...]] = {}
        """Those that others have read, by each field that they follow from."""
        self.follows_from: dict[str, tuple[Derived[Any], ...]] = {}
        """Those that each field decides."""
        self.with_items: set[Whole] = set()
        """That of which any has read an item."""
        self.noted = 0
        """How often something new was noted: who began to compare before that has not seen it.

        A debrief may look in one thread while calls go on in another (`web/driver`). A look takes
        this number first, gathers what has changed, then asks of each value whether it has read
        that. Where another thread has noted more in between, the number is another, and the value
        is worked out: so a look never trusts reads that are newer than what it gathered.
        """
        self._lock = Lock()

    def note(self, what: Derived[Any], reads: set[Read]) -> None:
        """Note what was read when it was worked out: it may be more than at another time."""
        known = self.of.get(what)
        if known is not None and reads <= known:
            return
        with self._lock:
            if known is None:
                for name in what.reads:
                    self.follows_from[name] = (*self.follows_from.get(name, ()), what)
            self.of[what] = self.of.get(what, frozenset()) | reads
            self.with_items.update(each[0] for each in reads if isinstance(each, tuple))
            for each in self._derived_read_by(what):
                for name in each.reads:
                    known_here = self.below.get(name, ())
                    if each not in known_here:
                        self.below[name] = (*known_here, each)
            # All of them: what has read this one is higher than before as well.
            self.rank = {each: self._rank_of(each) for each in self.of}
            self.noted += 1

    def _derived_read_by(self, what: Derived[Any]) -> set[Derived[Any]]:
        wholes = (each[0] if isinstance(each, tuple) else each for each in self.of[what])
        return {each for each in wholes if isinstance(each, Derived)}

    def _rank_of(self, what: Derived[Any]) -> int:
        return max((self._rank_of(each) + 1 for each in self._derived_read_by(what)), default=0)


DERIVED_READS = DerivedReads()
"""The one of the process: what follows from facts is the same in every table."""


_NOT_KEPT: Any = object()


class KeepsDerived:
    """Facts on which what follows from them is kept: a named tuple is its other base."""

    _kept: Mapping[Derived[Any], Any] = {}
    """What was worked out of these facts; of new ones nothing."""

    def derived(self, what: Derived[V]) -> V:
        """Return what follows from these facts, worked out once for them."""
        # Fifteen times an entry, and nearly always kept.
        found = self._kept.get(what, _NOT_KEPT)
        return self._work_out(what) if found is _NOT_KEPT else found

    def _work_out(self, what: Derived[V]) -> V:
        if what.noted:
            found, reads = self._noting(what)
            DERIVED_READS.note(what, reads)
        else:
            found = what.of(self)
            if what not in DERIVED_READS.of:
                DERIVED_READS.note(what, self._declared(what))
        self.__dict__.setdefault("_kept", {})[what] = found
        return found

    def _noting(self, what: Derived[V]) -> tuple[V, set[Read]]:
        """Return what follows from these facts, and all of them that it has read for that."""
        raise NotImplementedError

    def _declared(self, what: Derived[Any]) -> set[Read]:
        """Return the indexes of the fields that it declares to read."""
        raise NotImplementedError

    def turned(
        self,
        before: KeepsDerived,
        derived: Iterable[Derived[Any]],
        changed: set[Read],
        noted: int,
        add_change: Callable[[set[Read], Whole, object, object], None],
    ) -> None:
        """Add to `changed` what follows from these facts otherwise than from those before.

        `derived` has those that others rest on first; `changed` has all that is another in the
        facts and that anything could have read, as far as that was `noted`. What has read nothing
        of that is the same, and is only kept on.
        """
        reads_of = DERIVED_READS.of
        kept, kept_before = self.__dict__.setdefault("_kept", {}), before._kept
        for each in derived:
            was = kept_before.get(each, _NOT_KEPT)
            # Another thread may have worked it out since, and have read what is not in `changed`.
            same = was is not _NOT_KEPT and reads_of[each].isdisjoint(changed)
            if same and noted == DERIVED_READS.noted:
                kept[each] = was
                continue
            was, now = before.derived(each), self.derived(each)
            if was is not now and was != now:
                add_change(changed, each, was, now)

    def changed_since(self, before: KeepsDerived) -> Collection[str] | None:
        """Return the fields that may be others than in the facts before; None if not known.

        Known only of the facts from which these were made: who looks at each in turn compares a
        few fields, and not a hundred.
        """
        made_from, changed = self.__dict__.get("_made_from", (None, ()))
        known = made_from is not None and made_from is before.__dict__.get("_mark")
        return changed if known else None

    def keep(self, before: KeepsDerived, changed: Collection[str]) -> None:
        """Keep what followed from the facts before, where it reads none of the changed fields."""
        # A mark, and not the facts themselves: else each would keep all those before it.
        self.__dict__["_made_from"] = before.__dict__.setdefault("_mark", object()), changed
        # A copy: another thread may work out more of the same facts, as of those of no call yet.
        kept = dict(before._kept)
        for name in changed:
            for what in DERIVED_READS.follows_from.get(name, ()):
                kept.pop(what, None)
        self.__dict__["_kept"] = kept
