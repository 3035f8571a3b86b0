"""`silent999 join`: a seat in a call on another machine, in lines."""

import sys
import threading
from argparse import Namespace
from contextlib import suppress
from typing import Any, TextIO

from simulator import BANNER
from simulator.cli.arguments import Parser, UsageError
from simulator.cli.output import Console
from simulator.core.instant import minutes
from simulator.errors import SimulatorError
from simulator.plain.call import commands
from simulator.plain.conversation import (
    ChoiceCancelled,
    Conversation,
    UserLeft,
    numbered,
    one,
    quoted,
)
from simulator.session.clock import WallClock
from simulator.web.remote_seat import NoAnswer, RemoteSeat

TRIES = 5
"""How often a lost connection is taken up again, a second apart (assumption)."""
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
    free, note = seat.look_up(options.code)
    if not free:
        raise UsageError("no seat of that call is free", "ask for the code of the next call")
    role = options.seat or next(iter(free))
    if role not in free:
        raise UsageError(f"{role} is not free in this call", f"free are {', '.join(free)}")
    talk = Conversation(lines or sys.stdin, console.out)
    talk.say(BANNER, f"In this call: {'; '.join(note) or 'nothing that needs a warning'}.")
    talk.say(f"Enter takes the seat: {free[role]}. q leaves.")
    with suppress(UserLeft):
        talk.read()
        seat.claim(options.code, role)
        _play(seat, talk, free[role])
    return 0


def _play(seat: RemoteSeat, talk: Conversation, name: str) -> None:
    talk.say(f"You are: {name}. {MANUAL[0]}", *MANUAL[1:])
    heard = _Heard(talk)
    threading.Thread(target=heard.follow, args=(seat,), daemon=True).start()
    try:
        while True:
            _take(seat, talk, heard, talk.read())
    finally:
        seat.post("/api/leave")


class _Heard:
    """Prints the events of a seat as they come."""

    def __init__(self, talk: Conversation) -> None:
        self._talk = talk
        self._shown: dict[str, Any] = {}
        self._heard = 0
        self.cards: list[tuple[str, list[str]]] = []

    def follow(self, seat: RemoteSeat) -> None:
        """Print until the seat is lost for good; a lost connection is taken up where it was."""
        for again in range(TRIES):
            try:
                for name, values in seat.events(self._heard):
                    self._lobby(values) if name == "lobby" else self._frame(values)
            except NoAnswer as error:
                self._talk.say(f"{error}. Trying again ({again + 1} of {TRIES}).")
            WallClock().wait(1_000)
        self._talk.say("The call is lost. q leaves.")

    def _lobby(self, values: dict[str, Any]) -> None:
        people = ", ".join(f"{seat} ({who})" for seat, who in values["seats"])
        self._talk.say(f"Waiting. Code {values['code']}: {people}. b begins.")

    def _frame(self, values: dict[str, Any]) -> None:
        self.cards = values["cards"]
        for each in values["captions"]:
            self._heard = each["n"]
            who = f"{each['who']}: " if each["who"] else ""
            self._talk.say(f"{minutes(each['at'])} {who}{each['text']}")
        for name in ("state", "hint", "coach", "ended"):
            if values[name] and values[name] != self._shown.get(name):
                self._shown[name] = values[name]
                self._talk.say(f"{'Coach: ' if name == 'coach' else ''}{values[name]}")
                if values["turn"] == "Your turn: answer" and name == "state":
                    self._talk.say("Type /answer.")


def _take(seat: RemoteSeat, talk: Conversation, heard: _Heard, typed: str) -> None:
    paths = {"g": "coach", "n": "next-call", "b": "begin"}
    try:
        if typed in paths:
            talk.say(*seat.post(f"/api/{paths[typed]}").get("lines", ()))
        elif typed == "i":
            for title, lines in heard.cards:
                talk.say(f"{title}:", *(f"  {line}" for line in lines))
        elif typed:
            _line(seat, talk, typed)
    except ChoiceCancelled:
        talk.say("Nothing was done.")
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
    said = seat.post("/api/line", line=line)
    readings = said.get("readings", ())
    labels = [label for label, why in readings if not why]
    if not labels:
        why = next((why for _, why in readings), "")
        talk.say(f"Not now: {why}." if why else said["heading"])
        return
    chosen = 1
    if len(labels) > 1 and not (said.get("surely") and labels[0] == readings[0][0]):
        chosen = one(talk, "Understood as?", numbered(labels), usual=1, cancellable=True)
    _act(seat, talk, line=line, reading=labels[chosen - 1])


def _act(seat: RemoteSeat, talk: Conversation, **request: str) -> None:
    answers: dict[str, Any] = {}
    said = seat.post("/api/act", **request, answers=answers)
    while questions := said.get("questions"):
        for question in questions:
            answers[question["name"]] = _answer(talk, question)
        said = seat.post("/api/act", **request, answers=answers)
    if said.get("say"):
        talk.say(said["say"])


def _answer(talk: Conversation, question: dict[str, Any]) -> Any:
    labels = [label for _, group in question["options"] for label in group]
    if not labels:
        talk.say(question["label"])
        return talk.read(cancellable=True)
    usual = question.get("usual") or None
    chosen = one(talk, question["label"], numbered(labels), usual=usual, cancellable=True)
    label = labels[chosen - 1]
    return [label] if question["several"] else label
