"""Strict YAML reader: plain values with their positions, or the first syntax problem.

Ordinary YAML loaders break this domain: ``press: 55`` becomes a number, ``after: 1:30`` becomes 90,
``answer: yes`` becomes ``True``, and of two equal keys the second silently wins. So one pass over
the parser's *events* (`build_values`) builds values and positions together, and refuses what a
scenario never needs. `syntax_messages` says which problem it is and where; the catalogue of codes
has the rule that was broken and the usual fix.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from simulator.content.yaml.positions import Document, YamlText, refuse_unseen
from simulator.errors import ContentError, FixText, Problem
from simulator.open_file import FileRefused, content_of

DATA = Path(__file__).resolve().parents[1] / "data"
MAX_BYTES = 256 * 1024
"""The largest file that is read: the longest that is shipped has 70,000 bytes. Validating a bad
file takes up to 500 times its size in memory."""


def read_file(path: Path) -> Document:
    """Read one YAML file; ContentError if it can't be read, or `read_text` refuses it."""
    return read_text(text_of(path), str(path))


def text_of(path: Path, most_bytes: int = MAX_BYTES) -> str:
    """Return the text of a file; ContentError if it can't be read, or isn't UTF-8."""
    try:
        return decoded(content_of(path, most_bytes), str(path))
    except FileRefused as error:
        raise _refused(str(path), error.code, error.message, error.hint) from None


def plain_text(path: Path, most_bytes: int = MAX_BYTES) -> str:
    """Return the text of a file that isn't YAML; ContentError also for invisible characters."""
    text = text_of(path, most_bytes)
    refuse_unseen(text, str(path))
    return text


def read_text(text: str, name: str, *, loader: type[Any] | None = None) -> Document:
    """Read YAML from a string, or raise ContentError with its first problem in the file ``name``.

    Refused are an empty or large text, invisible characters, tabs as indentation, duplicate keys,
    keys that aren't text, anchors, aliases, merge keys, tags, directives, several documents,
    and nesting over ``MAX_DEPTH``.
    """
    if len(text) > MAX_BYTES:
        found = f"the text has {len(text):,} characters; the limit is {MAX_BYTES:,}"
        raise _refused(name, "file-too-large", found)
    text = text.removeprefix("\ufeff")
    # Deferred: the parser takes 20 ms to load, and what is shipped is read without it.
    from simulator.content.yaml.build_values import document_of

    try:
        refuse_unseen(text, name)
        return document_of(YamlText(name, text), text, loader)
    except ContentError as error:
        raise ContentError([completed(each) for each in error.problems]) from None


@lru_cache(maxsize=1)
def catalogue() -> Mapping[str, Mapping[str, Any]]:
    """Return every problem code: its rule, reason, usual fix, level and examples."""
    codes: Mapping[str, Mapping[str, Any]] = read_file(DATA / "codes.yaml").value["codes"]
    return codes


def completed(problem: Problem) -> Problem:
    """Return the problem with the level of its code, and its rule and fix if it has none."""
    code = catalogue().get(problem.code, {})
    rule, fix = (str(code.get(key, "")) for key in ("rule", "mend"))
    rule = f"{rule[:1].lower()}{rule[1:].rstrip('.')}"
    own = problem.fix or FixText(fix, *getattr(problem.fix, "edits", ()))
    level = code.get("level", "error")
    return replace(problem, found=problem.found or rule, fix=own, level=level)


def _refused(name: str, code: str, found: str, fix: str = "") -> ContentError:
    """Return the error for a file as a whole."""
    return ContentError([completed(Problem(name, 0, 0, code, found, "", fix))])


def decoded(data: bytes, name: str) -> str:
    """Decode UTF-8; ContentError at the first byte that isn't UTF-8, or is NUL."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _refused(name, "not-utf8", "the file is UTF-16 text")
    if (offset := data.find(b"\0")) >= 0:
        raise _refused(name, "binary-file", f"byte {offset + 1:,} of the file is NUL")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line, wrong = data.count(b"\n", 0, error.start) + 1, data[error.start]
        found = f"byte 0x{wrong:02x} in line {line:,} is not UTF-8 text"
        raise _refused(name, "not-utf8", found) from None
