"""A field for one line of typed or pasted text."""

from __future__ import annotations

from textual.widgets import Input

from simulator.clean_text import for_field


class TypedLine(Input):
    """A field without invisible characters, which a pasted text may have."""

    def validate_value(self, value: str) -> str:
        """Return the text as it may be shown."""
        return for_field(value)
