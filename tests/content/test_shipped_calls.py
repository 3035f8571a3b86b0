"""What holds of the shipped scenarios together: nothing is left out, and nobody is left alone."""

from collections import Counter

from simulator.content.files.situations import BY_CODE
from simulator.content.library.library import Library
from simulator.content.scenario.scenario import Scenario
from simulator.content.yaml.reader import text_of
from simulator.core.terms import Outcome, Role

LIBRARY = Library()
SHIPPED: dict[str, Scenario] = {
    entry.id: LIBRARY.scenario(entry.path).scenario for entry in LIBRARY.scenarios()
}
FOR_PEOPLE = [name for name, told in SHIPPED.items() if told.kind != "flow"]
"""Those that are made for a group; the others play out rules of the flow."""
SAID_WITH_MEANS = {e.id for e in LIBRARY.scenarios() if "means: {" in text_of(e.path)}
JUDGED = (Role.OPERATOR, Role.CALL_HANDLER)


def implies_abuse(scenario: Scenario) -> bool:
    return any("domestic abuse" in note for note in scenario.content_note)


def test_every_situation_of_the_fact_sheet_is_played() -> None:
    played = {situation for told in SHIPPED.values() for situation in told.basis}
    assert played - set(BY_CODE) == {f"SC-{number:02}" for number in range(1, 44)}


def test_every_situation_of_the_practice_sheet_has_a_call_in_words() -> None:
    """SIT-01 to SIT-29 each have a call in which what is said has its means, and a person leads."""
    assert list(BY_CODE) == [f"SIT-{number:02}" for number in range(1, 30)]
    for code in BY_CODE:
        shown = [each for each in (SHIPPED[name] for name in FOR_PEOPLE) if code in each.basis]
        assert shown, code
        assert any(each.id in SAID_WITH_MEANS for each in shown), code


def test_there_is_something_for_everybody() -> None:
    """Every level, and every seat at the first and at a later one."""
    levels = Counter(SHIPPED[name].level for name in FOR_PEOPLE)
    assert min(levels[level] for level in (1, 2, 3, 4)) >= 4
    for role in (Role.CALLER, *JUDGED):
        taken = {SHIPPED[name].level for name in FOR_PEOPLE if role in SHIPPED[name].seats}
        assert {1, 3} <= taken


def test_a_group_can_talk_about_it() -> None:
    """Questions, a note for whoever leads, a moment to decide where anything can be decided."""
    for told in (SHIPPED[name] for name in FOR_PEOPLE):
        assert told.debrief is not None, told.id
        assert len(told.debrief.ask) >= 3, told.id
        assert told.debrief.facilitator, told.id
        assert told.decision_points or told.outcome is Outcome.NOT_CONNECTED, told.id
        assert not set(told.seats) & set(JUDGED) or told.rubric, told.id
        assert all(rule.why for rule in told.expect), told.id


def test_what_implies_domestic_abuse_has_something_milder_and_no_harder() -> None:
    """From one to the next there is an end without domestic abuse."""
    assert any(map(implies_abuse, SHIPPED.values()))
    for told in SHIPPED.values():
        assert told.milder or not implies_abuse(told), told.id
        if told.milder:
            milder = SHIPPED[told.milder]
            assert milder.level <= told.level, told.id
            while implies_abuse(milder):
                assert milder.milder, f"{milder.id} implies domestic abuse and has nothing milder"
                milder = SHIPPED[milder.milder]


def test_an_alarm_centre_that_rings_for_one_who_is_hurt_has_something_milder() -> None:
    """Who would rather not hear of an old woman on the floor is offered another call (care 11)."""
    centre = {each for each in SHIPPED if each in ("an-activation", "the-box-on-the-wall")}
    assert len(centre) == 2
    for name in centre:
        milder = SHIPPED[name].milder
        assert milder, name
        assert SHIPPED[milder].level < SHIPPED[name].level, name
        assert SHIPPED[name].content_note, name
        # One call is set aside for one of a device in which nobody is ill or hurt.
        assert "SIT-24" in SHIPPED[milder].basis, name
        assert not SHIPPED[milder].content_note, name
