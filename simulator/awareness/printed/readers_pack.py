"""The reader's pack: every sentence that a group meets, in order, with a form to return.

It is made from the same pages as a session, so that what a reader judges is what a group sees.
"""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from simulator.awareness.page_builder import PageBuilder
from simulator.awareness.pages import AGAIN, Page, PlaybackPage
from simulator.awareness.printed.handout_page import TEMPLATES
from simulator.clean_text import for_line

MOST_PAGES = 2_000
"""More pages than the largest shipped plan has; a plan that leads back to itself ends here."""


FORM = ("name", "day", "wrong", "unkind", "missing", "good", "named")
"""The questions of the form to return, in their order."""


class ReadersPage(NamedTuple):
    """A page of a step, as a reader meets it: its heading, and its sentences in order."""

    step: str
    heading: str
    sentences: tuple[str, ...]


def every_page(pages: Sequence[Page]) -> Iterator[Page]:
    """Yield pages and all that can follow them: every choice, and every answer of a decision.

    Of the made-up endings of an answer the first five are read: each look draws others.
    """
    for page in pages:
        yield page
        follow = page.follows
        if follow is not None:
            yield from chain.from_iterable(
                every_page(follow(number)) for number in range(len(page.options))
            )
        for choice in page.choices:
            if choice.pages is not None and choice.name != AGAIN:
                yield from every_page(choice.pages())


def sentences(page: Page) -> tuple[str, ...]:
    """Return what a page says below its heading, in the order of the screen."""
    lines = page.track if isinstance(page, PlaybackPage) else page.lines
    said = [page.big, *page.sentences]
    said += [f"{line.who}: {line.text}" if line.who else line.text for line in lines]
    said += [f"{point.text} {point.more}" for point in page.points]
    said += [page.ask, *page.options, *(choice.label for choice in page.choices), *page.small]
    return tuple(text for each in said if (text := for_line(each).strip()))


def pages_to_read(parts: PageBuilder) -> Iterator[ReadersPage]:
    """Yield the pages of a plan in order; a sentence that was read before is not read again."""
    say, read = parts.say, set[str]()
    around = (say("banner"), say("foot-keys"))
    yield ReadersPage(say("readers-around"), "", around)
    places = range(len(parts.plan.steps))
    steps = [(parts.title(place), parts.of_step(place)) for place in places]
    for step, pages in (*steps, (say("readers-key"), parts.help())):
        for number, page in enumerate(every_page(pages)):
            new = tuple(dict.fromkeys(each for each in sentences(page) if each not in read))
            read.update(new)
            if new:
                yield ReadersPage(step, for_line(page.heading), new)
            if number >= MOST_PAGES:
                break


def readers_pack(parts: PageBuilder) -> str:
    """Return the pack as one HTML page to print: sentences with room for a mark, then the form."""
    numbered, number = list[tuple[ReadersPage, list[tuple[int, str]]]](), 0
    for page in pages_to_read(parts):
        rows = [*enumerate(page.sentences, number + 1)]
        number += len(rows)
        numbered.append((page, rows))
    title = parts.text(f"plan-{parts.plan.id}", "title", parts.plan.title)
    return TEMPLATES.get_template("readers-pack.html").render(
        say=parts.say, title=title, pages=numbered, form=FORM, count=number
    )
