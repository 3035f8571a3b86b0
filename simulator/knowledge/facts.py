"""What a role can know of a call: facts without times, and the names of the stamps beside them.

The fields are the only things that a condition of guidance may read. Equal facts are equal values
with equal hashes, whenever the call took place, so people who know the same judge alike. What
follows from them is kept on them (`KnownFacts.derived`), and nowhere by them: two in three of the
facts of a new call never come again. A test or a tool may look facts up by their hash.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import lru_cache
from itertools import chain
from typing import Any, Generic, NamedTuple, TypeVar

from simulator.core import acts as do
from simulator.core import terms
from simulator.core.flow import LINE_UP
from simulator.core.hearing import Circuit, on_the_line
from simulator.core.instant import Millis
from simulator.core.profile import Switches
from simulator.core.statements import STATEMENTS, StatementTopic, Weighs
from simulator.core.terms import Intent, LineKind, LineStage, LocationSource, Reported, Term, Topic
from simulator.derived import Derived, KeepsDerived, Read
from simulator.knowledge.answers import PLAIN, AnswerState, TopicFact
from simulator.knowledge.ledger import Audience, Ledger, PassedOn, Speaker, Statement, believed

K = TypeVar("K")
V = TypeVar("V")


class FrozenMap(dict[K, V]):
    """A mapping as a value. Equality and hash ignore the order of the keys.

    Equal facts may be exchanged for each other, so nothing that people see may follow that order:
    go through a closed list and look each word up, or sort. Nothing may be put into it, either:
    `plus` makes another. It is a dict for the speed of one.
    """

    __slots__ = ("_hash",)
    _hash: int

    def plus(self, items: Mapping[K, V]) -> FrozenMap[K, V]:
        """Return this mapping with these as well; they replace what has the same key."""
        return FrozenMap({**self, **items}) if items else self

    def __hash__(self) -> int:  # type: ignore[override]
        """Hash once: facts are looked up far more often than a mapping is made."""
        try:
            return self._hash
        except AttributeError:
            self._hash = hash(frozenset(self.items()))
            return self._hash


class Same(Generic[V]):
    """A cache key that is equal only to one of the same object: some take long to compare."""

    def __init__(self, value: V) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and self.value is other.value

    def __hash__(self) -> int:
        return id(self.value)


WHEREABOUTS_LAPSE: Millis = 30_000
"""How long it is believed where the other person is (practice2 BF-6, assumption)."""
HEARERS_LAPSE: Millis = 120_000
"""How long "nobody else can hear" is relied on after the caller said so (assumption)."""
NEAR_WITHIN, CLOSE_WITHIN = 500, 50
"""Metres within which a place is near, or close (assumption; AML 3 to 50 m [B1 B2])."""


class Hearers(terms.NamedTerm):
    """Whether another person can hear what the caller hears."""

    SAFE = "the caller said that nobody else can hear"
    UNKNOWN = "not asked, or something has changed since"
    UNSAFE = "another person is said or heard to be close"
    EXPOSED = "the caller pretends, or another voice has the phone"


class WhereKnown(terms.NamedTerm):
    """Whether it is known where the other person is (practice2 BF-6)."""

    UNSAID = "nobody has said it"
    KNOWN = "said or answered within the last 30 seconds"
    LAPSED = "said before that: it is asked once more, and not believed"
    ASKED = "asked since, and not answered"


class PlaceKnown(terms.NamedTerm):
    """How precisely the place is known."""

    NONE = "no place"
    WIDE = "an area of more than 500 m around a point"
    NEAR = "within 51 to 500 m, or an address that is linked with the number"
    CLOSE = "within 50 m, or as the caller put it in words"
    DOOR = "an address that the caller confirmed, or a fixed line's own"


class CodeState(terms.NamedTerm):
    """How far a code for yes and no has come in this conversation."""

    NONE = "not stated"
    STATED = "stated and not yet tested"
    TESTED = "the test question was answered with yes"
    FAILED = "the test question was not answered as the code says"


class TextNews(terms.NamedTerm):
    """Whether officers lack a text of the caller. What a briefing says of it is private."""

    NONE = "there is none that officers lack"
    NEW = "the next briefing passes it on"
    PASSED_OVER = "a question came first: a briefing may be on its answer"


class Lookup(terms.NamedTerm):
    """How far a search or a trace has come."""

    NONE = "not started"
    WAITING = "started; no result yet"
    NOTHING = "nothing was found"
    FOUND = "something was found"


class CallbackState(Term):
    """What has come of ringing back."""

    NONE = "", "not decided"
    RUNG = "rung", "the number was rung"
    NOT_RUNG = "not rung", "decided against"
    FAILED = "failed", "nobody was reached"


class Promise(terms.NamedTerm):
    """What a caller was promised to hear of."""

    UNIT = "when a unit leaves"
    TIME = "when there is a time"


class Stamp(terms.NamedTerm):
    """What a time is kept of: when it last happened or changed.

    A word in brackets says what the subject is, where there is one time for each of several.
    """

    CALL = "the call began"
    STAGE = "the line came to its stage"
    ANSWERED = "the call was answered; in a call handler's seat, by them"
    SOUND = "the last sound from the caller's end; for a caller, from the line"
    SIGN = "the caller's last sign, word or text"
    HEARD = "something was last heard (sound, intent or report)"
    WORDS = "this seat's last words ended"
    SAID = "this seat last said it (intent)"
    ASKED = "this seat last asked it (topic)"
    ASKED_LAST = "this seat last asked anything"
    FACT = "what is known of it last changed (topic)"
    STATED = "it was last stated (topic of a statement)"
    STATED_LAST = "anything was last stated"
    SENTENCE = "the caller last said a whole sentence of their own"
    OTHER_STATED = "another person last stated anything"
    CHANGED = "something changed around the caller, so who can hear is in doubt"
    OVERHEARD = "another person last spoke near the phone, and could be made out"
    PROMPTED = "another person last said what the caller is to say"
    HEAR = "who can hear was last answered, or came into doubt"
    WHERE = "where the other person is was last said or answered"
    CODE = "the code was stated, tested or failed"
    READ = "location data was last read"
    DATA = "location data last arrived (source)"
    DISTURBANCE = "a disturbance was last heard"
    OTHER_VOICE = "another person last spoke to the call"
    TEXT_IN = "the caller's last text"
    TEXT_OUT = "the last text to the caller"
    RECORDING = "the recording began"
    KEY = "this seat last pressed a key"
    RESULT = "the last result of a search or trace"
    DECIDED = "a decision of the supervisor"
    GRADED = "this seat last set a grade"
    REASONED = "this seat last wrote reasons"
    SENT = "officers were sent"
    BRIEFED = "officers were last briefed"
    TOLD_SERVICE = "another service was last informed"
    CUT = "the line was cut"
    ARRIVED = "officers arrived"
    ETA = "a unit last said when it will be there"
    OTHER_ETA = "another unit last said when it will be there"
    OFFICERS_ASKED = "officers last asked something"
    SERVICE_ASKED = "another service's control last asked something"
    SERVICE_SAID = "another service's control last said what it does"
    AT_DOOR = "officers last said that they had not reached the caller"
    FOUND = "officers found the caller"
    WORSE = "the sign for worse last came"
    GOT_WORSE = "the caller last answered that it is worse"
    OFFICER_SPOKE = "an officer last spoke into the caller's phone"
    UNIT = "a unit last reported"


class HeardThing(NamedTuple):
    """Something heard from the caller's end, at any time."""

    who: terms.Role
    """The caller, or the room for everyone and everything else; the network for the line."""
    what: terms.Sound | Intent | Reported


class HeardUse(NamedTuple):
    """What was done with something heard, since it was last heard."""

    reports: tuple[Reported, ...]
    """In the words of a handover."""
    noted: bool = False
    passed_on: bool = False
    """Whether police were handed it, or officers briefed on it."""


NEVER_ASKED = TopicFact()


class _FactFields(NamedTuple):
    """The fields of `KnownFacts`."""

    # The line, and who is on it.
    call: int = 1
    kind: LineKind = LineKind.MOBILE
    stage: LineStage = LineStage.IDLE
    incident: terms.IncidentStage = terms.IncidentStage.NONE
    answered: bool = False
    speaking: frozenset[terms.Role] = frozenset()
    """Who is in the middle of saying something."""
    phone_taken: bool = False
    was_cut: bool = False
    """Whether police lost the line, and have not been connected again."""
    loss_new: bool = False
    """Whether officers were briefed, and have not heard that the line has gone since."""
    was_held: bool = False
    rung_back: bool = False
    """Whether this conversation is a callback that was answered."""
    left: bool = False
    """Whether this operator has left the call."""
    ended: bool = False
    """Whether this seat ended the call, or the ringing."""
    connected: terms.Service | None = None
    """The service to which this operator connected the call."""
    asked_for_55: bool = False
    silent_before: int = 0
    """How many silent calls came from this number shortly before, as an operator's screen shows."""
    last_key: str = ""
    """The key that this seat pressed last since the recording began."""
    handover: tuple[Reported, ...] = ()
    """What the operator passed to police."""
    handed_sounds: frozenset[terms.Sound] = frozenset()
    """The sounds that the operator named to police."""
    handed_over: bool = False
    # What was heard.
    heard: FrozenMap[HeardThing, HeardUse] = FrozenMap()
    signs: frozenset[terms.Sign] = frozenset()
    """Signs that the caller has used."""
    replies: frozenset[Reported] = frozenset()
    """What the caller did in answer since this seat last began to speak."""
    unfollowed: bool = False
    """Whether a whole sentence of the caller was neither asked on nor comforted.

    A receipt, or "Sorry, you go on.", follows nothing.
    """
    speaks: bool = False
    """Whether the caller's words could be made out."""
    other_voice: bool = False
    others_said: frozenset[Intent] = frozenset()
    """What other staff, and recordings, said on the line."""
    texts_in: int = 0
    """Texts of the caller, up to `MOST`."""
    via: terms.Via | None = None
    """Through whom the caller's words came last."""
    text_owed: bool = False
    """Whether the caller has written, and nothing was written back since."""
    text_waits: bool = False
    """Whether a text of the caller has neither been noted nor answered."""
    text_news: TextNews = TextNews.NONE
    texts_out: int = 0
    checks: int = 0
    """How often "still there?" was asked since the caller's last sign, up to `MOST`."""
    # What was stated, and what is known of each topic, and how the caller answers.
    ledger: Ledger = Ledger()
    news: tuple[Statement, ...] = ()
    """Statements that this seat has not taken up yet, the most pressing first."""
    fresh: frozenset[tuple[StatementTopic, bool]] = frozenset()
    """Which of them the caller said last: the next words are about these."""
    passed_on: frozenset[PassedOn] = frozenset()
    """What this seat said to officers, to police and to the caller."""
    topics: FrozenMap[Topic, TopicFact] = FrozenMap()
    asking: Topic | None = None
    """The question that is open."""
    asked_form: terms.QuestionForm | None = None
    """How this seat's last words asked, if they did: of two questions at once none is open."""
    asked_leading: bool = False
    """Whether they had the answer in them."""
    awaited: bool = False
    """Whether it has been said to its end, so that a sign can come."""
    ways: tuple[terms.Sign, ...] = ()
    code: CodeState = CodeState.NONE
    code_signs: do.Code | None = None
    code_failures: int = 0
    hear: Hearers = Hearers.UNKNOWN
    """Who can hear; `Knowledge.hear` adds that `safe` lapses."""
    hear_lapsed: bool = False
    """Whether "nobody else can hear" has only grown old, and nothing has changed since."""
    whereabouts: WhereKnown = WhereKnown.UNSAID
    """Whether it is known where the other person is; it lapses between two entries."""
    # The place, and what is on the number.
    location: FrozenMap[LocationSource, do.DeliverLocation] = FrozenMap()
    place_given: bool = False
    """Whether the caller named a place."""
    place_words: str = ""
    """The words in which the caller named it."""
    address: str = ""
    """The address that the last search or trace found."""
    address_new: bool = False
    """Whether officers have not been briefed since it was found."""
    search: Lookup = Lookup.NONE
    markers: tuple[terms.Marker, ...] = ()
    earlier: tuple[do.EarlierCall, ...] = ()
    joins: int | None = None
    """The number of an earlier call whose incident is open, until this one is linked to it."""
    open_places: frozenset[str] = frozenset()
    """Where that incident is, in the words of its data and of the caller."""
    trace: Lookup = Lookup.NONE
    traces: tuple[terms.Trace, ...] = ()
    # What this seat has done.
    said: FrozenMap[Intent, int] = FrozenMap()
    """How often it said what, up to `MOST`."""
    last_said: Intent | None = None
    read: frozenset[LocationSource] = frozenset()
    notes: frozenset[terms.NoteKind] = frozenset()
    thrive: frozenset[terms.Heading] = frozenset()
    grade: str = ""
    grade_reason: terms.Reason | None = None
    reasons_stale: bool = False
    """Whether something of weight, or a grade, has come since reasons were last written."""
    sent: bool = False
    sent_again: bool = False
    """Whether officers were sent once more, as a second unit."""
    briefed: bool = False
    sources_briefed: frozenset[LocationSource] = frozenset()
    markers_briefed: frozenset[terms.Marker] = frozenset()
    brought_in: tuple[terms.Service, ...] = ()
    services_told: frozenset[tuple[terms.Service, str]] = frozenset()
    """Which service was informed of the place, in its words, and that the line is lost."""
    withheld: tuple[Intent, ...] = ()
    callback: CallbackState = CallbackState.NONE
    offered_to: str = ""
    arrived: bool = False
    door_told: bool = False
    """Whether officers were briefed since they arrived, on what helps at a door."""
    # What officers say over the radio.
    units: tuple[do.UnitInReach, ...] = ()
    """The units within reach, as dispatch listed them."""
    unit: str = ""
    """The call sign of the unit that comes; empty while none is assigned."""
    unit_status: terms.UnitStatus | None = None
    """What that unit last said of itself."""
    eta: int | None = None
    """Minutes until it is there, as it last said."""
    eta_told: bool = False
    """Whether that time was passed on to the caller."""
    other_eta: int | None = None
    """The minutes that a second unit gave last, which is on its way as well."""
    slipped: bool = False
    """Whether the caller holds a time that the unit has put off since, and has heard of no other.
    """
    officers_ask: tuple[Topic, ...] = ()
    """What officers have asked and no briefing has answered, oldest first."""
    relayed: frozenset[Topic] = frozenset()
    """Of what they asked: what the caller was asked since."""
    services_ask: tuple[tuple[terms.Service, terms.ServiceNeed], ...] = ()
    """What other services' controls have asked and this seat has not answered, oldest first."""
    services_relayed: frozenset[terms.ServiceNeed] = frozenset()
    """Of what they asked: what the caller was asked since."""
    services_lack: tuple[tuple[terms.Service, terms.ServiceNeed], ...] = ()
    """What they heard of a breath, or of waking, is not known, and have not heard since."""
    crew_status: terms.ServiceStatus | None = None
    """What ambulance control last said of itself or of its crew."""
    crew: int | None = None
    """Minutes until the ambulance is there, as its control last said."""
    crew_told: bool = False
    """Whether the caller heard of it since it last changed."""
    pumps_status: terms.ServiceStatus | None = None
    """The same of fire control."""
    pumps: int | None = None
    """Minutes until fire engines are there, as their control last said."""
    pumps_told: bool = False
    """Whether the caller heard of them since that last changed."""
    caller_wanted: tuple[terms.Service, ...] = ()
    """Which services have asked for the caller, and heard nothing of that since."""
    advice_waits: bool = False
    """Whether ambulance control's advice has not been passed on to the caller."""
    advice: str = ""
    """What it has advised last, as `services.Advice` names it."""
    asks_worse: bool = False
    """Whether our last words asked how they are, so that a yes says that it is worse."""
    got_worse: bool = False
    """Whether the caller has answered that it is worse, and nothing has taken that up."""
    times_worse: int = 0
    """How often they have, up to `MOST_WORSE`."""
    clues_given: bool = False
    """Whether officers were briefed since they last reached less than the caller."""
    found: bool = False
    """Whether officers are with the caller."""
    # The wait.
    silence: bool = False
    """Whether this seat has said that it will be silent, and nothing has ended that."""
    worse: bool = False
    """Whether the sign for "worse" has come, and officers do not have it yet."""
    listed: int = 0
    """How often a question was asked since the first briefing that nothing called for, to `MOST`.
    """
    owes: frozenset[Promise] = frozenset()
    """What the caller was promised to hear, and has not heard."""
    finds: terms.HowItEnds | None = None
    """What officers have said of how it ends, as far as they have come."""
    officer_says: Intent | None = None
    """What an officer said last into the caller's phone."""
    radio_asked: bool = False
    """Whether officers were asked, since they came to a door, if another person hears the radio."""
    door_reviewed: bool = False
    """Whether the supervisor was asked since officers were at a door that stayed shut."""
    decided: frozenset[terms.SupervisorDecision] = frozenset()
    """What the supervisor has decided since the last time they were asked, or before."""
    radio_private: bool = False
    """Whether nobody but the officer hears the radio."""
    delay_said: bool = False
    """Whether the caller heard of it from this seat."""
    delayed_for: int | None = None
    """In how many minutes a unit is free, where dispatch said that none is for an hour or more."""


class KnownFacts(KeepsDerived, _FactFields):
    """Everything that a role knows, without times."""

    def __hash__(self) -> int:
        """Hash once, at the first need: a hundred fields. No run of a call asks for it."""
        try:
            return self._hash
        except AttributeError:
            self._hash: int = super().__hash__()
            return self._hash

    def _noting(self, what: Derived[V]) -> tuple[V, set[Read]]:
        """Return what follows from these facts, and all of them that it has read for that."""
        read = ReadFacts.noting(self)
        return what.of(read), read.reads

    def _declared(self, what: Derived[Any]) -> set[Read]:
        """Return the indexes of the fields that it declares to read."""
        return {FIELD_INDEX[name] for name in what.reads}

    def has(self, whole: str | Derived[Collection[K]], item: K) -> bool:
        """Whether a field, or what follows from several, has this item."""
        items = getattr(self, whole) if isinstance(whole, str) else self.derived(whole)
        return item in items

    def is_now(self, field: str, value: object) -> bool:
        """Whether a field, or what facts work out, has this value."""
        now: object = getattr(self, field)
        return now == value

    def item_of(self, what: Derived[Mapping[K, V]], item: K) -> V | None:
        """Return one item of a mapping that follows from these facts; None if there is none."""
        return self.derived(what).get(item)

    def times_said(self, intent: Intent) -> int:
        """Return how often this seat has said that, as far as it counts."""
        return self.said.get(intent, 0)

    def said_last(self, *intents: Intent) -> bool:
        """Whether one of these was the last that this seat said."""
        return any(self.is_now("last_said", each) for each in intents)

    @property
    def was_answered(self) -> bool:
        """Whether the caller has done anything since this seat last began to speak."""
        return not self.is_now("replies", _NOTHING)

    # --- the line --------------------------------------------------------------------------------

    @property
    def offered(self) -> bool:
        """Whether the call has come to this seat: at a desk it rang, or its details were passed."""
        return self.stage is not LineStage.IDLE

    @property
    def line_lost(self) -> bool:
        """Whether there was a line and is none any more, held or ringing."""
        return self.stage not in _NOT_LOST

    @property
    def on_line(self) -> frozenset[terms.Role]:
        """Who hears the caller, as far as the stage shows; an operator knows when they left."""
        return on_the_line(Circuit(self.stage, not self.left, self.phone_taken))

    @property
    def takes_breath(self) -> bool:
        """Whether a loud breath is a sign: it was offered as one, or the code has it."""
        code = self.code_signs
        agreed = code is not None and terms.Sign.BREATH in (code.yes.sign, code.no.sign)
        return agreed or terms.Sign.BREATH in self.ways

    @property
    def recording_plays(self) -> bool:
        """Whether the recording plays now, its grace time included."""
        return self.stage is LineStage.RECORDING

    # --- topics ----------------------------------------------------------------------------------

    def of(self, topic: Topic) -> TopicFact:
        """Return all that is known of a topic."""
        return self.topics.get(topic, NEVER_ASKED)

    def fact(self, topic: Topic) -> AnswerState | None:
        """Return yes, no or doubted; None while it is unknown."""
        return self.of(topic).value

    def is_yes(self, topic: Topic) -> bool:
        """Whether it is known to be so."""
        return self.fact(topic) is AnswerState.YES

    def is_no(self, topic: Topic) -> bool:
        """Whether it is known not to be so."""
        return self.fact(topic) is AnswerState.NO

    def answer(self, topic: Topic) -> AnswerState | None:
        """Return what came of the last question about a topic; None if it was not asked."""
        return self.of(topic).answer if self.of(topic).asked else None

    def answered_with(self, state: AnswerState) -> tuple[Topic, ...]:
        """Return the topics whose last question came to that."""
        return tuple(topic for topic in Topic if self.answer(topic) is state)

    def believes(self, topic: StatementTopic) -> bool:
        """Whether it was stated, and is believed so that one acts on it: at least for safety."""
        return (topic, True) in self.ledger.believed

    # --- what was heard --------------------------------------------------------------------------

    @property
    def reports(self) -> frozenset[Reported]:
        """What was heard in this seat, in the words of a handover."""
        return self.derived(_REPORTS)

    @property
    def things(self) -> frozenset[HeardThing]:
        """What was heard in this seat, noted and passed on or not."""
        return self.derived(_THINGS)

    def has_heard(self, *what: terms.Sound | Intent | Reported) -> bool:
        """Whether one of these was heard at all."""
        return any(self.has(_WHAT_WAS_HEARD, each) for each in what)

    def has_thing(self, who: terms.Role, what: terms.Sound | Intent) -> bool:
        """Whether that was heard from this one."""
        return self.has(_THINGS, HeardThing(who, what))

    def caller_said(self, intent: Intent) -> bool:
        """Whether the caller said something for that purpose."""
        return self.has_thing(terms.Role.CALLER, intent)

    @property
    def unnoted(self) -> tuple[HeardThing, ...]:
        """What was heard and is not noted, by name; stamps say which came first."""
        return tuple(sorted(thing for thing, use in self.heard.items() if not use.noted))

    def reported(self, *reports: Reported) -> bool:
        """Whether any was heard, here or by the operator who handed the call over."""
        heard, handed_over = self.reports, self.handover
        return any(each in heard or each in handed_over for each in reports)

    @property
    def disturbance(self) -> bool:
        """Whether a disturbance was heard, here or by the operator [P1 P7]."""
        return self.reported(Reported.DISTURBANCE)

    @property
    def ill(self) -> bool:
        """Whether a groan or slurred sound was heard, here or by the operator [K1]."""
        return self.reported(Reported.GROAN)

    @property
    def device(self) -> bool:
        """Whether a device spoke, here or to the operator."""
        return self.reported(Reported.DEVICE)

    # --- the place -------------------------------------------------------------------------------

    @property
    def place(self) -> PlaceKnown:
        """How precisely the place is known."""
        return self._best[0]

    @property
    def source(self) -> LocationSource | None:
        """Where the best location data comes from; None for the caller's word or a search."""
        return self._best[1]

    @property
    def radius(self) -> int | None:
        """Metres around the best location data; None for an address, or without data."""
        source = self.source
        return self.location[source].radius if source else None

    @property
    def _best(self) -> tuple[PlaceKnown, LocationSource | None]:
        return self.derived(_BEST_PLACE)

    @property
    def address_held(self) -> str:
        """The address that a search or trace found, or that data gives; empty if there is none."""
        given = (data.place for _, data in sorted(self.location.items()) if data.radius is None)
        return self.address or next(given, "")

    @property
    def other_force(self) -> str:
        """The other force in whose area the best location lies; empty for this force's own."""
        source = self.source
        return self.location[source].area if source else ""

    # --- officers --------------------------------------------------------------------------------

    @property
    def unbriefed(self) -> tuple[Term | HeardThing | Statement, ...]:
        """Facts, statements and sounds known here that officers have not heard of.

        The order never depends on that of the call: equal facts have equal answers.
        """
        return tuple(chain.from_iterable(self.derived(each) for each in _UNBRIEFED))

    def has_passed_on(self, to: Audience, statement: Statement) -> bool:
        """Whether this seat passed on what was stated, by whom and under what pressure."""
        return PassedOn(to, statement.topic, statement.value, statement) in self.passed_on


FIELD_INDEX = {name: index for index, name in enumerate(KnownFacts._fields)}
_TOPICS_INDEX, _SAID_INDEX = FIELD_INDEX["topics"], FIELD_INDEX["said"]
_HANDOVER_INDEX = FIELD_INDEX["handover"]
_NOTHING = frozenset[Reported]()


class ReadFacts(KnownFacts):
    """Facts that note what is read of them, also by their own methods."""

    plain: KnownFacts
    reads: set[Read]
    __hash__ = None  # type: ignore[assignment]
    """What is remembered by all of the facts would read them unnoticed."""

    @classmethod
    def noting(cls, facts: KnownFacts) -> ReadFacts:
        """Return the same facts, of which nothing has been read."""
        read = tuple.__new__(cls)
        read.plain, read.reads = facts, set()
        return read

    def of(self, topic: Topic) -> TopicFact:
        """Return all that is known of a topic: one item of what is known of all."""
        self.reads.add((_TOPICS_INDEX, topic))
        return self.plain.topics.get(topic, NEVER_ASKED)

    def has(self, whole: str | Derived[Collection[K]], item: K) -> bool:
        """Whether a field, or what follows from several, has this item: read as one item of it."""
        if isinstance(whole, Derived):
            self.reads.add((whole, item))
            return item in self.plain.derived(whole)
        if whole in FIELD_INDEX:
            index = FIELD_INDEX[whole]
            self.reads.add((index, item))
            items: Any = self.plain[index]
            return item in items
        return item in getattr(self, whole)

    def is_now(self, field: str, value: object) -> bool:
        """Whether a field has this value: read as that value, which it may come to or leave."""
        if field not in FIELD_INDEX:
            return super().is_now(field, value)
        index = FIELD_INDEX[field]
        self.reads.add((index, value))
        return bool(self.plain[index] == value)

    def derived(self, what: Derived[V]) -> V:
        """Return what follows from the facts: read as a whole, and not as what it follows from."""
        self.reads.add(what)
        return self.plain.derived(what)

    def item_of(self, what: Derived[Mapping[K, V]], item: K) -> V | None:
        """Return one item of what follows from the facts."""
        self.reads.add((what, item))
        return self.plain.item_of(what, item)

    def believes(self, topic: StatementTopic) -> bool:
        """Whether it was stated, and is believed: one item of what is believed."""
        self.reads.add((_BELIEVED, topic))
        return topic in self.plain.derived(_BELIEVED)

    def reported(self, *reports: Reported) -> bool:
        """Whether any was heard: each read as one item, until one is found."""
        heard, handed_over = self.plain.reports, self.plain.handover
        for each in reports:
            self.reads.add((_REPORTS, each))
            self.reads.add((_HANDOVER_INDEX, each))
            if each in heard or each in handed_over:
                return True
        return False

    def times_said(self, intent: Intent) -> int:
        """Return how often this seat has said that: one item of what it has said."""
        self.reads.add((_SAID_INDEX, intent))
        return self.plain.said.get(intent, 0)


def _noted(index: int) -> property:
    def read(facts: ReadFacts) -> object:
        facts.reads.add(index)
        return facts.plain[index]

    return property(read)


for _name, _index in FIELD_INDEX.items():
    setattr(ReadFacts, _name, _noted(_index))


def _reports_of(facts: KnownFacts) -> frozenset[Reported]:
    return frozenset(report for use in facts.heard.values() for report in use.reports)


def _topics_lacked(facts: KnownFacts) -> tuple[Topic, ...]:
    held = (t for t, fact in facts.topics.items() if fact.value in PLAIN and not fact.passed_on)
    return tuple(sorted(held, key=_TOPICS.__getitem__))


def _data_lacked(facts: KnownFacts) -> tuple[Term, ...]:
    traced = {LocationSource.TRACE} if facts.trace is Lookup.FOUND else set()
    sources = (s for s in LocationSource if s in traced or s in facts.location)
    return (
        *(marker for marker in facts.markers if marker not in facts.markers_briefed),
        *(source for source in sources if source not in facts.sources_briefed),
    )


def _things_lacked(facts: KnownFacts) -> tuple[HeardThing, ...]:
    return tuple(sorted(thing for thing, use in facts.heard.items() if not use.passed_on))


def _statements_lacked(facts: KnownFacts) -> tuple[Statement, ...]:
    return _lacked(facts.ledger, facts.passed_on)


# Each alone: an entry changes one of them, if any.
_UNBRIEFED: tuple[Derived[tuple[Term | HeardThing | Statement, ...]], ...] = (
    Derived("topics that officers lack", frozenset({"topics"}), _topics_lacked),
    Derived(
        "data that officers lack",
        frozenset({"trace", "location", "markers", "markers_briefed", "sources_briefed"}),
        _data_lacked,
    ),
    Derived("sounds that officers lack", frozenset({"heard"}), _things_lacked),
    Derived(
        "statements that officers lack", frozenset({"ledger", "passed_on"}), _statements_lacked
    ),
)
_THINGS = Derived("things", frozenset({"heard"}), lambda facts: frozenset(facts.heard))
_WHAT_WAS_HEARD = Derived(
    "what was heard",
    frozenset({"heard"}),
    lambda facts: frozenset(thing.what for thing in facts.things),
    noted=True,
)
_REPORTS = Derived("reports", frozenset({"heard"}), _reports_of)
_BELIEVED = Derived("believed", frozenset({"ledger"}), lambda facts: believed(facts.ledger))


@lru_cache(maxsize=8_192)
def _lacked(ledger: Ledger, passed_on: frozenset[PassedOn]) -> tuple[Statement, ...]:
    """Return the statements that officers lack; their own they have."""
    given = {each.rests_on for each in passed_on if each.to is Audience.OFFICERS}
    return tuple(
        each
        for each in ledger
        if each.speaker is not Speaker.OFFICER
        and each not in given
        and STATEMENTS[each.topic].weighs is not Weighs.TALK
        and each.topic is not StatementTopic.WANTS_POLICE
    )


def _best_place(facts: KnownFacts) -> tuple[PlaceKnown, LocationSource | None]:
    location = facts.location
    addresses = sorted(source for source, data in location.items() if data.radius is None)
    if facts.is_yes(Topic.AT_KNOWN_ADDRESS) and (facts.address or addresses):
        return PlaceKnown.DOOR, next(iter(addresses), None)
    found: list[tuple[int, int, LocationSource | None]] = [
        (_ORDER.index(_how_near(data, facts.kind)), -(data.radius or 0), source)
        for source, data in sorted(location.items())
    ]
    if facts.place_given:
        found.append((_ORDER.index(PlaceKnown.CLOSE), -CLOSE_WITHIN - 1, None))
    if facts.address:
        found.append((_ORDER.index(PlaceKnown.NEAR), -NEAR_WITHIN - 1, None))
    order, _, source = max(found, key=lambda each: each[:2], default=(0, 0, None))
    return _ORDER[order], source


_BEST_PLACE = Derived(
    "best place",
    frozenset({"kind", "location", "place_given", "address", "topics"}),
    _best_place,
    noted=True,
)


def takes_55(facts: KnownFacts, switches: Switches) -> bool:
    """Whether 55 would be taken now, as far as can be known from what the profile says."""
    plays = facts.recording_plays and facts.kind is not LineKind.LANDLINE
    return plays and (switches.counts_before_request or facts.asked_for_55)


_TOPICS = {topic: place for place, topic in enumerate(Topic)}
_ORDER = tuple(PlaceKnown)
_FIXED = (LineKind.LANDLINE, LineKind.DIGITAL)


def _how_near(data: do.DeliverLocation, kind: LineKind) -> PlaceKnown:
    if data.radius is None:
        own = kind in _FIXED and data.source is LocationSource.EISEC
        return PlaceKnown.DOOR if own else PlaceKnown.NEAR
    if data.radius <= CLOSE_WITHIN:
        return PlaceKnown.CLOSE
    return PlaceKnown.NEAR if data.radius <= NEAR_WITHIN else PlaceKnown.WIDE


_NOT_LOST = (LineStage.IDLE, *LINE_UP)
