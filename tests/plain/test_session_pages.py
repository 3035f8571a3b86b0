"""A group session in lines: shipped plans from their welcome to their end, as a leader types."""

import io
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, FluentSerializer, ast

from simulator.awareness.page_builder import PageBuilder
from simulator.content.awareness.plan import Plan
from simulator.content.library.library import Library
from simulator.content.library.translations import SAFETY_LINES, Translation, load, template
from simulator.hosting.gathering import Gathering
from simulator.plain.conversation import Conversation, UserLeft
from simulator.plain.session_pages import SessionLines
from simulator.session.clock import ManualClock
from tests.awareness.rooms import PLANS, SAY, one_step
from tests.cli.command import Terminal
from tests.daily import first_a_day
from tests.session.calls import LIBRARY

MOST = 900
Keys = Callable[[Gathering], str]


class Leader(io.TextIOBase):
    """Types what a function answers to the session as it is; an empty answer leaves."""

    def __init__(self, keys: Keys) -> None:
        self.keys = keys
        self.gathering: Gathering | None = None

    def readline(self, _size: int | None = -1) -> str:  # type: ignore[override]
        assert self.gathering is not None
        return f"{self.keys(self.gathering)}\n"

    def isatty(self) -> bool:
        return False


def led(
    plan: Plan | str,
    keys: Keys | Sequence[str],
    *,
    say: Translation = SAY,
    library: Library = LIBRARY,
    out: io.StringIO | None = None,
) -> str:
    """Lead a session, and return what was printed."""
    out = out or io.StringIO()
    typed = iter(keys) if not callable(keys) else None
    leader = Leader(keys if callable(keys) else lambda _: next(typed, "q"))  # type: ignore[arg-type]
    chosen = PLANS[plan] if isinstance(plan, str) else plan
    leader.gathering = Gathering(PageBuilder(library, chosen, say), ManualClock(), "", "")
    with pytest.raises(UserLeft):
        SessionLines(Conversation(leader, out), leader.gathering).lead()  # type: ignore[arg-type]
    return out.getvalue()


def to_the_end() -> Keys:
    """Go on, choosing to see each call."""
    places: list[tuple[object, ...]] = []

    def key(gathering: Gathering) -> str:
        session = gathering.session
        places.append((session.at, session.page, gathering.changes))
        assert len(places) < MOST
        seen = [place for place, *_ in places].count(session.at)
        last = session.at + 1 == len(session.plan.steps)
        if last and seen == len(session.parts.of_step(session.at)):
            return "q"
        return "g" if session.page.must_choose else ""

    return key


@contextmanager
def watched() -> Iterator[list[str]]:
    """Collect what is written and which sockets are opened within the block."""
    seen: list[str] = []
    watching = [True]

    def watch(event: str, args: tuple[object, ...]) -> None:
        writes = event == "open" and isinstance(args[1], str) and set(args[1]) & set("wax+")
        if watching and (writes or event in ("socket.connect", "os.mkdir", "os.rename")):
            seen.append(f"{event} {args}")

    sys.addaudithook(watch)  # It cannot be taken away again.
    yield seen
    watching.clear()


@pytest.mark.parametrize("name", first_a_day(sorted(PLANS, key=lambda n: PLANS[n].minutes)))
def test_a_session_goes_from_its_welcome_to_its_end_and_writes_no_file(name: str) -> None:
    with watched() as written:
        said = led(name, to_the_end())
    flowing = " ".join(said.split())
    assert SAY("welcome-heading").upper() in flowing
    assert SAY("close-recorded") in flowing
    assert "0808 2000 247" in flowing
    assert [what for what in written if "__pycache__" not in what] == []


def test_a_cover_hides_the_page_until_the_same_key_and_notes_and_keys_are_shown() -> None:
    said = led("twenty-minutes", ["c", "", "n", "c", "n", "?", "x", "q"])
    first, covered, *_ = said.split(SAY("cover-title"))
    assert SAY("welcome-heading").upper() in first
    assert SAY("welcome-heading").upper() not in covered
    assert said.count(SAY("notes-title")) == 1, "not while it is covered"
    assert SAY("keys-cover") in said
    assert SAY("keys-unknown") in said


def test_only_a_choice_goes_past_a_content_note() -> None:
    plan = one_step("watch", "partner-in-the-room")
    said = led(plan, ["", "", "", "", "m", "r", "b", "q"])
    assert SAY("note-choose") in said
    assert "domestic abuse implied" in said
    assert "Late, and not alone in the building" in said
    assert "Recording:" in said


def test_a_call_goes_line_by_line_and_what_might_happen_next_is_shown_on_request() -> None:
    def key(gathering: Gathering) -> str:
        page = gathering.session.page
        if not page.options:
            return "g" if page.must_choose else ""
        keys.append("2")
        return "2" if len(keys) == 1 else "q"

    keys: list[str] = []
    flowing = " ".join(led(one_step("decide", "quiet-throughout"), key).split())
    assert "tap the handset, cough" in flowing
    assert SAY("decide-caveat") in flowing
    assert SAY("options-how") in flowing
    assert SAY("times-caveat", count=5) in flowing
    assert "Ending 5" in flowing
    assert "Another time" not in flowing


def test_in_a_terminal_a_page_replaces_the_one_before() -> None:
    out = Terminal()
    led("twenty-minutes", ["", "q"], out=out)
    assert out.getvalue().count("\x1b[H\x1b[2J\x1b[3J") == 2


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


def as_it_is_written() -> set[str]:
    """What stays as it is: names of sources and profiles, notes for the leader, safety lines."""
    found: set[str] = set()
    for entry in LIBRARY.scenarios():
        if debrief := LIBRARY.scenario(entry.id).scenario.debrief:
            found |= {debrief.facilitator or ""}
            found |= {after.facilitator or "" for after in debrief.by_outcome.values()}
    found |= {source.label for source in LIBRARY.sources().values()}
    found |= {loaded.profile.title for loaded in LIBRARY.profiles()}
    found |= {load(LIBRARY)(name, file="") for name in SAFETY_LINES}
    return found - {""}


def unmarked(text: str) -> str:
    """What is left of a text without its marked stretches, spoken lines, numbers and signs."""
    while (shorter := re.sub(f"{OPENS}[^{OPENS}{CLOSES}]*{CLOSES}", " ", text)) != text:
        text = shorter
    return " ".join(re.findall(r"[^\W\d_]{2,}", text))


@pytest.mark.parametrize("name", first_a_day(sorted(PLANS, key=lambda n: PLANS[n].minutes)))
def test_every_string_comes_from_the_translation(name: str, tmp_path: Path) -> None:
    """In a made-up language every message stands between marks; nothing is outside of them."""
    (tmp_path / "translations").mkdir()
    made_up = marked(template(LIBRARY))
    (tmp_path / "translations" / "cy.ftl").write_text(made_up, encoding="utf-8")
    library = Library([tmp_path])
    said = " ".join(led(name, to_the_end(), say=load(library, "cy"), library=library).split())
    for text in sorted(as_it_is_written(), key=len, reverse=True):
        said = said.replace(" ".join(text.split()), " ")
    assert unmarked(said) == ""


def test_the_look_finds_what_bypasses() -> None:
    assert unmarked(f"{OPENS}Part {OPENS}x{CLOSES} of 3{CLOSES} 12 >") == ""
    assert unmarked(f"{OPENS}Part{CLOSES} of") == "of"
