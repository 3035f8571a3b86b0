"""Log entries as JSON lines, and back.

Most bodies repeat (prompts, stages, timers), so bodies and their texts are cached.
"""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Annotated, Any

from simulator.clean_text import whole
from simulator.content.fields.content_model import Content, Many, Word
from simulator.content.fields.schema_parts import Bounds
from simulator.core import acts as do
from simulator.core.log import Body, Entry, FlowEvent, TimerFired
from simulator.core.terms import LeftOut, Role
from simulator.session import plain_entries

if TYPE_CHECKING:
    from pydantic import TypeAdapter


class _Frame(Content):
    seq: Annotated[int, Bounds(ge=0)]
    """The entry's place in the log."""
    at: Annotated[int, Bounds(ge=0)]
    """Milliseconds since the first call of the run began."""
    actor: Word[Role]
    """The role whose line, desk or machine acted."""
    speaker: Word[Role] | None = None
    """The role whose voice or hand it was; if left out, the actor."""
    rows: Many[str] = ()
    """The rows of the flow that fired."""
    cause: Annotated[int, Bounds(ge=0)] | None = None
    """The `seq` of the entry that led to this one."""
    body: dict[str, Any] | None = None
    """The act, timer or flow event; its `kind` says which. None if it is read apart."""


_UNWRITTEN = {**do.PRIVATE, **do.OWN_WORDS}
"""The field of each kind of act that may be null: text that was not recorded."""


@cache
def _bodies() -> TypeAdapter[Body]:
    # Deferred: pydantic takes longer than a call of which no record is kept.
    from pydantic import Field

    from simulator.content.fields.core_schemas import adapter

    return adapter(Annotated[do.Action | TimerFired | FlowEvent, Field(discriminator="kind")])


_LATER = (
    *('"facts":[],', '"purpose":"",', '"unknown":[],', '"unit":"",', '"radio":"",'),
    *('"about":[],"yes_means":[],', '"yes_means":[],', '"means":[],'),
    *('"of_others":[],', '"leads":false,', '"alone":false,', '"place_words":"",', '"whole":false,'),
    *('"their_word":[],', '"in_minutes":null,', '"left_out":null,'),
    *('"text":"","update":false,', '"update":false,', '"cuts_in":false,', '"cut_off":false,'),
    *('"news":null,', '"finds":null,', '"asks_privacy":false,', '"sounds":[],'),
    *('"answers":[],', '"denied":[],', '"not_known":[],', '"because":"",'),
    *(',"during":null', ',"is_open":false', '"message":"",', '"via":null,'),
)
"""Fields that acts got later, as they are written when they are empty: then they are left out, so
that an older log is written as it was. In a string quotes are escaped, so none looks like one."""


@lru_cache(maxsize=8192)
def _body_text(body: Body) -> str:
    # Whole: words may have come by no door of ours, as from a test.
    text = whole(json.dumps(_plain(body), ensure_ascii=False, separators=(",", ":")))
    for field in _LATER:
        text = text.replace(field, "")
    return text


def _plain(value: Any) -> Any:
    """Return a value of a body as JSON has it."""
    if is_dataclass(value):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    return [_plain(each) for each in value] if isinstance(value, tuple) else value


def json_line(entry: Entry, without: str = "", left_out: LeftOut | None = None) -> str:
    """Return an entry as JSON without a newline; the field `without` of its body as null.

    `left_out`: which words that are, if what they claim is kept beside them.
    """
    rows = f',"rows":{json.dumps(entry.rows)}' if entry.rows else ""
    cause = f',"cause":{entry.cause}' if entry.cause is not None else ""
    speaker = f',"speaker":"{entry.speaker}"' if entry.speaker is not entry.actor else ""
    body = _body_text(entry.body)
    if without:
        emptied = {**json.loads(body), without: None}
        emptied.pop("place_words", None)  # They are words as well.
        if left_out is not None and hasattr(entry.body, "left_out"):
            emptied |= {"left_out": left_out, "kind": emptied.pop("kind")}  # As it is read again.
        body = json.dumps(emptied, ensure_ascii=False, separators=(",", ":"))
    return (
        f'{{"seq":{entry.seq},"at":{entry.at},"actor":"{entry.actor}"{speaker}{rows}{cause}'
        f',"body":{body}}}'
    )


def entry_as_json(entry: Entry) -> dict[str, Any]:
    """Return an entry as a JSON object."""
    found: dict[str, Any] = json.loads(json_line(entry))
    return found


def entry_from_json(line: str | bytes) -> Entry:
    """Parse an entry, or raise ValueError; text that was not recorded is empty."""
    data = line.encode() if isinstance(line, str) else line
    if not plain_entries.there_are_models():
        return _entry_from_plain(plain_entries.from_json(data))
    frame, _, text = data.rstrip().partition(b',"body":')
    frames = _Frame.adapter()
    try:
        held = frames.validate_json(frame + b"}")
        body = _body_from(text.removesuffix(b"}"))
    except ValueError:  # The keys may be in another order.
        held = frames.validate_json(data)
        body = _body_from(json.dumps(held.body).encode())
    speaker = held.speaker or held.actor
    return Entry(held.seq, held.at, held.actor, speaker, body, held.rows, held.cause)


@lru_cache(maxsize=8192)
def _body_from(text: bytes) -> Body:
    from pydantic_core import from_json

    return _bodies().validate_python(_with_unwritten(from_json(text)))


def _with_unwritten(plain: Any) -> Any:
    if isinstance(plain, dict):
        unwritten = _UNWRITTEN.get(str(plain.get("kind")), "")
        if plain.get(unwritten, "") is None:
            plain[unwritten] = ""
    return plain


_FRAME = {
    "seq": int, "at": int, "actor": Role, "speaker": Role | None, "rows": tuple[str, ...],
    "cause": int | None,
}  # fmt: skip
"""The fields of `_Frame` beside the body."""


def _entry_from_plain(plain: Any) -> Entry:
    if not isinstance(plain, dict) or plain.keys() - {*_FRAME, "body"}:
        raise ValueError("it isn't an entry")
    held = {
        name: plain_entries.value_of(hint, plain[name])
        for name, hint in _FRAME.items()
        if name in plain
    }
    if not held.keys() >= {"seq", "at", "actor"} or min(held["seq"], held["at"]) < 0:
        raise ValueError("it has no place or time")
    body = plain_entries.body_from(_with_unwritten(plain.get("body")))
    speaker = held.get("speaker") or held["actor"]
    rows, cause = held.get("rows", ()), held.get("cause")
    return Entry(held["seq"], held["at"], held["actor"], speaker, body, rows, cause)
