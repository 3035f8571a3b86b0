"""Acts that a call asked for, and that no criterion asks of every call: strengths by what was done.

A silence that was announced and kept, a correction on the air, a phone that was not rung, a word
said back, a line let go because the caller had to: practice leaves each to the moment, so no rule
counts them as met. A page may praise them (practice 6.4, practice2 4.2, 5, 6 and 7).
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from simulator.core import acts as do
from simulator.core.call import takes_line_down
from simulator.core.instant import Millis
from simulator.core.log import Body, Entry
from simulator.core.statements import StatementTopic
from simulator.core.terms import Intent, Reason, Role, Term, UnitStatus
from simulator.debrief.assess.effects import CameOfIt, OwnAct, effect_of, own_act
from simulator.debrief.assess.in_the_past import came, lasted, quoted
from simulator.knowledge.facts import Hearers, KnownFacts
from simulator.knowledge.judgements.waiting import is_hidden, nobody_to_hide_from
from simulator.knowledge.knowledge import Knowledge
from simulator.late_pattern import late_pattern


class EarnedBy(Term):
    """What was done, and why it matters in any call: the most particular first (assumption)."""

    LET_GO = "let_go", "Who may be found with the phone is safer without it, if help goes on."
    NOT_RUNG = "not_rung", "A phone that rings can give away who hid it."
    QUIET = "quiet", "A silence with a reason and an end can be trusted by one who hides."
    CORRECTED = "corrected", "Officers act on what they were given until they are given better."
    SAID_BACK = "said_back", "Who hears their own word back knows that it arrived."


class Earned(NamedTuple):
    """An act that earned praise, and what it brought or answered."""

    by: EarnedBy
    criterion: str
    """The id of the criterion nearest to it; where that was missed, nothing is praised."""
    act: Entry
    own: OwnAct


RESTS_ON = {
    EarnedBy.LET_GO: "line-kept-open",
    EarnedBy.NOT_RUNG: "callback-decided",
    EarnedBy.QUIET: "silence-kept",
    EarnedBy.CORRECTED: "briefing-true",
    EarnedBy.SAID_BACK: "answers-taken-up",
}
"""The criterion by which each is shown in a file."""
_GROUP: Millis = 6_000
"""From one sentence of an announcement to the next (assumption)."""
_QUIET: Millis = 20_000
"""A shorter silence is a pause (assumption)."""
_LIMIT: Millis = 120_000
_LIMIT_HIDDEN: Millis = 300_000
"""What a silence may last before a word is due again: WT-12 and practice2 4.2 (assumption)."""
_ENDS_SOON: Millis = 12_000
"""How soon after a sign the silence that waited for it ends (assumption)."""
_SAID_BACK: Millis = 15_000
"""How long after a caller's words they can be said back (assumption)."""
_GOES: Millis = 90_000
"""How long after "I have to go" a line goes because of it (assumption)."""
_NO_REASON = (Reason.POLICY, Reason.JUDGEMENT)


def earned(heard: Sequence[Entry], role: Role) -> Iterator[Earned]:
    """Yield what a seat did that this call asked for, each kind once, in the order of the call."""
    if role is not Role.CALL_HANDLER:
        return
    knowledge = Knowledge(role)
    seen: set[EarnedBy] = set()
    for place, entry in enumerate(heard):
        if entry.actor is role and isinstance(entry.body, do.Action):
            for by, effect in _of(heard, place, knowledge):
                if by not in seen and effect is not None:
                    seen.add(by)
                    yield Earned(
                        by, RESTS_ON[by], entry, own_act(heard, entry)._replace(effect=effect)
                    )
            back = _may_say_back(entry, knowledge) and EarnedBy.SAID_BACK not in seen
            if back and (found := _said_back(heard, place)):
                seen.add(EarnedBy.SAID_BACK)
                own = own_act(heard, entry)._replace(did=found[0], effect=found[1])
                yield Earned(EarnedBy.SAID_BACK, RESTS_ON[EarnedBy.SAID_BACK], entry, own)
        knowledge = knowledge.after(entry)


def _of(
    heard: Sequence[Entry], place: int, knowledge: Knowledge
) -> Iterator[tuple[EarnedBy, CameOfIt | None]]:
    entry, facts = heard[place], knowledge.facts
    before, after = heard[:place], heard[place + 1 :]
    match entry.body:
        case do.Say(intent=Intent.GO_QUIET) if _is_to_hide(facts):
            limit = _LIMIT_HIDDEN if is_hidden(facts) else _LIMIT
            yield EarnedBy.QUIET, _kept(after, entry, limit)
        case do.DecideAgainstCallback(reason=reason) if reason not in _NO_REASON:
            yield EarnedBy.NOT_RUNG, _not_rung(before, after, entry)
        case do.BriefOfficers(text=text) if _CORRECTS.match(text):
            yield EarnedBy.CORRECTED, _put_right(before, entry)
        case do.EndCall() if facts.sent and not facts.found:
            yield EarnedBy.LET_GO, _had_to_go(before, entry)
        case do.Say() if facts.sent and not facts.found and _goes(after, entry):
            yield EarnedBy.LET_GO, _had_to_go(before, entry)


def _may_say_back(entry: Entry, knowledge: Knowledge) -> bool:
    """Whether a caller's word may be said aloud: nobody else hears it (BF-5)."""
    heard = knowledge.hear(entry.at) is Hearers.SAFE or nobody_to_hide_from(knowledge.facts)
    return heard and isinstance(entry.body, do.Say | do.Ask)


def _is_to_hide(facts: KnownFacts) -> bool:
    """Whether the caller may be heard, and needs no ambulance: who is hurt is talked to (4.4)."""
    return facts.hear is not Hearers.SAFE and not facts.brought_in


def _kept(after: Sequence[Entry], act: Entry, limit: Millis) -> CameOfIt | None:
    """Return how long an announced silence was kept, and until what; None if it was not.

    Nor if it was broken only after its `limit` (ms): then a word had been due.
    """
    begun = act.at
    for entry in after:
        own = entry.actor is act.actor
        if own and isinstance(entry.body, do.Finish) and entry.at - begun <= _GROUP:
            begun = entry.at
            continue
        if own and isinstance(entry.body, do.SPOKEN):
            if entry.at - begun <= _GROUP:
                begun = entry.at
                continue
            return _until(after, begun, entry, limit)
        found = isinstance(entry.body, do.UnitReport) and entry.body.status is UnitStatus.FOUND
        if found and entry.at - begun >= _QUIET:
            long = lasted(entry.at - begun)
            return CameOfIt(f"you kept to it for {long}, until the caller was found", entry.seq)
        if takes_line_down(entry.body):
            return None
    return None


def _until(after: Sequence[Entry], begun: Millis, words: Entry, limit: Millis) -> CameOfIt | None:
    within = [each for each in after if begun <= each.at < words.at and each.seq < words.seq]
    signs = [
        each
        for each in within
        if each.actor is Role.CALLER
        and (do.sign_of(each.body) is not None or isinstance(each.body, do.Say))
    ]
    if signs and words.at - signs[0].at > _ENDS_SOON:
        return None  # Who gave a sign was left without an answer.
    if (signs[0] if signs else words).at - begun > limit:
        return None
    if signs and isinstance(signs[0].body, do.Say) and not _ASKS_US.isdisjoint(signs[0].body.means):
        return None  # Who has to ask what is being done heard too little.
    least = _QUIET if signs and isinstance(signs[0].body, do.Say) else _GROUP
    if signs and signs[0].at - begun >= least:
        long = lasted(signs[0].at - begun)
        return CameOfIt(
            f"you kept to it for {long}, until {came(signs[0].body)} came", signs[0].seq
        )
    if words.at - begun < _QUIET:
        return None
    return CameOfIt(f"you kept to it for {lasted(words.at - begun)}", words.seq)


def _not_rung(before: Sequence[Entry], after: Sequence[Entry], act: Entry) -> CameOfIt | None:
    lost = next((each for each in reversed(before) if takes_line_down(each.body)), None)
    rung = any(isinstance(each.body, do.CallBack) for each in after)
    if lost is None or rung:
        return None
    text = f"{lasted(act.at - lost.at)} after the line had gone"
    return CameOfIt(text, lost.seq, followed=False)


_CORRECTS = late_pattern(r"\W*(correction|corrected|sorry, (not|i said))\b", re.IGNORECASE)
"""Corrections begin "Correction:" (practice2 6)."""


def _put_right(before: Sequence[Entry], act: Entry) -> CameOfIt | None:
    first = next(
        (
            e
            for e in reversed(before)
            if isinstance(e.body, do.BriefOfficers) and e.actor is act.actor
        ),
        None,
    )
    if first is None:
        return None
    text = f"{lasted(act.at - first.at)} after what you had given them"
    return CameOfIt(text, act.seq, followed=False)


def _goes(after: Sequence[Entry], act: Entry) -> bool:
    """Whether the line then went, and not by this seat."""
    for entry in after:
        if entry.at - act.at > _GOES or isinstance(entry.body, do.EndCall):
            return False
        if takes_line_down(entry.body):
            return True
    return False


def _had_to_go(before: Sequence[Entry], act: Entry) -> CameOfIt | None:
    said = next(
        (e for e in reversed(before) if e.actor is Role.CALLER and isinstance(e.body, do.Say)), None
    )
    body = None if said is None else said.body
    if said is None or not isinstance(body, do.Say) or act.at - said.at > _GOES:
        return None
    if _GOES_AWAY not in body.means:
        return None
    text = f"{lasted(act.at - said.at)} after {came(said.body)}"
    return CameOfIt(text, said.seq, followed=False)


_GOES_AWAY = (StatementTopic.PHONE_GOES_AWAY, True)


def _said_back(heard: Sequence[Entry], place: int) -> tuple[str, CameOfIt] | None:
    """Return what was said of the caller's word, and what it brought; None without either."""
    act = heard[place]
    said = _last_said(heard[:place], act)
    if said is None or not isinstance(said.body, do.Say) or not said.body.means:
        return None
    if isinstance(act.body, do.Ask) and len(act.body.about) > 1:
        return None  # What came of two questions at once shows nothing.
    theirs = _long_words(said.body.words)
    sentences = _SENTENCES.findall(getattr(act.body, "words", ""))
    back = [e for e in sentences if not e.endswith("?") and not _long_words(e).isdisjoint(theirs)]
    effect = effect_of(heard, act) if back else None
    if effect is None or not effect.followed:
        return None
    reply = next(each.body for each in heard if each.seq == effect.seq)
    # "Please hurry." answers nothing that was said back.
    answers = isinstance(reply, do.Say) and (
        not reply.means
        or not _NO_ANSWER.issuperset(topic for topic, _ in reply.means)
        or reply.intent in (Intent.SAYS_YES, Intent.SAYS_NO)
    )
    if not answers and not _is_sign(reply):
        return None
    # What came may answer the question after it: without it, "Nope." would deny the word.
    asked = next((each.strip() for each in sentences if each.strip().endswith("?")), "")
    also = f" and asked {quoted(asked)}" if asked else ""
    return f"said back {quoted(back[0].strip())}{also}", effect


_ASKS_US = {(StatementTopic.HOW_LONG, True), (StatementTopic.ARE_YOU_THERE, True)}


def _is_sign(body: Body) -> bool:
    return do.sign_of(body) is not None and not isinstance(body, do.Say)


_NO_ANSWER = {
    *(StatementTopic.HOW_LONG, StatementTopic.ARE_YOU_THERE, StatementTopic.AFRAID),
    StatementTopic.ASKS_ADVICE,
}
_SENTENCES = late_pattern(r"[^.?!]+[.?!]*")


def _last_said(before: Sequence[Entry], act: Entry) -> Entry | None:
    """Return what the caller has just said, if nothing was said to it yet."""
    for entry in reversed(before):
        if act.at - entry.at > _SAID_BACK or (
            entry.actor is act.actor and isinstance(entry.body, do.SPOKEN)
        ):
            return None
        if entry.actor is Role.CALLER and isinstance(entry.body, do.Say):
            return entry
    return None


_LONG_WORD = late_pattern(r"[a-z]{4,}")
# fmt: off
_SMALL = frozenset((
    "that", "this", "with", "your", "here", "from", "near", "have", "there", "where", "what",
    "just", "they", "them", "then", "well", "yeah", "okay", "please", "sorry", "right", "know",
    "think", "going", "come", "coming",
))
# fmt: on
"""Words of four letters or more that say nothing back."""


def _long_words(text: str) -> set[str]:
    return set(_LONG_WORD.findall(text.lower())) - _SMALL
