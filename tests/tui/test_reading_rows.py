"""The list above the line says the whole of what Enter would do, in a small window too."""

from simulator.core.terms import LineStage, Role
from simulator.seat.view.effects import EFFECT_COLUMNS
from simulator.tui.call.reading_rows import FEW_ROWS, ListRow, ReadingRow, lines_of
from tests.tui.apps import IN_THE_ROOM, playing, setup

SEVERAL = "take your time. i'm still here. is he hurting you? are the children with you?"
ROOM = 76 - EFFECT_COLUMNS - 4


def test_what_enter_does_is_read_whole_in_two_lines() -> None:
    row = ListRow(
        "says to caller", "reassures, then asks 2 things at once: who hurts, who is there"
    )
    first, last = lines_of(row, 76)
    assert f"{first} {last}" == row.words
    assert len(first) <= ROOM


def test_words_that_have_room_take_one_line() -> None:
    assert lines_of(ListRow("says to caller", "reassures"), 76) == ("reassures",)


def test_a_note_that_has_no_room_beside_the_words_is_on_a_line_of_its_own() -> None:
    row = ListRow("says to caller", "w" * ROOM, "! no way back, asks first")
    assert lines_of(row, 76) == (row.words, "")


def test_a_word_longer_than_a_line_is_broken() -> None:
    row = ListRow("", "w" * 200)
    assert "".join(lines_of(row, 76)) == row.words


async def test_a_long_reading_is_read_whole_where_the_window_is_smallest() -> None:
    """The others give way to it: the list grows no taller, and the transcript no smaller."""
    async with playing(setup(IN_THE_ROOM, Role.CALL_HANDLER), (80, 24)) as person:
        await person.walk(LineStage.CONNECTING_POLICE, "a")
        await person.type(SEVERAL)
        rows = [each for each in person.call_screen.query(ReadingRow) if each.display]
        assert "children" in " ".join(str(rows[0].shown).split())
        assert "\u2026" not in str(rows[0].shown)
        assert sum(each.size.height for each in rows) == FEW_ROWS
