"""The caller's seat where 999 is written to, and where words come through a third voice."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from simulator.core import acts as do
from simulator.core.statements import StatementTopic
from simulator.core.terms import NoteKind, Role, Via
from simulator.errors import NotPossible
from simulator.hosting.hosted_call import ActRequest
from simulator.hosting.house import House, Limits
from simulator.seat.readings import addressees, read_line
from simulator.seat.seat_view import SeatView
from simulator.session.clock import ManualClock
from simulator.session.records.received import divergence
from simulator.session.records.record_file import read_record
from simulator.session.run.live_run import LiveRun
from simulator.web.seats import seat_parts
from tests.seat.walking import materials
from tests.session.calls import LIBRARY
from tests.session.recorded import written
from tests.session.sitting import setup

CALLER = Role.CALLER
FIRST = "a man is in my house at 5 kiln terrace. im deaf. please send police"


class Trainee:
    """A trainee in the caller's seat, with the clock of the call."""

    def __init__(self, name: str) -> None:
        of, self.clock = setup(name, CALLER), ManualClock()
        self.view = SeatView(LiveRun(of, self.clock), materials(of))
        self.view.catch_up()

    def waits(self, seconds: int) -> None:
        for _ in range(seconds):
            self.clock.tick(1_000)
            self.view.catch_up()

    def types(self, line: str) -> do.Action:
        """Do what a typed line means first, without any question back."""
        reading = read_line(self.view, CALLER, line).readings[0]
        assert reading.disabled_reason is None, reading
        assert reading.confirm is None, reading
        entry = self.view.do(CALLER, reading.act, reading.chosen)
        assert isinstance(entry.body, do.Action)
        return entry.body

    def why_not(self, kind: str) -> str | None:
        return next(e.disabled_reason for e in self.view.available_acts(CALLER) if e.kind == kind)

    def of(self, kind: type, by: Role) -> list[Any]:
        found = (e.body for e in self.view.live.log if e.actor is by)
        return [each for each in found if isinstance(each, kind)]


def test_a_trainee_writes_to_999_and_is_answered_in_writing() -> None:
    """What is typed first is the message; it comes to the screen as it was written, and is read."""
    caller = Trainee("a-message-to-999")
    assert [each.label for each in addressees(caller.view, CALLER)] == ["Text"]
    assert "Write your first message" in caller.view.hint(CALLER, 0)
    assert caller.types(FIRST) == do.Dial("999", FIRST)
    caller.waits(200)
    first, *_ = caller.of(do.SendText, CALLER)
    assert isinstance(first, do.SendText)
    assert first.words == FIRST
    assert dict(first.means)[StatementTopic.WANTS_POLICE] is True
    asked = [getattr(each, "words", "") for each in caller.of(do.SendText, Role.CALL_HANDLER)]
    assert asked
    assert read_line(caller.view, CALLER, "").heading.startswith("words to write")
    before = len(asked)
    caller.types("nobody sees my screen. he is downstairs with a knife")
    caller.waits(150)
    assert len(caller.of(do.SendText, Role.CALL_HANDLER)) > before
    assert not caller.of(do.Say, Role.CALL_HANDLER)


def test_who_writes_hears_nothing_and_is_heard_by_nobody() -> None:
    caller = Trainee("a-message-to-999")
    caller.types(FIRST)
    caller.waits(100)
    heard = [e for e in caller.view.heard(CALLER) if e.actor is not CALLER]
    assert any(isinstance(e.body, do.SendText) for e in heard)
    assert not [e for e in heard if isinstance(e.body, (*do.SPOKEN, do.HandOver))]
    assert "nothing of it would be heard" in (caller.why_not("tap") or "")
    assert "nothing of it would be heard" in (caller.why_not("say") or "")
    tap = next(e.act for e in caller.view.available_acts(CALLER) if e.kind == "tap")
    with pytest.raises(NotPossible, match="nothing of it would be heard"):
        caller.view.do(CALLER, tap, {})


@pytest.mark.parametrize(
    ("name", "via", "says"),
    [("read-out-by-relay", Via.RELAY, "Relay"), ("signed-to-an-interpreter", Via.SIGNS, "Sign")],
)
def test_what_a_trainee_types_is_brought_by_a_third_voice(name: str, via: Via, says: str) -> None:
    """They say who they are to police; only words are brought, and they are the caller's own."""
    caller = Trainee(name)
    assert [each.label for each in addressees(caller.view, CALLER)] == [says]
    dial = next(e.act for e in caller.view.available_acts(CALLER) if e.kind == "dial")
    caller.view.do(CALLER, dial, {"number": "999"})
    caller.waits(6)
    caller.types("police please")
    caller.waits(25)
    spoken = [e for e in caller.of(do.Say, CALLER) if getattr(e, "via", None) is via]
    assert sum(map(do.is_third_voice, spoken)) == 1
    assert any(getattr(e, "words", "") == "police please" for e in spoken)
    caller.types("my son is smashing the place up downstairs")
    assert getattr(caller.of(do.Say, CALLER)[-1], "via", None) is via
    assert "only your words" in (caller.why_not("tap") or "")


def test_an_interpreter_joins_a_trainee_and_then_brings_their_words() -> None:
    """Until then what they type are their own few words of English."""
    caller = Trainee("until-an-interpreter-comes")
    dial = next(e.act for e in caller.view.available_acts(CALLER) if e.kind == "dial")
    caller.view.do(CALLER, dial, {"number": "999"})
    caller.waits(6)
    caller.types("police")
    caller.waits(25)
    first = caller.types("no english")
    assert getattr(first, "via", None) is None
    note = do.Note(NoteKind.PERSON, None, None, "interpreter asked for")
    caller.view.live.inject(Role.CALL_HANDLER, note)
    caller.waits(110)
    assert any(do.is_third_voice(each) for each in caller.of(do.Say, CALLER))
    assert getattr(caller.types("a man broke the door"), "via", None) is Via.INTERPRETER


def test_what_a_trainee_wrote_to_999_is_kept_only_if_it_was_asked_for(tmp_path: Path) -> None:
    """Without private text a record has the message of the file in its place."""
    caller = Trainee("a-message-to-999")
    caller.types(FIRST)
    caller.waits(100)
    log, of = caller.view.live.log, caller.view.live.setup
    kept = written(tmp_path, log, of)
    assert "im deaf" not in kept.read_text()
    dialled = next(e.body for e in read_record(kept).entries if isinstance(e.body, do.Dial))
    assert dialled.message.startswith("police pls 5 kiln terrace")
    assert divergence(read_record(kept)) is None
    (tmp_path / "whole").mkdir()
    assert "im deaf" in written(tmp_path / "whole", log, of, with_text=True).read_text()


def test_on_a_page_who_writes_has_no_number_to_dial() -> None:
    """Writing to 999 is an act among the others there, and a typed line does it."""
    clock = ManualClock()
    house = House(LIBRARY, clock, Limits(calls=1))
    call = house.open_call("a-message-to-999")
    house.claim(call.code, CALLER)
    call.begin()
    parts = seat_parts(call, CALLER)
    assert parts["dial"].strip() == ""
    assert "Write to 999" in parts["acts"]
    assert call.do(CALLER, ActRequest(line=FIRST)).why_not == ""
    assert any(getattr(e.body, "message", "") == FIRST for e in call.view.heard(CALLER))
