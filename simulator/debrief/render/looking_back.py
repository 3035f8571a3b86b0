"""The caller's seat in a debrief: what counted when. Nobody is scored here, in any way."""

from __future__ import annotations

from simulator.core.instant import clock
from simulator.debrief.assess.debrief import Debrief, labels_of
from simulator.debrief.render.blocks import Item, Items, Paragraph, Section
from simulator.review.caller_options import Stretch


def looking_back(debrief: Debrief) -> Section:
    """The stretches of the call as the caller went through them."""
    return Section(
        "In the caller's seat: what counted when",
        (
            Paragraph(
                "Nobody is ever scored as a caller. This is what happened, what would have been "
                "heard as a call for help at each moment, and why."
            ),
            Items(tuple(_stretch(stretch, debrief) for stretch in debrief.caller)),
        ),
    )


def _stretch(stretch: Stretch, debrief: Debrief) -> Item:
    when = f"{clock(stretch.start)} to {clock(stretch.end)}"
    moments = sorted((*stretch.told, *(did.moment for did in stretch.did)))
    notes = [("What counts here", stretch.counted.what), ("Because", stretch.counted.why)]
    became = {did.moment.text: did.came_of_it for did in stretch.did if did.came_of_it}
    notes += [(f"What became of {_bare(text)}", came) for text, came in became.items()]
    notes.append(("Rests on", "; ".join(labels_of(stretch.counted.sources, debrief.sources))))
    return Item(f"{when}, {stretch.where}", tuple(moments), 0, (), tuple(notes))


def _bare(text: str) -> str:
    """What was done, without the brackets that it has among spoken words."""
    return text.removeprefix("[").removesuffix("]")
