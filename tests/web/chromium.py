"""Chromium without a window, driven over its DevTools protocol."""

import asyncio
import base64
import itertools
import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import aiohttp

from tests.tools import path_of

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--remote-debugging-port=0",
    "--window-size=1024,640",
)
LONGEST = 30.0
"""How long anything may take before a test fails, in seconds."""


def found() -> str | None:
    return path_of("chromium")


class Page:
    """One page, and everything that it told of itself."""

    def __init__(self, connection: aiohttp.ClientWebSocketResponse) -> None:
        self._connection = connection
        self._numbers = itertools.count(1)
        self._answers: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._told = asyncio.Condition()
        self.events: list[tuple[str, dict[str, Any]]] = []

    async def listen(self) -> None:
        """Take in what the browser says, until it closes the connection."""
        async for message in self._connection:
            said = json.loads(message.data)
            if "id" in said:
                self._answers.pop(said["id"]).set_result(said)
                continue
            async with self._told:
                self.events.append((said["method"], said["params"]))
                self._told.notify_all()

    async def do(self, method: str, **parameters: Any) -> dict[str, Any]:
        number = next(self._numbers)
        answer = self._answers[number] = asyncio.get_running_loop().create_future()
        await self._connection.send_json({"id": number, "method": method, "params": parameters})
        said = await asyncio.wait_for(answer, LONGEST)
        assert "error" not in said, said
        result: dict[str, Any] = said["result"]
        return result

    async def value(self, expression: str) -> Any:
        done = await self.do(
            "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True
        )
        assert "exceptionDetails" not in done, done
        return done["result"].get("value")

    async def until(self, expression: str) -> None:
        """Wait until a JavaScript expression holds in the page."""
        await self.value(
            "new Promise((resolve) => { const look = () => "
            f"({expression}) ? resolve(true) : requestAnimationFrame(look); look(); }})"
        )

    async def press(self, key: str, number: int, *, text: str = "", control: bool = False) -> None:
        words: dict[str, Any] = {"key": key, "windowsVirtualKeyCode": number}
        words |= {"modifiers": 2} if control else {}
        down = "keyDown" if text else "rawKeyDown"
        await self.do("Input.dispatchKeyEvent", type=down, text=text, **words)
        await self.do("Input.dispatchKeyEvent", type="keyUp", **words)

    def terminal_output(self) -> str:
        """Everything that the page's websocket was sent for its terminal."""
        return b"".join(
            base64.b64decode(told["response"]["payloadData"])
            for method, told in self.events
            if method == "Network.webSocketFrameReceived" and told["response"]["opcode"] == 2
        ).decode("utf-8", "replace")

    async def shows(self, text: str) -> None:
        """Wait until the terminal has been sent a text."""

        async def wait() -> None:
            async with self._told:
                await self._told.wait_for(lambda: text in self.terminal_output())

        await asyncio.wait_for(wait(), LONGEST)

    async def picture(self) -> bytes:
        return base64.b64decode((await self.do("Page.captureScreenshot"))["data"])

    async def picture_unlike(self, before: bytes) -> bytes:
        """The first picture that differs from an earlier one: what was sent has been drawn."""
        async with asyncio.timeout(LONGEST):
            while (now := await self.picture()) == before:
                pass
        return now


@asynccontextmanager
async def browsing(program: str, profile: Path) -> AsyncIterator[Page]:
    """Start Chromium with an empty profile, and open one empty page."""
    process = await asyncio.create_subprocess_exec(
        program,
        *FLAGS,
        f"--user-data-dir={profile}",
        "about:blank",
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stderr is not None
    try:
        async with aiohttp.ClientSession() as client:
            address = await asyncio.wait_for(_debugger(process.stderr), LONGEST)
            draining = asyncio.create_task(process.stderr.read())
            async with client.get(f"http://{address}/json/list") as answer:
                pages = [each for each in await answer.json() if each["type"] == "page"]
            async with client.ws_connect(pages[0]["webSocketDebuggerUrl"], max_msg_size=0) as to:
                page = Page(to)
                listening = asyncio.create_task(page.listen())
                for domain in ("Page", "Runtime", "Network", "Log"):
                    await page.do(f"{domain}.enable")
                yield page
                await page.do("Browser.close")
                await asyncio.wait_for(listening, LONGEST)
            await asyncio.wait_for(draining, LONGEST)
    finally:
        with suppress(ProcessLookupError):
            process.terminate()
        await asyncio.wait_for(process.wait(), LONGEST)


async def _debugger(stderr: asyncio.StreamReader) -> str:
    """Where the browser listens for its driver, which it says on its standard error."""
    said = []
    while line := (await stderr.readline()).decode("utf-8", "replace"):
        if listening := re.search(r"DevTools listening on ws://([^/]+)/", line):
            return listening[1]
        said.append(line)
    raise AssertionError(f"the browser ended: {''.join(said)}")
