"""What `silent999 verify --mutants` prints: which mistakes nothing notices."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Sequence

from simulator.cli.console import Console
from simulator.content.rules.survivors import reasons_to_survive
from simulator.core.instant import Millis
from simulator.proof.verify.mutants import Mutant
from simulator.proof.verify.tallying import Tally

WIDTH = 80


def tell_of_family(
    console: Console, made: Sequence[Mutant], found: Tally, since_begin: Millis
) -> None:
    """Tell in a line what became of the mistakes in one family of rows, or in the timings."""
    rows = list(dict.fromkeys(mutant.row for mutant in made))
    family = f"{rows[0]} to {rows[-1]}" if rows[0] else "timings"
    by = ", ".join(f"{number} by {killer}" for killer, number in found.killed.items() if number)
    unnoticed = len(found.survivors) + len(found.unexplained)
    parts = [f"{len(made)} mistakes", f"{by or 'none'} noticed"]
    parts += [f"{unnoticed} not"] if unnoticed else []
    parts += [f"{found.idle} idle"] if found.idle else []
    console.say_now(f"{family:<13} {'; '.join(parts)} ({since_begin / 1000:.0f} s)")


def tell_of_mutants(
    console: Console, found: Tally, count: int, took: Millis, *, as_json: bool
) -> None:
    """Tell what became of the mistakes that were made."""
    reasons = reasons_to_survive()
    survivors = {fate.mutant: reasons[fate.mutant] for fate in found.survivors}
    unexplained = [f"{fate.mutant} under {fate.profile}" for fate in found.unexplained]
    if as_json:
        told = {
            "mutants": count,
            "killed": dict(found.killed),
            "under": dict(found.under),
            "idle": found.idle,
            "survivors": survivors,
            "unexplained": unexplained,
            "killed_after_all": list(found.killed_after_all),
            "took_ms": took,
        }
        console.say(json.dumps(told, indent=2, ensure_ascii=False))
        return
    for mutant, reason in survivors.items():
        console.say(textwrap.fill(f"unnoticed: {mutant}: {reason}", WIDTH, subsequent_indent="  "))
    for each in unexplained:
        console.say(console.paint(f"not noticed, and nobody said why: {each}", "bad"))
    for mutant in found.killed_after_all:
        console.say(console.paint(f"noticed, although a reason says why not: {mutant}", "bad"))
    by = ", ".join(f"{number} by {killer}" for killer, number in found.killed.items())
    console.say(f"{count} mistakes; noticed: {sum(found.killed.values())} ({by})")
    under = ", ".join(f"{profile} {number}" for profile, number in found.under.items())
    console.say(textwrap.fill(f"noticed under: {under}", WIDTH, subsequent_indent="  "))
    console.say(
        f"not noticed: {len(found.survivors)} with a reason, {len(found.unexplained)} without; "
        f"{found.idle} that no call comes to; {took / 1000:.1f} s"
    )
