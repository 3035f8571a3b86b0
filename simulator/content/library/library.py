"""Find, list and load content: what is shipped, and what is in a person's own folders.

The only place that knows where content files are. Importing it and listing scenarios load no
validation: a list needs five words of each file, and pydantic costs more than reading them all.
More than 300 lines, since every kind of content is found and kept in the same way here.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from simulator.content.diagnostics.validate import (
    digest_of,
    id_taken,
    problem_at,
    read_header,
    validated,
)
from simulator.content.files.headers import Entry as Entry
from simulator.content.files.headers import case_names, entry_of
from simulator.content.files.paths import (
    PACK_FILES,
    base_among,
    case_of,
    collected,
    file_of,
    id_of,
    is_pack,
    is_path,
    leading,
    manifest_in,
    pack_files,
    part_files,
    parts_beside,
    path_of,
    resolved,
    scenario_files,
    stem_of,
    yaml_files,
)
from simulator.content.files.wrong_folder import refuse_another_kind
from simulator.content.yaml.document import Document
from simulator.content.yaml.reader import read_file
from simulator.errors import ContentError, LibraryError, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from simulator.content.awareness.handout import LoadedHandout
    from simulator.content.awareness.help_lines import Help
    from simulator.content.awareness.myths import Myth
    from simulator.content.awareness.plan import LoadedPlan
    from simulator.content.fields.base import Content
    from simulator.content.library.pack_file import LoadedPack
    from simulator.content.procedure.force_file import LoadedForce
    from simulator.content.procedure.profile_file import LoadedProfile
    from simulator.content.procedure.questions import QuestionBank
    from simulator.content.procedure.reference import DramaNumbers, Source, WordingList
    from simulator.content.rules.property_file import LoadedProperties
    from simulator.content.rules.rubric_file import LoadedRubric
    from simulator.content.scenario.scenario import Scenario

DEFAULT_PROFILE = "iopc_2019"
DEFAULT_FORCE = "generic"

_PACKAGE = Path(__file__).resolve().parents[2]
_DATA = _PACKAGE / "content" / "data"
SOURCES = _DATA / "sources.yaml"
"""The file in which the codes of the public sources stand."""

M = TypeVar("M", bound="Content")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class LoadedScenario:
    """A scenario, and the file that it came from."""

    scenario: Scenario
    path: Path
    document: Document
    digest: str
    """A fingerprint of the content; comments and layout do not change it."""

    @property
    def file(self) -> Path:
        """The file alone, where `path` says which case of it this is."""
        return file_of(self.path)

    @property
    def plain(self) -> Any:
        """The file as plain values; `Scenario.model_validate` reads them back."""
        return self.document.value


def shipped_scenarios(package: Path = _PACKAGE) -> Path:
    """The folder of shipped scenarios: inside the package once installed, else beside it."""
    packaged = package / "_scenarios"
    return packaged if packaged.is_dir() else package.parent / "scenarios"


_SHIPPED: dict[tuple[object, Path], Any] = {}
"""What has been read of the shipped files: the same for every library, so read once."""
_ROOTS = (f"{_DATA}{os.sep}", f"{shipped_scenarios()}{os.sep}")


def forget_shipped() -> None:
    """Read shipped files again when they are next asked for, since they may have changed."""
    _SHIPPED.clear()


def is_shipped(path: Path) -> bool:
    """Whether a file, links followed, is one of those that are shipped."""
    return any(resolved(path).is_relative_to(resolved(Path(root))) for root in _ROOTS)


def _written_id(path: Path) -> str:
    """The id that a file gives itself; nothing where it cannot be read, which `check` tells."""
    try:
        value = read_file(path).value
    except ContentError:
        return ""
    return str(value.get("id", "")) if isinstance(value, dict) else ""


class Library:
    """Shipped content and a person's own folders, in that order.

    A folder of a person's own may have the folders `profiles`, `forces`, `rubrics`, `properties`,
    `plans`, `support`, `translations`, `packs`, `personas` and `fragments`, and a `pack.yaml`; all
    else in it is scenarios. Nothing is read before it is asked for, and a file is read once.
    """

    def __init__(self, folders: Sequence[Path] = ()) -> None:
        """Look into `folders` after what is shipped."""
        self._folders = tuple(folders)
        self._kept: dict[tuple[object, Path], Any] = {}

    # --- scenarios -------------------------------------------------------------------------------

    def scenarios(self) -> tuple[Entry, ...]:
        """Every scenario, shipped ones first, in the order of their files.

        Raises:
            ContentError: a file is wrong; every problem of every file.
        """
        entries, problems = self.survey()
        if problems:
            raise ContentError(problems)
        return entries

    def survey(self) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
        """Every scenario whose header can be read, and what is wrong with the others."""
        entries: dict[str, Entry] = {}
        problems: list[Problem] = []
        for path in self.scenario_paths():
            try:
                document, entry = self._entry(path)
            except ContentError as error:
                problems += error.problems
                continue
            first = entries.setdefault(entry.id, entry)
            if first is not entry:
                problems.append(id_taken(document, entry.id, first.path))
        return tuple(entries.values()), tuple(problems)

    def entries(self, paths: Sequence[Path]) -> tuple[Entry, ...]:
        """What a list shows of these scenarios.

        Raises:
            ContentError: a file is wrong; the problems of every file.
        """
        return tuple(entry for _, entry in collected(self._entry, paths))

    def _entry(self, path: Path) -> tuple[Document, Entry]:
        return self._once("entry", path, Library._read_entry)

    def _read_entry(self, path: Path) -> tuple[Document, Entry]:
        document = read_header(file_of(path))
        return document, entry_of(document, path) or self._refused(path)

    def scenario(self, request: str | Path) -> LoadedScenario:
        """The scenario of that id, or in that file.

        Raises:
            LibraryError: there is no such id, or there are two.
            ContentError: the file is wrong.
        """
        path = path_of(self._one_case(request), self.scenario_paths(), "scenario", id_of)
        return self._once("scenario", path, Library._read_scenario)

    def _read_scenario(self, path: Path) -> LoadedScenario:
        from simulator.content.scenario.impossible import structure_problems
        from simulator.content.scenario.scenario import Scenario

        document = self._document(path)
        scenario = validated(document, Scenario)
        problems = structure_problems(document, scenario)
        if problems:
            raise ContentError(problems)
        return LoadedScenario(scenario, path, document, digest_of(document.value))

    def _one_case(self, request: str | Path) -> str | Path:
        """What was asked for, unless it is a whole table.

        Raises:
            LibraryError: it is; the hint names its cases.
        """
        if isinstance(request, Path) or is_path(request):
            tables = [Path(request)] if file_of(Path(request)) == Path(request) else []
        else:
            tables = [path for path in self.scenario_sources() if stem_of(path) == request]
        cases = [case for path in tables for case in self.cases(path) if case != path]
        if cases:
            ids = ", ".join(map(id_of, cases))
            raise LibraryError(f"{request} is a table of {len(cases)} cases", f"name one: {ids}")
        return request

    def _document(self, path: Path) -> Document:
        """One complete scenario: its parts taken up, its case filled in."""
        wanted = case_of(path)
        found = {each.case: each for each in self.documents(file_of(path))}
        if wanted not in found:
            hint = f"there are {', '.join(filter(None, found)) or 'none'}"
            raise LibraryError(f'there is no case "{wanted}" in {file_of(path)}', hint)
        return found[wanted]

    def documents(self, file: Path) -> tuple[Document, ...]:
        """The complete scenarios of a file: one, or one for each case of its table.

        Raises:
            ContentError: the file, or a part that it takes up, is wrong.
        """
        return self._once("documents", file, Library._read_documents)

    def _read_documents(self, file: Path) -> tuple[Document, ...]:
        from simulator.content.scenario.expand import woven

        document = read_file(file)
        refuse_another_kind(document)
        parts = {resolved(path): path for path in (*parts_beside(file), *self.part_paths())}
        return woven(document, base_among(tuple(parts.values()), "persona or fragment"))

    def scenario_sources(self) -> tuple[Path, ...]:
        """The files in which scenarios stand."""
        return self._found(scenario_files)

    def scenario_paths(self) -> tuple[Path, ...]:
        """The paths of all scenarios: files, or `FILE#CASE` for each case of a table."""
        return tuple(case for path in self.scenario_sources() for case in self.cases(path))

    def cases(self, path: Path) -> tuple[Path, ...]:
        """The cases of a file that holds a table, else the path alone."""
        return self._once("cases", path, Library._read_cases)

    def _read_cases(self, path: Path) -> tuple[Path, ...]:
        return tuple(path.with_name(name) for name in case_names(path))

    def part_paths(self) -> tuple[Path, ...]:
        """The files of all personas and fragments."""
        return self._found(part_files)

    def unused_parts(self) -> tuple[Path, ...]:
        """The personas and fragments that no known scenario takes up.

        None while a scenario cannot be read: it may take up any of them.
        """
        try:
            used = {
                resolved(Path(name))
                for source in self.scenario_sources()
                for document in self.documents(source)
                for _, name in document.included
            }
        except ContentError:
            return ()
        return tuple(path for path in self.part_paths() if resolved(path) not in used)

    def files(self, request: str | Path, *, or_none: bool = False) -> tuple[Path, ...]:
        """The scenario files that a request means: an id, a file, or all of a folder or a pack.

        Of a folder with a `pack.yaml` come the pack's scenarios first, in their order, then any
        other that lies in it.

        Raises:
            LibraryError: there is no such id, or the folder holds no scenario; with `or_none` such
                a folder means none.
            ContentError: the pack is wrong.
        """
        path = Path(request)
        if path.is_dir() and str(request) not in map(id_of, self.scenario_paths()):
            manifest = manifest_in(path)
            listed = self.pack(manifest).files if manifest else ()
            there = {resolved(file) for file in listed}
            own = (case for file in scenario_files(path) for case in self.cases(file))
            found = tuple(each for each in own if resolved(each) not in there)
            if not (listed or found or or_none):
                raise LibraryError(f"there is no scenario in {path}", "its files end in .yaml")
            return (*listed, *found)
        if is_pack(path) and path.is_file():
            return self.pack(path).files
        tables = [each for each in self.scenario_sources() if stem_of(each) == str(request)]
        if len(tables) == 1:
            return self.cases(tables[0])
        return self.cases(path_of(request, self.scenario_paths(), "scenario", id_of))

    # --- profiles and forces ---------------------------------------------------------------------

    def profiles(self) -> tuple[LoadedProfile, ...]:
        """Every profile, the default first.

        Raises:
            ContentError: a file is wrong; the problems of every file.
        """
        return collected(self.profile, leading(DEFAULT_PROFILE, self.profile_paths()))

    def profile(self, request: str | Path = DEFAULT_PROFILE) -> LoadedProfile:
        """The profile of that id, or in that file.

        Raises:
            LibraryError: there is no such id, or there are two.
            ContentError: the file, or one that it starts from, is wrong.
        """
        path = path_of(request, self.profile_paths(), "profile")
        return self._once("profile", path, Library._read_profile)

    def _read_profile(self, path: Path) -> LoadedProfile:
        from simulator.content.procedure.inheritance import load_complete
        from simulator.content.procedure.profile_file import LoadedProfile, ProfileFile

        base = base_among(self.profile_paths(), "profile")
        return LoadedProfile(**vars(load_complete(path, self._reader(ProfileFile), base)))

    def profile_paths(self) -> tuple[Path, ...]:
        """The files of all profiles."""
        return self._data_files("profiles")

    def forces(self) -> tuple[LoadedForce, ...]:
        """Every force, the default first.

        Raises:
            ContentError: a file is wrong; the problems of every file.
        """
        return collected(self.force, leading(DEFAULT_FORCE, self.force_paths()))

    def force(self, request: str | Path = DEFAULT_FORCE) -> LoadedForce:
        """The force of that id, or in that file.

        Raises:
            LibraryError: there is no such id, or there are two.
            ContentError: the file, or one that it starts from, is wrong.
        """
        path = path_of(request, self.force_paths(), "force")
        return self._once("force", path, Library._read_force)

    def _read_force(self, path: Path) -> LoadedForce:
        from simulator.content.procedure.force_file import ForceFile, LoadedForce
        from simulator.content.procedure.inheritance import load_complete

        base = base_among(self.force_paths(), "force")
        return LoadedForce(**vars(load_complete(path, self._reader(ForceFile), base)))

    def force_paths(self) -> tuple[Path, ...]:
        """The files of all forces."""
        return self._data_files("forces")

    # --- rubrics ---------------------------------------------------------------------------------

    def rubrics(self) -> tuple[LoadedRubric, ...]:
        """Every rubric, in the order of the files.

        Raises:
            ContentError: a file is wrong; the problems of every file.
        """
        return collected(self.rubric, self.rubric_paths())

    def rubric(self, request: str | Path) -> LoadedRubric:
        """The rubric of that id, or in that file.

        Raises:
            LibraryError: there is no such id, or there are two.
            ContentError: the file is wrong.
        """
        path = path_of(request, self.rubric_paths(), "rubric")
        return self._once("rubric", path, Library._read_rubric)

    def _read_rubric(self, path: Path) -> LoadedRubric:
        from simulator.content.rules.rubric_file import LoadedRubric, RubricFile

        document = read_file(path)
        file = validated(document, RubricFile)
        return LoadedRubric(file.rubric(), file, path, document)

    def rubric_paths(self) -> tuple[Path, ...]:
        """The files of all rubrics."""
        return self._data_files("rubrics")

    # --- properties ------------------------------------------------------------------------------

    def properties(self) -> tuple[LoadedProperties, ...]:
        """Every file of properties, the shipped one first.

        Raises:
            ContentError: a file is wrong; the problems of every file.
        """
        return collected(self.property_file, self.property_paths())

    def property_file(self, request: str | Path) -> LoadedProperties:
        """The properties of that id, or in that file.

        Raises:
            LibraryError: there is no such id, or there are two.
            ContentError: the file is wrong.
        """
        path = path_of(request, self.property_paths(), "file of properties")
        return self._once("properties", path, Library._read_properties)

    def _read_properties(self, path: Path) -> LoadedProperties:
        from simulator.content.rules.property_file import LoadedProperties, PropertyFile

        document = read_file(path)
        file = validated(document, PropertyFile)
        claims = tuple(each.build() for each in file.properties)
        return LoadedProperties(claims, file, path, document)

    def property_paths(self) -> tuple[Path, ...]:
        """The files of all properties."""
        return self._data_files("properties")

    # --- sessions in a room ----------------------------------------------------------------------

    def plans(self) -> tuple[LoadedPlan, ...]:
        """Every plan of a session, in the order of the files.

        Raises:
            ContentError: a file is wrong; the problems of every file.
        """
        return collected(self.plan, self.plan_paths())

    def plan(self, request: str | Path) -> LoadedPlan:
        """The plan of that id, or in that file.

        Raises:
            LibraryError: there is no such id, or there are two.
            ContentError: the file is wrong.
        """
        path = path_of(request, self.plan_paths(), "plan")
        return self._once("plan", path, Library._read_plan)

    def _read_plan(self, path: Path) -> LoadedPlan:
        from simulator.content.awareness.plan import LoadedPlan, Plan
        from simulator.content.awareness.plan_rules import broken_rules

        document = read_file(path)
        plan = validated(document, Plan)
        problems = [problem_at(document, *each) for each in broken_rules(plan)]
        if problems:
            raise ContentError(problems)
        return LoadedPlan(plan, path, document)

    def plan_paths(self) -> tuple[Path, ...]:
        """The files of all plans."""
        return self._data_files("plans")

    def myths(self) -> tuple[Myth, ...]:
        """What many people believe about silent calls, and what is true."""
        from simulator.content.awareness.myths import MythFile

        return self._table("myths.yaml", MythFile).myths

    def handout(self, path: Path | None = None) -> LoadedHandout:
        """The page to hand out: the shipped one, or a person's own.

        Raises:
            ContentError: the file is wrong, or names a myth or a property that is not there.
        """
        from simulator.content.awareness.handout import Handout, LoadedHandout
        from simulator.content.checks.lint import check

        path = path or _DATA / "handout.yaml"
        document = read_file(path)
        loaded = LoadedHandout(validated(document, Handout), path, document)
        if problems := [each for each in check(self, [path]) if each.code.startswith("unknown-")]:
            raise ContentError(problems)
        return loaded

    def support(self) -> tuple[Help, ...]:
        """Where to find help: the shipped entries, then a person's own.

        Raises:
            ContentError: a file is wrong.
        """
        from simulator.content.awareness.help_lines import SupportFile

        paths = self.support_paths()
        read = self._reader(SupportFile)
        return tuple(each for path in paths for each in read(path)[1].help)

    def support_paths(self) -> tuple[Path, ...]:
        """The files that say where to find help."""
        return (_DATA / "support.yaml", *self._data_files("support"))

    def translation_folders(self) -> tuple[Path, ...]:
        """Where the translations of the awareness mode are."""
        return (_DATA / "translations", *(folder / "translations" for folder in self._folders))

    # --- packs -----------------------------------------------------------------------------------

    def readable_packs(self) -> tuple[tuple[LoadedPack, ...], tuple[Problem, ...]]:
        """Every pack that can be read, and what is wrong with the others."""
        packs: list[LoadedPack] = []
        problems: dict[Problem, None] = {}
        for path in self.pack_paths():
            try:
                packs.append(self.pack(path))
            except ContentError as error:
                problems.update(dict.fromkeys(error.problems))
        return tuple(packs), tuple(problems)

    def pack(self, request: str | Path) -> LoadedPack:
        """The pack of that id, in that file, or in that folder.

        Raises:
            LibraryError: there is no such id, or there are two, or the folder has no manifest.
            ContentError: the file is wrong, or names a scenario that is not there.
        """
        known, path = self.pack_paths(), Path(request)
        if not path.is_dir() or str(request) in map(self._pack_id, known):
            path = path_of(request, known, "pack", self._pack_id)
        path = manifest_in(path) or path
        if path.is_dir():
            hint = "write one, with an id, a title, what it is about and its scenarios"
            raise LibraryError(f"there is no {PACK_FILES[0]} in {path}", hint)
        return self._once("pack", path, Library._read_pack)

    def _read_pack(self, path: Path) -> LoadedPack:
        from simulator.content.library.pack_file import load_pack

        return load_pack(path, self.scenario_sources(), self.cases)

    def _pack_id(self, path: Path) -> str:
        return self._once("pack id", path, lambda _, path: _written_id(path))

    def pack_paths(self) -> tuple[Path, ...]:
        """The files of all packs."""
        return self._found(pack_files)

    # --- tables ----------------------------------------------------------------------------------

    def questions(self) -> QuestionBank:
        """What a call handler asks, and how a code is said."""
        from simulator.content.procedure.questions import QuestionBank

        return self._table("questions.yaml", QuestionBank)

    def sources(self) -> Mapping[str, Source]:
        """The public sources by their codes."""
        from simulator.content.procedure.reference import SourceList

        return self._table(SOURCES.name, SourceList).sources

    def drama_numbers(self) -> DramaNumbers:
        """The telephone numbers that a scenario may hold."""
        from simulator.content.procedure.reference import DramaNumbers

        return self._table("drama_numbers.yaml", DramaNumbers)

    def wording(self) -> WordingList:
        """The words that a scenario does not use."""
        from simulator.content.procedure.reference import WordingList

        return self._table("wording.yaml", WordingList)

    def _table(self, name: str, model: type[M]) -> M:
        return self._reader(model)(_DATA / name)[1]

    # --- finding and reading ---------------------------------------------------------------------

    def paths(self) -> tuple[Path, ...]:
        """The files of everything that a person may write: scenarios and all that they name."""
        rules = (*self.rubric_paths(), *self.property_paths())
        named = (*self.profile_paths(), *self.force_paths(), *rules, *self.plan_paths())
        beside = (*named, *self.support_paths())
        scenarios = (*self.scenario_sources(), *self.part_paths(), *self.pack_paths())
        return (*scenarios, *beside, _DATA / "myths.yaml")

    def _data_files(self, kind: str) -> tuple[Path, ...]:
        shipped = self._once("files", _DATA / kind, lambda _, folder: tuple(yaml_files(folder)))
        own = (path for folder in self._folders for path in yaml_files(folder / kind))
        return (*shipped, *own)

    def _found(self, files_in: Callable[[Path], Iterator[Path]]) -> tuple[Path, ...]:
        """The files of a kind among the shipped scenarios, then in a person's own folders."""
        home = shipped_scenarios()
        shipped = self._once(files_in, home, lambda _, folder: tuple(files_in(folder)))
        return (*shipped, *(path for folder in self._folders for path in files_in(folder)))

    def _once(self, kind: object, path: Path, read: Callable[[Library, Path], T]) -> T:
        """What a file, or a folder, holds of a kind: read when it is first asked for."""
        shipped = f"{path}{os.sep}".startswith(_ROOTS)
        known = _SHIPPED if shipped else self._kept
        if (kind, path) not in known:
            # What is shipped means the same, whatever a person's own folders hold.
            known[kind, path] = read(Library() if shipped else self, path)
        found: T = known[kind, path]
        return found

    def _reader(self, model: type[M]) -> Callable[[Path], tuple[Document, M]]:
        """Reads files of a kind, each once."""

        def read(_: Library, path: Path) -> tuple[Document, M]:
            document = read_file(path)
            return document, validated(document, model)

        return lambda path: self._once(model, path, read)

    def _refused(self, path: Path) -> Entry:
        """Explain, by validating it, why a file has no readable header."""
        scenario = self.scenario(path).scenario
        found = (scenario.id, path, scenario.title, scenario.line, scenario.level)
        return Entry(*found, scenario.outcome, scenario.kind)
