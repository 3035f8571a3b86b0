"""Help pages, and the pages at the end of every call."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from simulator.awareness.continuations import PlayedScenario
from simulator.awareness.page_context import PageContext
from simulator.awareness.pages import Page, SlidePage
from simulator.awareness.story.narration import how_it_ended
from simulator.awareness.story.what_changed import nobody_needed_help, why
from simulator.content.awareness.help_lines import Help, shown, without_a_line
from simulator.content.scenario.scenario import Scenario
from simulator.core.log import Entry
from simulator.core.terms import Outcome


class HelpPages:
    """Builder of the help pages for the nations of a plan."""

    def __init__(self, context: PageContext) -> None:
        self._context = context

    def pages(self) -> list[SlidePage]:
        """Return the help pages: lines for all, lines for some, then other ways to reach 999.

        One slide with all of the lines does not fit on 80 columns by 24 rows.
        """
        say, plan = self._context.say, self._context.plan
        entries = shown(self._context.library.support(), plan.nations)
        lines = [entry for entry in entries if entry.kind == "helpline"]
        missing = without_a_line(self._context.library.support(), plan.nations)
        add = tuple(say("help-add", nation=say(f"nation-{nation}")) for nation in missing)
        now = (say("help-now"),)
        pages = [
            self._page("help-lines", [each for each in lines if not each.only_for], now, add),
            self._page("help-lines", [each for each in lines if each.only_for]),
            self._page("help-other", [each for each in entries if each.kind == "other_way"]),
        ]
        return [page for page in pages if page.points]

    def _page(
        self,
        heading: str,
        entries: Sequence[Help],
        sentences: tuple[str, ...] = (),
        add: tuple[str, ...] = (),
    ) -> SlidePage:
        say = self._context.say
        return SlidePage(
            say(heading),
            notes=(say("help-add-how"), say("help-print")),
            sentences=sentences,
            points=(*(self._line(entry) for entry in entries), *add),
            small=self._looked(entries),
        )

    def _line(self, entry: Help) -> str:
        """Return a help line: the number first, so that it never wraps, then what it is."""
        text = partial(self._context.text, f"help-{entry.id}")
        where = [self._context.say(f"nation-{nation}") for nation in entry.where]
        everywhere = {*entry.where} >= {*self._context.plan.nations}
        name = text("name", entry.name) + (f" ({', '.join(where)})" if not everywhere else "")
        reach = text("reach", entry.reach) if entry.reach else ""
        if entry.kind == "helpline":
            first = f"{reach}  {name}".strip()
        else:
            first = f"{name}: {reach}" if reach else name
        rest = [text("what", entry.what), *([text("note", entry.note)] if entry.note else [])]
        return f"{first}\n{' '.join(rest)}"

    def _looked(self, entries: Sequence[Help]) -> tuple[str, ...]:
        keys = {"stored_copy": "help-checked", "live_page": "help-checked-page"}
        looked = {
            self._context.say(
                keys.get(entry.how or "", "help-checked-rang"),
                day=date.fromisoformat(entry.checked),
            )
            for entry in entries
            if entry.checked
        }
        return tuple(sorted(looked))

    def lines(self, tags: Sequence[str] = ()) -> tuple[str, ...]:
        """Return the help lines for the end of a call: those for its tags, then each nation's."""
        context, say = self._context, self._context.say
        entries = shown(context.library.support(), context.plan.nations)
        lines = [self._line(each) for each in entries if not {*each.first_for}.isdisjoint(tags)]
        lines += [
            say(
                "help-line",
                nation=", ".join(say(f"nation-{nation}") for nation in entry.where),
                number=context.text(f"help-{entry.id}", "reach", entry.reach),
            )
            for entry in entries
            if entry.kind == "helpline" and not entry.only_for and entry.reach
        ]
        missing = without_a_line(context.library.support(), context.plan.nations)
        lines += [say("help-add", nation=say(f"nation-{nation}")) for nation in missing]
        return tuple(lines)

    def short(self) -> str:
        """Return the help lines as one sentence."""
        return self._context.say("help-short", lines="; ".join(self.lines()))


class EndPages:
    """Builder of the pages before and after a call."""

    def __init__(self, context: PageContext, helping: HelpPages) -> None:
        self._context = context
        self._help = helping

    def about(self, scenario: Scenario) -> tuple[str, ...]:
        """Return the scenario's notes for the facilitator."""
        texts = scenario.debrief
        return (texts.facilitator,) if texts and texts.facilitator else ()

    def contains(self, *scenarios: Scenario) -> str:
        """Return the content of calls as one sentence."""
        found = dict.fromkeys(part for each in scenarios for part in each.content_note)
        if not found:
            return self._context.say("note-nothing")
        return self._context.say("note-in-it", content="; ".join(found))

    def after(
        self, played: PlayedScenario, outcome: Outcome | None, log: Sequence[Entry]
    ) -> list[Page]:
        """Return the pages after a call: its end with help lines, then questions."""
        say, scenario = self._context.say, played.scenario
        notes = (say("lead-after"), *self.about(scenario))
        because = why(log, played.profile, say)
        ended = self.ended(scenario, outcome, notes, because)
        return [ended, *self.to_talk_over(scenario, outcome)]

    def to_talk_over(self, scenario: Scenario, outcome: Outcome | None) -> list[Page]:
        """Return the scenario's questions, specific to the outcome if it has any."""
        texts = scenario.debrief
        if texts is None:
            return []
        own = texts.by_outcome.get(outcome) if outcome else None
        notes = (self._context.say("lead-after"), *texts.notes_after(outcome))
        return [
            SlidePage(
                self._context.say("after-heading"), notes, points=own.ask if own else texts.ask
            )
        ]

    def ended(
        self,
        scenario: Scenario,
        outcome: Outcome | None,
        notes: tuple[str, ...],
        because: tuple[str, ...],
    ) -> SlidePage:
        """Return the page of the end: outcome, reasons, and help lines."""
        text = self.ending_text(scenario, outcome, because)
        return self._slide("ended-heading", notes, (text,), scenario.tags)

    def ending_text(
        self, scenario: Scenario, outcome: Outcome | None, because: tuple[str, ...]
    ) -> str:
        """Return the outcome, its reasons, and whether nobody needed help, as sentences."""
        say = self._context.say
        unharmed = (say("nobody-needed-help"),) if nobody_needed_help(scenario) else ()
        return " ".join((how_it_ended(outcome, say), *because, *unharmed))

    def calm(self, notes: tuple[str, ...]) -> SlidePage:
        """Return a calm last page with help lines."""
        return self._slide("over-heading", notes, ())

    def _slide(
        self, heading: str, notes: tuple[str, ...], texts: tuple[str, ...], tags: Sequence[str] = ()
    ) -> SlidePage:
        say = self._context.say
        return SlidePage(
            say(heading),
            notes,
            sentences=(*texts, say("calm"), say("help-close")),
            points=self._help.lines(tags),
            small=(say("help-key"),),
        )
