"""Every shipped call as sound: a decoder that is not ours reads exactly the digits pressed."""

import pytest

from simulator.audio.mixer import rendered
from simulator.audio.voice import installed
from simulator.core import acts as do
from simulator.core.log import CallBegan
from simulator.core.terms import Role
from simulator.session.run.headless_run import HeadlessResult
from tests.audio.heard import DECODER, digits, heard_in, played
from tests.session.calls import LIBRARY
from tests.tools import needs_tool

pytestmark = pytest.mark.thorough

SHIPPED = sorted(entry.id for entry in LIBRARY.scenarios())


def pressed(result: HeadlessResult) -> list[str]:
    """The keys of each call of a run."""
    calls: list[str] = []
    for entry in result.log:
        if isinstance(entry.body, CallBegan):
            calls.append("")
        elif isinstance(entry.body, do.Press):
            calls[-1] += entry.body.key
    return calls


@needs_tool(DECODER)
@pytest.mark.parametrize("name", SHIPPED)
def test_the_digits_read_back_are_those_pressed_and_no_others(name: str) -> None:
    result = played(name)
    for number, keys in enumerate(pressed(result), 1):
        line = rendered(heard_in(result, Role.CALLER, number), installed())
        assert digits(line) == keys
