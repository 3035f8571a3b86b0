"""What holds on every reachable call and no rule over a log can say: timers, facts, coverage.

All other machine properties are in `content/data/properties/uk.yaml`, and `verify` decides them.

Each property is a function from what was explored to its counterexamples; its docstring is the
sentence that must be true. `PROPERTIES` has them all. They are written from the sources and not
from the rows, so that a wrong row breaks one.
"""

from collections.abc import Callable, Iterator

from simulator.core import terms
from simulator.core.call import Transition
from simulator.core.stimuli import Stimulus
from simulator.core.terms import IncidentStage, Timer
from tests.core.explored import Edge, Explored, Node

S = Stimulus
L = terms.LineStage

Property = Callable[[Explored], Iterator[str]]
PROPERTIES: list[Property] = []

MOBILES = {terms.LineKind.MOBILE, terms.LineKind.WEARABLE}
RECORDED_SERVICE = {L.SOUND_PROMPT, L.RECORDING}
AFTER_THE_SIGNAL = {L.ACCEPTED, L.BACK_WITH_OPERATOR, L.WITH_FIRST_HANDLER}
HANDSET_UP = {
    L.DIALLED,
    L.WITH_OPERATOR,
    *RECORDED_SERVICE,
    *AFTER_THE_SIGNAL,
    L.CONNECTING_POLICE,
    L.WITH_CALL_HANDLER,
}
POLICE_HAVE_IT = {L.WITH_CALL_HANDLER, L.HELD_WITH_CALL_HANDLER, L.RINGING_BACK, L.DOWN}


def _holds(check: Property) -> Property:
    PROPERTIES.append(check)
    return check


def _shown(edge: Edge) -> str:
    return f"{edge.before[0]} --{edge.cause} {edge.step.rows}--> {edge.after[0]}"


def _line(node: Node) -> terms.LineStage:
    return node[0].line


@_holds
def no_timer_runs_at_the_end(calls: Explored) -> Iterator[str]:
    """A call that has ended has stopped all its timers."""
    yield from (str(node) for node in calls.ended() if node[1])


@_holds
def a_running_timer_is_answered(calls: Explored) -> Iterator[str]:
    """No timer runs at a stage that does not answer when it runs out."""
    for state, timers in calls.nodes:
        for timer in timers:
            if not isinstance(calls.procedure.step(state, timer), Transition):
                yield f"{timer} at {state}"


@_holds
def a_timer_that_ran_out_is_over(calls: Explored) -> Iterator[str]:
    """A timer that has run out runs on only if its row starts it again."""
    for edge in calls.edges:
        again = {timer for timer, _ in edge.step.start}
        if edge.cause in edge.after[1] and edge.cause not in again:
            yield _shown(edge)


@_holds
def no_network_means_no_call(calls: Explored) -> Iterator[str]:
    """A phone without any network, or without a SIM, reaches nobody."""
    reached = set(terms.LineStage) - {L.IDLE, L.NOT_CONNECTED}
    for node in calls.nodes:
        if node[0].coverage is terms.Coverage.NONE and _line(node) in reached:
            yield str(node)


@_holds
def a_phone_that_cannot_ring_never_rings(calls: Explored) -> Iterator[str]:
    """In limited service, or once a mobile's battery has died, nobody can ring the number."""

    def dead(seen: bool, edge: Edge) -> bool:
        return seen or edge.cause is S.PHONE_DIES

    for flat, edge, _ in calls.watched(False, dead):
        limited = edge.before[0].coverage is terms.Coverage.LIMITED
        flat_mobile = flat and edge.before[0].kind in MOBILES
        if _line(edge.after) is L.RINGING_BACK and (limited or flat_mobile):
            yield _shown(edge)


@_holds
def facts_do_not_outlive_their_stage(calls: Explored) -> Iterator[str]:
    """A first 5, the request, the operator on the line and a taken phone are forgotten in time."""
    for state, timers in calls.nodes:
        line = state.line
        pending = Timer.INTERDIGIT in timers
        if (
            state.five_pending != pending
            or (state.asked and line not in (L.WITH_OPERATOR, L.RECORDING))
            or (state.operator_on_line and line not in POLICE_HAVE_IT - {L.DOWN})
            or (state.phone_taken and line not in HANDSET_UP)
        ):
            yield f"{state} {sorted(timers)}"


@_holds
def what_police_have_they_know_of(calls: Explored) -> Iterator[str]:
    """There is an incident exactly when the line is or was with the police."""
    for state, _ in calls.nodes:
        known = state.incident is not IncidentStage.NONE
        if known != (state.line in POLICE_HAVE_IT):
            yield str(state)


@_holds
def police_do_not_forget(calls: Explored) -> Iterator[str]:
    """Once the force has an incident, it always has one."""
    for edge in calls.edges:
        known = edge.before[0].incident is not IncidentStage.NONE
        if known and edge.after[0].incident is IncidentStage.NONE:
            yield _shown(edge)
