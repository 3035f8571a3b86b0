"""Criteria on words read what they were for and what they claimed: a record may leave them out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from simulator.core import acts as do
from simulator.core.log import Entry
from simulator.core.terms import Role, Topic
from simulator.debrief.assess.findings import UNREAD, Finding, Judgement, findings_of
from simulator.debrief.assess.finished_run import FinishedRun
from simulator.knowledge.knowledge import Knowledge
from simulator.seat.available_acts import acts_of
from simulator.seat.view.act_catalogue import CATALOGUE
from simulator.session.records.record_file import read_record
from tests.debrief.short_logs import log
from tests.debrief.trainees import trained
from tests.seat.test_typed_words import desk, said
from tests.session.calls import LIBRARY
from tests.session.recorded import recording

HANDLER = Role.CALL_HANDLER
TYPED = (
    "I promise, you'll be fine.",
    "An ambulance is on its way.",
    "We can see exactly where you are.",
    "Officers will be there in one minute.",
    "Calm down.",
    "Calm down.",
    "The police are with you now.",
    "Why on earth did you ring 999 then?",
)
"""What a poor call handler types (practice2 LP-07, LP-08, LP-25)."""
TEXT = "This is the police."
QUESTIONS = {
    "Are you at the address I've got here, over the bakery?": Judgement.MET,
    "Are you at the address I've got here?": Judgement.MISSED,
}
CALL = "partner-in-the-room"


def sitting() -> FinishedRun:
    """Good practice, and beside it what this trainee types."""
    typed = [act for each in TYPED for act in said(HANDLER, each)]
    acts: list[do.Action] = [*typed, *texted()]
    times = (60_000, 65_000, 70_000, 75_000, 80_000, 80_100, 85_000, 90_000, 95_000)
    return trained(CALL, HANDLER, more=dict(zip(times, acts, strict=True)))


def texted() -> tuple[do.Action, ...]:
    """A text that is typed at a desk."""
    act = next(each for each in CATALOGUE[HANDLER] if each.kind == "send_text")
    return acts_of(HANDLER, act, {"words": TEXT}, desk(), ())


def judged(
    folder: Path, run: FinishedRun, log: Sequence[Entry] = (), *, with_text: bool = False
) -> Mapping[str, Finding]:
    """The findings of its record. All that is not typed is a line of the desk."""
    ready = {getattr(each.body, "words", "") for each in run.log} - {*TYPED, TEXT, *QUESTIONS}
    options = replace(recording(folder, with_text=with_text), ready=frozenset(ready))
    recorder = options.recorder(run.setup, LIBRARY)
    recorder.take(log or run.log)
    recorder.close()
    path = folder / f"{recorder.id}.jsonl"
    ((_, found),) = findings_of(read_record(path))
    assert found is not None
    return {each.criterion.id: each for each in found}


def test_the_same_sitting_is_judged_alike_with_its_words_and_without(tmp_path: Path) -> None:
    """What was promised, named and repeated stays where the words are left out."""
    run = sitting()
    with_words, without = (
        judged(tmp_path / str(kept), run, with_text=kept) for kept in (True, False)
    )
    assert {name: each.judgement for name, each in with_words.items()} == {
        name: each.judgement for name, each in without.items()
    }
    missed = {name for name, each in without.items() if each.judgement is Judgement.MISSED}
    assert {
        *("honest-services", "honest-place-and-safety", "honest-time", "no-line-twice"),
        *("text-names-nobody", "no-scolding"),
    } <= missed
    assert not any("Calm down" in str(each.evidence) for each in without.values())


def as_of_before(entry: Entry) -> Entry:
    """An entry of a record whose words nobody read: without what stands beside them now."""
    body: Any = entry.body
    names = {"means": (), "left_out": None, "in_minutes": None, "purpose": ""}
    kept = {name: value for name, value in names.items() if hasattr(body, name)}
    own = getattr(body, "words", "") in (*TYPED, TEXT) and isinstance(
        body, (*do.SPOKEN, do.SendText)
    )
    return entry._replace(body=replace(body, words="", **kept)) if own else entry


def test_a_record_of_before_says_what_could_not_be_judged(tmp_path: Path) -> None:
    """Neither words nor what they claimed: the finding is for a person, and says why."""
    run = sitting()
    found = judged(tmp_path, run, [as_of_before(each) for each in run.log])
    for name in ("honest-place-and-safety", "no-line-twice", "no-scolding"):
        assert found[name].judgement is Judgement.FOR_A_PERSON, name
        assert found[name].because == UNREAD
    assert found["text-names-nobody"].judgement is Judgement.FOR_A_PERSON
    others = {name for name, each in found.items() if each.because == UNREAD}
    assert "graded-in-time" not in others, "what no words decide is judged as before"


def test_a_question_about_the_place_is_judged_by_what_it_said(tmp_path: Path) -> None:
    """Whether the place was said is known as the words are typed."""
    held = log('1 ne loc eisec "the flat over the old bakery"', HANDLER)
    known = Knowledge.of(HANDLER, held).facts
    for words, expected in QUESTIONS.items():
        (act,) = said(HANDLER, words, known)
        assert isinstance(act, do.Ask)
        assert act.about == (Topic.AT_KNOWN_ADDRESS,)
        run = trained(CALL, HANDLER, without=("CH-52", "CH-52d"), more={90_000: act})
        for kept in (True, False):
            found = judged(tmp_path / f"{kept} {expected}", run, with_text=kept)
            assert found["address-said"].judgement is expected, (kept, act)
