"""`silent999 handout`, `room` and `myths`: what they write and print without screens."""

import html
import json
import re
from pathlib import Path

from tests.awareness.rooms import SAY, decisions
from tests.cli.command import Terminal, refused, silent999
from tests.session.calls import LIBRARY


def printed(*words: str | Path) -> str:
    done = silent999(*words)
    assert done.code == 0, done.err
    return done.out


def test_a_handout_is_written_whole_and_not_over_another(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    assert "a DRAFT" in printed("handout", "-o", path)
    path.write_text("mine", encoding="utf-8")
    assert "exists already" in refused("handout", "-o", path)
    assert path.read_text(encoding="utf-8") == "mine"
    printed("handout", "-o", path, "--replace")
    assert [each.name for each in tmp_path.iterdir()] == ["page.html"]


def test_readers_get_every_sentence_of_a_session_in_order_and_a_form(tmp_path: Path) -> None:
    """So that people who know can say what is untrue or unkind, by the number of a sentence."""
    path = tmp_path / "read.html"
    assert "every sentence of twenty-minutes" in printed("handout", "--for-readers", "-o", path)
    page = html.unescape(path.read_text(encoding="utf-8"))
    met = ["This cannot call 999", "You can leave at any time", "Above the covered passage"]
    met += ["Made-up endings", "Looked up 24 November 2026.", "Someone to talk to", "To return"]
    assert [text for text in met if text not in page] == []
    numbers = [int(each) for each in re.findall(r'class="number">(\d+)<', page)]
    assert numbers == [*range(1, len(numbers) + 1)]
    assert len(numbers) > 200
    # The made-up endings of every answer, not those of the first alone.
    answers = [branch.name for branch in decisions("fifty-five-for-a-sound")[0][1]]
    headings = [SAY("next-heading", way=SAY(f"way-{answer}")) for answer in answers]
    assert [each for each in headings if each not in page] == []
    assert len(answers) > 2
    assert "leave them out" in refused("handout", "--for-readers", "--form", "card")
    assert "--plan is for --for-readers" in refused("handout", "--plan", "forty-minutes")


PNG = b"\x89PNG\r\n\x1a\n"


def test_a_pack_has_all_that_a_session_needs_on_paper(tmp_path: Path) -> None:
    """The leader's guide has the notes of the plan; each page has its place for a local service."""
    folder, logo = tmp_path / "pack", tmp_path / "logo.png"
    logo.write_bytes(PNG)
    said = printed("handout", "--pack", folder, "--local", "Our <b>service</b>", "--logo", logo)
    assert "7 pages for twenty-minutes" in said
    assert "a DRAFT" in said
    pages = {each.name: each.read_text(encoding="utf-8") for each in folder.iterdir()}
    start = pages["start-here.html"]
    assert sorted(pages) == sorted([*re.findall(r'href="([^"]+)"', start), "start-here.html"])
    for name, page in pages.items():
        assert "Our &lt;b&gt;service&lt;/b&gt;" in page, name
        assert "data:image/png;base64," in page, name
        assert "his cannot call 999" in page, name
        assert not re.search(r"https?:|<(script|link|iframe)|@import|url\(|\son\w+=", page), name
    guide = html.unescape(pages["leaders-guide.html"])
    notes = printed("room", "twenty-minutes", "--print-notes")
    at_once = " ".join(guide.split())
    at_last = {line.strip() for line in notes.splitlines() if line.startswith("   ")}
    assert [line for line in at_last if line not in at_once] == []
    assert len(at_last) > 20
    assert "Minute 4 to 12" in at_once
    assert "whisper “police”" in at_once
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith(".")] == []


def test_a_pack_that_cannot_be_written_is_refused_in_one_message(tmp_path: Path) -> None:
    assert "exists already" in refused("handout", "--pack", tmp_path)
    assert [*tmp_path.iterdir()] == []
    folder = tmp_path / "pack"
    assert "no plan" in refused("handout", "--pack", folder, "--plan", "nowhere")
    assert "takes no --form" in refused("handout", "--pack", folder, "--form", "card")
    assert "is not a picture" in refused("handout", "--pack", folder, "--logo", __file__)
    assert not folder.exists()


def test_plans_notes_and_texts_to_translate_are_printed() -> None:
    plans = printed("room", "--list")
    told = json.loads(printed("room", "--list", "--format", "json"))["plans"]
    assert all(f"{plan['id']}: {plan['title']}" in plans for plan in told)
    assert "--format and -o are for --list" in refused("room", "--format", "json")
    assert plans.index("twenty-minutes") < plans.index("forty-minutes")
    assert "decide: quiet-throughout" in plans
    notes = printed("room", "twenty-minutes", "--print-notes")
    assert "\n1. Welcome, " in notes
    assert "Say who you are" in notes
    texts = printed("room", "--template")
    assert "banner = " in texts
    assert all(f"myth-{myth.id} =" in texts for myth in LIBRARY.myths())


def test_everything_that_is_wrong_with_a_plan_is_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "ours.yaml"
    path.write_text(
        "format: 1\nid: ours\ntitle: Ours\nabout: For us.\nminutes: 9\nsteps:\n"
        "  - {do: watch, minutes: 1, scenario: nobody}\n  - {do: break, minutes: 1}\n",
        encoding="utf-8",
    )
    err = refused("room", path)
    told = re.findall(rf"{re.escape(str(path))}:(\d+:\d+): error\[([a-z-]+)\]", err)
    assert told == [
        ("5:10", "plan-minutes"),
        ("7:3", "plan-help"),
        ("7:5", "plan-expect"),
        ("7:39", "unknown-scenario"),
        ("8:5", "plan-end"),
    ]
    assert err.count("fix:") == len(told)


def test_the_myths_are_told_with_their_sources() -> None:
    out = printed("myths")
    for number, myth in enumerate(LIBRARY.myths(), 1):
        assert f"\n{number}. " in out
        if myth.watch:
            assert f"silent999 play {myth.watch.scenario} --seat none" in out
    assert "Some newspapers and campaign reports" in " ".join(out.split())
    assert max(map(len, out.splitlines())) <= 80


def test_the_screens_need_a_terminal_with_a_keyboard_and_the_message_names_the_other_way() -> None:
    said = silent999(out=Terminal())
    assert said.code == 2
    assert "--plain" in said.err
    assert "\x1b" not in said.err
