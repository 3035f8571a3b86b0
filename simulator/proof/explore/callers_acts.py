"""What a caller, a room and the network do while the standing operator has a call."""

from __future__ import annotations

from simulator.core.actions import (
    Answer,
    Dial,
    GiveBack,
    HangUp,
    Lift,
    LoseLine,
    Make,
    Press,
    Say,
    TakePhone,
    Tap,
)
from simulator.core.terms import Intent, LossCause, Manner, Role, Sound
from simulator.proof.explore.act_classes import Done

CALLER, ROOM, NETWORK = Role.CALLER, Role.ROOM, Role.NETWORK

ACTS: tuple[Done, ...] = (
    Done(CALLER, Dial()),
    Done(CALLER, Tap()),
    Done(CALLER, Say(Intent.WANTS_POLICE, manner=Manner.WHISPERED)),
    Done(CALLER, Say(Intent.WANTS_AMBULANCE)),
    Done(CALLER, Say(Intent.WANTS_FIRE)),
    Done(CALLER, Say(Intent.WANTS_COASTGUARD)),
    Done(CALLER, Say(Intent.SAYS_MISTAKE)),
    Done(CALLER, Say(Intent.SAYS_YES)),
    Done(CALLER, Say(Intent.PRETENDS)),
    Done(CALLER, Say(Intent.SPEAKS, manner=Manner.FAINT)),
    Done(CALLER, Say(Intent.NOT_TO_CALL)),
    Done(CALLER, Say(Intent.NOT_TO_CALL, manner=Manner.FAINT)),
    Done(CALLER, Make(Sound.SHOUTING)),
    Done(CALLER, Make(Sound.VOICES)),
    Done(CALLER, Make(Sound.FALL_MESSAGE)),
    Done(CALLER, Make(Sound.DEVICE_VOICE)),
    Done(CALLER, Press("5")),
    Done(CALLER, Press("1")),
    Done(CALLER, Answer()),
    Done(CALLER, HangUp()),
    Done(CALLER, Lift()),
    Done(ROOM, Make(Sound.SHOUTING)),
    Done(ROOM, Make(Sound.VOICES)),
    Done(ROOM, Make(Sound.TELEVISION)),
    Done(ROOM, Make(Sound.FALL_MESSAGE)),
    Done(ROOM, Make(Sound.DEVICE_VOICE)),
    Done(ROOM, Say(Intent.SAYS_MISTAKE)),
    Done(ROOM, Say(Intent.NOT_TO_CALL)),
    Done(ROOM, Say(Intent.NOT_TO_CALL, manner=Manner.FAINT)),
    Done(ROOM, TakePhone()),
    Done(ROOM, GiveBack()),
    Done(ROOM, HangUp()),
    Done(ROOM, Answer()),
    Done(NETWORK, LoseLine(LossCause.BATTERY)),
    Done(NETWORK, LoseLine(LossCause.NETWORK)),
)
"""What a caller, a room and the network do, as often and whenever they like, in one exploration.

Whatever else they can do is like one of these, since the flow reads it alike and the operator makes
the same of it, or changes nothing for either (`tests/proof/test_acts_alike.py`).
"""
DECISIVE = frozenset(
    {
        *(Intent.WANTS_POLICE, Intent.WANTS_AMBULANCE, Intent.WANTS_FIRE, Intent.WANTS_COASTGUARD),
        *(Intent.SAYS_MISTAKE, Intent.SAYS_YES),
    }
)
"""What an operator who hears somebody out can tell apart; all other words are alike to them."""
