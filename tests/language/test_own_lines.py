"""The reader understands the program's own people: every sentence that they can say."""

from collections.abc import Iterator

import pytest

from simulator.core.statements import STATEMENTS, Stated, lowers
from simulator.core.terms import Intent, Role, Topic
from simulator.language.lines import LineVariant
from simulator.language.purposes import FurtherPurpose
from simulator.session.run.call_people import line_book
from tests.daily import a_share, one_in
from tests.language.test_fresh_questions import asked
from tests.session.calls import LIBRARY

READER = LIBRARY.reader()
SLOTS = {
    "name": "Sam",
    **dict.fromkeys(("place", "address", "words"), "14 Kiln Row"),
    **dict.fromkeys(("minutes", "count", "crew", "pumps"), "six"),
    **dict.fromkeys(("sign_once", "sign_twice", "sign_worse"), "tap twice"),
    "ago": "two minutes",
    "in_all": "about two hours",
    "unit": "Sierra 21",
    "service": "police",
    "language": "Polish",
    "he": "he",
    "him": "him",
    "his": "his",
    "you": "you",
    "ordered": "two",
    "patient": "Mummy",
    "patients": "Mummy's",
    "who": "your friend",
}
LEAST = 60
"""Percent of the shipped questions that are understood when they are typed: what is reached."""
THEIR_WORD = "third_party_only"
"""What officers were told at the door. The reader takes no comfort from what "they say"."""

BETWEEN = (
    FurtherPurpose.RELAY_BEGINS,
    FurtherPurpose.SIGNS_BEGINS,
    FurtherPurpose.INTERPRETER_JOINS,
)
"""Who comes between says who they are: no word of it is the caller's."""


def lines(*roles: Role) -> Iterator[tuple[str, LineVariant, str]]:
    """Every line of these roles: its purpose, and its words with each slot filled."""
    for role in roles:
        for purpose, variants in line_book(role).items():
            for line in variants:
                said = line.said[0] if line.said else ""
                yield purpose, line, line.filled({**SLOTS, "said": said})


def read(words: str) -> Stated:
    """What the reader is sure of, in a fixed order."""
    return tuple(sorted((e.topic.name, e.value) for e in READER.read(words) if e.sure))


@pytest.mark.parametrize("role", [Role.CALLER, Role.ROOM, Role.OFFICERS])
def test_the_reader_finds_in_each_line_what_its_file_says_that_it_states(role: Role) -> None:
    """Not less, and nothing where the file has nothing: a caller is never taken at other words."""
    wrong = {}
    for purpose, line, words in lines(role):
        means = tuple(sorted(line.means))
        if purpose == THEIR_WORD:
            means = tuple(each for each in means if not lowers(*each))
        if purpose not in BETWEEN and read(words) != means:
            wrong[words] = read(words)
    assert wrong == {}


def test_an_answer_says_nothing_of_its_own() -> None:
    """ "No, not now" to "Are you hurt?" would say that somebody can hear."""
    for intent in (Intent.SAYS_YES, Intent.SAYS_NO):
        assert all(not line.means for line in line_book(Role.CALLER)[intent])
    for file in sorted(LIBRARY.paths_of("persona")):
        own = LIBRARY.read(file).value.get("lines", {})
        for intent in (Intent.SAYS_YES, Intent.SAYS_NO):
            assert all(read(words) == () for words in own.get(intent, ())), file.name


def test_what_staff_say_states_nothing_of_the_caller() -> None:
    """ "I've sent officers to you" is not a caller's wish for police."""
    for _, line, words in lines(Role.OPERATOR, Role.CALL_HANDLER):
        assert line.means == (), words


@one_in(8)
def test_a_question_of_ours_is_understood_as_it_asks_or_not_at_all(one_in: int) -> None:
    """A trainee who types a shipped question asks that, or is asked back; never its opposite."""
    wrong, understood, total = {}, 0, 0
    questions = [each for each in lines(Role.CALL_HANDLER) if each[0] in set(Topic)]
    for purpose, line, words in a_share(questions, one_in):
        ways = asked(words)
        total += 1
        understood += ways.get(Topic(purpose)) in (str(line.yes_means), "open")
        if ways.get(Topic(purpose), str(line.yes_means)) not in (str(line.yes_means), "open"):
            wrong[words] = ways
    assert wrong == {}
    assert understood * 100 >= total * LEAST, f"{understood} of {total}"


def test_the_operator_asks_who_is_there_and_never_the_other_way_round() -> None:
    """A yes to "Are you on your own?" would be taken as a yes to somebody being there."""
    for line in line_book(Role.OPERATOR)["anybody_with_you"]:
        ways = asked(line.words)
        assert ways.get(Topic.OTHER_PERSON_PRESENT, "so") in ("so", "open"), line.words
        assert Topic.ALONE_TO_TALK not in ways, line.words


def test_each_statement_that_a_line_makes_is_one_that_a_topic_has() -> None:
    """A line that says what is so of a topic says just that: it is added to an answer about it."""
    for purpose, line, words in lines(Role.CALLER):
        if purpose in set(Topic):
            said = {t for s, v in line.means for t in _topics(s, v)}
            assert Topic(purpose) in said, words


def _topics(topic: object, value: bool) -> Iterator[Topic]:
    row = STATEMENTS[topic]  # type: ignore[index]
    yield from (row.if_so if value else row.if_not)
