"""A rubric file: criteria for one seat, by a rule over its perceived log or for a person."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, cast

from simulator.content.fields.alternatives import distinct
from simulator.content.fields.content_model import FileContent, Many, Word, built_from, only, refuse
from simulator.content.fields.schema_parts import Bounds, checks
from simulator.content.fields.sourced_value import Provenance
from simulator.content.fields.text_fields import Id, Name, Text, YesNo, pattern_text
from simulator.content.rules.rule_forms import MatchForm, RuleText, sensible
from simulator.core.terms import Role
from simulator.rules import rubric as rules
from simulator.rules.rubric import LOOKED_AT, Grounds, LookedAt, Weight

Behaviour = Annotated[str, pattern_text(r"B[0-9]{2}", "behaviour", "code of a behaviour", "B04")]
"""A behaviour in section 4.4 of the fact sheet."""


class CriterionText(Provenance):
    """One yes/no criterion of a rubric."""

    id: Id
    """Its id in records and reports."""
    basis: Behaviour | None = None
    """The behaviour of the fact sheet that it belongs to."""
    grounds: Annotated[Many[Word[Grounds]], Bounds(min_length=1)]
    """Its kind of evidence: guidance, a case, research, or inferred from the sources."""
    says: Text
    """What good practice asks, in one plain sentence that starts with the verb."""
    rule: RuleText | None = None
    """The rule over the seat's perceived log that decides it."""
    for_a_person: YesNo = False
    """Whether only a person can judge it; then it has no rule."""
    occasion: MatchForm | None = None
    """If it is for a person: an entry that the seat must have perceived for it to apply."""
    why: Text
    """Why it matters, in one sentence."""
    when_met: Text
    """The debrief's sentence if it was met: what the trainee did."""
    when_missed: Text
    """The debrief's sentence if it was missed: what happened, and what to do, without blame."""
    not_needed: Text = ""
    """The debrief's sentence if it did not apply: why the act was not needed."""
    weight: Word[Weight]
    """Its importance; orders findings, and is never added up."""
    live: YesNo = False
    """Whether it may give a hint during the call."""

    @checks
    def _makes_sense(self) -> CriterionText:
        if self.rule is None and (self.live or not self.for_a_person):
            refuse("no-rule", at=("live",) if self.live else ())
        if self.rule is not None and (self.for_a_person or self.occasion is not None):
            refuse("two-judges", at=("for_a_person",) if self.for_a_person else ("occasion",))
        return sensible(self)

    def build(self) -> rules.Criterion:
        """Return the criterion."""
        return built_from(rules.Criterion, self, sources=self.source)


class RubricFile(FileContent):
    """One rubric."""

    id: Name
    """The id that scenarios use; the file has the same name."""
    title: Text
    """The title for readers."""
    role: Annotated[Role, only(Role.OPERATOR, Role.CALL_HANDLER)]
    """The seat that it is for. The caller is never scored."""
    about: Text
    """What it covers, and what it leaves to a person."""
    criteria: Annotated[Many[CriterionText], Bounds(min_length=1), distinct("criteria")]
    """The criteria, in the usual order of a call."""

    @cached_property
    def rubric(self) -> rules.Rubric:
        """The rubric, built once."""
        assert self.role in LOOKED_AT, "the file format has no other roles"
        criteria = tuple(criterion.build() for criterion in self.criteria)
        return rules.Rubric(self.id, self.title, cast(LookedAt, self.role), criteria)
