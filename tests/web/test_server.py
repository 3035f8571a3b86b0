"""The real server on a free port: what runs behind its pages, and what becomes of it."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

pytest.importorskip("textual_serve")

import aiohttp

from simulator.web.page_process import command_line
from tests.web.serving import LONGEST, closed, connected, serving, shown

NONSENSE = ("", "no JSON", "[]", "[" * 2_000, '["resize", {"width": "x"}]', '["stdin", 5]', "{}")
WORDS = ["two words", "it's", "$HOME", "`x`", "a;b", "&", 'say "so"', "é", "", "\\", "*"]


@pytest.fixture
async def client() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


async def test_a_page_starts_the_app_hands_it_keys_and_is_let_go_by_the_quick_exit(
    client: aiohttp.ClientSession,
) -> None:
    """The size of the page arrives, then pings, keys and new sizes; nonsense is dropped."""
    async with serving() as served, connected(client, served) as websocket:
        program = await served.program()
        assert (await program.until("size")) == "size 100x30"
        await shown(websocket, "waiting for a key")
        for text in NONSENSE:
            await websocket.send_str(text)
        await websocket.send_bytes(b"not a text")
        for message in (["ping", "7"], ["blur"], ["focus"], ["stdin", "b"]):
            await websocket.send_json(message)
        assert await program.until("key") == "key b"
        assert ["pong", "7"] in await shown(websocket, "pressed b")
        await websocket.send_json(["stdin", "d"])
        await websocket.send_json(["stdin", "e"])
        assert await shown(websocket, "pressed e") == [], "no file is handed to the browser"
        await websocket.send_json(["resize", {"width": 90, "height": 28}])
        assert await program.until("size") == "size 90x28"
        await websocket.send_json(["resize", {"width": 9_000_000, "height": -1}])
        assert await program.until("size") == "size 500x1"
        await websocket.send_json(["stdin", "\x1bOQ"])
        assert await program.until("key") == "key f2"
        await closed(websocket)
        assert await program.gone() == ["left"]


async def test_a_page_that_is_closed_takes_its_process_and_makes_room_for_another(
    client: aiohttp.ClientSession,
) -> None:
    async with serving(change=lambda service: replace(service, most=1)) as served:
        async with connected(client, served, "width=x"):
            program = await served.program()
            assert (await program.until("size")) == "size 80x24"
            async with client.get(served.guard.url) as answer:
                assert answer.status == 503
                assert (await answer.text()).startswith("1 page is open, which is as many as")
            with pytest.raises(aiohttp.WSServerHandshakeError) as error:
                async with connected(client, served):
                    pass
            assert error.value.status == 503
        assert (await program.gone())[-1] == "left"
        async with asyncio.timeout(LONGEST):
            while (await client.get(served.guard.url)).status != 200:
                pass
        assert served.started == 1


async def test_a_program_that_does_not_start_lets_its_page_go(
    client: aiohttp.ClientSession,
) -> None:
    async with serving("no-such-app.py") as served, connected(client, served) as websocket:
        assert await closed(websocket) == 0


async def test_a_server_that_ends_leaves_no_process(client: aiohttp.ClientSession) -> None:
    """Not even of a program that does not end when it is asked to."""
    async with (
        serving("small_app.py deaf", lambda service: replace(service, patience=0.2)) as served,
        connected(client, served) as one,
        connected(client, served) as other,
    ):
        programs = [await served.program(), await served.program()]
        for program in programs:
            await program.until("started")
        served.server.stop()
        await asyncio.gather(closed(one), closed(other))
        for program in programs:
            await program.gone()
        await asyncio.wait_for(asyncio.shield(served.running), LONGEST)


async def test_a_server_that_serves_once_ends_when_the_last_has_left(
    client: aiohttp.ClientSession,
) -> None:
    once = serving(change=lambda service: replace(service, once=True, reloading=0.0))
    async with once as served:
        async with connected(client, served) as stays:
            async with connected(client, served) as leaves:
                await shown(leaves, "waiting for a key")
            await stays.send_json(["stdin", "c"])
            await shown(stays, "pressed c")
            assert not served.running.done()
        await asyncio.wait_for(asyncio.shield(served.running), LONGEST)


@pytest.mark.skipif(os.name != "posix", reason="it needs sh")
def test_every_word_of_the_command_arrives_and_the_shell_becomes_the_program() -> None:
    program = "import json, os, sys; print(json.dumps([os.getpid(), *sys.argv[1:]]))"
    line = command_line([sys.executable, "-c", program, *WORDS])
    with subprocess.Popen(line, shell=True, stdout=subprocess.PIPE, text=True) as process:
        out, _ = process.communicate()
    assert json.loads(out) == [process.pid, *WORDS]


def test_on_windows_the_command_is_quoted_as_windows_reads_it() -> None:
    words = [r"C:\Program Files\py.exe", "-m", "simulator", 'say "so"']
    expected = r'"C:\Program Files\py.exe" -m simulator "say \"so\""'
    assert command_line(words, "nt") == expected
