"""Switches that rows of the flow need. Coverage excuses rows that a profile rules out."""

from __future__ import annotations

import dataclasses
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, ClassVar

from pydantic import Field, create_model

from simulator.content.diagnostics.validate import validated
from simulator.content.fields.content_model import Content, FileContent, Many, Word
from simulator.content.fields.text_fields import Switch, Text, pattern_text
from simulator.content.yaml.reader import read_file
from simulator.core.profile import Switches
from simulator.core.terms import Route

_FILE = Path(__file__).resolve().parents[1] / "data" / "row_needs.yaml"

RowId = Annotated[str, pattern_text(r"[A-Z]-[0-9]+", "row", "row of the flow", "O-7")]


class _SwitchNeeds(Content):
    """Required values of switches; a switch that is left out may have any value."""

    described_by: ClassVar[type] = Switches

    def met_by(self, switches: Switches) -> bool:
        """Whether switches have the required values."""
        return all(
            getattr(self, name) in (None, getattr(switches, name))
            for name in type(self).model_fields
        )

    def __str__(self) -> str:
        """Return the needs as a profile's file has them."""
        written = self.model_dump(mode="json", exclude_none=True)
        return " and ".join(f"{name}: {word}" for name, word in written.items())


_ROUTE: Any = Word[Route]
_KEYS: dict[str, Any] = {
    each.name: ((_ROUTE if each.type == "Route" else Switch) | None, None)
    for each in dataclasses.fields(Switches)
}
SwitchNeeds: Any = create_model(
    "SwitchNeeds", __base__=_SwitchNeeds, __module__=__name__, __doc__=_SwitchNeeds.__doc__, **_KEYS
)


class RowNeed(Content):
    """Rows that need the same switches."""

    rows: Annotated[Many[RowId], Field(min_length=1)]
    """The rows, by their ids."""
    switches: SwitchNeeds
    """The values that the switches must have."""
    why: Text
    """Why no call fires them otherwise."""


class RowNeeds(FileContent):
    """The file `row_needs.yaml`."""

    needs: Many[RowNeed]
    """The needs; a row without one can fire under any profile."""

    def excuses(self, switches: Switches) -> dict[str, str]:
        """Return the rows that can't fire under these switches, each with the reason."""
        return {
            row: f"needs {need.switches}; {need.why}"
            for need in self.needs
            if not need.switches.met_by(switches)
            for row in need.rows
        }


@lru_cache(maxsize=1)
def row_needs() -> RowNeeds:
    """Return the needs of the flow's rows."""
    return validated(read_file(_FILE), RowNeeds)
