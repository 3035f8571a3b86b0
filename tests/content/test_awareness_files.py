"""What a group session is made of: plans, help lines and myths."""

import re
from pathlib import Path

from simulator.content.awareness.help_lines import Help, shown, without_a_line
from simulator.content.checks.content_warnings import check
from simulator.content.library.library import Library
from simulator.core.terms import Role
from simulator.session.run.headless_run import HeadlessResult, run
from tests.session.sitting import SHIPPED

LIBRARY = Library()
MYTHS = {myth.id: myth for myth in LIBRARY.myths()}
ABOUT_OTHER_THINGS = {"no-sim", "new-technology", "abroad"}
"""What no call of ours can show."""


def test_shipped_plans_have_no_problems_and_begin_and_end_gently() -> None:
    assert check(LIBRARY, LIBRARY.paths_of("plan")) == []
    for each in LIBRARY.plans():
        kinds = [step.do for step in each.file.steps]
        assert kinds[:2] == ["welcome", "expect"], each.file.id
        assert kinds[-2:] == ["help", "close"], each.file.id


def entry(**changed: object) -> Help:
    plain = {
        "id": "one",
        "kind": "helpline",
        "name": "A line",
        "what": "For anybody.",
        "source": ["E13"],
        "checked": "2026-11-24",
        "how": "live_page",
    }
    return Help.model_validate({**plain, **changed})


def test_every_shipped_entry_that_is_shown_says_both_and_some_are_held_back() -> None:
    seen = {each.id for each in shown(LIBRARY.support())}
    for each in LIBRARY.support():
        assert (each.id in seen) == bool(each.source and each.checked), each.id
        assert set(each.source) <= LIBRARY.sources().keys()
    assert "national-helpline" in seen
    assert "ask-for-ani" not in seen, "nobody has looked whether it is still there"


def test_a_help_line_says_when_it_answers_for_whom_and_how_it_was_checked() -> None:
    """None has been rung, and none says so; some are for people whom a general line leaves out."""
    lines = [each for each in shown(LIBRARY.support()) if each.kind == "helpline"]
    for each in lines:
        assert each.hours, each.id
        assert re.search(r"\bFor\b|anyone", each.what), each.id
        assert each.source, each.id
        assert each.how == "stored_copy", each.id
    some = {each.only_for for each in lines}
    assert {"people who are stalked", "LGBT+ people", "older people", "Deaf people"} <= some


def test_a_nation_without_a_line_that_may_be_shown_is_named() -> None:
    assert without_a_line(LIBRARY.support()) == ()
    assert without_a_line([entry(where=["wales"])]) == ("england", "northern_ireland", "scotland")
    assert without_a_line([entry(where=["wales"])], ["wales"]) == ()
    assert without_a_line([entry(checked=None, how=None)], ["wales"]) == ("wales",)
    assert without_a_line([entry(only_for="men")], ["wales"]) == ("wales",)
    assert without_a_line([entry(kind="other_way")], ["wales"]) == ("wales",)


def played(name: str) -> HeadlessResult:
    watch = MYTHS[name].watch
    assert watch is not None
    scenario = LIBRARY.scenario(watch.scenario).scenario
    profile = LIBRARY.profile(watch.profile or "iopc_2019").profile
    return run(scenario, profile, LIBRARY.force(scenario.force or "generic").force)


def test_a_disputed_truth_says_what_others_say_and_who() -> None:
    for myth in MYTHS.values():
        assert (myth.sure == "disputed") == bool(myth.but) == bool(myth.against), myth.id


def test_each_that_a_call_can_show_has_one_that_plays() -> None:
    assert {name for name, myth in MYTHS.items() if myth.watch is None} == ABOUT_OTHER_THINGS
    for name in MYTHS.keys() - ABOUT_OTHER_THINGS:
        assert played(name).passed, name


def test_55_adds_no_location_and_sends_nobody_in_the_calls_that_show_it() -> None:
    """Who hangs up after 55 is gone before a question, and no force knows of the call."""
    kinds = [entry.body.kind for entry in played("then-hang-up").log]
    assert kinds.count("press") == 2
    assert not {"ask", "deploy", "pass_details"} & set(kinds)
    kinds = [entry.body.kind for entry in played("tracking").log]
    assert "deliver_location" in kinds[: kinds.index("press")]
    assert "deliver_location" not in kinds[kinds.index("press") :]
    kinds = [entry.body.kind for entry in played("on-their-way").log]
    assert kinds.index("press") < kinds.index("ask") < kinds.index("deploy")


LEADS = re.compile(
    r"what else|would be heard|could help now, and|quietest|quickest|safer|what is left"
    r"|what would each cost|which would be understood|what does it do",
    re.IGNORECASE,
)
"""What makes one answer the right one, or faults another, before anyone has answered."""


def test_a_decision_of_the_caller_is_asked_without_a_hint_at_an_answer() -> None:
    """Who tapped or coughed was shown that it would have been heard, and 55 was the title."""
    asked = [
        (scenario.id, point.ask)
        for scenario in SHIPPED.values()
        for point in scenario.decision_points
        if point.who is Role.CALLER
    ]
    assert len(asked) > 20
    assert [each for each in asked if LEADS.search(each[1])] == []
    decided = {
        step.scenario for plan in LIBRARY.plans() for step in plan.file.steps if step.do == "decide"
    }
    answers = re.compile(r"\b(keys?|55|cough|tap|whisper|silent|text)", re.IGNORECASE)
    assert [name for name in decided if answers.search(SHIPPED[name].title)] == []


def test_an_unknown_id_in_a_step_of_an_older_plan_is_at_its_own_place(tmp_path: Path) -> None:
    """`compare` is read as two steps, and what follows keeps the places that the file has."""
    path = tmp_path / "older.yaml"
    path.write_text(
        "format: 1\nid: older\ntitle: Older\nabout: A plan.\nminutes: 20\nsteps:\n"
        "  - {do: expect, minutes: 5}\n"
        "  - {do: compare, minutes: 9, left: {scenario: nobody}, right: {scenario: one-tap}}\n"
        "  - {do: myths, minutes: 2, which: [nothing]}\n"
        "  - {do: help, minutes: 2}\n"
        "  - {do: close, minutes: 2}\n"
    )
    assert [(each.code, each.line) for each in check(LIBRARY, [path])] == [
        ("unknown-scenario", 8), ("unknown-scenario", 8), ("unknown-myth", 9)
    ]  # fmt: skip
