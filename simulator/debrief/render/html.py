"""The debrief as one self-contained HTML page, without scripts or network, with a print style.

Every text passes through `blocks.in_html`, which escapes it.
"""

from __future__ import annotations

from collections.abc import Iterator

from simulator import BANNER
from simulator.core.instant import clock
from simulator.debrief.assess.debrief import Debrief
from simulator.debrief.render import outline_blocks as blocks
from simulator.debrief.render.outline import ENDORSED, outline
from simulator.debrief.render.outline_blocks import in_html as safe
from simulator.debrief.render.timeline_svg import STYLE as TIMELINE_STYLE
from simulator.debrief.render.timeline_svg import picture
from simulator.review.transcript import EntrySummary

_STYLE = """
:root { color-scheme: light dark; --ink: #1c2430; --soft: #556170; --line: #c5ccd5;
  --paper: #ffffff; --card: #f5f7fa; --warn: #fff3d6; --warn-ink: #5b4300; --link: #1f5aa6; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8edf3; --soft: #a8b4c2; --line: #45505d;
  --paper: #14191f; --card: #1d242c; --warn: #3b3011; --warn-ink: #ffe3a0; --link: #8db8f0; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; }
header, main, footer { max-width: 56rem; margin: 0 auto; padding: 0 1.25rem; }
.banner { background: var(--warn); color: var(--warn-ink); padding: .6rem 1.25rem;
  font-weight: 600; text-align: center; }
.skip { position: absolute; left: -100vw; }
.skip:focus { left: .5rem; top: .5rem; background: var(--paper); padding: .4rem .8rem; }
a { color: var(--link); }
h1 { font-size: 1.7rem; line-height: 1.25; margin: 1.5rem 0 .5rem; }
h2 { font-size: 1.3rem; margin: 2.2rem 0 .6rem; border-bottom: 2px solid var(--line); }
h3 { font-size: 1.08rem; margin: 1.5rem 0 .5rem; }
h4 { font-size: 1rem; margin: 0 0 .3rem; }
nav ul { columns: 2; padding-left: 1.2rem; }
dl.facts { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; }
dl.facts dt { color: var(--soft); }
dl.facts dd { margin: 0; }
.item { background: var(--card); border: 1px solid var(--line); border-radius: .4rem;
  padding: .7rem .9rem; margin: .6rem 0; break-inside: avoid; }
.item h3, .item h4 { margin: 0 0 .3rem; font-size: 1rem; }
.item dl { margin: .4rem 0 0; }
.item dt { font-weight: 600; display: inline; }
.item dt::after { content: ":"; }
.item dd { display: inline; margin: 0; }
.item dl > div { margin: .15rem 0; }
.moments { list-style: none; margin: .3rem 0; padding-left: 0; font-size: .95rem; }
.moments time { display: inline-block; min-width: 4rem; font-variant-numeric: tabular-nums; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; }
caption { text-align: left; color: var(--soft); padding: .2rem 0; }
th, td { text-align: left; vertical-align: top; padding: .22rem .6rem .22rem 0;
  border-bottom: 1px solid var(--line); }
td:first-child { white-space: nowrap; font-variant-numeric: tabular-nums; }
td:nth-child(2) { white-space: nowrap; }
tr:target { background: var(--warn); color: var(--warn-ink); }
figure { margin: 1rem 0; }
figure svg { width: 100%; height: auto; display: block; }
footer { color: var(--soft); margin: 2.5rem auto; border-top: 1px solid var(--line); }
@media (max-width: 40rem) { nav ul { columns: 1; } figure svg { min-width: 46rem; }
  dl.facts { grid-template-columns: 1fr; } dl.facts dd { margin-bottom: .3rem; } }
@media print {
  @page { size: A4; margin: 16mm 14mm; }
  :root { color-scheme: light; --ink: #000; --soft: #333; --line: #999; --paper: #fff;
    --card: #fff; --warn: #fff; --warn-ink: #000; --link: #000; }
  body { font-size: 9.5pt; line-height: 1.4; }
  .banner { border: 1.5pt solid #000; }
  header, main, footer { max-width: none; padding: 0 1px; }
  h2 { margin-top: 1.3rem; }
  h3 { margin-top: .9rem; }
  .item { padding: .35rem .6rem; margin: .35rem 0; }
  /* What scrolls cannot be broken between pages; and a caption repeats the heading above it. */
  .scroll { overflow: visible; }
  caption { display: none; }
  th, td { padding-top: .08rem; padding-bottom: .08rem; }
  nav, .skip { display: none; }
  a { text-decoration: none; }
  h2, h3, h4 { break-after: avoid; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; }
}
"""


def render(debrief: Debrief, *, facilitator: bool = False) -> str:
    """Return the whole page."""
    sections = outline(debrief, facilitator=facilitator, drawn=True)
    title = safe(f"Debrief: {debrief.title}")
    lines = [
        "<!DOCTYPE html>",
        '<html lang="en-GB">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="robots" content="noindex">',
        f"<title>{title}</title>",
        f"<style>{_STYLE}{TIMELINE_STYLE}</style>",
        "</head>",
        "<body>",
        '<a class="skip" href="#main">Skip to the debrief</a>',
        f'<div class="banner" role="note">{safe(BANNER)}</div>',
        "<header>",
        f"<h1>{title}</h1>",
        f"<p>{safe(ENDORSED)}</p>",
        "</header>",
        '<main id="main">',
        *_contents(sections),
    ]
    writer = _Writer()
    for place, section in enumerate(sections, 1):
        lines += writer.section(section, 2, f"s{place}")
    lines += [
        "</main>",
        f"<footer><p>{safe(BANNER)}</p><p>{safe(ENDORSED)}</p></footer>",
        "</body>",
        "</html>",
    ]
    return "\n".join(lines) + "\n"


def _contents(sections: tuple[blocks.OutlineSection, ...]) -> Iterator[str]:
    yield '<nav aria-label="Contents"><ul>'
    for place, section in enumerate(sections, 1):
        yield f'<li><a href="#s{place}">{safe(section.title)}</a></li>'
    yield "</ul></nav>"


class _Writer:
    """Section writer; counts pictures, since their ids must be unique in the page."""

    def __init__(self) -> None:
        self._pictures = 0

    def section(self, section: blocks.OutlineSection, level: int, name: str = "") -> Iterator[str]:
        own = f' id="{name}"' if name else ""
        yield f"<section{own}>" if level == 2 else "<div>"
        yield f"<h{level}>{safe(section.title)}</h{level}>"
        for block in section.blocks:
            yield from self._block(block, level + 1)
        for inner in section.sections:
            yield from self.section(inner, level + 1)
        yield "</section>" if level == 2 else "</div>"

    def _block(self, block: blocks.Block, level: int) -> Iterator[str]:
        match block:
            case blocks.Paragraph(text):
                yield f"<p>{safe(text)}</p>"
            case blocks.Bullets(items, numbered):
                tag = "ol" if numbered else "ul"
                yield f"<{tag}>{''.join(f'<li>{safe(item)}</li>' for item in items)}</{tag}>"
            case blocks.Facts(pairs) if pairs:
                inner = "".join(f"<dt>{safe(n)}</dt><dd>{safe(v)}</dd>" for n, v in pairs)
                yield f'<dl class="facts">{inner}</dl>'
            case blocks.ListItems(found):
                for each in found:
                    yield from _item(each, level)
            case blocks.OutlineTable(caption, rows, anchored):
                yield from _table(caption, rows, anchored=anchored)
            case blocks.Picture(timeline):
                self._pictures += 1
                yield f'<figure class="scroll">{picture(timeline, f"t{self._pictures}")}</figure>'


def _item(item: blocks.ListItem, level: int) -> Iterator[str]:
    yield '<div class="item">'
    yield f"<h{level}>{safe(item.title)}</h{level}>"
    if item.moments:
        yield '<ul class="moments">'
        for moment in item.moments:
            yield f"<li>{_moment(moment)}</li>"
        if item.more:
            yield f"<li>and {item.more} more</li>"
        yield "</ul>"
    if item.steps:
        yield f"<ol>{''.join(f'<li>{safe(step)}</li>' for step in item.steps)}</ol>"
    if item.notes:
        yield "<dl>"
        for name, value in item.notes:
            yield f"<div><dt>{safe(name)}</dt> <dd>{safe(value)}</dd></div>"
        yield "</dl>"
    yield "</div>"


def _moment(moment: EntrySummary) -> str:
    who = f"{safe(moment.who)}: " if moment.who else ""
    machine = f"PT{moment.at // 1_000}.{moment.at % 1_000:03}S"
    shown = f'<time datetime="{machine}">{clock(moment.at)}</time>'
    link = f'<a href="#e{moment.seq}">{shown}</a>'
    return f"{link} {who}{safe(moment.text)}"


def _table(caption: str, rows: tuple[EntrySummary, ...], *, anchored: bool) -> Iterator[str]:
    yield '<div class="scroll"><table>'
    yield f"<caption>{safe(caption)}</caption>"
    yield '<thead><tr><th scope="col">When</th><th scope="col">Who</th>'
    yield '<th scope="col">What</th></tr></thead><tbody>'
    for row in rows:
        own = f' id="e{row.seq}"' if anchored else ""
        yield f"<tr{own}><td>{clock(row.at)}</td><td>{safe(row.who)}</td>"
        yield f"<td>{safe(row.text)}</td></tr>"
    yield "</tbody></table></div>"
