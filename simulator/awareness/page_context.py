"""Context of page building: library, plan and translation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.awareness.continuations import PlayedScenario
from simulator.awareness.story.narration import NarrationLine, narrate, without_repeats
from simulator.content.awareness.plan import Plan
from simulator.content.library.library import DEFAULT_FORCE, DEFAULT_PROFILE, Library
from simulator.content.library.translations import Text, Translation
from simulator.content.procedure.reference_data import labelled
from simulator.content.scenario.scenario import Scenario


@dataclass(frozen=True)
class PageContext:
    """Library, plan and translation, with shortcuts for page builders."""

    library: Library
    plan: Plan
    say: Translation

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
