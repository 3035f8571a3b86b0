"""A rubric file: by what a person's call is looked at, every criterion with where it comes from.

A criterion either has a rule of the one rule language, or says that it is for a person to judge.
Rules read what that seat perceives; one that asks for more is refused. `rules.rubric` has what the
parts mean, and `debrief.assess.coaching` what a coach says during a call.
"""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, cast

from pydantic import Field, model_validator

from simulator.content.fields.alternatives import refuse_repeated
from simulator.content.fields.content_model import FileContent, Many, MemberSubset, Word, refuse
from simulator.content.fields.sourced_value import Provenance
from simulator.content.fields.text_fields import Id, Name, PatternText, Text, YesNo
from simulator.content.files.file_kinds import LoadedFile
from simulator.content.rules.rule_forms import MatchForm, sensible
from simulator.content.rules.rule_text import RuleText
from simulator.core.terms import Role
from simulator.rules import rubric as review
from simulator.rules.rubric import LOOKED_AT, Grounds, LookedAt, Weight

Behaviour = Annotated[str, PatternText(r"B[0-9]{2}", "behaviour", "code of a behaviour", "B04")]
"""A behaviour of the fact sheet's section 4.4."""


class CriterionText(Provenance):
    """One thing that can be seen to have been done, or not."""

    id: Id
    """Its name in records and reports."""
    basis: Behaviour | None = None
    """The behaviour of the fact sheet that it is a part of."""
    grounds: Annotated[Many[Word[Grounds]], Field(min_length=1)]
    """What it rests on: guidance, a case, research, or inferred from the sources."""
    says: Text
    """One plain sentence, true of a call or not."""
    rule: RuleText | None = None
    """How what the seat perceived shows it."""
    for_a_person: YesNo = False
    """Whether only a person can judge it; then there is no rule."""
    occasion: MatchForm | None = None
    """Of one for a person: it comes up only where the seat perceived such a thing."""
    why: Text
    """Why it matters, in one sentence."""
    when_met: Text
    """What the coach says when it was done: short, and calm."""
    when_missed: Text
    """What the coach says when it was not: what was expected, and no blame."""
    weight: Word[Weight]
    """How much hangs on it; orders findings, and is never added up."""
    live: YesNo = False
    """Whether it may be spoken of during the call."""

    @model_validator(mode="after")
    def _makes_sense(self) -> CriterionText:
        if self.rule is None and not self.for_a_person:
            expected = "rule:, or for_a_person: yes"
            refuse("no-rule", "this criterion does not say how it is judged", expected)
        if self.rule is not None and self.for_a_person:
            refuse("two-judges", "a rule judges this one already", at=("for_a_person",))
        if self.rule is not None and self.occasion is not None:
            refuse("two-judges", "a rule says itself when it applies", at=("occasion",))
        if self.rule is None and self.live:
            refuse("no-rule", "only a rule can be judged during a call", at=("live",))
        if self.rule is not None and (self.rule.why is not None or self.rule.source):
            found = "the reason and the sources of a criterion stand beside its rule"
            refuse("twice", found, at=("rule", "why" if self.rule.why is not None else "source"))
        return sensible(self)

    def build(self) -> review.Criterion:
        """The criterion as it is judged."""
        return review.Criterion(
            id=self.id,
            says=self.says,
            rule=self.rule.build() if self.rule else None,
            why=self.why,
            when_met=self.when_met,
            when_missed=self.when_missed,
            weight=self.weight,
            live=self.live,
            basis=self.basis,
            grounds=self.grounds,
            sources=self.source,
            assumption=self.assumption,
            occasion=self.occasion.build() if self.occasion else None,
        )


class RubricFile(FileContent):
    """One rubric."""

    id: Name
    """The name that scenarios use; the file has the same name."""
    title: Text
    """The name that people read."""
    role: Annotated[Role, MemberSubset(Role.OPERATOR, Role.CALL_HANDLER)]
    """Whose seat it is for. The caller is never scored."""
    about: Text
    """What it looks at, and what it leaves to a person."""
    criteria: Annotated[Many[CriterionText], Field(min_length=1)]
    """What is looked at, in the order in which it usually comes up."""

    @model_validator(mode="after")
    def _one_of_each(self) -> RubricFile:
        refuse_repeated("criteria", "criteria", (each.id for each in self.criteria))
        return self

    def rubric(self) -> review.Rubric:
        """The rubric as calls are looked at by it."""
        assert self.role in LOOKED_AT, "the file format has no other roles"
        criteria = tuple(criterion.build() for criterion in self.criteria)
        return review.Rubric(self.id, self.title, cast(LookedAt, self.role), criteria)


class LoadedRubric(LoadedFile[RubricFile]):
    """A rubric file, and the rubric that it makes."""

    @cached_property
    def rubric(self) -> review.Rubric:
        """The rubric as calls are looked at by it."""
        return self.file.rubric()
