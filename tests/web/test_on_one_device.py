"""A session led in the page without a server: no phone can join, and its pages say nothing else."""

import asyncio
import json
import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from simulator.content.library.library import Library
from simulator.session.clock import ManualClock
from simulator.web.in_page import InPage
from tests.awareness.rooms import SAY

ROOT = Path(__file__).resolve().parents[2]
MOST_STEPS = 60
ALOUD = SAY("wall-aloud")


class Facilitator:
    """A person who leads a session from one device, and reads both of its pages."""

    def __init__(self) -> None:
        self.clock = ManualClock()
        self.page = InPage(Library(()), self.clock)
        self.token, self._number = "", 0

    async def get(self, address: str) -> str:
        """Return a page, or the first of a stream."""
        return await self._ask(address, None)

    async def does(self, act: str, **more: str) -> None:
        """Press a button of the leader's page."""
        await self._ask("/api/lead", {"do": act, **more})

    async def leads(self, plan: str = "twenty-minutes") -> None:
        """Open a session."""
        said = json.loads(await self._ask("/api/session", {"plan": plan}))
        self.token = said["token"]

    async def wall(self) -> str:
        """Return what is on the wall now."""
        return await self._part("/api/room-stream")

    async def notes(self) -> str:
        """Return what is on the leader's page now."""
        return await self._part("/api/session-stream")

    async def goes_to(self, words: str) -> str:
        """Go on until the wall says some words, and return it."""
        for _ in range(MOST_STEPS):
            wall = await self.wall()
            if words in wall:
                return wall
            await self.does("go_on" if 'id="choose-go_on"' in await self.notes() else "forward")
            self.clock.tick(60_000)
            await asyncio.sleep(0.01)
        raise AssertionError(f"the wall never says {words!r}; at last {wall}")

    async def _part(self, address: str) -> str:
        event = await self._ask(address, None)
        data = next(line for line in event.splitlines() if line.startswith("data: "))
        return str(json.loads(data.removeprefix("data: "))["page"])

    async def _ask(self, address: str, body: dict[str, Any] | None) -> str:
        self._number += 1
        number, heads, pieces = self._number, [], []
        came = asyncio.Event()

        def more(piece: bytes | None) -> None:
            pieces.append(piece or b"")
            came.set()

        request = {
            "method": "GET" if body is None else "POST",
            "address": address,
            "headers": {"X-Seat": self.token} if self.token else {},
            "body": "" if body is None else json.dumps(body),
        }
        asking = self.page.ask(number, json.dumps(request), lambda *head: heads.append(head), more)
        task = asyncio.create_task(asking)
        if address.endswith("-stream"):
            await asyncio.wait_for(came.wait(), 10)
            self.page.leave(number)
        await asyncio.wait_for(task, 10)
        assert heads[0][0] == 200, (address, heads, pieces)
        return b"".join(pieces).decode()


def led(way: Callable[[Facilitator], Awaitable[None]]) -> None:
    """Let a person lead a session on one device."""
    facilitator = Facilitator()

    async def whole() -> None:
        await facilitator.page.start()
        try:
            await way(facilitator)
        finally:
            await asyncio.sleep(0.05)
            await facilitator.page.stop()

    asyncio.run(whole())


def test_the_wall_promises_nobody_that_an_answer_is_unseen() -> None:
    """Without phones people answer aloud or by hand: others see that, and no bar ever fills."""

    async def way(facilitator: Facilitator) -> None:
        await facilitator.leads()
        choosing = await facilitator.goes_to(SAY("note-gentle"))
        for wall in (choosing, await facilitator.goes_to(f">{SAY('myth-true')}<")):
            assert ALOUD in wall
            assert SAY("wall-private") not in wall
            assert 'class="vote"' not in wall

    led(way)


def test_the_leader_reads_that_a_press_opens_an_answer() -> None:
    async def way(facilitator: Facilitator) -> None:
        await facilitator.leads()
        wall = await facilitator.goes_to(SAY("wall-none-wrong"))
        assert 'class="vote"' not in wall
        assert SAY("lead-opens") in await facilitator.notes()
        await facilitator.does("follow", place="0")
        assert SAY("lead-opens") not in await facilitator.notes()

    led(way)


def test_the_leader_reads_that_leaving_ends_the_session() -> None:
    async def way(facilitator: Facilitator) -> None:
        await facilitator.leads()
        notes = await facilitator.notes()
        assert SAY("lead-keys-leave-alone") in notes
        assert SAY("lead-keys-leave") not in notes

    led(way)


def test_the_start_page_does_not_speak_of_others_who_join() -> None:
    async def way(facilitator: Facilitator) -> None:
        assert "who join you" not in await facilitator.get("/")

    led(way)


def test_the_page_that_is_getting_ready_has_the_bar_of_all_others() -> None:
    """The way out and the line about 999 are where they stay, not in the corner of the window."""
    bar = re.compile(r'<header class="bar">')
    for page in (ROOT / ".ci/page/shell.html", ROOT / "simulator/web/templates/base.html"):
        assert bar.search(page.read_text(encoding="utf-8")), page
