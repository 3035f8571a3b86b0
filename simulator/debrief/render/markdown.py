"""The debrief as Markdown, for a wiki or a report."""

from __future__ import annotations

import re
from collections.abc import Iterator

from simulator import BANNER
from simulator.core.instant import clock
from simulator.debrief.assess.debrief import Debrief
from simulator.debrief.render import outline_blocks
from simulator.debrief.render.outline import ENDORSED, outline
from simulator.review.transcript import EntrySummary

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~])")
_STARTS_LIST = re.compile(r"^([-+=]|\d+[.)])(?=\s|$)")


def render(debrief: Debrief, *, facilitator: bool = False) -> str:
    """Return the debrief as CommonMark with tables."""
    lines = [f"> **{safe(BANNER)}**", ">", f"> {safe(ENDORSED)}", ""]
    lines.append(f"# Debrief: {safe(debrief.title)}")
    for section in outline(debrief, facilitator=facilitator):
        lines += _section(section, 2)
    return "\n".join(lines) + "\n"


def _section(section: outline_blocks.OutlineSection, level: int) -> Iterator[str]:
    yield ""
    yield f"{'#' * level} {safe(section.title)}"
    for block in section.blocks:
        yield ""
        yield from _block(block)
    for inner in section.sections:
        yield from _section(inner, level + 1)


def _block(block: outline_blocks.Block) -> Iterator[str]:
    match block:
        case outline_blocks.Paragraph(text):
            yield safe(text)
        case outline_blocks.Bullets(items, numbered):
            for number, item in enumerate(items, 1):
                yield f"{f'{number}.' if numbered else '-'} {safe(item)}"
        case outline_blocks.Facts(pairs):
            for name, value in pairs:
                yield f"- **{safe(name)}:** {safe(value)}"
        case outline_blocks.ListItems(found):
            for each in found:
                yield from _item(each)
        case outline_blocks.OutlineTable(_, rows):
            yield "| When | Who | What |"
            yield "| ---: | --- | --- |"
            for row in rows:
                yield f"| {clock(row.at)} | {safe(row.who)} | {safe(row.text)} |"


def _item(item: outline_blocks.ListItem) -> Iterator[str]:
    yield f"- **{safe(item.title)}**"
    for moment in item.moments:
        yield f"  - {_moment(moment)}"
    if item.more:
        yield f"  - and {item.more} more"
    for number, step in enumerate(item.steps, 1):
        yield f"  {number}. {safe(step)}"
    for name, value in item.notes:
        yield f"  - *{safe(name)}:* {safe(value)}"


def _moment(moment: EntrySummary) -> str:
    who = f"{safe(moment.who)}: " if moment.who else ""
    return f"{clock(moment.at)} {who}{safe(moment.text)}"


def safe(text: str) -> str:
    """Escape every character that Markdown or HTML would take for markup."""
    escaped = _MARKS.sub(r"\\\1", outline_blocks.one_line(text)).replace("&", "&amp;")
    return _STARTS_LIST.sub(r"\\\1", escaped)
