"""A debrief is written as a result, in the form that was asked for."""

from __future__ import annotations

import io
import json

import pytest

from simulator.cli.console import Console
from simulator.cli.records.debrief import FORMATS, write
from tests.review.render.samples import sample


def said(form: str, *, facilitator: bool = False, width: int = 80) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    debrief = sample("operator_well")
    write(debrief, form, Console(out, err), facilitator=facilitator, width=width)
    return out.getvalue(), err.getvalue()


@pytest.mark.parametrize("form", FORMATS)
def test_it_is_a_result_and_ends_with_a_line(form: str) -> None:
    out, err = said(form)
    assert (err, out[-1]) == ("", "\n")
    begins = {"text": "training:", "json": "{", "html": "<!DOCTYPE html>", "markdown": "> **"}
    assert out.startswith(begins[form])


def test_json_can_be_read_and_notes_are_asked_for() -> None:
    assert json.loads(said("json")[0])["facilitator"] is None
    assert json.loads(said("json", facilitator=True)[0])["facilitator"]


def test_text_is_as_wide_as_was_asked_for() -> None:
    assert max(map(len, said("text", width=60)[0].splitlines())) <= 60


def test_a_page_is_utf_8_whatever_the_stream_is() -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii", write_through=True)
    write(sample("operator_well"), "html", Console(stream, io.StringIO()))
    assert raw.getvalue().decode("utf-8").endswith("</html>\n")


def test_another_form_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(ValueError, match="text, json, html, markdown, not as pdf"):
        said("pdf")
