"""`silent999 new`: what it writes passes check and run as it is, and it was not changed."""

import json
from datetime import date
from pathlib import Path

import pytest

from simulator.cli.scenarios.new import DOES as KINDS
from simulator.content.files.file_kinds import modeline
from simulator.content.library.library import shipped_scenarios
from simulator.session.run.headless_run import run
from tests.cli.command import Said, refused, silent999
from tests.daily import first_a_day, some_a_day
from tests.session.calls import LIBRARY

TODAY = date(2026, 11, 24)


def new(*words: str | Path) -> Said:
    return silent999("new", *words, today=TODAY)


@pytest.mark.parametrize("near", first_a_day([("--near", "a stranger outside"), ()]))
@pytest.mark.parametrize("kind", some_a_day(KINDS, 12))
def test_what_is_written_passes_at_once_under_every_profile(
    kind: str, near: tuple[str, ...], tmp_path: Path
) -> None:
    path = tmp_path / "my-own.yaml"
    told = new(path, "--kind", kind, "--title", "One of my own", *near)
    assert (told.code, told.err) == (0, "")
    assert told.out.splitlines()[1:3] == [
        f"  silent999 check {path}",
        f"  silent999 run {path} --transcript",
    ]
    assert told.out.splitlines()[-1].strip() == str(shipped_scenarios() / "README.md")
    assert silent999("check", path) == (0, "1 file, no problems\n", "")
    loaded = LIBRARY.scenario(path)
    scenario = loaded.scenario
    assert (scenario.id, scenario.title, scenario.kind) == ("my-own", "One of my own", kind)
    assert scenario.review_by == "2027-11"
    assert bool(scenario.near) == bool(near)
    assert loaded.document.lines[0] == modeline("scenario", path.parent)
    for profile in LIBRARY.profiles():
        if profile.id in scenario.not_under:
            continue
        result = run(scenario, profile.profile, LIBRARY.force().force)
        assert result.passed, (profile.profile.id, result.expectations)
        assert result.skipped == ()


def test_a_folder_gives_the_kind_and_the_title_the_name(tmp_path: Path) -> None:
    folder = tmp_path / "sounds"
    folder.mkdir()
    assert new(folder, "--title", "Two taps, quite late").code == 0
    scenario = LIBRARY.scenario(folder / "two-taps-quite-late.yaml").scenario
    assert (scenario.kind, scenario.title) == ("sounds", "Two taps, quite late")
    assert silent999("check", folder).code == 0


def test_standard_output_gets_the_text_alone(tmp_path: Path) -> None:
    told = new("-", "--title", 'Somebody: "quiet" #2 \\1')
    assert (told.code, told.err) == (0, "")
    path = tmp_path / "somebody-quiet-2-1.yaml"
    path.write_text(told.out, encoding="utf-8")
    assert LIBRARY.scenario(path).scenario.title == 'Somebody: "quiet" #2 \\1'
    assert silent999("check", path).code == 0


@pytest.mark.parametrize(
    "near",
    [
        "a carer in the next room, with the radio on",
        """ "quoted" {and} [listed] # 'so'""",
        "a stranger, " * 9 + "a stranger",
    ],
)
def test_whatever_somebody_near_is_called_reads_back(near: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    assert new(path, "--near", near, "--title", near).code == 0
    scenario = LIBRARY.scenario(path).scenario
    assert (scenario.near[0].who, scenario.title) == (near, near)


def test_what_check_only_warns_of_is_told(tmp_path: Path) -> None:
    told = new(tmp_path, "--title", "The Carer Comes In")
    assert told.code == 0
    assert "warning[unlisted-name] in title: Carer Comes In looks like a name" in told.err
    assert silent999("check", tmp_path / "the-carer-comes-in.yaml").code == 0


def test_a_real_number_is_not_written(tmp_path: Path) -> None:
    ran = new(tmp_path, "--title", "It's quiet", "--near", "07912 345678")
    assert (ran.code, list(tmp_path.iterdir())) == (2, [])


@pytest.mark.parametrize("name", ["three.scenario.yaml", "three.scenario", "three.yml"])
def test_the_id_is_what_stands_before_the_ending(name: str, tmp_path: Path) -> None:
    assert new(tmp_path / name).code == 0
    (path,) = tmp_path.iterdir()
    assert path.name.startswith(name)
    assert LIBRARY.scenario(path).scenario.id == "three"
    assert silent999("check", "--strict", path).code == 0


def test_a_file_of_properties_passes_check_and_verify(tmp_path: Path) -> None:
    """It is written where `verify --folder` looks, and the machines' rules are decided."""
    path = tmp_path / "properties" / "our_rules.yaml"
    told = new(tmp_path / "our-rules.yaml", "--property", "--title", "Our rules")
    assert told.out.startswith(f"{path} is written.")
    assert silent999("check", "--strict", path) == (0, "1 file, no problems\n", "")
    first, second, _ = (each.id for each in LIBRARY.load("properties", path).file.properties)
    which = ("--property", first, "--property", second)
    verified = silent999("verify", "--folder", tmp_path, *which, "-j", "1")
    assert (verified.code, "properties: 2 (holds 2)" in verified.out) == (0, True)
    assert new(tmp_path / "our-rules.yaml", "--property").code == 2
    assert "name it alone" in new(path, "--property", "--near", "partner").err
    assert "is not an id" in new(tmp_path / "Our Rules.yaml", "--property").err


def test_a_persona_is_written_where_a_scenario_beside_it_takes_it(tmp_path: Path) -> None:
    told = new(tmp_path / "hides-below.yaml", "--persona")
    path = tmp_path / "personas" / "hides-below.yaml"
    assert told.out.splitlines()[2] == f"  in a scenario of {tmp_path}: extends: [hides-below]"
    assert silent999("check", "--strict", path) == (0, "1 file, no problems\n", "")
    new(tmp_path / "mine.yaml", "--kind", "sounds")
    text = (tmp_path / "mine.yaml").read_text(encoding="utf-8")
    (tmp_path / "mine.yaml").write_text(f"{text}extends: [hides-below]\n", encoding="utf-8")
    assert silent999("check", tmp_path / "mine.yaml").code == 0


def test_a_call_that_went_becomes_a_scenario_that_gives_the_same_log(tmp_path: Path) -> None:
    """Byte for byte: who did what, when, and what led to it."""
    kept, made = tmp_path / "kept.json", tmp_path / "as-it-went.yaml"
    for call in ("coughs-when-asked", "in-a-car-boot", "two-short-calls"):
        ran = silent999("run", call, "--seed", "1", "--format", "json")
        kept.write_text(ran.out, encoding="utf-8")
        assert silent999("new", "--from", kept, made).code == 0
        assert silent999("check", "--strict", made)[0::2] == (0, "")
        again = silent999("run", made, "--seed", "1", "--format", "json")
        logs = [json.loads(each.out)["runs"][0]["log"] for each in (ran, again)]
        assert logs[0] == logs[1] != []
        made.unlink()


def test_in_cues_a_call_passes_the_strict_check(tmp_path: Path) -> None:
    """`--loose`: also a pair of calls that overlap."""
    kept, made = tmp_path / "kept.json", tmp_path / "in-cues.yaml"
    for call in ("coughs-when-asked", "still-on-the-way"):
        ran = silent999("run", call, "--seed", "1", "--format", "json")
        kept.write_text(ran.out, encoding="utf-8")
        assert silent999("new", "--from", kept, "--loose", made).code == 0
        assert silent999("check", "--strict", made)[0::2] == (0, "")
        assert silent999("run", made, "--seed", "1").code == 0
        made.unlink()
    assert "--loose is how --from" in refused("new", "--loose", made)


def test_what_can_not_be_written_as_a_scenario_is_one_message(tmp_path: Path) -> None:
    assert "there is no file" in refused("new", "--from", tmp_path / "gone.json", "-")
    assert "there is no record gone" in refused("new", "--from", "gone", "-")
    assert "--from takes no --kind" in refused("new", "--from", "gone", "--kind", "silent")
