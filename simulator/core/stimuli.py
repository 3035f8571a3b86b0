"""What a row of the flow can answer to: an act by a role, as finely as some row tells apart.

An act carries more than the flow needs (which words, how many taps). `stimulus_of` reduces it to
one of these; together with the timers they are the columns of the tables.
"""

from __future__ import annotations

from simulator.core import acts as do
from simulator.core.terms import (
    SOUNDS,
    Evidence,
    Intent,
    LossCause,
    Reason,
    Role,
    Service,
    Term,
    Timer,
)


class Stimulus(Term):
    """An act by a role, as the flow tells it apart."""

    CALLER_DIALS = "caller_dials", "the caller dials 999 or 112"
    CALLER_SPEAKS = "caller_speaks", "the caller speaks or whispers"
    CALLER_MAKES_SOUND = "caller_makes_sound", "the caller taps, coughs or makes another sound"
    CALLER_PRESSES_FIVE = "caller_presses_five", "the caller presses 5"
    CALLER_PRESSES_OTHER = "caller_presses_other", "the caller presses another key"
    CALLER_STAYS_SILENT = "caller_stays_silent", "the caller chooses to stay silent"
    CALLER_HANGS_UP = "caller_hangs_up", "the caller puts the phone down"
    CALLER_LIFTS = "caller_lifts", "the caller lifts the handset again"
    CALLER_ANSWERS = "caller_answers", "the caller answers a callback"
    CALLER_TEXTS = "caller_texts", "the caller sends a text"

    ROOM_SOUNDS = "room_sounds", "a sound around the caller"
    ROOM_SPEAKS = "room_speaks", "somebody near the caller speaks"
    ROOM_TAKES_PHONE = "room_takes_phone", "somebody else takes the phone"
    ROOM_GIVES_BACK = "room_gives_back", "the caller has the phone again"
    ROOM_HANGS_UP = "room_hangs_up", "somebody else puts the phone down"
    ROOM_ANSWERS = "room_answers", "somebody else answers a callback"

    OPERATOR_ANSWERS = "operator_answers", "the operator answers"
    OPERATOR_ASKS_SERVICE = "operator_asks_service", "the operator asks which service"
    OPERATOR_ASKS_WHICH = "operator_asks_which", "the operator asks: fire, police or ambulance"
    OPERATOR_ASKS_NUMBER = "operator_asks_number", "the operator asks what was dialled"
    OPERATOR_ASKS_SOUND = "operator_asks_sound", "the operator asks for a tap, cough or noise"
    OPERATOR_SPEAKS = "operator_speaks", "the operator says something else"
    OPERATOR_CONNECTS_POLICE = "operator_connects_police", "the operator connects to police"
    OPERATOR_CONNECTS_OTHER = "operator_connects_other", "the operator connects another service"
    OPERATOR_SENDS = "operator_sends", "the operator sends the call to Silent Solution"
    OPERATOR_ENDS_MISTAKE = "operator_ends_mistake", "the operator ends a confirmed mistake"
    OPERATOR_ENDS = "operator_ends", "the operator ends the call for another reason"
    OPERATOR_HANDS_OVER = "operator_hands_over", "the operator says what was heard"
    OPERATOR_PASSES_DETAILS = "operator_passes_details", "the operator passes on a lost call's data"
    OPERATOR_LEAVES = "operator_leaves", "the operator leaves the call to police"

    FIRST_HANDLER_SPEAKS = "first_handler_speaks", "the first handler speaks"
    FIRST_HANDLER_PASSES_ON = "first_handler_passes_on", "the first handler passes the call on"
    FIRST_HANDLER_ENDS = "first_handler_ends", "the first handler ends the call"

    HANDLER_ANSWERS = "handler_answers", "the force answers"
    HANDLER_INTRODUCES = "handler_introduces", "the call handler says who they are"
    HANDLER_OFFERS_WAYS = "handler_offers_ways", "the call handler names ways to answer"
    HANDLER_SETS_CODE = "handler_sets_code", "the call handler states a yes/no code"
    HANDLER_ASKS = "handler_asks", "the call handler asks a question"
    HANDLER_SPEAKS = "handler_speaks", "the call handler says something else"
    HANDLER_CLEARS = "handler_clears", "the call handler ends the connection"
    HANDLER_NOTES = "handler_notes", "the call handler writes in the incident log"
    HANDLER_THRIVES = "handler_thrives", "the call handler records a THRIVE heading"
    HANDLER_READS_LOCATION = "handler_reads_location", "the call handler reads location data"
    HANDLER_SEARCHES = "handler_searches", "the call handler searches the number"
    HANDLER_GRADES = "handler_grades", "the call handler sets a response grade"
    HANDLER_DEPLOYS = "handler_deploys", "the call handler sends officers"
    HANDLER_BRINGS_IN = "handler_brings_in", "the call handler asks another service in"
    HANDLER_WITHHOLDS = (
        "handler_withholds",
        "the call handler leaves something unsaid, with a reason",
    )
    HANDLER_CALLS_BACK = "handler_calls_back", "the call handler rings the number"
    HANDLER_DECIDES_AGAINST = "handler_decides_against", "the call handler decides not to ring"
    HANDLER_TEXTS = "handler_texts", "the call handler sends a text"
    HANDLER_TRACES = "handler_traces", "the call handler starts a trace"
    HANDLER_BRIEFS = "handler_briefs", "the call handler briefs officers"
    HANDLER_OFFERS = "handler_offers", "the call handler offers the incident to another force"
    HANDLER_CLOSES = "handler_closes", "the call handler closes the incident"

    SPEECH_ENDS = "speech_ends", "somebody finishes what they were saying"
    LOCATION_ARRIVES = "location_arrives", "location data arrives"
    PHONE_DIES = "phone_dies", "the phone loses its power: its battery, or a digital line's mains"
    LINE_FAILS = "line_fails", "the signal or the line fails"
    RESULT_ARRIVES = "result_arrives", "a search or a trace comes back"
    OFFICERS_ARRIVE = "officers_arrive", "the officers arrive"
    OTHER_FORCE_ACCEPTS = "other_force_accepts", "the other force accepts the incident"


Cause = Stimulus | Timer
"""What a row answers to."""

S = Stimulus

_PLAIN: dict[tuple[Role, str], Stimulus] = {
    (Role.CALLER, "dial"): S.CALLER_DIALS,
    (Role.CALLER, "say"): S.CALLER_SPEAKS,
    (Role.CALLER, "tap"): S.CALLER_MAKES_SOUND,
    (Role.CALLER, "cough"): S.CALLER_MAKES_SOUND,
    (Role.CALLER, "stay_silent"): S.CALLER_STAYS_SILENT,
    (Role.CALLER, "hang_up"): S.CALLER_HANGS_UP,
    (Role.CALLER, "lift"): S.CALLER_LIFTS,
    (Role.CALLER, "answer"): S.CALLER_ANSWERS,
    (Role.CALLER, "send_text"): S.CALLER_TEXTS,
    (Role.ROOM, "make"): S.ROOM_SOUNDS,
    (Role.ROOM, "say"): S.ROOM_SPEAKS,
    (Role.ROOM, "take_phone"): S.ROOM_TAKES_PHONE,
    (Role.ROOM, "give_back"): S.ROOM_GIVES_BACK,
    (Role.ROOM, "hang_up"): S.ROOM_HANGS_UP,
    (Role.ROOM, "answer"): S.ROOM_ANSWERS,
    (Role.OPERATOR, "answer"): S.OPERATOR_ANSWERS,
    (Role.OPERATOR, "send_to_recording"): S.OPERATOR_SENDS,
    (Role.OPERATOR, "hand_over"): S.OPERATOR_HANDS_OVER,
    (Role.OPERATOR, "pass_details"): S.OPERATOR_PASSES_DETAILS,
    (Role.OPERATOR, "leave"): S.OPERATOR_LEAVES,
    (Role.FIRST_HANDLER, "say"): S.FIRST_HANDLER_SPEAKS,
    (Role.FIRST_HANDLER, "offer_ways"): S.FIRST_HANDLER_SPEAKS,
    (Role.FIRST_HANDLER, "set_code"): S.FIRST_HANDLER_SPEAKS,
    (Role.FIRST_HANDLER, "ask"): S.FIRST_HANDLER_SPEAKS,
    (Role.FIRST_HANDLER, "pass_on"): S.FIRST_HANDLER_PASSES_ON,
    (Role.FIRST_HANDLER, "end_call"): S.FIRST_HANDLER_ENDS,
    (Role.CALL_HANDLER, "answer"): S.HANDLER_ANSWERS,
    (Role.CALL_HANDLER, "offer_ways"): S.HANDLER_OFFERS_WAYS,
    (Role.CALL_HANDLER, "set_code"): S.HANDLER_SETS_CODE,
    (Role.CALL_HANDLER, "ask"): S.HANDLER_ASKS,
    (Role.CALL_HANDLER, "end_call"): S.HANDLER_CLEARS,
    (Role.CALL_HANDLER, "note"): S.HANDLER_NOTES,
    (Role.CALL_HANDLER, "thrive"): S.HANDLER_THRIVES,
    (Role.CALL_HANDLER, "read_location"): S.HANDLER_READS_LOCATION,
    (Role.CALL_HANDLER, "search"): S.HANDLER_SEARCHES,
    (Role.CALL_HANDLER, "grade"): S.HANDLER_GRADES,
    (Role.CALL_HANDLER, "deploy"): S.HANDLER_DEPLOYS,
    (Role.CALL_HANDLER, "bring_in"): S.HANDLER_BRINGS_IN,
    (Role.CALL_HANDLER, "withhold"): S.HANDLER_WITHHOLDS,
    (Role.CALL_HANDLER, "call_back"): S.HANDLER_CALLS_BACK,
    (Role.CALL_HANDLER, "decide_against_callback"): S.HANDLER_DECIDES_AGAINST,
    (Role.CALL_HANDLER, "send_text"): S.HANDLER_TEXTS,
    (Role.CALL_HANDLER, "trace"): S.HANDLER_TRACES,
    (Role.CALL_HANDLER, "brief_officers"): S.HANDLER_BRIEFS,
    (Role.CALL_HANDLER, "offer_incident"): S.HANDLER_OFFERS,
    (Role.CALL_HANDLER, "close"): S.HANDLER_CLOSES,
    (Role.NETWORK, "deliver_location"): S.LOCATION_ARRIVES,
    (Role.SYSTEMS, "result"): S.RESULT_ARRIVES,
    (Role.OFFICERS, "arrive"): S.OFFICERS_ARRIVE,
    (Role.OTHER_FORCE, "accept_incident"): S.OTHER_FORCE_ACCEPTS,
}

_OPERATOR_SAYS: dict[Intent, Stimulus] = {
    Intent.WHICH_SERVICE: S.OPERATOR_ASKS_SERVICE,
    Intent.WHICH_OF_THREE: S.OPERATOR_ASKS_WHICH,
    Intent.NUMBER_DIALLED: S.OPERATOR_ASKS_NUMBER,
    Intent.MAKE_A_SOUND: S.OPERATOR_ASKS_SOUND,
}


_SPEAKERS = frozenset(role for role, kind in _PLAIN if kind == "say") | {
    Role.OPERATOR,
    Role.CALL_HANDLER,
    Role.RECORDING,
}


def stimulus_of(actor: Role, action: do.Action) -> Stimulus | None:
    """What the flow sees of an act; none when that role never does such a thing."""
    plain = _PLAIN.get((actor, action.kind))
    if plain is not None:
        return plain
    match actor, action:
        case Role.CALLER, do.Press(key=key):
            return S.CALLER_PRESSES_FIVE if key == "5" else S.CALLER_PRESSES_OTHER
        case Role.CALLER, do.Make(sound=sound):
            weak = SOUNDS[sound][0] is Evidence.WEAK
            return S.ROOM_SOUNDS if weak else S.CALLER_MAKES_SOUND
        case Role.OPERATOR, do.Say(intent=intent):
            return _OPERATOR_SAYS.get(intent, S.OPERATOR_SPEAKS)
        case Role.OPERATOR, do.Connect(service=service):
            police = service is Service.POLICE
            return S.OPERATOR_CONNECTS_POLICE if police else S.OPERATOR_CONNECTS_OTHER
        case Role.OPERATOR, do.EndCall(reason=reason):
            mistake = reason is Reason.MISTAKE_CONFIRMED
            return S.OPERATOR_ENDS_MISTAKE if mistake else S.OPERATOR_ENDS
        case Role.CALL_HANDLER, do.Say(intent=intent):
            introduces = intent is Intent.THROUGH_TO_POLICE
            return S.HANDLER_INTRODUCES if introduces else S.HANDLER_SPEAKS
        case Role.NETWORK, do.LoseLine(cause=cause):
            return S.LINE_FAILS if cause is LossCause.NETWORK else S.PHONE_DIES
    return S.SPEECH_ENDS if action.kind == "finish" and actor in _SPEAKERS else None
