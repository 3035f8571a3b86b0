"""The scenario file of a call that was led to rows of the flow."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

import yaml

from simulator.core.terms import Coverage, Outcome
from simulator.proof.coverage.coverage import SCRIPTS
from simulator.proof.coverage.guided_call import Heard, Put, Wandered
from simulator.proof.coverage.reachable import ROWS
from simulator.proof.coverage.shortest_call import Exactly

_NOBODY_REACTS = (
    "# No call with the usual operator and call handler was found, so everybody does exactly what",
    "# stands here, and nobody reacts.",
)
_SOURCE = re.compile(r"\b[A-Z][0-9]+[a-z]?\b")


def written(
    name: str,
    row: str,
    call: Wandered | Exactly,
    ends: Mapping[str, Outcome | None],
    rows: Mapping[str, Sequence[str]],
    sources: Collection[str],
) -> str:
    """The file of a call that comes to `row`, and under each profile to `rows`.

    `ends` is how it ends under each profile, the default first; `sources` may be named.
    """
    everywhere = list(dict.fromkeys(each for some in rows.values() for each in some)) or [row]
    usual = next(iter(ends.values()), None) or Outcome.ABANDONED
    others = {profile: end for profile, end in ends.items() if end is not usual}
    lines = [
        "# Suggested by `silent999 suggest`: it comes to rows that no scenario came to.",
        *(_NOBODY_REACTS if isinstance(call, Exactly) else ()),
        "# Give it a story, facts and words of its own before anybody trains with it.",
        "format: 1",
        f"id: {name}",
        f"title: Suggested for {', '.join(everywhere)}",
        "kind: flow",
        f"line: {call.kind}",
        *([f"coverage: {call.coverage}"] if call.coverage is not Coverage.HOME else []),
        "level: 1",
        "seats: [caller]",
        "about: 2m",
        "content_note: [made to test rules; it tells nobody's story]",
        "objectives:",
        *(f"  - {_flow(f'see that {ROWS[each].says[:1].lower()}{ROWS[each].says[1:]}')}"
          for each in everywhere),
        "tags: [suggested]",
        f"outcome: {usual}",
    ]  # fmt: skip
    if others:
        lines += ["outcomes:", *(f"  {profile}: {end}" for profile, end in others.items())]
    lines += _exactly(call) if isinstance(call, Exactly) else _scripts(call)
    if rows:
        lines.append("expect_by_profile:")
        for profile, names in rows.items():
            lines.append(f"  {profile}:")
            lines += [f"    - eventually: {{row: {each}}}" for each in names]
    cited = dict.fromkeys(
        code for each in everywhere for code in _SOURCE.findall(ROWS[each].because)
    )
    known = [code for code in cited if code in sources] or ["P1"]
    return "\n".join([*lines, f"sources: [{', '.join(known)}]", "review_by: 2027-11", ""])


def by_profile(covers: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Pairs of profile and row as rows by profile, in the order of the flow."""
    found: dict[str, list[str]] = {}
    for profile, row in sorted(covers, key=lambda pair: (pair[0], list(ROWS).index(pair[1]))):
        found.setdefault(profile, []).append(row)
    return found


def _scripts(call: Wandered) -> Iterator[str]:
    """What is put into a call, as steps of those who do it."""
    for role, key in SCRIPTS.items():
        acts = [put for put in call.acts if put.role is role]
        if acts:
            yield f"{key}:"
            for put in acts:
                yield from _step(put)


def _exactly(call: Exactly) -> Iterator[str]:
    """What everybody does in a call, at its instants."""
    yield "exactly:"
    for act in call.acts:
        yield f"  - {_flow(act.model_dump(mode='json'))}"


def _step(put: Put) -> Iterator[str]:
    yield f"  - when: {_flow(_cue(put.cue))}"
    yield f"    after: {put.at - put.cue.at}ms"
    yield f"    do: {_flow(put.act)}"


def _cue(heard: Heard) -> dict[str, Any]:
    """The cue of a step, as a file writes it."""
    sort, what = heard.event
    name, _, edge = sort.partition(" ")
    cue: dict[str, Any] = {name: what if isinstance(what, bool) else str(what)}
    if edge == "start":
        cue["from"] = "start"
    return cue if heard.nth == 1 else {**cue, "nth": heard.nth}


def _flow(value: object) -> str:
    """A value on one line of YAML."""
    text = yaml.safe_dump(
        value, default_flow_style=True, width=10_000, sort_keys=False, allow_unicode=True
    )
    return text.removesuffix("...\n").strip()
