"""What a fourth reader, a supervisor, missed on twelve first pages."""

from simulator.core import acts as do
from simulator.core.terms import Service, ServiceNeed
from simulator.debrief.assess.findings import Judgement
from simulator.debrief.render.first_page import first_page
from tests.cli.command import silent999
from tests.debrief.trainees import HANDLER, debriefed, trained


def told_in(scenario: str, seed: int, handler: str) -> str:
    """The transcript of a drawn call, on one line."""
    words = ("run", scenario, "--transcript", "--seed", f"{seed}", "--handler", handler)
    return " ".join(silent999(*words).out.split())


def test_what_was_answered_after_it_was_not_known_goes_to_the_control_that_asked() -> None:
    """The child's "Yes." came at 1:42; their control had it at 2:55, and had ordered CPR."""
    told = told_in("nanny-on-the-floor", 121, "poor")
    assert "1:32 Call handler informs ambulance: Breathing: not known. Treat it as bad." in told
    assert "1:47.4 Call handler informs ambulance: Asked \"Look at Nanny's tummy." in told
    assert "It's CPR" not in told


def test_a_breath_that_was_answered_and_kept_from_ambulance_control_is_the_gravest() -> None:
    """A trainee says that it isn't known, and leaves it at that when the child has answered."""
    unknown = do.BringIn(
        Service.AMBULANCE,
        "Breathing not known.",
        update=True,
        not_known=(ServiceNeed.PATIENT_BREATHING,),
    )
    left = trained("nanny-on-the-floor", HANDLER, without=("CH-61k",), more={60_500: unknown})
    page = first_page(debriefed(left))
    assert page.next_steps[0].criterion == "control-kept-right"
    assert 'within 30 s their control did not hear "Yeah."' in page.next_steps[0].happened
    assert "their control did" in page.question
    passed_on = debriefed(trained("nanny-on-the-floor", HANDLER, more={60_500: unknown}))
    found = {each.criterion.id: each.judgement for each in passed_on.findings}
    assert found["control-kept-right"] is Judgement.MET


def test_a_caller_who_gives_signs_from_a_wide_place_is_traced_within_a_minute() -> None:
    """The cell of 6 km was read at 0:39, and a trace began at 2:43, two seconds too late."""
    told = told_in("weak-signal", 144, "careful")
    assert "1:07.4 Call handler starts a trace (locate the phone): doubt remains" in told
    page = first_page(debriefed(trained("weak-signal", HANDLER, without=("CH-56s",))))
    assert page.next_steps[0].criterion == "traced-on-a-sign"
    assert "asked for a trace 1 min 35 s after" in page.next_steps[0].happened
    assert "What kept the trace" in page.question


def test_a_sign_is_graded_within_a_minute_and_a_half() -> None:
    """A key tone was handed over at 0:33, and the first grade was set at 2:38."""
    told = told_in("weak-signal", 144, "careful")
    assert "1:51.4 Call handler sets the grade priority: doubt remains" in told


def test_what_officers_ask_is_put_to_a_caller_in_cover() -> None:
    """ "Any children?" at 7:56 was answered "Not asked", and the caller sat there to be asked."""
    told = told_in("pizza-please", 233, "ordinary")
    assert 'officers ask: "Any children?"' in told
    assert '7:58.1 Call handler "Is it for any little ones as well? Yes or no."' in told
    assert "Not asked: children." not in told.partition('officers ask: "Any children?"')[2]


def test_an_interpreter_who_has_joined_is_asked_through() -> None:
    """She joined at 6:32 and nothing was put through her for three minutes."""
    told = told_in("until-an-interpreter-comes", 377, "careful")
    joined = told.partition("this is the Romanian interpreter.")[2]
    assert '7:03.7 Call handler "Are there any children in there?"' in joined
    assert "my two little ones" in joined
    left = {"CH-41p", "CH-41i", "CH-19i", "CH-74i", "WT-12i"}
    findings = debriefed(trained("another-language", HANDLER, without=left)).findings
    found = {each.criterion.id: each.judgement for each in findings}
    assert found["interpreter-asked"] is Judgement.MET
    assert found["interpreter-used"] is Judgement.MISSED
