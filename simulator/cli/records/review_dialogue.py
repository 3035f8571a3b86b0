"""A review in questions and answers, line by line: in a terminal, by ear, or through a pipe."""

from __future__ import annotations

from collections.abc import Callable
from typing import TextIO

from simulator import BANNER
from simulator.cli.console import Console
from simulator.cli.records.formats import heading
from simulator.core.describe import name_of
from simulator.debrief.assess.agreement import Rating
from simulator.debrief.learning.ratings import Rateable
from simulator.debrief.learning.review_desk import Desk
from simulator.debrief.learning.review_entries import Entry
from simulator.errors import ReviewError
from simulator.plain.console.console import Left, Talk
from simulator.plain.console.prompts import TAKE_BACK, TakenBack, from_one, one
from simulator.seat.review_words import (
    PRIVATE,
    changed,
    findings,
    progress,
    reviews,
    told,
    transcript,
)

_CHOICES = tuple(Rating)
_LEAVE = "q and Enter leaves at any time; what was kept stays."


def review(desk: Desk, console: Console, lines: TextIO) -> int:
    """Go through a record with a reviewer until they leave."""
    talk = Talk(lines, console.out)
    talk.say(BANNER, *heading(desk.record), PRIVATE, _LEAVE)
    if desk.reviews.changed:
        talk.say(changed(desk.record))
    talk.say(*(f"Note: {note}." for note in desk.reviews.notes))
    talk.say(*transcript(desk.record))
    try:
        if desk.blind:
            _rate_blind(talk, desk)
        else:
            talk.say("Findings:", *findings(desk))
            _review(talk, desk)
    except Left:
        signed = desk.reviews.signed(desk.code) is not None
        talk.say("You have left. " + ("The review is signed." if signed else "It is not signed."))
    return 0


def _review(talk: Talk, desk: Desk) -> None:
    """Ask what comes next, until the person leaves."""
    does: dict[str, Callable[[Talk, Desk], None]] = {
        "Pin a comment to a moment": _pin,
        "Override a finding, with a reason": _override,
        "Rate what is for a person": _rate_rest,
        "Add a note on the whole call": _note,
        "Sign": _sign,
        "Read the transcript again": lambda talk, desk: talk.say(*transcript(desk.record)),
        "Read the findings again": lambda talk, desk: talk.say(*findings(desk)),
        "Read all reviews of this record": lambda talk, desk: talk.say(*reviews(desk)),
    }
    while True:
        number = one(talk, "What next?", from_one(list(does)))
        try:
            list(does.values())[number - 1](talk, desk)
        except TakenBack:
            talk.say("Taken back. Nothing was kept.")
        except ReviewError as error:
            talk.say(f"{error.message}. Nothing was kept. ({error.hint})")


# --- writing --------------------------------------------------------------------------------------


def _pin(talk: Talk, desk: Desk) -> None:
    number = _line(talk, "The number of the moment, as the transcript shows it?")
    desk.pin(number, "to see that it is there")
    _keep(talk, desk, desk.pin(number, _line(talk, f"Your comment on moment {number}?")))


def _note(talk: Talk, desk: Desk) -> None:
    _keep(talk, desk, desk.note(_line(talk, "Your note on the whole call?")))


def _override(talk: Talk, desk: Desk) -> None:
    found = [each for each in desk.rateable if each.machine is not None]
    if not found:
        raise ReviewError("There is no finding to override", "pins and notes can be written")
    labels = [f"{desk.name_of(each)}: {each.criterion.says}" for each in found]
    each = found[one(talk, "Which finding?", from_one(labels), may_take_back=True) - 1]
    assert each.machine is not None
    rating = _rating(talk, f"The machine: {each.machine.meaning}. And you?")
    because = _line(talk, "Your reason? It stays beside the machine's finding.")
    _keep(talk, desk, desk.override(each, rating, because))


def _rate_rest(talk: Talk, desk: Desk) -> None:
    """Rate what the machine has no finding of."""
    found = [each for each in desk.rateable if each.machine is None]
    if not found:
        raise ReviewError("Nothing here is for a person to rate", "findings can be overridden")
    labels = [f"{desk.name_of(each)}: {each.criterion.says}" for each in found]
    each = found[one(talk, "Which criterion?", from_one(labels), may_take_back=True) - 1]
    _keep(talk, desk, desk.rate(each, _rating(talk, each.criterion.says)))


def _sign(talk: Talk, desk: Desk) -> None:
    made = desk.sign()
    talk.say(
        f"You sign as {desk.code}: the findings with your overrides, and your own ratings, "
        f"{len(made.ratings)} criteria. It is no pass and no fail."
    )
    if _line(talk, "Type yes to sign.").lower() not in ("yes", "y"):
        raise TakenBack
    _keep(talk, desk, made)


# --- rating blind ---------------------------------------------------------------------------------


def _rate_blind(talk: Talk, desk: Desk) -> None:
    """Ask for each criterion that is not rated yet, then for a signature; then show everything."""
    talk.say(
        "You rate blind: you see the call and the criteria, and no findings and no other reviews "
        "until you have signed."
    )
    if len(desk.to_rate) < len(desk.rateable):
        talk.say(
            "Criteria for which the machine saw no occasion are left out. "
            "Begin with --every to be asked for them as well."
        )
    todo = [each for each in desk.to_rate if each.key not in desk.said]
    for number, each in enumerate(todo, 1):
        question = f"Criterion {number} of {len(todo)}, {_role(each)}: {each.criterion.says}"
        rating = _rating_or_none(talk, question)
        if rating is not None:
            _keep(talk, desk, desk.rate(each, rating))
    talk.say(progress(desk))
    while True:
        text = _ask(talk, "Type yes to sign your ratings, or a note on the whole call, or q.")
        try:
            if text.lower() in ("yes", "y"):
                _keep(talk, desk, desk.sign())
                break
            _keep(talk, desk, desk.note(text))
        except ReviewError as error:
            talk.say(f"{error.message}. Nothing was kept. ({error.hint})")
    talk.say("Now you may see everything.", "Findings:", *findings(desk))
    talk.say("All reviews:", *reviews(desk))


def _rating_or_none(talk: Talk, question: str) -> Rating | None:
    labels = [*(rating.meaning for rating in _CHOICES), "leave it open"]
    number = one(talk, question, from_one(labels))
    return _CHOICES[number - 1] if number <= len(_CHOICES) else None


def _rating(talk: Talk, question: str) -> Rating:
    labels = [rating.meaning for rating in _CHOICES]
    return _CHOICES[one(talk, question, from_one(labels), may_take_back=True) - 1]


def _role(each: Rateable) -> str:
    return name_of(each.role).lower()


def _line(talk: Talk, question: str) -> str:
    """A line of the person's own words.

    Raises:
        TakenBack: they think better of it.
    """
    text = _ask(talk, f"{question} {TAKE_BACK} takes it back.")
    if text.lower() == TAKE_BACK:
        raise TakenBack
    return text


def _ask(talk: Talk, question: str) -> str:
    talk.say(question)
    return talk.read()


def _keep(talk: Talk, desk: Desk, entry: Entry) -> None:
    desk.keep(entry)
    talk.say(told(entry, desk))
