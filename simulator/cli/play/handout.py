"""`silent999 handout`: one printable page for people who may have to call and can't speak."""

from argparse import Namespace
from pathlib import Path

from simulator.awareness.handout_page import FORMS, HandoutContext, page
from simulator.clean_text import utf8
from simulator.cli.arguments import Parser, path_named
from simulator.cli.output import Console
from simulator.cli.run_selection import library_of
from simulator.cli.write_files import write_whole
from simulator.content.awareness.help_lines import NATIONS
from simulator.content.checks.content_warnings import refuse_mistakes
from simulator.content.files.file_kinds import modeline, with_modeline
from simulator.content.library.translations import load
from simulator.content.yaml.reader import DATA, text_of


def arguments(parser: Parser) -> None:
    about = "your own text of the page (default: the shipped one)"
    parser.takes("what", "FILE", about, nargs="?", read=path_named)
    parser.add_output("FILE.html", "the page (default: standard output)")
    about = "a page, a card to cut and fold, or easy to read (default: a4)"
    parser.choice("--form", "form", FORMS, about, default="a4")
    about = "nation whose help lines to list; may be repeated (default: all four)"
    parser.choice("--nation", "nation", NATIONS, about, action="append")
    about = "language, if there is a translation file for it, such as cy (default: en)"
    parser.takes("--language", "CODE", about, default="en")
    about = "write the shipped text instead, as a start for your own"
    parser.flag("--template", about)
    parser.explain(
        "Open the page in a browser and print it on A4. It says DRAFT until you have checked it "
        "against its sources and filled in checked_by and checked_on in your own FILE."
    )
    parser.add_folders()


def run(options: Namespace, console: Console) -> int:
    """Write the page, or its text as a template."""
    library = library_of(options)
    path = options.what or DATA / "handout.yaml"
    file = library.handout(path)
    refuse_mistakes(library, path)
    if options.template:
        written = with_modeline(text_of(path), modeline("handout", Path()))
    else:
        nations = tuple(each for each in NATIONS if each in (options.nation or NATIONS))
        say = load(library, options.language)
        written = page(file, HandoutContext(library, say, nations), options.form)
    if options.output is None:
        console.write_utf8(written)
        return 0
    write_whole(options.output, [utf8(written)], replace=options.replace)
    state = "a DRAFT: checked_by is not filled in (--template writes a text to start from)"
    if file.checked_by is not None:
        state = f"checked by {file.checked_by} on {file.checked_on}"
    console.say(f"{options.output}: {state}")
    return 0
