"""Every kind of act that is possible has a number, and nothing else has one that can be chosen."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.core.possible_acts import REPERTOIRE, possible
from simulator.core.terms import Role
from simulator.errors import NotPossible
from simulator.plain.call.numbered_acts import NumberedAct, as_options, choices, possible_now
from simulator.seat.seat_view import SeatView
from simulator.seat.view.act_catalogue import Materials
from simulator.session.clock import ManualClock
from simulator.session.random_stream import RandomStream
from simulator.session.run.live_run import RunSetup
from tests.daily import examples, some_a_day
from tests.plain.lines import ON, Sat, played, setup, sit
from tests.session.calls import LIBRARY

RARE = {
    Role.CALLER: frozenset({"answer"}),
    Role.OPERATOR: frozenset[str](),
    Role.CALL_HANDLER: frozenset[str](),
}
"""What chance hardly ever brings about; each has a test of its own."""
CALLS = (
    "partner-in-the-room", "handset-lifted", "cut-after-55", "rings-back", "two-short-calls",
    "whispers-one-word", "low-battery", "somebody-picks-up",
)  # fmt: skip
SEATS = ("caller", "operator", "call_handler", "handlers")


def moments(what: RunSetup, chance: RandomStream) -> Iterator[SeatView]:
    """A sitting at many moments, its person doing whatever is possible, by chance."""
    clock = ManualClock()
    desk = Materials(what.profile, what.force, LIBRARY.questions())
    sitting = SeatView(what, clock, desk)
    for _ in range(60):
        sitting.catch_up()
        yield sitting
        if sitting.live.over:
            return
        if sitting.live.outcome is not None:
            sitting.live.go_on()
            continue
        found = possible_now(sitting)
        # Time goes on more often than not, or nothing would be far enough to matter.
        if not found or chance.happens(50):
            clock.tick(chance.between(1, 8_000))
            continue
        some_act(sitting, found[chance.between(0, len(found) - 1)], chance)


def some_act(sitting: SeatView, choice: NumberedAct, chance: RandomStream) -> None:
    """Do it, with something or other for each thing that has to be chosen."""
    ready = [offer for offer in choice.offers if offer.why_not is None]
    act = ready[chance.between(0, len(ready) - 1)].act
    chosen: dict[str, object] = {}
    for parameter in sitting.parameters(choice.role, act):
        options = parameter.options
        value = options[chance.between(0, len(options) - 1)].value if options else "words"
        chosen[parameter.name] = (value,) if parameter.several and options else value
        if parameter.several and not options:
            chosen[parameter.name] = ()
    with suppress(NotPossible):  # the call may end at this very instant, before the act
        sitting.do(choice.role, act, chosen)


@pytest.mark.parametrize("seat", SEATS)
@pytest.mark.parametrize("call", some_a_day(CALLS))
def test_what_is_possible_has_a_number_and_nothing_else(call: str, seat: str) -> None:
    for seed in range(3):
        what = setup(call, seat, seed=seed)
        for sitting in moments(what, RandomStream(seed, f"{call} {seat}")):
            found = choices(sitting)
            assert [choice.number for choice in found] == list(range(1, len(found) + 1))
            for role in what.seats:
                allowed = {choice.kind for choice in possible(sitting.live.call, role)}
                mine = {c.act.kind for c in found if c.role is role and c.why_not is None}
                assert mine == allowed
                every = {c.act.kind for c in found if c.role is role}
                assert every == set(REPERTOIRE[role])
            ruled_out = [choice for choice in found if choice.why_not is not None]
            assert all(choice.why_not for choice in ruled_out), "each with its reason"


def test_the_moments_reach_every_act_of_every_seat() -> None:
    wanted = {(role, kind) for role in RARE for kind in set(REPERTOIRE[role]) - RARE[role]}
    seen: set[tuple[Role, str]] = set()
    for seed, call, seat in product(range(4), CALLS, SEATS[:3]):
        for sitting in moments(setup(call, seat, seed=seed), RandomStream(seed, f"{call} {seat}")):
            seen |= {(choice.role, choice.act.kind) for choice in possible_now(sitting)}
        if seen >= wanted:
            break
    assert seen == wanted


def test_a_caller_who_is_rung_back_can_answer() -> None:
    lines = ["1", "1", ON, "11", "w 40", *[ON] * 6, "10", *[ON] * 4]
    sat = sit(setup("handset-lifted-late", "caller"), lines)
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
    found = possible_now(sat.sitting)
    assert [line.partition(".")[0] for line in listed(sat)] == [str(c.number) for c in found]
    for line, option in zip(listed(sat), as_options(found, whose=False), strict=True):
        assert line == f"{option.number}. {option.label}"


def test_what_is_ruled_out_has_its_reason_and_what_is_heard_in_the_room_its_loudness() -> None:
    sat = sit(setup("partner-in-the-room", "caller"), ["x", "11"])
    assert "11. Hang up: nothing has been dialled." in sat.told
    assert sat.told[-1] == "11, Hang up, is not possible now: nothing has been dialled."
    assert sat.did(Role.CALLER) == []
    sat = sit(setup("partner-in-the-room", "caller"), ["1", "1", "?"])
    assert "4. Cough (carries in the room: as a cough)" in sat.told
    assert "8. Stay silent, on purpose (carries in the room: silent)" in sat.told


WORDS = st.one_of(
    st.integers(0, 50).map(str),
    st.sampled_from([ON, "?", "x", "m", "i", "t", "b", "c", "w 3", "w", "p 5", "k", "1,2", "a"]),
    st.text(max_size=12).filter(lambda text: text.strip().lower() != "q"),
)


@given(
    call=st.sampled_from(CALLS),
    seat=st.sampled_from([*SEATS, "none"]),
    coached=st.booleans(),
    lines=st.lists(WORDS, max_size=40),
)
@examples(60)
def test_whatever_is_typed_a_sitting_goes_on_and_tells_plain_lines(
    call: str, seat: str, coached: bool, lines: list[str]
) -> None:
    told = played(setup(call, seat, coached=coached), ["1", *lines])
    assert told
    assert all(line and line.isprintable() for line in told)
