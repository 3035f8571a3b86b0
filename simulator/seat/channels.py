"""The caller's seat where 999 is written to, or where words come through a third voice.

Who writes is heard by nobody; of a caller who types or signs only words are brought to the line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from simulator.core import acts as do
from simulator.core.log import Entry
from simulator.core.terms import LineStage, Manner, Role, Via

if TYPE_CHECKING:
    from simulator.seat.available_acts import AvailableAct
    from simulator.session.run.live_run import LiveRun

_CARRIES = {"dial", "send_text", "hang_up"}
"""What a caller can do who writes to 999."""
_NOT_BROUGHT = {"tap", "cough", "make", "press"}
"""What nobody brings to the line of a caller who types or signs."""
_NOTHING_HEARD = "you write to 999, and nothing of it would be heard"
_ONLY_WORDS = "only your words are brought to the line"
_VOICES = {
    Via.RELAY: "What you type is read out to them by a relay assistant, word for word.",
    Via.SIGNS: "Type what you sign: an interpreter says it to them.",
    Via.INTERPRETER: "You have a few words of English. Once an interpreter has joined, they bring "
    "what you type in whole sentences.",
}


_ON_ITS_WAY = "Your message is on its way to the police. It may take two minutes."
_WRITING = {
    LineStage.IDLE: 'Write your first message to 999. Theirs was: "{theirs}"',
    LineStage.DIALLED: _ON_ITS_WAY,
    LineStage.WITH_OPERATOR: _ON_ITS_WAY,
    LineStage.CONNECTING_POLICE: _ON_ITS_WAY,
}
_WRITTEN = "The police read what you write, and write back. Nothing is heard."
_SPEAKS = {LineStage.IDLE, LineStage.WITH_OPERATOR, LineStage.WITH_CALL_HANDLER}
"""Where a caller is reminded who brings their words."""


class CallersChannel(NamedTuple):
    """How what a caller does reaches the line; with neither it is their own voice."""

    message: str = ""
    """The words of the file with which 999 is written to; empty: it is rung."""
    via: Via | None = None

    @classmethod
    def of(cls, live: LiveRun) -> CallersChannel:
        """Return the channel of the current call."""
        message, through = live.script.message, live.setup.scenario.through
        return cls(message.words if message else "", through.voice if through else None)

    def offered(self, offer: AvailableAct) -> AvailableAct:
        """Return an act of the caller as it is in this channel, or with why it is not possible."""
        kind = offer.kind
        if self.message and kind == "dial":
            act = replace(offer.act, label="Write to 999", asks=("words",))
            return offer._replace(act=act)
        return offer._replace(disabled_reason=offer.disabled_reason or self.why_not(kind))

    def why_not(self, kind: str) -> str | None:
        """Return why a kind of act reaches nobody; None if it does."""
        if self.message and kind not in _CARRIES:
            return _NOTHING_HEARD
        typed = self.via in (Via.RELAY, Via.SIGNS)
        return _ONLY_WORDS if typed and kind in _NOT_BROUGHT else None

    def brought(self, action: do.Action, heard: Sequence[Entry]) -> do.Action:
        """Return an act of the caller as it reaches the line, after what was `heard`."""
        if self.via is None or not isinstance(action, do.Say):
            return action
        joined = any(isinstance(e.body, do.Say) and e.body.via is self.via for e in heard)
        if self.via is Via.INTERPRETER and not joined:
            return action
        return replace(action, manner=Manner.ALOUD, via=self.via)

    def counts(self, stage: LineStage) -> str:
        """Return one line on what a caller can do in this channel; empty: as of any call."""
        if self.message:
            return _WRITING.get(stage, _WRITTEN).format(theirs=self.message)
        return _VOICES[self.via] if self.via is not None and stage in _SPEAKS else ""


def channel_of(live: LiveRun, role: Role | None) -> CallersChannel:
    """Return the channel of a seat: any but the caller's has none of its own."""
    return CallersChannel.of(live) if role is Role.CALLER else CallersChannel()
