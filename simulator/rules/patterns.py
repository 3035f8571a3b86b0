"""Rules about a log as plain data: what must hold (a pattern), where (a scope), and why.

The patterns are Dwyer's specification patterns in plain words. ``it`` in a match is the entry that
the rule is about just then: one of `ForEach`, or the `of` or `after` of a timed pattern.
"""

from dataclasses import dataclass, fields

from simulator.core.instant import Millis
from simulator.core.profile import Profile
from simulator.core.terms import NamedTerm, Term
from simulator.rules.match_criteria import Match, StateCondition, uses


class VerdictKind(NamedTerm):
    """The verdict of a rule on a log."""

    MET = "it was kept"
    BROKEN = "it was not kept"
    PENDING = "not settled yet; only an unfinished log has such rules"
    NOT_APPLICABLE = "its occasion never arose"


class ProfileTime(Term):
    """Spans that a profile gives."""

    WAIT = "profile.wait", "how long the call handler waits for a sign after a question"
    PERSISTS = "profile.persists", "how long with a caller who gives no sign"
    REGRADES_WITHIN = "profile.regrades_within", "from losing the line to a new grade"


Span = Millis | ProfileTime
"""Milliseconds, or what the profile gives."""


def length_of(span: Span, profile: Profile | None) -> Millis:
    """A span in milliseconds.

    Raises:
        ValueError: the profile gives it, and there is none.
    """
    if not isinstance(span, ProfileTime):
        return span
    if profile is None:
        raise ValueError(f"this rule needs the profile's {span}, and no profile is given")
    length: Millis = getattr(profile.handler, span.partition(".")[2])
    return length


@dataclass(frozen=True, slots=True)
class Always:
    """Each entry of one kind is also of another."""

    of: Match
    """The entries that are looked at."""
    is_: Match
    """What each of them must be."""


@dataclass(frozen=True, slots=True)
class AtLeast:
    """At least so many entries match. Once is ``eventually``."""

    times: int
    """How often."""
    of: Match
    """What is counted."""


@dataclass(frozen=True, slots=True)
class AtMost:
    """At most so many entries match. None at all is ``never``."""

    times: int
    of: Match


@dataclass(frozen=True, slots=True)
class Before:
    """No `then` without an earlier `first`."""

    first: Match
    """What must have happened earlier."""
    then: Match
    """What must not happen without it."""


@dataclass(frozen=True, slots=True)
class Within:
    """After each `of`, `then` follows within `time`, that instant included; or `unless` does."""

    time: Span
    """The time for it; the last instant counts."""
    of: Match
    """After each of these."""
    then: Match
    """What must follow."""
    unless: Match | None = None
    """What excuses it when it comes first."""


@dataclass(frozen=True, slots=True)
class NoSoonerThan:
    """After each `after`, no `then` before `time` has passed, except once `unless` came."""

    time: Span
    """The time to wait; its last instant is late enough."""
    after: Match
    """After each of these."""
    then: Match
    """What must wait."""
    unless: Match | None = None
    """After this, nothing need wait any more."""


Pattern = Always | AtLeast | AtMost | Before | Within | NoSoonerThan
Timed = Within | NoSoonerThan


@dataclass(frozen=True, slots=True)
class After:
    """From the first such entry on; the entry itself is not looked at."""

    start: Match


@dataclass(frozen=True, slots=True)
class Between:
    """Each part from a `start` to the next `end` (or the end of the log), judged separately.

    Neither entry is looked at. A `start` inside of a stretch opens no other.
    """

    start: Match
    """What opens a stretch."""
    end: Match
    """What closes it; the end of the log does, too."""


@dataclass(frozen=True, slots=True)
class ForEach:
    """From each such entry on, until an `until` (or the end of the log), judged separately.

    Neither entry is looked at. Stretches may overlap. The entry is ``it`` for the inner matches.
    """

    it: Match
    until: Match | None = None


Scope = After | Between | ForEach


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that a log keeps or breaks.

    Raises:
        ValueError: its parts don't fit together; the message says which, and the fix.
    """

    pattern: Pattern
    scope: Scope | None = None
    during: StateCondition | None = None
    """Which occasions count: only those that arise while this holds. The occasion is the entry
    that a pattern asks for or forbids, the `of`, `after` or `then` on which it depends, or the
    entry that `ForEach` binds."""
    applies_when: Match | None = None
    """If no entry of the log matches this, the rule is not applicable."""
    why: str = ""
    sources: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse combinations without a meaning."""
        if isinstance(self.scope, ForEach) and isinstance(self.pattern, Timed):
            raise ValueError("a timed rule already looks at each occasion: leave `for_each` out")
        if isinstance(self.pattern, AtLeast) and self.pattern.times < 1:
            raise ValueError("at least 0 times is always true: write 1 or more")
        unbound = [match for match, binds in self._matches() if not binds and uses(match)]
        if unbound:
            raise ValueError(
                "`it` and `same` have no entry to compare with here: use `for_each`, or "
                "write them in the `then` or `unless` of a timed rule"
            )

    @property
    def finite(self) -> bool:
        """Whether a monitor of it has finitely many states: no times, no places in the log."""
        timeless = not isinstance(self.pattern, Timed) and "seq" not in self.compares_with
        return timeless and not self.asks_what_is_known

    @property
    def asks_what_is_known(self) -> bool:
        """Whether it reads what a seat knows, so that it needs the log of a seat."""
        parts = (part for match in self.matches() for part in match.parts())
        return any(part.known or part.learned for part in parts)

    @property
    def asks_for(self) -> frozenset[str]:
        """The kinds of entry that must come; none of a rule that only says how, or forbids."""
        match self.pattern:
            case Within(then=asked) | AtLeast(of=asked):
                return asked.kinds() or frozenset()
        return frozenset()

    @property
    def compares_with(self) -> frozenset[str]:
        """The features of ``it`` that matches of the rule compare with."""
        return frozenset().union(*(uses(match) for match, _ in self._matches()))

    def matches(self) -> tuple[Match, ...]:
        """Every match of the rule."""
        return tuple(match for match, _ in self._matches())

    def occasions(self) -> tuple[Match, ...]:
        """The matches of which a log must have an entry each, or the rule is not applicable."""
        found = [self.applies_when] if self.applies_when else []
        match self.scope:
            case After(start=opens) | Between(start=opens) | ForEach(it=opens):
                found.append(opens)
        match self.pattern:
            case Always(of=of) | Within(of=of) | NoSoonerThan(after=of) | Before(then=of):
                found.append(of)
        return tuple(found)

    def _matches(self) -> list[tuple[Match, bool]]:
        """Every match of the rule, and whether it may compare with ``it``."""
        each, timed = isinstance(self.scope, ForEach), isinstance(self.pattern, Timed)
        parts: list[tuple[object, bool]] = [(self.applies_when, False)]
        for name, held in _held(self.pattern):
            parts.append((held, each or (timed and name in ("then", "unless"))))
        parts += [(held, name == "until") for name, held in _held(self.scope)]
        return [(held, binds) for held, binds in parts if isinstance(held, Match)]


def _held(part: Pattern | Scope | None) -> list[tuple[str, object]]:
    """Return the fields of a pattern or a scope by name, in their order."""
    return [(each.name, getattr(part, each.name)) for each in fields(part)] if part else []
