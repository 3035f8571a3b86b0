"""`silent999 join`: a seat in a call on another machine, in lines.

That machine may be slow, gone, or not ours. So leaving waits for nothing but a second's farewell,
and what it sends is checked before it is used.
"""

import signal
import sys
import threading
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, NoReturn, TextIO, cast

from simulator import BANNER
from simulator.cli.arguments import Parser, UsageError
from simulator.cli.output import Console
from simulator.errors import SimulatorError
from simulator.hosting import protocol as shapes
from simulator.hosting.plain_values import Malformed
from simulator.plain.call import commands
from simulator.plain.call.printed_lines import line_of
from simulator.plain.conversation import (
    ChoiceCancelled,
    Conversation,
    LineInstead,
    UserLeft,
    ask_for,
    number_in,
    numbered,
    one,
    quoted,
)
from simulator.plain.typed_ahead import TypedAhead
from simulator.seat.open_act import ShownQuestion, wire_answers
from simulator.seat.run_choices import DONE_BADLY
from simulator.seat.view.caption_lines import Caption
from simulator.web.remote_seat import Given, NoAnswer, RemoteSeat

TRIES = 5
"""How often a lost connection is taken up again, a second apart (assumption)."""
_AGAIN = 1.0
_MOST_MALFORMED = 20
"""Most events in a row that can't be read; then the connection counts as lost (assumption)."""
MANUAL = (
    "Letters: b begin, g what good practice does now, i what you know, n the next call, q leave.",
    "Two words or more are said, or one after a quotation mark; a caller whispers, and presses "
    "keys by p 55. / is an act, ? a question, # a log line.",
)


def arguments(parser: Parser) -> None:
    parser.takes("address", "ADDRESS", "where it runs, such as http://192.168.1.5:8000")
    parser.takes("code", "CODE", "the code of the call")
    about = "your seat: caller, operator or call_handler (default: the first that is free)"
    parser.takes("--seat", "SEAT", about)
    parser.explain("The call is on the other machine; nothing is kept on this one.")


def run(options: Namespace, console: Console, lines: TextIO | None = None) -> int:
    """Take the seat, print what it hears, and do what is typed."""
    seat = RemoteSeat(options.address)
    # Read before anything is asked: a machine that does not answer must not hold up who leaves.
    typed = TypedAhead(lines or sys.stdin, seat.left)
    talk = Conversation(cast("TextIO", typed), console.out)
    try:
        with suppress(UserLeft), _ended_by_signals():
            role, name = _chosen(seat, options, talk)
            talk.read()
            try:
                seat.claim(options.code, role)
                _play(seat, talk, name)
            finally:
                seat.leave()
    except Given as error:
        talk.say(str(error))
    return 0


def _chosen(seat: RemoteSeat, options: Namespace, talk: Conversation) -> tuple[str, str]:
    """Return the seat to take, and its name; say what is in the call."""
    free, note = seat.look_up(options.code)
    if not free:
        raise UsageError("no seat of that call is free", "ask for the code of the next call")
    role = options.seat or next(iter(free))
    if role not in free:
        raise UsageError(f"{role} is not free in this call", f"free are {', '.join(free)}")
    talk.say(BANNER, f"In this call: {'; '.join(note) or 'nothing that needs a warning'}.")
    talk.say(f"Enter takes the seat: {free[role]}. q leaves.")
    return role, free[role]


@contextmanager
def _ended_by_signals() -> Iterator[None]:
    """End as if the user had left, for SIGTERM and a closed terminal: the seat is given up."""

    def end(number: int, _: object) -> NoReturn:
        raise SystemExit(128 + number)

    ours = threading.current_thread() is threading.main_thread()
    known = [getattr(signal, name, None) for name in ("SIGTERM", "SIGHUP")]
    before = {number: signal.signal(number, end) for number in known if number and ours}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler or signal.SIG_DFL)


def _play(seat: RemoteSeat, talk: Conversation, name: str) -> None:
    talk.say(f"You are: {name}. {MANUAL[0]}", *MANUAL[1:])
    heard = _Heard(talk)
    threading.Thread(target=heard.follow, args=(seat,), daemon=True).start()
    try:
        while True:
            _take(seat, talk, heard, talk.read())
    finally:
        heard.stop()


class _Heard:
    """Prints the events of a seat as they come."""

    def __init__(self, talk: Conversation) -> None:
        self._talk = talk
        self._shown: dict[str, Any] = {}
        self._heard = 0
        self._malformed: list[str] = []
        self._tries = 0
        self._stopped = threading.Event()
        self._writing = threading.Lock()
        self.cards: list[tuple[str, list[str]]] = []

    def follow(self, seat: RemoteSeat) -> None:
        """Print until the seat is lost for good; a lost connection is taken up where it was."""
        while self._tries < TRIES:
            self._tries += 1
            try:
                for name, values in seat.events(self._heard, self._unread):
                    self._event(name, values)
            except (NoAnswer, Malformed) as error:
                self._say(f"{error}. Trying again ({self._tries} of {TRIES}).")
            if self._stopped.wait(_AGAIN):
                return
        self._say("The call is lost. q leaves.")

    def stop(self) -> None:
        """Print nothing any more: at the end of the program no thread may hold its output."""
        self._stopped.set()
        if self._writing.acquire(timeout=_AGAIN):
            self._writing.release()

    def _say(self, *texts: str) -> None:
        with self._writing:
            if not self._stopped.is_set():
                self._talk.say(*texts)

    def _event(self, name: str, values: dict[str, Any]) -> None:
        if (shape := shapes.EVENTS.get(name)) is None:
            return
        try:
            found = shape(values, "")
        except Malformed as error:
            self._unread(str(error))
            return
        self._tries, self._malformed = 0, []
        self._lobby(found) if name == "lobby" else self._frame(found)

    def _unread(self, why: str) -> None:
        """Say what can't be read, each reason once in a row; Malformed if there are too many."""
        if why not in self._malformed:
            self._say(f"The other machine sent what can't be read: {why}. q leaves.")
        self._malformed.append(why)
        if len(self._malformed) > _MOST_MALFORMED:
            self._malformed = []
            raise Malformed("too much of it can't be read")

    def _lobby(self, values: dict[str, Any]) -> None:
        people = ", ".join(f"{seat} ({who})" for seat, who in values["seats"])
        self._say(f"Waiting. Code {values['code']}: {people}. b begins.")

    def _frame(self, values: dict[str, Any]) -> None:
        self.cards = values["cards"]
        for each in values["captions"]:
            self._heard = each["n"]
            heard = Caption(each["at"], each["n"], each["who"], each["text"], each["loud"])
            self._say(line_of(heard))
        for name in ("state", "hint", "coach", "ended"):
            if values[name] and values[name] != self._shown.get(name):
                self._shown[name] = values[name]
                self._say(f"{'Coach: ' if name == 'coach' else ''}{values[name]}")
                if values["turn"] == "Your turn: answer" and name == "state":
                    self._say("Type /answer.")
        # The same hint may come again, once the last one is out of sight.
        self._shown["coach"] = values["coach"]
        badly = values["done_badly"]
        if badly and badly != self._shown.get("done_badly"):
            self._shown["done_badly"] = badly
            self._say(DONE_BADLY, *badly)


def _take(seat: RemoteSeat, talk: Conversation, heard: _Heard, typed: str) -> None:
    paths = {"g": "coach", "n": "next-call", "b": "begin"}
    try:
        if typed in paths:
            talk.say(*seat.asked(f"/api/{paths[typed]}", shapes.DONE)["lines"])
        elif typed == "i":
            for title, lines in heard.cards:
                talk.say(f"{title}:", *(f"  {line}" for line in lines))
        elif typed:
            _line(seat, talk, typed)
    except LineInstead as instead:
        talk.say("Nothing was done.")
        _take(seat, talk, heard, instead.line)
    except ChoiceCancelled:
        talk.say("Nothing was done.")
    except Given:
        raise
    except SimulatorError as error:
        talk.say(str(error))


def _line(seat: RemoteSeat, talk: Conversation, typed: str) -> None:
    """Do what a line says: it is read as `play --plain` reads it."""
    try:
        command = commands.read(typed)
    except commands.Unreadable:
        command = commands.Command("")
    match command:
        case (commands.LINE, line, _):
            _understand(seat, talk, line)
        case ("?", _, _):
            _understand(seat, talk, "?")
        case ("k", key, _):
            _act(seat, talk, key=key)
        case ("p", keys, _):
            for key in keys:
                _act(seat, talk, line=key)
        case _:
            talk.say(f"{quoted(typed)} means nothing here.", *MANUAL)


def _understand(seat: RemoteSeat, talk: Conversation, line: str) -> None:
    """Do what a line is understood as; ask only if it may well mean another thing."""
    said = seat.asked("/api/line", shapes.UNDERSTOOD, line=line)
    readings = said["readings"]
    labels = [label for label, why in readings if not why]
    does = {
        label: f"{each['does']}: "
        for (label, _), each in zip(readings, said["shown"], strict=False)
    }
    if not labels:
        why = next((why for _, why in readings), "")
        talk.say(f"Not now: {why}." if why else said["heading"])
        return
    chosen, rows = 1, [f"{does.get(label, '')}{label}" for label in labels]
    if len(labels) > 1 and not (said["surely"] and labels[0] == readings[0][0]):
        chosen = _meant(talk, rows)
    _act(seat, talk, line=line, reading=labels[chosen - 1])


def _meant(talk: Conversation, rows: Sequence[str]) -> int:
    """Return the number of the way that is meant: Enter alone takes the first, `?` lists all."""
    talk.say(f"Understood as: {rows[0].rstrip('.')}. Enter. ? lists other ways, c takes it back.")
    while text := talk.read(cancellable=True):
        number = number_in(text)
        if number is not None and 1 <= number <= len(rows):
            return number
        if text == "?":
            return one(talk, "Understood as?", numbered(rows), usual=1, cancellable=True)
        talk.say("Enter does it, ? lists other ways, c takes it back.")
    return 1


def _act(seat: RemoteSeat, talk: Conversation, **request: str) -> None:
    answers: dict[str, Any] = {}
    said = seat.asked("/api/act", shapes.ACTED, **request, answers=answers)
    while questions := said["questions"]:
        for question in questions:
            asked = ShownQuestion(**question)
            answers |= wire_answers(asked, ask_for(talk, asked))
        said = seat.asked("/api/act", shapes.ACTED, **request, answers=answers)
    if said["say"]:
        talk.say(said["say"])
