"""What did happen that comes nearest to what a rule asks for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from simulator.core.log import Entry
from simulator.rules.compiling import Compiler, Part
from simulator.rules.criteria import FREE, Binding, Test, bind
from simulator.rules.matching import ANY, Context, Match, uses
from simulator.rules.memory import Memory, first_memory, next_memory


def nearest(
    match: Match,
    log: Iterable[Entry],
    opening: Entry | None,
    context: Context,
    *,
    first: bool = False,
) -> Entry | None:
    """The entry after `opening` that shares most of what `match` asks for; none where none is near.

    Of equals it is the last, or the `first`. An entry of another kind is not near, nor are other
    words, nor what somebody else says where anything would do; another sign of the caller is.
    """
    compiler = Compiler(context)
    parts = compiler.match(match).parts
    is_near = _near(match, compiler)
    bound = bind(opening, uses(match)) if opening else FREE
    memory = first_memory(compiler.registers)
    best, found = 0, None
    for entry in log:
        later = opening is None or entry.seq > opening.seq
        if later and is_near(entry, memory, bound):
            shared = sum(_meets(part, entry, memory, bound) for part in parts)
            if shared > best or (shared == best and not first):
                best, found = shared, entry
        memory = next_memory(compiler.registers, memory, entry)
    return found if best else None


def _meets(part: Part, entry: Entry, memory: Memory, bound: Binding) -> int:
    """How much of a criterion an entry has: its kind, and what is asked of that kind."""
    if part.kinds is not None and entry.body.kind not in part.kinds:
        return 0
    return (part.kinds is not None) + (part.test is None or part.test(entry, memory, bound))


def _near(match: Match, compiler: Compiler) -> Test:
    """What an entry must have to be near a match at all."""
    if match.finished is not None:
        match = replace(match, finished=None, said=match.finished)
    kinds = match.kinds()
    needed: list[Test] = []
    if match.said is not None:
        needed.append(compiler.match(Match(said=match.said)).test)
    if match.signal is not None:
        needed.append(compiler.match(Match(signal=ANY)).test)
    if _says_anything(match) and match.by is not None:
        needed.append(compiler.match(Match(by=match.by)).test)
    inner = [_near(part, compiler) for part in match.any_of or ()]
    if inner:
        needed.append(lambda entry, memory, it: any(near(entry, memory, it) for near in inner))
    return lambda entry, memory, it: (
        (kinds is None or entry.body.kind in kinds)
        and all(test(entry, memory, it) for test in needed)
    )


def _says_anything(match: Match) -> bool:
    """Whether any words would do, so that only the speaker makes them near."""
    return match.said == ANY or (match.said is None and "say" in (match.act or ()))
