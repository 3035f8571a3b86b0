"""Who has read what a group meets: the file `readers.yaml`."""

from typing import Literal

from simulator.content.awareness.help_lines import Day
from simulator.content.fields.content_model import Content, FileContent, Many
from simulator.content.fields.text_fields import Text


class ReadByGroup(Content):
    """A group, a service or a police force that has read it, and may be named."""

    name: Text
    """Its name, in the words that it agreed to."""
    who: Literal["victims_and_survivors", "service", "force", "others"]
    """Victims and survivors, a service that helps them, a police force, or others."""
    day: Day
    """The day on which it was read."""
    read: Text
    """What was read: a plan, a handout, a language."""
    changed: Text | None = None
    """What was changed because of it."""
    agreed: Text
    """Who of them agreed to be named here, and how; this is shown nowhere."""


class Readers(FileContent):
    """The file `readers.yaml`."""

    readers: Many[ReadByGroup] = ()
    """Those who have read it; empty as long as nobody has."""
