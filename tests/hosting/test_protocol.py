"""What crosses a wire: one protocol of plain values, checked at the door, its schema published."""

import json
from dataclasses import fields

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.content.diagnostics.kinds import PROTOCOL_SCHEMA
from simulator.core.terms import Role
from simulator.hosting.hosted_call import HostedCall
from simulator.hosting.house import House
from simulator.hosting.plain_values import Malformed, Shape, values_of
from simulator.hosting.protocol import EVENTS, FRAME, REQUESTS, frame_values
from simulator.seat.seat_frame import PROTOCOL, SeatFrame
from simulator.session.clock import ManualClock
from tests.cli.command import silent999
from tests.schemas.generate import protocol_text
from tests.session.calls import LIBRARY

SCHEMA = json.loads(PROTOCOL_SCHEMA.read_text("utf-8"))


def part(name: str) -> jsonschema.Draft7Validator:
    return jsonschema.Draft7Validator(SCHEMA["definitions"][name])


def frames(role: Role, *seconds: int) -> list[dict[str, object]]:
    """Return what a terminal in a seat is sent, after each wait."""
    clock = ManualClock()
    house = House(LIBRARY, clock)
    call: HostedCall = house.open_call("partner-in-the-room", seed=3)
    house.claim(call.code, role)
    call.begin()
    found, after = [], 0
    for each in seconds:
        clock.tick(each * 1_000)
        call.catch_up()
        captions = call.captions(role, after)
        after += len(captions)
        found.append(frame_values(call.frame(role), captions, next_call=call.next_call))
    return found


def test_the_published_schema_is_what_is_checked_at_the_door() -> None:
    """It is written anew by python -m tests.schemas.write."""
    assert PROTOCOL_SCHEMA.read_text("utf-8") == protocol_text()
    jsonschema.Draft7Validator.check_schema(SCHEMA)


def test_the_schema_is_printed_for_who_writes_a_seat_of_their_own() -> None:
    assert json.loads(silent999("schema", "protocol").out) == SCHEMA
    assert SCHEMA["title"].endswith(f"version {PROTOCOL}")


@pytest.mark.parametrize("role", [Role.CALLER, Role.OPERATOR, Role.CALL_HANDLER])
def test_every_frame_fits_the_schema_and_the_shape_that_reads_it(role: Role) -> None:
    """A field that is added to `SeatFrame` is in all three, and nothing else crosses the wire."""
    names = {each.name for each in fields(SeatFrame)} | {"captions", "next"}
    for frame in frames(role, 0, 2, 20, 60):
        sent = json.dumps(frame)
        assert sent.isascii()
        assert part("event-frame").is_valid(json.loads(sent))
        read = FRAME(values_of(sent.encode()))
        assert set(read) == set(frame) == names
        assert json.loads(json.dumps(read)) == json.loads(sent)


def test_a_frame_of_an_earlier_version_can_still_be_read() -> None:
    """What came later is missing in it: a terminal that was updated first goes on with that."""
    (frame,) = frames(Role.CALLER, 1)
    kept = ("state", "turn", "hint", "coach", "ended", "captions", "cards")
    older = FRAME({name: frame[name] for name in kept})
    assert older["acts"] == []
    assert older["paused"] is False
    with pytest.raises(Malformed, match="has a newer silent999"):
        FRAME({**frame, "version": PROTOCOL + 1})


def test_half_a_character_crosses_no_wire() -> None:
    """JSON can write one, nothing can show one: it is taken out at the door, both ways."""
    read = values_of(b'{"line": "a\\ud800b"}')
    assert REQUESTS["/api/line"](read)["line"] == "a\N{REPLACEMENT CHARACTER}b"


def refusal(shape: Shape, body: object) -> str:
    """Return why a value is refused; empty if it is taken."""
    try:
        shape(body)
    except Malformed as error:
        return str(error)
    return ""


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
KEYS = ("key", "line", "reading", "read", "answers", "code", "role", "scenario", "seed", "lesson")
BODIES = st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=8), JSON, max_size=5)


@given(st.sampled_from(sorted(REQUESTS)), BODIES)
def test_the_door_refuses_what_the_schema_refuses_and_nothing_else(path: str, body: object) -> None:
    """The published schema is no second list: a program that keeps to it is never refused."""
    valid = part(f"request-{path.removeprefix('/api/')}").is_valid(body)
    why = refusal(REQUESTS[path], body)
    assert bool(why) is not valid, why
    assert "\n" not in why


@given(JSON)
def test_the_same_is_true_of_what_a_terminal_is_sent(body: object) -> None:
    for name, shape in EVENTS.items():
        why = refusal(shape, body)
        assert bool(why) is not part(f"event-{name}").is_valid(body), why
