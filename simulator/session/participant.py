"""A participant receives the entries its role can perceive and returns planned acts."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol, runtime_checkable

from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.log import Entry
from simulator.core.terms import Role


class PlannedAct(NamedTuple):
    """An act to perform after a delay."""

    after: Millis
    """Milliseconds from now; below 1 counts as 1, or reactions could loop at one instant."""
    action: do.Action
    keeps: bool = False
    """Whether it stays when its participant replaces their plans."""
    cause: int | None = None
    """The `seq` of the entry that led to it; None: the entry that the reaction is to; `NO_CAUSE`:
    none."""


NO_CAUSE = -1
"""What nothing led to: an act of a file that gives each its exact time, as of a trainee's record.
An act of a live trainee comes by `Session.submit` and has none either."""


class Reaction(NamedTuple):
    """What a participant plans after an entry."""

    plans: Sequence[PlannedAct] = ()
    replaces_plans: bool = False
    """Whether earlier plans are dropped, except those to keep."""


NOTHING = Reaction()


@runtime_checkable
class WordsAct(Protocol):
    """A participant whose acts get their words when they are done.

    A plan is of an act, and an act is planned again at nearly each entry: two planned sentences in
    five are never said. So what is drawn (a sentence, a text) and what is composed (a briefing,
    reasons, a note) is worded by what is known when it is said. Where words are drawn, that is by
    the act and its place among those of the person (`SpokenWords`), and never by how often
    something was planned.
    """

    def in_words(self, action: do.Action) -> do.Action | Reaction:
        """Return an act that is being done, with its words.

        If nothing is left to say, it isn't done, and what is planned instead is returned.
        """


class Participant(Protocol):
    """The controller of one role: human, script or simulation."""

    role: Role
    """The role whose acts it performs."""
    ears: frozenset[Role]
    """The roles whose perceived log it receives; usually just `role`."""

    def on_heard(self, entry: Entry, at: Millis) -> Reaction:
        """Return the reaction to a perceived entry at an instant (ms), perhaps after its own."""
