"""What the pages of all steps share: texts, content notes, help, and the end of a call."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from simulator.awareness import narration
from simulator.awareness.continuations import PlayedScenario
from simulator.awareness.narration import NarrationLine
from simulator.awareness.pages import Page, Point
from simulator.awareness.results import result
from simulator.content.awareness.help_lines import Help, only_in, shown, without_a_line
from simulator.content.awareness.plan import Plan
from simulator.content.fields.content_model import Fact
from simulator.content.library.library import DEFAULT_FORCE, DEFAULT_PROFILE, Library
from simulator.content.library.translations import Text, Translation
from simulator.content.procedure.reference_data import labelled
from simulator.content.scenario.scenario import Scenario
from simulator.core.log import Entry
from simulator.core.terms import Outcome, Topic

HELP_LINES = 4
"""Most help lines on a page (assumption: fits 80 by 24 in large letters)."""


@dataclass(frozen=True)
class CommonPages:
    """Builder of the pages that are alike in all steps of a plan."""

    library: Library
    plan: Plan
    say: Translation
    seed: int = 0
    """The seed of the session: made-up endings are drawn from it."""
    _runs: dict[tuple[str, str | None], PlayedScenario] = field(default_factory=dict)
    """Calls that were played before: pages in several languages share them."""

    def scenario(self, name: str) -> Scenario:
        """Return a scenario by its id."""
        return self.library.scenario(name).scenario

    def played(self, scenario: Scenario, profile: str | None) -> PlayedScenario:
        """Return a scenario as played under a profile, by default the default profile."""
        key = scenario.id, profile
        if key not in self._runs:
            self._runs[key] = PlayedScenario(
                scenario,
                self.library.profile(profile or DEFAULT_PROFILE).profile,
                self.library.force(scenario.force or DEFAULT_FORCE).force,
            )
        return self._runs[key]

    def narration(self, played: PlayedScenario) -> tuple[NarrationLine, ...]:
        """Return the narration of a call, with repetitions merged."""
        lines = self.narrated(played, played.log)
        return narration.without_repeats(lines, self.say)

    def narrated(self, played: PlayedScenario, log: Sequence[Entry]) -> tuple[NarrationLine, ...]:
        """Return the narration of a log of a call, as it was written or as it may go on."""
        beside = self.beside_phone(played.scenario, log) != ()
        return narration.narrate(log, played.profile, self.say, beside=beside)

    def beside_phone(self, scenario: Scenario, log: Iterable[Entry]) -> tuple[str, ...]:
        """Return that a text or a call to the phone can be dangerous, where it comes to that."""
        if not is_threatened(scenario) or narration.nobody_needed_help(scenario):
            return ()
        return (self.say("beside-phone"),) if any(map(narration.is_phoned, log)) else ()

    def text(self, name: str, part: str, english: str) -> str:
        """Return the translation of a content file's text, or the text itself."""
        return self.say.text(Text(f"{name}.{part}", english))

    def texts(self, scenario: Scenario, part: str, english: Sequence[str]) -> tuple[str, ...]:
        """Return a scenario's numbered texts, translated."""
        name = f"call-{scenario.id}"
        return tuple(self.text(name, f"{part}-{n}", text) for n, text in enumerate(english, 1))

    def title_of(self, scenario: Scenario) -> str:
        """Return a scenario's title, translated."""
        return self.text(f"call-{scenario.id}", "title", scenario.title)

    def own(self, place: int, part: str, english: str) -> str:
        """Return a text of the plan's step `place`, translated."""
        return self.text(f"plan-{self.plan.id}-step-{place + 1}", part, english)

    def labelled(self, codes: Sequence[str]) -> str:
        """Return the neutral labels of sources."""
        return labelled(codes, self.library.sources())

    def facilitator_notes(
        self, scenario: Scenario, outcome: Outcome | None = None
    ) -> tuple[str, ...]:
        """Return the notes of a scenario for the facilitator: after that outcome, then any."""
        if not (texts := scenario.debrief):
            return ()
        own = texts.by_outcome.get(outcome) if outcome else None
        notes = {
            f"{outcome}-facilitator": own and own.facilitator,
            "facilitator": texts.facilitator,
        }
        name = f"call-{scenario.id}"
        return tuple(self.text(name, part, note) for part, note in notes.items() if note)

    def contains(self, scenario: Scenario) -> str:
        """Return the content of a call as one sentence."""
        found = "; ".join(self.texts(scenario, "content", scenario.content_note))
        return self.say("note-in-it", content=found) if found else self.say("note-nothing")

    def may_vary(self, played: PlayedScenario) -> tuple[str, ...]:
        """Return what may be hard in a call that can go differently, but not as it was written."""
        found = narration.may_be_hard(played.scenario, played.log, played.outcome)
        names = "; ".join(self.say(f"hard-{name}") for name in found)
        return (self.say("note-vary", content=names),) if names else ()

    def comes_late(self, played: PlayedScenario) -> tuple[str, ...]:
        """Return what is hard in a call as it was written, beside what its own note says."""
        names = "; ".join(self.say(f"hard-{name}") for name in narration.comes_late(played.log))
        return (self.say("note-later", content=names),) if names else ()

    def help(self) -> list[Page]:
        """Return the help pages: lines for all, lines for some, then other ways to reach 999."""
        entries = shown(self.library.support(), self.plan.nations)
        lines = [entry for entry in entries if entry.kind == "helpline"]
        pages = [
            *self._help_pages(
                "help-lines", [each for each in lines if not each.only_for], first=True
            ),
            *self._help_pages("help-lines", [each for each in lines if each.only_for]),
            *self._help_pages("help-other", [each for each in entries if each.kind == "other_way"]),
        ]
        for number, page in enumerate(pages, 1):
            page.notes = (self._place_of_help(number, len(pages)), *page.notes)
        return pages

    def _place_of_help(self, number: int, of: int) -> str:
        """Return which page of help this is, and what "Next" does: it isn't the next part yet."""
        if number == of:
            return self.say("help-page-last", number=number, of=of)
        return self.say("help-page", number=number, of=of, next=number + 1)

    def shows_help(self, page: Page) -> bool:
        """Return whether a page is one of the help pages."""
        return page.heading in (self.say("help-lines"), self.say("help-other"))

    def _help_pages(
        self, heading: str, entries: Sequence[Help], *, first: bool = False
    ) -> Iterator[Page]:
        say = self.say
        alike = self._alike() if first else ()
        lines = (self._help_line(each, with_hours=not alike) for each in entries)
        points = [*lines, *(self._add() if first else ())]
        above = (say("help-now"), *(say("help-all", hours=hours) for hours in alike))
        days = [date.fromisoformat(each.checked) for each in entries if each.checked]
        rung = all(each.how == "rang_it" for each in entries)
        for start in range(0, len(points), HELP_LINES):
            yield Page(
                say(heading),
                (say("help-rung" if rung else "help-unrung", day=min(days)), say("help-add-how")),
                sentences=above if first and not start else (),
                points=tuple(points[start : start + HELP_LINES]),
                small=self._looked(entries[start : start + HELP_LINES]),
            )

    def _nations(self, names: Iterable[str]) -> str:
        return ", ".join(self.say(f"nation-{name}") for name in names)

    def _add(self) -> tuple[Point, ...]:
        missing = without_a_line(self.library.support(), self.plan.nations)
        return tuple(Point(self.say("help-add", nation=self._nations([each]))) for each in missing)

    def _help_line(self, entry: Help, *, with_hours: bool = True) -> Point:
        """Return a help line: name and number, then when it answers, for whom, and what it does."""
        parts = {
            "hours": entry.hours if with_hours else None,
            "what": entry.what,
            "note": entry.note,
        }
        more = [self._of(entry, part, text) for part, text in parts.items() if text]
        return self._point(entry, *more)

    def _point(self, entry: Help, *more: str) -> Point:
        reach = self._of(entry, "reach", entry.reach) if entry.reach else ""
        said = " ".join((*more, *self._origin(entry)))
        return Point(self._name_and_number(entry), said, reach, self._name(entry))

    def _looked(self, entries: Sequence[Help]) -> tuple[str, ...]:
        """Return once on which day each line was checked: old hours lead to a line that is shut."""
        days: dict[tuple[str, str], list[str]] = {}
        for each in entries:
            if each.checked and each.how:
                which = self._of(each, "reach", each.reach) if each.reach else self._name(each)
                days.setdefault((each.checked, each.how), []).append(which)
        most = max(days, key=lambda each: len(days[each]), default=None)
        rest = [key for key in days if key != most]
        said = [(key, ", ".join(days[key])) for key in sorted(rest)]
        said += [(most, self.say("help-others") if rest else "")] if most else []
        return tuple(
            self.say("help-looked" if which else "help-checked",
                     day=date.fromisoformat(day), how=how, which=which)
            for (day, how), which in said
        )  # fmt: skip

    def _for_anyone(self) -> list[Help]:
        """Return the lines that answer anyone, of the plan's nations."""
        entries = shown(self.library.support(), self.plan.nations)
        return [e for e in entries if e.kind == "helpline" and not e.only_for and e.reach]

    def _alike(self) -> tuple[str, ...]:
        """Return once the hours that all lines for anyone share."""
        lines = self._for_anyone()
        hours = {self._of(each, "hours", each.hours) for each in lines if each.hours}
        if len(hours) != 1 or not all(each.hours for each in lines):
            return ()
        return (hours.pop(),)

    def close_to_help(self) -> tuple[str, ...]:
        """Return the sentences above the help lines at the end of a call, or of a session."""
        alike = [self.say("help-close-alike", hours=hours) for hours in self._alike()]
        return tuple(alike) or (self.say("help-close"),)

    def _in_brief(self, entry: Help) -> Point:
        """Return a line in few words: for whom it is, and its hours unless all share them."""
        hours = [self._of(entry, "hours", entry.hours)] if entry.hours else []
        serves = (
            self._of(entry, "serves", entry.serves) if entry.serves else self.say("help-anyone")
        )
        return self._point(entry, *([] if self._alike() else hours), serves)

    def _origin(self, entry: Help) -> tuple[str, ...]:
        """Return where a line comes from that isn't ours: a reader should know who says so."""
        origin = self.library.support_origins().get(entry.id)
        return (self.say("help-origin", file=origin),) if origin else ()

    def _of(self, entry: Help, part: str, english: str) -> str:
        return self.text(f"help-{entry.id}", part, english)

    def _name(self, entry: Help) -> str:
        nations = only_in(entry, self.plan.nations)
        name, where = self._of(entry, "name", entry.name), self._nations(nations)
        return f"{name} ({where})" if where and where not in name else name

    def _name_and_number(self, entry: Help) -> str:
        name = self._name(entry)
        if entry.reach is None:
            return name
        reach = self._of(entry, "reach", entry.reach)
        # The number of a help line comes first, so that it never wraps.
        return f"{reach}  {name}" if entry.kind == "helpline" else f"{name}: {reach}"

    def help_lines(self, tags: Sequence[str] = ()) -> tuple[Point, ...]:
        """Return the help lines for the end of a call: those for its tags, then each nation's."""
        of_nations = map(self._in_brief, self._for_anyone())
        return (*map(self._help_line, self._first_for(tags)), *of_nations, *self._add())

    def help_looked(self, tags: Sequence[str] = ()) -> tuple[str, ...]:
        """Return once on which days these help lines were checked."""
        return self._looked([*self._first_for(tags), *self._for_anyone()])

    def _first_for(self, tags: Sequence[str]) -> list[Help]:
        entries = shown(self.library.support(), self.plan.nations)
        return [each for each in entries if not {*each.first_for}.isdisjoint(tags)]

    def after(self, played: PlayedScenario) -> list[Page]:
        """Return the pages after a call: its end with help lines, then questions."""
        scenario = played.scenario
        notes = (self.say("lead-after"), *self.facilitator_notes(scenario))
        how = result(played.log, played.outcome, played.profile, self.say)
        ended = self.ended(self.say("ended-heading"), notes, scenario, how)
        return [ended, *self.to_talk_over(scenario, played.outcome)]

    def to_talk_over(self, scenario: Scenario, outcome: Outcome | None) -> list[Page]:
        """Return the scenario's questions, specific to the outcome if it has any."""
        texts = scenario.debrief
        if texts is None:
            return []
        own = texts.by_outcome.get(outcome) if outcome else None
        notes = (self.say("lead-after"), *self.facilitator_notes(scenario, outcome))
        asked = self.texts(scenario, f"{outcome}-ask" if own else "ask", (own or texts).ask)
        return [Page(self.say("after-heading"), notes, points=tuple(map(Point, asked)))]

    def ended(
        self, heading: str, notes: tuple[str, ...], scenario: Scenario, how: Sequence[str] = ()
    ) -> Page:
        """Return the last page of a call: how it ended and why, calm words, and help lines."""
        return Page(
            heading,
            notes,
            sentences=(
                *filter(None, [" ".join(filter(None, how))]),
                self.calm(scenario),
                *self.close_to_help(),
            ),
            points=self.help_lines(scenario.tags),
            small=self.help_looked(scenario.tags),
        )

    def calm(self, scenario: Scenario) -> str:
        """Return calm words for the end of a call."""
        if narration.nobody_needed_help(scenario):
            return self.say("calm-mistake")
        return self.say("calm-abuse" if is_threatened(scenario) else "calm-ill")

    def blame(self, scenario: Scenario) -> str:
        """Return who is responsible where help fails: never the caller."""
        return self.say("responsible" if is_threatened(scenario) else "not-to-blame")


def is_threatened(scenario: Scenario) -> bool:
    """Return whether someone is near who may be one to fear."""
    threatened = any(script.near or script.other for script in scenario.calls_in_order)
    return threatened or scenario.facts.get(Topic.OTHER_PERSON_PRESENT) is Fact.YES
