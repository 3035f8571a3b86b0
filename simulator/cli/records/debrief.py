"""`silent999 debrief`: what was seen in a recorded call, in one of four forms."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from simulator.cli.arguments import Parser, name
from simulator.cli.console import Console
from simulator.cli.recording_options import add_records_folder, store_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.debrief.assess.debrief import Debrief

FORMATS = ("text", "json", "html", "markdown")
"""How a debrief can be written."""


def arguments(parser: Parser) -> None:
    """Add what the command takes."""
    parser.add_argument("what", type=name, metavar="RECORD", help="an id, or the path of a file")
    parser.add_format(*FORMATS)
    parser.add_argument(
        "--facilitator", action="store_true", help="with the scenario's note to facilitators"
    )
    parser.add_argument(
        "--with-text", action="store_true", help="with the private text that the record holds"
    )
    add_records_folder(parser)


def run(options: Namespace, console: Console) -> int:
    """Write the debrief of a record, by the rubrics under which it was played."""
    from simulator.cli.records.formats import debrief_of

    debrief = debrief_of(store_of(options).read(options.what), private=options.with_text)
    write(debrief, options.format, console, facilitator=options.facilitator)
    return 0


def write(
    debrief: Debrief, form: str, console: Console, *, facilitator: bool = False, width: int = 80
) -> None:
    """Write a debrief as a result.

    Private text is in it only if it was put in when the debrief was made; the scenario's note to
    facilitators only with `facilitator`. `width` is that of text, in columns.

    Raises:
        ValueError: there is no such form.
    """
    written = _renderer(form, width)(debrief, facilitator)
    if form == "html":
        # The page says of itself that it is UTF-8, whatever the terminal's encoding is.
        console.write_bytes(written.encode())
    else:
        console.write(written)


def _renderer(form: str, width: int) -> Callable[[Debrief, bool], str]:
    match form:
        case "text":
            from simulator.debrief.render import text

            return lambda debrief, notes: text.render(debrief, facilitator=notes, width=width)
        case "json":
            from simulator.debrief.render import data

            return lambda debrief, notes: data.render(debrief, facilitator=notes)
        case "html":
            from simulator.debrief.render import page

            return lambda debrief, notes: page.render(debrief, facilitator=notes)
        case "markdown":
            from simulator.debrief.render import markdown

            return lambda debrief, notes: markdown.render(debrief, facilitator=notes)
    raise ValueError(f"a debrief is written as {', '.join(FORMATS)}, not as {form}")
