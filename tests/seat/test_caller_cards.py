"""What a caller can tell of the room, of the phone, and of what counts now."""

import pytest

from simulator.core import acts as do
from simulator.core.log import Entry, StageEntered
from simulator.core.terms import Coverage, LineKind, LineStage, Loudness, Role
from simulator.knowledge.facts import takes_55
from simulator.knowledge.knowledge import Knowledge
from simulator.seat.view.act_catalogue import CALLER
from simulator.seat.view.caller_cards import how_loud, phone_state
from simulator.seat.view.caption_lines import HOW_LOUD
from simulator.seat.view.stage_texts import what_counts
from tests.seat.walking import WALKED, log_of
from tests.session.calls import PROFILES, scenario
from tests.session.sitting import perceived


def test_acts_carry_as_far_as_the_room_hears_them() -> None:
    loud = {act.label: how_loud(act) for act in CALLER}
    assert (
        loud["Stay silent, on purpose"]
        < loud["Press 5"]
        < loud["Tap the phone"]
        < loud["Whisper"]
        < loud["Cough"]
        < loud["Speak"]
    )
    assert set(HOW_LOUD) == set(Loudness)


LOSES = {cause: scenario(f"network: [{{when: {{at: 9s}}, do: {{lose_line: {cause}}}}}]")
         for cause in ("battery", "network", "power")}  # fmt: skip


@pytest.mark.parametrize(
    ("cause", "coverage", "line", "shown"),
    [
        ("battery", Coverage.HOME, LineKind.MOBILE, ("battery nearly empty",)),
        ("battery", Coverage.LIMITED, LineKind.WEARABLE,
         ("battery nearly empty", "emergency calls only")),
        ("network", Coverage.HOME, LineKind.MOBILE, ("weak signal",)),
        ("network", Coverage.LIMITED, LineKind.MOBILE,
         ("weak signal", "emergency calls only")),
        ("network", Coverage.NONE, LineKind.MOBILE, ("no signal",)),
        ("network", Coverage.HOME, LineKind.LANDLINE, ()),
        ("power", Coverage.HOME, LineKind.DIGITAL, ()),
        ("power", Coverage.NONE, LineKind.MOBILE, ("no signal",)),
    ],
)  # fmt: skip
def test_what_the_phone_shows(
    cause: str, coverage: Coverage, line: LineKind, shown: tuple[str, ...]
) -> None:
    assert phone_state(LOSES[cause], coverage, line) == shown


FILLED = ("home_office_2001", "iopc_listening")
"""Profiles in which the recording's words up to its request are known, or assumed."""


@pytest.mark.parametrize("profile", sorted(PROFILES))
def test_55_is_said_to_count_exactly_while_it_does(profile: str) -> None:
    """Pressed at once where the line says that it counts, and nowhere in the recording else."""
    of, log = log_of("quiet-throughout", profile)
    knowledge, found = Knowledge(Role.CALLER), {False: 0, True: 0}
    for entry in perceived(of, log, Role.CALLER):
        knowledge = knowledge.after(entry)
        says = "Press 5 twice now" in what_counts(knowledge, of.profile)
        assert says == takes_55(knowledge.facts, of.profile.switches)
        in_recording = knowledge.facts.stage is LineStage.RECORDING
        early = of.profile.switches.counts_before_request
        requested = knowledge.facts.asked_for_55
        assert says == (in_recording and (early or requested))
        if in_recording:
            found[says] += 1
        open_seconds = in_recording and not requested and profile not in FILLED
        assert ("not published" in what_counts(knowledge, of.profile)) == open_seconds
    if of.profile.switches.counts_before_request:
        assert found[False] == 0
    assert found[True] > 0 or all(e.body != do.SendToRecording() for e in log)


@pytest.mark.parametrize(("name", "profile"), WALKED)
def test_a_caller_always_reads_what_counts_until_the_line_has_gone(name: str, profile: str) -> None:
    of, log = log_of(name, profile)
    knowledge = Knowledge(Role.CALLER)
    gone = {
        LineStage.DOWN,
        LineStage.CUT_OFF,
        LineStage.NOT_CONNECTED,
        LineStage.ABANDONED,
        LineStage.ENDED_BY_OPERATOR,
        LineStage.CONFIRMED_MISTAKE,
        LineStage.NO_RESPONSE_TO_RECORDING,
        LineStage.ENDED_BY_FIRST_HANDLER,
    }
    for entry in perceived(of, log, Role.CALLER):
        knowledge = knowledge.after(entry)
        assert bool(what_counts(knowledge, of.profile)) == (knowledge.facts.stage not in gone)


def test_a_first_5_is_said_to_wait_for_the_second_until_it_is_too_late() -> None:
    of, log = log_of("quiet-throughout", "iopc_2019")
    knowledge = Knowledge(Role.CALLER)
    for entry in perceived(of, log, Role.CALLER):
        knowledge = knowledge.after(entry)
        if isinstance(entry.body, StageEntered) and entry.body.stage is LineStage.RECORDING:
            break
    at, gap = entry.at + 1_000, of.profile.timings.interdigit
    assert "Press 5 twice now" in what_counts(knowledge, of.profile, at)
    knowledge = knowledge.after(Entry(entry.seq + 1, at, Role.CALLER, Role.CALLER, do.Press("5")))
    assert "One 5 was heard" in what_counts(knowledge, of.profile, at + gap)
    assert "Press 5 twice now" in what_counts(knowledge, of.profile, at + gap + 1)
    knowledge = knowledge.after(
        Entry(entry.seq + 2, at + 10, Role.CALLER, Role.CALLER, do.Press("3"))
    )
    assert "Press 5 twice now" in what_counts(knowledge, of.profile, at + 20)
