"""Mistakes in the flow that nothing notices, each with the reason why it need not be noticed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from simulator.content.diagnostics.validate import validated
from simulator.content.fields.base import FileContent
from simulator.content.fields.strings import Text
from simulator.content.yaml.reader import read_file

_FILE = Path(__file__).resolve().parents[1] / "data" / "survivors.yaml"


class Survivors(FileContent):
    """The file `survivors.yaml`."""

    reasons: Mapping[str, Text]
    """By the name of the mistake: why nothing needs to notice it."""


@lru_cache(maxsize=1)
def reasons_to_survive() -> Mapping[str, str]:
    """Why a mistake may go unnoticed, by its name."""
    return validated(read_file(_FILE), Survivors).reasons
