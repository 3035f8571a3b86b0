"""The timeline: what stands on which lane, from when to when."""

import pytest

from simulator.core import acts as do
from simulator.core import terms
from simulator.core.log import Body, CallBegan, LinePlayed, StageEntered, TimerFired, TimerStarted
from simulator.core.terms import Role
from simulator.review.timeline import Timeline, TimelineItem, TimelineKind, timelines
from tests.builders import PROFILE, CallLog
from tests.daily import some_a_day
from tests.session.sitting import SHIPPED, setup
from tests.session.sitting import Played as Sat


def only(call: CallLog) -> Timeline:
    (timeline,) = timelines(call.entries, PROFILE)
    return timeline


def lane(timeline: Timeline, name: str) -> tuple[TimelineItem, ...]:
    return next(lane.items for lane in timeline.lanes if lane.name == name)


def test_an_utterance_lasts_until_its_end_or_the_next_one() -> None:
    call = CallLog()
    call.say("0:02", "0:05.5", Role.OPERATOR, do.Say(terms.Intent.WHICH_SERVICE))
    call.add("0:10", Role.OPERATOR, do.Say(terms.Intent.CONNECTING))
    call.add("0:11", Role.CALLER, do.Tap())
    call.add("0:12", Role.OPERATOR, do.Say(terms.Intent.MAKE_A_SOUND))
    call.add("0:20", Role.CALLER, do.Tap())
    spans = [(i.kind, i.start, i.end) for i in lane(only(call), "Operator")]
    assert spans == [
        (TimelineKind.PROMPT, 2_000, 5_500),
        (TimelineKind.SPEECH, 10_000, 12_000),
        (TimelineKind.PROMPT, 12_000, 20_000),
    ]


def test_a_line_of_the_recording_that_the_call_has_left_ends_there() -> None:
    call = CallLog()
    call.add("0:30", Role.NETWORK, StageEntered(terms.LineStage.RECORDING, "-"))
    call.add("0:30", Role.RECORDING, LinePlayed(terms.Intent.RECORDING_OPENS, "-"))
    call.add("0:33", Role.NETWORK, StageEntered(terms.LineStage.ACCEPTED, "-"))
    call.add("0:40", Role.CALLER, do.Tap())
    assert [(i.start, i.end) for i in lane(only(call), "Recording")] == [(30_000, 33_000)]
    assert [(i.short, i.start, i.end) for i in lane(only(call), "The line")] == [
        ("recording", 30_000, 33_000),
        ("accepted", 33_000, 40_000),
    ]


def test_silences_of_the_caller_are_drawn_from_four_seconds_on() -> None:
    call = CallLog()
    call.add("0:00", Role.CALLER, do.Dial())
    call.add("0:03.9", Role.CALLER, do.Tap())
    call.add("0:07.9", Role.CALLER, do.Tap())
    drawn = [i for i in lane(only(call), "Caller") if i.kind is TimelineKind.SILENCE]
    assert [(i.start, i.end, i.seq, i.short) for i in drawn] == [(3_900, 7_900, None, "0:04")]


STARTED = ("0:10", TimerStarted(terms.Timer.REQUEST, 12_000, "-"))
FIRED = ("0:22", TimerFired(terms.Timer.REQUEST))
CLOCKS: list[tuple[list[tuple[str, Body]], list[tuple[int, int, bool]]]] = [
    ([STARTED, FIRED], [(10_000, 22_000, True)]),
    ([STARTED], [(10_000, 22_000, False)]),
    # Started again, it runs out only once; and it ends with the call.
    (
        [STARTED, ("0:12", STARTED[1]), ("0:24", FIRED[1])],
        [(10_000, 22_000, False), (12_000, 24_000, True)],
    ),
    ([("0:10", TimerStarted(terms.Timer.HOLD, 45_000, "-"))], [(10_000, 30_000, False)]),
]


@pytest.mark.parametrize(("told", "drawn"), CLOCKS)
def test_a_machines_clock_says_whether_its_time_ran_out(
    told: list[tuple[str, Body]], drawn: list[tuple[int, int, bool]]
) -> None:
    call = CallLog()
    for when, body in told:
        call.add(when, Role.NETWORK, body)
    call.add("0:30", Role.CALLER, do.Tap())
    items = lane(only(call), "Machines' clocks")
    says = ("stopped before it fired", "time ran out")
    assert [(i.start, i.end) for i in items] == [(start, end) for start, end, _ in drawn]
    assert all(i.text.startswith(says[out]) for i, (_, _, out) in zip(items, drawn, strict=True))


KINDS: list[tuple[Role, Body, str, TimelineKind, str]] = [
    (Role.CALLER, do.Press("5"), "Caller", TimelineKind.SIGNAL, "key 5"),
    (Role.CALLER, do.Make(terms.Sound.GROAN), "Caller", TimelineKind.SIGNAL, "groan"),
    (Role.CALLER, do.Make(terms.Sound.SOB), "Caller", TimelineKind.SOUND, "sob"),
    (Role.ROOM, do.Make(terms.Sound.KNOCK), "Around the caller", TimelineKind.SOUND, "knock"),
    (
        Role.OPERATOR,
        do.Connect(terms.Service.POLICE),
        "Operator",
        TimelineKind.DECISION,
        "connects",
    ),
    (
        Role.CALL_HANDLER,
        do.Ask((terms.Topic.WEAPON,)),
        "Call handler",
        TimelineKind.PROMPT,
        "weapon?",
    ),
    (Role.CALL_HANDLER, do.Note(terms.NoteKind.HEARD), "At the desk", TimelineKind.DESK, "note"),
]


@pytest.mark.parametrize(("who", "body", "name", "kind", "short"), KINDS)
def test_what_stands_where(
    who: Role, body: Body, name: str, kind: TimelineKind, short: str
) -> None:
    call = CallLog()
    seq = call.add("0:10", who, body)
    (item,) = [i for i in lane(only(call), name) if i.seq == seq]
    assert (item.kind, item.short) == (kind, short)


def test_each_call_has_a_timeline_of_its_own() -> None:
    call = CallLog()
    call.add("0:10", Role.CALLER, do.Tap())
    call.add("5:00", Role.NETWORK, CallBegan(2, terms.LineKind.MOBILE))
    call.add("5:20", Role.CALLER, do.Tap())
    drawn = timelines(call.entries)
    assert [(t.number, t.start, t.length) for t in drawn] == [(1, 0, 10_000), (2, 300_000, 20_000)]


@pytest.mark.parametrize("name", some_a_day(sorted(SHIPPED), 8))
def test_everything_drawn_of_a_whole_call_lies_in_it(name: str) -> None:
    log = Sat(setup(name)).play([])
    for timeline in timelines(log, PROFILE):
        items = [item for each in timeline.lanes for item in each.items]
        assert items
        for item in items:
            assert timeline.start <= item.start <= item.end <= timeline.end
        seqs = [item.seq for item in items if item.seq is not None]
        assert len(seqs) == len(set(seqs))
