"""Before the ring, nothing: what the screen of a desk has of a call that is not there yet."""

import pytest

from simulator.core.terms import Role
from tests.hosting.before_the_ring import has_come, of_the_call, shown_of
from tests.session.sitting import setup
from tests.tui.apps import playing


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_police_desk_shows_nothing_of_a_call_before_its_ring(
    size: tuple[int, int],
) -> None:
    """On no page of its cards, in no window, at any second of the time with the operator."""
    of = setup("partner-in-the-room", Role.CALL_HANDLER)
    secrets = of_the_call(of.scenario, Role.CALL_HANDLER)
    seen = 0
    async with playing(of, size) as person:
        while not has_come(person.log, Role.CALL_HANDLER):
            assert shown_of({*secrets, of.scenario.title}, person.flowing) == []
            await person.press("tab")
            assert shown_of({*secrets, of.scenario.title}, person.flowing) == []
            await person.wait(4_000)
            seen += 1
        assert seen > 5
        await person.wait(1_000)
        said = person.flowing
        for _ in range(6):
            await person.press("tab")
            said += person.flowing
        assert shown_of(secrets, said)
        assert shown_of({of.scenario.title}, said) == []
