"""`silent999 run`: one line a run, what failed under it, exit codes, transcripts and JSON."""

import json
from pathlib import Path

import pytest

from simulator import BANNER
from tests.cli.command import PUT_DOWN, compare, refused, silent999, write
from tests.session.calls import LIBRARY

WHY = "    why: 0:01 the caller clears before the operator answers\n"
"""The line under a run of `PUT_DOWN` that passed."""
PASSED = f"put-down  iopc_2019  abandoned      0:01  passed\n{WHY}1 run: 1 passed, 0 failed\n"
FAILED = """\
put-down  iopc_2019  abandoned      0:01  failed
    failed: outcome: deployed
      expected deployed, ended as abandoned at 0:01
      why: 0:01 the caller clears before the operator answers (row D-4); deployed
           needs: officers are sent (row I-11); the nearest was 0:00 ringing the
           operator (row D-1)
      #5    0:01    -- the call is over: abandoned before police
    failed: never: hang up
      Expected never: hang up. It happened: 0:01 Caller: [puts the phone down].
      why: it followed from 0:00 Network: ringing the operator (row D-1)
      #3    0:01  Caller        [puts the phone down]
1 run: 0 passed, 1 failed
"""
WRITTEN_OUT = f"""\
{BANNER}

Put down at once (put-down)
profile iopc_2019, force generic, seed 7
content note: a phone rings; nobody answers

0:00    -- call 1 begins, from a mobile phone
0:00  Caller        [dials 999]
0:00    -- ringing the operator (row D-1)
0:01  Caller        [puts the phone down]
0:01    -- abandoned before police (row D-4)
0:01    -- the call is over: abandoned before police

put-down  iopc_2019  abandoned      0:01  passed
{WHY}
1 run: 1 passed, 0 failed
"""


@pytest.mark.parametrize(
    ("changes", "words", "code", "out"),
    [
        ({}, [], 0, PASSED),
        (
            {"outcome: abandoned": "outcome: deployed", "{stage: with_operator}": "{act: hang_up}"},
            *([], 1, FAILED),
        ),
        (
            {"content_note: []": "content_note: [a phone rings, nobody answers]"},
            *(["--transcript", "--seed", "7"], 0, WRITTEN_OUT),
        ),
    ],
    ids=["one line and a total", "the rule and the entries", "a transcript with its content note"],
)
def test_a_run_is_printed(
    changes: dict[str, str], words: list[str], code: int, out: str, tmp_path: Path
) -> None:
    text = PUT_DOWN
    for before, after in changes.items():
        text = text.replace(before, after)
    assert silent999("run", *words, write(tmp_path, text)) == (code, out, "")


TAPS = PUT_DOWN.replace(
    "caller:\n", "caller:\n  - when: {heard: make_a_sound}\n    after: 1s\n    do: {tap: 2}\n"
).replace("    after: 1s\n    do: hang_up", "    after: 3m\n    do: hang_up")


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        ("eventually: {act: cough}", "the nearest was 0:28.3 Caller: [taps twice]: not cough"),
        ("eventually: {act: tap, by: operator}", "[taps twice]: not by the operator"),
        (
            "within: {time: 1s, of: {act: dial}, then: {act: call_back}}",
            "call back never happened in this call",
        ),
        ("eventually: {act: press, key: '7'}", "press, key 7 never happened in this call"),
        ("never: {act: tap}", "it followed from 0:27.3 Operator: [stops speaking]"),
        ("before: {first: {act: cough}, then: {act: hand_over}}", "[taps twice]: not cough"),
        ("within: {time: 1s, of: {act: dial}, then: {act: cough}}", "[taps twice]: not cough"),
        ("within: {time: 1s, of: {act: dial}, then: {act: connect}}", "it came too late: "),
    ],
)
def test_a_broken_rule_names_the_nearest_entry_or_what_it_followed_from(
    rule: str, why: str, tmp_path: Path
) -> None:
    text = TAPS.replace("never: {stage: with_operator}", rule)
    said = silent999("run", write(tmp_path, text), "--format", "json")
    (run,) = json.loads(said.out or said.err)["runs"]
    assert why in run["expectations"][1]["cause"]


def names(out: str) -> list[str]:
    """The first word of each run's line."""
    return [line.split()[0] for line in out.splitlines()[:-1] if line[0] != " "]


def test_json_has_every_run_with_its_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path)
    write(tmp_path, PUT_DOWN.replace("outcome: abandoned", "outcome: deployed"), "put-down-wrongly")
    monkeypatch.chdir(tmp_path)
    said = silent999("run", "--format", "json", "--seed", "5", ".")
    assert (said.code, said.err) == (1, "")
    compare("run.json", said.out)


def test_files_folders_and_ids_are_played_once_each_in_the_order_given(tmp_path: Path) -> None:
    write(tmp_path / "b" / "deeper", name="second")
    first = write(tmp_path / "b", name="first")
    (tmp_path / "b" / "README.md").write_text("Not a scenario.")
    last = LIBRARY.scenario_paths()[-1].stem
    said = silent999("run", last, first, tmp_path / "b", last)
    assert names(said.out) == [last, "first", "second"]


@pytest.mark.parametrize("command", ["run", "play", "show"])
@pytest.mark.parametrize("name", ["put-down.yaml", "put-down.scenario.yaml"])
def test_a_name_without_its_ending_is_told_the_file(
    command: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path).rename(tmp_path / name)
    monkeypatch.chdir(tmp_path)
    assert f"hint: did you mean the file {name}?" in refused(command, "put-down")


IDLE = """\
caller:
  - when: {answered: operator}
    do: hang_up
  - when: {at: 3h}
    do: tap
  - when: {asked: weapon, nth: 7}
    do: cough
  - when: {heard: recording_asks_for_55}
    chance: 20
    do: {press: "55"}
"""


def test_a_step_that_did_nothing_is_told_where_one_scenario_is_played(tmp_path: Path) -> None:
    head, _, rest = PUT_DOWN.partition("caller:\n")
    after = rest[rest.index("\nexpect:") + 1 :]
    text = head + IDLE + after.replace("never: {stage: with_operator}", "never: {act: tap}")
    path = write(tmp_path, text)
    said = silent999("run", path)
    assert (said.code, said.err) == (0, "")
    notes = [line for line in said.out.splitlines() if not line.startswith(" ")][1:-1]
    lines = text.splitlines()
    at = [lines.index(f"  - when: {{{cue}}}") + 1 for cue in ("at: 3h", "asked: weapon, nth: 7")]
    why = ("the call was over before it was due", "its cue did not come")
    assert notes[:2] == [
        f"note: {path}:{line}: this step of the caller did nothing: {reason}"
        for line, reason in zip(at, why, strict=True)
    ]
    assert "or chance (20 in 100) left it out" in " ".join(notes)
    (run,) = json.loads(silent999("run", path, "--format", "json").out)["runs"]
    assert [each["line"] for each in run["idle_steps"]][:2] == at
    assert {each["of"] for each in run["idle_steps"]} == {"caller"}
    write(tmp_path, name="other")
    assert f"did nothing in {path.stem}: {why[1]}" in silent999("run", tmp_path).out


def test_the_note_of_a_step_names_the_cues_that_did_come(tmp_path: Path) -> None:
    """An author who waits for the wrong purpose sees in one line which ones there were."""
    head, _, rest = PUT_DOWN.partition("caller:\n")
    step = "caller:\n  - {when: {heard: reassure}, do: tap}\n"
    path = write(tmp_path, head + step + rest[rest.index("\nexpect:") + 1 :])
    said = silent999("run", path).out.splitlines()
    (note,) = [n for n, line in enumerate(said) if "did nothing" in line]
    assert said[note].endswith(": its cue did not come")
    assert said[note + 1].startswith("    came: heard which_service")
    (run,) = json.loads(silent999("run", path, "--format", "json").out)["runs"]
    (idle,) = run["idle_steps"]
    assert idle["came"] == said[note + 1].removeprefix("    came: ")


def test_a_step_of_a_table_has_a_note_with_the_cases_in_which_it_did_nothing(
    tmp_path: Path,
) -> None:
    text = PUT_DOWN.replace("after: 1s", "after: {case: wait}")
    text = text.replace("{stage: with_operator}", "{act: press}")
    steps = "caller:\n  - {when: {answered: operator}, do: tap}\n  - {when: {at: 3h}, do: cough}\n"
    rows = "".join(
        f"  - {{id: {name}, title: {name}, values: {{wait: {wait}}}}}\n"
        for name, wait in (("soon", "1s"), ("sooner", "0.5s"), ("late", "20s"))
    )
    path = write(tmp_path, text.replace("caller:\n", steps) + f"cases:\n{rows}")
    said = [line for line in silent999("run", path).out.splitlines() if "note:" in line]
    line = text.splitlines().index("caller:") + 2
    what = "this step of the caller did nothing"
    assert said == [
        f"note: {path}:{line}: {what} in put-down-soon and put-down-sooner: its cue did not come",
        f"note: {path}:{line + 1}: {what}: its cue did not come",
    ]


@pytest.mark.parametrize("command", ["run", "debrief"])
def test_a_shipped_file_of_another_kind_is_refused_in_one_message(command: str) -> None:
    """A persona and a profile are no scenarios, also where they were built with the program."""
    persona = next(path for path in LIBRARY.part_paths() if path.stem == "in-pain")
    for path in (persona, LIBRARY.paths_of("profile")[0]):
        told = silent999(command, path)
        assert told.code == 2
        assert "Traceback" not in told.err
        assert path.name in told.err
