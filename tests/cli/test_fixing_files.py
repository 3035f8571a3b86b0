"""`silent999 check --fix` on real files: links, owners, files of others, a full disk, a count."""

import errno
import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from simulator.cli import write_files
from simulator.errors import SimulatorError
from tests.cli.command import PUT_DOWN, refused, silent999, write

WRONG = PUT_DOWN.replace("level: 1", "levle: 1")
posix = pytest.mark.skipif(os.name != "posix", reason="links and owners of POSIX")
root = pytest.mark.skipif(getattr(os, "getuid", int)() != 0, reason="only root gives files away")
NOBODY = 65534


@posix
def test_fix_keeps_every_name_of_a_file_with_hard_links(tmp_path: Path) -> None:
    path = write(tmp_path, WRONG)
    other = tmp_path / "kept" / "other-name.yaml"
    other.parent.mkdir()
    other.hardlink_to(path)
    assert silent999("check", "--fix", path).code == 0
    assert other.read_text("utf-8") == path.read_text("utf-8") == PUT_DOWN
    assert path.stat().st_nlink == 2
    assert sorted(each.name for each in tmp_path.iterdir()) == ["kept", path.name]


@posix
def test_fix_writes_through_a_symbolic_link(tmp_path: Path) -> None:
    target = tmp_path / "target" / "put-down.yaml"
    target.parent.mkdir()
    target.write_text(WRONG, "utf-8")
    path = tmp_path / "put-down.yaml"
    path.symlink_to(target)
    assert silent999("check", "--fix", path).code == 0
    assert path.is_symlink()
    assert target.read_text("utf-8") == PUT_DOWN


@root
def test_fix_keeps_the_owner_and_the_permissions_of_a_file(tmp_path: Path) -> None:
    path = write(tmp_path, WRONG)
    os.chown(path, NOBODY, NOBODY)
    path.chmod(0o640)
    assert silent999("check", "--fix", path).code == 0
    kept = path.stat()
    assert (kept.st_uid, kept.st_gid, kept.st_mode & 0o777) == (NOBODY, NOBODY, 0o640)


def _rewritten_by_nobody(path: Path) -> str:
    """Rewrite a file as a user who owns nothing; return what was refused."""
    reader, writer = os.pipe()
    if (child := os.fork()) == 0:
        said = "nothing was tried"
        try:
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)
            write_files.rewrite(path, WRONG.encode(), PUT_DOWN.encode())
            said = ""
        except BaseException as error:
            said = str(error)
        finally:
            os.write(writer, said.encode())
            os._exit(0)
    os.close(writer)
    os.waitpid(child, 0)
    with os.fdopen(reader) as stream:
        return stream.read()


@pytest.fixture
def shared() -> Iterator[Path]:
    """A folder that every user may write to, with a scenario that root owns."""
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o777)
        yield write(Path(folder), WRONG)


@root
def test_a_file_of_another_user_that_may_be_written_stays_theirs(shared: Path) -> None:
    shared.chmod(0o666)
    assert _rewritten_by_nobody(shared) == ""
    assert (shared.read_text("utf-8"), shared.stat().st_uid) == (PUT_DOWN, 0)
    assert list(shared.parent.iterdir()) == [shared]


@root
def test_a_file_that_one_may_not_write_is_not_replaced_by_ones_own(shared: Path) -> None:
    """The folder lets everyone write, so a new file could be put in the place of the old one."""
    shared.chmod(0o644)
    assert f"{shared} is read-only; it was not changed" in _rewritten_by_nobody(shared)
    assert (shared.read_text("utf-8"), shared.stat().st_uid) == (WRONG, 0)


def test_a_read_only_file_does_not_stop_the_fixes_of_the_others(tmp_path: Path) -> None:
    paths = [write(tmp_path, WRONG.replace("id: put-down", f"id: {name}"), name) for name in "abc"]
    paths[0].chmod(0o444)
    ran = silent999("check", "--fix", tmp_path)
    assert f"silent999: {paths[0]} is read-only; it was not changed" in ran.err
    assert ran.code == 2
    assert [("levle" in each.read_text("utf-8")) for each in paths] == [True, False, False]
    assert f"+++ {paths[0]}" not in ran.out


def test_a_read_only_file_with_a_mere_warning_is_an_error_too(tmp_path: Path) -> None:
    path = write(tmp_path, PUT_DOWN.replace("about: 1m", "about: 9m"))
    path.chmod(0o444)
    assert silent999("check", "--fix", "--strict", path).code == 2


@pytest.mark.parametrize("words", [("check", "--fix"), ("list", "--replace", "-o")])
def test_a_part_file_that_is_not_ours_is_left_alone(words: tuple[str, ...], tmp_path: Path) -> None:
    path = write(tmp_path, WRONG)
    own = tmp_path / f".{path.name}.part"
    own.write_text("my notes", "utf-8")
    silent999(*words, path)
    assert own.read_text("utf-8") == "my notes"
    assert path.read_text("utf-8") != WRONG
    assert sorted(each.name for each in tmp_path.iterdir()) == [own.name, path.name]


@pytest.mark.parametrize("links", [1, 2])
def test_a_text_is_on_the_disk_before_the_old_one_goes(
    links: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path, WRONG)
    if links > 1:
        (tmp_path / "second").hardlink_to(path)
    synced = []

    def sync(_: int) -> None:
        synced.append(path.read_text("utf-8") == WRONG)

    monkeypatch.setattr(os, "fsync", sync)
    assert silent999("check", "--fix", path).code == 0
    assert synced[0]


@pytest.mark.parametrize("links", [1, 2])
def test_a_full_disk_leaves_the_file_as_it_was(
    links: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path, WRONG)
    if links > 1:
        (tmp_path / "second").hardlink_to(path)
    before = sorted(tmp_path.iterdir())

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    err = silent999("check", "--fix", path).err
    assert f"silent999: {path}: No space left on device" in err
    assert path.read_text("utf-8") == WRONG
    assert sorted(tmp_path.iterdir()) == before


def test_a_file_that_changed_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    path = write(tmp_path, "mine")
    with pytest.raises(SimulatorError, match="changed meanwhile"):
        write_files.rewrite(path, b"older", b"fixed")
    assert path.read_text("utf-8") == "mine"


FOREIGN = 'services:\n  web: {image: "a", ports: ["80:80"]}\ntitle: Ours\n'


def test_fix_of_a_folder_leaves_files_that_are_not_ours(tmp_path: Path) -> None:
    """Any YAML file lacks our `format: 1`; it is put only into a file of ours, or one named."""
    write(tmp_path)
    other = tmp_path / "compose.yaml"
    other.write_text(FOREIGN, "utf-8")
    ran = silent999("check", "--fix", tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert other.read_text("utf-8") == FOREIGN


COUNTED = [
    # what is wrong; how many of how many can be fixed
    ("level: 1", "levle: 1", "1 of 1"),
    ("about: 1m\ncontent_note: []", "about: 1 min\ncontent_note: none", "2 of 2"),
    ("    after: 1s", "\tafter: 1s", "1 of 1"),
    ("seats: [operator]", "seats: [operator] and caller", ""),
    ("about: 1m", "about: 1 min\ntags: taps-and more", "1 of 2"),
    ("kind: accidental", 'kind: accidental\ntags: ["one]', ""),
    ("    after: 1s", "    after: soon\nkind:accidental", ""),
]


@pytest.mark.parametrize(("old", "new", "count"), COUNTED)
def test_check_says_how_many_fixes_there_are_and_fix_makes_them(
    old: str, new: str, count: str, tmp_path: Path
) -> None:
    assert old in PUT_DOWN
    path = write(tmp_path, PUT_DOWN.replace(old, new, 1))
    said = silent999("check", path).err
    before = said.count(": error[")
    assert (f"`check --fix` can fix {count}" in said) if count else ("--fix" not in said)
    fixes = int(count.partition(" ")[0] or 0)
    after = silent999("check", "--fix", path).err.count(": error[")
    assert before - after == fixes


def test_fix_says_which_new_problem_stopped_a_fix(tmp_path: Path) -> None:
    path = write(tmp_path, PUT_DOWN.replace("do: hang_up", "do: {text: help, me"))
    said = silent999("check", "--diff", path).err
    assert "not fixed: unclosed-bracket" in said
    assert "it would lead to unknown-key" in said


def test_sarif_offers_only_fixes_that_hold(tmp_path: Path) -> None:
    path = write(tmp_path, PUT_DOWN.replace("do: hang_up", "do: {text: help, me"))
    assert '"fixes"' not in silent999("check", "--format", "sarif", path).out
    path = write(tmp_path, WRONG)
    assert '"fixes"' in silent999("check", "--format", "sarif", path).out


def test_fix_of_one_file_is_refused_in_one_message(tmp_path: Path) -> None:
    path = write(tmp_path, WRONG)
    path.chmod(0o444)
    assert f"hint: chmod u+w {path}" in refused("check", "--fix", path)
