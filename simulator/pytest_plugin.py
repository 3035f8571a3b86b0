"""The plugin for pytest: scenario files as test items, and a fixture that plays a call.

It is loaded in every run of pytest on a machine where silent999 is installed, so it imports
nothing of silent999 until it meets a scenario. What it does, a user finds in `scenarios/README.md`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from simulator.content.library import Library
    from simulator.session.cases import Case
    from simulator.session.driving import DrivenCall

SUFFIXES = (".scenario.yaml", ".scenario.yml")
"""How the name of a file ends that is a scenario wherever it lies."""
_YAML = (".yaml", ".yml")


def pytest_addoption(parser: pytest.Parser) -> None:
    """The settings."""
    parser.addini(
        "silent999_scenarios",
        "folders in which every YAML file is a silent999 scenario",
        type="paths",
        default=[],
    )
    parser.addini(
        "silent999_profiles",
        "the profiles under which scenarios are played, or all (default: iopc_2019)",
        type="args",
        default=[],
    )
    parser.getgroup("silent999").addoption(
        "--silent999-profile",
        action="append",
        default=[],
        metavar="ID|all",
        help="play silent999 scenarios under this profile; may be repeated",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Name the markers that every scenario has."""
    config.addinivalue_line("markers", "scenario: a silent999 scenario")
    for level in range(1, 5):
        config.addinivalue_line("markers", f"level_{level}: a scenario of that level")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Take scenario files, by their names or by their folders."""
    if file_path.name.endswith(SUFFIXES) or _in_a_folder_of_scenarios(file_path, parent.config):
        return ScenarioFile.from_parent(parent, path=file_path)
    return None


def _in_a_folder_of_scenarios(path: Path, config: pytest.Config) -> bool:
    folders: Sequence[Path] = config.getini("silent999_scenarios")
    if path.suffix not in _YAML or not any(path.is_relative_to(folder) for folder in folders):
        return False
    from simulator.content.finding import scenario_files

    return any(path in scenario_files(folder) for folder in folders)


class ScenarioFile(pytest.File):
    """A scenario's file: an item for each profile."""

    def collect(self) -> Iterator[ScenarioItem]:
        """The items.

        Raises:
            CollectError: the file, or a setting, is wrong.
        """
        from simulator.errors import SimulatorError

        try:
            cases = _cases(self.path, self.config)
        except SimulatorError as error:
            raise self.CollectError(str(error)) from None
        for case in cases:
            yield ScenarioItem.from_parent(self, name=case.name, case=case)


class ScenarioFailed(Exception):
    """A scenario did not go as its file expects; the text says why."""


class ScenarioItem(pytest.Item):
    """One scenario under one profile."""

    def __init__(self, *, case: Case, **kwargs: Any) -> None:
        """The item of `case`, with markers and words to select it by."""
        super().__init__(**kwargs)
        self.case = case
        scenario = case.loaded.scenario
        self.add_marker("scenario")
        self.add_marker(f"level_{scenario.level}")
        for tag in scenario.tags:
            name = f"tag_{tag.replace('-', '_')}"
            self.config.addinivalue_line("markers", f"{name}: a scenario with the tag {tag}")
            self.add_marker(name)
        self.extra_keyword_matches.update((scenario.kind, case.profile.id, *scenario.tags))

    def runtest(self) -> None:
        """Play the call.

        Raises:
            ScenarioFailed: it did not go as its file expects.
        """
        from simulator.session.cases import play

        played = play(self.case)
        if not played.passed:
            raise ScenarioFailed("\n".join(played.shown()))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Why it failed, without a traceback through this program."""
        if isinstance(excinfo.value, ScenarioFailed):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Where it stands."""
        return self.path, 0, self.name


@pytest.fixture
def silent_call(request: pytest.FixtureRequest) -> Callable[..., DrivenCall]:
    """Plays a call: ``silent_call("one-tap", seats=["operator"])``; see `scenarios/README.md`.

    The first argument is the id of a scenario, or a file; a path is looked for beside the test.
    ``profile``, ``force`` and ``seed`` choose how; without seats everybody is played.
    """

    def begin(
        scenario: str | Path,
        *,
        profile: str = "iopc_2019",
        force: str | None = None,
        seed: int = 0,
        seats: Sequence[str] = (),
    ) -> DrivenCall:
        from simulator.content.library import DEFAULT_FORCE
        from simulator.session.driving import DrivenCall

        library = _library(request.config)
        beside = request.path.parent / scenario
        is_file = Path(str(beside).partition("#")[0]).is_file()  # how-late.yaml#soon is a case
        loaded = library.scenario(beside if is_file else scenario)
        chosen = library.force(force or loaded.scenario.force or DEFAULT_FORCE).force
        return DrivenCall(loaded, library.profile(profile).profile, chosen, seed, seats)

    return begin


def _cases(path: Path, config: pytest.Config) -> list[Case]:
    from simulator.content.library import DEFAULT_FORCE, DEFAULT_PROFILE
    from simulator.content.lint import refuse_mistakes
    from simulator.session.cases import Case

    library = _library(config)
    names: list[str] = config.getoption("silent999_profile") or config.getini("silent999_profiles")
    scenarios = [library.scenario(case) for case in library.cases(path)]
    refuse_mistakes(library, path)
    profiles = (
        library.profiles()
        if "all" in names
        else [library.profile(name) for name in names or [DEFAULT_PROFILE]]
    )
    return [
        Case(loaded, each.profile, library.force(loaded.scenario.force or DEFAULT_FORCE).force, 0)
        for loaded in scenarios
        for each in profiles
    ]


_LIBRARY = pytest.StashKey["Library"]()


def _library(config: pytest.Config) -> Library:
    """The library of a run: what is shipped, and the folders of the settings."""
    if _LIBRARY not in config.stash:
        from simulator.content.library import Library

        folders = [Path(each) for each in config.getini("silent999_scenarios")]
        config.stash[_LIBRARY] = Library([folder for folder in folders if folder.is_dir()])
    return config.stash[_LIBRARY]
