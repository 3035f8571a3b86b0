"""Writing a debrief: the core of `silent999 debrief`, in any of its forms."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.cli.console import Console
    from simulator.review.debrief import Debrief

FORMATS = ("text", "json", "html", "markdown")
"""How a debrief can be written."""


def write(
    debrief: Debrief, form: str, console: Console, *, facilitator: bool = False, width: int = 80
) -> None:
    """Write a debrief as a result.

    Private text is in it only if it was put in when the debrief was made; the scenario's note to
    facilitators only with `facilitator`. `width` is that of text, in columns.

    Raises:
        ValueError: there is no such form.
    """
    written = _renderer(form, width)(debrief, facilitator)
    if form == "html":
        # The page says of itself that it is UTF-8, whatever the terminal's encoding is.
        console.write_bytes(written.encode())
    else:
        console.write(written)


def _renderer(form: str, width: int) -> Callable[[Debrief, bool], str]:
    match form:
        case "text":
            from simulator.review.render import text

            return lambda debrief, notes: text.render(debrief, facilitator=notes, width=width)
        case "json":
            from simulator.review.render import data

            return lambda debrief, notes: data.render(debrief, facilitator=notes)
        case "html":
            from simulator.review.render import page

            return lambda debrief, notes: page.render(debrief, facilitator=notes)
        case "markdown":
            from simulator.review.render import markdown

            return lambda debrief, notes: markdown.render(debrief, facilitator=notes)
    raise ValueError(f"a debrief is written as {', '.join(FORMATS)}, not as {form}")
