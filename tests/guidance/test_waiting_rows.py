"""Waiting as work (practice2 4): reasons to speak, announced silence, and who is not left in it."""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import pairwise

import pytest

from simulator.core import acts as do
from simulator.core.hearing import evidence
from simulator.core.log import Entry
from simulator.core.terms import Intent, NoteKind, Role, SoundClass, Topic
from tests.guidance.stories import (
    ALOUD,
    ANSWERS,
    HANDLER,
    PLACE,
    TAP,
    facts,
    intents,
    on,
    says,
    spoken,
    steps,
)
from tests.session.calls import LIBRARY, Story, play, shipped

PARTNER = facts(
    in_danger="yes", injured="no", alone_to_talk="no", other_person_present="yes",
    knows_person="yes", same_room="no", weapon="no", children="no", at_home="yes",
)  # fmt: skip
FREE = facts(
    can_speak="yes", in_danger="yes", injured="no", alone_to_talk="yes", weapon="no",
    other_person_present="no", children="no", at_home="yes",
)  # fmt: skip
PROOFS = (Intent.CHECK_IN, Intent.REASSURE, Intent.CHILD_DO, Intent.COVER_QUESTION)
OF_OFFICERS = (Intent.OFFICERS_SENT, Intent.ETA, Intent.NO_UNIT_YET, Intent.OFFICERS_THERE)


def in_wait(call: Story) -> list[Entry]:
    """What the call handler said from the first briefing until officers were at the scene."""
    begin = call.first(do.BriefOfficers)
    until = next((e.at for e in call.all(do.Arrive)), 10**9)
    return [e for e in spoken(call) if begin.at < e.at < until]


def run_shipped(name: str, seed: int) -> Story:
    """Play a shipped scenario."""
    return shipped(name, seed)


def is_asked(entry: Entry, *topics: Topic) -> bool:
    return isinstance(entry.body, do.Ask) and not set(topics).isdisjoint(entry.body.about)


def words(entry: Entry) -> str:
    return str(getattr(entry.body, "words", ""))


def said_then(call: Story, *wanted: Intent) -> list[Entry]:
    return [e for e in spoken(call) if isinstance(e.body, do.Say) and e.body.intent in wanted]


# --- announced silence ----------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(4))
def test_silence_is_announced_once_with_why_and_one_sign_and_nothing_is_asked_in_it(
    seed: int,
) -> None:
    """4.2: then no request for a sign, no check-in, no key tone, until something ends it."""
    call = play(PLACE + PARTNER + ANSWERS + steps(), seed=seed)
    first, *_ = said_then(call, Intent.GO_QUIET)
    assert "three times" in words(first)
    assert any(each in words(first) for each in ("hear", "listen"))
    assert "key" not in words(first)
    later = [e for e in in_wait(call) if e.at > first.at]
    assert not [e for e in later if is_asked(e, Topic.CAN_HEAR)]
    assert not [e for e in later if getattr(e.body, "intent", None) in PROOFS]
    assert sum("three times" in words(e) for e in later) == 0, "the sign is agreed once"


@pytest.mark.parametrize("seed", range(3))
def test_a_silence_that_runs_out_is_said_to_go_on_once_and_asks_nothing(seed: int) -> None:
    """WT-12: 120 s at most, and never "Are you there?"."""
    call = play(PLACE + PARTNER + ANSWERS + steps() + "officers: {find: not_found}\n", seed=seed)
    first, *_ = said_then(call, Intent.GO_QUIET)
    still = [e for e in said_then(call, Intent.STILL_WITH_YOU) if e.at > first.at][:1]
    for each in still:
        assert each.at - call.end_of(first).at <= 121_000
        assert "?" not in words(each)


def test_officers_hear_every_two_minutes_since_when_it_is_quiet() -> None:
    """4.2: both hands are at the desk."""
    call = play(PLACE + PARTNER + ANSWERS + steps())
    quiet, *_ = said_then(call, Intent.GO_QUIET)
    until = call.first(do.Arrive).at
    told = [e.at for e in call.all(do.BriefOfficers) if quiet.at < e.at < until]
    texts = [e.body.text for e in call.all(do.BriefOfficers) if quiet.at < e.at < until]  # type: ignore[union-attr]
    assert any("Line open at" in each and "since" in each for each in texts)
    assert all(after - before <= 130_000 for before, after in pairwise([quiet.at, *told]))


@pytest.mark.parametrize("seed", range(3))
def test_the_agreed_sign_is_understood_at_once_and_goes_to_officers(seed: int) -> None:
    """WT-07: nobody asks whether it was meant."""
    worse = on("{heard: go_quiet}", "{tap: 3}", "20s")
    call = play(PLACE + PARTNER + ANSWERS + steps(worse), seed=seed)
    sign = next(e for e in call.all(do.Tap) if e.body.times == 3)  # type: ignore[union-attr]
    answer = next(e for e in spoken(call) if e.at > sign.at)
    assert isinstance(answer.body, do.Say)
    assert answer.body.intent is Intent.GOT_IT
    assert answer.at - sign.at <= 3_000
    brief = call.after(sign).first(do.BriefOfficers)
    assert "agreed for worse" in brief.body.text  # type: ignore[union-attr]
    assert brief.at - sign.at <= 10_000


def test_in_a_silence_the_supervisor_looks_at_an_emergency_without_a_sign() -> None:
    """4.3: nobody has answered for two minutes."""
    call = play(PLACE + PARTNER + ANSWERS + steps())
    [note] = call.all(do.Note, note=NoteKind.RATIONALE)[:1]
    last = [e.at for e in call.all(do.Tap) if e.at < note.at][-1]
    assert 120_000 <= note.at - last <= 170_000


# --- reasons --------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(4))
def test_the_list_is_asked_every_thirty_seconds_at_most_and_three_times_in_all(seed: int) -> None:
    """WT-09: and only what officers need."""
    call = play(PLACE + PARTNER + ANSWERS + steps(), seed=seed)
    listed = (
        Topic.KNOWS_PERSON,
        Topic.WEAPON,
        Topic.SAME_ROOM,
        Topic.CHILDREN,
        Topic.MORE_THAN_ONE,
    )
    officers = {e.body.about for e in call.all(do.OfficersAsk)}  # type: ignore[union-attr]
    asks = [e for e in in_wait(call) if is_asked(e, *listed) and e.body.about[0] not in officers]  # type: ignore[union-attr,index]
    assert 0 < len(asks) <= 3
    assert all(b.at - a.at >= 30_000 for a, b in pairwise(asks))
    assert not [e for e in in_wait(call) if is_asked(e, Topic.ORDERS, Topic.DRINK_OR_DRUGS)]


@cache
def shouted(seed: int) -> tuple[Story, Entry, list[Entry]]:
    """A call with a shout in the wait, the shout, and what was said in the 15 s after it."""
    shout = "room: [{when: {heard: go_quiet}, after: 15s, do: {sound: shouting}}]\n"
    call = play(PLACE + PARTNER + ANSWERS + steps() + shout, seed=seed)
    sound = next(
        e for e in call.all(do.Make, Role.ROOM) if evidence(e.body) is SoundClass.DISTURBANCE
    )
    return call, sound, [e for e in spoken(call) if 0 < e.at - sound.at <= 15_000]


def test_in_half_of_the_calls_one_low_line_follows_a_sound() -> None:
    """WT-01: five seconds of listening, then one line."""
    assert sum(bool(shouted(seed)[2]) for seed in range(8)) >= 4


@pytest.mark.parametrize("seed", range(4))
def test_a_sound_is_heard_out_and_officers_have_it_within_ten_seconds(seed: int) -> None:
    """WT-01: five seconds of listening, one line about it, and not the next of a list."""
    call, sound, lines = shouted(seed)
    # One low line or none: a lawful choice that the seed draws (practice2 7, People).
    assert len(lines) <= 1
    for line in lines:
        assert 4_500 <= line.at - sound.at <= 12_000
        assert is_asked(line, Topic.INJURED) or line.body.intent is Intent.HEARD_THAT  # type: ignore[union-attr]
    brief = call.after(sound).first(do.BriefOfficers)
    assert brief.at - sound.at <= 10_000
    assert "shouting" in brief.body.text.lower()  # type: ignore[union-attr]


@pytest.mark.parametrize("seed", range(2))
def test_to_a_child_who_hides_nothing_is_said_without_a_reason(seed: int) -> None:
    """4.4 hidden: a sound, news that is safe, their sign; at most one line in two minutes."""
    child = says("child_speaks", words='"Daddy is hitting Mummy."')
    call = play(PLACE + facts(in_danger="yes", injured="no") + ALOUD + steps(child), seed=seed)
    quiet, *_ = said_then(call, Intent.GO_QUIET)
    later = [e for e in in_wait(call) if e.at > quiet.at]
    assert not [e for e in later if isinstance(e.body, do.Ask)]
    assert not [e for e in later if getattr(e.body, "intent", None) in PROOFS]
    assert all(b.at - a.at >= 60_000 for a, b in pairwise([quiet, *later]))


def test_a_promise_to_tell_is_kept_when_the_unit_sets_off() -> None:
    """WT-03: "I'll tell you when I have" is a debt."""
    call = play(
        PLACE + FREE + ALOUD + "officers: {units: [{distance: 9000, readiness: committed}]}\n"
        + steps(says("speaks", words='"He had a bat."'))
    )  # fmt: skip
    promised = said_then(call, Intent.NO_UNIT_YET)
    assert promised, "no unit was free"
    kept = [e for e in said_then(call, Intent.OFFICERS_SENT, Intent.ETA) if e.at > promised[0].at]
    assigned = [e for e in call.all(do.UnitReport) if e.at > promised[0].at and e.body.unit]  # type: ignore[union-attr]
    assert kept[0].at - assigned[0].at <= 12_000


# --- who is told, and how long --------------------------------------------------------------------

ILL_CHILD = says("child_speaks", words='"Grandad won\'t wake up."')
STROKE = says("speaks", words='"My arm has gone dead and my mouth. I am on my own."')


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(
    "text",
    [
        PLACE + facts(can_hear="yes", awake="no") + ANSWERS + steps(ILL_CHILD),
        PLACE + facts(can_hear="yes", can_speak="yes", injured="yes") + ALOUD + steps(STROKE),
    ],
    ids=["a child with an ill grown-up", "a stroke patient alone"],
)
def test_who_has_nobody_to_hide_the_call_from_hears_that_officers_come(
    text: str, seed: int
) -> None:
    """F17-3: also without a question about who can hear, and at any time."""
    call = play(text, seed=seed)
    assert said_then(call, Intent.OFFICERS_SENT)
    assert not call.all(do.Withhold)
    told = said_then(call, Intent.OFFICERS_SENT)[0]
    assigned = next(e for e in call.all(do.UnitReport) if e.body.unit)  # type: ignore[union-attr]
    assert told.at - assigned.at <= 20_000


def test_a_deaf_caller_is_told_of_officers_in_writing() -> None:
    """4.4 in writing: only once it was written that nobody else sees the screen; and a time too."""
    text = '{text: "I am deaf. I fell and cant get up."}'
    deaf = facts(can_hear="no", can_speak="no", injured="yes")
    deaf += "answers: {by: [tap, key], after: 1s}\n"
    yes = on("{texted: screen_seen}", '{text: "Y"}', "20s")
    call = play(PLACE + deaf + steps(on("{texted: true}", text, "8s"), yes))
    written = [e.body.news for e in call.all(do.SendText, HANDLER)]  # type: ignore[union-attr]
    assert Intent.OFFICERS_SENT in written
    assert Intent.ETA in written


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("after", ["20s", "200s"], ids=["soon", "after two minutes"])
def test_how_long_is_answered_in_the_next_line(after: str, seed: int) -> None:
    """4.5: truly, and before anything else; what we were just saying is said to its end."""
    asks = on("{heard: officers_sent}", "{say: {intent: asks_how_long, words: How long?}}", after)
    call = play(PLACE + FREE + ALOUD + steps(says("speaks", words="He hit me."), asks), seed=seed)
    question = call.first(do.Say, Role.CALLER, intent=Intent.ASKS_HOW_LONG)
    answer = next(e for e in spoken(call) if e.at > question.at)
    # A sentence of ours that it was put over is said to its end, and nothing else.
    over = [e for e in spoken(call) if e.at < question.at < call.end_of(e).at]
    ends = [call.end_of(e).at + 5_000 for e in over]
    assert answer.at <= max(question.at + 8_000, *ends, 0)
    assert isinstance(answer.body, do.Say)
    assert answer.body.intent in (*OF_OFFICERS, Intent.STILL_WITH_YOU)


def test_a_time_that_is_old_is_told_with_its_age_and_a_passed_one_is_owned() -> None:
    """4.5 (a): never repeated as a comfort."""
    asks = on("{heard: eta}", "{say: {intent: asks_how_long, words: How long?}}", "100s")
    ill = facts(can_hear="yes", can_speak="yes", injured="yes")
    call = play(PLACE + ill + ALOUD + steps(STROKE, asks))
    question = call.first(do.Say, Role.CALLER, intent=Intent.ASKS_HOW_LONG)
    answer = next(e for e in spoken(call) if e.at > question.at)
    assert "ago" in words(answer) or "past" in words(answer) or "late" in words(answer)


# --- who is not left in silence -------------------------------------------------------------------


def gaps(call: Story, begin: int, until: int) -> list[int]:
    times = [e.at for e in spoken(call) if begin <= e.at <= until]
    return [b - a for a, b in pairwise(times)]


@pytest.mark.parametrize("seed", range(3))
def test_a_child_has_one_thing_to_do_every_ten_to_twenty_seconds(seed: int) -> None:
    """4.4 child: and praise is for what was done, twice at most."""
    text = PLACE + facts(can_hear="yes", awake="no") + ANSWERS + steps(ILL_CHILD)
    call = play(text, seed=seed)
    sent = call.first(do.Deploy).at
    assert max(gaps(call, sent, sent + 240_000)) <= 23_000
    assert intents(call).count(Intent.CHILD_PRAISE) <= 3


@pytest.mark.parametrize("seed", range(3))
def test_with_one_who_wants_to_die_silence_is_never_long(seed: int) -> None:
    """4.4 suicidal: talk; never 20 s of silence."""
    wants = says("speaks", words='"I have taken all my tablets. I want to die."')
    call = play(
        PLACE + facts(can_speak="yes", alone_to_talk="yes") + ALOUD + steps(wants), seed=seed
    )
    sent = call.first(do.BriefOfficers).at
    ends = [(e.at, call.end_of(e).at) for e in spoken(call) if sent <= e.at <= sent + 300_000]
    assert max(b[0] - a[1] for a, b in pairwise(ends)) <= 20_000
    assert not said_then(call, Intent.GO_QUIET)


@pytest.mark.parametrize("seed", range(3))
def test_who_is_followed_says_each_half_minute_where_they_are(seed: int) -> None:
    """4.4 followed: never an announced silence."""
    followed = says("speaks", words='"A man is following me. I am walking by the canal."')
    call = play(
        PLACE + facts(can_speak="yes", followed="yes", on_foot="yes", in_danger="yes") + ALOUD
        + steps(followed), seed=seed,
    )  # fmt: skip
    places = [e.at for e in in_wait(call) if is_asked(e, Topic.LOCATION)]
    assert len(places) >= 3
    assert max(b - a for a, b in pairwise(places)) <= 45_000
    assert not said_then(call, Intent.GO_QUIET)


@pytest.mark.parametrize("seed", range(3))
def test_who_is_hurt_is_asked_each_45_seconds_what_changes(seed: int) -> None:
    """4.4 hurt: what changes in their body, and not whether anything is different there."""
    hurt = says("speaks", words='"I fell down the stairs. My leg is broken. I am alone."')
    call = play(PLACE + facts(can_speak="yes", injured="yes") + ALOUD + steps(hurt), seed=seed)
    checks = said_then(call, Intent.CHECK_IN)
    assert len(checks) >= 3
    first, last = checks[0].at, checks[3].at
    assert max(gaps(call, first, last)) <= 46_000


# --- rhythm ---------------------------------------------------------------------------------------

SHIPPED = (
    *("partner-in-the-room", "slurred-sounds", "row-in-the-kitchen", "waiting-for-help"),
    *("hears-nothing", "small-voice", "low-voice", "evening-in-the-office"),
)


@pytest.mark.parametrize(
    ("names", "seeds", "after", "least"),
    [
        (SHIPPED, 2, 0, 60),
        # A child has its own rhythm (4.4): the wait of all others, without its first minutes.
        (tuple(each for each in SHIPPED if each != "small-voice"), 3, 90_000, 40),
    ],
    ids=["from dispatch on", "the long wait, but for a child"],
)
def test_no_gap_between_two_lines_comes_again_and_again(
    names: tuple[str, ...], seeds: int, after: int, least: int
) -> None:
    """speech.md S15: no bin of two seconds has 15 in 100 of the gaps of a wait."""
    found: Counter[int] = Counter()
    for name in names:
        for seed in range(seeds):
            call = run_shipped(name, seed)
            sent = next((e.at for e in call.log if isinstance(e.body, do.Deploy)), None)
            if sent is not None:
                found.update(gap // 2_000 for gap in gaps(call, sent + after, 10**9))
    total = sum(found.values())
    assert total > least
    assert max(found.values()) / total < 0.15, found.most_common(3)


@pytest.mark.parametrize("name", SHIPPED)
def test_after_officers_were_sent_most_of_a_wait_is_listening(name: str) -> None:
    """F17-1: fewer than one line in 25 s, but for a child; the old clock had 2.5 in a minute."""
    call = run_shipped(name, 0)
    sent = call.first(do.BriefOfficers).at
    until = next((e.at for e in call.all(do.Arrive)), call.log[-1].at)
    lines = [e for e in spoken(call) if sent + 120_000 < e.at < until]
    span = until - sent - 120_000
    if name != "small-voice" and span > 60_000:
        assert len(lines) <= 1 + span // 25_000


def test_lines_of_the_wait_say_nothing_that_nobody_says() -> None:
    """F17-10."""
    book = LIBRARY.line_book(HANDLER)
    said = {line.words for lines in book.values() for line in lines}
    for never in (
        "I'm with you all the way.",
        "Are you out of earshot of anybody else?",
        "Have they taken anything?",
        "Go and stand by the door, and don't open it yet.",
    ):
        assert never not in said


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("how", ["battery", "network"])
def test_officers_hear_at_once_that_the_line_has_gone(how: str, seed: int) -> None:
    """CH-73: the end of a battery is news to those who drive there, before they ask."""
    text = (
        PLACE
        + "facts: {can_hear: yes, in_danger: yes, alone_to_talk: yes, injured: no}\n"
        + ALOUD
        + f"caller:\n{TAP}"
        + f"network: [{{when: {{heard: officers_sent}}, after: 20s, do: {{lose_line: {how}}}}}]\n"
    )
    call = play(text, seed=seed)
    lost = call.first(do.LoseLine)
    told = [e for e in call.after(lost).log if isinstance(e.body, do.BriefOfficers)]
    assert "Line gone at" in told[0].body.text  # type: ignore[union-attr]
    assert told[0].at - lost.at <= 20_000
    gone = [e for e in told if e.at - lost.at < 60_000]
    assert len(gone) == 1, gone
