"""The process behind one page, which lives as long as the page's websocket."""

from __future__ import annotations

import asyncio
import json
import os
import shlex
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from aiohttp import WSMsgType, web
from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

PATIENCE = 3.0
"""Time for the program to end on request, in seconds, before it is terminated (assumption)."""


def command_line(words: Sequence[str], system: str = os.name) -> str:
    """Return a command as the string that textual-serve passes to a shell.

    ``exec`` replaces the shell, so that terminating the process terminates the program.
    """
    if system == "nt":
        return subprocess.list2cmdline(words)
    return f"exec {shlex.join(words)}"


class Program(AppService):
    """One run of the program.

    textual-serve only waits for the end of the output: a hanging program would stay, and one that
    crashed before its first screen would leave the page waiting.
    """

    def __init__(self, command: str, *, patience: float = PATIENCE, **page: Any) -> None:
        """Prepare a shell command; `page` is how `AppService` writes to the page and closes it."""
        super().__init__(command, download_manager=DownloadManager(), **page)
        self._patience = patience

    async def run(self) -> None:
        """Relay the program's output until it ends, then close the page's connection."""
        try:
            await super().run()
        finally:
            with suppress(ConnectionError):
                await self.remote_close()

    async def on_meta(self, data: bytes) -> None:
        """Handle the program's requests, except file downloads.

        A download would leave traces in the browser, and would need an address without the token.
        """
        if b'"deliver_file_start"' not in data:
            await super().on_meta(data)

    async def end(self) -> None:
        """Ask the program to leave, then terminate it, then kill it."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self.stop(), self._patience)
        process = self._process
        if process is None:
            return
        for last_resort in (process.terminate, process.kill):
            with suppress(TimeoutError):
                await asyncio.wait_for(process.wait(), self._patience)
                return
            with suppress(ProcessLookupError):
                last_resort()
        with suppress(TimeoutError):
            await asyncio.wait_for(process.wait(), self._patience)


COLUMNS = range(1, 501)
LINES = range(1, 201)
"""Accepted terminal sizes (assumption: no screen has more)."""

USUAL_SIZE = (80, 24)


def clamped(width: int, height: int) -> tuple[int, int]:
    """Return the nearest accepted terminal size, in columns and lines."""
    return (min(max(width, COLUMNS[0]), COLUMNS[-1]), min(max(height, LINES[0]), LINES[-1]))


def first_size(request: web.Request) -> tuple[int, int]:
    """Return the size in the page's address, or 80 by 24 if there is none."""
    try:
        return clamped(int(request.query["width"]), int(request.query["height"]))
    except (KeyError, ValueError):
        return USUAL_SIZE


async def relay(websocket: web.WebSocketResponse, program: Program) -> None:
    """Relay the page's messages until its connection closes; drop invalid ones."""
    async for message in websocket:
        if message.type is not WSMsgType.TEXT:
            continue
        try:
            said = json.loads(message.data)
        except (ValueError, RecursionError):
            continue
        match said:
            case ["stdin", str(keys)]:
                await program.send_bytes(keys.encode("utf-8", "replace"))
            case ["resize", {"width": int(width), "height": int(height)}]:
                await program.set_terminal_size(*clamped(width, height))
            case ["ping", str(stamp)]:
                await websocket.send_json(["pong", stamp])
            case ["focus"]:
                await program.focus()
            case ["blur"]:
                await program.blur()
