"""What of the call handler's memory is needed to see that they keep a rule.

What is kept decides only how much is visited, never whether "it is kept" is right: with too little
kept, a rule seems to be broken that is not.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from simulator.content.library.library import Library
from simulator.proof.vague.memory import Kept
from simulator.rules.claims import Claim

_ALWAYS = frozenset({"stage", "line_up", "open", "handed_on", "speaking"})
"""What decides which acts are possible, and when they speak."""


def _kept(fields: str = "", done: tuple[str, ...] = (), steady: str = "") -> Kept:
    """The fields and the goals that are kept, and the fields that are one thing in one look."""
    return Kept(
        _ALWAYS.union(fields.split()), frozenset(done), steady_fields=frozenset(steady.split())
    )


KEPT: Mapping[str, Kept] = {
    "who-this-is-comes-first": _kept(done=("introduce",)),
    "a-code-before-a-question": _kept("says_mistake", ("code",), "arrived"),
    "the-line-is-kept": _kept(),
    "a-lost-line-is-graded-anew": _kept("was_cut answered on_hold", ("regrade",)),
    "an-emergency-stays-one": _kept("grade was_cut", ("regrade",)),
    "another-voice-closes-nothing": _kept(
        "other_voice deployed", ("deploy",), "searched grade other_force"
    ),
    "a-disturbance-brings-officers": _kept(
        "worry deployed", ("deploy",), "searched grade other_force"
    ),
    "ringing-back-before-a-trace": _kept("callback_failed", ("call back", "decide against")),
}
"""By the id of the property."""


def kept_for(claim: Claim) -> Kept | None:
    """What has to be kept for a claim; none if nobody has said that this is enough to see it.

    Acts of others are told apart only as far as the call handler and these rules do
    (`vague.acts`). So another rule, though of the same name, is not decided in this way.
    """
    return KEPT.get(claim.id) if _shipped().get(claim.id) == claim else None


@lru_cache(maxsize=1)
def _shipped() -> Mapping[str, Claim]:
    return {claim.id: claim for each in Library().properties() for claim in each.claims}
