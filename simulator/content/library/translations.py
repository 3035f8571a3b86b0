"""Messages of the awareness mode in one language, from one Fluent file.

Fluent instead of gettext: a translator edits one text file without compiling, and a language with
six plural forms, such as Welsh, has them beside the message. A missing message is shown in English.
A file is read whole or refused, with every problem at its place: otherwise an unknown value would
be noticed only when a line is shown, on the projector.

Facts stay in the content files, beside their sources. A translation may have them too, as
attributes of messages named after their ids (``myth-tracking`` with ``.statement`` and ``.truth``);
`template` lists everything to translate.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from fluent.syntax import FluentParser, ast

from simulator.content.awareness.plan import Plan, PlayingStep
from simulator.content.diagnostics.near_words import meant_fix
from simulator.content.library.dialled_numbers import changed_number
from simulator.content.library.fluent import FluentPart, UnshowableError, Value, filled, language_of
from simulator.content.library.library import Library
from simulator.content.scenario.scenario import Scenario
from simulator.content.yaml.positions import UNSEEN, Document, KeyPath, Position, position_of
from simulator.content.yaml.reader import completed, plain_text
from simulator.errors import ContentError, LibraryError, Problem, by_place, first_problems

ENGLISH = "en"
MOST_BYTES = 256 * 1024
"""The largest file that is read. A whole one, with all texts of content, has 132,000 bytes in
English with letters that take two bytes; below that no translator could finish theirs."""
SAFETY_LINES = ("banner", "web-banner", "foot-keys", "keys-leave", "help-origin")
"""Messages that a translation may only add to: their English text stays, and comes first."""
_KEYS = re.compile(r"\bF\d{1,2}\b|\bCtrl\+\S")
"""Keys that leave: they keep their names in every language."""
_FIGURE = re.compile(r"\{[^{}]*\}")
"""A figure of the default profile, in a line of the handout."""
_CODE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
"""The name of a translation's file: the code of a language."""
_DAYS = ("day", "on")
"""The values that are days; all others are numbers or texts."""


class Text(NamedTuple):
    """A text of a content file that a translation may replace."""

    key: str
    """The message, or its attribute: ``myth-tracking.truth``."""
    english: str


class Translation:
    """The messages of the awareness mode in one language."""

    def __init__(self, language: str, file: FluentFile, english: FluentFile) -> None:
        """Use the messages of `file`; for missing ones, those of `english`."""
        self.language = language
        self._file = file
        self._english = english

    def __call__(self, key: str, /, **values: Value) -> str:
        """Return a message with its values; KeyError if English has no such message."""
        found = self._said(key, values) or self._english.said(key, values, ENGLISH)
        if found is None:
            raise KeyError(key)
        return found

    @property
    def direction(self) -> str:
        """How its lines run: `ltr`, or `rtl` from right to left."""
        return language_of(self.language).direction

    def _said(self, key: str, values: Mapping[str, Value]) -> str | None:
        with suppress(UnshowableError):
            return self._file.said(key, values, self.language)
        return None

    def has(self, key: str) -> bool:
        """Whether English has a message."""
        return key in self._english.parts

    def text(self, text: Text) -> str:
        """Return a text of a content file, translated if possible."""
        return self._said(text.key, {}) or text.english


class FluentFile:
    """The parts of one file."""

    def __init__(self, path: Path) -> None:
        """Read and parse a file; ContentError if it isn't text, is too large or nested too deep."""
        self.name = str(path)
        self.text = plain_text(path, MOST_BYTES).replace("\r\n", "\n").replace("\r", "\n")
        self.parts: dict[str, FluentPart] = {}
        try:
            self.resource = FluentParser().parse(self.text)
        except RecursionError:
            at = max(re.finditer(r"\{[{\s]*", self.text), key=lambda found: len(found[0])).start()
            found = "placeables are nested too deep"
            raise ContentError([self.problem(at, "too-deep", found)]) from None
        for entry in self.resource.body:
            if isinstance(entry, ast.Message):
                patterns = {f".{each.id.name}": each.value for each in entry.attributes}
                for suffix, pattern in {"": entry.value, **patterns}.items():
                    if pattern is not None:
                        nodes: list[ast.SyntaxNode] = [pattern]
                        for node in nodes:  # It grows meanwhile, without recursion.
                            nodes += _inside(node)
                        part = FluentPart(_offset(entry), pattern, tuple(nodes))
                        # As in Fluent, the first of two messages holds.
                        self.parts.setdefault(f"{entry.id.name}{suffix}", part)

    def said(self, key: str, values: Mapping[str, Value], language: str) -> str | None:
        """Return a message with its values; None if there is none. Raises UnshowableError."""
        part = self.parts.get(key)
        return filled(part.pattern, values, language_of(language)) if part else None

    def written(self, part: FluentPart) -> str:
        """Return a part as it is in the file, on one line."""
        span = part.pattern.span
        return " ".join(self.text[span.start : span.end].split()) if span else part.plain

    def problem(self, at: int, code: str, found: str, expected: str = "", fix: str = "") -> Problem:
        """Return a problem at an offset."""
        named = re.compile(r"[\w-]+").match(self.text, at)
        place = position_of(self.text, at)._replace(width=len(named[0]) if named else 1)
        return completed(self.document.problem(place, (), code, found, expected, fix))

    @cached_property
    def document(self) -> Document:
        """The texts by their keys, for checks of wording."""
        lines = tuple(self.text.split("\n"))
        places: dict[KeyPath, Position] = {(): Position(1, 1)}
        for key, part in self.parts.items():
            line = position_of(self.text, part.at).line
            places[key,] = Position(line, 1, max(len(lines[line - 1]), 1))
        texts = {key: part.plain for key, part in self.parts.items()}
        return Document(self.name, lines, texts, places, {})

    def problems(self, english: FluentFile, texts: Iterable[Text]) -> list[Problem]:
        """Return the problems of a translation of `english` and of the content's `texts`."""
        known = {key: part.variables for key, part in english.parts.items()}
        of_content = {text.key: text.english for text in texts}
        known |= dict.fromkeys(of_content, frozenset())
        junk = (each.annotations[0] for each in self.resource.body if isinstance(each, ast.Junk))
        said = ((_offset(why), f"not valid Fluent: {why.message}") for why in junk)
        syntax = (self.problem(at, "fluent-syntax", found) for at, found in said)
        wrong = (self._wrong(key, part, known, english) for key, part in self.parts.items())
        ours = {key: part.literal for key, part in english.parts.items()} | of_content
        numbers = (self._numbers(key, part, ours.get(key)) for key, part in self.parts.items())
        figures = (self._figures(key, part, of_content) for key, part in self.parts.items())
        return sorted(first_problems(chain(syntax, *wrong, *numbers, *figures)), key=by_place)

    def _figures(
        self, key: str, part: FluentPart, of_content: Mapping[str, str]
    ) -> Iterator[Problem]:
        """Yield a figure such as `{hold}` that a text of a file has otherwise in English."""
        if key in of_content and key.startswith("handout-"):
            ours, theirs = (
                sorted(_FIGURE.findall(each)) for each in (of_content[key], part.literal)
            )
            if ours != theirs:
                found, expected = f"{key} has other figures", ", ".join(ours) or "no figures"
                yield self.problem(part.at, "unknown-value", found, expected)

    def _numbers(self, key: str, part: FluentPart, english: str | None) -> Iterator[Problem]:
        """Yield a number that a message changes: a person in need would dial it."""
        keep = key.startswith("help-")
        if english and (changed := changed_number(english, part.literal, keep=keep)):
            expected = f"the numbers of the English: {english}"
            yield self.problem(part.at, "changed-number", f"{key} {changed}", expected)

    def _wrong(
        self, key: str, part: FluentPart, known: Mapping[str, frozenset[str]], english: FluentFile
    ) -> Iterator[Problem]:
        """Yield how a message differs from its English one, and why it can't be shown."""
        if key not in known:
            found, fix = f"no message {key} is used", meant_fix(key, known)
            yield self.problem(part.at, "unknown-message", found, "a message of en.ftl", fix)
        elif extra := part.variables - known[key]:
            found, expected = f"{key} has no {_named(extra)}", _named(known[key])
            yield self.problem(part.at, "unknown-value", found, expected or "no values")
        else:
            source = english.parts.get(key)
            for lost in _lost(key, part, source) if source else ():
                found = f'{key} leaves out "{lost}"'
                expected = "the English words, then the translation"
                yield self.problem(part.at, "safety-words", found, expected)
            values = {name: date(2026, 1, 1) if name in _DAYS else 3 for name in part.variables}
            try:
                if UNSEEN.search(filled(part.pattern, values, language_of(ENGLISH))):
                    found = f"{key} has an escape for an invisible character"
                    yield self.problem(part.at, "bad-escape", found)
            except UnshowableError as error:
                found = f"{key} can't be shown: {error}"
                yield self.problem(part.at, "fluent-syntax", found)


def _lost(key: str, part: FluentPart, source: FluentPart) -> Iterator[str]:
    """Yield the words that a part has to keep of its English and has not."""
    if key in SAFETY_LINES:
        # A choice or another value before the English words could leave them out.
        english = _words_and_values(source.pattern)
        if not _words_and_values(part.pattern).startswith(english):
            yield english
    else:
        yield from (each for each in _KEYS.findall(source.plain) if each not in part.plain)


def _words_and_values(pattern: ast.Pattern) -> str:
    """Return a pattern on one line up to the first placeable that isn't a value alone."""
    found: list[str] = []
    for each in pattern.elements:
        inner = each.expression if isinstance(each, ast.Placeable) else each
        if isinstance(inner, ast.TextElement):
            found.append(inner.value)
        elif isinstance(inner, ast.VariableReference):
            found.append(f"{{ ${inner.id.name} }}")
        else:
            break
    return " ".join("".join(found).split())


def _inside(node: ast.SyntaxNode) -> Iterator[ast.SyntaxNode]:
    for value in vars(node).values():
        for each in value if isinstance(value, list) else (value,):
            if isinstance(each, ast.SyntaxNode):
                yield each


def _offset(node: ast.SyntaxNode) -> int:
    return node.span.start if node.span else 0


def _named(values: Iterable[str]) -> str:
    return ", ".join(f"${each}" for each in sorted(values))


def paths(folders: tuple[Path, ...]) -> dict[str, Path]:
    """Return the files of all languages, by code; a user's file before a shipped one."""
    found: dict[str, Path] = {}
    for folder in folders:
        if folder.is_dir():
            files = sorted(folder.glob("*.ftl"))
            found |= {path.stem: path for path in files if _CODE.fullmatch(path.stem)}
    return found


def languages(library: Library) -> dict[str, str]:
    """Return the codes of all languages, each with the language's own name for itself."""
    codes = sorted(paths(library.translation_folders()))
    return {code: language_of(code).name for code in codes}


def load(library: Library, language: str = ENGLISH) -> Translation:
    """Load the translation for a code such as ``cy``; LibraryError if there is no file for it."""
    known = paths(library.translation_folders())
    if language not in known:
        hint = meant_fix(language, known) or f"there is {', '.join(known)}"
        raise LibraryError(f'there is no translation "{language}"', hint)
    source = _english(library)
    if source.name == str(known[language]):
        return Translation(language, source, source)
    # A user's own English is a translation too: nothing replaces the shipped safety lines.
    file = FluentFile(known[language])
    if problems := problems_of(file, library):
        raise ContentError(problems)
    return Translation(language, file, source)


def problems_of(file: FluentFile, library: Library) -> list[Problem]:
    """Return the problems of a translation of the shipped English and of the content's texts."""
    return file.problems(_english(library), texts_of(library))


def _english(library: Library) -> FluentFile:
    return FluentFile(library.translation_folders()[0] / f"{ENGLISH}.ftl")


def texts_of(library: Library) -> Iterator[Text]:
    """Yield every text of the content files that a group session shows, with its key."""
    for myth in library.myths():
        see = myth.watch.see if myth.watch else None
        yield from _texts(f"myth-{myth.id}", myth, "statement truth but", see=see)
    for entry in library.support():
        yield from _texts(f"help-{entry.id}", entry, "name reach hours what serves note")
    page = library.handout()
    yield from _texts("handout-page", page, "title about")
    for part in page.parts:
        lines: dict[str, str | None] = {}
        for line in part.lines:
            forms = {"": line.says, "-card": line.card, "-easy": line.easy}
            lines |= {f"{line.id}{form}": text for form, text in forms.items()}
        yield from _texts(f"handout-{part.id}", part, "heading", **lines)
    plans = [loaded.file for loaded in library.plans()]
    for plan in plans:
        yield from _texts(f"plan-{plan.id}", plan, "title about")
        for number, step in enumerate(plan.steps, 1):
            own = _numbered("text", _asked(step))
            yield from _texts(f"plan-{plan.id}-step-{number}", step, "note", **own)
    for name in _calls(library, plans):
        scenario = library.scenario(name).scenario
        yield from _texts(f"call-{name}", scenario, "title", **_of_scenario(scenario))


def _calls(library: Library, plans: Iterable[Plan]) -> tuple[str, ...]:
    """Return the scenarios that a group may see: of plans, of myths, and milder ones."""
    steps = [step for plan in plans for step in plan.steps]
    named = [each.scenario for each in steps if isinstance(each, PlayingStep)]
    named += [myth.watch.scenario for myth in library.myths() if myth.watch]
    known = {entry.id for entry in library.scenarios()}
    for name in named:
        milder = library.scenario(name).scenario.milder if name in known else None
        if milder and milder not in named:
            named.append(milder)
    return tuple(sorted({*named} & known))


def _of_scenario(scenario: Scenario) -> dict[str, str | None]:
    """Return what a group sees of a scenario, besides its title and spoken lines."""
    found = _numbered("content", scenario.content_note)
    found |= _numbered("decide", [point.ask for point in scenario.decision_points])
    if texts := scenario.debrief:
        asked: dict[str, Any] = {f"{outcome}-": own for outcome, own in texts.by_outcome.items()}
        for when, own in {"": texts, **asked}.items():
            found |= {**_numbered(f"{when}ask", own.ask), f"{when}facilitator": own.facilitator}
    return found


def _numbered(part: str, texts: Iterable[str]) -> dict[str, str | None]:
    return {f"{part}-{number}": text for number, text in enumerate(texts, 1)}


def missing(library: Library, language: str) -> tuple[Text, ...]:
    """Return every text that a translation leaves out, so that a group reads it in English."""
    own = FluentFile(paths(library.translation_folders())[language]).parts
    source = _english(library)
    english = (Text(key, source.written(part)) for key, part in source.parts.items())
    every = (*english, *filter(_in_words, texts_of(library)))
    return tuple(each for each in every if each.key not in own) if language != ENGLISH else ()


def _in_words(text: Text) -> bool:
    """Whether there is anything to translate; a number never is."""
    return any(map(str.isalpha, text.english))


def _texts(message: str, held: object, keys: str, /, **more: str | None) -> Iterator[Text]:
    """Yield the texts that a part of a file has under some keys, and more of its texts."""
    parts = {key: getattr(held, key) for key in keys.split()} | more
    yield from (Text(f"{message}.{part}", text) for part, text in parts.items() if text)


def _asked(step: object) -> tuple[str, ...]:
    """Return a plan step's own texts, without its note, in the order of their numbers."""
    ask = getattr(step, "ask", None) or ()
    return (*ask, *getattr(step, "rules", ()))


def template(library: Library) -> str:
    """Return a Fluent file with every text in English, for a translator to start from."""
    parts = [_english(library).text.rstrip("\n"), "\n\n## From the content files\n"]
    last = ""
    for text in filter(_in_words, texts_of(library)):
        name, _, attribute = text.key.partition(".")
        if name != last:
            parts.append(f"\n{name} =\n")
            last = name
        parts.append(f"    .{attribute} = {_escaped(text.english)}\n")
    return "".join(parts)


_BRACES = {ord("{"): '{"{"}', ord("}"): '{"}"}'}


def _escaped(text: str) -> str:
    """Return a text as one line of a Fluent pattern."""
    line = " ".join(text.split()).translate(_BRACES)
    return f'{{"{line[0]}"}}{line[1:]}' if line[0] in ".*[" else line
