"""What a sentence of staff's about a call states: to officers, to control, in a hand-over.

The reader knows callers' sentences. A report is of another form: "He says", "by one tap", "Weapon:
asked, no answer", "on the number". These are taken off here, so that what is left is read as what
the caller said. A word that could mean two things is read as what was said in the call (wordings:
assumption).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from simulator.content.scenario.meant import read
from simulator.core.statements import STATEMENTS, Stated, StatementTopic, Stating, Weighs, follows
from simulator.core.terms import Topic
from simulator.knowledge.facts import KnownFacts
from simulator.knowledge.officers_questions import is_on_number, was_answered

_NO_FACT = re.compile(
    r"(?:\w+ ){1,2}(?:hasn't|haven't|hadn't|(?:has|have|had) not) (?:spoken|said)\b"
    r"|(?:please |and |then )*(?:don't|do not|never|see|send|come|go|keep|use|ring|check|ask|look"
    r"|take|bring|park|wait|stay|approach|treat|be|make sure|stop|quiet|quietly|silent|lights"
    r"|blue lights"
    r"|no lights|two units|one of you|read it as|phone (?:is )?within|(?:so )?no word (?:of|from)"
    r"|(?:no|not a) (?:sign|sound)|(?:\S+ ){0,3}(?:press\w*|dial\w*|keyed|hit) (?:in |the )?"
    r"(?:55|fifty|five)\b|correction to|listen|try|somebody should)\b",
    re.IGNORECASE,
)
"""How a clause begins that says what officers are to do, or that nothing was said."""
NOT_KNOWN = re.compile(
    r"\b(?:unknown|not known|unclear|not clear|no idea|unsure|not sure|not asked|nobody asked"
    r"|haven't asked"
    r"|(?:(?:i|we) )?(?:don't|do not) know(?! (?:each|one another|him|her|them)))\b",
    re.IGNORECASE,
)
"""How a clause says what nobody could find out: it states nothing of the call."""
_ALL_UNKNOWN = re.compile(
    r"\s*(?:(?:still )?(?:not|un)[ -]?(?:known|asked|answered)(?: yet)?|no answer"
    r"|(?:nothing|no) (?:else|more)(?: is)?(?: yet)? (?:known|asked|said|answered))\s*:",
    re.IGNORECASE,
)
"""How a sentence begins that is a list of what is not known."""
_LEFT_OPEN = re.compile(
    r":\s*(?:(?:both|all|each|still|only|as yet) )*(?:(?:not|un)[ -]?(?:known|asked|answered|clear)"
    r"|nobody asked|no (?:answer|reply))\b",
    re.IGNORECASE,
)
"""How a list of what is not known ends: "Weapon, children, hurt: not asked."."""
_FORM = re.compile(
    r"(?:[^:]{1,60}:\s*)?(?:asked(?: (?:once|twice|again|three times))?"
    r"|(?:only )?not (?:known|asked|answered|confirmed|yet said)\b.*|unconfirmed|unknown|unclear"
    r"|no (?:answer|reply)(?: (?:yet|to that))?|nobody asked|(?:is |are )?on the number|clear"
    r"|in (?:his|her|their) (?:own )?words)",
    re.IGNORECASE,
)
"""A clause that says how something is known, or that it is not, and nothing of the call (BF-7)."""
_WHO_SAYS = re.compile(
    r"(?:(?:and|so|but|that)\s+)*(?:by (?:one|two|three|a|\d) (?:taps?|coughs?|keys?|press\w*) )?"
    r"(?:(?:s?he|they|(?:the |a )?(?:caller|child|girl|boy)) ?|(?=says? |whispers? ))"
    r"(?:(?:also|now|only|still|just) )?(?:says?|said|whispers?|whispered|taps?|tapped|writes?"
    r"|wrote|answers?|answered|nods?)(?: so| that)*\s+",
    re.IGNORECASE,
)
"""How a clause gives what follows as somebody's word: what follows is read, not that."""
_WHEN_RUNG = re.compile(
    r"(?:on|when|after) (?:(?:we |i |being )?(?:ring|rang|rung|call)\w*(?: (?:it|her|him|them))?"
    r"(?: back)?|(?:the |a )?(?:ring|call)[- ]?back)\b,?\s*",
    re.IGNORECASE,
)
"""Before what came of a callback: "On ringing back a man answered" is of nobody who is outside."""
_TOPICS: Mapping[Topic, str] = {
    Topic.CHILDREN: r"child(?:ren)?|kids?",
    Topic.WEAPON: r"weapons?|armed|knife|gun",
    Topic.INJURED: r"hurts?|injur(?:ed|y|ies)|bleed(?:s|ing)?|in pain",
    Topic.MORE_THAN_ONE: r"how many|numbers?|more than one|(?:only )?one (?:person|of them|man)"
    r"|nobody else|two of them|on (?:his|her|their) own",
    Topic.ALONE_TO_TALK: r"alone|who (?:can )?hears?",
    Topic.LOCATION: r"where|location|address",
    Topic.OTHER_PERSON_PRESENT: r"nobody else|who(?: else)? is (?:there|here|inside|in there)"
    r"|who(?:'s| is| else is)? (?:there|with (?:her|him|them))"
    r"|(?:anybody|somebody) else|the other person|alone|on (?:his|her|their) own",
    Topic.CAN_OPEN_DOOR: r"doors?|let(?:s|ting)? (?:you|us|them) in|buzzer|keys?|to open"
    r"|can(?:not|'t)? open",
    Topic.IN_DANGER: r"in danger",
}
"""How a report speaks of what officers ask, or the caller was asked."""
_NAMED_IF_UNKNOWN = frozenset(_TOPICS) - {Topic.IN_DANGER}
_DENIED = re.compile(r"\b(?:no|not|nobody|none|never|nothing|alone|own|only|one)\b|n't\b", re.I)
_SOFT = frozenset(
    {
        *(StatementTopic.COMING_CLOSER, StatementTopic.BATTERY_LOW, StatementTopic.BAD_LINE),
        *(StatementTopic.PHONE_GOES_AWAY, StatementTopic.AFRAID, StatementTopic.ASLEEP),
        *(StatementTopic.IN_ANOTHER_ROOM, StatementTopic.LOCKED_IN, StatementTopic.BY_PHONE),
        # "He has the phone" is where it is, and no phone that another looks through.
        StatementTopic.PHONE_WATCHED,
        *(StatementTopic.CONDITIONS, StatementTopic.SAYS_WHAT_TO_SAY, StatementTopic.CAN_TALK_NOW),
    }
)
"""What plain words of a report look like by chance: it counts only if the caller said it."""
_CLAIMS = (Weighs.DANGER, Weighs.COMFORT, Weighs.BODY)


def stated(words: str) -> Stated:
    """Return what sentences of staff's state, as far as the reader is sure of it.

    A clause that says what to do ("don't speak to him first"), or only that nobody has spoken to
    police, states nothing of the call; nor does one that says what is not known.
    """
    kept = ". ".join(facts_in(words))
    return read(kept)[0] if kept else ()


def counted(words: str, facts: KnownFacts) -> Stated:
    """Return what a briefing states that counts: what was said in the call, and what is plain.

    The reader takes "the phone is within 15 metres" for a phone, and "on the number" for a road: a
    statement that nobody made counts only where a clause says nothing else, and that of harm.
    """
    held = {each[:2] for each in facts.ledger}
    by_clause = [read(each)[0] for each in facts_in(words)]
    plain: set[Stating] = set()
    for found in by_clause:
        known = {each for each in found if each in held or follows_known(each, facts)}
        plain |= known or {each for each in found if is_claim(each)}
    # "He is on his own" is no count of people where the caller has said that they are alone.
    if (StatementTopic.ALONE, True) in held and _SEVERAL in plain - held:
        plain = plain - {_SEVERAL} | {(StatementTopic.ALONE, True)}
    every = dict.fromkeys((*stated(words), *(each for found in by_clause for each in found)))
    last = ((StatementTopic.ALONE, True),)
    return tuple(each for each in dict.fromkeys((*every, *last)) if each in plain)


_SEVERAL = (StatementTopic.SEVERAL_PEOPLE, False)


def is_claim(each: Stating) -> bool:
    """Whether it is plain of a report that it says this, of harm or of safety."""
    # "She is inside" is of the caller, and puts nobody into the house.
    of_caller = each == (StatementTopic.PERSON_OUTSIDE, False)
    return STATEMENTS[each[0]].weighs in _CLAIMS and each[0] not in _SOFT and not of_caller


def follows_known(each: Stating, facts: KnownFacts) -> bool:
    """Whether a statement says of topics what was answered, and of one at least."""
    said = dict(follows([each]))
    answered = all(was_answered(facts, topic, so=so) for topic, so in said.items())
    return (bool(said) and answered) or is_on_number(facts, each)


def spoken_of(
    words: str, facts: KnownFacts, *, but: Collection[Topic] = ()
) -> Iterator[tuple[Topic, bool]]:
    """Yield the answers that a report speaks of, each as it was given."""
    for clause in facts_in(words):
        denies = _DENIED.search(clause) is not None
        for topic in (t for t, pattern in _SPOKEN.items() if _has(pattern, clause.lower())):
            so = facts.is_yes(topic)
            if topic not in but and (so or facts.is_no(topic)) and so is not denies:
                yield topic, so


def not_known(words: str) -> tuple[Topic, ...]:
    """Return what a sentence says is not known, of what officers ask."""
    found: dict[Topic, None] = {}
    for sentence in sentences(words):
        every = _ALL_UNKNOWN.match(sentence) is not None
        for clause, is_open in _listed(sentence):
            if every or is_open or NOT_KNOWN.search(clause):
                found.update(dict.fromkeys(topics_in(clause)))
    return tuple(each for each in found if each in _NAMED_IF_UNKNOWN)


def speaks_of(words: str, topic: Topic) -> bool:
    """Whether sentences speak of what officers asked, be it only that it is not known."""
    pattern = _TOPICS.get(topic)
    return pattern is not None and _has(pattern, words.lower().replace("\u2019", "'"))


_SPOKEN: Mapping[Topic, str] = {
    **_TOPICS,
    Topic.WEAPON: rf"{_TOPICS[Topic.WEAPON]}|(?:any|no|some)thing in (?:his|her|their) hands?",
    Topic.CHILDREN: rf"{_TOPICS[Topic.CHILDREN]}|baby|toddler|sons?|daughters?|boys?|girls?"
    r"|little (?:one|lad|lass)s?",
    Topic.SAME_ROOM: r"same room|in the room|beside (?:her|him|them)",
    Topic.BEHIND_YOU: r"behind (?:her|him|them)|following (?:her|him|them)",
    Topic.DOOR_LOCKED: r"(?:doors?|both|all) (?:are |is )?locked|locked (?:in|herself|himself)",
}
"""How a report speaks of what was answered: what these name is never taken as not known."""


def topics_in(clause: str) -> list[Topic]:
    return [topic for topic, pattern in _TOPICS.items() if _has(pattern, clause.lower())]


def facts_in(words: str) -> Iterator[str]:
    """Yield the clauses that state something of the call, without who says it."""
    return (said for _, said in clauses_as_written(words))


def clauses_as_written(words: str) -> Iterator[tuple[str, str]]:
    """Yield the clauses that state something of the call, each also without who says it."""
    for sentence in sentences(words):
        if _ALL_UNKNOWN.match(sentence):
            continue
        for clause, is_open in _listed(sentence):
            unknown = is_open or (NOT_KNOWN.search(clause) and topics_in(clause))
            if not clause or _NO_FACT.match(clause) or unknown or _FORM.fullmatch(clause):
                continue
            rung = _WHEN_RUNG.match(clause)
            fact = clause[rung.end() :] if rung else clause
            said = _WHO_SAYS.match(fact)
            yield clause, fact[said.end() :] if said else fact


def _listed(sentence: str) -> list[tuple[str, bool]]:
    """Return clauses, each with whether it is of a list whose end says that it is not known."""
    found: list[tuple[str, bool]] = []
    is_open = False
    for clause in reversed(list(clauses(sentence))):
        is_open = _LEFT_OPEN.search(clause) is not None or (is_open and _is_bare(clause))
        found.append((clause, is_open))
    return found[::-1]


def _is_bare(clause: str) -> bool:
    """Whether a clause is nothing but the names of what is asked: "weapon", "children or hurt"."""
    names = re.split(r"\s+(?:and|or)\s+", clause.lower().strip())
    every = "|".join(_TOPICS.values())
    return all(re.fullmatch(rf"(?:any |his |her |the )?(?:{every})", each) for each in names)


_PLAINLY_SO: Mapping[Topic, re.Pattern[str]] = {
    Topic.WEAPON: re.compile(
        r"\b(?:has|have|had|'s|got|holds?|holding|carr\w+|with|there(?:'s| is| are)|armed with)"
        r" (?:got )?(?:a |some |his |her )?weapons?\b|\bis armed\b",
        re.IGNORECASE,
    )
}
_PLAINLY_NOT: Mapping[Topic, re.Pattern[str]] = {
    Topic.WEAPON: re.compile(
        r"\b(?:no|not any|without|hasn't (?:got )?an?y?) weapons?\b|\bunarmed\b"
        r"|\b(?:not|isn't) armed\b"
        r"|\b(?:nothing|not anything) in (?:his|her|their) hands?\b",
        re.IGNORECASE,
    ),
    Topic.CHILDREN: re.compile(r"\bno (?:children|kids)\b", re.IGNORECASE),
}
_HEDGED = re.compile(
    r"\b(?:see|sees|seen|saw|visible|aware|sa(?:y|ys|id)|mention\w*|heard|known|asked|may|might|could"
    r"|possibl\w*|perhaps|if|whether|marker\w*|on the number|history)\b",
    re.IGNORECASE,
)
"""How a clause says less: "no weapon seen" is no "no weapon" (DR-15)."""


def plainly(words: str, facts: KnownFacts) -> Iterator[tuple[Topic, bool, str]]:
    """Yield what a report says of a weapon or of children that nobody has answered so, by clause.

    Silence after "has he got something in his hand?" is no "no weapon", and a tap for children no
    weapon (LP-17): what the caller did answer is found as what was said.
    """
    for written, said in clauses_as_written(words):
        for so, patterns in ((False, _PLAINLY_NOT), (True, _PLAINLY_SO)):
            for topic, pattern in patterns.items():
                hedged = _HEDGED.search(said) is not None
                if pattern.search(said) and not hedged and not _is_held(facts, topic, so=so):
                    yield topic, so, written


def _is_held(facts: KnownFacts, topic: Topic, *, so: bool) -> bool:
    """Whether it was answered so, or stated in words."""
    stated_so = ((each, is_so) for e in facts.ledger for each, is_so in follows([e[:2]]))
    none_seen = topic is Topic.WEAPON and not so and facts.believes(StatementTopic.NO_WEAPON_SEEN)
    return was_answered(facts, topic, so=so) or (topic, so) in stated_so or none_seen


def sentences(words: str) -> Iterator[str]:
    plain = words.replace("\u2019", "'")
    return (each.strip() for each in re.split(r"[.;!?]", plain) if each.strip())


def clauses(words: str) -> Iterator[str]:
    plain = words.replace("\u2019", "'")
    return (each.strip() for each in _BETWEEN.split(plain))


_BETWEEN = re.compile(
    r"[.;!?,]|\bbut\b|\band (?=(?:we|i|no|not|nobody|don't|unknown)\b)", re.IGNORECASE
)
"""Between two clauses: "nobody's hurt and we don't know about weapons" are two."""


def _has(pattern: str, words: str) -> bool:
    return re.search(rf"\b(?:{pattern})\b", words) is not None
