"""Which lapses one person makes in one call, drawn by the seed, and which they have made.

Each lapse is drawn once a call from a stream of its own, so that one more in the list changes no
other. The caller, and what is so, draw nothing from here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

from simulator.content.procedure.lapse_file import Handling, LapseText
from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.log import Body, Entry
from simulator.core.profile import Force, Profile
from simulator.core.terms import Role
from simulator.guidance.guidance import Guidance
from simulator.guidance.looks import HeldRow, Options
from simulator.guidance.rows import GuidanceRow, Hand, RoleTable, Since
from simulator.knowledge.facts import KnownFacts, Same, Stamp
from simulator.knowledge.judgements.judgement import policy_of
from simulator.knowledge.judgements.table import line_open
from simulator.knowledge.knowledge import Knowledge
from simulator.knowledge.uptake import passed_over
from simulator.session.people.lapses.committed_lapse import CommittedLapse
from simulator.session.people.lapses.handler_lapses import HANDLER_LAPSES
from simulator.session.people.lapses.lapse import REPAIR, REPAIRS, HasCall, Lapse, Otherwise
from simulator.session.people.lapses.operator_lapses import OPERATOR_LAPSES, OPERATOR_REPAIRS
from simulator.session.random_stream import RandomStream

LAPSES = {each.id: each for each in (*HANDLER_LAPSES, *OPERATOR_LAPSES)}
"""How each lapse is carried out, by its id."""
APART: Millis = 12_000
"""Between two lapses of one person (assumption)."""
AGAIN = 50
"""The chance in 100 that a lapse that was made is made again (assumption)."""
_INTERRUPTS: tuple[Millis, Millis] = (1_500, 2_500)
"""From a question to the next sentence of a person who interrupts (LP-01, assumption)."""
_AN_ANSWER: Millis = 3_000
"""Within which the next sentence interrupts (LP-01, assumption)."""


def rows_of(role: Role) -> tuple[GuidanceRow, ...]:
    """Return the rows that lapses of a role add, and those that put them right."""
    lapses = OPERATOR_LAPSES if role is Role.OPERATOR else HANDLER_LAPSES
    own = (row for each in lapses for row in (*each.rows, *each.mild))
    return (*own, *_REPAIRS[role].values())


# A run uses one profile and force; a check some dozens.
@lru_cache(maxsize=32)
def _guidance(role: Role, profile: Same[Profile], force: Same[Force | None]) -> Guidance:
    return Guidance(RoleTable(role, rows_of(role), ()), policy_of(profile.value, force.value))


_LAPSE_OF = {row.id: each.id for each in LAPSES.values() for row in (*each.rows, *each.mild)}
_MILD = frozenset(row.id for each in LAPSES.values() for row in each.mild)
_REPAIRS = {Role.OPERATOR: OPERATOR_REPAIRS, Role.CALL_HANDLER: REPAIRS}


class DrawnLapses:
    """The lapses of one person in one call."""

    def __init__(
        self,
        role: Role,
        handling: Handling,
        chance: Callable[[str], RandomStream],
        profile: Profile,
        force: Force | None = None,
    ) -> None:
        """Draw them; `chance` returns the stream of a name."""
        self.role, self._chance, self._repairs = role, chance, handling.repairs
        self.force = force
        self._rows = _guidance(role, Same(profile), Same(force))
        self._texts = {text.id: text for text, _ in handling.chances}
        self._streams = {name: chance(f"lapse {name}") for name in self._texts}
        self._left = {
            text.id: 1 if handling.repairs else text.most
            for text, percent in handling.chances
            if self._streams[text.id].happens(percent)
        }
        self._by_time = {
            name for name in self._left if LAPSES[name].either and self._streams[name].happens(50)
        }
        """What is left for later, of what is else done otherwise."""
        self._held_until: dict[str, Millis] = {}
        """Until when nobody thinks again of what was done otherwise."""
        self.made: list[CommittedLapse] = []
        self._since: dict[str, Millis] = {}
        """From when a row could have begun."""
        self._undone: dict[str, Millis] = {}
        """What is left undone, and from when that counts."""
        self._acts: dict[str, int] = {}
        """How many acts of a lapse were done."""
        self._counted: set[str] = set()
        """What was left undone, and counted."""
        self._waits: dict[str, Millis] = {}
        self._passed_over: set[str] = set()
        self._doing = ""
        self._repairing: LapseText | None = None
        self._mute_until: Millis = 0
        self._asked_last = False
        """Whether the last words asked something, or for a sign."""

    # --- what is done next ------------------------------------------------------------------------

    def shaped(self, options: Options, knowledge: Knowledge, at: Millis) -> Options:
        """Return what this person would do, of what good practice does and of their own."""
        facts = knowledge.facts
        own = {e.row.id: e for e in self._rows.options(facts).all if self._is_due(e.row.id)}
        self._passed_over.clear()
        held = [
            each
            for row in options.all
            if (each := self._kept_back(row, own, knowledge, at)) is not None
        ]
        added = [self._later(each, knowledge, at) for each in own.values()]
        self._leave_undone(options, facts, at)
        every = tuple(sorted([*added, *held], key=lambda each: each.row.level))
        voice, desk = (tuple(e for e in every if e.row.hand is hand) for hand in Hand)
        return Options(every, voice, desk, {each.row.id: each for each in every})

    def _is_due(self, row: str) -> bool:
        if row.startswith(REPAIR):
            return self._repairing is not None and self._repair_row() == row
        lapse = LAPSES[_LAPSE_OF[row]]
        ours = row in _MILD if self._repairs and lapse.mild else row not in _MILD
        return ours and self._left.get(lapse.id, 0) > 0

    def _repair_row(self) -> str:
        assert self._repairing is not None
        how = LAPSES[self._repairing.id].repaired_by
        return _REPAIRS[self.role][how].id

    def _active(self) -> Iterator[Lapse]:
        return (LAPSES[name] for name, left in self._left.items() if left)

    def _kept_back(
        self, held: HeldRow, own: Iterable[str], knowledge: Knowledge, at: Millis
    ) -> HeldRow | None:
        """Return a row of good practice as this person comes to it; None if they do not yet."""
        for name, until in self._held_until.items():
            keeps_back = LAPSES[name].keeps_back
            if at < until and keeps_back and keeps_back(held, knowledge.facts):
                return _not_before(held, until, knowledge)
        for lapse in self._active():
            if lapse.keeps_back is None or not lapse.keeps_back(held, knowledge.facts):
                continue
            if lapse.either and lapse.id not in self._by_time:
                continue
            if not lapse.by:
                if lapse.rows and not {row.id for row in lapse.rows} & {*own}:
                    continue
                self._passed_over.add(lapse.id)
                return None
            due = held.due(knowledge, at)
            if lapse.id not in self._since:
                if due is None:
                    continue
                if due > at:  # It may never come to that: nothing is late yet.
                    return _not_before(held, due + lapse.by, knowledge)
                self._since[lapse.id] = at
            begun = self._since[lapse.id]
            if lapse.id not in self._counted:
                self._undone.setdefault(lapse.id, begun + min(lapse.noticed, lapse.by))
            return _not_before(held, begun + lapse.by, knowledge)
        return held

    def _later(self, held: HeldRow, knowledge: Knowledge, at: Millis) -> HeldRow:
        """Return a row of a lapse with the time that its person takes to come to it."""
        name = held.row.id
        lapse = LAPSES.get(_LAPSE_OF.get(name, ""))
        due = held.due(knowledge, at)
        if lapse is None or held.row.level == 0 or due is None:
            return held
        begins = self._since.setdefault(name, due)
        if name not in self._waits:
            self._waits[name] = self._streams[lapse.id].between(*lapse.waits)
        last = self.made[-1].at + APART if self.made else 0
        return _not_before(held, max(begins + self._waits[name], last), knowledge)

    def _leave_undone(self, options: Options, facts: KnownFacts, at: Millis) -> None:
        """Count what has been left undone for long enough; what no longer holds does not count."""
        for name, due in [*self._undone.items()]:
            keeps_back = LAPSES[name].keeps_back
            if name not in self._left:
                del self._undone[name]
            elif at >= due:
                del self._undone[name]
                self._counted.add(name)
                self._commit(name, due, None, ends=False)
            elif keeps_back and not any(keeps_back(each, facts) for each in options.all):
                del self._undone[name]

    def freed(
        self, free: Sequence[Millis | None], knowledge: Knowledge, at: Millis, asks: bool
    ) -> Sequence[Millis | None]:
        """Return from when the voice is free, level by level; `asks`: an answer is waited for."""
        if self._mute_until > at:
            return tuple(None if each is None else max(each, self._mute_until) for each in free)
        if knowledge.facts.speaking:
            return free
        if any(each.over_sounds for each in self._active()):
            free = (at, *free[1:])
        early = any(each.early for each in self._active())
        words = knowledge.at(Stamp.WORDS)
        if not (early and asks) or words is None:
            return free
        if "interrupts" not in self._waits:
            self._waits["interrupts"] = self._streams["interrupts"].between(*_INTERRUPTS)
        soonest = max(at, words + self._waits["interrupts"])
        return tuple(None if each is None else min(each, soonest) for each in free)

    # --- what is done -----------------------------------------------------------------------------

    def done_as(self, action: do.Action, row: GuidanceRow | None, person: HasCall) -> do.Action:
        """Return an act as it is done, and remember what it is."""
        self._doing = ""
        if row is not None and row.id in self._own_rows:
            self._doing = row.id if row.id.startswith(REPAIR) else _LAPSE_OF.get(row.id, "")
            return action
        made = (LAPSES[each.id] for each in self.made if LAPSES[each.id].goes_on)
        for lapse in dict.fromkeys((*self._active(), *made)):
            if lapse.id in self._by_time:
                continue
            changed = _changed(lapse.otherwise, action, person)
            if changed is not None:
                self._doing = lapse.id if self._left[lapse.id] else ""
                return changed
        return action

    @property
    def _own_rows(self) -> set[str]:
        return {row.id for row in self._rows.rows}

    def take(self, entry: Entry, before: Knowledge) -> None:
        """Take in what this person has just done, knowing what they knew."""
        body, at = entry.body, entry.at
        doing, self._doing = self._doing, ""
        if doing.startswith(REPAIR):
            self._note_repaired(body, at)
        elif doing:
            self._acts[doing] = self._acts.get(doing, 0) + 1
            if self._acts[doing] % LAPSES[doing].acts == 0:
                self._commit(doing, at, entry.seq)
        elif isinstance(body, do.SPOKEN):
            self._speak(entry, before)
        talking = line_open.holds(before.facts, self._rows.policy)
        if talking and isinstance(body, do.Deploy | do.Search) and self._left.get("vanishes"):
            self._mute_until = at + LAPSES["vanishes"].mute
            self._commit("vanishes", at, None)
        if isinstance(body, do.SPOKEN):
            asks_for_sign = getattr(body, "intent", None) in do.ASKS_FOR_SIGN
            self._asked_last = isinstance(body, do.Ask) or asks_for_sign

    def _note_repaired(self, body: Body, at: Millis) -> None:
        """Remember which lapse was put right: another may have been made meanwhile."""
        words = getattr(body, "words", "") or getattr(body, "text", "")
        own = [n for n, each in enumerate(self.made) if words in self._texts[each.id].repair]
        place = own[-1] if own else len(self.made) - 1
        self.made[place] = self.made[place]._replace(repaired_at=at)
        if self._repairing is not None and self._repairing.id == self.made[place].id:
            self._repairing = None

    def _speak(self, entry: Entry, before: Knowledge) -> None:
        """Count a sentence that came too soon, or that passed over what was said.

        To speak after an answer, or after words that asked for none, interrupts nobody.
        """
        words = before.at(Stamp.WORDS)
        unanswered = self._asked_last and not before.facts.replies
        soon = words is not None and entry.at - words < _AN_ANSWER
        if unanswered and soon and self._left.get("interrupts"):
            self._waits.pop("interrupts", None)
            self._commit("interrupts", entry.at, entry.seq)
        elif (
            isinstance(entry.body, do.Ask)
            and "list-after-answer" in self._passed_over
            and passed_over(before.facts, entry.body)
        ):
            self._commit("list-after-answer", entry.at, entry.seq)

    def _commit(self, name: str, at: Millis, seq: int | None, *, ends: bool = True) -> None:
        """Add a lapse to those that were made."""
        text = self._texts[name]
        if ends and name in self._counted:
            # It was left undone, and is now done badly: that is one lapse, and no second one.
            self._counted.discard(name)
            self._left[name] = 0
            return
        self.made.append(CommittedLapse(name, text.code, self.role, at, text.says, seq))
        left = self._left.get(name, 0) - 1
        if ends:
            again = left > 0 and self._streams[name].happens(AGAIN)
            self._left[name] = left if again else 0
            self._since.pop(name, None)
            if LAPSES[name].either and name not in self._by_time:
                self._held_until[name] = at + LAPSES[name].by
        if self._repairs and text.repair and LAPSES[name].repaired_by:
            self._repairing = text

    def drawn_words(self, lapse: str) -> str:
        """Return some of the words of a lapse, or of putting the last one right."""
        text = self._repairing if lapse == REPAIR else self._texts.get(lapse)
        if text is None:
            return ""
        words = text.repair if lapse == REPAIR else text.words
        first = self._chance(f"lapse words {text.id}").between(0, len(words) - 1)
        done = self._acts.get(text.id, 0) + sum(each.id == text.id for each in self.made)
        return words[(first + done) % len(words)]


def _changed(otherwise: Otherwise | None, action: do.Action, person: HasCall) -> do.Action | None:
    return None if otherwise is None else otherwise(action, person)


def _not_before(held: HeldRow, at: Millis, knowledge: Knowledge) -> HeldRow:
    began = knowledge.at(Stamp.CALL) or 0
    return held._replace(times=(*held.times, Since(Stamp.CALL, max(0, at - began))))
