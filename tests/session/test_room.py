"""The room: sounds around the caller, who is near, who overhears, and what they then do."""

import pytest

from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.log import Body, Entry, StageEntered
from simulator.core.terms import Intent, LineStage, Loudness, Manner, Role, Sound
from simulator.session.participant import PlannedAct
from simulator.session.people.surroundings import Surroundings
from simulator.session.random_stream import RandomStream
from tests.session.calls import play, scenario

ANSWERED: Millis = 2_000
"""When the operator answers, in these tests."""


def room(text: str, seed: int = 0) -> Surroundings:
    """The room of a scenario."""
    told = scenario(text)
    chance = RandomStream(seed, "1/room")
    return Surroundings(told.room, told.background, told.near, told.overheard, chance)


def hears(
    around: Surroundings, at: Millis, body: Body, who: Role = Role.CALLER
) -> list[PlannedAct]:
    """What a room plans on hearing something, so long after the operator's answer."""
    instant = ANSWERED + at
    return list(around.on_heard(Entry(9, instant, who, who, body), instant).plans)


def answered(text: str, seed: int = 0) -> tuple[Surroundings, list[PlannedAct]]:
    """A room in which the operator has just answered, and what it plans then."""
    around = room(text, seed)
    return around, hears(around, 0, do.Answer(), Role.OPERATOR)


WHISPER = do.Say(Intent.SPEAKS, "Help.", Manner.WHISPERED)
ALOUD = do.Say(Intent.SPEAKS, "Help.")
ACTS: dict[Loudness, do.Action] = {
    Loudness.BREATH: do.Make(Sound.BREATHING),
    Loudness.KEY: do.Press("5"),
    Loudness.TAP: do.Tap(),
    Loudness.WHISPER: WHISPER,
    Loudness.COUGH: do.Cough(),
    Loudness.SPEECH: ALOUD,
}
"""An act of the caller for each loudness, quietest first."""


def partner(at_least: str = "breath", what: str = "take_phone", more: str = "") -> str:
    """Somebody who is always near and overhears."""
    return (
        "near: [{who: partner}]\n"
        f"overheard: {{at_least: {at_least}, do: {what}, after: 1s}}\n{more}"
    )


def test_sounds_come_by_the_time_since_the_operators_answer() -> None:
    text = """
        background:
          - {at: 3s, sound: television}
          - {at: 0s, sound: door}
          - {at: 5s, say: {intent: not_to_call, words: "Who is it?", manner: faint}}
        """
    _, plans = answered(text)
    assert plans == [
        PlannedAct(3_000, do.Make(Sound.TELEVISION), keeps=True),
        PlannedAct(0, do.Make(Sound.DOOR), keeps=True),
        PlannedAct(5_000, do.Say(Intent.NOT_TO_CALL, "Who is it?", Manner.FAINT), keeps=True),
    ]
    for other in (Role.CALL_HANDLER, Role.CALLER):
        assert hears(room(text), 0, do.Answer(), other) == []


def test_a_range_of_a_sound_is_drawn_from_the_seed() -> None:
    text = "background: [{at: {between: [1s, 60s]}, sound: door}]"
    instants = [answered(text, seed)[1][0].after for seed in range(20)]
    assert instants == [answered(text, seed)[1][0].after for seed in range(20)]
    assert len(set(instants)) > 15
    assert all(1_000 <= instant <= 60_000 for instant in instants)


def test_somebody_near_has_a_script_too() -> None:
    around = room(
        """
        room:
          - when: {did: tap}
            after: 1s
            do: [{sound: footsteps}, {pause: 2s}, take_phone, hang_up]
          - {when: {heard: make_a_sound, from: start}, do: come_closer}
        """
    )
    assert hears(around, 0, do.Tap()) == [
        PlannedAct(1_000, do.Make(Sound.FOOTSTEPS), keeps=True),
        PlannedAct(3_000, do.TakePhone(), keeps=True),
        PlannedAct(3_000, do.HangUp(), keeps=True),
    ]
    assert hears(around, 5, do.Say(Intent.MAKE_A_SOUND), Role.OPERATOR) == [
        PlannedAct(0, do.Make(Sound.FOOTSTEPS), keeps=True)
    ]


@pytest.mark.parametrize("least", list(ACTS))
def test_the_louder_act_is_overheard_and_the_quieter_is_not(least: Loudness) -> None:
    for loudness, act in ACTS.items():
        around, _ = answered(partner(least.name.lower()))
        overheard = hears(around, 100, act) == [PlannedAct(1_000, do.TakePhone(), keeps=True)]
        assert overheard == (loudness >= least), act


NEAR = "near: [{who: partner, from: 10s, until: 30s}]\noverheard: {at_least: tap, do: hang_up}"
IN_TURN = """
near: [{who: partner, from: 1s, until: 2s}, {who: child, from: 3s, until: 4s}]
overheard: {at_least: tap, do: hang_up}
"""


@pytest.mark.parametrize(
    ("text", "at", "overheard"),
    [
        *((NEAR, at, False) for at in (0, 9_999, 30_000, 60_000)),
        *((NEAR, at, True) for at in (10_000, 29_999)),
        *((IN_TURN, at, False) for at in (0, 5_500)),
        *((IN_TURN, at, True) for at in (1_500, 3_500)),
    ],
)
def test_who_is_near_only_for_a_while_overhears_only_then(
    text: str, at: Millis, overheard: bool
) -> None:
    around, _ = answered(text)
    planned = [PlannedAct(0, do.HangUp(), keeps=True)] if overheard else []
    assert hears(around, at, do.Tap()) == planned


@pytest.mark.parametrize(
    ("text", "who", "act"),
    [
        (partner(), Role.CALLER, do.StaySilent()),
        (partner(), Role.CALLER, do.HangUp()),
        (partner(), Role.OPERATOR, ALOUD),
        (partner(), Role.ROOM, do.Make(Sound.SHOUTING)),
        ("overheard: {at_least: breath, do: hang_up}", Role.CALLER, ALOUD),
        ("near: [{who: partner}]", Role.CALLER, ALOUD),
    ],
)
def test_what_is_silent_or_anothers_or_far_from_everybody_is_not_overheard(
    text: str, who: Role, act: do.Action
) -> None:
    """The operator speaks in the caller's ear, and the room's own sounds betray nobody."""
    around, _ = answered(text)
    assert hears(around, 100, act, who) == []


def test_before_the_answer_only_who_was_there_from_the_start_overhears() -> None:
    assert hears(room(partner("tap")), -500, do.Tap()) != []
    later = "near: [{who: partner, from: 1s}]\noverheard: {at_least: tap, do: hang_up}"
    assert hears(room(later), -500, do.Tap()) == []


@pytest.mark.parametrize(
    ("what", "act"),
    [
        ("take_phone", do.TakePhone()),
        ("hang_up", do.HangUp()),
        ("come_closer", do.Make(Sound.FOOTSTEPS)),
    ],
)
def test_whoever_overhears_reacts_once(what: str, act: do.Action) -> None:
    around, _ = answered(partner("tap", what))
    assert hears(around, 100, do.Tap()) == [PlannedAct(1_000, act, keeps=True)]
    assert hears(around, 200, ALOUD) == []


def test_a_step_can_wait_for_being_overheard() -> None:
    more = """
room:
  - {when: {overheard: true, nth: 2}, do: {sound: shouting}}
"""
    around, _ = answered(partner("tap", "come_closer", more))
    assert hears(around, 100, do.Press("5")) == []
    assert hears(around, 200, do.Tap()) == [PlannedAct(1_000, do.Make(Sound.FOOTSTEPS), keeps=True)]
    assert hears(around, 300, do.Tap()) == [PlannedAct(0, do.Make(Sound.SHOUTING), keeps=True)]
    assert hears(around, 400, do.Tap()) == []


def test_a_ringing_phone_is_no_act_of_the_caller() -> None:
    """The phone that rings is heard by everybody; it does not betray who answers it later."""
    around, _ = answered(partner("key"))
    ringing = StageEntered(LineStage.RINGING_BACK, "K-1")
    assert hears(around, 100, ringing, Role.NETWORK) == []
    assert hears(around, 200, do.Answer()) == [PlannedAct(1_000, do.TakePhone(), keeps=True)]


def test_an_overheard_whisper_costs_the_phone() -> None:
    call = play(
        partner(
            "whisper",
            more="""
caller:
  - {when: {heard: which_service}, do: {press: "5"}}
  - {when: {heard: make_a_sound}, do: {whisper: {intent: wants_police, words: "Police."}}}
  - {when: {heard: connecting}, do: {whisper: {intent: speaks, words: "Hurry."}}}
room:
  - {when: {answered: call_handler}, after: 2s, do: give_back}
""",
        )
    )
    whisper = call.first(do.Say, Role.CALLER)
    (taken,) = call.all(do.TakePhone)
    assert taken.at == whisper.at + 1_000
    assert call.any(do.GiveBack)
    assert not call.result.skipped


def test_the_rooms_chances_do_not_touch_the_callers() -> None:
    step = "caller: [{when: {answered: operator}, after: {between: [1s, 9s]}, do: tap}]\n"
    quiet = play(step, seed=5)
    noisy = play(step + "background: [{at: {between: [1s, 9s]}, sound: wind}]", seed=5)
    assert quiet.first(do.Tap).at == noisy.first(do.Tap).at
    assert quiet.first(do.Tap).at != play(step, seed=6).first(do.Tap).at


NEAR_FOR_TEN_SECONDS = """
near: [{who: partner, from: 0s, until: 10s}]
overheard: {at_least: tap, do: hang_up}
"""


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("room: [{when: {at: 5s}, do: come_closer}]", [do.HangUp()]),
        ("background: [{at: 5s, sound: footsteps}]", []),
    ],
)
def test_somebody_who_comes_closer_overhears_from_then_on(text: str, acts: list[do.Action]) -> None:
    """Also after the time for which they were near anyhow; footsteps alone bring nobody nearer."""
    around, _ = answered(NEAR_FOR_TEN_SECONDS + text)
    hears(around, 5_000, do.Make(Sound.FOOTSTEPS), Role.ROOM)
    assert [plan.action for plan in hears(around, 20_000, do.Tap())] == acts
