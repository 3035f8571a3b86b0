"""The language of rules over a log: patterns, scopes, matching, verdicts."""
