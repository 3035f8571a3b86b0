"""The timeline: what stands on which lane, from when to when."""

import pytest

from simulator.review.timeline import Timeline, TimelineItem, TimelineKind, timelines
from tests.builders import PROFILE
from tests.daily import first_a_day
from tests.debrief.short_logs import written
from tests.session.sitting import SHIPPED, setup
from tests.session.sitting import Played as Sat


def only(text: str) -> Timeline:
    (timeline,) = timelines(written(text), PROFILE)
    return timeline


def lane(timeline: Timeline, name: str) -> tuple[TimelineItem, ...]:
    return next(lane.items for lane in timeline.lanes if lane.name == name)


def test_an_utterance_lasts_until_its_end_or_the_next_one() -> None:
    spoken = "2 op say which_service; 5.5 op finish; 10 op say connecting"
    call = only(f"{spoken}; 11 ca tap; 12 op say make_a_sound; 20 ca tap")
    spans = [(i.kind, i.start, i.end) for i in lane(call, "Operator")]
    assert spans == [
        (TimelineKind.PROMPT, 2_000, 5_500),
        (TimelineKind.SPEECH, 10_000, 12_000),
        (TimelineKind.PROMPT, 12_000, 20_000),
    ]


def test_a_line_of_the_recording_that_the_call_has_left_ends_there() -> None:
    played = "30 ne stage recording; 30 re played recording_opens; 33 ne stage accepted"
    call = only(f"{played}; 40 ca tap")
    assert [(i.start, i.end) for i in lane(call, "Recording")] == [(30_000, 33_000)]
    assert [(i.short, i.start, i.end) for i in lane(call, "The line")] == [
        ("recording", 30_000, 33_000),
        ("accepted", 33_000, 40_000),
    ]


def test_silences_of_the_caller_are_drawn_from_four_seconds_on() -> None:
    call = only("0 ca dial; 3.9 ca tap; 7.9 ca tap")
    drawn = [i for i in lane(call, "Caller") if i.kind is TimelineKind.SILENCE]
    assert [(i.start, i.end, i.seq, i.short) for i in drawn] == [(3_900, 7_900, None, "0:04")]


@pytest.mark.parametrize(
    ("happened", "name", "kind", "short"),
    [
        ("ca press 5", "Caller", TimelineKind.SIGNAL, "key 5"),
        ("ca sound sob", "Caller", TimelineKind.SOUND, "sob"),
        ("ro sound knock", "Around the caller", TimelineKind.SOUND, "knock"),
        ("op connect police", "Operator", TimelineKind.DECISION, "connects"),
        ("ch ask weapon", "Call handler", TimelineKind.PROMPT, "weapon?"),
    ],
)
def test_what_stands_where(happened: str, name: str, kind: TimelineKind, short: str) -> None:
    (item,) = [i for i in lane(only(f"10 {happened}"), name) if i.seq == 1]
    assert (item.kind, item.short) == (kind, short)


def test_each_call_has_a_timeline_of_its_own() -> None:
    drawn = timelines(written("10 ca tap; 300 ne began 2 mobile; 320 ca tap"))
    assert [(t.number, t.start, t.length) for t in drawn] == [(1, 0, 10_000), (2, 300_000, 20_000)]


@pytest.mark.parametrize("one_in", first_a_day([16, 1]))
def test_everything_drawn_of_a_whole_call_lies_in_it(one_in: int) -> None:
    logs = (Sat(setup(name)).play([]) for name in sorted(SHIPPED)[::one_in])
    for timeline in (each for log in logs for each in timelines(log, PROFILE)):
        items = [item for each in timeline.lanes for item in each.items]
        assert items
        for item in items:
            assert timeline.start <= item.start <= item.end <= timeline.end
        seqs = [item.seq for item in items if item.seq is not None]
        assert len(seqs) == len(set(seqs))
