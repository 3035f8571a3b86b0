"""`silent999 play`, and `silent999` alone: what is refused before anything opens."""

import io

import pytest

from tests.cli.command import Terminal, on, silent999


@pytest.mark.parametrize("words", [["play"], ["play", "partner-in-the-room"]], ids=" ".join)
def test_the_screens_need_a_terminal_and_the_message_names_the_other_way(words: list[str]) -> None:
    said = silent999(*words)
    assert (said.code, said.out) == (2, "")
    assert "the screens need a terminal" in said.err
    assert "--plain" in said.err
    assert "\x1b" not in said.err


def test_alone_in_a_terminal_without_a_keyboard_it_names_the_other_way() -> None:
    said = on(Terminal(), io.StringIO())
    assert said.code == 2
    assert "--plain" in said.err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["partner-in-the-rom"], "partner-in-the-room"),
        (["partner-in-the-room", "--profile", "wpm"], "wmp"),
        (["partner-in-the-room", "--force", "genric"], "generic"),
        (["partner-in-the-room", "--seat", "calller"], "did you mean caller?"),
        (["partner-in-the-room", "--speed", "fast"], "a number is needed, not fast"),
        (["partner-in-the-room", "--speed", "9"], "9 is not from 0.5 to 8"),
        (["partner-in-the-room", "--speed", "nan"], "nan is not from 0.5 to 8"),
        (["partner-in-the-room", "--seed", "x"], "a whole number is needed, not x"),
        (["partner-in-the-room", "--theme", "drak"], "did you mean dark?"),
        (["partner-in-the-room", "--coached", "--assessed"], "not allowed with"),
        (["partner-in-the-room", "--seat", "none", "--record"], "there is nobody to record"),
        (["one", "two"], "two"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
@pytest.mark.parametrize("plain", [[], ["--plain"]], ids=["screens", "plain"])
def test_what_is_wrong_is_refused_first(plain: list[str], words: list[str], message: str) -> None:
    said = silent999("play", *words, *plain)
    assert (said.code, said.out) == (2, "")
    assert message in said.err


@pytest.mark.parametrize("word", ["demonstration", "both"])
def test_a_seat_may_be_called_as_the_menu_calls_it(word: str) -> None:
    said = silent999("play", "partner-in-the-room", "--seat", word)
    assert "the screens need a terminal" in said.err
