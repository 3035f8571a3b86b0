"""Titles where a trainee chooses a call: they name nothing that is found out in it."""

import re
from collections import Counter

import pytest

from simulator.content.files.scenario_header import ScenarioHeader
from simulator.content.library.library import Library
from simulator.core.terms import Role, Sign, Sound
from simulator.seat.run_choices import findable, holds, named_before

LIBRARY = Library(())
CALLS = LIBRARY.survey()[0]


def words(text: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(re.findall(r"[^\W\d_]+", text.casefold()))


HEARD = (
    words("tap taps cough coughs key keys tone tones code word voice voices quiet silent")
    | words("glass television cartoons hammer types signs writes message words")
    | words(" ".join(each.value for each in (*Sign, *Sound)))
) - words("loud low device phone")
"""How a caller answers and what there is to hear, by the program's own words and their like."""
FOUND = words("mistake accident pocket bag alarm machine itself nobody nothing")
"""What a call turns out to be."""
LINE = words("put down dropped dies gone lost charged lifted handset recording rings seconds")
"""What becomes of the line."""
COMPANY = words("alone someone somebody else company watched")
"""Who is with the caller, which is to be asked."""
COUNTED = words("two three four five again twice")
"""How many signs or calls come."""
TOLD = HEARD | FOUND | LINE | COMPANY | COUNTED


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.id)
def test_a_title_in_the_list_names_no_answer_of_the_call(call: ScenarioHeader) -> None:
    """Who reads "A phone in a bag" before the ring has nothing left to find out."""
    assert words(call.listed) & TOLD == set(), call.listed
    assert not re.search(r"\d", call.listed), "a key, or how many"


def test_each_call_has_a_title_of_its_own_in_the_list() -> None:
    """By it a trainee finds the call again that a colleague spoke of."""
    many = [title for title, count in Counter(call.listed for call in CALLS).items() if count > 1]
    assert many == []


def test_the_full_title_is_for_leaders_and_after_the_call() -> None:
    bag = next(call for call in CALLS if call.id == "phone-in-a-bag")
    scenario = LIBRARY.scenario("phone-in-a-bag").scenario
    assert (bag.title, bag.listed) == ("A phone in a bag", "Around the market place")
    assert (scenario.title, scenario.listed) == (bag.title, bag.listed)
    assert named_before(LIBRARY, bag, [Role.CALLER]) == bag.title, "who plays a caller knows whom"
    assert bag.title not in named_before(LIBRARY, bag, [Role.OPERATOR])


def test_a_call_is_found_by_either_title_and_by_its_id() -> None:
    """Links, records and what leaders say to each other keep working."""
    bag = next(call for call in CALLS if call.id == "phone-in-a-bag")
    for wanted in ("phone-in-a-bag", "a phone in a bag", "market place"):
        assert holds(findable(bag), wanted)
