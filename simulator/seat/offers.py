"""What a seat offers: every act that its role has, with a key, and why some are ruled out now.

The screens and the plain lines show the same offers. Whether an act is possible is the flow's
answer; what is fixed here is only the order, the keys and the words.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from simulator.core.call import Call
from simulator.core.repertoire import REPERTOIRE, why_ruled_out
from simulator.core.terms import KEYS, Role
from simulator.knowledge.knowledge import Knowledge
from simulator.seat.parameters import PARAMETERS, Parameter
from simulator.seat.view.catalogue import CATALOGUE, Act
from simulator.seat.view.materials import Materials


class Offer(NamedTuple):
    """An act that the person in a seat may choose."""

    act: Act
    why_not: str | None
    """Why it is ruled out just now; none when it is possible."""

    @property
    def key(self) -> str:
        """The key that chooses it."""
        return self.act.key

    @property
    def kind(self) -> str:
        """The kind of act."""
        return self.act.kind

    @property
    def label(self) -> str:
        """A few words for it."""
        return self.act.label


def offers(call: Call, role: Role) -> tuple[Offer, ...]:
    """Everything that `role` can ever do, in the seat's order, as things stand in `call`.

    Raises:
        KeyError: nobody can sit in that role.
    """
    return tuple(Offer(act, _why_not(call, role, act)) for act in CATALOGUE[role])


def _why_not(call: Call, role: Role, act: Act) -> str | None:
    """Why no act of this offer is possible; none when one is."""
    choice = REPERTOIRE[role][act.kind]
    why: str | None = None
    for given in act.variants():
        why = why_ruled_out(call, role, choice.sample(**given))
        if why is None:
            return None
    return why


def parameters(
    act: Act, call: Call, role: Role, materials: Materials, knowledge: Knowledge
) -> tuple[Parameter, ...]:
    """What has to be chosen before the act can be done, with what may be chosen now."""
    asked = (PARAMETERS[name](act, materials, knowledge) for name in act.asks)
    return tuple(_narrowed(parameter, act, call, role) for parameter in asked)


def _narrowed(parameter: Parameter, act: Act, call: Call, role: Role) -> Parameter:
    """The parameter with only the options that the flow allows, where it tells them apart."""
    if parameter.name not in act.told_apart:
        return parameter
    choice = REPERTOIRE[role][act.kind]
    allowed = tuple(
        option
        for option in parameter.options
        if why_ruled_out(call, role, choice.sample(**{**act.fixed, parameter.name: option.value}))
        is None
    )
    return parameter._replace(options=allowed)


def by_key(found: Sequence[Offer], key: str) -> Offer | None:
    """The offer that a key chooses."""
    return next((offer for offer in found if offer.key == key), None)


PHONE_KEYS = frozenset(KEYS)
"""The keys of a phone; each is an offer of its own in the caller's seat."""
