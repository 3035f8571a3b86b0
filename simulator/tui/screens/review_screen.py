"""The review screen: the document of `review --plain`, with a key for each option."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType

from simulator.debrief.learning.rater_agreement import Rating
from simulator.debrief.learning.review_file import Entry
from simulator.debrief.learning.review_session import Rateable, ReviewSession, document, kept, notes
from simulator.debrief.render.sections import DocumentRow
from simulator.errors import SimulatorError
from simulator.seat.available_acts import Option, Parameter
from simulator.tui.base.parameter_dialogs import Chooser, Chosen
from simulator.tui.base.screen_frame import named
from simulator.tui.screens.document_screen import DocumentScreen

_RATINGS = tuple(Option(rating, rating.meaning) for rating in Rating)


class ReviewScreen(DocumentScreen):
    """One reviewer's work on one record."""

    BINDINGS: ClassVar[list[BindingType]] = named("review", [
        Binding("p", "pin", "Comment", tooltip="Comment on the marked entry"),
        Binding("d", "differ", "Override", tooltip="Override the marked finding, with a reason"),
        Binding("r", "rate", "Rate", tooltip="Rate the marked criterion"),
        Binding("n", "note", "Note", tooltip="Comment on the whole call"),
        Binding("s", "sign", "Sign", tooltip="Sign the saved ratings; neither a pass nor a fail"),
        Binding("escape", "leave", "Leave", key_display="Esc",
                tooltip="Leave; saved entries stay"),
    ])  # fmt: skip

    HOW = "Arrows: look   Tab: next section   Enter on a finding: to its moment"

    def __init__(self, session: ReviewSession) -> None:
        super().__init__()
        self._session = session

    def document(self) -> Iterable[DocumentRow]:
        return document(self._session)

    def on_mount(self) -> None:
        self.show()
        self.told.focus()
        self.say(" ".join(notes(self._session)) or self.HOW)

    def jump(self, row: DocumentRow) -> None:
        seq = row.seq
        finding = self._session.finding(row.about) if row.about else None
        if seq is None and finding is not None and finding.evidence:
            seq = finding.evidence[0].seq
        if seq is None:
            self.say("This finding has no evidence to show.")
            return
        self.mark(lambda each: each.seq is not None and each.seq >= seq and each.about is None)

    def action_pin(self) -> None:
        row = self.marked
        if row is None or row.seq is None:
            self.say("Mark a moment first, with the arrows.")
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
            self.say("There is no finding to override here: r rates the criterion.")
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
            self.say("You can see the finding: press d to override it, with a reason.")
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
        row = self.marked
        if row is None or row.about is None:
            self.say("Mark a criterion first, with Tab and the arrows.")
            return None
        found: Rateable = row.about
        return found

    def _write(self, question: str, make: Callable[[str], Entry]) -> None:
        self._ask(Parameter("text", question), lambda text: self._keep(lambda: make(text)))

    def _ask(self, parameter: Parameter, then: Callable[..., None]) -> None:
        """Ask in a dialog; if it is closed without an answer, do nothing."""
        if self._session.blind and self._session.in_sight:
            self.say("Your blind ratings are signed and cannot be changed.")
            return

        def answered(answer: Chosen | None) -> None:
            if answer is not None:
                then(answer.value)

        self.app.push_screen(Chooser(parameter), answered)

    def _keep(self, make: Callable[[], Entry]) -> None:
        try:
            entry = make()
            self._session.keep(entry)
        except (SimulatorError, OSError) as error:
            self._refused(error)
            return
        self.show()
        self.say(kept(entry, self._session))

    def _refused(self, error: SimulatorError | OSError) -> None:
        why = error.message if isinstance(error, SimulatorError) else str(error)
        hint = f" ({error.hint})" if isinstance(error, SimulatorError) and error.hint else ""
        self.say(f"{why}. Nothing was saved.{hint}")

    def action_leave(self) -> None:
        self.app.exit(return_code=0)
