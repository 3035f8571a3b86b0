"""The real server on a free port: what runs behind its pages, and what becomes of it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

pytest.importorskip("textual_serve")

import aiohttp

from tests.web.serving import LONGEST, closed, connected, serving, shown, status

QUICK_EXIT = {"\x1bOQ": "f2", "\x1c": "ctrl+backslash"}
"""What a terminal sends for each quick exit key, and what Textual makes of it."""


@pytest.fixture
async def client() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


async def test_the_app_starts_in_the_size_of_the_page_and_shows_itself(
    client: aiohttp.ClientSession,
) -> None:
    async with serving() as served, connected(client, served) as websocket:
        program = await served.program()
        assert (await program.until("size")) == "size 100x30"
        await shown(websocket, "waiting for a key")


async def test_keys_sizes_and_pings_arrive_and_nonsense_is_dropped(
    client: aiohttp.ClientSession,
) -> None:
    nonsense = [
        "",
        "no JSON",
        "[]",
        "[" * 2_000,
        '["resize", {"width": "x"}]',
        '["stdin", 5]',
        "{}",
    ]
    async with serving() as served, connected(client, served, "width=x") as websocket:
        program = await served.program()
        assert (await program.until("size")) == "size 80x24"
        for text in nonsense:
            await websocket.send_str(text)
        await websocket.send_bytes(b"not a text")
        await websocket.send_json(["ping", "7"])
        await websocket.send_json(["blur"])
        await websocket.send_json(["focus"])
        await websocket.send_json(["stdin", "b"])
        assert await program.until("key") == "key b"
        assert ["pong", "7"] in await shown(websocket, "pressed b")
        await websocket.send_json(["resize", {"width": 90, "height": 28}])
        assert await program.until("size") == "size 90x28"
        await websocket.send_json(["resize", {"width": 9_000_000, "height": -1}])
        assert await program.until("size") == "size 500x1"


@pytest.mark.parametrize("sent", QUICK_EXIT, ids=QUICK_EXIT.get)
async def test_the_quick_exit_keys_reach_the_app_and_the_page_is_let_go(
    sent: str, client: aiohttp.ClientSession
) -> None:
    async with serving() as served, connected(client, served) as websocket:
        program = await served.program()
        await shown(websocket, "waiting for a key")
        await websocket.send_json(["stdin", sent])
        assert await program.until("key") == f"key {QUICK_EXIT[sent]}"
        await closed(websocket)
        assert await program.gone() == ["left"]


async def test_no_file_is_handed_to_the_browser(client: aiohttp.ClientSession) -> None:
    async with serving() as served, connected(client, served) as websocket:
        program = await served.program()
        await websocket.send_json(["stdin", "d"])
        await program.until("delivering")
        await websocket.send_json(["stdin", "e"])
        assert await shown(websocket, "pressed e") == []


async def test_a_page_that_is_closed_takes_its_process_with_it(
    client: aiohttp.ClientSession,
) -> None:
    async with serving() as served:
        async with connected(client, served):
            program = await served.program()
            await program.until("started")
        assert (await program.gone())[-1] == "left"


async def test_a_program_that_does_not_start_lets_its_page_go(
    client: aiohttp.ClientSession,
) -> None:
    async with serving("no-such-app.py") as served, connected(client, served) as websocket:
        assert await closed(websocket) == 0


async def test_only_so_many_pages_are_open_at_a_time(client: aiohttp.ClientSession) -> None:
    async with serving(change=lambda service: replace(service, most=1)) as served:
        async with connected(client, served):
            program = await served.program()
            await program.until("started")
            async with client.get(served.guard.url) as answer:
                assert answer.status == 503
                assert (await answer.text()).startswith("1 page is open, which is as many as")
            with pytest.raises(aiohttp.WSServerHandshakeError) as error:
                async with connected(client, served):
                    pass
            assert error.value.status == 503
        await program.gone()
        async with asyncio.timeout(LONGEST):
            while await status(client, served.guard.url) != 200:
                pass
        assert served.started == 1


@pytest.mark.parametrize("app", ["small_app.py", "deaf_app.py"])
async def test_a_server_that_ends_leaves_no_process(
    app: str, client: aiohttp.ClientSession
) -> None:
    async with (
        serving(app, lambda service: replace(service, patience=0.5)) as served,
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
            await shown(stays, "waiting for a key")
            async with connected(client, served) as leaves:
                await shown(leaves, "waiting for a key")
            await stays.send_json(["stdin", "c"])
            await shown(stays, "pressed c")
            assert not served.running.done()
        await asyncio.wait_for(asyncio.shield(served.running), LONGEST)
