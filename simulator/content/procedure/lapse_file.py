"""How a call is handled badly, and by whom: the file `lapses.yaml`.

A lapse has a share in 100 of the calls in which it could happen. A person is a set of shares. What
names a person, in a scenario file or on the command line, is one text: a person's id, or lapses,
each perhaps with a chance (`doubts-aloud, untrue=50`).
"""

from collections.abc import Collection, Iterator
from typing import Annotated, Literal, NamedTuple

from simulator.content.diagnostics.near_words import NEAR_ID, choice, meant_fix
from simulator.content.fields.content_model import Content, FileContent, Many, Word, only
from simulator.content.fields.schema_parts import Bounds
from simulator.content.fields.sourced_value import Provenance
from simulator.content.fields.text_fields import Id, Percent, Text, YesNo
from simulator.core.terms import Role
from simulator.errors import FixText, LibraryError

GOOD = "good"
"""The person who makes no lapse."""
HALF_MORE = 150
"""What a chance is multiplied by, in percent, on a third night (practice2 7)."""
_EXACT = 1e-9
"""So that 30 of 100 is not 29."""
Who = Annotated[Word[Role], only(Role.CALL_HANDLER, Role.OPERATOR)]


class LapseText(Provenance):
    """One way of handling a call badly."""

    id: Id
    """The id."""
    code: Text
    """Its code in the authors' sheet of practice: `LP-05`."""
    who: Who
    """Who makes it: the operator or the call handler."""
    says: Text
    """What they do, after "they"."""
    ordinary: Percent
    """In how many of 100 calls in which it could happen an ordinary person makes it."""
    poor: Percent
    """The same of a person who handles calls poorly."""
    most: Annotated[int, Bounds(ge=1, le=9)] = 1
    """How often it is made in one call at most."""
    words: Many[Text] = ()
    """What is said, written or radioed; left out: what the call gives."""
    repair: Many[Text]
    """How a careful person puts it right, in words."""
    harm: Text
    """What it may cost."""
    debrief: Text
    """What the debrief has to find."""
    found_by: Many[Id]
    """The criteria that find it; an empty list if none does yet."""


class PersonText(Content):
    """One person: shares of lapses by name."""

    id: Id
    """The id."""
    title: Text
    """Who they are, for a trainer."""
    who: Who | None = None
    """The role that they can have; left out: either."""
    rest: Literal["ordinary", "poor"]
    """The share of each lapse that is not in another list."""
    percent: Annotated[int, Bounds(ge=1, le=100)] = 100
    """How much of each share holds, each time that it could happen."""
    occasions: Annotated[int, Bounds(ge=1, le=9)] = 1
    """How often in one call it could happen: the share is drawn so many times."""
    own: Many[Id] = ()
    """Their own lapses, at the share of a poor person."""
    half_more: Many[Id] = ()
    """Lapses that they make half as often again."""
    never: Many[Id] = ()
    """Lapses that they never make."""
    repairs: YesNo = False
    """Whether they put a lapse right aloud."""

    def share(self, lapse: LapseText) -> int:
        """Return the chance in 100 of a lapse."""
        if lapse.id in self.never:
            return 0
        at_worst = self.rest == "poor" or lapse.id in self.own
        factor = self.percent * (HALF_MORE if lapse.id in self.half_more else 100)
        once = min(1.0, (lapse.poor if at_worst else lapse.ordinary) * factor / 1_000_000)
        if self.occasions == 1:
            return int(once * 100 + _EXACT)
        return round(100 * (1 - (1 - once) ** self.occasions))


class Handling(NamedTuple):
    """How one role handles a call: the chance of each lapse, and whether it is put right."""

    name: str = GOOD
    """The person, or the lapses as they were named."""
    chances: tuple[tuple[LapseText, int], ...] = ()
    """The lapses with a chance above 0, in the order of the file."""
    repairs: bool = False


class LapseFile(FileContent):
    """The file `lapses.yaml`."""

    lapses: Many[LapseText]
    """Every lapse, in the order of the sheet."""
    people: Many[PersonText]
    """The people whom a scenario or a command can name."""

    def of(self, role: Role) -> tuple[LapseText, ...]:
        """Return the lapses of a role."""
        return tuple(each for each in self.lapses if each.who is role)

    def people_for(self, role: Role) -> tuple[PersonText, ...]:
        """Return who can have a role."""
        return tuple(each for each in self.people if each.who in (None, role))

    def handling(self, text: str, role: Role) -> Handling:
        """Return what a text names for a role; LibraryError if it names nothing of that role."""
        named = text.strip()
        if named in ("", GOOD):
            return Handling()
        for person in self.people_for(role):
            if person.id == named:
                shares = ((each, person.share(each)) for each in self.of(role))
                return Handling(named, tuple(each for each in shares if each[1]), person.repairs)
        chances = dict(self._listed(named, role))
        held = ((each, chances.get(each.id, 0)) for each in self.of(role))
        return Handling(named, tuple(each for each in held if each[1]))

    def _listed(self, text: str, role: Role) -> Iterator[tuple[str, int]]:
        by_name = {name: each.id for each in self.of(role) for name in (each.id, each.code)}
        alone = "," not in text and "=" not in text
        people = [GOOD, *(each.id for each in self.people_for(role))] if alone else []
        for part in text.split(","):
            name, stated, chance = (each.strip() for each in part.partition("="))
            if name not in by_name:
                raise LibraryError(*self._unknown(name, role, [*people, *by_name], alone))
            if stated and not (chance.isdecimal() and int(chance) <= 100):
                reason = f'the chance of {name} is "{chance}"'
                raise LibraryError(reason, f"write a whole number from 0 to 100: {name}=50")
            yield by_name[name], int(chance) if stated else 100

    def _unknown(
        self, name: str, role: Role, known: Collection[str], alone: bool
    ) -> tuple[str, FixText]:
        """Return the message on a name that nobody and no lapse of that role has, and its fix."""
        noun = "person or lapse" if alone else "lapse"
        of = "an operator" if role is Role.OPERATOR else "a call handler"
        reason = f'there is no {noun} "{name}" of {of}'
        if fix := meant_fix(name, known, NEAR_ID):
            return reason, fix
        people = choice((GOOD, *(each.id for each in self.people_for(role))))
        lapses = choice(each.id for each in self.of(role))
        return reason, FixText(f"a person: {people}; or lapses: {lapses}")
