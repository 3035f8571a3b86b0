"""Strict YAML reader: plain values with their positions, or the first syntax problem.

Ordinary YAML loaders break this domain: ``press: 55`` becomes a number, ``after: 1:30`` becomes 90,
``answer: yes`` becomes ``True``, and of two equal keys the second silently wins. So one pass over
the parser's *events* (`build_values`) builds values and positions together, and refuses what a
scenario never needs. `syntax_messages` explains what is wrong and how to fix it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NoReturn

import yaml

from simulator.content.yaml.build_values import Builder
from simulator.content.yaml.positions import (
    LINE_END,
    UNSEEN,
    Document,
    Position,
    SyntaxProblem,
    SyntaxProblemError,
    YamlText,
    confusable,
)
from simulator.content.yaml.syntax_messages import conflict, explain, simple
from simulator.errors import ContentError, Problem
from simulator.open_file import FileRefused, content_of

MAX_BYTES = 256 * 1024
"""The largest file that is read: the longest that is shipped has 70,000 bytes. Validating a bad
file takes up to 500 times its size in memory."""

PURE: type[Any] = yaml.SafeLoader
FASTEST: type[Any] = getattr(yaml, "CSafeLoader", PURE)


def read_file(path: Path) -> Document:
    """Read one YAML file; ContentError if it can't be read, or `read_text` refuses it."""
    return read_text(text_of(path), str(path))


def text_of(path: Path, most_bytes: int = MAX_BYTES) -> str:
    """Return the text of a file; ContentError if it can't be read, or isn't UTF-8."""
    try:
        return decoded(content_of(path, most_bytes), str(path))
    except FileRefused as error:
        _refuse(str(path), error.code, error.message, error.hint)


def plain_text(path: Path, most_bytes: int = MAX_BYTES) -> str:
    """Return the text of a file that isn't YAML; ContentError also for invisible characters."""
    text, name = text_of(path, most_bytes), str(path)
    if unseen := UNSEEN.search(text):
        source = YamlText(name, tuple(LINE_END.split(text)))
        try:
            source.refuse_unseen(text, unseen)
        except SyntaxProblemError as error:
            raise ContentError([_problem(source, error.problem)]) from None
    return text


def read_text(text: str, name: str, *, loader: type[Any] = FASTEST) -> Document:
    """Read YAML from a string, or raise ContentError with its first problem in the file ``name``.

    Refused are an empty or large text, invisible characters, tabs as indentation, duplicate keys,
    keys that aren't text, anchors, aliases, merge keys, tags, directives, several documents,
    nesting over ``MAX_DEPTH``, and the markers of a Git conflict.
    """
    if len(text) > MAX_BYTES:
        found = f"the text has {len(text):,} characters; the limit is {MAX_BYTES:,}"
        _refuse(name, "file-too-large", found, "split it into several files")
    text = text.removeprefix("\ufeff")
    lines = tuple(LINE_END.split(text.removesuffix("\n").removesuffix("\r")))
    source = YamlText(name, lines)
    try:
        return _read(text, source, loader)
    except SyntaxProblemError as error:
        raise ContentError([_problem(source, error.problem)]) from error.__cause__


def _problem(source: YamlText, problem: SyntaxProblem) -> Problem:
    """Return the problem; if a confusable character is near its start, with the fix for that."""
    place, code, found, fix, path = problem
    line = source.line(place.line)
    nearby = (*(source.line(at).lstrip()[:1] for at in (place.line, place.line - 1)), line)
    fix = next(filter(None, map(confusable, nearby)), fix)
    where = (source.name, place.line, place.column)
    return Problem(*where, code, found, "", fix, line, place.width, path)


def _read(text: str, source: YamlText, loader: type[Any]) -> Document:
    """Return the text as a document, or raise its first problem."""
    if marked := conflict(source):
        raise SyntaxProblemError(marked)
    unseen = UNSEEN.search(text)
    if unseen:
        source.refuse_unseen(text, unseen)
    builder = Builder(source)
    # The two parsers differ about tabs between words. Use the stricter one for every text with a
    # tab, or a file accepted on this machine would be refused on one without libyaml.
    stream = yaml.parse(text, Loader=PURE if "\t" in text else loader)
    try:
        for event in stream:
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        problem = builder.earlier(explain(source, error, builder.bracket()), error)
        raise SyntaxProblemError(problem) from error
    except (ValueError, OverflowError):  # Raised by the pure parser for "\UFFFFFFFF".
        before = LINE_END.split(text.partition("\\U")[0])
        place = Position(len(before), len(before[-1]) + 1, 2)
        raise SyntaxProblemError(simple("bad-escape", place)) from None
    return builder.document()


def _refuse(name: str, code: str, found: str, fix: str) -> NoReturn:
    """Raise a problem with the file as a whole."""
    raise ContentError([Problem(name, 0, 0, code, found, "", fix)])


def decoded(data: bytes, name: str) -> str:
    """Decode UTF-8; ContentError at the first byte that isn't UTF-8, or is NUL."""
    fix = "save the file as UTF-8 text"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        found = "the file is UTF-16 text"
        raise ContentError([Problem(name, 1, 1, "not-utf8", found, "", fix)])
    code, offset = "binary-file", data.find(b"\0")
    if offset < 0:
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError as error:
            code, offset = "not-utf8", error.start
    before = LINE_END.split(data[:offset].decode("utf-8", "replace"))
    kind = "NUL, so this isn't a text file" if code == "binary-file" else "not UTF-8 text"
    found = f"byte {offset + 1:,} of the file, 0x{data[offset]:02x}, is {kind}"
    raise ContentError([Problem(name, len(before), len(before[-1]) + 1, code, found, "", fix)])
