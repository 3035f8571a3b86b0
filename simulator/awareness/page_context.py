"""What pages are made from: the library, the plan, and the words of one language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.awareness.continuations import PlayedScenario
from simulator.awareness.story.narration import NarrationLine, tell, without_repeats
from simulator.content.awareness.plan import Plan
from simulator.content.library.library import DEFAULT_FORCE, DEFAULT_PROFILE, Library
from simulator.content.library.translations import Text, Translation
from simulator.content.procedure.reference_data import labelled
from simulator.content.scenario.scenario import Scenario


@dataclass(frozen=True)
class PageContext:
    """Everything at hand for making pages."""

    library: Library
    plan: Plan
    say: Translation

    def scenario(self, name: str) -> Scenario:
        """The scenario of that id."""
        return self.library.scenario(name).scenario

    def played(self, scenario: Scenario, profile: str | None) -> PlayedScenario:
        """A scenario as it is played under a profile; none is the default one."""
        return PlayedScenario(
            scenario,
            self.library.profile(profile or DEFAULT_PROFILE).profile,
            self.library.force(scenario.force or DEFAULT_FORCE).force,
        )

    def told(self, played: PlayedScenario) -> tuple[NarrationLine, ...]:
        """A call, told; what repeats itself is told once."""
        return without_repeats(tell(played.log, played.profile, self.say), self.say)

    def text(self, name: str, part: str, english: str) -> str:
        """A text of a content file: translated, or as it stands there."""
        return self.say.text(Text(f"{name}.{part}", english))

    def own(self, place: int, part: str, english: str) -> str:
        """A text that the plan's step at that place brings with it."""
        return self.text(f"plan-{self.plan.id}-step-{place + 1}", part, english)

    def labelled(self, codes: Sequence[str]) -> str:
        """Sources by their neutral labels."""
        return labelled(codes, self.library.sources())
