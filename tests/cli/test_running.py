"""`silent999 run`: one line a run, what failed under it, exit codes, transcripts and JSON."""

import json
import re
from pathlib import Path

import pytest

from simulator import BANNER
from simulator.content.library.library import Library
from tests.cli.command import PUT_DOWN, Terminal, compare, refused, silent999, write

WHY = "    why: 0:01 the caller clears before the operator answers\n"
"""The line under a run of `PUT_DOWN`."""


def test_a_run_is_one_line_and_a_total(tmp_path: Path) -> None:
    assert silent999("run", write(tmp_path)) == (
        0,
        f"put-down  iopc_2019  abandoned      0:01  passed\n{WHY}1 run: 1 passed, 0 failed\n",
        "",
    )


def test_a_failed_run_shows_the_rule_and_the_entries_that_show_it(tmp_path: Path) -> None:
    text = PUT_DOWN.replace("outcome: abandoned", "outcome: deployed")
    text = text.replace("never: {stage: with_operator}", "never: {act: hang_up}")
    assert silent999("run", write(tmp_path, text)) == (
        1,
        f"""\
put-down  iopc_2019  abandoned      0:01  failed
{WHY}    failed: outcome: deployed
      expected deployed, and the call ended as abandoned
      #5    0:01    -- the call is over: abandoned before police
    failed: never: hang up
      Expected never: hang up. It happened: 0:01 Caller: [puts the phone down].
      #3    0:01  Caller        [puts the phone down]
1 run: 0 passed, 1 failed
""",
        "",
    )


def test_a_transcript_stands_under_the_banner_and_the_content_note(tmp_path: Path) -> None:
    text = PUT_DOWN.replace("content_note: []", "content_note: [a phone rings, nobody answers]")
    assert silent999("run", "--transcript", "--seed", "7", write(tmp_path, text)) == (
        0,
        f"""\
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
""",
        "",
    )


def test_json_has_every_run_with_its_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path)
    write(tmp_path, PUT_DOWN.replace("outcome: abandoned", "outcome: deployed"), "put-down-wrongly")
    monkeypatch.chdir(tmp_path)
    said = silent999("run", "--format", "json", "--seed", "3", ".")
    assert (said.code, said.err) == (1, "")
    compare("run.json", said.out)


def test_every_shipped_scenario_is_played_when_none_is_named() -> None:
    said = silent999("run")
    ids = [path.stem for path in Library().scenario_paths()]
    *lines, total = said.out.splitlines()
    assert [line.split()[0] for line in lines if not line.startswith(" ")] == ids
    assert total == f"{len(ids)} runs: {len(ids)} passed, 0 failed"
    assert (said.code, said.err) == (0, "")


def test_files_folders_and_ids_are_played_once_each_in_the_order_given(tmp_path: Path) -> None:
    write(tmp_path / "b" / "deeper", name="second")
    first = write(tmp_path / "b", name="first")
    (tmp_path / "b" / "README.md").write_text("Not a scenario.")
    last = Library().scenario_paths()[-1].stem
    said = silent999("run", last, first, tmp_path / "b", last)
    assert [line.split()[0] for line in said.out.splitlines()[:-1] if line[0] != " "] == [
        last,
        "first",
        "second",
    ]


@pytest.mark.parametrize("command", ["run", "play", "check", "test", "show"])
@pytest.mark.parametrize("name", ["put-down.yaml", "put-down.scenario.yaml"])
def test_a_name_without_its_ending_is_told_the_file(
    command: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path).rename(tmp_path / name)
    monkeypatch.chdir(tmp_path)
    assert f"hint: did you mean the file {name}?" in refused(command, "put-down")


def test_ones_own_profile_and_force_are_used(tmp_path: Path) -> None:
    about = "format: 1\ntitle: Mine\nas_of: undated\nabout: for a test\n"
    profile = tmp_path / "profiles" / "mine.yaml"
    profile.parent.mkdir()
    profile.write_text(f"{about}id: mine\nbased_on: iopc_2019\n")
    force = tmp_path / "ours.yaml"
    force.write_text(f"{about}id: ours\nbased_on: generic\n")
    path = write(tmp_path / "calls", f"{PUT_DOWN}force: northern_keys\n")
    assert json.loads(silent999("run", path, "--format", "json").out)["runs"][0]["force"] == (
        "northern_keys"
    )
    asked = ("run", path, "--force", force, "--format", "json")
    by_path = json.loads(silent999(*asked, "--profile", profile).out)["runs"][0]
    assert (by_path["profile"], by_path["force"]) == ("mine", "ours")
    by_id = silent999(*asked, "--profile", "mine", "--folder", tmp_path)
    assert json.loads(by_id.out)["runs"][0] == by_path


def test_every_bad_file_is_told_of_before_anything_runs(tmp_path: Path) -> None:
    write(tmp_path, name="fine")
    write(tmp_path, PUT_DOWN.replace("line: mobile", "line: moble"), "one")
    write(tmp_path, PUT_DOWN.replace("level: 1", "levle: 1"), "two")
    err = refused("run", tmp_path, "put-donw", "--profile", "iopc", "--force", "generc")
    assert 'there is no scenario "put-donw"' in err
    assert 'there is no profile "iopc"\nhint: did you mean iopc_2019?' in err
    assert 'there is no force "generc"\nhint: did you mean generic?' in err
    assert "one.yaml:5:7: error[unknown-word]" in err
    assert "two.yaml:6:1: error[unknown-key]" in err
    assert err.endswith("2 problems in 2 files\n")


@pytest.mark.parametrize("command", ["run", "test", "coverage"])
def test_what_check_refuses_is_not_played(command: str, tmp_path: Path) -> None:
    source = next(line for line in PUT_DOWN.splitlines() if line.startswith("sources:"))
    path = write(tmp_path, PUT_DOWN.replace(source, "sources: [Q99]"))
    refused = silent999("check", path)
    assert re.findall(r"error\[([a-z-]+)\]", refused.err) == ["unknown-source"]
    said = silent999(command, path)
    assert (said.code, said.out, said.err) == (2, "", refused.err)


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


def idle(folder: Path) -> Path:
    text, _, rest = PUT_DOWN.partition("caller:\n")
    after = rest[rest.index("\nexpect:") + 1 :]
    return write(
        folder, text + IDLE + after.replace("never: {stage: with_operator}", "never: {act: tap}")
    )


def test_a_step_that_did_nothing_is_told_where_one_scenario_is_played(tmp_path: Path) -> None:
    path = idle(tmp_path)
    said = silent999("run", path)
    assert (said.code, said.err) == (0, "")
    notes = [line for line in said.out.splitlines() if not line.startswith(" ")][1:-1]
    lines = path.read_text(encoding="utf-8").splitlines()
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
    write(tmp_path)
    assert "note:" not in silent999("run", tmp_path).out


def test_a_part_of_scenarios_cannot_be_played(tmp_path: Path) -> None:
    path = tmp_path / "personas" / "hides.yaml"
    path.parent.mkdir()
    head = "format: 1\nid: hides\ntitle: Hides\nabout: Somebody hides.\n"
    path.write_text(f"{head}facts: {{can_hear: yes}}\n", encoding="utf-8")
    assert "this is a persona, a part of scenarios" in refused("run", path)


def test_a_bar_is_drawn_on_long_runs_and_does_not_mix_with_the_results(tmp_path: Path) -> None:
    for number in range(13):
        write(tmp_path, name=f"call-{number}")
    both = Terminal()
    asked = ("run", tmp_path, "--profile", "all")
    assert silent999(*asked, out=both, err=both).code == 0
    bar, results = both.getvalue().split("call-0 ", 1)
    assert "playing calls" in bar
    assert "playing calls" not in results
    assert "\x1b[32mpassed\x1b[0m" in results
    runs = 13 * len(Library().paths_of("profile"))
    piped = silent999(*asked)
    assert (piped.code, piped.err) == (0, "")
    assert piped.out.endswith(f"{runs} runs: {runs} passed, 0 failed\n")


def test_a_call_that_does_not_fit_a_profile_is_left_out_unless_both_are_named() -> None:
    everything = silent999("run", "phone-in-a-bag", "--profile", "all")
    assert everything.code == 0
    assert "2 runs left out: not_under in the files says why" in everything.out
    assert "npcc_2017" not in everything.out
    named = silent999("run", "phone-in-a-bag", "--profile", "npcc_2017")
    assert (named.code, "left out" in named.out) == (1, False)
