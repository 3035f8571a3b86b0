"""The review screen: the document of `review --plain`, with a key for each option."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option as ListItem

from simulator.debrief.learning.rater_agreement import Rating
from simulator.debrief.learning.review_file import Entry
from simulator.debrief.learning.review_lines import ReviewRow, document, kept, notes
from simulator.debrief.learning.review_session import Rateable, ReviewSession
from simulator.errors import SimulatorError
from simulator.seat.act_parameters import Option, Parameter
from simulator.tui.base.choose_dialog import Chooser, Chosen
from simulator.tui.base.frame import TrainerScreen

_RATINGS = tuple(Option(rating, rating.meaning) for rating in Rating)
HOW = "Arrows: look   Tab: next section   Enter on a finding: to its moment"


class ReviewScreen(TrainerScreen[None]):
    """One reviewer's work on one record."""

    CSS_PATH = "review.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p", "pin", "Comment", tooltip="Comment on the marked entry"),
        Binding("d", "differ", "Override", tooltip="Override the marked finding, with a reason"),
        Binding("r", "rate", "Rate", tooltip="Rate the marked criterion"),
        Binding("n", "note", "Note", tooltip="Comment on the whole call"),
        Binding("s", "sign", "Sign", tooltip="Sign the saved ratings; neither a pass nor a fail"),
        Binding("tab", "next_section", "Next section", key_display="Tab", priority=True,
                tooltip="Go to the next section"),
        Binding("escape", "leave", "Leave", key_display="Esc",
                tooltip="Leave; saved entries stay"),
    ]  # fmt: skip

    def __init__(self, session: ReviewSession) -> None:
        super().__init__()
        self._session = session
        self._rows: list[ReviewRow] = []

    def body(self) -> ComposeResult:
        yield OptionList(id="told", markup=False)
        yield Static(id="how", markup=False)

    def on_mount(self) -> None:
        self._show()
        self._list.focus()
        self._say(" ".join(notes(self._session)) or HOW)

    @property
    def _list(self) -> OptionList:
        return self.query_one("#told", OptionList)

    @property
    def _marked(self) -> ReviewRow | None:
        place = self._list.highlighted
        return self._rows[place] if place is not None else None

    def _show(self) -> None:
        """Show the current document, with the same row marked."""
        place = self._list.highlighted
        self._rows = list(document(self._session))
        self._list.clear_options()
        self._list.add_options(
            ListItem(
                Text(row.text, style="bold reverse" if row.section else row.style),
                disabled=row.seq is None and row.each is None,
            )
            for row in self._rows
        )
        self._list.highlighted = place

    def _mark(self, wanted: Callable[[ReviewRow], bool], after: int = -1) -> bool:
        """Mark the first wanted row after a row; return whether there is one."""
        found = [n for n, row in enumerate(self._rows) if n > after and wanted(row)]
        if found:
            self._list.highlighted = found[0]
            self._list.scroll_to_highlight(top=True)
        return bool(found)

    @on(OptionList.OptionSelected, "#told")
    def _jump(self) -> None:
        """Go from a finding or its evidence to the entry in the whole log."""
        row = self._marked
        if row is None:
            return
        seq = row.seq
        finding = self._session.finding(row.each) if row.each else None
        if seq is None and finding is not None and finding.evidence:
            seq = finding.evidence[0].seq
        if seq is None:
            self._say("This finding has no evidence to show.")
            return
        self._mark(lambda each: each.seq is not None and each.seq >= seq and each.each is None)

    def action_next_section(self) -> None:
        here = self._list.highlighted
        heads = [n for n, row in enumerate(self._rows) if row.section]
        later = [n for n in heads if here is not None and n > here]

        def can_be_marked(row: ReviewRow) -> bool:
            return row.seq is not None or row.each is not None

        if not any(self._mark(can_be_marked, head) for head in (*later[:1], heads[0])):
            self._say("There is nothing to mark.")

    # --- writing ---------------------------------------------------------------------------------

    def action_pin(self) -> None:
        row = self._marked
        if row is None or row.seq is None:
            self._say("Mark a moment first, with the arrows.")
            return
        seq = str(row.seq)
        self._write(f"Your comment on moment {seq}", lambda text: self._session.pin(seq, text))

    def action_note(self) -> None:
        self._write("Your note on the whole call", self._session.note)

    def action_differ(self) -> None:
        each = self._criterion_marked()
        if each is None:
            return
        if not self._session.in_sight or each.machine is None:
            self._say("There is no finding to override here: r rates the criterion.")
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
        each = self._criterion_marked()
        if each is None:
            return
        if self._session.in_sight and each.machine is not None:
            self._say("You can see the finding: press d to override it, with a reason.")
            return
        self._ask(
            Parameter("rating", each.criterion.says, _RATINGS),
            lambda rating: self._keep(lambda: self._session.rate(each, rating)),
        )

    def action_sign(self) -> None:
        try:
            made = self._session.sign()
        except SimulatorError as error:
            self._refused(error)
            return
        question = (
            f"You sign as {self._session.code} your ratings of {len(made.ratings)} criteria. It is "
            "neither a pass nor a fail."
        )
        answers = (Option(True, "Sign"), Option(False, "Not yet"))

        def answered(yes: bool) -> None:
            if yes:
                self._keep(lambda: made)

        self._ask(Parameter("sign", question, answers), answered)

    def _criterion_marked(self) -> Rateable | None:
        row = self._marked
        if row is None or row.each is None:
            self._say("Mark a criterion first, with Tab and the arrows.")
            return None
        return row.each

    def _write(self, question: str, make: Callable[[str], Entry]) -> None:
        self._ask(Parameter("text", question), lambda text: self._keep(lambda: make(text)))

    def _ask(self, parameter: Parameter, then: Callable[..., None]) -> None:
        """Ask in a dialog; if it is closed without an answer, do nothing."""
        if self._session.blind and self._session.in_sight:
            self._say("Your blind ratings are signed and cannot be changed.")
            return

        def answered(answer: Chosen | None) -> None:
            if answer is not None:
                then(answer.value)

        self.app.push_screen(Chooser(parameter), answered)

    def _keep(self, make: Callable[[], Entry]) -> None:
        """Save an entry and show it."""
        try:
            entry = make()
            self._session.keep(entry)
        except (SimulatorError, OSError) as error:
            self._refused(error)
            return
        self._show()
        self._say(kept(entry, self._session))

    def _refused(self, error: SimulatorError | OSError) -> None:
        why = error.message if isinstance(error, SimulatorError) else str(error)
        hint = f" ({error.hint})" if isinstance(error, SimulatorError) and error.hint else ""
        self._say(f"{why}. Nothing was saved.{hint}")

    def _say(self, line: str) -> None:
        self.query_one("#how", Static).update(line)

    def action_leave(self) -> None:
        self.app.exit(return_code=0)
