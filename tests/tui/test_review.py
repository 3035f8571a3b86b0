"""A trainer's review on a screen: it writes what the lines of `review` write, and shows as much."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from textual.widgets import Input, OptionList, Static

from simulator.core.terms import Role
from simulator.debrief.learning import review_file
from simulator.debrief.learning.rater_agreement import Rating
from simulator.debrief.learning.review_file import CriterionRating, EntryComment, Signature
from simulator.debrief.learning.review_session import ReviewSession
from simulator.session.clock import ManualClock
from simulator.session.records.record_file import read_record
from simulator.tui.app import TrainerApp
from simulator.tui.screens.review_screen import ReviewScreen
from tests.proof import plays
from tests.session.calls import LIBRARY
from tests.session.recorded import written
from tests.session.sitting import setup
from tests.tui.apps import User
from tests.tui.unseen import Unseen

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


class Reviewing(Unseen, TrainerApp):
    """The trainer, at a review."""


class Reviewer(User[Reviewing]):
    @property
    def told(self) -> list[str]:
        return [str(option.prompt) for option in self.one("#told", OptionList).options]

    @property
    def line(self) -> str:
        return str(self.one("#how", Static).render())

    @property
    def marked(self) -> str:
        return self.told[self.one("#told", OptionList).highlighted or 0]

    async def mark(self, words: str) -> None:
        told = self.one("#told", OptionList)
        told.highlighted = next(n for n, line in enumerate(self.told) if words in line)
        told.focus()
        await self.pilot.pause()

    async def write(self, text: str) -> None:
        self.app.screen.query_one(Input).value = text
        await self.press("enter")


@asynccontextmanager
async def reviewing(path: Path, code: str, *, blind: bool = False) -> AsyncIterator[Reviewer]:
    session = ReviewSession(read_record(path), code, lambda: NOON, blind=blind)
    app = Reviewing(ManualClock(), LIBRARY, desk=session)
    async with app.run_test(size=(80, 24)) as pilot:
        person = Reviewer(app, pilot)
        await person.settle()
        assert isinstance(app.screen, ReviewScreen)
        yield person


@pytest.fixture
def record(tmp_path: Path) -> Path:
    of = setup(plays.WITH_PARTNER, Role.CALL_HANDLER)
    return written(tmp_path, plays.handler_badly().log, of)


def entries(record: Path) -> tuple[object, ...]:
    return review_file.read_reviews(record).entries


async def test_the_call_is_shown_and_a_finding_leads_to_its_moment(record: Path) -> None:
    async with reviewing(record, "robin") as person:
        titles = ("The call:", "Moment by moment:", "Findings:", "All reviews:")
        assert [line for line in person.told if line in titles] == [*titles]
        assert "Someone else is in the room" in person.told[1]
        assert "1. 0:00 Caller: [dials 999]" in person.told
        await person.press("tab")
        assert person.marked.startswith("0. 0:00")
        await person.press("tab")
        assert person.told.index("Findings:") + 2 == person.told.index(person.marked)
        await person.press("tab")
        assert person.marked.startswith("0. 0:00"), "no moment and no criterion is in the reviews"
        await person.mark("(one-fact-each)")
        await person.press("enter")
        await person.pilot.pause()
        assert "weapon present and children present" in person.marked
        assert person.told.index(person.marked) < person.told.index("Findings:")
        await person.pilot.press("escape")
        await person.pilot.pause()
        assert person.app.return_code == 0, "the program began with the review"


async def test_a_review_is_written_entry_by_entry(record: Path) -> None:
    """A comment, another finding with a reason, a rating, a note and a signature; or nothing."""
    before = record.read_bytes()
    said = "the machine: not seen; robin: seen, because: It was said on the phone before"
    async with reviewing(record, "robin") as person:
        await person.press("p")
        assert "Mark a moment first" in person.line
        await person.mark("[asks: ")
        number = person.marked
        await person.press("p")
        await person.write("No code yet")
        assert "      robin: No code yet" in person.told
        assert person.line.startswith("Kept: pinned to")
        await person.mark("(code-before-use)")
        await person.press("d")
        await person.press("1")
        await person.press("enter")
        assert "Nothing was saved" in person.line, "there is no reason"
        await person.press("d")
        await person.press("1")
        await person.write("It was said on the phone before")
        assert f"  {said}" in person.told
        await person.mark("(demeanour-no-guide)")
        await person.press("r")
        await person.press("2")
        await person.press("n")
        await person.write("Calm")
        await person.press("s")
        await person.press("1")
        assert "neither a pass nor a fail" in person.line
    pin, override, rate, note, sign = entries(record)
    assert isinstance(pin, EntryComment)
    assert number.startswith(f"{pin.seq}. ")
    assert isinstance(override, review_file.Override)
    assert (override.machine, override.person) == ("missed", Rating.SEEN)
    assert isinstance(rate, CriterionRating)
    assert (rate.criterion, rate.rating) == ("demeanour-no-guide", Rating.NOT_SEEN)
    assert (type(note), type(sign)) == (review_file.CallComment, Signature)
    assert record.read_bytes() == before


async def test_a_blind_rater_sees_no_finding_and_no_review_until_they_have_signed(
    record: Path,
) -> None:
    async with reviewing(record, "robin") as person:
        await person.press("n")
        await person.write("My view")
    async with reviewing(record, "wren", blind=True) as person:
        shown = "\n".join(person.told)
        assert "Criteria:" in shown
        for hidden in ("My view", "Findings:", "All reviews:"):
            assert hidden not in shown
        assert "not seen" not in shown.lower()
        await person.mark("(code-before-use)")
        await person.press("r")
        await person.press("2")
        await person.press("s")
        await person.press("1")
        assert {"Findings:", "All reviews:"} <= {*person.told}
        assert any("My view" in line for line in person.told)
    blind = [entry for entry in entries(record) if isinstance(entry, CriterionRating | Signature)]
    assert [entry.blind for entry in blind] == [True, True]
