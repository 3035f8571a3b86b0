"""The one list of what the engine keeps between two calls: the name, the bound, what it saves.

A cache is worth a line here if a user can feel what it saves; else it goes. None of them is keyed
by a whole call, nor by all that a role knows. `test_caches.py` holds the list against the tree.
None as a bound: one result for each word of a closed list, or for each row of a table.
"""

from collections.abc import Mapping
from typing import NamedTuple


class Kept(NamedTuple):
    """A cache: how many results it keeps, and what they save."""

    bound: int | None
    saves: str


CACHES: Mapping[str, Kept] = {
    "core.describe._parsed": Kept(None, "parsing the pattern of each kind of act again"),
    "core.hearing._mask": Kept(8_192, "masking the same sound for the same listener"),
    "core.hearing.audience": Kept(4_096, "working out who hears an act, at each entry"),
    "core.profile._count": Kept(4_096, "counting the words of a line each time it is said"),
    "guidance.looks.TableLooks.__init__.<locals>.<lambda>": Kept(
        4_096, "asking each guard of a table about an act that it was asked about before"
    ),
    "guidance.looks._one_of_equal": Kept(8_192, "comparing equal acts field by field"),
    "guidance.rows._lasting": Kept(1_024, "making a waiting time again for each look"),
    "guidance.tables._guidance": Kept(64, "numbering a table again for each call"),
    "knowledge.company.company": Kept(4_096, "going through all statements at each new one"),
    "knowledge.facts._lacked": Kept(8_192, "going through all statements for each briefing"),
    "knowledge.judgements.judgement._policy": Kept(64, "two tables for one profile and force"),
    "knowledge.ledger._beliefs": Kept(4_096, "weighing all statements at each question"),
    "knowledge.services._lacked": Kept(8_192, "going through all statements for each service"),
    "knowledge.situation._guesses_by": Kept(
        4_096, "trying all grounds: what the table of situations can tell apart, and no more"
    ),
    "knowledge.uptake._needs_a_word": Kept(256, "looking through the ways of a statement"),
    "knowledge.uptake.takes_up": Kept(4_096, "comparing an act with the ways of a statement"),
}
"""Those of the core, of knowledge and of guidance."""
