"""Sentences on what was heard: other voices, sounds by name and time, and what has stopped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from simulator.core.instant import Millis, minutes
from simulator.core.statements import STATEMENTS, StatementTopic, Weighs, lowers
from simulator.core.terms import Intent, Reported, Role, Sound
from simulator.knowledge.facts import CallbackState, HeardThing, Hearers, KnownFacts, Stamp
from simulator.knowledge.judgements.cover import cover
from simulator.knowledge.judgements.telling import TALK
from simulator.knowledge.learning import AT_THE_DOOR
from simulator.knowledge.ledger import SaidHow, Speaker
from simulator.knowledge.sounds_taken import FEWEST_WORDS
from simulator.knowledge.threat import others_matter
from simulator.language.telling.account import SaidWords
from simulator.language.telling.answer_words import MOST_HELPFUL, MOST_TELLING, SOUND_WORDS
from simulator.language.telling.sentence import (
    SpokenSentence,
    Teller,
    listed,
    quote,
    quoted_by_caller,
)
from simulator.language.telling.statement_words import STATEMENT_WORDS, Part
from simulator.language.telling.statements import inferred, prompts, raises_danger

BY_OPERATOR = "From the operator:"
MOST_SOUNDS = 4
QUIET_FOR: Millis = 60_000
"""After so long without a sound it is said since when (assumption)."""
MORE_THAN_TALK = 6
"""Of an answer or "how much longer?", so many: there is more in it than that (assumption)."""


def of_sounds(teller: Teller) -> Iterator[SpokenSentence]:
    """Yield what was heard here; then what the operator heard."""
    names = list(SOUND_WORDS)
    sounds = {
        thing: teller.known.at(Stamp.HEARD, thing.what) or 0
        for thing in teller.facts.heard
        if isinstance(thing.what, Sound) and teller.wanted(thing)
    }
    for first, last, rank in ((0, MOST_TELLING, 1), (MOST_TELLING, MOST_HELPFUL, 3), (0, 99, 4)):
        chosen = [thing for thing in sounds if thing.what in names[first:last]]
        if chosen and teller.wants(frozenset(sounds), rank):
            chosen.sort(key=lambda each: (names.index(Sound(each.what)), each))
            chosen = sorted(chosen[:MOST_SOUNDS], key=lambda each: (sounds[each], each))
            dated = (f"{SOUND_WORDS[Sound(e.what)]} at {minutes(sounds[e])}" for e in chosen)
            text = f"Heard: {listed(dict.fromkeys(dated))}."
            yield SpokenSentence(Part.NOW, text, frozenset(sounds), rank)
        if chosen:
            return


def by_operator(teller: Teller) -> Iterator[SpokenSentence]:
    """Yield the operator's own words on what was heard first."""
    reports = teller.facts.handover
    words = teller.account.operator_words
    if not words or not reports:
        return
    told = frozenset(reports)
    stated = [each for each in teller.from_operator if not each.lowers]
    to_us = {(e.topic, e.value) for e in teller.facts.ledger if e.how is not SaidHow.OPERATOR}
    ranks = [
        STATEMENT_WORDS[each.topic].rank
        for each in stated
        if each.topic in STATEMENT_WORDS and (each.topic, each.value) not in to_us
    ]
    grave = not told.isdisjoint(_GRAVE_REPORTS)
    # What happened, in the caller's own words, cannot wait for a second burst.
    happened = any(STATEMENTS[each.topic].weighs in _HAPPENED for each in stated) and bool(ranks)
    rank = 0 if happened else min((*ranks, 1 if grave else 3))
    if teller.wants(told.union(stated), rank):
        text = f'{BY_OPERATOR} "{words}"'
        follows = inferred(teller) if any(map(raises_danger, stated)) else ()
        yield SpokenSentence(Part.NOW, text, told.union(stated, follows), rank)


_HAPPENED = (Weighs.DANGER, Weighs.BODY)
_GRAVE_REPORTS = (
    *(Reported.DISTURBANCE, Reported.OTHER_VOICE, Reported.GROAN, Reported.VOICES),
    *(Reported.WHISPER, Reported.SPEECH, Reported.CHILD, Reported.PRETENCE),
)


def of_other_voices(teller: Teller) -> Iterator[SpokenSentence]:
    """Yield what other people said, in their words; it is never the caller's word."""
    facts, repeated = teller.facts, [*prompts(teller)]
    for said in (each for each in teller.account.of_others() if each not in repeated):
        thing = HeardThing(Role.ROOM, said.intent or Intent.NOT_TO_CALL)
        stated = [
            each
            for each in facts.ledger
            if each.speaker is Speaker.OTHER and said.states(each.topic, each.value)
        ]
        to_call = said.intent is not Intent.NOT_TO_CALL
        raises = any(not lowers(*each) and each[0] in STATEMENT_WORDS for each in said.means)
        rank = 0 if to_call and said.means else 1 if raises or said.means else 2
        covers = frozenset((thing, *stated, ("words", said.at)))
        if not teller.wants(covers, rank):
            continue
        head = "Another voice, to us" if to_call else "Heard, another voice"
        before = (each for each in teller.account.of_others() if each.at < said.at)
        if any(each.words == said.words for each in before):
            text = f"{head}, again at {minutes(said.at)}: {quote(said.words)}"
        else:
            text = teller.dated(said.at, f"{head}: {quote(said.words)}")
        theirs = any(lowers(*each) for each in said.means) or (to_call and not raises)
        own = f" Not {teller.people.caller.possessive} own word." if theirs else ""
        yield SpokenSentence(Part.NOW, f"{text}{own}", covers, rank)
    yield from _too_faint(teller)
    if facts.other_voice:
        spoke = "" if facts.speaks else f"{teller.people.caller.noun} hasn't spoken to us."
        if spoke:
            yield SpokenSentence(Part.NOW, f"{spoke[:1].upper()}{spoke[1:]}", frozenset(), 1)


def _too_faint(teller: Teller) -> Iterator[SpokenSentence]:
    """Yield that a voice was heard of which no word could be made out: somebody is there."""
    if not teller.account.faint:
        return
    at = teller.account.faint[-1]
    heard = (each for each in teller.facts.heard if each.who is Role.ROOM)
    things = (each for each in heard if isinstance(each.what, Intent))
    covers = frozenset((*things, *(("words", each) for each in teller.account.faint)))
    if teller.wants(covers, 2):
        # With its time always: each time that somebody speaks there is news.
        text = f"Another voice at {minutes(at)}, too faint to make out."
        yield SpokenSentence(Part.NOW, text, covers, 2)


def of_callers_words(teller: Teller) -> Iterator[SpokenSentence]:
    """Yield words of the caller's that state nothing by themselves, and what they pretend."""
    pretended = False
    for said in teller.account.said:
        if not said.by_caller or said.how == "operator":
            continue
        thing = HeardThing(Role.CALLER, said.intent) if said.intent else None
        covers: frozenset[object] = frozenset({thing, ("words", said.at)} - {None})
        if said.intent is Intent.NOT_TO_CALL:
            own = (each for each in teller.facts.ledger if each.speaker is not Speaker.OTHER)
            covers |= {
                each
                for each in own
                if said.states(each.topic, each.value) and teller.account.only_aside(each)
            }
        if said.intent is Intent.PRETENDS and not pretended:
            pretended = True
            whom = cover(teller.facts)
            head = f"{teller.caller('talk')} as if to {whom.label if whom else 'somebody else'}"
            text = teller.dated(said.at, f"{head}: {quote(said.words, 12)}")
            text += " Take it as a call for help."
            yield SpokenSentence(Part.NOW, text, covers | {Reported.PRETENCE}, 0)
        elif said.intent is Intent.NOT_TO_CALL and teller.wants(covers, 1):
            text = f"Heard, the caller to somebody there: {quote(said.words)}"
            text = teller.dated(said.at, text)
            yield SpokenSentence(Part.NOW, text, covers, 1)
        elif said.intent not in _OWN_SENTENCE and _adds(said) and teller.wants(covers, 3):
            yield SpokenSentence(Part.NOW, quoted_by_caller(teller, said), covers, 3)


_OWN_SENTENCE = (Intent.PRETENDS, Intent.NOT_TO_CALL)


def _adds(said: SaidWords) -> bool:
    """Whether words that have no sentence otherwise are worth passing on."""
    least = MORE_THAN_TALK if said.intent in TALK else FEWEST_WORDS
    length = len(said.words.split())
    if length < least or (said.answers and not said.means and length <= MORE_THAN_TALK):
        return False  # "Yeah, I think so", without its question, is no news.
    small = said.means and {topic for topic, _ in said.means} <= {StatementTopic.SMALL_TALK}
    if small or said.words.rstrip().endswith("?"):
        return False  # "Are you still on?" was for us, and an apology is no news.
    told = any(topic in STATEMENT_WORDS for topic, _ in said.means)
    return not told and not said.words.startswith("(")


def of_the_line(teller: Teller) -> Iterator[SpokenSentence]:
    """Yield what has become of the line, and what has stopped."""
    facts = teller.facts
    if facts.line_lost:
        at = teller.at(Stamp.CUT) or teller.at(Stamp.STAGE)
        lost = frozenset(
            HeardThing(Role.NETWORK, what)
            for what in (Reported.LINE_LOST, Reported.HANDSET_REPLACED)
        )
        text = f"Line gone at {at}.{_last_heard(teller)}{_rung(facts)}"
        yield SpokenSentence(Part.NOW, text, lost, 0)
        return
    if facts.was_held:
        held = frozenset({HeardThing(Role.NETWORK, Reported.HANDSET_REPLACED)})
        yield SpokenSentence(Part.NOW, "Heard: the handset put down.", held, 2)
    if facts.worse:
        text = f"The sign that we agreed for worse came at {teller.at(Stamp.WORSE)}."
        yield SpokenSentence(Part.NOW, text, frozenset(), 0)
    # A silence that a sound has broken goes on after it, for one who says nothing.
    agreed = Intent.GO_QUIET in facts.said and not facts.speaks
    quiet = facts.silence and not _just_brought(teller)
    if facts.briefed and (quiet or agreed or _fell_silent(teller)):
        yield _in_silence(teller)
    elif facts.checks > 1:
        since = teller.at(Stamp.SIGN) or teller.at(Stamp.CALL)
        text = f"No sign from {teller.people.caller.whom} since {since}, though asked twice."
        yield SpokenSentence(Part.NOW, text, frozenset(), 0)
    elif (sound := teller.known.at(Stamp.SOUND)) is not None and teller.now - sound >= QUIET_FOR:
        if facts.unit_status in AT_THE_DOOR:
            return  # They are given the last sign.
        yield SpokenSentence(Part.NOW, f"No sound since {minutes(sound)}.", frozenset(), 2)


FELL_SILENT = 100_000
"""From the last sign of a caller who gives signs, until they are said to have fallen silent
(CH-51, assumption)."""


def _fell_silent(teller: Teller) -> bool:
    """Whether a caller who answers by signs alone has given none for long."""
    last = teller.known.at(Stamp.SIGN)
    return not teller.facts.speaks and last is not None and teller.now - last >= FELL_SILENT


def _just_brought(teller: Teller) -> bool:
    """Whether a third voice has brought words of the caller's in the last minute."""
    last = teller.known.at(Stamp.SIGN)
    return teller.facts.via is not None and last is not None and teller.now - last < 60_000


def _in_silence(teller: Teller) -> SpokenSentence:
    """Return what comes over a line that is listened to in silence (practice2 4.2).

    Only what came from there counts, never our own words; a sound that says nothing of a person is
    left out.
    """
    last = teller.known.at(Stamp.SIGN)
    since = "yet" if last is None else f"since {minutes(last)}"
    who = teller.people.caller.whom
    text = f"{LISTENING} {minutes(teller.now)}, listening: no word or sign from {who} {since}"
    newest = newest_heard(teller)
    text += f", {newest.words} at {minutes(newest.at)}" if newest is not None else ""
    return SpokenSentence(Part.NOW, f"{text}.", frozenset(), 3)


LISTENING = "Line open at"
"""How what comes over a line in silence begins."""
LAST_SIGN = "Last sign from"
"""How the last sign of a caller begins."""
OF_NOW = (LISTENING, LAST_SIGN)
"""Sentences on this very moment: none of them is true a burst later."""
LISTENED_FOR: Millis = 110_000
"""From one report of a silence to the next, which is due each two minutes (practice2 4.2)."""
QUIET_SINCE: Millis = 30_000
"""From the caller's last word or sign until their silence is reported (assumption)."""


class _Newest(NamedTuple):
    """What was heard last of a person."""

    at: Millis
    words: str
    covers: object


def newest_heard(teller: Teller) -> _Newest | None:
    """Return what was heard last of a person since the caller's last sign; None if nothing was."""
    known, account = teller.known, teller.account
    sounds = (
        _Newest(known.at(Stamp.HEARD, thing.what) or 0, SOUND_WORDS[Sound(thing.what)], thing)
        for thing in teller.facts.heard
        if thing.what in _OF_A_PERSON
    )
    spoke = [(each.at, f'another voice, {quote(each.words)[:-2]}"') for each in account.of_others()]
    spoke += [(at, "another voice") for at in account.faint]
    voices = (_Newest(at, words, ("words", at)) for at, words in spoke)
    newest = max((*sounds, *voices), key=lambda each: (each.at, each.words), default=None)
    sign = known.at(Stamp.SIGN) or 0
    return newest if newest is not None and newest.at > sign else None


def last_sign(teller: Teller, rank: int, part: Part = Part.NOW) -> Iterator[SpokenSentence]:
    """Yield when the caller last gave a sign, and what was heard of a person since (EN-04)."""
    if last := teller.at(Stamp.SIGN):
        text = f"{LAST_SIGN} {teller.people.caller.whom} at {last}"
        newest = newest_heard(teller)
        text += f"; last heard: {newest.words} at {minutes(newest.at)}" if newest else ""
        yield SpokenSentence(part, f"{text}.", frozenset(), rank)


def each_heard_once(
    said: Sequence[SpokenSentence], teller: Teller, listened: Millis | None, now: Millis
) -> Iterator[SpokenSentence]:
    """Yield sentences, with what was heard in one of them and not in two.

    A silence is reported each two minutes, and not again with each step (practice2 4.2); who
    hears when the last sign was does not hear it twice. It is said `now`.
    """
    newest = newest_heard(teller)
    named = newest is not None and any(newest.covers in each.covers for each in said)
    signed = any(each.text.startswith(LAST_SIGN) for each in said)
    last = teller.known.at(Stamp.SIGN)
    fresh = last is not None and now - last < QUIET_SINCE
    lately = listened is not None and now - listened < LISTENED_FOR
    for each in said:
        if each.text.startswith(LISTENING) and (signed or fresh or lately):
            continue
        if named and newest is not None and each.text.startswith(OF_NOW):
            at = minutes(newest.at)
            for end in (f", {newest.words} at {at}", f"; last heard: {newest.words} at {at}"):
                each = each._replace(text=each.text.replace(end, ""))
        yield each


_OF_A_PERSON = (*[*SOUND_WORDS][:10], Sound.BREATHING, Sound.LOUD_BREATH, Sound.LAUGHTER)
"""Sounds by which a person can be known to be there."""


_LANGUAGES = (
    *("Arabic", "Bengali", "French", "Gujarati", "Italian", "Kurdish", "Panjabi", "Polish"),
    *("Portuguese", "Romanian", "Somali", "Spanish", "Tamil", "Turkish", "Ukrainian", "Urdu"),
)
"""Languages by which a caller may name theirs in English (CH-41, assumption)."""


def named_language(said: Iterable[str]) -> str:
    """Return the first language that a caller's sentences name; empty if none does."""
    return next((name for words in said for name in _LANGUAGES if name in words), "")


_RUNG = {CallbackState.FAILED: " Rung back, no answer.", CallbackState.RUNG: " Ringing back now."}


def _rung(facts: KnownFacts) -> str:
    """Return what was decided on ringing back; nothing of a line that was rung back already."""
    if facts.rung_back:
        return ""
    if facts.callback is CallbackState.NOT_RUNG:
        return f" {not_rung(facts)}."
    return _RUNG.get(facts.callback, "")


def not_rung(facts: KnownFacts) -> str:
    """Return that the number was not rung, with what is true of who might answer (CH-66)."""
    again = " again" if facts.rung_back else ""
    if facts.other_voice or facts.hear is Hearers.EXPOSED:
        why = "somebody else may have the phone"
    elif not others_matter(facts):
        why = "officers are on their way"
    elif facts.ledger.own or facts.signs or facts.disturbance:
        why = "who is near may hear it ring"
    else:
        why = "who would answer is not known"
    return f"Not rung{again}: {why}"


def _last_heard(teller: Teller) -> str:
    """Return what was heard last before the line went."""
    names = {
        thing.what: teller.known.at(Stamp.HEARD, thing.what) or 0
        for thing in teller.facts.heard
        if isinstance(thing.what, Sound)
    }
    last = max(names, key=lambda each: (names[each], each), default=None)
    return f" Last heard: {SOUND_WORDS[Sound(last)]}." if last is not None else ""


def who_calls(teller: Teller) -> Iterator[SpokenSentence]:
    """Yield what officers need to know of the caller before all else: a child, a language."""
    facts = teller.facts
    child = Speaker.CHILD in facts.ledger.speakers
    if child or facts.caller_said(Intent.CHILD_SPEAKS) or facts.reported(Reported.CHILD):
        covers = {HeardThing(Role.CALLER, Intent.CHILD_SPEAKS), Reported.CHILD}
        text = "A child is on the phone to us."
        if teller.account.grown_up_since is not None:
            text = "A child rang; a grown-up has the phone now."
        yield SpokenSentence(Part.WHO, text, frozenset(covers), 0)
    if _speaks_another_language(facts):
        heard = {HeardThing(Role.CALLER, Intent.OTHER_LANGUAGE), Reported.OTHER_LANGUAGE}
        stated = {each for each in facts.ledger if each.topic is StatementTopic.LITTLE_ENGLISH}
        text = f"{teller.caller('speak')} {_language(teller)}, little English."
        yield SpokenSentence(Part.WHO, text, frozenset(heard | stated), 1)


def _language(teller: Teller) -> str:
    """Return the caller's language by its name, if they said it."""
    said = (each.words for each in teller.account.said if each.by_caller)
    return named_language(said) or "another language"


def _speaks_another_language(facts: KnownFacts) -> bool:
    stated = facts.ledger.says(StatementTopic.LITTLE_ENGLISH)
    said = facts.caller_said(Intent.OTHER_LANGUAGE)
    return said or stated or facts.reported(Reported.OTHER_LANGUAGE)
