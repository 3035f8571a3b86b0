"""A terminal without Unicode shows the same desk: every sign has a letter, and its columns."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from simulator.core.terms import LineStage, Role
from simulator.seat.view.cards import KnownBy
from simulator.tui.base.plain_letters import as_letters, draws_unicode
from simulator.tui.call.card_pane import MARKS
from tests.tui.apps import IN_THE_ROOM, playing, setup


@pytest.mark.parametrize(
    ("environ", "encoding", "draws"),
    [
        ({"LANG": "en_GB.UTF-8"}, "utf-8", True),
        ({}, "utf-8", True),
        ({"LC_ALL": "C.utf8", "LANG": "C"}, "utf-8", True),
        ({"LC_CTYPE": "en_GB.UTF-8", "LANG": "C"}, "utf-8", True),
        ({"LANG": "C"}, "utf-8", False),
        ({"LC_CTYPE": "C.UTF-8", "LANG": "C"}, "utf-8", False),
        ({"LC_ALL": "POSIX", "LANG": "en_GB.UTF-8"}, "utf-8", False),
        ({"LANG": "en_GB.ISO-8859-1"}, "utf-8", False),
        ({"LANG": "en_GB.UTF-8"}, "ascii", False),
    ],
)
def test_the_users_locale_says_what_the_terminal_can_draw(
    environ: dict[str, str], encoding: str, *, draws: bool
) -> None:
    """Where it says C, Python puts UTF-8 into LC_CTYPE: that is not what the user says."""
    assert draws_unicode(environ, encoding) is draws


def test_how_a_fact_is_known_is_still_five_different_marks() -> None:
    """None of them may be told apart by colour alone."""
    letters = {as_letters(sign) for sign, _ in MARKS.values()}
    assert len(letters) == len(KnownBy)
    assert "?" not in letters


@given(st.text(st.characters(exclude_categories=("Cs", "Cc"))))
def test_any_text_is_ascii_in_as_many_columns(text: str) -> None:
    shown = as_letters(text)
    assert shown.isascii()
    assert cell_len(shown) == sum(map(cell_len, text))


@pytest.mark.parametrize("role", [Role.CALL_HANDLER, Role.CALLER])
async def test_a_whole_desk_is_drawn_with_letters_alone(role: Role) -> None:
    """And nothing moves: each row has the words that it has with signs, in the same columns."""
    async with playing(setup(IN_THE_ROOM, role), size=(120, 40)) as person:
        if role is Role.CALL_HANDLER:
            await person.walk(LineStage.CONNECTING_POLICE, "a", 12_000)
        else:
            await person.press("d", "1")
            await person.wait(20_000)
        signs = person.shown
        person.app.use_plain_letters()
        person.app.refresh_css()
        person.app.screen.refresh(layout=True)
        await person.settle()
        letters = person.shown
        assert "".join(letters).isascii()
        assert [as_letters(row).rstrip() for row in signs] == letters
