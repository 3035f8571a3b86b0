"""The inputs of the flow: stimuli and timers.

An act has more detail than the flow needs (words, number of taps). `acts.stimulus_of` reduces it to
a stimulus, so that acts that all rows treat alike are one column of the tables.
"""

from simulator.core.terms import NamedTerm, Timer


class Stimulus(NamedTerm):
    """A group of acts of one role that all rows treat alike."""

    CALLER_DIALS = "the caller dials 999 or 112"
    CALLER_SPEAKS = "the caller speaks or whispers"
    CALLER_MAKES_SOUND = "the caller taps, coughs or makes another sound"
    CALLER_PRESSES_FIVE = "the caller presses 5"
    CALLER_PRESSES_OTHER = "the caller presses another key"
    CALLER_STAYS_SILENT = "the caller chooses to stay silent"
    CALLER_HANGS_UP = "the caller puts the phone down"
    CALLER_LIFTS = "the caller lifts the handset again"
    CALLER_ANSWERS = "the caller answers a callback"
    CALLER_TEXTS = "the caller sends a text"

    ROOM_SOUNDS = "a sound around the caller"
    ROOM_SPEAKS = "a person near the caller speaks"
    ROOM_TAKES_PHONE = "another person takes the phone"
    ROOM_GIVES_BACK = "the caller has the phone again"
    ROOM_HANGS_UP = "another person puts the phone down"
    ROOM_ANSWERS = "another person answers a callback"

    OPERATOR_ANSWERS = "the operator answers"
    OPERATOR_ASKS_SERVICE = "the operator asks which service"
    OPERATOR_ASKS_WHICH = "the operator asks: fire, police or ambulance"
    OPERATOR_ASKS_NUMBER = "the operator asks what was dialled"
    OPERATOR_ASKS_SOUND = "the operator asks for a tap, cough or noise"
    OPERATOR_SPEAKS = "the operator says something else"
    OPERATOR_CONNECTS_POLICE = "the operator connects to police"
    OPERATOR_CONNECTS_OTHER = "the operator connects another service"
    OPERATOR_SENDS = "the operator sends the call to Silent Solution"
    OPERATOR_ENDS_MISTAKE = "the operator ends a confirmed mistake"
    OPERATOR_ENDS = "the operator ends the call for another reason"
    OPERATOR_HANDS_OVER = "the operator says what was heard"
    OPERATOR_PASSES_DETAILS = "the operator passes on a lost call's data"
    OPERATOR_LEAVES = "the operator leaves the call to police"
    OPERATOR_NOTES = "the operator writes a note of their own"

    FIRST_HANDLER_SPEAKS = "the first handler speaks"
    FIRST_HANDLER_PASSES_ON = "the first handler passes the call on"
    FIRST_HANDLER_ENDS = "the first handler ends the call"

    HANDLER_ANSWERS = "the force answers"
    HANDLER_INTRODUCES = "the call handler introduces the police"
    HANDLER_OFFERS_WAYS = "the call handler names ways to answer"
    HANDLER_SETS_CODE = "the call handler states a yes/no code"
    HANDLER_ASKS = "the call handler asks a question"
    HANDLER_SPEAKS = "the call handler says something else"
    HANDLER_CLEARS = "the call handler ends the connection"
    HANDLER_NOTES = "the call handler writes in the incident log"
    HANDLER_THRIVES = "the call handler records a THRIVE heading"
    HANDLER_READS_LOCATION = "the call handler reads location data"
    HANDLER_SEARCHES = "the call handler searches the number"
    HANDLER_GRADES = "the call handler sets a response grade"
    HANDLER_DEPLOYS = "the call handler sends officers"
    HANDLER_BRINGS_IN = "the call handler asks another service in"
    HANDLER_WITHHOLDS = "the call handler leaves something unsaid, with a reason"
    HANDLER_CALLS_BACK = "the call handler rings the number"
    HANDLER_DECIDES_AGAINST = "the call handler decides not to ring"
    HANDLER_TEXTS = "the call handler sends a text"
    HANDLER_TRACES = "the call handler starts a trace"
    HANDLER_BRIEFS = "the call handler briefs officers"
    HANDLER_OFFERS = "the call handler offers the incident to another force"
    HANDLER_CLOSES = "the call handler closes the incident"
    HANDLER_LEAVES_OPEN = "the call handler leaves the incident open for review"

    SPEECH_ENDS = "an utterance ends"
    LOCATION_ARRIVES = "location data arrives"
    PHONE_DIES = "the phone loses its power: its battery, or a digital line's mains"
    LINE_FAILS = "the signal or the line fails"
    RESULT_ARRIVES = "a search or a trace comes back"
    OFFICERS_ARRIVE = "the officers arrive"
    OFFICERS_RADIO = "the officers say something over the radio"
    OFFICERS_SPEAK = "the officers speak into the caller's phone"
    UNITS_LISTED = "the list of units within reach arrives"
    OTHER_FORCE_ACCEPTS = "the other force accepts the incident"


FlowInput = Stimulus | Timer
"""An input of the flow: an act or a timer."""
