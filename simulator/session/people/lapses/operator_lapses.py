"""The lapses of operators: LP-27 to LP-29 of the authors' sheet of practice."""

from dataclasses import replace

from simulator.core import acts as do
from simulator.core.terms import Intent, Reported
from simulator.guidance.act_makers import always
from simulator.guidance.looks import HeldRow
from simulator.guidance.operator_rows import reported
from simulator.guidance.rows import ActMaker, desk, not_since, voice
from simulator.knowledge.facts import KnownFacts, Stamp
from simulator.knowledge.judgements import table as c
from simulator.knowledge.judgements.judgement import Policy
from simulator.knowledge.judgements.operator_hears import passed_on, stated
from simulator.language.handover_sentence import handover_words, sounds_named
from simulator.session.people.lapses.lapse import REPAIR, HasCall, Lapse, own_words, words_of

_OF_VOICES = frozenset(
    {
        *(Reported.VOICES, Reported.OTHER_VOICE, Reported.DISTURBANCE, Reported.SPEECH),
        *(Reported.WHISPER, Reported.CHILD, Reported.PRETENCE),
    }
)
"""What a hurried operator leaves out of a hand-over: the words of others, and shouts."""


def _without_voices(action: do.Action, person: HasCall) -> do.Action | None:
    if not isinstance(action, do.HandOver) or _OF_VOICES.isdisjoint(action.heard):
        return None
    left = tuple(each for each in action.heard if each not in _OF_VOICES)
    heard = left or (Reported.NOTHING,)
    words = handover_words(heard, person.facts.kind)
    named = replace(action, heard=heard, words=words, sounds=sounds_named(words))
    return replace(named, facts=(), means=(), place_words="")


def _connects(held: HeldRow, _facts: KnownFacts) -> bool:
    return isinstance(held.action, do.Connect)


def _in_full(facts: KnownFacts, policy: Policy) -> do.Action:
    return do.HandOver(
        reported(facts, policy), words_of(REPAIR),
        facts=stated(facts), means=passed_on(facts), place_words=facts.place_words,
    )  # fmt: skip


# fmt: off
OPERATOR_REPAIRS = {
    "voice": voice(f"{REPAIR}-operator", 1, "assumption",
      always("put a lapse right aloud", own_words(REPAIR)),
      (c.in_hand | c.police_there) & ~c.left, "A lapse that is put right is a strength."),
    "hand-over": voice(f"{REPAIR}-hand-over", 1, "assumption",
      ActMaker("hand over what was left out", _in_full),
      c.police_there & ~c.left, "What was left out of a hand-over is better late than never."),
}
"""How a lapse is put right, by a careful operator."""
OPERATOR_LAPSES: tuple[Lapse, ...] = (
    Lapse("third-repeat", keeps_back=_connects, acts=2, rows=(
      voice("third-repeat", 1, "assumption",
        always("ask for it once more", do.Say(Intent.ASK_AGAIN, words_of("third-repeat"))),
        c.in_hand & c.spoke & ~c.only_mistake & ~c.disturbed & not_since(Stamp.WORDS, 6_000),
        "A whisper is asked for again, and again."),)),
    Lapse("leaves-out-voice", otherwise=_without_voices, repaired_by="hand-over"),
    # Nobody comes back to a call that they have left, so a careful operator only takes leave of it.
    Lapse("off-early", rows=(
      desk("off-early", 0, "assumption", always("leave the call", do.Leave()),
        c.police_there & c.handed_over & ~c.left,
        "Off the line before the call handler has it."),),
      mild=(
      voice("off-early-said", 0, "assumption", always("take leave", own_words("off-early")),
        c.police_there & c.handed_over & ~c.left,
        "Leave is taken before the call handler has it."),)),
)
"""Each lapse of an operator, in the order of the sheet."""
# fmt: on
