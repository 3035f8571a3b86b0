"""Who hides, taps or writes: what a second reader struck, held over shipped calls to their end."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from simulator.core import acts as do
from simulator.core.terms import Intent, Manner, Role, Topic
from tests.guidance.stories import HANDLER, PLACE, facts, spoken, steps
from tests.session.calls import Story, play, shipped

TAPPED = (
    *("row-in-the-kitchen", "noise-downstairs", "handset-lifted", "evening-in-the-office"),
    *("partner-in-the-room", "waiting-for-help"),
)
SEEDS = range(3)
YES = re.compile(r"y(?:es)?\b", re.IGNORECASE)
"""How a caller writes that nobody else sees the screen."""


def words(entry: object) -> str:
    return str(getattr(getattr(entry, "body", entry), "words", ""))


@pytest.fixture(params=TAPPED)
def calls(request: pytest.FixtureRequest) -> list[Story]:
    return [shipped(request.param, seed) for seed in SEEDS]


def test_a_sign_is_acknowledged_at_once_or_not_at_all(calls: list[Story]) -> None:
    """CH-13: "Got that" seven seconds later, after another order, is for nobody knows what."""
    for call in calls:
        for got in call.all(do.Say, HANDLER, intent=Intent.GOT_IT):
            signs = [e.at for e in call.log if e.actor is Role.CALLER and e.at < got.at]
            own = [e.at for e in spoken(call) if e.at < got.at]
            assert got.at - signs[-1] <= 8_000
            assert own[-1] < signs[-1], "nothing of ours comes between a sign and its receipt"


def test_nothing_is_asked_for_beside_a_person_who_talks(calls: list[Story]) -> None:
    """SIT-01, CH-03: no ways half a minute, no code or test twelve seconds after their words."""
    for call in calls:
        near = [
            e.at for e in call.all(do.Say, Role.ROOM)
            if e.body.manner is not Manner.FAINT  # type: ignore[union-attr]
        ]  # fmt: skip
        for entry in spoken(call):
            since = min((entry.at - at for at in near if at < entry.at), default=10**9)
            if isinstance(entry.body, do.OfferWays):
                assert since >= 30_000, words(entry)
            elif isinstance(entry.body, do.SetCode):
                assert since >= 12_000, words(entry)


def test_a_way_to_answer_is_never_the_only_one_offered(calls: list[Story]) -> None:
    """CH-06: two or three, first the one that was heard."""
    for call in calls:
        for offered in call.all(do.OfferWays, HANDLER):
            ways = ("tap", "cough", "key", "whisper", "knock")
            assert sum(way in words(offered).lower() for way in ways) >= 2, words(offered)


def test_nobody_is_praised_who_gave_no_sign() -> None:
    """WT-11: never praise for nothing."""
    for seed in range(6):
        call = shipped("row-in-the-kitchen", seed)
        if not [e for e in call.log if e.actor is Role.CALLER and do.sign_of(e.body) is not None]:
            assert not [w for w in map(words, spoken(call)) if "well" in w.lower()]


def test_silence_is_named_again_only_right_after_an_answer(calls: list[Story]) -> None:
    """WT-12, 4.1: "Quiet again." a minute after anything has no reason."""
    for call in calls:
        said = spoken(call)
        for before, entry in pairwise(said):
            if "again" in words(entry) and "uiet" in words(entry):
                assert entry.at - call.end_of(before).at <= 25_000, words(entry)


def test_no_door_is_asked_for_past_a_person_who_hears(calls: list[Story]) -> None:
    """SIT-01: "can you get out past him" is never asked, also where officers ask who opens."""
    for call in calls:
        for entry in call.all(do.Ask, HANDLER, about=(Topic.CAN_OPEN_DOOR,)):
            assert not [
                e for e in call.log
                if e.at < entry.at and e.actor is Role.ROOM and isinstance(e.body, do.Say)
                and e.body.manner is not Manner.FAINT
            ]  # fmt: skip


@pytest.mark.parametrize("seed", SEEDS)
def test_officers_are_named_in_a_text_only_on_a_screen_that_is_said_to_be_safe(seed: int) -> None:
    """SIT-20, CH-64: the screen is asked about first, in the first text of ours after theirs."""
    call = shipped("hears-nothing", seed)
    wrote = call.first(do.SendText, Role.CALLER)
    first = call.after(wrote).first(do.SendText, HANDLER)
    assert first.body.about == (Topic.SCREEN_SEEN,)  # type: ignore[union-attr]
    safe = next(e for e in call.after(first).all(do.SendText, Role.CALLER) if YES.match(words(e)))
    named = [
        e for e in call.all(do.SendText, HANDLER)
        if any(word in words(e).lower() for word in ("police", "officer"))
    ]  # fmt: skip
    assert named
    assert named[0].at > safe.at


def test_no_code_is_tried_again_while_a_text_is_being_read() -> None:
    """CH-16: the channel has changed; a code for who may not hear would be the fourth."""
    deaf = facts(can_hear="no", can_speak="no", in_danger="yes")
    deaf += "answers: {by: [tap], after: 1s}\n"
    for seed in SEEDS:
        call = play(PLACE + deaf + steps(), seed=seed)
        for text in call.all(do.SendText, HANDLER)[:1]:
            later = [
                e for e in spoken(call)
                if isinstance(e.body, do.SetCode) and 0 < e.at - text.at < 44_000
            ]  # fmt: skip
            assert not later


def test_whom_another_person_talks_to_is_not_asked_whether_anybody_hears() -> None:
    """B05: it was just heard."""
    says = "{say: {intent: not_to_call, words: Who is that}}"
    talks = f"room: [{{when: {{asked: can_hear}}, after: 6s, do: {says}}}]\n"
    known = facts(can_hear="yes", in_danger="yes", alone_to_talk="no", injured="no")
    call = play(PLACE + known + "answers: {by: [tap], after: 1s}\n" + talks + steps())
    near = call.first(do.Say, Role.ROOM).at
    asked = call.all(do.Ask, HANDLER, about=(Topic.ALONE_TO_TALK,))
    assert not [e for e in asked if 0 < e.at - near < 60_000]
