"""The rule language as people write it: one mapping a rule, closed words, no expressions.

A rule is **one pattern**, perhaps with a scope, a state, a condition, and a reason::

    never: {outcome: no_response_to_recording}
    why: The call was real.
    source: [N1, P2]

**Patterns** (exactly one). M is a match, T a time such as ``4s`` or ``profile.wait``::

    eventually: M                            at some time there is an M
    never: M                                 there is none
    at_least: {times: 2, of: M}              also at_most
    always: {of: M, is: M}                   each M of the first kind is also one of the second
    before: {first: M, then: M}              no `then` without an earlier `first`
    within: {time: T, of: M, then: M, unless: M}             after each `of`
    no_sooner_than: {time: T, after: M, then: M, unless: M}  after each `after`

**Scope** (at most one): ``after: M`` looks from the first M on; ``between: {start: M, end: M}`` at
each stretch by itself; ``for_each: M`` (with ``until: M``) from each M on, by itself. The entries
at its edges are not looked at. With ``for_each``, and in ``then`` and ``unless`` of the timed
patterns, ``it`` is the entry that the rule is about: ``about: it``, ``same: topic``,
``grade: marker_grade`` and ``grade: lower`` compare with it.

**State**: ``while: {stage: recording}`` counts only occasions that arise while all of it holds, as
things stood just before. **Condition**: ``applies_when: M`` needs an M anywhere in the log.

**A match** holds criteria that an entry meets all at once. A word, or a list of words of which one
is enough; mostly also ``any``. What the words mean is in `core.terms`. What rules do at the end of
a log, and when they are not applicable, is said in `review.properties`.
"""

from __future__ import annotations

from pydantic import Field, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from simulator.content.fields.alternatives import NonNullForm
from simulator.content.fields.content_model import Many, refuse
from simulator.content.fields.text_fields import SourceCode, Text
from simulator.content.rules.rule_forms import (
    AlwaysForm,
    BeforeForm,
    BetweenForm,
    MatchForm,
    NoSoonerThanForm,
    StateForm,
    TimesForm,
    WithinForm,
    sensible,
)
from simulator.rules import patterns

PATTERNS = (
    "eventually",
    "never",
    "always",
    "before",
    "within",
    "no_sooner_than",
    "at_least",
    "at_most",
)
SCOPES = ("after", "between", "for_each")


class RuleText(NonNullForm):
    """One rule: a pattern, and perhaps where and when it counts, and why."""

    eventually: MatchForm | None = None
    """An entry that there must be at some time."""
    never: MatchForm | None = None
    """An entry that there must never be."""
    always: AlwaysForm | None = None
    """What each entry of one kind must also be."""
    before: BeforeForm | None = None
    """What must not happen (`then`) without something earlier (`first`)."""
    within: WithinForm | None = None
    """What must follow (`then`) each `of` within a time, or `unless` must."""
    no_sooner_than: NoSoonerThanForm | None = None
    """What must not follow (`then`) on `after` before a time is over, except once `unless` came."""
    at_least: TimesForm | None = None
    """How many such entries there must be at least."""
    at_most: TimesForm | None = None
    """How many such entries there may be at most."""
    after: MatchForm | None = None
    """The entry from whose first time on the rule looks."""
    between: BetweenForm | None = None
    """The stretches that the rule looks at, each by itself, from a start to an end."""
    for_each: MatchForm | None = None
    """The entry from which on the rule looks, each time by itself. That entry is `it`."""
    until: MatchForm | None = None
    """The entry up to which `for_each` looks at the longest."""
    while_: StateForm | None = Field(default=None, alias="while")
    """How things must stand for an occasion to count."""
    applies_when: MatchForm | None = None
    """An entry that the log must have somewhere, or the rule says nothing."""
    why: Text | None = None
    """Why this matters, for people."""
    source: Many[SourceCode] = ()
    """The public sources that it rests on."""

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler, /
    ) -> JsonSchemaValue:
        """The schema, which also asks for exactly one pattern."""
        schema = super().__get_pydantic_json_schema__(core_schema, handler)
        resolved = handler.resolve_ref_schema(schema)
        resolved["oneOf"] = [{"required": [name]} for name in PATTERNS]
        return schema

    @model_validator(mode="after")
    def _makes_sense(self) -> RuleText:
        found = [name for name in PATTERNS if getattr(self, name) is not None]
        if not found:
            refuse("no-pattern", "this rule does not say what must hold", ", ".join(PATTERNS))
        _one(found, "pattern", "write two rules")
        scopes = [name for name in SCOPES if getattr(self, name) is not None]
        _one(scopes, "scope", "keep one of them")
        if self.until is not None and self.for_each is None:
            refuse("lone-until", "until goes with for_each only", "for_each, or between")
        return sensible(self)

    def build(self) -> patterns.Rule:
        """The rule as it is judged."""
        return patterns.Rule(
            pattern=self._pattern(),
            scope=self._scope(),
            during=self.while_.build() if self.while_ else None,
            applies_when=self.applies_when.build() if self.applies_when else None,
            why=self.why or "",
            sources=self.source,
        )

    def _pattern(self) -> patterns.Pattern:
        if self.eventually:
            return patterns.AtLeast(1, self.eventually.build())
        if self.never:
            return patterns.AtMost(0, self.never.build())
        if self.at_most:
            most: patterns.AtLeast = self.at_most.build()
            return patterns.AtMost(most.times, most.of)
        form = self.at_least or self.always or self.before or self.within or self.no_sooner_than
        assert form, "a rule has exactly one pattern"
        pattern: patterns.Pattern = form.build()
        return pattern

    def _scope(self) -> patterns.Scope | None:
        if self.after:
            return patterns.After(self.after.build())
        if self.for_each:
            until = self.until.build() if self.until else None
            return patterns.ForEach(self.for_each.build(), until)
        return self.between.build() if self.between else None


def _one(found: list[str], what: str, fix: str) -> None:
    """Refuse a second one of what a rule has once."""
    if len(found) > 1:
        refuse(f"two-{what}s", f"{found[0]} and {found[1]} stand side by side", f"one {what}", fix)
