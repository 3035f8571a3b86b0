"""The first line of a record: setup, rubrics, code, and which text is recorded.

It contains the scenario, profile, force and rubrics as plain values, each with a digest. So a
record can be read after the files that it came from have changed.
"""

from __future__ import annotations

import json
import re
import signal
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple, TypeVar

from simulator.clean_text import UNSEEN, for_line
from simulator.content.fields.content_model import Content, Many, Word
from simulator.content.fields.schema_parts import NEEDED, Bounds, CheckedBy
from simulator.content.fields.text_fields import pattern_text
from simulator.content.files.file_kinds import digest_of
from simulator.content.library.library import Library
from simulator.content.rules.rubric_file import RubricFile
from simulator.content.scenario.scenario import Scenario
from simulator.core.instant import Millis
from simulator.core.profile import Force, Profile
from simulator.core.terms import Role
from simulator.errors import RecordError
from simulator.session.plain_entries import from_json, there_are_models, value_of
from simulator.session.records import without_models
from simulator.session.run.live_run import RunSetup

if TYPE_CHECKING:
    from pydantic import TypeAdapter

T = TypeVar("T", bound=Content)

FORMAT = 1
"""The format that this version writes, and the newest that it reads."""
PROGRAM = "silent999"
"""The marker of a record in its first line."""
STAMP = "%Y-%m-%dT%H:%M:%SZ"
"""The format of times: UTC, to the second."""

Code = Annotated[
    str, pattern_text(r"[a-z0-9](?:[a-z0-9-]{0,22}[a-z0-9])", "code", "code", "kestrel-4")
]
"""The code of a trainee: 2 to 24 letters, digits and hyphens. Never a name."""


UtcTime = Annotated[
    str,
    pattern_text(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", "time", "time in UTC", "2026-11-24T20:30:00Z"),
]
"""A time in a file, as `STAMP` writes it."""


_UNSEEN, _ESCAPED = re.compile(UNSEEN), re.compile(r"\\(?:u00|[bf])")
"""Patterns of an invisible character in JSON, the second without escaped backslashes."""


class RewoundFrom(NamedTuple):
    """The earlier run that this one was rewound from."""

    record: str
    """The id of the earlier record; empty if it has none."""
    at: Millis
    """The instant (ms); the entries before it are the same."""


@dataclass(frozen=True, slots=True)
class Header:
    """The content of the first line of a record."""

    setup: RunSetup
    """The setup of the run."""
    rubrics: tuple[RubricFile, ...]
    """The rubrics that the scenario named, in its order."""
    code: str
    """The code of the trainee; never a name."""
    started_at: datetime
    """The start of the run, in UTC, to the second."""
    version: str
    """The version of the program that wrote the record."""
    with_text: bool = False
    """Whether notes and a trainee's own words are recorded."""
    again: RewoundFrom | None = None
    """The earlier run, if this one was rewound."""
    ahead: bool = False
    """Whether the coach gave hints ahead of acts; until version 1.0 it spoke after them."""


class _Kept(Content):
    """Content as it was during the run: plain values and their digest."""

    digest: str
    content: dict[str, Any]


def _in_the_run(again: RewoundFrom) -> RewoundFrom:
    if again.at < 0:
        raise ValueError("the run was taken up again before it began")
    return again


class _Contained(Content):
    scenario: _Kept
    profile: _Kept
    force: _Kept
    rubrics: Many[_Kept]


class _HeaderStart(Content):
    """The file form of `Header` and `RunSetup`, without contents."""

    record: Literal["silent999"]
    format: Literal[1]
    version: str
    started_at: UtcTime
    code: Code
    seats: Many[Word[Role]]
    seed: int
    speed: Annotated[float, Bounds(gt=0, allow_inf_nan=False)]
    coached: bool
    with_text: bool
    handler: str = ""
    operator: str = ""
    again: Annotated[RewoundFrom, CheckedBy(_in_the_run)] | None = None
    coach: Literal["ahead"] | None = None


def header_line(header: Header) -> str:
    """Return the header as JSON, without a newline."""
    setup = header.setup
    line: dict[str, Any] = {
        "record": PROGRAM,
        "format": FORMAT,
        "version": header.version,
        "started_at": header.started_at.astimezone(UTC).strftime(STAMP),
        "code": header.code,
        "seats": list(setup.seats),
        "seed": setup.seed,
        "speed": setup.speed,
        "coached": setup.coached,
        "with_text": header.with_text,
    }
    # Left out where nothing was chosen, so that an old record is written unchanged.
    line |= {role: text for role in _AT_DESKS if (text := getattr(setup, role))}
    if header.again is not None:
        line["again"] = header.again._asdict()
    if header.ahead:
        line["coach"] = "ahead"
    # Pydantic takes an interrupt in one of its callbacks for a value that does not fit, tries the
    # next form, and would write a header that cannot be read.
    with uninterrupted():
        line |= {what: _kept(what, getattr(setup, what)) for what in _PLAYED}
        line["rubrics"] = [_kept("rubric", rubric) for rubric in header.rubrics]
    return json.dumps(line, ensure_ascii=False, separators=(",", ":"))


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Hold Ctrl+C and Ctrl+\\ back until the end of a block."""
    came: list[int] = []
    held = {
        number: signal.signal(number, lambda number, _: came.append(number))
        for number in {signal.SIGINT, getattr(signal, "SIGQUIT", signal.SIGINT)}
        if threading.current_thread() is threading.main_thread()  # No other gets an interrupt.
    }
    try:
        yield
    finally:
        for number, handler in held.items():
            signal.signal(number, handler or signal.SIG_DFL)
    for number in came[:1]:
        signal.raise_signal(number)


# Cached: a command reads the same record to find it, to check it and to show it.
@lru_cache(maxsize=4)
def header_from(line: bytes, file: str) -> Header:
    """Parse the header of a record, or raise RecordError that names `file`."""
    begin, found, rest = line.partition(b',"scenario":')
    plain = plain_header(begin + b"}" if found else line, file)
    if not found:  # Another program wrote the line again, in its own form.
        contents = {what: plain.pop(what) for what in (*_PLAYED, "rubrics") if what in plain}
        rest = json.dumps(contents).encode().partition(b'{"scenario":')[2]
    try:
        held, (played, rubrics) = _read_start(plain), _contents(rest)
    except RecordError as error:
        raise RecordError(error.message, error.hint, file, 1) from error
    return Header(
        RunSetup(
            *played, held.seed, held.seats, held.coached, held.speed, held.handler, held.operator
        ),
        rubrics,
        held.code,
        datetime.strptime(held.started_at, STAMP).replace(tzinfo=UTC),
        held.version,
        held.with_text,
        held.again,
        held.coach is not None,
    )


def _read_start(plain: dict[str, Any]) -> _HeaderStart:
    """Read a header without its contents; RecordError if it is wrong."""
    if not there_are_models():
        return _start_without_models(plain)
    return _checked(_HeaderStart, plain)


def _checked(model: type[T], plain: Any) -> T:
    from pydantic import ValidationError

    try:
        return model.model_validate(plain)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"]))
        said = for_line(f"{where}: {first['msg']}" if where else first["msg"])[:200]
        raise RecordError(_UNREADABLE.format(said), _COPY) from error


def _start_without_models(plain: dict[str, Any]) -> _HeaderStart:
    """Read a header without its contents by the types of its fields, where nothing else can."""
    hints = {name: _HeaderStart.hints()[name] for name in _HeaderStart.model_fields}
    try:
        if unknown := plain.keys() - hints.keys():
            raise ValueError(f"{min(unknown)}: it isn't part of a header")
        found = {
            name: spec.default
            for name, spec in _HeaderStart.model_fields.items()
            if spec.default is not NEEDED
        } | {name: value_of(hints[name], held) for name, held in plain.items()}
        if lacking := hints.keys() - found.keys():
            raise ValueError(f"{min(lacking)}: it is not there")
        if not found["speed"] > 0:
            raise ValueError("speed: it isn't a speed")
        datetime.strptime(found["started_at"], STAMP).replace(tzinfo=UTC)
    except ValueError as error:
        raise RecordError(_UNREADABLE.format(for_line(f"{error}")[:200]), _COPY) from error
    return _HeaderStart.with_values(found, {*plain})


_Contents = tuple[tuple[Scenario, Profile, Force], tuple[RubricFile, ...]]


# Cached: checking digests takes longer than all else, and a trainee's records share their contents.
@lru_cache(maxsize=64)
def _contents(rest: bytes) -> _Contents:
    """Return the contents from the rest of a header, after the key of the scenario."""
    try:
        plain = from_json(b'{"scenario":' + rest)
    except ValueError:
        raise RecordError(_DAMAGED, _COPY) from None
    if not there_are_models():
        return _shipped_contents(plain)
    held = _checked(_Contained, plain)
    scenario, profile, force = (_content(what, getattr(held, what)) for what in _PLAYED)
    return (scenario, profile, force), tuple(_content("rubric", kept) for kept in held.rubrics)


def plain_header(line: bytes, file: str) -> dict[str, Any]:
    """Return the first line as plain values; RecordError if it isn't one that this reads."""
    try:
        found = from_json(line)
    except ValueError:
        found = None
    if found is None and line.startswith(f'{{"record":"{PROGRAM}"'.encode()):
        raise RecordError(_DAMAGED, _COPY, file, 1)
    if not isinstance(found, dict) or found.get("record") != PROGRAM:
        why = "not a silent999 record: the first line isn't a record header"
        raise RecordError(why, "silent999 records list shows your records", file, 1)
    written = found.get("format")
    if type(written) is int and written > FORMAT:
        version = found.get("version")
        by = f" {version}" if isinstance(version, str) and len(version) < 40 else ""
        why = f"this record has format {written}, and this version reads up to {FORMAT}"
        fix = f"it was written by a newer silent999{by}: use that version"
        raise RecordError(why, fix, file, 1)
    if written != FORMAT or type(written) is not int:
        held = "says no format" if written is None else f"has the format {str(written)[:20]!r}"
        raise RecordError(f"this record {held}, and this version reads format {FORMAT}", _COPY,
            file, 1)  # fmt: skip
    return found


_MODELS = {"scenario": Scenario, "profile": Profile, "force": Force, "rubric": RubricFile}
_PLAYED = ("scenario", "profile", "force")
_AT_DESKS = ("handler", "operator")
"""Who was at the desks of a run, where another cast was chosen."""
_RULES = frozenset({"rule", "occasion", "expect", "expect_by_profile"})
"""Keys of scenarios and rubrics with rules."""
_ADDED: Mapping[str, Any] = {
    "asks_twice": False,
    "answers_in_10s_percent": 0,
    "answers_in_5s_percent": 0,
    "locates_mobiles": True,
    "rural_target": None,
    "dispatch": None,
    "area": "urban",
    "specialist": False,
}
"""Fields of profiles and forces added to format 1 later, with their defaults."""


@cache
def _adapter(what: str) -> TypeAdapter[Any]:
    from simulator.content.fields.core_schemas import adapter

    return adapter(_MODELS[what])


def plain_content(what: str, value: object) -> Any:
    """Return a scenario, profile, force or rubric as plain values, which read back unchanged."""
    plain = _adapter(what).dump_python(
        value, mode="json", by_alias=True, exclude_unset=True, warnings=False
    )
    return _first_form(plain) if what in ("profile", "force") else _with_any(plain)


def _with_any(plain: Any, *, in_rule: bool = False) -> Any:
    """Return rules with `any` as in a file; the models hold it as a tuple of that word."""
    match plain:
        case ["any"] if in_rule:
            return "any"
        case dict():
            return {
                key: _with_any(value, in_rule=in_rule or key in _RULES)
                for key, value in plain.items()
            }
        case list():
            return [_with_any(value, in_rule=in_rule) for value in plain]
    return plain


def _first_form(plain: Any) -> Any:
    """Leave out added fields at their defaults, so that an old record is written unchanged."""
    if isinstance(plain, dict):
        return {
            key: _first_form(value)
            for key, value in plain.items()
            if key not in _ADDED or value != _ADDED[key]
        }
    return [_first_form(value) for value in plain] if isinstance(plain, list) else plain


def _kept(what: str, value: Any) -> dict[str, Any]:
    if not there_are_models():
        return without_models.kept(what, value)
    plain = plain_content(what, value)
    return {"digest": digest_of(plain), "content": plain}


def _content(what: str, kept: _Kept) -> Any:
    """Return stored content, or raise RecordError if it was changed."""
    text = json.dumps(kept.content, ensure_ascii=False)
    if digest_of(kept.content) != kept.digest:
        raise RecordError(f"the {what} in the first line doesn't match its digest", _COPY)
    if _UNSEEN.search(text) or _ESCAPED.search(text.replace(r"\\", "")):
        # Its file was refused with them, so they were put in later.
        raise RecordError(f"the {what} in the first line has invisible characters", _COPY)
    return _adapter(what).validate_python(kept.content)


def header_has(what: str, value: Any) -> dict[str, Any]:
    """Return what a header has of a scenario, profile, force or rubric."""
    return _kept(what, value)


def _shipped_contents(plain: Any) -> _Contents:
    """Return contents by their names, if this page has the same."""
    library = Library(())
    try:
        scenario, profile, force = (_name_of_same(what, plain[what]) for what in _PLAYED)
        rubrics = [_name_of_same("rubric", each) for each in plain["rubrics"]]
    except (LookupError, TypeError):
        raise RecordError(_DAMAGED, _COPY) from None
    played = (
        library.scenario(scenario).scenario,
        library.profile(profile).profile,
        library.force(force).force,
    )
    return played, tuple(library.rubric(each).file for each in rubrics)


def _name_of_same(what: str, held: Any) -> str:
    """Return the id of content that this page has too; RecordError for any other."""
    name, content = held["content"]["id"], held["content"]
    if digest_of(content) != held["digest"]:
        raise RecordError(f"the {what} in the first line doesn't match its digest", _COPY)
    if not (isinstance(name, str) and without_models.is_kept(what, name, held["digest"])):
        why = f"this page does not have the {what} of this record, or has another version of it"
        raise RecordError(why, "open it on a computer: silent999 debrief FILE")
    return name


_UNREADABLE = "the first line of this record cannot be read ({})"
_COPY = "the file was changed or damaged: use a copy, or erase it"
_DAMAGED = "the first line of this record is damaged or incomplete"
