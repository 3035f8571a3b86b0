"""The floors hold: what each may import, what it loads, and how a file of ours looks."""

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "simulator"
SOURCES = sorted(PACKAGE.rglob("*.py"))

# Runs in a clean interpreter, since only that shows what a deferred import really defers.
LOADED_BY_IMPORT = """
import importlib, json, sys
before = set(sys.modules)
for name in sys.argv[1:]:
    importlib.import_module(name)
print(json.dumps(sorted(set(sys.modules) - before)))
"""
LOADED_BY_COMMAND = """
import io, json, sys
before = set(sys.modules)
from simulator.cli.main import main
out, err = io.StringIO(), io.StringIO()
code = main(sys.argv[1:], out, err)
loaded = sorted(set(sys.modules) - before)
print(json.dumps({"code": code, "out": out.getvalue(), "err": err.getvalue(), "loaded": loaded}))
"""


def in_clean_interpreter(code: str, *args: str) -> str:
    """Run ``code`` in a new Python that can see the package, and return what it printed."""
    done = subprocess.run(
        [sys.executable, "-c", code, *args], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def roots(modules: list[str]) -> set[str]:
    """The top-level names among ``modules``: ``yaml`` for ``yaml.nodes``."""
    return {name.partition(".")[0] for name in modules}


def modules_of(floor: str) -> list[str]:
    """Dotted names of all the modules of a floor."""
    names = []
    for path in sorted((PACKAGE / floor).rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        names.append(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
    return names


def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def id_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


# What is loaded -----------------------------------------------------------------------------------


def test_the_package_itself_imports_nothing() -> None:
    loaded = json.loads(in_clean_interpreter(LOADED_BY_IMPORT, "simulator"))
    assert loaded == ["simulator"]


@pytest.mark.parametrize(
    ("floor", "never"),
    [
        ("core", {"asyncio", "datetime", "pydantic", "random", "rich", "textual", "yaml"}),
        ("review", {"asyncio", "pydantic", "random", "rich", "textual", "yaml"}),
        ("rules", {"asyncio", "pydantic", "random", "rich", "textual", "yaml"}),
        ("knowledge", {"asyncio", "pydantic", "random", "rich", "textual", "yaml"}),
        ("content", {"asyncio", "textual"}),
        ("session", {"asyncio", "textual"}),
        ("seat", {"asyncio", "textual"}),
        ("plain", {"asyncio", "textual"}),
    ],
)
def test_a_floor_loads_nothing_that_it_may_not(floor: str, never: set[str]) -> None:
    names = modules_of(floor)
    assert names, f"no floor {floor}"
    loaded = json.loads(in_clean_interpreter(LOADED_BY_IMPORT, *names))
    assert roots(loaded) & never == set()


@pytest.mark.parametrize("argument", ["--version", "--help"])
def test_a_question_about_the_command_loads_no_package(argument: str) -> None:
    ran = json.loads(in_clean_interpreter(LOADED_BY_COMMAND, argument))
    assert (ran["code"], ran["err"]) == (0, "")
    assert ran["out"].strip()
    assert roots(ran["loaded"]) & {"pydantic", "rich", "textual", "yaml"} == set()


@pytest.mark.parametrize("command", ["list", "check", "run"])
def test_a_command_without_screens_does_not_load_textual(command: str) -> None:
    scenario = min((ROOT / "scenarios" / "silent").glob("*.yaml"))
    arguments = [command] if command == "list" else [command, str(scenario)]
    ran = json.loads(in_clean_interpreter(LOADED_BY_COMMAND, *arguments))
    assert ran["code"] == 0, ran["out"] + ran["err"]
    assert roots(ran["loaded"]) & {"asyncio", "textual"} == set()


# What imports what --------------------------------------------------------------------------------


def test_import_linter_keeps_every_contract() -> None:
    lint = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run(
        [sys.executable, "-c", lint, "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def imported_roots(tree: ast.Module) -> Iterator[str]:
    """Top-level names that a module imports, wherever in it the import stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from roots([alias.name for alias in node.names])
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield from roots([node.module])


def test_textual_is_known_to_the_screens_alone() -> None:
    """Not even to what serves them to a browser: that starts the program as a process."""
    users = {path for path in SOURCES if "textual" in set(imported_roots(parse(path)))}
    assert users
    assert [id_of(path) for path in users if PACKAGE / "tui" not in path.parents] == []


@pytest.mark.parametrize("floor", ["core", "knowledge", "review", "rules"])
def test_the_pure_floors_use_the_standard_library_only(floor: str) -> None:
    allowed = sys.stdlib_module_names | {"simulator"}
    for path in (PACKAGE / floor).rglob("*.py"):
        assert set(imported_roots(parse(path))) <= allowed, id_of(path)


# What a file looks like ---------------------------------------------------------------------------


def test_every_module_opens_with_a_docstring() -> None:
    assert [id_of(path) for path in SOURCES if not ast.get_docstring(parse(path))] == []


def test_no_module_shadows_the_standard_library_or_says_nothing() -> None:
    shadows = {"code", "operator", "queue", "signal"}
    empty_words = {"helper", "helpers", "manager", "managers", "util", "utils"}
    assert [id_of(path) for path in SOURCES if path.stem in shadows | empty_words] == []


# Who decides --------------------------------------------------------------------------------------

STAGES = {"LineStage", "IncidentStage"}
# The flow itself (also any flow*.py), its interpreter, and what can be heard at each stage.
MAY_ASK_FOR_A_STAGE = {
    *(PACKAGE / "core" / name for name in ("rules.py", "call.py", "hearing.py")),
    *(PACKAGE / "core").glob("flow*.py"),
    # Whoever takes part reacts to the stage that they perceive: a phone rings, a line goes dead.
    *(PACKAGE / "session" / "people").glob("*.py"),
    # What a seat shows goes by the stage that was perceived there, or with which a call ended.
    *(PACKAGE / "knowledge").glob("*.py"),
    PACKAGE / "seat" / "view" / "caller_hint.py",
    PACKAGE / "seat" / "handler_turn.py",
}
MAY_APPEND_TO_A_LOG = {PACKAGE / "core" / "log.py", PACKAGE / "session" / "session.py"}


def decides_by_stage(tree: ast.Module) -> Iterator[int]:
    """Lines that compare something with a member of a stage enum, or match on one."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare | ast.MatchValue) and any(
            isinstance(part, ast.Attribute)
            and isinstance(part.value, ast.Name)
            and part.value.id in STAGES
            for part in ast.walk(node)
        ):
            yield node.lineno


def test_only_the_flow_asks_which_stage_a_call_is_in() -> None:
    found = [
        f"{id_of(path)}:{line}"
        for path in SOURCES
        if path not in MAY_ASK_FOR_A_STAGE
        for line in decides_by_stage(parse(path))
    ]
    assert found == []


def appends_to_a_log(tree: ast.Module) -> Iterator[int]:
    """Lines that call ``append`` on something named like an event log or its entries."""
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in {"append", "extend"}
        ):
            owner = node.func.value
            name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
            if name in {"log", "_log", "_entries"}:
                yield node.lineno


def test_only_the_session_writes_the_log() -> None:
    found = [
        f"{id_of(path)}:{line}"
        for path in SOURCES
        if path not in MAY_APPEND_TO_A_LOG
        for line in appends_to_a_log(parse(path))
    ]
    assert found == []
