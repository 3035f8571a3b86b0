"""`silent999 record-to-scenario`: turn a recorded call into a scenario file."""

from argparse import Namespace
from pathlib import Path

from simulator.clean_text import for_file_name
from simulator.cli.arguments import RECORD, Parser, store_of
from simulator.cli.output import Console
from simulator.cli.scenarios.new import STANDARD_OUTPUT
from simulator.cli.write_files import write_whole
from simulator.content.library.library import Library
from simulator.errors import LibraryError, RecordError
from simulator.seat.available_acts import ready_words
from simulator.session.records.to_scenario import rewritten


def arguments(parser: Parser) -> None:
    parser.takes("what", "RECORD", RECORD)
    about = "file to write (default: -, standard output)"
    parser.takes("file", "FILE", about, nargs="?", default=STANDARD_OUTPUT)
    parser.add_records()
    parser.explain(
        "Names, notes and typed words are left out. Existing files are never overwritten. A run of "
        "the file goes through the same stages in the same order. Comments at its top say what is "
        "left out, and whether every entry is the same."
    )


def run(options: Namespace, console: Console) -> int:
    """Write the scenario file."""
    record = store_of(options).read(options.what)
    target = None if options.file == STANDARD_OUTPUT else Path(options.file)
    own = target.stem if target else f"{record.header.setup.scenario.id}-played"
    if target is not None and for_file_name(own) != own:
        hint = f"such as {target.with_name(f'{for_file_name(own)}.yaml')}"
        raise LibraryError(f"{own} is not an id: lower case letters, digits and hyphens", hint)
    try:
        made = rewritten(record, own, ready_words(Library().questions()))
    except ValueError as error:
        fix = "use a record of a call that ended, made by this version"
        raise RecordError(str(error), fix, str(record.path)) from error
    if target is None:
        console.write(made.text)
        return 0
    write_whole(target, [made.text.encode()])
    console.say(f"{target} is written. Next:")
    console.say(f"  silent999 run {target} --transcript")
    return 0
