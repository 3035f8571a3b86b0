"""What another service is told: where, what, who is there and dangerous, how to come (CH-61)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from simulator.core import acts as do
from simulator.core.instant import Millis, minutes
from simulator.core.statements import StatementTopic
from simulator.core.terms import Reported, Role, Service, ServiceNeed, Topic, UnitStatus
from simulator.knowledge.answers import AnswerState
from simulator.knowledge.facts import HeardThing, Hearers, Stamp
from simulator.knowledge.judgements.waiting import nobody_to_hide_from
from simulator.knowledge.ledger import Audience
from simulator.knowledge.services import (
    ASKED_AS,
    BREATHING,
    DANGER,
    LOST,
    SAFE,
    SHOWN_BY,
    WORSE,
    answer_to,
    breath_at_stake,
    breath_is_heard,
    events_for_services,
    is_theirs,
    lacked_by,
    lies_inside,
)
from simulator.language.telling.answer_words import BREATHES
from simulator.language.telling.answers import by_a_child, is_a_child
from simulator.language.telling.briefing import all_sentences, burst
from simulator.language.telling.heard import newest_heard
from simulator.language.telling.people import GROWN_UP
from simulator.language.telling.sentence import (
    SpokenSentence,
    Teller,
    last_question,
    quote,
    quoted_by_caller,
)
from simulator.language.telling.statement_words import Part
from simulator.late_pattern import late_pattern

_FIRST = -1
"""The rank of what no burst leaves out: where, and that somebody may be violent."""
WAIT = "Somebody there may be violent: wait round the corner until officers are in."
"""How a crew without protection comes (practice2 WT-06; wording: assumption)."""
CLEAR = "Officers are in and with the caller: your crew can go in."
"""What a crew that waits goes in on (wording: assumption)."""
THEY_SAY_WORSE = "Asked just now: worse than it was."
"""What is said of an answer that no statement holds (wording: assumption)."""
TALKS = "They're talking to me in whole sentences."
"""What is said of the breath of one who talks, and was not asked about it (wording: assumption)."""
NOTHING_OF_BREATH = "Nothing was said of the breathing."
"""What is said of it where nothing puts it at stake (wording: assumption)."""
RELAYED = "I can't put you through safely. Say it to me, and I'll pass on what can be said."
PUT_TO_THEM = "They can talk. Give it to me, and I'll put it to them word for word."
"""What a control hears that asks for the caller (wording: assumption)."""
_N, _UNKNOWN = ServiceNeed, 2
# fmt: off
ANSWERS: Mapping[ServiceNeed, tuple[str, str, str]] = {
    _N.SCENE_ADDRESS: ("The address is as I gave you.", "No address.",
        "The address isn't known yet."),
    _N.PATIENT_CONSCIOUS: ("Awake.", "Not waking.", "Awake or not: not known."),
    _N.PATIENT_BREATHING: ("Breathing normally.", "Not breathing normally.",
        "Breathing: not known. Treat it as bad."),
    _N.PATIENT_AGE: ("It's a child.", "An adult. No age yet.", "Age not known."),
    _N.WHAT_TAKEN: ("Something was taken; what and how much isn't known yet.",
        "Nothing was taken.", "Whether anything was taken isn't known."),
    _N.SAFE_TO_APPROACH: ("No person there is known to be a danger.",
        "Not safe yet: wait for officers.", "Not known if it's safe."),
    _N.PEOPLE_INSIDE: ("There are people inside.", "Nobody else inside.",
        "Who's inside isn't known."),
    _N.SMOKE_OR_FLAMES: ("There's smoke or fire, by the caller.", "No smoke.",
        "Smoke or flames: not known."),
    _N.WHICH_FLOOR: ("The floor is as I gave you.", "No floor.", "Floor not known."),
    # How it stands says it: `_how_it_stands`.
    _N.ANY_CHANGE: ("", "", ""),
}
# fmt: on
"""What is said of a control's question, where no words of the caller's say it (wording:
assumption): so, not so, not known."""
BAD = "Treat it as bad."
"""What is said of anything but a clear normal breath (practice2 ST-29, DR-08)."""
AS_BAD = "Breathing asked about, and nobody can say yes. Please come on the line now, for CPR."
"""What ambulance control hears of breathing that is not known (practice2 DR-08, assumption)."""


def tell_service(made: do.BringIn, teller: Teller) -> do.BringIn:
    """Return the act with what the service lacks, in at most one burst; the rest comes next."""
    first, rest = burst([*_answers(made, teller), *_sentences(made, teller)])
    lacking = lacked_by(teller.facts, made.service)
    later = frozenset().union(*(each.covers for each in rest))
    said = frozenset().union(*(each.covers for each in first))
    # What no sentence says any more, because it was overtaken, is not waited for.
    passed = {(e.topic, e.value) for e in lacking if e in said or e not in later}
    if THEY_SAY_WORSE in {each.text for each in first}:
        # What they have just said again is passed on again: it is more of the same.
        own = [each.means for each in teller.account.said if each.by_caller]
        passed |= {e for means in own[-1:] for e in means if is_theirs(made.service, e[0])}
    asked = _N.PATIENT_BREATHING in (*made.answers, *made.denied, *made.not_known)
    if asked and teller.facts.is_yes(Topic.BREATHING_WELL) and _as_a_child_said(teller):
        # A tummy that moves is a breath: of whom a child says so no chest is pushed (DR-08).
        passed.add((StatementTopic.BREATHING_WELL, True))
    text = " ".join(each.text for each in first)
    return _with_what_is_said(replace(made, text=text, means=tuple(sorted(passed))), first, teller)


def _with_what_is_said(
    made: do.BringIn, said: Sequence[SpokenSentence], teller: Teller
) -> do.BringIn:
    """Return the act with what it says unasked of what every control needs: where, and how safe."""
    words = {each.text for each in said}
    placed = any(each.part is Part.PLACE for each in said)
    there = placed and answer_to(teller.facts, _N.SCENE_ADDRESS)
    covered = frozenset().union(*(each.covers for each in said))
    # What a sentence says that was answered by a sign or a yes answers its control as well.
    of_topics = {n: answer_to(teller.facts, n) for n, topic in ASKED_AS.items() if topic in covered}
    yes = {need: so is True for need, so in of_topics.items()}
    yes |= {_N.SCENE_ADDRESS: bool(there), _N.SAFE_TO_APPROACH: CLEAR in words}
    no = {need: so is False for need, so in of_topics.items()}
    no |= {_N.SAFE_TO_APPROACH: WAIT in words}
    no[_N.PATIENT_BREATHING] = no.get(_N.PATIENT_BREATHING, False) or AS_BAD in words
    answers = dict.fromkeys([*made.answers, *(need for need, so in yes.items() if so)])
    denied = dict.fromkeys([*made.denied, *(need for need, so in no.items() if so)])
    return replace(made, answers=tuple(answers), denied=tuple(denied))


def _answers(made: do.BringIn, teller: Teller) -> Iterator[SpokenSentence]:
    """Yield what is said of what its control asks, and where it asks for the caller, of that."""
    facts = teller.facts
    if made.service in facts.caller_wanted:
        unheard = facts.hear is Hearers.SAFE or nobody_to_hide_from(facts)
        safe = unheard and facts.speaks and not facts.other_voice
        yield SpokenSentence(Part.HOW, PUT_TO_THEM if safe else RELAYED, frozenset(), _FIRST)
    lacking = {each.topic for each in lacked_by(facts, made.service)}
    if _N.ANY_CHANGE in (*made.answers, *made.denied, *made.not_known):
        yield SpokenSentence(Part.HURT, _how_it_stands(teller), frozenset(), _FIRST)
    for way, asked in enumerate((made.answers, made.denied, made.not_known)):
        for need in asked:
            # What was stated and is passed on with this says it in the caller's own words.
            shown = way != _UNKNOWN and not lacking.isdisjoint(SHOWN_BY.get(need, ()))
            if need is not _N.ANY_CHANGE and not shown:
                text = ANSWERS[need][way]
                if need is _N.PATIENT_BREATHING:
                    text = _of_breath(teller, way) or text
                elif need is _N.PEOPLE_INSIDE and way == 0:
                    text = _who_lies_there(teller) or text
                elif need is _N.SAFE_TO_APPROACH and way == 0:
                    text = _how_safe(teller)
                yield SpokenSentence(Part.HURT, text, frozenset(), _FIRST)


def _who_lies_there(teller: Teller) -> str:
    """Return the words on one who has fallen, is trapped or does not wake; empty if none has."""
    if not lies_inside(teller.facts):
        return ""
    return _stated(teller, StatementTopic.TRAPPED_OR_FALLEN, StatementTopic.NOT_WAKING)


def _how_safe(teller: Teller) -> str:
    """Return that no person there is known to be a danger, and what else is: a fire, a floor.

    "Nothing known against going in" was said of a mill whose floor had given way.
    """
    if teller.facts.found:
        return CLEAR
    fire = _stated(teller, StatementTopic.FIRE_OR_PETROL)
    fallen = _stated(teller, StatementTopic.TRAPPED_OR_FALLEN)
    besides = fire or (fallen if _GAVE_WAY.search(fallen) else "")
    return " ".join(filter(None, (ANSWERS[_N.SAFE_TO_APPROACH][0], besides)))


_GAVE_WAY = late_pattern(
    r"\b(?:gave way|given way|collapsed|caved in|came down"
    r"|(?:through|off) (?:the|a|some) (?:\w+ )?(?:floor|roof|ceiling|ice|skylight|scaffold\w*))\b",
    re.IGNORECASE,
)
"""Words of a place that may do to a crew what it did to the one who fell (assumption)."""


def _stated(teller: Teller, *topics: StatementTopic) -> str:
    """Return the caller's fullest words on the first of some topics that is believed."""
    for topic in topics:
        belief = teller.facts.ledger.belief(topic)
        said = teller.account.fullest(belief.by) if belief is not None and belief.value else None
        if said is not None:
            return quoted_by_caller(teller, said)
    return ""


def _how_it_stands(teller: Teller) -> str:
    """Return what a control hears that asks for any change: never only that nothing is new.

    Where officers are, what the caller said of a body that no statement holds, and how lately
    there was a word or a sign: of each a crew can make something, also where it is the same.
    """
    facts, known = teller.facts, teller.known
    parts: list[str] = []
    if facts.found:
        parts.append("Officers are with them now.")
    elif facts.arrived:
        parts.append("Officers are there, and not with them yet.")
    passed = {
        id(teller.account.words_of(each.rests_on))
        for each in facts.passed_on
        if each.to is Audience.AMBULANCE and each.rests_on is not None
    }
    of_body = [
        each
        for each in teller.account.said
        if each.by_caller and id(each) not in passed and _OF_A_BODY.search(each.words)
    ]
    # Words of four minutes ago are no change, where anything is known since (BF-6, CH-61).
    fresh = [each for each in of_body if teller.now - each.at <= _OF_LATE]
    answered = [*_as_answered(teller)]
    told = fresh or ([] if answered else of_body)
    heads = (teller.account.says_who(each).says() for each in told[-_LAST_WORDS:])
    said = zip(heads, told[-_LAST_WORDS:], strict=True)
    parts.extend(teller.dated(e.at, f"{head}: {quote(e.words)}") for head, e in said)
    parts.extend(answered)
    if seen := _by_officers(teller):
        return " ".join((*parts, seen))
    last = max((known.at(stamp) or 0 for stamp in (Stamp.SENTENCE, Stamp.SIGN)), default=0)
    if not last:
        parts.append("No word or sign from them at all.")
    elif teller.now - last <= _LATELY:
        who = teller.people.caller
        name = f"{who.noun[:1].upper()}{who.noun[1:]}"
        parts.append(f"{name} {'is still talking to me' if facts.speaks else 'still gives signs'}.")
    else:
        newest = newest_heard(teller)
        heard = f", {newest.words} at {minutes(newest.at)}" if newest is not None else ""
        parts.append(f"No word or sign from them since {minutes(last)}{heard}.")
    return " ".join(parts)


def _as_answered(teller: Teller) -> Iterator[str]:
    """Yield how the patient was when that was last answered, with its time."""
    for need in (_N.PATIENT_CONSCIOUS, _N.PATIENT_BREATHING):
        topic = ASKED_AS[need]
        at, fact = teller.known.at(Stamp.FACT, topic), teller.facts.fact(topic)
        if at is None or fact not in (AnswerState.YES, AnswerState.NO):
            continue
        child = need is _N.PATIENT_BREATHING and _as_a_child_said(teller)
        if said := by_a_child(teller, topic):
            yield child or f"At {minutes(at)}, by the child: {said}. {BAD}"
        else:
            words = ANSWERS[need][0 if fact is AnswerState.YES else 1]
            yield f"At {minutes(at)}: {words[:1].lower()}{words[1:]}"


def _by_officers(teller: Teller) -> str:
    """Return what officers who are with the caller have said of them; empty if none is."""
    for each in reversed(teller.known.pages if teller.facts.found else ()):
        if isinstance(each.body, do.UnitReport) and each.body.status is UnitStatus.FOUND:
            return f"They said at {minutes(each.at)}: {quote(each.body.radio)}"
    return ""


_LAST_WORDS = 2
"""How many of the caller's sentences a control hears at once that asks for any change
(assumption)."""
_OF_LATE: Millis = 120_000
"""How long what a caller said of a body is passed on as a change (assumption)."""
_LATELY: Millis = 60_000
"""How long after a word or a sign somebody still talks, or gives signs (assumption)."""
_OF_A_BODY = late_pattern(
    r"\b(?:voice|croaky|hoarse|throat|neck|swallow\w*|breath\w*|chest|bleed\w*|pain\w*"
    r"|hurts?|hurting|sick|dizzy|faint|numb|pale|floppy|shak(?:y|ing)|sleepy|drowsy"
    r"|(?:my|his|her|the) (?:head|eyes?|leg|arm|hand|foot|back|belly|stomach|side|ribs?))\b",
    re.IGNORECASE,
)
"""Words of a caller that are of a body, whether or not a statement holds them."""


def _as_a_child_said(teller: Teller) -> str:
    """Return what a child said when asked of a breath, with the question; empty if none did.

    "Yeah." to a tummy that goes up and down is a breath, and neither good nor unknown: their
    control judges it by the child's own words (BF-8, DR-08).
    """
    reply = teller.account.replies.get(Topic.BREATHING_WELL)
    if reply is None or not is_a_child(teller) or teller.account.says_who(reply) is GROWN_UP:
        return ""
    asked = last_question(reply.asked)
    return teller.dated(
        reply.at, f"Asked {quote(asked)}, the child says: {quote(reply.words)} {BAD}"
    )


def _of_breath(teller: Teller, way: int) -> str:
    """Return what is said of a breath by a child, or that nobody was asked about; or nothing.

    Nothing stands for the usual words.
    """
    if teller.facts.of(Topic.BREATHING_WELL).asked:
        return _as_a_child_said(teller)
    if way == 0 and breath_is_heard(teller.facts):
        return TALKS
    unasked = way == _UNKNOWN and not breath_at_stake(teller.facts)
    return NOTHING_OF_BREATH if unasked else ""


def _sentences(made: do.BringIn, teller: Teller) -> Iterator[SpokenSentence]:
    """Yield what the service lacks; when it is asked in, what was heard first as well."""
    facts = teller.facts
    told = {each for service, each in facts.services_told if service is made.service}
    new = {*events_for_services(facts)} - told
    lacking = frozenset(lacked_by(facts, made.service))
    for each in all_sentences(teller):
        placed = each.part is Part.PLACE and each.rank == 0
        others = {each for each in new if not each.startswith(WORSE)}
        if placed and (not made.update or others - {LOST, DANGER, BREATHING, SAFE}):
            yield each._replace(rank=_FIRST)
        elif not lacking.isdisjoint(each.covers):
            hurt = each.part is Part.HURT and made.service is Service.AMBULANCE
            alone = hurt and each.text.endswith(f"says {BREATHES}.")
            text = (_as_a_child_said(teller) if alone else "") or each.text
            yield each._replace(text=text, rank=0 if hurt else min(each.rank, 1))
        elif not placed and _is_theirs(each, first=not made.update, lost=LOST in new):
            yield each
    if BREATHING in new and made.service is Service.AMBULANCE:
        yield SpokenSentence(Part.HURT, AS_BAD, frozenset(), _FIRST)
    if any(each.startswith(WORSE) for each in new):
        yield SpokenSentence(Part.HURT, THEY_SAY_WORSE, frozenset(), _FIRST)
    if SAFE in new:
        yield SpokenSentence(Part.HOW, CLEAR, frozenset(), _FIRST)
    elif DANGER in new:
        yield SpokenSentence(Part.HOW, WAIT, frozenset(), _FIRST)


def _is_theirs(each: SpokenSentence, *, first: bool, lost: bool) -> bool:
    """Whether it is no statement's, and yet for them: contact lost, first words, who calls."""
    if not _LINE.isdisjoint(each.covers):
        return lost
    return first and each.text.startswith(("Another voice", "A child is", "From the operator"))


_LINE = frozenset(
    HeardThing(Role.NETWORK, what) for what in (Reported.LINE_LOST, Reported.HANDSET_REPLACED)
)
