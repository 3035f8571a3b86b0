"""A trainer's review on a screen: it writes what the lines of `review` write, and shows as much."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from textual.widgets import Input, OptionList, Static

from simulator.core.terms import Role
from simulator.debrief.learning.agreement import Rating
from simulator.debrief.learning.review_file import Note, Override, Pin, Rate, Sign, read_reviews
from simulator.debrief.learning.review_session import ReviewSession
from simulator.session.clock import ManualClock
from simulator.session.records.record_file import read_record
from simulator.session.records.store import Store
from simulator.tui.app import TrainerApp
from tests.proof import plays
from tests.session.calls import LIBRARY
from tests.session.recorded import written
from tests.session.sitting import setup
from tests.tui.apps import User
from tests.tui.unseen import Unseen

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


class Reviewing(Unseen, TrainerApp):
    """The trainer, at a review or in the menu."""


class Reviewer(User[Reviewing]):
    """The user of a trainer in which a review is open."""

    @property
    def sections(self) -> list[str]:
        return [str(option.prompt) for option in self.one("#sections", OptionList).options]

    @property
    def rows_shown(self) -> list[str]:
        return [str(option.prompt) for option in self.one("#told", OptionList).options]

    @property
    def line(self) -> str:
        return str(self.one("#how", Static).render())

    @property
    def marked(self) -> str:
        return self.rows_shown[self.one("#told", OptionList).highlighted or 0]

    async def open(self, section: str) -> None:
        self.one("#sections", OptionList).highlighted = self.sections.index(section)
        await self.pilot.pause()

    async def mark(self, words: str) -> None:
        told = self.one("#told", OptionList)
        told.highlighted = next(n for n, line in enumerate(self.rows_shown) if words in line)
        told.focus()
        await self.pilot.pause()

    async def write(self, text: str) -> None:
        """Fill in the line that is asked for."""
        self.app.screen.query_one(Input).value = text
        await self.press("enter")


@asynccontextmanager
async def reviewing(folder: Path, session: ReviewSession | None = None) -> AsyncIterator[Reviewer]:
    """Yield the user of a review, or of the list of records in a folder."""
    app = Reviewing(ManualClock(), LIBRARY, records=Store(folder), desk=session)
    async with app.run_test(size=(80, 24)) as pilot:
        person = Reviewer(app, pilot)
        await person.settle()
        if session is None:
            await person.press("ctrl+r")
        assert person.on_top == ("ReviewScreen" if session else "RecordsScreen")
        yield person


def as_reviewer(
    record: Path, code: str, *, blind: bool = False
) -> AbstractAsyncContextManager[Reviewer]:
    session = ReviewSession(read_record(record), code, lambda: NOON, blind=blind)
    return reviewing(record.parent, session)


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """A call that went badly, with a call handler's seat taken."""
    of = setup(plays.WITH_PARTNER, Role.CALL_HANDLER)
    return written(tmp_path, plays.handler_badly().log, of)


def entries(record: Path) -> tuple[object, ...]:
    return read_reviews(record).entries


async def test_the_call_is_shown_and_a_finding_leads_to_its_moment(record: Path) -> None:
    async with as_reviewer(record, "robin") as person:
        assert person.sections == [
            *("The call", "The timeline", "Moment by moment", "Findings", "All reviews")
        ]
        assert "Someone else is in the room" in person.rows_shown[0]
        await person.open("The timeline")
        assert any(line.startswith("Caller") and "|" in line for line in person.rows_shown)
        await person.open("Moment by moment")
        assert person.rows_shown[1] == "1. 0:00 Caller: [dials 999]"
        await person.open("Findings")
        assert person.rows_shown[0] == "Not seen"
        await person.mark("No question was about more than one fact")
        await person.press("enter")
        assert "A weapon? Children?" in person.marked
        assert person.one("#sections", OptionList).highlighted == 2
        await person.press("escape")
        assert person.app.return_code == 0, "the program began with the review"


async def test_a_review_is_written_entry_by_entry(record: Path) -> None:
    """A comment, another finding with a reason, a rating, a note and a signature; or nothing."""
    before = record.read_bytes()
    said = "the machine: not seen; robin: seen, because: It was said on the phone before"
    async with as_reviewer(record, "robin") as person:
        await person.open("Moment by moment")
        await person.press("p")
        assert "Mark a moment first" in person.line
        await person.mark("What has happened?")
        number = person.marked
        await person.press("p")
        await person.write("No code yet")
        assert "      robin: No code yet" in person.rows_shown
        assert person.line.startswith("Kept: pinned to")
        await person.open("Findings")
        await person.mark("the yes/no code was stated")
        await person.press("r")
        assert "d differs from it" in person.line
        await person.press("d")
        await person.press("1")
        await person.press("enter")
        assert "Nothing was kept" in person.line, "there is no reason"
        await person.press("d")
        await person.press("escape")
        await person.press("d")
        await person.press("1")
        await person.write("It was said on the phone before")
        assert f"  {said}" in person.rows_shown
        await person.mark("How the caller sounded was not taken")
        await person.press("d")
        assert "r rates it" in person.line
        await person.press("r")
        await person.press("2")
        await person.open("All reviews")
        assert any(said in line for line in person.rows_shown)
        await person.press("n")
        await person.write("Calm")
        await person.press("s")
        await person.press("2")
        await person.press("s")
        await person.press("1")
        assert "no pass and no fail" in person.line
    pin, override, rate, note, sign = entries(record)
    assert isinstance(pin, Pin)
    assert number.startswith(f"{pin.seq}. ")
    assert isinstance(override, Override)
    assert (override.machine, override.person) == ("missed", Rating.SEEN)
    assert isinstance(rate, Rate)
    assert (rate.criterion, rate.rating) == ("demeanour-no-guide", Rating.NOT_SEEN)
    assert (type(note), type(sign)) == (Note, Sign)
    assert record.read_bytes() == before


async def test_a_blind_rater_sees_no_finding_and_no_review_until_they_have_signed(
    record: Path,
) -> None:
    async with as_reviewer(record, "robin") as person:
        await person.press("n")
        await person.write("My view")
    async with as_reviewer(record, "wren", blind=True) as person:
        assert person.sections == ["The call", "The timeline", "Moment by moment", "Criteria"]
        for section in person.sections:
            await person.open(section)
            shown = "\n".join(person.rows_shown)
            assert "My view" not in shown
            assert "not seen" not in shown.lower()
        await person.mark("the yes/no code was stated")
        await person.press("enter")
        assert person.line == "No moment shows this one."
        await person.press("d")
        assert "r rates it" in person.line
        await person.press("r")
        await person.press("2")
        await person.press("s")
        await person.press("1")
        assert person.sections[-2:] == ["Findings", "All reviews"]
        await person.open("All reviews")
        assert any("My view" in line for line in person.rows_shown)
        await person.press("n")
        assert "they stand" in person.line
    blind = [entry for entry in entries(record) if isinstance(entry, Rate | Sign)]
    assert [entry.blind for entry in blind] == [True, True]


async def test_a_record_is_opened_from_the_menu_under_a_code(record: Path) -> None:
    """With its findings, or blind; a damaged one is named; there is no way in without a code."""
    async with reviewing(record.parent) as person:
        listed = person.one("#list", OptionList).options[0].prompt
        assert "partner-in-the-room  call handler  closed without deployment" in str(listed)
        await person.press("enter")
        assert person.on_top == "RecordsScreen"
        assert "code" in person.line
        for key, code, section in (("enter", "robin", "Findings"), ("f5", "wren", "Criteria")):
            person.app.screen.query_one(Input).value = code
            await person.press(key)
            assert section in person.sections
            await person.press("escape")
            assert person.on_top == "RecordsScreen"
        record.write_text("{}\n", encoding="utf-8")
        await person.press("enter")
        assert person.on_top == "RecordsScreen"
        assert "no record" in person.line


async def test_without_records_the_menu_says_how_they_come_about(tmp_path: Path) -> None:
    async with reviewing(tmp_path) as person:
        assert "play --record" in person.line
        await person.press(*"robin", "enter")
        assert person.on_top == "RecordsScreen"
