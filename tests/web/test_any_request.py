"""Any request in any state of a call has one refusal or one effect, and never a traceback.

What can't be undone needs its own confirmation, whatever else a request says.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.core import acts as do
from simulator.core.describe import what_cannot_be_undone
from simulator.core.log import Entry
from simulator.core.terms import Role
from simulator.hosting.hosted_call import HostedCall
from simulator.hosting.protocol import REQUESTS
from simulator.seat.view.act_catalogue import CATALOGUE
from simulator.session.clock import ManualClock
from simulator.web.in_page import InPage
from tests.daily import examples
from tests.session.calls import LIBRARY

Request = tuple[str, Any]
TICK = "tick"
LINES = (
    "police", "are you safe", "one tap for yes", "hang up", "put the phone down", "close it",
    "send 52", "immediate", "> he may be armed", "#t steps", "/end", "/close caller is safe",
    "?weapon", "text are you there", "help me", "999", "55", "connect to police", "leave the line",
)  # fmt: skip
"""What a person may type: words, acts by their name, and the names of what has no way back."""
WORDS = (
    st.sampled_from(LINES) | st.text(max_size=30) | st.sampled_from(["\ud800", "\u202e", "x" * 401])
)
KEYS = sorted({each.key for acts in CATALOGUE.values() for each in acts})
ANSWERS = st.dictionaries(
    st.sampled_from(["sure", "speech", "speech_words", "reason", "text", "grade", "unit", "words"])
    | st.text(max_size=6),
    WORDS | st.lists(WORDS, max_size=3) | st.integers() | st.none(),
    max_size=4,
)
PICKS = st.integers(0, 40)
"""Which options of the questions that came last a person chooses."""
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)
ACTS = st.fixed_dictionaries(
    {},
    optional={
        "key": st.sampled_from(KEYS) | JSON,
        "line": WORDS | JSON,
        "reading": WORDS | JSON,
        "read": WORDS | JSON,
        "answers": ANSWERS | PICKS | JSON,
    },
)
STEPS = st.lists(
    st.tuples(st.just(TICK), st.integers(1, 30_000))
    | st.tuples(st.just("/api/act"), ACTS)
    | st.tuples(st.just("/api/act"), st.fixed_dictionaries({"answers": PICKS}))
    | st.tuples(st.just("/api/line"), st.fixed_dictionaries({"line": WORDS}))
    | st.tuples(st.sampled_from(sorted({*REQUESTS} - {"/api/open", "/api/leave"})), JSON | ACTS),
    min_size=2,
    max_size=14,
)


_RUNG: list[Request] = [("/api/skip", {}), (TICK, 1_000), ("/api/act", {"key": "a"})]
BEGINNING: Mapping[Role, list[Request]] = {
    Role.CALLER: [("/api/act", {"key": "d"}), ("/api/act", {"answers": 0}), (TICK, 20_000)],
    Role.OPERATOR: _RUNG,
    Role.CALL_HANDLER: _RUNG,
}
"""What opens the line: most states come after that."""


class Asked:
    """A seat in a page without a server: each request is a message, and so is its answer."""

    def __init__(self, scenario: str, role: Role) -> None:
        self.clock, self.role = ManualClock(), role
        self.page = InPage(LIBRARY, self.clock)
        self.call: HostedCall
        self.call, self.token = self.page._app.state.house.open_for(role, scenario, begin=True)
        self._last: dict[str, Any] = {}
        """The act that asked something last, and its questions."""

    async def do(self, step: Request) -> None:
        """Take one step, and hold its answer to what it did."""
        path, body = step
        if path == TICK:
            self.clock.tick(body)
            self.call.catch_up()
            return
        if isinstance(body, dict) and isinstance(body.get("answers"), int):
            body = self._picked(body)
        self.call.catch_up()
        before = len(self.own())
        status, said = await self._asked(path, body)
        assert status in (200, 409), (path, body, said)
        if status == 409:
            assert str(said["say"]).count("\n") <= 1
        done = self.own()[before:]
        assert path == "/api/act" or not done
        if path != "/api/act" or status == 409:
            assert not done, (path, body)
            return
        assert bool(said.get("done")) is bool(done), (body, said)
        self._hold_to_its_word(body, done)
        if said.get("questions"):
            self._last = {"asked": body, "questions": said["questions"]}

    def _hold_to_its_word(self, body: dict[str, Any], done: list[Entry]) -> None:
        sure = (body.get("answers") or {}).get("sure", "")
        for entry in done:
            if isinstance(entry.body, do.Action) and what_cannot_be_undone(self.role, entry.body):
                assert str(sure).startswith("Yes, "), (body, entry)

    def _picked(self, body: dict[str, Any]) -> dict[str, Any]:
        """Return the act that asked last with one option of each of its questions."""
        pick, asked = body["answers"], self._last.get("asked", body)
        given = asked.get("answers")
        answers = dict(given) if isinstance(given, dict) else {}
        for question in self._last.get("questions", ()):
            labels = [label for _, group in question["options"] for label in group]
            chosen = labels[pick % len(labels)] if labels else "by the back door"
            answers[question["name"]] = [chosen] if question["several"] else chosen
        return {**asked, "answers": answers}

    def own(self) -> list[Entry]:
        """Return what this seat did so far."""
        heard = self.call.view.live.log
        ours = [each for each in heard if each.actor is self.role]
        return [each for each in ours if isinstance(each.body, do.Action)]

    async def _asked(self, path: str, body: Any) -> tuple[int, dict[str, Any]]:
        heads: list[int] = []
        pieces: list[bytes] = []
        request = {
            "method": "POST",
            "address": path,
            "headers": {"X-Seat": self.token},
            "body": json.dumps(body),
        }
        await self.page.ask(
            1,
            json.dumps(request),
            lambda status, _: heads.append(status),
            lambda piece: pieces.append(piece or b""),
        )
        return heads[0], json.loads(b"".join(pieces))


async def taken(scenario: str, role: Role, steps: list[Request]) -> None:
    at = Asked(scenario, role)
    for step in steps:
        await at.do(step)


@pytest.mark.parametrize(
    ("scenario", "role"),
    [
        ("partner-in-the-room", Role.CALLER),
        ("partner-in-the-room", Role.OPERATOR),
        ("evening-in-the-office", Role.CALL_HANDLER),
    ],
)
@examples(25, share=3)
@given(steps=STEPS)
def test_any_request_in_any_state_is_refused_once_or_does_one_thing(
    scenario: str, role: Role, steps: list[Request]
) -> None:
    asyncio.run(taken(scenario, role, [*BEGINNING[role], *steps]))
