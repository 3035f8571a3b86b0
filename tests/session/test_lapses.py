"""A cast that handles calls badly: each lapse happens where it was asked for, and nowhere else."""

import json
from collections.abc import Iterator
from functools import cache

import pytest

from simulator.content.library.library import Library
from simulator.content.procedure.lapse_file import GOOD, Handling, LapseFile
from simulator.core import acts as do
from simulator.core.log import Entry
from simulator.core.terms import Intent, LineKind, Reported, Role, Topic
from simulator.errors import LibraryError
from simulator.knowledge.knowledge import Knowledge
from simulator.rules.match_criteria import Context
from simulator.rules.monitor import evaluate
from simulator.rules.patterns import VerdictKind
from simulator.rules.properties import Modality, PropertyKind
from simulator.session.log_json import json_line
from simulator.session.people.lapses.drawn_lapses import LAPSES
from simulator.session.run.call_people import lapse_file
from simulator.session.run.headless_run import HeadlessResult, run
from tests.daily import a_share_of_cases, quick_or_full

pytestmark = a_share_of_cases(3)

HAPPENS_IN = {
    "interrupts": "whispers-one-word",
    "two-at-once": "whispers-one-word",
    "list-after-answer": "whispers-one-word",
    "list-over-sound": "row-in-the-kitchen",
    "doubts-aloud": "whispers-one-word",
    "name-first": "whispers-one-word",
    "police-aloud": "whispers-one-word",
    "untrue": "whispers-one-word",
    "forgets-text": "hears-nothing",
    "rings-unsafely": "flow-handset-down",
    "closes-early": "whispers-one-word",
    "copies-word": "another-voice",
    "thin-log": "whispers-one-word",
    "false-log": "whispers-one-word",
    "late-grade": "footsteps-on-the-landing",
    "code-changed": "coughs-when-asked",
    "no-answer-is-no": "coughs-when-asked",
    "talks-over": "whispers-one-word",
    "fills-silence": "whispers-one-word",
    "vanishes": "whispers-one-word",
    "list-briefing": "whispers-one-word",
    "wrong-branch": "footsteps-on-the-landing",
    "breaks-cover": "pizza-please",
    "passes-parcel": "pizza-please",
    "scolds": "whispers-one-word",
    "no-supervisor": "pizza-please",
    "third-repeat": "whispers-one-word",
    "leaves-out-voice": "another-voice",
    "off-early": "whispers-one-word",
}
"""A shipped call for each lapse in which it can happen."""
SOME = ("whispers-one-word", "pizza-please", "another-voice", "row-in-the-kitchen", "long-story")
"""Calls in which much can be done badly."""


@cache
def played(name: str, handler: str = "", operator: str = "", seed: int = 0) -> HeadlessResult:
    library = Library()
    scenario = library.scenario(name).scenario
    profile, force = library.profile().profile, library.force(scenario.force or "generic").force
    return run(scenario, profile, force, seed, handler=handler, operator=operator)


def asked_for(lapse: str) -> HeadlessResult:
    """The call of a lapse, with a person who makes that one."""
    who = next(each.who for each in lapse_file().lapses if each.id == lapse)
    return played(HAPPENS_IN[lapse], **{"operator" if who is Role.OPERATOR else "handler": lapse})


def by(role: Role, log: object) -> Iterator[Entry]:
    return (e for e in log if e.actor is role and not isinstance(e.body, do.Finish))  # type: ignore[attr-defined]


def test_every_lapse_of_the_sheet_has_words_shares_and_a_way_of_its_own() -> None:
    lapses = lapse_file().lapses
    assert [each.code for each in lapses] == [f"LP-{n:02}" for n in range(1, 30)]
    assert {each.id for each in lapses} == set(LAPSES) == set(HAPPENS_IN)
    assert all(each.ordinary <= each.poor for each in lapses)


@pytest.mark.parametrize("lapse", HAPPENS_IN)
def test_a_lapse_happens_when_it_is_asked_for(lapse: str) -> None:
    """And no other one does."""
    made = asked_for(lapse).lapses
    assert {each.id for each in made} == {lapse}
    assert all(each.at >= 0 for each in made)


@pytest.mark.parametrize("lapse", HAPPENS_IN)
def test_a_lapse_changes_what_a_person_does(lapse: str) -> None:
    """A lapse that left the log as it was would be none."""
    other, good = asked_for(lapse), played(HAPPENS_IN[lapse])
    assert list(map(json_line, other.log)) != list(map(json_line, good.log))
    shown = [each.seq for each in other.lapses if each.seq is not None]
    assert all(other.log[seq].actor is other.lapses[0].role for seq in shown)


@pytest.mark.parametrize("name", SOME)
def test_good_people_make_none(name: str) -> None:
    """With nothing chosen the cast is good: nothing is drawn for it, and no log changes."""
    usual, good = played(name), played(name, GOOD, GOOD)
    assert usual.lapses == good.lapses == ()
    assert list(map(json_line, usual.log)) == list(map(json_line, good.log))


@pytest.mark.parametrize("name", SOME)
def test_the_same_seed_has_the_same_cast_of_lapses(name: str) -> None:
    once, again = played(name, "poor", "poor", 3), played.__wrapped__(name, "poor", "poor", 3)
    assert once.lapses == again.lapses
    assert list(map(json_line, once.log)) == list(map(json_line, again.log))


@pytest.mark.parametrize("name", SOME)
def test_nothing_of_a_lapse_is_in_what_seats_see(name: str) -> None:
    """No kind, key or word of the log says that something was a lapse."""
    log = "\n".join(map(json_line, played(name, "poor", "poor", 1).log))
    for each in lapse_file().lapses:
        assert each.code not in log
        assert f"lapse: {each.id}" not in log
    kinds = {json.loads(line)["body"]["kind"] for line in log.splitlines()}
    assert not {each for each in kinds if "lapse" in each}


@quick_or_full(3, 6)
def test_poor_people_make_more_than_ordinary_ones_and_careful_ones_fewest(count: int) -> None:
    """Over the same calls and seeds."""

    def made(who: str) -> int:
        return sum(len(played(n, who, who, s).lapses) for n in SOME for s in range(count))

    assert made("poor") > made("ordinary") > made("careful") > 0


@quick_or_full(6, 12)
def test_a_careful_person_puts_a_lapse_right_aloud(count: int) -> None:
    """One lapse of a kind, and then the words that put it right."""
    found = [
        (result.log, lapse)
        for name in SOME
        for seed in range(count)
        for result in [played(name, "careful", seed=seed)]
        for lapse in result.lapses
        if lapse.repaired_at is not None
    ]
    assert found
    texts = {each.id: each.repair for each in lapse_file().lapses}
    for log, lapse in found:
        at = [e for e in log if e.at == lapse.repaired_at and e.actor is Role.CALL_HANDLER]
        said = {getattr(e.body, "words", "") or getattr(e.body, "text", "") for e in at}
        assert said & set(texts[lapse.id])


@pytest.mark.parametrize("name", SOME)
@pytest.mark.parametrize("seed", range(3))
def test_poor_people_also_do_things_right(name: str, seed: int) -> None:
    """At least three good acts: they search, grade, send, brief, note, or bring help in."""
    good = (do.Search, do.SetGrade, do.Deploy, do.BringIn, do.Note, do.ReadLocation, do.Thrive)
    done = [
        entry.body for entry in by(Role.CALL_HANDLER, played(name, "poor", seed=seed).log)
        if isinstance(entry.body, good)
    ]  # fmt: skip
    assert len({type(each) for each in done}) >= 3


@pytest.mark.parametrize("name", SOME)
def test_what_holds_of_every_call_holds_with_poor_people(name: str) -> None:
    """A lapse breaks no property of the machines: it is an act that anyone could do."""
    library = Library()
    scenario = library.scenario(name).scenario
    profile = library.profile().profile
    context = Context(force=library.force(scenario.force or "generic").force, profile=profile)
    held = [
        each
        for loaded in library.properties()
        for each in loaded.file.built
        if each.kind is PropertyKind.MACHINE
        and each.modality is Modality.ALWAYS
        and each.concerns(profile)
        and scenario.line in (each.lines or LineKind)
    ]
    assert len(held) > 10
    log = played(name, "poor", "poor", 2).log
    for each in held:
        assert evaluate(each.rule, log, context).kind is not VerdictKind.BROKEN, each.id


# --- what single lapses look like -----------------------------------------------------------------


def test_who_interrupts_speaks_within_three_seconds_of_a_question() -> None:
    result = asked_for("interrupts")
    for lapse in result.lapses:
        assert lapse.seq is not None
        ends = [e.at for e in result.log[: lapse.seq]
            if e.actor is Role.CALL_HANDLER and isinstance(e.body, do.Finish)]  # fmt: skip
        assert 1_000 < lapse.at - ends[-1] < 3_000


def test_who_asks_two_things_at_once_asks_about_both() -> None:
    result = asked_for("two-at-once")
    for lapse in result.lapses:
        body = result.log[lapse.seq or 0].body
        assert isinstance(body, do.Ask)
        assert len(body.about) == 2
        assert ", and " in body.words


def test_police_are_spoken_of_before_it_is_known_who_can_hear() -> None:
    result = asked_for("police-aloud")
    said = result.log[result.lapses[0].seq or 0].body
    assert isinstance(said, do.Say)
    assert said.intent is Intent.OFFICERS_SENT


def test_an_unread_text_waits_for_more_than_a_minute() -> None:
    result = asked_for("forgets-text")
    text = next(
        e.at for e in result.log if e.actor is Role.CALLER and isinstance(e.body, do.SendText)
    )
    assert result.lapses[0].at >= text
    answers = [e.at for e in by(Role.CALL_HANDLER, result.log)
        if isinstance(e.body, do.SendText) and e.at > text]  # fmt: skip
    assert all(each - text >= 60_000 for each in answers)


def test_who_rings_back_at_once_has_searched_nothing_and_names_the_police() -> None:
    log = asked_for("rings-unsafely").log
    rung = next(e for e in log if isinstance(e.body, do.CallBack))
    lost = max(e.at for e in log[: rung.seq] if e.actor in (Role.CALLER, Role.NETWORK))
    assert rung.at - lost < 12_000


def test_who_rings_back_unsafely_says_why_to_whoever_answers() -> None:
    log = played("child-with-a-phone", "rings-unsafely").log
    rung = next(e.seq for e in log if isinstance(e.body, do.CallBack))
    said = next(
        e.body for e in log[rung:] if isinstance(e.body, do.Say) and e.actor is Role.CALL_HANDLER
    )
    assert "999" in said.words


@pytest.mark.parametrize("scenario_id", ["rings-back", "small-voice"])
def test_who_rings_back_unsafely_says_why_once_and_then_listens(scenario_id: str) -> None:
    """It was said up to 2,394 times, since it did not count as the greeting that was due."""
    for log in (played(scenario_id, "rings-unsafely").log, played(scenario_id, "poor").log):
        words = [e.body.words for e in log if isinstance(e.body, do.Say)]
        named = [each for each in words if "999?" in each or "999 just now?" in each]
        assert len(named) <= 1, scenario_id


def test_another_persons_word_is_passed_on_as_a_fact() -> None:
    result = asked_for("copies-word")
    body = result.log[result.lapses[0].seq or 0].body
    assert isinstance(body, do.BriefOfficers)
    assert body.means
    assert body.their_word == ()


def test_checks_that_were_not_made_are_in_the_log() -> None:
    log = asked_for("false-log").log
    note = next(e for e in by(Role.CALL_HANDLER, log)
        if isinstance(e.body, do.Note) and "hecks" in e.body.text)  # fmt: skip
    searched = [e.at for e in log if isinstance(e.body, do.Search)]
    assert all(each > note.at for each in searched)


def test_what_was_not_answered_goes_to_officers_as_a_no() -> None:
    result = asked_for("no-answer-is-no")
    seq = result.lapses[0].seq or 0
    body = result.log[seq].body
    assert isinstance(body, do.BriefOfficers)
    known = Knowledge.of(Role.CALL_HANDLER, result.log[:seq]).facts
    assert any(known.fact(topic) is None and known.of(topic).asked for topic in body.ruled_out)


def test_an_operator_leaves_another_voice_out_of_the_hand_over() -> None:
    good = next(e.body for e in played("another-voice").log if isinstance(e.body, do.HandOver))
    bad = next(e.body for e in asked_for("leaves-out-voice").log if isinstance(e.body, do.HandOver))
    assert Reported.WHISPER in good.heard
    assert Reported.WHISPER not in bad.heard
    assert bad.means == ()


def test_a_question_of_another_kind_of_call_is_asked() -> None:
    result = asked_for("wrong-branch")
    body = result.log[result.lapses[0].seq or 0].body
    assert isinstance(body, do.Ask)
    assert not {Topic.ORDERS, Topic.WEAPON, Topic.DRINK_OR_DRUGS}.isdisjoint(body.about)


def test_a_late_grade_is_late_in_some_calls_and_too_low_in_others() -> None:
    """A grade that was too low is set right, as late as one that was late."""
    low, late = 0, 0
    for seed in range(6):
        result = played("footsteps-on-the-landing", "late-grade", seed=seed)
        (lapse,) = result.lapses
        grades = [
            (e.at, e.body.grade)
            for e in by(Role.CALL_HANDLER, result.log)
            if isinstance(e.body, do.SetGrade)
        ]
        assert grades[-1][1] == "emergency"
        if lapse.seq is None:
            late += 1
            assert [grade for _, grade in grades] == ["emergency"]
        else:
            low += 1
            assert grades[0] == (lapse.at, "priority")
            assert grades[-1][0] - lapse.at >= 40_000
    assert low
    assert late


def test_a_whisper_is_asked_for_three_times_in_other_words() -> None:
    log = asked_for("third-repeat").log
    said = [
        e.body.words for e in by(Role.OPERATOR, log)
        if isinstance(e.body, do.Say) and e.body.intent is Intent.ASK_AGAIN
    ]  # fmt: skip
    assert len(said) == len({*said}) == 3


@pytest.mark.parametrize("lapse", ["leaves-out-voice", "off-early"])
def test_a_careful_operator_puts_a_lapse_right(lapse: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was left out is handed over after all; who took leave too soon stays."""
    text = next(each for each in lapse_file().lapses if each.id == lapse)
    careful = Handling("careful", ((text, 100),), repairs=True)

    def handling(_file: LapseFile, named: str, _role: Role) -> Handling:
        return careful if named == "careful" else Handling()

    monkeypatch.setattr(LapseFile, "handling", handling)
    result = played.__wrapped__(HAPPENS_IN[lapse], GOOD, "careful")
    (made,) = result.lapses
    assert made.repaired_at is not None
    right = [e for e in result.log if e.at == made.repaired_at and e.actor is Role.OPERATOR]
    assert {getattr(e.body, "words", "") for e in right} & {*text.repair}
    left = next(e for e in by(Role.OPERATOR, result.log) if isinstance(e.body, do.Leave))
    assert left.at > made.repaired_at
    if lapse == "leaves-out-voice":
        assert any(
            isinstance(e.body, do.HandOver) and Reported.WHISPER in e.body.heard for e in right
        )


def test_a_careful_person_makes_about_one_lapse_a_call() -> None:
    """A fifth of each share, each of the few times that it could happen (assumption)."""
    made = [len(played(name, "careful", seed=seed).lapses) for name in SOME for seed in range(12)]
    assert 0.6 <= sum(made) / len(made) <= 1.5


# --- how it is named ------------------------------------------------------------------------------


def test_lapses_are_named_by_id_or_code_each_perhaps_with_a_chance() -> None:
    found = lapse_file().handling("doubts-aloud=50, LP-08", Role.CALL_HANDLER)
    assert [(text.id, chance) for text, chance in found.chances] == [
        ("doubts-aloud", 50), ("untrue", 100),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "role", "found", "fix"),
    [
        ("por", Role.CALL_HANDLER, 'no person or lapse "por" of a call handler', '"poor"'),
        ("untrue, scold", Role.CALL_HANDLER, 'no lapse "scold" of a call handler', '"scolds"'),
        ("interrupts", Role.OPERATOR, 'no person or lapse "interrupts" of an operator', "hurried"),
        ("untrue=lots", Role.CALL_HANDLER, 'the chance of untrue is "lots"', "untrue=50"),
        ("untrue=101", Role.CALL_HANDLER, 'the chance of untrue is "101"', "untrue=50"),
    ],
)
def test_a_lapse_that_does_not_exist_gets_one_message(
    text: str, role: Role, found: str, fix: str
) -> None:
    with pytest.raises(LibraryError) as refused:
        lapse_file().handling(text, role)
    assert found in refused.value.message
    assert fix in str(refused.value.hint)


def test_a_named_person_has_their_own_lapses_at_the_share_of_a_poor_one() -> None:
    shares = {
        text.id: chance
        for text, chance in lapse_file().handling("brisk", Role.CALL_HANDLER).chances
    }
    assert (shares["doubts-aloud"], shares["untrue"]) == (30, 8)
    by_the_book = lapse_file().handling("by-the-book", Role.CALL_HANDLER)
    assert "untrue" not in {text.id for text, _ in by_the_book.chances}
