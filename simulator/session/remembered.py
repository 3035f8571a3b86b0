"""Simulated people who remember: after the same entries they do what they did before.

What a simulated person does follows from the scenario, the seed, and what they have perceived so
far, and from nothing else. So each reaction is kept beside what led to it, for each person, and for
all the people of a call. If the same entries come again, in another run or in a search that begins
as the call did, no person is made to react to them. At the first entry that is new they are made,
and given what they have heard. Nothing is kept of the first time that a call is played: most have
no second.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Generic, NamedTuple, TypeVar

from simulator.core.hearing import Circuit, masked
from simulator.core.instant import Millis
from simulator.core.log import Entry
from simulator.core.terms import Role
from simulator.session.participant import NOTHING, Participant, Reaction
from simulator.session.places import Listener

MOST_COURSES = 4
"""How many courses of a call are kept for each person: the first, and those that came last."""
LONGEST_COURSE = 1_000
"""How many entries of a course are kept. Shipped calls have 30 to 300, of which each hears some."""

R = TypeVar("R")
T = TypeVar("T")


class Course(Generic[R]):
    """The entries of a call that came to a person or to all, and what was done at each.

    Only the one whose course it is adds to it, and always at the end, so others may follow.
    """

    __slots__ = ("answers", "came", "done")

    def __init__(self, came: Iterable[Entry] = (), done: Iterable[R] = ()) -> None:
        """Begin with what came so far."""
        self.came, self.done = [*came], [*done]
        self.answers: dict[Hashable, object] = {}
        """What was said of it at its end."""

    def add(self, entry: Entry, done: R) -> None:
        """Add what was done at an entry, while there is room."""
        if len(self.came) < LONGEST_COURSE:
            self.answers.clear()
            # The entry last: one who follows looks for it first.
            self.done.append(done)
            self.came.append(entry)


class Courses(Generic[R]):
    """The courses of one person, or of all the people of a call, that are kept."""

    def __init__(self) -> None:
        """None so far."""
        self.kept: tuple[Course[R], ...] = ()

    def keep(self, course: Course[R]) -> None:
        """Keep another course."""
        self.kept = (*self.kept[:1], *(*self.kept[1:], course)[1 - MOST_COURSES :])


class Way(Generic[R]):
    """A way through a call: along a course that is kept, until it goes another way."""

    __slots__ = ("_courses", "course", "place")

    def __init__(self, courses: Courses[R]) -> None:
        """Begin at the start of the first course."""
        self._courses = courses
        self.course = courses.kept[0] if courses.kept else Course[R]()
        self.place = 0
        """How many entries came so far."""

    @property
    def at_its_end(self) -> bool:
        """Whether no more of the course is known."""
        return self.place == len(self.course.came)

    def known(self, entry: Entry) -> R | None:
        """Return what was done when this entry came next; None if it never did so far."""
        place, came = self.place, self.course.came
        if (place < len(came) and came[place] == entry) or self._turns_at(entry):
            self.place = place + 1
            return self.course.done[place]
        return None

    def _turns_at(self, entry: Entry) -> bool:
        """Follow another course, if there is one that is the same so far and goes on so."""
        so_far = [*self.course.came[: self.place], entry]
        for course in self._courses.kept:
            if course.came[: len(so_far)] == so_far:
                self.course = course
                return True
        return False

    def leave(self) -> Course[R]:
        """Go on in a course of its own. Return it, with what came so far."""
        self.course = Course(self.course.came[: self.place], self.course.done[: self.place])
        self._courses.keep(self.course)
        return self.course

    def add(self, entry: Entry, done: R) -> None:
        """Add what was done at an entry that was not known."""
        self.place += 1
        self.course.add(entry, done)


class ToldEntry(NamedTuple):
    """Who perceived an entry, and how they reacted: each that planned anything, in their order."""

    heard: Sequence[Listener]
    circuit: Circuit
    reactions: Sequence[tuple[int, Reaction]]


class CallMemory:
    """What is remembered of one call: of one scenario, profile, force and seed."""

    def __init__(self) -> None:
        """Nothing so far."""
        self.times = 0
        """How often the call has begun."""
        self.people: dict[str, tuple[Role, frozenset[Role], Courses[Reaction]]] = {}
        """The role, the ears and the courses of each person, by name."""
        self.seats: Sequence[tuple[Role, frozenset[Role]]] = ()
        """The role and the ears of each participant, where no trainee takes part."""
        self.whole = Courses[ToldEntry]()


class Remembering:
    """A participant who is made only when something is heard that is not remembered."""

    def __init__(self, memory: CallMemory, name: str, make: Callable[[], Participant]) -> None:
        """Be the person `name` of a call, whom `make` makes as they are when it begins."""
        self._make = make
        self._person: Participant | None = None
        if name not in memory.people:
            self._person = person = make()
            memory.people[name] = person.role, person.ears, Courses()
        self.role, self.ears, courses = memory.people[name]
        self._way = Way(courses)
        if self._person is not None:
            self._way.leave()

    def on_heard(self, entry: Entry, at: Millis) -> Reaction:
        """Return the reaction to a perceived entry at an instant (ms)."""
        if self._person is None and (known := self._way.known(entry)) is not None:
            return known
        reaction = self.themselves.on_heard(entry, at)
        self._way.add(entry, reaction)
        return reaction

    @property
    def themselves(self) -> Participant:
        """The person, who has heard all that came so far."""
        if self._person is None:
            self._person = self._make()
            for entry in self._way.leave().came:
                self._person.on_heard(entry, entry.at)
        return self._person

    def taken_over(self) -> Participant:
        """Return the person, to be changed: of what they do from now on nothing is kept."""
        person = self.themselves
        self._way = Way(Courses())
        return person


class Audience:
    """The participants of a call. While its entries are those of a course, nobody hears them."""

    def __init__(
        self, make: Callable[[], Iterable[Participant]], memory: CallMemory | None = None
    ) -> None:
        """Let `make` make them when they are needed: at once, without a `memory` of the call."""
        self._make = make
        self._made: Sequence[Participant] | None = None
        self._way = Way(memory.whole) if memory is not None else None
        self.seats = memory.seats if memory is not None else ()
        """The role and the ears of each."""
        if not self.seats:
            self.seats = [(each.role, each.ears) for each in self.everyone]
            if memory is not None:
                memory.seats = self.seats

    @property
    def everyone(self) -> Sequence[Participant]:
        """All of them. They have heard what came so far."""
        if self._made is None:
            self._made = (*self._make(),)
            course = self._way.leave() if self._way is not None else Course[ToldEntry]()
            for entry, told in zip(course.came, course.done, strict=True):
                for _ in self._heard(entry, told.heard, told.circuit):
                    pass
        return self._made

    def reactions(
        self, entry: Entry, heard: Sequence[Listener], circuit: Circuit, at: Millis | None = None
    ) -> Sequence[tuple[int, Reaction]]:
        """Return who of those that perceive an entry plans anything, and what.

        `at` (ms): when they do, if that is later than the entry. Simulated people only take in
        what came before their call was offered, so it is not remembered.
        """
        way = self._way
        if way is not None and self._made is None and (known := way.known(entry)) is not None:
            return known.reactions
        found = (*self._heard(entry, heard, circuit, at),)
        if way is not None:
            way.add(entry, ToldEntry(heard, circuit, found))
        return found

    def _heard(
        self, entry: Entry, heard: Sequence[Listener], circuit: Circuit, at: Millis | None = None
    ) -> Iterable[tuple[int, Reaction]]:
        everyone, at = self.everyone, entry.at if at is None else at
        for owner, role, may_be_masked in heard:
            perceived = masked(role, entry, circuit) if may_be_masked else entry
            reaction = everyone[owner].on_heard(perceived, at)
            if reaction is not NOTHING:
                yield owner, reaction

    def asked(self, question: Callable[[Participant], T]) -> Sequence[T]:
        """Return what each says of themselves now; they must not be changed by it."""
        way = self._way
        answers = way.course.answers if way is not None and way.at_its_end else {}
        if question not in answers:
            answers[question] = [question(_themselves(each)) for each in self.everyone]
        found: Sequence[T] = answers[question]  # type: ignore[assignment]
        return found

    def taken_over(self) -> Sequence[Participant]:
        """Return them, to be changed: of what they do from now on nothing is kept."""
        everyone = self.everyone
        self._way = None
        return [each.taken_over() if isinstance(each, Remembering) else each for each in everyone]


def _themselves(participant: Participant) -> Participant:
    return participant.themselves if isinstance(participant, Remembering) else participant
