"""`silent999 handout`: printable pages for people who may have to call and can't speak."""

from argparse import ArgumentTypeError, Namespace
from base64 import b64encode
from pathlib import Path

from simulator.awareness.page_builder import PageBuilder
from simulator.awareness.printed.handout_page import FORMS, HandoutContext, LocalPlace, page
from simulator.awareness.printed.pack import FIRST, pack
from simulator.awareness.printed.readers_pack import readers_pack
from simulator.clean_text import utf8
from simulator.cli.arguments import Parser, UsageError, name, path_named
from simulator.cli.output import Console
from simulator.cli.run_selection import library_of
from simulator.cli.write_files import write_folder, write_whole
from simulator.content.awareness.handout import Handout
from simulator.content.awareness.help_lines import NATIONS
from simulator.content.checks.content_warnings import refuse_mistakes
from simulator.content.files.file_kinds import modeline, with_modeline
from simulator.content.files.find_files import path_of
from simulator.content.library.library import Library
from simulator.content.library.translations import load
from simulator.content.yaml.reader import DATA, text_of
from simulator.errors import SimulatorError
from simulator.open_file import FileRefused, content_of

LONGEST_LOCAL = 80
"""Most characters of a local service and its number: the place on a card has two lines."""
LARGEST_LOGO = 1_000_000
"""Most bytes of a logo: it is in every page of a pack."""
_PICTURES = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpeg"}
"""What a logo may be, by its first bytes."""
_NOT_TOGETHER = {
    "for_readers": ("what", "template", "nation", "pack", "local", "logo"),
    "pack": ("output", "replace", "template"),
    "template": ("local", "logo"),
}
"""Options that do nothing beside another."""
_SHOWN = {"what": "FILE"}


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
    about = "write a session's leader's guide, cards, posters and handouts into a new folder"
    parser.takes("--pack", "FOLDER", about, read=path_named)
    about = "a service near you and its number, for the place that each page has"
    parser.takes("--local", "TEXT", about, read=_local)
    parser.takes("--logo", "FILE", "a PNG or JPEG for that place", read=path_named)
    about = "write the shipped text instead, as a start for your own"
    parser.flag("--template", about)
    about = "write every sentence that a group meets instead, with a form to return"
    parser.flag("--for-readers", about)
    about = "with --pack or --for-readers: the plan of the session (default: twenty-minutes)"
    parser.takes("--plan", "PLAN|FILE", about, read=str)
    parser.explain(
        "Open the page in a browser and print it on A4. It says DRAFT until you have checked it "
        "against its sources and filled in checked_by and checked_on in your own FILE."
    )
    parser.add_folders()


def _local(word: str) -> str:
    """Read the line of a local service."""
    text = name(word)
    if len(text) > LONGEST_LOCAL:
        raise ArgumentTypeError(f"expected at most {LONGEST_LOCAL} characters, got {len(text)}")
    return text


def run(options: Namespace, console: Console) -> int:
    """Write the page, its text as a template, a pack, or what readers get."""
    library = library_of(options)
    _refuse_together(options)
    if options.for_readers:
        return _for_readers(options, console, library)
    if options.plan and not options.pack:
        raise UsageError("--plan is for --for-readers and --pack", "add one, or leave it out")
    path = options.what or DATA / "handout.yaml"
    file = library.handout(path)
    refuse_mistakes(library, path)
    if options.pack:
        return _pack(options, console, library, file)
    if options.template:
        written = with_modeline(text_of(path), modeline("handout", Path()))
    else:
        nations = tuple(each for each in NATIONS if each in (options.nation or NATIONS))
        around = HandoutContext(library, load(library, options.language), nations, _place(options))
        written = page(file, around, options.form)
    if options.output is None:
        console.write_utf8(written)
        return 0
    write_whole(options.output, [utf8(written)], replace=options.replace)
    console.say(f"{options.output}: {_state(file)}")
    return 0


def _refuse_together(options: Namespace) -> None:
    """Refuse an option that would do nothing beside another: a person would rely on it."""
    for one, others in _NOT_TOGETHER.items():
        given = [each for each in others if getattr(options, each)]
        given += ["form"] if one != "template" and options.form != "a4" else []
        if getattr(options, one) and given:
            names = ", ".join(_SHOWN.get(each, f"--{each}") for each in given)
            raise UsageError(f"--{one.replace('_', '-')} takes no {names}", "leave them out")


def _state(file: Handout) -> str:
    if file.checked_by is None:
        return "a DRAFT: checked_by is not filled in (--template writes a text to start from)"
    return f"checked by {file.checked_by} on {file.checked_on}"


def _place(options: Namespace) -> LocalPlace:
    """Return what goes into the place for a local service."""
    return LocalPlace(options.local or "", _logo(options.logo) if options.logo else "")


def _logo(path: Path) -> str:
    """Return a picture as an address that holds it, so that a page needs no other file."""
    try:
        held = content_of(path, LARGEST_LOGO)
    except FileRefused as error:
        raise SimulatorError(f"{path}: {error.message}", error.hint) from error
    kind = next((kind for start, kind in _PICTURES.items() if held.startswith(start)), None)
    if kind is None:
        raise SimulatorError(f"{path} is not a picture to print", "name a PNG or JPEG")
    return f"data:image/{kind};base64,{b64encode(held).decode()}"


def _pages_of(options: Namespace, library: Library) -> PageBuilder:
    """Return the pages of the plan that the options name."""
    path = path_of(options.plan or "twenty-minutes", library.paths_of("plan"), "plan")
    refuse_mistakes(library, path)
    plan = library.plan(path).file
    if options.nation:
        nations = tuple(each for each in NATIONS if each in options.nation)
        plan = plan.model_copy(update={"nations": nations})
    return PageBuilder(library, plan, load(library, options.language))


def _pack(options: Namespace, console: Console, library: Library, file: Handout) -> int:
    """Write all that a session needs on paper."""
    parts = _pages_of(options, library)
    pages = pack(parts, file, _place(options))
    write_folder(options.pack, {name: utf8(text) for name, text in pages.items()})
    console.say(f"{options.pack}: {len(pages)} pages for {parts.plan.id}; open {FIRST} first")
    console.say(f"The handouts and a poster are {_state(file)}")
    return 0


def _for_readers(options: Namespace, console: Console, library: Library) -> int:
    """Write what a group meets, for people who can say whether it is true and kind."""
    parts = _pages_of(options, library)
    written = readers_pack(parts)
    if options.output is None:
        console.write_utf8(written)
        return 0
    write_whole(options.output, [utf8(written)], replace=options.replace)
    console.say(f"{options.output}: every sentence of {parts.plan.id}, with a form to return")
    return 0
