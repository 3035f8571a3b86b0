"""Words from outside have whole characters, and no text fails on its way out."""

import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.clean_text import utf8, whole, whole_values
from simulator.core import acts as do
from simulator.core.log import Entry
from simulator.core.terms import Intent, Role
from simulator.plain.conversation import Conversation
from simulator.session.log_json import json_line
from tests.cli.command import PUT_DOWN, refused, write

ANY_TEXT = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("hello \ud800", "hello \ufffd"),
        ("\udc00 hello", "\ufffd hello"),
        ("\ud83d\ude00", "\U0001f600"),
        ("\udfff\ud800", "\ufffd\ufffd"),
        ("Siân, 55\n", "Siân, 55\n"),
    ],
)
def test_half_a_character_is_replaced_and_two_halves_are_one(text: str, kept: str) -> None:
    assert whole(text) == kept
    assert utf8(text) == kept.encode()


@given(ANY_TEXT)
def test_every_text_can_be_encoded_and_a_whole_one_stays(text: str) -> None:
    assert whole(text).encode() == utf8(text)
    assert whole(whole(text)) == whole(text)
    if not any("\ud800" <= each <= "\udfff" for each in text):
        assert whole(text) == text


def test_values_of_json_are_whole_as_deep_as_they_are() -> None:
    held = json.loads('{"\\ud800": [1, null, true, {"a": "x\\udfff"}]}')
    assert whole_values(held) == {"\ufffd": [1, None, True, {"a": "x\ufffd"}]}


def test_words_without_a_door_are_written_to_a_log_whole() -> None:
    """A plugin or a test may submit what no screen lets through."""
    said = Entry(0, 0, Role.CALLER, Role.CALLER, do.Say(Intent.REASSURE, "help \ud800"))
    assert json.loads(json_line(said))["body"]["words"] == "help \ufffd"


@pytest.mark.parametrize("escape", ["\\ud800", "\\uDFFF\\uD800", "\\U0000D800"])
def test_a_scenario_with_half_a_character_is_refused_at_its_place(
    escape: str, tmp_path: Path
) -> None:
    path = write(tmp_path, PUT_DOWN.replace("title: Put down at once", f'title: "a{escape}"'))
    said = refused("run", path)
    assert f"{path}:3:" in said
    assert "[bad-escape]" in said


def test_typed_lines_have_whole_characters() -> None:
    talk = Conversation(io.StringIO("hello \ud800 there\n\udfff\n"), io.StringIO())
    assert talk.read() == "hello there"
    assert talk.read() == ""
