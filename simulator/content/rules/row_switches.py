"""Which rows of the flow need which switches, so that coverage knows what a profile rules out."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import Field

from simulator.content.diagnostics.validate import validated
from simulator.content.fields.content_model import Content, FileContent, Many, Word
from simulator.content.fields.text_fields import PatternText, Switch, Text
from simulator.content.yaml.reader import read_file
from simulator.core.profile import Switches
from simulator.core.terms import Route

_FILE = Path(__file__).resolve().parents[1] / "data" / "row_needs.yaml"

RowId = Annotated[str, PatternText(r"[A-Z]-[0-9]+", "row", "row of the flow", "O-7")]


class SwitchNeeds(Content):
    """How switches must stand; one that is left out may stand either way."""

    noise_passes: Switch | None = None
    """Whether a noise in the recording passes by itself."""
    counts_before_request: Switch | None = None
    """Whether 55 counts from the recording's first word."""
    other_digits_reset: Switch | None = None
    """Whether another key between the two 5s makes the first one void."""
    early_55_relayed: Switch | None = None
    """Whether a 55 pressed to the operator is detected."""
    sound_prompt_first: Switch | None = None
    """Whether a sound is asked for before 55."""
    force_is_told: Switch | None = None
    """Whether the force learns of calls that the recording ended."""
    digital_is_held: Switch | None = None
    """Whether a digital line's replaced handset is held."""
    asks_twice: Switch | None = None
    """Whether the recording asks for 55 a second time."""
    route: Word[Route] | None = None
    """Who meets the caller first after an accepted signal."""

    def met_by(self, switches: Switches) -> bool:
        """Whether switches stand like this."""
        return all(
            getattr(self, name) in (None, getattr(switches, name))
            for name in type(self).model_fields
        )

    def __str__(self) -> str:
        """The needs as a profile's file would write them."""
        written = self.model_dump(mode="json", exclude_none=True)
        return " and ".join(f"{name}: {word}" for name, word in written.items())


class RowNeed(Content):
    """Rows that need the same switches."""

    rows: Annotated[Many[RowId], Field(min_length=1)]
    """The rows, by their ids."""
    switches: SwitchNeeds
    """How the switches must stand."""
    why: Text
    """Why no call comes to them otherwise."""


class RowNeeds(FileContent):
    """The file `row_needs.yaml`."""

    needs: Many[RowNeed]
    """What rows need; a row that is in none can fire under any profile."""

    def excuses(self, switches: Switches) -> dict[str, str]:
        """The rows that no call can come to under these switches, each with the reason."""
        return {
            row: f"needs {need.switches}; {need.why}"
            for need in self.needs
            if not need.switches.met_by(switches)
            for row in need.rows
        }


@lru_cache(maxsize=1)
def row_needs() -> RowNeeds:
    """What the rows of the shipped flow need."""
    return validated(read_file(_FILE), RowNeeds)
