"""The pack for a room, as pages to print: leader's guide, table cards, posters and handouts.

All is made from the plan, the handout and the help lines, so that paper says what the wall says.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from itertools import accumulate, groupby
from typing import Any, NamedTuple

from simulator.awareness.page_builder import PageBuilder
from simulator.awareness.pages import Page, TimesPage
from simulator.awareness.printed.handout_page import (
    FORMS,
    TEMPLATES,
    HandoutContext,
    LocalPlace,
    lines,
    named_place,
    page,
    state,
)
from simulator.awareness.rehearsal import OPENS
from simulator.content.awareness.handout import Handout
from simulator.content.awareness.help_lines import shown, without_a_line

BEFORE = ("read", "ring", "local", "check", "leave", "phones", "print", "alone")
"""What a leader does before a session, in its order."""
NUMBERS = 5
"""Most answers of a page: a card for each."""
RULES = ("stay", "share", "voice", "blame")
"""The ground rules that every session has."""
COPIES = {
    "leaders-guide.html": "guide",
    "table-cards.html": "cards",
    "posters.html": "posters",
    "handout-a4.html": "a4",
    "handout-card.html": "card",
    "handout-easy-read.html": "easy-read",
}
"""The files of a pack besides its first page, in their order, each with its word in messages."""
FIRST = "start-here.html"


class GuidePage(NamedTuple):
    """What the wall shows, as the leader's guide has it."""

    heading: str
    asks: tuple[str, ...]
    """What the room is asked."""
    answers: tuple[str, ...]
    """What it can choose."""
    notes: tuple[str, ...]


class GuideStep(NamedTuple):
    """A part of the plan, with its time."""

    title: str
    begins: int
    """Minutes from the beginning."""
    ends: int
    notes: tuple[str, ...]
    pages: tuple[GuidePage, ...]


def steps_of(parts: PageBuilder) -> Iterator[GuideStep]:
    """Yield the parts of a plan with the notes that its leader has on the screen."""
    ends = tuple(accumulate(step.minutes for step in parts.plan.steps))
    for place, step in enumerate(parts.plan.steps):
        notes = parts.notes(place)
        pages = tuple(_pages(parts.of_step(place), notes))
        yield GuideStep(parts.title(place), ends[place] - step.minutes, ends[place], notes, pages)


def _pages(pages: Sequence[Page], said: Iterable[str]) -> Iterator[GuidePage]:
    """Yield pages by their headings: what is turned over on one is one. No note comes twice."""
    read = set(said)
    for heading, alike in groupby(_on_the_wall(pages), key=lambda each: each.heading):
        own = [*alike]
        asks = dict.fromkeys(text for each in own for text in (each.big, each.ask) if text)
        answers = dict.fromkeys(text for each in own for text in _answers(each))
        notes = dict.fromkeys(note for each in own for note in each.notes if note not in read)
        read.update(notes)
        yield GuidePage(heading, tuple(asks), tuple(answers), tuple(notes))


def _answers(page: Page) -> tuple[str, ...]:
    """Return what the room can choose; made-up endings are drawn for each session, and not here."""
    if isinstance(page, TimesPage):
        return ()
    return (*page.options, *(each.label for each in page.choices if page.must_choose))


def _on_the_wall(pages: Sequence[Page]) -> Iterator[Page]:
    """Yield pages as a leader goes on, up to the made-up endings of an answer."""
    for each in pages:
        yield each
        if each.must_choose and (go := each.choice("go_on")) and go.pages:
            yield from _on_the_wall(go.pages())
        elif each.follows and each.options and not isinstance(each, TimesPage):
            yield from _on_the_wall(each.follows(min(OPENS, len(each.options) - 1)))


def pack(parts: PageBuilder, handout: Handout, local: LocalPlace) -> dict[str, str]:
    """Return the pages of a pack by their file names, the one to start with first."""
    around = HandoutContext(parts.library, parts.say, parts.plan.nations, local)
    render = _renderer(parts, handout, around)
    made = {FIRST: render("pack-start.html", copies=COPIES)}
    made["leaders-guide.html"] = render("pack-guide.html", before=BEFORE, steps=steps_of(parts))
    made["table-cards.html"] = render("pack-cards.html", rules=RULES, numbers=NUMBERS)
    steps = tuple(lines(around, handout.parts[0], "card"))
    made["posters.html"] = render("pack-posters.html", steps=steps, first=handout.parts[0])
    return made | {f"handout-{form}.html": page(handout, around, form) for form in FORMS}


def _renderer(parts: PageBuilder, handout: Handout, around: HandoutContext) -> Callable[..., str]:
    """Return what fills in a page of the pack with what all of them know."""
    library, say, plan = parts.library, parts.say, parts.plan
    entries = shown(library.support(), plan.nations)
    days = [date.fromisoformat(each.checked) for each in entries if each.checked]
    known: dict[str, Any] = {
        "handout": handout,
        "say": say,
        "text": parts.text,
        "plan": plan,
        "title": parts.text(f"plan-{plan.id}", "title", plan.title),
        "state": state(handout, say),
        "banner": say("banner"),
        "help": entries,
        "for_anyone": [e for e in entries if e.kind == "helpline" and not e.only_for],
        "looked": min(days, default=None),
        "rung": all(each.how == "rang_it" for each in entries),
        "missing": without_a_line(library.support(), plan.nations),
        "origins": library.support_origins(),
        "named_place": partial(named_place, around),
        "day": date.fromisoformat,
        "local": around.local,
    }
    return lambda name, **more: TEMPLATES.get_template(name).render(**known, **more)
