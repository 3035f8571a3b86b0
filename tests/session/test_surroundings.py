"""The room: sounds around the caller, who is near, who overhears, and what they then do."""

import pytest

from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.log import Body, Entry
from simulator.core.terms import Intent, Loudness, Manner, Role, Sound, UnitStatus
from simulator.session.participant import PlannedAct
from simulator.session.people.surroundings import Surroundings
from simulator.session.random_stream import RandomStream
from simulator.session.run.headless_run import run
from tests.session.calls import DEFAULT, GENERIC, LIBRARY, kept, play, scenario

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


ALOUD = do.Say(Intent.SPEAKS, "Help.")
ACTS: dict[Loudness, do.Action] = {
    Loudness.BREATH: do.Make(Sound.BREATHING),
    Loudness.KEY: do.Press("5"),
    Loudness.TAP: do.Tap(),
    Loudness.WHISPER: do.Say(Intent.SPEAKS, "Help.", Manner.WHISPERED),
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
    says = "say: {intent: not_to_call, words: Who is it?, manner: faint}"
    text = (
        f"background: [{{at: 3s, sound: television}}, {{at: 0s, sound: door}}, {{at: 5s, {says}}}]"
    )
    _, plans = answered(text)
    assert plans == [
        kept(3_000, do.Make(Sound.TELEVISION)),
        kept(0, do.Make(Sound.DOOR)),
        kept(5_000, do.Say(Intent.NOT_TO_CALL, "Who is it?", Manner.FAINT)),
    ]
    for other in (Role.CALL_HANDLER, Role.CALLER):
        assert hears(room(text), 0, do.Answer(), other) == []


def test_somebody_near_has_a_script_too() -> None:
    acts = "[{sound: footsteps}, {pause: 2s}, take_phone, hang_up]"
    around = room(
        f"room: [{{when: {{did: tap}}, after: 1s, do: {acts}}},"
        " {when: {heard: make_a_sound, from: start}, do: come_closer}]"
    )
    assert hears(around, 0, do.Tap()) == [
        kept(1_000, do.Make(Sound.FOOTSTEPS)),
        kept(3_000, do.TakePhone()),
        kept(3_000, do.HangUp()),
    ]
    asked = hears(around, 5, do.Say(Intent.MAKE_A_SOUND), Role.OPERATOR)
    assert asked == [kept(0, do.Make(Sound.FOOTSTEPS))]


@pytest.mark.parametrize("least", [Loudness.BREATH, Loudness.WHISPER, Loudness.SPEECH])
def test_the_louder_act_is_overheard_and_the_quieter_is_not(least: Loudness) -> None:
    for loudness, act in ACTS.items():
        around, _ = answered(partner(least.name.lower()))
        overheard = hears(around, 100, act) == [kept(1_000, do.TakePhone())]
        assert overheard == (loudness >= least), act


TEN_TO_THIRTY = "near: [{who: partner, from: 10s, until: 30s}]"
IN_TURN = "near: [{who: partner, from: 1s, until: 2s}, {who: child, from: 3s, until: 4s}]"
LATER = "near: [{who: partner, from: 1s}]"
FIRST_TEN = "near: [{who: partner, from: 0s, until: 10s}]"
STEPS = do.Make(Sound.FOOTSTEPS)


@pytest.mark.parametrize(
    ("text", "at", "overheard"),
    [
        *((TEN_TO_THIRTY, at, False) for at in (9_999, 30_000)),
        *((TEN_TO_THIRTY, at, True) for at in (10_000, 29_999)),
        *((IN_TURN, at, at == 3_500) for at in (0, 3_500, 5_500)),
        # Before the answer only who was there from the start overhears.
        ("near: [{who: partner}]", -500, True),
        (LATER, -500, False),
        # Who comes closer stays; footsteps alone bring nobody nearer.
        (f"{FIRST_TEN}\nroom: [{{when: {{at: 5s}}, do: come_closer}}]", 20_000, True),
        (f"{FIRST_TEN}\nbackground: [{{at: 5s, sound: footsteps}}]", 20_000, False),
    ],
)
def test_who_is_near_only_for_a_while_overhears_only_then(
    text: str, at: Millis, overheard: bool
) -> None:
    around = room(f"{text}\noverheard: {{at_least: tap, do: hang_up}}")
    if at >= 0:
        hears(around, 0, do.Answer(), Role.OPERATOR)
    if at == 20_000:
        hears(around, 5_000, STEPS, Role.ROOM)
    assert hears(around, at, do.Tap()) == ([kept(0, do.HangUp())] if overheard else [])


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


def test_a_step_can_wait_for_being_overheard() -> None:
    more = "room: [{when: {overheard: true, nth: 2}, do: {sound: shouting}}]"
    around, _ = answered(partner("tap", "come_closer", more))
    assert hears(around, 100, do.Press("5")) == []
    assert hears(around, 200, do.Tap()) == [kept(1_000, do.Make(Sound.FOOTSTEPS))]
    assert hears(around, 300, do.Tap()) == [kept(0, do.Make(Sound.SHOUTING))]
    assert hears(around, 400, do.Tap()) == []


def test_whoever_overhears_reacts_once() -> None:
    around, _ = answered(partner("tap"))
    assert hears(around, 100, do.Tap()) == [kept(1_000, do.TakePhone())]
    assert hears(around, 200, ALOUD) == []


def test_an_overheard_whisper_costs_the_phone() -> None:
    more = """caller:
  - {when: {heard: which_service}, do: {press: "5"}}
  - {when: {heard: make_a_sound}, do: {whisper: {intent: wants_police, words: "Police."}}}
  - {when: {heard: connecting}, do: {whisper: {intent: speaks, words: "Hurry."}}}
room: [{when: {answered: call_handler}, after: 2s, do: give_back}]
"""
    call = play(partner("whisper", more=more))
    whisper = call.first(do.Say, Role.CALLER)
    (taken,) = call.all(do.TakePhone)
    assert taken.at == whisper.at + 1_000
    assert call.any(do.GiveBack)
    assert not call.result.skipped


def test_nobody_takes_the_phone_of_a_caller_who_is_with_officers() -> None:
    """Who was seen alone says "You came", and no partner is there to hear it (EN-03)."""
    around, _ = answered(partner("whisper"))
    not_alone = do.UnitReport(UnitStatus.NOT_ALONE, "Sierra 1", radio="They won't leave us.")
    found = do.UnitReport(UnitStatus.FOUND, "Sierra 1", radio="With the caller. Seen alone.")
    assert hears(around, 100, not_alone, Role.OFFICERS) == []
    assert hears(around, 200, found, Role.OFFICERS) == []
    assert hears(around, 300, ALOUD) == []


def test_the_phone_may_be_taken_while_the_caller_is_not_seen_alone() -> None:
    """Officers who are there have not parted anybody yet."""
    around, _ = answered(partner("whisper"))
    not_alone = do.UnitReport(UnitStatus.NOT_ALONE, "Sierra 1", radio="They won't leave us.")
    hears(around, 100, not_alone, Role.OFFICERS)
    assert hears(around, 300, ALOUD) == [kept(1_000, do.TakePhone())]


@pytest.mark.parametrize("name", ["partner-in-the-room", "in-a-car-boot"])
def test_in_whole_calls_no_phone_is_taken_or_put_down_once_the_caller_is_found(name: str) -> None:
    """It was taken 28 seconds after "Seen alone" in one of them, and put down in the other."""
    for seed in range(6):
        log = run(LIBRARY.scenario(name).scenario, DEFAULT, GENERIC, seed).log
        found = [
            each.at
            for each in log
            if isinstance(each.body, do.UnitReport) and each.body.status is UnitStatus.FOUND
        ]
        taken = [
            each.at
            for each in log
            if each.actor is Role.ROOM and isinstance(each.body, do.TakePhone | do.HangUp)
        ]
        assert not (found and taken) or max(taken) < min(found)


def test_the_rooms_chances_do_not_touch_the_callers() -> None:
    step = "caller: [{when: {answered: operator}, after: {between: [1s, 9s]}, do: tap}]\n"
    quiet = play(step, seed=5)
    noisy = play(step + "background: [{at: {between: [1s, 9s]}, sound: wind}]", seed=5)
    assert quiet.first(do.Tap).at == noisy.first(do.Tap).at
    assert quiet.first(do.Tap).at != play(step, seed=6).first(do.Tap).at
