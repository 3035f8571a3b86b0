"""Who can hear the caller: by where the other person is, and by who they are."""

from typing import Any

import pytest

from simulator.core import acts as do
from simulator.core.statements import StatementTopic
from simulator.core.terms import Intent, Manner, QuestionForm, Sign, Sound, Topic, YesMeans
from simulator.knowledge.answers import AnswerState
from simulator.knowledge.facts import Hearers, KnownFacts, WhereKnown
from simulator.knowledge.judgements.asking import is_open, is_unheard_once
from simulator.knowledge.knowledge import Knowledge
from tests.builders import entries
from tests.knowledge.calls import CALLER, HANDLER

S = StatementTopic
WHERE = (Topic.OTHER_PERSON_PRESENT, Topic.SAME_ROOM)


def told(*sentences: tuple[tuple[StatementTopic, bool], ...]) -> KnownFacts:
    """What the call handler knows after the caller's sentences, two seconds apart."""
    said = (do.Say(Intent.SPEAKS, "So.", Manner.ALOUD, means=means) for means in sentences)
    return Knowledge.of(
        HANDLER, entries(*((2_000 * n, CALLER, body) for n, body in enumerate(said, 1)))
    ).facts


HERE = ((S.PERSON_HERE, True),)


@pytest.mark.parametrize(
    "before",
    [
        ((S.STROKE_SIGNS, True), (S.PARTNER, True)),
        ((S.NOT_WAKING, True),),
        ((S.TRAPPED_OR_FALLEN, True),),
        ((S.HELPER_THERE, True),),
    ],
)
def test_an_ill_husband_or_a_helper_is_nobody_who_could_overhear(
    before: tuple[tuple[StatementTopic, bool], ...],
) -> None:
    """A person who is ill or helps makes nobody unsafe to talk: it is asked who can hear."""
    facts = told(before, HERE)

    assert facts.hear is Hearers.UNKNOWN
    assert is_open(facts, Topic.ALONE_TO_TALK)


def test_the_man_who_hit_her_hears_though_somebody_is_ill() -> None:
    """A person who harms hears, whoever else is there."""
    facts = told(((S.HIT, True), (S.HELPER_THERE, True)), HERE)

    assert facts.hear is Hearers.UNSAFE
    assert not is_open(facts, Topic.ALONE_TO_TALK)


def test_of_a_person_of_whom_nothing_is_known_it_is_asked_and_nothing_said_meanwhile() -> None:
    """ "He's here" is unsafe, and it is asked whether he can hear."""
    facts = told(HERE)

    assert facts.hear is Hearers.UNSAFE
    assert is_open(facts, Topic.ALONE_TO_TALK)


def test_from_another_room_it_is_asked_whether_he_would_hear() -> None:
    """ "He's hit me. He's in the kitchen." is asked about: "Would he hear you from there?"."""
    facts = told(((S.HIT, True),), ((S.IN_ANOTHER_ROOM, True),))

    assert facts.hear is Hearers.UNSAFE
    assert is_open(facts, Topic.ALONE_TO_TALK)


@pytest.mark.parametrize("stated", [S.PERSON_OUTSIDE, S.FOLLOWED])
def test_a_man_in_the_yard_or_behind_in_the_street_is_not_in_the_room(
    stated: StatementTopic,
) -> None:
    """Where he is was said, so it is not asked whether he is there; who can hear is asked."""
    facts = told(((stated, True), (S.COURT_ORDER, True)))

    assert [is_open(facts, topic) for topic in WHERE] == [False, False]
    assert [facts.of(topic).value for topic in WHERE] == [None, None]
    assert facts.hear is Hearers.UNKNOWN
    assert is_open(facts, Topic.ALONE_TO_TALK)


@pytest.mark.parametrize("back", [((S.PERSON_OUTSIDE, False),), ((S.HAS_GONE, False),)])
def test_a_man_who_is_no_longer_outside_is_asked_about(
    back: tuple[tuple[StatementTopic, bool], ...],
) -> None:
    """ "He's not out there now" opens the questions about him again."""
    facts = told(((S.PERSON_OUTSIDE, True),), back)

    assert [is_open(facts, topic) for topic in WHERE] == [True, True]


def test_a_wife_who_speaks_of_her_husbands_stroke_is_not_asked_whether_he_is_there() -> None:
    """Who is named as ill is not asked about as one to fear."""
    facts = told(((S.PARTNER, True),), ((S.STROKE_SIGNS, True),))

    assert [is_open(facts, topic) for topic in WHERE] == [False, False]


@pytest.mark.parametrize("goes", [S.HAS_GONE, S.PERSON_OUTSIDE])
def test_when_he_goes_it_is_asked_again_who_can_hear(goes: StatementTopic) -> None:
    """Once he has gone or is out in the yard, who can hear is open, and no more than that."""
    facts = told(((S.HIT, True),), HERE, ((goes, True),))

    assert facts.hear is Hearers.UNKNOWN
    assert is_open(facts, Topic.ALONE_TO_TALK)


def test_a_cover_stays_a_cover_though_he_is_said_to_have_gone() -> None:
    """A caller who has had to pretend is exposed until they say that nobody hears."""
    pretends = do.Say(Intent.PRETENDS, "Two pizzas.", Manner.ALOUD)
    gone = do.Say(Intent.SPEAKS, "He's gone.", Manner.ALOUD, means=((S.HAS_GONE, True),))
    known = Knowledge.of(HANDLER, entries((1_000, CALLER, pretends), (4_000, CALLER, gone)))

    assert known.facts.hear is Hearers.EXPOSED


# --- what answers a question, and what only shows that they listen --------------------------------

PRESENT = do.Ask((Topic.OTHER_PERSON_PRESENT,))
ENDS = do.Finish()


def answered(words: str, after: int, ask: do.Ask = PRESENT, lasts: int = 2_000) -> KnownFacts:
    """What is known after a question of two seconds, and words `after` ms from its beginning."""
    says_yes = do.Say(Intent.SAYS_YES, words, Manner.ALOUD)
    said: list[Any] = [(1_000, HANDLER, ask), (1_000 + lasts, HANDLER, ENDS)]
    steps = sorted([*said, (1_000 + after, CALLER, says_yes)], key=lambda step: step[0])
    return Knowledge.of(HANDLER, entries(*steps)).facts


@pytest.mark.parametrize("after", [1_500, 2_100])
def test_a_murmur_while_a_question_is_spoken_puts_nobody_in_the_room(after: int) -> None:
    """ "Mm" before the question has sunk in shows that they listen, and answers nothing."""
    facts = answered("Mm.", after)

    assert facts.fact(Topic.OTHER_PERSON_PRESENT) is None
    assert facts.answer(Topic.OTHER_PERSON_PRESENT) is AnswerState.ASKED


def test_a_murmur_after_a_breath_is_a_yes() -> None:
    """ "Mm" is how some people say yes, once the question was put."""
    assert answered("Mm.", 2_300).is_yes(Topic.OTHER_PERSON_PRESENT)


def test_a_murmur_shows_that_they_hear() -> None:
    """The question whether they can hear is answered by any sound."""
    assert answered("Mm.", 2_200, do.Ask((Topic.CAN_HEAR,))).is_yes(Topic.CAN_HEAR)


def test_a_murmur_to_an_open_question_says_nothing() -> None:
    """ "Where are you?" "Mm." has named no place."""
    facts = answered("Mm.", 4_000, do.Ask((Topic.LOCATION,), QuestionForm.OPEN))

    assert facts.answer(Topic.LOCATION) is AnswerState.ASKED


def test_a_yes_that_began_with_the_question_is_to_an_earlier_one() -> None:
    """A yes half a second into a question leaves it in doubt, and it is asked once more."""
    facts = answered("Yeah.", 500)

    assert facts.fact(Topic.OTHER_PERSON_PRESENT) is AnswerState.DOUBTED
    assert not facts.is_yes(Topic.OTHER_PERSON_PRESENT)


def test_a_yes_that_cuts_the_question_short_answers_it() -> None:
    """People answer before a question is at its end."""
    assert answered("Yes.", 1_500).is_yes(Topic.OTHER_PERSON_PRESENT)


def test_a_man_who_comes_over_is_not_asked_about() -> None:
    """ "He's sitting across from me." "He's coming over." leaves nothing to ask of where he is."""
    facts = told(HERE, ((S.COMING_CLOSER, True),))

    assert [is_open(facts, topic) for topic in WHERE] == [False, False]


def test_silence_never_says_that_nobody_hears() -> None:
    """ "Can anybody hear you?" and silence, in a code whose no is silence: not known who hears."""
    asks = do.Ask((Topic.ALONE_TO_TALK,), yes_means=(YesMeans.NOT_SO,))
    code = do.Code(do.AnswerSign(Sign.TAP, 1), do.AnswerSign(Sign.SILENCE))
    steps = (
        *((1_000, HANDLER, do.SetCode(code)), (2_000, HANDLER, ENDS)),
        *((3_000, HANDLER, do.Ask((Topic.CAN_HEAR,))), (4_000, HANDLER, ENDS)),
        (6_000, CALLER, do.Tap()),
        *((8_000, HANDLER, asks), (9_000, HANDLER, ENDS)),
        (20_000, HANDLER, do.Say(Intent.REASSURE, "Still here.")),
    )
    facts = Knowledge.of(HANDLER, entries(*steps)).facts

    assert facts.fact(Topic.CAN_HEAR) is AnswerState.YES
    assert facts.fact(Topic.ALONE_TO_TALK) is not AnswerState.YES
    assert facts.hear is not Hearers.SAFE


# --- one "no" is not enough (BF-2) ----------------------------------------------------------------

ANYBODY = do.Ask((Topic.ALONE_TO_TALK,), yes_means=(YesMeans.NOT_SO,))
NOBODY = do.Ask((Topic.ALONE_TO_TALK,))
SAYS_NO = do.Say(Intent.SAYS_NO, "No.", Manner.ALOUD)
SAYS_YES = do.Say(Intent.SAYS_YES, "Yes.", Manner.ALOUD)


def put(*questions: tuple[do.Ask, do.Say]) -> KnownFacts:
    """What is known after these questions and their answers."""
    steps: list[Any] = []
    for n, (question, answer) in enumerate(questions):
        at = 1_000 + 10_000 * n
        steps += [
            (at, HANDLER, question),
            (at + 2_000, HANDLER, ENDS),
            (at + 4_000, CALLER, answer),
        ]
    return Knowledge.of(HANDLER, entries(*steps)).facts


def test_one_no_to_can_anybody_hear_you_is_not_yet_safe() -> None:
    """ "Can anybody hear you?" "No." is noted, and nothing is said on the strength of it yet."""
    facts = put((ANYBODY, SAYS_NO))

    assert facts.is_yes(Topic.ALONE_TO_TALK)
    assert facts.hear is Hearers.UNKNOWN
    assert is_unheard_once(facts)


def test_the_other_way_round_makes_it_safe() -> None:
    """ "So nobody can hear us?" "Yes." after it: now it is safe, and it is not asked again."""
    facts = put((ANYBODY, SAYS_NO), (NOBODY, SAYS_YES))

    assert facts.hear is Hearers.SAFE
    assert not is_unheard_once(facts)


ALONE = do.Ask((Topic.ALONE_TO_TALK,), words="Are you alone?", alone=True)


def test_one_yes_to_are_you_alone_is_not_yet_safe() -> None:
    """Alone is not unheard: through a wall, a door or a phone on speaker one hears as well."""
    facts = put((ALONE, SAYS_YES))

    assert facts.is_yes(Topic.ALONE_TO_TALK)
    assert facts.hear is Hearers.UNKNOWN
    assert is_unheard_once(facts)
    assert put((ALONE, SAYS_YES), (NOBODY, SAYS_YES)).hear is Hearers.SAFE


def test_no_to_are_you_alone_is_unsafe_at_once() -> None:
    """What raises danger counts at once."""
    no = do.Say(Intent.SAYS_NO, "No.", Manner.ALOUD)

    assert put((ALONE, no)).hear is Hearers.UNSAFE


def test_the_same_no_twice_is_the_same_answer() -> None:
    """Who is overheard says "no" twice as easily as once."""
    assert put((ANYBODY, SAYS_NO), (ANYBODY, SAYS_NO)).hear is Hearers.UNKNOWN


def test_a_no_to_the_second_question_warns() -> None:
    """ "So nobody can hear us?" "No.": the two answers do not agree, and it is unsafe."""
    assert put((ANYBODY, SAYS_NO), (NOBODY, SAYS_NO)).hear is Hearers.UNSAFE


def test_a_no_after_he_was_close_is_no_more_than_doubt() -> None:
    """What was unsafe is open after one "no"."""
    here = do.Ask((Topic.ALONE_TO_TALK,), yes_means=(YesMeans.NOT_SO,))
    assert put((here, SAYS_YES)).hear is Hearers.UNSAFE
    assert put((here, SAYS_YES), (here, SAYS_NO)).hear is Hearers.UNKNOWN


# --- whom a caller speaks to ----------------------------------------------------------------------

SWEETIE = ((S.TO_PERSON_THERE, True),)
TODDLER = do.Say(Intent.CHILD_SPEAKS, "Hello-lo!", Manner.ALOUD, means=((S.CHILD_SPEAKS, True),))


def after_a_child(*sentences: tuple[tuple[StatementTopic, bool], ...]) -> KnownFacts:
    """What is known after a child has spoken, and then a grown-up."""
    said = (do.Say(Intent.SPEAKS, "So.", Manner.ALOUD, means=means) for means in sentences)
    steps = [(2_000 * n, CALLER, body) for n, body in enumerate((TODDLER, *said), 1)]
    return Knowledge.of(HANDLER, entries(*steps)).facts


def test_a_grown_up_who_speaks_to_the_child_hides_nothing_from_it() -> None:
    """ "I'm her aunt. Say hello, sweetie.": there is a child, and nobody who must not hear."""
    facts = after_a_child(((S.MISTAKE, True), (S.CHILDREN, True)), SWEETIE)

    assert facts.hear is not Hearers.UNSAFE
    assert not facts.is_no(Topic.ALONE_TO_TALK)


def test_whom_she_speaks_to_is_not_known_where_no_child_was_heard() -> None:
    """ "All right, darling, just coming" is to a person who hears, children or not."""
    assert told(((S.CHILDREN, True),), SWEETIE).hear is Hearers.UNSAFE


def test_a_child_whose_father_hits_speaks_to_one_who_may() -> None:
    """With violence, words to another person are to one to fear, also from a child."""
    assert after_a_child(((S.VIOLENCE, True),), SWEETIE).hear is Hearers.UNSAFE


def test_who_shakes_beside_an_ill_son_fears_nobody_there() -> None:
    """ "I'm shaking. It's my son, he's fitting.": the son is no danger, and is not asked about."""
    facts = told(((S.AFRAID, True),), ((S.RELATIVE, True), (S.ILL, True)), HERE)

    assert facts.hear is Hearers.UNKNOWN


def test_fear_alone_is_of_a_person() -> None:
    """ "I'm scared. He's here." is of him."""
    assert told(((S.AFRAID, True),), HERE).hear is Hearers.UNSAFE


# --- where the other person is, half a minute later (BF-6) ----------------------------------------


def later(*sentences: tuple[tuple[StatementTopic, bool], ...], at: int) -> KnownFacts:
    """What is known when a breath is heard `at` ms, after sentences two seconds apart."""
    said = (do.Say(Intent.SPEAKS, "So.", Manner.ALOUD, means=means) for means in sentences)
    steps: list[Any] = [(2_000 * n, CALLER, body) for n, body in enumerate(said, 1)]
    return Knowledge.of(HANDLER, entries(*steps, (at, CALLER, do.Make(Sound.BREATHING)))).facts


HIT_AND_AWAY = (((S.HIT, True),), ((S.IN_ANOTHER_ROOM, True),))


def test_he_is_in_the_kitchen_holds_for_half_a_minute() -> None:
    """Within it, that he is in another room is known, and not asked."""
    facts = later(*HIT_AND_AWAY, at=33_000)

    assert facts.whereabouts is WhereKnown.KNOWN
    assert facts.is_no(Topic.SAME_ROOM)
    assert not is_open(facts, Topic.SAME_ROOM)


def test_after_half_a_minute_it_is_asked_once_and_not_believed() -> None:
    """He may have come in: "in the kitchen" is no comfort any more, and one question is owed."""
    facts = later(*HIT_AND_AWAY, at=34_500)

    assert facts.whereabouts is WhereKnown.LAPSED
    assert not facts.is_no(Topic.SAME_ROOM)
    assert is_open(facts, Topic.SAME_ROOM)


def test_that_he_is_beside_her_does_not_lapse() -> None:
    """What raises danger stays."""
    beside = ((S.PERSON_HERE, True), (S.SOMEBODY_HEARS, True))
    facts = later(((S.HIT, True),), beside, at=60_000)

    assert facts.hear is Hearers.UNSAFE


def test_asked_without_an_answer_it_is_not_asked_again() -> None:
    """Once: nobody is asked every half a minute where a man is who may hear it."""
    said = (do.Say(Intent.SPEAKS, "So.", Manner.ALOUD, means=means) for means in HIT_AND_AWAY)
    steps: list[Any] = [(2_000 * n, CALLER, body) for n, body in enumerate(said, 1)]
    steps += [(35_000, HANDLER, do.Ask((Topic.SAME_ROOM,))), (37_000, HANDLER, ENDS)]
    facts = Knowledge.of(HANDLER, entries(*steps, (90_000, CALLER, do.Make(Sound.BREATHING)))).facts

    assert facts.whereabouts is WhereKnown.ASKED
    assert not is_open(facts, Topic.SAME_ROOM)
