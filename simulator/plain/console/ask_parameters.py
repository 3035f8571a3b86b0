"""Asking for what has to be chosen with an act, one thing after the other."""

from __future__ import annotations

from simulator.plain.console.console import Talk
from simulator.plain.console.prompts import Numbered, one, several, text_line
from simulator.seat.parameters import Parameter


def ask_for(talk: Talk, parameter: Parameter) -> object:
    """The value that the person chooses or writes for `parameter`.

    Raises:
        TakenBack: the act is not wanted after all.
        Left: the person leaves.
    """
    options = [
        Numbered(number, option.label, option.group)
        for number, option in enumerate(parameter.options, 1)
    ]
    if parameter.several:
        if not options:
            talk.say(f"{parameter.label} Nothing is known yet that could be chosen.")
            return ()
        chosen = several(talk, parameter.label, options, least=parameter.least)
        return tuple(parameter.options[number - 1].value for number in chosen)
    if not options:
        return text_line(talk, parameter.label)
    if len(options) == 1:
        talk.say(f"{parameter.label} Only one is possible: {options[0].label}.")
        return parameter.options[0].value
    number = one(talk, parameter.label, options, may_take_back=True)
    return parameter.options[number - 1].value
