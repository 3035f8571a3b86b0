"""The inputs of the flow: stimuli and timers.

An act has more detail than the flow needs (words, number of taps). `acts.stimulus_of` reduces it to
a stimulus, so that acts that all rows treat alike are one column of the tables.
"""

from __future__ import annotations

from simulator.core.terms import Term, Timer


class Stimulus(Term):
    """A group of acts of one role that all rows treat alike."""

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
    ROOM_SPEAKS = "room_speaks", "a person near the caller speaks"
    ROOM_TAKES_PHONE = "room_takes_phone", "another person takes the phone"
    ROOM_GIVES_BACK = "room_gives_back", "the caller has the phone again"
    ROOM_HANGS_UP = "room_hangs_up", "another person puts the phone down"
    ROOM_ANSWERS = "room_answers", "another person answers a callback"

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
    HANDLER_INTRODUCES = "handler_introduces", "the call handler introduces the police"
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

    SPEECH_ENDS = "speech_ends", "an utterance ends"
    LOCATION_ARRIVES = "location_arrives", "location data arrives"
    PHONE_DIES = "phone_dies", "the phone loses its power: its battery, or a digital line's mains"
    LINE_FAILS = "line_fails", "the signal or the line fails"
    RESULT_ARRIVES = "result_arrives", "a search or a trace comes back"
    OFFICERS_ARRIVE = "officers_arrive", "the officers arrive"
    OFFICERS_RADIO = "officers_radio", "the officers say something over the radio"
    UNITS_LISTED = "units_listed", "the list of units within reach arrives"
    OTHER_FORCE_ACCEPTS = "other_force_accepts", "the other force accepts the incident"


FlowInput = Stimulus | Timer
"""An input of the flow: an act or a timer."""
