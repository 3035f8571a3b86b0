"""The vocabulary: closed lists of terms, each with a label and a meaning.

Values are the words of files and logs. Transcripts, reports and screens print the label; schemas,
`silent999 flow` and the handbook print the meaning. Codes in square brackets name the sources in
``simulator/content/data/sources.yaml``; a label has none.
"""

from __future__ import annotations

from enum import EnumType, IntEnum, StrEnum
from typing import Any, Self


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


class _NamedType(EnumType):
    def __new__(
        cls, name: str, bases: tuple[type, ...], members: Any, **options: Any
    ) -> _NamedType:
        """Put the value of each member before its line."""
        for member, line in members.items():
            if member.isupper():
                rest = line if isinstance(line, tuple) else (line,)
                # Enum's own dictionary refuses to set a member again.
                dict.__setitem__(members, member, (member.lower(), *rest))
        return super().__new__(cls, name, bases, members, **options)


class NamedTerm(Term, metaclass=_NamedType):
    """A term whose value is its name in lower case, so that a line has only the rest."""


# Tables are read in columns: one term, its label and its meaning.
# fmt: off
class Role(NamedTerm):
    """Who acts, speaks or listens."""

    CALLER = "caller", "The person who dialled 999."
    OPERATOR = "operator", "The 999 call handling agent who answers first [G1]."
    FIRST_HANDLER = "first handler", "The Met's handler after 55 [P7]."
    CALL_HANDLER = "call handler", "The local force's police call handler."
    RECORDING = "recording", "The Silent Solution recorded message, a machine."
    ROOM = "surroundings", "The people and sounds around the caller."
    OTHER_PERSON = "other person", "The voice of a person near the caller."
    NETWORK = "network", "The phone network: location data, and the line."
    SYSTEMS = "systems", "The force's systems: history of the number, markers, traces."
    OFFICERS = "officers", "The officers sent."
    OTHER_FORCE = "other force", "The control room of another force."
    SUPERVISOR = "supervisor", "The call handler's supervisor in the control room."
    AMBULANCE_CONTROL = "ambulance control", "The ambulance service's control room."
    FIRE_CONTROL = "fire control", "The fire service's control room."


class LineKind(NamedTerm):
    """The kind of line that the call is made from."""

    MOBILE = "a mobile phone"
    LANDLINE = "a landline", "Analogue: a handset put down may be held for a time."
    DIGITAL = "a digital line", "A digital home line, taken as a landline (assumption)."
    WEARABLE = "a wearable", "It called automatically: a mobile call (assumption)."
    CAR = "a car (eCall)", "The details go to police if nobody speaks [B9]."


class Coverage(NamedTerm):
    """The network that the phone can reach."""

    HOME = "its own network", "The caller's own network, or a fixed line that works."
    LIMITED = "another network only", "Limited service: it can't be rung back [B14]."
    NONE = "no network", "No network or no SIM: 999 can't be reached [B12 B15]."


class LineStage(NamedTerm):
    """Where the line is: who is connected, held or lost."""

    IDLE = "not dialled yet", "Nothing has been dialled."
    DIALLED = "ringing the operator", "The 999 operator's phone rings."
    WITH_OPERATOR = "with the 999 operator", "The operator has the caller."
    SOUND_PROMPT = "recording asks for sound", "For a cough or a tap [N9]."
    RECORDING = "recording plays", "The recording plays, or its grace time runs."
    ACCEPTED = "signal accepted", "The operator is being notified of the signal."
    BACK_WITH_OPERATOR = "back with the operator", "After 55, in one variant [P6]."
    WITH_FIRST_HANDLER = "with the first handler", "In the Met's variant, before a force does [P7]."
    CONNECTING_POLICE = "ringing police", "The police force's phone rings."
    WITH_CALL_HANDLER = "with police call handler"
    HELD = "handset down, line held", "Landline put down; the operator holds it."
    HELD_CONNECTING = ("handset down, ringing police",
        "Landline put down while the force's phone rings.")
    HELD_WITH_CALL_HANDLER = ("handset down, police holding",
        "Landline put down; the call handler holds it.")
    CUT_OFF = "cut off before police", "The operator still has the call's record."
    RINGING_BACK = "police ringing back", "The call handler rings the number."
    DOWN = "line disconnected", "The incident stays open until police close it."
    NOT_CONNECTED = "no network reached", "The phone reached no network."
    ABANDONED = "abandoned before police", "The number reached no police force."
    ENDED_BY_OPERATOR = "ended by the operator", "The operator ended the call."
    CONFIRMED_MISTAKE = "ended as a mistake", "The operator ended the call."
    NO_RESPONSE_TO_RECORDING = ("ended by the recording",
        "The recording ended it; the local force was not informed.")
    ENDED_BY_FIRST_HANDLER = "ended by first handler", "The Met's first handler didn't pass it on."
    WITH_OTHER_SERVICE = "with another service", "Ambulance, fire or coastguard has the call."


class IncidentStage(NamedTerm):
    """What the police have of the call."""

    NONE = "no incident", "The force has no incident of this call."
    OPEN = "incident opened, ungraded", "The incident has no response grade yet."
    GRADED = "incident graded", "A response grade is set."
    DEPLOYED = "officers deployed", "Officers are travelling or on scene; the call can continue."
    HANDING_OVER = "incident offered", "Offered to another force, not yet accepted."
    CLOSED_AFTER_DEPLOYMENT = "closed after deployment", "Closed after officers were sent."
    LEFT_OPEN = "left open for review", "Officers were sent; the next shift looks at it again."
    CLOSED_WITHOUT_DEPLOYMENT = "closed without deployment", "Closed, and no officers were sent."
    WITH_OTHER_FORCE = "with another force", "It accepted the incident."


class Outcome(NamedTerm):
    """How a call ended. Every end has one of these names."""

    NOT_CONNECTED = "no network reached", "The phone reached no network."
    ABANDONED = "abandoned before police", "The line cleared; no police force was informed."
    ENDED_BY_OPERATOR = ("ended by the operator",
        "The operator ended it; no police force was informed.")
    CONFIRMED_MISTAKE = "ended as a mistake", "The operator ended the call."
    NO_RESPONSE_TO_RECORDING = ("ended by the recording",
        "The recording ended it; the local force was not informed.")
    ENDED_BY_FIRST_HANDLER = "ended by first handler", "The Met's first handler didn't pass it on."
    CONNECTED_TO_OTHER_SERVICE = "connected to another service"
    DEPLOYED = "officers sent", "Police sent officers."
    CLOSED_WITHOUT_DEPLOYMENT = "closed without deployment", "Closed, and no officers were sent."
    HANDED_TO_OTHER_FORCE = "passed to another force", "Another police force accepted the incident."


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


class Route(NamedTerm):
    """Who takes the call after the recording took a signal."""

    LOCAL_FORCE = "local force", "The operator transfers to the local force [N1 P2]."
    FIRST_HANDLER = "first handler", "Met staff question the caller first [P7]."
    OPERATOR = "original operator", "Back to the operator who answered [P6]."


class Treatment(NamedTerm):
    """What the simulated operator does with an unanswered call, by what can be heard."""

    POLICE_AT_ONCE = "police at once", "To police as soon as it is heard."
    POLICE = "police after prompts", "To police after every prompt."
    RECORDING = "recording", "To the recording; from a fixed line, to police."
    END = "end the call", "The operator ends it."


class Recognised(NamedTerm):
    """What a machine recognised as a signal."""

    FIFTY_FIVE = "55", "55 in the recording's window."
    EARLY_FIFTY_FIVE = "55 to the operator", "55 before the recording, where that is relayed [N7]."
    NOISE = "a noise", "A tap, cough, key tone or speech, where that is enough [P1]."


class Service(NamedTerm):
    """The emergency authorities."""

    POLICE = "police"
    AMBULANCE = "ambulance"
    FIRE = "fire"
    COASTGUARD = "coastguard"


class LossCause(NamedTerm):
    """Why a line went dead without a hang-up."""

    BATTERY = "dead battery", "The phone's battery died: it can't be rung."
    NETWORK = "signal or line failed"
    TRANSFER = "transfer failed", "The transfer to the police failed [G24]."
    POWER = "power cut", "The power failed, and a digital line with it."


class Loudness(IntEnum):
    """How far an act carries in the room (order by design; no public source: assumption)."""

    NOTHING = 0
    BREATH = 1
    KEY = 2
    TAP = 3
    WHISPER = 4
    COUGH = 5
    SPEECH = 6


class SoundClass(NamedTerm):
    """What a sound suggests to a listener [P1 P7 G2]."""

    WEAK = "weak evidence", "Movement, traffic, television [G2]."
    ANSWER = "possible answer", "A sound that a person could make in answer."
    VOICES = "voices nearby", "People talking near the phone, not to the call [N23 N24]."
    DISTURBANCE = "disturbance", "May mean straight to police [P1 P7]."
    MACHINE = "device", "A device speaks, not a person."


class Sound(NamedTerm):
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

    BREATHING = "breathing", SoundClass.WEAK, Loudness.BREATH
    LOUD_BREATH = ("a loud breath", SoundClass.WEAK, Loudness.BREATH,
        "One breath into the phone: a sign where it was offered or agreed, else only breathing.")
    SOB = "someone crying", SoundClass.DISTURBANCE, Loudness.WHISPER
    GROAN = "a groan", SoundClass.ANSWER, Loudness.COUGH, "A groan or a slurred sound."
    SHOUTING = "someone shouting", SoundClass.DISTURBANCE, Loudness.SPEECH
    ARGUMENT = "an argument", SoundClass.DISTURBANCE, Loudness.SPEECH
    VOICES = ("people talking nearby", SoundClass.VOICES, Loudness.SPEECH,
        "People talking near the phone.")
    CHATTER = "distant chatter", SoundClass.WEAK, Loudness.SPEECH
    BREAKING = "something breaks", SoundClass.DISTURBANCE, Loudness.SPEECH
    SCUFFLE = "a scuffle", SoundClass.DISTURBANCE, Loudness.COUGH
    KNOCK = "knocking", SoundClass.ANSWER, Loudness.COUGH
    FOOTSTEPS = "footsteps", SoundClass.WEAK, Loudness.TAP
    DOOR = "a door", SoundClass.WEAK, Loudness.COUGH
    CLICK = "a click", SoundClass.WEAK, Loudness.KEY, "A click on the line."
    CLOTH = "rustling cloth", SoundClass.WEAK, Loudness.BREATH, "Cloth rubbing on the phone."
    PHONE_DROPPED = "the phone drops", SoundClass.WEAK, Loudness.COUGH
    TELEVISION = "a television", SoundClass.WEAK, Loudness.SPEECH
    MUSIC = "music", SoundClass.WEAK, Loudness.SPEECH
    LAUGHTER = "laughter", SoundClass.WEAK, Loudness.SPEECH
    TRAFFIC = "traffic", SoundClass.WEAK, Loudness.SPEECH
    ENGINE = "an engine", SoundClass.WEAK, Loudness.SPEECH
    INDICATOR = "a car's indicator", SoundClass.WEAK, Loudness.TAP
    WIND = "wind", SoundClass.WEAK, Loudness.COUGH
    LOW_BATTERY = "a low-battery beep", SoundClass.WEAK, Loudness.KEY
    DEVICE_VOICE = ("a device's voice", SoundClass.MACHINE, Loudness.SPEECH,
        "A device speaks a fixed message [B10].")
    FALL_MESSAGE = ("a fall alarm's message", SoundClass.MACHINE, Loudness.SPEECH,
        "A device reports a fall [B10 B17].")


KEYS = tuple("1234567890*#")
"""The keys of a phone."""


class Manner(NamedTerm):
    """How an utterance is spoken."""

    ALOUD = "in a speaking voice"
    WHISPERED = "in a whisper"
    FAINT = "too faint to understand", "Too faint or muffled to understand."


class Via(NamedTerm):
    """Through whom a caller's words come: a third voice on the line, and the caller's words."""

    RELAY = "relay assistant", "Reads out what the caller types, and types what is said [E4]."
    SIGNS = "BSL interpreter", "Sees the caller on video, and speaks what is signed [E5]."
    INTERPRETER = "interpreter", "Speaks the caller's language and English."


class LeftOut(NamedTerm):
    """Words that a record does not keep. What they claim is kept beside them."""

    WORDS = "words, not kept"
    SAME_WORDS = ("same words, not kept", "The words of the utterance before.")


class Sign(NamedTerm):
    """What can mean yes or no; a code says which does."""

    TAP = "tap", "Taps on the phone."
    COUGH = "cough", "Coughs."
    KEY = "press a key", "Key presses."
    BREATH = "breathe out", "Loud breaths, where they were offered or agreed."
    SPOKEN = "say the word", "The word, spoken or whispered."
    SILENCE = "stay silent", "No sound."


class Topic(NamedTerm):
    """What a question is about. Scenario `facts` use the same words."""

    CAN_HEAR = ("hears the call handler",
        "Whether the caller hears the call handler: the control question.")
    NEEDS_POLICE = "police needed", "Whether police are needed."
    MISTAKE = "call was a mistake", "Whether the call was a mistake."
    IN_DANGER = "in danger now", "Whether the caller is in danger now."
    INJURED = "someone is hurt", "Whether anyone is hurt."
    NEEDS_AMBULANCE = "ambulance needed", "Whether an ambulance is needed."
    STRANGLED = ("held by the neck",
        "Whether anyone was held by the neck, or stopped from breathing.")
    PASSED_OUT = "passed out", "Whether anyone who is hurt passed out."
    CAN_MOVE = "can move", "Whether the one who is hurt or trapped can move."
    TABLETS_TAKEN = "tablets taken", "Whether something was taken: tablets, drugs, poison."
    OTHER_PERSON_PRESENT = "another person present", "Whether another person is there."
    MORE_THAN_ONE = "more than one person", "Whether several others are there."
    KNOWS_PERSON = "knows that person", "Whether the caller knows that person."
    IN_THE_HOUSE = "that person is inside", "Whether that person is inside now."
    WEAPON = "weapon present", "Whether a weapon is there."
    WEAPON_IN_HAND = "weapon in hand", "Whether the other person has the weapon in their hand now."
    WEAPON_USED = "weapon used", "Whether the weapon was used."
    CHILDREN = "children present", "Whether children are there."
    CHILD_HURT = "a child is hurt", "Whether a child there is hurt."
    DRINK_OR_DRUGS = "drink or drugs", "Whether drink or drugs play a part."
    ORDERS = "court order or bail", "Whether a court order or bail condition is in force."
    AT_HOME = "at home", "Whether the caller is at home."
    AT_KNOWN_ADDRESS = "at the address held", "Whether the address that police hold is right."
    INDOORS = "indoors", "Whether the caller is indoors."
    IN_A_VEHICLE = "in a vehicle", "Whether the caller is in a vehicle."
    ON_FOOT = "on foot outdoors", "Whether the caller is on foot outdoors."
    IN_A_TOWN = "in a town", "Whether the caller is in a town."
    CAN_STAY_HIDDEN = "can stay hidden", "Whether the caller can stay where they are."
    CAN_OPEN_DOOR = "can open the door", "Whether the caller can open the door."
    CAN_SPEAK = "can speak", "Whether the caller can speak at all."
    ALONE_TO_TALK = "alone to talk", "Whether nobody else can hear the caller."
    FOLLOWED = "being followed", "Whether the caller is being followed."
    SCREEN_SEEN = "screen seen", "Whether another person could see the caller's screen."
    SAME_ROOM = "same room", "Whether the other person is in the same room [H1]."
    HAS_LEFT = "other person left", "Whether the other person has left [H1]."
    BREATHING_WELL = "breathing well", "Whether breathing is easy [K1]."
    AWAKE = "awake", "Whether the other person is awake [K5]."
    DOOR_LOCKED = "door locked", "Whether the caller's door is locked."
    LOCKED_IN = "locked in", "Whether the caller is locked in, or not let out."
    CAN_GET_OUT = ("can get out",
        "Whether the caller can get out without passing the other person.")
    BEHIND_YOU = "still followed", "Whether the person who follows is behind the caller now."
    PEOPLE_NEAR = "people near", "Whether there are people or a lit shop near."
    MOVING = "moving", "Whether the caller is moving."
    SAME_AS_BEFORE = "same as before", "Whether it is about the same as in an earlier call [I9]."
    COVER_WORDS = ("cover words agreed",
        "Whether the caller knows which words mean what in a pretence [K3] [K4].")
    LOCATION = "where the caller is", "An open question."
    WHAT_HAPPENED = "what has happened", "An open question."


class QuestionForm(NamedTerm):
    """How a question can be answered."""

    CLOSED = "by yes or no"
    OPEN = "only by words"


class YesMeans(NamedTerm):
    """What a yes to the words of a question says of its topic: the direction of the question."""

    SO = "it is so"
    NOT_SO = ("it is not so",
        "Asked the other way round: \"Can anyone hear you?\" asks about being alone to talk.")
    SEEN = ("so, if seen",
        "Asked about what was noticed: not to have seen a weapon is not to know of none.")


class Intent(NamedTerm):
    """The purpose of an utterance. Rules judge the purpose; the words are for people."""

    # The operator.
    WHICH_SERVICE = "asks which service", "Asks which service is wanted."
    WHICH_OF_THREE = "asks which of three", "Asks: fire, police or ambulance?"
    NUMBER_DIALLED = ("asks what was dialled",
        "Asks what was dialled and says that the line can't be released.")
    MAKE_A_SOUND = "asks for a sound", "Asks for a tap, a cough or a noise."
    ASK_AGAIN = "asks for it again", "Asks the caller to repeat it."
    CHECK_MISTAKE = "asks about a mistake", "Asks whether it was a mistake and all are safe."
    ANYBODY_WITH_YOU = "asks who is there", "Asks whether another person is with the caller."
    CONNECTING = "announces the connection"
    # The recording.
    RECORDING_OPENS = "recording opens", "Says that the caller is through to the police service."
    RECORDING_ASKS_FOR_SOUND = "asks for a noise", "Asks for a cough or a tap [N9]."
    RECORDING_ASKS_FOR_55 = "asks for 55"
    # The police call handler.
    THROUGH_TO_POLICE = ("introduces the police",
        "Says that this is the police, and that there is no need to speak.")
    INVITE_SPEECH = "invites speech", "Invites speech or a whisper, if that is safe."
    REASSURE = "reassures", "Reassures; keeps talking through silence."
    STAY_ON_LINE = "asks to stay connected", "Asks the caller to keep the line open."
    REPEAT_BACK = "repeats back", "Repeats back what was understood."
    SILENCE_PHONE = "asks to mute phone", "Asks the caller to turn the phone's sound down."
    MOVE_TO_SAFETY = ("suggests a safer place",
        "Suggests a safer or busier place, if that is possible.")
    LOCK_UP = "asks to lock up", "Asks the caller to lock up and agree a key word."
    SAY_YES_IF_POLICE = "offers a safe yes", "Offers a disguised call a safe way to confirm."
    ASK_FOR_CALLER = "asks for the caller", "Asks to hear the original caller, without accusing."
    KEEP_TALKING = "keeps them talking", "Keeps another person talking in a neutral tone."
    OFFICERS_SENT = "says officers are coming"
    OFFICERS_THERE = "says officers have arrived"
    ASK_FOR_ADULT = "asks for an adult", "Asks a child, in simple words, for a grown-up [O4 K5 K6]."
    GETS_INTERPRETER = "announces an interpreter"
    HANDS_ON = ("announces another force",
        "Says that another force takes over, and stays until it has [I10].")
    CONFIRMS_TAKEN = "confirms the handover", "Says to the operator that police have the caller."
    GOT_IT = "confirms an answer", "Says that an answer was understood."
    CODE_UNCLEAR = "questions an answer", "Says that an answer by the code was not clear."
    NOT_UNDERSTOOD = "understood only part", "Says that only part of the words was understood."
    STILL_WITH_YOU = "says still here", "Says in two words that the call handler listens."
    CHECK_IN = "asks about changes", "Asks, while waiting, whether anything has changed."
    GO_QUIET = "announces silence", "Says that the call handler stops speaking for now."
    HEARD_THAT = "asks about a sound", "Asks about a sound that was just heard."
    STAY_HIDDEN = "advises to stay hidden", "Advises a caller who hides to stay there."
    HIDE_REASON = "offers a cover story", "Gives a disguised caller a reason for the call."
    COVER_QUESTION = "asks under cover", "Asks what a customer could answer."
    ETA = "gives arrival time", "Says when officers will be there, as dispatch gave it."
    NO_UNIT_YET = "says no officers yet", "Says that no unit is on its way yet."
    CONFIRM_MET = "asks about officers", "Asks whether an officer is with the caller."
    AMBULANCE_SENT = "announces an ambulance", "Says that an ambulance was asked for."
    AMBULANCE_WAIT = "advises until ambulance", "Advises while an ambulance is awaited."
    GET_OUT = "advises to get out", "Asks the caller to leave a fire."
    KEEP_SMOKE_OUT = ("keeps smoke out",
        "Asks a caller cut off by fire to shut the door, stuff the gap and go to the window.")
    CHILD_PRAISE = "praises a child", "Praises a child's answer."
    CHILD_DO = "gives child a task", "Gives a child one thing to do."
    LANGUAGE_CHECK = "asks which language", "Asks for the language, in single words."
    CLOSE_WITH_OFFICER = "leaves caller with officer", "Lets the caller go to the officer."
    THANK = "thanks the caller", "Thanks for staying on the line; doesn't scold."
    CALL_AGAIN = "invites another call", "Invites another call at any time."
    CALLS_BACK = "returns a call", "Returns a call from this number; gives nothing away."
    # The caller, or a person near.
    WANTS_POLICE = "asks for police"
    WANTS_AMBULANCE = "asks for an ambulance"
    WANTS_FIRE = "wants the fire service"
    WANTS_COASTGUARD = "asks for the coastguard"
    SAYS_MISTAKE = 'says "a mistake"', "Says that the call was a mistake."
    SAYS_YES = "says yes"
    SAYS_NO = "says no"
    GIVES_PLACE = "names a place"
    PRETENDS = "disguises the call", "Talks as if to someone else."
    CHILD_SPEAKS = "a young child speaks"
    DANGER_NOW = "reports danger", "Says that danger is here or grows."
    ASKS_HOW_LONG = "asks how long", "Asks when help comes."
    CANNOT_TALK = "can't talk", "Says that talking is not possible."
    DOES_NOT_FOLLOW = "doesn't follow", "Says that a question or a code was not understood."
    OTHER_LANGUAGE = "speaks another language", "Speaks a language that the listener doesn't know."
    SPEAKS = "says something else"
    NOT_TO_CALL = "talks in the background", "Talks, but not to the call."
    # Officers, into the caller's phone.
    OFFICER_ON_PHONE = "officer on the phone", "An officer with the caller says so into the phone."
    OFFICER_NEEDS_LINE = ("officer keeps the line",
        "An officer asks the call handler to stay with the caller for now.")
    OFFICER_LETS_GO = "officer ends the call", "An officer lets the call handler go."
    # Any speaker.
    OWN_WORDS = "uses own words"


class Reported(NamedTerm):
    """What an operator can report to police."""

    NOTHING = "nothing", "Nothing was heard."
    SPEECH = "speech", "Speech to the operator."
    VOICES = "voices nearby", "People talking, not to the call."
    WHISPER = "a whisper", "A whisper or muffled words."
    COUGH = "a cough"
    TAP = "taps"
    KEY_TONE = "a key tone", "The operator can't distinguish which key [P1]."
    GROAN = "a groan", "A groan or slurred sound, as from an illness."
    DISTURBANCE = "a disturbance"
    BACKGROUND = "background noise"
    FIFTY_FIVE = "55", "55 was recognised."
    NOISE = "a noise signal", "The recorded service took a noise as a signal."
    HANDSET_REPLACED = "handset put down"
    LINE_LOST = "line lost"
    EARLIER_CALLS = "earlier calls", "Earlier calls from the number."
    DEVICE = "a device speaking", "A device speaks, and no person."
    PRETENCE = "a disguised call", "The caller talks as if to a shop or friend [K3]."
    CHILD = "a young child", "A young child speaks [K5]."
    OTHER_LANGUAGE = "another language", "Words in a language not known here."
    OTHER_VOICE = "another voice", "Another person speaks for the caller [I5]."
    SAID_MISTAKE = "a mistake, they said", "A voice says that it was a mistake."


class Reason(NamedTerm):
    """The reason for a decision. Every decision that ends or withholds needs one."""

    NO_RESPONSE = "no response", "Nothing was heard that could be judged."
    MISTAKE_CONFIRMED = "mistake confirmed", "The caller confirmed a mistake."
    SIGNAL_HEARD = "signal heard", "An answer or a signal was heard."
    SPEECH_HEARD = "speech heard"
    DISTURBANCE_HEARD = "disturbance heard"
    DOUBT = "doubt remains"
    DANGER_ESTABLISHED = "danger established", "Answers established danger."
    INJURY = "injury or illness", "Someone is hurt or ill."
    NOT_REGISTERED = ("number not registered",
        "A message to 999 from a phone that is not registered goes to nobody [E1].")
    MARKER = "marker on the number"
    LINE_CUT = "line was cut"
    MAY_ALERT_OTHERS = "ringing may alert others", "Ringing could put the caller at risk."
    CALLER_MAY_BE_ALONE = "ringing seems safe"
    CANNOT_BE_RUNG = "phone can't be rung"
    NO_ANSWER = "no answer"
    NO_CONCERN = "checked, no concern left"
    CHECKED_SAFE = "safety confirmed", "Safety and identity were confirmed."
    OFFICERS_WITH_CALLER = "officers with the caller"
    OFFICERS_DEALING = "officers dealing with it"
    CALLER_NOT_FOUND = "caller not found", "Officers have searched, and not found the caller."
    RING_BACK_AGREED = "a ring-back is agreed", "Who rings whom, and when, is agreed."
    OTHER_AREA = "another force's area"
    STAYING_IS_DANGEROUS = "staying is more dangerous"
    NOT_SAFE_TO_SAY = "others could hear it"
    POLICY = "force policy"
    JUDGEMENT = "own judgement"


class LocationSource(NamedTerm):
    """Where location data comes from."""

    EISEC = "the network (EISEC)", "A landline's address, a mobile's cell [G10 B4 B5]."
    AML = "the phone (AML)", "Advanced Mobile Location, sent by the phone [B1 B2]."
    VEHICLE = "the car (eCall)", "An eCall's position and direction [B8]."
    SPOKEN = "a device's voice", "A device speaks its coordinates [B10]."
    TRACE = "a network trace", "The network located the phone on request [P15]."


class Marker(NamedTerm):
    """What a force's systems may hold on a number or an address."""

    HIGH_RISK_DOMESTIC_ABUSE = "high-risk domestic abuse", "A high-risk domestic abuse marker [I1]."
    DOMESTIC_ABUSE = "domestic abuse", "A domestic abuse marker [I3]."
    STALKING = "stalking reported"
    COURT_ORDER = "court order or bail", "A court order or bail condition [I4]."
    WEAPONS = "weapons"
    AGREED_WORD = "agreed word", "A word agreed in advance [H2]."
    VULNERABLE = "vulnerable person"
    ILLNESS = "known illness"


class Heading(NamedTerm):
    """THRIVE's six headings [H5 H8]."""

    THREAT = "threat", "Intent to cause harm or loss."
    HARM = "harm", "Injury or damage that could result."
    RISK = "risk", "How likely it is."
    INVESTIGATION = "investigation", "What needs examining, and how."
    VULNERABILITY = "vulnerability", "Who can't protect themselves or others, and why."
    ENGAGEMENT = "engagement", "What contact is needed."


class NoteKind(NamedTerm):
    """What a note in the incident log is about."""

    HEARD = "a sound", "What was heard on the line."
    LOCATION = "a location", "A place and how certain it is."
    PERSON = "a person"
    DEMEANOUR = "the caller's manner", "How the caller sounds; no guide to seriousness [H2]."
    RATIONALE = ("a rationale",
        "The reason for a decision; one that names the supervisor asks for theirs.")
    SEEN = "who was seen", "Who was seen, alone or not, and by which unit."
    SAME_INCIDENT = ("the same incident",
        "Links a further call to the caller's open incident: its news goes to those officers.")


OPERATORS_NOTES = tuple(
    each for each in NoteKind if each not in (NoteKind.SEEN, NoteKind.SAME_INCIDENT)
)
"""What an operator's own notes are about: officers and open incidents are for police."""


class SupervisorDecision(NamedTerm):
    """What a supervisor decides on a call that was brought to them (practice2 4.3, assumption)."""

    LISTEN_ON = "listen on together", "The line stays open; both listen to it."
    MORE_UNITS = "send a second unit", "Another unit goes as well."
    FREE_A_UNIT = "free another unit", "A committed unit is freed for this call."
    NONE_TO_FREE = "no unit to free", "None can be taken off what it is at."
    TRACE_ON = "trace further", "The next step of a trace is asked for."
    STAY_AT_DOOR = "officers stay there", "They look again, and see the caller alone first."
    FIREARMS = "firearms command has it", "Who decides on firearms looks at it."
    RING_THE_NUMBER = "ring the number", "Asked whether to ring: nothing known speaks against it."
    NOT_TO_RING = "not to ring", "Asked whether to ring: it could be heard by who may do harm."
    LINE_MAY_GO = "the line may go", "The second name under it; the incident stays open."


class ServiceStatus(NamedTerm):
    """What another service's control says that it does (practice2 6 [I25]; assumption)."""

    CONTROL_ANSWERS = "control has it", "Its control has answered, with a number of its own."
    CREW_SENT = "crew on its way", "A crew goes, with a time."
    NO_CREW_YET = "no crew yet", "No crew is free, or no place is known to send one to."
    CREW_WAITS = "crew will wait", "It waits at a meeting place until police say that it is safe."
    WANTS_CALLER = "needs the caller", "It wants to speak to the caller, or have something asked."
    GIVES_ADVICE = "gives advice", "What the caller can do until the crew is there."
    CREW_THERE = "crew is there", "At the scene, or at the meeting place."
    CREW_GOES_IN = "crew goes in", "It was waiting, and police have said that it is safe."


class ServiceNeed(NamedTerm):
    """What another service's control asks police (CH-61, SIT-27; assumption)."""

    SCENE_ADDRESS = "the address"
    PATIENT_CONSCIOUS = "awake"
    PATIENT_BREATHING = "breathing normally"
    PATIENT_AGE = "age"
    WHAT_TAKEN = "what was taken"
    SAFE_TO_APPROACH = "safe to approach"
    PEOPLE_INSIDE = "people inside"
    SMOKE_OR_FLAMES = "smoke or flames"
    WHICH_FLOOR = "which floor"
    ANY_CHANGE = "any change"


class Trace(NamedTerm):
    """What can be traced when a caller can't be reached."""

    PHONE = "locate the phone", "Ask the network to locate the phone [P15]."
    SUBSCRIBER = "identify the subscriber", "Ask who holds the number [G17]."
    ADDRESS = "check linked addresses", "Check addresses linked with the number [P16]."


class UnitReadiness(NamedTerm):
    """How a unit is placed before it is sent."""

    FREE = "free"
    FREE_SOON = "free soon", "It is free in a few minutes."
    COMMITTED = "committed", "It is at another incident."
    SINGLE_CREWED = ("single-crewed",
        "It waits for a second unit unless life is at stake (assumption).")


class UnitStatus(NamedTerm):
    """What a unit says of itself over the radio."""

    NO_UNIT = "no unit free yet"
    ASSIGNED = "unit assigned"
    EN_ROUTE = "unit on its way"
    DELAYED = "unit delayed"
    TWO_MINUTES = "unit two minutes out"
    THIRD_PARTY_ONLY = ("only another person seen",
        "Another person at the door says that all is well.")
    NOT_FOUND = "caller not found"
    NOT_ALONE = "caller not seen alone", "The caller is there, and another person listens."
    ON_EARPIECE = "unit on an earpiece", "Nobody but the officer hears the radio now."
    FOUND = "caller found"
    DETAINED = "other person detained", "Another person is in custody."
    REPORTED = "unit reports", "The unit says what was done."
    RESUMED = "unit free again"


class HowItEnds(NamedTerm):
    """How a call comes to its end: what becomes of the caller. The outcome is another list."""

    FOUND_SAFE = "found safe", "Officers are with the caller, who is not hurt."
    FOUND_HURT = "found hurt or ill", "Officers are with the caller, who is hurt or ill."
    REFUSED_AT_DOOR = ("refused at the door",
        "Another person says that nobody rang, and lets nobody in.")
    WRONG_ADDRESS = "wrong address", "Officers are at another door, or get no reply."
    FALSE_ALARM = "false alarm", "Officers saw the cause, and everyone apart."
    HAS_GONE = "other person gone", "The other person left before officers came: they search."
    LOST_AND_FOUND = "line lost, found later", "The line was lost; officers found the caller later."
    NOBODY_SENT = "nobody sent", "Nobody was sent, after every check."
    CHANGES_MIND = "caller changes mind", "The caller takes it back with another person near."
    ARREST = "arrest", "Officers arrested another person."
    CONFLICTING_ACCOUNTS = ("conflicting accounts",
        "Each of two people says the other did it; the caller may be the one to be feared.")
    DELAYED_FOR_HOURS = "delayed for hours", "No officers are free for hours, and the caller knows."
    RUNG_BACK_SETTLED = "rung back and settled", "It was a mistake, as the ring-back showed."
    NO_TRACE = "no trace", "Officers searched the area and found nobody."


class OfficersFind(NamedTerm):
    """What officers find: a fact of the story."""

    FOUND = "the caller"
    THIRD_PARTY_FIRST = ("another person first",
        "Another person who says that all is well, then the caller.")
    NOT_FOUND_FIRST = "nobody at first", "Nobody, and the caller once officers learn more."
    NOT_FOUND = "nobody"
# fmt: on
