"""Find, list and load content: what is shipped, and what is in a user's own folders.

The only place that knows where content files are. Importing it and listing scenarios load no
validation: a list needs five words of each file, and pydantic costs more than reading them all.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property, partial, wraps
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from simulator.content.diagnostics.validate import id_taken, validated
from simulator.content.files import file_kinds
from simulator.content.files import find_files as find
from simulator.content.files.built_content import HEADERS, ROOTS, name_of, read_built
from simulator.content.files.built_content import shipped_scenarios as shipped_scenarios
from simulator.content.files.file_kinds import KINDS, LoadedFile, from_module
from simulator.content.files.scenario_header import ScenarioHeader as ScenarioHeader
from simulator.content.files.scenario_header import case_names, entry_of
from simulator.content.yaml.positions import Document
from simulator.content.yaml.reader import read_file, read_text
from simulator.errors import ContentError, LibraryError, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from simulator.content.awareness.handout import Handout, Myth, MythFile
    from simulator.content.awareness.help_lines import Help, SupportFile
    from simulator.content.awareness.plan import Plan
    from simulator.content.awareness.readers import Readers
    from simulator.content.awareness.room_endings import RoomEndings
    from simulator.content.procedure import reference_data as data
    from simulator.content.procedure.force_file import LoadedForce
    from simulator.content.procedure.lapse_file import LapseFile
    from simulator.content.procedure.line_file import LineFile
    from simulator.content.procedure.phrase_file import PhraseFile
    from simulator.content.procedure.population_file import PopulationFile
    from simulator.content.procedure.profile_file import LoadedProfile
    from simulator.content.procedure.reading_file import ReadingFile
    from simulator.content.procedure.reference_data import QuestionBank
    from simulator.content.procedure.seat_knowledge import SeatKnowledge
    from simulator.content.procedure.speaking_file import SpeakingFile
    from simulator.content.rules.calibration_file import CalibrationFile
    from simulator.content.rules.competency_file import CompetencyFile
    from simulator.content.rules.property_file import PropertyFile, RowNeeds
    from simulator.content.rules.rubric_file import RubricFile
    from simulator.content.scenario.scenario import Scenario
    from simulator.core.terms import Role
    from simulator.language.lines import LineBook
    from simulator.language.phrasebook import PhraseBook
    from simulator.language.reader import Reader

DEFAULT_PROFILE = "iopc_2019"
DEFAULT_FORCE = "generic"

_DATA = ROOTS["data"]

T = TypeVar("T")


class _Loader(Generic[T]):
    """A method of a library that loads files of one kind, a row of `KINDS`."""

    def __init__(self, kind: str, usual: str = "") -> None:
        self.kind, self.usual = kind, usual


class _Every(_Loader[T]):
    """Loads all files of the kind, the default first."""

    def __get__(self, library: Library, _: object) -> Callable[[], tuple[T, ...]]:
        def load() -> tuple[T, ...]:
            first = (DEFAULT_PROFILE, DEFAULT_FORCE)
            paths = sorted(library.paths_of(self.kind), key=lambda path: path.stem not in first)
            loaded, problems = find.readable(partial(library._loaded, self.kind), paths)
            if problems:
                raise ContentError(problems)
            return loaded

        return load


class _One(_Loader[T]):
    """Loads the file of an id, or at a path."""

    def __get__(self, library: Library, _: object) -> Callable[..., T]:
        def load(request: str | Path = self.usual) -> T:
            path = find.path_of(request, library.paths_of(self.kind), self.kind)
            return cast("T", library._loaded(self.kind, path))

        return load


class _Table(_Loader[T]):
    """Loads the shipped table of the kind, or a user's own at a path."""

    def __get__(self, library: Library, _: object) -> Callable[..., T]:
        shipped = _DATA / f"{self.kind}.yaml"
        return lambda path=None: cast("T", library._loaded(self.kind, path or shipped).file)


@dataclass(frozen=True)
class LoadedScenario:
    """A scenario, and the file that it came from."""

    scenario: Scenario
    path: Path

    @cached_property
    def document(self) -> Document:
        """The file, its parts and case filled in; read when it is asked for, if it is shipped."""
        return Library().document(self.path)

    @property
    def file(self) -> Path:
        """The file alone, where `path` says which case of it this is."""
        return find.file_of(self.path)


_SHIPPED: dict[tuple[object, Path], Any] = {}
"""What has been read of the shipped files: the same for every library, so read once."""
_SOURCES = ("sources", Path())
"""Is in `_SHIPPED` while nothing built is read."""
_ROOTS = tuple(f"{root}{os.sep}" for root in ROOTS.values())


@contextmanager
def reading_sources() -> Iterator[None]:
    """Read every shipped file itself, and nothing that is built of it or was read before."""
    known = dict(_SHIPPED)
    _SHIPPED.clear()
    _SHIPPED[_SOURCES] = True
    try:
        yield
    finally:
        _SHIPPED.clear()
        _SHIPPED.update(known)


def is_shipped(path: Path) -> bool:
    """Whether a file, links followed, is one of those that are shipped."""
    return any(find.resolved(path).is_relative_to(find.resolved(Path(root))) for root in _ROOTS)


_ASKED_FOR = ("support", "lines")
"""The kinds, besides translations, that are taken only from a folder that a person names: a person
in need relies on what they say."""


def _outermost(folders: Sequence[Path]) -> Iterator[Path]:
    """Yield each folder once, without those inside another one."""
    real = {find.resolved(each): each for each in folders}
    for path, each in real.items():
        if real.keys().isdisjoint(path.parents):
            yield each


def _kept(read: Callable[[Library, Path], T]) -> Callable[[Library, Path], T]:
    """Keep the result of a method that reads one file, so that each file is read once."""

    @wraps(read)
    def once(library: Library, path: Path) -> T:
        return library._once(read.__name__, path, read)

    return once


class Library:
    """Shipped content and a user's own folders, in that order.

    A folder of a user's own may have the folders `profiles`, `forces`, `rubrics`, `properties`,
    `plans`, `phrases`, `lines`, `support`, `translations`, `personas` and `fragments`; all else in
    it is scenarios. Nothing is read before it is asked for, and a file is read once.

    What is asked for is an id, or the path of a file. All that read files raise ContentError with
    every problem of every file that is wrong; those that take a request raise LibraryError if
    nothing has that id, or two files have it.
    """

    def __init__(
        self,
        folders: Sequence[Path] = (),
        project_folders: Sequence[Path] = (),
        project_root: Path | None = None,
    ) -> None:
        """Look into `folders` after what is shipped, then into those that a project names.

        Of the latter it takes no help lines, translations or spoken lines: those a person must
        have asked for. Their files may not lead out of `project_root`, by a link or a path. A
        folder inside another is left out, or its ids would exist twice.
        """
        self._named = tuple(folders)
        self._of_project = tuple(project_folders)
        self._project_root = project_root
        self._folders = tuple(_outermost([*self._of_project, *self._named]))
        self._kept: dict[tuple[object, Path], Any] = {}
        self._edited: tuple[Path | None, str] = (None, "")
        self._reader: Reader | None = None
        self._phrase_books: dict[Role, PhraseBook] = {}

    def edited(self, path: Path, text: str) -> Library:
        """Return a library in which one file has another text than on the disk."""
        library = Library(self._named, self._of_project, self._project_root)
        others = {key: held for key, held in self._kept.items() if find.file_of(key[1]) != path}
        library._kept = others
        library._edited = path, text
        return library

    def scenarios(self) -> tuple[ScenarioHeader, ...]:
        """Every scenario, shipped ones first, in the order of their files."""
        entries, problems = self.survey()
        if problems:
            raise ContentError(problems)
        return entries

    def survey(self) -> tuple[tuple[ScenarioHeader, ...], tuple[Problem, ...]]:
        """Every scenario whose header can be read, and what is wrong with the others."""
        entries: dict[str, ScenarioHeader] = {}
        loaded, unreadable = find.readable(self._entry, self.scenario_paths())
        problems = list(unreadable)
        for entry in loaded:
            first = entries.setdefault(entry.id, entry)
            if first is not entry:
                document = self.read(find.file_of(entry.path))
                problems.append(id_taken(document, entry.id, first.path))
        return tuple(entries.values()), tuple(problems)

    @_kept
    def _built_headers(self, index: Path) -> Mapping[str, ScenarioHeader]:
        built = self.built(index)
        return {str(each.path): each for each in built["headers"]} if built else {}

    @_kept
    def _entry(self, path: Path) -> ScenarioHeader:
        file = find.file_of(path)
        if name_of(path) and (built := self._built_headers(HEADERS).get(path.name)):
            return replace(built, path=path)
        if (entry := entry_of(self.read(file), path)) is None:
            # Validating the whole file explains why its header cannot be read; or a case has it.
            self.scenario(path)
            entry = cast("ScenarioHeader", entry_of(self.document(path), path))
        return entry

    def scenario(self, request: str | Path) -> LoadedScenario:
        """The scenario of that id, or in that file; of a table, one of its cases."""
        return self._scenario_in(self._path_of(request))

    def header(self, request: str | Path) -> ScenarioHeader:
        """What a list shows of a scenario: little is read, and pydantic isn't loaded."""
        return self._entry(self._path_of(request))

    def _path_of(self, request: str | Path) -> Path:
        cases = self._cases_of(request)
        if len(cases) > 1:
            ids = ", ".join(map(find.id_of, cases))
            raise LibraryError(f"{request} is a table of {len(cases)} cases", f"name one: {ids}")
        return cases[0]

    def _cases_of(self, request: str | Path) -> tuple[Path, ...]:
        if isinstance(request, Path) or find.is_path(request):
            return self.cases(Path(request))
        named = [path for path in self.scenario_sources() if find.stem_of(path) == request]
        if len(named) == 1:
            return self.cases(named[0])
        return self.cases(find.path_of(request, self.scenario_paths(), "scenario", find.id_of))

    @_kept
    def _scenario_in(self, path: Path) -> LoadedScenario:
        # A shipped file of another kind was built as well: below it is refused like any other.
        if (built := self.built(path)) and "scenario" in built:
            return LoadedScenario(built["scenario"], path)
        document = self.document(path)
        model: type[Scenario] = from_module("scenario.scenario", "Scenario")
        scenario = validated(document, model)
        structure_problems = from_module("scenario.impossible_steps", "structure_problems")
        if problems := structure_problems(document, scenario):
            raise ContentError(problems)
        loaded = LoadedScenario(scenario, path)
        loaded.__dict__["document"] = document
        return loaded

    def built(self, path: Path) -> Any:
        """What a file, or a case of it, was built into; None unless it is shipped and unchanged."""
        edited = find.file_of(path) == self._edited[0]
        return None if edited or _SOURCES in _SHIPPED else read_built(path)

    def document(self, path: Path) -> Document:
        """One complete scenario, its parts and case filled in; LibraryError without that case."""
        file, wanted = find.file_of(path), find.case_of(path)
        found = {each.case: each for each in self.documents(file)}
        if wanted not in found:
            hint = f"there are {', '.join(filter(None, found)) or 'none'}"
            raise LibraryError(f'there is no case "{wanted}" in {file}', hint)
        return found[wanted]

    @_kept
    def read(self, file: Path) -> Document:
        """One file of any kind, as it is written."""
        self._refuse_leading_out(file, file)
        edited, text = self._edited
        return read_text(text, str(file)) if file == edited else read_file(file)

    @_kept
    def documents(self, file: Path) -> tuple[Document, ...]:
        """The complete scenarios of a file: one, or one for each case of its table."""
        document = self.read(file)
        file_kinds.refuse_another_kind(document)
        base = self._base_among(self._parts_near(file.parent), "persona or fragment")
        expanded = from_module("scenario.expand", "expanded")
        found = expanded(document, lambda name, written_in: self._part(base(name, written_in)))
        return cast("tuple[Document, ...]", found)

    @_kept
    def _parts_near(self, folder: Path) -> tuple[Path, ...]:
        """The parts that scenarios of a folder can name: those beside them, then all others."""
        parts = (*find.parts_beside(folder / "any"), *self.part_paths())
        return tuple({find.resolved(path): path for path in parts}.values())

    @_kept
    def _part(self, path: Path) -> Document:
        """A persona or a fragment; what is shipped was checked when it was built."""
        part = self.read(path)
        if not self.built(path):
            from_module("scenario.expand", "checked_part")(part)
        return part

    def _base_among(self, known: Sequence[Path], noun: str) -> Callable[[str, Path], Path]:
        find_base = find.base_among(known, noun)

        def base(request: str, written_in: Path) -> Path:
            path = find_base(request, written_in)
            self._refuse_leading_out(path, written_in)
            return path

        return base

    def _refuse_leading_out(self, path: Path, named_in: Path) -> None:
        """Raise LibraryError if a file of a project leads to one outside of it.

        A message about that one would show lines of any file of the user.
        """
        root = self._project_root
        if root is None or is_shipped(path):
            return
        inside = (find.resolved(each) for each in (root, *self._named))
        of_project = any(named_in.absolute().is_relative_to(each) for each in self._of_project)
        if of_project and not any(find.resolved(path).is_relative_to(each) for each in inside):
            fix = "copy the file into it, or name its folder with --folder"
            raise LibraryError(f"{path}, of {named_in}, is outside of the project", fix)

    def scenario_sources(self) -> tuple[Path, ...]:
        """The files of scenarios."""
        return self._found(find.scenario_files)

    def scenario_paths(self) -> tuple[Path, ...]:
        """The paths of all scenarios: files, or `FILE#CASE` for each case of a table."""
        return tuple(case for path in self.scenario_sources() for case in self.cases(path))

    @_kept
    def cases(self, path: Path) -> tuple[Path, ...]:
        """The cases of a file that holds a table, else the path alone."""
        self._refuse_leading_out(find.file_of(path), find.file_of(path))
        return tuple(path.with_name(name) for name in case_names(path))

    def part_paths(self) -> tuple[Path, ...]:
        """The files of all personas and fragments."""
        return self._found(find.part_files)

    def listed_in(self, pack: Path, request: str) -> tuple[Path, ...]:
        """The scenario files of one request in a pack's file."""
        path = pack.parent / request
        if find.is_path(request) and not find.file_of(path).is_file():
            raise LibraryError(f"there is no file {path}")
        return self.files(path if find.is_path(request) else request)

    def files(self, request: str | Path) -> tuple[Path, ...]:
        """The scenario files that a request means: an id, a file, those of a pack, or of a folder.

        If a folder holds no scenario, raises LibraryError.
        """
        path = Path(request)
        if path.is_dir() and str(request) not in map(find.id_of, self.scenario_paths()):
            found = tuple(case for file in find.scenario_files(path) for case in self.cases(file))
            if not found:
                raise LibraryError(f"there is no scenario in {path}", "its files end in .yaml")
            return found
        if path.is_file() and file_kinds.kind_of(read_file(path).value) == "pack":
            pack: Any = self.load("pack", path).file
            listed = (self.listed_in(path, each) for each in pack.scenarios)
            return tuple(dict.fromkeys(chain.from_iterable(listed)))
        return self._cases_of(request)

    profiles: _Every[LoadedProfile] = _Every("profile")
    """Every profile, the default first."""
    profile: _One[LoadedProfile] = _One("profile", DEFAULT_PROFILE)
    """The profile of an id, or in a file, completed by those that it starts from."""
    forces: _Every[LoadedForce] = _Every("force")
    force: _One[LoadedForce] = _One("force", DEFAULT_FORCE)
    rubrics: _Every[LoadedFile[RubricFile]] = _Every("rubric")
    rubric: _One[LoadedFile[RubricFile]] = _One("rubric")
    properties: _Every[LoadedFile[PropertyFile]] = _Every("properties")
    plans: _Every[LoadedFile[Plan]] = _Every("plan")
    plan: _One[LoadedFile[Plan]] = _One("plan")
    phrase_files: _Every[LoadedFile[PhraseFile]] = _Every("phrases")
    reading_files: _Every[LoadedFile[ReadingFile]] = _Every("reading")
    handout: _Table[Handout] = _Table("handout")
    """The page to hand out: the shipped one, or a user's own."""
    room_endings: _Table[RoomEndings] = _Table("room_endings")
    """Which endings of a made-up call a room may see."""
    readers: _Table[Readers] = _Table("readers")
    """Who has read what a group meets."""
    questions: _Table[QuestionBank] = _Table("questions")
    """What a call handler asks, and how a code is said."""
    row_needs: _Table[RowNeeds] = _Table("row_needs")
    """The switches that rows of the flow need."""
    seat_knowledge: _Table[SeatKnowledge] = _Table("seat_knowledge")
    """What each seat may know of a call, and from when."""
    speaking: _Table[SpeakingFile] = _Table("speaking")
    """How kinds of callers speak."""
    lapses: _Table[LapseFile] = _Table("lapses")
    """How operators and call handlers handle calls badly, and who does."""
    calibration: _Table[CalibrationFile] = _Table("calibration")
    """Calls to rate, with settled ratings."""
    competencies: _Table[CompetencyFile] = _Table("competencies")
    """What criteria show of a national occupational standard."""
    population: _Table[PopulationFile] = _Table("population")
    """The inputs of the population model."""
    drama_numbers: _Table[data.DramaNumbers] = _Table("drama_numbers")
    """The telephone numbers that a scenario may hold."""
    wording: _Table[data.WordingList] = _Table("wording")
    """Words that no scenario may use."""

    _lines: _Every[LoadedFile[LineFile]] = _Every("lines")
    _myths: _Table[MythFile] = _Table("myths")
    _sources: _Table[data.SourceList] = _Table("sources")
    _support: _Table[SupportFile] = _Table("support")

    def phrase_book(self, role: Role) -> PhraseBook:
        """What `role` may say, ready to recognise typed words: built once for each role."""
        if role not in self._phrase_books:
            made = from_module("procedure.phrase_file", "phrase_book")
            self._phrase_books[role] = cast("PhraseBook", made(self.phrase_files(), role))
        return self._phrase_books[role]

    def reader(self) -> Reader:
        """What words state, ready to be read: built once, when the first words are."""
        if self._reader is None:
            made = from_module("procedure.reading_file", "reader")
            self._reader = cast("Reader", made(self.reading_files()))
        return self._reader

    def line_book(self, role: Role) -> LineBook:
        """The variants of what `role` says, by purpose."""
        made = from_module("procedure.line_file", "line_book")
        return cast("LineBook", made(self._lines(), role))

    def call_to_rate(self, name: str) -> LoadedScenario:
        """The scenario of a call of the calibration set; LibraryError if there is none."""
        paths = tuple(find.yaml_files(_DATA / "calibration"))
        return self.scenario(find.path_of(name, paths, "call to rate"))

    def myths(self) -> tuple[Myth, ...]:
        """What many people believe about silent calls, and what is true."""
        return self._myths().myths

    def sources(self) -> Mapping[str, data.Source]:
        """The public sources by their codes."""
        return self._sources().sources

    def support(self) -> tuple[Help, ...]:
        """Where to find help: the shipped entries, then those of folders that a person named.

        Raises ContentError for a file that takes over the id of an entry.
        """
        files = self.support_paths()
        if problems := [each for path in files for each in self.taken_over(path)]:
            raise ContentError(problems)
        return tuple(entry for path in files for entry in self._support(path).help)

    def support_origins(self) -> Mapping[str, str]:
        """The folder and file of each help line that isn't ours, by its id: to be shown with it."""
        return {
            entry.id: "/".join(path.absolute().parts[-3:])
            for path in self.support_paths()[1:]
            for entry in self._support(path).help
        }

    def taken_over(self, path: Path) -> Iterator[Problem]:
        """Yield the entries of a file of help lines whose id a file before it has.

        An entry of ours is never replaced: a person in need relies on its number, and a translation
        finds its texts by the id.
        """
        first: dict[str, Path] = {}
        for other in self.support_paths():
            if find.resolved(other) == find.resolved(path):
                break
            first |= {each.id: other for each in self._support(other).help if each.id not in first}
        for place, entry in enumerate(self._support(path).help):
            if entry.id in first:
                at = ("help", place, "id")
                yield id_taken(self.read(path), entry.id, first[entry.id], at)

    def support_paths(self) -> tuple[Path, ...]:
        """The files that say where to find help."""
        return (_DATA / "support.yaml", *self.paths_of("support"))

    def translation_folders(self) -> tuple[Path, ...]:
        """Where the translations of the awareness mode are."""
        return (_DATA / "translations", *(folder / "translations" for folder in self._named))

    def paths(self) -> tuple[Path, ...]:
        """The files of everything that a user may write: scenarios and all that they name."""
        kinds = ("profile", "force", "rubric", "properties", "phrases", "reading", "lines", "plan")
        named = (path for kind in kinds for path in self.paths_of(kind))
        scenarios = (*self.scenario_sources(), *self.part_paths())
        translated = (path for folder in self._named for path in find.translation_files(folder))
        tables = (_DATA / f"{kind}.yaml" for kind in ("myths", "calibration", "competencies"))
        rated = find.yaml_files(_DATA / "calibration")
        return (*scenarios, *named, *self.support_paths(), *tables, *rated, *translated)

    def _loaded(self, kind: str, path: Path) -> Any:
        return self._once(kind, path, lambda library, path: library.load(kind, path))

    def load(self, kind: str, path: Path) -> Any:
        """Read the file at a path as one of a kind, completed by those that it is based on."""
        row = KINDS[kind]
        if not row.complete:
            return self._written(kind, path)
        if built := self.built(path):
            complete = from_module(row.module, row.complete)(built["file"], path, built["chain"])
            complete.__dict__.update(built["made"])
            return complete
        base = self._base_among(self.paths_of(kind), kind)
        own = from_module(row.module, row.complete)
        load_complete = from_module("procedure.inheritance", "load_complete")
        return load_complete(own, path, partial(self._written, kind), base)

    def _written(self, kind: str, path: Path) -> LoadedFile[Any]:

        def read(library: Library, path: Path) -> LoadedFile[Any]:
            if built := library.built(path):
                return LoadedFile(built["as_written"], path)
            document = library.read(path)
            return LoadedFile(validated(document, file_kinds.model_of(kind)), path, document)

        return self._once(("as written", kind), path, read)

    def paths_of(self, kind: str) -> tuple[Path, ...]:
        """The files of a kind that has its own folders, such as ``profile``."""
        home = KINDS[kind].home
        shipped = self._once(
            "files", _DATA / home, lambda _, folder: tuple(find.yaml_files(folder))
        )
        folders = self._named if kind in _ASKED_FOR else self._folders
        own = (path for folder in folders for path in find.yaml_files(folder / home))
        return (*shipped, *own)

    def _found(self, files_in: Callable[[Path], Iterator[Path]]) -> tuple[Path, ...]:
        """The files of a kind among the shipped scenarios, then in a user's own folders."""
        home = shipped_scenarios()
        shipped = self._once(files_in, home, lambda _, folder: tuple(files_in(folder)))
        return (*shipped, *(path for folder in self._folders for path in files_in(folder)))

    def _once(self, kind: object, path: Path, read: Callable[[Library, Path], T]) -> T:
        """What a file, or a folder, holds of a kind: read when it is first asked for."""
        shipped = f"{path}{os.sep}".startswith(_ROOTS) and find.file_of(path) != self._edited[0]
        known = _SHIPPED if shipped else self._kept
        if (kind, path) not in known:
            try:
                # A user's folders must not change the meaning of shipped files.
                known[kind, path] = read(Library() if shipped else self, path)
            except ContentError as error:
                known[kind, path] = error  # Each case of a table asks for the whole file.
        found: T | ContentError = known[kind, path]
        if isinstance(found, ContentError):
            raise ContentError(found.problems)
        return found
