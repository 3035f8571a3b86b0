"""Build the pages of each step of a plan, in one language."""

from collections.abc import Sequence
from functools import partial

from simulator.awareness import narration
from simulator.awareness.common_pages import CommonPages
from simulator.awareness.continuations import PlayedScenario
from simulator.awareness.decision_pages import DecidePages
from simulator.awareness.narration import by_stage
from simulator.awareness.pages import Choice, Page, PlaybackPage, Point
from simulator.content.awareness.handout import Myth
from simulator.content.awareness.plan import MythsStep, PlayingStep, TalkStep, WelcomeStep
from simulator.content.scenario.scenario import Scenario
from simulator.errors import SimulatorError

OWN_RULES = 0
"""Most ground rules of a plan's own that fit on its first page (assumption)."""
HANDLED = 9
"""Most lines of one stage in the tour; more are repetitive (assumption)."""
_EXPECT = ("calls", "before", "help", "recorded", "true")
_LEAVE = ("door", "key", "device", "window", "traces")
_RULES = ("stay", "share", "voice", "blame")
_NEXT = ("handout", "friend", "service")
_ANSWERS = ("true", "false", "depends")


class PageBuilder(CommonPages):
    """Builder of a plan's pages."""

    def title(self, place: int) -> str:
        """Return the title of a step."""
        return self.say(f"step-{self.plan.steps[place].do}")

    def notes(self, place: int, page: Page | None = None) -> tuple[str, ...]:
        """Return the facilitator's notes of a step and of the current page."""
        step = self.plan.steps[place]
        own = (self.own(place, "note", step.note),) if step.note else ()
        # A note of its own: without a server no phone can join, and it is left out.
        first = (self.say("lead-phones"),) if step.do == "welcome" else ()
        of_page = page.notes if page else ()
        called = [self.scenario(step.scenario)] if isinstance(step, PlayingStep) else []
        choose = [self.say("lead-choose")] if called else []
        of_call = [*choose, *(note for each in called for note in self.facilitator_notes(each))]
        return tuple(dict.fromkeys((*first, *own, self.say(f"lead-{step.do}"), *of_call, *of_page)))

    def of_step(self, place: int) -> list[Page]:
        """Return the pages of a step that don't depend on choices."""
        step, say = self.plan.steps[place], self.say
        match step:
            case WelcomeStep(rules=rules):
                return self._welcome(self._own_texts(place, rules))
            case PlayingStep():
                return [self.call_note(step, self.scenario(step.scenario))]
            case MythsStep(which=which):
                return self._myths(which)
            case TalkStep(ask=ask):
                heading = say("talk-heading")
                return [Page(heading, sentences=(q,)) for q in self._own_texts(place, ask)]
        plain = {"expect": self._expect, "break": self._break, "help": self.help}
        return plain.get(step.do, self._close)()

    def _own_texts(self, place: int, texts: Sequence[str]) -> list[str]:
        return [self.own(place, f"text-{number}", text) for number, text in enumerate(texts, 1)]

    def _says(self, *keys: str) -> tuple[str, ...]:
        return tuple(map(self.say, keys))

    def _listed(self, heading: str, *texts: str) -> Page:
        return Page(self.say(heading), points=tuple(map(Point, texts)))

    def _welcome(self, own: Sequence[str]) -> list[Page]:
        title = self.text(f"plan-{self.plan.id}", "title", self.plan.title)
        first = self._says("welcome-today", "welcome-made")
        rules = [*(self.say(f"rule-{rule}") for rule in _RULES), *own]
        heading = self.say("welcome-heading")
        page = Page(heading, sentences=first, small=(title,))
        if len(own) > OWN_RULES:
            return [page, self._listed("welcome-rules", *rules)]
        page.points = tuple(map(Point, rules))
        return [page]

    def _expect(self) -> list[Page]:
        """Return what to expect, and how to leave: taught before any content."""
        return [
            self._listed("leave-heading", *self._says(*(f"leave-{what}" for what in _LEAVE))),
            self._listed("expect-heading", *self._says(*(f"expect-{what}" for what in _EXPECT))),
        ]

    def for_latecomers(self, place: int) -> Page:
        """Return what who comes late reads first: the call's note, how to leave, and the rules."""
        step, say = self.plan.steps[place], self.say
        note: tuple[str, ...] = ()
        if isinstance(step, PlayingStep):
            scenario = self.scenario(step.scenario)
            decides = step.do == "decide"
            varies = self.may_vary(self.played(scenario, step.profile)) if decides else ()
            called = say("note-call", title=self.title_of(scenario))
            note = (called, self.contains(scenario), *varies)
        told = ("leave-key", "expect-calls", "expect-help", "expect-recorded")
        rules = [f"rule-{rule}" for rule in _RULES]
        points = tuple(map(Point, self._says(*told, *rules)))
        return Page(say("late-heading"), sentences=(say("late-how"), *note), points=points)

    def _break(self) -> list[Page]:
        return [Page(self.say("break-heading"), sentences=(self.say("break-text"),))]

    def _close(self) -> list[Page]:
        say, heading = self.say, self.say("close-heading")
        last = (*self._says("close-calm", "close-recorded", "close-real"), *self.close_to_help())
        # A draft says on itself that it is not to be handed out: then no page may offer it.
        draft = self.library.handout().checked_by is None
        offered = [name for name in _NEXT if not (draft and name == "handout")]
        steps = tuple(map(Point, self._says(*(f"next-step-{name}" for name in offered))))
        most = (say("close-most"), say("close-blame"), say("next-step-heading") + ":")
        return [
            Page(heading, sentences=most, points=steps),
            Page(heading, sentences=last, points=self.help_lines(), small=self.help_looked()),
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
            pages.append(self._truth(count, statement, myth))
        return pages

    def _truth(self, heading: str, statement: str, myth: Myth) -> Page:
        say, text = self.say, partial(self.text, f"myth-{myth.id}")
        sources = self.labelled(myth.source)
        small = [say(f"sure-{myth.sure}", sources=sources, count=len(myth.source))]
        if myth.but:
            but = text("but", myth.but)
            small.append(say("sure-but", but=but, sources=self.labelled(myth.against)))
        verdict = say(f"verdict-{myth.verdict}")
        # The truth is the largest: what stays in the eye is not to be the myth.
        page = Page(
            heading,
            big=text("truth", myth.truth),
            sentences=(say("myth-said", statement=statement, verdict=verdict),),
            small=tuple(small),
        )
        if watch := myth.watch:
            played = self.played(self.scenario(watch.scenario), watch.profile)
            # For who leads alone: most rooms play no call here, and need no note of one.
            page.notes = (say("myth-see", see=text("see", watch.see)),)
            page.choices = (
                Choice("watch", say("myth-watch"), lambda: [self._before(played)], aside=True),
                Choice("read", say("note-read"), lambda: self.reading(played), aside=True),
            )
        return page

    def _before(self, played: PlayedScenario) -> Page:
        """Return the content note of a call that is only watched, with the choices."""
        say, found = self.say, self._milder(played.scenario)
        milder = None
        if found:
            label = say("note-milder", title=self.title_of(found))
            milder = Choice("milder", label, lambda: [self._before(self.played(found, None))])
        choices = (
            Choice("go_on", say("note-go"), lambda: self.watching(played)),
            milder,
            Choice("read", say("note-read"), lambda: self.reading(played)),
            Choice("skip", say("note-skip"), None),
        )
        called = say("note-call", title=self.title_of(played.scenario))
        return Page(
            say("note-heading"),
            self.facilitator_notes(played.scenario),
            sentences=(called, self.contains(played.scenario)),
            ask=say("note-choose"),
            choices=tuple(filter(None, choices)),
            must_choose=True,
        )

    def call_note(self, step: PlayingStep, scenario: Scenario) -> Page:
        """Return the content note of a call: all that its step may show, and the choices."""
        say, played, milder = self.say, self.played(scenario, step.profile), None
        decides = step.do == "decide"
        decide = DecidePages(self, step, played) if decides else None
        gentle = DecidePages(self, step, played, milder=True) if decides else None
        if found := self._milder(scenario):
            label = say("note-milder", title=self.title_of(found))
            milder = Choice("milder", label, lambda: [self.call_note(step, found)])
        varies = self.may_vary(played) if decides else self.comes_late(played)
        called = say("note-call", title=self.title_of(scenario))
        choices = [
            Choice(
                "go_on",
                say("note-go"),
                lambda: (decide and decide.pages()) or self._play(step, played),
            ),
            Choice("gentle", say("note-gentle"), gentle.pages) if gentle else None,
            milder,
            Choice("read", say("note-read"), lambda: self._read(played, decide)),
            Choice("skip", say("note-skip"), None),
        ]
        return Page(
            say("note-heading"),
            self.facilitator_notes(scenario),
            sentences=(called, self.contains(scenario), *varies),
            ask=say("note-choose"),
            choices=tuple(filter(None, choices)),
            must_choose=True,
        )

    def _milder(self, scenario: Scenario) -> Scenario | None:
        try:
            return self.scenario(scenario.milder) if scenario.milder else None
        except SimulatorError:
            return None  # A user's own file may name a missing one.

    def _read(self, played: PlayedScenario, decide: DecidePages | None) -> list[Page]:
        """Return the call to read; for a decision step, with a way that could have reached help."""
        read, ended, *rest = self.reading(played)
        return [read, ended, *((decide and decide.to_read()) or rest)]

    def reading(self, played: PlayedScenario) -> list[Page]:
        """Return a call to read, and the pages after it."""
        heading = self.say("read-heading", title=self.title_of(played.scenario))
        notes = self.facilitator_notes(played.scenario)
        whole = self.narrated(played, played.log)
        # Chosen as the gentler way: in full it has more pages of breathing than anyone reads.
        reading = Page(heading, notes, lines=narration.in_brief(whole, played.log, self.say))
        return [reading, *self.after(played)]

    def _play(self, step: PlayingStep, played: PlayedScenario) -> list[Page]:
        if step.do == "tour":
            return self._tour(played)
        return self.watching(played, step.speed)

    def watching(self, played: PlayedScenario, speed: float = 1.0) -> list[Page]:
        """Return a call played back, and the pages after it."""
        title, notes = self.title_of(played.scenario), self.facilitator_notes(played.scenario)
        playback = PlaybackPage(title, notes, track=self.narration(played), speed=speed)
        return [playback, *self.after(played)]

    def _tour(self, played: PlayedScenario) -> list[Page]:
        """Return each stage as it sounds and what it means, on one page; a short one is passed."""
        say, pages = self.say, list[Page]()
        notes = self.facilitator_notes(played.scenario)
        track, begun = self.narration(played), -1
        for stage, moments in by_stage(track):
            last = moments[:HANDLED][-1].at if moments else begun
            if last > begun:
                heading, meaning = say(f"stage-{stage}"), (say(f"tour-{stage}"),)
                more = (say("tour-and-so-on"),) if moments[HANDLED:] else ()
                page = PlaybackPage(heading, notes, track=track, since=begun, until=last)
                page.sentences, page.small = meaning, more
                pages.append(page)
                begun = moments[-1].at
        return [*pages, *self.after(played)]
