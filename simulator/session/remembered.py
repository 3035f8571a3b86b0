"""Simulated people who remember: after the same entries they do what they did before.

What a simulated person does follows from the scenario, the seed, and what they have perceived so
far, and from nothing else. So each reaction is kept beside what led to it. If the same entries come
again, in another run or in a search that begins as the call did, no person is made to react to
them. At the first entry that is new they are made, and given what they have heard.
"""

from collections.abc import Callable, Hashable
from typing import TypeVar

from simulator.core.instant import Millis
from simulator.core.log import Entry
from simulator.session.participant import Participant, Reaction

MOST_COURSES = 4
"""How many courses of a call are kept for each person: the first, and those that came last."""
LONGEST_COURSE = 1_000
"""How many entries of a course are kept. Shipped calls have 30 to 300, of which each hears some."""

T = TypeVar("T")


class Course:
    """What one person heard in a call, and what they did at each entry.

    Only the one who lives it adds to it, and always at the end, so others may follow meanwhile.
    """

    __slots__ = ("answers", "heard", "reactions")

    def __init__(self, heard: list[Entry], reactions: list[Reaction]) -> None:
        """Begin with what was heard so far."""
        self.heard, self.reactions = heard, reactions
        self.answers: dict[Hashable, object] = {}
        """What they said of themselves at its end."""

    def add(self, entry: Entry, reaction: Reaction) -> None:
        """Add what was done at an entry, while there is room."""
        if len(self.heard) < LONGEST_COURSE:
            self.answers.clear()
            # The entry last: one who follows looks for it first.
            self.reactions.append(reaction)
            self.heard.append(entry)


class PersonMemory:
    """What is remembered of one person of a call."""

    def __init__(self, person: Participant) -> None:
        """Know the role of a person who has heard nothing yet, and how they perceive."""
        self.role, self.ears = person.role, person.ears
        self.courses: tuple[Course, ...] = (Course([], []),)

    def keep(self, course: Course) -> None:
        """Keep another course."""
        first, later = self.courses[0], self.courses[1:]
        self.courses = (first, *later[2 - MOST_COURSES :], course)


CallMemory = dict[str, PersonMemory]
"""The people of one call by name: for one scenario, profile, force and seed."""


class Remembering:
    """A participant who is made only when something is heard that is not remembered."""

    def __init__(self, memory: CallMemory, name: str, make: Callable[[], Participant]) -> None:
        """Be the person `name` of a call, whom `make` makes as they are when it begins."""
        self._make = make
        self._person: Participant | None = None
        self._heard = 0
        if name not in memory:
            self._person = make()
            memory[name] = PersonMemory(self._person)
        self._memory = kept = memory[name]
        self.role, self.ears = kept.role, kept.ears
        self._course = kept.courses[0]
        """The course that they follow; once they are made, their own."""

    def on_heard(self, entry: Entry, at: Millis) -> Reaction:
        """Return the reaction to a perceived entry at an instant (ms), which is the entry's own."""
        if self._person is None:
            place, heard = self._heard, self._course.heard
            if (place < len(heard) and heard[place] == entry) or self._turns_at(entry):
                self._heard += 1
                return self._course.reactions[place]
        reaction = self._living().on_heard(entry, at)
        self._heard += 1
        self._course.add(entry, reaction)
        return reaction

    def _turns_at(self, entry: Entry) -> bool:
        """Follow another course, if there is one that is the same so far and goes on so."""
        so_far = [*self._course.heard[: self._heard], entry]
        for course in self._memory.courses:
            if course.heard[: len(so_far)] == so_far:
                self._course = course
                return True
        return False

    def _living(self) -> Participant:
        """Return the person, who has heard all that was heard so far."""
        if self._person is None:
            self._person, followed, so_far = self._make(), self._course, self._heard
            self._course = Course(followed.heard[:so_far], followed.reactions[:so_far])
            self._memory.keep(self._course)
            for entry in self._course.heard:
                self._person.on_heard(entry, entry.at)
        return self._person

    def asked(self, question: Callable[[Participant], T]) -> T:
        """Return what the person says of themselves now; they must not be changed by it."""
        at_its_end = self._heard == len(self._course.heard)
        answers = self._course.answers if at_its_end else {}
        if question not in answers:
            answers[question] = question(self._living())
        answer: T = answers[question]  # type: ignore[assignment]
        return answer

    def taken_over(self) -> Participant:
        """Return the person, to be changed: of what they do from now on nothing is kept."""
        person = self._living()
        self._course = Course([], [])
        return person
