"""Architecture: what each floor may import and load, and the shape of files."""

import ast
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.built import build_into
from tests.thorough_parts import PARTS, parts_of

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "simulator"
SOURCES = sorted(PACKAGE.rglob("*.py"))

# Runs in a clean interpreter: only that shows what a deferred import defers.
LOADED_BY_IMPORT = """
import importlib, json, sys
before = set(sys.modules)
for name in sys.argv[1:]:
    importlib.import_module(name)
print(json.dumps(sorted(set(sys.modules) - before)))
"""
LOADED_BY_RUNS = """
import json, pathlib, sys
from simulator.content.files import built_content
from simulator.content.library.library import Library
from simulator.session.log_json import json_line
from simulator.session.run.headless_run import run
built_content.BUILT = pathlib.Path(sys.argv[2])
library = Library(())
scenario = library.scenario(sys.argv[1]).scenario
calls = set()
for seed in range(8):
    done = run(scenario, library.profile().profile, library.force("generic").force, seed)
    calls.add(len(done.outcomes))
    for entry in done.log:
        json_line(entry)
print(json.dumps([sorted(calls), sorted(sys.modules)]))
"""
LOADED_BY_COMMANDS = """
import io, json, sys
before = set(sys.modules)
from simulator.cli.main import main
done = []
for words in json.loads(sys.argv[1]):
    out, err = io.StringIO(), io.StringIO()
    code = main(words, out, err)
    done.append({"code": code, "out": out.getvalue(), "err": err.getvalue()})
print(json.dumps([done, sorted(set(sys.modules) - before)]))
"""


def in_clean_interpreter(code: str, *args: str) -> str:
    """Run ``code`` in a new Python process with the package, and return its output."""
    done = subprocess.run(
        [sys.executable, "-c", code, *args], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def roots(modules: list[str]) -> set[str]:
    """Return the top-level names of ``modules``: ``yaml`` for ``yaml.nodes``."""
    return {name.partition(".")[0] for name in modules}


def modules_of(floor: str) -> list[str]:
    """Return the dotted names of all modules of a floor."""
    names = []
    for path in sorted((PACKAGE / floor).rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        names.append(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
    return names


@cache
def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def id_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_the_package_itself_imports_nothing() -> None:
    loaded = json.loads(in_clean_interpreter(LOADED_BY_IMPORT, "simulator"))
    assert loaded == ["simulator"]


@pytest.mark.parametrize(
    ("floors", "never"),
    [
        (
            ("core", "review", "rules", "knowledge"),
            {"asyncio", "datetime", "pydantic", "random", "rich", "textual", "yaml"},
        ),
        # RapidFuzz is loaded when words are typed.
        (("language",), {"pydantic", "random", "rapidfuzz", "rich", "textual", "yaml"}),
        (("content", "session", "seat", "plain"), {"asyncio", "rapidfuzz", "textual"}),
        # A page without a server has none of them (.ci/page).
        (
            ("awareness", "hosting", "web"),
            {"numpy", "pydantic", "rapidfuzz", "rich", "textual", "yaml"},
        ),
    ],
    ids=["pure floors", "what is said", "floors without screens", "pages"],
)
def test_a_floor_loads_nothing_that_it_may_not(floors: tuple[str, ...], never: set[str]) -> None:
    names = [name for floor in floors for name in modules_of(floor)]
    assert {name.split(".")[1] for name in names} == set(floors)
    loaded = json.loads(in_clean_interpreter(LOADED_BY_IMPORT, *names))
    assert roots(loaded) & never == set()


def test_a_question_about_the_command_loads_no_package() -> None:
    questions = json.dumps([["--version"], ["--help"]])
    done, loaded = json.loads(in_clean_interpreter(LOADED_BY_COMMANDS, questions))
    assert [(ran["code"], ran["err"]) for ran in done] == [(0, ""), (0, "")]
    assert all(ran["out"].strip() for ran in done)
    assert roots(loaded) & {"pydantic", "rich", "textual", "yaml"} == set()


def test_a_command_without_screens_does_not_load_textual() -> None:
    scenario = min((ROOT / "scenarios" / "silent").glob("*.yaml"))
    commands = json.dumps([["list"], ["check", str(scenario)], ["run", str(scenario)]])
    done, loaded = json.loads(in_clean_interpreter(LOADED_BY_COMMANDS, commands))
    assert [ran["code"] for ran in done] == [0, 0, 0], done
    assert roots(loaded) & {"asyncio", "textual"} == set()


def test_a_shipped_call_runs_and_its_log_is_written_without_pydantic(tmp_path: Path) -> None:
    """Also where a caller gives up and rings again, which is a step that no file has."""
    calls, loaded = json.loads(
        in_clean_interpreter(LOADED_BY_RUNS, "coughs-when-asked", str(build_into(tmp_path)))
    )
    assert calls == [1, 2]
    assert roots(loaded) & {"asyncio", "pydantic", "yaml"} == set()


def test_screens_are_painted_before_what_reads_files_is_loaded() -> None:
    names = ("simulator.cli.play.play", "simulator.tui.app")
    loaded = json.loads(in_clean_interpreter(LOADED_BY_IMPORT, *names))
    assert roots(loaded) & {"pydantic"} == set()
    assert not [name for name in loaded if name.startswith("simulator.plain")]


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """Return every node of a module, cached for all tests."""
    return tuple(ast.walk(parse(path)))


def test_no_folder_has_more_than_fourteen_modules() -> None:
    folders = {path.parent for path in SOURCES}
    many = {
        id_of(folder)
        for folder in folders
        if len([path for path in folder.glob("*.py") if path.name != "__init__.py"]) > 14
    }
    assert many == set()


def test_every_module_opens_with_a_docstring() -> None:
    assert [id_of(path) for path in SOURCES if not ast.get_docstring(parse(path))] == []


def test_no_module_shadows_the_standard_library_or_says_nothing() -> None:
    shadows = {"code", "operator", "queue", "signal"}
    empty_words = {"helper", "helpers", "manager", "managers", "util", "utils"}
    assert [id_of(path) for path in SOURCES if path.stem in shadows | empty_words] == []


STAGES = {"LineStage", "IncidentStage"}
# The flow itself (also any flow*.py), its interpreter, and what can be heard at each stage.
MAY_ASK_FOR_A_STAGE = {
    *(PACKAGE / "core" / name for name in ("table.py", "call.py", "hearing.py")),
    *(PACKAGE / "core").glob("flow*.py"),
    # Participants react to the stage that they perceive: a phone rings, a line goes dead.
    *(PACKAGE / "session" / "people").glob("*.py"),
    PACKAGE / "session" / "officers" / "sends_nobody.py",
    # A seat shows the stage that was perceived there, or the one in which the call ended.
    *(PACKAGE / "knowledge").glob("*.py"),
    *(PACKAGE / "guidance").glob("*.py"),
    PACKAGE / "seat" / "view" / "stage_texts.py",
    PACKAGE / "seat" / "available_acts.py",
}
MAY_APPEND_TO_A_LOG = {PACKAGE / "core" / "log.py", PACKAGE / "session" / "session.py"}


def decides_by_stage(path: Path) -> Iterator[int]:
    """Return the lines that compare with a member of a stage enum, or match on one."""
    for node in nodes(path):
        if isinstance(node, ast.Compare | ast.MatchValue) and any(
            isinstance(part, ast.Attribute)
            and isinstance(part.value, ast.Name)
            and part.value.id in STAGES
            for part in ast.walk(node)
        ):
            yield node.lineno


def appends_to_a_log(path: Path) -> Iterator[int]:
    """Return the lines that call ``append`` on an object named like a log or its entries."""
    for node in nodes(path):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in {"append", "extend"}
        ):
            owner = node.func.value
            name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
            if name in {"log", "_log", "_entries"}:
                yield node.lineno


MAY_OPEN_FILES = {
    PACKAGE / path
    for path in (
        "open_file.py",
        # What is shipped with the program, and its own folder of records.
        "audio/synthesis.py",
        "content/files/built_content.py",
        "session/records/append_lines.py",
        "session/records/recorder.py",
        "session/records/store.py",
        "web/served_page.py",
        # They write.
        "cli/main.py",
        "cli/procedure/verify.py",
        "cli/write_files.py",
        "tui/base/quick_exit.py",
    )
}


def opens_a_file(path: Path) -> Iterator[int]:
    """Lines that open a file for themselves: ``open``, ``os.open``, ``read_text`` and the like."""
    for node in nodes(path):
        match node:
            case ast.Call(func=ast.Name(id="open")):
                yield node.lineno
            case ast.Call(func=ast.Attribute(attr="read_text" | "read_bytes" | "fdopen")):
                yield node.lineno
            case ast.Call(
                func=ast.Attribute(attr="open", value=ast.Name(id="os" | "path" | "record"))
            ):
                yield node.lineno


FRONTS = [PACKAGE / name for name in ("plain", "tui", "web")]
LOOKS_BACK = {
    PACKAGE / path
    for path in (
        "plain/after_call.py",
        "tui/screens/debrief_screen.py",
        "tui/screens/strip_screen.py",
        "tui/screens/transcript_screens.py",
        "web/alone/files.py",
        "web/alone/watching.py",
    )
}
"""What is shown once a call is over, or was left: there all of it may be read."""


def is_of_a_front(path: Path) -> bool:
    return any(path.is_relative_to(front) for front in FRONTS)


def reads_past_the_frame(path: Path) -> Iterator[int]:
    """Lines of a front end that reach for the run of a seat, or for what a role knows of it."""
    if not is_of_a_front(path):
        return
    for node in nodes(path):
        match node:
            case ast.Attribute(attr="live" | "_live" | "knowledge"):
                yield node.lineno
            case ast.Call(func=ast.Name(id="getattr"), args=[_, ast.Constant(value="live"), *_]):
                yield node.lineno
            case ast.ImportFrom(names=names) if any(each.name == "LiveRun" for each in names):
                yield node.lineno


def reads_the_run_of_a_seat(path: Path) -> Iterator[int]:
    """Lines of the hosting that reach for a run itself, and not for what a trainer oversees."""
    if path.is_relative_to(PACKAGE / "hosting"):
        for node in nodes(path):
            if isinstance(node, ast.Attribute) and node.attr in ("live", "_live"):
                yield node.lineno


def looks_back(path: Path) -> Iterator[int]:
    """Lines of a front end that read all that happened."""
    if is_of_a_front(path):
        for node in nodes(path):
            if isinstance(node, ast.Attribute) and node.attr == "played":
                yield node.lineno


@pytest.mark.parametrize(
    ("does", "allowed"),
    [
        (decides_by_stage, MAY_ASK_FOR_A_STAGE),
        (appends_to_a_log, MAY_APPEND_TO_A_LOG),
        (opens_a_file, MAY_OPEN_FILES),
        (reads_past_the_frame, set()),
        (reads_the_run_of_a_seat, set()),
        (looks_back, LOOKS_BACK),
    ],
    ids=[
        "only the flow asks which stage a call is in",
        "only the session writes the log",
        "a file that a person hands over is opened in one place",
        "no screen, line or page reads past the frame",
        "the trainer's board reads what a trainer oversees",
        "only what comes after a call looks back at all of it",
    ],
)
def test_only_those_named_here_do_it(
    does: Callable[[Path], Iterator[int]], allowed: set[Path]
) -> None:
    sources = (path for path in SOURCES if path not in allowed)
    assert [f"{id_of(path)}:{line}" for path in sources for line in does(path)] == []


def test_every_property_has_its_count_from_the_profile() -> None:
    """A fixed ``max_examples`` would keep a property small in `.ci/thorough`: use ``examples``."""
    own_counts = {"tests/conftest.py", "tests/daily.py", "tests/test_architecture.py"}
    fixed = [
        id_of(path)
        for path in sorted((ROOT / "tests").rglob("*.py"))
        if "max_examples" in path.read_text(encoding="utf-8")
        if id_of(path) not in own_counts and path.parent.name != "fuzz"
    ]
    assert fixed == []


def test_every_test_file_is_in_one_part_of_the_thorough_checks() -> None:
    """A file in no part would never be run as a whole; one in two parts would cost twice."""
    tests = ROOT / "tests"
    files = [str(path.relative_to(tests)) for path in sorted(tests.rglob("test_*.py"))]
    assert {each: parts for each in files if len(parts := parts_of(each)) != 1} == {}
    named = (each for part in PARTS.values() for each in part.tests)
    assert [each for each in named if not (tests / each).exists()] == []


def test_a_public_class_name_is_used_once() -> None:
    """One word per thing: two classes of one name make a reader ask which one is meant."""
    places: dict[str, list[str]] = {}
    for path in SOURCES:
        for node in parse(path).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places.setdefault(node.name, []).append(str(path))
    assert {name: where for name, where in places.items() if len(where) > 1} == {}
