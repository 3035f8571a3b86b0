"""The handout as one self-contained HTML file without scripts, on one side of A4.

Its content comes from `handout.yaml`, the default profile, `myths.yaml` and `support.yaml`; its
labels and translated texts come from the translation.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from simulator import BANNER
from simulator.clean_text import for_line
from simulator.content.awareness.handout import Handout, HandoutLine, HandoutSection, filled
from simulator.content.awareness.help_lines import NATIONS, Help, Nation, shown, without_a_line
from simulator.content.library.library import Library
from simulator.content.library.translations import Text, Translation

_TEMPLATE = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    autoescape=True,
    finalize=lambda value: for_line(value) if type(value) is str else value,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
).get_template("handout.html")


class HandoutContext(NamedTuple):
    """Library, translation and nations of a handout."""

    library: Library
    say: Translation
    nations: tuple[Nation, ...] = NATIONS


def page(handout: Handout, around: HandoutContext) -> str:
    """Return the whole page, or raise LibraryError or ContentError for what it names."""
    say, known, help_lines = around.say, around.library.sources(), _shown(around)
    used = [known[code] for code in sources(handout, around)]
    undated = say("handout-undated")
    return _TEMPLATE.render(
        handout=handout,
        say=say,
        text=lambda name, english: say.text(Text(name, english)),
        state=_state(handout, say),
        said=partial(_said, around),
        help=help_lines,
        missing=without_a_line(around.library.support(), around.nations),
        unbroken=_unbroken,
        named=dict.fromkeys(f"{each.label} ({each.date or undated})" for each in used),
        looked=[date.fromisoformat(each.checked) for each in help_lines if each.checked],
        how="copy" if any(each.how == "stored_copy" for each in help_lines) else "itself",
        banner=BANNER,
    )


def sources(handout: Handout, around: HandoutContext) -> tuple[str, ...]:
    """Return the codes of all sources of the page, sorted."""
    myths = {myth.id: myth for myth in around.library.myths()}
    lines = [line for part in handout.parts for line in part.lines]
    of_lines = [code for line in lines for code in line.source]
    of_myths = [code for line in lines if line.myth for code in myths[line.myth].source]
    of_help = [code for each in _shown(around) for code in each.source]
    return tuple(sorted(dict.fromkeys([*of_lines, *of_myths, *of_help])))


def _state(handout: Handout, say: Translation) -> str:
    if handout.checked_by is None or handout.checked_on is None:
        return say("handout-unchecked")
    day = date.fromisoformat(handout.checked_on)
    return say("handout-checked", by=handout.checked_by, on=day)


def _said(around: HandoutContext, part: HandoutSection, line: HandoutLine) -> str:
    if line.says is not None:
        text = around.say.text(Text(f"handout-{part.id}.{line.id}", line.says))
        return filled(text, around.library.profile().profile)
    myth = next(myth for myth in around.library.myths() if myth.id == line.myth)
    return around.say.text(Text(f"myth-{myth.id}.truth", myth.truth))


def _shown(around: HandoutContext) -> Sequence[Help]:
    return shown(around.library.support(), around.nations)


def _unbroken(reach: str) -> str:
    """Make the spaces of a number unbreakable; words may break."""
    return Markup(reach.replace(" ", "&nbsp;")) if reach.replace(" ", "").isdigit() else reach
