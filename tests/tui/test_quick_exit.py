"""The quick exit: on every screen of a call, from every widget, at once and without a word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.core.terms import LineStage, Role
from simulator.tui.base.quick_exit import KeyWatch
from tests.daily import a_share_of_cases
from tests.tui.apps import IN_THE_ROOM, SURE, leaves_from_everywhere, playing, setup

CALLER, OPERATOR, HANDLER = (Role.CALLER,), (Role.OPERATOR,), (Role.CALL_HANDLER,)
WITH_OPERATOR = ("d", "=999", LineStage.WITH_OPERATOR)
PLACES = {
    "caller": (CALLER, ()),
    "recording": (CALLER, ("d", "=999", LineStage.RECORDING)),
    "operator": (OPERATOR, ()),
    "call handler": (HANDLER, ()),
    "both": ((*OPERATOR, *HANDLER), ()),
    "demonstration": ((), ()),
    "chooser": (CALLER, ("d", "1")),
    "half-written": (CALLER, (*WITH_OPERATOR, "s", "p", "l", "e")),
    "ruled out": (OPERATOR, ("full_stop",)),
    "command line": (OPERATOR, ("slash", "c", "o")),
    "earlier entries": (OPERATOR, ("f8",)),
    "stopping": (OPERATOR, ("escape",)),
    "help": (OPERATOR, ("f1",)),
    "help on a window": (CALLER, ("d", "f1")),
    "paused": (CALLER, ("f5",)),
    "palette": (CALLER, ("ctrl+p",)),
}
DAILY = {"recording", "both", "half-written", "stopping", "palette"}
"""The places that are tried every day; the others belong to the thorough tests."""


@pytest.mark.parametrize(
    "place", [pytest.param(p, marks=[] if p in DAILY else pytest.mark.thorough) for p in PLACES]
)
@a_share_of_cases(2)
async def test_it_leaves_at_once_from_every_widget(place: str) -> None:
    seats, steps = PLACES[place]
    async with playing(setup(IN_THE_ROOM, *seats, coached=True)) as person:
        await person.walk(*steps)
        log = list(person.log)
        await leaves_from_everywhere(person)
        assert list(person.log) == log
    assert not person.app.is_running


async def test_it_leaves_a_call_that_is_over_and_by_the_key_that_ends_other_programs() -> None:
    """No other key leaves."""
    async with playing(setup(IN_THE_ROOM, *CALLER)) as person:
        await person.walk("q", "ctrl+d", "ctrl+z", *WITH_OPERATOR, "h", *SURE)
        await person.until_ends()
        assert person.app.exits == 0
        await leaves_from_everywhere(person, ["ctrl+q"])


SENT = {
    b"\x1bOQ": True, b"\x1b[12~": True, b"\x1b[108;5u": True, b"\x0c": True, b"\x03": True,
    b"word\x1b[A\x1b[24~": False, "\N{LATIN SMALL LETTER E WITH ACUTE}".encode() * 9: False,
    b"\x1b[200~page\x0cpage\x1b[201~": False, b"\x1b[200~page\x0cpage\x1b[201~\x0c": True,
    b"\x1b[200~never ends\x0c\x1bOQ": True,
}  # fmt: skip


@given(st.sampled_from(sorted(SENT)), st.lists(st.integers(1, 9)), st.sampled_from([b"", b"x"]))
def test_an_exit_key_is_found_in_whatever_pieces_it_comes(
    sent: bytes, cuts: list[int], before: bytes
) -> None:
    """And a control character of pasted text is none."""
    watch, left, found = KeyWatch(), before * 40 + sent, False
    for cut in [*cuts, len(before) * 40 + len(sent)]:
        found = found or watch.leaves(left[:cut])
        left = left[cut:]
    assert found is SENT[sent]


@pytest.mark.parametrize("size", [(60, 20), (59, 19), (20, 5)])
async def test_its_key_is_shown_on_every_size_of_screen(size: tuple[int, int]) -> None:
    async with playing(setup(IN_THE_ROOM, *CALLER), size=size) as person:
        assert "Leave F2" in person.text or "F2 leaves" in person.text
        await person.pilot.press("f2")
        assert person.app.return_code == 0
