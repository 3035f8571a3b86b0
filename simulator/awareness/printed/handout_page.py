"""The handout as one self-contained HTML file without scripts: a page, a card, or easy to read.

Its content comes from `handout.yaml`, the default profile, `myths.yaml` and `support.yaml`; its
labels and translated texts come from the translation.
"""

from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Literal, NamedTuple, get_args

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from simulator.clean_text import for_line
from simulator.content.awareness.handout import Handout, HandoutSection, Picture, filled
from simulator.content.awareness.help_lines import (
    NATIONS,
    Help,
    Nation,
    only_in,
    shown,
    without_a_line,
)
from simulator.content.library.library import Library
from simulator.content.library.translations import Text, Translation

Form = Literal["a4", "card", "easy-read"]
FORMS: tuple[Form, ...] = get_args(Form)
_SUFFIX: dict[Form, str] = {"a4": "", "card": "-card", "easy-read": "-easy"}
TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    autoescape=True,
    finalize=lambda value: for_line(value) if type(value) is str else value,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)


class LocalPlace(NamedTuple):
    """What those who print a page put into its place for a local service; room to write if not."""

    text: str = ""
    """The local service and its number, in a line."""
    logo: str = ""
    """A picture as a `data:` address: a page to print needs no other file."""


class HandoutContext(NamedTuple):
    """Library, translation and nations of a handout, and whose it is."""

    library: Library
    say: Translation
    nations: tuple[Nation, ...] = NATIONS
    local: LocalPlace = LocalPlace()


class ShownLine(NamedTuple):
    """A line as a form shows it."""

    text: str
    disputed: bool
    picture: Picture | None


def page(handout: Handout, around: HandoutContext, form: Form = "a4") -> str:
    """Return the whole page, or raise LibraryError or ContentError for what it names."""
    say, known = around.say, around.library.sources()
    help_lines = shown(around.library.support(), around.nations)
    if form == "card":  # A card has room for a few lines only.
        help_lines = tuple(e for e in help_lines if e.first_for or not e.only_for)
    parts = [(part, tuple(lines(around, part, form))) for part in handout.parts]
    used = [known[code] for code in sources(handout, around)]
    return TEMPLATES.get_template(f"handout-{form}.html").render(
        handout=handout,
        say=say,
        text=lambda name, english: say.text(Text(name, english)),
        state=state(handout, say),
        parts=[each for each in parts if each[1]],
        help=help_lines,
        origins=around.library.support_origins(),
        missing=without_a_line(around.library.support(), around.nations),
        named_place=partial(named_place, around),
        unbroken=_unbroken,
        named=dict.fromkeys(f"{e.label} ({e.date})" if e.date else e.label for e in used),
        looked=[date.fromisoformat(each.checked) for each in help_lines if each.checked],
        how="itself" if all(each.how == "rang_it" for each in help_lines) else "copy",
        banner=say("banner"),
        local=around.local,
    )


def named_place(around: HandoutContext, entry: Help) -> str:
    """Return the nations of a help line as they follow its name; empty if it serves all."""
    names = ", ".join(around.say(f"nation-{each}") for each in only_in(entry, around.nations))
    return f" ({names})" if names else ""


def sources(handout: Handout, around: HandoutContext) -> tuple[str, ...]:
    """Return the codes of the sources of what the page says, sorted; help lines have their own."""
    myths = {myth.id: myth for myth in around.library.myths()}
    lines = [line for part in handout.parts for line in part.lines]
    of_lines = [code for line in lines for code in line.source]
    of_myths = [code for line in lines if line.myth for code in myths[line.myth].source]
    return tuple(sorted(dict.fromkeys([*of_lines, *of_myths])))


def state(handout: Handout, say: Translation) -> str:
    """Return who has checked a page and when, or that nobody has."""
    if handout.checked_by is None or handout.checked_on is None:
        return say("handout-unchecked")
    day = date.fromisoformat(handout.checked_on)
    return say("handout-checked", by=handout.checked_by, on=day)


def lines(around: HandoutContext, part: HandoutSection, form: Form) -> Iterator[ShownLine]:
    """Yield the lines that a form has, in its words."""
    myths = {myth.id: myth for myth in around.library.myths()}
    for line in part.lines:
        key, myth = f"handout-{part.id}.{line.id}", myths[line.myth] if line.myth else None
        forms = {"a4": line.says, "card": line.card, "easy-read": line.easy}
        text = Text(key + _SUFFIX[form], forms[form] or "")
        if form == "a4" and myth:
            text = Text(f"myth-{myth.id}.truth", myth.truth)
        if text.english:
            profile = around.library.profile().profile
            said = filled(around.say.text(text), profile, partial(_in_seconds, around.say))
            sure = myth.sure if myth else line.sure
            yield ShownLine(said, sure == "disputed", line.picture)


def _in_seconds(say: Translation, seconds: float) -> str:
    """Return seconds in the language of the page; parts of one have the form of many."""
    whole = seconds.is_integer()
    return say(
        "figure-seconds" if whole else "figure-parts",
        seconds=int(seconds) if whole else f"{seconds:g}",
    )


def _unbroken(reach: str) -> str:
    """Make the spaces of a number unbreakable; words may break."""
    return Markup(reach.replace(" ", "&nbsp;")) if reach.replace(" ", "").isdigit() else reach
