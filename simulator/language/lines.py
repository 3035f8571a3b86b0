"""Which sentence is said: drawn by seed from the variants that fit, never one twice running."""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, Protocol

from simulator.core.statements import Stated
from simulator.core.terms import HowItEnds, Term, YesMeans
from simulator.knowledge.facts import Same
from simulator.knowledge.judgements.cover import Cover
from simulator.knowledge.situation import Situation


class LineSlot(Term):
    """What a line may have in braces."""

    ADDRESS = "address", "the address that police hold or that the caller confirmed"
    PLACE = "place", "where the caller is, as well as it is known"
    MINUTES = "minutes", "whole minutes until officers are there, as dispatch gave them"
    IN_ALL = "in_all", "the same in words, rounded up, with hours for a long time: about two hours"
    WORDS = "words", "the caller's own words"
    COUNT = "count", "how many signs were heard"
    SIGN_ONCE = "sign_once", "the code's sign for yes, as an instruction"
    SIGN_TWICE = "sign_twice", "the code's sign for no, as an instruction"
    SIGN_WORSE = "sign_worse", "the sign for worse in an announced silence: three taps, or coughs"
    AGO = "ago", "how long ago officers gave their time; nothing if it is new"
    SERVICE = "service", "the service that a call is connected to"
    LANGUAGE = "language", "the caller's language"
    UNIT = "unit", "the call sign of a unit"
    NUMBER = "number", "the number that another service's control gives the incident"
    CREW = "crew", "whole minutes until the ambulance is there, as its control gave them"
    PUMPS = "pumps", "the same of the fire engines"
    SAID = "said", "a word that the caller has just used: one of `says_back`"
    HE = "he", "he or she, as the caller speaks of the other person"
    HIM = "him", "him or her, likewise"
    HIS = "his", "his or her, likewise"
    ORDERED = "ordered", "how many the caller ordered, where they order as if from a shop"
    YOU = "you", "the one of whom the caller has just spoken: you, he or she"
    PATIENT = "patient", "what a child calls the one who is ill: Mummy"
    PATIENTS = "patients", "the same, of what is theirs: Mummy's; their, where nobody was named"
    NAME = "name", "the caller's own first name, as they said it"
    WHO = "who", "the one who is hurt beside the caller: your friend, or the one who's hurt"


class LineManner(Term):
    """How to speak; beside the situation of the call, a condition of a variant."""

    SPOKEN = "spoken", "the caller has spoken"
    LOW = "low", "few and quiet words: steps or voices are near"
    RUNG_BACK = "rung_back", "police have rung the caller back"
    LOST = "lost", "the line is lost, and no place is known"
    AT_THE_DOOR = "at_the_door", "officers are there and have not reached the caller"
    GROWN_UP = "grown_up", "a grown-up has taken the phone from a child"
    UNHEARD = "unheard", "nobody else can hear"
    PASSES_ON = (
        "passes_on",
        ("officers are under way and lack what was just said, and nobody hears that they get it"),
    )
    FREE = "free", "the caller talks aloud, and has said that nobody else can hear"
    CAN_SAY_SO = "can_say_so", "the caller speaks, and nobody else can hear"
    BY_SIGNS = "by_signs", "the caller does not speak, and answers by signs"
    WAS_MOVING = "was_moving", "the vehicle that the caller is in was moving"
    TOLD = "told", "the caller has said what is happening"
    UNTOLD = "untold", "the caller has spoken, and not said what is happening"
    SET_OFF = "set_off", "a unit is on its way to the caller, or there"
    GUN = "gun", "a gun was spoken of"
    OF_ANOTHER = "of_another", "the one who is hurt or ill is not the caller"
    OF_THEM = "of_them", "another person is hurt, who was called neither he nor she"
    NOT_BREATHING = "not_breathing", "another person does not wake, nor breathe normally"
    WORSE_FOR_CREW = "worse_for_crew", "who is hurt or ill has just answered that it is worse"
    WORSE_IN_FIRE = "worse_in_fire", "who is in a fire has just answered that it is worse"
    BREATHLESS = "breathless", "the patient is awake, and breathes badly"
    ADVISED_PUSH = "advised_push", "ambulance control has just said to push on another's chest"
    ADVISED_SIDE = "advised_side", "it has just said to turn another person on their side"
    ADVISED_PUSH_BY_CHILD = "advised_push_by_child", "the same of a chest, with a child there"
    ADVISED_SIDE_BY_CHILD = "advised_side_by_child", "the same of a side, with a child there"
    ADVISED_SITTING_BY_CHILD = "advised_sitting_by_child", "the same of sitting up, by a child"
    ADVISED_STILL_BY_CHILD = "advised_still_by_child", "the same of keeping still, by a child"
    ADVISED_NO_FOOD_BY_CHILD = "advised_no_food_by_child", "the same of food, by a child"
    CHILD_PUSHES = "child_pushes", "a child pushes on a chest, as ambulance control says"
    ADVISED_SITTING = "advised_sitting", "it has just said to sit the caller up"
    ADVISED_STILL = "advised_still", "it has just said that the caller is to keep still"
    ADVISED_NO_FOOD = "advised_no_food", "it has just said that the caller is not to eat or drink"
    ADVISED_SITTING_OF_ANOTHER = (
        *("advised_sitting_of_another", "it has just said to sit another person up"),
    )
    ADVISED_STILL_OF_ANOTHER = (
        *("advised_still_of_another", "it has just said that another person is to keep still"),
    )
    ADVISED_NO_FOOD_OF_ANOTHER = (
        *("advised_no_food_of_another", "it has just said the same of food and another person"),
    )
    ANOTHER_NOT_WAKING = "another_not_waking", "another person is ill, and does not wake"
    SHUT_IN = "shut_in", "the caller is shut in a vehicle, or short of air"
    BEHIND_DOOR = "behind_door", "the one who is ill is behind a door that the caller cannot open"
    BIRTH = "birth", "a baby is coming now"
    AIRWAY = "airway", "another person does not wake and has not fallen: on their side is best"
    TOOK_TABLETS = "took_tablets", "the caller has taken tablets or drugs"
    SLEEPY = "sleepy", "who has taken something gets ill or sleepy from it"
    FEW_WORDS = "few_words", "who wants to die has just answered in a few words"
    DESPAIRS = "despairs", "who writes has said that they want to die"
    ANOTHER_TOOK = "another_took", "another person has taken something, or wants to die"
    APART = "apart", "the one who is ill or in danger is somewhere else"
    BREATHES_WELL = "breathes_well", "a caller who is ill or hurt has said that they breathe well"
    BLEEDS = "bleeds", "the caller bleeds"
    HURT_THERE = "hurt_there", "the caller is hurt, and was not taken ill"
    HEAD_HIT = "head_hit", "the caller was hit on the head, or passed out"
    ANOTHER_BLEEDS = "another_bleeds", "another person beside the caller bleeds"
    PLACE_NAMED = "place_named", "the caller has named a place, and not which one"
    PLACE_UNTOLD = "place_untold", "the caller does not know where they are, and has named no place"
    ASKED_WHERE = "asked_where", "the caller was asked where they are, and named no place"
    AT_ADDRESS = "at_address", "the caller is at an address or indoors"
    BARS_DOOR = "bars_door", "the caller is at an address or indoors, and no officers are there yet"
    IN_THE_OPEN = "in_the_open", "the caller is out of doors"
    ON_BUS_OR_TRAIN = "on_bus_or_train", "the caller is on a bus or a train"
    UNFOUND = "unfound", "officers are there and do not find the caller"
    UNFOUND_AT_DOOR = "unfound_at_door", "the same, of a caller who is at an address or indoors"
    DOOR_UNTOLD = "door_untold", "officers look for a door, and how it looks was not said"
    FLOOR_UNTOLD = "floor_untold", "the same, of the floor or the room"
    BESIDE_UNTOLD = "beside_untold", "the same, of what is next to it"
    AMBULANCE = "ambulance", "an ambulance was asked for"
    AMBULANCE_LACKS = "ambulance_lacks", "the ambulance service lacks what the caller has just said"
    CREW_TIMED = "crew_timed", "ambulance control has given a time, and the caller has not heard it"
    CREW_WAITS = "crew_waits", "a crew waits round the corner until police say that it is safe"
    CREW_THERE = "crew_there", "an ambulance is there, and has not been held back"
    CREW_LET_IN = "crew_let_in", "the same, and the caller can open the door to its crew"
    PUMPS_TIMED = "pumps_timed", "the same of fire control and its engines"
    PUMPS_THERE = "pumps_there", "fire engines are there"
    CREW_AWAITED = "crew_awaited", "officers are with who is hurt, and no ambulance is there yet"
    CREW_BESIDE = "crew_beside", "officers are with who is hurt, and an ambulance crew is there"
    SAID_COLD = "said_cold", "the caller has said that they are cold"
    SAID_NUMB = "said_numb", "the caller has said that a part of them is numb"
    JUST_SPOKE = "just_spoke", "who wants to die has just said something of themselves"
    IN_FIRE = "in_fire", "there is fire or smoke where the caller is, indoors"
    FIRE_ASKED = "fire_asked", "the fire service was asked for"
    ETA_TOLD = "eta_told", "the caller has heard a time"
    CALLED_BEFORE = "called_before", "it was asked before whether the caller hears"
    HEARD_BEFORE = "heard_before", "who can hear was settled before, and is asked again"
    LOOKED_FOR = "looked_for", "officers have not found the caller, whom nobody else hears"
    REFUSED = "refused", "another person keeps officers out, and nobody hears the caller"
    BREAKS_IN = "breaks_in", "officers are there, and nobody can open to them"
    MAY_OPEN = "may_open", "officers are there, and the caller can open to them"
    STAYS_PUT = "stays_put", "officers are there, and one who harms is between them and the caller"
    SLIPPED = "slipped", "officers have put off the time that the caller has heard"
    CHILD_AT_DOOR = "child_at_door", "officers do not find a child who talks to us"
    OFFICERS_NEAR_CHILD = "officers_near_child", "officers are there, and a child has not seen them"
    LETS_OFFICERS_IN = "lets_officers_in", "officers are at the door of a child who can open it"
    WAKING_NOT_KNOWN = "waking_not_known", "a child has not said whether the ill one wakes"
    PLAINER = "plainer", "the caller has not followed the question: a plain word"
    SEEN = "seen", "the caller has not followed the plain word either: what can be seen"
    KNOCKED = "knocked", "the caller has knocked"
    TAPPED = "tapped", "the caller has tapped, or the operator heard taps"
    KEYED = "keyed", "the caller has pressed a key, or the operator heard one"
    COUGHED = "coughed", "the caller has coughed, or the operator heard it"
    JUST_ANSWERED = "just_answered", "the caller has answered by a sign since our last words"
    ANSWERED = "answered", "the caller has answered by words or by a sign"
    MAY_BE_HEARD = "may_be_heard", "another person may hear, or hurts or holds the caller"
    SILENT_ALONE = "silent_alone", "the caller does not speak, and there is nobody to hide from"
    PHONE_BACK = "phone_back", "another voice had the phone, and the caller speaks into it again"
    ILL_SILENT = "ill_silent", "the caller is ill or hurt, and does not speak"
    STROKE = "stroke", "the caller has signs of a stroke"
    CANNOT_MOVE = "cannot_move", "the caller cannot move a part of them, or not at all"
    OFFICER_AWAY = "officer_away", "an officer has found the caller, and fetches what is needed"
    OFFICER_BUSY = "officer_busy", "an officer is with the caller, and needs both hands"
    COVER_SENT = "cover_sent", "officers are on their way to a caller who pretends"


LINE_CONDITIONS = (*Situation, *LineManner, *HowItEnds, *Cover)
"""When a variant fits: the situation, how to speak, how the call ends, whom a cover is for."""
ANYTHING = "anything"
"""What `after` has for a line that takes up anything that was said."""


@dataclass(frozen=True, slots=True)
class LineVariant:
    """One sentence for one purpose."""

    words: str
    when: frozenset[str] = frozenset()
    """The conditions of which one must hold; none: it always fits."""
    yes_means: YesMeans = YesMeans.SO
    """Of a question: what a yes to it says of the topic."""
    after: frozenset[str] = frozenset()
    """What the caller has just said, of which one must be what is taken up; none: it always fits.
    """
    said: tuple[str, ...] = ()
    """Words of the caller of which one is said back in it."""
    heard: tuple[str, ...] = ()
    """Words of the caller of which one must have come; none: it always fits."""
    means: Stated = ()
    """What the words state, so that they need not be read."""
    place_words: str = ""
    """The part of the words that names where the caller is."""

    @property
    def slots(self) -> frozenset[str]:
        """The names in braces."""
        return _slots(self.words)

    def fits(
        self, situation: Collection[str], known: Collection[str], news: Collection[str] = ()
    ) -> bool:
        """Whether it may be said in a situation, with these slots known, to take up this news.

        A word is said back only where nobody else can hear (practice2 BF-5).
        """
        back = not self.said or (LineManner.UNHEARD in situation and bool(self.echoes(known)))
        taken = not self.after or not self.after.isdisjoint(news)
        when = not self.when or not self.when.isdisjoint(situation)
        return back and taken and when and self.slots.issubset(known)

    def echoes(self, known: Collection[str]) -> str:
        """Return the word that it says back: the first that the caller has used; else none."""
        return next((word for word in self.said if used(word) in known), "")

    def filled(self, values: Mapping[str, str]) -> str:
        """Return the sentence with its slots filled; it begins with a capital letter."""
        words = self.words
        if "{" in words:
            words = re.sub(r"\{(\w+)\}", lambda found: values[found[1]], words)
        return words[:1].upper() + words[1:]


def used(word: str) -> str:
    """Return the name under which a word of the caller is known."""
    return f"{LineSlot.SAID} {word}"


_ONLY_ITS_OWN = frozenset(
    {"child", "child_hides", "disguised", "language", "lost", "other_voice", "low"}
)
"""Situations in which a sentence for any caller could frighten, or break the cover."""


_TO_A_CHILD = frozenset(
    {
        *(Situation.CHILD, Situation.CHILD_HIDES, Situation.CHILD_WITH_ILL_ADULT),
        *(LineManner.GROWN_UP, LineManner.WAKING_NOT_KNOWN),
    }
)
"""Conditions of lines in a child's words."""
_ONLY_THEN = (
    LineManner.PHONE_BACK,
    # An answer is never passed over for "Quiet again".
    LineManner.JUST_ANSWERED,
    LineManner.AT_THE_DOOR,
    *(LineManner.WORSE_IN_FIRE, LineManner.WORSE_FOR_CREW),
    # What ambulance control has said comes before what police would say of the same.
    *(LineManner.ADVISED_PUSH_BY_CHILD, LineManner.ADVISED_SIDE_BY_CHILD),
    *(LineManner.ADVISED_SITTING_BY_CHILD, LineManner.ADVISED_STILL_BY_CHILD),
    LineManner.ADVISED_NO_FOOD_BY_CHILD,
    *(LineManner.ADVISED_PUSH, LineManner.ADVISED_SIDE),
    *(LineManner.ADVISED_SITTING, LineManner.ADVISED_STILL, LineManner.ADVISED_NO_FOOD),
    *(LineManner.ADVISED_SITTING_OF_ANOTHER, LineManner.ADVISED_STILL_OF_ANOTHER),
    LineManner.ADVISED_NO_FOOD_OF_ANOTHER,
    # What is new of a crew comes before for whom it is: else it was asked for twice.
    *(LineManner.PUMPS_THERE, LineManner.PUMPS_TIMED),
    *(LineManner.CREW_LET_IN, LineManner.CREW_THERE, LineManner.CREW_TIMED),
    *(LineManner.OFFICER_AWAY, LineManner.OFFICER_BUSY),
    # Who pushes on a chest has no hand for anything else, officers near or not.
    LineManner.CHILD_PUSHES,
    *(LineManner.CHILD_AT_DOOR, LineManner.LETS_OFFICERS_IN, LineManner.OFFICERS_NEAR_CHILD),
    *(LineManner.FLOOR_UNTOLD, LineManner.DOOR_UNTOLD, LineManner.BESIDE_UNTOLD),
    *(LineManner.UNFOUND_AT_DOOR, LineManner.UNFOUND, LineManner.SLIPPED),
    *(LineManner.LOOKED_FOR, LineManner.REFUSED, LineManner.BREAKS_IN, LineManner.MAY_OPEN),
    LineManner.STAYS_PUT,
    *(LineManner.SHUT_IN, LineManner.BIRTH, LineManner.APART, LineManner.BEHIND_DOOR),
    *(LineManner.PLACE_UNTOLD, LineManner.NOT_BREATHING),
    *(LineManner.AIRWAY, LineManner.ANOTHER_NOT_WAKING, LineManner.ANOTHER_BLEEDS),
    *(LineManner.OF_ANOTHER, LineManner.OF_THEM),
    *(LineManner.JUST_SPOKE, LineManner.FEW_WORDS, LineManner.SLEEPY, LineManner.TOOK_TABLETS),
    *(Situation.OVERDOSE, Situation.WITNESS, LineManner.HEARD_BEFORE),
    LineManner.SILENT_ALONE,
    *(HowItEnds.FALSE_ALARM, HowItEnds.DELAYED_FOR_HOURS),
    *(LineManner.CREW_AWAITED, LineManner.CREW_BESIDE),
    *(Situation.SEXUAL_ASSAULT, LineManner.IN_FIRE),
)
"""Where a purpose has lines for one of these, no others are right: of him, not of the caller."""
_IN_DISGUISE = frozenset({Situation.DISGUISED, LineManner.COVER_SENT, *Cover})
"""Conditions of lines for a caller in disguise."""


@lru_cache(maxsize=4_096)
def _slots(words: str) -> frozenset[str]:
    """Return the names in braces. Remembered: each line is looked at whenever one is drawn."""
    return frozenset(re.findall(r"\{(\w*)\}", words))


LineBook = Mapping[str, tuple[LineVariant, ...]]
"""The variants that one role has, by purpose."""


def as_to(book: LineBook, whom: Cover | None) -> LineBook:
    """Return the lines of a caller in disguise: of a purpose with lines for that cover only those.

    Of the purposes without, all: they fit any listener.
    """
    if whom is None:
        return book
    kept: dict[str, tuple[LineVariant, ...]] = {}
    for purpose, lines in book.items():
        own = [each for each in lines if str(whom) in each.when]
        plain = tuple(LineVariant(e.words, means=e.means, place_words=e.place_words) for e in own)
        kept[purpose] = plain or lines
    return kept


class DrawStream(Protocol):
    """Draws by the seed of a run; `session.random_stream` has it."""

    def between(self, least: int, most: int) -> int:
        """Return a whole number from `least` to `most`, both included."""


def choose(
    lines: Sequence[LineVariant],
    situation: Collection[str],
    stream: DrawStream,
    said: Sequence[str] = (),
    values: Mapping[str, str] | None = None,
) -> LineVariant | None:
    """Draw one of the lines of a purpose, or return None if none fits.

    `said` holds the `words` of the variants said in this call by this person, the last one last.
    Each variant for this situation comes once before those for any situation; then those said least
    come first. In some situations only their own are said.
    """
    known = frozenset([name for name, value in values.items() if value] if values else ())
    last = said[-1] if said else None
    return drawn(fitting(Same(lines), frozenset(situation), known), stream, Counter(said), last)


class Fitting(NamedTuple):
    """The lines of a purpose that fit."""

    all: Sequence[LineVariant]
    own: Sequence[LineVariant]
    """Those of them that are for this situation."""
    only_own: bool
    """Whether any other could frighten, or break the cover."""


def _of_others(
    lines: Sequence[LineVariant], situation: frozenset[str], known: frozenset[str]
) -> list[LineVariant]:
    """Return the lines of other people's bodies and doors, where the call is of those.

    A line that takes up the words of one who is attacked fits no neighbour, and no colleague.
    """
    for whose in (LineManner.OF_THEM, Situation.WITNESS):
        if whose in situation:
            fit = (e for e in lines if not e.after and e.fits(situation, known))
            if kept := [each for each in fit if whose in each.when]:
                return kept
    return []


@lru_cache(maxsize=4_096)
def fitting(
    lines: Same[Sequence[LineVariant]],
    situation: frozenset[str],
    known: frozenset[str],
    news: frozenset[str] = frozenset(),
) -> Fitting:
    """Return the lines that may be said; lines for the news that they take up before any others."""
    fits = [each for each in lines.value if each.fits(situation, known, news)]
    special = not _ONLY_ITS_OWN.isdisjoint(situation)
    # Lines that take something up are short, so they fit where steps are near as well.
    strange = special and situation & _ONLY_ITS_OWN != {LineManner.LOW}
    taking = [each for each in fits if each.after and (each.when & situation or not strange)]
    named = [each for each in taking if ANYTHING not in each.after]
    fits = named or taking or [each for each in fits if not each.after]
    for only in _ONLY_THEN:
        if only in situation and (kept := [each for each in fits if only in each.when]):
            # A word of the caller's is said back before what would fit others as well.
            kept = [each for each in kept if each.said] or kept
            return Fitting(kept, kept, only_own=True)
    if kept := _of_others(lines.value, situation, known):
        return Fitting(kept, kept, only_own=True)
    own = [each for each in fits if each.when or each.said]
    # A word of the caller's is said back before what would fit others as well (speech.md F29).
    own = [each for each in own if each.said] or own
    if Situation.DISGUISED in situation and Situation.OTHER_VOICE not in situation:
        # What fits a partner in the room, or one who is followed, may not fit the cover.
        own = [each for each in own if each.when & _IN_DISGUISE] or own
        # A sentence for any caller breaks the cover, also once those for it are used up.
        fits = [each for each in fits if each.when & _IN_DISGUISE] or fits
        whom = situation & {str(each) for each in Cover}
        own = [each for each in own if each.when & whom] or own
    elif not _TO_A_CHILD.isdisjoint(situation):
        # What fits who is hurt, or any ending, may be over a child's head.
        own = [each for each in own if each.when & _TO_A_CHILD] or own
    return Fitting(fits, own, bool(own) and special and (len(own) > 1 or bool(taking)))


def drawn(
    lines: Fitting, stream: DrawStream, said: Mapping[str, int], last: str | None
) -> LineVariant | None:
    """Draw one of the lines that fit, as `choose` does.

    `said` has how often the `words` of each variant were said, `last` those that were said last.
    """
    chosen, own, only_own = lines
    if only_own:
        chosen = own
    elif own and (unsaid := [each for each in own if each.words not in said]):
        chosen = unsaid
    pool = [each for each in chosen if each.words != last]
    pool = pool or [each for each in lines.all if each.words != last]
    if not pool:
        return None
    counts = [said.get(each.words, 0) for each in pool]
    least = min(counts)
    if least != max(counts):
        pool = [each for each, times in zip(pool, counts, strict=True) if times == least]
    return pool[stream.between(0, len(pool) - 1)]
