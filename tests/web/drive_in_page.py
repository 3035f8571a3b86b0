"""Drives the whole application without a server, in a process that has what a page has.

`test_in_page` runs it in an interpreter of its own: ``python -m tests.web.drive_in_page BUILT``,
with a folder of built content. Before anything of ours is imported, all that a browser's page lacks
is taken away. It prints, as JSON, the routes that were asked for, those that there are, and what
was imported.
"""

import asyncio
import builtins
import json
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn
from zlib import crc32

from starlette.routing import Match, Route

LACKS = ("numpy", "pydantic", "pydantic_core", "rich", "textual", "uvicorn")
"""Packages that are not in the page."""
MOST_STEPS = 60
"""Steps forward in which a session comes to its last part."""


def refused(what: str) -> Callable[..., NoReturn]:
    def refuse(*given: object, **named: object) -> NoReturn:
        raise AssertionError(f"a page has no {what}: {given} {named}")

    return refuse


def take_away() -> None:
    """Leave what a page has: no thread, no process, no connection, no file to write."""
    sys.modules.update(dict.fromkeys(LACKS))  # type: ignore[arg-type]
    threading.Thread.start = refused("thread")  # type: ignore[method-assign]
    subprocess.Popen.__init__ = refused("process")  # type: ignore[method-assign]
    for name in ("connect", "connect_ex", "bind", "sendto"):
        setattr(socket.socket, name, refused("connection"))
    reads = builtins.open

    def only_reads(file: Any, mode: str = "r", *given: Any, **named: Any) -> Any:
        assert not set(mode) & set("wax+"), f"a page keeps no file: {file}"
        return reads(file, mode, *given, **named)

    builtins.open = only_reads


class Asking:
    """A person at the page: asks, and reads what comes."""

    def __init__(self, built: Path) -> None:
        # Deferred: all that a page lacks has to be gone before.
        from simulator.content.files import built_content
        from simulator.content.library.library import Library
        from simulator.session.clock import ManualClock
        from simulator.web.in_page import InPage

        built_content.BUILT = built
        self.clock = ManualClock()
        self.page = InPage(Library(()), self.clock)
        self.app = self.page._app
        self.asked: set[str] = set()
        self.token = ""
        self._number = 0

    async def ask(self, address: str, body: object = None, *, status: int = 200) -> str:
        """Return the text of an answer."""
        return await self._ask(address, body, status, streamed=False)

    async def stream(self, address: str) -> str:
        """Return the first event of a stream, and leave it."""
        return await self._ask(address, None, 200, streamed=True)

    async def post(self, address: str, **body: object) -> Any:
        """Return what a page takes of an answer."""
        said = json.loads(await self.ask(address, body))
        self.token = said.get("token", self.token)
        return said

    async def _ask(self, address: str, body: object, status: int, *, streamed: bool) -> str:
        self._number += 1
        number, heads, pieces = self._number, [], []
        came = asyncio.Event()

        def more(piece: bytes | None) -> None:
            pieces.append(piece or b"")
            came.set()

        method = "GET" if body is None else "POST"
        request = {
            "method": method,
            "address": address,
            "headers": {"X-Seat": self.token} if self.token else {},
            "body": "" if body is None else json.dumps(body),
        }
        answering = asyncio.create_task(
            self.page.ask(number, json.dumps(request), lambda *head: heads.append(head), more)
        )
        if streamed:
            await asyncio.wait_for(came.wait(), 10)
            self.page.leave(number)
        await asyncio.wait_for(answering, 10)
        assert heads, f"{address} was not answered"
        assert heads[0][0] == status, (address, heads, pieces)
        self.asked.add(f"{method} {self._route(method, address)}")
        return b"".join(pieces).decode(errors="replace")

    def _route(self, method: str, address: str) -> str:
        path = address.partition("?")[0]
        scope = {"type": "http", "method": method, "path": path, "headers": [], "root_path": ""}
        found = (each for each in self._routes() if each.matches(scope)[0] is Match.FULL)
        return next((each.path for each in found), "none")

    def routes(self) -> list[str]:
        """Return every route of the application, but the one of files that a page has inside."""
        return [
            f"{method} {route.path}"
            for route in self._routes()
            for method in sorted({*(route.methods or ())} - {"HEAD"})
        ]

    def _routes(self) -> list[Route]:
        return [each for each in self.app.routes if isinstance(each, Route)]

    async def tick(self, seconds: int) -> None:
        """Let the call go on."""
        driver = self.app.state.driver
        version = driver.version
        self.clock.tick(seconds * 1_000)
        driver.poke()
        assert await driver.news_after(version, 10)


async def pages(at: Asking) -> None:
    """Open every page that is the same for all."""
    for address in ("/", "/calls", "/calls/1", "/lesson", "/join", "/seat", "/board", "/measures"):
        assert "<main" in await at.ask(address), address
    for address in (
        "/lead",
        "/leading",
        "/room",
        "/taking-part",
        "/help",
        "/myths",
        "/languages",
        "/readers",
    ):
        assert "<main" in await at.ask(address), address
    for form in ("a4", "card", "easy-read"):
        assert "<html" in await at.ask(f"/handout/{form}")
    assert await at.stream("/api/here")


async def caller(at: Asking) -> None:
    """Take a call as the caller, to its debrief."""
    opened = await at.post("/api/open", scenario="partner-in-the-room", role="caller", alone=True)
    assert opened["go"] == "/seat"
    asks = await at.post("/api/act", key="d")
    assert asks["about"] == "Dial 999 or 112"
    await at.post("/api/act", key="d", answers={"number": "999"})
    for _ in range(30):
        await at.tick(1)
    assert "tap the handset" in await at.stream("/api/stream")
    await at.ask("/api/sound/1", status=204)
    (sure,) = (await at.post("/api/act", key="h"))["questions"]
    ((_, (_, yes)),) = sure["options"]
    await at.post("/api/act", key="h", answers={sure["name"]: yes})
    await at.tick(1)
    said = await at.post("/api/debrief", answers={})
    assert "What this call can teach" in said["parts"]["debrief"]
    await at.post("/api/leave")
    at.token = ""


async def handler(at: Asking) -> None:
    """Take the first lesson as the call handler, with typed words and the coach, to its debrief."""
    opened = await at.post("/api/open", lesson=True)
    assert opened["go"] == "/seat"
    # The phone of a first lesson rings at once.
    await at.ask("/api/skip", {}, status=409)
    await at.post("/api/act", key="a")
    assert (await at.post("/api/line", line="are you hurt"))["readings"]
    await at.post("/api/act", line="Can you hear me?")
    assert (await at.post("/api/coach"))["lines"]
    await at.post("/api/stop")
    asks = await at.post("/api/debrief")
    assert "<form" in asks["parts"]["debrief"]
    said = await at.post("/api/debrief", answers={"0": "it was hard"})
    assert "What this call can teach" in said["parts"]["debrief"]
    assert (await at.post("/api/again", at="1"))["again"]
    at.token = ""


async def files(at: Asking) -> None:
    """Take a call that was set, save it, open it again as a class would be, and set another."""
    about = "seat=call_handler&seed=4&profile=wmp&coached=no"
    listed = await at.ask(f"/calls?only=partner-in-the-room&{about}")
    assert listed.count('class="call"') == 1
    note = await at.ask(f"/calls/partner-in-the-room?{about}")
    assert 'name="seed" value="4"' in note
    assert "There are no hints" in note
    set_so = {"scenario": "partner-in-the-room", "role": "call_handler", "alone": True}
    await at.post("/api/open", **set_so, seed="4", profile="wmp", assessed="yes")
    await at.post("/api/skip")
    await at.post("/api/act", key="a")
    await at.tick(30)
    await at.ask("/api/save-call", {}, status=409)
    await at.post("/api/stop")
    saved = (await at.post("/api/save-call", code="kestrel-4"))["save"]
    assert "that you have saved or opened" in await at.ask("/seat")
    both = (await at.post("/api/save-call", code="kestrel-5", together="yes"))["save"]
    assert both["text"].count('{"record":') == 2
    at.token = ""
    said = (await at.post("/api/records", files=[both]))["parts"]["opened"]
    assert "2 calls opened" in said
    assert "<main" in await at.ask("/records")
    link = f"#call=partner-in-the-room&{about}"
    others = {"name": "x.jsonl", "text": "no record"}
    opened = await at.post("/api/records", files=[saved, others], set=link)
    said = opened["parts"]["opened"]
    assert "kestrel-4: " in said
    assert "no hints, played the way of seed 4, procedure: " in said
    assert "x.jsonl" in said
    assert "What was seen, by person" in said
    assert (
        "What this call can teach" in (await at.post("/api/record", place="0"))["parts"]["debrief"]
    )
    said = (await at.post("/api/records", files=[saved]))["parts"]["opened"]
    assert "1 call as" in said
    assert "worth another try" in said
    assert "worth another try" in await at.ask("/records")
    other = await at.post("/api/records", files=[saved], set="#call=coughs-when-asked")
    assert "it is of another call" in other["parts"]["opened"]
    assert "<main" in await at.ask("/set")
    number = f"{crc32(b'partner-in-the-room'):08x}"  # no browser's list has the name of a call
    made = await at.post("/api/link", call="partner-in-the-room", seat="operator", seed="5")
    wanted = f"#call={number}&amp;seat=operator&amp;seed=5&amp;coached=yes"
    assert wanted in made["parts"]["link"]
    assert "was set for you" in await at.ask(f"/calls/{number}?seed=5")
    pasted = await at.post("/api/open-link", link=f"silent999.html#call={number}&seed=5")
    assert pasted["go"] == f"/calls/{number}?seed=5"
    await at.ask("/api/open-link", {"link": "#seed=5"}, status=409)
    said = await at.post("/api/records", files=[saved], set="#call=c2f5b0a1")
    assert "it is of another call" in said["parts"]["opened"]
    link = f"#call={number}&seed=4"
    said = await at.post("/api/records", files=[saved], set=link)
    assert "Replayed" in said["parts"]["opened"]


async def watching(at: Asking) -> None:
    """Watch a demonstration to its end, and look back at it."""
    assert await at.ask("/watch", status=307) == ""
    await at.ask("/api/watch", {"do": "pause"}, status=409)
    assert "Or watch it first" in await at.ask("/calls/1?watch=wmp")
    opened = await at.post("/api/watch", do="open", scenario="partner-in-the-room")
    assert opened["go"] == "/watch"
    assert "A demonstration" in await at.ask("/watch")
    await at.post("/api/watch", do="speed", place="8")
    await at.ask("/api/watch", {"do": "speed", "place": "9"}, status=409)
    await at.post("/api/watch", do="pause")
    assert "Go on" in await at.stream("/api/watch-stream")
    await at.ask("/api/watch", {"do": "debrief", "name": "call_handler"}, status=409)
    await at.post("/api/watch", do="pause")
    await at.tick(10)
    await at.post("/api/watch", do="end")
    seen = await at.stream("/api/watch-stream")
    assert "The call is over" in seen
    assert "dials 999" in seen
    assert "Look back at the call handler" in seen
    said = await at.post("/api/watch", do="debrief", name="call_handler")
    assert "Looking back: call handler" in said["parts"]["debrief"]
    await at.post("/api/watch", do="open", scenario="coughs-when-asked", profile="wmp")
    assert len([each for each in at.app.state.house.calls.values() if not each.seats]) == 1


async def several(at: Asking) -> None:
    """Open a call for several seats, and watch over it on the board."""
    call = await at.post("/api/open", scenario="partner-in-the-room", role="caller")
    await at.post("/api/look-up", code=call["code"])
    caller = at.token
    await at.post("/api/claim", code=call["code"], role="call_handler")
    await at.post("/api/begin")
    await at.ask("/api/next-call", {}, status=409)
    await at.post("/api/stop")
    at.token = caller
    await at.post("/api/stop")
    at.token = ""
    await at.ask("/api/come-back", {}, status=409)
    await at.post("/api/board", do="watch", code=call["code"])
    assert "rows" in await at.stream("/api/board-stream")
    said = await at.post("/api/board", do="debrief", code=call["code"])
    assert "debrief" in said["parts"]


async def session(at: Asking) -> None:
    """Lead a group session, and take part in it."""
    opened = await at.post("/api/session", plan="twenty-minutes")
    assert opened["go"] == "/leading"
    leads, gathering = at.token, at.app.state.house.gathering
    assert "page" in await at.stream("/api/session-stream")
    await at.post("/api/look-up", code=gathering.join)
    joined = at.token
    at.token = ""
    assert "page" in await at.stream("/api/room-stream")
    assert "A session is running" in await at.stream("/api/lead-stream")
    assert "A session is running" in await at.ask(
        "/api/session", {"plan": "twenty-minutes"}, status=409
    )
    await at.post("/api/reach", do="test")
    await at.ask("/api/room-sound/1", status=409)
    decided = 0
    for _ in range(MOST_STEPS):
        frame = gathering.frame()
        at.token = joined
        await at.ask("/api/vote", {"place": "0"}, status=200 if frame.options else 409)
        at.token = leads
        choices = [each.name for each in frame.page.choices] if frame.page.must_choose else []
        decided += bool(choices)
        await at.post("/api/lead", do=next(iter(choices), "forward"))
        await at.tick(30)
        if frame.last:
            break
    assert decided, "the session came to no decision"
    await at.post("/api/lead", do="end")
    at.token = ""


async def mistaken(at: Asking) -> None:
    """Ask for what there is not. Only the search for what may be meant reads YAML."""
    assert "yaml" not in sys.modules
    assert "no translation" in await at.ask("/help?language=cy", status=404)
    assert "There is no such page" in await at.ask("/nowhere", status=404)
    assert "coughs" in await at.ask("/api/open", {"scenario": "cough-when-asked"}, status=409)
    assert "no call here" in await at.ask("/api/look-up", {"code": "BBBBBB"}, status=409)
    assert "not a JSON object" in await at.ask("/api/open", [], status=409)


async def main(built: Path) -> dict[str, Any]:
    """Drive everything."""
    take_away()
    at = Asking(built)
    await at.page.start()
    for part in (pages, caller, handler, files, watching, several, session, mistaken):
        await part(at)
    digest = at.page.digest("coughs-when-asked", "iopc_2019", "generic", 1)
    await at.page.stop()
    imported = [name for name, module in sys.modules.items() if module is not None]
    return {
        "asked": sorted(at.asked),
        "routes": sorted(at.routes()),
        "imported": imported,
        "digest": digest,
        "threads": threading.active_count(),
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asyncio.run(main(Path(sys.argv[1])))))
