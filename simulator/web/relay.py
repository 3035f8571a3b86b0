"""What a page says over its websocket, handed to the program behind it."""

from __future__ import annotations

import json

from aiohttp import WSMsgType, web

from simulator.web.process import Program

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
