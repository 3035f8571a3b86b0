"""What no command accepts: exit code 2, one message that says what is right, nothing written."""

import shlex
from pathlib import Path

import pytest

from tests.cli.command import refused

NO_SENSE = """
run --profle wmp | there is no option --profle; did you mean --profile?
run --seed x | argument --seed: a whole number is needed, not x
run --seed | argument --seed: expected one argument
show | the following arguments are required: ID
list everything | nothing can be made of everything
flow --format mermiad | argument --format: no format mermiad; did you mean mermaid? \
(known: text, mermaid, scxml, promela)
list --folder nowhere | argument --folder: there is no folder nowhere
"""
"""Words that cannot be read; the usage stands under the message."""

REFUSED = r"""
check '' | an empty name
run --profile= | an empty name
show ' ' | an empty name
test --golden '' --update-golden | an empty name
test --junit= | an empty name
list --folder '' | an empty name
verify --write= | an empty name
handout -o '' | an empty name
run --transcript --format json | --transcript is for people
list --packs --pack landline | ask for two things
show nowhere/at-all.yaml | cannot be read
show . | there is no scenario in .

play | the screens need a terminal
play partner-in-the-room --seat demonstration | the screens need a terminal
play partner-in-the-room --seat both | the screens need a terminal
play partner-in-the-room | --plain
play partner-in-the-rom | partner-in-the-room
play partner-in-the-room --profile wpm | wmp
play partner-in-the-room --force genric | generic
play partner-in-the-room --seat calller | did you mean caller?
play partner-in-the-room --speed fast | a number is needed, not fast
play partner-in-the-room --speed 9 | 9 is not from 0.5 to 8
play partner-in-the-room --speed nan | nan is not from 0.5 to 8
play partner-in-the-room --seed x | a whole number is needed, not x
play partner-in-the-room --theme drak | did you mean dark?
play partner-in-the-room --coached --assessed | not allowed with
play partner-in-the-room --seat none --record | there is nobody to record
play partner-in-the-room --plain --sound | sound goes with the screens
play --code robin | add --record
play one two | two

audio no-such-call -o x.wav | no-such-call
audio twelve-seconds -o x.mp3 | ends in .wav
audio twelve-seconds -o nowhere/x.wav | there is no folder nowhere
audio twelve-seconds --as operater -o x.wav | did you mean operator?
audio twelve-seconds --call 2 -o x.wav | there is no call 2\nhint: it has 1
audio twelve-seconds --call 0 -o x.wav | there is no call 0
audio twelve-seconds | -o

handout nowhere.yaml | nowhere.yaml
handout . | folder
handout --nation walse | did you mean wales?
handout --language cy | there is no translation "cy"
handout -o . | . is a folder
handout -o nowhere/page.html | there is no folder nowhere

room no-such-plan | no plan "no-such-plan"
room no-such-plan | the plans are forty-minutes, sixty-minutes, twenty-minutes
room twenty-minute | did you mean twenty-minutes
room no-such-file.yaml | no-such-file.yaml
room --language xx --list | no translation "xx"
room twenty-minutes | need a terminal
room --theme pink --list | pink

serve --port 0 | a port is a number from 1 to 65535
serve --port 70000 | a port is a number from 1 to 65535
serve --font-size 5 | a size from 8 to 72 pixels
serve --address localhost | an address in numbers is needed, not localhost
serve --address 0.0.0.0 | name the one address that others reach
serve --address :: | name the one address that others reach
serve --address fe80::1%lo | name the one address that others reach
serve --make-launcher . | --make-launcher was removed
serve --folder /no/such/folder | there is no folder /no/such/folder
serve --play 'hill-path --plain' | a browser shows the screens, not the plain lines
serve --play "it's" | it's cannot be read
serve --prot 8000 | there is no option --prot; did you mean --port?

test --level 5 | a level from 1 to 4 is needed, or 1-2, not 5
test --level 3-2 | not 3-2
test -j 0 | a number of processes from 1 to 256 is needed, not 0
test --update-golden | --update-golden needs to know where
test --golden no-such-folder | there is no folder no-such-folder
test --golden file | file is no folder
test --junit - | --junit does not write to standard output
test --junit no-such-folder/report.xml | no report can be written to
test --junit folder | no report can be written to folder

records lst | did you mean list?
records list one | takes no record
records list --yes | --yes means nothing with list
records show one | records show was removed
records export | export needs a record
records export one --code robin | --code means nothing with export
records export nothing-like-it | there is no record nothing-like-it
records export one --format xml | no format xml
records erase | RECORD or --code C
records erase one --code robin | takes no record
records erase --code 'Ann Other' --yes | never a name
records expire | needs an age
records expire --older-than 0d | such as 90d
records expire --older-than 90 | such as 90d
records expire --older-than soon | such as 90d
replay none | there is no record none
replay none --speed -1 | neither 0 nor from 0.1 to 100
replay none --speed 0.01 | neither 0 nor from 0.1 to 100
replay none --speed 1000 | neither 0 nor from 0.1 to 100
replay none --speed nan | neither 0 nor from 0.1 to 100
replay none --speed fast | a number is needed
diff hil-path | did you mean hill-path?
diff hill-path twelve-seconds rings-back | two runs are compared
diff hill-path nowhere.jsonl | nowhere.jsonl
record-to-scenario nowhere.jsonl | nowhere.jsonl
coverage hill-path --fail-under=some | a number from 0 to 100 is needed
coverage hill-path --fail-under=101 | a number from 0 to 100 is needed
coverage hill-path --fail-under=nan | a number from 0 to 100 is needed
verify --property nothing-after-the-ends | did you mean nothing-after-the-end?
verify --profile iopc | iopc
verify --jobs 0 | at least one process
verify --write file | file
new --kind silnt | did you mean silent?
new 'Not An Id.yaml' | such as not-an-id.yaml
new 'Not An Id.scenario.yaml' | such as not-an-id.scenario.yaml
new nowhere/ | there is no folder nowhere
new nowhere/mine.yaml | there is no folder nowhere
new --title '!?' | no id can be made of this title
new hill-path.yaml | there is a scenario "hill-path" already
new mine.yaml --near '07912 345678' | may be somebody's telephone number
progress --code 'A B' | never a name
review none --plain | --as CODE
progress | progress is of one code
agreement --raters robin nobody | robin has signed no review of these records
agreement none | there is no record none

profiles show | which profile?\nsilent999 profiles lists them\n
forces show | which force?\nsilent999 forces lists them\n
profiles wmp | nothing can be made of wmp\nsilent999 profiles, or silent999 profiles show ID\n
profiles show wpm | there is no profile "wpm"\nhint: did you mean wmp?\n
forces show zz | there is no force "zz"\nhint: silent999 forces names those there are\n
flow --format text --profile wmp | --profile goes with --format scxml and promela
flow --format scxml --profile wnp | did you mean wmp?
show zzz | there is no scenario "zzz"\nhint: silent999 list names those there are\n
run --pack land-line | there is no pack "land-line"\nhint: did you mean landline?\n
list --pack land-line | there is no pack "land-line"\nhint: did you mean landline?\n
explain unknown-kye | did you mean unknown-key or
explain quote | did you mean unclosed-quote or text-after-quote?
explain nonsens | silent999 explain alone lists them all
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


@pytest.mark.parametrize(("words", "said"), lines_of(REFUSED))
def test_what_makes_no_sense_is_refused_and_writes_nothing(
    words: str, said: str, tmp_path: Path
) -> None:
    assert said in refused(*shlex.split(words))
    assert {path.name for path in tmp_path.iterdir()} == {"file", "folder"}


@pytest.mark.parametrize(("words", "said"), lines_of(REFUSED)[12:26])
def test_play_refuses_the_same_in_lines(words: str, said: str) -> None:
    if "terminal" not in said and said != "--plain":
        assert said in refused(*shlex.split(words), "--plain")


@pytest.mark.parametrize(("words", "said"), lines_of(NO_SENSE))
def test_words_that_cannot_be_read_are_refused_with_the_usage(words: str, said: str) -> None:
    first, usage, *_ = refused(*shlex.split(words)).splitlines()
    assert first == f"silent999: {said}"
    assert usage.startswith(f"usage: silent999 {words.split()[0]} ")


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("lsit", "there is no command lsit; did you mean list?"),
        ("profile", "there is no command profile; did you mean profiles?"),
        ("--hlep", "there is no option --hlep; did you mean --help?"),
        ("", "there is no command "),
    ],
)
def test_an_unknown_first_word_is_refused_with_the_nearest_one(word: str, message: str) -> None:
    assert refused(word) == f"silent999: {message}\nsilent999 --help names the commands\n"


def test_what_was_typed_cannot_move_the_cursor_of_a_terminal() -> None:
    err = refused("show", "\x1b[2J")
    assert "\x1b" not in err
    assert r"\x1b[2J" in err
