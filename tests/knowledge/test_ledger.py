"""What words are worth, by who says them and under what pressure (practice2 2.1 and section 0)."""

from collections.abc import Iterator
from itertools import permutations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.core.statements import STATEMENTS, StatementTopic, lowers
from simulator.knowledge.ledger import (
    ASK,
    FACT,
    NOTED,
    SAFETY,
    THEIR_WORD,
    HowAsked,
    Ledger,
    Pressure,
    SaidHow,
    Speaker,
    Statement,
    weight,
)

T = StatementTopic
TABLE = """
class                  free near coached child other officer heard-at-the-door text answered-by-text
R raises danger           4    4       3     4     3       4                 4    3                4
L lowers danger           3    1       0     1     0       4                 1    1                1
B body, yes               4    4       4     3     3       4                 4    3                3
B body, no                2    1       0     0     0       4                 1    1                1
P place                   3    3       1     2     2       4                 4    3                3
I who                     3    2       1     3     1       4                 4    3                3
W+ wants help             4    4       3     4     3       4                 4    3                4
W- refuses                3    1       0     1     0       2                 1    1                1
S+ somebody can hear      4    4       3     4     3       4                 4    3                4
S- nobody can hear        3    1       0     1     0       4                 1    1                1
"""
"""Practice2 2.1. Where the sheet leaves two: a child
has seen what it says, and a coached word that raises danger is one that he told her to say."""
CLASSES = {
    "R": [(T.KNIFE, True), (T.COMING_CLOSER, True), (T.HAS_GONE, False), (T.ALONE, False)],
    "L": [(T.SAYS_FINE, True), (T.MISTAKE, True), (T.HAS_GONE, True), (T.KNIFE, False)],
    "B yes": [(T.STRANGLED, True), (T.TABLETS_TAKEN, True), (T.NOT_HURT, False)],
    "B no": [(T.BLEEDING, False), (T.NOT_HURT, True)],
    "P": [(T.ADDRESS, True), (T.HIDING, True), (T.LANDMARK, True)],
    "I": [(T.PARTNER, True), (T.STRANGER, True), (T.PERSON_LOOKS, True)],
    "W+": [(T.WANTS_POLICE, True)],
    "W-": [(T.REFUSES_POLICE, True), (T.REFUSES_AMBULANCE, True)],
    "S+": [(T.SOMEBODY_HEARS, True), (T.PHONE_WATCHED, True), (T.NOBODY_HEARS, False)],
    "S-": [(T.NOBODY_HEARS, True), (T.CAN_TALK_NOW, True), (T.SCREEN_SEEN, False)],
}
NAMES = dict(zip(TABLE.split("\n")[2:-1], CLASSES, strict=True))
COLUMNS = TABLE.split("\n")[1].split()[1:]


def said(column: str, topic: StatementTopic, *, value: bool) -> Statement:
    """A statement as a column of the table has it."""
    plain = Statement(topic, value, pressure=Pressure.FREE)
    return {
        "free": plain,
        "near": plain._replace(pressure=Pressure.NEAR),
        "coached": plain._replace(pressure=Pressure.COACHED),
        "child": plain._replace(speaker=Speaker.CHILD),
        "other": plain._replace(speaker=Speaker.OTHER),
        "officer": plain._replace(speaker=Speaker.OFFICER),
        "heard-at-the-door": plain._replace(speaker=Speaker.OFFICER, pressure=Pressure.SPOKEN_FOR),
        "text": plain._replace(how=SaidHow.TEXT),
        "answered-by-text": plain._replace(how=SaidHow.TEXT, asked=HowAsked.PLAINLY),
    }[column]


def cells() -> Iterator[tuple[str, str, StatementTopic, bool, int]]:
    """Each cell of the table with each of the statements of its class."""
    for line, kind in NAMES.items():
        weights = map(int, line.split()[-len(COLUMNS) :])
        for column, worth in zip(COLUMNS, weights, strict=True):
            for topic, value in CLASSES[kind]:
                yield kind, column, topic, value, worth


@pytest.mark.parametrize(("kind", "column", "topic", "value", "worth"), [*cells()])
def test_words_are_worth_what_the_table_of_practice_says(
    kind: str, column: str, topic: StatementTopic, value: bool, worth: int
) -> None:
    assert weight(said(column, topic, value=value)) == worth, kind


def test_said_twice_unasked_counts_more_only_for_danger_an_injury_and_a_place() -> None:
    """What lowers danger is not truer for being said again; and nothing grows out of nothing."""

    def grows(column: str, topic: StatementTopic, *, value: bool = True) -> int:
        once = said(column, topic, value=value)
        return weight(once._replace(twice=True)) - weight(once)

    assert grows("other", T.KNIFE) == grows("text", T.KNIFE) == grows("child", T.BLEEDING) == 1
    assert grows("free", T.ADDRESS) == grows("child", T.ADDRESS) == 1
    assert grows("free", T.KNIFE) == 0  # At most 4.
    for column, (topic, value) in product(
        COLUMNS, (*CLASSES["L"], *CLASSES["B no"], *CLASSES["W-"], *CLASSES["S-"], *CLASSES["I"])
    ):
        assert grows(column, topic, value=value) == 0, (column, topic)
    assert grows("coached", T.SAYS_FINE) == 0


def test_an_answer_that_was_put_into_the_mouth_counts_less_only_where_it_comforts() -> None:
    """A yes to danger or to an injury keeps its full weight, however it was asked for."""
    less = ("L", "S-", "P", "I", "W-")
    for kind, each in CLASSES.items():
        for topic, value in each:
            plain = said("free", topic, value=value)
            led = weight(plain) - weight(plain._replace(asked=HowAsked.LED))
            assert led == (1 if kind in less else 0), (kind, topic)
    assert weight(said("other", T.SAYS_FINE, value=True)._replace(asked=HowAsked.LED)) is NOTED


def test_all_is_well_after_violence_was_heard_is_good_for_safety_only() -> None:
    """It is asked after, and lowers nothing; danger and who can hear are as they were."""
    for topic, worth in ((T.SAYS_FINE, SAFETY), (T.HAS_GONE, SAFETY), (T.NOBODY_HEARS, THEIR_WORD)):
        heard = said("free", topic, value=True)._replace(after_violence=True)
        assert weight(heard) == worth
    assert weight(said("free", T.KNIFE, value=True)._replace(after_violence=True)) is FACT
    assert weight(said("near", T.SAYS_FINE, value=True)._replace(after_violence=True)) is ASK


# --- belief --------------------------------------------------------------------------------------

SHE = Statement(T.KNIFE, True)
HE = Statement(T.KNIFE, False, Speaker.OTHER)


def test_nothing_is_overwritten_and_officers_hear_both() -> None:
    """He says that there is no knife. Both stay, each with its speaker (BF-4)."""
    ledger = Ledger().plus([SHE]).plus([HE])
    assert set(ledger.of(T.KNIFE)) == {SHE, HE}
    [belief] = ledger.contradictions()
    assert (belief.value, belief.by, belief.against) == (True, SHE, HE)


def test_among_equals_the_more_dangerous_is_believed() -> None:
    """Two neighbours: one says fine, one says a knife; neither takes back the other."""
    free = Statement(T.SAYS_FINE, True, pressure=Pressure.FREE)
    denied = free._replace(value=False, how=SaidHow.TEXT)
    assert weight(free) == weight(denied)
    belief = Ledger().plus([free]).plus([denied]).belief(T.SAYS_FINE)
    assert belief is not None
    assert belief.by == denied


def test_a_newer_word_counts_only_for_what_moves() -> None:
    """He may have gone since; but tablets that were taken are not taken back."""
    here = Statement(T.PERSON_HERE, True, pressure=Pressure.FREE)
    gone = here._replace(value=False)
    assert Ledger().plus([here]).plus([gone]).says(T.PERSON_HERE, value=False)
    assert Ledger().plus([gone]).plus([here]).says(T.PERSON_HERE)
    taken = Statement(T.TABLETS_TAKEN, True, pressure=Pressure.FREE)
    ledger = Ledger().plus([taken]).plus([taken._replace(value=False)])
    assert ledger.says(T.TABLETS_TAKEN)


def test_a_word_under_pressure_never_undoes_a_free_one() -> None:
    """ "He's here" when free, "nobody's here" with him beside her: he is here."""
    here = Statement(T.PERSON_HERE, True, pressure=Pressure.FREE)
    near = Statement(T.PERSON_HERE, False, pressure=Pressure.NEAR)
    assert Ledger().plus([here]).plus([near]).says(T.PERSON_HERE)


def test_what_is_said_twice_takes_the_place_of_what_was_said_once() -> None:
    """Else it would be counted as two statements that agree: two speakers are never a sum."""
    once = Statement(T.ADDRESS, True)
    ledger = Ledger().plus([once]).plus([once._replace(twice=True)])
    assert tuple(ledger) == (once._replace(twice=True),)
    belief = ledger.belief(T.ADDRESS)
    assert belief is not None
    assert belief.weight == FACT


STATEMENTS_MADE = st.builds(
    Statement,
    st.sampled_from(StatementTopic),
    st.booleans(),
    st.sampled_from(Speaker),
    st.sampled_from(SaidHow),
    st.sampled_from(Pressure),
    st.sampled_from(HowAsked),
    st.booleans(),
    st.booleans(),
)


@given(st.lists(STATEMENTS_MADE, max_size=3), st.lists(STATEMENTS_MADE, min_size=1, max_size=4))
def test_belief_does_not_depend_on_the_order_at_one_instant(
    before: list[Statement], together: list[Statement]
) -> None:
    """Two voices at once: whose entry comes first in a log is an accident."""
    start = Ledger().plus(before)
    results = set()
    for order in permutations(together):
        ledger = start.plus(order[:1])
        for each in order[1:]:
            ledger = ledger.plus([each], together=True)
        results.add(tuple((topic, ledger.belief(topic)) for topic in StatementTopic))
    assert len(results) == 1


@given(st.lists(STATEMENTS_MADE, max_size=8))
def test_a_ledger_loses_nothing_and_equal_ones_are_equal(made: list[Statement]) -> None:
    """What never moves has no order: two calls that heard the same know the same."""
    ledger, again = Ledger(), Ledger()
    for each in made:
        ledger = ledger.plus([each])
    for each in reversed(made):
        again = again.plus([each])
    assert {e._replace(twice=False) for e in made} == {e._replace(twice=False) for e in ledger}
    if not any(STATEMENTS[each.topic].moves for each in made):
        assert (ledger, hash(ledger)) == (again, hash(again))


@given(STATEMENTS_MADE)
def test_what_lowers_danger_is_never_a_fact_under_pressure(statement: Statement) -> None:
    """Only the caller, free, or an officer who has seen them may take danger back (BF-3)."""
    worth = weight(statement)
    assert NOTED <= worth <= FACT
    if lowers(statement.topic, statement.value) and worth > SAFETY:
        officer = statement.speaker is Speaker.OFFICER
        assert officer or (
            statement.speaker is Speaker.CALLER and statement.pressure is Pressure.FREE
        )
        assert statement.pressure is not Pressure.SPOKEN_FOR


def test_a_second_voice_at_one_instant_makes_nothing_older_newer() -> None:
    """ "He's here", later "he's gone", and in the same instant another thing: he is still gone."""
    here = Statement(T.PERSON_HERE, True, pressure=Pressure.FREE)
    gone = here._replace(value=False)
    ledger = Ledger().plus([here]).plus([gone]).plus([Statement(T.BAD_LINE, True)], together=True)
    assert ledger.says(T.PERSON_HERE, value=False)


def test_an_old_word_said_again_at_the_instant_of_another_is_new_again() -> None:
    """Whichever of two voices comes first in the log, she has just said that he is there."""
    here = Statement(T.PERSON_HERE, True, pressure=Pressure.FREE)
    gone, line = here._replace(value=False), Statement(T.BAD_LINE, True)
    before = Ledger().plus([here]).plus([gone])
    first = before.plus([here]).plus([line], together=True)
    last = before.plus([line]).plus([here], together=True)
    assert first == last
    assert first.says(T.PERSON_HERE)


def test_of_two_voices_at_one_instant_the_more_dangerous_is_believed_ever_after() -> None:
    """One says that he is there, one that he is not; later words of other things change nothing."""
    here = Statement(T.PERSON_HERE, True, pressure=Pressure.FREE)
    for order in permutations([here, here._replace(value=False)]):
        ledger = Ledger().plus(order[:1]).plus(order[1:], together=True)
        later = ledger.plus([Statement(T.BAD_LINE, True)])
        assert ledger.says(T.PERSON_HERE)
        assert later.says(T.PERSON_HERE)
