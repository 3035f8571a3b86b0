"""A real server on a free port, whose programs report to the test: see small_app."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import aiohttp

from simulator.web.admission import Guard
from simulator.web.page_process import command_line
from simulator.web.server import ServedProgram, Server, listen

HERE = Path(__file__).parent
LONGEST = 30.0
"""How long anything may take before a test fails, in seconds."""


class Report:
    """What one process tells, line by line."""

    def __init__(self, reader: asyncio.StreamReader) -> None:
        self._reader = reader

    async def line(self) -> str:
        return (await asyncio.wait_for(self._reader.readline(), LONGEST)).decode().rstrip("\n")

    async def until(self, wanted: str) -> str:
        while line := await self.line():
            if line.startswith(wanted):
                return line
        raise AssertionError(f"the process ended without {wanted!r}")

    async def gone(self) -> list[str]:
        """Wait until the process is gone; what it still told."""
        rest = []
        while line := await self.line():
            rest.append(line)
        return rest


class Served:
    """A running server, and the processes that it started."""

    def __init__(self, server: Server, guard: Guard) -> None:
        self.server = server
        self.guard = guard
        self.running: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.started = 0
        self._reports: asyncio.Queue[Report] = asyncio.Queue()

    def add(self, report: Report) -> None:
        """Count a process that has just started."""
        self.started += 1
        self._reports.put_nowait(report)

    async def program(self) -> Report:
        return await asyncio.wait_for(self._reports.get(), LONGEST)


@asynccontextmanager
async def serving(
    app: str = "small_app.py",
    change: Callable[[ServedProgram], ServedProgram] = lambda service: service,
) -> AsyncIterator[Served]:
    """Serve an app beside this file, with its words, until the block is left."""
    ended = asyncio.Event()
    writers: list[asyncio.StreamWriter] = []

    async def hear(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writers.append(writer)
        served.add(Report(reader))
        await ended.wait()
        writer.close()

    reports = await asyncio.start_server(hear, "127.0.0.1", 0)
    port = str(reports.sockets[0].getsockname()[1])
    with listen("127.0.0.1", 0) as listener:
        guard = Guard(ip_address("127.0.0.1"), listener.getsockname()[1])
        name, *words = app.split()
        command = command_line([sys.executable, str(HERE / name), port, *words])
        server = Server(change(ServedProgram(guard, command)))
        served = Served(server, guard)
        ready = asyncio.Event()
        running = served.running = asyncio.create_task(server.run(listener, ready.set))
        try:
            await asyncio.wait_for(ready.wait(), LONGEST)
            yield served
        finally:
            server.stop()
            await asyncio.wait_for(running, LONGEST)
            ended.set()
            reports.close()
            for writer in writers:
                writer.close()


@asynccontextmanager
async def connected(
    client: aiohttp.ClientSession, served: Served, size: str = "width=100&height=30"
) -> AsyncIterator[aiohttp.ClientWebSocketResponse]:
    """A websocket as our own page opens it."""
    headers = {"Origin": served.guard.origin}
    async with client.ws_connect(f"{served.guard.url}ws?{size}", headers=headers) as websocket:
        yield websocket


async def shown(websocket: aiohttp.ClientWebSocketResponse, wanted: str) -> list[Any]:
    """Read until the terminal has been sent a text; what was said besides."""
    said, terminal = [], ""
    async with asyncio.timeout(LONGEST):
        while wanted not in terminal:
            message = await websocket.receive()
            assert message.type in (aiohttp.WSMsgType.BINARY, aiohttp.WSMsgType.TEXT), message
            if message.type is aiohttp.WSMsgType.BINARY:
                terminal += message.data.decode("utf-8", "replace")
            else:
                said.append(json.loads(message.data))
    return said


async def closed(websocket: aiohttp.ClientWebSocketResponse) -> int:
    """Read until the server closes; how many messages came before."""
    async with asyncio.timeout(LONGEST):
        return len([message async for message in websocket])
