"""Build the pages of each step of a plan, in one language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from simulator.awareness.call_pages import CallPages
from simulator.awareness.help_pages import HelpPages
from simulator.awareness.page_context import PageContext
from simulator.awareness.pages import GuessPage, Page, SlidePage
from simulator.content.awareness.myths import Myth
from simulator.content.awareness.plan import (
    CompareStep,
    ExpectStep,
    HelpStep,
    MythsStep,
    Plan,
    PlayingStep,
    TalkStep,
    WelcomeStep,
)
from simulator.content.library.library import Library
from simulator.content.library.translations import Translation

_EXPECT = ("calls", "before", "leave", "help", "recorded")
_RULES = ("stay", "share", "voice", "blame")


class PageBuilder:
    """Builder of a plan's pages."""

    def __init__(self, library: Library, plan: Plan, say: Translation) -> None:
        self._context = PageContext(library, plan, say)
        self._help = HelpPages(self._context)
        self._calls = CallPages(self._context, self._help)

    def title(self, place: int) -> str:
        """Return the title of a step."""
        return self._context.say(f"step-{self._context.plan.steps[place].do}")

    def notes(self, place: int, page: Page | None = None) -> tuple[str, ...]:
        """Return the facilitator's notes of a step and of the current page."""
        step = self._context.plan.steps[place]
        own = (self._context.own(place, "note", step.note),) if step.note else ()
        about = self._calls.notes(step)
        lead = self._context.say(f"lead-{step.do}")
        return tuple(dict.fromkeys((*own, lead, *about, *(page.notes if page else ()))))

    def of_step(self, place: int) -> list[Page]:
        """Return the pages of a step that don't depend on choices."""
        step, say = self._context.plan.steps[place], self._context.say
        match step:
            case WelcomeStep(rules=rules):
                own = [self._context.own(place, f"text-{n}", r) for n, r in enumerate(rules, 1)]
                return self._welcome(own)
            case ExpectStep():
                points = tuple(say(f"expect-{what}") for what in _EXPECT)
                return [
                    SlidePage(say("expect-heading"), points=points, small=(say("expect-true"),))
                ]
            case PlayingStep():
                return [self._calls.note(step, self._context.scenario(step.scenario))]
            case CompareStep():
                return [self._calls.compare_note(step, place)]
            case MythsStep(which=which):
                return self._myths(which)
            case TalkStep(ask=ask):
                own = [self._context.own(place, f"text-{n}", q) for n, q in enumerate(ask, 1)]
                return [SlidePage(say("talk-heading"), sentences=(question,)) for question in own]
            case HelpStep():
                return self.help()
        if step.do == "break":
            return [SlidePage(say("break-heading"), sentences=(say("break-text"),))]
        return self._close()

    # --- fixed pages ------------------------------------------------------------------------------

    def _welcome(self, own: Sequence[str]) -> list[Page]:
        say, plan = self._context.say, self._context.plan
        small = (self._context.text(f"plan-{plan.id}", "title", plan.title), say("expect-recorded"))
        rules = (*(say(f"rule-{rule}") for rule in _RULES), *own)
        return [
            SlidePage(say("welcome-heading"), sentences=(say("welcome-today"),), small=small),
            SlidePage(say("welcome-rules"), points=rules),
        ]

    def _close(self) -> list[Page]:
        say = self._context.say
        heading = say("close-heading")
        last = tuple(map(say, ("close-calm", "close-recorded", "close-real", "help-close")))
        lines, small = self._help.lines(), (say("help-key"),)
        return [
            SlidePage(heading, sentences=(say("close-most"),)),
            SlidePage(heading, sentences=last, points=lines, small=small),
        ]

    def help(self) -> list[Page]:
        """Return the help pages: help lines, then other ways to reach 999."""
        return [*self._help.pages()]

    # --- myths ------------------------------------------------------------------------------------

    def _myths(self, which: Sequence[str]) -> list[Page]:
        say = self._context.say
        known = {myth.id: myth for myth in self._context.library.myths()}
        chosen = [known[name] for name in which if name in known] or [*known.values()]
        pages: list[Page] = []
        for number, myth in enumerate(chosen, 1):
            text = partial(self._context.text, f"myth-{myth.id}")
            count = say("myth-count", number=number, of=len(chosen))
            statement = text("statement", myth.statement)
            pages.append(GuessPage(count, statement=statement))
            sources = self._context.labelled(myth.source)
            small = [say(f"sure-{myth.sure}", sources=sources, count=len(myth.source))]
            if myth.but:
                but = text("but", myth.but)
                small.append(say("sure-but", but=but, sources=self._context.labelled(myth.against)))
            pages.append(
                SlidePage(
                    count,
                    sentences=(f"“{statement}”", text("truth", myth.truth)),
                    small=tuple(small),
                    big=say(f"verdict-{myth.verdict}"),
                    watch=partial(self._watch_myth, myth) if myth.watch else None,
                    watch_says=say("myth-watch") if myth.watch else "",
                )
            )
        return pages

    def _watch_myth(self, myth: Myth) -> list[Page]:
        """Return the content note of the call that shows a myth."""
        watch = myth.watch
        assert watch is not None
        step = PlayingStep(minutes=1, scenario=watch.scenario, profile=watch.profile)
        note = self._calls.note(step, self._context.scenario(watch.scenario))
        see = self._context.text(f"myth-{myth.id}", "see", watch.see)
        look = self._context.say("myth-see", see=see)
        return [replace(note, sentences=(look, *note.sentences))]
