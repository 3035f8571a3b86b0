"""What the pages of all steps share: texts, content notes, help, and the end of a call."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from simulator.awareness.continuations import PlayedScenario
from simulator.awareness.narration import NarrationLine, how_it_ended, narrate, without_repeats
from simulator.awareness.pages import Choice, ContentNotePage, Page, Pages, SlidePage
from simulator.awareness.what_changed import nobody_needed_help, why
from simulator.content.awareness.help_lines import Help, shown, without_a_line
from simulator.content.awareness.plan import Plan
from simulator.content.library.library import DEFAULT_FORCE, DEFAULT_PROFILE, Library
from simulator.content.library.translations import Text, Translation
from simulator.content.procedure.reference_data import labelled
from simulator.content.scenario.scenario import Scenario
from simulator.core.log import Entry
from simulator.core.terms import Outcome


@dataclass(frozen=True)
class CommonPages:
    """Builder of the pages that are alike in all steps of a plan."""

    library: Library
    plan: Plan
    say: Translation

    # --- calls and texts --------------------------------------------------------------------------

    def scenario(self, name: str) -> Scenario:
        """Return a scenario by its id."""
        return self.library.scenario(name).scenario

    def played(self, scenario: Scenario, profile: str | None) -> PlayedScenario:
        """Return a scenario as played under a profile, by default the default profile."""
        return PlayedScenario(
            scenario,
            self.library.profile(profile or DEFAULT_PROFILE).profile,
            self.library.force(scenario.force or DEFAULT_FORCE).force,
        )

    def narration(self, played: PlayedScenario) -> tuple[NarrationLine, ...]:
        """Return the narration of a call, with repetitions merged."""
        return without_repeats(narrate(played.log, played.profile, self.say), self.say)

    def text(self, name: str, part: str, english: str) -> str:
        """Return the translation of a content file's text, or the text itself."""
        return self.say.text(Text(f"{name}.{part}", english))

    def own(self, place: int, part: str, english: str) -> str:
        """Return a text of the plan's step `place`, translated."""
        return self.text(f"plan-{self.plan.id}-step-{place + 1}", part, english)

    def labelled(self, codes: Sequence[str]) -> str:
        """Return the neutral labels of sources."""
        return labelled(codes, self.library.sources())

    # --- before a call ----------------------------------------------------------------------------

    def facilitator_notes(self, *scenarios: Scenario) -> tuple[str, ...]:
        """Return the notes of scenarios for the facilitator, each once."""
        texts = (each.debrief.facilitator for each in scenarios if each.debrief)
        return tuple(dict.fromkeys(filter(None, texts)))

    def contains(self, content: Iterable[str]) -> str:
        """Return the content of calls as one sentence, each kind once."""
        found = "; ".join(dict.fromkeys(content))
        return self.say("note-in-it", content=found) if found else self.say("note-nothing")

    def note(
        self,
        heading: str,
        notes: tuple[str, ...],
        sentences: tuple[str, ...],
        *,
        go_on: Pages,
        milder: Choice | None = None,
        read: Pages | None = None,
        past: Pages | None = None,
    ) -> ContentNotePage:
        """Return a content note; without `past`, skipping it leaves the whole step."""
        say = self.say
        choices = {
            "go_on": Choice(say("note-go"), go_on),
            **({"milder": milder} if milder else {}),
            **({"read": Choice(say("note-read"), read)} if read else {}),
            "skip": Choice(say("note-skip"), past),
        }
        return ContentNotePage(heading, notes, sentences=sentences, choices=choices)

    # --- help -------------------------------------------------------------------------------------

    def help(self) -> list[Page]:
        """Return the help pages: lines for all, lines for some, then other ways to reach 999.

        One slide with all of the lines does not fit on 80 columns by 24 rows.
        """
        entries = shown(self.library.support(), self.plan.nations)
        lines = [entry for entry in entries if entry.kind == "helpline"]
        now = (self.say("help-now"),)
        pages = [
            self._help_page("help-lines", [e for e in lines if not e.only_for], now, self._add()),
            self._help_page("help-lines", [each for each in lines if each.only_for]),
            self._help_page("help-other", [each for each in entries if each.kind == "other_way"]),
        ]
        return [page for page in pages if page.points]

    def shows_help(self, page: Page) -> bool:
        """Return whether a page is one of the help pages."""
        return page.heading in (self.say("help-lines"), self.say("help-other"))

    def _help_page(
        self,
        heading: str,
        entries: Sequence[Help],
        sentences: tuple[str, ...] = (),
        add: tuple[str, ...] = (),
    ) -> SlidePage:
        keys = {"stored_copy": "help-checked", "live_page": "help-checked-page"}
        looked = {
            self.say(
                keys.get(entry.how or "", "help-checked-rang"),
                day=date.fromisoformat(entry.checked),
            )
            for entry in entries
            if entry.checked
        }
        return SlidePage(
            self.say(heading),
            notes=(self.say("help-add-how"), self.say("help-print")),
            sentences=sentences,
            points=(*map(self._help_line, entries), *add),
            small=tuple(sorted(looked)),
        )

    def _nations(self, names: Iterable[str]) -> str:
        return ", ".join(self.say(f"nation-{name}") for name in names)

    def _add(self) -> tuple[str, ...]:
        missing = without_a_line(self.library.support(), self.plan.nations)
        return tuple(self.say("help-add", nation=self._nations([nation])) for nation in missing)

    def _help_line(self, entry: Help) -> str:
        """Return a help line: the number first, so that it never wraps, then what it is."""
        text = partial(self.text, f"help-{entry.id}")
        everywhere = {*entry.where} >= {*self.plan.nations}
        where = "" if everywhere else f" ({self._nations(entry.where)})"
        name = text("name", entry.name) + where
        reach = text("reach", entry.reach) if entry.reach else ""
        if entry.kind == "helpline":
            first = f"{reach}  {name}".strip()
        else:
            first = f"{name}: {reach}" if reach else name
        rest = [text("what", entry.what), *([text("note", entry.note)] if entry.note else [])]
        return f"{first}\n{' '.join(rest)}"

    def help_lines(self, tags: Sequence[str] = ()) -> tuple[str, ...]:
        """Return the help lines for the end of a call: those for its tags, then each nation's."""
        entries = shown(self.library.support(), self.plan.nations)
        of_tags = [each for each in entries if not {*each.first_for}.isdisjoint(tags)]
        of_nations = (
            self.say(
                "help-line",
                nation=self._nations(entry.where),
                number=self.text(f"help-{entry.id}", "reach", entry.reach),
            )
            for entry in entries
            if entry.kind == "helpline" and not entry.only_for and entry.reach
        )
        return (*map(self._help_line, of_tags), *of_nations, *self._add())

    # --- after a call -----------------------------------------------------------------------------

    def after(
        self, played: PlayedScenario, outcome: Outcome | None, log: Sequence[Entry]
    ) -> list[Page]:
        """Return the pages after a call: its end with help lines, then questions."""
        scenario = played.scenario
        notes = (self.say("lead-after"), *self.facilitator_notes(scenario))
        because = why(log, played.profile, self.say)
        ended = self.ended(scenario, outcome, notes, because)
        return [ended, *self.to_talk_over(scenario, outcome)]

    def to_talk_over(self, scenario: Scenario, outcome: Outcome | None) -> list[Page]:
        """Return the scenario's questions, specific to the outcome if it has any."""
        texts = scenario.debrief
        if texts is None:
            return []
        own = texts.by_outcome.get(outcome) if outcome else None
        notes = (self.say("lead-after"), *texts.notes_after(outcome))
        points = own.ask if own else texts.ask
        return [SlidePage(self.say("after-heading"), notes, points=points)]

    def ended(
        self,
        scenario: Scenario,
        outcome: Outcome | None,
        notes: tuple[str, ...],
        because: tuple[str, ...],
    ) -> SlidePage:
        """Return the page of the end: outcome, reasons, and help lines."""
        text = self.ending_text(scenario, outcome, because)
        return self._calm_slide("ended-heading", notes, (text,), scenario.tags)

    def ending_text(
        self, scenario: Scenario, outcome: Outcome | None, because: tuple[str, ...]
    ) -> str:
        """Return the outcome, its reasons, and whether nobody needed help, as sentences."""
        unharmed = (self.say("nobody-needed-help"),) if nobody_needed_help(scenario) else ()
        return " ".join((how_it_ended(outcome, self.say), *because, *unharmed))

    def calm(self, notes: tuple[str, ...]) -> SlidePage:
        """Return a calm last page with help lines."""
        return self._calm_slide("over-heading", notes)

    def _calm_slide(
        self,
        heading: str,
        notes: tuple[str, ...],
        texts: tuple[str, ...] = (),
        tags: Sequence[str] = (),
    ) -> SlidePage:
        return SlidePage(
            self.say(heading),
            notes,
            sentences=(*texts, self.say("calm"), self.say("help-close")),
            points=self.help_lines(tags),
            small=(self.say("help-key"),),
        )
