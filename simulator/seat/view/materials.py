"""What a person in a seat has at hand, besides what they hear."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from simulator.content.procedure.questions import QuestionBank
from simulator.core.profile import Force, Profile


@dataclass(frozen=True)
class Materials:
    """What lies on the desk: the profile's words, the force's policies, the bank of questions."""

    profile: Profile
    force: Force
    questions: QuestionBank
    other_forces: Mapping[str, str] = field(default_factory=dict)
    """Titles of the forces that an incident can be offered to, by id."""
    number: str = ""
    """The number that the network shows, from the ranges for drama; empty where none is shown."""
