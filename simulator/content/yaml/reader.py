"""Strict YAML reader: plain values with their positions, or the first syntax problem.

Ordinary YAML loaders break this domain: ``press: 55`` becomes a number, ``after: 1:30`` becomes 90,
``answer: yes`` becomes ``True``, and of two equal keys the second silently wins. So one pass over
the parser's *events* (`build_values`) builds values and positions together, and refuses what a
scenario never needs. `syntax_messages` explains what is wrong and how to fix it.
"""

from __future__ import annotations

import os
import stat
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

MAX_BYTES = 1024 * 1024

PURE: type[Any] = yaml.SafeLoader
FASTEST: type[Any] = getattr(yaml, "CSafeLoader", PURE)


def read_file(path: Path) -> Document:
    """Read one YAML file; ContentError if it can't be read, or `read_text` refuses it."""
    name, noun = str(path), "file"
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            noun = "folder"
            os.scandir(path).close()
            _refuse(name, "is-a-folder", "this is a folder, not a file", "name a file in it")
        if not stat.S_ISREG(status.st_mode):
            _refuse(name, "not-a-file", "this isn't an ordinary file", "name a text file")
        if status.st_size > MAX_BYTES:
            _refuse_size(name, status.st_size)
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)  # It may have grown since `stat`.
    except FileNotFoundError:
        _refuse(name, "no-such-file", "the file doesn't exist", "check how its name is spelt")
    except PermissionError:
        _refuse(name, "unreadable-file", f"you may not read this {noun}", "check its permissions")
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        fix = "check its permissions, and how its name is spelt"
        _refuse(name, "unreadable-file", f"the file cannot be read: {why}", fix)
    if len(data) > MAX_BYTES:
        _refuse_size(name, len(data))
    return read_text(decoded(data, name), name)


def read_text(text: str, name: str, *, loader: type[Any] = FASTEST) -> Document:
    """Read YAML from a string, or raise ContentError with its first problem in the file ``name``.

    Refused are an empty or large text, invisible characters, tabs as indentation, duplicate keys,
    keys that aren't text, anchors, aliases, merge keys, tags, directives, several documents,
    nesting over ``MAX_DEPTH``, and the markers of a Git conflict.
    """
    if len(text) > MAX_BYTES:
        _refuse_size(name, len(text))
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


def _refuse_size(name: str, size: int) -> NoReturn:
    found = f"the file has {size:,} bytes; the limit is {MAX_BYTES:,}"
    _refuse(name, "file-too-large", found, "split it into several files")


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
