"""The debrief knows which acts followed a hint of the coach, and praises none of them."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from pathlib import Path

from simulator.cli.records.debrief import debrief_of
from simulator.core.terms import Role
from simulator.debrief.assess.debrief import Debrief
from simulator.debrief.assess.finished_run import FinishedRun, debrief_run
from simulator.debrief.render.as_json import as_object
from simulator.debrief.render.first_page import first_page, page_lines, page_sections
from simulator.debrief.render.outline import outline
from simulator.session.records.record_file import read_record
from simulator.session.run.headless_run import run
from simulator.session.run.live_run import RunSetup
from tests.daily import a_share, one_in
from tests.debrief import test_labelled_calls as labelled
from tests.session.calls import LIBRARY

HANDLER = Role.CALL_HANDLER
GOOD = "01-strangers-in-the-office"
RECORDS = Path(__file__).parent.parent / "records"


@cache
def debriefed(call: str, *, coached: bool, hinted: bool = True) -> Debrief:
    """The debrief of a labelled call, as one that was coached or assessed."""
    scenario = labelled.loaded(call).scenario
    scenario = scenario.model_copy(update={"rubric": ("call_handler",)})
    force = LIBRARY.force(scenario.force or "generic").force
    of = RunSetup(scenario, labelled.PROFILE, force, seats=(HANDLER,), coached=coached)
    log = run(scenario, labelled.PROFILE, force).log
    return debrief_run(FinishedRun(of, log, hinted=hinted), LIBRARY, private=True)


@one_in(6)
def test_an_act_that_followed_a_hint_is_no_strength(one_in: int) -> None:
    """6.7: hints are in the debrief, which says what followed one, and does not praise it."""
    lost = 0
    seats = {call: each.get("seat", "call_handler") for call, each in labelled.EXPECTED.items()}
    for call in a_share([call for call, seat in seats.items() if seat == "call_handler"], one_in):
        coached, assessed = (debriefed(call, coached=each) for each in (True, False))
        (part,) = coached.parts
        assert part.findings == assessed.parts[0].findings, "what was seen is the same"
        praised = {each.moment.seq for each in first_page(coached).strengths}
        assert not praised & part.hinted, call
        lost += bool({e.moment.seq for e in first_page(assessed).strengths} & part.hinted)
    assert lost, "or no act that would be praised followed a hint"


def test_the_page_says_how_many_followed_and_the_rest_which() -> None:
    coached = debriefed(GOOD, coached=True)
    (part,) = coached.parts
    page = first_page(coached)
    many = sum(bool(hint.followed_by) for hint in part.hints)
    assert page.hinted == f"{many} acts followed a hint of the coach, and are not praised."
    assert page.hinted in " ".join(page_lines(page_sections(page)))
    sections = [inner for section in outline(coached) for inner in section.sections]
    (hints,) = [each for each in sections if each.title == "Hints of the coach"]
    assert len(hints.bullets) == len(part.hints)
    assert any(each.endswith("(you did it then)") for each in hints.bullets)


def test_the_json_gains_the_hints_and_loses_nothing() -> None:
    coached = as_object(debriefed(GOOD, coached=True))
    hints = coached["parts"][0]["hints"]
    assert {*hints[0]} == {"at", "text", "row", "followed_by"}
    assert json.dumps(hints)
    assert coached["first_page"]["hinted"]
    assessed = as_object(debriefed(GOOD, coached=False))
    assert assessed["parts"][0]["hints"] == []
    assert assessed["first_page"]["hinted"] == ""


def test_a_lesson_has_no_hints_and_an_old_record_none_ahead() -> None:
    """In a lesson its steps say what to do; until now a coach spoke after the act."""
    assert debriefed(GOOD, coached=True, hinted=False).parts[0].hints == ()
    record = read_record(RECORDS / "own-words-recorded.jsonl")
    assert not record.header.ahead
    coached = replace(record.header, setup=replace(record.header.setup, coached=True))
    old = debrief_of(replace(record, header=coached), private=True)
    assert all(part.hints == () for part in old.parts)
    new = debrief_of(replace(record, header=replace(coached, ahead=True)), private=True)
    assert any(part.hints for part in new.parts)
