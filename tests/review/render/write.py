"""Write the golden debrief again: ``python -m tests.review.render.write``."""

from __future__ import annotations

from pathlib import Path

from simulator.debrief.render import text
from tests.review.render.samples import sample

GOLDEN = Path(__file__).with_name("operator_badly.txt")


def written() -> str:
    """The debrief that the golden file holds."""
    return text.render(sample("operator_badly"), facilitator=False)


if __name__ == "__main__":
    GOLDEN.write_text(written(), encoding="utf-8")
