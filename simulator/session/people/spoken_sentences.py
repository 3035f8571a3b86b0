"""The words of a simulated person: sentences drawn by the seed, reasoning, and briefings.

What was said is remembered by its variant, so that no sentence comes twice running, and those said
least come first. A published prompt has one variant, and stays as it is printed. What a call
handler writes uses only facts of this call, so the record says what was known, what was not, and
what would change the judgement (CH-72, CH-84).
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from simulator.core import acts as do
from simulator.core import terms
from simulator.core.instant import Millis, minutes
from simulator.core.log import Body
from simulator.core.terms import (
    Heading,
    Intent,
    Marker,
    Reported,
    Role,
    Service,
    Sound,
    Topic,
    YesMeans,
)
from simulator.knowledge.answers import PLAIN, HowKnown
from simulator.knowledge.facts import Hearers, KnownFacts, Lookup, PlaceKnown, Same, Stamp
from simulator.knowledge.knowledge import Knowledge
from simulator.knowledge.learning import AT_THE_DOOR
from simulator.knowledge.situation import Situation, is_coached, situations
from simulator.knowledge.taken_back import prompts, takes_back
from simulator.language.lines import Fitting, LineBook, LineSlot, LineVariant, drawn, fitting, used
from simulator.session.random_stream import RandomStream

_NEAR = (Sound.FOOTSTEPS, Sound.DOOR)
_GIVEN = frozenset({LineSlot.LANGUAGE, LineSlot.COUNT})
_COUNTED = (*do.SPOKEN, do.SendText)
_NAMED = {
    "he": re.compile(r"\b(?:he|him|his|husband|boyfriend|bloke|fella|man|dad|daddy|son)\b", re.I),
    "she": re.compile(r"\b(?:she|her|hers|wife|girlfriend|missus|woman|mum|mummy)\b", re.I),
}
"""Words by which a caller speaks of the other person. Both in one sentence say nothing."""
_PRONOUNS: Mapping[str, Mapping[str, str]] = {
    "he": {LineSlot.HE: "he", LineSlot.HIM: "him", LineSlot.HIS: "his"},
    "she": {LineSlot.HE: "she", LineSlot.HIM: "her", LineSlot.HIS: "her"},
}
_SPOKE = frozenset({Reported.SPEECH, Reported.WHISPER})


class SpokenWords:
    """What one person has said in a call, and what they could say next."""

    def __init__(self, book: LineBook, stream: RandomStream) -> None:
        """Draw from the variants of `book`."""
        self._book = book
        self._stream = stream
        self._said: list[str] = []
        self._drawn: dict[str, LineVariant] = {}
        self._heard = ""
        """The caller's last words, of which one may be said back."""
        self._spoken_of: Mapping[str, str] = {}
        """How the caller speaks of the other person: he or she."""

    def words(
        self,
        purpose: str,
        facts: KnownFacts,
        values: Mapping[str, str],
        news: frozenset[str] = frozenset(),
    ) -> str:
        """Return a sentence for `purpose` that takes up `news`; empty if none fits."""
        known = {**_values(facts), **self._spoken_of, **values}
        filled = frozenset(name for name, value in known.items() if value)
        if news:
            filled |= self._used(purpose)
        lines = _fitting(Same(self._book), purpose, facts, filled, news)
        line = drawn(lines, self._stream, self._said)
        if line is None:
            return ""
        sentence = line.filled({**known, str(LineSlot.SAID): line.echoes(filled)})
        self._drawn[sentence] = line
        return sentence

    def hear(self, words: str) -> None:
        """Hear the caller: the words, and whether the other person is he or she in them."""
        self._heard = words
        found = {each for each, named in _NAMED.items() if named.search(words)}
        if len(found) == 1:
            self._spoken_of = _PRONOUNS[found.pop()]

    def _used(self, purpose: str) -> frozenset[str]:
        """Return the words of the caller that lines for a purpose could say back."""
        listed = {word for line in self._book.get(purpose, ()) for word in line.said}
        found = [word for word in listed if re.search(rf"\b{word}\b", self._heard, re.IGNORECASE)]
        return frozenset((*map(used, found), *([str(LineSlot.SAID)] if found else ())))

    def directions(self, sentence: str) -> tuple[YesMeans, ...]:
        """Return the direction of a question as its act has it: none if it asks forward."""
        way = self._drawn[sentence].yes_means if sentence in self._drawn else YesMeans.SO
        return () if way is YesMeans.SO else (way,)

    def note_said(self, body: Body) -> None:
        """Remember what was said. A sentence that was only planned does not count."""
        words = getattr(body, "words", "")
        if words and isinstance(body, _COUNTED):
            self._said.append(self._drawn[words].words if words in self._drawn else words)


@lru_cache(maxsize=8_192)
def _fitting(
    book: Same[LineBook],
    purpose: str,
    facts: KnownFacts,
    filled: frozenset[str],
    news: frozenset[str],
) -> Fitting:
    """Return the lines for a purpose that fit these facts; `filled` are slots with a value."""
    lines = book.value.get(purpose, ())
    # What the caller has just given is said back, and not asked for.
    given = _GIVEN & filled
    lines = tuple(line for line in lines if given & line.slots) or lines
    return fitting(Same(lines), line_conditions(facts), filled, news)


@lru_cache(maxsize=4_096)
def line_conditions(facts: KnownFacts) -> frozenset[str]:
    """Return the names of the conditions under which a variant fits these facts."""
    names = {str(each) for each in situations(facts)}
    if facts.speaks or not _SPOKE.isdisjoint(facts.handover):
        names.add("spoken")
    if Situation.LANGUAGE in names:
        names.discard("spoken")
    if facts.caller_said(Intent.SAYS_MISTAKE):
        # A grown-up has the phone now: a child's words are for the child.
        names -= {Situation.CHILD}
        if facts.caller_said(Intent.CHILD_SPEAKS):
            names.add("grown_up")
    if Situation.CHILD_HIDES in names:
        # Nothing for a child who may be loud, run about or fetch a grown-up.
        names -= {Situation.CHILD}
    if facts.rung_back:
        names = names - {"spoken"} | {"rung_back"}
    if facts.unit_status in AT_THE_DOOR:
        names.add("at_the_door")
    if facts.line_lost and facts.place is PlaceKnown.NONE:
        names.add("lost")
    near = any(thing.what in _NEAR for thing in facts.heard) or facts.reported(Reported.VOICES)
    if facts.hear is Hearers.SAFE:
        names.add("unheard")
    elif near:
        names.add("low")
    if facts.of(Topic.WHAT_HAPPENED).stated:
        names.add("told")
    if Situation.DISGUISED in names and facts.unit and not facts.arrived:
        names.add("cover_sent")
    return frozenset(names)


def _named(facts: KnownFacts) -> str:
    """Return the place as the caller named it, so that it fits into a sentence."""
    kept: list[str] = []
    for sentence in facts.place_words.rstrip(".").split(". "):
        # Dots in place of words left out of a record are kept, each of them.
        if not any(each in sentence and each.strip(".") for each in kept):
            kept.append(_within(sentence))
    return ", ".join(kept)


_SMALL_WORD = re.compile(
    r"(?:The|A|An|Above|At|Behind|Below|By|Near|Next|On|Opposite|Outside|Over|Past|Round|Under"
    r"|Upstairs|Downstairs|In|Inside)\b"
)


def _within(sentence: str) -> str:
    """Return words as a part of a sentence: only a name keeps its capital."""
    small = _SMALL_WORD.match(sentence)
    return f"{sentence[:1].lower()}{sentence[1:]}" if small else sentence


_COUNTS = {1: "one", 2: "two", 3: "three", 4: "four", 5: "five"}


@lru_cache(maxsize=4_096)
def _values(facts: KnownFacts) -> Mapping[str, str]:
    """Return what the slots of a line are filled with; what is not known stays empty."""
    address = facts.address_held
    source = facts.source
    place = facts.location[source].place if source else ""
    known_door = facts.is_yes(Topic.AT_KNOWN_ADDRESS)
    return {
        LineSlot.ADDRESS: address,
        LineSlot.PLACE: address if known_door else _named(facts) or place,
        LineSlot.WORDS: _named(facts),
        LineSlot.MINUTES: str(facts.eta or ""),
        LineSlot.COUNT: _COUNTS.get(facts.of(Topic.CAN_HEAR).times, ""),
        LineSlot.UNIT: facts.unit,
    }


_WORDS = {
    Topic.IN_DANGER: "danger now",
    Topic.INJURED: "injury",
    Topic.OTHER_PERSON_PRESENT: "who is there",
    Topic.WEAPON: "weapon",
    Topic.CHILDREN: "children",
}
"""What officers want to know of any call, so what is missing of it is said."""


def reasoning_text(heading: Heading, known: Knowledge) -> str:
    """Return the reasoning under one heading, in sentences about this call."""
    reasoning = _reasoning(heading, known.facts)
    if heading is not Heading.INVESTIGATION:
        return reasoning
    return " ".join((*((reasoning,) if reasoning else ()), *_places(known)))


@lru_cache(maxsize=4_096)
def _reasoning(heading: Heading, facts: KnownFacts) -> str:
    return " ".join(_REASONING[heading](facts))


def briefing_text(act: do.BriefOfficers, known: Knowledge) -> str:
    """Return a briefing beyond its lists: the place, what is not known, and caution."""
    return " ".join((*_at_the_door(known), *_briefing(act, known)))


def taken_back(said: Sequence[tuple[Role, Millis, str]]) -> str:
    """Say that a caller took it back after another person had spoken, each in their own words.

    Officers have to hear who said what, and how soon after it (practice2 BR-02); empty if no other
    person's words came before the caller's.
    """
    heard = next((place for place, (who, *_) in enumerate(said) if who is Role.ROOM), len(said))
    replies = [each for each in said[heard:] if each[0] is Role.CALLER]
    reply = next((each for each in replies if takes_back(each[2])), replies[0] if replies else None)
    if reply is None:
        return ""
    _, then, words = reply
    before = [each for each in said[heard : said.index(reply)] if each[0] is Role.ROOM]
    told = next((each for each in reversed(before) if prompts(each[2])), before[-1])
    return (
        f'Another person said: "{told[2]}" {(then - told[1]) // 1_000} s later the caller said: '
        f'"{words}" Treat as not clear: see the caller alone.'
    )


def _at_the_door(known: Knowledge) -> Iterator[str]:
    """Say what officers need who met another person, or nobody (CH-81)."""
    facts = known.facts
    if facts.unit_status not in AT_THE_DOOR or facts.clues_given:
        return
    if facts.unit_status is terms.UnitStatus.NOT_FOUND:
        yield "Please look again: nothing shows that the caller has left."
    else:
        yield "Please see the caller alone: another person's word does not close this."
    for topic, words in _TOLD.items():
        if facts.is_yes(topic) and facts.of(topic).how in (HowKnown.TOLD, HowKnown.TEXT):
            yield f"By the caller at {_at(known, Stamp.FACT, topic)}: {words}."
    if facts.markers:
        yield f"On the number: {', '.join(marker.label for marker in facts.markers)}."
    yield f"Last sign from the caller: {_at(known, Stamp.SIGN)}."


_TOLD = {Topic.IN_DANGER: "there is danger now", Topic.INJURED: "someone is hurt"}


def _at(known: Knowledge, stamp: Stamp, subject: str = "") -> str:
    """Return when that last was, in the call's own time."""
    at = known.at(stamp, subject)
    return "none" if at is None else minutes(at)


def _briefing(act: do.BriefOfficers, known: Knowledge) -> Iterator[str]:
    facts = known.facts
    placed = not {Topic.AT_KNOWN_ADDRESS, Topic.LOCATION}.isdisjoint((*act.topics, *act.ruled_out))
    if act.location or placed or facts.address_new or not facts.briefed:
        yield from _places(known)
    if facts.checks > 1 and not facts.silence_briefed:
        yield f"No sign from the caller since {_at(known, Stamp.SIGN)}, though asked twice."
    hurt = not facts.briefed or Topic.INJURED in act.topics
    if hurt and Service.AMBULANCE in facts.brought_in:
        yield "An ambulance was asked for."
    if facts.briefed:
        return
    yield from _it_seems(facts)
    missing = _not_known(facts, act.unknown)
    if missing:
        yield f"Not known: {', '.join(missing)}."
    if facts.hear is not Hearers.SAFE:
        yield "The caller may be overheard: nothing about officers was said."


def _it_seems(facts: KnownFacts) -> Iterator[str]:
    """Say which situations seem to hold; of a child who hides not also that a child calls."""
    seen = situations(facts)
    for situation in seen:
        same = situation is Situation.CHILD and Situation.CHILD_HIDES in seen
        if situation is not Situation.UNKNOWN and not same:
            yield f"It seems that {situation.label}."


def _places(known: Knowledge) -> Iterator[str]:
    """Say the place itself, how sure it is, and of what time (CH-57, CH-60)."""
    facts = known.facts
    if facts.place_words:
        yield f'The caller says where: "{facts.place_words}".'
    address = facts.address_held
    if address and facts.is_yes(Topic.AT_KNOWN_ADDRESS):
        yield f"Confirmed by the caller: {address}."
        return
    if address and facts.is_no(Topic.AT_KNOWN_ADDRESS):
        yield f"The caller answered that it is not {address}."
    elif facts.address and facts.trace is Lookup.FOUND:
        yield f"Trace at {_at(known, Stamp.RESULT)}: {address}."
    elif facts.address:
        yield f"Held on the number, not confirmed: {address}."
    # The smallest circle; an address counts as the smallest.
    sizes = {source: data.radius or 0 for source, data in sorted(facts.location.items())}
    if sizes:
        source = min(sizes, key=sizes.__getitem__)
        data = facts.location[source]
        sure = "an address" if data.radius is None else f"within {data.radius} m"
        of = _at(known, Stamp.DATA, source)
        yield f"Place at {of}: {data.place} ({sure}, {source.label})."
    elif not (address or facts.place_words):
        yield "No place is known."


def _threat(facts: KnownFacts) -> Iterator[str]:
    if facts.is_yes(Topic.IN_DANGER):
        yield "The caller answered that there is danger now."
    elif facts.is_no(Topic.IN_DANGER):
        yield "The caller answered that there is no danger now; this alone lowers nothing."
    else:
        yield "Danger could not be established by an answer."
    if facts.disturbance:
        yield "A disturbance was heard."
    if facts.other_voice:
        yield "Another voice spoke for the caller."
    if is_coached(facts):
        yield "The caller called it a mistake after another voice was heard: not taken as theirs."
    yield from _it_seems(facts)


def _harm(facts: KnownFacts) -> Iterator[str]:
    if facts.is_yes(Topic.INJURED) or facts.ill:
        yield "Injury or illness is known or heard; an ambulance is for that."
    else:
        answered = facts.is_no(Topic.INJURED)
        yield "No injury, by the caller's answer." if answered else "Injury is not known."
    if facts.is_yes(Topic.WEAPON):
        yield "A weapon is there."
    elif not facts.is_no(Topic.WEAPON):
        yield "Whether there is a weapon is not known."


def _risk(facts: KnownFacts) -> Iterator[str]:
    reason = facts.grade_reason.label if facts.grade_reason else "doubt remains"
    yield f"Graded {facts.grade}: {reason}."
    missing = _not_known(facts, ())
    if missing:
        yield f"What could change that is not known: {', '.join(missing)}."
    if facts.checks > 1:
        yield "The caller gives no sign any more. Quiet is not taken as calm: the grade stays."
    yield (
        "Lower only if the caller says that they are safe, or officers do."
        if facts.sent
        else "Higher at any sound of danger or any marker."
    )


def _investigation(facts: KnownFacts) -> Iterator[str]:
    if facts.search is Lookup.NOTHING:
        yield "Nothing is held on the number."
    elif facts.markers or facts.earlier or facts.address:
        held = [marker.label for marker in facts.markers]
        held += ["earlier calls"] if facts.earlier else []
        yield f"On the number: {', '.join(held) or 'an address'}."
    if facts.trace is Lookup.WAITING:
        yield "A trace is running."


def _vulnerability(facts: KnownFacts) -> Iterator[str]:
    if facts.caller_said(Intent.CHILD_SPEAKS):
        yield "A young child is calling."
    if Marker.ILLNESS in facts.markers or facts.ill:
        yield "The caller may be ill."
    if not facts.speaks:
        yield "The caller has not been able to speak."
    if facts.is_yes(Topic.CHILDREN):
        yield "Children are there."
    if facts.hear in (Hearers.UNSAFE, Hearers.EXPOSED):
        yield "Another person can hear the call."
    elif facts.hear is Hearers.UNKNOWN:
        yield "Who can hear the call is not known."
    else:
        yield "The caller says that nobody else can hear."


def _engagement(facts: KnownFacts) -> Iterator[str]:
    if facts.was_cut or facts.stage is terms.LineStage.DOWN:
        yield "The line was lost; whether to ring depends on who may answer."
    elif facts.speaks:
        yield "In contact by voice; questions short and closed."
    elif facts.signs:
        ways = ", ".join(sorted(sign.label for sign in facts.signs))
        yield f"In contact by signs: {ways}."
    else:
        yield "No usable sign yet; the line stays open."
    if facts.sent and facts.stage is terms.LineStage.WITH_CALL_HANDLER:
        yield "Officers are sent; the line is kept until they are with the caller."


_REASONING: dict[Heading, Callable[[KnownFacts], Iterable[str]]] = {
    Heading.THREAT: _threat,
    Heading.HARM: _harm,
    Heading.RISK: _risk,
    Heading.INVESTIGATION: _investigation,
    Heading.VULNERABILITY: _vulnerability,
    Heading.ENGAGEMENT: _engagement,
}


def _not_known(facts: KnownFacts, listed: Collection[Topic]) -> list[str]:
    """Return what is not known of every call and not `listed` as such already."""
    missing = (topic for topic in _WORDS if topic not in listed)
    return [_WORDS[topic] for topic in missing if facts.fact(topic) not in PLAIN]
