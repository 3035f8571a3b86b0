"""Machines and others at the edge of the call: the network's data, the force's systems, and
another force's control room."""

from collections.abc import Mapping, Sequence

from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.log import Entry, StageEntered
from simulator.core.terms import LineStage, Marker, Role, Trace
from simulator.session.participant import NOTHING, PlannedAct, Reaction

SEARCH_TAKES: Millis = 3_000
"""A search of the number (assumption)."""
TRACE_TAKES: Millis = 60_000
"""A trace by the network or of a subscriber (assumption)."""
ACCEPTANCE_TAKES: Millis = 20_000
"""Another force accepting an incident (assumption)."""


class Network:
    """Delivers the location data that the phone or the line sends automatically."""

    role = Role.NETWORK
    ears = frozenset({Role.NETWORK})

    def __init__(self, fixes: Sequence[tuple[Millis, do.DeliverLocation]]) -> None:
        """Deliver `fixes`, each so many milliseconds after the operator's answer."""
        self._fixes = fixes

    def on_heard(self, entry: Entry, at: Millis) -> Reaction:  # noqa: ARG002
        """Plan the deliveries when the operator has answered."""
        body = entry.body
        if not (isinstance(body, StageEntered) and body.stage is LineStage.WITH_OPERATOR):
            return NOTHING
        fixes, self._fixes = self._fixes, ()
        return Reaction([PlannedAct(after, fix, keeps=True) for after, fix in fixes])


class Systems:
    """The force's own systems: the history of the number, markers, traces."""

    role = Role.SYSTEMS
    ears = frozenset({Role.SYSTEMS})

    def __init__(
        self,
        markers: tuple[Marker, ...] = (),
        earlier: tuple[do.EarlierCall, ...] = (),
        address: str = "",
        traces: Mapping[Trace, str] | None = None,
    ) -> None:
        """Systems that hold this on the number."""
        self._search = do.GiveResult(markers, earlier, address, bool(markers or earlier or address))
        self._retired = False
        found_by_address = {Trace.ADDRESS: address} if address else {}
        self._traces = {**found_by_address, **(traces or {})}

    def retire(self) -> None:
        """Answer nothing more: a later call has its own. What was asked still comes."""
        self._retired = True

    def forget(self) -> None:
        """Hold no history and no marker from now on: the number is not one that they know."""
        address = self._search.address
        self._search = do.GiveResult((), (), address, bool(address))

    def on_heard(self, entry: Entry, at: Millis) -> Reaction:  # noqa: ARG002
        """Answer a search or a trace."""
        if self._retired:
            return NOTHING
        match entry.body:
            case do.Search():
                return Reaction([PlannedAct(SEARCH_TAKES, self._search, keeps=True)])
            case do.StartTrace(trace=trace):
                place = self._traces.get(trace, "")
                found = do.GiveResult(address=place, found=bool(place))
                return Reaction([PlannedAct(TRACE_TAKES, found, keeps=True)])
        return NOTHING


class OtherForce:
    """Another force's control room, which accepts what is offered."""

    role = Role.OTHER_FORCE
    ears = frozenset({Role.OTHER_FORCE})

    def on_heard(self, entry: Entry, at: Millis) -> Reaction:  # noqa: ARG002
        """Accept an offered incident."""
        if isinstance(entry.body, do.OfferIncident):
            return Reaction([PlannedAct(ACCEPTANCE_TAKES, do.AcceptIncident(), keeps=True)])
        return NOTHING
