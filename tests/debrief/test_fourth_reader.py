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
