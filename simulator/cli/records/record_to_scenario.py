"""`silent999 record-to-scenario`: a played call as a scenario's file, to edit and play again."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from simulator.cli.arguments import Parser, name
from simulator.cli.output import Console
from simulator.cli.recording_options import add_records_folder, store_of
from simulator.cli.scenarios.new import STANDARD_OUTPUT
from simulator.cli.write_files import write_new
from simulator.content.files.find_files import id_from
from simulator.errors import LibraryError, RecordError
from simulator.seat.act_parameters import CALLER_WORDS
from simulator.session.records.to_scenario import rewritten


def arguments(parser: Parser) -> None:
    """Add what the command takes."""
    parser.add_argument("what", type=name, metavar="RECORD", help="an id, or the path of a file")
    parser.add_argument(
        "file",
        nargs="?",
        type=name,
        default=STANDARD_OUTPUT,
        metavar="FILE",
        help="the file to write; - is standard output (default)",
    )
    add_records_folder(parser)
    parser.explain(
        "Names, notes and words that a person chose themselves are left out. Nothing is ever "
        "overwritten. Playing the file goes through the same stages in the same order. Remarks at "
        "its top say what is not in it, and whether it is the same call entry by entry."
    )


def run(options: Namespace, console: Console) -> int:
    """Write the scenario."""
    record = store_of(options).read(options.what)
    target = None if options.file == STANDARD_OUTPUT else Path(options.file)
    own = f"{record.header.setup.scenario.id}-played"
    if target is not None:
        own = target.stem
        if id_from(own) != own:
            hint = f"such as {target.with_name(f'{id_from(own)}.yaml')}"
            raise LibraryError(f"{own} is no id: lower case letters, digits and hyphens", hint)
    try:
        ready = frozenset(CALLER_WORDS.values())
        made = rewritten(record, own, ready)
    except ValueError as error:
        mend = "take a record of a call that was played to its end by this version"
        raise RecordError(str(error), mend, str(record.path)) from error
    if target is None:
        console.write(made.text)
        return 0
    write_new(target, made.text)
    console.say(f"{target} is written. What next:")
    console.say(f"  silent999 run {target} --transcript")
    return 0
