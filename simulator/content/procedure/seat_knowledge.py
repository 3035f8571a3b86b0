"""What each seat may know of a call, and from when: the file `seat_knowledge.yaml`."""

from typing import Annotated, Literal

from simulator.content.fields.content_model import FileContent, Many, Word
from simulator.content.fields.schema_parts import Bounds
from simulator.content.fields.sourced_value import Provenance
from simulator.content.fields.text_fields import Text
from simulator.core.terms import Role

Known = Literal[
    "number", "line", "stage", "eisec", "aml", "vehicle", "spoken", "trace", "marker", "history",
    "title", "other_seats", "outcome",
]  # fmt: skip
Since = Literal["always", "offered", "answered", "searched", "ended", "never"]


class SeatLearns(Provenance):
    """What one seat may know of a call from the same time on."""

    learns: Annotated[Many[Known], Bounds(min_length=1)]
    """The things: the number, kinds of location data, what systems hold, and so on."""
    seat: Word[Role]
    """The role whose seat it is."""
    since: Since
    """From when: the ring at its desk, its own answer, its own search, or the end."""
    why: Text
    """Why from then."""


class SeatKnowledge(FileContent):
    """The file `seat_knowledge.yaml`."""

    knowledge: Many[SeatLearns]
    """What each seat may know; each thing has one row for a seat."""

    def since(self, thing: Known, role: Role) -> Since:
        """Return from when a seat may know a thing; never, if the file does not say it."""
        rows = (row for row in self.knowledge if row.seat is role and thing in row.learns)
        return next((row.since for row in rows), "never")
