"""What a lapse changes in what a person does: rows of its own, rows kept back, acts done otherwise.

The table of good practice stays as it is, and so does what is so in the call. The rows of a lapse
have no guards: what is never done is just what they do. Their words are in `data/lapses.yaml`; an
act here has `words_of` in place of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from simulator.content.procedure.reference_data import QuestionBank
from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.profile import Force
from simulator.core.terms import Intent, NoteKind, Role
from simulator.guidance import rows
from simulator.guidance.act_makers import always
from simulator.guidance.rows import GuidanceRow
from simulator.knowledge.facts import KnownFacts
from simulator.knowledge.judgements import table as c

if TYPE_CHECKING:
    from simulator.guidance.looks import HeldRow

_DRAWN = "lapse: "
REPAIR = "repair"
"""The id of the rows by which a careful person puts a lapse right."""
NO_TIME: tuple[Millis, Millis] = (0, 0)


class HasCall(Protocol):
    """What a lapse reads of the person who makes it."""

    @property
    def facts(self) -> KnownFacts:
        """What they know."""

    @property
    def bank(self) -> QuestionBank:
        """The questions that they have ready."""

    @property
    def force(self) -> Force | None:
        """The force that they work for; None of an operator."""

    def drawn_words(self, lapse: str) -> str:
        """Return some of the words of a lapse."""


Otherwise = Callable[[do.Action, HasCall], do.Action | None]
"""Does an act as a lapse has it; None if it can't happen to this one."""


@dataclass(frozen=True, eq=False)
class Lapse:
    """How one lapse is carried out."""

    id: str
    rows: tuple[GuidanceRow, ...] = ()
    """What is done that good practice does not do."""
    waits: tuple[Millis, Millis] = NO_TIME
    """From the first instant at which such a row could begin: between these, by the seed."""
    keeps_back: Callable[[HeldRow, KnownFacts], bool] | None = None
    """Which rows of good practice are left for later."""
    by: Millis = 0
    """How long; 0: until the lapse was made."""
    noticed: Millis = 30_000
    """From when what is left for later counts as left undone, at most `by` (assumption)."""
    acts: int = 1
    """How many acts of its rows make it."""
    otherwise: Otherwise | None = None
    either: bool = False
    """Whether it is either left for later or done otherwise, as the seed draws; else both."""
    mild: tuple[GuidanceRow, ...] = ()
    """What is done in place of its rows by who puts it right, where those can't be."""
    goes_on: bool = False
    """Whether what follows from it is done otherwise as well, once it was made."""
    early: Millis | None = None
    """From the end of a question, when the next sentence may begin already."""
    over_sounds: bool = False
    """Whether they speak over sounds."""
    mute: Millis = 0
    """How long nothing is said after officers were sent, or the search was started."""
    repaired_by: str = "voice"
    """How a careful person puts it right: voice, note, radio, or not at all."""


def words_of(lapse: str) -> str:
    """Return a mark for words of a lapse, which the person who makes it draws."""
    return f"{_DRAWN}{lapse}"


def lapse_in(words: str) -> str:
    """Return the lapse of which words are to be drawn; empty if they are words already."""
    return words.removeprefix(_DRAWN) if words.startswith(_DRAWN) else ""


def own_words(lapse: str, purpose: str = "") -> do.Say:
    """Return words of a lapse that have no intent of good practice."""
    return do.Say(Intent.OWN_WORDS, words_of(lapse), purpose=purpose)


# fmt: off
REPAIRS = {
    "voice": rows.voice(REPAIR, 1, "assumption",
      always("put a lapse right aloud", own_words(REPAIR)),
      c.line_open, "A lapse that is put right is a strength."),
    "note": rows.desk(f"{REPAIR}-note", 1, "assumption",
      always("put the log right", do.Note(NoteKind.HEARD, text=words_of(REPAIR))), c.answered,
      "A late entry is better than none.", takes=4_000),
    "radio": rows.desk(f"{REPAIR}-radio", 1, "assumption",
      always("put right what officers were given", do.BriefOfficers((), text=words_of(REPAIR))),
      c.sent,
      "What officers were given wrongly is put right at once.", takes=4_000),
    "supervisor": rows.desk(f"{REPAIR}-supervisor", 1, "assumption",
      always("put it right with the supervisor",
        do.Note(NoteKind.RATIONALE, text=words_of(REPAIR))),
      c.answered,
      "Help that was asked for late is still help.", takes=4_000),
}
"""How a lapse is put right, by a careful call handler."""
# fmt: on
PLAYED = (Role.OPERATOR, Role.CALL_HANDLER)
"""The roles for which lapses are known."""
