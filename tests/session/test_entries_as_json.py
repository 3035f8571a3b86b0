"""Entries as JSON: every kind of act and outcome survives being written down and read again."""

import json
from dataclasses import fields
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from simulator.core import acts as do
from simulator.core import terms
from simulator.core.log import Body, Entry, FlowEvent, TimerFired
from simulator.session.log_json import entry_as_json, entry_from_json, json_line
from tests.daily import examples

BODIES: tuple[type[Body], ...] = (*get_args(do.Action), TimerFired, *get_args(FlowEvent))
WORDS = st.text(max_size=20) | st.sampled_from(['"55"', "back\\slash", "a\nb", "\u2028", "é–’"])

entries: SearchStrategy[Entry] = st.builds(
    Entry,
    seq=st.integers(0, 10_000),
    at=st.integers(0, 10**9),
    actor=st.sampled_from(terms.Role),
    speaker=st.sampled_from(terms.Role),
    body=st.none(),
    rows=st.sampled_from([(), ("O-17",), ("H-12", "I-14")]),
    cause=st.none() | st.integers(0, 10_000),
)


def any_of(make: type[Body]) -> SearchStrategy[Any]:
    """Any body of that kind, every field drawn by its type."""
    drawn: dict[str, Any] = {f.name: ... for f in fields(make) if f.name != "kind"}
    drawn |= {name: WORDS for name in drawn if name in ("words", "text", "place", "why")}
    return st.builds(make, **drawn)


@examples(200)
@given(st.data(), st.sampled_from(BODIES))
def test_every_kind_survives(data: st.DataObject, make: type[Body]) -> None:
    entry = data.draw(entries)._replace(body=data.draw(any_of(make)))
    line = json_line(entry)
    assert "\n" not in line
    again = entry_from_json(line)
    assert (again, repr(again)) == (entry, repr(entry)), "a term is a term again"
    assert type(again.body) is make
    assert json_line(again) == line
    assert entry_as_json(entry) == json.loads(line)


def test_a_line_is_short_and_says_what_it_must() -> None:
    """A line has number, instant, actor and body; voice, rows and cause where there are any."""
    entry = Entry(3, 1_200, terms.Role.CALLER, terms.Role.CALLER, do.Press("5"))
    assert json_line(entry) == (
        '{"seq":3,"at":1200,"actor":"caller","body":{"key":"5","kind":"press"}}'
    )
    other_order = '{"at": 1200, "body": {"kind":"press","key":"5"}, "actor":"caller","seq":3}'
    assert entry_from_json(other_order) == entry
    said = do.Say(terms.Intent.NOT_TO_CALL, "Who is it?", terms.Manner.FAINT)
    voice = Entry(4, 1_300, terms.Role.ROOM, terms.Role.OTHER_PERSON, said, ("O-16",), 2)
    assert entry_as_json(voice) == {
        "seq": 4,
        "at": 1300,
        "actor": "room",
        "speaker": "other_person",
        "rows": ["O-16"],
        "cause": 2,
        "body": {"intent": "not_to_call", "words": "Who is it?", "manner": "faint", "kind": "say"},
    }


PRESS = '"body":{"key":"5","kind":"press"}'
HEAD = '"seq":3,"at":1,"actor":"caller"'


@pytest.mark.parametrize(
    "line",
    [
        '{"seq":1',
        f"{{{HEAD},{PRESS}]",
        f'{{{HEAD},{PRESS},"colour":"red"}}',
        f"{{{HEAD}}}",
        f'{{{HEAD},"body":{{"times":1}}}}',
        f'{{{HEAD},"body":{{"kind":"say","intent":"sings"}}}}',
        f'{{{HEAD},"body":{{"kind":"press","key":null}}}}',
        f'{{"seq":"3","at":1,"actor":"caller",{PRESS}}}',
        f'{{"seq":3,"at":1,"actor":"nobody",{PRESS}}}',
        f'{{{HEAD},"rows":"O-7",{PRESS}}}',
        f'{{{HEAD},"colour":"red",{PRESS}}}',
    ],
)
def test_what_is_no_entry_is_refused(line: str) -> None:
    """With one kind of error, whatever is wrong: also a null where there is no private text."""
    with pytest.raises(ValueError, match=r".") as refused:
        entry_from_json(line)
    assert refused.type is not UnicodeDecodeError
