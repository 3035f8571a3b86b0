"""The program behind one page: started with its websocket, and gone when it closes."""

from __future__ import annotations

import asyncio
import json
import os
import shlex
import subprocess
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress

from aiohttp import WSMsgType, web
from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

PATIENCE = 3.0
"""How long the program may take to end by itself, in seconds, before it is ended (assumption)."""


def command_line(words: Sequence[str], system: str = os.name) -> str:
    """The words of a command as the one string that textual-serve hands to a shell.

    With ``exec`` the shell becomes the program, so that ending the process ends the program.
    """
    if system == "nt":
        return subprocess.list2cmdline(words)
    return f"exec {shlex.join(words)}"


class Program(AppService):
    """One run of the program.

    textual-serve waits for the program's output to end, and for nothing else. A program that hangs,
    or that fell over before its first screen, would stay, or leave a page waiting for ever.
    """

    def __init__(
        self,
        command: str,
        *,
        write_bytes: Callable[[bytes], Awaitable[None]],
        write_str: Callable[[str], Awaitable[None]],
        close: Callable[[], Awaitable[None]],
        patience: float = PATIENCE,
    ) -> None:
        """Prepare a run whose output goes to a websocket; ``patience`` is in seconds."""
        super().__init__(
            command,
            write_bytes=write_bytes,
            write_str=write_str,
            close=close,
            download_manager=DownloadManager(),
        )
        self._patience = patience

    async def run(self) -> None:
        """Pass on what the program shows until it ends; then close the page's connection."""
        try:
            await super().run()
        finally:
            with suppress(ConnectionError):
                await self.remote_close()

    async def on_meta(self, data: bytes) -> None:
        """Do what the program asks the browser for, but hand over no files.

        A download would leave a session's traces in the browser and its folder, and would need an
        address without the token.
        """
        if b'"deliver_file_start"' not in data:
            await super().on_meta(data)

    async def end(self) -> None:
        """Let the program leave as if asked to; end it when it does not. It is gone afterwards."""
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


# --- what a page says ----------------------------------------------------------------------------

COLUMNS = range(1, 501)
LINES = range(1, 201)
"""Sizes of a terminal that are passed on; no screen has more (assumption)."""

USUAL_SIZE = (80, 24)


def clamped(width: int, height: int) -> tuple[int, int]:
    """The nearest size of a terminal that makes sense, in columns and lines."""
    return (
        min(max(width, COLUMNS[0]), COLUMNS[-1]),
        min(max(height, LINES[0]), LINES[-1]),
    )


def first_size(request: web.Request) -> tuple[int, int]:
    """The size that the page asks for in its address; without a readable one, 80 by 24."""
    try:
        return clamped(int(request.query["width"]), int(request.query["height"]))
    except (KeyError, ValueError):
        return USUAL_SIZE


async def relay(websocket: web.WebSocketResponse, program: Program) -> None:
    """Hand on what the page says until its connection closes. What makes no sense is dropped."""
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
