"""File forms of rules, rubrics and properties."""
