"""Machine properties: what holds whatever people choose, on every reachable call.

Each property is a function from what was explored to its counterexamples; its docstring is the
sentence that must be true. `PROPERTIES` has them all. They are written from the sources and not
from the rows, so that a wrong row breaks one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from simulator.core import terms
from simulator.core.call import Step
from simulator.core.log import SignalRecognised
from simulator.core.stimuli import Cause, Stimulus
from simulator.core.terms import IncidentStage, Timer
from simulator.proof.explore.untimed import Edge, Node
from tests.core.explored import Explored

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
HANDSET_DOWN_AND_HELD = {L.HELD, L.HELD_CONNECTING, L.HELD_WITH_CALL_HANDLER}
POLICE_HAVE_IT = {L.WITH_CALL_HANDLER, L.HELD_WITH_CALL_HANDLER, L.RINGING_BACK, L.DOWN}
PUT_DOWN: set[Cause] = {S.CALLER_HANGS_UP, S.ROOM_HANGS_UP}
LOST: set[Cause] = {S.PHONE_DIES, S.LINE_FAILS}
SIGNS: set[Cause] = {
    S.CALLER_SPEAKS,
    S.CALLER_MAKES_SOUND,
    S.CALLER_PRESSES_FIVE,
    S.CALLER_PRESSES_OTHER,
}

BROUGHT_BY: Mapping[terms.LineStage, set[Cause]] = {
    L.IDLE: set(),
    L.DIALLED: {S.CALLER_DIALS},
    L.NOT_CONNECTED: {S.CALLER_DIALS},
    L.WITH_OPERATOR: {S.OPERATOR_ANSWERS, S.CALLER_LIFTS},
    L.SOUND_PROMPT: {S.OPERATOR_SENDS},
    L.RECORDING: {S.OPERATOR_SENDS, Timer.SOUND_PROMPT},
    L.ACCEPTED: {*SIGNS, Timer.INTERDIGIT, Timer.GRACE},
    L.BACK_WITH_OPERATOR: {Timer.TRANSFER},
    L.WITH_FIRST_HANDLER: {Timer.TRANSFER},
    L.CONNECTING_POLICE: {
        Timer.TRANSFER,
        S.OPERATOR_CONNECTS_POLICE,
        S.FIRST_HANDLER_PASSES_ON,
        S.CALLER_PRESSES_FIVE,
        S.CALLER_LIFTS,
    },
    L.WITH_CALL_HANDLER: {
        S.HANDLER_ANSWERS,
        S.CALLER_LIFTS,
        S.CALLER_ANSWERS,
        S.ROOM_ANSWERS,
    },
    L.HELD: PUT_DOWN,
    L.HELD_CONNECTING: {*PUT_DOWN, S.OPERATOR_CONNECTS_POLICE},
    L.HELD_WITH_CALL_HANDLER: {*PUT_DOWN, S.HANDLER_ANSWERS},
    L.CUT_OFF: {*PUT_DOWN, *LOST, Timer.HOLD},
    L.RINGING_BACK: {S.HANDLER_CALLS_BACK},
    L.DOWN: {
        *PUT_DOWN,
        *LOST,
        Timer.HOLD,
        Timer.GRACE,
        Timer.RINGS_OUT,
        S.HANDLER_CLEARS,
        S.OPERATOR_PASSES_DETAILS,
    },
    L.ABANDONED: {*PUT_DOWN, *LOST, S.OPERATOR_ENDS},
    L.ENDED_BY_OPERATOR: {S.OPERATOR_ENDS},
    L.CONFIRMED_MISTAKE: {S.OPERATOR_ENDS_MISTAKE},
    L.NO_RESPONSE_TO_RECORDING: {Timer.GRACE},
    L.ENDED_BY_FIRST_HANDLER: {S.FIRST_HANDLER_ENDS},
    L.WITH_OTHER_SERVICE: {S.OPERATOR_CONNECTS_OTHER},
}
"""What alone can bring a call to each stage of its line."""


def _holds(check: Property) -> Property:
    PROPERTIES.append(check)
    return check


def _shown(edge: Edge) -> str:
    return f"{edge.before[0]} --{edge.cause} {edge.step.rows}--> {edge.after[0]}"


def _line(node: Node) -> terms.LineStage:
    return node[0].line


def _signals(edge: Edge) -> set[terms.Recognised]:
    return {o.signal for o in edge.step.decided if isinstance(o, SignalRecognised)}


# --- calls end, and nothing comes after ----------------------------------------------------------


@_holds
def every_call_can_end(calls: Explored) -> Iterator[str]:
    """From every reachable call some named end can be reached."""
    able = calls.able_to_reach(calls.ended(), calls.edges)
    yield from (str(node) for node in calls.nodes - able)


@_holds
def every_call_can_end_without_the_caller(calls: Explored) -> Iterator[str]:
    """Once dialled, a call can end by staff, machines and other forces alone."""
    by_staff = [e for e in calls.edges if not e.cause.startswith(("caller_", "room_"))]
    able = calls.able_to_reach(calls.ended(), by_staff)
    dialled = (node for node in calls.nodes if _line(node) is not L.IDLE)
    yield from (str(node) for node in dialled if node not in able)


@_holds
def nothing_happens_after_the_end(calls: Explored) -> Iterator[str]:
    """Once a call has ended, no act and no timer does anything."""
    for node in calls.ended():
        for cause in (*Stimulus, *Timer):
            if isinstance(calls.procedure.step(node[0], cause), Step):
                yield f"{cause} at {node[0]}"


@_holds
def no_timer_runs_at_the_end(calls: Explored) -> Iterator[str]:
    """A call that has ended has stopped all its timers."""
    yield from (str(node) for node in calls.ended() if node[1])


@_holds
def a_running_timer_is_answered(calls: Explored) -> Iterator[str]:
    """No timer runs at a stage that does not answer when it runs out."""
    for situation, timers in calls.nodes:
        for timer in timers:
            if not isinstance(calls.procedure.step(situation, timer), Step):
                yield f"{timer} at {situation}"


@_holds
def a_timer_that_ran_out_is_over(calls: Explored) -> Iterator[str]:
    """A timer that has run out runs on only if its row starts it again."""
    for edge in calls.edges:
        again = {timer for timer, _ in edge.step.start}
        if edge.cause in edge.after[1] and edge.cause not in again:
            yield _shown(edge)


@_holds
def a_call_says_how_it_ended(calls: Explored) -> Iterator[str]:
    """An end that the police know of has a police outcome, and an end without them has not."""
    police = {
        terms.Outcome.DEPLOYED,
        terms.Outcome.CLOSED_WITHOUT_DEPLOYMENT,
        terms.Outcome.HANDED_TO_OTHER_FORCE,
    }
    for node in calls.ended():
        known = node[0].incident is not IncidentStage.NONE
        if known != (calls.outcome(node) in police):
            yield str(node)


# --- the line ------------------------------------------------------------------------------------


@_holds
def a_stage_is_brought_only_by_its_causes(calls: Explored) -> Iterator[str]:
    """A call comes to a stage only by the acts, signals and timers that can bring it there."""
    for edge in calls.edges:
        stage = _line(edge.after)
        if stage is not _line(edge.before) and edge.cause not in BROUGHT_BY[stage]:
            yield _shown(edge)


@_holds
def a_fixed_line_never_meets_the_recording(calls: Explored) -> Iterator[str]:
    """A landline, a digital line or a car is never at the recording, nor where it leads."""
    for node in calls.nodes:
        beyond = _line(node) in RECORDED_SERVICE | AFTER_THE_SIGNAL
        if beyond and node[0].kind not in MOBILES:
            yield str(node)


@_holds
def only_a_handset_that_can_be_held_is_held(calls: Explored) -> Iterator[str]:
    """Only a landline's handset is held (a digital line's where the profile says so)."""
    held = {terms.LineKind.LANDLINE}
    if calls.procedure.switches.digital_is_held:
        held.add(terms.LineKind.DIGITAL)
    for node in calls.nodes:
        if _line(node) in HANDSET_DOWN_AND_HELD and node[0].kind not in held:
            yield str(node)


@_holds
def no_network_means_no_call(calls: Explored) -> Iterator[str]:
    """A phone without any network, or without a SIM, reaches nobody."""
    reached = set(terms.LineStage) - {L.IDLE, L.NOT_CONNECTED}
    for node in calls.nodes:
        if node[0].coverage is terms.Coverage.NONE and _line(node) in reached:
            yield str(node)


@_holds
def a_handset_that_is_up_can_be_put_down(calls: Explored) -> Iterator[str]:
    """Whoever holds a phone that is off the hook can hang up, and then it is in use no more."""
    for situation, _ in calls.nodes:
        if situation.line not in HANDSET_UP | {L.RINGING_BACK}:
            continue
        holder = S.ROOM_HANGS_UP if situation.phone_taken else S.CALLER_HANGS_UP
        step = calls.procedure.step(situation, holder)
        if not isinstance(step, Step) or step.after.line in HANDSET_UP:
            yield str(situation)


@_holds
def whoever_lost_the_phone_presses_nothing(calls: Explored) -> Iterator[str]:
    """While somebody else has the phone the caller neither presses keys nor hangs up."""
    hands = {S.CALLER_PRESSES_FIVE, S.CALLER_PRESSES_OTHER, S.CALLER_HANGS_UP, S.CALLER_TEXTS}
    yield from (_shown(e) for e in calls.edges if e.before[0].phone_taken and e.cause in hands)


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
    for situation, timers in calls.nodes:
        line = situation.line
        pending = Timer.INTERDIGIT in timers
        if (
            situation.five_pending != pending
            or (situation.asked and line is not L.RECORDING)
            or (situation.operator_on_line and line not in POLICE_HAVE_IT - {L.DOWN})
            or (situation.phone_taken and line not in HANDSET_UP)
        ):
            yield f"{situation} {sorted(timers)}"


# --- the recording -------------------------------------------------------------------------------


@_holds
def the_recording_passes_only_what_the_profile_names(calls: Explored) -> Iterator[str]:
    """By itself the recorded service passes 55, and a noise only where it asks for or takes one."""
    for edge in calls.edges:
        if _line(edge.before) not in RECORDED_SERVICE or _line(edge.after) is not L.ACCEPTED:
            continue
        takes = {terms.Recognised.FIFTY_FIVE}
        if calls.procedure.switches.noise_passes or _line(edge.before) is L.SOUND_PROMPT:
            takes.add(terms.Recognised.NOISE)
        if len(_signals(edge)) != 1 or not _signals(edge) <= takes:
            yield _shown(edge)


@_holds
def a_signal_is_recognised_only_when_it_moves_the_call(calls: Explored) -> Iterator[str]:
    """A recognised signal takes the call on: out of the recording, or an early one to police."""
    to = {
        terms.Recognised.FIFTY_FIVE: L.ACCEPTED,
        terms.Recognised.NOISE: L.ACCEPTED,
        terms.Recognised.EARLY_FIFTY_FIVE: L.CONNECTING_POLICE,
    }
    for edge in calls.edges:
        for signal in _signals(edge):
            if _line(edge.after) is not to[signal]:
                yield _shown(edge)


@_holds
def early_55_is_recognised_only_where_it_is_relayed(calls: Explored) -> Iterator[str]:
    """A 55 pressed to the operator is detected on a mobile, and where the profile says so."""
    relayed = calls.procedure.switches.early_55_relayed
    for edge in calls.edges:
        early = terms.Recognised.EARLY_FIFTY_FIVE in _signals(edge)
        if early and not (relayed and edge.before[0].kind in MOBILES):
            yield _shown(edge)


@_holds
def keys_reach_police_by_themselves_only_by_early_55(calls: Explored) -> Iterator[str]:
    """No key pressed to the operator connects to police unless an early 55 was recognised."""
    for edge in calls.edges:
        by_key = edge.cause in {S.CALLER_PRESSES_FIVE, S.CALLER_PRESSES_OTHER}
        connects = _line(edge.after) is L.CONNECTING_POLICE is not _line(edge.before)
        if by_key and connects and _signals(edge) != {terms.Recognised.EARLY_FIFTY_FIVE}:
            yield _shown(edge)


class Keys(NamedTuple):
    """What an observer of the keys pressed to the recording has counted."""

    asked: bool = False
    fives: int = 0
    accepted: bool = False
    """A 55 in the window."""


def _count(calls: Explored) -> Callable[[Keys, Edge], Keys]:
    switches = calls.procedure.switches

    def look(seen: Keys, edge: Edge) -> Keys:
        if _line(edge.before) is not L.RECORDING:
            return Keys(accepted=seen.accepted)
        counts = seen.asked or switches.counts_before_request
        match edge.cause:
            case Timer.REQUEST:
                return seen._replace(asked=True)
            case Timer.INTERDIGIT:
                return seen._replace(fives=0)
            case S.CALLER_PRESSES_OTHER if switches.other_digits_reset:
                return seen._replace(fives=0)
            case S.CALLER_PRESSES_FIVE if counts and seen.fives == 0:
                return seen._replace(fives=1)
            case S.CALLER_PRESSES_FIVE if counts:
                return Keys(accepted=True)
        return seen

    return look


@_holds
def a_55_is_two_5s_in_the_window(calls: Explored) -> Iterator[str]:
    """55 is recognised exactly when a second 5 comes in time, in the window, after a first."""
    for before, edge, after in calls.watched(Keys(), _count(calls)):
        counted = after.accepted and not before.accepted
        if counted != (terms.Recognised.FIFTY_FIVE in _signals(edge)):
            yield _shown(edge)


@_holds
def an_accepted_55_never_ends_as_no_response(calls: Explored) -> Iterator[str]:
    """A call whose 55 was accepted in its window never ends as no response to the recording."""
    for _, edge, seen in calls.watched(Keys(), _count(calls)):
        if seen.accepted and calls.outcome(edge.after) is terms.Outcome.NO_RESPONSE_TO_RECORDING:
            yield _shown(edge)


@_holds
def no_recognised_signal_is_taken_back(calls: Explored) -> Iterator[str]:
    """After any recognised signal the call does not return to the recording or its dead end."""

    def recognised(seen: bool, edge: Edge) -> bool:
        return seen or bool(_signals(edge))

    for seen, edge, _ in calls.watched(False, recognised):
        if seen and _line(edge.after) in RECORDED_SERVICE | {L.NO_RESPONSE_TO_RECORDING}:
            yield _shown(edge)


@_holds
def the_operator_may_always_take_the_caller_out(calls: Explored) -> Iterator[str]:
    """At any moment of the recorded service the listening operator can connect to police."""
    for situation, _ in calls.nodes:
        if situation.line in RECORDED_SERVICE:
            step = calls.procedure.step(situation, S.OPERATOR_CONNECTS_POLICE)
            if not isinstance(step, Step) or step.after.line is not L.CONNECTING_POLICE:
                yield str(situation)


@_holds
def nobody_speaks_to_the_caller_while_the_recording_plays(calls: Explored) -> Iterator[str]:
    """The operator listens during the recorded service and cannot be heard."""
    voices = {S.OPERATOR_SPEAKS, *(s for s in Stimulus if s.startswith("operator_asks"))}
    for edge in calls.edges:
        if _line(edge.before) in RECORDED_SERVICE and edge.cause in voices:
            yield _shown(edge)


# --- the police ----------------------------------------------------------------------------------


@_holds
def police_learn_only_by_answering_or_being_told(calls: Explored) -> Iterator[str]:
    """The force learns of a call by answering, by passed details, or where the profile tells it."""
    for edge in calls.edges:
        learns = edge.before[0].incident is IncidentStage.NONE is not edge.after[0].incident
        told = edge.cause is Timer.GRACE and calls.procedure.switches.force_is_told
        by = edge.cause in {S.HANDLER_ANSWERS, S.OPERATOR_PASSES_DETAILS}
        if learns and not (by or told):
            yield _shown(edge)


@_holds
def what_police_have_they_know_of(calls: Explored) -> Iterator[str]:
    """There is an incident exactly when the line is or was with the police."""
    for situation, _ in calls.nodes:
        known = situation.incident is not IncidentStage.NONE
        if known != (situation.line in POLICE_HAVE_IT):
            yield str(situation)


@_holds
def police_do_not_forget(calls: Explored) -> Iterator[str]:
    """Once the force has an incident, it always has one."""
    for edge in calls.edges:
        known = edge.before[0].incident is not IncidentStage.NONE
        if known and edge.after[0].incident is IncidentStage.NONE:
            yield _shown(edge)


@_holds
def the_call_handler_acts_only_on_what_police_have(calls: Explored) -> Iterator[str]:
    """Before the force has the call its call handler can do nothing but answer."""
    for edge in calls.edges:
        by_handler = edge.cause.startswith("handler_") and edge.cause is not S.HANDLER_ANSWERS
        if by_handler and edge.before[0].incident is IncidentStage.NONE:
            yield _shown(edge)


def _sent(seen: bool, edge: Edge) -> bool:
    return seen or edge.cause is S.HANDLER_DEPLOYS


@_holds
def deployed_means_that_officers_were_sent(calls: Explored) -> Iterator[str]:
    """A call that ends as deployed had officers sent."""
    for _, edge, sent in calls.watched(False, _sent):
        if calls.outcome(edge.after) is terms.Outcome.DEPLOYED and not sent:
            yield _shown(edge)


@_holds
def closed_without_deployment_means_that_nobody_was_sent(calls: Explored) -> Iterator[str]:
    """A call that ends as closed without deployment had no officers sent."""
    for _, edge, sent in calls.watched(False, _sent):
        if calls.outcome(edge.after) is terms.Outcome.CLOSED_WITHOUT_DEPLOYMENT and sent:
            yield _shown(edge)


@_holds
def officers_arrive_exactly_where_they_were_sent(calls: Explored) -> Iterator[str]:
    """Officers can arrive, and be briefed, when they were sent and not otherwise."""
    for sent, edge, _ in calls.watched(False, _sent):
        if edge.cause in {S.OFFICERS_ARRIVE, S.HANDLER_BRIEFS} and not sent:
            yield _shown(edge)
        here = edge.before[0]
        open_still = here.incident not in {IncidentStage.NONE, IncidentStage.WITH_OTHER_FORCE}
        if sent and open_still:
            for cause in (S.OFFICERS_ARRIVE, S.HANDLER_BRIEFS):
                if not isinstance(calls.procedure.step(here, cause), Step):
                    yield f"{cause} is ruled out at {here}"


@_holds
def handed_over_means_that_the_other_force_accepted(calls: Explored) -> Iterator[str]:
    """An incident is another force's only once that force has accepted it."""
    for edge in calls.edges:
        before, after = edge.before[0].incident, edge.after[0].incident
        becomes = before is not IncidentStage.WITH_OTHER_FORCE is after
        if becomes and edge.cause is not S.OTHER_FORCE_ACCEPTS:
            yield _shown(edge)
