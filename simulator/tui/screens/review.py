"""A trainer's review on a screen: the call, its findings, and what the trainer makes of them.

What is written goes to the reviews beside the record, the same ones that the lines of `review` and
`agreement` read. A blind rater sees neither findings nor other reviews until they have signed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option as ListItem

from simulator.debrief.learning.agreement import Rating
from simulator.debrief.learning.review_file import Entry
from simulator.debrief.learning.review_lines import (
    CALL,
    MOMENTS,
    Row,
    kept,
    notes,
    rows_of,
    sections,
)
from simulator.debrief.learning.review_session import Rateable, ReviewSession
from simulator.errors import SimulatorError
from simulator.seat.parameters import Option, Parameter
from simulator.tui.base.chooser import Chooser, Chosen
from simulator.tui.base.frame import TrainerScreen

_RATINGS = tuple(Option(rating, rating.meaning) for rating in Rating)


class ReviewScreen(TrainerScreen[None]):
    """One reviewer with one record. Nobody passes or fails here."""

    CSS_PATH = "review.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p", "pin", "Pin", tooltip="A comment on the marked moment"),
        Binding("d", "differ", "Differ", tooltip="Differ from the marked finding, with a reason"),
        Binding("r", "rate", "Rate", tooltip="Rate the marked criterion"),
        Binding("n", "note", "Note", tooltip="A comment on the whole call"),
        Binding("s", "sign", "Sign", tooltip="Sign what stands written; no pass and no fail"),
        Binding("tab", "other_side", "Other side", key_display="Tab", priority=True,
                tooltip="Between the sections and what is in them"),
        Binding("escape", "leave", "Back", key_display="Esc",
                tooltip="Leave; what was kept stays"),
    ]  # fmt: skip

    def __init__(self, session: ReviewSession) -> None:
        """The review of `session`."""
        super().__init__()
        self._session = session
        self._lines: list[Row] = []
        self._sought: int | None = None
        """The moment that is marked as soon as all of them are shown."""

    @property
    def _sections(self) -> tuple[str, ...]:
        return sections(self._session)

    def body(self) -> ComposeResult:
        """The two sides."""
        with Horizontal(id="sides"):
            yield OptionList(id="sections", markup=False)
            yield OptionList(id="told", markup=False)
        yield Static(id="how", markup=False)

    def on_mount(self) -> None:
        """Begin with what the call was."""
        self._fill(CALL)
        self.query_one("#sections").focus()
        self._say(" ".join(notes(self._session)) or HOW)

    def _fill(self, section: str) -> None:
        listed = self.query_one("#sections", OptionList)
        listed.clear_options()
        listed.add_options(self._sections)
        listed.highlighted = self._sections.index(section)

    @on(OptionList.OptionHighlighted, "#sections")
    def _look(self) -> None:
        self._tell()
        sought, self._sought = self._sought, None
        if sought is not None:
            self._mark(sought)

    @on(OptionList.OptionSelected, "#sections")
    def _go_in(self) -> None:
        self.query_one("#told").focus()

    @on(OptionList.OptionSelected, "#told")
    def _jump(self) -> None:
        """From a finding, or what shows it, to the moment among all others."""
        line = self._marked
        if line is None:
            return
        seq = line.seq
        finding = self._session.finding(line.each) if line.each else None
        if seq is None and finding is not None and finding.evidence:
            seq = finding.evidence[0].seq
        if seq is None:
            self._say("No moment shows this one.")
            return
        self._sought = seq
        self._fill(MOMENTS)

    def _mark(self, seq: int) -> None:
        """Mark the moment, or the nearest one before it."""
        places = [n for n, line in enumerate(self._lines) if line.seq is not None]
        before = [n for n in places if (self._lines[n].seq or 0) <= seq]
        told_list = self.query_one("#told", OptionList)
        told_list.highlighted = before[-1] if before else None
        told_list.focus()

    # --- what is shown ---------------------------------------------------------------------------

    @property
    def _section(self) -> str:
        return self._sections[self.query_one("#sections", OptionList).highlighted or 0]

    @property
    def _marked(self) -> Row | None:
        place = self.query_one("#told", OptionList).highlighted
        return self._lines[place] if place is not None and place < len(self._lines) else None

    def _tell(self, keep: int | None = None) -> None:
        """Show the section that is marked; `keep` is the row to mark again."""
        told_list = self.query_one("#told", OptionList)
        self._lines = list(rows_of(self._section, self._session))
        told_list.clear_options()
        told_list.add_options(
            ListItem(
                Text(line.text, style=line.style),
                disabled=line.seq is None and line.each is None,
            )
            for line in self._lines
        )
        if keep is not None:
            told_list.highlighted = keep
        else:
            told_list.scroll_home(animate=False)

    # --- what is written -------------------------------------------------------------------------

    def action_pin(self) -> None:
        """Pin a comment to the marked moment."""
        line = self._marked
        if line is None or line.seq is None:
            self._say(f"Mark a moment first: {MOMENTS}, then Tab and arrows.")
            return
        seq = str(line.seq)
        self._write(f"Your comment on moment {seq}", lambda text: self._session.pin(seq, text))

    def action_note(self) -> None:
        """A comment on the whole call."""
        self._write("Your note on the whole call", self._session.note)

    def action_differ(self) -> None:
        """Another finding than the machine's, with a reason."""
        each = self._criterion_marked()
        if each is None:
            return
        if not self._session.in_sight or each.machine is None:
            self._say("There is no finding to differ from here: r rates it.")
            return
        question = f"The machine: {each.machine.meaning}. And you?"
        self._ask(
            Parameter("rating", question, _RATINGS),
            lambda rating: self._write(
                "Your reason; the machine's finding stays beside it",
                lambda text: self._session.override(each, rating, text),
            ),
        )

    def action_rate(self) -> None:
        """Rate the marked criterion."""
        each = self._criterion_marked()
        if each is None:
            return
        if self._session.in_sight and each.machine is not None:
            self._say("The machine has a finding of this one: d differs from it, with a reason.")
            return
        self._ask(
            Parameter("rating", each.criterion.says, _RATINGS),
            lambda rating: self._keep(lambda: self._session.rate(each, rating)),
        )

    def action_sign(self) -> None:
        """Sign, once the person has said that they mean it."""
        try:
            made = self._session.sign()
        except SimulatorError as error:
            self._refused(error)
            return
        question = (
            f"You sign as {self._session.code} your ratings of {len(made.ratings)} criteria. It is "
            "no pass and no fail."
        )
        answers = (Option(True, "Sign"), Option(False, "Not yet"))

        def answered(yes: bool) -> None:
            if yes:
                self._keep(lambda: made)

        self._ask(Parameter("sign", question, answers), answered)

    def _criterion_marked(self) -> Rateable | None:
        line = self._marked
        if line is None or line.each is None:
            self._say("Mark a criterion first: Findings or Criteria, then Tab and arrows.")
            return None
        return line.each

    def _write(self, question: str, make: Callable[[str], Entry]) -> None:
        self._ask(Parameter("text", question), lambda text: self._keep(lambda: make(text)))

    def _ask(self, parameter: Parameter, then: Callable[..., None]) -> None:
        """Ask in a window; nothing happens when it is closed without an answer."""
        if self._session.blind and self._session.in_sight:
            self._say("Your blind ratings are signed, and they stand.")
            return

        def answered(answer: Chosen | None) -> None:
            if answer is not None:
                then(answer.value)

        self.app.push_screen(Chooser(parameter), answered)

    def _keep(self, make: Callable[[], Entry]) -> None:
        """Write an entry down, and show that it is there."""
        try:
            entry = make()
            self._session.keep(entry)
        except (SimulatorError, OSError) as error:
            self._refused(error)
            return
        place = self.query_one("#told", OptionList).highlighted
        section = self._section
        if len(self._sections) != self.query_one("#sections", OptionList).option_count:
            self._fill(section)
        self._tell(place)
        self._say(kept(entry, self._session))

    def _refused(self, error: SimulatorError | OSError) -> None:
        why = error.message if isinstance(error, SimulatorError) else str(error)
        hint = f" ({error.hint})" if isinstance(error, SimulatorError) and error.hint else ""
        self._say(f"{why}. Nothing was kept.{hint}")

    def _say(self, line: str) -> None:
        self.query_one("#how", Static).update(line)

    # --- going -----------------------------------------------------------------------------------

    def action_other_side(self) -> None:
        """To the other list."""
        sections = self.query_one("#sections")
        (self.query_one("#told") if sections.has_focus else sections).focus()

    def action_leave(self) -> None:
        """Leave; what was kept stays."""
        self.trainer.leave_review()


HOW = "Enter or arrows: look   Tab: other side   Enter on a finding: to its moment"
