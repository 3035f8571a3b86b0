"""Find words that blame a caller, and texts that could identify a real person, in any file."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import pairwise

from simulator.content.checks.addresses import addresses
from simulator.content.checks.unknown_ids import KnownReferences, leaves
from simulator.content.diagnostics.validate import Found, TextSpan
from simulator.content.files.file_kinds import kind_of
from simulator.content.procedure.reference_data import DramaNumbers, WordingList
from simulator.content.scenario.scenario import CallScript, RoomStep, Scenario, ScriptStep
from simulator.content.yaml.positions import Document, KeyPath
from simulator.core import acts as do
from simulator.core.terms import Marker, SoundClass, Topic

_NUMBER = re.compile(r"(?:\+|\b0)[0-9](?:[\s().\-–/]{0,2}[0-9]){8,12}\b")
_CAPITAL = re.compile(r"[A-Z][a-z]+(?:['’][a-z]+)?(?: [A-Z][a-z]+(?:['’][a-z]+)?)*")
_OPENS = frozenset('.!?:…"“‘(')
"""Characters before the first word of a sentence."""
_CALLS = re.compile(r"[,!] (?!and |but |nor |not )(?!.*\bor\b)")
"""Text after a name that addresses a person in a question, unlike a list or a choice."""
_WORD = re.compile(r"[A-Za-z]+")

_PUBLISHED = ("profile", "force", "rubric", "properties", "myths", "handout", "support")
"""Kinds of files about the published procedure, which may name nations and public bodies."""
_BODY = re.compile(r"\b(?:[A-Z][a-z]+ ){1,4}(?:Police|Constabulary)\b")

_HARM = (Topic.IN_DANGER, Topic.INJURED, Topic.WEAPON, Topic.FOLLOWED)


def scenario_words(
    document: Document, scenario: Scenario, known: KnownReferences
) -> Iterator[Found]:
    """Find sensitive words in a scenario, unused names, and a missing content note."""
    if _implies_harm(scenario) and not scenario.content_note:
        found = "the scenario implies harm, but its content note is empty"
        fix = "say in a few words what to know before the call begins"
        yield ("content_note",), "content-note", found, "a content note", fix
    yield from part_words(document, scenario.invented, known)
    yield from _unused_names(document, scenario)


def part_words(
    document: Document, names: Collection[str], known: KnownReferences
) -> Iterator[Found]:
    """Find sensitive words and unlisted names in a scenario or a part; `names` were invented."""
    yield from plain_words(
        document, known, {word for name in names for word in _WORD.findall(name)}
    )


def unlisted_names(
    document: Document,
    known: KnownReferences,
    invented: Collection[str] = (),
    but: str = "invented",
) -> Iterator[Found]:
    """Find words that look like the name of a person or place, under any key except `but`."""
    published = kind_of(document.value) in _PUBLISHED
    listed = (*known.wording.capitals, *(known.wording.published if published else ()))
    allowed = {*invented, *(word for name in listed for word in _WORD.findall(name))}
    for key_path, value in leaves(document.value):
        if isinstance(value, str) and but not in key_path:
            text = _BODY.sub("", value) if published else value
            for address in addresses(text, invented):  # Reported by `plain_words`.
                text = text.replace(address.text, "")
            yield from _names(key_path, text, allowed)


def _unused_names(document: Document, scenario: Scenario) -> Iterator[Found]:
    """Find names that are listed as invented and do not appear."""
    texts = [
        value
        for key_path, value in leaves(document.value)
        if isinstance(value, str) and key_path[0] != "invented"
    ]
    for index, name in enumerate(scenario.invented):
        if not any(name in text for text in texts):
            found = f"{name} appears nowhere else in the file"
            yield ("invented", index), "unused-name", found, "a name that is used", ""


def plain_words(
    document: Document, known: KnownReferences, invented: Collection[str] = ()
) -> Iterator[Found]:
    """Find telephone numbers, addresses, names and words to avoid, anywhere in a file."""
    yield from unlisted_names(document, known, invented)
    yield from contacts(document, known, invented)
    yield from careful_words(document, known)


def contacts(
    document: Document, known: KnownReferences, invented: Collection[str] = ()
) -> Iterator[Found]:
    """Find telephone numbers and addresses, anywhere in a file."""
    for key_path, value in leaves(document.value):
        if isinstance(value, str):
            yield from _numbers(key_path, value, known.library.drama_numbers())
            for address in addresses(value, invented):
                found = f"{address.text} looks like {address.what}"
                there = (*key_path, TextSpan(address.text))
                yield there, "real-address", found, "no address that may be real", address.fix


def translated_words(document: Document, known: KnownReferences) -> Iterator[Found]:
    """Find telephone numbers, addresses and real names in a translation.

    Capitals are the grammar of some languages, and words to avoid are English.
    """
    # Real telephone numbers belong to help lines, and nowhere else.
    texts = {key: text for key, text in document.value.items() if not key.startswith("help-")}
    yield from contacts(replace(document, value=texts), known)
    for key_path, value in leaves(document.value):
        yield from _real_names(key_path, value, known.wording)


def careful_words(document: Document, known: KnownReferences) -> Iterator[Found]:
    """Find words to avoid and names of real people, anywhere in a file."""
    for key_path, value in leaves(document.value):
        if isinstance(value, str):
            yield from _wording(key_path, value, known.wording)
            yield from _real_names(key_path, value, known.wording)


def _implies_harm(scenario: Scenario) -> bool:
    stated = any(scenario.facts.get(topic) == "yes" for topic in _HARM)
    stated |= bool(set(scenario.number.markers) - {Marker.ILLNESS, Marker.VULNERABLE})
    return stated or any(map(_sounds_of_harm, scenario.calls_in_order))


def _sounds_of_harm(script: CallScript) -> bool:
    """Whether another person takes the phone, or a disturbance is heard."""
    if script.overheard is not None and script.overheard.do == "take_phone":
        return True
    steps: tuple[ScriptStep | RoomStep, ...] = (*script.caller, *script.room)
    made = [action for step in steps for act in step.do for action in act.actions()]
    made += [action for sound in script.background for action in sound.actions()]
    return any(
        isinstance(action, do.TakePhone)
        or (isinstance(action, do.Make) and action.sound.suggests is SoundClass.DISTURBANCE)
        for action in made
    )


def _numbers(key_path: KeyPath, text: str, numbers: DramaNumbers) -> Iterator[Found]:
    for match in _NUMBER.finditer(text):
        if not numbers.holds(match[0]):
            found = f"{match[0]} may be a real telephone number"
            fix = "write one from the ranges for drama, such as 07700 900123"
            there = (*key_path, TextSpan(match[0]))
            yield there, "real-number", found, "a number of drama_numbers.yaml", fix


def _wording(key_path: KeyPath, text: str, wording: WordingList) -> Iterator[Found]:
    lowered = text.lower()
    for held in wording.words:
        if held.instead_of not in lowered:
            continue
        if match := re.search(rf"\b{re.escape(held.instead_of)}(?:s|es)?\b", lowered):
            found, fix = f'"{held.instead_of}": {held.why}', f'say "{held.say}"'
            yield (*key_path, TextSpan(text[slice(*match.span())])), "wording", found, "", fix
    for pair in wording.together:
        searched = (re.search(rf"\b{word}\b", lowered) for word in pair if word in lowered)
        there = [match for match in searched if match]
        if len(there) == 1:
            missing = next(word for word in pair if word != there[0][0])
            found = f'"{there[0][0]}" without "{missing}"'
            fix = f'say "{" and ".join(pair)}", or "the caller"'
            written = TextSpan(text[slice(*there[0].span())])
            yield (*key_path, written), "wording", found, "", fix


def _real_names(key_path: KeyPath, text: str, wording: WordingList) -> Iterator[Found]:
    words = _WORD.findall(text)
    pairs = [f"{first} {second}" for first, second in pairwise(words)]
    for name in dict.fromkeys((*words, *pairs)):
        if wording.is_real(name):
            found = "the name of a real person"
            yield (*key_path, TextSpan(name)), "real-name", found, "an invented name", ""


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
