"""Every kind of act that is possible has a number, and nothing else has one that can be chosen."""

import pytest

from simulator.core.possible_acts import REPERTOIRE, possible
from simulator.core.terms import Role
from simulator.plain.call.numbered_acts import as_options, choices, possible_now
from simulator.seat.seat_frame import SeatFrames
from tests.plain.lines import ON, Sat, setup, sit
from tests.session.calls import steady

SEATS = ("caller", "operator", "call_handler", "handlers")


def test_a_caller_who_is_rung_back_can_answer() -> None:
    lines = [
        "1",
        "1",
        ON,
        "=Hang up",
        "down",
        *["w 40"] * 4,
        "=Answer the ringing phone",
        *[ON] * 4,
    ]
    sat = sit(setup(steady("handset-lifted-late"), "caller"), lines)
    rings = sat.told.index("Now: The phone rings. It may be the police. It can be heard.")
    assert "10. Answer the ringing phone" in sat.told[rings:]
    assert [act.kind for act in sat.did(Role.CALLER)] == ["dial", "hang_up", "answer"]
    assert any("Call handler: " in line for line in sat.told[rings:])


def listed(sat: Sat) -> list[str]:
    """What `?` listed last."""
    last = max(i for i, line in enumerate(sat.told) if line == "Possible now:")
    return [line for line in sat.told[last + 1 :] if line.partition(".")[0].isdecimal()]


@pytest.mark.parametrize("seat", SEATS)
def test_the_list_is_what_is_possible(seat: str) -> None:
    sat = sit(setup("partner-in-the-room", seat), ["1", "1", *[ON] * 6, "?"])
    frames = SeatFrames(sat.sitting)
    found = possible_now(frames)
    for role in sat.live.setup.seats:
        allowed = {choice.kind for choice in possible(sat.live.call, role)}
        assert {choice.act.kind for choice in found if choice.role is role} == allowed
        every = {choice.act.kind for choice in choices(frames) if choice.role is role}
        assert every == set(REPERTOIRE[role])
    assert [line.partition(".")[0] for line in listed(sat)] == [str(c.number) for c in found]
    for line, option in zip(listed(sat), as_options(found, whose=False), strict=True):
        assert line == f"{option.number}. {option.label}"


def test_what_is_ruled_out_has_its_reason_and_what_is_heard_in_the_room_its_loudness() -> None:
    sat = sit(setup("partner-in-the-room", "caller"), ["x", "11"])
    assert "11. Hang up: nothing has been dialled." in sat.told
    assert sat.told[-1] == "11, Hang up, is not possible now: nothing has been dialled."
    assert sat.did(Role.CALLER) == []
    sat = sit(setup("partner-in-the-room", "caller"), ["1", "1", "?"])
    assert "4. Cough (in the room: clear)" in sat.told
    assert "8. Stay silent, on purpose (in the room: silent)" in sat.told
