"""Build the pages of each step of a plan, in one language."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from simulator.awareness.call_pages import CallPages
from simulator.awareness.pages import Choice, Page, Point
from simulator.content.awareness.handout import Myth
from simulator.content.awareness.plan import (
    CompareStep,
    ExpectStep,
    HelpStep,
    MythsStep,
    PlayingStep,
    TalkStep,
    WelcomeStep,
)

_EXPECT = ("calls", "before", "help", "recorded", "true")
_LEAVE = ("door", "key", "device", "window", "traces")
_RULES = ("stay", "share", "voice", "blame")
_NEXT = ("handout", "friend", "service")
_ANSWERS = ("true", "false", "depends")


class PageBuilder(CallPages):
    """Builder of a plan's pages."""

    def title(self, place: int) -> str:
        """Return the title of a step."""
        return self.say(f"step-{self.plan.steps[place].do}")

    def notes(self, place: int, page: Page | None = None) -> tuple[str, ...]:
        """Return the facilitator's notes of a step and of the current page."""
        step = self.plan.steps[place]
        own = (self.own(place, "note", step.note),) if step.note else ()
        of_page = page.notes if page else ()
        every = (*own, self.say(f"lead-{step.do}"), *self.notes_on(step), *of_page)
        return tuple(dict.fromkeys(every))

    def of_step(self, place: int) -> list[Page]:
        """Return the pages of a step that don't depend on choices."""
        step, say = self.plan.steps[place], self.say
        match step:
            case WelcomeStep(rules=rules):
                return self._welcome(self._own_texts(place, rules))
            case ExpectStep():
                return self._expect()
            case PlayingStep():
                return [self.call_note(step, self.scenario(step.scenario))]
            case CompareStep():
                return [self.compare_note(step, place)]
            case MythsStep(which=which):
                return self._myths(which)
            case TalkStep(ask=ask):
                heading = say("talk-heading")
                return [Page(heading, sentences=(q,)) for q in self._own_texts(place, ask)]
            case HelpStep():
                return self.help()
        if step.do == "break":
            return [Page(say("break-heading"), sentences=(say("break-text"),))]
        return self._close()

    def _own_texts(self, place: int, texts: Sequence[str]) -> list[str]:
        return [self.own(place, f"text-{number}", text) for number, text in enumerate(texts, 1)]

    def _says(self, *keys: str) -> tuple[str, ...]:
        return tuple(map(self.say, keys))

    def _listed(self, heading: str, *texts: str) -> Page:
        return Page(self.say(heading), points=tuple(map(Point, texts)))

    def _welcome(self, own: Sequence[str]) -> list[Page]:
        title = self.text(f"plan-{self.plan.id}", "title", self.plan.title)
        first = self._says("welcome-today", "welcome-made")
        return [
            Page(self.say("welcome-heading"), sentences=first, small=(title,)),
            self._listed("welcome-rules", *(self.say(f"rule-{rule}") for rule in _RULES), *own),
        ]

    def _expect(self) -> list[Page]:
        """Return what to expect, and how to leave: taught before any content."""
        return [
            self._listed("leave-heading", *self._says(*(f"leave-{what}" for what in _LEAVE))),
            self._listed("expect-heading", *self._says(*(f"expect-{what}" for what in _EXPECT))),
        ]

    def _close(self) -> list[Page]:
        say, heading = self.say, self.say("close-heading")
        last = self._says("close-calm", "close-recorded", "close-real", "help-close")
        return [
            Page(heading, sentences=(say("close-most"),)),
            self._listed("next-step-heading", *self._says(*(f"next-step-{n}" for n in _NEXT))),
            Page(heading, sentences=last, points=self.help_lines()),
        ]

    def _myths(self, which: Sequence[str]) -> list[Page]:
        known = {myth.id: myth for myth in self.library.myths()}
        chosen = [known[name] for name in which if name in known] or [*known.values()]
        pages: list[Page] = []
        for number, myth in enumerate(chosen, 1):
            count = self.say("myth-count", number=number, of=len(chosen))
            statement = f"“{self.text(f'myth-{myth.id}', 'statement', myth.statement)}”"
            answers = self._says(*(f"myth-{answer}" for answer in _ANSWERS))
            ask = self.say("myth-ask")
            pages.append(Page(count, big=statement, ask=ask, options=answers))
            pages.append(self._truth(statement, myth))
        return pages

    def _truth(self, statement: str, myth: Myth) -> Page:
        say, text = self.say, partial(self.text, f"myth-{myth.id}")
        sources = self.labelled(myth.source)
        small = [say(f"sure-{myth.sure}", sources=sources, count=len(myth.source))]
        if myth.but:
            but = text("but", myth.but)
            small.append(say("sure-but", but=but, sources=self.labelled(myth.against)))
        page = Page(
            statement,
            big=say(f"verdict-{myth.verdict}"),
            sentences=(text("truth", myth.truth),),
            small=tuple(small),
        )
        if watch := myth.watch:
            played = self.played(self.scenario(watch.scenario), watch.profile)
            look = say("myth-see", see=text("see", watch.see))
            page.points = (Point(look, self.contains(played.scenario)),)
            page.choices = (
                Choice("watch", say("myth-watch"), lambda: self.watching(played), aside=True),
                Choice("read", say("note-read"), lambda: self.reading(played), aside=True),
            )
        return page
