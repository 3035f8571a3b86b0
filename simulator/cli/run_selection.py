"""Loading what a command line names: all of it before anything runs, with errors collected."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.cli.arguments import UsageError, asked_for
from simulator.content.files.find_files import file_of, resolved
from simulator.content.library import library as content
from simulator.content.library.library import DEFAULT_PROFILE, Library, LoadedScenario
from simulator.core.terms import Role
from simulator.errors import SimulatorError

if TYPE_CHECKING:
    from simulator.core.profile import Force, Profile
    from simulator.session.run.checked_runs import RunRequest

EVERY = "all"
"""The word for every profile."""


def library_for(options: Namespace) -> Library:
    """Return a library of the shipped content and of the folders named on the command line.

    A folder inside one that is known already is left out, or its ids would exist twice.
    """
    folders: list[Path] = list(options.folder)
    for folder in filter(Path.is_dir, map(Path, options.what)):
        known = set(
            map(resolved, Library(folders, options.project_folder, options.project_root).paths())
        )
        # A folder of a project is named here as well: then its help lines are looked at, too.
        named = resolved(folder) in map(resolved, options.project_folder)
        if named or known.isdisjoint(map(resolved, folder.rglob("*.y*ml"))):
            folders.append(folder)
    return _library(folders, options)


def library_of(options: Namespace) -> Library:
    """Return a library of the shipped content, of the folders of `--folder`, and of a project's."""
    return _library(options.folder, options)


def _library(folders: Sequence[Path], options: Namespace) -> Library:
    return Library(folders, options.project_folder, options.project_root)


def jobs(options: Namespace, library: Library) -> tuple[list[RunRequest], int]:
    """Return the runs that the options name, and how many are left out.

    A scenario that doesn't fit a profile is run under it only if both are named.

    Raises:
        ExceptionGroup: every error found in the options and the files.
    """
    # Deferred: `check` names files as `run` does, and plays nothing.
    from simulator.session.run.checked_runs import RunRequest

    wrong: list[SimulatorError] = []
    named = bool(options.what)
    requested = options.profile or [options.usual_profile]
    fits_all = named and EVERY not in requested
    cast = cast_of(options, library)
    paths: Sequence[Path]
    if named:
        paths = named_paths(options.what, partial(scenario_paths, library), wrong)
    else:
        paths = library.scenario_paths()
    profiles: list[Profile] = []
    with collecting(wrong):
        profiles = profiles_for(requested, library)
    made: list[RunRequest] = []
    scenarios: list[LoadedScenario] = []
    for path in paths:
        with collecting(wrong):
            loaded = library.scenario(path)
            if options.tag and not set(options.tag) & set(loaded.scenario.tags):
                continue
            scenarios.append(loaded)
            if not content.is_shipped(file_of(path)):
                # The checks take 12 ms to import. Shipped files have passed them.
                from simulator.content.checks.content_warnings import refuse_mistakes

                refuse_mistakes(library, path)
            force = _force(loaded, options.force, library)
            made += [
                RunRequest(loaded, profile, force, options.seed, **cast)
                for profile in profiles
                if fits_all or profile.id not in loaded.scenario.not_under
            ]
    if options.tag and not (scenarios or wrong):
        tags = " or ".join(options.tag)
        wrong.append(UsageError(f"no scenario has the tag {tags}", "silent999 show ID shows tags"))
    if wrong:
        raise ExceptionGroup("not every run can be planned", wrong)
    return made, len(scenarios) * len(profiles) - len(made)


def cast_of(options: Namespace, library: Library) -> dict[str, str]:
    """Return how the options say that the call is handled; LibraryError for an unknown lapse."""
    cast = {name: getattr(options, name, None) or "" for name in CAST}
    for name, text in cast.items():
        if text:
            library.lapses().handling(text, CAST[name])
    return cast


CAST = {"handler": Role.CALL_HANDLER, "operator": Role.OPERATOR}
"""The options that say how a role handles the call."""


def single_run(request: str, options: Namespace, library: Library) -> RunRequest:
    """Return the run of one scenario with the profile, force and seed that the options name.

    Raises:
        SimulatorError: the first error found.
    """
    asked = {"what": [request], "tag": [], "profile": [options.profile or DEFAULT_PROFILE]}
    seed = options.seed or 0
    try:
        cast = {name: getattr(options, name, None) for name in CAST}
        planned, _ = jobs(Namespace(**asked, force=options.force, seed=seed, **cast), library)
    except ExceptionGroup as group:
        raise group.exceptions[0] from None
    if len(planned) != 1:
        raise UsageError(f"{request} names several scenarios", "name one")
    return planned[0]


def named_paths(
    requests: Sequence[str], find: Callable[[str], Sequence[Path]], wrong: list[SimulatorError]
) -> list[Path]:
    """Return the files that requests name, each once; append errors to `wrong`."""
    found: dict[Path, Path] = {}
    for request in requests:
        with collecting(wrong):
            for path in find(request):
                found.setdefault(resolved(path), path)
    return list(found.values())


def scenario_paths(library: Library, request: str) -> Sequence[Path]:
    """Return the files that an id, a file or a folder names."""
    return asked_for(library.files, request, "list")


def profiles_for(requests: Sequence[str], library: Library) -> list[Profile]:
    """Return the profiles for `--profile`, without repeats; `all` is every profile."""
    if EVERY in requests:
        return [each.profile for each in library.profiles()]
    found = (asked_for(library.profile, each, "profiles").profile for each in requests)
    return list({profile.id: profile for profile in found}.values())


def _force(loaded: LoadedScenario, request: str | None, library: Library) -> Force:
    if request is not None:
        return asked_for(library.force, request, "forces").force
    return library.force(loaded.scenario.force or content.DEFAULT_FORCE).force


@contextmanager
def collecting(wrong: list[SimulatorError]) -> Iterator[None]:
    """Append an error to `wrong`, unless the same one is there."""
    try:
        yield
    except SimulatorError as error:
        if str(error) not in map(str, wrong):
            wrong.append(error)
