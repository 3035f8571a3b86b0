"""Strict YAML: plain values and the place of each, or the first mistake at its line and column.

Ordinary YAML loaders hurt this domain: ``press: 55`` becomes a number, ``after: 1:30`` becomes 90,
``answer: yes`` becomes ``True``, and of two equal keys the second silently wins. So one pass over
the parser's *events* (`builder`) builds value and places together, with its own short list of what
is not text, and refuses what a scenario never needs. `explain_errors` says in plain words what is
wrong and how to fix it.
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
from simulator.content.yaml.syntax_messages import conflict, explain
from simulator.errors import ContentError, Problem

MAX_BYTES = 1024 * 1024

PURE: type[Any] = yaml.SafeLoader
FASTEST: type[Any] = getattr(yaml, "CSafeLoader", PURE)


def read_file(path: Path) -> Document:
    """Read one YAML file.

    Raises:
        ContentError: it is not there, is no readable text file, or breaks a rule of ``read_text``.
    """
    name, noun = str(path), "file"
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            noun = "folder"
            os.scandir(path).close()
            _refuse(name, "is-a-folder", "a folder, where a file belongs", "name a file in it")
        if not stat.S_ISREG(status.st_mode):
            _refuse(name, "not-a-file", "this is no ordinary file", "name a text file")
        if status.st_size > MAX_BYTES:
            _refuse_size(name, status.st_size)
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)  # it may have grown since
    except FileNotFoundError:
        _refuse(name, "no-such-file", "there is no such file", "check how its name is spelt")
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
    """Read YAML that is already text; ``name`` is what messages call it.

    Raises:
        ContentError: with one problem, the first. It is empty, too large, has characters that
            cannot be seen, is not YAML, or uses what we refuse: tabs as indentation, duplicate
            keys, keys that are not text, anchors, aliases, merge keys, tags, directives, several
            documents, nesting over ``MAX_DEPTH``, or the marks of a conflict in Git.
    """
    if len(text) > MAX_BYTES:
        _refuse_size(name, len(text))
    text = text.removeprefix("\ufeff")
    lines = tuple(LINE_END.split(text.removesuffix("\n").removesuffix("\r")))
    source = YamlText(name, lines)
    try:
        return _read(text, source, loader)
    except SyntaxProblemError as error:
        raise ContentError([_problem(source, error.mistake, loader)]) from error.__cause__


def _problem(source: YamlText, mistake: SyntaxProblem, loader: type[Any]) -> Problem:
    """The mistake as a problem, with its corrected line if the file can be read past that."""
    place, code, found, fix, fixed, path = mistake
    line = source.line(place.line)
    if fixed and not _gets_past(source, place.line, fixed, loader):
        fixed = ""
    begins = [confusable(source.line(at).lstrip()[:1]) for at in (place.line, place.line - 1)]
    if strange := next(filter(None, begins), "" if fixed else confusable(line)):
        fix, fixed = strange, ""
    where = (source.name, place.line, place.column)
    return Problem(*where, code, found, "", fix, line, place.width, path, fixed_line=fixed)


def _gets_past(source: YamlText, number: int, fixed: str, loader: type[Any]) -> bool:
    """Whether a corrected line leaves no mistake in the lines up to its own."""
    lines = (*source.lines[: number - 1], fixed, *source.lines[number:])
    try:
        _read("\n".join(lines), YamlText("", lines), loader)
    except SyntaxProblemError as error:
        return error.mistake.place.line > number
    return True


def _read(text: str, source: YamlText, loader: type[Any]) -> Document:
    """The text as a document, or its first mistake."""
    if marked := conflict(source):
        raise SyntaxProblemError(marked)
    unseen = UNSEEN.search(text)
    if unseen:
        source.refuse_unseen(text, unseen)
    builder = Builder(source)
    # The two parsers part ways over tabs between words. With the stricter one for every text that
    # has a tab, no file is accepted here and refused elsewhere.
    stream = yaml.parse(text, Loader=PURE if "\t" in text else loader)
    try:
        for event in stream:
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        mistake = builder.earlier(explain(source, error, builder.bracket()), error)
        raise SyntaxProblemError(mistake) from error
    except (ValueError, OverflowError):  # the pure parser's, at "\UFFFFFFFF"
        source.refuse_escape(Position(1, 1))
    return builder.document()


def _refuse(name: str, code: str, found: str, fix: str) -> NoReturn:
    """Refuse a file as a whole."""
    raise ContentError([Problem(name, 0, 0, code, found, "", fix)])


def _refuse_size(name: str, size: int) -> NoReturn:
    found = f"the file has {size:,} bytes, and at most {MAX_BYTES:,} are read"
    _refuse(name, "file-too-large", found, "split it into several files")


def decoded(data: bytes, name: str) -> str:
    """The bytes as text, or a refusal that says which byte is wrong and where."""
    fix = "save the file as UTF-8 text"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        found = "the file is UTF-16 text, which is not read"
        raise ContentError([Problem(name, 1, 1, "not-utf8", found, "", fix)])
    code, offset = "binary-file", data.find(b"\0")
    if offset < 0:
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError as error:
            code, offset = "not-utf8", error.start
    before = LINE_END.split(data[:offset].decode("utf-8", "replace"))
    kind = "a NUL byte, so this is no text file" if code == "binary-file" else "not UTF-8 text"
    found = f"byte {offset + 1:,} of the file, 0x{data[offset]:02x}, is {kind}"
    raise ContentError([Problem(name, len(before), len(before[-1]) + 1, code, found, "", fix)])
