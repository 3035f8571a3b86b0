"""What a third fresh reader struck: children, officers at the door, codes and the desk."""

import pytest

from simulator.core import acts as do
from simulator.core.terms import Intent, Topic
from tests.guidance.stories import HANDLER
from tests.guidance.test_what_a_reader_struck import shipped


@pytest.mark.parametrize("seed", [15, 16, 21, 30])
def test_who_explains_what_a_child_did_is_asked_whether_all_are_safe_and_let_go(seed: int) -> None:
    """The child was heard: all are safe, thanks, and the line goes in minutes (CH-42, EN-13)."""
    call = shipped("child-with-a-phone", seed)
    assert any(Topic.IN_DANGER in each.about for each in call.bodies(do.Ask, HANDLER))
    assert [each for each in call.bodies(do.Say, HANDLER) if each.intent is Intent.THANK]
    assert call.log[-1].at < 10 * 60_000
