"""Entries as JSON: one object an entry, and back.

The core's dataclasses become JSON only at this edge. Most bodies occur again and again (prompts,
outcomes, timers), so the text of a body is remembered.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Annotated, Any

from pydantic import Field, TypeAdapter

from simulator.content.fields.content_model import Content, Many, Word
from simulator.core import acts as do
from simulator.core.log import Body, Entry, FlowEvent, TimerFired
from simulator.core.terms import Role


class _Frame(Content):
    """What stands around a body in a line."""

    seq: Annotated[int, Field(ge=0)]
    """The entry's place in the log."""
    at: Annotated[int, Field(ge=0)]
    """When, in milliseconds since the first call of the sitting began."""
    actor: Word[Role]
    """Whose line, desk or machine acted."""
    speaker: Word[Role] | None = None
    """Whose voice or hand it was; left out: the actor's own."""
    rows: Many[str] = ()
    """The rows of the flow that answered."""
    cause: Annotated[int, Field(ge=0)] | None = None
    """The place of the entry that this one follows from."""
    body: dict[str, Any]
    """The act, the timer or the outcome; its `kind` says which."""


_UNWRITTEN = {**do.PRIVATE, **do.OWN_WORDS}
"""The field of an act's kind that may stand as null: what was in it was not written down."""

_BODY: TypeAdapter[Body] = TypeAdapter(
    Annotated[do.Action | TimerFired | FlowEvent, Field(discriminator="kind")]
)


@lru_cache(maxsize=8192)
def _body_text(body: Body) -> str:
    return _BODY.dump_json(body).decode()


def json_line(entry: Entry, without: str = "") -> str:
    """The entry as one line of JSON, without the line's end.

    `without` names a field of the body that is written as null.
    """
    rows = f',"rows":{json.dumps(entry.rows)}' if entry.rows else ""
    cause = f',"cause":{entry.cause}' if entry.cause is not None else ""
    speaker = f',"speaker":"{entry.speaker}"' if entry.speaker is not entry.actor else ""
    body = _body_text(entry.body)
    if without:
        emptied = {**json.loads(body), without: None}
        body = json.dumps(emptied, ensure_ascii=False, separators=(",", ":"))
    return (
        f'{{"seq":{entry.seq},"at":{entry.at},"actor":"{entry.actor}"{speaker}{rows}{cause}'
        f',"body":{body}}}'
    )


def entry_as_json(entry: Entry) -> dict[str, Any]:
    """The entry as a JSON object."""
    found: dict[str, Any] = json.loads(json_line(entry))
    return found


def entry_from_json(line: str | bytes) -> Entry:
    """The entry of a line of JSON. Text that was not written down is empty.

    Raises:
        ValueError: the line is no entry.
    """
    held = _Frame.model_validate_json(line)
    kind = held.body.get("kind")
    unwritten = _UNWRITTEN.get(kind, "") if isinstance(kind, str) else ""
    if unwritten and held.body.get(unwritten, "") is None:
        held.body[unwritten] = ""
    return Entry(
        held.seq,
        held.at,
        held.actor,
        held.speaker or held.actor,
        _BODY.validate_python(held.body),
        held.rows,
        held.cause,
    )
