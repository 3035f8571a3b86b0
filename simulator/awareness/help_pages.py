"""The pages that say where to find help."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from simulator.awareness.context import Desk
from simulator.awareness.pages import Slide
from simulator.content.awareness.help_lines import Help, shown, without_a_line


class HelpPages:
    """Where to find help, for the nations of a plan."""

    def __init__(self, desk: Desk) -> None:
        """Help from what lies on `desk`."""
        self._desk = desk

    def pages(self) -> list[Slide]:
        """Where to find help: people to talk to, then other ways to reach 999."""
        say, plan = self._desk.say, self._desk.plan
        entries = shown(self._desk.library.support(), plan.nations)
        lines = [entry for entry in entries if entry.kind == "helpline"]
        others = [entry for entry in entries if entry.kind == "other_way"]
        missing = without_a_line(self._desk.library.support(), plan.nations)
        add = tuple(say("help-add", nation=say(f"nation-{nation}")) for nation in missing)
        note = (say("help-add-how"), say("help-print"))
        pages = [
            Slide(
                say("help-lines"),
                notes=note,
                sentences=(say("help-now"),),
                points=(*(self._line(entry) for entry in lines), *add),
                small=self._looked(lines),
            )
        ]
        if others:
            points = tuple(self._line(entry) for entry in others)
            small = self._looked(others)
            pages.append(Slide(say("help-other"), notes=note, points=points, small=small))
        return pages

    def _line(self, entry: Help) -> str:
        """A number first, so that it is never broken over two lines; what it is below."""
        text = partial(self._desk.text, f"help-{entry.id}")
        where = [self._desk.say(f"nation-{nation}") for nation in entry.where]
        everywhere = {*entry.where} >= {*self._desk.plan.nations}
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
            self._desk.say(
                keys.get(entry.how or "", "help-checked-rang"),
                day=date.fromisoformat(entry.checked),
            )
            for entry in entries
            if entry.checked
        }
        return tuple(sorted(looked))

    def lines(self) -> tuple[str, ...]:
        """The line of each nation, for the end of a call."""
        desk, say = self._desk, self._desk.say
        entries = shown(desk.library.support(), desk.plan.nations)
        told = [
            say(
                "help-line",
                nation=", ".join(say(f"nation-{nation}") for nation in entry.where),
                number=desk.text(f"help-{entry.id}", "reach", entry.reach),
            )
            for entry in entries
            if entry.kind == "helpline" and not entry.only_for and entry.reach
        ]
        missing = without_a_line(desk.library.support(), desk.plan.nations)
        told += [say("help-add", nation=say(f"nation-{nation}")) for nation in missing]
        return tuple(told)

    def short(self) -> str:
        """The lines in one sentence."""
        return self._desk.say("help-short", lines="; ".join(self.lines()))
