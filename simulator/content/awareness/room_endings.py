"""Which endings of a made-up call a room may see: the file `room_endings.yaml`."""

from typing import Annotated, Literal

from simulator.content.fields.alternatives import distinct
from simulator.content.fields.content_model import FileContent, Many
from simulator.content.fields.schema_parts import Bounds
from simulator.content.fields.sourced_value import Provenance
from simulator.content.fields.text_fields import Name, Text

Seen = Literal["always", "usually", "never"]
"""In every session, so it is mild; only where the leader has not chosen milder ones; not at all."""


class RoomEnding(Provenance):
    """One ending of a call."""

    id: Name
    """What became of the caller, or the outcome of the call."""
    in_rooms: Seen
    """When a room may see it."""
    if_overheard: Literal["as_others", "never"] = "as_others"
    """Whether it may be seen where a person nearby heard what the caller did: an ending without
    help may not. It would teach that a hidden act failed because she did it."""
    of_mistakes: bool = False
    """Whether only a call that was made by mistake may be seen to end so: nobody who needed help is
    shown as a false alarm."""
    why: Text
    """Why so."""


class RoomEndings(FileContent):
    """The file `room_endings.yaml`."""

    endings: Annotated[Many[RoomEnding], Bounds(min_length=1), distinct("endings")]
    """The endings; one that is not in the list is not shown."""

    def is_mild(self, ending: str) -> bool:
        """Return whether an ending is one that every session may see."""
        return any(each.id == ending and each.in_rooms == "always" for each in self.endings)

    def may_show(self, ending: str, *, milder: bool, overheard: bool, mistake: bool) -> bool:
        """Return whether a room may see an ending."""
        row = next((each for each in self.endings if each.id == ending), None)
        if row is None or row.in_rooms == "never" or (milder and row.in_rooms != "always"):
            return False
        if row.of_mistakes and not mistake:
            return False
        return not (overheard and row.if_overheard == "never")
