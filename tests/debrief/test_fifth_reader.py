"""What a fifth reader, a supervisor, missed on twelve first pages."""

import json
from dataclasses import replace

from simulator.debrief.assess.findings import Judgement
from simulator.debrief.render.first_page import first_page
from simulator.rules.rule_sentences import Extent
from tests.cli.command import silent999
from tests.debrief.trainees import HANDLER, trained
from tests.debrief.trainees import debriefed as debriefed_run


def page_of(scenario: str, seed: int, handler: str) -> str:
    """The first page of a drawn call, for its call handler, on one line."""
    words = ("debrief", scenario, "--seed", f"{seed}", "--handler", handler, "--no-pager")
    return " ".join(silent999(*words, "--seat", "call_handler").out.split())


def test_a_silence_over_the_callers_words_comes_before_a_late_briefing() -> None:
    """Smoke under the door at 0:28, and the first word to the caller at 1:15."""
    words = ("debrief", "smoke-on-the-landing", "--seed", "4106", "--handler", "poor")
    steps = json.loads(silent999(*words, "--format", "json").out)["first_page"]["next"]
    silence = "You said nothing to the caller for 67 s, 46 s of it after the caller had spoken."
    assert silence in [step["happened"] for step in steps]
    assert "briefed-in-time" not in [step["criterion"] for step in steps], "there is room for three"


def test_what_came_of_two_questions_at_once_is_no_strength() -> None:
    """ "Is your breathing normal, and is anybody hurt?" had "Nope."."""
    assert "2:04" not in page_of("smoke-on-the-landing", 4106, "poor")


def test_what_was_new_before_a_late_briefing_has_no_place_of_its_own() -> None:
    """The place came two seconds after officers were sent, and both reached them at 1:42."""
    page = page_of("say-it-was-an-accident", 4105, "ordinary")
    assert "You sent officers, and gave them nothing that they could act on until 1:42." in page
    assert "Something new" not in page


def test_to_close_and_to_end_the_line_is_one_fault_and_a_search_then_no_strength() -> None:
    """The number had a marker, and the call was closed all the same."""
    page = page_of("partner-in-the-room", 4111, "poor")
    assert page.count("2:17") == 1  # How it ended.
    assert "You closed on a caller who had signalled" in page
    assert "You ended the line before" not in page
    assert "WHAT HELPED" not in page


def test_advice_that_was_never_put_comes_before_a_silence_over_words() -> None:
    """A patient who may not breathe: "hands in the middle of the chest" reached nobody (DR-08)."""
    debrief = debriefed_run(trained("a-cough-and-a-code", HANDLER))
    (part,) = debrief.parts
    found = {each.criterion.id: each for each in part.findings}
    shown = found["briefed-in-time"].evidence[-1:]
    missed = [
        replace(
            found[name],
            judgement=Judgement.MISSED,
            evidence=tuple(e._replace(seq=e.seq + more, at=e.at + more) for e in shown),
            extent=Extent(70_000, came=False),
        )
        for more, name in enumerate(("first-word-soon", "control-advice-put"))
    ]
    steps = first_page(replace(debrief, parts=(replace(part, findings=tuple(missed)),))).next_steps
    assert [step.criterion for step in steps] == ["control-advice-put", "first-word-soon"]
    assert steps[0].happened == ("You did not put to the caller what ambulance control said to do.")
