"""Properties: rules that must hold for every call, not only for one log.

A property is about all calls that any acts can produce (*machine*), or all calls in which the
simulated people do their work (*procedure*). All of them must keep the rule (*always*), one must
(*sometimes*), or it must stay reachable from every state (*eventually*). `simulator.proof` decides
properties.
"""

from dataclasses import dataclass
from typing import Any

from simulator.core.profile import Profile
from simulator.core.terms import LineKind, NamedTerm, Role
from simulator.rules.match_criteria import StateCondition
from simulator.rules.patterns import AtLeast, NoSoonerThan, Rule, Within


class PropertyKind(NamedTerm):
    """The calls that a property is about."""

    MACHINE = "holds for all possible acts"
    PROCEDURE = "holds while the simulated person plays the role"


class Modality(NamedTerm):
    """How a property quantifies over calls."""

    ALWAYS = "no call breaks the rule"
    SOMETIMES = "some call keeps it, and its occasion arose"
    EVENTUALLY = (
        "however a call went so far, it can still come true: so it does, unless what is possible "
        "is put off for ever"
    )


@dataclass(frozen=True, slots=True)
class Property:
    """A rule, and of which calls it is claimed.

    Raises:
        ValueError: its parts don't fit together; its arguments are why, and the fix.
    """

    id: str
    says: str
    """The property as one sentence."""
    kind: PropertyKind
    modality: Modality
    rule: Rule
    timed: bool = False
    """Of machines: whether it is decided with clock values, or without."""
    whose: Role | None = None
    """For a procedure: the simulated role that must keep it."""
    wherever: StateCondition | None = None
    """For *eventually*: only from states where this holds."""
    by: tuple[Role, ...] = ()
    """For *eventually*: the roles that must reach it alone; empty for all roles together."""
    profiles: tuple[str, ...] = ()
    """The profiles that it is about; empty for all."""
    switches: tuple[tuple[str, Any], ...] = ()
    """The switches that a profile must have."""
    lines: tuple[LineKind, ...] = ()
    """The kinds of line that it is about; empty for all."""
    sources: tuple[str, ...] = ()
    assumption: str | None = None

    def __post_init__(self) -> None:
        """Refuse combinations that no search can decide, all at once."""
        procedure = self.kind is PropertyKind.PROCEDURE
        eventually = self.modality is Modality.EVENTUALLY
        # Procedures are tried in calls with real times. Machines measure one span, in a search.
        timing = not procedure and isinstance(self.rule.pattern, Within | NoSoonerThan)
        bounded = self.rule.scope or self.rule.applies_when or self.rule.compares_with
        # What is refused, why, and the way out; a table, not code.
        # fmt: off
        refusals = (
            (procedure and self.whose is None, "a procedure needs the person who keeps it",
                "write whose: operator or whose: call_handler"),
            (self.whose is not None and not procedure, "`whose` is for a procedure only",
                "leave whose out, or write kind: procedure"),
            (procedure and self.timed, "a procedure is tried in real time, with any rule",
                "leave timed out"),
            (procedure and eventually, "`eventually` is decided for the machines only",
                "write modality: always, or sometimes"),
            (timing and not self.timed, "this rule measures time, and says nothing of it",
                "write timed: yes"),
            (timing and bounded,
                "machines measure time without a scope, `applies_when` or `it`",
                "leave these out, or write kind: procedure, which may have them"),
            (self.timed and self.modality is not Modality.ALWAYS,
                "with times, only `always` is decided",
                "write modality: always, or leave timed out"),
            (self.rule.asks_what_is_known, "only a rubric asks what a seat knows",
                "leave out known and learned"),
            (self.wherever and self.wherever.speaking, "`wherever` can't ask who is speaking",
                "leave speaking out"),
            (not procedure and _listens(self.rule),
                "machines don't see who is speaking or has finished",
                "leave out finished and speaking, or write kind: procedure"),
            (not eventually and (self.wherever or self.by),
                "`wherever` and `by` go with modality: eventually", "leave them out"),
            (eventually and not _plain(self.rule),
                "with modality: eventually the rule is an `eventually` of one kind of entry",
                "write rule: {eventually: {outcome: any}}, with what must come"),
        )
        # fmt: on
        wrong = [(why, fix) for refused, why, fix in refusals if refused]
        if wrong:
            why, fix = zip(*wrong, strict=True)
            raise ValueError("; ".join(why), "; and ".join(fix))

    def concerns(self, profile: Profile) -> bool:
        """Return whether it is about calls under `profile`."""
        if self.profiles and profile.id not in self.profiles:
            return False
        return all(getattr(profile.switches, name) == is_ for name, is_ in self.switches)


def _listens(rule: Rule) -> bool:
    """Return whether the rule depends on the end of an utterance."""
    finished = (part.finished for match in rule.matches() for part in match.parts())
    return any(finished) or bool(rule.during and rule.during.speaking)


def _plain(rule: Rule) -> bool:
    """Return whether a single entry, without earlier ones, can decide the rule."""
    if rule.scope or rule.during or rule.applies_when:
        return False
    once = isinstance(rule.pattern, AtLeast) and rule.pattern.times == 1
    parts = [part for match in rule.matches() for part in match.parts()]
    return once and not any(part.prompts_tried for part in parts)
