"""Covers: whom a caller in disguise pretends to talk to, by what they say (SIT-19).

The call handler plays the part that the caller chose. The newest word counts: a caller who began
with a shop and says "Mum" now talks to her mother. Which covers there are is of published calls
[K3][K4][R2] and an assumption.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from simulator.core.statements import StatementTopic, Stating
from simulator.core.terms import NamedTerm, Topic
from simulator.derived import Derived
from simulator.knowledge.facts import KnownFacts
from simulator.knowledge.ledger import OWN

_S = StatementTopic


class Cover(NamedTerm):
    """Whom the caller pretends to talk to. Names are conditions of lines as well."""

    AS_SHOP = "a shop or a takeaway"
    AS_FRIEND = "a friend"
    AS_MOTHER = "their mother"
    AS_SISTER = "their sister"
    AS_TAXI = "a taxi office"
    AS_WORK = "their work"
    AS_VET = "a vet or a surgery"
    AS_REPAIRS = "a repair firm"
    AS_WRONG_NUMBER = "a stranger whom they rang by mistake"


WHOM: Mapping[StatementTopic, Cover] = {
    _S.AS_IF_TO_SHOP: Cover.AS_SHOP,
    _S.AS_IF_TO_FRIEND: Cover.AS_FRIEND,
    _S.AS_IF_TO_MOTHER: Cover.AS_MOTHER,
    _S.AS_IF_TO_SISTER: Cover.AS_SISTER,
    _S.AS_IF_TO_TAXI: Cover.AS_TAXI,
    _S.AS_IF_TO_WORK: Cover.AS_WORK,
    _S.AS_IF_TO_VET: Cover.AS_VET,
    _S.AS_IF_TO_REPAIRS: Cover.AS_REPAIRS,
    _S.AS_IF_WRONG_NUMBER: Cover.AS_WRONG_NUMBER,
}
"""The statement that names each cover."""
NOT_ASKED_WHO_IS_HURT = frozenset({Cover.AS_SHOP, Cover.AS_TAXI, Cover.AS_WRONG_NUMBER})
"""Who would never ask whether a person is hurt (CH-38); of the others each has words for it."""

ASK_FOR_HOW_MANY = (
    *(Cover.AS_SHOP, Cover.AS_TAXI, Cover.AS_MOTHER, Cover.AS_FRIEND, Cover.AS_SISTER),
)
"""Who asks for how many it is (CH-38), or could ask how many are there."""

COVERED = frozenset(
    {
        *(Topic.CAN_HEAR, Topic.NEEDS_POLICE, Topic.IN_DANGER, Topic.INJURED),
        *(Topic.OTHER_PERSON_PRESENT, Topic.MORE_THAN_ONE, Topic.WEAPON, Topic.SCREEN_SEEN),
        Topic.CHILDREN,
        Topic.COVER_WORDS,
        *(Topic.FOLLOWED, Topic.BEHIND_YOU, Topic.PEOPLE_NEAR, Topic.KNOWS_PERSON, Topic.ON_FOOT),
        *(Topic.AT_HOME, Topic.AT_KNOWN_ADDRESS, Topic.IN_A_VEHICLE, Topic.MOVING, Topic.LOCATION),
    }
)
"""Topics with words that a shop or a friend could say (CH-38): each has variants for a pretence."""


def cover_of(stated: Iterable[Stating]) -> Cover | None:
    """Return the cover that the last of some statements names; None if none does."""
    named = [WHOM[topic] for topic, value in stated if value and topic in WHOM]
    return named[-1] if named else None


def pretends(stated: Iterable[Stating]) -> bool:
    """Whether words are said as if to another person: whom they name is not there."""
    return any(value and (topic in WHOM or topic is _S.AS_IF_TO_ANOTHER) for topic, value in stated)


def cover(facts: KnownFacts) -> Cover | None:
    """Return whom the caller pretends to talk to; None where nothing has named it."""
    return facts.derived(_COVER)


_COVER = Derived(
    "cover",
    frozenset({"ledger"}),
    lambda facts: cover_of(each[:2] for each in facts.ledger if each.speaker in OWN),
)
