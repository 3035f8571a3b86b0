"""Write the golden debriefs again: ``python -m tests.review.render.write``."""

from collections.abc import Callable
from pathlib import Path

from simulator.debrief.assess.debrief import Debrief
from simulator.debrief.render import as_json, text_and_html
from tests.review.render.samples import sample

FORMS: dict[str, Callable[..., str]] = {
    "txt": text_and_html.text,
    "md": text_and_html.markdown,
    "html": text_and_html.html,
    "json": as_json.render,
}


def golden(form: str) -> Path:
    """The file that holds the debrief of one call in that form."""
    return Path(__file__).with_name(f"operator_badly.{form}")


def written(form: str, debrief: Debrief | None = None) -> str:
    """A debrief in that form; if none is given, the one of the golden files."""
    return FORMS[form](debrief or sample("operator_badly"), full=True)


if __name__ == "__main__":
    for form in FORMS:
        golden(form).write_text(written(form), encoding="utf-8")
