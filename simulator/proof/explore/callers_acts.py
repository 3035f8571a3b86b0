"""What a caller, a room and the network do while the standing operator has a call."""

from __future__ import annotations

from simulator.core import acts as do
from simulator.core.terms import Intent, LossCause, Manner, Role, Sound
from simulator.proof.explore.act_classes import Done

CALLER, ROOM, NETWORK = Role.CALLER, Role.ROOM, Role.NETWORK

ACTS: tuple[Done, ...] = (
    Done(CALLER, do.Dial()),
    Done(CALLER, do.Tap()),
    Done(CALLER, do.Say(Intent.WANTS_POLICE, manner=Manner.WHISPERED)),
    Done(CALLER, do.Say(Intent.WANTS_AMBULANCE)),
    Done(CALLER, do.Say(Intent.WANTS_FIRE)),
    Done(CALLER, do.Say(Intent.WANTS_COASTGUARD)),
    Done(CALLER, do.Say(Intent.SAYS_MISTAKE)),
    Done(CALLER, do.Say(Intent.SAYS_YES)),
    Done(CALLER, do.Say(Intent.PRETENDS)),
    Done(CALLER, do.Say(Intent.SPEAKS, manner=Manner.FAINT)),
    Done(CALLER, do.Say(Intent.NOT_TO_CALL)),
    Done(CALLER, do.Say(Intent.NOT_TO_CALL, manner=Manner.FAINT)),
    Done(CALLER, do.Make(Sound.SHOUTING)),
    Done(CALLER, do.Make(Sound.VOICES)),
    Done(CALLER, do.Make(Sound.FALL_MESSAGE)),
    Done(CALLER, do.Make(Sound.DEVICE_VOICE)),
    Done(CALLER, do.Press("5")),
    Done(CALLER, do.Press("1")),
    Done(CALLER, do.Answer()),
    Done(CALLER, do.HangUp()),
    Done(CALLER, do.Lift()),
    Done(ROOM, do.Make(Sound.SHOUTING)),
    Done(ROOM, do.Make(Sound.VOICES)),
    Done(ROOM, do.Make(Sound.TELEVISION)),
    Done(ROOM, do.Make(Sound.FALL_MESSAGE)),
    Done(ROOM, do.Make(Sound.DEVICE_VOICE)),
    Done(ROOM, do.Say(Intent.SAYS_MISTAKE)),
    Done(ROOM, do.Say(Intent.NOT_TO_CALL)),
    Done(ROOM, do.Say(Intent.NOT_TO_CALL, manner=Manner.FAINT)),
    Done(ROOM, do.TakePhone()),
    Done(ROOM, do.GiveBack()),
    Done(ROOM, do.HangUp()),
    Done(ROOM, do.Answer()),
    Done(NETWORK, do.LoseLine(LossCause.BATTERY)),
    Done(NETWORK, do.LoseLine(LossCause.NETWORK)),
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
