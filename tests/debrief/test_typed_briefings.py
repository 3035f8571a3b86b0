"""A sentence to officers that a trainee types counts like the boxes, for criteria on briefing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from simulator.core import acts as do
from simulator.core.log import Entry
from simulator.core.terms import Role
from simulator.debrief.assess.findings import Judgement, assess
from simulator.knowledge.knowledge import Knowledge
from simulator.rules.match_criteria import Context
from simulator.seat.available_acts import acts_of
from simulator.seat.view.act_catalogue import CATALOGUE
from tests.debrief.short_logs import log
from tests.seat.test_typed_words import desk
from tests.session.calls import LIBRARY

HANDLER = Role.CALL_HANDLER
RUBRIC = next(each.file.rubric for each in LIBRARY.rubrics() if each.file.role is HANDLER)
CONTEXT = Context(force=LIBRARY.force().force, profile=LIBRARY.profile().profile)
BRIEF = next(each for each in CATALOGUE[HANDLER] if each.kind == "brief_officers")
MET, MISSED = Judgement.MET, Judgement.MISSED
KNIFE = '1 ch deploy; 5 ca say speaks "He has a knife." means=knife'
FIRST = "1 op hand_over speech means=knife; 5 ch deploy"
MARKED = "1 sy result markers=stalking; 5 ch deploy"
TOLD = (
    '1 ot say speaks "It was an accident." means=mistake; '
    '5 ca say says_mistake "It was an accident." means=mistake; 9 ch deploy'
)


def judged(criterion: str, before: str, sentence: str, *, kept: bool) -> Judgement:
    """What a criterion finds after such a sentence, perhaps of a record without its text."""
    heard = log(before, HANDLER)
    (act,) = acts_of(HANDLER, BRIEF, {"text": sentence}, desk(), heard)
    assert isinstance(act, do.BriefOfficers)
    shown = act if kept else replace(act, text="")
    entries = [*heard, Entry(len(heard), 30_000, HANDLER, HANDLER, shown)]
    found = {each.criterion.id: each for each in assess(entries, RUBRIC, CONTEXT)}
    return found[criterion].judgement


@pytest.mark.parametrize("kept", [True, False])
@pytest.mark.parametrize(
    ("criterion", "before", "sentence", "expected"),
    [
        ("new-facts-passed-on", KNIFE, "He's got a knife.", MET),
        ("new-facts-passed-on", KNIFE, "Go in quietly, please.", MISSED),
        ("first-heard-passed-on", FIRST, "He's got a knife.", MET),
        ("first-heard-passed-on", FIRST, "Go in quietly, please.", MISSED),
        ("markers-passed-on", MARKED, "There's stalking on the address.", MET),
        ("markers-passed-on", MARKED, "Nothing known.", MISSED),
        ("whose-word-it-is", TOLD, "It was an accident.", MISSED),
        ("whose-word-it-is", TOLD, "She says it was an accident, after he had her say so.", MET),
        ("whose-word-it-is", TOLD, "A man said it was an accident. I don't believe it.", MET),
    ],
)
def test_a_typed_sentence_counts_for_what_it_says(
    criterion: str, before: str, sentence: str, expected: Judgement, *, kept: bool
) -> None:
    """And no more; also where the record does not keep it."""
    assert judged(criterion, before, sentence, kept=kept) is expected


def test_what_a_sentence_says_is_known_to_have_been_passed_on() -> None:
    """Of two things that were stated, the one that was left out is still lacking."""
    heard = log(f"{KNIFE}; 7 ca say speaks means=children", HANDLER)
    (act,) = acts_of(HANDLER, BRIEF, {"text": "He's got a knife."}, desk(), heard)
    known = Knowledge.of(HANDLER, [*heard, Entry(len(heard), 30_000, HANDLER, HANDLER, act)])
    given = {each.topic.value for each in known.facts.passed_on}
    assert given == {"knife"}


PLAIN = """
She taps, no voice. Weapon and children: not asked.
How many and when: asked, not answered. Who else is there: not asked.
Weapon: asked, no answer. Children: not asked, she only whispers.
The door: not answered.
The last house in the terrace, on the number, not confirmed.
Not known: who is inside, weapon, hurt.
Phone within 20 metres of the bandstand block at 0:18.
The caller pressed 55, breathing was heard, then the line was cut.
Read it as somebody who cannot talk.
No word from the child since the operator had one.
Footsteps, quiet, at 1:35. The caller stays silent.
""".strip().splitlines()


@pytest.mark.parametrize("sentence", PLAIN)
def test_a_plain_true_sentence_says_no_more_than_it_says(sentence: str) -> None:
    """How it is known, and what nobody answered, are no claims of the caller's."""
    heard = "1 ch ask alone_to_talk; 3 ca tap; 5 ch deploy"
    for criterion in ("briefing-true", "no-answer-is-not-no"):
        assert judged(criterion, heard, sentence, kept=True) is MET, criterion


@pytest.mark.parametrize(
    ("before", "sentence"),
    [
        (
            '1 ca say speaks "I have took my tablets." means=tablets_taken; 5 ch deploy',
            "He says he has taken his tablets and does not want anybody to come.",
        ),
        (
            "1 op hand_over speech means=violence,child_speaks; 5 ch deploy",
            "A child, whispering, says Daddy is hurting Mummy.",
        ),
        ('1 ca say speaks "It\'s only me." means=alone; 5 ch deploy', "He is on his own, he says."),
    ],
)
def test_the_callers_word_is_read_behind_he_says(before: str, sentence: str) -> None:
    """It is theirs, and so it is no claim of the handler's."""
    assert judged("briefing-true", before, sentence, kept=True) is MET
    assert judged("no-answer-is-not-no", before, sentence, kept=True) is MET


@pytest.mark.parametrize(
    ("about", "sentence"),
    [
        ("other_person_present", "Who else is in there: not known."),
        ("more_than_one", "One person, she says, her boyfriend."),
        ("can_open_door", "Who lets you in: not known."),
        ("children", "Children: not asked."),
    ],
)
def test_officers_have_an_answer_that_speaks_of_what_they_asked(about: str, sentence: str) -> None:
    """Also if it is that nobody knows."""
    before = f"1 ch deploy; 5 of asks {about}"
    assert judged("officers-answered", before, sentence, kept=True) is MET


def test_what_nobody_said_is_still_found() -> None:
    """A claim of harm that no one made, by its own clause."""
    for sentence in ("He's got a knife.", "She says she is bleeding."):
        before = "1 ch ask alone_to_talk; 3 ca tap; 5 ch deploy"
        assert judged("briefing-true", before, sentence, kept=True) is MISSED
