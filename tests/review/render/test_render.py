"""A debrief in each of its forms: what is in it, that nothing breaks out, that it is readable."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from itertools import pairwise

import html5lib
import pytest
from hypothesis import given

from simulator import BANNER
from simulator.core.terms import Role
from simulator.debrief.assess.debrief import Debrief
from simulator.debrief.render import data, markdown, page, svg, text
from simulator.debrief.render.blocks import Bullets, Item, Items, Section, Table, in_html, one_line
from simulator.debrief.render.markdown import safe as in_markdown
from simulator.debrief.render.outline import ENDORSED, outline
from simulator.debrief.render.svg import TICKS, strips
from tests.review.render.markup import Page
from tests.review.render.samples import HOSTILE, SAMPLES, debriefs, hostile, sample, timeline_of
from tests.review.render.write import GOLDEN, written

FORMS = {
    "text": lambda debrief, notes=False: text.render(debrief, facilitator=notes),
    "markdown": lambda debrief, notes=False: markdown.render(debrief, facilitator=notes),
    "page": lambda debrief, notes=False: page.render(debrief, facilitator=notes),
    "json": lambda debrief, notes=False: data.render(debrief, facilitator=notes),
}


def plain(form: str, debrief: Debrief, notes: bool = False) -> str:
    """What a reader reads in that form, on one line."""
    written_out = FORMS[form](debrief, notes)
    if form == "page":
        written_out = " ".join(Page(written_out).text)
    if form == "markdown":
        written_out = re.sub(r"\\(.)", r"\1", written_out).replace("&amp;", "&")
    if form == "json":
        written_out = json.dumps(json.loads(written_out), ensure_ascii=False)
    return " ".join(written_out.split())


# Every form ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", SAMPLES)
def test_the_banner_and_who_has_not_endorsed_it_are_in_every_form(form: str, name: str) -> None:
    read = plain(form, sample(name))
    assert BANNER in read.replace("> ", "")
    assert ENDORSED in read.replace("> ", "")


@pytest.mark.parametrize("form", FORMS)
def test_a_note_to_facilitators_is_there_only_when_asked_for(form: str) -> None:
    debrief = sample("operator_well")
    assert debrief.facilitator
    note = one_line(debrief.facilitator[0])
    assert note not in plain(form, debrief)
    assert note in plain(form, debrief, notes=True)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", SAMPLES)
def test_nothing_is_passed_failed_or_given_in_percent(form: str, name: str) -> None:
    read = plain(form, replace(sample(name), ears=(), questions=()))
    verdicts = r"pass(ed)? mark|pass/fail|you (passed|failed)|\bfail\w*|\d ?%|your score"
    assert not re.search(verdicts, read, re.IGNORECASE)


@pytest.mark.parametrize("form", FORMS)
def test_private_text_is_there_only_when_it_was_asked_for(form: str) -> None:
    for private in (False, True):
        read = FORMS[form](hostile(private=private))
        for mark in ("n", "t"):
            assert (f"{mark}{escaped(form)}" in " ".join(read.split())) is private


def escaped(form: str) -> str:
    """How the beginning of hostile text reads in a form, as it is written."""
    begins = "</style></title>"
    if form == "page":
        return in_html(begins)
    return in_markdown(begins) if form == "markdown" else begins


@given(debriefs())
def test_any_sitting_can_be_written_in_any_form(debrief: Debrief) -> None:
    for notes in (False, True):
        Page(page.render(debrief, facilitator=notes))
        json.loads(data.render(debrief, facilitator=notes))
        assert markdown.render(debrief, facilitator=notes).endswith("\n")
        lines = text.render(debrief, facilitator=notes).splitlines()
        assert max(map(len, lines)) <= 100
    for call in debrief.calls:
        Page(svg.picture(call.timeline, "t"))


# The outline --------------------------------------------------------------------------------------


def titles(sections: tuple[Section, ...]) -> list[str]:
    return [s.title for s in sections]


def test_ones_own_view_comes_before_anything_is_shown() -> None:
    for name in SAMPLES:
        assert titles(outline(sample(name)))[0] == "Your own view first"


def test_what_was_seen_stands_before_what_was_not_and_critical_before_the_rest() -> None:
    part = next(
        s for s in outline(sample("handler_badly")) if "seen, " in s.title and "came up" in s.title
    )
    assert titles(part.sections) == [
        "Seen",
        "Not seen, and somebody's safety may hang on it",
        "Not seen",
        "For a person to judge",
        "Did not come up in this call",
    ]


def test_every_finding_has_its_reason_and_what_it_rests_on() -> None:
    for name in ("operator_badly", "handler_badly", "handler_well"):
        for section in outline(sample(name)):
            for inner in section.sections:
                if inner.title == "For a person to judge":
                    continue
                for item in items(inner):
                    named = dict(item.notes)
                    assert named["Why it matters"]
                    assert "(" in named["Rests on"]
                    assert not re.search(r"\b[A-Z]\d+\b", named["Rests on"]), "labels, not codes"


def items(section: Section) -> list[Item]:
    return [item for block in section.blocks if isinstance(block, Items) for item in block.items]


def test_a_caller_is_never_assessed() -> None:
    for name in ("caller_through", "caller_too_early"):
        debrief = sample(name)
        assert debrief.parts == ()
        found = titles(outline(debrief))
        assert "In the caller's seat: what counted when" in found
        assert not any("seen" in title for title in found)


def test_who_is_only_watched_has_no_findings_and_no_turning_points() -> None:
    watched = replace(sample("operator_well"), seats=(), parts=(), turning=(), gaps=())
    assert "Where the call could have turned" not in titles(outline(watched))


def test_the_table_of_everything_has_every_moment_that_a_finding_points_at() -> None:
    for name in SAMPLES:
        debrief = sample(name)
        (ears,) = [s for s in outline(debrief) if s.title == "From each party's ears"]
        tables = [b for s in ears.sections for b in s.blocks if isinstance(b, Table)]
        assert [table.anchored for table in tables] == [True] + [False] * len(debrief.seats)


def test_a_question_to_talk_about_is_one_of_the_scenarios_own() -> None:
    debrief = sample("operator_well")
    asked = next(s for s in outline(debrief) if s.title == "To talk about")
    assert asked.blocks == (Bullets(debrief.questions),)


@pytest.mark.parametrize("form", FORMS)
def test_ones_own_view_stands_first_when_it_was_kept(form: str) -> None:
    debrief = replace(sample("operator_well"), own_view=("The prompts.", "Less haste.", "Yes."))
    read = plain(form, debrief)
    assert "Less haste." in read
    if form != "json":
        assert (
            read.index("The prompts.")
            < read.index("Less haste.")
            < read.lower().rindex("what was played")
        )


# Text ---------------------------------------------------------------------------------------------


def test_the_text_of_one_call_is_the_golden_one() -> None:
    assert written() == GOLDEN.read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("name", SAMPLES)
def test_text_keeps_within_its_columns(name: str, width: int) -> None:
    for line in text.render(sample(name), width=width).splitlines():
        assert len(line) <= width or " " not in line.strip(), line


def test_text_cannot_move_a_cursor() -> None:
    read = text.render(hostile(private=True), facilitator=True)
    assert all(each.isprintable() or each == "\n" for each in read)


# Markdown -----------------------------------------------------------------------------------------


def test_hostile_text_is_no_mark_in_markdown() -> None:
    read = markdown.render(hostile(private=True), facilitator=True)
    assert not re.search(r"(?<!\\)<", read)
    for line in read.splitlines():
        if line.startswith("|"):
            assert len(re.findall(r"(?<!\\)\|", line)) == 4, line
        assert not re.search(r"(?<!\\)\[x", line)


# The page -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SAMPLES)
def test_the_page_is_well_formed_and_leads_nowhere_else(name: str) -> None:
    check_page(page.render(sample(name), facilitator=True))


@pytest.mark.parametrize("private", [False, True])
def test_nothing_hostile_breaks_out_of_the_page(private: bool) -> None:
    read = check_page(page.render(hostile(private=private), facilitator=True))
    assert one_line(HOSTILE) in " ".join(read.text)


def check_page(written_out: str) -> Page:
    """What every page keeps to: the HTML standard's own parser, strictly, and rules of ours."""
    html5lib.HTMLParser(strict=True).parse(written_out)
    assert written_out.startswith('<!DOCTYPE html>\n<html lang="en-GB">')
    read = Page(written_out)
    assert len(read.ids) == len(set(read.ids))
    for tag, attrs in read.tags:
        assert tag not in {"script", "link", "img", "iframe", "object", "embed", "form", "base"}
        assert not [name for name in attrs if name.startswith("on") or name in ("src", "style")]
        if "href" in attrs:
            assert attrs["href"][0] == "#"
            assert attrs["href"][1:] in {*read.ids}, attrs["href"]
        for refers in ("aria-labelledby", "aria-describedby"):
            assert set(attrs.get(refers, "").split()) <= set(read.ids)
    assert "url(" not in "".join(read.styles)
    assert "@import" not in "".join(read.styles)
    assert "prefers-color-scheme: dark" in "".join(read.styles)
    assert "@media print" in "".join(read.styles)
    levels = [level for level, _ in read.headings]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert [len(read.all(tag)) for tag in ("header", "main", "nav", "footer")] == [1, 1, 1, 1]
    assert len(read.all("caption")) == len(read.all("table")) == len(read.all("thead"))
    assert all(attrs.get("scope") for attrs in read.all("th"))
    for attrs in read.all("svg"):
        assert attrs["role"] == "img"
        assert attrs["aria-labelledby"]
    return read


# JSON ---------------------------------------------------------------------------------------------


def test_the_keys_of_the_json_are_these() -> None:
    held = json.loads(data.render(sample("operator_badly")))
    assert list(held) == [
        "format", "kind", "banner", "endorsed", "scenario", "title", "profile", "force", "seed",
        "seats", "calls", "parts", "caller", "turning_points", "not_on_record", "ears",
        "questions", "written_for", "facilitator", "sources", "own_view",
    ]  # fmt: skip
    (part,) = held["parts"]
    assert list(part) == ["role", "title", "seen", "came_up", "findings"]
    assert list(part["findings"][0]) == [
        "criterion", "basis", "says", "judgement", "weight", "why", "because", "grounds",
        "sources", "assumption", "evidence",
    ]  # fmt: skip
    assert list(held["turning_points"][0]) == [
        "call", "role", "seq", "at", "who", "text", "acted", "outcome", "by_procedure", "way",
    ]  # fmt: skip
    (call,) = held["calls"]
    assert (call["outcome"], call["decided_by"]) == ("ended_by_operator", "O-22")
    assert held["seats"] == [Role.OPERATOR]


def test_the_json_has_every_finding() -> None:
    debrief = sample("handler_well")
    held = json.loads(data.render(debrief))
    told = {f["criterion"]: f["judgement"] for f in held["parts"][0]["findings"]}
    assert told == {f.criterion.id: f.judgement for f in debrief.parts[0].findings}


# The timeline -------------------------------------------------------------------------------------

LENGTHS = [0, 1_000, 20_000, 300_000, 1_000_000, 3_600_000, 14_400_000]


@pytest.mark.parametrize("length", LENGTHS)
def test_a_call_of_any_length_is_cut_into_a_few_equal_strips(length: int) -> None:
    timeline = timeline_of(length)
    cut = strips(timeline)
    assert 1 <= len(cut) <= 5
    assert (cut[0][0], cut[-1][1] >= length) == (0, True)
    assert {end - start for start, end in cut} <= set(TICKS)
    assert all(a[1] == b[0] for a, b in pairwise(cut))


@pytest.mark.parametrize("length", LENGTHS)
def test_labels_of_the_picture_do_not_cover_each_other(length: int) -> None:
    """On each line of labels the next one begins after the one before; all within the picture."""
    drawn = svg.picture(timeline_of(length), "t")
    Page(drawn)
    lines: dict[str, list[tuple[float, float]]] = {}
    for x, y, words in re.findall(r'<text x="([\d.]+)" y="(\d+)">([^<]*)</text>', drawn):
        lines.setdefault(y, []).append((float(x), float(x) + len(words) * 6.0))
    for spans in lines.values():
        spans.sort()
        assert all(a[1] <= b[0] for a, b in pairwise(spans))
        assert spans[-1][1] <= svg.WIDTH + 1


def test_the_picture_is_to_scale() -> None:
    """Twice as long is twice as wide, wherever it stands on a strip."""
    drawn = svg.picture(timeline_of(60_000), "t")
    call = timeline_of(60_000)
    speech = [i for lane in call.lanes for i in lane.items if i.kind.value in ("speech", "prompt")]
    (strip,) = {end - start for start, end in strips(call)}
    scale = (svg.WIDTH - 118 - 8) / strip
    widths = [
        float(w)
        for w in re.findall(r'class="(?:speech|prompt)" x="[\d.]+" y="\d+" width="([\d.]+)"', drawn)
    ]
    longest = max(i.end - i.start for i in speech)
    assert any(abs(width - longest * scale) < 0.3 for width in widths)


def test_everything_in_the_picture_has_words() -> None:
    drawn = svg.picture(timeline_of(300_000), "t")
    shapes = re.findall(r"<(?:rect|path|circle)[^>]*>(?:<title>([^<]+)</title>)?", drawn)
    legend = 10
    assert sum(not words for words in shapes) == legend
    assert len(shapes) > 40
