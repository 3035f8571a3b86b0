"""A lost line on which nobody threatens: it is rung, and no other person is given as a reason."""

import pytest

from simulator.core import acts as do
from simulator.core.log import Entry
from simulator.core.terms import Reason, Role
from tests.guidance.test_what_a_reader_struck import SEEDS
from tests.guidance.test_what_a_reader_struck import shipped as played
from tests.session.calls import Play

HANDLER = Role.CALL_HANDLER


def decided(call: Play) -> list[Entry]:
    """What the call handler decided on ringing back."""
    kinds = (do.CallBack, do.DecideAgainstCallback)
    return [e for e in call.log if e.actor is HANDLER and isinstance(e.body, kinds)]


def told(call: Play) -> list[str]:
    """What the call handler wrote or told other services."""
    kinds = (do.BriefOfficers, do.Thrive)
    return [e.body.text for e in call.log if e.actor is HANDLER and isinstance(e.body, kinds)]


@pytest.mark.parametrize("seed", SEEDS)
def test_who_fell_is_rung_when_the_line_goes(seed: int) -> None:
    """A boy tells of one who fell through a floor, and rings off: a ring can harm nobody (CH-66).

    "Not rung: somebody else may have the phone" was untrue: no word or sound is of another person
    who threatens (F17-6, F17-12).
    """
    call = played("long-story", seed)
    assert isinstance(decided(call)[0].body, do.CallBack)
    assert not [text for text in told(call) if "somebody else" in text]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", ["cut-after-55", "two-keys-and-down", "transfer-fails"])
def test_who_showed_nothing_is_not_said_to_have_lost_the_phone(name: str, seed: int) -> None:
    """Of a silent call that was cut it is not known who would answer (CH-66)."""
    call = played(name, seed)
    decision = decided(call)[0].body
    assert isinstance(decision, do.DecideAgainstCallback)
    assert decision.reason is Reason.MAY_ALERT_OTHERS
    texts = [text for text in told(call) if "Not rung" in text]
    assert not [text for text in texts if "somebody else" in text]
    assert all("who would answer is not known" in text for text in texts)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", ["another-voice", "somebody-picks-up"])
def test_another_voice_may_have_the_phone(name: str, seed: int) -> None:
    """Where another person spoke on the line, they may hold the phone (CH-66, BF-2)."""
    call = played(name, seed)
    unrung = [e for e in decided(call) if isinstance(e.body, do.DecideAgainstCallback)]
    assert unrung
    assert not [text for text in told(call) if "would answer" in text or "hear it ring" in text]
