"""A scenario's file from plain values, for what the program writes itself."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from math import inf
from typing import Any

import yaml

from simulator.content.library.json_schema import modeline
from simulator.content.scenario.scenario import CallScript

_BOOL = "tag:yaml.org,2002:bool"


class _Dumper(yaml.SafeDumper):
    """Leaves yes and no without quotes: our reader, and YAML 1.2, take them for words."""


_Dumper.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in forms if tag != _BOOL]
    for first, forms in yaml.SafeDumper.yaml_implicit_resolvers.items()
}
_Dumper.add_implicit_resolver(_BOOL, re.compile("^(?:true|false)$"), ["t", "f"])


def scalar(text: str) -> str:
    """One line of text as YAML, in quotes where a list or a mapping on one line needs them."""
    written: str = yaml.dump(
        [text], Dumper=_Dumper, allow_unicode=True, width=inf, default_flow_style=True
    )
    return written.strip()[1:-1]


def scenario_text(plain: Mapping[str, Any], remarks: Sequence[str]) -> str:
    """The text of a scenario's file: the line for editors, remarks, the head, then the call."""
    head = [modeline("scenario"), *(f"# {remark}" for remark in remarks)]
    ordered = dict(sorted(plain.items(), key=lambda each: each[0] in CallScript.model_fields))
    body: str = yaml.dump(
        ordered,
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        width=100,
        default_flow_style=None,
    )
    return "\n".join([*head, body])
