"""Messages of the awareness mode in one language, from one Fluent file.

Fluent (`fluent.runtime`) instead of gettext: a translator edits one text file without compiling,
and a language with six plural forms, such as Welsh, has them beside the message. A missing message
is shown in English.

Facts stay in the content files, beside their sources. A translation may have them too, as
attributes of messages named after their ids (``myth-tracking`` with ``.statement`` and ``.truth``);
`template` lists everything to translate.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from fluent.runtime import FluentBundle

from simulator.content.diagnostics.nearest_word import did_you_mean
from simulator.content.library.fluent_file import FluentFile
from simulator.content.library.library import Library
from simulator.errors import ContentError, LibraryError, Problem

ENGLISH = "en"
LOCALES = {ENGLISH: "en-GB"}
"""The locale for dates, if it doesn't follow from the language's code."""
_CODE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
"""The name of a translation's file: the code of a language."""
Value = str | int | float | date


class Text(NamedTuple):
    """A text of a content file that a translation may replace."""

    key: str
    """The message, or its attribute: ``myth-tracking.truth``."""
    english: str


class Translation:
    """The messages of the awareness mode in one language."""

    def __init__(self, language: str, bundle: FluentBundle, english: FluentBundle) -> None:
        """Use the messages of `bundle`; for missing ones, those of `english`."""
        self.language = language
        self._bundle = bundle
        self._english = english

    def __call__(self, key: str, /, **values: Value) -> str:
        """Return a message with its values; KeyError if English has no such message."""
        found = _said(self._bundle, key, values) or _said(self._english, key, values)
        if found is None:
            raise KeyError(key)
        return found

    def has(self, key: str) -> bool:
        """Whether English has a message."""
        return bool(self._english.has_message(key))

    def text(self, text: Text) -> str:
        """Return a text of a content file, translated if possible."""
        return _said(self._bundle, text.key, {}) or text.english


def _said(bundle: FluentBundle, key: str, values: Mapping[str, Value]) -> str | None:
    name, _, attribute = key.partition(".")
    if not bundle.has_message(name):
        return None
    message = bundle.get_message(name)
    pattern = message.attributes.get(attribute) if attribute else message.value
    if pattern is None:
        return None
    said, errors = bundle.format_pattern(pattern, dict(values))
    # What Fluent gives up, such as a line of thousands of parts, is shown in English.
    return None if errors else str(said)


def paths(folders: tuple[Path, ...]) -> dict[str, Path]:
    """Return the files of all languages, by code; a user's file before a shipped one."""
    found: dict[str, Path] = {}
    for folder in folders:
        if folder.is_dir():
            files = sorted(folder.glob("*.ftl"))
            found |= {path.stem: path for path in files if _CODE.fullmatch(path.stem)}
    return found


def load(library: Library, language: str = ENGLISH) -> Translation:
    """Load the translation for a code such as ``cy``; LibraryError if there is no file for it."""
    known = paths(library.translation_folders())
    if language not in known:
        hint = did_you_mean(language, known) or f"there is {', '.join(known)}"
        raise LibraryError(f'there is no translation "{language}"', hint)
    source = _english(library)
    english = bundle_of(source, ENGLISH)
    if source.name == str(known[language]):
        return Translation(language, english, english)
    # A user's own English is a translation too: nothing replaces the shipped safety lines.
    file = FluentFile(known[language])
    if problems := problems_of(file, library):
        raise ContentError(problems)
    return Translation(language, bundle_of(file, language), english)


def problems_of(file: FluentFile, library: Library) -> list[Problem]:
    """Return the problems of a translation of the shipped English and of the content's texts."""
    return file.problems(_english(library), (text.key for text in texts_of(library)))


def _english(library: Library) -> FluentFile:
    return FluentFile(library.translation_folders()[0] / f"{ENGLISH}.ftl")


def bundle_of(file: FluentFile, language: str) -> FluentBundle:
    """Return a bundle of one file, without Unicode direction marks: terminals would show them."""
    bundle = FluentBundle([LOCALES.get(language, language)], use_isolating=False)
    bundle.add_resource(file.resource)
    return bundle


def texts_of(library: Library) -> Iterator[Text]:
    """Yield every text of the content files that a group session shows, with its key."""
    for myth in library.myths():
        see = myth.watch.see if myth.watch else None
        parts = {"statement": myth.statement, "truth": myth.truth, "but": myth.but, "see": see}
        yield from _texts(f"myth-{myth.id}", parts)
    for entry in library.support():
        parts = {
            "name": entry.name, "what": entry.what, "reach": entry.reach,
            "only-for": entry.only_for, "note": entry.note,
        }  # fmt: skip
        yield from _texts(f"help-{entry.id}", parts)
    page = library.handout().file
    yield from _texts("handout-page", {"title": page.title, "about": page.about})
    for part in page.parts:
        lines = {line.id: line.says for line in part.lines}
        yield from _texts(f"handout-{part.id}", {"heading": part.heading, **lines})
    for plan in (loaded.file for loaded in library.plans()):
        yield from _texts(f"plan-{plan.id}", {"title": plan.title, "about": plan.about})
        for number, step in enumerate(plan.steps, 1):
            own = {f"text-{place}": text for place, text in enumerate(_asked(step), 1)}
            yield from _texts(f"plan-{plan.id}-step-{number}", {"note": step.note, **own})


def _texts(message: str, parts: Mapping[str, str | None]) -> Iterator[Text]:
    """Yield the parts of a message that there are."""
    yield from (Text(f"{message}.{part}", text) for part, text in parts.items() if text)


def _asked(step: object) -> tuple[str, ...]:
    """Return a plan step's own texts, without its note, in the order of their numbers."""
    ask = getattr(step, "ask", None) or ()
    asked = (ask,) if isinstance(ask, str) else tuple(ask)
    labels = [getattr(getattr(step, side, None), "label", None) for side in ("left", "right")]
    return (*asked, *getattr(step, "rules", ()), *(label for label in labels if label))


def template(library: Library) -> str:
    """Return a Fluent file with every text in English, for a translator to start from."""
    parts = [_english(library).text.rstrip("\n"), "\n\n## From the content files\n"]
    last = ""
    for text in texts_of(library):
        name, _, attribute = text.key.partition(".")
        if name != last:
            parts.append(f"\n{name} =\n")
            last = name
        parts.append(f"    .{attribute} = {_escaped(text.english)}\n")
    return "".join(parts)


_BRACES = {ord("{"): '{"{"}', ord("}"): '{"}"}'}


def _escaped(text: str) -> str:
    """Return a text as one line of a Fluent pattern."""
    line = " ".join(text.split())
    line = line.translate(_BRACES)
    return f'{{"{line[0]}"}}{line[1:]}' if line[0] in ".*[" else line
