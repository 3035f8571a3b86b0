"""What the coach advises at the turns of a call, from what a seat knows there."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any, cast

import pytest

from simulator.core import acts as do
from simulator.core.log import Entry
from simulator.core.terms import Intent, NoteKind, Reason, Role, Topic, UnitStatus
from simulator.debrief.assess.comparison import compared
from simulator.guidance.stakes import Stake
from simulator.guidance.tables import good_practice, guidance_of
from simulator.knowledge.facts import CodeState, Hearers, Lookup, Stamp
from simulator.knowledge.knowledge import Knowledge
from simulator.seat.available_acts import usual_words
from simulator.seat.seat_view import SeatView, advice, materials
from simulator.session.clock import ManualClock
from simulator.session.run.headless_run import run
from simulator.session.run.live_run import LiveRun, RunSetup
from tests.guidance.stories import heard_by_handler
from tests.session.calls import DEFAULT, GENERIC, LIBRARY, Play, steady

HANDLER = Role.CALL_HANDLER
GUIDANCE = guidance_of(HANDLER, DEFAULT, GENERIC)
SHIPPED = ("partner-in-the-room", "noise-downstairs", "glass-in-the-shop", "late-shift")


def played(name: str) -> Play:
    """A shipped call, with a usual call handler."""
    return Play(run(steady(name), DEFAULT, GENERIC))


def advised(
    knowledge: Knowledge, now: int, name: str = "late-shift", *, last_first: bool = False
) -> tuple[str, ...]:
    """What the coach advises a seat that knows this; `last_first` turns the order of acts round."""
    setup = RunSetup(LIBRARY.scenario(name).scenario, DEFAULT, GENERIC, seats=(HANDLER,))
    view: Any = SimpleNamespace(
        live=SimpleNamespace(now=now, setup=setup),
        knowledge={HANDLER: knowledge},
        materials=materials(LIBRARY, setup),
        rings=lambda _: False,
        hint=lambda *_: "",
        next_acts=lambda _: good_practice(GUIDANCE, knowledge, now)[:: -1 if last_first else 1],
    )
    return advice(cast(SeatView, view), HANDLER)


def steps(name: str) -> Iterator[tuple[Entry, Knowledge]]:
    """Each entry that the call handler perceives, with what they know after it."""
    knowledge = Knowledge(HANDLER)
    for entry in heard_by_handler(played(name)):
        knowledge = knowledge.after(entry)
        yield entry, knowledge


def reported(name: str, status: UnitStatus) -> tuple[Entry, Knowledge]:
    """The first time that officers report this, and what is known then."""
    return next(
        step
        for step in steps(name)
        if isinstance(step[0].body, do.UnitReport) and step[0].body.status is status
    )


def test_another_persons_word_at_the_door_comes_before_kind_words() -> None:
    """CH-81: who hears the radio, then every clue, whatever else is due."""
    entry, knowledge = reported("partner-in-the-room", UnitStatus.THIRD_PARTY_ONLY)
    first, *_ = advised(knowledge, entry.at + 30_000)
    assert first == "Now: ask whether another person can hear the radio."
    facts = knowledge.facts._replace(radio_asked=True, radio_private=True)
    first, why, codes, *_ = advised(knowledge._replace(facts=facts), entry.at + 30_000)
    assert first == "Now: give officers every clue and marker once more."
    assert "another person's word closes nothing" in why
    assert codes.startswith("  (CH-81;")


def test_at_the_door_the_clues_come_before_what_was_left_undone_earlier() -> None:
    """CH-81, for a trainee who is behind: the row that says most of this call, and no act twice."""
    entry, knowledge = reported("partner-in-the-room", UnitStatus.THIRD_PARTY_ONLY)
    behind = knowledge._replace(
        facts=knowledge.facts._replace(officers_ask=(Topic.MORE_THAN_ONE, Topic.WEAPON)),
        stamps=knowledge.stamps.plus({(Stamp.OFFICERS_ASKED, ""): entry.at - 200_000}),
    )
    lines = advised(behind, entry.at + 70_000, last_first=True)
    acts = [line for line in lines if not line.startswith("  ")]
    assert acts[0] == "Now: ask whether another person can hear the radio."
    assert len(acts) == len(set(acts))


def test_when_something_breaks_the_advice_is_to_stop_and_listen() -> None:
    """CH-47: to its end, before the next question; three seconds later it is asked about."""
    entry, knowledge = next(
        step
        for step in steps("row-in-the-kitchen")
        if step[1].at(Stamp.DISTURBANCE) == step[0].at and step[1].facts.disturbance
    )
    assert advised(knowledge, entry.at + 500)[0].startswith("Stop, and listen to its end.")
    assert not advised(knowledge, entry.at + 4_000)[0].startswith("Stop")


def test_while_another_person_speaks_nothing_is_said() -> None:
    """CH-44, CH-47: the desk goes on, the voice waits; that holds for his words as for a crash."""
    seen = 0
    for name in SHIPPED:
        for entry, knowledge in steps(name):
            if knowledge.at(Stamp.HEARD, Intent.NOT_TO_CALL) != entry.at:
                continue
            if not isinstance(entry.body, do.Say) or entry.body.intent is not Intent.NOT_TO_CALL:
                continue
            seen += 1
            lines = advised(knowledge, entry.at + 500)
            assert lines[0].startswith("Stop, and listen to its end."), name
            assert not [line for line in lines if " say: " in line], name
    assert seen


def test_ways_to_answer_are_not_named_once_a_code_counts() -> None:
    """CH-06: "press any key" in another person's hearing, after the caller has answered by taps."""
    for name in SHIPPED:
        for entry, knowledge in steps(name):
            if knowledge.facts.code is CodeState.TESTED:
                forgot = knowledge._replace(facts=knowledge.facts._replace(ways=()))
                assert "(CH-06;" not in " ".join(advised(forgot, entry.at + 5_000)), name


def test_an_act_for_life_at_the_desk_is_never_cut_off() -> None:
    """However many sentences are due as well."""
    for name in SHIPPED:
        for entry, knowledge in steps(name):
            lines = " ".join(advised(knowledge, entry.at))
            for each in good_practice(GUIDANCE, knowledge, entry.at):
                if each.at <= entry.at and each.row.level <= 1 and each.row.hand == "desk":
                    assert f"({each.row.id};" in lines or f": {each.row.act.says}." in lines


def test_while_the_police_desk_rings_the_advice_is_to_answer() -> None:
    """There is nothing to wait for, and nobody to listen to, until it is answered."""
    setup = RunSetup(LIBRARY.scenario("late-shift").scenario, DEFAULT, GENERIC, seats=(HANDLER,))
    view = SeatView(LiveRun(setup, ManualClock()), materials(LIBRARY, setup))
    view.skip_to_ring(HANDLER)
    assert advice(view, HANDLER)[0] == "Now: answer the call."


def test_after_found_and_safe_the_advice_ends_the_call() -> None:
    """CH-80: close, and let the line go."""
    entry, knowledge = reported("late-shift", UnitStatus.FOUND)
    safe = knowledge._replace(facts=knowledge.facts._replace(unit_status=UnitStatus.REPORTED))
    text = " ".join(advised(safe, entry.at + 60_000))
    assert "end the call" in text, text
    assert "close, with what officers reported" in text


def test_after_found_a_trainee_who_is_behind_is_told_to_close_as_well() -> None:
    """CH-80: whatever is left undone; and nobody with an officer is asked who can hear."""
    entry, knowledge = reported("late-shift", UnitStatus.FOUND)
    facts = knowledge.facts._replace(
        unit_status=UnitStatus.REPORTED,
        search=Lookup.NONE,
        briefed=False,
        officers_ask=(Topic.WEAPON,),
        read=frozenset(),
        said=type(knowledge.facts.said)({Intent.SAY_YES_IF_POLICE: 1}),
    )
    text = " ".join(advised(knowledge._replace(facts=facts), entry.at + 60_000))
    assert "close, with what officers reported" in text, text
    assert "end the call" in text
    assert "answer officers" not in text
    assert "nobody can hear" not in text
    assert "have arrived" not in text


@pytest.mark.parametrize("name", SHIPPED)
def test_no_whisper_is_advised_with_a_counting_code_or_another_person_near(name: str) -> None:
    """CH-05, whatever else is open."""
    seen = 0
    for entry, knowledge in steps(name):
        near = knowledge.facts.hear in (Hearers.UNSAFE, Hearers.EXPOSED)
        if near or knowledge.facts.code is CodeState.TESTED:
            seen += 1
            assert "(CH-05;" not in " ".join(advised(knowledge, entry.at + 5_000))
    assert seen


def test_the_address_is_said_where_a_person_is_offered_the_question() -> None:
    """Practice 2.4 and CH-52: never "the address that I have"; the coach says the place itself."""
    lines = [
        line
        for name in SHIPPED
        for entry, knowledge in steps(name)
        for line in advised(knowledge, entry.at)
        if "Are you at " in line and "at home" not in line
    ]
    assert lines
    assert not [line for line in lines if "that I have" in line or "{" in line]


def test_without_an_address_the_question_is_whether_the_caller_is_at_home() -> None:
    """There is nothing to say yes to."""
    setup = RunSetup(LIBRARY.scenario("late-shift").scenario, DEFAULT, GENERIC, seats=(HANDLER,))
    desk, asks = materials(LIBRARY, setup), do.Ask((Topic.AT_KNOWN_ADDRESS,))
    assert usual_words(asks, desk) == "Are you at home?"
    assert usual_words(asks, desk, "the mill house") == "Are you at the mill house?"
    for role, line in ((r, w) for r in (HANDLER,) for w in desk.questions.topics.values()):
        assert role is HANDLER
        assert "that I have" not in line.words


def test_a_line_that_was_ended_after_found_and_safe_is_no_fault() -> None:
    """F15-8: whether the incident is closed before or after it."""
    heard = heard_by_handler(played("late-shift"))
    found = next(e for e in heard if getattr(e.body, "status", None) is UnitStatus.FOUND)
    assert isinstance(found.body, do.UnitReport)
    before = [entry for entry in heard if entry.seq <= found.seq]
    safe = do.UnitReport(UnitStatus.REPORTED, found.body.unit)
    ends = [
        found._replace(seq=found.seq + 1, at=found.at + 40_000, body=safe),
        found._replace(
            seq=found.seq + 2,
            at=found.at + 70_000,
            actor=HANDLER,
            speaker=HANDLER,
            body=do.EndCall(Reason.OFFICERS_WITH_CALLER),
        ),
    ]
    moments = compared(GUIDANCE, [*before, *ends], lambda *_: "", DEFAULT)
    assert not [each for each in moments if each.stake is Stake.CLOSED and each.acted]


def test_the_supervisor_is_not_told_what_is_not_so() -> None:
    """At the door "no answer for two minutes" would be wrong."""
    call = played("partner-in-the-room")
    notes = [b.text for b in call.bodies(do.Note) if b.note is NoteKind.RATIONALE]
    at_door = [text for text in notes if "Officers are there" in text or "Not met yet" in text]
    assert at_door
