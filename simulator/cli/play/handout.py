"""`silent999 handout`: one printable page, for people who may have to call and cannot speak."""

from __future__ import annotations

from argparse import Namespace

from simulator.awareness.story.handout_page import HandoutContext, page
from simulator.cli.arguments import Parser, path_named
from simulator.cli.output import Console
from simulator.cli.write_files import add_output, write_whole
from simulator.content.awareness.handout import Handout
from simulator.content.awareness.help_lines import NATIONS
from simulator.content.checks.content_warnings import refuse_unknown_names
from simulator.content.library.json_schema import modeline, with_modeline
from simulator.content.library.library import Library
from simulator.content.library.translations import load


def arguments(parser: Parser) -> None:
    """Add what the command takes."""
    about = "what the page says; none: the text that comes with the program"
    parser.takes("what", "FILE", about, nargs="?", read=path_named)
    add_output(parser, "FILE.html", "the page (default: standard output)")
    about = "where it is handed out; may be repeated (default: all four)"
    parser.choice("--nation", "nation", NATIONS, about, action="append")
    about = "a language that there is a translation file for, such as cy (default: en)"
    parser.takes("--language", "CODE", about, default="en")
    about = "write the text itself instead, to start your own from and to fill in who checked it"
    parser.flag("--template", about)
    parser.explain(
        "Open the page in a browser and print it on A4. It says DRAFT until a person has read it "
        "against its sources and filled in checked_by and checked_on in a FILE of their own."
    )
    parser.add_folders()


def run(options: Namespace, console: Console) -> int:
    """Write the page, or the text that it is made of."""
    library = Library(options.folder)
    loaded = library.handout(options.what)
    refuse_unknown_names(library, loaded.path)
    if options.template:
        text = loaded.path.read_text(encoding="utf-8")
        written = with_modeline(text, modeline("handout"))
    else:
        nations = tuple(each for each in NATIONS if each in (options.nation or NATIONS))
        written = page(
            loaded.file, HandoutContext(library, load(library, options.language), nations)
        )
    if options.output is None:
        console.write_bytes(written.encode())
        return 0
    write_whole(options.output, written.encode(), replace=options.replace)
    console.say(f"{options.output}: {_state(loaded.file)}")
    return 0


def _state(handout: Handout) -> str:
    if handout.checked_by is None:
        return "a DRAFT: nobody has filled in checked_by yet (--template starts your own text)"
    return f"checked by {handout.checked_by} on {handout.checked_on}"
