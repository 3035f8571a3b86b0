"""The text of a new scenario file, from a template."""

import re
from math import inf
from pathlib import Path
from typing import get_args

import yaml

from simulator.content.files.file_kinds import modeline, with_modeline
from simulator.content.scenario.scenario import Kind

FOLDER = Path(__file__).resolve().parents[1] / "data" / "templates"
KINDS: tuple[str, ...] = tuple(kind for kind in get_args(Kind) if kind != "flow")
"""The kinds of calls with a template. Scenarios that test the flow have none."""

_COLUMN = 34


def template_text(kind: str, name: str, title: str, *, near: str = "", review_by: str = "") -> str:
    """Return the text of a new scenario: `near` may overhear, and `review_by` is a month."""
    text = (FOLDER / f"{kind}.yaml").read_text(encoding="utf-8")
    text = with_modeline(text, modeline("scenario"))
    said = {"id": name, "title": scalar(title)}
    if review_by:
        said["review_by"] = review_by
    for key, value in said.items():
        # The line is a regular expression's replacement: there a backslash begins a group.
        line = f"{key}: {value}".ljust(_COLUMN).replace("\\", r"\\")
        text = re.sub(rf"^{key}: [^#\n]*", line, text, count=1, flags=re.MULTILINE)
    text = re.sub(r"^(title: .*?) +$", r"\1", text, count=1, flags=re.MULTILINE)
    if near:
        text = text.replace("Take away the # to use it.", "They may be several.")
        text = text.replace("# near: [{who: someone,", f"near: [{{who: {scalar(near)},")
        text = text.replace("# overheard:", "overheard:")
    return text


_BOOL = "tag:yaml.org,2002:bool"


class _Dumper(yaml.SafeDumper):
    """Dumper without quotes around yes and no: our reader, and YAML 1.2, read them as text."""


_Dumper.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in forms if tag != _BOOL]
    for first, forms in yaml.SafeDumper.yaml_implicit_resolvers.items()
}
_Dumper.add_implicit_resolver(_BOOL, re.compile("^(?:true|false)$"), ["t", "f"])


def scalar(text: str) -> str:
    """Return one line of text as YAML, quoted if a list or mapping on one line needs it."""
    written: str = yaml.dump(
        [text], Dumper=_Dumper, allow_unicode=True, width=inf, default_flow_style=True
    )
    return written.strip()[1:-1]
