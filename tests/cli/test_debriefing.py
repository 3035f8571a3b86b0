"""A debrief is written as a result, in the form that was asked for."""

from __future__ import annotations

import io
import json

import pytest

from simulator.cli.console import Console
from simulator.cli.records.debrief import RENDERERS, write
from tests.review.render.samples import sample


def said(form: str, *, facilitator: bool = False) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    debrief = sample("operator_well")
    write(debrief, form, Console(out, err), facilitator=facilitator)
    return out.getvalue(), err.getvalue()


@pytest.mark.parametrize("form", RENDERERS)
def test_it_is_a_result_and_ends_with_a_line(form: str) -> None:
    out, err = said(form)
    assert (err, out[-1]) == ("", "\n")
    begins = {"text": "training:", "json": "{", "html": "<!DOCTYPE html>", "markdown": "> **"}
    assert out.startswith(begins[form])


def test_json_can_be_read_and_notes_are_asked_for() -> None:
    assert json.loads(said("json")[0])["facilitator"] is None
    assert json.loads(said("json", facilitator=True)[0])["facilitator"]


def test_a_page_is_utf_8_whatever_the_stream_is() -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii", write_through=True)
    write(sample("operator_well"), "html", Console(stream, io.StringIO()))
    assert raw.getvalue().decode("utf-8").endswith("</html>\n")
