"""The pytest plugin: scenario files as test items, and a fixture that drives a call.

pytest loads it on every run where silent999 is installed. So it imports nothing of silent999 before
it finds a scenario. `scenarios/README.md` describes it for users.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from simulator.cli.settings import Settings
    from simulator.content.library.library import Library
    from simulator.session.run.call_driver import DrivenCall
    from simulator.session.run.checked_runs import RunRequest

SUFFIXES = (".scenario.yaml", ".scenario.yml")
"""The suffix of scenario files outside the folders of the settings."""
_YAML = (".yaml", ".yml")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the settings."""
    about = "folders in which every YAML file is a silent999 scenario"
    parser.addini("silent999_scenarios", about, type="paths", default=[])
    about = "the profiles under which scenarios are played, or all (default: of the settings)"
    parser.addini("silent999_profiles", about, type="args", default=[])
    about = "play silent999 scenarios under this profile; may be repeated"
    parser.getgroup("silent999").addoption(
        "--silent999-profile", action="append", default=[], metavar="ID|all", help=about
    )


def pytest_configure(config: pytest.Config) -> None:
    """Register the markers of scenarios, and refuse a folder that doesn't exist."""
    for folder in config.getini("silent999_scenarios"):
        if not folder.is_dir():
            raise pytest.UsageError(f"silent999_scenarios: there is no folder {folder}")
    config.addinivalue_line("markers", "scenario: a silent999 scenario")
    for level in range(1, 5):
        config.addinivalue_line("markers", f"level_{level}: a scenario of that level")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect scenario files, by name or folder."""
    if file_path.name.endswith(SUFFIXES):
        return ScenarioFile.from_parent(parent, path=file_path)
    if file_path.suffix not in _YAML:
        return None
    for folder in parent.config.getini("silent999_scenarios"):
        if file_path.is_relative_to(folder):
            from simulator.content.files.find_files import scenario_files

            if file_path in scenario_files(folder):
                return ScenarioFile.from_parent(parent, path=file_path)
    return None


def _from_here(file: str, config: pytest.Config) -> str:
    """Return a path relative to the start folder of pytest, if below it."""
    here = config.invocation_params.dir
    return str(Path(file).relative_to(here)) if Path(file).is_relative_to(here) else file


class ScenarioFile(pytest.File):
    """A scenario file, with an item for each profile."""

    def collect(self) -> Iterator[ScenarioItem]:
        """Yield the items, or raise CollectError for a wrong file or setting."""
        from simulator.errors import ContentError, SimulatorError

        try:
            cases = _cases(self.path, self.config)
        except SimulatorError as error:
            if isinstance(error, ContentError):
                places = [_from_here(each.file, self.config) for each in error.problems]
                found = zip(error.problems, places, strict=True)
                error = ContentError([replace(each, file=place) for each, place in found])
            raise self.CollectError(str(error)) from None
        for case in cases:
            yield ScenarioItem.from_parent(self, name=case.name, case=case)


class ScenarioItem(pytest.Item):
    """One scenario under one profile."""

    def __init__(self, *, case: RunRequest, **kwargs: Any) -> None:
        """Create the item of `case`, with markers and keywords to select it by."""
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
        """Run the scenario; if it fails, say why, without a traceback through this program."""
        from simulator.session.run.checked_runs import play

        played = play(self.case)
        if played.passed:
            return
        config = self.config
        failures = [each._replace(file=_from_here(each.file, config)) for each in played.failures]
        # pytest's summary shows the first line only.
        more = f", and {len(failures) - 1} more" if failures[1:] else ""
        lines = replace(played, failures=tuple(failures)).report_lines()
        pytest.fail("\n".join([f"{failures[0].summary}{more}", *lines]), pytrace=False)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Return the position of the item."""
        return self.path, 0, self.name


@pytest.fixture
def silent_call(request: pytest.FixtureRequest) -> Callable[..., DrivenCall]:
    """Return a driven call: ``silent_call("coughs-when-asked", seats=["operator"])``.

    The first argument is the id of a scenario or a path relative to the test. ``profile``,
    ``force`` and ``seed`` select the run; roles without a seat are simulated. If there is none of
    an id, the test fails with the message only. See `scenarios/README.md`.
    """

    def begin(
        scenario: str | Path,
        *,
        profile: str | None = None,
        force: str | None = None,
        seed: int = 0,
        seats: Sequence[str] = (),
    ) -> DrivenCall:
        from simulator.content.library.library import DEFAULT_FORCE
        from simulator.errors import SimulatorError
        from simulator.session.run.call_driver import DrivenCall

        library = _library(request.config)
        beside = request.path.parent / scenario
        is_file = Path(str(beside).partition("#")[0]).is_file()  # how-late.yaml#soon is a case
        try:
            loaded = library.scenario(beside if is_file else scenario)
            chosen = library.force(force or loaded.scenario.force or DEFAULT_FORCE).force
            under = library.profile(profile or _usual_profile(request.config)).profile
        except SimulatorError as error:
            raise pytest.fail.Exception(str(error), pytrace=False) from None
        return DrivenCall(loaded, under, chosen, seed, seats)

    return begin


def _cases(path: Path, config: pytest.Config) -> list[RunRequest]:
    from simulator.content.checks.content_warnings import refuse_mistakes
    from simulator.content.library.library import DEFAULT_FORCE
    from simulator.session.run.checked_runs import RunRequest

    library = _library(config)
    names: list[str] = config.getoption("silent999_profile") or config.getini("silent999_profiles")
    scenarios = [library.scenario(case) for case in library.cases(path)]
    refuse_mistakes(library, path)
    wanted = dict.fromkeys(names or [_usual_profile(config)])
    profiles = library.profiles() if "all" in names else tuple(map(library.profile, wanted))
    found: list[RunRequest] = []
    for loaded in scenarios:
        force = library.force(loaded.scenario.force or DEFAULT_FORCE).force
        fitting = (each for each in profiles if each.id not in loaded.scenario.not_under)
        found += [RunRequest(loaded, each.profile, force, 0) for each in fitting]
    return found


def _usual_profile(config: pytest.Config) -> str:
    """Return the profile of the settings, as `silent999 test` uses it."""
    from simulator.cli.settings import read_settings
    from simulator.content.library.library import DEFAULT_PROFILE

    if _SETTINGS not in config.stash:
        config.stash[_SETTINGS] = read_settings()
    return config.stash[_SETTINGS].checked_profile(_library(config)) or DEFAULT_PROFILE


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Say which file of a project was obeyed, as a command does."""
    if _SETTINGS in config.stash:
        for note in config.stash[_SETTINGS].notes:
            terminalreporter.write_line(f"silent999: {note}")


_SETTINGS: pytest.StashKey[Settings] = pytest.StashKey()


_LIBRARY = pytest.StashKey["Library"]()


def _library(config: pytest.Config) -> Library:
    """Return the library: shipped content and the folders of the settings."""
    if _LIBRARY not in config.stash:
        from simulator.content.library.library import Library
        from simulator.garbage import collect_seldom

        collect_seldom()
        config.stash[_LIBRARY] = Library(config.getini("silent999_scenarios"))
    return config.stash[_LIBRARY]
