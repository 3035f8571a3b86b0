"""What a person's part in a call is looked at by: plain yes/no criteria, each with its reason.

A rubric belongs to a seat of somebody who is trained for it, the operator or the call handler. The
caller is never scored, so there is no rubric for that seat, and the type has no place for one. A
criterion without a rule is for a person to judge; nothing here ever judges it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, get_args

from simulator.core.terms import Role, Term
from simulator.rules.match import CRITERIA, Match, StateCondition
from simulator.rules.patterns import Rule

LookedAt = Literal[Role.OPERATOR, Role.CALL_HANDLER]
"""The seats that have rubrics."""
LOOKED_AT: Final = get_args(LookedAt)


class Weight(Term):
    """How much hangs on a criterion. It orders findings and is never added up."""

    CRITICAL = "critical", "somebody's safety may hang on it"
    MAJOR = "major", "it changes what police know or do"
    MODERATE = "moderate", "it makes the call easier to answer or to act on"
    MINOR = "minor", "good practice"


class Grounds(Term):
    """What a criterion rests on (the types of `domain` 4.4)."""

    GUIDANCE = "guidance", "guidance or official advice"
    CASE = "case", "learning from an investigated case"
    RESEARCH = "research", "research"
    INFERRED = "inferred", "inferred from the sources"


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that can be seen to have been done, or not.

    Raises:
        ValueError: it is to speak during a call and has no rule, or its rule asks for something
            that nobody on the line perceives.
    """

    id: str
    says: str
    """One sentence that is true of a call or not."""
    rule: Rule | None
    """How a log shows it; none: only a person can tell."""
    why: str
    """Why it matters."""
    when_met: str
    """What a coach says when it was done."""
    when_missed: str
    """What a coach says when it was not: what was expected, and no blame."""
    weight: Weight
    live: bool = False
    """Whether it may be spoken of while the call goes on."""
    basis: str | None = None
    """The behaviour of `domain` 4.4 that it is a part of: B04."""
    grounds: tuple[Grounds, ...] = ()
    sources: tuple[str, ...] = ()
    assumption: str | None = None
    occasion: Match | None = None
    """Of one for a person: it comes up only where there is such an entry; none: in every call."""

    def __post_init__(self) -> None:
        """Refuse what could not be judged from a seat."""
        if self.rule is None and self.live:
            raise ValueError("without a rule nothing can be said during a call")
        if self.occasion is not None and self.rule is not None:
            raise ValueError("a rule says itself when it applies")
        asked = list(unperceived(self.rule)) if self.rule is not None else []
        asked += _asked(self.occasion) if self.occasion is not None else []
        if asked:
            raise ValueError(f"nobody on the line perceives what `{asked[0]}` asks for")


@dataclass(frozen=True, slots=True)
class Rubric:
    """The criteria for one seat.

    Raises:
        ValueError: it is for a seat that is not looked at.
    """

    id: str
    title: str
    role: LookedAt
    criteria: tuple[Criterion, ...]

    def __post_init__(self) -> None:
        """Hold what the type says for whoever does not check types."""
        if self.role not in LOOKED_AT:
            raise ValueError(f"the {self.role} is never scored")


_UNPERCEIVED = frozenset(name for name, reads in CRITERIA.items() if not reads.perceived)
"""What a match can ask of a whole log, and what no operator or call handler can tell."""
_UNPERCEIVED_STATES = frozenset({"phone_with", "over"})


def unperceived(rule: Rule) -> tuple[str, ...]:
    """The criteria of a rule that neither an operator nor a call handler can tell, in order."""
    found = [name for match in rule.matches() for name in _asked(match)]
    during: StateCondition | None = rule.during
    if during is not None:
        found += [name for name in during.criteria() if name in _UNPERCEIVED_STATES]
    return tuple(found)


def _asked(match: Match) -> list[str]:
    inner = (*(match.any_of or ()), *((match.but_not,) if match.but_not else ()))
    own = [name for name in match.criteria() if name in _UNPERCEIVED]
    if match.same == "key":
        own.append("same: key")
    return own + [name for part in inner for name in _asked(part)]
