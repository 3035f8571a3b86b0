"""What a trainee and the person who sets them a call meet on their pages, beside the call."""

import json
import re
from functools import cache
from pathlib import Path

from simulator.core import acts as do
from simulator.core.terms import Reason
from simulator.debrief.assess.debrief import Debrief
from simulator.debrief.assess.findings import Judgement
from simulator.debrief.render.first_page import first_page, page_sections
from simulator.debrief.render.outline import outline
from simulator.debrief.render.sections import Section, lines_of
from simulator.seat.run_choices import in_order
from simulator.session.clock import ManualClock
from simulator.session.records.store import checked_code
from simulator.web.in_page import InPage
from simulator.web.rendering import render
from simulator.web.seats import BELOW
from tests.debrief.trainees import HANDLER, debriefed, trained
from tests.session.calls import LIBRARY
from tests.tools import needs_tool
from tests.web.in_chromium import PHONE, Browsers
from tests.web.served import Served
from tests.web.test_access_for_everyone import seated
from tests.web.test_in_page import asked

RECORDS = Path(__file__).resolve().parents[1] / "records"


@cache
def looked_back() -> Debrief:
    """The debrief of a handler who ended the line early."""
    more = {200_000: do.EndCall(Reason.JUDGEMENT)}
    return debriefed(trained("evening-in-the-office", HANDLER, more=more))


def words_of(debrief: Debrief, *, measured: bool) -> str:
    def within(section: Section) -> str:
        said = " ".join(line.text for line in lines_of(section))
        return " ".join((said, *map(within, section.sections)))

    return " ".join(map(within, outline(debrief, measured=measured)))


def test_how_well_a_criterion_did_is_for_trainers_and_in_full_alone() -> None:
    """A trainee read beside each line of theirs "hit rate not measured, false alarms 0 %"."""
    assert "hit rate" in words_of(looked_back(), measured=True)
    assert "hit rate" not in words_of(looked_back(), measured=False)


def test_what_a_person_is_to_judge_is_where_the_reader_can_find_it() -> None:
    """A page has no --full: what it leaves out is below, or is not shown at all."""
    debrief = looked_back()
    assert any(each.judgement is Judgement.FOR_A_PERSON for each in debrief.findings)
    assert first_page(debrief).to_judge[-1].endswith("for a person to judge, in --full.")
    page = page_sections(first_page(debrief, BELOW))
    said = " ".join(text for section in page for text in section.paragraphs)
    assert "for a person to judge, below." in said
    assert "--full" not in said
    assert first_page(debrief, rest="").to_judge[-1].endswith("for a person to judge.")


def test_codes_of_good_practice_are_folded_away() -> None:
    """ "(CH-60; B27 I4 H7b)" says nothing to a trainee in a call; it is still at hand."""
    html = render("parts/coach.html", lines=["Now: wait."], rests_on=["  (CH-60; B27 I4)"])
    before, folded = html.split("<details")
    assert "CH-60" not in before
    assert "CH-60" in folded


def test_who_saved_a_call_is_asked_to_send_it_to_who_set_it() -> None:
    html = render("parts/saved.html", name="mine-1.jsonl", code="mine", text="")
    assert "or the call was set for you, send them this file" in html.split("<details")[0].replace(
        "\n", " "
    )
    assert "silent999 debrief mine-1.jsonl" in html, "the command line is still there"
    assert "silent999 debrief" not in html.split("<details")[0]


def test_a_call_is_set_with_its_content_note_in_the_order_of_the_menu() -> None:
    """Ninety calls in no order, and nothing of what is in the one that is set for others."""
    page = InPage(LIBRARY, ManualClock())
    status, body = asked(page, "/set")
    html = body.decode()
    assert status == 200
    listed = [each for each in in_order(LIBRARY.survey()[0]) if each.kind != "flow"]
    options = re.findall(r'<option value="([^"]+)"(?: selected)? data-note="([^"]+)"', html)
    assert [name for name, _ in options] == [each.id for each in listed]
    assert all(note for _, note in options)
    notes = {each.id: "; ".join(each.content_note or ()) for each in listed}
    assert dict(options)["partner-in-the-room"] == notes["partner-in-the-room"]
    assert html.count("<optgroup") > 1
    (chosen,) = re.findall(r'<option value="([^"]+)" selected data-note', html)
    assert f'id="in-it" aria-live="polite">{dict(options)[chosen]}<' in html
    made = asked(page, "/api/link", json.dumps({"call": chosen, "seat": "call_handler"}), "POST")
    assert made[0] == 200, "a call that is chosen already has the seat that is chosen already"


def test_a_link_is_whole_on_a_phone_and_can_be_copied() -> None:
    """The field was cut off in the middle of the link, and nothing copied it."""
    html = render("parts/link.html", link="#call=0123abcd&seat=operator&seed=5&coached=yes")
    assert re.search(r'<textarea id="link-text" rows="3" readonly[^>]*>#call=', html)
    assert 'data-copy="link-text"' in html


def test_people_without_a_code_are_not_one_person_in_the_view_of_a_class() -> None:
    """Ten trainees left the code as it was, "mine": their trainer saw one person's progress."""
    columns = re.compile(r'<th scope="col">([^<]+)</th>')
    page = InPage(LIBRARY, ManualClock())
    record = (RECORDS / "own-words-left-out.jsonl").read_text(encoding="utf-8")
    mine = record.replace('"kestrel-4"', '"mine"', 1)
    other = mine.replace("2026", "2027", 1)
    assert other != mine
    files = [{"name": "one.jsonl", "text": mine}, {"name": "two.jsonl", "text": other}]
    status, body = asked(page, "/api/records", json.dumps({"files": files}), "POST")
    said = json.loads(body)["parts"]["opened"]
    assert status == 200
    assert columns.findall(said)[1:] == ["mine, file 1", "mine, file 2"]
    assert "they are kept apart" in said
    assert "What you have practised" not in said
    # A person's own file has all of their calls: they are one column.
    whole = [{"name": "calls.jsonl", "text": mine + other}]
    _, body = asked(page, "/api/records", json.dumps({"files": whole}), "POST")
    assert "What you have practised" in json.loads(body)["parts"]["opened"]


def test_a_page_makes_up_a_code_that_is_not_everyones() -> None:
    codes = {InPage(LIBRARY, ManualClock())._app.state.code for _ in range(5)}
    assert len(codes) > 1
    for code in codes:
        assert checked_code(code) == code
        assert f'value="{code}"' in render("seat.html", alone=True, opened=0, code=code)


def test_a_link_that_cant_be_typed_behind_a_files_name_can_be_pasted() -> None:
    """A phone opens a file under an address that takes no #, and nothing said what to do."""
    page = InPage(LIBRARY, ManualClock())
    start = asked(page, "/")[1].decode()
    assert 'data-post="/api/open-link"' in start
    for link, leads in (
        (
            "https://refuge.invalid/silent999.html#call=0a1b&seat=operator",
            "/calls/0a1b?seat=operator",
        ),
        (" #call=a,b&coached=no\n", "/calls?only=a%2Cb&coached=no"),
    ):
        status, body = asked(page, "/api/open-link", json.dumps({"link": link}), "POST")
        assert (status, json.loads(body)["go"]) == (200, leads)
    status, body = asked(page, "/api/open-link", json.dumps({"link": "hello"}), "POST")
    assert status == 409
    assert "this link sets no call" in json.loads(body)["say"]
    assert "Were you sent a link for a call?" in render("parts/link.html", link="#call=1")


@needs_tool("chromium", "chromium-driver")
def test_an_unsaved_call_is_not_lost_without_a_question(browsers: Browsers, served: Served) -> None:
    """ "Take another call" stood over "Save this call", and took the call away at once."""
    served.server.state.alone = True
    with browsers.page(served, PHONE) as page:
        seated("evening-in-the-office", HANDLER)(page, served)
        page.use("Stop here and look back")
        page.use("Take another call")
        page.shows("Leave this call unsaved?")
        assert page.path == "seat"
        page.use("Save it first")
        page.hides("Leave this call unsaved?")
        page.use("Take another call")
        page.use("Leave it unsaved")
        page.goes_to("calls")
