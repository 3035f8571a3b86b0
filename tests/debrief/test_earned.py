"""Acts that a call asked for, and that no criterion asks of every call."""

import pytest

from simulator.core.terms import Role
from simulator.debrief.assess.earned import EarnedBy, earned
from simulator.debrief.assess.findings import Finding, Judgement
from simulator.debrief.render.fault_order import in_one_silence
from simulator.review.transcript import EntrySummary
from simulator.rules.rule_sentences import Extent
from tests.debrief.short_logs import log
from tests.session.calls import LIBRARY

HANDLER = Role.CALL_HANDLER
QUIET = '4 ch say go_quiet "I\'ll be quiet now."; 6 ch finish'
CRITERIA = {each.id: each for each in LIBRARY.rubric("call_handler").file.rubric.criteria}


def found(story: str) -> dict[EarnedBy, str]:
    """What the call handler earned praise for, with what it brought or answered."""
    acts = earned(log(story, HANDLER), HANDLER)
    return {each.by: each.own.effect.text for each in acts if each.own.effect}


@pytest.mark.parametrize(
    ("after", "effect"),
    [
        ("34 ca tap; 37 ch say got_it", "until one tap came"),
        ("70 ch ask injured", "you kept to it for "),
        ("90 of unit found", "until the caller was found"),
    ],
)
def test_a_silence_that_was_announced_and_kept_earns_praise(after: str, effect: str) -> None:
    assert effect in found(f"{QUIET}; {after}")[EarnedBy.QUIET]


@pytest.mark.parametrize(
    "after",
    [
        "14 ch ask injured",  # It was broken for nothing.
        "20 ca tap; 60 ch say got_it",  # A sign was left without an answer.
        "30 ne stage down",
    ],
)
def test_a_silence_that_was_broken_or_outlived_its_end_earns_none(after: str) -> None:
    assert EarnedBy.QUIET not in found(f"{QUIET}; {after}")


def test_not_to_ring_back_earns_praise_with_a_reason_and_if_nobody_rang() -> None:
    story = "30 ne stage down; 34 ch not_rung"
    assert found(story)[EarnedBy.NOT_RUNG] == "4 s after the line had gone"
    assert EarnedBy.NOT_RUNG not in found(f"{story}; 60 ch call_back")


def test_a_correction_on_the_air_names_how_long_the_other_stood() -> None:
    story = '4 ch brief "Not hurt."; 20 ch brief "Correction: hurt, she says."'
    assert found(story) == {EarnedBy.CORRECTED: "16 s after what you had given them"}


def test_a_word_said_back_is_shown_with_the_question_after_it() -> None:
    """Otherwise "Nope." would deny the crowbar that the caller has just named."""
    story = (
        "8 ch ask alone_to_talk; "
        '11 ca say says_no "No, nobody can hear." means=nobody_hears; '
        '14 ca say speaks "He has a crowbar." means=knife; '
        '17 ch ask weapon "A crowbar. Has he used it?"; 21 ca say says_no "Nope."'
    )
    (said,) = (e for e in earned(log(story, HANDLER), HANDLER) if e.by is EarnedBy.SAID_BACK)
    assert said.own.did == 'said back "A crowbar." and asked "Has he used it?"'


def test_one_silence_has_one_place_the_fault_that_says_most_of_it() -> None:
    def silence(name: str, start: int, lasted: int) -> tuple[str, Finding]:
        moment = EntrySummary(start, start * 1_000, "Call handler", "")
        length = Extent(lasted * 1_000, came=True)
        return name, Finding(CRITERIA[name], Judgement.MISSED, (moment,), extent=length)

    one = dict([silence("checks-in-by-asking", 20, 300), silence("no-dead-air", 180, 120)])
    assert in_one_silence(one) == ["checks-in-by-asking"]
    two = dict([silence("checks-in-by-asking", 20, 100), silence("no-dead-air", 180, 120)])
    assert in_one_silence(two) == []


def test_a_silence_beyond_its_limit_earns_none() -> None:
    """WT-12: after two minutes a word was due, whatever the silence waited for."""
    assert EarnedBy.QUIET not in found(f"{QUIET}; 300 ch say got_it")


def test_a_silence_that_the_caller_has_to_break_with_a_question_earns_none() -> None:
    story = f'{QUIET}; 44 ca say asks_how_long "Are you sending someone?" means=how_long'
    assert EarnedBy.QUIET not in found(f"{story}; 48 ch say got_it")
