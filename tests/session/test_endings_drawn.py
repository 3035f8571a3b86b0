"""How a call ends: drawn from its story, said by officers, on the air and into the phone."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.content.fields.content_model import Fact
from simulator.content.scenario.endings import ENDINGS, Story, possible_endings
from simulator.core import acts as do
from simulator.core.log import CallEnded, NoEffect, StageEntered
from simulator.core.terms import (
    HowItEnds,
    IncidentStage,
    Intent,
    LineStage,
    NoteKind,
    OfficersFind,
    Outcome,
    Reason,
    Role,
    Service,
    Topic,
    UnitStatus,
)
from simulator.knowledge.facts import Stamp
from simulator.knowledge.knowledge import Knowledge
from simulator.review.ending import endings as review_endings
from simulator.review.ending import how_it_ends
from simulator.session.run.headless_run import run
from tests.session.calls import DEFAULT, GENERIC, LIBRARY, Play, play, scenario
from tests.session.calls import Story as Told

E = HowItEnds
HANDLER, OFFICERS, CALLER = Role.CALL_HANDLER, Role.OFFICERS, Role.CALLER

CALL = """
outcome: deployed
facts: {can_hear: yes, needs_police: yes, in_danger: yes, alone_to_talk: no, %s}
answers: {by: [tap], after: 1s}
fear: {start: 1}
caller: [{when: {heard: make_a_sound}, after: 1s, do: tap}]
location: {aml: {place: the old bakery, radius: 20}}
officers: {units: [{distance: 6000}]}
ending: %s
"""
BESIDE = "injured: unknown, other_person_present: yes, knows_person: yes, in_the_house: yes"
SEEDS = range(5)


@cache
def told(ending: str, facts: str = BESIDE, seed: int = 0) -> Play:
    """A call that ends so."""
    return play(CALL % (facts, ending), seed=seed)


def found_at(call: Told) -> int:
    return call.first(do.UnitReport, status=UnitStatus.FOUND).at


def line_down_at(call: Told) -> int:
    return next(
        e.at
        for e in call.log
        if isinstance(e.body, StageEntered) and e.body.stage is LineStage.DOWN
    )


def last_found(call: Told) -> HowItEnds | None:
    reports = [body.finds for body in call.bodies(do.UnitReport) if body.finds is not None]
    return reports[-1] if reports else None


# --- drawn among those that fit -------------------------------------------------------------------


@pytest.mark.parametrize(
    "ending",
    ["found_safe", "found_hurt", "has_gone", "arrest", "conflicting_accounts", "changes_mind"],
)
def test_a_file_that_names_an_ending_has_it_under_every_seed(ending: str) -> None:
    """And its outcome."""
    for seed in SEEDS:
        call = told(ending, seed=seed)
        found = {body.finds for body in call.bodies(do.UnitReport)}
        assert E(ending) in found, seed
        assert call.outcome is Outcome.DEPLOYED


@given(
    st.dictionaries(st.sampled_from(list(Topic)), st.sampled_from([Fact.YES, Fact.NO])),
    st.sampled_from([None, *OfficersFind]),
)
def test_nothing_is_drawn_that_the_facts_rule_out(
    facts: dict[Topic, Fact], find: OfficersFind | None
) -> None:
    """What a file fixes stays fixed; where nothing fits, it is what officers find by the file."""
    made = scenario(f"officers: {{find: {find}}}" if find else "")
    of = made.model_copy(update={"facts": facts})
    story = Story.of(of)
    possible = possible_endings(of)
    assert possible.first
    for each in possible.first:
        fits = ENDINGS[each.ending].fits(story)
        assert fits or len(possible.first) == 1
    hurt = {each.ending for each in (*possible.first, *possible.caller)}
    if facts.get(Topic.INJURED) is Fact.NO and facts.get(Topic.NEEDS_AMBULANCE) is not Fact.YES:
        assert E.FOUND_HURT not in hurt


def test_what_a_file_says_officers_find_first_is_what_they_find_first() -> None:
    """`officers: {find: ...}` of an older file means what it meant."""
    firsts = {
        "found": UnitStatus.FOUND,
        "third_party_first": UnitStatus.THIRD_PARTY_ONLY,
        "not_found_first": UnitStatus.NOT_FOUND,
        "not_found": UnitStatus.NOT_FOUND,
    }
    at_the_scene = (UnitStatus.NOT_ALONE, *firsts.values())
    for find, first in firsts.items():
        for seed in SEEDS:
            text = (CALL % (BESIDE, "found_safe")).replace("ending: found_safe", "")
            call = play(text.replace("{units:", f"{{find: {find}, units:"), seed=seed)
            said = [b.status for b in call.bodies(do.UnitReport) if b.status in at_the_scene]
            assert said[0] is first
            assert (UnitStatus.FOUND in said) is (find != "not_found")


@cache
def shipped() -> tuple[tuple[str, Play], ...]:
    names = (
        *("row-in-the-kitchen", "evening-in-the-office", "partner-in-the-room", "low-voice"),
        *("slurred-sounds", "weak-signal", "another-language", "noise-downstairs"),
        *("glass-in-the-shop", "rang-off-at-hello"),
    )
    return tuple((name, shipped_call(name, seed)) for name in names for seed in range(6))


def shipped_call(name: str, seed: int) -> Play:
    """A shipped call under a seed, with the force that its file names."""
    made = LIBRARY.scenario(name).scenario
    force = LIBRARY.force(made.force).force if made.force else LIBRARY.force().force
    return Play(run(made, DEFAULT, force, seed))


def test_shipped_calls_end_in_many_ways_and_none_is_over_half_of_them() -> None:
    """Of ten calls; `tests/thorough/test_all_endings.py` plays all of them under ten seeds."""
    ends = Counter(how_it_ends(call.log) for _, call in shipped())
    assert len(ends.keys() - {None}) >= 8, ends
    assert max(ends.values()) <= len(shipped()) / 2, ends


def test_the_time_from_found_to_the_lines_end_is_no_clock() -> None:
    """5 to 90 s, and no two seconds hold a fifth of the calls."""
    spans = []
    for name, call in shipped():
        found = call.any(do.UnitReport, status=UnitStatus.FOUND)
        if found and line_down_at(call) > found_at(call):
            spans.append((line_down_at(call) - found_at(call)) / 1_000)
            assert 5 <= spans[-1] <= 90, (name, spans[-1])
    bins = Counter(int(each // 2) for each in spans)
    assert max(bins.values()) <= len(spans) / 5, bins


# --- the officer's voice --------------------------------------------------------------------------


def test_the_close_follows_officers_words() -> None:
    """Into the phone, or on the air; the last word is the officer's or the caller's, then ours."""
    for _, call in shipped():
        if not call.any(do.UnitReport, status=UnitStatus.FOUND) or not call.any(do.Close):
            continue
        closed = call.first(do.Close, HANDLER).at
        words = [e.at for e in call.all(do.Say, OFFICERS) if e.at < closed]
        words += [
            e.at for e in call.all(do.UnitReport, status=UnitStatus.REPORTED) if e.at < closed
        ]
        assert words
        assert closed - max(words) < 40_000


def test_nobody_is_said_to_be_with_officers_before_an_officer_was_heard() -> None:
    for _, call in shipped():
        for goodbye in call.all(do.Say, HANDLER, intent=Intent.CLOSE_WITH_OFFICER):
            voices = [e for e in call.log if e.actor is OFFICERS and e.at < goodbye.at]
            assert any(
                isinstance(e.body, do.Say)
                or getattr(e.body, "status", None) in (UnitStatus.REPORTED, UnitStatus.RESUMED)
                for e in voices
            )


def test_an_officer_is_listened_for_before_the_caller_is_asked() -> None:
    """For fifteen seconds."""
    asked = 0
    for _, call in shipped():
        for question in call.all(do.Say, HANDLER, intent=Intent.CONFIRM_MET):
            asked += 1
            assert question.at - found_at(call) >= 15_000
            assert not [e for e in call.all(do.Say, OFFICERS) if e.at < question.at]
    assert asked


def test_an_officer_on_the_phone_is_heard_by_caller_and_call_handler() -> None:
    call = told("found_safe", seed=1)
    spoken = next(e for seed in SEEDS for e in told("found_safe", seed=seed).all(do.Say, OFFICERS))
    assert isinstance(spoken.body, do.Say)
    assert spoken.body.words
    assert spoken.body.intent in do.SAYS[OFFICERS]
    known = Knowledge(HANDLER).after(spoken)
    assert known.facts.officer_says is spoken.body.intent
    assert known.at(Stamp.OFFICER_SPOKE) == spoken.at
    assert call.outcome is Outcome.DEPLOYED


def test_who_is_hurt_keeps_the_line_until_the_officer_lets_it_go() -> None:
    """EN-02: first "keep them talking", and much later "you can let us go"."""
    for seed in SEEDS:
        call = told("found_hurt", seed=seed)
        said = [b.intent for b in call.bodies(do.Say, OFFICERS)]
        assert said == [Intent.OFFICER_NEEDS_LINE, Intent.OFFICER_LETS_GO]
        lets_go = call.all(do.Say, OFFICERS)[-1]
        assert line_down_at(call) > lets_go.at


def test_nothing_is_said_into_a_phone_whose_line_is_lost() -> None:
    lost = CALL.replace(
        "caller: [", "network: [{when: {heard: offer_ways}, do: {lose_line: network}}]\ncaller: ["
    ).replace("{heard: offer_ways}", "{at: 60s}")
    for seed in SEEDS:
        call = play(lost % (BESIDE, "found_safe"), seed=seed)
        assert line_down_at(call) < found_at(call)
        assert not call.any(do.Say, OFFICERS)
        assert call.outcome is Outcome.DEPLOYED


# --- at the door ----------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", ["[refused_at_door, found_safe]", "changes_mind"])
def test_at_a_door_the_first_question_is_who_hears_the_radio(ending: str) -> None:
    """EN-03, EN-09: and only an earpiece hears what the caller gave away."""
    for seed in SEEDS:
        call = told(ending, seed=seed)
        doors = [
            e
            for e in call.all(do.UnitReport)
            if getattr(e.body, "status", None)
            in (UnitStatus.THIRD_PARTY_ONLY, UnitStatus.NOT_ALONE)
        ]
        for door in doors:
            first, told_then = call.after(door).all(do.BriefOfficers)[:2]
            assert getattr(first.body, "asks_privacy", False)
            private = call.after(door).first(do.UnitReport, status=UnitStatus.ON_EARPIECE)
            assert first.at < private.at < told_then.at


def test_refused_the_incident_stays_open_until_the_caller_is_seen_alone() -> None:
    for seed in SEEDS:
        call = told("[refused_at_door, found_safe]", seed=seed)
        assert call.first(do.Close).at > found_at(call)
        (note,) = [b for b in call.bodies(do.Note) if b.note is NoteKind.SEEN]
        unit = call.first(do.UnitReport, status=UnitStatus.FOUND).body.unit  # type: ignore[union-attr]
        assert unit in note.text
        assert "alone" in note.text


def test_where_nobody_is_found_the_incident_is_left_open_and_never_closed() -> None:
    """EN-14: after ten minutes, a trace and the supervisor; the outcome stays `deployed`."""
    text = """
    outcome: deployed
    ending: no_trace
    facts: {can_hear: yes, needs_police: yes, in_danger: yes, on_foot: yes}
    answers: {by: [tap], after: 1s}
    caller: [{when: {heard: make_a_sound}, after: 1s, do: tap}]
    network: [{when: {at: 3m}, do: {lose_line: battery}}]
    location: {aml: {place: the old bakery, radius: 20}}
    """
    call = play(text)
    missed = call.first(do.UnitReport, status=UnitStatus.NOT_FOUND)
    left = call.first(do.LeaveOpen, HANDLER)
    assert left.at - missed.at >= 600_000
    assert call.any(do.Note, HANDLER, note=NoteKind.RATIONALE)
    assert not call.any(do.Close)
    assert call.outcome is Outcome.DEPLOYED
    (ending,) = review_endings(call.log)
    assert "open" in ending.sentence
    assert any(getattr(e.body, "stage", None) is IncidentStage.LEFT_OPEN for e in call.log)


# --- the same whatever is done --------------------------------------------------------------------


def test_what_people_do_never_changes_how_it_ends() -> None:
    """Everything is drawn at once: a caller who says more meets the same officers."""
    talks = CALL.replace("answers: {by: [tap]", "answers: {by: [tap, spoken]")
    for seed in SEEDS:
        plain = play((CALL % (BESIDE, "[found_safe, arrest, has_gone]")), seed=seed)
        other = play((talks % (BESIDE, "[found_safe, arrest, has_gone]")), seed=seed)
        assert last_found(plain) is last_found(other)


def test_a_caller_reacts_to_the_officer_beside_them() -> None:
    """Thanks, tears or nothing; and a caller of whom no trait is written does nothing more."""
    reactions = []
    for _, call in shipped():
        for officer in call.all(do.Say, OFFICERS)[:1]:
            later = [e for e in call.log if e.actor is CALLER and officer.at < e.at]
            reactions.append({e.body.kind for e in later} & {"say", "make"})
    assert any("say" in each for each in reactions)
    assert any(not each for each in reactions)


# --- nobody for hours -----------------------------------------------------------------------------

LATE = """
outcome: deployed
ending: delayed_for_hours
facts: {can_hear: yes, needs_police: yes, in_danger: no, injured: no, alone_to_talk: yes,
  other_person_present: no, can_speak: yes}
answers: {by: [spoken], after: 1s, manner: aloud}
fear: {start: 0}
caller:
  - {when: {heard: which_service}, after: 1s, do: {say: {intent: wants_police, words: "Police."}}}
  - {when: {heard: through_to_police}, after: 1s,
     do: {say: {intent: speaks, words: "Somebody broke into my shed last night."}}}
location: {aml: {place: the old bakery, radius: 20}}
"""


def test_a_caller_whom_nobody_can_reach_for_hours_hears_the_truth_and_agrees() -> None:
    """EN-12: a time, who rings whom, when to ring again; then the line goes, and officers come."""
    call = play(LATE)
    late = next(e for e in call.all(do.UnitReport, status=UnitStatus.NO_UNIT))
    assert (late.body.minutes or 0) >= 60  # type: ignore[union-attr]
    honest = call.after(late).first(do.Say, HANDLER, intent=Intent.NO_UNIT_YET)
    assert str(late.body.minutes) in honest.body.words  # type: ignore[union-attr]
    agreed = call.after(honest).first(do.Say, CALLER)
    again = call.after(agreed).first(do.Say, HANDLER, intent=Intent.CALL_AGAIN)
    assert again.at < line_down_at(call) < found_at(call)
    assert found_at(call) - late.at >= 3_000_000
    assert not [e for e in call.all(do.Say, HANDLER) if e.at > line_down_at(call)]
    assert call.any(do.Note, HANDLER, note=NoteKind.RATIONALE)
    assert call.outcome is Outcome.DEPLOYED
    assert last_found(call) is E.DELAYED_FOR_HOURS


# --- the line is lost -----------------------------------------------------------------------------

ALONE_AND_HURT = """
outcome: deployed
ending: lost_and_found
facts: {can_hear: yes, needs_police: yes, in_danger: no, injured: yes, needs_ambulance: yes,
  alone_to_talk: yes, other_person_present: no, can_speak: yes}
answers: {by: [spoken], after: 1s, manner: aloud}
caller:
  - {when: {heard: which_service}, after: 1s, do: {say: {intent: wants_police, words: "Police."}}}
  - {when: {heard: through_to_police}, after: 1s,
     do: {say: {intent: speaks, words: "I've fallen, my leg's broken. I'm on my own."}}}
network: [{when: {at: 90s}, do: {lose_line: network}}]
location: {aml: {place: the old bakery, radius: 20}}
"""


def test_who_is_hurt_and_alone_is_rung_when_the_line_fails() -> None:
    """EN-07: "ringing may alert others" is no reason where nobody else is there."""
    call = play(ALONE_AND_HURT)
    rung = call.first(do.CallBack, HANDLER)
    assert rung.at - line_down_at(call) <= 20_000
    against = [b.reason for b in call.bodies(do.DecideAgainstCallback)]
    assert Reason.MAY_ALERT_OTHERS not in against
    traced = [b.reason for b in call.bodies(do.StartTrace)]
    assert Reason.MAY_ALERT_OTHERS not in traced


def test_another_unit_turns_round_once_the_caller_is_found() -> None:
    for _, call in shipped():
        if call.any(do.UnitReport, status=UnitStatus.FOUND):
            later = [e for e in call.all(do.UnitReport) if e.at > found_at(call)]
            assert UnitStatus.EN_ROUTE not in {e.body.status for e in later}  # type: ignore[union-attr]


def test_with_no_reply_officers_get_the_fix_its_time_and_where_to_listen() -> None:
    """EN-04: "no reply, lights off, what've you got?" is answered at once with all there is."""
    call = next(
        c
        for seed in SEEDS
        if (c := told("[wrong_address, found_safe]", seed=seed)).any(
            do.UnitReport, status=UnitStatus.NOT_FOUND
        )
    )
    missed = call.first(do.UnitReport, status=UnitStatus.NOT_FOUND)
    brief = call.after(missed).first(do.BriefOfficers)
    assert brief.at - missed.at <= 15_000
    text = brief.body.text  # type: ignore[union-attr]
    assert "within 20 metres, from the phone at " in text
    assert "Listen at the doors." in text


# --- nobody sent, or rung back --------------------------------------------------------------------


def test_a_seed_draws_whether_who_is_rung_back_answers() -> None:
    """EN-08 and EN-13 of a file that names both: each is drawn, and the outcome stays."""
    told = LIBRARY.scenario("rang-off-at-hello").scenario
    found = set()
    for seed in range(10):
        log = run(told, DEFAULT, GENERIC, seed).log
        ended = next(e.body.outcome for e in reversed(log) if isinstance(e.body, CallEnded))
        assert ended is Outcome.CLOSED_WITHOUT_DEPLOYMENT
        found.add(how_it_ends(log))
    assert found == {E.NOBODY_SENT, E.RUNG_BACK_SETTLED}


@pytest.mark.parametrize("ending", [E.NOBODY_SENT, E.RUNG_BACK_SETTLED])
def test_a_file_that_names_one_of_them_has_it_under_every_seed(ending: E) -> None:
    told = LIBRARY.scenario("rang-off-at-hello").scenario
    told = told.model_copy(update={"ending": (ending,)})
    for seed in range(4):
        assert how_it_ends(run(told, DEFAULT, GENERIC, seed).log) is ending


def test_a_shipped_call_waits_for_hours_and_its_caller_does_not_talk_to_a_dead_line() -> None:
    """EN-12: after a ring-back is agreed the line goes, and no word is said into it."""
    told = LIBRARY.scenario("lock-cut-in-the-night").scenario
    found = []
    for seed in range(4):
        log = run(told, DEFAULT, GENERIC, seed).log
        found.append(how_it_ends(log))
        assert not [e for e in log if isinstance(e.body, NoEffect) and e.actor is CALLER]
    assert E.DELAYED_FOR_HOURS in found


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_for_a_fall_at_home_an_alarm_centre_gets_no_fire_engine(seed: int) -> None:
    """A pendant and a fall are for the ambulance; fire control asked what was alight (SIT-24)."""
    log = run(LIBRARY.scenario("an-activation").scenario, DEFAULT, GENERIC, seed).log
    asked = {e.body.service for e in log if isinstance(e.body, do.BringIn)}
    assert asked == {Service.AMBULANCE}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_an_alarm_centre_has_no_officer_on_its_own_phone(seed: int) -> None:
    """Officers find her, and not the caller: nobody there thanks them, or opens a door (SIT-24)."""
    log = run(LIBRARY.scenario("an-activation").scenario, DEFAULT, GENERIC, seed).log
    said = [e for e in log if isinstance(e.body, do.Say)]
    assert any(isinstance(e.body, do.UnitReport) and e.body.finds for e in log)
    assert not [e for e in said if e.actor is OFFICERS]
    words = [e.body.words for e in said if isinstance(e.body, do.Say)]
    assert not [each for each in words if "You came" in each or "open up" in each]
