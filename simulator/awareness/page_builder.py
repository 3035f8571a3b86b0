"""Build the pages of each step of a plan, in one language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from simulator.awareness.call_pages import CallPages
from simulator.awareness.pages import Choice, GuessPage, Page, SlidePage
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

_EXPECT = ("calls", "before", "leave", "help", "recorded")
_RULES = ("stay", "share", "voice", "blame")
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
                points = tuple(say(f"expect-{what}") for what in _EXPECT)
                return [
                    SlidePage(say("expect-heading"), points=points, small=(say("expect-true"),))
                ]
            case PlayingStep():
                return [self.call_note(step, self.scenario(step.scenario))]
            case CompareStep():
                return [self.compare_note(step, place)]
            case MythsStep(which=which):
                return self._myths(which)
            case TalkStep(ask=ask):
                heading = say("talk-heading")
                return [SlidePage(heading, sentences=(q,)) for q in self._own_texts(place, ask)]
            case HelpStep():
                return self.help()
        if step.do == "break":
            return [SlidePage(say("break-heading"), sentences=(say("break-text"),))]
        return self._close()

    def _own_texts(self, place: int, texts: Sequence[str]) -> list[str]:
        return [self.own(place, f"text-{number}", text) for number, text in enumerate(texts, 1)]

    def _welcome(self, own: Sequence[str]) -> list[Page]:
        say, plan = self.say, self.plan
        small = (self.text(f"plan-{plan.id}", "title", plan.title), say("expect-recorded"))
        rules = (*(say(f"rule-{rule}") for rule in _RULES), *own)
        return [
            SlidePage(say("welcome-heading"), sentences=(say("welcome-today"),), small=small),
            SlidePage(say("welcome-rules"), points=rules),
        ]

    def _close(self) -> list[Page]:
        say, lines = self.say, self.help_lines()
        heading = say("close-heading")
        last = tuple(map(say, ("close-calm", "close-recorded", "close-real", "help-close")))
        return [
            SlidePage(heading, sentences=(say("close-most"),)),
            SlidePage(heading, sentences=last, points=lines, small=(say("help-key"),)),
        ]

    def _myths(self, which: Sequence[str]) -> list[Page]:
        known = {myth.id: myth for myth in self.library.myths()}
        chosen = [known[name] for name in which if name in known] or [*known.values()]
        pages: list[Page] = []
        for number, myth in enumerate(chosen, 1):
            count = self.say("myth-count", number=number, of=len(chosen))
            statement = self.text(f"myth-{myth.id}", "statement", myth.statement)
            answers = tuple(self.say(f"myth-{answer}") for answer in _ANSWERS)
            pages.append(GuessPage(count, options=answers, statement=statement))
            pages.append(self._truth(count, statement, myth))
        return pages

    def _truth(self, count: str, statement: str, myth: Myth) -> SlidePage:
        say, text = self.say, partial(self.text, f"myth-{myth.id}")
        sources = self.labelled(myth.source)
        small = [say(f"sure-{myth.sure}", sources=sources, count=len(myth.source))]
        if myth.but:
            but = text("but", myth.but)
            small.append(say("sure-but", but=but, sources=self.labelled(myth.against)))
        return SlidePage(
            count,
            sentences=(f"“{statement}”", text("truth", myth.truth)),
            small=tuple(small),
            big=say(f"verdict-{myth.verdict}"),
            watch=Choice(say("myth-watch"), lambda: self._watch_myth(myth)) if myth.watch else None,
        )

    def _watch_myth(self, myth: Myth) -> list[Page]:
        watch = myth.watch
        assert watch is not None
        step = PlayingStep(minutes=1, scenario=watch.scenario, profile=watch.profile)
        note = self.call_note(step, self.scenario(watch.scenario))
        look = self.say("myth-see", see=self.text(f"myth-{myth.id}", "see", watch.see))
        return [replace(note, sentences=(look, *note.sentences))]
