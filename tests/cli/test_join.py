"""`join` against a machine that is gone, slow or hostile: it leaves, and says what is wrong."""

import io
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.hosting import protocol as shapes
from simulator.hosting.plain_values import Malformed, Shape, values_of
from simulator.seat.open_act import ShownQuestion
from simulator.session.clock import WallClock
from simulator.web.remote_seat import NoAnswer, RemoteSeat
from tests.cli.command import Said, silent999
from tests.cli.hostile import HEAD, Answer, endless, events, hostile, raw, said, silent

LEAVES = 2_000
"""Milliseconds within which `join` leaves, from the line or the key that leaves."""
ENDS = LEAVES + 1_000
"""The same of a program of its own: Python takes its time to end on a busy machine."""


def few(of: Iterable[str], *quick: str) -> list[Any]:
    """Return the cases, all but a few only for the thorough checks: each waits for its second."""
    assert {*quick} <= {*of}
    return [
        each if each in quick else pytest.param(each, marks=pytest.mark.thorough) for each in of
    ]


def joined(url: str, *lines: str) -> Said:
    """Join, type lines, and leave."""
    text = "".join(f"{line}\n" for line in lines)
    return silent999("join", url, "BCDFGH", lines=io.StringIO(text))


class Typed:
    """Lines that a test types one by one."""

    def __init__(self) -> None:
        get, put = os.pipe()
        self.lines = os.fdopen(get, encoding="utf-8")
        self._put = put

    def type(self, text: str) -> None:
        os.write(self._put, f"{text}\n".encode())

    def close(self) -> None:
        os.close(self._put)


@contextmanager
def joining(url: str) -> Iterator[tuple[Typed, list[Said], threading.Thread]]:
    typed, done = Typed(), list[Said]()
    joins = threading.Thread(
        target=lambda: done.append(silent999("join", url, "BCDFGH", lines=typed.lines)), daemon=True
    )
    joins.start()
    try:
        yield typed, done, joins
    finally:
        typed.close()
        joins.join(10)
        typed.lines.close()


STUCK: dict[str, Answer] = {
    "silent": silent,
    "endless heads": endless(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n", 0.01),
    "endless 100s": endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n", 0.001),
    "drip": endless(b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n", b" ", 0.05),
    "drip of the first line": endless(b"HTTP/1.1 2", b"0", 0.05),
    "endless body": endless(b"HTTP/1.1 200 OK\r\n\r\n", b" " * 9_000, 0.001),
    "chunks": endless(
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\n \r\n", 0.01
    ),
    "redirects": said("", "302 Found", "Location: /api/claim\r\n"),
    "closed": raw(b""),
}
"""What another machine can do with a request for as long as it likes."""


WHERE = ("look_up", "claim", "line", "stream", "leave")


@pytest.mark.parametrize("how", few(STUCK, "silent", "drip", "endless 100s"))
@pytest.mark.parametrize("where", few(WHERE, "claim", "line"))
def test_leaving_waits_for_no_other_machine(how: str, where: str) -> None:
    """A seat in a call beside an abuser must be left at once, also from a dead server."""
    path = f"/api/{where.replace('_', '-')}"
    with hostile(**{where: STUCK[how]}) as machine, joining(machine.url) as (typed, done, joins):
        if where != "look_up":
            typed.type("")
        if where == "line":
            typed.type("please help me")
        if where != "leave":
            assert machine.waits_for(path)
        else:
            assert machine.waits_for("/api/stream")
        clock = WallClock()
        began = clock.read()
        typed.type("q")
        joins.join(10)
        assert clock.read() - began < LEAVES
        assert not joins.is_alive()
        if done[0].code:  # It was refused before.
            assert (where, how) in {(each, kind) for each in ("look_up", "claim") for kind in STUCK}
        assert "Traceback" not in done[0].err
        if where in ("line", "stream"):
            assert machine.waits_for("/api/leave", 1)


def test_a_seat_that_is_taken_while_its_user_leaves_is_given_up() -> None:
    late = threading.Event()

    def answer(connection: object, ended: threading.Event) -> None:
        late.wait(5)
        said('{"token": "t"}')(connection, ended)  # type: ignore[arg-type]

    with hostile(claim=answer) as machine, joining(machine.url) as (typed, done, joins):
        typed.type("")
        assert machine.waits_for("/api/claim")
        typed.type("q")
        WallClock().wait(700)
        late.set()
        assert machine.waits_for("/api/leave", 2)
        joins.join(5)
        assert done[0].code == 0


def _heed_interrupts() -> None:
    """Stop for Ctrl-C, also where the tests run in the background and it is ignored."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.parametrize("name", few(("SIGTERM", "SIGINT", "SIGHUP"), "SIGTERM", "SIGINT"))
@pytest.mark.parametrize("leave", few(STUCK, "silent"))
def test_a_signal_gives_up_the_seat_and_ends_at_once(name: str, leave: str) -> None:
    with hostile(leave=STUCK[leave], line=silent) as machine:
        command = [sys.executable, "-m", "simulator", "join", machine.url, "BCDFGH"]
        pipe = subprocess.PIPE
        with subprocess.Popen(
            command, stdin=pipe, stdout=pipe, stderr=pipe, text=True, preexec_fn=_heed_interrupts
        ) as running:
            assert running.stdin
            running.stdin.write("\nplease help me\n")
            running.stdin.flush()
            assert machine.waits_for("/api/line", 30)
            clock = WallClock()
            began = clock.read()
            number = getattr(signal, name)
            running.send_signal(number)
            running.wait(10)
            assert clock.read() - began < ENDS
            assert running.returncode == 128 + number
            assert machine.waits_for("/api/leave", 1)
            assert "Traceback" not in running.communicate()[1]


DEEP = "[" * 100_000
FRAME = {
    **dict.fromkeys(("state", "turn", "hint", "coach", "ended"), ""),
    "captions": [],
    "cards": [],
}
MALFORMED: dict[str, bytes] = {
    "nothing": b"",
    "null": b"null",
    "a list": b"[]",
    "a number": b"5",
    "a text": b'"x"',
    "cut": b'{"seats": [["caller"',
    "not JSON": b"<html>",
    "binary": bytes(range(256)),
    "not UTF-8": b'{"token": "\xff"}',
    "UTF-16": '{"token": "t"}'.encode("utf-16"),
    "deep": DEEP.encode(),
    "deep object": b'{"a":' * 50_000,
    "NaN": b'{"seats": NaN, "token": NaN, "heading": NaN, "captions": NaN, "lines": NaN}',
    "infinite": b'{"lines": Infinity, "seats": -Infinity, "token": Infinity}',
    "many digits": b'{"token": ' + b"9" * 9_000 + b"}",
    "wrong types": b'{"seats": {"a": 1}, "token": 7, "lines": "x", "heading": [], "say": 5}',
    "seats of no": b'{"seats": [[1, 2]], "token": [], "lines": [1], "heading": 1, "say": {}}',
    "seats of 1": b'{"seats": [["a"]], "token": 0, "lines": 5, "readings": [[]], "questions": 1}',
    "no token": b'{"tokens": "t", "seats": "none", "lines": 1, "readings": "a", "questions": {}}',
    "false": b'{"seats": false, "token": false, "lines": false, "surely": 1, "say": 0}',
    "long": b'{"token": "' + b"x" * 2_000_000 + b'"}',
}
"""Answers that a house of calls never gives."""
ANSWERS: dict[str, Answer] = {
    **{name: said(body) for name, body in MALFORMED.items()},
    "500": said("oh", "500 Oh"),
    "a say of numbers": said('{"say": [1]}', "409 No"),
    "a long say": said(json.dumps({"say": "x" * 100_000}), "409 No"),
    "a say that moves the cursor": said('{"say": "\\u001b[2J\\ud800"}', "409 No"),
    "no HTTP": raw(b"\x16\x03\x01\x02\x00"),
    "no status": raw(b"HTTP/1.1\r\n\r\n"),
    "a wrong status": raw(b"HTTP/1.1 abc x\r\n\r\n"),
    "a wrong length": raw(b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n{"),
    "a wrong chunk": raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{"),
    "many heads": raw(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500 + b"\r\n{}"),
    "a long head": raw(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 200_000 + b"\r\n\r\n{}"),
}


@pytest.mark.parametrize("how", ANSWERS)
@pytest.mark.parametrize("where", few(("look_up", "claim", "line", "act", "coach"), "claim", "act"))
def test_a_malformed_answer_is_said_in_a_line(how: str, where: str) -> None:
    with hostile(**{where: ANSWERS[how]}) as machine:
        done = joined(machine.url, "", "please help me", "g", "q")
    if where in ("look_up", "claim"):
        assert done.code == 2
        assert 0 < len(done.err) < 500
        assert done.err.startswith("silent999: ")
        assert done.err.count("\n") <= 2
        assert machine.asked.count("/api/leave") == 0
    else:
        assert (done.code, done.err) == (0, "")
        new = [line for line in done.out.splitlines() if "127.0.0.1" in line or "answered" in line]
        assert new or how in ("a say of numbers", "a long say", "a say that moves the cursor")
        assert "/api/leave" in machine.asked
    assert "\x1b" not in done.out + done.err


def frame_line(value: object) -> bytes:
    return b"event: frame\ndata: " + json.dumps(value).encode() + b"\n\n"


def bad_frames() -> Iterator[tuple[str, bytes]]:
    for name, body in MALFORMED.items():
        yield name, b"event: frame\ndata: " + body.replace(b"\n", b" ") + b"\n\n"
    for key in FRAME:
        yield f"no {key}", frame_line({name: each for name, each in FRAME.items() if name != key})
        wrongs: tuple[object, ...] = (None, 7, {}, ["x"], [[1, 2]], [{"n": "1"}])
        for wrong in wrongs:
            yield f"{key} {wrong}", frame_line(FRAME | {key: wrong})
    caption = {"n": 1, "at": 0, "who": "You", "text": "x"}
    for name, value in (
        ("n", -1),
        ("n", True),
        ("at", 1e9),
        ("at", 10**13),
        ("text", "x" * 30_000),
    ):
        yield f"caption {name}", frame_line(FRAME | {"captions": [caption | {name: value}]})
    yield "lobby", b'event: lobby\ndata: {"code": 5}\n\n'
    yield "a line too long", b"event: frame\ndata: " + b"x" * 1_100_000 + b"\n\n"


BAD_FRAMES = dict(bad_frames())
QUICK_FRAMES = (
    "null",
    "binary",
    "deep",
    "NaN",
    "no captions",
    "cards [[1, 2]]",
    "state 7",
    "lobby",
)


@pytest.mark.parametrize("how", few(BAD_FRAMES, *QUICK_FRAMES))
def test_a_malformed_frame_is_said_and_the_next_one_heard(how: str) -> None:
    """After one bad frame the reader was dead, and nobody was told."""
    caption = {"n": 7, "at": 61_000, "who": "You", "text": "still here"}
    good = frame_line(FRAME | {"captions": [caption]})
    streams = [events(BAD_FRAMES[how], good), events(good)]
    again = events(good)
    answers = iter(streams)

    def answer(connection: object, ended: threading.Event) -> None:
        next(answers, again)(connection, ended)  # type: ignore[arg-type]

    with hostile(stream=answer) as machine, joining(machine.url) as (typed, done, joins):
        typed.type("")
        assert machine.waits_for("/api/stream")
        WallClock().wait(200 if how not in ("a line too long", "long") else 1_700)
        typed.type("q")
        joins.join(10)
        assert done[0].code == 0
        assert done[0].out.count("can't be read") == 1, done[0].out[-500:]
        assert "1:01 You: still here" in done[0].out


def test_a_machine_that_sends_only_what_cannot_be_read_is_left_alone() -> None:
    flood = endless(HEAD, b"data: x\n\n" * 500)
    with hostile(stream=flood) as machine, joining(machine.url) as (typed, done, joins):
        typed.type("")
        assert machine.waits_for("/api/stream")
        WallClock().wait(2_500)
        typed.type("q")
        joins.join(10)
        told = [line for line in done[0].out.splitlines() if "can't be read" in line]
        assert 2 <= len(told) < 10


def test_an_endless_talk_is_left_at_once() -> None:
    """A thread that still writes must not keep the program from its end."""
    talk = frame_line(FRAME | {"captions": [{"n": 1, "at": 0, "who": "", "text": "x" * 900}]})
    with hostile(stream=endless(HEAD, talk * 20)) as machine:
        command = [sys.executable, "-m", "simulator", "join", machine.url, "BCDFGH"]
        pipe = subprocess.PIPE
        with subprocess.Popen(
            command, stdin=pipe, stdout=subprocess.DEVNULL, stderr=pipe, text=True
        ) as running:
            assert running.stdin
            running.stdin.write("\n")
            running.stdin.flush()
            assert machine.waits_for("/api/stream", 30)
            WallClock().wait(500)
            clock = WallClock()
            began = clock.read()
            running.stdin.write("q\n")
            running.stdin.flush()
            running.wait(10)
            assert clock.read() - began < ENDS
            assert (running.returncode, running.communicate()[1]) == (0, "")


def test_a_question_has_every_field_that_a_house_sends() -> None:
    """A field that a shape does not name is left out, and `join` would not have it."""
    sent = asdict(ShownQuestion("n", "l", (("", ("a",)),), several=False, least=0, words=False))
    said_so = values_of(json.dumps({"questions": [sent]}).encode())
    (question,) = shapes.ACTED(said_so, "")["questions"]
    assert sent.keys() == question.keys()


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(exclude_categories=())),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["n", "at", *FRAME, "seats", "token", "code"]), inner, max_size=6
        )
    ),
    max_leaves=12,
)
SHAPES = [each for each in vars(shapes).values() if isinstance(each, Shape)]


@given(JSON | st.fixed_dictionaries(dict.fromkeys(FRAME, JSON)))
def test_any_value_fits_a_shape_or_is_refused_in_a_sentence(value: object) -> None:
    assert len(SHAPES) >= 6
    for shape in SHAPES:
        why, held = refusal(partial(fitted, shape, json.dumps(value).encode()))
        assert len(why.encode()) < 200
        json.dumps(held, ensure_ascii=False, allow_nan=False).encode()


def fitted(shape: Shape, data: bytes) -> object:
    """Return what data holds as a shape has it, or raise Malformed."""
    return shape(values_of(data), "")


def refusal(read: Callable[[], object]) -> tuple[str, object]:
    """Return why something is refused, or what it is read as."""
    try:
        return "", read()
    except Malformed as error:
        return str(error), None


PIECES = st.lists(
    st.binary(max_size=12)
    | st.sampled_from(
        [
            *(b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 409 No\r\n", b"HTTP/1.0 200 OK\r\n", b"\r\n"),
            *(b"Content-Length: 9\r\n", b"Transfer-Encoding: chunked\r\n", b"5\r\n", b"0\r\n"),
            *(b'{"seats": [["caller", "Caller"]]}', b'{"say": "no"}', b"event: frame\ndata: "),
            *(b"data: {}\n\n", b'"\\ud800"', b"[" * 2_000, b"HTTP/1.1 100 Continue\r\n\r\n"),
        ]
    ),
    max_size=10,
).map(b"".join)


@given(PIECES)
def test_any_bytes_of_another_machine_are_an_answer_or_a_reason(data: bytes) -> None:
    """A request and a stream end, and raise nothing but `NoAnswer`."""
    with hostile(look_up=raw(data), stream=raw(data)) as machine:
        seat = RemoteSeat(machine.url)
        for read in (lambda: seat.look_up("x"), lambda: list(seat.events(0, lambda _: None))):
            with suppress(NoAnswer):
                read()


@given(st.binary(max_size=60))
def test_any_bytes_are_an_object_or_refused_in_a_sentence(data: bytes) -> None:
    why, held = refusal(lambda: values_of(data))
    assert why in ("it isn't JSON", "it isn't an object") or isinstance(held, dict)
