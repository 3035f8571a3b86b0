"""The judgements of a call handler whose memory is left open, which are left open as well."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, cast

from simulator.core.terms import Reason
from simulator.proof.vague.memory import VagueMemory
from simulator.session.people.handler_memory import Desk, Memory


@dataclass(frozen=True)
class VagueDesk(Desk):
    """The judgements, where what they come from is left open."""

    def finalised(self, memory: Memory) -> Memory:
        """No answer is kept, so nothing is lost when none is read."""
        return memory

    def marker_grade(self, memory: Memory) -> str | None:
        """Any grade that a marker can call for, or none."""
        grades = tuple(dict.fromkeys(self.force.marker_grades.values()))
        return cast("VagueMemory", memory).choices.pick((None, *grades))

    def reason(self, memory: Memory) -> Reason:  # noqa: ARG002
        """One reason for all: no rule looks at it."""
        return Reason.JUDGEMENT


class Judged(NamedTuple):
    """What the judgements come to, taken together: one memory does not judge itself in two ways."""

    mistake: bool
    emergency: bool
    doubtful: bool
    other_voice: bool


@dataclass(frozen=True, kw_only=True)
class JudgedDesk(VagueDesk):
    """A desk at which the judgements are made."""

    judged: Judged

    def is_mistake(self, memory: Memory) -> bool:  # noqa: ARG002
        """As judged."""
        return self.judged.mistake

    def is_emergency(self, memory: Memory) -> bool:  # noqa: ARG002
        """As judged."""
        return self.judged.emergency

    def is_doubtful(self, memory: Memory) -> bool:  # noqa: ARG002
        """As judged."""
        return self.judged.doubtful
