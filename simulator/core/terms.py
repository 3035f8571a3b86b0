"""The vocabulary: closed lists of terms, each with a label and a meaning.

Values are the words of files and logs. Transcripts, reports and screens print the label; schemas,
`silent999 flow` and the handbook print the meaning. Codes in square brackets name the sources in
``simulator/content/data/sources.yaml``; a label has none.
"""

from __future__ import annotations

from enum import IntEnum, StrEnum
from typing import Self


class Term(StrEnum):
    """A term of a closed list."""

    label: str
    """What screens and transcripts print: at most four words in this module."""
    meaning: str
    """A sentence for the schema and the docs; the label, if that says enough."""

    def __new__(cls, value: str, *_: object) -> Self:
        """Build the member; its value is the first of its line."""
        member = str.__new__(cls, value)
        member._value_ = value
        return member

    def __init__(self, _: str, label: str = "", meaning: str = "") -> None:
        """Take the rest of its line."""
        self.label = label
        self.meaning = meaning or label

    @property
    def place(self) -> int:
        """The place in the list, from 0."""
        return list(type(self)).index(self)


# Tables are read in columns: one term, its label and its meaning.
# fmt: off
class Role(Term):
    """Who acts, speaks or listens."""

    CALLER = "caller", "caller", "The person who dialled 999."
    OPERATOR = "operator", "operator", "The 999 call handling agent who answers first [G1]."
    FIRST_HANDLER = "first_handler", "first handler", "The Met's handler after 55 [P7]."
    CALL_HANDLER = "call_handler", "call handler", "The local force's police call handler."
    RECORDING = "recording", "recording", "The Silent Solution recorded message, a machine."
    ROOM = "room", "surroundings", "The people and sounds around the caller."
    OTHER_PERSON = "other_person", "other person", "The voice of a person near the caller."
    NETWORK = "network", "network", "The phone network: location data, and the line."
    SYSTEMS = "systems", "systems", "The force's systems: history of the number, markers, traces."
    OFFICERS = "officers", "officers", "The officers sent."
    OTHER_FORCE = "other_force", "other force", "The control room of another force."


class LineKind(Term):
    """The kind of line that the call is made from."""

    MOBILE = "mobile", "a mobile phone"
    LANDLINE = "landline", "a landline", "Analogue: a handset put down may be held for a time."
    DIGITAL = "digital", "a digital line", "A digital home line, taken as a landline (assumption)."
    WEARABLE = "wearable", "a wearable", "It called automatically: a mobile call (assumption)."
    CAR = "car", "a car (eCall)", "The details go to police if nobody speaks [B9]."


class Coverage(Term):
    """The network that the phone can reach."""

    HOME = "home", "its own network", "The caller's own network, or a fixed line that works."
    LIMITED = "limited", "another network only", "Limited service: it can't be rung back [B14]."
    NONE = "none", "no network", "No network or no SIM: 999 can't be reached [B12 B15]."


class LineStage(Term):
    """Where the line is: who is connected, held or lost."""

    IDLE = "idle", "not dialled yet", "Nothing has been dialled."
    DIALLED = "dialled", "ringing the operator", "The 999 operator's phone rings."
    WITH_OPERATOR = "with_operator", "with the 999 operator", "The operator has the caller."
    SOUND_PROMPT = "sound_prompt", "recording asks for sound", "For a cough or a tap [N9]."
    RECORDING = "recording", "recording plays", "The recording plays, or its grace time runs."
    ACCEPTED = "accepted", "signal accepted", "The operator is being notified of the signal."
    BACK_WITH_OPERATOR = ("back_with_operator", "back with the operator",
        "After 55, in one variant [P6].")
    WITH_FIRST_HANDLER = ("with_first_handler", "with the first handler",
        "In the Met's variant, before a force does [P7].")
    CONNECTING_POLICE = "connecting_police", "ringing police", "The police force's phone rings."
    WITH_CALL_HANDLER = "with_call_handler", "with police call handler"
    HELD = "held", "handset down, line held", "Landline put down; the operator holds it."
    HELD_CONNECTING = ("held_connecting", "handset down, ringing police",
        "Landline put down while the force's phone rings.")
    HELD_WITH_CALL_HANDLER = ("held_with_call_handler", "handset down, police holding",
        "Landline put down; the call handler holds it.")
    CUT_OFF = "cut_off", "cut off before police", "The operator still has the call's record."
    RINGING_BACK = "ringing_back", "police ringing back", "The call handler rings the number."
    DOWN = "down", "line disconnected", "The incident stays open until police close it."
    NOT_CONNECTED = "not_connected", "no network reached", "The phone reached no network."
    ABANDONED = "abandoned", "abandoned before police", "The number reached no police force."
    ENDED_BY_OPERATOR = "ended_by_operator", "ended by the operator", "The operator ended the call."
    CONFIRMED_MISTAKE = "confirmed_mistake", "ended as a mistake", "The operator ended the call."
    NO_RESPONSE_TO_RECORDING = ("no_response_to_recording", "ended by the recording",
        "The recording ended it; the local force was not informed.")
    ENDED_BY_FIRST_HANDLER = ("ended_by_first_handler", "ended by first handler",
        "The Met's first handler didn't pass it on.")
    WITH_OTHER_SERVICE = ("with_other_service", "with another service",
        "Ambulance, fire or coastguard has the call.")


class IncidentStage(Term):
    """What the police have of the call."""

    NONE = "none", "no incident", "The force has no incident of this call."
    OPEN = "open", "incident opened, ungraded", "The incident has no response grade yet."
    GRADED = "graded", "incident graded", "A response grade is set."
    DEPLOYED = ("deployed", "officers deployed",
        "Officers are travelling or on scene; the call can continue.")
    HANDING_OVER = "handing_over", "incident offered", "Offered to another force, not yet accepted."
    CLOSED_AFTER_DEPLOYMENT = ("closed_after_deployment", "closed after deployment",
        "Closed after officers were sent.")
    CLOSED_WITHOUT_DEPLOYMENT = ("closed_without_deployment", "closed without deployment",
        "Closed, and no officers were sent.")
    WITH_OTHER_FORCE = "with_other_force", "with another force", "It accepted the incident."


class Outcome(Term):
    """How a call ended. Every end has one of these names."""

    NOT_CONNECTED = "not_connected", "no network reached", "The phone reached no network."
    ABANDONED = ("abandoned", "abandoned before police",
        "The line cleared; no police force was informed.")
    ENDED_BY_OPERATOR = ("ended_by_operator", "ended by the operator",
        "The operator ended it; no police force was informed.")
    CONFIRMED_MISTAKE = "confirmed_mistake", "ended as a mistake", "The operator ended the call."
    NO_RESPONSE_TO_RECORDING = ("no_response_to_recording", "ended by the recording",
        "The recording ended it; the local force was not informed.")
    ENDED_BY_FIRST_HANDLER = ("ended_by_first_handler", "ended by first handler",
        "The Met's first handler didn't pass it on.")
    CONNECTED_TO_OTHER_SERVICE = "connected_to_other_service", "connected to another service"
    DEPLOYED = "deployed", "officers sent", "Police sent officers."
    CLOSED_WITHOUT_DEPLOYMENT = ("closed_without_deployment", "closed without deployment",
        "Closed, and no officers were sent.")
    HANDED_TO_OTHER_FORCE = ("handed_to_other_force", "passed to another force",
        "Another police force accepted the incident.")


class Timer(Term):
    """The timers of machines. The reaction times of people are not here."""

    SOUND_PROMPT = "sound_prompt_ends", "wait for a sound", "The recording stops waiting for one."
    REQUEST = "request_begins", "request for 55", "The recording starts to ask for 55."
    INTERDIGIT = "second_digit_due", "wait for second 5", "The second 5 must have come."
    END = "recording_ends", "end of the recording", "The recording has been played."
    GRACE = "grace_ends", "grace time", "No answer counts after this."
    TRANSFER = "transfer_made", "transfer", "The operator was notified; the call moves on."
    HOLD = "hold_ends", "held handset", "The exchange stops holding a handset that was put down."
    RINGS_OUT = "rings_out", "unanswered callback", "A callback that isn't answered stops ringing."


class Route(Term):
    """Who takes the call after the recording took a signal."""

    LOCAL_FORCE = "local_force", "local force", "The operator transfers to the local force [N1 P2]."
    FIRST_HANDLER = "first_handler", "first handler", "Met staff question the caller first [P7]."
    OPERATOR = "operator", "original operator", "Back to the operator who answered [P6]."


class Treatment(Term):
    """What the simulated operator does with an unanswered call, by what can be heard."""

    POLICE_AT_ONCE = "police_at_once", "police at once", "To police as soon as it is heard."
    POLICE = "police", "police after prompts", "To police after every prompt."
    RECORDING = "recording", "recording", "To the recording; from a fixed line, to police."
    END = "end", "end the call", "The operator ends it."


class Recognised(Term):
    """What a machine recognised as a signal."""

    FIFTY_FIVE = "fifty_five", "55", "55 in the recording's window."
    EARLY_FIFTY_FIVE = ("early_fifty_five", "55 to the operator",
        "55 before the recording, where that is relayed [N7].")
    NOISE = "noise", "a noise", "A tap, cough, key tone or speech, where that is enough [P1]."


class Service(Term):
    """The emergency authorities."""

    POLICE = "police", "police"
    AMBULANCE = "ambulance", "ambulance"
    FIRE = "fire", "fire"
    COASTGUARD = "coastguard", "coastguard"


class LossCause(Term):
    """Why a line went dead without a hang-up."""

    BATTERY = "battery", "dead battery", "The phone's battery died: it can't be rung."
    NETWORK = "network", "signal or line failed"
    TRANSFER = "transfer", "transfer failed", "The transfer to the police failed [G24]."
    POWER = "power", "power cut", "The power failed, and a digital line with it."


class Loudness(IntEnum):
    """How far an act carries in the room (order by design; no public source: assumption)."""

    NOTHING = 0
    BREATH = 1
    KEY = 2
    TAP = 3
    WHISPER = 4
    COUGH = 5
    SPEECH = 6


class SoundClass(Term):
    """What a sound suggests to a listener [P1 P7 G2]."""

    WEAK = "weak", "weak evidence", "Movement, traffic, television [G2]."
    ANSWER = "answer", "possible answer", "A sound that a person could make in answer."
    VOICES = "voices", "voices nearby", "People talking near the phone, not to the call [N23 N24]."
    DISTURBANCE = "disturbance", "disturbance", "May mean straight to police [P1 P7]."
    MACHINE = "machine", "device", "A device speaks, not a person."


class Sound(Term):
    """Sounds other than speech, taps and coughs: what each suggests, and how far it carries.

    Both are assumptions, after `domain` table 1.4.
    """

    def __init__(
        self, value: str, label: str = "", suggests: SoundClass = SoundClass.WEAK,
        loudness: Loudness = Loudness.NOTHING, meaning: str = "",
    ) -> None:
        """Take the rest of its line; defaults allow the look-up `Sound("sob")`."""
        super().__init__(value, label, meaning)
        self.suggests = suggests
        self.loudness = loudness

    BREATHING = "breathing", "breathing", SoundClass.WEAK, Loudness.BREATH
    SOB = "sob", "someone crying", SoundClass.DISTURBANCE, Loudness.WHISPER
    GROAN = "groan", "a groan", SoundClass.ANSWER, Loudness.COUGH, "A groan or a slurred sound."
    SHOUTING = "shouting", "someone shouting", SoundClass.DISTURBANCE, Loudness.SPEECH
    ARGUMENT = "argument", "an argument", SoundClass.DISTURBANCE, Loudness.SPEECH
    VOICES = ("voices", "people talking nearby", SoundClass.VOICES, Loudness.SPEECH,
        "People talking near the phone.")
    CHATTER = "chatter", "distant chatter", SoundClass.WEAK, Loudness.SPEECH
    BREAKING = "breaking", "something breaks", SoundClass.DISTURBANCE, Loudness.SPEECH
    SCUFFLE = "scuffle", "a scuffle", SoundClass.DISTURBANCE, Loudness.COUGH
    KNOCK = "knock", "knocking", SoundClass.ANSWER, Loudness.COUGH
    FOOTSTEPS = "footsteps", "footsteps", SoundClass.WEAK, Loudness.TAP
    DOOR = "door", "a door", SoundClass.WEAK, Loudness.COUGH
    CLICK = "click", "a click", SoundClass.WEAK, Loudness.KEY, "A click on the line."
    CLOTH = ("cloth", "rustling cloth", SoundClass.WEAK, Loudness.BREATH,
        "Cloth rubbing on the phone.")
    PHONE_DROPPED = "phone_dropped", "the phone drops", SoundClass.WEAK, Loudness.COUGH
    TELEVISION = "television", "a television", SoundClass.WEAK, Loudness.SPEECH
    MUSIC = "music", "music", SoundClass.WEAK, Loudness.SPEECH
    LAUGHTER = "laughter", "laughter", SoundClass.WEAK, Loudness.SPEECH
    TRAFFIC = "traffic", "traffic", SoundClass.WEAK, Loudness.SPEECH
    ENGINE = "engine", "an engine", SoundClass.WEAK, Loudness.SPEECH
    INDICATOR = "indicator", "a car's indicator", SoundClass.WEAK, Loudness.TAP
    WIND = "wind", "wind", SoundClass.WEAK, Loudness.COUGH
    LOW_BATTERY = "low_battery", "a low-battery beep", SoundClass.WEAK, Loudness.KEY
    DEVICE_VOICE = ("device_voice", "a device's voice", SoundClass.MACHINE, Loudness.SPEECH,
        "A device speaks a fixed message [B10].")
    FALL_MESSAGE = ("fall_message", "a fall alarm's message", SoundClass.MACHINE, Loudness.SPEECH,
        "A device reports a fall [B10 B17].")


KEYS = tuple("1234567890*#")
"""The keys of a phone."""


class Manner(Term):
    """How an utterance is spoken."""

    ALOUD = "aloud", "in a speaking voice"
    WHISPERED = "whispered", "in a whisper"
    FAINT = "faint", "too faint to understand", "Too faint or muffled to understand."


class Sign(Term):
    """What can mean yes or no; a code says which does."""

    TAP = "tap", "tap", "Taps on the phone."
    COUGH = "cough", "cough", "Coughs."
    KEY = "key", "press a key", "Key presses."
    SPOKEN = "spoken", "say the word", "The word, spoken or whispered."
    SILENCE = "silence", "stay silent", "No sound."


class Topic(Term):
    """What a question is about. Scenario `facts` use the same words."""

    CAN_HEAR = ("can_hear", "hears the call handler",
        "Whether the caller hears the call handler: the control question.")
    NEEDS_POLICE = "needs_police", "police needed", "Whether police are needed."
    MISTAKE = "mistake", "call was a mistake", "Whether the call was a mistake."
    IN_DANGER = "in_danger", "in danger now", "Whether the caller is in danger now."
    INJURED = "injured", "someone is hurt", "Whether anyone is hurt."
    NEEDS_AMBULANCE = "needs_ambulance", "ambulance needed", "Whether an ambulance is needed."
    OTHER_PERSON_PRESENT = ("other_person_present", "another person present",
        "Whether another person is there.")
    MORE_THAN_ONE = "more_than_one", "more than one person", "Whether several others are there."
    KNOWS_PERSON = "knows_person", "knows that person", "Whether the caller knows that person."
    IN_THE_HOUSE = "in_the_house", "that person is inside", "Whether that person is inside now."
    WEAPON = "weapon", "weapon present", "Whether a weapon is there."
    CHILDREN = "children", "children present", "Whether children are there."
    DRINK_OR_DRUGS = "drink_or_drugs", "drink or drugs", "Whether drink or drugs play a part."
    ORDERS = "orders", "court order or bail", "Whether a court order or bail condition is in force."
    AT_HOME = "at_home", "at home", "Whether the caller is at home."
    AT_KNOWN_ADDRESS = ("at_known_address", "at the address held",
        "Whether the address that police hold is right.")
    INDOORS = "indoors", "indoors", "Whether the caller is indoors."
    IN_A_VEHICLE = "in_a_vehicle", "in a vehicle", "Whether the caller is in a vehicle."
    ON_FOOT = "on_foot", "on foot outdoors", "Whether the caller is on foot outdoors."
    IN_A_TOWN = "in_a_town", "in a town", "Whether the caller is in a town."
    CAN_STAY_HIDDEN = ("can_stay_hidden", "can stay hidden",
        "Whether the caller can stay where they are.")
    CAN_OPEN_DOOR = "can_open_door", "can open the door", "Whether the caller can open the door."
    CAN_SPEAK = "can_speak", "can speak", "Whether the caller can speak at all."
    ALONE_TO_TALK = "alone_to_talk", "alone to talk", "Whether nobody else can hear the caller."
    FOLLOWED = "followed", "being followed", "Whether the caller is being followed."
    SCREEN_SEEN = ("screen_seen", "screen seen",
        "Whether another person could see the caller's screen.")
    SAME_ROOM = "same_room", "same room", "Whether the other person is in the same room [H1]."
    HAS_LEFT = "has_left", "other person left", "Whether the other person has left [H1]."
    BREATHING_WELL = "breathing_well", "breathing well", "Whether breathing is easy [K1]."
    AWAKE = "awake", "awake", "Whether the other person is awake [K5]."
    DOOR_LOCKED = "door_locked", "door locked", "Whether the caller's door is locked."
    BEHIND_YOU = ("behind_you", "still followed",
        "Whether the person who follows is behind the caller now.")
    PEOPLE_NEAR = "people_near", "people near", "Whether there are people or a lit shop near."
    MOVING = "moving", "moving", "Whether the caller is moving."
    SAME_AS_BEFORE = ("same_as_before", "same as before",
        "Whether it is about the same as in an earlier call [I9].")
    LOCATION = "location", "where the caller is", "An open question."
    WHAT_HAPPENED = "what_happened", "what has happened", "An open question."


class QuestionForm(Term):
    """How a question can be answered."""

    CLOSED = "closed", "by yes or no"
    OPEN = "open", "only by words"


class Intent(Term):
    """The purpose of an utterance. Rules judge the purpose; the words are for people."""

    # The operator.
    WHICH_SERVICE = "which_service", "asks which service", "Asks which service is wanted."
    WHICH_OF_THREE = "which_of_three", "asks which of three", "Asks: fire, police or ambulance?"
    NUMBER_DIALLED = ("number_dialled", "asks what was dialled",
        "Asks what was dialled and says that the line can't be released.")
    MAKE_A_SOUND = "make_a_sound", "asks for a sound", "Asks for a tap, a cough or a noise."
    ASK_AGAIN = "ask_again", "asks for it again", "Asks the caller to repeat it."
    CHECK_MISTAKE = ("check_mistake", "asks about a mistake",
        "Asks whether it was a mistake and all are safe.")
    ANYBODY_WITH_YOU = ("anybody_with_you", "asks who is there",
        "Asks whether another person is with the caller.")
    CONNECTING = "connecting", "announces the connection"
    # The recording.
    RECORDING_OPENS = ("recording_opens", "recording opens",
        "Says that the caller is through to the police service.")
    RECORDING_ASKS_FOR_SOUND = ("recording_asks_for_sound", "asks for a noise",
        "Asks for a cough or a tap [N9].")
    RECORDING_ASKS_FOR_55 = "recording_asks_for_55", "asks for 55"
    # The police call handler.
    THROUGH_TO_POLICE = ("through_to_police", "introduces the police",
        "Says that this is the police, and that there is no need to speak.")
    INVITE_SPEECH = ("invite_speech", "invites speech",
        "Invites speech or a whisper, if that is safe.")
    REASSURE = "reassure", "reassures", "Reassures; keeps talking through silence."
    STAY_ON_LINE = ("stay_on_line", "asks to stay connected",
        "Asks the caller to keep the line open.")
    REPEAT_BACK = "repeat_back", "repeats back", "Repeats back what was understood."
    SILENCE_PHONE = ("silence_phone", "asks to mute phone",
        "Asks the caller to turn the phone's sound down.")
    MOVE_TO_SAFETY = ("move_to_safety", "suggests a safer place",
        "Suggests a safer or busier place, if that is possible.")
    LOCK_UP = "lock_up", "asks to lock up", "Asks the caller to lock up and agree a key word."
    SAY_YES_IF_POLICE = ("say_yes_if_police", "offers a safe yes",
        "Offers a disguised call a safe way to confirm.")
    ASK_FOR_CALLER = ("ask_for_caller", "asks for the caller",
        "Asks to hear the original caller, without accusing.")
    KEEP_TALKING = ("keep_talking", "keeps them talking",
        "Keeps another person talking in a neutral tone.")
    OFFICERS_SENT = "officers_sent", "says officers are coming"
    OFFICERS_THERE = "officers_there", "says officers have arrived"
    ASK_FOR_ADULT = ("ask_for_adult", "asks for an adult",
        "Asks a child, in simple words, for a grown-up [O4 K5 K6].")
    GETS_INTERPRETER = "gets_interpreter", "announces an interpreter"
    HANDS_ON = ("hands_on", "announces another force",
        "Says that another force takes over, and stays until it has [I10].")
    CONFIRMS_TAKEN = ("confirms_taken", "confirms the handover",
        "Says to the operator that police have the caller.")
    GOT_IT = "got_it", "confirms an answer", "Says that an answer was understood."
    CODE_UNCLEAR = ("code_unclear", "questions an answer",
        "Says that an answer by the code was not clear.")
    NOT_UNDERSTOOD = ("not_understood", "understood only part",
        "Says that only part of the words was understood.")
    STILL_WITH_YOU = ("still_with_you", "says still here",
        "Says in two words that the call handler listens.")
    CHECK_IN = ("check_in", "asks about changes",
        "Asks, while waiting, whether anything has changed.")
    GO_QUIET = "go_quiet", "announces silence", "Says that the call handler stops speaking for now."
    HEARD_THAT = "heard_that", "asks about a sound", "Asks about a sound that was just heard."
    STAY_HIDDEN = ("stay_hidden", "advises to stay hidden",
        "Advises a caller who hides to stay there.")
    HIDE_REASON = ("hide_reason", "offers a cover story",
        "Gives a disguised caller a reason for the call.")
    COVER_QUESTION = "cover_question", "asks under cover", "Asks what a customer could answer."
    ETA = "eta", "gives arrival time", "Says when officers will be there, as dispatch gave it."
    NO_UNIT_YET = "no_unit_yet", "says no officers yet", "Says that no unit is on its way yet."
    CONFIRM_MET = ("confirm_met", "asks about officers",
        "Asks whether an officer is with the caller.")
    AMBULANCE_SENT = ("ambulance_sent", "announces an ambulance",
        "Says that an ambulance was asked for.")
    AMBULANCE_WAIT = ("ambulance_wait", "advises until ambulance",
        "Advises while an ambulance is awaited.")
    GET_OUT = "get_out", "advises to get out", "Asks the caller to leave a fire."
    CHILD_PRAISE = "child_praise", "praises a child", "Praises a child's answer."
    CHILD_DO = "child_do", "gives child a task", "Gives a child one thing to do."
    LANGUAGE_CHECK = ("language_check", "asks which language",
        "Asks for the language, in single words.")
    CLOSE_WITH_OFFICER = ("close_with_officer", "leaves caller with officer",
        "Lets the caller go to the officer.")
    THANK = "thank", "thanks the caller", "Thanks for staying on the line; doesn't scold."
    CALL_AGAIN = "call_again", "invites another call", "Invites another call at any time."
    CALLS_BACK = ("calls_back", "returns a call",
        "Returns a call from this number; gives nothing away.")
    # The caller, or a person near.
    WANTS_POLICE = "wants_police", "asks for police"
    WANTS_AMBULANCE = "wants_ambulance", "asks for an ambulance"
    WANTS_FIRE = "wants_fire", "asks for fire service"
    WANTS_COASTGUARD = "wants_coastguard", "asks for the coastguard"
    SAYS_MISTAKE = "says_mistake", 'says "a mistake"', "Says that the call was a mistake."
    SAYS_YES = "says_yes", "says yes"
    SAYS_NO = "says_no", "says no"
    GIVES_PLACE = "gives_place", "names a place"
    PRETENDS = "pretends", "disguises the call", "Talks as if to someone else."
    CHILD_SPEAKS = "child_speaks", "a young child speaks"
    DANGER_NOW = "danger_now", "reports danger", "Says that danger is here or grows."
    ASKS_HOW_LONG = "asks_how_long", "asks how long", "Asks when help comes."
    CANNOT_TALK = "cannot_talk", "can't talk", "Says that talking is not possible."
    DOES_NOT_FOLLOW = ("does_not_follow", "doesn't follow",
        "Says that a question or a code was not understood.")
    OTHER_LANGUAGE = ("other_language", "speaks another language",
        "Speaks a language that the listener doesn't know.")
    SPEAKS = "speaks", "says something else"
    NOT_TO_CALL = "not_to_call", "talks in the background", "Talks, but not to the call."
    # Any speaker.
    OWN_WORDS = "own_words", "uses own words"


class Reported(Term):
    """What an operator can report to police."""

    NOTHING = "nothing", "nothing", "Nothing was heard."
    SPEECH = "speech", "speech", "Speech to the operator."
    VOICES = "voices", "voices nearby", "People talking, not to the call."
    WHISPER = "whisper", "a whisper", "A whisper or muffled words."
    COUGH = "cough", "a cough"
    TAP = "tap", "taps"
    KEY_TONE = "key_tone", "a key tone", "The operator can't distinguish which key [P1]."
    GROAN = "groan", "a groan", "A groan or slurred sound, as from an illness."
    DISTURBANCE = "disturbance", "a disturbance"
    BACKGROUND = "background", "background noise"
    FIFTY_FIVE = "fifty_five", "55", "55 was recognised."
    NOISE = "noise", "a noise signal", "The recorded service took a noise as a signal."
    HANDSET_REPLACED = "handset_replaced", "handset put down"
    LINE_LOST = "line_lost", "line lost"
    EARLIER_CALLS = "earlier_calls", "earlier calls", "Earlier calls from the number."
    DEVICE = "device", "a device speaking", "A device speaks, and no person."
    PRETENCE = "pretence", "a disguised call", "The caller talks as if to a shop or friend [K3]."
    CHILD = "child", "a young child", "A young child speaks [K5]."
    OTHER_LANGUAGE = "other_language", "another language", "Words in a language not known here."
    OTHER_VOICE = "other_voice", "another voice", "Another person speaks for the caller [I5]."
    SAID_MISTAKE = "said_mistake", "a mistake, they said", "A voice says that it was a mistake."


class Reason(Term):
    """The reason for a decision. Every decision that ends or withholds needs one."""

    NO_RESPONSE = "no_response", "no response", "Nothing was heard that could be judged."
    MISTAKE_CONFIRMED = "mistake_confirmed", "mistake confirmed", "The caller confirmed a mistake."
    SIGNAL_HEARD = "signal_heard", "signal heard", "An answer or a signal was heard."
    SPEECH_HEARD = "speech_heard", "speech heard"
    DISTURBANCE_HEARD = "disturbance_heard", "disturbance heard"
    DOUBT = "doubt", "doubt remains"
    DANGER_ESTABLISHED = "danger_established", "danger established", "Answers established danger."
    INJURY = "injury", "injury or illness", "Someone is hurt or ill."
    MARKER = "marker", "marker on the number"
    LINE_CUT = "line_cut", "line was cut"
    MAY_ALERT_OTHERS = ("may_alert_others", "ringing may alert others",
        "Ringing could put the caller at risk.")
    CALLER_MAY_BE_ALONE = "caller_may_be_alone", "ringing seems safe"
    CANNOT_BE_RUNG = "cannot_be_rung", "phone can't be rung"
    NO_ANSWER = "no_answer", "no answer"
    NO_CONCERN = "no_concern", "checked, no concern left"
    CHECKED_SAFE = "checked_safe", "safety confirmed", "Safety and identity were confirmed."
    OFFICERS_WITH_CALLER = "officers_with_caller", "officers with the caller"
    OFFICERS_DEALING = "officers_dealing", "officers dealing with it"
    OTHER_AREA = "other_area", "another force's area"
    STAYING_IS_DANGEROUS = "staying_is_dangerous", "staying is more dangerous"
    NOT_SAFE_TO_SAY = "not_safe_to_say", "others could hear it"
    POLICY = "policy", "force policy"
    JUDGEMENT = "judgement", "own judgement"


class LocationSource(Term):
    """Where location data comes from."""

    EISEC = "eisec", "the network (EISEC)", "A landline's address, a mobile's cell [G10 B4 B5]."
    AML = "aml", "the phone (AML)", "Advanced Mobile Location, sent by the phone [B1 B2]."
    VEHICLE = "vehicle", "the car (eCall)", "An eCall's position and direction [B8]."
    SPOKEN = "spoken", "a device's voice", "A device speaks its coordinates [B10]."
    TRACE = "trace", "a network trace", "The network located the phone on request [P15]."


class Marker(Term):
    """What a force's systems may hold on a number or an address."""

    HIGH_RISK_DOMESTIC_ABUSE = ("high_risk_domestic_abuse", "high-risk domestic abuse",
        "A high-risk domestic abuse marker [I1].")
    DOMESTIC_ABUSE = "domestic_abuse", "domestic abuse", "A domestic abuse marker [I3]."
    STALKING = "stalking", "stalking reported"
    COURT_ORDER = "court_order", "court order or bail", "A court order or bail condition [I4]."
    WEAPONS = "weapons", "weapons"
    AGREED_WORD = "agreed_word", "agreed word", "A word agreed in advance [H2]."
    VULNERABLE = "vulnerable", "vulnerable person"
    ILLNESS = "illness", "known illness"


class Heading(Term):
    """THRIVE's six headings [H5 H8]."""

    THREAT = "threat", "threat", "Intent to cause harm or loss."
    HARM = "harm", "harm", "Injury or damage that could result."
    RISK = "risk", "risk", "How likely it is."
    INVESTIGATION = "investigation", "investigation", "What needs examining, and how."
    VULNERABILITY = ("vulnerability", "vulnerability",
        "Who can't protect themselves or others, and why.")
    ENGAGEMENT = "engagement", "engagement", "What contact is needed."


class NoteKind(Term):
    """What a note in the incident log is about."""

    HEARD = "heard", "a sound", "What was heard on the line."
    LOCATION = "location", "a location", "A place and how certain it is."
    PERSON = "person", "a person"
    DEMEANOUR = ("demeanour", "the caller's manner",
        "How the caller sounds; no guide to seriousness [H2].")
    RATIONALE = "rationale", "a rationale", "The reason for a decision."


class Trace(Term):
    """What can be traced when a caller can't be reached."""

    PHONE = "phone", "locate the phone", "Ask the network to locate the phone [P15]."
    SUBSCRIBER = "subscriber", "identify the subscriber", "Ask who holds the number [G17]."
    ADDRESS = "address", "check linked addresses", "Check addresses linked with the number [P16]."


class UnitReadiness(Term):
    """How a unit is placed before it is sent."""

    FREE = "free", "free"
    FREE_SOON = "free_soon", "free soon", "It is free in a few minutes."
    COMMITTED = "committed", "committed", "It is at another incident."
    SINGLE_CREWED = ("single_crewed", "single-crewed",
        "It waits for a second unit unless life is at stake (assumption).")


class UnitStatus(Term):
    """What a unit says of itself over the radio."""

    NO_UNIT = "no_unit", "no unit free yet"
    ASSIGNED = "assigned", "unit assigned"
    EN_ROUTE = "en_route", "unit on its way"
    DELAYED = "delayed", "unit delayed"
    TWO_MINUTES = "two_minutes", "unit two minutes out"
    THIRD_PARTY_ONLY = ("third_party_only", "only another person seen",
        "Another person at the door says that all is well.")
    NOT_FOUND = "not_found", "caller not found"
    FOUND = "found", "caller found"
    REPORTED = "reported", "unit reports", "The unit says what was done."
    RESUMED = "resumed", "unit free again"


class OfficersFind(Term):
    """What officers find: a fact of the story."""

    FOUND = "found", "the caller"
    THIRD_PARTY_FIRST = ("third_party_first", "another person first",
        "Another person who says that all is well, then the caller.")
    NOT_FOUND_FIRST = ("not_found_first", "nobody at first",
        "Nobody, and the caller once officers learn more.")
    NOT_FOUND = "not_found", "nobody"
# fmt: on
