"""The text of a scenario's file: a template of its kind to start from, or made of plain values."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from math import inf
from pathlib import Path
from typing import Any, get_args

import yaml

from simulator.content.library.json_schema import modeline, with_modeline
from simulator.content.scenario.scenario import CallScript, Kind

FOLDER = Path(__file__).resolve().parents[1] / "data" / "templates"
KINDS: tuple[str, ...] = tuple(kind for kind in get_args(Kind) if kind != "flow")
"""The kinds of calls; there is a template for each. What tests the flow, nobody begins by hand."""

_COLUMN = 34


def template_text(kind: str, name: str, title: str, *, near: str = "", review_by: str = "") -> str:
    """The text of a new scenario file, with the line by which an editor finds the schema.

    With `near`, somebody is near the caller and may overhear; `review_by` is a month.
    """
    text = (FOLDER / f"{kind}.yaml").read_text(encoding="utf-8")
    text = with_modeline(text, modeline("scenario"))
    said = {"id": name, "title": scalar(title)}
    if review_by:
        said["review_by"] = review_by
    for key, value in said.items():
        text = re.sub(rf"^{key}: [^#\n]*", _line(key, value), text, count=1, flags=re.MULTILINE)
    text = re.sub(r"^(title: .*?) +$", r"\1", text, count=1, flags=re.MULTILINE)
    if near:
        text = text.replace("Take away the # to use it.", "They may be several.")
        text = text.replace("# near: [{who: somebody,", f"near: [{{who: {scalar(near)},")
        text = text.replace("# overheard:", "overheard:")
    return text


def _line(key: str, value: str) -> str:
    # In a replacement, a backslash of the title must not be read as a group.
    return f"{key}: {value}".ljust(_COLUMN).replace("\\", r"\\")


# --- plain values as YAML -------------------------------------------------------------------------

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
