"""What no command accepts: exit code 2, one message that says what is right, nothing written."""

import shlex
from pathlib import Path

import pytest

from tests.cli.command import refused, silent999

NO_SENSE = """
run --profle wmp | there is no option --profle; did you mean --profile?
run --seed x | argument --seed: expected a whole number, got x
run --seed | argument --seed: expected one argument
show | the following arguments are required: ID
list everything | unexpected: everything
flow --format mermiad | argument --format: unknown format mermiad; did you mean mermaid? \
(known: text, mermaid, scxml, promela, tchecker, vectors)
list --folder nowhere | argument --folder: there is no folder nowhere
"""
"""Words that cannot be read; the usage stands under the message."""

REFUSED = r"""
check '' | the name is empty
show ' ' | the name is empty
test --junit= | the name is empty
handout -o '' | the name is empty
run --transcript --format json | --transcript needs --format text
show nowhere/at-all.yaml | doesn't exist
show . | there is no scenario in .

play | the screens need a terminal
play partner-in-the-room | --plain
play partner-in-the-rom | partner-in-the-room
play partner-in-the-room --profile wpm | wmp
play partner-in-the-room --force genric | generic
play partner-in-the-room --seat calller | did you mean caller?
play partner-in-the-room --speed fast | expected a number, got fast
play partner-in-the-room --speed 9 | expected a number from 0.5 to 8, got 9
play partner-in-the-room --seed x | expected a whole number, got x
play partner-in-the-room --theme drak | did you mean dark?
play partner-in-the-room --coached --assessed | not allowed with
play partner-in-the-room --seat none --record | there is nothing to record
play --code robin | add --record
play one two | two

handout . | folder
handout --nation walse | did you mean wales?
handout --language cy | there is no translation "cy"
handout -o . | . is a folder
handout -o nowhere/page.html | there is no folder nowhere
handout --pack . | . exists already
handout --pack nowhere/pack | there is no folder nowhere
handout --pack /proc/pack | /proc/pack
handout --pack pack --plan twenty-minute | did you mean twenty-minutes
handout --pack pack -o page.html | --pack takes no --output
handout --pack pack --for-readers | --for-readers takes no --pack
handout --template --local x | --template takes no --local
handout --logo nowhere.png | nowhere.png

room no-such-plan | no plan "no-such-plan"
room twenty-minute | did you mean twenty-minutes
room no-such-file.yaml | no-such-file.yaml

serve --port 0 | expected a port from 1 to 65535
serve --lan localhost | expected an IP address, got localhost
serve --lan fe80::1%lo | expected the address that others use
serve --folder /no/such/folder | there is no folder /no/such/folder
serve --prot 8000 | there is no option --prot; did you mean --port?

test --level 5 | expected a level from 1 to 4, got 5
test -j 0 | expected a number of processes from 1 to 256, got 0
test --junit no-such-folder/report.xml | there is no folder no-such-folder
test --junit folder | folder is a folder
test --junit /dev/null | /dev/null is not an ordinary file

records lst | did you mean list?
records list one | takes no record
records erase --code robin --older-than 90d | erase takes no age
diff hill-path gone.json | there is no file gone.json
records erase nothing-like-it | there is no record nothing-like-it
records erase | RECORD or --code C
records erase one --code robin | takes no record
records erase --code 'Ann Other' --yes | never a name
records expire | needs an age
records expire --older-than 0d | such as 90d
replay none | there is no record none
coverage hill-path --fail-under=101 | expected a number from 0 to 100
verify --property nothing-after-the-ends | did you mean nothing-after-the-end?
verify --profile iopc | iopc
verify --jobs 0 | from 1 to 256 processes
verify --jobs 99999 | from 1 to 256 processes
verify --write file | file is a file, not a folder
new --kind silnt | did you mean silent?
new 'Not An Id.yaml' | such as not-an-id.yaml
new nowhere/ | there is no folder nowhere
new --title '!?' | this title gives no id
new hill-path.yaml | there is a scenario "hill-path" already
new mine.yaml --near '07912 345678' | may be a real telephone number
progress --code 'A B' | never a name
review none --plain | --as CODE

profiles show | which profile?\nsilent999 profiles lists them\n
forces show | which force?\nsilent999 forces lists them\n
profiles wmp | unexpected: wmp\nsilent999 profiles, or silent999 profiles show ID\n
profiles show wpm | there is no profile "wpm"\nhint: did you mean wmp?\n
forces show zz | there is no force "zz"\nhint: to list them: silent999 forces\n
flow --format text --profile wmp | --profile needs --format scxml, promela, tchecker or vectors
flow --format vectors | --format vectors needs --output FOLDER
show zzz | there is no scenario "zzz"\nhint: to list them: silent999 list\n
run --tag land-line | no scenario has the tag land-line
explain unknown-kye | did you mean unknown-key?
explain nonsens | to list them: silent999 explain
"""
"""Commands, and a part of what is said of them."""


def lines_of(table: str) -> list[tuple[str, str]]:
    rows = (line.split(" | ", 1) for line in table.splitlines() if line)
    return [(words, said.replace(r"\n", "\n")) for words, said in rows]


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)


def test_what_was_typed_cannot_move_the_cursor_of_a_terminal() -> None:
    err = refused("show", "\x1b[2J")
    assert "\x1b" not in err
    assert r"\x1b[2J" in err


def test_what_makes_no_sense_is_refused_in_words_and_writes_nothing(tmp_path: Path) -> None:
    """In screens and in lines alike; where words cannot be read, the usage stands under it."""
    for words, said in [*lines_of(REFUSED), *lines_of(NO_SENSE)]:
        ran = silent999(*shlex.split(words))
        assert (ran.code, ran.out) == (2, ""), words
        assert said in ran.err, words
        if words.startswith("play p") and "terminal" not in said and said != "--plain":
            assert said in refused(*shlex.split(words), "--plain"), words
    for words, said in lines_of(NO_SENSE):
        first, usage, *_ = refused(*shlex.split(words)).splitlines()
        assert first == f"silent999: {said}"
        assert usage.startswith(f"usage: silent999 {words.split()[0]} ")
    for word, message in (
        ("lsit", "there is no command lsit; did you mean list?"),
        ("--hlep", "there is no option --hlep; did you mean --help?"),
        ("", "there is no command "),
    ):
        told = f"silent999: {message}\nto list the commands: silent999 --help\n"
        assert refused(word) == told
    assert {path.name for path in tmp_path.iterdir()} == {"file", "folder"}
