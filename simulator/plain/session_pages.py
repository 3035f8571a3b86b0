"""A group session in lines: one page at a time, for a terminal, a screen reader or Braille."""

import textwrap
from collections.abc import Iterator

from simulator.awareness.narration import NarrationLine
from simulator.awareness.pages import Page
from simulator.content.library.translations import Translation
from simulator.hosting.gathering import Gathering
from simulator.hosting.hosted_call import NotTaken
from simulator.plain.conversation import Conversation, number_in

CHOICE_KEYS = {
    "go_on": "g", "gentle": "l", "milder": "m", "read": "r", "skip": "s", "watch": "w",
    "written": "o", "again": "a",
}  # fmt: skip
"""The key of each choice of a page."""
_DOES = {"": "forward", "b": "back", "s": "skip", "h": "help"}
KEYS = ("next", "back", "skip", "jump", "cover", "notes", "help", "answer", "leave")
"""Lines of the manual: messages `keys-...`."""
WIDTH = 76
"""Columns of a page: in large letters a line must not break anywhere."""


class SessionLines:
    """Leads a session: prints its pages, and does what the leader types."""

    def __init__(self, talk: Conversation, gathering: Gathering) -> None:
        """Start at the first page."""
        self._talk, self._gathering = talk, gathering
        self._say = gathering.say

    def lead(self) -> None:
        """Lead until the leader leaves, which raises UserLeft."""
        self._show()
        while True:
            typed = self._talk.read().lower()
            if self._gathering.session.covered:
                self._do("cover" if typed == "c" else "")
            elif typed == "n":
                session = self._gathering.session
                notes = session.parts.notes(session.at, session.page)
                self._print([self._say("notes-title"), *(notes or [self._say("notes-none")])])
            elif typed == "?":
                self._print([self._say(f"keys-{key}") for key in KEYS])
            else:
                self._take(typed)

    def _take(self, typed: str) -> None:
        page = self._gathering.session.page
        chosen = next((n for n, key in CHOICE_KEYS.items() if key == typed and page.choice(n)), "")
        word, _, rest = typed.partition(" ")
        if chosen:
            self._do(chosen)
        elif typed in _DOES:
            self._do(_DOES[typed])
        elif typed == "c":
            self._do("cover")
        elif word == "j" and (place := number_in(rest)):
            self._do("jump", place - 1)
        elif place := number_in(typed):
            self._do("follow", place - 1)
        else:
            self._talk.say(self._say("keys-unknown"))

    def _do(self, what: str, place: int = 0) -> None:
        before = self._gathering.session.page
        try:
            if what:
                self._gathering.do(what, place)
        except NotTaken:
            self._talk.say(self._say("keys-unknown"))
            return
        if self._gathering.session.page is before and what == "forward" and before.must_choose:
            self._talk.say(self._say("note-choose"))
        else:
            self._show()

    def _show(self) -> None:
        self._gathering.hold(held=True)
        say, session = self._say, self._gathering.session
        self._talk.clear()
        if session.covered:
            self._print([say("cover-title"), say("cover-text")])
            return
        title = session.parts.title(session.at)
        part = say("head-part", number=session.at + 1, of=len(session.plan.steps), title=title)
        left = say("head-left", minutes=session.minutes_left)
        self._talk.say(say("banner"), f"{part}, {left}", "")
        self._print(self._lines(session.page))

    def _print(self, texts: list[str] | Iterator[str]) -> None:
        for text in texts:
            wrapped = [textwrap.wrap(line, WIDTH) or [""] for line in text.split("\n")]
            self._talk.say(*(row for rows in wrapped for row in rows), "")

    def _lines(self, page: Page) -> Iterator[str]:
        say, gathering, frame = self._say, self._gathering, self._gathering.frame()
        yield from filter(None, (page.heading.upper(), page.big, *page.sentences))
        yield from (line_text(line, say) for line in page.lines)
        if frame.lines:
            yield "\n".join((frame.stage, *(line_text(each, say) for each in frame.lines)))
        call = gathering.call
        # A call goes by the leader's keys: that it is paused says nothing.
        if call and call.over:
            yield frame.state
        for point in page.points:
            yield f"* {point.text}" + (f"\n  {point.more}" if point.more else "")
        if page.ask:
            yield page.ask
        if frame.options and not page.must_choose:
            yield "\n".join(f"{n}  {label}" for n, label in enumerate(frame.options, 1))
            if page.follows:
                yield say("options-how")
        yield from (f"{CHOICE_KEYS[each.name]}: {each.label}" for each in page.choices)
        yield from page.small
        yield say("foot-keys")


def line_text(line: NarrationLine, say: Translation) -> str:
    """Return a line of a call; a change of stage is its own heading."""
    if line.news:
        return f"-- {line.text}"
    return f"{say('line-who', who=line.who)} {line.text}" if line.who else line.text
