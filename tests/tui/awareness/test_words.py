"""Every string of a room comes from its translation: a made-up language shows what does not.

In it every message stands between marks. What is left on a screen when the marked stretches are
taken away has to be content in its own language (titles and notes of scenarios, what is said in a
call, names of sources), a number, or a sign.
"""

import re
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, FluentSerializer, ast
from textual.widgets import Static

from simulator.content.library.library import Library
from simulator.content.library.translations import SAFETY_LINES, Translation, load, template
from simulator.tui.awareness.call_views import TakingView
from tests.awareness.rooms import PLANS, small_plan
from tests.daily import first_a_day
from tests.session.calls import LIBRARY
from tests.tui.awareness.rooms import MOST_KEYS, Facilitator, leading

OPENS, CLOSES = "⟦", "⟧"


def marked(source: str) -> str:
    """A Fluent file in which every pattern stands between marks, but for the safety lines."""
    resource = FluentParser().parse(source)
    for entry in resource.body:
        if isinstance(entry, ast.Message) and entry.id.name not in SAFETY_LINES:
            for pattern in (entry.value, *(attribute.value for attribute in entry.attributes)):
                if pattern is not None:
                    pattern.elements.insert(0, ast.Placeable(ast.StringLiteral(OPENS)))
                    pattern.elements.append(ast.Placeable(ast.StringLiteral(CLOSES)))
    return FluentSerializer().serialize(resource)


@pytest.fixture(scope="module")
def pseudo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Library, Translation]:
    folder: Path = tmp_path_factory.mktemp("words")
    (folder / "translations").mkdir()
    path = folder / "translations" / "cy.ftl"
    path.write_text(marked(template(LIBRARY)), encoding="utf-8")
    library = Library([folder])
    return library, load(library, "cy")


def content() -> set[str]:
    """What stays as it is written: names of sources and profiles, notes for the facilitator."""
    found: set[str] = set()
    for entry in LIBRARY.scenarios():
        if debrief := LIBRARY.scenario(entry.id).scenario.debrief:
            found |= {debrief.facilitator or ""}
            found |= {after.facilitator or "" for after in debrief.by_outcome.values()}
    found |= {source.label for source in LIBRARY.sources().values()}
    found |= {loaded.profile.title for loaded in LIBRARY.profiles()}
    found |= {load(LIBRARY)(name) for name in SAFETY_LINES}
    return found - {""}


CONTENT = sorted(content(), key=len, reverse=True)
_INNERMOST = re.compile(f"{OPENS}[^{OPENS}{CLOSES}]*{CLOSES}")


def unmarked(text: str) -> str:
    """What of a text is neither translated nor content."""
    for known in CONTENT:
        text = text.replace(known, "")
    while (less := _INNERMOST.sub("", text)) != text:
        text = less
    return re.sub(r"[\W\d_]+", "", text)


def look(person: Facilitator) -> None:
    for widget in person.app.screen.query(Static):
        if not any(node.has_class("as-written") for node in widget.ancestors_with_self):
            text = re.sub(r"^[a-z]: ", "", str(widget.content))  # The key of a choice.
            assert unmarked(text) == "", text


@pytest.mark.parametrize("name", first_a_day(sorted(PLANS, key=lambda name: PLANS[name].minutes)))
async def test_no_string_of_a_session_bypasses_the_translation(
    name: str, pseudo: tuple[Library, Translation]
) -> None:
    library, say = pseudo
    async with leading(name, say=say, library=library) as person:
        for _ in range(MOST_KEYS):
            page, view = person.page, person.view
            look(person)
            if isinstance(view, TakingView) and not view.taking.over:
                await person.wait(20_000)
                look(person)
            await person.on()
            if person.is_at_the_end(page):
                return
    raise AssertionError("it does not end")


async def test_nor_any_window_branch_reading_list_of_plans_or_the_cover(
    pseudo: tuple[Library, Translation],
) -> None:
    library, say = pseudo
    plan = small_plan(
        {"do": "decide", "minutes": 5, "scenario": "quiet-throughout"},
        {"do": "myths", "minutes": 5},
    )
    async with leading(plan, say=say, library=library) as person:
        for key in ("n", "f1", "j", "c"):
            await person.press(key)
            look(person)
            await person.press("escape")
        await person.press("h")
        look(person)
        await person.press("h", "space", "space")
        assert person.page.must_choose
        look(person)
        await person.press("r")
        look(person)
        await person.press("left", "left", "g")
        await person.until(lambda page: page.options)
        await person.press("w", "p")
        look(person)
        await person.until(lambda page: page.big)
        look(person)
        await person.until(lambda page: page.choice("written"))
        look(person)
        await person.press("w", "s", "o")
        look(person)
    plans = list(PLANS.values())
    async with leading(plans[0], plans=plans, say=say, library=library) as person:
        look(person)
    async with leading(plans[0], size=(50, 15), say=say, library=library) as person:
        look(person)


def test_the_look_finds_what_bypasses() -> None:
    assert unmarked(f"{OPENS}Part {OPENS}x{CLOSES} of 3{CLOSES} 12 ▶") == ""
    assert unmarked(f"{OPENS}Part{CLOSES} of") == "of"
