"""The handout as one self-contained HTML file without scripts, on one side of A4.

Its content comes from `handout.yaml`, the default profile, `myths.yaml` and `support.yaml`; its
labels and translated texts come from the translation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from simulator import BANNER
from simulator.content.awareness.handout import Handout, HandoutLine, HandoutSection, filled
from simulator.content.awareness.help_lines import NATIONS, Help, Nation, shown, without_a_line
from simulator.content.library.library import Library
from simulator.content.library.translations import Text, Translation
from simulator.debrief.render.sections import in_html as safe

_STYLE = """
@page { size: A4; margin: 11mm 13mm; }
:root { color-scheme: light; --ink: #111; --soft: #444; --line: #888; --box: #f2f2ee; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 184mm; padding: 4mm; background: #fff; color: var(--ink);
  font: 9.6pt/1.27 system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; }
h1 { font-size: 19pt; line-height: 1.15; margin: 0 0 1.5mm; }
h2 { font-size: 11.5pt; margin: 2.4mm 0 .8mm; border-bottom: .5pt solid var(--line); }
p { margin: 0 0 1.5mm; }
ol, ul { margin: 0; padding-left: 5.5mm; }
li { margin: 0 0 .8mm; }
.columns { columns: 2; column-gap: 8mm; }
section { break-inside: avoid; }
.help { background: var(--box); border: .5pt solid var(--line); padding: 2mm 3mm; margin-top: 3mm; }
.help h2 { margin-top: 0; }
.help li, .help p { break-inside: avoid; }
.reach { font-weight: 700; }
main section:first-child h2 { margin-top: 0; }
.write { display: inline-block; min-width: 42mm; border-bottom: .5pt solid var(--ink); }
footer { margin-top: 2mm; font-size: 7.2pt; line-height: 1.28; color: var(--soft); }
footer p { margin: 0 0 .8mm; }
.draft { position: fixed; inset: 0; display: grid; place-items: center; pointer-events: none;
  font-size: 110pt; font-weight: 800; letter-spacing: .1em; color: rgba(170, 0, 0, .11);
  transform: rotate(-32deg); }
.state { font-weight: 700; }
@media print { body { padding: 0; max-width: none; } }
@media screen and (max-width: 40rem) { .columns { columns: 1; } }
"""


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
    title = safe(say.text(Text("handout-page.title", handout.title)))
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{safe("en-GB" if language == "en" else language)}">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title}</title>",
        f"<style>{_STYLE}</style>",
        "</head>",
        "<body>",
    ]
    if handout.checked_by is None:
        lines.append(f'<div class="draft" aria-hidden="true">{safe(say("handout-draft"))}</div>')
    lines += [
        "<header>",
        f"<h1>{title}</h1>",
        f"<p>{safe(say.text(Text('handout-page.about', handout.about)))}</p>",
        f'<p class="state">{safe(_state(handout, say))}</p>',
        "</header>",
        '<main class="columns">',
    ]
    for part in handout.parts:
        lines += _part(part, around)
    lines += ["</main>", *_help(around), *_foot(handout, around), "</body>", "</html>", ""]
    return "\n".join(lines)


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
