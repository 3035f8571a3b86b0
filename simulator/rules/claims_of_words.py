"""What an act of staff says of itself: as it was taken when typed, or as its line is known.

What words claim is kept beside them as statements, so a record without its words is judged alike.
A record of before has neither: `could_claim` gives what such an act may have claimed at worst, and
a criterion that this would decide is not judged (`debrief.assess.findings`).
"""

import re
from dataclasses import replace
from typing import Any

from simulator.core import acts as do
from simulator.core.instant import minutes_said
from simulator.core.statements import Stated, StatementTopic
from simulator.core.terms import Intent, LeftOut, NoteKind, Reported, Service, Topic
from simulator.knowledge.company import Company, company
from simulator.knowledge.facts import Hearers, Stamp
from simulator.knowledge.judgements.dated import caller_back, voice_unsettled
from simulator.knowledge.knowledge import Knowledge
from simulator.knowledge.situation import Situation, seems
from simulator.language.purposes import OF_STAFF, FurtherPurpose, claims_knowing
from simulator.late_pattern import late_pattern

_POLICE_INTENTS = (
    *(Intent.THROUGH_TO_POLICE, Intent.OFFICERS_SENT, Intent.OFFICERS_THERE, Intent.ETA),
    *(Intent.NO_UNIT_YET, Intent.CONFIRM_MET, Intent.CLOSE_WITH_OFFICER, Intent.GETS_INTERPRETER),
)
_SERVICES = {
    StatementTopic.AMBULANCE_COMING: Service.AMBULANCE,
    StatementTopic.FIRE_ENGINE_COMING: Service.FIRE,
}
_SCOLDS = frozenset(
    {FurtherPurpose.BLAMES, FurtherPurpose.DOUBTS, FurtherPurpose.CALMS_DOWN}
    | {FurtherPurpose.SPEAK_UP}
)
_KINDS = (do.Say, do.Ask, do.SetCode, do.OfferWays, do.SendText)


def in_words(_known: Knowledge, entry: Any) -> bool:
    """Whether the words of an act are known, or what they claim."""
    return not is_unread(entry)


def is_unread(entry: Any) -> bool:
    """Whether an act has no words, and nobody read what they claimed."""
    return not getattr(entry.body, "words", "") and getattr(entry.body, "left_out", None) is None


def could_claim(entry: Any) -> Any:
    """Return an entry as it would be if its words, which nobody read, had claimed everything."""
    if isinstance(entry.body, do.Note) and _is_free(entry.body):
        return entry._replace(body=replace(entry.body, text=CHECKED_AT_WORST))
    if not isinstance(entry.body, _KINDS) or not is_unread(entry):
        return entry
    body = replace(
        entry.body,
        left_out=LeftOut.SAME_WORDS,
        means=tuple((topic, True) for topic in StatementTopic if topic in OF_STAFF),
    )
    timed = replace(body, in_minutes=0) if isinstance(body, do.Say) else body
    return entry._replace(body=timed)


CHECKED_AT_WORST = "All checks completed."
"""What a note whose words nobody kept may have claimed."""


def _is_free(body: do.Note) -> bool:
    """Whether a note is about nothing but its words, and these were not kept."""
    return not body.text and body.about is None and body.topic is None


def _said(known: Knowledge, entry: Any) -> Stated:
    """Return what an act says: as it was taken when it was typed, and as its line is known."""
    body = entry.body
    return (*getattr(body, "means", ()), *claims_knowing(getattr(body, "words", ""), known.facts))


def claims(known: Knowledge, entry: Any, topic: StatementTopic) -> bool:
    return (topic, True) in _said(known, entry)


def names_police(known: Knowledge, entry: Any) -> bool:
    """Whether the words, or what they are for, name the police."""
    body = entry.body
    topics = getattr(body, "about", ())
    # "Should I send an officer?" asks it, and names nobody.
    asks = isinstance(topics, tuple) and Topic.NEEDS_POLICE in topics and is_unread(entry)
    by_intent = getattr(body, "intent", None) in _POLICE_INTENTS and is_unread(entry)
    return asks or by_intent or claims(known, entry, StatementTopic.NAMES_POLICE)


def claimed(known: Knowledge, entry: Any) -> set[Service]:
    """Return the other services that the words say are coming."""
    said = {topic for topic, so in _said(known, entry) if so}
    return {service for topic, service in _SERVICES.items() if topic in said}


def claims_service(known: Knowledge, entry: Any) -> bool:
    """Whether the words say that another service, or an interpreter, is coming."""
    return bool(claimed(known, entry)) or _claims_interpreter(entry)


def service_asked(known: Knowledge, entry: Any) -> bool:
    """Whether each service, or the interpreter, that the words name was asked for."""
    asked = claimed(known, entry).issubset(known.facts.brought_in)
    return asked and (not _claims_interpreter(entry) or NoteKind.PERSON in known.facts.notes)


def _claims_interpreter(entry: Any) -> bool:
    """Whether the words promise an interpreter, as "Interpreter soon." does (W8)."""
    sentences = _SENTENCE.findall(getattr(entry.body, "words", ""))
    return any(_INTERPRETER.search(e) and not _NOT_SO.search(e) for e in sentences)


_SENTENCE = late_pattern(r"[^.!?]+[.!?]?")
_INTERPRETER = late_pattern(
    r"\binterpret(?:er|ing)\b[^.!?]*\b(?:soon|coming|on (?:its|the|their) way|joins?|minutes?"
    r"|asked|called|here)\b|\b(?:asked for|getting|called)\b[^.!?]*\binterpreter\b",
    re.IGNORECASE,
)
_NOT_SO = late_pattern(r"\?|\b(?:no|not|yet|if)\b|n't\b", re.IGNORECASE)


def says_the_place(known: Knowledge, entry: Any) -> bool:
    """Whether the words name a place that is held."""
    return claims(known, entry, StatementTopic.SAYS_PLACE)


def time_too_short(known: Knowledge, entry: Any) -> bool:
    """Whether the words give fewer minutes than remain of what the unit said last."""
    facts = known.facts
    since = known.since(Stamp.ETA, entry.at)
    if facts.eta is None or since is None:
        return True
    said = minutes_named(entry.body)
    return said is not None and said < facts.eta - since // 60_000 - 1


def says_back(known: Knowledge, entry: Any) -> bool:
    """Whether words are a bare time that nobody had asked for: the caller's own, said back (BF-5).

    "Ten minutes." after "Since the kettle. Ten minutes." promises nothing.
    """
    body = entry.body
    if getattr(body, "intent", None) is not Intent.ETA or not known.facts.speaks:
        return False
    asked = any(each.topic is StatementTopic.HOW_LONG for each in known.facts.ledger)
    return not asked and _BARE_TIME.fullmatch(body.words.strip()) is not None


_BARE_TIME = late_pattern(
    r"(?:right|okay|ok|yes|so|and)?,?\s*(?:about|around|since|at|for|nearly)?\s*[\w-]+"
    r"(?: (?:minutes?|mins?|hours?|o'clock))?(?: ago)?[.!]?",
    re.IGNORECASE,
)


def time_as_said(known: Knowledge, entry: Any) -> bool:
    """Whether words give at least the minutes that remain of what another unit said."""
    since, given = known.since(Stamp.OTHER_ETA, entry.at), known.facts.other_eta
    said = minutes_named(entry.body)
    if given is None or since is None or said is None:
        return False
    return said >= given - since // 60_000 - 1


def minutes_named(body: Any) -> int | None:
    """Return the longest time that an act names, in minutes; None if it names none."""
    typed: int | None = getattr(body, "in_minutes", None)
    return minutes_said(getattr(body, "words", "")) if typed is None else typed


def claims_there(known: Knowledge, entry: Any) -> bool:
    """Whether the words say that officers are with the caller."""
    there = getattr(entry.body, "intent", None) is Intent.OFFICERS_THERE
    return there and claims(known, entry, StatementTopic.CLAIMS_THERE)


def claims_place(known: Knowledge, entry: Any) -> bool:
    """Whether the words claim to know the place."""
    return claims(known, entry, StatementTopic.CLAIMS_PLACE)


def claims_safety(known: Knowledge, entry: Any) -> bool:
    """Whether the words promise safety."""
    safe_promise = getattr(entry.body, "purpose", "") == FurtherPurpose.SAFE_PROMISE
    return safe_promise or claims(known, entry, StatementTopic.PROMISES_SAFETY)


def sends_away(_known: Knowledge, entry: Any) -> bool:
    """Whether the words send the caller to another service or number (LP-24)."""
    return getattr(entry.body, "purpose", "") == FurtherPurpose.SENDS_AWAY


def asks_details(_known: Knowledge, entry: Any) -> bool:
    """Whether the words ask for a name or other details of the caller (LP-06)."""
    return getattr(entry.body, "purpose", "") == FurtherPurpose.ASKS_DETAILS


def breaks_cover(_known: Knowledge, entry: Any) -> bool:
    """Whether the words say to a caller who pretends what this line is (LP-23)."""
    return getattr(entry.body, "purpose", "") == FurtherPurpose.BREAKS_COVER


def scolds(known: Knowledge, entry: Any) -> bool:
    """Whether the words blame or doubt the caller, or order them to be calm or louder (LP-25)."""
    by_purpose = getattr(entry.body, "purpose", "") in _SCOLDS
    return by_purpose or claims(known, entry, StatementTopic.SCOLDS)


def hands_over(known: Knowledge, entry: Any) -> bool:
    """Whether a child, or one who fears another, is asked to hand the phone on (LP-22, CH-36).

    Another person who has the phone is asked for the caller, and that is right.
    """
    facts = known.facts
    asked_of_caller = not voice_unsettled(known) and (not facts.rung_back or caller_back(known))
    fears = company(facts.ledger) is Company.HARMS or facts.is_yes(Topic.IN_DANGER)
    child = Reported.CHILD in facts.handover or seems(facts, Situation.CHILD)
    return asked_of_caller and (fears or child) and claims(known, entry, StatementTopic.HANDS_OVER)


_AS_COVERED = late_pattern(
    r"\b(?:deliver\w*|order\w*|pizza|taxi|cab|car|driver|pick\w* (?:you |it |them )?up|drop\w*"
    r"|same address|parcel|usual|service|engineer|boiler|appointment|booking|book\w*|table"
    r"|collect\w*|prescription|invoice|account|bill|post\w*|send it|for you at)\b",
    re.IGNORECASE,
)
"""How a place is said as a shop or a garage would say it (assumption after CH-51 and SIT-19)."""


def place_to_a_room(known: Knowledge, entry: Any) -> bool:
    """Whether the place is said plainly to a caller whose phone is on a loudspeaker (CH-21)."""
    facts = known.facts
    on_speaker = facts.hear is not Hearers.SAFE and facts.believes(StatementTopic.PHONE_WATCHED)
    plain = not _AS_COVERED.search(getattr(entry.body, "words", ""))
    return on_speaker and plain and says_the_place(known, entry)
