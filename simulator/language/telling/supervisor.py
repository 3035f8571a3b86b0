"""What the supervisor is told with a request to look: only what is so (practice2 LP-14)."""

from __future__ import annotations

from dataclasses import replace

from simulator.core.instant import minutes
from simulator.knowledge.facts import Stamp
from simulator.language.telling.briefing import all_sentences
from simulator.language.telling.heard import BY_OPERATOR
from simulator.language.telling.sentence import SpokenSentence, Teller
from simulator.language.telling.statement_words import Part

_GRAVE = frozenset({Part.NOW, Part.WEAPON, Part.HURT, Part.CHILDREN})
_LOOKED_THROUGH = frozenset(Part) - {Part.PLACE, Part.UNKNOWN}
"""Parts in which anything can be grave."""
_SECOND = 1_000
MOST = 2
"""Sentences on what was said or heard (assumption)."""


def to_supervisor(request: str, teller: Teller) -> str:
    """Return the request with how long nothing came, and the gravest of what was said."""
    grave = all_sentences(replace(teller, most_rank=1), _LOOKED_THROUGH)
    said = [each for each in grave if _is_grave(each)]
    # The operator's first words stand in for the caller's own, as long as there are none.
    own = [each for each in said if not each.text.startswith(BY_OPERATOR)] or said
    own.sort(key=lambda each: (each.rank, each.part))
    gravest = [each.text for each in own[:MOST]]
    return " ".join(["To the supervisor:", request, *gravest, _last_sign(teller)]).strip()


def _is_grave(each: SpokenSentence) -> bool:
    return bool(each.covers) and (each.rank == 0 or (each.rank < 2 and each.part in _GRAVE))


def _last_sign(teller: Teller) -> str:
    """Return when the caller gave the last sign; without one, how long nothing has come."""
    if any(each.by_caller for each in teller.account.said) or teller.facts.signs:
        last = teller.known.at(Stamp.SIGN)
        return "" if last is None else f"Last sign from the caller at {minutes(last)}."
    answered = teller.known.at(Stamp.ANSWERED)
    since = teller.known.at(Stamp.STAGE) if answered is None else answered
    if since is None:
        return ""
    return f"No sign from the caller in {(teller.now - since) // _SECOND} seconds."
