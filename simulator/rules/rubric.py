"""Rubrics: yes/no criteria for the seat of an operator or a call handler, each with its reason.

The caller is never scored, so no rubric can name that seat. A criterion without a rule is left to a
person; the program never judges it.
"""

from dataclasses import dataclass
from typing import Final, Literal, get_args

from simulator.core.terms import NamedTerm, Role
from simulator.rules.match_criteria import CRITERIA, Match
from simulator.rules.patterns import Rule

LookedAt = Literal[Role.OPERATOR, Role.CALL_HANDLER]
"""The seats that have rubrics."""
LOOKED_AT: Final = get_args(LookedAt)


class Weight(NamedTerm):
    """The weight of a criterion. It orders findings and is never added up."""

    CRITICAL = "a person's safety may depend on it"
    MAJOR = "it changes what police know or do"
    MODERATE = "it makes the call easier to answer or to act on"
    MINOR = "good practice"


class Grounds(NamedTerm):
    """The kind of source of a criterion (`domain` 4.4)."""

    GUIDANCE = "guidance or official advice"
    CASE = "learning from an investigated case"
    RESEARCH = "research"
    INFERRED = "inferred from the sources"


@dataclass(frozen=True, slots=True)
class Criterion:
    """One yes/no line of a rubric.

    Raises:
        ValueError: its rule or its occasion reads what no seat perceives.
    """

    id: str
    says: str
    """What good practice asks, in the imperative, so that it reads right if met and if missed."""
    rule: Rule | None
    """The rule that decides it; None if only a person can."""
    why: str
    """Why it matters."""
    when_met: str
    """The sentence if it was met: what the trainee did."""
    when_missed: str
    """The sentence if it was missed: what happened, or what to do, without blame."""
    weight: Weight
    live: bool = False
    """Whether the coach may show it during the call."""
    basis: str | None = None
    """The behaviour of `domain` 4.4 that it is a part of: B04."""
    grounds: tuple[Grounds, ...] = ()
    sources: tuple[str, ...] = ()
    assumption: str | None = None
    occasion: Match | None = None
    """For one without a rule: it applies only to logs with such an entry; None for all."""
    not_needed: str = ""
    """The sentence if it did not apply: why the act was not needed."""

    def __post_init__(self) -> None:
        """Reject a criterion that a seat can't be judged by."""
        asked = list(unperceived(self.rule)) if self.rule is not None else []
        asked += _asked(self.occasion) if self.occasion is not None else []
        if asked:
            raise ValueError(f"nobody on the line perceives what `{asked[0]}` asks for")


@dataclass(frozen=True, slots=True)
class Rubric:
    """The criteria for one seat.

    Raises:
        ValueError: the seat has no rubrics.
    """

    id: str
    title: str
    role: LookedAt
    criteria: tuple[Criterion, ...]

    def __post_init__(self) -> None:
        """Check the role at run time too; files aren't type-checked."""
        if self.role not in LOOKED_AT:
            raise ValueError(f"the {self.role} is never scored")


def unperceived(rule: Rule) -> tuple[str, ...]:
    """Return the criteria of a rule that neither operator nor call handler perceives, in order."""
    found = [name for match in rule.matches() for name in _asked(match)]
    states = rule.during.criteria() if rule.during else ()
    return (*found, *(name for name in states if name in ("phone_with", "over")))


def _asked(match: Match) -> list[str]:
    found = []
    for part in match.parts():
        found += [name for name in part.criteria() if not CRITERIA[name].perceived]
        found += ["same: key"] * (part.same == "key")
    return found
