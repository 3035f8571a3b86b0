"""From a record to a scenario: the same stages in the same order, and nobody's words."""

from pathlib import Path

import pytest

from simulator.content.checks.content_warnings import lint
from simulator.content.checks.unknown_ids import KnownReferences
from simulator.content.diagnostics.validate import validated
from simulator.content.scenario.cues import Asked
from simulator.content.scenario.scenario import Scenario
from simulator.content.yaml.reader import read_text
from simulator.core import acts as do
from simulator.core.terms import Intent, Manner, Role, Topic
from simulator.session.records.record_file import Record, read_record, without_text
from simulator.session.records.to_scenario import (
    ScenarioDraft,
    in_place_of,
    remarks,
    rewritten,
    stages,
)
from simulator.session.run.headless_run import run
from simulator.session.run.live_run import RunSetup
from simulator.session.run.log_diff import Comparison, compared
from tests.content.test_models import HEAD
from tests.session.calls import DEFAULT, GENERIC, LIBRARY, PROFILES
from tests.session.recorded import SECRET, written

KNOWN = KnownReferences(LIBRARY)


def recorded(
    folder: Path,
    scenario: Scenario,
    seats: tuple[Role, ...] = (),
    *,
    profile: str = "iopc_2019",
    seed: int = 0,
    played: Scenario | None = None,
) -> Record:
    """A record of `scenario`, in which people did what `played` says."""
    force = LIBRARY.force(scenario.force or "generic").force
    log = run(played or scenario, PROFILES[profile], force, seed).log
    setup = RunSetup(scenario, PROFILES[profile], force, seed, seats)
    return read_record(written(folder, tuple(log), setup))


def same_again(record: Record) -> ScenarioDraft:
    """The record as a scenario, read from its text and played."""
    made = rewritten(record, "as-played", frozenset())
    document = read_text(made.text, "as-played.yaml")
    scenario = validated(document, Scenario)
    assert scenario == made.scenario
    assert lint(document, scenario, KNOWN) == []
    setup = record.header.setup
    result = run(scenario, setup.profile, setup.force, setup.seed)
    assert stages(result.log) == stages(record.entries) != []
    assert result.passed
    return made


def test_an_act_hangs_on_the_cue_before_it(tmp_path: Path) -> None:
    made = same_again(recorded(tmp_path, LIBRARY.scenario("partner-in-the-room").scenario))
    first, second, *_ = made.scenario.caller
    assert first.when.model_dump(exclude_unset=True) == {"heard": "recording_asks_for_55"}
    assert [act.kind for act in first.do] == ["press", "pause", "press"]
    assert isinstance(second.when, Asked)
    assert second.when.asked is Topic.CAN_HEAR
    assert "  after: " in made.text
    assert "in_danger: yes" in made.text


STEPS = "caller: [{when: {heard: make_a_sound}, after: 1s, do: tap}]\n"
LEFT = "operator: [{when: {at: 1s}, do: {connect: ambulance, reason: doubt}}]\n"


def small(more: str) -> Scenario:
    return validated(read_text(HEAD + more, "small.yaml"), Scenario)


def test_what_nobody_usually_does_is_written_with_its_instant(tmp_path: Path) -> None:
    usual, unusual = small(STEPS), small(STEPS + LEFT)
    record = recorded(tmp_path, usual, (Role.OPERATOR,), played=unusual)
    made = same_again(record)
    assert made.scenario.calls_in_order[0].exactly
    assert differences(record, made).differences == ()
    assert made.scenario.exactly
    assert made.scenario.caller == ()


def test_words_are_left_out_even_where_they_were_recorded(tmp_path: Path) -> None:
    said = f'{{whisper: {{intent: wants_police, words: "{SECRET}"}}}}'
    played = small(f"caller: [{{when: {{heard: which_service}}, after: 1s, do: {said}}}]\n")
    log = run(played, DEFAULT, GENERIC).log
    setup = RunSetup(small(""), DEFAULT, GENERIC, 0, (Role.CALLER,))
    record = read_record(written(tmp_path, tuple(log), setup, with_text=True))
    assert any(SECRET in str(entry.body) for entry in record.entries)
    assert SECRET not in same_again(record).text


def test_a_call_that_did_not_end_is_refused(tmp_path: Path) -> None:
    whole = recorded(tmp_path, small(STEPS))
    cut = Record(whole.path, whole.header, whole.entries[:10])
    with pytest.raises(ValueError, match="record ends before the call"):
        rewritten(cut, "as-played", frozenset())


ALIKE = [
    ("somebody-picks-up", (), "iopc_2019", 3),
    ("handset-lifted-late", (), "iopc_2019", 0),
    ("nearly-home", (), "early55_relay", 2),
    ("whispers-one-word", (), "pecs_2008", 4),
    ("late-shift", (Role.CALLER,), "iopc_2019", 0),
    ("partner-in-the-room", (Role.CALLER,), "npcc_2017", 5),
    ("rings-back", (Role.CALLER,), "surrey_2019", 4),
    ("voices-in-a-moving-car", (Role.CALLER,), "pecs_2008", 0),
]


def differences(record: Record, made: ScenarioDraft) -> Comparison:
    """What `diff` says of a record and the file that was made of it."""
    setup = record.header.setup
    again = run(made.scenario, setup.profile, setup.force, setup.seed).log
    return compared(record.entries, [without_text(entry, record.header) for entry in again])


@pytest.mark.parametrize(("name", "seats", "profile", "seed"), ALIKE)
def test_a_played_call_is_the_same_again_entry_by_entry(
    name: str, seats: tuple[Role, ...], profile: str, seed: int, tmp_path: Path
) -> None:
    scenario = LIBRARY.scenario(name).scenario
    record = recorded(tmp_path, scenario, seats, profile=profile, seed=seed)
    made = same_again(record)
    assert not made.scenario.calls_in_order[0].exactly
    assert made.scenario.expect == ()
    setup = record.header.setup
    outcome = run(made.scenario, setup.profile, setup.force, seed).outcome
    assert made.scenario.outcome_under(profile) == outcome
    found = differences(record, made)
    assert (found.differences, found.same) == ((), len(record.entries))
    assert "# Run with the same options, it gives the same call, entry by entry.\n" in made.text


@pytest.mark.parametrize("sat_there", [-1, 4_321])
def test_how_long_somebody_sat_there_before_dialling_does_not_matter(
    sat_there: int, tmp_path: Path
) -> None:
    """A script dials a millisecond after the call has begun; a person at once, or when they do."""
    scenario = LIBRARY.scenario("partner-in-the-room").scenario
    log = run(scenario, DEFAULT, GENERIC, 0).log
    moved = [entry._replace(at=entry.at + sat_there if entry.seq else 0) for entry in log]
    setup = RunSetup(scenario, DEFAULT, GENERIC, 0, (Role.CALLER,))
    record = read_record(written(tmp_path, moved, setup))
    made = rewritten(record, "as-played", frozenset())
    assert differences(record, made).differences == ()


@pytest.mark.parametrize("numbers", [("112",), ("112", "112"), ("112", "999"), ("999", "112")])
def test_the_number_that_was_dialled_is_dialled_again(
    numbers: tuple[str, ...], tmp_path: Path
) -> None:
    """A person may dial the other number than the scenario has; later calls go on with theirs."""
    down = "caller: [{when: {answered: operator}, do: hang_up}]\n"
    later = "calls: [{gap: 6m, dials: '999'}]\n" if len(numbers) > 1 else ""
    dialled = f"dials: '{numbers[0]}'\n{down}"
    dialled += f"calls: [{{gap: 6m, dials: '{numbers[1]}', {down.strip()}}}]\n" if later else ""
    record = recorded(tmp_path, small(down + later), (Role.CALLER,), played=small(dialled))
    made = same_again(record)
    assert not made.scenario.calls_in_order[0].exactly
    assert differences(record, made).differences == ()
    assert tuple(script.dials for script in made.scenario.calls_in_order) == numbers


def test_a_person_who_answered_makes_it_another_call_and_the_file_says_so(tmp_path: Path) -> None:
    """They asked a second later than whoever is played; the stages are the same."""
    later = small(
        STEPS + "operator: [{when: {at: 1s}, do: {say: {intent: own_words, words: Hello there}}}]\n"
    )
    record = recorded(tmp_path, small(STEPS), (Role.OPERATOR,), played=later)
    made = same_again(record)
    assert not made.scenario.calls_in_order[0].exactly
    number = len(differences(record, made).differences)
    assert number > 0
    told = " ".join(made.text.replace("\n# ", " ").split())
    assert f"{number} entries differ: the operator was a person then and is simulated now" in told


def test_what_is_not_in_the_file_is_said_at_its_top(tmp_path: Path) -> None:
    text = LIBRARY.scenario("partner-in-the-room").scenario
    held = text.model_copy(update={"decision_points": small(POINTS).decision_points})
    made = same_again(recorded(tmp_path, held, (Role.CALLER,)))
    head = made.text.partition("format: 1")[0]
    for said in (
        "# Left out: background, overheard, answers, variations, pace, slips, fear, noises, ",
        "# acts are written as steps.\n",
        "# Left out: expect, outcomes, decision_points; they belong to the original scenario.\n",
    ):
        assert said in head


POINTS = """\
decision_points:
  - {when: {heard: recording_asks_for_55}, ask: Met?}
"""


@pytest.mark.parametrize("span", [1, 600, 800, 1_200, 1_600, 2_000, 11_600])
def test_what_stands_for_words_takes_as_long_as_they_did(span: int) -> None:
    words = in_place_of(span, DEFAULT.speech)
    assert DEFAULT.speech.length(words) == max(span, DEFAULT.speech.shortest)
    assert "left out" in words or words == "(...)"


def test_where_acts_of_one_instant_change_places_the_file_says_why() -> None:
    """Nobody reacts to anything there, so that nobody is played otherwise."""
    scenario = small(STEPS)
    setup = RunSetup(scenario, DEFAULT, GENERIC, 0, (Role.CALLER,))
    log = run(scenario, DEFAULT, GENERIC, 0).log
    again = compared(log, log[:-1])
    told = {
        exact: " ".join(remarks(setup, by_instant=exact, without=(), words=0, again=again))
        for exact in (False, True)
    }
    assert "at one instant may come in another order" in told[True]
    assert "this version simulates a role differently" in told[False]


def test_what_typed_words_state_is_in_the_scenario_though_the_words_are_not(tmp_path: Path) -> None:
    text = (
        "{whisper: {intent: danger_now, words: he has a knife, facts: {weapon: yes, injured: no}}}"
    )
    step = f"caller: [{{when: {{heard: which_service}}, after: 1s, do: {text}}}]\n"
    played = small(step)
    (act,) = played.caller[0].do
    stated = ((Topic.WEAPON, True), (Topic.INJURED, False))
    assert act.actions() == (do.Say(Intent.DANGER_NOW, "he has a knife", Manner.WHISPERED, stated),)
    made = same_again(recorded(tmp_path, small(""), (Role.CALLER,), played=played))
    assert "weapon: yes" in made.text
    assert "knife" not in made.text
