"""A finding shows what was stated, by whom, and who could hear it or had it said."""

from simulator.core.terms import Role
from simulator.debrief.assess.findings import Finding, Judgement, assess
from simulator.rules.match_criteria import Context
from tests.debrief.short_logs import log
from tests.session.calls import LIBRARY

HANDLER = Role.CALL_HANDLER
RUBRIC = next(each.file.rubric for each in LIBRARY.rubrics() if each.file.role is HANDLER)
CONTEXT = Context(force=LIBRARY.force().force, profile=LIBRARY.profile().profile)


def missed(criterion: str, text: str) -> Finding:
    """A criterion that a short log misses."""
    found = {each.criterion.id: each for each in assess(log(text, HANDLER), RUBRIC, CONTEXT)}
    assert found[criterion].judgement is Judgement.MISSED
    return found[criterion]


def test_a_question_is_shown_beside_the_words_that_had_answered_it() -> None:
    """Also if the caller had said it to the operator."""
    text = '1 ca say speaks "He has a knife." means=knife; 5 ch ask weapon "Is there a weapon?"'
    said, asked = missed("nothing-asked-that-was-said", text).evidence
    assert said.who == "Caller"
    assert said.text.endswith("[states: a knife or another blade; another person may have heard]")
    assert "weapon" in asked.text
    handed = "1 op hand_over speech means=strangled; 5 ch ask strangled"
    assert "strangled" in missed("nothing-asked-that-was-said", handed).evidence[0].text


def test_another_persons_word_is_shown_with_what_it_was_said_under() -> None:
    """The caller repeats what she was told to say: the debrief shows his words and hers."""
    text = (
        '1 ot say speaks "Tell them it was an accident." means=mistake,says_what_to_say; '
        '9 ca say says_mistake "It was an accident." means=mistake; 20 ch brief means=mistake'
    )
    his, hers, briefed = missed("whose-word-it-is", text).evidence
    assert his.who == "Other person"
    assert hers.text.endswith(
        "[states: the call was a mistake; after another voice had said what to say]"
    )
    assert briefed.who == "Call handler"


def test_a_grade_that_came_late_is_shown_beside_the_words_that_called_for_it() -> None:
    """Which word it was, and not only that there was one."""
    found = missed(
        "graded-in-time", "1 ca say speaks means=threat_to_kill; 60 ch grade emergency doubt"
    )
    assert "[states: a threat to kill; another person may have heard]" in found.evidence[0].text
