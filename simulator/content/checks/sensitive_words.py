"""Find words that blame a caller, and texts that could identify a real person, in any file.

A made-up postcode may exist, and the file can't show that it doesn't. So every text with the form
of an address is reported, but for a house number with a street that is listed in `invented`.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from simulator.content.checks.scripted_sentences import sentences_of
from simulator.content.checks.unknown_ids import KnownReferences, texts_in
from simulator.content.diagnostics.validate import Found, TextSpan
from simulator.content.files.file_kinds import kind_of
from simulator.content.procedure.reference_data import WordingList
from simulator.content.scenario.scenario import CallScript, Scenario
from simulator.content.yaml.positions import Document, KeyPath
from simulator.core import acts as do
from simulator.core.statements import StatementTopic
from simulator.core.terms import Marker, SoundClass, Topic

_STREETS = (
    "Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Close|Court|Crescent|Gardens|Grove|Hill|Mews|Park"
    "|Parade|Place|Rise|Row|Square|Terrace|Way|Walk|Wharf|Yard|View|Green|Gate|Mount|Villas|Wynd"
)
_KINDS = {
    "a postcode": r"(?i:\b[A-Z]{1,2}[0-9][0-9A-Z]? ?[0-9][ABD-HJLNP-UW-Z]{2}\b)",
    "an e-mail address": r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}\.[A-Za-z]{2,20}",
    "the address of a page": r"(?:\bhttps?://|\bwww\.)[^\s\"'<>)]+",
    "a pair of coordinates": (
        r"(?<![\d.])-?\d{1,2}\.\d{3,}°?\s*[NS]?\s*[,;/ ]\s*-?\d{1,3}\.\d{3,}°?\s*[EW]?"
        # With fewer digits, only a text of its own is a pair of coordinates.
        r"|\A\s*[-+]?\d{1,2}\.\d+°?\s*[NS]?\s*[,;/ ]\s*[-+]?\d{1,3}\.\d+°?\s*[EW]?\s*\Z"
        r"|\d{1,3}°\s*\d{1,2}['\u2032’]\s*(?:\d{1,2}(?:\.\d+)?[\"\u2033”]\s*)?[NSEW]"
    ),
    "a grid reference": r"\b[HNSTO][A-HJ-Z] ?\d{3,5} ?\d{3,5}\b",
    "a three-word address": r"///[a-z]+\.[a-z]+\.[a-z]+",
}
_PATTERNS = {what: re.compile(pattern) for what, pattern in _KINDS.items()}
_HOUSE = re.compile(
    rf"\b\d{{1,4}}[A-Za-z]?,? (?P<street>(?:[A-Z][a-z'’]{{1,30}} ){{1,3}}(?:{_STREETS}))\b"
)
_NOBODYS = re.compile(r"\.(?:example|invalid|test)\b|\bexample\.(?:com|org|net)\b")
"""Names that are kept for examples (RFC 2606)."""


_NUMBER = re.compile(r"(?:\+|\b0)[0-9](?:[\s().\-–/]{0,2}[0-9]){8,12}\b")
_CAPITAL = re.compile(r"[A-Z][a-z]+(?:['’][a-z]+)?(?: [A-Z][a-z]+(?:['’][a-z]+)?)*")
_OPENS = frozenset('.!?:…"“‘(')
"""Characters before the first word of a sentence."""
_CALLS = re.compile(r"[,!] (?!and |but |nor |not )(?!.*\bor\b)")
"""Text after a name that addresses a person in a question, unlike a list or a choice."""
_WORD = re.compile(r"[A-Za-z]+")

_STATEMENTS = frozenset(each.value for each in StatementTopic)
_PUBLISHED = ("profile", "force", "rubric", "properties", "myths", "handout", "support")
"""Kinds of files about the published procedure, which may name nations and public bodies."""
_WITH_SPEECH = ("scenario", "persona", "fragment")
"""Kinds of files in which callers and people near speak."""
_BODY = re.compile(r"\b(?:[A-Z][a-z]+ ){1,4}(?:Police|Constabulary)\b")

_HARM = (Topic.IN_DANGER, Topic.INJURED, Topic.WEAPON, Topic.FOLLOWED)


def scenario_words(
    document: Document, scenario: Scenario, known: KnownReferences
) -> Iterator[Found]:
    """Find sensitive words in a scenario, unused names, and a missing content note."""
    harm = any(scenario.facts.get(topic) == "yes" for topic in _HARM)
    harm |= bool(set(scenario.number.markers) - {Marker.ILLNESS, Marker.VULNERABLE})
    harm = harm or any(map(_sounds_of_harm, scenario.calls_in_order))
    if harm and not scenario.content_note:
        found = "the scenario implies harm, but its content note is empty"
        yield ("content_note",), "content-note", found, "a content note", ""
    yield from file_words(document, "scenario", scenario.invented, known)
    texts = [text for key_path, text in texts_in(document) if key_path[0] != "invented"]
    for index, name in enumerate(scenario.invented):
        if not any(name in text for text in texts):
            found = f"{name} appears nowhere else in the file"
            yield ("invented", index), "unused-name", found, "a name that is used", ""


def file_words(
    document: Document, kind: str, names: Collection[str], known: KnownReferences
) -> Iterator[Found]:
    """Find sensitive words, contacts and unlisted names in a file; `names` were invented."""
    invented = frozenset(word for name in names for word in _WORD.findall(name))
    # Organisations have names in help lines, and real telephone numbers only there.
    yield from unlisted_names(
        document, known, invented, but="name" if kind == "support" else "invented"
    )
    if kind not in ("support", "phrases", "reading"):
        yield from _contacts(document, known, invented)
    if kind not in ("phrases", "reading"):  # They are matched and never shown.
        yield from careful_words(document, known)


def careful_words(document: Document, known: KnownReferences) -> Iterator[Found]:
    """Find words to avoid and names of real people, anywhere in a file.

    The name of a statement is not text for readers.
    """
    spoken, texts = _spoken_paths(document), texts_in(document)
    there = _wording_in(known.wording, "\n".join(text for _, text in texts))
    for key_path, text in texts:
        if text in _STATEMENTS:
            continue
        yield from _wording(key_path, text, there, spoken=key_path in spoken)
        yield from _real_names(key_path, text, known.wording)


def _spoken_paths(document: Document) -> frozenset[KeyPath]:
    """Return the key paths of what callers and people near say, of a file that has any."""
    value = document.value
    if not isinstance(value, dict) or kind_of(value) not in _WITH_SPEECH:
        return frozenset()
    return frozenset(each.path for each in sentences_of(document))


def translated_words(document: Document, known: KnownReferences) -> Iterator[Found]:
    """Find telephone numbers, addresses and real names in a translation.

    Capitals are the grammar of some languages, and words to avoid are English.
    """
    # Real telephone numbers belong to help lines, and nowhere else.
    texts = {key: text for key, text in document.value.items() if not key.startswith("help-")}
    yield from _contacts(replace(document, value=texts), known)
    for key_path, text in texts_in(document):
        yield from _real_names(key_path, text, known.wording)


def unlisted_names(
    document: Document,
    known: KnownReferences,
    invented: frozenset[str] = frozenset(),
    but: str = "invented",
) -> Iterator[Found]:
    """Find words that look like the name of a person or place, under any key except `but`."""
    published = kind_of(document.value) in _PUBLISHED
    listed = (*known.wording.capitals, *(known.wording.published if published else ()))
    allowed = {*invented, *(word for name in listed for word in _WORD.findall(name))}
    for key_path, text in texts_in(document):
        if but not in key_path:
            text = _BODY.sub("", text) if published else text
            for address, *_ in _addresses(text, invented):  # Reported by `_contacts`.
                text = text.replace(address, "")
            yield from _names(key_path, text, allowed)


def _contacts(
    document: Document, known: KnownReferences, invented: frozenset[str] = frozenset()
) -> Iterator[Found]:
    numbers = known.library.drama_numbers()
    for key_path, text in texts_in(document):
        for match in _NUMBER.finditer(text):
            if not numbers.holds(match[0]):
                found = f"{match[0]} may be a real telephone number"
                at = (*key_path, TextSpan(match[0]))
                yield at, "real-number", found, "a number of drama_numbers.yaml", ""
        for address, what, fix in _addresses(text, invented):
            there, found = TextSpan(address), f"{address} looks like {what}"
            yield (*key_path, there), "real-address", found, "no address that may be real", fix


@lru_cache(maxsize=8192)
def _addresses(text: str, invented: frozenset[str]) -> tuple[tuple[str, str, str], ...]:
    """Return what looks like an address, with its kind and a fix; `invented` are words of names.

    Kept, since it is a third of a check, and an editor checks nearly the same texts at each letter.
    """
    found = [
        (match[0], what, "")
        for what, pattern in _PATTERNS.items()
        for match in pattern.finditer(text)
        if not _NOBODYS.search(match[0])
    ]
    for match in _HOUSE.finditer(text):
        street = match["street"]
        if not all(word in invented for word in _WORD.findall(street)):
            fix = f'if the street was made up, write invented: ["{street}"]; else leave it out'
            found.append((match[0], "a house number and its street", fix))
    return tuple(found)


def _sounds_of_harm(script: CallScript) -> bool:
    """Whether another person takes the phone, or a disturbance is heard."""
    if script.overheard is not None and script.overheard.do == "take_phone":
        return True
    if script.other is not None and (script.other.may_take_phone or script.other.may_shout):
        return True
    steps = (act for step in (*script.caller, *script.room) for act in step.do)
    made = [action for act in (*steps, *script.background) for action in act.actions()]
    return any(
        isinstance(action, do.TakePhone)
        or (isinstance(action, do.Make) and action.sound.suggests is SoundClass.DISTURBANCE)
        for action in made
    )


def _wording_in(wording: WordingList, texts: str) -> WordingList:
    """Return the part of the list that any of the texts of a file can hold: mostly none of it."""
    lowered = texts.lower()
    words = tuple(each for each in wording.words if each.instead_of in lowered)
    pairs = tuple(pair for pair in wording.together if any(word in lowered for word in pair))
    return wording.model_copy(update={"words": words, "together": pairs})


def _wording(
    key_path: KeyPath, text: str, wording: WordingList, *, spoken: bool
) -> Iterator[Found]:
    lowered = text.lower() if wording.words or wording.together else ""
    for held in wording.words:
        if spoken and held.callers_may:
            continue
        word = held.instead_of
        if word in lowered and (match := re.search(rf"\b{re.escape(word)}(?:s|es)?\b", lowered)):
            written = TextSpan(text[slice(*match.span())])
            found, fix = f'"{word}": {held.why}', f'say "{held.say}"'
            yield (*key_path, written), "wording", found, "", fix
    for pair in wording.together:
        searched = (re.search(rf"\b{word}\b", lowered) for word in pair if word in lowered)
        there = [match for match in searched if match]
        if len(there) == 1:
            missing = next(word for word in pair if word != there[0][0])
            written = TextSpan(text[slice(*there[0].span())])
            found = f'"{there[0][0]}" without "{missing}"'
            fix = f'say "{" and ".join(pair)}", or "the caller"'
            yield (*key_path, written), "wording", found, "", fix


def _real_names(key_path: KeyPath, text: str, wording: WordingList) -> Iterator[Found]:
    words = _WORD.findall(text)
    pairs = [f"{first} {second}" for first, second in pairwise(words)]
    names = dict.fromkeys((*words, *pairs))
    if not wording.has_real(names):
        return
    for name in names:
        if wording.has_real((name,)):
            yield (*key_path, TextSpan(name)), "real-name", "the name of a real person", "", ""


def _names(key_path: KeyPath, text: str, allowed: Collection[str]) -> Iterator[Found]:
    """Find capitalised words inside a sentence, in an address at its start, or as a role."""
    for match in _CAPITAL.finditer(text):
        words = [re.split("['’]", word)[0] for word in match[0].split(" ")]
        before = match.start()
        while before and text[before - 1].isspace():
            before -= 1
        begins = not before or text[before - 1] in _OPENS
        called = _is_called(key_path, text[match.end() :]) or (
            key_path[-1] == "who" and match[0] == text
        )
        unknown = [word for word in words[begins and not called :] if word not in allowed]
        if unknown:
            name = " ".join(unknown)
            fix = f'if it was made up, write invented: ["{name}"]'
            there = (*key_path, TextSpan(name))
            yield there, "unlisted-name", f"{name} looks like a name", "no real names", fix


def _is_called(key_path: KeyPath, rest: str) -> bool:
    """Whether the first word of a sentence addresses a person; `rest` follows it."""
    if "ask" in key_path[-2:]:
        return _CALLS.match(rest) is not None
    return key_path[-1] == "words" and rest.startswith((",", "!"))
