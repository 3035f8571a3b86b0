"""One table of judgements: who names its rows, and that coach and debrief judge alike by them."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from simulator.core import acts as do
from simulator.core.log import Entry
from simulator.core.profile import Force
from simulator.core.terms import NoteKind, Reason, Role, Topic
from simulator.debrief.assess.findings import Finding, Judgement, assess
from simulator.guidance.tables import TABLES, guidance_of
from simulator.knowledge.answers import AnswerState, HowKnown, TopicFact
from simulator.knowledge.facts import FrozenMap, KnownFacts, ReadFacts
from simulator.knowledge.judgements import table as j
from simulator.knowledge.judgements.danger import life_at_risk
from simulator.knowledge.judgements.judgement import DatedJudgement, FactJudgement, policy_of
from simulator.knowledge.judgements.one_sided import ONLY_GUIDANCE, ONLY_RULES
from simulator.knowledge.judgements.reasons import reason_of, supports
from simulator.knowledge.judgements.table import JUDGEMENTS
from simulator.knowledge.knowledge import Knowledge
from simulator.rules.known_words import Known
from simulator.rules.match_compiler import KnownSoFar
from simulator.rules.match_criteria import Context
from simulator.session.run.headless_run import run
from simulator.session.run.live_run import RunSetup
from tests.daily import a_share_of_cases, some_a_day
from tests.debrief.short_logs import log
from tests.debrief.test_labelled_calls import FOLDER
from tests.guidance.test_rows import fields_read
from tests.session.calls import DEFAULT, FORCES, LIBRARY
from tests.session.sitting import SHIPPED, perceived

HANDLER = Role.CALL_HANDLER
LABELLED = [str(path) for path in sorted(FOLDER.glob("*.yaml")) if path.stem != "expected"]
CALLS = [(name, seed) for seed in range(3) for name in SHIPPED] + [(name, 0) for name in LABELLED]
BEFORE = Path(__file__).parents[1] / "held" / "known_words.txt"
"""The words of `known` that were published before they named rows of the table."""


@cache
def heard(name: str, seed: int) -> tuple[Force, tuple[Entry, ...]]:
    """The force of a call, and what its call handler perceived."""
    scenario = SHIPPED[name] if name in SHIPPED else LIBRARY.scenario(name).scenario
    force = FORCES[scenario.force or "generic"]
    log = run(scenario, DEFAULT, force, seed).log
    return force, tuple(perceived(RunSetup(scenario, DEFAULT, force), log, HANDLER))


def known_in(name: str, seed: int) -> Iterator[tuple[Entry, Knowledge]]:
    """Each entry of a call, with what its call handler knew before it."""
    knowledge = Knowledge(HANDLER)
    for entry in heard(name, seed)[1]:
        yield entry, knowledge
        knowledge = knowledge.after(entry)


def rows_in(judgement: object) -> set[object]:
    """A judgement, and all that it joins."""
    found = {judgement}
    for part in getattr(judgement, "parts", ()):
        found |= rows_in(part)
    return found


def named() -> tuple[set[str], set[str]]:
    """The names of rows that guidance names, and of those that rules name."""
    of_guidance = set[object]()
    for table in TABLES:
        for condition in (*(r.when for r in table.rows), *(g.until for g in table.guards)):
            of_guidance |= rows_in(condition)
    of_rules = set[object]().union(*(rows_in(word.row) for word in Known))
    guidance = {name for name, row in JUDGEMENTS.items() if row in of_guidance}
    return guidance, {name for name, row in JUDGEMENTS.items() if row in of_rules}


def test_a_row_is_named_by_both_sides_or_listed_with_a_reason() -> None:
    """And no reason is left for a row that both name, or for one that is gone."""
    guidance, rules = named()
    assert set(ONLY_GUIDANCE) == guidance - rules
    assert set(ONLY_RULES) == rules - guidance
    assert set(JUDGEMENTS) - guidance - rules == set(), "nobody names it"
    assert all(reason.endswith(".") for reason in (*ONLY_GUIDANCE.values(), *ONLY_RULES.values()))


def test_a_row_says_in_a_clause_what_is_so() -> None:
    """As it reads after “when”; and no two rows say the same."""
    says = [row.says for row in JUDGEMENTS.values()]
    assert [each for each in says if not each or each[0].isupper() or each.endswith(".")] == []
    assert sorted(each for each in set(says) if says.count(each) > 1) == []


def test_published_words_stay() -> None:
    """A word that rubrics of users may have is still a word: it may name another row."""
    before = BEFORE.read_text(encoding="utf-8").split()
    assert set(before) <= {word.value for word in Known}
    assert len(before) == 88
    for word in Known:
        assert not word.successor or Known(word.successor).row is word.row


def test_a_row_reads_what_it_declares() -> None:
    """Nothing else decides; and it decides by facts alone, so equal facts are judged alike."""
    policy = policy_of(DEFAULT, FORCES["generic"])
    facts = {known.facts for name in list(SHIPPED)[::7] for _, known in known_in(name, 0)}
    rows = {n: row for n, row in JUDGEMENTS.items() if isinstance(row, FactJudgement)}
    for each in sorted(facts, key=hash)[::9]:
        for name, row in rows.items():
            read = ReadFacts.noting(each)
            holds = bool(row.holds(read, policy))
            assert fields_read(read) - row.reads == set(), name
            assert holds == bool(row.holds(each, policy)), name
        assert j.at_risk.holds(each, policy) == life_at_risk(each, policy)
    names = {field for row in rows.values() for field in row.reads}
    assert names <= set(KnownFacts._fields)


GROUNDS = (
    *("threat_to_kill", "strangled", "tablets_taken", "fire_or_petrol", "locked_in", "followed"),
    *("knife", "gun", "other_weapon", "hit", "bleeding", "violence", "suicidal", "sexual_assault"),
    *("breathing_badly", "not_waking", "stroke_signs", "trapped_or_fallen", "threatens_himself"),
    *("held_by_others", "broken_in", "robbery", "coming_closer", "child_hurt", "person_outside"),
)
"""Statements that call for the emergency grade, without a word of danger (practice2 1 and 2)."""


@pytest.mark.parametrize("statement", GROUNDS)
@pytest.mark.parametrize("who", ["ca say speaks", "op hand_over speech"])
def test_words_alone_are_grounds_for_the_grade(statement: str, who: str) -> None:
    """Said to the call handler or to the operator; and a debrief finds a missing grade."""
    text = f"1 {who} means={statement}; 50 ch grade priority doubt"
    entries = log(text, HANDLER)
    known = Knowledge.of(HANDLER, entries)
    assert j.emergency.holds(known.facts, policy_of(DEFAULT, FORCES["generic"]))
    (rubric,) = (each.file.rubric for each in LIBRARY.rubrics() if each.file.role is HANDLER)
    found = assess(entries, rubric, Context(force=FORCES["generic"], profile=DEFAULT))
    graded = next(each for each in found if each.criterion.id == "graded-in-time")
    assert graded.judgement is Judgement.MISSED


@pytest.mark.parametrize(("name", "seed"), some_a_day(CALLS, rows=True))
@a_share_of_cases(5)
def test_coach_and_debrief_judge_an_emergency_alike(name: str, seed: int) -> None:
    """At every entry: 1,361 of 7,630 differed in shipped calls when each had its own words."""
    force, _ = heard(name, seed)
    guidance = guidance_of(HANDLER, DEFAULT, force)
    so_far = KnownSoFar(Knowledge(HANDLER), guidance.policy)
    urged, differing = False, []
    for entry, known in known_in(name, seed):
        coach = j.emergency.holds(known.facts, guidance.policy)
        rubric = so_far.holds(Known.EMERGENCY_CAUSE, entry)
        if coach is not rubric or so_far.holds(Known.NO_EMERGENCY, entry) is rubric:
            differing.append(entry.seq)
        ids = {held.row.id for held in guidance.held(known.facts)}
        at_work = so_far.holds(Known.INCIDENT_OPEN, entry)
        # Two keys are one sign: after the first, a yes was known.
        urged = rubric and (urged or ("CH-26" in ids and at_work))
        so_far = so_far.after(entry)
    assert differing == []
    graded = found(name, seed)["graded-in-time"].judgement
    # A call that is linked to the incident before it has that one's grade.
    notes = (entry.body for entry, _ in known_in(name, seed) if isinstance(entry.body, do.Note))
    linked = any(note.note is NoteKind.SAME_INCIDENT for note in notes)
    assert linked or not urged or graded is not Judgement.NOT_APPLICABLE


@cache
def found(name: str, seed: int) -> dict[str, Finding]:
    """The findings of a call, by criterion."""
    force, entries = heard(name, seed)
    rubric = next(each.file.rubric for each in LIBRARY.rubrics() if each.file.role is HANDLER)
    context = Context(force=force, profile=DEFAULT)
    return {each.criterion.id: each for each in assess(entries, rubric, context)}


@pytest.mark.parametrize(("name", "seed"), some_a_day(CALLS, rows=True))
@a_share_of_cases(5)
def test_the_reason_that_guidance_gives_is_true_to_the_debrief(name: str, seed: int) -> None:
    """A child's “Mummy won't wake up” is a reason: injury, which the rubric did not know of."""
    force, _ = heard(name, seed)
    policy = policy_of(DEFAULT, force)
    for entry, known in known_in(name, seed):
        reason = reason_of(known.facts, policy)
        assert reason is Reason.DOUBT or supports(known, "deploy", reason), (entry, reason)


def test_a_caller_who_cannot_be_woken_is_a_true_reason() -> None:
    """What guidance sends officers for, the debrief holds true (F16-10)."""
    asleep = TopicFact(AnswerState.NO, HowKnown.TOLD)
    facts = KnownFacts(topics=FrozenMap({Topic.AWAKE: asleep}))
    policy = policy_of(DEFAULT, FORCES["generic"])
    assert reason_of(facts, policy) is Reason.INJURY
    assert supports(Knowledge(HANDLER, facts), "deploy", Reason.INJURY)


def test_dated_rows_are_of_all_that_is_known() -> None:
    """A row of guidance says such a thing by its times: none names a dated row."""
    dated = {name for name, row in JUDGEMENTS.items() if isinstance(row, DatedJudgement)}
    assert dated <= set(ONLY_RULES)
    assert len(dated) >= 10
