"""Who goes on when a caller rings again while their incident is open.

Officers on their way, a supervisor, another force, other services and a trainee at the desk go on
as they were. The call is answered by another call handler; until then, or if it never reaches
police, the one who has the incident works on.
"""

from collections.abc import Sequence

from simulator.core import acts as do
from simulator.core.log import CallBegan, Entry
from simulator.core.terms import Role
from simulator.session.officers.officer_on_phone import OfficerOnPhone
from simulator.session.officers.service_control import ServiceControl
from simulator.session.officers.simulated_dispatch import Dispatch
from simulator.session.officers.supervisor import Supervisor
from simulator.session.participant import NOTHING, Participant, Reaction, WordsAct
from simulator.session.people.network_and_force_systems import OtherForce, Systems
from simulator.session.people.simulated_handler import SimulatedHandler

_STAY = (Dispatch, OfficerOnPhone, Supervisor, OtherForce, ServiceControl)
_OF_THE_INCIDENT = (
    *(Role.OFFICERS, Role.SYSTEMS, Role.SUPERVISOR, Role.OTHER_FORCE, Role.CALL_HANDLER),
    *(Role.AMBULANCE_CONTROL, Role.FIRE_CONTROL),
)


def going_on(before: Sequence[Participant], there: Sequence[Participant]) -> Sequence[Participant]:
    """Return who takes part in a call, where some of those of the call before go on."""
    stay: dict[tuple[type[Participant], Role], Participant] = {
        (type(each), each.role): each for each in before if isinstance(each, _STAY)
    }
    found: list[Participant] = []
    for each in there:
        handler = _handler_among(before) if isinstance(each, SimulatedHandler) else None
        if handler is not None and isinstance(each, SimulatedHandler):
            found.append(NextHandler(handler, each))
        else:
            found.append(stay.get((type(each), each.role), each))
    old = [each for each in before if isinstance(each, Systems)]
    for systems in old:
        systems.retire()
    return (*found, *old)


def _handler_among(before: Sequence[Participant]) -> Participant | None:
    """Return who has the incident: a simulated call handler, or the one who has it since."""
    at_desk = (each for each in before if isinstance(each, SimulatedHandler | NextHandler))
    return next(
        (each.on_the_call if isinstance(each, NextHandler) else each for each in at_desk), None
    )


class NextHandler:
    """The call handler who answers a further call, beside the one who has the incident."""

    role = Role.CALL_HANDLER
    ears = frozenset({Role.CALL_HANDLER})

    def __init__(self, before: Participant, answers: SimulatedHandler) -> None:
        """Let `before` work on until `answers` has answered."""
        self.continues = before
        self._answers = answers
        self._has_call = False
        # The log of the incident is open to both: what is in it is found there, by a search.
        answers.knowledge = getattr(before, "knowledge", answers.knowledge)

    @property
    def on_the_call(self) -> Participant:
        """Who acts now."""
        return self._answers if self._has_call else self.continues

    @property
    def lapses(self) -> object:
        """What the one who answers does badly; None of a good person."""
        return getattr(self._answers, "lapses", None)

    def in_words(self, action: do.Action) -> do.Action | Reaction:
        """Return an act that is being done, with its words."""
        answers = self._has_call or isinstance(action, do.Answer)
        who = self._answers if answers else self.continues
        return who.in_words(action) if isinstance(who, WordsAct) else action

    def on_heard(self, entry: Entry, at: int) -> Reaction:
        """Let the one who has the incident react to what is of it, and the other to the call."""
        reaction = self._answers.on_heard(entry, at)
        if self._has_call:
            return reaction
        if isinstance(entry.body, do.Answer) and entry.actor is self.role:
            self._has_call = True
            return Reaction(reaction.plans, True)
        if any(isinstance(each.action, do.Answer) for each in reaction.plans):
            return Reaction(
                [
                    each._replace(keeps=True)
                    for each in reaction.plans
                    if isinstance(each.action, do.Answer)
                ]
            )
        if isinstance(entry.body, CallBegan) or not self._is_of_the_incident(entry):
            return NOTHING
        return self.continues.on_heard(entry, at)

    def _is_of_the_incident(self, entry: Entry) -> bool:
        return entry.actor in _OF_THE_INCIDENT or isinstance(entry.body, do.PassDetails)
