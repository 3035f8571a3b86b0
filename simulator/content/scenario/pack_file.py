"""Packs: ordered lists of scenarios, in a folder `packs` or as `pack.yaml` beside scenarios.

None is shipped: tags choose among ours. A pack of a user is played where a file is named.
"""

from typing import Annotated

from simulator.content.fields.annotations import Field
from simulator.content.fields.content_model import FileContent, Many
from simulator.content.fields.text_fields import Id, Month, SourceCode, Text


class PackFile(FileContent):
    """One pack."""

    id: Id
    """The id."""
    title: Text
    """The title for readers."""
    about: Text
    """The audience, and what the calls have in common."""
    scenarios: Annotated[Many[Text], Field(min_length=1)]
    """The scenarios in their order: ids, or paths of files from this file's folder."""
    notes: Text | None = None
    """Notes for a facilitator."""
    tags: Many[Id] = ()
    """Words to find it by."""
    sources: Many[SourceCode] = ()
    """The public sources for the choice, in addition to those of the scenarios."""
    review_by: Month | None = None
    """The month in which the choice is due for review."""
