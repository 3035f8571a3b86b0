"""A field of a file is one line of one class: all that is done with a file follows from it."""

import pickle
import subprocess
import sys
from typing import Annotated, Literal

import pytest
from pydantic import ValidationError

from simulator.content.fields.content_model import Content, Duration, Many, Word
from simulator.content.fields.core_schemas import described
from simulator.content.fields.schema_parts import Bounds, checks, field
from simulator.content.fields.text_fields import Text, YesNo
from simulator.content.rules.rule_forms import RuleText
from simulator.core.terms import Topic


class Shade(Content):
    """A shade of a lamp."""

    of: Literal["paper", "glass"]
    """What it is made of."""


class Lamp(Content):
    """A lamp, of which no scenario has one."""

    name: Text
    """Its name."""
    watts: Annotated[int, Bounds(ge=1, le=100)] = 40
    """Its power."""
    lit: YesNo = field(default=False, alias="on")
    """Whether it is lit."""
    lasts: Duration | None = None
    """How long it burns."""
    seen_by: Many[Word[Topic]] = ()
    """Who sees it."""
    shades: Many[Shade] = ()
    """Its shades."""

    @checks
    def _is_not_too_hot(self) -> "Lamp":
        if self.watts > 60 and any(each.of == "paper" for each in self.shades):
            raise ValueError("too hot for paper")
        return self


WRITTEN = {
    "name": "hall",
    "on": "yes",
    "lasts": "2m",
    "seen_by": ["injured"],
    "shades": [{"of": "glass"}],
}


def test_a_field_is_read_written_kept_and_described_from_its_line_alone() -> None:
    """Read from a file, made in the program, written again, handed on, shown to an editor."""
    lamp = Lamp.model_validate(WRITTEN)
    made = Lamp(
        name="hall", on=True, lasts=120_000, seen_by=(Topic.INJURED,), shades=(Shade(of="glass"),)
    )
    assert lamp == made
    assert hash(lamp) == hash(made)
    assert (lamp.watts, lamp.model_fields_set) == (40, set(Lamp.model_fields) - {"watts"})
    assert lamp.model_dump(mode="json", by_alias=True, exclude_unset=True) == WRITTEN
    assert pickle.loads(pickle.dumps(lamp)) == lamp
    shown = described(Lamp).json_schema()
    assert shown["properties"]["watts"] == {
        "default": 40, "maximum": 100, "minimum": 1, "title": "Watts", "type": "integer",
    }  # fmt: skip
    assert shown["required"] == ["name"]
    assert shown["$defs"]["Shade"]["additionalProperties"] is False


@pytest.mark.parametrize(
    ("changed", "where", "kind"),
    [
        ({"watts": 0}, ("watts",), "greater_than_equal"),
        ({"watts": "40"}, ("watts",), "int_type"),
        ({"on": True}, ("on",), "enum"),
        ({"glows": "yes"}, ("glows",), "extra_forbidden"),
        ({"seen_by": ["nobody"]}, ("seen_by", 0), "enum"),
        ({"shades": [{"of": "glass"}, {"of": "tin"}]}, ("shades", 1, "of"), "literal_error"),
        ({"shades": [{}]}, ("shades", 0, "of"), "missing"),
        ({"shades": ["glass"]}, ("shades", 0), "model_type"),
        ({"watts": 61, "shades": [{"of": "paper"}]}, (), "value_error"),
    ],
)
def test_what_a_field_refuses_is_said_with_its_place(
    changed: dict[str, object], where: tuple[str | int, ...], kind: str
) -> None:
    """Also inside another class, whose schema is made when a file first has one."""
    with pytest.raises(ValidationError) as refused:
        Lamp.model_validate({**WRITTEN, **changed})
    (error,) = refused.value.errors()
    assert (error["loc"], error["type"]) == (where, kind)


def test_all_mistakes_of_a_file_are_said_at_once() -> None:
    """Those of two values in a list, and of the value around it."""
    wrong = {**WRITTEN, "watts": 0, "shades": [{"of": "tin"}, {"of": "glass", "torn": "yes"}]}
    with pytest.raises(ValidationError) as refused:
        Lamp.model_validate(wrong)
    found = [error["loc"] for error in refused.value.errors()]
    assert found == [("watts",), ("shades", 0, "of"), ("shades", 1, "torn")]


@pytest.mark.parametrize("depth", [50, 90, 150, 5_000])
def test_what_is_inside_itself_without_end_is_refused_and_ends_no_program(depth: int) -> None:
    """A file has at most fifty levels; a program that uses the package may make any."""
    match: dict[str, object] = {"said": "any"}
    for _ in range(depth):
        match = {"any_of": [match]}
    if depth < 100:
        assert RuleText.model_validate({"never": match}).never is not None
        return
    with pytest.raises(ValidationError, match="cyclic reference"):
        RuleText.model_validate({"never": match})


def test_many_threads_read_files_at_once_and_leave_the_environment_as_it_was() -> None:
    """Each may be the first to have a class; what programs of the user read is not changed."""
    program = (
        "import os, sys\n"
        "from concurrent.futures import ThreadPoolExecutor\n"
        "from simulator.content.scenario.environment import AnswerPace, Fear, Location, Near\n"
        "from simulator.content.scenario.environment import Slips\n"
        "before = dict(os.environ)\n"
        "sys.setswitchinterval(1e-6)\n"
        "made = [(Near, {'who': 'partner'}), (Location, {'aml': {'place': 'here'}}), (Fear, {}),"
        " (Slips, {'misses': 5}), (AnswerPace, {'first': '2s'})] * 8\n"
        "with ThreadPoolExecutor(8) as pool:\n"
        "    found = list(pool.map(lambda each: each[0].model_validate(each[1]), made))\n"
        "assert found == [of(**{}) if not held else of.model_validate(held) for of, held in made]\n"
        "assert dict(os.environ) == before\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_a_value_never_changes() -> None:
    lamp = Lamp(name="hall")
    with pytest.raises(AttributeError, match=r"Lamp\.watts cannot be changed"):
        lamp.watts = 60  # type: ignore[misc]


CHECKED = """
import sys
from simulator.cli.main import main
assert main(["check", {path!r}]) == 0
from simulator.content.fields.core_schemas import content_adapter
print(content_adapter.cache_info().currsize)
print(*sorted(name for name in sys.modules if name.startswith("simulator.")))
"""
SMALL = """\
format: 1
id: my-own
title: Small
kind: silent
level: 1
seats: [caller]
about: 1m
content_note: []
objectives: [know it]
outcome: no_response_to_recording
sources: [N1]
review_by: "2028-06"
facts: {can_speak: no}
caller:
- when: {answered: operator}
  after: 5s
  do: {press: "5"}
"""


def test_checking_one_file_loads_what_that_file_needs(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """No part of a run, and the schemas of the few classes that it has, of more than a hundred."""
    path = tmp_path_factory.mktemp("own") / "my-own.yaml"
    path.write_text(SMALL, encoding="utf-8")
    program = CHECKED.format(path=str(path))
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    count, loaded = done.stdout.splitlines()[-2:]
    assert int(count) < 12
    floors = {name.split(".")[1] for name in loaded.split()}
    assert not floors & {"session", "guidance", "review", "seat", "debrief", "proof"}, floors
