"""The handout as one self-contained HTML file without scripts, on one side of A4.

Its content comes from `handout.yaml`, the default profile, `myths.yaml` and `support.yaml`; its
labels and translated texts come from the translation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from string import Template
from typing import NamedTuple

from simulator import BANNER
from simulator.content.awareness.handout import Handout, HandoutLine, HandoutSection, filled
from simulator.content.awareness.help_lines import NATIONS, Help, Nation, shown, without_a_line
from simulator.content.library.library import Library
from simulator.content.library.translations import Text, Translation
from simulator.debrief.render.sections import in_html as safe

_TEMPLATE = Template(Path(__file__).with_name("handout.html").read_text(encoding="utf-8"))


class HandoutContext(NamedTuple):
    """Library, translation and nations of a handout."""

    library: Library
    say: Translation
    nations: tuple[Nation, ...] = NATIONS


def page(handout: Handout, around: HandoutContext) -> str:
    """Return the whole page.

    Raises:
        LibraryError: it names an unknown myth.
        ContentError: a file that it uses is wrong.
    """
    say, language = around.say, around.say.language
    draft = f'\n<div class="draft" aria-hidden="true">{safe(say("handout-draft"))}</div>'
    return _TEMPLATE.substitute(
        language=safe("en-GB" if language == "en" else language),
        title=safe(say.text(Text("handout-page.title", handout.title))),
        draft=draft if handout.checked_by is None else "",
        about=safe(say.text(Text("handout-page.about", handout.about))),
        state=safe(_state(handout, say)),
        parts="\n".join(line for part in handout.parts for line in _part(part, around)),
        help="\n".join(_help(around)),
        foot="\n".join(_foot(handout, around)),
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


def _part(part: HandoutSection, around: HandoutContext) -> Iterator[str]:
    kind = "ol" if part.steps else "ul"
    yield "<section>"
    yield f"<h2>{safe(around.say.text(Text(f'handout-{part.id}.heading', part.heading)))}</h2>"
    yield f"<{kind}>"
    for line in part.lines:
        yield f"<li>{safe(_said(part, line, around))}</li>"
    yield f"</{kind}>"
    yield "</section>"


def _said(part: HandoutSection, line: HandoutLine, around: HandoutContext) -> str:
    if line.says is not None:
        text = around.say.text(Text(f"handout-{part.id}.{line.id}", line.says))
        return filled(text, around.library.profile().profile)
    myth = next(myth for myth in around.library.myths() if myth.id == line.myth)
    return around.say.text(Text(f"myth-{myth.id}.truth", myth.truth))


def _shown(around: HandoutContext) -> Sequence[Help]:
    return shown(around.library.support(), around.nations)


def _help(around: HandoutContext) -> Iterator[str]:
    """Yield the help section: checked help lines, and space to write where one is missing."""
    say = around.say
    yield '<section class="help">'
    yield f"<h2>{safe(say('handout-help'))}</h2>"
    yield '<ul class="columns">'
    for each in _shown(around):
        key = f"help-{each.id}"
        name = safe(say.text(Text(f"{key}.name", each.name)))
        what = safe(say.text(Text(f"{key}.what", each.what)))
        reach = _unbroken(safe(say.text(Text(f"{key}.reach", each.reach)))) if each.reach else ""
        yield f'<li><strong>{name}</strong>: <span class="reach">{reach}</span> {what}</li>'
    for nation in without_a_line(around.library.support(), around.nations):
        where = say("help-add", nation=say(f"nation-{nation}"))
        yield f'<li>{safe(where)} <span class="write"></span></li>'
    yield "</ul>"
    yield "</section>"


def _unbroken(reach: str) -> str:
    """Make the spaces of a number unbreakable; words may break."""
    return reach.replace(" ", "&nbsp;") if reach.replace(" ", "").isdigit() else reach


def _foot(handout: Handout, around: HandoutContext) -> Iterator[str]:
    say, known = around.say, around.library.sources()
    undated = say("handout-undated")
    used = [known[code] for code in sources(handout, around)]
    named = [f"{each.label} ({each.date or undated})" for each in used]
    looked = [date.fromisoformat(each.checked) for each in _shown(around) if each.checked]
    yield "<footer>"
    yield f"<p>{safe(say('handout-sources'))} {safe('; '.join(dict.fromkeys(named)))}.</p>"
    if looked:
        copies = any(each.how == "stored_copy" for each in _shown(around))
        how = "copy" if copies else "itself"
        yield f"<p>{safe(say('handout-looked', on=min(looked), how=how))}</p>"
    yield f"<p>{safe(say('handout-not-endorsed'))} {safe(BANNER)}</p>"
    yield "</footer>"
