"""The vocabulary: closed lists of words, each with a one-line meaning.

Values are the words used in files, logs and on screens, so that a thing has one name everywhere.
Codes in square brackets name the public sources listed in ``simulator/content/data/sources.yaml``.
"""

from __future__ import annotations

from enum import IntEnum, StrEnum
from typing import Self


class Term(StrEnum):
    """A word of the vocabulary that knows what it means."""

    meaning: str

    def __new__(cls, value: str, meaning: str = "") -> Self:
        """Make the member; `meaning` is the sentence shown to people."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.meaning = meaning
        return member


class Role(Term):
    """Who acts, speaks or listens."""

    CALLER = "caller", "the person who dialled 999"
    OPERATOR = "operator", "the 999 call handling agent who answers first [G1]"
    FIRST_HANDLER = (
        "first_handler",
        "the Met's first handler after 55, in one published variant [P7]",
    )
    CALL_HANDLER = "call_handler", "the local force's police call handler"
    RECORDING = "recording", "the Silent Solution recording, a machine"
    ROOM = "room", "whoever and whatever is around the caller"
    OTHER_PERSON = "other_person", "the voice of somebody near the caller"
    NETWORK = "network", "the phone network: location data, and the line itself"
    SYSTEMS = "systems", "the force's own systems: history of the number, markers, traces"
    OFFICERS = "officers", "the officers sent"
    OTHER_FORCE = "other_force", "the control room of another force"


class LineKind(Term):
    """What kind of line the call is made from."""

    MOBILE = "mobile", "a mobile phone"
    LANDLINE = "landline", "an analogue landline: the handset may be held for a while when put down"
    DIGITAL = "digital", "a digital home line, treated as a landline (assumption)"
    WEARABLE = "wearable", "a watch or phone that called by itself: a mobile call (assumption)"
    CAR = "car", "a car's eCall: the details go to police if nobody speaks [B9]"


class Coverage(Term):
    """What the phone can reach."""

    HOME = "home", "the caller's own network, or a fixed line that works"
    LIMITED = "limited", "another network only (limited service state): nobody can ring back [B14]"
    NONE = "none", "no network at all, or a phone without a SIM: 999 cannot be reached [B12 B15]"


class LineStage(Term):
    """Where the line is: who is connected, held or lost."""

    IDLE = "idle", "nothing has been dialled"
    DIALLED = "dialled", "ringing at the 999 operator"
    WITH_OPERATOR = "with_operator", "connected to the 999 operator"
    SOUND_PROMPT = "sound_prompt", "the recorded service asks for a cough or a tap first [N9]"
    RECORDING = "recording", "the Silent Solution recording plays, and its grace time after it"
    ACCEPTED = "accepted", "the recording took a signal and the operator is being notified"
    BACK_WITH_OPERATOR = "back_with_operator", "55 brought the caller back to the operator [P6]"
    WITH_FIRST_HANDLER = (
        "with_first_handler",
        "the Met's first handler asks before a force does [P7]",
    )
    CONNECTING_POLICE = "connecting_police", "ringing at the police force"
    WITH_CALL_HANDLER = "with_call_handler", "connected to the police call handler"
    HELD = "held", "landline put down: the operator still holds the line"
    HELD_CONNECTING = "held_connecting", "landline put down while the force's phone rings"
    HELD_WITH_CALL_HANDLER = (
        "held_with_call_handler",
        "landline put down: the call handler holds it",
    )
    CUT_OFF = "cut_off", "line gone before police had it: the operator still has the call's record"
    RINGING_BACK = "ringing_back", "the call handler rings the caller's number"
    DOWN = "down", "no line; what police have of the call lives on in the incident"
    NOT_CONNECTED = "not_connected", "the phone reached no network"
    ABANDONED = "abandoned", "the line cleared and the number reached no force"
    ENDED_BY_OPERATOR = "ended_by_operator", "the operator ended the call"
    CONFIRMED_MISTAKE = "confirmed_mistake", "the operator ended the call as a mistake"
    NO_RESPONSE_TO_RECORDING = "no_response_to_recording", "the recording ended the call"
    ENDED_BY_FIRST_HANDLER = "ended_by_first_handler", "the first handler did not pass the call on"
    WITH_OTHER_SERVICE = "with_other_service", "handed to ambulance, fire or coastguard"


class IncidentStage(Term):
    """What the police have of the call."""

    NONE = "none", "the force knows nothing of it"
    OPEN = "open", "the force has an incident without a response grade"
    GRADED = "graded", "a response grade is set"
    DEPLOYED = "deployed", "officers are on their way or there: a milestone, not an end"
    HANDING_OVER = "handing_over", "offered to another force, not yet accepted"
    CLOSED_AFTER_DEPLOYMENT = "closed_after_deployment", "closed after officers were sent"
    CLOSED_WITHOUT_DEPLOYMENT = "closed_without_deployment", "closed and nobody was sent"
    WITH_OTHER_FORCE = "with_other_force", "another force accepted it"


class Outcome(Term):
    """How a call ended. Every end has one of these names."""

    NOT_CONNECTED = "not_connected", "the phone reached no network"
    ABANDONED = "abandoned", "the line cleared; no police force was told"
    ENDED_BY_OPERATOR = "ended_by_operator", "the operator ended it; no police force was told"
    CONFIRMED_MISTAKE = "confirmed_mistake", "the operator ended it as a confirmed mistake"
    NO_RESPONSE_TO_RECORDING = (
        "no_response_to_recording",
        "the recording ended it; the local force was not told",
    )
    ENDED_BY_FIRST_HANDLER = "ended_by_first_handler", "the Met's first handler did not pass it on"
    CONNECTED_TO_OTHER_SERVICE = (
        "connected_to_other_service",
        "handed to ambulance, fire or coastguard",
    )
    DEPLOYED = "deployed", "police sent officers"
    CLOSED_WITHOUT_DEPLOYMENT = "closed_without_deployment", "police closed it and sent nobody"
    HANDED_TO_OTHER_FORCE = "handed_to_other_force", "another police force took it over"


class Timer(Term):
    """The clocks that machines have. People's pacing is not here."""

    SOUND_PROMPT = "sound_prompt_ends", "the recorded service stops waiting for a sound"
    REQUEST = "request_begins", "the recording begins to ask for 55"
    INTERDIGIT = "second_digit_due", "the second 5 must have come by now"
    END = "recording_ends", "the recording has been played"
    GRACE = "grace_ends", "no answer counts any more"
    TRANSFER = "transfer_made", "the operator was notified and the call moves on"
    HOLD = "hold_ends", "the exchange stops holding a replaced handset"
    RINGS_OUT = "rings_out", "a callback nobody answered stops ringing"


class Route(Term):
    """Who meets the caller first after the recording took a signal."""

    LOCAL_FORCE = "local_force", "the operator transfers to the local force [N1 P2]"
    FIRST_HANDLER = "first_handler", "Met staff question the caller first [P7]"
    OPERATOR = "operator", "back to the original operator [P6]"


class Treatment(Term):
    """What the standing operator does with a call nobody answers, by what can be heard."""

    POLICE_AT_ONCE = "police_at_once", "to police as soon as it is heard"
    POLICE = "police", "to police when every prompt has been tried"
    RECORDING = "recording", "to the recording (from a fixed line: to police)"
    END = "end", "the operator ends it"


class Recognised(Term):
    """What a machine recognised as a signal."""

    FIFTY_FIVE = "fifty_five", "55 in the recording's window"
    EARLY_FIFTY_FIVE = "early_fifty_five", "55 pressed to the operator, where that is relayed [N7]"
    NOISE = "noise", "a tap, a cough, a key tone or speech, where that is enough [P1]"


class Service(Term):
    """The emergency authorities."""

    POLICE = "police", "police"
    AMBULANCE = "ambulance", "ambulance"
    FIRE = "fire", "fire"
    COASTGUARD = "coastguard", "coastguard"


class LossCause(Term):
    """Why a line went dead without anybody hanging up."""

    BATTERY = "battery", "the phone's battery died: it cannot be rung"
    NETWORK = "network", "signal or line failed"
    TRANSFER = "transfer", "the transfer to the police failed [G24]"
    POWER = "power", "the power failed, and a digital line with it"


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
    """What a sound tells a listener [P1 P7 G2]."""

    WEAK = "weak", "movement, traffic, television: weak evidence [G2]"
    ANSWER = "answer", "a sound a person could make in answer"
    VOICES = "voices", "people talking near the phone, not to the call [N23 N24]"
    DISTURBANCE = "disturbance", "argument, crying, breaking: may mean straight to police [P1 P7]"
    MACHINE = "machine", "a device speaks, not a person"


class Sound(Term):
    """Sounds other than speech, taps and coughs."""

    BREATHING = "breathing", "breathing"
    SOB = "sob", "somebody crying"
    GROAN = "groan", "a groan or a slurred sound"
    SHOUTING = "shouting", "somebody shouting"
    ARGUMENT = "argument", "an argument"
    VOICES = "voices", "people talking near the phone"
    CHATTER = "chatter", "chatter some way off"
    BREAKING = "breaking", "something breaks"
    SCUFFLE = "scuffle", "a scuffle"
    KNOCK = "knock", "knocking"
    FOOTSTEPS = "footsteps", "footsteps"
    DOOR = "door", "a door"
    CLICK = "click", "a click on the line"
    CLOTH = "cloth", "cloth rubbing on the phone"
    PHONE_DROPPED = "phone_dropped", "the phone is dropped"
    TELEVISION = "television", "a television"
    MUSIC = "music", "music"
    LAUGHTER = "laughter", "laughter"
    TRAFFIC = "traffic", "traffic"
    ENGINE = "engine", "an engine"
    INDICATOR = "indicator", "a car's indicator"
    WIND = "wind", "wind"
    LOW_BATTERY = "low_battery", "a low-battery beep"
    DEVICE_VOICE = "device_voice", "a device speaks a fixed message [B10]"
    FALL_MESSAGE = "fall_message", "a device says that whoever wears it has fallen [B10 B17]"


SOUNDS: dict[Sound, tuple[SoundClass, Loudness]] = {
    Sound.BREATHING: (SoundClass.WEAK, Loudness.BREATH),
    Sound.SOB: (SoundClass.DISTURBANCE, Loudness.WHISPER),
    Sound.GROAN: (SoundClass.ANSWER, Loudness.COUGH),
    Sound.SHOUTING: (SoundClass.DISTURBANCE, Loudness.SPEECH),
    Sound.ARGUMENT: (SoundClass.DISTURBANCE, Loudness.SPEECH),
    Sound.VOICES: (SoundClass.VOICES, Loudness.SPEECH),
    Sound.CHATTER: (SoundClass.WEAK, Loudness.SPEECH),
    Sound.BREAKING: (SoundClass.DISTURBANCE, Loudness.SPEECH),
    Sound.SCUFFLE: (SoundClass.DISTURBANCE, Loudness.COUGH),
    Sound.KNOCK: (SoundClass.ANSWER, Loudness.COUGH),
    Sound.FOOTSTEPS: (SoundClass.WEAK, Loudness.TAP),
    Sound.DOOR: (SoundClass.WEAK, Loudness.COUGH),
    Sound.CLICK: (SoundClass.WEAK, Loudness.KEY),
    Sound.CLOTH: (SoundClass.WEAK, Loudness.BREATH),
    Sound.PHONE_DROPPED: (SoundClass.WEAK, Loudness.COUGH),
    Sound.TELEVISION: (SoundClass.WEAK, Loudness.SPEECH),
    Sound.MUSIC: (SoundClass.WEAK, Loudness.SPEECH),
    Sound.LAUGHTER: (SoundClass.WEAK, Loudness.SPEECH),
    Sound.TRAFFIC: (SoundClass.WEAK, Loudness.SPEECH),
    Sound.ENGINE: (SoundClass.WEAK, Loudness.SPEECH),
    Sound.INDICATOR: (SoundClass.WEAK, Loudness.TAP),
    Sound.WIND: (SoundClass.WEAK, Loudness.COUGH),
    Sound.LOW_BATTERY: (SoundClass.WEAK, Loudness.KEY),
    Sound.DEVICE_VOICE: (SoundClass.MACHINE, Loudness.SPEECH),
    Sound.FALL_MESSAGE: (SoundClass.MACHINE, Loudness.SPEECH),
}
"""What each sound tells and how far it carries (assumption, after `domain` table 1.4)."""

KEYS = tuple("1234567890*#")
"""The keys of a phone."""


class Manner(Term):
    """How something is said."""

    ALOUD = "aloud", "in a speaking voice"
    WHISPERED = "whispered", "in a whisper"
    FAINT = "faint", "too faint or muffled to make out"


class Sign(Term):
    """What can stand for yes or no; a code says which does."""

    TAP = "tap", "taps on the phone"
    COUGH = "cough", "coughs"
    KEY = "key", "key presses"
    SPOKEN = "spoken", "the word itself, spoken or whispered"
    SILENCE = "silence", "nothing at all"


class Topic(Term):
    """What a question is about. Scenario `facts` use the same words."""

    CAN_HEAR = "can_hear", "whether the caller hears the call handler: the control question"
    NEEDS_POLICE = "needs_police", "whether police are needed"
    MISTAKE = "mistake", "whether the call was a mistake"
    IN_DANGER = "in_danger", "whether the caller is in danger now"
    INJURED = "injured", "whether anybody is hurt"
    NEEDS_AMBULANCE = "needs_ambulance", "whether an ambulance is needed"
    OTHER_PERSON_PRESENT = "other_person_present", "whether somebody else is there"
    MORE_THAN_ONE = "more_than_one", "whether there is more than one other person"
    KNOWS_PERSON = "knows_person", "whether the caller knows that person"
    IN_THE_HOUSE = "in_the_house", "whether that person is inside now"
    WEAPON = "weapon", "whether a weapon is there"
    CHILDREN = "children", "whether children are there"
    DRINK_OR_DRUGS = "drink_or_drugs", "whether drink or drugs play a part"
    ORDERS = "orders", "whether a court order or bail condition is in force"
    AT_HOME = "at_home", "whether the caller is at home"
    AT_KNOWN_ADDRESS = "at_known_address", "whether the address police hold is right"
    INDOORS = "indoors", "whether the caller is indoors"
    IN_A_VEHICLE = "in_a_vehicle", "whether the caller is in a vehicle"
    ON_FOOT = "on_foot", "whether the caller is on foot outdoors"
    IN_A_TOWN = "in_a_town", "whether the caller is in a town"
    CAN_STAY_HIDDEN = "can_stay_hidden", "whether the caller can stay where they are"
    CAN_OPEN_DOOR = "can_open_door", "whether the caller can open the door"
    CAN_SPEAK = "can_speak", "whether the caller can speak at all"
    ALONE_TO_TALK = "alone_to_talk", "whether nobody else can hear the caller"
    FOLLOWED = "followed", "whether somebody is following"
    SCREEN_SEEN = "screen_seen", "whether another person could see the caller's screen"
    SAME_ROOM = "same_room", "whether the other person is in the same room"
    HAS_LEFT = "has_left", "whether the other person has left"
    BREATHING_WELL = "breathing_well", "whether breathing is easy"
    AWAKE = "awake", "whether the other person is awake"
    DOOR_LOCKED = "door_locked", "whether the caller's door is locked"
    BEHIND_YOU = "behind_you", "whether the person who follows is behind the caller now"
    PEOPLE_NEAR = "people_near", "whether there are people or a lit shop near"
    MOVING = "moving", "whether the caller is moving"
    LOCATION = "location", "where the caller is (an open question)"
    WHAT_HAPPENED = "what_happened", "what has happened (an open question)"


class QuestionForm(Term):
    """How a question can be answered."""

    CLOSED = "closed", "by yes or no"
    OPEN = "open", "only by words"


class Intent(Term):
    """What an utterance is for. Rules judge the intent; the words are for reading."""

    # The operator.
    WHICH_SERVICE = "which_service", "asks which service is wanted"
    WHICH_OF_THREE = "which_of_three", "asks: fire, police or ambulance"
    NUMBER_DIALLED = "number_dialled", "asks what was dialled and says the line cannot be released"
    MAKE_A_SOUND = "make_a_sound", "asks for a tap, a cough or a noise"
    ASK_AGAIN = "ask_again", "asks the caller to say it again"
    CHECK_MISTAKE = "check_mistake", "asks whether the call was a mistake and all are safe"
    CONNECTING = "connecting", "says that the call is being connected"
    # The recording.
    RECORDING_OPENS = "recording_opens", "says that the caller is through to the police service"
    RECORDING_ASKS_FOR_SOUND = "recording_asks_for_sound", "asks for a cough or a tap [N9]"
    RECORDING_ASKS_FOR_55 = "recording_asks_for_55", "asks for 55"
    # The police call handler.
    THROUGH_TO_POLICE = "through_to_police", "says that this is the police; no need to speak"
    INVITE_SPEECH = "invite_speech", "invites speech or a whisper, if that is safe"
    REASSURE = "reassure", "reassures; keeps talking through silence"
    STAY_ON_LINE = "stay_on_line", "asks the caller to keep the line open"
    REPEAT_BACK = "repeat_back", "repeats back what was understood"
    SILENCE_PHONE = "silence_phone", "asks the caller to turn the phone's sound down"
    MOVE_TO_SAFETY = "move_to_safety", "suggests a safer or busier place, if that is possible"
    LOCK_UP = "lock_up", "asks the caller to lock up and agree a key word"
    SAY_YES_IF_POLICE = "say_yes_if_police", "offers a safe confirmation to a disguised call"
    ASK_FOR_CALLER = "ask_for_caller", "asks to hear the original caller, without accusing"
    KEEP_TALKING = "keep_talking", "keeps another person talking in a neutral tone"
    OFFICERS_SENT = "officers_sent", "says that officers are on their way"
    OFFICERS_THERE = "officers_there", "says that officers have arrived"
    ASK_FOR_ADULT = "ask_for_adult", "asks a child, in simple words, for a grown-up [O4 K5 K6]"
    GETS_INTERPRETER = "gets_interpreter", "says that somebody who speaks the language is coming"
    HANDS_ON = "hands_on", "says that another force takes over, and stays until it has [I10]"
    THANK = "thank", "thanks the caller for staying on the line; does not scold"
    CALL_AGAIN = "call_again", "invites another call at any time"
    CALLS_BACK = "calls_back", "returns a call from this number; gives nothing away"
    GOT_IT = "got_it", "says that an answer was understood"
    CODE_UNCLEAR = "code_unclear", "says that a sign could not be read"
    STILL_WITH_YOU = "still_with_you", "says in a few words that the call handler is still there"
    CHECK_IN = "check_in", "asks whether anything has changed"
    GO_QUIET = "go_quiet", "says that the call handler stops speaking for now"
    HEARD_THAT = "heard_that", "says that a sound was heard"
    STAY_HIDDEN = "stay_hidden", "advises a caller who hides to stay there"
    HIDE_REASON = "hide_reason", "gives a disguised caller a reason for the call"
    COVER_QUESTION = "cover_question", "asks what a customer could answer"
    ETA = "eta", "says when officers will be there, as dispatch gave it"
    NO_UNIT_YET = "no_unit_yet", "says that nobody has set off yet"
    CONFIRM_MET = "confirm_met", "asks whether an officer is with the caller"
    AMBULANCE_SENT = "ambulance_sent", "says that an ambulance was asked for"
    AMBULANCE_WAIT = "ambulance_wait", "advises while an ambulance is awaited"
    CHILD_PRAISE = "child_praise", "praises a child's answer"
    CHILD_DO = "child_do", "gives a child one thing to do"
    LANGUAGE_CHECK = "language_check", "asks for the language, in single words"
    CLOSE_WITH_OFFICER = "close_with_officer", "lets the caller go to the officer"
    NOT_UNDERSTOOD = "not_understood", "says that only part of the words was understood"
    # The caller, or somebody near.
    WANTS_POLICE = "wants_police", "asks for police"
    WANTS_AMBULANCE = "wants_ambulance", "asks for an ambulance"
    WANTS_FIRE = "wants_fire", "asks for the fire service"
    WANTS_COASTGUARD = "wants_coastguard", "asks for the coastguard"
    SAYS_MISTAKE = "says_mistake", "says that the call was a mistake"
    SAYS_YES = "says_yes", "says yes"
    SAYS_NO = "says_no", "says no"
    GIVES_PLACE = "gives_place", "names a place"
    PRETENDS = "pretends", "talks as if to somebody else"
    CHILD_SPEAKS = "child_speaks", "a young child says something"
    OTHER_LANGUAGE = "other_language", "speaks a language that the listener does not know"
    SPEAKS = "speaks", "says something else"
    NOT_TO_CALL = "not_to_call", "talks in the background, not to the call"
    # Anybody.
    OWN_WORDS = "own_words", "says something in their own words"


class Reported(Term):
    """What an operator can tell police they heard."""

    NOTHING = "nothing", "nothing was heard"
    SPEECH = "speech", "speech to the operator"
    VOICES = "voices", "people talking, not to the call"
    WHISPER = "whisper", "a whisper or muffled words"
    COUGH = "cough", "a cough"
    TAP = "tap", "taps"
    KEY_TONE = "key_tone", "a key tone; the operator cannot tell which key [P1]"
    GROAN = "groan", "a groan or slurred sound, as of somebody ill"
    DISTURBANCE = "disturbance", "a disturbance"
    BACKGROUND = "background", "background noise"
    FIFTY_FIVE = "fifty_five", "55 was recognised"
    NOISE = "noise", "the recorded service took a noise as a signal"
    HANDSET_REPLACED = "handset_replaced", "the handset was put down"
    LINE_LOST = "line_lost", "the line was lost"
    EARLIER_CALLS = "earlier_calls", "earlier calls from the number"
    DEVICE = "device", "a device speaks, and no person"


class Reason(Term):
    """Why somebody decided something. Every decision that ends or withholds needs one."""

    NO_RESPONSE = "no_response", "nothing was heard that could be judged"
    MISTAKE_CONFIRMED = "mistake_confirmed", "the caller confirmed a mistake"
    SIGNAL_HEARD = "signal_heard", "an answer or a signal was heard"
    SPEECH_HEARD = "speech_heard", "speech was heard"
    DISTURBANCE_HEARD = "disturbance_heard", "a disturbance was heard"
    DOUBT = "doubt", "doubt remains"
    DANGER_ESTABLISHED = "danger_established", "answers established danger"
    INJURY = "injury", "somebody is hurt or ill"
    MARKER = "marker", "a marker on the number"
    LINE_CUT = "line_cut", "the line was cut"
    MAY_ALERT_OTHERS = "may_alert_others", "ringing could put the caller at risk"
    CALLER_MAY_BE_ALONE = "caller_may_be_alone", "ringing seems safe"
    CANNOT_BE_RUNG = "cannot_be_rung", "the phone cannot be rung"
    NO_ANSWER = "no_answer", "nobody answered"
    NO_CONCERN = "no_concern", "checks were made and no concern is left"
    CHECKED_SAFE = "checked_safe", "safety and identity were confirmed"
    OFFICERS_WITH_CALLER = "officers_with_caller", "officers are with the caller"
    OFFICERS_DEALING = "officers_dealing", "officers are dealing with it"
    OTHER_AREA = "other_area", "the place lies in another force's area"
    STAYING_IS_DANGEROUS = "staying_is_dangerous", "staying on the line is more dangerous"
    NOT_SAFE_TO_SAY = "not_safe_to_say", "somebody else could hear it"
    POLICY = "policy", "the force's policy says so"
    JUDGEMENT = "judgement", "the person's own judgement"


class LocationSource(Term):
    """Where location data comes from."""

    EISEC = "eisec", "the number's data: a landline's address or a mobile's cell area [G10 B4 B5]"
    AML = "aml", "Advanced Mobile Location, sent by the phone itself [B1 B2]"
    VEHICLE = "vehicle", "an eCall's position and direction [B8]"
    SPOKEN = "spoken", "a device speaks its coordinates [B10]"
    TRACE = "trace", "the network pinpointed the phone on request [P15]"


class Marker(Term):
    """What a force's systems may hold on a number or an address."""

    HIGH_RISK_DOMESTIC_ABUSE = "high_risk_domestic_abuse", "high-risk domestic abuse [I1]"
    DOMESTIC_ABUSE = "domestic_abuse", "domestic abuse [I3]"
    STALKING = "stalking", "a report of stalking"
    COURT_ORDER = "court_order", "a court order or bail condition [I4]"
    WEAPONS = "weapons", "weapons"
    AGREED_WORD = "agreed_word", "a word agreed in advance [H2]"
    VULNERABLE = "vulnerable", "a vulnerable person"
    ILLNESS = "illness", "a known illness"


class Heading(Term):
    """THRIVE's six headings [H5 H8]."""

    THREAT = "threat", "intent to cause harm or loss"
    HARM = "harm", "injury or damage that could result"
    RISK = "risk", "how likely it is"
    INVESTIGATION = "investigation", "what needs examining, and how"
    VULNERABILITY = "vulnerability", "who cannot protect themselves or others, and why"
    ENGAGEMENT = "engagement", "what contact is needed"


class NoteKind(Term):
    """What a note in the incident log is about."""

    HEARD = "heard", "something heard on the line, in words"
    LOCATION = "location", "a place and how sure it is"
    PERSON = "person", "a person"
    DEMEANOUR = "demeanour", "how the caller sounds; no guide to seriousness [H2]"
    RATIONALE = "rationale", "why something was decided"


class Trace(Term):
    """What can be traced when a caller cannot be reached."""

    PHONE = "phone", "ask the network to pinpoint the phone [P15]"
    SUBSCRIBER = "subscriber", "ask who holds the number [G17]"
    ADDRESS = "address", "check addresses that the number is linked with [P16]"


class UnitReadiness(Term):
    """How a unit is placed before it is sent."""

    FREE = "free", "free"
    FREE_SOON = "free_soon", "free in a few minutes"
    COMMITTED = "committed", "committed elsewhere"
    SINGLE_CREWED = (
        "single_crewed",
        "single-crewed",
    )


class UnitStatus(Term):
    """What a unit says of itself over the radio."""

    NO_UNIT = "no_unit", "no unit is free yet"
    ASSIGNED = "assigned", "the unit is assigned"
    EN_ROUTE = "en_route", "the unit is on its way"
    DELAYED = "delayed", "the unit is delayed"
    TWO_MINUTES = "two_minutes", "the unit is two minutes out"
    THIRD_PARTY_ONLY = "third_party_only", "another person at the door says that all is well"
    NOT_FOUND = "not_found", "the caller was not found"
    FOUND = "found", "the caller was found"
    REPORTED = "reported", "the unit reports what was done"
    RESUMED = "resumed", "the unit is free again"


class OfficersFind(Term):
    """What officers find: a fact of the story."""

    FOUND = "found", "the caller"
    THIRD_PARTY_FIRST = (
        "third_party_first",
        "another person who says that all is well, then the caller",
    )
    NOT_FOUND_FIRST = "not_found_first", "nobody, then the caller when they learn more"
    NOT_FOUND = "not_found", "nobody"
