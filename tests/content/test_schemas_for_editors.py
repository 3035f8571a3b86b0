"""The schemas for editors: as the models give them, and judged by another's tool."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import check_jsonschema
import pytest
from click.testing import CliRunner

from simulator.content.files.file_kinds import KINDS, MODELINE, modeline, schema_path
from tests.content import test_content_warnings, test_rules, test_scenario
from tests.daily import some_a_day
from tests.schemas.generate import parts_of, schema_text
from tests.schemas.write import shipped_files

WRITE = "run: python -m tests.schemas.write"
SHIPPED = list(shipped_files())


def refused(kind: str, paths: Sequence[Path]) -> set[str]:
    """The names of the files that check-jsonschema refuses."""
    words = ["--schemafile", str(schema_path(kind)), "--output-format", "json", *map(str, paths)]
    done = CliRunner().invoke(check_jsonschema.main, words)
    told = json.loads(done.stdout)
    wrong = [*told.get("errors", ()), *told.get("parse_errors", ())]
    assert done.exit_code == bool(wrong), done.stderr
    return {Path(each["filename"]).name for each in wrong}


@pytest.mark.parametrize("kind", KINDS)
def test_a_published_schema_is_what_the_models_give_in_draft_7(kind: str) -> None:
    """And every key in it is described."""
    text = schema_text(kind)
    assert schema_path(kind).read_text(encoding="utf-8") == text, WRITE
    made = json.loads(text)
    assert made["$schema"] == "http://json-schema.org/draft-07/schema#"
    for later in ("$defs", "prefixItems", "dependentRequired", "unevaluated", "discriminator"):
        assert f'"{later}' not in text
    keys = [key for part in parts_of(made) for key in part.get("properties", {}).items()]
    assert keys
    assert [name for name, value in keys if not value.get("description")] == []


def test_a_shipped_file_names_its_schema() -> None:
    for path, kind in SHIPPED:
        first = path.read_text(encoding="utf-8").partition("\n")[0]
        assert first == modeline(kind, path.parent), (path, WRITE)
        named = path.parent / first.removeprefix(MODELINE)
        assert named.resolve() == schema_path(kind)


def test_every_schema_is_one_by_its_own_rules() -> None:
    paths = [str(schema_path(kind)) for kind in KINDS]
    checked = CliRunner().invoke(check_jsonschema.main, ["--check-metaschema", *paths])
    assert checked.exit_code == 0, checked.output


@pytest.mark.parametrize("kind", some_a_day(sorted({kind for _, kind in SHIPPED})))
def test_every_shipped_file_is_accepted(kind: str) -> None:
    assert refused(kind, [path for path, its in SHIPPED if its == kind]) == set()


def written(folder: Path, texts: Mapping[str, str]) -> dict[str, Path]:
    paths = {name: folder / f"{index}.yaml" for index, name in enumerate(texts)}
    for name, path in paths.items():
        path.write_text(texts[name], encoding="utf-8")
    return paths


AS_A_RULE = {
    text: f"{test_scenario.HEAD}expect:\n- " + text.replace("\n", "\n  ")
    for text, *_ in test_rules.REFUSED
}
TYPED = {more: test_scenario.HEAD + more for more, *_ in test_scenario.REFUSED}

TWO_SCOPES = "{never: {act: tap}, after: {act: tap}, for_each: {act: tap}}"
BEYOND = {
    "caller: [{when: {at: 1s}, after: {between: [5s, 2s]}, do: tap}]": (
        "a schema cannot compare two durations"
    ),
    "never: {grade: force.emergncy}": "a grade may be a force's own word, so any text is one",
    "never: {act: tap, stage: down}": "what an entry can be at once is no matter of keys",
    TWO_SCOPES: "at most one of three keys: as a schema it hides what is wrong with each of them",
    "{never: {act: tap}, until: {act: tap}}": "the same of a key that needs another",
    "never: {noted: any, about: it}": "whether there is an `it` depends on the rule around it",
    "at_least: {times: 0, of: {act: tap}}": "0 makes sense with at_most, which has the same form",
}
"""What the reader refuses and a schema lets through, and why."""


def test_what_the_reader_refuses_is_refused_unless_it_is_beyond_a_schema(tmp_path: Path) -> None:
    texts = {**TYPED, **AS_A_RULE}
    assert BEYOND.keys() <= texts.keys()
    paths = written(tmp_path, texts)
    wrong = refused("scenario", list(paths.values()))
    assert {text for text, path in paths.items() if path.name not in wrong} == BEYOND.keys()


def test_what_depends_on_the_rest_of_a_file_or_on_others_is_for_check(tmp_path: Path) -> None:
    """What cannot happen, wording, names, numbers, references: no schema knows of these."""
    texts = {more: test_scenario.HEAD + more for more, _ in test_scenario.IMPOSSIBLE}
    texts |= {more: test_scenario.HEAD + more for more, *_ in test_content_warnings.FOUND}
    assert refused("scenario", list(written(tmp_path, texts).values())) == set()
