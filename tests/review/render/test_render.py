"""A debrief in each of its forms: what is in it, that nothing breaks out, that it is readable."""

import json
import re
from dataclasses import replace
from html import escape
from html.parser import HTMLParser
from itertools import pairwise

import html5lib
import pytest
from hypothesis import given

from simulator import BANNER
from simulator.clean_text import for_line
from simulator.debrief.assess.debrief import Debrief
from simulator.debrief.render import as_json as data
from simulator.debrief.render import text_and_html, timeline_svg
from simulator.debrief.render.first_page import MOST_LINES, MOST_WORDS, first_page, page_sections
from simulator.debrief.render.outline import ENDORSED, outline
from simulator.debrief.render.text_and_html import escaped as in_markdown
from simulator.debrief.render.timeline_svg import TICKS, drawing, strips
from simulator.review.timeline import Timeline
from tests.daily import a_share_of_cases, examples, some_a_day
from tests.review.render.samples import HOSTILE, SAMPLES, debriefs, hostile, sample, timeline_of
from tests.review.render.write import FORMS, golden, written

each_form = pytest.mark.parametrize("form", FORMS)
samples = pytest.mark.parametrize("name", SAMPLES)
VOID = frozenset({"meta", "link", "br", "hr", "img", "input"})
"""Elements that are not closed; those of SVG are closed, or written with a slash."""


class Page(HTMLParser):
    """A page taken apart by the standard library; raises where tags do not fit together."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.stack: list[str] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.headings: list[int] = []
        self.text: list[str] = []
        self.styles = ""
        self.feed(markup)
        self.close()
        assert self.stack == [], f"left open: {self.stack}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_startendtag(tag, attrs)
        if tag not in VOID:
            self.stack.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = {name: value or "" for name, value in attrs}
        assert len(held) == len(attrs), f"<{tag}> has an attribute twice"
        self.tags.append((tag, held))
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))

    def handle_endtag(self, tag: str) -> None:
        assert self.stack.pop() == tag, f"</{tag}> closes something else"

    def handle_data(self, data: str) -> None:
        if self.stack[-1:] == ["style"]:
            self.styles += data
        else:
            self.text.append(data)

    def all(self, tag: str) -> list[dict[str, str]]:
        """The attributes of every element of that name."""
        return [attrs for name, attrs in self.tags if name == tag]


def picture(timeline: Timeline) -> str:
    """A timeline as the page has it."""
    whole = text_and_html.render(
        "debrief.html",
        title="",
        page=(),
        led=None,
        linked=False,
        timelines=[drawing(timeline)],
        rest=(),
    )
    return whole[whole.index("<svg") : whole.index("</svg>") + 6]


def plain(form: str, debrief: Debrief, notes: bool = False) -> str:
    """What a reader reads in that form, on one line."""
    read = FORMS[form](debrief, full=True, facilitator=notes)
    if form == "html":
        read = " ".join(Page(read).text)
    if form == "md":
        read = re.sub(r"\\(.)", r"\1", read).replace("&amp;", "&")
    if form == "json":
        read = json.dumps(json.loads(read), ensure_ascii=False)
    return " ".join(read.split())


@each_form
def test_the_debrief_of_one_call_is_the_golden_one(form: str) -> None:
    assert written(form) == golden(form).read_text(encoding="utf-8")


@each_form
@samples
@a_share_of_cases(3)
def test_what_every_debrief_has_and_has_not(form: str, name: str) -> None:
    """The banner, and who has not endorsed it; nothing is passed, failed or given in percent."""
    read = plain(form, replace(sample(name), ears=(), questions=())).replace("> ", "")
    assert BANNER in read
    assert ENDORSED in read
    verdicts = r"pass(ed)? mark|pass/fail|\bfail(s|ed)?\b|\d ?%|your score"
    # How well a criterion did in made-up calls is said of the criterion, and not of the trainee.
    of_trainee = re.sub(r"\d+ % \((\d+ of \d+)\)", r"\1", read)
    assert not re.search(verdicts, of_trainee, re.IGNORECASE)


@each_form
def test_a_note_to_facilitators_is_there_only_when_asked_for(form: str) -> None:
    debrief = sample("operator_well")
    note = for_line(debrief.facilitator[0])
    assert note not in plain(form, debrief)
    assert note in plain(form, debrief, notes=True)


@examples(10)
@given(debriefs())
def test_a_first_page_is_one_page_with_no_ids_and_no_codes(debrief: Debrief) -> None:
    """Whatever was played. The trainee's own view is cut, and displaces nothing."""
    viewed = replace(debrief, own_view=("It went well. " * 30, "", "Yes"))
    debrief = replace(debrief, own_view=())
    page = page_sections(first_page(viewed))
    # A caller is asked what it was like; their own view of their acts is not.
    own = ["Your own view"] if debrief.parts or not debrief.caller else []
    assert page[len(own) :] == page_sections(first_page(debrief))
    assert len(text_and_html.text(viewed).splitlines()) <= MOST_LINES + 12
    lines = text_and_html.text(debrief).splitlines()
    assert sum(len(line.split()) for line in lines) <= MOST_WORDS
    assert len(lines) <= MOST_LINES
    assert max(map(len, lines)) <= 80
    titles = [*own, "How it ended"]
    assert [section.title for section in page][: len(titles)] == titles
    assert page[-1].title == "To think about"
    assert not re.search(r"\b[A-Z]{1,2}-?\d{1,2}\b|assumption|\w+_\w+", "\n".join(lines))
    for section in page:
        assert len(section.items) <= 3
        assert all(item.at for item in section.items if section.title == "Next time")


@samples
def test_a_first_page_gives_moments_that_are_in_the_log(name: str) -> None:
    page = first_page(sample(name))
    whole = {line.seq: line.at for line in sample(name).ears[0].lines}
    moments = [each.moment for each in page.strengths]
    moments += [each.moment for each in page.next_steps]
    assert [whole[moment.seq] for moment in moments] == [moment.at for moment in moments]
    assert len({step.moment.seq for step in page.next_steps}) == len(page.next_steps)
    if name.startswith("caller"):
        assert (page.strengths, page.next_steps, page.judged) == ((), (), False)
    else:
        assert bool(page.next_steps) is not name.endswith("well")


@examples(5)
@given(debriefs())
def test_any_sitting_can_be_written_in_any_form(debrief: Debrief) -> None:
    for notes in (False, True):
        Page(text_and_html.html(debrief, full=notes, facilitator=notes))
        json.loads(data.render(debrief, facilitator=notes))
        assert text_and_html.markdown(debrief, full=notes, facilitator=notes).endswith("\n")
        lines = text_and_html.text(debrief, full=notes, facilitator=notes).splitlines()
        assert max(map(len, lines)) <= 100
    for call in debrief.calls:
        Page(picture(call.timeline))


@samples
def test_findings_have_reasons_and_a_caller_is_never_assessed(name: str) -> None:
    debrief = sample(name)
    titles = [section.title for section in outline(debrief)]
    assert titles[0] == "What was played"
    if name.startswith("caller"):
        assert debrief.parts == ()
        assert "In the caller's seat: what counted when" in titles
        assert not any("seen" in title for title in titles)
    watched = outline(replace(debrief, seats=(), parts=(), turning=()))
    assert "Where the call could have turned" not in [section.title for section in watched]
    for part in data.as_object(debrief)["parts"]:
        for finding in part["findings"]:
            assert finding["why"]
            assert finding["sources"]


@each_form
@pytest.mark.parametrize("private", [False, True])
def test_private_text_is_there_only_when_it_was_asked_for(form: str, private: bool) -> None:
    begins = "</style></title>"
    escaped = {"html": escape(begins, quote=True), "md": in_markdown(begins)}.get(form, begins)
    read = " ".join(written(form, hostile(private=private)).split())
    assert [f"{mark}{escaped}" in read for mark in ("n", "t")] == [private, private]


def test_text_cannot_move_a_cursor_and_is_no_mark_in_markdown() -> None:
    read = text_and_html.text(hostile(private=True), full=True, facilitator=True)
    assert all(each.isprintable() or each == "\n" for each in read)
    read = text_and_html.markdown(hostile(private=True), full=True, facilitator=True)
    assert not re.search(r"(?<!\\)<", read)
    for line in read.splitlines():
        if line.startswith("|"):
            assert len(re.findall(r"(?<!\\)\|", line)) == 4, line
        assert not re.search(r"(?<!\\)\[x", line)


@pytest.mark.parametrize("private", [False, True])
def test_nothing_hostile_breaks_out_of_the_page(private: bool) -> None:
    read = check_page(text_and_html.html(hostile(private=private), full=True, facilitator=True))
    assert for_line(HOSTILE) in " ".join(read.text)


@pytest.mark.parametrize("name", some_a_day(SAMPLES, 3))
def test_the_page_is_well_formed_and_leads_nowhere_else(name: str) -> None:
    for full in (True, False):
        check_page(text_and_html.html(sample(name), full=full, facilitator=True))


def check_page(markup: str) -> Page:
    """What every page keeps to: the HTML standard's own parser, strictly, and rules of ours."""
    html5lib.HTMLParser(strict=True).parse(markup)
    assert markup.startswith('<!DOCTYPE html>\n<html lang="en-GB">')
    read = Page(markup)
    ids = [attrs["id"] for _, attrs in read.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    for tag, attrs in read.tags:
        assert tag not in {"script", "link", "img", "iframe", "object", "embed", "form", "base"}
        assert not [name for name in attrs if name.startswith("on") or name in ("src", "style")]
        if "href" in attrs:
            assert attrs["href"][0] == "#"
            assert attrs["href"][1:] in ids, attrs["href"]
        for refers in ("aria-labelledby", "aria-describedby"):
            assert set(attrs.get(refers, "").split()) <= set(ids)
    assert "url(" not in read.styles
    assert "@import" not in read.styles
    assert "prefers-color-scheme: dark" in read.styles
    assert "@media print" in read.styles
    assert read.headings.count(1) == read.headings[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(read.headings))
    assert [len(read.all(tag)) for tag in ("header", "main", "footer")] == [1, 1, 1]
    assert all(attrs.get("aria-label") for attrs in read.all("nav"))
    assert len(read.all("caption")) == len(read.all("table")) == len(read.all("thead"))
    assert all(attrs.get("scope") for attrs in read.all("th"))
    # A picture, or a group of links: the pins of a strip.
    assert all(a["role"] in ("img", "group") and a["aria-labelledby"] for a in read.all("svg"))
    return read


@pytest.mark.parametrize("length", [0, 20_000, 1_000_000, 14_400_000])
def test_a_call_of_any_length_fits_its_picture(length: int) -> None:
    """A few equal strips; on each line of labels the next one begins after the one before."""
    timeline = timeline_of(length)
    cut = strips(timeline)
    assert 1 <= len(cut) <= 5
    assert (cut[0][0], cut[-1][1] >= length) == (0, True)
    assert {end - start for start, end in cut} <= set(TICKS)
    assert all(a[1] == b[0] for a, b in pairwise(cut))
    drawn = picture(timeline)
    Page(drawn)
    lines: dict[str, list[tuple[float, float]]] = {}
    for x, y, words in re.findall(r'<text x="([\d.]+)" y="(\d+)">([^<]*)</text>', drawn):
        lines.setdefault(y, []).append((float(x), float(x) + len(words) * 6.0))
    for spans in lines.values():
        spans.sort()
        assert all(a[1] <= b[0] for a, b in pairwise(spans))
        assert spans[-1][1] <= timeline_svg.WIDTH + 1
