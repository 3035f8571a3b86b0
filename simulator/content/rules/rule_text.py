"""One rule in a file: a mapping with a pattern, and perhaps a scope, a state and a condition.

`simulator/README.md` explains the rule language on a page.
"""

from __future__ import annotations

from pydantic import Field, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from simulator.content.fields.alternatives import NonNullForm
from simulator.content.fields.content_model import Many, built_from, refuse
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
    """One rule: a pattern, with an optional scope, state, condition and reason."""

    eventually: MatchForm | None = None
    """Pattern: some entry matches."""
    never: MatchForm | None = None
    """Pattern: no entry matches."""
    always: AlwaysForm | None = None
    """Pattern: each entry that matches `of` also matches `is`."""
    before: BeforeForm | None = None
    """Pattern: no entry matches `then` without an earlier one that matches `first`."""
    within: WithinForm | None = None
    """Pattern: after each `of`, `then` or `unless` follows in time."""
    no_sooner_than: NoSoonerThanForm | None = None
    """Pattern: after each `after`, `then` waits for the time, or for `unless`."""
    at_least: TimesForm | None = None
    """Pattern: the least number of matching entries."""
    at_most: TimesForm | None = None
    """Pattern: the greatest number of matching entries."""
    after: MatchForm | None = None
    """Scope: the log from the first matching entry on."""
    between: BetweenForm | None = None
    """Scope: each stretch from a start to an end."""
    for_each: MatchForm | None = None
    """Scope: the log from each matching entry on; in it, that entry is `it`."""
    until: MatchForm | None = None
    """The entry that ends each stretch of `for_each`."""
    while_: StateForm | None = Field(default=None, alias="while")
    """State: what must hold, just before an entry, for an occasion to count."""
    applies_when: MatchForm | None = None
    """Condition: an entry that the log must have, or the rule is not applicable."""
    why: Text | None = None
    """The reason for the rule."""
    source: Many[SourceCode] = ()
    """The public sources of the rule."""

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler, /
    ) -> JsonSchemaValue:
        """Return the schema, with exactly one pattern required."""
        schema = super().__get_pydantic_json_schema__(core_schema, handler)
        resolved = handler.resolve_ref_schema(schema)
        resolved["oneOf"] = [{"required": [name]} for name in PATTERNS]
        return schema

    @model_validator(mode="after")
    def _makes_sense(self) -> RuleText:
        found = [name for name in PATTERNS if getattr(self, name) is not None]
        if not found:
            refuse("no-pattern", "the rule has no pattern", ", ".join(PATTERNS))
        _one(found, "pattern", "write two rules")
        scopes = [name for name in SCOPES if getattr(self, name) is not None]
        _one(scopes, "scope", "keep one of them")
        if self.until is not None and self.for_each is None:
            refuse("lone-until", "until goes with for_each only", "for_each, or between")
        return sensible(self)

    def build(self) -> patterns.Rule:
        """Return the rule."""
        parts = {"pattern": self._pattern(), "scope": self._scope(), "during": self.while_}
        return built_from(patterns.Rule, self, **parts, why=self.why or "", sources=self.source)

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
    """Refuse a second pattern or scope."""
    if len(found) > 1:
        refuse(f"two-{what}s", f"{found[0]} and {found[1]} in one rule", f"one {what}", fix)
