"""What `silent999 check --understood` prints of scripted sentences, and what it writes."""

from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from difflib import unified_diff
from pathlib import Path
from typing import Any

from simulator import errors
from simulator.cli.arguments import UsageError
from simulator.cli.layout import counted, json_text
from simulator.cli.output import Console
from simulator.cli.write_files import rewrite
from simulator.content.checks.understood import (
    UnderstoodSentence,
    reader_of,
    statement_label,
    understood,
    understood_lines,
)
from simulator.content.checks.write_means import WrittenMeans, written_means
from simulator.content.files import find_files as find
from simulator.content.files.file_kinds import kind_of
from simulator.content.library.library import Library, is_shipped
from simulator.content.yaml.reader import text_of
from simulator.core.statements import Stated
from simulator.errors import ContentError, LibraryError, SimulatorError


def refuse_lonely(options: Namespace) -> None:
    """Refuse options that go with others, without them."""
    if options.write and not options.understood:
        raise UsageError("--write goes with --understood", "write --understood --write")
    if options.nothing and not (options.understood and (options.write or options.diff)):
        raise UsageError("--nothing goes with --write", "write --understood --write --nothing")
    if options.understood and options.fix:
        raise UsageError(
            "--understood fixes nothing", "leave out --fix; it may be run before --understood"
        )
    if options.understood and options.format not in ("text", "json"):
        raise UsageError(
            f"--understood has no form {options.format}", "leave out --format, or write json"
        )


def run_understood(
    library: Library, paths: Sequence[Path], options: Namespace, console: Console
) -> int:
    """Print what sentences are understood as, or write it beside them; return the exit code."""
    asked = {find.file_of(path) for path in paths} if options.what else set[Path]()
    paths = tuple(dict.fromkeys(each for path in paths for each in _with_listed(library, path)))
    if options.write or options.diff:
        # What is shipped is written into only where it is named, not where a pack lists it.
        paths = tuple(each for each in paths if each in asked or not is_shipped(each))
        return _write(library, paths, options, console)
    reader = reader_of(library)
    files = {}
    for path in paths:
        with _complaining(path, console, ""):
            files[path] = understood(library, path, reader)
    code = 0 if len(files) == len(paths) else 2
    if options.format == "json":
        console.write(json_text({"files": [_as_plain(*each) for each in files.items() if each[1]]}))
        return code
    for path, sentences in files.items():
        for each in sentences:
            console.say_lines(_sentence_lines(path, each))
    everything = [each for sentences in files.values() for each in sentences]
    own = sum(each.means is not None for each in everything)
    nothing = sum(each.is_open for each in everything)
    console.say(
        f"{counted(len(everything), 'sentence')}: {own} with means of their own, nothing "
        f"understood of {nothing}"
    )
    return code


def _with_listed(library: Library, path: Path) -> Iterator[Path]:
    """Yield a file, and the scenarios that it lists if it is a pack."""
    file = find.file_of(path)
    yield file
    value = None
    with suppress(ContentError):  # Reported where the file itself is read.
        value = library.read(file).value if file.suffix != find.TRANSLATION else None
    if not isinstance(value, dict) or kind_of(value) != "pack":
        return
    for request in value.get("scenarios", ()):
        with suppress(LibraryError):  # `check` reports a scenario that isn't there.
            yield from map(find.file_of, library.listed_in(file, str(request)))


def _sentence_lines(path: Path, sentence: UnderstoodSentence) -> Iterator[str]:
    yield errors.shown(f'{path}:{sentence.line}: {sentence.who}: "{sentence.words}"')
    for line in understood_lines(sentence):
        yield errors.shown(f"    {line}")


def _as_plain(path: Path, sentences: Sequence[UnderstoodSentence]) -> Mapping[str, Any]:
    return {"file": str(path), "sentences": [_sentence_as_plain(each) for each in sentences]}


def _sentence_as_plain(sentence: UnderstoodSentence) -> Mapping[str, Any]:
    place = sentence.sentence.place
    return {
        "line": place.line,
        "column": place.column,
        "who": sentence.who,
        "words": sentence.words,
        "own_means": sentence.means is not None,
        "means": _as_keys(sentence.counts),
        "place_words": sentence.place_words,
        "of_others": _as_keys(sentence.of_others),
        "statements": [
            {
                "statement": stated.topic.name,
                "value": stated.value,
                "sure": stated.sure,
                "words": sentence.words[stated.span[0] : stated.span[1]],
            }
            for stated in sentence.statements
        ],
        "against_facts": [str(each.topic) for each in sentence.against],
        "against_facts_of_file": [str(each.topic) for each in sentence.against_file],
    }


def _as_keys(stated: Stated) -> Mapping[str, bool]:
    return {topic.value: so for topic, so in stated}


def _write(library: Library, paths: Sequence[Path], options: Namespace, console: Console) -> int:
    """Write what sentences are understood as beside them; one bad file doesn't stop the others."""
    if not paths:
        raise UsageError(
            "which file?", "name the files: silent999 check --understood --write my-call.yaml"
        )
    reader, written = reader_of(library), dict[Path, WrittenMeans]()
    for path in paths:
        with _complaining(path, console, " was not changed"):
            old = text_of(path)
            new = written_means(library, path, reader, nothing=options.nothing)
            if options.diff and options.format == "text":
                names = str(path), str(path)
                changes = unified_diff(old.splitlines(), new.text.splitlines(), *names, lineterm="")
                console.say_lines(map(errors.shown, changes))
            elif new.text != old and not options.diff:
                rewrite(find.resolved(path), old.encode(), new.text.encode())
            written[path] = new
    failed = len(written) < len(paths)
    if options.format == "json":
        files = [
            _written_as_plain(*each) for each in written.items() if each[1].done or each[1].left
        ]
        console.write(json_text({"files": files}))
    else:
        _say_written(written, options, console, failed=failed)
    return 2 if failed else 0


@contextmanager
def _complaining(path: Path, console: Console, why: str) -> Iterator[None]:
    """Print the errors of one file, so that the others go on."""
    try:
        yield
    except ContentError as error:
        console.complain(f"silent999: {path}{why}: correct its errors first")
        console.complain(errors.render_all(error.problems))
    except SimulatorError as error:
        console.complain(f"silent999: {error}")


def _say_written(
    written: Mapping[Path, WrittenMeans], options: Namespace, console: Console, *, failed: bool
) -> None:
    """Print in one list what is still for the author to do, and then how much was written."""
    open_lines = [line for each in written.items() for line in _still_open(*each)]
    console.say_lines(map(errors.shown, open_lines))
    changed = [path for path, each in written.items() if each.done]
    if not changed:
        if not failed:
            console.say("nothing was written: no sentence that is understood lacks means")
        return
    sentences = counted(sum(len(written[path].done) for path in changed), "sentence")
    verb = "would be written" if options.diff else "written"
    head, where = f"{changed[0]}: ", ""
    if len(written) > 1:
        head, where = "", f" in {len(changed)} of {counted(len(written), 'file')}"
    console.say(errors.shown(f"{head}means {verb} beside {sentences}{where}; read them over"))
    if open_lines:
        console.say(
            f"what is not written is yours to add: {counted(len(open_lines), 'line')} above"
        )


def _still_open(path: Path, new: WrittenMeans) -> Iterator[str]:
    """Yield what an author has to decide, by line: what was left, and what was not sure."""
    left = [(each, why) for each, why in new.left if each.sentence.is_read]
    for sentence, why in sorted(
        [*left, *((each, "") for each in new.done)], key=lambda e: e[0].line
    ):
        here = f"{path}:{sentence.line}:"
        if why:
            yield f'{here} left as it is: {why}: "{sentence.words}"'
        for each in sentence.statements:
            if not each.sure:
                start, end = each.span
                label = statement_label(each.topic.name, each.value)
                unsure = f'perhaps also {label} ("{sentence.words[start:end]}")'
                yield f"{here} {unsure}, which was not written"


def _written_as_plain(path: Path, new: WrittenMeans) -> Mapping[str, Any]:
    return {
        "file": str(path),
        "written": [_sentence_as_plain(each) for each in new.done],
        "left": [{**_sentence_as_plain(each), "why": why} for each, why in new.left],
    }
