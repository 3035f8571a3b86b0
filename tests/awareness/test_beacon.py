"""The socket for notes: loopback only, silent without its token; it tells step and clock only."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import suppress

import pytest

from simulator.awareness.story.notes_server import MOST, Beacon, Where, follow, read_code
from simulator.errors import SimulatorError

HERE = Where(step=2, of=7, left=60_000, waits=False)


class Session:
    """Where a session is, for a test to move."""

    def __init__(self) -> None:
        self.where = HERE
        self.beacon = Beacon(lambda: self.where)


@pytest.fixture
async def session() -> AsyncIterator[Session]:
    held = Session()
    await held.beacon.open()
    yield held
    await held.beacon.close()


async def connected(code: str, first: bytes) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    reader, writer = await asyncio.open_connection("127.0.0.1", read_code(code)[0])
    writer.write(first)
    await writer.drain()
    return reader, writer


async def test_a_follower_is_told_where_it_is_and_every_move(session: Session) -> None:
    heard = follow(session.beacon.code)
    assert await anext(heard) == HERE
    session.where = HERE._replace(step=3)
    session.beacon.tell()
    assert (await anext(heard)).step == 3
    await session.beacon.close()
    assert [where async for where in heard] == []


async def test_what_goes_over_it_is_the_step_and_the_clock_and_no_more(session: Session) -> None:
    token = session.beacon.code.partition("-")[2].encode()
    reader, writer = await connected(session.beacon.code, token + b"\n")
    line = json.loads(await reader.readline())
    assert line == {"step": 2, "of": 7, "left": 60_000, "waits": False}
    writer.close()


@pytest.mark.parametrize(
    "said",
    [b"\n", b"wrong\n", b"x" * 5_000 + b"\n", b"\xff\xfe\n", b"GET / HTTP/1.1\r\n\r\n"],
)
async def test_without_the_token_nothing_is_said(session: Session, said: bytes) -> None:
    reader, writer = await connected(session.beacon.code, said)
    with suppress(ConnectionResetError):  # closed before it had read everything that was said
        assert await asyncio.wait_for(reader.read(), 5) == b""
    writer.close()


async def test_a_token_that_is_nearly_right_is_wrong(session: Session) -> None:
    token = session.beacon.code.partition("-")[2].encode()
    for said in (token[:-1], token + b"x", token.swapcase()):
        reader, writer = await connected(session.beacon.code, said + b"\n")
        assert await asyncio.wait_for(reader.read(), 5) == b""
        writer.close()


async def test_whatever_a_follower_sends_changes_nothing(session: Session) -> None:
    token = session.beacon.code.partition("-")[2].encode()
    reader, writer = await connected(session.beacon.code, token + b"\n")
    await reader.readline()
    writer.write(b'{"step": 7}\n' * 1_000)
    await writer.drain()
    session.beacon.tell()
    assert Where(**json.loads(await reader.readline())) == HERE
    assert session.where == HERE
    writer.close()


async def test_it_listens_on_the_loopback_address_only(session: Session) -> None:
    server = session.beacon._server
    assert server is not None
    assert [socket.getsockname()[0] for socket in server.sockets] == ["127.0.0.1"]


async def test_before_it_is_asked_for_and_after_the_end_there_is_no_socket() -> None:
    beacon = Beacon(lambda: HERE)
    assert beacon.code == ""
    await beacon.open()
    code = beacon.code
    await beacon.open()
    assert beacon.code == code, "asked for again it is the same one"
    await beacon.close()
    with pytest.raises(SimulatorError, match="no session answers"):
        await anext(follow(code))


async def test_a_wrong_token_follows_nothing(session: Session) -> None:
    port, _ = read_code(session.beacon.code)
    with pytest.raises(SimulatorError, match="no session answers"):
        await anext(follow(f"{port}-guessed"))


async def test_no_more_than_a_few_follow(session: Session) -> None:
    followers = [follow(session.beacon.code) for _ in range(MOST)]
    for each in followers:
        await anext(each)
    with pytest.raises(SimulatorError):
        await anext(follow(session.beacon.code))


@pytest.mark.parametrize("code", ["", "x", "12-", "-abc", "99999-abc", "٣٤-abc", "0-abc"])
def test_a_code_that_is_none_is_refused_with_where_to_find_one(code: str) -> None:
    with pytest.raises(SimulatorError, match="is no code") as raised:
        read_code(code)
    assert "key o" in raised.value.hint
