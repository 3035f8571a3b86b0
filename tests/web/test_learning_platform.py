"""A learning platform round the page: which calls are offered on it, and when one counts."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from simulator.content.library.library import Library
from simulator.session.clock import ManualClock
from simulator.session.records.received import number_of
from simulator.web.in_page import InPage

CALL = "partner-in-the-room"


class Learner:
    """A person at the page of a platform, who reads what comes."""

    def __init__(self, **platform: Any) -> None:
        about = {"set": "", "after": "end", "answers": True, "has": False, **platform}
        self.clock = ManualClock()
        self.page = InPage(Library(()), self.clock, json.dumps(about))
        self.token, self._number = "", 0

    async def get(self, address: str, *, status: int = 200) -> str:
        """Return a page."""
        return await self._ask(address, None, status)

    async def post(self, address: str, *, status: int = 200, **body: Any) -> dict[str, Any]:
        """Return the answer to a request."""
        said: dict[str, Any] = json.loads(await self._ask(address, body, status))
        self.token = said.get("token", self.token)
        return said

    async def _ask(self, address: str, body: dict[str, Any] | None, status: int) -> str:
        self._number += 1
        heads: list[int] = []
        pieces: list[bytes | None] = []
        request = {
            "method": "GET" if body is None else "POST",
            "address": address,
            "headers": {"X-Seat": self.token} if self.token else {},
            "body": "" if body is None else json.dumps(body),
        }

        def begin(status: int, _headers: str) -> None:
            heads.append(status)

        number = self._number
        asking = self.page.ask(number, json.dumps(request), begin, pieces.append)
        if address == "/api/stream":
            task = asyncio.create_task(asking)
            for _ in range(200):
                await asyncio.sleep(0.01)
                if pieces:
                    break
            self.page.leave(number)
            await asyncio.wait_for(task, 10)
        else:
            await asking
        assert heads == [status], (address, heads, pieces)
        return b"".join(filter(None, pieces)).decode()

    async def sits(self, role: str = "call_handler", call: str = CALL) -> None:
        """Take a call in a seat."""
        await self.post("/api/open", scenario=call, role=role, alone=True)

    async def dials(self) -> None:
        """Take the caller's seat, and dial."""
        await self.sits("caller")
        await self.post("/api/act", key="d", answers={"number": "999"})

    async def ends_it(self) -> None:
        """Hang up as a caller, and wait until nothing more comes of the call."""
        (sure,) = (await self.post("/api/act", key="h"))["questions"]
        ((_, (_, yes)),) = sure["options"]
        await self.post("/api/act", key="h", answers={sure["name"]: yes})
        self.clock.tick(30_000)

    async def looks_back(self) -> dict[str, Any]:
        """Return what comes of looking back."""
        return await self.post("/api/debrief", answers={})

    async def at_the_end(self, part: str = "ended") -> str:
        """Return a part of the seat's page as it is now: that of the end, or another."""
        event = await self.get("/api/stream")
        data = next(line for line in event.splitlines() if line.startswith("data: "))
        return str(json.loads(data.removeprefix("data: "))[part])


def played(way: Callable[[Learner], Awaitable[None]], **platform: Any) -> None:
    """Let a person do something on a platform."""
    learner = Learner(**platform)

    async def whole() -> None:
        await learner.page.start()
        try:
            await way(learner)
        finally:
            # What moves the calls has been woken, and would miss that it is ended.
            await asyncio.sleep(0.05)
            await learner.page.stop()

    asyncio.run(whole())


def test_a_call_that_came_to_its_end_counts_once_it_is_looked_back_on() -> None:
    async def way(learner: Learner) -> None:
        await learner.dials()
        learner.clock.tick(5_000)
        await learner.ends_it()
        assert "Now look back on it" in await learner.at_the_end()
        said = await learner.looks_back()
        assert "why_not_completed" not in said
        assert 'id="platform-says"' in said["parts"]["debrief"]

    played(way)


def test_a_call_that_was_stopped_does_not_count() -> None:
    """One act and a stop were enough: a register couldn't tell that from eleven minutes."""

    async def way(learner: Learner) -> None:
        await learner.dials()
        learner.clock.tick(5_000)
        await learner.post("/api/stop")
        assert "You stopped it before its end" in await learner.at_the_end()
        assert "You stopped it before its end" in (await learner.looks_back())["why_not_completed"]

    played(way)


def test_a_call_in_which_nothing_was_done_does_not_count() -> None:
    async def way(learner: Learner) -> None:
        await learner.sits("caller")
        await learner.post("/api/stop")
        assert "You did nothing" in (await learner.looks_back())["why_not_completed"]

    for after in ("end", "0"):
        played(way, after=after)


@pytest.mark.parametrize(("seconds", "counts"), [(59, False), (61, True)])
def test_so_many_minutes_count_where_the_package_was_built_so(seconds: int, counts: bool) -> None:
    async def way(learner: Learner) -> None:
        await learner.sits()
        await learner.post("/api/skip")
        await learner.post("/api/act", key="a")
        learner.clock.tick(seconds * 1_000)
        await learner.post("/api/stop")
        said = await learner.looks_back()
        assert ("why_not_completed" not in said) is counts
        assert counts or "before 1 minute had passed" in said["why_not_completed"]
        assert "or 1 minute of it after" in await learner.get("/calls")

    played(way, after="1")


def test_what_the_platform_has_is_said_and_never_taken_back() -> None:
    async def way(learner: Learner) -> None:
        learner.page.completed()
        await learner.dials()
        await learner.post("/api/stop")
        assert "has this as completed already" in await learner.at_the_end()

    played(way)


def test_a_platform_that_does_not_answer_is_named_at_the_end() -> None:
    async def way(learner: Learner) -> None:
        await learner.dials()
        await learner.ends_it()
        assert "Your learning platform doesn't answer" in " ".join(
            (await learner.at_the_end()).replace("&#39;", "'").split()
        )

    played(way, answers=False)


def test_a_package_for_chosen_calls_offers_no_other() -> None:
    """Any call counted, so an administrator couldn't require the one that was set."""
    chosen = f"call={CALL},coughs-when-asked&seat=call_handler&coached=no"

    async def way(learner: Learner) -> None:
        for address in ("/calls", "/calls?only=evening-in-the-office"):
            page = await learner.get(address)
            assert page.count('class="call"') == 2
            assert "choose another" not in page
        assert "There are no hints" in await learner.get(f"/calls/{CALL}")
        for other in ("/calls/evening-in-the-office", "/lesson"):
            assert "chosen calls" in await learner.get(other, status=404)
        for address, body in (
            ("/api/open", {"scenario": "evening-in-the-office", "role": "caller", "alone": True}),
            ("/api/open", {"lesson": True}),
            ("/api/watch", {"do": "open", "scenario": "evening-in-the-office"}),
        ):
            assert "chosen calls" in (await learner.post(address, status=409, **body))["say"]
        assert "/calls/" not in await learner.get("/myths")
        assert "/lesson" not in await learner.get("/")
        await learner.sits()

    played(way, set=chosen)


def test_numbers_choose_calls_as_ids_do() -> None:
    async def way(learner: Learner) -> None:
        assert (await learner.get("/calls")).count('class="call"') == 1
        assert CALL in await learner.get(f"/calls/{number_of(CALL)}")

    played(way, set=f"call={number_of(CALL)}")


def test_a_platform_is_offered_nothing_that_only_a_file_or_a_group_has() -> None:
    async def way(learner: Learner) -> None:
        page = await learner.get("/")
        for noise in (
            "Lead a session",
            "silent999 serve",
            "About this file",
            "page for the wall",
            "Paste it",
        ):
            assert noise not in page, noise
        assert "counts as completed" in page

    played(way)


def test_the_first_call_of_the_list_has_the_call_handlers_seat() -> None:
    """The list began with a phone in a bag, which never comes to police."""

    async def way(learner: Learner) -> None:
        page = await learner.get("/calls")
        first = page[page.index('class="call"') :]
        assert "call handler" in first[: first.index("</li>")]

    played(way)


def test_the_words_for_a_package_name_no_file_and_no_command() -> None:
    async def way(learner: Learner) -> None:
        said = await learner.post("/api/link", call=CALL, seat="call_handler", seed="0")
        words = said["parts"]["link"]
        assert "READ-ME-FIRST.txt" in words
        assert "silent999" not in words
        assert "Copy the words" in words
        assert "The link" not in words, "they are no link there"
        assert "<h1>Choose the call of this activity" in await learner.get("/set")

    played(way)


def test_who_ends_the_call_as_a_call_handler_is_reminded_of_the_open_incident() -> None:
    """A debrief left a hundred things open, and nothing at the desk had said why."""

    async def way(learner: Learner) -> None:
        await learner.sits()
        await learner.post("/api/skip")
        await learner.post("/api/act", key="a")
        learner.clock.tick(5_000)
        assert "still open" not in await learner.at_the_end("hint")
        answers: dict[str, str] = {}
        for _ in range(4):
            said = await learner.post("/api/act", key="e", answers=answers or None)
            for each in said.get("questions", ()):
                answers[each["name"]] = each["options"][0][1][-1]
        assert "The line is closed, and the incident is still open" in await learner.at_the_end(
            "hint"
        )

    played(way)
