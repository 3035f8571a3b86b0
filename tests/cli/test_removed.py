"""Commands and options that went: each names what does its job now."""

import re

import pytest

from simulator.cli.main import COMMANDS, parser_of
from simulator.cli.removed import REMOVED
from tests.cli.command import refused, silent999

VALUED = {"test --golden", "verify --write", "records --to", "serve --play", "run --pack"}


@pytest.mark.parametrize("request_", REMOVED)
def test_a_command_or_option_that_went_names_its_successor(request_: str) -> None:
    command, *rest = request_.split()
    value = ["x"] if request_ in VALUED else []
    err = refused(command, *rest, *value, *(["x"] if command == "review" else []))
    assert "any more" in err.splitlines()[0]
    assert REMOVED[request_] in err
    assert "did you mean" not in err


def test_help_for_a_command_that_went_names_its_successor_too() -> None:
    assert REMOVED["suggest"] in refused("help", "suggest")
    assert REMOVED["audio"] in refused("audio", "--help")


def test_an_option_that_went_is_known_with_its_value_behind_an_equals_sign() -> None:
    assert REMOVED["test --golden"] in refused("test", "--golden=logs")


@pytest.mark.parametrize("request_", REMOVED)
def test_nothing_is_called_gone_that_is_there(request_: str) -> None:
    command, *rest = request_.split()
    if not rest:
        assert command not in COMMANDS
        return
    helped = parser_of(command).format_help()
    if rest[0] == "--format":
        listed = re.search(r"--format (\S+)", helped)
        assert listed
        assert rest[1] not in listed[1].split("|")
    elif rest[0].startswith("--"):
        assert not re.search(rf"(?<![\w-]){re.escape(rest[0])}(?![\w-])", helped)
    else:
        assert rest[0] not in helped.partition("\n\n")[0]


def test_every_successor_is_a_command_that_is_there() -> None:
    """With the options that it is named with."""
    for successor in REMOVED.values():
        for command, options in re.findall(r"silent999 ([a-z]+)((?: [^`;:,]+)?)", successor):
            assert command in COMMANDS, successor
            helped = parser_of(command).format_help()
            for option in re.findall(r"--[a-z-]+", options):
                assert option in helped, successor


def test_a_slip_is_still_a_slip() -> None:
    assert "did you mean list?" in silent999("lsit").err
    assert "did you mean --strict?" in silent999("check", "--stirct").err
